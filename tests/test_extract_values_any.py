"""Whatever a cell holds, each shape of value is read as a value of that shape or not at all."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.doctype import Shape
from extract.shape.values import Habits, Value, read_value
from extract.text.dates import DateStyle
from extract.text.numbers import NumberStyle
from tests.press import laid_out

HABITS = [
    Habits("de", NumberStyle(",", certain=True), DateStyle(month_first=False, certain=True), date(2026, 6, 21)),
    Habits("en", NumberStyle(".", certain=False), DateStyle(month_first=True, certain=False)),
]
PRINT = st.one_of(
    st.text(st.characters(exclude_categories=("Cs",)), max_size=40),
    st.text("0123456789.,'-+()/ %€$KWkwehSTm\u00a0\u202f\u2009\u2212\u2014", max_size=24),
    st.from_regex(r"(KW|wk|S)? ?\d{1,4}[-./ ]\d{1,4}([-./ ]\d{1,6})?[-%]?", fullmatch=True),
)


def read(shape: Shape, text: str, habits: Habits) -> Value | None:
    lines = laid_out([(40, {50: text})]).lines
    return read_value(shape, lines[0].tokens, habits) if lines else None


@pytest.mark.parametrize("shape", list(Shape))
@given(text=PRINT, habits=st.sampled_from(HABITS))
@settings(deadline=None, max_examples=150)
def test_any_print_is_a_value_of_the_shape_or_none(shape: Shape, text: str, habits: Habits) -> None:
    found = read(shape, text, habits)
    if found is None:
        return
    assert found.value
    assert found.tokens
    assert 0 < found.fit <= 1
    if shape in (Shape.DECIMAL, Shape.AMOUNT, Shape.WEIGHT):
        assert Decimal(found.value).is_finite()
        assert re.sub(r"\D", "", found.value).strip("0") in re.sub(r"\D", "", found.text)
    elif shape is Shape.DATE:
        assert 1990 <= date.fromisoformat(found.value).year <= 2099
    elif shape is Shape.COUNT:
        assert found.value.isascii()
        assert found.value.isdigit()


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1.500,- EUR", "1500"),
        ("1.234,00-", "-1234.00"),
        ("(1.234,00)", "-1234.00"),
        ("1 234,56", "1234.56"),
        ("€1.234,56", "1234.56"),
        ("250,- ", "250"),
    ],
)
def test_amounts_are_read_with_the_sign_they_have(text: str, value: str) -> None:
    found = read(Shape.DECIMAL, text, HABITS[0])
    assert found is not None
    assert found.value == value
