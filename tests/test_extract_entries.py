"""Lines that stand in no plain table: headings nobody listed, written-out sums, promises in parts, letters, several orders."""

from __future__ import annotations

from typing import Literal

import pytest

from domain.paper import Reading
from tests.press import PITCH, Row, read, rows_of, sheet, values

HEAD: list[Row] = [
    (50.0, {50.0: "Brenner Stahl GmbH"}),
    (80.0, {50.0: "Auftragsbestätigung"}),
    (110.0, {50.0: "Belegnummer: AB-4711", 300.0: "Ihre Bestellung: 4500017325"}),
    (124.0, {50.0: "Datum: 03.07.2026"}),
]
PLACES = (50.0, 85.0, 150.0, 300.0, 345.0, 375.0, 445.0, 500.0)


def typed(*texts: str, top: float = 180.0) -> list[Row]:
    return [(top + PITCH * place, {50.0: text}) for place, text in enumerate(texts)]


def confirmed(*rows: Row) -> Reading:
    return read(sheet([*HEAD, *rows]))


def test_headings_that_nobody_listed_are_told_by_what_stands_below_them() -> None:
    titles = ("Pos.", "Ident-Nr.", "Zeugs", "Dings", "ME", "Einzelpreis", "Betrag", "Wann")
    entries = [
        ("10", "BG-6852", "Sechskantschraube verzinkt", "250", "Stk", "2,50", "625,00", "01.09.2026"),
        ("20", "BG-7001", "Rundstahl blank", "1.200", "Stk", "0,07", "84,00", "02.09.2026"),
    ]
    lines = confirmed(*rows_of([titles, *entries], PLACES, 180.0)).lines
    wanted = ("order_line", "supplier_item", "description", "quantity", "delivery_date")
    assert [values(line, *wanted) for line in lines] == [
        ["10", "BG-6852", "Sechskantschraube verzinkt", "250", "2026-09-01"],
        ["20", "BG-7001", "Rundstahl blank", "1200", "2026-09-02"],
    ]


def test_of_an_ordered_and_a_confirmed_quantity_the_confirmed_one_is_read() -> None:
    titles = ("Pos.", "Artikel", "Bezeichnung", "Bestellmenge", "Liefermenge", "Einzelpreis", "Betrag", "Liefertermin")
    entry = ("10", "BG-6852", "Sechskantschraube verzinkt", "300", "250", "2,50", "625,00", "01.09.2026")
    assert [values(line, "quantity") for line in confirmed(*rows_of([titles, entry, ("20", *entry[1:])], PLACES, 180.0)).lines] == [
        ["250"],
        ["250"],
    ]


def test_a_sum_that_is_written_out_gives_quantity_price_and_amount() -> None:
    lines = confirmed(
        *typed("Pos 10: Scheibe DIN 125", "Material 003642", "5.000 Stk x 8,48 EUR je 1000 Stk = 42,40 EUR", "Liefertermin: 01.09.2026")
    ).lines
    assert [
        values(line, "order_line", "supplier_item", "quantity", "unit_price", "price_unit", "net_amount", "delivery_date") for line in lines
    ] == [["10", "003642", "5000", "8.48", "1000", "42.40", "2026-09-01"]]


def test_quantities_with_dates_that_add_up_are_a_schedule_and_no_single_promise() -> None:
    body = typed(
        "Pos 10: Scheibe DIN 125",
        "Menge 500 Stk, Einzelpreis 2,00",
        "Teillieferung 100 Stk: 01.09.2026",
        "Teillieferung 400 Stk: 15.09.2026",
    )
    line = confirmed(*body).lines[0]
    assert [values(part, "quantity", "delivery_date") for part in line.groups("schedule")] == [["100", "2026-09-01"], ["400", "2026-09-15"]]
    assert line.leaf("delivery_date") is None


@pytest.mark.parametrize("second", ["300", "401"])
def test_parts_that_do_not_add_up_are_no_schedule(second: str) -> None:
    body = typed(
        "Pos 10: Scheibe DIN 125",
        "Menge 500 Stk, Einzelpreis 2,00",
        "Teillieferung 100 Stk: 01.09.2026",
        f"Teillieferung {second} Stk: 15.09.2026",
    )
    assert confirmed(*body).lines[0].groups("schedule") == []


def test_numbered_entries_without_columns_are_read_by_what_stands_below_them() -> None:
    body = typed(
        "10 MP-07814 Blech 8x2000", "3.768,00 kg", "Listenpreis 1,86 1 kg", "Rabatt 20 %", "Liefertermin: 01.09.2026",
        "20 MP-01867 Blech 10x2000", "942,00 kg", "Listenpreis 2,00 1 kg", "Rabatt 10 %", "Liefertermin: 02.09.2026",
    )  # fmt: skip
    assert [values(line, "order_line", "supplier_item", "quantity", "unit_price", "delivery_date") for line in confirmed(*body).lines] == [
        ["10", "MP-07814", "3768.00", "1.86", "2026-09-01"],
        ["20", "MP-01867", "942.00", "2.00", "2026-09-02"],
    ]


def test_what_an_earlier_mail_said_is_not_read() -> None:
    assert confirmed(*typed("> Ihre Bestellung: 4599999999", "> Belegnummer: XX-1")).fields.text("order_number") == "4500017325"


def test_the_order_is_the_buyers_where_two_are_named() -> None:
    rows: list[Row] = [(50.0, {50.0: "Order confirmation"}), (80.0, {50.0: "Order no.: SO-1234"}), (94.0, {50.0: "Your order: 4500017325"})]
    assert values(read(sheet(rows)).fields, "document_number", "order_number") == ["SO-1234", "4500017325"]


