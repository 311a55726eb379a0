"""Columns of numbered test pieces beside what is asked, `Required  1  2`, over rows that each begin with a property."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from extract.label.result_words import role_of
from extract.page.layout import Line, Phrase, Token

UP, WIDE = 9, 16.0
"""So many lines above a row its head may stand, and so many points wider than its heading a column is."""
LONG = 6
"""A phrase of so many words is no heading."""


@dataclass(frozen=True)
class Pieces:
    """Where the results of each piece stand, and what is asked left of them."""

    line: int
    asked: Phrase
    numbers: tuple[Phrase, ...]

    def found(self, figures: Sequence[Token]) -> list[Token]:
        """The figures of a row without those that are asked for; all where only such are there."""
        return [figure for figure in figures if not _is_below(figure, self.asked)] or list(figures)

    def each(self, figures: Sequence[Token]) -> list[Token]:
        """What stands below each of several pieces, where every one has its figure."""
        below = [next((figure for figure in figures if _is_below(figure, number)), None) for number in self.numbers]
        told = [figure for figure in below if figure is not None]
        return told if 1 < len(told) == len(below) == len({id(figure) for figure in told}) else []


def pieces_above(lines: Sequence[Line], index: int) -> Pieces | None:
    """The nearest head above a row that numbers pieces behind what is asked; none where there is no such head."""
    for above in range(index - 1, max(-1, index - UP), -1):
        line = lines[above]
        if line.page != lines[index].page:
            break
        asked = [phrase for phrase in line.phrases if role_of(phrase.tokens[0].text) == "limit" and len(phrase.tokens) < LONG]
        right = asked[-1].box[2] if asked else 0.0
        numbers = [phrase for phrase in line.phrases if asked and re.fullmatch(r"[1-9]", phrase.text) and phrase.box[0] > right]
        if numbers:
            return Pieces(above, asked[-1], tuple(numbers))
    return None


def _is_below(token: Token, heading: Phrase) -> bool:
    return heading.box[0] - WIDE < (token.x0 + token.x1) / 2 < heading.box[2] + WIDE
