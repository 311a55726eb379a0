"""What Tryton holds of the papers, as an administrator sees it there: is each meaning in it exactly once?"""

import base64
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from domain.orders import PurchaseOrder
from domain.paper import Kind
from tests.tryton.papers import Paper
from tests.tryton.rpc import Admin


def not_once(admin: Admin, order: PurchaseOrder, papers: list[Paper]) -> Iterator[str]:
    """What of the papers is not in Tryton exactly once, as an administrator sees it there."""
    (purchase,) = admin.read("purchase.purchase", ["number", "=", order.order_number], fields=("lines", "reference", "party"))
    lines = admin.read("purchase.line", ["purchase", "=", purchase["id"]], fields=("sequence", "quantity", "unit_price"))
    moves = {
        line["sequence"]: admin.read(
            "stock.move",
            ["origin", "=", f"purchase.line,{line['id']}"],
            ["state", "!=", "cancelled"],
            fields=("quantity", "planned_date", "shipment", "lot.number", "state"),
        )
        for line in lines
    }
    notes = admin.read("ir.attachment", ["resource", "=", f"purchase.purchase,{purchase['id']}"], fields=("description", "data", "name"))
    by_kind = {paper.kind: paper for paper in papers}
    for paper in papers:
        done = [note for note in notes if str(note["description"]) == f"tallyclerk {paper.key} done"]
        kept = [note for note in notes if str(note["description"]).startswith(f"tallyclerk {paper.key} begun")]
        if not done:
            yield f"{paper.number} is not marked as posted"
        if not kept or base64.b64decode(kept[0]["data"]["base64"]) != paper.content:
            yield f"{paper.number}: the paper is not at the order"
    # A day that a person set after (or while) the confirmation was posted is that person's.
    edits = {edit for paper in papers for edit in paper.edits}
    confirmation, notice, certificate = (by_kind.get(kind) for kind in (Kind.ORDER_CONFIRMATION, Kind.SHIP_NOTICE, Kind.CERTIFICATE))
    if confirmation is not None:
        yield from _confirmed(admin, order, confirmation, purchase, lines, moves, edits)
    if notice is not None:
        yield from _shipped(admin, notice, purchase, moves)
    if certificate is not None:
        yield from _certified(admin, certificate, notice)


def _confirmed(
    admin: Admin,
    order: PurchaseOrder,
    paper: Paper,
    purchase: dict[str, Any],
    lines: list[Any],
    moves: dict[int, list[Any]],
    edits: set[str],
) -> Iterator[str]:
    amends = False
    for said in paper.payload["lines"]:
        line = next(each for each in lines if each["sequence"] == int(said["order_line"]))
        ordered = order.line(said["order_line"])
        assert ordered is not None
        price = Decimal(line["unit_price"]["decimal"])
        amends |= (ordered.quantity, ordered.unit_price) != (Decimal(said["quantity"]), Decimal(said["unit_price"]))
        where = f"{paper.number}, line {said['order_line']}"
        if (Decimal(str(line["quantity"])), price) != (Decimal(said["quantity"]), Decimal(said["unit_price"])):
            yield f"{where}: {line['quantity']} at {price}, not {said['quantity']} at {said['unit_price']}"
        planned = moves[line["sequence"]]
        if sum(Decimal(str(move["quantity"])) for move in planned) != Decimal(said["quantity"]):
            yield f"{where}: its moves are {[move['quantity'] for move in planned]}, not {said['quantity']}"
        days = {part["delivery_date"] for part in said.get("schedule", [said])}
        there = {_iso(move["planned_date"]) for move in planned if not move["shipment"]}
        if not there <= days | edits:
            yield f"{where}: planned for {there}, not for {days}"
    amendments = admin.read("purchase.amendment", ["purchase", "=", purchase["id"]], fields=("state", "description"))
    validated = [each for each in amendments if each["state"] == "validated"]
    if len(validated) != int(amends):
        yield f"{paper.number}: {len(validated)} validated amendments, not {int(amends)}"


def _shipped(admin: Admin, paper: Paper, purchase: dict[str, Any], moves: dict[int, list[Any]]) -> Iterator[str]:
    clauses = (["supplier", "=", purchase["party"]], ["reference", "=", paper.number], ["state", "!=", "cancelled"])
    shipments = [each["id"] for each in admin.read("stock.shipment.in", *clauses, fields=("state",))]
    filled = {move["shipment"] for each in moves.values() for move in each if move["shipment"]}
    if len(filled) != 1 or not filled <= {f"stock.shipment.in,{each}" for each in shipments}:
        yield f"{paper.number}: shipments {shipments}, of which {filled} hold something"
    said = {int(line["order_line"]): line for line in paper.payload["lines"]}
    for sequence, there in moves.items():
        line = said.get(sequence, {"quantity": "0", "lots": []})
        held = sorted((str(move["lot."]["number"] if move.get("lot.") else None), move["quantity"]) for move in there if move["shipment"])
        lots = [(lot["lot_number"], float(lot["quantity"])) for lot in line["lots"]]
        rest = float(line["quantity"]) - sum(quantity for _, quantity in lots)
        if held != sorted([*lots, *([("None", rest)] if rest else [])]):
            yield f"{paper.number}, line {sequence}: under way are {held}, not {lots} and {rest}"


def _certified(admin: Admin, paper: Paper, notice: Paper | None) -> Iterator[str]:
    heat = paper.payload["heats"][0]
    found = admin.read("quality.inspection", ["reference", "=", f"S1 {paper.number} {heat['heat_number']}"], fields=("state", "points"))
    state = "passed" if Decimal(heat["chemistry"]["C"]) <= Decimal("0.2") else "failed"
    if [each["state"] for each in found] != [state]:
        yield f"{paper.number}: inspections {[each['state'] for each in found]}, not one that {state}"
    for lot in admin.ids("stock.lot", ["number", "=", heat["heat_number"]])[:1] if notice else []:
        copies = admin.read("ir.attachment", ["resource", "=", f"stock.lot,{lot}"], fields=("name",))
        if not copies:
            yield f"{paper.number}: it does not hang on its lot"


def _iso(value: Any) -> str | None:
    return f"{value['year']}-{value['month']:02}-{value['day']:02}" if value else None
