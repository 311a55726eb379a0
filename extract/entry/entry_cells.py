"""Values of an entry that stand in the cells of other columns: a unit behind its quantity, what a price is for, an item in a description."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from domain.doctype import Shape
from domain.paper import Leaf, Node
from extract.entry.line_columns import ITEMS, LineColumns
from extract.label.labels import LabelHit
from extract.page.columns import Row
from extract.page.layout import Line, Phrase, Token
from extract.shape.candidates import contested, leaf
from extract.shape.misfits import misfit
from extract.shape.values import Value, read_value

MAY_BE_ORDERED = 0.4
"""What a quantity is worth beside another one that stands nearer to the unit."""
_FIGURES = re.compile(r"\d[\d.,']*")
_METRE = "MTR"
WORDS_OF_ITEM = 3
"""`GS 02885 2`: an item's number has no more words."""


HUNDRED = "C"
"""What a price may be for; where it stands alone in an entry it is the revision of a drawing, and counts nothing."""
_PER_MANY = re.compile(
    r"(?:/|\b(?:je|per|pro|p|par|pour|for|por|cada|ogni|za|voor|für|fur)\b\.?)\s?(10{1,3}|1[.,]000)(?!\d)", re.IGNORECASE
)


class CellReader:
    """Adds to an entry the values that stand in the cells of other columns, or beside all of them."""

    def __init__(self, columns: LineColumns) -> None:
        """`columns` are those that the lines of the kind of paper have."""
        self._columns, self._layout, self._habits = columns, columns.layout, columns.habits

    def read(self, row: Row, found: dict[str, Node]) -> None:
        """Adds what is found to what the columns said; words that turn out to be an item are taken out of other cells."""
        page = self._layout.lines[row.line].page
        self._quantity_with_unit(row, found, page)
        self._price_with_unit(row, found, page)
        self._units_below(row, found)
        self._unit_elsewhere(row, found, page)
        _settle_letter_m(found)
        self._doubt_far_quantity(row, found)
        self._item_in_brackets(row, found, page)
        self._named_inside(row, found, page)

    def _doubt_far_quantity(self, row: Row, found: dict[str, Node]) -> None:
        """`1413  706,000 KG` below headings that a scan tore: the number right before the unit is counted, and the other one may be what was ordered."""
        quantity, unit = found.get("quantity"), found.get("unit")
        if not isinstance(quantity, Leaf) or not isinstance(unit, Leaf) or quantity.source != "ocr":
            return
        elsewhere = {token for name, cell in row.cells.items() if name not in ("quantity", "unit") for token in cell}
        tokens = self._layout.lines[row.line].tokens
        end = next((place for place, token in enumerate(tokens) if token.word.on_page == tuple(unit.box)), 0)
        nearest = tokens[end - 1] if end else None
        if nearest is None or nearest in elsewhere or nearest.word.on_page[0] <= quantity.box[2] or not _FIGURES.fullmatch(nearest.text):
            return
        counted = read_value(Shape.DECIMAL, (nearest,), self._habits)
        if counted and Decimal(counted.value) != Decimal(quantity.value):
            found["quantity"] = contested(quantity, MAY_BE_ORDERED)

    def _quantity_with_unit(self, row: Row, found: dict[str, Node], page: int) -> None:
        """`100 Stk` in one cell: the unit stands behind the quantity."""
        if "unit" in found:
            return
        cell = tuple(row.cells.get("quantity", ())) + tuple(row.cells.get("unit", ()))
        for token in cell:
            bare = token.saying(re.sub(r"^[\d.,]+", "", token.text))
            if bare.text and (unit := read_value(Shape.UNIT, (bare,), self._habits)):
                found["unit"] = self._columns.leaf(Value(unit.value, (token,)), page)
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

    def price_unit_of_heading(self, found: dict[str, Node], title: str) -> None:
        """What the heading of prices says that they are for, where the price itself says nothing."""
        price = found.get("unit_price")
        unit = price_unit_in_heading(title)
        if unit and isinstance(price, Leaf) and "price_unit" not in found:
            found["price_unit"] = price.model_copy(update={"value": str(unit), "text": title})

    def _units_below(self, row: Row, found: dict[str, Node]) -> None:
        """A unit alone right below its quantity, `(1000 stk)` right below its price: cells of two lines."""
        for index in row.below[:1]:
            line = self._layout.lines[index]
            for phrase in line.phrases:
                text = phrase.text.strip("()/ ")
                if "unit" not in found and len(phrase.tokens) == 1 and _stands_below(phrase, row.cells.get("quantity")):
                    unit = read_value(Shape.UNIT, phrase.tokens, self._habits) if misfit(Shape.UNIT)(text) == 0 else None
                    if unit:
                        found["unit"] = self._columns.leaf(unit, line.page)
                per = re.fullmatch(r"(?:\w+\.? )?(10{0,4})(?: ?[^\W\d]+\.?)?", text)
                if per and "unit_price" in found and "price_unit" not in found and _stands_below(phrase, row.cells.get("unit_price")):
                    found["price_unit"] = leaf(per[1], phrase.tokens, line.page, self._layout, score=0.95)

    def _unit_elsewhere(self, row: Row, found: dict[str, Node], page: int) -> None:
        """The only unit of an entry, below a heading that is not known or that of price units: what the quantity counts was not left unsaid."""
        if "unit" in found or "quantity" not in row.cells:
            return
        named = {token for name, cell in row.cells.items() if name != "price_unit" for token in cell}
        words = [token for token in self._layout.lines[row.line].tokens if token not in named and misfit(Shape.UNIT)(token.text) == 0]
        words = [token for token in words if token.text != HUNDRED]
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

    def _named_inside(self, row: Row, found: dict[str, Node], page: int) -> None:
        """`GS 07306-2  Ihre Sachnr. 19-8665-87` in one cell: an item's number that is named there is no part of what stands before it."""
        line = self._layout.lines[row.line]
        for hit in self._columns.labels_at(row.line):
            own = next((name for name in ("description", *ITEMS) if line.tokens[hit.start] in row.cells.get(name, ())), None)
            if own is None and hit.name == "buyer_item" and "supplier_item" in self._columns.specs and "supplier_item" not in found:
                self._before_the_buyers(hit, row, found, page)
            if own is None or own == hit.name or hit.name not in ITEMS or hit.name in found:
                continue
            cell = row.cells[own]
            value = self._columns.value(hit.name, line.tokens[hit.end : hit.end + 2])
            if value and re.search(r"\d{3}", value.value) and value.tokens[0] is line.tokens[hit.end] and value.tokens[0] in cell:
                found[hit.name] = leaf(value.value, value.tokens, page, self._layout, score=0.95)
                row.cells[own] = cell[: cell.index(line.tokens[hit.start])]
                if own in ITEMS and (rest := self._columns.value(own, tuple(row.cells[own]))):
                    found.setdefault(own, self._columns.leaf(rest, page))
                return

    def _before_the_buyers(self, hit: LabelHit, row: Row, found: dict[str, Node], page: int) -> None:
        """`10  GS 02885-2  Ihre Sachnr. 13-5405-86` under a heading that neither of them fits: both are items."""
        tokens = self._layout.lines[row.line].tokens
        celled = {token for cell in row.cells.values() for token in cell}
        first = max((place + 1 for place, token in enumerate(tokens[: hit.start]) if token in celled), default=0)
        before, behind = tokens[first : hit.start], tuple(tokens[hit.end : hit.end + 1])
        own, theirs = " ".join(token.text for token in before), self._columns.value("buyer_item", behind)
        if theirs and 0 < len(before) <= WORDS_OF_ITEM and not celled & {*behind} and re.fullmatch(r"[\w./ -]*\d{3}[\w./ -]*", own):
            found["supplier_item"] = leaf(own.upper(), before, page, self._layout, score=0.93)
            if re.search(r"\d{3}", theirs.value):
                found.setdefault("buyer_item", leaf(theirs.value, theirs.tokens, page, self._layout, score=0.95))


