"""What ordinary forms do that the reader did not know: captions over heads, both line numbers in one cell, two lists side by side, codes in corners, stamps."""

from __future__ import annotations

from dataclasses import replace

import pytest

from doctypes import find_doctypes
from domain.paper import Group, Kind, Reading
from extract.certificate.result_labels import ResultLabels
from extract.certificate.side_captions import with_captions_above
from extract.doubt.left_results import has_left_pairs
from extract.page.layout import lay_out
from extract.page.words import PageWords
from tests.press import CONFIRMED, SHIPPED, SIZE, Row, read, sheet, words

NOTICE: list[Row] = [row if "Ihre Bestellung" not in str(row) else (110.0, {50.0: "Lieferschein-Nr.: LS-4711"}) for row in SHIPPED]
CERTIFICATE: list[Row] = [
    (50.0, {50.0: "Northfield Alloys Ltd"}),
    (80.0, {50.0: "Inspection certificate 3.1 EN 10204"}),
    (110.0, {50.0: "Certificate No.: W080110", 300.0: "Your order: 4500017325"}),
]


def test_a_caption_over_the_order_of_each_entry_is_no_heading_of_it() -> None:
    rows: list[Row] = [
        (181.0, {44.0: "Inhalt"}),
        (195.0, {50.0: "Ihre Bestellung / Pos.", 190.0: "Unsere Art.-Nr.", 290.0: "Bezeichnung", 420.0: "Menge", 480.0: "ME"}),
        (210.0, {50.0: "4700735032 / 00010", 190.0: "HV-09162", 290.0: "Rundstahl 12 mm", 420.0: "2075", 480.0: "kg"}),
        (224.0, {50.0: "4700735032 / 00020", 190.0: "HV-09163", 290.0: "Rundstahl 16 mm", 420.0: "1038", 480.0: "kg"}),
    ]
    page = sheet([*NOTICE, *rows])
    caption = words("Inhalt", 44.0, 181.0, size=1.1 * SIZE)
    reading = read(
        type(page)(page.number, page.width, page.height, (*caption, *(w for w in page.words if w.text != "Inhalt")), page.source)
    )
    assert reading.fields.text("order_number") == "4700735032"
    assert [line.text("order_line") for line in reading.lines] == ["10", "20"]
    assert not any(line.text("buyer_item") for line in reading.lines)


def test_the_line_of_the_order_below_the_papers_own_is_read_of_the_second_row() -> None:
    head: list[Row] = [
        (
            180.0,
            {50.0: "Regel", 110.0: "Artikelcode", 180.0: "Omschrijving", 320.0: "Aantal", 370.0: "Prijs", 430.0: "per", 480.0: "Bedrag"},
        ),
        (194.0, {50.0: "Uw regel", 110.0: "Uw code", 430.0: "Krt.%", 480.0: "Leverdatum"}),
    ]
    rows: list[Row] = [
        (210.0, {50.0: "1", 110.0: "0001488", 180.0: "Zeskantbout M12x40", 320.0: "5.000,00", 370.0: "54,34", 430.0: "100", 480.0: "2.309,45"}),
        (224.0, {50.0: "10", 110.0: "88-8265-49", 180.0: "verzinkt", 430.0: "15", 480.0: "17-04-2026"}),
        (238.0, {50.0: "2", 110.0: "0003558", 180.0: "Klauwkoppeling", 320.0: "8,00", 370.0: "100,57", 430.0: "1", 480.0: "603,42"}),
        (252.0, {50.0: "20", 110.0: "74-8581-72", 430.0: "25", 480.0: "03-04-2026"}),
    ]  # fmt: skip
    reading = read(sheet([*CONFIRMED, *head, *rows]))
    assert [line.text("order_line") for line in reading.lines] == ["10", "20"]
    assert [line.text("delivery_date") for line in reading.lines] == ["2026-04-17", "2026-04-03"]
    assert [line.text("quantity") for line in reading.lines] == ["5000.00", "8.00"]


