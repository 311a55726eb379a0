"""What the text of a mail answers to an order: accepted, changed or rejected, and by when, for the whole order or line by line.

Papers have labels and tables; a mail has two sentences. Each is looked at by itself: one that asks, hedges, denies or speaks of what
is attached promises nothing. What is not plain becomes a note, and a mail is never posted without a person having seen it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import pairwise

from domain.paper import Group, Kind, Leaf, Reading, SpokenOf
from extract.kind.parties import LEGAL_FORM
from extract.mail.mail_figures import days_in, spoken_in
from extract.mail.mail_quantities import Amount, amounts_of, names_a_price
from extract.mail.mail_sentences import SHORT, Sentence, closing, sentences_of
from extract.page.layout import Layout
from extract.shape.candidates import leaf
from extract.text import mail_words as words
from extract.text.dates import DateStyle, date_style
from extract.text.folding import folded

SURE, DOUBTFUL = 0.95, 0.5
"""Of what a plain sentence says, and of what several say of one thing or a sentence leaves open."""
PLAIN_ANSWER = 0.95
"""How sure it is that a mail with a plain answer is a confirmation."""
SURELY_ANOTHER = 0.9
"""A mail that is so surely a ship notice or a certificate is none in other words."""
MOST_SENTENCES = 60


@dataclass(frozen=True)
class Promise:
    """A day that something is promised for, and the order lines that it is said of; none where it is said of all."""

    value: date
    sentence: Sentence
    start: int
    end: int
    lines: tuple[str, ...] = ()


@dataclass
class Answer:
    """What the sentences say together."""

    accepted: list[Sentence] = field(default_factory=list)
    changed: list[Sentence] = field(default_factory=list)
    rejected: list[Sentence] = field(default_factory=list)
    promises: list[Promise] = field(default_factory=list)
    amounts: list[Amount] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def with_mail_answer(reading: Reading, layout: Layout, as_confirmation: Callable[[], Reading]) -> Reading:
    """The reading of a mail with what its sentences answer, where it has no lines of goods and is surely no paper of another kind.

    `as_confirmation` reads its header as that of a confirmation, where two sentences were too few to tell the kind by.
    """
    sent = _sent(layout)
    issued = date.fromisoformat(sent.value) if sent else None
    reading = reading.model_copy(update={"spoken": spoken_in(layout, issued)})
    if reading.kind in (Kind.SHIP_NOTICE, Kind.CERTIFICATE) and reading.kind_confidence >= SURELY_ANOTHER:
        return reading
    answer = answer_of(list(sentences_of(layout)), issued, date_style([line.text for line in layout.lines], month_first=False))
    if not (answer.accepted or answer.changed or answer.rejected or answer.promises) or _has_goods(reading, answer):
        return reading
    if reading.kind is not Kind.ORDER_CONFIRMATION:
        reading = as_confirmation().model_copy(update={"marks": reading.marks, "spoken": reading.spoken})
    fields, notes = _fields(reading, layout, answer)
    if sent:
        fields["document_date"] = sent
    lines = _lines(answer, layout, SURE if not answer.notes and not notes else DOUBTFUL)
    plain = not answer.notes and "order_number" in fields
    update = {
        "kind": Kind.ORDER_CONFIRMATION,
        "kind_confidence": PLAIN_ANSWER if plain else min(max(reading.kind_confidence, DOUBTFUL), 0.9),
        "fields": Group(fields),
        "lines": lines,
        "names": _names(reading, layout),
        "notes": [*reading.notes, *answer.notes, *notes, *_reserved(reading)],
        "understood": _understood(fields, lines),
    }
    return reading.model_copy(update=update)


def _reserved(reading: Reading) -> Iterator[str]:
    yield from (f"“{each.text}” reserves something" for each in reading.spoken if each.of is SpokenOf.PROVISO)


def _has_goods(reading: Reading, answer: Answer) -> bool:
    """Whether the mail has lines of goods; what was taken for some and is only the sentences' quantities again is none."""
    told = {amount.line for amount in answer.amounts}
    goods = [line for line in reading.lines if line.leaf("quantity")]
    return any(line.leaf("unit_price") or line.text("order_line") not in told for line in goods)


