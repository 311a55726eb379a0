"""Header values: labels in two languages, in numbered boxes, two in one cell, and numbers beside titles."""

from __future__ import annotations

from dataclasses import replace

import pytest

from domain.paper import Kind
from extract.field.choosing import choose_all
from extract.field.settling import settled
from extract.shape.candidates import Candidate
from extract.shape.values import Value
from tests.press import Row, laid_out, read, sheet, values, words

TOP: list[Row] = [(40.0, {50.0: "Brenner Stahl GmbH"}), (90.0, {50.0: "Auftragsbestätigung"})]
NOTE: list[Row] = [(40.0, {50.0: "Brenner Stahl GmbH"}), (90.0, {50.0: "Lieferschein"})]


def test_a_label_in_two_languages_is_one_if_one_half_is_known() -> None:
    rows: list[Row] = [
        (120.0, {50.0: "Zettelkennung / Confirmation No.", 320.0: "Kundenbestellung / Your order"}),
        (134.0, {50.0: "AB-4711", 320.0: "4500017325"}),
    ]
    assert values(read(sheet([*TOP, *rows])).fields, "document_number", "order_number") == ["AB-4711", "4500017325"]


@pytest.mark.parametrize("parting", [" - ", " "])
def test_half_a_label_that_a_narrow_cell_breaks_names_nothing(parting: str) -> None:
    rows: list[Row] = [
        (120.0, {50.0: f"Bestell-Nr. des Kunden{parting}Customer's", 240.0: "4500017325 / 10"}),
        (131.0, {50.0: "Purchase Order"}),
    ]
    certificate = [(40.0, {50.0: "Brenner Stahl GmbH"}), (90.0, {50.0: "Abnahmeprüfzeugnis 3.1 EN 10204"}), *rows]
    assert values(read(sheet(certificate, source="ocr")).fields, "order_number", "customer_number") == ["4500017325", None]


def test_the_only_number_of_a_shipment_is_the_papers_own_though_its_title_has_a_page_beside_it() -> None:
    rows: list[Row] = [
        (40.0, {50.0: "Lakeshore Supply LLC"}),
        (90.0, {50.0: "PACKING SLIP", 460.0: "Page 1"}),
        (120.0, {50.0: "Shipment No.: SHP050554", 300.0: "Your Order No.: 4500017325"}),
    ]
    assert values(read(sheet(rows)).fields, "document_number", "tracking_number") == ["SHP050554", None]


@pytest.mark.parametrize(
    ("label", "waybill", "told"),
    [
        ("Zendingsnr.", "CMR-nr.: 000414970359", ["0056424", "000414970359"]),
        ("Sendungsnummer", "Frachtbrief-Nr.: 000414970359", ["0056424", "000414970359"]),
        ("Zendingsnr.", "", [None, "0056424"]),
    ],
)
def test_the_number_of_a_consignment_is_the_papers_own_beside_that_of_a_waybill(label: str, waybill: str, told: list[str | None]) -> None:
    rows: list[Row] = [
        (40.0, {50.0: "Maasplaat Staalservice N.V."}),
        (60.0, {50.0: "Pakbon"}),
        (100.0, {300.0: label, 400.0: "0056424"}),
        (120.0, {50.0: "Uw bestelling: 4500017325"}),
        *([(300.0, {50.0: waybill})] if waybill else []),
    ]
    fields = read(sheet(rows)).fields
    assert values(fields, "document_number", "tracking_number") == told
    own = fields.leaf("document_number")
    assert own is None or own.confidence < 0.8  # it is the carrier's where the supplier calls its own the waybill's


def offered(word: str, score: float) -> Candidate:
    """A number that stands somewhere on a scan, and what speaks for it."""
    tokens = laid_out([(100.0, {50.0: word})]).lines[0].tokens
    return Candidate(Value(word, tokens), 1, score)