def test_net_tax_and_gross_are_told_by_their_sums() -> None:
    titles = ("Pos.", "Artikel", "Bezeichnung", "Menge", "ME", "Einzelpreis", "Betrag", "Liefertermin")
    entries = [
        ("10", "BG-6852", "Sechskantschraube verzinkt", "250", "Stk", "2,50", "625,00", "01.09.2026"),
        ("20", "BG-7001", "Rundstahl blank", "1.200", "Stk", "0,07", "84,00", "02.09.2026"),
    ]
    sums: list[Row] = [
        (300.0, {300.0: "Alles zusammen ohne", 445.0: "709,00"}),
        (314.0, {300.0: "dazu", 445.0: "134,71"}),
        (328.0, {300.0: "macht", 445.0: "843,71"}),
    ]
    fields = confirmed(*rows_of([titles, *entries], PLACES, 180.0), *sums).fields
    assert values(fields, "net_total", "tax_total", "gross_total") == ["709.00", "134.71", "843.71"]


def test_an_amount_whose_currency_stands_before_it_is_no_quantity_whatever_the_next_line_begins_with() -> None:
    texts = (
        "Your item 00010: Self-locking nut DIN 985 M12 class 8",
        "our part no. TE/08149, your part no. 85-5116-55",
        "4,000 No at £ 12.57 per 1000 No   £ 50.28",
        "To reach you: week 13 of 2026",
        "Your item 00020: Seamless tube 88.9x15 1.4404",
        "our part no. TE/07912, your part no. 12-3997-14",
        "180.5 mtr at £ 31.28 / mtr   £ 5,646.04",
        "To reach you: week 12 of 2026",
    )
    assert [values(line, "quantity", "unit") for line in confirmed(*typed(*texts)).lines] == [["4000", "C62"], ["180.5", "MTR"]]


def test_the_unit_right_behind_a_quantity_that_its_amount_tells_is_read() -> None:
    """`Hoeveelhei Eenh.`: a heading that its column cut is known to nobody, and what was counted may be another unit than was ordered."""
    head: Row = (
        180.0,
        {
            45.0: "Pos.",
            71.0: "Ons artikel",
            131.0: "Hoeveelhei Eenh.",
            253.0: "Prijs",
            293.0: "Per",
            318.0: "Regelbedrag",
            409.0: "Levertijd",
        },
    )
    row: Row = (200.0, {45.0: "10", 71.0: "VB09159", 157.0: "50,00 kg", 253.0: "54,43", 300.0: "1", 334.0: "2.721,50", 404.0: "20-05-2026"})
    [line] = read(sheet([*HEAD, head, row, (212.0, {71.0: "Voorlasflens EN 1092-1 DN80 PN16"})])).lines
    assert (line.text("quantity"), line.text("unit")) == ("50.00", "KGM")


def test_terms_of_payment_below_an_entry_are_none_of_it_whatever_they_are_called() -> None:
    head: Row = (180.0, {45.0: "Pos.", 71.0: "Artikel", 150.0: "Bezeichnung", 300.0: "Menge", 340.0: "ME", 400.0: "Preis", 480.0: "Betrag"})
    row: Row = (200.0, {45.0: "10", 71.0: "LW-09802", 150.0: "Rillenkugellager", 300.0: "6", 340.0: "STK", 400.0: "12,19", 480.0: "73,14"})
    below: Row = (216.0, {45.0: "Regulierung", 120.0: "Skonto 3 % / 10 Tage; netto / 30 Tage", 400.0: "Nettowert", 480.0: "73,14"})
    reading = read(sheet([*HEAD, head, row, below]))
    assert reading.fields.text("payment_terms") == "Skonto 3 % / 10 Tage; netto / 30 Tage"
    assert reading.fields.text("net_total") == "73.14"


def test_the_stop_of_a_unit_at_the_end_of_a_row_ends_no_entry() -> None:
    """Rows of an entry stand a little further apart than lines of text, and the last word of the first is `pz.`."""
    rows = [
        row
        for at, number in enumerate(("10", "20"))
        for row in (
            (200.0 + 60 * at, {60.0: f"Riga {number}", 110.0: "Dado autobloccante DIN 985 M16"}),
            (216.0 + 60 * at, {60.0: f"Ns. codice: TM-683{number}", 380.0: "Q.tà: 4.000 pz."}),
            (232.0 + 60 * at, {60.0: "Prezzo: 5,16 EUR per 1000 pz.", 230.0: "Importo: 20,64", 380.0: "Consegna: 23/05/2026"}),
        )
    ]
    lines = read(sheet([*HEAD, *rows])).lines
    assert [values(line, "quantity", "unit_price", "price_unit", "net_amount", "delivery_date") for line in lines] == [
        ["4000", "5.16", "1000", "20.64", "2026-05-23"]
    ] * 2


@pytest.mark.parametrize("source", ["text", "ocr"])
def test_figures_set_flush_right_before_their_unit_are_not_doubted(source: Literal["text", "ocr"]) -> None:
    head: Row = (180.0, {45.0: "Line", 78.0: "Qty", 140.0: "Unit", 170.0: "Part Number", 390.0: "Unit Price", 460.0: "Net Amount"})
    row: Row = (195.0, {52.0: "10", 112.0: "485.5", 142.0: "KG", 168.0: "TV-4635", 405.0: "1.00", 480.0: "485.50"})
    [line] = read(sheet([*HEAD, head, row], size=7, source=source)).lines
    assert (quantity := line.leaf("quantity"))
    assert (quantity.value, quantity.contested) == ("485.5", False)
