"""Certificates whose results OCR read right and whose headings, limits, marks and stops it did not; and what no metal has."""

from __future__ import annotations

import pytest

from domain.paper import Group, Leaf
from extract.certificate.result_cells import doubtful_test
from extract.certificate.row_heats import Row as TableRow
from extract.certificate.row_spans import spread
from extract.label.result_words import Role, looks_like_a_heat
from extract.page.layout import Token
from extract.page.words import Word
from extract.shape.elements import symbols_of
from tests.papers import leaf
from tests.press import Row, read, sheet
from tests.test_extract_heats_scans import chemistry, energies, scanned, table

# ---- strengths


def tensile(heat: Group) -> list[tuple[str | None, ...]]:
    names = ("yield_mpa", "tensile_mpa", "elongation_pct")
    return [tuple(test.text(name) for name in names) for test in heat.groups("tensile")]


@pytest.mark.parametrize(("yields", "strength"), [("40", "55"), ("170", "2485"), ("480", "360")])
def test_strengths_that_no_metal_has_are_doubted(yields: str, strength: str) -> None:
    test = doubtful_test({"yield_mpa": leaf(yields, confidence=0.97), "tensile_mpa": leaf(strength, confidence=0.97)})
    doubted = test["tensile_mpa"]
    assert isinstance(doubted, Leaf)
    assert doubted.confidence < 0.5


@pytest.mark.parametrize(("yields", "strength"), [("22", "65"), ("60", "230"), ("1650", "2300"), ("235", "360")])
def test_the_strengths_of_soft_and_of_hard_metals_are_not_doubted(yields: str, strength: str) -> None:
    test = {"yield_mpa": leaf(yields, confidence=0.97), "tensile_mpa": leaf(strength, confidence=0.97)}
    assert doubtful_test(test) == test


BESIDE: list[Row] = [
    (180.0, {50.0: "Heat 591901/1 - lot 483003 - 160 kg"}),
    (200.0, {140.0: "min", 185.0: "max", 230.0: "long.", 290.0: "Impact KV at 20 °C:"}),
    (212.0, {60.0: "Rm", 90.0: "MPa", 140.0: "1100", 185.0: "1300", 230.0: "1146", 290.0: "55 77 78 J"}),
    (224.0, {60.0: "Rp0.2", 90.0: "MPa", 140.0: "900", 230.0: "935", 290.0: "mean 70 J"}),
    (236.0, {60.0: "A5", 90.0: "%", 140.0: "10", 230.0: "11.5", 290.0: "Hardness 305 HBW"}),
]


def test_energies_and_a_hardness_in_a_block_beside_are_no_strengths() -> None:
    [heat] = scanned(*BESIDE)
    assert tensile(heat) == [("935", "1146", "11.5")]
    assert [test.text("value") for test in heat.groups("hardness")] == ["305"]


def test_limits_are_told_also_where_a_line_of_a_block_beside_stands_between_their_heading_and_them() -> None:
    torn: list[Row] = [
        BESIDE[0],
        (200.0, {140.0: "min", 185.0: "max", 230.0: "long.", 290.0: "Impact KV at 20 °C:"}),
        (206.5, {290.0: "55 77 78 J"}),
        (214.0, {60.0: "Rm", 90.0: "MPa", 140.0: "1100", 185.0: "1300", 230.0: "1146"}),
        (226.0, {60.0: "Rp0.2", 90.0: "MPa", 140.0: "900", 230.0: "935", 290.0: "68 J"}),
        (238.0, {60.0: "A5", 90.0: "%", 140.0: "10", 230.0: "11.5", 290.0: "Hardness 305 HBW"}),
    ]
    [heat] = scanned(*torn)
    assert {strength for _, strength, _ in tensile(heat)} == {"1146"}
    assert ("935", None, "11.5") in tensile(heat) or ("935", "1146", "11.5") in tensile(heat)


def test_minimums_whose_signs_were_read_as_a_2_are_no_results() -> None:
    rows = [("", "Rp0.2 MPa", "Rm MPa", "A50 %"), ("", "170", "2485", "240"), ("long.", "273", "594", "54.6")]
    [heat] = scanned((160.0, {50.0: "Heat No.: A42265"}), *table(*rows))
    assert tensile(heat) == [("273", "594", "54.6")]


