"""What papers of works and subcontractors have: sentences right below the table, titles above captions, labels of two meanings, a heat with its lot in a bar."""

from __future__ import annotations

from typing import Literal

import pytest

from domain.paper import Group
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


def certificate(*bars: tuple[str, str, str], source: Literal["text", "ocr"] = "text") -> list[Group]:
    """The heats of a certificate that has for each a bar with its number and its lot's, an analysis and tests with that yield strength."""
    rows: list[Row] = [
        (50.0, {50.0: "Brenner Guss GmbH"}),
        (80.0, {50.0: "Abnahmeprüfzeugnis 3.1 nach EN 10204"}),
        (110.0, {50.0: "Zeugnis-Nr.: Z-4711", 300.0: "Ihre Bestellung: 4500017325"}),
    ]
    for place, (heat, lot, found) in enumerate(bars):
        top = 150.0 + 100.0 * place
        rows += [
            (top, {50.0: heat, 160.0: f"Charge {lot}", 250.0: "Menge 320 kg"}),
            (top + 16, {50.0: "Element", 130.0: "C", 180.0: "Si", 230.0: "Mn", 280.0: "P"}),
            (top + 28, {50.0: "Ist", 130.0: "0,12", 180.0: "0,20", 230.0: "0,63", 280.0: "0,012"}),
            (top + 46, {50.0: "Prüfung", 250.0: "Soll", 350.0: "Ist längs"}),
            (top + 58, {50.0: "Streckgrenze ReH", 180.0: "N/mm²", 250.0: "min. 355", 350.0: found}),
            (top + 70, {50.0: "Zugfestigkeit Rm", 180.0: "N/mm²", 250.0: "470 – 630", 350.0: "540"}),
        ]
    return read(sheet(rows, size=8.0, source=source)).heats


def test_tests_below_a_bar_with_heat_and_lot_are_the_heats() -> None:
    heats = certificate(("Schmelze 0185830", "856568", "402"), ("Schmelze H726272", "965090", "411"))
    assert [values(heat, "heat_number", "lot_number") for heat in heats] == [["0185830", "856568"], ["H726272", "965090"]]
    assert [[test.text("yield_mpa") for test in heat.groups("tensile")] for heat in heats] == [["402"], ["411"]]
    assert [heat.table("chemistry").keys() for heat in heats] == [{"C", "Si", "Mn", "P"}] * 2


@pytest.mark.parametrize(("bar", "sure"), [("Schmelze Nr, 826814", True), ("Schmez 826814", False)])
def test_a_misread_label_of_a_heat_makes_no_heat_of_its_lot(bar: str, *, sure: bool) -> None:
    heats = certificate(("Schmelze 0185830", "856568", "402"), (bar, "457006", "411"), source="ocr")
    assert [values(heat, "heat_number", "lot_number") for heat in heats] == [["0185830", "856568"], ["826814", "457006"]]
    assert [len(heat.groups("tensile")) for heat in heats] == [1, 1]
    number = heats[1].leaf("heat_number")
    assert number is not None
    assert (number.confidence > 0.9) is sure


def test_freight_above_the_sums_is_no_part_of_the_last_description() -> None:
    titles = ("Pos.", "Menge", "Bezeichnung", "Preis", "Gesamt EUR")
    entries = [("1", "500 Stk", "Scheibe DIN 125 A 8,5 Stahl", "2,50", "1.250,00")]
    foot: list[Row] = [(212.0, {270.0: "Frachtkosten", 476.0: "45,00"}), (224.0, {270.0: "Nettobetrag", 464.0: "1.295,00"})]
    table = rows_of([titles, *entries], (50.0, 90.0, 160.0, 400.0, 460.0), 180.0)
    reading = read(sheet([*CONFIRMED, *table, (206.0, {160.0: "Artikel-Nr.: BG-7001"}), *foot], size=8.0))
    assert [values(line, "description", "net_amount") for line in reading.lines] == [["Scheibe DIN 125 A 8,5 Stahl", "1250.00"]]
    assert reading.fields.text("net_total") == "1295.00"


