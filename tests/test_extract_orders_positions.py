"""Positions of the buyer's order beside the paper's own count, days that a head tells of the paper, words with two meanings by where their value stands."""

from __future__ import annotations

import pytest

from tests.press import CONFIRMED, SHIPPED, Row, read, rows_of, sheet

PLACES = (50.0, 90.0, 150.0, 220.0, 400.0, 460.0, 520.0)


def positions(head: list[Row], *rows: tuple[str, ...]) -> list[str | None]:
    whole = [(*row, *[""] * (len(PLACES) - len(row))) for row in rows]
    return [line.text("order_line") for line in read(sheet([*head, *rows_of(whole, PLACES, 180.0)])).lines]


LINES = (
    ("1", "10", "DZ08445", "Sluitring DIN 125 A 12,5", "1000", "1000", "Stk"),
    ("2", "20", "DZ01214", "Draaistroommotor 4-polig", "2", "2", "Stk"),
    ("3", "30", "DZ07460", "Plaat 12x2000x6000", "1413", "1413", "KG"),
)


@pytest.mark.parametrize("kind", ["Europallet", "Holzkiste", "Caisse", "Cajón", "Crate"])
def test_a_table_of_packages_below_takes_nothing_from_the_column_of_the_orders_positions(kind: str) -> None:
    head = ("Pos.", "Uw regel", "Artikel", "Omschrijving", "Besteld", "Geleverd", "EH")
    packages = (("Collo", "Verpakking", "", "SSCC", "Bevat", "Bruto"), ("1", kind, "", "340123451815474086", "10,20,30", "1451"))
    assert positions(SHIPPED, head, *LINES, *packages) == ["10", "20", "30"]


@pytest.mark.parametrize("count", [1, 2, 3])
def test_your_item_over_tens_is_a_position_of_the_order_and_over_codes_an_article(count: int) -> None:
    head = ("No", "Your Item", "Stock Code", "Description", "Ordered", "Despatched", "Unit")
    assert positions(SHIPPED, head, *LINES[:count]) == ["10", "20", "30"][:count]
    coded = [(own, f"84-9456-7{at}", *rest) for at, (own, _, *rest) in enumerate(LINES[:count])]
    lines = read(sheet([*SHIPPED, *rows_of([head, *coded], PLACES, 180.0)])).lines
    assert [line.text("buyer_item") for line in lines] == [row[1] for row in coded]


def test_a_day_of_acknowledgement_in_the_head_is_the_papers_and_in_a_column_the_promise() -> None:
    head: list[Row] = [
        (50.0, {50.0: "Brenner Steel Inc."}),
        (80.0, {50.0: "Order Acknowledgment"}),
        (110.0, {50.0: "Sales Order: 0045600", 300.0: "PO Number: 4500017325"}),
        (124.0, {50.0: "Ack Date: 05/17/2026"}),
    ]
    rows = (
        ("Line", "PO Line", "Item", "Description", "Qty", "UOM", "Ack Date"),
        ("1", "10", "MP-02070", "Welding neck flange", "16", "PC", "07/02/2026"),
        ("2", "20", "MP-02071", "Ball valve 2-piece", "15", "PC", "07/06/2026"),
    )
    reading = read(sheet([*head, *rows_of(rows, PLACES, 180.0)]))
    assert reading.fields.text("document_date") == "2026-05-17"
    assert [line.text("delivery_date") for line in reading.lines] == ["2026-07-02", "2026-07-06"]


def test_item_with_a_number_beside_it_is_the_orders_line_whatever_stands_below() -> None:
    reading = read(
        sheet(
            [
                (50.0, {50.0: "Brenner Chemie GmbH"}),
                (80.0, {50.0: "Certificate of Analysis"}),
                (110.0, {50.0: "Certificate No.", 200.0: "QS64892/26"}),
                (124.0, {50.0: "Your Purchase Order", 200.0: "4500588268"}),
                (138.0, {50.0: "Item", 200.0: "10"}),
                (152.0, {50.0: "Delivery", 200.0: "85258205"}),
                (180.0, {50.0: "Product Name:", 200.0: "Epoxy resin EP 2000"}),
                (194.0, {50.0: "Product Code:", 200.0: "MP-40642"}),
                (208.0, {50.0: "Batch:", 200.0: "00068622"}),
            ]
        )
    )
    [line] = reading.lines
    assert (line.text("order_line"), line.text("description")) == ("10", "Epoxy resin EP 2000")


def test_positions_of_the_order_need_no_equal_steps_and_a_street_at_the_foot_is_none() -> None:
    head = ("Pos.", "Ihre Pos.", "Artikel", "Bezeichnung", "", "Menge", "ME")
    rows = [
        (own, order, item, what, "", count, unit)
        for (own, _, item, what, _, count, unit), order in zip(LINES, ("10", "20", "100"), strict=True)
    ]
    foot: list[Row] = [
        (794.0, {50.0: "Hartmann GmbH"}),
        (802.0, {30.0: "Am Gewerbepark", 95.0: "7", 220.0: "sales@hartmann.example IBAN DE44 6405 0000"}),
    ]
    lines = read(sheet([*SHIPPED, *rows_of([head, *rows], PLACES, 180.0), *foot])).lines
    assert [line.text("order_line") for line in lines] == ["10", "20", "100"]


def test_an_own_count_alone_is_still_a_position() -> None:
    head = ("Pos.", "", "Artikel", "Bezeichnung", "", "Menge", "ME")
    rows = [(own, "", *rest) for own, _, *rest in LINES]
    assert positions(CONFIRMED, head, *rows) == ["1", "2", "3"]


@pytest.mark.parametrize(("customer", "apart"), [("56214", 100.0), ("5621", 140.0)])
def test_a_row_of_two_numbers_in_cells_of_their_own_is_no_rest_of_a_packages_number(customer: str, apart: float) -> None:
    rows: list[Row] = [
        (140.0, {50.0: "Customer #", 50.0 + apart: "Customer PO", 330.0: "PO Date"}),
        (154.0, {50.0: customer, 50.0 + apart: "4700614907", 330.0: "20.04.2026"}),
    ]
    head = ("Pos.", "", "Artikel", "Bezeichnung", "", "Menge", "ME")
    lines = [(own, "", *rest) for own, _, *rest in LINES]
    packages = (("Palette", "", "", "SSCC"), ("Palette", "", "", "340123451815474086"))
    whole = [(*row, *[""] * (len(PLACES) - len(row))) for row in (head, *lines, *packages)]
    notes = read(sheet([*SHIPPED, *rows, *rows_of(whole, PLACES, 180.0)])).notes
    assert "the number of a package on it could not be read" not in notes
