"""Tables whose rows are elements or properties and whose columns are heats, test pieces, or limits beside the one result."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from domain.paper import Leaf, Node
from extract.certificate.asked_results import ASKED_OF, SIGNS, without_asked
from extract.certificate.heat_record import HeatBook, HeatRecord
from extract.certificate.hot_tests import columns_by_temperature, stands_below_hot_title, without_degrees
from extract.certificate.listed_results import listed_results
from extract.certificate.result_block import Block, add_test, is_code_misread, of_impact
from extract.certificate.result_cells import Cells, doubtful_contents, doubtful_test, is_mean_of_others
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
from extract.certificate.result_heads import FEWEST_ELEMENTS
from extract.certificate.result_labels import ResultLabels
from extract.label.labels import squeezed
from extract.label.result_words import (
    CODE,
    FIGURE,
    PROPERTIES,
    elongation_kind,
    factor_of,
    hardness_scale,
    names_a_standard,
    names_a_standard_among,
    role_of,
    says_mean,
    told_yield_kind,
)
from extract.page.grid import Heading, misalignment
from extract.page.layout import Line, Token
from extract.shape.candidates import telling, weakened
from extract.shape.elements import element_named, element_of, is_told_by_its_place, symbols_down

SCRAP = 0.5
_SIGN, _FIGURE_OR_SIGNS = re.compile(r"\w"), re.compile(r"\d|^[A-Z][A-Zl]$")
MADE_OUT, GUESSED = 0.5, 0.5
"""How sure a word is that was made out; what a content is worth whose symbol is told by its looks or another reading only."""
NEAR_SYMBOLS = 3
"""So many symbols before and behind one tell which it is."""
LOOSE = 3
"""Rows of a block beside another stand at most so many print sizes below the line before them."""
BETWEEN = ("-", "–", "/", ";", ",")
"""What stands between the single values of an impact test."""
STRANGERS = 2
"""So many rows of other properties may stand between two that are read."""
CONTENTS = frozenset(
    {"content", "gehalt", "teneur", "tenore", "contenuto", "contenido", "gehalte", "zawartosc", "max", "min", "mass", "wt", "ppm"}
)
"""What may stand behind the name of an element in its label."""
STOPS = (";", ",", "/")
FLUSH = 2.0
"""Lines of one label begin no further apart, in points."""
ROWS = (*PROPERTIES, "energy_j", "mean_j", "hardness", "carbon_equivalent", "melt_country", "temperature_c", "direction")
OTHERS = ("energy_j", "hardness")
DIRECTIONS_UP = 4
"""A line that heads two results a row by their directions stands at most so many lines above a block that a scan tore."""
WORD = 4
"""A direction above a column is a word of so many letters, or stands beside one that says that results follow: `Ist längs`, `Ist L`."""
FEWEST_COLUMNS = 2
"""Of several heats, each has a column."""
STRENGTHS, ABOVE = ("yield_mpa", "tensile_mpa"), 2
MISREAD_A5 = "AS"
"""What the symbol of an elongation is read as; so many rows above it stand the strengths of its test."""
CELLS, LONGEST_LABEL = 3, 3
"""A row of so many cells may begin with a label of more words than one."""


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
        self._degrees: dict[int, Leaf] = {}
        self.rests: dict[int, int] = {}
        """Lines of which a part belongs to another block beside the one that was read, and at which word it begins."""
        self._symbols = symbols_down([self._words(at) for at in range(len(lines)) if not self._is_speck(at)]) if fuzzy else {}

    def begins(self, index: int) -> bool:
        """Whether a block of lines begins here that each begin with an element or a property."""
        names: list[str | None] = []
        read: list[int] = []
        at = index
        while at < len(self._lines) and len(names) < FEWEST_ELEMENTS:
            if at == index or not (self._is_speck(at) or self._is_beside(at, index)):
                names.append(self._name(at))
                read.append(at)
            at += 1
        elements = len(names) == FEWEST_ELEMENTS and all(name and name.startswith("element:") for name in names)
        elements = elements or self._begins_at_the_foot(index, names)
        if any(self._names_another(line) and not (elements and self._is_pair(line)) for line in read):
            return False
        begins = names[0] in PROPERTIES or (names[0] == "direction" and names[1] in PROPERTIES)
        begins = begins or any(self._names_a_heat(at) for at in (index - 1, index - 2) if at >= 0)
        return elements or (len(names) > 1 and all(name in ROWS for name in names[:2]) and begins)

    def _begins_at_the_foot(self, index: int, names: Sequence[str | None]) -> bool:
        """Whether fewer elements than make a block stand right below a head that says which column is the result, where the page ends."""
        ended = next((at for at, name in enumerate(names) if not (name or "").startswith("element:")), len(names))
        if (
            not ended
            or index + ended >= len(self._lines)
            or self._lines[index].page == self._lines[min(index + ended + 1, len(self._lines) - 1)].page
        ):
            return False
        return any(role == "actual" for role, _, _ in result_columns(self._lines, index, analyses=True))

    def _is_rest_of_a_label(self, index: int, first: int) -> bool:
        """Whether a line is the rest of the label above it, that its cell broke: `Kerbschlagarbeit KV2 bei 20 °C,  ISO 148-1  J  62` / `Mittelwert`."""
        line, above = self._lines[index], self._lines[index - 1]
        follows = index + 1 < len(self._lines) and (self._name(index + 1) or self._is_of_another_property(index + 1))
        flush = abs(line.box[0] - above.box[0]) < FLUSH and line.page == above.page and line.box[1] - above.box[1] < 2 * line.size
        words = len(line.phrases) == 1 and len(line.tokens) <= LONGEST_LABEL and not re.search(r"\d", line.text)
        return index > first and bool(follows) and flush and words and len(above.phrases) >= CELLS

    def _names_a_heat(self, index: int) -> bool:
        """Whether the number of a heat that was met before stands in a line by itself: it heads a column, and is in no sentence."""
        return any(self._book.numbered(phrase.text) for phrase in self._lines[index].phrases if len(phrase.tokens) == 1)

    def _names_another(self, index: int) -> bool:
        """Whether another label stands behind the first figure of a line, with its own behind it: pairs of labels and values."""
        phrases = self._lines[index].phrases
        figures = [place for place, phrase in enumerate(phrases) if place and FIGURE.fullmatch(phrase.tokens[0].text)]
        between = phrases[figures[0] + 1 : figures[-1]] if figures else ()
        return any(
            re.match(r"[^\W\d_]{5}", phrase.text) and role_of(phrase.tokens[0].text) is None and not names_a_standard(phrase.tokens[0].text)
            for phrase in between
        )

    def _has_lost_its_symbol(self, index: int) -> bool:
        """Whether a row of contents goes without its symbol on a scan, between rows that have theirs; its contents are nobody's."""
        if not self._fuzzy or index + 1 >= len(self._lines):
            return False
        line = self._lines[index]
        figures = [token for token in line.tokens if re.search(r"\d[.,]\d", token.text)]
        words = [token for token in line.tokens if re.search(r"[^\W\d_]{4}", token.text) and token.word.confidence >= MADE_OUT]
        following = next((at for at in range(index + 1, len(self._lines)) if not self._is_speck(at)), None)
        name = self._name(following) if following is not None and self._lines[following].page == line.page else None
        return bool(figures) and not words and ((name or "").startswith("element:") or name == "carbon_equivalent")

    def _is_pair(self, index: int) -> bool:
        """Whether a line begins with a symbol and its content, or with what is asked of it; what stands to the right of them may be another block's."""
        tokens = [token for token in self._lines[index].tokens[:3] if token.text not in SIGNS]
        return len(tokens) > 1 and FIGURE.fullmatch(tokens[1].text) is not None

    def _is_beside(self, index: int, first: int) -> bool:
        """Whether a line stands wholly to the right of a block's first column of contents: a row of the block beside it."""
        line, begin = self._lines[index], self._lines[first]
        near = line.page == begin.page and self._is_pair(first) and line.box[1] - self._lines[index - 1].box[1] < LOOSE * begin.size
        return near and line.box[0] > begin.tokens[1].x1 + begin.size

    def _own(self, index: int, name: str) -> Line:
        """A row without what a block beside it says on the same line: `P  0.011  Tensile strength  532 MPa`."""
        line = self._lines[index]
        if name in PROPERTIES:
            return self._before_another_test(index)
        if not (name.startswith("element:") and self._is_pair(index)):
            return line
        if any(hit.name == "direction" for hit in self._labels.hits(index)):
            self.rests[index] = 0  # `C  0.19  TEST 1  ORIENTATION: Long.` has no figure behind
        if not self._names_another(index):
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

    def _is_speck(self, index: int) -> bool:
        """Whether a line holds next to nothing, as specks of a scan do, or scraps level with a line of print, as what is left of a rule does."""
        if not self._fuzzy:
            return False
        line = self._lines[index]
        if sum(char.isalnum() for token in line.tokens for char in token.text) < 3:
            return True
        near = [self._lines[at] for at in (index - 1, index + 1) if 0 <= at < len(self._lines) and self._lines[at].page == line.page]
        level = any(abs(other.box[1] - line.box[1]) < SCRAP * line.size for other in near)
        return level and not any(re.search(r"\d{2}", token.text) for token in line.tokens) and len(line.tokens) > 2

    def _words(self, index: int) -> list[Token]:
        """The words of a line without the code of EN 10168 that it begins with."""
        tokens = [token for token in self._lines[index].tokens if not CODE.fullmatch(token.text) and _SIGN.search(token.text)]
        return tokens[1:] if self._fuzzy and is_code_misread(tokens) else tokens

    def _name(self, index: int) -> str | None:
        """The element or property that a line begins with, with figures behind it."""
        tokens = self._words(index)
        if self._says_directions(index):
            return "direction"
        if len(tokens) < 2 or not any(_FIGURE_OR_SIGNS.search(token.text) for token in tokens[1:]) or self._names_a_heat(index):
            return None
        figures = any(FIGURE.fullmatch(token.text) for token in tokens[1:])
        told = any(FIGURE.fullmatch(token.text) for token in without_degrees(tokens[1:]))
        led = self._symbols.get(tokens[0]) or element_of(tokens[0].text, fuzzy=self._fuzzy) or self._element_by_name(index, tokens[0])
        symbol = led if figures else None
        if symbol == "As" and tokens[0].text == MISREAD_A5 and self._is_below_strengths(index):
            return "elongation_pct"
        if symbol:
            return f"element:{symbol}"
        label = self._label_words(index)
        hits = self._labels.hits(index)
        name = next((hit.name for hit in hits if hit.start <= label and hit.name in ROWS and (figures or hit.name == "melt_country")), None)
        # `Tensile test at 20 °C`, `Tensile test 1: ReH = 409 MPa, Rm = 529 MPa`
        no_row = (name in PROPERTIES and not told) or self._tells_several(index)
        return None if no_row else of_impact(tokens) if name == "energy_j" else name

    def _tells_several(self, index: int) -> bool:
        """Whether a line names several properties, each with its figure behind it: a list of results and no row of one property."""
        tokens = self._lines[index].tokens
        own = [hit for hit in self._labels.hits(index) if hit.name in PROPERTIES]
        return any(
            one.name != other.name and any(FIGURE.fullmatch(token.text.strip(";,()")) for token in tokens[one.end : other.start])
            for one, other in pairwise(own)
        )

    def _element_by_name(self, index: int, word: Token) -> str | None:
        """The element whose name a row begins with; `Zinc thickness  µm  10.3` is of a coat, and no content."""
        phrase = self._lines[index].phrases[0].tokens
        behind = phrase[phrase.index(word) + 1 :] if word in phrase else ()
        others = [each for each in behind if re.fullmatch(r"[^\W\d_]{3,}[.,:;]?", each.text)]
        return element_named(word.text) if all(element_named(each.text) or squeezed(each.text) in CONTENTS for each in others) else None

    def _is_below_strengths(self, index: int) -> bool:
        """Whether the rows right above are of strengths."""
        return any(
            hit.name in STRENGTHS and hit.start < CELLS for at in range(max(0, index - ABOVE), index) for hit in self._labels.hits(at)
        )

    def _says_directions(self, index: int) -> bool:
        """Whether a line begins with the label of a direction and says nothing but directions behind it: `C02 Direction  long.  long.`."""
        line = self._lines[index]
        begins = len(line.phrases[0].tokens) if len(line.phrases) > 1 else 2
        if not any(hit.name == "direction" and hit.start < max(2, begins) for hit in self._labels.hits(index)):
            return False
        label = self._label_end(line)
        standards = {id(token) for phrase in line.phrases if names_a_standard(phrase.tokens[0].text) for token in phrase.tokens}
        said = [token for token in line.tokens if token.x0 >= label and _SIGN.search(token.text) and id(token) not in standards]
        return bool(said) and all(self._cells.direction(token, line.page) for token in said)

    def _label_words(self, index: int) -> int:
        """How many words may stand before the one that tells a row's property: in a cell of its own a label may have several, `Stress at yield, Rp0.2`."""
        phrases = self._lines[index].phrases
        words = [token.text for token in phrases[0].tokens]
        in_a_cell = len(phrases) >= CELLS and not any(re.match(r"\d", word) for word in words)
        return min(len(words) - 1, LONGEST_LABEL) if in_a_cell and len(words) > 1 else 1

    def read(self, index: int) -> range:
        """Reads the block that begins here; the lines that it takes up."""
        first = index
        columns, head = self._finder.columns(index, lambda line: self._name(line) is not None)
        columns = self._as_few(index, columns) if head is None else columns
        roles = result_columns(self._lines, index, analyses=(self._name(index) or "").startswith("element:"))
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
            beside = index > first and self._is_beside(index, first)
            name = None if beside else self._name(index)
            stranger = not name and bool(roles) and index > first and self._is_of_another_property(index)
            known = name or beside or stranger or self._is_rest_of_a_label(index, first)
            if not (known or self._is_speck(index) or self._has_lost_its_symbol(index)):
                break
            if self._begins_another_test(name, index, columns if index > first else (), block):
                break
            if name == "direction" and not columns and not roles:
                ahead = self._own(index, name)  # where the columns are, the results below it tell
            elif name:
                line = self._own(index, name)
                columns = columns or only_column(line, self._label_end(line), roles)
                self._read_row(name, line, columns, limits, split, block)
            elif beside:
                self.rests[index] = 0
            elif self._has_lost_its_symbol(index):
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

    def _is_of_another_property(self, index: int) -> bool:
        """Whether a row of a table with a head is of a property that nobody asks for, `Reduction of area Z  ISO 6892-1  %  -  54`, and others follow it."""
        for at in range(index, min(index + 1 + STRANGERS, len(self._lines))):
            line = self._lines[at]
            cells = len(line.phrases) >= CELLS and re.match(r"[^\W\d_]{3}", line.text) is not None and line.page == self._lines[index].page
            if not cells or self._names_a_heat(at) or any(hit.name in ("heat_number", "lot_number") for hit in self._labels.hits(at)):
                return False  # `Batch 515382  Heat 586350/2  Batch Quantity 100 EA`: what follows is of the next
            if at > index and self._name(at) is not None:
                return line.box[1] - self._lines[at - 1].box[1] < LOOSE * line.size
        return False

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
            said = [
                found
                for token in words
                if (len(token.plain) >= WORD or heads or every) and (found := self._cells.direction(token, above.page))
            ]
            if len(said) == 1 and len(words) <= 1 + heads and block.tests.get(order):
                block.tests[order].setdefault("direction", said[0])

    def _is_below_several_directions(self, first: int) -> bool:
        """Whether a line above a scan's block names both directions: of two results a row, which one was read is not known."""
        for line in self._lines[max(0, first - DIRECTIONS_UP) : first] if self._fuzzy else ():
            said = (self._cells.direction(token, line.page) for token in line.tokens if len(token.plain) >= WORD)
            if line.page == self._lines[first].page and len({found.value for found in said if found}) > 1:
                return True
        return False

    def _as_few(self, index: int, columns: list[ResultColumn]) -> list[ResultColumn]:
        """Of the columns of a block above, several tests of one heat, as many as a block of its own has: its impacts stand in one."""
        if len(columns) < 2 or len({column.number.value for column in columns if column.number}) != 1:
            return columns
        line = self._own(index, self._name(index) or "")
        label = self._label_end(line)
        figures = [token for token in line.tokens if token.x0 >= label and FIGURE.fullmatch(token.text) and not is_limit(line, token)]
        return columns if len(figures) >= len(columns) else columns[:1]

    def _moved(
        self, index: int, columns: list[ResultColumn], limits: Sequence[ResultColumn], roles: Sequence[tuple[str, float, float]]
    ) -> list[ResultColumn]:
        """The only heat's column where its figures stand: `Heat no. A49850` above a block names the heat and not the place."""
        line = self._own(index, self._name(index) or "")
        label = self._label_end(line)
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
        label = self._label_end(line)
        for order, column in enumerate(columns):
            tokens = self._inside(line, label, column, [*columns, *limits])
            if name == "energy_j":
                tokens = [value for token in tokens for value in single_values(token)]
                tokens = self._with_listed(line, label, tokens) if len(columns) == 1 else tokens
            if tokens:
                if (
                    name in PROPERTIES
                    and name in (test := block.tests.get(order, {}))
                    and (_is_other(self._direction_in_label(line), test) or block.labels.get((order, name)) == _numberless(line))
                ):
                    block.earlier.setdefault(order, []).append(block.tests.pop(order))
                into = (block.contents.setdefault(order, {}), block.tests.setdefault(order, {}))
                self._enter(name, tokens, line, into, self._heat(columns, order))
                if name in PROPERTIES:
                    block.labels.setdefault((order, name), _numberless(line))
                    self._further(name, tokens, line, block.further.setdefault(order, []))

    def _further(self, name: str, tokens: Sequence[Token], line: Line, tests: list[dict[str, Node]]) -> None:
        """Takes in the results of further pieces that are listed behind the first one's, each for a test of its own."""
        figures = [token for token in tokens if self._cells.is_figure(token)]
        listed = listed_results(line, figures[0]) if figures else []
        title = " ".join(token.text for token in line.tokens if listed and token.x1 <= listed[0].x0)
        for piece, token in enumerate(listed[1:]):
            tests += [{} for _ in range(piece + 1 - len(tests))]
            self._property(name, token, title, line, tests[piece])

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
            if not (self._name(at) or "").startswith("element:"):
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
                token
                for token in self._inside(line, self._label_end(line), part.column, [*columns, *limits])
                if self._cells.is_figure(token)
            ]
            places = factor_of(" ".join(token.text for token in line.tokens[:4])) or 0
            value = self._cells.share(tokens[0], line.page, places=places) if tokens else None
            if value:
                analyses.setdefault(place, {}).setdefault(name.partition(":")[2], weakened(value, part.sure) if part.sure < 1 else value)

    def _heat(self, columns: Sequence[ResultColumn], order: int) -> HeatRecord:
        number = columns[order].number
        return self._book.named(number) if number else self._book.nameless(order, len(columns))

    @staticmethod
    def _label_end(line: Line) -> float:
        """Where the label of a row ends: with its first phrase, or before the first figure of it."""
        phrase = line.phrases[0] if not CODE.fullmatch(line.phrases[0].text) or len(line.phrases) == 1 else line.phrases[1]
        return phrase.box[2] if len(line.phrases) > 1 and phrase is not line.phrases[-1] else line.tokens[0].x1

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
            if token.x0 < label - 1 or not _SIGN.search(token.text) or is_limit(line, token) or id(token) in tested_to:
                continue
            middle = (token.x0 + token.x1) / 2
            nearest = min(columns, key=lambda other: abs(other.middle - middle))
            inside = column.x0 - REACH < token.x0 and token.x1 < column.x1 + REACH
            if nearest is column and (misalignment(token, place) < 26 or inside):
                found.append(token)
        return sorted(found, key=lambda token: misalignment(token, place)) if len(found) == 2 else found

    def _with_listed(self, line: Line, label: float, tokens: list[Token]) -> list[Token]:
        """The figures of a column of one heat; where a list of energies stands in its row, that with its mean: `125 – 104 – 137 J (Av. 122 J)`."""
        words = [word for token in line.tokens if token.x0 >= label - 1 for word in self._listing(token)]
        for start in range(len(words)):
            end = start
            while end + 2 < len(words) and words[end + 1].text in BETWEEN and all(map(self._cells.is_joules, (words[end], words[end + 2]))):
                end += 2
            if end > start:
                listed = [token for token in words[start : end + 1] if token.text not in BETWEEN]
                mean = next((place for place in range(end + 1, len(words)) if says_mean(words[place].text)), len(words))
                behind = [token for token in words[mean:] if self._cells.is_joules(token)]
                if not behind and self._cells.scanned:  # a mean whose label is lost is told by being it
                    behind = [token for token in words[end + 1 : end + 2] if self._is_mean([*listed, token], line.page)]
                return listed + behind[:1]
        called = next((token.x0 for token in words if says_mean(token.text)), float("inf"))
        return [token for token in tokens if token.x0 < called]

    def _listing(self, token: Token) -> list[Token]:
        """The values that a word is, with what stands between them; a stop behind a figure stands between it and the next: `71; 65; 70`."""
        values = single_values(token, BETWEEN[0])
        ends = len(token.text) > 1 and token.text.endswith(STOPS) and self._cells.is_joules(values[-1])
        return [*values, replace(token, word=replace(token.word, text=token.text[-1]))] if ends else values

    def _is_guessed(self, line: Line, symbol: str) -> bool:
        """Whether neither the word that leads a row nor its place among the others says surely that it is of that element."""
        led = [*self._symbols]
        place = next((at for at, token in enumerate(led) if token in line.tokens), None)
        if place is None or element_of(led[place].text, fuzzy=self._fuzzy) == symbol:
            return False
        near = led[max(0, place - NEAR_SYMBOLS) : place + NEAR_SYMBOLS + 1]
        return not is_told_by_its_place(led[place], symbol, [self._symbols[token] for token in near])

    def _is_mean(self, tokens: Sequence[Token], page: int) -> bool:
        values = [self._cells.number(token, page) for token in tokens]
        return is_mean_of_others([value for value in values if value]) if all(values) else False

    def _enter(self, name: str, tokens: list[Token], line: Line, into: tuple[dict[str, Leaf], dict[str, Node]], heat: HeatRecord) -> None:
        contents, test = into
        if name == "direction":
            test.update({"direction": said} if (said := self._cells.direction(tokens[0], line.page)) else {})
            return
        figures = [token for token in tokens if self._cells.is_figure(token) or (name == "energy_j" and self._cells.is_joules(token))]
        if name in ASKED_OF:
            told = without_asked(line.tokens, name)
            figures = [token for token in figures if token in told or token not in line.tokens]
        if name == "melt_country":
            found = [country for token in tokens if (country := self._cells.country(token, line.page))]
            if found:
                heat.other.setdefault(name, found[0])
            return
        if not figures:
            return
        title = " ".join(token.text for token in line.tokens if token.x1 <= figures[0].x0)
        if name.startswith("element:"):
            places = factor_of(" ".join(token.text for token in line.tokens[:4])) or 0
            value = self._cells.share(figures[0], line.page, places=places)
            symbol = name.partition(":")[2]
            if value:
                contents.setdefault(symbol, weakened(value, GUESSED) if self._is_guessed(line, symbol) else value)
        elif name in PROPERTIES:
            first = listed_results(line, figures[0])[0]
            title = " ".join(token.text for token in line.tokens if token.x1 <= first.x0)
            self._property(name, first, title, line, test)
            if said := self._direction_in_label(line):
                test.setdefault("direction", said)
        else:
            self._other(name, figures, title, line, heat)

    def _direction_in_label(self, line: Line) -> Leaf | None:
        """The direction that stands in brackets in the label of a row: `Rp0.2 (long.)  MPa  964`."""
        bracketed = [token for token in line.phrases[0].tokens if re.fullmatch(r"\([^\W\d]+\.?\)", token.text)]
        return next((said for token in bracketed if (said := self._cells.direction(token, line.page))), None)

    def _property(self, name: str, token: Token, title: str, line: Line, test: dict[str, Node]) -> None:
        strength = name != "elongation_pct"
        value = self._cells.strength(token, line.page, title) if strength else self._cells.number(token, line.page)
        if value is None or name in test:
            return
        test[name] = value
        says = told_yield_kind if name == "yield_mpa" else elongation_kind if not strength else None
        if says and (kind := says(title)):
            test[name.split("_", maxsplit=1)[0] + "_kind"] = self._cells.said(kind, telling(line.phrases[0].tokens, says), line.page)

    def _other(self, name: str, figures: Sequence[Token], title: str, line: Line, heat: HeatRecord) -> None:
        values = [value for token in figures if (value := self._cells.number(token, line.page))]
        if not values:
            return
        if name == "carbon_equivalent":
            heat.other.setdefault(name, values[0])
        elif name == "hardness":
            behind = line.tokens[line.tokens.index(figures[0]) + 1 :][:1]
            said = (*line.phrases[0].tokens, *(token for token in behind if hardness_scale(token.text)))
            title += "".join(f" {token.text}" for token in said[len(line.phrases[0].tokens) :])
            if hardness := self._cells.hardness(values[0], title, said, line.page):
                heat.tests["hardness"].append(hardness)
        elif name == "temperature_c":
            self._degrees[id(heat)] = values[0]
        elif name == "energy_j":
            end = self._label_end(line)
            label = " ".join(token.text for token in line.tokens if token.x1 <= end + 1)
            self._impact(heat, values, label, self._cells.temperature(line.tokens, line.page) or self._degrees.pop(id(heat), None))
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
        single = [value for value in before if isinstance(value, Leaf)] if isinstance(before, list) else []
        if len(values) == 1 and not piece and is_mean_of_others([*single, *values]):
            tests[-1].setdefault("mean_j", values[0])
            return
        mean = {"mean_j": values.pop()} if is_mean_of_others(values) else {}
        tests.append({"energy_j": values, **({"temperature_c": degrees} if degrees else {}), **mean})


def _numberless(line: Line) -> str:
    """The label of a row without the number of its test, that comes again with the next test: `Tensile strength Rm (2)`."""
    return squeezed(re.sub(r"\W\(?\d\)?\W*$", "", line.phrases[0].text))


def _is_other(direction: Leaf | None, test: Mapping[str, Node]) -> bool:
    """Whether a row of that direction is of another test than the one before it."""
    said = test.get("direction")
    return direction is not None and isinstance(said, Leaf) and said.value != direction.value


def _doubted(test: Mapping[str, Node]) -> dict[str, Node]:
    return {name: weakened(value, GUESSED) if isinstance(value, Leaf) else value for name, value in test.items()}
