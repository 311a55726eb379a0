"""Running text right below a table, which is none of its last entry: `Die Ware verlässt unser Werk am …` below the rule that ends it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extract.label.labels import LabelHit, Vocabulary
from extract.page.columns import Column, Row
from extract.page.layout import Line

FEWEST_WORDS = 5
"""Words of letters that make a line one of running text."""
FEWEST_CROSSED = 3
"""Running text begins under the first column and goes on under at least so many."""
FEWEST_RULES = 3
"""Of so many upright rules beside an entry's words one at least would go on beside what is its own."""
WHOLE = 0.8
MOST_OF_LABEL = 3
"""`Lieferung in Teilmengen:`: so many words may follow the one that is known."""
FLUSH = 0.5
"""Edges so many print sizes apart are flush."""


def text_below(rows: Sequence[Row], columns: Sequence[Column], lines: Sequence[Line], headings: Vocabulary, *, fuzzy: bool) -> set[int]:
    """Takes running text, and what stands below it, from the last entry; the lines that were taken.

    It stands outside the rules that all entries stand between, or runs from the left edge across the columns where nothing of the other entries does.
    """
    if not rows:
        return set()
    sums = _sums_below(rows[-1].below, lines)
    rows[-1].below = [index for index in rows[-1].below if index not in sums]
    plain = [column for column in columns if column.level == 0]
    ruled = all(len(lines[row.line].walls) >= FEWEST_RULES for row in rows)
    own = rows[-1].below
    for place, index in enumerate(own):
        line = lines[index]
        outside = ruled and not any(lines[at].walls for at in own[place:]) and lines[rows[-1].line].page == line.page
        prose = _is_prose(line) and (outside or (_runs_across(line, plain) and not _is_usual(line, rows, lines)))
        if prose and not any(_has_value(line, hit) for hit in headings.hits(lines, index, fuzzy=fuzzy)):
            rows[-1].below = own[:place]
            return {*own[place:], *sums}
    return sums


def _sums_below(own: Sequence[int], lines: Sequence[Line]) -> set[int]:
    """The lines of charges above the sums that end a table, flush with them at both sides: `Frachtkosten 45,00` over `Nettobetrag 1.323,55`."""
    found: set[int] = set()
    for index in reversed(own):
        below = lines[index + 1] if index + 1 < len(lines) else lines[index]
        if below is lines[index] or not (_is_sum(lines[index]) and _is_sum(below) and _is_flush(lines[index], below)):
            break
        found.add(index)
    return found


def _is_sum(line: Line) -> bool:
    return len(line.phrases) == 2 and re.fullmatch(r"-?\d[\d.,'’]*[.,]\d\d-?", line.phrases[1].text) is not None


def _is_flush(line: Line, below: Line) -> bool:
    apart = abs(line.box[0] - below.box[0]), abs(line.box[2] - below.box[2])
    return line.page == below.page and max(apart) < FLUSH * line.size


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


def _has_value(line: Line, hit: LabelHit) -> bool:
    """Whether a figure stands right behind a label, or behind the colon of a longer one that begins the line: then it says something of the entry."""
    words = [token.text for token in line.tokens]
    longer = next((at + 1 for at in range(hit.end - 1, min(hit.end + MOST_OF_LABEL, len(words))) if words[at].endswith(":")), hit.end)
    ends = (hit.end, longer) if hit.start == 0 else (hit.end,)
    return any(re.search(r"\d", word) for end in ends for word in words[end : end + 2])
