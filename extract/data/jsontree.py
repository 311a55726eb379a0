"""JSON of strangers: numbers as they are written, and the row of its sheet that each value stands in."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from domain.errors import UnreadableError
from domain.paper import Leaf
from extract.data.sheet import Sheet

LARGEST = 40 * 1024 * 1024
DEEPEST = 40
_LONG = 300
MOST_ROWS = 12_000

Path = tuple[str | int, ...]


def begins_as_json(content: bytes) -> bool:
    """Whether it begins as an object does."""
    return content[:64].removeprefix(b"\xef\xbb\xbf").lstrip()[:1] == b"{"


def _each_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object; what is said twice under one name has no meaning."""
    found = dict(pairs)
    if len(found) != len(pairs):
        raise UnreadableError("The JSON has two values under one name: ask the sender to send it again.")
    return found


class JsonTree:
    """A JSON object; every scalar is a text as it is written."""

    def __init__(self, content: bytes) -> None:
        """Raises UnreadableError: it is too large, damaged or nested too deeply."""
        if len(content) > LARGEST:
            raise UnreadableError(f"The JSON has {len(content) / 1024**2:.0f} MB; at most {LARGEST // 1024**2} MB are read.")
        try:
            root = json.loads(content.decode("utf-8-sig"), parse_float=str, parse_int=str, parse_constant=str, object_pairs_hook=_each_once)
        except UnicodeDecodeError as error:
            raise UnreadableError("The JSON is not in UTF-8, or in two encodings: ask the sender to send it again.") from error
        except RecursionError as error:
            raise UnreadableError("The JSON is nested too deeply to be read.") from error
        except ValueError as error:
            raise UnreadableError("The JSON is damaged or cut: ask the sender to send it again.") from error
        self.root: dict[str, Any] = root if isinstance(root, dict) else {}
        self.sheet = Sheet()
        self._rows: dict[Path, int] = {}
        self._write(self.root, (), 0)

    def at(self, *path: str | int) -> Any:
        """What stands at that path; None where nothing does."""
        node: Any = self.root
        for step in path:
            if isinstance(node, dict) and isinstance(step, str):
                node = node.get(step)
            elif isinstance(node, list) and isinstance(step, int) and 0 <= step < len(node):
                node = node[step]
            else:
                return None
        return node

    def text(self, *path: str | int) -> str:
        """The text at that path, empty where there is none."""
        found = self.at(*path)
        return found.strip() if isinstance(found, str) else ""

    def words(self, *path: str | int) -> Leaf | None:
        """The text at that path as a leaf."""
        return self.sheet.words(self.text(*path), self.row(path))

    def number(self, what: str, *path: str | int) -> Leaf | None:
        """The number at that path as a leaf; one that is none is noted."""
        return self.sheet.decimal(self.text(*path), self.row(path), what)

    def date(self, what: str, *path: str | int) -> Leaf | None:
        """The date at that path as a leaf; one that is none is noted."""
        return self.sheet.date(self.text(*path), self.row(path), what)

    def each(self, *path: str | int) -> Iterator[Path]:
        """The paths of a list's members; what is no list is one."""
        found = self.at(*path)
        if isinstance(found, list):
            yield from ((*path, index) for index in range(len(found)))
        elif found is not None:
            yield path

    def row(self, path: Path) -> int:
        """The row that the value at that path stands in."""
        return self._rows.get(path, 0)

    def _write(self, node: Any, path: Path, depth: int) -> None:
        if depth > DEEPEST:
            raise UnreadableError(f"The JSON is nested more than {DEEPEST} levels deep.")
        pairs = list(node.items()) if isinstance(node, dict) else list(enumerate(node)) if isinstance(node, list) else []
        for key, value in pairs:
            if len(self.sheet.rows) >= MOST_ROWS:
                return
            name = f"{'  ' * depth}{key if isinstance(key, str) else '-'}"
            here = (*path, key)
            if isinstance(value, dict | list):
                self._rows[here] = self.sheet.row(f"{name}:")
                self._write(value, here, depth + 1)
            else:
                said = value if isinstance(value, str) else {True: "true", False: "false"}.get(value, "")
                self._rows[here] = self.sheet.row(
                    f"{name}: {said if len(said) < _LONG or not said.startswith('data:') else said[:30] + '…'}"
                )
