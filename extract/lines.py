"""Lines of an order confirmation or ship notice, from its table; sums that must add up settle what was hard to read."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache

from domain.doctype import ColumnSpec, DocType, Shape
from domain.paper import Group, Leaf, Node
from extract.arithmetic import settle_line
from extract.candidates import contested, leaf
from extract.columns import Column, Row, is_apart, room_of
from extract.details import (
    detail_at,
    goes_on_with_norm,
    in_its_print,
    is_labelled,
    is_number_alone,
    is_unit_of,
    is_wordless,
    labels_inside,
    names_nothing,
    without_further_details,
)
from extract.folding import folded
from extract.further import joined
from extract.labels import LabelHit, Vocabulary, squeezed
from extract.layout import Layout, Line, Phrase, Token
from extract.line_behind import names_order_and_line, number_before, order_before
from extract.lot_rows import sum_of_lots
from extract.lots import SHORTEST_LOT, LotReader
from extract.misfits import PACKING, misfit, misfit_price_unit
from extract.naming import is_number_of, is_wish
from extract.part_rows import parts_in_rows
from extract.placing import BARE_LABELS
from extract.schedules import find_dates, read_schedule
from extract.table_ends import DASHES
from extract.tables import Table, TableReader
from extract.units import UnitError, parse_price_unit
from extract.values import Habits, Value, country_code, read_value
from extract.wording import concepts, is_said_of_the_buyer

ANCHORS = ("order_line", "quantity", "unit_price", "net_amount", "delivery_date", "supplier_item", "buyer_item", "lots", "unit")
ENDS = (
    "net_total", "tax_total", "gross_total", "payment_terms", "incoterm", "carrier", "tracking_number", "gross_weight_kg", "net_weight_kg",
    "package_count", "ship_date", "arrival_date",
)  # fmt: skip
"""Header fields whose labels stand below the last entry of a table, where they stand below a table at all."""
APART = 1.5
FEWEST_OF_REFERENCE = 3
"""A label, an order and its line have no fewer words."""
SEVERAL_DATES = 0.5
LOT_AND_QUANTITY = 2
GUESSED = 0.35
"""What is left of a value's score where another column might hold it as well."""
MOST_CONDITIONS = 4
"""So many lines of surcharges and discounts may stand between an entry and its amount."""
ITEMS = ("supplier_item", "buyer_item")
MOST_WORDS = 20
"""A description of so many words goes on no further."""
WORDS_OF_ITEM = 3
"""`GS 02885 2`: an item's number has no more words."""
TOTALS = ("net_total", "tax_total", "gross_total")
CARRIED = (
    "ubertrag", "uebertrag", "zu ubertragen", "zu uebertragen", "zwischensumme", "carried forward", "brought forward", "carry over", "amount carried forward", "subtotal carried forward", "report", "a reporter",
    "sous-total a reporter", "riporto", "a riportare", "suma y sigue", "suma anterior", "transport", "transporteren", "te transporteren", "do przeniesienia", "z przeniesienia",
    "balance brought forward", "balance carried forward", "transporte", "a nuevo", "total reporte",
    "acumulado", "suma acumulada", "cumul", "montant cumule", "running total", "progressivo", "zwischenstand", "tussentotaal", "suma strony", "over te brengen", "overgebracht", "transport naar", "vortrag", "saldovortrag", "balance c/f", "balance b/f", "c/f", "b/f", "total c/f", "total b/f", "sous-total reporte", "suma parcial", "saldo anterior",
)  # fmt: skip
FOOTERS = ("iban", "bic", "swift", "bankverbindung", "bank details", "geschaftsfuhrer", "hrb", "sscc", "page", "seite", "pagina", "strona")


@lru_cache(maxsize=16)
def table_reader(doctype: DocType) -> TableReader:
    """The reader of the lines table of a kind of paper; it keeps nothing of a paper, so it is made once."""
    fits = {column.name: misfit_price_unit if column.name == "price_unit" else misfit(column.shape) for column in doctype.columns}
    fits["quantity"] = _misfit_quantity
    columns = {heading for column in doctype.columns for heading in column.headings}
    ends = {spec.name: [label for label in spec.labels if label not in columns] for spec in doctype.fields if spec.name in ENDS}
    return TableReader(
        Vocabulary(
            {column.name: column.headings for column in doctype.columns}, {column.name: column.meanings for column in doctype.columns}
        ),
        fits,
        [name for name in ANCHORS if any(column.name == name for column in doctype.columns)],
        Vocabulary({**ends, "carried": CARRIED, "footer": FOOTERS, "order_number": _order_labels(doctype)}, _meant_below(doctype)),
        Vocabulary(*_named(doctype, TOTALS)),
    )


def _meant_below(doctype: DocType) -> dict[str, Sequence[str]]:
    """What labels below the last entry mean that mean nothing inside of entries; dates and sums stand there, too."""
    inside = {frozenset(meaning.split()) for column in doctype.columns for meaning in column.meanings}
    return {
        spec.name: [meaning for meaning in spec.meanings if frozenset(meaning.split()) not in inside]
        for spec in doctype.fields
        if spec.name in ENDS and spec.shape not in (Shape.DATE, Shape.AMOUNT)
    }


