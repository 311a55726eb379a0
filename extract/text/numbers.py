"""Numbers as printed: which sign is the decimal point is decided once per document, then every number is read that way.

Rules and test vectors: the last separator followed by other than three digits is decimal; where both appear the last one is;
apostrophes and spaces group; a trailing minus or brackets mean negative (SAP prints them so), but `1.500,-` has no cents.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import Literal

HABIT = 1.5
"""What the habit of a language counts against the numbers that are printed."""
SCANNED_HABIT = 2.5
"""The same on a scan: one point that was a comma, or a speck in an account's number, overrules no language; two numbers do."""
GROUPED = 2.0
"""What a sign counts that groups the thousands of some amounts."""
GROUPING = "'\u2019\u00a0\u202f\u2009 "
_BODY = re.compile(r"\d[\d.,'\u2019\u00a0\u202f\u2009 ]*|[.,]\d+", re.ASCII)

_APOSTROPHES = re.compile(r"\d{1,3}(?:['\u2019]\d{3})+(?P<sign>[.,])\d+")

_MINUS = str.maketrans("\u2212\u2010\u2011\u2012\u2013\u2014", "------")
_NO_CENTS = re.compile(r"(?<=\d)[.,]\s?-+$")

_NAMES = re.compile(r"[12]\.\d{4}|(4\.[68]|5\.[68]|6\.8|8\.8|9\.8|10\.9|12\.9)")
"""A steel's number (EN 10027-2: `1.4301`) and a bolt's property class (ISO 898-1: `8.8`) tell nothing of how amounts are written."""

DecimalSign = Literal[".", ","]


class NumberError(ValueError):
    """The text is no number."""


@dataclass(frozen=True)
class NumberStyle:
    """How a document writes numbers; `certain` is False where nothing in it tells the decimal sign."""

    decimal: DecimalSign
    certain: bool


def number_style(
    texts: Iterable[str], *, fallback: DecimalSign, habit: float = HABIT, amounts: Iterable[tuple[str, str]] = ()
) -> NumberStyle:
    """The decimal sign of a document, from its numbers that can mean only one thing; `fallback` (its language's) where none can.

    `amounts` are those with a unit behind them, and the column that they stand in.
    """
    votes: dict[DecimalSign, float] = {".": 0.0, ",": 0.0}
    votes[fallback] += habit
    for text in texts:
        sign = _telling_sign(text)
        if sign:
            votes[sign] += _weight(text)
    if grouping := _grouping_sign(amounts):
        votes["," if grouping == "." else "."] += GROUPED
    winner: DecimalSign = "." if votes["."] > votes[","] else ","
    return NumberStyle(winner, certain=votes[winner] > habit and votes[winner] >= 2 * min(votes.values()))


def _grouping_sign(amounts: Iterable[tuple[str, str]]) -> str | None:
    """The sign that groups thousands: `1.250 kg` above `320 kg` has no decimals, as a column has its amounts of a unit with as many."""
    columns: dict[str, set[str]] = {}
    for number, column in amounts:
        columns.setdefault(column, set()).add(number)
    printed = set().union(*columns.values())
    if any(is_ambiguous(number) and re.split("[.,]", number)[0] in printed for number in printed):
        return None  # `15,000` here and `15` there are one amount
    signs = {
        sign
        for numbers in columns.values()
        if any(re.fullmatch(r"[1-9]\d{0,2}", number) for number in numbers)
        for number in numbers
        if is_ambiguous(number)
        for sign in ".,"
        if sign in number
    }
    return signs.pop() if len(signs) == 1 else None


def _weight(text: str) -> float:
    """Amounts tell more than sizes do: `1.469,00` and `2'261.5` most, `58.76` much, the `10.5` of a washer's name and `60858.10`, which may be an item's, little."""
    if ("." in text and "," in text) or _APOSTROPHES.search(text):
        return 5.0
    return 2.0 if re.search(r"(?<!\d{5})[.,]\d\d$", text.strip("-+()")) else 0.7


