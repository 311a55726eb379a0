"""Which values of a reading would be posted, and whether they have the shape that the ERP needs; pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal, InvalidOperation

from domain.doctype import ColumnSpec, DocType, FieldSpec, Shape
from domain.paper import Group, Leaf, Reading

_NUMBERS = frozenset({Shape.DECIMAL, Shape.AMOUNT, Shape.COUNT, Shape.WEIGHT})
_PLAIN_NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?")
# Parts of a line that go into the ERP wherever they are printed.
_NESTED = ("schedule", "lots")


def posted_leaves(reading: Reading, doctype: DocType) -> Iterator[tuple[str, Leaf]]:
    """Every value that would be posted, with its path: the doctype's fields, and all of the heats and packages."""
    yield from _chosen(reading.fields, doctype.posted_fields, "")
    for index, line in enumerate(reading.lines):
        yield from _chosen(line, (*doctype.posted_line_fields, *_NESTED), f"lines[{index}].")
    for name in ("heats", "packages"):
        groups: list[Group] = getattr(reading, name)
        for index, group in enumerate(groups):
            yield from group.leaves(f"{name}[{index}].")


def missing(reading: Reading, doctype: DocType) -> Iterator[str]:
    """The paths of required values that are not on the paper. A required line field must be on every line, and there must be lines.

    What the paper's own words excuse may be left out as a whole, or be told by something else: `2.1` and a CoC state compliance without
    results (EN 10204), and such a declaration names lots.
    """
    columns = {column.name for column in doctype.columns} | set(doctype.posted_line_fields)
    header = {spec.name for spec in doctype.fields} | set(doctype.posted_fields)
    for name in doctype.required:
        place, _, field = name.rpartition(".")
        place = place.removesuffix("[]")
        excuse = doctype.excused.get(name)
        if excuse and reading.fields.text(excuse.field) in excuse.says:
            told = (bool(group.leaf(field) or group.leaf(excuse.instead)) for group in getattr(reading, place))
            yield from (f"{place}[{at}].{field}" for at, is_told in enumerate(told) if not is_told)
        elif name in ("lines", "heats", "packages"):
            yield from () if getattr(reading, name) else (name,)
        elif place in ("lines", "heats", "packages") or (name in columns and name not in header):
            yield from _missing_in(getattr(reading, place or "lines"), place or "lines", field)
        elif reading.fields.leaf(name) is None and not (doctype.by_order and name == "order_number" and _all_say(reading.lines, name)):
            yield name


def _all_say(lines: list[Group], name: str) -> bool:
    """Whether each line says itself what a paper's head says of all."""
    return bool(lines) and all(line.leaf(name) for line in lines)


def misshapen(path: str, value: str, doctype: DocType) -> str | None:
    """What is wrong with the form of a value, in words; None where it is as the contract writes it."""
    if not value.strip():
        return "is empty"
    match shape_of(path, doctype):
        case shape if shape in _NUMBERS and not _is_number(value):
            return "is no number as in 1234.50"
        case Shape.DATE if not _is_date(value):
            return "is no date as in 2026-08-07"
    return None


def _chosen(group: Group, names: tuple[str, ...], prefix: str) -> Iterator[tuple[str, Leaf]]:
    kept = {name: group.root[name] for name in dict.fromkeys(names) if name in group.root}
    yield from Group(kept).leaves(prefix)


def _missing_in(groups: list[Group], place: str, field: str) -> Iterator[str]:
    if not groups:
        yield place
    for index, group in enumerate(groups):
        in_parts = field == "delivery_date" and group.groups("schedule")
        if group.root.get(field) in (None, [], {}) and not in_parts:
            yield f"{place}[{index}].{field}"


def shape_of(path: str, doctype: DocType) -> Shape | None:
    """The shape of the value at that path; names mean the same wherever they stand (`lots[0].quantity` is a quantity)."""
    *above, name = re.sub(r"\[\d+\]", "", path).split(".")
    specs: tuple[FieldSpec | ColumnSpec, ...] = (*doctype.columns, *doctype.fields) if above else (*doctype.fields, *doctype.columns)
    return next((spec.shape for spec in specs if spec.name == name), None)


def _is_number(value: str) -> bool:
    try:
        return _PLAIN_NUMBER.fullmatch(value) is not None and Decimal(value).is_finite()
    except InvalidOperation:
        return False


def _is_date(value: str) -> bool:
    try:
        return date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False
