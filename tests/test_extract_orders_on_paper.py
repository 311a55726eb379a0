"""What orders and notices look like on real paper: parts below an entry, labels with their values between entries, dust, torn figures, cut labels."""

from __future__ import annotations

from dataclasses import replace

import pytest

from extract.page.glued import parted
from extract.page.layout import lay_out
from extract.page.words import PageWords, Word
from extract.text.dates import DateStyle, find_date
from tests.press import A4, CONFIRMED, PITCH, SHIPPED, Row, read, rows_of, sheet, values, words

PLACES = (50.0, 110.0, 270.0, 340.0, 400.0, 470.0)
TITLES = ("Artikel", "Bezeichnung", "Liefertermin", "Menge", "Einzelpreis", "Betrag")


def on_a_scan(*rows: Row) -> PageWords:
    return sheet([*CONFIRMED, *rows], source="ocr")


def test_the_days_of_parts_are_read_below_their_own_headings_and_not_those_that_were_wished_for() -> None:
    parts = [
        ("Rate", "Menge", "Liefertermin", "Wunschtermin"),
        ("1", "40", "01.09.2026", "20.09.2026"),
        ("2", "60", "08.09.2026", "20.09.2026"),
    ]
    entries = [
        ("BG-6852", "Sechskantschraube M8", "", "100 Stk", "2,50", "250,00"),
        ("BG-7001", "Scheibe A 10,5", "02.09.2026", "200 Stk", "0,50", "100,00"),
    ]
    rows = [
        *rows_of([TITLES, entries[0]], PLACES, 180.0),
        *rows_of(parts, (110.0, 180.0, 250.0, 340.0), 180.0 + 2 * PITCH),
        *rows_of(entries[1:], PLACES, 180.0 + 5 * PITCH),
    ]
    first, second = read(sheet([*CONFIRMED, *rows])).lines
    assert [values(part, "quantity", "delivery_date") for part in first.groups("schedule")] == [["40", "2026-09-01"], ["60", "2026-09-08"]]
    assert values(second, "quantity", "delivery_date") == ["200", "2026-09-02"]


def test_parts_that_do_not_come_to_the_quantity_are_no_schedule_and_no_entries() -> None:
    parts = [("Rate", "Menge", "Liefertermin"), ("1", "40", "01.09.2026"), ("2", "61", "08.09.2026")]
    rows = [
        *rows_of([TITLES, ("BG-6852", "Sechskantschraube M8", "", "100 Stk", "2,50", "250,00")], PLACES, 180.0),
        *rows_of(parts, (110.0, 180.0, 250.0), 180.0 + 2 * PITCH),
    ]
    (only,) = read(sheet([*CONFIRMED, *rows])).lines
    assert only.groups("schedule") == []
    assert only.text("quantity") == "100"


def test_labels_with_their_values_below_an_entry_head_no_other_table() -> None:
    titles = ("Pos", "Cod. art.", "Descrizione", "Ordinato", "Q.tà", "Um.")
    places = (50.0, 80.0, 150.0, 330.0, 400.0, 460.0)
    rows: list[Row] = []
    for at, number in enumerate(("10", "20")):
        top = 194.0 + 3 * PITCH * at
        rows += rows_of([(number, f"SF.76{number}", "Lamiera 8x2000", "942", "942", "KG")], places, top)
        rows += [
            (top + PITCH, {150.0: f"V/s codice 65-1644-{number} Paese d'origine IT"}),
            (top + 2 * PITCH, {150.0: f"Lotto: CH0993{at} x 942"}),
        ]
    found = read(sheet([*SHIPPED, *rows_of([titles], places, 180.0), *rows])).lines
    assert [values(line, "order_line", "quantity") for line in found] == [["10", "942"], ["20", "942"]]
    assert [values(lot, "lot_number", "quantity") for line in found for lot in line.groups("lots")] == [
        ["CH09930", "942"],
        ["CH09931", "942"],
    ]


def test_a_unit_behind_a_second_figure_is_no_label_that_goes_on_with_the_entry_above() -> None:
    titles = ("Zeichen und Nummern", "Liefer-Mg.", "Artikelbeschreibung", "Produktionslos")
    entries = [
        ("Best.-Zeile 10", "400 Stk", "Sechskantmutter DIN 985", "L007473 / 400"),
        ("Best.-Zeile 20", "100 Stk", "O-Ring 30x3 NBR 70", "0003470 / 100"),
    ]
    found = read(sheet([*SHIPPED, *rows_of([titles, *entries], (50.0, 150.0, 260.0, 420.0), 180.0)])).lines
    assert [values(line, "order_line", "quantity") for line in found] == [["10", "400"], ["20", "100"]]


