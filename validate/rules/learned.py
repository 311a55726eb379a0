"""Rules for what was learned of a supplier's words: a mapping never stands against the paper, nor beside a number that nobody ordered, unseen."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from domain.doctype import CheckContext
from domain.findings import Finding, FindingCode, Severity
from domain.paper import Reading
from validate.comparing import plain
from validate.learned import meant


def learned_items_fit(reading: Reading, context: CheckContext) -> Iterator[Finding]:
    """What is known of the supplier's item number is what the line is about.

    Example: BG-7001 is known to be our 42-1735 and stands on the line of 42-1734. Counter-example: a number of which nothing is known.
    """
    for match in context.matches:
        if match.order_line is None or match.index >= len(reading.lines):
            continue
        line = reading.lines[match.index]
        mapping = meant(line, context.known, context.policy.confidence_threshold)
        if mapping is not None and mapping.item != match.order_line.buyer_item:
            yield Finding(
                code=FindingCode.ITEM_MISMATCH,
                severity=Severity.WARNING,
                field=f"lines[{match.index}].supplier_item",
                expected=mapping.item,
                found=line.text("supplier_item"),
                message=f"Line {match.order_line.order_line}: {mapping.words} {mapping.authority}, but what is printed beside it is about "
                f"{match.order_line.buyer_item} ({match.order_line.description}).",
            )


def converted_quantities_are_ordered(reading: Reading, context: CheckContext) -> Iterator[Finding]:  # noqa: ARG001
    """A quantity that is converted comes to what is ordered or still open: any other number is neither on the paper nor in the order.

    Example: 4 rolls of 50 m are 200 m, and 250 m are ordered. Counter-example: 5 rolls of 50 m.
    """
    for each in context.converted:
        ordered = context.ordered(each.index)
        if ordered is None or each.quantity in (ordered.quantity, ordered.open_quantity):
            continue
        yield Finding(
            code=FindingCode.QUANTITY_VARIANCE,
            severity=Severity.WARNING,
            field=f"lines[{each.index}].quantity",
            expected=plain(ordered.quantity),
            found=plain(each.printed),
            message=f"Line {ordered.order_line}: {plain(each.printed)} {each.mapping.said} × {plain(each.mapping.factor or Decimal(1))} are "
            f"{plain(each.quantity)} {ordered.unit} by mapping {each.mapping.mapping_id}; {plain(ordered.quantity)} are ordered, "
            f"{plain(ordered.open_quantity)} open. A number that is neither on the paper nor in the order is seen by a person.",
        )
