"""Items' numbers that are none: the print of a line's own number under a heading that a scan lost."""

from __future__ import annotations

import pytest

from domain.paper import Leaf, Node
from extract.entry.odd_items import drop_position_as_item


def printed(text: str, x: float = 48.0) -> Leaf:
    return Leaf(value=text, text=text, confidence=0.95, page=1, box=(x, 370.0, x + 23.0, 376.0), source="ocr")


@pytest.mark.parametrize(
    ("item", "stays"),
    [
        (printed("00010"), False),
        (printed("00010", x=90.0), True),  # printed by itself beside the line's number
        (printed("04211"), True),
        (printed("HR00010"), True),
    ],
)
def test_a_padded_number_is_an_item_only_where_it_is_not_the_print_of_the_line(item: Leaf, *, stays: bool) -> None:
    found: dict[str, Node] = {"order_line": printed("00010"), "supplier_item": item}
    drop_position_as_item(found)
    assert ("supplier_item" in found) is stays