def _order_labels(doctype: DocType) -> list[str]:
    """Labels that speak of an order, not of a reference: below an entry, `Votre réf.` is the buyer's article."""
    return [
        label for label in _named(doctype, ("order_number",))[0]["order_number"] if {"order", "purchase"} & (concepts(label) or frozenset())
    ]


def _named(doctype: DocType, names: Sequence[str]) -> tuple[dict[str, Sequence[str]], dict[str, Sequence[str]]]:
    """Labels and meanings of some header fields."""
    specs = [spec for spec in doctype.fields if spec.name in names]
    return {spec.name: spec.labels for spec in specs}, {spec.name: spec.meanings for spec in specs}


@lru_cache(maxsize=20_000)
def _misfit_quantity(word: str) -> float:
    """A quantity may stand with its unit in one cell: `1.000 St`."""
    if re.search(r"\d", word):
        return misfit(Shape.DECIMAL)(word)
    unit = misfit(Shape.UNIT)(word)
    return max(0.02, unit) if unit <= PACKING else 2.0


class LineReader:
    """Turns the entries of a table into lines of a reading."""

    def __init__(self, layout: Layout, doctype: DocType, habits: Habits, *, fuzzy: bool) -> None:
        """`fuzzy` lets labels be a letter off, as OCR reads them."""
        self._layout = layout
        self._columns = {column.name: column for column in doctype.columns}
        self._habits = habits
        self._fuzzy = fuzzy
        named = [column for column in doctype.columns if column.name not in ("order_line", "unit", "price_unit")]
        self._orders = Vocabulary({"order_number": _order_labels(doctype)})
        self._positions = Vocabulary(
            {column.name: column.headings for column in doctype.columns if column.name == "order_line"},
            {column.name: column.meanings for column in doctype.columns if column.name == "order_line"},
        )
        self._labels = Vocabulary({column.name: column.headings for column in named}, {column.name: column.meanings for column in named})
        self._places: dict[str, Column] = {}
        self._are_led = self._are_counted = False
        self._headings = table_reader(doctype).vocabulary
        self._lots = LotReader(layout, habits, self._labels, fuzzy=fuzzy)

    def read(self, table: Table) -> list[Group]:
        """The lines of a table, in order."""
        self._places = {column.name: column for column in table.columns if column.name and not column.level}
        above = self._layout.lines[table.head : table.rows[0].line] if table.rows else ()
        own = [" ".join(token.text for token in row.cells.get("order_line", ())) for row in table.rows]
        self._are_counted = own == [str(place) for place in range(1, len(own) + 1)]
        self._are_led = any(map(names_order_and_line, above))  # what stands below an entry then leads the next one
        lines = [line for row in table.rows if (line := self._line(row))]
        if table.further:
            self._places = {column.name: column for column in table.further.columns if column.name and not column.level}
            more = [line for row in table.further.rows if (line := self._line(row))]
            joined(table, lines, more, self._layout.lines)
        self._share_orders(table, lines)
        if len(lines) == len(table.rows):
            self._numbers_above(table, lines)
        for name in {column.name for column in table.columns if column.name and not column.told}:
            for line in lines:
                if isinstance(guessed := line.get(name), Leaf):
                    line[name] = contested(guessed, GUESSED)
        for index in sorted({index for row in table.rows for index in row.below}):
            self._refer(index, lines)
        return [Group(line) for line in lines]

    def _share_orders(self, table: Table, lines: Sequence[dict[str, Node]]) -> None:
        """`P.O. Number 4500860111` above a group of entries: a paper for several orders says for each line which one."""
        orders: list[tuple[int, Leaf]] = []
        for index in range(table.head, max((row.line for row in table.rows), default=0)):
            hit = next(iter(self._orders.hits(self._layout.lines, index, fuzzy=self._fuzzy)), None)
            tokens = self._layout.lines[index].tokens
            named = any(other.start == 0 for other in self._positions.hits(self._layout.lines, index, fuzzy=self._fuzzy))
            led = (
                hit and index and "our" in (concepts(self._layout.lines[index - 1].tokens[-1].text) or ())
            )  # `… - notre` / `commande 424056`
            value = (
                read_value(Shape.IDENTIFIER, tokens[hit.end :], self._habits) if hit and hit.start == 0 and not named | bool(led) else None
            )
            if value:  # `PO Line 10` names a line, and no order
                orders.append((index, leaf(value.value, value.tokens, self._layout.lines[index].page, self._layout, score=0.95)))
        if len({order.value for _, order in orders}) < 2 or len(lines) != len(table.rows):
            return
        for row, line in zip(table.rows, lines, strict=True):
            above = [order for index, order in orders if index < row.line]
            if above:
                line["order_number"] = above[-1]

    def _numbers_above(self, table: Table, lines: Sequence[dict[str, Node]]) -> None:
        """`Position Ihrer Bestellung: PO-102256 / 20` above each entry: behind one order's number, numbers that rise are its lines."""
        if any("order_line" in line for line in lines):
            return
        found: list[tuple[str, Token, int]] = []
        for row in table.rows:
            above = self._layout.lines[row.line - 1] if row.line else None
            if above is None or above.page != self._layout.lines[row.line].page or len(above.tokens) < FEWEST_OF_REFERENCE:
                return
            last, before = above.tokens[-1], [token for token in above.tokens[:-1] if re.search(r"\d", token.text)]
            if find_dates((last,), self._habits):
                return
            whole = re.fullmatch(r"(\S*\d\S*)/(\d{1,5})", last.text)
            number = whole[2] if whole else last.text
            if not re.fullmatch(r"\d{1,5}", number) or not (whole or before):
                return
            token = replace(last, word=replace(last.word, text=number))
            found.append((whole[1] if whole else before[-1].text, token, above.page))
        numbers = [int(token.text) for _, token, _ in found]
        if len({order for order, _, _ in found}) == 1 and numbers == sorted(set(numbers)):
            for line, (_, token, page) in zip(lines, found, strict=True):
                line["order_line"] = leaf(token.text.lstrip("0") or token.text, (token,), page, self._layout, score=0.93)

    def _refer(self, index: int, lines: Sequence[dict[str, Node]]) -> None:
        """A note below the table that says something of several lines: `Line 10 = Your part 22-7191-65; Line 20 = …`."""
        tokens = self._layout.lines[index].tokens
        hits = {hit.start: hit for hit in self._labels.hits(self._layout.lines, index, fuzzy=self._fuzzy)}
        for position, token in enumerate(tokens):
            hit = hits.get(position + 1)
            if token.text not in ("=", ":") or not hit or not position:
                continue
            value = self._cell(self._columns[hit.name], tuple(tokens[hit.end : hit.end + 2]))
            said = tokens[position - 1].text.strip(".:")
            line = next((line for line in lines if isinstance(number := line.get("order_line"), Leaf) and number.value == said), None)
            if value and line is not None:
                line.setdefault(hit.name, leaf(value.value, value.tokens, self._layout.lines[index].page, self._layout, score=0.95))

    def _line(self, row: Row) -> dict[str, Node]:
        row = replace(row, cells=dict(row.cells))  # what stands in two cells at once is taken out of one below
        self._leave_wish(row)
        line = self._layout.lines[row.line]
        page = line.page
        found: dict[str, Node] = {}
        for name, tokens in row.cells.items():
            if name in ("lots", "description"):
                continue
            whole = tuple(tokens) if name in row.whole & {*ITEMS} else ()
            value = self._item_of(whole) if len(whole) > 1 else self._cell(self._columns[name], tuple(tokens))
            if value:
                found[name] = self._leaf(value, page)
        found |= {name: contested(guessed, GUESSED) for name in row.doubted if isinstance(guessed := found.get(name), Leaf)}
        if row.order:
            found["order_number"] = leaf("".join(token.text for token in row.order), row.order, page, self._layout, score=0.95)
        if "order_line" not in found:
            self._position(row.line, found, taken=[*row.cells.get("unit", ()), *row.cells.get("quantity", ())])
        self._quantity_with_unit(row, found, page)
        self._price_with_unit(row, found, page)
        self._units_below(row, found)
        self._unit_elsewhere(row, found, page)
        self._item_in_brackets(row, found, page)
        self._named_inside(row, found, page)
        if lots := list(self._lots.each(row.cells.get("lots", []), page)) or self._lots_in_rows(row):
            found["lots"] = lots
        for index in (*row.above, *row.below):
            self._below(index, found)
        if "lots" in self._columns:
            self._settle_lots(row, found)
        self._description(row, found, page)
        self._schedule(row, found)
        if "unit_price" in self._columns:
            tokens = [token for index in (row.line, *row.below[:2]) for token in self._layout.lines[index].tokens]
            settle_line(found, tokens, self._layout, self._habits)
        # A line without its quantity stays: what is missing on it must not be missed.
        return found if len(set(found) & set(ANCHORS)) >= 2 else {}

    def _leave_wish(self, row: Row) -> None:
        """Takes the day of a column that says it was only wished for (`Need By`) out of an entry below which one is labelled (`Est. delivery: …`)."""
        column, cell = self._places.get("delivery_date"), row.cells.get("delivery_date")
        if column is None or not cell or not is_wish(column.title):
            return
        if any(self._promises(index) for index in row.below):
            row.asked |= {*cell}
            del row.cells["delivery_date"]

    def _promises(self, index: int) -> bool:
        """Whether a line names a day of delivery, and not one that was asked for."""
        tokens = self._layout.lines[index].tokens
        for hit in labels_inside(self._labels, self._layout.lines, index, fuzzy=self._fuzzy):
            before = tokens[max(0, hit.start - 1) : hit.end]
            if hit.name == "delivery_date" and find_dates(tokens[hit.end :], self._habits) and not any(is_wish(t.text) for t in before):
                return True
        return False

    def _cell(self, column: ColumnSpec, tokens: tuple[Token, ...]) -> Value | None:
        if column.name == "price_unit":
            try:
                return Value(str(parse_price_unit(" ".join(token.text for token in tokens))), tokens)
            except UnitError:
                return None
        if column.name == "country_of_origin" and (code := country_code(tokens)):
            return code
        if column.name == "unit" and is_number_of(tokens):
            return Value("C62", tokens)
        if column.name == "discount_pct":  # `10,000-`, `-10 %` take off as much as `10 %`
            tokens = tuple(replace(token, word=replace(token.word, text=token.text.strip("-−–") or token.text)) for token in tokens)
        if column.name == "unit_price":  # `13.11%`, `5.38‰` are prices for a hundred and a thousand
            tokens = tuple(replace(token, word=replace(token.word, text=token.text.rstrip("%‰") or token.text)) for token in tokens)
        return read_value(column.shape, tokens, self._habits)

    @staticmethod
    def _item_of(tokens: tuple[Token, ...]) -> Value:
        """An item's number of several words, where it is known that all of them are it."""
        return Value(" ".join(token.text for token in tokens).upper(), tokens)

    def _leaf(self, value: Value, page: int) -> Leaf:
        return leaf(value.value, value.tokens, page, self._layout, score=0.985 * value.fit)

    def _quantity_with_unit(self, row: Row, found: dict[str, Node], page: int) -> None:
        """`100 Stk` in one cell: the unit stands behind the quantity."""
        if "unit" in found:
            return
        cell = tuple(row.cells.get("quantity", ())) + tuple(row.cells.get("unit", ()))
        for token in cell:
            bare = replace(token, word=replace(token.word, text=re.sub(r"^[\d.,]+", "", token.text)))
            if bare.text and (unit := read_value(Shape.UNIT, (bare,), self._habits)):
                found["unit"] = self._leaf(Value(unit.value, (token,)), page)
                return

    def _price_with_unit(self, row: Row, found: dict[str, Node], page: int) -> None:
        """`128,09 je 100 KG`, `1,26 / KG`, `5,43‰`: the price unit stands behind the price."""
        price = found.get("unit_price")
        if "price_unit" in found or not isinstance(price, Leaf):
            return
        cell = row.cells.get("unit_price", [])
        behind = [token for token in cell if token.word.box[0] > price.box[0] + 1 or token.text[-1] in "%‰"]
        unit = price_unit_behind(behind)
        if unit:
            found["price_unit"] = leaf(str(unit), tuple(behind), page, self._layout, score=0.97)

    def _units_below(self, row: Row, found: dict[str, Node]) -> None:
        """A unit alone right below its quantity, `(1000 stk)` right below its price: cells of two lines."""
        for index in row.below[:1]:
            line = self._layout.lines[index]
            for phrase in line.phrases:
                text = phrase.text.strip("()/ ")
                if "unit" not in found and len(phrase.tokens) == 1 and _stands_below(phrase, row.cells.get("quantity")):
                    unit = read_value(Shape.UNIT, phrase.tokens, self._habits) if misfit(Shape.UNIT)(text) == 0 else None
                    if unit:
                        found["unit"] = self._leaf(unit, line.page)
                per = re.fullmatch(r"(?:\w+\.? )?(10{0,4})(?: ?[^\W\d]+\.?)?", text)
                if per and "unit_price" in found and "price_unit" not in found and _stands_below(phrase, row.cells.get("unit_price")):
                    found["price_unit"] = leaf(per[1], phrase.tokens, line.page, self._layout, score=0.95)

    def _unit_elsewhere(self, row: Row, found: dict[str, Node], page: int) -> None:
        """The only unit of an entry, below a heading that is not known or that of price units: what the quantity counts was not left unsaid."""
        if "unit" in found or "quantity" not in row.cells:
            return
        named = {token for name, cell in row.cells.items() if name != "price_unit" for token in cell}
        words = [token for token in self._layout.lines[row.line].tokens if token not in named and misfit(Shape.UNIT)(token.text) == 0]
        units = [unit for token in words if (unit := read_value(Shape.UNIT, (token,), self._habits))]
        if len({unit.value for unit in units}) == 1:
            found["unit"] = leaf(units[0].value, units[0].tokens, page, self._layout, score=0.95)

    def _item_in_brackets(self, row: Row, found: dict[str, Node], page: int) -> None:
        """`[TV-45752] Plate 10x2000x6000`: the item stands before its description."""
        tokens = row.cells.get("description", [])
        for end in range(1, min(3, len(tokens)) + 1):
            match = re.fullmatch(r"\[([\w./ -]*\d[\w./ -]*)\]", " ".join(token.text for token in tokens[:end]))
            if match and "supplier_item" not in found:
                found["supplier_item"] = leaf(match[1].upper(), tuple(tokens[:end]), page, self._layout, score=0.95)
                row.cells["description"] = tokens[end:]
                return

    def _description(self, row: Row, found: dict[str, Node], page: int) -> None:
        tokens = self._in_its_print(row.cells.get("description", ()), row.cells.get("description", ()), page)
        place = self._places.get("description")
        others = [token for name, cell in row.cells.items() if name != "description" for token in cell]
        lots = {lot.text("lot_number") for lot in Group(found).groups("lots")}
        for index in row.below:
            line, last = self._layout.lines[index], self._layout.lines[index - 1]
            if line.page != page or line.box[1] - last.box[3] > APART * line.size:
                break
            fresh = [token for token in without_further_details(line) if token not in row.wrapped and token not in _units_under(line, row)]
            fresh = self._in_its_print(fresh[: detail_at(fresh)], tokens, page)
            if len(fresh) < len(line.tokens) and all(misfit(Shape.UNIT)(token.text) == 0 for token in fresh):
                continue  # `50 ST  6,27  1 ST  313,50`: a unit that is left over of cells
            numbered = any(hit.start == 0 for hit in self._positions.hits(self._layout.lines, index, fuzzy=self._fuzzy))
            wordless = is_wordless(fresh) and not goes_on_with_norm(tokens, fresh)
            if (
                numbered
                or wordless
                or is_labelled(line)
                or is_number_alone(fresh)
                or find_dates(fresh, self._habits)
                or is_unit_of(line, last)
            ):
                continue
            near = [
                token
                for token in fresh
                if re.search(r"[^\W_]", token.text)
                and token.text not in lots
                and not (place and place.room and (room := room_of(line, token)) and is_apart(room, place.room))
                and (not tokens or token.x0 < max(t.x1 for t in tokens) + 60)
                and not (
                    tokens and token.x0 > tokens[0].x1 and any(token.x0 < t.x1 and t.x0 < token.x1 for t in others if t.x0 > tokens[-1].x1)
                )
            ]
            hits = self._labels.hits(self._layout.lines, index, fuzzy=self._fuzzy)
            if (not is_wordless(near) or goes_on_with_norm(tokens, near)) and not any(
                line.tokens[hit.start] in near and not names_nothing(line, hit) for hit in hits
            ):  # `per 1000 Pieces` of another column names nothing here
                tokens += near if len(tokens) < MOST_WORDS else []
        if tokens:
            found["description"] = leaf(" ".join(token.text for token in tokens), tuple(tokens), page, self._layout, score=0.95)

    def _in_its_print(self, tokens: Sequence[Token], described: Sequence[Token], page: int) -> list[Token]:
        """The words in the description's print; boxes of OCR are as high as their letters and say nothing of it."""
        return in_its_print(tokens, described) if self._layout.source(page) == "text" else list(tokens)

    def _named_inside(self, row: Row, found: dict[str, Node], page: int) -> None:
        """`GS 07306-2  Ihre Sachnr. 19-8665-87` in one cell: an item's number that is named there is no part of what stands before it."""
        line = self._layout.lines[row.line]
        for hit in self._labels.hits(self._layout.lines, row.line, fuzzy=self._fuzzy):
            own = next((name for name in ("description", *ITEMS) if line.tokens[hit.start] in row.cells.get(name, ())), None)
            if own is None and hit.name == "buyer_item" and "supplier_item" in self._columns and "supplier_item" not in found:
                self._before_the_buyers(hit, row, found, page)
            if own is None or own == hit.name or hit.name not in ITEMS or hit.name in found:
                continue
            cell = row.cells[own]
            value = self._cell(self._columns[hit.name], line.tokens[hit.end : hit.end + 2])
            if value and re.search(r"\d{3}", value.value) and value.tokens[0] is line.tokens[hit.end] and value.tokens[0] in cell:
                found[hit.name] = leaf(value.value, value.tokens, page, self._layout, score=0.95)
                row.cells[own] = cell[: cell.index(line.tokens[hit.start])]
                if own in ITEMS and (rest := self._cell(self._columns[own], tuple(row.cells[own]))):
                    found.setdefault(own, self._leaf(rest, page))
                return

    def _before_the_buyers(self, hit: LabelHit, row: Row, found: dict[str, Node], page: int) -> None:
        """`10  GS 02885-2  Ihre Sachnr. 13-5405-86` under a heading that neither of them fits: both are items."""
        tokens = self._layout.lines[row.line].tokens
        celled = {token for cell in row.cells.values() for token in cell}
        first = max((place + 1 for place, token in enumerate(tokens[: hit.start]) if token in celled), default=0)
        before, behind = tokens[first : hit.start], tuple(tokens[hit.end : hit.end + 1])
        own, theirs = " ".join(token.text for token in before), self._cell(self._columns["buyer_item"], behind)
        if theirs and 0 < len(before) <= WORDS_OF_ITEM and not celled & {*behind} and re.fullmatch(r"[\w./ -]*\d{3}[\w./ -]*", own):
            found["supplier_item"] = leaf(own.upper(), before, page, self._layout, score=0.93)
            if re.search(r"\d{3}", theirs.value):
                found.setdefault("buyer_item", leaf(theirs.value, theirs.tokens, page, self._layout, score=0.95))

    def _settle_lots(self, row: Row, found: dict[str, Node]) -> None:
        """Lots that add up to the quantity are the line's, and the number that they add up to is its quantity."""
        lots_column, counts = self._places.get("lots"), self._places.get("quantity")
        if lots_column and counts and (summed := sum_of_lots(row, lots_column, counts, self._layout, self._habits)):
            found |= summed
            return
        quantity = Group(found).decimal("quantity")
        cell = row.cells.get("lots", ())
        if (
            quantity
            and (lots := self._lots.adding_up(cell, row.below, quantity) or self._lots.beside(cell, (row.line, *row.below), quantity))
        ) or ("lots" not in found and (lots := self._lots.named_otherwise(row.below, quantity))):
            found["lots"] = lots
        if "quantity" not in found:
            named = {token for tokens in row.cells.values() for token in tokens}
            line = self._layout.lines[row.line]
            free = [token for token in line.tokens if token not in named]
            if total := self._lots.total_among(free, Group(found).groups("lots"), line.page):
                found["quantity"] = total

    def _lots_in_rows(self, row: Row) -> list[Group]:
        """A lot a row below the entry, under the heading of lots, with its quantity under that of quantities, whether they add up or not."""
        place, counts = self._places.get("lots"), self._places.get("quantity")
        found: list[Group] = []
        for index in row.below if place and counts else ():
            line = self._layout.lines[index]
            words = [token for token in line.tokens if re.search(r"\d", token.text)]
            if len(words) != LOT_AND_QUANTITY or any(len(phrase.tokens) > 1 for phrase in line.phrases) or not place or not counts:
                continue
            lot, count = words
            quantity = read_value(Shape.DECIMAL, (count,), self._habits)
            level = abs(lot.x0 - place.x0) < line.size and counts.x0 - line.size < count.x1 < counts.x1 + line.size
            if level and quantity and len(lot.text) >= SHORTEST_LOT:
                number = leaf(lot.text.strip("()[]:;,").upper(), (lot,), line.page, self._layout, score=0.97)
                found.append(Group({"lot_number": number, "quantity": self._leaf(quantity, line.page)}))
        return found

    def each_lot(self, tokens: Sequence[Token], page: int) -> Iterator[Group]:
        """Lots in running text, as in a cell."""
        return self._lots.each(tokens, page)

    def _position(self, index: int, found: dict[str, Node], *, is_below: bool = False, taken: Sequence[Token] = ()) -> None:
        """`Lín. 00010`, `PO Item 10`, `Pos. 10, Kundenmaterial 67-7354-44`, `Kd.-Teile-Nr. 82-4418-66 - Lfd. Nr. 10` in a line below the entry.

        What is said to be the buyer's (`Ihre Pos. 10`) goes before the supplier's own number, and so does any below one without a heading.
        `taken` are words that say something else: `NR  250` may be a unit and a quantity.
        """
        line = self._layout.lines[index]
        for hit in self._positions.hits(self._layout.lines, index, fuzzy=self._fuzzy):
            token = line.tokens[hit.end] if hit.end < len(line.tokens) else None
            begins = any(phrase.tokens[0] is line.tokens[hit.start] for phrase in line.phrases)
            order = None if self._are_led else order_before(line.tokens, hit.start)  # `V/cde 4500523600 ligne 10`
            starts = begins or order is not None or line.tokens[hit.start - 1].text in {*DASHES, ","}
            number = token.text.rstrip(",;") if token else ""
            label = " ".join(word.text for word in line.tokens[hit.start if order is None else order : hit.end])
            own = self._places.get("order_line")
            unheaded = own is not None and not own.title and is_below
            theirs = (
                is_said_of_the_buyer(label) or "your" in (concepts(label) or ()) or (self._are_counted and _is_line_of_order(label, number))
            )
            if "order_line" in found and not (unheaded or theirs):
                continue
            if token and starts and re.fullmatch(r"0?\d{1,5}", number) and not {token, line.tokens[hit.start]} & {*taken}:
                found["order_line"] = leaf(number.lstrip("0") or number, (token,), line.page, self._layout, score=0.95)
                if order is not None and (named := number_before(line.tokens, hit.start)) and "order_number" in self._columns:
                    told = line.tokens[named]
                    found["order_number"] = leaf(told.text.rstrip(",").upper(), (told,), line.page, self._layout, score=0.95)

    def _schedule(self, row: Row, found: dict[str, Node]) -> None:
        """A line that is promised in parts; where dates are printed that make no parts of it, its one date is not sure."""
        if "delivery_date" not in self._columns:
            return
        quantity, promised = found.get("quantity"), found.get("delivery_date")
        entry = [self._layout.lines[index] for index in (row.line, *row.below)]
        told = parts_in_rows(
            row.below, entry[0], quantity, self._headings, list(self._places.values()), self._layout, self._habits, fuzzy=self._fuzzy
        )
        if len(told) == 1 and promised is None:  # a table of releases that has but one
            found["delivery_date"] = told[0].root["delivery_date"]
            return
        parts = (
            told
            if len(told) > 1
            else read_schedule(entry, row.cells.get("delivery_date", ()), quantity, self._layout, self._habits, row.asked)
        )
        if parts:
            found["schedule"] = parts
            found.pop("delivery_date", None)
        elif promised is None and len(dates := self._dates(entry, row)) == 1:
            only = leaf(dates[0].value, dates[0].tokens, entry[0].page, self._layout, score=0.85 * dates[0].fit)
            # What stands under the heading of the promised date and is no date says something else about it.
            found["delivery_date"] = contested(only, SEVERAL_DATES) if row.cells.get("delivery_date") else only
        elif isinstance(promised, Leaf) and len({date.value for date in self._dates(entry, row)}) > 1:
            found["delivery_date"] = contested(promised, SEVERAL_DATES)

    def _dates(self, entry: Sequence[Line], row: Row) -> list[Value]:
        """The dates of an entry, but those that a column says were only asked for."""
        return [date for line in entry for date in find_dates([token for token in line.tokens if token not in row.asked], self._habits)]

    def _below(self, index: int, found: dict[str, Node]) -> None:
        """What a line below an entry adds: `Uw artikelnr. 42-8012-72`, `Liefertermin: KW 32`."""
        line = self._layout.lines[index]
        numbered = self._positions.hits(self._layout.lines, index, fuzzy=self._fuzzy)
        hits = [  # `Poste client 10` names a line, though `client` is a label by itself
            hit
            for hit in labels_inside(self._labels, self._layout.lines, index, fuzzy=self._fuzzy)
            if not any(
                other.start <= hit.start and hit.end <= other.end and hit.end - hit.start < other.end - other.start for other in numbered
            )
        ]
        if any(token.text == "=" for token in line.tokens):
            return  # a note about several lines
        self._position(index, found, is_below=True)
        if "supplier_item" not in found and (item := self._behind_bare_label(line)):
            found["supplier_item"] = item
        for position, hit in enumerate(hits):
            until = hits[position + 1].start if position + 1 < len(hits) else len(line.tokens)
            tokens = tuple(line.tokens[hit.end : until]) or self._over_the_end(index, hit)
            if hit.name == "lots":
                earlier = found.get("lots")
                if lots := self._lots.labelled((*tokens, *self._further_lots(index, until)), line.page):
                    after = hits[position + 1] if position + 1 < len(hits) else None
                    lots = self._counted(lots, after, line) if len(lots) == 1 and after and after.name == "quantity" else lots
                    found["lots"] = [*(earlier if isinstance(earlier, list) else []), *lots]
            elif hit.name == "net_amount" and (total := self._after_conditions(tokens, index, found)):
                found["net_amount"] = total
            elif hit.name not in found and hit.name != "description":
                value = self._cell(self._columns[hit.name], tokens)
                if value:
                    found[hit.name] = leaf(value.value, value.tokens, line.page, self._layout, score=0.96 * value.fit)

    def _counted(self, lots: list[Group], label: LabelHit, line: Line) -> list[Group]:
        """A lot with its own quantity behind it: `Charge L001307, Menge 8,000 ST`."""
        count = read_value(Shape.DECIMAL, line.tokens[label.end : label.end + 2], self._habits)
        if count is None or lots[0].leaf("quantity") or count.tokens[0] is not line.tokens[label.end]:
            return lots
        return [Group({**lots[0].root, "quantity": leaf(count.value, count.tokens, line.page, self._layout, score=0.95)})]

    def _further_lots(self, index: int, until: int) -> tuple[Token, ...]:
        """`partia: 261912-A (1 667,00), 267473-A` / `(1 667,00), 268107-A (1 666,00)`: a list of lots that goes over the end of its line."""
        lines = self._layout.lines
        line, after = lines[index], lines[index + 1] if index + 1 < len(lines) else None
        if after is None or until < len(line.tokens) or after.page != line.page or after.box[1] - line.box[3] > line.size:
            return ()
        torn = line.text.count("(") > line.text.count(")")  # `265601-A (1 667` / `szt.), 268276-A (1 666 szt.)`
        counted = re.search(r"\d.*:$", line.tokens[-1].text) is not None  # `Charge 0006810:` / `1.256,00`
        goes_on = torn or counted or line.tokens[-1].text[-1] in ",;-" or after.tokens[0].text.startswith("(")
        flush = any(abs(after.tokens[0].x0 - phrase.box[0]) < line.size for phrase in line.phrases)
        if not goes_on or not flush or labels_inside(self._labels, lines, index + 1, fuzzy=self._fuzzy):
            return ()
        return (*after.phrases[0].tokens, *self._further_lots(index + 1, len(after.tokens)))

    def _behind_bare_label(self, line: Line) -> Leaf | None:
        """`Nr. WR.01102 · bei Ihnen 59-1096-98`: a number that is called no more than that below an entry is its item's."""
        if "supplier_item" not in self._columns or len(line.tokens) < 2 or squeezed(line.tokens[0].text) not in BARE_LABELS:
            return None
        words = line.tokens[1:3] if re.fullmatch(r"[A-Z]{2,4}", line.tokens[1].text) else line.tokens[1:2]
        code = " ".join(token.text for token in words).rstrip(",;")
        if not re.fullmatch(r"(?=.*\d{3})[A-Z][\w./-]+(?: \d[\w./-]+)?", code):
            return None
        return leaf(code, words, line.page, self._layout, score=0.9)

    def _over_the_end(self, index: int, hit: LabelHit) -> tuple[Token, ...]:
        """`marked with your code` / `13-2446-32.`: the value of a label that ends its line begins the next one, flush left."""
        lines = self._layout.lines
        line = lines[index]
        following = lines[index + 1] if index + 1 < len(lines) else line
        goes_on = following.page == line.page and following is not line and abs(following.tokens[0].x0 - line.tokens[0].x0) < line.size
        if hit.name == "lots" and goes_on and hit.start and re.search(r"\d{3}", following.tokens[0].text):
            return following.phrases[0].tokens  # `Lot 0003034 x 162; Lot 0002921 x 162; Lot` / `0007494 x 161`
        if hit.name not in ITEMS or hit.end < len(line.tokens) or not goes_on or not re.search(r"\d{3}", following.tokens[0].text):
            return ()
        return following.tokens[:1]

    def _after_conditions(self, tokens: tuple[Token, ...], index: int, found: dict[str, Node]) -> Leaf | None:
        """`Line value 2,373.84` below `Discount 25 % 791.28-`: what is left of an entry's amount, where a line between says the difference."""
        before = Group(found).decimal("net_amount")
        value = self._cell(self._columns["net_amount"], tokens)
        if before is None or value is None:
            return None
        difference = abs(before - Decimal(value.value))
        for line in self._layout.lines[max(0, index - MOST_CONDITIONS) : index]:
            last = replace(line.tokens[-1], word=replace(line.tokens[-1].word, text=line.tokens[-1].text.strip("-+−–")))
            said = read_value(Shape.AMOUNT, (last,), self._habits) if last.text and line.page == self._layout.lines[index].page else None
            if said and difference and Decimal(said.value) == difference:
                self._rate(line, before, difference, found)
                return leaf(value.value, value.tokens, self._layout.lines[index].page, self._layout, score=0.97)
        return None

    def _rate(self, line: Line, before: Decimal, difference: Decimal, found: dict[str, Node]) -> None:
        """The discount in per cent that comes to a difference, on its line."""
        for token in line.tokens[:-1]:
            rate = read_value(Shape.DECIMAL, (token,), self._habits) if re.fullmatch(r"\d[\d.,]*%?", token.text) else None
            if rate and (before * Decimal(rate.value) / 100).quantize(Decimal("0.01")) == difference:
                found.setdefault("discount_pct", leaf(rate.value, (token,), line.page, self._layout, score=0.95))


