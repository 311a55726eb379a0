"""What packaged systems print: the wished day beside the promised one, positions in narrow cells, a day of printing, a letterhead without a legal form."""

from __future__ import annotations

import pytest

from domain.paper import Reading
from tests.press import CONFIRMED, SHIPPED, Row, read, rows_of, sheet, values

ENTRY = ("10", "BG-6852", "Rundstahl blank", "250", "Stk", "2,50", "625,00")
PLACES = (50.0, 80.0, 150.0, 250.0, 290.0, 330.0, 380.0)
HEADS = ("Pos.", "Artikel", "Bezeichnung", "Menge", "ME", "Einzelpreis", "Betrag")


def days(reading: Reading) -> list[str | None]:
    """The promised days of a reading's lines."""
    return [line.text("delivery_date") for line in reading.lines]


@pytest.mark.parametrize(
    ("asked", "promised"),
    [
        ("Requested receipt date", "Confirmed receipt date"), ("Requested ship date", "Confirmed ship date"),
        ("Requested dock date", "Confirmed date"), ("Datum gewünscht", "Datum bestätigt"),
    ],
)  # fmt: skip
def test_of_two_columns_of_days_the_one_that_was_asked_for_is_no_promise(asked: str, promised: str) -> None:
    table = rows_of([(*HEADS, asked, promised), (*ENTRY, "12.05.2026", "15.05.2026")], (*PLACES, 420.0, 500.0), 180.0)
    assert days(read(sheet([*CONFIRMED, *table], size=6.0))) == ["2026-05-15"]


@pytest.mark.parametrize(("asked", "promised"), [("Req:", "Promise:"), ("Gewünscht:", "Zugesagt:")])
def test_a_cell_that_says_its_day_was_asked_for_gives_way_to_the_promise_below(asked: str, promised: str) -> None:
    head, first = (*HEADS, "Liefertermin"), (*ENTRY, f"{asked} 12.05.2026")
    below: list[Row] = [(208.0, {420.0: f"{promised} 15.05.2026"})]
    assert days(read(sheet([*CONFIRMED, *rows_of([head, first], (*PLACES, 420.0), 180.0), *below], size=7.0))) == ["2026-05-15"]


def test_a_cell_with_its_day_alone_is_the_promise_though_a_wish_stands_below() -> None:
    head, first = (*HEADS, "Liefertermin"), (*ENTRY, "15.05.2026")
    below: list[Row] = [(208.0, {420.0: "Wunschtermin: 12.05.2026"})]
    assert days(read(sheet([*CONFIRMED, *rows_of([head, first], (*PLACES, 420.0), 180.0), *below], size=7.0))) == ["2026-05-15"]


@pytest.mark.parametrize(
    "below", [["Vs. cod. 90-5435-73 riga 10"], ["Vs. cod. 90-5435-73 Riga Vs.", "ordine 10"], ["Vs. cod. 90-5435-73 riga", "ordine 00010"]]
)
def test_the_orders_line_stands_behind_the_buyers_number_or_over_the_end_of_its_cell(below: list[str]) -> None:
    head = ("Codice", "Descrizione dei beni", "Lotto", "U.M.", "Quantità")
    table = rows_of([head, ("VB02008", "Olio idraulico HLP 25", "260351-A", "LT", "20,00")], (50.0, 130.0, 330.0, 400.0, 460.0), 180.0)
    rows: list[Row] = [(208.0 + 12.0 * at, {130.0: text}) for at, text in enumerate(below)]
    title: list[Row] = [(50.0, {50.0: "Viterie S.p.A."}), (80.0, {50.0: "Documento di trasporto"}), (110.0, {50.0: "Numero: 4711"})]
    order: list[Row] = [(124.0, {50.0: "Data: 03.07.2026", 300.0: "Vs. ordine n. 4500017325"})]
    line = read(sheet([*title, *order, *table, *rows])).lines[0]
    assert values(line, "order_line", "buyer_item") == ["10", "90-5435-73"]


def test_a_day_of_another_column_behind_the_broken_label_is_no_part_of_it() -> None:
    table = rows_of([HEADS[1:], ENTRY[1:]], PLACES[1:], 180.0)
    below: list[Row] = [(208.0, {150.0: "Vs. codice 90-3320-53 Riga Vs.", 500.0: "29/2026"}), (220.0, {150.0: "ordine 30"})]
    assert read(sheet([*CONFIRMED, *table, *below])).lines[0].text("order_line") == "30"


def test_words_behind_another_number_name_no_line_of_the_order() -> None:
    table = rows_of([HEADS[1:], ENTRY[1:]], PLACES[1:], 180.0)
    below: list[Row] = [(208.0, {150.0: "Zeichnung 4711-08 Pos. 3"})]
    assert read(sheet([*CONFIRMED, *table, *below])).lines[0].leaf("order_line") is None