def beside_contents(*, twice: bool = True) -> Reading:
    """A list of contents, and beside it one of tests along and across the rolling, below the cast's number."""
    contents = [("Cast", "746031"), ("C", "0.024"), ("Si", "0.35"), ("Mn", "1.16"), ("P", "0.024"), ("S", "0.001"), ("Cr", "16.96")]
    tests = [
        ("Direction", "L"),
        ("Rp0.2 (MPa)", "279"),
        ("Rm (MPa)", "613"),
        ("Direction", "T"),
        ("Rp0.2 (MPa)", "284"),
        ("Rm (MPa)", "608"),
    ]
    right = [("Cast", "746031"), *tests] if twice else [*tests[1:3], *tests[4:]]
    rows: list[Row] = [
        (200.0 + 14 * at, {50.0: content[0], 120.0: content[1], **({300.0: test[0], 420.0: test[1]} if test else {})})
        for at, (content, test) in enumerate(zip(contents, [*right, None, None, None], strict=False))
    ]
    return read(sheet([*CERTIFICATE, (150.0, {50.0: "Grade: 1.4404"}), *rows]))


def test_two_lists_side_by_side_are_read_one_after_the_other() -> None:
    [heat] = beside_contents().heats
    assert heat.table("chemistry").keys() >= {"C", "Si", "Mn", "P", "S", "Cr"}
    strengths = [(test.text("direction"), test.text("yield_mpa"), test.text("tensile_mpa")) for test in heat.groups("tensile")]
    assert strengths == [("longitudinal", "279", "613"), ("transverse", "284", "608")]


def test_tests_beside_an_analysis_without_a_head_of_their_own_are_all_read() -> None:
    [heat] = beside_contents(twice=False).heats
    assert [test.text("yield_mpa") for test in heat.groups("tensile")] == ["279", "284"]


def test_a_strength_behind_its_label_that_was_not_read_beside_another_is_missed() -> None:
    page = sheet([*CERTIFICATE, (200.0, {50.0: "Cast", 120.0: "746031"}), *[(214.0 + 14 * at, row) for at, row in enumerate(BESIDE)]])
    [heat] = read(page).heats
    assert [test.text("yield_mpa") for test in heat.groups("tensile")] == ["279", "284"]
    layout = lay_out([page])
    doctype = next(each for each in find_doctypes() if each.kind is Kind.CERTIFICATE)
    labels = ResultLabels(layout.lines, doctype, fuzzy=False)
    assert not has_left_pairs(layout, labels, [heat])
    assert has_left_pairs(layout, labels, [Group({**heat.root, "tensile": heat.groups("tensile")[:1]})])


BESIDE: tuple[dict[float, str], ...] = (
    {50.0: "C", 120.0: "0.024", 300.0: "Rp0.2 (MPa)", 420.0: "279"},
    {50.0: "Thickness", 120.0: "15", 300.0: "Rp0.2 (MPa)", 420.0: "284"},
)


def test_codes_of_en_10168_in_the_right_corners_of_boxes_are_of_the_labels_before_them() -> None:
    boxes: list[Row] = [
        (140.0, {50.0: "Manufacturer's works", 180.0: "A01", 210.0: "Inspection document no.", 350.0: "A03", 380.0: "Date of issue", 540.0: "Z02"}),
        (152.0, {50.0: "Northfield Alloys Ltd", 210.0: "26-96647", 380.0: "11.5.2026"}),
        (170.0, {50.0: "Purchaser", 180.0: "A06", 210.0: "Purchaser's order no.", 350.0: "A07", 380.0: "Order item", 540.0: "A97"}),
        (182.0, {50.0: "Halvorsen Anlagenbau", 210.0: "4500452759", 380.0: "10"}),
        (200.0, {50.0: "Product", 180.0: "B01", 210.0: "Steel designation", 350.0: "B02", 380.0: "Specification", 540.0: "B02"}),
        (212.0, {50.0: "Plate 8x2000x6000", 210.0: "S355J2+N", 380.0: "EN 10025-2"}),
    ]  # fmt: skip
    reading = read(sheet([*CERTIFICATE[:2], *boxes, (400.0, {50.0: "Heat", 120.0: "C", 190.0: "Si", 260.0: "Mn"}), (414.0, {50.0: "4T8812", 120.0: "0.18", 190.0: "0.44", 260.0: "1.32"})]))  # fmt: skip
    number = reading.fields.leaf("order_number")
    assert number is not None
    assert (number.value, number.confidence > 0.9) == ("4500452759", True)
    assert reading.fields.text("document_number") == "26-96647"
    assert reading.fields.text("document_date") == "2026-05-11"


