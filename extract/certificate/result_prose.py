"""Tensile tests that are told in sentences: `… from heat N22159; the tensile test gave Rp0.2 = 391 MPa, Rm = 515 MPa, A5 = 29.6 % (T)`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from domain.doctype import DocType
from domain.paper import Leaf, Node
from extract.certificate.heat_record import HeatBook, HeatRecord
from extract.certificate.prose_results import enter_others, sentence_of, share_of
from extract.certificate.result_cells import Cells, doubtful_test
from extract.certificate.result_labels import ResultLabels
from extract.certificate.result_pieces import add_kind
from extract.label.result_words import bare, looks_like_a_heat
from extract.page.layout import Layout, Line, Token
from extract.sentence.paragraphs import paragraphs
from extract.shape.values import Habits
from extract.text.wording import concepts

FEWEST = 2
"""A sentence that tells a test has so many results; one alone may be a limit, or stand in a note."""
_SYMBOLS = (
    ("yield_mpa", re.compile(r"R[ep][HL]?\d?[.,]?\d?|Rt0[.,]5")),
    ("tensile_mpa", re.compile(r"Rm|UTS")),
    ("elongation_pct", re.compile(r"A(?:\d{1,3}(?:[.,]\d+)?)?|Agt")),
)
_FIGURE = re.compile(r"\d[\d.,]*")
SAID = 0.975


@dataclass(frozen=True)
class ToldResult:
    """A result in a sentence: what of, from which word to which, and the word of the figure."""

    name: str
    start: int
    figure: int


def read_prose(layout: Layout, doctype: DocType, habits: Habits, book: HeatBook, cells: Cells, *, fuzzy: bool) -> set[int]:
    """Enters what sentences tell of heats; the lines in which it is told, which tell no other test."""
    line_of = {id(token): index for index, line in enumerate(layout.lines) for token in line.tokens}
    used: set[int] = set()
    shares: list[tuple[HeatRecord, Leaf | None]] = []
    for paragraph in paragraphs(layout, ()):
        told = list(told_results(paragraph.tokens))
        labels = ResultLabels((paragraph,), doctype, fuzzy=fuzzy)
        heats = _heats(paragraph, labels) if len(told) >= FEWEST else []
        if not heats or told[0].start < heats[0]:
            continue
        for place, until in zip(heats, [*heats[1:], len(paragraph.tokens)], strict=True):
            number = paragraph.tokens[place]
            heat = book.named(cells.said(bare(number.text), (number,), paragraph.page, score=SAID))
            own = [each for each in told if place < each.start < until]
            heat.tests["tensile"] += [doubtful_test(test) for test in _tests(own, paragraph, cells)]
            used |= {line_of[id(paragraph.tokens[at])] for each in own for at in (each.start, each.figure)}
            shares.append((heat, share_of(paragraph, heats, place, cells, habits)))
            # The sentence that names the next heat is of that.
            span = (place, sentence_of(paragraph.tokens, until)[0] if until < len(paragraph.tokens) else until)
            used |= {line_of[id(paragraph.tokens[at])] for at in enter_others(heat, paragraph, span, labels.hits(0), cells)}
    if all(share for _, share in shares):  # a quantity beside the first heat only may be that of all
        for heat, share in shares:
            heat.other.update({"quantity": share} if share and "quantity" not in heat.other else {})
    return used


def _heats(paragraph: Line, labels: ResultLabels) -> list[int]:
    """The words that are numbers of heats, behind a word for one."""
    ends = {hit.end for hit in labels.hits(0) if hit.name == "heat_number"}
    ends |= {place + 1 for place, token in enumerate(paragraph.tokens) if "heat" in (concepts(token.plain) or ())}
    return [end for end in sorted(ends) if end < len(paragraph.tokens) and looks_like_a_heat(paragraph.tokens[end].text)]


def told_results(tokens: Sequence[Token]) -> Iterator[ToldResult]:
    """The results: a symbol, an equals sign, a figure."""
    for start, token in enumerate(tokens[:-2]):
        name = next((name for name, symbol in _SYMBOLS if symbol.fullmatch(token.text)), None)
        if name and tokens[start + 1].text in ("=", ":") and _FIGURE.match(tokens[start + 2].text):
            yield ToldResult(name, start, start + 2)


def _tests(told: Sequence[ToldResult], paragraph: Line, cells: Cells) -> Iterator[dict[str, Node]]:
    """The tests of one heat: where a property is told once more, another begins."""
    test: dict[str, Node] = {}
    for place, each in enumerate(told):
        if each.name in test:
            yield test
            test = {}
        until = told[place + 1].start if place + 1 < len(told) else len(paragraph.tokens)
        value = _value(each, paragraph, cells)
        if value is None:
            continue
        test[each.name] = value
        symbol = paragraph.tokens[each.start]
        add_kind(cells, each.name, symbol.text, (symbol,), paragraph.page, test)
        behind = paragraph.tokens[each.figure + 1 : min(until, each.figure + 4)]
        bracketed = [token for token in behind if token.text.startswith("(")]
        if direction := next((said for token in bracketed if (said := cells.direction(token, paragraph.page))), None):
            test["direction"] = direction
    if test:
        yield test


def _value(told: ToldResult, paragraph: Line, cells: Cells) -> Leaf | None:
    figure = paragraph.tokens[told.figure]
    if told.name == "elongation_pct":
        return cells.number(figure, paragraph.page)
    unit = next((token.text for token in paragraph.tokens[told.figure + 1 : told.figure + 2]), "")
    return cells.strength(figure, paragraph.page, unit)
