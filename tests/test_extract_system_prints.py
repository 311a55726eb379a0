"""What widespread business systems and mills' laboratories print: heads of two rows, bands above lots, labels that narrow cells break, codes before captions."""

from __future__ import annotations

import pytest

from domain.paper import Kind, Reading
from extract.text.dates import date_style
from tests.press import Row, read, sheet, values

TOP: list[Row] = [
    (50.0, {50.0: "Brenner Stahl GmbH"}),
    (80.0, {50.0: "Auftragsbestätigung"}),
    (110.0, {50.0: "Belegnummer: AB-4711", 300.0: "Ihre Bestellung: 4500017325"}),
    (124.0, {50.0: "Datum: 03.07.2026"}),
]
NOTICE: list[Row] = [
    (50.0, {50.0: "Brenner Stahl GmbH"}),
    (80.0, {50.0: "Lieferschein"}),
    (110.0, {50.0: "Lieferschein-Nr.: LS-4711"}),
    (124.0, {50.0: "Datum: 03.07.2026"}),
]
CERTIFICATE: list[Row] = [
    (50.0, {50.0: "Brenner Stahl GmbH"}),
    (80.0, {50.0: "Abnahmeprüfzeugnis 3.1 EN 10204"}),
    (110.0, {50.0: "Zeugnis-Nr.: W080110", 300.0: "Ihre Bestellung: 4500017325"}),
]


def paper(*rows: Row, top: list[Row] = TOP) -> Reading:
    return read(sheet([*top, *rows], size=8.0))


# ---- entries of two rows


HEAD: list[Row] = [
    (200.0, {50.0: "Artikel", 130.0: "Bezeichnung", 300.0: "Menge", 340.0: "ME", 390.0: "Preis", 470.0: "Betrag"}),
    (211.0, {50.0: "Ihr Artikel", 130.0: "Best.-Pos.", 390.0: "Per", 470.0: "Liefertermin"}),
]
ITEMS = ("order_line", "supplier_item", "buyer_item", "quantity", "unit_price", "price_unit", "net_amount", "delivery_date")


def test_a_second_row_that_fills_the_same_columns_is_one_though_the_text_goes_on_before_it() -> None:
    reading = paper(
        *HEAD,
        (224.0, {50.0: "BG-6852", 130.0: "Vorschweißflansch EN 1092-1", 300.0: "12", 340.0: "Stk", 390.0: "27,79", 470.0: "333,48"}),
        (234.0, {130.0: "DN25 PN16"}),
        (244.0, {50.0: "15-6340-14", 130.0: "10", 390.0: "1", 470.0: "01.09.2026"}),
        (258.0, {50.0: "BG-7001", 130.0: "Sicherungsmutter DIN 985 M10 Kl.", 300.0: "500", 340.0: "Stk", 390.0: "46,87", 470.0: "234,35"}),
        (268.0, {130.0: "8"}),
        (278.0, {50.0: "97-5923-43", 130.0: "20", 390.0: "100", 470.0: "02.09.2026"}),
    )
    assert [values(line, *ITEMS) for line in reading.lines] == [
        ["10", "BG-6852", "15-6340-14", "12", "27.79", "1", "333.48", "2026-09-01"],
        ["20", "BG-7001", "97-5923-43", "500", "46.87", "100", "234.35", "2026-09-02"],
    ]


def test_the_year_of_a_week_that_wraps_is_no_line_of_the_order_and_no_item() -> None:
    head: list[Row] = [
        (
            200.0,
            {50.0: "Artikel", 130.0: "Bezeichnung", 270.0: "Liefertermin", 340.0: "Menge", 380.0: "ME", 420.0: "Preis", 480.0: "Betrag"},
        ),
        (211.0, {50.0: "Ihr Artikel", 130.0: "Best.-Pos.", 420.0: "Per"}),
    ]
    reading = paper(
        *head,
        (224.0, {50.0: "BG-6852", 130.0: "Blech 10x2000", 270.0: "KW 43", 340.0: "942", 380.0: "kg", 420.0: "1,21", 480.0: "1.139,82"}),
        (234.0, {130.0: "S235JR", 270.0: "2026"}),
        (244.0, {50.0: "27-1160-30", 130.0: "10", 420.0: "1 kg"}),
        (258.0, {50.0: "BG-7001", 130.0: "Blech 8x2000", 270.0: "KW 44", 340.0: "2.261", 380.0: "kg", 420.0: "1,59", 480.0: "3.594,99"}),
        (268.0, {130.0: "S355J2", 270.0: "2026"}),
        (278.0, {50.0: "46-7505-77", 130.0: "20", 420.0: "1 kg"}),
    )
    assert [values(line, "order_line", "buyer_item") for line in reading.lines] == [["10", "27-1160-30"], ["20", "46-7505-77"]]


