"""Structured formats, one module each: messages that are data already and are never sent through OCR. Found by their content, not by a name."""

from __future__ import annotations

import pkgutil
from collections.abc import Sequence
from functools import lru_cache
from importlib import import_module
from typing import Protocol, cast

from domain.paper import Reading

MOST_MESSAGES = 200


class Format(Protocol):
    """A module that reads one family of messages."""

    def recognises(self, content: bytes) -> bool:
        """Whether it begins as a message of this family does; whether it can be read is another matter."""

    def messages(self, content: bytes) -> Sequence[bytes]:
        """Each message as a file of its own; one that is alone is the content itself. Raises UnreadableError."""

    def read(self, content: bytes) -> Reading:
        """What one message says. Raises UnreadableError with one sentence."""

    def rows(self, content: bytes) -> list[str]:
        """The message as rows of text, for a person to look at. Raises UnreadableError."""


@lru_cache(maxsize=1)
def find_formats() -> tuple[Format, ...]:
    """Every format there is, by name."""
    return tuple(cast("Format", import_module(f"{__name__}.{found.name}")) for found in sorted(pkgutil.iter_modules(__path__)))


def format_of(content: bytes) -> Format | None:
    """The format of that content; None for what is no message of data."""
    return next((found for found in find_formats() if found.recognises(content)), None)
