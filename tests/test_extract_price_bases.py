"""For how many a price is, where words of a scan's line tell it: the line is then sure that adds up by it."""

from __future__ import annotations

import pytest

from domain.paper import Group
from tests.press import CONFIRMED, Row, read, sheet

HEAD: Row = (150.0, {50.0: "Pos.", 90.0: "Artikel", 190.0: "Menge", 290.0: "Preis", 470.0: "Betrag"})
ENTRY: dict[float, str] = {50.0: "10", 90.0: "BG-4711", 185.0: "500 Stk", 290.0: "39,89", 470.0: "199,45"}
NEXT: Row = (230.0, {50.0: "20", 90.0: "BG-4712", 185.0: "4 Stk", 290.0: "117,91", 470.0: "471,64"})


def first(*below: Row, entry: dict[float, str] = ENTRY) -> Group:
    return read(sheet([*CONFIRMED, HEAD, (166.0, entry), *below, NEXT], source="ocr")).lines[0]


def told(line: Group) -> tuple[str | None, bool]:
    price = line.leaf("unit_price")
    return line.text("price_unit"), price is not None and price.confidence > 0.92


@pytest.mark.parametrize("words", ["Preis per 100 Stk", "prijs per 100 Stuk", "Prix les 100 PCE", "für 100 Stk"])
def test_words_below_an_entry_tell_for_how_many_its_price_is(words: str) -> None:
    assert told(first((178.0, {90.0: "Ihre Nr. 42-1734-11"}), (190.0, {90.0: "EAN 4001053855285"}), (202.0, {90.0: words}))) == (
        "100",
        True,
    )


@pytest.mark.parametrize("words", ["verpackt per 100 Stk", "Karton zu 100 Stk", "Preis per 1000 Stk"])
def test_how_goods_are_packed_says_nothing_of_the_price(words: str) -> None:
    assert told(first((178.0, {90.0: words}))) == ("100", False)


def test_a_number_of_units_right_behind_the_price_is_what_it_is_for() -> None:
    assert told(first(entry={**ENTRY, 330.0: "EUR", 370.0: "100 Stk"})) == ("100", True)
