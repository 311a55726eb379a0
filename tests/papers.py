"""Orders and readings in a few words, for tests of what is checked: leaves from plain values, a sound paper to change, an order book."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from doctypes import find_doctypes
from domain.decisions import Policy
from domain.doctype import CheckContext, Rule, of_kind
from domain.findings import Finding, FindingCode
from domain.orders import PurchaseOrder, order_of
from domain.paper import Group, Kind, Leaf, Reading, Source
from validate import gather

Values = Mapping[str, Any]

FIRST_LINE: Values = {
    "order_line": "10", "buyer_item": "42-1734-11", "supplier_item": "BG-6852", "description": "Hexagon bolt M8x40 8.8", "quantity": "250",
    "unit": "C62", "unit_price": "76.42", "price_unit": 1000, "requested_date": "2026-07-17",
}  # fmt: skip
SECOND_LINE: Values = {
    "order_line": "20", "buyer_item": "42-1735-12", "supplier_item": "BG-7001", "description": "Round bar 42CrMo4 40 mm", "quantity": "1200",
    "unit": "KGM", "unit_price": "4.10", "price_unit": 1, "requested_date": "2026-07-24",
}  # fmt: skip
CONFIRMED: tuple[Values, Values] = (
    {"order_line": "10", "supplier_item": "BG-6852", "description": "Hexagon bolt M8x40 8.8", "quantity": "250", "unit": "C62",
     "unit_price": "76.42", "price_unit": "1000", "net_amount": "19.11", "delivery_date": "2026-07-17"},
    {"order_line": "20", "supplier_item": "BG-7001", "description": "Round bar 42CrMo4 40 mm", "quantity": "1200", "unit": "KGM",
     "unit_price": "4.10", "price_unit": "1", "net_amount": "4920.00", "delivery_date": "2026-07-24"},
)  # fmt: skip


def leaf(value: object, confidence: float = 0.99, source: Source = "text") -> Leaf:
    """A value as read from page 1."""
    return Leaf(value=str(value), text=str(value), confidence=confidence, page=1, box=(0, 0, 10, 10), source=source)


def group(values: Values, *, confidence: float = 0.99, source: Source = "text") -> Group:
    """Plain values as read: a string is a leaf, a list of mappings a list of groups, a mapping a table of leaves."""

    def node(value: Any) -> Any:
        match value:
            case Leaf():
                return value
            case list():
                return [group(item, confidence=confidence, source=source) for item in value]
            case dict():
                return {name: leaf(item, confidence, source) for name, item in value.items()}
        return leaf(value, confidence, source)

    return Group({name: node(value) for name, value in values.items()})


def order(*lines: Values, **changes: Any) -> PurchaseOrder:
    """An order of bolts and bars, or of the given lines."""
    head = {
        "order_number": "4500017325",
        "supplier_id": "S1001",
        "supplier_name": "Brenner Schraubenwerk GmbH & Co. KG",
        "currency": "EUR",
        "order_date": "2026-06-21",
        "incoterm": "DAP",
        "payment_terms": "14 days 2%, 30 days net",
    }
    return PurchaseOrder.model_validate({**head, **changes, "lines": list(lines or (FIRST_LINE, SECOND_LINE))})


def paper(
    kind: Kind,
    fields: Values | None = None,
    lines: Iterable[Values] = (),
    *,
    heats: Iterable[Values] = (),
    packages: Iterable[Values] = (),
    names: Iterable[str] = ("Brenner Schraubenwerk GmbH & Co. KG",),
    source: Source = "text",
    confidence: float = 0.99,
) -> Reading:
    """A paper about the order; its fields are those that every paper has and the given ones, None takes one out."""
    head = {"document_number": "AB-1", "document_date": "2026-06-23", "order_number": "4500017325", **(fields or {})}
    how: dict[str, Any] = {"source": source, "confidence": confidence}
    return Reading(
        kind=kind,
        kind_confidence=0.99,
        language="en",
        names=list(names),
        fields=group({name: value for name, value in head.items() if value is not None}, **how),
        lines=[group(line, **how) for line in lines],
        heats=[group(heat, **how) for heat in heats],
        packages=[group(package, **how) for package in packages],
    )


def confirmation(fields: Values | None = None, lines: Iterable[Values] = CONFIRMED, **more: Any) -> Reading:
    """A confirmation that agrees with the order in everything, but for what is given."""
    head = {"currency": "EUR", "incoterm": "DAP", "payment_terms": "2 % 14 Tage, 30 Tage netto", "net_total": "4939.11"}
    return paper(Kind.ORDER_CONFIRMATION, {**head, **(fields or {})}, lines, **more)


class FakeOrderBook:
    """The given orders and no others."""

    def __init__(self, *orders: PurchaseOrder) -> None:
        self._orders = orders

    def orders(self, order_number: str) -> list[PurchaseOrder]:
        return [each for each in self._orders if each.order_number == order_number]

    def order(self, order_number: str, supplier_id: str | None = None) -> PurchaseOrder | None:
        return order_of(self.orders(order_number), supplier_id)

    def order_numbers(self) -> list[str]:
        return list(dict.fromkeys(each.order_number for each in self._orders))

    def all_orders(self) -> Iterator[PurchaseOrder]:
        return iter(self._orders)

    def version(self, order_number: str, supplier_id: str | None = None) -> str:
        return "1" if self.order(order_number, supplier_id) else ""


def context_of(reading: Reading, *orders: PurchaseOrder, **changes: Any) -> CheckContext:
    """What a check of the paper knows where the order book holds these orders (the usual one where none is given)."""
    context = gather(
        reading,
        order_book=FakeOrderBook(*(orders or (order(),))),
        earlier=(),
        policy=Policy(),
        doctype=of_kind(find_doctypes(), reading.kind),
    )
    return replace(context, **changes)


def found(rule: Rule, reading: Reading, *orders: PurchaseOrder, **changes: Any) -> list[Finding]:
    """What the rule finds."""
    return list(rule(reading, context_of(reading, *orders, **changes)))


def codes(findings: Iterable[Finding]) -> list[tuple[FindingCode, str, str | None]]:
    """Code, severity and field of each."""
    return [(finding.code, finding.severity.value, finding.field) for finding in findings]


def day(text: str) -> date:
    """A date."""
    return date.fromisoformat(text)
