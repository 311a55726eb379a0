"""Orders and ship notices as OCR tears them: dust in heads and margins, labels that ran together, pieces of numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Literal

import pytest

from domain.paper import Reading
from extract.engines import OcrWord
from extract.kind.titles import bare_titles
from extract.page.layout import lay_out
from extract.page.words import PageWords, Word
from extract.scan.marks import cleaned
from extract.text.wording import concepts
from tests.press import A4, CONFIRMED, SHIPPED, Row, read, rows_of, sheet, words

PLACES = (50.0, 100.0, 180.0, 330.0, 400.0, 440.0, 500.0)
HEAD = ("Pos", "Artikelnr.", "Bezeichnung", "Menge", "ME", "Preis", "Betrag")
LINES = (
    ("10", "K-03655", "Scheibe M6", "500", "ST", "2,00", "1.000,00"),
    ("20", "K-03656", "Scheibe M8", "200", "ST", "3,00", "600,00"),
    ("30", "K-03657", "Scheibe M10", "100", "ST", "4,00", "400,00"),
)


def scan(rows: Sequence[Row], *dust: Word) -> Reading:
    """The reading of a scanned page with those rows, and with dust on it."""
    page = sheet(rows, source="ocr")
    return read(PageWords(1, *A4, (*page.words, *dust), "ocr"))


def speck(text: str, x: float, top: float, confidence: float, *, wide: float = 5.0) -> Word:
    return Word(text, (x, top, x + wide, top + 9.0), confidence)


def numbers(reading: Reading, name: str = "order_line") -> list[str | None]:
    return [line.text(name) for line in reading.lines]


def test_a_sign_left_of_a_line_does_not_hide_its_entry() -> None:
    rows = [*CONFIRMED, *rows_of([HEAD, *LINES], PLACES, 160.0)]
    reading = scan(rows, speck("+", 30.0, 188.5, 0.6), speck("WB", 28.0, 202.5, 0.45, wide=9.0))
    assert numbers(reading) == ["10", "20", "30"]
    assert numbers(reading, "supplier_item") == ["K-03655", "K-03656", "K-03657"]


def test_a_symbol_in_a_narrow_column_is_no_dust() -> None:
    rows = rows_of([("Element", "Ist"), ("S", "0,012"), ("P", "0,014")], (60.0, 120.0), 100.0)
    page = sheet([(80.0, {40.0: "Chemische Zusammensetzung"}), *rows], source="ocr")
    unsure = tuple(replace(word, confidence=0.6) if len(word.text) == 1 else word for word in page.words)
    assert [line.text for line in lay_out([replace(page, words=unsure)]).lines][2:] == ["S 0,012", "P 0,014"]


def test_a_point_before_a_position_that_others_stand_flush_below_is_dust() -> None:
    rows = [*CONFIRMED, *rows_of([HEAD, *LINES], PLACES, 160.0)]
    page = sheet(rows, source="ocr")
    torn = tuple(replace(word, text=".30", box=(48.0, *word.box[1:])) if word.text == "30" else word for word in page.words)
    assert numbers(read(replace(page, words=torn))) == ["10", "20", "30"]


def test_a_stroke_below_a_heading_does_not_part_it_from_what_goes_on_there() -> None:
    rows = [
        *SHIPPED,
        *rows_of(
            [("Ihre", "Artikelnr.", "Text", "Liefermenge", "Einh."), ("Pos.", "", "", "", "")],
            (50.0, 100.0, 180.0, 330.0, 420.0), 160.0, pitch=11.0,
        ),
        *rows_of([("00010", "0006982", "Blech 12x2000", "1.884", "KG"), ("00020", "0004715", "Scheibe A12,5", "3.500", "ST")], (50.0, 100.0, 180.0, 330.0, 420.0), 186.0),
    ]  # fmt: skip
    reading = scan(rows, speck("4", 190.0, 172.0, 0.93, wide=2.5))
    assert numbers(reading) == ["10", "20"]
    assert numbers(reading, "buyer_item") == [None, None]


def test_a_known_heading_of_several_words_over_one_column_is_one() -> None:
    head = ("Opis", "", "", "VAT", "Kwota netto")
    body = (("[SB-08530] Blacha", "", "", "23%", "7 360,00"), ("[SB-08531] Blacha", "", "", "23%", "3 600,00"))
    rows = rows_of([head, *body], (50.0, 150.0, 250.0, 420.0, 480.0), 160.0)
    rows[0][1][200.0] = "Ilość Cena przed rabatem"  # type: ignore[index]
    for (top, cells), (count, price) in zip(rows[1:], (("1 000 szt.", "7,36"), ("1 000 szt.", "3,60")), strict=True):
        cells[178.0], cells[292.0] = count, price  # type: ignore[index]
        assert top
    titled = [(80.0, {50.0: "Potwierdzenie zamówienia"}) if top == 80.0 else (top, cells) for top, cells in CONFIRMED]
    reading = scan([*titled, *rows])
    assert numbers(reading, "unit_price") == ["7.36", "3.60"]
    assert numbers(reading, "discount_pct") == [None, None]


def test_an_item_and_the_orders_line_behind_a_stroke_are_told_without_their_heading() -> None:
    head = ("Ln", "Producto", "", "Descripción", "Cantidad", "Ud.")
    body = (
        ("1", "RA-08959", "96-2598-93 / 10", "Junta 30x2", "200", "pza."),
        ("2", "RA-01800", "82-7199-91 / 20", "Tornillo M6", "300", "pza."),
        ("3", "RA-02538", "10-7049-34 / 30", "Tornillo M8", "500", "pza."),
    )
    titled = [(80.0, {50.0: "Albarán de entrega"}) if top == 80.0 else (top, cells) for top, cells in SHIPPED]
    reading = scan([*titled, *rows_of([head, *body], (50.0, 80.0, 150.0, 270.0, 400.0, 460.0), 160.0)])
    assert numbers(reading) == ["10", "20", "30"]


def test_the_number_of_an_entry_that_lacks_the_stroke_of_the_others_is_not_sure() -> None:
    head = ("Ln", "Producto", "", "Descripción", "Cantidad", "Ud.")
    body = (
        ("1", "RA-08959", "96-2598-93 / 10", "Junta 30x2", "200", "pza."),
        ("2", "RA-01800", "82-7199-91 20", "Tornillo M6", "300", "pza."),
        ("3", "RA-02538", "10-7049-34 / 30", "Tornillo M8", "500", "pza."),
    )
    titled = [(80.0, {50.0: "Albarán de entrega"}) if top == 80.0 else (top, cells) for top, cells in SHIPPED]
    reading = scan([*titled, *rows_of([head, *body], (50.0, 80.0, 150.0, 270.0, 400.0, 460.0), 160.0)])
    second = next(line for line in reading.lines if line.text("supplier_item") == "RA-01800")
    assert (number := second.leaf("order_line")) is None or number.confidence < 0.6


@pytest.mark.parametrize("text", ["Ihre Position: 30.", "Ihre Zeichnung 4711 ~ Ihre Position 30", "Ihre Position: 30"])
def test_the_orders_line_below_an_entry_is_read_through_stops_and_misread_dashes(text: str) -> None:
    rows = [*CONFIRMED, *rows_of([HEAD, ("3", *LINES[2][1:])], PLACES, 160.0), (188.0, {180.0: text})]
    assert numbers(scan(rows)) == ["30"]


def test_labels_that_ran_together_mean_what_their_words_do() -> None:
    assert concepts("POLine") == concepts("PO Line")
    assert concepts("N°commande") == concepts("N° commande")
    assert concepts("Vs.ordine") == concepts("Vs ordine")
    assert concepts("GmbH") is None


def test_ihre_is_told_from_what_the_english_model_makes_of_it() -> None:
    said = [OcrWord("thre", (0, 0, 20, 10), 0.9), OcrWord("threads", (30, 0, 60, 10), 0.9), OcrWord("three", (70, 0, 90, 10), 0.9)]
    assert [word.text for word in cleaned(said)] == ["Ihre", "threads", "three"]


def test_a_title_that_was_torn_is_one_word() -> None:
    line = lay_out([sheet([(50.0, {50.0: "Bevestig ing"})], source="ocr")]).lines[0]
    assert [language for language, _ in bare_titles(line, 0)] == ["nl"]
    assert not list(bare_titles(lay_out([sheet([(50.0, {50.0: "Bevestig de levering"})])]).lines[0], 0))


def test_a_lot_and_its_count_in_a_sentence_are_no_head_of_a_table() -> None:
    body = (("10", "K-03655", "100", "ST"), ("20", "K-03656", "8", "ST"), ("30", "K-03657", "5", "ST"))
    rows = rows_of([("Pos", "Artikelnr.", "Menge", "ME"), *body], (50.0, 110.0, 330.0, 400.0), 160.0, pitch=28.0)
    lots = [(202.0, {110.0: "Charge 0004711, Menge 100 ST"}), (230.0, {110.0: "Charge 266770-A, Menge 8 ST"})]
    reading = scan([*SHIPPED, *sorted([*rows, *lots, (258.0, {110.0: "Charge 0004713, Menge 5 ST"})], key=lambda row: row[0])])
    assert numbers(reading) == ["10", "20", "30"]


def test_a_piece_of_an_item_or_a_size_is_no_other_item() -> None:
    body = (("10", "TV50596", "Scheibe", "5", "ST"), ("20", "TV07755", "Mutter", "6", "ST"), ("30", "7", "Ring", "7", "ST"))
    rows = rows_of([("Pos", "Artikelnr.", "Bezeichnung", "Menge", "ME"), *body], (50.0, 110.0, 200.0, 330.0, 400.0), 160.0)
    assert numbers(scan([*SHIPPED, *rows]), "supplier_item") == ["TV50596", "TV07755", None]


def test_a_lot_of_three_figures_beside_lots_of_seven_is_not_sure() -> None:
    body = [(str(10 * at), f"K-0{at}655", str(at), "ST", lot) for at, lot in enumerate(("0002282", "0007718", "0006468", "923"), start=1)]
    rows = rows_of([("Pos", "Artikelnr.", "Menge", "ME", "Charge"), *body], (50.0, 110.0, 330.0, 400.0, 450.0), 160.0)
    lots = [line.groups("lots")[0].leaf("lot_number") for line in scan([*SHIPPED, *rows]).lines]
    assert [lot.value for lot in lots if lot] == ["0002282", "0007718", "0006468", "923"]
    assert [lot.confidence > 0.9 for lot in lots if lot] == [True, True, True, False]


def test_a_unit_under_its_heading_goes_before_the_words_that_reach_into_its_cell() -> None:
    head = ("Pos", "Artikelnr.", "ME", "Menge", "Preis", "Betrag")
    body = (("10", "K-03655", "KG", "1.240,000", "2,00", "2.480,00"), ("20", "K-03656", "KG", "500,000", "2,00", "1.000,00"))
    rows = rows_of([head, *body], (50.0, 100.0, 290.0, 330.0, 420.0, 480.0), 160.0)
    for (_, cells), text in zip(rows[1:], ("Rundstahl 15 mm", "Rundstahl 8 mm"), strict=True):
        cells[200.0] = text  # type: ignore[index]
    assert numbers(scan([*CONFIRMED, *rows]), "unit") == ["KGM", "KGM"]


def test_the_word_seller_in_large_print_is_nobodys_name() -> None:
    big = words("Verkäufer", 50.0, 60.0, size=16.0, confidence=0.95)
    rows = [(80.0, {50.0: "Brenner Stahl GmbH"}), *CONFIRMED[1:], *rows_of([HEAD, *LINES], PLACES, 160.0)]
    page = sheet(rows, source="ocr")
    assert read(replace(page, words=(*big, *page.words))).fields.text("supplier_name") != "Verkäufer"


def test_what_was_sent_in_all_below_a_lot_is_no_date() -> None:
    rows = [
        *SHIPPED,
        *rows_of([("Bund", "Charge", "Bemerkung", "Menge", "Masse kg")], (50.0, 110.0, 200.0, 330.0, 430.0), 160.0),
        (174.0, {50.0: "Pos. 10", 110.0: "K-06638", 200.0: "Blech 10x2000", 330.0: "bestellt 300 ST"}),
        *rows_of([("1", "0002282", "ohne", "100 ST", "40,5"), ("2", "0007718", "ohne", "200 ST", "80,5")], (50.0, 110.0, 200.0, 330.0, 430.0), 188.0),
        (216.0, {200.0: "gesamt versandt 300 ST"}),
        (230.0, {50.0: "Pos. 20", 110.0: "K-06639", 200.0: "Blech 12x2000", 330.0: "bestellt 50 ST"}),
        *rows_of([("1", "0006468", "ohne", "50 ST", "20,5")], (50.0, 110.0, 200.0, 330.0, 430.0), 244.0),
        (258.0, {200.0: "gesamt versandt 50 ST"}),
    ]  # fmt: skip
    reading = scan(rows)
    assert numbers(reading) == ["10", "20"]
    assert [[lot.text("lot_number") for lot in line.groups("lots")] for line in reading.lines] == [["0002282", "0007718"], ["0006468"]]


def test_a_package_whose_number_lost_figures_brings_a_person() -> None:
    rows = [
        *SHIPPED,
        *rows_of([("Pos", "Artikelnr.", "Menge", "ME"), ("10", "K-03655", "100", "ST"), ("20", "K-03656", "8", "ST")], (50.0, 110.0, 330.0, 400.0), 160.0),
    ]  # fmt: skip
    told = "the number of a package on it could not be read"
    whole = [(220.0, {50.0: "Palette 1", 110.0: "SSCC 340123457615043682"}), (234.0, {50.0: "Palette 2", 110.0: "SSCC 354123455484767095"})]
    torn = [whole[0], (234.0, {50.0: "Palette 2", 110.0: "SSCC 3541234554"})]
    listed = [
        (220.0, {50.0: "Nr.", 110.0: "SSCC"}),
        (234.0, {50.0: "1", 110.0: "340123457615043682"}),
        (248.0, {50.0: "2", 110.0: "3541234554847670995"}),
    ]
    assert told not in scan([*rows, *whole]).notes
    assert told in scan([*rows, *torn]).notes
    assert told in scan([*rows, *listed]).notes
    counted = (206.0, {50.0: "Anzahl Packstücke: 2"})
    assert told not in scan([*rows, counted, *whole]).notes
    assert told in scan([*rows, counted, whole[0], (234.0, {50.0: "Palette 2", 110.0: "SSCC", 250.0: "kg 192"})]).notes


@pytest.mark.parametrize(("left", "told"), [(("3541234521", "340123451"), True), (("", ""), False)])
def test_packages_of_whose_numbers_only_pieces_are_left_below_their_heading_bring_a_person(left: tuple[str, str], *, told: bool) -> None:
    rows = [
        *SHIPPED,
        *rows_of([("Pos", "Artikelnr.", "Menge", "ME"), ("10", "K-03655", "100", "ST"), ("20", "K-03656", "8", "ST")], (50.0, 110.0, 330.0, 400.0), 160.0),
        (214.0, {50.0: "(20) Packmittel", 150.0: "(21) Packstück-Nr. (SSCC)", 400.0: "(22) Gewicht brutto kg"}),
        (226.0, {50.0: "Karton", 150.0: left[0] or "-", 420.0: "327"}),
        (238.0, {50.0: "Hol,", 150.0: left[1] or "-", 420.0: "331"}),
        (252.0, {50.0: "Anzahl Packstücke: 2"}),
    ]  # fmt: skip
    assert ("the number of a package on it could not be read" in scan(rows).notes) is told


def test_a_lot_with_its_quantity_that_stands_under_no_heading_brings_a_person() -> None:
    head = ("Pos", "Artikelnr.", "Bezeichnung", "Menge", "ME")
    body = (("10", "MG-27951", "Rundstahl 8 mm CH00191/1.240,5", "1240", "KG"), ("20", "MG-27952", "Rundstahl 9 mm", "140", "KG"))
    rows = rows_of([head, *body], (50.0, 110.0, 180.0, 430.0, 480.0), 160.0)
    assert "a code beside a line was not told" in scan([*SHIPPED, *rows]).notes


def test_a_letter_between_a_lot_and_its_quantity_brings_a_person() -> None:
    head = ("Pos", "Artikelnr.", "Menge", "ME", "Charge")
    body = (("10", "K-03655", "50,000", "ST", "261310 A= 50,000"), ("20", "K-03656", "4,000", "ST", "0009828 = 4,000"))
    reading = scan([*SHIPPED, *rows_of([head, *body], (50.0, 110.0, 250.0, 300.0, 350.0), 160.0)])
    assert "what stands between a lot's number and its quantity was not told" in reading.notes


def test_a_word_with_a_blank_in_it_is_two() -> None:
    page = sheet([(50.0, {50.0: "Regel 10", 150.0: "100 STK"})], source="ocr")
    joined = Word("Regel 10", (50.0, 50.0, 90.0, 60.0), 0.9)
    [line] = lay_out([replace(page, words=(joined, *page.words[2:]))]).lines
    assert [token.text for token in line.tokens] == ["Regel", "10", "100", "STK"]


def test_the_number_behind_a_lots_colon_counts_the_lot() -> None:
    rows: list[Row] = [
        *SHIPPED,
        (170.0, {50.0: "+ Position 10 100 ST Scheibe M6 (Artikelnr. K-03655)"}),
        (182.0, {60.0: "Charge 263945-A: 40 ST, Charge 260445-A: 60 ST"}),
        (200.0, {50.0: "+ Position 20 30 ST Scheibe M8 (Artikelnr. K-03656)"}),
        (212.0, {60.0: "Charge 263946-A: 30 ST"}),
    ]
    reading = scan(rows)
    assert numbers(reading) == ["10", "20"]
    assert numbers(reading, "quantity") == ["100", "30"]


def test_an_entry_whose_number_became_a_letter_is_an_entry() -> None:
    body = (*LINES, ("O", "K-03658", "Scheibe M12", "50", "ST", "5,00", "250,00"))
    reading = scan([*CONFIRMED, *rows_of([HEAD, *body], PLACES, 160.0)])
    assert numbers(reading, "supplier_item") == ["K-03655", "K-03656", "K-03657", "K-03658"]
    assert numbers(reading)[:3] == ["10", "20", "30"]


def test_a_word_of_text_below_an_entry_begins_none() -> None:
    rows = [*CONFIRMED, *rows_of([HEAD, *LINES], PLACES, 160.0), (216.0, {100.0: "verzinkt", 180.0: "nach DIN 125", 330.0: "100"})]
    assert numbers(scan(rows)) == ["10", "20", "30"]


def test_an_item_that_lacks_a_sign_of_the_others_may_be_another_item() -> None:
    body = (("10", "K-1000", "Scheibe", "5", "ST"), ("20", "K-1001", "Mutter", "6", "ST"), ("30", "K-999", "Ring", "7", "ST"))
    rows = rows_of([("Pos", "Artikelnr.", "Bezeichnung", "Menge", "ME"), *body], (50.0, 110.0, 200.0, 330.0, 400.0), 160.0)
    assert numbers(scan([*SHIPPED, *rows]), "supplier_item") == ["K-1000", "K-1001", "K-999"]


def test_a_label_whose_words_are_all_known_is_no_misread_one() -> None:
    body = [(str(10 * at), f"TF.0{at}990", str(at), "PZ") for at in (1, 2, 3)]
    rows = rows_of([("Pos.", "Articolo", "Quantità", "UM"), *body], (50.0, 110.0, 330.0, 400.0), 160.0, pitch=28.0)
    items = [(188.0 + 28 * at, {110.0: f"Cod. cliente 44-418{at}-56"}) for at in range(3)]
    titled = [(80.0, {50.0: "Documento di trasporto"}) if top == 80.0 else (top, cells) for top, cells in SHIPPED]
    reading = scan([*titled, *sorted([*rows, *items], key=lambda row: row[0])])
    assert numbers(reading) == ["10", "20", "30"]
    assert numbers(reading, "order_number") == [None, None, None]


@pytest.mark.parametrize("torn", ["(30", "30°", "[30"])
def test_a_bracket_or_a_ring_of_dust_at_a_position_that_others_stand_flush_with_is_none_of_it(torn: str) -> None:
    rows = [*CONFIRMED, *rows_of([HEAD, *LINES], PLACES, 160.0)]
    page = sheet(rows, source="ocr")
    odd = tuple(replace(word, text=torn) if word.text == "30" else word for word in page.words)
    assert numbers(read(replace(page, words=odd))) == ["10", "20", "30"]


def test_a_label_that_touches_the_comma_behind_an_items_number_is_one() -> None:
    rows = [
        *CONFIRMED,
        *rows_of([HEAD, ("3", *LINES[2][1:])], PLACES, 160.0),
        (188.0, {180.0: "Ihre Artikelnr. 69-8768-49,Ihre Position 30"}),
    ]
    reading = scan(rows)
    assert (numbers(reading), numbers(reading, "buyer_item")) == (["30"], ["69-8768-49"])


def test_an_orders_number_that_touches_the_word_before_its_date_is_no_other_orders() -> None:
    lines: list[Row] = [row for place, line in enumerate(LINES) for row in (
        (190.0 + 40 * place, dict(zip(PLACES, (str(place + 1), *line[1:]), strict=True))),
        (202.0 + 40 * place, {180.0: f"Ihre Bestellung 4500017325{'' if place == 1 else ' '}vom 27.4.2026, Position {line[0]}"}),
    )]  # fmt: skip
    reading = scan(
        [
            *(row for row in CONFIRMED if row[0] != 110.0),
            (110.0, {50.0: "Belegnummer: AB-4711"}),
            (170.0, dict(zip(PLACES, HEAD, strict=True))),
            *lines,
        ]
    )
    order = reading.fields.leaf("order_number")
    assert order is not None
    assert (order.value, order.confidence > 0.9) == ("4500017325", True)


def test_terms_end_where_a_word_flush_with_their_label_leads_another_line() -> None:
    rows: list[Row] = [
        *CONFIRMED, *rows_of([HEAD, *LINES], PLACES, 160.0),
        (300.0, {50.0: "Zahlung", 150.0: "60 Tage netto"}),
        (311.0, {50.0: "Zeugnis", 150.0: "EN 10204 Abnahmeprüfzeugnis zu 12,50 EUR"}),
    ]  # fmt: skip
    assert scan(rows).fields.text("payment_terms") == "60 Tage netto"


def test_from_when_to_when_an_order_runs_is_no_term_of_payment() -> None:
    rows: list[Row] = [
        *CONFIRMED, (138.0, {50.0: "Term:", 110.0: "2026-07-02 to 2027-07-02"}), *rows_of([HEAD, *LINES], PLACES, 160.0),
        (300.0, {50.0: "Terms of Payment: Net 60 days"}),
    ]  # fmt: skip
    assert scan(rows).fields.text("payment_terms") == "Net 60 days"


def test_a_line_of_dust_does_not_part_a_heading_from_its_second_line_whose_box_has_the_frame_of_its_cell() -> None:
    places = (50.0, 100.0, 180.0, 330.0, 390.0, 430.0, 460.0, 510.0)
    head = ("Regel", "Artikelcode", "Omschrijving", "Bevestigd", "Eenheid", "VPE", "Prijs", "Bedrag")
    lines = [(*line[:5], packed, *line[5:]) for line, packed in zip(LINES, ("50", "10", "25"), strict=True)]
    rows = [*CONFIRMED, (160.0, dict(zip(places, head, strict=True))), *rows_of(lines, places, 190.0)]
    below = Word("aantal", (335.0, 168.0, 362.0, 187.0), 0.95)
    dust = (Word("2", (150.0, 164.0, 155.0, 173.0), 0.26), Word("es", (300.0, 164.0, 310.0, 173.0), 0.01))
    page = sheet(rows, source="ocr")
    reading = read(PageWords(1, *A4, (*page.words, below, *dust), "ocr"))
    assert numbers(reading, "quantity") == ["500", "200", "100"]
    assert [leaf.contested for line in reading.lines if (leaf := line.leaf("quantity"))] == [False, False, False]


def test_what_is_confirmed_is_told_by_its_heading_beside_what_was_ordered() -> None:
    head = ("Ligne cde", "Désignation", "Commandé", "Confirmé", "P.U. net", "Total ligne HT")
    body = (
        ("10", "Moteur triphasé", "3,000", "3,000 pce", "435,59", "1 306,77"),
        ("20", "Bride à collerette", "12,000", "12,000 pce", "68,52", "822,24"),
        ("30", "Accouplement", "2,000", "2,000 jeu", "97,05", "194,10"),
    )
    titled = [(80.0, {50.0: "Accusé de réception de commande"}) if top == 80.0 else (top, cells) for top, cells in CONFIRMED]
    reading = scan([*titled, *rows_of([head, *body], (42.0, 84.0, 200.0, 255.0, 345.0, 430.0), 160.0)])
    assert numbers(reading, "quantity") == ["3.000", "12.000", "2.000"]
    assert [leaf.contested for line in reading.lines if (leaf := line.leaf("quantity"))] == [False, False, False]


def test_a_day_that_is_the_orders_is_not_surely_the_papers_own() -> None:
    rows: list[Row] = [
        *(row for row in CONFIRMED if row[0] < 124.0),
        (136.0, {50.0: "Data Vs. ordine", 200.0: "conferma"}), (147.0, {50.0: "01/07/2026"}),
        *rows_of([HEAD, *LINES], PLACES, 170.0),
    ]  # fmt: skip
    own = scan(rows).fields.leaf("document_date")
    assert own is None or own.confidence < 0.9


def test_the_number_of_an_offer_is_not_the_papers_own_where_a_scan_lost_the_label_of_that() -> None:
    side = [(90.0, {300.0: "070168 12.03.2026"}), (104.0, {300.0: "Bestellnummer/ Datum"}), (112.0, {300.0: "4500512527 / 09.03.2026"})]
    offer: list[Row] = [(120.0, {300.0: "Angebotsnummer/ Datum"}), (128.0, {300.0: "19365 / 06.03.2026"})]
    rows = [(50.0, {50.0: "Rheinische Schrauben-Union KG"}), *side, *offer, (190.0, {50.0: "Auftragsbestätigung"})]
    fields = scan([*rows, *rows_of([HEAD, *LINES], PLACES, 230.0)]).fields
    assert (fields.text("document_number"), fields.text("document_date")) != ("19365", "2026-03-06")
    assert fields.text("document_number") != "19365"
    assert fields.text("order_number") == "4500512527"


@pytest.mark.parametrize(("source", "sure"), [("ocr", False), ("text", True)])
def test_the_number_of_a_works_order_is_not_surely_that_of_a_scan_whose_own_label_may_be_lost(
    source: Literal["text", "ocr"], *, sure: bool
) -> None:
    rows: list[Row] = [
        (40.0, {370.0: "Don Valley Steels plc"}),
        (90.0, {346.0: "SALES ACKNOWLEDGMENT"}),
        (143.0, {345.0: "Purchaser's Order/ Issue Date"}),
        (152.0, {346.0: "4500555284 / 03/07/2026"}),
        (212.0, {345.0: "Works Order"}),
        (221.0, {345.0: "43984140"}),
    ]
    number = read(sheet(rows, source=source)).fields.leaf("document_number")
    assert (number is not None and number.confidence > 0.9) is sure
