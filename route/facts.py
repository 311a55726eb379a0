"""The facts of a document that a policy's rules may ask about; pure."""

from __future__ import annotations

from decimal import Decimal

from domain.doctype import CheckContext
from domain.paper import Reading
from domain.policy import DocumentFacts


def facts_of(reading: Reading, context: CheckContext, *, supplier_papers: int | None) -> DocumentFacts:
    """Kind, the matched order's supplier, the plants of the matched lines, and the value.

    The value is the larger of what the paper says and what its lines are worth by the order: a total that was misread small must not
    let a paper by. That is no value of the paper, only a fact for choosing thresholds.
    """
    ordered = [match.order_line for match in context.matches if match.order_line is not None]
    by_order = sum((line.quantity * line.unit_price / line.price_unit for line in ordered), Decimal(0))
    printed = [reading.fields.decimal(name) for name in ("gross_total", "net_total")]
    amounts = [line.decimal("net_amount") for line in reading.lines]
    known = [amount for amount in printed if amount is not None]
    if any(amount is not None for amount in amounts):
        known.append(sum((amount for amount in amounts if amount is not None), Decimal(0)))
    if ordered:
        known.append(by_order.quantize(Decimal("0.01")))
    return DocumentFacts(
        kind=reading.kind,
        supplier_id=context.order.supplier_id if context.order else None,
        plants=frozenset(line.plant for line in ordered if line.plant),
        value=max(known, default=None),
        supplier_papers=supplier_papers,
    )
