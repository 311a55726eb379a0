"""Heads of certificates: labels in two languages, numbers of standards, a grade with its condition, orders of the works, types over a line's end."""

from __future__ import annotations

import pytest

from domain.paper import Reading
from tests.press import Row, read, sheet

NAME: Row = (50.0, {50.0: "Northfield Alloys Ltd"})
TITLE: Row = (80.0, {50.0: "Inspection certificate 3.1 EN 10204"})
NUMBER: Row = (110.0, {50.0: "Certificate No.: W080110", 300.0: "Your order: 4500017325"})
ANALYSIS: list[Row] = [
    (400.0, {50.0: "Heat", 120.0: "C", 190.0: "Si", 260.0: "Mn"}),
    (414.0, {50.0: "4T8812", 120.0: "0.18", 190.0: "0.44", 260.0: "1.32"}),
]


def certificate(*rows: Row, head: tuple[Row, ...] = (NAME, TITLE, NUMBER), scanned: bool = False) -> Reading:
    return read(sheet([*head, *rows, *ANALYSIS], source="ocr" if scanned else "text"))


# ---- labels in two languages


@pytest.mark.parametrize(
    ("label", "value", "name"),
    [
        ("Nuance Grade", "1.4301", "grade"),
        ("Norme Standard", "EN 10088-2", "standard"),
        ("Poste Item", "30", "order_line"),
        ("Riga Line", "30", "order_line"),
    ],
)
def test_a_label_that_is_said_again_in_another_language_is_one(label: str, value: str, name: str) -> None:
    reading = certificate((150.0, {50.0: label, 200.0: value}))
    [line] = reading.lines
    leaf = line.leaf(name)
    assert leaf is not None
    assert leaf.value == value
    assert leaf.confidence > 0.95


def test_the_manufacturer_behind_a_label_in_two_languages_is_without_the_second_label() -> None:
    reading = certificate((150.0, {50.0: "Produttore Manufacturer", 250.0: "Acciaierie Valcamonica S.p.A."}))
    assert reading.fields.text("manufacturer") == "Acciaierie Valcamonica S.p.A."


def test_what_goes_on_in_a_sentence_is_no_manufacturer() -> None:
    reading = certificate((150.0, {50.0: "We declare as manufacturer that the parts listed hereunder conform"}))
    assert reading.fields.text("manufacturer") != "that the parts listed hereunder conform"


# ---- numbers


@pytest.mark.parametrize(
    "title", ["Certificat de réception NF EN 10204 (2005) type 3.1", "Certificate of conformity acc. to EN ISO 17050-1"]
)
def test_a_standard_in_a_title_is_no_number_of_the_paper(title: str) -> None:
    reading = certificate(head=(NAME, (80.0, {50.0: title}), (110.0, {50.0: "N° W080110 du 30.04.2026", 300.0: "Your order: 4500017325"})))
    number = reading.fields.leaf("document_number")
    assert number is not None
    assert number.value == "W080110"
    assert number.confidence > 0.95


def test_a_standard_behind_the_word_for_an_order_is_no_order() -> None:
    rows: list[Row] = [(150.0, {50.0: "They meet the requirements of your order, acc. to EN ISO 17050-1"})]
    assert certificate(*rows).fields.text("order_number") == "4500017325"


def test_the_order_of_the_works_is_not_the_buyers() -> None:
    reading = certificate(
        (150.0, {50.0: "Werksauftrag / Works order", 250.0: "323326"}), head=(NAME, TITLE, (110.0, {50.0: "Certificate No.: W080110"}))
    )
    assert reading.fields.text("order_number") is None


def test_the_value_of_a_code_is_below_a_label_that_a_scan_tore() -> None:
    rows: list[Row] = [
        (130.0, {50.0: "A01 Works", 300.0: "A02 Type of document"}),
        (142.0, {50.0: "Northfield Alloys Ltd", 300.0: "Inspection certificate 3.1 EN 10204"}),
        (160.0, {50.0: "A07 Bestellung", 140.0: "Pos. / Purchase order, item", 400.0: "A09 Article"}),
        (172.0, {50.0: "PO-620023", 400.0: "41-2929-75"}),
        (190.0, {50.0: "A08 Works order", 300.0: "A98 Delivery note"}),
        (202.0, {50.0: "323326", 300.0: "81573238"}),
        (220.0, {50.0: "B01 Product", 300.0: "B02 Grade"}),
        (232.0, {50.0: "Plate", 300.0: "S355J2+N"}),
    ]
    reading = certificate(*rows, head=(NAME, TITLE, (110.0, {50.0: "Certificate No.: W080110"})), scanned=True)
    assert reading.fields.text("order_number") == "PO-620023"


# ---- materials


@pytest.mark.parametrize(
    ("said", "grade", "condition"),
    [
        ("42CrMo4 +QT", "42CrMo4", "+QT"),
        ("C45 +N", "C45", "+N"),
        ("EN AW-6082 T6", "EN AW-6082", "T6"),
        ("S355J2 +N", "S355J2 +N", None),
        ("C45+N", "C45+N", None),
    ],
)
def test_a_condition_in_the_cell_of_a_grade_is_a_value_of_its_own_unless_it_is_of_its_name(
    said: str, grade: str, condition: str | None
) -> None:
    [line] = certificate((150.0, {50.0: "Material", 200.0: said})).lines
    assert line.text("grade") == grade
    assert line.text("delivery_condition") == condition


def test_what_a_declaration_is_made_to_is_no_standard_of_the_goods() -> None:
    rows: list[Row] = [
        (150.0, {50.0: "Order item 10", 200.0: "Flange DN30", 330.0: "4 pcs"}),
        (170.0, {50.0: "conform to drawings and norms, according to standard EN ISO 17050-1. RoHS 2011/65/EU"}),
    ]
    reading = read(sheet([NAME, (80.0, {50.0: "Certificate of conformity"}), NUMBER, *rows]))
    assert not any("17050" in (line.text("standard") or "") for line in reading.lines)


# ---- types and countries


def test_the_type_of_a_certificate_stands_on_the_second_line_of_its_title_with_other_words_beside_it() -> None:
    head: tuple[Row, ...] = (
        (50.0, {50.0: "THREE RIVERS STEEL", 200.0: "CERTIFIED MILL TEST REPORT (EN 10204 TYPE", 480.0: "No.: 7"}),
        (62.0, {480.0: "Date: 9/8/2026"}),
        (64.0, {50.0: "1200 Mill Road", 300.0: "3.1)"}),
        NUMBER,
    )
    assert certificate(head=head).fields.text("certificate_type") == "3.1"


def test_a_speck_that_looks_like_pounds_makes_an_american_scan_no_british_one() -> None:
    rows: list[Row] = [(70.0, {50.0: "Monessen, PA 15062", 300.0: "Date: 9/8/2026"}), (150.0, {50.0: "Brinell £63"})]
    assert certificate(*rows, scanned=True).fields.text("document_date") == "2026-09-08"
