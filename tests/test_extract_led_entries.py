"""References that stand above their entry, two columns of numbers of which one is the order's, deliveries in a table of their own."""

from __future__ import annotations

from domain.paper import Reading
from tests.press import CONFIRMED, SHIPPED, Row, read, sheet


def _read(top: list[Row], *rows: Row) -> Reading:
    return read(sheet([*top, *rows], size=8.0))


def _told(reading: Reading, *names: str) -> list[list[str | None]]:
    return [[line.text(name) for name in names] for line in reading.lines]


def test_of_two_columns_of_numbers_the_one_that_speaks_of_the_order_is_the_orders_line() -> None:
    reading = _read(
        SHIPPED,
        (200.0, {50.0: "Lfd.", 90.0: "Artikel", 170.0: "Bezeichnung", 270.0: "Menge", 310.0: "ME", 420.0: "Best.-Pos."}),
        (214.0, {50.0: "1", 90.0: "AN-35483", 170.0: "Kugelhahn", 270.0: "8", 310.0: "Stk", 425.0: "20"}),
        (228.0, {50.0: "2", 90.0: "AN-35484", 170.0: "Kugelhahn", 270.0: "6", 310.0: "Stk", 425.0: "30"}),
        (242.0, {50.0: "3", 90.0: "AN-35485", 170.0: "Kugelhahn", 270.0: "4", 310.0: "Stk", 425.0: "40"}),
    )
    assert _told(reading, "order_line", "supplier_item", "quantity") == [
        ["20", "AN-35483", "8"],
        ["30", "AN-35484", "6"],
        ["40", "AN-35485", "4"],
    ]


_HEAD: Row = (200.0, {50.0: "Menge", 90.0: "ME", 120.0: "Artikel", 190.0: "Bezeichnung", 300.0: "Preis", 350.0: "Betrag", 420.0: "Termin"})


def _item(top: float, quantity: str, item: str, price: str, amount: str) -> Row:
    return top, {50.0: quantity, 90.0: "Stk", 120.0: item, 190.0: "Kugelhahn", 300.0: price, 350.0: amount, 420.0: "12.08.2026"}


def test_references_above_each_entry_are_of_the_one_below_them() -> None:
    reading = _read(
        CONFIRMED,
        _HEAD,
        (214.0, {50.0: "Ihre Pos. 20 – Ihre Artikelnr. 86-2651-26 – Zeichnung 7.301"}),
        _item(226.0, "8", "AN-35483", "5,00", "40,00"),
        (242.0, {50.0: "Ihre Pos. 30 – Ihre Artikelnr. 78-9962-17 – Zeichnung 7.143"}),
        _item(254.0, "6", "AN-35484", "2,00", "12,00"),
        (270.0, {50.0: "Ihre Pos. 50 – Ihre Artikelnr. 76-2761-87 – Zeichnung 9.107"}),
        _item(282.0, "4", "AN-35485", "3,00", "12,00"),
    )
    assert _told(reading, "order_line", "buyer_item", "supplier_item") == [
        ["20", "86-2651-26", "AN-35483"],
        ["30", "78-9962-17", "AN-35484"],
        ["50", "76-2761-87", "AN-35485"],
    ]


def test_references_below_each_entry_stay_with_the_one_above_them() -> None:
    reading = _read(
        CONFIRMED,
        _HEAD,
        _item(214.0, "8", "AN-35483", "5,00", "40,00"),
        (226.0, {50.0: "Ihre Pos. 20 – Ihre Artikelnr. 86-2651-26 – Zeichnung 7.301"}),
        _item(242.0, "6", "AN-35484", "2,00", "12,00"),
        (254.0, {50.0: "Ihre Pos. 30 – Ihre Artikelnr. 78-9962-17 – Zeichnung 7.143"}),
    )
    assert _told(reading, "order_line", "buyer_item", "supplier_item") == [
        ["20", "86-2651-26", "AN-35483"],
        ["30", "78-9962-17", "AN-35484"],
    ]


def test_deliveries_in_a_table_of_their_own_are_told_by_the_entries_running_numbers() -> None:
    reading = _read(
        CONFIRMED,
        (200.0, {50.0: "Lfd.", 90.0: "Artikel", 170.0: "Bezeichnung", 270.0: "Menge", 310.0: "ME", 350.0: "Preis", 420.0: "Betrag"}),
        (214.0, {50.0: "1", 90.0: "AN-35483", 170.0: "Kugelhahn", 270.0: "8", 310.0: "Stk", 350.0: "5,00", 420.0: "40,00"}),
        (228.0, {50.0: "2", 90.0: "AN-35484", 170.0: "Kugelhahn", 270.0: "6", 310.0: "Stk", 350.0: "2,00", 420.0: "12,00"}),
        (242.0, {350.0: "Nettobetrag", 420.0: "52,00"}),
        (290.0, {50.0: "Nr.", 110.0: "Best.-Pos.", 170.0: "Ihre Artikelnr.", 270.0: "Menge", 310.0: "ME", 350.0: "Liefertermin"}),
        (304.0, {50.0: "1", 110.0: "20", 170.0: "86-2651-26", 270.0: "3", 310.0: "Stk", 350.0: "12.08.2026"}),
        (318.0, {50.0: "1", 110.0: "20", 170.0: "86-2651-26", 270.0: "5", 310.0: "Stk", 350.0: "19.08.2026"}),
        (332.0, {50.0: "2", 110.0: "30", 170.0: "78-9962-17", 270.0: "6", 310.0: "Stk", 350.0: "14.08.2026"}),
    )
    assert _told(reading, "order_line", "supplier_item", "buyer_item", "quantity", "net_amount", "delivery_date") == [
        ["20", "AN-35483", "86-2651-26", "8", "40.00", None],
        ["30", "AN-35484", "78-9962-17", "6", "12.00", "2026-08-14"],
    ]
    parts = reading.lines[0].groups("schedule")
    assert [(part.text("quantity"), part.text("delivery_date")) for part in parts] == [("3", "2026-08-12"), ("5", "2026-08-19")]


