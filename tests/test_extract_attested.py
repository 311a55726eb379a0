"""A certificate that is a letter: its goods and its tests are told in sentences."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

import pytest

from domain.paper import Reading
from tests.press import read, sheet

LETTERS = {
    "en": (
        ["This is to certify that the goods which we supplied against your order B0351533, item 00020,",
         "under our despatch note 82349071, namely 485.5 kg Round bar dia. 12 mm 42CrMo4, mill length",
         "6 m, consist of 42CrMo4 to EN 10083-3 and were made to the dimensions of the order."],
        ("00020", "485.5", "KGM", "Round bar dia. 12 mm 42CrMo4, mill length 6 m", "42CrMo4", "EN 10083-3"),
    ),
    "de": (
        ["Hiermit bescheinigen wir, dass die Ware, die wir aufgrund Ihrer Bestellung 4500087919, Position",
         "10, mit Lieferschein 81857958 geliefert haben, nämlich 36 m Rohr nahtlos 88,9x10 EN AW-6082,",
         "aus EN AW-6082 nach EN 755-2 besteht und nach den Vorgaben der Bestellung gefertigt wurde."],
        ("10", "36", "MTR", "Rohr nahtlos 88,9x10 EN AW-6082", "EN AW-6082", "EN 755-2"),
    ),
    "pl": (
        ["Zaświadczamy, że towar dostarczony na Państwa zamówienie 4700525696, pozycja 30, z dowodem",
         "dostawy numer 87417976, to jest 1 884 KG Blacha 12x2000x6000 S235JR, wykonano z S235JR wg",
         "EN 10025-2 w stanie +AR i o wymiarach podanych w zamówieniu na ten towar."],
        ("30", "1884", "KGM", "Blacha 12x2000x6000 S235JR", "S235JR", "EN 10025-2"),
    ),
}  # fmt: skip
TITLES = {"en": "Inspection certificate 3.1 EN 10204", "de": "Abnahmeprüfzeugnis 3.1 EN 10204", "pl": "Świadectwo odbioru 3.1 EN 10204"}
TESTS = [
    "A quantity of 242.5 kg comes from heat B43863; the tensile test gave Rp0.2 = 941 MPa, Rm =",
    "1,161 MPa, A5 = 12.3 % (L); Rp0.2 = 930 MPa, Rm = 1,150 MPa, A5 = 11.9 % (T) on our machine.",
]
MORE = [
    "A quantity of 243 kg comes from heat 52-6837; the tensile test gave Rp0.2 = 757 MPa, Rm = 994",
    "MPa, A5 = 12.6 % (L), and the bars were found free of faults of the surface by our inspector.",
]


def letter(language: str, *paragraphs: list[str], source: Literal["text", "ocr"] = "text") -> Reading:
    rows = [(50.0, {50.0: TITLES[language]}), (70.0, {50.0: "W080110"})]
    top = 120.0
    for paragraph in paragraphs:
        rows += [(top + 14.0 * at, {50.0: line}) for at, line in enumerate(paragraph)]
        top += 14.0 * len(paragraph) + 12.0
    return read(sheet(rows, source=source))


def test_a_word_that_ocr_took_with_a_speck_above_it_does_not_end_the_paragraph() -> None:
    rows = [
        (50.0, {50.0: TITLES["en"]}),
        (70.0, {50.0: "W080110"}),
        *((120.0 + 14 * at, {50.0: text}) for at, text in enumerate(LETTERS["en"][0])),
    ]
    page = sheet([*rows, *((180.0 + 20.0 * at, {50.0: text}) for at, text in enumerate(TESTS))], source="ocr")
    tall = [
        replace(word, box=(word.box[0], word.box[1] - 4.0, word.box[2], word.box[3] + 4.0)) if word.text.startswith("B43863") else word
        for word in page.words
    ]
    (heat,) = read(replace(page, words=tuple(tall))).heats
    assert [(test.text("tensile_mpa"), test.text("direction")) for test in heat.groups("tensile")] == [
        ("1161", "longitudinal"),
        ("1150", "transverse"),
    ]


@pytest.mark.parametrize("language", LETTERS)
def test_the_goods_are_told_in_one_sentence(language: str) -> None:
    told, due = LETTERS[language]
    (line,) = letter(language, told).lines
    assert tuple(line.text(name) for name in ("order_line", "quantity", "unit", "description", "grade", "standard")) == due


def test_each_heat_has_the_tests_that_its_sentences_tell() -> None:
    heats = letter("en", LETTERS["en"][0], TESTS, MORE).heats
    told = [
        (
            heat.text("heat_number"),
            [(test.text("yield_mpa"), test.text("tensile_mpa"), test.text("direction")) for test in heat.groups("tensile")],
        )
        for heat in heats
    ]
    assert told == [
        ("B43863", [("941", "1161", "longitudinal"), ("930", "1150", "transverse")]),
        ("52-6837", [("757", "994", "longitudinal")]),
    ]
    assert heats[0].groups("tensile")[0].text("elongation_kind") == "A5"


FURTHER = {
    "en": [
        "A quantity of 242.5 kg comes from heat B43863; the tensile test gave Rp0.2 = 941 MPa, Rm =",
        "1,161 MPa, A5 = 12.3 % (L). The Charpy test at -20 °C gave 70, 76, 60 J, with a mean of 69 J.",
        "Brinell hardness: 329 HBW.",
    ],
    "de": [
        "Die Menge von 242,5 kg stammt aus der Schmelze B43863; der Zugversuch ergab Rp0.2 = 941 MPa,",
        "Rm = 1.161 MPa, A5 = 12,3 % (L). Im Kerbschlagbiegeversuch bei -20 °C wurden 70, 76, 60 J",
        "gemessen, im Mittel 69 J. Härtewert: 329 HBW.",
    ],
    "pl": [
        "Ilość 242,5 KG pochodzi z wytopu B43863; próba rozciągania dała Rp0.2 = 941 MPa, Rm = 1161",
        "MPa, A5 = 12,3 % (wzdł.). Próba Charpy'ego w -20 °C dała 70, 76, 60 J, średnio 69 J. Twardość:",
        "329 HBW.",
    ],
}


@pytest.mark.parametrize("language", FURTHER)
def test_impact_hardness_and_share_of_a_heat_are_told_in_its_sentences(language: str) -> None:
    (heat,) = letter(language, LETTERS[language][0], FURTHER[language]).heats
    (impact,) = heat.groups("impact")
    (hardness,) = heat.groups("hardness")
    assert (heat.text("heat_number"), heat.text("quantity")) == ("B43863", "242.5")
    assert [leaf.value for leaf in impact.root["energy_j"]] == ["70", "76", "60"]  # type: ignore[union-attr]
    assert (impact.text("temperature_c"), impact.text("mean_j")) == ("-20", "69")
    assert (hardness.text("value"), hardness.text("scale")) == ("329", "HBW")


def test_a_quantity_that_one_of_several_heats_alone_has_beside_it_is_of_none_of_them() -> None:
    all_of_it = [
        "The 485.5 kg of bars that you received were rolled from heat B43863; the tensile test gave Rp0.2",
        "= 941 MPa, Rm = 1,161 MPa, A5 = 12.3 % (L), and from heat 52-6837, of which the test gave Rp0.2 =",
        "757 MPa, Rm = 994 MPa, A5 = 12.6 % (L), as our inspector found on the bars that he had chosen.",
    ]
    assert [heat.text("quantity") for heat in letter("en", LETTERS["en"][0], all_of_it).heats] == [None, None]


def test_what_the_sentence_of_the_next_heat_says_is_not_of_the_one_before() -> None:
    second = [
        "The hardness is 302 HBW, the bars being of heat 52-6837; the test gave Rp0.2 = 757 MPa, Rm =",
        "994 MPa and A5 = 12.6 % (L).",
    ]
    heats = letter("en", LETTERS["en"][0], [*FURTHER["en"][:2], *second]).heats
    assert heats[0].groups("hardness") == []


def test_a_hardness_below_a_line_that_ends_with_a_direction_is_told_once() -> None:
    told = [
        "A quantity of 242.5 kg comes from heat B43863; the tensile test gave Rp0.2 = 941 MPa, Rm =",
        "1,161 MPa, A5 = 12.3 % (L); Rp0.2 = 930 MPa, Rm = 1,150 MPa, A5 = 11.9 %. (T).",
        "Hardness: 161 HBW.",
    ]
    sources: tuple[Literal["text", "ocr"], ...] = ("text", "ocr")
    for source in sources:
        (heat,) = letter("en", LETTERS["en"][0], told, source=source).heats
        assert [test.text("value") for test in heat.groups("hardness")] == ["161"]
