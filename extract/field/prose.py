"""Letters: a sentence goes on in the next line, and the date stands behind a place without any label."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from domain.doctype import FieldSpec, Shape
from domain.paper import Kind
from extract.field.header import read_header
from extract.field.laws import NUMBERS, without_laws
from extract.field.settling import settle_ours
from extract.field.terms_by_looks import terms_by_looks, whole_terms
from extract.kind.paperwork import usual_size
from extract.kind.titles import made_titles
from extract.page.layout import Layout, Line, Phrase, Token
from extract.sentence.notice_words import REPLACED
from extract.sentence.paragraphs import paragraphs
from extract.sentence.sentences import read_sentences
from extract.shape.candidates import Candidate
from extract.shape.schedules import find_dates
from extract.shape.values import Habits, Value, read_value
from extract.text.cues import cues
from extract.text.folding import folded
from extract.text.wording import concepts

TOP = 0.45
"""A letter is dated in this upper share of its first page."""
WRITTEN, ALONE = 0.88, 0.6
ALSO_THE_ORDERS = 0.5
"""What is left of a paper's own number that a better label says is the order's."""
"""What a date is worth behind the place where a letter was written, and one that stands by itself among others."""
MARK_AND_NUMBER = 2
LONGEST_DATE = 6
"""Words that a date has at most: `26 de agosto de 2026`, and an article."""
_YEAR = frozenset({"r.", "r", "roku"})
_NUMBER_MARKS = frozenset({"#", "nr", "nr.", "no", "no.", "n", "n°", "no:", "nr:", "n.", "numero", "numer", "nummer", ":", "-"})
ROWS_OF_CASTS = 8
"""A table of casts has so many lines at most."""
_OFFER = re.compile(
    r"devis|angebote?s?(-?(nr|no|nummer))?|offert[eao]|offre|ofert[aey]|preventivo|presupuesto|quot(e|ation)|proposta|propuesta|cotizacion|wycen[aey]"
)
OFFERED = 2
"""An offer is named so few words before its number."""
NEARLY_AS_GOOD = 0.97
"""What another number must be worth, as a share of the best, to be the order's in its place."""
MOST_OF_HEAD = 4
"""Sender, day, addressee and subject: the lines of a mail's head that its print always has."""
STANDS_OUT = 1.25
"""A title is so many times as large as the usual print."""
_SENDER = frozenset({"from:", "von:", "de:", "da:", "van:", "od:", "expediteur:", "mittente:", "remitente:", "afzender:", "nadawca:"})
_SUBJECT = frozenset({"subject:", "betreff:", "objet:", "oggetto:", "asunto:", "onderwerp:", "temat:"})
_PLACE = re.compile(r"(?:[^\W\d_][\w.'-]*[ /]?){1,5},?")
_CONFIRMED = re.compile(
    r"(?<!\w)(?:of|for|to|zu|zur|zum|ihrer|ihres|der|votre|vostro|vs\.?|su|uw|panstwa) (?:your |ihrer |ihrem |the |purchase )*"
    r"(?:order|p\.?o\.?|bestellung|auftrags?|commande|ordine|pedido|bestelling|zamowienia)(?: (?:n|no|nr|number|nummer))?\W*$"
)
"""Words that lead to the number of the order that is confirmed; `Confirmation de commande` alone is the name of the paper."""
_ARTICLE = re.compile(r" (?:den|le|il|el|a|dnia|the|on)$", re.IGNORECASE)


