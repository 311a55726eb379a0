"""Writes a posting into an order, beside what was ordered; pure.

A payload has the names of the contract's fields with plain values: `document_number`, `lines`, `heats`, … An order's ordered
values never change here; what a supplier says is recorded under `confirmed`, `announced` and `certificates` of its lines.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import TypeVar

from pydantic import JsonValue

from domain.errors import LedgerRefusedError
from domain.orders import AnnouncedDelivery, CertificateOnFile, ConfirmedDelivery, OrderLine, PurchaseOrder
from domain.paper import Kind
from domain.postings import Posting

Row = Mapping[str, JsonValue]
_PIECES = frozenset({"C62", "H87", "EA"})


WRONG_QUANTITY = "Correct the quantities if they were misread, or return the paper to the supplier."
_WRONG_UNIT = (
    "If you know how many of our unit one of theirs is, put quantity, unit and price into the paper in the order's unit (a confirmation's line "
    "also proposes a mapping by that, and can be left out); else return the paper to the supplier."
)
_WRONG_VALUE = "Correct the value."
_WRONG_LINE = "Give the line the number of the order's line that it is for (a confirmation's line can be left out), or return the paper to the supplier."


def no_order(posting: Posting) -> LedgerRefusedError:
    """The refusal of what is for an order that the ERP does not have, or not of that supplier."""
    return LedgerRefusedError(f"There is no order {posting.order_number}.", remedy="Correct the order number, or reject the paper.")


def recorded(order: PurchaseOrder, posting: Posting) -> PurchaseOrder:
    """The order with the posting in it.

    Raises:
        LedgerRefusedError: it is of a kind that the order book does not keep, or does not fit the order.
    """
    record = _RECORDERS.get(posting.kind)
    if record is None:
        raise LedgerRefusedError(f"The order book keeps no {posting.kind.replace('_', ' ') or 'such paper'}.")
    changed = record(order, posting.payload)
    return order.model_copy(update={"lines": [changed.get(line.order_line, line) for line in order.lines]})


def taken_back(order: PurchaseOrder, posting: Posting, *, before: PurchaseOrder, after: PurchaseOrder) -> PurchaseOrder:
    """The order without what a posting wrote into it, which had turned it from `before` into `after`; what came later stays.

    Raises:
        LedgerRefusedError: a later paper took its place, or the goods have come: there is nothing left to take back.
    """
    number = _number(posting.payload)
    lines: list[OrderLine] = []
    for line in order.lines:
        was, became = before.line(line.order_line), after.line(line.order_line)
        lines.append(_line_taken_back(line, was, became, number) if was and became and was != became else line)
    return order.model_copy(update={"lines": lines})


def _line_taken_back(line: OrderLine, was: OrderLine, became: OrderLine, number: str) -> OrderLine:
    changed: dict[str, object] = {}
    if was.confirmed != became.confirmed:
        if line.confirmed != became.confirmed:
            raise LedgerRefusedError(
                f"A later confirmation of line {line.order_line} took the place of {number}: there is nothing to take back."
            )
        changed["confirmed"] = was.confirmed
    if was.announced != became.announced:
        if _of_document(line.announced, number) != _of_document(became.announced, number):
            raise LedgerRefusedError(f"A later notice {number} of line {line.order_line} took its place: there is nothing to take back.")
        if line.received_quantity != became.received_quantity:
            raise LedgerRefusedError(
                f"Goods of line {line.order_line} were received after {number}: correct the receipt in the order book."
            )
        earlier = _of_document(was.announced, number)
        line = _under_way(line, number, earlier)
    if was.certificates != became.certificates:
        if _of_document(line.certificates, number) != _of_document(became.certificates, number):
            raise LedgerRefusedError(
                f"A later certificate {number} of line {line.order_line} took its place: there is nothing to take back."
            )
        kept = [known for known in line.certificates if known.document_number != number]
        changed["certificates"] = [*kept, *_of_document(was.certificates, number)]
    return line.model_copy(update=changed)


_Said = TypeVar("_Said", AnnouncedDelivery, CertificateOnFile)


def _of_document(said: Iterable[_Said], number: str) -> list[_Said]:
    return [each for each in said if each.document_number == number]


def _confirm(order: PurchaseOrder, payload: Row) -> dict[str, OrderLine]:
    """What is confirmed for a line now takes the place of what was confirmed for it before."""
    confirmed: dict[str, list[ConfirmedDelivery]] = {}
    for row in _rows(payload, "lines"):
        line = _line(order, row)
        confirmed.setdefault(line.order_line, []).extend(_deliveries(row, _number(payload)))
    _some(confirmed, order)
    return {number: _of(order, number).model_copy(update={"confirmed": said}) for number, said in confirmed.items()}


def _announce(order: PurchaseOrder, payload: Row) -> dict[str, OrderLine]:
    """What is under way for a line; a notice that is sent again, revised, takes its earlier one's place."""
    number = _number(payload)
    shipped: dict[str, list[AnnouncedDelivery]] = {}
    for row in _rows(payload, "lines"):
        line = _line(order, row)
        quantity = _decimal(row, "quantity")
        if quantity is None:
            raise LedgerRefusedError(
                f"The notice does not say how much of line {line.order_line} was shipped.",
                remedy="Put the quantity into the paper, or return it.",
            )
        lots = [dict(lot) for lot in _rows(row, "lots")]
        shipped.setdefault(line.order_line, []).append(AnnouncedDelivery(document_number=number, quantity=quantity, lots=lots))
    _some(shipped, order)
    return {name: _under_way(_of(order, name), number, said) for name, said in shipped.items()}


