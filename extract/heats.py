"""Heats of a certificate: chemistry and test results, across or down the page, in one table, in several, or a sheet a heat."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from domain.doctype import DocType, Shape
from domain.paper import Group, Leaf, Node
from extract.candidates import leaf
from extract.elements import element_of
from extract.grid import Heading, aligned, misalignment, stacked
from extract.labels import Vocabulary, squeezed
from extract.layout import Layout, Line, Token
from extract.numbers import NumberError, parse_number
from extract.values import Habits, read_value

PROPERTIES = ("yield_mpa", "tensile_mpa", "elongation_pct")
FEWEST_ELEMENTS = 3
FEWEST_PROPERTIES = 2
LIMIT_WORDS = frozenset(
    squeezed(word)
    for word in (
        "min", "max", "soll", "limit", "limits", "spec", "requirement", "requirements", "required", "grenzwert", "grenzwerte", "vorgabe", "limite", "limites", "grens", "minimum", "maximum",
        "mini", "maxi", "sollmin", "sollmax", "range", "anforderung", "wymagania", "exigence", "exigences", "specified", "requisito", "eis", "eisen", "wymagane", "hochstwert", "mindestwert", "limiti",
        "minimo", "massimo", "maximo", "valeurs", "norme", "norma", "maks", "requis", "exige", "exigido", "richiesto", "vereist", "toleranz", "tolerance", "sollwert", "sollwerte",
    )
)  # fmt: skip
_VALUE = re.compile(r"[<>≤≥~]?\s?(\d[\d., ]*|[.,]\d+)\*?%?")
BLANK_CELL = 0.88
"""What the results of a row are worth where a cell of it could not be read."""
_FACTOR = re.compile(r"[x×*]\s?(10{1,4})|10\s?[-^⁻]\s?([1-4])")
_CODE = re.compile(r"[ABCDZ]\d{2}(\.\d)?")
KSI = Decimal("6.894757")


@dataclass
class _Heat:
    """A heat while it is put together."""

    number: Leaf | None = None
    chemistry: dict[str, Leaf] = field(default_factory=dict)
    tests: list[dict[str, Node]] = field(default_factory=list)
    other: dict[str, Node] = field(default_factory=dict)

    def group(self) -> Group:
        found: dict[str, Node] = {"heat_number": self.number} if self.number else {}
        found.update(self.other)
        if self.chemistry:
            found["chemistry"] = dict(self.chemistry)
        if self.tests:
            found["tensile"] = [Group(test) for test in self.tests]
        return Group(found)


@dataclass(frozen=True)
class _Head:
    """The head of a table: its columns, by what each is multiplied, the line after it."""

    columns: tuple[Heading, ...]
    scales: dict[str, int]
    after: int

    def column(self, name: str) -> Heading | None:
        return next((column for column in self.columns if column.name == name), None)


class HeatReader:
    """Goes down a certificate once, and gives every result to the heat it is of."""

    def __init__(self, layout: Layout, doctype: DocType, habits: Habits, *, fuzzy: bool) -> None:
        """`fuzzy` lets labels be a letter off, as OCR reads them."""
        self._layout = layout
        self._lines = layout.lines
        self._habits = habits
        self._fuzzy = fuzzy
        self._vocabulary = Vocabulary({column.name: column.headings for column in doctype.columns})
        self._heats: list[_Heat] = []
        self._heading: _Heat | None = None
        self.used: set[int] = set()

    def read(self) -> list[Group]:
        """The heats in the order of the paper; `used` then holds the lines of tables."""
        index = 0
        while index < len(self._lines):
            head = self._head_at(index)
            if head:
                index = self._across(head)
            elif self._is_down(index):
                index = self._down(index)
            else:
                self._head_line(index)
                index += 1
        return [heat.group() for heat in self._heats if heat.number or heat.chemistry or heat.tests]

    # ---- heads

    def _head_at(self, index: int) -> _Head | None:
        """The head of a table that begins at this line, or in the line below it."""
        line = self._lines[index]
        if not self._names_columns(index):
            return None
        band = [index]
        for other in (index - 1, index + 1, index + 2, index + 3):
            if 0 <= other < len(self._lines) and other not in self.used and self._belongs(other, band[-1] if other > index else index):
                band.append(other)
            elif other > index:
                break
        band.sort()
        pieces = [piece for i in sorted(band, key=lambda i: i != index) for piece in self._pieces(i)]
        columns = stacked(pieces)
        after = max(band) + 1
        self.used.update(range(min(band), after))
        return _Head(tuple(columns), self._scales(columns, band, line), after)

    def _names_columns(self, index: int) -> bool:
        line = self._lines[index]
        elements = [token for token in line.tokens if element_of(token.text, fuzzy=self._fuzzy)]
        properties = {hit.name for hit in self._vocabulary.hits(self._lines, index, fuzzy=self._fuzzy) if hit.name in PROPERTIES}
        values = sum(bool(re.fullmatch(r"[<>]?\d+[.,]\d+|\d{3,}", token.text)) for token in line.tokens)
        if values > 1:
            return False
        words = [token for token in line.tokens if squeezed(token.text) not in ("", "%")]
        if elements and len(elements) == len(words) and self.used & {index - 1, index - 2}:
            return True  # the rest of a row of elements that did not fit the page's width
        return (len(elements) >= FEWEST_ELEMENTS and len(elements) >= 0.4 * len(words)) or len(properties) >= FEWEST_PROPERTIES

    def _belongs(self, index: int, neighbour: int) -> bool:
        """Whether a line is a further line of a head: close by, without figures other than codes and factors."""
        line, other = self._lines[index], self._lines[neighbour]
        if line.page != other.page or abs(line.box[1] - other.box[1]) > 2.4 * max(line.size, other.size):
            return False
        if self._is_factors(line):
            return True
        figures = [token for token in line.tokens if re.search(r"\d", token.text) and not _CODE.fullmatch(token.text)]
        # N/mm², Rp0.2, A50: figures that belong to units and symbols.
        allowed = [
            token for token in figures if (re.search(r"[a-z×]", token.plain) and len(token.plain) < 9) or token.plain in ("0.2", "0,2")
        ]
        if len(figures) > len(allowed) or self._is_limits(line) or not any(re.search(r"[^\W\d_]", token.text) for token in line.tokens):
            return False
        if line.text.endswith(":"):
            return False
        if self._vocabulary.hits(self._lines, index, fuzzy=self._fuzzy):
            return True
        over = line.box[2] > other.box[0] - 90 and line.box[0] < other.box[2]
        return over and len(line.tokens) >= 2 and not line.text.endswith(".") and not self._is_title(line, other)

    @staticmethod
    def _is_title(line: Line, head: Line) -> bool:
        """A title above a table stands over its left half only, as one phrase."""
        return len(line.phrases) == 1 and line.box[2] < (head.box[0] + head.box[2]) / 2 and len(head.tokens) > 4

    def _pieces(self, index: int) -> Iterator[Heading]:
        line = self._lines[index]
        taken: set[int] = set()
        symbols = [element_of(token.text, fuzzy=self._fuzzy) for token in line.tokens]
        several = sum(symbol is not None for symbol in symbols) >= FEWEST_ELEMENTS or all(symbols)
        for hit in self._vocabulary.hits(self._lines, index, fuzzy=self._fuzzy):
            if several and any(symbols[hit.start : hit.end]):
                continue
            tokens = line.tokens[hit.start : hit.end]
            taken.update(range(hit.start, hit.end))
            yield Heading(hit.name, tokens[0].x0, tokens[-1].x1, " ".join(token.text for token in tokens))
        for position, symbol in enumerate(symbols):
            if symbol and several and position not in taken:
                taken.add(position)
                token = line.tokens[position]
                yield Heading(f"element:{symbol}", token.x0, token.x1, token.text)
        for phrase in line.phrases:
            rest = [token for token in phrase.tokens if line.tokens.index(token) not in taken and re.search(r"[^\W_]", token.text)]
            if rest:
                yield Heading(None, rest[0].x0, rest[-1].x1, " ".join(token.text for token in rest))

    def _scales(self, columns: Sequence[Heading], band: Sequence[int], line: Line) -> dict[str, int]:
        """By what each element's column is multiplied: in its heading, in a line of factors, or in the title above."""
        first = min(band)
        above = self._lines[first - 1].text if first and self._lines[first - 1].page == line.page else ""
        title = _FACTOR.search(above)
        scales = {}
        for column in columns:
            own = _FACTOR.search(column.title) or title
            if column.name and column.name.startswith("element:") and own:
                scales[column.name] = int(own[1]) if own[1] else 10 ** int(own[2])
        for index in band:
            if self._is_factors(self._lines[index]):
                named = [column for column in columns if column.name]
                for column, token in aligned(self._lines[index].tokens, named).items():
                    scales[column.name or ""] = int(re.sub(r"\D", "", token.text) or 1)
        return scales

    @staticmethod
    def _is_factors(line: Line) -> bool:
        return len(line.tokens) > 1 and sum(_FACTOR.fullmatch(token.text) is not None for token in line.tokens) > 0.6 * len(line.tokens)

    @staticmethod
    def _is_limits(line: Line) -> bool:
        return any(squeezed(token.text) in LIMIT_WORDS for token in line.tokens[:4])

    # ---- tables whose rows are heats or samples

    def _across(self, head: _Head) -> int:
        named = [column for column in head.columns if column.name]
        numeric = [column for column in named if column.name not in ("heat_number", "lot_number")]
        current: _Heat | None = None
        order, position, empty = 0, head.after, 0
        while position < len(self._lines) and empty < 2:
            line = self._lines[position]
            if self._names_columns(position) or (self._is_down(position) and not named):
                break
            if self._is_factors(line) or self._is_limits(line):
                self.used.add(position)
                position += 1
                continue
            figures = [token for token in line.tokens if _VALUE.fullmatch(token.text)]
            cells = {column: token for column, token in aligned(figures, list(head.columns)).items() if column in numeric}
            number = self._row_heat(line, head, set(cells.values()))
            if not _enough(cells, numeric):
                if self._head_line(position):
                    break
                empty += 1
                position += 1
                continue
            empty = 0
            if number is not None or current is None or head.column("heat_number") is None:
                current = self._heat(number, order)
                order += 1
            self.used.add(position)
            self._results(current, cells, head, line)
            position += 1
        return max(position - empty, head.after)

    def _row_heat(self, line: Line, head: _Head, taken: set[Token]) -> Leaf | None:
        """The heat that a row names: a number that is known already, or what stands in the heat's column, or before all columns."""
        for token in line.tokens:
            if any(heat.number and heat.number.value == _bare(token.text) for heat in self._heats):
                return leaf(_bare(token.text), (token,), line.page, self._layout, score=0.985)
        column = head.column("heat_number") or head.column("lot_number")
        first = min((other.x0 for other in head.columns if other.name and other is not column), default=0.0)
        for token in line.tokens:
            if token in taken or not _looks_like_a_heat(token.text):
                continue
            place = misalignment(token, column) if column else 99.0
            before = token.x1 < first and (column is None or token.x0 < column.x1 + line.size)
            if place < 12 or (before and token is line.tokens[0]):
                # A heat number is never corrected: as printed, only brackets and stops around it fall.
                return leaf(_bare(token.text), (token,), line.page, self._layout, score=0.98)
        return None

    def _heat(self, number: Leaf | None, order: int) -> _Heat:
        """The heat of that number; without one, the one whose sheet this is, or the one in that place."""
        for heat in self._heats:
            if number and heat.number and heat.number.value == number.value:
                return heat
        if number is None and self._heading is not None:
            return self._heading
        if number is None and order < len(self._heats):
            return self._heats[order]
        heat = _Heat(number)
        self._heats.append(heat)
        return heat

    def _results(self, heat: _Heat, cells: dict[Heading, Token], head: _Head, line: Line) -> None:
        test: dict[str, Node] = {}
        named = {column.name for column in head.columns if column.name}
        filled = {column.name for column in cells}
        whole = {
            part: not (set(part) & named) - filled for part in (PROPERTIES, tuple(name for name in named if name.startswith("element:")))
        }
        for column, token in cells.items():
            name = column.name or ""
            if name.startswith("element:"):
                value = self._content(token, head.scales.get(name, 1), line)
                if value and not all(ok for part, ok in whole.items() if name in part):
                    value = value.model_copy(update={"confidence": round(value.confidence * BLANK_CELL, 4)})
                if value:
                    heat.chemistry.setdefault(name.partition(":")[2], value)
            elif name in PROPERTIES:
                value = self._property(name, token, column.title, line)
                if value and not whole[PROPERTIES]:
                    value = value.model_copy(update={"confidence": round(value.confidence * BLANK_CELL, 4)})
                if value:
                    test[name] = value
            elif name in ("quantity", "carbon_equivalent") and (value := self._content(token, 1, line)):
                heat.other.setdefault(name, value)
        if test:
            heat.tests.append(test)

    def _content(self, token: Token, scale: int, line: Line) -> Leaf | None:
        """A content in mass %: `0,17`, `<0.005`, `17` in a column of hundredths."""
        try:
            value = parse_number(token.text.strip("<>=≤≥~|[]()%* "), self._habits.numbers)
        except NumberError:
            return None
        if scale != 1:
            value = format(Decimal(value).scaleb(-len(str(scale)) + 1), "f")
        return leaf(value, (token,), line.page, self._layout, score=0.975, derived=scale != 1)

    def _property(self, name: str, token: Token, title: str, line: Line) -> Leaf | None:
        value = self._content(token, 1, line)
        if value and name != "elongation_pct" and re.search(r"\bksi\b", title.lower()):
            mpa = (Decimal(value.value) * KSI).quantize(Decimal("0.1"))
            return value.model_copy(update={"value": str(mpa), "source": "derived"})
        return value

    # ---- elements down the page, a column a heat

    def _row_name(self, line: Line) -> str | None:
        """The element or property that a line begins with, with figures behind it."""
        tokens = [token for token in line.tokens if not _CODE.fullmatch(token.text)]
        if len(tokens) < 2 or not any(_VALUE.fullmatch(token.text) for token in tokens[1:]):
            return None
        symbol = element_of(tokens[0].text, fuzzy=self._fuzzy)
        if symbol:
            return f"element:{symbol}"
        index = self._lines.index(line)
        return next(
            (hit.name for hit in self._vocabulary.hits(self._lines, index, fuzzy=self._fuzzy) if hit.start <= 1 and hit.name in PROPERTIES),
            None,
        )

    def _is_down(self, index: int) -> bool:
        """Whether a block of lines begins here that each begin with an element or a property."""
        names = [self._row_name(line) for line in self._lines[index : index + FEWEST_ELEMENTS]]
        elements = all(name and name.startswith("element:") for name in names) and len(names) == FEWEST_ELEMENTS
        return elements or (len(names) > 1 and all(name in PROPERTIES for name in names[:2]))

    def _down(self, index: int) -> int:
        columns = self._heat_columns(index)
        position = index
        tests: dict[int, dict[str, Node]] = {}
        while position < len(self._lines) and (name := self._row_name(self._lines[position])):
            line = self._lines[position]
            figures = [token for token in line.tokens[1:] if _VALUE.fullmatch(token.text)]
            if not columns:
                columns = [(None, token.x0, token.x1) for token in figures[-1:]]
            for order, (number, x0, x1) in enumerate(columns):
                token = aligned(figures, [Heading(None, x0, x1, "")]).get(Heading(None, x0, x1, ""))
                if token is None:
                    continue
                heat = self._heat(number, order)
                if name.startswith("element:"):
                    value = self._content(token, self._line_scale(line), line)
                    if value:
                        heat.chemistry.setdefault(name.partition(":")[2], value)
                elif value := self._property(name, token, line.text, line):
                    tests.setdefault(order, {}).setdefault(name, value)
            self.used.add(position)
            position += 1
        for order, test in tests.items():
            self._heat(columns[order][0], order).tests.append(test)
        return position

    @staticmethod
    def _line_scale(line: Line) -> int:
        factor = _FACTOR.search(" ".join(token.text for token in line.tokens[:3]))
        return (int(factor[1]) if factor[1] else 10 ** int(factor[2])) if factor else 1

    def _heat_columns(self, index: int) -> list[tuple[Leaf | None, float, float]]:
        """The heats that the lines above a block name, with their places."""
        found: list[tuple[Leaf | None, float, float]] = []
        for above in range(index - 1, max(-1, index - 5), -1):
            line = self._lines[above]
            if line.page != self._lines[index].page or self._row_name(line):
                break
            numbers = [token for token in line.tokens if _looks_like_a_heat(token.text) and token.x0 > self._lines[index].tokens[0].x1]
            if numbers:
                self.used.add(above)
                return [(leaf(_bare(t.text), (t,), line.page, self._layout, score=0.975), t.x0, t.x1) for t in numbers]
        return found

    # ---- `Heat 0257638` above the tables of one heat

    def _head_line(self, index: int) -> bool:
        """Whether the line names the heat that the tables below it are of."""
        line = self._lines[index]
        hits = self._vocabulary.hits(self._lines, index, fuzzy=self._fuzzy)
        for position, hit in enumerate(hits):
            until = hits[position + 1].start if position + 1 < len(hits) else len(line.tokens)
            tokens = tuple(token for token in line.tokens[hit.end : until] if token.text not in (":", "=", "/"))
            if (
                hit.name != "heat_number"
                or not tokens
                or not _looks_like_a_heat(tokens[0].text)
                or tokens[0].x0 - line.tokens[hit.end - 1].x1 > 6 * line.size
            ):
                continue
            number = leaf(_bare(tokens[0].text), tokens[:1], line.page, self._layout, score=0.975)
            self._heading = None
            self._heading = self._heat(number, len(self._heats))
            for other in hits[position + 1 : position + 3]:
                value = read_value(
                    Shape.IDENTIFIER if other.name == "lot_number" else Shape.DECIMAL, line.tokens[other.end : other.end + 3], self._habits
                )
                if value and other.name in ("lot_number", "quantity"):
                    self._heading.other.setdefault(other.name, leaf(value.value, value.tokens, line.page, self._layout, score=0.93))
            return True
        return False


def _enough(cells: Iterable[Heading], columns: Sequence[Heading]) -> bool:
    """Whether a line fills half of the elements or half of the properties: then it is a row of results."""
    filled = {column.name for column in cells}
    for part in ([c.name for c in columns if c.name in PROPERTIES], [c.name for c in columns if (c.name or "").startswith("element:")]):
        if part and 2 * len(filled & set(part)) >= len(part):
            return True
    return False


def _bare(text: str) -> str:
    return text.strip(".,;:|[]()")


def _looks_like_a_heat(text: str) -> bool:
    """A heat number has figures, is no decimal, no code of EN 10168, no unit and no size."""
    bare = _bare(text)
    if len(bare) < 4 or not re.search(r"\d", bare) or _CODE.fullmatch(bare) or _FACTOR.fullmatch(bare):
        return False
    return not re.fullmatch(
        r"\d{1,3}[.,]\d+%?|\d+[.,]\d{1,4}|\[?N/mm[2²]?\]?|R[pet]\d.*|\d+[x×]\d+.*|\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|(EN|ISO|DIN)\d*",
        bare,
        re.IGNORECASE,
    )