@pytest.mark.parametrize(
    ("printed", "meant"),
    [
        ("187,9600:100", ["187,9600", "100"]),
        ("24,000~ud", ["24,000", "ud"]),
        (".432,5", ["432,5"]),
        ("100'", ["100"]),
        ("25m", ["25", "m"]),
        ("09:46", ["09:46"]),
        ("0.125", ["0.125"]),
        (".125", [".125"]),
        ("316L", ["316L"]),
    ],
)
def test_dust_at_figures_of_a_scan_is_none_of_them(printed: str, meant: list[str]) -> None:
    assert [part.text for part in parted(Word(printed, (0.0, 0.0, 40.0, 10.0), 0.9))] == meant


def test_feet_in_sure_print_keep_their_stroke() -> None:
    assert [part.text for part in parted(Word("100'", (0.0, 0.0, 40.0, 10.0), 1.0))] == ["100'"]


def test_a_number_in_groups_goes_on_behind_its_decimal_mark_on_a_scan() -> None:
    row = [*words("Total 3 233, 95", 50.0, 100.0, confidence=0.9)]
    assert lay_out([PageWords(1, *A4, tuple(row), "ocr")]).lines[0].tokens[-1].text == "3 233,95"
    sure = tuple(replace(word, confidence=1.0) for word in row)
    assert lay_out([PageWords(1, *A4, sure, "text")]).lines[0].tokens[-1].text == "95"


def test_a_position_behind_its_label_is_not_one_number_with_the_quantity() -> None:
    tokens = lay_out([sheet([(100.0, {50.0: "Ln 10 126 M Seamless tube"})], source="ocr")]).lines[0].tokens
    assert [token.text for token in tokens][:3] == ["Ln", "10", "126"]


def test_an_entry_of_a_mail_whose_label_lost_its_first_letter_is_none_of_the_one_before() -> None:
    texts = []
    for mark, number in (("ltm", 10), ("tm", 20), ("Itm", 30)):
        texts += [f"{mark} {number} {number} PCS O-ring 50x{number} NBR", f"Material MP058{number}, Batch L0023{number} ({number})"]
    rows: list[Row] = [(180.0 + PITCH * at, {50.0: text}) for at, text in enumerate(texts)]
    found = read(sheet([*SHIPPED, *rows], source="ocr")).lines
    assert [line.text("quantity") for line in found] == ["10", "20", "30"]
    assert [[lot.text("lot_number") for lot in line.groups("lots")] for line in found] == [["L002310"], ["L002320"], ["L002330"]]


def test_a_price_and_its_discount_are_told_by_the_amount_below_headings_that_stamps_hide() -> None:
    titles = ("Pos.", "Bezeichnung", "Menge", "Xqyio", "Rxq", "Betrag")
    entries = [
        ("10", "Zahnriemen HTD 8M-600", "40 Stk", "64,14", "20", "2.052,48"),
        ("20", "Scheibe A 10,5", "942 Stk", "2,01", "25", "1.420,07"),
    ]
    found = read(on_a_scan(*rows_of([titles, *entries], (50.0, 85.0, 270.0, 340.0, 400.0, 470.0), 180.0))).lines
    assert [values(line, "unit_price", "discount_pct") for line in found] == [["64.14", "20"], ["2.01", "25"]]


def test_a_day_behind_another_label_is_no_day_that_stands_alone() -> None:
    rows: list[Row] = [
        (50.0, {50.0: "Staalhandel Merwede B.V."}),
        (64.0, {50.0: "Orderbevestiging nr: V099962"}),
        (78.0, {50.0: "Uw order d.d.:", 250.0: "11-05-2026"}),
        (92.0, {50.0: "Uw referentie: 4500408581"}),
    ]
    assert read(sheet(rows)).fields.text("document_date") is None


@pytest.mark.parametrize("text", ["semana 25 de 2026", "week 25 of 2026", "KW 25/2026"])
def test_a_week_has_its_year_behind_a_word_or_a_stroke(text: str) -> None:
    found = find_date(text, DateStyle(month_first=False, certain=True))
    assert (found.value.isoformat(), found.end) == ("2026-06-19", len(text))


def test_three_lines_of_one_heading_are_one_column() -> None:
    head: list[Row] = [
        (180.0, {50.0: "Position", 130.0: "Bezeichnung der Ware", 330.0: "Menge", 400.0: "Charge"}),
        (192.0, {50.0: "Ihrer", 130.0: "Product Description", 330.0: "Qty.", 400.0: "Lot"}),
        (204.0, {50.0: "Bestellung"}),
    ]
    entries = [("10", "Blech 10x2000x6000", "1.884", "CH04804"), ("20", "Rundstahl S235JR", "485,5", "0009781")]
    found = read(sheet([*SHIPPED, *head, *rows_of(entries, (50.0, 130.0, 330.0, 400.0), 222.0)])).lines
    assert [line.text("order_line") for line in found] == ["10", "20"]
