"""A certificate's results beside their limits: every result once, what is out of limits as the findings say it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from app.held_results import HeldHeat, Result, held_results
from domain.decisions import Policy
from domain.doctype import CheckContext
from domain.findings import Finding, Severity
from domain.paper import Group, Kind, Leaf, Reading
from tests.world import leaf
from validate.rules.limits import LIMIT_RULES

CONTEXT = CheckContext(policy=Policy())
SOUND = {"C": "0.16", "Si": "0.20", "Mn": "1.40", "P": "0.015", "S": "0.005", "Al": "0.030", "Sn": "0.01"}


def certificate(heats: Sequence[Mapping[str, str]], *, grade: str = "S355J2+N", yields: str = "380") -> Reading:
    def heat(number: int, contents: Mapping[str, str]) -> Group:
        test = Group({"yield_mpa": leaf(yields), "tensile_mpa": leaf("520"), "elongation_pct": leaf("24")})
        chemistry: dict[str, Leaf] = {element: leaf(value) for element, value in contents.items()}
        return Group({"heat_number": leaf(f"H{number}"), "chemistry": chemistry, "tensile": [test]})

    lines = [Group({"grade": leaf(grade), "standard": leaf("EN 10025-2:2004"), "dimensions": leaf("20 mm"), "product_form": leaf("plate")})]
    return Reading(
        kind=Kind.CERTIFICATE,
        kind_confidence=0.99,
        language="en",
        lines=lines,
        heats=[heat(number, each) for number, each in enumerate(heats, 1)],
    )


def found(reading: Reading) -> list[Finding]:
    return [finding for rule in LIMIT_RULES for finding in rule(reading, CONTEXT)]


def held(reading: Reading) -> Mapping[int, HeldHeat]:
    return held_results(reading, CONTEXT, found(reading))


def of(heat: HeldHeat, name: str) -> Result:
    return next(result for result in heat.results if result.name.startswith(name))


def test_a_paper_without_heats_or_of_an_unknown_grade_has_no_results_held() -> None:
    assert held(Reading(kind=Kind.CERTIFICATE, kind_confidence=1, language="en", lines=[Group({"grade": leaf("S355J2+N")})])) == {}
    assert held(certificate([SOUND], grade="X99UnheardOf")) == {}


def test_every_content_and_strength_is_a_row_once_and_says_its_limit_and_where_it_stands() -> None:
    reading = certificate([SOUND])
    heat = held(reading)[0]
    printed = [path for path, _ in reading.heats[0].leaves("heats[0].") if "chemistry" in path or path.endswith(("_mpa", "_pct"))]
    assert sorted(result.path for result in heat.results if not result.parts) == sorted(printed)
    carbon = of(heat, "C")
    assert (carbon.printed, carbon.unit, carbon.least, bool(carbon.most)) == ("0.16", "%", "", True)
    assert carbon.source == "EN 10025-2:2004, up to 30 mm"
    tensile = of(heat, "Tensile")
    assert (tensile.least, tensile.most) == ("470", "630")
    assert heat.is_sound


def test_an_element_without_a_limit_is_shown_and_needs_nobody() -> None:
    tin = of(held(certificate([SOUND]))[0], "Sn")
    assert (tin.least + tin.most, tin.margin.words, tin.is_sound) == ("", "no limit", True)


def test_what_is_out_of_limits_says_so_and_its_heat_is_not_sound() -> None:
    heats = held(certificate([SOUND, {**SOUND, "P": "0.045"}]))
    assert (heats[0].is_sound, heats[1].is_sound) == (True, False)
    phosphorus = of(heats[1], "P")
    assert (phosphorus.margin.verdict, phosphorus.margin.words) == ("out", "0.020 % above the limit")
    assert [finding.severity for finding in phosphorus.findings] == [Severity.ERROR]
    assert heats[1].summary == "10 results: 1 out of limits, 7 within"


@given(st.lists(st.dictionaries(st.sampled_from(sorted(SOUND)), st.decimals(0, 3, places=3).map(str), min_size=1), min_size=1, max_size=4))
def test_a_result_is_out_or_borderline_exactly_where_a_finding_says_so(heats: list[dict[str, str]]) -> None:
    reading = certificate(heats)
    said = {finding.field for finding in found(reading) if finding.expected and "carbon_equivalent" not in (finding.field or "")}
    shown = {result.path for heat in held(reading).values() for result in heat.results if result.margin.verdict in ("out", "borderline")}
    assert {path for path in shown if "+" not in path} == {path for path in said if path and not path.endswith(".chemistry")}


def test_a_sum_of_elements_names_the_places_of_its_parts_and_keeps_its_own_finding() -> None:
    reading = certificate([{**SOUND, "Nb": "0.06", "V": "0.14", "Ti": "0.05"}])
    for result in (each for each in held(reading)[0].results if each.parts):
        assert result.leaf is None
        assert all(reading.leaf(part) for part in result.parts)
        assert all(replace(result, findings=()).margin.verdict != "within" for _ in result.findings)
