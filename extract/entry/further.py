"""Tables that say more of entries which a table above them lists: deliveries or lots by themselves, told by the entries' running numbers or items."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from domain.paper import Group, Leaf, Node
from extract.page.layout import Line, Token
from extract.shape.candidates import contested
from extract.table.naming import speaks_of_the_order
from extract.table.tables import Table
from extract.text.wording import concepts

TOLD = frozenset({"delivery_date", "lots"})
"""What a further table is printed for: an entry may have several of either."""
OF_PRICES = frozenset({"unit_price", "net_amount"})
"""What a further table never has."""
_CODED = re.compile(r"(?=(?:.*\d){3})\[?[^\[\]]+\]?")
DIFFERING = 0.4
"""What is left of a value's score where the two tables do not agree."""


def with_further(tables: Sequence[Table], lines: Sequence[Line]) -> list[Table]:
    """The tables, each that only says more of another's entries taken into that one."""
    kept: list[Table] = []
    for table in tables:
        place = next((i for i, first in enumerate(kept) if first.further is None and _says_more(first, table, lines)), None)
        if place is None:
            kept.append(table)
        else:
            kept[place] = replace(kept[place], further=table, lines=kept[place].lines | table.lines)
    return kept


def _says_more(first: Table, table: Table, lines: Sequence[Line]) -> bool:
    """Whether a table is of the very entries that the first one lists, in their order, and tells what that does not."""
    names, own = ({column.name for column in each.columns if column.name} for each in (first, table))
    if first.lines & table.lines or not (own - names) & TOLD or own & OF_PRICES:
        return False
    return bool(keys_of(first, table, lines))


def keys_of(first: Table, table: Table, lines: Sequence[Line]) -> tuple[list[str], list[str]] | None:
    """What the entries of the two tables are told by: their running numbers, or their items; None where neither tells all of them."""
    for keys in (_numbers, _items):
        one, other = keys(first, lines), keys(table, lines)
        ordered = [key for place, key in enumerate(other) if not place or key != other[place - 1]]
        if (
            one
            and all(one)
            and len({*one}) == len(one)
            and ordered == [key for key in one if key in {*other}]
            and len(ordered) > len(one) / 2
        ):
            return one, other
    return _by_quantities(first, table)


def _by_quantities(first: Table, table: Table) -> tuple[list[str], list[str]] | None:
    """The entries of both tables told by their quantities alone: one after the other, those of a further table come to each of the first's.

    On a scan the running numbers beside a rule are misread; that all sums agree in order is no chance.
    """
    if not _is_counted(first) or not _is_counted(table):
        return None
    wholes, parts = _counts(first), _counts(table)
    keys: list[str] = []
    at = 0
    for number, whole in enumerate(wholes):
        left = whole
        while left > 0 and at < len(parts) and 0 < parts[at] <= left:
            left -= parts[at]
            keys.append(str(number))
            at += 1
        if left or not whole:
            return None
    return ([str(number) for number in range(len(wholes))], keys) if wholes and at == len(parts) else None


def _is_counted(table: Table) -> bool:
    """Whether the first heading says that numbers stand below it; nothing but ones, of the parts of a single entry, look like what a price is for."""
    left = min(table.columns, key=lambda column: column.x0)
    return left.name in ("order_line", "price_unit", None) and any(
        {"line", "number"} & (concepts(word) or {""}) for word in left.title.split()
    )


def _counts(table: Table) -> list[int]:
    """The figures of the entries' quantities; both tables print as many decimals."""
    return [int(re.sub(r"\D", "", "".join(token.text for token in row.cells.get("quantity", ()))) or 0) for row in table.rows]


def _numbers(table: Table, lines: Sequence[Line]) -> list[str]:
    """The numbers that the entries begin with, below a heading that says so."""
    if not _is_counted(table):
        return []
    firsts = (re.fullmatch(r"0{0,4}(\d{1,4})\.?", lines[row.line].tokens[0].text) for row in table.rows)
    return [match[1] if match else "" for match in firsts]


def _items(table: Table, _: Sequence[Line]) -> list[str]:
    return [
        " ".join(token.text for token in row.cells.get("supplier_item", ())) or _code(row.cells.get("description", ()))
        for row in table.rows
    ]


def _code(text: Sequence[Token]) -> str:
    """The item's code before its name, `[CT05256] Courroie crantée`; empty where there is none. A scan may lose the brackets."""
    return text[0].text.strip("[]") if text and _CODED.fullmatch(text[0].text) else ""


def joined(first: Table, lines: Sequence[dict[str, Node]], more: Sequence[dict[str, Node]], print_: Sequence[Line]) -> None:
    """Gives the lines what a further table says of them; a quantity that the two do not agree on is not sure any more."""
    table = first.further
    keys = keys_of(first, table, print_) if table else None
    if table is None or keys is None or len(lines) != len(first.rows) or len(more) != len(table.rows):
        return
    numbered = [column for column in table.columns if column.name == "order_line" and speaks_of_the_order(column.title)]
    for key, line in zip(keys[0], lines, strict=True):
        found = [each for other, each in zip(keys[1], more, strict=True) if other == key]
        if not found:
            continue
        if numbered and isinstance(number := found[0].get("order_line"), Leaf):
            line["order_line"] = number
        for name in ("buyer_item", "supplier_item"):
            if name not in line and name in found[0]:
                line[name] = found[0][name]
        _share_lots(line, found)
        _share_dates(line, found)
        _agree(line, found)


def _share_lots(line: dict[str, Node], found: Sequence[dict[str, Node]]) -> None:
    lots: list[Group] = []
    for each in found:
        own = Group(each).groups("lots")
        quantity = each.get("quantity")
        if len(own) == 1 and own[0].leaf("quantity") is None and isinstance(quantity, Leaf):
            own = [Group({**own[0].root, "quantity": quantity})]
        lots.extend(own)
    if lots:
        line["lots"] = lots


def _share_dates(line: dict[str, Node], found: Sequence[dict[str, Node]]) -> None:
    parts = [
        Group({"quantity": each["quantity"], "delivery_date": each["delivery_date"]})
        for each in found
        if {"quantity", "delivery_date"} <= each.keys()
    ]
    if len(found) == 1:
        for name in ("delivery_date", "schedule"):
            if name in found[0]:
                line[name] = found[0][name]
    elif parts and len(parts) == len(found):
        line["schedule"] = parts
        line.pop("delivery_date", None)


def _agree(line: dict[str, Node], found: Sequence[dict[str, Node]]) -> None:
    """Quantities of a further table come to what the line says, or neither is sure."""
    quantity, parts = Group(line).decimal("quantity"), [Group(each).decimal("quantity") for each in found]
    told = line.get("quantity")
    if (
        isinstance(told, Leaf)
        and any(part is not None for part in parts)
        and sum((part or Decimal(0) for part in parts), Decimal(0)) != quantity
    ):
        line["quantity"] = contested(told, DIFFERING)
