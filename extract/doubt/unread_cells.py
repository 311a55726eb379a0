"""Numbers of a scan that stand in a column of values and were not read: of a row whose label the scan lost, or that it tore in two."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from domain.paper import Group, Leaf
from extract.page.layout import Layout, Line, Token
from extract.shape.line_sums import lies_in
from extract.text.folding import folded
from extract.text.units import is_unit

FEWEST = 3
"""So many contents below each other are a column of an analysis; of so few lines nothing lies between."""
NEXT = 1.5
"""Of what the rows are apart: the row below the last one is looked at, too."""
ROW = 3
"""So many contents side by side are a row of an analysis."""
_CONTENT = re.compile(r"[<≤]?0[.,]\d{1,4}")
_QUANTITY = re.compile(r"\d{1,3}(?:[.,]?\d{3})*(?:[.,]\d{1,3})?")


@dataclass(frozen=True)
class _Cell:
    """A word that a value was read in, and its line."""

    line: Line
    token: Token


_THE_REST = re.compile(r"(?:others?|altri|altro|sonstige|sonst|andere|autres|otros|overige|inne|pozostale)\b")
"""What heads the impurities of an aluminium alloy, `Altri (cad.)`, `Others total`: EN 573-3 limits them all, and none of them is an element of the analysis."""

HEAD_ABOVE, LONGEST_SYMBOL = 5, 2
"""The head of an analysis stands so many print sizes above its row at most; longer words are no symbols."""


def has_unlabelled_contents(layout: Layout, heats: Sequence[Group]) -> bool:
    """Whether a content stands between those that were read one below the other, or right below them, and is none of them: the scan tore its symbol."""
    down = any(_is_left_out(layout, list(heat.table("chemistry").values()), heats, _is_content, further=NEXT) for heat in heats)
    return down or _are_left_beside(layout, heats)


def _are_left_beside(layout: Layout, heats: Sequence[Group]) -> bool:
    """Whether all rows of an analysis show a content in one place that nobody read: the scan made nothing of its symbol.

    Of a single row, only where no word stands above it that may say what it is: `CEV`, `Cr+Mo+Ni`.
    """
    read = [leaf for heat in heats for _, leaf in heat.leaves()]
    contents = [leaf for heat in heats for leaf in heat.table("chemistry").values()]
    rows = [line for line in layout.lines if sum(_stands_in(line, token, contents) for token in line.tokens) >= ROW]
    first, *others = [
        [token for at, token in enumerate(line.tokens) if _is_content(line, at) and not _stands_in(line, token, read)] for line in rows
    ] or [[]]
    rest = [(line, each) for line in layout.lines for each in line.phrases if _THE_REST.match(folded(each.text))]
    first = [
        one for one in first if not any(_is_below(rows[0], line) and head.box[0] < one.x1 and one.x0 < head.box[2] for line, head in rest)
    ]
    if not others:
        first = [one for one in first if not _has_a_word_above(layout, rows[0], one)]
    return any(all(any(_share_a_column(one, other) for other in row) for row in others) for one in first)


def _has_a_word_above(layout: Layout, row: Line, token: Token) -> bool:
    """Whether a word of some letters stands right above a figure of a row: in the lines that are near."""
    above = (line for line in layout.lines if line.page == row.page and 0 < row.box[1] - line.box[1] < HEAD_ABOVE * row.size)
    return any(
        _share_a_column(each, token) and (sum(map(str.isalpha, each.text)) > LONGEST_SYMBOL or "+" in each.text)
        for line in above
        for each in line.tokens
    )


def _stands_in(line: Line, token: Token, leaves: Sequence[Leaf]) -> bool:
    return any(leaf.page == line.page and lies_in(token, leaf) for leaf in leaves)


def _is_below(row: Line, head: Line) -> bool:
    return row.page == head.page and row.box[1] > head.box[1]


def _share_a_column(one: Token, other: Token) -> bool:
    return one.x0 < other.x1 and other.x0 < one.x1


def has_unread_quantities(layout: Layout, lines: Sequence[Group]) -> bool:
    """Whether a quantity with its unit stands between those of the lines, and is of none of them: the scan tore its line in two."""
    return _is_left_out(layout, [leaf for line in lines if (leaf := line.leaf("quantity"))], lines, _is_quantity)


def _is_content(line: Line, place: int) -> bool:
    return _CONTENT.fullmatch(line.tokens[place].text) is not None


def _is_quantity(line: Line, place: int) -> bool:
    behind = line.tokens[place + 1 : place + 2]
    return _QUANTITY.fullmatch(line.tokens[place].text) is not None and bool(behind) and is_unit(behind[0].text)


def _is_left_out(
    layout: Layout, column: Sequence[Leaf], groups: Sequence[Group], looks_so: Callable[[Line, int], bool], further: float = 0.0
) -> bool:
    """Whether a word that looks so stands in the column of those values, no more rows below its last one than that, and no value was read in it."""
    cells = [cell for leaf in column if (cell := _cell_of(layout, leaf))]
    if len({id(cell.line) for cell in cells}) < max(FEWEST, len(cells)) or len({cell.line.page for cell in cells}) > 1:
        return False
    left, right = min(cell.token.x0 for cell in cells), max(cell.token.x1 for cell in cells)
    if max(cell.token.x0 for cell in cells) > min(cell.token.x1 for cell in cells):
        return False  # they do not stand one below the other
    top, bottom = min(cell.line.middle for cell in cells), max(cell.line.middle for cell in cells)
    bottom += further * (bottom - top) / (len(cells) - 1)
    read = [leaf for group in groups for _, leaf in group.leaves() if leaf.page == cells[0].line.page]
    return any(
        left <= (token.x0 + token.x1) / 2 <= right and looks_so(line, place) and not any(lies_in(token, leaf) for leaf in read)
        for line in layout.lines
        if line.page == cells[0].line.page and top < line.middle < bottom
        for place, token in enumerate(line.tokens)
    )


def _cell_of(layout: Layout, leaf: Leaf) -> _Cell | None:
    return next(
        (_Cell(line, token) for line in layout.lines if line.page == leaf.page for token in line.tokens if lies_in(token, leaf)), None
    )
