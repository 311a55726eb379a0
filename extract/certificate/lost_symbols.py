"""Columns of an analysis whose symbols a scan has lost or made nothing of: told by the order in which the elements are printed everywhere."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from extract.label.result_words import FIGURE
from extract.page.grid import Heading, aligned
from extract.page.layout import Line, Token

SERIES = (("C", "Si", "Mn", "P", "S"), ("Si", "Fe", "Cu", "Mn", "Mg", "Cr", "Zn", "Ti"))
"""The orders of EN 10168 for steel and of EN 573 for aluminium: what stands between two of them can be no other."""
TELLING = (frozenset("CPS"), frozenset({"Fe", "Mg", "Zn"}))
"""What only steel and what only aluminium begins with."""
FEWEST = 3
"""So many columns of a table must be told for the others to be told by them."""
MOST_ROWS = 12
SAME_COLUMN = 10.0
"""Figures of one column have middles no more points apart."""
OPEN = "?"
"""The title of a column behind the last of a series: sulphur stands there as good as always, but nothing behind it proves it."""
A_WORD = 4
"""A heading of so many letters was made out: it is of something else."""
_CONTENT = re.compile(r"[<≤]?\d{1,2}[.,]\d{1,4}")


def with_lost_symbols(columns: Sequence[Heading], lines: Sequence[Line], after: int) -> list[Heading]:
    """The columns of a head with those that rows below it have contents in and no symbol stands above, if one element only can stand there.

    `lines` are those of the paper, `after` the first one below the head.
    """
    elements = sorted((column for column in columns if _symbol(column)), key=lambda column: column.x0)
    if len(elements) < FEWEST:
        return [*columns]
    series = _series([_symbol(column) for column in elements])
    places = _unnamed(columns, elements, lines, after) if series else []
    found: list[Heading] = []
    for left, right in pairwise([None, *elements]):
        between = [place for place in places if (left is None or place.x0 > left.x0) and right is not None and place.x0 < right.x0]
        if left is None:
            between = [place for place in between if all(_CONTENT.fullmatch(token.text) for token in place.tokens)]
        missing = _missing(series, _symbol(left), _symbol(right))
        if between and len(between) == len(missing) and not {_symbol(column) for column in elements} & {*missing}:
            title = "" if _symbol(right) in series else OPEN
            found += [Heading(f"element:{symbol}", place.x0, place.x1, title) for symbol, place in zip(missing, between, strict=True)]
    misread = [column for column in columns if column.name is None and any(_over(column, place) for place in found)]
    return [*(column for column in columns if column not in misread), *found]


def _symbol(column: Heading | None) -> str:
    name = (column.name or "") if column else ""
    return name.removeprefix("element:") if name.startswith("element:") else ""


def _series(symbols: Sequence[str]) -> tuple[str, ...]:
    """The usual order that symbols stand in; none where they stand in another, as on sheets that print silicon behind sulphur."""
    for series, telling in zip(SERIES, TELLING, strict=True):
        known = [series.index(symbol) for symbol in symbols if symbol in series]
        if telling & {*symbols}:
            return series if known == sorted(known) and len(known) > 1 else ()
    return ()


def _missing(series: Sequence[str], left: str, right: str) -> list[str]:
    """What stands between two elements of a series, before its first, or behind the last that is there."""
    if left and left not in series:
        return []
    first = series.index(left) + 1 if left else 0
    if right not in series:
        return [*series[first:]] if left else []
    return [*series[first : series.index(right)]]


def _unnamed(columns: Sequence[Heading], elements: Sequence[Heading], lines: Sequence[Line], after: int) -> list[Heading]:
    """Where figures of most rows stand among the elements, or left of them, below no heading that has a name, from left to right."""
    others = [column for column in columns if column.name not in ("heat_number", "lot_number", "sample", "direction")]
    made_out = [column for column in others if column.name or _is_word(column.title)]
    left = max((column.x1 for column in columns if column.name in ("heat_number", "sample") and column.x1 < elements[0].x0), default=0.0)
    rows, groups = 0, list[list[Token]]()
    for line in lines[after : after + MOST_ROWS]:
        figures = [token for token in line.tokens if FIGURE.fullmatch(token.text)]
        told = aligned(figures, made_out)
        if line.page != lines[after].page or sum(bool(_symbol(column)) for column in told) < max(FEWEST, len(elements) / 2):
            continue
        rows += 1
        taken = {id(token) for token in told.values()}
        for token in figures:
            if id(token) not in taken and left < token.x0 < elements[-1].x0:
                group = next((group for group in groups if abs(_middle(group[0]) - _middle(token)) < SAME_COLUMN), None)
                groups.append([token]) if group is None else group.append(token)
    full = [group for group in groups if 2 * len(group) >= rows]
    found = [Heading(None, min(t.x0 for t in group), max(t.x1 for t in group), "", tuple(group)) for group in full]
    return sorted(found, key=lambda place: place.x0)


def _is_word(title: str) -> bool:
    return re.search(rf"[^\W\d_]{{{A_WORD}}}", title) is not None


def _middle(token: Token) -> float:
    return (token.x0 + token.x1) / 2


def _over(column: Heading, place: Heading) -> bool:
    return column.x0 < place.x1 and place.x0 < column.x1
