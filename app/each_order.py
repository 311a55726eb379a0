"""What the ERP and our archive know of each order that a paper's lines are for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from domain.arrivals import DocumentRecord
from domain.doctype import CheckContext
from domain.orders import PurchaseOrder
from domain.paper import Reading
from route import planning
from validate import OrderPart, corroborate, corroborate_each, with_related, with_shared_lots
from validate.matching import other_orders

if TYPE_CHECKING:
    from app.pipeline import Pipeline


def versions_of(pipeline: Pipeline, reading: Reading, order: PurchaseOrder | None, parts: Sequence[OrderPart]) -> dict[str, str]:
    """The versions of the orders that lines are for beside the paper's own, of its supplier alone; empty of one that is not known."""
    whose = order.supplier_id if order else None
    known = {part.order.order_number for part in parts if part.order} - {order.order_number if order else None}
    printed = [leaf.value for part in parts if part.order is None and (leaf := part.number(reading))]
    numbers = [*sorted(known), *sorted(printed)] if parts else other_orders(reading, order)
    return {number: pipeline.order_book.version(number, whose) for number in numbers}


def with_papers(pipeline: Pipeline, record: DocumentRecord, context: CheckContext, parts: Sequence[OrderPart]) -> tuple[OrderPart, ...]:
    """The parts by the policy that holds for the paper, with the other papers of each order, and with what is in the ERP of this one.

    `context` is that of the paper; what it says of earlier papers of the same number is said of the first part.
    """
    with pipeline.store.begin(reading=True) as work:
        posted = frozenset(each.order_number for each in planning.standing(work, record.document_id)) if parts else frozenset()
    found = []
    for each in parts:
        told = replace(each.context, policy=context.policy, today=context.today)
        if each is parts[0]:
            told = replace(told, earlier=context.earlier, seen_before=context.seen_before)
        part = replace(each, context=told)
        found.append(_with_related(pipeline, record, part, parts, posted) if part.order else part)
    return tuple(found)


def _with_related(
    pipeline: Pipeline, record: DocumentRecord, part: OrderPart, parts: Sequence[OrderPart], posted: frozenset[str]
) -> OrderPart:
    """The part with what other papers of its order say of lots and heats, and what this one ships for orders that share a certificate with it."""
    order, reading = part.order, record.reading
    assert order is not None, "only the papers of a known order are known"
    assert reading is not None, "a document that was read has a reading"
    related = pipeline.related(record, order)
    sharing = pipeline.sharing(record, order, related)
    told = replace(part, context=with_related(part.context, related, sharing), is_posted=order.order_number in posted)
    return with_shared_lots(told, parts, reading, [other for other, _ in sharing])


def corroborated(reading: Reading, context: CheckContext, parts: Sequence[OrderPart]) -> Reading:
    """The reading with what its order, or the order of each of its lines, says for it."""
    return corroborate_each(reading, parts) if parts else corroborate(reading, context)
