"""What the label of an order says of the line and the day that stand behind its number: `Purchase order item/date`, `Bestellung Pos./Datum`."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from extract.page.layout import Line, Token
from extract.text.wording import concepts

if TYPE_CHECKING:
    from extract.label.labels import LabelHit

ORDERS = frozenset({"order_number", "order", "customer order"})
"""What the labels of orders name."""
LONGEST_TAIL = 6
_LINE = frozenset({"line", "item", "number"})
_DAY = frozenset({"date"})


def with_tails(line: Line, hits: Sequence[LabelHit], name_of: Callable[[str], str | None]) -> list[LabelHit]:
    """The labels, those of orders with what is said of line and day; what that names by itself is no label of its own.

    Words that mean the line of an order (`Bestellung Pos.`) are such a label, too, where the first of them name the order (`name_of`).
    """
    found: list[LabelHit] = []
    for hit in hits:
        if not (found and hit.start < found[-1].end):
            found.append(_with_tail(line, hit, name_of) if hit.name in (*ORDERS, "order_line") else hit)
    return found


def _with_tail(line: Line, hit: LabelHit, name_of: Callable[[str], str | None]) -> LabelHit:
    """The label up to the end of its phrase, to a colon or to the first figure in it, where the last words say `line / day`."""
    phrase = next(phrase.tokens for phrase in line.phrases if line.tokens[hit.start] in phrase.tokens)
    words = phrase[phrase.index(line.tokens[hit.start]) :]
    words = words[: next((place for place, token in enumerate(words) if re.search(r"\d", token.text)), len(words))]
    words = words[: next((place + 1 for place, token in enumerate(words) if token.text.endswith(":")), len(words))]
    for place in range(1, min(hit.end - hit.start, len(words) - 1) + 1):
        if len(words) - place <= LONGEST_TAIL and _says_line_and_day(words[place:]):
            own = hit.name if place == hit.end - hit.start else name_of(" ".join(token.text for token in words[:place]))
            if own in ORDERS:
                return replace(hit, name=own, end=hit.start + len(words))
    return hit


def _says_line_and_day(tokens: Sequence[Token]) -> bool:
    """`Pos./Datum`, `item / date`: a line and a day with a stroke between them, each in words for it alone."""
    parts = [part.strip(" .:") for part in re.split("/", " ".join(token.text for token in tokens)) if part.strip(" .:")]
    if len(parts) != len(("line", "day")):
        return False
    place, day = (concepts(part) or frozenset[str]() for part in parts)
    return bool(place) and place <= _LINE and bool(place & {"line", "item"}) and day == _DAY
