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


def test_on_a_scan_codes_without_their_brackets_tell_entries_and_the_buyers_label_is_no_misread_one_of_the_suppliers() -> None:
    rows: list[Row] = [
        *SHIPPED,
        (200.0, {50.0: "Product", 380.0: "Ordered", 480.0: "Delivered"}),
        (214.0, {50.0: "[CT05256] Ball valve", 380.0: "40 pcs", 480.0: "25 pcs"}),
        (228.0, {50.0: "Your reference: 69-5123-48", 220.0: "PO line: 10"}),
        (290.0, {50.0: "Product", 280.0: "Lot number", 480.0: "Quantity"}),
        (304.0, {50.0: "CT05256 Ball valve", 280.0: "L004711", 480.0: "25 pcs"}),
    ]
    (line,) = read(sheet(rows, source="ocr")).lines
    assert values(line, *_NAMES) == ["10", "CT05256", "69-5123-48", "25"]
    assert [lot.text("lot_number") for lot in line.groups("lots")] == ["L004711"]


def test_the_foot_of_a_page_with_an_address_in_the_net_is_no_entry() -> None:
    lots: list[Row] = [
        (300.0, {50.0: "Produkt", 280.0: "Chargennummer", 480.0: "Menge"}),
        (314.0, {50.0: "[CT05256] Kugelhahn DN25", 280.0: "L004711", 480.0: "25 Stk"}),
        (770.0, {50.0: "Tel.04 7855 51 20 verkauf@brenner.example", 280.0: "19442871", 480.0: "036"}),
    ]
    assert len(read(sheet([*SHIPPED, *lots])).lines) == 1


def test_an_address_in_the_net_among_the_details_of_an_entry_ends_nothing() -> None:
    *rows, (top, last) = _slip(("Produkt", "Bestellt", "Geliefert"))
    found = read(sheet([*rows, (top, {50.0: "Datenblatt: www.brenner.example"}), (top + 14, last)])).lines
    assert values(found[1], *_NAMES) == ["20", "CT58135", "57-8614-43", "500"]


def test_a_sentence_of_such_words_is_no_head() -> None:
    rows: list[Row] = [*SHIPPED, (200.0, {50.0: "The product ordered was delivered"}), (214.0, {50.0: "Valve", 380.0: "40 Stk"})]
    assert read(sheet(rows)).lines == []