def read_fields(
    layout: Layout, specs: Sequence[FieldSpec], habits: Habits, *, skip: Collection[int], taken: Collection[Token], fuzzy: bool
) -> dict[str, list[Candidate]]:
    """The candidates of a header, best first: from labels, from sentences that are read over their line ends, and the date of a letter.

    `skip` are the lines of tables, `taken` the words of entries in running text.
    """
    running = tuple(paragraphs(layout, skip))
    wrapped = {token for line in running for token in _line_starts(line)}
    readings = [read_header(layout, specs, habits, skip=skip, taken=taken, wrapped=wrapped, fuzzy=fuzzy)]
    if running:
        readings.append(read_header(Layout(layout.pages, running), specs, habits, skip=(), taken=taken, fuzzy=fuzzy))
    readings.append(read_sentences(layout, specs, habits, skip=skip, taken=taken))
    readings.append({"document_number": [*_title_numbers(layout, habits, skip), *_marked_number(layout, habits, skip)]})
    if dated := _mail_date(layout, habits) or _letter_date(layout, habits, skip):
        readings.append({"document_date": [dated]})
    together: dict[str, list[Candidate]] = {}
    for reading in readings:
        for name, candidates in reading.items():
            together.setdefault(name, []).extend(candidates)
    if own := together.get("document_number"):
        own[:] = [each for each in own if not _is_of_an_offer(_led_by(each, layout))]
    settle_ours(together)
    for name in NUMBERS & together.keys():
        together[name] = without_laws(together[name], layout)
    if not together.get("payment_terms") and any(spec.name == "payment_terms" for spec in specs):
        together["payment_terms"] = terms_by_looks(layout, skip)
    for candidates in together.values():
        candidates.sort(key=lambda candidate: -candidate.score * candidate.value.fit)
    _part_numbers(together)
    _leave_to_order(together, layout)
    _part_days(together)
    if terms := together.get("payment_terms"):
        whole = [whole_terms(each, layout) for each in terms]
        together["payment_terms"] = [each for each in whole if not any(_goes_on_from(other, each) for other in whole)]
    return together


def _part_days(found: dict[str, list[Candidate]]) -> None:
    """A day that is printed once is not the paper's own and the order's at once: `V/réf. 4500461517 du 31 mars 2026` in a letter that is dated itself.

    Nor is one below its caption, `PO Date`, a day that stands alone.
    """
    own, ordered = found.get("document_date", []), found.get("order_date", [])
    if not own or not ordered or own[0].value.value != ordered[0].value.value:
        return
    places = {token.word.on_page for each in ordered for token in each.value.tokens}
    same = [each for each in own if {token.word.on_page for token in each.value.tokens} <= places]
    others = [each for each in own if each.value.value != own[0].value.value and each.score * each.value.fit >= WRITTEN]
    alike = len({each.value.value for each in ordered}) == 1  # of `Order Date 28/06` and `Order dated 22/06` one is the paper's own
    unlabelled = alike and own[0].score <= ALONE < ordered[0].score * ordered[0].value.fit
    if (others or unlabelled) and all(each in same for each in own if each.value.value == own[0].value.value):
        own[:] = [each for each in own if each not in same]


def _goes_on_from(candidate: Candidate, begun: Candidate) -> bool:
    """Whether a text begins with all of another and goes on: its paragraph tells what a line's end cut off, `2 % Skonto` / `innerhalb 14 Tagen`."""
    words, first = candidate.value.tokens, begun.value.tokens
    return len(words) > len(first) and [token.word for token in words[: len(first)]] == [token.word for token in first]


def _part_numbers(found: dict[str, list[Candidate]]) -> None:
    """One number is not the paper's own and the order's at once: it is what speaks better for it, if the other field has another."""
    own, orders = found.get("document_number", []), found.get("order_number", [])
    if not own or not orders or own[0].value.value != orders[0].value.value:
        return
    loser = orders if own[0].score * own[0].value.fit >= orders[0].score * orders[0].value.fit else own
    others = [candidate for candidate in loser if candidate.value.value != own[0].value.value]
    if others:
        loser[:] = others
    elif loser is own:  # `Uw bestelling is bevestigd VK071808`, and below it as well labelled another order: the title's is the paper's
        least = NEARLY_AS_GOOD * orders[0].score * orders[0].value.fit
        named = [each for each in orders if each.value.value != own[0].value.value]
        if named and named[0].score * named[0].value.fit >= least:
            orders[:] = named
        elif _are_of_one_print(own, orders[0]):
            own[:] = [replace(each, score=ALSO_THE_ORDERS * each.score) for each in own]


def _are_of_one_print(own: Sequence[Candidate], order: Candidate) -> bool:
    """Whether all that the paper's own number was read from is the very print that is labelled as the order's: `Certificat 3.1 EN 10204`, with `Votre n° de commande  4500654255` below it."""
    places = {token.word.on_page for token in order.value.tokens}
    return all({token.word.on_page for token in each.value.tokens} <= places for each in own)


