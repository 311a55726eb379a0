"""Lines of an order confirmation or ship notice, from its table; sums that must add up settle what was hard to read."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from domain.doctype import DocType, Shape
from domain.paper import Group, Leaf, Node
from extract.entry.arithmetic import settle_line
from extract.entry.below_entries import BelowReader
from extract.entry.coil_rows import with_parts
from extract.entry.described import DescriptionReader
from extract.entry.entry_cells import CellReader
from extract.entry.entry_dates import DateReader
from extract.entry.filled import with_contents
from extract.entry.further import joined
from extract.entry.line_columns import ITEMS, LineColumns, item_of
from extract.entry.line_tables import ANCHORS, order_labels, table_reader
from extract.entry.lot_rows import (
    are_totalled,
    doubt_differing,
    has_unread_lot,
    heads_shares,
    lots_in_rows,
    lots_under_own_head,
    sum_of_lots,
    with_shares,
)
from extract.entry.lots import LotReader
from extract.entry.odd_items import drop_position_as_item
from extract.entry.unit_behind import add_unit_behind
from extract.label.labels import LabelHit, Vocabulary
from extract.label.line_behind import names_order_and_line
from extract.page.columns import Column, Row
from extract.page.layout import Layout, Line, Token
from extract.page.open_signs import signs_alike
from extract.shape.candidates import contested, leaf
from extract.shape.schedules import find_dates
from extract.shape.values import Habits, read_value
from extract.table.order_bands import bands_of_orders
from extract.table.tables import Table
from extract.text.units import is_unit
from extract.text.wording import concepts, meant_singly

GUESSED = 0.35
"""What is left of a value's score where another column might hold it as well."""
MOST_LEFT_OPEN = 2
"""So many words at the end of a line may begin a label that goes on in the next one."""
FEWEST_OF_REFERENCE = 3
"""A label, an order and its line have no fewer words."""

MEASURED = frozenset({"quantity", "unit_price", "net_amount"})
"""Columns of figures: they stand flush, or below their heading."""
APART = 2.0
"""So many heights of the print beside its column a figure stands apart."""

SHARES = "lots[].quantity"
"""The column of how much is of each lot, which has no name of its own."""

FLUSH = 2.0
"""Words of a heading begin no further left than so many points of its column."""


