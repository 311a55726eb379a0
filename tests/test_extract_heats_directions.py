"""Directions of test pieces, hardness, impact tests and shares of heats, wherever a certificate tells them."""

from __future__ import annotations

import pytest

from domain.paper import Group
from extract.label.result_words import direction_of, names_directions
from tests.press import PITCH, Row, read, rows_of, sheet

HEAD: list[Row] = [
    (50.0, {50.0: "Huta Stali S.A."}),
    (80.0, {50.0: "Inspection certificate 3.1 EN 10204"}),
    (110.0, {50.0: "Certificate No.: W080110", 300.0: "Your order: 4500017325"}),
    (124.0, {50.0: "Date: 14.09.2026", 300.0: "Grade: S355J2+N"}),
]
DUTCH_HEAD: list[Row] = [
    (50.0, {50.0: "Walserij IJsselmond B.V."}),
    (80.0, {50.0: "Keuringscertificaat 3.1 EN 10204"}),
    (110.0, {50.0: "Certificaatnummer: W080110", 300.0: "Uw order: 4500017325"}),
    (124.0, {50.0: "Datum: 14-09-2026", 300.0: "Kwaliteit: S355J2+N"}),
]
PLACES = (50.0, 130.0, 200.0, 280.0, 360.0)


def heats(*rows: Row, head: list[Row] = HEAD) -> list[Group]:
    return read(sheet([*head, *rows])).heats


def lines(*texts: str, top: float = 180.0) -> list[Row]:
    return [(top + PITCH * at, {50.0: text}) for at, text in enumerate(texts)]


def directions(found: list[Group]) -> list[list[str | None]]:
    return [[test.text("direction") for test in heat.groups("tensile")] for heat in found]


def table(title: str, *said: str, head: list[Row] = HEAD) -> list[list[str | None]]:
    """The directions of a table of tests whose second column has that heading."""
    rows = [("Heat No.", title, "ReH MPa", "Rm MPa", "A5 %")]
    rows += [(f"78557{at}", word, "372", "540", "24.5") for at, word in enumerate(said)]
    return directions(heats(*rows_of(rows, PLACES, 180.0), head=head))


@pytest.mark.parametrize(
    "title", ["Dir.", "Probenlage", "Entnahme", "Orient.", "Sent.", "Direz.", "Ligging", "Położenie", "L/T", "L/Q", "W/P"]
)
def test_a_letter_below_a_heading_of_directions_says_one(title: str) -> None:
    assert table(title, "L", "T") == [["longitudinal"], ["transverse"]]


@pytest.mark.parametrize("letters", [("L", "Q"), ("L", "L"), ("L", "T"), ("quer", "L")])
def test_letters_below_no_heading_say_directions_where_one_is_an_l(letters: tuple[str, str]) -> None:
    said = {"L": "longitudinal", "Q": "transverse", "T": "transverse", "quer": "transverse"}
    assert table("", *letters) == [[said[letter]] for letter in letters]


def test_a_t_below_no_heading_may_be_the_top_and_says_no_direction() -> None:
    assert table("", "T", "T") == [[None], [None]]


def test_letters_below_the_heading_of_test_pieces_say_no_direction() -> None:
    assert table("Specimen", "L", "T") == [[None], [None]]


def test_a_d_is_across_on_a_dutch_paper_only() -> None:
    assert table("Richting", "langs", "D", head=DUTCH_HEAD) == [["longitudinal"], ["transverse"]]
    assert table("Direction", "long.", "D") == [["longitudinal"], [None]]


@pytest.mark.parametrize(
    ("word", "said"),
    [("wzdł.", "longitudinal"), ("trav.", "transverse"), ("Querrichtung", "transverse"), ("poprzeczna", "transverse"), ("top", None)],
)
def test_words_of_directions(word: str, said: str | None) -> None:
    assert direction_of(word) == said


@pytest.mark.parametrize(("text", "named"), [("L/T", True), ("(L / Q)", True), ("W/P", True), ("T/B", False), ("mm/s", False)])
def test_both_letters_of_directions_are_a_heading(text: str, named: bool) -> None:
    assert names_directions(text) is named


