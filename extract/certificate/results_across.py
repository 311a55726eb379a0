"""Tables whose columns are elements or properties and whose rows are heats or their test pieces."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from decimal import Decimal
from itertools import pairwise

from domain.paper import Leaf, Node
from extract.certificate.bare_directions import bare_directions
from extract.certificate.heat_keys import keys_of, told_by_keys
from extract.certificate.heat_record import HeatBook, HeatRecord
from extract.certificate.hot_tests import ROOM, degrees_head
from extract.certificate.impact_sets import ImpactSet, impact_sets
from extract.certificate.lost_symbols import OPEN
from extract.certificate.result_cells import (
    BLANK_CELL,
    Cells,
    Usual,
    doubtful_contents,
    doubtful_test,
    is_led_by_degrees,
    is_mean_of_others,
    usual_figures,
)
from extract.certificate.result_factors import factors_of, surely_scaled
from extract.certificate.result_figures import listed
from extract.certificate.result_head import Head
from extract.certificate.result_heads import FEWEST_ELEMENTS
from extract.certificate.row_heats import COLUMN_REACH, RESULTS, Row
from extract.label.labels import squeezed
from extract.label.result_words import (
    FIGURE,
    PROPERTIES,
    bare,
    elongation_kind,
    hardness_scale,
    is_secondary,
    looks_like_a_heat,
    strength_unit,
    told_yield_kind,
)
from extract.page.grid import Heading, misalignment
from extract.page.layout import Token
from extract.shape.candidates import contested, telling, weakened
from extract.text.wording import concepts

_BLANK = re.compile(r"[^\w]+|rest\w*|reszta|bal\w*|rem\w*|base|basis|saldo")
UNNAMED = 0.5
"""What a test is worth that may be of the heat above it or of the one below."""
WHOLE = 100
"""No elongation that is printed on a certificate is more, in per cent."""
HIGHEST_EQUIVALENT, NO_EQUIVALENT = 6, 0.3
"""Per cent: cast iron has a carbon equivalent of 4 or 5, and what is more is scaled, or none."""
LONGEST_CELL = 4
"""A figure and its unit, twice."""
_LOT = frozenset({"lot"})
_MPA = re.compile(r"MPa|N/mm", re.IGNORECASE)
TORN_END = 0.6
"""What a content of a scan is worth that has fewer decimals than what is asked of it: `1,1` below `0,90 - 1,20` may have lost its last figure."""
GUESSED = 0.5
"""What a result is worth whose column was told by its looks and place, or by its unit, only."""


class AcrossReader:
    """Reads the rows below one head into the heats of the book."""

    def __init__(self, head: Head, book: HeatBook, cells: Cells) -> None:
        """`head` is the one above the rows, `book` has the heats that are known already."""
        self._head = head
        self._book = book
        self._cells = cells
        self._scales = dict(head.scales)
        self._scaled = dict(head.scaled)
        self._loose: set[int] = set()
        self._before = 0
        self._places_asked: Mapping[Heading, int] = {}
        self._letters: Mapping[tuple[int, ...], Leaf] = {}
        self._asked: AbstractSet[Heading] = frozenset()
        self._named = [column for column in head.columns if column.name]

    def read(self, rows: Sequence[Row], carried: HeatRecord | None) -> HeatRecord | None:
        """Enters the rows; `carried` is the heat that a table on the page before ended with. The heat of the last row."""
        results = [row for row in rows if row.role in RESULTS and not self._is_of_hot_test(row) and not _numbers_pieces(row)]
        for row in rows:
            if row.role == "unit":
                self._scales.update(factors_of(row.tokens, self._head.columns))
                self._scaled.update(surely_scaled(row.tokens, self._head.columns))
        results = told_by_keys(results, self._head, self._book, self._cells)
        self._book.keys.update(keys_of(results, self._head))
        self._before = len(self._book.heats)
        self._letters = bare_directions(results, self._head, self._cells)
        self._asked = {column for row in rows if row.role == "limit" for column in row.cells}
        usual = {column: usual_figures(row.cells[column].text for row in results if column in row.cells) for column in self._named}
        doubted = self._is_unsettled(results, carried)
        self._places_asked = {column: _most_decimals(rows, column) for column in self._head.elements} if self._cells.scanned else {}
        named = any(row.number for row in results)
        if any(row.role == "mean" and row.number is None and self._analyses(row) for row in results):
            # Of several burns the mean is the analysis.
            results = [row for row in results if row.role == "mean" or row.number or not self._analyses(row)]
        current: HeatRecord | None = None
        known = {id(heat): len(heat.tests["hardness"]) for heat in self._book.heats}
        for order, row in enumerate(results):
            current = self._heat_of(row, order, results, current or carried)
            unsure = UNNAMED if doubted and row.number is None else 1.0
            self._enter(current, row, usual, unsure, named=named, single=self._is_single(row, results))
        for heat in self._book.heats:
            _once_where_alike(heat.tests["hardness"], known.get(id(heat), 0))
        return current

    def _is_of_hot_test(self, row: Row) -> bool:
        """Whether a row of strengths says that they were found at more than room temperature."""
        degrees = next((token for column, token in row.cells.items() if degrees_head(column)), None)
        value = self._cells.number(degrees, row.page) if degrees else None
        tensile = any(column.name in PROPERTIES for column in row.cells)
        return tensile and not row.energies and value is not None and Decimal(value.value) > ROOM

    @staticmethod
    def _analyses(row: Row) -> bool:
        """Whether a row holds contents of elements and no other results."""
        return bool(row.cells) and all((column.name or "").startswith("element:") for column in row.cells)

    def _heat_of(self, row: Row, order: int, rows: Sequence[Row], current: HeatRecord | None) -> HeatRecord:
        if row.number is not None:
            return self._book.named(row.number)
        if not any(other.number for other in rows):
            return self._book.nameless(order, len(rows), self._before)
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
        if self._book.waits_for({row.number.value for row in rows if row.number}):
            return False
        return len({b - a for a, b in pairwise([*places, len(rows)])}) > 1

    def _is_single(self, row: Row, rows: Sequence[Row]) -> bool:
        """Whether a row is a test of its own: a mean below its single values is none."""
        return row.role != "mean" or len(rows) == 1

    def _enter(
        self, heat: HeatRecord, row: Row, usual: Mapping[Heading, Usual | None], unsure: float, *, named: bool, single: bool
    ) -> None:
        contents: dict[str, Leaf] = {}
        test: dict[str, Node] = {}
        unread: set[Heading] = set()
        for column, token in sorted(row.cells.items(), key=lambda cell: _rank(cell[0])):
            name = column.name or ""
            if name.startswith("element:"):
                value = self._cells.share(token, row.page, usual=usual[column], places=self._scales.get(name, 0))
                unread |= {column} if value is None and _is_unread(token) else set()
                if value and name.partition(":")[2] not in contents:
                    torn = _decimals(value.value) < self._places_asked.get(column, 0) and not self._scales.get(name)
                    contents[name.partition(":")[2]] = self._as_scaled(name, weakened(value, TORN_END) if torn else value)
            elif name in PROPERTIES and name != "elongation_pct" and _is_share(token, row):
                continue
            elif name in PROPERTIES:
                test = {**self._property(column, *_in_unit(token, row), row.page, usual[column]), **test}
            elif name == "sample" and re.search(r"\d", token.text):
                heat.samples.add(bare(token.text))
            else:
                self._other(self._named_beside(row, token) or heat, column, token, row)
        self._book.untold |= self._has_contents_of_nothing(row) or any(column.title == OPEN for column in row.cells)
        self._book.lost |= self._lost_contents(row, unread)
        self._enter_lot(heat, row)
        self._enter_pieces(heat, row)
        whole = not {column.name for column in self._head.elements} - {column.name for column in row.cells}
        contents = {element: value if whole else weakened(value, BLANK_CELL) for element, value in contents.items()}
        if row.number is not None or not named or row.role in ("actual", "ladle", "product"):
            # What stands without a heat among rows that name theirs may be a limit: it is nobody's analysis.
            heat.analyse(
                doubtful_contents(contents, scanned=self._cells.scanned),
                product=row.role == "product" or (self._head.product and row.role != "ladle"),
            )
        if test and single:
            self._add_test(heat, row, test, unsure)
        if row.energies:
            self._add_impact(self._named_beside(row, row.energies[0]) or heat, row)

    def _lost_contents(self, row: Row, unread: AbstractSet[Heading]) -> set[str]:
        """The elements of a scan's analysis whose cell was not read: what stands there is no figure and no dash, or nothing stands there that a limit asks for.

        `unread` are those in whose cell figures stand that are no number, as dust has grown on to it: `4.0.10`.
        """
        if not self._cells.scanned or row.role == "product" or not self._analyses_some(row):
            return set()
        own = [(column, [token for token in row.tokens if _stands_under(token, column)]) for column in self._head.elements]
        lost = (
            column
            for column, words in own
            if column.name
            and (
                column in unread
                or (column not in row.cells and (any(_is_unread(token) for token in words) or (not words and column in self._asked)))
            )
        )
        return {(column.name or "").partition(":")[2] for column in lost} - {""}

    def _has_contents_of_nothing(self, row: Row) -> bool:
        """Whether a figure of a scan stands between the columns of elements and below none that has a name: its symbol was misread or lost."""
        elements = [each.x0 for each in self._head.elements]
        if not self._cells.scanned or len(elements) < FEWEST_ELEMENTS or not self._analyses_some(row):
            return False
        named = {id(token) for column, token in row.cells.items() if column.name}
        among = [token for token in row.tokens if min(elements) < token.x0 < max(elements) and id(token) not in named]
        return any(re.search(r"\d[.,:;]\d", token.text) for token in among)

    @staticmethod
    def _analyses_some(row: Row) -> bool:
        return sum((column.name or "").startswith("element:") for column in row.cells) >= FEWEST_ELEMENTS

    def _enter_lot(self, heat: HeatRecord, row: Row) -> None:
        """The lot that a row names, `LOTE 447666` below its heat, or a second number below a second heading that heats go by, `Ladle No. | Charge`.

        Twice the same heading heads two heats.
        """
        for word, number in pairwise(row.tokens):
            own = number is row.named_by or (heat.number is not None and bare(number.text) == heat.number.value)  # `Charge H12345`
            if concepts(word.text) == _LOT and not own and number.x1 < self._head.first_result and looks_like_a_heat(number.text):
                heat.other.setdefault("lot_number", self._cells.said(bare(number.text), (number,), row.page))
        columns = self._head.heat_columns
        if len({squeezed(column.title) for column in columns}) < len(columns):
            return
        for column in columns:
            for token in row.tokens:
                other = heat.number is not None and bare(token.text) != heat.number.value and token is not row.named_by and row.number
                if (
                    other
                    and misalignment(token, column) < COLUMN_REACH
                    and looks_like_a_heat(token.text)
                    and not (self._book.numbered(token.text) or self._book.sampled(token.text))
                ):
                    heat.other.setdefault("lot_number", self._cells.said(bare(token.text), (token,), row.page))

    def _enter_pieces(self, heat: HeatRecord, row: Row) -> None:
        """The number of a test piece below a mere C00: tests of the same piece elsewhere find their heat by it."""
        for column in self._head.pieces:
            for token in row.tokens:
                other = heat.number is not None and bare(token.text) != heat.number.value
                if other and misalignment(token, column) < COLUMN_REACH and re.search(r"\d", token.text):
                    heat.samples.add(bare(token.text))

    def _property(self, column: Heading, token: Token, unit: str, page: int, usual: Usual | None) -> dict[str, Node]:
        """A property below its heading; a unit that stands behind the figure in its cell is told rather than that of the heading."""
        name, title = column.name or "", column.title
        if name == "elongation_pct":
            value, says, kind_name = self._cells.number(token, page, usual=usual), elongation_kind, "elongation_kind"
        else:
            value, says, kind_name = self._cells.strength(token, page, unit or title, usual=usual), told_yield_kind, "yield_kind"
        if value is None or (name == "elongation_pct" and Decimal(value.value) > WHOLE):
            return {}
        found: dict[str, Node] = {name: weakened(value, GUESSED) if name in self._head.guessed else value}
        if name != "tensile_mpa" and (kind := says(title)):
            found[kind_name] = self._cells.said(kind, telling(column.tokens, says), page)
        return found

    def _add_test(self, heat: HeatRecord, row: Row, test: dict[str, Node], unsure: float) -> None:
        due = {column.name for column in self._named if column.name in PROPERTIES}
        worth = unsure * (1.0 if due <= set(test) else BLANK_CELL)
        if said := self._direction(row):
            test["direction"] = said
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

    def _direction(self, row: Row) -> Leaf | None:
        """The direction of a test piece: a word such as `quer` says it wherever it stands, a mere `L` only in its column."""
        columns = [token for column, token in row.cells.items() if column.name == "direction"]
        # `Lage / Loc.` beside `Richtung / Dir.`: where the piece was taken, and along which way.
        column = next((token for token in columns if self._cells.direction(token, row.page)), next(iter(columns), None))
        words = [token for token in row.tokens if len(token.plain) > 2]
        words = [column, *words] if column and len(column.plain) > 2 else [*words, *([column] if column else [])]  # `w poprzek` is across
        return next((said for token in words if (said := self._cells.direction(token, row.page))), self._letters.get(row.lines))

    def _as_scaled(self, name: str, value: Leaf) -> Leaf:
        """A content as sure as its symbol and its factor; where the factor is in doubt, that it is within its limits says nothing: a tenth of it is, too."""
        if name in self._head.guessed:
            return weakened(value, GUESSED)
        sure = self._scaled.get(name, 1.0)
        return contested(value, sure) if sure < 1.0 else value

    def _named_beside(self, row: Row, result: Token) -> HeatRecord | None:
        """The heat that stands before a result where a table of impact tests stands beside one of tensile tests, whose rows need not be level with its own."""
        own = row.named_by.x1 if row.named_by else 0.0
        beside = [token for token in row.tokens if own < token.x0 and token.x1 < result.x0]
        found = [heat for token in beside if (heat := self._book.numbered(token.text)) and looks_like_a_heat(token.text)]
        return found[-1] if found else None

    def _add_impact(self, heat: HeatRecord, row: Row) -> None:
        if sets := impact_sets(self._head, row, self._cells):
            heat.tests["impact"] += [told for each in sets if (told := self._of_set(each, row.page))]
            return
        energies = [value for token in row.energies if (value := self._cells.number(token, row.page))]
        if [value.value for value in energies] == [str(piece + 1) for piece in range(len(energies))]:
            return  # `1  2  3` heads the pieces, level with the first row of a table beside
        test: dict[str, Node] = {}
        for name in ("temperature_c", "mean_j"):
            token = next((token for column, token in row.cells.items() if column.name == name), None)
            if token and (value := self._cells.number(token, row.page)):
                test[name] = value
        mean, degrees = test.get("mean_j"), test.get("temperature_c")
        if isinstance(mean, Leaf) and isinstance(degrees, Leaf) and is_mean_of_others([degrees, *energies, mean]):
            energies.insert(0, degrees)  # the first single value, where a scan has moved or lost the temperature
            del test["temperature_c"]
        if "temperature_c" not in test and is_led_by_degrees(energies, mean if isinstance(mean, Leaf) else None):
            test["temperature_c"] = weakened(energies.pop(0), GUESSED)
        if "temperature_c" not in test and (said := self._degrees(row.page) or self._degrees_before(row)):
            test["temperature_c"] = said
        if "mean_j" not in test and is_mean_of_others(energies):
            test["mean_j"] = energies.pop()
        test["energy_j"] = energies
        if energies:
            heat.tests["impact"].append(test)

    def _of_set(self, told: ImpactSet, page: int) -> dict[str, Node]:
        """One of several impact tests of a row; nothing where it has no values."""
        values = [value for token in told.energies if (value := self._cells.number(token, page))]
        mean = self._cells.number(told.mean, page) if told.mean else None
        return {"temperature_c": told.degrees, **({"mean_j": mean} if mean else {}), "energy_j": values} if values else {}

    def _degrees(self, page: int) -> Leaf | None:
        """The temperature that the head says of all impact tests below it: `KV2 [J] bei -40 °C`."""
        columns = [column for column in self._head.columns if column.name in (None, "energy_j", "mean_j")]
        read = [sorted(column.tokens, key=lambda token: (round(token.word.box[1]), token.x0)) for column in columns]
        return next((found for tokens in read if (found := self._cells.temperature(tokens, page))), None)

    def _degrees_before(self, row: Row) -> Leaf | None:
        """The temperature that a row says before its energies: `0450671 (à 20 °C)  68  73  56`."""
        begins = min((token.x0 for token in row.energies), default=0.0)
        return self._cells.temperature([token for token in row.tokens if token.x1 <= begins], row.page)

    def _other(self, heat: HeatRecord, column: Heading, token: Token, row: Row) -> None:
        name = column.name or ""
        if name == "quantity" and (value := self._cells.number(token, row.page)):
            heat.tell(name, value, named=row.number is not None)
        elif name == "carbon_equivalent" and (value := self._cells.share(token, row.page, places=self._scales.get(name, 0))):
            heat.tell(name, value if Decimal(value.value) < HIGHEST_EQUIVALENT else weakened(value, NO_EQUIVALENT))
        elif name == "melt_country" and (country := self._cells.country(token, row.page)):
            heat.other.setdefault(name, country)
        elif name == "lot_number" and re.search(r"\d", token.text):
            lot = self._cells.said(bare(token.text), (token,), row.page)
            heat.tell(name, lot, named=row.number is not None)
        elif name == "hardness":
            values = [value for each in listed(token) or [token] if (value := self._cells.number(each, row.page))]
            behind = [each for before, each in pairwise(row.tokens) if before is token and hardness_scale(each.text)]  # `Brinell`, `99 HBW`
            words = column.tokens if hardness_scale(column.title) else (*column.tokens, *behind)
            title = " ".join(word.text for word in words)
            told = [self._cells.hardness(value, title, words, row.page) for value in values]
            heat.tests["hardness"] += [hardness for hardness in told if hardness]


def _once_where_alike(tests: list[dict[str, Node]], known: int) -> None:
    """Leaves one of the hardnesses behind the known ones where all are alike: the heat's value is printed beside each of its test pieces."""
    told = {tuple(leaf.value for leaf in each.values() if isinstance(leaf, Leaf)) for each in tests[known:]}
    if len(told) == 1:
        del tests[known + 1 :]


