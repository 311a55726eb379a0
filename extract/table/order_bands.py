"""Bands that name the buyer's order above groups of entries by words that are no order's label elsewhere: `Ihr Zeichen / Bestellung 4500017325`."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from rapidfuzz import fuzz

from extract.page.columns import Row
from extract.page.layout import Line, Token
from extract.text.folding import folded
from extract.text.wording import meant_singly

_NUMBER = re.compile(r"(?=(?:\D*\d){4})(?!\d{1,4}[.-]\d{1,2}[.-]\d{1,4}$)[A-Z]{0,3}-?[\d.-]+")
"""No date, and no size."""
_ORDER, _REFERENCE = frozenset({"order", "purchase"}), frozenset({"your", "ref"})
_OTHER = frozenset({"our", "supplier", "item", "line", "delivery", "note", "lot", "date", "package", "carrier", "quotation"})
MOST_WORDS = 4
SAME, UNLIKE = 80.0, 50.0
"""On a scan the words of two bands are as much alike, of 100; those of a band and of anything else less."""


def bands_of_orders(lines: Sequence[Line], head: int, rows: Sequence[Row], *, fuzzy: bool) -> list[tuple[int, Token]]:
    """The lines with the number that each names, where such a band stands above the first entry and above others with another number.

    Words that only speak of the buyer's reference may as well lead each entry to the buyer's item: so one of their bands has several entries.
    """
    if not rows:
        return []
    named = [(index, *band) for index in range(head, rows[-1].line) if (band := _band(lines[index], {row.line for row in rows}, index))]
    first = next((words for index, words, _ in named if index < rows[0].line and _speaks_of_an_order(words)), None)
    if first is None:
        return []
    likeness = [fuzz.ratio(words, first) if fuzzy else 100.0 * (words == first) for _, words, _ in named]
    if any(UNLIKE < each < SAME for each in likeness):
        return []  # it may be one that was misread, whose entries would be taken for those of the band above
    bands = [(index, number) for (index, _, number), each in zip(named, likeness, strict=True) if each >= SAME]
    led = [max((index for index, _ in bands if index < row.line), default=head) for row in rows]
    if set(led) != {index for index, _ in bands} or len({number.text for _, number in bands}) < 2:
        return []  # of two bands right below each other one is something else
    return bands if meant_singly(first) & _ORDER or len(bands) < len(rows) else []


def _band(line: Line, own: Collection[int], index: int) -> tuple[str, Token] | None:
    """The words and the number of a line that holds nothing else."""
    words = " ".join(folded(token.text) for token in line.tokens[:-1])
    if index in own or not 1 < len(line.tokens) <= MOST_WORDS + 1 or re.search(r"\d", words):
        return None
    return (words, line.tokens[-1]) if _NUMBER.fullmatch(line.tokens[-1].text) else None


def _speaks_of_an_order(words: str) -> bool:
    meant = meant_singly(words)
    return bool(meant & _ORDER or meant >= _REFERENCE) and not meant & _OTHER
