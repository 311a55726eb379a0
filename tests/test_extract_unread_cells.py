"""Numbers of a scan in a column of values that were not read: of a row whose label the scan lost, or of a line that it tore in two."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from domain.paper import Reading
from extract.doubt.unread_cells import has_unread_quantities
from tests.press import SHIPPED, Row, laid_out, read, rows_of, sheet

ANALYSED: list[Row] = [
    (50.0, {50.0: "Inspection certificate 3.1 EN 10204"}),
    (80.0, {50.0: "Heat number", 300.0: "754400", 400.0: "A74300"}),
    *(
        (100.0 + 12 * place, {50.0: symbol, 200.0: "%", 300.0: first, 400.0: second})
        for place, (symbol, first, second) in enumerate(
            [("C", "0.13", "0.13"), ("Si", "0.16", "0.20"), ("Mn", "0.63", "0.82"), ("P", "0.009", "0.009"), ("V", "0.003", "0.002")]
        )
    ),
]
UNLABELLED = "a content stands in its analysis beside no symbol that could be read"


def scanned(rows: Sequence[Row]) -> Reading:
    return read(sheet(rows, source="ocr"))


def test_a_content_whose_symbol_the_scan_tore_brings_a_person() -> None:
    torn = [*ANALYSED[:-1], (ANALYSED[-1][0], {**ANALYSED[-1][1], 50.0: "Vise"})]
    assert UNLABELLED not in scanned(ANALYSED).notes
    assert UNLABELLED in scanned(torn).notes


def test_a_figure_beside_the_column_of_contents_is_none() -> None:
    assert UNLABELLED not in scanned([*ANALYSED, (118.0, {500.0: "0.05"})]).notes


PLACES = (50.0, 150.0, 210.0, 270.0, 330.0)
BESIDE = (
    ("Heat No.", "C %", "Si %", "Mn %", "Ti %"),
    ("754400", "0.13", "0.16", "0.63", "0.03"),
    ("A74300", "0.12", "0.20", "0.82", "0.04"),
)


def test_contents_below_each_other_in_rows_of_an_analysis_beside_no_symbol_bring_a_person() -> None:
    torn = [(*BESIDE[0][:-1], "1%"), *BESIDE[1:]]
    assert UNLABELLED not in scanned([ANALYSED[0], *rows_of(BESIDE, PLACES, 120.0)]).notes
    assert UNLABELLED in scanned([ANALYSED[0], *rows_of(torn, PLACES, 120.0)]).notes
    alone = [torn[0], torn[1], (*BESIDE[2][:-1], "")]
    assert UNLABELLED not in scanned([ANALYSED[0], *rows_of(alone, PLACES, 120.0)]).notes


@pytest.mark.parametrize(("head", "told"), [("Ti %", False), ("2", True), ("PREN", False), ("Cr+Mo", False)])
def test_a_content_of_a_single_row_below_what_is_no_word_brings_a_person(head: str, *, told: bool) -> None:
    single = [(*BESIDE[0][:-1], head), BESIDE[1]]
    assert (UNLABELLED in scanned([ANALYSED[0], *rows_of(single, PLACES, 120.0)]).notes) is told


@pytest.mark.parametrize(("head", "told"), [("Others", False), ("Altri(cad.)", False), ("Otherm", True)])
def test_what_the_other_elements_of_an_alloy_are_below_needs_no_symbol(head: str, *, told: bool) -> None:
    analysed = [(*BESIDE[0][:-1], head), (*BESIDE[1][:-1], "< 0.05"), (*BESIDE[2][:-1], "≤0.05")]
    assert (UNLABELLED in scanned([ANALYSED[0], *rows_of(analysed, PLACES, 120.0)]).notes) is told


def test_a_quantity_between_those_of_the_lines_brings_a_person() -> None:
    head: Row = (160.0, {50.0: "Pos.", 90.0: "Artikel", 200.0: "Bezeichnung", 380.0: "Menge", 440.0: "Einheit"})
    rows: list[Row] = [
        (180.0 + 20 * at, {50.0: f"{10 * at + 10}", 90.0: f"RT0604{at}", 200.0: "Kugelhahn", 380.0: f"{at + 5},00", 440.0: "Stk"})
        for at in range(5)
    ]
    paper = [*SHIPPED, head, *rows]
    lines = scanned(paper).lines
    assert len(lines) == len(rows)
    assert not has_unread_quantities(laid_out(paper), lines)
    assert has_unread_quantities(laid_out(paper), [*lines[:2], *lines[3:]])
    assert not has_unread_quantities(laid_out(paper), lines[:-1])  # what stands below them may be a sum, or the contents of a package
