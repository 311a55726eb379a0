"""What certificates of every day print in two tongues: cells of two lines, words that a heading goes on with, prose below the tests, two units beside each other."""

from __future__ import annotations

from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.paper import Group
from extract.certificate.result_figures import dashed
from extract.label.result_words import direction_misread, direction_of
from extract.page.layout import Token
from tests.press import Row, read, rows_of, sheet, words

HEAD: list[Row] = [
    (50.0, {50.0: "Northfield Alloys Ltd"}),
    (80.0, {50.0: "Inspection certificate 3.1 EN 10204"}),
    (110.0, {50.0: "Certificate No.: W080110", 300.0: "Your order: 4500017325"}),
]
PLACES = (50.0, 130.0, 210.0, 290.0, 370.0, 450.0)


def heats(
    *rows: tuple[str, ...], source: Literal["text", "ocr"] = "text", above: tuple[Row, ...] = (), below: tuple[Row, ...] = ()
) -> list[Group]:
    whole = [(*row, *[""] * (len(PLACES) - len(row))) for row in rows]
    return read(sheet([*HEAD, *above, *rows_of(whole, PLACES, 200.0), *below], source=source)).heats


def impacts(heat: Group) -> list[tuple[str | None, list[str], str | None]]:
    return [
        (test.text("temperature_c"), [each.value for each in test.root["energy_j"]], test.text("mean_j"))  # type: ignore[union-attr]
        for test in heat.groups("impact")
    ]


def strengths(heat: Group, *names: str) -> list[list[str | None]]:
    return [[test.text(name) for name in names] for test in heat.groups("tensile")]


IMPACT = (("Heat No.", "Temp. °C", "KV2 J", "", "", "Mean"), ("H281179", "-20", "118", "76", "97", "97"))


def test_a_share_of_tested_pieces_in_the_text_below_impact_tests_is_no_energy() -> None:
    text = "Verwechslungsprüfung: Kennzeichnung: Herstellerzeichen, 100 % o. B."
    [heat] = heats(*IMPACT, below=((250.0, {50.0: text}),))
    assert impacts(heat) == [("-20", ["118", "76", "97"], "97")]


@pytest.mark.parametrize("text", ["Marking: heat, size, stamp 48", "Mechanische Prüfung: Stempel 27"])
def test_a_figure_alone_among_words_below_impact_tests_is_no_energy(text: str) -> None:
    [heat] = heats(*IMPACT, below=((250.0, {50.0: text.partition(":")[0] + ":", 210.0: text.partition(":")[2].strip()}),))
    assert impacts(heat) == [("-20", ["118", "76", "97"], "97")]


def test_a_head_of_strengths_and_numbered_energies_with_what_is_asked_below_lists_no_pieces() -> None:
    rows = (
        ("Coulée", "ReH MPa", "Rm MPa", "A5 %", "KV2 1 J", "KV2 2 J"),
        ("Valeurs exigées", "≥ 355", "470 – 630", "≥ 22"),
        ("0486478", "398", "550", "27,7", "79", "106"),
    )
    [heat] = heats(*rows)
    assert strengths(heat, "yield_mpa", "tensile_mpa", "elongation_pct") == [["398", "550", "27.7"]]


@pytest.mark.parametrize("dash", ["-", "–"])
def test_three_energies_with_dashes_between_them_are_no_span(dash: str) -> None:
    [heat] = heats(("Heat No.", "Temp. (°C)", "KV2 (J)", "", "Mean"), ("H777528", "20", f"79 {dash} 56 {dash} 63", "", "66"))
    assert impacts(heat) == [("20", ["79", "56", "63"], "66")]


def test_energies_that_a_scan_ran_together_are_read_where_their_mean_is_printed() -> None:
    head = ("Heat No.", "Temp. (°C)", "KV2 (J)", "", "Mean")
    [heat] = heats(head, ("H913413", "20", "58 76-56", "", "63"), source="ocr")
    assert impacts(heat) == [("20", ["58", "76", "56"], "63")]
    [heat] = heats(head, ("H913413", "20", "58 76-56", "", "91"), source="ocr")
    assert impacts(heat)[0][1] == ["58"]


@given(st.text(alphabet="0123456789-–J", max_size=12))
def test_parts_of_a_run_of_energies_are_figures_of_the_word_in_its_order(text: str) -> None:
    for word in words(text, 50.0, 50.0) if text else ():
        parts = dashed(Token(word, word.text))
        assert all(part.text.isdigit() for part in parts)
        assert "".join(part.text for part in parts) in word.text.replace("-", "").replace("–", "")
        assert [part.x0 for part in parts] == sorted(part.x0 for part in parts)