class LineReader:
    """Turns the entries of a table into lines of a reading."""

    def __init__(self, layout: Layout, doctype: DocType, habits: Habits, *, fuzzy: bool) -> None:
        """`fuzzy` lets labels be a letter off, as OCR reads them."""
        self._layout, self._habits, self._fuzzy = layout, habits, fuzzy
        self._columns = LineColumns(layout, doctype, habits, fuzzy=fuzzy)
        self._orders = Vocabulary({"order_number": order_labels(doctype)})
        self._lots = LotReader(layout, habits, self._columns.labels, fuzzy=fuzzy)
        self._cells = CellReader(self._columns)
        self._descriptions = DescriptionReader(self._columns)
        self._dates = DateReader(self._columns, table_reader(doctype).vocabulary)

    def read(self, table: Table) -> list[Group]:
        """The lines of a table, in order."""
        above = self._layout.lines[table.head : table.rows[0].line] if table.rows else ()
        own = [" ".join(token.text for token in row.cells.get("order_line", ())) for row in table.rows]
        are_counted = own == [str(place) for place in range(1, len(own) + 1)]
        are_led = any(map(names_order_and_line, above))  # what stands below an entry then leads the next one
        rows, lines = self._lines(table, are_led=are_led, are_counted=are_counted)
        if table.further:
            _, more = self._lines(table.further, are_led=are_led, are_counted=are_counted)
            joined(table, lines, more, self._layout.lines)
        self._share_orders(table, lines)
        if len(lines) == len(rows):
            self._numbers_above(rows, lines)
        for name in {column.name for column in table.columns if column.name and not column.told}:
            for line in lines:
                if isinstance(guessed := line.get(name), Leaf):
                    line[name] = contested(guessed, GUESSED)
        for index in sorted({index for row in table.rows for index in row.below}):
            self._refer(index, lines)
        return [Group(line) for line in lines]

    def _lines(self, table: Table, *, are_led: bool, are_counted: bool) -> tuple[list[Row], list[dict[str, Node]]]:
        """The entries of a table and what each says, those left out that say next to nothing."""
        places = {column.name: column for column in table.columns if column.name and not column.level}
        if shares := next((column for column in table.columns if heads_shares(column)), None):
            places[SHARES] = shares
        below = BelowReader(self._columns, self._lots, places.get("order_line"), are_led=are_led, are_counted=are_counted)
        heads = self._whole_headings(table)
        _doubt_apart(table.rows, places)
        counts = places.get("quantity")
        totalled = counts is not None and are_totalled(table.rows, counts, self._layout, self._habits)
        if counts:
            doubt_differing(table.rows, counts, self._layout, self._habits)
        told = [(row, line) for row in table.rows if (line := self._line(row, places, heads, below, totalled=totalled))]
        return [row for row, _ in told], [line for _, line in told]

    def _whole_headings(self, table: Table) -> dict[str, str]:
        """What stands at the head of each column up to the next, also what is no part of its label: `Preis je 100 Stk`."""
        named = sorted((column for column in table.columns if column.name and not column.level), key=lambda column: column.x0)
        lines = self._layout.lines[table.head : table.rows[0].line] if table.rows else ()
        words = [token for line in lines for token in line.tokens]
        ends = [*(column.x0 for column in named[1:]), float("inf")]
        return {
            column.name: " ".join(token.text for token in words if column.x0 - FLUSH < token.x0 < end - FLUSH)
            for column, end in zip(named, ends, strict=True)
            if column.name
        }

    def _line(
        self, row: Row, places: Mapping[str, Column], heads: Mapping[str, str], below: BelowReader, *, totalled: bool
    ) -> dict[str, Node]:
        row = replace(row, cells=dict(row.cells))  # what stands in two cells at once is taken out of one below
        self._dates.leave_wish(row, places.get("delivery_date"))
        self._dates.leave_labelled_wishes(row, places.get("delivery_date"))
        page = self._layout.lines[row.line].page
        found: dict[str, Node] = {}
        for name, words in row.cells.items():
            if name in ("lots", "description"):
                continue
            tokens = _under_heading(words, places.get(name)) if name == "unit" else words
            whole = tuple(tokens) if name in row.whole & {*ITEMS} else ()
            value = item_of(whole) if len(whole) > 1 else self._columns.value(name, tuple(tokens))
            if value:
                told = self._columns.leaf(value, page)
                found[name] = contested(told, GUESSED) if name in row.doubted else told
        if row.order:
            found["order_number"] = leaf("".join(token.text for token in row.order), row.order, page, self._layout, score=0.95)
        if "order_line" not in found:
            below.position(row.line, found, taken=[*row.cells.get("unit", ()), *row.cells.get("quantity", ())])
            drop_position_as_item(found)
        self._cells.read(row, found)
        with_contents(found, self._layout.lines[row.line], self._layout, self._habits)
        self._cells.price_unit_of_heading(found, heads.get("unit_price", ""))
        if lots := list(self._lots.each(row.cells.get("lots", []), page)) or self._lots_in_rows(row, places):
            found["lots"] = lots
        for index in (*row.above, *row.below):
            below.read(index, found, leads=index in row.above, asked=row.asked)
        if "lots" in self._columns.specs:
            self._settle_lots(row, found, places, totalled=totalled)
        self._descriptions.read(row, found, places.get("description"))
        self._dates.read(row, found, places)
        if "unit_price" in self._columns.specs:
            near, further = (
                [token for index in indices for token in self._layout.lines[index].tokens]
                for indices in ((row.line, *row.below[:2]), row.below[2:])
            )
            settle_line(found, near, self._layout, self._habits, further=further)
            add_unit_behind(found, near, self._layout, self._habits)
        # A line without its quantity stays: what is missing on it must not be missed.
        return found if len(set(found) & set(ANCHORS)) >= 2 else {}

    def _settle_lots(self, row: Row, found: dict[str, Node], places: Mapping[str, Column], *, totalled: bool) -> None:
        """Lots that add up to the quantity are the line's, and the number that they add up to is its quantity."""
        lots_column, counts = places.get("lots"), places.get("quantity")
        if lots_column and counts:
            summed = sum_of_lots(row, (lots_column, counts), self._layout, self._habits, totalled=totalled)
            if summed:
                found |= summed
                return
        quantity = Group(found).decimal("quantity")
        cell = row.cells.get("lots", ())
        if (
            (
                quantity
                and (lots := self._lots.adding_up(cell, row.below, quantity) or self._lots.beside(cell, (row.line, *row.below), quantity))
            )
            or ("lots" not in found and (lots := self._lots.named_otherwise(row.below, quantity)))
            or (lots := lots_under_own_head(row, self._layout, self._columns.labels, self._habits, fuzzy=self._fuzzy))
        ):
            found["lots"] = lots
        if lots_column and SHARES in places and (lots := Group(found).groups("lots")):
            found["lots"] = [*with_shares(lots, row, (lots_column, places[SHARES]), self._layout, self._habits)]
        with_parts(found, self._layout, row.below, self._habits)
        if lots_column and has_unread_lot(row, Group(found).groups("lots"), self._layout) and (told := Group(found).leaf("quantity")):
            found["quantity"] = contested(told, GUESSED)
        if "quantity" not in found:
            named = {token for tokens in row.cells.values() for token in tokens}
            line = self._layout.lines[row.line]
            free = [token for token in line.tokens if token not in named]
            if total := self._lots.total_among(free, Group(found).groups("lots"), line.page):
                found["quantity"] = total

    def _lots_in_rows(self, row: Row, places: Mapping[str, Column]) -> list[Group]:
        """A lot a row below the entry, where lots and quantities have their headings."""
        lots_column, counts = places.get("lots"), places.get("quantity")
        return lots_in_rows(row, lots_column, counts, self._layout, self._habits) if lots_column and counts else []

    def _share_orders(self, table: Table, lines: Sequence[dict[str, Node]]) -> None:
        """`P.O. Number 4500860111` above a group of entries: a paper for several orders says for each line which one."""
        orders: list[tuple[int, Leaf]] = []
        for index in range(table.head, max((row.line for row in table.rows), default=0)):
            hit = next(iter(self._orders.hits(self._layout.lines, index, fuzzy=self._fuzzy)), None)
            tokens = self._layout.lines[index].tokens
            named = any(other.start == 0 for other in self._columns.positions_at(index))
            led = hit is not None and index > 0 and bool({"our", "line"} & _left_open(self._layout.lines[index - 1]))
            ours = hit is not None and "our" in meant_singly(" ".join(token.text for token in tokens[: hit.end]))
            value = (
                read_value(Shape.IDENTIFIER, tokens[hit.end :], self._habits) if hit and hit.start == 0 and not named | led | ours else None
            )
            if value:  # `PO Line 10` names a line, and no order; `N/commande 271051` the supplier's own
                orders.append((index, leaf(value.value, value.tokens, self._layout.lines[index].page, self._layout, score=0.95)))
        if not orders:
            bands = bands_of_orders(self._layout.lines, table.head, table.rows, fuzzy=self._fuzzy)
            orders = [(at, leaf(token.text, (token,), self._layout.lines[at].page, self._layout, score=0.95)) for at, token in bands]
        if len({order.value for _, order in orders}) < 2 or len(lines) != len(table.rows):
            return
        for row, line in zip(table.rows, lines, strict=True):
            above = [order for index, order in orders if index < row.line]
            if above:
                line["order_number"] = above[-1]

    def _numbers_above(self, rows: Sequence[Row], lines: Sequence[dict[str, Node]]) -> None:
        """`Position Ihrer Bestellung: PO-102256 / 20` above each entry: behind one order's number, numbers that rise are its lines."""
        own = [node.value if isinstance(node := line.get("order_line"), Leaf) else "" for line in lines]
        if any(own) and (own != [str(at + 1) for at in range(len(own))] or not all(self._is_under_an_order(row) for row in rows)):
            return
        found: list[tuple[Token, Token, int]] = []
        for row in rows:
            above = self._layout.lines[row.line - 1] if row.line else None
            if above is None or above.page != self._layout.lines[row.line].page or len(above.tokens) < FEWEST_OF_REFERENCE:
                return
            told = [token for token in above.tokens if any(char.isalnum() for char in token.text)]  # a scan's dirt may lie behind them
            last, before = told[-1], [token for token in told[:-1] if re.search(r"\d", token.text)]
            if find_dates((last,), self._habits):
                return
            whole = re.fullmatch(r"(\S*\d\S*)/(\d{1,5})", last.text)
            number = whole[2] if whole else last.text
            if not re.fullmatch(r"\d{1,5}", number) or not (whole or before):
                return
            order = last.saying(whole[1]) if whole else before[-1]
            found.append((order.saying(order.text.strip(".,;:/")), last.saying(number), above.page))
        numbers = [int(number.text) for _, number, _ in found]
        if len({signs_alike(order.text) for order, _, _ in found}) != 1 or numbers != sorted(set(numbers)):
            return
        common, times = Counter(order.text for order, _, _ in found).most_common(1)[
            0
        ]  # a scan's `P0-689093` above one of them is `PO-689093`
        theirs = 2 * times > len(found) and all(self._is_under_an_order(row) for row in rows)
        named = next((order, page) for order, _, page in found if order.text == common)
        for line, (_, number, page) in zip(lines, found, strict=True):
            line["order_line"] = leaf(number.text.lstrip("0") or number.text, (number,), page, self._layout, score=0.93)
            if theirs:
                line.setdefault("order_number", leaf(common.upper(), (named[0],), named[1], self._layout, score=0.93))

    def _is_under_an_order(self, row: Row) -> bool:
        """Whether the line above an entry speaks of the buyer's order: `Your order 4500017325 line 10` over an entry with a running number."""
        meant = set().union(*(meant_singly(token.text) for token in self._layout.lines[row.line - 1].tokens)) if row.line else set()
        return (meant >= {"your", "order"} or "purchase" in meant) and "our" not in meant

    def _refer(self, index: int, lines: Sequence[dict[str, Node]]) -> None:
        """A note below the table that says something of several lines: `Line 10 = Your part 22-7191-65; Line 20 = …`."""
        tokens = self._layout.lines[index].tokens
        hits = self._noted_at(index)
        for position, token in enumerate(tokens):
            if token.text not in ("=", ":") or not position:
                continue
            behind, hit = tokens, hits.get(position + 1)
            if token.text == "=" and position == len(tokens) - 1 and index + 1 < len(self._layout.lines):  # it goes on in the next line
                behind, hit = self._layout.lines[index + 1].tokens, self._noted_at(index + 1).get(0)
            value = self._columns.value(hit.name, tuple(behind[hit.end : hit.end + 2])) if hit else None
            said = tokens[position - 1].text.strip(".:")
            line = next((line for line in lines if isinstance(number := line.get("order_line"), Leaf) and number.value == said), None)
            if hit and value and line is not None:
                line.setdefault(hit.name, leaf(value.value, value.tokens, self._layout.lines[index].page, self._layout, score=0.95))

    def _noted_at(self, index: int) -> dict[int, LabelHit]:
        """The labels in a line by where they begin; a sign of equation before words that mean something by themselves is none of their label."""
        tokens = self._layout.lines[index].tokens
        return {hit.start + (tokens[hit.start].text == "="): hit for hit in self._columns.labels_at(index)}

    def each_lot(self, tokens: Sequence[Token], page: int) -> Iterator[Group]:
        """Lots in running text, as in a cell."""
        return self._lots.each(tokens, page)


