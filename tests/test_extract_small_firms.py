"""What the forms of small firms showed: notes below the table, boxes above a single entry, captions that break, results that nobody read."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.certificate.result_cells import doubtful_contents
from tests.papers import leaf
from tests.press import CONFIRMED, SHIPPED, Row, read, rows_of, sheet, values

PLACES = (50.0, 90.0, 160.0, 320.0, 380.0, 440.0, 500.0)
TABLE = [
    ("Pos.", "Artikel", "Bezeichnung", "Menge", "Einheit", "Preis", "Betrag"),
    ("10", "BR-1001", "Rundstahl 20 C45", "100", "kg", "2,00", "200,00"),
    ("20", "BR-1002", "Sechskantmutter M12", "500", "Stk", "0,10", "50,00"),
]
CERTIFICATE: list[Row] = [
    (50.0, {50.0: "Northfield Alloys Ltd"}),
    (80.0, {50.0: "Inspection certificate 3.1 EN 10204"}),
    (110.0, {50.0: "Certificate No.: W080110", 300.0: "Your order: 4500017325"}),
]


# ---- notes below the table


@pytest.mark.parametrize(
    ("line", "label"),
    [("Line", "Your part"), ("Riga", "Vs. codice"), ("Línea", "Su código"), ("Pos.", "Ihre Art.-Nr."), ("Regel", "Uw code")],
)
def test_a_note_below_the_table_tells_the_buyers_items_whatever_they_are_called(line: str, label: str) -> None:
    note = f"{line} 10 = {label} 12-3456-78; {line} 20 = {label} 23-4567-89"
    reading = read(sheet([*CONFIRMED, *rows_of(TABLE, PLACES, 180.0), (228.0, {50.0: note})]))
    assert [each.text("buyer_item") for each in reading.lines] == ["12-3456-78", "23-4567-89"]


def test_a_note_that_breaks_behind_its_sign_of_equation_goes_on_in_the_next_line() -> None:
    notes: list[Row] = [(228.0, {50.0: "Riga 10 = Vs. codice 12-3456-78; Riga 20 ="}), (240.0, {50.0: "Vs. codice 23-4567-89"})]
    reading = read(sheet([*CONFIRMED, *rows_of(TABLE, PLACES, 180.0), *notes]))
    assert [each.text("buyer_item") for each in reading.lines] == ["12-3456-78", "23-4567-89"]


def test_a_dash_that_a_scan_shows_as_a_sign_of_equation_makes_no_note_of_an_entrys_own_line() -> None:
    rows = [TABLE[0], ("1", *TABLE[1][1:]), ("", "Ihre Art.-Nr. 12-3456-78 = Best.-Pos. 40", "", "", "", "", "")]
    reading = read(sheet([*CONFIRMED, *rows_of(rows, PLACES, 180.0)], source="ocr"))
    assert values(reading.lines[0], "order_line", "buyer_item") == ["40", "12-3456-78"]


# ---- entries


def test_boxes_of_the_head_above_the_only_entry_are_no_card_of_it() -> None:
    boxes = [
        ("Cliente n.º", "Nuestra referencia", "Forma de pago", "Condición de entrega"),
        ("29995", "I. Etxeberria", "30 días", "FCA Pamplona"),
    ]
    head: list[Row] = [
        (50.0, {50.0: "Suministros Arga S.L."}),
        (80.0, {50.0: "Confirmación de pedido"}),
        (110.0, {50.0: "Pedido n.º", 200.0: "Fecha", 320.0: "Su pedido"}),
        (122.0, {50.0: "P26/31082", 200.0: "04/02/2026", 320.0: "4500017325"}),
        *rows_of(boxes, (50.0, 200.0, 320.0, 440.0), 136.0, pitch=12.0),
    ]
    table = [
        ("Línea", "Código", "Descripción", "Cantidad", "UM", "Precio", "Importe"),
        ("10", "A003475", "Desengrasante DF 80", "400", "l", "2,46", "984,00"),
    ]
    reading = read(sheet([*head, *rows_of(table, PLACES, 162.0)]))
    assert values(reading.lines[0], "supplier_item", "buyer_item", "quantity") == ["A003475", None, "400"]


def test_a_wide_gap_before_the_rest_of_an_entry_ends_no_table_that_goes_on_below() -> None:
    rows = [*rows_of(TABLE[:2], PLACES, 180.0), (230.0, {90.0: "Ihre Art.-Nr. 12-3456-78"}), *rows_of(TABLE[2:], PLACES, 244.0)]
    reading = read(sheet([*CONFIRMED, *rows], source="ocr"))
    assert [values(line, "order_line", "quantity") for line in reading.lines] == [["10", "100"], ["20", "500"]]


def test_a_unit_of_litres_that_a_scan_shows_as_a_figure_is_none_of_the_quantity() -> None:
    row = ("10", "BR-1001", "Kaltreiniger KR 60", "4001", "", "2,29", "916,00")
    [line] = read(sheet([*CONFIRMED, *rows_of([TABLE[0], row], PLACES, 180.0)], source="ocr")).lines
    assert line.text("quantity") == "400"
    quantity = line.leaf("quantity")
    assert quantity
    assert quantity.contested
    [printed] = read(sheet([*CONFIRMED, *rows_of([TABLE[0], row], PLACES, 180.0)])).lines
    assert printed.text("quantity") == "4001"


def test_a_unit_that_a_scan_lost_brings_a_person_where_units_are_printed() -> None:
    lost = "the unit of a line could not be read"
    rows = [TABLE[0], TABLE[1], (*TABLE[2][:4], "", *TABLE[2][5:])]
    assert lost in read(sheet([*CONFIRMED, *rows_of(rows, PLACES, 180.0)], source="ocr")).notes
    assert lost not in read(sheet([*CONFIRMED, *rows_of(TABLE, PLACES, 180.0)], source="ocr")).notes
    none = [(*row[:4], "", *row[5:]) for row in TABLE]
    assert lost not in read(sheet([*CONFIRMED, *rows_of(none, PLACES, 180.0)], source="ocr")).notes


def test_what_a_price_is_for_that_a_scan_lost_in_one_line_brings_a_person_where_it_is_always_printed() -> None:
    lost = "what a price is for was read in some of its lines and not in others"
    head = ("Pos.", "Artikel", "Bezeichnung", "Menge", "ME", "Preis", "per", "Betrag")
    first, second = (
        ("10", "BR-1001", "Rohr 88,9x8", "36", "m", "4,50", "1", "162,00"),
        ("20", "BR-1002", "Blech", "100", "kg", "2,29", "", ""),
    )
    places = (50.0, 80.0, 160.0, 280.0, 330.0, 380.0, 430.0, 480.0)
    assert lost in read(sheet([*CONFIRMED, *rows_of([head, first, second], places, 180.0)], source="ocr")).notes
    hundred = (*first[:6], "100", "1,62")
    assert lost not in read(sheet([*CONFIRMED, *rows_of([head, hundred, second], places, 180.0)], source="ocr")).notes


@pytest.mark.parametrize("heading", ["oz zam.", "Ihre"])
def test_tens_that_rise_below_a_heading_that_a_scan_has_spoilt_are_the_orders_lines(heading: str) -> None:
    rows = [("Pos.", "Artikel", "Bezeichnung", heading, "Menge", "ME"), ("1", "KR04762", "Rohr 88,9x8", "10", "36", "m")]
    rows += [("2", "KR04648", "Blech 8x2000", "20", "1413", "kg"), ("3", "KR06786", "Riemen HTD", "30", "6", "Stk")]
    places = (50.0, 80.0, 160.0, 300.0, 380.0, 460.0)
    reading = read(sheet([*SHIPPED, *rows_of(rows, places, 180.0)], source="ocr"))
    assert [values(line, "order_line", "quantity") for line in reading.lines] == [["10", "36"], ["20", "1413"], ["30", "6"]]
    others = [rows[0], (*rows[1][:3], "20", *rows[1][4:]), (*rows[2][:3], "5", *rows[2][4:])]  # no tens that rise: they may be anything
    reading = read(sheet([*SHIPPED, *rows_of(others, places, 180.0)], source="ocr"))
    assert [line.text("order_line") for line in reading.lines] == ["1", "2"]


def test_a_lot_of_which_a_scan_lost_how_much_it_holds_brings_a_person_where_the_others_tell_it() -> None:
    lost = "how much a lot holds could not be read"
    head = ("Pos.", "Artikel", "Bezeichnung", "Menge", "ME", "Charge", "Chargenmenge")
    first, second = (
        ("10", "HP-03188", "Rundstahl 20 C45", "60,000", "kg", "CH0979", "60,000"),
        ("20", "HP-03189", "Kugellager 6206", "320,000", "Stk"),
    )
    for source in ("ocr", "text"):
        torn, whole = (
            read(sheet([*SHIPPED, *rows_of([head, first, (*second, "CH0980", share)], PLACES, 180.0)], source=source)).notes
            for share in ("161;000", "320,000")
        )
        assert (lost in torn) is (source == "ocr")
        assert lost not in whole


def test_a_lot_of_more_than_there_is_in_all_is_not_sure_on_a_scan() -> None:
    rows = [("Pos.", "Artikel", "Bezeichnung", "Menge", "ME"), ("10", "HP-03188", "Kaltreiniger KR 60", "60", "l")]
    lots: list[Row] = [(208.0, {160.0: "Charge CH0979: 201"}), (222.0, {160.0: "Charge CH0980: 40"})]
    table = rows_of(rows, (50.0, 90.0, 160.0, 320.0, 400.0), 180.0)
    scanned, printed = (read(sheet([*SHIPPED, *table, *lots], source=source)).lines[0].groups("lots") for source in ("ocr", "text"))
    first, second, whole = scanned[0].leaf("quantity"), scanned[1].leaf("quantity"), printed[0].leaf("quantity")
    assert first
    assert second
    assert whole
    assert first.confidence < second.confidence
    assert first.confidence < whole.confidence


def test_a_figure_right_behind_a_papers_number_on_a_scan_may_be_its_last() -> None:
    numbers = [f"Lieferschein-Nr.: AB{number}" for number in ("12345", "12345 7")]
    pages = [
        sheet([*SHIPPED[:2], (110.0, {50.0: number}), (124.0, {50.0: "Ihre Bestellung: 4500017325"})], source="ocr") for number in numbers
    ]
    whole, torn = (read(page).fields.leaf("document_number") for page in pages)
    assert whole
    assert torn
    assert torn.confidence < whole.confidence


@pytest.mark.parametrize(("printed", "unit"), [("LT", "LTR"), ("lts", "LTR"), ("KG-", "KGM"), ("PCS.", "C62")])
def test_units_of_litres_and_those_with_a_stroke_of_their_cell_are_read_on_a_scan(printed: str, unit: str) -> None:
    rows = [TABLE[0], (*TABLE[1][:4], printed, *TABLE[1][5:])]
    [line] = read(sheet([*CONFIRMED, *rows_of(rows, PLACES, 180.0)], source="ocr")).lines
    assert line.text("unit") == unit


# ---- labels


def test_the_value_of_a_label_that_breaks_behind_its_stroke_stands_below_the_rest_of_it() -> None:
    boxes: list[Row] = [
        (110.0, {50.0: "Zeugnis-Nr.", 180.0: "Datum", 260.0: "Ihre Bestellung / Pos. / Your order /", 470.0: "Lieferschein"}),
        (121.0, {50.0: "W080110", 180.0: "03.07.2026", 260.0: "item", 470.0: "80017325"}),
        (132.0, {260.0: "4500017325 / 20"}),
    ]
    reading = read(sheet([CERTIFICATE[0], (80.0, {50.0: "Abnahmeprüfzeugnis 3.1 EN 10204"}), *boxes]))
    assert reading.fields.text("order_number") == "4500017325"
    assert reading.lines[0].text("order_line") == "20"


def test_a_number_with_a_letter_before_a_stamp_is_no_town_with_its_post_code() -> None:
    rows: list[Row] = [
        *SHIPPED[:2],
        (110.0, {50.0: "Lieferschein Nr.: C-98845", 320.0: "GEPRÜFT"}),
        (124.0, {50.0: "Ihre Bestellung: 4500017325"}),
    ]
    assert read(sheet(rows)).fields.text("document_number") == "C-98845"


def test_a_makers_name_that_breaks_before_its_legal_form_is_read_whole() -> None:
    rows: list[Row] = [
        (140.0, {50.0: "Producer:", 150.0: "Mécanique et Fixations du", 320.0: "Grade:", 400.0: "42CrMo4"}),
        (152.0, {150.0: "Forez SARL"}),
    ]
    assert read(sheet([*CERTIFICATE, *rows])).fields.text("manufacturer") == "Mécanique et Fixations du Forez SARL"


@pytest.mark.parametrize("label", ["Art.nr. klant", "Kd.Art.Nr.", "Art.-Nr. Kunde"])
def test_a_stop_without_a_blank_behind_it_parts_the_words_of_a_heading(label: str) -> None:
    rows = [
        ("Pos.", "Art.nr.", label, "Menge", "Einheit"),
        ("10", "03044", "59-9471-62", "320", "kg"),
        ("20", "49315", "62-5242-44", "6", "Stk"),
    ]
    reading = read(sheet([*SHIPPED, *rows_of(rows, (50.0, 100.0, 190.0, 320.0, 400.0), 180.0)]))
    assert [values(line, "supplier_item", "buyer_item") for line in reading.lines] == [["03044", "59-9471-62"], ["49315", "62-5242-44"]]


@pytest.mark.parametrize(
    "sentence",
    [
        "Quality system to ISO 9001:2015.",
        "Quality management certified to ISO 9001.",
        "Quality assurance: K. Novak",
        "Quality control by R. Delgado",
    ],
)
def test_how_quality_is_managed_is_no_grade(sentence: str) -> None:
    reading = read(sheet([*CERTIFICATE, (140.0, {50.0: "Product: Self-locking nut DIN 985 M10"}), (154.0, {50.0: sentence})]))
    assert all(line.text("grade") is None for line in reading.lines)


@pytest.mark.parametrize(("item", "line", "code"), [("10", "10", None), ("00020", "20", None), ("005400", None, "005400")])
def test_an_item_of_a_certificate_is_the_orders_line_where_it_is_one_of_the_tens(item: str, line: str | None, code: str | None) -> None:
    reading = read(sheet([*CERTIFICATE, (140.0, {50.0: "Item", 120.0: item, 300.0: "Grade", 380.0: "42CrMo4"})]))
    assert values(reading.lines[0], "order_line", "supplier_item") == [line, code]


# ---- results


RESULTS = ("Heat No.", "Direction", "ReH MPa", "Rm MPa", "A5 %")
ACROSS = (50.0, 120.0, 190.0, 250.0, 310.0, 360.0, 410.0, 460.0, 510.0)
UNREAD = "an impact test is printed on it and was not read"


def unread_of(title: str, *energies: str) -> list[str]:
    """What nobody read of a certificate with one heat's tests, and right of these figures below a heading that a scan has spoilt."""
    rows = [(*RESULTS, title, "", "", ""), ("E49127", "L", "304", "448", "33", *energies)]
    return read(sheet([*CERTIFICATE, *rows_of(rows, ACROSS, 200.0)], source="ocr")).notes


def test_energies_beside_the_results_of_a_heat_that_nobody_read_bring_a_person() -> None:
    assert UNREAD in unread_of("Resili", "85", "101", "83", "90")
    assert UNREAD not in unread_of("Resili", "85", "101", "83", "95")  # no mean of theirs: they may be anything
    assert UNREAD not in unread_of("KV2 J", "85", "101", "83", "90")  # read
    assert UNREAD not in unread_of("KV2 J", "", "", "", "")


@given(st.lists(st.integers(10, 40), min_size=4, max_size=7))
def test_a_content_of_nothing_among_others_with_decimals_is_never_sure_on_a_scan(shares: list[int]) -> None:
    symbols = ("C", "Si", "Mn", "P", "S", "Cr", "Mo", "Ni")[: len(shares) + 1]
    contents = {symbol: leaf(f"0.{share}") for symbol, share in zip(symbols, shares, strict=False)} | {symbols[-1]: leaf("0")}
    assert doubtful_contents(contents, scanned=True)[symbols[-1]].confidence < contents[symbols[-1]].confidence
    assert doubtful_contents(contents, scanned=False) == contents
