"""Entries that their references stand above, not below: `Vs. pos. 10 – Vs. cod. 86-2651-26`, and under it quantity, item and price."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from extract.label.labels import Vocabulary
from extract.page.columns import Column, Row
from extract.page.layout import Line, Token
from extract.text.folding import folded

MOSTLY = 0.7
"""On a scan so many of these lines begin with the label as it was read; the others, with a letter misread, hold some other one."""
MOST = 3
"""So many lines may lead an entry."""
MOST_OF_DATE = 4
"""`15/2026`, `tydz. 33 2026`: what stands behind the label in a heading of days are no more words."""
FLUSH = 3.0
"""Numbers so many points from the left edge of their heading stand below it."""
_DATE = re.compile(r"\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|\d{4}-\d\d-\d\d|\d{1,2}/20\d\d")


def leading(rows: Sequence[Row], after: int, lines: Sequence[Line], headings: Vocabulary, *, fuzzy: bool) -> frozenset[int]:
    """Moves lines of references from the entry above them to the one below that they lead; the lines that were moved.

    They lead where the first entry has such a line between the head and itself, every later one has one with the same label right above,
    and the last has none below it: nothing else tells which of its two neighbours a reference is of.
    """
    if not rows:
        return frozenset()
    depth = 0
    while depth < MOST and _all_led(rows, after, lines, headings, depth + 1, fuzzy=fuzzy):
        depth += 1
    moved = {row.line - up for row in rows for up in range(1, depth + 1)}
    for row in rows:
        _without(row, sorted(moved), lines)
        row.above = [row.line - up for up in range(depth, 0, -1)]
    return frozenset(moved)


def _all_led(rows: Sequence[Row], after: int, lines: Sequence[Line], headings: Vocabulary, up: int, *, fuzzy: bool) -> bool:
    """Whether the line so far above each entry begins with the same label and its value, and no line below the last entry does."""
    own = {row.line for row in rows}
    places = [row.line - up for row in rows]
    if places[0] < after or own & {*places} or any(lines[place].page != lines[place + up].page for place in places):
        return False
    labels = [_first_label(lines, place, headings, fuzzy=fuzzy) for place in places]
    label, count = Counter(labels).most_common(1)[0]
    if label is None or count < (MOSTLY if fuzzy else 1.0) * len(rows):
        return False
    misread = [place for place, own in zip(places, labels, strict=True) if own != label]
    told = all(headings.hits(lines, place, fuzzy=fuzzy) for place in misread)
    return told and all(_first_label(lines, i, headings, fuzzy=fuzzy) != label for i in rows[-1].below)


def _first_label(lines: Sequence[Line], index: int, headings: Vocabulary, *, fuzzy: bool) -> str | None:
    """The words of the label that a line begins with, and that has its value behind it."""
    hit = next(iter(headings.hits(lines, index, fuzzy=fuzzy)), None)
    tokens = lines[index].tokens
    if hit is None or hit.start or hit.end >= len(tokens) or not any(letter.isdigit() for letter in tokens[hit.end].text):
        return None
    if hit.name == "order_line" and not re.fullmatch(r"0?\d{1,5}[.,;]?", tokens[hit.end].text):
        return None  # `Cust Order / Position: 4500215578 / 10` tells the paper's order as well
    return folded(" ".join(token.text for token in tokens[: hit.end]))


def under_days(
    rows: Sequence[Row], after: int, columns: Sequence[Column], lines: Sequence[Line], headings: Vocabulary, *, fuzzy: bool
) -> frozenset[int]:
    """Gives each entry the day that it stands under, `Consegna prevista: 24/06/2026` above some of them; the lines of such days.

    They head what is below them where one stands between the head and the first entry and none below the last. Where an entry tells a day
    itself, or has a line that begins where they do and may be one of them misread, they are of no entry for sure, and given to none.
    """
    if not rows or any(row.above for row in rows) or any(column.name == "delivery_date" for column in columns):
        return frozenset()
    first = rows[0].line - 1
    label = _label_of_day(lines, first, headings, fuzzy=fuzzy) if first >= after else None
    if label is None or any(_label_of_day(lines, index, headings, fuzzy=fuzzy) == label for index in rows[-1].below):
        return frozenset()
    bands = [index for index in range(first, rows[-1].line) if _label_of_day(lines, index, headings, fuzzy=fuzzy) == label]
    own = [index for row in rows for index in (row.line, *row.below) if index not in bands]
    doubtful = any(
        any(hit.name == "delivery_date" for hit in headings.hits(lines, index, fuzzy=fuzzy))
        or any(_DATE.search(token.text) for token in lines[index].tokens)
        for index in own
    ) or any(abs(lines[index].box[0] - lines[first].box[0]) < FLUSH for row in rows[:-1] for index in row.below if index in own)
    for row in rows:
        _without(row, bands, lines)
        row.above = [] if doubtful else [max(index for index in bands if index < row.line)]
    return frozenset(bands)


def _label_of_day(lines: Sequence[Line], index: int, headings: Vocabulary, *, fuzzy: bool) -> str | None:
    """The label of a line that is a delivery's label and its day, and nothing more."""
    label, hits = _first_label(lines, index, headings, fuzzy=fuzzy), headings.hits(lines, index, fuzzy=fuzzy)
    if label is None:  # `settimana 17 2026`
        label = folded(" ".join(t.text for t in lines[index].tokens[: hits[0].end])) if hits and not hits[0].start else None
    tokens = lines[index].tokens[hits[0].end :] if hits else ()
    dated = len(hits) == 1 and hits[0].name == "delivery_date" and len(tokens) <= MOST_OF_DATE
    return label if dated and any(letter.isdigit() for token in tokens for letter in token.text) else None