# ---- marks, symbols and lists


def test_letters_that_tell_ladle_from_product_may_be_doubled_and_their_dashes_lost() -> None:
    rows = [
        ("Heat", "An.", "C", "Si", "Mn", "P"),
        ("", "Ww", "0.14", "0.19", "0.78", "0.015"),
        ("", "P", "0.15", "0.18", "0.79", "0.014"),
        ("", "WwW", "0.09", "0.16", "0.82", "0.011"),
        ("", "Pp", "0.08", "0.17", "0.83", "0.012"),
    ]
    numbers: list[Row] = [(201.0, {50.0: "723849/1"}), (229.0, {50.0: "H220998"})]
    explained: Row = (160.0, {50.0: "Chemical composition, % W wytopowa analiza, P - analiza wyrobu"})
    one, other = scanned(explained, *table(*rows), *numbers)
    assert (chemistry(one)["Mn"], chemistry(other)["Mn"]) == ("0.78", "0.82")


def test_a_number_in_the_middle_of_two_rows_names_both_though_it_is_nearly_level_with_one_of_them() -> None:
    def row(line: int, role: Role, *texts: str, number: str = "", off: float = 0.0) -> tuple[TableRow, Token | None]:
        tokens = [
            Token(Word(text, (50.0 * at, 14.0 * line, 50.0 * at + 20, 14.0 * line + 10), 0.95), text) for at, text in enumerate(texts, 1)
        ]
        named = Token(Word(number, (10.0, 14.0 * line + off, 40.0, 14.0 * line + 10 + off), 0.95), number) if number else None
        words = (named, *tokens) if named else tuple(tokens)
        return TableRow((line,), words, 1, role, {}, number=leaf(number) if number else None, named_by=named), named

    rows = [
        row(1, "ladle", "0.14")[0],
        row(2, "product", "0.15")[0],
        row(3, "ladle", "0.09")[0],
        row(4, "product", "0.08", number="H220998", off=-4.0)[0],
    ]
    between, _ = row(1, "ladle", number="723849/1", off=7.0)
    assert [each.number and each.number.value for each in spread(rows, [between])] == ["723849/1", "723849/1", "H220998", "H220998"]


def test_as_below_the_rows_of_strengths_is_an_elongation_and_no_arsenic() -> None:
    rows: list[Row] = [
        (180.0, {50.0: "Heat No.", 250.0: "723849/1", 400.0: "H220998"}),
        (192.0, {50.0: "ReH MPa", 160.0: "min. 235", 250.0: "285", 400.0: "300"}),
        (204.0, {50.0: "Rm MPa", 160.0: "min. 360", 250.0: "406", 400.0: "433"}),
        (216.0, {50.0: "AS %", 160.0: "min. 26", 250.0: "31.7", 400.0: "33.5"}),
    ]
    assert [tensile(heat) for heat in scanned(*rows)] == [[("285", "406", "31.7")], [("300", "433", "33.5")]]


def test_a_first_value_without_which_the_mean_is_that_of_the_others_is_the_temperature() -> None:
    rows = [("Heat No.", "Rm MPa", "ii", "KV1 J", "KV2 J", "KV3 J", "Mean J"), ("018684/2", "404", "20", "101", "92", "112", "102")]
    [heat] = scanned(*table(*rows))
    [test] = heat.groups("impact")
    assert energies(heat) == [["101", "92", "112"]]
    assert (test.text("temperature_c"), test.text("mean_j")) == ("20", "102")
    degrees = test.leaf("temperature_c")
    assert degrees is not None
    assert degrees.confidence < 0.92


def test_dust_around_the_symbols_of_a_list_hides_none_of_them() -> None:
    line: Row = (200.0, {50.0: "C0.44 Si 0.22 -Mn0.68 .p 0.014 -S S 0.016 .Cr 0.18 -Mo0.04 - Ni 0.10"})
    [heat] = scanned((180.0, {50.0: "Heat No.: 559718/3"}), line)
    assert {"S": "0.016", "Cr": "0.18", "Ni": "0.10"}.items() <= chemistry(heat).items()


