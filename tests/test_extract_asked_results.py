"""What a line says is asked is no result beside what was found: limits, spans, and the length that an elongation was measured on."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.paper import Group
from extract.certificate.asked_results import without_asked
from extract.certificate.energies import energies_of
from tests.press import Row, laid_out, read, sheet

HEAD: list[Row] = [
    (50.0, {50.0: "Northfield Alloys Ltd"}),
    (80.0, {50.0: "Inspection certificate 3.1 EN 10204"}),
    (110.0, {50.0: "Certificate No.: W080110", 300.0: "Your order: 4500017325"}),
    (165.0, {50.0: "Heat No: A49850"}),
]


def heat(*lines: str) -> Group:
    [found] = read(sheet([*HEAD, *((180.0 + 14 * place, {50.0: line}) for place, line in enumerate(lines))])).heats
    return found


@pytest.mark.parametrize(
    "line",
    [
        "Tensile strength 510-680 N/mm²: 545 N/mm²",
        "Rm 510 - 680 MPa 545",
        "Rm >= 510 MPa 545",
        "Rm min. 510 MPa 545",
        "Rm: 545 (min 510, max 680) MPa",
    ],
)
def test_a_strength_is_what_was_found_and_not_what_is_asked(line: str) -> None:
    assert [test.text("tensile_mpa") for test in heat(line, "ReH >= 355 MPa 402").groups("tensile")] == ["545"]


def test_an_elongation_is_not_the_length_that_it_was_measured_on() -> None:
    [test] = heat("UTS 545 MPa", "Elongation on 50 mm: 28 %").groups("tensile")
    assert test.text("elongation_pct") == "28"


@pytest.mark.parametrize(
    "lines", [("KV -20 °C min 27 J: 95 / 90 / 99",), ("Impact requirement 27 J at -20 °C", "Impact results at -20 °C: 95, 90, 99 J")]
)
def test_the_energy_that_is_asked_is_none_of_those_that_were_found(lines: tuple[str, ...]) -> None:
    [test] = heat(*lines).groups("impact")
    assert [each.value for each in energies_of(test)] == ["95", "90", "99"]


def test_energies_with_dashes_between_them_are_no_span() -> None:
    [test] = heat("KV -20 °C: 95 - 90 - 99 J").groups("impact")
    assert [each.value for each in energies_of(test)] == ["95", "90", "99"]


def test_a_hardness_is_what_was_found_behind_its_limit() -> None:
    [test] = heat("Hardness max 22 HRC, found 18 HRC").groups("hardness")
    assert test.text("value") == "18"


def test_contents_with_their_limits_in_brackets_are_read() -> None:
    found = heat("C 0.12 (max 0.20), Si 0.25 (max 0.55), Mn 1.35 (<= 1.60), P 0.012 (max 0.025)")
    assert {symbol: leaf.value for symbol, leaf in found.table("chemistry").items()} == {
        "C": "0.12",
        "Si": "0.25",
        "Mn": "1.35",
        "P": "0.012",
    }


def test_an_analysis_that_is_printed_and_not_read_brings_a_person() -> None:
    reading = read(sheet([*HEAD, (180.0, {50.0: "C Si Mn P S according to EN 10025-2"}), (194.0, {50.0: "Rm 545 MPa"})]))
    assert any("analysis is printed" in note for note in reading.notes)


def test_a_row_with_a_span_that_names_no_heat_is_what_the_grade_asks() -> None:
    rows = [("Heat", "Rm", "ReH", "A5"), ("S355J2", "470-630", "355", "22"), ("A49850", "545", "402", "28")]
    places = (50.0, 150.0, 230.0, 310.0)
    [found] = read(sheet([*HEAD[:-1], *((180.0 + 16 * at, dict(zip(places, row, strict=True))) for at, row in enumerate(rows))])).heats
    assert [(test.text("tensile_mpa"), test.text("yield_mpa")) for test in found.groups("tensile")] == [("545", "402")]


@given(st.lists(st.integers(min_value=300, max_value=900), min_size=1, max_size=4))
def test_figures_that_nothing_asks_for_all_stay(figures: list[int]) -> None:
    [line] = laid_out([(180.0, {50.0: " / ".join(map(str, figures))})]).lines
    assert [token.text for token in without_asked(line.tokens, "tensile_mpa") if token.text != "/"] == [str(figure) for figure in figures]


@pytest.mark.parametrize(
    ("heads", "figures", "found"),
    [
        (("A", "Z", "KV", "HB"), ("26", "60", "124", "155"), ["124"]),
        (("A", "Z %", "KV1", "KV2", "KV3"), ("26", "60", "124", "155", "140"), ["124", "155", "140"]),
        (("A", "KV J", "Shear %", "Lat exp"), ("26", "124", "60", "1.2"), ["124"]),
        (("A", "KV J", "", "", "Z"), ("26", "124", "130", "140", "60"), ["124", "130", "140"]),
    ],
)
def test_the_reduction_of_area_and_the_share_of_shear_beside_energies_are_none(
    heads: tuple[str, ...], figures: tuple[str, ...], found: list[str]
) -> None:
    rows = [("Heat No.", "Rm", *heads), ("A49850", "520", *figures)]
    placed = [(180.0 + 16 * at, {50.0 + 65 * place: text for place, text in enumerate(row) if text}) for at, row in enumerate(rows)]
    [test] = read(sheet([*HEAD[:-1], *placed])).heats[0].groups("impact")
    assert [each.value for each in energies_of(test)] == found


def test_three_strengths_with_dashes_between_them_are_no_span_and_bring_a_person() -> None:
    reading = read(sheet([*HEAD, (180.0, {50.0: "Rm (MPa): 545 - 551 - 548"}), (194.0, {50.0: "ReH (MPa): 402"})]))
    assert any("lists several results" in note for note in reading.notes)


@pytest.mark.parametrize(
    "line", ["Rm=545 N/mm2 Rp0,2=402 N/mm2 A=28% Z=60%", "Rm=545MPa, Rp0.2=402MPa, A=28%", "Rm 545MPa Rp0.2 402MPa A 28%"]
)
def test_the_symbol_of_a_result_its_figure_and_its_unit_that_touch_are_words_of_their_own(line: str) -> None:
    [test] = heat(line).groups("tensile")
    assert [test.text(name) for name in ("tensile_mpa", "yield_mpa", "yield_kind", "elongation_pct")] == ["545", "402", "Rp0.2", "28"]
