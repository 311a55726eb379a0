"""Two days in one cell, the promised one above the one that was wished for, where the heading says so: `Promised delivery date` over `Requested date`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from extract.page.columns import Column, Row, overlap
from extract.page.layout import Line, Phrase, Token
from extract.table.naming import is_wish
from extract.text.dates import DateError, DateStyle, find_date
from extract.text.folding import folded
from extract.text.wording import meant_singly

_OF_DAYS = frozenset({"date", "delivery", "arrival"})
_OF_DELIVERY = frozenset({"delivery", "arrival", "confirmed"})
_COMPOUND = re.compile(r"[a-z]{4}(?:termin|datum|tag)$")
"""`Wunschtermin`: a wish and its day in one word."""
BESIDE = 0.3
"""A part of a heading shares so much of its width with its column's."""


def leave_wishes_below(columns: Sequence[Column], rows: Sequence[Row], lines: Sequence[Line], first: int) -> None:
    """Takes the lower of two days out of each entry whose column has a promise above a wish in its heading, which begins at that line.

    Only where every entry has just those two, each on a line of its own.
    """
    column = next((each for each in columns if each.name == "delivery_date" and not each.level), None)
    if column is None or not rows:
        return
    heading = [phrase for line in lines[first : rows[0].line] for phrase in line.phrases if _is_under(phrase, column)]
    if not _promises_above_a_wish([phrase.text for phrase in heading]):
        return
    left, right = min(phrase.box[0] for phrase in heading), max(phrase.box[2] for phrase in heading)
    wide = Column(column.name, left, right, column.title)
    lower = [[day for index in row.below for day in _days_of(lines[index], wide)] for row in rows]
    upper = [_days_of(lines[row.line], wide) for row in rows]
    if any(len(days) != 1 for days in (*upper, *lower)):
        return
    for row, [day] in zip(rows, lower, strict=True):
        row.asked |= {*day}
        row.cells = {name: [token for token in cell if token not in day] for name, cell in row.cells.items()}


def _promises_above_a_wish(texts: Sequence[str]) -> bool:
    """Whether the parts of a heading, one below the other, are a promised day and then one that was wished for, each with a word for it."""
    for cut in reversed(range(1, len(texts))):
        above, below = " ".join(texts[:cut]), " ".join(texts[cut:])
        if is_wish(below):
            day = bool(_OF_DAYS & meant_singly(below)) or _COMPOUND.search(folded(below)) is not None
            return day and not is_wish(above) and bool(_OF_DELIVERY & meant_singly(above))
    return False


def _days_of(line: Line, column: Column) -> list[tuple[Token, ...]]:
    """What stands on a line below a heading and is a day, each by its words."""
    return [phrase.tokens for phrase in line.phrases if _is_under(phrase, column) and _is_a_day(phrase.text)]


def _is_a_day(text: str) -> bool:
    """Whether a text begins with a day or a week, in either order of day and month."""
    for month_first in (False, True):
        try:
            return find_date(text, DateStyle(month_first=month_first, certain=True), issued=date(2000, 1, 1)).start == 0
        except DateError:
            continue
    return False


def _is_under(phrase: Phrase, column: Column) -> bool:
    return overlap(column, Column(None, phrase.box[0], phrase.box[2], "")) > BESIDE
