"""Captions in a cell left of a block of rows, `PROVA DI TRAZIONE / TENSILE TEST`: put above the block, so that rows begin with what is theirs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from extract.page.layout import Layout, Line, Token
from extract.page.words import PageWords

FEWEST_ROWS = 2
"""So many level rules that begin at the cell's right side, or more, part the rows beside it."""
NEAR, WIDEST = 2.0, 0.35
"""Rules that meet are no more points apart; the share of the page's width that captions reach to, at most."""
BLANK = 0.3
"""The blank between two words of a caption, in print sizes."""
_CAPTION = re.compile(r"[^\W\d_]{2}")
_OF_A_NORM = re.compile(r"\d{3,5}(?:-\d{1,2})*,?|[%(),.:/&-]+")


def with_captions_above(layout: Layout) -> Layout:
    """The layout in which the words of each such cell are a line of their own above what stands beside it; they are shown where they are printed."""
    lines = list(layout.lines)
    for page in layout.pages:
        for left, top, bottom in _cells(page):
            inside = [line for line in lines if line.page == page.number and top < line.middle < bottom]
            caption = [token for line in inside for token in line.tokens if token.x1 <= left + NEAR]
            beside = [line for line in inside if any(token.x0 >= left - NEAR for token in line.tokens)]
            if len(beside) < FEWEST_ROWS or not _is_caption(caption):
                continue
            first = lines.index(inside[0])
            if lines[first : first + len(inside)] != inside:
                continue  # something else stands between them
            rest = (replace(line, tokens=tuple(token for token in line.tokens if token not in caption)) for line in inside)
            lines[first : first + len(inside)] = [_line_of(caption, inside[0], top), *(line for line in rest if line.tokens)]
    return replace(layout, lines=tuple(lines))


def _cells(page: PageWords) -> Iterator[tuple[float, float, float]]:
    """The right side, top and bottom of each cell beside which level rules begin that do not part it.

    Where several begin beside one cell, one is enough for those above and below: below its head a block may have a single row.
    """
    for wall in sorted({x for x, _, _ in page.walls if x < WIDEST * page.width}):
        across = sorted(y for y, start, end in page.floors if start < wall - NEAR and end > wall + NEAR)
        begin = [y for y, start, end in page.floors if abs(start - wall) < NEAR]
        rows = {(top, bottom): sum(top < y < bottom for y in begin) for top, bottom in pairwise(across)}
        if max(rows.values(), default=0) >= FEWEST_ROWS:
            yield from ((wall, top, bottom) for (top, bottom), parted in rows.items() if parted)


def _is_caption(tokens: Sequence[Token]) -> bool:
    """Whether words say what a block is of: they have no figures, as numbers of heats do, but for the numbers of norms."""
    said = [token.text for token in tokens]
    return bool(said) and all(_CAPTION.match(text) or _OF_A_NORM.fullmatch(text) for text in said) and _CAPTION.match(said[0]) is not None


def _line_of(tokens: Sequence[Token], beside: Line, top: float) -> Line:
    """The words one behind the other, right below a rule."""
    placed, x = [], tokens[0].x0
    for token in tokens:
        wide = token.x1 - token.x0
        word = replace(token.word, box=(x, top, x + wide, top + token.word.height), shown=token.word.on_page)
        placed.append(replace(token, word=word))
        x += wide + BLANK * beside.size
    return replace(beside, tokens=tuple(placed), walls=())
