"""Quantities in the sentences of a mail: `Pos. 10: nur 80 Stück statt 100` is 80 of line 10."""

from __future__ import annotations

import re
from dataclasses import dataclass

from extract.mail.mail_sentences import Sentence
from extract.text import mail_words as words
from extract.text.numbers import NumberError, NumberStyle, is_ambiguous, parse_number
from extract.text.units import UnitError, parse_unit

QUANTITY = re.compile(
    r"(?<![\w.,/])(?P<number>\d[\d.,]*\d|\d)\s*"
    r"(?P<unit>stucke?|stk|st|pcs|pieces?|pces?|units?|ea|pz|pezz[io]|uds?|unidades|unites?|stuks|szt|sztuk[ai]?|kg|to|t|tons?|tonnen|m|meter|metres?)\b\.?(?!\w)"
)
_UNIT_WORDS = {"stucke": "stk", "to": "t", "ton": "t", "tons": "t", "sztuki": "szt"}
_PRICE = re.compile(r"[€$£]|(?<!\w)(?:eur|usd|gbp|chf|pln)(?!\w)")


@dataclass(frozen=True)
class Amount:
    """A quantity that is promised of a line; `start` and `end` are its characters in the sentence."""

    line: str
    value: str
    unit: str
    sentence: Sentence
    start: int
    end: int
    unit_start: int


def unit_of(word: str) -> str | None:
    """The code of a unit's word, folded; None where it is none."""
    try:
        return parse_unit(_UNIT_WORDS.get(word, word))
    except UnitError:
        return None


def names_a_price(text: str) -> bool:
    """Whether a sentence, folded, names a sum of money."""
    return bool(_PRICE.search(text))


def amounts_of(sentence: Sentence) -> list[Amount] | None:
    """The quantities of a sentence that hold, each of the line that is named before it; None where it is not plain which line, or which number, it is."""
    text = sentence.text
    hits = [hit for hit in QUANTITY.finditer(text) if not words.INSTEAD_OF.search(text[: hit.start()])]
    if not hits:
        return []
    lines = [(hit.start(), re.findall(r"\d+", hit["numbers"])) for hit in words.LINE.finditer(text)]
    if len(lines) == 1:  # `nur 80 Stück von Pos. 10`
        lines = [(0, lines[0][1])]
    found: list[Amount] = []
    for hit in hits:
        numbers: list[str] = next((numbers for start, numbers in reversed(lines) if start <= hit.start()), [])
        if len(numbers) != 1 or any(amount.line == numbers[0] for amount in found) or is_ambiguous(hit["number"]):
            return None
        try:
            value = parse_number(hit["number"], NumberStyle(",", certain=False))
        except NumberError:
            return None
        if (unit := unit_of(hit["unit"])) is None:
            return None
        found.append(Amount(numbers[0], value, unit, sentence, hit.start("number"), hit.end("number"), hit.start("unit")))
    return found
