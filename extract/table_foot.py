"""Running text right below a table, which is none of its last entry: `Die Ware verlässt unser Werk am …` below the rule that ends it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extract.columns import Column, Row
from extract.labels import Vocabulary
from extract.layout import Line

FEWEST_WORDS = 5
"""Words of letters that make a line one of running text."""
FEWEST_CROSSED = 3
"""Running text begins under the first column and goes on under at least so many."""
FEWEST_RULES = 3
"""Of so many upright rules beside an entry's words one at least would go on beside what is its own."""
WHOLE = 0.8


def text_below(rows: Sequence[Row], columns: Sequence[Column], lines: Sequence[Line], headings: Vocabulary, *, fuzzy: bool) -> set[int]:
    """Takes running text, and what stands below it, from the last entry; the lines that were taken.

    It stands outside the rules that all entries stand between, or runs from the left edge across the columns where nothing of the other entries does.
    """
    if not rows:
        return set()
    plain = [column for column in columns if column.level == 0]
    ruled = all(len(lines[row.line].walls) >= FEWEST_RULES for row in rows)
    own = rows[-1].below
    for place, index in enumerate(own):
        line = lines[index]
        outside = ruled and not any(lines[at].walls for at in own[place:]) and lines[rows[-1].line].page == line.page
        prose = _is_prose(line) and (outside or (_runs_across(line, plain) and not _is_usual(line, rows, lines)))
        if prose and not any(_has_value(line, hit.end) for hit in headings.hits(lines, index, fuzzy=fuzzy)):
            rows[-1].below = own[:place]
            return {*own[place:]}
    return set()


def _is_prose(line: Line) -> bool:
    words = [token for token in line.tokens if re.search(r"[^\W\d_]{2}", token.text)]
    return len(words) >= FEWEST_WORDS and len(line.phrases[0].tokens) >= WHOLE * len(line.tokens)


def _runs_across(line: Line, columns: Sequence[Column]) -> bool:
    left = min((column.x0 for column in columns), default=0.0)
    crossed = sum(line.box[0] - line.size < column.x0 < line.box[2] for column in columns)
    return line.box[0] < left + line.size and crossed >= FEWEST_CROSSED


def _is_usual(line: Line, rows: Sequence[Row], lines: Sequence[Line]) -> bool:
    """Whether other entries have lines that begin there, too."""
    return any(abs(lines[index].box[0] - line.box[0]) < line.size for row in rows[:-1] for index in row.below)


def _has_value(line: Line, end: int) -> bool:
    """Whether a figure stands right behind a label: then the line says something of the entry."""
    return any(re.search(r"\d", token.text) for token in line.tokens[end : end + 2])