def test_a_caption_of_tests_with_a_size_of_pieces_is_no_row_of_those_above_it() -> None:
    rows: list[Row] = [
        (200.0, {50.0: "Heat", 130.0: "Piece", 200.0: "Direction", 280.0: "ReH MPa", 380.0: "Rm MPa", 470.0: "A5 %"}),
        (214.0, {50.0: "382788", 130.0: "7771", 200.0: "L", 280.0: "387", 380.0: "543", 470.0: "28.9"}),
        (235.0, {50.0: "C40 - C43", 110.0: "Impact test on pieces to EN ISO 148-1, ISO-V", 281.0: "10 x 10 mm", 340.0: "as agreed with you, test piece", 472.0: "10 x 10 mm"}),
    ]  # fmt: skip
    [heat] = read(sheet([*CERTIFICATE, *rows])).heats
    assert [test.text("yield_mpa") for test in heat.groups("tensile")] == ["387"]


@pytest.mark.parametrize("standard", ["EN ISO/IEC 17050-1", "ISO/IEC 17050-1"])
def test_the_number_of_a_standard_with_two_bodies_is_no_order(standard: str) -> None:
    text: Row = (150.0, {50.0: "manufactured and tested to the requirements of the order"})
    goes_on: Row = (164.0, {50.0: f"(UNE-{standard}),y to the directives RoHS 2011/65/EU"})
    assert read(sheet([*CERTIFICATE, text, goes_on])).fields.text("order_number") == "4500017325"


def test_the_caption_of_a_schedule_among_the_entries_is_no_remark() -> None:
    rows: list[Row] = [
        (180.0, {50.0: "Pos", 90.0: "Artikel", 170.0: "Bezeichnung", 320.0: "Menge", 380.0: "Preis", 440.0: "Betrag"}),
        (200.0, {50.0: "10", 90.0: "C03250A", 170.0: "Schraube M8x40", 320.0: "200 Stk", 380.0: "2,00", 440.0: "400,00"}),
        (230.0, {50.0: "Lieferungen im Einzelnen"}),
        (246.0, {50.0: "Pos", 90.0: "Artikel", 170.0: "Menge", 320.0: "Liefertermin"}),
        (260.0, {50.0: "10", 90.0: "C03250A", 170.0: "200 Stk", 320.0: "06.07.2026"}),
    ]
    assert [remark.said.value for remark in read(sheet([*CONFIRMED, *rows])).remarks] == []


def test_the_arrival_that_a_large_suite_calls_confirmed_receipt_is_read() -> None:
    rows: list[Row] = [
        (138.0, {50.0: "Confirmed receipt date: 10.07.2026"}),
        (180.0, {50.0: "Pos", 90.0: "Artikel", 170.0: "Bezeichnung", 320.0: "Menge", 380.0: "ME"}),
        (200.0, {50.0: "10", 90.0: "C03250A", 170.0: "Schraube M8x40", 320.0: "200", 380.0: "Stk"}),
    ]
    assert read(sheet([*SHIPPED, *rows])).fields.text("arrival_date") == "2026-07-10"


def test_what_is_left_of_a_stamp_between_the_headings_of_a_scan_is_no_heading() -> None:
    rows: list[Row] = [
        (214.0, {302.0: "KOPIE"}),
        (227.0, {50.0: "R.", 114.0: "Codice / Descrizione", 239.0: "Aa See", 302.0: "A E", 444.0: "Q.tà consegnata Um"}),
        (240.0, {50.0: "000010", 114.0: "AG034398", 470.0: "485,50 kg"}),
        (252.0, {114.0: "Tondo 8 mm 42CrMo4"}),
        (266.0, {50.0: "000020", 114.0: "AG018704", 470.0: "884,00 kg"}),
        (278.0, {114.0: "Lamiera 8x2000x6000"}),
    ]
    page = sheet([*SHIPPED, *rows], source="ocr")
    stamp = {"Aa": 0.21, "See": 0.15, "A": 0.55, "E": 0.63, "KOPIE": 0.79}
    dirty = [type(word)(word.text, word.box, stamp.get(word.text, word.confidence)) for word in page.words]
    reading = read(type(page)(page.number, page.width, page.height, tuple(dirty), page.source))
    assert [(line.text("order_line"), line.text("quantity")) for line in reading.lines] == [("10", "485.50"), ("20", "884.00")]


