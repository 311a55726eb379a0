"""What everyday prints of business systems have: own numbers without a heading, days that were wished for, labels with their values in boxes."""

from __future__ import annotations

import pytest

from domain.paper import Reading, Source
from tests.press import Row, read, sheet, values

TOP: list[Row] = [
    (50.0, {50.0: "Brenner Stahl GmbH"}),
    (80.0, {50.0: "Auftragsbestätigung"}),
    (110.0, {50.0: "Auftragsnr.: A-4711", 300.0: "Ihre Bestellung: 4500017325"}),
    (124.0, {50.0: "Datum: 03.07.2026"}),
]


def paper(*rows: Row, top: list[Row] = TOP) -> Reading:
    return read(sheet([*top, *rows], size=8.0))


# ---- entries of two rows whose own number has no heading


HEAD_OF_TWO: list[Row] = [
    (200.0, {110.0: "Material", 220.0: "Bezeichnung"}),
    (209.0, {160.0: "Menge", 300.0: "Preis", 400.0: "per", 500.0: "Wert"}),
]


def _entry(top: float, number: str, item: str, theirs: str, amount: str) -> list[Row]:
    return [
        (top, {50.0: number, 110.0: item, 220.0: "Scheibe DIN 125"}),
        (top + 10, {110.0: f"Kundenmaterial: 39-8813-1{theirs[0]}", 300.0: f"Kd.-Pos. {theirs}"}),
        (top + 20, {160.0: "500 ST", 300.0: "11,52 EUR", 400.0: "100 ST", 500.0: amount}),
        (top + 30, {110.0: "Liefertermin: 24.08.2026", 300.0: "500 ST"}),
    ]


def test_numbers_left_of_all_headings_begin_the_entries_of_a_head_of_two_rows() -> None:
    reading = paper(*HEAD_OF_TWO, *_entry(222.0, "000010", "0004882", "10", "57,60"), *_entry(266.0, "000020", "0003693", "20", "57,60"))
    assert [
        values(line, "order_line", "supplier_item", "description", "quantity", "unit_price", "net_amount") for line in reading.lines
    ] == [
        ["10", "0004882", "Scheibe DIN 125", "500", "11.52", "57.60"],
        ["20", "0003693", "Scheibe DIN 125", "500", "11.52", "57.60"],
    ]


def test_the_buyers_line_below_an_entry_goes_before_the_suppliers_own_number() -> None:
    reading = paper(*HEAD_OF_TWO, *_entry(222.0, "000010", "0004882", "30", "57,60"), *_entry(266.0, "000020", "0003693", "50", "57,60"))
    assert [values(line, "order_line") for line in reading.lines] == [["30"], ["50"]]


def test_one_padded_number_on_a_second_page_is_an_entrys() -> None:
    reading = paper(*HEAD_OF_TWO, *_entry(222.0, "000010", "0004882", "10", "57,60"))
    assert [values(line, "order_line", "supplier_item") for line in reading.lines] == [["10", "0004882"]]


# ---- a day that was wished for is no promise


HEAD = {50.0: "Pos", 90.0: "Artikel", 160.0: "Bezeichnung", 250.0: "Menge", 300.0: "ME", 350.0: "Betrag"}


def _dated(top: float, number: str, *days: str) -> Row:
    cells = (number, f"AN-3548{number[0]}", "Kugelhahn", "8", "Stk", "320,00")
    return (top, dict(zip(HEAD, cells, strict=True)) | dict(zip((420.0, 510.0), days, strict=False)))


@pytest.mark.parametrize("wish", ["Wunschtermin", "Gevraagd", "Data rich.", "Ihr Termin"])
def test_of_two_columns_of_days_the_one_that_was_asked_for_is_left_and_casts_no_doubt(wish: str) -> None:
    reading = paper(
        (200.0, HEAD | {420.0: wish, 510.0: "Lev.datum"}),
        _dated(212.0, "10", "24.08.2026", "26.08.2026"),
        _dated(224.0, "20", "13.08.2026", "11.08.2026"),
    )
    assert [values(line, "delivery_date") for line in reading.lines] == [["2026-08-26"], ["2026-08-11"]]
    assert all(line.leaf("delivery_date").confidence > 0.9 for line in reading.lines)  # type: ignore[union-attr]


def test_two_days_of_which_no_heading_says_which_is_promised_are_not_sure() -> None:
    reading = paper((200.0, HEAD | {420.0: "LT"}), _dated(212.0, "10", "24.08.2026"), (221.0, {160.0: "neu 26.08.2026"}))
    assert reading.lines[0].leaf("delivery_date").confidence < 0.95  # type: ignore[union-attr]


