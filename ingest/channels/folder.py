"""A drop folder: files that have stopped growing are offered in name order, sub-folders included.

What is offered stays where it is until it says `safe` or `refuse`; see `ingest.dropped`.
"""

from __future__ import annotations

import logging
import os
import stat
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from tempfile import TemporaryFile

from domain.errors import SourceBusyError, UsageError
from domain.ports import Incoming
from ingest.dropped import LARGEST_BYTES, TAKING, DroppedFile, put_back
from ingest.names import is_ignored

logger = logging.getLogger(__name__)

_LEFT_BEHIND_SECONDS = 600
_SECOND = 1_000_000_000

Signature = tuple[int, int, int, int]


def connect(location: str, options: Mapping[str, str]) -> FolderChannel:
    """The channel for the folder; the option is `settle_seconds`.

    Raises:
        UsageError: the option is no number.
    """
    try:
        settle_seconds = float(options.get("settle_seconds", "2"))
    except ValueError as error:
        raise UsageError(f"settle_seconds is {options['settle_seconds']}, but has to be a number of seconds.") from error
    return FolderChannel(Path(location), settle_seconds=settle_seconds)


class FolderChannel:
    """The drop folder at `path`. A file is ready when it has not changed for `settle_seconds`."""

    def __init__(
        self,
        path: Path,
        *,
        settle_seconds: float = 2.0,
        largest_bytes: int = LARGEST_BYTES,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.name = "folder"
        self._root = path.resolve()
        self._settle_seconds = settle_seconds
        self._largest = largest_bytes
        self._clock = clock
        self._first_seen: dict[Path, tuple[Signature, float]] = {}

    def incoming(self) -> Iterator[Incoming]:
        """What is ready to be taken now, in name order.

        Raises:
            SourceBusyError: the folder is not there or cannot be looked into now.
        """
        if not self._root.is_dir():
            raise SourceBusyError(f"The drop folder {self._root} is not there: make it, or mount it again.")
        found = list(self._files(self._root))
        ready = self._ready(found)
        for path, status in found:
            if path in ready:
                yield DroppedFile(self._root, path, status, largest_bytes=self._largest)

    def waiting(self) -> bool:
        """Whether there is any file at all, ready or not."""
        return next(self._files(self._root), None) is not None if self._root.is_dir() else False

    def _files(self, folder: Path) -> Iterator[tuple[Path, os.stat_result]]:
        _recover(folder)
        try:
            with os.scandir(folder) as scan:
                entries = sorted((entry for entry in scan if not is_ignored(entry.name)), key=lambda entry: entry.name)
        except OSError as error:
            logger.warning("The folder %s cannot be looked into (%s): it is tried again.", folder, error.strerror)
            return
        for entry in entries:
            try:
                status = entry.stat(follow_symlinks=False)
            except OSError:
                continue  # gone meanwhile
            if stat.S_ISDIR(status.st_mode):
                yield from self._files(Path(entry.path))
            else:
                yield Path(entry.path), status

    def _ready(self, found: list[tuple[Path, os.stat_result]]) -> set[Path]:
        now = self._clock()
        known = self._first_seen
        self._first_seen = {}
        for path, status in found:
            signature = _signature(status)
            same = path in known and known[path][0] == signature
            self._first_seen[path] = (signature, known[path][1] if same else now)
        folder_now = self._folder_clock() if found else None
        return {path for path, status in found if self._has_settled(path, status, now, folder_now)}

    def _has_settled(self, path: Path, status: os.stat_result, now: float, folder_now: int | None) -> bool:
        """Unchanged while we watched, or last changed long enough ago by the folder's own clock."""
        if not stat.S_ISREG(status.st_mode) or now - self._first_seen[path][1] >= self._settle_seconds:
            return True
        if folder_now is None:
            return False
        # A file copied with its old times is as young as its entry (ctime); a time in the future says nothing.
        changed = max(status.st_ctime_ns, status.st_mtime_ns if status.st_mtime_ns <= folder_now else 0)
        return folder_now - changed >= self._settle_seconds * _SECOND

    def _folder_clock(self) -> int | None:
        """What time it is for the disk that holds the folder, in nanoseconds: a share's clock may differ from ours."""
        try:
            (self._root / TAKING).mkdir(exist_ok=True)
            # A file without a name: a process that is killed here leaves none behind.
            with TemporaryFile(dir=self._root / TAKING) as probe:
                probe.write(b".")
                probe.flush()
                return os.fstat(probe.fileno()).st_mtime_ns
        except OSError:
            return None


def _signature(status: os.stat_result) -> Signature:
    return status.st_ino, status.st_size, status.st_mtime_ns, status.st_ctime_ns


def _recover(folder: Path) -> None:
    """Puts back what a killed process left in the private folder; if it was stored, it will be recognised and removed."""
    try:
        aside = [path for path in (folder / TAKING).glob("*/*") if time.time() - path.lstat().st_ctime > _LEFT_BEHIND_SECONDS]
        for path in aside:
            put_back(path, folder / path.name)
            path.parent.rmdir()
    except OSError as error:
        logger.warning("What was left in %s could not be put back (%s).", folder / TAKING, error.strerror)
