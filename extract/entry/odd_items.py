"""Items' numbers that are none: of a paper's lines one that is a piece of what the others have, a standard or a size out of a description."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from domain.paper import Group, Leaf, Node
from extract.text.norms import NORMS

ITEMS = ("supplier_item", "buyer_item")
FEWEST = 2
"""So many other lines show what an item's number looks like on a paper."""
MOSTLY, PIECE = 0.5, 0.6
_POSITION = re.compile(r"0{2,3}[1-9]\d{0,2}0")
"""The number of a line as an ERP prints it: `00010`."""
_SIZE = re.compile(r"\d{1,2}|\d+(?:[.,]\d+)?(?:X\d+(?:[.,]\d+)?)+")
_NORM = re.compile(rf"(?:{'|'.join(sorted(NORMS))})-?\d+\w*")


def without_odd_items(lines: Sequence[Group]) -> list[Group]:
    """The lines without items' numbers that OCR tore, and without what it is that was taken for one where their own was not read.

    A person is told of an item that is not the ordered one; a piece of a number says no such thing.
    """
    lines = list(lines)
    for name in ITEMS:
        items = [line.leaf(name) for line in lines]
        shapes = Counter(_shape(item.value) for item in items if item is not None)
        usual, count = next(iter(shapes.most_common(1)), ("", 0))
        usual = usual if count >= max(FEWEST, MOSTLY * len(lines)) else ""
        for at, item in enumerate(items):
            if item is not None and item.source == "ocr" and _is_odd(item, usual):
                lines[at] = Group({other: value for other, value in lines[at].root.items() if other != name})
    return lines


def drop_position_as_item(found: dict[str, Node]) -> None:
    """Takes out of a line an item's number that is the print of the line's own: `Nr. 00010` under a heading that a scan lost.

    The item may stand below it.
    """
    number = found.get("order_line")
    for name in ITEMS:
        item = found.get(name)
        if isinstance(item, Leaf) and isinstance(number, Leaf) and item.box == number.box and _POSITION.fullmatch(item.text):
            del found[name]


def _is_odd(item: Leaf, usual: str) -> bool:
    """Whether a number is a small piece of what the others look like, or one without their letters; one that lacks a sign may be another item."""
    shape = _shape(item.value)
    if shape == usual:
        return False
    torn = shape == usual.lstrip("A-./ ") or (shape in usual and len(shape) < PIECE * len(usual))
    return torn or _SIZE.fullmatch(item.value.upper()) is not None or _NORM.fullmatch(item.value.upper()) is not None


def _shape(value: str) -> str:
    """What a number looks like: its letters and its figures are each alike."""
    return re.sub(r"[^\W\d_]", "A", re.sub(r"\d", "9", value))
