"""Where one paper of a file ends and the next begins: page counters, numbers, titles, letterheads, blank and barcode sheets between.

Each page is read by itself; what it shares with the pages before it, and what it has of its own, is added as log-odds.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from domain.doctype import DocType
from domain.paper import Kind, ProposedPart, Reading
from extract.kind.kinds import OTHER_TITLES, title_signs
from extract.label.labels import squeezed
from extract.page.layout import Layout, lay_out
from extract.page.words import PageWords
from extract.text.folding import folded

MOST_PAGES = 60
"""Longer files are catalogues, or stacks that a person has to look at anyway."""
LIKELY = 0.5
"""Where a border is more likely than not, one is proposed."""
FEW_WORDS = 12
"""A separator has no more words on it."""
MOST_ALONE = 30
"""A higher number beside the word for a page, without a number of pages, is the page of a register."""
SHORTEST_NUMBER = 5
"""Shorter numbers stand on any page by chance."""

WEIGHTS: Mapping[str, float] = {
    "any": -1.5,
    "counter begins": 4.5,
    "counter goes on": -7.0,
    "counter breaks": 1.5,
    "the one before is complete": 2.5,
    "the one before is not complete": -3.5,
    "a copy": -9.0,
    "same number": -6.0,
    "another number": 4.5,
    "same order": -0.5,
    "another order": 2.0,
    "another kind": 3.0,
    "title": 1.5,
    "no title": -1.5,
    "terms": -4.0,
    "salutation": 4.0,
    "same letterhead": -0.4,
    "another letterhead": 2.5,
    "begins with a carried sum": -4.0,
    "blank sheet": 1.5,
    "separator": 9.0,
}
"""How much each sign adds to the log-odds that a paper begins on the page."""

TITLED = 0.75
"""What stands out so much is a title; less may be a reference."""

_PAGE_WORDS = (
    "page|pages|pg|p|seite|seiten|s|blatt|bl|pagina|paginas|pag|folio|fol|feuille|hoja|foglio|fg|blad|strona|str|sheet|seitennr|"
    "seite nr|page no|page n|page number|arkusz"
)
_COUNTER = re.compile(
    rf"(?<![a-z0-9])(?:{_PAGE_WORDS})[.:]?\s*(?:n[or]?[.°]?\s*)?(\d{{1,3}})(?:\s*(?:/|of|von|de|di|van|z|sur|su|op|-|\|)\s*(\d{{1,3}}))?(?![\d,]|[./-]\d)"
)
_BARE_COUNTER = re.compile(r"^(\d{1,2})\s*(?:/|of|von|de|di|van|z|sur)\s*(\d{1,2})$")
_CARRIED = re.compile(
    r"\b(?:ubertrag|brought forward|carried forward|riporto|report|a reporter|suma anterior|suma y sigue|transport|z przeniesienia)\b.*\d[.,]\d\d\b"
)
"""With a sum: `Report` alone is the title of many a paper."""
_TERMS = (
    *(
        title.strip()
        for titles in OTHER_TITLES.values()
        for title in titles.split(",")
        if any(stem in title for stem in ("condi", "geschaft", "terms", "voorwaarden", "warunki"))
    ),
    "verkaufs und lieferbedingungen", "lieferbedingungen", "geschaftsbedingungen", "conditions of sale", "terms of delivery",
    "condizioni generali", "condiciones generales", "conditions generales", "algemene voorwaarden", "verkoopvoorwaarden", "ogolne warunki",
)  # fmt: skip
_SALUTATION = re.compile(
    r"^(?:sehr geehrte|guten tag|dear (?:sir|mr|ms|mrs|madam|colleague|customer|all)|madame|monsieur|mesdames|messieurs|bonjour|egregi|spett|gentil[ei]|"
    r"buongiorno|estimad|muy senor|apreciad|distinguid|geachte|beste |szanown|dzien dobry)"
)
_FRAME_TOP, _FRAME_BOTTOM = 0.16, 0.86


@dataclass(frozen=True)
class PageSigns:
    """What a page says of which paper it belongs to."""

    counter: tuple[int, int | None] | None = None
    number: str = ""
    order: str = ""
    kind: Kind = Kind.OTHER
    title: float = 0.0
    frame: frozenset[str] = frozenset()
    said: str = ""
    carries: bool = False
    terms: bool = False
    salutes: bool = False


def propose_parts(
    pages: Sequence[PageWords],
    doctypes: Sequence[DocType],
    read: Callable[[Layout], Reading],
    separators: frozenset[int] = frozenset(),
) -> list[ProposedPart]:
    """The papers that the file looks to hold; empty where it is one, or too long to tell.

    Args:
        pages: every page of the file.
        doctypes: the kinds of paper.
        read: reads pages that are laid out as a paper of their own.
        separators: the sheets (from 1) that only part papers.
    """
    if not 1 < len(pages) <= MOST_PAGES:
        return []
    blank = {page.number for page in pages if page.number in separators or not page.words}
    papers = [page for page in pages if page.number not in blank]
    alone = [lay_out([replace(page, number=1)]) for page in papers]
    if len(papers) < 2 or (not separators and is_counted_through(alone)):
        return []
    signs = {page.number: signs_of(layout, doctypes, read) for page, layout in zip(papers, alone, strict=True)}
    odds = {before.number: found for before, found in zip(papers[1:], _borders(papers, signs, blank, separators), strict=True)}
    begins = [papers[0].number, *(number for number, (chance, _) in odds.items() if chance >= LIKELY)]
    if len(begins) < 2:
        return []
    # What has no words may be a picture: it stays with the paper before it. Only separators are left out.
    return list(_parts([page for page in pages if page.number not in separators], begins, odds))


def is_counted_through(pages: Sequence[Layout]) -> bool:
    """Whether the pages, each laid out alone, count themselves through from the first to the last: then they are one paper."""
    return all(_counter(page) == (place, len(pages)) for place, page in enumerate(pages, start=1))


def signs_of(layout: Layout, doctypes: Sequence[DocType], read: Callable[[Layout], Reading]) -> PageSigns:
    """What a page, laid out alone, says, read as if it were a paper of its own."""
    reading = read(layout)
    titles, _ = title_signs(layout, doctypes, fuzzy=layout.source(1) == "ocr")
    kind = max(titles, key=lambda one: titles[one], default=Kind.OTHER)
    text = [folded(line.text) for line in layout.lines]
    return PageSigns(
        counter=_counter(layout),
        number=squeezed(reading.fields.text("document_number") or ""),
        order=squeezed(reading.fields.text("order_number") or ""),
        kind=kind if titles.get(kind, 0.0) >= TITLED else reading.kind,
        title=titles.get(kind, 0.0),
        frame=_frame(layout),
        said=squeezed("".join(line.text for line in layout.lines)),
        carries=any(_CARRIED.search(line) for line in text[: max(3, len(text) // 4)]),
        salutes=any(_SALUTATION.match(line) for line in text),
        terms=any(term in line for line in text[:6] for term in _TERMS),
    )


def reasons_for(page: PageSigns, before: Sequence[PageSigns]) -> Iterator[str]:
    """The signs for and against a paper beginning on the page, by their names in `WEIGHTS`; `before` are the pages of the paper so far."""
    yield "any"
    last = before[-1]
    if page.said and any(page.said == one.said for one in before):
        yield "a copy"
    yield from _by_counter(page, last)
    yield from _by_numbers(page, before)
    yield from _by_title(page, before)
    frames = before[0].frame | last.frame
    if page.frame and frames:
        alike = len(page.frame & frames) / min(len(page.frame), len(frames))
        if alike >= 0.5:
            yield "same letterhead"
        elif alike == 0 and min(len(page.frame), len(frames)) > 1:
            yield "another letterhead"
    if page.carries:
        yield "begins with a carried sum"


def _by_numbers(page: PageSigns, before: Sequence[PageSigns]) -> Iterator[str]:
    numbers = {one.number for one in before if len(one.number) >= SHORTEST_NUMBER}
    own = len(page.number) >= SHORTEST_NUMBER and any(page.number in one.said for one in before)
    if own or any(number in page.said for number in numbers):
        yield "same number"
    elif page.number and any(one.number for one in before):
        yield "another number"
    orders = {one.order for one in before if one.order}
    if page.order and orders:
        yield "same order" if page.order in orders else "another order"


def _by_title(page: PageSigns, before: Sequence[PageSigns]) -> Iterator[str]:
    kinds = {one.kind for one in before if one.title >= TITLED}
    if page.terms:
        yield "terms"
        return
    if page.title < TITLED:
        yield "no title"
    else:
        yield "another kind" if kinds and page.kind not in kinds else "title"
    if page.salutes:
        yield "salutation"


def _by_counter(page: PageSigns, last: PageSigns) -> Iterator[str]:
    if page.counter and page.counter[0] == 1:
        yield "counter begins"
    elif page.counter and not (page.counter[1] is None and last.counter == page.counter):  # the same figure again counts no pages
        at = last.counter[0] if last.counter else page.counter[0] - 1 if page.counter[0] == 2 else None
        of = last.counter[1] if last.counter else None
        yield "counter goes on" if at == page.counter[0] - 1 and (of is None or page.counter[1] in (None, of)) else "counter breaks"
    if last.counter and last.counter[1]:
        yield "the one before is complete" if last.counter[0] == last.counter[1] else "the one before is not complete"


def _borders(
    papers: Sequence[PageWords], signs: Mapping[int, PageSigns], blank: set[int], separators: frozenset[int]
) -> Iterator[tuple[float, list[str]]]:
    """How likely a paper begins on each page but the first, and why."""
    paper = [signs[papers[0].number]]
    for previous, page in pairwise(papers):
        found = list(reasons_for(signs[page.number], paper))
        between = range(previous.number + 1, page.number)
        if any(number in separators for number in between):
            found.append("separator")
        elif any(number in blank for number in between):
            found.append("blank sheet")
        chance = 1 / (1 + math.exp(-sum(WEIGHTS[reason] for reason in found)))
        yield chance, [reason for reason in found if WEIGHTS[reason] > 0]
        paper = [signs[page.number]] if chance >= LIKELY else [*paper, signs[page.number]]


def _parts(pages: Sequence[PageWords], begins: Sequence[int], odds: Mapping[int, tuple[float, list[str]]]) -> Iterator[ProposedPart]:
    """A part is as sure as its beginning is, and as that nothing begins within it."""
    for place, first in enumerate(begins):
        following = begins[place + 1] if place + 1 < len(begins) else math.inf
        own = [page.number for page in pages if first <= page.number < following]
        chance, reasons = odds.get(first, (1.0, []))
        within = max((odds[number][0] for number in own[1:] if number in odds), default=0.0)
        yield ProposedPart(first=first, last=own[-1], confidence=round(min(chance, 1 - within), 4), reasons=reasons)


def _counter(layout: Layout) -> tuple[int, int | None] | None:
    """The page's number and, where it says so, of how many; from the margins, where it stands.

    What the word for a page leads to goes before a bare `1/2`, which may be the number of an entry and its sequence: `1/0`.
    """
    height = layout.pages[0].height
    lines = [line for line in layout.lines if line.box[1] < 0.3 * height or line.box[3] > 0.75 * height]
    named = [hit for line in lines for hit in _COUNTER.finditer(folded(line.text))]
    bare = [hit for line in lines for phrase in line.phrases if (hit := _BARE_COUNTER.match(folded(phrase.text)))]
    found = [(int(hit[1]), int(hit[2]) if hit[2] else None) for hit in (*named, *bare)]
    counted = [(page, of) for page, of in found if 0 < page <= (MOST_ALONE if of is None else of) <= MOST_PAGES]
    return next((each for each in counted if each[1]), counted[0] if counted else None)


def _frame(layout: Layout) -> frozenset[str]:
    """What stands in the margins without figures: letterheads and footers."""
    height = layout.pages[0].height
    lines = (line for line in layout.lines if line.box[1] < _FRAME_TOP * height or line.box[3] > _FRAME_BOTTOM * height)
    texts = (re.sub(r"\d+", "", squeezed(line.text)) for line in lines)
    return frozenset(text for text in texts if len(text) >= 8)
