"""Rows and lots of scans that stamps and torn print have taken apart: what is left of them brings a person."""

from __future__ import annotations

import pytest

from domain.paper import Reading
from tests.press import Row, read, sheet

HEAD: list[Row] = [
    (40.0, {50.0: "Don Valley Steels plc"}),
    (70.0, {50.0: "Packing list"}),
    (100.0, {50.0: "Document No.: DV/05738", 300.0: "Your order: 4500017325"}),
    (140.0, {50.0: "Item", 90.0: "Cust. Part", 170.0: "Goods", 330.0: "Despatched", 400.0: "Unit", 440.0: "Batch"}),
]
UNTOLD, TORN = "it shows an item of which no line was read", "what stands between a lot's number and its quantity was not told"


def notice(*rows: Row) -> Reading:
    return read(sheet([*HEAD, *rows], source="ocr"))


def entry(top: float, line: str, item: str, amount: str = "942.000", **batch: str) -> Row:
    words = {50.0: line, 90.0: item, 170.0: "Plate 8x2000x6000", 330.0: amount, 400.0: "kg"}
    return top, words | {440.0: batch.get("lot", "L008281"), 490.0: f"({amount})"}


def test_an_item_below_the_others_whose_row_is_torn_brings_a_person() -> None:
    whole = [entry(160.0, "10", "42-2838-12"), entry(174.0, "20", "14-7077-23")]
    assert UNTOLD not in notice(*whole).notes
    assert UNTOLD in notice(*whole, (240.0, {92.0: "88-9636-64", 170.0: "Plate"})).notes


def test_an_item_that_is_told_again_or_elsewhere_brings_nobody() -> None:
    rows = [entry(160.0, "10", "42-2838-12"), entry(174.0, "20", "14-7077-23")]
    again: Row = (240.0, {90.0: "42-2838-12"})
    elsewhere: Row = (260.0, {300.0: "88-9636-64"})
    assert UNTOLD not in notice(*rows, again, elsewhere).notes


@pytest.mark.parametrize("lot", ["L00828 31", "2643 26-A"])
def test_a_piece_between_a_lot_and_its_quantity_brings_a_person(lot: str) -> None:
    rows = [entry(160.0, "10", "42-2838-12"), entry(174.0, "20", "14-7077-23")]
    torn = entry(188.0, "30", "58-8145-88", lot=lot)
    assert TORN not in notice(*rows).notes
    assert TORN in notice(*rows, torn).notes


def test_a_number_of_the_head_that_looks_like_an_item_and_stands_above_them_brings_nobody() -> None:
    rows = [entry(160.0, "10", "42-2838-12"), entry(174.0, "20", "14-7077-23")]
    assert UNTOLD not in notice((120.0, {90.0: "88-9636-64"}), *rows).notes
