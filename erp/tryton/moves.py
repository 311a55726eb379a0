"""What the stock moves of a line have to be for a posting, and the commands that make them so; pure.

Commands are Tryton's for a one2many field. Those of all lines go in one request, which is one transaction, and name moves by id: where
somebody has removed one meanwhile, nothing is written.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from domain.errors import LedgerRefusedError
from erp.tryton.orders import Line, Move, Purchase, plain


@dataclass(frozen=True)
class Part:
    """A quantity in the line's unit that is to come on a day, of a lot (its number) where that is known."""

    quantity: Decimal
    planned: date | None
    lot: str | None = None


def promised(line: Line, parts: Sequence[Part]) -> list[Part]:
    """What is still to be planned of a promise for the whole line: what came or is under way came off its earliest parts.

    A part without a date keeps the day that is planned now.
    """
    under_way = sum((move.quantity for move in line.moves if not move.is_planned), Decimal(0))
    now = next((move.planned for move in by_day(line.moves) if move.is_planned), None)
    dated = [Part(part.quantity, part.planned or now) for part in parts]
    return without(sorted(dated, key=lambda part: part.planned or date.max), under_way)


def set_apart(line: Line, shipped: Sequence[Part]) -> list[Part]:
    """The line's plan with what is shipped as parts of their own. Parts of that quantity and day are meant first, then of that quantity."""
    plan = [Part(move.quantity, move.planned) for move in by_day(line.moves) if move.is_planned]
    rest = Decimal(0)
    for part in shipped:
        alike = [planned for planned in plan if planned.quantity == part.quantity]
        same = next((planned for planned in alike if planned.planned == part.planned), next(iter(alike), None))
        if same is not None:
            plan.remove(same)
        else:
            rest += part.quantity
    return [*shipped, *without(plan, rest)]


def without(parts: Sequence[Part], quantity: Decimal) -> list[Part]:
    """The parts less that quantity, which is taken off the first ones."""
    left = []
    for part in parts:
        taken = min(part.quantity, quantity)
        quantity -= taken
        if part.quantity > taken:
            left.append(Part(part.quantity - taken, part.planned))
    return left


def by_day(moves: Sequence[Move]) -> list[Move]:
    """The moves, earliest first."""
    return sorted(moves, key=lambda move: (move.planned or date.max, move.move_id))


def commands(purchase: Purchase, line: Line, parts: Sequence[Part], lots: Mapping[str, int], company: int) -> list[list[object]]:
    """Makes the line's planned moves what the parts say; empty where they are so already. `lots` are the ids of lots by number."""
    planned = [move for move in by_day(line.moves) if move.is_planned]
    made: list[list[object]] = []
    if len(parts) > len(planned):
        # All are made anew: a request that was given up and comes late finds the old ones gone, is refused, and makes nothing twice.
        if planned:
            made.append(["delete", [move.move_id for move in planned]])
        made.append(["create", [{**_values(part, lots), **_new(purchase, line), "company": company} for part in parts]])
        return made
    changed: list[Part] = []
    for part in parts:
        same = next((move for move in planned if _is(move, part)), None)
        if same is not None:
            planned.remove(same)
        else:
            changed.append(part)
    for part, move in zip(changed, planned, strict=False):
        made.append(["write", [move.move_id], _values(part, lots)])
    if len(planned) > len(changed):
        made.append(["delete", [move.move_id for move in planned[len(changed) :]]])
    return made


def _is(move: Move, part: Part) -> bool:
    return (move.quantity, move.planned, move.lot) == (as_kept(part.quantity), part.planned, part.lot)


def as_kept(quantity: Decimal) -> Decimal:
    """The quantity as Tryton keeps it, in a binary fraction."""
    return plain(float(quantity))


def _values(part: Part, lots: Mapping[str, int]) -> dict[str, object]:
    return {"quantity": float(part.quantity), "planned_date": part.planned, "lot": lots[part.lot] if part.lot else None}


def _new(purchase: Purchase, line: Line) -> dict[str, object]:
    places = {"from_location": purchase.supplier_location, "to_location": purchase.warehouse["input"]}
    if None in places.values() or line.product is None:
        raise LedgerRefusedError(f"Tryton plans no goods for line {line.seen.order_line}: it has no stocked product, or no warehouse.")
    return {
        **places,
        "product": line.product,
        "unit": line.unit,
        "currency": purchase.currency,
        "unit_price": line.seen.unit_price,
        "origin": f"purchase.line,{line.line_id}",
    }
