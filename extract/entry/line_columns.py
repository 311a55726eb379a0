"""The columns that the lines of a kind of paper have: what they are called in a paper, and the values that words in them say."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from functools import lru_cache

from domain.doctype import ColumnSpec, DocType
from domain.paper import Leaf
from extract.entry.details import labels_inside
from extract.entry.otherwise import other_readings
from extract.label.labels import LabelHit, Vocabulary
from extract.page.layout import Layout, Token
from extract.shape.candidates import leaf
from extract.shape.values import Habits, Value, country_code, read_value
from extract.table.naming import is_number_of
from extract.text.units import UnitError, is_unit, parse_price_unit, parse_unit

_FUSED = re.compile(r"(?P<figure>\d[\d.,']*)(?P<unit>[^\W\d_]{1,5})\.?")
"""A quantity and its unit without a blank between them."""
WHOLE = 100
"""No discount is more, in per cent."""
OTHERWISE = 0.6
"""What a unit is worth that only the other reading of a word is."""
ITEMS = ("supplier_item", "buyer_item")
MOST_OF_CELL = 3
"""Words of a figure's cell, its unit and its currency among them."""


class LineColumns:
    """The columns of a kind of paper's lines, in one paper."""

    def __init__(self, layout: Layout, doctype: DocType, habits: Habits, *, fuzzy: bool) -> None:
        """`fuzzy` lets labels be a letter off, as OCR reads them."""
        self.layout, self.habits, self.fuzzy = layout, habits, fuzzy
        self.specs = {column.name: column for column in doctype.columns}
        self.labels, self._positions = _vocabularies(doctype)

    def labels_at(self, index: int) -> list[LabelHit]:
        """The labels in a line that name values of an entry."""
        return self.labels.hits(self.layout.lines, index, fuzzy=self.fuzzy)

    def labels_inside(self, index: int) -> list[LabelHit]:
        """The same in a line of an entry, where a unit behind its figures names nothing."""
        return labels_inside(self.labels, self.layout.lines, index, fuzzy=self.fuzzy)

    def positions_at(self, index: int) -> list[LabelHit]:
        """The labels in a line that name the number of an order's line."""
        return self._positions.hits(self.layout.lines, index, fuzzy=self.fuzzy)

    def names_position(self, label: str) -> bool:
        """Whether words name the number of an order's line."""
        return self._positions.name(label) is not None

    def value(self, name: str, tokens: tuple[Token, ...]) -> Value | None:
        """What words say in a column; where they say nothing, what another engine read of them does (`197;72`, `50,800.0` for `50,8000`)."""
        if value := self._value(name, tokens):
            return value
        if name == "unit" and tokens and (code := _unit_of_scan(tokens[0])):
            return Value(code, tokens[:1], OTHERWISE)
        if name in ("description", "unit") or len(tokens) > MOST_OF_CELL or not any(token.word.others for token in tokens):
            return None  # words say nothing else by a sign
        return self._value(name, tuple(next(other_readings(token), token) for token in tokens))

    def _value(self, name: str, tokens: tuple[Token, ...]) -> Value | None:
        if name == "price_unit":
            try:
                return Value(str(parse_price_unit(" ".join(token.text for token in tokens))), tokens)
            except UnitError:
                return None
        if name == "country_of_origin" and (code := country_code(tokens)):
            return code
        if name == "unit" and is_number_of(tokens):
            return Value("C62", tokens)
        if name == "quantity" and tokens and (fused := _FUSED.fullmatch(tokens[-1].text)) and is_unit(fused["unit"]):
            tokens = (*tokens[:-1], tokens[-1].saying(fused["figure"]))  # `250M`, `2 500U`
        if name == "discount_pct":  # `10,000-`, `-10 %` take off as much as `10 %`
            tokens = tuple(token.saying(token.text.strip("-−–") or token.text) for token in tokens)
            rate = read_value(self.specs[name].shape, tokens, self.habits)
            return rate if rate and abs(Decimal(rate.value)) <= WHOLE else None
        if name == "unit_price":  # `13.11%`, `5.38‰` are prices for a hundred and a thousand
            tokens = tuple(token.saying(token.text.rstrip("%‰") or token.text) for token in tokens)
        return read_value(self.specs[name].shape, tokens, self.habits)

    def leaf(self, value: Value, page: int) -> Leaf:
        """A value in a cell, as it goes into a reading."""
        return leaf(value.value, value.tokens, page, self.layout, score=0.985 * value.fit)


def _unit_of_scan(token: Token) -> str | None:
    """The unit that a word of a scan is by its other reading, `O.7` or `U`; None where none of them is one, or they differ."""
    if token.word.confidence == 1.0:
        return None
    read = {token.text, *(other for other in token.word.others if len(other.split()) == 1)}
    codes = set()
    for text in read:
        try:
            codes.add(parse_unit(text))
        except UnitError:
            continue
    return codes.pop() if len(codes) == 1 else None


def item_of(tokens: tuple[Token, ...]) -> Value:
    """An item's number of several words, where it is known that all of them are it."""
    return Value(" ".join(token.text for token in tokens).upper(), tokens)


@lru_cache(maxsize=8)
def _vocabularies(doctype: DocType) -> tuple[Vocabulary, Vocabulary]:
    """What names the values of an entry, and what the number of an order's line."""
    named = [column for column in doctype.columns if column.name not in ("order_line", "unit", "price_unit")]
    return _vocabulary(named), _vocabulary([column for column in doctype.columns if column.name == "order_line"])


def _vocabulary(columns: Sequence[ColumnSpec]) -> Vocabulary:
    return Vocabulary({column.name: column.headings for column in columns}, {column.name: column.meanings for column in columns})
