"""Whether a round sign of a code is the letter O or the figure 0: engines cannot tell, but the page's own print does.

Where it has no like of the sign, a 0 is narrower than an O, or has a point or stroke inside.
"""

from __future__ import annotations

import re
import statistics
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from extract.engines import Image
from extract.page.open_signs import LETTER_FOR_SIGN
from extract.page.words import Word
from extract.scan.own_print import OwnPrint
from extract.scan.signs import Sign, is_whole

MEASURED = frozenset("2345689")
"""Figures that are as wide as a 0 in every print; a 1 is narrower, and so is a 7 in some."""
FEWEST = 2
EVEN = 1.3
"""The widest of the figures measured is so much wider than the narrowest at most: else two of them have grown together."""
WIDE, TOO_WIDE, NARROW = 1.2, 1.75, (0.88, 1.07)
"""Shares of the width of a figure. Measured on scans of drawn papers: noughts 0.9 to 1.1, an O 1.25 to 1.6; what is between stays open."""
OFF_CENTRE = frozenset("1JL/()")
UNEVEN_PITCH = 1.12
"""Letters stand so much further apart than figures in print that is not typewritten: there an O is as narrow as a 0."""
HOLLOW, FILLED = 0.2, 0.45
"""How dark the middle of a sign is, from paper to ink: a 0 of typewriters and terminals often has a point or a stroke in it."""
CORE = (0.14, 0.09)
"""The middle: so much of the sign's width and height to each side of its centre."""
CUT_WRONG = 0.5
"""So far from all that the page has of either, a sign is none of both (`extract.scan.own_print`)."""
_CODE = re.compile(r"(?=.*\d)(?=.*[A-Z])[A-Z0-9][A-Z0-9/.\-]+")
_BESIDE = re.compile(r"^[0O][A-Z]|[A-Z]0|O\d|\dO")
_BESIDE_A_MARK = re.compile(r"[A-Z]O[-/.]\d|\d[-/.][0O][A-Z]")
"""A round sign that ends the letters before a number, `SO-079388`, or begins those behind it, `81770/0C`: seldom anything but an O.

It is told where its print shows that, and left as it is where not.
"""
AGREED = 0.97
"""What a code is sure of that two engines read alike but for such a sign, which its print tells."""


def is_open(text: str) -> bool:
    """Whether a code may have an O for a 0 or a 0 for an O: where one begins it, a 0 stands beside a letter, or an O beside a figure."""
    code = text.strip(".,:;()")
    return _CODE.fullmatch(code) is not None and _BESIDE.search(code) is not None


def with_rounds_told(words: Sequence[Word], image: Image, points: float, own: OwnPrint | None = None) -> list[Word]:
    """The words with each O and 0 of a code as its print tells; `points` is the size of a pixel of the picture, `own` the page's own signs."""
    own = own or OwnPrint(words, image, points)
    told = ((at, word, _told(word, at, own) if is_open(word.text) else _confirmed(word, at, own)) for at, word in enumerate(words))
    return [_agreed(after, word.others, at, words, image, points) if after is not word else word for at, word, after in told]


def _agreed(word: Word, others: Sequence[str], at: int, words: Sequence[Word], image: Image, points: float) -> Word:
    """The word, sure where its engines differ by nothing but what its print has told, and its box has cut no sign off."""
    alike = word.measured and word.disputed and any(_alike(word.text, other) for other in others)
    if not alike or not is_whole(word, at, words, image, points):
        return word
    return replace(word, confidence=max(word.confidence, AGREED), seconded=True, disputed="")


def _confirmed(word: Word, at: int, own: OwnPrint) -> Word:
    """The word; measured where the print shows the O that ends its letters or begins them, and every nought of its number."""
    code = word.text.strip(".,:;()")
    if not (_CODE.fullmatch(code) and _BESIDE_A_MARK.search(code)):
        return word
    told = _told(word, at, own, among_figures=True)
    return told if told.measured and told.text == re.sub(r"(?<=[-/.])0(?=[A-Z])", "O", word.text) else word


def _told(word: Word, at: int, own: OwnPrint, *, among_figures: bool = False) -> Word:
    """The word as its print tells; `among_figures` takes a nought between two figures for one where the print does not tell."""
    signs = own.signs_of(word)
    if not signs:
        return word
    noughts = [sign for before, sign, behind in zip(signs, signs[1:], signs[2:], strict=False) if _is_among_figures(before, sign, behind)]
    surely = {sign.place for sign in noughts} if among_figures else set()
    noughts = noughts or [sign for sign in signs if sign.char == "0" and _filled(sign) >= FILLED]
    told = {
        sign.place: _by_own_print(sign, signs, noughts, own, at) or ("0" if sign.place in surely else "")
        for sign in signs
        if sign.char in "O0"
    }
    text = "".join(told.get(place) or char for place, char in enumerate(word.text))
    others = word.others if text == word.text else tuple(dict.fromkeys((*word.others, word.text)))
    return replace(word, text=text, others=others, measured=all(told.values()))


def _alike(text: str, other: str) -> bool:
    """Whether two readings of a code differ by an O for a 0 alone, and a sign that one of them took a letter for: `$0C053555`."""
    return text.replace("O", "0") == other.strip(".,:;()").upper().translate(LETTER_FOR_SIGN).replace("O", "0")


def _is_among_figures(before: Sign, sign: Sign, behind: Sign) -> bool:
    return sign.char == "0" and before.char.isdigit() and behind.char.isdigit()


def _by_own_print(sign: Sign, signs: Sequence[Sign], noughts: Sequence[Sign], own: OwnPrint, word: int) -> str:
    """`O` or `0` as the page's own signs tell, else as its width does; one that looks like neither was cut wrong, and has no width."""
    apart = [each for char in "O0" if (each := own.distance(sign, char, word)) is not None]
    if apart and min(apart) > CUT_WRONG:
        return ""
    return own.told(sign, signs, word) or _letter_or_figure(sign, signs, noughts)


def _letter_or_figure(sign: Sign, signs: Sequence[Sign], noughts: Sequence[Sign]) -> str:
    """`O` or `0`; empty where the print does not tell."""
    if _filled(sign) >= FILLED:
        return "0"
    if noughts and all(_filled(each) >= FILLED for each in noughts):
        return "O" if _filled(sign) <= HOLLOW else ""
    figures = [each.width for each in noughts] or [each.width for each in signs if each.char in MEASURED]
    if len(figures) < (1 if noughts else FEWEST) or max(figures) > EVEN * min(figures):
        return ""
    share = sign.width / statistics.median(figures)
    if WIDE <= share <= TOO_WIDE:
        return "O"
    return "0" if NARROW[0] <= share <= NARROW[1] and _is_proportional(signs) else ""


def _is_proportional(signs: Sequence[Sign]) -> bool:
    """Whether letters take more room than figures: not on a typewriter."""
    pairs = [(left, right) for left, right in pairwise(signs) if not {left.char, right.char} & OFF_CENTRE]
    figures = [right.centre - left.centre for left, right in pairs if left.char.isdigit() and right.char.isdigit()]
    others = [right.centre - left.centre for left, right in pairs if left.char.isalpha()]
    return bool(figures and others) and max(others) > UNEVEN_PITCH * statistics.median(figures)


def _filled(sign: Sign) -> float:
    """How dark the middle of a sign is, from paper (0) to ink (1)."""
    ink = sign.ink
    height, width = ink.shape
    beside, above = max(1, round(CORE[0] * width)), max(1, round(CORE[1] * height))
    core = ink[height // 2 - above : height // 2 + above + 1, width // 2 - beside : width // 2 + beside + 1]
    return float(core.mean())
