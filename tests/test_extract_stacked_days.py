"""A promised day above the wished one in one cell, as the heading says; footers that tell nothing of a head's columns."""

from __future__ import annotations

import pytest

from domain.paper import Group
from tests.press import CONFIRMED, Row, read, sheet

PLACES = (50.0, 80.0, 120.0, 200.0, 330.0, 380.0, 420.0, 480.0)


def lines_under(days: list[str], rows: list[tuple[str, str]]) -> tuple[list[Group], list[str]]:
    """The lines of a confirmation whose last heading has those parts, one below the other; each entry has two days."""
    titles = ("Nr.", "Uw regel", "", "Omschrijving", "Aantal", "Ehd", "Bedrag", days[0])
    head: list[Row] = [(180.0, {x: text for x, text in zip(PLACES, titles, strict=True) if text})]
    head += [(180.0 + 10.0 * at, {PLACES[-1]: part}) for at, part in enumerate(days[1:], start=1)]
    below: list[Row] = []
    for at, (upper, lower) in enumerate(rows):
        top = 230.0 + 28.0 * at
        cells = (str(at + 1), str(10 * (at + 1)), "", f"Sluitring DIN 125 M{at + 6}", "100", "Stk", "12,50", upper)
        below.append((top, {x: text for x, text in zip(PLACES, cells, strict=True) if text}))
        below.append((top + 11.0, {PLACES[3]: "verzinkt", PLACES[-1]: lower}))
    reading = read(sheet([*CONFIRMED, *head, *below]))
    return reading.lines, reading.contested


@pytest.mark.parametrize(
    "days",
    [
        ["Toegezegde", "leverdatum", "Gewenste", "leverdatum"],
        ["Fecha de entrega", "prometida", "Fecha solicitada"],
        ["Obiecana data", "dostawy", "Żądana data", "dostawy"],
        ["Promised date", "Requested date"],
        ["Liefertermin", "Gewünschter Liefertermin"],
        ["Liefertermin", "Wunschtermin"],
    ],
)
def test_the_upper_of_two_days_is_promised_where_the_heading_has_the_wish_below(days: list[str]) -> None:
    found, contested = lines_under(days, [("28.08.2026", "31.08.2026"), ("07.08.2026", "12.08.2026")])
    assert [line.text("delivery_date") for line in found] == ["2026-08-28", "2026-08-07"]
    assert not [path for path in contested if "delivery_date" in path]


@pytest.mark.parametrize("days", [["Delivery date", "requested"], ["Leverdatum", "Datum"]])
def test_two_days_below_a_heading_that_tells_no_promise_above_a_wish_are_sure_of_neither(days: list[str]) -> None:
    found, contested = lines_under(days, [("28.08.2026", "31.08.2026"), ("07.08.2026", "12.08.2026")])
    for at, line in enumerate(found):
        told = line.leaf("delivery_date")
        assert told is None or told.confidence < 0.92 or f"lines[{at}].delivery_date" in contested


@pytest.mark.parametrize("footed", [False, True])
def test_the_lines_of_a_footer_tell_nothing_of_how_a_crowded_head_is_cut(footed: bool) -> None:
    rows: list[Row] = [
        (180.0, {50.0: "Lp.", 80.0: "Państwa Zapas", 200.0: "Opis", 330.0: "Ilość", 390.0: "Jm.", 430.0: "Kwota", 490.0: "Termin"}),
        (190.0, {80.0: "poz."}),
        (
            214.0,
            {
                50.0: "1",
                80.0: "10",
                118.0: "BS-01577",
                200.0: "Pręt okrągły",
                330.0: "40",
                390.0: "KG",
                430.0: "52,74",
                490.0: "23.10.2026",
            },
        ),
    ]
    feet: list[Row] = [
        (790.0, {50.0: "Tel. 33 555 85 10", 200.0: "NIP 5530555851", 330.0: "Bank", 490.0: "1 / 1"}),
        (800.0, {50.0: "biuro@firma 24 h", 200.0: "KRS 0000555851", 330.0: "IBAN PL44 1050"}),
    ]
    [line] = read(sheet([*CONFIRMED, *rows, *(feet if footed else [])])).lines
    assert (line.text("order_line"), line.text("supplier_item")) == ("10", "BS-01577")


def test_a_row_of_captions_with_the_customers_number_is_a_form_and_no_table_of_goods() -> None:
    rows: list[Row] = [
        (50.0, {50.0: "Aciéries de la Meuse SAS"}),
        (80.0, {50.0: "Certificat de réception 3.1 EN 10204"}),
        (110.0, {50.0: "N° certificat", 180.0: "Date du certificat", 320.0: "Commande client", 450.0: "Poste commande"}),
        (122.0, {50.0: "MTC78911", 180.0: "26/09/2026", 320.0: "B0340734", 450.0: "20"}),
        (140.0, {50.0: "N° client", 180.0: "Désignation du produit", 320.0: "Quantité livrée", 450.0: "Dimensions"}),
        (152.0, {50.0: "70575", 180.0: "Rond Ø 10 mm C45", 320.0: "1 240 KG", 450.0: "Ø 10 mm"}),
        (170.0, {50.0: "Code article", 180.0: "Code article client", 320.0: "Spécification", 450.0: "Nuance"}),
        (182.0, {50.0: "M11116", 180.0: "20-4120-30", 320.0: "EN 10083-2", 450.0: "C45"}),
    ]
    reading = read(sheet(rows))
    [line] = reading.lines
    assert (line.text("order_line"), line.text("buyer_item"), line.text("supplier_item")) == ("20", "20-4120-30", "M11116")
    assert reading.fields.text("customer_number") == "70575"
