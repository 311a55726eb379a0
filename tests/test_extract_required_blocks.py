"""What is asked in a list or a table of its own, above what was found, is no result of the heat."""

from __future__ import annotations

import pytest

from tests.typed_certificates import MEDIA, Source, chemistry, heats_of, strengths

ANALYSIS = {"C": "0.17", "Si": "0.25", "Mn": "1.42", "P": "0.012", "S": "0.008"}
TEST = [("381", "522", "27")]
ASKED, FOUND = "C 0.20   Si 0.55   Mn 1.60   P 0.025   S 0.025", "C 0.17   Si 0.25   Mn 1.42   P 0.012   S 0.008"


@pytest.mark.parametrize("source", MEDIA)
@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("Guaranteed values", "Actual values"),
        ("Garantierte Werte", "Ermittelte Werte"),
        ("Valeurs exigées", "Valeurs obtenues"),
        ("Valori richiesti", "Valori ottenuti"),
        ("Valores exigidos", "Valores obtenidos"),
        ("Vereiste waarden", "Gevonden waarden"),
        ("Wartości wymagane", "Wartości uzyskane"),
        ("Requirements EN 10025-2", "Results"),
    ],
)
def test_a_list_of_what_is_asked_above_the_list_of_what_was_found_is_no_test(asked: str, found: str, source: Source) -> None:
    text = f"Heat No. A49850\n{asked}: ReH 355 MPa, Rm 470 MPa, A5 22 %\n{found}: ReH 381 MPa, Rm 522 MPa, A5 27 %"
    assert [strengths(heat) for heat in heats_of(text, source)] == [TEST]


@pytest.mark.parametrize("source", MEDIA)
@pytest.mark.parametrize(
    ("asked", "found"), [("According to EN 10025-2: ", "Found: "), ("Vorgabe: ", "Ist: "), ("Sollanalyse\n", "Istanalyse\n")]
)
def test_an_analysis_that_is_asked_is_not_the_heats(asked: str, found: str, source: Source) -> None:
    assert [chemistry(heat) for heat in heats_of(f"Heat No. A49850\n{asked}{ASKED}\n{found}{FOUND}", source)] == [ANALYSIS]


@pytest.mark.parametrize("source", MEDIA)
def test_a_table_of_what_is_asked_above_the_same_of_what_was_found_is_left_out(source: Source) -> None:
    text = """
Requirements to EN 10025-2
C       Si      Mn      P       S
0.20    0.55    1.60    0.025   0.025
Heat No.   C       Si      Mn      P       S
A49850     0.17    0.25    1.42    0.012   0.008
Requirements
ReH MPa   Rm MPa   A5 %
355       470      22
Results
Heat No.   ReH MPa   Rm MPa   A5 %
A49850     381       522      27
"""
    assert [(chemistry(heat), strengths(heat)) for heat in heats_of(text, source)] == [(ANALYSIS, TEST)]


@pytest.mark.parametrize("source", MEDIA)
def test_a_title_of_what_is_asked_above_results_alone_leaves_them(source: Source) -> None:
    text = """
Requirements EN 10025-2
Heat No.   ReH MPa   Rm MPa   A5 %
A49850     381       522      27
"""
    assert [strengths(heat) for heat in heats_of(text, source)] == [TEST]


@pytest.mark.parametrize("source", MEDIA)
def test_a_yield_strength_that_is_called_a_limit_is_a_result(source: Source) -> None:
    text = "Colada A49850\nLímite elástico: Re 381 MPa, Rm 522 MPa, A 27 %\nOtra: Re 381 MPa, Rm 522 MPa, A 27 %"
    [heat] = heats_of(text, source)
    assert strengths(heat)[0] == ("381", "522", "27")


@pytest.mark.parametrize(
    "title", ["Próba rozciągania PN-EN ISO 6892-1", "Trekproef ISO 6892-1", "Test to EN ISO 6892-1, ambient temperature"]
)
def test_a_standard_that_says_how_is_tested_asks_for_nothing_though_another_table_has_the_same_headings(title: str) -> None:
    text = f"""
{title}
Cast     Plate No.   Loc.   Dir.   ReH    Rm     A5
                                   MPa    MPa    %
A49850   24608-1     T      L      381    522    27
Impact test ISO 148-1
Cast     Plate No.   Temp.    1 J    2 J    3 J    Mean J
A49850   24608-1     20       103    106    102    104
"""
    assert [strengths(heat) for heat in heats_of(text, "text")] == [TEST]
