"""Certificates as scans show them: exponents level with the ten, specks before figures, torn headings, lists of energies, false heats."""

from __future__ import annotations

from dataclasses import replace

import pytest

from domain.paper import Group, Leaf
from extract.certificate.heats import without_lots_of_heats
from extract.certificate.result_head import Head
from extract.label.result_words import bare, hardness_scale, is_country
from extract.page.grid import Heading
from extract.shape.elements import symbols_of
from tests.papers import leaf
from tests.press import Row, read, rows_of, sheet

HEAD: list[Row] = [
    (50.0, {50.0: "Northfield Alloys Ltd"}),
    (80.0, {50.0: "Inspection certificate 3.1 EN 10204"}),
    (110.0, {50.0: "Certificate No.: W080110", 300.0: "Your order: 4500017325"}),
]
PLACES = (50.0, 120.0, 190.0, 260.0, 330.0, 400.0, 470.0)


def table(*rows: tuple[str, ...]) -> list[Row]:
    return rows_of([(*row, *[""] * (len(PLACES) - len(row))) for row in rows], PLACES, 180.0)


def scanned(*rows: Row, others: dict[str, str] | None = None) -> list[Group]:
    """The heats of a scan; of the words in `others` a second reading is another, and the print is unclear."""
    page = sheet([*HEAD, *rows], source="ocr")
    unclear = [replace(w, confidence=0.6, others=(others[w.text],)) if others and w.text in others else w for w in page.words]
    return read(replace(page, words=tuple(unclear))).heats


def printed(*rows: Row) -> list[Group]:
    return read(sheet([*HEAD, *rows])).heats


def chemistry(heat: Group) -> dict[str, str]:
    return {symbol: leaf.value for symbol, leaf in heat.table("chemistry").items()}


def energies(heat: Group) -> list[list[str]]:
    found = [test.root.get("energy_j") for test in heat.groups("impact")]
    return [[leaf.value for leaf in listed if isinstance(leaf, Leaf)] for listed in found if isinstance(listed, list)]


# ---- factors


def test_exponents_that_a_scan_shows_level_with_the_ten_scale_the_contents_below() -> None:
    rows = [("Heat No.", "C", "Si", "Mn", "P"), ("", "103%", "10.2%", "10-2%", "10-3%"), ("A49850", "35", "51", "150", "28")]
    [heat] = scanned(*table(*rows))
    assert chemistry(heat) == {"C": "0.035", "Si": "0.51", "Mn": "1.50", "P": "0.028"}


def test_an_exponent_that_cannot_be_read_leaves_the_contents_below_it_in_doubt() -> None:
    rows = [("Heat No.", "C", "Si", "Mn", "P"), ("", "107%", "10.2%", "10-2%", "10-3%"), ("A49850", "35", "51", "150", "28")]
    [heat] = scanned(*table(*rows))
    doubted = {symbol for symbol, leaf in heat.table("chemistry").items() if leaf.confidence < 0.9}
    assert doubted == {"C"}


def test_a_heat_number_and_what_an_edge_left_of_it_are_one_heat_whose_number_is_not_sure() -> None:
    analysis = table(
        ("Heat No.", "C", "Si", "Mn", "P"), ("14/2", "0.14", "0.16", "0.57", "0.016"), ("A67712", "0.14", "0.13", "0.80", "0.012")
    )
    tests = [
        (260.0, {50.0: "Heat No.", 150.0: "ReH MPa", 250.0: "Rm MPa", 350.0: "A5 %"}),
        (274.0, {50.0: "894514/2", 150.0: "282", 250.0: "434", 350.0: "33.9"}),
        (288.0, {50.0: "A67712", 150.0: "281", 250.0: "413", 350.0: "32.4"}),
    ]
    one, other = scanned(*analysis, *tests)
    assert (one.text("heat_number"), other.text("heat_number")) == ("894514/2", "A67712")
    assert (chemistry(one)["Mn"], [test.text("tensile_mpa") for test in one.groups("tensile")]) == ("0.57", ["434"])
    number = one.root["heat_number"]
    assert isinstance(number, Leaf)
    assert number.confidence < 0.9


