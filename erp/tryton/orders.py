"""What Tryton says of a purchase order, and the order that it is to us; pure.

Tryton's lines have no numbers: they are counted from 1 as they stand, unless their sequence tells them apart. A line's stock moves say
what is planned (drafts in no shipment), under way (drafts in a supplier shipment) and received (done).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from domain.errors import LedgerRefusedError, LedgerUnavailableError
from domain.orders import OrderLine, PurchaseOrder
from domain.postings import Posting
from erp.record import recorded
from erp.tryton.journal import Entry
from erp.tryton.rest import Record

UNITS = {
    "u": "C62", "kg": "KGM", "g": "GRM", "t": "TNE", "lb": "LBR", "oz": "ONZ", "m": "MTR", "cm": "CMT", "mm": "MMT", "km": "KMT", "in": "INH",
    "ft": "FOT", "yd": "YRD", "l": "LTR", "m³": "MTQ", "cm³": "CMQ", "m²": "MTK", "cm²": "CMK", "ft²": "FTK", "in²": "INK", "gal": "GLL",
    "h": "HUR", "min": "MIN", "d": "DAY", "kW⋅h": "KWH",
}  # fmt: skip
"""The symbols of Tryton's own units and their codes of UN/ECE Recommendation 20."""

_PURCHASE = (
    "number", "state", "purchase_date", "delivery_date", "reference", "party.code", "party.name", "party.supplier_location.id", "currency.code",
    "payment_term.name", "incoterm.code", "warehouse.input_location.id", "warehouse.storage_location.id", "warehouse.id",
)  # fmt: skip
_LINE = (
    "type", "sequence", "product.code", "product_supplier.code", "description", "quantity", "unit.symbol", "unit.factor", "unit_price",
    "delivery_date", "delivery_date_edit", "delivery_date_store",
)  # fmt: skip
_MOVE = ("state", "quantity", "unit.factor", "planned_date", "shipment", "lot.number", "create_uid.id", "write_uid.id")
FIELDS = (*_PURCHASE, *(f"lines.{name}" for name in _LINE), *(f"lines.moves.{name}" for name in _MOVE))
KNOWN_STATES = ("confirmed", "processing", "done", "cancelled")
PLANNED = ("draft", "staging")
"""The states of a move that is to come."""
_OPEN_STATES = ("confirmed", "processing")


@dataclass(frozen=True)
class Move:
    """A quantity in the line's unit that is to come, is under way, or came; `shipment` is as in `stock.shipment.in,7`.

    `author` is the user who wrote it last.
    """

    move_id: int
    state: str
    quantity: Decimal
    planned: date | None
    shipment: str | None
    lot: str | None
    author: int | None

    @property
    def is_planned(self) -> bool:
        """Whether it is to come, and in no shipment yet."""
        return self.state in PLANNED and self.shipment is None


@dataclass(frozen=True)
class Line:
    """A purchase line with its moves (by id; cancelled ones are left out), and the order line that it is to us."""

    line_id: int
    product: int | None
    product_supplier: int | None
    unit: int | None
    description: str | None
    moves: tuple[Move, ...]
    seen: OrderLine


@dataclass(frozen=True)
class Purchase:
    """A purchase of Tryton with what Tallyclerk has noted at it, and the order that it is to us."""

    purchase_id: int
    state: str
    supplier: int
    supplier_location: int | None
    currency: int
    warehouse: Mapping[str, int | None]
    lines: tuple[Line, ...]
    entries: tuple[Entry, ...]
    order: PurchaseOrder

    @property
    def version(self) -> str:
        """A digest of all that a check looks at, and of what is planned."""
        moves = [
            [line.line_id, [[str(part) for part in (m.state, m.quantity, m.planned, m.shipment, m.lot)] for m in line.moves]]
            for line in self.lines
        ]
        seen = self.order.model_dump(mode="json", exclude_defaults=True)
        return hashlib.sha256(json.dumps([self.state, seen, moves], sort_keys=True).encode()).hexdigest()

    def line(self, order_line: str) -> Line:
        """The line that is that order line to us."""
        return next(line for line in self.lines if line.seen.order_line == order_line)


def read_purchase(row: Record, entries: Sequence[Entry], units: Mapping[str, str]) -> Purchase:
    """The purchase that Tryton's record is.

    Raises:
        LedgerUnavailableError: the record lacks what every purchase has.
    """
    try:
        return _read(row, entries, units)
    except (KeyError, TypeError, ValueError, ArithmeticError, AttributeError) as error:
        raise LedgerUnavailableError(f"Tryton's record of the order lacks what every order has ({error}).") from error


