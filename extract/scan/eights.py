"""Whether a sign behind the letters of a code is a B or an 8: both engines take one for the other there, but a B is straight on its left."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from extract.engines import Image
from extract.page.words import Word
from extract.scan.own_print import OwnPrint
from extract.scan.signs import Sign, last_signs_of

CORNER = (0.18, 0.12)
"""What of a sign's width and height its corners are."""
STRAIGHT, EVEN = 0.3, 0.1
"""By how much a sign's corners are darker at the left than at the right. Measured on 426 eights and 157 Bs of drawn scans, off a fax to 300 dpi:

eights −0.2 to 0.1 (19 of 20, most of the others off faxes), Bs 0.23 to 0.68 (19 of 20); what is between stays open.
"""
_OPEN = re.compile(r"(?<![A-Z0-9])[A-Z]{1,3}[8B](?=\d)")


def with_eights_told(words: Sequence[Word], image: Image, points: float, own: OwnPrint | None = None) -> list[Word]:
    """The words with the first figure of a code, if it is an 8, as its print tells; `points` is the size of a pixel of the picture."""
    own = own or OwnPrint(words, image, points)
    return [_told(word, at, own, image, points) if _OPEN.search(word.text) else word for at, word in enumerate(words)]


def _told(word: Word, at: int, own: OwnPrint, image: Image, points: float) -> Word:
    places = {match.end() - 1 for match in _OPEN.finditer(word.text)}
    signs = own.signs_of(word) or last_signs_of(word, image, points)
    told = {sign.place: _by_both(sign, own.told(sign, signs, at)) for sign in signs if sign.place in places}
    text = "".join(told.get(place) or char for place, char in enumerate(word.text))
    if text != word.text:  # the engines have read something else: a person looks
        return replace(word, text=text, others=tuple(dict.fromkeys((*word.others, word.text))), seconded=False)
    return replace(word, eight=len(told) == len(places) and all(told.values()))


def _by_both(sign: Sign, own: str) -> str:
    """`B` or `8` as its corners or the page's own signs tell; empty where neither does, or they do not agree."""
    corners = _letter_or_figure(sign)
    return "" if own and corners and own != corners else own or corners


def _letter_or_figure(sign: Sign) -> str:
    """`B` or `8`; empty where the print does not tell."""
    ink = sign.ink
    height, width = ink.shape
    beside, above = max(1, round(CORNER[0] * width)), max(1, round(CORNER[1] * height))
    left, right = ((rows[:above].mean() + rows[-above:].mean()) / 2 for rows in (ink[:, :beside], ink[:, -beside:]))
    return "B" if left - right >= STRAIGHT else "8" if left - right <= EVEN else ""
