"""Cells too narrow for what they hold, columns without a telling heading, and heads and sums that repeat."""

from __future__ import annotations

from domain.paper import Reading
from tests.press import Row, read, sheet, values

TOP: list[Row] = [
    (50.0, {50.0: "Brenner Stahl GmbH"}),
    (80.0, {50.0: "Auftragsbestätigung"}),
    (110.0, {50.0: "Auftragsnr.: A-4711", 300.0: "Ihre Bestellung: 4500017325"}),
    (124.0, {50.0: "Datum: 03.07.2026"}),
]
NOTICE: list[Row] = [
    (50.0, {50.0: "Brenner Stahl GmbH"}),
    (80.0, {50.0: "Lieferschein"}),
    (110.0, {50.0: "Lieferschein-Nr.: LS-4711", 300.0: "Ihre Bestellung: 4500017325"}),
    (124.0, {50.0: "Datum: 03.07.2026"}),
]
HEAD = (200.0, {50.0: "Pos.", 85.0: "Ihr Mat.", 150.0: "Bezeichnung", 380.0: "Menge", 430.0: "ME", 470.0: "Preis", 520.0: "Betrag"})


def paper(*rows: Row, top: list[Row] = TOP) -> Reading:
    return read(sheet([*top, *rows], size=8.0))


def entry(top: float, *cells: str) -> Row:
    return (top, dict(zip((50.0, 85.0, 150.0, 380.0, 430.0, 470.0, 520.0), cells, strict=True)))


def test_the_rest_of_an_items_number_that_its_cell_tore_goes_to_it_and_not_to_the_description() -> None:
    reading = paper(
        HEAD,
        entry(212.0, "10", "90-6989-", "Kugelhahn zweiteilig DN40", "8", "Stk", "40,00", "320,00"),
        (221.0, {85.0: "13", 150.0: "PN40 Edelstahl"}),
        entry(236.0, "20", "71-6913-", "Zylinderschraube M16x80", "2", "Stk", "15,00", "30,00"),
        (245.0, {85.0: "27"}),
    )
    assert [values(line, "buyer_item", "description") for line in reading.lines] == [
        ["90-6989-13", "Kugelhahn zweiteilig DN40 PN40 Edelstahl"],
        ["71-6913-27", "Zylinderschraube M16x80"],
    ]


def test_what_stands_flush_below_a_whole_number_is_no_part_of_it() -> None:
    reading = paper(
        HEAD,
        entry(212.0, "10", "90-6989-13", "Kugelhahn zweiteilig DN40", "8", "Stk", "40,00", "320,00"),
        (221.0, {85.0: "Neu", 150.0: "PN40 Edelstahl"}),
        entry(236.0, "20", "71-6913-27", "Zylinderschraube M16x80", "2", "Stk", "15,00", "30,00"),
    )
    assert [line.leaf("buyer_item").value for line in reading.lines] == ["90-6989-13", "71-6913-27"]  # type: ignore[union-attr]


def test_a_position_and_a_code_that_touch_are_two_values() -> None:
    reading = paper(
        (200.0, {50.0: "Pos. Artikel", 150.0: "Bezeichnung", 380.0: "Menge", 430.0: "ME"}),
        (212.0, {50.0: "00010AN-35483", 150.0: "Blech 8x2000x6000 S235JR", 380.0: "942", 430.0: "kg"}),
        (226.0, {50.0: "00020AN-00417", 150.0: "Rundstahl C45", 380.0: "320", 430.0: "kg"}),
    )
    assert [values(line, "order_line", "supplier_item") for line in reading.lines] == [["10", "AN-35483"], ["20", "AN-00417"]]


def test_codes_and_positions_whose_headings_say_nothing_are_told_by_what_they_hold() -> None:
    reading = paper(
        (200.0, {50.0: "P.", 85.0: "Kürzel", 150.0: "Bezeichnung", 380.0: "Menge", 430.0: "ME"}),
        (212.0, {50.0: "10", 85.0: "AN-35483", 150.0: "Blech 8x2000x6000 S235JR", 380.0: "942", 430.0: "kg"}),
        (226.0, {50.0: "20", 85.0: "AN-00417", 150.0: "Rundstahl C45", 380.0: "320", 430.0: "kg"}),
        (240.0, {50.0: "30", 85.0: "AN-10411", 150.0: "Rundstahl C60", 380.0: "75", 430.0: "kg"}),
    )
    assert [values(line, "order_line", "supplier_item") for line in reading.lines] == [
        ["10", "AN-35483"],
        ["20", "AN-00417"],
        ["30", "AN-10411"],
    ]