def test_a_record_of_batches_below_the_entries_gives_them_their_lots() -> None:
    reading = _read(
        SHIPPED,
        (200.0, {50.0: "Lfd.", 90.0: "Artikel", 170.0: "Bezeichnung", 270.0: "Menge", 310.0: "ME", 350.0: "Ihr Artikel / Best.-Pos."}),
        (214.0, {50.0: "1", 90.0: "AN-35483", 170.0: "Kugelhahn", 270.0: "8", 310.0: "Stk", 350.0: "86-2651-26 / 20"}),
        (228.0, {50.0: "2", 90.0: "AN-35484", 170.0: "Kugelhahn", 270.0: "6", 310.0: "Stk", 350.0: "78-9962-17 / 30"}),
        (290.0, {50.0: "Lfd.", 90.0: "Artikel", 170.0: "Charge", 270.0: "Menge", 310.0: "ME"}),
        (304.0, {50.0: "1", 90.0: "AN-35483", 170.0: "L004711", 270.0: "3", 310.0: "Stk"}),
        (318.0, {50.0: "1", 90.0: "AN-35483", 170.0: "L004712", 270.0: "5", 310.0: "Stk"}),
        (332.0, {50.0: "2", 90.0: "AN-35484", 170.0: "L004713", 270.0: "6", 310.0: "Stk"}),
    )
    assert _told(reading, "order_line", "supplier_item", "quantity") == [["20", "AN-35483", "8"], ["30", "AN-35484", "6"]]
    lots = [[(lot.text("lot_number"), lot.text("quantity")) for lot in line.groups("lots")] for line in reading.lines]
    assert lots == [[("L004711", "3"), ("L004712", "5")], [("L004713", "6")]]


def test_where_running_numbers_are_misread_quantities_that_come_to_each_entrys_tell_what_is_said_of_it() -> None:
    reading = _read(
        CONFIRMED,
        (200.0, {50.0: "Lfd.", 90.0: "Artikel", 170.0: "Bezeichnung", 270.0: "Menge", 310.0: "ME", 350.0: "Preis", 420.0: "Betrag"}),
        (214.0, {50.0: "1", 90.0: "AN-35483", 170.0: "Kugelhahn", 270.0: "8", 310.0: "Stk", 350.0: "5,00", 420.0: "40,00"}),
        (228.0, {50.0: "2", 90.0: "AN-35484", 170.0: "Kugelhahn", 270.0: "6", 310.0: "Stk", 350.0: "2,00", 420.0: "12,00"}),
        (242.0, {350.0: "Nettobetrag", 420.0: "52,00"}),
        (290.0, {50.0: "Nr.", 110.0: "Best.-Pos.", 170.0: "Ihre Artikelnr.", 270.0: "Menge", 310.0: "ME", 350.0: "Liefertermin"}),
        (304.0, {50.0: "1", 110.0: "20", 170.0: "86-2651-26", 270.0: "3", 310.0: "Stk", 350.0: "12.08.2026"}),
        (318.0, {50.0: "31", 110.0: "20", 170.0: "86-2651-26", 270.0: "5", 310.0: "Stk", 350.0: "19.08.2026"}),
        (332.0, {50.0: "7", 110.0: "30", 170.0: "78-9962-17", 270.0: "6", 310.0: "Stk", 350.0: "14.08.2026"}),
    )
    assert _told(reading, "order_line", "quantity", "delivery_date") == [["20", "8", None], ["30", "6", "2026-08-14"]]
    assert [part.text("quantity") for part in reading.lines[0].groups("schedule")] == ["3", "5"]


def test_an_entry_below_the_table_that_was_read_keeps_the_paper_from_being_posted_unseen() -> None:
    head = {50.0: "Pos.", 90.0: "Artikel", 170.0: "Bezeichnung", 270.0: "Menge", 310.0: "ME", 350.0: "Preis", 420.0: "Betrag"}
    reading = _read(
        CONFIRMED,
        (200.0, head),
        (214.0, {50.0: "10", 90.0: "AN-35483", 170.0: "Kugelhahn", 270.0: "8", 310.0: "Stk", 350.0: "5,00", 420.0: "40,00"}),
        (228.0, {350.0: "Nettobetrag", 420.0: "40,00"}),
        (244.0, {50.0: "Zahlungsbedingungen: 30 Tage netto"}),
        (270.0, {50.0: "20", 90.0: "AN-35484", 170.0: "Kugelhahn", 270.0: "6", 310.0: "Stk", 350.0: "2,00", 420.0: "12,00"}),
    )
    assert len(reading.lines) > 1 or any("more entries" in note for note in reading.notes)
