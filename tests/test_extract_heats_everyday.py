"""How mills print results every day: captions over several headings, how was tested beside the pieces, the grade before the heat, labels that their cells break."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.paper import Group, Reading
from extract.certificate.energies import energies_of
from tests.press import Row, read, rows_of, sheet

HEAD: list[Row] = [
    (50.0, {50.0: "Tinsley Forge Ltd"}),
    (80.0, {50.0: "Inspection certificate 3.1 EN 10204"}),
    (110.0, {50.0: "Certificate No.: W080110", 300.0: "Your order: 4500017325"}),
]
DOWN = (50.0, 290.0, 350.0, 430.0)
BELOW_LIMITS = "what was read as a result stands below a heading of limits"


def page(*rows: Row) -> Reading:
    return read(sheet([*HEAD, *rows]))


def impacts(heats: list[Group]) -> list[tuple[str | None, list[str], str | None]]:
    tests = [(heat.text("heat_number"), test) for heat in heats for test in heat.groups("impact")]
    return [(number, [leaf.value for leaf in energies_of(test)], test.text("mean_j")) for number, test in tests]


def strengths(heat: Group) -> list[list[str | None]]:
    return [[test.text(name) for name in ("yield_mpa", "tensile_mpa", "elongation_pct")] for test in heat.groups("tensile")]


def test_pieces_under_a_caption_stand_beside_the_type_the_notch_and_the_unit_of_their_test() -> None:
    places = (50.0, 120.0, 180.0, 235.0, 290.0, 330.0, 370.0, 410.0, 460.0)
    head = ("CAST NO", "TYPE", "NOTCH", "TEMP C", "1", "2", "3", "AVE3", "UNITS")
    found = page(
        (166.0, {50.0: "CHARPY IMPACT TESTS"}),
        *rows_of([head, ("B91625", "CHARPY", "V", "-20", "83", "84", "75", "81", "JOULES")], places, 182.0),
    )
    assert impacts(found.heats) == [("B91625", ["83", "84", "75"], "81")]


@pytest.mark.parametrize("caption", ["KERBSCHLAGARBEIT KV (J)", "KERBSCHLAGARBEIT KV (J) / IMPACT ENERGY KV (J)"])
def test_a_caption_over_several_headings_is_none_of_them_and_a_heat_of_figures_is_no_energy(caption: str) -> None:
    places = (70.0, 150.0, 220.0, 270.0, 320.0, 370.0)
    rows = [
        ("Charge", "Temp. °C", "1", "2", "3", "Mittel"),
        ("Cast no.", "", "", "", "", "Average"),
        ("0602219", "20", "69", "90", "118", "92"),
    ]
    found = page((166.0, {45.0: caption}), *rows_of(rows, places, 180.0))
    assert impacts(found.heats) == [("0602219", ["69", "90", "118"], "92")]


@pytest.mark.parametrize(
    ("grade", "state"), [("EN AW-6082", "T6"), ("EN AC-42100", "T6"), ("EN AW-6060", "T66"), ("EN GJS-400-15", "as cast")]
)
def test_a_row_with_a_heat_behind_a_grade_that_begins_like_a_standard_is_of_results(grade: str, state: str) -> None:
    places = (50.0, 140.0, 200.0, 290.0, 350.0, 430.0)
    head = ("Alloy", "Temper", "Cast no.", "Rm MPa", "Rp0.2 MPa", "A5 %")
    [heat] = page(*rows_of([head, (grade, state, "961553/2", "346", "316", "12")], places, 180.0)).heats
    assert (heat.text("heat_number"), strengths(heat)) == ("961553/2", [["316", "346", "12"]])


def test_a_row_that_a_standard_begins_and_no_heat_goes_on_with_is_of_limits() -> None:
    places = (50.0, 290.0, 350.0, 430.0)
    rows = [("Cast no.", "Rm MPa", "Rp0.2 MPa", "A5 %"), ("EN 755-2", "310", "260", "8"), ("961553/2", "346", "316", "12")]
    [heat] = page(*rows_of(rows, places, 180.0)).heats
    assert strengths(heat) == [["316", "346", "12"]]


@given(st.sampled_from(["essai 1", "test 1", "- Probe Nr. 1", "(MPa) - essai 1", "próbka 2"]), st.integers(0, 2))
def test_a_label_that_goes_on_below_with_the_number_of_its_piece_ends_no_block(rest: str, broken: int) -> None:
    rows = [("Heat no.", "Mini", "Maxi", "23-9753")]
    results = [
        ("Yield strength ReH (MPa)", "235", "-", "281"),
        ("Tensile strength Rm", "360", "510", "422"),
        ("Elongation A5 (%)", "26", "-", "31.7"),
    ]
    for place, row in enumerate(results):
        rows += [row, (rest, "", "", "")] if place == broken else [row]
    [heat] = page(*rows_of(rows, DOWN, 180.0)).heats
    assert (heat.text("heat_number"), strengths(heat)) == ("23-9753", [["281", "422", "31.7"]])


def test_a_result_that_was_taken_from_a_column_of_limits_brings_a_person() -> None:
    rows = [
        ("Heat no.", "Mini", "Maxi", "23-9753"),
        ("Yield strength ReH (MPa)", "235", "-", "281"),
        ("Tensile strength Rm", "360", "510", "422"),
    ]
    whole = [*rows, ("Elongation A5 (%)", "26", "-", "31.7")]
    torn = [*rows, ("found on piece 3 of the lot", "", "", ""), ("Elongation A5 (%)", "26", "-", "31.7")]
    assert BELOW_LIMITS not in page(*rows_of(whole, DOWN, 180.0)).notes
    found = page(*rows_of(torn, DOWN, 180.0))
    assert strengths(found.heats[0]) == [["281", "422", "31.7"]] or BELOW_LIMITS in found.notes


@pytest.mark.parametrize("said", ["Dureza HBW: 105", "Dureza / Hardness HBW: 105"])
def test_what_the_last_phrase_of_a_row_of_headings_tells_behind_a_colon_is_the_sheets_heats(said: str) -> None:
    places = (50.0, 150.0, 250.0, 350.0)
    rows = [("Specimen", "Yield Rp0.2 MPa", "Tensile Rm MPa", "Elong. A %"), ("1", "294", "334", "14.7"), ("2", "302", "352", "11.7")]
    table = rows_of(rows, places, 214.0)
    table[0] = (table[0][0], {**table[0][1], 440.0: said})
    [heat] = page((180.0, {50.0: "Heat: H955615", 200.0: "Lot: 486581"}), *table).heats
    assert strengths(heat) == [["294", "334", "14.7"], ["302", "352", "11.7"]]
    assert [(test.text("scale"), test.text("value")) for test in heat.groups("hardness")] == [("HBW", "105")]


def test_a_hardness_beside_the_headings_of_a_table_of_several_heats_is_none_of_theirs() -> None:
    places = (50.0, 150.0, 250.0, 350.0)
    rows = [
        ("Heat no.", "Yield Rp0.2 MPa", "Tensile Rm MPa", "Elong. A %"),
        ("H955615", "294", "334", "14.7"),
        ("H955616", "302", "352", "11.7"),
    ]
    table = rows_of(rows, places, 214.0)
    table[0] = (table[0][0], {**table[0][1], 440.0: "Hardness HBW: 105"})
    assert not any(heat.groups("hardness") for heat in page(*table).heats)


@pytest.mark.parametrize(
    "called", ["Valor mín.", "Valore min", "Waarde min", "Wartość min", "Valeur exigée", "Zulässig", "Toegestane waarde", "Allowed value"]
)
@pytest.mark.parametrize("first", [True, False])
def test_a_column_of_what_is_asked_or_allowed_is_none_of_results_though_its_heading_says_value(called: str, first: bool) -> None:
    def row(name: str, asked: str, found: str) -> tuple[str, ...]:
        return (name, asked, found) if first else (name, found, asked)

    rows = [row("Heat no.", called, "H955615"), row("Rp0.2 (MPa)", "260", "294"), row("Rm (MPa)", "310", "334"), row("A5 (%)", "8", "14.7")]
    [heat] = page(*rows_of(rows, (50.0, 220.0, 340.0), 180.0)).heats
    assert (heat.text("heat_number"), strengths(heat)) == ("H955615", [["294", "334", "14.7"]])
