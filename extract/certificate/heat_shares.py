"""How much there is of each heat where no plain label says so: amounts that stand by the heats, in the unit of the line, and come to its whole.

`kg` alone heads a column; `Lot 598030 (417 pcs) made from heat 00-4450`; an amount stands below each heat that heads a column of results.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from domain.doctype import Shape
from domain.paper import Group, Leaf
from extract.label.result_words import bare
from extract.page.layout import Layout, Line, Token
from extract.page.words import overlap
from extract.shape.candidates import leaf
from extract.shape.values import Habits, Value, read_value

SCORE = 0.95
HEAD_UP = 12
"""The head of a column stands no more lines above a figure."""
ROWS_DOWN = 2
"""A heat's row has at most so many further lines in which its amount may stand."""
DOWN = 5
"""An amount stands no more lines below the heat that heads its column."""
SLACK = 3.0
"""A figure and its heading may miss each other by so many points."""
SHORT = 3
"""A heading of so many words is one cell's."""
_BRACKETS = "()[],;:·–- "
_GROUP = re.compile(r"\d{3}(?:[.,]\d+)?")


@dataclass(frozen=True)
class Whole:
    """How much there is of all heats together, in what unit, and where that is printed."""

    amount: Decimal
    unit: str
    leaf: Leaf


@dataclass(frozen=True)
class Amount:
    """An amount that stands by a heat: its number, and the line that it is in."""

    value: Value
    line: Line

    @property
    def span(self) -> tuple[float, float]:
        """From where to where it reaches."""
        return self.value.tokens[0].x0, self.value.tokens[-1].x1


def with_shares(heats: Sequence[Group], lines: Sequence[Group], layout: Layout, habits: Habits) -> list[Group]:
    """The heats, each with how much there is of it, where amounts by all of them come to the quantity of the paper's one line.

    What labels said stays where it comes to that whole itself, or where nothing does: pieces beside metres are no shares of the metres.
    """
    whole = _whole_of(lines)
    numbers = [heat.text("heat_number") or "" for heat in heats]
    if whole is None or not numbers or not all(numbers) or len({*numbers}) < len(numbers):
        return list(heats)
    said = [heat.decimal("quantity") for heat in heats]
    if all(said) and sum(each or Decimal(0) for each in said) == whole.amount:
        return list(heats)
    finder = _ShareFinder(layout, habits, whole, numbers)
    found = finder.below_a_unit() or finder.in_words() or finder.below_heats()
    if not found:
        return list(heats)
    return [
        Group({**heat.root, "quantity": leaf(each.value.value, each.value.tokens, each.line.page, layout, score=SCORE)})
        for heat, each in zip(heats, found, strict=True)
    ]


def _whole_of(lines: Sequence[Group]) -> Whole | None:
    quantity, unit = (lines[0].leaf("quantity"), lines[0].text("unit")) if len(lines) == 1 else (None, None)
    return Whole(Decimal(quantity.value), unit, quantity) if quantity and unit else None


