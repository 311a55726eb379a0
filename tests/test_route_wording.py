"""Dates and numbers in letters: in the form of the letter's language, and nothing that is a code."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from doctypes import find_doctypes
from domain.doctype import Shape, of_kind
from domain.findings import Finding, FindingCode, Severity
from domain.paper import Kind
from route.returns import draft_message
from route.wording import date_in, number_in, value_in
from tests.world import confirmation


@pytest.mark.parametrize(
    ("language", "day", "number"),
    [
        ("de", "1. September 2026", "12.345,60"),
        ("en", "1 September 2026", "12,345.60"),
        ("fr", "1 septembre 2026", "12\u202f345,60"),
        ("it", "1 settembre 2026", "12.345,60"),
        ("es", "1 de septiembre de 2026", "12.345,60"),
        ("nl", "1 september 2026", "12.345,60"),
        ("pl", "1 września 2026", "12\xa0345,60"),
    ],
)
def test_each_language_has_its_own_form(language: str, day: str, number: str) -> None:
    assert date_in(language, date(2026, 9, 1)) == day
    assert number_in(language, Decimal("12345.60")) == number


@given(st.decimals(allow_nan=False, allow_infinity=False, places=3, min_value=-(10**9), max_value=10**9))
def test_no_digit_of_a_number_is_lost(number: Decimal) -> None:
    assert Decimal(number_in("de", number).replace(".", "").replace(",", ".")) == number


@pytest.mark.parametrize(
    ("value", "shape"),
    [
        ("3.1", Shape.CERTIFICATE_TYPE),
        ("1.4301", Shape.DESIGNATION),
        ("4500000001", Shape.IDENTIFIER),
        ("2026-13-01", Shape.DATE),
        ("12 %", Shape.DECIMAL),
    ],
)
def test_what_is_no_number_or_day_stays_as_it_is(value: str, shape: Shape) -> None:
    assert value_in("de", value, shape) == value


def test_a_letter_to_a_german_supplier_has_german_numbers_and_dates() -> None:
    found = [
        Finding(
            code=FindingCode.PRICE_VARIANCE,
            severity=Severity.ERROR,
            field="lines[0].unit_price",
            message="m",
            expected="1234.50",
            found="1250.00",
        ),
        Finding(
            code=FindingCode.DELIVERY_LATE,
            severity=Severity.WARNING,
            field="lines[0].delivery_date",
            message="m",
            expected="2026-09-01",
            found="2026-09-21",
        ),
    ]
    doctype = of_kind(find_doctypes(), Kind.ORDER_CONFIRMATION)
    letter = draft_message(confirmation(), found, name="a.pdf", order_number="45", doctype=doctype)
    assert all(said in letter.text for said in ("1.234,50", "1.250,00", "1. September 2026", "21. September 2026"))
