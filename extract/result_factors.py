"""By how much the figures of a table are scaled: rows of factors and of units below the symbols."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extract.grid import Heading, aligned
from extract.layout import Line, Token
from extract.result_words import UNIT_SIGN, factor_of

PLAIN = 0.9
"""A print that is so sure is as good as read."""
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


def surely_scaled(tokens: Sequence[Token], columns: Sequence[Heading]) -> dict[str, float]:
    """How surely the factors of a row were read, by column: `×10` that another reading has as `x100` makes all contents below it ten times less."""
    figures = [token for token in tokens if _POWER.fullmatch(token.text.strip("()[]"))]
    return {column.name or "": told_surely((token,)) for column, token in aligned(figures, columns).items()}


def told_surely(tokens: Sequence[Token]) -> float:
    """How surely the factor among some words was read: what all readings have alike is sure, else it is as sure as its print."""
    return min((_surely(token) for token in tokens if _places(token.text) is not None), default=1.0)


def _surely(token: Token) -> float:
    others = token.word.others
    alike = bool(others) and all(_places(other) == _places(token.text) for other in others)
    return 1.0 if alike or token.word.confidence >= PLAIN else token.word.confidence


def _places(text: str) -> int | None:
    """By how many places a word in a row of factors scales; None for a unit."""
    plain = re.sub(r"^[«•X]", "x", text.strip("()[]"))
    bare = re.fullmatch(r"x?(10{1,5})", plain)
    return len(bare[1]) - 1 if bare else factor_of(plain)


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
