"""What mills and laboratories ordinarily print, as small certificates: units, factors, limits and several tests where they usually stand."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.certificate.result_figures import listed, single_values
from extract.label.result_words import factor_of
from extract.shape.elements import element_of
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


# ---- loads, numbers of pieces, other tests


@pytest.mark.parametrize("source", MEDIA)
def test_a_load_at_yield_is_no_strength(source: Source) -> None:
    text = """
Heat No.   Yield load kN   Ult. load kN   Yield stress N/mm2   Ultimate stress N/mm2   Elongation %
A49850     29.9            41.0           381                  522                     27
"""
    assert [strengths(heat) for heat in heats_of(text, source)] == [TEST]


@pytest.mark.parametrize("source", MEDIA)
def test_the_numbers_of_pieces_below_a_head_are_no_results(source: Source) -> None:
    text = """
Schmelze   Härte HB       Kerbschlag J
           1     2        1     2     3
A49850     156   158      120   131   125
"""
    [heat] = heats_of(text, source)
    assert "1" not in [value for value, _ in hardnesses(heat)]
    assert [energies for _, energies, _ in impacts(heat)] == [["120", "131", "125"]]


@pytest.mark.parametrize("source", MEDIA)
def test_a_limit_behind_its_figure_takes_none_of_the_results_behind_it(source: Source) -> None:
    text = """
Heat: A49850
                        Req.         Test 1    Test 2
Yield strength MPa      355 min      381       385
Tensile strength MPa    470-630      522       527
Elongation %            22 min       27        26
"""
    assert [strengths(heat) for heat in heats_of(text, source)] == [[*TEST, ("385", "527", "26")]]


@pytest.mark.parametrize("source", MEDIA)
def test_directions_below_each_heats_number_are_columns_of_their_own(source: Source) -> None:
    text = """
Heat No.             A49850          A49851
                     L       T       L       T
ReH MPa              381     379     385     383
Rm MPa               522     519     527     524
A5 %                 27      25      26      24
"""
    found = heats_of(text, source)
    assert [strengths(heat) for heat in found] == [[*TEST, ("379", "519", "25")], [("385", "527", "26"), ("383", "524", "24")]]
    assert [[test.text("direction") for test in heat.groups("tensile")] for heat in found] == [["longitudinal", "transverse"]] * 2


@pytest.mark.parametrize("source", MEDIA)
def test_how_a_plastic_melts_is_no_heat_and_a_standard_no_strength(source: Source) -> None:
    text = """
Batch No.: L22091
Property              Method       Unit      Specification    Result
Melt flow rate        ISO 1133     g/10min   0.25-0.35        0.30
Tensile strength      ISO 527      MPa       min 22           26
Elongation at break   ISO 527      %         min 500          620
"""
    found = heats_of(text, source)
    assert {heat.text("heat_number") for heat in found} <= {None, "L22091"}
    assert "527" not in [tensile for heat in found for _, tensile, _ in strengths(heat)]


@pytest.mark.parametrize("source", MEDIA)
def test_the_reduction_of_area_behind_an_elongation_is_not_taken_for_it(source: Source) -> None:
    text = 'Heat No.: A49850\nYield: 381 MPa    Tensile: 522 MPa    Elongation: 27% in 2"    ROA: 61%'
    assert [strengths(heat) for heat in heats_of(text, source)] == [TEST]


@pytest.mark.parametrize("source", MEDIA)
def test_symbols_with_limits_in_several_columns_are_all_read(source: Source) -> None:
    text = """
Heat No. : A49850
C    max 0.20    0.17     Cr   max 0.30    0.12
Si   max 0.55    0.25     Ni   max 0.30    0.10
Mn   max 1.60    1.42     Mo   max 0.10    0.02
P    max 0.025   0.012    Cu   max 0.55    0.18
S    max 0.025   0.008    Al   min 0.020   0.035
"""
    [heat] = heats_of(text, source)
    assert chemistry(heat) == {**ANALYSIS, "Cr": "0.12", "Ni": "0.10", "Mo": "0.02", "Cu": "0.18", "Al": "0.035"}


@pytest.mark.parametrize("source", MEDIA)
def test_elements_by_their_names_head_columns(source: Source) -> None:
    text = """
Heat No.   Carbon   Silicon   Manganese   Phosphorus   Sulphur
A49850     0.17     0.25      1.42        0.012        0.008
"""
    [heat] = heats_of(text, source)
    assert chemistry(heat) == ANALYSIS


@pytest.mark.parametrize("source", MEDIA)
def test_hardnesses_that_are_listed_in_a_cell_are_read_and_those_of_a_surface_are_not(source: Source) -> None:
    text = """
