"""What stockists and wholesalers print: sums and days between entries, prices side by side, texts above their figures, several numbers in a cell."""

from __future__ import annotations

import pytest

from domain.paper import Reading
from tests.press import CONFIRMED, Row, read, sheet


def _read(*rows: Row) -> Reading:
    return read(sheet([*CONFIRMED, *rows], size=8.0))


def _told(reading: Reading, *names: str) -> list[list[str | None]]:
    return [[line.text(name) for name in names] for line in reading.lines]


_UNNUMBERED: Row = (
    200.0,
    {50.0: "Menge", 90.0: "ME", 120.0: "Artikel", 200.0: "Bezeichnung", 320.0: "Preis", 380.0: "Betrag", 440.0: "Termin"},
)


def _item(top: float, quantity: str, item: str, price: str, amount: str) -> Row:
    return top, {50.0: quantity, 90.0: "Stk", 120.0: item, 200.0: "Kugelhahn", 320.0: price, 380.0: amount, 440.0: "12.08.2026"}


@pytest.mark.parametrize("words", ["Sous-total", "Subtotaal", "Totale parziale", "Suma częściowa"])
def test_a_sum_of_some_entries_ends_no_table_that_goes_on_below_it(words: str) -> None:
    reading = _read(
        _UNNUMBERED,
        _item(214.0, "8", "AN-35483", "5,00", "40,00"),
        _item(228.0, "6", "AN-35484", "2,00", "12,00"),
        (242.0, {320.0: words, 380.0: "52,00"}),
        _item(256.0, "4", "AN-35485", "3,00", "12,00"),
        (270.0, {320.0: "Summe netto", 380.0: "64,00"}),
    )
    assert _told(reading, "supplier_item", "net_amount") == [["AN-35483", "40.00"], ["AN-35484", "12.00"], ["AN-35485", "12.00"]]
    assert reading.fields.text("net_total") == "64.00"


def test_a_sum_that_nothing_but_less_full_lines_stand_below_ends_the_table() -> None:
    reading = _read(
        _UNNUMBERED,
        _item(214.0, "8", "AN-35483", "5,00", "40,00"),
        (242.0, {320.0: "Zwischensumme", 380.0: "40,00"}),
        (256.0, {50.0: "1", 120.0: "FR-35485", 200.0: "Fracht"}),
    )
    assert _told(reading, "supplier_item", "quantity") == [["AN-35483", "8"]]


_NUMBERED: Row = (
    200.0,
    {50.0: "Pos.", 80.0: "Cod. art. / Vs. cod.", 200.0: "Descrizione", 290.0: "UM", 320.0: "Q.tà", 360.0: "P. listino", 410.0: "Sc. %", 450.0: "P. netto", 510.0: "Importo"},
)  # fmt: skip


def _two_codes(top: float, position: str, codes: tuple[str, str], discount: str, net: str, amount: str) -> list[Row]:
    first = {50.0: position, 80.0: codes[0], 200.0: "Valvola a sfera", 290.0: "PZ", 320.0: "4", 360.0: "10,00", 410.0: discount, 450.0: net}
    return [(top, {at: text for at, text in (first | {510.0: amount}).items() if text}), (top + 10.0, {80.0: codes[1]})]


def _grouped(*below: str) -> Reading:
    """Three entries of which the first two stand under one day, the third under another; `below` are lines of the entries' own."""
    own = [[(top, {80.0: text})] if text else [] for top, text in zip((247.0, 273.0, 317.0), [*below, "", "", ""], strict=False)]
    return _read(
        _NUMBERED,
        (212.0, {50.0: "Consegna prevista: 24/08/2026"}),
        *_two_codes(226.0, "10", ("GS.01950.N", "47-4297-57"), "15", "8,500", "34,00"),
        *own[0],
        *_two_codes(252.0, "20", ("GS.16422.N", "62-2749-95"), "", "10,000", "40,00"),
        *own[1],
        (282.0, {50.0: "Consegna prevista: 31/08/2026"}),
        *_two_codes(296.0, "30", ("GS.03945.N", "88-8839-11"), "10", "9,000", "36,00"),
        *own[2],
    )


def test_a_day_above_some_entries_is_that_of_those_below_it() -> None:
    assert _told(_grouped(), "order_line", "delivery_date") == [["10", "2026-08-24"], ["20", "2026-08-24"], ["30", "2026-08-31"]]


def test_where_an_entry_tells_its_own_day_those_above_entries_are_given_to_none() -> None:
    assert _told(_grouped("Consegna: 07/09/2026"), "delivery_date") == [["2026-09-07"], [None], [None]]


def test_of_a_list_price_and_a_net_one_the_discount_is_off_the_first() -> None:
    assert _told(_grouped(), "unit_price", "discount_pct", "net_amount") == [
        ["10.00", "15", "34.00"],
        ["10.00", None, "40.00"],
        ["10.00", "10", "36.00"],
    ]


def test_two_values_below_each_other_stand_under_a_heading_of_both() -> None:
    assert _told(_grouped(), "supplier_item", "buyer_item") == [
        ["GS.01950.N", "47-4297-57"],
        ["GS.16422.N", "62-2749-95"],
        ["GS.03945.N", "88-8839-11"],
    ]