def test_a_sulphur_with_a_stroke_beside_it_is_one() -> None:
    line: Row = (200.0, {50.0: "C = 0.41 Si = 0.22 Mn = 0.70 P = 0.012 S$ = 0.013 Cr = 1.03"})
    [heat] = scanned((180.0, {50.0: "Heat No.: 559718/3"}), line)
    assert {"S": "0.013", "Cr": "1.03"}.items() <= chemistry(heat).items()


# ---- what single lines say


def test_a_heat_behind_a_label_whose_other_half_was_misread_is_named_and_takes_the_results_below_it() -> None:
    rows: list[Row] = [
        (180.0, {50.0: "Coulée Cast H993852"}),
        (194.0, {50.0: "Rp0.2 = 381 MPa Rm = 663 MPa"}),
        (230.0, {50.0: "Coulée Caste H993853"}),
        (244.0, {50.0: "Rp0.2 = 395 MPa Rm = 668 MPa"}),
    ]
    found = scanned(*rows, others={"Caste": "Cast"})
    assert [heat.text("heat_number") for heat in found] == ["H993852", "H993853"]


def test_the_figure_of_a_symbol_that_ocr_gave_twice_is_no_elongation() -> None:
    [heat] = scanned((180.0, {50.0: "Heat No.: H993852"}), (194.0, {50.0: "A5 5 (%) 23.8"}))
    assert [test.text("elongation_pct") for test in heat.groups("tensile")] == ["23.8"]


def test_a_temperature_that_makes_the_mean_with_the_energies_behind_it_is_an_energy() -> None:
    rows = [("Heat No.", "Rm MPa", "T °C", "KV J", "", "", "Mean J"), ("033295/2", "1209", "59", "59", "72", "", "63")]
    [heat] = scanned(*table(*rows))
    [test] = heat.groups("impact")
    assert (energies(heat), test.text("temperature_c")) == ([["59", "59", "72"]], None)


# ---- heads that a scan tore


@pytest.mark.parametrize("strange", ["nin", "RECEIVED", "wh."])
def test_a_heading_of_limits_that_was_misread_among_many_leaves_limits_limits(strange: str) -> None:
    places = (50.0, 110.0, 140.0, 170.0, 210.0, 240.0, 270.0, 310.0, 340.0, 370.0, 410.0, 440.0, 470.0)
    rows: list[Row] = [
        (180.0, {50.0: "Heat", 140.0: "S [%]", 240.0: "Cu [%]", 340.0: "N [%]", 440.0: "Cr [%]"}),
        (194.0, dict(zip(places[1:], ["min", "max", "act."] * 3 + [strange, "max", "act."], strict=True))),
        (
            208.0,
            dict(
                zip(places, ["856830", "-", "0.025", "0.007", "-", "0.55", "0.09", "-", "0.012", "0.005", "-", "0.30", "0.03"], strict=True)
            ),
        ),
        (
            222.0,
            dict(
                zip(places, ["N41583", "-", "0.025", "0.003", "-", "0.55", "0.07", "-", "0.012", "0.006", "-", "0.30", "0.04"], strict=True)
            ),
        ),
    ]
    found = scanned(*rows)
    assert [chemistry(heat) for heat in found] == [
        {"S": "0.007", "Cu": "0.09", "N": "0.005", "Cr": "0.03"},
        {"S": "0.003", "Cu": "0.07", "N": "0.006", "Cr": "0.04"},
    ]


def test_of_two_n_the_one_between_chromium_and_molybdenum_is_nickel_and_its_contents_are_doubted() -> None:
    assert symbols_of(["C", "Si", "Mn", "P", "S", "Cu", "N", "Cr", "N", "Mo", "V"], fuzzy=True)[6:10] == ["N", "Cr", "Ni", "Mo"]


def test_a_heat_number_begins_with_no_dash_and_may_begin_with_what_a_letter_was_read_as() -> None:
    assert not looks_like_a_heat("——-4")
    assert not looks_like_a_heat("-12345")
    assert looks_like_a_heat("A12345")
    assert looks_like_a_heat("£12345")


