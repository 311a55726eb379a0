"""What systems and offices print by default: rows of lots, cells with a stroke, heads of unlike height, values of boxes, discounts at a page's turn."""

from __future__ import annotations

import pytest

from domain.paper import Reading
from extract.label.result_words import told_yield_kind
from extract.text.dates import DateStyle, find_date
from tests.press import CONFIRMED, SHIPPED, Row, read, sheet, values


def confirmation(*rows: Row) -> Reading:
    return read(sheet([*CONFIRMED, *rows], size=8.0))


def notice(*rows: Row, top: list[Row] = SHIPPED) -> Reading:
    return read(sheet([*top, *rows], size=8.0))


# ---- heads and cells


def test_a_heading_of_two_lines_stands_half_a_line_above_and_below_those_of_one() -> None:
    reading = notice(
        (200.0, {300.0: "Mengen-", 420.0: "Land des"}),
        (204.0, {50.0: "Pos.", 90.0: "Artikel", 170.0: "Bezeichnung", 250.0: "Menge", 360.0: "Charge"}),
        (208.0, {300.0: "einheit", 420.0: "Ursprungs"}),
        (222.0, {50.0: "10", 90.0: "AN-35483", 170.0: "Kugelhahn", 250.0: "8", 300.0: "Stk", 360.0: "L004711", 420.0: "DE"}),
        (234.0, {50.0: "20", 90.0: "AN-35484", 170.0: "Kugelhahn", 250.0: "6", 300.0: "Stk", 360.0: "L004712", 420.0: "DE"}),
    )
    names = ("order_line", "supplier_item", "quantity", "unit", "lots[0].lot_number")
    assert [[line.text("order_line"), line.text("supplier_item"), line.text("quantity"), line.text("unit")] for line in reading.lines] == [
        ["10", "AN-35483", "8", "C62"],
        ["20", "AN-35484", "6", "C62"],
    ], names


def test_two_values_with_a_stroke_stand_below_a_heading_of_two_and_the_orders_line_goes_first() -> None:
    head = {
        50.0: "Lfd.",
        90.0: "Artikel",
        170.0: "Bezeichnung",
        270.0: "Menge",
        310.0: "ME",
        350.0: "Preis",
        420.0: "Betrag",
        490.0: "Liefertermin",
    }
    entry = {170.0: "Kugelhahn", 270.0: "8", 310.0: "Stk", 350.0: "40,00", 420.0: "320,00", 490.0: "24.08.2026"}
    reading = confirmation(
        (200.0, head),
        (209.0, {170.0: "Kundenartikel / Best.-Pos."}),
        (222.0, {50.0: "1", 90.0: "AN-35483", **entry}),
        (231.0, {170.0: "39-8813-11 / 30"}),
        (244.0, {50.0: "2", 90.0: "AN-35484", **entry}),
        (253.0, {170.0: "39-8813-12 / 40"}),
    )
    assert [values(line, "order_line", "buyer_item") for line in reading.lines] == [["30", "39-8813-11"], ["40", "39-8813-12"]]


def test_values_of_boxes_above_a_head_are_no_part_of_it() -> None:
    reading = notice(
        (180.0, {50.0: "Grund", 200.0: "Versand durch", 330.0: "Klausel", 450.0: "Porto"}),
        (189.0, {50.0: "VERKAUF", 200.0: "Dritte", 330.0: "CPT Stuttgart", 450.0: "frei"}),
        (200.0, {50.0: "Artikel", 120.0: "Bezeichnung der Ware", 340.0: "ME", 380.0: "Menge", 460.0: "Charge"}),
        (214.0, {50.0: "AN-35483", 120.0: "Flachstahl 80x10 EN AW-6082", 340.0: "KG", 380.0: "432,5", 460.0: "L004711"}),
        (226.0, {50.0: "AN-35484", 120.0: "Kugelhahn 2-teilig DN80 PN40", 340.0: "Stk", 380.0: "6", 460.0: "L004712"}),
    )
    assert [values(line, "description", "quantity") for line in reading.lines] == [
        ["Flachstahl 80x10 EN AW-6082", "432.5"],
        ["Kugelhahn 2-teilig DN80 PN40", "6"],
    ]


