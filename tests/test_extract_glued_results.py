"""Certificates of a scan whose words ran together or fell apart: units, means, dashes, specks between heats, and rows that show more than was read."""

from __future__ import annotations

import pytest

from doctypes import find_doctypes
from domain.paper import Group, Reading
from extract.read import read_scores
from tests.press import Row, read, rows_of, sheet
from tests.test_extract_heats_scans import HEAD, energies, scanned, table

MORE = "a row of its tests shows more results than were read"
UNEVEN = "its heats do not show as many tests as each other, and one may have been given to the next"
TWO_UNITS = "its impact tests are printed in units of two countries"


def paper(*rows: Row) -> Reading:
    return read(sheet([*HEAD, *rows], source="ocr"))


def yields(heat: Group) -> list[str | None]:
    return [test.text("yield_mpa") for test in heat.groups("tensile")]


def test_an_energy_whose_unit_touches_the_temperature_behind_it_heads_energies_and_no_hot_tests() -> None:
    rows = table(
        ("Colada", "Sentido", "Rp0.2 MPa", "Rm MPa", "A5 %", "KV J20°C", "Media J"),
        ("E17466", "Long.", "990", "1158", "11,2", "74", "74"),
        ("E17466", "Transv.", "940", "1154", "12,7"),
    )
    [heat] = scanned(*rows)
    assert yields(heat) == ["990", "940"]


@pytest.mark.parametrize("told", ["110 - 110 - 118J (moyenne 113 J)", "110 - 110 - 118 J(moyenne 113 J)"])
def test_a_unit_that_touches_the_energy_or_the_mean_does_not_hide_the_list(told: str) -> None:
    [heat] = scanned(
        *table(("Coulée", "ReH MPa", "Rm MPa", "A5 %"), ("503790", "300", "436", "33,7")),
        (230.0, {50.0: f"Coulée 503790 KV 20°C = {told}"}),
    )
    assert energies(heat) == [["110", "110", "118"]]
    assert heat.groups("impact")[0].text("mean_j") == "113"


@pytest.mark.parametrize("much", ["160 kg·kraj wytopu PL", "160 kg"])
def test_how_much_of_a_lot_there_is_behind_a_dash_is_no_part_of_its_number(much: str) -> None:
    [heat] = scanned(
        (180.0, {50.0: f"Wytop H856480 - partia 984970 - {much}"}), (200.0, {50.0: "Rm MPa 528"}), (212.0, {50.0: "ReH MPa 392"})
    )
    assert heat.text("lot_number") == "984970"


COLUMNS: list[Row] = [
    (180.0, {50.0: "Merkmal", 290.0: "min.", 340.0: "max.", 400.0: "Schmelze", 480.0: "Schmelze"}),
    (192.0, {400.0: "53-6985", 480.0: "W00040"}),
    (206.0, {50.0: "Zugfestigkeit Rm", 250.0: "MPa", 290.0: "580", 340.0: "=", 400.0: "685", 480.0: "662"}),
    (218.0, {50.0: "Dehngrenze ReH", 250.0: "MPa", 290.0: "305", 400.0: "377", 480.0: "410"}),
    (230.0, {50.0: "Bruchdehnung A5", 250.0: "%", 290.0: "16", 340.0: "-", 400.0: "22,8", 480.0: "22,6"}),
]


def test_a_speck_between_the_numbers_of_heats_does_not_hide_their_columns() -> None:
    specked = [COLUMNS[0], (192.0, {400.0: "53-6985", 460.0: ".", 480.0: "W00040"}), *COLUMNS[2:]]
    assert [yields(heat) for heat in scanned(*specked)] == [["377"], ["410"]]


def test_a_row_with_two_figures_below_the_strength_that_was_read_brings_a_person() -> None:
    bare: list[Row] = [
        (180.0, {50.0: "Wytop 59-6585"}),
        (206.0, {50.0: "ReH", 100.0: "MPa", 140.0: "355", 240.0: "392", 300.0: "408"}),
        (218.0, {50.0: "A5", 100.0: "%", 140.0: "22", 240.0: "25,5", 300.0: "30,4"}),
    ]
    assert MORE in paper(*bare).notes


def test_a_least_and_a_most_beside_a_strength_are_no_results_that_were_left() -> None:
    asked: list[Row] = [
        (180.0, {50.0: "Wytop 59-6585"}),
        (206.0, {50.0: "Rm", 100.0: "MPa", 140.0: "470", 190.0: "630", 240.0: "528"}),
        (218.0, {50.0: "ReH", 100.0: "MPa", 140.0: "355", 240.0: "392"}),
        (230.0, {50.0: "A5", 100.0: "%", 140.0: "22", 240.0: "25,5"}),
    ]
    assert MORE not in paper(*asked).notes


TESTED: list[tuple[str, ...]] = [
    ("Schmelze", "Lage", "Rp0.2 MPa", "Rm MPa", "A5 %"),
    ("187554", "L", "284", "631", "57,7"),
    ("187554", "Q", "302", "608", "59,4"),
    ("A97858", "L", "270", "593", "58,6"),
]


def test_heats_with_other_numbers_of_tests_are_told_apart_where_every_row_bears_its_heat() -> None:
    assert UNEVEN not in paper(*table(*TESTED)).notes


def test_heats_with_other_numbers_of_tests_are_doubted_where_a_row_bears_none() -> None:
    assert UNEVEN in paper(*table(*TESTED[:2], ("", *TESTED[2][1:]), TESTED[3])).notes


