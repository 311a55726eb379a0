"""Entries that begin with what they are, and tell their numbers in a line below that: shops list what was ordered like this.

`Ball valve DN25   £388.90`, below it in small print `SKU 01473 | Your part 48-7731-99 | PO line 10`, then quantity, price and date.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from extract.label.labels import LabelHit
from extract.page.layout import Line

CLOSE = 0.8
"""Lines of one entry are so many print sizes apart at most."""
MOST_LINES = 2
"""A name above the numbers has no more lines."""
ITEMS = frozenset({"supplier_item", "buyer_item"})
_STROKES = frozenset({"|", "·", "•", "-", "–", "—", ",", ";", "/"})

Hits = Callable[[int], Sequence[LabelHit]]


def named_above(lines: Sequence[Line], hits: Hits) -> list[int]:
    """The lines at which such entries begin, from top to bottom; `hits` are the labels of a line."""
    found = [_top(lines, index, hits) for index in range(len(lines)) if _tells_numbers(lines[index], hits(index))]
    return [start for start in found if start is not None]


def _tells_numbers(line: Line, hits: Sequence[LabelHit]) -> bool:
    """Whether a line tells the order's line and an item's number, each behind its label and a stroke or a gap apart."""
    begins = {phrase.tokens[0] for phrase in line.phrases}
    told = set()
    for hit in hits:
        value = line.tokens[hit.end].text.rstrip(",;") if hit.end < len(line.tokens) else ""
        behind = line.tokens[hit.end + 1] if hit.end + 1 < len(line.tokens) else None
        apart = line.tokens[hit.start] in begins or line.tokens[hit.start - 1].text in _STROKES
        is_line = re.fullmatch(r"0{0,4}\d{1,5}", value) and (behind is None or behind in begins or behind.text in _STROKES)
        if apart and (is_line if hit.name == "order_line" else re.search(r"\d", value)):
            told.add(hit.name)
    return "order_line" in told and bool(told & ITEMS)


def _top(lines: Sequence[Line], index: int, hits: Hits) -> int | None:
    """The first line of the name above an entry's numbers; None where none stands there."""
    top = index
    while top > 0 and index - top < MOST_LINES and _goes_on(lines[top - 1], lines[top]) and not _is_labelled(lines[top - 1], hits(top - 1)):
        top -= 1
    return top if top < index and re.search(r"[^\W\d_]{2}", lines[top].text) else None


def _goes_on(above: Line, line: Line) -> bool:
    near = above.page == line.page and line.box[1] - above.box[3] < CLOSE * min(above.size, line.size)
    return near and abs(above.tokens[0].x0 - line.tokens[0].x0) < line.size


def _is_labelled(line: Line, hits: Sequence[LabelHit]) -> bool:
    """Whether a line begins with a label and its value: the last one of the entry before."""
    return any(hit.start == 0 and any(re.search(r"\d", token.text) for token in line.tokens[hit.end : hit.end + 3]) for hit in hits)
