"""The rows of a table below its head: which lines are level, what stands in which column, and what a row is of."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from extract.certificate.energies_by_mean import told_by_their_mean
from extract.certificate.heat_record import HeatBook
from extract.certificate.result_cells import PIECES, Cells, are_energies_and_mean
from extract.certificate.result_factors import is_factor_row
from extract.certificate.result_figures import dashed, listed, listed_with_strokes, unglued
from extract.certificate.result_head import Head
from extract.certificate.result_headings import is_of_a_limit
from extract.certificate.row_heats import COLUMN_REACH, RESULTS, Row, RowHeats
from extract.certificate.row_rooms import in_rooms
from extract.certificate.row_spans import as_mark, marks_of_analyses, spread, told_by_letters
from extract.label.labels import squeezed
from extract.label.result_words import (
    FIGURE,
    IMPACT,
    PROPERTIES,
    Role,
    bare,
    direction_of,
    is_value,
    looks_like_a_heat,
    names_a_standard,
    role_of,
)
from extract.page.grid import Heading, aligned, misalignment
from extract.page.layout import Line, Token

_IN_BRACKETS = re.compile(r"\(\d[\d.,]*\)?|\d[\d.,]*\)")
_RANGE = re.compile(r"\d[\d.,]*[-–÷~]\d[\d.,]*")
_OTHER_TEST = re.compile(
    r"Z\b|R\.?A\b|red\. ?of|reduction|(bruch)?einschn|striction|strizione|estricc|insnoering|przew|shear|% ?SA\b|lat|L\.?E\b|seitl|grain|korn|FATT",
    re.IGNORECASE,
)
"""What stands beside energies and is none: the reduction of area, the share of shear, lateral expansion, the size of grains."""
_LABEL = re.compile(r"[^\W\d_]{5,}[:.]?")
"""A word that begins the label of another value."""
_MISREAD_SIGN = re.compile(r"[<>=≤≥£$sSzZ2-]=?|[-–÷~]")
_MISREAD_LIMIT = re.compile(r"([<>=≤≥£$sSzZ]=?\s?|2\s)\d[\d.,]*")
_DASHES = ("-", "–", "÷", "~")
FEWEST_BELOW_TEXT = 2
"""A figure alone below text, such as the number of a stamp, is no row."""
FEWEST_COLUMNS = 3
"""A line of so many phrases may be a head."""
LEADING = 3
"""A colon so early in a line makes a label of what is before it: `Charpy V-notch: lot 309849 at 20 °C: 54, 60, 61 J`."""
SENTENCE = 7
"""So many words without a figure in any column are a sentence that speaks of limits."""
MORE_THAN_A_WORD = 2
FEWEST_PAIRS = 2
"""A line of so many labels with colons says what the next goods are, `SPECIFICATION: ASTM A36  GRADE: A36`, and is no row of limits."""
BESIDE_ENERGIES = ("temperature_c", "mean_j")
FAR = 9.0
"""No row of a table stands so many print sizes below the line before it."""
CELL = 1.5
"""Words of one cell stand no more heights of print apart."""
TORN = 0.8
"""A blank in a torn content is no wider than so much of the print's height."""
APART = 0.9
"""Lines of one column stand no nearer below each other, in sizes of their print."""
_TOLD = re.compile(r"(?<!\w)(?:R[ep][HL]?\s?\d?[.,]?\d?|Rm|A\d{0,2}|Z)[:=]?\s\d[\d.,]*\s?(?:MPa|N/mm[²2]|%)")
MOST_STRANGERS = 2
"""After so many lines that are no rows a table has ended."""
FEWEST_TOLD = 2
"""So many symbols of tensile tests, each with its figure and its unit behind it, are no row of a table."""
LEVEL = 0.5
"""Lines whose middles are nearer than this share of the print's size are one row of a table."""