def _without(row: Row, moved: Sequence[int], lines: Sequence[Line]) -> None:
    """Takes lines, and their words, out of an entry that they were taken to belong to."""
    tokens: set[Token] = {token for index in moved for token in lines[index].tokens}
    row.below = [index for index in row.below if index not in moved]
    row.cells = {name: [token for token in cell if token not in tokens] for name, cell in row.cells.items()}
    row.wrapped -= tokens


def numbered_above(rows: Sequence[Row], first: int, lines: Sequence[Line], headings: Vocabulary) -> tuple[list[Row], frozenset[int]]:
    """Entries whose number and text stand across the page above their figures, `Pos  Warenbezeichnung` above the head; the lines of these.

    Such a line may have been taken for an entry itself, or for the end of the one above it.
    """
    place = _place_of_numbers(lines[first - 1], lines[first], headings) if first else None
    if place is None:
        return list(rows), frozenset()
    numbers = {i: _number_at(lines[i], place) for i in range(first + 1, rows[-1].line if rows else first)}
    led = [row for row in rows if numbers.get(row.line - 1) and lines[row.line - 1].page == lines[row.line].page]
    above = [row.line - 1 for row in led]
    told = [numbers[index] or 0 for index in above]
    if not led or told != sorted({*told}) or any(row.line not in above for row in rows if row not in led):
        return list(rows), frozenset()
    for row in led:
        _without(row, above, lines)
        tokens = lines[row.line - 1].tokens
        row.cells["description"] = list(tokens[1:])
        row.cells["order_line"] = [tokens[0]]
    return led, frozenset(above)


def _place_of_numbers(upper: Line, head: Line, headings: Vocabulary) -> float | None:
    """Where the numbers of entries stand, if the line above a head names their numbers and texts, and nothing else."""
    names = [headings.name(phrase.text) for phrase in upper.phrases]
    near = upper.page == head.page and head.box[1] - upper.box[3] < head.size and upper.box[0] <= head.box[0]
    told = names[:2] == ["order_line", "description"] and not any(names[2:])  # a stamp beside them names nothing
    return upper.box[0] if near and told else None


def _number_at(line: Line, place: float) -> int | None:
    """The number that a line begins with at that place, with a text behind it."""
    first = line.tokens[0]
    match = re.fullmatch(r"(0{0,4}[1-9]\d{0,3})\.?", first.text)
    worded = any(letter.isalpha() for token in line.tokens[1:] for letter in token.text)
    return int(match[1]) if match and worded and abs(first.x0 - place) < FLUSH else None
