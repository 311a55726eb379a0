"""Analyses of ladle and product beside or below each other: only those of the ladle are the heat's, whichever stands first."""

from __future__ import annotations

import pytest

from tests.typed_certificates import MEDIA, Source, chemistry, heats_of, reading_of

LADLE = {"C": "0.17", "Si": "0.25", "Mn": "1.42", "P": "0.012", "S": "0.008"}
HEADED = "Heat No.      C       Si      Mn      P       S\n"


@pytest.mark.parametrize("source", MEDIA)
@pytest.mark.parametrize(("product", "ladle"), [("Product analysis", "Ladle analysis"), ("Analyse sur produit", "Analyse de coulée")])
def test_the_products_analysis_left_of_the_ladles_is_not_taken_for_it(product: str, ladle: str, source: Source) -> None:
    text = f"""
            {product:<40}{ladle}
Heat No.    C      Si     Mn     P      S           C      Si     Mn     P      S
A49850      0.18   0.26   1.44   0.013  0.009       0.17   0.25   1.42   0.012  0.008
"""
    [heat] = heats_of(text, source)
    assert chemistry(heat) == LADLE


@pytest.mark.parametrize("source", MEDIA)
def test_factors_below_the_symbols_go_with_their_analysis(source: Source) -> None:
    text = """
            Analisi di prodotto                     Analisi di colata
Colata      C      Si     Mn     P       S         C      Si     Mn     P       S
            x100   x100   x100   x1000   x1000     x100   x100   x100   x1000   x1000
A49850      18     26     144    13      9         17     25     142    12      8
"""
    [heat] = heats_of(text, source)
    assert {symbol: float(value) for symbol, value in chemistry(heat).items()} == {symbol: float(value) for symbol, value in LADLE.items()}


@pytest.mark.parametrize("source", MEDIA)
def test_a_lone_p_beside_an_l_is_the_products_row(source: Source) -> None:
    text = """
Heat No.   L/P   C      Si     Mn     P       S
A49850     P     0.18   0.26   1.44   0.013   0.009
A49850     L     0.17   0.25   1.42   0.012   0.008
"""
    [heat] = heats_of(text, source)
    assert chemistry(heat) == LADLE


@pytest.mark.parametrize("source", MEDIA)
@pytest.mark.parametrize(
    "title", ["Análisis de producto (%)", "Analyse op het product", "Analisi sul prodotto", "Stukanalyse", "Analiza wyrobu"]
)
def test_a_table_below_a_title_of_the_products_analysis_gives_way_to_the_ladles(title: str, source: Source) -> None:
    product = f"{title}\n{HEADED}A49850        0.18    0.26    1.44    0.013   0.009\n"
    ladle = f"Ladle analysis\n{HEADED}A49850        0.17    0.25    1.42    0.012   0.008"
    [heat] = heats_of(product + ladle, source)
    assert chemistry(heat) == LADLE


@pytest.mark.parametrize("source", MEDIA)
def test_figures_below_a_limit_are_none_of_a_products_analysis(source: Source) -> None:
    text = """
Heat: A49850
Element   Min    Max     Actual
C                0.20    0.17
Si        0.15   0.35    0.25
Mn        1.00   1.60    1.42
P                0.025   0.012
S                0.025   0.008
"""
    [heat] = heats_of(text, source)
    assert chemistry(heat) == LADLE


@pytest.mark.parametrize("source", MEDIA)
def test_two_analyses_side_by_side_of_which_none_is_called_the_ladles_bring_a_person(source: Source) -> None:
    text = """
Heat No.    C      Si     Mn     P      S           C      Si     Mn     P      S
A49850      0.18   0.26   1.44   0.013  0.009       0.17   0.25   1.42   0.012  0.008
"""
    assert any("side by side" in note for note in reading_of(text, source).notes)
    called = "            Product analysis                        Ladle analysis" + text
    assert not any("side by side" in note for note in reading_of(called, source).notes)
