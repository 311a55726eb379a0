"""A column that names the buyer's order beside each entry tells the order and its line; the paper's own count beside it is neither."""

from __future__ import annotations

import pytest

from domain.paper import Reading
from tests.press import Row, read, rows_of, sheet, values

PLACES = (50.0, 85.0, 150.0, 330.0, 400.0)


def note(title: str, *references: str, number: str = "Pos.", order: str = "") -> Reading:
    top: list[Row] = [
        (50.0, {50.0: "Brenner Stahl GmbH"}),
        (80.0, {50.0: "Lieferschein"}),
        (110.0, {50.0: "Lieferschein-Nr.: LS-4711"} | ({300.0: f"Ihre Bestellung: {order}"} if order else {})),
        (124.0, {50.0: "Datum: 03.07.2026"}),
    ]
    entries = [(str(at), f"BG-70{at:02}", "Scheibe A 10,5", f"{at}00 Stk", said) for at, said in enumerate(references, start=1)]
    return read(sheet([*top, *rows_of([(number, "Artikel", "Bezeichnung", "Menge", title), *entries], PLACES, 180.0)]))


@pytest.mark.parametrize("title", ["Ihre Bestellung / Pos.", "Bestellnr. / Pos.", "Ihre Bestellung"])
def test_order_and_line_in_one_cell_are_parted(title: str) -> None:
    reading = note(title, "4500017325 / 10", "4500017325 / 00020", "4500017325/30")
    assert reading.fields.text("order_number") == "4500017325"
    assert [values(line, "order_line", "quantity") for line in reading.lines] == [["10", "100"], ["20", "200"], ["30", "300"]]
    assert not any(line.leaf("order_number") for line in reading.lines)


def test_on_a_scan_a_word_of_the_heading_may_be_lost_and_a_speck_stand_in_a_cell() -> None:
    reading = note("thre Bestellung / Pos.", ".4500017325 10", "4500017325 / 20")
    assert reading.fields.text("order_number") == "4500017325"
    assert [values(line, "order_line") for line in reading.lines] == [["10"], ["20"]]


def test_a_column_of_orders_without_lines_leaves_the_papers_own_numbers() -> None:
    reading = note("Ihre Bestellung", "PO-173250", "PO-173250")
    assert reading.fields.text("order_number") == "PO-173250"
    assert [values(line, "order_line") for line in reading.lines] == [["1"], ["2"]]


def test_lines_for_several_orders_each_keep_their_own() -> None:
    reading = note("Ihre Bestellung / Pos.", "4500017325 / 10", "4500017399 / 10")
    assert reading.fields.leaf("order_number") is None
    assert [values(line, "order_number", "order_line") for line in reading.lines] == [["4500017325", "10"], ["4500017399", "10"]]


def test_the_suppliers_order_is_none_of_the_buyers() -> None:
    reading = note("Unser Auftrag / Pos.", "2600017325 / 10", "2600017325 / 20", order="4500017325")
    assert reading.fields.text("order_number") == "4500017325"
    assert [values(line, "order_line") for line in reading.lines] == [["1"], ["2"]]


def test_padded_numbers_of_the_orders_lines_are_no_orders() -> None:
    reading = note("Bestellpos.", "00010", "00020", order="4500017325")
    assert reading.fields.text("order_number") == "4500017325"
    assert [values(line, "order_line") for line in reading.lines] == [["10"], ["20"]]


def test_a_unit_behind_its_figures_is_no_label_of_a_quantity() -> None:
    top: list[Row] = [
        (50.0, {50.0: "Van Rossum B.V."}),
        (80.0, {50.0: "Pakbon"}),
        (110.0, {50.0: "Pakbonnummer: PB-4711", 300.0: "Uw order: 4500017325"}),
        (124.0, {50.0: "Datum: 03-07-2026"}),
    ]
    table: list[Row] = [
        (180.0, {50.0: "Regel", 85.0: "Artikelnummer", 170.0: "Omschrijving", 400.0: "Geleverd", 450.0: "Eenheid"}),
        (194.0, {50.0: "10", 85.0: "KB04713", 170.0: "Tandriem HTD 8M-800", 410.0: "25", 450.0: "stuks"}),
        (206.0, {170.0: "Charge: CH04271 (8 stuks), CHO2245 (8 stuks),"}),
        (218.0, {170.0: "CH07438 (9 stuks)"}),
    ]
    (line,) = read(sheet([*top, *table], source="ocr", size=8.0)).lines
    assert [values(lot, "lot_number", "quantity") for lot in line.groups("lots")] == [["CH04271", "8"], ["CHO2245", "8"], ["CH07438", "9"]]


def test_a_column_of_dates_names_no_order_whatever_its_heading_abbreviates() -> None:
    reading = note("Best before", "10.04.2027", "10.05.2027", order="4500017325")
    assert reading.fields.text("order_number") == "4500017325"
    assert not any(line.leaf("order_number") for line in reading.lines)


def test_a_column_of_orders_with_lines_is_no_item_of_the_buyers() -> None:
    titles = ("Pos", "Item", "Description", "Quantity", "Batch", "Your order")
    entries = [
        ("1", "AB-1234", "Resin A", "300 KG", "L4711", "4500017325/10"),
        ("2", "AB-1235", "Resin B", "200 KG", "L4712", "4500017325/20"),
    ]
    top: list[Row] = [(50.0, {50.0: "Northfield Alloys Ltd"}), (80.0, {50.0: "Delivery note 66123"})]
    reading = read(sheet([*top, *rows_of([titles, *entries], (50.0, 85.0, 150.0, 230.0, 300.0, 360.0), 180.0)]))
    assert [values(line, "order_line", "buyer_item") for line in reading.lines] == [["10", None], ["20", None]]


def test_the_orders_line_above_an_entry_counts_over_a_running_number() -> None:
    titles = ("Pos", "Item", "Description", "Quantity")
    rows = [titles]
    for at, entry in enumerate((("1", "AB-1234", "Resin A", "300 KG"), ("2", "AB-1235", "Resin B", "200 KG")), start=1):
        rows += [(f"Your order 4500017325 line {at}0", "", "", ""), entry]
    top: list[Row] = [
        (50.0, {50.0: "Northfield Alloys Ltd"}),
        (80.0, {50.0: "Delivery note 66123"}),
        (110.0, {50.0: "Your order: 4500017325"}),
    ]
    reading = read(sheet([*top, *rows_of(rows, (50.0, 85.0, 150.0, 330.0), 180.0)]))
    assert [values(line, "order_line", "quantity") for line in reading.lines] == [["10", "300"], ["20", "200"]]
