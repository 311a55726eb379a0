"""Results that lines of text tell below a table, in none of its columns: `ReH = 276 MPa`, `KV at 20 °C: 71 / 85 / 71 J, mean 76 J`."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extract.certificate.result_figures import single_values
from extract.label.labels import LabelHit
from extract.label.result_words import FIGURE, PROPERTIES
from extract.page.layout import Line, Phrase, Token

LISTING = ("/", ";")
FEWEST_HEADINGS = 3
"""A row of so many phrases heads a table, whatever its last one says."""


def is_told_as_text(line: Line, behind: Sequence[Token]) -> bool:
    """Whether the first figure behind a label stands in no cell of its own: right behind a colon or an equals sign, or before others of a list."""
    figures = [token for token in behind if all(FIGURE.fullmatch(value.text.strip(",;")) for value in single_values(token))]
    figure = next((token for token in figures if not _is_temperature(line.tokens, token)), None)
    if figure is None or begins_phrase(line.phrases, figure):
        return False
    place = line.tokens.index(figure)
    led = place > 0 and line.tokens[place - 1].text.endswith((":", "="))
    listed = [token.text for token in line.tokens[place + 1 : place + 3]]
    return led or (len(listed) > 1 and listed[0] in LISTING and FIGURE.fullmatch(listed[1]) is not None)


def told_beside_a_head(line: Line) -> int | None:
    """Where the last phrase of a row of headings begins that is no heading but tells a result behind a colon: `Límite elástico  Resistencia  Dureza HBW: 105`."""
    if len(line.phrases) < FEWEST_HEADINGS:
        return None
    last = line.phrases[-1].tokens
    colon = next((place for place, token in enumerate(last) if token.text.endswith(":")), None)
    if colon is None or not last[colon + 1 :] or not _is_figure(last[colon + 1]):
        return None
    before = line.tokens[: len(line.tokens) - len(last)]
    return len(before) if not any(map(_is_figure, (*before, *last[:colon], *last[colon + 2 :]))) else None


def stands_right_behind(line: Line, end: int) -> bool:
    """Whether a figure stands right behind the label that ends there, in no cell of its own: `71 / 85 / 71 J, mean 76 J`."""
    behind = line.tokens[end : end + 1]
    return bool(behind) and FIGURE.fullmatch(behind[0].text) is not None and not begins_phrase(line.phrases, behind[0])


def figure_of_next_line(lines: Sequence[Line], index: int, behind: Sequence[Token], unit: str) -> Token | None:
    """The figure with its unit that begins the next line, where a line of text ends behind an equals sign: `Elongation A5 =`, below it `30 %`."""
    line = lines[index]
    ends = len(behind) == 1 and behind[0] is line.tokens[-1] and behind[0].text == "="
    below = lines[index + 1] if ends and index + 1 < len(lines) else None
    if below is None or below.page != line.page or below.box[1] - line.box[3] > line.size or len(below.phrases[0].tokens) < 2:
        return None
    first, second = below.phrases[0].tokens[:2]
    return first if FIGURE.fullmatch(first.text) and re.match(unit, second.text, re.IGNORECASE) else None


def told_of_a_piece(line: Line, hits: Sequence[LabelHit]) -> set[str]:
    """The strengths and the elongation that a line tells of the test piece that it begins with: `Specimen no. 8384: ReH = 380 MPa  Rm = 536 MPa  A5 = 30 %`.

    Empty for any other line, and where it tells but one of them. One whose figure stands on the next line is not told on this.
    """
    if not hits or hits[0].name != "sample" or hits[0].start > 0:
        return set()
    ends = [*(hit.start for hit in hits[1:]), len(line.tokens)]
    own = zip(hits, ends, strict=True)
    told = {hit.name for hit, end in own if hit.name in PROPERTIES and any(map(_is_figure, line.tokens[hit.end : end]))}
    return told if len(told) > 1 else set()


def begins_phrase(phrases: Sequence[Phrase], token: Token) -> bool:
    """Whether a word is the first of a phrase, as what stands in a cell of its own is."""
    return any(phrase.tokens[0] is token for phrase in phrases)


def _is_figure(token: Token) -> bool:
    return FIGURE.fullmatch(token.text.strip(",;")) is not None


def _is_temperature(tokens: Sequence[Token], figure: Token) -> bool:
    """Whether a sign of degrees stands right behind a figure: `KV at 20 °C: 71 / 85 / 71 J`."""
    behind = tokens[tokens.index(figure) + 1 :][:1]
    return bool(behind) and re.match(r"[°º]|Celsius", behind[0].text) is not None