def ruled(*rows: Row) -> PageWords:
    """A certificate in a ruled form whose left cell, up to a wall, holds the caption of the rows beside it."""
    floors = [*((y, 40.0, 550.0) for y in (198.0, 272.0)), *((y, 140.0, 550.0) for y in (226.0, 241.0, 255.0))]
    return replace(sheet([*CERTIFICATE, *rows]), walls=((140.0, 198.0, 272.0),), floors=tuple(floors))


TESTED: tuple[Row, ...] = (
    (202.0, {150.0: "Colata", 230.0: "Provetta", 290.0: "Dir.", 340.0: "Rp0.2", 410.0: "Rm", 490.0: "A5"}),
    (214.0, {150.0: "Heat", 230.0: "Test bar", 290.0: "Dir.", 340.0: "N/mm²", 410.0: "N/mm²", 490.0: "%"}),
    (230.0, {45.0: "PROVA DI", 150.0: "0326021", 230.0: "4967", 290.0: "L", 340.0: "783", 410.0: "1207", 490.0: "11,1"}),
    (239.0, {45.0: "TRAZIONE"}),
    (244.0, {150.0: "0326021", 230.0: "4968", 290.0: "T", 340.0: "963", 410.0: "1167", 490.0: "12,2"}),
    (250.0, {45.0: "TENSILE TEST"}),
    (258.0, {45.0: "EN ISO 6892-1", 150.0: "877409", 230.0: "4986", 290.0: "L", 340.0: "973", 410.0: "1221", 490.0: "12,6"}),
)


def test_captions_in_a_cell_beside_rows_of_results_are_none_of_theirs() -> None:
    heats = read(ruled(*TESTED)).heats
    assert [heat.text("heat_number") for heat in heats] == ["0326021", "877409"]
    tests = [test for heat in heats for test in heat.groups("tensile")]
    assert [(test.text("yield_mpa"), test.text("elongation_pct")) for test in tests] == [("783", "11.1"), ("963", "12.2"), ("973", "12.6")]


def test_they_stand_above_those_rows_and_are_shown_where_they_are_printed() -> None:
    lines = with_captions_above(lay_out([ruled(*TESTED)])).lines[-6:]
    assert [line.text for line in lines[:2]] == ["PROVA DI TRAZIONE TENSILE TEST EN ISO 6892-1", "Colata Provetta Dir. Rp0.2 Rm A5"]
    assert [line.tokens[0].text for line in lines[2:]] == ["Heat", "0326021", "0326021", "877409"]
    assert {round(token.word.on_page[1]) for token in lines[0].tokens} == {230, 239, 250, 258}


def test_a_number_of_a_heat_in_such_a_cell_is_no_caption() -> None:
    rows = [(top, {x: "H12345" if text == "PROVA DI" else text for x, text in cells.items()}) for top, cells in TESTED]
    lines = [line.text for line in with_captions_above(lay_out([ruled(*rows)])).lines]
    assert lines == [line.text for line in lay_out([ruled(*rows)]).lines]


def test_a_hardness_below_its_scale_is_read_or_brings_a_person() -> None:
    hardness: tuple[Row, ...] = (
        (285.0, {150.0: "Heat", 260.0: "Points of measurement"}),
        (291.0, {455.0: "HBW"}),
        (300.0, {150.0: "0326021", 260.0: "1/2 R", 456.0: "311"}),
        (314.0, {150.0: "877409", 260.0: "1/2 R", 456.0: "324"}),
    )
    read_well = read(ruled(*TESTED, *hardness))
    assert [[test.text("value") for test in heat.groups("hardness")] for heat in read_well.heats] == [["311"], ["324"]]
    assert "a hardness is printed on it and was not read" in read(ruled(*TESTED, *hardness[1:])).notes
