"""Entries printed as blocks of several columns: what it is at the left, when it comes in the middle, its price in a small sum at the right."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from extract.page.layout import Line, Phrase, Token

GAP = 1.0
"""Columns are so many print sizes apart at least, in all lines of all entries."""
FEWEST = 2
"""So many columns beside the entries' numbers make blocks of them."""
MOSTLY_FIGURES = 0.6
"""The share of figures in a column that holds the values of the labels left of it."""
MOSTLY_TOLD = 0.6
"""The share of a scan's blocks in which the order's line has to be told: in the others its label is not made out."""
_NUMBER = re.compile(r"0{0,4}\d{1,4}\.?")

Span = tuple[float, float]


def beginnings(numbered: Sequence[int], rising: Sequence[int], lines: Sequence[Line], most: int, *, fuzzy: bool = False) -> list[int]:
    """Where blocks begin whose order's line is told inside of them: at the paper's own numbers, one above each; none where it is not so.

    With `fuzzy` a few blocks may lack it, whose label OCR tore. A single block begins at `1` or `10`, that stands apart at the left of a
    line above.
    """
    if len(rising) > 1 and numbered:
        told = [sum(start < index < end for index in numbered) for start, end in pairwise([*rising, len(lines)])]
        enough = MOSTLY_TOLD * len(rising) if fuzzy else len(rising)
        return list(rising) if sum(told) == len(numbered) and max(told) == 1 and sum(told) >= enough else []
    if len(numbered) != 1 or rising:
        return []
    for index in range(numbered[0] - 1, max(-1, numbered[0] - most), -1):
        line = lines[index]
        if line.page == lines[numbered[0]].page and re.fullmatch(r"0{0,4}10?\.?", line.tokens[0].text) and len(line.phrases) > FEWEST:
            return [index] if line.phrases[0].tokens == (line.tokens[0],) else []
    return []


def in_columns(entries: Sequence[Sequence[Line]]) -> list[list[Line]]:
    """Each entry's lines column by column, the number that it begins with left out; none where the entries are no blocks of columns."""
    spans = _columns([line for entry in entries for line in entry])
    if spans and all(_NUMBER.fullmatch(entry[0].tokens[0].text) for entry in entries):
        spans = [span for span in spans if not all(_is_number_column(entry, span) for entry in entries)]
    merged = _with_values(spans, [line for entry in entries for line in entry])
    if len(merged) < FEWEST or not any(sum(bool(_words(line, span)) for line in entry) > 1 for entry in entries for span in merged[1:]):
        return []
    return [[replace(line, tokens=words) for span in merged for line in entry if (words := _words(line, span))] for entry in entries]


def _columns(lines: Sequence[Line]) -> list[Span]:
    """The stretches of the page's width that phrases cover, those apart that no phrase joins."""
    found: list[Span] = []
    size = max((line.size for line in lines), default=0.0)
    for x0, x1 in sorted((phrase.box[0], phrase.box[2]) for line in lines for phrase in line.phrases):
        if found and x0 - found[-1][1] < GAP * size:
            found[-1] = (found[-1][0], max(found[-1][1], x1))
        else:
            found.append((x0, x1))
    return found


def _is_number_column(entry: Sequence[Line], span: Span) -> bool:
    """Whether all that an entry has in a column is its number."""
    return [word.text for line in entry for word in _words(line, span)] == [entry[0].tokens[0].text]


def _with_values(spans: Sequence[Span], lines: Sequence[Line]) -> list[Span]:
    """The columns, one of figures joined to that of their labels left of it: `Einzelpreis   150.88`."""
    found = list(spans[:1])
    for left, right in pairwise(spans):
        labelled = [(_phrases(line, left), _phrases(line, right)) for line in lines if _phrases(line, right)]
        figures = [re.match(r"\d", own[0].text) is not None for _, own in labelled]
        plain = all(label and not re.search(r"\d", label[0].text) for label, _ in labelled)
        if plain and figures and sum(figures) >= MOSTLY_FIGURES * len(figures):
            found[-1] = (found[-1][0], right[1])
        else:
            found.append(right)
    return found


def _phrases(line: Line, span: Span) -> list[Phrase]:
    return [phrase for phrase in line.phrases if span[0] - 1 <= phrase.box[0] <= span[1]]


def _words(line: Line, span: Span) -> tuple[Token, ...]:
    return tuple(token for phrase in _phrases(line, span) for token in phrase.tokens)
