"""What the default forms of business systems and of laboratories print: captions of two values, fused quantities, packages in bars, hardness heat by heat."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.certificate.hardness_of_each import without_standard
from extract.page.countries import is_british
from extract.page.layout import Token
from extract.text.dates import DateStyle, find_date
from tests.press import CONFIRMED, SHIPPED, Row, laid_out, read, rows_of, sheet, values, words

TESTED: list[Row] = [
    (50.0, {50.0: "Northfield Alloys Ltd"}),
    (80.0, {50.0: "Inspection certificate 3.1 EN 10204"}),
    (110.0, {50.0: "Certificate No.: W080110", 300.0: "Your order: 4500017325"}),
]
FORM: list[Row] = [(50.0, {50.0: "Brenner Stahl GmbH"}), (80.0, {50.0: "Auftragsbestätigung"})]
PLACES = (50.0, 130.0, 220.0, 330.0, 400.0, 470.0)


# ---- captions


@pytest.mark.parametrize(("number", "reference"), [("Nummer/Datum", "Referenznummer/Datum"), ("Number/Date", "Reference no./Date")])
def test_a_reference_with_a_day_of_its_own_is_the_buyers_order_where_the_paper_has_its_number(number: str, reference: str) -> None:
    rows: list[Row] = [
        *FORM,
        (110.0, {350.0: number}),
        (122.0, {350.0: "AB-4711 / 03.07.2026"}),
        (146.0, {350.0: reference}),
        (158.0, {350.0: "4500017325 / 29.06.2026"}),
    ]
    found = read(sheet(rows))
    assert values(found.fields, "document_number", "order_number") == ["AB-4711", "4500017325"]


def test_a_reference_with_a_day_is_no_order_beside_one_that_says_so() -> None:
    rows: list[Row] = [
        *CONFIRMED,
        (146.0, {50.0: "Referenznummer/Datum"}),
        (158.0, {50.0: "7712345 / 29.06.2026"}),
    ]
    assert read(sheet(rows)).fields.text("order_number") == "4500017325"


@pytest.mark.parametrize(
    ("title", "own", "theirs"),
    [
        ("Accusé de réception de commande", "N° de commande", "Votre commande"),
        ("Potwierdzenie zamówienia", "Nr zamówienia", "Państwa zamówienie"),
    ],
)
def test_an_order_that_is_nobodys_is_the_suppliers_beside_one_that_is_the_buyers(title: str, own: str, theirs: str) -> None:
    rows: list[Row] = [
        (50.0, {50.0: "Mécanique du Velay SARL"}),
        (80.0, {50.0: title}),
        *rows_of([(own, "Date", theirs), ("AR012946", "16/01/2026", "4500796416")], (50.0, 200.0, 330.0), 110.0),
    ]
    found = read(sheet(rows))
    assert values(found.fields, "document_number", "order_number") == ["AR012946", "4500796416"]


def test_a_label_that_a_narrow_cell_broke_is_told_by_both_of_its_lines() -> None:
    rows: list[Row] = [
        (50.0, {50.0: "Fabryka Śrub Pilica Sp. z o.o."}),
        (80.0, {50.0: "Potwierdzenie zamówienia"}),
        (110.0, {50.0: "Zamówienie", 130.0: "ZS/25980/2026", 300.0: "Nr referencyjny", 400.0: "4500670526"}),
        (122.0, {50.0: "sprzedaży", 300.0: "klienta"}),
        (150.0, {50.0: "Data", 130.0: "15.04.2026"}),
    ]
    found = read(sheet(rows))
    assert values(found.fields, "document_number", "order_number") == ["ZS/25980/2026", "4500670526"]


def test_what_has_a_value_beside_it_goes_on_no_label_above() -> None:
    rows: list[Row] = [
        *FORM,
        (110.0, {50.0: "Bestellung", 130.0: "4500017325"}),
        (122.0, {50.0: "Kunde", 130.0: "70551"}),
    ]
    assert values(read(sheet(rows)).fields, "order_number", "customer_number") == ["4500017325", "70551"]


# ---- tables


def test_a_heading_that_the_next_one_names_again_stands_by_itself() -> None:
    rows: list[Row] = [
        *CONFIRMED,
        (160.0, {50.0: "Pos.", 90.0: "Artikel", 180.0: "Menge", 260.0: "Preis Preiseinheit", 470.0: "Wert"}),
        (176.0, {50.0: "10", 90.0: "ST30387", 180.0: "320 kg", 260.0: "203,78 je 100 kg", 470.0: "652,10"}),
        (192.0, {50.0: "20", 90.0: "ST06718", 180.0: "500 Stück", 260.0: "12,99 je 100 Stück", 470.0: "64,95"}),
    ]
    found = read(sheet(rows)).lines
    assert [values(line, "unit_price", "price_unit") for line in found] == [["203.78", "100"], ["12.99", "100"]]


@pytest.mark.parametrize(
    ("printed", "quantity", "unit"),
    [("62,5M", "62.5", "MTR"), ("250M", "250", "MTR"), ("500Stk", "500", "C62"), ("5'000.000Stk.", "5000.000", "C62")],
)
def test_a_quantity_that_clings_to_its_unit_is_read(printed: str, quantity: str, unit: str) -> None:
    amount = f"{Decimal(quantity) * Decimal('8.80'):.2f}"
    shown = amount if "'" in printed else amount.replace(".", ",")
    price = "8.80" if "'" in printed else "8,80"
    rows: list[Row] = [
        *CONFIRMED,
        *rows_of(
            [("Pos.", "Artikel", "Bezeichnung", "Menge", "Preis", "Betrag"), ("10", "MG-02615", "Schlauch DN8", printed, price, shown)],
            PLACES,
            160.0,
        ),
    ]
    [line] = read(sheet(rows)).lines
    assert [Decimal(line.text("quantity") or "0"), line.text("unit")] == [Decimal(quantity), unit]


def test_a_thousand_before_a_quantity_that_clings_to_its_unit_is_of_it() -> None:
    rows: list[Row] = [
        *CONFIRMED,
        *rows_of(
            [
                ("Pos.", "Artikel", "Bezeichnung", "Menge", "Preis", "Betrag"),
                ("10", "MG-58968", "Schraube M8x60", "2 500Stk", "0,10", "250,00"),
            ],
            PLACES,
            160.0,
        ),
    ]
    [line] = read(sheet(rows)).lines
    assert line.text("quantity") == "2500"


@pytest.mark.parametrize(("unit", "price_unit"), [("M", "1"), ("Stk", "1000")])
def test_a_price_per_m_is_a_metres_where_metres_are_sold_and_else_a_thousands(unit: str, price_unit: str) -> None:
    rows: list[Row] = [
        *CONFIRMED,
        *rows_of(
            [("Pos.", "Artikel", "Menge", "ME", "Preis", "PE"), ("10", "MG-02615", "62", unit, "8,80", "M")],
            PLACES,
            160.0,
        ),
    ]
    [line] = read(sheet(rows)).lines
    assert line.text("price_unit") == price_unit


def test_what_stands_flush_in_the_bars_of_packages_widens_no_column() -> None:
    goods = [
        ("10", "024297-W", "Flange EN 1092-1 DN30 PN16", "263492-A", "8"),
        ("20", "007264-W", "Screw ISO 4017 M12x30 8.8", "L002740", "2000"),
    ]
    rows: list[Row] = [
        (50.0, {50.0: "Northfield Alloys Ltd"}),
        (80.0, {50.0: "Delivery note"}),
        (110.0, {50.0: "Delivery note no.: LS-4711", 300.0: "Your order: 4500017325"}),
        (160.0, {50.0: "Line", 90.0: "Item", 160.0: "Description", 350.0: "Batch", 440.0: "Quantity"}),
    ]
    for at, good in enumerate(goods):
        code = f"34012345003028804{at}"
        rows.append((176.0 + 44 * at, {50.0: f"Package {at + 1} of 2", 150.0: "Crate", 200.0: f"SSCC {code}", 310.0: "Weight 729 kg"}))
        rows += rows_of([good], (50.0, 90.0, 160.0, 350.0, 440.0), 192.0 + 44 * at)
    found = read(sheet(rows)).lines
    assert [[lot.text("lot_number") for lot in line.groups("lots")] for line in found] == [["263492-A"], ["L002740"]]


def test_an_entry_below_one_of_several_packages_is_not_lost_whatever_these_are_called() -> None:
    rows: list[Row] = [
        *SHIPPED,
        (160.0, {50.0: "Pos.", 90.0: "Artikel", 160.0: "Bezeichnung", 350.0: "Charge", 440.0: "Menge"}),
        (176.0, {50.0: "Gebinde 1 von 2", 150.0: "Palette", 250.0: "SSCC 342601287040969540", 420.0: "36 kg"}),
        (192.0, {50.0: "10", 90.0: "FSP07814", 160.0: "Mutter M8", 350.0: "CH01932", 440.0: "1000 Stk"}),
        (208.0, {50.0: "Gebinde 2 von 2", 150.0: "Kiste aus Holz", 250.0: "SSCC 354123454958085628", 420.0: "34 kg"}),
        (224.0, {50.0: "20", 90.0: "FSP02430", 160.0: "Motor B3", 350.0: "0007205", 440.0: "3 Stk"}),
    ]
    assert [line.text("order_line") for line in read(sheet(rows)).lines] == ["10", "20"]


# ---- certificates


def test_a_column_headed_by_degrees_alone_is_the_temperature_of_an_impact_test() -> None:
    rows: list[Row] = [
        *TESTED,
        (140.0, {50.0: "Heat", 150.0: "C", 220.0: "Si", 290.0: "Mn"}),
        (154.0, {50.0: "620171", 150.0: "0.12", 220.0: "0.21", 290.0: "0.66"}),
        (180.0, {50.0: "Impact energy KV [J]"}),
        (194.0, {50.0: "Heat", 150.0: "°C", 220.0: "1", 290.0: "2", 360.0: "3", 430.0: "Mean"}),
        (208.0, {50.0: "620171", 150.0: "-20", 220.0: "80", 290.0: "118", 360.0: "114", 430.0: "104"}),
    ]
    [heat] = read(sheet(rows)).heats
    [test] = heat.groups("impact")
    assert values(test, "temperature_c", "mean_j") == ["-20", "104"]


def test_how_much_came_from_each_heat_stands_below_its_number_and_is_no_lot() -> None:
    rows: list[Row] = [
        *TESTED,
        (140.0, {50.0: "Heat No.", 300.0: "B59356", 400.0: "B59357"}),
        (154.0, {50.0: "Lot No.", 300.0: "681524", 400.0: "681525"}),
        (168.0, {50.0: "Quantity from heat", 300.0: "1884", 400.0: "2021"}),
        (182.0, {50.0: "Test", 200.0: "Unit"}),
        (196.0, {50.0: "C", 200.0: "%", 300.0: "0.042", 400.0: "0.044"}),
        (210.0, {50.0: "Si", 200.0: "%", 300.0: "0.55", 400.0: "0.51"}),
        (224.0, {50.0: "Mn", 200.0: "%", 300.0: "1.58", 400.0: "1.49"}),
    ]
    found = read(sheet(rows)).heats
    assert [values(heat, "heat_number", "lot_number", "quantity") for heat in found] == [
        ["B59356", "681524", "1884"],
        ["B59357", "681525", "2021"],
    ]


@pytest.mark.parametrize(("second", "kept"), [("163", ["163"]), ("171", ["163", "171"])])
def test_a_hardness_that_is_printed_beside_each_piece_of_a_heat_is_told_once(second: str, kept: list[str]) -> None:
    rows: list[Row] = [
        *TESTED,
        (140.0, {50.0: "Heat", 130.0: "Direction", 220.0: "Rp0.2 MPa", 300.0: "Rm MPa", 380.0: "A5 %", 450.0: "Hardness HBW"}),
        (154.0, {50.0: "32-2382", 130.0: "L", 220.0: "294", 300.0: "603", 380.0: "54.2", 450.0: "163"}),
        (168.0, {50.0: "32-2382", 130.0: "T", 220.0: "292", 300.0: "618", 380.0: "55.1", 450.0: second}),
    ]
    [heat] = read(sheet(rows)).heats
    assert [test.text("value") for test in heat.groups("hardness")] == kept


def _with_tests(*below: str, heading: str = "Direction", letters: tuple[str, str] = ("L", "T")) -> list[Row]:
    return [
        *TESTED,
        (140.0, {50.0: "Heat", 130.0: heading, 220.0: "Rp0.2 MPa", 300.0: "Rm MPa", 380.0: "A5 %"}),
        (154.0, {50.0: "0360831", 130.0: letters[0], 220.0: "294", 300.0: "603", 380.0: "54.2"}),
        (168.0, {50.0: "0416053", 130.0: letters[1], 220.0: "292", 300.0: "618", 380.0: "55.1"}),
        *((190.0 + 14 * at, {50.0: text}) for at, text in enumerate(below)),
    ]


@pytest.mark.parametrize(
    "line", ["Hardness ISO 6506-1, HBW: 0360831: 162; 0416053: 171", "Brinell on bar: heat 0360831 162 HBW; heat 0416053 171 HBW"]
)
def test_a_line_that_names_each_heat_with_its_hardness_tells_both(line: str) -> None:
    found = read(sheet(_with_tests(line))).heats
    assert [[test.text("value") for test in heat.groups("hardness")] for heat in found] == [["162"], ["171"]]


def test_a_hardness_behind_the_standard_that_it_was_tested_by_is_read() -> None:
    rows = [row for row in _with_tests("Hardness ISO 6506-1, HBW: 181") if row[0] != 168.0]
    [heat] = read(sheet(rows)).heats
    assert [test.text("value") for test in heat.groups("hardness")] == ["181"]


def test_a_line_that_names_a_heat_without_its_hardness_tells_none() -> None:
    found = read(sheet(_with_tests("Hardness HBW: 0360831: 162; 0416053: not tested"))).heats
    assert all(not heat.groups("hardness") for heat in found)


def test_letters_of_both_directions_say_them_whatever_their_column_is_called() -> None:
    found = read(sheet(_with_tests(heading="Position"))).heats
    assert [heat.groups("tensile")[0].text("direction") for heat in found] == ["longitudinal", "transverse"]


def test_a_letter_in_the_middle_of_a_column_with_a_word_for_a_direction_says_one() -> None:
    rows = _with_tests(heading="Position", letters=("", "T"))
    rows = [(top, {**cells, 122.0: "Longitudinal"}) if top == 154.0 else (top, cells) for top, cells in rows]
    rows = [(top, {(147.5 if text == "T" else x): text for x, text in cells.items()}) for top, cells in rows]
    found = read(sheet(rows)).heats
    assert [heat.groups("tensile")[0].text("direction") for heat in found] == ["longitudinal", "transverse"]


def test_a_letter_alone_under_another_heading_is_no_direction() -> None:
    found = read(sheet(_with_tests(heading="Position", letters=("T", "T")))).heats
    assert [heat.groups("tensile")[0].text("direction") for heat in found] == [None, None]


@given(st.lists(st.sampled_from(["HBW:", "181", "heat", "0360831"]), max_size=4))
def test_what_stands_behind_a_standard_is_left_as_it_is(rest: list[str]) -> None:
    tokens = [Token(word, word.text.lower()) for word in words(" ".join(["ISO", "6506-1,", *rest]), 50.0, 50.0)]
    assert [token.text for token in without_standard(tokens)] == rest
    if rest and not rest[0].isdigit():
        assert without_standard(tokens[2:]) == tokens[2:]


# ---- countries


def test_an_item_that_begins_with_the_letters_of_britain_is_no_number_of_its_tax_office() -> None:
    page = laid_out([(50.0, {50.0: "Great Basin Supply Co.", 250.0: "Salt Lake City, UT 84104"}), (80.0, {50.0: "Part No GB05802"})])
    assert not is_british(page)
    assert is_british(laid_out([(50.0, {50.0: "VAT No. GB 455 5014 44"})]))


# ---- captions of addresses, weeks


def test_captions_over_addresses_head_no_table() -> None:
    rows: list[Row] = [
        (50.0, {50.0: "Cuyahoga Fastener Co."}),
        (80.0, {50.0: "Order Acknowledgment"}),
        *rows_of(
            [
                ("Sold-to", "Ship-to", "Acknowledgement No.", "Acknowledged"),
                ("Halvorsen GmbH", "Halvorsen GmbH", "094505", "2/28/26"),
                ("Robert-Bosch-Str. 40", "Robert-Bosch-Str. 40", "Customer PO No.", "Cust PO Date"),
                ("70469 Stuttgart", "70469 Stuttgart", "4500893444", "2/27/26"),
            ],
            (50.0, 180.0, 320.0, 450.0),
            110.0,
        ),
        *rows_of(
            [
                ("Pos.", "Item", "Description", "Quantity", "Price", "Amount"),
                ("10", "60284-CF", "Plain washer", "10 PC", "14.34", "143.40"),
            ],
            PLACES,
            200.0,
        ),
    ]
    found = read(sheet(rows))
    assert values(found.fields, "document_number", "order_number") == ["094505", "4500893444"]
    assert [values(line, "order_line", "quantity") for line in found.lines] == [["10", "10"]]


@pytest.mark.parametrize(
    ("printed", "day"), [("Sett. 10 2026", "2026-03-06"), ("10 sett. 2026", "2026-09-10"), ("sett. 10/2026", "2026-03-06")]
)
def test_an_abbreviated_week_before_its_number_is_no_september(printed: str, day: str) -> None:
    assert find_date(printed, DateStyle(month_first=False, certain=True), issued=date(2026, 1, 16)).value == date.fromisoformat(day)
