"""Messages and archives as suppliers send them, and as nobody should."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Mapping
from email.message import EmailMessage
from typing import Any

PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj 3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


def pdf(number: int = 0) -> bytes:
    """A PDF with an empty page; each number gives other bytes."""
    return PDF + f"% {number}\n".encode()


def mail(text: str = "Anbei.", attachments: Mapping[str, bytes] | None = None, *, html: str = "", **headers: str) -> EmailMessage:
    """A message of a supplier's."""
    message = EmailMessage()
    said = {"From": "Hans Brenner <hans@brenner.example>", "To": "einkauf@kunde.example", "Subject": "Bestellung 4500000001"}
    said |= {"Date": "Mon, 03 Aug 2026 09:12:00 +0200", **{name.replace("_", "-"): value for name, value in headers.items()}}
    for name, value in said.items():
        if value:
            message[name] = value
    message.set_content(text)
    if html:
        message.add_alternative(html, subtype="html")
    for name, content in (attachments or {}).items():
        message.add_attachment(content, maintype="application", subtype="pdf", filename=name)
    return message


def raw_mail(body: str, *, content_type: str, encoding: str = "7bit", more: str = "") -> bytes:
    """A message written by hand, as programs that know no better write them."""
    return (
        "From: a@supplier.example\r\nTo: b@kunde.example\r\nSubject: AB\r\nMIME-Version: 1.0\r\n"
        f"{more}Content-Type: {content_type}\r\nContent-Transfer-Encoding: {encoding}\r\n\r\n{body}"
    ).encode("utf-8", "surrogateescape")


def zipped(files: Mapping[str, bytes], *, level: int = 6) -> bytes:
    """An archive of those files."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=level) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return out.getvalue()


def tnef(files: Mapping[str, bytes], body: str = "") -> bytes:
    """A `winmail.dat` that wraps those files."""

    def attribute(level: int, name: int, data: bytes) -> bytes:
        head = bytes([level]) + name.to_bytes(4, "little") + len(data).to_bytes(4, "little")
        return head + data + (sum(data) & 0xFFFF).to_bytes(2, "little")

    parts = [(0x223E9F78).to_bytes(4, "little"), (1).to_bytes(2, "little"), attribute(1, 0x00089006, (0x00010000).to_bytes(4, "little"))]
    if body:
        parts.append(attribute(1, 0x0002800C, body.encode() + b"\0"))
    for name, content in files.items():
        parts += [
            attribute(2, 0x00069002, bytes(14)),
            attribute(2, 0x00018010, name.encode("latin-1") + b"\0"),
            attribute(2, 0x0006800F, content),
        ]
    return b"".join(parts)


def msg(
    subject: str,
    body: str,
    files: Mapping[str, bytes],
    sender: str = "hans@brenner.example",
    within: tuple[str, str, Mapping[str, bytes]] | None = None,
) -> bytes:
    """A message as Outlook saves it; `within` is the subject, text and files of a message that is attached to it."""
    from extract_msg.ole_writer import OleWriter  # noqa: PLC0415 - only these tests need it

    writer = OleWriter()
    writer.addEntry(["__nameid_version1.0"], storage=True)
    _write_message(writer, [], subject, body, files, sender)
    if within:
        folder = [f"__attach_version1.0_#{len(files):08X}"]
        named = dict([_string(0x3707, f"{within[0]}.msg")])
        writer.addEntry(folder, storage=True)
        for name, data in (*named.items(), ("__properties_version1.0", _properties(named, bytes(8)))):
            writer.addEntry([*folder, name], data)
        writer.addEntry([*folder, "__substg1.0_3701000D"], storage=True)
        _write_message(writer, [*folder, "__substg1.0_3701000D"], *within, "inner@brenner.example")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def _write_message(writer: Any, place: list[str], subject: str, body: str, files: Mapping[str, bytes], sender: str) -> None:
    said = dict(
        [
            _string(0x001A, "IPM.Note"),
            _string(0x0037, subject),
            _string(0x1000, body),
            _string(0x0C1A, "Hans Brenner"),
            _string(0x0C1F, sender),
        ]
    )
    count = len(files).to_bytes(4, "little")
    head = bytes(12) + count + bytes(4) + count + (b"" if place else bytes(8))
    for name, data in (*said.items(), ("__properties_version1.0", _properties(said, head))):
        writer.addEntry([*place, name], data)
    for number, (file, content) in enumerate(files.items()):
        folder = [*place, f"__attach_version1.0_#{number:08X}"]
        inner = dict([_string(0x3707, file), _string(0x370E, "application/pdf"), ("__substg1.0_37010102", content)])
        writer.addEntry(folder, storage=True)
        for name, data in (*inner.items(), ("__properties_version1.0", _properties(inner, bytes(8)))):
            writer.addEntry([*folder, name], data)


def _string(what: int, text: str) -> tuple[str, bytes]:
    return f"__substg1.0_{what:04X}001F", text.encode("utf-16-le")


def _properties(streams: Mapping[str, bytes], head: bytes) -> bytes:
    rows = b""
    for name, data in streams.items():
        size = len(data) + (2 if name.endswith("001F") else 0)
        rows += int(name[-8:], 16).to_bytes(4, "little") + (6).to_bytes(4, "little") + size.to_bytes(4, "little") + bytes(4)
    return head + rows


def bomb(megabytes: int) -> bytes:
    """An archive of one file of so many megabytes of noughts."""
    return zipped({"zeros.pdf": bytes(megabytes * 1024 * 1024)}, level=9)


def lying_bomb(megabytes: int) -> bytes:
    """The same with a header that says that the file is small."""
    real = bytearray(bomb(megabytes))
    size = (megabytes * 1024 * 1024).to_bytes(4, "little")
    crc = zlib.crc32(bytes(100)).to_bytes(4, "little")
    assert crc
    while (at := real.find(size)) >= 0:
        real[at : at + 4] = (100).to_bytes(4, "little")
    return bytes(real)
