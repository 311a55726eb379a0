"""One file in a drop folder: read as a whole or not at all, and removed only if it is still the very file that was read."""

from __future__ import annotations

import contextlib
import errno
import fcntl
import hashlib
import os
import signal
import stat
import sys
import uuid
from collections.abc import Iterator
from pathlib import Path

from domain.errors import SourceBusyError, UnreadableError
from ingest.names import shown_name

TAKING = ".taking"
"""In a folder of this name a file is for the moment before it is removed."""

REFUSED = ".refused"
"""In the folder of this name lie the files that could not be taken, each with its reason beside it."""

LARGEST_BYTES = 50 * 1024 * 1024
_MEGABYTE = 1024 * 1024
_REASON = ".reason.txt"
_LONGEST_NAME_BYTES = 255
_OPEN = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC

Identity = tuple[int, int, int]


def identity(found: os.stat_result) -> Identity:
    """File number, size and time of the last change: what makes it the same file with the same content."""
    return found.st_ino, found.st_size, found.st_mtime_ns


class DroppedFile:
    """A file (or what pretends to be one) as it was found in the drop folder."""

    def __init__(self, root: Path, path: Path, found: os.stat_result, *, largest_bytes: int = LARGEST_BYTES) -> None:
        self.name = path.relative_to(root).as_posix()
        place = hashlib.sha256(os.fsencode(path)).hexdigest()[:32]
        self.source_id = "-".join([place, *(str(part) for part in identity(found))])
        self._root = root
        self._path = path
        self._found = found
        self._largest = largest_bytes

    def read(self) -> bytes:
        """The bytes.

        Raises:
            SourceBusyError: it changed meanwhile, or cannot be read now. FileNotFoundError: it is gone.
            UnreadableError: it will never be taken: no regular file, or too large.
        """
        self._must_be_a_file(self._found)
        handle = self._open()
        with os.fdopen(handle, "rb"):
            before = os.fstat(handle)
            self._must_be_a_file(before)
            if identity(before) != identity(self._found) or _is_open_for_writing(handle):
                raise SourceBusyError(f"“{self.shown}” is still being written: it is looked at again.")
            if before.st_size > self._largest:
                raise UnreadableError(
                    f"The file has {before.st_size / _MEGABYTE:.0f} MB, and more than {self._largest / _MEGABYTE:.0f} MB are not taken."
                )
            content = self._content(handle, before.st_size)
            if identity(os.fstat(handle)) != identity(before) or len(content) != before.st_size:
                raise SourceBusyError(f"“{self.shown}” changed while it was read: it is looked at again.")
        return content

    def safe(self) -> None:
        """Removes the file, if it is still the one that was found; one that took its place stays."""
        with self._private_folder() as private:
            aside = private / self._path.name
            if self._move_if_unchanged(aside):
                aside.unlink(missing_ok=True)

    def refuse(self, reason: str) -> None:
        """Moves the file to the folder of the refused, with the reason in a text beside it."""
        try:
            self._refuse_into(self._root / REFUSED / self._path.relative_to(self._root).parent, reason)
        except OSError as error:
            if error.errno != errno.EXDEV:
                raise
            # The sub-folder is another disk.
            self._refuse_into(self._path.parent / REFUSED, reason)

    @property
    def shown(self) -> str:
        """The name as it can be shown."""
        return shown_name(self.name)

    def _must_be_a_file(self, found: os.stat_result) -> None:
        if not stat.S_ISREG(found.st_mode):
            what = "a link, and links are not followed" if stat.S_ISLNK(found.st_mode) else "no regular file"
            raise UnreadableError(f"“{self.shown}” is {what}.")

    def _open(self) -> int:
        try:
            return os.open(self._path, _OPEN)
        except FileNotFoundError:
            raise
        except OSError as error:
            raise SourceBusyError(f"“{self.shown}” cannot be read ({error.strerror}): it is tried again.") from error

    def _content(self, handle: int, size: int) -> bytes:
        parts = bytearray()
        try:
            # One byte more than there should be shows a file that is growing.
            while len(parts) <= size and (part := os.read(handle, min(_MEGABYTE, size + 1 - len(parts)))):
                parts += part
        except OSError as error:
            raise SourceBusyError(f"“{self.shown}” cannot be read ({error.strerror}): it is tried again.") from error
        return bytes(parts)

    @contextlib.contextmanager
    def _private_folder(self) -> Iterator[Path]:
        # In the file's own folder, so that moving it there never crosses disks.
        private = self._path.parent / TAKING / uuid.uuid4().hex
        private.mkdir(parents=True)
        try:
            yield private
        finally:
            with contextlib.suppress(OSError):
                private.rmdir()

    def _move_if_unchanged(self, target: Path) -> bool:
        """Moves the file there; what turns out to be another file by then is put back."""
        try:
            self._path.rename(target)
        except FileNotFoundError:
            return False
        if identity(target.lstat()) == identity(self._found):
            return True
        put_back(target, self._path)
        return False

    def _refuse_into(self, folder: Path, reason: str) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        target, note = _free_place(folder, self._path.name)
        note.write_text(reason + "\n", encoding="utf-8")
        try:
            moved = self._move_if_unchanged(target)
        except OSError:
            note.unlink()
            raise
        if not moved:
            note.unlink()


def put_back(aside: Path, path: Path) -> Path:
    """Moves a file back to where it was, or beside it if that place is taken; nothing is overwritten. Returns where it is."""
    for place in _variants(path):
        try:
            os.link(aside, place, follow_symlinks=False)
        except FileExistsError:
            continue
        except OSError:
            # No second names on this disk: look, then move.
            if os.path.lexists(place):
                continue
            aside.rename(place)
        else:
            aside.unlink()
        return place
    raise AssertionError("unreachable: there is always another number")


def _free_place(folder: Path, name: str) -> tuple[Path, Path]:
    """A name that is free in that folder, and the file for the reason, which is made here so that nobody else gets the name."""
    room = _LONGEST_NAME_BYTES - len(_REASON)
    while len(os.fsencode(name)) > room:
        name = name[1:]  # the end has the kind of file
    for target in _variants(folder / name):
        note = target.with_name(target.name + _REASON)
        if os.path.lexists(target):
            continue
        try:
            note.touch(exist_ok=False)
        except FileExistsError:
            continue
        return target, note
    raise AssertionError("unreachable: there is always another number")


def _variants(path: Path) -> Iterator[Path]:
    """The path itself, then `name (2).pdf`, `name (3).pdf` …; a long name loses its beginning for the number."""
    yield path
    number = 1
    while True:
        number += 1
        stem, ending = path.stem, f" ({number}){path.suffix}"
        while len(os.fsencode(stem + ending)) > _LONGEST_NAME_BYTES - len(_REASON) and stem:
            stem = stem[1:]
        yield path.with_name(stem + ending)


def _is_open_for_writing(handle: int) -> bool:
    """Whether some process on this machine still has the file open for writing; false where the system cannot say."""
    if sys.platform != "linux":
        return False
    try:
        # Somebody who opens the file in this moment is announced by a signal, which must be one that does no harm.
        fcntl.fcntl(handle, fcntl.F_SETSIG, signal.SIGURG)
        fcntl.fcntl(handle, fcntl.F_SETLEASE, fcntl.F_RDLCK)
    except OSError as error:
        return error.errno == errno.EAGAIN
    fcntl.fcntl(handle, fcntl.F_SETLEASE, fcntl.F_UNLCK)
    return False
