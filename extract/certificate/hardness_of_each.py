"""Hardnesses that one line tells of several heats: `Hardness ISO 6506-1, HBW: 0360831: 162; 0416053: 171`, `heat H126262 205 HBW; heat H539974 207 HBW`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from extract.certificate.asked_results import DASHES
from extract.certificate.heat_record import HeatBook, HeatRecord
from extract.certificate.result_cells import Cells
from extract.certificate.result_labels import ResultLabels
from extract.label.result_words import FIGURE, bare, hardness_scale, role_of
from extract.page.layout import Line, Token

SAID = 0.95
NEAR = 3
"""Behind a heat's number its hardness is at most so many words further on: `H126262 – 205`."""
LIMITS = ("≥", "≤", "<", ">")
_STANDARD = re.compile(r"(?:DIN|EN|ISO|ASTM|PN|UNI|NF|BS|JIS)(?:/\w+)?[-–]?")
_NUMBER = re.compile(r"[A-Z]?\d[\d\-–:.]*[,;:]?")


def read_hardness_of_each(index: int, lines: Sequence[Line], labels: ResultLabels, book: HeatBook, cells: Cells) -> bool:
    """Enters what the line says of each heat; whether it says it of any, which all were met before."""
    line = lines[index]
    start = next((hit.end for hit in labels.hits(index) if hit.name == "hardness"), None)
    scaled = next((token for token in line.tokens if hardness_scale(token.text)), None)
    if start is None or scaled is None:
        return False
    found = list(_pairs(line.tokens[start:], book))
    if not found or len({id(heat) for heat, _ in found}) < len(found) or any(figure is None for _, figure in found):
        return False
    told = [
        (heat, cells.hardness(value, scaled.text, (scaled,), line.page))
        for heat, figure in found
        if figure and (value := cells.number(figure, line.page, score=SAID))
    ]
    if len(told) < len(found) or any(hardness is None for _, hardness in told):
        return False
    for heat, hardness in told:
        if hardness:
            heat.tests["hardness"].append(hardness)
    return True


def without_standard(tokens: Sequence[Token]) -> list[Token]:
    """The words behind a label without the standard that they begin with: `ISO 6506-1, HBW: 181`."""
    rest = list(tokens)
    while rest and _STANDARD.fullmatch(rest[0].text):
        rest = rest[1:]
    named = len(rest) < len(tokens)
    return rest[1:] if named and rest and _NUMBER.fullmatch(rest[0].text) else rest if named else list(tokens)


def _pairs(tokens: Sequence[Token], book: HeatBook) -> Iterator[tuple[HeatRecord, Token | None]]:
    """Each heat that is named among words, with the figure close behind its number, if there is one before the next."""
    for place, token in enumerate(tokens):
        heat = book.numbered(token.text)
        if heat is None or heat.number is None:
            continue
        behind = tokens[place + 1 : place + 1 + NEAR]
        figures = [each for each in behind if FIGURE.fullmatch(each.text.strip(",;.")) and book.numbered(bare(each.text)) is None]
        yield heat, figures[0] if figures and not _is_asked(behind) else None


def _is_asked(tokens: Sequence[Token]) -> bool:
    """Whether the words behind a number say what is asked: `max. 250 HBW`, `≤ 250`, `180 - 250`."""
    span = any(
        one.text[-1:].isdigit() and sign.text in DASHES and other.text[:1].isdigit()
        for one, sign, other in zip(tokens, tokens[1:], tokens[2:], strict=False)
    )
    return span or any(role_of(token.text) == "limit" or token.text[:1] in LIMITS for token in tokens)
