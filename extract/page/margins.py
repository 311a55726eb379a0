"""What stands in a scan's margins and is no print of its lines: small print that runs up an edge, read letter by letter, and dust left of a line."""

from __future__ import annotations

import re
import statistics
from collections.abc import Sequence
from dataclasses import replace

from extract.page.words import Word

MARGIN = 0.12
"""The outer share of a page's width in which such print stands."""
NARROW = 10.0
"""Points: it is no wider."""
FEWEST, LONGEST = 8, 3
"""So many words, none of more signs."""
UNSURE, SHARE_UNSURE = 0.85, 0.4
"""So many of them the engine is less sure of; of numbers of entries, which stand below each other too, it is sure."""
HEIGHT = 0.2
"""They are spread over so much of the page's height."""
MOST_LONGER = 0.2
"""So many words of other lengths, as a share of those, may begin there: else it is where lines begin."""

DUST, DUST_CONFIDENCE = 2, 0.8
"""So few signs, none of them a figure, and so little sure of themselves, or read as something else by the second engine."""
APART = 1.2
"""They stand so many times the height of the next word left of it."""
FLUSH = 3.0
"""Points: what begins as far left as another line is no dust."""

FEWEST_NUMBERS = 2
_POINTED = re.compile(r"[.,:;'(\[{](?:[1-9]\d{0,2}0?|0\d{4})")
_RINGED = re.compile(r"(?:[1-9]\d{0,2}0?|0\d{4})[°º*]")


def without_margin_dust(chains: Sequence[list[Word]]) -> list[list[Word]]:
    """The lines without signs that stand by themselves left of one of them, `+   50  Strangpressprofil`, where no other line begins.

    Letters are dust only left of all lines: further right they may be a symbol in a narrow column, `S`.
    """
    lefts = sorted(chain[0].box[0] for chain in chains if len(chain[0].text) > DUST or any(map(str.isdigit, chain[0].text)))
    kept = [chain[1:] if len(chain) > 1 and _is_dust(chain[0], chain[1], lefts) else chain for chain in chains]
    numbers = [(chain[0].box[0], chain[0].box[2]) for chain in kept if chain[0].text.isdigit()]
    return [[_without_point(chain[0], numbers), *chain[1:]] for chain in kept]


def _without_point(word: Word, numbers: Sequence[tuple[float, float]]) -> Word:
    """The first word of a line without dust before or behind it, `.10` and `10°` flush with two or more numbers that have none."""
    led = _POINTED.fullmatch(word.text) and sum(abs(right - word.box[2]) < FLUSH for _, right in numbers) >= FEWEST_NUMBERS
    ringed = _RINGED.fullmatch(word.text) and sum(abs(left - word.box[0]) < FLUSH for left, _ in numbers) >= FEWEST_NUMBERS
    if not (led or ringed):
        return word
    return replace(word, text=word.text[1:] if led else word.text[:-1], others=(word.text, *word.others))


def _is_dust(word: Word, following: Word, lefts: Sequence[float]) -> bool:
    unsure = word.confidence < DUST_CONFIDENCE or (bool(word.others) and word.text not in word.others)
    if len(word.text) > DUST or not unsure or any(map(str.isdigit, word.text)):
        return False
    if word.text.isalpha() and not (lefts and word.box[2] < lefts[0]):
        return False
    apart = following.box[0] - word.box[2] > APART * following.height
    return apart and all(abs(left - word.box[0]) > FLUSH for left in lefts)


def without_side_print(words: Sequence[Word], width: float, height: float) -> list[Word]:
    """The words without those of print that runs up the left or right edge of a page of that size in points."""
    gone: set[int] = set()
    for left, right in ((0.0, MARGIN * width), ((1 - MARGIN) * width, width)):
        inside = [at for at, word in enumerate(words) if word.box[0] >= left and word.box[2] <= right and len(word.text) <= LONGEST]
        if len(inside) < FEWEST:
            continue
        middle = statistics.median((words[at].box[0] + words[at].box[2]) / 2 for at in inside)
        strip = [at for at in inside if abs(words[at].box[0] - middle) < NARROW / 2 and abs(words[at].box[2] - middle) < NARROW / 2]
        others = sum(
            word.box[0] < middle + NARROW / 2 and word.box[2] > middle - NARROW / 2 for at, word in enumerate(words) if at not in strip
        )
        spread = max((words[at].box[3] for at in strip), default=0.0) - min((words[at].box[1] for at in strip), default=0.0)
        unsure = sum(words[at].confidence < UNSURE for at in strip)
        if len(strip) >= FEWEST and unsure >= SHARE_UNSURE * len(strip) and spread > HEIGHT * height and others <= MOST_LONGER * len(strip):
            gone.update(strip)
    return [word for at, word in enumerate(words) if at not in gone]