def test_a_code_of_the_tax_is_no_items_number() -> None:
    head: Row = (
        200.0,
        {50.0: "Codice", 130.0: "Descrizione", 300.0: "Qtà", 340.0: "UM", 390.0: "Prezzo", 450.0: "Importo", 520.0: "Cod. IVA"},
    )
    reading = paper(
        head,
        (214.0, {50.0: "BG-6852", 130.0: "Rondella piana", 300.0: "12", 340.0: "pz", 390.0: "27,79", 450.0: "333,48", 520.0: "22"}),
        (226.0, {50.0: "BG-7001", 130.0: "Vite TCEI", 300.0: "10", 340.0: "pz", 390.0: "2,00", 450.0: "20,00", 520.0: "22"}),
    )
    assert [line.text("supplier_item") for line in reading.lines] == ["BG-6852", "BG-7001"]


# ---- labels that a narrow cell breaks


TABLE: Row = (
    200.0,
    {50.0: "Pos.", 80.0: "Artikel", 150.0: "Bezeichnung", 300.0: "Menge", 340.0: "ME", 390.0: "Preis", 450.0: "Betrag", 510.0: "Termin"},
)


def _entry(top: float, number: int, day: str) -> Row:
    cells = (f"{number}", f"BG-685{number}", "Scheibe DIN 125 A", "10", "Stk", "2,00", "20,00", day)
    return (top, dict(zip((50.0, 80.0, 150.0, 300.0, 340.0, 390.0, 450.0, 510.0), cells, strict=True)))


def test_a_label_of_the_orders_line_that_is_broken_over_two_lines_goes_before_the_papers_own_count() -> None:
    reading = paper(
        TABLE,
        _entry(214.0, 1, "01.09.2026"),
        (224.0, {150.0: "Ihr Artikel 42-1734-11 - Ihre"}),
        (234.0, {150.0: "Position 10"}),
        _entry(248.0, 2, "02.09.2026"),
        (258.0, {150.0: "Ihr Artikel 42-1734-12 - Ihre"}),
        (268.0, {150.0: "Position 20"}),
    )
    assert [values(line, "order_line", "buyer_item") for line in reading.lines] == [["10", "42-1734-11"], ["20", "42-1734-12"]]


def test_a_day_behind_the_order_is_the_orders_though_its_cell_breaks_before_the_word_for_it() -> None:
    top: list[Row] = [
        (80.0, {50.0: "Albarán"}),
        (110.0, {50.0: "Albarán nº", 150.0: "Fecha emisión"}),
        (122.0, {50.0: "LS-4711", 150.0: "16.07.2026"}),
    ]
    reading = paper(
        (200.0, {50.0: "Posición", 110.0: "Artículo", 200.0: "Concepto", 380.0: "Servidas", 450.0: "Ud."}),
        (214.0, {200.0: "Su pedido nº 4500658029 de"}),
        (224.0, {200.0: "fecha 22.06.2026"}),
        (238.0, {50.0: "10", 110.0: "BG-6852", 200.0: "Redondo", 380.0: "320", 450.0: "kg"}),
        top=top,
    )
    assert values(reading.fields, "order_number", "document_date") == ["4500658029", "2026-07-16"]


