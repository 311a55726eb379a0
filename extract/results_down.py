"""Tables whose rows are elements or properties and whose columns are heats, test pieces, or limits beside the one result."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from domain.paper import Leaf, Node
from extract.elements import element_of
from extract.grid import Heading, misalignment
from extract.heat_record import HeatBook, HeatRecord
from extract.layout import Line, Token
from extract.result_cells import Cells, doubtful_contents, doubtful_test
from extract.result_heads import FEWEST_ELEMENTS
from extract.result_labels import ResultLabels
from extract.result_words import (
    CODE,
    FIGURE,
    PROPERTIES,
    bare,
    elongation_kind,
    factor_of,
    hardness_scale,
    looks_like_a_heat,
    role_of,
    yield_kind,
)

ROWS = (*PROPERTIES, "energy_j", "mean_j", "hardness", "carbon_equivalent", "melt_country", "temperature_c")
REACH = 40.0
LINES_UP = 11
FAR_UP = 45


@dataclass(frozen=True)
class ResultColumn:
    """A column of results: the heat that it is of, where its head says so, and its place."""

    number: Leaf | None
    x0: float
    x1: float

    @property
    def middle(self) -> float:
        """Half way between its edges."""
        return (self.x0 + self.x1) / 2


def result_columns(lines: Sequence[Line], index: int) -> list[tuple[str, float, float]]:
    """The columns of actual values and of limits that the nearest head above a line names: role and edges."""
    for above in range(index - 1, max(-1, index - FAR_UP), -1):
        line = lines[above]
        if line.page != lines[index].page:
            return []
        begins = [phrase.tokens[0] for phrase in line.phrases if len(phrase.tokens) < 4]
        roles = [(role, token) for token in begins if (role := role_of(token.text)) in ("limit", "actual")]
        if len(roles) > 1 and any(role == "actual" for role, _ in roles) and not any(FIGURE.fullmatch(t.text) for t in line.tokens):
            return [(str(role), token.x0, token.x1) for role, token in roles]
    return []


def actual_figure(figures: Sequence[Token], columns: Sequence[tuple[str, float, float]]) -> Token | None:
    """Of the figures of a row the one that is a result: in the column of actual values; the first where no head tells."""
    if not columns:
        return figures[0] if figures else None
    for token in figures:
        nearest = min(columns, key=lambda column: misalignment(token, Heading(None, column[1], column[2], "")))
        if nearest[0] == "actual" and misalignment(token, Heading(None, nearest[1], nearest[2], "")) < REACH:
            return token
    return None


class DownReader:
    """Reads blocks of lines that each begin with an element or a property."""

    def __init__(self, lines: Sequence[Line], labels: ResultLabels, book: HeatBook, cells: Cells, *, fuzzy: bool) -> None:
        """`fuzzy` lets labels be a letter off, as OCR reads them."""
        self._lines = lines
        self._labels = labels
        self._book = book
        self._cells = cells
        self._fuzzy = fuzzy
        self._columns: list[ResultColumn] = []
        self._degrees: dict[int, Leaf] = {}

    def begins(self, index: int) -> bool:
        """Whether a block of lines begins here that each begin with an element or a property."""
        names: list[str | None] = []
        at = index
        while at < len(self._lines) and len(names) < FEWEST_ELEMENTS:
            if at == index or not self._is_speck(at):
                names.append(self._name(at))
            at += 1
        elements = len(names) == FEWEST_ELEMENTS and all(name and name.startswith("element:") for name in names)
        return elements or (len(names) > 1 and all(name in ROWS for name in names[:2]) and names[0] in PROPERTIES)

    def _is_speck(self, index: int) -> bool:
        """Whether a line holds next to nothing, as specks of a scan do."""
        return self._fuzzy and sum(char.isalnum() for token in self._lines[index].tokens for char in token.text) < 3

    def _name(self, index: int) -> str | None:
        """The element or property that a line begins with, with figures behind it."""
        tokens = [token for token in self._lines[index].tokens if not CODE.fullmatch(token.text) and re.search(r"\w", token.text)]
        if len(tokens) < 2 or not any(re.search(r"\d|^[A-Z]{2}$", token.text) for token in tokens[1:]):
            return None
        figures = any(FIGURE.fullmatch(token.text) for token in tokens[1:])
        symbol = element_of(tokens[0].text, fuzzy=self._fuzzy) if figures else None
        if symbol:
            return f"element:{symbol}"
        hits = self._labels.hits(index)
        name = next((hit.name for hit in hits if hit.start <= 1 and hit.name in ROWS and (figures or hit.name == "melt_country")), None)
        return _of_impact(tokens) if name == "energy_j" else name

    def read(self, index: int) -> range:
        """Reads the block that begins here; the lines that it takes up."""
        first = index
        columns, head = self._heat_columns(index)
        roles = result_columns(self._lines, index)
        contents: dict[int, dict[str, Leaf]] = {}
        tests: dict[int, dict[str, Node]] = {}
        while index < len(self._lines) and ((name := self._name(index)) or self._is_speck(index)):
            line = self._lines[index]
            if not name:
                index += 1
                continue
            label = self._label_end(line)
            if not columns:
                columns = self._only_column(line, label, roles)
            for order, column in enumerate(columns):
                tokens = self._inside(line, label, column, columns)
                if tokens:
                    into = (contents.setdefault(order, {}), tests.setdefault(order, {}))
                    self._enter(name, tokens, line, into, self._heat(columns, order))
            index += 1
        for order, analysis in contents.items():
            heat = self._heat(columns, order)
            heat.analyse(doubtful_contents(analysis), product=False)
            if tests[order]:
                _add_test(heat, doubtful_test(tests[order]))
        self._columns = [column for column in columns if column.number]
        return range(head if head is not None else first, index)

    def _heat(self, columns: Sequence[ResultColumn], order: int) -> HeatRecord:
        number = columns[order].number
        return self._book.named(number) if number else self._book.nameless(order, len(columns))

    @staticmethod
    def _label_end(line: Line) -> float:
        """Where the label of a row ends: with its first phrase, or before the first figure of it."""
        phrase = line.phrases[0] if not CODE.fullmatch(line.phrases[0].text) or len(line.phrases) == 1 else line.phrases[1]
        return phrase.box[2] if len(line.phrases) > 1 and phrase is not line.phrases[-1] else line.tokens[0].x1

    def _only_column(self, line: Line, label: float, roles: Sequence[tuple[str, float, float]]) -> list[ResultColumn]:
        """The one column of results of a table whose head names no heats."""
        figures = [token for token in line.tokens if token.x0 >= label and FIGURE.fullmatch(token.text)]
        actual = [role for role in roles if role[0] == "actual"]
        if actual:
            return [ResultColumn(None, x0, x1) for _, x0, x1 in actual]
        return [ResultColumn(None, token.x0, token.x1) for token in figures[-1:]]

    @staticmethod
    def _inside(line: Line, label: float, column: ResultColumn, columns: Sequence[ResultColumn]) -> list[Token]:
        """The words of a row that are nearest to a column and near enough to be of it."""
        place = Heading(None, column.x0, column.x1, "")
        found = []
        for token in line.tokens:
            if token.x0 < label - 1 or not re.search(r"\w", token.text):
                continue
            middle = (token.x0 + token.x1) / 2
            nearest = min(columns, key=lambda other: abs(other.middle - middle))
            inside = column.x0 - REACH < token.x0 and token.x1 < column.x1 + REACH
            if nearest is column and (misalignment(token, place) < 26 or inside):
                found.append(token)
        return sorted(found, key=lambda token: misalignment(token, place)) if len(found) == 2 else found

    def _enter(self, name: str, tokens: list[Token], line: Line, into: tuple[dict[str, Leaf], dict[str, Node]], heat: HeatRecord) -> None:
        contents, test = into
        figures = [token for token in tokens if FIGURE.fullmatch(token.text.strip("|'"))]
        if name == "melt_country":
            word = next((token for token in tokens if re.fullmatch(r"[A-Z]{2}", bare(token.text))), None)
            if word:
                heat.other.setdefault(name, self._cells.said(bare(word.text), (word,), line.page))
            return
        if not figures:
            return
        title = " ".join(token.text for token in line.tokens if token.x1 <= figures[0].x0)
        if name.startswith("element:"):
            places = factor_of(" ".join(token.text for token in line.tokens[:4])) or 0
            value = self._cells.number(figures[0], line.page, places=places)
            if value:
                contents.setdefault(name.partition(":")[2], value)
        elif name in PROPERTIES:
            self._property(name, figures[0], title, line, test)
        else:
            self._other(name, figures, title, line, heat)

    def _property(self, name: str, token: Token, title: str, line: Line, test: dict[str, Node]) -> None:
        strength = name != "elongation_pct"
        value = self._cells.strength(token, line.page, title) if strength else self._cells.number(token, line.page)
        if value is None or name in test:
            return
        test[name] = value
        kind = yield_kind(title) if name == "yield_mpa" else elongation_kind(title) if not strength else None
        if kind:
            test[name.split("_", maxsplit=1)[0] + "_kind"] = self._cells.said(kind, line.phrases[0].tokens, line.page)

    def _other(self, name: str, figures: Sequence[Token], title: str, line: Line, heat: HeatRecord) -> None:
        values = [value for token in figures if (value := self._cells.number(token, line.page))]
        if not values:
            return
        if name == "carbon_equivalent":
            heat.other.setdefault(name, values[0])
        elif name == "hardness":
            hardness: dict[str, Node] = {"value": values[0]}
            if scale := hardness_scale(title):
                hardness["scale"] = self._cells.said(scale, line.phrases[0].tokens, line.page)
            heat.tests["hardness"].append(hardness)
        elif name == "temperature_c":
            self._degrees[id(heat)] = values[0]
        elif name == "energy_j":
            self._impact(heat, values, title, self._cells.temperature(line.tokens, line.page) or self._degrees.pop(id(heat), None))
        elif name == "mean_j" and heat.tests["impact"]:
            heat.tests["impact"][-1].setdefault("mean_j", values[0])

    @staticmethod
    def _impact(heat: HeatRecord, values: list[Leaf], title: str, degrees: Leaf | None) -> None:
        """Enters single values; those of the second and third piece on rows of their own belong to the first."""
        tests = heat.tests["impact"]
        before = tests[-1].get("energy_j") if tests else None
        piece = re.search(r"(?:^|\D)([2-9])\W*(?:J\W*)?$", title)
        if piece and isinstance(before, list) and len(before) == int(piece[1]) - 1 and len(values) == 1:
            tests[-1]["energy_j"] = [*(value for value in before if isinstance(value, Leaf)), *values]
            return
        tests.append({"energy_j": values, **({"temperature_c": degrees} if degrees else {})})

    def _heat_columns(self, index: int) -> tuple[list[ResultColumn], int | None]:
        """The heats that the lines above a block name, with their places, and the line that does; else those of the block before."""
        unlabelled: tuple[list[ResultColumn], int] | None = None
        named: tuple[list[ResultColumn], int, list[Token]] | None = None
        lots: list[tuple[Token, int]] = []
        countries: list[tuple[Token, int]] = []
        for above in range(index - 1, max(-1, index - LINES_UP), -1):
            line = self._lines[above]
            if line.page != self._lines[index].page or self._name(above):
                break
            right = [token for token in line.tokens if token.x0 > self._lines[index].tokens[0].x1]
            countries += [(token, line.page) for token in right if re.fullmatch(r"[A-Z]{2}", token.text)]
            numbers = [token for token in right if looks_like_a_heat(token.text)]
            if not numbers:
                continue
            name = self._name_of_numbers(above, numbers[0])
            if name == "sample" or CODE.fullmatch(line.tokens[0].text):
                continue
            if name == "lot_number":
                lots = [(token, line.page) for token in numbers]
                continue
            columns = [ResultColumn(self._cells.said(bare(t.text), (t,), line.page, score=0.975), t.x0, t.x1) for t in numbers]
            if name == "heat_number" and named and len(named[0]) == len(columns):
                lots = [(token, line.page) for token in named[2]]  # of two numbers that heats go by the upper is the heat's
            if name == "heat_number":
                named = columns, above, numbers
            elif len(numbers) == len(right):
                unlabelled = unlabelled or (columns, above)
        found = named[:2] if named else unlabelled
        if found is None:
            return list(self._columns), None
        self._enter_above("lot_number", found[0], lots)
        self._enter_above("melt_country", found[0], countries if self._names(found[1], index, "melt_country") else [])
        return found

    def _name_of_numbers(self, index: int, number: Token) -> str | None:
        """What the numbers of a line are called: at the left of it, or above the first of them."""
        for at in (index, index - 1, index - 2):
            if at < 0 or self._lines[at].page != self._lines[index].page:
                continue
            tokens = self._lines[at].tokens
            for hit in self._labels.hits(at):
                x0, x1 = tokens[hit.start].x0, tokens[hit.end - 1].x1
                beside = at == index and x1 < number.x0
                over = at < index and x0 < number.x1 + 6 and number.x0 < x1 + 6
                if hit.name in ("heat_number", "lot_number", "sample") and (beside or over):
                    return hit.name
        return None

    def _names(self, first: int, last: int, name: str) -> bool:
        """Whether any line of some bears that label."""
        return any(hit.name == name for at in range(first, last) for hit in self._labels.hits(at))

    def _enter_above(self, name: str, columns: Sequence[ResultColumn], words: Sequence[tuple[Token, int]]) -> None:
        """What the lines above a block say of each heat beside its number."""
        for token, page in words:
            column = min(columns, key=lambda column: abs(column.x0 + column.x1 - token.x0 - token.x1))
            if column.number:
                self._book.named(column.number).other.setdefault(name, self._cells.said(bare(token.text), (token,), page))


def _of_impact(tokens: Sequence[Token]) -> str:
    """What a row of an impact test holds: its temperature, its mean, or single values."""
    words = [token.text.strip("()[],:") for token in tokens if not FIGURE.fullmatch(token.text)]
    if any(re.fullmatch(r"°\s?C|Celsius", word) for word in words) and "J" not in words and "Joule" not in words:
        return "temperature_c"
    return "mean_j" if any(role_of(word) == "mean" for word in words) else "energy_j"


def _add_test(heat: HeatRecord, test: dict[str, Node]) -> None:
    """Adds a tensile test; what was found on lines before it may be its beginning."""
    tests = heat.tests["tensile"]
    if tests and not set(tests[-1]) & set(test):
        tests[-1] |= test
    else:
        tests.append(test)
