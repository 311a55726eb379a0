"""Results that a cell lists, letters that a paper explains, and what stands beside results and is none: distances of a Jominy test, the surface's hardness, bounds in brackets."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.paper import Group
from extract.certificate.listed_results import listed_results
from tests.press import Row, laid_out, read, rows_of, sheet
from tests.test_extract_heats_pieces import HEAD, energies, heats, strengths, table

CHECKED = ("Characteristic", "Standard", "Sample", "Requirement", "Result")
CELLS = (50.0, 200.0, 290.0, 350.0, 430.0)


def lots(*rows: tuple[str, ...], head: tuple[str, ...] = CHECKED, places: tuple[float, ...] = CELLS) -> Group:
    named: Row = (160.0, {50.0: "Lot No.: 958254", 200.0: "Heat No.: 292372/1"})
    [heat] = heats(named, *rows_of([head, *rows], places, 180.0))
    return heat


@pytest.mark.parametrize("between", ["; ", ", ", " / "])
def test_every_result_that_a_cell_lists_is_of_a_test_of_its_own(between: str) -> None:
    heat = lots(
        ("Tensile strength Rm [MPa]", "ISO 898-1 9.2", "2", "min. 580", f"681{between}706"),
        ("Proof strength ReH [MPa]", "ISO 898-1 9.2", "2", "min. 305", f"374{between}377"),
        ("Elongation A5 [%]", "ISO 898-1 9.2", "2", "min. 16", f"23.5{between}23.9"),
    )
    assert strengths(heat) == [["374", "681", "23.5"], ["377", "706", "23.9"]]


def test_energies_that_a_cell_lists_are_read_with_their_mean_and_temperature() -> None:
    heat = lots(
        ("Tensile strength Rm [MPa]", "ISO 898-1 9.2", "1", "min. 580", "681"),
        ("Proof strength ReH [MPa]", "ISO 898-1 9.2", "1", "min. 305", "374"),
        ("Impact KV at -20 °C", "ISO 148-1", "3", "min. 27", "64; 77; 66 (mean 69)"),
    )
    assert energies(heat) == [["64", "77", "66"]]
    assert [heat.groups("impact")[0].text(name) for name in ("temperature_c", "mean_j")] == ["-20", "69"]


def test_where_a_listed_result_is_not_read_somebody_looks() -> None:
    rows: list[Row] = [(160.0, {50.0: "Heat No.: 292372/1"}), (180.0, {50.0: "Hardness HBW: 191 / 195 / 193"})]
    reading = read(sheet([*HEAD, *rows]))
    assert any("lists several results" in doubt for doubt in reading.notes)


def test_a_property_that_nobody_asks_for_does_not_end_a_block() -> None:
    heat = lots(
        ("Proof strength ReH", "ISO 6892-1", "MPa", "min. 305", "412"),
        ("Tensile strength Rm", "ISO 6892-1", "MPa", "min. 580", "683"),
        ("Reduction of area Z", "ISO 6892-1", "%", "-", "60"),
        ("Impact energy KV2 at 20 °C, single values", "ISO 148-1", "J", "-", "64; 77; 66"),
        ("Impact energy KV2 at 20 °C, mean", "ISO 148-1", "J", "≥ 27", "69"),
        ("Hardness", "ISO 6506-1", "HBW", "-", "201"),
        head=("Test", "Method", "", "Requirement", "Result"),
        places=(50.0, 300.0, 375.0, 410.0, 490.0),
    )
    assert energies(heat) == [["64", "77", "66"]]
    assert heat.groups("impact")[0].text("mean_j") == "69"
    assert [test.text("value") for test in heat.groups("hardness")] == ["201"]


@pytest.mark.parametrize("name", ["Surface hardness HV 0.3", "Oberflächenhärte HV 0,3", "Durezza superficiale HV 0,3"])
def test_the_hardness_of_the_surface_is_none_of_the_heat(name: str) -> None:
    heat = lots(
        ("Tensile strength Rm [MPa]", "ISO 898-1 9.2", "1", "min. 580", "681"),
        ("Proof strength ReH [MPa]", "ISO 898-1 9.2", "1", "min. 305", "374"),
        ("Core hardness [HBW]", "ISO 6506-1", "1", "-", "201"),
        (name, "ISO 898-1 9.9", "3", "max. 390", "342; 354; 365"),
    )
    assert [(test.text("value"), test.text("scale")) for test in heat.groups("hardness")] == [("201", "HBW")]


def test_letters_that_are_explained_above_an_analysis_tell_its_rows_though_a_weight_stands_before_them() -> None:
    places = (50.0, 120.0, 190.0, 240.0, 300.0, 360.0, 420.0)
    title: Row = (170.0, {50.0: "Chemical composition [%]", 240.0: "S = heat analysis, P = product analysis"})
    rows = [
        ("Heat", "Weight", "Type", "C", "Si", "P", "S"),
        ("747731/1", "210", "S", "0.14", "0.37", "0.016", "0.006"),
        ("", "", "P", "0.15", "0.36", "0.017", "0.007"),
    ]
    [heat] = heats(title, *rows_of(rows, places, 186.0))
    assert {symbol: leaf.value for symbol, leaf in heat.table("chemistry").items()} == {
        "C": "0.14",
        "Si": "0.37",
        "P": "0.016",
        "S": "0.006",
    }


def test_an_analysis_in_per_cent_of_weight_heads_no_weights() -> None:
    rows = [("Colada", "Lote", "Si", "Fe", "Cu", "Mn"), ("165479", "852126", "0.92", "0.28", "0.05", "0.72")]
    title: Row = (168.0, {50.0: "Composición química (% peso)"})
    [heat] = heats(title, *table(*rows))
    assert (heat.text("lot_number"), heat.text("quantity")) == ("852126", None)


def test_the_distances_of_a_jominy_test_are_no_heats_and_its_hardnesses_no_energies() -> None:
    charpy = table(("Heat", "Temp. °C", "1 J", "2 J", "3 J", "Mean J"), ("483576", "-20", "135", "72", "104", "104"))
    jominy = table(("Heat", "J1.5", "J3", "J5", "J9", "J15"), ("483576", "58", "54", "52", "48", "46"), top=230.0)
    [heat] = heats(*charpy, *jominy)
    assert energies(heat) == [["135", "72", "104"]]


def test_bounds_in_brackets_below_a_head_are_no_test() -> None:
    rows = [
        ("Heat", "Rp0.2 MPa", "Rp1.0 MPa", "Rm MPa", "A5 %"),
        ("", "(≥ 220)", "(≥ 240)", "(520 – 670)", "(≥ 45)"),
        ("0501073", "273", "312", "594", "55"),
    ]
    [heat] = heats(*table(*rows))
    assert strengths(heat) == [["273", "594", "55"]]


def test_a_content_in_ppm_beside_a_heat_scales_no_analysis() -> None:
    named: Row = (160.0, {50.0: "Melt No.: 025350", 200.0: "Quantity from melt: 160.000 kg", 400.0: "H 1.2 ppm"})
    [heat] = heats(named, *table(("Element", "C", "Si", "Mn"), ("Ladle", "0.43", "0.29", "0.69"), top=176.0))
    assert heat.table("chemistry")["C"].value == "0.43"
    assert heat.text("lot_number") is None


@given(st.lists(st.integers(40, 999), min_size=1, max_size=5), st.sampled_from([";", ",", " /", "/"]))
def test_a_list_is_read_whole_from_each_of_its_figures(values: list[int], between: str) -> None:
    blank = "" if between == "/" else " "
    [line] = laid_out([(100.0, {50.0: f"Rm MPa {(between + blank).join(map(str, values))}"})]).lines
    figures = [token for token in line.tokens if token.text[:1].isdigit()]
    for token in figures:
        assert [each.text.strip(";,/") for each in listed_results(line, token)] == [str(value) for value in values]