def test_a_factor_that_two_readings_have_differently_makes_contents_no_surer_than_its_print() -> None:
    rows = [("Heat No.", "Si", "Fe", "Mn"), ("", "x100", "x10", "x100"), ("A49850", "91", "23", "48")]
    [heat] = scanned(*table(*rows), others={"x10": "x100"})
    sure = {symbol: leaf.confidence > 0.95 for symbol, leaf in heat.table("chemistry").items()}
    assert sure == {"Si": True, "Fe": False, "Mn": True}


def test_a_content_whose_factor_is_in_doubt_is_no_surer_for_being_within_its_limits() -> None:
    rows = table(("Heat No.", "Si", "Fe", "Mn"), ("", "x100", "x10", "x100"), ("A49850", "91", "23", "48"))
    page = sheet([*HEAD, *rows], source="ocr")
    unclear = [replace(w, confidence=0.6, others=("x100",)) if w.text == "x10" else w for w in page.words]
    reading = read(replace(page, words=tuple(unclear)))
    assert reading.contested == ["heats[0].chemistry.Fe"]
    assert "scaled" in reading.why_doubted("heats[0].chemistry.Fe")


def test_the_last_words_of_the_heats_heading_may_stand_before_the_factors() -> None:
    rows = [("", "Si", "Fe", "Mn"), ("de colada", "", "", ""), ("", "x100", "x100", "x1000"), ("A49850", "91", "23", "480")]
    [heat] = scanned(*table(*rows))
    assert chemistry(heat) == {"Si": "0.91", "Fe": "0.23", "Mn": "0.480"}


def test_a_row_of_contents_with_two_tens_in_it_is_none_of_factors() -> None:
    rows = [
        ("Heat No.", "C", "Si", "Mn", "P", "Cr"),
        ("", "x100", "x100", "x100", "x1000", "x100"),
        ("24-9073", "48", "30", "60", "10", "10"),
    ]
    [heat] = printed(*table(*rows))
    assert chemistry(heat) == {"C": "0.48", "Si": "0.30", "Mn": "0.60", "P": "0.010", "Cr": "0.10"}


# ---- figures and symbols


def test_a_speck_before_a_figure_that_has_its_mark_is_no_mark() -> None:
    [heat] = scanned(*table(("Heat No.", "C", "Si", "Mn"), ("A49850", "0.41", "0.31", ".0.73")))
    assert chemistry(heat) == {"C": "0.41", "Si": "0.31", "Mn": "0.73"}


def test_a_small_s_is_sulphur_also_where_the_symbol_before_it_is_lost() -> None:
    assert symbols_of(["C", "Si", "Mn", "s", "Cu", "N"], fuzzy=True) == ["C", "Si", "Mn", "S", "Cu", "N"]


def test_as_beside_strengths_is_an_elongation_and_no_arsenic() -> None:
    [heat] = scanned(*table(("Heat No.", "ReH", "Rm", "AS", "KV"), ("A49850", "393", "565", "28", "118")))
    assert [test.text("elongation_pct") for test in heat.groups("tensile")] == ["28"]
    assert chemistry(heat) == {}


@pytest.mark.parametrize(("text", "scale"), [("Hardness HB 199 HBW", "HBW"), ("Hardness HB", "HB"), ("HRC", "HRC")])
def test_of_two_names_of_the_brinell_scale_the_fuller_counts(text: str, scale: str) -> None:
    assert hardness_scale(text) == scale


# ---- what heats are called


def test_what_a_scan_has_grown_on_behind_a_semicolon_is_no_part_of_a_heat_number() -> None:
    assert (bare("27-6782;der"), bare("27-6782;"), bare("H24;1")) == ("27-6782", "27-6782", "H24;1")


