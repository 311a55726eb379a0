"""Text made comparable: lower case, no accents, one kind of dash and quote; its length never changes."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

_SPECIAL = str.maketrans({"ł": "l", "Ł": "l", "ß": "s", "ø": "o", "æ": "a", "–": "-", "—": "-", "’": "'", "º": "o", "°": "o", "№": "n"})


@lru_cache(maxsize=50_000)
def _folded_char(char: str) -> str:
    base = unicodedata.normalize("NFKD", char.translate(_SPECIAL))[0].lower()
    return base if len(base) == 1 else char


@lru_cache(maxsize=100_000)
def folded(text: str) -> str:
    """The text in lower case without accents, character for character, so that positions still fit."""
    return "".join(_folded_char(char) for char in text)
