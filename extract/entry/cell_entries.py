"""Entries that stand in one cell of each row of a form, as a consignment note has its goods: `Pos. 10: 3 pcs Motor` between marks, packages and weight."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from extract.label.labels import LabelHit
from extract.page.layout import Line
from extract.text.wording import concepts

_NUMBER = re.compile(r"0{0,4}\d{1,4}:?")
FEWEST_BARE = 2
"""Where no colon is behind the numbers, as on a scan that has lost it, it takes so many entries."""
FLUSH = 0.5
"""How far, in print sizes, what begins an entry may stand from where the others' begin."""


@dataclass(frozen=True)
class Cell:
    """Where the entries of a form stand, from left to right, and the lines on which they begin."""

    x0: float
    x1: float
    starts: tuple[int, ...]

    def within(self, line: Line) -> Line | None:
        """What of a line stands in the cell; None where nothing does, or where the line is a sum."""
        words = tuple(token for token in line.tokens if self.x0 <= token.x0 < self.x1)
        total = "total" in (concepts(line.tokens[0].text) or ())
        return replace(line, tokens=words) if words and not total else None


def cell_of(lines: Sequence[Line], hits: Sequence[tuple[int, LabelHit]]) -> Cell | None:
    """The cell whose texts begin with a label of the order's line, its number and a colon, right of other cells of their rows; None where none is.

    `hits` are labels of an order's line by the lines that they stand on.
    """
    found = [(index, place) for index, hit in hits if (place := _cell_at(lines[index], hit)) is not None]
    if not found:
        return None
    index, place = found[0]
    x0, room = lines[index].phrases[place].box[0], FLUSH * lines[index].size
    flush = [(index, place) for index, place in found if abs(lines[index].phrases[place].box[0] - x0) < room]
    right = [phrase.box[0] for index, place in flush for phrase in lines[index].phrases[place + 1 :]]
    rising = [_number(lines[index], place) for index, place in flush]
    bare = all(not _number_of(lines[index], place).endswith(":") for index, place in flush)
    if len(flush) < max(len(found), FEWEST_BARE if bare else 1) or any(after <= before for before, after in pairwise(rising)):
        return None
    return Cell(x0 - room, min(right, default=float("inf")), tuple(index for index, _ in flush))


def _cell_at(line: Line, hit: LabelHit) -> int | None:
    """Which phrase of a line the label begins, if that is not the first and a number with a colon is behind it."""
    first, behind = line.tokens[hit.start], line.tokens[hit.end : hit.end + 1]
    if not behind or not _NUMBER.fullmatch(behind[0].text):
        return None
    return next(
        (place for place, phrase in enumerate(line.phrases) if place and phrase.tokens[0] is first and behind[0] in phrase.tokens), None
    )


def _number(line: Line, place: int) -> int:
    return int(_number_of(line, place).rstrip(":"))


def _number_of(line: Line, place: int) -> str:
    return next(token.text for token in line.phrases[place].tokens if _NUMBER.fullmatch(token.text))
