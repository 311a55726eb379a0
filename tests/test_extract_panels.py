"""Tables beside each other under the same headings, as one; and rows that only look like such."""

from __future__ import annotations

from extract.certificate.panels import unfolded
from tests.press import Row, laid_out, read, sheet

HEAD: list[Row] = [
    (50.0, {50.0: "Northfield Alloys Ltd"}),
    (80.0, {50.0: "Inspection certificate 3.1 EN 10204"}),
    (110.0, {50.0: "Certificate No.: W080110", 300.0: "Your order: 4500017325"}),
    (150.0, {50.0: "Heat 411845/4", 150.0: "Test lot 535379"}),
]
PANELS: list[Row] = [
    (170.0, {50.0: "Elem.", 90.0: "Limit %", 150.0: "Product", 200.0: "Ladle", 270.0: "Elem.", 310.0: "Limit %", 370.0: "Product", 420.0: "Ladle"}),
    (182.0, {50.0: "C", 90.0: "max. 0.20", 150.0: "0.16", 200.0: "0.15", 270.0: "S", 310.0: "max. 0.025", 370.0: "0.003", 420.0: "0.002"}),
    (194.0, {50.0: "Si", 90.0: "max. 0.55", 150.0: "0.29", 200.0: "0.28", 270.0: "Cu", 310.0: "max. 0.55", 370.0: "0.14", 420.0: "0.13"}),
    (206.0, {50.0: "Mn", 90.0: "max. 1.60", 150.0: "1.38", 200.0: "1.39"}),
]  # fmt: skip
TESTS: list[Row] = [
    (222.0, {50.0: "Tensile test 1:", 140.0: "ReH = 409 MPa,", 240.0: "Rm = 529 MPa,", 340.0: "A5 = 29.6 %"}),
    (234.0, {50.0: "Required: ReH ≥ 355 MPa; Rm 470-630 MPa; A5 ≥ 22 %."}),
]


def test_panels_of_elements_are_one_analysis_and_that_of_the_ladle_counts() -> None:
    [heat] = read(sheet([*HEAD, *PANELS])).heats
    assert {symbol: leaf.value for symbol, leaf in heat.table("chemistry").items()} == {
        "C": "0.15",
        "Si": "0.28",
        "Mn": "1.39",
        "S": "0.002",
        "Cu": "0.13",
    }
    assert heat.text("heat_number") == "411845/4"


def test_a_value_of_a_further_panel_is_shown_where_it_is_printed() -> None:
    [heat] = read(sheet([*HEAD, *PANELS])).heats
    assert heat.table("chemistry")["S"].box[0] > 400


def test_what_is_required_of_a_test_is_not_its_result() -> None:
    [heat] = read(sheet([*HEAD, *PANELS, *TESTS])).heats
    assert [test.text("yield_mpa") for test in heat.groups("tensile")] == ["409"]


def test_columns_of_limits_under_each_symbol_are_no_panels() -> None:
    rows: list[Row] = [
        (170.0, {50.0: "min", 100.0: "max", 150.0: "min", 200.0: "max"}),
        (182.0, {50.0: "0.10", 100.0: "0.20", 150.0: "0.30", 200.0: "0.40"}),
        (194.0, {50.0: "0.11", 100.0: "0.21", 150.0: "0.31", 200.0: "0.41"}),
    ]
    layout = laid_out(rows)
    assert unfolded(layout).text == layout.text
