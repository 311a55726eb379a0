"""Days and quantities of which a table prints two: what held before, or was ordered, is not what is confirmed."""

from __future__ import annotations

import pytest

from extract.table.naming import is_wish
from extract.text.dates import date_style, find_date
from tests.press import CONFIRMED, Row, read, sheet, values

PLACES = (50.0, 85.0, 250.0, 310.0, 360.0, 395.0, 440.0, 490.0, 545.0)


def table(*heads: str) -> list[Row]:
    first, second, third, fourth = heads
    return [
        *CONFIRMED,
        (180.0, dict(zip(PLACES, ("Ihre Pos.", "Bezeichnung", first, second, "ME", "Preis", "Betrag", third, fourth), strict=True))),
        (195.0, dict(zip(PLACES, ("10", "Scheibe 1", "12", "10", "Stk", "4,10", "41,00", "09.03.26", "16.03.26"), strict=True))),
        (210.0, dict(zip(PLACES, ("20", "Scheibe 2", "8", "8", "Stk", "2,00", "16,00", "12.03.26", "19.03.26"), strict=True))),
    ]


@pytest.mark.parametrize(
    ("before", "now"),
    [("Alter Termin", "Neuer Termin"), ("Previous date", "New date"), ("Ancien délai", "Nouveau délai"), ("Fecha anterior", "Fecha nueva")],
)
def test_the_new_day_is_promised_and_not_the_one_that_held_before(before: str, now: str) -> None:
    lines = read(sheet(table("bestellt", "bestätigt", before, now), size=7.0)).lines
    assert [values(line, "delivery_date") for line in lines] == [["2026-03-16"], ["2026-03-19"]]


@pytest.mark.parametrize(("ordered", "confirmed"), [("bestellt", "bestätigt"), ("Ordered", "Confirmed"), ("Commandé", "Confirmé")])
def test_numbers_below_confirmed_are_how_much_and_not_when(ordered: str, confirmed: str) -> None:
    lines = read(sheet(table(ordered, confirmed, "Wunschtermin", "Liefertermin"), size=7.0)).lines
    assert [values(line, "quantity", "delivery_date") for line in lines] == [["10", "2026-03-16"], ["8", "2026-03-19"]]


@pytest.mark.parametrize(
    ("ordered", "confirmed"),
    [("Zamówiono", "Potwierdzono Jm"), ("Bestellt", "Bestätigt ME"), ("Commandé", "Confirmé U"), ("Ordered", "Confirmed UoM")],
)
def test_a_confirmed_quantity_that_shares_its_heading_with_the_unit_is_read_and_not_the_ordered_one(ordered: str, confirmed: str) -> None:
    places = (50.0, 85.0, 187.0, 234.0, 341.0, 400.0, 480.0)
    rows = [
        (180.0, dict(zip(places, ("Poz.", "Bezeichnung", ordered, confirmed, "Cena", "Wartość", "Termin"), strict=True))),
        (195.0, dict(zip(places, ("10", "Wąż 2SC", "62,500", "31,000 m", "13,21", "409,51", "08.04.2026"), strict=True))),
        (210.0, dict(zip(places, ("20", "Sprzęgło 30", "4,000", "4,000 m", "108,65", "434,60", "30.03.2026"), strict=True))),
    ]
    lines = read(sheet([*CONFIRMED, *rows], size=7.0)).lines
    assert [values(line, "quantity") for line in lines] == [["31.000"], ["4.000"]]


@pytest.mark.parametrize("title", ["Aantal / eenheid", "Menge / Einheit", "Qty / UoM", "Quantité / Unité"])
def test_a_heading_of_how_much_and_its_unit_behind_a_stroke_is_one_column(title: str) -> None:
    places = (50.0, 110.0, 190.0, 319.0, 443.0, 499.0)
    rows = [
        (180.0, dict(zip(places, ("Pos.", "Artikel", "Bezeichnung", title, "Prijs / per", "Betrag"), strict=True))),
        (195.0, dict(zip(places, ("10", "009437-W", "Klauwkoppeling", "10 set", "128,42", "1.284,20"), strict=True))),
        (210.0, dict(zip(places, ("20", "002536-W", "Strip 80x10", "210 kg", "4,36", "915,60"), strict=True))),
        (225.0, dict(zip(places, ("30", "003807-W", "Sluitring DIN 125", "10.000 stuks", "13,27 / 1000 stuks", "132,70"), strict=True))),
    ]
    lines = read(sheet([*CONFIRMED, *rows], size=7.0)).lines
    assert [values(line, "quantity", "unit", "unit_price") for line in lines] == [
        ["10", "SET", "128.42"],
        ["210", "KGM", "4.36"],
        ["10000", "C62", "13.27"],
    ]


