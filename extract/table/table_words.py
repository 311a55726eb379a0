"""Which column of a table each word of a line stands in: at the least cost of place, shape and torn phrases, by dynamic programming."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import lru_cache

from domain.doctype import Shape
from extract.page.columns import Column, Room, is_apart, is_same, key_of, room_of
from extract.page.layout import Line, Token
from extract.shape.misfits import PACKING, misfit
from extract.table.naming import Fits
from extract.table.table_cells import with_whole_days, with_whole_price

NUMERIC = frozenset({"quantity", "unit_price"})
NUMBER_ROOM = 34.0
"""How many points a number may begin left of its heading."""
WIDE = 2.0
SHAPE, SOME_SHAPE = 2.0, 0.7
"""How much it counts whether a word looks like what a column holds; less where it is yet to be told what the columns hold."""
AFTER_UNIT = 3.0
"""What it costs to put a second figure into such a cell behind a word: `2 500 U 31,16` is a quantity with its unit, then a price."""
SINGLE = frozenset({"quantity", "unit_price", "net_amount", "order_line"})
"""Columns whose cells hold one number; a second word in them (a unit, a currency) is possible and not likely."""
STEPPED = SINGLE | {"description"}
"""Columns of which it costs another amount to go on in them over a wide gap."""
WIDE_GAP, WIDE_STEP = 1.2, 1.5
"""In print sizes, and what it costs to go on over it in any other column."""
BEHIND_RULE = 6.0
"""In print sizes, how far off a column is at least in whose cell a word does not stand."""
FARTHEST = 12.0
"""In print sizes; what is farther off a column is no less likely its own."""
UNKNOWN, INSIDE_UNKNOWN = 0.3, 0.1
"""What it costs to give a word to a column whose heading is not known, and where it stands wholly inside of it."""
CHANGE, INSIDE = 1.2, 0.4
"""What it costs to change columns inside a phrase, and up to which gap words are one."""
_FIGURE = re.compile(r"\d")
_PADDED = re.compile(r"0\d{2,5}")


class WordPlacer:
    """Gives the words of lines to columns."""

    def __init__(self, fits: Mapping[str, Fits]) -> None:
        """`fits` says what each column holds."""
        self._fits = fits

    def assign(self, line: Line, columns: Sequence[Column]) -> dict[str, list[Token]]:
        """Gives each word of a line to a column, from left to right, at the least cost of place, shape and torn phrases."""
        cells: dict[str, list[Token]] = {}
        for column, tokens in self.placed(line, columns, SHAPE):
            cells.setdefault(key_of(column), []).extend(tokens)
        return with_whole_price(with_whole_days(cells, line), line, columns)

    def placed(self, line: Line, columns: Sequence[Column], shape: float) -> list[tuple[Column, list[Token]]]:
        """The columns that hold words of the line; `shape` is how much it counts whether a word looks like what a column holds."""
        if not columns or not line.tokens:
            return []
        order = _reaching(tuple(columns))
        holding = [(column, self._fits.get(column.name) if column.name else None) for column in order]
        table: list[list[tuple[float, int]]] = []
        for position, token in enumerate(line.tokens):
            own = self._costs(token, holding, line.size, shape, room_of(line, token))
            if position == 0:
                table.append([(cost, -1) for cost in own])
                continue
            last = line.tokens[position - 1]
            gap = (token.x0 - last.x1) / line.size
            change = CHANGE if gap < INSIDE and not _PADDED.fullmatch(last.text) else 0.0  # a position ends its cell: `00030 200.000`
            costs, left, from_left = [], math.inf, -1
            wide = WIDE_STEP if gap > WIDE_GAP else 0.0
            for index, (column, (before, _)) in enumerate(zip(order, table[-1], strict=True)):
                step = self._step(column, gap, last.text, token.text) if column.name in STEPPED else wide
                stay, move = before + own[index] + step, left + own[index] + change
                costs.append((move, from_left) if move <= stay else (stay, index))
                if before < left:
                    left, from_left = before, index
            table.append(costs)
        index = min(range(len(order)), key=lambda i: table[-1][i][0])
        path = []
        for costs in reversed(table):
            path.append(index)
            index = costs[index][1]
        cells: dict[int, list[Token]] = {}
        for token, chosen in zip(line.tokens, reversed(path), strict=True):
            cells.setdefault(chosen, []).append(token)
        return [(order[chosen], tokens) for chosen, tokens in cells.items()]

    @staticmethod
    def _costs(token: Token, columns: Sequence[tuple[Column, Fits | None]], size: float, shape: float, room: Room | None) -> list[float]:
        """What it costs to give a word to each of the columns, of which each comes with what it holds where that is known."""
        costs = []
        x0, x1, text = token.x0, token.x1, token.text
        for column, fits in columns:
            left, right = column.x0, column.x1
            away = (left - x1 if left > x1 else x0 - right if x0 > right else 0.0) / size
            if room and column.room:
                away = 0.0 if is_same(room, column.room) else max(away, BEHIND_RULE) if is_apart(room, column.room) else away
            if column.name == "description" and _FIGURE.search(text):
                away = max(away, (x1 - right) / size)  # a text may run under the next heading, figures hardly do
            inside = left - 1 < x0 and x1 < right + 1
            unlike = shape * fits(text) if fits else INSIDE_UNKNOWN if inside else UNKNOWN
            costs.append(min(FARTHEST, away) * 0.5 + unlike)
        return costs

    @staticmethod
    def _step(column: Column, gap: float, last: str, word: str) -> float:
        """What it costs to go on in the same column over a wide gap."""
        if column.name == "description":
            return 0.8 if gap > WIDE else 0.0
        if column.name == "quantity" and last[-1].isdigit() and misfit(Shape.UNIT)(word) <= PACKING:
            return 0.0  # `8   Stk`: a unit without a heading of its own
        if column.name in SINGLE and _FIGURE.search(word):
            return AFTER_UNIT if column.name == "quantity" and last[-1].isalpha() else WIDE_STEP if gap > WIDE_GAP else 1.0
        return WIDE_STEP if gap > WIDE_GAP else 0.0


@lru_cache(maxsize=64)
def _reaching(columns: tuple[Column, ...]) -> tuple[Column, ...]:
    """The columns from left to right: descriptions fill the room between their neighbours; numbers may begin a little left of their heading."""
    order = sorted(columns, key=lambda column: (column.x0 + column.x1) / 2)
    reaching = []
    for place, column in enumerate(order):
        before = order[place - 1].x1 + 2 if place else 0.0
        after = order[place + 1].x0 - 2 if place + 1 < len(order) else column.x1
        x0, x1 = column.x0, column.x1
        if column.name == "description":
            x0, x1 = min(x0, before), max(x1, after)
        elif column.name in NUMERIC:
            x0 = min(x0, max(before, x0 - NUMBER_ROOM))
        reaching.append(replace(column, x0=x0, x1=x1))
    return tuple(reaching)