def _stands_below(phrase: Phrase, cell: Sequence[Token] | None) -> bool:
    """Whether words stand under those of a cell."""
    return cell is not None and len(cell) > 0 and phrase.box[0] < cell[-1].x1 and cell[0].x0 < phrase.box[2]


def _settle_letter_m(found: dict[str, Node]) -> None:
    """`/ M` is a price for a thousand, but a metre's where the line's own unit is printed `M`."""
    per, unit = found.get("price_unit"), found.get("unit")
    if not isinstance(per, Leaf) or not isinstance(unit, Leaf) or per.value == "1":
        return
    if unit.value == _METRE and re.fullmatch(r"\W*M\W*", per.text) and re.search(r"(?<![^\W\d_])M\W*$", unit.text):
        found["price_unit"] = per.model_copy(update={"value": "1"})


def units_under(line: Line, row: Row) -> set[Token]:
    """A unit right below its quantity, which a narrow cell tore: `7.000,00` over `Stück`."""
    alone = (phrase for phrase in line.phrases if len(phrase.tokens) == 1 and _stands_below(phrase, row.cells.get("quantity")))
    return {phrase.tokens[0] for phrase in alone if misfit(Shape.UNIT)(phrase.text) == 0}


def price_unit_in_heading(title: str) -> int | None:
    """The price unit that the heading of prices names: `Preis/100`, `Price per 1,000`, `Preis EUR/100 ST`, `Preis je 100`; None where it names none."""
    match = _PER_MANY.search(title)
    return int(re.sub(r"\D", "", match[1])) if match else None


def price_unit_behind(tokens: Sequence[Token]) -> int | None:
    """The price unit that the words behind a price name: `/ KG` is 1, `je 100 KG` 100, `‰` 1000; None where they name none."""
    text = " ".join(token.text for token in tokens)
    if re.search(r"‰|/\s*M(?![^\W\d_])", text):
        return 1000  # a metre's where goods are counted in these, which the line's own unit tells
    if re.search(r"\d%", text) or "/C" in text.upper().replace(" ", ""):
        return 100
    match = re.search(
        r"(?:/|\b(?:je|per|pro|par|for|each|every|za|al|por|ogni|x|cada|pour|na|voor|fur|für|les|le|de|des|di|op)\b)\s*(\d[\d., ]*)?\s*([A-Za-zÀ-ž.²³]+)?",
        text,
    )
    if not match:
        return None
    number = re.sub(r"\D", "", match[1] or "")
    return int(number) if number in ("1", "10", "100", "1000", "10000") else 1 if match[2] and not number else None