Schmelze   Rm MPa    Härte HBW      Kernhärte HV10    Oberflächenhärte HV0,3
A49850     522       156/158/161    335               362
"""
    [heat] = heats_of(text, source)
    assert hardnesses(heat) == [("156", "HBW"), ("158", "HBW"), ("161", "HBW"), ("335", "HV10")]


@pytest.mark.parametrize("source", MEDIA)
def test_an_energy_with_its_temperature_in_one_word_is_told_in_a_line(source: Source) -> None:
    [heat] = heats_of("Heat No.: A49850\nRe = 381 MPa, Rm = 522 MPa, A5 = 27 %, KV(-20°C) = 120; 131; 125 J", source)
    assert (strengths(heat), impacts(heat)) == (TEST, [("-20", ["120", "131", "125"], None)])


@pytest.mark.parametrize("source", MEDIA)
def test_foot_pounds_are_read_without_the_lateral_expansion_beside_them(source: Source) -> None:
    text = """
Heat No.   Temp °F   Ft-lbs               Lat. exp. mils
A49850     -50       85    90    88       62   65   61
"""
    [heat] = heats_of(text, source)
    assert impacts(heat) == [("-45.6", ["115.2", "122", "119.3"], None)]


@pytest.mark.parametrize("source", MEDIA)
def test_strengths_without_units_are_read_behind_their_labels_where_no_other_unit_is_printed(source: Source) -> None:
    line = "Streckgrenze: 381   Zugfestigkeit: 522   Dehnung: 27"
    assert [strengths(heat) for heat in heats_of(f"Schmelze: A49850\n{line}", source)] == [TEST]
    assert [strengths(heat) for heat in heats_of(f"Schmelze: A49850\n{line}\nAll strengths in ksi", source)] != [TEST]


# ---- units in cells, limits beside results


@pytest.mark.parametrize("source", MEDIA)
def test_a_unit_in_the_cell_is_told_rather_than_that_of_the_heading(source: Source) -> None:
    rows = "Heat No.   Tensile            Yield              Elongation\n"
    [in_ksi] = heats_of(rows + "A49850     75.7 ksi           55.3 ksi           27 %", source)
    [in_both] = heats_of(rows + "A49850     75.7 ksi (522 MPa) 55.3 ksi (381 MPa)   27 %", source)
    assert (strengths(in_ksi), strengths(in_both)) == ([("381.3", "521.9", "27")], TEST)


@pytest.mark.parametrize("source", MEDIA)
@pytest.mark.parametrize("limit", ["Norm", "laut Norm", "Valeurs garanties", "Customer req.", "Richiesto"])
def test_a_row_of_what_a_standard_or_a_customer_asks_is_no_test(limit: str, source: Source) -> None:
    text = f"""
Schmelze A49850
                      Re MPa     Rm MPa    A5 %
{limit:<22}355        470       22
Prüfwert              381        522       27
"""
    assert [strengths(heat) for heat in heats_of(text, source)] == [TEST]


@pytest.mark.parametrize("source", MEDIA)
def test_limits_with_their_word_behind_are_no_second_test(source: Source) -> None:
    text = """
Heat No.    Re MPa     Rm MPa    A5 %
            355 min.   470 min.  22 min.
A49850      381        522       27
"""
    assert [strengths(heat) for heat in heats_of(text, source)] == [TEST]


@pytest.mark.parametrize("source", MEDIA)
def test_figures_in_brackets_beside_a_result_are_not_taken_for_it(source: Source) -> None:
    for lines in (
        "ReH = 381 (355) MPa\nRm = 522 (470-630) MPa\nA5 = 27 (22) %",
        "ReH: 381 MPa (gefordert 355 MPa)\nRm: 522 MPa (gefordert 470 MPa)\nA5: 27 % (gefordert 22 %)",
    ):
        assert [strengths(heat) for heat in heats_of(f"Schmelze A49850\n{lines}", source)] == [TEST]


@pytest.mark.parametrize("source", MEDIA)
def test_of_two_figures_around_a_limits_word_neither_is_a_result(source: Source) -> None:
    assert not [strengths(heat) for heat in heats_of("Colata A49850\nRe 355 min 381 MPa\nRm 470 min 522 MPa", source) if strengths(heat)]


@pytest.mark.parametrize("source", MEDIA)
def test_the_numbers_of_methods_are_no_contents(source: Source) -> None:
    text = """
Heat No. A49850
Element   Unit   Method      Result
C         %      ISO 15350   0.17
Si        %      ISO 14284   0.25
Mn        %      OES         1.42
P         %      OES         0.012
S         %      ISO 15350   0.008
"""
    assert [chemistry(heat) for heat in heats_of(text, source)] == [ANALYSIS]


@pytest.mark.parametrize("source", MEDIA)
def test_what_stands_in_words_behind_a_heat_below_a_table_heads_the_next_sheet(source: Source) -> None:
    text = """
Heat A49850   Lot 568672   144 kg
Ring    Rm MPa   A5 %
01-01   522      27
Heat A49851   Lot 333548   145 kg
Ring    Rm MPa   A5 %
02-01   553      26
"""
    assert [(heat.text("heat_number"), [(m, a) for _, m, a in strengths(heat)]) for heat in heats_of(text, source)] == [
        ("A49850", [("522", "27")]),
        ("A49851", [("553", "26")]),
    ]
