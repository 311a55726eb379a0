"""Lots of an entry that have a row each, below its own line or from that on: then its quantity is the first lot's, and the entry's is their sum."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from domain.doctype import Shape
from domain.paper import Group, Leaf, Node
from extract.entry.details import labels_inside
from extract.entry.lots import SHORTEST_LOT
from extract.label.labels import LabelHit, Vocabulary, squeezed
from extract.page.columns import Column, Row
from extract.page.layout import Layout, Line, Phrase, Token
from extract.shape.candidates import contested, leaf
from extract.shape.values import Habits, Value, read_value
from extract.text.wording import concepts

STRICTLY = 1.5
"""Lots of one column begin no more points apart."""
ROOM = 3.0
"""A number may begin so many print sizes left of its heading."""
LOT_AND_QUANTITY = 2
LEAST_SUMMED = 2
"""Fewer lots are a sum only where it is printed below them."""
_OF_WHICH = frozenset(
    {
        "dont",
        "davon",
        "ofwhich",
        "thereof",
        "dicui",
        "delosque",
        "deloscuales",
        "waarvan",
        "wtym",
        "perlot",
        "parlot",
        "jecharge",
    }
)
"""What stands over the shares of lots beside the quantity of all: `N° de lot  dont`."""
_PARTS = frozenset({"teilmenge", "teilmg", "teilmengen"})
"""What else stands over them in a table of their own."""
GUESSED = 0.35
"""What is left of a quantity's score that no row says the lots come to."""


@dataclass(frozen=True)
class _LotRow:
    lot: Token
    amount: Value
    page: int


def _number_of(lot: Token) -> str:
    return lot.text.strip("()[]:;,").upper()


def are_totalled(rows: Sequence[Row], counts: Column, layout: Layout, habits: Habits) -> bool:
    """Whether each entry of a table has a sum of its own below it, `Total livré poste 10 | 3 334`; a single one below all of them is the paper's."""
    return all(any(_total(layout.lines[index], counts, habits) for index in row.below) for row in rows)


def sum_of_lots(row: Row, columns: tuple[Column, Column], layout: Layout, habits: Habits, *, totalled: bool) -> dict[str, Node]:
    """Quantity and lots of an entry whose lots have a row each, the first its own: `L1 | 1 667`, below it `L2 | 1 667`, `Total livré | 3 334`.

    `columns` are those of lots and of quantities; `totalled` says that each entry has its sum below. Empty where the entry's line has no lot, or where
    no lot is below it. A sum that is printed is sure; one that is not might be otherwise meant, and so may one that the lots do not come to.
    """
    lots, counts = columns
    rows = [found for index in (row.line, *row.below) if (found := _lot_row(layout.lines[index], lots, counts, habits))]
    if not rows or rows[0].lot not in layout.lines[row.line].tokens:
        return {}
    total = sum((Decimal(each.amount.value) for each in rows), Decimal(0))
    printed = [(value, layout.lines[index]) for index in row.below if (value := _total(layout.lines[index], counts, habits))]
    own = next((value for value, line in printed if totalled or _names_item_of(line, row)), None)
    told = next((value for value, _ in printed if Decimal(value.value) == total), own)
    if len(rows) < LEAST_SUMMED and not told:
        return {}
    amounts = tuple(token for each in rows for token in each.amount.tokens)
    page = layout.lines[row.line].page
    quantity: Leaf = (
        leaf(told.value, told.tokens, page, layout, score=0.97) if told else leaf(f"{total:f}", amounts, page, layout, score=0.9)
    )
    if not told or Decimal(told.value) != total:
        quantity = contested(quantity, GUESSED)
    groups = []
    for each in rows:
        lot: dict[str, Node] = {"lot_number": leaf(_number_of(each.lot), (each.lot,), each.page, layout, score=0.97)}
        if told:  # lots that come to what they were only added up to would make that surer
            lot["quantity"] = leaf(each.amount.value, each.amount.tokens, each.page, layout, score=0.97)
        groups.append(Group(lot))
    return {"quantity": quantity, "lots": groups}


