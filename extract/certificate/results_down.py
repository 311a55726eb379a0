"""Tables whose rows are elements or properties and whose columns are heats, test pieces, or limits beside the one result."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from domain.paper import Leaf, Node
from extract.certificate.down_entries import DownEntries
from extract.certificate.down_rows import GUESSED, ROWS, SIGN, DownRows, label_end
from extract.certificate.heat_record import HeatBook, HeatRecord
from extract.certificate.hot_tests import columns_by_temperature, stands_below_hot_title
from extract.certificate.result_block import Block, add_test
from extract.certificate.result_cells import Cells, doubtful_contents, doubtful_test
from extract.certificate.result_columns import (
    REACH,
    ColumnFinder,
    ResultColumn,
    SplitColumn,
    is_limit,
    only_column,
    paired_columns,
    result_columns,
    split_columns,
)
from extract.certificate.result_figures import lists_joules, single_values
from extract.certificate.result_labels import ResultLabels
from extract.certificate.told_in_text import is_told_as_text
from extract.label.labels import squeezed
from extract.label.result_words import (
    FIGURE,
    PROPERTIES,
    factor_of,
    names_a_standard,
    names_a_standard_among,
    role_of,
)
from extract.page.grid import Heading, misalignment
from extract.page.layout import Line, Token
from extract.shape.candidates import weakened

OTHERS = ("energy_j", "hardness")
DIRECTIONS_UP = 4
"""A line that heads two results a row by their directions stands at most so many lines above a block that a scan tore."""
WORD = 4
"""A direction above a column is a word of so many letters, or stands beside one that says that results follow: `Ist längs`, `Ist L`."""
FEWEST_COLUMNS = 2
"""Of several heats, each has a column."""


class DownReader:
    """Reads blocks of lines that each begin with an element or a property."""

    def __init__(self, lines: Sequence[Line], labels: ResultLabels, book: HeatBook, cells: Cells, *, fuzzy: bool) -> None:
        """`fuzzy` lets labels be a letter off, as OCR reads them."""
        self._lines = lines
        self._labels = labels
        self._book = book
        self._cells = cells
        self._fuzzy = fuzzy
        self._finder = ColumnFinder(lines, labels, book, cells)
        self._rows = DownRows(lines, labels, book, cells, fuzzy=fuzzy)
        self._into = DownEntries(cells, self._rows.symbols, fuzzy=fuzzy)
        self.rests: dict[int, int] = {}
        """Lines of which a part belongs to another block beside the one that was read, and at which word it begins."""

    def _own(self, index: int, name: str) -> Line:
        """A row without what a block beside it says on the same line: `P  0.011  Tensile strength  532 MPa`."""
        line = self._lines[index]
        if name in PROPERTIES:
            return self._before_another_test(index)
        if not (name.startswith("element:") and self._rows.is_pair(index)):
            return line
        if any(hit.name == "direction" for hit in self._labels.hits(index)):
            self.rests[index] = 0  # `C  0.19  TEST 1  ORIENTATION: Long.` has no figure behind
        if not self._rows.names_another(index):
            return line
        cut = next(phrase for phrase in line.phrases[2:] if re.match(r"[^\W\d_]{3}", phrase.text)).tokens[0]
        self.rests[index] = 0
        return replace(line, tokens=line.tokens[: line.tokens.index(cut)])

    def _before_another_test(self, index: int) -> Line:
        """A row of a strength or an elongation without what a block beside it says: `A5 % 11,5  Hardness 305 HBW`, `Rm MPa 545  55 77 78 J`."""
        line = self._lines[index]
        labels = {hit.start for hit in self._labels.hits(index) if hit.name in ROWS}
        place = len(line.phrases[0].tokens)
        for phrase in line.phrases[1:]:
            results = any(FIGURE.fullmatch(token.text) for token in line.tokens[:place])
            if results and place in labels:
                self.rests[index] = place
                return replace(line, tokens=line.tokens[:place])
            if results and lists_joules(phrase.tokens):
                return replace(line, tokens=line.tokens[:place])
            place += len(phrase.tokens)
        return line

    def begins(self, index: int) -> bool:
        """Whether a block of such lines begins there; lines of text below a table, `A5 = 11.1 %`, `Hardness: 325 HBW`, are no rows of it."""
        line = self._lines[index]
        text = len(line.phrases) == 1 and is_told_as_text(line, line.tokens[1:]) and bool(result_columns(self._lines, index))
        return not text and self._rows.begins(index)

    def begins_with_a_property(self, index: int) -> bool:
        """Whether a block begins there whose first rows are of strengths: a table of the heats' analyses has ended."""
        return self._rows.name(index) in PROPERTIES and self._rows.begins(index)

    def read(self, index: int) -> range:
        """Reads the block that begins here; the lines that it takes up."""
        first = index
        columns, head = self._finder.columns(index, lambda line: self._rows.name(line) not in (None, "melt_country"))
        columns = self._as_few(index, columns) if head is None else columns
        roles = result_columns(self._lines, index, analyses=(self._rows.name(index) or "").startswith("element:"))
        if len(columns) == 1 and any(role == "actual" for role, _, _ in roles):
            columns = [replace(columns[0], x0=x0, x1=x1) for role, x0, x1 in roles if role == "actual"][:1]
        limits = [ResultColumn(None, x0, x1) for role, x0, x1 in roles if role == "limit"]
        columns = self._moved(index, columns, limits, roles)
        columns, limits = self._at_room_temperature(index, columns, limits)
        columns = self._by_directions(index, columns)
        split = self._split(index, columns, limits)
        block = Block()
        ahead: Line | None = None
        while index < len(self._lines):
            beside = index > first and self._rows.is_beside(index, first)
            name = None if beside else self._rows.name(index)
            stranger = not name and bool(roles) and index > first and self._rows.is_of_another_property(index)
            known = name or beside or stranger or self._rows.is_rest_of_a_label(index, first)
            if not (known or self._rows.is_speck(index) or self._rows.has_lost_its_symbol(index)):
                break
            if self._begins_another_test(name, index, columns if index > first else (), block):
                break
            if name == "direction" and not columns and not roles:
                ahead = self._own(index, name)  # where the columns are, the results below it tell
            elif name:
                line = self._rows.with_rest_of_label(index, self._own(index, name))
                columns = columns or only_column(line, label_end(line), roles)
                name = "mean_j" if name == "energy_j" and self._rows.ends_with_mean(line, index) else name
                self._read_row(name, line, columns, limits, split, block)
            elif beside:
                self.rests[index] = 0
            elif self._rows.has_lost_its_symbol(index):
                self._book.untold = True
            index += 1
        if ahead:
            self._read_row("direction", ahead, columns, limits, split, block)
        self._directions_above(first, first, columns, block)
        self._hand_over(block, columns, split, first)
        self._finder.enter_shares(columns if head is not None else (), range(index, min(index + 1, len(self._lines))))
        self._finder.last = [column for column in columns if column.number]
        return range(head if head is not None else first, index)

    def _at_room_temperature(
        self, index: int, columns: list[ResultColumn], limits: list[ResultColumn]
    ) -> tuple[list[ResultColumn], list[ResultColumn]]:
        """The columns of a block whose head says the temperature of each, with those of hot tests among the ones that hold no results."""
        warm = columns_by_temperature(self._lines[index - 1]) if index and len(columns) < FEWEST_COLUMNS else []
        number = columns[0].number if columns else None
        at_room = [ResultColumn(number, token.x0, token.x1) for token, hot in warm if not hot]
        others = [ResultColumn(None, token.x0, token.x1) for token, hot in warm if hot]
        return (at_room, [*limits, *others]) if at_room else (columns, limits)

    def _by_directions(self, index: int, columns: list[ResultColumn]) -> list[ResultColumn]:
        """The columns of heats that have several each, one for every direction that the line right above the block says: `L  T  L  T`."""
        above = self._lines[index - 1] if index else None
        if above is None or above.page != self._lines[index].page or not columns:
            return columns
        words = (
            above.tokens[1:] if any(hit.name == "direction" and hit.start == 0 for hit in self._labels.hits(index - 1)) else above.tokens
        )
        several = len(words) > len(columns) and len(words) % len(columns) == 0
        if not several or not all(self._cells.direction(token, above.page) for token in words):
            return columns
        each = len(words) // len(columns)
        return [ResultColumn(columns[place // each].number, token.x0, token.x1) for place, token in enumerate(words)]

    def _begins_another_test(self, name: str | None, index: int, columns: Sequence[ResultColumn], block: Block) -> bool:
        """Whether a row is of the next test piece or of the impact test below, or `Hardness: 170 HBW` on a line of its own."""
        piece = name == "direction" and any(block.tests.values())
        return piece or (name in OTHERS and bool(columns) and self._is_of_no_column(index, columns))

    def _is_of_no_column(self, index: int, columns: Sequence[ResultColumn]) -> bool:
        """Whether a line is one phrase, label and figures together, of which no word stands in a column of the block above it."""
        line = self._lines[index]
        right = min(column.x0 for column in columns) - REACH
        return len(line.phrases) == 1 and line.box[2] < right

    def _directions_above(self, line: int, first: int, columns: Sequence[ResultColumn], block: Block) -> None:
        """Takes in what the head right above a block says of its columns' pieces: `Test  min  max  longitudinal`, `Prüfung  Soll  Ist längs`.

        Where it names both directions and one result a row was read, that is doubted.
        """
        if len(columns) == 1 and self._is_below_several_directions(first):
            block.tests = {order: _doubted(test) for order, test in block.tests.items()}
        above = self._lines[line - 1] if line else None
        if above is None or above.page != self._lines[first].page or not any(block.tests.values()):
            return
        every = all(self._cells.direction(token, above.page) for token in above.tokens)
        for order, column in enumerate(columns):
            over = next((each for each in above.phrases if each.box[0] < column.x1 and column.x0 < each.box[2]), None)
            words = over.tokens if over else ()
            heads = any(role_of(token.text) for token in words)
            named = {id(token) for token in words if self._labels.name(token.text) == "direction"}
            labelled = named | {id(token) for token in words if named and token.text == "/"}  # `sens / direction L`
            said = [
                found
                for token in words
                if (len(token.plain) >= WORD or heads or every or labelled) and (found := self._cells.direction(token, above.page))
            ]
            if len(said) == 1 and len(words) - len(labelled) <= 1 + heads and block.tests.get(order):
                block.tests[order].setdefault("direction", said[0])

    def _is_below_several_directions(self, first: int) -> bool:
        """Whether a line above a block names both directions: of two results a row, which one was read is not known."""
        for line in self._lines[max(0, first - DIRECTIONS_UP) : first]:
            said = (self._cells.direction(token, line.page) for token in line.tokens if len(token.plain) >= WORD)
            if line.page == self._lines[first].page and len({found.value for found in said if found}) > 1:
                return True
        return False

    def _as_few(self, index: int, columns: list[ResultColumn]) -> list[ResultColumn]:
        """Of the columns of a block above, several tests of one heat, as many as a block of its own has: its impacts stand in one."""
        if len(columns) < 2 or len({column.number.value for column in columns if column.number}) != 1:
            return columns
        line = self._own(index, self._rows.name(index) or "")
        label = label_end(line)
        figures = [token for token in line.tokens if token.x0 >= label and FIGURE.fullmatch(token.text) and not is_limit(line, token)]
        return columns if len(figures) >= len(columns) else columns[:1]

    def _moved(
        self, index: int, columns: list[ResultColumn], limits: Sequence[ResultColumn], roles: Sequence[tuple[str, float, float]]
    ) -> list[ResultColumn]:
        """The only heat's column where its figures stand: `Heat no. A49850` above a block names the heat and not the place."""
        line = self._own(index, self._rows.name(index) or "")
        label = label_end(line)
        if len(columns) != 1 or any(self._cells.is_figure(token) for token in self._inside(line, label, columns[0], [*columns, *limits])):
            return columns
        return [replace(place, number=columns[0].number) for place in only_column(line, label, roles)] or columns

    def _read_row(
        self,
        name: str,
        line: Line,
        columns: Sequence[ResultColumn],
        limits: Sequence[ResultColumn],
        split: Sequence[SplitColumn],
        block: Block,
    ) -> None:
        if split and name.startswith("element:"):
            self._enter_split(name, line, split, limits, block.split)
            return
        label = label_end(line)
        for order, column in enumerate(columns):
            tokens = self._inside(line, label, column, [*columns, *limits])
            if not tokens and len(columns) == 1 and not limits and name in (*PROPERTIES, "hardness"):
                tokens = self._only_figure(line, label)  # `Elongation  11.4 %` below `Yield strength      314 MPa`
            if name == "energy_j":
                tokens = [value for token in tokens for value in single_values(token)]
                tokens = self._into.with_listed(line, label, tokens) if len(columns) == 1 else tokens
                tokens = self._into.whole_cell(line, tokens)
            if tokens:
                if (
                    name in PROPERTIES
                    and name in (test := block.tests.get(order, {}))
                    and (_is_other(self._into.direction_in_label(line), test) or block.labels.get((order, name)) == _numberless(line))
                ):
                    block.earlier.setdefault(order, []).append(block.tests.pop(order))
                into = (block.contents.setdefault(order, {}), block.tests.setdefault(order, {}))
                self._into.enter(name, tokens, line, into, self._heat(columns, order))
                if name in PROPERTIES:
                    block.labels.setdefault((order, name), _numberless(line))
                    self._into.further(name, tokens, line, block.further.setdefault(order, []))

    @staticmethod
    def _only_figure(line: Line, label: float) -> list[Token]:
        """The one result of a row without columns, wherever it stands; nothing where there are several."""
        lengths = {id(token) for token, unit in pairwise(line.tokens) if unit.text.startswith("in")}  # `Elongation (A50 2 in.)`
        figures = [token for token in line.tokens if token.x0 >= label and FIGURE.fullmatch(token.text) and not is_limit(line, token)]
        figures = [token for token in figures if id(token) not in lengths]
        return figures if len(figures) == 1 else []

    def _hand_over(self, block: Block, columns: Sequence[ResultColumn], split: Sequence[SplitColumn], first: int) -> None:
        """Gives what was read to the heats; what stands below the title of hot tests is no heat's."""
        if stands_below_hot_title(self._lines, first):
            return
        for place, analysis in block.split.items():
            heat = self._heat([part.column for part in split], place)
            heat.analyse(doubtful_contents(analysis, scanned=self._cells.scanned), product=split[place].product)
        for order, analysis in block.contents.items():
            heat = self._heat(columns, order)
            if analysis:
                heat.analyse(doubtful_contents(analysis, scanned=self._cells.scanned), product=False)
            for earlier in block.earlier.get(order, ()):
                add_test(heat, doubtful_test(earlier))
            if test := block.tests.get(order):
                add_test(heat, doubtful_test(test))
            for further in block.further.get(order, ()):
                heat.tests["tensile"].append(doubtful_test(further))

    def _split(self, index: int, columns: Sequence[ResultColumn], limits: Sequence[ResultColumn]) -> list[SplitColumn]:
        """The columns of elements where each heat has two, of the ladle and of the product; what stands below a limit's heading is of neither."""
        named = [column for column in columns if column.number]
        if not named:
            return []
        rows: list[list[Token]] = []
        for at in range(index, len(self._lines)):
            if not (self._rows.name(at) or "").startswith("element:"):
                break
            line = self._lines[at]
            left = named[0].x0 - REACH
            rows.append([token for token in line.tokens if token.x0 > left and FIGURE.fullmatch(token.text) and not is_limit(line, token)])
        return split_columns(self._lines, index, named) or ([] if limits else paired_columns(rows, named))

    def _enter_split(
        self, name: str, line: Line, split: Sequence[SplitColumn], limits: Sequence[ResultColumn], analyses: dict[int, dict[str, Leaf]]
    ) -> None:
        columns = [part.column for part in split]
        for place, part in enumerate(split):
            tokens = [
                token for token in self._inside(line, label_end(line), part.column, [*columns, *limits]) if self._cells.is_figure(token)
            ]
            places = factor_of(" ".join(token.text for token in line.tokens[:4])) or 0
            value = self._cells.share(tokens[0], line.page, places=places) if tokens else None
            if value:
                analyses.setdefault(place, {}).setdefault(name.partition(":")[2], weakened(value, part.sure) if part.sure < 1 else value)

    def _heat(self, columns: Sequence[ResultColumn], order: int) -> HeatRecord:
        number = columns[order].number
        return self._book.named(number) if number else self._book.nameless(order, len(columns))

    @staticmethod
    def _inside(line: Line, label: float, column: ResultColumn, columns: Sequence[ResultColumn]) -> list[Token]:
        """The words of a row that are nearest to a column and near enough to be of it."""
        place = Heading(None, column.x0, column.x1, "")
        tested_to = {
            id(word)
            for standard, number in pairwise(line.tokens)
            for word in (standard, number)
            if names_a_standard_among((standard.text, number.text)) and names_a_standard(standard.text)
        }  # `ISO 15350` in a column of methods
        found = []
        for token in line.tokens:
            if token.x0 < label - 1 or not SIGN.search(token.text) or is_limit(line, token) or id(token) in tested_to:
                continue
            middle = (token.x0 + token.x1) / 2
            nearest = min(columns, key=lambda other: abs(other.middle - middle))
            inside = column.x0 - REACH < token.x0 and token.x1 < column.x1 + REACH
            if nearest is column and (misalignment(token, place) < 26 or inside):
                found.append(token)
        return sorted(found, key=lambda token: misalignment(token, place)) if len(found) == 2 else found


def _numberless(line: Line) -> str:
    """The label of a row without the number of its test, that comes again with the next test: `Tensile strength Rm (2)`, `Rm (MPa) P2`."""
    return squeezed(re.sub(r"^\d{1,4}\s|\W\(?[A-Z]?\d\)?\W*$", "", line.phrases[0].text))


def _is_other(direction: Leaf | None, test: Mapping[str, Node]) -> bool:
    """Whether a row of that direction is of another test than the one before it."""
    said = test.get("direction")
    return direction is not None and isinstance(said, Leaf) and said.value != direction.value


def _doubted(test: Mapping[str, Node]) -> dict[str, Node]:
    return {name: weakened(value, GUESSED) if isinstance(value, Leaf) else value for name, value in test.items()}
