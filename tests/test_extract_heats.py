"""Heats of certificates: elements across and down, factors, limit rows, several heats and tests, and numbers never corrected."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.paper import Group, Leaf
from extract.certificate.result_cells import doubtful_contents
from extract.page.grid import Heading, aligned, stacked
from extract.shape.elements import ELEMENTS, element_of
from tests.press import Row, laid_out, read, rows_of, sheet

HEAD: list[Row] = [
    (50.0, {50.0: "Huta Stali S.A."}),
    (80.0, {50.0: "Inspection certificate 3.1 EN 10204"}),
    (110.0, {50.0: "Certificate No.: W080110", 300.0: "Your order: 4500017325"}),
    (124.0, {50.0: "Date: 14.09.2026", 300.0: "Grade: S355J2+N"}),
]
PLACES = (50.0, 130.0, 190.0, 250.0, 310.0, 370.0, 430.0)
CHEMISTRY = ("Heat No.", "C", "Si", "Mn", "P", "S", "Cr")
FIRST = {"C": "0.17", "Si": "0.25", "Mn": "1.40", "P": "0.012", "S": "0.003", "Cr": "0.05"}
SECOND = {"C": "0.16", "Si": "0.31", "Mn": "1.38", "P": "0.015", "S": "0.004", "Cr": "0.04"}
TENSILE = ("Heat No.", "ReH MPa", "Rm MPa", "A5 %")
TENSILE_PLACES = (50.0, 150.0, 250.0, 350.0)


def heats(*rows: Row) -> list[Group]:
    return read(sheet([*HEAD, *rows])).heats


def chemistry(heat: Group) -> dict[str, str]:
    return {element: leaf.value for element, leaf in heat.table("chemistry").items()}


def strength_of(heat: Group) -> list[list[str | None]]:
    return [[test.text(name) for name in ("yield_mpa", "tensile_mpa", "elongation_pct")] for test in heat.groups("tensile")]


def across(*rows: Sequence[str], top: float = 180.0) -> list[Row]:
    return rows_of([CHEMISTRY, *rows], PLACES, top)


def test_elements_across_give_each_heat_its_own_row() -> None:
    found = heats(*across(("0639377", *FIRST.values()), ("785579A", *SECOND.values())))
    assert [heat.text("heat_number") for heat in found] == ["0639377", "785579A"]
    assert [chemistry(heat) for heat in found] == [FIRST, SECOND]


def test_elements_down_give_each_heat_its_own_column() -> None:
    rows = [("Heat No.", "0639377", "785579A"), *((symbol, FIRST[symbol], SECOND[symbol]) for symbol in FIRST)]
    found = heats(*rows_of(rows, (50.0, 200.0, 320.0), 180.0))
    assert [heat.text("heat_number") for heat in found] == ["0639377", "785579A"]
    assert [chemistry(heat) for heat in found] == [FIRST, SECOND]


@pytest.mark.parametrize("sign", ["x", "×"])
def test_factors_below_the_symbols_scale_their_columns(sign: str) -> None:
    factors = ("", f"{sign}100", f"{sign}100", f"{sign}100", f"{sign}1000", f"{sign}1000", f"{sign}100")
    [heat] = heats(*across(factors, ("0639377", "17", "25", "140", "12", "3", "5")))
    assert {element: Decimal(value) for element, value in chemistry(heat).items()} == {e: Decimal(v) for e, v in FIRST.items()}
    assert {leaf.source for leaf in heat.table("chemistry").values()} == {"derived"}


def test_rows_of_limits_are_no_heats() -> None:
    rows = across(
        ("min.", "", "", "0.90", "", "", ""), ("max.", "0.20", "0.55", "1.60", "0.025", "0.025", "0.30"), ("0639377", *FIRST.values())
    )
    [heat] = heats(*rows)
    assert (heat.text("heat_number"), chemistry(heat)) == ("0639377", FIRST)


def test_tests_in_a_table_of_their_own_go_to_their_heats() -> None:
    tests = rows_of([TENSILE, ("785579A", "372", "540", "24.5"), ("0639377", "380", "552", "26")], TENSILE_PLACES, 300.0)
    found = heats(*across(("0639377", *FIRST.values()), ("785579A", *SECOND.values())), *tests)
    assert [strength_of(heat) for heat in found] == [[["380", "552", "26"]], [["372", "540", "24.5"]]]


def test_several_test_rows_of_a_heat_are_several_tests() -> None:
    tests = rows_of([TENSILE, ("0639377", "380", "552", "26"), ("0639377", "384", "549", "25")], TENSILE_PLACES, 300.0)
    [heat] = heats(*across(("0639377", *FIRST.values())), *tests)
    assert strength_of(heat) == [["380", "552", "26"], ["384", "549", "25"]]


def test_a_second_analysis_of_a_heat_does_not_replace_its_first() -> None:
    [heat] = heats(*across(("0639377", *FIRST.values()), ("0639377", *SECOND.values())))
    assert chemistry(heat) == FIRST


def test_a_heat_number_is_never_corrected() -> None:
    [heat] = heats(*across(("O1lS58", *FIRST.values())))
    assert heat.text("heat_number") == "O1lS58"


def test_contents_below_what_can_be_measured_keep_their_figure() -> None:
    [heat] = heats(*across(("0639377", "0.17", "0.25", "1.40", "<0.005", "0.003", "0.05")))
    assert chemistry(heat)["P"] == "0.005"
    assert heat.table("chemistry")["P"].text == "<0.005"


def test_commas_are_points_where_the_paper_writes_so() -> None:
    values = [value.replace(".", ",") for value in FIRST.values()]
    [heat] = heats(*across(("0639377", *values)))
    assert chemistry(heat) == FIRST


@given(
    st.lists(
        st.lists(st.decimals(min_value="0.001", max_value="9.999", places=3), min_size=6, max_size=6), min_size=1, max_size=6
    )
)  # fmt: skip
@settings(max_examples=20, deadline=None)
def test_whatever_the_contents_every_one_goes_to_its_element_and_heat(contents: list[list[Decimal]]) -> None:
    rows = [(f"H{4000 + i}", *(f"{value}" for value in values)) for i, values in enumerate(contents)]
    found = heats(*across(*rows))
    assert [heat.text("heat_number") for heat in found] == [row[0] for row in rows]
    assert [list(chemistry(heat).values()) for heat in found] == [list(row[1:]) for row in rows]


@pytest.mark.parametrize("text", ["C", "C%", "C[%]", "Mn%", "P×1000", "Px1000", "SI", "(Cr)"])
def test_a_symbol_is_told_from_what_belongs_to_its_heading(text: str) -> None:
    assert element_of(text, fuzzy=False) in ELEMENTS


@pytest.mark.parametrize("text", ["", "c", "Ss", "si", "No", "max", "10", "CEV", "Heat"])
def test_other_words_are_no_elements(text: str) -> None:
    assert element_of(text, fuzzy=False) is None


def test_on_a_scan_a_symbol_may_be_misread() -> None:
    assert [element_of(text, fuzzy=True) for text in ("Cc", "Ss", "S1", "A1", "c")] == ["C", "S", "Si", "Al", "C"]


@given(st.text(max_size=12), st.booleans())
def test_any_text_is_an_element_or_none(text: str, fuzzy: bool) -> None:
    assert element_of(text, fuzzy=fuzzy) in {None, *ELEMENTS}


def test_a_figure_belongs_to_the_heading_it_is_aligned_with_left_right_or_in_the_middle() -> None:
    columns = [Heading("left", 100, 160, ""), Heading("right", 200, 260, ""), Heading("middle", 300, 360, "")]
    [line] = laid_out([(100.0, {100.0: "17", 250.0: "18", 325.0: "19"})]).lines
    assert {column.name: token.text for column, token in aligned(line.tokens, columns).items()} == {
        "left": "17",
        "right": "18",
        "middle": "19",
    }
    [line] = laid_out([(100.0, {430.0: "20"})]).lines
    assert aligned(line.tokens, columns) == {}


def test_headings_one_below_the_other_are_one_and_a_known_name_wins() -> None:
    assert stacked([Heading(None, 100, 150, "Yield"), Heading("yield_mpa", 105, 140, "ReH"), Heading("tensile_mpa", 200, 240, "Rm")]) == [
        Heading("yield_mpa", 100, 150, "Yield ReH"),
        Heading("tensile_mpa", 200, 240, "Rm"),
    ]


def test_more_of_an_element_than_any_alloy_has_is_not_sure() -> None:
    doubted = doubtful_contents(contents(C="0.17", O="0.90"), scanned=False)
    assert doubted["C"].confidence == 0.99
    assert doubted["O"].confidence < 0.5


def contents(**printed: str) -> dict[str, Leaf]:
    return {name: Leaf(value=value, text=value, confidence=0.99, page=1, box=(0, 0, 1, 1), source="ocr") for name, value in printed.items()}


def test_contents_that_a_scan_shows_without_decimals_are_not_sure_where_as_many_have_some() -> None:
    torn = contents(C="0.203", Si="0.318", Mn="1", P="0.014", S="0.011")
    assert {name for name, said in doubtful_contents(torn, scanned=True).items() if said.confidence < 0.9} == {"Mn"}
    assert all(said.confidence == 0.99 for said in doubtful_contents(torn, scanned=False).values())
    assert doubtful_contents(contents(C="0.11", Si="0.20", Mn="0.80", P="0"), scanned=True)[
        "P"
    ].contested  # that 0 is below the limit is no proof
    several = contents(C="0.03", Cr="17", Si="22", P="0.014", S="0.011")  # of `0 22` the nought stands apart
    assert {name for name, said in doubtful_contents(several, scanned=True).items() if said.confidence < 0.9} == {"Cr", "Si"}
    usual = contents(C="0.03", Cr="17", Ni="12", Mn="2", Mo="3")
    assert all(said.confidence == 0.99 for said in doubtful_contents(usual, scanned=True).values())


def test_a_heat_number_that_begins_like_a_power_of_ten_is_one() -> None:
    found = heats((160.0, {50.0: "Heat No. 10-5960"}), *across(("10-5960", *FIRST.values())))
    assert [heat.text("heat_number") for heat in found] == ["10-5960"]


def test_a_number_in_the_register_of_companies_is_no_hardness() -> None:
    rows = [(200.0, {50.0: "Hardness HRB 84"}), (700.0, {50.0: "Huta Stali S.A.", 250.0: "BIC COBADEFFXXX", 400.0: "HRB 2339"})]
    (heat,) = heats(*across(("0639377", *FIRST.values()), top=150.0), *rows)
    assert [(test.text("value"), test.text("scale")) for test in heat.groups("hardness")] == [("84", "HRB")]
