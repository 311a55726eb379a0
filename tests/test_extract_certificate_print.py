"""What mills and laboratories ordinarily print, as small certificates: units, factors, limits and several tests where they usually stand."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.elements import element_of
from extract.result_figures import listed, single_values
from extract.result_words import factor_of
from tests.press import laid_out
from tests.typed_certificates import MEDIA, Source, chemistry, hardnesses, heats_of, impacts, reading_of, strengths

ANALYSIS = {"C": "0.17", "Si": "0.25", "Mn": "1.42", "P": "0.012", "S": "0.008"}
TEST = [("381", "522", "27")]


# ---- factors


@pytest.mark.parametrize(
    ("text", "places"),
    [("x10⁻²", 2), ("x10-3", 3), ("C ‰", 1), ("Zusammensetzung in ‰", 1), (".001%", 3), ("x100", 2), ("1,7 ‰", None), ("0.012", None)],
)
def test_a_power_behind_a_cross_and_a_thousandth_scale_as_they_say(text: str, places: int | None) -> None:
    assert factor_of(text) == places


@pytest.mark.parametrize("source", MEDIA)
@pytest.mark.parametrize(
    ("title", "factors", "row"),
    [
        ("", "           x10⁻²   x10⁻²   x10⁻²   x10⁻³   x10⁻³", "A49850     17      25      142     12      8"),
        ("Chemische Zusammensetzung in ‰", "", "A49850     1.7     2.5     14.2    0.12    0.08"),
        ("Chemical composition in 1/1000 %", "", "A49850     170     250     1420    12      8"),
        ("", "           .01%    .01%    .01%    .001%   .001%", "A49850     17      25      142     12      8"),
    ],
)
def test_contents_are_scaled_by_what_stands_above_them(title: str, factors: str, row: str, source: Source) -> None:
    lines = [title, "Heat No.   C       Si      Mn      P       S", factors, row]
    [heat] = heats_of("\n".join(line for line in lines if line), source)
    assert {symbol: float(value) for symbol, value in chemistry(heat).items()} == {symbol: float(v) for symbol, v in ANALYSIS.items()}


# ---- headings that look like others


@pytest.mark.parametrize("source", MEDIA)
def test_a_width_in_mm_is_no_tungsten(source: Source) -> None:
    text = """
Heat No.    t       W       ReH     Rm      A5      T       KV2
            mm      mm      MPa     MPa     %       °C      J
A49850      12      25      381     522     27      -20     120
"""
    [heat] = heats_of(text, source)
    assert (chemistry(heat), strengths(heat), impacts(heat)) == ({}, TEST, [("-20", ["120"], None)])


@pytest.mark.parametrize("source", MEDIA)
def test_degrees_of_a_heat_treatment_are_no_hardness_and_a_coating_per_area_no_quantity(source: Source) -> None:
    text = """
Schmelze   Härten °C   Anlassen °C   Rm MPa   Rp0,2 MPa   A %   Auflage g/m²
A49850     860         560           522      381         27    279
"""
    [heat] = heats_of(text, source)
    assert (hardnesses(heat), strengths(heat), heat.text("quantity")) == ([], TEST, None)


@given(st.sampled_from(["°C", "(°C)", "º C", "[°C]"]), st.booleans())
def test_degrees_celsius_are_no_carbon(text: str, fuzzy: bool) -> None:
    assert element_of(text, fuzzy=fuzzy) is None


@pytest.mark.parametrize("source", MEDIA)
def test_what_an_elongation_was_measured_on_tells_its_kind_and_the_yield_of_a_pipe_is_read(source: Source) -> None:
    [heat] = heats_of(
        'Heat No.    Rt0.5 MPa    Rm MPa    Elong. in 2" %    R.A. %\nA49850      381          522       27                61', source
    )
    [test] = heat.groups("tensile")
    assert strengths(heat) == TEST
    assert (test.text("yield_kind"), test.text("elongation_kind")) == ("Rt0.5", "A50")


# ---- limits and several results


@pytest.mark.parametrize("source", MEDIA)
def test_what_is_typical_is_no_result(source: Source) -> None:
    text = """
Heat No. A49850
Typical values: Rm 500 MPa, Re 360 MPa
Test results: Rm 522 MPa, Re 381 MPa, A 27 %
"""
    assert [strengths(heat) for heat in heats_of(text, source)] == [TEST]


@pytest.mark.parametrize("source", MEDIA)
def test_of_a_count_a_least_a_most_and_a_mean_the_mean_is_read(source: Source) -> None:
    text = """
