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