class _ShareFinder:
    """Looks for the amounts of all heats in one way after the other."""

    def __init__(self, layout: Layout, habits: Habits, whole: Whole, numbers: Sequence[str]) -> None:
        self._lines = layout.lines
        self._habits = habits
        self._whole = whole
        self._numbers = numbers
        self._heats = {
            index: named
            for index, line in enumerate(layout.lines)
            if (named := [(at, bare(token.text)) for at, token in enumerate(line.tokens) if bare(token.text) in numbers])
        }
        """The lines that name heats, with which word is the number of which."""

    def below_a_unit(self) -> list[Amount]:
        """Amounts in the rows of the heats, in a column whose heading holds the unit."""
        return self._standing_alike(lambda number: [each for each in self._in_rows(number) if self._is_below_unit(each)])

    def below_heats(self) -> list[Amount]:
        """Amounts below the heats that head columns, with the unit behind them or in the label of their row."""
        return self._first_of_each(self._below)

    def in_words(self) -> list[Amount]:
        """The one amount with its unit in the words that speak of a heat."""
        found = []
        for number in self._numbers:
            told = [each for words in self._words_about(number) if len(each := [*self._with_unit(words)]) == 1]
            if not told:
                return []
            found.append(told[0][0])
        return self._if_whole(found)

    # ---- what adds up

    def _if_whole(self, found: list[Amount]) -> list[Amount]:
        """The amounts, if they come to the whole and are not the print that tells it."""
        if any(self._tells_whole(each) for each in found) or len({id(each.value.tokens[0]) for each in found}) < len(found):
            return []
        return found if sum(Decimal(each.value.value) for each in found) == self._whole.amount else []

    def _standing_alike(self, offers: Callable[[str], list[Amount]]) -> list[Amount]:
        """One amount of each heat, all below each other."""
        each_of = {number: offers(number) for number in self._numbers}
        for first in each_of[self._numbers[0]]:
            column = [[one for one in each_of[number] if _meet(one.span, first.span)] for number in self._numbers]
            place = column[0].index(first)  # below one heading a lot may stand with its amount below it
            if all(place < len(each) for each in column) and (found := self._if_whole([each[place] for each in column])):
                return found
        return []

    def _first_of_each(self, offers: Callable[[str], list[Amount]]) -> list[Amount]:
        found = [next(iter(offers(number)), None) for number in self._numbers]
        return self._if_whole([each for each in found if each]) if all(found) else []

    # ---- where amounts stand

    def _in_rows(self, number: str) -> list[Amount]:
        """All numbers in the rows of a heat."""
        found: list[Amount] = []
        for index, named in self._heats.items():
            if [name for _, name in named] != [number]:
                continue
            for at in range(index, min(len(self._lines), index + ROWS_DOWN + 1)):
                if at > index and (at in self._heats or self._lines[at].page != self._lines[index].page):
                    break
                found += self._numbers_of(self._lines[at])
        return found

    def _below(self, number: str) -> list[Amount]:
        """The numbers right below a heat in rows that tell their unit."""
        found: list[Amount] = []
        for index, named in self._heats.items():
            token = next((self._lines[index].tokens[at] for at, name in named if name == number), None)
            if token is None or token is self._lines[index].tokens[0]:
                continue
            for line in self._lines[index + 1 : index + 1 + DOWN]:
                if line.page != self._lines[index].page:
                    break
                found += [each for each in self._told_in_unit(line) if _meet(each.span, (token.x0, token.x1))]
        return found

    def _words_about(self, number: str) -> Iterator[tuple[Line, tuple[Token, ...]]]:
        """The words about a heat: the line that names it alone, or the brackets behind its number."""
        for index, named in self._heats.items():
            line = self._lines[index]
            place = next((at for at, name in named if name == number), None)
            if place is None:
                continue
            if len(named) == 1:
                yield line, line.tokens
            behind = line.tokens[place + 1 :]
            if behind and behind[0].text.startswith("(") and not any(token.text.rstrip(",;.").endswith(")") for token in behind):
                behind += self._lines[index + 1].tokens if index + 1 < len(self._lines) else ()
            end = next((at for at, token in enumerate(behind) if token.text.rstrip(",;.").endswith(")")), None)
            if end is not None and behind[0].text.startswith("("):
                yield line, behind[: end + 1]

    def _with_unit(self, words: tuple[Line, tuple[Token, ...]]) -> Iterator[Amount]:
        """The amounts among words with the line's unit behind them."""
        line, tokens = words
        for place, value in _numbers(tokens, self._habits):
            if self._is_unit(tokens[place : place + 1]):
                yield Amount(value, line)

    def _told_in_unit(self, line: Line) -> list[Amount]:
        """The amounts of a row that have the unit behind them, or all its numbers where its label has it."""
        label = line.phrases[0].tokens if len(line.phrases) > 1 else ()
        if any(self._is_unit((token,)) for token in label if token.text.startswith(("(", "["))):
            return self._numbers_of(line)
        return list(self._with_unit((line, line.tokens)))

    def _numbers_of(self, line: Line) -> list[Amount]:
        return [Amount(value, line) for phrase in line.phrases for _, value in _numbers(phrase.tokens, self._habits)]

    def _is_below_unit(self, amount: Amount) -> bool:
        """Whether a heading above a number holds the unit, alone or behind what is told in it: `kg`, `Lot (kg)`."""
        index = self._lines.index(amount.line)
        for line in reversed(self._lines[max(0, index - HEAD_UP) : index]):
            if line.page != amount.line.page:
                return False
            for phrase in line.phrases:
                over = [token for token in phrase.tokens if _meet((token.x0, token.x1), amount.span)]
                heading = phrase.tokens if over and len(phrase.tokens) <= SHORT else over
                if any(self._is_unit((token,)) for token in heading) and not _numbers(heading, self._habits):
                    return True
        return False

    def _is_unit(self, tokens: Sequence[Token]) -> bool:
        unit = read_value(Shape.UNIT, [_plain(token) for token in tokens], self._habits) if tokens else None
        return unit is not None and unit.value == self._whole.unit

    def _tells_whole(self, amount: Amount) -> bool:
        whole = self._whole.leaf
        return amount.line.page == whole.page and any(overlap(token.word.on_page, whole.box) for token in amount.value.tokens)


def _meet(one: tuple[float, float], other: tuple[float, float]) -> bool:
    return one[0] < other[1] + SLACK and other[0] < one[1] + SLACK


def _plain(token: Token) -> Token:
    """A word without the brackets and stops around it."""
    return token.saying(token.text.strip(_BRACKETS) or token.text)


def _numbers(tokens: Sequence[Token], habits: Habits) -> list[tuple[int, Value]]:
    """The numbers among words, of which blanks may part the thousands, each with the place of the word behind it."""
    found: list[tuple[int, Value]] = []
    place = 0
    while place < len(tokens):
        end = place + 1
        texts = [tokens[place].text.strip(_BRACKETS)]
        if re.fullmatch(r"\d{1,3}", texts[0]):
            while end < len(tokens) and _GROUP.fullmatch(text := tokens[end].text.strip(_BRACKETS)):
                texts.append(text)
                end += 1
        if re.match(r"\d[\d.,' ]*$", texts[0]):
            word = replace(tokens[place].word, text=" ".join(texts))
            value = read_value(Shape.DECIMAL, (replace(tokens[place], word=word),), habits)
            if value:
                found.append((end, Value(value.value, tuple(tokens[place:end]), value.fit)))
        place = end
    return found
