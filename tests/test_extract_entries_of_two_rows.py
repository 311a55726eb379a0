"""Entries of two rows below heads of two, conditions between an entry and its amount, units and orders' lines on lines of their own."""

from __future__ import annotations

from typing import Literal

import pytest

from domain.paper import Reading
from tests.press import Row, read, sheet, values

TOP: list[Row] = [
    (50.0, {50.0: "Brenner Stahl GmbH"}),
    (80.0, {50.0: "Auftragsbestätigung"}),
    (110.0, {50.0: "Belegnummer: AB-4711", 300.0: "Ihre Bestellung: 4500017325"}),
    (124.0, {50.0: "Datum: 03.07.2026"}),
]
PLAIN: list[Row] = [
    (200.0, {50.0: "Pos.", 85.0: "Bezeichnung", 250.0: "Menge", 340.0: "Einzelpreis", 430.0: "Betrag", 500.0: "Liefertermin"})
]


def paper(*rows: Row, source: Literal["text", "ocr"] = "text") -> Reading:
    return read(sheet([*TOP, *rows], size=9.0, source=source))


def paper_without_order(*rows: Row) -> Reading:
    """The same with no order in its head."""
    return read(sheet([*TOP[:2], (110.0, {50.0: "Belegnummer: AB-4711"}), *TOP[3:], *rows], size=9.0))


def test_a_head_of_two_rows_heads_entries_of_two_where_the_second_stands_under_nothing() -> None:
    reading = paper(
        (200.0, {50.0: "Pos.", 85.0: "Unser Ma-", 250.0: "Menge ME", 340.0: "Einzelpreis", 430.0: "Nettowert"}),
        (210.0, {85.0: "terial"}),
        (221.0, {85.0: "Kundenar-", 150.0: "Bezeichnung", 340.0: "Wunschtermin", 430.0: "Bestätigt"}),
        (231.0, {85.0: "tikelnr."}),
        (243.0, {50.0: "10", 85.0: "GP14245-10", 250.0: "500 Stk", 340.0: "2,50", 430.0: "1.250,00"}),
        (253.0, {85.0: "46-2548-", 150.0: "Scheibe DIN 125 A", 340.0: "01.09.2026", 430.0: "08.09.2026"}),
        (263.0, {85.0: "32"}),
        (275.0, {50.0: "20", 85.0: "GP43008-10", 250.0: "100 Stk", 340.0: "6,30", 430.0: "630,00"}),
        (285.0, {85.0: "84-2431-", 150.0: "Mutter DIN 985 M20", 340.0: "02.09.2026", 430.0: "09.09.2026"}),
        (295.0, {85.0: "15"}),
    )
    names = ("order_line", "supplier_item", "buyer_item", "quantity", "unit_price", "delivery_date", "description")
    assert [values(line, *names) for line in reading.lines] == [
        ["10", "GP14245-10", "46-2548-32", "500", "2.50", "2026-09-08", "Scheibe DIN 125 A"],
        ["20", "GP43008-10", "84-2431-15", "100", "6.30", "2026-09-09", "Mutter DIN 985 M20"],
    ]


@pytest.mark.parametrize("title", ["Bestätigt", "Bevestigd", "Confirmed", "Confermato"])
def test_amounts_below_confirmed_in_the_second_row_are_how_much_and_not_when(title: str) -> None:
    reading = paper(
        (200.0, {50.0: "Pos.", 90.0: "Artikel-Nr.", 180.0: "Bezeichnung"}),
        (212.0, {300.0: title, 380.0: "Nettopreis", 450.0: "Preis je", 510.0: "Betrag"}),
        (230.0, {50.0: "10", 90.0: "MP-08484", 180.0: "Flachprofil 80x15"}),
        (241.0, {90.0: "Termin: 07.09.2026"}),
        (252.0, {296.0: "210,00 KG", 384.0: "4,1700", 450.0: "1 KG", 510.0: "875,70"}),
        (270.0, {50.0: "20", 90.0: "MP-05844", 180.0: "Blech 15x2000"}),
        (281.0, {90.0: "Termin: 08.09.2026"}),
        (292.0, {296.0: "942,00 KG", 384.0: "1,5900", 450.0: "1 KG", 510.0: "1.497,78"}),
    )
    assert [values(line, "order_line", "quantity", "unit_price") for line in reading.lines] == [
        ["10", "210.00", "4.1700"],
        ["20", "942.00", "1.5900"],
    ]


