"""Numbers and codes that two engines have not read alike and surely, where the print of their page says which signs they are."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import replace

from extract.engines import Image
from extract.page.open_signs import has_more_signs
from extract.page.words import Word
from extract.scan.own_print import APART, FARTHER, LIKE, LOOK_ALIKES, OwnPrint
from extract.scan.signs import Sign, is_whole

CONFIRMED = 0.97
"""What a word is sure of that an engine and the print of its page tell alike."""
NEW = 0.2
"""A letter that the page has nowhere else is as far at least from every other sign."""
LONG = 5
"""A number of so many figures may be a code that begins with a letter."""
_NUMBER = re.compile(r"(?=.*\d)[A-Z0-9]+(?:[-/.,:][A-Z0-9]+)*")


def with_print_asked(
    words: Sequence[Word], chosen: Collection[int], image: Image, points: float, own: OwnPrint | None = None
) -> list[Word]:
    """The words; the chosen ones that two engines do not surely read alike are sure where their page's own print shows each sign."""
    own = own or OwnPrint(words, image, points)
    return [
        replace(word, confidence=max(word.confidence, CONFIRMED), seconded=True, disputed="")
        if at in chosen and not word.seconded and is_confirmed(word, at, own) and is_whole(word, at, words, image, points)
        else word
        for at, word in enumerate(words)
    ]


def is_confirmed(word: Word, at: int, own: OwnPrint) -> bool:
    """Whether every sign that engines may take for another looks like its like on the page, and like no other."""
    core = _core(word.text)
    others = [_core(other) for other in word.others]
    if len(core) < 2 or not _NUMBER.fullmatch(core) or any(not _differs_by_signs(core, other) for other in others):
        return False
    signs = own.signs_of(word)
    if not signs or any(sign.place >= len(word.text) for sign in signs) or not own.is_own(signs, at):
        return False
    start = word.text.find(core)
    alike = [other for other in others if len(other) == len(core)]
    rivals = [{other[place] for other in alike if other[place] != core[place]} for place in range(len(core))]
    return all(
        _is_shown(sign, signs, at, own, core, sign.place - start, rivals[sign.place - start])
        for sign in signs
        if 0 <= sign.place - start < len(core) and sign.char.isalnum()
    )


def _is_shown(sign: Sign, signs: Sequence[Sign], word: int, own: OwnPrint, core: str, place: int, rivals: Collection[str]) -> bool:
    """Whether the page shows that sign; `rivals` are what else an engine took it for."""
    here = own.distance(sign, sign.char, word)
    if here is not None and here > LIKE:
        return False
    if (
        sign.char in LOOK_ALIKES
        and (_is_open(core, place) or LOOK_ALIKES[sign.char] in rivals)
        and own.told(sign, signs, word) != sign.char
    ):
        return False
    distances = own.distances(sign, word, rivals)
    others = (apart for char, apart in distances.items() if char not in (sign.char, LOOK_ALIKES.get(sign.char)) and not char.islower())
    apart = min(others, default=None)
    if here is None:  # a letter that the page has nowhere else is like no other sign, and not like what it was taken for
        return sign.char.isalpha() and apart is not None and apart >= NEW and all(distances.get(rival, 0.0) >= NEW for rival in rivals)
    return apart is None or apart >= max(here + APART, FARTHER * here)


def _is_open(core: str, place: int) -> bool:
    """Whether a letter may stand there as well as a figure: beside another, or where a long number of figures alone begins.

    Nobody takes an I for a 1 there that engines do not.
    """
    beside = core[max(0, place - 1) : place] + core[place + 1 : place + 2]
    begins = place == 0 and core.isdigit() and len(core) >= LONG
    return core[place] != "1" and (begins or core[place].isalpha() or any(map(str.isalpha, beside)))


def _differs_by_signs(core: str, other: str) -> bool:
    """Whether another reading differs by letters or figures, which print tells, and not by a separator that it has or lacks.

    It may have more signs or fewer, as the picture has as many as are shown; but not more before or behind, which the word's box may have cut off.
    """
    if core == other:
        return True
    return not has_more_signs(other, core) and _separators(core) == _separators(other)


def _separators(text: str) -> list[str]:
    return [char for char in text if char in ".,:/-"]


def _core(text: str) -> str:
    return re.sub(r"[–—−]", "-", text).strip().lstrip("(").rstrip(".,:;|)")