@pytest.mark.parametrize("title", ["Previous date", "Termin bisher", "Ancien délai", "Fecha anterior", "Data precedente", "Vorige datum"])
def test_a_heading_that_speaks_of_what_held_before_names_no_promise(title: str) -> None:
    assert is_wish(title)


@pytest.mark.parametrize("text", ["IE3 AUG-2026", "Typ B12 März 2026"])
def test_figures_at_the_end_of_a_type_are_no_day(text: str) -> None:
    style = date_style([], month_first=False)
    try:
        found = find_date(text, style)
    except ValueError:
        return
    assert found.value.day not in (3, 12)


def test_what_is_counted_below_an_entry_as_a_line_of_the_buyers_is_its_number_behind_a_comma_and_behind_a_dot() -> None:
    rows: list[Row] = [
        *CONFIRMED,
        (180.0, {50.0: "Pos.", 90.0: "Artikelnr.", 170.0: "Bezeichnung", 320.0: "Menge", 400.0: "Preis", 480.0: "Liefertermin"}),
        (195.0, {50.0: "1", 90.0: "SK.09424", 170.0: "O-Ring 30x5", 320.0: "50 Stk", 400.0: "5,68", 480.0: "05.08.2026"}),
        (209.0, {90.0: "Ihre Artikelnr.: 68-4000-37, Ihre Pos.: 10"}),
        (223.0, {50.0: "2", 90.0: "SK.01311", 170.0: "O-Ring 40x5", 320.0: "25 Stk", 400.0: "4,97", 480.0: "29.07.2026"}),
        (237.0, {90.0: "15-8895-79 · Ihre Pos. 20"}),
    ]
    assert [values(line, "order_line") for line in read(sheet(rows)).lines] == [["10"], ["20"]]


def test_a_referenced_row_is_the_orders_line_where_entries_are_counted() -> None:
    rows: list[Row] = [
        (50.0, {50.0: "Metalforniture Brenta S.r.l."}),
        (80.0, {50.0: "Conferma d'ordine"}),
        (110.0, {50.0: "Conferma n. CO/97664", 300.0: "Vs. ordine n. 4500017325"}),
        (180.0, {50.0: "Pos.", 90.0: "Articolo", 170.0: "Descrizione", 320.0: "Quantità", 380.0: "UM", 420.0: "Prezzo", 490.0: "Importo"}),
        (195.0, {50.0: "1", 90.0: "MB005533", 170.0: "Valvola DN30", 320.0: "30", 380.0: "PZ", 420.0: "10,00", 490.0: "300,00"}),
        (209.0, {170.0: "Rif. riga: 10"}),
        (223.0, {170.0: "Consegna: 28.07.2026"}),
        (237.0, {50.0: "2", 90.0: "MB006098", 170.0: "Anello 40x72", 320.0: "100", 380.0: "PZ", 420.0: "2,00", 490.0: "200,00"}),
        (251.0, {170.0: "Rif. riga: 20"}),
        (265.0, {170.0: "Consegna: 27.07.2026"}),
    ]
    assert [values(line, "order_line") for line in read(sheet(rows)).lines] == [["10"], ["20"]]


@pytest.mark.parametrize("label", ["Ihr Abruf", "Your call-off", "Votre appel", "Uw afroep", "Państwa odwołanie"])
def test_what_a_call_off_is_called_names_the_order(label: str) -> None:
    rows: list[Row] = [
        (50.0, {50.0: "Brenner Stahl GmbH"}),
        (80.0, {50.0: "Auftragsbestätigung"}),
        (110.0, {50.0: "Belegnummer: AB-4711"}),
        (124.0, {50.0: f"{label}: B0692571 vom 11.06.2026", 320.0: "Rahmenvertrag: RV-23-1259"}),
    ]
    assert read(sheet(rows)).fields.text("order_number") == "B0692571"


def test_an_entry_goes_on_behind_a_net_price() -> None:
    rows: list[Row] = [
        (50.0, {50.0: "Allegheny Drive & Supply, Inc."}),
        (80.0, {50.0: "Order Acknowledgment"}),
        (110.0, {50.0: "Ack. No.: 8041991", 300.0: "Customer PO: PO-686876"}),
    ]
    for top, number in ((180.0, "10"), (300.0, "20")):
        rows += [
            (top, {50.0: f"PO Line {number}"}),
            (top + 14, {50.0: "Our Part No.", 160.0: "ADS044058 Plate 15x2000x6000"}),
            (top + 28, {50.0: "Qty.", 160.0: "2 set"}),
            (top + 42, {50.0: "Net Price", 160.0: "38.49 USD"}),
            (top + 56, {50.0: "Ext. Amount", 160.0: "76.98 USD"}),
            (top + 70, {50.0: "Delivery", 160.0: "07-17-2026"}),
        ]
    assert [values(line, "unit_price", "delivery_date") for line in read(sheet(rows)).lines] == [["38.49", "2026-07-17"]] * 2
