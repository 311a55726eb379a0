"""How labels stand: rows of them with their values below, two of them for one value, and those that end another label."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from extract.label.labels import LabelHit, once_a_line
from extract.page.layout import Layout, Line, Phrase, Token

FEWEST_IN_A_ROW = 3
LEVEL = 2.0
"""Labels and the values below them begin within so many points of each other."""
FURTHEST_BELOW = 2.0
"""The next row of a column is so many heights of its print below, at most."""
BOX_NUMBER = re.compile(r"\(?\d{1,2}[a-z]?[.,:)]{0,2}")
"""The number of a form's box, before its label: `7 Quantité`, `11a Nettogewicht`, `3. D.D.T. N.`, `(3) Vettore`."""
FEWEST_BOXES, MOST_BETWEEN = 2, 1
"""A row has so many boxes; so many between two of them may be on another row, or have a number that OCR misread (`j1.` for `11.`)."""
_MISREAD = re.compile(r"\W?\w{1,3}\W{0,2}")
_CODE = re.compile(r"\b[ABCDZ]\d\d\b")


def ends_phrase(line: Line, hit: LabelHit) -> bool:
    """Whether a label is the end of its phrase."""
    return any(phrase.tokens[-1] is line.tokens[hit.end - 1] for phrase in line.phrases)


def next_labelled(line: Line, end: int) -> int:
    """Where a phrase begins behind a value that is a label, known or not, for it has a colon: `Zustand: +N   Querschnitt: Ø 12 mm`."""
    label = line.tokens[end - 1]
    for phrase in line.phrases:
        if phrase.box[0] > label.x1 and any(re.fullmatch(r"[^\W\d].*:", token.text) for token in phrase.tokens):
            return line.tokens.index(phrase.tokens[0])
    return len(line.tokens)


@once_a_line
def box_numbers(line: Line) -> tuple[Token, ...]:
    """The numbers of boxes in a row of a form (`10. ASPETTO DEI BENI   11. N. COLLI   12. PESO LORDO KG`); none where it is no such row.

    They count on from left to right, a label stands behind each, and no other word has a figure.
    """
    if sum(BOX_NUMBER.fullmatch(token.text) is not None for token in line.tokens) < FEWEST_BOXES:
        return ()
    first = {phrase.tokens[0] for phrase in line.phrases}
    labelled = [token for token, behind in pairwise(line.tokens) if token in first and re.match(r"[^\W\d_]", behind.text)]
    numbers = tuple(token for token in labelled if BOX_NUMBER.fullmatch(token.text))
    rest = [token for token in line.tokens if token not in numbers and not (token in labelled and _MISREAD.fullmatch(token.text))]
    if len(numbers) < FEWEST_BOXES or any(re.search(r"\d", token.text) for token in rest):
        return ()
    counted = [(int(re.sub(r"\D", "", token.text)), re.sub(r"[^a-z]", "", token.text)) for token in numbers]
    on = all(0 < after - before <= 1 + MOST_BETWEEN or (after == before and a < b) for (before, a), (after, b) in pairwise(counted))
    return numbers if on else ()


def is_of_boxes(layout: Layout) -> bool:
    """Whether a paper is a form of numbered boxes: rows of them stand on it more than once."""
    return sum(bool(box_numbers(line)) for line in layout.lines) >= FEWEST_BOXES


def heads_values(layout: Layout, index: int) -> bool:
    """Whether a line is a row of labels with their values below: no figures, and under nearly every phrase another that begins level with it."""
    line = layout.lines[index]
    numbers = box_numbers(line)
    text = " ".join(token.text for token in line.tokens if token not in numbers)
    if len(line.phrases) < FEWEST_IN_A_ROW or index + 1 >= len(layout.lines) or re.search(r"\d|:(\s|$)", _CODE.sub("", text)):
        return False
    below = layout.lines[index + 1]
    if below.page != line.page or below.box[1] - line.box[3] > line.size or not re.search(r"\d", below.text):
        return False
    level = sum(any(abs(other.box[0] - phrase.box[0]) < LEVEL for other in below.phrases) for phrase in line.phrases)
    return level >= max(FEWEST_IN_A_ROW, len(line.phrases) - 1)


