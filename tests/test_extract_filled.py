"""How much an entry has where its cell tells how many of how much: the product, and never sure by itself."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.paper import Leaf
from tests.press import CONFIRMED, SHIPPED, read, rows_of, sheet, values

HEAD = ("Pos", "Item", "Description", "Quantity", "Batch")
PLACES = (50.0, 90.0, 180.0, 280.0, 460.0)


def quantity(cell: str) -> Leaf | None:
    rows = rows_of([HEAD, ("10", "AB-1234", "Resin A", cell, "L4711")], PLACES, 180.0)
    (line,) = read(sheet([*SHIPPED, *rows])).lines
    return line.leaf("quantity")


@pytest.mark.parametrize(
    "cell",
    [
        "3 drums x 100 kg", "3 x 100 kg", "3 x 100kg", "3 drums of 100 kg", "3 Fass à 100 kg", "3 fûts de 100 kg", "3 fusti da 100 kg",
        "3 bidones de 100 kg", "3 vaten van 100 kg", "3 beczki po 100 kg",
    ],
)  # fmt: skip
def test_so_many_of_so_much_come_to_their_product_and_are_never_sure(cell: str) -> None:
    found = quantity(cell)
    assert found
    assert (found.value, found.source, found.contested) == ("300", "derived", True)
    assert found.confidence <= 0.9


@pytest.mark.parametrize("cell", ["3 drums x 100 kg = 300 kg", "300 kg (3 x 100 kg)"])
def test_what_they_come_to_is_taken_where_it_is_printed(cell: str) -> None:
    found = quantity(cell)
    assert found
    assert (found.value, found.source) == ("300", "text")


@given(st.integers(2, 40), st.integers(11, 900))
def test_one_of_two_factors_is_never_read_as_a_sure_quantity(count: int, each: int) -> None:
    found = quantity(f"{count} drums x {each} kg")
    assert found is None or found.confidence <= 0.9 or Decimal(found.value) == count * each


def test_the_amount_of_a_line_bears_out_the_product() -> None:
    head = ("Pos", "Item", "Description", "Qty", "Unit price", "Amount")
    entry = ("10", "AB-1234", "Tube 60.3x2.9", "20 x 6,0 m", "12,50 EUR/m", "1.500,00")
    (line,) = read(sheet([*CONFIRMED, *rows_of([head, entry], (50.0, 90.0, 180.0, 280.0, 370.0, 460.0), 180.0)])).lines
    assert values(line, "quantity", "unit", "net_amount") == ["120.0", "MTR", "1500.00"]


def test_the_size_of_goods_multiplies_nothing() -> None:
    head = ("Pos", "Item", "Description", "Quantity", "Batch")
    rows = rows_of([head, ("10", "AB-1234", "Plate 3 x 1000 mm", "300 kg", "L4711")], PLACES, 180.0)
    (line,) = read(sheet([*SHIPPED, *rows])).lines
    assert line.text("quantity") == "300"