def answer_of(sentences: Sequence[Sentence], issued: date | None, style: DateStyle) -> Answer:
    """What the sentences of a mail say of the order."""
    answer = Answer()
    for sentence in sentences[:MOST_SENTENCES]:
        _hear(sentence, answer, issued, style)
    whole = [promise for promise in answer.promises if not promise.lines]
    if len({promise.value for promise in whole}) > 1:
        said = " and ".join(f"“{_said(promise)}”" for promise in whole[:3])
        answer.notes.append(f"{said} are both said of the whole order")
    elif whole and len(whole) < len(answer.promises):
        answer.notes.append(f"“{_said(whole[0])}” is said of the whole order, and of single lines something else")
    return answer


def _hear(sentence: Sentence, answer: Answer, issued: date | None, style: DateStyle) -> None:
    """Adds what one sentence says. The order of the questions matters: what asks or denies accepts nothing, whatever its verbs are."""
    text = sentence.text
    accepts = bool(words.ACCEPTS.search(text)) or bool(words.AS_ORDERED.search(text))
    dates = [Promise(day.value, sentence, day.start, day.end) for day in days_in(sentence, issued, style)]
    if _is_of_something_else(text, accepts=accepts, dated=bool(dates)):
        return
    if sentence.asks or words.ASKS.search(text):
        if dates or (accepts and not words.ATTACHED.search(text)):
            answer.notes.append(f"“{_quoted(sentence)}” asks or leaves something open")
    elif words.REFUSES.search(text):
        answer.rejected.append(sentence)
    elif words.DENIES.search(text):
        if accepts or dates or words.DELIVERS.search(text):
            answer.changed.append(sentence)
            answer.notes.append(f"“{_quoted(sentence)}” denies something")
    elif accepts or (
        (dates or amounts_of(sentence)) and (words.DELIVERS.search(text) or words.LINE.search(text) or len(sentence.tokens) <= SHORT)
    ):
        _take_promise(sentence, dates, answer)


def _is_of_something_else(text: str, *, accepts: bool, dated: bool) -> bool:
    """Whether a sentence speaks of what was shipped, offered or invoiced, of what is attached, or of having got the order."""
    if (
        words.SHIPPED.search(text)
        or (words.NO_GOODS.search(text) and not words.LINE.search(text))
        or (words.OTHER_BUSINESS.search(text) and not accepts)
    ):
        return True
    about = words.ATTACHED.search(text) or (words.RECEIPT.search(text) and not words.AS_ORDERED.search(text))
    return bool(about) and not dated


def _take_promise(sentence: Sentence, dates: Sequence[Promise], answer: Answer) -> None:
    text = sentence.text
    if dates and words.HEDGES.search(text):
        answer.notes.append(f"“{_quoted(sentence)}” is no firm promise")
    amounts = amounts_of(sentence)
    if amounts is None or names_a_price(text):
        answer.notes.append(f"“{_quoted(sentence)}” names a price, or a quantity of which it is not plain what of")
    answer.amounts += amounts or []
    changes = words.CHANGES.search(text) and not words.AS_ORDERED.search(text)
    (answer.changed if changes else answer.accepted).append(sentence)
    answer.promises += _promises(sentence, dates, answer)


def _promises(sentence: Sentence, dates: Sequence[Promise], answer: Answer) -> Iterator[Promise]:
    """The dates with the lines that they are said of: those named before each, or after it where the sentence begins with a date."""
    named = list(_named_lines(sentence.text))
    if not named or words.WHOLE.search(sentence.text):
        yield from dates
        return
    if not dates:
        return
    after = dates[0].start < named[0][0]
    for place, promise in enumerate(dates):
        if after:
            until = dates[place + 1].start if place + 1 < len(dates) else len(sentence.text)
            about = [each for each in named if promise.end <= each[0] < until]
        else:
            since = dates[place - 1].end if place else 0
            about = [each for each in named if since <= each[0] < promise.start]
        if about and _are_joined(about, sentence.text):
            yield replace(promise, lines=tuple(number for _, numbers in about for number in numbers))
        else:
            answer.notes.append(f"of “{_said(promise)}” it is not plain which lines it is said of")


