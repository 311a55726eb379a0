"""What papers of works and subcontractors have: sentences right below the table, titles above captions, labels of two meanings, a heat with its lot in a bar."""

from __future__ import annotations

import pytest

from tests.press import CONFIRMED, SHIPPED, Row, read, rows_of, sheet, values

PLACES = (50.0, 85.0, 150.0, 330.0, 400.0)
TITLES = ("Pos.", "Artikel", "Bezeichnung", "Menge", "ME")
ENTRIES = (("10", "BG-7001", "Scheibe A 10,5", "1.200", "Stk"), ("20", "BG-7002", "Bolzen 12x80", "250", "Stk"))


def test_a_sentence_right_below_the_last_entry_is_read_and_no_part_of_it() -> None:
    foot: list[Row] = [
        (220.0, {50.0: "Die Ware verlässt unser Werk am 03.07.2026 mit Kühne + Nagel (Sendungsnummer 000199560736)"}),
        (232.0, {50.0: "und trifft voraussichtlich am 05.07.2026 ein."}),
    ]
    reading = read(sheet([*SHIPPED, *rows_of([TITLES, *ENTRIES], PLACES, 180.0, pitch=12.0), *foot], size=8.0))
    assert values(reading.fields, "ship_date", "arrival_date", "carrier", "tracking_number") == [
        "2026-07-03",
        "2026-07-05",
        "Kühne + Nagel",
        "000199560736",
    ]
    assert [line.text("description") for line in reading.lines] == ["Scheibe A 10,5", "Bolzen 12x80"]


def test_what_is_labelled_below_the_last_entry_stays_its_own() -> None:
    below: list[Row] = [(216.0, {50.0: "Kundenartikel 42-8012-72 von Ihnen bereits freigegeben wie bemustert"})]
    reading = read(sheet([*SHIPPED, *rows_of([TITLES, *ENTRIES], PLACES, 180.0, pitch=12.0), *below], size=8.0))
    assert [line.text("buyer_item") for line in reading.lines] == [None, "42-8012-72"]


@pytest.mark.parametrize("unit", ["off", "No.", "N."])
def test_pieces_have_other_names_below_a_heading_of_units(unit: str) -> None:
    entries = [(*entry[:4], unit) for entry in ENTRIES]
    reading = read(sheet([*SHIPPED, *rows_of([TITLES, *entries], PLACES, 180.0)]))
    assert [values(line, "quantity", "unit") for line in reading.lines] == [["1200", "C62"], ["250", "C62"]]


def test_a_title_does_not_name_what_stands_below_the_caption_under_it() -> None:
    top: list[Row] = [
        (50.0, {50.0: "Officine Trevigiane S.r.l."}),
        (80.0, {300.0: "Conferma d'ordine"}),
        (94.0, {50.0: "Numero documento", 170.0: "Data documento", 302.0: "Codice cliente", 420.0: "Vs. ordine"}),
        (105.0, {50.0: "73429/OC", 170.0: "03/07/2026", 302.0: "54598", 420.0: "4500017325"}),
    ]
    reading = read(sheet(top))
    document = reading.fields.leaf("document_number")
    assert document is not None
    assert (document.value, document.confidence > 0.8) == ("73429/OC", True)


def test_an_address_right_of_a_title_is_no_number_of_the_paper() -> None:
    top: list[Row] = [
        (50.0, {50.0: "Décolletage du Faucigny SAS", 330.0: "Halvorsen Anlagenbau GmbH"}),
        (80.0, {50.0: "Accusé de réception de commande", 330.0: "70469 Stuttgart"}),
        (114.0, {50.0: "N° ARC", 150.0: "Date", 250.0: "Votre commande"}),
        (126.0, {50.0: "CC080868", 150.0: "28/02/2026", 250.0: "4700098176"}),
    ]
    assert read(sheet(top)).fields.text("document_number") == "CC080868"


@pytest.mark.parametrize(("said", "field", "value"), [("30-07-2026", "delivery_date", "2026-07-30"), ("DAP Eibergen", "incoterm", "DAP")])
def test_a_label_of_two_meanings_names_what_stands_there(said: str, field: str, value: str) -> None:
    top: list[Row] = [
        (50.0, {50.0: "Kunststoftechniek Berkelland B.V."}),
        (80.0, {50.0: "Orderbevestiging"}),
        (110.0, {50.0: "Ordernr.: VO26-4711", 300.0: "Uw referentie: 4500017325"}),
        (124.0, {50.0: "Orderdatum: 03-07-2026", 300.0: f"Levering: {said}"}),
    ]
    titles, entry = ("Regel", "Artikel", "Omschrijving", "Aantal", "Prijs", "Bedrag"), ("10", "KB-4711", "Klem", "4", "2,50", "10,00")
    reading = read(sheet([*top, *rows_of([titles, entry], (50.0, 90.0, 160.0, 300.0, 360.0, 430.0), 180.0)]))
    found = reading.lines[0].text(field) if field == "delivery_date" else reading.fields.text(field)
    assert found == value


def test_the_orders_line_may_stand_behind_a_dash() -> None:
    titles, entry = ("Artikel", "Bezeichnung", "Menge", "ME", "Preis", "Betrag"), ("BG-7001", "Scheibe", "4", "Stk", "2,50", "10,00")
    below: list[Row] = [(193.0, {130.0: "Ihre Art.-Nr. 42-8012-72 – Position 30"})]
    reading = read(sheet([*CONFIRMED, *rows_of([titles, entry], (50.0, 130.0, 300.0, 350.0, 390.0, 450.0), 180.0), *below], size=8.0))
    assert [values(line, "buyer_item", "order_line") for line in reading.lines] == [["42-8012-72", "30"]]


def test_tests_below_a_bar_with_heat_and_lot_are_the_heats() -> None:
    rows: list[Row] = [
        (50.0, {50.0: "Brenner Guss GmbH"}),
        (80.0, {50.0: "Abnahmeprüfzeugnis 3.1 nach EN 10204"}),
        (110.0, {50.0: "Zeugnis-Nr.: Z-4711", 300.0: "Ihre Bestellung: 4500017325"}),
    ]
    for top, heat, lot, found in ((150.0, "0185830", "856568", "402"), (250.0, "H726272", "965090", "411")):
        rows += [
            (top, {50.0: f"Schmelze {heat}", 150.0: f"Charge {lot}", 250.0: "Menge 320 kg"}),
            (top + 16, {50.0: "Element", 130.0: "C", 180.0: "Si", 230.0: "Mn", 280.0: "P"}),
            (top + 28, {50.0: "Ist", 130.0: "0,12", 180.0: "0,20", 230.0: "0,63", 280.0: "0,012"}),
            (top + 46, {50.0: "Prüfung", 250.0: "Soll", 350.0: "Ist längs"}),
            (top + 58, {50.0: "Streckgrenze ReH", 180.0: "N/mm²", 250.0: "min. 355", 350.0: found}),
            (top + 70, {50.0: "Zugfestigkeit Rm", 180.0: "N/mm²", 250.0: "470 – 630", 350.0: "540"}),
        ]
    heats = read(sheet(rows, size=8.0)).heats
    assert [(heat.text("heat_number"), [test.text("yield_mpa") for test in heat.groups("tensile")]) for heat in heats] == [
        ("0185830", ["402"]),
        ("H726272", ["411"]),
    ]
