"""What stands below or beside a description and is none of it: smaller print, codes and numbers with labels, dates, sums; and columns of many quantities."""

from __future__ import annotations

from typing import Literal

from domain.paper import Reading
from extract.page.words import PageWords
from tests.press import A4, Row, read, sheet, values, words

TOP: list[Row] = [
    (50.0, {50.0: "Brenner Stahl GmbH"}),
    (80.0, {50.0: "Lieferschein"}),
    (110.0, {50.0: "Lieferschein-Nr.: LS-4711", 300.0: "Ihre Bestellung: 4500017325"}),
    (124.0, {50.0: "Datum: 03.07.2026"}),
]
ORDER: list[Row] = [
    (50.0, {50.0: "Brenner Stahl GmbH"}),
    (80.0, {50.0: "Auftragsbestätigung"}),
    (110.0, {50.0: "Auftragsnr.: A-4711", 300.0: "Ihre Bestellung: 4500017325"}),
    (124.0, {50.0: "Datum: 03.07.2026"}),
]
HEAD: Row = (200.0, {50.0: "Pos.", 90.0: "Ware", 380.0: "Menge", 430.0: "EH"})


def paper(*rows: Row, small: list[Row] | None = None, top: list[Row] = TOP, source: Literal["text", "ocr"] = "text") -> Reading:
    page = sheet([*top, *rows], size=8.0, source=source)
    fine = [word for y, cells in small or [] for x, text in cells.items() for word in words(text, x, y, size=6.5)]
    return read(PageWords(1, *A4, (*page.words, *fine), page.source))


def test_smaller_print_below_a_description_is_a_detail_whatever_it_says() -> None:
    reading = paper(
        HEAD,
        (212.0, {50.0: "10", 90.0: "Nahtloses Rohr 88,9x8", 380.0: "72", 430.0: "m"}),
        (242.0, {50.0: "20", 90.0: "Rundstahl C45", 380.0: "320", 430.0: "kg"}),
        small=[(222.0, {90.0: "Walzrichtung längs, Enden gerade"}), (252.0, {90.0: "Oberfläche schwarz"})],
    )
    assert [line.text("description") for line in reading.lines] == ["Nahtloses Rohr 88,9x8", "Rundstahl C45"]


def test_smaller_print_behind_a_description_is_a_detail() -> None:
    reading = paper(
        HEAD,
        (212.0, {50.0: "10", 90.0: "Joint torique", 380.0: "72", 430.0: "m"}),
        (232.0, {50.0: "20", 90.0: "Vis hexagonale", 380.0: "320", 430.0: "kg"}),
        small=[(213.0, {150.0: "zone froide"}), (233.0, {155.0: "zone chaude"})],
    )
    assert [line.text("description") for line in reading.lines] == ["Joint torique", "Vis hexagonale"]


def test_a_code_that_each_description_begins_with_is_the_items_number() -> None:
    reading = paper(
        (200.0, {50.0: "Pos.", 90.0: "Part / Description", 380.0: "Qty", 430.0: "U/M"}),
        (212.0, {50.0: "10", 90.0: "LEP-34356 Plate 10x2000x6000 304L", 380.0: "72", 430.0: "EA"}),
        (232.0, {50.0: "20", 90.0: "LEP-41223 Ball valve DN80", 380.0: "320", 430.0: "EA"}),
    )
    assert [values(line, "supplier_item", "description") for line in reading.lines] == [
        ["LEP-34356", "Plate 10x2000x6000 304L"],
        ["LEP-41223", "Ball valve DN80"],
    ]


def test_grades_norms_and_threads_that_descriptions_begin_with_are_no_items_numbers() -> None:
    reading = paper(
        HEAD,
        (212.0, {50.0: "10", 90.0: "S355J2+N Blech 10x2000", 380.0: "72", 430.0: "m"}),
        (232.0, {50.0: "20", 90.0: "DIN 985 Mutter M12", 380.0: "320", 430.0: "kg"}),
        (252.0, {50.0: "30", 90.0: "M10x25 Schraube", 380.0: "320", 430.0: "kg"}),
    )
    assert [line.leaf("supplier_item") for line in reading.lines] == [None, None, None]


