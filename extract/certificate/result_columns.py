"""Columns of tables whose rows are elements or properties: heats, actual values, and limits, by the lines above them."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from domain.paper import Leaf
from extract.certificate.heat_record import HeatBook
from extract.certificate.result_cells import Cells
from extract.certificate.result_labels import ResultLabels
from extract.label.labels import squeezed
from extract.label.result_words import (
    CODE,
    FIGURE,
    Role,
    bare,
    is_country,
    is_value,
    looks_like_a_heat,
    role_of,
)
from extract.page.grid import Heading, misalignment
from extract.page.layout import Line, Phrase, Token
from extract.text.units import is_unit
from extract.text.wording import meant_singly

REACH = 40.0
FLUSH = 4.0
"""How much came from a heat stands right below its number."""
LINES_UP = 11
FAR_UP = 45
SPLIT_UP = 4
FEWEST_HEADINGS = 3
"""`Element  Unit  Method  Result` heads a table of which the last column is of results."""
FEWEST_PAIRED = 3
FEWEST_CONTENTS = 3
LONG = 4
"""A phrase of so many words is no heading."""
UNSAID = 0.6
"""What a content is worth that may be the ladle's or the product's."""


BOTH_LIMITS = 2


@dataclass(frozen=True)
class ResultColumn:
    """A column of results: the heat that it is of, where its head says so, and its place."""

    number: Leaf | None
    x0: float
    x1: float

    @property
    def middle(self) -> float:
        """Half way between its edges."""
        return (self.x0 + self.x1) / 2


def result_columns(lines: Sequence[Line], index: int, *, analyses: bool = False) -> list[tuple[str, float, float]]:
    """The columns of actual values and of limits that the nearest head above a line names: role and edges.

    Of `analyses` those of the ladle beside those of the product are the actual ones.
    """
    for above in range(index - 1, max(-1, index - FAR_UP), -1):
        line = lines[above]
        if line.page != lines[index].page or line.box[1] > lines[above + 1].box[1] + line.size:
            return []  # what stands lower is of a table beside this one
        begins = [_heading_word(phrase) for phrase in line.phrases if len(phrase.tokens) < LONG]
        roles: list[tuple[Role, Token]] = [
            (role, token) for token in begins if (role := role_of(token.text)) and role in ("limit", "actual")
        ]
        if roles and all(role == "limit" for role, _ in roles):  # of a count, a least, a most and a mean the last is the result
            means: list[tuple[Role, Token]] = [("actual", token) for token in begins if role_of(token.text) == "mean"]
            roles += means if len(means) == 1 else []
        if analyses and roles and {role_of(token.text) for token in begins} >= {"ladle", "product"}:  # only the ladle's are the heat's
            kinds: dict[str, Role] = {"limit": "limit", "product": "limit", "ladle": "actual"}
            roles = [(kinds[role], token) for token in begins if (role := role_of(token.text)) in kinds]
        enough = len(roles) > 1 or (len(line.phrases) >= FEWEST_HEADINGS and index - above <= SPLIT_UP)
        if enough and any(role == "actual" for role, _ in roles) and not any(_is_value(t) for t in line.tokens):
            return [(str(role), token.x0, token.x1) for role, token in roles]
        if analyses and (shares := _shares_beside_limits(line)) is not None:
            return [("actual", shares[0].x0, shares[-1].x1), *((str(role), token.x0, token.x1) for role, token in roles)]
    return []


def _heading_word(phrase: Phrase) -> Token:
    """The word of a heading that says what its column holds: the first, or `min` behind one that says that it holds values: `Valor mín.`."""
    first = phrase.tokens[0]
    limits = [token for token in phrase.tokens[1:] if role_of(token.text) == "limit"]
    return limits[0] if limits and is_value(first.text) else first


def _shares_beside_limits(line: Line) -> Sequence[Token] | None:
    """The one heading beside those of both limits that a head of elements has, `Element  Lower Limit  Upper Limit  Mass %`: that of what was found."""
    roles = [role_of(phrase.tokens[0].text) for phrase in line.phrases]
    others = [phrase.tokens for phrase, role in zip(line.phrases[1:], roles[1:], strict=True) if role is None]
    plain = len(others) == 1 and not any(re.search(r"\d", token.text) for token in line.tokens)
    return others[0] if plain and roles.count("limit") == BOTH_LIMITS and roles[0] is None else None


def _is_value(token: Token) -> bool:
    """Whether a word is a figure that is no mere number of a test piece, as a block beside may have in its head: `Required  1  2`."""
    return FIGURE.fullmatch(token.text) is not None and re.fullmatch(r"[1-9]", token.text) is None


@dataclass(frozen=True)
class SplitColumn:
    """A part of a heat's column: the analysis of the ladle, or one of the product beside it; `sure` is less where no head says which."""

    column: ResultColumn
    product: bool
    sure: float = 1.0