def _decimals(text: str) -> int:
    """How many figures stand behind the decimal mark of a number."""
    return len(re.split(r"[.,]", text)[-1]) if re.search(r"\d[.,]\d", text) else 0


def _most_decimals(rows: Sequence[Row], column: Heading) -> int:
    """With how many decimals limits in a column are printed, by the one that has most."""
    asked = [row.cells[column].text for row in rows if row.role == "limit" and column in row.cells]
    return max((_decimals(text) for text in asked), default=0)


def _rank(column: Heading) -> tuple[bool, bool, float]:
    """Which of several columns of one property is asked first: not what is told beside it, not another unit than MPa, then the left one."""
    return is_secondary(column.title), strength_unit(column.title) is not None, column.x0


def _in_unit(token: Token, row: Row) -> tuple[Token, str]:
    """The figure of a strength's cell with the unit behind it; of two, `75.7 ksi (522 MPa)`, the one in MPa. No unit where none is printed there."""
    cell = [token]
    for behind in row.tokens[row.tokens.index(token) + 1 :] if token in row.tokens else ():
        if behind.x0 - cell[-1].x1 > behind.word.height or len(cell) == LONGEST_CELL:
            break
        cell.append(behind)
    pairs = [(one, other.text) for one, other in pairwise(cell) if FIGURE.fullmatch(one.text.strip("()[]/"))]
    si = next(((one, unit) for one, unit in pairs if _MPA.match(unit.strip("()[]"))), None)
    return si or (token, cell[1].text if len(cell) > 1 and strength_unit(cell[1].text) else "")


def _numbers_pieces(row: Row) -> bool:
    """Whether a row is of the numbers of test pieces, the last line of a head: `1  2   1  2  3`."""
    texts = [token.text for token in row.tokens]
    return row.number is None and len(texts) > 1 and texts[0] == "1" and all(re.fullmatch(r"[1-9]", text) for text in texts)


def _stands_under(token: Token, column: Heading) -> bool:
    return token.x0 < column.x1 and column.x0 < token.x1


def _is_unread(token: Token) -> bool:
    """Whether a word in the cell of a content is neither one nor the sign or the word that says there is none."""
    return sum(map(str.isalnum, token.text)) > 1 and _BLANK.fullmatch(token.plain.strip(".,:;()")) is None


def _is_share(token: Token, row: Row) -> bool:
    """`100 % OK`: a share of pieces that were tested in another way is no strength."""
    behind = row.tokens[row.tokens.index(token) + 1 :][:1] if token in row.tokens else ()
    return token.text.endswith("%") or (bool(behind) and behind[0].text.startswith("%"))