def _doubt_apart(rows: Sequence[Row], places: Mapping[str, Column]) -> None:
    """Doubts figures of which none stands near its column: `10  HC 42091  Wachs`, and `360 KG` below `Menge` a line lower, has no quantity in its first line."""
    for name in MEASURED & places.keys():
        having = [row for row in rows if row.cells.get(name)]
        if all(_stands_apart(row.cells[name], places[name]) and not _is_counted(row, name, places) for row in having):
            for row in having:
                row.doubted.add(name)


def _stands_apart(words: Sequence[Token], column: Column) -> bool:
    gap = max(column.x0 - words[-1].x1, words[0].x0 - column.x1)
    return gap > APART * words[0].word.height


def _is_counted(row: Row, name: str, places: Mapping[str, Column]) -> bool:
    """Whether a quantity stands right of where its heading begins and right before its unit, which has a column of its own: it is set flush right."""
    unit = row.cells.get("unit", ())
    behind = next((token for token in unit if token.x0 > row.cells[name][-1].x1), None) if name == "quantity" and "unit" in places else None
    between = (token for other, cell in row.cells.items() if other not in (name, "unit") for token in cell)
    return (
        behind is not None
        and places[name].x0 < row.cells[name][0].x0
        and not any(row.cells[name][-1].x1 < token.x0 < behind.x0 for token in between)
    )


def _under_heading(tokens: Sequence[Token], column: Column | None) -> Sequence[Token]:
    """The one word of a cell that stands under its heading and is a unit, before words that reach into it: `Tondo 15 mm S235JR,  KG`."""
    under = [token for token in tokens if column and token.x0 < column.x1 and column.x0 < token.x1]
    return under if len(under) == 1 and is_unit(under[0].text) else tokens


def _left_open(line: Line) -> set[str]:
    """What the last words of a line mean that no figure follows: `… - notre` over `commande 424056`, `… 96-1221-39 Riga Vs.` over `ordine 10`."""
    found: set[str] = set()
    for token in reversed(line.tokens[-MOST_LEFT_OPEN:]):
        if any(map(str.isdigit, token.text)):
            break
        found |= concepts(token.text) or frozenset()
    return found
