"""Heats whose cell spans several rows of a table, told by the level rules of their column: a blank cell goes on with the heat above it."""

from __future__ import annotations

import statistics
from bisect import bisect
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import pairwise

from extract.certificate.row_heats import RESULTS, Row
from extract.certificate.row_spans import height_of
from extract.page.words import Floor

LOW = 0.35
"""So much of the rows' distance below the middle of its rows a number may stand, as print and rules lean."""
FEWEST = 2
"""So many cells make a column of them."""


def in_rooms(rows: Sequence[Row], floors: Callable[[int], Sequence[Floor]]) -> list[Row]:
    """The rows, each with the heat in whose cell it stands; `floors` tells the level rules of a page.

    Unchanged where no rules close the heats' column above and below the rows, where no cell spans several of them, or where a cell
    names two heats.
    """
    told: dict[int, Row] = {}
    for page in {row.page for row in rows}:
        own = [row for row in rows if row.page == page and row.role in RESULTS]
        told |= _of_page(own, floors(page))
    return [told.get(id(row), row) for row in rows]


def _of_page(rows: Sequence[Row], floors: Sequence[Floor]) -> dict[int, Row]:
    named = [row.named_by for row in rows if row.named_by]
    if len(named) < FEWEST:
        return {}
    left, right = min(token.x0 for token in named), max(token.x1 for token in named)
    heights = sorted(y for y, start, end in floors if start < right and left < end and end - start > (right - left) / 2)
    rooms: dict[int, list[Row]] = {}
    for row in rows:
        rooms.setdefault(bisect(heights, height_of(row)), []).append(row)
    first, last = min(rooms), max(rooms)
    numbers = {room: {row.number.value: row for row in held if row.number} for room, held in rooms.items()}
    spans = any(len(held) > 1 for held in rooms.values())
    closed = first > 0 and last < len(heights)
    if not closed or not spans or len(rooms) < FEWEST or not numbers[first] or any(len(found) > 1 for found in numbers.values()):
        return {}
    several = [held for held in rooms.values() if len(held) > 1]
    if len(several) == 1 and _stands_low(several[0]):
        return {}
    told: dict[int, Row] = {}
    naming = next(iter(numbers[first].values()))
    for room in sorted(rooms):
        naming = next(iter(numbers[room].values()), naming)
        told |= {id(row): replace(row, number=naming.number, named_by=naming.named_by) for row in rooms[room] if row.number is None}
    return told


def _stands_low(rows: Sequence[Row]) -> bool:
    """Whether the number in the only room of several rows stands below their middle: so a rule was not seen that parts them."""
    heights = sorted(height_of(row) for row in rows)
    middle, pitch = statistics.fmean(heights), min((b - a for a, b in pairwise(heights)), default=0.0)
    return any(row.named_by and row.named_by.word.middle > middle + LOW * pitch for row in rows)
