"""Cells of tables off scans: prices that are wider than their heading, two figures under two headings, lots and numbers with lost blanks."""

from dataclasses import replace
from typing import Literal

import pytest

from doctypes import find_doctypes
from domain.doctype import Shape
from domain.paper import Group
from extract.page.layout import lay_out
from extract.page.words import PageWords
from extract.read import read_scores
from extract.sentence.paragraphs import paragraphs
from extract.shape.values import Habits, read_value
from extract.text.dates import DateStyle
from extract.text.numbers import NumberStyle
from tests.press import CONFIRMED, SHIPPED, Row, read, sheet

GERMAN = Habits("de", NumberStyle(",", certain=True), DateStyle(month_first=False, certain=True))
HEAD: Row = (150.0, {50.0: "Pos.", 90.0: "Artikel", 190.0: "Menge", 260.0: "Preis", 330.0: "Betrag"})


def lines_of(rows: list[Row], others: dict[str, str] | None = None) -> list[Group]:
    return read(disputed(sheet(rows, source="ocr"), others or {})).lines


def disputed(page: PageWords, others: dict[str, str]) -> PageWords:
    words = (replace(each, others=(others[each.text],), confidence=0.5) if each.text in others else each for each in page.words)
    return replace(page, words=tuple(words))


def said(line: Group, *names: str) -> list[str | None]:
    return [found.value if (found := line.leaf(name)) else None for name in names]


@pytest.mark.parametrize("price", ["34,37 je 1000 St.", "34,37 per 1000 St."])
def test_a_price_keeps_what_it_is_for_though_both_are_wider_than_their_heading(price: str) -> None:
    rows = [
        *CONFIRMED,
        HEAD,
        (166.0, {50.0: "10", 90.0: "BG-4711", 185.0: "5.000 St.", 236.0: price, 335.0: "171,85"}),
        (182.0, {50.0: "20", 90.0: "BG-4712", 190.0: "4 St.", 255.0: "117,91", 335.0: "471,64"}),
    ]
    assert [said(line, "quantity", "unit_price", "price_unit") for line in lines_of(rows)] == [
        ["5000", "34.37", "1000"],
        ["4", "117.91", "1"],
    ]


def test_what_a_price_is_for_and_a_discount_beside_it_are_two_though_they_stand_under_one_heading() -> None:
    head = (
        150.0,
        {50.0: "Pos.", 90.0: "Artikel", 190.0: "Menge", 240.0: "Preis", 290.0: "Preiseinheit", 370.0: "Rabatt %", 440.0: "Betrag"},
    )
    rows = [
        *CONFIRMED,
        head,
        (166.0, {50.0: "10", 90.0: "BG-4711", 190.0: "10", 240.0: "46,33", 345.0: "1", 357.0: "25", 440.0: "347,48"}),
        (182.0, {50.0: "20", 90.0: "BG-4712", 190.0: "20", 240.0: "2,51", 345.0: "1", 357.0: "10", 440.0: "45,18"}),
    ]
    assert [said(line, "price_unit", "discount_pct") for line in lines_of(rows)] == [["1", "25"], ["1", "10"]]


def test_a_price_whose_mark_was_read_as_a_stroke_is_told_by_the_amount() -> None:
    rows = [
        *CONFIRMED,
        HEAD,
        (166.0, {50.0: "10", 90.0: "BG-4711", 190.0: "1.413", 260.0: "1/23", 330.0: "1.737,99"}),
        (182.0, {50.0: "20", 90.0: "BG-4712", 190.0: "4", 260.0: "117,91", 330.0: "471,64"}),
    ]
    assert said(lines_of(rows)[0], "unit_price") == ["1.23"]


def test_a_heading_with_a_sign_of_money_among_its_letters_is_the_word_that_the_other_engine_read() -> None:
    head = (150.0, {50.0: "Pos.", 90.0: "Artikel", 190.0: "Men€e", 260.0: "Preis", 330.0: "Betrag"})
    rows = [*CONFIRMED, head, (166.0, {50.0: "10", 90.0: "BG-4711", 190.0: "4", 260.0: "117,91", 330.0: "471,64"})]
    assert said(lines_of(rows, {"Men€e": "Menge"})[0], "quantity") == ["4"]


