"""Strengths that are printed in two units one behind the other, `34.7 ksi 239 MPa`: those in the unit that is kept."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from extract.label.result_words import FIGURE
from extract.page.layout import Layout, Line, Token

_LEFT_OUT, _KEPT = re.compile(r"ksi|psi", re.IGNORECASE), re.compile(r"MPa|N/mm[²2]", re.IGNORECASE)
"""Of a strength in both units the first is left out; energies in two units are none the surer for it (`extract.certificate.impact_units`)."""


def without_second_units(layout: Layout) -> Layout:
    """The layout without the figures that another one repeats in the unit of the certificates of Europe."""
    return replace(layout, lines=tuple(_without(line) for line in layout.lines))


def _without(line: Line) -> Line:
    told = [*_twice(line.tokens)]
    return replace(line, tokens=tuple(token for token in line.tokens if token not in told)) if told else line


def _twice(tokens: Sequence[Token]) -> Iterator[Token]:
    """The figures that have the first unit behind them, with it, where another one behind them has the second."""
    measured = [(figure, unit, unit.text.strip("()[]/")) for figure, unit in pairwise(tokens) if FIGURE.fullmatch(figure.text.strip("(["))]
    for place, (figure, unit, text) in enumerate(measured):
        if _LEFT_OUT.fullmatch(text) and any(_KEPT.fullmatch(other) for _, _, other in measured[place + 1 :]):
            yield from (figure, unit)