def _under_way(line: OrderLine, number: str, shipped: list[AnnouncedDelivery]) -> OrderLine:
    earlier = [notice for notice in line.announced if notice.document_number == number]
    kept = [notice for notice in line.announced if notice.document_number != number]
    change = _total(shipped) - _total(earlier)
    in_transit = max(Decimal(0), line.in_transit_quantity + change)
    return line.model_copy(update={"in_transit_quantity": in_transit, "announced": [*kept, *shipped]})


def _certify(order: PurchaseOrder, payload: Row) -> dict[str, OrderLine]:
    """The certificate with its results, against the lines that it names; the only line of an order needs no name."""
    number = _number(payload)
    certificate = CertificateOnFile(
        document_number=number,
        certificate_type=_text(payload, "certificate_type"),
        heats=[dict(heat) for heat in _rows(payload, "heats")],
    )
    rows = list(_rows(payload, "lines"))
    lines = [_line(order, row) for row in rows] if rows else order.lines
    if not rows and len(lines) != 1:
        raise LedgerRefusedError(
            f"The certificate does not say which line of order {order.order_number} it is for.",
            remedy="Put the number of the order's line into the paper (order_line).",
        )
    return {line.order_line: _with_certificate(line, certificate) for line in lines}


def _with_certificate(line: OrderLine, certificate: CertificateOnFile) -> OrderLine:
    kept = [known for known in line.certificates if known.document_number != certificate.document_number]
    return line.model_copy(update={"certificates": [*kept, certificate]})


_RECORDERS: dict[str, Callable[[PurchaseOrder, Row], dict[str, OrderLine]]] = {
    Kind.ORDER_CONFIRMATION: _confirm,
    Kind.SHIP_NOTICE: _announce,
    Kind.CERTIFICATE: _certify,
}


def _deliveries(row: Row, number: str) -> list[ConfirmedDelivery]:
    """One delivery for a line, or several where it is promised in parts."""
    common = {"document_number": number, "unit_price": _decimal(row, "unit_price"), "price_unit": _count(row, "price_unit")}
    parts = list(_rows(row, "schedule")) or [row]
    return [
        ConfirmedDelivery.model_validate({**common, "quantity": _decimal(part, "quantity"), "delivery_date": _date(part, "delivery_date")})
        for part in parts
    ]


