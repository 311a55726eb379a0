"""Values that stand halfway down a label of two lines: a form's cell has it in two languages, one below the other, and the next cell its value in the middle."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from extract.page.layout import Line, Phrase

CLOSE = 2.0
"""The two lines of a label are at most so many print sizes apart."""
OFF = 0.25
"""A value is off the middle between them by at most this share of their distance."""
_WORD = re.compile(r"[^\W\d_]{4}")
"""Both halves of a label have a word of so many letters: `Si` over `Mn` are two rows of a table."""
FLUSH = 0.3
"""Their left edges differ by at most this share of the print size."""


def with_halfway_values(lines: Sequence[Line]) -> list[Line]:
    """The lines with each such value on the line of its label's upper half, where a reader of labels looks for it."""
    found: list[Line] = []
    at = 0
    while at < len(lines):
        # In a table whose values are all set lower than their labels, as on a scan that leans, the line above may be another row.
        if _is_halfway(lines, at) and not _is_halfway(lines, at - 2) and not _is_halfway(lines, at + 2):
            tokens = sorted((*lines[at].tokens, *lines[at + 1].tokens), key=lambda token: token.x0)
            found.append(replace(lines[at], tokens=tuple(tokens)))
            at += 2
        else:
            found.append(lines[at])
            at += 1
    return found


def _is_halfway(lines: Sequence[Line], at: int) -> bool:
    """Whether the second of three lines stands in the middle between the others, and each phrase of it right of a label of its own that they have between them."""
    if not 0 <= at < len(lines) - 2:
        return False
    upper, middle, lower = lines[at : at + 3]
    apart = lower.middle - upper.middle
    if upper.page != lower.page or not 0 < apart < CLOSE * max(upper.size, lower.size):
        return False
    if abs(middle.middle - (upper.middle + lower.middle) / 2) > OFF * apart:
        return False
    labels = [_label_before(phrase, upper, lower) for phrase in middle.phrases]
    return None not in labels and len(set(labels)) == len(labels)


def _label_before(value: Phrase, upper: Line, lower: Line) -> Phrase | None:
    """The upper half of the label that stands right before a value; None where what stands there is none of two lines, or beside the value stands more."""
    above, below = (_nearest(value, line) for line in (upper, lower))
    if above is None or below is None or abs(above.box[0] - below.box[0]) > FLUSH * max(upper.size, lower.size):
        return None
    figures = any(sign.isdigit() for sign in above.text + below.text)
    return above if not figures and _WORD.search(above.text) and _WORD.search(below.text) else None


def _nearest(value: Phrase, line: Line) -> Phrase | None:
    """The last phrase of a line that begins before a value, where it ends before it, too."""
    before = [phrase for phrase in line.phrases if phrase.box[0] < value.box[2]]
    return before[-1] if before and before[-1].box[2] < value.box[0] else None