def _leave_to_order(found: dict[str, list[Candidate]], layout: Layout) -> None:
    """`Confirmation of order 4500017325`, and below it `Confirmation number 66123`: the first is the number of what is confirmed.

    Nor is the number of a paper that this one replaces its own, nor that one's day: `supersedes our confirmation of 6/30/2026`.
    """
    days = found.get("document_date", [])
    days[:] = [each for each in days if not REPLACED.search(folded(_led_by(each, layout)))]
    own = found.get("document_number", [])
    if kept := [each for each in own if not REPLACED.search(folded(_led_by(each, layout)))]:
        own[:] = kept
    of_order = [each for each in own if _CONFIRMED.search(folded(_led_by(each, layout)))]
    values = {each.value.value for each in of_order}
    others = [each for each in own if each.value.value not in values]
    ordered = {each.value.value for each in found.get("order_number", ())[:1]}
    if ordered and ordered.isdisjoint(values) and any(each.value.value in values and each not in of_order for each in own):
        return  # `Bestätigung Ihres Auftrags AB52413` on the next sheet is the paper's title with its own number
    if len(values) != 1 or not others or others[0].score * others[0].value.fit < NEARLY_AS_GOOD * own[0].score * own[0].value.fit:
        return
    own[:] = others
    if not found.get("order_number"):
        found["order_number"] = of_order


def _is_of_an_offer(words: str) -> bool:
    """`suite à notre devis n° 9682`: whether the words right before a number say that it is an offer's."""
    return any(_OFFER.fullmatch(folded(word).strip(".,:;()#")) for word in words.split()[-OFFERED:])


def _led_by(candidate: Candidate, layout: Layout) -> str:
    """What stands before a value in its phrase."""
    first = candidate.value.tokens[0]
    phrases = (phrase for line in layout.lines if line.page == candidate.page for phrase in line.phrases if first in phrase.tokens)
    return next((" ".join(token.text for token in phrase.tokens[: phrase.tokens.index(first)]) for phrase in phrases), "")


def _title_numbers(layout: Layout, habits: Habits, skip: Collection[int]) -> Iterator[Candidate]:
    """`Annahme Ihrer Bestellung # 95368-26`: the number behind a title that stands out is the paper's own, whatever the title speaks of."""
    usual = usual_size(layout.lines)
    for index, line in enumerate(layout.lines):
        if index in skip or line.page != 1 or line.size < STANDS_OUT * usual or line.box[1] > TOP * layout.pages[0].height:
            continue
        for kind, hit in made_titles(layout.lines, index):
            phrase = next(phrase.tokens for phrase in line.phrases if line.tokens[hit.start] in phrase.tokens)
            if line.tokens[hit.end - 1] not in phrase:
                continue
            behind = tuple(token for token in phrase[phrase.index(line.tokens[hit.end - 1]) + 1 :] if token.plain not in _NUMBER_MARKS)
            value = read_value(Shape.IDENTIFIER, behind[:2], habits) if kind is not Kind.OTHER and behind else None
            if value and value.tokens[0] is behind[0]:
                yield Candidate(value, line.page, 0.93)


def _marked_number(layout: Layout, habits: Habits, skip: Collection[int]) -> list[Candidate]:
    """`#PV26-77589` on a line of its own near a title: the paper's number, where nothing else at the top of the first page is marked so."""
    found = []
    for index, line in enumerate(layout.lines):
        if index in skip or line.page != 1 or line.box[1] > TOP * layout.pages[0].height:
            continue
        for phrase in line.phrases:
            marked = phrase.tokens[0].text.startswith("#") and len(phrase.tokens) <= MARK_AND_NUMBER
            behind = phrase.tokens[1:] if phrase.tokens[0].text == "#" else phrase.tokens
            value = read_value(Shape.IDENTIFIER, _without_mark(behind), habits) if marked and behind else None
            if value and re.search(r"\d{3}", value.value):
                found.append(Candidate(value, line.page, WRITTEN))
    return found if len(found) == 1 else []


def _without_mark(tokens: Sequence[Token]) -> tuple[Token, ...]:
    """The tokens without the `#` that the first may begin with."""
    first = tokens[0]
    return (first.saying(first.text.lstrip("#")), *tokens[1:])


