"""How badly a single word fits a column of a shape: a date among amounts, a word among counts."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

from domain.doctype import Shape
from extract.shape.values import currency_of
from extract.text.folding import folded
from extract.text.units import UnitError, parse_packing, parse_price_unit, parse_unit

PACKING = 0.3
"""A packing may be a unit: where a heading or a quantity before it says so, and hardly by itself."""


def misfit(shape: Shape) -> Callable[[str], float]:
    """How badly a single word fits a column of that shape: 0 well, 1 doubtful, more not at all."""
    return _MISFITS.get(shape, lambda _: 0.05)


@lru_cache(maxsize=20_000)
def _misfit_number(word: str) -> float:
    bare = word.strip("€$£%*|:;=()")
    if re.fullmatch(r"[-+]?[\d.,'\u2019 ]*\d[\d.,'\u2019 ]*-?", bare):
        return 0.0
    return 0.9 if currency_of(word) or (len(word) <= 5 and re.search(r"\d", word)) else 2.0


@lru_cache(maxsize=20_000)
def _misfit_count(word: str) -> float:
    return 0.0 if re.fullmatch(r"\d{1,6}\.?", word) else 1.0 if len(word) <= 2 else 2.5


@lru_cache(maxsize=20_000)
def _misfit_date(word: str) -> float:
    plain = folded(word)
    if re.fullmatch(r"[\d.,]+:", plain):  # `372,000: KW 44`: what comes on that date
        return 0.6
    if re.fullmatch(r"(kw|cw|wk|week|sem|s|w)\.?\d{1,2}[/.-]\d{2,4}|20\d\d[-/]?(kw|cw|wk|sem|w|s|t)\d{1,2}", plain):
        return 0.0
    if re.fullmatch(
        r"\d\d[.,]\d\d[.,]20\d\d|\d{1,4}[./-]\d{1,2}([./-]\d{2,4})?\.?|\d{1,2}[./-]\d{4}|\d{1,2}[./-]?[a-z]{3}[./-]?\d{2,4}", plain
    ):
        return 0.0
    if re.fullmatch(r"(kw|cw|wk|week|sem|sett|tydz|w|s)\.?\d{0,2}([/.]\d{2,4})?|\d{1,2}\.?|20\d\d|[a-z]{3,10}\.?", plain):
        return 0.4
    return 2.0


@lru_cache(maxsize=20_000)
def _misfit_unit(word: str) -> float:
    for parse, cost in ((parse_unit, 0.0), (parse_packing, PACKING)):
        try:
            parse(word)
        except UnitError:
            continue
        return cost
    return 1.5 if re.search(r"\d", word) else 0.8


@lru_cache(maxsize=20_000)
def _misfit_identifier(word: str) -> float:
    return 0.0 if re.search(r"\d", word) and len(word) >= 3 else 0.4


@lru_cache(maxsize=20_000)
def misfit_price_unit(word: str) -> float:
    """How badly a word fits a column of price units: what a price is for."""
    try:
        parse_price_unit(word)
    except UnitError:
        return 1.5
    return 0.0


_MISFITS: dict[Shape, Callable[[str], float]] = {
    Shape.DECIMAL: _misfit_number,
    Shape.AMOUNT: _misfit_number,
    Shape.WEIGHT: _misfit_number,
    Shape.COUNT: _misfit_count,
    Shape.DATE: _misfit_date,
    Shape.UNIT: _misfit_unit,
    Shape.IDENTIFIER: _misfit_identifier,
    Shape.COUNTRY: lambda word: 2.0 if re.search(r"\d", word) else 0.05,
}