def test_letters_of_a_heading_between_the_two_lines_of_its_neighbours_head_their_column() -> None:
    rows: list[Row] = [
        (180.0, {50.0: "Réf. coulée", 200.0: "Rp0.2", 280.0: "Rm", 360.0: "A"}),
        (187.0, {130.0: "L/T"}),
        (194.0, {50.0: "Heat No.", 200.0: "MPa", 280.0: "MPa", 360.0: "%"}),
        *rows_of([("28-6057", "L", "292", "337", "11,7"), ("798396", "T", "319", "354", "13,6")], PLACES, 212.0),
    ]
    assert directions(heats(*rows)) == [["longitudinal"], ["transverse"]]


def test_a_row_of_directions_above_the_strengths_says_one_for_each_heat() -> None:
    rows = [
        ("Heat No.", "0639377", "785579A"),
        ("C02 Direction", "long.", "transv."),
        ("C11 Yield strength ReH MPa", "281", "291"),
        ("C12 Tensile strength Rm MPa", "411", "445"),
        ("C13 Elongation A5 %", "29.9", "30.4"),
    ]
    assert directions(heats(*rows_of(rows, (50.0, 240.0, 340.0), 180.0))) == [["longitudinal"], ["transverse"]]


def test_a_row_of_directions_behind_the_strengths_may_be_of_the_impact_test_and_says_none() -> None:
    rows = [
        ("Heat No.", "0639377", "785579A"),
        ("Yield strength ReH MPa", "281", "291"),
        ("Tensile strength Rm MPa", "411", "445"),
        ("Direction", "transv.", "transv."),
        ("Charpy KV J", "81", "92"),
    ]
    assert directions(heats(*rows_of(rows, (50.0, 240.0, 340.0), 180.0))) == [[None], [None]]


def test_directions_above_the_strengths_of_each_test_piece_are_of_the_test_below() -> None:
    found = heats(
        *lines(
            "Heat No. 0639377",
            "C 0.17; Si 0.19; Mn 1.33; P 0.015; S 0.008; Cr 0.02",
            "Test piece 454 - Direction . . . . . . . . long.",
            "Yield strength ReH . . . . . . . . 420 MPa",
            "Tensile strength Rm . . . . . . . . 516 MPa",
            "Test piece 455 - Direction . . . . . . . . transv.",
            "Yield strength ReH . . . . . . . . 411 MPa",
            "Tensile strength Rm . . . . . . . . 509 MPa",
        )
    )
    assert directions(found) == [["longitudinal", "transverse"]]


def test_a_direction_below_the_strengths_of_the_only_test_is_of_that() -> None:
    found = heats(
        *lines("Heat No. 0639377", "Yield strength ReH: 420 MPa", "Tensile strength Rm: 516 MPa", "Direction: transverse", "Grain size: 7")
    )
    assert directions(found) == [["transverse"]]


@pytest.mark.parametrize("behind", ["942,00 kg", "942 KG", "(942 kg)"])
def test_the_amount_behind_a_heats_number_is_what_was_supplied_of_it(behind: str) -> None:
    (heat,) = heats(*lines(f"Heat 0469293 {behind}", "C 0.17; Si 0.19; Mn 1.33; P 0.015; S 0.008; Cr 0.02"))
    assert (heat.text("heat_number"), (heat.text("quantity") or "").partition(".")[0]) == ("0469293", "942")


@pytest.mark.parametrize("behind", ["12 mm", "S235JR", "page 2", "1884 tested"])
def test_what_is_no_amount_behind_a_heats_number_is_no_quantity(behind: str) -> None:
    (heat,) = heats(*lines(f"Heat 0469293 {behind}", "C 0.17; Si 0.19; Mn 1.33; P 0.015; S 0.008; Cr 0.02"))
    assert heat.text("quantity") is None


@pytest.mark.parametrize("closing", ["CEV 0.40", "CEV: 0.40", "Ceq = 0.40"])
def test_the_carbon_equivalent_that_closes_a_list_of_contents_is_read(closing: str) -> None:
    (heat,) = heats(*lines("Heat 0469293", f"C 0.17; Si 0.19; Mn 1.33; P 0.015; S 0.008; V 0.002; {closing}"))
    assert heat.text("carbon_equivalent") == "0.40"
    assert "V" in heat.table("chemistry")


