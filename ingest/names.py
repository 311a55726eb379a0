"""File names are data from outside: which ones are no documents, in what order they come, and how they are shown."""

from __future__ import annotations

import unicodedata
from fnmatch import fnmatchcase

_NO_DOCUMENTS = ("thumbs.db", "desktop.ini", "~$*", "*.tmp", "*.part", "*.partial", "*.crdownload", "*.download", "@eadir", "lost+found")
_LONGEST_BYTES = 255
_LONGEST_ENDING_BYTES = 10
_NAMELESS = "unnamed"


def is_ignored(name: str) -> bool:
    """Whether a file or folder of that name is none of ours: hidden, a lock, or still being written by its program."""
    folded = name.casefold()
    return name.startswith(".") or any(fnmatchcase(folded, pattern) for pattern in _NO_DOCUMENTS)


def shown_name(name: str) -> str:
    """The name as it can be stored and shown: composed, printable, without folders above, at most 255 bytes with its ending kept.

    Of a name that is too long, the folders go first.
    """
    text = name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    parts = [_printable(part) for part in text.split("/")]
    kept = "/".join(part for part in parts if part not in ("", ".", ".."))
    return _shortened(kept) or _NAMELESS


def _printable(part: str) -> str:
    composed = unicodedata.normalize("NFC", part)
    # Controls, and the marks that turn the direction of writing, can make a name look like another one.
    return "".join(
        " " if unicodedata.category(char) in ("Cc", "Cf", "Cs", "Zl", "Zp") and char != "\u200d" else char for char in composed
    ).strip()


def _shortened(name: str) -> str:
    if len(name.encode()) <= _LONGEST_BYTES:
        return name
    last = name.rpartition("/")[2]
    if len(last.encode()) <= _LONGEST_BYTES:
        return last
    stem, dot, ending = last.rpartition(".")
    if not stem or len(ending.encode()) > _LONGEST_ENDING_BYTES:
        stem, dot, ending = last, "", ""
    tail = f"…{dot}{ending}"
    room = _LONGEST_BYTES - len(tail.encode())
    return stem.encode()[:room].decode("utf-8", "ignore") + tail
