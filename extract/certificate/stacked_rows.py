"""Tables whose every row is a stack of lines: a cell says `HEAT 51-1428` over `LOT 439959` over `QTY 942 kg`, strengths stand in psi over MPa.

American mills print so: below the head comes a line with a heat's number and its label, and what is level with it or below it is of that heat.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from domain.paper import Leaf
from extract.certificate.result_cells import Cells
from extract.certificate.result_head import RESULTS, Head
from extract.certificate.result_labels import ResultLabels
from extract.certificate.row_heats import COLUMN_REACH, Row
from extract.label.result_words import PROPERTIES, bare, looks_like_a_heat
from extract.page.grid import Heading, aligned, misalignment
from extract.page.layout import Line, Token

APART = 1.2
"""A line further than so many print sizes below the one before it is of no stack."""
MOST_LINES = 8
"""A stack has no more lines."""
OF_HEAD = 3
"""So many lines may stand between a head and its first stack: units, what is asked."""
MOST_MPA = 2500
"""A strength without its unit that is greater is in psi."""
_MPA = re.compile(r"MPa|N/mm[²2]?", re.IGNORECASE)
HeatOf = Callable[[int], Token | None]
"""The number of a heat that a line names with its label."""


class StackedRows:
    """Finds the stacks below one head."""

    def __init__(self, lines: Sequence[Line], head: Head, labels: ResultLabels, cells: Cells, heat_of: HeatOf) -> None:
        """`lines` are those of the whole paper."""
        self._lines = lines
        self._labels = labels
        self._cells = cells
        self._heat_of = heat_of
        rows = (at for at in range(head.after, min(head.after + OF_HEAD, len(lines))) if self._is_a_row(at, head))
        self.first = next((at for at in range(head.after, next(rows, head.after + OF_HEAD)) if self._begins(at, head)), None)
        self.head = self._titled(head) if self.first is not None else head

    def _begins(self, index: int, head: Head) -> bool:
        """Whether a stack begins at a line: its heat is named left of all results, and nothing else stands before them."""
        if index >= len(self._lines) or self._lines[index].page != self._lines[head.first].page:
            return False
        number = self._heat_of(index)
        return number is not None and bool(head.elements) and number.x1 < _begin_of_results(head)

    def _is_a_row(self, index: int, head: Head) -> bool:
        """Whether a line is a whole row, its heat below the heats' heading and contents behind: a heat that a line below it names heads what follows the table."""
        line = self._lines[index]
        places = head.heat_columns[:1]
        numbers = [token for token in line.tokens if any(misalignment(token, place) < COLUMN_REACH for place in places)]
        figures = [token for token in line.tokens if token.x0 > _begin_of_results(head) - COLUMN_REACH and self._cells.is_figure(token)]
        return 2 * len(figures) > len(head.elements) and any(looks_like_a_heat(token.text) for token in numbers)

    def _titled(self, head: Head) -> Head:
        """The head with what stands between it and the first stack, such as kinds and units: `A50 (2") %`."""
        columns = list(head.columns)
        for index in range(head.after, self.first or head.after):
            for phrase in self._lines[index].phrases:
                over = [at for at, column in enumerate(columns) if column.x0 < phrase.box[2] and phrase.box[0] < column.x1]
                if len(over) == 1 and (own := columns[over[0]]).name == "elongation_pct":
                    columns[over[0]] = replace(own, title=f"{own.title} {phrase.text}", tokens=(*own.tokens, *phrase.tokens))
        return replace(head, columns=tuple(columns))

    def rows(self, ends: Callable[[int], bool]) -> list[tuple[Row, dict[str, Leaf]]]:
        """The rows, each stack's first with what the stack says of its heat; a second test of a heat is a row of its own."""
        found: list[tuple[Row, dict[str, Leaf]]] = []
        for stack in self._stacks(ends):
            number = self._heat_of(stack[0])
            if number is None:
                break
            rows = self._of_stack(stack, number)
            found += [(row, self._other(stack, number) if place == 0 else {}) for place, row in enumerate(rows)]
        return found

    def _stacks(self, ends: Callable[[int], bool]) -> list[list[int]]:
        stacks: list[list[int]] = []
        index = self.first if self.first is not None else len(self._lines)
        while index < len(self._lines) and not (stacks and (self._is_apart(index) or ends(index))):
            if self._heat_of(index) is not None and self._begins(index, self.head):
                stacks.append([])
            if not stacks or len(stacks[-1]) >= MOST_LINES:
                break
            stacks[-1].append(index)
            index += 1
        return stacks

    def _is_apart(self, index: int) -> bool:
        line, before = self._lines[index], self._lines[index - 1]
        return line.page != before.page or line.box[1] - before.box[3] > APART * max(line.size, before.size)

    def _of_stack(self, stack: Sequence[int], number: Token) -> list[Row]:
        """The rows of one stack: its results by column, a second figure of a strength in a row of its own."""
        page = self._lines[stack[0]].page
        named = self._cells.said(bare(number.text), (number,), page, score=0.98)
        rows: list[Row] = []
        left = _begin_of_results(self.head) - COLUMN_REACH
        levels = [[token for token in self._lines[index].tokens if token.x0 > left] for index in stack]
        in_mpa = any(_MPA.match(token.text) for tokens in levels for token in tokens)
        for index, tokens in zip(stack, levels, strict=True):
            for column, token in self._level(tokens, in_mpa=in_mpa).items():
                at = next((at for at, row in enumerate(rows) if column not in row.cells), len(rows))
                if at == len(rows):
                    rows.append(Row(tuple(stack) if not rows else (index,), (), page, None, {}, (), named, number))
                rows[at] = replace(rows[at], cells={**rows[at].cells, column: token}, tokens=(*rows[at].tokens, token))
        return rows

    def _level(self, tokens: Sequence[Token], *, in_mpa: bool) -> dict[Heading, Token]:
        """What stands in which column of one line; of strengths those in MPa, where the stack has any."""
        figures = [token for token in tokens if self._cells.is_figure(token)]
        found = aligned(figures, self.head.columns)
        return {
            column: token for column, token in found.items() if column.name and not self._is_in_psi(column, token, tokens, in_mpa=in_mpa)
        }

    def _is_in_psi(self, column: Heading, token: Token, tokens: Sequence[Token], *, in_mpa: bool) -> bool:
        if column.name not in PROPERTIES or column.name == "elongation_pct":
            return misalignment(token, column) > COLUMN_REACH
        behind = tokens[tokens.index(token) + 1 :][:1]
        value = self._cells.number(token, self._lines[self.head.first].page)
        return not (behind and _MPA.match(behind[0].text)) and (in_mpa or value is None or float(value.value) > MOST_MPA)

    def _other(self, stack: Sequence[int], number: Token) -> dict[str, Leaf]:
        """The lot and the quantity that stand with their labels in the heat's own cell."""
        found: dict[str, Leaf] = {}
        for index in stack:
            line = self._lines[index]
            for hit in self._labels.hits(index):
                value = line.tokens[hit.end : hit.end + 1]
                own = bool(value) and value[0] is not number and value[0].x1 < _begin_of_results(self.head)
                if own and hit.name == "lot_number" and re.search(r"\d", value[0].text):
                    found.setdefault(hit.name, self._cells.said(bare(value[0].text), tuple(value), line.page))
                elif own and hit.name == "quantity" and (quantity := self._cells.number(value[0], line.page)):
                    found.setdefault(hit.name, quantity)
        return found


def _begin_of_results(head: Head) -> float:
    """Where the results of a table begin; what stands left of it says what they are of."""
    results = [column.x0 for column in head.columns if column.name in RESULTS or column in head.elements]
    return min(results, default=0.0)
