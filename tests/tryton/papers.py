"""Orders, and papers about them, drawn by dice: a confirmation, a ship notice and a certificate for each."""

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from domain.orders import OrderLine, PurchaseOrder
from domain.paper import Kind


@dataclass
class Paper:
    """What a paper says, and what Tryton must hold of it in the end."""

    kind: Kind
    order: str
    number: str
    payload: dict[str, Any]
    content: bytes
    key: str = ""
    edits: list[str] = field(default_factory=list)


def draw_order(dice: random.Random, number: int) -> PurchaseOrder:
    """An order of two or three lines."""
    lines = [
        OrderLine(
            order_line=str(10 * place),
            buyer_item=f"B{place}",
            supplier_item=f"S{place}",
            description=f"Plate {place}",
            quantity=Decimal(dice.choice([100, 250, 400])),
            unit="C62",
            unit_price=Decimal(dice.choice(["2.41", "76.42", "0.07642"])),
            requested_date=date(2027, 3, dice.randint(1, 28)),
        )
        for place in range(1, dice.randint(2, 4))
    ]
    return PurchaseOrder(
        order_number=str(number), supplier_id="S1", supplier_name="Brenner", currency="EUR", order_date=date(2026, 6, 21), lines=lines
    )


def draw_papers(orders: list[PurchaseOrder], dice: random.Random) -> Iterator[Paper]:
    """All confirmations, then all notices, then all certificates."""
    for draw in (_confirmation, _notice, _certificate):
        for order in orders:
            payload, number, kind = draw(order, dice)
            content = f"%PDF-1.7 {kind} {number}".encode()
            yield Paper(kind, order.order_number, number, {"document_number": number, "document_date": "2026-08-03", **payload}, content)


def _confirmation(order: PurchaseOrder, dice: random.Random) -> tuple[dict[str, Any], str, Kind]:
    lines = []
    for line in order.lines:
        quantity = line.quantity - dice.choice([0, 0, 10])
        first = (quantity / 4).to_integral_value()
        days = [f"2027-04-{dice.randint(1, 28):02}", f"2027-05-{dice.randint(1, 28):02}"]
        split = dice.random() < 0.4
        parts = [{"quantity": str(first), "delivery_date": days[0]}, {"quantity": str(quantity - first), "delivery_date": days[1]}]
        price = line.unit_price * dice.choice([Decimal(1), Decimal(1), Decimal("1.5")])
        said = {"order_line": line.order_line, "quantity": str(quantity), "unit": "C62", "unit_price": str(price)}
        lines.append({**said, **({"schedule": parts} if split else {"delivery_date": days[0]})})
    return {"lines": lines}, f"AB-{order.order_number}", Kind.ORDER_CONFIRMATION


def _notice(order: PurchaseOrder, dice: random.Random) -> tuple[dict[str, Any], str, Kind]:
    lines = []
    for line in order.lines[: dice.randint(1, len(order.lines))]:
        lots = [
            {"lot_number": f"H{order.order_number[-4:]}{line.order_line}{place}", "quantity": "20"} for place in range(dice.randint(1, 2))
        ]
        quantity = 20 * len(lots) + dice.choice([0, 7])
        lines.append({"order_line": line.order_line, "quantity": str(quantity), "unit": "C62", "lots": lots})
    return {"lines": lines, "arrival_date": "2027-04-20"}, f"LS-{order.order_number}", Kind.SHIP_NOTICE


def _certificate(order: PurchaseOrder, dice: random.Random) -> tuple[dict[str, Any], str, Kind]:
    line = order.lines[0].order_line
    carbon = dice.choice(["0.17", "0.17", "0.31"])
    heat = {"heat_number": f"H{order.order_number[-4:]}{line}0", "chemistry": {"C": carbon}, "tensile": [{"yield_mpa": "301"}]}
    payload = {"certificate_type": "3.1", "lines": [{"order_line": line}], "heats": [heat]}
    return payload, f"Z-{order.order_number}", Kind.CERTIFICATE
