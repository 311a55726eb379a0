"""The archive of originals: a folder of files named by the hash of their content, written durably and never changed."""

from __future__ import annotations

import hashlib
import os
import re
import tempfile
from pathlib import Path

from domain.arrivals import document_id_of
from domain.errors import StoreBusyError

_DOCUMENT_ID = re.compile(r"sha256:([0-9a-f]{64})")


class FolderArchive:
    """An archive in a local or mounted folder."""

    def __init__(self, root: Path) -> None:
        self._root = root

    def put(self, content: bytes) -> str:
        """Stores the bytes durably and returns their document id; doing so twice is harmless.

        Raises:
            StoreBusyError: the folder is full or cannot be written.
        """
        document_id = document_id_of(content)
        target = self._place(document_id)
        try:
            if not _holds(target, content):
                self._write(target, content)
            # Also where the file was there: whoever wrote it may have died before this.
            _sync_folder(target.parent)
        except OSError as error:
            raise StoreBusyError(f"The archive {self._root} cannot be written ({error.strerror}): free some space or mend it.") from error
        return document_id

    def get(self, document_id: str) -> bytes:
        """The bytes, proved by their hash.

        Raises:
            KeyError: there are none under that id.
            StoreBusyError: they cannot be read now, or are damaged: put the file back from a backup.
        """
        try:
            content = self._place(document_id).read_bytes()
        except FileNotFoundError as error:
            raise KeyError(document_id) from error
        except OSError as error:
            raise StoreBusyError(f"The archive {self._root} cannot be read ({error.strerror}).") from error
        if document_id_of(content) != document_id:
            raise StoreBusyError(f"The original {document_id} is damaged: put its file back from a backup.")
        return content

    def _place(self, document_id: str) -> Path:
        named = _DOCUMENT_ID.fullmatch(document_id)
        if named is None:
            raise KeyError(document_id)
        digest = named[1]
        return self._root / digest[:2] / digest[2:4] / digest

    def _write(self, target: Path, content: bytes) -> None:
        _make_folders(target.parent)
        handle, name = tempfile.mkstemp(prefix=".part-", dir=target.parent)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            Path(name).replace(target)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise


def _holds(target: Path, content: bytes) -> bool:
    """Whether the file is there and whole; a damaged one is written anew."""
    try:
        if target.stat().st_size != len(content):
            return False
        with target.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest() == target.name
    except FileNotFoundError:
        return False


def _make_folders(folder: Path) -> None:
    """Makes the folder and its parents, each durably."""
    if not folder.is_dir():
        _make_folders(folder.parent)
        folder.mkdir(exist_ok=True)
        _sync_folder(folder.parent)


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
