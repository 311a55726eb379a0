"""A number that one engine alone has read is told from those that may have another sign in it."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.confidence import ANY, ONCE_READ, Calibration
from extract.page.layout import Token
from extract.page.open_signs import is_unmistakable
from extract.page.words import Word
from extract.shape.candidates import own_number
from tests.papers import leaf


def word(text: str, *others: str, confidence: float = 0.93, measured: bool = False) -> Word:
    return Word(text, (0, 0, 9, 9), confidence, others=others, measured=measured)


@pytest.mark.parametrize("number", ["26-45006", "27927/A", "4711990", "AB-47119", "MTC13891"])
def test_a_number_without_look_alikes_beside_each_other_is_unmistakable(number: str) -> None:
    assert is_unmistakable(number, [word(number)])


@pytest.mark.parametrize(
    "number",
    [
        "50097807",
        "108401",
        "0065268",
        "80081127",
        "A031984",
        "SO-046784",
        "VO92655",
        "Z-054978",
        "S39366/26",
        "8137/OC",
        "12345B",
        "4711",
        "9B47246",
    ],
)
def test_a_sign_that_may_be_a_letter_or_a_figure_leaves_a_number_open(number: str) -> None:
    assert not is_unmistakable(number, [word(number)])


@pytest.mark.parametrize(
    ("printed", "others", "confidence", "sure"),
    [
        ("60550/A", ("6O550/A",), 0.84, True),
        ("60550/A", ("60556/A",), 0.84, False),
        ("60550/A", (), 0.7, False),
        ("PO:60550/A", (), 0.93, False),
    ],
)
def test_what_an_engine_made_of_its_word_counts(printed: str, others: tuple[str, ...], confidence: float, *, sure: bool) -> None:
    assert is_unmistakable("60550/A", [word(printed, *others, confidence=confidence)]) is sure


@pytest.mark.parametrize("number", ["OV041741", "A038478", "SO26063433", "SO-079388"])
def test_an_o_and_a_nought_that_are_told_by_their_print_leave_no_number_open(number: str) -> None:
    said = number.replace("O", "0", 1)
    assert is_unmistakable(number, [word(number, said, measured=True)])
    assert not is_unmistakable(number, [word(number, said)])


def test_a_letter_that_an_engine_saw_twice_in_one_place_is_no_other_reading() -> None:
    assert is_unmistakable("W094825/1", [word("W094825/1", "Ww094825/1", measured=True)])
    assert not is_unmistakable("W094825/1", [word("W094825/1", "WW094825/1", measured=True)])


def test_a_nought_that_is_told_by_its_print_is_no_q_and_an_s_is_open_beside_it() -> None:
    assert is_unmistakable("A038478", [word("A038478", "AQ38478", measured=True)])
    assert not is_unmistakable("A038478", [word("A038478", "AQ38478")])
    assert not is_unmistakable("S038478", [word("S038478", measured=True)])


@pytest.mark.parametrize(("first", "sure"), [("ZS", True), ("Z", False), ("PZO", False)])
def test_letters_are_not_beside_the_figures_of_the_next_word(first: str, *, sure: bool) -> None:
    assert is_unmistakable(f"{first}04178/2026", [word(first), word("04178/2026")]) is sure
    assert not is_unmistakable("ZS04178/2026", [word("ZS04178/2026")])


@given(st.text("OSZBGI0123456789-/", min_size=5, max_size=9))
def test_no_number_is_unmistakable_whose_letter_beside_a_figure_looks_like_one(number: str) -> None:
    if any({one, next_one} & {*"OSZBGI"} and (one + next_one).strip("OSZBGI").isdigit() for one, next_one in pairwise(number)):
        assert not is_unmistakable(number, [word(number)])


def test_the_papers_own_number_is_as_sure_as_its_curve_says_where_no_sign_of_it_may_be_another() -> None:
    curves = Calibration(fields={"ocr": {ANY: {ANY: ((0.0, 0.99), (1.0, 0.99))}}})
    for number, sure in (("26-45006", 0.99), ("50097807", ONCE_READ)):
        read = own_number(leaf(number, 0.95, "ocr"), [Token(word(number), number)])
        assert curves.probability("ocr", "ship_notice", "document_number", read.confidence, unmistakable=read.unmistakable) == sure


@pytest.mark.parametrize(
    ("number", "other", "sure"),
    [
        ("S59994", "$59994", True),
        ("S59994", "559994", False),
        ("S59994", "$59944", False),
        ("S59994", "S$59994", True),
        ("SO9994", "$O9994", False),
        ("50S994", "50$994", False),
    ],
)
def test_a_letter_that_the_other_engine_took_for_a_dollar_is_no_figure(number: str, other: str, *, sure: bool) -> None:
    assert is_unmistakable(number, [word(number, other, confidence=0.84)]) is sure


@pytest.mark.parametrize(("other", "sure"), [("S$4076490", True), ("S$0076490", False)])
def test_a_second_sign_before_a_round_one_may_be_that_though_the_print_has_told_it(other: str, *, sure: bool) -> None:
    number = f"S{other[2:]}"
    assert is_unmistakable(number, [word(number, other, confidence=0.84, measured=True)]) is sure


@pytest.mark.parametrize(("number", "sure"), [("1Z0660271322", False), ("RR364913440DE", False), ("2620262", True)])
def test_a_number_by_which_a_carrier_follows_a_parcel_is_not_surely_the_papers_own(number: str, *, sure: bool) -> None:
    read = own_number(leaf(number, 0.95, "ocr"), [Token(word(number), number)])
    assert (read.confidence > 0.5) is sure


@pytest.mark.parametrize(("number", "measured", "sure"), [("81770/OC", True, True), ("81770/OC", False, False), ("81770/0C", True, False)])
def test_letters_behind_a_number_that_begin_with_an_o_are_sure_where_the_print_has_told_it(
    number: str, *, measured: bool, sure: bool
) -> None:
    read = own_number(leaf(number, 0.95, "ocr"), [Token(word(number, measured=measured), number)])
    assert (read.confidence > 0.9) is sure