class RowFinder:
    """Finds the rows below one head, up to where the table ends."""

    def __init__(self, lines: Sequence[Line], head: Head, book: HeatBook, cells: Cells) -> None:
        """`lines` are those of the whole paper."""
        self._lines = lines
        self._head = head
        self._cells = cells
        self._heats = RowHeats(head, book, cells)
        self._named = [column for column in head.columns if column.name]
        self._first = head.first_result
        self.passed: list[int] = []
        """Lines of a block beside the table that stand between its rows."""
        self._marks = marks_of_analyses(lines, fuzzy=cells.scanned)

    def rows(self, begins_another: Callable[[int], bool], names_results: Callable[[int], bool]) -> list[Row]:
        """The rows of the table; it ends where another begins, where a line names the heat of what follows, and where text goes on."""
        rows: list[Row] = []
        beside: list[Row] = []
        position, strangers = self._head.after, 0
        while (
            position < len(self._lines) and strangers < MOST_STRANGERS and not (begins_another(position) or self._heads_another(position))
        ):
            if self._is_beside(position):
                self.passed.append(position)
                position += 1
                continue
            span = self._level_with(position)
            row = self.row(span)
            if row.role is None and row.number is None and (self._is_between_limits(span) or self._has_span(row)):
                row = replace(row, role="limit")
            before = row.tokens.index(row.named_by) if row.named_by in row.tokens else 0  # `Härte ISO 6506-1, HBW: 0360831: 162`
            leads = row.number is None or any(token.text.endswith(":") for token in row.tokens[: max(LEADING, before)])
            if (leads and names_results(position)) or (row.number is None and self._is_far_below(position)):
                break
            if self._names_several(row, [*rows, *beside]) or self._tells_results(row, position):
                break  # `Heat No.  723849/1  H220998` heads the columns of another table
            lone = strangers and row.number is None and len(row.cells) + len(row.energies) < FEWEST_BELOW_TEXT
            said = row.role in ("limit", "unit") and (bool(row.cells) or len(row.tokens) < SENTENCE or is_factor_row(row.tokens))
            said = said and sum(token.text.endswith(":") for token in row.tokens) < FEWEST_PAIRS
            if (self._enough(row) and not lone) or said:
                rows.append(row)
                strangers = 0
            elif row.number is not None and len(row.tokens) == 1:
                beside.append(row)
            elif not _is_of_figures(row.tokens) and not self._is_of_head(position):
                # `Heat 074559/1  Forging lot 752808  Quantity 1 130,5 kg` stands above its own tables.
                strangers += MOST_STRANGERS if row.number is not None and names_results(position) else 1
            position = span[-1] + 1
        if self._head.elements and not any(column.name in PROPERTIES for column in self._named):
            rows = told_by_letters(rows, min(column.x0 for column in self._head.elements))
        rows = spread(in_rooms(rows, self._cells.floors), beside)
        return self._heats.settled(self._with_misread_limits(rows) if self._cells.scanned else rows)

    def _is_beside(self, position: int) -> bool:
        """Whether a line stands right of the whole table, between two of its rows that are nearer than lines of one column can be: it is of a block beside."""
        line = self._lines[position]
        right = max((column.x1 for column in self._head.columns), default=line.box[2]) + line.size
        around = [self._lines[at] for at in (position - 1, position + 1) if 0 <= at < len(self._lines)]
        near = [other for other in around if other.page == line.page and abs(other.box[1] - line.box[1]) < APART * line.size]
        return line.box[0] > right and any(other.box[0] < right for other in near)

    def _tells_results(self, row: Row, position: int) -> bool:
        """Whether a line without a heat says itself what its figures are: `Tensile test, piece 9303: ReH 376 MPa, Rm 682 MPa, A5 20,2 %`."""
        return row.number is None and len(_TOLD.findall(self._lines[position].text)) >= FEWEST_TOLD

    @staticmethod
    def _names_several(row: Row, rows: Sequence[Row]) -> bool:
        """Whether a line without results names two heats of the rows above it."""
        known = {each.number.value for each in rows if each.number}
        return not row.cells and len(known & {bare(token.text) for token in row.tokens}) > 1

    def _heads_another(self, position: int) -> bool:
        """Whether the heading of the heats comes again above other columns, whatever these are called: `Cast  J1.5  J3  J5  J9`."""
        line, before = self._lines[position], self._lines[position - 1]
        titles = {squeezed(column.title) for column in self._head.heat_columns}
        again = squeezed(line.phrases[0].text) in titles and len(line.phrases) >= FEWEST_COLUMNS
        figures = sum(FIGURE.fullmatch(token.text) is not None for token in line.tokens)
        return again and 2 * figures < len(line.tokens) and line.page == before.page

    def _is_far_below(self, position: int) -> bool:
        """Whether a line stands so far below the one before it that it is of the page's foot."""
        line, before = self._lines[position], self._lines[position - 1]
        return line.page == before.page and line.box[1] - before.box[3] > FAR * max(line.size, before.size)

    def _with_misread_limits(self, rows: Sequence[Row]) -> list[Row]:
        """The rows of a scan, with those told to be limits that stand above a result and whose signs OCR misread: `2 235`, `£0.25`."""
        told = [*rows]
        right = max((column.x1 for column in self._named), default=0.0) + COLUMN_REACH  # behind the table another label may stand
        for place, (row, below) in enumerate(pairwise(rows)):
            if row.role is None and row.number is None and below.role in RESULTS:
                own, results = ([token for token in each.tokens if token.x0 < right] for each in (row, below))
                signs = _limit_signs(own) + _misread_minimums(row, below)
                figures = sum(re.search(r"\d{2}", token.text) is not None for token in own)
                unnamed = any(column.name in ("direction", "sample") for column in set(below.cells) - set(row.cells))
                if 2 * signs >= figures > 2 * _limit_signs(results) and (signs > 1 or unnamed):
                    told[place] = replace(row, role="limit")
        return told

    def _is_of_head(self, position: int) -> bool:
        """Whether a line still stands beside the head or just names the heats' column: the last words of a tall cell, on a scan torn in several lines."""
        line, before = self._lines[position], self._lines[position - 1]
        if position >= self._head.after + 3:
            return False
        close = line.page == before.page and line.box[1] - before.box[3] < line.size
        torn = self._cells.scanned and close and not re.search(r"\d{2}", line.text) and len(line.tokens) <= len(self._named)
        return torn or (len(line.tokens) < 4 and line.box[2] < self._first)

    def _has_span(self, row: Row) -> bool:
        """Whether a row that names no heat shows a span among its results: `S355J2  470-630  355  22` says what the grade asks."""
        results = [token.text for token in row.tokens if token.x1 > self._first]
        spans = sum(_RANGE.fullmatch(text) is not None for text in results)
        return spans > 0 and spans + sum(FIGURE.fullmatch(text) is not None for text in results) == len(results)

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

    def row(self, span: tuple[int, ...]) -> Row:
        """Some level lines as a row: what stands in which column, and the heat that it names."""
        words = (part for index in span for token in self._lines[index].tokens for part in unglued(token))
        tokens = self._mended(sorted(words, key=lambda token: token.x0))
        page = self._lines[span[0]].page
        figures = [token for token in tokens if self._cells.is_figure(token)]
        targets = [column for column in self._head.columns if column.name not in ("heat_number", "lot_number", "sample", "direction")]
        cells = {column: token for column, token in aligned(figures, targets).items() if column.name}
        if self._head.column("energy_j"):  # where the hardness was not tested, the first of `79 / 129 / 77` is none
            in_list = listed_with_strokes(tokens)
            cells = {column: token for column, token in cells.items() if column.name == "energy_j" or id(token) not in in_list}
        cells |= self._words_in_cells(tokens) | self._listed_hardness(tokens, cells)
        energies = self._energies(tokens, figures, cells)
        if not energies and (told := told_by_their_mean(self._head, figures, cells)):
            energies = told[:-1]
            cells |= {column: told[-1] for column in self._named if column.name == "mean_j"}
        row = Row(span, tokens, page, self._role(tokens), cells, energies)
        if len(tokens) == 1 and looks_like_a_heat(tokens[0].text):
            row = replace(row, role=None)  # `27-7401` alone is no span
        return self._heats.told(row)

    def _mended(self, tokens: Sequence[Token]) -> tuple[Token, ...]:
        """The words of a row with contents made whole that a scan tore behind their decimal mark: `1, 11` is 1,11 and no 1."""
        elements = self._head.elements
        if not self._cells.scanned or not elements:
            return tuple(tokens)
        left, right = min(column.x0 for column in elements) - COLUMN_REACH, max(column.x1 for column in elements) + COLUMN_REACH
        kept: list[Token] = []
        for token in tokens:
            before = kept[-1] if kept else None
            torn = before is not None and re.fullmatch(r"\d{1,2}[.,]", before.text) and re.fullmatch(r"\d{1,4}", token.text)
            if before and torn and left < before.x0 and token.x1 < right and token.x0 - before.x1 < TORN * token.word.height:
                kept[-1] = _joined(before, token)
            else:
                kept.append(token)
        return tuple(kept)

    def _words_in_cells(self, tokens: Sequence[Token]) -> dict[Heading, Token]:
        """What stands in the columns of words: directions and numbers of test pieces."""
        columns = [column for column in self._named if column.name in ("direction", "sample", "melt_country", "lot_number")]
        columns = [column for column in columns if column not in self._head.heat_columns]
        words = [token for before, token in zip([None, *tokens], tokens, strict=False) if not _is_in_brackets_behind(before, token)]
        return {column: token for column, token in aligned(words, columns).items() if misalignment(token, column) < COLUMN_REACH}

    def _listed_hardness(self, tokens: Sequence[Token], cells: Mapping[Heading, Token]) -> dict[Heading, Token]:
        """The cells of hardness that list several, `156/158/161`."""
        columns = [column for column in self._named if column.name == "hardness" and column not in cells]
        lists = [token for token in tokens if token not in cells.values() and listed(token)]
        return {column: token for column, token in aligned(lists, columns).items() if misalignment(token, column) < COLUMN_REACH}

    def _energies(self, tokens: Sequence[Token], figures: Sequence[Token], cells: Mapping[Heading, Token]) -> tuple[Token, ...]:
        """The single values below a heading that spans them: what stands there and is of no other column."""
        column = self._head.column("energy_j")
        if column is None:
            return ()
        own = [other for other in self._named if other.name == "energy_j"]
        if len(own) >= PIECES and all(other in cells for other in own):
            return tuple(cells[other] for other in sorted(own, key=lambda other: other.x0))  # each piece has its own heading
        taken = {id(token) for other, token in cells.items() if other.name != "energy_j"}
        ends = [*self._named, *(column for column in self._head.columns if column.name is None and _OTHER_TEST.match(column.title))]
        after = min((other.x0 for other in ends if other.x0 > max(c.x1 for c in own) and other.name != "energy_j"), default=1e9)
        before = max((other.x1 for other in self._named if other.x1 < min(c.x0 for c in own) and other.name != "energy_j"), default=0.0)
        required = [
            column for column in self._head.columns if column.name is None and (is_of_a_limit(column) or _OTHER_TEST.match(column.title))
        ]
        asked = {id(token) for column, token in aligned(figures, [*own, *required]).items() if column in required}
        asked |= {id(token) for word, token in pairwise(tokens) if role_of(word.text) == "limit"}  # `min. 27` behind the mean
        taken |= asked
        shares = {id(token) for token, behind in pairwise(tokens) if token.text.endswith("%") or behind.text.startswith("%")}
        singles = [figure for token in tokens for figure in listed(token) or ([token] if token in figures else [])]

        def stands_there(token: Token) -> bool:
            return token.x1 < after + 2 and token.x0 > before - 2 and token.x1 > self._first

        found = [
            token for token in singles if id(token) not in taken | shares and not re.match(r"[-–−]", token.text) and stands_there(token)
        ]
        runs = [each for token in tokens if self._cells.scanned and stands_there(token) and not listed(token) for each in dashed(token)]
        return _with_run_together(found, runs, cells) if runs else tuple(found)

    def _role(self, tokens: Sequence[Token]) -> Role | None:
        """What the words before the figures of a row say that it is."""
        if any(names_a_standard(token.text) for token in tokens[:2]) and not self._has_a_heat_behind(tokens):
            return "limit"
        if is_of_limits(tokens):
            return "limit"
        if marked := self._marked(tokens):
            return marked
        for token in tokens[:4]:
            role = role_of(token.text) or self._marks.get(self._mark(token))
            if role:  # `Valeurs garanties`: of what the values are the other word says
                return "limit" if is_value(token.text) and any(role_of(each.text) == "limit" for each in tokens[:4]) else role
            if looks_like_a_heat(token.text):
                continue
            if FIGURE.fullmatch(token.text) and token.x1 > self._first:
                break  # before the results a scan's `Soll 2 / Min` is `Soll ≥ / Min`
        if is_factor_row(tokens):
            return "unit"
        return None

    def _has_a_heat_behind(self, tokens: Sequence[Token]) -> bool:
        """Whether a number stands in the heats' column, in a cell of its own behind what its goods are called by: `EN AW-6082   T6   961553/2   346`."""
        columns = self._head.heat_columns[:1]
        last = max((place for place, token in enumerate(tokens[:4]) if names_a_standard(token.text)), default=0)
        cells = [(before, token) for before, token in pairwise(tokens[last + 1 :]) if token.x0 - before.x1 > CELL * token.word.height]
        return any(looks_like_a_heat(token.text) and misalignment(token, column) < COLUMN_REACH for _, token in cells for column in columns)

    def _marked(self, tokens: Sequence[Token]) -> Role | None:
        """What a letter says that the paper explains, wherever it stands before the contents: `747731/1  210  S  0,14  0,37`."""
        elements = min((column.x0 for column in self._head.elements), default=0.0)
        return next((self._marks[mark] for token in tokens if (mark := self._mark(token)) in self._marks and token.x1 < elements), None)

    def _mark(self, token: Token) -> str:
        """The letter that a word may be, told from what a scan makes of it."""
        return as_mark(token.text) if self._cells.scanned else token.text

    def _enough(self, row: Row) -> bool:
        """Whether a row fills half of the elements or half of the properties: then it is one of results."""
        filled = {column.name for column in row.cells}
        properties = [column.name for column in self._named if column.name in PROPERTIES]
        lone = len(filled & {*properties}) == 1 < len(properties)
        if row.number is None and _words(row.tokens) >= (MORE_THAN_A_WORD if lone else SENTENCE):
            return False  # `29.08.2026 M. Kowalczyk QC 07`; what stands below tests has figures, too: years, directives, `piece 10 x 10 mm`
        parts = ([c.name for c in self._named if c.name in PROPERTIES], [c.name for c in self._head.elements])
        if any(part and 2 * len(filled & set(part)) >= len(set(part)) for part in parts):  # `Yield ksi  Yield MPa` is one property
            return True
        if row.number is not None and (len(row.energies) > 1 or not self._head.has_results):
            return True
        warm = any(column.name == "temperature_c" for column in row.cells)
        if row.number is None and warm and len(row.energies) >= PIECES and not _words(row.tokens):
            return True  # the same pieces broken at another temperature
        if row.number is None and _is_figure_among_words(row):
            return False
        return not any(parts) and bool(filled & {*IMPACT, "hardness"} or row.energies)