@pytest.mark.parametrize(
    ("plain", "told"),
    [(0.459, {"document_number": "32507/ZO/26", "tracking_number": "0686020909"}), (0.24, {"document_number": "0686020909"})],
)
def test_the_number_of_a_shipment_is_the_carriers_beside_one_that_is_more_than_hardly_the_papers_own(
    plain: float, told: dict[str, str]
) -> None:
    found = settled({"document_number": [offered("32507/ZO/26", plain)], "shipment": [offered("0686020909", 0.96)]}, {})
    assert {name: candidates[0].value.value for name, candidates in found.items()} == told


def test_a_print_that_is_the_orders_number_is_hardly_the_papers_own() -> None:
    layout = laid_out([(100.0, {50.0: "PO-471097"}), (120.0, {50.0: "LS-20344"})])
    order, own = (Candidate(Value(line.text, line.tokens), 1, 0.95) for line in layout.lines)
    shared, apart = (choose_all({"document_number": [number], "order_number": [order]}, layout) for number in (order, own))
    assert shared["document_number"].confidence < 0.5 < shared["order_number"].confidence
    assert apart["document_number"].confidence > 0.9


def test_capitals_a_blank_before_the_figures_of_a_scanned_number_are_of_it() -> None:
    for gap, number in ((0.7, "ZS13207/2026"), (1.5, "13207/2026")):
        prefix, figures = words("ZS", 200.0, 120.0, confidence=0.95), words("13207/2026", 0.0, 120.0, confidence=0.95)
        beside = prefix[0].box[2] + gap * prefix[0].height
        page = sheet([*NOTE, (120.0, {50.0: "Belegnummer:"})], source="ocr")
        moved = [replace(word, box=(beside, word.box[1], beside + word.box[2] - word.box[0], word.box[3])) for word in figures]
        reading = read(replace(page, words=(*page.words, *prefix, *moved)))
        assert values(reading.fields, "document_number") == [number]


@pytest.mark.parametrize("due", ["Fecha vto.", "Data scadenza", "Date due"])
def test_the_day_of_payment_is_not_the_papers_own(due: str) -> None:
    rows: list[Row] = [
        (120.0, {50.0: "Ihre Bestellung: 4500017325"}),
        (300.0, {300.0: due, 400.0: "Importo"}),
        (314.0, {300.0: "03/10/2026", 400.0: "8.670,28"}),
    ]
    own: Row = (106.0, {50.0: "04/08/2026"})
    assert values(read(sheet([*TOP, own, *rows])).fields, "document_date") != ["2026-10-03"]


def test_a_label_may_span_a_wide_blank() -> None:
    rows: list[Row] = [(120.0, {50.0: "Ihre", 78.2: "Bestellung", 160.0: "4500017325"})]
    assert values(read(sheet([*TOP, *rows])).fields, "order_number") == ["4500017325"]


def test_the_whole_of_a_label_in_three_parts_is_no_value() -> None:
    rows: list[Row] = [(120.0, {50.0: "Ihre Bestellung: 4500017325"}), (300.0, {50.0: "Frachtführer / LKW / Carrier", 300.0: "DPD"})]
    assert values(read(sheet([*NOTE, *rows])).fields, "carrier") == ["DPD"]


@pytest.mark.parametrize("label", ["Auftragskürzel / erstellt am", "Auftrag/Ausstellungsdatum"])
def test_of_a_number_and_a_date_in_one_cell_the_date_tells_what_the_number_is(label: str) -> None:
    rows: list[Row] = [
        (120.0, {50.0: label, 320.0: "Ihre Bestellung / Bestelldatum"}),
        (134.0, {50.0: "VB075608 / 2026-08-13", 320.0: "4500017325 / 2026-08-07"}),
    ]
    names = ("document_number", "document_date", "order_number", "order_date")
    assert values(read(sheet([*TOP, *rows])).fields, *names) == ["VB075608", "2026-08-13", "4500017325", "2026-08-07"]


