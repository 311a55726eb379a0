"""Labels printed short: what a stop cuts off (`Resist. a trazione`, `Betalingsvoorw.`, `Lim. élastique`) is told by the listed labels that begin so.

Word stands for word: each is the one of the label, or its beginning with a stop behind it. Articles and prepositions may be left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache

from extract.text.folding import folded

SHORTEST = 3
"""A word that is cut off keeps at least so many letters;"""
SHORTEST_ALONE = 5
"""more where it is the whole label: `Abm.` may be anything."""
FEWEST_LETTERS = 6
"""Letters that several words have together."""
SAYS_TOO_MUCH = frozenset({"exp", "est", "int", "pag", "blz", "str", "com", "per", "tel", "inc", "ltd", "spa"})
"""Beginnings that are short for words of which no label speaks as well: `Exp. date` is when goods go bad as well as when they go."""
_LITTLE = frozenset(
    (
        "de",
        "d",
        "du",
        "des",
        "la",
        "le",
        "les",
        "l",
        "a",
        "al",
        "au",
        "di",
        "del",
        "della",
        "dell",
        "of",
        "the",
        "der",
        "van",
        "el",
        "na",
        "in",
    )
)
_WORD = re.compile(r"[^\W_]+\.?|%")

Short = Mapping[tuple[int, str], tuple[tuple[tuple[str, ...], str], ...]]


def beginnings_of(labels: Iterable[tuple[str, str]]) -> Short:
    """The words of labels, each with what it names, by how many they are and how the first one begins."""
    found: dict[tuple[int, str], list[tuple[tuple[str, ...], str]]] = {}
    for text, name in labels:
        words = tuple(word.rstrip(".") for word in _words(text))
        if words:
            found.setdefault((len(words), words[0][:SHORTEST]), []).append((words, name))
    return {key: tuple(each) for key, each in found.items()}


@lru_cache(maxsize=50_000)
def may_be_short(text: str) -> bool:
    """Whether words of a text are cut off, and enough of them is left to tell a label by."""
    words = _words(text)
    cut = [word for word in words if word.endswith(".") and len(word) > SHORTEST]
    if not cut or any(word[:-1] in SAYS_TOO_MUCH for word in cut):
        return False
    return sum(len(word.rstrip(".")) for word in words) >= (SHORTEST_ALONE if len(words) == 1 else FEWEST_LETTERS)


def name_of_short(text: str, known: Short) -> str | None:
    """What a label names that is printed short; None where nothing in it is cut off, or where it may be short for several things."""
    if not may_be_short(text):
        return None
    words = _words(text)
    alike = known.get((len(words), words[0].rstrip(".")[:SHORTEST]), ())
    names = {name for label, name in alike if _is_short_for(words, label)}
    return names.pop() if len(names) == 1 else None


def _is_short_for(words: tuple[str, ...], label: tuple[str, ...]) -> bool:
    """Whether each word is one of the label, or its beginning with a stop behind it."""
    return all(
        word.rstrip(".") == whole or (len(word) > SHORTEST and word[-1] == "." and whole.startswith(word[:-1]))
        for word, whole in zip(words, label, strict=True)
    )


@lru_cache(maxsize=50_000)
def _words(text: str) -> tuple[str, ...]:
    found = _WORD.findall(folded(text))
    return tuple(word for word in found if word not in _LITTLE) or tuple(found)