def test_a_name_that_ends_like_a_week_is_no_day() -> None:
    reading = paper((200.0, HEAD | {420.0: "LT"}), (212.0, _dated(212.0, "10", "24.08.2026")[1] | {160.0: "Schutzwachs KW 10"}))
    assert values(reading.lines[0], "description", "delivery_date") == ["Schutzwachs KW 10", "2026-08-24"]
    assert reading.lines[0].leaf("delivery_date").confidence > 0.9  # type: ignore[union-attr]


# ---- the head


def test_a_label_above_another_has_its_value_beside_it() -> None:
    top: list[Row] = [
        (50.0, {50.0: "Aciers du Forez SA"}),
        (80.0, {50.0: "Bon de livraison"}),
        (110.0, {50.0: "Livré à", 300.0: "Transporteur", 420.0: "Geodis"}),
        (122.0, {50.0: "Halvorsen Anlagenbau GmbH", 300.0: "N° de suivi", 420.0: "1Z0191100049"}),
        (134.0, {50.0: "Robert-Bosch-Straße 40", 300.0: "Expédié le", 420.0: "19/09/2026"}),
        (160.0, {50.0: "BL n° : CC030133", 300.0: "Votre commande : 4500171369"}),
    ]
    fields = read(sheet(top)).fields
    assert values(fields, "carrier", "tracking_number") == ["Geodis", "1Z0191100049"]


def test_a_reference_of_the_buyers_is_no_order_where_a_label_says_which_is_it() -> None:
    top: list[Row] = [
        (50.0, {50.0: "Laminados del Ebro SA"}),
        (80.0, {50.0: "Certificado de inspección 3.1 EN 10204"}),
        (110.0, {50.0: "Certificado nº", 200.0: "Fecha", 350.0: "Pedido cliente"}),
        (122.0, {50.0: "26-56401", 200.0: "15/06/2026", 350.0: "4500881015"}),
        (140.0, {50.0: "Descripción", 350.0: "Su referencia"}),
        (152.0, {50.0: "Redondo 15 mm", 350.0: "27-4077-39"}),
    ]
    assert values(read(sheet(top)).fields, "order_number") == ["4500881015"]


def test_amounts_that_touch_their_currency_are_sums() -> None:
    reading = paper((400.0, {50.0: "Nettosumme:", 300.0: "4.024,75EUR"}), (412.0, {50.0: "Gesamtbetrag:", 300.0: "4.789,45EUR"}))
    assert values(reading.fields, "net_total", "gross_total") == ["4024.75", "4789.45"]


def test_the_line_of_a_certificate_has_the_quantity_that_its_heats_add_up_to() -> None:
    reading = read(
        sheet(
            [
                (50.0, {50.0: "Brenner Stahl GmbH"}),
                (80.0, {50.0: "Abnahmeprüfzeugnis 3.1 nach EN 10204"}),
                (110.0, {50.0: "Zeugnis Nr.: Z-4711", 300.0: "Ihre Bestellung: 4500017325"}),
                (140.0, {50.0: "Pos.", 150.0: "Menge", 300.0: "Werkstoff"}),
                (152.0, {50.0: "10", 150.0: "485,5 kg", 300.0: "42CrMo4"}),
                (180.0, {50.0: "Schmelze: 019040", 200.0: "Menge: 324 kg"}),
                (200.0, {60.0: "C", 160.0: "Si", 260.0: "Mn"}),
                (212.0, {60.0: "0,43", 160.0: "0,28", 260.0: "0,72"}),
                (240.0, {50.0: "Schmelze: 551867", 200.0: "Menge: 161,5 kg"}),
                (260.0, {60.0: "C", 160.0: "Si", 260.0: "Mn"}),
                (272.0, {60.0: "0,41", 160.0: "0,24", 260.0: "0,83"}),
            ]
        )
    )
    assert values(reading.lines[0], "quantity") == ["485.5"]


def test_days_and_numbers_with_a_name_before_them_are_not_the_papers_own() -> None:
    top: list[Row] = [
        (50.0, {50.0: "Pennine Steel Stockholders Ltd"}),
        (80.0, {50.0: "Certificate of Analysis"}),
        (110.0, {50.0: "Batch No: B98737", 300.0: "Certificate Number: QS41627/26"}),
        (122.0, {50.0: "Mfg Date: 27/01/2026", 300.0: "Dated: 18/03/2026"}),
        (134.0, {50.0: "Expiry Date: 27/01/2028", 300.0: "Your Order: 4500017325"}),
        (146.0, {50.0: "Test No: 802839"}),
    ]
    fields = read(sheet(top)).fields
    assert values(fields, "document_number", "document_date") == ["QS41627/26", "2026-03-18"]
    assert all(fields.leaf(name).confidence > 0.9 for name in ("document_number", "document_date"))  # type: ignore[union-attr]


