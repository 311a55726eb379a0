"""Lines that name a heat and say of it, one below the other: whatever stands on a line is of its own heat."""

from __future__ import annotations

from typing import Literal

import pytest

from domain.paper import Group
from extract.certificate.energies import energies_of
from tests.press import Row, read, sheet

HEAD: list[Row] = [
    (50.0, {50.0: "Northfield Alloys Ltd"}),
    (80.0, {50.0: "Inspection certificate 3.1 EN 10204"}),
    (110.0, {50.0: "Certificate No.: W080110", 300.0: "Your order: 4500017325"}),
]


def lines(*texts: str, source: Literal["text", "ocr"] = "text") -> list[Group]:
    return read(sheet([*HEAD, *((180.0 + 14 * place, {50.0: text}) for place, text in enumerate(texts))], source=source)).heats


@pytest.mark.parametrize("source", ["text", "ocr"])
def test_a_heat_that_a_line_names_has_the_contents_behind_it_and_not_those_of_the_next_line(source: Literal["text", "ocr"]) -> None:
    found = lines("Heat A4711: C 0.12 Si 0.25 Mn 1.35 P 0.012 S 0.004", "Heat A4712: C 0.13 Si 0.26 Mn 1.36 P 0.013 S 0.005", source=source)
    contents = [(each.text("heat_number"), each.table("chemistry")["C"].value, each.table("chemistry")["Mn"].value) for each in found]
    assert contents == [("A4711", "0.12", "1.35"), ("A4712", "0.13", "1.36")]


def test_what_a_line_says_behind_the_heat_that_it_names_is_of_that_heat() -> None:
    found = lines("Heat A4711: Rm 545 MPa, ReH 402 MPa, A5 28 %", "Heat A4712: Rm 551 MPa, ReH 410 MPa, A5 27 %")
    tests = [[(test.text("tensile_mpa"), test.text("elongation_pct")) for test in each.groups("tensile")] for each in found]
    assert tests == [[("545", "28")], [("551", "27")]]


@pytest.mark.parametrize("energies", ["95/90/99 J", "95-90-99 J", "95; 90; 99 J", "95 / 90 / 99 J"])
def test_energies_behind_degrees_that_touch_their_unit_are_read_whole(energies: str) -> None:
    [found] = lines("Heat No: A49850", f"KV -20°C {energies}")
    [test] = found.groups("impact")
    assert (test.text("temperature_c"), [each.value for each in energies_of(test)]) == ("-20", ["95", "90", "99"])


def test_of_a_list_of_the_ladle_and_one_of_the_product_that_of_the_ladle_is_the_heats() -> None:
    [found] = lines("Heat No: A49850", "Ladle: C 0.12 Si 0.25 Mn 1.35 P 0.012", "Product: C 0.13 Si 0.26 Mn 1.36 P 0.013")
    assert {symbol: leaf.value for symbol, leaf in found.table("chemistry").items()} == {
        "C": "0.12",
        "Si": "0.25",
        "Mn": "1.35",
        "P": "0.012",
    }


def test_of_several_lots_of_one_heat_none_is_sure() -> None:
    rows = [("Lot", "Heat", "Qty", "Rm", "A5"), ("L4701", "A49850", "100", "545", "28"), ("L4702", "A49850", "200", "551", "27")]
    placed = [(180.0 + 16 * at, {50.0 + 80 * place: text for place, text in enumerate(row)}) for at, row in enumerate(rows)]
    [found] = read(sheet([*HEAD, *placed])).heats
    assert all((leaf := found.leaf(name)) is not None and leaf.confidence < 0.9 for name in ("lot_number", "quantity"))
