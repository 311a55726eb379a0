"""A sentence of running text: its words with what each tells, its dates and the numbers in it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from domain.doctype import Shape
from extract.page.layout import Token
from extract.shape.values import Habits, Value, read_value
from extract.text.cues import cues, is_common
from extract.text.dates import month_of

BEFORE, BEHIND = 8, 6
"""Words that are looked at before a value and behind it."""
_AT_YOURS = frozenset({
    ("with", "you"), ("at", "your"), ("bei", "ihnen"), ("chez", "vous"), ("da", "voi"), ("presso", "di"), ("en", "sus"), ("bij", "u"), ("u", "panstwa"),
})  # fmt: skip
"""`It should be with you on 21 July`: goods arrive there."""
_UNITS = frozenset("kg kgs kilo kilos t to pcs pc stk stck st szt uds ud u pz m mm cm eur usd gbp pln chf % h uhr °c".split())  # noqa: SIM905


@dataclass(frozen=True)
class Mention:
    """A value in a sentence, at words `start` to `end` (exclusive)."""

    value: Value
    start: int
    end: int


def sentences(tokens: Sequence[Token]) -> Iterator[list[Token]]:
    """The words of each sentence: a stop ends one if it stands behind a word or number and something large follows."""
    run: list[Token] = []
    for place, token in enumerate(tokens):
        run.append(token)
        if ends_sentence(token, tokens[place + 1] if place + 1 < len(tokens) else None):
            yield run
            run = []
    if run:
        yield run


def ends_sentence(token: Token, following: Token | None) -> bool:
    """Whether a word ends a sentence; the stop of `Stk. Rundstahl` or `Nr. 5` is of the word itself."""
    if following is None:
        return True
    bare = token.text.strip(".")
    if bare.isdigit() and len(bare) <= 2 and month_of(following.text):
        return False  # `am 30. März 2026`
    return (
        token.text[-1] in ".!?"
        and following.text.lstrip("(")[:1].isupper()
        and (len(bare) > 4 or bare[-1:].isdigit() or bare.isupper() or bare.endswith(")") or bare in _SHORT)
    )


_SHORT = frozenset("netto brut kg eur net her bei ein zur".split())  # noqa: SIM905
"""Short words that are no abbreviations."""


class Sentence:
    """The words of a sentence with what each tells, and the values in it."""

    def __init__(self, tokens: Sequence[Token], habits: Habits) -> None:
        """Finds dates first: their figures are nothing else."""
        self.tokens = tokens
        self.habits = habits
        self.cues = [cues(token.text) for token in tokens]
        for place, pair in enumerate(pairwise(token.plain.strip(".,;:()") for token in tokens)):
            if pair in _AT_YOURS:
                self.cues[place] |= {"arrives"}
        self.dates = list(self._dates())
        self.dated = {place for date in self.dates for place in range(date.start, date.end)}
        self.numbers = list(self._numbers())

    def _dates(self) -> Iterator[Mention]:
        place = 0
        while place < len(self.tokens):
            window = tuple(self.tokens[place : place + 5])
            value = read_value(Shape.DATE, window, self.habits) if re.search(r"\d", window[0].text) or _is_week(window) else None
            if value and value.tokens[0] is window[0]:
                end = place + window.index(value.tokens[-1]) + 1
                yield Mention(value, place, end)
                place = end
            else:
                place += 1

    def _numbers(self) -> Iterator[Mention]:
        """Words that may be numbers of papers: with a figure, no amount, no size, nothing that is measured."""
        for place, token in enumerate(self.tokens):
            text = token.text.strip(".,;:()[]\"'")
            if place in self.dated or not re.search(r"\d.*\d", text) or len(text) < 4 or " " in text:
                continue
            if re.fullmatch(r"\d{1,3}([.,']\d{3})*([.,]\d+)?|\d+[.,]\d+|\d+(x|×)\d.*|[A-Z]\d{1,2}x\d+", text) and not re.fullmatch(
                r"\d{4,}", text
            ):
                continue
            behind = self.tokens[place + 1].plain.strip(".,;:()") if place + 1 < len(self.tokens) else ""
            if behind in _UNITS:
                continue
            start = place - 1 if place and re.fullmatch(r"[A-Z]{2,4}", self.tokens[place - 1].text) else place
            value = read_value(Shape.IDENTIFIER, self.tokens[start : place + 1], self.habits)
            if value and value.fit > 0.5:
                yield Mention(value, place if value.tokens[0] is token else start, place + 1)

    def before(self, place: int, *, stops: Collection[int] = ()) -> list[frozenset[str]]:
        """What the words before a place tell, the nearest first, up to a stop, a bracket or the end of a clause."""
        told: list[frozenset[str]] = []
        for at in range(place - 1, max(-1, place - 1 - BEFORE), -1):
            if at in stops or self.tokens[at + 1].text.startswith("(") or self.tokens[at].text.endswith((";", ")")):
                break
            told.append(self.cues[at])
        return told

    def behind(self, place: int, *, stops: Collection[int] = ()) -> list[frozenset[str]]:
        """What the words from a place on tell, up to a stop, a bracket or the end of a clause."""
        told: list[frozenset[str]] = []
        if place and self.tokens[place - 1].text.endswith((",", ";", ")")):
            return told
        for at in range(place, min(len(self.tokens), place + BEHIND)):
            if at in stops or self.tokens[at].text.startswith("("):
                break
            told.append(self.cues[at])
            if self.tokens[at].text.endswith((",", ";", ")")):
                break
        return told

    def may_be_name(self, place: int) -> bool:
        """Whether a word that begins large may be a name: not at the beginning, and in German, which writes nouns so, only if it means nothing."""
        return place > 0 and (self.habits.language != "de" or not is_common(self.tokens[place].text))

    def tells(self, cue: str) -> bool:
        """Whether any word tells it."""
        return any(cue in told for told in self.cues)


def _is_week(window: Sequence[Token]) -> bool:
    return len(window) > 1 and window[0].plain.strip(".") in {"kw", "week", "semaine", "semana", "settimana", "tydzien", "woche", "wk"}
