"""Lines of tables: wrapped cells, entries of two rows, carried-over sums, repeated heads, leaning pages."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.page.layout import Token
from extract.page.words import PageWords
from extract.table.naming import are_positions
from tests.press import CONFIRMED, PITCH, SHIPPED, Row, laid_out, read, rows_of, sheet, values

HEAD = [
    (50.0, {50.0: "Brenner Stahl GmbH"}),
    (80.0, {50.0: "Auftragsbestätigung"}),
    (110.0, {50.0: "Belegnummer: AB-4711", 300.0: "Ihre Bestellung: 4500017325"}),
    (124.0, {50.0: "Datum: 03.07.2026"}),
]
TITLES = ("Pos.", "Artikel", "Bezeichnung", "Menge", "ME", "Einzelpreis", "Betrag", "Liefertermin")
PLACES = (50.0, 85.0, 150.0, 300.0, 345.0, 375.0, 445.0, 500.0)
ENTRIES = (
    ("10", "BG-6852", "Sechskantschraube M8x40", "250", "Stk", "2,50", "625,00", "01.09.2026"),
    ("20", "BG-7001", "Scheibe A 10,5", "1.200", "Stk", "0,07", "84,00", "02.09.2026"),
    ("30", "BG-7002", "Rundstahl 42CrMo4", "312,5", "kg", "4,10", "1.281,25", "03.09.2026"),
)
READ = (
    ["10", "BG-6852", "250", "C62", "2.50", "625.00", "2026-09-01"],
    ["20", "BG-7001", "1200", "C62", "0.07", "84.00", "2026-09-02"],
    ["30", "BG-7002", "312.5", "KGM", "4.10", "1281.25", "2026-09-03"],
)
NAMES = ("order_line", "supplier_item", "quantity", "unit", "unit_price", "net_amount", "delivery_date")
TOTALS: list[Row] = [(400.0, {375.0: "Nettosumme", 445.0: "1.990,25"}), (414.0, {375.0: "Gesamtbetrag EUR", 460.0: "2.368,40"})]


def table(entries: Sequence[Sequence[str]], top: float = 180.0, pitch: float = PITCH) -> list[Row]:
    return rows_of([TITLES, *entries], PLACES, top, pitch=pitch)


def lines_read(*pages: PageWords) -> list[list[str | None]]:
    return [values(line, *NAMES) for line in read(*pages).lines]


def test_a_table_without_rules_is_read_by_the_places_of_its_headings() -> None:
    reading = read(sheet([*HEAD, *table(ENTRIES), *TOTALS]))
    assert [values(line, *NAMES) for line in reading.lines] == list(READ)
    assert [line.text("description") for line in reading.lines] == [entry[2] for entry in ENTRIES]


@given(st.floats(-0.006, 0.006))
@settings(max_examples=15)
def test_a_table_that_leans_a_little_is_read_all_the_same(slope: float) -> None:
    assert lines_read(sheet([*HEAD, *table(ENTRIES), *TOTALS], slope=slope)) == list(READ)


def test_a_description_that_wraps_is_one_description_and_no_line_more() -> None:
    rows = table(ENTRIES, pitch=3 * PITCH)
    wrapped: list[Row] = [(180.0 + 3 * PITCH + PITCH, {150.0: "verzinkt, Festigkeit 8.8"})]
    reading = read(sheet([*HEAD, *rows, *wrapped, *TOTALS]))
    assert [values(line, *NAMES) for line in reading.lines] == list(READ)
    assert reading.lines[0].text("description") == "Sechskantschraube M8x40 verzinkt, Festigkeit 8.8"


def test_what_stands_below_an_entry_with_a_label_belongs_to_it() -> None:
    rows = table(ENTRIES, pitch=3 * PITCH)
    notes: list[Row] = [(180.0 + 3 * PITCH * (i + 1) + PITCH, {150.0: f"Ihre Artikelnr.: 42-1734-{i}"}) for i in range(3)]
    reading = read(sheet([*HEAD, *rows, *notes, *TOTALS]))
    assert [line.text("buyer_item") for line in reading.lines] == ["42-1734-0", "42-1734-1", "42-1734-2"]
    assert [line.text("description") for line in reading.lines] == [entry[2] for entry in ENTRIES]


def test_entries_of_two_rows_are_read_by_two_rows_of_headings() -> None:
    titles = [("Pos.", "Artikel-Nr.", "Menge", "ME", "Einzelpreis", "Betrag"), ("", "Bezeichnung", "Liefertermin", "", "", "")]
    body = []
    for entry in ENTRIES:
        number, item, description, quantity, unit, price, amount, day = entry
        body += [(number, item, quantity, unit, price, amount), ("", description, day, "", "", "")]
    rows = rows_of([*titles, *body], (50.0, 85.0, 270.0, 345.0, 390.0, 470.0), 180.0)
    assert lines_read(sheet([*HEAD, *rows, *TOTALS])) == list(READ)


def test_a_table_goes_on_over_pages_with_repeated_heads_and_carried_over_sums() -> None:
    first = sheet([*HEAD, *table(ENTRIES[:2]), (250.0, {375.0: "Übertrag", 445.0: "709,00"}), (800.0, {50.0: "Seite 1 von 2"})])
    second = sheet(
        [*rows_of([TITLES], PLACES, 60.0), (74.0, {375.0: "Übertrag", 445.0: "709,00"}), *rows_of(ENTRIES[2:], PLACES, 88.0), *TOTALS],
        number=2,
    )
    reading = read(first, second)
    assert [values(line, *NAMES) for line in reading.lines] == list(READ)
    assert [leaf.page for line in reading.lines if (leaf := line.leaf("quantity"))] == [1, 1, 2]


def test_entries_on_a_second_page_without_a_head_belong_to_the_table() -> None:
    second = sheet([*rows_of(ENTRIES[2:], PLACES, 60.0), *TOTALS], number=2)
    assert lines_read(sheet([*HEAD, *table(ENTRIES[:2])]), second) == list(READ)


def test_sums_below_the_table_are_totals_and_no_lines() -> None:
    reading = read(sheet([*HEAD, *table(ENTRIES), *TOTALS]))
    assert values(reading.fields, "net_total", "gross_total", "currency") == ["1990.25", "2368.40", "EUR"]
    assert len(reading.lines) == 3


@pytest.mark.parametrize(("printed", "count"), [("je 100", "100"), ("1.000", "1000"), ("/ 1", "1")])
def test_a_printed_price_unit_is_read(printed: str, count: str) -> None:
    amount = Decimal(250) * Decimal("76.42") / Decimal(count)
    entry = ("10", "Schraube", "250", "Stk", "76,42", printed, f"{amount:.2f}".replace(".", ","))
    places = (50.0, 100.0, 230.0, 290.0, 340.0, 410.0, 480.0)
    rows = rows_of([("Pos.", "Bezeichnung", "Menge", "ME", "Einzelpreis", "PE", "Betrag"), entry], places, 180.0)
    [line] = read(sheet([*HEAD, *rows])).lines
    assert values(line, "unit_price", "price_unit") == ["76.42", count]


def test_a_price_unit_that_is_not_printed_follows_from_the_amount_and_says_so() -> None:
    entry = ("10", "Schraube", "250", "Stk", "76,42", "19,11")
    rows = rows_of(
        [("Pos.", "Bezeichnung", "Menge", "ME", "Einzelpreis", "Betrag"), entry], (50.0, 100.0, 230.0, 290.0, 340.0, 480.0), 180.0
    )
    [line] = read(sheet([*HEAD, *rows])).lines
    leaf = line.leaf("price_unit")
    assert leaf is not None
    assert (leaf.value, leaf.source) == ("1000", "derived")


@given(
    st.lists(
        st.tuples(st.integers(1, 999), st.decimals(min_value="0.01", max_value="999.99", places=2)), min_size=1, max_size=12
    )
)  # fmt: skip
@settings(max_examples=20, deadline=None)
def test_whatever_the_figures_every_entry_is_a_line_with_its_own(figures: list[tuple[int, Decimal]]) -> None:
    entries = [
        (f"{10 * (i + 1)}", f"BG-{7000 + i}", "Scheibe verzinkt", str(n), "Stk", f"{p}".replace(".", ","), f"{n * p:.2f}".replace(".", ","), "01.09.2026")
        for i, (n, p) in enumerate(figures)
    ]  # fmt: skip
    found = lines_read(sheet([*HEAD, *table(entries)]))
    assert [line[:3] for line in found] == [[f"{10 * (i + 1)}", f"BG-{7000 + i}", str(n)] for i, (n, _) in enumerate(figures)]
    assert [line[4:6] for line in found] == [[f"{p}", f"{n * p:.2f}"] for n, p in figures]


def test_an_item_torn_at_its_hyphen_by_a_narrow_cell_is_read_whole_and_leaves_the_description() -> None:
    titles = ("Pos.", "Artikel", "Ihre Teilenr.", "Bezeichnung", "Menge", "ME")
    rows = rows_of(
        [titles, ("10", "BG-6852", "15-5423-", "O-Ring 45x3", "12", "Stk"), ("", "", "87", "NBR 70", "", "")],
        (50, 85, 150, 220, 420, 460),
        180.0,
    )
    line = read(sheet([(80.0, {50.0: "Lieferschein"}), *HEAD[2:], *rows])).lines[0]
    assert (line.text("buyer_item"), line.text("description")) == ("15-5423-87", "O-Ring 45x3 NBR 70")


def test_an_item_that_ends_in_a_hyphen_and_goes_on_nowhere_is_not_sure() -> None:
    entry = ("10", "BG-68-", "Sechskantschraube M8x40", "250", "Stk", "2,50", "625,00", "01.09.2026")
    leaf = read(sheet([*HEAD, *table([entry]), *TOTALS])).lines[0].leaf("supplier_item")
    assert leaf is not None
    assert leaf.confidence < 0.6


def test_an_amount_before_a_heading_of_weeks_is_no_week() -> None:
    entry = ("10", "BG-6852", "Sechskantschraube M8x40", "250", "Stk", "1,36", "340,50", "KW")
    rows = table([entry])
    wrapped: list[Row] = [(rows[-1][0] + PITCH, {PLACES[-1]: "23/2026"})]
    leaf = read(sheet([*HEAD, *rows, *wrapped, *TOTALS])).lines[0].leaf("delivery_date")
    assert leaf is not None
    assert (leaf.value, leaf.confidence > 0.95) == ("2026-06-05", True)


def test_two_headings_that_grew_together_part_where_the_noun_comes_again_and_the_confirmed_date_counts() -> None:
    titles = ("Nr.", "Artikel", "Omschrijving", "Aantal", "Eenh.", "Gewenste datum Bevestigde datum", "", "Totaal")
    entry = ("10", "BG-6852", "Rondstaf", "250", "kg", "29-06-2026", "03-07-2026", "625,00")
    head = [(50.0, {50.0: "Brenner Stahl BV"}), (80.0, {50.0: "Orderbevestiging"}), (110.0, {50.0: "Uw order: 4500017325"})]
    rows = rows_of([titles, entry], (40, 70, 130, 230, 275, 310, 385, 480), 180.0)
    assert read(sheet([*head, *rows])).lines[0].text("delivery_date") == "2026-07-03"


def test_numbers_before_each_description_are_positions_where_the_heading_does_not_say_so() -> None:
    titles = ("Nr, Artikelbezeichnung", "Menge", "ME", "Einzelpreis", "Betrag", "Liefertermin")
    body = [(f"{number} {what}", quantity, unit, price, amount, day) for number, _, what, quantity, unit, price, amount, day in ENTRIES]
    reading = read(sheet([*HEAD, *rows_of([titles, *body], (50, 300, 345, 375, 445, 500), 180.0), *TOTALS]))
    assert [line.text("order_line") for line in reading.lines] == ["10", "20", "30"]
    assert reading.lines[0].text("description") == "Sechskantschraube M8x40"


def test_the_pallet_that_entries_are_on_stands_above_them_and_ends_no_table() -> None:
    titles = ("Pos.", "Artikel", "Bezeichnung", "Menge", "ME")
    above: Row = (180.0 + PITCH, {50.0: "Palette 1 SSCC 342601286159323175", 300.0: "Bruttogewicht 2.126 kg"})
    rows = rows_of([titles], (50, 85, 150, 300, 345), 180.0)
    below = rows_of([entry[:5] for entry in ENTRIES], (50, 85, 150, 300, 345), 180.0 + 2 * PITCH)
    reading = read(sheet([(80.0, {50.0: "Lieferschein"}), *HEAD[2:], *rows, above, *below]))
    assert [line.text("quantity") for line in reading.lines] == ["250", "1200", "312.5"]


def test_one_word_is_not_price_and_amount_of_a_line_at_once() -> None:
    titles = ("Pos.", "Artikel", "Bezeichnung", "Xyz", "ME", "Einzelpreis", "Betrag", "Liefertermin")
    entry = ("10", "BG-6852", "Rundstahl", "", "kg", "100", "505,98", "01.09.2026")
    line = read(sheet([*HEAD, *rows_of([titles, entry], PLACES, 180.0)])).lines[0]
    assert line.text("quantity") != "505.98"


def test_lots_below_an_entry_are_told_by_their_sum_whatever_stands_beside_them() -> None:
    titles = ("Pos.", "Artikel", "Bezeichnung", "Menge", "ME")
    places = (50, 85, 150, 300, 345)
    rows = rows_of([titles, ("10", "BG-6852", "Kugellager", "12", "Stk")], places, 180.0)
    lots = rows_of(
        [("Charge", "Menge", "Hergestellt am"), ("261780-A", "5 Stk", "22.05.2026"), ("263998-A", "7 Stk", "17.08.2026")],
        (150, 250, 330),
        180.0 + 2 * PITCH,
    )
    more = rows_of([("20", "BG-7001", "Scheibe", "8", "Stk")], places, 180.0 + 5 * PITCH)
    reading = read(sheet([(80.0, {50.0: "Lieferschein"}), *HEAD[2:], *rows, *lots, *more]))
    assert [(lot.text("lot_number"), lot.text("quantity")) for lot in reading.lines[0].groups("lots")] == [
        ("261780-A", "5"),
        ("263998-A", "7"),
    ]
    assert [line.text("quantity") for line in reading.lines] == ["12", "8"]


@pytest.mark.parametrize("printed", ["CH07245 / 12", "CH07245: 12", "CH07245 = 12 Stk", "CH07245 (12)", "CH07245/12", ".CH07245/12"])
def test_a_lot_and_its_quantity_in_one_cell_are_two_values_if_they_come_to_the_lines(printed: str) -> None:
    titles = ("Pos.", "Artikel", "Bezeichnung", "Menge", "ME", "Charge")
    rows = rows_of([titles, ("10", "BG-6852", "Kugellager", "12", "Stk", printed)], (50, 85, 150, 300, 345, 400), 180.0)
    lots = read(sheet([(80.0, {50.0: "Lieferschein"}), *HEAD[2:], *rows])).lines[0].groups("lots")
    assert [(lot.text("lot_number"), lot.text("quantity")) for lot in lots] == [("CH07245", "12")]


def test_the_code_of_the_customs_tariff_is_no_item() -> None:
    titles = ("Pos.", "Bezeichnung", "Menge", "ME", "Code NC")
    rows = rows_of([titles, ("10", "Kugellager", "12", "Stk", "84821010")], (50, 150, 300, 345, 400), 180.0)
    assert read(sheet([(80.0, {50.0: "Lieferschein"}), *HEAD[2:], *rows])).lines[0].text("supplier_item") is None


def test_a_heading_on_a_line_of_its_own_right_of_the_others_is_one_of_them_where_entries_reach_there() -> None:
    rows = rows_of([("Pos.", "Artikel", "Bezeichnung")], (50, 85, 150), 180.0)
    more: Row = (180.0 + PITCH, {400.0: "Menge"})
    below = rows_of(
        [("10", "BG-6852", "Kugellager", "12", "Stk"), ("20", "BG-7001", "Scheibe", "8", "Stk")], (50, 85, 150, 400, 430), 180.0 + 2 * PITCH
    )
    reading = read(sheet([(80.0, {50.0: "Lieferschein"}), *HEAD[2:], *rows, more, *below]))
    assert [line.text("quantity") for line in reading.lines] == ["12", "8"]


def test_a_list_of_references_that_each_page_repeats_above_the_table_parts_it_not() -> None:
    band = [
        (110.0, {50.0: "Belegnummer: AB-4711", 300.0: "Ihre Bestellung: 4500017325"}),
        (150.0, {50.0: "Beleg-Nr.", 150.0: "Kunden-Nr.", 250.0: "Pos.", 350.0: "Menge"}),
        (150.0 + PITCH, {50.0: "4711", 150.0: "12345", 250.0: "7", 350.0: "8"}),
    ]
    first = sheet([*HEAD[:2], *band, *table(ENTRIES[:2])])
    second = sheet([*band, *table(ENTRIES[2:])], number=2)
    assert lines_read(first, second) == list(READ)


def test_a_line_that_is_promised_in_parts_takes_no_date_from_the_header() -> None:
    head: list[Row] = [*HEAD, (138.0, {50.0: "Liefertermin: 28.08.2026"})]
    titles = ("Pos.", "Artikel", "Bezeichnung", "Menge", "ME", "Einzelpreis", "Betrag")
    rows = rows_of([titles, ENTRIES[0][:7]], PLACES[:7], 180.0)
    parts: list[Row] = [
        (rows[-1][0] + PITCH, {150.0: "Teillieferung 100 Stk 01.09.2026"}),
        (rows[-1][0] + 2 * PITCH, {150.0: "Teillieferung 150 Stk 08.09.2026"}),
    ]
    line = read(sheet([*head, *rows, *parts, *TOTALS])).lines[0]
    assert [part.text("quantity") for part in line.groups("schedule")] == ["100", "150"]
    assert line.text("delivery_date") is None


def test_a_second_row_of_headings_may_stand_apart_below_a_cell_that_was_broken() -> None:
    head = [
        (180.0, {50.0: "Pos.", 85.0: "Unser Ma-", 250.0: "Mng.", 285.0: "EH", 340.0: "Einzelpreis", 445.0: "Betrag"}),
        (191.0, {85.0: "terial"}),
        (203.0, {85.0: "Ihr Artikel", 150.0: "Bezeichnung", 445.0: "Liefertermin"}),
    ]
    entries = []
    for number, entry in enumerate(ENTRIES):
        top = 220.0 + 34 * number
        entries += [
            (top, {50.0: entry[0], 85.0: entry[1], 250.0: entry[3], 285.0: entry[4], 340.0: entry[5], 445.0: entry[6]}),
            (top + 11, {85.0: f"42-17{number}1-", 150.0: entry[2], 445.0: entry[7]}),
            (top + 22, {85.0: f"1{number}"}),
        ]
    reading = read(sheet([*HEAD, *head, *entries, *TOTALS]))
    assert [values(line, *NAMES) for line in reading.lines] == list(READ)
    assert [line.text("buyer_item") for line in reading.lines] == ["42-1701-10", "42-1711-11", "42-1721-12"]


def test_a_sum_that_is_carried_over_is_no_total() -> None:
    carried: list[Row] = [(380.0, {375.0: "Total reporté", 460.0: "625,00"})]
    reading = read(sheet([*HEAD, *table(ENTRIES), *carried, *TOTALS]))
    assert reading.fields.text("gross_total") == "2368.40"


def test_a_price_unit_at_the_edge_of_its_column_is_no_discount_where_that_is_left_empty() -> None:
    titles: Row = (180.0, {50.0: "Pos.", 85.0: "Artikel", 150.0: "Bezeichnung", 270.0: "Menge", 310.0: "ME", 340.0: "Preis", 380.0: "Per", 408.0: "Rabatt %", 460.0: "Wert", 510.0: "Termin"})  # fmt: skip
    rows: list[Row] = [titles]
    for place, (discount, worth) in enumerate([("20", "8,00"), ("", "10,00"), ("", "10,00")], start=1):
        cells = {50.0: f"{place}0", 85.0: f"BG-685{place}", 150.0: "Scheibe A", 275.0: "10", 310.0: "ST", 340.0: "1,00", 400.0: "1", 430.0: discount, 460.0: worth, 505.0: "01.09.2026"}  # fmt: skip
        rows.append((180.0 + place * PITCH, {x: text for x, text in cells.items() if text}))
    found = [values(line, "quantity", "price_unit", "discount_pct", "net_amount") for line in read(sheet([*HEAD, *rows])).lines]
    assert found == [["10", "1", "20", "8.00"], ["10", "1", None, "10.00"], ["10", "1", None, "10.00"]]


def test_a_position_below_its_entry_may_end_in_a_comma() -> None:
    titles, places = ("Bezeichnung", "Menge", "Einzelpreis", "Liefertermin", "Betrag"), (50.0, 300.0, 360.0, 430.0, 510.0)
    entries = [
        ("[BG-6852] Scheibe A", "10 ST", "1,00", "01.09.2026", "10,00"),
        ("[BG-7001] Rundstahl", "20 ST", "2,00", "02.09.2026", "40,00"),
    ]
    rows = rows_of([titles, *entries], places, 180.0, pitch=2 * PITCH)
    below: list[Row] = [(180.0 + (2 * place + 1) * PITCH, {50.0: f"Pos. {place}0, Kundenmaterial 63-6390-6{place}"}) for place in (1, 2)]
    lines = read(sheet([*HEAD, *rows, *below])).lines
    assert [values(line, "order_line", "buyer_item", "supplier_item") for line in lines] == [
        ["10", "63-6390-61", "BG-6852"],
        ["20", "63-6390-62", "BG-7001"],
    ]


def test_the_foot_of_a_page_below_a_sum_that_is_carried_over_is_no_entry() -> None:
    first = table(ENTRIES[:2])
    foot: list[Row] = [
        (300.0, {50.0: "Übertrag", 445.0: "709,00"}),
        (780.0, {50.0: "2750", 85.0: "Hafenstr. 300", 300.0: "041277935", 375.0: "7702215", 445.0: "34.7715,20"}),
    ]
    assert lines_read(sheet([*HEAD, *first, *foot]), sheet(table(ENTRIES[2:], top=80.0), number=2)) == list(READ)


def test_what_stands_flush_in_the_foot_of_a_page_makes_no_column_wider() -> None:
    foot: list[Row] = [
        (780.0 + PITCH * place, {50.0: f"Brenner {place}", 200.0: f"Tel {place}", 355.0: f"B{place}", 480.0: f"HRB {place}"})
        for place in (0, 1)
    ]
    assert lines_read(sheet([*HEAD, *table(ENTRIES), *TOTALS, *foot])) == list(READ)


def test_on_a_scan_an_entry_that_has_all_but_its_number_is_an_entry() -> None:
    entries = [
        ("10", "BG-6000", "Bolzen", "1", "7,00", "7,00"),
        ("20", "BG-6852", "Kugellager", "12", "4,00", "48,00"),
        ("", "BG-7001", "Scheibe", "8", "1,00", "8,00"),
        ("40", "BG-7002", "Welle", "2", "9,00", "18,00"),
    ]
    titles = ("Pos.", "Artikel", "Bezeichnung", "Menge", "Preis", "Betrag")
    rows = rows_of([titles, *entries], (50, 85, 150, 300, 345, 400), 180.0)
    read_lines = read(sheet([*HEAD, *rows], source="ocr")).lines
    assert [line.text("quantity") for line in read_lines] == ["1", "12", "8", "2"]
    assert [line.text("order_line") for line in read_lines] == ["10", "20", None, "40"]


def test_positions_of_which_a_scan_misread_one_are_positions_all_the_same() -> None:
    def cells(*numbers: str) -> list[list[Token]]:
        return [
            [token] for line in laid_out([(20.0 * i, {50.0: number}) for i, number in enumerate(numbers, 1)]).lines for token in line.tokens
        ]

    assert are_positions(cells("10", "20", "306", "40", "50"))
    assert not are_positions(cells("10", "20", "306", "47", "50"))
    assert not are_positions(cells("12", "5", "400", "3", "9"))


def test_a_sentence_close_above_a_head_is_no_line_of_it() -> None:
    titles = ("Pos.", "Artikel", "Bezeichnung", "Menge", "Preis", "Betrag")
    rows = rows_of(
        [titles, ("10", "BG-6000", "Bolzen", "1", "7,00", "7,00"), ("20", "BG-6001", "Welle", "2", "5,00", "10,00")],
        (50, 85, 150, 300, 345, 400),
        180.0,
    )
    sentence: Row = (168.0, {50.0: "wir danken Ihnen und werden die bestellten Artikel wie folgt liefern."})
    assert [
        values(line, "order_line", "supplier_item", "quantity") for line in read(sheet([*HEAD, sentence, *rows], source="ocr")).lines
    ] == [
        ["10", "BG-6000", "1"],
        ["20", "BG-6001", "2"],
    ]


def asked_and_promised(*titles: str, dates: Sequence[Sequence[str]]) -> list[Row]:
    """The table with two columns of dates in place of one."""
    entries = [[*entry[:-1], *pair] for entry, pair in zip(ENTRIES, dates, strict=True)]
    return rows_of([(*TITLES[:-1], *titles), *entries], (50.0, 85.0, 130.0, 265.0, 305.0, 335.0, 400.0, 455.0, 520.0), 180.0)


ASKED = ("01.09.2026", "02.09.2026", "03.09.2026")
WEEKS = ("WK37-2026", "WK38-2026", "WK39-2026")


@pytest.mark.parametrize("weeks", [WEEKS, ("2026-T37", "2026-T38", "2026-T39"), ("2026 S37", "2026 S38", "2026 S39")])
def test_the_confirmed_date_counts_beside_the_asked_for_one_and_nobody_doubts_it(weeks: Sequence[str]) -> None:
    reading = read(sheet([*HEAD, *asked_and_promised("Wunschtermin", "Bestätigt", dates=list(zip(ASKED, weeks, strict=True))), *TOTALS]))
    assert [line.text("delivery_date") for line in reading.lines] == ["2026-09-11", "2026-09-18", "2026-09-25"]
    assert reading.contested == []


def test_an_asked_for_date_is_contested_where_the_confirmed_one_beside_it_is_not_understood() -> None:
    dates = [(asked, said) for asked, said in zip(ASKED, ("bald", "später", "offen"), strict=True)]
    reading = read(sheet([*HEAD, *asked_and_promised("Wunschtermin", "Bestätigt", dates=dates), *TOTALS]))
    assert [line.text("delivery_date") for line in reading.lines] in ([None] * 3, list(ASKED_READ))
    assert all(path in reading.contested for path, _ in reading.leaves() if path.endswith("delivery_date"))


def test_of_two_columns_of_dates_that_no_heading_tells_apart_the_one_taken_is_contested() -> None:
    dates = [(asked, f"{day:02}.09.2026") for asked, day in zip(ASKED, (11, 18, 25), strict=True)]
    reading = read(sheet([*HEAD, *asked_and_promised("Xyz", "Abc", dates=dates), *TOTALS]))
    assert all(path in reading.contested for path, _ in reading.leaves() if path.endswith("delivery_date"))


ASKED_READ = ("2026-09-01", "2026-09-02", "2026-09-03")


def test_the_rows_of_a_printed_sheet_are_counted_and_are_no_positions() -> None:
    counted = [(str(place), *entry) for place, entry in enumerate(ENTRIES, start=12)]
    rows = rows_of([("11", *TITLES), *counted], (25.0, *PLACES), 180.0)
    assert lines_read(sheet([*HEAD, *rows, *TOTALS])) == list(READ)


def test_a_number_in_the_head_of_every_page_does_not_outvote_the_amounts() -> None:
    head: list[Row] = [*HEAD, (138.0, {50.0: "Projekt: 982.32"})]
    entries = [("10", "BG-6852", "Sechskantschraube M8x40", "2.500", "Stk", "2,5", "6250", "01.09.2026")]
    pages = [
        sheet([*head, *rows_of([TITLES, *entries], PLACES, 180.0)]),
        *(sheet([*head, (400.0, {50.0: "Seite"})], number=number) for number in (2, 3, 4)),
    ]
    assert [line.text("quantity") for line in read(*pages).lines] == ["2500"]


@pytest.mark.parametrize("unit", ["CF", "B/F"])
def test_behind_a_position_letters_for_a_sum_that_is_carried_forward_are_the_entrys_unit(unit: str) -> None:
    rows: list[Row] = [
        (160.0, {40.0: "Riga", 75.0: "Cod. articolo", 150.0: "Descrizione", 400.0: "N. lotto", 470.0: "Um", 530.0: "Q.tà"}),
        (176.0, {40.0: "10", 75.0: "09539VS", 150.0: "Giunto a denti", 470.0: unit, 530.0: "2"}),
        (190.0, {40.0: "20", 75.0: "01536VS", 150.0: "O-ring 80x5", 470.0: "PZ", 530.0: "100"}),
    ]
    assert [values(line, "order_line", "quantity") for line in read(sheet([*SHIPPED, *rows])).lines] == [["10", "2"], ["20", "100"]]


def test_figures_that_stand_beside_the_column_of_quantities_are_none_for_sure() -> None:
    rows: list[Row] = [
        (318.0, {50.0: "Pos.-Nr.Teilenummer", 180.0: "Bezeichnung"}),
        (330.0, {186.0: "Menge", 270.0: "Nettopreis", 368.0: "pro", 510.0: "Nettowert"}),
        (342.0, {50.0: "10", 96.0: "HC 42091", 180.0: "Korrosionsschutzwachs KW 6"}),
        (356.0, {186.0: "360 KG", 270.0: "823,57", 368.0: "100 KG", 510.0: "2.964,85"}),
        (371.0, {96.0: "Lieferdatum: 14.09.2026"}),
        (385.0, {50.0: "20", 96.0: "HC 05421", 180.0: "Hydraulikschlauch DN6"}),
        (400.0, {186.0: "100 KG", 270.0: "14,51", 368.0: "1 KG", 510.0: "1.451,00"}),
        (414.0, {96.0: "Lieferdatum: 15.09.2026"}),
    ]
    lines = read(sheet([*CONFIRMED, *rows])).lines
    counted = [line.leaf("quantity") for line in lines]
    assert counted
    assert all(leaf is None or leaf.value in ("360", "100") or leaf.confidence < 0.9 for leaf in counted)


MARKED = [("Markierung", "Versandmenge", "Gegenstand", "Chargen-Kennung"), ("Marks", "Quantity", "Goods", "Batch no.")]


@pytest.mark.parametrize("head", MARKED)
@pytest.mark.parametrize("mark", ["Nr.", "No", "N°"])
def test_a_mark_before_each_position_is_no_unit(head: Sequence[str], mark: str) -> None:
    table = [
        head,
        (f"{mark} 10", "485,50 kg", "Rundstahl 12 mm", "L000916 / 485,50"),
        (f"{mark} 20", "2.075,00 kg", "Rundstahl 8 mm", "CH07860 / 2.075,00"),
        (f"{mark} 30", "1.240,00 kg", "Rundstahl 15 mm", "L003700 / 1.240,00"),
    ]
    lines = read(sheet([*SHIPPED, *rows_of(table, (40.0, 140.0, 210.0, 400.0), 180.0)])).lines
    assert [values(line, "order_line", "quantity") for line in lines] == [["10", "485.50"], ["20", "2075.00"], ["30", "1240.00"]]
    assert [lot.text("lot_number") for line in lines for lot in line.groups("lots")] == ["L000916", "CH07860", "L003700"]


def test_a_unit_before_each_quantity_is_no_mark_of_positions() -> None:
    def cells(*quantities: str) -> list[list[Token]]:
        rows = rows_of([[f"NR {quantity}"] for quantity in quantities], (50.0,), 180.0)
        return [list(line.tokens) for line in laid_out(rows).lines]

    assert not are_positions(cells("250", "500", "750"))
    assert are_positions(cells("10", "20", "30"))