def split_columns(lines: Sequence[Line], index: int, columns: Sequence[ResultColumn]) -> list[SplitColumn]:
    """The analyses of ladle and product side by side below each heat, by the words right above a block; none where there are no such words."""
    for above in range(index - 1, max(-1, index - SPLIT_UP), -1):
        line = lines[above]
        if line.page != lines[index].page:
            break
        roles = [(role_of(token.text), token) for token in line.tokens if role_of(token.text)]
        kinds = {role for role, _ in roles}
        heads = len(roles) >= len(line.phrases) or ("limit" in kinds and all(len(phrase.tokens) < LONG for phrase in line.phrases))
        roles = [(role, token) for role, token in roles if role != "limit"]
        if kinds - {"limit"} == {"ladle", "product"} and len(roles) >= 2 * len(columns) and heads:
            return [
                SplitColumn(ResultColumn(_nearest(columns, token).number, token.x0, token.x1), role == "product") for role, token in roles
            ]
    return []


def _nearest(columns: Sequence[ResultColumn], token: Token) -> ResultColumn:
    return min(columns, key=lambda column: abs(column.x0 + column.x1 - token.x0 - token.x1))


def paired_columns(rows: Sequence[Sequence[Token]], columns: Sequence[ResultColumn]) -> list[SplitColumn]:
    """The same where no words tell, by two figures a heat in every row of elements: the ladle's usually stand first."""
    full = [row for row in rows if len(row) == 2 * len(columns)]
    if len(full) < FEWEST_PAIRED or any(len(row) > 2 * len(columns) for row in rows) or 2 * len(full) < len(rows):
        return []
    return [
        SplitColumn(ResultColumn(_nearest(columns, token).number, token.x0, token.x1), place % 2 == 1, UNSAID)
        for place, token in enumerate(full[0])
    ]


def only_column(line: Line, label: float, roles: Sequence[tuple[str, float, float]]) -> list[ResultColumn]:
    """The column of results of a table whose head names no heats; several where limits have their signs."""
    figures = [token for token in line.tokens if token.x0 >= label and FIGURE.fullmatch(token.text) and not is_limit(line, token)]
    actual = [role for role in roles if role[0] == "actual"]
    if actual:
        return [ResultColumn(None, x0, x1) for _, x0, x1 in actual]
    # Where the limit has its sign, `≥ 220  311  301`, what stands behind it are results, each of a piece or a heat of its own.
    limits = [token.x1 for token in line.tokens if token.x0 >= label and FIGURE.fullmatch(token.text) and _is_called_limit(line, token)]
    figures = [token for token in figures if token.x1 not in limits]
    behind = [token for token in figures if limits and token.x0 > limits[-1]]
    return [ResultColumn(None, token.x0, token.x1) for token in (behind or figures[-1:])]


def is_limit(line: Line, token: Token) -> bool:
    """Whether a word like `min.` or `≥` stands right before a figure."""
    place = line.tokens.index(token)
    before = line.tokens[place - 1] if place else None
    near = before is not None and token.x0 - before.x1 < line.gap * line.size
    return near and before is not None and (role_of(before.text) == "limit" or before.text in "≤≥<>")


def _is_speck(token: Token) -> bool:
    """Whether a word holds neither a letter nor a figure: dust of a scan between numbers of heats."""
    return re.search(r"\w", token.text) is None