def _line_starts(paragraph: Line) -> Iterator[Token]:
    """The first word of each line but the first, where the sentence goes on: it is small, or the word before it leaves something open."""
    for last, token in pairwise(paragraph.tokens):
        is_new = token.x0 < last.x0 and token.word.box[1] > last.word.box[1]
        leads_on = last.text.isalpha() and (last.text.islower() or bool(cues(last.text) & {"our", "your"}))
        if is_new and (token.text[:1].islower() or leads_on):
            yield token


def _mail_date(layout: Layout, habits: Habits) -> Candidate | None:
    """The date in the head of a printed e-mail: `Von: … / Gesendet: 23.02.2026 08:14 / Betreff: …`; browsers print it without colons."""
    for index, line in enumerate(layout.lines[:12]):
        heads = layout.lines[index : index + 5]
        ruled = len(heads) > 1 and all(len(head.phrases) > 1 and len(head.phrases[0].tokens) == 1 for head in heads[:MOST_OF_HEAD])
        bare = ruled and any(f"{head.tokens[0].plain}:" in _SUBJECT for head in heads)
        if line.tokens[0].plain not in _SENDER and not (bare and f"{line.tokens[0].plain}:" in _SENDER):
            continue
        for head in heads:
            value = read_value(Shape.DATE, head.tokens[1:], habits) if bare or head.tokens[0].text.endswith(":") else None
            if value and head.tokens[0].plain.rstrip(":") + ":" not in _SUBJECT:
                return Candidate(value, head.page, 0.93)
    return None


def _letter_date(layout: Layout, habits: Habits, skip: Collection[int]) -> Candidate | None:
    """`Eibar, 17 de abril de 2026`, or a date that stands alone, at the top of the first page; surer where no other date stands outside of tables."""
    found: list[Candidate] = []
    days: set[str] = set()
    for index, line in enumerate(layout.lines):
        if index in skip or line.page != 1:
            continue
        days |= {date.value for date in find_dates(line.tokens, habits)}
        for phrase in line.phrases if line.box[1] <= TOP * layout.pages[0].height else ():
            value = _date_at_end(phrase, habits)
            if value is None or _is_labelled(line, value.tokens[0]) or _is_of_a_cast(layout, index, phrase):
                continue
            before = " ".join(token.text for token in phrase.tokens[: phrase.tokens.index(value.tokens[0])])
            if not before or (before.rstrip().endswith((",", "den", "le", "il", "dnia")) and _is_place(before, layout)):
                found.append(Candidate(value, line.page, WRITTEN if before else ALONE))
    if len(days) == 1 and found:
        return replace(found[0], score=WRITTEN)
    return found[0] if found else None


def _is_of_a_cast(layout: Layout, index: int, day: Phrase) -> bool:
    """Whether a day stands in a column of days on which steel was cast: `Data colata` over it."""
    above = (phrase for line in layout.lines[max(index - ROWS_OF_CASTS, 0) : index] if line.page == 1 for phrase in line.phrases)
    over = (phrase for phrase in above if phrase.box[0] < day.box[2] and day.box[0] < phrase.box[2])
    return any({"date", "heat"} <= (concepts(phrase.text) or set()) for phrase in over)


def _is_labelled(line: Line, first: Token) -> bool:
    """Whether a label with its colon stands right before a date: `Uw order d.d.:  11-05-2026` is no day that stands alone, far off as it is."""
    place = line.tokens.index(first)
    return place > 0 and line.tokens[place - 1].text.endswith(":")


def _is_place(before: str, layout: Layout) -> bool:
    """Whether words before a date are where it was written: with a comma, or a town that the paper names again. `Livrable le` is none."""
    town = _ARTICLE.sub("", before)
    return _PLACE.fullmatch(town) is not None and (town.endswith(",") or layout.text.count(town) > 1)


def _date_at_end(phrase: Phrase, habits: Habits) -> Value | None:
    """The date that a phrase ends with; behind it there may be a `r.` for the year, as in Polish."""
    if not re.search(r"\d", phrase.text):
        return None
    tokens = phrase.tokens[:-1] if phrase.tokens[-1].plain in _YEAR and len(phrase.tokens) > 1 else phrase.tokens
    for words in range(min(LONGEST_DATE, len(tokens)), 0, -1):
        value = read_value(Shape.DATE, tokens[-words:], habits)
        if value and value.tokens[0] is tokens[-words] and value.tokens[-1] is tokens[-1]:
            return value
    return None