def test_a_heading_of_a_temperature_goes_on_in_further_words_to_its_unit() -> None:
    head = ("Colada", "Temp. ensayo °C", "KV2 (J)", "", "", "Media")
    [heat] = heats(head, ("E98020", "  20", "56", "56", "63", "58"))
    assert impacts(heat) == [("20", ["56", "56", "63"], "58")]


def test_a_cell_whose_first_line_ends_with_a_stroke_goes_on_in_the_other_tongue_below() -> None:
    rows = [
        ("Wytop nr", "Temperatura /", "KV2, J", "", "", "Średnia"),
        ("", "Temperature, °C", "", "", "", ""),
        ("383634/3", "20", "94", "81", "93", "89"),
    ]
    [heat] = read(sheet([*HEAD, *rows_of(rows, PLACES, 200.0, pitch=11.0)])).heats
    assert impacts(heat) == [("20", ["94", "81", "93"], "89")]


def test_of_strengths_in_two_units_beside_each_other_those_in_mpa_are_read_and_the_word_in_the_corner_heads_nothing() -> None:
    rows = (
        ("TENSILE", "Rp0.2 YIELD KSI", "Rp0.2 YIELD MPa", "TENSILE KSI", "TENSILE MPa", "ELONG. A50 %"),
        ("TEST 1", "33.9", "234", "89.2", "615", "55.9"),
    )
    [heat] = heats(*rows, above=((170.0, {50.0: "HEAT NO: 308058"}),))
    assert strengths(heat, "yield_mpa", "tensile_mpa", "elongation_pct", "yield_kind") == [["234", "615", "55.9", "Rp0.2"]]


def test_the_labels_of_the_next_goods_below_tests_are_no_row_of_limits() -> None:
    below: tuple[Row, ...] = ((250.0, {50.0: "SPECIFICATION: ASTM A36/A36M", 230.0: "GRADE: A36", 330.0: "CONDITION: As Rolled"}),)
    found = read(
        sheet([*HEAD, *rows_of([("Heat", "ReH MPa", "Rm MPa", "A5 %"), ("88-5448", "298", "494", "30.5")], PLACES[:4], 200.0), *below])
    )
    assert [line.text("standard") for line in found.lines] == ["ASTM A36/A36M"]


def test_the_one_heat_above_a_column_is_not_another_number_above_the_table_before() -> None:
    analysis = (("Heat No.", "C", "Si", "Mn", "P", "S"), ("582695", "0.40", "0.23", "0.70", "0.014", "0.019"))
    tests = (
        ("Characteristic", "Requirement", "Heat No."),
        ("", "", "582695"),
        ("Proof strength Rp0.2 MPa", "≥ 900", "971"),
        ("Tensile strength Rm MPa", "≥ 1000", "1196"),
        ("Elongation A5 %", "≥ 10", "12.5"),
    )
    [heat] = heats(
        *analysis, above=((150.0, {50.0: "Works Batch", 200.0: "157329"}),), below=tuple(rows_of(tests, (50.0, 230.0, 380.0), 250.0))
    )
    assert heat.text("heat_number") == "582695"
    assert strengths(heat, "yield_mpa", "tensile_mpa", "elongation_pct") == [["971", "1196", "12.5"]]


def test_how_much_came_from_each_heat_stands_below_their_analyses() -> None:
    rows = (
        ("Pierwiastek", "maks.", "Wytop nr", "Wytop nr"),
        ("", "", "383634/3", "A26007"),
        ("C", "0,17", "0,12", "0,14"),
        ("Si", "0,55", "0,15", "0,21"),
        ("Mn", "1,40", "0,85", "0,80"),
        ("P", "0,035", "0,009", "0,011"),
        ("Masa / Mass", "", "210 kg", "160 kg"),
    )
    found = heats(*rows)
    assert [(heat.text("heat_number"), heat.text("quantity")) for heat in found] == [("383634/3", "210"), ("A26007", "160")]


def test_a_preposition_before_a_direction_is_no_letter_that_says_another() -> None:
    rows = (
        ("Wytop", "Kierunek", "ReH MPa", "Rm MPa", "A5 %"),
        ("0284034", "wzdłuż", "421", "557", "29,2"),
        ("0284034", "w poprzek", "398", "527", "27,1"),
    )
    [heat] = heats(*rows)
    assert strengths(heat, "direction") == [["longitudinal"], ["transverse"]]


