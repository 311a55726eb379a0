"""Letters: a sentence goes on in the next line, and the date stands behind a place without any label."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from domain.doctype import FieldSpec, Shape
from extract.candidates import Candidate
from extract.header import read_header
from extract.layout import Layout, Line
from extract.values import Habits, read_value

FEWEST_WORDS = 5
"""A line of prose has at least this many words."""
TOP = 0.45
"""A letter is dated in this upper share of its first page."""
_SENDER = frozenset({"from:", "von:", "de:", "da:", "van:", "od:", "expediteur:", "mittente:", "remitente:", "afzender:", "nadawca:"})
_SUBJECT = frozenset({"subject:", "betreff:", "objet:", "oggetto:", "asunto:", "onderwerp:", "temat:"})
_PLACE = re.compile(r"(?:[^\W\d_][\w.'-]*[ /]?){1,5},?(?: (?:den|le|il|el|a|dnia|the|on))?$", re.IGNORECASE)


def with_prose(
    found: dict[str, list[Candidate]],
    layout: Layout,
    specs: Sequence[FieldSpec],
    habits: Habits,
    *,
    skip: Collection[int],
    fuzzy: bool,
) -> dict[str, list[Candidate]]:
    """The candidates of a header with those that only show when sentences are read over their line ends."""
    running = tuple(paragraphs(layout, skip))
    together = {name: list(candidates) for name, candidates in found.items()}
    if running:
        for name, candidates in read_header(Layout(layout.pages, running), specs, habits, skip=(), fuzzy=fuzzy).items():
            together.setdefault(name, []).extend(candidates)
    if dated := _mail_date(layout, habits) or _letter_date(layout, habits, skip):
        together.setdefault("document_date", []).append(dated)
    for candidates in together.values():
        candidates.sort(key=lambda candidate: -candidate.score * candidate.value.fit)
    return together


def paragraphs(layout: Layout, skip: Collection[int]) -> Iterator[Line]:
    """Lines of prose that go on, each as one long line; a line that goes nowhere is not among them."""
    run: list[Line] = []
    for index, line in enumerate(layout.lines):
        if run and (index in skip or not _goes_on(run[-1], line)):
            if len(run) > 1:
                yield _joined(run)
            run = []
        if index not in skip and (run or _is_prose(line)):
            run.append(line)
    if len(run) > 1:
        yield _joined(run)


def _is_prose(line: Line) -> bool:
    return len(line.tokens) >= FEWEST_WORDS and (
        len(line.phrases) == 1 or len(line.phrases[0].tokens) >= 0.8 * len(line.tokens) or _is_list(line)
    )


def _is_list(line: Line) -> bool:
    """`Date: 15/05/2026 | Transporteur: DSV | N° d'expédition:` whose last value stands in the next line."""
    return line.text.rstrip().endswith(":") and line.text.count(":") >= 2


def _goes_on(line: Line, following: Line) -> bool:
    """Whether a line of prose goes on in the one below: level with it at the left, close under it, in the same print."""
    if following.page != line.page or abs(following.box[0] - line.box[0]) > line.size:
        return False
    close = 0 < following.box[1] - line.box[1] < 2.1 * line.size and abs(following.size - line.size) < 0.15 * line.size
    first_word = following.tokens[0].x1 - following.tokens[0].x0
    full = line.box[2] + first_word > following.box[2] - line.size
    return close and full and _is_prose(line)


def _joined(lines: Sequence[Line]) -> Line:
    return Line(lines[0].page, tuple(token for line in lines for token in line.tokens), lines[0].size, 1000.0)


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
            value = read_value(Shape.DATE, phrase.tokens[-5:], habits) or read_value(Shape.DATE, phrase.tokens[-3:], habits)
            if value is None or value.tokens[-1] is not phrase.tokens[-1]:
                continue
            before = " ".join(token.text for token in phrase.tokens[: phrase.tokens.index(value.tokens[0])])
            if not before or (before.rstrip().endswith((",", "den", "le", "il", "dnia")) and _PLACE.fullmatch(before)):
                return Candidate(value, line.page, 0.88 if before else 0.6)
    return None
