"""Tables, ruled or not: a head is a line of known headings; below it words are given to columns by place and by shape."""

from __future__ import annotations

import math
import re
import statistics
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from domain.doctype import Shape
from extract.cells import parted
from extract.columns import Column, Room, Row, is_apart, is_same, key_of, room_of, widened
from extract.heads import Head, HeadReader
from extract.label_places import box_numbers
from extract.labels import LabelHit, Vocabulary, squeezed
from extract.layout import Line, Phrase, Token
from extract.led import leading, numbered_above, under_days
from extract.line_behind import names_order_and_line
from extract.misfits import PACKING, misfit
from extract.naming import BARE_MARKS, GOOD, Fits, named_by_content
from extract.part_rows import end_of_parts
from extract.spare_heads import begins_spare_entry
from extract.stroke_cells import stroked, told_by_strokes
from extract.table_cells import give_quantity, give_unit, with_quantity, with_whole_days
from extract.table_foot import text_below
from extract.table_lines import (
    begins_alike,
    called_alike,
    far_below,
    is_in_foot,
    is_nth_package,
    is_package,
    is_part_sum,
    is_word_of_text,
    leaves_less,
    next_positions,
    position_of,
    repeats,
    stacked,
    under_stacked,
    without_copies,
    without_lots,
    without_translations,
)
from extract.tall_heads import begins_at, entry_at, in_rows, with_days
from extract.wording import concepts

NUMERIC = frozenset({"quantity", "unit_price"})
NUMBER_ROOM = 34.0
"""How many points a number may begin left of its heading."""
SECOND_ROOM = 4.0
"""How many print sizes left of the second row's headings its cells may begin."""
WIDE = 2.0
SHAPE, SOME_SHAPE = 2.0, 0.7
AFTER_UNIT = 3.0
"""What it costs to put a second figure into such a cell behind a word: `2 500 U 31,16` is a quantity with its unit, then a price."""
SAMPLE = 60
"""Lines below a head that are looked at to tell what its columns hold."""
PASSING = frozenset({"carried", "footer", "order_number"})
"""What may stand between two entries of one table, at the turn of a page."""
WRAPS = frozenset({"delivery_date", "lots", "supplier_item", "buyer_item"})
"""Columns whose cells may go on in the line below; descriptions are put together by the reader of lines."""
ITEMS = frozenset({"supplier_item", "buyer_item"})
NAMING = frozenset({"order_line", "supplier_item", "buyer_item", "description"})
"""Columns of which an entry fills one at least."""
TORN_AT = "-/."
"""Signs after which a narrow cell breaks an item's number."""
FLUSH = 0.3
"""How far, in heights of a line, the rest of a torn number may stand from the left edge of its cell."""
DASHES = frozenset({"-", "–", "—", "/", "|", "·"})
SURE = 0.1
"""What stands below an item's number goes on with it only if it is one word with a figure in it."""
SINGLE = frozenset({"quantity", "unit_price", "net_amount", "order_line"})
"""Columns whose cells hold one number; a second word in them (a unit, a currency) is possible and not likely."""

