"""ZIP archives, within limits that hold whatever their headers say."""

from __future__ import annotations

import io
import stat
import struct
import zipfile
import zlib

from domain.errors import UnreadableError
from ingest.headers import text_of
from ingest.opened import LARGEST_FILE, Found, Opened, attached

MOST_FILES = 100
LARGEST = 100 * 1024 * 1024
"""Bytes that an archive may unpack to."""
RATIO = 100
"""What unpacks to so many times its size is a bomb; print compresses ten times."""
RATIO_FROM = 5 * 1024 * 1024
_PIECE = 1024 * 1024
_UTF8_NAMES = 0x800
_OFFICE = frozenset({"[Content_Types].xml", "mimetype"})
_DAMAGED = (
    zipfile.BadZipFile, zlib.error, struct.error, OSError, EOFError, ValueError, IndexError, OverflowError, NotImplementedError,
)  # fmt: skip
"""What `zipfile` raises on an archive that is damaged or of a make that it does not know."""
_FOREIGN = {
    b"7z\xbc\xaf'\x1c": "7-Zip",
    b"Rar!": "RAR",
    b"\x1f\x8b": "gzip",
}


def is_zip(content: bytes) -> bool:
    """Whether it is an archive, and not an office document, which is a ZIP by its make."""
    if not content.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return False
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return (
                not _OFFICE & {archive.infolist()[0].filename, *(name for name in archive.namelist()[:20] if name in _OFFICE)}
                if archive.infolist()
                else True
            )
    except _DAMAGED:  # a broken one is one all the same, and is refused as such
        return True


def foreign_archive(content: bytes) -> str:
    """The make of an archive that is not opened here; empty for what is none."""
    return next((make for mark, make in _FOREIGN.items() if content.startswith(mark)), "")


def open_zip(content: bytes) -> Opened:
    """The files in it, folders kept in their names.

    Raises:
        UnreadableError: damaged, encrypted, or beyond the limits.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = [entry for entry in archive.infolist() if not entry.is_dir()]
            if len(entries) > MOST_FILES:
                raise UnreadableError(f"The archive holds {len(entries):,} files; at most {MOST_FILES} are taken from one.")
            if entries and all(entry.flag_bits & 1 for entry in entries):
                raise UnreadableError("The archive is encrypted: ask the sender for one without a password.")
            found, room = [], LARGEST
            for entry in entries:
                each = _found(archive, entry, room)
                room -= len(each.content)
                found.append(each)
    except _DAMAGED as error:
        raise UnreadableError("The archive is damaged and cannot be opened: ask the sender for a new copy.") from error
    return Opened(found)


def _found(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, room: int) -> Found:
    name = _name(entry)
    if name.startswith("__MACOSX/"):
        return Found(name, problem="It is what macOS notes beside files.", minor=True)
    if stat.S_ISLNK(entry.external_attr >> 16):
        return Found(name, problem="It is a link, and links are not followed.")
    if entry.flag_bits & 1:
        return Found(name, problem="It is encrypted: ask the sender for one without a password.")
    try:
        content = _unpacked(archive, entry, room)
    except NotImplementedError:  # what `zipfile` raises for a compression that it does not know
        return Found(name, problem="It is packed in a way that is not known here: ask the sender for a plain ZIP.")
    except (zipfile.BadZipFile, zlib.error, EOFError, ValueError, RuntimeError) as error:
        return Found(name, problem=f"It is damaged in the archive ({error or type(error).__name__}).")
    return attached(name, content)


def _unpacked(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, room: int) -> bytes:
    """The real bytes, counted as they come: what the header says of their number is the sender's word only."""
    content = bytearray()
    with archive.open(entry) as file:
        while piece := file.read(_PIECE):
            content += piece
            if len(content) > RATIO_FROM and len(content) > RATIO * max(1, entry.compress_size):
                raise UnreadableError(f"The archive unpacks to more than {RATIO} times its size: it is taken for a bomb and not opened.")
            if len(content) > room:
                raise UnreadableError(f"The archive unpacks to more than {LARGEST // 1024**2} MB: it is not opened.")
            if len(content) > LARGEST_FILE:
                return bytes(content)  # `attached` says that it is too large
    return bytes(content)


def _name(entry: zipfile.ZipInfo) -> str:
    """The name, which Windows and macOS write in character sets that they do not name."""
    if entry.flag_bits & _UTF8_NAMES or entry.filename.isascii():
        return entry.filename
    try:
        raw = entry.filename.encode("cp437")
    except UnicodeEncodeError:
        return entry.filename
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        # cp437 and the cp850 of European Windows agree on the letters of our languages.
        return (
            entry.filename if not any(0x80 <= byte <= 0x9F for byte in raw) and not entry.filename.isprintable() else text_of(raw, "cp850")
        )