def doubt_differing(rows: Sequence[Row], counts: Column, layout: Layout, habits: Habits) -> None:
    """Doubts the quantity of an entry below which another sum stands; below the last one it may be that of all."""
    for row in rows[:-1]:
        quantity = read_value(Shape.DECIMAL, tuple(row.cells.get("quantity", ())), habits)
        sums = [value.value for index in row.below if (value := _total(layout.lines[index], counts, habits))]
        if quantity and sums and quantity.value not in sums:
            row.doubted.add("quantity")


def _names_item_of(line: Line, row: Row) -> bool:
    """Whether a line bears the number of an entry's item: `Totale VB46445   KG   210,00`."""
    items = {token.text for name in ("supplier_item", "buyer_item") for token in row.cells.get(name, ()) if re.search(r"\d{3}", token.text)}
    return any(token.text in items for token in line.tokens)


def has_unread_lot(row: Row, found: Sequence[Group], layout: Layout) -> bool:
    """Whether in a line of the entry a number stands flush below its first lot that was read as none, nor as part of one."""
    first = next((token for token in row.cells.get("lots", ()) if re.search(r"\d", token.text)), None)
    read = {lot.text("lot_number") or "" for lot in found}
    if first is None or not read:
        return False
    below = (token for index in row.below for token in layout.lines[index].tokens if abs(token.x0 - first.x0) < STRICTLY)
    plain = [token for token in below if re.search(r"\d{3}", token.text) and token.text[0] not in "(["]  # `(533),` is how much of a lot
    numbers = [_number_of(token) for token in plain if len(token.text) >= SHORTEST_LOT]
    return any(not any(number in lot for lot in read) for number in numbers)


def lots_in_rows(row: Row, lots: Column, counts: Column, layout: Layout, habits: Habits) -> list[Group]:
    """A lot a row below the entry, under the heading of lots, with its quantity under that of quantities, whether they add up or not."""
    found: list[Group] = []
    for index in row.below:
        line = layout.lines[index]
        words = [token for token in line.tokens if re.search(r"\d", token.text)]
        if len(words) != LOT_AND_QUANTITY or any(len(phrase.tokens) > 1 for phrase in line.phrases):
            continue
        lot, count = words
        quantity = read_value(Shape.DECIMAL, (count,), habits)
        level = abs(lot.x0 - lots.x0) < line.size and counts.x0 - line.size < count.x1 < counts.x1 + line.size
        if level and quantity and len(lot.text) >= SHORTEST_LOT:
            number = leaf(_number_of(lot), (lot,), line.page, layout, score=0.97)
            amount = leaf(quantity.value, quantity.tokens, line.page, layout, score=0.985 * quantity.fit)
            found.append(Group({"lot_number": number, "quantity": amount}))
    return found


def lots_under_own_head(row: Row, layout: Layout, labels: Vocabulary, habits: Habits, *, fuzzy: bool) -> list[Group]:
    """The lots of an entry that stand in a table of their own below it, `Numero lotto | Quantità | Scadenza`, whether they add up or not.

    Read only where they do, lots that do not would be missing on the paper, and nobody told that they do not.
    """
    found: list[Group] = []
    columns: tuple[Column, Column] | None = None
    for index in row.below:
        line = layout.lines[index]
        columns = _own_head(line, labels_inside(labels, layout.lines, index, fuzzy=fuzzy)) or columns
        told = _lot_row(line, *columns, habits) if columns else None
        if told:
            number = leaf(_number_of(told.lot), (told.lot,), told.page, layout, score=0.96)
            amount = leaf(told.amount.value, told.amount.tokens, told.page, layout, score=0.96 * told.amount.fit)
            found.append(Group({"lot_number": number, "quantity": amount}))
    return found