@pytest.mark.parametrize("mean", ["(mean 107 J)", "(Av. 107 J)", "(Valor medio 107 J)", "(Moyen. 107 J)", "(Śr. 107 J)"])
def test_a_row_of_single_energies_may_end_with_their_mean(mean: str) -> None:
    (heat,) = heats(
        *lines(
            "Heat No. 0639377",
            "Yield strength ReH 420 MPa",
            "Tensile strength Rm 516 MPa",
            f"Charpy test KV2, -20 °C 103 – 118 – 99 J {mean}",
        )
    )
    (test,) = heat.groups("impact")
    assert (test.text("temperature_c"), test.text("mean_j")) == ("-20", "107")
    assert [leaf.value for leaf in test.root["energy_j"]] == ["103", "118", "99"]  # type: ignore[union-attr]


def test_a_mean_with_the_symbol_of_its_test_behind_it_is_one_heading() -> None:
    rows: list[Row] = [
        (180.0, {50.0: "Heat No.", 150.0: "KV2 [J] (20 °C)", 300.0: "Mean KV2 [J]", 400.0: "Härtewert [HBW]"}),
        (194.0, {50.0: "0199674", 150.0: "72 · 61 · 78", 310.0: "70", 410.0: "331"}),
        (208.0, {50.0: "76-4394", 150.0: "78 · 65 · 65", 310.0: "69", 410.0: "332"}),
    ]
    found = heats(*rows)
    assert [heat.groups("impact")[0].text("mean_j") for heat in found] == ["70", "69"]
    assert [(heat.groups("hardness")[0].text("value"), heat.groups("hardness")[0].text("scale")) for heat in found] == [
        ("331", "HBW"),
        ("332", "HBW"),
    ]


@pytest.mark.parametrize("title", [("Land der", "Erschmelzung"), ("Country of", "melt"), ("Pays", "d'élaboration")])
def test_the_second_line_of_a_heading_may_begin_with_a_capital_where_both_name_the_column(title: tuple[str, str]) -> None:
    rows: list[Row] = [
        (180.0, {50.0: "Heat No.", 130.0: title[0], 250.0: "ReH MPa", 330.0: "Rm MPa", 410.0: "A5 %"}),
        (190.0, {130.0: title[1]}),
        (206.0, {50.0: "0727390", 130.0: "PL", 250.0: "294", 330.0: "452", 410.0: "29,4"}),
        (220.0, {50.0: "577951/4", 130.0: "AT", 250.0: "271", 330.0: "406", 410.0: "31"}),
    ]
    assert [heat.text("melt_country") for heat in heats(*rows)] == ["PL", "AT"]


def test_coule_en_says_where_and_coulee_n_which_cast() -> None:
    rows = [
        ("", "Coulée N", "Coulée N"),
        ("", "0826448", "73-3824"),
        ("", "Coulé en", "Coulé en"),
        ("", "DE", "PL"),
        *((symbol, "0,14", "0,13") for symbol in ("C", "Si", "Mn")),
    ]
    found = heats(*rows_of(rows, (50.0, 240.0, 340.0), 180.0))
    assert [(heat.text("heat_number"), heat.text("melt_country")) for heat in found] == [("0826448", "DE"), ("73-3824", "PL")]


@pytest.mark.parametrize("title", ["Cant.", "Cantidad kg", "Qty", "Menge"])
def test_a_column_of_quantities_beside_the_heats_is_what_was_supplied_of_each(title: str) -> None:
    rows = [
        ("Heat No.", title, "ReH MPa", "Rm MPa", "A5 %"),
        ("0727390", "106", "294", "452", "29.4"),
        ("577951", "107", "271", "406", "31"),
    ]
    assert [heat.text("quantity") for heat in heats(*rows_of(rows, PLACES, 180.0))] == ["106", "107"]


