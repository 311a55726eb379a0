"""`82-7199-91 / 20` in each entry: an item's number and the order's line behind a stroke, where a scan has lost the heading that says so."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extract.page.columns import Row
from extract.page.layout import Line, Token
from extract.table.naming import are_positions

FEWEST = 2
"""So many entries show what the numbers behind their strokes are."""
MOSTLY = 0.6
"""In so many of the entries they can be read."""
TENS = 10
_ITEM = re.compile(r"(?=(?:\D*\d){3})[\w./-]+")
_LINE = re.compile(r"0{0,4}[1-9]\d{0,3}0(?=\W?$)")


def numbered_by_strokes(rows: Sequence[Row], lines: Sequence[Line]) -> None:
    """Gives entries that are counted 1, 2, 3, or by nothing, the tens behind the strokes in them; where one has none, its own number is doubted.

    An order's lines are numbered in tens, and what stands before the strokes is another one's in each entry: no order's number.
    """
    own = [row.cells.get("order_line", []) for row in rows]
    if not _are_counted(own) and any(own):
        return
    found = [_behind_stroke([lines[index] for index in (row.line, *row.below)]) for row in rows]
    told = [each for each in found if each]
    numbers = [int(number.text) for _, number in told]
    rising = numbers == sorted(set(numbers)) and len({item for item, _ in told}) == len(told)
    if len(told) < FEWEST or len(told) < MOSTLY * len(rows) or not rising:
        return
    for row, each in zip(rows, found, strict=True):
        if each:
            row.cells["order_line"] = [each[1]]
        else:
            row.doubted.add("order_line")


def _are_counted(own: Sequence[Sequence[Token]]) -> bool:
    """Whether the entries have running numbers below ten times their count: 1, 2, 3; one of several may be misread."""
    numbers = [int(cell[0].text.strip(".")) for cell in own if cell and cell[0].text.strip(".").isdigit()]
    return bool(numbers) and are_positions(own) and max(numbers) < TENS * len(own) and any(number % TENS for number in numbers)


def _behind_stroke(entry: Sequence[Line]) -> tuple[str, Token] | None:
    """The item and the number behind the one stroke that has such numbers on both sides; None where several do."""
    found = []
    for line in entry:
        for place in range(1, len(line.tokens) - 1):
            before, stroke, behind = line.tokens[place - 1 : place + 2]
            if stroke.text == "/" and _ITEM.fullmatch(before.text) and (number := _LINE.match(behind.text)):
                found.append((before.text, behind.saying(number[0])))
    return found[0] if len(found) == 1 else None