def _own_head(line: Line, hits: Sequence[LabelHit]) -> tuple[Column, Column] | None:
    """The headings of lots and of quantities in a line of headings; None where it is none."""
    if re.search(r"\d", line.text):
        return None
    columns = {hit.name: Column(hit.name, line.tokens[hit.start].x0, line.tokens[hit.end - 1].x1, "", 0) for hit in reversed(hits)}
    headings = (Column(None, phrase.box[0], phrase.box[2], phrase.text, 0) for phrase in line.phrases)
    shares = (replace(each, name="quantity") for each in headings if heads_shares(each) or squeezed(each.title) in _PARTS)
    columns |= {each.name or "": each for each in shares}
    return (columns["lots"], columns["quantity"]) if {"lots", "quantity"} <= {*columns} else None


def heads_shares(column: Column) -> bool:
    """Whether a column says that it holds how much is of each lot, and no quantity of the line's: `Cant. lote`, `Lot qty`, `Chargenmenge`, `dont`."""
    if column.name is not None or column.level:
        return False
    return concepts(column.title) == frozenset({"lot", "quantity"}) or squeezed(column.title) in _OF_WHICH


def with_shares(lots: Sequence[Group], row: Row, places: tuple[Column, Column], layout: Layout, habits: Habits) -> list[Group]:
    """The lots of an entry with what stands beside each under the heading of their shares, be it that these do not come to the line's quantity.

    `places` are the columns of lots and of shares. Left out, such a number would hide that lots do not add up.
    """
    rows = [found for index in (row.line, *row.below) if (found := _share_row(layout.lines[index], *places, habits))]
    told = {_number_of(each.lot): each for each in rows}
    names = [lot.text("lot_number") for lot in lots]
    if len(told) != len(rows) or {*names} != {*told}:
        return [*lots]
    return [
        Group({**lot.root, "quantity": leaf(each.amount.value, each.amount.tokens, each.page, layout, score=0.96 * each.amount.fit)})
        for lot, each in zip(lots, (told[name or ""] for name in names), strict=True)
    ]


def _share_row(line: Line, lots: Column, shares: Column, habits: Habits) -> _LotRow | None:
    """The lot of a line and the number that stands nearest to the heading of shares, flush with it rather than beside it."""
    found = _lot_row(line, lots, shares, habits)
    numbers = [phrase for phrase in line.phrases if re.match(r"\d", phrase.text) and not (found and found.lot in phrase.tokens)]
    if found is None or not numbers:
        return None

    def away(phrase: Phrase) -> tuple[float, float]:
        x0, _, x1, _ = phrase.box
        return max(0.0, x0 - shares.x1, shares.x0 - x1), min(abs(x0 - shares.x0), abs(x1 - shares.x1))

    value = read_value(Shape.DECIMAL, min(numbers, key=away).tokens, habits)
    return replace(found, amount=value) if value else None


def _lot_row(line: Line, lots: Column, counts: Column, habits: Habits) -> _LotRow | None:
    """The lot and the number of a line, each alone under its heading."""
    under = [phrase for phrase in line.phrases if phrase.box[0] < lots.x1 and lots.x0 < phrase.box[2]]
    amount = _amount(line, counts, habits)
    if len(under) != 1 or len(under[0].tokens) != 1 or amount is None or under[0].tokens[0] in amount.tokens:
        return None
    lot = under[0].tokens[0]
    return _LotRow(lot, amount, line.page) if len(lot.text) >= SHORTEST_LOT and re.search(r"\d", lot.text) else None


def _total(line: Line, counts: Column, habits: Habits) -> Value | None:
    """The number in the quantity's column of a line that says that it is a sum."""
    words = [token for token in line.tokens if not re.search(r"\d", token.text)]
    said = any("total" in (concepts(token.text) or ()) for token in words)
    return _amount(line, counts, habits) if said else None


def _amount(line: Line, counts: Column, habits: Habits) -> Value | None:
    under: Sequence[Phrase] = [
        phrase
        for phrase in line.phrases
        if phrase.box[0] < counts.x1 + line.size and counts.x0 - ROOM * line.size < phrase.box[2] and re.match(r"\d", phrase.text)
    ]
    value = read_value(Shape.DECIMAL, under[-1].tokens, habits) if under else None
    return value if value and re.search(r"[1-9]", value.value) else None
