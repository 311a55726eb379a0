"""Dates and numbers as letters write them in their language; pure. Babel has the forms of every locale (CLDR), which no other library keeps up to date."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

from babel.dates import format_date
from babel.numbers import format_decimal

from domain.doctype import Shape

_LOCALES = {"en": "en_GB"}
"""British dates begin with the day and say the month in letters, so nobody takes one for the other."""
_NUMBERS = frozenset({Shape.DECIMAL, Shape.AMOUNT, Shape.WEIGHT})
_NUMBER = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def date_in(language: str, day: date) -> str:
    """The day with its month in letters, as in `21. September 2026`; `language` is a code as in ISO 639."""
    return format_date(day, "long", locale=_LOCALES.get(language, language))


def number_in(language: str, number: Decimal) -> str:
    """The number with as many decimals as it has, as in `12.345,60`."""
    decimals = max(0, -int(number.as_tuple().exponent))
    return format_decimal(number, format="#,##0" + ("." + "0" * decimals if decimals else ""), locale=_LOCALES.get(language, language))


def value_in(language: str, value: str, shape: Shape | None) -> str:
    """A value of a paper or an order: a date or a number in the language's form, anything else, as a code or a name, as it is."""
    if _DATE.fullmatch(value):
        try:
            return date_in(language, date.fromisoformat(value))
        except ValueError:
            return value
    return number_in(language, Decimal(value)) if shape in _NUMBERS and _NUMBER.fullmatch(value) else value