BEHIND_RULE = 6.0
"""In print sizes, how far off a column is at least in whose cell a word does not stand."""
UNKNOWN, INSIDE_UNKNOWN = 0.3, 0.1
"""What it costs to give a word to a column whose heading is not known, and where it stands wholly inside of it."""
CHANGE, INSIDE = 1.2, 0.4
"""What it costs to change columns inside a phrase, and up to which gap words are one."""
FULL = 3
"""An entry of a scan without its number has so many of the other columns that entries begin with."""
MOST_OF_LABEL = 5
"""A label and the first word of its value are no more words."""
_FIGURE = re.compile(r"\d")
_ADDRESS = re.compile(r"\w@\w|^www\.")
"""Of mail or in the net: far below the entries it is of the foot of a page; right below one it may be where its data sheet is."""
_PADDED = re.compile(r"0\d{2,5}")


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
        self._ends = ends
        self._totals = totals

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
            entry = None if index in used else entry_at(lines, index, rows, self.assign, self._fits, self._filled)
            label = None if entry or index in used else self._end_at(lines, index, fuzzy=fuzzy)
            if entry:
                found.append(entry)
                used |= {index, *entry.below}
                index += len(rows)
                continue
            if label and label not in PASSING and not any(i > index for i in used):
                break
            if not label and index not in used and begins_at(lines, index, rows, self.assign, self._fits):
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
            cells = self.assign(lines[index], plain) if index not in used else {}
            usual = statistics.median([row.filled for row in table.rows])
            if cells and self._filled(cells) >= max(FULL, usual) and (position_of(cells) or 0) in nexts:
                return True
        return False

    def _read(  # noqa: C901, PLR0912, PLR0915 - the turns of a table over pages and packages, read top to bottom
        self, lines: Sequence[Line], heads: Sequence[Head], others: Collection[int], end: int, *, fuzzy: bool
    ) -> Table:
        """`others` are where heads of other tables begin that stand between the repeated ones: a page's own list of references."""
        first, after, columns = heads[0]
        columns = self._named(lines, after, min((start for start, _, _ in heads[1:]), default=end), columns, fuzzy=fuzzy)
        used = {i for start, stop, _ in heads for i in range(start, stop)}
        rows: list[Row] = []
        restart = {start: (stop, own) for start, stop, own in heads[1:]}
        grouped = len({lines[start].page for start, _, _ in heads}) < len(heads)
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
                named = self._named(lines, index, end, own, fuzzy=fuzzy)
                columns = called_alike(named, columns)
                own_page, waiting = lines[index - 1].page, False
                if index < end and self._end_at(lines, index, fuzzy=fuzzy):
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
            label = None if inside else self._end_at(lines, index, fuzzy=fuzzy)
            if label == "order_number" and not waiting and self._tells_line(lines, index, first, rows):
                rows[-1].below.append(index)  # `Rif. Vs. ord. 4500246012 riga 10`: the head's reader finds the order there
                index += 1
                continue
            if label and rows and is_part_sum(line) and self._full_entry_follows(lines, index, end, columns, rows):
                used.add(index)
                index += 1
                continue
            if label and (label in PASSING or not self._is_inside(lines, index, end, columns, rows)):
                if label not in PASSING and not follows and not self._goes_on(lines, index, end, columns):
                    break
                index, waiting = index + 1, label != "order_number" or waiting
                continue
            cells = with_quantity(self.assign(line, [column for column in columns if column.level == 0]), columns)
            give_unit(cells, line, columns)
            give_quantity(cells, columns)
            unnumbered = self._lacks_its_number(cells, rows, fuzzy=fuzzy)
            if package:
                used.add(index)  # a package stands between two entries or below the last one
            elif (
                not unnumbered
                and not (waiting and is_in_foot(lines, index, cells, rows))
                and (self._begins_entry(cells, rows) or begins_spare_entry(cells, columns))
                and begins_alike(lines, index, rows)
                and not self._names_a_value(lines, index, columns, fuzzy=fuzzy)
            ):
                rows.append(Row(index, cells, filled=self._filled(cells)))
                used.add(index)
                waiting = False
            elif rows and not waiting:
                if far_below(lines, index):
                    if not follows and not self._goes_on(lines, index, end, columns):
                        break
                    waiting = True
                else:
                    rows[-1].below.append(index)
                    used.add(index)
                    self._continue(rows[-1], line, columns)
            index += 1
        if grouped:
            rows = without_copies(rows, [start for start, _, _ in heads], lines)
        used -= text_below(rows, columns, lines, self._vocabulary, fuzzy=fuzzy)
        used -= self._telling_more(lines, [i for i in used if rows and i > rows[-1].line], fuzzy=fuzzy)
        used |= leading(rows, after, lines, self._vocabulary, fuzzy=fuzzy)
        used |= under_days(rows, after, columns, lines, self._vocabulary, fuzzy=fuzzy)
        rows, numbered = numbered_above(rows, first, lines, self._vocabulary)
        used |= numbered
        told_by_strokes([*columns, *stroked(lines[first:after])], rows, lines, self._vocabulary, self._fits)
        parted(columns, rows)
        if grouped and first and (is_package(lines[first - 1]) or is_nth_package(lines[first - 1])):
            used.add(first - 1)  # the first of several packages: its weight is not that of all
        return Table(tuple(columns), tuple(rows), frozenset(used), first)

    @staticmethod
    def _tells_line(lines: Sequence[Line], index: int, first: int, rows: Sequence[Row]) -> bool:
        """Whether a line tells the buyer's order and its line for the entry above it; where one stands above the first, each leads what is below it."""
        return bool(rows) and names_order_and_line(lines[index]) and not any(map(names_order_and_line, lines[first : rows[0].line]))

    def _telling_more(self, lines: Sequence[Line], below: Sequence[int], *, fuzzy: bool) -> set[int]:
        """The lines of packages below the last entry that tell something of the whole shipment beside it: `SSCC …   2.194 kg     Bultos   2`."""
        return {
            index
            for index in below
            if is_package(lines[index]) and any(hit.start for hit in self._ends.hits(lines, index, fuzzy=fuzzy) if hit.name not in PASSING)
        }

    def _lacks_its_number(self, cells: Mapping[str, Sequence[Token]], rows: Sequence[Row], *, fuzzy: bool) -> bool:
        """Whether a line without a number stands below entries that have theirs; on a scan, all of an entry but its number is one."""
        if rows and "lots" in cells and not NAMING & cells.keys() and all(NAMING & row.cells.keys() for row in rows):
            return True  # a lot with its quantity, below the heading of entries
        if not rows or "order_line" in cells or not all("order_line" in row.cells for row in rows):
            return False
        enough = min(row.filled for row in rows) - 1
        named = {"description", "quantity"} <= cells.keys() and any(len(token.text) > 1 for token in cells["quantity"])
        return not (fuzzy and self._filled(cells) >= (enough if named else max(enough, FULL)))

    def _names_a_value(self, lines: Sequence[Line], index: int, columns: Sequence[Column], *, fuzzy: bool) -> bool:
        """Whether a line begins with a label and its value (`Vs. articolo: 23-9206-77`): it goes on an entry and begins none.

        With its number so may an entry (`Pos. 10`), but not where numbers have no column and another label follows: `Vs. pos. 10 – Vs. cod. …`.
        Behind a second figure a word is no label but a unit, whatever it means elsewhere: `Your Line 10  4,000 Nos.`.
        """
        hits = self._vocabulary.hits(lines, index, fuzzy=fuzzy)
        if not hits or hits[0].start or hits[0].end >= len(lines[index].tokens):
            return False
        if hits[0].name != "order_line":
            return True
        labelled = len(hits) > 1 and hits[1].start <= hits[0].end + 2 and hits[1].end < len(lines[index].tokens)
        labelled = labelled and not any(_FIGURE.search(token.text) for token in lines[index].tokens[hits[0].end + 1 : hits[1].start])
        return labelled and all(column.name != "order_line" for column in columns)

    def _named(self, lines: Sequence[Line], after: int, end: int, columns: tuple[Column, ...], *, fuzzy: bool) -> tuple[Column, ...]:
        """The columns named by their headings and by what stands under them in the lines that look like entries."""
        plain = tuple(column for column in columns if column.level == 0)
        sample: list[Line] = []
        for index in range(after, min(end, after + SAMPLE)):
            if lines[index].page != lines[after].page or (sample and self._end_at(lines, index, fuzzy=fuzzy) not in (None, *PASSING)):
                break
            if len(lines[index].phrases) >= min(4, 0.6 * len(plain)):
                sample.append(lines[index])
        if len(plain) == len(columns):  # where entries have two rows, the second one stands under other headings
            columns = plain = widened(plain, sample)
        cells = self._under_heads(lines, range(after, min(end, after + SAMPLE)), plain, two_rows=len(plain) < len(columns), fuzzy=fuzzy)
        if not any(cells):
            return columns
        settled = {column.name for column in columns if column.name and (column.level or not column.title)}
        headed = [place for place, column in enumerate(plain) if column.title]
        under_heads = [plain[place] for place in headed], [cells[place] for place in headed]
        named = iter(named_by_content(*under_heads, self._vocabulary.names, self._fits, settled))
        return without_translations([next(named) if column.level == 0 and column.title else column for column in columns])

    def _under_heads(
        self, lines: Sequence[Line], span: range, plain: Sequence[Column], *, two_rows: bool, fuzzy: bool
    ) -> list[list[list[Token]]]:
        """What stands under each heading in the lines that look like entries; second rows of entries, which begin further right, are none."""
        cells: list[list[list[Token]]] = [[] for _ in plain]
        margin = min(column.x1 for column in plain) if two_rows else math.inf
        # What `No.` numbers is told by what stands below it.
        plain = [replace(column, name=None) if squeezed(column.title) in BARE_MARKS else column for column in plain]
        for index in span:
            line = lines[index]
            if line.page != lines[span.start].page or (any(cells) and self._end_at(lines, index, fuzzy=fuzzy) not in (None, *PASSING)):
                break
            placed = {column.title: tokens for column, tokens in self._placed(line, plain, SOME_SHAPE)}
            under = [placed.get(column.title, []) for column in plain]
            figures = sum(re.search(r"\d", token.text) is not None for token in line.tokens)
            filled = sum(bool(tokens) for tokens in under)
            fits = filled >= max(3, 0.6 * len(plain)) and figures >= 0.5 * filled and len(line.phrases) >= min(4, 0.6 * len(plain))
            if fits and line.box[0] < margin:
                for cell, tokens in zip(cells, under, strict=True):
                    cell.append(tokens)
        return cells

    def _end_at(self, lines: Sequence[Line], index: int, *, fuzzy: bool) -> str | None:
        """The label of what stands below the entries, where the line begins with one: a total, a carried-over sum, a footer, boxes."""
        line = lines[index]
        if box_numbers(line):
            return "boxes"
        if index and far_below(lines, index) and any(_ADDRESS.search(token.text) for token in line.tokens):
            return "footer"
        for hit in self._ends.hits(lines, index, fuzzy=fuzzy):
            if hit.name == "tax_total" and is_word_of_text(line, hit.start):
                continue
            if (
                hit.name == "order_number"
                and hit.start > 1
                and any(own.start == 0 for own in self._vocabulary.hits(lines, index, fuzzy=fuzzy))
            ):
                continue  # `Pos. pedido: 10   Su ref.: 27-1096-33   Orden fab.: 40363-1`: the line is an entry's
            letters = len(squeezed(" ".join(token.text for token in line.tokens[hit.start : hit.end])))
            dashed = (
                hit.name == "order_number" and hit.start > 0 and line.tokens[hit.start - 1].text in DASHES
            )  # `Auftrag 1281 – Ihre Bestellung …`
            if letters > 1 and (hit.start <= 1 or dashed or _apart(line, hit)) and not self._longer_heading(lines, index, hit, fuzzy=fuzzy):
                return hit.name
        named = [hit.name for hit in self._ends.hits(lines, index, fuzzy=fuzzy) if hit.name not in PASSING]
        if len(set(named)) > 1 and not self._vocabulary.hits(lines, index, fuzzy=fuzzy):
            return named[0]  # `Totale: 4 colli, 4.200 kg lordi / 4.123 kg netti`
        for hit in self._totals.hits(lines, index, fuzzy=fuzzy)[:1]:
            texts = [token.text for token in line.tokens[hit.end :]]
            behind = [
                text
                for text, after in zip(texts, [*texts, ""][1:], strict=True)
                if not re.fullmatch(r"\W+|[A-Z]{3}|\d{1,2}:?|\d{1,2}([.,]\d+)?%:?", text) and not after.startswith("%")
            ]
            if (hit.start == 0 or _apart(line, hit)) and len(behind) == 1 and re.search(r"\d[.,]\d\d\D*$", behind[0]):
                return hit.name
        return None

    def _longer_heading(self, lines: Sequence[Line], index: int, label: LabelHit, *, fuzzy: bool) -> bool:
        """Whether the words belong to a longer label of an entry: `PO Item 10`, `Línea pedido 10` speak of its line and not of an order.

        On a scan one of an entry to the letter, `Your reference`, is none that is only nearly so.
        """
        own = label.end - label.start
        hits = self._vocabulary.hits(lines, index, fuzzy=fuzzy)
        return any(
            hit.start <= label.start and label.end <= hit.end and (hit.end - hit.start > own or (hit.exact and not label.exact))
            for hit in hits
        )

    def _goes_on(self, lines: Sequence[Line], index: int, end: int, columns: Sequence[Column]) -> bool:
        """Whether entries follow on a later page: what stands here is then a carried-over sum or a footer."""
        plain = [column for column in columns if column.level == 0]
        later = [i for i in range(index + 1, end) if lines[i].page > lines[index].page]
        return any(self._begins_entry(self.assign(lines[i], plain)) for i in later)

    def _is_inside(self, lines: Sequence[Line], index: int, end: int, columns: Sequence[Column], rows: Sequence[Row]) -> bool:
        """Whether the first entry, or the one with the next number, follows on the same page: a weight that stands here is then a detail."""
        plain = [column for column in columns if column.level == 0]
        if not rows:  # nothing ends before it has begun: the pallet that the first entries are on is said above them
            return any(
                lines[i].page == lines[index].page and self._begins_entry(self.assign(lines[i], plain)) for i in range(index + 1, end)
            )
        nexts = next_positions(rows)
        below = (i for i in range(index + 1, end) if nexts and lines[i].page == lines[index].page)
        cells = ((i, self.assign(lines[i], plain)) for i in below)
        return any(
            (position_of(found) or 0) in nexts and begins_alike(lines, i, rows) and self._begins_entry(found, rows) for i, found in cells
        )

    def _full_entry_follows(self, lines: Sequence[Line], index: int, end: int, columns: Sequence[Column], rows: Sequence[Row]) -> bool:
        """Whether an entry as full as those above begins below a line on its page, for a part of the entries has been summed up in between."""
        plain = [column for column in columns if column.level == 0]
        fewest = max(FULL, min(row.filled for row in rows))
        below = (i for i in range(index + 1, end) if lines[i].page == lines[index].page)
        return any(self._filled(self.assign(lines[i], plain)) >= fewest and begins_alike(lines, i, rows) for i in below)

    def _begins_entry(self, cells: Mapping[str, Sequence[Token]], rows: Sequence[Row] = ()) -> bool:
        """Whether a line starts an entry: enough of the anchor columns hold what they should, as in the entries before."""
        good = self._filled(cells)
        usual = statistics.median([row.filled for row in rows]) if rows else 2
        return good >= 2 and good > 0.5 * usual

    def _filled(self, cells: Mapping[str, Sequence[Token]]) -> int:
        """How many anchor columns hold what they should."""
        return sum(
            min(self._fits[name](token.text) for token in tokens) < 0.5 and not (name == "order_line" and len(tokens) > 2)
            for name in self._anchors
            if (tokens := cells.get(name))
        )

    def _continue(self, row: Row, line: Line, columns: Sequence[Column]) -> None:
        """A further line of an entry: the second row of headings, or what was wrapped in a cell (`KW` / `23/2026`)."""
        line = _without_torn(row, line)
        if not line.tokens:
            return
        second = [column for column in columns if column.level == 1]
        if second:
            over = stacked(second, columns)
            self._second_row(row, under_stacked(line, second, over) if over else line, second)
            # `tydzień` over `34/2026`; beside stacked headings the other columns go on as they do without them
            columns = [c for c in columns if (c.level == 0 and c not in over if over else c.name == "delivery_date")]
        described = any(column.name == "description" for column in columns)
        for phrase in line.phrases:
            if row.wrapped & set(phrase.tokens) or "total" in (concepts(phrase.tokens[0].text) or ()):
                continue  # `Total livré poste 10` below lots is none of them
            spread = [column for column in columns if _stands_under(phrase, column, row)]
            name = (spread[0].name or "") if len(spread) == 1 else ""
            if name in WRAPS and row.cells.get(name) and (described or name == "delivery_date") and self._wraps(name, phrase, row):
                row.cells[name].extend(phrase.tokens)
                row.wrapped.update(phrase.tokens)

    def _wraps(self, name: str, phrase: Phrase, row: Row) -> bool:
        """Whether words below a cell go on with it; behind a hyphen even `87` does, the rest of `15-5423-`."""
        if name not in ITEMS:
            return self._fits[name](phrase.tokens[0].text) < GOOD
        torn = row.cells[name][-1].text[-1] in TORN_AT and phrase.tokens[0].text[0].isalnum()
        return len(phrase.tokens) == 1 and (torn or self._fits[name](phrase.tokens[0].text) < SURE)

    def _second_row(self, row: Row, line: Line, columns: Sequence[Column]) -> None:
        """What stands under the second row of headings; words further off, such as labels in between, are none of it."""
        under: list[tuple[Column, list[Token]]] = []
        rest: list[Token] = []
        for phrase in line.phrases:
            if self._names_its_value(phrase, columns):
                continue
            over = [column for column in columns if phrase.box[0] < column.x1 and column.x0 < phrase.box[2]]
            if len(over) == 1 and over[0].name == "lots":  # lots may be wider than their heading
                under.append((over[0], list(phrase.tokens)))
            else:
                rest.extend(phrase.tokens)
        under += self._placed(replace(line, tokens=tuple(rest)), columns, SHAPE) if rest else []
        for column, tokens in under:
            fits = self._fits.get(column.name) if column.name else None
            near = all(token.x1 > column.x0 - SECOND_ROOM * line.size for token in tokens)
            flush_right = abs(tokens[-1].x1 - column.x1) < line.size
            key, held = key_of(column), row.cells.get(key_of(column))
            if held and column.name in WRAPS and _goes_under(tokens, held, column.name):
                held.extend(tokens)
                row.wrapped.update(tokens)
            elif (
                (near or flush_right or column.name == "lots")
                and (fits is None or min(fits(token.text) for token in tokens) < GOOD)
                and not held
            ):
                row.cells[key] = tokens
                row.wrapped.update(tokens)

    def _names_its_value(self, phrase: Phrase, columns: Sequence[Column]) -> bool:
        """`Kd.-Pos. 10`, between two rows of an entry: what has its own label, that of another column, is under no heading."""
        words = [token.text for token in phrase.tokens[:MOST_OF_LABEL]]
        own = {column.name for column in columns}
        ends = (end for end in range(1, len(words)) if self._vocabulary.name(" ".join(words[:end])) not in (None, *own))
        return not _FIGURE.search(words[0]) and any(_FIGURE.search(words[end]) for end in ends)

    def assign(self, line: Line, columns: Sequence[Column]) -> dict[str, list[Token]]:
        """Gives each word of a line to a column, from left to right, at the least cost of place, shape and torn phrases."""
        cells: dict[str, list[Token]] = {}
        for column, tokens in self._placed(line, columns, SHAPE):
            cells.setdefault(key_of(column), []).extend(tokens)
        return with_whole_days(cells, line)

    def _placed(self, line: Line, columns: Sequence[Column], shape: float) -> list[tuple[Column, list[Token]]]:
        """The columns that hold words of the line; `shape` is how much it counts whether a word looks like what a column holds."""
        if not columns:
            return []
        order = _reaching(sorted(columns, key=lambda column: (column.x0 + column.x1) / 2))
        table: list[list[tuple[float, int]]] = []
        for position, token in enumerate(line.tokens):
            room = room_of(line, token)
            own = [self._cost(token, column, line.size, shape, room) for column in order]
            if position == 0:
                table.append([(cost, -1) for cost in own])
                continue
            last = line.tokens[position - 1]
            gap = (token.x0 - last.x1) / line.size
            change = CHANGE if gap < INSIDE and not _PADDED.fullmatch(last.text) else 0.0  # a position ends its cell: `00030 200.000`
            costs, left = [], (math.inf, -1)
            for index, column in enumerate(order):
                stay = (table[-1][index][0] + own[index] + self._step(column, gap, last.text, token.text), index)
                costs.append(min((left[0] + own[index] + change, left[1]), stay))
                left = min(left, (table[-1][index][0], index))
            table.append(costs)
        if not table:
            return []
        index = min(range(len(order)), key=lambda i: table[-1][i][0])
        path = []
        for costs in reversed(table):
            path.append(index)
            index = costs[index][1]
        cells: dict[int, list[Token]] = {}
        for token, chosen in zip(line.tokens, reversed(path), strict=True):
            cells.setdefault(chosen, []).append(token)
        return [(order[chosen], tokens) for chosen, tokens in cells.items()]

    def _cost(self, token: Token, column: Column, size: float, shape: float, room: Room | None) -> float:
        away = max(0.0, column.x0 - token.x1, token.x0 - column.x1) / size
        if room and column.room and is_same(room, column.room):
            away = 0.0
        elif room and column.room and is_apart(room, column.room):
            away = max(away, BEHIND_RULE)
        if column.name == "description" and _FIGURE.search(token.text):
            away = max(away, (token.x1 - column.x1) / size)  # a text may run under the next heading, figures hardly do
        fits = self._fits.get(column.name) if column.name else None
        unknown = INSIDE_UNKNOWN if column.x0 - 1 < token.x0 and token.x1 < column.x1 + 1 else UNKNOWN
        return min(away, 12.0) * 0.5 + (shape * fits(token.text) if fits else unknown)

    @staticmethod
    def _step(column: Column, gap: float, last: str, word: str) -> float:
        """What it costs to go on in the same column over a wide gap."""
        if column.name == "description":
            return 0.8 if gap > WIDE else 0.0
        if column.name == "quantity" and last[-1].isdigit() and misfit(Shape.UNIT)(word) <= PACKING:
            return 0.0  # `8   Stk`: a unit without a heading of its own
        if column.name in SINGLE and _FIGURE.search(word):
            return AFTER_UNIT if column.name == "quantity" and last[-1].isalpha() else 1.5 if gap > 1.2 else 1.0
        return 1.5 if gap > 1.2 else 0.0


