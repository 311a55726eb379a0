"""What a check needs to know beyond the paper, fetched once and frozen."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from domain.arrivals import DocumentRecord
from domain.decisions import Policy
from domain.doctype import CheckContext, DocType
from domain.mappings import Known
from domain.orders import PurchaseOrder
from domain.paper import Group, Reading
from domain.ports import OrderBook
from validate.across import certified_heats, shipped_lots
from validate.conversion import with_conversions
from validate.learned import told_lines
from validate.matching import match_lines
from validate.orders import fitting_orders, near_order


def gather(
    reading: Reading,
    *,
    order_book: OrderBook,
    earlier: Sequence[DocumentRecord],
    policy: Policy,
    doctype: DocType | None,
    seen_before: bool = False,
    known_of: Callable[[str], Known] | None = None,
) -> CheckContext:
    """The order that the paper is about, its lines matched, and the earlier papers of the same number.

    `known_of` says what was learned of a supplier's words; nothing where there is none.
    """
    about = headed(reading) if doctype and doctype.by_order else reading
    fitting = fitting_orders(about, order_book) if doctype else ()
    context = gather_for(about, fitting, order_book=order_book, policy=policy, doctype=doctype, known_of=known_of)
    return replace(context, earlier=tuple(earlier), seen_before=seen_before)


def gather_for(
    reading: Reading,
    fitting: Sequence[PurchaseOrder],
    *,
    order_book: OrderBook,
    policy: Policy,
    doctype: DocType | None,
    known_of: Callable[[str], Known] | None = None,
) -> CheckContext:
    """The same, where it is told which orders the paper may be about: one is it, of several none is taken."""
    order = fitting[0] if len(fitting) == 1 else None
    context = CheckContext(
        policy=policy,
        doctype=doctype,
        order=order,
        rivals=tuple(fitting) if len(fitting) > 1 else (),
        near_order=near_order(reading, order_book) if doctype and not fitting else None,
        matches=match_lines(reading, order) if order else (),
    )
    return with_known(reading, context, known_of(order.supplier_id)) if order and known_of else context


def headed(reading: Reading) -> Reading:
    """The reading of a paper whose head names no order and whose lines all do, with that of its first line for its own."""
    named = [leaf for line in reading.lines if (leaf := line.leaf("order_number"))]
    if reading.fields.leaf("order_number") or not named or len(named) < len(reading.lines):
        return reading
    return reading.model_copy(update={"fields": Group({**reading.fields.root, "order_number": named[0]})})


def with_known(reading: Reading, context: CheckContext, known: Known) -> CheckContext:
    """The context with what was learned of the supplier's words: the lines that it tells, and those that it converts."""
    return with_conversions(reading, told_lines(reading, context, known))


def with_related(
    context: CheckContext, papers: Sequence[DocumentRecord], elsewhere: Sequence[tuple[PurchaseOrder, Sequence[DocumentRecord]]] = ()
) -> CheckContext:
    """The context with what the order's other papers say of lots and heats, and the papers of orders that share a certificate with it."""
    if context.order is None:
        return context
    shipped, certified = shipped_lots(papers, context.order), certified_heats(papers, context.order)
    others = (lot for order, theirs in elsewhere for lot in shipped_lots(theirs, order))
    return replace(context, shipped=tuple(shipped), certified=tuple(certified), shipped_elsewhere=tuple(others))