def test_the_day_of_a_date_is_no_line_of_an_order() -> None:
    rows: list[Row] = [(120.0, {50.0: "Your order / date"}), (134.0, {50.0: "PO-173375 / 03 AUG 2026"})]
    fields = read(sheet([(90.0, {50.0: "Order confirmation"}), *rows])).fields
    assert values(fields, "order_number", "order_date") == ["PO-173375", "2026-08-03"]


def test_numbers_of_boxes_are_no_values() -> None:
    rows: list[Row] = [
        (120.0, {50.0: "Ihre Bestellung: 4500017325"}),
        (300.0, {50.0: "8 Packstücke", 180.0: "11 Bruttogewicht", 320.0: "11a Nettogewicht", 460.0: "12 Rauminhalt"}),
        (314.0, {50.0: "2", 180.0: "735 kg", 320.0: "692 kg", 460.0: "1,92"}),
    ]
    fields = read(sheet([*NOTE, *rows])).fields
    assert values(fields, "package_count", "gross_weight_kg", "net_weight_kg") == ["2", "735", "692"]


def test_the_number_behind_a_title_is_the_papers_own_whatever_the_title_speaks_of() -> None:
    title: list[Row] = [(40.0, {50.0: "Brenner Stahl GmbH"})]
    rows: list[Row] = [(140.0, {50.0: "Bestellung Nr.", 320.0: "Bestelldatum"}), (154.0, {50.0: "4700641064", 320.0: "01.05.2026"})]
    page = sheet([*title, *rows])
    large = sheet([(90.0, {50.0: "Annahme Ihrer Bestellung # 95368-26"})], size=16.0)
    whole = page.__class__(1, page.width, page.height, page.words + large.words, "text")
    assert values(read(whole).fields, "document_number", "order_number") == ["95368-26", "4700641064"]


def test_of_sums_with_one_name_the_greatest_is_the_orders() -> None:
    rows: list[Row] = [
        (120.0, {50.0: "Ihre Bestellung: 4500017325"}),
        (300.0, {50.0: "Netto gesamt", 300.0: "392,40"}),
        (330.0, {50.0: "Netto gesamt", 300.0: "2.413,45"}),
        (360.0, {50.0: "Netto gesamt", 300.0: "EUR", 340.0: "2.805,85"}),
    ]
    assert values(read(sheet([*TOP, *rows])).fields, "net_total") == ["2805.85"]


def test_how_far_sums_stand_from_their_labels_does_not_say_which_is_the_orders() -> None:
    rows: list[Row] = [
        *TOP,
        (600.0, {290.0: "Summe Positionen", 480.0: "7.698,64"}),
        (614.0, {290.0: "Versandkosten", 480.0: "65,00"}),
        (628.0, {290.0: "Nettosumme", 480.0: "7.763,64"}),
    ]
    assert read(sheet(rows)).fields.text("net_total") == "7763.64"


def test_of_two_sums_the_one_with_the_tax_is_the_gross_one() -> None:
    rows: list[Row] = [
        (120.0, {50.0: "Ihre Bestellung: 4500017325"}),
        (300.0, {50.0: "Positionen gesamt", 200.0: "MwSt. 19 %", 320.0: "Endsumme EUR"}),
        (314.0, {50.0: "17.255,01", 200.0: "3.278,45", 320.0: "20.533,46"}),
    ]
    assert values(read(sheet([*TOP, *rows])).fields, "net_total", "tax_total", "gross_total") == ["17255.01", "3278.45", "20533.46"]


def test_dates_that_one_label_names_in_several_places_are_not_of_the_whole_paper() -> None:
    rows: list[Row] = [
        (120.0, {50.0: "Ihre Bestellung: 4500017325"}),
        (300.0, {50.0: "Liefertermin", 300.0: "01.09.2026"}),
        (330.0, {50.0: "Liefertermin", 300.0: "08.09.2026"}),
    ]
    assert all(line.leaf("delivery_date") is None for line in read(sheet([*TOP, *rows])).lines)


