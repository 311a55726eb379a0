"""What a check needs to know beyond the paper, fetched once and frozen; and what the order says for a reading."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from domain.arrivals import DocumentRecord
from domain.decisions import Policy
from domain.doctype import CheckContext, DocType
from domain.orders import OrderLine
from domain.paper import Group, Leaf, Reading
from domain.ports import OrderBook
from validate.comparing import bare
from validate.matching import find_order, match_lines

AGREEMENT = 0.1
"""What is left of the doubt in a value that agrees with the order: two such values hardly agree by misreading."""


def gather(
    reading: Reading,
    *,
    order_book: OrderBook,
    earlier: Sequence[DocumentRecord],
    policy: Policy,
    doctype: DocType | None,
    seen_before: bool = False,
) -> CheckContext:
    """The order that the paper is about, its lines matched, and the earlier papers of the same number."""
    order = find_order(reading, order_book) if doctype else None
    return CheckContext(
        policy=policy,
        doctype=doctype,
        order=order,
        matches=match_lines(reading, order) if order else (),
        earlier=tuple(earlier),
        seen_before=seen_before,
    )


def corroborate(reading: Reading, context: CheckContext) -> Reading:
    """The reading with more confidence in each value that the order bears out. No value is ever changed."""
    order = context.order
    if order is None:
        return reading
    number = reading.fields.leaf("order_number")
    header = {"order_number": order.order_number} if number else {}
    return reading.model_copy(
        update={
            "fields": _raised(reading.fields, header),
            "lines": [
                _raised(line, _expected(ordered)) if (ordered := context.ordered(index)) else line
                for index, line in enumerate(reading.lines)
            ],
        }
    )  # fmt: skip


def _raised(group: Group, expected: Mapping[str, str]) -> Group:
    """The group with the leaves that say what is expected made surer."""
    return Group(
        {
            name: _surer(node) if isinstance(node, Leaf) and _agrees(node.value, expected.get(name, "")) else node
            for name, node in group.root.items()
        }
    )


def _surer(leaf: Leaf) -> Leaf:
    return leaf.model_copy(update={"confidence": round(1 - (1 - leaf.confidence) * AGREEMENT, 4)})


def _expected(ordered: OrderLine) -> dict[str, str]:
    return {
        "order_line": ordered.order_line,
        "quantity": str(ordered.quantity),
        "unit_price": str(ordered.unit_price),
        "price_unit": str(ordered.price_unit),
        "delivery_date": ordered.requested_date.isoformat(),
        "grade": ordered.grade or "",
    }


def _agrees(value: str, expected: str) -> bool:
    if not expected:
        return False
    try:
        return Decimal(value) == Decimal(expected)
    except ArithmeticError:
        return bare(value) == bare(expected)
