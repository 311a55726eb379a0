"""Tables that name an item and two quantities of it alone: what was sent is told from what was asked for, and a list of lots below gives lots."""

from __future__ import annotations

import pytest

from tests.press import SHIPPED, Row, read, sheet, values

_NAMES = ("order_line", "supplier_item", "buyer_item", "quantity")


def _slip(head: tuple[str, str, str], *below: Row) -> list[Row]:
    goods, asked, sent = head
    return [
        *SHIPPED,
        (200.0, {50.0: goods, 380.0: asked, 480.0: sent}),
        (214.0, {50.0: "[CT05256] Kugelhahn DN25", 380.0: "40 Stk", 480.0: "25 Stk"}),
        (228.0, {50.0: "Ihre Artikelnummer: 69-5123-48", 220.0: "Bestellposition: 10"}),
        (242.0, {50.0: "[CT58135] O-Ring 40x2", 380.0: "500 Stk", 480.0: "500 Stk"}),
        (256.0, {50.0: "Ihre Artikelnummer: 57-8614-43", 220.0: "Bestellposition: 20"}),
        *below,
    ]


@pytest.mark.parametrize(
    "head", [("Produkt", "Bestellt", "Geliefert"), ("Prodotto", "Ordinato", "Consegnato"), ("Product", "Ordered", "Shipped")]
)
def test_an_item_beside_what_was_ordered_and_sent_of_it_is_a_table(head: tuple[str, str, str]) -> None:
    found = read(sheet(_slip(head))).lines
    assert [values(line, *_NAMES) for line in found] == [["10", "CT05256", "69-5123-48", "25"], ["20", "CT58135", "57-8614-43", "500"]]


def test_a_list_of_lots_by_the_codes_in_brackets_says_more_of_the_entries_above_it() -> None:
    lots: list[Row] = [
        (300.0, {50.0: "Produkt", 280.0: "Chargennummer", 480.0: "Menge"}),
        (314.0, {50.0: "[CT05256] Kugelhahn DN25", 280.0: "L004711", 480.0: "25 Stk"}),
        (328.0, {50.0: "[CT58135] O-Ring 40x2", 280.0: "L004712", 480.0: "300 Stk"}),
        (342.0, {50.0: "[CT58135] O-Ring 40x2", 280.0: "L004713", 480.0: "200 Stk"}),
    ]
    found = read(sheet(_slip(("Produkt", "Bestellt", "Geliefert"), *lots))).lines
    assert [values(line, *_NAMES) for line in found] == [["10", "CT05256", "69-5123-48", "25"], ["20", "CT58135", "57-8614-43", "500"]]
    told = [[values(lot, "lot_number", "quantity") for lot in line.groups("lots")] for line in found]
    assert told == [[["L004711", "25"]], [["L004712", "300"], ["L004713", "200"]]]


def test_a_sentence_of_such_words_is_no_head() -> None:
    rows: list[Row] = [*SHIPPED, (200.0, {50.0: "The product ordered was delivered"}), (214.0, {50.0: "Valve", 380.0: "40 Stk"})]
    assert read(sheet(rows)).lines == []