def test_a_value_does_not_go_on_in_a_line_that_begins_with_a_label() -> None:
    rows: list[Row] = [
        (120.0, {50.0: "Ihre Bestellung: 4500017325"}),
        (300.0, {50.0: "Spediteur", 300.0: "Datum"}),
        (314.0, {50.0: "Dachser SE", 300.0: "03.08.2026"}),
        (326.0, {50.0: "Sendungsnummer 0930515499"}),
    ]
    assert values(read(sheet([*NOTE, *rows])).fields, "carrier", "tracking_number") == ["Dachser SE", "0930515499"]


@pytest.mark.parametrize(
    ("subject", "kind", "number"),
    [
        ("Ihre Bestellung 4500017325 vom 03.06.2026 - unsere Bestätigung 57501-26", Kind.ORDER_CONFIRMATION, "57501-26"),
        ("Votre commande 4500017325 du 03/06/2026 - notre confirmation CC072826", Kind.ORDER_CONFIRMATION, "CC072826"),
        ("Lieferung VB-42448 zu Ihrer Bestellung 4500017325", Kind.SHIP_NOTICE, "VB-42448"),
    ],
)
def test_a_subject_that_ties_a_paper_to_an_order_says_what_the_paper_is(subject: str, kind: Kind, number: str) -> None:
    rows: list[Row] = [(40.0, {50.0: "Brenner Stahl GmbH"}), (150.0, {50.0: subject}), (180.0, {50.0: "Guten Tag,"})]
    paper = read(sheet(rows))
    assert paper.kind is kind
    assert values(paper.fields, "order_number", "document_number") == ["4500017325", number]


def test_a_reference_to_an_offer_makes_no_paper_an_offer() -> None:
    rows: list[Row] = [(150.0, {50.0: "Unser Angebot", 200.0: "Q65030"}), (164.0, {50.0: "Ihre Bestellung", 200.0: "4500017325"})]
    assert read(sheet([*TOP, *rows])).kind is Kind.ORDER_CONFIRMATION


def test_a_number_that_is_torn_behind_its_letters_is_read_whole_and_they_are_no_label() -> None:
    page = sheet(
        [(80.0, {50.0: "ORDERBEVESTIGING"}), (110.0, {50.0: "Nr.", 150.0: "AB- 355611"}), (124.0, {50.0: "Uw order", 150.0: "PO-206214"})]
    )
    assert read(page).fields.text("document_number") == "AB-355611"


def test_a_number_whose_only_label_is_a_mark_is_the_papers_where_no_second_has_none() -> None:
    rows: list[Row] = [
        (80.0, {50.0: "Pakbon"}),
        (110.0, {50.0: "Nr.:", 150.0: "LS-5595336"}),
        (124.0, {50.0: "Uw order:", 150.0: "4700383632"}),
    ]
    leaf = read(sheet(rows)).fields.leaf("document_number")
    assert leaf is not None
    assert (leaf.value, leaf.confidence > 0.9) == ("LS-5595336", True)


def test_a_post_town_below_a_label_is_no_number() -> None:
    rows: list[Row] = [(110.0, {50.0: "Lieferschein-Nr."}), (122.0, {50.0: "04158 Leipzig"}), (134.0, {50.0: "Lieferschein LS-4711"})]
    assert read(sheet([*NOTE, *rows])).fields.text("document_number") != "04158"


def test_the_number_of_a_package_is_not_the_papers() -> None:
    rows: list[Row] = [(110.0, {50.0: "Lieferschein-Nr. SO019239"}), (300.0, {50.0: "Nr. 340123450000000017"})]
    alone: list[Row] = [rows[0]]
    both, one = (read(sheet([*NOTE, *each])).fields.leaf("document_number") for each in (rows, alone))
    assert both
    assert one
    assert (both.value, both.confidence) == ("SO019239", one.confidence)


