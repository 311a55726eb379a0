"""Item numbers in two words: their letters belong to them where every line has such letters."""

from __future__ import annotations

import pytest

from tests.press import Row, read, sheet

HEAD: list[Row] = [
    (60.0, {50.0: "Order confirmation"}),
    (90.0, {50.0: "Your order: 4500017325"}),
    (120.0, {50.0: "Pos", 100.0: "Item no.", 200.0: "Description", 400.0: "Quantity", 500.0: "Price"}),
]


def _items(*printed: str) -> list[str | None]:
    rows: list[Row] = [
        (140.0 + 20 * at, {50.0: f"{at}0", 100.0: item, 200.0: "Hexagon screw M8x40", 400.0: "250 pcs", 500.0: "1.20"})
        for at, item in enumerate(printed, start=1)
    ]
    return [line.text("supplier_item") for line in read(sheet([*HEAD, *rows])).lines]


def test_letters_before_every_item_number_belong_to_it() -> None:
    assert _items("BN 03885", "BN 04410") == ["BN 03885", "BN 04410"]


def test_letters_before_one_item_number_alone_are_none_of_it() -> None:
    assert _items("BN 03885", "04410")[1] == "04410"


@pytest.mark.parametrize("label", ["ITEM", "PCS", "DIN"])
def test_a_label_a_unit_and_a_standard_are_no_letters_of_an_item(label: str) -> None:
    assert not any(label in (item or "") for item in _items(f"{label} 03885", f"{label} 04410"))