def test_an_order_over_its_number_in_the_first_row_of_a_table_is_no_heading() -> None:
    top: list[Row] = [(80.0, {50.0: "Bon de livraison"}), (110.0, {50.0: "N° BL : LS-4711", 300.0: "Date : 16/07/2026"})]
    reading = paper(
        (200.0, {50.0: "Poste", 110.0: "Code", 200.0: "Désignation", 380.0: "Qté livrée", 450.0: "Unité"}),
        (211.0, {200.0: "Votre commande n°"}),
        (221.0, {200.0: "4500155728 du 11/06/2026"}),
        (235.0, {50.0: "10", 110.0: "BG-6852", 200.0: "Vis CHC", 380.0: "320", 450.0: "PCE"}),
        top=top,
    )
    assert reading.fields.text("order_number") == "4500155728"
    assert [line.text("quantity") for line in reading.lines] == ["320"]


@pytest.mark.parametrize("label", ["Onze order", "Ons order"])
def test_what_is_said_to_be_the_suppliers_own_is_no_order_of_the_buyers(label: str) -> None:
    top: list[Row] = [(80.0, {50.0: "Pakbon"}), (110.0, {50.0: "Pakbonnummer: LS-4711", 300.0: label, 380.0: "281160"})]
    assert paper(top=top).fields.text("order_number") != "281160"


# ---- bands and split batches


def test_bands_above_rows_of_lots_are_entries_and_the_lots_add_up_to_what_each_ships() -> None:
    reading = paper(
        (200.0, {50.0: "Bund-Nr.", 130.0: "Charge", 300.0: "Liefermenge", 360.0: "ME", 420.0: "Stäbe"}),
        (214.0, {50.0: "Bestellung 4500017325 Position 10", 260.0: "Material 007903", 380.0: "Ihre Artikel-Nr. 19-9897-94"}),
        (225.0, {50.0: "Rundstahl Ø 12 mm C45"}),
        (237.0, {50.0: "113517", 130.0: "008532", 300.0: "620", 360.0: "kg", 420.0: "23"}),
        (248.0, {50.0: "288038", 130.0: "000501", 300.0: "622", 360.0: "kg", 420.0: "11"}),
        (260.0, {130.0: "Summe Position 10", 300.0: "1.242", 360.0: "kg"}),
        (274.0, {50.0: "Bestellung 4500017325 Position 30", 260.0: "Material 003299", 380.0: "Ihre Artikel-Nr. 46-8905-34"}),
        (285.0, {50.0: "Nahtloses Rohr 88,9x12"}),
        (297.0, {50.0: "839984", 130.0: "CH04824", 300.0: "50", 360.0: "m", 420.0: "2"}),
        (309.0, {130.0: "Summe Position 30", 300.0: "50", 360.0: "m"}),
        top=NOTICE,
    )
    assert reading.fields.text("order_number") == "4500017325"
    assert [values(line, "order_line", "supplier_item", "buyer_item", "quantity", "unit", "description") for line in reading.lines] == [
        ["10", "007903", "19-9897-94", "1242", "KGM", "Rundstahl Ø 12 mm C45"],
        ["30", "003299", "46-8905-34", "50", "MTR", "Nahtloses Rohr 88,9x12"],
    ]
    assert [[values(lot, "lot_number", "quantity") for lot in line.groups("lots")] for line in reading.lines] == [
        [["008532", "620"], ["000501", "622"]],
        [["CH04824", "50"]],
    ]


def test_a_unit_behind_a_quantity_makes_no_band_of_a_row_of_lots() -> None:
    """`17 NR   23`: what looks like `Nr. 23` is a unit, and the next column's number of pieces."""
    reading = paper(
        (200.0, {50.0: "N. fascio", 130.0: "N. lotto", 300.0: "Qtà consegnata", 380.0: "UM", 420.0: "Pezzi"}),
        (214.0, {50.0: "Ordine 4500017325 Riga 10", 260.0: "Codice OMS009191", 380.0: "Cod. cliente art. 19-2239-31"}),
        (225.0, {50.0: "Flangia a collarino DN80"}),
        (237.0, {50.0: "802629", 130.0: "L000902", 300.0: "17", 380.0: "NR", 420.0: "23"}),
        (248.0, {50.0: "523322", 130.0: "L009007", 300.0: "16", 380.0: "NR", 420.0: "3"}),
        (260.0, {130.0: "Totale riga 10", 300.0: "33", 380.0: "NR"}),
        (274.0, {50.0: "Ordine 4500017325 Riga 20", 260.0: "Codice OMS003563", 380.0: "Cod. cliente art. 67-1006-27"}),
        (285.0, {50.0: "Vite TCEI M16x25"}),
        (297.0, {50.0: "732768", 130.0: "L003897", 300.0: "1.250", 380.0: "NR", 420.0: "38"}),
        (309.0, {130.0: "Totale riga 20", 300.0: "1.250", 380.0: "NR"}),
        top=NOTICE,
    )
    assert [values(line, "order_line", "quantity", "unit") for line in reading.lines] == [["10", "33", "C62"], ["20", "1250", "C62"]]