def _texts_above(*, numbers: tuple[str, ...] = ("1", "2", "3"), items: tuple[str, ...] = ("0007951", "0036624", "0007792")) -> Reading:
    head: list[Row] = [
        (200.0, {50.0: "Pos", 80.0: "Warenbezeichnung"}),
        (
            210.0,
            {
                80.0: "Art.-Nr. / Kd.-Mat. / Kd.-Pos.",
                270.0: "theor. kg",
                330.0: "Menge",
                370.0: "ME",
                430.0: "Preis EUR",
                520.0: "Wert EUR",
            },
        ),
    ]
    texts = ("Flansch EN 1092-1 DN40 PN16", "O-Ring 50x5 NBR 70", "Schraube ISO 4762 M6x50 12.9")
    entries: list[Row] = []
    for place, (number, item, text) in enumerate(zip(numbers, items, texts, strict=True)):
        top = 226.0 + 40.0 * place
        entries += [
            (top, {50.0: number, 80.0: text}),
            (top + 10.0, {80.0: f"{item} / 22-8415-6{place} / {place + 1}0", 280.0: "20,0", 340.0: "50,00", 370.0: "ST", 430.0: "42,15 / ST", 520.0: "2.107,50"}),
            (top + 20.0, {80.0: "Liefertermin 29.04.2026"}),
        ]  # fmt: skip
    return _read(*head, *entries)


def test_texts_across_the_page_are_of_the_figures_below_them() -> None:
    assert _told(_texts_above(), "description", "quantity", "unit_price", "delivery_date") == [
        ["Flansch EN 1092-1 DN40 PN16", "50.00", "42.15", "2026-04-29"],
        ["O-Ring 50x5 NBR 70", "50.00", "42.15", "2026-04-29"],
        ["Schraube ISO 4762 M6x50 12.9", "50.00", "42.15", "2026-04-29"],
    ]


def test_three_numbers_with_strokes_between_them_stand_under_a_heading_of_three() -> None:
    reading = _texts_above(items=("034335 50", "005318 50", "004737 50"))
    assert _told(reading, "supplier_item", "buyer_item", "order_line") == [
        ["034335 50", "22-8415-60", "10"],
        ["005318 50", "22-8415-61", "20"],
        ["004737 50", "22-8415-62", "30"],
    ]


def test_an_entry_whose_numbers_do_not_part_is_not_sure_of_its_own_number() -> None:
    reading = _texts_above(items=("0007951", "0036624", "0007792 /"))
    assert _told(reading, "supplier_item", "order_line") == [["0007951", "10"], ["0036624", "20"], [None, "3"]]
    sure = [own.confidence for line in reading.lines if (own := line.leaf("order_line"))]
    assert sure[2] < 0.6 < min(sure[:2])


def test_of_two_numbers_of_items_in_a_heading_the_one_that_may_be_the_buyers_is_his() -> None:
    reading = _read(
        (200.0, {50.0: "Lp", 80.0: "Indeks / Indeks obcy", 220.0: "Nazwa towaru", 330.0: "Ilość", 370.0: "Jm", 420.0: "Cena netto", 500.0: "Wartość"}),
        (214.0, {50.0: "1", 80.0: "LM-001329 / 63-4108-85", 220.0: "Zawór kulowy", 330.0: "4", 370.0: "szt.", 420.0: "10,00", 500.0: "40,00"}),
        (228.0, {50.0: "2", 80.0: "LM-007562 / 74-2511-61", 220.0: "Zawór kulowy", 330.0: "6", 370.0: "szt.", 420.0: "10,00", 500.0: "60,00"}),
    )  # fmt: skip
    assert _told(reading, "supplier_item", "buyer_item") == [["LM-001329", "63-4108-85"], ["LM-007562", "74-2511-61"]]


def test_the_tax_stands_behind_the_sum_that_its_rate_is_of() -> None:
    reading = _read(
        _UNNUMBERED,
        _item(214.0, "8", "AN-35483", "5,00", "40,00"),
        (240.0, {300.0: "Warenwert netto", 400.0: "EUR", 450.0: "40,00"}),
        (252.0, {300.0: "19 % MwSt auf 40,00", 400.0: "EUR", 450.0: "7,60"}),
        (264.0, {300.0: "Endbetrag", 400.0: "EUR", 450.0: "47,60"}),
    )
    assert reading.fields.text("tax_total") == "7.60"


def test_a_longer_label_with_its_colon_tells_something_of_the_only_entry() -> None:
    reading = _read(
        (200.0, {50.0: "Pos.", 80.0: "Bezeichnung", 250.0: "Menge", 300.0: "ME", 340.0: "Preis", 400.0: "Betrag"}),
        (214.0, {50.0: "10", 80.0: "Scheibe DIN 125", 250.0: "50", 300.0: "Stk", 340.0: "2,00", 400.0: "100,00"}),
        (224.0, {50.0: "Lieferung in Teilmengen: 20 Stk am 12.08.2026, 30 Stk am 19.08.2026"}),
    )
    parts = [(part.text("quantity"), part.text("delivery_date")) for part in reading.lines[0].groups("schedule")]
    assert parts == [("20", "2026-08-12"), ("30", "2026-08-19")]


def test_the_currency_is_that_of_the_sums_and_not_of_the_capital_or_the_terms() -> None:
    reading = _read(
        (140.0, {50.0: "Cap. Soc. € 1.000.000 i.v. – REA BG 255562"}),
        (150.0, {50.0: "Ordine minimo 80 € – spese di incasso 5 €"}),
        _UNNUMBERED,
        _item(214.0, "8", "AN-35483", "5,00", "40,00"),
        (240.0, {300.0: "TOTALE USD", 450.0: "40,00"}),
    )
    assert reading.fields.text("currency") == "USD"
