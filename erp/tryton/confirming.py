"""A confirmation in Tryton: quantities and prices are amended, and after that the promised days are set.

An amendment removes and plans anew all deliveries of the whole order that are in no shipment, so that their days are lost: those of the
lines that the confirmation does not name are noted before, and set again with the promised ones.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from pydantic import JsonValue

from domain.errors import LedgerRefusedError, PostingUnknownError
from domain.orders import ConfirmedDelivery
from erp.record import WRONG_QUANTITY, recorded
from erp.tryton import moves
from erp.tryton.journal import Entry
from erp.tryton.moves import Part
from erp.tryton.orders import Line, Purchase
from erp.tryton.session import Session, day, image, lines_of, planned_in, total


@dataclass(frozen=True)
class Target:
    """What a line is to be: its quantity and price for one unit, and the parts that it is promised in."""

    line: Line
    quantity: Decimal
    unit_price: Decimal
    parts: list[Part]

    @property
    def amends(self) -> bool:
        """Whether quantity or price have to be amended for it."""
        return (self.quantity, self.unit_price) != (self.line.seen.quantity, self.line.seen.unit_price)


def targets(session: Session, purchase: Purchase) -> list[Target]:
    """What the lines that the confirmation names are to be.

    Raises:
        LedgerRefusedError: it does not fit the order, or confirms less than has come or is under way.
    """
    bare = purchase.order.model_copy(update={"lines": [line.model_copy(update={"confirmed": []}) for line in purchase.order.lines]})
    now = recorded(bare, session.posting)
    return [_target(line, after.confirmed) for line, after in zip(purchase.lines, now.lines, strict=True) if after.confirmed]


def before_confirming(purchase: Purchase, wanted: Sequence[Target]) -> dict[str, JsonValue]:
    """The lines as they are, what they are to be, and the others whose days an amendment would lose."""
    named = [target.line for target in wanted]
    others = [line for line in purchase.lines if line not in named]
    lost = image(others)["lines"] if any(target.amends for target in wanted) else {}
    amended = {target.line.seen.order_line: [str(target.quantity), str(target.unit_price)] for target in wanted}
    return {**image(named), "wanted": {number: list(pair) for number, pair in amended.items()}, "others": lost}


def confirm(session: Session, entry: Entry) -> None:
    """Makes the lines what is confirmed of them."""
    _make(session, entry, targets(session, session.look()), reference=entry.number)


def unconfirm(session: Session, entry: Entry, original: Entry) -> None:
    """Makes the lines what they were before; what came since stays, and came off the earliest parts."""
    _make(session, entry, targets_before(session.look(), original), reference=None)


def targets_before(purchase: Purchase, original: Entry) -> list[Target]:
    """What the lines were before that confirmation."""
    found = []
    for number, was in lines_of(original.before).items():
        parts = [Part(Decimal(move["quantity"]), day(move["planned"])) for move in was["moves"]]
        found.append(Target(purchase.line(number), Decimal(was["quantity"]), Decimal(was["unit_price"]), parts))
    return found


def _make(session: Session, entry: Entry, wanted: Sequence[Target], *, reference: str | None) -> None:
    purchase = session.look()
    amended = [target for target in wanted if target.amends]
    if amended:
        _amend(session, entry, purchase, amended)
        purchase = session.look()
        if _still_amends(purchase, amended):
            raise PostingUnknownError(
                f"Order {session.posting.order_number} was amended in Tryton at the same moment: it is looked at again."
            )
    plan = {target.line.seen.order_line: moves.promised(purchase.line(target.line.seen.order_line), target.parts) for target in wanted}
    for number, was in lines_of({"lines": entry.before.get("others")}).items():
        # Only where nothing of it came or was sent in the meantime.
        line = purchase.line(number)
        if total(planned_in(was)) == sum((move.quantity for move in line.moves if move.is_planned), Decimal(0)):
            plan[number] = planned_in(was)
    session.set_plan(purchase, plan, {"reference": reference})


def _amend(session: Session, entry: Entry, purchase: Purchase, amended: Sequence[Target]) -> None:
    """Makes the amendment, or takes the one that an attempt which broke off has left, and validates it.

    One that is validated already is enough if the lines are what they should be now, as where a request that was given up came late;
    else somebody has amended the order once more since, and it takes another one.
    """
    description = f"{entry.number} · Tallyclerk {entry.key}"
    clauses = [["purchase", "=", purchase.purchase_id], ["description", "=", description]]
    found = session.rest.search("purchase.amendment", clauses, ["state"])
    drafts = [int(row["id"]) for row in found if row["state"] == "draft"]
    if len(found) > len(drafts) and not _still_amends(session.look(), amended):
        return
    if not drafts:
        lines = [_amendment_line(target, purchase) for target in amended]
        values = {"purchase": purchase.purchase_id, "description": description, "lines": [["create", lines]]}
        drafts = [session.rest.create("purchase.amendment", values)]
    session.rest.press("purchase.amendment", drafts[0], "validate_amendment")


def _still_amends(purchase: Purchase, wanted: Sequence[Target]) -> bool:
    return any(replace(target, line=purchase.line(target.line.seen.order_line)).amends for target in wanted)


def _amendment_line(target: Target, purchase: Purchase) -> dict[str, object]:
    return {
        "action": "line",
        "line": target.line.line_id,
        "party": purchase.supplier,
        "product": target.line.product,
        "product_supplier": target.line.product_supplier,
        "unit": target.line.unit,
        "description": target.line.description,
        "quantity": float(target.quantity),
        "unit_price": target.unit_price,
    }


def _target(line: Line, confirmed: Sequence[ConfirmedDelivery]) -> Target:
    seen = line.seen
    parts = [Part(seen.quantity if said.quantity is None else said.quantity, said.delivery_date) for said in confirmed]
    come = seen.received_quantity + seen.in_transit_quantity
    if total(parts) < come:
        raise LedgerRefusedError(
            f"Line {seen.order_line} is confirmed with {total(parts)}, but {come} came already or is under way.",
            remedy=WRONG_QUANTITY,
        )
    price = next((said.unit_price / (said.price_unit or 1) for said in confirmed if said.unit_price is not None), seen.unit_price)
    return Target(line, total(parts), price, parts)