def _is_under(tokens: Sequence[Token], column: Column) -> bool:
    """Whether words stand under a heading, not only nearer to it than to others."""
    return any(token.x0 < column.x1 and column.x0 < token.x1 for token in tokens)


def _without_torn(row: Row, line: Line) -> Line:
    """The line without the rest of a number that its narrow cell tore (`15-5423-`, flush left below it `87`), which goes to its cell."""
    for name in ITEMS & set(row.cells):
        held = row.cells[name]
        if held[-1].text[-1] not in TORN_AT:
            continue
        under = [token for token in line.tokens if abs(token.x0 - held[0].x0) < FLUSH * line.size and token.text[0].isalnum()]
        if len(under) == 1:
            held.extend(under)
            row.wrapped.update(under)
            line = replace(line, tokens=tuple(token for token in line.tokens if token not in under))
    return line


def _goes_under(tokens: Sequence[Token], held: Sequence[Token], name: str) -> bool:
    """Whether words go on with what a cell of the line above them holds: the rest of a torn number, more lots behind a comma."""
    below = tokens[0].x0 < held[-1].x1 and held[0].x0 < tokens[-1].x1 + tokens[0].word.height
    torn = held[-1].text[-1] in TORN_AT if name in ITEMS else held[-1].text[-1] == ","
    return below and torn


