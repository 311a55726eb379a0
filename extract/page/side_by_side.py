"""Parts of a page that stand beside each other: what of a line is in which, and a part put where another one stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from domain.paper import Box
from extract.page.layout import Line, Phrase, Token


def crosses(phrase: Phrase, bounds: Sequence[float]) -> bool:
    """Whether a phrase reaches from one part of the page into the next."""
    return any(phrase.box[0] < bound < phrase.box[2] for bound in bounds)


def place_of(token: Token, bounds: Sequence[float]) -> int:
    """Which panel the word stands in, the first being 0."""
    return sum((token.x0 + token.x1) / 2 > bound for bound in bounds)


def part_of(line: Line, panel: int, bounds: Sequence[float]) -> Line:
    """What a line has in one part, the first being 0."""
    return replace(line, tokens=tuple(token for token in line.tokens if place_of(token, bounds) == panel))


def moved(line: Line, off: float) -> Line:
    """The line so much further right; where its words are shown stays."""
    if not off:
        return line
    tokens = tuple(
        replace(token, word=replace(token.word, box=_shifted(token.word.box, off), shown=token.word.on_page)) for token in line.tokens
    )
    return replace(line, tokens=tokens, walls=tuple(wall + off for wall in line.walls))


def _shifted(box: Box, off: float) -> Box:
    return box[0] + off, box[1], box[2] + off, box[3]
