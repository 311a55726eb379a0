"""An entry that stands in no table as one run of words: labels name its values, and what no label names is told by its shape."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from domain.doctype import ColumnSpec, DocType, Shape
from domain.paper import Leaf, Node
from extract.entry.arithmetic import settle_line
from extract.entry.asked_days import asked_for
from extract.entry.details import labels_inside
from extract.entry.entry_cells import price_unit_behind
from extract.entry.entry_words import (
    BASES,
    first_sentence,
    is_size,
    is_torn_thousand,
    joined_amounts,
    labelled_lines,
    may_be_of_item,
    pair_places,
    thousands_before,
)
from extract.entry.line_columns import ITEMS
from extract.entry.lines import LineReader
from extract.label.labels import LabelHit, Vocabulary
from extract.page.layout import Layout, Line, Token
from extract.shape.candidates import leaf
from extract.shape.schedules import find_dates, read_schedule
from extract.shape.values import Habits, Value, country_code, currency_of, read_value
from extract.table.head_pieces import MONEY
from extract.table.naming import is_number_of
from extract.text.units import UnitError, parse_unit
from extract.text.wording import is_filler

FURTHEST = 40
"""Words of an entry among which its quantity is looked for."""
LENGTHS = frozenset({"MMT", "CMT", "MTR"})
BULLETS = ("-", "–", "•", "*", "·", "o", "+")
AT = frozenset({"at", "zu", "a", "al", "po", "for"})
"""What leads from a quantity to its price: `25 pcs at £ 12.30`, `8 Stk zu CHF 110.10`."""
COMES_TO = frozenset(
    {
        "=",
        "soit",
        "pari",
        "importe",
        "razem",
        "totaal",
        "total",
        "totale",
        "gesamt",
        "insgesamt",
        "zusammen",
        "ergibt",
        "macht",
        "makes",
        "totalling",
        "somma",
        "suma",
    }
)
PRICED = 2
"""Words behind a quantity's unit that lead to its price: `at £`."""
TEXTS = ("description", "country_of_origin")
"""What has no figures in it, by which a label's value is told in running text."""
LEADING, SENTENCE = 2, 6
MOST_BEFORE_SUM = 3
"""What leads from a price to what it comes to, and so many words behind that the sum stands: `pari a € 432,99`."""


