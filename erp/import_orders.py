"""Reads purchase orders from JSON as the contract writes them: all of the file, or none with a sentence that says why."""

from __future__ import annotations

import difflib
import json
import re
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NoReturn

from pydantic import ValidationError

from domain.errors import UsageError
from domain.orders import OrderLine, PurchaseOrder
from domain.ports import Store

_OURS = frozenset({"confirmed", "announced", "certificates"})
ORDER_FIELDS = frozenset(PurchaseOrder.model_fields)
LINE_FIELDS = frozenset(OrderLine.model_fields) - _OURS
_NEVER_NEGATIVE = (
    "quantity",
    "unit_price",
    "received_quantity",
    "in_transit_quantity",
    "over_delivery_pct",
    "under_delivery_pct",
    "thickness_mm",
)
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_AS_GOOD_AS_MISSPELT = 0.8


def import_orders(store: Store, path: Path) -> int:
    """Loads the file's orders into the embedded order book, all or none; returns how many.

    Raises:
        UsageError: the file cannot be read, or an order in it is wrong.
    """
    orders = read_orders(path)
    with store.begin() as work:
        return work.orders.load(orders)


def read_orders(path: Path) -> list[PurchaseOrder]:
    """The orders of the file.

    Raises:
        UsageError: the file cannot be read, or an order in it is wrong.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise UsageError(f"The orders {path} cannot be read: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise UsageError(f"The orders {path} are not written in UTF-8: save the file as UTF-8.") from error
    return parse_orders(text, str(path))


def parse_orders(text: str, source: str = "the orders") -> list[PurchaseOrder]:
    """The orders that the text holds.

    Raises:
        UsageError: one sentence that names the order and the field that is wrong.
    """
    try:
        # Numbers stay as they are written: no price goes through a binary fraction.
        rows = json.loads(text, parse_float=str, parse_constant=_no_number, object_pairs_hook=_object)
    except (ValueError, RecursionError) as error:
        raise UsageError(f"{source} cannot be read as JSON: {error}.") from error
    return orders_of(rows, source)


def orders_of(rows: object, source: str = "the orders") -> list[PurchaseOrder]:
    """The orders that such a list holds, whatever file it came from.

    Raises:
        UsageError: one sentence that names the order and the field that is wrong.
    """
    if not isinstance(rows, list):
        raise UsageError(f"{source} must hold a JSON list of orders.")
    orders = [_order(row, place) for place, row in enumerate(rows, start=1)]
    twice = _repeated((order.order_number, order.supplier_id) for order in orders)
    if twice is not None:
        raise UsageError(f"Order {twice[0]} of supplier {twice[1]} stands in {source} twice.")
    return orders


def _order(row: object, place: int) -> PurchaseOrder:
    if not isinstance(row, dict):
        raise UsageError(f"Entry {place} of the orders is no order, but {_shown(row)}.")
    who = f"Order {row['order_number']}" if row.get("order_number") else f"Entry {place} of the orders"
    _refuse_misspelt(row, ORDER_FIELDS, who)
    _refuse_other_dates(row, "order_date", who)
    for line in _line_rows(row):
        _refuse_misspelt(line, LINE_FIELDS, _line_name(who, line))
        _refuse_other_dates(line, "requested_date", _line_name(who, line))
    try:
        order = PurchaseOrder.model_validate(_without_ours(row))
    except ValidationError as error:
        _refuse_first(error, row, who)
    _refuse_impossible(order, who)
    return order


def _refuse_impossible(order: PurchaseOrder, who: str) -> None:
    if not order.lines:
        raise UsageError(f"{who} has no lines.")
    for name in ("order_number", "supplier_id", "currency"):
        if not getattr(order, name).strip():
            raise UsageError(f"{who}: {name} is empty.")
    twice = _repeated(line.order_line.lstrip("0") for line in order.lines)
    if twice is not None:
        raise UsageError(f"{who} has line {twice} twice.")
    for line in order.lines:
        for name in _NEVER_NEGATIVE:
            value = getattr(line, name)
            if value is not None and value < 0:
                raise UsageError(f"{who}, line {line.order_line}: {name} is {value}, and cannot be negative.")


def _refuse_misspelt(row: Mapping[str, object], known: frozenset[str], who: str) -> None:
    """A name that nearly is one of ours is a slip that would silently lose a tolerance or a requirement; other names are let be."""
    for name in row.keys() - known:
        meant = difflib.get_close_matches(name, known - row.keys(), n=1, cutoff=_AS_GOOD_AS_MISSPELT)
        if meant:
            raise UsageError(f"{who} has a field {name}: write {meant[0]}, if that is meant.")


def _refuse_other_dates(row: Mapping[str, object], name: str, who: str) -> None:
    """A number would otherwise be taken for seconds since 1970."""
    value = row.get(name)
    if name in row and not (isinstance(value, str) and _DATE.fullmatch(value)):
        raise UsageError(f"{who}: {name} is {_shown(value)}, but should be a date as in 2026-08-07.")


def _refuse_first(error: ValidationError, row: Mapping[str, Any], who: str) -> NoReturn:
    first = error.errors()[0]
    place = list(first["loc"])
    if len(place) > 1 and place[0] == "lines" and isinstance(place[1], int):
        line = row["lines"][place[1]]
        who = _line_name(who, line if isinstance(line, dict) else {}, place[1] + 1)
        place = place[2:]
    field = ".".join(str(step) for step in place) or "the line"
    if first["type"] == "missing":
        raise UsageError(f"{who}: {field} is missing.") from error
    raise UsageError(f"{who}: {field} is {_shown(first['input'])}, but {_wanted(first['msg'])}.") from error


def _line_rows(row: Mapping[str, object]) -> list[dict[str, object]]:
    lines = row.get("lines")
    return [line for line in lines if isinstance(line, dict)] if isinstance(lines, list) else []


def _line_name(who: str, line: Mapping[str, object], place: int | None = None) -> str:
    return f"{who}, line {line['order_line']}" if line.get("order_line") else f"{who}, line no. {place or '?'}"


def _without_ours(row: dict[str, object]) -> dict[str, object]:
    """Only the contract's fields: what suppliers said is not for a file to say."""
    lines = row.get("lines")
    if not isinstance(lines, list):
        return row
    kept = [{name: value for name, value in line.items() if name not in _OURS} if isinstance(line, dict) else line for line in lines]
    return {**row, "lines": kept}


def _repeated(names: Any) -> str | None:
    return next((name for name, times in Counter(names).items() if times > 1), None)


def _wanted(message: str) -> str:
    return (message[:1].lower() + message[1:]).replace("input should", "should").rstrip(".")


def _shown(value: object) -> str:
    text = json.dumps(value, ensure_ascii=False, default=str)
    return text if len(text) <= 40 else text[:37] + "…"


def _object(pairs: list[tuple[str, object]]) -> dict[str, object]:
    twice = _repeated(name for name, _ in pairs)
    if twice is not None:
        raise ValueError(f"the field {twice} stands twice in one object")
    return dict(pairs)


def _no_number(name: str) -> NoReturn:
    raise ValueError(f"{name} is no number")