def test_a_number_over_codes_is_their_items_and_a_mark_behind_a_word_is_no_heading() -> None:
    reading = notice(
        (
            200.0,
            {50.0: "Ihre Pos.", 110.0: "Nr.", 190.0: "Bezeichnung", 290.0: "Menge", 340.0: "ME", 400.0: "Charge Nr.", 480.0: "Kiste Nr."},
        ),
        (214.0, {50.0: "10", 110.0: "02764-VS", 190.0: "Kugelhahn", 290.0: "8", 340.0: "Stk", 400.0: "L004711", 480.0: "1"}),
        (226.0, {50.0: "20", 110.0: "04652-VS", 190.0: "Kugelhahn", 290.0: "6", 340.0: "Stk", 400.0: "L004712", 480.0: "2"}),
    )
    assert [values(line, "order_line", "supplier_item", "quantity") for line in reading.lines] == [
        ["10", "02764-VS", "8"],
        ["20", "04652-VS", "6"],
    ]


# ---- entries


HEAD_OF_LOTS = {50.0: "Artikel", 130.0: "Bezeichnung", 280.0: "Charge", 380.0: "Menge", 440.0: "ME"}


def test_lots_below_an_entry_under_its_headings_are_no_entries() -> None:
    reading = notice(
        (200.0, HEAD_OF_LOTS),
        (214.0, {50.0: "AN-35483", 130.0: "Scheibe DIN 125", 380.0: "2.500", 440.0: "Stk"}),
        (224.0, {280.0: "0009439", 380.0: "833", 440.0: "Stk"}),
        (234.0, {280.0: "0000740", 380.0: "1.667", 440.0: "Stk"}),
        (246.0, {50.0: "AN-35484", 130.0: "Kugelhahn", 280.0: "L004712", 380.0: "6", 440.0: "Stk"}),
    )
    assert [values(line, "supplier_item", "quantity") for line in reading.lines] == [["AN-35483", "2500"], ["AN-35484", "6"]]
    assert [lot.text("lot_number") for lot in reading.lines[0].groups("lots")] == ["0009439", "0000740"]


def test_an_order_behind_the_suppliers_own_above_its_lines_is_no_entry() -> None:
    reading = notice(
        (150.0, {50.0: "Pos.", 90.0: "Menge", 140.0: "ME", 190.0: "Artikel", 300.0: "Bezeichnung"}),
        (164.0, {50.0: "Auftrag 128143 – Ihre Bestellung B0488087 vom 06.04.2026"}),
        (178.0, {50.0: "1", 90.0: "1.000", 140.0: "Stk", 190.0: "10002590", 300.0: "Scheibe DIN 125"}),
        (190.0, {50.0: "2", 90.0: "864", 140.0: "KG", 190.0: "10008372", 300.0: "Flachstahl 80x8"}),
        top=[row for row in SHIPPED if row[0] < 110] + [(110.0, {50.0: "Lieferschein-Nr.: LS-4711"}), SHIPPED[3]],
    )
    assert [values(line, "order_line", "quantity") for line in reading.lines] == [["1", "1000"], ["2", "864"]]
    assert reading.fields.text("order_number") == "B0488087"


def test_what_conditions_leave_of_the_last_amount_ends_no_table() -> None:
    head = {50.0: "Pos.", 90.0: "Artikel", 170.0: "Bezeichnung", 270.0: "Menge", 320.0: "ME", 370.0: "Preis", 450.0: "Betrag"}
    reading = confirmation(
        (200.0, head),
        (214.0, {50.0: "10", 90.0: "AN-35483", 170.0: "Kugelhahn", 270.0: "8", 320.0: "Stk", 370.0: "40,00", 450.0: "320,00"}),
        (224.0, {170.0: "Rabatt", 370.0: "10,000- %", 450.0: "32,00-"}),
        (234.0, {170.0: "Nettowert", 450.0: "288,00"}),
        (244.0, {90.0: "Liefertermin: KW 35.2026"}),
        (254.0, {90.0: "Ihre Materialnummer: 39-8813-11"}),
        (280.0, {300.0: "Endbetrag", 450.0: "288,00"}),
    )
    assert [values(line, "net_amount", "discount_pct", "delivery_date", "buyer_item") for line in reading.lines] == [
        ["288.00", "10.000", "2026-08-28", "39-8813-11"]
    ]