def test_a_table_of_the_days_of_parts_is_not_taken_for_the_entries_though_it_has_more_rows() -> None:
    reading = paper(
        (200.0, {50.0: "Pos.", 80.0: "Artikel", 150.0: "Bezeichnung", 300.0: "Menge", 340.0: "ME", 390.0: "Preis", 450.0: "Betrag"}),
        (214.0, {50.0: "1", 80.0: "ZN04977", 150.0: "Wellendichtring", 300.0: "20", 340.0: "Stk", 390.0: "5,94", 450.0: "118,80"}),
        (228.0, {390.0: "Summe netto", 450.0: "118,80"}),
        (260.0, {50.0: "Pos.", 100.0: "Ihre Position", 200.0: "Ihre Artikelnummer", 320.0: "Menge", 380.0: "ME", 450.0: "Liefertermin"}),
        (274.0, {50.0: "1", 100.0: "10", 200.0: "42-1534-94", 320.0: "6", 380.0: "Stk", 450.0: "21.09.2026"}),
        (288.0, {50.0: "1", 100.0: "10", 200.0: "42-1534-94", 320.0: "6", 380.0: "Stk", 450.0: "28.09.2026"}),
        (302.0, {50.0: "1", 100.0: "10", 200.0: "42-1534-94", 320.0: "8", 380.0: "Stk", 450.0: "05.10.2026"}),
    )
    [line] = reading.lines
    assert values(line, "order_line", "supplier_item", "buyer_item", "quantity") == ["10", "ZN04977", "42-1534-94", "20"]
    assert [values(part, "quantity", "delivery_date") for part in line.groups("schedule")] == [
        ["6", "2026-09-21"],
        ["6", "2026-09-28"],
        ["8", "2026-10-05"],
    ]


def test_a_list_of_lots_without_bands_above_it_is_left_as_it_is() -> None:
    reading = paper(
        (200.0, {50.0: "Charge", 200.0: "Liefermenge", 300.0: "ME"}),
        (214.0, {50.0: "L008532", 200.0: "620", 300.0: "kg"}),
        (226.0, {50.0: "L000501", 200.0: "622", 300.0: "kg"}),
        top=NOTICE,
    )
    assert [values(line, "quantity", "order_line") for line in reading.lines] in ([], [["620", None], ["622", None]])


def test_a_batch_under_a_number_of_its_own_splits_the_item_above_it_and_is_none() -> None:
    top = [*NOTICE[:2], (110.0, {50.0: "Lieferschein-Nr.: LS-4711", 300.0: "Ihre Bestellung: 4500017325"}), NOTICE[3]]
    reading = paper(
        (200.0, {50.0: "Pos.", 110.0: "Artikel-Nr.", 200.0: "Bezeichnung", 400.0: "Menge", 450.0: "ME"}),
        (214.0, {50.0: "000010", 110.0: "K09863-01", 200.0: "Rundstahl Ø 10 mm", 400.0: "320", 450.0: "kg"}),
        (225.0, {110.0: "Ihre Artikelnummer", 200.0: "36-3228-48"}),
        (236.0, {50.0: "900001", 110.0: "Charge", 200.0: "0000934", 400.0: "160", 450.0: "kg"}),
        (247.0, {50.0: "900002", 110.0: "Charge", 200.0: "0004891", 400.0: "160", 450.0: "kg"}),
        (260.0, {50.0: "000020", 110.0: "K42651-01", 200.0: "Rundstahl Ø 8 mm", 400.0: "485", 450.0: "kg"}),
        (271.0, {110.0: "Ihre Artikelnummer", 200.0: "80-1968-67"}),
        (282.0, {50.0: "900001", 110.0: "Charge", 200.0: "L005670", 400.0: "485", 450.0: "kg"}),
        top=top,
    )
    assert [values(line, "order_line", "quantity", "buyer_item") for line in reading.lines] == [
        ["10", "320", "36-3228-48"],
        ["20", "485", "80-1968-67"],
    ]
    assert [[lot.text("lot_number") for lot in line.groups("lots")] for line in reading.lines] == [["0000934", "0004891"], ["L005670"]]


