"""Sheets of heats that stand beside each other, and of each the contents beside the tests: put below each other, so that a line is of one heat and one table.

`HEAT 360547  SLAB 2047   HEAT H829516  SLAB 1985` over panes of their own, and in each `C  0.20   Yield ReH  363 MPa`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from extract.label.result_words import UNIT_SIGN, names_a_standard, role_of
from extract.page.layout import Layout, Line, Phrase
from extract.page.side_by_side import crosses, moved, part_of
from extract.shape.elements import ELEMENTS

LEVEL = 4.0
"""Panes and their rows begin no more points further left or right than their heads."""
FARTHEST = 2.6
"""Rows stand no more print sizes below each other."""
FEWEST_CONTENTS, FEWEST_TESTS, HEADS = 3, 2, 3
"""A pane has so many rows of contents, so many tests beside them, and at most so many lines of headings above both."""
SYMBOL_AMONG = 4
"""`0060 Kupfer Cu (%)`: a row of contents has the symbol of its element among so many words."""

Bounds = Callable[[Sequence[Line], int], list[float]]
"""Where what begins at a line is parted; nothing where it is one."""


def with_panes_apart(layout: Layout) -> Layout:
    """The layout in which such panes, and then contents and tests, stand below each other; words are shown where they are printed."""
    return replace(layout, lines=tuple(_parted(_parted(layout.lines, _bounds_of_panes), _bounds_of_tests)))


def _parted(lines: Sequence[Line], bounds_of: Bounds) -> list[Line]:
    found: list[Line] = []
    at = 0
    while at < len(lines):
        bounds = bounds_of(lines, at)
        rows = _rows(lines, at, bounds) if bounds else []
        parts = [[part for row in rows if (part := part_of(row, panel, bounds)).tokens] for panel in range(len(bounds) + 1)] if rows else []
        begins = [min(part.box[0] for part in pane) for pane in parts]
        found += [moved(part, begins[0] - begin) for begin, pane in zip(begins, parts, strict=True) for part in pane] or [lines[at]]
        at += max(1, len(rows))
    return found


def _rows(lines: Sequence[Line], at: int, bounds: Sequence[float]) -> list[Line]:
    """The lines from one on that follow each other closely, none of another pane's, and do not reach across.

    They end where the line before them, or the first one, is said anew: `Cast No. 37-7872` above the next sheet.
    """
    rows: list[Line] = []
    heads = {_words_of(line) for line in lines[max(at - 1, 0) : at + 1]}
    for line in lines[at:]:
        before = rows[-1] if rows else line
        if rows and _words_of(line) in heads:
            break
        near = line.page == before.page and -line.size < line.box[1] - before.box[1] < FARTHEST * max(line.size, before.size)
        if not near or any(crosses(phrase, bounds) for phrase in line.phrases):
            break
        rows.append(line)
    return rows


def _words_of(line: Line) -> str:
    """What a line begins with but for its figures."""
    return re.sub(r"[\W\d_]+\S*", " ", line.phrases[0].text)


def _bounds_of_panes(lines: Sequence[Line], at: int) -> list[float]:
    """Where a line that begins with a word and a number says that word again with another number, and contents stand below each of them."""
    head = lines[at]
    numbered = [phrase for phrase in head.phrases if _is_numbered(phrase)]
    again = [phrase for phrase in numbered if phrase.tokens[0].plain == head.tokens[0].plain]
    if len(again) < 2 or again[0] is not head.phrases[0] or len({phrase.tokens[1].text for phrase in again}) < len(again):
        return []
    bounds = [phrase.box[0] - LEVEL for phrase in again[1:]]
    rows = _rows(lines, at, bounds)
    left = head.box[0] - LEVEL
    panes = [[part_of(row, panel, bounds) for row in rows] for panel in range(len(again))]
    return bounds if all(row.box[0] > left for row in rows) and all(_has_contents(pane) for pane in panes) else []


def _is_numbered(phrase: Phrase) -> bool:
    return len(phrase.tokens) == 2 and re.match(r"[^\W\d_]{3}", phrase.text) is not None and re.search(r"\d{3}", phrase.text) is not None


def _has_contents(lines: Sequence[Line]) -> bool:
    return sum(_is_content(line) for line in lines if line.tokens) >= FEWEST_CONTENTS


def _is_content(line: Line) -> bool:
    """Whether a line has the symbol of an element among its first words, and a figure behind it."""
    named = next((place for place, token in enumerate(line.tokens[:SYMBOL_AMONG]) if token.text in ELEMENTS), None)
    return named is not None and any(re.search(r"\d", token.text) for token in line.tokens[named + 1 :])


def _bounds_of_tests(lines: Sequence[Line], at: int) -> list[float]:
    """Where tests begin right of contents that stand in rows from one of the next lines on: `C  0,42  0,50  0,58   ReH (MPa)  ≥ 305  395`."""
    for first in range(at, min(at + HEADS, len(lines))):
        line = lines[first]
        if line.page != lines[at].page or (line.tokens[0].text not in ELEMENTS and re.search(r"\d", line.phrases[0].text)):
            break  # `LOT 928077  1,413 KG` heads no table
        if line.tokens[0].text not in ELEMENTS:
            continue
        for phrase in line.phrases[2:]:
            bounds = [phrase.box[0] - LEVEL]
            rows = _rows(lines, at, bounds)
            if len(rows) > first - at and _is_test(phrase) and _are_beside(rows, bounds):
                return bounds
        break
    return []


def _are_beside(rows: Sequence[Line], bounds: list[float]) -> bool:
    """Whether rows of contents stand left of a bound, and right of it, flush, several tests that differ."""
    left, right = ([part for row in rows if (part := part_of(row, panel, bounds)).tokens] for panel in range(2))
    contents = [line for line in left if line.tokens[0].text in ELEMENTS and any(re.search(r"\d", token.text) for token in line.tokens[1:])]
    flush = [line for line in right if line.box[0] < bounds[0] + 2 * LEVEL and _is_test(line.phrases[0]) and len(line.phrases) > 1]
    figures = [line for line in flush if any(re.search(r"\d", phrase.text) for phrase in line.phrases[1:])]
    return len(contents) >= FEWEST_CONTENTS and len({line.phrases[0].text for line in figures}) >= FEWEST_TESTS


def _is_test(phrase: Phrase) -> bool:
    """Whether a phrase may name a test: it begins with a word that is no element, unit, limit or standard."""
    word = phrase.tokens[0].text
    goes_on = any(re.match(r"[^\W\d_]['’]?[^\W\d_]{3}", token.text) for token in phrase.tokens[1:2])
    limit = role_of(word) and not goes_on  # `Limite`, `min. 220`, but not `Limite d'élasticité`
    other = word in ELEMENTS or UNIT_SIGN.fullmatch(word.strip("()[]")) or limit or names_a_standard(word)
    return not other and re.match(r"(0[.,]2\s?%\W?)?[^\W\d_]", phrase.text) is not None
