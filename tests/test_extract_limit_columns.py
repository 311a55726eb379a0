"""Results between their limits: below each symbol stand the least, the most, and what was found."""

from __future__ import annotations

from extract.certificate.limit_columns import has_several_directions, without_limit_columns
from tests.press import Row, laid_out

HEAD: list[Row] = [
    (100.0, {50.0: "Charge", 150.0: "C [%]", 300.0: "Si [%]"}),
    (112.0, {50.0: "Number", 130.0: "min", 170.0: "max", 210.0: "Ist", 280.0: "min", 320.0: "max", 360.0: "Ist"}),
]


def lines(*rows: Row) -> list[str]:
    return [line.text for line in without_limit_columns(laid_out([*HEAD, *rows])).lines]


def test_figures_in_columns_of_limits_are_left_out_and_heats_stay() -> None:
    row: Row = (124.0, {50.0: "0652064", 130.0: "–", 170.0: "0,17", 210.0: "0,11", 280.0: "0,10", 320.0: "0,55", 360.0: "0,14"})
    assert lines(row) == ["Charge C [%] Si [%]", "Number", "0652064 0,11 0,14"]


def test_the_columns_end_where_a_line_has_no_figures() -> None:
    rows: list[Row] = [(124.0, {50.0: "0652064", 210.0: "0,11"}), (150.0, {50.0: "Zugprüfung"}), (162.0, {170.0: "510"})]
    assert lines(*rows)[-1] == "510"


def test_one_column_of_results_is_left_to_those_who_read_rows() -> None:
    table: list[Row] = [
        (100.0, {50.0: "Merkmal", 130.0: "min", 170.0: "max", 210.0: "Ist"}),
        (112.0, {50.0: "Dichte", 130.0: "0,8", 170.0: "1,2", 210.0: "0,9"}),
    ]
    assert [line.text for line in without_limit_columns(laid_out(table)).lines][1] == "Dichte 0,8 1,2 0,9"


def test_a_symbol_above_a_group_stands_over_its_result() -> None:
    row: Row = (124.0, {50.0: "0652064", 130.0: "–", 170.0: "0,17", 210.0: "0,11", 280.0: "0,10", 320.0: "0,55", 360.0: "0,14"})
    head = without_limit_columns(laid_out([*HEAD, row])).lines[0]
    assert [round(phrase.box[0]) for phrase in head.phrases] == [50, 206, 354]


def test_limits_beside_results_of_rows_that_begin_with_a_property_are_left_out() -> None:
    rows: list[Row] = [
        (120.0, {140.0: "min", 185.0: "max", 235.0: "längs", 340.0: "Härte 166 HBW"}),
        (134.0, {50.0: "Rm", 90.0: "MPa", 140.0: "520", 185.0: "670", 235.0: "583"}),
        (148.0, {50.0: "Rp0.2", 90.0: "MPa", 140.0: "220", 185.0: "–", 235.0: "286"}),
    ]
    assert [line.text for line in without_limit_columns(laid_out(rows)).lines] == ["längs Härte 166 HBW", "Rm MPa 583", "Rp0.2 MPa 286"]


def test_results_in_two_directions_beside_limits_are_for_a_person() -> None:
    one: Row = (134.0, {50.0: "Rm", 90.0: "MPa", 140.0: "520", 185.0: "670", 235.0: "583"})
    two: Row = (134.0, {50.0: "Rm", 90.0: "MPa", 140.0: "520", 185.0: "670", 235.0: "583", 290.0: "592"})
    head: Row = (120.0, {140.0: "min", 185.0: "max", 235.0: "längs", 290.0: "quer"})
    assert has_several_directions(laid_out([head, two]))
    assert not has_several_directions(laid_out([head, one]))


def test_a_letter_that_is_misread_over_one_result_leaves_its_limits_limits() -> None:
    head: Row = (112.0, {50.0: "Number", 130.0: "min", 170.0: "max", 210.0: "eff.", 280.0: "min", 320.0: "max", 360.0: "eff,", 430.0: "min", 470.0: "max", 510.0: "eft."})  # fmt: skip
    row: Row = (124.0, {50.0: "0652064", 170.0: "0,17", 210.0: "0,11", 320.0: "0,55", 360.0: "0,14", 470.0: "1,60", 510.0: "1,22"})
    assert without_limit_columns(laid_out([HEAD[0], head, row])).lines[-1].text == "0652064 0,11 0,14 1,22"
