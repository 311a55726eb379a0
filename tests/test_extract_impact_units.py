"""Impact tests in foot-pounds, kilogram-metres and degrees Fahrenheit become joules and degrees Celsius; strength per area is no energy."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.paper import Group, Leaf, Reading
from extract.certificate.energies import energies_of
from tests.press import Row, read, sheet

HEAD: list[Row] = [
    (50.0, {50.0: "Northfield Alloys Ltd"}),
    (80.0, {50.0: "Inspection certificate 3.1 EN 10204"}),
    (110.0, {50.0: "Certificate No.: W080110", 300.0: "Your order: 4500017325"}),
    (165.0, {50.0: "Heat No: A49850"}),
]
PLACES = (50.0, 150.0, 230.0, 310.0, 390.0)


def told(*lines: str) -> Reading:
    return read(sheet([*HEAD, *((180.0 + 14 * place, {50.0: line}) for place, line in enumerate(lines))]))


def table(heads: tuple[str, ...], figures: tuple[str, ...]) -> Reading:
    rows = [(180.0, dict(zip(PLACES, heads, strict=False))), (196.0, dict(zip(PLACES, figures, strict=False)))]
    return read(sheet([*HEAD[:-1], *rows]))


def only_test(reading: Reading) -> Group:
    [test] = reading.heats[0].groups("impact")
    return test


def energies(reading: Reading) -> list[str]:
    return [each.value for each in energies_of(only_test(reading))]


def test_foot_pounds_and_degrees_fahrenheit_in_a_sentence_are_told_in_joules_and_celsius() -> None:
    reading = told("Charpy V-notch at -4 °F: 95, 90, 99 ft-lb")
    assert (energies(reading), only_test(reading).text("temperature_c")) == (["128.8", "122", "134.2"], "-20")
    assert energies_of(only_test(reading))[0].text == "95 ft·lbf"
    assert energies_of(only_test(reading))[0].source == "derived"
    assert not any("units of two countries" in note for note in reading.notes)


def test_the_degrees_behind_foot_pounds_are_a_temperature_and_no_energy() -> None:
    reading = told("Impact energy: 95 ft-lbs at 32 F")
    assert (energies(reading), only_test(reading).text("temperature_c")) == (["128.8"], "0")


@pytest.mark.parametrize("unit", ["CVN ft-lbs", "Charpy (ft.lbf)", "CVN FT-LB"])
def test_a_heading_in_foot_pounds_is_for_the_whole_column(unit: str) -> None:
    assert energies(table(("Heat No.", unit, "Rm MPa"), ("A49850", "95", "520"))) == ["128.8"]


def test_kilogram_metres_of_old_papers_are_told_in_joules() -> None:
    assert energies(table(("Heat No.", "KV kgm", "Rm MPa"), ("A49850", "12", "520"))) == ["117.7"]


@pytest.mark.parametrize("heading", ["KCV [J/cm²]", "KCV J/cm2", "KCV"])
def test_strength_per_area_is_no_energy_and_a_person_is_told(heading: str) -> None:
    reading = table(("Heat No.", heading, "Rm MPa"), ("A49850", "150", "520"))
    assert not reading.heats[0].groups("impact")
    assert any("per area" in note for note in reading.notes)


def test_energies_in_two_units_are_not_sure() -> None:
    reading = told("Charpy impact: 95 ft-lb (129 J)")
    assert all(each.confidence < 0.9 for each in energies_of(only_test(reading)))
    assert any("units of two countries" in note for note in reading.notes)


@pytest.mark.parametrize("line", ["Charpy KV at -20 °C: 95, 90, 99 J", "KCV at -20 °C: 95, 90, 99 J"])
def test_joules_and_celsius_stay_as_they_are_printed(line: str) -> None:
    reading = told(line)
    assert (energies(reading), only_test(reading).text("temperature_c")) == (["95", "90", "99"], "-20")
    assert all(isinstance(each, Leaf) and each.source == "text" for each in energies_of(only_test(reading)))


def test_strengths_in_kilograms_a_square_millimetre_are_told_in_megapascals() -> None:
    [test] = table(("Heat No.", "Re kgf/mm²", "Rm kg/mm2", "A %"), ("A49850", "38", "53", "26")).heats[0].groups("tensile")
    assert (test.text("yield_mpa"), test.text("tensile_mpa")) == ("372.7", "519.8")


@given(st.integers(min_value=5, max_value=300))
def test_any_number_of_foot_pounds_is_that_many_joules_to_a_tenth(pounds: int) -> None:
    [found] = energies(told(f"Impact energy: {pounds} ft-lb"))
    assert abs(Decimal(found) - pounds * Decimal("1.355818")) <= Decimal("0.05")
