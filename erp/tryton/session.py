"""What the steps of one posting share: Tryton, the order as it is now, the paper, and how a line's plan is set."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from pydantic import JsonValue

from domain.errors import PostingUnknownError
from domain.postings import Posting
from erp.tryton import moves
from erp.tryton.moves import Part
from erp.tryton.orders import PLANNED, Line, Purchase
from erp.tryton.rest import Rest

Plan = Mapping[str, list[Part]]
"""What is planned of order lines, by their number, beyond what came or is under way."""


@dataclass(frozen=True)
class Session:
    """One posting at work. `control` is the id of the quality control that certificates are inspected by, where there is one."""

    rest: Rest
    look: Callable[[], Purchase]
    """Reads the order anew."""
    posting: Posting
    paper: bytes | None = None
    control: int | None = None
    lots: dict[str, int] = field(default_factory=dict)

    def lot(self, line: Line, number: str) -> int:
        """The id of the lot of that number, made now if there is none; the oldest where there are several."""
        found = self.rest.search("stock.lot", [["number", "=", number], ["product", "=", line.product]], ["id"])
        return int(found[0]["id"]) if found else self.rest.create("stock.lot", {"number": number, "product": line.product})

    def set_plan(self, purchase: Purchase, plan: Plan, also: Mapping[str, object] | None = None) -> Purchase:
        """Makes the plan of those lines so, with other values of the purchase, in one request; the order as it is then.

        Raises:
            PostingUnknownError: it is not so afterwards, for somebody changed it at the same moment.
        """
        lines: list[object] = []
        for number, parts in plan.items():
            line = purchase.line(number)
            lots = {part.lot: self.lot(line, part.lot) for part in parts if part.lot}
            made = moves.commands(purchase, line, parts, lots, self.rest.company)
            if made:
                lines.append(["write", [line.line_id], {"moves": made}])
        values = {**(also or {}), **({"lines": lines} if lines else {})}
        if not values:
            return purchase
        self.rest.write("purchase.purchase", purchase.purchase_id, values)
        now = self.look()
        for number, parts in plan.items():
            there = [(move.quantity, move.lot) for move in now.line(number).moves if move.is_planned]
            if sorted(there, key=str) != sorted(((moves.as_kept(part.quantity), part.lot) for part in parts), key=str):
                raise PostingUnknownError(
                    f"Order {self.posting.order_number} was changed in Tryton at the same moment: it is looked at again."
                )
        return now


def image(lines: Iterable[Line]) -> dict[str, JsonValue]:
    """What a posting can change of lines, as JSON: `{"lines": {NUMBER: {"quantity", "unit_price", "moves": […]}}}`."""
    return {
        "lines": {
            line.seen.order_line: {
                "quantity": str(line.seen.quantity),
                "unit_price": str(line.seen.unit_price),
                "moves": [
                    {
                        "quantity": str(move.quantity),
                        "planned": move.planned.isoformat() if move.planned else None,
                        "shipment": move.shipment,
                        "lot": move.lot,
                        "state": move.state,
                    }
                    for move in moves.by_day(line.moves)
                ],
            }
            for line in lines
        }
    }


def lines_of(before: Mapping[str, JsonValue]) -> dict[str, Any]:
    """The lines of an image, by their number."""
    lines = before.get("lines")
    return lines if isinstance(lines, dict) else {}


def planned_in(line: Mapping[str, Any]) -> list[Part]:
    """What was planned of a line in an image."""
    return [
        Part(Decimal(move["quantity"]), day(move["planned"])) for move in line["moves"] if not move["shipment"] and move["state"] in PLANNED
    ]


def day(value: object) -> date | None:
    """The date, where there is one."""
    return date.fromisoformat(value) if isinstance(value, str) else None


def total(parts: Iterable[Part]) -> Decimal:
    """What the parts come to."""
    return sum((part.quantity for part in parts), Decimal(0))
