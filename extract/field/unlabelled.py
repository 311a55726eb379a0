"""Values of the head that need no label: Incoterms with their place, the currency, a town and a day, an order's number with its line."""

from __future__ import annotations

import re
from itertools import takewhile

from domain.doctype import Shape
from domain.paper import Leaf
from extract.page.layout import Layout, Token
from extract.shape.candidates import Candidate
from extract.shape.values import INCOTERMS, Habits, Value, currency_of, read_value
from extract.text.folding import folded
from extract.text.wording import concepts

MOST_OF_DATE = 4
LEADS_TO_DATE = frozenset({"den", "le", "li", "lì", "il", "el", "a", "dnia", "dn"})
"""Words between a place and the day when something was written there."""
MOST_OF_PLACE = 4
"""A named place has no more words."""
_SENTENCE_ENDS = re.compile(r"[^\W\d_]{4}\.$")
"""`FCA Haguenau. Règlement : …`: four letters and a stop end a sentence; fewer may be short for something, `St. Gallen`."""


def find_incoterm(layout: Layout) -> Candidate | None:
    """An Incoterm that stands alone in capitals, as in a letter: `Lieferung FCA Eibar`."""
    for line in layout.lines:
        for place, token in enumerate(line.tokens):
            follows = line.tokens[place + 1].text if place + 1 < len(line.tokens) else ""
            if token.text in INCOTERMS and follows[:1].isupper():
                return Candidate(Value(token.text, (token,)), line.page, 0.9)
    return None


def find_place_and_date(layout: Layout, habits: Habits) -> Candidate | None:
    """A letter's own date, behind the place where it was written: `Werdohl, den 21.6.2026`, `Lyon, le 3 mai 2026`."""
    for line in layout.lines:
        for at, token in enumerate(line.tokens[:-2]):
            if not (token.text.endswith(",") and token.text[0].isupper() and line.tokens[at + 1].plain in LEADS_TO_DATE):
                continue
            town = line.tokens[max(0, at - MOST_OF_PLACE) : at + 1]
            if not any(phrase.tokens[0] in town and token in phrase.tokens for phrase in line.phrases):
                continue
            value = read_value(Shape.DATE, line.tokens[at + 2 : at + 2 + MOST_OF_DATE], habits)
            if value and value.tokens[0] is line.tokens[at + 2]:
                return Candidate(value, line.page, 0.93)
    return None


def find_incoterm_place(incoterm: Leaf, layout: Layout) -> Candidate | None:
    """The named place behind an Incoterm, in the same phrase: `DAP Bremerhaven, Incoterms 2020`, `DDP - Werk Nord`."""
    for line in layout.lines:
        for phrase in line.phrases if line.page == incoterm.page else ():
            at = next(
                (i for i, token in enumerate(phrase.tokens) if tuple(round(edge, 1) for edge in token.word.on_page) == incoterm.box), None
            )
            if at is None:
                continue
            behind = phrase.tokens[at + 1 :]
            if behind and re.fullmatch(r"\W+", behind[0].text):
                behind = behind[1:]
            named = tuple(takewhile(lambda token: re.match(r"[^\W\d_]", token.text) and not token.plain.startswith("incoterm"), behind))
            ends = (i + 1 for i, token in enumerate(named) if token.text[-1] in ",;" or _SENTENCE_ENDS.search(token.text))
            named = named[: next(ends, MOST_OF_PLACE)]
            text = " ".join(token.text for token in named).rstrip(",;.")
            return Candidate(Value(text, named), line.page, 0.9) if text[:1].isupper() else None
    return None


def split_order_line(leaf: Leaf) -> tuple[Leaf, Leaf] | None:
    """`4500017325 / 10`: an order number with the line it is about; None where there is no line behind the number."""
    match = re.fullmatch(r"(.*\d{4,})\s?/\s?0*(\d{1,4})", leaf.value)
    if match is None and leaf.source == "ocr":  # the blanks around a hyphen are lost: `B0842730-10`
        match = re.fullmatch(r"([A-Z]{0,2}\d{7,})-0*([1-9]\d{0,2}0)", leaf.value)
    if not match:
        return None
    return leaf.model_copy(update={"value": match[1]}), leaf.model_copy(update={"value": match[2]})


_NO_AMOUNT = re.compile(r"[$£]0\d{3}|[$£]\d{6}")
"""`$0005402`: an S that was read as a sign."""
_CAPITAL = re.compile(r"\bcap(?:ital\w*|\. ?soc)|kapital|kapitaal")
"""What a company's capital is in, which its letterhead tells: `Cap. Soc. € 1.000.000 i.v.`."""
_OF_SUMS = frozenset({"total", "amount", "price"})
LONGEST_SUM = 6
"""One phrase of more words is no sum, but a sentence that speaks of one."""


def find_currency(layout: Layout) -> Candidate | None:
    """The currency that is printed most often, where the header does not name one; beside the words of sums and prices, where it is there.

    `Mindestbestellwert 50 €` in the terms says nothing of what `TOTALE USD` is in.
    """
    seen: dict[str, list[tuple[Token, int]]] = {}
    summed: dict[str, list[tuple[Token, int]]] = {}
    for line in layout.lines:
        printed = [(code, (token, line.page)) for token in line.tokens if (code := _money_of(token))]
        if not printed or _CAPITAL.search(folded(line.text)):
            continue
        short = len(line.phrases) > 1 or len(line.tokens) <= LONGEST_SUM
        of_sum = short and any(_OF_SUMS & (concepts(token.text) or frozenset()) for token in line.tokens)
        for code, place in printed:
            seen.setdefault(code, []).append(place)
            if of_sum:
                summed.setdefault(code, []).append(place)
    if not seen:
        return None
    told = summed if len(summed) == 1 else seen
    code, places = max(told.items(), key=lambda item: len(item[1]))
    rivals = sum(len(other) for name, other in told.items() if name != code)
    token, page = places[0]
    return Candidate(Value(code, (token,)), page, 0.97 if not rivals else 0.97 * len(places) / (len(places) + rivals))


def _money_of(token: Token) -> str | None:
    """The currency that a word is; a bare C or M in a description is none: only codes and signs count."""
    code = currency_of(token.text)
    is_sign = any(sign in token.text for sign in "€$£¥") and not _NO_AMOUNT.search(token.text)
    return code if code and (token.text.strip(".,:()").upper() == code or is_sign or token.plain in ("zl", "sfr", "kc")) else None