def _read(row: Record, entries: Sequence[Entry], units: Mapping[str, str]) -> Purchase:
    rows = sorted((each for each in row["lines"] if each["type"] == "line"), key=lambda each: (each["sequence"] or 0, each["id"]))
    sequences = [each["sequence"] for each in rows]
    told_apart = None not in sequences and len(set(sequences)) == len(sequences)
    numbers = [str(each) for each in sequences] if told_apart else [str(place) for place in range(1, len(rows) + 1)]
    is_open = row["state"] in _OPEN_STATES
    lines = tuple(_line(each, number, row, units, is_open=is_open) for each, number in zip(rows, numbers, strict=True))
    party, currency, warehouse = row["party"], row["currency"], row.get("warehouse") or {}
    order = PurchaseOrder(
        order_number=row["number"],
        supplier_id=party["code"] or str(party["id"]),
        supplier_name=party["name"] or "",
        currency=currency["code"],
        order_date=row["purchase_date"] or date.min,
        incoterm=_name(row, "incoterm", "code"),
        payment_terms=_name(row, "payment_term", "name"),
        lines=[line.seen for line in lines],
    )
    order = _with_papers(order, entries)
    return Purchase(
        purchase_id=row["id"],
        state=row["state"],
        supplier=party["id"],
        supplier_location=_id(party.get("supplier_location")),
        currency=currency["id"],
        warehouse={
            "id": _id(warehouse),
            "input": _id(warehouse.get("input_location")),
            "storage": _id(warehouse.get("storage_location")),
        },
        lines=tuple(Line(**{**vars(line), "seen": seen}) for line, seen in zip(lines, order.lines, strict=True)),
        entries=tuple(entries),
        order=order,
    )


def _line(row: Record, number: str, purchase: Record, units: Mapping[str, str], *, is_open: bool) -> Line:
    unit = row["unit"] or {}
    moves = tuple(_move(move, unit) for move in sorted(row["moves"], key=lambda each: int(each["id"])) if move["state"] != "cancelled")
    received = sum((move.quantity for move in moves if move.state == "done"), Decimal(0))
    under_way = sum((move.quantity for move in moves if move.state != "done" and move.shipment), Decimal(0))
    quantity = plain(row["quantity"])
    product = row["product"] or {}
    symbol = unit.get("symbol") or ""
    requested = row["delivery_date_store"] if row["delivery_date_edit"] else None
    seen = OrderLine(
        order_line=number,
        buyer_item=product.get("code") or "",
        supplier_item=_name(row, "product_supplier", "code"),
        description=row["description"] or product.get("code") or "",
        quantity=quantity,
        unit=units.get(symbol) or UNITS.get(symbol) or symbol,
        unit_price=plain(row["unit_price"] or 0),
        requested_date=requested or purchase["delivery_date"] or row["delivery_date"] or purchase["purchase_date"] or date.min,
        received_quantity=received,
        in_transit_quantity=under_way,
        status="open" if is_open and received < quantity else "closed",
    )
    return Line(row["id"], _id(product), _id(row["product_supplier"]), _id(unit), row["description"], moves, seen)


def _move(row: Record, line_unit: Record) -> Move:
    factor, own = Decimal((row["unit"] or {}).get("factor") or 1), Decimal(line_unit.get("factor") or 1)
    shipment = row["shipment"]
    return Move(
        move_id=row["id"],
        state=row["state"],
        quantity=plain(Decimal(row["quantity"]) * factor / own if factor != own else row["quantity"]),
        planned=row["planned_date"],
        shipment=f"{shipment['__name__']},{shipment['id']}" if isinstance(shipment, dict) else shipment,
        lot=_name(row, "lot", "number"),
        author=_id(row["write_uid"]) or _id(row["create_uid"]),
    )


def _with_papers(order: PurchaseOrder, entries: Iterable[Entry]) -> PurchaseOrder:
    """The order with what its papers said; what is under way is as Tryton counts it."""
    under_way = {line.order_line: line.in_transit_quantity for line in order.lines}
    for entry in entries:
        if entry.stands:
            said = Posting(
                key="", document_id="", erp="", kind=entry.kind, order_number=order.order_number, payload=entry.payload, order_version=""
            )
            with suppress(LedgerRefusedError):
                order = recorded(order, said)
    lines = [line.model_copy(update={"in_transit_quantity": under_way[line.order_line]}) for line in order.lines]
    return order.model_copy(update={"lines": lines})


def plain(value: object) -> Decimal:
    """The number without the noughts of a float: 250.0 is 250."""
    number = Decimal(str(value))
    return Decimal(format(number.normalize(), "f"))


def _name(row: Record, field: str, name: str) -> str | None:
    found = row.get(field)
    return found.get(name) or None if isinstance(found, dict) else None


def _id(row: object) -> int | None:
    return int(row["id"]) if isinstance(row, dict) and "id" in row else None
