"""Tensile tests when hot are no results of a heat, however a certificate says that they were made so."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.certificate.hot_tests import ROOM, is_of_hot_tests, says_hot, without_degrees
from tests.press import laid_out
from tests.typed_certificates import MEDIA, Source, heats_of, strengths

ROW = "Heat No.    Rp0.2 MPa    Rm MPa    A %\n"
AT_ROOM = [("265", "590", "52")]


@pytest.mark.parametrize("source", MEDIA)
@pytest.mark.parametrize(
    "title",
    [
        "Warmzugversuch bei 300 °C",
        "Essai de traction à chaud +150 °C",
        "Prova di trazione a caldo 350°C",
        "Tensile test at 300 °C",
        "Próba rozciągania w podwyższonej temperaturze",
    ],
)
def test_a_table_below_a_title_of_hot_tests_is_no_second_test_of_the_heat(title: str, source: Source) -> None:
    [heat] = heats_of(f"{ROW}A49850      265          590       52\n{title}\n{ROW}A49850      178          460       40", source)
    assert strengths(heat) == AT_ROOM


@pytest.mark.parametrize("source", MEDIA)
def test_rows_at_other_temperatures_than_that_of_the_room_are_left_out(source: Source) -> None:
    text = """
Heat No.    Test temp. °C    Rp0.2 MPa    Rm MPa    A5 %
A49850      23               265          590       52
A49850      350              178          460       38
"""
    [heat] = heats_of(text, source)
    assert strengths(heat) == AT_ROOM


@pytest.mark.parametrize("source", MEDIA)
def test_of_columns_at_two_temperatures_those_at_room_temperature_are_the_heats(source: Source) -> None:
    text = """
Heat No.    Rp0.2 (150°C)    Rm (150°C)    Rp0.2 (RT)    Rm (RT)    A (RT)
A49850      198              480           265           590        52
"""
    [heat] = heats_of(text, source)
    assert strengths(heat) == AT_ROOM


@pytest.mark.parametrize("source", MEDIA)
def test_of_columns_headed_by_their_temperatures_that_of_the_room_is_read(source: Source) -> None:
    text = """
Heat No. A49850
Tensile test        150 °C   20 °C
Rp0.2 MPa           198      265
Rm MPa              480      590
A5 %                41       52
"""
    [heat] = heats_of(text, source)
    assert strengths(heat) == AT_ROOM


@pytest.mark.parametrize("source", MEDIA)
def test_lines_that_tell_a_hot_test_tell_no_result_and_no_temperature_is_a_strength(source: Source) -> None:
    text = """
Heat No. A49850
Tensile test at 20 °C
Rp0.2 MPa           265
Rm MPa              590
A5 %                52
Tensile test at 300 °C
Rp0.2 MPa           178
Rm MPa              460
A5 %                38
"""
    assert [strengths(heat) for heat in heats_of(text, source)] == [AT_ROOM]


@pytest.mark.parametrize("source", MEDIA)
def test_a_list_of_results_found_when_hot_is_left_out(source: Source) -> None:
    text = """
Heat No. A49850
Tensile test at 20 °C: Rp0,2 265 MPa, Rm 590 MPa, A5 52 %
Tensile test at 300 °C: Rp0,2 178 MPa, Rm 460 MPa
"""
    assert [strengths(heat) for heat in heats_of(text, source)] == [AT_ROOM]


@pytest.mark.parametrize("text", ["Impact test at -40 °C", "Heat treatment: normalized 910 °C", "Zugversuch bei Raumtemperatur", "Rm MPa"])
def test_heat_treatment_impact_and_room_temperature_say_no_hot_test(text: str) -> None:
    assert not is_of_hot_tests(laid_out([(100.0, {50.0: text})]).lines[0])


@given(st.integers(min_value=10, max_value=999))
def test_what_is_hot_is_told_by_its_degrees_alone(degrees: int) -> None:
    assert says_hot(f"Rp0,2 ({degrees} °C)") == (degrees > ROOM)
    line = laid_out([(100.0, {50.0: f"Rm at {degrees} °C 480"})]).lines[0]
    assert [token.text for token in without_degrees(line.tokens)] == ["Rm", "at", "480"]
