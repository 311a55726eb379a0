"""The days that a sentence about a line says were only asked for, or held before: `You asked for 18/06; we expect to deliver on 20/06`."""

from __future__ import annotations

from collections.abc import Sequence

from extract.page.layout import Token
from extract.shape.schedules import find_dates
from extract.shape.values import Habits
from extract.text.wording import meant_singly

BEFORE = 4
"""So many words before a day its verb or its noun stands: `Gewünscht war der`, `Vous aviez demandé le`."""


def asked_for(tokens: Sequence[Token], habits: Habits) -> set[Token]:
    """The words of those days, where another day stands beside them; a day alone is the promise, whatever leads up to it."""
    days = [date.tokens for date in find_dates(tokens, habits)]
    asked = [day for day in days if _is_led_by_a_wish(tokens, tokens.index(day[0]))]
    return {token for day in asked for token in day} if len(asked) < len(days) else set()


def _is_led_by_a_wish(tokens: Sequence[Token], place: int) -> bool:
    """Whether a word for asking stands before the day, in the same sentence and behind any other day."""
    for token in reversed(tokens[max(0, place - BEFORE) : place]):
        if token.text.endswith((".", ";", ",")) or token.text[:1].isdigit():
            return False
        if {"requested", "former"} & meant_singly(token.text):
            return True
    return False