def _line(order: PurchaseOrder, row: Row) -> OrderLine:
    """The order line that a row is about: by its number, or the one with its item; an order's only line needs no name."""
    elsewhere = _text(row, "order_number")
    if elsewhere not in (None, order.order_number):
        raise LedgerRefusedError(f"A line is for order {elsewhere}, not for {order.order_number}.", remedy=_WRONG_LINE)
    line = order.line(_text(row, "order_line")) or _line_of_item(order, row)
    if line is None:
        raise LedgerRefusedError(f"Order {order.order_number} has no line for {_described(row)}.", remedy=_WRONG_LINE)
    unit = _text(row, "unit")
    if unit is not None and unit != line.unit and not {unit, line.unit} <= _PIECES:
        raise LedgerRefusedError(f"Line {line.order_line} is ordered in {line.unit}, not in {unit}.", remedy=_WRONG_UNIT)
    return line


def _line_of_item(order: PurchaseOrder, row: Row) -> OrderLine | None:
    if _text(row, "order_line") is not None:
        return None
    items = {name: item for name in ("buyer_item", "supplier_item") if (item := _text(row, name)) is not None}
    if not items:
        return order.lines[0] if len(order.lines) == 1 else None
    for name, item in items.items():
        fitting = [line for line in order.lines if getattr(line, name) == item]
        if len(fitting) == 1:
            return fitting[0]
    return None


def _described(row: Row) -> str:
    named = [_text(row, name) for name in ("order_line", "buyer_item", "supplier_item")]
    return " / ".join(name for name in named if name) or "a line without number or item"


def _of(order: PurchaseOrder, number: str) -> OrderLine:
    return next(line for line in order.lines if line.order_line == number)


def _some(lines: Mapping[str, object], order: PurchaseOrder) -> None:
    if not lines:
        raise LedgerRefusedError(
            f"The document says nothing of any line of order {order.order_number}.", remedy="Put a line into the paper, or reject it."
        )


def _total(notices: Iterable[AnnouncedDelivery]) -> Decimal:
    return sum((notice.quantity for notice in notices), Decimal(0))


def _number(payload: Row) -> str:
    number = _text(payload, "document_number")
    if number is None:
        raise LedgerRefusedError(
            "The document has no number to record it under.", remedy="Put its number into the paper (document_number)."
        )
    return number


def _rows(node: Row, name: str) -> list[Row]:
    items = node.get(name)
    return [item for item in items if isinstance(item, dict)] if isinstance(items, list) else []


def _text(row: Row, name: str) -> str | None:
    value = row.get(name)
    return str(value) if value not in (None, "") else None


def _decimal(row: Row, name: str) -> Decimal | None:
    text = _text(row, name)
    try:
        value = Decimal(text) if text is not None else None
    except InvalidOperation as error:
        raise LedgerRefusedError(f"The {name.replace('_', ' ')} “{text}” is no number.", remedy=_WRONG_VALUE) from error
    if value is not None and (not value.is_finite() or value < 0):
        raise LedgerRefusedError(f"The {name.replace('_', ' ')} “{text}” cannot be recorded.", remedy=_WRONG_VALUE)
    return value


def _count(row: Row, name: str) -> int | None:
    value = _decimal(row, name)
    if value is not None and value != int(value):
        raise LedgerRefusedError(f"The {name.replace('_', ' ')} “{value}” is no whole number.", remedy=_WRONG_VALUE)
    return None if value is None else int(value)


def _date(row: Row, name: str) -> date | None:
    text = _text(row, name)
    try:
        return date.fromisoformat(text) if text is not None else None
    except ValueError as error:
        raise LedgerRefusedError(f"The {name.replace('_', ' ')} “{text}” is no date.", remedy=_WRONG_VALUE) from error