def test_a_unit_that_its_narrow_cell_tore_is_no_part_of_the_text_beside_it() -> None:
    titles = ("Pos.", "Liefermenge", "Artikel", "Ihre Pos.")
    entries = [("1", "7.000,00", "BG-7001", "10")]
    below: list[Row] = [(206.0, {90.0: "Stück", 160.0: "Scheibe DIN 125 A 10,5 Stahl"})]
    table = rows_of([titles, *entries], (50.0, 90.0, 160.0, 440.0), 194.0, pitch=-1.0)
    (line,) = read(sheet([*SHIPPED, (180.0, dict(table[0][1])), (194.0, dict(table[1][1])), *below], size=8.0)).lines
    assert values(line, "quantity", "unit", "supplier_item", "description") == ["7000.00", "C62", "BG-7001", "Scheibe DIN 125 A 10,5 Stahl"]


def test_a_list_of_lots_goes_on_where_a_bracket_is_open() -> None:
    titles, entry = ("Poz.", "Indeks", "Opis", "Wydano", "J.m."), ("10", "ZR-7001", "Nakretka DIN 985", "5 000", "szt.")
    below: list[Row] = [
        (206.0, {160.0: "Partia: 263714-A (1 667 szt.), 265601-A (1 667"}),
        (218.0, {160.0: "szt.), 268276-A (1 666 szt.)"}),
    ]
    top: list[Row] = [
        (50.0, {50.0: "Zaklad Elementow Zlacznych Sp. j."}),
        (80.0, {50.0: "Dowód dostawy"}),
        (110.0, {50.0: "Nr WZ: ZO/4711/26", 300.0: "Państwa zamówienie: 4500017325"}),
    ]
    (line,) = read(sheet([*top, *rows_of([titles, entry], (50.0, 90.0, 160.0, 400.0, 450.0), 180.0), *below], size=8.0)).lines
    assert [lot.text("quantity") for lot in line.groups("lots")] == ["1667", "1667", "1666"]


@pytest.mark.parametrize(("register", "value"), [("CHE-110.482.905 MWST", "50.000"), ("USt-IdNr. DE 126 330 918", "50000")])
def test_a_swiss_paper_has_points_for_decimals_where_nothing_else_tells(register: str, value: str) -> None:
    entry = ("10", "BG-7001", "Scheibe A 10,5", "50.000", "Stk")
    foot: list[Row] = [(800.0, {50.0: f"Brenner AG, Industriezone 6, {register}"})]
    (line,) = read(sheet([*SHIPPED, *rows_of([TITLES, entry], PLACES, 180.0), *foot])).lines
    assert line.text("quantity") == value


@pytest.mark.parametrize("own", ["Numéro", ""])
def test_the_number_of_a_consignment_is_the_papers_only_where_it_has_no_other(own: str) -> None:
    rows: list[Row] = [
        (50.0, {50.0: "Décolletage du Faucigny SAS"}),
        (80.0, {50.0: "Bon de livraison"}),
        (110.0, {50.0: f"{own}: CC097341" if own else "", 300.0: "Votre commande: 4500017325"}),
        (124.0, {50.0: "Date: 03/05/2026"}),
        (220.0, {50.0: "Transporteur", 200.0: "N° d'expédition", 350.0: "Date de départ"}),
        (231.0, {50.0: "Chronopost", 200.0: "000850350828", 350.0: "03/05/2026"}),
    ]
    fields = read(sheet(rows)).fields
    assert values(fields, "document_number", "tracking_number") == (["CC097341", "000850350828"] if own else ["000850350828", None])


def test_a_symbol_may_be_the_third_line_of_its_heading() -> None:
    rows: list[Row] = [
        (50.0, {50.0: "Zaklad Elementow Zlacznych Sp. j."}),
        (80.0, {50.0: "Świadectwo odbioru 3.1 (PN-EN 10204)"}),
        (110.0, {50.0: "Nr świadectwa: 26-4711", 300.0: "Państwa zamówienie: 4500017325"}),
        (180.0, {50.0: "Wytop", 170.0: "Granica", 250.0: "Wytrzymałość", 350.0: "Wydłużenie", 430.0: "Twardość"}),
        (189.0, {165.0: "plastyczności", 260.0: "Rm MPa", 360.0: "A5 %", 440.0: "HBW"}),
        (198.0, {170.0: "Rp0.2 MPa"}),
        (211.0, {50.0: "70-9318", 180.0: "287", 265.0: "602", 362.0: "53,4", 442.0: "170"}),
        (223.0, {50.0: "E61905", 180.0: "313", 265.0: "620", 362.0: "50,3", 442.0: "168"}),
    ]
    heats = read(sheet(rows, size=7.0)).heats
    assert [values(test, "yield_mpa", "tensile_mpa") for heat in heats for test in heat.groups("tensile")] == [
        ["287", "602"],
        ["313", "620"],
    ]


