"""Letters: a sentence goes on in the next line, and the date stands behind a place without any label."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from itertools import pairwise

from domain.doctype import FieldSpec, Shape
from extract.candidates import Candidate
from extract.header import read_header
from extract.layout import Layout, Line, Phrase, Token
from extract.paragraphs import paragraphs
from extract.sentences import read_sentences
from extract.values import Habits, Value, read_value

TOP = 0.45
"""A letter is dated in this upper share of its first page."""
LONGEST_DATE = 6
"""Words that a date has at most: `26 de agosto de 2026`, and an article."""
_YEAR = frozenset({"r.", "r", "roku"})
_SENDER = frozenset({"from:", "von:", "de:", "da:", "van:", "od:", "expediteur:", "mittente:", "remitente:", "afzender:", "nadawca:"})
_SUBJECT = frozenset({"subject:", "betreff:", "objet:", "oggetto:", "asunto:", "onderwerp:", "temat:"})
_PLACE = re.compile(r"(?:[^\W\d_][\w.'-]*[ /]?){1,5},?(?: (?:den|le|il|el|a|dnia|the|on))?$", re.IGNORECASE)


def read_fields(
    layout: Layout, specs: Sequence[FieldSpec], habits: Habits, *, skip: Collection[int], taken: Collection[Token], fuzzy: bool
) -> dict[str, list[Candidate]]:
    """The candidates of a header, best first: from labels, from sentences that are read over their line ends, and the date of a letter.

    `skip` are the lines of tables, `taken` the words of entries in running text.
    """
    running = tuple(paragraphs(layout, skip))
    wrapped = {token for line in running for token in _line_starts(line) if token.text[:1].islower()}
    readings = [read_header(layout, specs, habits, skip=skip, taken=taken, wrapped=wrapped, fuzzy=fuzzy)]
    if running:
        readings.append(read_header(Layout(layout.pages, running), specs, habits, skip=(), taken=taken, fuzzy=fuzzy))
    readings.append(read_sentences(layout, specs, habits, skip=skip, taken=taken))
    if dated := _mail_date(layout, habits) or _letter_date(layout, habits, skip):
        readings.append({"document_date": [dated]})
    together: dict[str, list[Candidate]] = {}
    for reading in readings:
        for name, candidates in reading.items():
            together.setdefault(name, []).extend(candidates)
    for candidates in together.values():
        candidates.sort(key=lambda candidate: -candidate.score * candidate.value.fit)
    return together


def _line_starts(paragraph: Line) -> Iterator[Token]:
    """The first word of each line but the first."""
    yield from (token for last, token in pairwise(paragraph.tokens) if token.x0 < last.x0 and token.word.box[1] > last.word.box[1])


def _mail_date(layout: Layout, habits: Habits) -> Candidate | None:
    """The date in the head of a printed e-mail: `Von: … / Gesendet: 23.02.2026 08:14 / Betreff: …`."""
    for index, line in enumerate(layout.lines[:12]):
        if line.tokens[0].plain not in _SENDER:
            continue
        for head in layout.lines[index : index + 5]:
            value = read_value(Shape.DATE, head.tokens[1:], habits) if head.tokens[0].text.endswith(":") else None
            if value and head.tokens[0].plain not in _SUBJECT:
                return Candidate(value, head.page, 0.93)
    return None


def _letter_date(layout: Layout, habits: Habits, skip: Collection[int]) -> Candidate | None:
    """`Eibar, 17 de abril de 2026`, or a date that stands alone, at the top of the first page."""
    for index, line in enumerate(layout.lines):
        if index in skip or line.page != 1 or line.box[1] > TOP * layout.pages[0].height:
            continue
        for phrase in line.phrases:
            value = _date_at_end(phrase, habits)
            if value is None:
                continue
            before = " ".join(token.text for token in phrase.tokens[: phrase.tokens.index(value.tokens[0])])
            if not before or (before.rstrip().endswith((",", "den", "le", "il", "dnia")) and _PLACE.fullmatch(before)):
                return Candidate(value, line.page, 0.88 if before else 0.6)
    return None


def _date_at_end(phrase: Phrase, habits: Habits) -> Value | None:
    """The date that a phrase ends with; behind it there may be a `r.` for the year, as in Polish."""
    tokens = phrase.tokens[:-1] if phrase.tokens[-1].plain in _YEAR and len(phrase.tokens) > 1 else phrase.tokens
    for words in range(min(LONGEST_DATE, len(tokens)), 0, -1):
        value = read_value(Shape.DATE, tokens[-words:], habits)
        if value and value.tokens[0] is tokens[-words] and value.tokens[-1] is tokens[-1]:
            return value
    return None
