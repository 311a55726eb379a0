"""A word that two engines read differently: where they differ by marks alone, what lies on the paper beside the print is no part of it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from extract.page.words import Word
from extract.text.wording import concepts

FEW, UNSURE = 2, 0.55
ALL_BUT_DEGREES = 0.95
"""How sure a word is that two engines read alike but for the sign of degrees, which is as small as dust: `20°CJ` and `20CJ`."""
UNREADABLE, CLOSE = 0.3, 0.6
"""What an engine is no surer of is no reading; nearer than this share of its height print belongs to a word, or is the next one."""
FEWEST_LETTERS = 3
"""A word of which a label is made has so many letters; of fewer too many are one."""
_MARKS = "°!|'’‘`´\"“”*+•·~^_.,:;"
_BEFORE, _BEHIND = _MARKS + "#)]}", _MARKS + "([{)]}"
"""What dust, rules and stamps leave at a number. A minus, `<`, `%` and a bracket that opens before it may be its own."""
_FRACTION = re.compile(r"[.,]\d{2,3}\W*")
"""`,42` may be what is left of `0,42`, whose nought was lost."""
_MISPRINTED = re.compile(r"(?:\d+[;:]\d{2,4}|\d{1,3}(?:[.,]{2}\d{3})+|\d+;\d+)(?P<unit>[^\W\d_]{0,4})")
"""Figures with a decimal mark that no paper has: `197;72`, `15,.000`, `120;5m`."""
_SIGN_IN_WORD = re.compile(r"[^\W\d_]{2,}[€¢£$§][^\W\d_]*")
"""A sign of money is no letter: `ILOS€` is a word that the engine does not know the letters of."""
_NUMBER = re.compile(r"\d{1,3}(?:[.,']\d{3})*(?:[.,]\d+)?|\d+(?:[.,]\d+)?")
_FIGURE = re.compile(r"\d")
_ENCLOSED = re.compile(r"[\[({].*[\])}][.,;:]?")


def is_dirt(word: Word) -> bool:
    """Whether a sign or two are likely none: one engine is not sure of them, and the other saw nothing but marks there."""
    return (
        len(word.text.strip()) <= FEW
        and word.confidence < UNSURE
        and bool(word.others)
        and not any(char.isalnum() for other in word.others for char in other)
    )


def without_stuck_marks(word: Word) -> Word:
    """The word without marks at its ends that only one engine saw, `3°.`, `+100`, `20)` for a plain number, or that each saw as another one.

    Its letters and figures are those that both read; it stays as doubtful as their difference made it.
    """
    if not word.others:
        return word
    if "°C" in word.text and any(_without_degrees(other) == _without_degrees(word.text) for other in word.others):
        return replace(word, confidence=max(word.confidence, ALL_BUT_DEGREES), disputed="")
    if _SIGN_IN_WORD.fullmatch(word.text) and (other := next((other for other in word.others if other.isalpha()), "")):
        return _as(word, other)
    for other in word.others:
        said = re.sub(r"\s", "", other)
        unit = misprinted["unit"] if (misprinted := _MISPRINTED.fullmatch(word.text)) else None
        number = said.removesuffix(unit) if unit is not None and said.endswith(unit) else ""
        if _NUMBER.fullmatch(number) and _figures(said) == _figures(word.text):
            return _as(word, said)
        bare = _bare(word.text)
        if bare != word.text != said and bare == _bare(said) and re.search(r"\d", bare) and not _ENCLOSED.fullmatch(word.text):
            return _as(word, bare)
    return word


def doubting_torn_numbers(chain: Sequence[Word]) -> list[Word]:
    """The words of a line; a number is never sure beside which print stands close that no engine could read: it may go on there, `11` of `11,9`."""
    words = list(chain)
    for left, right in pairwise(range(len(chain))):
        gap = chain[right].box[0] - chain[left].box[2]
        for number, beside in ((left, right), (right, left)):
            word, other = chain[number], chain[beside]
            if _NUMBER.fullmatch(word.text) and other.confidence < UNREADABLE and gap < CLOSE * word.height and _is_print(other):
                words[number] = replace(word, confidence=min(word.confidence, UNSURE), seconded=False)
    return words


def heeding_known_words(chain: Sequence[Word]) -> list[Word]:
    """The words of a line; of two readings of one the other is taken where it alone is a word that labels are made of: `ttem` read again as `Item`."""
    words = list(chain)
    for at, word in enumerate(chain):
        beside = {other for near in chain[max(at - 1, 0) : at + 2] if near is not word for other in near.others}
        for other in word.others:
            if other not in beside and word.text not in other and _may_name(other) and not _may_be_right(word.text):
                words[at] = _as(word, other)
                break
    return words


def _may_be_right(text: str) -> bool:
    """Whether a word has figures, or is one that labels are made of."""
    return _FIGURE.search(text) is not None or concepts(text) is not None


def _may_name(text: str) -> bool:
    return sum(map(str.isalpha, text)) >= FEWEST_LETTERS and not _FIGURE.search(text) and concepts(text) is not None


def _is_print(word: Word) -> bool:
    """Whether something as high as letters or figures stands there, and not a mark or dust."""
    return sum(map(str.isalnum, word.text)) >= FEW


def _as(word: Word, text: str) -> Word:
    return replace(word, text=text, others=tuple(dict.fromkeys((word.text, *(other for other in word.others if other != text)))))


def _without_degrees(text: str) -> str:
    return re.sub(r"[°º˚\s]", "", text)


def _bare(text: str) -> str:
    before = _BEFORE if re.search(r"[\])}]", text) else _BEFORE + "[{"
    opened = text if _FRACTION.fullmatch(text) else text.lstrip(before)
    return opened.rstrip(_MARKS if re.search(r"[\[({]", opened) else _BEHIND)


def _figures(text: str) -> str:
    return re.sub(r"\D", "", text)
