"""Signs that stand between the headings of a scanned table and are none of them: dust, strokes of a pen, parts of a stamp."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from extract.page.layout import Line, Phrase

FEW, UNREADABLE = 2, 0.5
"""So few signs, and so little sure of themselves."""
NO_PRINT = 0.1
NARROW = 0.4
"""A sign that is so narrow for its height is a 1, an l, a mark, or a stroke of a pen."""
THIN = frozenset("1iIl!|")
TELLING = frozenset("%#€$£")
REACH = 2
"""So many lines below one of headings may go on with them."""
CELL = 3
"""So many words at most are a value below a heading, wherever they begin; more are a text that runs past it."""
SHORT, READABLE, FAR = 3, 0.7, 30
"""Words of so few signs of which none is surer than that are what is left of a stamp where nothing begins under them in so many lines."""


def without_strays(lines: Sequence[Line], head: int) -> list[Line]:
    """The lines, with those at a line of headings cleared of what OCR made of dust: there a lone figure would say that it is no heading's."""
    cleared = list(lines)
    for index in range(max(0, head - 1), min(len(lines), head + REACH + 1)):
        line = lines[index]
        if line.page != lines[head].page or all(token.word.confidence == 1 for token in line.tokens):
            continue
        below = [other for other in lines[head + 1 : head + FAR] if other.page == line.page]
        is_stray = partial(_is_no_heading, below=below) if index == head else partial(_is_stray, head=lines[head])
        strays = [phrase for phrase in line.phrases if is_stray(phrase)]
        if strays and len(strays) < len(line.phrases):
            left = {token for phrase in strays for token in phrase.tokens}
            cleared[index] = replace(line, tokens=tuple(token for token in line.tokens if token not in left))
    return cleared


def without_dust(line: Line) -> list[Phrase]:
    """The phrases of a line without those that are a sign or two which no engine can read."""
    return [phrase for phrase in line.phrases if len(phrase.text) > FEW or phrase.tokens[0].word.confidence >= UNREADABLE]


def _is_no_heading(phrase: Phrase, below: Sequence[Line]) -> bool:
    """Whether a phrase in the line of headings itself is none: a sign that no engine can read, or what OCR made of a stamp, under which nothing stands."""
    surest = max(token.word.confidence for token in phrase.tokens)
    if len(phrase.text) == 1 and surest < NO_PRINT:
        return True
    if surest >= READABLE or any(len(token.text) > SHORT for token in phrase.tokens):
        return False
    under = (other for line in below for other in line.phrases if other.box[0] < phrase.box[2] and phrase.box[0] < other.box[2])
    cells = (other for other in under if len(other.tokens) <= CELL or other.box[0] > phrase.box[0])
    return not any(token.word.confidence >= READABLE for other in cells for token in other.tokens)


def _is_stray(phrase: Phrase, head: Line) -> bool:
    """Whether a phrase is a sign or two that no engine can read, one that is no sign by its form, or a figure that stands under no heading and that one engine alone has read."""
    text, word = phrase.text, phrase.tokens[0].word
    if len(phrase.tokens) > 1 or len(text) > FEW or TELLING & {*text}:
        return False
    x0, y0, x1, y1 = word.box
    if word.confidence < UNREADABLE or (len(text) == 1 and text not in THIN and x1 - x0 < NARROW * (y1 - y0)):
        return True
    apart = all(phrase.box[2] < other.box[0] or other.box[2] < phrase.box[0] for other in head.phrases)
    return text.isdigit() and not word.seconded and apart
