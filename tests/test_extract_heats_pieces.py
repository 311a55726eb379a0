"""Tests by piece and by stack: what is asked beside a mean, pieces of one heat side by side, rings, blocks beside blocks, psi over MPa."""

from __future__ import annotations

import pytest

from domain.paper import Group, Leaf
from tests.press import Row, read, rows_of, sheet

HEAD: list[Row] = [
    (50.0, {50.0: "Northfield Alloys Ltd"}),
    (80.0, {50.0: "Inspection certificate 3.1 EN 10204"}),
    (110.0, {50.0: "Certificate No.: W080110", 300.0: "Your order: 4500017325"}),
]
PLACES = (50.0, 120.0, 190.0, 260.0, 330.0, 400.0, 470.0)


def heats(*rows: Row) -> list[Group]:
    return read(sheet([*HEAD, *rows])).heats


def table(*rows: tuple[str, ...], top: float = 180.0, places: tuple[float, ...] = PLACES) -> list[Row]:
    return rows_of([(*row, *[""] * (len(places) - len(row))) for row in rows], places, top)


def chemistry(heat: Group) -> dict[str, str]:
    return {symbol: leaf.value for symbol, leaf in heat.table("chemistry").items()}


def strengths(heat: Group) -> list[list[str | None]]:
    return [[test.text(name) for name in ("yield_mpa", "tensile_mpa", "elongation_pct")] for test in heat.groups("tensile")]


def energies(heat: Group) -> list[list[str]]:
    found = []
    for test in heat.groups("impact"):
        values = test.root["energy_j"]
        found.append([each.value for each in values if isinstance(each, Leaf)] if isinstance(values, list) else [])
    return found


# ---- impacts


CHARPY = [("Heat", "Temp. °C", "1 J", "2 J", "3 J", "Mean J", "Required J"), ("4T8812", "-20", "76", "91", "111", "93", "min. 27")]


def test_what_is_required_beside_a_mean_is_no_energy() -> None:
    [heat] = heats(*table(*CHARPY))
    assert energies(heat) == [["76", "91", "111"]]
    assert heat.groups("impact")[0].text("mean_j") == "93"


def test_a_sentence_below_the_impacts_and_the_stamp_below_it_are_no_test() -> None:
    words = "The products were tested and comply with what was ordered 371 under system 9001 as approved 98 by us"
    sentence: list[Row] = [(230.0, {50.0: words}), (245.0, {50.0: "It holds without any signature for 12 years, number 55 of the works"})]
    [heat] = heats(*table(*CHARPY), *sentence, (270.0, {300.0: "AB", 330.0: "13"}))
    assert energies(heat) == [["76", "91", "111"]]


@pytest.mark.parametrize(
    ("second", "noted"), [(("80", "61", "", "65"), True), (("80", "61", "", "70"), False), (("54", "80", "61", "65"), False)]
)
def test_two_energies_of_a_scan_whose_mean_is_another_are_not_all(second: tuple[str, ...], noted: bool) -> None:
    rows = table(CHARPY[0][:6], ("4T8812", "-20", *second))
    notes = read(sheet([*HEAD, *rows], source="ocr")).notes
    assert ("an impact test shows two values of three" in notes) is noted


# ---- pieces, rings and heats


def test_two_columns_of_one_heat_are_two_tests_of_it() -> None:
    rows = table(
        ("Heat", "C", "Si", "Mn", "P"),
        ("H376272", "0.022", "0.59", "1.08", "0.025"),
        ("Test", "Standard", "Requirement", "Heat", "Heat"),
        ("", "", "", "H376272", "H376272"),
        ("Piece, direction", "ISO 6892-1", "", "L", "T"),
        ("Limite Rp0.2 (MPa)", "", "≥ 220", "311", "301"),
        ("Rm (MPa)", "", "520 – 670", "605", "584"),
        ("A5 (%)", "", "≥ 45", "52.8", "51.4"),
    )
    [heat] = heats(*rows)
    assert chemistry(heat) == {"C": "0.022", "Si": "0.59", "Mn": "1.08", "P": "0.025"}
    assert strengths(heat) == [["311", "605", "52.8"], ["301", "584", "51.4"]]
    assert [test.text("direction") for test in heat.groups("tensile")] == ["longitudinal", "transverse"]


def test_the_number_of_a_ring_is_no_heat_where_the_sheet_names_its_own() -> None:
    named: Row = (150.0, {50.0: "Heat no. 32-6662"})
    rows = table(("Ring", "Tensile Rm MPa", "Elongation A5 %", "Bends"), ("01-01", "670", "23.3", "15"), ("01-02", "664", "22.9", "14"))
    [heat] = heats(named, *rows)
    assert heat.text("heat_number") == "32-6662"
    assert [test[1:] for test in strengths(heat)] == [["670", "23.3"], ["664", "22.9"]]


