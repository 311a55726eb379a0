"""Results of scans that torn print leaves to be told by their place, by another reading, or by sums."""

from __future__ import annotations

from dataclasses import replace

import pytest

from domain.paper import Group, Leaf
from extract.certificate.asked_results import without_asked
from extract.certificate.energies import energies_of
from extract.certificate.result_figures import single_values, three_joules
from extract.label.result_words import elongation_kind
from tests.press import Row, laid_out, read, rows_of, sheet

HEAD: list[Row] = [
    (50.0, {50.0: "Northfield Alloys Ltd"}),
    (80.0, {50.0: "Inspection certificate 3.1 EN 10204"}),
    (110.0, {50.0: "Certificate No.: W080110", 300.0: "Your order: 4500017325"}),
]
PLACES = (50.0, 120.0, 190.0, 260.0, 330.0, 400.0, 470.0)


def table(*rows: tuple[str, ...], top: float = 180.0) -> list[Row]:
    return rows_of([(*row, *[""] * (len(PLACES) - len(row))) for row in rows], PLACES, top)


def scanned(*rows: Row, others: dict[str, str] | None = None) -> list[Group]:
    """The heats of a scan; of the words in `others` a second reading is another, and the print is unclear."""
    page = sheet([*HEAD, *rows], source="ocr")
    unclear = [replace(w, confidence=0.4, others=(others[w.text],)) if others and w.text in others else w for w in page.words]
    return read(replace(page, words=tuple(unclear))).heats


def sure(heat: Group) -> dict[str, bool]:
    return {symbol: leaf.confidence > 0.9 for symbol, leaf in heat.table("chemistry").items()}


def test_a_symbol_that_looks_like_the_one_that_stands_there_is_as_good_as_read() -> None:
    rows = [("Heat No.", "€", "Si", "Mn", "P", "$", "Cr"), ("A49850", "0.035", "0.51", "1.50", "0.028", "0.004", "17.1")]
    [heat] = scanned(*table(*rows))
    assert sure(heat) == {"C": True, "Si": True, "Mn": True, "P": True, "S": True, "Cr": True}


def test_a_symbol_that_only_the_other_reading_has_is_sure_where_it_stands_in_its_place() -> None:
    rows = [("Heat No.", "C", "Si", "Mn", "P", "N", "Cu"), ("A49850", "0.035", "0.51", "1.50", "0.028", "0.004", "0.10")]
    [heat] = scanned(*table(*rows), others={"N": "s"})
    assert heat.table("chemistry")["S"].value == "0.004"
    assert sure(heat)["S"]


def test_rows_of_an_analysis_go_on_below_one_whose_symbol_only_the_other_reading_has() -> None:
    contents = {"C": "0.13", "Si": "0.20", "Mn": "0.82", "P": "0.009", "S": "0.005", "Vise": "0.002", "CEV": "0.29"}
    rows = [("", "", "A74300"), *((symbol, "%", content) for symbol, content in contents.items())]
    [heat] = scanned(*table(("Heat No.",)), *table(*rows, top=196.0), others={"Vise": "V"})
    assert heat.text("carbon_equivalent") == "0.29"
    assert heat.table("chemistry")["V"].value == "0.002"
    assert not sure(heat)["V"]


@pytest.mark.parametrize(("printed", "code"), [("Fl", "FI"), ("FI", "FI"), ("PL.", "PL"), ("DE", "DE")])
def test_a_country_is_told_whatever_a_scan_makes_of_its_capital_i(printed: str, code: str) -> None:
    rows = [("Heat No.", "Melted in", "C", "Si", "Mn"), ("A49850", printed, "0.35", "0.51", "1.50")]
    [heat] = scanned(*table(*rows))
    assert heat.text("melt_country") == code


def test_a_country_that_only_the_other_reading_has_is_not_sure() -> None:
    rows = [("Heat No.", "Melted in", "C", "Si", "Mn"), ("A49850", "cok", "0.35", "0.51", "1.50")]
    [heat] = scanned(*table(*rows), others={"cok": "SE"})
    country = heat.leaf("melt_country")
    assert country is not None
    assert country.value == "SE"
    assert country.confidence < 0.7


def test_a_country_behind_its_label_above_an_analysis_is_told_and_the_labels_own_words_are_none() -> None:
    rows = [("C", "0.13"), ("Si", "0.20"), ("Mn", "0.82"), ("P", "0.009"), ("S", "0.005")]
    above: Row = (166.0, {50.0: "HEAT NO: 30-3218", 190.0: "MELTED IN: PL.", 330.0: "HEAT QTY: 864.000 kg"})
    [heat] = scanned(above, *table(*rows))
    assert heat.text("melt_country") == "PL"


def test_a_small_l_that_may_be_of_another_country_is_left() -> None:
    rows = [("Heat No.", "Melted in", "C", "Si", "Mn"), ("A49850", "Sl", "0.35", "0.51", "1.50")]
    assert scanned(*table(*rows))[0].text("melt_country") is None


