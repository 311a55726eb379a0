"""Results that lines of text tell below a table with limits, labels of impact rows that a cell broke, numbers that begin as an element does."""

from __future__ import annotations

from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.paper import Group
from tests.press import Row, read, rows_of, sheet
from tests.typed_certificates import impacts, strengths

HEAD: list[Row] = [
    (50.0, {50.0: "Northfield Alloys Ltd"}),
    (80.0, {50.0: "Inspection certificate 3.1 EN 10204"}),
    (110.0, {50.0: "Certificate No.: W080110", 300.0: "Your order: 4500017325"}),
    (140.0, {50.0: "Heat: H281179"}),
]
ANALYSIS = (
    ("Element", "Required", "Result %"),
    ("C", "0.10 – 0.20", "0.14"),
    ("Si", "0.10 – 0.40", "0.21"),
    ("Mn", "0.90 – 1.60", "1.32"),
    ("P", "≤ 0.035", "0.017"),
    ("S", "≤ 0.035", "0.008"),
)
BELOW = 260.0


def heat_of(*texts: str, places: tuple[float, float, float] = (50.0, 160.0, 260.0)) -> Group:
    """The one heat of a certificate with its analysis beside limits and, below it, lines of text."""
    below: list[Row] = [(BELOW + 14.0 * at, {50.0: text}) for at, text in enumerate(texts)]
    [heat] = read(sheet([*HEAD, *rows_of(ANALYSIS, places, 160.0), *below])).heats
    return heat


@given(st.integers(110, 330), st.sampled_from(["/", ";"]), st.sampled_from(["mean", "average"]))
def test_energies_in_a_line_of_text_are_all_read_wherever_the_columns_above_stand(place: int, between: str, called: str) -> None:
    text = f"Charpy KV at -20 °C: 108 {between} 88 {between} 125 J, {called} 107 J"
    heat = heat_of("Impact test", text, places=(50.0, 150.0, 150.0 + place))
    assert impacts(heat) == [("-20", ["108", "88", "125"], "107")]


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        (
            ["Test piece no. 4787: Yield strength ReH = 276 MPa  Tensile strength Rm = 426 MPa  Elongation A5 = 32.9 %"],
            [("276", "426", "32.9")],
        ),
        (
            [
                "Próbka nr 9424: Granica plastyczności ReH = 319 MPa  Wytrzymałość Rm = 558 MPa  Wydłużenie A5 =",
                "30 %",
                "Próbka nr 9425: Granica plastyczności ReH = 328 MPa  Wytrzymałość Rm = 561 MPa  Wydłużenie A5 =",
                "31 %",
            ],
            [("319", "558", "30"), ("328", "561", "31")],
        ),
        (
            [
                "Próbka nr 8860: Granica plastyczności Rp0.2 = 952 MPa  Wytrzymałość Rm = 1163 MPa  Wydłużenie",
                "A5 = 12.7 %",
                "Próbka nr 8861: Granica plastyczności Rp0.2 = 973 MPa  Wytrzymałość Rm = 1204 MPa  Wydłużenie",
                "A5 = 11.1 %",
                "Twardość: 325 HBW",
            ],
            [("952", "1163", "12.7"), ("973", "1204", "11.1")],
        ),
    ],
)
def test_strengths_behind_equals_signs_stand_in_no_column_of_the_table_above(told: list[str], expected: list[tuple[str, ...]]) -> None:
    assert strengths(heat_of("Tensile test", *told)) == expected


def test_an_equals_sign_at_the_end_of_a_line_takes_no_figure_without_its_unit_from_the_next() -> None:
    heat = heat_of("Specimen 1: Yield strength ReH = 319 MPa  Tensile strength Rm = 558 MPa  Elongation A5 =", "30 pieces")
    assert strengths(heat) == [("319", "558", None)]


BROKEN = (
    ("Heat No.", "min", "max", "B20859", "K19485"),
    ("Yield point ReH [MPa]", "235", "", "286", "308"),
    ("Tensile strength Rm [MPa]", "360", "510", "412", "444"),
    ("Elongation A5 [%]", "26", "", "34", "31.2"),
    ("Impact energy KV [J]", "", "", "99", "118"),
    ("20 °C - 1", "", "", "", ""),
    ("Impact energy KV [J]", "", "", "86", "78"),
    ("20 °C - 2", "", "", "", ""),
    ("Impact energy KV [J]", "", "", "114", "94"),
    ("20 °C - 3", "", "", "", ""),
    ("Impact energy KV [J]", "", "", "100", "97"),
    ("20 °C - Mean", "", "", "", ""),
)


