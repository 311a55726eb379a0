"""What papers of known stationery were posted with although it was wrong, when they were drawn anew: a label in a number, letters lost, a title torn, an amount for a lot."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

import pytest

from domain.doctype import Shape
from domain.paper import Kind
from extract.field.choosing import choose_all
from extract.page.words import PageWords
from extract.shape.candidates import Candidate
from extract.shape.values import Habits, Value, read_value
from extract.text.dates import DateStyle
from extract.text.numbers import NumberStyle
from tests.press import CONFIRMED, SHIPPED, Row, laid_out, read, rows_of, sheet, words

DUTCH = Habits("nl", NumberStyle(",", certain=True), DateStyle(month_first=False, certain=True))


def shipped(*rows: Row, source: Literal["text", "ocr"] = "text") -> PageWords:
    return sheet([*SHIPPED, *rows], source=source)


@pytest.mark.parametrize(
    ("printed", "number"), [("Zendingsnr. VO042258", "VO042258"), ("WZ. 13207", "13207"), ("zleceniowy. AB-4711", "AB-4711")]
)
def test_a_shortened_word_that_nobody_knows_is_no_part_of_the_number_behind_it(printed: str, number: str) -> None:
    value = read_value(Shape.IDENTIFIER, laid_out([(100.0, {50.0: printed})]).lines[0].tokens, DUTCH)
    assert value is not None
    assert value.value.endswith(number)
    assert not value.value.startswith(("ZE", "ZL"))


@pytest.mark.parametrize("label", ["Mode rglt", "Rglmt"])
@pytest.mark.parametrize("terms", ["VIR 60 J", "LCR 45 jours", "Chq 30 j"])
def test_terms_are_told_by_how_is_paid_and_after_how_many_days(label: str, terms: str) -> None:
    reading = read(sheet([*CONFIRMED, (600.0, {50.0: label, 160.0: terms})]))
    assert reading.fields.text("payment_terms") == terms


@pytest.mark.parametrize(("below", "told"), [("5:908 kg", True), ("5.908 kg", False)])
def test_a_weight_below_its_label_that_is_no_number_brings_a_person(below: str, told: bool) -> None:
    weights: list[Row] = [(600.0, {50.0: "Gross weight", 200.0: "Net weight"}), (612.0, {50.0: "5.959 kg", 200.0: below})]
    reading = read(shipped(*weights, source="ocr"))
    assert ("of its two weights one was not read" in reading.notes) is told


@pytest.mark.parametrize("word", ["CERTIFICATE", "KONFORMITÄT", "Świadectwo"])
def test_a_scan_that_shows_a_word_of_certificates_in_large_print_is_surely_no_other_paper(word: str) -> None:
    page = shipped(source="ocr")
    headed = replace(page, words=(*words(word, 250.0, 20.0, size=18.0, confidence=0.9), *page.words))
    assert (read(page).kind, read(headed).kind) == (Kind.SHIP_NOTICE, Kind.SHIP_NOTICE)
    assert read(page).kind_confidence > 0.9
    assert read(headed).kind_confidence < 0.5


def test_how_much_there_is_of_a_lot_is_not_its_number() -> None:
    head = ("Pos.", "Artikel", "Bezeichnung", "Charge", "Menge", "Einheit")
    rows = [
        ("10", "RT06041", "Blech 10x2000x6000", "L000265 (1.884,5)", "1.884,5", "kg"),
        ("20", "RT06042", "Blech 10x2000x6000 003911", "(2.261,5)", "2.261,5", "kg"),
    ]
    reading = read(shipped(*rows_of([head, *rows], (50.0, 90.0, 160.0, 330.0, 440.0, 510.0), 180.0)))
    numbers = [[lot.text("lot_number") for lot in line.groups("lots")] for line in reading.lines]
    assert numbers[0] == ["L000265"]
    assert "2.261,5" not in numbers[1]


@pytest.mark.parametrize(("source", "sure"), [("ocr", False), ("text", True)])
def test_a_number_that_stands_elsewhere_with_letters_before_it_is_never_sure_off_a_scan(source: Literal["text", "ocr"], sure: bool) -> None:
    layout = laid_out([(50.0, {50.0: "13207/2026"}), (800.0, {50.0: "ZS 13207/2026"})])
    pages = tuple(replace(page, source=source) for page in layout.pages)
    own, foot = (line.tokens for line in layout.lines)
    found = [Candidate(Value("13207/2026", own), 1, 0.95), Candidate(Value("ZS13207/2026", foot), 1, 0.57)]
    number = choose_all({"document_number": found}, replace(layout, pages=pages))["document_number"]
    assert (number.value, number.confidence > 0.5) == ("13207/2026", sure)


@pytest.mark.parametrize("day", ["del 07/07/2026", "07/07/2026"])
@pytest.mark.parametrize("below", [True, False])
def test_the_day_of_an_order_that_turns_out_to_be_the_suppliers_own_is_the_papers(day: str, below: bool) -> None:
    own = {300.0: "Ordine cliente N. OV98304" + ("" if below else f" {day}")}
    named: list[Row] = [(50.0, {50.0: "Laminati Friulana S.p.A."}), (80.0, {50.0: "Conferma d'ordine"}), (110.0, own)]
    dated: list[Row] = [(122.0, {300.0: day})] if below and day.startswith("del") else []
    reading = read(sheet([*named, *dated, (140.0, {300.0: "V/s Ordine 4500344308"}), (152.0, {300.0: "Ordine del 03/07/2026"})]))
    said = reading.fields
    assert (said.text("document_number"), said.text("order_number")) == ("OV98304", "4500344308")
    if dated or not below:
        assert (said.text("document_date"), said.text("order_date")) == ("2026-07-07", "2026-07-03")


@pytest.mark.parametrize("total", ["Totaal", "Regeltotaal"])
def test_an_entrys_total_over_its_day_does_not_end_the_entry(total: str) -> None:
    told = {"Uw pos.": "10", "Artikelnr.": "MA45675", "Hoeveelheid": "40 stuks", "Stuksprijs": "19,50 EUR", total: "870,00 EUR"}
    rows = [*told.items(), ("Leverdatum", "20-07-2026")]
    entry: list[Row] = [(180.0 + 11.0 * place, {50.0: label, 150.0: value}) for place, (label, value) in enumerate(rows)]
    [line] = read(sheet([*CONFIRMED, *entry, (290.0, {300.0: "Nettobedrag", 480.0: "870,00 EUR"})])).lines
    assert line.text("net_amount") == "870.00"


def test_how_much_there_is_of_a_lot_behind_its_colon_may_be_parted_into_threes() -> None:
    lots: list[Row] = [
        (200.0, {50.0: "• Poz. 10: 5\u00a0000 szt. Podkładka płaska DIN 125 A 6,5 stal (indeks ZMW01112)"}),
        (212.0, {58.0: "partia 269926-A: 2\u00a0500 szt."}),
        (224.0, {58.0: "partia 261427-A: 2\u00a0500 szt."}),
    ]
    [line] = read(shipped(*lots)).lines
    assert [(lot.text("lot_number"), lot.text("quantity")) for lot in line.groups("lots")] == [("269926-A", "2500"), ("261427-A", "2500")]