def _apart(line: Line, hit: LabelHit) -> bool:
    """Whether a label stands clearly right of what is before it on its line."""
    return hit.start > 0 and line.tokens[hit.start - 1].x1 + 2 * line.size < line.tokens[hit.start].x0


def _stands_under(phrase: Phrase, column: Column, row: Row) -> bool:
    """Whether words stand under a heading, or under what stands in its column: lots may be wider than their heading."""
    cell = row.cells.get("lots", []) if column.name == "lots" else []
    x0, x1 = min([column.x0, *(token.x0 for token in cell)]), max([column.x1, *(token.x1 for token in cell)])
    return phrase.box[0] < x1 and x0 < phrase.box[2]


def _reaching(order: Sequence[Column]) -> list[Column]:
    """Descriptions fill the room between their neighbours; numbers may begin a little left of their heading."""
    reaching = []
    for place, column in enumerate(order):
        before = order[place - 1].x1 + 2 if place else 0.0
        after = order[place + 1].x0 - 2 if place + 1 < len(order) else column.x1
        x0, x1 = column.x0, column.x1
        if column.name == "description":
            x0, x1 = min(x0, before), max(x1, after)
        elif column.name in NUMERIC:
            x0 = min(x0, max(before, x0 - NUMBER_ROOM))
        reaching.append(replace(column, x0=x0, x1=x1))
    return reaching
