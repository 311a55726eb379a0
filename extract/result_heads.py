"""Heads of tables of results: which lines make one, what each column holds, and by how much its figures are scaled."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from extract.elements import element_of
from extract.grid import Heading, aligned, stacked
from extract.labels import Vocabulary, squeezed
from extract.layout import Line, Token
from extract.result_words import CODE, IMPACT, PROPERTIES, SYMBOL_OR_UNIT, SYMBOL_WORDS, factor_of, looks_like_a_heat, role_of

FEWEST_ELEMENTS = 3
RESULTS = (*PROPERTIES, *IMPACT, "hardness")
_FIGURES = re.compile(r"[<>]?\d+[.,]\d+|\d{2,}")
_SECTION = re.compile(r"[ABCD]\d\d\s?[-–]\s?[ABCD]\d\d")
"""`C71 – C92 Chemical composition`: the title of a part of an EN 10168 certificate."""
_POWER = re.compile(r"[x×*·]?\s?10{1,5}|10\s?[-^⁻].*|ppm|%|‰", re.IGNORECASE)


@dataclass(frozen=True)
class Head:
    """The head of a table: its columns, by how many places each is scaled, its lines, and whether it is of the product."""

    columns: tuple[Heading, ...]
    scales: dict[str, int]
    first: int
    after: int
    product: bool = False
    names: frozenset[str] = field(default_factory=frozenset)

    def column(self, *names: str) -> Heading | None:
        """The first column that holds one of those values."""
        return next((column for name in names for column in self.columns if column.name == name), None)

    @property
    def elements(self) -> list[Heading]:
        """The columns of elements."""
        return [column for column in self.columns if (column.name or "").startswith("element:")]


class HeadFinder:
    """Tells which lines are heads of tables of results; `used` are lines that belong to tables already."""

    def __init__(self, lines: Sequence[Line], vocabulary: Vocabulary, used: set[int], *, fuzzy: bool) -> None:
        """`fuzzy` lets labels be a letter off, as OCR reads them."""
        self._lines = lines
        self._vocabulary = vocabulary
        self._used = used
        self._fuzzy = fuzzy

    def head_at(self, index: int) -> Head | None:
        """The head of a table that begins at this line, or in the line below it."""
        if not self.names_columns(index):
            return None
        band = [index]
        for other in (index - 1, index + 1, index + 2, index + 3):
            if 0 <= other < len(self._lines) and other not in self._used and self._belongs(other, band[-1] if other > index else index):
                band.append(other)
            elif other > index:
                break
        band.sort()
        pieces = [piece for i in sorted(band, key=lambda i: i != index) for piece in self._pieces(i)]
        columns = self._told_apart(stacked(pieces))
        self._used.update(range(band[0], band[-1] + 1))
        named = frozenset(column.name for column in columns if column.name)
        return Head(tuple(columns), self._scales(columns, band), band[0], band[-1] + 1, self._is_of_product(band), named)

    def names_columns(self, index: int) -> bool:
        """Whether a line names the columns of a table: elements, or properties, without figures."""
        line = self._lines[index]
        tokens = line.tokens
        elements = [token for token in tokens if element_of(token.text, fuzzy=self._fuzzy)]
        names = {hit.name for hit in self._vocabulary.hits(self._lines, index, fuzzy=self._fuzzy)}
        results = names & set(RESULTS)
        values = sum(bool(_FIGURES.fullmatch(token.text)) and not _is_of_symbol(tokens, i) for i, token in enumerate(tokens))
        if values > 1 or not (elements or results) or _SECTION.match(line.text):
            return False
        words = [token for token in tokens if squeezed(token.text) not in ("", "%")]
        if elements and len(elements) == len(words) and self._used & {index - 1, index - 2}:
            return True  # the rest of a row of elements that did not fit the page's width
        if elements and squeezed(tokens[0].text) in SYMBOL_WORDS:
            return True
        if len(elements) >= FEWEST_ELEMENTS and len(elements) >= 0.4 * len(words):
            return True
        if line.text.endswith((":", ".")) or values:
            return len(results & set(PROPERTIES)) > 1
        return len(results) > 1 or (bool(results) and "heat_number" in names and self._row_follows(index))

    def _row_follows(self, index: int) -> bool:
        """Whether a heat with figures stands close below a line."""
        return any(
            len(line.tokens) > 1 and looks_like_a_heat(line.tokens[0].text)
            for line in self._lines[index + 1 : index + 3]
            if line.page == self._lines[index].page
        )

    def _belongs(self, index: int, neighbour: int) -> bool:
        """Whether a line is a further line of a head: close by, without figures other than codes and factors."""
        line, other = self._lines[index], self._lines[neighbour]
        if line.page != other.page or abs(line.box[1] - other.box[1]) > 2.4 * max(line.size, other.size) or _SECTION.match(line.text):
            return False
        if is_factors(line):
            return True
        if any(role_of(token.text) == "unit" for token in line.tokens[:1]):
            return True
        figures = [token for token in line.tokens if re.search(r"\d", token.text) and not CODE.fullmatch(token.text)]
        # N/mm², Rp0.2, A50: figures that belong to units and symbols; 1, 2, 3: numbers of test pieces.
        allowed = [
            token
            for token in figures
            if (re.search(r"[a-z×]", token.plain) and len(token.plain) < 9)
            or token.plain in ("0.2", "0,2", "1", "2", "3")
            or factor_of(token.text) is not None
        ]
        if len(figures) > len(allowed) or _is_limits(line) or not any(re.search(r"[^\W\d_]", token.text) for token in line.tokens):
            return False
        if line.text.endswith(":"):
            return False
        if self._vocabulary.hits(self._lines, index, fuzzy=self._fuzzy):
            return True
        over = line.box[2] > other.box[0] - 90 and line.box[0] < other.box[2]
        return over and len(line.tokens) >= 2 and not line.text.endswith(".") and not _is_title(line, other)

    def _pieces(self, index: int) -> Iterator[Heading]:
        line = self._lines[index]
        taken: set[int] = set()
        symbols = [element_of(token.text, fuzzy=self._fuzzy) for token in line.tokens]
        several = (
            sum(symbol is not None for symbol in symbols) >= FEWEST_ELEMENTS
            or all(symbols)
            or (squeezed(line.tokens[0].text) in SYMBOL_WORDS)
        )
        for hit in self._vocabulary.hits(self._lines, index, fuzzy=self._fuzzy):
            if several and all(symbols[hit.start : hit.end]):
                continue
            end = hit.end
            while end < len(line.tokens) and self._goes_on(line, end):
                end += 1  # the symbol and the unit beside a name: `Dehngrenze ReH N/mm²`
            taken.update(range(hit.start, end))
            yield _heading(hit.name, line.tokens[hit.start : end])
        for position, symbol in enumerate(symbols):
            if symbol and several and position not in taken:
                taken.add(position)
                yield _heading(f"element:{symbol}", line.tokens[position : position + 1])
        for phrase in line.phrases:
            rest = tuple(token for token in phrase.tokens if line.tokens.index(token) not in taken and re.search(r"[^\W_]", token.text))
            if rest:
                yield _heading(None, rest)

    @staticmethod
    def _goes_on(line: Line, place: int) -> bool:
        """Whether a word is a symbol or a unit that stands right behind the word before it."""
        near = line.tokens[place].x0 - line.tokens[place - 1].x1 <= line.gap * line.size
        return near and SYMBOL_OR_UNIT.fullmatch(line.tokens[place].text.strip("()[],:")) is not None

    @staticmethod
    def _told_apart(columns: list[Heading]) -> list[Heading]:
        """Columns whose heading means another thing: weights per metre are no quantities, ratios no strengths, limits no results."""
        kept = []
        for column in columns:
            title = column.title.lower()
            per_length = column.name == "quantity" and re.search(r"\bper\b|k\w{1,2}\s?/\s?m\b|theor", title)
            limits = column.name and any(role_of(token.text) == "limit" for token in column.tokens[1:])
            name = None if per_length or limits else column.name
            if name is None and re.fullmatch(r"\W*°\s?C\W*", column.title):
                name = "temperature_c"
            kept.append(replace(column, name=name))
        return kept

    def _scales(self, columns: Sequence[Heading], band: Sequence[int]) -> dict[str, int]:
        """By how many places each element's column is scaled: in its heading, in a line of factors, or in the title above."""
        first = band[0]
        above = self._lines[first - 1].text if first and self._lines[first - 1].page == self._lines[band[0]].page else ""
        title = factor_of(above) if not re.search(r"\d[.,]\d{2}", above.replace("0.0", "")) else None
        scales = {}
        for column in columns:
            own = factor_of(column.title)
            own = title if own is None else own
            if column.name and column.name.startswith("element:") and own:
                scales[column.name] = own
        for index in band:
            if is_factors(self._lines[index]):
                scales.update(factors_of(self._lines[index].tokens, columns))
        return scales

    def _is_of_product(self, band: Sequence[int]) -> bool:
        """Whether the head, or the title above it, says that the product was analysed and not the ladle."""
        lines = [*range(max(0, band[0] - 1), band[0]), *band]
        text = " ".join(self._lines[index].text for index in lines).lower()
        return re.search(r"(product|check|st(ü|ue)ck)[\s-]?anal|anal\w* (du produit|di prodotto|de producto|wyrobu)", text) is not None


