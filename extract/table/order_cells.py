"""Columns that name the buyer's order beside each entry: `Ihre Bestellung / Pos.` over `4500066088 / 00010`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from domain.paper import Group, Leaf
from extract.page.columns import Column, Row, key_of
from extract.page.layout import Token
from extract.page.open_signs import signs_alike
from extract.text.wording import meant_singly

_NUMBER = r"(?=\S*\d{4})[\w.-]+"
_ORDER = re.compile(r"(?=\S*\d{4})(?!\d{1,4}[.-]\d{1,2}[.-]\d{1,4}$)[\w.-]+")
"""No date: `Best before` abbreviates no order."""
_WITH_LINE = re.compile(rf"({_NUMBER})(?:\s?/\s?|\s)(?:[^\W\d]+\.?\s?)?(\d{{1,5}})")
"""The stroke between them may be lost on a scan."""
ROOM = 6.0
"""Two parts of one heading are no further apart, in points."""
_ITEMS = frozenset({"buyer_item", "supplier_item"})
_THEIRS, _OURS = frozenset({"purchase"}), frozenset({"our", "supplier"})


def tell_orders(columns: Sequence[Column], rows: Sequence[Row]) -> None:
    """Gives each entry the order that a column names for it, and the order's line that stands behind it: no number of the paper's own is that.

    Where such a heading speaks of the supplier's order, or one cell holds anything else, the column is left as it is.
    """
    ordered = sorted(columns, key=lambda column: column.x0)
    beside = [
        meant_singly(left.title) | meant_singly(right.title) for left, right in pairwise(ordered) if right.x0 - left.x1 < ROOM
    ]  # `Ns.` and `ordine-riga`
    parted = any(meant >= {"our", "order"} for meant in (*(meant_singly(column.title) for column in columns), *beside))
    for column in columns:
        meant = meant_singly(column.title)
        theirs = meant >= _THEIRS or meant >= {"your", "order"} or (parted and "order" in meant)  # `Ordine / riga` beside `Ns. ordine`
        theirs |= (
            meant >= {"your", "ref"} and "item" not in meant and any(other.name == "buyer_item" for other in columns if other != column)
        )
        told = [_told(row.cells.get(key_of(column), [])) for row in rows]
        as_item = column.name in _ITEMS and "item" not in meant and all(each and each[1] for each in told)
        if column.level or meant & _OURS or not theirs or not (column.name in (None, "order_line") or as_item):
            continue
        if rows and all(told) and len({bool(line) for _, line in filter(None, told)}) == 1:
            if not any(line for _, line in filter(None, told)) and (column.name or "line" in meant):
                continue  # `PO Line` over `00010`
            for row, (order, line) in zip(rows, filter(None, told), strict=True):
                row.order = order
                row.cells |= {"order_line": [*line]} if line else {}
                if as_item:  # `Your order` over `4500017325/10` was taken for what the buyer calls the goods
                    row.cells.pop(key_of(column), None)
            return


def _told(cell: Sequence[Token]) -> tuple[tuple[Token, ...], tuple[Token, ...]] | None:
    """The words of an order's number and of its line in a cell, the latter none where it has none; None where it holds something else."""
    text = " ".join(token.text for token in cell).strip(" .,;:|'")
    if match := _WITH_LINE.fullmatch(text):
        return (cell[0].saying(match[1]),), (cell[-1].saying(match[2]),)
    return ((cell[0].saying(text),), ()) if len(cell) == 1 and _ORDER.fullmatch(text) else None


def with_shared_order(fields: dict[str, Leaf], lines: Sequence[Group]) -> list[Group]:
    """The order that all lines name is the paper's own, if its head names no other; where lines are for several, each keeps its own.

    On a scan an order whose signs only look like those of the head's (`P0-689093`) is no other.
    """
    named = [line.leaf("order_number") for line in lines]
    head = fields.get("order_number")
    told = [leaf for leaf in (*named, head) if leaf]
    if len({signs_alike(leaf.value) if leaf.source == "ocr" else leaf.value for leaf in told}) != 1 or not lines or not all(named):
        return [*lines]
    fields.setdefault("order_number", told[0])
    number = told[0].value  # where it stands above the line's number in one cell, it was taken for an item's as well
    return [
        Group(
            {
                name: node
                for name, node in line.root.items()
                if name != "order_number" and not (name in _ITEMS and line.text(name) == number)
            }
        )
        for line in lines
    ]
