"""Certificates whose results OCR read right and whose headings, limits, marks and stops it did not; and what no metal has."""

from __future__ import annotations

import pytest

from domain.paper import Group, Leaf
from extract.result_cells import doubtful_test
from tests.papers import leaf
from tests.press import Row
from tests.test_extract_heats_scans import scanned, table

# ---- strengths


def tensile(heat: Group) -> list[tuple[str | None, ...]]:
    names = ("yield_mpa", "tensile_mpa", "elongation_pct")
    return [tuple(test.text(name) for name in names) for test in heat.groups("tensile")]


@pytest.mark.parametrize(("yields", "strength"), [("40", "55"), ("170", "2485"), ("480", "360")])
def test_strengths_that_no_metal_has_are_doubted(yields: str, strength: str) -> None:
    test = doubtful_test({"yield_mpa": leaf(yields, confidence=0.97), "tensile_mpa": leaf(strength, confidence=0.97)})
    doubted = test["tensile_mpa"]
    assert isinstance(doubted, Leaf)
    assert doubted.confidence < 0.5


@pytest.mark.parametrize(("yields", "strength"), [("22", "65"), ("60", "230"), ("1650", "2300"), ("235", "360")])
def test_the_strengths_of_soft_and_of_hard_metals_are_not_doubted(yields: str, strength: str) -> None:
    test = {"yield_mpa": leaf(yields, confidence=0.97), "tensile_mpa": leaf(strength, confidence=0.97)}
    assert doubtful_test(test) == test


BESIDE: list[Row] = [
    (180.0, {50.0: "Heat 591901/1 - lot 483003 - 160 kg"}),
    (200.0, {140.0: "min", 185.0: "max", 230.0: "long.", 290.0: "Impact KV at 20 °C:"}),
    (212.0, {60.0: "Rm", 90.0: "MPa", 140.0: "1100", 185.0: "1300", 230.0: "1146", 290.0: "55 77 78 J"}),
    (224.0, {60.0: "Rp0.2", 90.0: "MPa", 140.0: "900", 230.0: "935", 290.0: "mean 70 J"}),
    (236.0, {60.0: "A5", 90.0: "%", 140.0: "10", 230.0: "11.5", 290.0: "Hardness 305 HBW"}),
]


def test_energies_and_a_hardness_in_a_block_beside_are_no_strengths() -> None:
    [heat] = scanned(*BESIDE)
    assert tensile(heat) == [("935", "1146", "11.5")]
    assert [test.text("value") for test in heat.groups("hardness")] == ["305"]


def test_limits_are_told_also_where_a_line_of_a_block_beside_stands_between_their_heading_and_them() -> None:
    torn: list[Row] = [
        BESIDE[0],
        (200.0, {140.0: "min", 185.0: "max", 230.0: "long.", 290.0: "Impact KV at 20 °C:"}),
        (206.5, {290.0: "55 77 78 J"}),
        (214.0, {60.0: "Rm", 90.0: "MPa", 140.0: "1100", 185.0: "1300", 230.0: "1146"}),
        (226.0, {60.0: "Rp0.2", 90.0: "MPa", 140.0: "900", 230.0: "935", 290.0: "68 J"}),
        (238.0, {60.0: "A5", 90.0: "%", 140.0: "10", 230.0: "11.5", 290.0: "Hardness 305 HBW"}),
    ]
    [heat] = scanned(*torn)
    assert {strength for _, strength, _ in tensile(heat)} == {"1146"}
    assert ("935", None, "11.5") in tensile(heat) or ("935", "1146", "11.5") in tensile(heat)


def test_minimums_whose_signs_were_read_as_a_2_are_no_results() -> None:
    rows = [("", "Rp0.2 MPa", "Rm MPa", "A50 %"), ("", "170", "2485", "240"), ("long.", "273", "594", "54.6")]
    [heat] = scanned((160.0, {50.0: "Heat No.: A42265"}), *table(*rows))
    assert tensile(heat) == [("273", "594", "54.6")]
