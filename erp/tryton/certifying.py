"""A certificate in Tryton: the paper is hung on the lots of its heats, and an inspection is made for each heat where a control is named.

A control's point is named as the contract names results (`yield_mpa`, `tensile_mpa`, `elongation_pct`) or as an element (`c`, `mn`). Tryton
itself holds the values against the point's tolerances. A point that the certificate says nothing of leaves the inspection pending.
"""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import Any

from erp.tryton import journal
from erp.tryton.journal import Entry
from erp.tryton.orders import Purchase
from erp.tryton.session import Session, lines_of

_INSPECTION = "quality.inspection"


def certify(session: Session, entry: Entry) -> None:
    """Hangs the paper on the lots, and makes an inspection for each heat, which Tryton judges; each once."""
    purchase = session.look()
    for lot in _lots(session, purchase, entry):
        journal.attach(session.rest, lot, entry, entry.number, session.paper or b"Noted by Tallyclerk.")
    if session.control is None:
        return
    points = {
        row["name"]: row["type_"]
        for row in session.rest.search("quality.control.point", [["control", "=", session.control]], ["name", "type_"])
    }
    for heat in _heats(entry):
        said = {name: _point(results(heat).get(name), kind) for name, kind in points.items()}
        found = _inspections(session, purchase, entry, heat)
        if found:
            inspection, state = found[0]
        else:
            values = {
                "company": session.rest.company,
                "control": session.control,
                "reference": _reference(purchase, entry, heat),
                "origin": _shipment_of(purchase, heat),
                "points": said,
            }
            inspection, state = session.rest.create(_INSPECTION, values), "pending"
        if state == "pending" and None not in said.values():
            session.rest.press(_INSPECTION, inspection, "process")


def uncertify(session: Session, entry: Entry, original: Entry) -> None:
    """Says on the lots that the certificate was taken back, and makes its inspections pending: nobody may rely on them."""
    purchase = session.look()
    for lot in _lots(session, purchase, original):
        journal.attach(session.rest, lot, entry, f"{original.number} taken back", b"This certificate was taken back by Tallyclerk.")
    if session.control is None:
        return
    for heat in _heats(original):
        for inspection, state in _inspections(session, purchase, original, heat):
            if state != "pending":
                session.rest.press(_INSPECTION, inspection, "pending")


def results(heat: dict[str, Any]) -> dict[str, object]:
    """What a heat's certificate says, by the names of points: the elements in lower case, and of several tensile tests the lowest value."""
    said: dict[str, object] = {str(element).lower(): value for element, value in (heat.get("chemistry") or {}).items()}
    for test in heat.get("tensile") or []:
        for name, value in test.items():
            before, now = _number(said.get(name)), _number(value)
            if now is not None and (before is None or now < before):
                said[name] = value
    return said


def _heats(entry: Entry) -> list[dict[str, Any]]:
    heats = entry.payload.get("heats")
    return [heat for heat in heats if isinstance(heat, dict) and heat.get("heat_number")] if isinstance(heats, list) else []


def _reference(purchase: Purchase, entry: Entry, heat: dict[str, Any]) -> str:
    return f"{purchase.order.supplier_id} {entry.number} {heat['heat_number']}"


def _inspections(session: Session, purchase: Purchase, entry: Entry, heat: dict[str, Any]) -> list[tuple[int, str]]:
    clauses = [["reference", "=", _reference(purchase, entry, heat)], ["control", "=", session.control]]
    return [(int(row["id"]), str(row["state"])) for row in session.rest.search(_INSPECTION, clauses, ["state"])]


def _lots(session: Session, purchase: Purchase, entry: Entry) -> list[str]:
    """The lots of the certificate's heats that Tryton has, of the products of the lines that it is for."""
    products = [purchase.line(number).product for number in lines_of(entry.before)]
    named = {str(heat[name]) for heat in _heats(entry) for name in ("heat_number", "lot_number") if heat.get(name)}
    if not named:
        return []
    found = session.rest.search("stock.lot", [["number", "in", sorted(named)], ["product", "in", products]], ["id"])
    return [f"stock.lot,{row['id']}" for row in found]


def _shipment_of(purchase: Purchase, heat: dict[str, Any]) -> str | None:
    """The shipment that has the heat as a lot."""
    named = {heat.get("heat_number"), heat.get("lot_number")} - {None}
    return next((move.shipment for line in purchase.lines for move in line.moves if move.shipment and move.lot in named), None)


def _point(value: object, kind: str) -> object:
    number = _number(value)
    if number is None:
        return None
    return {"integer": int(number), "float": float(number), "numeric": number}.get(kind)


def _number(value: object) -> Decimal | None:
    try:
        number = Decimal(str(value)) if value is not None else None
    except InvalidOperation:
        return None
    return number if number is not None and number.is_finite() else None