def test_a_label_of_several_words_names_its_property() -> None:
    named: Row = (150.0, {50.0: "Heat no. 24-3923"})
    rows = table(
        ("Characteristic", "Method", "Unit", "Required", "Result 1"),
        ("Wedge tensile, Rm", "ISO 898-1", "N/mm²", "1,100 – 1,300", "1,221"),
        ("Stress at yield, Rp0.2", "ISO 898-1", "N/mm²", "≥ 900", "1,005"),
        ("Elongation, A5", "ISO 898-1", "%", "≥ 10", "11.9"),
        places=(50.0, 190.0, 270.0, 330.0, 430.0),
    )
    [heat] = heats(named, *rows)
    assert strengths(heat) == [["1005", "1221", "11.9"]]


def test_the_span_that_is_asked_for_is_no_result_before_one() -> None:
    [heat] = heats((150.0, {50.0: "Heat no. 24-3923"}), (180.0, {50.0: "Tensile strength Rm (MPa)", 250.0: "520 – 720", 330.0: "631"}))
    assert [test.text("tensile_mpa") for test in heat.groups("tensile")] == ["631"]


def test_the_ladles_analysis_is_the_heats_though_a_block_beside_it_numbers_its_pieces() -> None:
    rows: list[Row] = [
        (150.0, {50.0: "Cast", 90.0: "H536159"}),
        (180.0, {100.0: "Required", 170.0: "Ladle", 230.0: "Product", 300.0: "Test piece", 380.0: "Required", 460.0: "1", 500.0: "2"}),
        (194.0, {50.0: "C", 100.0: "≤ 0.50", 170.0: "0.44", 230.0: "0.43"}),
        (201.0, {300.0: "ReH (MPa)", 380.0: "≥ 305", 460.0: "383", 500.0: "406"}),
        (208.0, {50.0: "Si", 100.0: "≤ 0.40", 170.0: "0.32", 230.0: "0.31"}),
        (215.0, {300.0: "Rm (MPa)", 380.0: "≥ 580", 460.0: "709", 500.0: "707"}),
        (222.0, {50.0: "Mn", 100.0: "≤ 0.80", 170.0: "0.59", 230.0: "0.60"}),
        (229.0, {300.0: "A5 (%)", 380.0: "≥ 16", 460.0: "22.1", 500.0: "22.6"}),
        (236.0, {50.0: "P", 100.0: "≤ 0.045", 170.0: "0.011", 230.0: "0.012"}),
    ]
    [heat] = heats(*rows)
    assert chemistry(heat) == {"C": "0.44", "Si": "0.32", "Mn": "0.59", "P": "0.011"}
    assert strengths(heat) == [["383", "709", "22.1"], ["406", "707", "22.6"]]


def test_numbered_pieces_beside_what_is_asked_have_directions_of_their_own() -> None:
    rows: list[Row] = [
        (150.0, {50.0: "Cast", 90.0: "H536159"}),
        (180.0, {50.0: "Test piece", 200.0: "Required", 300.0: "1", 360.0: "2"}),
        (194.0, {50.0: "Direction", 300.0: "L", 360.0: "T"}),
        (208.0, {50.0: "ReH (MPa)", 200.0: "≥ 305", 300.0: "383", 360.0: "406"}),
        (222.0, {50.0: "Rm (MPa)", 200.0: "580 – 720", 300.0: "709", 360.0: "707"}),
    ]
    [heat] = heats(*rows)
    assert [test[:2] for test in strengths(heat)] == [["383", "709"], ["406", "707"]]
    assert [test.text("direction") for test in heat.groups("tensile")] == ["longitudinal", "transverse"]


def test_results_behind_a_signed_limit_are_each_a_test_though_no_head_tells_their_columns() -> None:
    rows: list[Row] = [
        (150.0, {50.0: "Heat no. 24-3923"}),
        (180.0, {50.0: "Rp0.2 (MPa)", 200.0: "≥ 220", 300.0: "311", 360.0: "301"}),
        (194.0, {50.0: "Rm (MPa)", 200.0: "≥ 520", 300.0: "605", 360.0: "584"}),
        (208.0, {50.0: "A5 (%)", 200.0: "≥ 45", 300.0: "52.8", 360.0: "51.4"}),
    ]
    [heat] = heats(*rows)
    assert strengths(heat) == [["311", "605", "52.8"], ["301", "584", "51.4"]]


def test_a_heats_quantity_may_stand_before_its_number() -> None:
    named: Row = (150.0, {50.0: "Lot 354997", 150.0: "Quantity 625 pcs", 300.0: "Cast No. 24-3923"})
    [heat] = heats(named, (180.0, {50.0: "Tensile strength Rm (MPa)", 250.0: "631"}))
    assert [heat.text(name) for name in ("heat_number", "lot_number", "quantity")] == ["24-3923", "354997", "625"]


def test_a_lines_quantity_left_of_the_heats_is_no_heats() -> None:
    listed = table(
        ("Item", "Part / your part", "Qty", "Heat no.", "Lot", "Qty"),
        ("10", "MK009935", "3,768", "06-7506", "582213", "1,256"),
        ("", "34-7759-87"),
        ("", "", "", "0967538", "282267", "2,512"),
        top=150.0,
    )
    analyses = table(("Heat no.", "C", "Si", "Mn"), ("06-7506", "0.014", "0.42", "1.48"), ("0967538", "0.024", "0.30", "1.19"), top=240.0)
    found = heats(*listed, *analyses)
    assert [(heat.text("heat_number"), heat.text("quantity")) for heat in found] == [("06-7506", "1256"), ("0967538", "2512")]


