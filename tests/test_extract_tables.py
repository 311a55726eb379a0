"""Lines of tables: wrapped cells, entries of two rows, carried-over sums, repeated heads, leaning pages."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.words import PageWords
from tests.press import PITCH, Row, read, rows_of, sheet, values

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
