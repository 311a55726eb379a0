"""Cells of two values with a stroke between them, below a heading of two: `Kundenartikel / Best.-Pos.` over `91-3979-31 / 10`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

from extract.columns import Column, Row
from extract.labels import Vocabulary
from extract.layout import Line, Token
from extract.naming import GOOD, Fits
from extract.wording import concepts

ROOM = 9.0
"""Two headings with a stroke between them are no further apart, in points."""
NUMBERS = frozenset({"order_line", "buyer_item", "supplier_item", None})
NEAR = 4.0
"""A stroke stands so many points from the words that it parts, give or take its own width."""
_OF_THE_ORDER = frozenset({"order", "purchase", "your"})


def told_by_strokes(
    columns: Sequence[Column], rows: Sequence[Row], lines: Sequence[Line], vocabulary: Vocabulary, fits: Mapping[str, Fits]
) -> None:
    """Gives every row the two values of such a cell, where each row has one; a line of the order goes before the supplier's own number."""
    for column in (*columns, *_rejoined(columns)):
        halves = [half.strip() for half in column.title.split(" / ")]
        names = [_named(half, vocabulary) for half in halves]
        if len(halves) != len({*names}) or len(halves) != 2 or "" in names:
            continue
        cells = [_pair([lines[index] for index in (row.line, *row.below)], column, [fits[name] for name in names]) for row in rows]
        for row, cell in zip(rows, cells, strict=True) if all(cells) else ():
            for name, half, token in zip(names, halves, cell, strict=True):
                if name not in row.cells or token in row.cells[name] or _is_rather(name, half, names, column, columns):
                    row.cells[name] = [token]
                    row.wrapped.add(token)


def _rejoined(columns: Sequence[Column]) -> list[Column]:
    """Headings that a stroke between them makes one, or that leave room for one: it may have been taken for no heading."""
    ordered = sorted((column for column in columns if column.title), key=lambda column: column.x0)
    by_stroke = [
        Column(None, left.x0, right.x1, f"{left.title} / {right.title}")
        for stroke in ordered
        if stroke.title == "/"
        for left in ordered
        for right in ordered
        if 0 <= stroke.x0 - left.x1 < stroke.x1 - stroke.x0 + NEAR and 0 <= right.x0 - stroke.x1 < stroke.x1 - stroke.x0 + NEAR
    ]
    beside = [
        Column(None, left.x0, right.x1, f"{left.title} / {right.title}")
        for left, right in pairwise(ordered)
        if left.level == right.level and 0 < right.x0 - left.x1 < ROOM and {left.name, right.name} <= NUMBERS
    ]
    return [*by_stroke, *beside]


def _named(half: str, vocabulary: Vocabulary) -> str:
    """What a half of a heading names, that of a line above it left out: `Bezeichnung` over `Kundenartikel / Best.-Pos.`."""
    words = half.split()
    parts = [*(words[first:] for first in range(len(words))), *(words[:end] for end in range(len(words) - 1, 0, -1))]
    return next((name for part in parts if (name := vocabulary.name(" ".join(part)))), "")


def _pair(entry: Sequence[Line], column: Column, fits: Sequence[Fits]) -> tuple[Token, ...]:
    """The two words with a stroke between them that stand under a heading and fit its halves; none where several do."""
    found = [
        (phrase.tokens[0], phrase.tokens[2])
        for line in entry
        for phrase in line.phrases
        if [token.text for token in phrase.tokens[1:-1]] == ["/"] and phrase.box[0] < column.x1 and column.x0 < phrase.box[2]
    ]
    fitting = [pair for pair in found if all(fit(token.text) < GOOD for fit, token in zip(fits, pair, strict=True))]
    return fitting[0] if len(fitting) == 1 else ()


def _is_rather(name: str, half: str, names: Sequence[str], column: Column, columns: Sequence[Column]) -> bool:
    """Whether a half of a heading says that it is the order's number (`poz. zam.`), which the other column of that name does not (`Lp.`).

    Beside the buyer's item it is the buyer's line.
    """
    others = [other.title for other in columns if other.name == name and not column.x0 <= other.x0 < column.x1]
    said = "buyer_item" in names or bool(_OF_THE_ORDER & (concepts(half) or frozenset()))
    return name == "order_line" and said and not any(_OF_THE_ORDER & (concepts(title) or frozenset()) for title in others)
