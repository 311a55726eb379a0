"""Numbers as printed: the locales' test vectors, one decimal sign a document, and a value or a typed error for any text."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.text.numbers import SCANNED_HABIT, DecimalSign, NumberError, NumberStyle, is_ambiguous, number_style, parse_number

COMMA, POINT = NumberStyle(",", certain=True), NumberStyle(".", certain=True)
STYLES = {",": COMMA, ".": POINT}


@pytest.mark.parametrize(
    ("text", "style", "value"),
    [
        ("1.234,56", COMMA, "1234.56"),
        ("1,234.56", POINT, "1234.56"),
        ("1'234.56", POINT, "1234.56"),
        ("2'261.5", COMMA, "2261.5"),
        ("2'261,5", POINT, "2261.5"),
        ("1\u2019234.56", POINT, "1234.56"),
        ("1 234,56", COMMA, "1234.56"),
        ("1\u00a0234,56", COMMA, "1234.56"),
        ("1\u202f234,56", COMMA, "1234.56"),
        ("1\u2009234,56", COMMA, "1234.56"),
        ("1.234.567", COMMA, "1234567"),
        ("12,34,567.00", POINT, "1234567.00"),
        ("1.234", COMMA, "1234"),
        ("1.234", POINT, "1.234"),
        ("1,234", COMMA, "1.234"),
        ("1,234", POINT, "1234"),
        ("0,17", COMMA, "0.17"),
        (",17", COMMA, "0.17"),
        (".17", POINT, "0.17"),
        ("17", COMMA, "17"),
        ("0.0012", POINT, "0.0012"),
        ("(1.234,00)", COMMA, "-1234.00"),
        ("1.234,00-", COMMA, "-1234.00"),
        ("-1.234,00", COMMA, "-1234.00"),
        ("00010", COMMA, "10"),
        ("76.420", POINT, "76.420"),
        ("12.34.567,00", COMMA, "1234567.00"),
        ("1.234,00 -", COMMA, "-1234.00"),
        ("\u22125,00", COMMA, "-5.00"),
        ("\u20135,00", COMMA, "-5.00"),
    ],
)
def test_the_locales_numbers_are_read(text: str, style: NumberStyle, value: str) -> None:
    assert parse_number(text, style) == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1.500,-", "1500"),
        ("1.500,--", "1500"),
        ("1.500,\u2014", "1500"),
        ("5,-", "5"),
        ("5,00-", "-5.00"),
        ("-5,-", "-5"),
        ("1.500-", "-1500"),
    ],
)
def test_a_stroke_in_place_of_cents_is_no_minus(text: str, value: str) -> None:
    assert parse_number(text, COMMA) == value
    assert parse_number(text.translate(str.maketrans(".,", ",.")), POINT) == value


@pytest.mark.parametrize("style", [COMMA, POINT])
@pytest.mark.parametrize("text", ["", "-", ",", "abc", "1.2.3", "12,34,5", "12 34", "1e5", "٣", "²", "1.234,5.6", "M8", "0 125"])
def test_what_is_no_number_is_an_error(text: str, style: NumberStyle) -> None:
    with pytest.raises(NumberError):
        parse_number(text, style)


@pytest.mark.parametrize(("text", "value"), [("12.5", "12.5"), ("58.76", "58.76"), ("0.125", "0.125"), ("0.0035", "0.0035")])
def test_a_stray_point_in_a_document_of_commas_is_decimal_where_it_cannot_group(text: str, value: str) -> None:
    assert parse_number(text, COMMA) == value
    assert parse_number(text.replace(".", ","), POINT) == value


def grouped(whole: str, sign: str) -> str:
    return re.sub(r"(?<=\d)(?=(\d{3})+$)", lambda _: sign, whole)


def negated(text: str, how: str) -> str:
    return {"before": f"-{text}", "behind": f"{text}-", "brackets": f"({text})"}.get(how, text)


@given(
    number=st.decimals(min_value=0, max_value=10**9, allow_nan=False, allow_infinity=False).map(
        lambda value: value.quantize(Decimal("0.0001"))
    ),
    places=st.integers(0, 4),
    decimal=st.sampled_from([",", "."]),
    group=st.sampled_from(["", ",", ".", "'", "\u2019", " ", "\u00a0", "\u202f", "\u2009"]),
    sign=st.sampled_from(["none", "before", "behind", "brackets"]),
)
def test_a_number_printed_in_any_locale_is_read_as_itself(
    number: Decimal, places: int, decimal: DecimalSign, group: str, sign: str
) -> None:
    plain = f"{number:.{places}f}"
    whole, _, fraction = plain.partition(".")
    printed = grouped(whole, "" if group == decimal else group) + (decimal + fraction if fraction else "")
    assert parse_number(negated(printed, sign), STYLES[decimal]) == ("" if sign == "none" else "-") + plain


@given(st.one_of(st.text(), st.text("0123456789.,'-+() \u00a0\u202f", max_size=16)), st.sampled_from([COMMA, POINT]))
def test_any_text_is_a_value_or_a_typed_error(text: str, style: NumberStyle) -> None:
    try:
        value = parse_number(text, style)
    except NumberError:
        return
    assert re.fullmatch(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?", value)
    assert Decimal(value).is_finite()
    assert [sign for sign in text if sign in "123456789"] == [sign for sign in value if sign in "123456789"]


@pytest.mark.parametrize(
    ("texts", "sign"),
    [
        (["1.469,00", "25", "M8x40"], ","),
        (["1,469.00"], "."),
        (["58,76", "9,11", "13,62"], ","),
        (["58.76", "9.11"], "."),
        (["1.469,00", "10.5", "8.8"], ","),
    ],
)
def test_amounts_settle_a_documents_decimal_sign_whatever_its_language(texts: list[str], sign: str) -> None:
    for fallback in STYLES:
        style = number_style(texts, fallback="," if fallback == "," else ".")
        assert style.decimal == sign
    assert number_style([*texts, *texts], fallback="," if sign == "," else ".").certain


@pytest.mark.parametrize("texts", [[], ["1.234"], ["1,234", "5,678"], ["12", "15.08.2026", "10.0.0.1"]])
def test_nothing_but_ambiguous_numbers_leave_the_habit_of_the_language_and_a_doubt(texts: list[str]) -> None:
    assert number_style(texts, fallback=",") == NumberStyle(",", certain=False)
    assert number_style(texts, fallback=".") == NumberStyle(".", certain=False)


@given(st.lists(st.text(max_size=12), max_size=20), st.sampled_from([",", "."]))
def test_any_document_has_a_style(texts: list[str], fallback: DecimalSign) -> None:
    assert number_style(texts, fallback=fallback).decimal in (",", ".")


def test_only_a_single_group_of_three_is_ambiguous() -> None:
    assert all(is_ambiguous(text) for text in ("1.234", "12,345", "-1.234", "(1,234)", "1.234-"))
    assert not any(is_ambiguous(text) for text in ("1.23", "1.234,00", "1.234.567", "0.125", "1234", "1 234"))


def test_on_a_scan_one_number_overrules_no_language_and_two_do() -> None:
    assert number_style(["4.000", "1170.09"], fallback=",", habit=SCANNED_HABIT).decimal == ","
    assert number_style(["4.000", "1170.09", "25.50"], fallback=",", habit=SCANNED_HABIT).decimal == "."


def test_items_that_look_like_numbers_do_not_tell_how_amounts_are_written() -> None:
    assert number_style(["02105.10", "07396.10", "01303.10", "1.000", "2.075"], fallback=",").decimal == ","
    assert number_style(["60858.10", "26950.10", "1.000", "2.075"], fallback=",").decimal == ","
    assert number_style(["1469.10", "58.76", "1.000"], fallback=",").decimal == "."


def test_an_amount_with_a_dot_above_whole_ones_of_its_column_is_in_thousands() -> None:
    amounts = [("2.075", "kg 80"), ("320", "kg 80"), ("3.768", "kg 80")]
    assert number_style(["342.93"], fallback=",", amounts=amounts).decimal == ","
    assert number_style(["342.93"], fallback=",").decimal == "."


@pytest.mark.parametrize(
    "amounts",
    [
        [("15,000", "pcs 80"), ("15", "pcs 80"), ("200", "pcs 80")],
        [("15,000", "pcs 80"), ("200", "pcs 30")],
        [("15,000", "pcs 80"), ("1.250", "kg 80"), ("200", "pcs 80"), ("320", "kg 80")],
    ],
)
def test_amounts_that_are_printed_in_two_ways_or_elsewhere_tell_nothing(amounts: list[tuple[str, str]]) -> None:
    assert number_style([], fallback=",", amounts=amounts) == NumberStyle(",", certain=False)
