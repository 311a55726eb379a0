"""Which order line each line of a paper is about: the best assignment of all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from decimal import Decimal

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz, process
from rapidfuzz.distance import Levenshtein
from scipy.optimize import linear_sum_assignment

from domain.doctype import LineMatch
from domain.orders import OrderLine, PurchaseOrder
from domain.paper import Group, Reading
from validate.comparing import MOST_MISREAD, bare, item_likeness, lookalike, names_order, same_unit, single_lookalike

LEAST_LIKENESS = 3.0
"""Below this a paper line and an order line have too little in common: a line number alone, or an item alone, is enough."""


def match_lines(reading: Reading, order: PurchaseOrder) -> tuple[LineMatch, ...]:
    """Gives each line of the paper the order line it is about; a second line for the same order line (a split) keeps it, too.

    A line that names another order is about none of this one's, however much it looks like it. The only line of a mail's sentences, if it
    names nothing but a day, promises the whole order for it, and so is about every open line.
    """
    lines, ordered = reading.lines, order.lines
    if is_of_whole_order(reading):
        return tuple(LineMatch(0, line) for line in ordered if line.is_open) or (LineMatch(0, None),)
    if not lines or not ordered:
        return tuple(LineMatch(index, None) for index in range(len(lines)))
    # Where two assignments are equally good, what the lines say decides and not where they stand.
    rows = sorted(range(len(lines)), key=lambda index: _said(lines[index]))
    columns = sorted(range(len(ordered)), key=lambda index: (ordered[index].order_line, ordered[index].buyer_item))
    scores = np.zeros((len(rows), len(columns)))
    for row, column in alike([lines[index] for index in rows], [ordered[index] for index in columns]):
        line, candidate = lines[rows[row]], ordered[columns[column]]
        scores[row, column] = 0.0 if is_for_another(line, order) else likeness(line, candidate)
    chosen = {
        row: column
        for row, column in zip(*map(_whole, linear_sum_assignment(-scores)), strict=True)
        if scores[row, column] >= LEAST_LIKENESS
    }
    for row in range(len(rows)):
        if row not in chosen:
            best = int(np.argmax(scores[row]))
            if scores[row, best] >= LEAST_LIKENESS + 1:
                chosen[row] = best
    found = {rows[row]: ordered[columns[column]] for row, column in chosen.items()}
    return tuple(LineMatch(index, found.get(index)) for index in range(len(lines)))


def alike(lines: Sequence[Group], ordered: Sequence[OrderLine]) -> set[tuple[int, int]]:
    """The pairs of lines that share an item, be it misread, or a number; only they are weighed, so that long orders are matched in seconds.

    Text and figures alone come to less than `LEAST_LIKENESS`.
    """
    numbers = _places([each.order_line.lstrip("0") for each in ordered])
    pairs = {(row, column) for row, line in enumerate(lines) for column in numbers.get(_number(line), ())}
    for name in ("supplier_item", "buyer_item"):
        items = [getattr(each, name) or "" for each in ordered]
        exact, doubled = _places([bare(item) for item in items]), _places([single_lookalike(item) for item in items])
        said = [(row, leaf) for row, line in enumerate(lines) if (leaf := line.leaf(name))]
        pairs |= {(row, column) for row, leaf in said for column in exact.get(bare(leaf.value), ()) if items[column]}
        # An item that is ordered and said once was hardly another before it was misread.
        often = Counter(bare(leaf.value) for _, leaf in said)
        scanned = [
            (row, leaf) for row, leaf in said if leaf.source == "ocr" and (bare(leaf.value) not in exact or often[bare(leaf.value)] > 1)
        ]
        pairs |= {(row, column) for row, leaf in scanned for column in doubled.get(single_lookalike(leaf.value), ()) if items[column]}
        if scanned:
            off = process.cdist(
                [lookalike(leaf.value) for _, leaf in scanned],
                [lookalike(item) for item in items],
                scorer=Levenshtein.distance,
                score_cutoff=MOST_MISREAD,
                dtype=np.uint8,
            )
            near = zip(*map(_whole, np.nonzero(off <= MOST_MISREAD)), strict=True)
            pairs |= {(scanned[at][0], column) for at, column in near if items[column]}
    return pairs


def _places(keys: Sequence[str]) -> dict[str, list[int]]:
    places: dict[str, list[int]] = {}
    for place, key in enumerate(keys):
        places.setdefault(key, []).append(place)
    return places


def _whole(places: NDArray[np.intp]) -> list[int]:
    return [int(place) for place in places]


def _said(line: Group) -> list[tuple[str, str]]:
    return sorted((path, leaf.value) for path, leaf in line.leaves())


def is_of_whole_order(reading: Reading) -> bool:
    """Whether the sentences of a mail say one day for all, and nothing of single lines: `confirmed as ordered, delivery week 32`."""
    lines = reading.lines
    return bool(reading.understood) and len(lines) == 1 and set(lines[0].root) == {"delivery_date"}


def is_for_another(line: Group, order: PurchaseOrder) -> bool:
    """Whether a line of the paper names an order that is not this one."""
    named = line.text("order_number")
    return named is not None and not names_order(named, order.order_number, [each.order_line for each in order.lines])


def other_orders(reading: Reading, order: PurchaseOrder | None) -> list[str]:
    """The orders that lines name, other than the paper's own."""
    others = [line for line in reading.lines if order is None or is_for_another(line, order)]
    return sorted({number for line in others if (number := line.text("order_number"))})


def likeness(line: Group, ordered: OrderLine) -> float:
    """How much speaks for a paper line being about an order line: items most, then the line number, then text and figures."""
    return (
        _item(line, "supplier_item", ordered.supplier_item)
        + _item(line, "buyer_item", ordered.buyer_item)
        + (3.0 if _number(line) == ordered.order_line.lstrip("0") else 0.0)
        + _description(line, ordered)
        + (0.5 if _equal(line.decimal("quantity"), ordered.quantity) else 0.0)
        + (0.5 if _equal(line.decimal("unit_price"), ordered.unit_price) else 0.0)
        + (0.1 if line.date("delivery_date") == ordered.requested_date else 0.0)
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
