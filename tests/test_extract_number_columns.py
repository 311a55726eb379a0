"""Columns of numbers by what their numbers do: those that say naught are no quantities, and those that count the entries no order's lines."""

from __future__ import annotations

from tests.press import CONFIRMED, SHIPPED, Row, read, sheet, values


def test_beside_prices_a_column_of_naught_is_not_the_quantity_whatever_heads_it() -> None:
    rows: list[Row] = [
        *CONFIRMED,
        (
            200.0,
            {
                50.0: "Item Number",
                150.0: "Unit",
                200.0: "Ordered",
                260.0: "Shipped",
                320.0: "Back Ordered",
                420.0: "Price",
                480.0: "Amount",
            },
        ),
        (214.0, {50.0: "19894-GL", 150.0: "KG", 200.0: "942", 260.0: "0.00", 320.0: "0.00", 420.0: "1.19", 480.0: "1,120.98"}),
        (228.0, {50.0: "Plate 8x2000x6000"}),
        (242.0, {50.0: "64288-GL", 150.0: "EA", 200.0: "25", 260.0: "0.00", 320.0: "0.00", 420.0: "4.00", 480.0: "100.00"}),
        (256.0, {50.0: "Lock nut DIN 985"}),
    ]
    found = read(sheet(rows)).lines
    assert [values(line, "supplier_item", "quantity") for line in found] == [["19894-GL", "942"], ["64288-GL", "25"]]
    assert all((leaf := line.leaf("quantity")) and leaf.confidence > 0.9 for line in found)


def test_on_a_notice_that_says_nothing_was_shipped_what_was_ordered_is_not_surely_what_is_sent() -> None:
    rows: list[Row] = [
        *SHIPPED,
        (200.0, {50.0: "Item Number", 150.0: "Unit", 200.0: "Ordered", 260.0: "Shipped", 320.0: "Description"}),
        (214.0, {50.0: "19894-GL", 150.0: "KG", 200.0: "942", 260.0: "0.00", 320.0: "Plate"}),
        (228.0, {50.0: "64288-GL", 150.0: "EA", 200.0: "25", 260.0: "0.00", 320.0: "Nut"}),
    ]
    assert all((leaf := line.leaf("quantity")) is None or leaf.confidence < 0.9 for line in read(sheet(rows)).lines)


def test_of_two_columns_of_positions_the_one_that_counts_the_entries_is_the_papers_own() -> None:
    rows: list[Row] = [
        *SHIPPED,
        (200.0, {50.0: "Lp.", 90.0: "Poz.", 130.0: "Kod", 210.0: "Nazwa", 320.0: "tloéé", 380.0: "J.m."}),
        (214.0, {50.0: "1", 90.0: "10", 130.0: "HB-50589", 210.0: "Zawór", 320.0: "15", 380.0: "szt"}),
        (228.0, {50.0: "2", 90.0: "20", 130.0: "HB-06712", 210.0: "Łożysko", 320.0: "100", 380.0: "szt"}),
        (242.0, {50.0: "3", 90.0: "30", 130.0: "HB-05646", 210.0: "Pręt", 320.0: "320", 380.0: "kg"}),
    ]
    assert [values(line, "order_line", "quantity") for line in read(sheet(rows)).lines] == [["10", "15"], ["20", "100"], ["30", "320"]]