def test_single_energies_below_a_heading_each_are_those_below_them_alone() -> None:
    rows = [
        ("Heat No.", "C", "KV2 1 J", "KV2 2 J", "KV2 3 J"),
        ("0727390", "20", "60", "52", "80"),
        ("577951/4", "20", "68", "76", "62"),
    ]
    found = heats(*rows_of(rows, PLACES, 180.0))
    energies = [heat.groups("impact")[0].root["energy_j"] for heat in found]
    assert [[leaf.value for leaf in each] for each in energies] == [["60", "52", "80"], ["68", "76", "62"]]  # type: ignore[union-attr]


def test_a_hardness_and_an_impact_test_have_names_in_every_language() -> None:
    for title in (
        "Härtewert",
        "Valeur de dureté",
        "Valore di durezza",
        "Valor de dureza",
        "Hardheidswaarde",
        "Wartość twardości",
        "Brinellhardheid",
    ):
        rows: list[Row] = [(180.0, {50.0: "Heat No.", 150.0: f"{title} [HBW]"}), (194.0, {50.0: "0199674", 160.0: "331"})]
        (heat,) = heats(*rows)
        assert (heat.groups("hardness")[0].text("value"), heat.groups("hardness")[0].text("scale")) == ("331", "HBW"), title


def test_two_columns_of_the_same_heading_are_two_heats_and_no_heat_with_its_lot() -> None:
    rows = [
        ("Test", "Heat No.", "Heat No."),
        ("", "H302507", "K88637"),
        *((symbol, "0.14", "0.13") for symbol in ("C", "Si", "Mn")),
    ]
    found = heats(*rows_of(rows, (50.0, 240.0, 340.0), 180.0))
    assert [(heat.text("heat_number"), heat.text("lot_number")) for heat in found] == [("H302507", None), ("K88637", None)]


@pytest.mark.parametrize("code", ["Z02", "202"])
def test_a_date_stands_below_its_label_and_the_code_before_it(code: str) -> None:
    rows: list[Row] = [
        (50.0, {50.0: "Huta Stali S.A."}),
        (80.0, {50.0: "Inspection certificate 3.1 EN 10204"}),
        (110.0, {50.0: "Certificate No.: W080110"}),
        (180.0, {50.0: f"{code} Certified on", 300.0: "Z03 QA Manager"}),
        (194.0, {50.0: "2026-09-16", 300.0: "R. Delgado"}),
    ]
    assert read(sheet(rows, source="ocr")).fields.text("document_date") == "2026-09-16"


@pytest.mark.parametrize("standard", ["EN10088-2", "EN-10088-2", "0204:2004"])
def test_a_standard_is_no_certificates_number(standard: str) -> None:
    rows: list[Row] = [
        (50.0, {50.0: "Huta Stali S.A."}),
        (80.0, {50.0: "Inspection certificate 3.1"}),
        (110.0, {50.0: f"Certificate No. {standard}"}),
    ]
    assert read(sheet(rows)).fields.text("document_number") is None


def test_below_a_head_of_both_directions_a_single_result_a_row_is_in_doubt() -> None:
    found = heats(
        (140.0, {50.0: "Heat 0954482"}),
        (154.0, {110.0: "min", 160.0: "max", 220.0: "longitudinal", 290.0: "transverse", 360.0: "Charpy KV at -20 °C:"}),
        (165.0, {50.0: "Rm MPa", 110.0: "470", 160.0: "630", 220.0: "528", 290.0: "540", 360.0: "115; 131; 63 J"}),
        (173.0, {360.0: "mean 103 J"}),
        (177.0, {50.0: "ReH MPa", 110.0: "355", 160.0: "–", 220.0: "404", 290.0: "411"}),
        (188.0, {50.0: "A5 %", 110.0: "22", 160.0: "–", 220.0: "28.9", 290.0: "29.9"}),
    )
    tests = [test for heat in found for test in heat.groups("tensile")]
    told = [leaf for test in tests for name in ("yield_mpa", "tensile_mpa", "elongation_pct") if (leaf := test.leaf(name))]
    assert len(tests) == 1
    assert len(told) == 3
    assert all(leaf.confidence < 0.9 for leaf in told)