def test_a_number_level_behind_a_label_that_stands_in_a_line_of_its_own_is_its_heat() -> None:
    label = sheet([(180.0, {50.0: "Charge nr."})], source="ocr", size=6.0)
    rest = sheet([*HEAD, (176.0, {120.0: "70-9373", 300.0: "1130 KG"}), (200.0, {50.0: "C = 0.038; Si = 0.53; Mn = 1.38"})], source="ocr")
    [heat] = read(replace(rest, words=(*rest.words, *label.words))).heats
    assert (heat.text("heat_number"), chemistry(heat)) == ("70-9373", {"C": "0.038", "Si": "0.53", "Mn": "1.38"})


def test_a_quantity_of_the_heat_is_no_lot() -> None:
    rows: list[Row] = [(150.0, {50.0: "HEAT NO: 210127 MELTED IN: CA HEAT QTY: 706 KG"}), (170.0, {50.0: "C: 0.21 Si: 0.31 Mn: 0.99"})]
    [heat] = printed(*rows)
    assert (heat.text("lot_number"), heat.text("quantity")) == (None, "706")


def test_below_a_mere_c00_beside_heats_stand_test_pieces() -> None:
    rows = [("B07", "C00", "ReH MPa", "Rm MPa"), ("A95826", "8027", "308", "341"), ("", "3736", "320", "352")]
    [heat] = printed(*table(*rows))
    assert (heat.text("heat_number"), heat.text("lot_number")) == ("A95826", None)
    assert [test.text("yield_mpa") for test in heat.groups("tensile")] == ["308", "320"]


@pytest.mark.parametrize(("text", "is_one"), [("DE", True), ("TR", True), ("EN", False), ("EI", False), ("de", False)])
def test_two_capitals_are_a_country_only_if_there_is_one(text: str, is_one: bool) -> None:
    assert is_country(text) is is_one


def test_a_country_that_two_readings_have_with_the_same_strokes_is_sure() -> None:
    rows = table(("Heat No.", "Melted in", "ReH MPa", "Rm MPa"), ("A49850", "FI", "308", "341"), ("A49851", "DE", "309", "343"))
    told = [heat.root["melt_country"] for heat in scanned(*rows, others={"FI": "Fl", "DE": "OE"})]
    assert [leaf.confidence > 0.9 for leaf in told if isinstance(leaf, Leaf)] == [True, False]


# ---- tests of what nobody tested


def test_by_which_standards_was_tested_heads_no_table() -> None:
    rows: list[Row] = [
        *table(("Heat No.", "C", "Si", "Mn"), ("A49850", "0.41", "0.31", "0.73")),
        (240.0, {50.0: "Tensile to ISO 6892-1, Charpy to ISO 148-1, hardness to ISO 6506-1;"}),
        (254.0, {50.0: "Calder Vale Forgings Ltd, Phone +44 1924 370118, Sheet 1 / 2"}),
    ]
    [heat] = printed(*rows)
    assert (heat.groups("tensile"), heat.groups("impact")) == ([], [])


def test_the_numbers_of_the_pieces_in_a_head_are_no_energies() -> None:
    rows = [("Heat No.", "ReH MPa", "KV2 J", "KV2 J", "KV2 J"), ("A49850", "934", "1", "2", "3"), ("B49851", "994", "74", "68", "68")]
    assert [energies(heat) for heat in printed(*table(*rows))] == [[], [["74", "68", "68"]]]


# ---- energies


@pytest.mark.parametrize("between", [" – ", " - ", " / "])
def test_energies_of_a_list_are_read_whole_and_their_mean_is_none_of_them(between: str) -> None:
    listed = between.join(["125", "104", "137"])
    rows: list[Row] = [
        (150.0, {50.0: "Heat Number H362192"}),
        (180.0, {50.0: "Y.S. ReH", 300.0: "382 N/mm2"}),
        (194.0, {50.0: "T.S. Rm", 300.0: "541 N/mm2"}),
        (208.0, {50.0: "Impact Energy KV2, -20 °C", 250.0: f"{listed} J (Av. 122 J)"}),
    ]
    [heat] = printed(*rows)
    assert energies(heat) == [["125", "104", "137"]]