def _with_run_together(found: Sequence[Token], runs: Sequence[Token], cells: Mapping[Heading, Token]) -> tuple[Token, ...]:
    """The single values of an impact test with those that a scan ran together, where the row's mean is that of all of them."""
    told = sorted([*found, *runs], key=lambda token: token.x0)
    mean = next((token.text for column, token in cells.items() if column.name == "mean_j"), "")
    return tuple(told if are_energies_and_mean([*(token.text for token in told), mean]) else found)


def is_of_limits(tokens: Sequence[Token]) -> bool:
    """Whether most figures of a row are limits: `≤ 0,07`, `17,5 – 19,5`, `0.10-0.40`; such a row is no result whatever stands before it.

    What a label behind them names counts for itself: `≥ 355   470 – 630   ≥ 22   Énergie de rupture (20 °C): 77 / 88 / 79 J`.
    """
    return _are_limits(tokens) or _are_limits(_before_labels(tokens))


def _before_labels(tokens: Sequence[Token]) -> Sequence[Token]:
    """The words of a row up to the first word behind figures that is no unit, mark or bound."""
    place = next((place for place, token in enumerate(tokens) if FIGURE.fullmatch(token.text)), len(tokens))
    end = next((at for at in range(place, len(tokens)) if _LABEL.fullmatch(tokens[at].text) and not role_of(tokens[at].text)), len(tokens))
    return tokens[:end]