def test_two_heats_in_one_bar_head_a_column_each() -> None:
    rows: list[Row] = [
        (50.0, {50.0: "Lake Erie Metals, Inc."}),
        (80.0, {50.0: "Inspection Certificate 3.1 EN 10204"}),
        (110.0, {50.0: "Document No.: 26-03160", 300.0: "Purchase Order No.: PO-522857"}),
        (236.0, {400.0: "Lot 180468", 500.0: "Lot 150277"}),
        (249.0, {400.0: "Heat 0348557", 500.0: "Heat 62-9969"}),
        (261.0, {50.0: "Feature", 150.0: "Unit", 200.0: "LSL", 300.0: "Max"}),
    ]
    table = (("Carbon (C)", "0.023", "0.015"), ("Silicon (Si)", "0.38", "0.50"), ("Manganese (Mn)", "1.15", "1.24"))
    rows += [
        (274.0 + 13 * at, {50.0: name, 150.0: "%", 300.0: "2.00", 410.0: one, 510.0: other}) for at, (name, one, other) in enumerate(table)
    ]
    heats = read(sheet(rows, size=8.0)).heats
    assert [(heat.text("heat_number"), heat.table("chemistry")["C"].value) for heat in heats] == [
        ("0348557", "0.023"),
        ("62-9969", "0.015"),
    ]


def test_a_line_between_an_orders_number_and_its_day_is_no_torn_end_of_it() -> None:
    rows: list[Row] = [
        (40.0, {50.0: "Presswerk Hohenlimburg GmbH"}),
        (60.0, {50.0: "Abnahmeprüfzeugnis 3.1 nach EN 10204"}),
        (100.0, {50.0: "Bestellung Pos./Datum"}),
        (112.0, {50.0: "4500811182 20 / 23.02.2026"}),
        (126.0, {50.0: "Ihre Referenz:", 150.0: "81-5101-85"}),
    ]
    number = read(sheet(rows, source="ocr")).fields.leaf("order_number")
    assert number is not None
    assert number.value == "4500811182"


@pytest.mark.parametrize("number", ["PV2665 388", "91613 /26", "W0089 10/1"])
def test_a_number_that_a_scan_tore_is_not_sure(number: str) -> None:
    titles, cells = {50.0: "Número", 150.0: "Fecha", 250.0: "Cliente"}, {50.0: number, 150.0: "23/03/2026", 250.0: "51799"}
    rows: list[Row] = [
        (40.0, {50.0: "Galvanizados Goierri, S.L."}),
        (60.0, {50.0: "Albarán de salida"}),
        (100.0, titles),
        (112.0, cells),
        (140.0, {50.0: "Su pedido: 4500017325 de fecha 11/03/2026"}),
    ]
    whole = {**cells, 50.0: number.replace(" ", "")}
    sure = read(sheet([*rows[:3], (112.0, whole), rows[4]], source="ocr")).fields.leaf("document_number")
    torn = read(sheet(rows, source="ocr")).fields.leaf("document_number")
    assert sure is not None
    assert torn is not None
    assert torn.confidence < 0.8 < sure.confidence


@pytest.mark.parametrize(
    ("beside", "reference", "order"),
    [
        ("Pedido clte.: B0278862", "62-7131-60", "B0278862"),
        ("Tel.: +34 94 410 22 00", "B0278862", "B0278862"),
        ("Pos. 10", "62-7131-60", None),
    ],
)
def test_a_customers_reference_on_a_certificate_is_its_items_or_the_order_where_nothing_else_names_one(
    beside: str, reference: str, order: str | None
) -> None:
    rows: list[Row] = [
        (50.0, {50.0: "Aceros y Colados del Nervión, S.A."}),
        (80.0, {50.0: "Certificado de inspección 3.1 EN 10204"}),
        (100.0, {50.0: "Certificado n.º: W005455/1", 300.0: beside}),
        (114.0, {50.0: "Ref. fábrica: AC44352", 300.0: f"Ref. cliente: {reference}"}),
    ]
    assert read(sheet(rows)).fields.text("order_number") == order