# ---- titles that are none


@pytest.mark.parametrize(("caption", "heading"), [("Client facturé", "Prix"), ("Client", "Tarif HT")])
def test_whom_a_bill_goes_to_and_a_prices_heading_title_no_paper(caption: str, heading: str) -> None:
    reading = read(
        sheet(
            [
                (50.0, {50.0: "Visserie du Forez SAS", 320.0: caption}),
                (62.0, {50.0: "8 rue de l'Industrie, 42600 Montbrison", 320.0: "Brenner Anlagenbau GmbH"}),
                (100.0, {50.0: "ACCUSÉ DE RÉCEPTION DE COMMANDE"}),
                (120.0, {50.0: "N° de pièce", 150.0: "Date", 250.0: "Votre commande"}),
                (132.0, {50.0: "CC041923", 150.0: "25/07/2026", 250.0: "4500190107"}),
                (200.0, {50.0: "Poste", 90.0: "Libellé", 260.0: "Qté", 310.0: "Un.", 360.0: heading, 430.0: "Montant HT", 510.0: "Délai"}),
                (214.0, {50.0: "10", 90.0: "Flexible", 260.0: "100", 310.0: "ml", 360.0: "5,95", 430.0: "595,00", 510.0: "05/10/2026"}),
                (240.0, {50.0: "Nous accusons réception de votre commande et vous en remercions."}),
            ]
        )
    )
    assert reading.kind == Kind.ORDER_CONFIRMATION


# ---- certificates


def test_a_figure_in_brackets_behind_a_lot_is_how_much_there_is_of_it() -> None:
    reading = paper(
        (160.0, {50.0: "Schmelze", 130.0: "Los (kg)", 230.0: "Richtung", 300.0: "ReH [MPa]", 380.0: "Rm [MPa]", 460.0: "A5 [%]"}),
        (172.0, {50.0: "206770", 130.0: "116917 (162)", 230.0: "L", 300.0: "291", 380.0: "423", 460.0: "31,2"}),
        (184.0, {50.0: "H761350", 120.0: "634672 (161,5)", 230.0: "L", 300.0: "263", 380.0: "454", 460.0: "30,7"}),
        top=CERTIFICATE,
    )
    assert [values(heat, "heat_number", "lot_number") for heat in reading.heats] == [["206770", "116917"], ["H761350", "634672"]]


def test_a_code_of_en_10168_and_the_words_behind_it_are_one_heading_below_which_a_number_stands() -> None:
    reading = paper(
        (
            160.0,
            {38.0: "B07 Identification / Coulée /", 200.0: "B07.1 Lot / Lot", 285.0: "C", 330.0: "Si", 375.0: "Mn", 420.0: "P", 465.0: "S"},
        ),
        (170.0, {50.0: "Identification / Heat"}),
        (184.0, {76.0: "0043015", 210.0: "217408", 280.0: "0,48", 325.0: "0,26", 370.0: "0,68", 415.0: "0,014", 460.0: "0,013"}),
        (196.0, {72.0: "H510414", 210.0: "915510", 280.0: "0,46", 325.0: "0,26", 370.0: "0,61", 415.0: "0,019", 460.0: "0,010"}),
        top=CERTIFICATE,
    )
    assert [(heat.text("heat_number"), heat.table("chemistry")["C"].value) for heat in reading.heats] == [
        ("0043015", "0.48"),
        ("H510414", "0.46"),
    ]


