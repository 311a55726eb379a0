"""Tests told in a line that names their heat or lot itself: `Brinell: heat A93410 190 HBW; heat H686362 201 HBW`, `Lot 110264: KV 20 °C = 80 - 117 - 95 J`."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from domain.doctype import DocType
from domain.paper import Node
from extract.certificate.heat_record import HeatBook
from extract.certificate.prose_results import SAID, impact_told
from extract.certificate.result_cells import Cells
from extract.certificate.result_labels import ResultLabels
from extract.label.result_words import FIGURE, hardness_scale, looks_like_a_heat
from extract.page.layout import Layout, Line, Token
from extract.sentence.paragraphs import paragraphs

TESTS = ("energy_j", "hardness")
NUMBERS = ("heat_number", "lot_number")
BESIDE = (*TESTS, *NUMBERS, "mean_j", "temperature_c")
"""What such a line names; one that names more is a row of another table."""
SIGNS = (":", "=", "-", "–", ".", "No.", "Nr.", "nr", "n.")
FIRST = 1
"""The line begins with the name of the test or the number, at most a code before it."""
BETWEEN = 4
"""So few words stand between the name of a test and the number of its heat: `Brinell on bar: heat A93410`."""


@dataclass(frozen=True)
class _Sign:
    """The name of a test or the number of a heat or lot: where it begins and ends among the words."""

    name: str
    start: int
    end: int


@dataclass(frozen=True)
class _Told:
    """One test of one heat: the number as printed, the kind of test, its name, and the words behind it."""

    number: str
    name: str
    label: Sequence[Token]
    tokens: Sequence[Token]
    page: int


class NamedTests:
    """Finds such lines before tables are read, since they are of none, and enters their tests when all heats and lots are known."""

    def __init__(self, layout: Layout, doctype: DocType, book: HeatBook, cells: Cells, *, but: Collection[int], fuzzy: bool) -> None:
        """`but` are lines whose tests are known already."""
        self._book = book
        self._cells = cells
        self._told: list[_Told] = []
        self.lines: set[int] = set()
        """The lines of which the tests are told so."""
        self._doctype = doctype
        self._fuzzy = fuzzy
        line_of = {id(token): index for index, line in enumerate(layout.lines) for token in line.tokens}
        for line in [*paragraphs(layout, but), *(line for index, line in enumerate(layout.lines) if index not in but)]:
            if line_of[id(line.tokens[0])] not in self.lines:
                self._take(line, line_of)

    def enter(self) -> None:
        """Gives each test to the heat or the lot it names, where the paper has it."""
        for told in self._told:
            heat = self._book.numbered(told.number)
            test = self._test(told) if heat else None
            if heat and test:
                heat.tests["impact" if told.name == "energy_j" else told.name].append(test)

    def _take(self, line: Line, line_of: dict[int, int]) -> None:
        signs = self._signs(line)
        if not signs or signs[0].start > FIRST or not {sign.name for sign in signs} & {*NUMBERS}:
            return
        for told in self._of(line, signs):
            if self._test(told):
                self._told.append(told)
                self.lines |= {line_of[id(token)] for token in (*told.label, told.tokens[0])}

    def _signs(self, line: Line) -> list[_Sign]:
        """The names and numbers of a line from left to right; none where it names other things as well."""
        found: list[_Sign] = []
        for hit in ResultLabels((line,), self._doctype, fuzzy=self._fuzzy).hits(0):
            end = hit.end
            if hit.name not in BESIDE:
                return []
            if hit.name in TESTS:
                if found and found[-1].name == hit.name and found[-1].end >= hit.start:
                    found[-1] = _Sign(hit.name, found[-1].start, end)  # `Dureza Brinell` is one name
                elif not (found and found[-1].name in NUMBERS and self._is_scale(line.tokens, hit.start, end)):
                    found.append(_Sign(hit.name, hit.start, end))
            elif hit.name in NUMBERS:
                while end < len(line.tokens) and line.tokens[end].text in SIGNS:
                    end += 1
                if end < len(line.tokens) and looks_like_a_heat(line.tokens[end].text):
                    found.append(_Sign(hit.name, hit.start, end + 1))
        return found

    @staticmethod
    def _is_scale(tokens: Sequence[Token], start: int, end: int) -> bool:
        """Whether the name of a hardness is the scale behind a figure: `190 HBW`."""
        figure = start > 0 and FIGURE.fullmatch(tokens[start - 1].text.strip(",;")) is not None
        return figure and all(hardness_scale(token.text) for token in tokens[start:end])

    @staticmethod
    def _of(line: Line, signs: Sequence[_Sign]) -> Iterator[_Told]:
        """Each number with the test it is of: that which leads the line, or the one behind the number."""
        leading = signs[0].name in TESTS
        ends = [*(sign.start for sign in signs[1:]), len(line.tokens)]
        test = number = None
        for sign, until in zip(signs, ends, strict=True):
            test, number = (sign, number) if sign.name in TESTS else (test if leading else None, sign)
            complete = number is not None and test is not None and (sign.name in NUMBERS) == leading
            if not complete or test is None or number is None or sign.end >= until:
                continue
            first, second = (test, number) if leading else (number, test)
            if leading or second.start - first.end <= BETWEEN:
                label = line.tokens[test.start : test.end]
                yield _Told(line.tokens[number.end - 1].text, test.name, label, line.tokens[sign.end : until], line.page)

    def _test(self, told: _Told) -> dict[str, Node] | None:
        if told.name == "energy_j":
            return impact_told(told.tokens, told.page, self._cells)
        return self._hardness(told)

    def _hardness(self, told: _Told) -> dict[str, Node] | None:
        """The figure right behind the number, with its scale behind it or in the name of the test; no limit and no span."""
        words = list(told.tokens)
        while words and words[0].text in SIGNS:
            words.pop(0)
        if not words or not words[0].text[:1].isdigit() or not FIGURE.fullmatch(words[0].text.strip(",;.")):
            return None
        value = self._cells.number(words[0], told.page, score=SAID)
        behind = words[1] if len(words) > 1 else None
        scaled = behind if behind and hardness_scale(behind.text) else None
        if scaled is None and behind and not words[0].text.endswith((",", ";", ".")):
            return None
        scaled = scaled or next((token for token in reversed(told.label) if hardness_scale(token.text)), None)
        return self._cells.hardness(value, scaled.text, (scaled,), told.page) if value and scaled else None
