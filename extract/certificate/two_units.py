"""Results that are printed in two units one behind the other, `34.7 ksi 239 MPa`: those in the unit that is kept."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from extract.label.result_words import FIGURE
from extract.page.layout import Layout, Line, Token

_KEPT = (
    (re.compile(r"ksi|psi", re.IGNORECASE), re.compile(r"MPa|N/mm[²2]", re.IGNORECASE)),
    (re.compile(r"ft[.·-]?lbf?s?", re.IGNORECASE), re.compile("J")),
)
"""Of a strength in both units and of an energy in both, the first is left out."""
PAIR = 4
"""A figure and its unit, twice."""


def without_second_units(layout: Layout) -> Layout:
    """The layout without the figures that another one repeats in the unit of the certificates of Europe."""
    return replace(layout, lines=tuple(_without(line) for line in layout.lines))


def _without(line: Line) -> Line:
    told = {id(token) for phrase in line.phrases for token in _twice(phrase.tokens)}
    return replace(line, tokens=tuple(token for token in line.tokens if id(token) not in told)) if told else line


def _twice(tokens: Sequence[Token]) -> Iterator[Token]:
    for first in range(len(tokens) - PAIR + 1):
        figure, unit, other, kept = tokens[first : first + PAIR]
        texts = unit.text.strip("()[]/"), kept.text.strip("()[]")
        if (
            FIGURE.fullmatch(figure.text)
            and FIGURE.fullmatch(other.text.strip("(["))
            and any(a.fullmatch(texts[0]) and b.fullmatch(texts[1]) for a, b in _KEPT)
        ):
            yield from (figure, unit)
