"""Words that a narrow cell broke at a hyphen (`Kundenar-` / `tikelnr.`) are made whole; figures (`77-2702-` / `80`) are left to their readers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from domain.paper import Box
from extract.page.words import Word, union

_HYPHENS = ("-", "‐", "\u00ad")
_BROKEN = re.compile(rf"[^\W\d_]{{2,}}[{''.join(_HYPHENS)}]")
_REST = re.compile(r"[^\W\d_]{2,}[.:,]?")
_JOINING = frozenset({"und", "oder", "bzw", "et", "ou", "and", "or", "e", "ed", "o", "y", "u", "en", "of", "i", "lub"})
"""`Ein-` / `und Ausgang` is no broken word."""


def unbroken(words: Sequence[Word]) -> list[Word]:
    """The words of a page with broken ones whole, where their first half stands; the rest must stand right below it, flush left."""
    broken = [word for word in words if word.text.endswith(_HYPHENS) and _BROKEN.fullmatch(word.text)]
    if not broken:
        return list(words)
    gone: set[int] = set()
    whole: dict[int, Word] = {}
    for first in broken:
        left = _left_edge(first, words)
        rest = next((word for word in words if id(word) not in gone and _goes_on(first, left, word)), None)
        if rest is None or _stands_beside(first, words) or _stands_beside(rest, words):
            continue
        gone.add(id(rest))
        shown: Box | None = union([first.on_page, rest.on_page]) if first.shown or rest.shown else None
        text, sure = first.text[:-1] + rest.text, min(first.confidence, rest.confidence)
        whole[id(first)] = replace(first, text=text, confidence=sure, shown=shown)
    return [whole.get(id(word), word) for word in words if id(word) not in gone]


def _left_edge(word: Word, words: Sequence[Word]) -> float:
    """Where the cell of a word begins: `Unser Ma-` with its first word."""
    before = [other for other in words if other is not word and abs(other.middle - word.middle) < 0.4 * word.height]
    left = word
    while nearer := next((other for other in before if _adjoins(other, left, word.height)), None):
        left = nearer
    return left.box[0]


def _adjoins(word: Word, following: Word, height: float) -> bool:
    """Whether a word ends where the other begins; of two slivers at one place, as scans have them, only one begins further left."""
    return word.box[0] < following.box[0] and -0.1 < (following.box[0] - word.box[2]) / height < 0.45


def _goes_on(first: Word, left: float, word: Word) -> bool:
    """Whether a word stands in the next row, flush with the cell of the other, and begins small."""
    down, across = word.box[1] - first.box[1], abs(word.box[0] - left)
    return (
        0.6 * first.height < down < 1.6 * first.height
        and across < 0.25 * first.height
        and word.text[0].islower()
        and _REST.fullmatch(word.text) is not None
        and word.text.strip(".:,") not in _JOINING
    )


def _stands_beside(word: Word, words: Sequence[Word]) -> bool:
    """Whether another word follows close behind: then the line is no narrow cell's."""
    return any(
        other is not word
        and abs(other.middle - word.middle) < 0.4 * word.height
        and -0.1 < (other.box[0] - word.box[2]) / word.height < 0.45
        for other in words
    )
