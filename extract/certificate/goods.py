"""The goods that a certificate is for: a table of them, a block of print for each, or none but those that its head names."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import pairwise

from domain.doctype import DocType, Shape
from domain.paper import Group, Leaf, Node
from extract.certificate.attested import read_attested
from extract.certificate.goods_heats import captioned_sum, heats_in, summed_below_heats, with_heats_of_rows, without_shares
from extract.entry.line_tables import best_table, table_reader
from extract.entry.lines import LineReader
from extract.field.choosing import choose
from extract.field.designations import by_looks, looks_right, part_condition, vetted, with_next_line
from extract.field.header import read_header
from extract.field.laws import NUMBERS, without_laws
from extract.kind.parties import bears_legal_form
from extract.label.boxes import read_boxes, sharing
from extract.label.labels import Vocabulary
from extract.label.line_behind import ends_at
from extract.label.result_words import role_of
from extract.page.layout import Layout, Line
from extract.shape.candidates import Candidate, leaf, leaf_of
from extract.shape.values import Habits, Value, read_value
from extract.table.head_pieces import LEADING
from extract.table.tables import Table
from extract.text.folding import folded

IDENTITY = ("description", "buyer_item", "supplier_item", "grade")
"""What tells goods from results in a table: one of these beside a quantity or the line of an order."""
BESIDE_NUMBER = 0.9
"""What a description is worth that stands without a label behind the number of its line."""
MOST_BLOCKS = 40
MOVED = 0.9
_ITEM = re.compile(r"(?:[A-Z]{1,4}[-. ]?)?\d{5,}(?:-[A-Z]{1,3})?")
_PLACE = re.compile(r"0{0,3}[1-9]\d{0,2}0")
_SHORT_PLACE = re.compile(r"0{0,2}[1-9]\d?0|000[1-9]0")
"""The tens that lines of orders are numbered in; no item of the buyer's has so short a number, and none of a supplier's that is shorter still."""
SURE_NUMBER, ONE_OF_SEVERAL = 0.9, 0.5
"""How sure the number of a page is that counts, and what the values of one certificate are worth where a file holds several."""
BY_LOOKS = ("grade", "standard", "dimensions", "delivery_condition", "description")
SHORTEST = 5
"""Labels of so few letters, such as `no`, head columns of anything."""
FEWEST_PARTS, PART = 2, 0.7
"""A whole has two parts or more, each of which is less likely to be the line's quantity."""
FEWEST_ABOVE = 2
NEAR = 1.2
"""A unit stands no more print sizes behind its quantity."""


@dataclass(frozen=True)
class Goods:
    """The lines that were found, with the lines of print that are theirs."""

    lines: list[Group]
    used: frozenset[int]


NONE = Goods([], frozenset())


def read_goods(
    layout: Layout, doctype: DocType, habits: Habits, heats: Sequence[Group], taken: set[int], *, fuzzy: bool
) -> tuple[list[Group], set[int]]:
    """The lines of a certificate, each with the heats that the paper gives for it; and `taken` with the lines of print that are theirs."""
    goods = GoodsReader(layout, doctype, habits, taken, fuzzy=fuzzy).read(heats)
    return goods.lines, taken | goods.used


def candidates_of_form(
    candidates: Mapping[str, Sequence[Candidate]], heats: Sequence[Group], layout: Layout, doctype: DocType, habits: Habits, *, fuzzy: bool
) -> dict[str, list[Candidate]]:
    """The candidates of a certificate's head with what its boxes and shared labels say, without those that do not look like their value.

    How much of several `heats` there is, each by itself, is no quantity of the line.
    """
    boxed = read_boxes(layout, doctype.fields, habits)
    kept = {
        name: vetted(name, [offer for offer in offers if not boxed.taken & {id(token) for token in offer.value.tokens}])
        for name, offers in candidates.items()
    }
    _move_items(kept, candidates.get("grade", ()))
    for name, (found, place) in sharing(layout, doctype.fields, habits, fuzzy=fuzzy).items():
        others = {id(token) for token in place} - {id(token) for token in found.value.tokens}
        free = [offer for offer in kept.get(name, ()) if not others & {id(token) for token in offer.value.tokens[:1]}]
        kept[name] = free or vetted(name, [found])
    kept["description"] = [with_next_line(offer, layout) for offer in kept.get("description", ())]
    kept["manufacturer"] = [_with_legal_form(offer, layout) for offer in kept.get("manufacturer", ())]
    kept |= {name: [found] for name, found in read_attested(layout, doctype.fields, habits, fuzzy=fuzzy).items()}
    kept |= {name: [found] for name, found in boxed.found.items()}
    kept |= {name: without_laws(kept[name], layout) for name in NUMBERS & kept.keys()}
    part_condition(kept)
    labelled = _total_first(without_shares(kept.get("quantity", ()), heats))
    kept["quantity"] = summed_below_heats(heats, layout, habits) or labelled or captioned_sum(layout, habits)
    if _are_several(kept.get("document_number", ())):
        return {name: [replace(offer, score=ONE_OF_SEVERAL * offer.score) for offer in offers] for name, offers in kept.items()}
    return kept