def test_several_sums_in_one_line_end_the_entries() -> None:
    head = (200.0, {50.0: "Pos.", 85.0: "Artikel", 150.0: "Bezeichnung", 380.0: "Menge", 430.0: "ME"})
    reading = paper(
        head,
        (212.0, {50.0: "10", 85.0: "AN-35483", 150.0: "Blech 8x2000x6000 S235JR", 380.0: "942", 430.0: "kg"}),
        (226.0, {50.0: "20", 85.0: "AN-00417", 150.0: "Rundstahl C45", 380.0: "320", 430.0: "kg"}),
        (240.0, {50.0: "Insgesamt: 4 Kolli, 1.300 kg brutto / 1.262 kg netto"}),
        top=NOTICE,
    )
    assert [values(line, "order_line", "quantity", "description") for line in reading.lines] == [
        ["10", "942", "Blech 8x2000x6000 S235JR"],
        ["20", "320", "Rundstahl C45"],
    ]


def test_a_head_that_is_repeated_in_the_same_words_means_the_same_on_the_next_page() -> None:
    head = (200.0, {50.0: "P.", 85.0: "Kürzel", 150.0: "Bezeichnung", 380.0: "Menge", 430.0: "ME"})
    first = sheet(
        [
            *TOP,
            head,
            (212.0, {50.0: "10", 85.0: "AN-35483", 150.0: "Blech 8x2000x6000 S235JR", 380.0: "942", 430.0: "kg"}),
            (226.0, {50.0: "20", 85.0: "AN-00417", 150.0: "Rundstahl C45", 380.0: "320", 430.0: "kg"}),
        ],
        size=8.0,
    )
    second = sheet(
        [
            (60.0, head[1]),
            (72.0, {50.0: "30", 85.0: "AN-10411", 150.0: "Rundstahl C60", 380.0: "75", 430.0: "kg"}),
            (86.0, {50.0: "40", 85.0: "AN-99417", 150.0: "Rundstahl C35", 380.0: "20", 430.0: "kg"}),
        ],
        number=2,
        size=8.0,
    )
    reading = read(first, second)
    assert [values(line, "order_line", "supplier_item", "quantity") for line in reading.lines] == [
        ["10", "AN-35483", "942"],
        ["20", "AN-00417", "320"],
        ["30", "AN-10411", "75"],
        ["40", "AN-99417", "20"],
    ]


def test_an_incoterms_named_place_is_read_with_it() -> None:
    reading = paper(
        HEAD,
        entry(212.0, "10", "90-6989", "Kugelhahn", "8", "Stk", "40,00", "320,00"),
        (300.0, {50.0: "Lieferbedingung: DAP Bad Oldesloe, Incoterms 2020"}),
    )
    assert values(reading.fields, "incoterm", "incoterm_place") == ["DAP", "Bad Oldesloe"]


def test_an_incoterm_without_a_place_has_none() -> None:
    reading = paper(
        HEAD,
        entry(212.0, "10", "90-6989", "Kugelhahn", "8", "Stk", "40,00", "320,00"),
        (300.0, {50.0: "Lieferbedingung: EXW Incoterms 2020"}),
    )
    assert values(reading.fields, "incoterm") == ["EXW"]
    assert reading.fields.leaf("incoterm_place") is None


def test_terms_that_begin_with_a_figure_and_say_payment_in_the_middle_are_read_whole() -> None:
    reading = paper(
        HEAD,
        entry(212.0, "10", "90-6989", "Kugelhahn", "8", "Stk", "40,00", "320,00"),
        (300.0, {50.0: "3 % Skonto bei Zahlung in 10 Tagen, sonst 30 Tage netto"}),
        (330.0, {50.0: "Die Ware bleibt bis zur vollständigen Zahlung unser Eigentum. Rügen sind in 7 Tagen zu erheben."}),
    )
    assert reading.fields.leaf("payment_terms").value == "3 % Skonto bei Zahlung in 10 Tagen, sonst 30 Tage netto"  # type: ignore[union-attr]


