"""Headings that stand too close to be told apart, `Liefer-Mg. Nachlieferung`: what stands below them says where one ends."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extract.page.layout import Line, Phrase, Token

FULL = 0.6
"""An entry has so many of the cells that the fullest has."""
SUPPORT = 0.6
"""The share of entries in which one thing stands under the left words of a heading alone, and another under the right ones."""
MOST_BELOW = 16
FEWEST_PHRASES = 3
FLUSH = 2.0
"""Entries begin at one place, give or take so many print sizes; a list of lots in between begins further right."""


def parts_of(phrase: Phrase, below: Sequence[Line]) -> list[tuple[Token, ...]]:
    """The words of a head's phrase as one heading each, by the entries `below`; a single part where they do not tell otherwise."""
    tokens = phrase.tokens
    entries = entries_of(below)
    if len(tokens) < 2 or not entries:
        return [tokens]
    over = [[_span(tokens, under) for under in line.phrases] for line in entries]
    cuts = [
        cut
        for cut in range(1, len(tokens))
        if sum(_parts(spans, cut) for spans in over) >= SUPPORT * sum(any(span is not None for span in spans) for spans in over) > 0
    ]
    return [tokens[start:end] for start, end in zip([0, *cuts], [*cuts, len(tokens)], strict=True)]


def are_one(tokens: Sequence[Token], below: Sequence[Line]) -> bool:
    """Whether no entry has two things under these words of a head."""
    over = [[_span(tokens, under) for under in line.phrases] for line in entries_of(below)]
    return not any(_parts(spans, cut) for spans in over for cut in range(1, len(tokens)))


def entries_of(below: Sequence[Line]) -> list[Line]:
    """The lines below a head, on its page, that look like the first lines of entries: several cells, figures in some, and all begin alike."""
    found = [
        line
        for line in below[:MOST_BELOW]
        if line.page == below[0].page
        and len(line.phrases) >= FEWEST_PHRASES
        and sum(re.search(r"\d", phrase.text) is not None for phrase in line.phrases) > 1
    ]
    fullest = max((len(line.phrases) for line in found), default=0)  # the lines of a footer begin there, too, and have fewer cells
    return [line for line in found if abs(line.box[0] - found[0].box[0]) < FLUSH * line.size and len(line.phrases) >= FULL * fullest]


def _span(tokens: Sequence[Token], under: Phrase) -> tuple[int, int] | None:
    """The first and the last word of a heading under which something stands; None where it stands under none."""
    places = [place for place, token in enumerate(tokens) if under.box[0] < token.x1 and token.x0 < under.box[2]]
    return (places[0], places[-1]) if places else None


def _parts(spans: Sequence[tuple[int, int] | None], cut: int) -> bool:
    """Whether what stands left of a cut and what stands right of it are two things, and nothing stands across it."""
    found = [span for span in spans if span is not None]
    return any(last < cut for _, last in found) and any(first >= cut for first, _ in found) and not any(a < cut <= b for a, b in found)
