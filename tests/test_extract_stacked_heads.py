"""Headings one right under another over the two rows of an entry, sentences that are no heads, lots of which the first stands on the entry's own line."""

from __future__ import annotations

from tests.press import CONFIRMED, SHIPPED, Row
from tests.test_extract_led_entries import _read, _told


def test_stacked_headings_are_of_the_entrys_first_and_second_line_and_the_other_columns_have_one() -> None:
    reading = _read(
        CONFIRMED,
        (200.0, {50.0: "Pos.", 90.0: "Unsere Artikelnr.", 190.0: "Bezeichnung", 300.0: "Menge", 330.0: "ME", 360.0: "Preis", 400.0: "Betrag", 460.0: "Wunschtermin"}),
        (210.0, {90.0: "Ihre Artikelnr.", 460.0: "Liefertermin"}),
        (224.0, {50.0: "10", 90.0: "AN-35483", 190.0: "Kugelhahn DN25", 300.0: "8", 330.0: "Stk", 360.0: "5,00", 400.0: "40,00", 460.0: "10.08.2026"}),
        (234.0, {90.0: "86-2651-26", 190.0: "Edelstahl", 460.0: "14.08.2026"}),
        (248.0, {50.0: "20", 90.0: "AN-35484", 190.0: "Kugelhahn DN40", 300.0: "6", 330.0: "Stk", 360.0: "2,00", 400.0: "12,00", 460.0: "10.08.2026"}),
        (258.0, {90.0: "78-9962-17", 190.0: "Messing", 460.0: "21.08.2026"}),
    )  # fmt: skip
    assert _told(reading, "supplier_item", "buyer_item", "description", "delivery_date") == [
        ["AN-35483", "86-2651-26", "Kugelhahn DN25 Edelstahl", "2026-08-14"],
        ["AN-35484", "78-9962-17", "Kugelhahn DN40 Messing", "2026-08-21"],
    ]


def test_known_words_in_a_sentence_between_entries_are_no_head_of_another_table() -> None:
    head = {50.0: "Poste", 90.0: "Référence", 170.0: "Désignation", 300.0: "Qté", 330.0: "Un.", 360.0: "Prix", 420.0: "Montant"}
    reading = _read(
        CONFIRMED,
        (200.0, head),
        (214.0, {50.0: "10", 90.0: "AN-35483", 170.0: "Vanne", 300.0: "8", 330.0: "pce", 360.0: "5,00", 420.0: "40,00"}),
        (226.0, {170.0: "Article géré par lot, quantité au conditionnement"}),
        (240.0, {50.0: "20", 90.0: "AN-35484", 170.0: "Vanne", 300.0: "6", 330.0: "pce", 360.0: "2,00", 420.0: "12,00"}),
        (252.0, {170.0: "Article géré par lot, quantité au conditionnement"}),
        (266.0, {50.0: "30", 90.0: "AN-35485", 170.0: "Vanne", 300.0: "4", 330.0: "pce", 360.0: "3,00", 420.0: "12,00"}),
    )
    assert _told(reading, "order_line", "quantity") == [["10", "8"], ["20", "6"], ["30", "4"]]


def test_the_sum_below_lots_of_which_the_first_stands_on_the_entrys_line_is_the_entrys_quantity() -> None:
    reading = _read(
        SHIPPED,
        (200.0, {50.0: "Pos.", 90.0: "Artikel", 170.0: "Bezeichnung", 280.0: "Charge", 360.0: "Menge", 400.0: "ME"}),
        (214.0, {50.0: "10", 90.0: "AN-35483", 170.0: "Kugelhahn", 280.0: "L004711", 364.0: "25", 400.0: "Stk"}),
        (228.0, {280.0: "L004712", 364.0: "25", 400.0: "Stk"}),
        (240.0, {290.0: "Summe Pos. 10", 364.0: "50", 400.0: "Stk"}),
        (254.0, {50.0: "20", 90.0: "AN-35484", 170.0: "Kugelhahn", 280.0: "L004713", 368.0: "6", 400.0: "Stk"}),
        (266.0, {290.0: "Summe Pos. 20", 368.0: "6", 400.0: "Stk"}),
    )
    assert _told(reading, "order_line", "quantity") == [["10", "50"], ["20", "6"]]
    assert [lot.text("quantity") for lot in reading.lines[0].groups("lots")] == ["25", "25"]


