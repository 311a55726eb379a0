"""What the engine makes of dust and of rules is taken out of its words, and what its English model makes of a German ü is put right."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from extract.engines import OcrWord

DIRT_CONFIDENCE = 0.6
MARK_CONFIDENCE = 0.75
MARKS = "\"'`´‘’“”„°*~^_|\\«»"
RULES = "|¦[]{}_\\"
"""Upright rules and corners of cells are read as these, and as surely as print; no value of a paper is one of them alone."""
TELLING = frozenset("%‰€$£#-–—+=×<>≤≥&@☐☒☑✓✗•*")
"""Signs that say something alone on a line: an empty cell, a ticked box, a bullet."""
LONELY = 2.0
"""A point with no word so near on its line, in heights of that word, ends nothing and is dust."""
_IHR = re.compile(r"^lh(?=[rn])")
_UMLAUT = re.compile(r"(?<=[^\W\d_])(?<!i)ii(?=[^\W\d_])(?!i)")


def cleaned(words: Sequence[OcrWord]) -> list[OcrWord]:
    """The words of a page without what dust and rules leave behind, in words and as words of their own."""
    kept = [word for word in words if _is_no_dirt(word)]
    return [replace(word, text=_as_german(_without_marks(word))) for word in kept if not _is_lone_mark(word, kept)]


def _is_no_dirt(word: OcrWord) -> bool:
    """Points and strokes that the engine is unsure of are what dust and rules leave behind."""
    if not word.text.strip(RULES):
        return False
    return word.confidence >= DIRT_CONFIDENCE or any(char.isalnum() or char in "%‰€$£#" for char in word.text)


def _is_lone_mark(word: OcrWord, words: Sequence[OcrWord]) -> bool:
    """Whether a point, a comma or a quote stands with no print beside it, however sure the engine is of it."""
    if any(char.isalnum() or char in TELLING for char in word.text):
        return False
    middle = (word.box[1] + word.box[3]) / 2
    return not any(
        other.box[1] < middle < other.box[3]
        and any(map(str.isalnum, other.text))
        and max(other.box[0] - word.box[2], word.box[0] - other.box[2]) < LONELY * (other.box[3] - other.box[1])
        for other in words
    )


def _without_marks(word: OcrWord) -> str:
    """The text of a word without what dust leaves: a colon behind a bare number, quotes and rings around a figure that is not sure."""
    if re.fullmatch(r"\d+[:;]", word.text):
        return word.text[:-1]
    if word.confidence >= MARK_CONFIDENCE or not any(char.isdigit() for char in word.text):
        return word.text
    return word.text.strip(MARKS) or word.text


def _as_german(text: str) -> str:
    """`Stück` for `Stiick`, `Ihre` for `lhre`: the English model knows no ü, and is sure of what it writes.

    Hardly a word of another language has ii inside, and none begins with lhr or lhn.
    """
    return _IHR.sub("Ih", _UMLAUT.sub("ü", text))
