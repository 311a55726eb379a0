"""Lots of an entry with their quantities, told by their sum: `CH07245 / 200`, `268312-A: 60`, rows below a head of their own."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from domain.paper import Group, Leaf
from extract.candidates import leaf
from extract.labels import Vocabulary
from extract.layout import Layout, Token
from extract.numbers import NumberError, parse_number
from extract.schedules import find_dates
from extract.units import UnitError, parse_unit
from extract.values import Habits

SCORE = 0.965
SHORTEST_LOT = 3
_AROUND = "()[]:;,=/×x "


class LotReader:
    """Finds lots whose quantities add up to the line's: what adds up is hardly anything else, whatever stands between."""

    def __init__(self, layout: Layout, habits: Habits, labels: Vocabulary, *, fuzzy: bool) -> None:
        """`labels` are the headings of all columns, of which one is `lots`."""
        self._layout, self._habits, self._labels, self._fuzzy = layout, habits, labels, fuzzy

    def adding_up(self, cell: Sequence[Token], below: Sequence[int], quantity: Decimal) -> list[Group]:
        """The lots among the words of an entry's cell and of the lines below it; none where they do not come to that quantity."""
        rows = [*self._split([cell]), *self._split(self._below(below))]
        for chosen in (rows, self._split([cell]), self._split(self._below(below))):
            found = self._by_column(chosen, quantity) or self._by_turns([word for row in chosen for word in row], quantity)
            if found:
                return found
        return []

    def _below(self, indices: Sequence[int]) -> Iterator[Sequence[Token]]:
        """The words behind a label of lots, and those of rows below one that is a heading."""
        headed = False
        for index in indices:
            line = self._layout.lines[index]
            hits = self._labels.hits(self._layout.lines, index, fuzzy=self._fuzzy)
            hit = next((hit for hit in hits if hit.name == "lots"), None)
            if hit and not any(re.search(r"\d", token.text) for token in line.tokens[hit.end :]):
                headed = True
            elif hit:
                headed = False
                until = next((other.start for other in hits if other.start >= hit.end and other.name != "lots"), len(line.tokens))
                yield line.tokens[hit.end : until]
            elif hits and headed and hits[0].start == 0:
                headed = False
            elif headed:
                yield line.tokens

    def _split(self, rows: Sequence[Sequence[Token]] | Iterator[Sequence[Token]]) -> list[list[Token]]:
        """The words of each row that may be a lot or a quantity: no dates, no units, no bare words."""
        found = []
        for tokens in rows:
            dated = {id(token) for value in find_dates(tokens, self._habits) for token in value.tokens}
            words = [
                token for token in rejoined(tokens) if id(token) not in dated and re.search(r"\d", token.text) and not _is_unit(token.text)
            ]
            if words:
                found.append(words)
        return found

    def _by_column(self, rows: Sequence[Sequence[Token]], quantity: Decimal) -> list[Group]:
        """A lot a row, its quantity in the same place of each."""
        width = min((len(row) for row in rows), default=0)
        for place in range(1, width):
            if found := self._pairs([(row[0], row[place]) for row in rows], quantity):
                return found
        return []

    def _by_turns(self, words: Sequence[Token], quantity: Decimal) -> list[Group]:
        """Lot and quantity by turns, however the rows break."""
        return self._pairs(list(zip(words[::2], words[1::2], strict=True)), quantity) if words and len(words) % 2 == 0 else []

    def _pairs(self, pairs: Sequence[tuple[Token, Token]], quantity: Decimal) -> list[Group]:
        numbers = [self._number(amount.text) for _, amount in pairs]
        names = [lot.text.strip(_AROUND).upper() for lot, _ in pairs]
        if None in numbers or any(len(name) < SHORTEST_LOT for name in names):
            return []
        if sum((Decimal(number) for number in numbers if number), Decimal(0)) != quantity:
            return []
        return [
            Group({"lot_number": self._leaf(name, lot), "quantity": self._leaf(number, amount)})
            for (lot, amount), name, number in zip(pairs, names, numbers, strict=True)
            if number
        ]

    def _leaf(self, value: str, token: Token) -> Leaf:
        box = token.word.box  # a word that was put together is in no line
        page = next((line.page for line in self._layout.lines if any(other.word.box == box for other in line.tokens)), 1)
        return leaf(value, (token,), page, self._layout, score=SCORE)

    def _number(self, text: str) -> str | None:
        try:
            return parse_number(text.strip(_AROUND), self._habits.numbers)
        except NumberError:
            return None


def rejoined(tokens: Sequence[Token]) -> Iterator[Token]:
    """Lots whose number is torn at a hyphen by a narrow column (`266842-` / `A (3.334)`), quantities at their blank (`(1 750)`)."""
    words = [*tokens]
    while words:
        token = words.pop(0)
        below = bool(words) and words[0].word.box[1] > token.word.box[3] - 2
        torn = below and token.text.endswith("-") and re.fullmatch(r"\w{1,4}", words[0].text)
        parted_number = bool(words) and re.fullmatch(r"\(\d{1,3}", token.text) and re.fullmatch(r"\d{3}([.,]\d+)?\),?", words[0].text)
        if torn or parted_number:
            token = replace(token, word=replace(token.word, text=token.text + words.pop(0).text))
        yield token


def _is_unit(text: str) -> bool:
    try:
        parse_unit(text)
    except UnitError:
        return False
    return True