def test_without_a_sum_what_such_lots_come_to_is_not_sure() -> None:
    reading = _read(
        SHIPPED,
        (200.0, {50.0: "Pos.", 90.0: "Artikel", 170.0: "Bezeichnung", 280.0: "Charge", 360.0: "Menge", 400.0: "ME"}),
        (214.0, {50.0: "10", 90.0: "AN-35483", 170.0: "Kugelhahn", 280.0: "L004711", 364.0: "25", 400.0: "Stk"}),
        (228.0, {280.0: "L004712", 364.0: "25", 400.0: "Stk"}),
        (254.0, {50.0: "20", 90.0: "AN-35484", 170.0: "Kugelhahn", 280.0: "L004713", 368.0: "6", 400.0: "Stk"}),
    )
    quantity = reading.lines[0].leaf("quantity")
    assert quantity is not None
    assert quantity.value == "50"
    assert quantity.confidence < 0.6


def test_what_stands_behind_a_stroke_is_a_lots_quantity_and_a_longer_number_another_lot() -> None:
    head = {50.0: "Pos.", 90.0: "Artikel", 170.0: "Bezeichnung", 260.0: "Menge", 300.0: "ME", 340.0: "Chargen"}
    reading = _read(
        SHIPPED,
        (200.0, head),
        (214.0, {50.0: "10", 90.0: "AN-35483", 170.0: "Kugelhahn", 260.0: "50", 300.0: "Stk", 340.0: "L004711 / 25"}),
        (228.0, {50.0: "20", 90.0: "AN-35484", 170.0: "Kugelhahn", 260.0: "6", 300.0: "Stk", 340.0: "0004713 / 0004714"}),
    )
    first, second = (line.groups("lots") for line in reading.lines)
    assert [(lot.text("lot_number"), lot.text("quantity")) for lot in first] == [("L004711", "25")]
    assert [lot.text("lot_number") for lot in second] == ["0004713", "0004714"]


def test_a_list_of_lots_goes_over_the_end_of_its_line() -> None:
    head = {50.0: "Pos.", 90.0: "Artikel", 170.0: "Bezeichnung", 320.0: "Menge", 360.0: "ME"}
    reading = _read(
        SHIPPED,
        (200.0, head),
        (214.0, {50.0: "10", 90.0: "AN-35483", 170.0: "Scheibe", 320.0: "5.000", 360.0: "Stk"}),
        (224.0, {170.0: "Charge: 261912-A (1.667), 267473-A"}),
        (234.0, {170.0: "(1.667), 268107-A (1.666)"}),
        (248.0, {50.0: "20", 90.0: "AN-35484", 170.0: "Scheibe", 320.0: "25", 360.0: "Stk"}),
        (258.0, {170.0: "Charge: 0002068 (25)"}),
    )
    lots = [[(lot.text("lot_number"), lot.text("quantity")) for lot in line.groups("lots")] for line in reading.lines]
    assert lots == [[("261912-A", "1667"), ("267473-A", "1667"), ("268107-A", "1666")], [("0002068", "25")]]


def test_bins_are_no_items_and_a_code_below_product_is_one() -> None:
    head = {50.0: "Ln", 80.0: "Producto", 170.0: "Descripción", 300.0: "Cantidad", 350.0: "Ud.", 400.0: "Ubic."}
    reading = _read(
        SHIPPED,
        (200.0, head),
        (214.0, {50.0: "10", 80.0: "RA-07937", 170.0: "Pletina extruida", 300.0: "210", 350.0: "kg", 400.0: "E22-11-3"}),
        (228.0, {50.0: "20", 80.0: "RA-02739", 170.0: "Chapa", 300.0: "75", 350.0: "kg", 400.0: "C25-30-2"}),
    )
    assert _told(reading, "supplier_item", "description", "quantity") == [
        ["RA-07937", "Pletina extruida", "210"],
        ["RA-02739", "Chapa", "75"],
    ]