class EntryRuns:
    """Reads an entry as one run of words: labels name its values, and what no label names is told by its shape."""

    def __init__(self, layout: Layout, doctype: DocType, habits: Habits, vocabulary: Vocabulary, *, fuzzy: bool) -> None:
        """`vocabulary` knows the labels of an entry's values; `fuzzy` lets them be a letter off, as OCR reads them."""
        self._layout = layout
        self._columns = {column.name: column for column in doctype.columns}
        self._habits = habits
        self._fuzzy = fuzzy
        self._vocabulary = vocabulary
        self._lines = LineReader(layout, doctype, habits, fuzzy=fuzzy)

    def entry(self, lines: Sequence[Line], *, numbered: bool = False, block: bool = False) -> dict[str, Node]:
        """The values of an entry's run of words; in a `block` no label goes over the end of a line, and what it begins with is its quantity."""
        if numbered:
            return self._numbered_entry(lines)
        tokens = tuple(token for line in lines for token in line.tokens)
        run = Line(lines[0].page, tokens, lines[0].size, 60.0)
        hits = self._hits_by_line(lines) if block else labels_inside(self._vocabulary, [run], 0, fuzzy=self._fuzzy)
        hits = [hit for hit in hits if self._is_label(hit, run)]
        found: dict[str, Node] = {}
        if block and (pair := self.quantity_at(tokens, 0)):
            found["quantity"], found["unit"] = pair
        first = hits[0].start if hits else len(tokens)
        self._in_phrases(lines, found)
        asked = asked_for(tokens, self._habits) if "delivery_date" in self._columns else set()
        for position, hit in enumerate(hits):
            until = hits[position + 1].start if position + 1 < len(hits) else len(tokens)
            if hit.name != "delivery_date" or not asked & {*tokens[hit.end : hit.end + 1]}:
                self._value(hit, tokens[hit.end : until], found, run)
        self._product(lines, found)
        if block:
            self._price_base(lines, found)
        self._quantity(tokens, found, run)
        self._description(tokens, hits, found, run, first, labelled_lines(lines[1:]))
        self._only_date([token for token in tokens if token not in asked], found, run)
        self._settle(found, tokens)
        return found

    def named_entry(self, lines: Sequence[Line]) -> dict[str, Node]:
        """An entry that begins with its name, beside which its amount may stand at the right."""
        first, last = lines[0], lines[0].phrases[-1]
        priced = len(first.phrases) > 1 and "net_amount" in self._columns and _is_money(last.tokens[-1].text)
        amount = read_value(Shape.AMOUNT, last.tokens, self._habits) if priced else None
        if amount is None:
            return self.entry(lines)
        found = self.entry([replace(first, tokens=first.tokens[: -len(last.tokens)]), *lines[1:]])
        found["net_amount"] = leaf(amount.value, amount.tokens, first.page, self._layout, score=0.93 * amount.fit)
        self._settle(found, [token for line in lines for token in line.tokens])
        return found

    def _numbered_entry(self, lines: Sequence[Line]) -> dict[str, Node]:
        """`10 MP-07814 Plaat …`, below it labels with their values, and a quantity with its unit where a line begins or ends."""
        first, rest = lines[0], lines[1:]
        found: dict[str, Node] = self.entry(rest) if rest else {}
        found.pop("description", None)
        number = first.tokens[0]
        found["order_line"] = leaf(number.text.rstrip(".,:;'"), (number,), first.page, self._layout, score=0.95)
        pair = next((pair for line in lines for place in pair_places(line) if (pair := self.quantity_at(line.tokens, place))), None)
        if pair:
            found["quantity"], found["unit"] = pair
        words = [token for token in first.tokens[1:] if not pair or token.text not in (pair[0].text, pair[1].text)]
        if words and re.search(r"\d", words[0].text) and "supplier_item" not in found and "supplier_item" in self._columns:
            found["supplier_item"] = leaf(words[0].text.upper(), (words[0],), first.page, self._layout, score=0.9)
            words = words[1:]
        plain = words or next((list(line.tokens) for line in rest if not self._vocabulary.hits([line], 0, fuzzy=self._fuzzy)), [])
        if plain:
            found["description"] = leaf(" ".join(token.text for token in plain), tuple(plain), first.page, self._layout, score=0.85)
        parts = read_schedule(lines, (), found.get("quantity"), self._layout, self._habits)
        if parts and "delivery_date" in self._columns:
            found["schedule"] = parts
            found.pop("delivery_date", None)
        self._settle(found, [token for line in lines for token in line.tokens])
        return found

    def _settle(self, found: dict[str, Node], tokens: Sequence[Token]) -> None:
        """Quantity, price and amount against each other, on papers that have prices."""
        if "unit_price" in self._columns:
            settle_line(found, tokens, self._layout, self._habits)

    def _in_phrases(self, lines: Sequence[Line], found: dict[str, Node]) -> None:
        """`Bezeichnung    Scheibe DIN 125`: a label that is a phrase of its own has the whole phrase behind it for its value."""
        for line in lines:
            for label, behind in pairwise(line.phrases):
                name = self._vocabulary.name(label.text.rstrip(" :"), fuzzy=self._fuzzy)
                if name in ITEMS and len(behind.tokens) > 1 and all(may_be_of_item(token.text) for token in behind.tokens):
                    found.setdefault(name, leaf(behind.text.upper(), behind.tokens, line.page, self._layout, score=0.93))
                elif name in TEXTS and (value := read_value(self._columns[name].shape, behind.tokens, self._habits)):
                    found.setdefault(name, leaf(value.value, value.tokens, line.page, self._layout, score=0.93 * value.fit))

    def _hits_by_line(self, lines: Sequence[Line]) -> list[LabelHit]:
        """The labels of each line, by their places in the run of all of them."""
        found: list[LabelHit] = []
        first = 0
        for line in lines:
            hits = labels_inside(self._vocabulary, [line], 0, fuzzy=self._fuzzy)
            found += [replace(hit, start=hit.start + first, end=hit.end + first) for hit in hits]
            first += len(line.tokens)
        return found

    def _price_base(self, lines: Sequence[Line], found: dict[str, Node]) -> None:
        """`Preis gilt für 100 Stck` on a line of its own below the price."""
        for line in lines:
            said = any(hit.name == "unit_price" for hit in self._vocabulary.hits([line], 0, fuzzy=self._fuzzy))
            per = price_unit_behind(line.tokens[1:]) if said and "unit_price" in found and "price_unit" not in found else None
            if per:
                found["price_unit"] = leaf(str(per), line.tokens, line.page, self._layout, score=0.93)

    @staticmethod
    def _is_label(hit: LabelHit, run: Line) -> bool:
        """A single common word is a label only with a value close behind it."""
        behind = run.tokens[hit.end : hit.end + 4]
        return any(re.search(r"\d", token.text) for token in behind)

    def _value(self, hit: LabelHit, tokens: tuple[Token, ...], found: dict[str, Node], run: Line) -> None:
        if hit.name == "order_line" and tokens and not re.fullmatch(r"0?\d{1,5}[.:),]?", tokens[0].text):
            # `Item No.: TV-25144`: what numbers lines on one paper numbers articles on another.
            other = [
                name for name in self._vocabulary.names(" ".join(t.text for t in run.tokens[hit.start : hit.end])) if name != "order_line"
            ]
            hit = replace(hit, name=other[0]) if other else hit
        if is_line_of(hit, tokens):
            hit = replace(hit, name="order_line")
        column: ColumnSpec = self._columns[hit.name]
        if hit.name == "lots":
            earlier = found.get("lots")
            lots = list(self._lines.each_lot(joined_amounts(first_sentence(tokens)), run.page))
            if lots:
                found["lots"] = [*(earlier if isinstance(earlier, list) else []), *lots]
            return
        if hit.name in found or hit.name == "description":
            return
        code = country_code(tokens) if hit.name == "country_of_origin" else None
        value = code or read_value(column.shape, tokens, self._habits)
        if value is None:
            return
        if hit.name == "unit_price" and value.value in BASES and value.tokens[0] is tokens[0]:
            self._price_before(hit, value, found, run)
            return
        found[hit.name] = leaf(value.value, value.tokens, run.page, self._layout, score=0.93 * value.fit)
        if hit.name == "unit_price":
            behind = tokens[tokens.index(value.tokens[-1]) + 1 : tokens.index(value.tokens[-1]) + 6]
            unit = price_unit_behind(behind)
            if unit:
                found["price_unit"] = leaf(str(unit), behind, run.page, self._layout, score=0.92)

    def _price_before(self, hit: LabelHit, per: Value, found: dict[str, Node], run: Line) -> None:
        """`147,77 EUR Preis je 100 kg`: the price stands before the label, and what stands behind it is what it is for."""
        before = tuple(token for token in run.tokens[max(0, hit.start - 2) : hit.start] if re.search(r"\d", token.text))
        price = read_value(Shape.AMOUNT, before, self._habits) if before else None
        if price and price.fit > 0.5:
            found["unit_price"] = leaf(price.value, price.tokens, run.page, self._layout, score=0.93)
            found["price_unit"] = leaf(per.value, per.tokens, run.page, self._layout, score=0.92)

    def _product(self, lines: Sequence[Line], found: dict[str, Node]) -> None:
        """`5.000 Stck. x 8,48 EUR je 1000 Stck. = 42,40 EUR`: the arithmetic of a line, written out."""
        for line in lines:
            texts = [token.text for token in line.tokens]
            times = next((i for i, text in enumerate(texts) if text in ("x", "×", "à", "@", "*") and 0 < i < len(texts) - 1), None)
            times = 2 if times is None and len(texts) > 3 and texts[2].casefold() in AT and _is_money(texts[3]) else times
            pair = self.quantity_at(line.tokens, times - 2) or self.quantity_at(line.tokens, times - 1) if times and times > 1 else None
            if times is None or pair is None:
                continue
            found["quantity"], found["unit"] = pair
            apart = line.tokens.index(line.phrases[-1].tokens[0])  # `400 st à € 13,37 per 1000 st      € 5,35`
            equals = next(_sums(texts, times), apart - 1 if apart > times + 1 else len(texts))
            end = equals if equals < len(texts) and texts[equals].casefold() in COMES_TO else equals + 1
            clause = next((place + 1 for place in range(times + 2, min(end, len(texts))) if texts[place].endswith(",")), end)
            sums = line.tokens[equals + 1 :]
            while sums and not re.search(r"\d", sums[0].text) and not _is_money(sums[0].text):
                sums = sums[1:]  # `pari a 432,99 EUR`
            for name, tokens in (("unit_price", line.tokens[times + 1 : clause]), ("net_amount", sums)):
                value = read_value(Shape.AMOUNT, tokens, self._habits) if name in self._columns else None
                if value:
                    found[name] = leaf(value.value, value.tokens, line.page, self._layout, score=0.95)
            unit = price_unit_behind(line.tokens[times + 2 : clause])
            if unit and "unit_price" in found:
                found["price_unit"] = leaf(str(unit), line.tokens[times + 2 : clause], line.page, self._layout, score=0.93)
            return

    def _quantity(self, tokens: Sequence[Token], found: dict[str, Node], run: Line) -> None:
        """The first number with a unit behind it, or what stands behind the labelled one."""
        labelled = found.get("quantity")
        numbered = found.get("order_line")
        position = next((token for token in tokens if isinstance(numbered, Leaf) and token.text.strip(".:),") == numbered.value), None)
        if labelled is None and (pair := self._likeliest_quantity(tokens, position)):
            found.setdefault("quantity", pair[0])
            found.setdefault("unit", pair[1])
            return
        quantity = found.get("quantity")
        if isinstance(quantity, Leaf):
            for place, token in enumerate(tokens[:-1]):
                if token.text == quantity.text and (unit_leaf := self._unit(tokens[place + 1], run.page)):
                    found.setdefault("unit", unit_leaf)

    def _likeliest_quantity(self, tokens: Sequence[Token], number: Token | None) -> tuple[Leaf, Leaf] | None:
        """The first quantity with a unit behind it that is behind a colon, or else no size and no price's; a length only if there is nothing else.

        `number` is what numbers the entry.
        """
        before = [token.text for token in tokens[: min(len(tokens), FURTHEST) - 1]]  # `263945-A: 13 STK` counts a lot
        named = [place for place, text in enumerate(before, start=1) if text.endswith(":") and not re.search(r"\d{3}", text)]
        places = [*named, *range(min(len(tokens), FURTHEST))]
        pairs = [pair for place in places if not is_size(tokens, place) and (pair := self.quantity_at(tokens, place, number))]
        return next((pair for pair in pairs if pair[1].value not in LENGTHS), pairs[0] if pairs else None)

    def quantity_at(self, tokens: Sequence[Token], position: int, number: Token | None = None) -> tuple[Leaf, Leaf] | None:
        """The quantity that a figure and the unit behind it are, where they are one; `number` is the entry's own, which is none."""
        if position + 1 >= len(tokens) or not re.fullmatch(r"\d[\d.,'\u2019\u00a0\u202f ]*", tokens[position].text):
            return None
        if position and currency_of(tokens[position - 1].text):
            return None  # `£ 50.28` above `To reach you` is no tonnes
        unit = self._unit(tokens[position + 1], 1) or self._pieces(tokens[position + 1 : position + 4])
        first = thousands_before(tokens, position, number)
        own = tuple(tokens[first : position + 1])
        whole = own[-1].saying(" ".join(token.text for token in own))
        value = read_value(self._columns["quantity"].shape, (whole,), self._habits)
        if unit is None or value is None or is_torn_thousand(value.value, own[0].text):
            return None
        page = next((line.page for line in self._layout.lines if tokens[position] in line.tokens), 1)
        return leaf(value.value, own, page, self._layout, score=0.93), unit.model_copy(update={"page": page})

    def _pieces(self, tokens: Sequence[Token]) -> Leaf | None:
        """`4,000 No at £ 12.57`: what British papers call pieces, where a price stands behind it."""
        priced = len(tokens) > PRICED and tokens[1].plain in AT and currency_of(tokens[2].text)
        return leaf("C62", (tokens[0],), 1, self._layout, score=0.93) if priced and is_number_of(tokens[:1]) else None

    def _unit(self, token: Token, page: int) -> Leaf | None:
        try:
            return leaf(parse_unit(token.text), (token,), page, self._layout, score=0.93)
        except UnitError:
            return None

    def _only_date(self, tokens: Sequence[Token], found: dict[str, Node], run: Line) -> None:
        """The one date in a sentence about a line is its promise, whatever leads up to it; several are its schedule."""
        if "delivery_date" not in self._columns:
            return
        parts = read_schedule([replace(run, tokens=tuple(tokens))], (), found.get("quantity"), self._layout, self._habits)
        dates = find_dates(tokens, self._habits)
        if parts:
            found["schedule"] = parts
            found.pop("delivery_date", None)  # the first of them, where each is labelled
        elif len(dates) == 1 and "delivery_date" not in found:
            found["delivery_date"] = leaf(dates[0].value, dates[0].tokens, run.page, self._layout, score=0.85 * dates[0].fit)

    def _description(
        self, tokens: Sequence[Token], hits: Sequence[LabelHit], found: dict[str, Node], run: Line, first: int, barred: Collection[Token]
    ) -> None:
        """The words between the quantity or the position and the first label, where no label says which they are."""
        if "description" in found:
            return
        labelled = {place for hit in hits for place in range(hit.start, hit.end + 1)}
        used = {leaf_.text for leaf_ in found.values() if isinstance(leaf_, Leaf)}
        numbered = bool(hits) and hits[0].name == "order_line" and hits[0].start <= LEADING
        start = hits[0].end + 1 if numbered or (hits and hits[0].start == int(tokens[0].text in BULLETS)) else 0
        stop = next((hit.start for hit in hits if hit.start > start), len(tokens)) if first <= start else first
        words = [t for i, t in enumerate(tokens[start:stop], start) if i not in labelled and t.text not in used and t not in barred]
        measured = found.get("unit") or found.get("quantity")
        if (
            isinstance(measured, Leaf) and len(measured.text.split()) == 1
        ):  # `we will supply 40 pcs of Plate 10x2000`: what is supplied stands behind
            behind = next((i for i, t in enumerate(tokens[start:stop], start) if t.text == measured.text), None)
            led = behind is not None and all(t.text[:1].islower() or not t.text[:1].isalpha() for t in tokens[start:behind])
            words = [t for t in words if not led or behind is None or tokens.index(t) > behind] or words
            while len(words) > 1 and words[0].text[:1].islower() and is_filler(words[0].text):
                words = words[1:]
        if words:
            text = re.split(r"\s\(|,\s*$", " ".join(token.text for token in words))[0].strip(" ,;:(")
            if text:
                found["description"] = leaf(text, tuple(words), run.page, self._layout, score=0.8)


def _sums(texts: Sequence[str], times: int) -> Iterator[int]:
    """Where, behind a price, stands what leads to what it comes to: `=`, or a word with money behind it: `…, soit 567,04 EUR`."""
    for place in range(times + 2, len(texts)):
        behind = texts[place + 1 : place + 1 + MOST_BEFORE_SUM]
        if texts[place] == "=" or (texts[place].casefold() in COMES_TO and any(map(_is_sum, behind))):
            yield place


def _is_sum(text: str) -> bool:
    return re.fullmatch(r"[€$£]?\d[\d.,'\u2019\u00a0\u202f ]*[.,]\d{2}[,;]?", text) is not None


def _is_money(text: str) -> bool:
    """Whether a word is a sign or code of money, or a price with its decimals."""
    return text.upper() in MONEY or re.fullmatch(r"[€$£]?\d[\d.,'\u2019]*[.,]\d{2,4}", text) is not None


def is_line_of(hit: LabelHit, behind: Sequence[Token]) -> bool:
    """`Your item 10: Timing belt`: a short number with a colon is no item's, and the label speaks of the order's line."""
    return hit.name in ("buyer_item", "supplier_item") and bool(behind) and re.fullmatch(r"0{0,3}\d{1,3}:", behind[0].text) is not None