def _are_joined(named: Sequence[tuple[int, tuple[str, ...]]], text: str) -> bool:
    """Whether lines are named in one breath: `Pos. 10 und Pos. 20`. With other words between, something else was said of the first."""
    between = [text[words.LINE.match(text, one).end() : other] for (one, _), (other, _) in pairwise(named) if words.LINE.match(text, one)]  # type: ignore[union-attr]
    return all(re.fullmatch(r"\s*(?:[,;&+/]|und|and|sowie|et|e|ed|y|en|i|oraz)?\s*", words_between) for words_between in between)


def _named_lines(text: str) -> Iterator[tuple[int, tuple[str, ...]]]:
    for hit in words.LINE.finditer(text):
        yield hit.start(), tuple(re.findall(r"\d+", hit["numbers"]))


def _fields(reading: Reading, layout: Layout, answer: Answer) -> tuple[dict[str, Leaf], list[str]]:
    """The header: order, date, answer; a number of its own only where one is printed that is not the order's."""
    notes = []
    kept = {name: found for name in ("order_number", "document_number") if (found := reading.fields.leaf(name))}
    order = kept.get("order_number") or _number_in_subject(layout)
    if order:
        kept["order_number"] = order
        alike = {token.text.strip(".,;:()") for line in layout.lines for token in line.tokens if _looks_like(token.text, order.value)}
        if others := {number for number in alike if _bare(number) != _bare(order.value)}:
            notes.append(f"it names {', '.join(sorted(others))}, too, which may be another order")
            kept["order_number"] = order.model_copy(update={"confidence": min(order.confidence, DOUBTFUL)})
    own = kept.get("document_number")
    if own and order and _bare(own.value) == _bare(order.value):
        del kept["document_number"]
    for name, said in (("rejected", answer.rejected), ("changed", answer.changed), ("accepted", answer.accepted)):
        if said:
            kept["response"] = leaf(name, said[0].tokens, said[0].page, layout, score=DOUBTFUL if answer.notes else SURE)
            break
    if len([1 for said in (answer.rejected, answer.accepted) if said]) > 1:
        notes.append("one sentence accepts and another refuses")
    return kept, notes


def _lines(answer: Answer, layout: Layout, score: float) -> list[Group]:
    """A line for each that is named; or one that names none, where all is promised for one day."""
    named: dict[str, list[Promise]] = {}
    for promise in answer.promises:
        for number in promise.lines:
            named.setdefault(number, []).append(promise)
    found = []
    for number, promises in named.items():
        first = promises[0]
        at = [match for match in words.LINE.finditer(first.sentence.text) if number in re.findall(r"\d+", match["numbers"])]
        place = first.sentence.tokens_of(at[0].start(), at[0].end()) if at else first.sentence.tokens
        line: dict[str, Leaf] = {"order_line": leaf(number, place, first.sentence.page, layout, score=score)}
        if len({promise.value for promise in promises}) == 1:
            line["delivery_date"] = _dated(first, layout, score)
        found.append(Group(dict(line)))
    for amount in answer.amounts:
        at_line = next((index for index, line in enumerate(found) if line.text("order_line") == amount.line), len(found))
        if at_line == len(found):
            found.append(Group({"order_line": leaf(amount.line, amount.sentence.tokens, amount.sentence.page, layout, score=score)}))
        found[at_line] = Group({**found[at_line].root, **_amount(amount, layout, score)})
    if found:
        return found
    whole = answer.promises
    return [Group({"delivery_date": _dated(whole[0], layout, score)})] if len({promise.value for promise in whole}) == 1 else []