def test_an_amount_after_a_discount_is_the_lines() -> None:
    reading = paper(
        *PLAIN,
        (214.0, {50.0: "10", 85.0: "Scheibe DIN 125", 250.0: "100 Stk", 340.0: "6,30", 430.0: "630,00", 500.0: "02.09.2026"}),
        (226.0, {85.0: "Nachlass", 340.0: "10 %", 430.0: "63,00-"}),
        (238.0, {85.0: "Positionswert", 430.0: "567,00"}),
    )
    assert values(reading.lines[0], "unit_price", "discount_pct", "net_amount") == ["6.30", "10", "567.00"]


def test_a_unit_and_a_price_unit_stand_right_below_their_numbers() -> None:
    reading = paper(
        *PLAIN,
        (214.0, {50.0: "10", 85.0: "Scheibe DIN 125", 250.0: "10.000", 340.0: "14,64", 430.0: "146,40", 500.0: "02.09.2026"}),
        (225.0, {85.0: "Artikel: DW.22561", 250.0: "Stk", 340.0: "(1000 Stk)"}),
    )
    assert values(reading.lines[0], "quantity", "unit", "unit_price", "price_unit") == ["10000", "C62", "14.64", "1000"]


def under_orders(*references: str) -> list[Row]:
    """Entries, each with a line above it that tells the buyer's order and its line."""
    head: Row = (
        200.0,
        {50.0: "Artikel", 130.0: "Bezeichnung", 250.0: "Menge", 340.0: "Einzelpreis", 430.0: "Betrag", 500.0: "Liefertermin"},
    )
    rows = [head]
    for at, reference in enumerate(references):
        top = 216.0 + 34 * at
        cells = {50.0: f"LW-0778{at}", 130.0: "Scheibe DIN 125", 250.0: "100 Stk", 340.0: "6,30", 430.0: "630,00", 500.0: "02.09.2026"}
        rows += [(top, {50.0: reference}), (top + 11, cells)]
    return rows


def test_numbers_that_rise_behind_the_order_above_each_entry_are_its_lines() -> None:
    reading = paper(*under_orders(*(f"Kundenreferenz / Position Ihrer Bestellung: 4500017325 / {number}" for number in (10, 20, 40))))
    assert [line.text("order_line") for line in reading.lines] == ["10", "20", "40"]


def test_the_order_above_each_entry_is_the_papers_where_its_head_names_none() -> None:
    reading = paper_without_order(
        *under_orders(*(f"Ihre Auftragsnr. / Position Ihrer Bestellung: 4500017399 / {number}" for number in (10, 20)))
    )
    assert (reading.fields.text("order_number"), *(line.text("order_line") for line in reading.lines)) == ("4500017399", "10", "20")


def test_the_suppliers_own_order_above_each_entry_is_not_the_buyers() -> None:
    reading = paper_without_order(*under_orders(*(f"Unser Auftrag / Position: 2600017399 / {number}" for number in (10, 20))))
    assert reading.fields.text("order_number") is None


@pytest.mark.parametrize(
    "references",
    [
        (
            "Zam. klienta / Poz. zam.: P0-689093 / 10",
            "Zam. klienta / Poz. zam.: PO-689093 / 20",
            "Zam. klienta / Poz. zam.: PO-689093 / 30",
        ),
        (
            "Buyer's PO / Cust. Line: 4500017325 / 10",
            "Buyer's PO / Cust. Line: 4500017325 / 20 $",
            "Buyer's PO / Cust. Line: 4500017325 / 30",
        ),
    ],
)
def test_a_sign_that_looks_alike_and_dirt_behind_it_leave_the_lines_of_the_order_told(references: tuple[str, ...]) -> None:
    reading = paper(*under_orders(*references), source="ocr")
    assert [line.text("order_line") for line in reading.lines] == ["10", "20", "30"]


@pytest.mark.parametrize(
    "detail", ["EAN 4006160423587", "Made in IT Cod. NC 73045400", "P. orig. IT Taric 84834190", "Präf. Ursprung CH Warentarifnr. 84837100"]
)
def test_numbers_of_trade_and_origins_are_no_part_of_a_description(detail: str) -> None:
    reading = paper(
        *PLAIN,
        (214.0, {50.0: "10", 85.0: "Scheibe DIN 125", 250.0: "100 Stk", 340.0: "6,30", 430.0: "630,00", 500.0: "02.09.2026"}),
        (225.0, {85.0: detail}),
    )
    assert values(reading.lines[0], "description", "quantity") == ["Scheibe DIN 125", "100"]