def _is_called_limit(line: Line, token: Token) -> bool:
    """Whether a word like `min.` stands right before a figure, or right behind it: `355 min`."""
    behind = line.tokens[line.tokens.index(token) + 1 :][:1]
    near = bool(behind) and behind[0].x0 - token.x1 < line.gap * line.size
    return is_limit(line, token) or (near and role_of(behind[0].text) == "limit")


def _is_flush(line: Line, token: Token, column: ResultColumn) -> bool:
    """Whether a figure stands flush with a column, or it and the unit behind it are set in its middle: `160,00 kg`."""
    behind = line.tokens[line.tokens.index(token) + 1 :][:1]
    right = behind[0].x1 if behind and is_unit(behind[0].text) else token.x1
    return misalignment(token, Heading(None, column.x0, column.x1, "")) < FLUSH or abs((token.x0 + right) / 2 - column.middle) < FLUSH


def _is_amount(line: Line, token: Token) -> bool:
    """Whether a number has a unit of what is supplied right behind it: `3 768 KG` heads no column."""
    behind = line.tokens[line.tokens.index(token) + 1 :][:1]
    near = bool(behind) and behind[0].x0 - token.x1 < line.gap * line.size
    return near and re.fullmatch(r"[\d ,.'\u2019]+", token.text) is not None and len(behind[0].text) > 1 and is_unit(behind[0].text)


def actual_figure(figures: Sequence[Token], columns: Sequence[tuple[str, float, float]]) -> Token | None:
    """Of the figures of a row the one that is a result: in the column of actual values; the first where no head tells."""
    if not columns:
        return figures[0] if figures else None
    for token in figures:
        nearest = min(columns, key=lambda column: misalignment(token, Heading(None, column[1], column[2], "")))
        if nearest[0] == "actual" and misalignment(token, Heading(None, nearest[1], nearest[2], "")) < REACH:
            return token
    return None


FEWEST_HEADED = 2
"""Of so many heats at least, beside each other, each may have its label in its heading."""