Heat A49850
           n     Min    Max    Mean   Std
ReH MPa    5     371    399    381    6.1
Rm MPa     5     512    541    522    7.2
A5 %       5     26     28     27     0.8
"""
    assert [strengths(heat) for heat in heats_of(text, source)] == [TEST]


@pytest.mark.parametrize("source", MEDIA)
def test_the_least_and_the_most_that_was_found_are_no_limits(source: Source) -> None:
    text = """
Test characteristic      Required         Actual min    Actual max
Tensile strength Rm MPa     min. 800         862        884
Yield strength MPa          min. 640         702        731
Elongation A %              min. 12          14         16
"""
    assert {each for heat in heats_of(text, source) for each in strengths(heat)} == {("702", "862", "14"), ("731", "884", "16")}


@pytest.mark.parametrize("source", MEDIA)
def test_impact_tests_at_two_temperatures_under_one_head_are_two(source: Source) -> None:
    text = """
Schmelze   KV [J] bei -20 °C          KV [J] bei -40 °C
           1     2     3     MW       1     2     3     MW
A49850     120   131   125   125      80    85    90    85
"""
    [heat] = heats_of(text, source)
    assert impacts(heat) == [("-20", ["120", "131", "125"], "125"), ("-40", ["80", "85", "90"], "85")]


@pytest.mark.parametrize("source", MEDIA)
def test_pieces_broken_at_another_temperature_in_a_row_without_strengths_are_read(source: Source) -> None:
    text = """
Heat No.   ReH MPa   Rm MPa   A %   Temp °C   1     2     3     Avg
A49850     381       522      27    -20       120   131   125   125
                                    -40       80    85    90    85
"""
    [heat] = heats_of(text, source)
    assert strengths(heat) == TEST
    assert impacts(heat) == [("-20", ["120", "131", "125"], "125"), ("-40", ["80", "85", "90"], "85")]


def test_three_energies_with_blanks_between_them_are_no_number_of_nine_figures() -> None:
    [token] = laid_out([(100.0, {50.0: "120 131 125"})]).lines[0].tokens
    assert [each.text for each in single_values(token)] == [each.text for each in listed(token)] == ["120", "131", "125"]


# ---- lines and lists


@pytest.mark.parametrize("source", MEDIA)
@pytest.mark.parametrize(
    "line",
    [
        "Tensile test: Re=381 MPa; Rm=522 MPa; A5=27 %",
        "Rekgrens ReH 381 N/mm²   Treksterkte Rm 522 N/mm²   Rek A5 27 %",
        "ReH 381 MPa - Rm 522 MPa - A5 27 %",
    ],
)
def test_several_properties_in_one_line_are_each_read_beside_its_own_label(line: str, source: Source) -> None:
    [heat] = heats_of(f"Heat No.: A49850\n{line}\nImpact: KV -20°C: 120/131/125 J", source)
    assert strengths(heat) == TEST


@pytest.mark.parametrize("source", MEDIA)
def test_contents_with_their_signs_of_per_cent_in_one_word_are_a_list_and_no_head(source: Source) -> None:
    [heat] = heats_of("Heat: A49850\nC 0.17% Si 0.25% Mn 1.42% P 0.012% S 0.008%", source)
    assert chemistry(heat) == ANALYSIS


@pytest.mark.parametrize("source", MEDIA)
def test_a_batch_before_the_word_for_heats_is_the_heats_lot(source: Source) -> None:
    [heat] = heats_of("Charge L22091   Schmelze A49850\nC 0.17   Si 0.25   Mn 1.42   P 0.012   S 0.008", source)
    assert (heat.text("heat_number"), heat.text("lot_number"), chemistry(heat)) == ("A49850", "L22091", ANALYSIS)


@pytest.mark.parametrize("source", MEDIA)
def test_a_row_that_begins_with_the_word_for_heats_is_of_that_heat(source: Source) -> None:
    text = """
                  ReH     Rm      A5
                  MPa     MPa     %
Anforderung       355     470     22
Schmelze A49850   381     522     27
"""
    [heat] = heats_of(text, source)
    assert (heat.text("heat_number"), strengths(heat)) == ("A49850", TEST)


def test_a_dash_below_an_element_is_no_content_that_was_left_unread() -> None:
    text = """
Charge No.  Cu [%]   Zn [%]   Pb [%]   P [%]   Sn [%]
A49850      99.98    -        -        0.02    0.01
"""
    assert not [note for note in reading_of(text).notes if "not read" in note]
