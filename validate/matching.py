"""Which order a paper is about, and which order line each of its lines: an exact number, then the best assignment."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

import numpy as np
from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein
from scipy.optimize import linear_sum_assignment

from domain.doctype import LineMatch
from domain.orders import OrderLine, PurchaseOrder
from domain.paper import Group, Reading
from domain.ports import OrderBook
from validate.comparing import bare, bare_number, item_likeness, lookalike, same_unit

LEAST_LIKENESS = 3.0
"""Below this a paper line and an order line have too little in common: a line number alone, or an item alone, is enough."""


MOST_OFF, SHORTEST_NEAR = 2, 6
"""Two signs off, as figures that changed places are, in a number of six or more."""


def find_order(reading: Reading, book: OrderBook) -> PurchaseOrder | None:
    """The order of the number that is printed.

    Prefixes, blanks and leading zeros do not matter. On a scan, the only order whose number looks alike is taken for finding the
    paper's place; the value stays as it was read, and a doubtful reading goes before a person. Where two orders fit, none does.
    """
    leaf = reading.fields.leaf("order_number")
    if leaf is None:
        return None
    exact = book.order(leaf.value)
    if exact:
        return exact
    numbers = book.order_numbers()
    for same in (bare, bare_number):
        fitting = [number for number in numbers if same(number) == same(leaf.value)]
        if fitting:
            return book.order(fitting[0]) if len(fitting) == 1 else None
    if leaf.source != "ocr":
        return None
    fitting = [number for number in numbers if lookalike(number) == lookalike(leaf.value)]
    return book.order(fitting[0]) if len(fitting) == 1 else None


def near_order(reading: Reading, book: OrderBook) -> str | None:
    """The only order whose number is within two signs of the printed one; to be offered to a person, never to be taken."""
    printed = reading.fields.text("order_number")
    if not printed or len(bare(printed)) < SHORTEST_NEAR:
        return None
    near = [
        (distance, number)
        for number in book.order_numbers()
        if (distance := Levenshtein.distance(bare_number(number), bare_number(printed), score_cutoff=MOST_OFF)) <= MOST_OFF
    ]
    best = [number for distance, number in near if distance == min(near)[0]]
    return best[0] if len(best) == 1 else None


def match_lines(reading: Reading, order: PurchaseOrder) -> tuple[LineMatch, ...]:
    """Gives each line of the paper the order line it is about; a second line for the same order line (a split) keeps it, too.

    A line that names another order is about none of this one's, however much it looks like it. The only line of a paper, if it names
    nothing but a day, promises the whole order for it, and so is about every open line.
    """
    lines, ordered = reading.lines, order.lines
    if is_of_whole_order(lines):
        return tuple(LineMatch(0, line) for line in ordered if line.is_open) or (LineMatch(0, None),)
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


def is_of_whole_order(lines: Sequence[Group]) -> bool:
    """Whether a paper says one day for all, and nothing of single lines: `confirmed as ordered, delivery week 32`."""
    return len(lines) == 1 and set(lines[0].root) == {"delivery_date"}


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
