"""A ship notice in Tryton: its quantities and lots are set apart in the plan, and then put into a supplier shipment, in one request."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from pydantic import JsonValue

from domain.errors import LedgerRefusedError, PostingUnknownError
from domain.orders import AnnouncedDelivery
from erp.record import WRONG_QUANTITY, recorded
from erp.tryton import moves
from erp.tryton.journal import Entry
from erp.tryton.moves import Part
from erp.tryton.orders import Line, Move, Purchase
from erp.tryton.rest import Record
from erp.tryton.session import Session, day, lines_of, planned_in, total

_SHIPMENT = "stock.shipment.in"


def shipped(session: Session, purchase: Purchase) -> dict[str, list[Part]]:
    """What the notice says was shipped of each line, by lots.

    Raises:
        LedgerRefusedError: it does not fit the order, or its lots hold more than its lines.
    """
    number = str(session.posting.payload.get("document_number") or "")
    bare = purchase.order.model_copy(update={"lines": [line.model_copy(update={"announced": []}) for line in purchase.order.lines]})
    now = recorded(bare, session.posting)
    arrival = day(session.posting.payload.get("arrival_date"))
    said = zip(purchase.lines, now.lines, strict=True)
    return {
        after.order_line: [part for notice in after.announced if notice.document_number == number for part in _parts(line, notice, arrival)]
        for line, after in said
        if after.announced
    }


def announce(session: Session, entry: Entry) -> None:
    """Makes the shipment hold, of this order, what the notice says, and leaves the rest of each line planned."""
    purchase = session.look()
    wanted = shipped(session, purchase)
    row = _shipment(session, purchase, entry)
    shipment = f"{_SHIPMENT},{row}"
    if all(_held(purchase.line(number), shipment) == _sorted(parts) for number, parts in wanted.items()):
        return
    # An earlier notice of the same number: what it held goes back into the plan.
    held = [move.move_id for number in wanted for move in purchase.line(number).moves if move.shipment == shipment]
    if held:
        session.rest.write(_SHIPMENT, row, {"incoming_moves": [["remove", held]]})
        purchase = session.look()
    purchase = session.set_plan(purchase, {number: moves.set_apart(purchase.line(number), parts) for number, parts in wanted.items()})
    chosen = [move.move_id for number, parts in wanted.items() for move in _set_apart_already(purchase.line(number), parts)]
    session.rest.write(_SHIPMENT, row, {"incoming_moves": [["add", chosen]]})
    now = session.look()
    if any(_held(now.line(number), shipment) != _sorted(parts) for number, parts in wanted.items()):
        raise PostingUnknownError(f"Order {session.posting.order_number} was changed in Tryton at the same moment: it is looked at again.")


def unannounce(session: Session, _entry: Entry, original: Entry) -> None:
    """What is under way by that notice is planned again, and a shipment that holds nothing any more is cancelled.

    Raises:
        LedgerRefusedError: the goods were received.
    """
    for row in _shipments(session, session.look(), original):
        _refuse_received(row, original)
        shipment, purchase = f"{_SHIPMENT},{row['id']}", session.look()
        mine = lines_of(original.before)
        held = [move.move_id for number in mine for move in purchase.line(number).moves if move.shipment == shipment]
        if held:
            session.rest.write(_SHIPMENT, row["id"], {"incoming_moves": [["remove", held]]})
            purchase = session.look()
        plan = {}
        for number, was in mine.items():
            now = [Part(move.quantity, move.planned) for move in moves.by_day(purchase.line(number).moves) if move.is_planned]
            plan[number] = planned_in(was) if total(now) == total(planned_in(was)) else now
        session.set_plan(purchase, plan)
        if not session.rest.search("stock.move", [["shipment", "=", shipment]], ["id"]):
            session.rest.press(_SHIPMENT, row["id"], "cancel")


def _shipment(session: Session, purchase: Purchase, entry: Entry) -> int:
    """The id of the shipment with the notice's number that we made; an empty one is made where there is none."""
    found = _shipments(session, purchase, entry)
    us = next((each.made_by for each in purchase.entries if each.key == entry.key), None)
    for row in found:
        if (row.get("create_uid") or {}).get("id") != us:
            raise LedgerRefusedError(f"Delivery note {entry.number} is in Tryton already: somebody has entered it as a shipment.")
        _refuse_received(row, entry)
    if found:
        return int(found[0]["id"])
    values = {
        "supplier": purchase.supplier,
        "reference": entry.number,
        "planned_date": day(session.posting.payload.get("arrival_date")),
        "warehouse": purchase.warehouse["id"],
        "warehouse_input": purchase.warehouse["input"],
        "warehouse_storage": purchase.warehouse["storage"],
        "company": session.rest.company,
    }
    return session.rest.create(_SHIPMENT, values)


def _shipments(session: Session, purchase: Purchase, entry: Entry) -> list[Record]:
    clauses = [["supplier", "=", purchase.supplier], ["reference", "=", entry.number], ["state", "!=", "cancelled"]]
    return session.rest.search(_SHIPMENT, [*clauses, ["company", "=", session.rest.company]], ["state", "create_uid.id"])


def _refuse_received(row: Record, entry: Entry) -> None:
    if row["state"] != "draft":
        raise LedgerRefusedError(f"The goods of delivery note {entry.number} were received in Tryton already: change the shipment there.")


def _parts(line: Line, notice: AnnouncedDelivery, arrival: date | None) -> list[Part]:
    planned = next((move.planned for move in moves.by_day(line.moves) if move.is_planned), None)
    return [Part(quantity, arrival or planned, lot) for lot, quantity in _lots(notice.lots, notice.quantity)]


def _lots(lots: Sequence[dict[str, JsonValue]], quantity: Decimal) -> list[tuple[str | None, Decimal]]:
    """The lots with their quantities; the only lot has the line's where it says none, and what is in no lot comes without one."""
    told = [(str(lot["lot_number"]), lot.get("quantity")) for lot in lots if lot.get("lot_number")]
    if len(told) == 1 and told[0][1] is None:
        return [(told[0][0], quantity)]
    parts: list[tuple[str | None, Decimal]] = [(number, Decimal(str(amount))) for number, amount in told if amount is not None]
    if len(parts) != len(told):
        raise LedgerRefusedError("The notice does not say how much is in each of its lots.", remedy=WRONG_QUANTITY)
    left = quantity - sum((amount for _, amount in parts), Decimal(0))
    if left < 0:
        raise LedgerRefusedError(f"The notice's lots hold more than the {quantity} that it says was shipped.", remedy=WRONG_QUANTITY)
    return [*parts, *([(None, left)] if left else [])]


def _set_apart_already(line: Line, parts: Sequence[Part]) -> list[Move]:
    """The planned moves that were set apart for those parts."""
    free = [move for move in moves.by_day(line.moves) if move.is_planned]
    chosen = []
    for part in parts:
        same = next((move for move in free if (move.quantity, move.lot) == (moves.as_kept(part.quantity), part.lot)), None)
        if same is None:
            raise PostingUnknownError(f"Line {line.seen.order_line} was changed in Tryton at the same moment: it is looked at again.")
        free.remove(same)
        chosen.append(same)
    return chosen


def _held(line: Line, shipment: str) -> list[tuple[str, str]]:
    return sorted((str(move.quantity), move.lot or "") for move in line.moves if move.shipment == shipment)


def _sorted(parts: Sequence[Part]) -> list[tuple[str, str]]:
    return sorted((str(moves.as_kept(part.quantity)), part.lot or "") for part in parts)