def _amount(amount: Amount, layout: Layout, score: float) -> dict[str, Leaf]:
    number = amount.sentence.tokens_of(amount.start, amount.end)
    unit = amount.sentence.tokens_of(amount.unit_start, amount.unit_start + 1)
    page = amount.sentence.page
    return {"quantity": leaf(amount.value, number, page, layout, score=score), "unit": leaf(amount.unit, unit, page, layout, score=score)}


def _dated(promise: Promise, layout: Layout, score: float) -> Leaf:
    place = promise.sentence.tokens_of(promise.start, promise.end)
    found = leaf(promise.value.isoformat(), place, promise.sentence.page, layout, score=score)
    return found.model_copy(update={"text": found.text.strip(" .,;:()")})


_IN_WORDS = {"accepted": "accepted", "changed": "accepted with changes", "rejected": "rejected"}


def _names(reading: Reading, layout: Layout) -> list[str]:
    """The company in the signature, which stands on a line of its own, and the domains of addresses."""
    signed = layout.lines[closing(layout) :]
    companies = [line.text for line in signed if len(line.tokens) <= SHORT and LEGAL_FORM.search(folded(line.text))]
    return [*dict.fromkeys(companies), *(name for name in reading.names if "." in name and " " not in name)]


def _understood(fields: dict[str, Leaf], lines: Sequence[Group]) -> str:
    """A sentence for the case."""
    order, response = fields.get("order_number"), fields.get("response")
    subject = f"order {order.value}" if order else "an order that it does not name"
    told = [f"{subject} is {_IN_WORDS.get(response.value if response else '', 'not accepted in words')}"]
    for line in lines:
        day, number, quantity = line.leaf("delivery_date"), line.text("order_line"), line.leaf("quantity")
        about = f"line {number}" if number else "the whole order"
        if quantity:
            told.append(f"of line {number} {quantity.value} {line.text('unit')} are promised")
        if day:
            told.append(f"{about} is promised for {day.value} (“{day.text}”)")
        elif not quantity:
            told.append(f"{about} has no one date")
    left_out = "Prices are" if any(line.leaf("quantity") for line in lines) else "Quantities and prices are"
    return f"The text of the mail says that {'; '.join(told)}. {left_out} not in it."


def _number_in_subject(layout: Layout) -> Leaf | None:
    """The only number in the subject that may be an order's, where no label names one."""
    subject = next((line for line in layout.lines[:3] if line.tokens[0].plain == "subject:"), None)
    found = [token for token in subject.tokens[1:] if _is_number(token.text)] if subject else []
    if len({token.text for token in found}) != 1 or subject is None:
        return None
    return leaf(found[0].text.strip(".,;:()[]").upper(), (found[0],), subject.page, layout, score=0.7)


def _is_number(text: str) -> bool:
    bare = text.strip(".,;:()[]")
    return re.fullmatch(r"[A-Za-z]{0,4}[-/]?\d{5,12}", bare) is not None


def _looks_like(text: str, order: str) -> bool:
    """Whether a word has the very form of an order's number: as many figures, and the same letters."""
    bare = _bare(text)
    same = re.sub(r"\d", "9", bare) == re.sub(r"\d", "9", _bare(order))
    return same and len(bare) >= 6 and bare[:2] == _bare(order)[:2]


def _bare(text: str) -> str:
    return re.sub(r"\W", "", text).upper()


def _sent(layout: Layout) -> Leaf | None:
    """The day of the mail, as its head says."""
    line = next((line for line in layout.lines[:3] if line.tokens[0].plain == "date:"), None)
    try:
        day = date.fromisoformat(line.tokens[-1].text) if line else None
    except ValueError:
        return None
    return leaf(day.isoformat(), line.tokens[-1:], line.page, layout, score=0.99) if line and day else None


def _said(promise: Promise) -> str:
    return " ".join(token.text for token in promise.sentence.tokens_of(promise.start, promise.end))


def _quoted(sentence: Sentence) -> str:
    return " ".join(token.text for token in sentence.tokens)[:100]