def test_the_quantity_of_a_lot_behind_a_stroke_keeps_its_thousands() -> None:
    rows = [
        *SHIPPED,
        (150.0, {50.0: "Pos.", 90.0: "Artikel", 190.0: "Menge", 260.0: "Charge / Menge"}),
        (166.0, {50.0: "10", 90.0: "BG-4711", 190.0: "1884 kg", 260.0: "0001593 / 1", 318.0: "884"}),
        (182.0, {50.0: "20", 90.0: "BG-4712", 190.0: "942 kg", 260.0: "0001594 / 942"}),
    ]
    lots = lines_of(rows)[0].groups("lots")
    assert [said(lot, "lot_number", "quantity") for lot in lots] == [["0001593", "1884"]]


def test_a_plate_in_french_is_no_lot_in_spanish() -> None:
    rows = [*SHIPPED, (150.0, {50.0: "Pos.", 90.0: "Artikel", 190.0: "Menge"}), (166.0, {50.0: "10", 90.0: "BG-4711", 190.0: "4 kg"})]
    below: Row = (180.0, {90.0: "Tôle 12x2000x6000 S355J2+N"})
    assert "lots" not in lines_of([*rows, below])[0].root


def test_what_is_left_of_the_dots_before_a_number_is_not_the_number() -> None:
    page = sheet([(100.0, {50.0: "ae 33 PO-900829"})], source="ocr")
    for others, number in (({"ae": "*", "33": ":"}, "PO-900829"), ({}, "33")):
        value = read_value(Shape.IDENTIFIER, lay_out([disputed(page, others)]).lines[0].tokens, GERMAN)
        assert value is not None
        assert value.value == number


@pytest.mark.parametrize(("source", "goes_on"), [("ocr", True), ("text", False)])
def test_a_word_alone_below_an_open_line_goes_on_with_it_however_high_a_scan_makes_it(
    source: Literal["text", "ocr"], *, goes_on: bool
) -> None:
    page = sheet([(100.0, {50.0: "in riferimento al Vs. ordine 4700280253 abbiamo spedito con DDT"}), (113.0, {50.0: "57275/2026:"})])
    sure = 1.0 if source == "text" else 0.95
    high = (replace(each, box=(*each.box[:3], each.box[3] + (5.0 if each.box[1] > 110 else 0.0)), confidence=sure) for each in page.words)
    found = [
        " ".join(token.text for token in line.tokens) for line in paragraphs(lay_out([replace(page, words=tuple(high), source=source)]), ())
    ]
    assert any(text.endswith("con DDT 57275/2026:") for text in found) is goes_on


@pytest.mark.parametrize(("printed", "source", "price"), [("Q, 31", "ocr", "0.31"), ("O. 315", "ocr", "315"), ("Q, 31", "text", "31")])
def test_a_lone_letter_like_a_nought_before_torn_off_decimals_is_one_on_a_scan(
    printed: str, source: Literal["text", "ocr"], price: str
) -> None:
    tokens = lay_out([sheet([(100.0, {50.0: printed})], source=source)]).lines[0].tokens
    value = read_value(Shape.DECIMAL, tokens, GERMAN)
    assert value is not None
    assert value.value == price


def test_the_code_of_a_form_is_no_number_with_a_dash_behind_it_either() -> None:
    tokens = lay_out([sheet([(100.0, {50.0: "A03—"})], source="ocr")]).lines[0].tokens
    assert read_value(Shape.IDENTIFIER, tokens, GERMAN) is None


@pytest.mark.parametrize(
    ("printed", "number"),
    [("98-237 1-47", "98-2371-47"), ("8 88-3948-54", "88-3948-54"), ("20 4711", "20")],
)
def test_a_blank_or_a_stray_figure_on_a_scan_makes_no_other_number(printed: str, number: str) -> None:
    value = read_value(Shape.IDENTIFIER, lay_out([sheet([(100.0, {50.0: printed})], source="ocr")]).lines[0].tokens, GERMAN)
    assert value is not None
    assert value.value == number