def factors_of(tokens: Sequence[Token], columns: Sequence[Heading]) -> dict[str, int]:
    """By how many places each column is scaled, from a row of factors or units below the symbols."""
    named = [column for column in columns if (column.name or "").startswith("element:")]
    figures = [token for token in tokens if _POWER.fullmatch(token.text.strip("()[]"))]
    found = {}
    for column, token in aligned(figures, named).items():
        plain = token.text.strip("()[]")
        places = factor_of(plain) if factor_of(plain) is not None else len(plain) - 1 if re.fullmatch(r"10{1,5}", plain) else 0
        if places:
            found[column.name or ""] = places
    return found


def is_factors(line: Line) -> bool:
    """Whether a line is a row of factors below the symbols: `×100 ×100 ×1000`."""
    factors = [token for token in line.tokens if factor_of(token.text) is not None or re.fullmatch(r"\(?10{1,5}\)?", token.text)]
    return len(line.tokens) > 1 and len(factors) > 0.6 * len(line.tokens)


def _heading(name: str | None, tokens: tuple[Token, ...]) -> Heading:
    return Heading(name, tokens[0].x0, tokens[-1].x1, " ".join(token.text for token in tokens), tokens)


def _is_of_symbol(tokens: Sequence[Token], index: int) -> bool:
    """Whether a figure belongs to the symbol before it: `Rp 0.2`, `A 80`."""
    return index > 0 and re.fullmatch(r"R[pt]|A", tokens[index - 1].text) is not None


def _is_limits(line: Line) -> bool:
    return any(role_of(token.text) == "limit" for token in line.tokens[:2])


def _is_title(line: Line, head: Line) -> bool:
    """A title above a table stands over its left half only, as one phrase."""
    return len(line.phrases) == 1 and line.box[2] < (head.box[0] + head.box[2]) / 2 and len(head.tokens) > 4