def test_a_quantity_and_a_price_are_no_date_of_a_year_decades_away() -> None:
    reading = paper(HEAD, entry(212.0, "10", "90-6989", "Kugelhahn", "4", "Set", "87,84", "351,36"), (226.0, {150.0: "4 set 87.84"}))
    assert all(line.leaf("delivery_date") is None for line in reading.lines)


def test_a_total_of_an_invoices_sum_with_tax_is_the_gross_one() -> None:
    reading = paper(
        HEAD,
        entry(212.0, "10", "90-6989", "Kugelhahn", "8", "Stk", "40,00", "320,00"),
        (250.0, {300.0: "Zwischensumme ohne USt.", 500.0: "320,00"}),
        (262.0, {300.0: "19 % USt.", 500.0: "60,80"}),
        (274.0, {300.0: "Rechnungssumme inkl. USt.", 500.0: "380,80"}),
    )
    assert values(reading.fields, "net_total", "tax_total", "gross_total") == ["320.00", "60.80", "380.80"]


def test_the_only_unit_of_an_entry_is_its_quantitys_though_its_heading_is_taken_for_another() -> None:
    head = (200.0, {50.0: "Pos.", 85.0: "Ihr Mat.", 150.0: "Bezeichnung", 380.0: "Menge", 430.0: "Preiseinheit", 490.0: "Preis"})
    reading = paper(
        head,
        (212.0, {50.0: "10", 85.0: "90-6989-13", 150.0: "Kugelhahn DN40", 380.0: "8", 430.0: "Stk", 490.0: "40,00"}),
        (226.0, {50.0: "20", 85.0: "71-6913-27", 150.0: "Rundstahl C45", 380.0: "200", 430.0: "kg", 490.0: "1,50"}),
    )
    assert [values(line, "quantity", "unit") for line in reading.lines] == [["8", "C62"], ["200", "KGM"]]


def test_a_hyphen_that_goes_on_below_takes_no_number_of_another_column() -> None:
    """`Vs. cod. articolo 74-7528-55 -` / `Pos. Vs. ord. 00020`: the 19 of `settimana` / `19 2026`, far to the right, is no line behind the item."""
    head: Row = (
        160.0,
        {
            50.0: "Pos",
            80.0: "Articolo",
            150.0: "Descrizione",
            290.0: "Qtà",
            330.0: "UM",
            370.0: "Prezzo",
            420.0: "Totale",
            480.0: "Consegna",
        },
    )
    rows: list[Row] = [
        (180.0, {50.0: "2", 80.0: "OMS006712", 150.0: "O-ring 30x5 NBR 70", 290.0: "50", 330.0: "pz.", 370.0: "46,70", 420.0: "2.335,00", 480.0: "settimana"}),
        (192.0, {150.0: "Vs. cod. articolo 74-7528-55 -", 480.0: "19 2026"}),
        (204.0, {150.0: "Pos. Vs. ord. 00020"}),
    ]  # fmt: skip
    line = read(sheet([*TOP, head, *rows])).lines[0]
    assert (line.text("buyer_item"), line.text("delivery_date")) == ("74-7528-55", "2026-05-08")


def test_a_short_word_for_what_was_shipped_and_the_heading_of_units_close_behind_it_are_two() -> None:
    rows: list[Row] = [
        (200.0, {50.0: "Ln", 85.0: "Article", 300.0: "Qté exp. UV"}),
        (214.0, {50.0: "000010", 85.0: "009026-T", 321.0: "25 pièces"}),
        (226.0, {85.0: "Roulement à billes 6206-2RS C3"}),
        (240.0, {50.0: "000020", 85.0: "053256-T", 321.0: "10 pièces"}),
        (252.0, {85.0: "Courroie crantée HTD 8M-600"}),
    ]
    lines = read(sheet([*NOTICE, *rows])).lines
    assert [values(line, "quantity", "unit") for line in lines] == [["25", "C62"], ["10", "C62"]]