def _with_legal_form(maker: Candidate, layout: Layout) -> Candidate:
    """A company's name that a narrow cell breaks before its legal form: `Mécanique et Fixations du` over `Forez SARL`."""
    whole = with_next_line(maker, layout)
    return whole if bears_legal_form(whole.value.value) and not bears_legal_form(maker.value.value) else maker


def _move_items(kept: dict[str, list[Candidate]], grades: Sequence[Candidate]) -> None:
    """Items that labels call otherwise: `Material 007369` is no grade, and of `S/Ref. 75-8682` and `Su ref. 4500339146 / 20` the first is no order."""
    orders = kept.get("order_number", [])
    with_line = [offer for offer in orders if re.fullmatch(r".*\d{4,}\s?/\s?\d{1,5}", offer.value.value)]
    if with_line and len(with_line) < len(orders):
        kept["order_number"] = with_line
        kept["buyer_item"] = kept.get("buyer_item") or [
            replace(offer, score=MOVED * offer.score) for offer in orders if offer not in with_line
        ]
    of_orders = {id(token) for offer in orders for token in offer.value.tokens}
    kept["supplier_item"] = [
        offer for offer in kept.get("supplier_item", ()) if not of_orders & {id(token) for token in offer.value.tokens}
    ]  # `PO / Item  4500017325 / 10`
    for name, shape in (("buyer_item", _PLACE), ("supplier_item", _SHORT_PLACE)):
        items = kept.get(name, [])
        places = [offer for offer in items if shape.fullmatch(offer.value.value)]
        if places and not kept.get("order_line"):  # `Customer Item 10` beside `Customer Code 49-8380-73`, `Item 10` beside `Code TV30135`
            kept["order_line"] = [
                replace(offer, value=replace(offer.value, value=offer.value.value.lstrip("0"), fit=1.0), score=MOVED * offer.score)
                for offer in places
            ]
            kept[name] = [offer for offer in items if offer not in places]
    items = [replace(offer, score=MOVED * offer.score) for offer in grades if _ITEM.fullmatch(offer.value.value)]
    kept["supplier_item"] = kept.get("supplier_item") or items


def _total_first(offers: Sequence[Candidate]) -> list[Candidate]:
    """Of a whole quantity and those of its heats, each called so, the one that the others add up to is the line's."""
    values = [Decimal(offer.value.value) for offer in offers]
    for offer, value in zip(offers, values, strict=True):
        if len(values) > FEWEST_PARTS and values.count(value) == 1 and value * 2 == sum(values):
            return [
                replace(offer, score=max(each.score for each in offers)),
                *(replace(each, score=PART * each.score) for each in offers if each is not offer),
            ]
    return list(offers)


def _are_several(numbers: Sequence[Candidate]) -> bool:
    """Whether pages bear different numbers of certificates, each surely: one file holds several certificates."""
    best = {offer.page: offer for offer in sorted(numbers, key=lambda offer: offer.score * offer.value.fit)}
    return len({offer.value.value for offer in best.values() if offer.score * offer.value.fit >= SURE_NUMBER}) > 1