def test_a_number_called_no_more_than_number_below_an_entry_is_its_items() -> None:
    reading = paper(
        HEAD,
        (212.0, {50.0: "10", 90.0: "Nahtloses Rohr 88,9x8", 380.0: "72", 430.0: "m"}),
        (222.0, {90.0: "Nr. WR.01102 · bei Ihnen 59-1096-98"}),
        (242.0, {50.0: "20", 90.0: "Rundstahl C45", 380.0: "320", 430.0: "kg"}),
        (252.0, {90.0: "Nr. GS 07306-2 · bei Ihnen 74-7535-64"}),
    )
    assert [values(line, "supplier_item", "buyer_item") for line in reading.lines] == [
        ["WR.01102", "59-1096-98"],
        ["GS 07306-2", "74-7535-64"],
    ]


def test_a_label_that_ends_a_line_names_what_begins_the_next() -> None:
    reading = paper(
        (200.0, {50.0: "No.", 90.0: "Particulars", 380.0: "Quantity", 430.0: "Unit"}),
        (212.0, {50.0: "10", 90.0: "Self-locking nut M12", 380.0: "72", 430.0: "each"}),
        (222.0, {90.0: "Stock code HB/14637, marked with your code"}),
        (232.0, {90.0: "13-2446-32."}),
        (252.0, {50.0: "20", 90.0: "Plate 12x2000", 380.0: "320", 430.0: "kg"}),
        (262.0, {90.0: "Stock code HB/22379, marked with your code"}),
        (272.0, {90.0: "16-5512-78."}),
    )
    assert [values(line, "supplier_item", "buyer_item", "description") for line in reading.lines] == [
        ["HB/14637", "13-2446-32", "Self-locking nut M12"],
        ["HB/22379", "16-5512-78", "Plate 12x2000"],
    ]


def test_a_column_of_what_is_shipped_today_is_told_from_what_was_due_and_what_follows() -> None:
    reading = paper(
        (200.0, {50.0: "Zeile", 90.0: "Ware", 300.0: "Soll", 350.0: "heute", 400.0: "folgt", 440.0: "EH"}),
        (212.0, {50.0: "10", 90.0: "Nahtloses Rohr", 300.0: "72", 350.0: "60", 400.0: "12", 440.0: "m"}),
        (232.0, {50.0: "20", 90.0: "Rundstahl C45", 300.0: "320", 350.0: "128", 400.0: "192", 440.0: "kg"}),
    )
    assert [line.text("quantity") for line in reading.lines] == ["60", "128"]
    assert all(line.leaf("quantity").confidence > 0.7 for line in reading.lines)  # type: ignore[union-attr]


def test_of_several_columns_of_numbers_that_nobody_named_none_is_surely_the_quantity() -> None:
    reading = paper(
        (200.0, {50.0: "Zeile", 90.0: "Ware", 300.0: "Kwx", 350.0: "Bzl", 400.0: "Pfw", 440.0: "EH"}),
        (212.0, {50.0: "10", 90.0: "Nahtloses Rohr", 300.0: "72", 350.0: "60", 400.0: "12", 440.0: "m"}),
        (232.0, {50.0: "20", 90.0: "Rundstahl C45", 300.0: "320", 350.0: "128", 400.0: "192", 440.0: "kg"}),
    )
    quantities = [line.leaf("quantity") for line in reading.lines]
    assert all(quantity is None or quantity.confidence < 0.7 for quantity in quantities)