def test_a_label_of_two_lines_in_a_row_of_labels_takes_no_value_of_the_next_one() -> None:
    rows: list[Row] = [
        (120.0, {50.0: "Kundenreferenz", 160.0: "Belegdatum", 260.0: "Datum", 380.0: "Kundennr."}),
        (131.0, {50.0: "B0152692", 160.0: "14.03.2026", 260.0: "Kundenbestellung", 380.0: "62073"}),
        (142.0, {260.0: "13.03.2026"}),
    ]
    assert values(read(sheet([*TOP, *rows])).fields, "order_number", "document_date") == ["B0152692", "2026-03-14"]


@pytest.mark.parametrize("label", ["WA-Datum", "Warenausgangsdatum", "Uscita merci", "Goederenuitgifte", "Sortie marchandises", "PGI date"])
def test_the_day_that_goods_were_issued_is_the_day_they_left(label: str) -> None:
    rows: list[Row] = [(120.0, {50.0: "Ihre Bestellung:", 180.0: "4500017325"}), (134.0, {50.0: label, 180.0: "09.08.2026"})]
    assert values(read(sheet([*NOTE, *rows])).fields, "ship_date") == ["2026-08-09"]


@pytest.mark.parametrize("labels", [("Order", "Customer reference"), ("Ordine", "Riferimento cliente"), ("Commande", "Référence client")])
def test_beside_an_order_that_may_be_the_suppliers_the_customers_reference_is_the_buyers(labels: tuple[str, str]) -> None:
    rows: list[Row] = [
        (50.0, {50.0: "Lieferschein 4711"}),
        (90.0, {50.0: labels[0], 200.0: labels[1], 400.0: "Carrier"}),
        (104.0, {50.0: "S47366", 200.0: "4500017325", 400.0: "DSV"}),
    ]
    assert read(sheet(rows)).fields.text("order_number") == "4500017325"


@pytest.mark.parametrize("label", ["Commande de vente n°", "Ordine di vendita n.", "Pedido de venta"])
def test_a_sales_order_is_the_suppliers_own_number(label: str) -> None:
    rows: list[Row] = [(120.0, {50.0: label, 200.0: "N° commande client"}), (134.0, {50.0: "CV2608854", 200.0: "4500603865"})]
    fields = read(sheet([(90.0, {50.0: "Confirmation de commande"}), *rows])).fields
    assert values(fields, "document_number", "order_number") == ["CV2608854", "4500603865"]


def sureness(*rows: Row) -> float:
    number = read(sheet([*TOP, *rows])).fields.leaf("document_number")
    assert number is not None
    assert number.value == "AB-4711"
    return number.confidence


def test_what_another_label_names_better_and_the_label_itself_are_no_rivals_of_a_number() -> None:
    alone = sureness((120.0, {50.0: "Auftragsbestätigung Nr.: AB-4711"}))
    beside = sureness((120.0, {50.0: "Auftragsbestätigung Nr.: AB-4711"}), (134.0, {50.0: "Kundennummer: 34067"}))
    assert beside == alone


def test_a_number_without_a_name_is_no_rival_of_one_that_is_called_the_papers() -> None:
    alone = sureness((120.0, {50.0: "Auftragsbestätigung Nr.: AB-4711"}))
    beside = sureness((120.0, {50.0: "Auftragsbestätigung Nr.: AB-4711"}), (134.0, {50.0: "Nr. 61166"}))
    assert beside == alone


@pytest.mark.parametrize(
    ("printed", "sure"), [("Firminy, le 08/09/2026", True), ("Firminy le 08/09/2026", True), ("Livrable le 08/09/2026", False)]
)
def test_a_day_behind_the_place_where_it_was_written_is_the_papers_and_one_behind_another_word_is_not_sure(
    printed: str, sure: bool
) -> None:
    rows: list[Row] = [(54.0, {50.0: "42700 Firminy"}), (120.0, {50.0: printed}), (160.0, {50.0: "Date de votre commande 29/06/2026"})]
    dated = read(sheet([*NOTE, *rows])).fields.leaf("document_date")
    assert (dated is not None and dated.confidence > 0.95) is sure