def test_the_rows_of_the_buyers_order_are_told_from_the_papers_own() -> None:
    head = ("Rg", "Uw rg", "Artikel", "Omschrijving", "Geleverd", "Eh")
    lines = [("1", "20", "VR-4425", "Rondstaf blank", "75", "st"), ("2", "30", "VR-2077", "Beschermwas", "60", "st")]
    table = rows_of([head, *lines], (50.0, 80.0, 130.0, 200.0, 350.0, 420.0), 180.0)
    found = read(sheet([*SHIPPED, *table]))
    assert [line.text("order_line") for line in found.lines] == ["20", "30"]


def test_a_day_with_a_comma_for_a_point_is_read_and_no_day_of_printing_is_taken_for_it() -> None:
    rows: list[Row] = [
        (30.0, {400.0: "Druck 2.4.2026 13:36"}),
        (50.0, {50.0: "Brenner Stahl GmbH"}),
        (80.0, {50.0: "Auftragsbestätigung"}),
        (110.0, {50.0: "Beleg-Nr. AB-4711", 300.0: "Ihre Bestellung: 4500017325"}),
    ]
    assert read(sheet([*rows, (124.0, {50.0: "Belegdatum 1.4,2026"})])).fields.text("document_date") == "2026-04-01"


@pytest.mark.parametrize("source", ["text", "ocr"])
def test_the_day_of_printing_is_not_sure_where_the_papers_own_may_not_have_been_read(source: str) -> None:
    rows: list[Row] = [
        (30.0, {400.0: "Druck 2.4.2026 13:36"}),
        (50.0, {50.0: "Brenner Stahl GmbH"}),
        (80.0, {50.0: "Auftragsbestätigung"}),
        (110.0, {50.0: "Beleg-Nr. AB-4711", 300.0: "Ihre Bestellung: 4500017325"}),
    ]
    lost: list[Row] = [(124.0, {50.0: "Belegdatum l.A.Z0Z6"})]
    day = read(sheet([*rows, *lost], source=source)).fields.leaf("document_date")  # type: ignore[arg-type]
    assert day is None or day.confidence < 0.8


def test_the_first_words_are_the_suppliers_though_rows_of_the_buyers_address_lie_between_them_and_the_telephone() -> None:
    rows: list[Row] = [
        (34.0, {50.0: "Établissements Garnier", 330.0: "Livré à"}),
        (45.0, {330.0: "Halvorsen Anlagenbau GmbH"}),
        (50.0, {50.0: "Z.I. des Portes"}),
        (56.0, {330.0: "Robert-Bosch-Straße 40"}),
        (62.0, {50.0: "01200 Valserhône"}),
        (67.0, {330.0: "70469 Stuttgart"}),
        (73.0, {50.0: "Téléphone 04 50 55 53 16"}),
        (120.0, {50.0: "Bon de livraison"}),
        (150.0, {50.0: "Votre commande: 4500017325"}),
    ]
    assert read(sheet(rows)).fields.text("supplier_name") == "Établissements Garnier"


def test_a_day_in_brackets_that_was_asked_for_is_no_change() -> None:
    table = rows_of([HEADS, ENTRY], PLACES, 180.0)
    below: list[Row] = [(208.0, {150.0: "Lieferung 09.05.2026 (gewünscht 11.05.2026)"})]
    reading = read(sheet([*CONFIRMED, *table, *below]))
    assert (days(reading), list(reading.remarks)) == (["2026-05-09"], [])


def test_neither_the_rest_of_a_broken_label_nor_the_suppliers_own_order_is_an_order_that_lines_are_for() -> None:
    head = ("Codice", "Descrizione", "U.M.", "Quantità")
    named = [("", "Vs. ordine n. 4500017325", "", ""), ("", "N/ordine 271051", "", "")]
    entries = [
        row
        for at in (1, 2)
        for row in (
            (f"VB0200{at}", "Olio idraulico", "LT", "20,00"),
            ("", f"Vs. cod. 90-543{at}-73 Riga Vs.", "", ""),
            ("", f"ordine 000{at}0", "", ""),
        )
    ]
    title: list[Row] = [(50.0, {50.0: "Viterie S.p.A."}), (80.0, {50.0: "Documento di trasporto"}), (110.0, {50.0: "Numero: 4711"})]
    reading = read(sheet([*title, *rows_of([head, *named, *entries], (50.0, 130.0, 380.0, 450.0), 170.0)]))
    assert [line.leaf("order_number") for line in reading.lines] == [None, None]
    assert [line.text("order_line") for line in reading.lines] == ["10", "20"]


