"""What order desks and shipping offices print about an entry below it: the order and its line, the day that was promised, a table of releases."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from domain.paper import Group
from tests.press import CONFIRMED, PITCH, Row, read, rows_of, sheet, values

PLACES = (50.0, 130.0, 290.0, 340.0, 400.0, 460.0, 520.0)
TITLES = ("Artikel", "Bezeichnung", "Menge", "ME", "Preis", "Betrag", "Termin")
ENTRIES = [
    ("BG-6852", "Rundstahl 12 mm", "100", "Stk", "2,50", "250,00", "01.09.2026"),
    ("BG-7001", "Flachstahl 30x8", "200", "Stk", "0,50", "100,00", "08.09.2026"),
]


def lines_with(
    texts: Sequence[str], *, above: str = "", titles: Sequence[str] = TITLES, entries: Sequence[Sequence[str]] = ENTRIES
) -> list[Group]:
    """The lines of a confirmation whose entries have those texts below them, and that one above the first."""
    rows: list[Row] = [*CONFIRMED, *rows_of([titles], PLACES, 180.0)]
    top = 180.0 + PITCH
    if above:
        rows.append((top, {130.0: above}))
        top += PITCH
    for entry, text in zip(entries, texts, strict=True):
        rows += rows_of([entry], PLACES, top)
        for line in text.split("\n"):
            top += PITCH
            rows.append((top, {130.0: line}))
        top += PITCH
    return read(sheet(rows)).lines


@pytest.mark.parametrize(
    "text",
    [
        "Rif. Vs. ord. 4500017325 riga {line}",
        "S/ped. 4500017325 línea {line}",
        "V/cde 4500017325 ligne {line}",
        "Ihre Bestellung 4500017325 Pos. {line}",
        "Your PO 4500017325 Line {line}",
    ],
)
def test_the_line_of_the_order_is_read_behind_the_orders_number_below_an_entry(text: str) -> None:
    found = lines_with([text.format(line=line) for line in ("10", "00020")])
    assert [line.text("order_line") for line in found] == ["10", "20"]


def test_an_order_and_its_line_above_the_first_entry_are_not_of_the_entry_above_them() -> None:
    found = lines_with(["V/cde 4500017325 ligne 20", "Zeugnis 3.1"], above="V/cde 4500017325 ligne 10")
    assert found[0].text("order_line") != "20"


def test_a_line_of_the_suppliers_own_order_is_no_line_of_the_buyers() -> None:
    found = lines_with(["Unser Auftrag 88017325 Pos. 1", "Unser Auftrag 88017325 Pos. 2"])
    assert all(line.text("order_line") is None for line in found)


WISHED = ("Pos", "Bezeichnung", "Menge", "ME", "Preis", "Betrag", "Wunschtermin")
NUMBERED = [("10", *ENTRIES[0][1:]), ("20", *ENTRIES[1][1:])]


@pytest.mark.parametrize(
    ("label", "wished"),
    [("Voraussichtliche Lieferung", "Wunschtermin"), ("Livraison estimée", "Souhaité"), ("Estimated delivery", "Need By")],
)
def test_a_day_that_is_labelled_below_an_entry_is_promised_where_the_column_says_that_its_days_were_only_wished_for(
    label: str, wished: str
) -> None:
    texts = [f"100 Stk bestätigt ({label}: 15.09.2026)", f"200 Stk bestätigt ({label}: 22.09.2026)"]
    found = lines_with(texts, titles=(*WISHED[:-1], wished), entries=NUMBERED)
    assert [line.text("delivery_date") for line in found] == ["2026-09-15", "2026-09-22"]
    assert all(day.confidence > 0.9 for line in found if (day := line.leaf("delivery_date")))


def test_parts_that_are_confirmed_below_an_entry_are_told_apart_from_the_day_that_was_wished_for() -> None:
    parts = "40 Stk bestätigt (Voraussichtliche Lieferung: 15.09.2026)\n60 Stk bestätigt (Voraussichtliche Lieferung: 22.09.2026)"
    first, _ = lines_with([parts, "Zeugnis 3.1"], titles=WISHED, entries=NUMBERED)
    assert [values(part, "quantity", "delivery_date") for part in first.groups("schedule")] == [["40", "2026-09-15"], ["60", "2026-09-22"]]


@pytest.mark.parametrize(
    "titles",
    [
        ("Rel", "Ship By", "Due At Dock", "Qty"),
        ("Abruf", "Versand ab Werk", "Eintreffen", "Menge"),
        ("Dost.", "Wysyłka", "U klienta", "Ilość"),
    ],
)
def test_of_a_release_the_day_when_it_arrives_is_promised_and_not_the_day_when_it_leaves(titles: Sequence[str]) -> None:
    table = [titles, ("1", "28.08.2026", "01.09.2026", "100 Stk")]
    rows = [
        *rows_of([TITLES[:-1], ENTRIES[0][:-1]], PLACES[:-1], 180.0),
        *rows_of(table, (160.0, 200.0, 300.0, 400.0), 180.0 + 2 * PITCH),
    ]
    (only,) = read(sheet([*CONFIRMED, *rows])).lines
    assert values(only, "quantity", "delivery_date") == ["100", "2026-09-01"]


def test_a_release_of_less_than_the_whole_tells_no_day_for_the_entry() -> None:
    table = [("Abruf", "Versand ab Werk", "Eintreffen", "Menge"), ("1", "28.08.2026", "01.09.2026", "90 Stk")]
    other = [table[0], ("1", "04.09.2026", "08.09.2026", "200 Stk")]
    places = (160.0, 200.0, 300.0, 400.0)
    rows = [
        *rows_of([WISHED[:-1], NUMBERED[0][:-1]], PLACES[:-1], 180.0),
        *rows_of(table, places, 180.0 + 2 * PITCH),
        *rows_of([NUMBERED[1][:-1]], PLACES[:-1], 180.0 + 4 * PITCH),
        *rows_of(other, places, 180.0 + 5 * PITCH),
    ]
    first, second = read(sheet([*CONFIRMED, *rows])).lines
    assert values(first, "order_line", "delivery_date") == ["10", None]
    assert values(second, "order_line", "delivery_date") == ["20", "2026-09-08"]