def _are_limits(tokens: Sequence[Token]) -> bool:
    texts = [re.sub(r"(?<=\d)\s(?=\d)", "", token.text.strip("()[]")) for token in tokens]  # `(≥ 220)`, `1 740 – 1 970`
    figures = sum(FIGURE.fullmatch(text) is not None or _RANGE.fullmatch(text) is not None for text in texts)
    limits = sum(_RANGE.fullmatch(text) is not None or re.fullmatch(r"[≤≥]=?\s?\d.*", text) is not None for text in texts)
    several = _joined_by_dashes(tokens)
    for place, text in enumerate(texts[:-1]):
        if re.fullmatch(r"\d[\d.,]*", text) and role_of(texts[place + 1]) == "limit" and _is_close(tokens[place : place + 2]):
            limits += 1  # `500 min.   540 min.`
        if not re.fullmatch(r"\d[\d.,]*", texts[place + 1]):
            continue
        if text in ("≤", "≥", "<=", ">="):
            limits += 1
        elif (
            text in _DASHES
            and place
            and place not in several
            and re.fullmatch(r"\d[\d.,]*", texts[place - 1])
            and _is_close(tokens[place - 1 : place + 2])
        ):
            limits += 2
    return limits >= max(1, figures) or (limits > 1 and limits >= 0.5 * figures)