def test_a_line_of_the_order_below_an_entry_is_no_order() -> None:
    head = {50.0: "Item No.", 120.0: "Description", 260.0: "Due Date", 330.0: "Qty", 370.0: "Unit", 420.0: "Price", 480.0: "Amount"}
    entry = {120.0: "Ball valve", 260.0: "24/08/2026", 330.0: "8", 370.0: "pcs", 420.0: "40.00", 480.0: "320.00"}
    top: list[Row] = [
        (50.0, {50.0: "Fenland Valves Ltd"}),
        (80.0, {50.0: "Order Confirmation"}),
        (110.0, {50.0: "Order No.: SO-4711", 300.0: "Your Order: 4500017325"}),
        (124.0, {50.0: "Date: 03/07/2026"}),
    ]
    rows = [(200.0 + 24 * at, {50.0: f"FB0211{at}", **entry}) for at in (1, 2)] + [
        (210.0 + 24 * at, {120.0: f"PO Line {at}0"}) for at in (1, 2)
    ]
    reading = read(sheet([*top, (210.0, head), *sorted(rows, key=lambda row: row[0])], size=8.0))
    assert [line.text("order_number") for line in reading.lines] == [None, None]
    assert [line.text("order_line") for line in reading.lines] == ["10", "20"]


# ---- single values


@pytest.mark.parametrize("text", ["25.2026 (KW)", "25/2026 KW", "KW 25.2026"])
def test_a_week_is_named_before_or_behind_its_year(text: str) -> None:
    assert find_date(text, DateStyle(month_first=False, certain=True)).value.isoformat() == "2026-06-19"


def test_the_tax_is_what_stands_behind_the_sum_that_it_is_of() -> None:
    reading = confirmation(
        (200.0, {300.0: "Nettobetrag", 480.0: "3.851,29"}),
        (212.0, {300.0: "Umsatzsteuer 19,000 % von 3.851,29", 480.0: "731,75"}),
        (224.0, {300.0: "Gesamtbetrag", 480.0: "4.583,04"}),
    )
    assert values(reading.fields, "net_total", "tax_total", "gross_total") == ["3851.29", "731.75", "4583.04"]


def test_the_weight_of_all_packages_is_the_papers() -> None:
    reading = notice(
        (300.0, {50.0: "Kolli", 120.0: "NVE", 300.0: "Bruttogewicht (kg)"}),
        (310.0, {50.0: "1", 120.0: "340123456236826742", 300.0: "699"}),
        (320.0, {50.0: "2", 120.0: "354123456949378726", 300.0: "694"}),
        (340.0, {50.0: "Bruttogewicht (kg)", 200.0: "1393"}),
        (350.0, {50.0: "Nettogewicht (kg)", 200.0: "1358"}),
    )
    assert values(reading.fields, "gross_weight_kg", "net_weight_kg") == ["1393", "1358"]


def test_packages_are_counted_without_a_label() -> None:
    assert notice((300.0, {50.0: "Verpackung: 3 Packstücke"})).fields.text("package_count") == "3"


@pytest.mark.parametrize(("title", "kind"), [("Rp0,2 / ReH MPa", None), ("Rp0,2 MPa", "Rp0.2"), ("ReH [N/mm²]", "ReH")])
def test_a_heading_of_two_yield_strengths_leaves_open_which_was_found(title: str, kind: str | None) -> None:
    assert told_yield_kind(title) == kind
