"""Which printed numbers tell how a paper writes amounts, and what an amount is worth where none does."""

from __future__ import annotations

import pytest

from doctypes import find_doctypes
from domain.doctype import of_kind
from domain.paper import Kind, Leaf
from extract.label.printed_numbers import printed_numbers
from extract.page.layout import lay_out
from extract.read import read_scores
from tests.press import PITCH, SHIPPED, Row, read, sheet

PLACES = {50.0: "Pos", 90.0: "Artikel", 180.0: "Bezeichnung", 320.0: "Menge", 370.0: "ME", 420.0: "Charge"}


def notice(*amounts: str, cost_centre: str = "") -> list[Row]:
    rows = [*SHIPPED, *([(138.0, {50.0: cost_centre})] if cost_centre else []), (180.0, PLACES)]
    for at, amount in enumerate(amounts, start=1):
        right = 350.0 - 5.0 * len(amount)
        cells = {
            50.0: f"{at}0",
            90.0: f"GS-0288{at}",
            180.0: "Rundstahl S235JR",
            right: amount,
            370.0: "kg",
            420.0: f"L00423{at} ({amount})",
        }
        rows.append((180.0 + PITCH * at, cells))
    return rows


def amounts(*printed: str, cost_centre: str = "") -> list[tuple[str | None, str | None]]:
    lines = read(sheet(notice(*printed, cost_centre=cost_centre))).lines
    return [(line.text("quantity"), line.groups("lots")[0].text("quantity")) for line in lines]


@pytest.mark.parametrize("label", ["Kostenstelle: 125.39", "Projekt 838.19", "Bauvorhaben: 176.50", "Unser Angebot: 838.19"])
def test_a_number_behind_the_label_of_a_name_says_nothing_of_amounts(label: str) -> None:
    doctype = of_kind(find_doctypes(), Kind.SHIP_NOTICE)
    assert doctype is not None
    printed = list(printed_numbers(lay_out([sheet(notice("1.489", cost_centre=label))]), doctype))
    assert label.rsplit(maxsplit=1)[-1] not in printed
    assert "1.489" in printed
    assert amounts("1.489", "3.768", cost_centre=label) == [("1489", "1489"), ("3768", "3768")]


def test_amounts_above_whole_ones_are_read_in_thousands() -> None:
    assert amounts("2.075", "320", "942") == [("2075", "2075"), ("320", "320"), ("942", "942")]


def test_the_quantity_of_a_lot_that_can_be_read_in_two_ways_is_no_surer_than_its_lines() -> None:
    def score(*printed: str) -> float:
        lot = read_scores([sheet(notice(*printed))], find_doctypes()).lines[0].groups("lots")[0].leaf("quantity")
        assert isinstance(lot, Leaf)
        return lot.confidence

    assert score("1.489") < 0.7 < score("1.489", "1.250,75")
