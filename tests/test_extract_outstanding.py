"""What was ordered, what is shipped and what is still to come side by side: told by the sum where headings do not tell it."""

from __future__ import annotations

import pytest

from domain.paper import Leaf
from tests.press import CONFIRMED, SHIPPED, Row, read, sheet

HEAD: Row = (180.0, {50.0: "Pos", 90.0: "Artikel", 170.0: "Bezeichnung", 380.0: "Menge", 440.0: "Geliefert", 520.0: "Rest"})


def shipped(*counts: tuple[str, str, str]) -> list[Leaf]:
    rows: list[Row] = [
        (
            200.0 + 16 * at,
            {50.0: f"{at}0", 90.0: f"C0325{at}A", 170.0: "Sechskantschraube M8x40", 380.0: whole, 440.0: part, 520.0: rest},
        )
        for at, (whole, part, rest) in enumerate(counts, start=1)
    ]
    return [quantity for line in read(sheet([*SHIPPED, HEAD, *rows])).lines if (quantity := line.leaf("quantity"))]


def test_what_is_the_sum_of_the_others_was_ordered() -> None:
    quantities = shipped(("1.240", "1.240 Stk", "0"), ("200", "140 Stk", "60"))
    assert [(quantity.value, quantity.contested) for quantity in quantities] == [("1240", False), ("140", False)]


@pytest.mark.parametrize("counts", [(("200", "140 Stk", "50"),), (("200", "140 Stk", "60"), ("864", "346 Stk", "0"))])
def test_what_does_not_add_up_in_each_entry_is_never_sure(counts: tuple[tuple[str, str, str], ...]) -> None:
    assert all(quantity.contested for quantity in shipped(*counts))


@pytest.mark.parametrize(
    ("whole", "part"),
    [
        ("Menge", "Geliefert"),
        ("Qty", "Shipped"),
        ("Quantité", "Livrée"),
        ("Quantità", "Consegnata"),
        ("Cantidad", "Servido"),
        ("Aantal", "Geleverd"),
    ],
)
def test_a_bare_quantity_beside_a_delivered_one_may_be_what_was_ordered(whole: str, part: str) -> None:
    """Nothing is ever posted of it where the two differ: neither heading says which of them is shipped now."""
    head: Row = (180.0, {50.0: "Pos", 90.0: "Artikel", 170.0: "Bezeichnung", 380.0: whole, 440.0: part})
    row: Row = (200.0, {50.0: "10", 90.0: "C03251A", 170.0: "Sechskantschraube M8x40", 380.0: "200", 440.0: "140 Stk"})
    [line] = read(sheet([*SHIPPED, head, row])).lines
    quantity = line.leaf("quantity")
    assert quantity
    assert (quantity.value, quantity.contested) == ("140", True)
    [alike] = read(sheet([*SHIPPED, head, (200.0, row[1] | {380.0: "140"})])).lines
    assert (quantity := alike.leaf("quantity"))
    assert (quantity.value, quantity.contested) == ("140", False)


@pytest.mark.parametrize("part", ["Bestätigt", "Confirmed", "Liefermenge"])
def test_a_confirmed_quantity_beside_a_bare_one_is_the_promise_though_its_cells_look_like_price_units(part: str) -> None:
    head: Row = (180.0, {50.0: "Pos", 90.0: "Artikel", 170.0: "Bezeichnung", 330.0: "Menge", 390.0: part, 460.0: "Preis", 520.0: "Betrag"})
    row: Row = (
        200.0,
        {50.0: "10", 90.0: "C03251A", 170.0: "Sechskantschraube M8x40", 330.0: "200", 390.0: "140 Stk", 460.0: "2,00", 520.0: "280,00"},
    )
    [line] = read(sheet([*CONFIRMED, head, row])).lines
    assert (quantity := line.leaf("quantity"))
    assert (quantity.value, quantity.contested) == ("140", True)


def test_a_price_for_one_looks_like_a_quantity_and_is_none_below_its_heading() -> None:
    """Rows of a schedule below each entry, with days under the columns of quantities, make headings look wrong."""
    rows: list[Row] = [
        (185.0, {45.0: "Lp", 73.0: "Symbol / Nazwa towaru", 242.0: "Rew.", 322.0: "Ilość zam.", 432.0: "Cena netto", 525.0: "Wartość"}),
        (204.0, {45.0: "1", 73.0: "W09946", 242.0: "D", 328.0: "75 szt.", 424.0: "83,28 / szt.", 517.0: "6 246,00"}),
        (214.0, {73.0: "Kołnierz szyjkowy EN 1092-1 DN25 PN16"}),
        (238.0, {107.0: "Dost.", 147.0: "Wysyłka", 232.0: "U klienta", 381.0: "Ilość"}),
        (247.0, {107.0: "1", 147.0: "23.07.2026", 232.0: "26.07.2026", 372.0: "75 szt."}),
        (267.0, {45.0: "2", 73.0: "W05203", 242.0: "C", 321.0: "120,5 m", 433.0: "6,22 / m", 524.0: "749,51"}),
        (277.0, {73.0: "Wąż hydrauliczny EN 857 2SC DN16"}),
    ]
    lines = read(sheet([*CONFIRMED, *rows])).lines
    assert [(line.text("quantity"), line.text("unit_price")) for line in lines] == [("75", "83.28"), ("120.5", "6.22")]