def test_the_heads_day_is_not_sure_for_the_one_line_whose_own_was_torn() -> None:
    entries = [(*ENTRY, "15.05.2026"), ("20", "BG-7001", "Rundstahl blank", "100", "Stk", "2,00", "200,00", "17.05./")]
    table = rows_of([(*HEADS, "Liefertermin"), *entries], (*PLACES, 420.0), 180.0)
    head: list[Row] = [(138.0, {50.0: "Bestätigter Termin: 22.05.2026"})]
    first, second = (line.leaf("delivery_date") for line in read(sheet([*CONFIRMED, *head, *table], size=7.0)).lines)
    assert first is not None
    assert first.value == "2026-05-15"
    assert second is None or second.confidence < 0.9


def test_the_heads_day_is_of_all_lines_where_none_has_its_own() -> None:
    table = rows_of([HEADS, ENTRY], PLACES, 180.0)
    head: list[Row] = [(138.0, {50.0: "Bestätigter Termin: 22.05.2026"})]
    day = read(sheet([*CONFIRMED, *head, *table], size=7.0)).lines[0].leaf("delivery_date")
    assert day is not None
    assert (day.value, day.confidence > 0.92) == ("2026-05-22", True)


def test_a_word_for_asking_that_was_taken_for_the_end_of_the_units_cell_is_the_days() -> None:
    head, first = (
        (*HEADS[:4], "Unit", "Due / Promise Date", "Preis"),
        ("10", "BG-6852", "Rundstahl blank", "250", "Each", "Req: 12.05.2026", "2,50"),
    )
    places = (50.0, 80.0, 150.0, 250.0, 290.0, 318.0, 430.0)
    below: list[Row] = [(208.0, {322.0: "Promise: 15.05.2026"})]
    assert days(read(sheet([*CONFIRMED, *rows_of([head, first], places, 180.0), *below], size=7.0))) == ["2026-05-15"]


def test_tens_before_the_items_are_lines_of_the_order_though_packages_hold_them_in_no_order() -> None:
    head = ("Poz. zam. Nr artykułu", "Nr art. klienta", "Nazwa", "Ilość", "J.m.")
    entries = [
        ("10 HTW47299", "24-5465-32", "Zawór kulowy", "6", "szt"), ("40 HTW09557", "36-4898-79", "Nakrętka", "167", "szt"),
        ("20 HTW09703", "19-4824-77", "Zawór zwrotny", "30", "szt"),
    ]  # fmt: skip
    lines = read(sheet([*SHIPPED, *rows_of([head, *entries], (50.0, 180.0, 270.0, 400.0, 470.0), 180.0)])).lines
    assert [values(line, "order_line", "supplier_item") for line in lines] == [["10", "HTW47299"], ["40", "HTW09557"], ["20", "HTW09703"]]


@pytest.mark.parametrize("label", ["POLn", "POLine"])
def test_a_heading_whose_words_ran_together_after_an_abbreviation_names_the_orders_line(label: str) -> None:
    head, entries = ("Ln", label, *HEADS[1:]), [("1", *ENTRY), ("2", "20", *ENTRY[1:])]
    lines = read(sheet([*CONFIRMED, *rows_of([head, *entries], (50.0, 80.0, 120.0, 190.0, 300.0, 340.0, 390.0, 460.0), 180.0)])).lines
    assert [line.text("order_line") for line in lines] == ["10", "20"]


@pytest.mark.parametrize("package", ["28 kg", "37 kg"])
def test_a_packages_weight_under_its_heading_hides_no_gross_weight_below_the_net_one(package: str) -> None:
    rows: list[Row] = [
        (180.0, {50.0: "Bruttogewicht", 160.0: "7 kg", 300.0: "Nettogewicht", 400.0: "28 kg"}),
        (300.0, {50.0: "Handling Unit", 150.0: "SSCC/NVE", 330.0: "Bruttogewicht", 440.0: "Tara"}),
        (314.0, {50.0: "Karton", 150.0: "340123454769770426", 330.0: package, 440.0: "9 kg"}),
    ]
    assert values(read(sheet([*SHIPPED, *rows])).fields, "gross_weight_kg", "net_weight_kg") == ["7", "28"]


def test_the_weight_of_the_only_package_is_that_of_the_whole_where_no_other_is_told() -> None:
    rows: list[Row] = [
        (300.0, {50.0: "Handling Unit", 150.0: "SSCC/NVE", 330.0: "Bruttogewicht"}),
        (314.0, {50.0: "Karton", 150.0: "340123454769770426", 330.0: "37 kg"}),
    ]
    assert read(sheet([*SHIPPED, *rows])).fields.text("gross_weight_kg") == "37"
