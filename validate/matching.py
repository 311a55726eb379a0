"""Which order line each line of a paper is about: the best assignment of all."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

import numpy as np
from rapidfuzz import fuzz
from scipy.optimize import linear_sum_assignment

from domain.doctype import LineMatch
from domain.orders import OrderLine, PurchaseOrder
from domain.paper import Group, Reading
from validate.comparing import bare_number, item_likeness, same_unit

LEAST_LIKENESS = 3.0
"""Below this a paper line and an order line have too little in common: a line number alone, or an item alone, is enough."""


def match_lines(reading: Reading, order: PurchaseOrder) -> tuple[LineMatch, ...]:
    """Gives each line of the paper the order line it is about; a second line for the same order line (a split) keeps it, too.

    A line that names another order is about none of this one's, however much it looks like it.
    """
    lines, ordered = reading.lines, order.lines
    if not lines or not ordered:
        return tuple(LineMatch(index, None) for index in range(len(lines)))
    scores = np.array([[0.0 if is_for_another(line, order) else likeness(line, candidate) for candidate in ordered] for line in lines])
    rows, columns = linear_sum_assignment(-scores)
    chosen = {int(row): int(column) for row, column in zip(rows, columns, strict=True) if scores[row, column] >= LEAST_LIKENESS}
    for row in range(len(lines)):
        if row not in chosen:
            best = int(np.argmax(scores[row]))
            if scores[row, best] >= LEAST_LIKENESS + 1:
                chosen[row] = best
    return tuple(LineMatch(index, ordered[chosen[index]] if index in chosen else None) for index in range(len(lines)))


def is_for_another(line: Group, order: PurchaseOrder) -> bool:
    """Whether a line of the paper names an order that is not this one."""
    named = line.text("order_number")
    return named is not None and bare_number(named) != bare_number(order.order_number)


def likeness(line: Group, ordered: OrderLine) -> float:
    """How much speaks for a paper line being about an order line: items most, then the line number, then text and figures."""
    return (
        _item(line, "supplier_item", ordered.supplier_item)
        + _item(line, "buyer_item", ordered.buyer_item)
        + (3.0 if _number(line) == ordered.order_line.lstrip("0") else 0.0)
        + _description(line, ordered)
        + (0.5 if _equal(line.decimal("quantity"), ordered.quantity) else 0.0)
        + (0.5 if _equal(line.decimal("unit_price"), ordered.unit_price) else 0.0)
        + (0.2 if line.text("unit") and same_unit(line.text("unit") or "", ordered.unit) else 0.0)
    )


def _item(line: Group, name: str, ordered: str | None) -> float:
    leaf = line.leaf(name)
    return 4.0 * item_likeness(leaf, ordered) if leaf and ordered else 0.0


def _number(line: Group) -> str:
    return (line.text("order_line") or "").lstrip("0")


def _description(line: Group, ordered: OrderLine) -> float:
    text = line.text("description")
    return 1.5 * fuzz.token_sort_ratio(text.lower(), ordered.description.lower()) / 100 if text else 0.0


def _equal(one: Decimal | None, other: Decimal) -> bool:
    return one is not None and one == other


def lines_of(order_line: OrderLine, matches: Sequence[LineMatch]) -> list[int]:
    """The paper lines that are about that order line."""
    return [match.index for match in matches if match.order_line is order_line]
