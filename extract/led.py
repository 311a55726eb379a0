"""Entries that their references stand above, not below: `Vs. pos. 10 – Vs. cod. 86-2651-26`, and under it quantity, item and price."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extract.columns import Row
from extract.folding import folded
from extract.labels import Vocabulary
from extract.layout import Line

MOST = 3
"""So many lines may lead an entry."""


def leading(rows: Sequence[Row], after: int, lines: Sequence[Line], headings: Vocabulary, *, fuzzy: bool) -> frozenset[int]:
    """Moves lines of references from the entry above them to the one below that they lead; the lines that were moved.

    They lead where the first entry has such a line between the head and itself, every later one has one with the same label right above,
    and the last has none below it: nothing else tells which of its two neighbours a reference is of.
    """
    if not rows:
        return frozenset()
    depth = 0
    while depth < MOST and _all_led(rows, after, lines, headings, depth + 1, fuzzy=fuzzy):
        depth += 1
    moved = {row.line - up for row in rows for up in range(1, depth + 1)}
    for row in rows:
        tokens = {token for index in moved for token in lines[index].tokens} if moved else set()
        row.below = [index for index in row.below if index not in moved]
        row.cells = {name: [token for token in cell if token not in tokens] for name, cell in row.cells.items()}
        row.wrapped -= tokens
        row.above = [row.line - up for up in range(depth, 0, -1)]
    return frozenset(moved)


def _all_led(rows: Sequence[Row], after: int, lines: Sequence[Line], headings: Vocabulary, up: int, *, fuzzy: bool) -> bool:
    """Whether the line so far above each entry begins with the same label and its value, and no line below the last entry does."""
    own = {row.line for row in rows}
    places = [row.line - up for row in rows]
    if places[0] < after or own & {*places} or any(lines[place].page != lines[place + up].page for place in places):
        return False
    labels = {_first_label(lines, place, headings, fuzzy=fuzzy) for place in places}
    label = next(iter(labels))
    return len(labels) == 1 and label is not None and all(_first_label(lines, i, headings, fuzzy=fuzzy) != label for i in rows[-1].below)


def _first_label(lines: Sequence[Line], index: int, headings: Vocabulary, *, fuzzy: bool) -> str | None:
    """The words of the label that a line begins with, and that has its value behind it."""
    hit = next(iter(headings.hits(lines, index, fuzzy=fuzzy)), None)
    tokens = lines[index].tokens
    if hit is None or hit.start or hit.end >= len(tokens) or not any(letter.isdigit() for letter in tokens[hit.end].text):
        return None
    if hit.name == "order_line" and not re.fullmatch(r"0?\d{1,5}[.,;]?", tokens[hit.end].text):
        return None  # `Cust Order / Position: 4500215578 / 10` tells the paper's order as well
    return folded(" ".join(token.text for token in tokens[: hit.end]))
