"""Tables, ruled or not: a head is a line of known headings; below it words are given to columns by place and by shape."""

from __future__ import annotations

import statistics
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from extract.label.labels import Vocabulary
from extract.label.line_behind import names_order_and_line
from extract.page.columns import Column, Row
from extract.page.layout import Line, Token
from extract.table.bands import under_bands
from extract.table.cells import parted
from extract.table.heads import Head, HeadReader
from extract.table.item_and_line import numbered_by_strokes
from extract.table.led import leading, numbered_above, under_days
from extract.table.naming import Fits
from extract.table.part_rows import end_of_parts
from extract.table.spare_heads import begins_spare_entry
from extract.table.stacked_days import leave_wishes_below
from extract.table.stroke_cells import stroked, told_by_strokes
from extract.table.table_cells import give_discount, give_quantity, give_unit, with_quantity
from extract.table.table_ends import PASSING, EndFinder
from extract.table.table_entries import FULL, NAMING, EntryFinder
from extract.table.table_foot import text_below
from extract.table.table_lines import (
    begins_alike,
    called_alike,
    far_below,
    is_in_foot,
    is_nth_package,
    is_package,
    is_part_sum,
    leaves_less,
    next_positions,
    position_of,
    repeats,
    without_copies,
    without_lots,
)
from extract.table.table_rows import RowReader
from extract.table.table_words import WordPlacer
from extract.table.tall_heads import begins_at, entry_at, in_rows, with_days
from extract.table.under_heads import ColumnNamer


