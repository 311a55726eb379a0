"""Heats whose cell spans several rows of a table, and the letters that tell those rows apart: `L` for the ladle's analysis, `P` for the product's."""

from __future__ import annotations

import re
import statistics
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from extract.certificate.row_heats import RESULTS, Row
from extract.label.result_words import Role, role_of
from extract.page.layout import Line

OFF = 0.35
"""How far the middle of its rows may be from a number's, as a share of the rows' distance."""
APART = 0.15
"""A number further from the middle of its row's other words than this share of the rows' distance may stand between two rows."""
MOST_WORDS = 3
_PRODUCT, _LADLES = "P", frozenset("LHCSGW")
"""Product, produit, prodotto; ladle, heat, cast, coulée, colata, Schmelze, smelt, Guss, wytop."""
WORD = 4
"""A word of so many letters right behind a letter explains it on a scan, which may lose the dash between them."""
_SIGNS = ("-", "–", "—", "=", ":")


def marks_of_analyses(lines: Sequence[Line], *, fuzzy: bool = False) -> Mapping[str, Role]:
    """The letters that a paper explains, `L = ladle analysis, P = product analysis`; none where it does not explain both."""
    marks: dict[str, Role] = {}
    for line in lines:
        marks = {**_explained(line, fuzzy=fuzzy), **marks}
    return marks if {*marks.values()} == {"ladle", "product"} else {}


def explains_marks(line: Line, *, fuzzy: bool = False) -> bool:
    """Whether a line explains both letters: it says nothing of the table below it as a whole."""
    return {*_explained(line, fuzzy=fuzzy).values()} == {"ladle", "product"}


def as_mark(text: str) -> str:
    """A letter that a scan may show small or more than once (`w`, `Ww`, `WwW` for `W`) as the one capital that it is; any other text as it is."""
    return text[0].upper() if text.isalpha() and len({*text.casefold()}) == 1 else text


def _explained(line: Line, *, fuzzy: bool = False) -> dict[str, Role]:
    """The letters of analyses that a line explains."""
    marks: dict[str, Role] = {}
    for place, token in enumerate(line.tokens[:-2]):
        text = as_mark(token.text) if fuzzy else token.text
        signs = line.tokens[place + 1].text in _SIGNS
        if re.fullmatch(r"[A-Z]{1,2}", text) and (signs or (fuzzy and len(line.tokens[place + 1].plain) >= WORD)):
            roles = (role_of(word.text) for word in line.tokens[place + 1 + signs : place + 1 + signs + MOST_WORDS])
            role = next((role for role in roles if role in ("ladle", "product")), None)
            if role:
                marks.setdefault(text, role)
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


def spread(rows: Sequence[Row], numbers: Sequence[Row]) -> list[Row]:
    """The rows, each with the heat whose number stands in the middle of as many of them as of any other heat's.

    Unchanged where some row names its heat itself, or where a number is not in the middle of the rows next to it.
    """
    apart, between = _without_numbers_between(rows)
    return _spread(apart, [*numbers, *between]) or list(rows)


def _without_numbers_between(rows: Sequence[Row]) -> tuple[list[Row], list[Row]]:
    """The rows without heats' numbers that stand lower or higher than the figures, as one between two rows does that lean; and those numbers."""
    pitch = _pitch(rows)
    kept, between = [], []
    for row in rows:
        number = row.named_by
        others = [token.word.middle for token in row.tokens if token is not number]
        if number and others and APART * pitch < abs(number.word.middle - statistics.median(others)) < pitch:
            between.append(replace(row, tokens=(number,), cells={}, energies=()))
            kept.append(replace(row, number=None, named_by=None, tokens=tuple(token for token in row.tokens if token is not number)))
        else:
            kept.append(row)
    return kept, between


def _pitch(rows: Sequence[Row]) -> float:
    results = [row for row in rows if row.role in RESULTS]
    return min((abs(height_of(a) - height_of(b)) for a, b in pairwise(results)), default=0.0)


def _spread(rows: Sequence[Row], numbers: Sequence[Row]) -> list[Row]:
    results = [row for row in rows if row.role in RESULTS]
    pitch = _pitch(rows)
    numbers = [number for number in numbers if any(abs(height_of(number) - height_of(row)) <= pitch for row in results)]
    if not numbers or len(results) < len(numbers) or any(row.number for row in results):
        return []
    own: dict[int, list[Row]] = {place: [] for place in range(len(numbers))}
    for row in results:
        own[min(own, key=lambda place: abs(height_of(row) - height_of(numbers[place])))].append(row)
    for place, spanned in own.items():
        middle = sum(height_of(row) for row in spanned) / len(spanned) if spanned else 0.0
        same_page = {row.page for row in spanned} == {numbers[place].page}
        if not spanned or not same_page or abs(middle - height_of(numbers[place])) > OFF * pitch:
            return []
    if len({len(spanned) for spanned in own.values()}) > 1:
        return []
    named = {id(row): numbers[place] for place, spanned in own.items() for row in spanned}
    return [replace(row, number=named[id(row)].number, named_by=named[id(row)].named_by) if id(row) in named else row for row in rows]


def height_of(row: Row) -> float:
    """How far down its page a row stands, in points: by most of its words, and not by a number of a heat in the middle of several rows."""
    return statistics.median(token.word.middle for token in row.tokens if token is not row.named_by or len(row.tokens) == 1)
