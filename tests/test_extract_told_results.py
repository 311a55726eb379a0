"""Results that say themselves what they are, or whose place tells it: figures behind symbols, energies before their mean, labels over two lines."""

from __future__ import annotations

from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.paper import Group
from tests.press import Row, read, rows_of, sheet
from tests.typed_certificates import impacts, strengths

HEAD: list[Row] = [
    (50.0, {50.0: "Northfield Alloys Ltd"}),
    (80.0, {50.0: "Inspection certificate 3.1 EN 10204"}),
    (110.0, {50.0: "Certificate No.: W080110", 300.0: "Your order: 4500017325"}),
]
PLACES = (50.0, 130.0, 210.0, 290.0, 370.0, 450.0)
ANALYSIS = (("Heat No.", "C", "Si", "Mn", "P", "S"), ("H281179", "0.14", "0.21", "1.32", "0.017", "0.008"))


def heats(*rows: tuple[str, ...], source: Literal["text", "ocr"] = "text", foot: str = "") -> list[Group]:
    whole = [(*row, *[""] * (len(PLACES) - len(row))) for row in rows]
    below: list[Row] = [(780.0, {50.0: foot})] if foot else []
    return read(sheet([*HEAD, *rows_of(whole, PLACES, 160.0), *below], source=source)).heats


CAPTIONS = ("Tensile test", "Yield strength", "", "Tensile strength", "", "Elongation")


@pytest.mark.parametrize("source", ["text", "ocr"])
def test_figures_behind_symbols_and_what_is_asked_in_brackets_are_results_below_their_captions(source: Literal["text", "ocr"]) -> None:
    [heat] = heats(
        *ANALYSIS,
        CAPTIONS,
        ("", "ReH = 415 MPa (≥ 355)", "", "Rm = 537 MPa (470 – 630)", "", "A5 = 25.3 % (≥ 22)"),
        CAPTIONS,
        ("", "ReH = 409 MPa (≥ 355)", "", "Rm = 541 MPa (470 – 630)", "", "A5 = 26.1 % (≥ 22)"),
        source=source,
    )
    assert strengths(heat) == [("415", "537", "25.3"), ("409", "541", "26.1")]


def test_thousands_behind_symbols_are_no_head_of_a_table() -> None:
    [heat] = heats(
        *ANALYSIS,
        CAPTIONS,
        ("", "Rp0.2 = 1'001 MPa (≥ 900)", "", "Rm = 1'191 MPa (1'100 – 1'300)", "", "A5 = 11.7 % (≥ 10)"),
        CAPTIONS,
        ("", "Rp0.2 = 998 MPa (≥ 900)", "", "Rm = 1'186 MPa (1'100 – 1'300)", "", "A5 = 12.1 % (≥ 10)"),
    )
    assert strengths(heat) == [("1001", "1191", "11.7"), ("998", "1186", "12.1")]


RESULTS = (
    ("Characteristic", "", "Method", "Required", "Result", "Verdict"),
    ("Yield strength", "", "ISO 6892-1", "≥ 305", "384", "OK"),
    ("ReH [MPa]", "", "", "", "", ""),
    ("Tensile strength", "", "ISO 6892-1", "≥ 580", "672", "OK"),
    ("Rm [MPa]", "", "", "", "", ""),
    ("Elongation A5 [%]", "", "ISO 6892-1", "≥ 16", "22.3", "OK"),
)


def test_a_line_that_names_the_heat_again_below_its_row_heads_what_follows_and_no_stack() -> None:
    [heat] = heats(*ANALYSIS, ("Results of lot 404117, heat: H281179", "", "", "", "", ""), *RESULTS)
    shares = heat.table("chemistry")
    assert shares is not None
    assert {symbol: leaf.value for symbol, leaf in shares.items()} == dict(zip(ANALYSIS[0][1:], ANALYSIS[1][1:], strict=True))
    assert strengths(heat) == [("384", "672", "22.3")]


@pytest.mark.parametrize(("rest", "kind"), [("[MPa]", None), ("ReH [MPa]", "ReH"), ("Rp0.2 [MPa]", "Rp0.2")])
def test_the_second_line_of_a_label_does_not_part_the_rows_of_a_block(rest: str, kind: str | None) -> None:
    rows = [*RESULTS]
    rows[2] = (rest, "", "", "", "", "")
    [heat] = heats(*ANALYSIS, *rows)
    assert strengths(heat) == [("384", "672", "22.3")]
    assert heat.groups("tensile")[0].text("yield_kind") == kind