def test_a_lot_and_its_quantity_under_one_heading_are_a_lot() -> None:
    reading = paper(
        (200.0, {50.0: "Item", 90.0: "Description", 250.0: "Qty shpd", 300.0: "U/M", 350.0: "Mill lot × Qty", 440.0: "C/O"}),
        (212.0, {50.0: "10", 90.0: "Plate 304L", 250.0: "16", 300.0: "EA", 350.0: "CH01710 × 8", 440.0: "US"}),
        (222.0, {350.0: "CH09258 × 8"}),
        (242.0, {50.0: "20", 90.0: "Ball valve", 250.0: "6", 300.0: "EA", 350.0: "005796 × 6", 440.0: "US"}),
    )
    lots = [[values(lot, "lot_number", "quantity") for lot in line.groups("lots")] for line in reading.lines]
    assert lots == [[["CH01710", "8"], ["CH09258", "8"]], [["005796", "6"]]]
    assert [line.text("quantity") for line in reading.lines] == ["16", "6"]


def test_weights_are_taken_in_kilograms_and_from_the_total() -> None:
    reading = paper(
        HEAD,
        (212.0, {50.0: "10", 90.0: "Nahtloses Rohr", 380.0: "72", 430.0: "m"}),
        (232.0, {50.0: "20", 90.0: "Rundstahl C45", 380.0: "320", 430.0: "kg"}),
        (280.0, {50.0: "PLT", 90.0: "SSCC-18", 300.0: "GROSS LB", 400.0: "GROSS KG"}),
        (290.0, {50.0: "1", 90.0: "354123451536393656", 300.0: "5,578", 400.0: "2,530"}),
        (300.0, {50.0: "2", 90.0: "354123459474434196", 300.0: "5,602", 400.0: "2,541"}),
        (330.0, {50.0: "TOTAL HANDLING UNITS", 220.0: "TOTAL GROSS", 400.0: "TOTAL NET"}),
        (340.0, {50.0: "2", 220.0: "11,180 lb = 5,071 kg", 400.0: "11,100 lb = 5,035 kg"}),
        top=[
            (50.0, {50.0: "Lake Erie Plate & Pipe, Inc."}),
            (80.0, {50.0: "PACKING LIST"}),
            (110.0, {50.0: "Shipper no.: PL-4711", 300.0: "Cust. P.O.: 4500017325"}),
            (124.0, {50.0: "Shipped: 03/31/2026", 300.0: "We have packed the goods below for your order"}),
        ],
    )
    assert values(reading.fields, "package_count", "gross_weight_kg", "net_weight_kg") == ["2", "5071", "5035"]


def test_an_amount_after_a_discount_with_a_printers_minus_is_the_lines() -> None:
    reading = paper(
        (200.0, {50.0: "Lfd.", 90.0: "Bezeichnung", 300.0: "Menge", 330.0: "ME", 380.0: "Preis EUR", 450.0: "Betrag EUR"}),
        (212.0, {50.0: "10", 90.0: "Zylinderschraube", 300.0: "100", 330.0: "Stk", 380.0: "7,35", 450.0: "735,00"}),
        (222.0, {110.0: "abzgl. Kundenrabatt", 300.0: "35 %", 450.0: "257,25−"}),
        (232.0, {110.0: "Nettowert der Position", 450.0: "477,75"}),
        (252.0, {50.0: "20", 90.0: "Rundstahl", 300.0: "10", 330.0: "Stk", 380.0: "5,00", 450.0: "50,00"}),
        top=ORDER,
    )
    assert [values(line, "net_amount", "discount_pct") for line in reading.lines] == [["477.75", "35"], ["50.00", None]]


def test_a_letters_own_date_stands_behind_its_place() -> None:
    rows: list[Row] = [*ORDER[:3], (124.0, {300.0: "Werdohl, den", 380.0: "21.06.2026"})]
    reading = paper(
        (150.0, {50.0: "Wir liefern nach unseren Verkaufsbedingungen vom 01.04.2021 wie folgt."}),
        HEAD,
        (212.0, {50.0: "10", 90.0: "Nahtloses Rohr", 380.0: "72", 430.0: "m"}),
        (232.0, {50.0: "20", 90.0: "Rundstahl C45", 380.0: "320", 430.0: "kg"}),
        top=rows,
    )
    assert reading.fields.text("document_date") == "2026-06-21"