@lru_cache(maxsize=20_000)
def _telling_sign(text: str) -> DecimalSign | None:
    """The decimal sign, where this number allows only one; dates, versions and identifiers do not count."""
    text = text.strip("€$£¥%‰*|:;=").rstrip(".,")
    if not re.fullmatch(r"[-+(]?\d[\d.,'\u2019 ]*-?\)?", text):
        return None
    separators = re.findall(r"[.,]", text)
    if not separators or len(text) > 16 or _NAMES.fullmatch(text):
        return None
    if re.match(r"[-+(]?0\d", text):
        return None  # `02105.10` counts nothing
    last, tail = separators[-1], re.split(r"[.,]", text.strip("-+()"))[-1]
    head = re.split(r"[.,]", text.strip("-+("))[0]
    if len(set(separators)) == 2 and separators.count(last) == 1 and re.fullmatch(r"\d{1,3}([.,]\d{2,3})+[.,]\d+", text.strip("-+()")):
        return "." if last == "." else ","
    if len(separators) == 1 and (len(tail) != 3 or head in ("", "0") or len(head) > 3):
        return "." if last == "." else ","
    return None


def parse_number(text: str, style: NumberStyle) -> str:
    """The number as a plain string: a point, no grouping, zeros as printed.

    Raises:
        NumberError: it is no number, such as `1.2.3` or `12,34,5`.
    """
    body = _NO_CENTS.sub("", text.strip().translate(_MINUS))
    negative = body.startswith("-") or body.endswith("-") or (body.startswith("(") and body.endswith(")"))
    body = body.strip("-+() ")
    if not _BODY.fullmatch(body):
        raise NumberError(text)
    if pointed := _APOSTROPHES.fullmatch(body):  # where an apostrophe groups, whatever other sign there is ends the whole
        style = NumberStyle("." if pointed["sign"] == "." else ",", style.certain)
    for sign in GROUPING:
        body = _ungrouped(body, sign, style)
    grouping = "," if style.decimal == "." else "."
    whole, _, fraction = body.partition(style.decimal)
    if grouping in whole and not fraction and style.decimal not in body and not _is_grouped(whole, grouping):
        # 12.5 in a document of decimal commas: no grouping looks like this, so it is a stray point.
        whole, _, fraction = body.partition(grouping)
    elif grouping in whole:
        whole = _ungrouped(whole, grouping, style)
    if not (whole or fraction) or not (whole + fraction).isdigit():
        raise NumberError(text)
    value = (whole or "0") + ("." + fraction if fraction else "")
    try:
        Decimal(value)
    except InvalidOperation as error:
        raise NumberError(text) from error
    return ("-" if negative else "") + _without_leading_zeros(value)


def is_ambiguous(text: str) -> bool:
    """Whether it can be read two ways whatever stands around it: `1.234`, `1,234`."""
    return re.fullmatch(r"[-+(]?[1-9]\d{0,2}[.,]\d{3}-?\)?", text.strip()) is not None


def _is_grouped(whole: str, sign: str) -> bool:
    parts = whole.split(sign)
    if parts[0].startswith("0"):  # 0.125 is no thousand
        return False
    western = all(len(part) == 3 for part in parts[1:]) and 1 <= len(parts[0]) <= 3
    indian = len(parts[-1]) == 3 and all(len(part) == 2 for part in parts[1:-1]) and 1 <= len(parts[0]) <= 2
    return western or indian


def _ungrouped(body: str, sign: str, style: NumberStyle) -> str:
    whole = body.split(style.decimal, maxsplit=1)[0] if style.decimal in body else body
    if sign not in whole:
        return body
    if not _is_grouped(whole, sign):
        raise NumberError(body)
    return body.replace(sign, "")


def _without_leading_zeros(value: str) -> str:
    whole, point, fraction = value.partition(".")
    return (whole.lstrip("0") or "0") + point + fraction
