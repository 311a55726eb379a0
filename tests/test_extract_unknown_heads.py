"""Heads whose words nobody listed, headings too close to be told apart, and lots that are called by no known name."""

from __future__ import annotations

from domain.paper import Reading
from tests.press import Row, read, sheet, values

TOP: list[Row] = [
    (50.0, {50.0: "Brenner Stahl GmbH"}),
    (80.0, {50.0: "Lieferschein"}),
    (110.0, {50.0: "Lieferschein-Nr.: LS-4711", 300.0: "Ihre Bestellung: 4500017325"}),
    (124.0, {50.0: "Datum: 03.07.2026"}),
]
AMOUNTS = ("order_line", "supplier_item", "quantity", "unit")


def paper(*rows: Row) -> Reading:
    return read(sheet([*TOP, *rows], size=9.0))


def entry(top: float, *cells: str) -> Row:
    return (top, dict(zip((50.0, 100.0, 160.0, 250.0, 500.0), cells, strict=True)))


def test_entries_below_headings_that_nobody_knows_are_read_by_what_stands_in_their_columns_but_are_not_sure() -> None:
    reading = paper(
        (200.0, {50.0: "Mnge.", 100.0: "Bmass", 160.0: "Artikelcode", 250.0: "Was es ist", 500.0: "Fz"}),
        entry(214.0, "942", "kg", "PZ-06565", "Blech 8x2000x6000 S235JR", "10"),
        entry(228.0, "320", "kg", "PZ-06219", "Rundstahl C45 Herstelllänge", "20"),
    )
    assert [values(line, "supplier_item", "quantity", "unit") for line in reading.lines] == [
        ["PZ-06565", "942", "KGM"],
        ["PZ-06219", "320", "KGM"],
    ]
    assert all(line.leaf("quantity").confidence < 0.9 for line in reading.lines)  # type: ignore[union-attr]


def test_labels_above_values_in_boxes_are_no_head_of_entries() -> None:
    reading = paper(
        (200.0, {50.0: "Kundennr.", 160.0: "Artikelcode", 250.0: "Bearbeiter", 400.0: "Lager"}),
        (212.0, {50.0: "10255", 160.0: "778", 250.0: "Frau Weber", 400.0: "L2"}),
        (230.0, {50.0: "Versandart", 160.0: "Frachtführer", 250.0: "Gewicht", 400.0: "Kolli"}),
        (242.0, {50.0: "LKW 3", 160.0: "Emons 12", 250.0: "120 kg", 400.0: "4"}),
    )
    assert reading.lines == []


def test_a_heading_that_touches_the_next_is_parted_where_the_entries_are() -> None:
    reading = paper(
        (200.0, {50.0: "Pos. Artikelnr.", 160.0: "Bezeichnung", 400.0: "Menge", 450.0: "ME"}),
        (214.0, {50.0: "10", 72.0: "008748", 160.0: "Blech 8x2000x6000 S235JR", 400.0: "942", 450.0: "kg"}),
        (228.0, {50.0: "20", 72.0: "054215", 160.0: "Rundstahl C45", 400.0: "320", 450.0: "kg"}),
    )
    assert [values(line, *AMOUNTS) for line in reading.lines] == [["10", "008748", "942", "KGM"], ["20", "054215", "320", "KGM"]]


def test_two_columns_under_one_run_of_words_are_two() -> None:
    reading = paper(
        (200.0, {50.0: "Pos.", 85.0: "Artikel", 160.0: "Bezeichnung", 400.0: "Liefer-Mg. Nachlieferung"}),
        (214.0, {50.0: "10", 85.0: "AB-100", 160.0: "Blech 8x2000x6000 S235JR", 405.0: "942 kg", 490.0: "0"}),
        (228.0, {50.0: "20", 85.0: "AB-200", 160.0: "Rundstahl C45", 405.0: "320 kg", 490.0: "5"}),
    )
    assert [values(line, *AMOUNTS) for line in reading.lines] == [["10", "AB-100", "942", "KGM"], ["20", "AB-200", "320", "KGM"]]


def test_identifiers_with_quantities_that_add_up_are_lots_whatever_they_are_called_and_however_many_a_line_holds() -> None:
    reading = paper(
        (200.0, {50.0: "Pos.", 85.0: "Artikel", 160.0: "Bezeichnung", 400.0: "Menge", 450.0: "ME"}),
        (214.0, {50.0: "10", 85.0: "AB-100", 160.0: "Blech 8x2000x6000 S235JR", 400.0: "942", 450.0: "kg"}),
        (225.0, {160.0: "Qrt. L004228 x 314; Qrt. L000163 x 314; Qrt. L004615 x 314"}),
        (239.0, {50.0: "20", 85.0: "AB-200", 160.0: "Blech 10x2000x6000", 400.0: "3 768", 450.0: "kg"}),
        (250.0, {160.0: "Qrt. L003579 x 1 884; Qrt. L002342 x 1 884"}),
    )
    lots = [[values(lot, "lot_number", "quantity") for lot in line.groups("lots")] for line in reading.lines]
    assert lots == [[["L004228", "314"], ["L000163", "314"], ["L004615", "314"]], [["L003579", "1884"], ["L002342", "1884"]]]