def test_a_paper_with_entries_under_another_head_that_were_not_read_is_for_a_person() -> None:
    other: Row = (300.0, {50.0: "Nr", 110.0: "Artikel", 200.0: "Liefermenge", 300.0: "Einheit"})
    reading = paper(
        HEAD,
        (212.0, {50.0: "10", 90.0: "Nahtloses Rohr", 380.0: "72", 430.0: "m"}),
        (232.0, {50.0: "20", 90.0: "Rundstahl C45", 380.0: "320", 430.0: "kg"}),
        other,
        (312.0, {50.0: "30", 110.0: "AB-4711", 200.0: "12", 300.0: "kg"}),
    )
    assert len(reading.lines) == 3 or reading.notes


def test_on_a_scan_what_is_called_by_a_short_label_or_stands_on_after_one_is_a_detail() -> None:
    reading = paper(
        HEAD,
        (212.0, {50.0: "10", 90.0: "Scheibe DIN 125 A 6,5", 380.0: "72", 430.0: "Stk"}),
        (222.0, {90.0: "Zg. 5.428.8951-A  EAN 5404419501199  Zolltarif-Nr."}),
        (232.0, {90.0: "73045300  Urspr. DE"}),
        (252.0, {50.0: "20", 90.0: "Rundstahl C45", 380.0: "320", 430.0: "kg"}),
        (262.0, {90.0: "Zg.4.544.3609-B"}),
        source="ocr",
    )
    assert [line.text("description") for line in reading.lines] == ["Scheibe DIN 125 A 6,5", "Rundstahl C45"]


def test_an_item_before_the_buyers_is_the_suppliers_though_the_heading_above_fits_neither() -> None:
    reading = paper(
        (200.0, {50.0: "Lfd.", 90.0: "Teil / Ausführung", 330.0: "Auftragsmenge", 420.0: "Bruttopreis EUR", 510.0: "Betrag EUR"}),
        (
            212.0,
            {50.0: "10", 90.0: "GS 02885-2  Ihre Sachnr. 13-5405-86", 340.0: "1.240 kg", 420.0: "210,39 für 100 kg", 510.0: "2.608,84"},
        ),
        (222.0, {90.0: "Rundstahl S235JR, Herstelllänge 6 m"}),
        (242.0, {50.0: "20", 90.0: "GS 02409-2  Ihre Sachnr. 50-2852-79", 340.0: "320 kg", 420.0: "228,11 für 100 kg", 510.0: "729,95"}),
        (252.0, {90.0: "Rundstahl C45, Herstelllänge 6 m"}),
        top=ORDER,
    )
    assert [line.text("supplier_item") for line in reading.lines] == ["GS 02885-2", "GS 02409-2"]
    assert [line.text("buyer_item") for line in reading.lines] == ["13-5405-86", "50-2852-79"]


def test_a_times_sign_that_was_read_as_a_letter_still_joins_a_lot_and_its_quantity() -> None:
    reading = paper(
        (200.0, {50.0: "Item", 90.0: "Description", 250.0: "Qty shpd", 300.0: "U/M", 350.0: "Mill lot x Qty", 440.0: "C/O"}),
        (212.0, {50.0: "10", 90.0: "Plate 12x2000x6000", 250.0: "1884", 300.0: "KG", 350.0: "260925-A x 942", 440.0: "US"}),
        (222.0, {350.0: "268630-A x 942"}),
        (242.0, {50.0: "20", 90.0: "Ball valve DN25", 250.0: "4", 300.0: "EA", 350.0: "007278 x 4", 440.0: "US"}),
    )
    assert [[lot.text("lot_number") for lot in line.groups("lots")] for line in reading.lines] == [["260925-A", "268630-A"], ["007278"]]
