"""Makes purchase orders of an export's rows, one row an order line, by a mapping of columns."""

from __future__ import annotations

import difflib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from domain.errors import UsageError
from domain.orders import PurchaseOrder
from erp.files.table import Form, Row, read_table
from erp.import_orders import LINE_FIELDS, ORDER_FIELDS, orders_of, read_orders

_LISTS = ("supplier_aliases", "supplier_domains", "supplier_accounts")
_NUMBERS = (
    "quantity", "unit_price", "price_unit", "received_quantity", "in_transit_quantity", "over_delivery_pct", "under_delivery_pct", "thickness_mm",
)  # fmt: skip
_DATES = ("order_date", "requested_date")
_TRUE, _FALSE = ("1", "true", "yes", "y", "x", "ja", "oui", "si", "sí", "tak"), ("0", "false", "no", "n", "nein", "non", "nie")


@dataclass(frozen=True)
class Mapped:
    """How an export is read: our field → its column, our field → a value for all rows, the decimal sign, and the form of dates."""

    columns: Mapping[str, str] = field(default_factory=dict)
    constants: Mapping[str, str] = field(default_factory=dict)
    decimal: str = "."
    dates: str = "%Y-%m-%d"
    form: Form = field(default_factory=Form)

    def refuse_wrong(self) -> None:
        """Raises UsageError where it names a field that orders do not have, or cannot be meant."""
        known = (ORDER_FIELDS | LINE_FIELDS) - {"lines"}
        for name in (*self.columns, *self.constants):
            if name not in known:
                meant = difflib.get_close_matches(name, known, n=1)
                raise UsageError(f"Orders have no field {name}" + (f": write {meant[0]}, if that is meant." if meant else "."))
        if self.decimal not in (".", ","):
            raise UsageError(f"The option decimal is “{self.decimal}”, but must be a point or a comma.")


def read_export(path: Path, mapped: Mapped) -> list[PurchaseOrder]:
    """The orders of the export; a .json file without a mapping is in the contract's own form.

    Raises:
        UsageError: one sentence that names the row, order or field that is wrong; nothing is taken then.
    """
    if path.suffix.lower() == ".json" and not mapped.columns:
        return read_orders(path)
    table = read_table(path, mapped.form)
    for name, column in mapped.columns.items():
        if column not in table.columns:
            raise UsageError(f"{path.name} has no column “{column}” for {name}: it has {', '.join(table.columns)}.")
    orders: dict[tuple[str, str], dict[str, object]] = {}
    for number, row in enumerate(table.rows, start=2):
        _add(orders, _fields(row, mapped, f"{path.name}, row {number}"), f"{path.name}, row {number}")
    return orders_of(list(orders.values()), str(path))


def _add(orders: dict[tuple[str, str], dict[str, object]], row: dict[str, object], where: str) -> None:
    """Puts a row's line to its order, of that number and supplier; what it says of the order must be what the order's other rows say."""
    named = {name: value for name, value in row.items() if name in ORDER_FIELDS}
    number = named.get("order_number")
    if not number:
        raise UsageError(f"{where} has no order number.")
    order = orders.setdefault((str(number), str(named.get("supplier_id", ""))), {**named, "lines": []})
    for name, value in named.items():
        if order.get(name) != value:
            raise UsageError(
                f"{where}: order {number} has the {name.replace('_', ' ')} {_shown(value)}, but {_shown(order.get(name))} in an earlier row."
            )
    lines = order["lines"]
    assert isinstance(lines, list)
    lines.append({name: value for name, value in row.items() if name in LINE_FIELDS})


def _fields(row: Row, mapped: Mapped, where: str) -> dict[str, object]:
    named = {name: row[column] for name, column in mapped.columns.items() if column in row}
    if not mapped.columns:
        named = {name: cell for name, cell in row.items() if name in ORDER_FIELDS | LINE_FIELDS}
    return {name: _value(name, text, mapped, where) for name, text in {**mapped.constants, **named}.items()}


def _value(name: str, text: str, mapped: Mapped, where: str) -> object:
    if name in _LISTS:
        return [part.strip() for part in text.split(";") if part.strip()]
    if name in _NUMBERS:
        return _number(text, mapped.decimal, f"{where}: {name}")
    if name in _DATES:
        return _date(text, mapped.dates, f"{where}: {name}")
    if name == "quality_critical":
        if text.lower() not in (*_TRUE, *_FALSE):
            raise UsageError(f"{where}: {name} is “{text}”, but must be yes or no.")
        return text.lower() in _TRUE
    return text


def _number(text: str, decimal: str, where: str) -> str:
    """The number as the contract writes it.

    Raises:
        UsageError: it can only be meant with the other decimal sign.
    """
    grouping = "," if decimal == "." else "."
    whole, _, part = text.replace("\u00a0", " ").replace("\u202f", " ").replace("’", "'").partition(decimal)
    grouped = whole.replace(" ", grouping).replace("'", grouping).split(grouping)
    if len(grouped) > 1 and (not 0 < len(grouped[0].lstrip("-")) <= 3 or any(len(group) != 3 for group in grouped[1:])):
        raise UsageError(f"{where} is “{text}”, which is no number where “{decimal}” is the decimal sign: check the option decimal.")
    joined = "".join(grouped) + (f".{part}" if part else "")
    return joined.removesuffix("-") if not joined.endswith("-") else f"-{joined.removesuffix('-')}"


def _date(text: str, form: str, where: str) -> str:
    for each in (form, "%Y-%m-%d"):
        try:
            return datetime.strptime(text, each).date().isoformat()  # noqa: DTZ007 - a day has no time zone
        except ValueError:
            continue
    raise UsageError(f"{where} is “{text}”, but should be a date as the option date ({form}) writes it.")


def _shown(value: object) -> str:
    return "nothing" if value is None else json.dumps(value, ensure_ascii=False)
