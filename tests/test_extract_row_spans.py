"""Heats whose cell spans several rows, the letters that tell these apart, and where a table of results ends."""

from __future__ import annotations

from tests.press import Row, read, sheet

HEAD: list[Row] = [
    (50.0, {50.0: "Northfield Alloys Ltd"}),
    (80.0, {50.0: "Inspection certificate 3.1 EN 10204"}),
    (110.0, {50.0: "Certificate No.: W080110", 300.0: "Your order: 4500017325"}),
]
ANALYSES: list[Row] = [
    (160.0, {50.0: "Chemical composition %", 250.0: "P - product analysis, L - ladle analysis"}),
    (176.0, {50.0: "Heat", 130.0: "An.", 190.0: "C", 250.0: "Si", 310.0: "Mn", 370.0: "P"}),
    (190.0, {130.0: "P", 190.0: "0.41", 250.0: "0.34", 310.0: "0.71", 370.0: "0.008"}),
    (196.0, {50.0: "27-7401"}),
    (202.0, {130.0: "L", 190.0: "0.40", 250.0: "0.33", 310.0: "0.70", 370.0: "0.009"}),
    (214.0, {130.0: "P", 190.0: "0.42", 250.0: "0.29", 310.0: "0.77", 370.0: "0.007"}),
    (220.0, {50.0: "86-8514"}),
    (226.0, {130.0: "L", 190.0: "0.43", 250.0: "0.28", 310.0: "0.76", 370.0: "0.006"}),
]
IMPACTS: list[Row] = [
    (250.0, {50.0: "Heat", 150.0: "Temp. °C", 250.0: "KV1 J", 320.0: "KV2 J", 390.0: "KV3 J"}),
    (262.0, {50.0: "27-7401", 150.0: "20", 250.0: "54", 320.0: "56", 390.0: "52"}),
    (274.0, {50.0: "86-8514", 150.0: "20", 250.0: "67", 320.0: "63", 390.0: "75"}),
]


def test_a_number_between_two_rows_is_of_both_and_the_paper_says_which_of_them_is_the_ladles() -> None:
    found = read(sheet([*HEAD, *ANALYSES])).heats
    assert [heat.text("heat_number") for heat in found] == ["27-7401", "86-8514"]
    assert [[heat.table("chemistry")[symbol].value for symbol in ("C", "P")] for heat in found] == [["0.40", "0.009"], ["0.43", "0.006"]]


def test_the_foot_of_the_page_is_no_row_of_the_last_table() -> None:
    foot: list[Row] = [(760.0, {50.0: "Works Road 4, Leeds", 250.0: "17 555 81 40", 390.0: "Page 1 / 1"})]
    found = read(sheet([*HEAD, *ANALYSES, *IMPACTS, *foot])).heats
    assert [len(heat.groups("impact")) for heat in found] == [1, 1]


def test_elements_in_a_table_of_their_own_beside_the_letters_of_ladle_and_product_are_read() -> None:
    rest: list[Row] = [
        (250.0, {50.0: "Heat", 130.0: "An.", 190.0: "Mo"}),
        (262.0, {50.0: "max.", 190.0: "0.30"}),
        (274.0, {130.0: "P", 190.0: "0.21"}),
        (280.0, {50.0: "27-7401"}),
        (286.0, {130.0: "L", 190.0: "0.20"}),
        (298.0, {130.0: "P", 190.0: "0.18"}),
        (304.0, {50.0: "86-8514"}),
        (310.0, {130.0: "L", 190.0: "0.19"}),
    ]
    found = read(sheet([*HEAD, *ANALYSES, *rest])).heats
    assert [heat.table("chemistry")["Mo"].value for heat in found] == ["0.20", "0.19"]


def test_symbols_on_two_lines_head_two_rows_a_heat_however_few_stand_on_the_second() -> None:
    rows: list[Row] = [
        (170.0, {50.0: "Heat", 150.0: "Si", 200.0: "Fe", 250.0: "Cu", 300.0: "Mn", 350.0: "Mg", 400.0: "Cr"}),
        (181.0, {150.0: "Zn", 200.0: "Ti"}),
        (203.0, {50.0: "02-5548", 150.0: "0.96", 200.0: "0.22", 250.0: "0.06", 300.0: "0.67", 350.0: "0.77", 400.0: "0.09"}),
        (214.0, {50.0: "LOT 832331", 150.0: "0.05", 200.0: "0.02"}),
        (225.0, {50.0: "096016/1", 150.0: "1.07", 200.0: "0.23", 250.0: "0.03", 300.0: "0.67", 350.0: "0.84", 400.0: "0.06"}),
        (236.0, {50.0: "LOT 246101", 150.0: "0.08", 200.0: "0.01"}),
    ]
    found = read(sheet([*HEAD, *rows])).heats
    assert [[heat.table("chemistry")[symbol].value for symbol in ("Si", "Zn", "Ti")] for heat in found] == [
        ["0.96", "0.05", "0.02"],
        ["1.07", "0.08", "0.01"],
    ]


def test_tests_of_a_lot_are_of_the_heat_that_it_was_made_from() -> None:
    rows: list[Row] = [
        (150.0, {50.0: "Lot 544561 (500 EA) made from heat 0555566:"}),
        (162.0, {50.0: "C 0.42 · Si 0.25 · Mn 0.70 · P 0.009 · S 0.019"}),
        (190.0, {50.0: "Lot", 120.0: "Sample", 200.0: "Yield Rp0.2 MPa", 300.0: "Tensile Rm MPa", 400.0: "Elong. A5 %"}),
        (203.0, {50.0: "544561", 120.0: "1", 200.0: "1,005", 300.0: "1,183", 400.0: "12.8"}),
    ]
    [heat] = read(sheet([*HEAD, *rows])).heats
    assert (heat.text("heat_number"), heat.text("lot_number")) == ("0555566", "544561")
    assert [test.text("tensile_mpa") for test in heat.groups("tensile")] == ["1183"]


def test_impacts_below_each_other_are_of_the_heats_at_the_head_of_their_columns() -> None:
    rows: list[Row] = [
        (150.0, {50.0: "Heat", 200.0: "591620", 300.0: "B82198"}),
        (162.0, {50.0: "C", 200.0: "0.11", 300.0: "0.12"}),
        (174.0, {50.0: "Si", 200.0: "0.21", 300.0: "0.22"}),
        (186.0, {50.0: "Mn", 200.0: "1.11", 300.0: "1.12"}),
        (220.0, {50.0: "Impact test EN ISO 148-1", 200.0: "591620", 300.0: "B82198"}),
        (232.0, {50.0: "Temperature (°C)", 200.0: "-20", 300.0: "-20"}),
        (244.0, {50.0: "KV 1 (J)", 200.0: "118", 300.0: "138"}),
        (256.0, {50.0: "KV 2 (J)", 200.0: "119", 300.0: "79"}),
        (268.0, {50.0: "KV 3 (J)", 200.0: "116", 300.0: "73"}),
    ]
    found = read(sheet([*HEAD, *rows])).heats
    energies = [[[leaf.value for leaf in test.root["energy_j"]] for test in heat.groups("impact")] for heat in found]  # type: ignore[union-attr]
    assert energies == [[["118", "119", "116"]], [["138", "79", "73"]]]