def is_among_labels(layout: Layout, index: int, hit: LabelHit) -> bool:
    """Whether a label with its value stands in a block of such, the lines above and below it flush with both: a reference among others."""
    own = _label_and_value(layout.lines[index], hit.start)
    neighbours = [layout.lines[at] for at in (index - 1, index + 1) if 0 <= at < len(layout.lines)]
    return own is not None and any(
        (other := _label_and_value_at(line, own)) and line.page == layout.lines[index].page and _is_flush(own, other) for line in neighbours
    )


def _label_and_value(line: Line, start: int) -> tuple[Phrase, Phrase] | None:
    """The phrase of a word that begins it, and the one right of it."""
    pairs = pairwise(line.phrases)
    return next(((label, value) for label, value in pairs if label.tokens[0] is line.tokens[start]), None)


def _label_and_value_at(line: Line, place: tuple[Phrase, Phrase]) -> tuple[Phrase, Phrase] | None:
    """Two phrases beside each other of which the second begins where that of another line does."""
    return next((pair for pair in pairwise(line.phrases) if abs(pair[1].box[0] - place[1].box[0]) < LEVEL), None)


def _is_flush(one: tuple[Phrase, Phrase], other: tuple[Phrase, Phrase]) -> bool:
    """Whether two labels begin or end below each other, in print of one size: as high, or, where dust has made one higher, as wide a sign."""
    (a, _), (b, _) = one, other
    high = (a.box[3] - a.box[1]) / max(1.0, b.box[3] - b.box[1])
    wide = ((a.box[2] - a.box[0]) * len(b.text)) / max(1.0, (b.box[2] - b.box[0]) * len(a.text))
    alike = 0.8 < high < 1.25 or 0.85 < wide < 1.18
    return alike and (abs(a.box[0] - b.box[0]) < LEVEL or abs(a.box[2] - b.box[2]) < LEVEL)


def ends_heading(layout: Layout, index: int, hit: LabelHit, above: Sequence[LabelHit]) -> bool:
    """Whether a label is the second line of one in a row of labels: what is right of it stands below a label of its own.

    `Datum` over `Kundenbestellung` over `13.03.26`, with `62073` beside them below `Kundennr.`; `above` are the labels of the line before.
    """
    line = layout.lines[index]
    right = next((phrase for phrase in line.phrases if phrase.box[0] > line.tokens[hit.end - 1].x1), None)
    if not index or right is None or not heads_values(layout, index - 1):
        return False
    begins = [layout.lines[index - 1].tokens[other.start].x0 for other in above]
    level = any(abs(phrase.box[0] - line.tokens[hit.start].x0) < LEVEL for phrase in layout.lines[index - 1].phrases)
    return level and any(abs(right.box[0] - x0) < LEVEL for x0 in begins)


def is_end_of_another(line: Line, hit: LabelHit) -> bool:
    """`Goods receipt ID`, `Filling batch ID`: what is numbered stands before the word."""
    phrase = next(phrase for phrase in line.phrases if line.tokens[hit.start] in phrase.tokens)
    return line.tokens[hit.start].plain.strip(".:#") == "id" and phrase.tokens[0] is not line.tokens[hit.start]


def is_one_of_column(layout: Layout, value: Token) -> bool:
    """Whether right below a number another stands in its column: `Gross kg` over `641` over `643` heads what each package weighs."""
    index = next((at for at, line in enumerate(layout.lines) if value in line.tokens), None)
    if index is None or index + 1 >= len(layout.lines):
        return False
    line, after = layout.lines[index], layout.lines[index + 1]
    near = after.page == line.page and after.box[1] - line.box[1] < FURTHEST_BELOW * line.size
    return near and any(
        re.match(r"\d", token.text) and token.x0 < value.x1 and value.x0 < token.x1 and not _is_counted(after, token)
        for token in after.tokens
    )


def _is_counted(line: Line, token: Token) -> bool:
    """Whether a word begins a phrase that goes on with letters: `2 Pallets` below a weight is no weight."""
    phrase = next(phrase for phrase in line.phrases if token in phrase.tokens)
    return len(phrase.tokens) > 1 and phrase.tokens[-1].text.isalpha() and phrase.tokens[-1].plain not in ("kg", "kgs")