def _joined_by_dashes(tokens: Sequence[Token]) -> set[int]:
    """The places of dashes that join three figures of one cell or more, `79 - 56 - 63`: they part single results, and no span has so many."""
    texts = [token.text for token in tokens]
    found: set[int] = set()
    for place in range(1, len(tokens) - 3):
        figures = all(re.fullmatch(r"\d[\d.,]*", text) for text in texts[place - 1 : place + 4 : 2])
        if (
            figures
            and len(texts) > place + 3
            and texts[place] in _DASHES
            and texts[place + 2] in _DASHES
            and _is_close(tokens[place - 1 : place + 4])
        ):
            found |= {place, place + 2}
    return found


def _is_close(tokens: Sequence[Token]) -> bool:
    """Whether words stand as close as those of one cell: a dash far from the figures beside it is a cell without content."""
    return all(behind.x0 - before.x1 < CELL * before.word.height for before, behind in pairwise(tokens))


def _limit_signs(tokens: Sequence[Token]) -> int:
    """How many figures of a row have a sign of limits before or in them, as OCR may misread it: `£0.25`, `2 235`, `0,40 - 1,00`."""
    texts = [token.text for token in tokens]
    before = sum(
        _MISREAD_SIGN.fullmatch(text) is not None and re.fullmatch(r"\d{2}[\d.,]*|\d[.,]\d+", following) is not None
        for text, following in pairwise(texts)
    )
    return before + sum(_MISREAD_LIMIT.fullmatch(text) is not None or _RANGE.fullmatch(text) is not None for text in texts)


