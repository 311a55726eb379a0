"""Unlike tables of results: limits beside results, lists, columns of other things, ditto marks, values in one cell, kinds that compete."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.paper import Group, Leaf
from extract.certificate.result_cells import usual_figures
from extract.certificate.result_lists import pairs_of
from extract.shape.elements import ELEMENTS
from tests.press import Row, laid_out, read, rows_of, sheet

HEAD: list[Row] = [
    (50.0, {50.0: "Northfield Alloys Ltd"}),
    (80.0, {50.0: "Inspection certificate 3.1 EN 10204"}),
    (110.0, {50.0: "Certificate No.: W080110", 300.0: "Your order: 4500017325"}),
]
PLACES = (50.0, 120.0, 190.0, 260.0, 330.0, 400.0, 470.0)


def heats(*rows: tuple[str, ...], above: str = "", places: tuple[float, ...] = PLACES) -> list[Group]:
    title: list[Row] = [(140.0, {50.0: above})] if above else []
    whole = [(*row, *[""] * (len(places) - len(row))) for row in rows]
    return read(sheet([*HEAD, *title, *rows_of(whole, places, 180.0)])).heats


def chemistry(heat: Group) -> dict[str, str]:
    return {symbol: leaf.value for symbol, leaf in heat.table("chemistry").items()}


def numbers(found: list[Group]) -> list[str | None]:
    return [heat.text("heat_number") for heat in found]


def strengths(heat: Group, *names: str) -> list[list[str | None]]:
    return [[test.text(name) for name in names] for test in heat.groups("tensile")]


# ---- limits are no results


def test_limits_stand_beside_results_of_which_only_the_column_of_results_counts() -> None:
    rows = [("Property", "Requirement", "Result"), ("Si", "max 0.50", "0.31"), ("Fe", "0.10 - 0.40", "0.21"), ("Cu", "max 0.10", "0.05")]
    [heat] = heats(*rows, ("Rp0.2", "min 260 MPa", "312"), ("Rm", "min 310 MPa", "341"), above="Cast No: C77120")
    assert chemistry(heat) == {"Si": "0.31", "Fe": "0.21", "Cu": "0.05"}
    assert strengths(heat, "yield_mpa", "tensile_mpa") == [["312", "341"]]


@pytest.mark.parametrize("name", ["LSL", "Vorgabewert", "EN 10088-2", "ASTM A240"])
def test_rows_that_are_called_otherwise_than_heats_are_limits(name: str) -> None:
    found = heats(("Heat", "C", "Si", "Mn"), (name, "0.030", "1.00", "2.00"), ("4T8812", "0.018", "0.44", "1.32"))
    assert [(heat.text("heat_number"), chemistry(heat)) for heat in found] == [("4T8812", {"C": "0.018", "Si": "0.44", "Mn": "1.32"})]


def test_where_one_row_is_said_to_be_actual_the_others_are_not() -> None:
    [heat] = heats(("Symbol", "Co", "W", "F1"), ("Actual", "0.08", "0.02", "0.37"), ("F1", "0.37"), above="Heat Number H-2025")
    assert chemistry(heat) == {"Co": "0.08", "W": "0.02"}


def test_limits_below_the_symbols_of_a_head_are_no_results() -> None:
    rows = [
        ("Heat", "C", "Si", "Mn", "P"),
        ("Number", "≤ 0.07", "≤ 1.00", "≤ 2.00", "≤ 0.045"),
        ("A74977", "0.035", "0.43", "1.64", "0.033"),
    ]
    [heat] = heats(*rows)
    assert (heat.text("heat_number"), chemistry(heat)) == ("A74977", {"C": "0.035", "Si": "0.43", "Mn": "1.64", "P": "0.033"})


def test_ranges_below_the_symbols_of_a_head_are_no_results() -> None:
    rows = [("Heat", "Cr", "Mo", "Ni"), ("Number", "16.5 – 18.5", "2.00 – 2.50", "10.0 – 13.0"), ("A74977", "16.98", "2.16", "10.28")]
    [heat] = heats(*rows)
    assert chemistry(heat) == {"Cr": "16.98", "Mo": "2.16", "Ni": "10.28"}


def test_a_symbol_set_lower_than_those_with_limits_belongs_to_their_head() -> None:
    rows: list[Row] = [
        (180.0, {50.0: "Heat", 150.0: "C", 270.0: "Mn", 330.0: "P"}),
        (185.0, {210.0: "Si"}),
        (192.0, {50.0: "Number", 150.0: "≤ 0.17", 270.0: "≤ 1.40", 330.0: "≤ 0.035"}),
        (206.0, {50.0: "4768553", 150.0: "0.11", 210.0: "0.22", 270.0: "0.67", 330.0: "0.016"}),
    ]
    [heat] = read(sheet([*HEAD, *rows], size=7.0)).heats
    assert chemistry(heat) == {"C": "0.11", "Si": "0.22", "Mn": "0.67", "P": "0.016"}


def test_limits_whose_signs_a_scan_has_lost_are_no_heats_results() -> None:
    rows = [
        ("Charge", "C", "Si", "Mn", "P"),
        ("Heat Number", "< 0.030", "1.00", "< 2.00", "0.045"),
        ("88-6661", "0.014", "0.34", "1.27", "0.023"),
    ]
    [heat] = read(sheet([*HEAD, *rows_of(rows, (50.0, 150.0, 220.0, 290.0, 360.0), 180.0)], source="ocr")).heats
    assert (heat.text("heat_number"), chemistry(heat)) == ("88-6661", {"C": "0.014", "Si": "0.34", "Mn": "1.27", "P": "0.023"})


# ---- ladle and product side by side


def beside(*words: str) -> list[Group]:
    head = [("Heat", "", "368264", "", "83-4882", ""), ("", "", *words)] if words else [("Heat", "", "368264", "", "83-4882", "")]
    body = [
        ("C %", "", "0.13", "0.14", "0.15", "0.16"),
        ("Si %", "", "0.33", "0.32", "0.20", "0.21"),
        ("Mn %", "", "1.42", "1.41", "1.38", "1.37"),
    ]
    places = (50.0, 120.0, 200.0, 250.0, 350.0, 400.0)
    return heats(*head, *body, places=places)


def test_of_an_analysis_of_the_ladle_beside_one_of_the_product_the_ladle_counts() -> None:
    assert [chemistry(heat) for heat in beside("Heat", "Product", "Heat", "Product")] == [
        {"C": "0.13", "Si": "0.33", "Mn": "1.42"},
        {"C": "0.15", "Si": "0.20", "Mn": "1.38"},
    ]


def test_two_analyses_a_heat_without_words_for_them_are_not_sure() -> None:
    said = [leaf.confidence for heat in beside("Heat", "Product", "Heat", "Product") for leaf in heat.table("chemistry").values()]
    unsaid = [leaf.confidence for heat in beside() for leaf in heat.table("chemistry").values()]
    assert unsaid
    assert max(unsaid) < min(said)


# ---- one block beside another


def test_an_analysis_beside_a_block_of_properties_is_read_apart_from_it() -> None:
    rows: list[Row] = [
        (140.0, {50.0: "Heat No: H758647"}),
        (160.0, {50.0: "C", 90.0: "0.16", 200.0: "Test 1 orientation: Long.", 400.0: "Imperial", 480.0: "Metric"}),
        (172.0, {50.0: "Si", 90.0: "0.18"}),
        (178.0, {200.0: "Yield Strength (ReH)", 400.0: "56.1 KSI", 480.0: "387 MPA"}),
        (184.0, {50.0: "Mn", 90.0: "1.43"}),
        (196.0, {50.0: "P", 90.0: "0.015", 200.0: "Tensile Strength (Rm)", 400.0: "81.5 KSI", 480.0: "562 MPA"}),
        (208.0, {50.0: "S", 90.0: "0.005", 200.0: "Elongation (A50, 2 in.)", 400.0: "29.2 %"}),
    ]
    [heat] = read(sheet([*HEAD, *rows])).heats
    assert chemistry(heat) == {"C": "0.16", "Si": "0.18", "Mn": "1.43", "P": "0.015", "S": "0.005"}
    assert strengths(heat, "yield_mpa", "tensile_mpa", "elongation_pct") == [["387", "562", "29.2"]]


# ---- which number is the heat's


def test_a_street_that_is_called_like_a_heat_names_none() -> None:
    rows: list[Row] = [(140.0, {50.0: "4 rue de la Coulée, 42150 La Ricamarie"})]
    assert read(sheet([*HEAD, *rows])).heats == []


def test_the_quantity_of_a_heat_is_no_heat() -> None:
    rows: list[Row] = [(140.0, {50.0: "Heat No: H758647", 300.0: "Heat Qty: 1,037.00 kg"})]
    assert numbers(read(sheet([*HEAD, *rows])).heats) == ["H758647"]


def test_a_coil_before_the_heat_is_no_heat() -> None:
    rows = [
        ("Coil", "Heat", "ReH MPa", "Rm MPa", "A80 %"),
        ("4711001", "51223", "388", "478", "28.1"),
        ("4711002", "51223", "391", "481", "27.9"),
    ]
    [heat] = heats(*rows)
    assert heat.text("heat_number") == "51223"
    assert strengths(heat, "yield_mpa") == [["388"], ["391"]]


@pytest.mark.parametrize("title", ["Your order", "Grade", "Size"])
def test_orders_grades_and_sizes_before_the_results_are_no_heats(title: str) -> None:
    found = heats((title, "Rp0.2 MPa", "Rm MPa", "A5 %"), ("4500017325", "312", "341", "12.5"))
    assert numbers(found) == [None]


def test_numbers_below_a_title_that_is_not_known_are_heats_where_nothing_else_can_be() -> None:
    found = heats(("#", "Xyz", "C", "Si", "Mn"), ("1", "15-0665", "0.48", "0.26", "0.69"), ("2", "172334/3", "0.44", "0.22", "0.67"))
    assert numbers(found) == ["15-0665", "172334/3"]


KEYED = [("Ref.", "Heat No.", "Lot"), ("A", "428907", "609943"), ("B", "669218", "687466")]


def keyed(*rows: tuple[str, ...], title: str = "Ref.") -> list[Group]:
    head = (title, "Rp0.2 MPa", "Rm MPa", "A5 %")
    tests = [*rows_of([head, *rows], PLACES[:4], 260.0)]
    return read(
        sheet([*HEAD, *rows_of(KEYED, PLACES[:3], 180.0), *tests, (400.0, {50.0: "All goods were tested by us and found in order."})])
    ).heats


def test_a_letter_that_stands_for_each_heat_tells_whose_the_results_below_the_same_heading_are() -> None:
    found = keyed(("A", "307", "587", "52.5"), ("A", "309", "585", "53.5"), ("B", "300", "588", "54.1"))
    assert [strengths(heat, "yield_mpa") for heat in found] == [[["307"], ["309"]], [["300"]]]
    assert numbers(found) == ["428907", "669218"]


@pytest.mark.parametrize("title", ["Ref.", "Piece"])
def test_letters_that_count_anew_name_no_heat(title: str) -> None:
    """Of three pieces nobody tells which are of which heat: none is given to one by its place among as many."""
    third = "C" if title == "Ref." else "B"
    found = keyed(("A", "307", "587", "52.5"), ("A", "309", "585", "53.5"), (third, "300", "588", "54.1"), title=title)
    assert all(not heat.groups("tensile") for heat in found if heat.text("heat_number"))


def test_a_ditto_mark_means_the_heat_above() -> None:
    rows = [("B07", "C00", "ReH MPa", "Rm MPa"), ("32-3948", "9203", "419", "515"), ('"', "3168", "381", "551")]
    [heat] = heats(*rows)
    assert (heat.text("heat_number"), strengths(heat, "yield_mpa")) == ("32-3948", [["419"], ["381"]])


def test_of_two_numbers_of_a_column_the_upper_is_the_heat_and_the_lower_its_lot() -> None:
    rows = [("", "Schmelzennummer"), ("", "0791443"), ("", "Chargennummer"), ("", "380533"), ("Si", "0.98"), ("Fe", "0.21"), ("Cu", "0.05")]
    [heat] = heats(*rows)
    assert (heat.text("heat_number"), heat.text("lot_number")) == ("0791443", "380533")


# ---- lists and pairs


@pytest.mark.parametrize(
    "line",
    [
        "Chemistry: C 0.17 %, Si 0.25 %, Mn 1.41 %, P 0.012 %",
        "Analysis (wt%): C=0.17 Si=0.25 Mn=1.41 P=0.012",
        "C: 0.17 Si: 0.25 Mn: 1.41 P: 0.012",
    ],
)
def test_an_analysis_may_be_a_list(line: str) -> None:
    [heat] = read(sheet([*HEAD, (140.0, {50.0: "Heat number 5512098"}), (170.0, {50.0: line})])).heats
    assert chemistry(heat) == {"C": "0.17", "Si": "0.25", "Mn": "1.41", "P": "0.012"}


def test_a_list_of_limits_is_no_analysis() -> None:
    line = "Requirements: C max 0.20 %, Si max 0.55 %, Mn max 1.60 %, P max 0.025 %"
    assert read(sheet([*HEAD, (140.0, {50.0: "Heat number 5512098"}), (170.0, {50.0: line})])).heats[0].table("chemistry") == {}


def test_symbols_and_contents_may_stand_side_by_side() -> None:
    rows = [("C", "0.17", "P", "0.012", "Cr", "0.05"), ("Si", "0.25", "S", "0.003", "Ni", "0.04"), ("Mn", "1.40", "Al", "0.035")]
    [heat] = heats(*rows, above="Heat No.: 991234")
    assert chemistry(heat) == {
        "C": "0.17", "P": "0.012", "Cr": "0.05", "Si": "0.25", "S": "0.003", "Ni": "0.04", "Mn": "1.40", "Al": "0.035",
    }  # fmt: skip


@given(
    st.lists(st.sampled_from([*ELEMENTS[:6], "0.12", "0,5", "1", "max", "%", "ppm", "=", "C=0.1", "steel", "≤"]), min_size=1, max_size=14)
)
def test_pairs_of_a_line_have_only_contents_that_are_printed_in_it(words: list[str]) -> None:
    [line] = laid_out([(100.0, {50.0 + 40 * place: word for place, word in enumerate(words)})]).lines
    for symbol, token, content, _ in pairs_of(line, ()):
        assert symbol in ELEMENTS
        assert content in token.text


# ---- cells and columns


def test_single_values_of_an_impact_test_may_share_a_cell_and_their_temperature_stand_in_the_head() -> None:
    rows = [("Heat", "ReH MPa", "Rm MPa", "KV2 -20 °C J"), ("612345", "372", "533", "62/58/64")]
    [heat] = heats(*rows)
    [test] = heat.groups("impact")
    assert test.text("temperature_c") == "-20"
    assert [leaf.value for leaf in test.root["energy_j"] if isinstance(leaf, Leaf)] == ["62", "58", "64"]


def test_elongation_at_rupture_counts_before_uniform_elongation() -> None:
    [heat] = heats(("Heat", "Re MPa", "Rm MPa", "Agt %", "A5 %"), ("5610078", "548", "652", "9.8", "21.2"))
    assert strengths(heat, "elongation_pct", "elongation_kind") == [["21.2", "A5"]]


def test_two_strengths_with_their_units_close_together_are_two_columns() -> None:
    [heat] = heats(("Heat", "Rp0.2 MPa", "Rm MPa"), ("A49817", "980", "1166"), places=(50.0, 120.0, 172.0))
    assert strengths(heat, "yield_mpa", "tensile_mpa") == [["980", "1166"]]


def test_the_last_line_of_a_heading_of_three_is_no_title_of_another_table() -> None:
    rows: list[Row] = [
        *HEAD,
        (180.0, {190.0: "Limite"}),
        (186.0, {330.0: "Résistance", 430.0: "Allongement"}),
        (192.0, {50.0: "Coulée", 190.0: "élastique", 510.0: "Dureté HBW"}),
        (198.0, {330.0: "Rm MPa", 430.0: "A5 %"}),
        (204.0, {190.0: "ReH MPa"}),
        (226.0, {50.0: "0116387", 190.0: "395", 330.0: "524", 430.0: "25,2", 510.0: "161"}),
    ]
    (heat,) = read(sheet(rows)).heats
    assert strengths(heat, "yield_mpa", "tensile_mpa", "elongation_pct") == [["395", "524", "25.2"]]


def test_elements_that_found_no_room_stand_in_a_table_of_their_own() -> None:
    rows = [("Heat", "C", "Si", "Mn"), ("058501", "0.12", "0.19", "0.57"), ("Heat", "Mo", "V"), ("058501", "0.007", "0.002")]
    [heat] = heats(*rows)
    assert chemistry(heat) == {"C": "0.12", "Si": "0.19", "Mn": "0.57", "Mo": "0.007", "V": "0.002"}


def test_figures_without_a_gap_are_told_apart() -> None:
    rows = [("Symbol", "Si", "Fe", "Cu", "Mn"), ("Actual", "0.45020.1625", "", "0.0005", "0.056")]
    [heat] = heats(*rows, above="Heat Number H98765", places=(50.0, 120.0, 150.0, 200.0, 250.0))
    assert chemistry(heat) == {"Si": "0.4502", "Fe": "0.1625", "Cu": "0.0005", "Mn": "0.056"}


def test_the_mean_of_several_burns_is_the_analysis() -> None:
    rows = [
        ("", "C", "Si", "Mg"),
        ("Burn 1", "3.61", "2.41", "0.041"),
        ("Burn 2", "3.63", "2.43", "0.043"),
        ("Average", "3.62", "2.42", "0.042"),
    ]
    [heat] = heats(*rows, above="Cast No. GJ-5512")
    assert chemistry(heat) == {"C": "3.62", "Si": "2.42", "Mg": "0.042"}


def test_a_line_with_a_label_of_its_own_is_no_row_of_the_table_above() -> None:
    rows = [("Direction", "ReH N/mm²", "Rm N/mm²", "A5 %"), ("long", "267", "407", "33.7"), ("Charpy impact KV (20 °C): 89 / 111 / 103 J",)]
    [heat] = heats(*rows, above="Heat: 29-0553")
    assert strengths(heat, "yield_mpa") == [["267"]]
    assert [[leaf.value for leaf in test.root["energy_j"] if isinstance(leaf, Leaf)] for test in heat.groups("impact")] == [
        ["89", "111", "103"]
    ]


def test_properties_of_liquids_are_no_elongations() -> None:
    rows = [("Densità a 20 °C", "g/cm³", "0,780", "1,180", "1,020"), ("Viscosità a 25 °C", "mm²/s", "28,0", "52,0", "38,6")]
    assert heats(*rows, places=(50.0, 200.0, 270.0, 330.0, 400.0)) == []


def test_figures_that_are_as_large_as_their_column_lost_no_mark() -> None:
    usual = usual_figures(["53.2", "55.1", "54"])
    assert usual is not None
    assert (usual.fits(54), usual.fits(541), usual.fits(5)) == (True, False, False)


# ---- lists


def test_contents_with_semicolons_behind_them_are_a_list_and_no_head() -> None:
    rows: list[Row] = [
        (140.0, {50.0: "Heat No: 37-0633"}),
        (160.0, {50.0: "C = 0.48;", 120.0: "Si = 0.29;", 200.0: "Mn = 0.61;", 280.0: "P = 0.011;", 360.0: "S = 0.013;"}),
        (174.0, {50.0: "Cr = 0.06;", 120.0: "CEV 0.25"}),
    ]
    [heat] = read(sheet([*HEAD, *rows])).heats
    assert chemistry(heat) == {"C": "0.48", "Si": "0.29", "Mn": "0.61", "P": "0.011", "S": "0.013", "Cr": "0.06"}


# ---- heads of which a scan has lost the words


def test_units_alone_tell_strengths_but_not_surely_and_no_contents() -> None:
    rows = [
        ("Heat", "", "", "", "", "", ""),
        ("", "%", "%", "%", "N/mm2", "N/mm2", "%"),
        ("2601661", "0.21", "0.13", "0.022", "565", "645", "8.9"),
        ("", "", "", "", "559", "647", "11.9"),
    ]
    [heat] = heats(*rows)
    assert (heat.text("heat_number"), chemistry(heat)) == ("2601661", {})
    assert strengths(heat, "yield_mpa", "tensile_mpa", "elongation_pct") == [["565", "645", "8.9"], ["559", "647", "11.9"]]
    assert all(leaf.confidence < 0.9 for path, leaf in heat.leaves() if path.startswith("tensile"))


def test_a_nought_that_a_scan_shows_as_a_letter_is_read_but_not_sure() -> None:
    rows = [("Heat", "C", "Si", "Mn", "P"), ("2600338", "0.19", "0.17", "O56", "0.018"), ("2600337", "0.20", "0.15", "0.52", "0.023")]
    whole = [(*row, "", "") for row in rows]
    found = read(sheet([*HEAD, *rows_of(whole, PLACES, 180.0)], source="ocr")).heats
    [content, sure] = [heat.table("chemistry")["Mn"] for heat in found]
    assert content.value == "0.56"
    assert content.confidence < sure.confidence


@pytest.mark.parametrize(("symbol", "content"), [("Mn", "53"), ("Cr", "-20"), ("N", "1")])
def test_contents_that_no_metal_has_are_doubted(symbol: str, content: str) -> None:
    rows = [("Heat", "C", "Si", symbol), ("A49850", "0.16", "0.37", content)]
    [heat] = heats(*rows)
    assert heat.table("chemistry")[symbol].confidence < 0.8


# ---- scans


def printed(*rows: Row) -> list[Group]:
    return read(sheet([*HEAD, *rows])).heats


def scanned(*rows: Row) -> list[Group]:
    return read(sheet([*HEAD, *rows], source="ocr")).heats


def test_symbols_with_their_unit_apart_are_told_by_their_usual_order() -> None:
    row = (180.0, {50.0: "Heat No.", 150.0: "c %", 210.0: "SH %", 270.0: "Mn %", 330.0: "P %", 390.0: "$ %", 450.0: "Cu %"})
    figures = (196.0, {50.0: "A49850", 150.0: "0.16", 210.0: "0.37", 270.0: "1.34", 330.0: "0.017", 390.0: "0.008", 450.0: "0.12"})
    [heat] = scanned(row, figures)
    assert chemistry(heat) == {"C": "0.16", "Si": "0.37", "Mn": "1.34", "P": "0.017", "S": "0.008", "Cu": "0.12"}


def test_a_lone_letter_below_a_head_is_a_speck() -> None:
    rows: list[Row] = [
        (180.0, {50.0: "Heat No.", 150.0: "C", 210.0: "Si", 270.0: "Mn", 330.0: "P"}),
        (190.0, {520.0: "V"}),
        (202.0, {50.0: "A49850", 150.0: "0.16", 210.0: "0.37", 270.0: "1.34", 330.0: "0.017"}),
    ]
    [heat] = scanned(*rows)
    assert chemistry(heat) == {"C": "0.16", "Si": "0.37", "Mn": "1.34", "P": "0.017"}


def test_a_row_whose_symbol_is_lost_ends_no_block() -> None:
    rows: list[Row] = [
        (150.0, {50.0: "Heat No: A49850"}),
        *[
            (180.0 + 14 * i, {50.0: text, 200.0: figure})
            for i, (text, figure) in enumerate([("C", "0.41"), ("Si", "0.31"), ("Mn", "0.75")])
        ],
        (222.0, {110.0: "%", 200.0: "1.06"}),
        (236.0, {50.0: "Mo", 200.0: "0.24"}),
    ]
    [heat] = scanned(*rows)
    assert chemistry(heat) == {"C": "0.41", "Si": "0.31", "Mn": "0.75", "Mo": "0.24"}


def test_codes_that_a_scan_shows_otherwise_stand_before_symbols() -> None:
    rows: list[Row] = [(150.0, {50.0: "Heat No: A49850"})]
    for i, (code, symbol, figure) in enumerate([("C71", "C", "0.41"), ("c72", "Si", "0.31"), ("cas", "Ti", "0.03")]):
        rows.append((180.0 + 14 * i, {50.0: code, 90.0: symbol, 130.0: "%", 200.0: figure}))
    [heat] = scanned(*rows)
    assert chemistry(heat) == {"C": "0.41", "Si": "0.31", "Ti": "0.03"}


def test_symbols_and_contents_that_have_grown_together_are_parted() -> None:
    [heat] = scanned(
        (150.0, {50.0: "Heat No: A49850"}),
        (180.0, {50.0: "C 0.15;", 120.0: "Si 0.23;", 200.0: "Mn0O.99;", 280.0: "P0.011;", 360.0: "$0.007;"}),
    )
    assert chemistry(heat) == {"C": "0.15", "Si": "0.23", "Mn": "0.99", "P": "0.011", "S": "0.007"}


def test_pairs_that_ocr_saw_no_blank_between_are_as_many_and_the_points_between_them_are_no_part_of_a_symbol() -> None:
    [heat] = scanned(
        (150.0, {50.0: "Heat No: A49850"}),
        (
            180.0,
            {
                50.0: "C0.40",
                90.0: "-Si",
                120.0: "0.28",
                160.0: "Mn0.76.P0.012",
                240.0: ".s",
                260.0: "0.013",
                300.0: ".",
                310.0: "Cr",
                330.0: "1.04",
            },
        ),
    )
    assert chemistry(heat) == {"C": "0.40", "Si": "0.28", "Mn": "0.76", "P": "0.012", "S": "0.013", "Cr": "1.04"}


def test_a_telephone_number_beside_the_word_of_a_result_is_no_result() -> None:
    [heat] = scanned((150.0, {50.0: "Heat No: A49850"}), (180.0, {50.0: "Tensile strength", 200.0: "412664 MPa"}))
    assert heat.groups("tensile") == []


@pytest.mark.parametrize("heading", ["CE", "CEV", "C.E.", "C.E.V.", "Ceq", "CE(IIW)"])
def test_the_carbon_equivalent_beside_an_analysis_is_no_cerium_on_print_or_on_a_scan(heading: str) -> None:
    rows = (("Heat", "C", "Si", "Mn", "P", "S", heading), ("A49850", "0.14", "0.16", "0.57", "0.016", "0.006", "0.36"))
    for [heat] in (heats(*rows), scanned(*rows_of(rows, (50.0, 120.0, 170.0, 220.0, 270.0, 320.0, 370.0), 180.0))):
        assert set(chemistry(heat)) == {"C", "Si", "Mn", "P", "S"}
        assert heat.text("carbon_equivalent") == "0.36"


@pytest.mark.parametrize(
    ("heading", "symbol"),
    [("Cb", "Nb"), ("N2", "N"), ("Altot", "Al"), ("T.Al", "Al"), ("%Cr", "Cr"), ("Pcm", None), ("P+S", None), ("Alsol", None)],
)
def test_elements_by_their_other_names_are_told_and_sums_and_shares_of_them_are_none(heading: str, symbol: str | None) -> None:
    rows = (("Heat", "C", "Si", "Mn", heading), ("A49850", "0.14", "0.16", "0.57", "0.036"))
    expected = {"C", "Si", "Mn", *([symbol] if symbol else [])}
    for [heat] in (heats(*rows), scanned(*rows_of(rows, (50.0, 120.0, 170.0, 220.0, 270.0), 180.0))):
        assert set(chemistry(heat)) == expected


@pytest.mark.parametrize(
    "order", [("Al sol", "0.028", "Al tot", "0.031"), ("Al tot", "0.031", "Al sol", "0.028"), ("Al", "0.031", "Al sol", "0.028")]
)
def test_of_aluminium_soluble_and_in_all_its_forms_the_whole_is_meant(order: tuple[str, str, str, str]) -> None:
    one, first, other, second = order
    rows = (("Heat", "C", "Si", "Mn", one, other), ("A49850", "0.14", "0.16", "0.57", first, second))
    for [heat] in (heats(*rows), scanned(*rows_of(rows, (50.0, 120.0, 170.0, 220.0, 270.0, 350.0), 180.0))):
        assert chemistry(heat) == {"C": "0.14", "Si": "0.16", "Mn": "0.57", "Al": "0.031"}


def test_a_list_of_contents_is_read_whose_last_is_the_carbon_equivalent() -> None:
    rows: tuple[Row, ...] = ((150.0, {50.0: "Heat No: A49850"}), (180.0, {50.0: "C=0.14% Si=0.16% Mn=0.57% P=0.016% CEV=0.36"}))
    for [heat] in (printed(*rows), scanned(*rows)):
        assert chemistry(heat) == {"C": "0.14", "Si": "0.16", "Mn": "0.57", "P": "0.016"}


def test_the_factor_below_a_carbon_equivalent_scales_it_and_without_one_it_is_not_sure() -> None:
    rows = (("Heat", "C", "Si", "Mn", "Ceq"), ("A49850", "12", "25", "135", "38"))
    [scaled] = heats(rows[0], ("", "x100", "x100", "x100", "x100"), rows[1])
    assert scaled.text("carbon_equivalent") == "0.38"
    [bare] = heats(rows[0], ("A49850", "0.12", "0.25", "1.35", "38"))
    found = bare.leaf("carbon_equivalent")
    assert found is not None
    assert found.confidence < 0.9


# ---- units in heads


def test_a_unit_behind_a_symbol_scales_its_column() -> None:
    [heat] = heats(("Heat", "C %", "Si %", "N ppm", "P x 1000"), ("H123456", "0.17", "0.25", "61", "12"))
    assert chemistry(heat) == {"C": "0.17", "Si": "0.25", "N": "0.0061", "P": "0.012"}


def test_heats_that_head_columns_beside_those_of_limits_need_no_title() -> None:
    rows = [("Element", "Min", "Max", "H123456", "H123457"), ("C", "", "0.20", "0.17", "0.18"), ("Si", "", "0.55", "0.25", "0.26")]
    found = heats(*rows, ("Mn", "1.0", "1.60", "1.40", "1.41"))
    assert [(heat.text("heat_number"), chemistry(heat)["Mn"]) for heat in found] == [("H123456", "1.40"), ("H123457", "1.41")]


# ---- rows


@pytest.mark.parametrize(
    "names", [("Carbon", "Silicon", "Manganese"), ("Kohlenstoff", "Silizium", "Mangan"), ("Węgiel C", "Krzem Si", "Mangan Mn")]
)
def test_elements_are_known_by_their_names(names: tuple[str, ...]) -> None:
    rows = [(name, figure, "%") for name, figure in zip(names, ("0.17", "0.25", "1.40"), strict=True)]
    [heat] = heats(*rows, above="Cast no.: H123456")
    assert chemistry(heat) == {"C": "0.17", "Si": "0.25", "Mn": "1.40"}


def test_limits_behind_the_results_of_properties_are_passed_over() -> None:
    rows = [
        ("Yield strength", "Rp0.2", "MPa", "312", "≥ 250"),
        ("Tensile strength", "Rm", "MPa", "520", "≥ 470"),
        ("Elongation", "A", "%", "26", "≥ 22"),
    ]
    [heat] = heats(*rows, above="Heat: H123456")
    assert (heat.text("heat_number"), strengths(heat, "yield_mpa", "tensile_mpa", "elongation_pct")) == ("H123456", [["312", "520", "26"]])


def test_a_list_of_heats_names_those_of_results_that_stand_in_their_order() -> None:
    listed = [("Pos", "Heat No.", "Pieces"), ("1", "H123456", "10"), ("2", "H123457", "12")]
    results = [("Pos", "C", "Si", "Mn"), ("1", "0.17", "0.25", "1.40"), ("2", "0.18", "0.26", "1.41")]
    rows = [*rows_of([(*row, "") for row in listed], PLACES[:4], 150.0), *rows_of(results, PLACES[:4], 220.0)]
    found = read(sheet([*HEAD, *rows])).heats
    assert [(heat.text("heat_number"), heat.text("quantity"), chemistry(heat)["C"]) for heat in found] == [
        ("H123456", "10", "0.17"),
        ("H123457", "12", "0.18"),
    ]


def test_a_heat_has_two_rows_below_symbols_on_two_lines() -> None:
    head = [("Heat", "C", "Si", "Mn"), ("", "Cr", "Ni", "Mo")]
    body = [
        ("H123456", "0.17", "0.25", "1.40"),
        ("", "0.05", "0.04", "0.01"),
        ("H123457", "0.18", "0.26", "1.41"),
        ("", "0.06", "0.05", "0.02"),
    ]
    assert [chemistry(heat) for heat in heats(*head, *body)] == [
        {"C": "0.17", "Si": "0.25", "Mn": "1.40", "Cr": "0.05", "Ni": "0.04", "Mo": "0.01"},
        {"C": "0.18", "Si": "0.26", "Mn": "1.41", "Cr": "0.06", "Ni": "0.05", "Mo": "0.02"},
    ]


def test_a_single_symbol_on_the_second_line_heads_the_second_row_of_each_heat() -> None:
    head = [("Heat", "C", "Si", "Mn", "P", "S"), ("", "Mo", "", "", "", "")]
    body = [
        ("H123456", "0.42", "0.27", "0.75", "0.015", "0.010"),
        ("", "0.22", "", "", "", ""),
        ("H123457", "0.40", "0.20", "0.71", "0.016", "0.022"),
        ("", "0.24", "", "", "", ""),
    ]
    assert [chemistry(heat) for heat in heats(*head, *body)] == [
        {"C": "0.42", "Si": "0.27", "Mn": "0.75", "P": "0.015", "S": "0.010", "Mo": "0.22"},
        {"C": "0.40", "Si": "0.20", "Mn": "0.71", "P": "0.016", "S": "0.022", "Mo": "0.24"},
    ]


def test_results_below_a_list_of_one_heat_are_its_own() -> None:
    rows: list[Row] = []
    for at, (number, lot, carbon) in enumerate((("W82719", "244768", "0.40"), ("122139/1", "129017", "0.05"))):
        top = 160.0 + 100 * at
        rows += [
            (top, {50.0: "Cast number", 217.0: "Test / batch", 384.0: "Of which"}),
            (top + 9, {50.0: number, 217.0: lot, 384.0: "320 kg"}),
            (top + 24, {50.0: "C %", 120.0: "Si %", 190.0: "Mn %", 260.0: "P %"}),
            (top + 33, {50.0: carbon, 120.0: "0.31", 190.0: "0.69", 260.0: "0.011"}),
            (top + 48, {50.0: "Rp0.2 MPa", 217.0: "Rm MPa", 384.0: "A5 %"}),
            (top + 57, {50.0: f"98{at}", 217.0: "1138", 384.0: "11.1"}),
        ]
    found = read(sheet([*HEAD, *rows])).heats
    assert numbers(found) == ["W82719", "122139/1"]
    assert [chemistry(heat)["C"] for heat in found] == ["0.40", "0.05"]
    assert [strengths(heat, "yield_mpa") for heat in found] == [[["980"]], [["981"]]]
    assert [heat.text("quantity") for heat in found] == ["320", "320"]


def test_a_heading_in_degrees_is_no_energy_whatever_test_it_names() -> None:
    rows: list[Row] = [
        (150.0, {50.0: "Heat No. W82719"}),
        (174.0, {50.0: "CVN at °C", 150.0: "J (1)", 250.0: "J (2)", 350.0: "J (3)", 450.0: "J average"}),
        (183.0, {50.0: "20", 150.0: "70", 250.0: "78", 350.0: "75", 450.0: "74"}),
    ]
    [heat] = read(sheet([*HEAD, *rows])).heats
    [test] = heat.groups("impact")
    assert (test.text("temperature_c"), test.text("mean_j")) == ("20", "74")
    assert [leaf.value for leaf in test.root["energy_j"]] == ["70", "78", "75"]  # type: ignore[union-attr]
