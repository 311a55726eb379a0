"""Tables whose columns are elements or properties and whose rows are heats or their test pieces."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from domain.paper import Leaf, Node
from extract.grid import Heading, aligned, misalignment
from extract.heat_record import HeatBook, HeatRecord
from extract.layout import Line, Token
from extract.result_cells import BLANK_CELL, Cells, doubtful_contents, doubtful_test, is_mean_of_others, usual_decimals, weakened
from extract.result_heads import Head, factors_of, is_factor_row
from extract.result_words import (
    FIGURE,
    IMPACT,
    PROPERTIES,
    Role,
    bare,
    direction_of,
    elongation_kind,
    hardness_scale,
    looks_like_a_heat,
    role_of,
    yield_kind,
)

LEVEL = 0.5
"""Lines whose middles are nearer than this share of the print's size are one row of a table."""
UNNAMED = 0.5
"""What a test is worth that may be of the heat above it or of the one below."""
GUESSED = 0.5
"""What a content is worth whose symbol was told by its looks and place only."""
COLUMN_REACH = 12.0
WORDS = {"melt_country": r"[A-Z]{2}", "lot_number": r".*\d.*"}
"""Columns of words, and what stands in them."""


@dataclass(frozen=True)
class Row:
    """A row of a table: its lines in the layout, its words from left to right, and what it is of."""

    lines: tuple[int, ...]
    tokens: tuple[Token, ...]
    page: int
    role: Role | None
    cells: Mapping[Heading, Token]
    energies: tuple[Token, ...] = ()
    number: Leaf | None = None
    heat: HeatRecord | None = None