def test_an_accent_over_the_symbol_of_an_elongation_is_dirt() -> None:
    assert elongation_kind("Dehnung Á5 [%]") == "A5"


@pytest.mark.parametrize(
    ("word", "values"), [("54-64-71J", ["54", "64", "71"]), ("93-72J", ["93", "72"]), ("/100", ["100"]), ("74/79/78", ["74", "79", "78"])]
)
def test_energies_that_are_one_word_are_parted(word: str, values: list[str]) -> None:
    [token] = laid_out([(50.0, {50.0: word})]).lines[0].tokens
    assert [value.text for value in single_values(token)] == values


@pytest.mark.parametrize(
    ("cell", "values"),
    [
        ("98 - 98-118", ["98", "98", "118"]),
        ("82 100/119", ["82", "100", "119"]),
        ("99 96 118 J", ["99", "96", "118"]),
        ("99 118", []),
        ("99 96 118 83", []),
        ("A5 96 118", []),
    ],
)
def test_a_cell_of_a_scan_is_three_energies_whatever_stands_between_them(cell: str, values: list[str]) -> None:
    assert [value.text for value in three_joules(laid_out([(50.0, {50.0: cell})]).lines[0].tokens)] == values


def test_a_list_of_energies_has_its_mean_in_brackets_behind_it() -> None:
    rows: list[Row] = [
        (150.0, {50.0: "Heat No.: H782109"}),
        (164.0, {50.0: "Characteristic", 250.0: "Requirement", 400.0: "Result"}),
        (178.0, {50.0: "Tensile strength Rm [MPa]", 250.0: "1,100 - 1,300", 400.0: "1,218"}),
        (192.0, {50.0: "Proof strength Rp0.2 [MPa]", 260.0: "900", 400.0: "976"}),
        (206.0, {50.0: "Impact KV at 20 °C", 260.0: "27", 400.0: "74 63 65 (mean 67)"}),
    ]
    [heat] = scanned(*rows)
    [test] = heat.groups("impact")
    assert [leaf.value for leaf in energies_of(test)] == ["74", "63", "65"]
    assert test.text("mean_j") == "67"


@pytest.mark.parametrize(("asked", "told", "found"), [("110 - 160", "122", "122"), ("", "122", "122"), ("185 - 190", "", "185")])
def test_of_a_span_and_a_figure_behind_it_the_figure_is_the_hardness(asked: str, told: str, found: str) -> None:
    tokens = laid_out([(50.0, {50.0: asked, 200.0: told})]).lines[0].tokens
    assert without_asked(tokens, "hardness")[0].text == found


@pytest.mark.parametrize("word", ["-20", "104J", "20-27", "EN10045-1", "11.5", "73/763"])
def test_other_words_are_no_lists_of_energies(word: str) -> None:
    [token] = laid_out([(50.0, {50.0: word})]).lines[0].tokens
    assert [value.text for value in single_values(token)] == [word]


def impact(*words: str) -> list[dict[str, object]]:
    rows: list[Row] = [
        (150.0, {50.0: "Heat No. A49850"}),
        (170.0, {50.0: "Yield strength ReH 355 MPa"}),
        (186.0, {50.0: "Tensile strength Rm 520 MPa"}),
        (202.0, {50.0: "Impact energy KV2, -20 °C", 260.0: words[0], **{330.0 + 40 * at: word for at, word in enumerate(words[1:])}}),
    ]
    tests = [test for heat in scanned(*rows) for test in heat.groups("impact")]
    energies = [test.root.get("energy_j") for test in tests]
    return [
        {"energy": [leaf.value for leaf in listed if isinstance(leaf, Leaf)], "mean": test.text("mean_j")}
        for test, listed in zip(tests, energies, strict=True)
        if isinstance(listed, list)
    ]


def test_a_mean_whose_label_is_lost_is_told_by_being_the_mean() -> None:
    assert impact("117 - 80 - 127J", "108 J)") == [{"energy": ["117", "80", "127"], "mean": "108"}]


def test_a_figure_behind_energies_that_is_not_their_mean_is_none() -> None:
    [test] = impact("117 - 80 - 127J", "45 J)")
    assert test["mean"] is None


ANALYSIS = [("C", "%", "0.13", "0.14"), ("Si", "%", "0.20", "0.22"), ("Mn", "%", "0.82", "0.80"), ("P", "%", "0.009", "0.010")]


def test_amounts_above_an_analysis_that_stand_in_the_columns_of_its_heats_are_theirs() -> None:
    found = scanned(*table(("Heat No.", "", "A74300", "754400/2"), ("Quantity (KG)", "", "216.5", "216"), *ANALYSIS))
    assert [(heat.text("heat_number"), heat.text("quantity")) for heat in found] == [("A74300", "216.5"), ("754400/2", "216")]


def test_one_amount_above_the_heats_of_an_analysis_is_that_of_the_goods() -> None:
    found = scanned(*table(("Heat No.", "", "A74300", "754400/2"), ("Quantity (KG)", "", "432.5"), *ANALYSIS))
    assert [heat.text("quantity") for heat in found] == [None, None]
