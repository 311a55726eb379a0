"""Goods of a consignment note: entries that stand in one cell of each row, weights in the row of its sums, the sender in a numbered box."""

from __future__ import annotations

from domain.paper import Kind, Reading
from tests.press import SHIPPED, Row, read, sheet, values

TOP: list[Row] = [
    (40.0, {40.0: "1 Absender (Name, Anschrift)", 380.0: "CMR Frachtbrief"}),
    (52.0, {40.0: "Brenner Stahl GmbH"}),
    (64.0, {40.0: "Hafenweg 3", 380.0: "Lieferschein Nr. LS-4711"}),
    (76.0, {40.0: "58507 Lüdenscheid", 380.0: "Datum 03.05.2026"}),
    (100.0, {40.0: "2 Empfänger (Name, Anschrift)"}),
    (112.0, {40.0: "Halvorsen Anlagenbau GmbH"}),
    (124.0, {40.0: "70469 Stuttgart"}),
    (150.0, {40.0: "5 Beigefügte Dokumente"}),
    (162.0, {40.0: "Lieferschein Nr. LS-4711, Ihre Bestellung 4500017325"}),
]
HEAD: list[Row] = [
    (190.0, {40.0: "6 Zeichen", 110.0: "7 Anzahl", 180.0: "9 Bezeichnung des Gutes", 420.0: "10 Nummer", 500.0: "11 Bruttogewicht"}),
]
GOODS: list[Row] = [
    (206.0, {40.0: "BR 1/1", 110.0: "1", 180.0: "Ihre Pos. 10: 3 Stück Motor 10 kW", 420.0: "72287400", 500.0: "75"}),
    (218.0, {180.0: "Art.Nr. 006901, Charge CH05051 (3)"}),
    (236.0, {40.0: "BR 1/1", 110.0: "1", 180.0: "Ihre Pos. 20: 485,5 kg Rundstahl C45", 420.0: "72283510", 500.0: "497"}),
    (248.0, {180.0: "Art.Nr. 002735, Charge CH07529 (485,5)"}),
]
SUMS: Row = (270.0, {40.0: "Summe", 110.0: "1", 180.0: "Nettogewicht 560 kg", 500.0: "572"})


def _read(*rows: Row) -> Reading:
    return read(sheet([*TOP, *HEAD, *rows]))


def test_entries_in_one_cell_of_each_row_are_read_without_what_stands_beside_them() -> None:
    reading = _read(*GOODS, SUMS)
    assert [values(line, "order_line", "supplier_item", "quantity", "unit") for line in reading.lines] == [
        ["10", "006901", "3", "C62"],
        ["20", "002735", "485.5", "KGM"],
    ]
    assert [[lot.text("lot_number") for lot in line.groups("lots")] for line in reading.lines] == [["CH05051"], ["CH07529"]]


def test_a_single_entry_in_its_cell_is_one() -> None:
    assert [values(line, "order_line", "quantity") for line in _read(*GOODS[:2], SUMS).lines] == [["10", "3"]]


def test_a_forms_weight_stands_under_its_heading_in_the_row_of_sums() -> None:
    assert values(_read(*GOODS, SUMS).fields, "gross_weight_kg", "net_weight_kg") == ["572", "560"]


def test_a_gross_weight_that_is_labelled_and_not_read_is_said_where_the_net_one_was() -> None:
    told = "of its two weights one was not read"
    assert told in _read(*GOODS, (270.0, {40.0: "Nettogewicht 560 kg"})).notes
    assert told not in _read(*GOODS, SUMS).notes


def test_the_sender_of_a_form_stands_below_the_number_of_its_box() -> None:
    assert _read(*GOODS, SUMS).fields.text("supplier_name") == "Brenner Stahl GmbH"


def test_lines_of_a_list_begin_behind_their_bullets_and_have_all_their_lots() -> None:
    reading = read(
        sheet(
            [
                (50.0, {50.0: "Brenner Stahl GmbH"}),
                (80.0, {50.0: "Shipping notification LS-4711"}),
                (100.0, {50.0: "today we have shipped the following goods of your order 4500017325:"}),
                (116.0, {50.0: "• Line 10: 12 pcs Timing belt (item WV47852)"}),
                (128.0, {58.0: "batch 263352-A: 4 pcs"}),
                (140.0, {58.0: "batch 269333-A: 8 pcs"}),
                (152.0, {50.0: "• Line 20: 50 kg Flange (item WV01816)"}),
                (164.0, {58.0: "batch 007485: 50 kg"}),
            ]
        )
    )
    assert [[lot.text("quantity") for lot in line.groups("lots")] for line in reading.lines] == [["4", "8"], ["50"]]


def test_what_each_package_weighs_is_not_what_the_whole_does() -> None:
    head: list[Row] = [
        (50.0, {50.0: "Brenner Stahl GmbH"}),
        (80.0, {50.0: "Packliste"}),
        (110.0, {50.0: "Lieferschein-Nr.: LS-4711", 300.0: "Ihre Bestellung: 4500017325"}),
        (124.0, {50.0: "Datum: 03.07.2026"}),
    ]
    packages: list[Row] = [
        (300.0, {50.0: "Nr.", 90.0: "Art", 180.0: "NVE", 400.0: "Brutto kg"}),
        (314.0, {50.0: "1", 90.0: "Palette", 180.0: "342601281779826419", 400.0: "641"}),
        (328.0, {50.0: "2", 90.0: "Palette", 180.0: "342601288623748835", 400.0: "643"}),
        (350.0, {50.0: "Bruttogewicht:", 150.0: "1.284 kg", 300.0: "Nettogewicht:", 400.0: "1.239 kg"}),
    ]
    assert values(read(sheet([*head, *packages])).fields, "gross_weight_kg", "net_weight_kg") == ["1284", "1239"]