class GoodsReader:
    """Reads the lines of a paper whose own tables are of results."""

    def __init__(self, layout: Layout, doctype: DocType, habits: Habits, taken: Collection[int], *, fuzzy: bool) -> None:
        """`taken` are the lines of print that tables of results took up; `fuzzy` lets labels be a letter off, as OCR reads them."""
        self._layout = layout
        self._habits = habits
        self._taken = taken
        self._fuzzy = fuzzy
        self._listed = replace(doctype, columns=doctype.goods)
        self._headings = Vocabulary(
            {column.name: column.headings for column in doctype.goods}, {column.name: column.meanings for column in doctype.goods}
        )
        numbers = ("document_number", "order_number", "delivery_note_number")
        self._heads = Vocabulary(
            {spec.name: [label for label in spec.labels if len(label) > SHORTEST] for spec in doctype.fields if spec.name in numbers}
        )
        self._customers = Vocabulary({spec.name: spec.labels for spec in doctype.fields if spec.name == "customer_number"})
        self._specs = [spec for spec in doctype.fields if spec.name in doctype.line_fields]

    def read(self, heats: Sequence[Group]) -> Goods:
        """The goods, each with the heats that the paper gives for it."""
        return self._in_blocks(heats) or self._in_a_table(heats) or NONE

    # ---- `Pos | Your part | Description | Quantity`

    def _in_a_table(self, heats: Sequence[Group]) -> Goods | None:
        tables = [self._above_results(table) for table in table_reader(self._listed).tables(self._layout.lines, fuzzy=self._fuzzy)]
        table = best_table([table for table in tables if self._is_of_goods(table)])
        lines = LineReader(self._layout, self._listed, self._habits, fuzzy=self._fuzzy).read(table) if table else []
        if table is None or not any(any(line.leaf(name) for name in IDENTITY) for line in lines):
            return None
        return Goods(with_heats_of_rows(lines, heats, [self._layout.lines[index] for index in sorted(self._taken)]), table.lines)

    def _above_results(self, table: Table) -> Table:
        """The table down to where one of results begins, whose rows may look like goods; one row alone may be that of a form."""
        first = min((index for index in self._taken if index > table.head), default=len(self._layout.lines))
        rows = [replace(row, below=[index for index in row.below if index < first]) for row in table.rows if row.line < first]
        if len(rows) < FEWEST_ABOVE and rows != list(table.rows):
            return table
        return replace(table, rows=tuple(rows), lines=frozenset(index for index in table.lines if index < first))

    def _is_of_goods(self, table: Table) -> bool:
        """Whether a table names goods and how much of them; one of results has columns of limits and of what was found."""
        names = {column.name for column in table.columns if column.name and self._is_called(column.title, column.name)}
        others = [column for column in table.columns if not (column.name and self._is_called(column.title, column.name))]
        results = any(role_of(word) in ("limit", "actual") for column in others for word in column.title.split())
        form = any(self._heads.name(part) for column in others for part in _in_each_language(column.title))
        form |= len(table.rows) == 1 and any(
            self._customers.name(column.title) for column in table.columns
        )  # no goods have a customer's number
        called = bool(names & {*IDENTITY}) and bool(names & {"quantity", "order_line"})
        return not results and not form and called and bool(table.rows) and not table.lines & {*self._taken}

    def _is_called(self, title: str, name: str) -> bool:
        """Whether a heading itself says what its column holds, in one of its languages; what only its content tells may be a form's."""
        return any(
            self._headings.name(part, fuzzy=self._fuzzy) == name for part in _in_each_language(title)
        ) or name in self._headings.names(title)

    # ---- `Pos. 10  Round bar …`, what is said of it, its results; then the next

    def _in_blocks(self, heats: Sequence[Group]) -> Goods | None:
        begins = self._beginnings()
        if not 1 < len(begins) <= MOST_BLOCKS:
            return None
        last = len(self._layout.lines)
        spans = [range(start, stop) for start, stop in pairwise([*begins, last])]
        lines = [self._block(span, begins[span.start]) for span in spans]
        if sum(len(line) > 1 for line in lines) < 2:
            return None
        each = zip(lines, spans, strict=True)
        return Goods(
            [Group({**line, **heats_in(self._layout.lines[span.start : span.stop], heats)}) for line, span in each], self._used(spans)
        )

    def _beginnings(self) -> Mapping[int, Leaf]:
        """Where the blocks begin: each with the number of its order line, which rise, and with results or facts between them."""
        column = next(column for column in self._listed.columns if column.name == "order_line")
        named = next((spec.labels for spec in self._specs if spec.name == "order_line"), ())
        positions = Vocabulary({"order_line": (*column.headings, *named)}, {"order_line": column.meanings})
        found: dict[int, Leaf] = {}
        for index, line in enumerate(self._layout.lines):
            hit = next(iter(positions.hits(self._layout.lines, index, fuzzy=self._fuzzy)), None)
            if index in self._taken or hit is None or hit.start > 0:
                continue
            token = line.tokens[hit.end] if hit.end < len(line.tokens) else None
            if token and (match := re.fullmatch(r"0*(\d{1,4})[.:]?", token.text)):
                found[index] = leaf(match[1], (token,), line.page, self._layout, score=0.95)
        numbers = [int(number.value) for number in found.values()]
        return found if all(one < other for one, other in pairwise(numbers)) else {}

    def _block(self, span: range, number: Leaf) -> dict[str, Node]:
        """What is said of the goods of one block: behind its number, and beside labels."""
        outside = {index for index in range(len(self._layout.lines)) if index not in span} | {*self._taken}
        candidates = read_header(self._layout, self._specs, self._habits, skip=outside, fuzzy=self._fuzzy)
        found: dict[str, Node] = {
            name: value
            for name, offers in candidates.items()
            if (
                value := choose(
                    [with_next_line(offer, self._layout) if name == "description" else offer for offer in vetted(name, offers)],
                    self._layout,
                )
            )
        }
        print_of_goods = [self._layout.lines[index] for index in span if index not in self._taken]
        found |= looked_for(print_of_goods, found, self._layout)
        found["order_line"] = number
        if named := self._named_behind(self._layout.lines[span.start], number):
            found["description"] = leaf(named.value, named.tokens, self._layout.lines[span.start].page, self._layout, score=BESIDE_NUMBER)
        return found

    def _named_behind(self, line: Line, number: Leaf) -> Value | None:
        """What stands behind a block's number without a label, up to where another phrase has one."""
        labelled = next((at for at, phrase in enumerate(line.phrases) if any(token.text.endswith(":") for token in phrase.tokens)), None)
        behind = [token for phrase in line.phrases[:labelled] for token in phrase.tokens if token.word.on_page[0] > number.box[2]]
        if not behind:
            return None
        value = read_value(Shape.TEXT, behind, self._habits)
        return value if value and len(value.value) > 3 else None

    def _used(self, spans: Sequence[range]) -> frozenset[int]:
        """The lines of all blocks; the last ends with its results, for what stands below them is said of the whole paper."""
        results = [index for index in spans[-1] if index in self._taken]
        return frozenset(range(spans[0].start, max(results, default=spans[-1].start) + 1))