def sheets(*pieces: str) -> list[tuple[str, ...]]:
    found: list[tuple[str, ...]] = []
    for at, number in enumerate(("28-6054", "40-7813")):
        found += [
            (f"Heat No. {number}", "", "", "", "", ""),
            ("Element", "C", "Si", "Mn", "P", "S"),
            ("Found", f"0.1{at + 4}", "0.21", "1.32", "0.017", "0.008"),
            ("Test piece", "ReH MPa", "Rm MPa", "A5 %", "", ""),
            *((piece, f"{389 + 10 * at + place}", "565", "25.1", "", "") for place, piece in enumerate(pieces)),
        ]
    return found


@pytest.mark.parametrize("pieces", [("1", "2"), ("A", "B")])
def test_pieces_that_each_heat_counts_anew_are_of_the_heat_whose_sheet_has_begun(pieces: tuple[str, ...]) -> None:
    found = heats(*sheets(*pieces))
    assert [[test.text("yield_mpa") for test in heat.groups("tensile")] for heat in found] == [["389", "390"], ["399", "400"]]


@given(st.lists(st.integers(27, 280).filter(lambda energy: energy != 100), min_size=3, max_size=3))
def test_three_figures_before_their_mean_are_the_energies_of_an_impact_test_whatever_heads_them(energies: list[int]) -> None:
    mean = round(sum(energies) / 3)
    [heat] = heats(
        *ANALYSIS,
        ("Heat No.", "TEMP (C)", "SPEC 1 (J)", "SPEC 2 (J)", "SPEC 3 (J)", "AVERAGE (J)"),
        ("H281179", "-20", *map(str, energies), str(mean)),
    )
    assert impacts(heat) == [("-20", [str(each) for each in energies], str(mean))]


def test_figures_whose_mean_another_one_is_not_are_no_energies() -> None:
    [heat] = heats(
        *ANALYSIS,
        ("Heat No.", "TEMP (C)", "SPEC 1 (J)", "SPEC 2 (J)", "SPEC 3 (J)", "AVERAGE (J)"),
        ("H281179", "-20", "64", "67", "74", "91"),
    )
    assert impacts(heat) == []


def test_single_hardnesses_before_their_mean_are_no_energies() -> None:
    [heat] = heats(
        *ANALYSIS,
        ("Heat No.", "TEMP (C)", "HBW 1", "HBW 2", "HBW 3", "Mean HBW"),
        ("H281179", "20", "164", "167", "174", "168"),
    )
    assert impacts(heat) == []


IMPACT = (
    ("Impact test KV2", "", "", "", "", ""),
    ("Temperature °C /", "1", "2", "3", "Average J", ""),
    ("-20", "69", "65", "68", "67", ""),
)


@pytest.mark.parametrize("foot", ["", "R.M. de Bizkaia T. 998 F. 55"])
def test_pieces_numbered_behind_the_temperature_below_an_impact_caption_are_energies(foot: str) -> None:
    [heat] = heats(*ANALYSIS, ("Yield 380 MPa", "", "", "", "", ""), *IMPACT, foot=foot)
    assert impacts(heat) == [("-20", ["69", "65", "68"], "67")]
    assert heat.groups("impact")[0].root["mean_j"].confidence > 0.9  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("label", "name"),
    [("C of C Number", "document_number"), ("N° de déclaration", "document_number"), ("Nº de declaración", "document_number")],
)
def test_the_number_of_a_declaration_is_the_papers(label: str, name: str) -> None:
    rows: list[Row] = [HEAD[0], (80.0, {50.0: "Certificate of Conformity"}), (110.0, {50.0: f"{label}: 030898"})]
    assert read(sheet(rows)).fields.text(name) == "030898"


def test_where_goods_were_produced_is_their_manufacturer() -> None:
    rows: list[Row] = [*HEAD, (140.0, {50.0: "PRODUCED AT: Lehigh Valley Bar Mill Inc."})]
    assert read(sheet(rows)).fields.text("manufacturer") == "Lehigh Valley Bar Mill Inc."


@pytest.mark.parametrize("label", ["Ageing Lot", "Extrusion lot", "Extrusion batch", "Presslos"])
def test_the_lot_of_a_press_or_an_ageing_furnace_is_the_heats_lot(label: str) -> None:
    [heat] = heats(("Heat No.", label, "Si", "Mn", "Mg", "Fe"), ("H281179", "389755", "1.03", "0.73", "0.73", "0.28"))
    assert heat.text("lot_number") == "389755"


@pytest.mark.parametrize("label", ["Classification", "Einstufung"])
def test_the_classification_of_a_welding_wire_is_its_grade(label: str) -> None:
    rows: list[Row] = [*HEAD, (140.0, {50.0: label, 160.0: "G 42 4 M21 3Si1"}), *rows_of(ANALYSIS, PLACES, 200.0)]
    [line] = read(sheet(rows)).lines
    assert line.text("grade") == "G 42 4 M21 3Si1"
