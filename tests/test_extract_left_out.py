"""A paper that labels more entries than were read goes before a person, however sure what was read is."""

from __future__ import annotations

from dataclasses import replace

import pytest

from doctypes import find_doctypes
from domain.doctype import of_kind
from domain.paper import Group, Kind, Leaf
from extract.doubt.left_out import has_untold_items, labelled_entries, unread_elements
from extract.doubt.unread import has_lost_column
from extract.page.columns import Column
from extract.page.columns import Row as Entry
from extract.page.layout import Token
from extract.table.tables import Table
from tests.press import Row, laid_out, read, sheet

HEAD: list[Row] = [
    (40.0, {50.0: "Brenner Stahl GmbH"}),
    (90.0, {50.0: "Lieferschein"}),
    (110.0, {50.0: "Lieferschein Nr.: LS-5595336", 300.0: "Ihre Bestellung: 4500017325"}),
]


def leaf_of(token: Token, value: str) -> Leaf:
    return Leaf(value=value, text=token.text, page=1, box=token.word.on_page, source="text", confidence=0.97)


def labelled(*rows: Row) -> int:
    doctype = of_kind(find_doctypes(), Kind.SHIP_NOTICE)
    assert doctype is not None
    return labelled_entries(laid_out([*HEAD, *rows]), doctype, fuzzy=False)


def test_each_value_behind_one_label_is_an_entry() -> None:
    rows: list[Row] = [(150.0 + 40 * at, {50.0: f"Bestellposition: {at + 1}0", 300.0: "Liefermenge: 8 Stk"}) for at in range(3)]
    assert labelled(*rows) == 3


def test_what_is_said_twice_of_an_entry_and_two_labels_of_it_count_once() -> None:
    rows: list[Row] = [
        (150.0, {50.0: "Bestellposition: 10", 300.0: "Unsere Position: 1"}),
        (190.0, {50.0: "Bestellposition: 20", 300.0: "Unsere Position: 2"}),
        (230.0, {50.0: "Bestellposition: 10"}),
    ]
    assert labelled(*rows) == 2


def test_a_label_that_stands_once_and_the_head_of_a_table_count_nothing() -> None:
    rows: list[Row] = [
        (150.0, {50.0: "Bestellposition", 200.0: "Menge"}),
        (165.0, {50.0: "10", 200.0: "8"}),
        (180.0, {50.0: "20", 200.0: "9"}),
    ]
    assert labelled(*rows) == 0
    assert labelled((150.0, {50.0: "Bestellposition: 10"})) == 0


def test_a_paper_whose_lines_are_fewer_than_its_labelled_entries_says_so() -> None:
    rows: list[Row] = [
        (150.0, {50.0: "Pos", 90.0: "Bezeichnung", 330.0: "Menge", 420.0: "Einheit"}),
        (165.0, {50.0: "10", 90.0: "Rundstahl 12 mm C45", 330.0: "320,000", 420.0: "kg"}),
        (240.0, {50.0: "Artikel-Nr.: 4711-10", 300.0: "Liefermenge: 8 Stk"}),
        (280.0, {50.0: "Artikel-Nr.: 4711-20", 300.0: "Liefermenge: 9 Stk"}),
    ]
    reading = read(sheet([*HEAD, *rows]))
    assert len(reading.lines) == 1
    assert "it has more entries than were read" in reading.notes


def test_entries_of_running_text_begin_anywhere_on_a_line() -> None:
    rows: list[Row] = [
        (150.0, {50.0: "haben wir für Sie versandt. Position 10 6 Stk Wellendichtring, Artikel WD-2572, Charge 4142."}),
        (163.0, {50.0: "Position 20 8 Stk Kugellager 6205, Artikel KL-6205, Charge 9653. Position 30 9 Stk Passfeder."}),
    ]
    assert labelled(*rows) == 3