@pytest.mark.parametrize("said", ["Total packages / gross / net: 3 / 958 kg / 894 kg", "Totaal colli / bruto / netto: 3 / 958 kg / 894 kg"])
def test_labels_that_share_a_place_share_out_its_values(said: str) -> None:
    fields = read(sheet([*NOTE, (400.0, {50.0: said})])).fields
    assert values(fields, "package_count", "gross_weight_kg", "net_weight_kg") == ["3", "958", "894"]


def test_the_counter_of_pages_beside_two_labels_is_the_value_of_neither() -> None:
    rows: list[Row] = [(130.0, {50.0: "A.R. de commande / Order confirmation", 400.0: "Page 1 / 1"})]
    assert read(sheet([*NOTE, *rows])).fields.text("document_number") == read(sheet(NOTE)).fields.text("document_number")


def test_the_mark_of_a_number_without_a_blank_behind_it_is_no_part_of_the_number() -> None:
    fields = read(sheet([*TOP, (120.0, {50.0: "Ihre Bestellung n.4500017325"})])).fields
    assert values(fields, "order_number") == ["4500017325"]


@pytest.mark.parametrize("printed", ["Dokument T. 0461 552100", "Dokument Tel. 0461 552100"])
def test_where_somebody_is_reached_is_no_number_of_a_paper(printed: str) -> None:
    assert read(sheet([*TOP, (120.0, {50.0: printed})])).fields.leaf("document_number") is None


def test_the_customers_part_number_is_no_misread_order() -> None:
    rows: list[Row] = [(120.0, {50.0: "CUST P.O.: 4500017325"}), (134.0, {50.0: "CUST P/N: 35-5613-19"})]
    order = read(sheet([*TOP, *rows])).fields.leaf("order_number")
    assert order is not None
    assert (order.value, order.confidence > 0.9) == ("4500017325", True)


def test_letters_and_a_hyphen_before_the_figures_are_the_numbers_and_not_the_labels() -> None:
    fields = read(sheet([*TOP, (120.0, {50.0: "Uw order", 110.0: "PO-", 125.0: "405465"})])).fields
    assert values(fields, "order_number") == ["PO-405465"]


def test_the_gross_weight_of_the_whole_is_no_packages_that_is_less_than_all_weigh_net() -> None:
    rows: list[Row] = [
        (120.0, {50.0: "Ihre Bestellung: 4500017325"}),
        (300.0, {50.0: "Karton", 180.0: "Bruttogewicht (kg)", 360.0: "Packstücke", 460.0: "2"}),
        (314.0, {50.0: "1", 180.0: "342", 360.0: "Bruttogewicht (kg)", 470.0: "1.355"}),
        (328.0, {50.0: "2", 180.0: "337", 360.0: "Nettogewicht (kg)", 470.0: "1.301"}),
    ]
    assert values(read(sheet([*NOTE, *rows])).fields, "gross_weight_kg", "net_weight_kg") == ["1355", "1301"]


def test_a_gross_weight_below_the_net_one_stays_where_no_other_is_that_of_the_whole() -> None:
    rows: list[Row] = [
        (120.0, {50.0: "Ihre Bestellung: 4500017325"}),
        (300.0, {50.0: "Bruttogewicht (kg) 1.290"}),
        (314.0, {50.0: "Nettogewicht (kg) 1.301"}),
    ]
    assert values(read(sheet([*NOTE, *rows])).fields, "gross_weight_kg", "net_weight_kg") == ["1290", "1301"]


