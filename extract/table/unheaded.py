"""A column of numbers that has no heading: left of all headings, each entry's own number, rising from one entry to the next."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from extract.page.columns import Column
from extract.page.layout import Line

FEWEST = 2
FLUSH = 1.5
"""By how many points numbers of one column may be off its edge."""
_NUMBER = re.compile(r"\d{1,6}\.?")
_PADDED = re.compile(r"0\d{2,5}")
"""A number with zeros before it is an entry's even where there is but one."""


def with_numbers(columns: tuple[Column, ...], below: Sequence[Line]) -> tuple[Column, ...]:
    """The columns with one for the numbers of entries that stand left of all headings, where none of these is for them.

    `below` are the lines that the head may stand over; only those of its first line's page count.
    """
    if not below or not columns or any(column.name == "order_line" for column in columns):
        return columns
    left = min(column.x0 for column in columns)
    first = [
        line.tokens[0]
        for line in below
        if line.page == below[0].page and len(line.phrases) > 1 and line.phrases[0].box[2] + line.size < left
        if len(line.phrases[0].tokens) == 1 and _NUMBER.fullmatch(line.tokens[0].text)
    ]
    if not first or min(_spread([token.x0 for token in first]), _spread([token.x1 for token in first])) > FLUSH:
        return columns
    numbers = [int(token.text.rstrip(".")) for token in first]
    rising = len(numbers) >= FEWEST and all(before < after for before, after in pairwise(numbers))
    if not rising and not (len(first) == 1 and _PADDED.fullmatch(first[0].text)):
        return columns
    return (Column("order_line", min(token.x0 for token in first), max(token.x1 for token in first), ""), *columns)


def _spread(places: Sequence[float]) -> float:
    return max(places) - min(places)
