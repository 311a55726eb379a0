"""By how much the figures of a table are scaled: rows of factors and of units below the symbols."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extract.grid import Heading, aligned
from extract.layout import Line, Token
from extract.result_words import UNIT_SIGN, factor_of

_POWER = re.compile(r"[x×*·«•]?\s?10{1,5}|10\s?[-^⁻].*|ppm|%|‰", re.IGNORECASE)


def factors_of(tokens: Sequence[Token], columns: Sequence[Heading]) -> dict[str, int]:
    """By how many places each column is scaled, from a row of factors or units below the symbols."""
    figures = [token for token in tokens if _POWER.fullmatch(token.text.strip("()[]"))]
    found = {}
    for column, token in aligned(figures, columns).items():
        if not (column.name or "").startswith("element:"):
            continue
        plain = token.text.strip("()[]")
        places = (
            factor_of(plain) if factor_of(plain) is not None else len(plain.strip("«•")) - 1 if re.fullmatch(r"[«•]?10{1,5}", plain) else 0
        )
        if places:
            found[column.name or ""] = places
    return found


def is_factors(line: Line) -> bool:
    """Whether a line is a row of factors below the symbols: `×100 ×100 ×1000`."""
    return is_factor_row(line.tokens)


def is_factor_row(words: Sequence[Token]) -> bool:
    """Whether words are mostly factors."""
    tokens = [token for token in words if not re.fullmatch(r"[x×*«•·%]", token.text)]
    factors = [token for token in tokens if factor_of(token.text) is not None or re.fullmatch(r"[(«•]?10{1,5}\)?", token.text)]
    return len(factors) > 1 and len(factors) > 0.6 * len(tokens)


def is_units(line: Line) -> bool:
    """Whether a line is a row of units below the symbols: `% % ppm`."""
    units = [token for token in line.tokens if UNIT_SIGN.fullmatch(token.text.strip("()[]"))]
    return len(units) > 1 and len(units) > 0.7 * len(line.tokens)
