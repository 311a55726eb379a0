"""Tests in lines that name their heat or lot, below tables, in labels and below captions; and the directions that labels and heads say."""

from __future__ import annotations

import pytest

from domain.paper import Group
from tests.press import PITCH, Row, read, rows_of, sheet

HEAD: list[Row] = [
    (50.0, {50.0: "Huta Stali S.A."}),
    (80.0, {50.0: "Inspection certificate 3.1 EN 10204"}),
    (110.0, {50.0: "Certificate No.: W080110", 300.0: "Your order: 4500017325"}),
    (124.0, {50.0: "Date: 14.09.2026", 300.0: "Grade: S355J2+N"}),
]
TWO = [
    ("Heat No.", "Lot No.", "ReH MPa", "Rm MPa", "A5 %"),
    ("A93410", "891643", "407", "691", "22.1"),
    ("H68636", "564219", "406", "672", "20.8"),
]
PLACES = (50.0, 130.0, 200.0, 280.0, 360.0)


def heats(*rows: Row) -> list[Group]:
    return read(sheet([*HEAD, *rows])).heats


def lines(*texts: str, top: float = 240.0) -> list[Row]:
    return [(top + PITCH * at, {50.0: text}) for at, text in enumerate(texts)]


def below(*texts: str) -> list[Group]:
    return heats(*rows_of(TWO, PLACES, 180.0), *lines(*texts))


def hardness(found: list[Group]) -> list[list[tuple[str | None, str | None]]]:
    return [[(test.text("value"), test.text("scale")) for test in heat.groups("hardness")] for heat in found]


@pytest.mark.parametrize(
    "texts",
    [
        ("Brinell on bar: heat A93410 190 HBW; heat H68636 201 HBW",),
        ("Hardness HBW: heat A93410 – 190; heat H68636 – 201",),
        ("Brinell hardness heat A93410: 190 HBW", "Brinell hardness heat H68636: 201 HBW"),
        ("Hardness HBW: lot 891643 190; lot 564219 201",),
    ],
)
def test_a_hardness_is_of_the_heat_or_lot_that_its_line_names(texts: tuple[str, ...]) -> None:
    assert hardness(below(*texts)) == [[("190", "HBW")], [("201", "HBW")]]


def test_a_line_that_names_a_heat_with_its_hardness_makes_no_heat_without_a_number() -> None:
    found = below("Brinell hardness heat A93410: 190 HBW", "Brinell hardness heat H68636: 201 HBW")
    assert [heat.text("heat_number") for heat in found] == ["A93410", "H68636"]


@pytest.mark.parametrize(
    "text",
    [
        "Charpy V-notch: lot 891643 at 20 °C: 73, 68, 67 J (avg 69 J).",
        "Lot 891643 : KV 20 °C = 73 – 68 – 67 J (gem. 69 J)",
    ],
)
def test_all_energies_of_a_line_that_names_the_lot_are_read_with_their_mean(text: str) -> None:
    first, second = below(text)
    (test,) = first.groups("impact")
    energies = [leaf.value for leaf in test.root["energy_j"] if hasattr(leaf, "value")]  # type: ignore[union-attr]
    assert (energies, test.text("mean_j"), test.text("temperature_c")) == (["73", "68", "67"], "69", "20")
    assert not second.groups("impact")


@pytest.mark.parametrize("asked", ["max. 250 HBW", "≤ 250 HBW", "≤250 HBW", "180 - 250 HBW"])
def test_what_is_asked_behind_the_number_of_a_heat_is_no_hardness(asked: str) -> None:
    assert hardness(below(f"Brinell hardness heat A93410: {asked}")) == [[], []]


def test_a_hardness_of_a_heat_that_the_paper_does_not_have_is_nobodys() -> None:
    assert hardness(below("Brinell hardness heat B11111: 190 HBW")) == [[], []]


def block(*said: str, head: str = "Result") -> list[Group]:
    """One heat with a block of properties, what is asked beside what was found, and lines below it."""
    rows = [
        ("Test", "Unit", "Required", head),
        ("Yield strength ReH", "MPa", "min. 355", "381"),
        ("Tensile strength Rm", "MPa", "min. 470", "544"),
    ]
    return heats(*lines("Heat No. 265403/4", top=160.0), *rows_of(rows, (50.0, 220.0, 300.0, 420.0), 180.0), *lines(*said))


def test_a_hardness_below_a_table_of_what_is_asked_and_found_is_read() -> None:
    assert hardness(block("Hardness: 170 HBW")) == [[("170", "HBW")]]


@pytest.mark.parametrize(("head", "said"), [("Result long", "longitudinal"), ("transverse", "transverse"), ("Result", None), ("T", None)])
def test_a_word_for_a_direction_above_a_column_of_results_says_it(head: str, said: str | None) -> None:
    assert [test.text("direction") for heat in block(head=head) for test in heat.groups("tensile")] == [said]


def test_rows_that_say_both_directions_in_brackets_are_two_tests() -> None:
    rows = [("Test", "Unit", "Required", "Result")]
    for way, strengths in (("long.", ("964", "1215", "11.4")), ("transv.", ("978", "1202", "12.6"))):
        names = (f"Yield strength Rp0.2 ({way})", f"Tensile strength Rm ({way})", f"Elongation A5 ({way})")
        rows += [(name, unit, "900", value) for name, unit, value in zip(names, ("MPa", "MPa", "%"), strengths, strict=True)]
    found = heats(*lines("Heat No. 265403/4", top=160.0), *rows_of(rows, (50.0, 250.0, 330.0, 420.0), 180.0))
    assert [(test.text("direction"), test.text("yield_mpa")) for heat in found for test in heat.groups("tensile")] == [
        ("longitudinal", "964"),
        ("transverse", "978"),
    ]


def test_a_direction_that_leads_the_results_of_a_test_is_its_own() -> None:
    told = ("Test 1 L: Rp0.2 = 994 MPa, Rm = 1137 MPa, A5 = 12.6 %", "Test 2 transverse: Rp0.2 = 995 MPa, Rm = 1198 MPa, A5 = 12.8 %")
    found = heats(*lines("Heat No. 265403/4", *told, top=160.0))
    assert [test.text("direction") for heat in found for test in heat.groups("tensile")] == ["longitudinal", "transverse"]


def test_a_word_for_pieces_ends_the_label_of_a_hardness() -> None:
    assert hardness(heats(*lines("Heat No. 265403/4", "Test 1: Rp0.2 = 995 MPa, Rm = 1137 MPa", "Härte am Stück: 333 HBW", top=160.0))) == [
        [("333", "HBW")]
    ]


def test_a_hardness_stands_below_its_caption_beside_tests_that_are_told_in_words() -> None:
    rows = rows_of([("Hardness HBW", "Ultrasonic", "Visual"), ("156", "not requested", "satisfactory")], (50.0, 200.0, 350.0), 240.0)
    assert hardness(heats(*lines("Heat No. 265403/4", "Rm = 578 MPa", top=160.0), *rows)) == [[("156", "HBW")]]
