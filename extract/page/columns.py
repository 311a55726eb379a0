"""The columns of a table: what they are called, where they stand, and how wide they are."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import takewhile

from extract.page.layout import Line, Token

NUMBER = re.compile(r"\d[\d.,'\u2019\u00a0\u202f ]*")
SAME_RULE = 3.0
"""Rules so many points apart are one that is not quite upright."""
Room = tuple[float, float]
"""Where the rules left and right of a cell are, in points; endless where there is none."""
FLUSH = 0.8
"""Edges that differ by no more points than this are flush."""


@dataclass(frozen=True)
class Column:
    """A column by its heading: the value it holds (None for a heading that is not known) and the width of the heading."""

    name: str | None
    x0: float
    x1: float
    title: str
    level: int = 0
    """1 where it is the heading of the second row of each entry, printed below another heading."""
    told: bool = True
    """False where its name is guessed from what stands in it, and another column might have it as well."""
    room: Room | None = None
    """Between which upright rules it stands by itself, where a table is ruled."""


@dataclass
class Row:
    """One entry of a table: the words of each column, and the lines below that belong to it."""

    line: int
    cells: dict[str, list[Token]] = field(default_factory=dict)
    below: list[int] = field(default_factory=list)
    wrapped: set[Token] = field(default_factory=set)
    """The words of lines below that were added to cells."""
    filled: int = 0
    """How many of the columns that begin an entry were filled by its first line."""
    above: list[int] = field(default_factory=list)
    """The lines right above that are its own, where each entry is led by its references."""
    asked: frozenset[Token] = frozenset()
    """The words of a column whose heading says that they were only asked for: `Wunschtermin` beside `Liefertermin`."""
    whole: set[str] = field(default_factory=set)
    """The columns whose cells hold their value and nothing else, as strokes part it from others: `034335 50 / 96-5605-78`."""
    doubted: set[str] = field(default_factory=set)
    """The columns whose values another word of the entry might be as well, which could not be read."""
    order: tuple[Token, ...] = ()
    """The number of the buyer's order, where a column names it beside each entry."""


def key_of(column: Column) -> str:
    """What the cells of a column are filed under: its name, or its heading where that is not known."""
    return column.name or f"?{column.title}"


def room_of(line: Line, token: Token) -> Room | None:
    """The cell of a word in a line that upright rules cross; None where none do."""
    if not line.walls:
        return None
    place = line.room(token)
    return (line.walls[place - 1] if place else -math.inf, line.walls[place] if place < len(line.walls) else math.inf)


def is_same(a: Room, b: Room) -> bool:
    """Whether two cells stand between the same rules."""
    (x0, x1), (y0, y1) = a, b
    return (x0 == y0 or abs(x0 - y0) < SAME_RULE) and (x1 == y1 or abs(x1 - y1) < SAME_RULE)


def is_apart(a: Room, b: Room) -> bool:
    """Whether two cells have nothing of each other above or below them."""
    return min(a[1], b[1]) - max(a[0], b[0]) < SAME_RULE


def overlap(a: Column, b: Column) -> float:
    """How much of the narrower of two headings stands over the other; all or nothing where rules tell it."""
    if a.room and b.room:
        return float(is_same(a.room, b.room))
    return max(0.0, min(a.x1, b.x1) - max(a.x0, b.x0)) / max(1.0, min(a.x1 - a.x0, b.x1 - b.x0))


def widened(columns: Sequence[Column], lines: Sequence[Line]) -> tuple[Column, ...]:
    """The columns as wide as what stands flush under their headings in the lines that look like entries.

    Figures that are flush with the right rule of a column may stand nearer to the next heading than to their own, `1` for "price per"
    where the discount is left empty: figures with one right edge, and phrases with one left edge, are of one column.
    """
    headings = sorted(columns, key=lambda column: column.x0)
    stacks = [*_stacks(lines)]
    over = [_over(headings, stack.x0, stack.x1) for stack in stacks]
    single = [_over(headings, token.x0, token.x1) for line in lines for token in line.tokens]
    owned = {found[0] for found in (*over, *single) if len(found) == 1}
    spans = {column: (column.x0, column.x1) for column in headings if column.name != "description"}
    for stack, found in zip(stacks, over, strict=True):
        own = found or [column for column in _beside(headings, stack) if column not in owned]
        if len(own) == 1 and own[0] in spans:
            x0, x1 = spans[own[0]]
            spans[own[0]] = min(x0, stack.x0), max(x1, stack.x1)
    return tuple(replace(column, x0=spans[column][0], x1=spans[column][1]) if column in spans else column for column in columns)


def _over(headings: Sequence[Column], x0: float, x1: float) -> list[Column]:
    return [column for column in headings if x0 < column.x1 and column.x0 < x1]


@dataclass(frozen=True)
class _Stack:
    """What stands flush in several lines: its left and right edge, and whether it is figures."""

    x0: float
    x1: float
    figures: bool


def _beside(headings: Sequence[Column], stack: _Stack) -> list[Column]:
    """The headings left and right of a stack that stands under none; none of them next to a text, which may run on as far."""
    left, right = (
        [column for column in headings if column.x1 <= stack.x0][-1:],
        [column for column in headings if column.x0 >= stack.x1][:1],
    )
    if not left or not right or "description" in (left[0].name, right[0].name):
        return []
    return [column for column in (*left, *right) if (column.name != "unit") is stack.figures]


def _stacks(lines: Sequence[Line]) -> Iterator[_Stack]:
    """Figures that stand flush right below each other, and phrases that stand flush left, in two lines or more; figures in a text are none."""
    phrases = [phrase for line in lines for phrase in line.phrases]
    figures = [
        token
        for phrase in phrases
        for token in takewhile(lambda token: not any(map(str.isalpha, token.text)), phrase.tokens)
        if NUMBER.fullmatch(token.text)
    ]
    right = [(token.x1, token.x0, token.x1) for token in figures]
    left = [(phrase.box[0], phrase.box[0], phrase.box[2]) for phrase in phrases]
    for flush in (right, left):
        stack: list[tuple[float, float, float]] = []
        for each in [*sorted(flush), (math.inf, 0.0, 0.0)]:
            if stack and each[0] - stack[0][0] > FLUSH:
                if len(stack) > 1:
                    yield _Stack(min(x0 for _, x0, _ in stack), max(x1 for _, _, x1 in stack), flush is right)
                stack = []
            stack.append(each)