def test_the_only_day_outside_of_the_table_is_the_papers_own() -> None:
    top: list[Row] = [
        (50.0, {50.0: "Great Basin Supply Inc.", 400.0: "Sales Order Confirmation"}),
        (66.0, {400.0: "#SO78800"}),
        (78.0, {400.0: "24.06.2026"}),
        (110.0, {50.0: "Customer PO: 4500177072"}),
    ]
    reading = paper((200.0, HEAD | {420.0: "LT"}), _dated(212.0, "10", "24.08.2026"), _dated(224.0, "20", "13.08.2026"), top=top)
    assert values(reading.fields, "document_date") == ["2026-06-24"]
    assert reading.fields.leaf("document_date").confidence > 0.95  # type: ignore[union-attr]


def test_a_label_that_ends_its_line_has_its_value_in_the_next_one() -> None:
    top: list[Row] = [
        (50.0, {50.0: "Brenner Stahl GmbH"}),
        (80.0, {50.0: "Lieferschein"}),
        (110.0, {50.0: "LS-Nr.: AU2690955", 300.0: "Ihre Bestellung: 4500592511"}),
        (400.0, {50.0: "Warenausgang: 18.04.2026", 220.0: "Packstücke: 3", 400.0: "Bruttogewicht:"}),
        (411.0, {50.0: "7.884 kg"}),
    ]
    assert values(read(sheet(top)).fields, "gross_weight_kg") == ["7884"]


def test_an_analysis_that_was_not_read_is_told() -> None:
    rows: list[Row] = [
        (50.0, {50.0: "Brenner Stahl GmbH"}),
        (80.0, {50.0: "Konformitätserklärung"}),
        (110.0, {50.0: "Zeugnis Nr.: C-4711", 300.0: "Ihre Bestellung: 4500017325"}),
        (140.0, {50.0: "C", 100.0: "Si", 150.0: "Mn", 200.0: "P", 250.0: "S", 300.0: "nach Norm"}),
    ]
    assert "an analysis is printed on it and was not read" in read(sheet(rows)).notes


# ---- lots and numbers


def test_lots_in_rows_of_their_own_are_read_though_they_do_not_add_up() -> None:
    head = {50.0: "Pos.", 90.0: "Artikel", 160.0: "Bezeichnung", 320.0: "Charge", 400.0: "ME", 450.0: "Menge"}
    reading = read(
        sheet(
            [
                (50.0, {50.0: "Brenner Stahl GmbH"}),
                (80.0, {50.0: "Lieferschein"}),
                (110.0, {50.0: "Lieferschein-Nr.: LS-4711", 300.0: "Ihre Bestellung: 4500017325"}),
                (200.0, head),
                (212.0, {50.0: "10", 90.0: "AN-35483", 160.0: "Flachstahl", 400.0: "kg", 450.0: "210,00"}),
                (221.0, {320.0: "009187", 400.0: "kg", 450.0: "105,00"}),
                (230.0, {320.0: "001121", 400.0: "kg", 450.0: "105,00"}),
                (242.0, {50.0: "20", 90.0: "AN-05456", 160.0: "Mutter M10", 400.0: "Stk", 450.0: "1.000,00"}),
                (251.0, {320.0: "0000238", 400.0: "Stk", 450.0: "501,00"}),
            ]
        )
    )
    lots = [[values(lot, "lot_number", "quantity") for lot in line.groups("lots")] for line in reading.lines]
    assert lots == [[["009187", "105.00"], ["001121", "105.00"]], [["0000238", "501.00"]]]


def test_beside_the_buyers_order_commande_is_the_suppliers_own() -> None:
    top: list[Row] = [
        (50.0, {50.0: "Aciers du Forez SA"}),
        (80.0, {50.0: "Confirmation de commande"}),
        (110.0, {50.0: "N° commande : CC028370"}),
        (122.0, {50.0: "V/Commande : 4500365891"}),
    ]
    assert values(read(sheet(top)).fields, "document_number", "order_number") == ["CC028370", "4500365891"]