def test_energies_beside_a_table_of_tensile_tests_are_of_the_heat_that_they_are_named_by() -> None:
    rows = [
        ("Heat No.", "C", "Si", "Mn"),
        ("0721164", "0.10", "0.21", "0.72"),
        ("H280135", "0.09", "0.15", "0.74"),
        ("Heat No.", "ReH MPa", "Rm MPa", "Heat No.", "KV2 J", "KV2 J", "KV2 J"),
        ("0721164", "284", "443"),
        ("H280135", "300", "435", "0721164", "116", "95", "94"),
        ("H280135", "", "", "", "117", "75", "101"),
    ]
    first, second = printed(*table(*rows))
    assert (energies(first), energies(second)) == ([["116", "95", "94"]], [["117", "75", "101"]])


# ---- columns of limits


def test_specks_in_a_row_of_limits_and_a_word_torn_out_of_a_row_leave_limits_limits() -> None:
    rows: list[Row] = [
        (180.0, {140.0: "Rp0.2 [MPa]", 320.0: "Rm [MPa]"}),
        (194.0, {50.0: "Heat No."}),
        (208.0, {100.0: "1", 120.0: "min", 170.0: "max", 220.0: "gem.", 300.0: "min", 350.0: "max", 400.0: "gem."}),
        (221.0, {410.0: "AALS"}),
        (232.0, {50.0: "0719410", 120.0: "220", 220.0: "312", 300.0: "520", 350.0: "670", 400.0: "624"}),
    ]
    [heat] = scanned(*rows)
    assert [(test.text("yield_mpa"), test.text("tensile_mpa")) for test in heat.groups("tensile")] == [("312", "624")]


def test_a_lot_that_is_the_number_of_another_heat_is_none() -> None:
    told = (("H302507", "K88637"), ("K88637", "148314"))
    heats = [Group({"heat_number": leaf(heat), "lot_number": leaf(lot)}) for heat, lot in told]
    assert [heat.text("lot_number") for heat in without_lots_of_heats(heats)] == [None, "148314"]


# ---- symbols that were lost or misread


def guessed(heat: Group) -> set[str]:
    return {symbol for symbol, leaf in heat.table("chemistry").items() if leaf.confidence < 0.9}


def test_a_symbol_that_the_other_reading_has_as_it_is_written_is_told_by_it_and_doubted_unless_it_stands_in_its_usual_place() -> None:
    rows = [("Heat No.", "C", "Si", "Mn", "P", "BS)", "Nice"), ("A49850", "0.17", "0.31", "1.42", "0.021", "0.008", "0.05")]
    [heat] = scanned(*table(*rows), others={"BS)": "S", "Nice": "Ni"})
    assert chemistry(heat) == {"C": "0.17", "Si": "0.31", "Mn": "1.42", "P": "0.021", "S": "0.008", "Ni": "0.05"}
    assert guessed(heat) == {"Ni"}


def test_of_two_readings_of_a_symbol_the_one_counts_that_usually_stands_there() -> None:
    texts, others = ["C", "Si", "Mn", "P", "N", "Cu"], [(), (), (), (), ("s",), ()]
    assert symbols_of(texts, fuzzy=True, others=others) == ["C", "Si", "Mn", "P", "S", "Cu"]


def test_another_reading_gives_no_symbol_that_is_named_already_nor_one_that_cannot_stand_there() -> None:
    texts = ["C", "Si", "Mn", "PR", "S", "Cr", "Cz"]
    assert symbols_of(texts, fuzzy=True, others=[(), (), (), ("B",), (), (), ("Cr",)]) == ["C", "Si", "Mn", None, "S", "Cr", None]


