"""Promises in parts: quantities with dates in one cell that add up to the line's."""

from __future__ import annotations

import pytest

from domain.paper import Group
from tests.press import CONFIRMED, Row, read, rows_of, sheet


def parts_of(first: str, second: str) -> list[tuple[str | None, str | None]]:
    head: Row = (
        160.0,
        {50.0: "Pos.", 90.0: "Artikel", 200.0: "Menge", 260.0: "Einheit", 320.0: "Preis", 400.0: "Betrag", 480.0: "Liefertermin"},
    )
    rows: list[Row] = [
        (
            180.0,
            {50.0: "10", 90.0: "AB-3035", 200.0: "1 884", 260.0: "KG", 320.0: "1,20", 400.0: "2 260,80", 450.0: first, 490.0: "12.05.2026"},
        ),
        (194.0, {90.0: "Blech 10x2000x6000", 450.0: second, 490.0: "19.05.2026"}),
        (220.0, {50.0: "20", 90.0: "AB-3036", 200.0: "320", 260.0: "KG", 320.0: "2,00", 400.0: "640,00", 490.0: "25.05.2026"}),
    ]
    line: Group = read(sheet([*CONFIRMED, head, *rows])).lines[0]
    return [(part.text("quantity"), part.text("delivery_date")) for part in line.groups("schedule")]


def test_thousands_a_blank_before_three_figures_are_of_one_part() -> None:
    assert parts_of("377:", "1 507:") == [("377", "2026-05-12"), ("1507", "2026-05-19")]


def test_parts_that_do_not_add_up_are_none() -> None:
    assert parts_of("377:", "1 508:") == []


def test_a_week_goes_on_below_where_it_began_and_a_size_is_no_part() -> None:
    """`settimana` / `15/2026` in a narrow cell; the name beside it goes on with `8M-600 … 30 mm`, and a note below with `Riga 10`: 30 and 10 come to the 40 of the line."""
    head: Row = (
        160.0,
        {
            50.0: "Riga",
            90.0: "Ns. codice",
            150.0: "Descrizione",
            280.0: "Quantità",
            340.0: "UM",
            370.0: "Prezzo",
            420.0: "Importo",
            480.0: "Confermata",
        },
    )
    rows: list[Row] = [
        (180.0, {50.0: "10", 90.0: "OB03569", 150.0: "Cinghia dentata HTD", 280.0: "40,000", 340.0: "NR", 370.0: "73,11", 420.0: "2.924,40", 480.0: "settimana"}),
        (191.0, {150.0: "8M-600, larghezza 30 mm", 480.0: "15/2026"}),
        (210.0, {50.0: "Riga 10 = Vs. codice 48-3822-40"}),
    ]  # fmt: skip
    line: Group = read(sheet([*CONFIRMED, head, *rows])).lines[0]
    assert (line.text("delivery_date"), line.groups("schedule")) == ("2026-04-10", [])


def test_the_day_of_a_drawing_below_an_entry_makes_its_promise_no_less_sure() -> None:
    rows = [
        ("Pos", "Item", "Description", "Qty", "Price", "Delivery date"),
        ("10", "AB-1234", "Disc", "100", "12.50", "17.04.2026"),
        ("", "", "Drawing 4711-0815 Rev. C dated 11.11.2025", "", "", ""),
        ("20", "AB-1235", "Nut", "50", "8.00", "17.04.2026"),
    ]
    lines = read(sheet([*CONFIRMED, *rows_of(rows, (50.0, 90.0, 160.0, 280.0, 350.0, 430.0), 180.0)])).lines
    promised = [line.leaf("delivery_date") for line in lines]
    assert [day and (day.value, day.contested) for day in promised] == [("2026-04-17", False)] * 2


def test_the_earliest_day_is_no_sure_promise() -> None:
    rows = [
        ("Pos", "Item", "Description", "Qty", "Price", "Delivery date"),
        ("10", "AB-1234", "Disc", "100", "12.50", "not before 17.04.2026"),
        ("20", "AB-1235", "Nut", "50", "8.00", "17.04.2026"),
    ]
    lines = read(sheet([*CONFIRMED, *rows_of(rows, (50.0, 90.0, 160.0, 280.0, 350.0, 410.0), 180.0)])).lines
    assert [day and day.contested for day in (line.leaf("delivery_date") for line in lines)] == [True, False]


@pytest.mark.parametrize(
    "below",
    [
        "Delivery time: 6-8 weeks",
        "Lieferzeit ca. 3 Wochen",
        "Délai 2 semaines",
        "Consegna 30 giorni",
        "80 PCS immediately, balance 20 PCS end of May",
    ],
)
def test_words_below_an_entry_that_tell_another_time_make_its_day_unsure(below: str) -> None:
    rows = [
        ("Pos", "Item", "Description", "Qty", "Price", "Delivery date"),
        ("10", "AB-1234", "Disc", "100", "12.50", "17.04.2026"),
        ("", "", below, "", "", ""),
        ("20", "AB-1235", "Nut", "50", "8.00", "17.04.2026"),
    ]
    lines = read(sheet([*CONFIRMED, *rows_of(rows, (50.0, 90.0, 160.0, 300.0, 350.0, 410.0), 180.0)])).lines
    assert [day and day.contested for day in (line.leaf("delivery_date") for line in lines)] == [True, False]