def test_a_number_that_is_marked_alone_below_the_title_is_the_papers() -> None:
    top: list[Row] = [
        (50.0, {50.0: "Suministros del Ebro SA", 380.0: "Confirmación de pedido"}),
        (70.0, {380.0: "#PV26-77589"}),
        (110.0, {50.0: "S/Pedido: 4500017325"}),
    ]
    assert values(read(sheet(top)).fields, "document_number", "order_number") == ["PV26-77589", "4500017325"]


def test_strengths_may_be_grouped_by_apostrophes() -> None:
    rows: list[Row] = [
        (50.0, {50.0: "Rüegg Stahl AG"}),
        (80.0, {50.0: "Abnahmeprüfzeugnis 3.1 nach EN 10204"}),
        (110.0, {50.0: "Zeugnis Nr.: Z-4711", 300.0: "Ihre Bestellung: 4500017325"}),
        (200.0, {50.0: "Schmelze", 150.0: "Rp0.2", 250.0: "Rm", 350.0: "A5"}),
        (210.0, {150.0: "MPa", 250.0: "MPa", 350.0: "%"}),
        (222.0, {50.0: "47-2953", 150.0: "930", 250.0: "1'211", 350.0: "13.5"}),
        (234.0, {50.0: "L08152", 150.0: "981", 250.0: "1'174", 350.0: "12.1"}),
    ]
    heats = read(sheet(rows)).heats
    assert [values(heat.groups("tensile")[0], "yield_mpa", "tensile_mpa") for heat in heats] == [["930", "1211"], ["981", "1174"]]


def certificate_of(second: str = "", *, source: Source = "text") -> list[str]:
    """What is said of a certificate whose heats stand in one table, the second row as given, and whose impact test has one value."""
    columns = (50.0, 130.0, 190.0, 250.0, 310.0)
    rows: list[Row] = [
        (50.0, {50.0: "Brenner Stahl GmbH"}),
        (80.0, {50.0: "Abnahmeprüfzeugnis 3.1 nach EN 10204"}),
        (100.0, {50.0: "Zeugnis-Nr.: Z-4711", 300.0: "Ihre Bestellung: 4500017325"}),
        (150.0, dict(zip(columns, ("Schmelze", "C", "Si", "Mn", "Cr"), strict=True))),
        (164.0, dict(zip(columns, ["223311", "0,14", "0,32", "1,31", "0,04"], strict=True))),
        *([(178.0, {x: said for x, said in zip(columns, second.split(), strict=True) if said != "."})] if second else []),
        (220.0, {50.0: "Kerbschlagarbeit KV -20 °C: 92 J"}),
    ]
    return read(sheet(rows, source=source)).notes


def test_an_element_that_was_read_of_one_heat_and_not_of_another_is_told() -> None:
    assert "Cr was not read of every heat" in certificate_of("223312 0,14 0,28 1,39 .")
    assert not any("of every heat" in note for note in certificate_of("223312 0,14 0,28 1,39 0,03"))


@pytest.mark.parametrize(("source", "told"), [("ocr", True), ("text", False)])
def test_an_impact_test_of_one_value_may_have_lost_two_on_a_scan(source: Source, *, told: bool) -> None:
    assert ("an impact test shows one value of three" in certificate_of(source=source)) is told


def test_an_abbreviation_behind_a_heading_is_no_heading_above_the_one_in_another_language() -> None:
    rows: list[Row] = [
        (50.0, {50.0: "Brenner Stahl GmbH"}),
        (80.0, {50.0: "Bon de livraison BL-4711"}),
        (110.0, {50.0: "Votre commande: 4500017325"}),
        (200.0, {65.0: "Pte", 105.0: "Intitulé", 352.0: "Expédié", 400.0: "Lot fab.", 491.0: "Orig."}),
        (209.0, {65.0: "Cust. Line", 105.0: "Product Description", 352.0: "Qty. this del.", 400.0: "Lot/Serial", 491.0: "Ctry Org."}),
        (224.0, {65.0: "20", 105.0: "Courroie crantée HTD 8M-500", 362.0: "4,00", 400.0: "261677-A (4,00)", 491.0: "FR"}),
        (233.0, {105.0: "Réf. / Item ID: NT18039", 362.0: "UN", 491.0: "40162490"}),
        (242.0, {105.0: "V/Code / Buyer Part #: 31-1944-62"}),
    ]
    [line] = read(sheet(rows, size=8.0)).lines
    assert [values(lot, "lot_number", "quantity") for lot in line.groups("lots")] == [["261677-A", "4.00"]]
