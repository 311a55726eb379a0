"""What Outlook writes: messages saved as `.msg`, and `winmail.dat`, in which Exchange wraps a message's attachments."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Sequence
from email import message_from_string, policy
from email.message import EmailMessage, Message
from email.utils import formataddr

import olefile
from oxmsg.storage import Storage
from tnefparse import TNEF

from domain.arrivals import Sender
from domain.errors import UnreadableError
from ingest.headers import sender_of, text_of
from ingest.mailtext import Bodies
from ingest.opened import Found, Opened, attached

_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
_TNEF = bytes.fromhex("789f3e22")
_PROPERTIES = "__properties_version1.0"
_ATTACHMENT = "__attach_version1.0_#"
_ROW = 16
_END = 2048
"""Some programs write a little behind the end of a PDF."""
_EMBEDDED = "__substg1.0_3701000D"
_SUBJECT, _BODY, _HTML, _HEADERS, _SENT = 0x0037, 0x1000, 0x1013, 0x007D, 0x0039
_SENDER_NAME, _SENDER_ADDRESS, _SENDER_SMTP = 0x0C1A, 0x0C1F, 0x5D01
_FILE, _LONG_NAME, _NAME, _MEDIA_TYPE, _CONTENT_ID = 0x3701, 0x3707, 0x3704, 0x370E, 0x3712


def is_msg(content: bytes) -> bool:
    """Whether it is a saved message; Word's and Excel's old files have the same beginning."""
    if not content.startswith(_OLE):
        return False
    try:
        with olefile.OleFileIO(io.BytesIO(content)) as ole:
            return bool(ole.exists(_PROPERTIES))
    except Exception:  # noqa: BLE001 - whatever it is, it is no message
        return False


def is_tnef(content: bytes) -> bool:
    """Whether it is a `winmail.dat`, whatever it is called."""
    return content.startswith(_TNEF)


def open_msg(content: bytes, servers: Sequence[str]) -> Opened:
    """A saved message. A truncated one gives what is whole in it.

    Raises:
        UnreadableError: it is damaged.
    """
    try:
        with olefile.OleFileIO(io.BytesIO(content)) as ole:
            storage = Storage.from_ole(ole)
    except Exception as error:
        raise UnreadableError("The Outlook message is damaged and cannot be opened: ask the sender for a new copy.") from error
    return _opened(storage, servers)


def open_tnef(content: bytes) -> Opened:
    """What is wrapped in a `winmail.dat`.

    Raises:
        UnreadableError: it is damaged.
    """
    try:
        wrapped = TNEF(content, do_checksum=False)
        found = [
            _whole(attached(each.long_filename() or f"attachment {number}", bytes(each.data or b"")))
            for number, each in enumerate(wrapped.attachments, 1)
        ]
        return Opened(found, None, Bodies(_tnef_text(wrapped.body), _tnef_text(wrapped.htmlbody)))
    except Exception as error:
        raise UnreadableError(
            "The winmail.dat is damaged and cannot be opened: ask the sender to send the message as plain text or HTML."
        ) from error


def _tnef_text(value: object) -> str:
    match value:
        case bytes():
            return text_of(value)
        case list():
            return "\n".join(_tnef_text(each) for each in value)
        case _:
            return str(value or "")


def _opened(storage: Storage, servers: Sequence[str]) -> Opened:
    html = _text(storage, _HTML) or text_of(_stream(storage, _HTML, "0102"))
    shown = html.casefold()
    found = [_found(each, shown) for each in storage.storages if each.name.startswith(_ATTACHMENT)]
    return Opened(found, _sender(storage, servers), Bodies(_text(storage, _BODY), html))


def _found(storage: Storage, shown: str) -> Found:
    name = _text(storage, _LONG_NAME) or _text(storage, _NAME) or "unnamed.bin"
    embedded = next((each for each in storage.storages if each.name == _EMBEDDED), None)
    if embedded is not None:
        return Found(f"{name.removesuffix('.msg')}.eml", _as_eml(_opened(embedded, ())))
    cid = _text(storage, _CONTENT_ID).casefold()
    content = _stream(storage, _FILE, "0102")
    found = attached(name, content, _text(storage, _MEDIA_TYPE), shown_in_text=bool(cid) and f"cid:{cid}" in shown)
    return _whole(found, _declared(storage, _FILE, 0x0102))


def _whole(found: Found, size: int | None = None) -> Found:
    """The file, unless it was cut off: both formats give what is left of a truncated one without a word."""
    cut = not found.content or (size is not None and len(found.content) < size)
    unended = found.content.startswith(b"%PDF-") and b"%%EOF" not in found.content[-_END:]
    if found.problem or not (cut or unended):
        return found
    return Found(found.name, problem="It is cut off, and at most its beginning is there: ask the sender for a new copy.")


def _declared(storage: Storage, what: int, kind: int) -> int | None:
    """How many bytes a property should have, by the list of properties; None where that does not say."""
    listed = next((each.bytes_ for each in storage.streams if each.name == _PROPERTIES), b"")
    wanted = ((what << 16) | kind).to_bytes(4, "little")
    rows = (listed[at : at + _ROW] for at in range(_ROW // 2, len(listed) - _ROW + 1, _ROW))
    return next((int.from_bytes(row[8:12], "little") for row in rows if row[:4] == wanted), None)


def _sender(storage: Storage, servers: Sequence[str]) -> Sender:
    """As the message's headers say, if it travelled; else as Outlook noted."""
    headers = message_from_string(_text(storage, _HEADERS), policy=policy.default)
    said = sender_of(headers, servers) if headers.items() else Sender(address="")
    address = said.address or _text(storage, _SENDER_SMTP) or _text(storage, _SENDER_ADDRESS)
    return said.model_copy(
        update={"address": address, "name": said.name or _text(storage, _SENDER_NAME), "subject": said.subject or _text(storage, _SUBJECT)}
    )


def _as_eml(opened: Opened) -> bytes:
    """A message within a message as one that can stand alone; the same bytes each time."""
    message = EmailMessage()
    sender = opened.sender or Sender(address="")
    message["From"] = formataddr((sender.name, sender.address)) if sender.address.isascii() else sender.name
    message["Subject"] = " ".join(sender.subject.split())
    message.set_content(opened.bodies.plain)
    if opened.bodies.html:
        message.add_alternative(opened.bodies.html, subtype="html")
    for each in opened.found:
        if not each.problem:
            message.add_attachment(each.content, maintype="application", subtype="octet-stream", filename=each.name)
    _name_boundaries(message, hashlib.sha256(repr(opened).encode("utf-8", "replace")).hexdigest()[:24])
    return message.as_bytes()


def _name_boundaries(message: Message, seed: str) -> None:
    for number, part in enumerate(part for part in message.walk() if part.is_multipart()):
        part.set_boundary(f"={seed}-{number}=")


def _text(storage: Storage, what: int) -> str:
    wide = _stream(storage, what, "001F")
    return (wide.decode("utf-16-le", "replace") if wide else text_of(_stream(storage, what, "001E"))).rstrip("\0")


def _stream(storage: Storage, what: int, kind: str) -> bytes:
    wanted = f"__substg1.0_{what:04X}{kind}"
    return next((each.bytes_ for each in storage.streams if each.name.upper() == wanted.upper()), b"")
