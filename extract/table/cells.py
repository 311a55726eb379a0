"""Cells that hold two values, because their columns stand under one heading: parted once all entries are known."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extract.page.columns import Column, Row, key_of
from extract.page.layout import Token
from extract.table.naming import CODE, are_positions, is_wish
from extract.table.order_cells import tell_orders
from extract.text.norms import NORMS
from extract.text.wording import concepts

_LEADING_CODE = re.compile(r"[A-Z]{1,5}(?:[./-]?\d{4,}|[./-]\d{3,})[\w./-]*")
"""An item's number that a description begins with; `S355J2` and `M10x25` are none."""
_PREFIX, _AFTER_PREFIX = re.compile(r"[A-Z]{2,4}"), re.compile(r"\d{3,}[\w./-]*")
_TENS = re.compile(r"0{0,4}[1-9]\d{0,2}0")
PREFIXED = 2
"""The words of such a number."""


def parted(columns: Sequence[Column], rows: Sequence[Row]) -> None:
    """Parts cells that hold two values because their columns stand under one heading; cells without a name go."""
    names = {column.name for column in columns}
    named = any(column.name == "order_line" and not column.level for column in columns) or any("order_line" in row.cells for row in rows)
    left = min(columns, key=lambda column: column.x0, default=None)
    unnumbered = left is not None and rows and left.name in (None, "supplier_item") and not named
    firsts = [row.cells.get(key_of(left), []) for row in rows] if left and unnumbered else []
    if left and firsts and (are_positions(firsts) or _are_lines_and_codes(firsts)):
        part(rows, key_of(left), "order_line", "supplier_item")
    if rows and "supplier_item" not in names and all(_is_position_and_code(row.cells.get("order_line", [])) for row in rows):
        part(rows, "order_line", "order_line", "supplier_item")  # `00010AN-35483`
    numbered = left is not None and left.name == "description" and (len(rows) > 1 or "line" in (concepts(left.title.split()[0]) or ()))
    if left and rows and numbered and "order_line" not in names and are_positions([row.cells.get("description", []) for row in rows]):
        part(rows, "description", "order_line", "description")  # `Pos. Omschrijving`, `Nr. Artikelomschrijving`
    titles = [column.title for column in columns if column.name == "description"]
    if rows and "supplier_item" not in names and (len(rows) > 1 or any("item" in _halves(title) for title in titles)):
        _part_codes(rows)
    if "unit_price" not in names and rows and all(len(row.cells.get("price_unit", ())) == 2 for row in rows):
        part(rows, "price_unit", "unit_price", "price_unit")
    if "quantity" not in names and rows and all(len(row.cells.get("unit", ())) == 2 for row in rows):
        part(rows, "unit", "quantity", "unit")
    tell_orders(columns, rows)
    _keep_prefixes(rows)
    wishes = {key_of(column) for column in columns if column.name is None and is_wish(column.title)}
    for row in rows:
        row.asked = frozenset(token for name in wishes for token in row.cells.get(name, ()))
        row.cells = {name: tokens for name, tokens in row.cells.items() if name and not name.startswith("?")}


def _keep_prefixes(rows: Sequence[Row]) -> None:
    """`BN 06501` in every cell of an item's column: the letters belong to the number, however wide a scan or a typewriter makes the blank."""
    for name in ("supplier_item", "buyer_item"):
        cells = [row.cells.get(name, []) for row in rows]
        if (
            rows
            and all(len(cell) == PREFIXED and _PREFIX.fullmatch(cell[0].text) and _AFTER_PREFIX.fullmatch(cell[1].text) for cell in cells)
            and len({cell[0].text for cell in cells} | NORMS) == len(NORMS) + 1
        ):
            for row in rows:
                row.whole.add(name)


def _part_codes(rows: Sequence[Row]) -> None:
    """`WR.01102 Nahtloses Rohr`, `GS 07306-2 Ihre Sachnr. 19-8665-87`: descriptions that all begin with a code begin with the item's number."""
    cells = [row.cells.get("description", []) for row in rows]
    if all(cell and _LEADING_CODE.fullmatch(cell[0].text) for cell in cells):
        length = 1
    elif (
        all(len(cell) > 1 and _PREFIX.fullmatch(cell[0].text) and _AFTER_PREFIX.fullmatch(cell[1].text) for cell in cells)
        and len({cell[0].text for cell in cells}) == 1
        and cells[0][0].text not in NORMS
    ):
        length = 2
    else:
        return
    for row, cell in zip(rows, cells, strict=True):
        row.cells["supplier_item"], row.cells["description"] = list(cell[:length]), list(cell[length:])


def _halves(title: str) -> set[str]:
    """What the halves of a heading mean, each by itself: `Teil / Ausführung`."""
    return {meant for half in re.split(r"[/|]", title) for meant in concepts(half) or ()}


def _is_position_and_code(cell: Sequence[Token]) -> bool:
    return len(cell) == 2 and re.fullmatch(r"\d{1,6}", cell[0].text) is not None and CODE.fullmatch(cell[1].text) is not None


def _are_lines_and_codes(cells: Sequence[Sequence[Token]]) -> bool:
    """`10 HTW47299`, `40 HTW09557`, `20 HTW09703`: tens, each once, before codes are lines of an order, in whatever order packages hold them."""
    numbers = [cell[0].text for cell in cells if _is_position_and_code(cell) and _TENS.fullmatch(cell[0].text)]
    return len(numbers) == len(cells) == len({*numbers}) > 1


def part(rows: Sequence[Row], key: str, first: str, rest: str) -> None:
    """Parts the cells of a column that is two: the first word is one value, the others another (`10 TC003284`)."""
    for row in rows:
        tokens = row.cells.pop(key, [])
        row.cells[first] = tokens[:1]
        if tokens[1:] or rest in row.cells:
            row.cells[rest] = [*tokens[1:], *row.cells.get(rest, [])]