class ColumnFinder:
    """Finds the heats that the columns of a block of results are of; `last` are those of the block before."""

    def __init__(self, lines: Sequence[Line], labels: ResultLabels, book: HeatBook, cells: Cells) -> None:
        """`lines` are those of the whole paper."""
        self._lines = lines
        self._labels = labels
        self._book = book
        self._cells = cells
        self.last: list[ResultColumn] = []

    def columns(self, index: int, is_result: Callable[[int], bool]) -> tuple[list[ResultColumn], int | None]:
        """The heats that the lines above a block name, with their places, and the line that does; else those of the block before."""
        unlabelled: tuple[list[ResultColumn], int] | None = None
        named: tuple[list[ResultColumn], int, list[Token]] | None = None
        lots: list[tuple[Token, int]] = []
        countries: list[tuple[Token, int]] = []
        for above in range(index - 1, max(-1, index - LINES_UP), -1):
            line = self._lines[above]
            ended = line.page != self._lines[index].page or is_result(above) or self._names_the_heading(line, index)
            if ended or (named and self._is_row_of_contents(line)) or self._names_a_heat_and_its_batch(above):
                break  # above a row of another table stands no head of this block
            right = [token for token in line.tokens if token.x0 > self._lines[index].tokens[0].x1]
            alone = bool(right) and all(is_country(token.text.rstrip(".,")) for token in right)  # below their label, not beside it
            named_so = self._names(max(0, above - alone), above + 1, "melt_country")  # `SOLD TO` names none
            countries += [(token, line.page) for token in right if named_so and is_country(token.text.rstrip(".,"))]
            numbers = self._numbers(above, right)
            if not numbers:
                continue
            name = self._name_of_numbers(above, numbers[0])
            if name == "sample" or CODE.fullmatch(line.tokens[0].text):
                continue
            if name == "lot_number":
                lots = [(token, line.page) for token in numbers]
                continue
            lefts = self._lefts(above, numbers)
            said = [self._cells.said(bare(token.text), (token,), line.page, score=0.975) for token in numbers]
            columns = [ResultColumn(number, left, token.x1) for number, left, token in zip(said, lefts, numbers, strict=True)]
            if name == "heat_number" and named and len(named[0]) == len(columns):
                lots = [(token, line.page) for token in named[2]]  # of two numbers that heats go by the upper is the heat's
            if name == "heat_number":
                named = columns, above, numbers
            elif self._are_known(numbers) or (
                all(token in numbers or role_of(token.text) or _is_speck(token) for token in right) and self._may_be_heats(line, numbers)
            ):
                unlabelled = unlabelled or (columns, above)
        found = named[:2] if named else unlabelled
        if found is None:
            return self._of_the_heading(self.last), None
        self._enter_above("lot_number", found[0], lots)
        self._enter_above("melt_country", found[0], countries)
        self.enter_shares(found[0], range(found[1] + 1, index))
        return found

    def _names_a_heat_and_its_batch(self, index: int) -> bool:
        """Whether the numbers of a line have labels for heats that differ, `Charge 244603  Schmelze 008091`: they head no columns, one is the other's lot."""
        tokens = self._lines[index].tokens
        named = [hit for hit in self._labels.hits(index) if hit.name == "heat_number" and hit.end < len(tokens)]
        labels = {squeezed(tokens[hit.start].text) for hit in named if looks_like_a_heat(tokens[hit.end].text)}
        return len(labels) > 1

    def _lefts(self, index: int, numbers: Sequence[Token]) -> list[float]:
        """Where the headings of several heats begin: with its label, where each number has its own, `Schmelze 0891801   Schmelze 700920`."""
        tokens, phrases = self._lines[index].tokens, self._lines[index].phrases
        labels = {tokens[hit.end - 1]: tokens[hit.start] for hit in self._labels.hits(index) if hit.name == "heat_number"}
        before = [labels.get(tokens[place - 1]) if (place := tokens.index(number)) else None for number in numbers]
        together = [
            label is not None and any(label in phrase.tokens and number in phrase.tokens for phrase in phrases)
            for label, number in zip(before, numbers, strict=True)
        ]
        if len(numbers) < FEWEST_HEADED or not all(together):
            return [number.x0 for number in numbers]
        return [label.x0 for label in before if label]

    @staticmethod
    def _is_row_of_contents(line: Line) -> bool:
        """Whether a line is a row of another table: several figures with decimals."""
        return sum(re.fullmatch(r"[<≤]?\d+[.,]\d+", token.text) is not None for token in line.tokens) >= FEWEST_CONTENTS

    def _numbers(self, index: int, right: Sequence[Token]) -> list[Token]:
        """The words of a line right of its label that may be numbers of heats."""
        line = self._lines[index]
        heats = [token for token in right if looks_like_a_heat(token.text) and not _is_amount(line, token)]
        numbers = [] if self._shares(index, right) else heats
        return [token for token in numbers if token is numbers[0] or not self._is_called_otherwise(index, token, numbers[0])]

    def _shares(self, index: int, right: Sequence[Token]) -> list[Token]:
        """The figures of a row that says how much came from each heat: `Quantité de la coulée  1 884  942,00`; empty for any other row."""
        label = [token for token in self._lines[index].tokens if token not in right]
        if (
            not label
            or label[-1].text.endswith(":")
            or {"quantity", "weight"}.isdisjoint(meant_singly(" ".join(token.text for token in label)))
        ):
            return []
        return [token for token in right if self._cells.is_figure(token)]

    def enter_shares(self, columns: Sequence[ResultColumn], below: range) -> None:
        """How much came from each heat by the lines below their numbers or below their block, where a figure stands in every column and none beside them."""
        for index in below if columns else ():
            line = self._lines[index]
            words = self._shares(index, [token for token in line.tokens if token.x0 > line.phrases[0].box[2]])
            under = [min(columns, key=lambda column: abs(column.middle - (token.x0 + token.x1) / 2)) for token in words]
            flush = all(_is_flush(line, word, column) for word, column in zip(words, under, strict=True))
            if not flush or len(words) != len(columns) or len({id(column) for column in under}) < len(columns):
                continue
            for column, token in zip(under, words, strict=True):
                value = self._cells.number(token, line.page)
                if column.number and value:
                    self._book.named(column.number).other.setdefault("quantity", value)

    def _are_known(self, numbers: Sequence[Token]) -> bool:
        """Whether numbers beside each other are heats that were met before, one for each of its tests: whatever else stands before them, they head columns."""
        return len(numbers) > 1 and all(self._book.numbered(bare(token.text)) for token in numbers)

    def _names_the_heading(self, line: Line, index: int) -> bool:
        """Whether a line begins with the heat whose sheet this is, left of where columns are: what else it says, `Schmelze 107683  Charge 392839`, is of that heat."""
        heat, left = self._book.heading, self._lines[index].tokens[0].x1
        own = next((token for token in line.tokens if heat and self._book.numbered(token.text) is heat), None)
        if own is None or (own.x0 > left and own not in line.phrases[0].tokens):
            return False
        place = line.tokens.index(own)
        others = [at for at in range(place + 1, len(line.tokens)) if looks_like_a_heat(line.tokens[at].text)]
        words = {line.tokens[at - 1].plain for at in others}
        called = all(re.fullmatch(r"[^\W\d_]{2,}[.:]?", word) for word in words) and line.tokens[max(place - 1, 0)].plain not in words
        return called and (own.x0 <= left or bool(others))

    def _of_the_heading(self, columns: Sequence[ResultColumn]) -> list[ResultColumn]:
        """The columns, none where the sheet is of another heat than theirs."""
        heat, numbers = self._book.heading, [column.number for column in columns if column.number]
        others = heat is not None and all(self._book.numbered(number.value) is not heat for number in numbers)
        return [] if others else [*columns]

    def _may_be_heats(self, line: Line, numbers: Sequence[Token]) -> bool:
        """Whether numbers below no title may be heats: not the one value of a label, nor where the heat was named above."""
        before = [token for token in line.tokens if token.x1 <= numbers[0].x0]
        return len(numbers) > 1 or (self._book.heading is None and not (before and before[-1].text.endswith(":")))

    def _is_called_otherwise(self, index: int, number: Token, first: Token) -> bool:
        """Whether a word that is no heat's label, nor the first number's, stands right before a number: `Heat 411845  Test lot 535379`."""
        tokens = self._lines[index].tokens
        place, start = tokens.index(number), tokens.index(first)
        word = tokens[place - 1].text if place else ""
        if start and tokens[start - 1].text == word:
            return False  # `Batch 826247   Batch 819691`
        of_heats = any(hit.name == "heat_number" and hit.start < place <= hit.end for hit in self._labels.hits(index))
        return re.fullmatch(r"[^\W\d_]{3,}[.:]?", word) is not None and role_of(word) is None and not of_heats

    def _name_of_numbers(self, index: int, number: Token) -> str | None:
        """What the numbers of a line are called: at the left of it, or above the first of them."""
        for at in (index, index - 1, index - 2):
            if at < 0 or self._lines[at].page != self._lines[index].page:
                continue
            tokens = self._lines[at].tokens
            for hit in self._labels.hits(at):
                x0, x1 = tokens[hit.start].x0, tokens[hit.end - 1].x1
                beside = at == index and x1 < number.x0
                over = at < index and x0 < number.x1 + 6 and number.x0 < x1 + 6
                if hit.name in ("heat_number", "lot_number", "sample") and (beside or over):
                    return hit.name
        return None

    def _names(self, first: int, last: int, name: str) -> bool:
        """Whether any line of some bears that label."""
        return any(hit.name == name for at in range(first, last) for hit in self._labels.hits(at))

    def _enter_above(self, name: str, columns: Sequence[ResultColumn], words: Sequence[tuple[Token, int]]) -> None:
        """What the lines above a block say of each heat beside its number."""
        for token, page in words:
            column = min(columns, key=lambda column: abs(column.x0 + column.x1 - token.x0 - token.x1))
            if column.number:
                self._book.named(column.number).other.setdefault(name, self._cells.said(bare(token.text), (token,), page))
