"""By how much the figures of a table are scaled: rows of factors and of units below the symbols."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import dropwhile, pairwise

from extract.label.result_words import UNIT_SIGN, factor_of
from extract.page.grid import Heading, aligned
from extract.page.layout import Line, Token

PLAIN = 0.9
"""A print that is so sure is as good as read."""
UNREAD = 0.3
"""What the contents below a factor are worth that could not be read in a row of factors."""
FEWEST_POWERS = 3
_EXPONENT = re.compile(r"10\s?([-–.]?)\s?([2-5])\s?(%?)")
"""`10⁻² %` as a scan shows its small print: `10-2%`, `10.2%`, `102%`."""
_TEN = re.compile(r"10\W?\d?")
_UNREADABLE = re.compile(r"10[°'’]?\d?%")
_POWER = re.compile(r"[x×*·«•]?\s?10{1,5}|10\s?[-^⁻].*|ppm|%|‰", re.IGNORECASE)


def factors_of(tokens: Sequence[Token], columns: Sequence[Heading]) -> dict[str, int]:
    """By how many places each column is scaled, from a row of factors or units below the symbols."""
    return {
        column.name or "": places
        for column, token in _below(tokens, columns)
        if (column.name or "").startswith(("element:", "carbon_equivalent")) and (places := _factor(token, tokens) or 0)
    }


def surely_scaled(tokens: Sequence[Token], columns: Sequence[Heading]) -> dict[str, float]:
    """How surely the factors of a row were read, by column: `×10` that another reading has as `x100` makes all contents below it ten times less."""
    told = {column.name or "": _surely(token, tokens) for column, token in _below(tokens, columns)}
    return {**dict.fromkeys((column.name or "" for column in columns), UNREAD), **told} if _has_powers(tokens) else told


def told_surely(tokens: Sequence[Token]) -> float:
    """How surely the factor among some words of a heading was read: what all readings have alike is sure, else it is as sure as its print."""
    return min((_surely(token, ()) for token in tokens if _places(token.text) is not None), default=1.0)


def _below(tokens: Sequence[Token], columns: Sequence[Heading]) -> list[tuple[Heading, Token]]:
    powers, texts = _has_powers(tokens), _with_signs(tokens)
    figures = [token for token in tokens if _POWER.fullmatch(token.text.strip("()[]")) or (powers and _is_power(texts[id(token)]))]
    of_powers = {id(sign) for power, sign in pairwise(tokens) if texts[id(power)] != power.text}
    figures = [token for token in figures if id(token) not in of_powers]
    return list(aligned(figures, columns).items())


def _has_powers(tokens: Sequence[Token]) -> bool:
    """Whether a row is of powers of ten whose exponents the scan shows level with the ten: `10-3%  10.2%  102 %  107%`; no single one would tell."""
    texts = _with_signs(tokens).values()
    found = [match for text in texts if (match := _EXPONENT.fullmatch(text))]
    told = sum(bool(match[1] or match[3]) for match in found)
    # An exponent may be read as anything; then the row is still one of powers, some of which are not known.
    return told + sum(_UNREADABLE.fullmatch(text) is not None and not _EXPONENT.fullmatch(text) for text in texts) >= FEWEST_POWERS


def _with_signs(tokens: Sequence[Token]) -> dict[int, str]:
    """What each word of a row reads, with the sign of per cent that stands behind a power: `102 %`."""
    following = (*tokens[1:], None)[: len(tokens)]
    return {
        id(token): token.text + "%" if other is not None and other.text == "%" and _TEN.fullmatch(token.text) else token.text
        for token, other in zip(tokens, following, strict=True)
    }


def _factor(token: Token, row: Sequence[Token]) -> int | None:
    """By how many places the factor scales that a word of a row is; of a power that its first reading does not tell, by another reading."""
    if not _has_powers(row):
        return _places(token.text)
    return next((places for text in (token.text, *token.word.others) if (places := _exponent(text)) is not None), _places(token.text))


def _surely(token: Token, row: Sequence[Token]) -> float:
    """How surely the factor was read that a word is: what two readings have alike is sure, else it is as sure as its print."""
    powers = _has_powers(row)
    if powers and _factor(token, row) is None and _UNREADABLE.fullmatch(_with_signs(row)[id(token)]):
        return UNREAD
    told = [_exponent(text) if powers else _places(text) for text in (token.text, *token.word.others)]
    alike = len(told) > 1 and None not in told and len(set(told)) == 1
    return 1.0 if alike or token.word.confidence >= PLAIN else token.word.confidence


def _exponent(text: str) -> int | None:
    match = _EXPONENT.fullmatch(text.strip("()[]"))
    return int(match[2]) if match else factor_of(text)


def _places(text: str) -> int | None:
    """By how many places a word in a row of factors scales; None for a unit."""
    plain = re.sub(r"^[«•X]", "x", text.strip("()[]"))
    bare = re.fullmatch(r"x?(10{1,5})", plain)
    return len(bare[1]) - 1 if bare else factor_of(plain)


def is_factors(line: Line) -> bool:
    """Whether a line is a row of factors below the symbols: `×100 ×100 ×1000`."""
    return is_factor_row(line.tokens)


def is_factor_row(words: Sequence[Token]) -> bool:
    """Whether words are mostly factors, beside units of other columns."""
    tokens = [token for token in words if not re.fullmatch(r"[x×*«•·%]", token.text)]
    powers, texts = _has_powers(words), _with_signs(words)
    if powers:
        tokens = [token for token in tokens if not UNIT_SIGN.fullmatch(token.text.strip("()[]?"))]
    # The last words of the heats' heading may stand before them: `N.° de colada  ×100  ×100`.
    figures = list(dropwhile(lambda token: not re.search(r"\d", token.text), tokens))
    factors = [token for token in figures if _is_factor(token.text) or (powers and _is_power(texts[id(token)]))]
    return len(factors) > 1 and len(factors) > 0.6 * len(figures)


def _is_factor(text: str) -> bool:
    return factor_of(text) is not None or re.fullmatch(r"[(«•]?10{1,5}\)?", text) is not None


def _is_power(text: str) -> bool:
    return _EXPONENT.fullmatch(text) is not None or _UNREADABLE.fullmatch(text) is not None


def is_units(line: Line) -> bool:
    """Whether a line is a row of units below the symbols: `% % ppm`."""
    units = [token for token in line.tokens if UNIT_SIGN.fullmatch(token.text.strip("()[]"))]
    return len(units) > 1 and len(units) > 0.7 * len(line.tokens)
