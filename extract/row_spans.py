"""Heats whose cell spans several rows of a table, and the letters that tell those rows apart: `L` for the ladle's analysis, `P` for the product's."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from extract.layout import Line
from extract.result_words import Role, role_of
from extract.row_heats import RESULTS, Row

OFF = 0.35
"""How far the middle of its rows may be from a number's, as a share of the rows' distance."""
MOST_WORDS = 3
_PRODUCT, _LADLES = "P", frozenset("LHCSGW")
"""Product, produit, prodotto; ladle, heat, cast, coulée, colata, Schmelze, smelt, Guss, wytop."""
_SIGNS = ("-", "–", "—", "=", ":")


def marks_of_analyses(lines: Sequence[Line]) -> Mapping[str, Role]:
    """The letters that a paper explains, `L = ladle analysis, P = product analysis`; none where it does not explain both."""
    marks: dict[str, Role] = {}
    for line in lines:
        marks = {**_explained(line), **marks}
    return marks if {*marks.values()} == {"ladle", "product"} else {}


def explains_marks(line: Line) -> bool:
    """Whether a line explains both letters: it says nothing of the table below it as a whole."""
    return {*_explained(line).values()} == {"ladle", "product"}


def _explained(line: Line) -> dict[str, Role]:
    """The letters of analyses that a line explains."""
    marks: dict[str, Role] = {}
    for place, token in enumerate(line.tokens[:-2]):
        if re.fullmatch(r"[A-Z]{1,2}", token.text) and line.tokens[place + 1].text in _SIGNS:
            roles = (role_of(word.text) for word in line.tokens[place + 2 : place + 2 + MOST_WORDS])
            role = next((role for role in roles if role in ("ladle", "product")), None)
            if role:
                marks.setdefault(token.text, role)
    return marks


def told_by_letters(rows: Sequence[Row], elements: float) -> list[Row]:
    """The rows of an analysis of which those that bear a lone `P` are the product's, where all others bear the letter of a ladle, heat or cast."""
    letters = [[token.text for token in row.tokens if token.x1 < elements and re.fullmatch(r"[A-Z]", token.text)] for row in rows]
    named = {one[0] for row, one in zip(rows, letters, strict=True) if row.role is None and len(one) == 1}
    every = all(len(one) == 1 for row, one in zip(rows, letters, strict=True) if row.role is None)
    if not every or len(named) != len((_PRODUCT, "ladle")) or _PRODUCT not in named or not named & _LADLES:
        return list(rows)
    return [
        replace(row, role="product" if one[0] == _PRODUCT else "ladle") if row.role is None else row
        for row, one in zip(rows, letters, strict=True)
    ]


def spread(rows: Sequence[Row], numbers: Sequence[Row], lines: Sequence[Line]) -> list[Row]:
    """The rows, each with the heat whose number stands in the middle of as many of them as of any other heat's.

    Unchanged where some row names its heat itself, or where a number is not in the middle of the rows next to it.
    """
    results = [row for row in rows if row.role in RESULTS]
    pitch = min((abs(height_of(a, lines) - height_of(b, lines)) for a, b in pairwise(results)), default=0.0)
    numbers = [number for number in numbers if any(abs(height_of(number, lines) - height_of(row, lines)) <= pitch for row in results)]
    if not numbers or len(results) < len(numbers) or any(row.number for row in results):
        return list(rows)
    own: dict[int, list[Row]] = {place: [] for place in range(len(numbers))}
    for row in results:
        own[min(own, key=lambda place: abs(height_of(row, lines) - height_of(numbers[place], lines)))].append(row)
    for place, spanned in own.items():
        middle = sum(height_of(row, lines) for row in spanned) / len(spanned) if spanned else 0.0
        same_page = {row.page for row in spanned} == {numbers[place].page}
        if not spanned or not same_page or abs(middle - height_of(numbers[place], lines)) > OFF * pitch:
            return list(rows)
    if len({len(spanned) for spanned in own.values()}) > 1:
        return list(rows)
    named = {id(row): numbers[place] for place, spanned in own.items() for row in spanned}
    return [replace(row, number=named[id(row)].number, named_by=named[id(row)].named_by) if id(row) in named else row for row in rows]


def height_of(row: Row, lines: Sequence[Line]) -> float:
    """The middle of a row's first line, in points from the top of its page."""
    box = lines[row.lines[0]].box
    return (box[1] + box[3]) / 2
