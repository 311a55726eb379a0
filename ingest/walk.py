"""The files that somebody names on the command line: as they are, and folders walked in name order."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from domain.errors import UsageError
from ingest.names import is_ignored


def walk(paths: Iterable[Path]) -> Iterator[tuple[str, Path]]:
    """Every document with its name: as given for a file, and relative to the given folder for what is in one.

    Raises:
        UsageError: a path is not there, or cannot be looked into.
    """
    for path in paths:
        if path.is_dir():
            for inside in _files(path):
                yield inside.relative_to(path).as_posix(), inside
        elif path.is_file():
            yield str(path), path
        else:
            raise UsageError(f"{path} is not there, or is neither a file nor a folder.")


def _files(folder: Path) -> Iterator[Path]:
    try:
        with os.scandir(folder) as scan:
            entries = sorted((entry for entry in scan if not is_ignored(entry.name)), key=lambda entry: entry.name)
    except OSError as error:
        raise UsageError(f"The folder {folder} cannot be looked into: {error.strerror}.") from error
    for entry in entries:
        if entry.is_dir(follow_symlinks=False):
            yield from _files(folder / entry.name)
        elif entry.is_file():
            yield folder / entry.name