def test_a_lots_quantity_behind_a_colon_may_have_a_blank_for_its_thousands() -> None:
    reading = read(
        sheet(
            [
                (50.0, {50.0: "Rochemaure SAS"}),
                (80.0, {50.0: "Bon de livraison"}),
                (110.0, {50.0: "N° de bon: BL078483", 300.0: "Cde client: 4500017325"}),
                (124.0, {50.0: "Date: 03/07/2026"}),
                (200.0, {50.0: "Poste", 90.0: "Code article", 170.0: "Désignation", 430.0: "Livré", 500.0: "Un."}),
                (216.0, {50.0: "10", 90.0: "R03204", 170.0: "Rond 10 mm", 425.0: "2 075", 500.0: "kg"}),
                (230.0, {170.0: "Lot CH03666: 1 038; CH00390: 1 037"}),
                (244.0, {170.0: "Code SH 73184500, Pays d'origine FR"}),
            ]
        )
    )
    assert [values(lot, "lot_number", "quantity") for lot in reading.lines[0].groups("lots")] == [["CH03666", "1038"], ["CH00390", "1037"]]


def test_a_list_of_lots_goes_on_where_its_line_ends_between_a_lot_and_its_quantity() -> None:
    reading = read(
        sheet(
            [
                (50.0, {50.0: "Brenner Stahl GmbH"}),
                (80.0, {50.0: "Lieferschein"}),
                (110.0, {50.0: "Lieferschein-Nr.: LS-4711", 300.0: "Ihre Bestellung: 4500017325"}),
                (124.0, {50.0: "Datum: 03.07.2026"}),
                (200.0, {50.0: "Pos.", 90.0: "Artikel-Nr.", 170.0: "Bezeichnung", 430.0: "Menge", 500.0: "ME"}),
                (216.0, {50.0: "10", 90.0: "03204", 170.0: "Scheibe DIN 125", 430.0: "5.000,00", 500.0: "Stk"}),
                (230.0, {170.0: "Chargen-Nr.: 263898-A / 2.500,00, 260736-A /"}),
                (242.0, {170.0: "2.500,00"}),
            ]
        )
    )
    assert [values(lot, "lot_number", "quantity") for lot in reading.lines[0].groups("lots")] == [
        ["263898-A", "2500.00"],
        ["260736-A", "2500.00"],
    ]


def test_a_carrier_ends_at_the_comma_before_the_next_label_of_its_sentence() -> None:
    rows: list[Row] = [
        (50.0, {50.0: "Brenner Stahl GmbH"}),
        (80.0, {50.0: "Shipping notification LS-4711"}),
        (100.0, {50.0: "today we have shipped the following goods of your order 4500017325:"}),
        (116.0, {50.0: "Line 10: 12 pcs Timing belt (item WV47852)"}),
        (140.0, {50.0: "Carrier: Old Dominion, consignment RR235447654DE. Expected with you: 20 March 2026."}),
    ]
    assert values(read(sheet(rows)).fields, "carrier", "tracking_number") == ["Old Dominion", "RR235447654DE"]


def test_the_boxes_of_a_form_are_no_entries_though_their_numbers_rise() -> None:
    boxes: list[Row] = [
        (190.0, {40.0: "6 Zeichen", 110.0: "7 Anzahl", 420.0: "10 Nummer"}),
        (206.0, {40.0: "BR 1/1", 110.0: "1", 420.0: "72287400"}),
        (230.0, {40.0: "22 Absender", 300.0: "23 Fahrer"}),
    ]
    assert not [line for line in read(sheet([*TOP, *boxes])).lines if line.text("order_line")]


def test_a_scan_that_lost_the_colons_has_the_same_entries_in_their_cells() -> None:
    rows = [(top, {x: text.replace("10:", "10").replace("20:", "20") for x, text in cells.items()}) for top, cells in GOODS]
    assert [values(line, "order_line", "quantity") for line in _read(*rows, SUMS).lines] == [["10", "3"], ["20", "485.5"]]


def test_a_net_weight_that_stands_before_its_word_and_was_not_read_is_said() -> None:
    rows: list[Row] = [
        (50.0, {50.0: "Brenner Stahl GmbH"}),
        (80.0, {50.0: "Lieferschein"}),
        (110.0, {50.0: "Lieferschein-Nr.: LS-4711", 300.0: "Ihre Bestellung: 4500017325"}),
        (124.0, {50.0: "Datum: 03.07.2026"}),
        (200.0, {50.0: "Pos.", 90.0: "Artikel-Nr.", 170.0: "Bezeichnung", 430.0: "Menge", 500.0: "ME"}),
        (216.0, {50.0: "10", 90.0: "03204", 170.0: "Scheibe DIN 125", 430.0: "50", 500.0: "Stk"}),
        (260.0, {50.0: "Die Sendung hat 2 Packstücke mit 310 kg"}),
        (272.0, {50.0: "brutto, 325 kg netto."}),
    ]
    reading = read(sheet(rows))
    told = "of its two weights one was not read" in reading.notes
    assert told or values(reading.fields, "gross_weight_kg", "net_weight_kg") == ["310", "325"]


def test_a_label_of_a_line_whose_number_stands_in_another_cell_begins_no_entry_of_one() -> None:
    rows: list[Row] = [(200.0 + 40 * at, {50.0: "Palette", 200.0: "Position", 300.0: f"{10 * at + 10}:"}) for at in range(3)]
    assert read(sheet([*SHIPPED, *rows])).kind is Kind.SHIP_NOTICE