def noted(*rows: Row) -> bool:
    head = (130.0, {50.0: "Pos.", 100.0: "Artikel", 200.0: "Bezeichnung", 360.0: "arge", 440.0: "Menge", 500.0: "ME"})
    return "a code beside a line was not told" in read(sheet([*HEAD, head, *rows], source="ocr")).notes


def test_a_code_that_no_value_of_a_scanned_line_holds_is_told() -> None:
    assert noted((150.0, {50.0: "10", 100.0: "WD-2572", 200.0: "Wellendichtring", 360.0: "CH03260", 440.0: "15,00", 500.0: "Stk"}))
    assert not noted((150.0, {50.0: "10", 100.0: "WD-2572", 200.0: "Wellendichtring 25x72x10", 440.0: "15,00", 500.0: "Stk"}))


def test_an_element_under_a_heading_of_its_own_that_no_heat_has_is_told() -> None:
    top: list[Row] = [(50.0, {50.0: "Northfield Alloys Ltd"}), (80.0, {50.0: "Inspection certificate 3.1 EN 10204"})]
    head = {50.0: "Heat", 150.0: "C [%]", 220.0: "Si [%]", 290.0: "Mn [%]", 360.0: "P [%]", 430.0: "S [%]"}
    analysed: list[Row] = [
        (150.0, head),
        (164.0, {50.0: "0912297", 150.0: "0.16", 220.0: "0.23", 290.0: "0.97", 360.0: "0.015", 430.0: "0.009"}),
    ]
    alone: list[Row] = [(200.0, {150.0: "Mo [%]"}), (214.0, {150.0: "act."}), (228.0, {50.0: "0912297", 150.0: "0.03"})]
    assert "Mo is printed on it and was not read" in read(sheet([*top, *analysed, *alone])).notes
    assert not any("is printed on it" in note for note in read(sheet([*top, *analysed])).notes)


def test_a_number_in_a_cell_beside_a_lot_without_quantity_is_told() -> None:
    head = (130.0, {50.0: "Pos.", 100.0: "Artikel", 200.0: "Bezeichnung", 320.0: "Menge", 370.0: "ME", 420.0: "Charge", 500.0: "Xqz"})
    row = {50.0: "10", 100.0: "WD-2572", 200.0: "Wellendichtring", 320.0: "500", 370.0: "Stk", 420.0: "L006782"}
    told = "a number beside a lot was not told"
    assert told in read(sheet([*HEAD, head, (150.0, {**row, 500.0: "251"})])).notes
    assert told not in read(sheet([*HEAD, head, (150.0, row)])).notes


def test_a_quantity_is_not_sure_where_a_scan_shows_another_number_nearer_to_the_unit() -> None:
    head = (130.0, {50.0: "Pos.", 100.0: "Artikel", 180.0: "Bezeichnung", 320.0: "Menge", 440.0: "ME"})
    row = {50.0: "10", 100.0: "WD-2572", 180.0: "Blech", 322.0: "1413", 440.0: "kg"}
    sure, beside = (
        read(sheet([*HEAD, head, (150.0, cells)], source="ocr")).lines[0].leaf("quantity") for cells in (row, {**row, 390.0: "706"})
    )
    assert sure is not None
    assert beside is not None
    assert beside.confidence < 0.8 < sure.confidence
    assert beside.contested


def test_the_number_of_a_forms_next_box_is_no_value_of_an_entry() -> None:
    boxes: list[Row] = [(135.0, {50.0: "5. Ihre Art.-Nr.", 200.0: "6. Blatt"})]
    rows: list[Row] = [(160.0 + 40 * at, {50.0: f"Ihre Art.-Nr. 67-7782-3{at}"}) for at in range(2)]
    assert labelled(*boxes, *rows) == 2