def _in_each_language(title: str) -> tuple[str, ...]:
    """A heading, and the halves of one in two languages, each also without what leads up to it (`Selon norme`)."""
    parts = (title, *(part.strip() for part in title.split("/") if "/" in title))
    return (*parts, *(part.partition(" ")[2] for part in parts if folded(part.split(" ")[0]).strip(".") in LEADING))


def looked_for(lines: Sequence[Line], found: Mapping[str, object], layout: Layout) -> dict[str, Leaf]:
    """What some lines of print say by their looks of goods, where a value was not found or does not look like one."""
    unsure = {name: found[name] for name in BY_LOOKS if name in found}
    missing = [name for name in BY_LOOKS if not (isinstance(said := unsure.get(name), Leaf) and looks_right(name, said.value))]
    seen = {name: leaf_of(candidate, layout) for name, candidate in by_looks(lines, missing).items()}
    return {
        name: leaf for name, leaf in seen.items() if not (isinstance(said := unsure.get(name), Leaf) and said.confidence > leaf.confidence)
    }


def with_units(lines: Sequence[Group], layout: Layout, habits: Habits) -> list[Group]:
    """The lines, each with the unit that stands behind its quantity, or in brackets before it: `942 kg`, `Mass [kg] 942`."""
    return [_with_unit(line, layout, habits) for line in lines]


def _with_unit(line: Group, layout: Layout, habits: Habits) -> Group:
    quantity = line.leaf("quantity")
    if quantity is None or line.leaf("unit"):
        return line
    found = _unit_beside(quantity, layout, habits)
    return Group({**line.root, "unit": leaf(found.value, found.tokens, quantity.page, layout, score=0.95)}) if found else line


def _unit_beside(quantity: Leaf, layout: Layout, habits: Habits) -> Value | None:
    for line in layout.lines:
        place = next((at for at, token in enumerate(line.tokens) if line.page == quantity.page and ends_at(quantity, token)), None)
        if place is None:
            continue
        token = line.tokens[place]
        glued = re.fullmatch(r"[\d.,' ]*\d([^\W\d]{1,4}[²³]?)\.?", token.text)
        if glued and (unit := read_value(Shape.UNIT, (token.saying(glued[1]),), habits)):
            return Value(unit.value, (token,))
        behind = [other for other in line.tokens[place + 1 : place + 2] if other.x0 - token.x1 < NEAR * line.size]
        before = [other for other in line.tokens[max(0, place - 4) : place] if re.fullmatch(r"[(\[].{1,5}[)\]]:?", other.text)]
        for other in (*behind, *reversed(before)):
            if unit := read_value(Shape.UNIT, (other,), habits):
                return unit
    return None
