"""A lot's number that two engines read with more or fewer signs is whole where the paper's other numbers of its make say so."""

from __future__ import annotations

from dataclasses import replace

import pytest

from domain.paper import Group, Leaf
from extract.entry.makes import doubting_pieces, is_read_whole
from extract.page.layout import Layout, lay_out
from tests.press import sheet


def alike(*numbers: str) -> Layout:
    page = sheet([(100.0 + 14 * at, {50.0: number}) for at, number in enumerate(numbers)], source="ocr")
    return lay_out([replace(page, words=tuple(replace(word, seconded=True) for word in page.words))])


MIXED = alike("CH01870", "CH09235", "L009159", "267393-A")


@pytest.mark.parametrize("other", ["CHO7369", "L007619(17),CH07369", "handlowa6m__CH07369", "CHO7369/485,5", "Los"])
def test_a_reading_that_holds_as_many_signs_is_no_other_one(other: str) -> None:
    assert is_read_whole("CH07369", [other], alike())


@pytest.mark.parametrize(
    ("said", "other", "whole"),
    [
        ("CH07369", "CHO07369", True),
        ("CH07369", "CH0736", True),
        ("L007753", "007753", False),
        ("267393A", "26739-A", False),
    ],
)
def test_two_numbers_of_its_make_and_none_of_the_others_tell_which_is_whole(said: str, other: str, *, whole: bool) -> None:
    assert is_read_whole(said, [other], MIXED) is whole


def test_numbers_of_both_makes_leave_it_open() -> None:
    assert not is_read_whole("L007753", ["007753"], alike("L009159", "L004521", "009159"))
    assert is_read_whole("L007753", ["007753"], alike("L009159", "L004521", "CH01870"))


def test_one_engine_alone_tells_nothing_of_a_make() -> None:
    page = sheet([(100.0, {50.0: "L009159"}), (114.0, {50.0: "L004521"})], source="ocr")
    assert not is_read_whole("L007753", ["007753"], lay_out([page]))


@pytest.mark.parametrize(
    ("numbers", "doubted"),
    [(("CHO9542", "CH03564"), [True, False]), (("CHO9542", "CHO3564"), [False, False]), (("CHO9542", "L003564"), [False, False])],
)
def test_an_o_that_ends_a_lots_letters_is_doubted_where_another_of_its_make_has_a_nought_there(
    numbers: tuple[str, ...], doubted: list[bool]
) -> None:
    lots = [
        Group({"lot_number": Leaf(value=number, text=number, confidence=0.9, page=1, box=(50, 100, 90, 109), source="ocr")})
        for number in numbers
    ]
    [line] = doubting_pieces([Group({"lots": lots})])
    assert [lot.leaf("lot_number").confidence < 0.5 for lot in line.groups("lots")] == doubted  # type: ignore[union-attr]