def _misread_minimums(row: Row, below: Row) -> int:
    """How many figures of a row are a minimum whose `≥` OCR read as a 2: `2485` above `594`, which satisfies 485 and not 2485."""
    pairs = ((token.text, below.cells[column].text) for column, token in row.cells.items() if column in below.cells)
    return sum(
        re.fullmatch(r"2[1-9]\d{1,2}", least) is not None
        and re.fullmatch(r"\d+([.,]\d)?", found) is not None
        and int(least[1:]) <= float(found.replace(",", ".")) < int(least)
        for least, found in pairs
    )


def _joined(one: Token, other: Token) -> Token:
    """Two parts of a word as one, as sure as the less sure of them."""
    a, b = one.word, other.word
    box, shown = ((x[0], min(x[1], y[1]), y[2], max(x[3], y[3])) for x, y in ((a.box, b.box), (a.on_page, b.on_page)))
    sure = min(a.confidence, b.confidence)
    return Token(replace(a, text=a.text + b.text, box=box, shown=shown, confidence=sure, others=(), seconded=False), a.text + b.text)


def _is_in_brackets_behind(before: Token | None, token: Token) -> bool:
    """Whether a figure in brackets says how much there is of what stands before it in its cell: `634672 (161,5)` below `Los (kg)`."""
    near = before is not None and token.x0 - before.x1 < token.word.height and re.search(r"\d", before.text) is not None
    return near and _IN_BRACKETS.fullmatch(token.text) is not None


def _words(tokens: Sequence[Token]) -> int:
    """How many words of a row are neither of a direction nor say what its figures are."""
    return sum(
        re.fullmatch(r"[^\W\d_]{2,}[.,:;]?", t.text) is not None and direction_of(t.text) is None and role_of(t.text) is None
        for t in tokens
    )


def _is_figure_among_words(row: Row) -> bool:
    """Whether a row has one figure below the heading of energies, nothing below those beside it, and words: `Verwechslungsprüfung: 100 Stück o. B.`."""
    return len(row.energies) == 1 and not any(column.name in BESIDE_ENERGIES for column in row.cells) and _words(row.tokens) > 0


def _middle(line: Line) -> float:
    return (line.box[1] + line.box[3]) / 2


def _is_of_figures(tokens: Sequence[Token]) -> bool:
    """Whether a line holds mostly figures, or only specks: it does not end a table."""
    figures = sum(re.search(r"\d", token.text) is not None for token in tokens)
    return 2 * figures >= len(tokens) or sum(len(token.text) for token in tokens) < 5