def test_what_is_said_of_the_shipment_beside_its_pallets_is_read() -> None:
    head = {50.0: "Pos.", 90.0: "Artikel", 170.0: "Bezeichnung", 320.0: "Menge", 360.0: "ME"}
    reading = _read(
        SHIPPED,
        (200.0, head),
        (214.0, {50.0: "10", 90.0: "AN-35483", 170.0: "Scheibe", 320.0: "5.000", 360.0: "Stk"}),
        (228.0, {50.0: "20", 90.0: "AN-35484", 170.0: "Scheibe", 320.0: "25", 360.0: "Stk"}),
        (244.0, {50.0: "Palette SSCC 342601282435341420 2.194 kg", 350.0: "Packstücke", 500.0: "2"}),
        (256.0, {50.0: "Karton SSCC 354123451222201487 2.200 kg", 350.0: "kg brutto", 500.0: "4.394"}),
        (268.0, {350.0: "kg netto", 500.0: "4.356"}),
    )
    names = ("package_count", "gross_weight_kg", "net_weight_kg")
    assert [reading.fields.text(name) for name in names] == ["2", "4394", "4356"]
    assert len(reading.packages) == 2


def test_a_heading_over_mostly_empty_cells_is_one_of_its_own_though_it_stands_close_to_another() -> None:
    head = {
        50.0: "Artikelnummer",
        130.0: "Omschrijving",
        240.0: "Hoeveelheid",
        300.0: "Eenheid",
        350.0: "Prijs",
        390.0: "Prijseenheid Korting %",
        500.0: "Bedrag",
    }
    reading = _read(
        CONFIRMED,
        (200.0, head),
        (214.0, {50.0: "AN-35483", 130.0: "Kogelkraan", 250.0: "10", 300.0: "st", 350.0: "5,00", 425.0: "1", 500.0: "50,00"}),
        (228.0, {50.0: "AN-35484", 130.0: "Kogelkraan", 250.0: "20", 300.0: "st", 350.0: "2,00", 425.0: "1", 500.0: "40,00"}),
        (242.0, {50.0: "AN-35485", 130.0: "Kogelkraan", 250.0: "10", 300.0: "st", 350.0: "8,00", 425.0: "1", 460.0: "5", 500.0: "76,00"}),
    )  # fmt: skip
    assert _told(reading, "quantity", "unit_price", "price_unit", "discount_pct", "net_amount") == [
        ["10", "5.00", "1", None, "50.00"],
        ["20", "2.00", "1", None, "40.00"],
        ["10", "8.00", "1", "5", "76.00"],
    ]


def test_a_number_that_carriers_alone_give_is_the_consignments_whatever_its_label_is_called() -> None:
    head = {50.0: "Regel", 90.0: "Artikel", 170.0: "Omschrijving", 320.0: "Aantal", 360.0: "Eenh."}
    top: list[Row] = [
        (50.0, {50.0: "Van der Schoor B.V."}),
        (80.0, {50.0: "Pakbon"}),
        (110.0, {50.0: "Bonnr.", 120.0: "26066636", 300.0: "Uw order", 400.0: "4500017325"}),
        (124.0, {50.0: "Vervoerder", 120.0: "Vos Transport", 300.0: "Zending", 400.0: "RR768718182DE"}),
    ]
    reading = _read(top, (200.0, head), (214.0, {50.0: "10", 90.0: "AN-35483", 170.0: "Sluitring", 320.0: "500", 360.0: "st"}))
    assert [reading.fields.text(name) for name in ("document_number", "tracking_number")] == ["26066636", "RR768718182DE"]


def test_headings_of_lots_stay_a_head_with_a_package_told_beside_them() -> None:
    reading = _read(
        SHIPPED,
        (200.0, {36.0: "Lig.", 60.0: "Référence", 140.0: "Désignation", 320.0: "U", 350.0: "Qté livrée"}),
        (212.0, {36.0: "10", 60.0: "FX09717-0", 140.0: "Rondelle plate", 320.0: "Pce", 350.0: "80"}),
        (250.0, {36.0: "Référence", 130.0: "Lot / coulée", 240.0: "Qté", 280.0: "U", 340.0: "1) Palette SSCC 354123458226209839 - 9 kg"}),
        (262.0, {36.0: "FX09717-0", 130.0: "CH06000", 240.0: "80", 280.0: "Pce"}),
    )
    assert [[lot.text("lot_number") for lot in line.groups("lots")] for line in reading.lines] == [["CH06000"]]
