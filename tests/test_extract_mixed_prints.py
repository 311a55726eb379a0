"""What every-day systems of makers and traders print: a wish beside the promise, a column of taxes, two prices, analyses down the page under each batch, titles above heads."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.paper import Group, Reading
from extract.page.glued import parted
from extract.page.words import Word
from extract.table.naming import is_rounded
from extract.text.units import parse_unit
from tests.press import CONFIRMED, SHIPPED, Row, read, rows_of, sheet, values

CERTIFICATE: list[Row] = [
    (50.0, {50.0: "Brenner Stahl GmbH"}),
    (80.0, {50.0: "Abnahmeprüfzeugnis 3.1 EN 10204"}),
    (110.0, {50.0: "Zeugnis-Nr.: W080110", 300.0: "Ihre Bestellung: 4500017325"}),
    (124.0, {50.0: "Datum: 03.07.2026"}),
]
PLACES = (50.0, 85.0, 330.0, 390.0, 440.0, 500.0)
PRICED = ("Pos.", "Bezeichnung", "Menge", "ME", "Preis", "Betrag")
ENTRY = ("1", "Scheibe A 10,5", "12", "Stk", "2,50", "30,00")


def confirmed(*rows: Row) -> Reading:
    return read(sheet([*CONFIRMED, *rows], size=8.0))


def certified(*rows: Row) -> Reading:
    return read(sheet([*CERTIFICATE, *rows], size=8.0))


# ---- days


@pytest.mark.parametrize("promise", ["Zugesagter Termin", "Promise date", "Toegezegde datum", "Bestätigter Termin"])
def test_of_two_labelled_days_below_an_entry_the_one_that_was_wished_for_is_no_promise(promise: str) -> None:
    days: list[Row] = [(216.0, {85.0: "Gewünschter Termin: 28.09.2026", 300.0: f"{promise}: 25.09.2026"})]
    (line,) = confirmed(*rows_of([PRICED, ENTRY], PLACES, 180.0), *days).lines
    day = line.leaf("delivery_date")
    assert day is not None
    assert (day.value, day.contested) == ("2026-09-25", False)


def test_the_day_that_was_wished_for_is_contested_where_the_promise_cannot_be_read() -> None:
    days: list[Row] = [(216.0, {85.0: "Gewünschter Termin: 28.09.2026", 300.0: "Zugesagter Termi er: 40"})]
    (line,) = confirmed(*rows_of([PRICED, ENTRY], PLACES, 180.0), *days).lines
    day = line.leaf("delivery_date")
    assert day is None or day.contested


def test_a_day_below_the_caption_of_the_order_is_not_the_papers_own_as_well() -> None:
    boxes: list[Row] = [
        (50.0, {50.0: "Lakeshore Steel Service, Inc."}),
        (80.0, {50.0: "Order Acknowledgement"}),
        (96.0, {50.0: "Sales Order: 090345", 300.0: "Typed: 06/29/2026"}),
        (110.0, {50.0: "Customer PO", 200.0: "PO Date"}),
        (121.0, {50.0: "4500551446", 200.0: "06/25/2026"}),
    ]
    fields = read(sheet(boxes, size=8.0)).fields
    assert fields.text("order_date") == "2026-06-25"
    assert fields.text("document_date") != "2026-06-25"


# ---- prices, taxes, units


def test_of_two_prices_the_one_that_quantity_times_the_other_comes_to_is_the_amount() -> None:
    titles = ("Ln", "Description", "Quantity", "U/M", "Unit Price", "Net Price")
    rows = [titles, ("1", "Jaw coupling 50", "2", "EA", "69.99", "139.98"), ("2", "Timing belt", "25", "EA", "39.98", "999.50")]
    top: list[Row] = [
        (50.0, {50.0: "Lakeshore Steel Service, Inc."}),
        (80.0, {50.0: "Order Acknowledgement"}),
        (110.0, {50.0: "Sales Order: 090345", 300.0: "Customer PO: 4500551446"}),
    ]
    reading = read(sheet([*top, *rows_of(rows, PLACES, 180.0)], size=8.0))
    assert [values(line, "unit_price", "net_amount") for line in reading.lines] == [["69.99", "139.98"], ["39.98", "999.50"]]


def test_a_list_price_beside_a_net_one_that_does_not_come_of_it_is_no_amount() -> None:
    titles = ("Ln", "Description", "Quantity", "U/M", "List Price", "Net Price")
    rows = [titles, ("1", "Jaw coupling 50", "2", "EA", "69.99", "63.00"), ("2", "Timing belt", "25", "EA", "39.98", "35.99")]
    top: list[Row] = [
        (50.0, {50.0: "Lakeshore Steel Service, Inc."}),
        (80.0, {50.0: "Order Acknowledgement"}),
        (110.0, {50.0: "Sales Order: 090345", 300.0: "Customer PO: 4500551446"}),
    ]
    reading = read(sheet([*top, *rows_of(rows, PLACES, 180.0)], size=8.0))
    assert not any(line.text("net_amount") in ("63.00", "35.99") for line in reading.lines)
    assert all((price := line.leaf("unit_price")) is None or price.contested for line in reading.lines)


def test_the_rate_of_tax_in_an_entry_does_not_end_its_table() -> None:
    titles = ("Description", "Quantité", "Prix unitaire", "Taxes", "Montant HT")
    places = (50.0, 250.0, 330.0, 410.0, 480.0)
    rows = [
        titles,
        ("[FA05236] Résine époxy", "30 kg", "8,51", "TVA 20%", "255,30 EUR"),
        ("[FA05953] Vis ISO 4017", "50 pce", "2,00", "TVA 20%", "100,00 EUR"),
    ]
    sums: list[Row] = [(250.0, {330.0: "Montant hors taxes", 480.0: "355,30 EUR"}), (264.0, {330.0: "TVA 20 %", 480.0: "71,06 EUR"})]
    top: list[Row] = [
        (50.0, {50.0: "Forges du Haut-Allier SAS"}),
        (80.0, {50.0: "Confirmation de commande"}),
        (110.0, {50.0: "Commande n° F089056", 300.0: "Votre référence: 4500660068"}),
    ]
    reading = read(sheet([*top, *rows_of(rows, places, 180.0), *sums], size=8.0))
    assert [values(line, "quantity", "net_amount") for line in reading.lines] == [["30", "255.30"], ["50", "100.00"]]
    assert reading.fields.text("tax_total") == "71.06"


@pytest.mark.parametrize("printed", ["Unité(s)", "Unit(s)", "Stück(e)", "pièce(s)", "stuk(s)", "Unidad(es)", "Unità"])
def test_units_may_end_with_their_plural_in_brackets(printed: str) -> None:
    assert parse_unit(printed) == "C62"


# ---- labels


def test_a_colon_may_stand_apart_behind_the_label_of_a_line() -> None:
    below: list[Row] = [(216.0, {85.0: "Ihre Artikelnr. : 52-6517-30 - Ihre Pos. : 10"})]
    titles, entry = ("Artikel", "Bezeichnung", "Menge", "ME"), ("BG-7001", "Scheibe A 10,5", "1.200", "Stk")
    (line,) = read(sheet([*SHIPPED, *rows_of([titles, entry], (50.0, 150.0, 330.0, 400.0), 180.0), *below], size=8.0)).lines
    assert values(line, "order_line", "buyer_item") == ["10", "52-6517-30"]


@given(number=st.from_regex(r"(?:[A-Z]{1,2})?\d{5,7}", fullmatch=True))
def test_the_mark_of_a_number_that_a_scan_glued_to_it_is_no_part_of_it(number: str) -> None:
    words = parted(Word(f"n.{number}", (0.0, 0.0, 80.0, 10.0), 0.9))
    assert [word.text for word in words] == ["n.", number]


def test_a_customers_item_in_tens_is_the_line_of_the_order() -> None:
    reading = certified(
        (140.0, {50.0: "Customer Item: 10", 300.0: "Product Code: BG-7001"}), (154.0, {50.0: "Grade: S355J2+N", 300.0: "Quantity: 320 kg"})
    )
    (line,) = reading.lines
    assert values(line, "order_line", "buyer_item") == ["10", None]


def test_the_orders_number_below_a_certificates_title_is_not_the_certificates() -> None:
    rows: list[Row] = [
        (50.0, {50.0: "Forges du Haut-Allier SAS"}),
        (80.0, {50.0: "Certificat matière 3.1 EN 10204"}),
        (96.0, {50.0: "Votre n° de commande", 140.0: "4500654255", 300.0: "Votre poste", 380.0: "10"}),
    ]
    fields = read(sheet(rows, size=8.0)).fields
    number = fields.leaf("document_number")
    assert fields.text("order_number") == "4500654255"
    assert number is None or number.value != "4500654255" or number.confidence < 0.6


# ---- results


CHARACTERISTICS = ("Merkmal", "Methode", "Einheit", "Untere Grenze", "Obere Grenze", "Ergebnis")
SHARES = ("Element", "Untere Grenze", "Obere Grenze", "Massen-%")
ACROSS = (50.0, 200.0, 280.0, 330.0, 410.0, 500.0)
DOWN = (50.0, 200.0, 300.0, 400.0)


def batch(top: float, named: str, strength: str, carbon: str) -> list[Row]:
    tests = [
        CHARACTERISTICS,
        ("Dehngrenze Rp0.2", "ISO 6892-1", "MPa", "900", "", strength),
        ("Zugfestigkeit Rm", "ISO 6892-1", "MPa", "1100", "1300", "1198"),
        ("Zink Schichtdicke", "ISO 3497", "µm", "8", "", "10,3"),
        ("Reibungszahl", "ISO 16047", "", "0,09", "0,14", "0,10"),
    ]
    shares = [SHARES, ("C", "0,38", "0,45", carbon), ("Si", "0,10", "0,40", "0,32"), ("Mn", "0,60", "0,90", "0,70")]
    lines: list[Row] = [(top, {50.0: named})]
    return [*lines, *rows_of(tests, ACROSS, top + 14.0, pitch=11.0), *rows_of(shares, DOWN, top + 84.0, pitch=11.0)]


def contents(heat: Group) -> dict[str, str]:
    return {symbol: content.value for symbol, content in heat.table("chemistry").items()}


def test_each_batch_has_its_own_analysis_down_the_page() -> None:
    reading = certified(
        *batch(150.0, "Charge 184100    Schmelze 725906", "940", "0,42"), *batch(300.0, "Charge 308189    Schmelze A79365", "982", "0,41")
    )
    assert [heat.text("heat_number") for heat in reading.heats] == ["725906", "A79365"]
    assert [contents(heat) for heat in reading.heats] == [
        {"C": "0.42", "Si": "0.32", "Mn": "0.70"},
        {"C": "0.41", "Si": "0.32", "Mn": "0.70"},
    ]
    assert [heat.groups("tensile")[0].text("yield_mpa") for heat in reading.heats] == ["940", "982"]


def test_a_batch_named_before_its_heat_is_the_heats_lot() -> None:
    reading = certified(*batch(150.0, "Charge 184100    Schmelze 725906", "940", "0,42"))
    assert [values(heat, "heat_number", "lot_number") for heat in reading.heats] == [["725906", "184100"]]


def test_a_title_in_one_phrase_is_no_row_of_the_head_below_it() -> None:
    table = [
        ("Schmelze", "Probe", "ReH", "Rm", "A5", "Temp.", "KV2 1", "2", "3", "Mittel"),
        ("0405243", "77952/1", "302", "414", "31,7", "20", "95", "114", "82", "97"),
        ("306012", "40852/1", "299", "454", "33,6", "20", "78", "83", "70", "77"),
    ]
    places = (50.0, 110.0, 170.0, 220.0, 270.0, 320.0, 370.0, 420.0, 460.0, 500.0)
    title: list[Row] = [(168.0, {50.0: "Zugversuch bei Raumtemperatur, Kerbschlagbiegeversuch KV2"})]
    reading = certified(*title, *rows_of(table, places, 180.0, pitch=11.0))
    assert [heat.groups("tensile")[0].text("tensile_mpa") for heat in reading.heats] == ["414", "454"]


def test_single_results_of_a_test_that_is_not_named_are_no_strengths() -> None:
    tests = [("Schmelze", "ReH (MPa)", "Rm (MPa)", "A5 (%)"), ("0450671", "302", "414", "31,7"), ("0729001", "299", "454", "33,6")]
    pieces = [("Schmelze", "1", "2", "3", "Mittel"), ("0450671", "68", "73", "56", "66"), ("0729001", "77", "57", "58", "64")]
    places = (50.0, 150.0, 250.0, 350.0, 450.0)
    reading = certified(*rows_of(tests, places[:4], 180.0, pitch=11.0), *rows_of(pieces, places, 216.0, pitch=11.0))
    assert [[test.text("yield_mpa") for test in heat.groups("tensile")] for heat in reading.heats] == [["302"], ["299"]]


def test_pieces_are_numbered_below_the_caption_of_an_impact_test() -> None:
    caption: list[Row] = [(168.0, {50.0: "Charpy KV2 [J]"})]
    pieces = [
        ("Cast", "temp. [°C]", "1", "2", "3", "Av."),
        ("61-8471", "-20", "100", "77", "97", "91"),
        ("H058550", "-20", "80", "90", "85", "85"),
    ]
    tests = [("Cast", "ReH [N/mm²]", "Rm [N/mm²]", "A5 [%]"), ("61-8471", "420", "538", "26.5"), ("H058550", "415", "540", "27.1")]
    places = (50.0, 150.0, 230.0, 300.0, 370.0, 440.0)
    reading = certified(*rows_of(tests, places[:4], 130.0, pitch=11.0), *caption, *rows_of(pieces, places, 180.0, pitch=11.0))
    told = [heat.groups("impact")[0] for heat in reading.heats]
    assert [values(test, "temperature_c", "mean_j") for test in told] == [["-20", "91"], ["-20", "85"]]
    assert [[leaf.value for path, leaf in test.leaves() if path.startswith("energy_j")] for test in told] == [
        ["100", "77", "97"],
        ["80", "90", "85"],
    ]


def test_an_analysis_that_begins_at_the_foot_of_a_page_goes_on_over_it() -> None:
    head: list[Row] = [
        (700.0, {50.0: "Schmelze 725906"}),
        *rows_of([SHARES, ("C", "0,38", "0,45", "0,42"), ("Si", "0,10", "0,40", "0,32")], DOWN, 714.0),
    ]
    first = sheet([*CERTIFICATE, *head, (800.0, {50.0: "Brenner Stahl GmbH    Seite 1 von 2"})], size=8.0)
    rest = [("Mn", "0,60", "0,90", "0,70"), ("P", "", "0,025", "0,010"), ("S", "", "0,035", "0,012")]
    (heat,) = read(first, sheet(rows_of(rest, DOWN, 50.0), number=2, size=8.0)).heats
    assert contents(heat) == {"C": "0.42", "Si": "0.32", "Mn": "0.70", "P": "0.010", "S": "0.012"}


def test_the_hardness_of_a_surface_is_none_of_the_heats_where_its_scale_alone_is_a_label() -> None:
    rows = [
        CHARACTERISTICS,
        ("Kernhärte", "ISO 6506-1", "HBW", "", "", "329"),
        ("Oberflächenhärte", "ISO 6507-1", "HV 0.3", "", "390", "349"),
    ]
    (heat,) = certified((150.0, {50.0: "Schmelze 725906"}), *rows_of(rows, ACROSS, 170.0)).heats
    assert [values(test, "scale", "value") for test in heat.groups("hardness")] == [["HBW", "329"]]


def test_a_heat_that_a_label_names_and_nobody_read_brings_a_person() -> None:
    shares = [("Schmelze", "C", "Si", "Mn"), ("725906", "0,42", "0,32", "0,70")]
    reading = certified((150.0, {50.0: "Geliefert aus Schmelze", 300.0: "Schmelze: 814477"}), *rows_of(shares, DOWN, 170.0))
    heats = [heat.text("heat_number") for heat in reading.heats]
    assert "814477" in heats or "a heat is printed on it and was not read" in reading.notes


def test_what_a_price_is_for_begins_no_entry_though_it_stands_below_the_price() -> None:
    titles = ("Description", "Quantité", "Prix unitaire", "Montant HT")
    rows = [titles, ("[FA62783] Vis ISO 4017", "2 000,00 pce", "11,06", "221,20"), ("M10x80 8.8 zinguée", "", "par 100 Unité(s)", "")]
    top: list[Row] = [
        (50.0, {50.0: "Forges du Haut-Allier SAS"}),
        (80.0, {50.0: "Confirmation de commande"}),
        (110.0, {50.0: "Commande n° F089056", 300.0: "Votre référence: 4500660068"}),
    ]
    (line,) = read(sheet([*top, *rows_of(rows, (50.0, 250.0, 340.0, 470.0), 180.0, pitch=11.0)], size=8.0)).lines
    assert values(line, "quantity", "unit_price", "price_unit", "net_amount") == ["2000.00", "11.06", "100", "221.20"]


def test_the_expected_receipt_is_when_the_goods_arrive() -> None:
    top: list[Row] = [
        (50.0, {50.0: "Calder Valley Fasteners Ltd"}),
        (80.0, {50.0: "Advice Note"}),
        (110.0, {50.0: "Shipment No.: SO045663", 300.0: "Shipment Date: 11/06/2026"}),
        (124.0, {50.0: "Your Reference: 4700938947", 300.0: "Expected Receipt: 12/06/2026"}),
    ]
    assert read(sheet(top, size=8.0)).fields.text("arrival_date") == "2026-06-12"


@given(quantity=st.integers(2, 9999), price=st.integers(2, 99999), places=st.integers(0, 4))
def test_an_amount_is_told_by_its_figures_whatever_it_was_rounded_to(quantity: int, price: int, places: int) -> None:
    product = quantity * price
    amount = (2 * product + 10**places) // (2 * 10**places)
    assert is_rounded(product, amount) or not amount
    assert not is_rounded(product, 3 * product)


def test_a_row_may_say_the_temperature_before_its_energies() -> None:
    caption: list[Row] = [(168.0, {50.0: "Résilience KV2 (J)"})]
    pieces = [
        ("Coulée n°", "1", "2", "3", "Moy."),
        ("0450671 (à 20 °C)", "68", "73", "57", "66"),
        ("0729001 (à 20 °C)", "77", "57", "58", "64"),
    ]
    tests = [("Coulée n°", "ReH (MPa)", "Rm (MPa)", "A5 (%)"), ("0450671", "302", "414", "31,7"), ("0729001", "299", "454", "33,6")]
    places = (50.0, 180.0, 260.0, 340.0, 420.0)
    reading = certified(*rows_of(tests, places[:4], 130.0, pitch=11.0), *caption, *rows_of(pieces, places, 180.0, pitch=11.0))
    assert [values(heat.groups("impact")[0], "temperature_c", "mean_j") for heat in reading.heats] == [["20", "66"], ["20", "64"]]


def test_a_stockists_own_certificate_number_is_told_from_those_it_copied() -> None:
    rows: list[Row] = [
        (50.0, {50.0: "Staalhandel De Dommel B.V.", 300.0: "Ons certificaatnr. Z-003898"}),
        (80.0, {50.0: "Keuringscertificaat 3.1 EN 10204"}),
        (110.0, {50.0: "Uw order: 4500017325", 300.0: "Datum: 03.07.2026"}),
        (140.0, {50.0: "Smeltnummer: 271168", 300.0: "Fabriekscertificaat 555313 d.d. 28.10.2025"}),
        (154.0, {50.0: "Smeltnummer: 700459", 300.0: "Fabriekscertificaat 216598 d.d. 20.08.2025"}),
    ]
    number = read(sheet(rows, size=8.0)).fields.leaf("document_number")
    assert number is not None
    assert (number.value, number.confidence > 0.8) == ("Z-003898", True)


def test_a_lot_with_its_quantity_in_one_phrase_heads_no_table() -> None:
    titles = ("Codice", "Descrizione", "Q.tà", "U.M.")
    rows = [titles, ("TA.13048", "Cinghia dentata HTD", "4", "NR"), ("", "Lotto n. L000593 - quantità 4 NR", "", "")]
    rows += [("TA.04735", "Motore trifase 12,5 kW", "3", "NR"), ("", "Lotto n. L005133 - quantità 3 NR", "", "")]
    top: list[Row] = [
        (50.0, {50.0: "Tubificio Adda S.p.A."}),
        (80.0, {50.0: "Documento di trasporto"}),
        (110.0, {50.0: "DDT n.: 08791/26", 300.0: "Vs. ordine: PO-203306"}),
    ]
    reading = read(sheet([*top, *rows_of(rows, (50.0, 150.0, 380.0, 470.0), 180.0, pitch=11.0)], size=8.0))
    assert [values(line, "supplier_item", "quantity") for line in reading.lines] == [["TA.13048", "4"], ["TA.04735", "3"]]
