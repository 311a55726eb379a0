"""Heats of a certificate: chemistry and test results, elements across or down the page, one heat or many."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from domain.doctype import DocType, Shape
from domain.paper import Group, Leaf, Node
from extract.candidates import leaf
from extract.labels import LabelHit, Vocabulary, squeezed
from extract.layout import Layout, Line, Token
from extract.numbers import NumberError, parse_number
from extract.tables import Row, Table, TableReader
from extract.values import Habits, misfit, read_value

ELEMENTS = (
    "C", "Si", "Mn", "P", "S", "Cr", "Ni", "Mo", "Cu", "Al", "N", "V", "Nb", "Ti", "B", "Co", "W", "Sn", "As", "Sb", "Pb", "Ca", "Fe", "Mg", "Zn",
    "Zr", "Bi", "Ta", "Ce", "H", "O", "Te", "Se", "Be", "Li", "Na", "Sr", "Ga", "Cd", "Hg",
)  # fmt: skip
_SYMBOLS = {symbol.lower(): symbol for symbol in ELEMENTS}
_DOUBLED = {symbol.lower() * 2: symbol for symbol in ELEMENTS if len(symbol) == 1} | {
    "s1": "Si",
    "sl": "Si",
    "a1": "Al",
    "m0": "Mo",
    "c0": "Co",
    "tl": "Ti",
    "t1": "Ti",
    "n1": "Ni",
    "nl": "Ni",
    "0": "O",
    "mn.": "Mn",
}
FEWEST_ELEMENTS = 3
LIMIT_WORDS = frozenset(
    squeezed(word)
    for word in (
        "min", "max", "min.", "max.", "soll", "limit", "limits", "spec", "requirement", "requirements", "grenzwert", "grenzwerte", "vorgabe", "von", "bis", "norm", "norma", "limite", "limites",
        "valeurs limites", "valori limite", "grens", "minimum", "maximum", "mini", "maxi", "soll min", "soll max", "range", "anforderung", "wymagania", "exigence", "specified", "required", "requisito", "eis", "wymagane", "od", "do",
    )
)  # fmt: skip
NOT_A_HEAT = re.compile(r"^(%|mpa|n/?mm2?|j|hb|hbw|hrc|hv|kg|mm|x?\d{2,4}x|ksi|ppm|°c|[x*×]\s*1000?|10-?\d)$")
KSI = Decimal("6.894757")


def element_of(text: str, *, fuzzy: bool) -> str | None:
    """The element that a word names: its symbol as it is written, or, on a scan, as OCR tends to read it (`Cc`, `Ss`, `c`)."""
    bare = text.strip(".:,;[]()%*|'\"")
    if bare in ELEMENTS:
        return bare
    plain = bare.lower()
    if plain in _SYMBOLS and (len(plain) == 2 or fuzzy) and (bare.isupper() or fuzzy):
        return _SYMBOLS[plain]
    return _DOUBLED.get(plain) if fuzzy else None


@dataclass
class _Heat:
    """A heat while it is put together from several tables."""

    number: Leaf | None = None
    chemistry: dict[str, Leaf] = field(default_factory=dict)
    tests: list[dict[str, Node]] = field(default_factory=list)
    other: dict[str, Node] = field(default_factory=dict)

    def group(self) -> Group:
        found: dict[str, Node] = {}
        if self.number:
            found["heat_number"] = self.number
        found.update(self.other)
        if self.chemistry:
            found["chemistry"] = dict(self.chemistry)
        if self.tests:
            found["tensile"] = [Group(test) for test in self.tests]
        return Group(found)


class HeatReader:
    """Reads every table of a certificate and joins what belongs to one heat."""

    def __init__(self, layout: Layout, doctype: DocType, habits: Habits, *, fuzzy: bool) -> None:
        """`fuzzy` lets labels be a letter off, as OCR reads them."""
        self._layout = layout
        self._habits = habits
        self._fuzzy = fuzzy
        self._heats: list[_Heat] = []
        self._doctype = doctype
        self.used: set[int] = set()

    def read(self) -> list[Group]:
        """The heats in the order of the paper; `used` then holds the lines that belong to tables."""
        for table in _test_tables(self._layout, self._doctype, fuzzy=self._fuzzy):
            self.used |= table.lines
            self._across(table)
        self._down()
        return [heat.group() for heat in self._heats if heat.number or heat.chemistry or heat.tests]

    def _across(self, table: Table) -> None:
        """A table whose rows are heats or samples and whose columns are elements and properties."""
        scale = self._scales(table)
        current: _Heat | None = None
        order = 0
        for row in table.rows:
            if self._is_limits(row):
                continue
            number = self._heat_number(row)
            if number is not None:
                current = self._heat(number, order)
                order += 1
            elif current is None or not any(column.name == "heat_number" for column in table.columns):
                current = self._heat(None, order)
                order += 1
            self._results(current, row, table, scale)

    def _heat(self, number: Leaf | None, order: int) -> _Heat:
        """The heat of that number, or, where the row names none, the one in that place."""
        for heat in self._heats:
            if number and heat.number and heat.number.value == number.value:
                return heat
        if number is None and order < len(self._heats):
            return self._heats[order]
        heat = _Heat(number)
        self._heats.append(heat)
        return heat

    def _heat_number(self, row: Row) -> Leaf | None:
        line = self._layout.lines[row.line]
        tokens = tuple(row.cells.get("heat_number", ()))
        value = read_value(Shape.IDENTIFIER, tokens, self._habits) if tokens else None
        if value is None or len(value.value) < 3:
            return None
        # A heat number is never corrected: as printed, only brackets and blanks around it fall.
        return leaf(value.text.replace(" ", "").strip(".,;:|[]()"), value.tokens, line.page, self._layout, score=0.985)

    def _results(self, heat: _Heat, row: Row, table: Table, scale: dict[str, int]) -> None:
        line = self._layout.lines[row.line]
        test: dict[str, Node] = {}
        for name, tokens in row.cells.items():
            if name.startswith("element:"):
                symbol = name.partition(":")[2]
                value = self._chemistry(tuple(tokens), scale.get(symbol, 1), line)
                if value:
                    heat.chemistry.setdefault(symbol, value)
            elif name in ("yield_mpa", "tensile_mpa", "elongation_pct"):
                value = self._property(name, tuple(tokens), table, line)
                if value:
                    test[name] = value
            elif name in ("lot_number", "quantity", "carbon_equivalent"):
                found = read_value(Shape.IDENTIFIER if name == "lot_number" else Shape.DECIMAL, tuple(tokens), self._habits)
                if found:
                    heat.other.setdefault(name, leaf(found.value, found.tokens, line.page, self._layout, score=0.93 * found.fit))
        if test:
            heat.tests.append(test)

    def _chemistry(self, tokens: tuple[Token, ...], scale: int, line: Line) -> Leaf | None:
        """A content in mass %: `0,17`, `<0.005`, `17` in a column of hundredths."""
        for token in tokens:
            bare = token.text.strip("<>=|[]()%*").lstrip("~")
            try:
                value = parse_number(bare, self._habits.numbers)
            except NumberError:
                continue
            derived = scale != 1
            if derived:
                value = str(Decimal(value).scaleb(-len(str(scale)) + 1))
            return leaf(value, (token,), line.page, self._layout, score=0.975, derived=derived)
        return None

    def _property(self, name: str, tokens: tuple[Token, ...], table: Table, line: Line) -> Leaf | None:
        value = read_value(Shape.DECIMAL, tokens, self._habits)
        if value is None:
            return None
        number, derived = value.value, False
        title = next((column.title for column in table.columns if column.name == name), "")
        if name != "elongation_pct" and "ksi" in title.lower():
            number, derived = str((Decimal(number) * KSI).quantize(Decimal("0.1"))), True
        return leaf(number, value.tokens, line.page, self._layout, score=0.97 * value.fit, derived=derived)

    def _scales(self, table: Table) -> dict[str, int]:
        """By what each element's column is multiplied: said in its heading, beside the table's title, or in a row of factors."""
        whole = 1
        for index in range(max(0, table.head - 2), min(table.head + 4, len(self._layout.lines))):
            match = re.search(r"[x×*]\s?(1000|100)\b(?!\s?[x×]\s?\d)|10\s?[-^]\s?([23])\b", self._layout.lines[index].text)
            if match and index < table.head:
                whole = int(match[1]) if match[1] else 10 ** int(match[2])
        scales: dict[str, int] = {}
        for column in table.columns:
            if column.name and column.name.startswith("element:"):
                match = re.search(r"[x×*]\s?(1000|100)|10-([23])", column.title)
                scales[column.name.partition(":")[2]] = (int(match[1]) if match[1] else 10 ** int(match[2])) if match else whole
        factors = next((row for row in table.rows if self._is_factors(row)), None)
        if factors:
            for name, tokens in factors.cells.items():
                if name.startswith("element:"):
                    scales[name.partition(":")[2]] = int(re.sub(r"\D", "", tokens[0].text) or 1)
        return scales

    def _is_factors(self, row: Row) -> bool:
        tokens = self._layout.lines[row.line].tokens
        return len(tokens) > 2 and sum(re.fullmatch(r"[x×*]1?0{2,3}|[x×*]100?0?", token.text) is not None for token in tokens) > 0.6 * len(
            tokens
        )

    def _is_limits(self, row: Row) -> bool:
        """Rows of limits (min, max) are no results."""
        line = self._layout.lines[row.line]
        words = {squeezed(token.text) for token in line.tokens[:4]}
        return bool(words & LIMIT_WORDS) or self._is_factors(row)

    def _down(self) -> None:
        """Elements down the page: each line begins with a symbol, and each heat has a column."""
        lines = self._layout.lines
        index = 0
        while index < len(lines):
            block = []
            while index < len(lines) and (symbol := self._leading_element(lines[index])) and index not in self.used:
                block.append((index, symbol))
                index += 1
            if len(block) >= FEWEST_ELEMENTS + 1:
                self._block(block)
            index += 1

    def _leading_element(self, line: Line) -> str | None:
        tokens = [token for token in line.tokens if not re.fullmatch(r"C\d{2,3}", token.text)]
        if len(tokens) < 2 or not any(re.search(r"\d", token.text) for token in tokens[1:]):
            return None
        return element_of(tokens[0].text, fuzzy=self._fuzzy)

    def _block(self, block: Sequence[tuple[int, str]]) -> None:
        lines = self._layout.lines
        first = block[0][0]
        head = self._block_head(first)
        self.used |= {index for index, _ in block} | ({head} if head is not None else set())
        columns = self._block_columns(lines[head] if head is not None else None, [lines[index] for index, _ in block])
        for order, (number, x0, x1) in enumerate(columns):
            heat = self._heat(number, order)
            for index, symbol in block:
                token = _nearest(lines[index].tokens[1:], x0, x1)
                value = self._chemistry((token,), 1, lines[index]) if token else None
                if value:
                    heat.chemistry.setdefault(symbol, value)

    def _block_head(self, first: int) -> int | None:
        """The line above a block of elements that names the heats."""
        labels = Vocabulary({column.name: column.headings for column in self._doctype.columns if column.name == "heat_number"})
        for index in range(first - 1, max(-1, first - 4), -1):
            if labels.hits(self._layout.lines, index, fuzzy=self._fuzzy):
                return index
        return None

    def _block_columns(self, head: Line | None, rows: Sequence[Line]) -> list[tuple[Leaf | None, float, float]]:
        if head is not None:
            numbers = [
                token
                for token in head.tokens
                if re.search(r"\d", token.text) and len(token.text) >= 4 and not NOT_A_HEAT.match(token.plain)
            ]
            if numbers:
                return [(leaf(t.text.strip(".,;:|[]()"), (t,), head.page, self._layout, score=0.97), t.x0, t.x1) for t in numbers]
        widest = max(rows, key=lambda line: len(line.tokens))
        return [(None, token.x0, token.x1) for token in widest.tokens[1:] if re.search(r"\d", token.text)]


def _nearest(tokens: Sequence[Token], x0: float, x1: float) -> Token | None:
    numbers = [token for token in tokens if re.search(r"\d", token.text)]
    best = min(numbers, key=lambda token: min(abs(token.x1 - x1), abs(token.x0 - x0), abs(token.x0 + token.x1 - x0 - x1) / 2), default=None)
    if best is None:
        return None
    away = min(abs(best.x1 - x1), abs(best.x0 - x0), abs(best.x0 + best.x1 - x0 - x1) / 2)
    return best if away < 30 else None


class _TestVocabulary(Vocabulary):
    """The headings of test tables: elements by their symbols, properties and heats by their names."""

    def __init__(self, doctype: DocType) -> None:
        super().__init__({column.name: column.headings for column in doctype.columns})

    def name(self, text: str, *, fuzzy: bool = False) -> str | None:
        symbol = _heading_element(text, fuzzy=fuzzy)
        return f"element:{symbol}" if symbol else super().name(text, fuzzy=fuzzy)

    def _longest_at(self, line: Line, index: int, start: int, *, fuzzy: bool) -> LabelHit | None:
        hit = super()._longest_at(line, index, start, fuzzy=fuzzy)
        symbol = _heading_element(line.tokens[start].text, fuzzy=fuzzy)
        if symbol and (hit is None or hit.end == start + 1) and self._among_elements(line, start, fuzzy=fuzzy):
            return LabelHit(f"element:{symbol}", index, start, start + 1)
        return hit

    @staticmethod
    def _among_elements(line: Line, start: int, *, fuzzy: bool) -> bool:
        """A single letter is an element only in the company of others."""
        others = sum(_heading_element(token.text, fuzzy=fuzzy) is not None for i, token in enumerate(line.tokens) if i != start)
        return others >= FEWEST_ELEMENTS - 1


def _heading_element(text: str, *, fuzzy: bool) -> str | None:
    bare = re.sub(r"[x×*]\s?1000?$|\[?%\]?$|\(%\)$", "", text.strip())
    return element_of(bare, fuzzy=fuzzy)


def _test_tables(layout: Layout, doctype: DocType, *, fuzzy: bool) -> list[Table]:
    vocabulary = _TestVocabulary(doctype)
    names = [column.name for column in doctype.columns]
    fits = {name: misfit(Shape.DECIMAL) for name in names}
    fits["heat_number"] = fits["lot_number"] = misfit(Shape.IDENTIFIER)
    for symbol in ELEMENTS:
        fits[f"element:{symbol}"] = _misfit_content
    anchors = ["heat_number", "yield_mpa", "tensile_mpa", "elongation_pct", *[f"element:{symbol}" for symbol in ELEMENTS]]
    return TableReader(vocabulary, fits, anchors, Vocabulary({})).tables(layout.lines, fuzzy=fuzzy)


def _misfit_content(word: str) -> float:
    return 0.0 if re.fullmatch(r"[<>]?[.,]?\d[\d.,]*%?", word) else 0.6 if word in ("-", "--", "/") else 2.0
