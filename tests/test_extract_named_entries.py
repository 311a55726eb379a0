"""Web shops' confirmations: entries that begin with what they are, boxes of a head above them, a mail's head as browsers print it."""

from __future__ import annotations

from domain.paper import Reading
from tests.press import Row, read, sheet, values

_TOP: list[Row] = [
    (40.0, {50.0: "Order Confirmation OC0031956"}),
    (60.0, {50.0: "From", 110.0: "Castleford Bearings Ltd <sales@castleford.example>"}),
    (72.0, {50.0: "Sent", 110.0: "07/08/2026 14:29"}),
    (84.0, {50.0: "To", 110.0: "purchasing@halvorsen.example"}),
    (96.0, {50.0: "Subject", 110.0: "Order Confirmation OC0031956"}),
    (130.0, {50.0: "Order ref.", 150.0: "Order placed", 250.0: "Your PO", 350.0: "PO date", 450.0: "Account"}),
    (140.0, {50.0: "OC0031956", 150.0: "07/08/2026", 250.0: "4500476042", 350.0: "04/08/2026", 450.0: "43774"}),
]


def _entry(top: float, name: str, amount: str, numbers: str, product: str) -> list[Row]:
    return [
        (top, {100.0: name, 500.0: amount}),
        (top + 10, {100.0: numbers}),
        (top + 20, {100.0: product}),
        (top + 30, {100.0: "Expected 26/09/2026"}),
    ]


def _shop(*entries: list[Row], foot: list[Row] | None = None) -> Reading:
    return read(sheet([*_TOP, *(row for entry in entries for row in entry), *(foot or [])], size=8.0))


_VALVE = _entry(
    180.0, "Ball valve 2-piece stainless", "£388.90", "SKU CBF-01473 | Your part 48-7731-99 | PO line 10", "Qty 10 EA × £38.89 / EA"
)
_NUT = _entry(230.0, "Lock nut class 8", "£68.02", "SKU CBF-01496 | Your part 48-9946-93 | PO line 20", "Qty 200 EA × £34.01 /100 EA")


def test_entries_that_begin_with_their_name_are_told_by_the_numbers_below_it() -> None:
    reading = _shop(_VALVE, _NUT)
    names = ("order_line", "supplier_item", "buyer_item", "description", "quantity", "unit_price", "net_amount", "delivery_date")
    assert [values(line, *names) for line in reading.lines] == [
        ["10", "CBF-01473", "48-7731-99", "Ball valve 2-piece stainless", "10", "38.89", "388.90", "2026-09-26"],
        ["20", "CBF-01496", "48-9946-93", "Lock nut class 8", "200", "34.01", "68.02", "2026-09-26"],
    ]
    assert reading.lines[1].text("price_unit") == "100"


def test_a_single_entry_that_begins_with_its_name_is_read() -> None:
    reading = _shop(_VALVE)
    assert [values(line, "order_line", "quantity", "unit_price") for line in reading.lines] == [["10", "10", "38.89"]]


def test_boxes_of_a_head_above_such_entries_are_of_the_head() -> None:
    head = _shop(_VALVE, _NUT).fields
    assert values(head, "order_number", "document_number", "customer_number") == ["4500476042", "OC0031956", "43774"]


def test_a_mails_head_without_colons_tells_its_day_and_whose_it_is() -> None:
    head = _shop(_VALVE, _NUT).fields
    assert values(head, "document_date", "supplier_name") == ["2026-08-07", "Castleford Bearings Ltd"]


def test_a_subtotal_without_tax_is_no_tax() -> None:
    foot: list[Row] = [
        (290.0, {350.0: "Subtotaal excl. btw", 500.0: "€456,92"}),
        (302.0, {350.0: "Btw (21%)", 500.0: "€95,95"}),
        (314.0, {350.0: "Totaal incl. btw", 500.0: "€552,87"}),
    ]
    top: list[Row] = [
        (40.0, {50.0: "Orderbevestiging VK098128"}),
        (60.0, {50.0: "Bestelnummer webshop", 200.0: "Je inkoopnummer"}),
        (70.0, {50.0: "VK098128", 200.0: "4500387934"}),
    ]
    entry = _entry(180.0, "Borgmoer klasse 8", "€456,92", "Art. 001796V | Jouw art. 10-7746-93 | Regel 30", "Aantal 8 st × €57,115 / st")
    reading = read(sheet([*top, *entry[:3], (210.0, {100.0: "Verwachte levering 19-8-2026"}), *foot], size=8.0))
    assert values(reading.fields, "order_number", "net_total", "tax_total", "gross_total") == ["4500387934", "456.92", "95.95", "552.87"]
    assert [values(line, "order_line", "supplier_item", "buyer_item") for line in reading.lines] == [["30", "001796V", "10-7746-93"]]
