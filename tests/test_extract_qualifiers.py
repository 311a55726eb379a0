"""Prints of EDIFACT messages: segments in brackets behind labels, packages with their items as label and value."""

from __future__ import annotations

from domain.paper import Reading
from extract.data.qualifiers import without_qualifiers
from tests.press import Row, laid_out, read, sheet, values

_HEAD: list[Row] = [
    (40.0, {50.0: "Nachricht DESADV (Liefermeldung)"}),
    (70.0, {50.0: "Avisnummer (BGM)", 180.0: "AUF029270", 310.0: "Frachtführer (TDT 20)", 430.0: "Kühne + Nagel"}),
    (80.0, {50.0: "Erstellt (DTM 137)", 180.0: "03.10.2026", 310.0: "Bruttogewicht (MEA AAD)", 430.0: "93 KGM"}),
    (90.0, {50.0: "Bestellreferenz (RFF ON)", 180.0: "4500794612", 310.0: "Packstücke (CNT 11)", 430.0: "2"}),
    (110.0, {50.0: "Lieferant (NAD SU)", 310.0: "Warenempfänger (NAD DP)"}),
    (120.0, {50.0: "Kalkbrenner Technik SE", 310.0: "Halvorsen Anlagenbau GmbH"}),
]


def _package(top: float, sscc: str, kilograms: str, *item: str) -> list[Row]:
    line, quantity, number, lots = item
    return [
        (top, {50.0: "Packstück (Palette)", 150.0: f"NVE/SSCC (GIN BJ) {sscc}", 480.0: f"Brutto kg {kilograms}"}),
        (top + 15, {65.0: "Bestellposition (RFF LI)", 190.0: line, 310.0: "Liefermenge (QTY 12)", 430.0: quantity}),
        (top + 25, {65.0: "Artikel-Nr. Käufer (IN)", 190.0: "82-5693-76", 310.0: "Artikel-Nr. Lieferant (SA)", 430.0: number}),
        (top + 35, {65.0: "Bezeichnung (IMD)", 190.0: "Scheibe DIN 125 A"}),
        (top + 45, {65.0: "Charge (GIN BX)", 190.0: lots}),
        (top + 55, {65.0: "Ursprung (ALI)", 190.0: "DE"}),
    ]


def _message() -> Reading:
    return read(
        sheet(
            [
                *_HEAD,
                *_package(150.0, "342601280230695618", "44", "10", "1.000 ST", "015120 50", "CH03329: 1.000 ST"),
                *_package(230.0, "354123451762014936", "49", "20", "67 STK", "023205 50", "CH04969: 33 STK; CH04970: 34 STK"),
            ],
            size=7.5,
        )
    )


def test_items_of_packages_are_the_lines_of_a_printed_message() -> None:
    names = ("order_line", "quantity", "supplier_item", "buyer_item", "description", "country_of_origin")
    assert [values(line, *names) for line in _message().lines] == [
        ["10", "1000", "015120 50", "82-5693-76", "Scheibe DIN 125 A", "DE"],
        ["20", "67", "023205 50", "82-5693-76", "Scheibe DIN 125 A", "DE"],
    ]


def test_a_number_behind_a_lots_colon_is_its_quantity_and_a_code_behind_a_semicolon_the_next_lot() -> None:
    lots = [[values(lot, "lot_number", "quantity") for lot in line.groups("lots")] for line in _message().lines]
    assert lots == [[["CH03329", "1000"]], [["CH04969", "33"], ["CH04970", "34"]]]


def test_figures_of_a_segment_are_no_values_of_its_label() -> None:
    head = _message().fields
    assert values(head, "package_count", "carrier", "document_number", "order_number") == ["2", "Kühne + Nagel", "AUF029270", "4500794612"]


def test_whose_name_stands_below_the_suppliers_label_is_the_supplier() -> None:
    assert _message().fields.text("supplier_name") == "Kalkbrenner Technik SE"


def test_weights_that_come_to_another_are_of_its_packages() -> None:
    assert _message().fields.text("gross_weight_kg") == "93"


def test_a_bracket_on_a_paper_that_is_no_message_stays() -> None:
    layout = laid_out([(40.0, {50.0: "Werkstoff (PIA 5)"}), (60.0, {50.0: "Menge (IN) 4"})])
    assert without_qualifiers(layout) is layout


def test_the_weight_of_a_package_hides_no_gross_weight_that_is_less() -> None:
    package = _package(150.0, "342601280230695618", "96", "10", "1.000 ST", "015120 50", "CH03329: 1.000 ST")
    reading = read(sheet([*_HEAD, *package], size=7.5))
    assert reading.fields.text("gross_weight_kg") == "93"