def test_an_element_above_least_most_and_found_is_not_blank_for_its_dashes() -> None:
    heats = [Group({"chemistry": {"C": Leaf(value="0.16", text="0.16", confidence=0.9, page=1, box=(0.0, 0.0, 9.0, 9.0), source="text")}})]
    rows: list[Row] = [
        (100.0, {167.0: "Mo [%]"}),
        (114.0, {139.0: "min", 170.0: "max", 206.0: "act."}),
        (128.0, {139.0: "–", 175.0: "–", 206.0: "0.03"}),
    ]
    assert unread_elements(laid_out(rows), heats) == ["Mo"]
    assert unread_elements(laid_out([(100.0, {167.0: "Pb [%]"}), (114.0, {175.0: "–"})]), heats) == []


@pytest.mark.parametrize("slope", [0.0, -0.03])
def test_a_code_beside_a_line_is_seen_on_a_page_that_leans_as_on_one_that_is_level(slope: float) -> None:
    rows: list[Row] = [
        (150.0, {50.0: "Pos", 90.0: "Artikel-Nr.", 190.0: "Bezeichnung", 330.0: "os-Nr.", 430.0: "Menge", 500.0: "Einheit"}),
        (165.0, {50.0: "10", 90.0: "22-6091-77", 190.0: "Rundstahl C45", 330.0: "L001158", 430.0: "1413", 500.0: "kg"}),
        (195.0, {50.0: "20", 90.0: "30-7373-94", 190.0: "Blech S355J2+N", 330.0: "L001949", 430.0: "350", 500.0: "kg"}),
    ]
    reading = read(sheet([*HEAD, *rows], source="ocr", slope=slope))
    assert [line.text("quantity") for line in reading.lines] == ["1413", "350"]
    assert not any(line.groups("lots") for line in reading.lines)
    assert "a code beside a line was not told" in reading.notes


def rows_of_items(*above: Row) -> bool:
    """Whether an item is left out of a notice of which the second and the third row were read, with those rows above them."""
    rows: list[Row] = [
        (200.0, {50.0: "20", 90.0: "01536VS", 200.0: "O-ring 80x5", 400.0: "PZ", 500.0: "100"}),
        (214.0, {50.0: "30", 90.0: "06577VS", 200.0: "O-ring 40x3", 400.0: "PZ", 500.0: "25"}),
    ]
    layout = laid_out([*HEAD, *above, *rows])
    lines = [
        Group({"supplier_item": leaf_of(token, token.text)})
        for line in layout.lines
        for token in line.tokens
        if token.text in ("01536VS", "06577VS")
    ]
    return has_untold_items(layout, lines)


def test_an_item_of_a_row_above_those_that_were_read_is_left_out_and_one_above_their_head_is_none() -> None:
    row: Row = (186.0, {50.0: "10", 90.0: "09539VS", 200.0: "Giunto a denti", 400.0: "CF", 500.0: "2"})
    head: Row = (193.0, {50.0: "Riga", 90.0: "Codice", 200.0: "Descrizione", 400.0: "Um", 500.0: "Quantità"})
    assert rows_of_items(row)
    assert not rows_of_items(row, head)
    assert not rows_of_items()


def test_a_column_of_lots_of_which_no_line_has_one_brings_a_person() -> None:
    position, code = laid_out([(194.0, {50.0: "10", 260.0: "L000916"})]).lines[0].tokens
    table = Table((Column("order_line", 50.0, 60.0, "Pos."), Column("lots", 260.0, 300.0, "Charge")), (), frozenset({0, 1}), 0)
    held = replace(table, rows=(Entry(1, {"order_line": [position], "lots": [code]}),))
    empty = replace(table, rows=(Entry(1, {"order_line": [position], "lots": []}),))
    line = Group({"order_line": leaf_of(position, "10")})
    with_lot = Group({**line.root, "lots": [Group({"lot_number": leaf_of(code, "L000916")})]})
    assert has_lost_column([line], [held])
    assert not has_lost_column([with_lot], [held])
    assert not has_lost_column([line], [empty])
