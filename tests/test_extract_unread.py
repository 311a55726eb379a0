"""What was read of a paper and does not hang together brings a person: tests of one heat that show other properties than each other."""

from __future__ import annotations

import pytest

from doctypes import find_doctypes
from domain.doctype import of_kind
from domain.paper import Group, Kind, Leaf
from extract.doubt.unread import goes_on, unread
from extract.entry.form_sums import weighs_one_alone
from tests.papers import group, leaf
from tests.press import laid_out


def notes(*tests: dict[str, str]) -> list[str]:
    doctype = of_kind(find_doctypes(), Kind.CERTIFICATE)
    assert doctype is not None
    heat = Group({"tensile": [group(dict(test)) for test in tests]})
    return list(unread(doctype, laid_out([(100.0, {50.0: "Tensile test"})]), [], [heat], None, [], fuzzy=False))


def test_tensile_tests_of_one_heat_that_show_other_properties_are_told() -> None:
    along = {"yield_mpa": "279", "tensile_mpa": "604", "elongation_pct": "52.1"}
    across = {"yield_mpa": "306", "tensile_mpa": "630", "elongation_pct": "55"}
    assert notes(along, across) == []
    assert notes({"yield_mpa": "279"}, across, {"tensile_mpa": "604", "elongation_pct": "52.1"}) == [
        "the tensile tests of a heat do not show the same properties"
    ]


def test_an_energy_that_ends_a_list_is_one_of_several() -> None:
    doctype = of_kind(find_doctypes(), Kind.CERTIFICATE)
    assert doctype is not None
    layout = laid_out([(100.0, {50.0: "Charpy V-notch at 20 °C: 78, 55, 73 J"}), (120.0, {50.0: "Charpy V-notch at 20 °C: 69 J"})])
    told = []
    for line in layout.lines:
        token = line.tokens[-2]
        energy = leaf(token.text).model_copy(update={"box": token.word.on_page})
        heat = Group({"impact": [Group({"energy_j": [energy]})]})
        told.append(list(unread(doctype, layout, [], [heat], None, [], fuzzy=False)))
    assert told == [["an impact test shows one value of three", "a cell lists several results and not all of them were read"], []]


@pytest.mark.parametrize(("heat", "told"), [
    ({"lot_number": "161,5"}, True),
    ({"lot_number": "216"}, True),
    ({"lot_number": "216", "quantity": "500"}, False),
    ({"lot_number": "L004387"}, False),
])  # fmt: skip
def test_an_amount_in_a_lot_s_place_brings_a_person(heat: dict[str, str], *, told: bool) -> None:
    doctype = of_kind(find_doctypes(), Kind.CERTIFICATE)
    assert doctype is not None
    found = list(unread(doctype, laid_out([(100.0, {50.0: "Tensile test"})]), [], [group(dict(heat))], None, [], fuzzy=False))
    assert found == (["what was read as a lot's number may be an amount"] if told else [])


@pytest.mark.parametrize("read", [("418", "31.2", "299"), ("217", "418", "31.2", "299", "33.6")])
def test_a_strength_told_in_a_sentence_of_a_scan_that_was_not_read_brings_a_person(read: tuple[str, ...]) -> None:
    doctype = of_kind(find_doctypes(), Kind.CERTIFICATE)
    assert doctype is not None
    layout = laid_out([
        (100.0, {50.0: "ReH = 217 MPa, Rm = 418 MPa, A5 = 31.2 %"}),
        (120.0, {50.0: "ReH = 299 MPa, Rm = 418 MPa, A5 = 33.6 %"}),
    ])  # fmt: skip
    names = {"217": "yield_mpa", "299": "yield_mpa", "418": "tensile_mpa", "31.2": "elongation_pct", "33.6": "elongation_pct"}
    tests = [
        Group(
            {
                names[token.text]: leaf(token.text).model_copy(update={"box": token.word.on_page})
                for token in line.tokens
                if token.text in read
            }
        )
        for line in layout.lines
    ]
    found = list(unread(doctype, layout, [], [Group({"tensile": [*tests]})], None, [], fuzzy=True))
    assert ("a result is told in a sentence and was not read" in found) == ("217" not in read)


def test_heats_of_one_page_with_other_numbers_of_tests_bring_a_person_off_a_scan() -> None:
    doctype = of_kind(find_doctypes(), Kind.CERTIFICATE)
    assert doctype is not None
    layout = laid_out([(100.0, {50.0: "Tensile test"})])
    test = {"yield_mpa": "279", "tensile_mpa": "604", "elongation_pct": "52.1"}
    even = [Group({"tensile": [group(dict(test)), group(dict(test))]}) for _ in range(2)]
    uneven = [Group({"tensile": [group(dict(test)) for _ in range(count)]}) for count in (1, 3)]
    note = "its heats do not show as many tests as each other, and one may have been given to the next"
    assert note in list(unread(doctype, layout, [], uneven, None, [], fuzzy=True))
    assert note not in list(unread(doctype, layout, [], even, None, [], fuzzy=True))
    assert note not in list(unread(doctype, layout, [Group({}), Group({})], uneven, None, [], fuzzy=True))


@pytest.mark.parametrize(("behind", "told"), [({117.0: "60"}, True), ({150.0: "60"}, False), ({117.0: "kg"}, False)])
def test_figures_close_behind_a_scanned_number_of_a_lot_bring_a_person(behind: dict[float, str], *, told: bool) -> None:
    layout = laid_out([(170.0, {50.0: "Lotto n.", 95.0: "1611", **behind})])
    number = next(token for token in layout.lines[0].tokens if token.text == "1611")
    lot = Leaf(value="1611", text="1611", page=1, box=number.word.on_page, source="ocr", confidence=0.9)
    assert goes_on(layout, [Group({"lot_number": lot})]) == told


@pytest.mark.parametrize(("confidence", "told"), [(0.16, True), (0.9, False)])
def test_a_weight_that_a_scan_hardly_shows_is_held_against_no_other(confidence: float, *, told: bool) -> None:
    read = {
        name: Leaf(value=value, text=value, page=1, box=(0, 0, 1, 1), source="ocr", confidence=sure)
        for name, value, sure in (("gross_weight_kg", "20", 0.94), ("net_weight_kg", "3", confidence))
    }
    assert weighs_one_alone(laid_out([]), [], read, fuzzy=True) == told
    assert not weighs_one_alone(laid_out([]), [], read, fuzzy=False)
