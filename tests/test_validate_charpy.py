"""Notched bar impact tests: which temperature counts, mean and single values, narrow specimens, and what proves nothing."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.results import read_result
from domain.findings import Finding, FindingCode
from domain.paper import Kind, Leaf, Reading
from extract.certificate.specimens import with_specimens
from extract.opening.embedded import read_data
from tests import press
from tests.messages import EN_10168
from tests.papers import FIRST_LINE, found, group, leaf, order, paper
from validate.rules import charpy

OUT, UNKNOWN, BORDERLINE = FindingCode.MECHANICAL_OUT_OF_LIMITS, FindingCode.LIMITS_UNKNOWN, FindingCode.BORDERLINE


def impact(*energies: str, at: str | None = "-20", mean: str | None = None, width: str | None = None) -> dict[str, Any]:
    said = {"temperature_c": at, "mean_j": mean, "specimen_width_mm": width}
    return {"energies": energies, **{name: value for name, value in said.items() if value is not None}}


def judged(*tests: dict[str, Any], grade: str = "S355J2+N", thickness: str | None = "20", **line: str) -> list[Finding]:
    heat = group({"heat_number": "0085219"}).root
    groups = []
    for test in tests:
        values = {name: value for name, value in test.items() if name != "energies"}
        groups.append(group(values).model_copy())
        groups[-1].root["energy_j"] = [leaf(value) for value in test["energies"]]  # type: ignore[index]
    reading = paper(Kind.CERTIFICATE, {"certificate_type": "3.1"}, [{"order_line": "10"}])
    reading = reading.model_copy(update={"heats": [group({}).model_copy(update={"root": {**heat, "impact": groups}})]})
    material = {
        "grade": grade,
        "standard": "EN 10025-2",
        "product_form": "plate",
        **({"thickness_mm": thickness} if thickness else {}),
        **line,
    }
    return found(charpy.toughness_is_within_limits, reading, order({**FIRST_LINE, **material}))


def codes(findings: list[Finding]) -> list[FindingCode]:
    return [finding.code for finding in findings]


@pytest.mark.parametrize(
    "test",
    [
        impact("31", "30", "28"),
        impact("30", "30", "22"),
        impact("40", "40", "18.9"),
        impact("27", "27", "27"),
        impact("90", "80", "85", at="-40"),
        impact(mean="27"),
        impact("30", "35"),
    ],
    ids=["all above", "one below", "one at 70 %", "the limit itself", "colder", "only a mean", "two values"],
)
def test_what_is_tough_enough_raises_nothing(test: dict[str, Any]) -> None:
    assert judged(test) == []


@pytest.mark.parametrize(
    ("test", "said"),
    [
        (impact("24", "22", "27"), "mean impact energy of 24.3 J at -20 °C"),
        (impact("60", "58", "18"), "a single impact energy of 18 J, below the 18.9 J (70 %)"),
        (impact("40", "26", "25"), "2 single impact energies below the mean asked for (26, 25 J)"),
        (impact("20", "20", "20", mean="31"), "mean impact energy of 20.0 J"),
        (impact("20", "20", "20", at="0"), "mean impact energy of 20.0 J at 0 °C"),
        (impact(mean="19"), "mean impact energy of 19 J"),
    ],
    ids=["mean", "a single value", "two single values", "a stated mean that is not theirs", "too little even when warmer", "only a mean"],
)
def test_what_is_not_is_out_of_limits_with_the_reason(test: dict[str, Any], said: str) -> None:
    [finding] = judged(test)
    assert (finding.code, finding.severity) == (OUT, "error")
    assert said in finding.message
    assert "EN 10025-2:2004 asks S355J2+N for a mean of 27 J at -20 °C" in finding.message


def test_a_mean_that_only_rounding_saves_is_borderline() -> None:
    assert codes(judged(impact("28", "27", "25"))) == [BORDERLINE]


@pytest.mark.parametrize(
    ("test", "said"),
    [
        (impact("120", "118", "121", at="0"), "tested at 0 °C, which is warmer"),
        (impact("120", "118", "121", at=None), "does not say at which temperature"),
        (impact("20", "22", "24", at="-40"), "20, 22, 24 J at -40 °C show nothing of it"),
    ],
)
def test_a_test_at_another_temperature_proves_nothing_and_a_person_is_asked(test: dict[str, Any], said: str) -> None:
    [finding] = judged(test)
    assert (finding.code, finding.severity) == (UNKNOWN, "warning")
    assert said in finding.message


def test_a_warmer_test_beside_the_one_that_is_asked_for_does_no_harm() -> None:
    assert judged(impact("120", "118", "121", at="0"), impact("40", "41", "42")) == []


def test_single_values_that_stand_in_tests_of_their_own_are_one_set() -> None:
    assert judged(impact("40"), impact("38"), impact("20")) == []
    assert codes(judged(impact("40"), impact("26"), impact("25"))) == [OUT]


@pytest.mark.parametrize(
    ("width", "energies", "expected"),
    [
        ("7.5", ("21", "21", "21"), []),
        ("7.5", ("19", "19", "19"), [OUT]),
        ("5", ("14", "14", "14"), []),
        ("5", ("12", "12", "12"), [OUT]),
        ("10", ("21", "21", "21"), [OUT]),
        ("4", ("21", "21", "21"), [UNKNOWN]),
        (None, ("21", "21", "21"), [UNKNOWN]),
        (None, ("40", "40", "40"), []),
    ],
)
def test_of_narrow_specimens_less_is_asked_in_proportion(width: str | None, energies: tuple[str, ...], expected: list[FindingCode]) -> None:
    assert codes(judged(impact(*energies, width=width), thickness="8")) == expected


def test_the_sentence_says_what_the_limit_was_made_of() -> None:
    [finding] = judged(impact("19", "19", "19", width="7.5"))
    assert "a mean of 20.2 J of specimens 7.5 mm wide (27 J of 10 mm)" in finding.message


def test_below_6_mm_and_without_a_test_nothing_is_asked() -> None:
    assert judged(impact("5", "5", "5"), thickness="5") == []
    assert judged() == []


def test_each_grade_has_its_temperature() -> None:
    assert judged(impact("30", "30", "30", at="20"), grade="S235JR") == []
    assert codes(judged(impact("20", "20", "20", at="20"), grade="S235JR")) == [OUT]
    assert codes(judged(impact("20", "20", "20", at="20"), grade="42CrMo4+QT", standard="EN 10083-3", product_form="bar")) == [OUT]


energies = st.lists(st.integers(5, 200), min_size=3, max_size=3)


@given(energies, st.integers(0, 60))
def test_more_energy_never_makes_a_finding(values: list[int], more: int) -> None:
    if not judged(impact(*map(str, values))):
        assert judged(impact(*(str(value + more) for value in values))) == []


@given(energies, st.permutations(range(3)))
def test_the_order_of_the_single_values_says_nothing(values: list[int], order_of: list[int]) -> None:
    assert codes(judged(impact(*map(str, values)))) == codes(judged(impact(*(str(values[at]) for at in order_of))))


@pytest.mark.parametrize(
    ("line", "width"),
    [
        ("Charpy V impact test, specimen 10 x 7.5 mm", "7.5"),
        ("Kerbschlagbiegeversuch ISO-V, Probe 7,5x10x55", "7.5"),
        ("Impact test sub-size 5 mm, -20 °C", "5"),
        ("Résilience KV, éprouvette 10×10×55", "10"),
        ("Impact test at -20 °C: 40 41 42 J", None),
        ("Plate 10 x 2000 x 6000, impact tested", None),
        ("Plate 10 x 7.5", None),
    ],
)
def test_how_wide_the_specimens_were_is_read_where_it_is_printed(line: str, width: str | None) -> None:
    layout = press.laid_out([(100.0, {50.0: line})])
    heat = group({"heat_number": "0085219", "impact": [{"temperature_c": "-20"}]})
    [told] = with_specimens([heat], layout)
    assert told.groups("impact")[0].text("specimen_width_mm") == width


def test_two_sizes_of_specimens_tell_of_no_test_which_it_had() -> None:
    layout = press.laid_out([(100.0, {50.0: "Charpy specimen 10 x 7.5"}), (120.0, {50.0: "Charpy specimen 10 x 5"})])
    heat = group({"heat_number": "0085219", "impact": [{"temperature_c": "-20"}]})
    assert with_specimens([heat], layout) == [heat]


@pytest.mark.parametrize(
    ("lines", "celsius"),
    [
        (("Charpy impact 90 / 88 / 95 J", "Test temp -20 °C"), "-20"),
        (("Kerbschlagarbeit", "Prüftemperatur: – 20 °C"), "-20"),
        (("Charpy impact at -20 °C", "Test temp 0 °C"), None),
        (("Charpy impact 90 J", "Heat treatment 910 °C"), None),
    ],
)
def test_a_temperature_away_from_its_results_is_theirs_where_it_is_the_only_one(lines: tuple[str, str], celsius: str | None) -> None:
    layout = press.laid_out([(100.0 + 20 * at, {50.0: line}) for at, line in enumerate(lines)])
    heat = group({"heat_number": "0085219", "impact": [{"mean_j": "91"}]})
    [told] = with_specimens([heat], layout)
    assert told.groups("impact")[0].text("temperature_c") == celsius
    own = group({"heat_number": "0085219", "impact": [{"mean_j": "91", "temperature_c": "-40"}]})
    assert with_specimens([own], layout)[0].groups("impact")[0].text("temperature_c") == "-40"


def test_a_certificate_as_data_says_it_in_its_own_field_and_results_keep_to_the_contract() -> None:
    content = EN_10168.replace(b'"C42":', b'"C41": {"Value": 7.5, "Unit": "mm"}, "C42":')
    reading = read_data(content)
    assert isinstance(reading, Reading)
    width = reading.heats[0].groups("impact")[0].leaf("specimen_width_mm")
    assert isinstance(width, Leaf)
    assert width.value == "7.5"
    told = read_result("a.json", "sha256:0", reading).heats[0].groups("impact")[0]
    assert set(told.root) == {"temperature_c", "energy_j", "mean_j"}