def _is_line_of_order(label: str, number: str) -> bool:
    """`Pos. pedido: 10` below entries that are counted 1, 2, 3: orders are numbered in tens; an `Auftrag` may be the supplier's own."""
    meant = concepts(label) or frozenset()
    return (
        {"line", "order"} <= meant
        and "our" not in meant
        and "auftrag" not in folded(label)
        and re.fullmatch(r"0*[1-9]\d{0,2}0", number) is not None
    )


def _stands_below(phrase: Phrase, cell: Sequence[Token] | None) -> bool:
    """Whether words stand under those of a cell."""
    return cell is not None and len(cell) > 0 and phrase.box[0] < cell[-1].x1 and cell[0].x0 < phrase.box[2]


def _units_under(line: Line, row: Row) -> set[Token]:
    """A unit right below its quantity, which a narrow cell tore: `7.000,00` over `Stück`."""
    alone = (phrase for phrase in line.phrases if len(phrase.tokens) == 1 and _stands_below(phrase, row.cells.get("quantity")))
    return {phrase.tokens[0] for phrase in alone if misfit(Shape.UNIT)(phrase.text) == 0}


def price_unit_behind(tokens: Sequence[Token]) -> int | None:
    """The price unit that the words behind a price name: `/ KG` is 1, `je 100 KG` 100, `‰` 1000; None where they name none."""
    text = " ".join(token.text for token in tokens)
    if re.search(r"‰", text):
        return 1000
    if re.search(r"\d%", text) or "/C" in text.upper().replace(" ", ""):
        return 100
    match = re.search(
        r"(?:/|\b(?:je|per|pro|par|za|al|por|ogni|x|cada|pour|na|voor|fur|für|les|le|de|des|di|op)\b)\s*(\d[\d., ]*)?\s*([A-Za-zÀ-ž.²³]+)?",
        text,
    )
    if not match:
        return None
    number = re.sub(r"\D", "", match[1] or "")
    return int(number) if number in ("1", "10", "100", "1000", "10000") else 1 if match[2] and not number else None


def best_table(tables: Sequence[Table]) -> Table | None:
    """The table with the most entries that are filled best."""
    return max(tables, key=lambda table: sum(len(row.cells) for row in table.rows), default=None)