class AcrossReader:
    """Reads the rows below one head into the heats of the book."""

    def __init__(self, lines: Sequence[Line], head: Head, book: HeatBook, cells: Cells) -> None:
        """`lines` are those of the whole paper."""
        self._lines = lines
        self._head = head
        self._book = book
        self._cells = cells
        self._scales = dict(head.scales)
        self._loose: set[int] = set()
        self._named = [column for column in head.columns if column.name]
        self._heat_column = head.column("heat_number", "lot_number")
        own = [self._heat_column] if self._heat_column else []
        self._heat_columns = [column for column in self._named if column.name == "heat_number"] or own
        self._first = min((column.x0 for column in self._named if column not in (*self._heat_columns, head.column("sample"))), default=0.0)

    def rows(self, begins_another: Callable[[int], bool], names_heat: Callable[[int], bool]) -> list[Row]:
        """The rows of the table; it ends where another begins, where a line names the heat of what follows, and where text goes on."""
        rows: list[Row] = []
        position, strangers = self._head.after, 0
        while position < len(self._lines) and strangers < 2 and not begins_another(position):
            span = self._level_with(position)
            row = self._row(span)
            if row.role is None and row.number is None and self._is_between_limits(span):
                row = replace(row, role="limit")
            if self._enough(row) or row.role in ("limit", "unit"):
                rows.append(row)
                strangers = 0
            elif names_heat(position):
                break
            elif not _is_of_figures(row.tokens) and not self._is_of_head(position):
                strangers += 1
            position = span[-1] + 1
        return rows

    def _is_of_head(self, position: int) -> bool:
        """Whether a line still stands beside the head or just names the heats' column: the last words of a tall cell."""
        line = self._lines[position]
        return len(line.tokens) < 4 and line.box[2] < self._first and position < self._head.after + 3

    def _is_between_limits(self, span: tuple[int, ...]) -> bool:
        """Whether the words that say `max` of a row stand above and below its figures: a cell of several lines beside it."""
        line = self._lines[span[0]]
        for index in (span[0] - 1, span[-1] + 1):
            if not 0 <= index < len(self._lines) or self._lines[index].page != line.page:
                continue
            other = self._lines[index]
            near = abs(_middle(other) - _middle(line)) < 1.1 * line.size
            if near and all(role_of(token.text) == "limit" for token in other.tokens):
                return True
        return False

    def _level_with(self, position: int) -> tuple[int, ...]:
        """The lines that stand level with one: print that leans, or a heat number in a cell of several rows, is a line of its own."""
        line = self._lines[position]
        span = [position]
        while span[-1] + 1 < len(self._lines):
            other = self._lines[span[-1] + 1]
            if other.page != line.page or abs(_middle(other) - _middle(line)) > LEVEL * max(4.0, min(line.size, 12.0)):
                break
            span.append(span[-1] + 1)
        return tuple(span)

    def _row(self, span: tuple[int, ...]) -> Row:
        tokens = tuple(sorted((token for index in span for token in self._lines[index].tokens), key=lambda token: token.x0))
        page = self._lines[span[0]].page
        figures = [token for token in tokens if FIGURE.fullmatch(token.text.strip("|'‘’\"_[]()"))]
        targets = [column for column in self._head.columns if column.name not in ("heat_number", "lot_number", "sample", "direction")]
        cells = {column: token for column, token in aligned(figures, targets).items() if column.name}
        cells |= self._words_in_cells(tokens)
        energies = self._energies(figures, cells)
        row = Row(span, tokens, page, self._role(tokens), cells, energies)
        return replace(row, number=self._row_heat(row))

    def _words_in_cells(self, tokens: Sequence[Token]) -> dict[Heading, Token]:
        """What stands in the columns of words: directions and numbers of test pieces."""
        columns = [column for column in self._named if column.name in ("direction", "sample", "melt_country", "lot_number")]
        columns = [column for column in columns if column is not self._heat_column]
        return {column: token for column, token in aligned(tokens, columns).items() if misalignment(token, column) < COLUMN_REACH}

    def _energies(self, figures: Sequence[Token], cells: Mapping[Heading, Token]) -> tuple[Token, ...]:
        """The single values below a heading that spans them: what stands there and is of no other column."""
        column = self._head.column("energy_j")
        if column is None:
            return ()
        own = [other for other in self._named if other.name == "energy_j"]
        taken = {id(token) for other, token in cells.items() if other.name != "energy_j"}
        after = min((other.x0 for other in self._named if other.x0 > max(c.x1 for c in own) and other.name != "energy_j"), default=1e9)
        before = max((other.x1 for other in self._named if other.x1 < min(c.x0 for c in own) and other.name != "energy_j"), default=0.0)
        return tuple(
            token
            for token in figures
            if id(token) not in taken and token.x1 < after + 2 and token.x0 > before - 2 and token.x0 >= self._first
        )

    @staticmethod
    def _role(tokens: Sequence[Token]) -> Role | None:
        """What the words before the figures of a row say that it is."""
        for token in tokens[:4]:
            role = role_of(token.text)
            if role:
                return role
            if looks_like_a_heat(token.text):
                continue
            if FIGURE.fullmatch(token.text):
                break
        if is_factor_row(tokens):
            return "unit"
        ranges = sum(re.fullmatch(r"[≤≥].*|\d[\d.,]*[-–]\d[\d.,]*", token.text) is not None for token in tokens)
        return "limit" if ranges > 1 and ranges >= 0.5 * len(tokens) else None

    def _row_heat(self, row: Row) -> Leaf | None:
        """The heat that a row names: a number that is known already, or what stands in the heat's column, or before all columns."""
        taken = {id(token) for token in row.cells.values()}
        for token in row.tokens:
            known = self._book.known(token.text)
            if known and known.number:
                said = bare(token.text) if bare(token.text) == known.number.value else known.number.value
                return self._cells.said(said, (token,), row.page, score=0.985)
        for token in row.tokens:
            if id(token) in taken or not looks_like_a_heat(token.text):
                continue
            column = self._heat_column
            inside = any(self._is_under(token, place) for place in self._heat_columns)
            before = token.x1 < self._first and (column is None or token.x0 < column.x1 + 10)
            if inside or (before and token is row.tokens[0]):
                # A heat number is never corrected: as printed, only brackets and stops around it fall.
                return self._cells.said(bare(token.text), (token,), row.page, score=0.98)
        return None

    def _is_under(self, token: Token, column: Heading) -> bool:
        over = token.x0 < column.x1 and column.x0 < token.x1 and token.x0 < self._first
        return misalignment(token, column) < COLUMN_REACH or over

    def _enough(self, row: Row) -> bool:
        """Whether a row fills half of the elements or half of the properties: then it is one of results."""
        filled = {column.name for column in row.cells}
        parts = ([c.name for c in self._named if c.name in PROPERTIES], [c.name for c in self._head.elements])
        if any(part and 2 * len(filled & set(part)) >= len(part) for part in parts):
            return True
        if row.number is not None and len(row.energies) > 1:
            return True
        return not any(parts) and bool(filled & {*IMPACT, "hardness"} or row.energies)

    # ---- rows to heats

    def read(self, rows: Sequence[Row], carried: HeatRecord | None) -> HeatRecord | None:
        """Enters the rows; `carried` is the heat that a table on the page before ended with. The heat of the last row."""
        results = [row for row in rows if row.role in (None, "actual", "mean", "product", "ladle")]
        for row in rows:
            if row.role == "unit":
                self._scales.update(factors_of(row.tokens, self._head.columns))
        decimals = {column: usual_decimals(row.cells[column].text for row in results if column in row.cells) for column in self._named}
        doubted = self._is_unsettled(results, carried)
        named = any(row.number for row in results)
        current: HeatRecord | None = None
        for order, row in enumerate(results):
            current = self._heat_of(row, order, results, current or carried)
            unsure = UNNAMED if doubted and row.number is None else 1.0
            self._enter(current, row, decimals, unsure, named=named, single=self._is_single(row, results))
        return current

    def _heat_of(self, row: Row, order: int, rows: Sequence[Row], current: HeatRecord | None) -> HeatRecord:
        if row.number is not None:
            return self._book.named(row.number)
        if not any(other.number for other in rows):
            return self._book.nameless(order, len(rows))
        if current is not None:
            return current
        return self._book.named(next(other.number for other in rows if other.number))

    def _is_unsettled(self, rows: Sequence[Row], carried: HeatRecord | None) -> bool:
        """Whether rows without a heat may be of the heat above or below: numbers that stand in the middle of their cells do not tell."""
        places = [i for i, row in enumerate(rows) if row.number]
        if len(places) < 2 or len(places) == len(rows):
            return False
        if places[0] > 0:
            return carried is None
        if not any(row.number and row.number.source == "ocr" for row in rows):
            return False
        return len({b - a for a, b in pairwise([*places, len(rows)])}) > 1

    def _is_single(self, row: Row, rows: Sequence[Row]) -> bool:
        """Whether a row is a test of its own: a mean below its single values is none."""
        return row.role != "mean" or len(rows) == 1

    def _enter(
        self, heat: HeatRecord, row: Row, decimals: Mapping[Heading, int | None], unsure: float, *, named: bool, single: bool
    ) -> None:
        contents: dict[str, Leaf] = {}
        test: dict[str, Node] = {}
        for column, token in row.cells.items():
            name = column.name or ""
            if name.startswith("element:"):
                value = self._cells.number(token, row.page, decimals=decimals[column], places=self._scales.get(name, 0))
                if value and name.partition(":")[2] not in contents:
                    contents[name.partition(":")[2]] = weakened(value, GUESSED) if name in self._head.guessed else value
            elif name in PROPERTIES:
                test |= self._property(column, token, row.page, decimals[column])
            elif name == "sample":
                heat.samples.add(bare(token.text))
            else:
                self._other(heat, column, token, row)
        self._enter_lot(heat, row)
        whole = not {column.name for column in self._head.elements} - {column.name for column in row.cells}
        contents = {element: value if whole else weakened(value, BLANK_CELL) for element, value in contents.items()}
        if row.number is not None or not named or row.role in ("actual", "ladle", "product"):
            # What stands without a heat among rows that name theirs may be a limit: it is nobody's analysis.
            heat.analyse(doubtful_contents(contents), product=row.role == "product" or (self._head.product and row.role != "ladle"))
        if test and single:
            self._add_test(heat, row, test, unsure)
        if row.energies:
            self._add_impact(heat, row)

    def _enter_lot(self, heat: HeatRecord, row: Row) -> None:
        """A second number in a row, below a second heading that heats go by: `Ladle No. | Charge`."""
        for column in self._heat_columns[1:]:
            for token in row.tokens:
                other = heat.number is not None and bare(token.text) != heat.number.value and row.number is not None
                if (
                    other
                    and misalignment(token, column) < COLUMN_REACH
                    and looks_like_a_heat(token.text)
                    and not self._book.known(token.text)
                ):
                    heat.other.setdefault("lot_number", self._cells.said(bare(token.text), (token,), row.page))

    def _property(self, column: Heading, token: Token, page: int, decimals: int | None) -> dict[str, Node]:
        name, title = column.name or "", column.title
        if name == "elongation_pct":
            value, kind, kind_name = self._cells.number(token, page, decimals=decimals), elongation_kind(title), "elongation_kind"
        else:
            value, kind, kind_name = self._cells.strength(token, page, title, decimals=decimals), yield_kind(title), "yield_kind"
        if value is None:
            return {}
        found: dict[str, Node] = {name: value}
        if kind and name != "tensile_mpa":
            found[kind_name] = self._cells.said(kind, column.tokens, page)
        return found

    def _add_test(self, heat: HeatRecord, row: Row, test: dict[str, Node], unsure: float) -> None:
        due = {column.name for column in self._named if column.name in PROPERTIES}
        worth = unsure * (1.0 if due <= set(test) else BLANK_CELL)
        # A word such as `quer` says the direction wherever it stands; a mere `L` only in its column.
        column = next((token for column, token in row.cells.items() if column.name == "direction"), None)
        words = [
            token for token in (column, *row.tokens) if token and direction_of(token.text) and (token is column or len(token.plain) > 2)
        ]
        if words and (said := direction_of(words[0].text)):
            test["direction"] = self._cells.said(said, (words[0],), row.page)
        checked = {
            name: weakened(value, worth) if isinstance(value, Leaf) and worth < 1 else value for name, value in doubtful_test(test).items()
        }
        tests = heat.tests["tensile"]
        if row.number is None and not tests:
            self._loose.add(id(heat))
        if row.number is not None and id(heat) in self._loose:
            # The row that names the heat is surely its own; those above it may be another's.
            self._loose.discard(id(heat))
            tests.insert(0, checked)
        else:
            tests.append(checked)

    def _add_impact(self, heat: HeatRecord, row: Row) -> None:
        energies = [value for token in row.energies if (value := self._cells.number(token, row.page))]
        test: dict[str, Node] = {}
        for name in ("temperature_c", "mean_j"):
            token = next((token for column, token in row.cells.items() if column.name == name), None)
            if token and (value := self._cells.number(token, row.page)):
                test[name] = value
        if "mean_j" not in test and is_mean_of_others(energies):
            test["mean_j"] = energies.pop()
        test["energy_j"] = energies
        if energies:
            heat.tests["impact"].append(test)

    def _other(self, heat: HeatRecord, column: Heading, token: Token, row: Row) -> None:
        name = column.name or ""
        if name in ("quantity", "carbon_equivalent") and (value := self._cells.number(token, row.page)):
            heat.other.setdefault(name, value)
        elif name in WORDS and re.fullmatch(WORDS[name], bare(token.text)):
            heat.other.setdefault(name, self._cells.said(bare(token.text), (token,), row.page))
        elif name == "hardness" and (value := self._cells.number(token, row.page)):
            scale = hardness_scale(column.title)
            hardness: dict[str, Node] = {"value": value}
            if scale:
                hardness["scale"] = self._cells.said(scale, column.tokens, row.page)
            heat.tests["hardness"].append(hardness)


def _middle(line: Line) -> float:
    return (line.box[1] + line.box[3]) / 2


def _is_of_figures(tokens: Sequence[Token]) -> bool:
    """Whether a line holds mostly figures, or only specks: it does not end a table."""
    figures = sum(re.search(r"\d", token.text) is not None for token in tokens)
    return 2 * figures >= len(tokens) or sum(len(token.text) for token in tokens) < 5
