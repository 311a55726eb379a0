"""Rows of certificates that are hard to place: limits beside tall cells, rows without a heat, lost marks, ppm, codes and types."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.paper import Group, Leaf
from extract.label.result_words import factor_of, looks_like_a_heat, yield_kind
from extract.shape.elements import symbols_of
from tests.press import Row, read, rows_of, sheet

HEAD: list[Row] = [
    (50.0, {50.0: "Huta Stali S.A."}),
    (80.0, {50.0: "Inspection certificate 3.1 EN 10204"}),
    (110.0, {50.0: "Certificate No.: W080110", 300.0: "Your order: 4500017325"}),
]
PLACES = (50.0, 130.0, 190.0, 250.0)


def heats(*rows: tuple[str, ...]) -> list[Group]:
    return read(sheet([*HEAD, *rows_of(rows, PLACES, 180.0)])).heats


def test_rows_are_of_the_heat_in_whose_ruled_cell_they_stand_and_a_blank_cell_goes_on_with_the_one_above() -> None:
    """As a mill has it that tests three pieces of each coil and two coils of most heats, and writes the heat beside any of them."""
    named = {1: "2600882", 3: "2600881", 7: "2600880"}
    strengths = [500 + row for row in range(11)]
    rows = [(named.get(row, ""), str(strength), str(strength + 90), "20") for row, strength in enumerate(strengths)]
    page = sheet([*HEAD, *rows_of([("Heat No.", "ReH MPa", "Rm MPa", "A5 %"), *rows], PLACES, 180.0, pitch=14.0)])
    tops = [180.0 + 14.0 * (1 + row) - 2.0 for row in (0, 3, 6, 9, 11)]
    floors = tuple((top, 48.0, 110.0) for top in tops)
    found = read(replace(page, floors=floors)).heats
    told = {heat.text("heat_number"): [int(test.text("yield_mpa") or "0") - 500 for test in heat.groups("tensile")] for heat in found}
    assert told == {"2600882": [0, 1, 2], "2600881": [3, 4, 5], "2600880": [6, 7, 8, 9, 10]}


def test_contents_in_ppm_are_told_in_percent() -> None:
    [heat] = heats(("Heat No.", "C", "Si", "N"), ("", "%", "%", "ppm"), ("0639377", "0.17", "0.25", "61"))
    assert {name: leaf.value for name, leaf in heat.table("chemistry").items()} == {"C": "0.17", "Si": "0.25", "N": "0.0061"}


def test_figures_above_the_first_heat_are_nobodys_analysis() -> None:
    [heat] = heats(("Heat No.", "C", "Si", "Mn"), ("", "0.20", "0.55", "1.60"), ("0639377", "0.17", "0.25", "1.40"))
    assert heat.table("chemistry")["C"].value == "0.17"


def test_kinds_of_strength_and_elongation_stand_in_the_head() -> None:
    [heat] = heats(("Heat No.", "Rp0.2 MPa", "Rm MPa", "A50 %"), ("0639377", "380", "552", "26"))
    [test] = heat.groups("tensile")
    assert [test.text(name) for name in ("yield_mpa", "yield_kind", "elongation_kind")] == ["380", "Rp0.2", "A50"]


def test_symbols_on_a_scan_are_told_by_their_neighbours() -> None:
    assert symbols_of(["Cc", "Si", "Mn", "P", "5", "Cr"], fuzzy=True) == ["C", "Si", "Mn", "P", "S", "Cr"]


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("×1000", 3),
        ("C x 100", 2),
        ("%x10", 1),
        ("88.9x10 mm", None),
        ("12 x 100 mm", None),
        ("C80 x100", 2),
        ("10x10x6000", None),
        ("H C85 ppm", 4),
        ("H 1.2 ppm", None),
    ],
)
def test_by_how_much_figures_are_scaled_is_told_and_the_size_of_goods_is_no_scale(text: str, places: int | None) -> None:
    assert factor_of(text) == places


@given(st.text())
def test_words_of_results_are_told_for_any_text(text: str) -> None:
    assert isinstance(looks_like_a_heat(text), bool)
    assert factor_of(text) is None or factor_of(text) in range(6)
    assert yield_kind(text) is None or str(yield_kind(text)).startswith("R")


def test_a_street_that_is_called_after_a_heat_names_none() -> None:
    rows = rows_of([("Heat No.", "C", "Si"), ("0639377", "0.17", "0.25")], PLACES[:3], 180.0)
    address: Row = (700.0, {50.0: "Forez Aciers S.A.S.", 170.0: "4, rue de la Coulée - 42150 La Ricamarie"})
    assert [heat.text("heat_number") for heat in read(sheet([*HEAD, *rows, address])).heats] == ["0639377"]


def test_limits_whose_signs_a_scan_misread_are_no_results() -> None:
    table = [
        ("Orientation", "ReH [MPa]", "Rm [MPa]", "A5 [%]"),
        ("", "2 235", "360 - 510", "> 26"),
        ("long.", "267", "426", "29.6"),
    ]
    rows = [*HEAD, (150.0, {50.0: "Heat No. 898689"}), *rows_of(table, (50.0, 130.0, 210.0, 290.0), 180.0)]
    [heat] = read(sheet(rows, source="ocr")).heats
    assert [[test.text(name) for name in ("yield_mpa", "tensile_mpa", "elongation_pct")] for test in heat.groups("tensile")] == [
        ["267", "426", "29.6"]
    ]


def test_a_sign_that_a_scan_read_as_a_figure_before_min_leaves_limits_limits() -> None:
    table = [
        ("Schmelzen-Nr. / Heat", "Rp0.2 [MPa]", "Rm [MPa]", "A [%]"),
        ("Solt 2 / Min", "260", "310", "8"),
        ("H132407", "302", "354", "12"),
    ]
    [heat] = read(sheet([*HEAD, *rows_of(table, (50.0, 180.0, 260.0, 340.0), 180.0)], source="ocr")).heats
    assert [[test.text(name) for name in ("yield_mpa", "tensile_mpa", "elongation_pct")] for test in heat.groups("tensile")] == [
        ["302", "354", "12"]
    ]


def test_symbols_below_each_other_on_a_scan_are_told_by_their_neighbours() -> None:
    rows: list[Row] = [(100.0, {50.0: "Heat No.", 200.0: "H391128"})]
    printed = (("Cc", "0.036"), ("Si", "0.47"), ("Mn", "1.16"), ("P", "0.033"), ("N", "0.004"), ("N", "0.043"), ("Cr", "18.19"))
    rows += [(114.0 + 10 * at, {50.0: symbol, 100.0: "%", 200.0: content}) for at, (symbol, content) in enumerate(printed)]
    (heat,) = read(replace(sheet([*HEAD, *rows]), source="ocr")).heats
    assert {name: leaf.value for name, leaf in heat.table("chemistry").items()} == {
        "C": "0.036", "Si": "0.47", "Mn": "1.16", "P": "0.033", "S": "0.004", "N": "0.043", "Cr": "18.19",
    }  # fmt: skip


def test_a_content_of_a_scan_whose_symbol_is_lost_goes_before_a_person() -> None:
    places = tuple(50.0 + 60 * at for at in range(7))
    analysis = (("Heat No.", "C", "Si", "Mn", "P", "Cu", "Cr"), ("0639377", "0.17", "0.25", "1.2", "0.01", "0.02", "0.05"))
    rows = rows_of(analysis, places, 180.0)
    lost = [(top, {x: text for x, text in cells.items() if text != "Cu"}) for top, cells in rows]
    said = [read(replace(sheet([*HEAD, *printed]), source="ocr")).notes for printed in (rows, lost)]
    assert ["a content stands in its analysis whose element could not be read" in notes for notes in said] == [False, True]


def test_a_rule_that_was_not_seen_above_a_heat_gives_it_no_row_of_the_heat_above() -> None:
    rows = [("999645", "283", "411", "32.5"), ("", "282", "449", "33.8"), ("633362", "289", "408", "33.4"), ("", "278", "416", "30.3")]
    page = sheet([*HEAD, *rows_of([("Heat No.", "ReH MPa", "Rm MPa", "A5 %"), *rows], PLACES, 180.0, pitch=14.0)])
    floors = tuple((180.0 + 14.0 * row - 2.0, 48.0, 110.0) for row in (1, 2, 4, 5))
    found = read(replace(page, floors=floors)).heats
    told = {heat.text("heat_number"): [test.text("yield_mpa") for test in heat.groups("tensile")] for heat in found}
    assert told == {"999645": ["283", "282"], "633362": ["289", "278"]}


@pytest.mark.parametrize(
    "beside", ["Énergie de rupture (20 °C): 77 / 88 / 79 J, Moy. 81 J", "Kerbschlagarbeit (20 °C): 77 / 88 / 79 J", ""]
)
def test_a_row_of_limits_stays_one_where_an_impact_test_stands_beside_it(beside: str) -> None:
    rows: list[Row] = [
        (246.0, {48.0: "Schmelze: 11-3732"}),
        (317.0, {51.0: "Richtung", 123.0: "ReH [MPa]", 190.0: "Rm [MPa]", 260.0: "A5 [%]"}),
        (329.0, {123.0: "≥ 355", 190.0: "470 – 630", 260.0: "≥ 22", **({325.0: beside} if beside else {})}),
        (341.0, {51.0: "längs", 123.0: "390", 190.0: "510", 260.0: "33,5"}),
    ]
    (heat,) = read(sheet([*HEAD, *rows])).heats
    (piece,) = heat.groups("tensile") or (heat,)
    told = [heat.text(name) or piece.text(name) for name in ("yield_mpa", "tensile_mpa", "elongation_pct")]
    assert told == ["390", "510", "33.5"]


def test_a_line_of_a_block_beside_ends_no_table_between_whose_rows_it_stands() -> None:
    rows: list[Row] = [
        (140.0, {50.0: "Heat No.: K53597"}),
        (180.0, {50.0: "Orientation", 120.0: "ReH [MPa]", 190.0: "Rm [MPa]", 250.0: "A5 [%]"}),
        (192.0, {120.0: ">= 235", 190.0: "360 - 510", 250.0: ">= 26"}),
        (198.0, {330.0: "Impact energy KV2 (20 °C): 79 / 68 / 71 J, mean 73 J"}),
        (204.0, {50.0: "long.", 120.0: "272", 190.0: "433", 250.0: "33.7"}),
        (216.0, {50.0: "transv.", 120.0: "274", 190.0: "399", 250.0: "33.5"}),
        (240.0, {50.0: "The goods are in accordance with the order."}),
    ]
    [heat] = read(sheet([*HEAD, *rows])).heats
    assert [test.text("yield_mpa") for test in heat.groups("tensile")] == ["272", "274"]
    assert [test.text("mean_j") for test in heat.groups("impact")] == ["73"]


def test_the_first_of_energies_with_strokes_between_them_is_no_hardness_where_none_was_tested() -> None:
    rows: list[Row] = [
        (180.0, {50.0: "Heat No", 110.0: "Yield", 160.0: "Tensile", 210.0: "Elongation", 280.0: "Hardness", 350.0: "Charpy KV", 440.0: "Average"}),
        (191.0, {110.0: "ReH", 160.0: "Rm", 210.0: "A5", 280.0: "HBW", 350.0: "J (-20 °C)", 440.0: "J"}),
        (202.0, {110.0: "N/mm²", 160.0: "N/mm²", 210.0: "%"}),
        (216.0, {50.0: "0662617", 110.0: "389", 160.0: "542", 210.0: "31", 335.0: "79 / 129 / 77", 445.0: "95"}),
        (230.0, {50.0: "0664786", 110.0: "390", 160.0: "563", 210.0: "29.1", 335.0: "105 / 83 / 76", 445.0: "88"}),
    ]  # fmt: skip
    found = read(sheet([*HEAD, *rows])).heats
    energies = [heat.groups("impact")[0].root["energy_j"] for heat in found]
    assert [[leaf.value for leaf in each if isinstance(leaf, Leaf)] for each in energies if isinstance(each, list)] == [
        ["79", "129", "77"],
        ["105", "83", "76"],
    ]
    assert not any(heat.groups("hardness") for heat in found)