# ---- stacks


STACK = (50.0, 150.0, 215.0, 280.0, 330.0, 380.0, 430.0, 480.0)


def stack(*cells: tuple[float, tuple[str, ...]]) -> list[Row]:
    return [(top, {place: text for place, text in zip(STACK, texts, strict=False) if text}) for top, texts in cells]


def test_rows_that_are_stacks_of_lines_are_read_by_the_heat_on_top() -> None:
    rows = stack(
        (150.0, ("HEAT NUM. / LOT", "YIELD (ReH)", "TENSILE", "ELONG", "C", "Mn", "P", "S")),
        (160.0, ("", "P.S.I. / MPa", "P.S.I. / MPa", "A50 %")),
        (175.0, ("HEAT 588486/3",)),
        (185.0, ("", "43,100", "67,200")),
        (195.0, ("LOT 944783", "", "", "26.3", "0.17", "1.00", "0.016", "0.005")),
        (205.0, ("", "297 MPa", "463 MPa")),
        (215.0, ("QTY 753.5 kg",)),
        (225.0, ("", "43,200", "66,900")),
        (235.0, ("", "298 MPa", "461 MPa", "26.8")),
        (247.0, ("HEAT 538886",)),
        (257.0, ("", "46,800", "65,400")),
        (267.0, ("LOT 845268", "", "", "29.7", "0.18", "0.88", "0.018", "0.008")),
        (277.0, ("", "323 MPa", "451 MPa")),
        (287.0, ("QTY 754 kg",)),
    )
    first, second = heats(*rows, (330.0, {50.0: "All manufacturing was performed in the U.S.A., 1 MPa is 145.038 psi."}))
    assert [first.text(name) for name in ("heat_number", "lot_number", "quantity")] == ["588486/3", "944783", "753.5"]
    assert strengths(first) == [["297", "463", "26.3"], ["298", "461", "26.8"]]
    assert chemistry(first) == {"C": "0.17", "Mn": "1.00", "P": "0.016", "S": "0.005"}
    assert [second.text(name) for name in ("heat_number", "lot_number", "quantity")] == ["538886", "845268", "754"]
    assert strengths(second) == [["323", "451", "29.7"]]
    assert first.groups("tensile")[0].text("yield_kind") == "ReH"
    assert first.groups("tensile")[0].text("elongation_kind") == "A50"


# ---- scans


def scanned(*rows: Row) -> list[Group]:
    return read(sheet([*HEAD, *rows], source="ocr")).heats


def test_a_content_that_a_scan_tore_behind_its_mark_is_whole() -> None:
    head, row = ("Heat", "C", "Mn", "P", "S"), ("4T8812", "0,013", "1, 11", "0,032", "0,007")
    [heat] = scanned(*table(head, row))
    assert chemistry(heat)["Mn"] == "1.11"


def test_powers_of_ten_of_which_a_scan_shows_no_exponent_leave_no_content_sure() -> None:
    rows = table(("Heat", "C", "Si", "Mn", "P"), ("", "10-2%", "107 %", "102 %", "10° %"), ("4T8812", "13", "22", "81", "11"))
    [heat] = scanned(*rows)
    found = heat.table("chemistry")
    assert (found["C"].value, found["Mn"].value) == ("0.13", "0.81")
    assert all(found[symbol].confidence < 0.9 and found[symbol].contested for symbol in ("Si", "P"))


def test_a_column_in_per_cent_between_powers_of_ten_is_sure() -> None:
    rows = table(("Heat", "C", "Si", "Cr", "P"), ("", "10-3 %", "10-2 %", "%", "10-3 %"), ("4T8812", "37", "32", "18,18", "20"))
    [heat] = heats(*rows)
    assert chemistry(heat) == {"C": "0.037", "Si": "0.32", "Cr": "18.18", "P": "0.020"}
    assert heat.table("chemistry")["Cr"].confidence > 0.95


def test_a_content_without_its_nought_is_no_whole_number() -> None:
    [heat] = heats(*table(("Heat", "Si", "Mn", "Cr", "Fe"), ("4T8812", "1,05", ",62", ",08", "0,24")))
    assert chemistry(heat) == {"Si": "1.05", "Mn": "0.62", "Cr": "0.08", "Fe": "0.24"}


def test_how_far_a_tube_was_widened_is_no_elongation() -> None:
    rows: list[Row] = [
        (150.0, {50.0: "Colata 4T8812"}),
        (180.0, {50.0: "Resistenza Rm (MPa)", 300.0: "605"}),
        (194.0, {50.0: "Allungamento A5 (%)", 300.0: "52.8"}),
        (208.0, {50.0: "Allargamento 60°, 17 %", 300.0: "senza cricche"}),
    ]
    [heat] = scanned(*rows)
    assert [test[1:] for test in strengths(heat)] == [["605", "52.8"]]