def test_heats_and_their_batches_in_the_head_of_columns_head_no_sheet() -> None:
    reading = paper(
        (160.0, {50.0: "Merkmal", 170.0: "Einheit", 220.0: "Vorgabe"}),
        (172.0, {220.0: "Schmelze", 320.0: "0383767", 400.0: "600282/4", 480.0: "E16576"}),
        (184.0, {220.0: "Charge", 320.0: "484705", 400.0: "324003", 480.0: "189024"}),
        (198.0, {50.0: "Chemische Analyse (Schmelzenanalyse)"}),
        (210.0, {50.0: "Silicium Si", 170.0: "%", 220.0: "0,70 – 1,30", 320.0: "1,09", 400.0: "1,12", 480.0: "1,02"}),
        (222.0, {50.0: "Eisen Fe", 170.0: "%", 220.0: "≤ 0,50", 320.0: "0,18", 400.0: "0,30", 480.0: "0,35"}),
        (234.0, {50.0: "Mangan Mn", 170.0: "%", 220.0: "0,40 – 1,00", 320.0: "0,62", 400.0: "0,49", 480.0: "0,51"}),
        (248.0, {50.0: "Zugversuch"}),
        (260.0, {50.0: "Probenlage", 320.0: "längs", 400.0: "längs", 480.0: "längs"}),
        (272.0, {50.0: "Dehngrenze Rp0.2", 170.0: "MPa", 220.0: "≥ 260", 320.0: "312", 400.0: "320", 480.0: "295"}),
        (284.0, {50.0: "Zugfestigkeit Rm", 170.0: "MPa", 220.0: "≥ 310", 320.0: "352", 400.0: "350", 480.0: "351"}),
        top=CERTIFICATE,
    )
    found = [
        (heat.text("heat_number"), heat.text("lot_number"), [test.text("yield_mpa") for test in heat.groups("tensile")])
        for heat in reading.heats
    ]
    assert found == [("0383767", "484705", ["312"]), ("600282/4", "324003", ["320"]), ("E16576", "189024", ["295"])]


def test_items_that_share_a_place_are_the_suppliers_and_the_buyers() -> None:
    top = [
        *CERTIFICATE,
        (124.0, {50.0: "Artikel / Ihr Artikel:", 150.0: "VHT08644 / 39-4738-47"}),
        (138.0, {50.0: "Werkstoff:", 150.0: "S235JR"}),
    ]
    reading = paper((160.0, {50.0: "Schmelze", 130.0: "C", 200.0: "Si"}), (172.0, {50.0: "206770", 130.0: "0,12", 200.0: "0,20"}), top=top)
    assert values(reading.lines[0], "supplier_item", "buyer_item") == ["VHT08644", "39-4738-47"]


def test_two_columns_of_one_heat_are_two_of_its_tests_whatever_else_stands_in_their_head() -> None:
    reading = paper(
        (160.0, {50.0: "20 Ladle analysis (mass %)", 220.0: "min.", 270.0: "max.", 380.0: "927431"}),
        (172.0, {50.0: "C", 220.0: "0,38", 270.0: "0,45", 380.0: "0,41"}),
        (184.0, {50.0: "Si", 220.0: "0,10", 270.0: "0,40", 380.0: "0,30"}),
        (196.0, {50.0: "Mn", 220.0: "0,60", 270.0: "0,90", 380.0: "0,84"}),
        (220.0, {50.0: "21 Tensile test NEN-EN-ISO", 220.0: "min.", 270.0: "max.", 330.0: "927431", 430.0: "927431"}),
        (232.0, {50.0: "Rp0.2 (N/mm²)", 220.0: "900", 330.0: "981", 430.0: "958"}),
        (244.0, {50.0: "Rm (N/mm²)", 220.0: "1100", 270.0: "1300", 330.0: "1138", 430.0: "1180"}),
        top=CERTIFICATE,
    )
    assert [values(test, "yield_mpa", "tensile_mpa") for test in reading.heats[0].groups("tensile")] == [["981", "1138"], ["958", "1180"]]


def test_hyphened_days_of_americans_may_have_the_month_first_and_are_not_sure() -> None:
    style = date_style(["05-10-2026"], month_first=True, certain=True)
    assert style.month_first
    assert not style.certain
    assert not date_style(["05-10-2026"], month_first=False).month_first