def test_the_next_sheets_title_with_the_papers_own_number_is_no_confirmed_order() -> None:
    rows: list[Row] = [
        (110.0, {320.0: "Bestätigungs-Nr./Ausstellungsdatum"}),
        (122.0, {320.0: "AB52413 / 25.01.2026"}),
        (136.0, {320.0: "Best.-Nr. Kunde/Ausstellungsdatum"}),
        (148.0, {320.0: "B0577457 / 19.01.2026"}),
        (162.0, {320.0: "Interne Nr."}),
        (174.0, {320.0: "24799895"}),
    ]
    next_sheet: list[Row] = [(75.0, {50.0: "Bestätigung Ihres Auftrags AB52413 / 25.01.2026", 500.0: "S. 2"})]
    fields = read(sheet([*TOP, *rows]), sheet(next_sheet, number=2)).fields
    assert values(fields, "document_number", "order_number") == ["AB52413", "B0577457"]


@pytest.mark.parametrize("label", ["Interne Nr.", "Internal no.", "Numer wewnętrzny", "Numero interno"])
def test_a_number_that_a_house_files_a_paper_under_is_never_sure_to_be_the_papers(label: str) -> None:
    number = read(sheet([*TOP, (120.0, {50.0: f"{label}: 24799895"})])).fields.leaf("document_number")
    assert number is None or number.confidence < 0.9
    own = read(sheet([*TOP, (120.0, {50.0: f"{label}: 24799895"}), (134.0, {50.0: "Belegnummer: AB52413"})])).fields
    assert values(own, "document_number") == ["AB52413"]


@pytest.mark.parametrize(
    ("bare", "expected"), [("Leverdatum", "Verwacht op"), ("Lieferdatum", "Ankunft"), ("Delivery date", "Expected on")]
)
def test_a_day_of_delivery_before_the_one_that_is_expected_is_that_of_dispatch(bare: str, expected: str) -> None:
    rows: list[Row] = [(120.0, {50.0: f"{bare}: 24.08.2026"}), (134.0, {50.0: f"{expected}: 25.08.2026"})]
    assert values(read(sheet([*NOTE, *rows])).fields, "ship_date", "arrival_date") == ["2026-08-24", "2026-08-25"]


def test_of_two_days_that_labels_call_the_same_none_is_sure() -> None:
    rows: list[Row] = [(120.0, {50.0: "Ankunft: 24.08.2026"}), (134.0, {50.0: "Eintreffen: 25.08.2026"})]
    day = read(sheet([*NOTE, *rows])).fields.leaf("arrival_date")
    assert day is not None
    assert day.contested


@pytest.mark.parametrize("label", ["Datum van uitgifte", "Uitgiftedatum"])
def test_the_day_of_issue_is_no_arrival(label: str) -> None:
    rows: list[Row] = [(120.0, {50.0: f"{label}: 5-9-2026"}), (134.0, {50.0: "Verwachte leverdatum: 7-9-2026"})]
    assert values(read(sheet([*NOTE, *rows])).fields, "document_date", "arrival_date") == ["2026-09-05", "2026-09-07"]


def test_net_and_gross_may_be_cut_short() -> None:
    rows: list[Row] = [
        (300.0, {50.0: "# COLLI", 120.0: "NT. GEW.", 200.0: "GEW. BRUTO"}),
        (312.0, {50.0: "3", 120.0: "1.813 kg", 200.0: "1.760 kg"}),
    ]
    assert values(read(sheet([*NOTE, *rows])).fields, "net_weight_kg", "gross_weight_kg") == ["1813", "1760"]


def test_the_weights_in_a_line_with_a_tare_are_a_packages() -> None:
    rows: list[Row] = [
        (371.0, {50.0: "Brutto 3.743 kg", 180.0: "Tara 10 kg", 280.0: "Netto 3.733 kg"}),
        (392.0, {50.0: "Packstücke: 1", 180.0: "Bruttogewicht: 3.723 kg", 340.0: "Netto: 3.743 kg"}),
    ]
    assert values(read(sheet([*NOTE, *rows])).fields, "gross_weight_kg", "net_weight_kg") == ["3723", "3743"]
