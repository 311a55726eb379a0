"""A paper for several orders, parted: each line is held against the order that it names, and what is found stands on the paper's own lines.

A part is the whole paper with the lines of other orders left blank, so that every place keeps its number, and with the number of the part's order for
that of the head. It is matched and checked as a paper of that order alone would be. What concerns the whole paper is told once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from domain.doctype import CheckContext, LineMatch
from domain.mappings import Known
from domain.orders import PurchaseOrder
from domain.paper import Group, Leaf, Reading
from domain.ports import OrderBook
from validate.across import lots_of
from validate.comparing import bare
from validate.context import gather_for
from validate.matching import is_for_another
from validate.orders import orders_named


@dataclass(frozen=True)
class OrderPart:
    """What of a paper is about one order: its lines, by their places, and what is known of the order."""

    places: frozenset[int]
    context: CheckContext
    is_named: bool
    """Whether its lines name the order; else it is the order of the paper's head, and some of them may name none."""
    is_posted: bool = False
    """Whether these lines are in the ERP by a posting of this very paper, which another order kept from being posted as a whole."""

    @property
    def order(self) -> PurchaseOrder | None:
        """The order, where it is known."""
        return self.context.order

    def of(self, reading: Reading) -> Reading:
        """The part of the reading."""
        lines = [line if place in self.places else Group({}) for place, line in enumerate(reading.lines)]
        fields = reading.fields
        if self.is_named and (number := self.number(reading)):
            fields = Group({**fields.root, "order_number": number})
        return reading.model_copy(update={"fields": fields, "lines": lines})

    def number(self, reading: Reading) -> Leaf | None:
        """The order's number as the first of its lines prints it."""
        return next((leaf for place in sorted(self.places) if (leaf := reading.lines[place].leaf("order_number"))), None)


def part_by_order(
    reading: Reading, context: CheckContext, *, order_book: OrderBook, known_of: Callable[[str], Known] | None = None
) -> tuple[OrderPart, ...]:
    """The parts of a paper whose lines name orders beside that of its head, the paper's own order first; none where all is about one order.

    Every line is in exactly one part. An order that is not known, that may be one of several or that has no such number exactly makes a part
    without an order.
    """
    doctype, own = context.doctype, context.order
    if doctype is None or not doctype.by_order:
        return ()
    groups: dict[tuple[str, ...], list[int]] = {}
    fitting: dict[tuple[str, ...], Sequence[PurchaseOrder]] = {}
    mine: list[int] = []
    for place, line in enumerate(reading.lines):
        leaf = line.leaf("order_number")
        if leaf is None or (own and not is_for_another(line, own)):
            mine.append(place)
            continue
        found = [order for order in orders_named(leaf.value, order_book, own, reading) if not _is_same(order, own)]
        key: tuple[str, ...] = (found[0].order_number, found[0].supplier_id) if len(found) == 1 else ("", bare(leaf.value))
        groups.setdefault(key, []).append(place)
        fitting[key] = found
    is_headless = reading.fields.leaf("order_number") is None
    if not groups and not (is_headless and own):
        return ()
    part = OrderPart(frozenset(mine), context, is_named=is_headless and own is not None)
    parts = [part] if mine or not is_headless else []
    for key, places in groups.items():
        part = OrderPart(frozenset(places), context, is_named=True)
        told = gather_for(part.of(reading), fitting[key], order_book=order_book, policy=context.policy, doctype=doctype, known_of=known_of)
        parts.append(replace(part, context=told))
    return tuple(parts)


def joined(context: CheckContext, parts: Sequence[OrderPart], lines: int) -> CheckContext:
    """What is known of the whole paper: the own order's context with the lines of all parts matched whose orders are the same supplier's."""
    if not parts:
        return context
    own = context.order
    matches: list[LineMatch] = []
    for place in range(lines):
        part = next(each for each in parts if place in each.places)
        ordered = part.context.ordered(place)
        if part.order is None or _is_same(part.order, own):
            matches.append(LineMatch(place, ordered))
        elif own is None or part.order.supplier_id == own.supplier_id:
            matches.append(LineMatch(place, ordered, part.order.order_number))
        else:
            matches.append(LineMatch(place, None))
    ours = [each for each in parts if each.order and own and each.order.supplier_id == own.supplier_id]
    told = tuple(line for each in ours for line in each.context.told if line.index in each.places)
    converted = tuple(line for each in ours for line in each.context.converted if line.index in each.places)
    return replace(context, matches=tuple(matches), told=told, converted=converted)


def with_shared_lots(part: OrderPart, parts: Sequence[OrderPart], reading: Reading, sharing: Iterable[PurchaseOrder]) -> OrderPart:
    """The part with the lots that the same paper ships for orders that share one of its order's certificates: these cover all of it together."""
    shared = [each for each in parts if each.places != part.places and any(_is_same(each.order, order) for order in sharing)]
    lots = [
        replace(lot, document=None)  # it is this paper's own, which earlier sightings of it are not counted beside
        for each in shared
        for lot in lots_of(reading, [match for match in each.context.matches if match.index in each.places], _this_paper(each))
    ]
    context = replace(part.context, shipped_elsewhere=(*part.context.shipped_elsewhere, *lots))
    return replace(part, context=context)


def _this_paper(part: OrderPart) -> str:
    return f"this paper for order {part.order.order_number}" if part.order else "this paper"


def _is_same(order: PurchaseOrder | None, other: PurchaseOrder | None) -> bool:
    return order is not None and other is not None and (order.order_number, order.supplier_id) == (other.order_number, other.supplier_id)
