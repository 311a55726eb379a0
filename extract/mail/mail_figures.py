"""The figures that the text of a mail speaks of: quantities, sums of money and days, with the lines that they are said of and what they replace.

They are no values of a paper. They are for holding what is attached against: a figure that is not on it, a person has to see.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from domain.paper import Spoken, SpokenOf
from extract.mail.mail_quantities import QUANTITY, unit_of
from extract.mail.mail_reserves import reserves
from extract.mail.mail_sentences import SHORT, Sentence, sentences_of
from extract.page.layout import Layout
from extract.text import mail_words as words
from extract.text.dates import DateError, DateStyle, date_style, find_date, find_day
from extract.text.numbers import NumberError, NumberStyle, parse_number

MOST_SENTENCES = 200
_NUMBER = r"(?<![\w.,/:-])(?:\d[\d.,]*\d|\d)(?![\w/:]|[.,]\d)"
_SUM = re.compile(
    rf"(?:[€$£]|(?<!\w)(?:eur|usd|gbp|chf|pln)(?!\w))\s*(?P<before>{_NUMBER})|(?P<after>{_NUMBER})\s*(?:[€$£]|(?:euro?|usd|gbp|chf|pln|zl)(?!\w))"
)
_INSTEAD = r"(?:statt|anstatt|anstelle(?: von)?|instead of|rather than|au lieu (?:de|des)|invece (?:di|dei|delle)|anziche|en lugar de|in plaats van|zamiast)"
_BETWEEN = r"(?:\s+(?!\d)[^\W\d]+){0,4}\s+"
_EXCHANGED = (
    re.compile(rf"(?P<new>{_NUMBER})(?:\s+[^\W\d]+\.?)?,?\s+{_INSTEAD}{_BETWEEN}(?P<old>{_NUMBER})"),
    re.compile(rf"(?<!\w){_INSTEAD}{_BETWEEN}(?P<old>{_NUMBER}){_BETWEEN}(?P<new>{_NUMBER})"),
)
_WEEK = re.compile(r"(?:kw|cw|wk|woche|kalenderwoche|week|semaine|semana|settimana|tydz\w*|tygod\w*)\.?\s*$")


@dataclass(frozen=True)
class Day:
    """A day in a sentence, and the characters that name it."""

    value: date
    start: int
    end: int


def spoken_in(layout: Layout, issued: date | None) -> list[Spoken]:
    """The figures of a mail's own sentences; `issued` is its day. What is said of visits, holidays, offers and invoices is left out."""
    style = date_style([line.text for line in layout.lines], month_first=False)
    found: list[Spoken] = []
    for _, sentence in zip(range(MOST_SENTENCES), sentences_of(layout), strict=False):
        accepts = bool(words.ACCEPTS.search(sentence.text)) or bool(words.AS_ORDERED.search(sentence.text))
        other = (words.NO_GOODS.search(sentence.text) and not words.LINE.search(sentence.text)) or (
            words.OTHER_BUSINESS.search(sentence.text) and not accepts
        )
        if not other:
            found += _figures(sentence)
            found += _days(sentence, days_in(sentence, issued, style), accepts=accepts)
        if reserves(sentence.text):
            found.append(_said_of(SpokenOf.PROVISO, [], 0, sentence, changes=False))
    return found


def days_in(sentence: Sentence, issued: date | None, style: DateStyle) -> Iterator[Day]:
    """The days in a sentence, but for those of an order or a mail, and those that no longer hold."""
    text = " ".join(token.text for token in sentence.tokens)
    while True:
        try:
            found = find_date(text, style, issued=issued)
        except DateError:
            found = None
        day = find_day(text, issued) if issued else None
        hit = min((each for each in (found, day) if each), key=lambda each: each.start, default=None)
        if hit is None:
            return
        before = sentence.text[: hit.start]
        if not words.INSTEAD_OF.search(before) and (hit.is_week or not words.ORDER_OF.search(before)):
            yield Day(hit.value, hit.start, hit.end)
        text = text[: hit.start] + "\0" * (hit.end - hit.start) + text[hit.end :]


def _figures(sentence: Sentence) -> Iterator[Spoken]:
    """The quantities with a unit, the sums of money, and the numbers of which one replaces another."""
    text, changes = sentence.text, bool(words.CHANGES.search(sentence.text) or re.search(_INSTEAD, sentence.text))
    taken: set[int] = set()
    for hit in QUANTITY.finditer(text):
        taken.add(hit.start("number"))
        if not words.INSTEAD_OF.search(text[: hit.start()]):
            yield _spoken(SpokenOf.QUANTITY, hit["number"], hit.start(), sentence, unit=unit_of(hit["unit"]) or "", changes=changes)
    for hit in _SUM.finditer(text):
        place = "before" if hit["before"] else "after"
        taken.add(hit.start(place))
        if not words.INSTEAD_OF.search(text[: hit.start()]):
            yield _spoken(SpokenOf.MONEY, hit[place], hit.start(), sentence, changes=changes)
    for pattern in _EXCHANGED:
        for hit in pattern.finditer(text):
            if hit.start("new") not in taken and not _WEEK.search(text[: hit.start("new")]) and not _WEEK.search(text[: hit.start("old")]):
                yield _spoken(SpokenOf.NUMBER, hit["new"], hit.start("new"), sentence, changes=True)


def _days(sentence: Sentence, days: Iterator[Day], *, accepts: bool) -> Iterator[Spoken]:
    """The days of a sentence that speaks of goods: that is one that accepts, delivers, changes, names a line, or says little else."""
    text = sentence.text
    if accepts or words.DELIVERS.search(text) or words.CHANGES.search(text) or words.LINE.search(text) or len(sentence.tokens) <= SHORT:
        for day in days:
            yield _said_of(SpokenOf.DAY, [day.value.isoformat()], day.start, sentence, changes=bool(words.CHANGES.search(text)))


def _spoken(of: SpokenOf, number: str, at: int, sentence: Sentence, *, unit: str = "", changes: bool) -> Spoken:
    """The figure; a number that can be read in two ways is either, and one that cannot be read none."""
    values = []
    for sign in (",", "."):
        try:
            values.append(parse_number(number, NumberStyle(sign, certain=False)))
        except NumberError:
            continue
    return _said_of(of, list(dict.fromkeys(values)), at, sentence, unit=unit, changes=changes)


def _said_of(of: SpokenOf, values: Sequence[str], at: int, sentence: Sentence, *, unit: str = "", changes: bool) -> Spoken:
    """The figure with the lines that it is said of: those named last before it, or the only ones in the sentence."""
    named = [(hit.start(), re.findall(r"\d+", hit["numbers"])) for hit in words.LINE.finditer(sentence.text)]
    before = [numbers for start, numbers in named if start <= at]
    lines = before[-1] if before else named[0][1] if len(named) == 1 else []
    return Spoken(
        of=of,
        values=list(values),
        unit=unit,
        lines=lines,
        changes=changes,
        shipped=bool(words.SHIPPED.search(sentence.text)),
        text=" ".join(token.text for token in sentence.tokens)[:120],
        page=sentence.page,
    )