def test_the_piece_that_a_cell_broke_off_the_label_of_an_impact_row_belongs_to_it() -> None:
    rows = rows_of(BROKEN, (50.0, 210.0, 270.0, 340.0, 440.0), 160.0)
    heats = read(sheet([*HEAD[:3], *rows, (780.0, {50.0: "The goods comply with the order."})])).heats
    assert [impacts(heat) for heat in heats] == [[("20", ["99", "86", "114"], "100")], [("20", ["118", "78", "94"], "97")]]


def test_the_number_of_a_heat_whose_label_begins_with_n_is_no_nitrogen() -> None:
    table = (
        ("N. colata / Heat No.", "min", "max", "0521822"),
        ("C", "", "0.17", "0.10"),
        ("Si", "", "", "0.16"),
        ("Mn", "", "1.40", "0.62"),
        ("P", "", "0.035", "0.008"),
        ("S", "", "0.035", "0.003"),
        ("N", "", "0.012", "0.007"),
    )
    [heat] = read(sheet([*HEAD[:3], *rows_of(table, (50.0, 210.0, 270.0, 340.0), 160.0)])).heats
    assert heat.text("heat_number") == "0521822"
    assert {name: leaf.value for name, leaf in heat.table("chemistry").items()} == {
        "C": "0.10",
        "Si": "0.16",
        "Mn": "0.62",
        "P": "0.008",
        "S": "0.003",
        "N": "0.007",
    }


@pytest.mark.parametrize("source", ["text", "ocr"])
def test_the_piece_of_an_impact_row_may_stand_apart_from_its_label_behind_the_temperature(source: Literal["text", "ocr"]) -> None:
    table = (
        *((name, "", low, high, one, other) for name, low, high, one, other in BROKEN[:4]),
        ("Impact energy KV", "[J] -20 °C - 1", "", "", "100", "148"),
        ("Impact energy KV", "J] -20 °C - 2", "", "", "75", "115"),
        ("Impact energy KV", "J] -20 °C - 3", "", "", "85", "88"),
        ("Impact energy KV", "[J] -20 °C - Mean", "", "", "87", "117"),
    )
    rows = rows_of(table, (50.0, 210.0, 310.0, 360.0, 420.0, 490.0), 160.0)
    heats = read(sheet([*HEAD[:3], *rows], source=source)).heats
    assert [impacts(heat) for heat in heats] == [[("-20", ["100", "75", "85"], "87")], [("-20", ["148", "115", "88"], "117")]]


PIECES = (
    "Specimen no. 8384: Yield strength ReH = 380 MPa  Tensile strength Rm = 536 MPa  Elongation A5 = 30 %",
    "Specimen no. 8385: Yield strength ReH = 392 MPa  Tensile strength Rm = 517 MPa  Elongation A5 = 31 %",
)


def test_what_is_lost_of_one_piece_is_not_taken_from_the_next_and_brings_a_person() -> None:
    torn = PIECES[0].replace("536 MPa", "5I36 MPa")
    below: list[Row] = [(BELOW + 14.0 * at, {50.0: text}) for at, text in enumerate(["Tensile test", torn, PIECES[1]])]
    reading = read(sheet([*HEAD, *rows_of(ANALYSIS, (50.0, 160.0, 260.0), 160.0), *below]))
    [heat] = reading.heats
    assert strengths(heat)[-1] == ("392", "517", "31")
    assert "517" not in strengths(heat)[0]
    assert reading.notes


def test_a_colon_and_equals_signs_that_a_scan_lost_change_nothing_of_a_pieces_results() -> None:
    bare = [text.replace(":", "").replace("ReH =", "ReH").replace("Rm =", "Rm") for text in PIECES]
    assert strengths(heat_of("Tensile test", *bare)) == [("380", "536", "30"), ("392", "517", "31")]