def test_the_letter_of_a_place_behind_a_plates_number_is_no_degree_fahrenheit() -> None:
    tests = table(("Schmelze", "Tafel-Nr.", "Lage", "ReH MPa", "Rm MPa", "A5 %"), ("42-0410", "70557-1", "F", "413", "561", "30,6"))
    impact = (240.0, {50.0: "Schmelze 42-0410 KV bei -20 °C: 95 / 105 / 71 J"})
    reading = paper(*tests, impact)
    assert TWO_UNITS not in reading.notes
    assert [test.text("temperature_c") for test in reading.heats[0].groups("impact")] == ["-20"]


ANALYSED: list[tuple[str, ...]] = [
    ("Heat No.", "Si", "Fe", "Cu", "Mn", "Mg", "Cr"),
    ("Max.", "1.30", "0.50", "0.10", "1.00", "1.20", "0.25"),
    ("H292958", "1.12", "0.31", "0.06", "0.75", "0.92", "0.06"),
]
LOST = "Fe has a column in its analysis and was not read in every row"


@pytest.mark.parametrize(("cell", "lost"), [("0.31", False), ("OSES", True), ("4.0.31", True), ("", True), ("-", False)])
def test_a_content_that_no_engine_could_read_below_its_symbol_brings_a_person(cell: str, *, lost: bool) -> None:
    rows = [*ANALYSED[:2], (*ANALYSED[2][:2], cell, *ANALYSED[2][3:])]
    assert (LOST in paper(*table(*rows)).notes) is lost


def test_an_element_without_a_limit_may_have_no_content() -> None:
    rows = [ANALYSED[0], (*ANALYSED[1][:2], "", *ANALYSED[1][3:]), (*ANALYSED[2][:2], "", *ANALYSED[2][3:])]
    assert LOST not in paper(*table(*rows)).notes


@pytest.mark.parametrize(("cell", "more"), [("24 22,4", True), ("24", False), ("24 %", False)])
def test_a_figure_right_beside_a_result_that_nobody_read_brings_a_person(cell: str, *, more: bool) -> None:
    rows: list[Row] = [
        (180.0, {50.0: "Heat No.: 59-6585"}),
        (194.0, {50.0: "Characteristic", 240.0: "Requirement", 320.0: "Result"}),
        (206.0, {50.0: "Tensile strength Rm [MPa]", 240.0: "580", 320.0: "705"}),
        (218.0, {50.0: "Proof strength ReH [MPa]", 240.0: "305", 320.0: "401"}),
        (230.0, {50.0: "Elongation after fracture A5 [%]", 240.0: "16", 320.0: cell}),
    ]
    assert (MORE in paper(*rows).notes) is more


def test_what_is_called_a_least_right_before_it_is_no_result_though_it_alone_is_a_figure() -> None:
    places = (83.0, 130.0, 181.0, 231.0, 284.0, 387.0, 425.0, 478.0)
    rows = rows_of(
        [
            ("Cu", "57,0", "59,0", "58,0", "0,2%-Dehngrenze", "MPa", "min. 220", "290/268"),
            ("Pb", "2,5", "3,5", "3,0", "Rp0.2", "", "", ""),
            ("Sn", "-", "0,3", "0,16", "Zugfestigkeit Rm", "MPa", "min. 430", "491 /480"),
            ("Fe", "-", "0,3", "0,17", "Bruchdehnung A", "%", "min. 10", "15,7 / 19,4"),
        ],
        places, 206.0, pitch=12.0,
    )  # fmt: skip
    head = {71.0: "Element", 130.0: "Min.", 180.0: "Max.", 235.0: "Ist", 284.0: "Prüfmerkmal", 387.0: "Einheit Sollwert", 476.0: "Istwert"}
    [heat] = scanned((180.0, {66.0: "Guss-Nr. N00798"}), (194.0, head), *rows)
    assert "220" not in yields(heat)


@pytest.mark.parametrize(
    ("told", "read"),
    [
        ("58 - 67  78 J (Mittel 68 J)", [["58", "67", "78"]]),
        ("58 - 67 J (Mittel 68 J)", []),
        ("58 - 67 - 78 J (Mittel 68 J)", [["58", "67", "78"]]),
    ],
)
def test_a_mean_is_no_energy_where_a_scan_lost_a_dash_before_it(told: str, read: list[list[str]]) -> None:
    [heat] = scanned(
        (180.0, {50.0: "Schmelzen Nr.", 200.0: "H786819"}),
        (206.0, {50.0: "Streckgr. Rp0.2", 200.0: "985 MPa"}),
        (218.0, {50.0: "Festigkeit Rm", 200.0: "1169 MPa"}),
        (230.0, {50.0: "Bruchdehn. A5", 200.0: "13%"}),
        (242.0, {50.0: "Charpy-Versuch KV2, 20 °C", 200.0: told}),
    )
    assert energies(heat) == read


def test_contents_of_which_a_scan_lost_nought_and_mark_are_never_sure() -> None:
    rows = table(("Colada", "C", "Si", "Mn", "P", "S", "Cu"), ("0894797", "0,14", "22", "02", "0,013", "0,004", "0,08"))
    [heat] = read_scores([sheet([*HEAD, *rows], source="ocr")], find_doctypes()).heats
    analysis = heat.table("chemistry")
    assert [symbol for symbol, content in analysis.items() if content.confidence < 0.7] == ["Si", "Mn"]