@pytest.mark.parametrize(("text", "said"), [("wzdtuz", "longitudinal"), ("transverze", "transverse"), ("quar", None), ("heat", None)])
def test_a_long_word_for_a_direction_is_told_though_a_scan_misread_a_letter(text: str, said: str | None) -> None:
    assert direction_of(text) is None
    assert direction_misread(text) == said


@pytest.mark.parametrize("label", ["Posizione / Item:", "Pos. / Item:", "Position / Article:"])
def test_a_line_is_labelled_in_two_tongues_of_which_the_other_word_may_mean_goods(label: str) -> None:
    rows: list[Row] = [(140.0, {50.0: "Vs. ordine / Your order: PO-031871", 300.0: f"{label} 10"})]
    found = read(sheet([*HEAD[:2], (110.0, {50.0: "Certificate No.: W080110"}), *rows]))
    assert [line.text("order_line") for line in found.lines] == ["10"]


def test_the_class_of_a_spring_wire_behind_its_standard_is_its_grade() -> None:
    rows: list[Row] = [(140.0, {50.0: "Wire type: EN 10270-1-SH", 300.0: "Standard: EN 10270-1"}), (160.0, {50.0: "Order item: 10"})]
    found = read(sheet([*HEAD, *rows]))
    assert [(line.text("grade"), line.text("standard")) for line in found.lines] == [("EN 10270-1-SH", "EN 10270-1")]


def test_a_sentence_behind_a_word_for_specifications_names_no_standard() -> None:
    text = "Het materiaal voldoet aan de in de bestelling genoemde specificatie. De gegevens worden tien jaar bewaard en zijn opvraagbaar"
    found = read(sheet([*HEAD, (140.0, {50.0: "Order item: 10", 300.0: "Grade: S235JR"}), (200.0, {50.0: text})]))
    assert [line.text("standard") for line in found.lines] == [None]


@pytest.mark.parametrize("day", ["13-APR-2026", "3.Mai.2026", "13-APR-26"])
def test_a_day_with_its_months_name_is_no_papers_number(day: str) -> None:
    rows: list[Row] = [
        (80.0, {300.0: "Inspection certificate 3.1 EN 10204"}),
        (95.0, {50.0: "Certificate No.", 150.0: "MTC93619", 260.0: "Date", 330.0: day}),
    ]
    assert read(sheet([*HEAD[:1], *rows])).fields.text("document_number") == "MTC93619"


def test_the_sign_of_a_steels_condition_is_no_mark_of_a_number() -> None:
    rows: list[Row] = [
        (140.0, {50.0: "Order item: 10", 300.0: "Grade: C45"}),
        (160.0, {50.0: "Estado", 150.0: "+N", 300.0: "Norma", 380.0: "EN 10083-2"}),
        (200.0, {50.0: "Heat treatment: Hardening / Tempering (°C): 841 / 588"}),
    ]
    assert [line.text("delivery_condition") for line in read(sheet([*HEAD, *rows])).lines] == ["+N"]


def test_a_content_of_a_scan_with_fewer_decimals_than_its_limit_may_have_lost_its_last_figure() -> None:
    rows = (("Heat No.", "C", "Mn", "Cr", "Mo"), ("max.", "0.45", "0.90", "1.20", "0.30"), ("671910", "0.43", "0.78", "1.1", "0.24"))
    media: tuple[tuple[Literal["ocr", "text"], bool], ...] = (("ocr", False), ("text", True))
    for source, sure in media:
        [heat] = heats(*rows, source=source)
        scores = {symbol: leaf.confidence for symbol, leaf in heat.table("chemistry").items()}
        assert (scores["Cr"] == scores["Mn"]) == sure


@pytest.mark.parametrize(("own", "day"), [("Date: 20.04.2026", "2026-04-20"), ("", None)])
def test_the_day_of_a_mills_certificate_that_a_stockist_copied_is_not_the_day_of_his_own(own: str, day: str | None) -> None:
    rows: list[Row] = [
        *HEAD[:2],
        (110.0, {50.0: "Our Certificate No: 006267", 300.0: "Your order: 4500017325"}),
        (125.0, {50.0: own}),
        *rows_of(list(IMPACT), PLACES, 200.0),
        (300.0, {50.0: "Mill Certificate No 233009/3 dated 21.12.2025 (Heat No. H281179)"}),
    ]
    reading = read(sheet([row for row in rows if any(row[1].values())]))
    assert reading.fields.text("document_number") == "006267"
    found = reading.fields.leaf("document_date")
    assert (found.value if found and found.confidence > 0.5 else None) == day
