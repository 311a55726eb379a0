"""Heats of a certificate: chemistry and test results, across or down the page, in one table, in several, or a sheet a heat."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from domain.doctype import DocType
from domain.paper import Group
from extract.certificate.bracketed_lots import enter_bracketed_lots
from extract.certificate.hardness_of_each import read_hardness_of_each
from extract.certificate.heat_record import HeatBook, HeatRecord
from extract.certificate.hot_tests import is_of_hot_tests, stands_below_hot_title
from extract.certificate.named_tests import NamedTests
from extract.certificate.result_cells import Cells
from extract.certificate.result_head import Head
from extract.certificate.result_heads import HeadFinder
from extract.certificate.result_labels import ResultLabels
from extract.certificate.result_lines import LineResults
from extract.certificate.result_lists import ListReader
from extract.certificate.result_pieces import PieceReader
from extract.certificate.result_prose import read_prose
from extract.certificate.result_rows import RowFinder
from extract.certificate.results_across import AcrossReader
from extract.certificate.results_down import DownReader
from extract.certificate.row_heats import RESULTS
from extract.certificate.stacked_rows import StackedRows
from extract.certificate.told_in_text import told_beside_a_head
from extract.page.grid import Heading
from extract.page.layout import Layout
from extract.shape.values import Habits

NEXT_LINE = 2
"""The second line of a head stands no more lines below its first."""


class HeatReader:
    """Goes down a certificate once, and gives every result to the heat it is of."""

    def __init__(self, layout: Layout, doctype: DocType, habits: Habits, *, fuzzy: bool) -> None:
        """`fuzzy` lets labels be a letter off, as OCR reads them."""
        self._lines = layout.lines
        self._habits = habits
        self._book = HeatBook()
        self._cells = Cells(layout, habits, scanned=fuzzy)
        self.used: set[int] = set()
        labels = ResultLabels(self._lines, doctype, fuzzy=fuzzy)
        self._labels = labels
        self._heads = HeadFinder(self._lines, labels, self.used, fuzzy=fuzzy)
        self._down = DownReader(self._lines, labels, self._book, self._cells, fuzzy=fuzzy)
        prose = read_prose(layout, doctype, habits, self._book, self._cells, fuzzy=fuzzy)
        self._named = NamedTests(layout, doctype, self._book, self._cells, but=prose, fuzzy=fuzzy)
        self._singles = LineResults(layout, labels, habits, self._book, self._cells, told=prose)
        self._pieces = PieceReader(self._lines, labels, self._book, self._cells)
        self._lists = ListReader(self._lines, labels, self._book, self._cells, self._singles, fuzzy=fuzzy)
        self._last: tuple[Head, HeatRecord | None, int] | None = None

    def read(self) -> list[Group]:
        """The heats in the order of the paper; `used` then holds the lines of tables."""
        index = 0
        while index < len(self._lines):
            if index in self._named.lines:
                index += 1
                continue
            head = None if self._pieces.read(index) else self._heads.head_at(index)
            if head:
                heading = () if head.heat_columns else range(head.first, head.after)  # of several heats it would be nobody's
                asides = [(at, place) for at in heading if (place := told_beside_a_head(self._lines[at])) is not None]
                index = self._across(head)
                for at, place in asides:
                    self._singles.read(at, place)
            elif listed := self._lists.read(index):
                self.used.update(listed)
                index = listed.stop
            elif self._down.begins(index):
                block = self._down.read(index)
                self.used.update(block)
                for beside in sorted({*self._down.rests} & {*block}):
                    self._singles.read(beside, self._down.rests[beside])
                index = block.stop
            else:
                if not (index in self._pieces.taken or self._tells_hardness_of_each(index)):
                    self._singles.heats.head(index)  # `Heat A4711: Rm 545 MPa` names the heat and says of it
                    self._singles.read(index)
                index += 1
        self._named.enter()
        enter_bracketed_lots(self._lines, self._labels, self._habits, self._book, self._cells)
        return without_lots_of_heats([heat.group() for heat in self._book.all()])

    @property
    def has_untold_contents(self) -> bool:
        """Whether a content stands in an analysis whose element could not be told."""
        return self._book.untold

    @property
    def has_torn_tests(self) -> bool:
        """Whether of what a line tells of a test piece not all could be read."""
        return self._book.torn

    @property
    def lost_contents(self) -> list[str]:
        """The elements that an analysis of a scan has a column for, and no content that could be read."""
        return sorted(self._book.lost)

    def _tells_hardness_of_each(self, index: int) -> bool:
        return read_hardness_of_each(index, self._lines, self._labels, self._book, self._cells)

    def _across(self, head: Head) -> int:
        if self._cells.scanned:
            head = self._with_next_line(head).told_by_neighbours()
        if second := head.second_row:
            return self._in_two_rows(head, second)
        if (stacks := StackedRows(self._lines, head, self._labels, self._cells, self._singles.heats.heat_of)).first is not None:
            return self._stacked(stacks)
        finder = RowFinder(self._lines, head, self._book, self._cells)
        rows = finder.rows(self._begins_another, self._singles.names)
        if not head.elements and (
            any(map(is_of_hot_tests, self._lines[head.first : head.after])) or stands_below_hot_title(self._lines, head.first)
        ):
            self.used.update(index for row in rows for index in row.lines)
            return max([head.after, *(row.lines[-1] + 1 for row in rows)])
        last = AcrossReader(head, self._book, self._cells).read(rows, self._carried(head))
        stop = max([head.after, *(row.lines[-1] + 1 for row in rows)])
        for beside in (index for index in finder.passed if index < stop):
            self._singles.read(beside)
        page = rows[-1].page if rows else self._lines[head.first].page
        self._last = (head, last, page)
        if head.has_results:  # a list of heats may be one of goods, too
            self.used.update(index for row in rows for index in row.lines)
        elif head.heat_columns:
            self._book.listed = last if sum(row.number is not None for row in rows) == 1 else None
        return stop

    def _with_next_line(self, head: Head) -> Head:
        """The head with another right below it that names other columns only: the second line of its cells, which a scan made look like a head."""
        index = next((at for at in range(head.after, min(head.after + NEXT_LINE, len(self._lines))) if self._heads.names_columns(at)), None)
        if index is None or self._lines[index].page != self._lines[head.first].page:
            return head
        near = self._lines[index].box[1] - self._lines[head.after - 1].box[3] < self._lines[index].size
        second = self._heads.head_at(index) if near else None
        return (head.over(second) if second else None) or head

    def _stacked(self, stacks: StackedRows) -> int:
        """Reads rows that are stacks of lines, each below a line that names its heat."""
        found = stacks.rows(self._heads.names_columns)
        AcrossReader(stacks.head, self._book, self._cells).read([row for row, _ in found], None)
        for row, said in found:
            if row.number:
                self._book.named(row.number).other |= said
        taken = [index for row, _ in found for index in row.lines]
        self.used.update(taken)
        return max([stacks.head.after, *(index + 1 for index in taken)])

    def _in_two_rows(self, head: Head, second: Sequence[Heading]) -> int:
        """Reads heats of two rows each, below symbols on two lines: the row that names a heat, and the one below it."""
        upper = replace(head, columns=tuple(column for column in head.columns if column not in second))
        lower = replace(head, columns=(*head.heat_columns, *second))
        finder = RowFinder(self._lines, lower, self._book, self._cells)
        rows = RowFinder(self._lines, upper, self._book, self._cells).rows(self._begins_another, self._singles.names)
        named = [row for row in rows if row.number]
        AcrossReader(upper, self._book, self._cells).read([row for row in rows if row.number or row.role not in RESULTS], None)
        last = max([head.after, *(row.lines[-1] + 1 for row in (rows if named else ()))])
        starts = {row.lines[0] for row in named}
        for row in named:
            below = row.lines[-1] + 1
            if below < len(self._lines) and below not in starts and self._lines[below].page == row.page:
                again = finder.row((below,))
                if again.role in RESULTS and 2 * len(set(again.cells) & set(second)) >= len(second):
                    AcrossReader(lower, self._book, self._cells).read([replace(again, number=row.number)], None)
                    self.used.add(below)
                    last = max(last, below + 1)
        self.used.update(index for row in rows for index in row.lines)
        return last

    def _begins_another(self, index: int) -> bool:
        """Whether another table begins at a line, or what tells of other tests."""
        another = index in self._named.lines or self._heads.names_columns(index) or self._heads.lists_heats(index)
        return another or self._heads.numbers_pieces(index) or self._heads.equates(index) or self._down.begins_with_a_property(index)

    def _carried(self, head: Head) -> HeatRecord | None:
        """The heat that a table with the same head ended with on the page before: its rows may go on here."""
        if self._last is None:
            return None
        before, heat, page = self._last
        return heat if before.names == head.names and self._lines[head.first].page == page + 1 else None


def without_lots_of_heats(heats: Sequence[Group]) -> list[Group]:
    """The heats without a lot that is the number of another of them: it stands beside them in a row of heats whose labels a scan moved."""
    numbers = {number for heat in heats if (number := heat.text("heat_number"))}
    return [
        Group({name: node for name, node in heat.root.items() if name != "lot_number"})
        if heat.text("lot_number") in numbers - {heat.text("heat_number")}
        else heat
        for heat in heats
    ]


def as_lots(heats: Sequence[Group]) -> list[Group]:
    """The heats of a certificate of analysis: what is no metal has lots, whatever the word is that the paper calls them by."""
    return [_as_lot(heat) for heat in heats]


def _as_lot(heat: Group) -> Group:
    number = heat.leaf("heat_number")
    if number is None or heat.table("chemistry") or heat.groups("tensile"):
        return heat
    return Group({"lot_number": number, **{name: node for name, node in heat.root.items() if name != "heat_number"}})
