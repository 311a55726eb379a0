"""A row of a table of results, and the heat that it names: in the heats' column, before all columns, or by a number that is known."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from domain.paper import Leaf
from extract.certificate.heat_record import HeatBook, HeatRecord
from extract.certificate.result_cells import Cells
from extract.certificate.result_head import Head
from extract.label.result_words import Role, bare, direction_of, looks_like_a_heat, role_of
from extract.page.grid import Heading, misalignment
from extract.page.layout import Token

COLUMN_REACH = 12.0
FEWEST_LED = 3
"""A row has the word for heats, its number and two results or more."""
UNTITLED = 0.9
"""What a heat number is worth whose column bears no title that is known."""
_DITTO = re.compile(r"[\"″“”„'’]{1,2}|,,|[-–]+[\"″“”][-–]+|(do|dto|dito|ditto|id|idem)\.?", re.IGNORECASE)
_RUNNING = re.compile(r"\d{1,2}|[A-Z]")
RESULTS = (None, "actual", "mean", "product", "ladle")
"""What rows of results are; the others are limits and units."""


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
    named_by: Token | None = None


class RowHeats:
    """Tells the heats of the rows below one head."""

    def __init__(self, head: Head, book: HeatBook, cells: Cells) -> None:
        """`book` has the heats that are known already."""
        self._columns = head.heat_columns
        self._foreign = head.foreign
        self._untold = [column for column in head.columns if column.name is None and re.search(r"[^\W\d_]{2}", column.title)]
        self._first = head.first_result
        self._book = book
        self._cells = cells

    def told(self, row: Row) -> Row:
        """The row with the heat that it names itself."""
        known = self._known(row)
        if known or row.role == "limit":
            return known or row
        taken = {id(token) for token in row.cells.values()}
        numbers = [token for token in row.tokens if id(token) not in taken and looks_like_a_heat(token.text)]
        inside = [token for place in self._columns for token in numbers if self._is_under(token, place)]
        # `Schmelze A49850  381  522`; what says more of the heat in words heads the next sheet: `Schmelze A49850  Lot 333548  144 kg`.
        bare_row = not any(re.search(r"[^\W\d_]{2}", token.text) for token in row.tokens[2:])
        led = len(row.tokens) > FEWEST_LED and role_of(row.tokens[0].text) == "ladle" and bare_row
        before = [token for token in row.tokens[led : 1 + led] if token in numbers and self._may_stand_before(token)]
        return self._named(row, (inside or before)[0], 0.98) if inside or before else row

    def _may_stand_before(self, token: Token) -> bool:
        """Whether a number before all results may be the heat's: where no column of heats begins left of it, and none of another thing is there."""
        left = token.x1 < self._first and (not self._columns or token.x0 < self._columns[0].x1 + 10)
        return left and not any(self._is_under(token, column) for column in self._foreign) and not self._is_of_the_sheet(token)

    def _is_of_the_sheet(self, token: Token) -> bool:
        """Whether a number is a piece's of the heat whose sheet this is: it stands below a heading that means no heats, such as `Ring`."""
        return not self._columns and self._book.heading is not None and any(self._is_under(token, column) for column in self._untold)

    def _named(self, row: Row, token: Token, score: float) -> Row:
        # A heat number is never corrected: as printed, only brackets and stops around it fall.
        return replace(row, number=self._cells.said(bare(token.text), (token,), row.page, score=score), named_by=token)

    def _known(self, row: Row) -> Row | None:
        """The row of a heat that was met before, by its number or by that of a test piece."""
        for find in (self._book.numbered, self._book.sampled):
            for token in row.tokens:
                heat = find(token.text)
                if not heat or not heat.number or (find == self._book.sampled and self._counts_anew(token, heat)):
                    continue
                if find == self._book.numbered or token.x1 < self._first:
                    return replace(row, number=self._cells.said(heat.number.value, (token,), row.page, score=0.985), named_by=token)
        return None

    def _counts_anew(self, token: Token, heat: HeatRecord) -> bool:
        """Whether a mere running number is of the heat whose sheet has begun below the one that has a piece of that number: each counts its own."""
        heading = self._book.heading
        if heading is None or heading is heat or heading.number is None or heat.number is None:
            return False
        below = (heading.number.page, heading.number.box[1]) > (heat.number.page, heat.number.box[1])
        return below and _RUNNING.fullmatch(bare(token.text)) is not None

    def _is_under(self, token: Token, column: Heading) -> bool:
        over = token.x0 < column.x1 and column.x0 < token.x1 and token.x0 < self._first
        return misalignment(token, column) < COLUMN_REACH or over

    # ---- what all rows say together

    def settled(self, rows: Sequence[Row]) -> list[Row]:
        """The rows as they explain each other: ditto marks, limits by another name, numbers in a column of no title."""
        settled: list[Row] = []
        if any(row.role == "actual" and row.cells for row in rows):  # where one row is said to be of results, the others are not
            rows = [replace(row, role="limit") if row.role is None and row.number is None else row for row in rows]
        numbered = [row for row in rows if row.number and row.role in RESULTS]
        if not numbered and not self._columns:
            return self._told_by_place(rows)
        leading = any(row.named_by and self._is_under(row.named_by, self._columns[0]) for row in numbered) if self._columns else False
        for row in rows:
            if settled and self._is_ditto(row):
                row = replace(row, number=settled[-1].number, named_by=settled[-1].named_by)  # noqa: PLW2901
            elif leading and row.named_by and len(self._columns) > 1 and self._is_of_piece(row.named_by):
                row = replace(row, number=None, named_by=None)  # noqa: PLW2901
            elif numbered and row.number is None and (row.role is None or self._goes_before(row, settled)) and self._is_called(row):
                row = replace(row, role="limit")  # noqa: PLW2901
            settled.append(row)
        return settled

    def _is_of_piece(self, token: Token) -> bool:
        """Whether a number stands below a further heading that heats go by, and is no heat's: it is of a test piece or a lot."""
        return self._book.numbered(token.text) is None and not self._is_under(token, self._columns[0])

    def _in_column(self, row: Row) -> Token | None:
        """What stands in the heats' column."""
        if not self._columns:
            return None
        return next((token for token in row.tokens if self._is_under(token, self._columns[0])), None)

    def _is_ditto(self, row: Row) -> bool:
        token = self._in_column(row)
        return token is not None and _DITTO.fullmatch(token.text) is not None

    @staticmethod
    def _goes_before(row: Row, settled: Sequence[Row]) -> bool:
        """Whether a row with the word for a heat stands before all that have a number: the last line of the head, with limits in its cells."""
        return row.role == "ladle" and not any(other.number for other in settled)

    def _is_called(self, row: Row) -> bool:
        """Whether a word stands where the other rows have their heat: `LSL`, `Wymag.`; such a row is no heat's."""
        token = self._in_column(row)
        return token is not None and re.search(r"[^\W\d_]{2}", token.text) is not None and direction_of(token.text) is None

    def _told_by_place(self, rows: Sequence[Row]) -> list[Row]:
        """The rows with the one number that each of them bears before its results, where all results bear one and no two the same."""
        results = [row for row in rows if row.role in RESULTS]
        found = {id(row): [token for token in row.tokens if self._may_name(token, row.cells.values())] for row in results}
        numbers = {bare(tokens[0].text) for tokens in found.values() if tokens}
        if not results or any(len(tokens) != 1 for tokens in found.values()) or len(numbers) < len(results):
            return list(rows)
        return [self._named(row, found[id(row)][0], UNTITLED) if id(row) in found else row for row in rows]

    def _may_name(self, token: Token, taken: Collection[Token]) -> bool:
        other = any(self._is_under(token, column) for column in self._foreign)
        free = not other and token not in taken and not self._is_of_the_sheet(token)
        return token.x1 < self._first and free and looks_like_a_heat(token.text)
