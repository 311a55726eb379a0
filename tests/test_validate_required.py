"""What a certificate has to have: the elements that make the grade, its strength, and the impact test that the standard always has made."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.findings import Finding, FindingCode, Severity
from domain.paper import Group, Kind, Node
from tests.papers import FIRST_LINE, found, group, order, paper
from validate.rules import required

STEEL = {"C": "0.16", "Si": "0.30", "Mn": "1.40", "P": "0.015", "S": "0.005"}
STAINLESS = {**STEEL, "C": "0.020", "Cr": "17.0", "Ni": "11.0", "Mo": "2.10"}
STRONG = {"yield_mpa": "390", "tensile_mpa": "540", "elongation_pct": "27"}
TOUGH = {"temperature_c": "-20", "mean_j": "60"}


def heat(chemistry: dict[str, str] | None = None, tensile: dict[str, str] | None = None, impact: dict[str, str] | None = None) -> Group:
    values: dict[str, Node] = dict(group({"heat_number": "0085219"}).root)
    if chemistry:
        values["chemistry"] = dict(group(chemistry).root)  # type: ignore[assignment]
    values |= {name: [group(test)] for name, test in (("tensile", tensile), ("impact", impact)) if test}
    return Group(values)


def missed(made: Group, kind: str = "3.1", **line: Any) -> list[Finding]:
    material = {"grade": "S355J2+N", "standard": "EN 10025-2", "product_form": "plate", "thickness_mm": "20", **line}
    reading = paper(Kind.CERTIFICATE, {"certificate_type": kind}, [{"order_line": "10"}]).model_copy(update={"heats": [made]})
    asked = {name: value for name, value in material.items() if value is not None}
    return found(required.required_results_are_there, reading, order({**FIRST_LINE, **asked}))


def paths(findings: list[Finding]) -> list[str]:
    return [str(finding.field) for finding in findings]


def test_a_certificate_with_all_that_is_required_is_left_alone() -> None:
    assert missed(heat(STEEL, STRONG, TOUGH)) == []
    assert missed(heat(STAINLESS, STRONG), grade="1.4404", standard="EN 10088-2") == []


def test_a_missing_impact_test_is_told_with_what_asks_for_it() -> None:
    [finding] = missed(heat(STEEL, STRONG))
    assert (finding.code, finding.severity, finding.field) == (FindingCode.LOW_CONFIDENCE, Severity.WARNING, "heats[0].impact[0]")
    assert "No impact test, which EN 10025-2:2004 has tested for every 3.1 (27 J at -20 °C from 6 up to 150 mm)" in finding.message


@pytest.mark.parametrize(
    ("kind", "line"),
    [("2.2", {}), ("3.1", {"thickness_mm": "5"}), ("3.1", {"grade": "S235JR"}), ("3.2", {"grade": "C45", "standard": "EN 10083-2"})],
    ids=["no specific inspection", "thin", "tested where it was ordered", "no limit"],
)
def test_an_impact_test_is_not_asked_for_where_the_standard_does_not_always_have_it(kind: str, line: dict[str, str]) -> None:
    assert paths(missed(heat(STEEL, STRONG), kind, **line)) == []


def test_where_the_thickness_is_not_known_the_impact_test_is_asked_for() -> None:
    assert paths(missed(heat(STEEL, STRONG), "3.2", thickness_mm=None)) == ["heats[0].impact[0]"]


@pytest.mark.parametrize("element", ["C", "Si", "Mn", "P", "S", "Cr", "Ni", "Mo"])
def test_an_element_that_makes_the_grade_must_be_there(element: str) -> None:
    without = {name: value for name, value in STAINLESS.items() if name != element}
    [finding] = missed(heat(without, STRONG), grade="1.4404", standard="EN 10088-2")
    assert finding.field == f"heats[0].chemistry.{element}"
    assert f"No {element}, which 1.4404 has limits for" in finding.message


def test_all_that_is_missing_of_the_chemistry_is_told_in_one_sentence() -> None:
    [finding] = missed(heat({"C": "0.16", "Cr": "0.02"}, STRONG, TOUGH))
    assert "No Si, Mn, P and S, which" in finding.message


@pytest.mark.parametrize("kind", ["2.2", "3.1", "3.2"])
def test_chemistry_without_strength_and_strength_without_chemistry_are_told(kind: str) -> None:
    assert paths(missed(heat(STEEL, None, TOUGH), kind)) == ["heats[0].tensile[0].yield_mpa"]
    assert paths(missed(heat(None, STRONG, TOUGH), kind)) == ["heats[0].chemistry.C"]
    assert paths(missed(heat(STEEL, {"yield_mpa": "390", "tensile_mpa": "540"}, TOUGH), kind)) == ["heats[0].tensile[0].elongation_pct"]


def test_an_analysis_certificate_has_no_strength() -> None:
    assert missed(heat(STEEL), "CoA") == []


def test_a_certificate_without_results_is_asked_for_none() -> None:
    assert missed(heat(), "2.1") == []
    assert missed(heat(), "3.1", grade=None, standard=None) == []


@given(gone=st.sets(st.sampled_from(sorted(STAINLESS))), also=st.booleans())
def test_what_is_missing_is_what_was_taken_away(gone: set[str], also: bool) -> None:
    left = {name: value for name, value in STAINLESS.items() if name not in gone}
    findings = missed(heat(left, STRONG if also else None), grade="1.4404", standard="EN 10088-2")
    assert bool(findings) == ((bool(gone) and (bool(left) or also)) or (not also and bool(left)))