def test_the_a5_of_strengths_is_no_arsenic_in_another_reading() -> None:
    assert symbols_of(["C", "Si", "Mn", "P", "A5"], fuzzy=True, others=[(), (), (), (), ("AS",)]) == ["C", "Si", "Mn", "P", None]


@pytest.mark.parametrize(("lost", "place"), [("C", 1), ("P", 4), ("S", 5)])
def test_contents_below_a_symbol_that_was_lost_are_those_of_the_element_that_stands_there_everywhere(lost: str, place: int) -> None:
    head = ["Heat No.", "C", "Si", "Mn", "P", "S", "Cu"]
    head[place] = ""
    rows = [
        tuple(head),
        ("A49850", "0.17", "0.31", "1.42", "0.021", "0.008", "0.05"),
        ("A49851", "0.16", "0.33", "1.40", "0.02", "0.01", "0.04"),
    ]
    found = scanned(*table(*rows))
    assert [chemistry(heat)[lost] for heat in found] == [row[place] for row in rows[1:]]
    assert [guessed(heat) for heat in found] == [{lost}, {lost}]


def test_of_an_aluminium_analysis_what_was_lost_is_told_by_its_own_order() -> None:
    rows = [("Heat No.", "Si", "Fe", "", "Mn", "Mg", "Cr"), ("A49850", "1.02", "0.21", "0.05", "0.51", "0.94", "0.03")]
    [heat] = scanned(*table(*rows))
    assert chemistry(heat) == {"Si": "1.02", "Fe": "0.21", "Cu": "0.05", "Mn": "0.51", "Mg": "0.94", "Cr": "0.03"}


def test_contents_where_more_than_one_element_may_stand_are_nobodys() -> None:
    late = [("Heat No.", "C", "Mn", "P", "S", "", "Ni"), ("A49850", "0.17", "1.42", "0.021", "0.008", "0.05", "0.04")]
    behind = [("Heat No.", "C", "Mn", "P", "", "Si", "Cu"), ("A49850", "0.17", "1.42", "0.021", "0.008", "0.25", "0.04")]
    assert [set(chemistry(heat)) for rows in (late, behind) for heat in scanned(*table(*rows))] == [
        {"C", "Mn", "P", "S", "Ni"},
        {"C", "Mn", "P", "Si", "Cu"},
    ]


def test_in_print_no_symbol_is_supplied() -> None:
    rows = [("Heat No.", "", "Si", "Mn", "P", "S"), ("A49850", "0.17", "0.31", "1.42", "0.021", "0.008")]
    [heat] = printed(*table(*rows))
    assert "C" not in chemistry(heat)


# ---- figures whose first sign is dust, or was lost


def test_a_dash_before_a_content_is_dust_and_the_content_is_doubted() -> None:
    rows = [("Heat No.", "C", "Si", "Mn", "P"), ("A49850", "-0.17", "0.31", "1.42", "0.021")]
    [heat] = scanned(*table(*rows))
    assert chemistry(heat)["C"] == "0.17"
    assert heat.table("chemistry")["C"].confidence < heat.table("chemistry")["Si"].confidence


def test_a_content_without_its_first_figure_among_others_that_have_one_is_doubted_more_than_one_where_none_is_printed() -> None:
    rows = [
        ("Heat No.", "Mn", "Si", "C"),
        ("A49850", "1,39", "0,31", ",17"),
        ("A49851", "1,24", "0,33", ",16"),
        ("A49852", ",47", "0,35", ",18"),
    ]
    whole = scanned(*table(*rows))
    lost, usual = (whole[-1].table("chemistry")[symbol].confidence for symbol in ("Mn", "C"))
    assert lost < usual