@dataclass(frozen=True)
class Table:
    """A head and its entries; `lines` are the indices of all lines that belong to it."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    lines: frozenset[int]
    head: int
    known: bool = True
    """Whether its headings told it, and not its columns alone: then more may be printed in it than was understood."""
    further: Table | None = None
    """Another table below it that says more of its entries."""


class TableReader:
    """Reads the tables whose headings are in a vocabulary."""

    def __init__(
        self, vocabulary: Vocabulary, fits: Mapping[str, Fits], anchors: Sequence[str], ends: Vocabulary, totals: Vocabulary
    ) -> None:
        """`fits` says what each column holds, `anchors` which columns begin an entry, `ends` what stands below the last one.

        `totals` are labels that may head columns as well: they end a table only where nothing but an amount stands behind them.
        """
        self._vocabulary = vocabulary
        self._fits = fits
        self._anchors = tuple(anchors)
        self._words = WordPlacer(fits)
        self._ends = EndFinder(vocabulary, ends, totals)
        self._entries = EntryFinder(vocabulary, fits, anchors, self._words)
        self._further = RowReader(vocabulary, fits, self._words)
        self._namer = ColumnNamer(vocabulary, fits, self._ends, self._words)

    @property
    def vocabulary(self) -> Vocabulary:
        """The headings of the columns."""
        return self._vocabulary

    @property
    def fits(self) -> Mapping[str, Fits]:
        """What each column holds."""
        return self._fits

    def tables(self, lines: Sequence[Line], *, fuzzy: bool) -> list[Table]:
        """Every table, in reading order; one that goes on over pages is one table."""
        reader = HeadReader(self._vocabulary, self._anchors)
        known = without_lots(reader.heads(lines, fuzzy=fuzzy))
        heads = known or reader.unknown_heads(lines, fuzzy=fuzzy)
        tall = self._tall(lines, reader, known, fuzzy=fuzzy)
        tables, heads = ([tall[0]], tall[1]) if tall else (list[Table](), heads)
        used: set[int] = set()
        for position, head in enumerate(heads):
            if position in used:
                continue
            again = repeats(heads, position, lines)
            used |= {position, *again}
            last = max([position, *again])
            others = {heads[i][0] for i in range(position + 1, last) if i not in again}
            end = heads[last + 1][0] if last + 1 < len(heads) else len(lines)
            table = self._read(lines, [head, *(heads[i] for i in again)], others, end, fuzzy=fuzzy)
            tables.append(replace(table, known=bool(known)))
        return tables

    def _tall(self, lines: Sequence[Line], reader: HeadReader, heads: Sequence[Head], *, fuzzy: bool) -> tuple[Table, list[Head]] | None:
        """The first table whose head has three rows or more and its entries as many lines, and the heads that are none of it; else None.

        The rows of such a head may have been taken for heads of their own, one right below the other.
        """
        runs: list[list[Head]] = []
        for head in heads:
            if runs and runs[-1][-1][1] == head[0]:
                runs[-1].append(head)
            else:
                runs.append([head])
        told = []
        for run in runs:
            band = [reader.columns_of(lines[i], fuzzy=fuzzy) for i in range(run[0][0], run[-1][1])]
            told.append(in_rows(band, self._vocabulary.name, self._vocabulary.names))
        first = next((place for place, rows in enumerate(told) if rows), None)
        if first is None:
            return None
        named = [[column.name for row in rows for column in row] for rows in told]
        own = [place for place in range(first, len(runs)) if named[place] == named[first]]
        end = runs[own[-1] + 1][0][0] if own[-1] + 1 < len(runs) else len(lines)
        spans = [(runs[place][0][0], runs[place][-1][1]) for place in own]
        table = self._read_tall(lines, spans, told[first], end, fuzzy=fuzzy)
        return (table, [head for place, run in enumerate(runs) if place not in own for head in run]) if table else None

    def _read_tall(
        self, lines: Sequence[Line], spans: Sequence[tuple[int, int]], rows: Sequence[Sequence[Column]], end: int, *, fuzzy: bool
    ) -> Table | None:
        """The table below such a head, that is repeated at the other spans; None where an entry is not as the head says."""
        index, found, used = spans[0][1], list[Row](), {i for start, stop in spans for i in range(start, stop)}
        while index < end:
            entry = None if index in used else entry_at(lines, index, rows, self._words.assign, self._fits, self._entries.filled)
            label = None if entry or index in used else self._ends.end_at(lines, index, fuzzy=fuzzy)
            if entry:
                found.append(entry)
                used |= {index, *entry.below}
                index += len(rows)
                continue
            if label and label not in PASSING and not any(i > index for i in used):
                break
            if not label and index not in used and begins_at(lines, index, rows, self._words.assign, self._fits):
                return None  # an entry whose other lines are not told would be lost
            if (
                found
                and not label
                and lines[index].page == lines[found[-1].line].page
                and index not in used
                and not far_below(lines, index)
            ):
                found[-1].below.append(index)
                used.add(index)
            index += 1
        if not found:
            return None
        columns = with_days([column for row in rows for column in row], found, self._fits)
        parted(columns, found)
        return Table(columns, tuple(found), frozenset(used), spans[0][0])

    def left_below(self, table: Table, tables: Sequence[Table], lines: Sequence[Line]) -> bool:
        """Whether a line below a table's last entry, of no table, begins an entry as those do and has a number that might be the next."""
        if not table.rows:
            return False
        plain = [column for column in table.columns if column.level == 0]
        used, nexts = {index for each in tables for index in each.lines}, next_positions(table.rows)
        for index in range(table.rows[-1].line + 1, len(lines)):
            cells = self._words.assign(lines[index], plain) if index not in used else {}
            usual = statistics.median([row.filled for row in table.rows])
            if cells and self._entries.filled(cells) >= max(FULL, usual) and (position_of(cells) or 0) in nexts:
                return True
        return False

    def _read(  # noqa: C901, PLR0912, PLR0915 - the turns of a table over pages and packages, read top to bottom
        self, lines: Sequence[Line], heads: Sequence[Head], others: Collection[int], end: int, *, fuzzy: bool
    ) -> Table:
        """`others` are where heads of other tables begin that stand between the repeated ones: a page's own list of references."""
        first, after, columns = heads[0]
        columns = self._namer.named(lines, after, min((start for start, _, _ in heads[1:]), default=end), columns, fuzzy=fuzzy)
        used = {i for start, stop, _ in heads for i in range(start, stop)}
        rows: list[Row] = []
        restart = {start: (stop, own) for start, stop, own in heads[1:]}
        grouped = _are_grouped(heads, lines)
        index, own_page, waiting = after, lines[first].page, False
        parted_at = after
        while index < end:
            line = lines[index]
            if rows and index not in restart and not waiting:
                parted_at = max(parted_at, end_of_parts(lines[:end], index, lines[rows[-1].line], self._vocabulary, columns, fuzzy=fuzzy))
            if index < parted_at:
                rows[-1].below.append(index)
                used.add(index)
                index += 1
                continue
            if index in others:
                index = min(start for start in restart if start > index)
                continue
            if index in restart:
                index, own = restart[index]
                named = self._namer.named(lines, index, end, own, fuzzy=fuzzy)
                columns = called_alike(named, columns)
                own_page, waiting = lines[index - 1].page, False
                if index < end and self._ends.end_at(lines, index, fuzzy=fuzzy):
                    index += 1  # the sum that is carried over stands right below the head that is repeated
                continue
            if line.page != own_page:
                own_page, waiting = line.page, True
                if not grouped and any(lines[start].page == line.page for start in restart):
                    index = min(start for start in restart if lines[start].page == line.page)
                    continue
            follows = any(start > index and lines[start].page == line.page for start in restart)
            package = is_package(line) or (follows and is_nth_package(line))
            inside = package or (rows and leaves_less(lines, index, rows[-1]))
            label = None if inside else self._ends.end_at(lines, index, fuzzy=fuzzy)
            if label == "order_number" and not waiting and self._tells_line(lines, index, first, rows):
                rows[-1].below.append(index)  # `Rif. Vs. ord. 4500246012 riga 10`: the head's reader finds the order there
                index += 1
                continue
            if label == "tax_total" and self._is_taxed_entry(line, columns):
                label = None
            if label and rows and is_part_sum(line) and self._entries.full_entry_follows(lines, index, end, columns, rows):
                used.add(index)
                index += 1
                continue
            if label and (label in PASSING or not self._entries.is_inside(lines, index, end, columns, rows)):
                if label not in PASSING and not follows and not self._entries.goes_on(lines, index, end, columns):
                    break
                index, waiting = index + 1, label != "order_number" or waiting
                continue
            cells = self._cells(line, columns)
            unnumbered = self._entries.lacks_its_number(cells, rows, fuzzy=fuzzy)
            if package:
                used.add(index)  # a package stands between two entries or below the last one
            elif (
                not unnumbered
                and not (waiting and is_in_foot(lines, index, cells, rows))
                and (self._entries.begins_entry(cells, rows) or begins_spare_entry(cells, columns))
                and (begins_alike(lines, index, rows) or (fuzzy and self._entries.is_whole(cells, rows)))
                and not self._entries.is_second_row(line, columns, rows)
                and not self._entries.names_a_value(lines, index, columns, fuzzy=fuzzy)
            ):
                rows.append(Row(index, cells, filled=self._entries.filled(cells)))
                used.add(index)
                waiting = False
            elif rows and not waiting:
                if far_below(lines, index) and not self._entries.is_inside(lines, index, end, columns, rows):
                    if not follows and not self._entries.goes_on(lines, index, end, columns):
                        break
                    waiting = True
                else:
                    rows[-1].below.append(index)
                    used.add(index)
                    self._further.go_on(rows[-1], line, columns)
            index += 1
        return self._completed(rows, columns, used, heads, lines, fuzzy=fuzzy)

    def _cells(self, line: Line, columns: Sequence[Column]) -> dict[str, list[Token]]:
        """The cells of the first line of an entry, should it be one."""
        cells = with_quantity(self._words.assign(line, [column for column in columns if column.level == 0]), columns)
        give_unit(cells, line, columns)
        give_quantity(cells, columns)
        give_discount(cells, columns)
        return cells

    def _is_taxed_entry(self, line: Line, columns: Sequence[Column]) -> bool:
        """Whether a line is an entry with a column of taxes, `Résine époxy  30 kg  8,51  TVA 20%  255,30`: what it is of, how much, its price and its amount."""
        cells = self._cells(line, columns)
        entry = {"quantity", "unit_price", "net_amount"} <= cells.keys() and bool(NAMING & cells.keys())
        return entry and self._entries.filled(cells) >= FULL

    def _completed(
        self, rows: list[Row], columns: Sequence[Column], used: set[int], heads: Sequence[Head], lines: Sequence[Line], *, fuzzy: bool
    ) -> Table:
        """The table of these entries, once it is seen what else stands above and below them: copies, running text, references that lead them."""
        first, after, _ = heads[0]
        grouped = _are_grouped(heads, lines)
        if grouped:
            rows = without_copies(rows, [start for start, _, _ in heads], lines)
        used -= text_below(rows, columns, lines, self._vocabulary, fuzzy=fuzzy)
        used -= self._ends.telling_more(lines, [i for i in used if rows and i > rows[-1].line], fuzzy=fuzzy)
        used |= leading(rows, after, lines, self._vocabulary, fuzzy=fuzzy)
        used |= under_days(rows, after, columns, lines, self._vocabulary, fuzzy=fuzzy)
        rows, numbered = numbered_above(rows, first, lines, self._vocabulary)
        rows, banded = under_bands(rows, after, columns, lines, self._vocabulary, fuzzy=fuzzy)
        used |= numbered | banded
        told_by_strokes([*columns, *stroked(lines[first:after])], rows, lines, self._vocabulary, self._fits)
        numbered_by_strokes(rows, lines)
        parted(columns, rows)
        leave_wishes_below(columns, rows, lines, first)
        if grouped and first and (is_package(lines[first - 1]) or is_nth_package(lines[first - 1])):
            used.add(first - 1)  # the first of several packages: its weight is not that of all
        return Table(tuple(columns), tuple(rows), frozenset(used), first)

    @staticmethod
    def _tells_line(lines: Sequence[Line], index: int, first: int, rows: Sequence[Row]) -> bool:
        """Whether a line tells the buyer's order and its line for the entry above it; where one stands above the first, each leads what is below it."""
        return bool(rows) and names_order_and_line(lines[index]) and not any(map(names_order_and_line, lines[first : rows[0].line]))


def _are_grouped(heads: Sequence[Head], lines: Sequence[Line]) -> bool:
    """Whether a head is printed again on one page, for each package or each order."""
    return len({lines[start].page for start, _, _ in heads}) < len(heads)