def test_the_word_for_heats_in_a_head_is_no_symbol() -> None:
    rows = [("Cast No. - Heat", "S [%]", "N [%]", "Cr [%]", "Mo [%]"), ("0224586", "0.005", "0.060", "17.18", "2.09")]
    [heat] = scanned(*table(*rows))
    assert chemistry(heat) == {"S": "0.005", "N": "0.060", "Cr": "17.18", "Mo": "2.09"}
    assert all(leaf.confidence > 0.95 for leaf in heat.table("chemistry").values())


def test_torn_last_lines_of_a_head_end_no_table() -> None:
    rows: list[Row] = [
        (180.0, {50.0: "Cast No.", 250.0: "Rp0.2", 330.0: "Rm", 410.0: "A5"}),
        (191.0, {250.0: "7] [N]", 330.0: "i", 410.0: "HBW"}),
        (202.0, {50.0: "Heat Numb"}),
        (213.0, {50.0: "Number", 130.0: "Test Lot", 200.0: "Dir."}),
        (224.0, {50.0: "0182373", 130.0: "660311", 200.0: "L", 250.0: "299", 330.0: "618", 410.0: "51"}),
    ]
    assert tensile(scanned(*rows)[0]) == [("299", "618", "51")]


# ---- lots in brackets


def test_lots_and_amounts_in_brackets_behind_their_heats_are_theirs() -> None:
    rows = [("Heat No.", "C", "Si", "Mn", "P"), ("723849/1", "0.14", "0.19", "0.78", "0.015"), ("H220998", "0.09", "0.16", "0.82", "0.011")]
    said: Row = (160.0, {50.0: "Heats supplied: 723849/1 (lot 476764, 105 kg), H220998 (lot 802931, 432.5 kg)"})
    found = scanned(said, *table(*rows))
    assert [(heat.text("lot_number"), heat.text("quantity")) for heat in found] == [("476764", "105"), ("802931", "432.5")]


def test_what_else_stands_in_brackets_behind_a_heat_is_no_lot() -> None:
    rows = [("Heat No.", "C", "Si", "Mn", "P"), ("723849/1", "0.14", "0.19", "0.78", "0.015")]
    [heat] = scanned((160.0, {50.0: "Heats supplied: 723849/1 (melted in Germany, 105 kg)"}), *table(*rows))
    assert heat.text("lot_number") is None


def test_an_order_and_its_line_below_a_label_whose_dash_a_scan_made_long_are_read() -> None:
    rows: list[Row] = [
        (50.0, {50.0: "Gesenkschmiede Ohmstedt GmbH"}),
        (80.0, {50.0: "Abnahmeprüfzeugnis nach EN 10204, Art 3.1"}),
        (110.0, {50.0: "Besteller", 300.0: "Bestell-Nr. — Pos.", 450.0: "Werksauftrag"}),
        (122.0, {50.0: "Halvorsen Anlagenbau GmbH", 300.0: "PO-248158 - 10", 450.0: "265384"}),
    ]
    assert read(sheet(rows, source="ocr")).fields.text("order_number") == "PO-248158"


def test_one_result_of_two_below_both_directions_is_doubted() -> None:
    rows: list[Row] = [
        BESIDE[0],
        (200.0, {140.0: "min", 185.0: "max", 230.0: "long.", 280.0: "transv."}),
        (212.0, {60.0: "Rm", 90.0: "MPa", 140.0: "1100", 185.0: "1300", 230.0: "1178", 280.0: "1198"}),
        (224.0, {60.0: "Rp0.2", 90.0: "MPa", 140.0: "900", 230.0: "967", 280.0: "949"}),
        (236.0, {60.0: "A5", 90.0: "%", 140.0: "10", 230.0: "12.1", 280.0: "11.3"}),
    ]
    [heat] = scanned(*rows)
    [test] = heat.groups("tensile")
    assert all(leaf.confidence < 0.92 for name in ("yield_mpa", "elongation_pct") if (leaf := test.leaf(name)))