def test_a_thousand_whose_one_stands_a_little_apart_is_one_strength() -> None:
    head = rows_of([("Heat No.", "Rp0.2 MPa", "Rm MPa", "A5 %")], (50.0, 120.0, 190.0, 260.0), 180.0)
    row: Row = (194.0, {50.0: "A49850", 120.0: "951", 190.0: "1", 202.5: "187", 260.0: "12.9"})
    assert [heat.groups("tensile")[0].text("tensile_mpa") for heat in scanned(*head, row)] == ["1187"]


# ---- heads that a scan tore


def test_a_second_line_of_a_head_that_looks_like_a_head_is_one_with_the_first() -> None:
    rows: list[Row] = [
        (180.0, {50.0: "Heat", 190.0: "Rp0.2", 260.0: "Rm", 330.0: "A5"}),
        (190.0, {260.0: "ir"}),
        (196.0, {50.0: "Heat Number", 120.0: "Test Lot", 190.0: "7]", 260.0: "[N]", 400.0: "HBW"}),
        (212.0, {50.0: "A49850", 120.0: "660311", 190.0: "299", 260.0: "618", 330.0: "51", 400.0: "177"}),
    ]
    [heat] = scanned(*rows)
    assert [test.text(name) for test in heat.groups("tensile") for name in ("yield_mpa", "tensile_mpa", "elongation_pct")] == [
        "299",
        "618",
        "51",
    ]


@pytest.mark.parametrize(("lost", "name"), [(120.0, "yield_mpa"), (190.0, "tensile_mpa")])
def test_a_unit_of_strengths_beside_one_of_the_two_is_the_other_ones_and_doubted(lost: float, name: str) -> None:
    symbols = {50.0: "Heat No.", 120.0: "Rp0.2", 190.0: "Rm", 260.0: "A5", 330.0: "HBW"}
    del symbols[lost]
    rows: list[Row] = [
        (180.0, symbols),
        (192.0, {120.0: "[MPa]", 190.0: "[MPa]"}),
        (210.0, {50.0: "A49850", 120.0: "272", 190.0: "644", 260.0: "59", 330.0: "164"}),
    ]
    [heat] = scanned(*rows)
    [test] = heat.groups("tensile")
    assert (test.text("yield_mpa"), test.text("tensile_mpa")) == ("272", "644")
    sure = {named: leaf.confidence for named in (name, "elongation_pct") if (leaf := test.leaf(named))}
    assert sure[name] < sure["elongation_pct"]


def test_a_lone_c_beside_energies_is_degrees_whose_ring_was_lost() -> None:
    names = {"heat_number": 50.0, "element:C": 120.0, "energy_j": 190.0, "mean_j": 260.0}
    columns = tuple(Heading(name, x, x + 20, "") for name, x in names.items())
    told = Head(columns, {}, 0, 1).told_by_neighbours()
    assert [column.name for column in told.columns] == ["heat_number", "temperature_c", "energy_j", "mean_j"]
    assert Head(columns[:2], {}, 0, 1).told_by_neighbours().elements


@pytest.mark.parametrize(("number", "sure"), [("139075", True), ("", False)])
def test_a_second_test_is_surely_of_the_heat_above_where_each_heat_of_the_analysis_is_named(number: str, sure: bool) -> None:
    """Where the number of one was lost, its row may be the one that names none."""
    analysis = table(
        ("Heat No.", "C", "Si", "Mn", "P"),
        ("A67712", "0.14", "0.16", "0.57", "0.016"),
        ("139075", "0.14", "0.13", "0.80", "0.012"),
        ("B49850", "0.15", "0.14", "0.81", "0.011"),
    )
    tests = table(
        ("Heat No.", "ReH MPa", "Rm MPa", "A5 %"),
        ("A67712", "406", "523", "25.6"),
        ("", "386", "552", "25.1"),
        (number, "375", "583", "20.6"),
        ("B49850", "391", "561", "24.5"),
    )
    heats = scanned(*analysis, *((top + 120.0, cells) for top, cells in tests))
    told = heats[0].groups("tensile")[1].leaf("yield_mpa")
    assert told is not None
    assert (told.confidence > 0.95) is sure