def test_letters_that_begin_every_number_of_a_column_belong_to_it_over_a_wide_blank() -> None:
    rows: list[Row] = [
        *CONFIRMED,
        (150.0, {50.0: "Pos.", 90.0: "Artikelnummer", 190.0: "Menge", 260.0: "Preis", 330.0: "Betrag"}),
        (166.0, {50.0: "10", 90.0: "BN", 108.0: "06501", 190.0: "30", 260.0: "55,52", 330.0: "1.665,60"}),
        (182.0, {50.0: "20", 90.0: "BN", 108.0: "56315", 190.0: "50", 260.0: "72,47", 330.0: "3.623,50"}),
    ]
    assert [said(line, "supplier_item") for line in lines_of(rows)] == [["BN 06501"], ["BN 56315"]]


def test_the_buyers_item_below_its_label_is_not_a_figure_far_behind_the_label() -> None:
    rows: list[Row] = [
        *CONFIRMED,
        (150.0, {50.0: "Pos.", 90.0: "Artikel", 190.0: "Menge", 260.0: "Preis", 330.0: "Betrag"}),
        (166.0, {50.0: "10", 90.0: "BG-4711", 190.0: "16", 260.0: "74,98", 330.0: "1.199,68"}),
        (180.0, {90.0: "Ihre Materialnummer:", 300.0: "13", 400.0: "14.09.2026"}),
        (194.0, {90.0: "40-7352-56"}),
    ]
    assert said(lines_of(rows)[0], "buyer_item") == ["40-7352-56"]


def test_words_below_a_number_that_a_speck_ends_are_not_the_rest_of_it() -> None:
    lines = lay_out([sheet([(100.0, {50.0: "EHK9040."}), (114.0, {50.0: "Rundstahl"})], source="ocr")]).lines
    value = read_value(Shape.IDENTIFIER, (*lines[0].tokens, *lines[1].tokens), GERMAN)
    assert value is not None
    assert value.value == "EHK9040"


@pytest.mark.parametrize(("other", "sure"), [("CHO19165", False), ("CHO1916", True)])
def test_a_lot_of_which_one_engine_read_a_sign_more_is_not_sure_though_the_lots_add_up(other: str, *, sure: bool) -> None:
    rows: list[Row] = [
        *SHIPPED,
        (150.0, {50.0: "Pos.", 90.0: "Artikel", 190.0: "Menge", 260.0: "Charge / Menge"}),
        (166.0, {50.0: "10", 90.0: "BG-4711", 190.0: "1884 kg", 260.0: "CH01916 (1884)"}),
        (182.0, {50.0: "20", 90.0: "BG-4712", 190.0: "942 kg", 260.0: "CH07169 (942)"}),
    ]
    page = sheet(rows, source="ocr")
    words = (replace(each, others=(other,), confidence=0.84) if each.text == "CH01916" else each for each in page.words)
    scored = read_scores([replace(page, words=tuple(words))], find_doctypes())
    number = scored.lines[0].groups("lots")[0].leaf("lot_number")
    assert number is not None
    assert (number.confidence > 0.5) is sure


@pytest.mark.parametrize(("printed", "sure"), [("PO-370410", True), ("-370410", False)])
def test_an_orders_number_that_begins_with_a_hyphen_on_a_scan_has_lost_its_letters_and_is_never_sure(printed: str, *, sure: bool) -> None:
    rows = [*CONFIRMED[:1], (100.0, {50.0: "Auftragsbestätigung"}), (120.0, {50.0: "Ihre Bestellung:", 160.0: printed})]
    number = read_scores([sheet(rows, source="ocr")], find_doctypes()).fields.leaf("order_number")
    assert number is not None
    assert (number.confidence > 0.5) is sure


@pytest.mark.parametrize(("source", "value"), [("ocr", "70-8737-73"), ("text", "70-8737")])
def test_figures_behind_a_hyphen_that_a_scan_parted_from_a_number_are_its_end(source: Literal["ocr", "text"], value: str) -> None:
    tokens = lay_out([sheet([(100.0, {50.0: "70-8737 -73"})], source=source)]).lines[0].tokens
    found = read_value(Shape.IDENTIFIER, tokens, GERMAN)
    assert found is not None
    assert found.value == value
