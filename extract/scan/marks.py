"""What the engine makes of dust and of rules is taken out of its words, and what its English model makes of a German ü is put right."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
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
TORN, LONGEST_NUMBER = 0.36, 10
"""Halves of a number are nearer to each other than that share of their height; blanks are wider. Orders have ten figures at most."""
_FIGURES = re.compile(r"\d{4,6}")
GOES_ON = 1.0
"""What belongs to one list stands within so many heights of its figures."""
_SPECK = re.compile(r"[.,:;](?=\d+[.,]\d)")
"""A point before a number that has its own: `.298.99`, `.0,73`; `.5` and `,75` keep theirs."""
_CUT = re.compile(r"(?P<number>\d[\d.,]*[.,]\d+)(?P<rule>[:;|]|(?=/))(?P<rest>\d+|/)")
"""A price with its unit behind a rule or a stroke: `187,9600:100`, `4,94/`; an hour has no decimals."""
_LISTED = re.compile(r"\d{1,5},")
_IHR = re.compile(r"^(?:lh(?=[rn])|th(?=re[nrms]?(?![a-z])))")
_UMLAUT = re.compile(r"(?<=[^\W\d_])(?<!i)ii(?=[^\W\d_])(?!i)")


def cleaned(words: Sequence[OcrWord]) -> list[OcrWord]:
    """The words of a page without what dust and rules leave behind, in words and as words of their own."""
    kept = [word for word in words if _is_no_dirt(word)]
    told = [replace(word, text=_as_german(_without_marks(word))) for word in kept if not _is_lone_mark(word, kept)]
    return _with_numbers_whole([piece for word in told for piece in _pieces(_without_comma(word, told))])


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
    if _SPECK.match(word.text):
        return word.text[1:]
    if word.confidence >= MARK_CONFIDENCE or not any(char.isdigit() for char in word.text):
        return word.text
    return word.text.strip(MARKS) or word.text


def _without_comma(word: OcrWord, words: Sequence[OcrWord]) -> OcrWord:
    """A bare number with nothing near it on its line ends with no comma, which would be of a list: there it is dust (`10,` in a cell of its own)."""
    if not _LISTED.fullmatch(word.text):
        return word
    x0, y0, x1, y1 = word.box
    middle, reach = (y0 + y1) / 2, GOES_ON * (y1 - y0)
    is_listed = any(
        other.box[1] < middle < other.box[3] and other.box[0] < x1 + reach and x0 - reach < other.box[2]
        for other in words
        if other is not word
    )
    return word if is_listed else replace(word, text=word.text[:-1])


def _with_numbers_whole(words: Sequence[OcrWord]) -> list[OcrWord]:
    """The words with the two halves of a long number as one: between words of any print is more room than the engine took for a blank."""
    found: list[OcrWord] = []
    for word in words:
        last = found[-1] if found else None
        if last and _FIGURES.fullmatch(last.text) and _FIGURES.fullmatch(word.text) and _are_halves(last, word):
            box = (last.box[0], min(last.box[1], word.box[1]), word.box[2], max(last.box[3], word.box[3]))
            # That they are one is told by their distance alone: low enough for the second engine to look at the whole.
            found[-1] = OcrWord(last.text + word.text, box, min(last.confidence, word.confidence, MARK_CONFIDENCE))
        else:
            found.append(word)
    return found


def _are_halves(left: OcrWord, right: OcrWord) -> bool:
    height = left.box[3] - left.box[1]
    level = abs(left.box[1] - right.box[1]) < TORN * height
    return level and 0 <= right.box[0] - left.box[2] < TORN * height and len(left.text) + len(right.text) <= LONGEST_NUMBER


def _pieces(word: OcrWord) -> Iterator[OcrWord]:
    """The word, or the number and what it is parted from by a rule that was read as a sign, each with its share of the place."""
    match = _CUT.fullmatch(word.text)
    if not match:
        yield word
        return
    x0, y0, x1, y1 = word.box
    sign = (x1 - x0) / len(word.text)
    yield replace(word, text=match["number"], box=(x0, y0, x0 + sign * match.end("number"), y1))
    yield replace(word, text=match["rest"], box=(x0 + sign * match.start("rest"), y0, x1, y1))


def _as_german(text: str) -> str:
    """`Stück` for `Stiick`, `Ihre` for `lhre`: the English model knows no ü, and is sure of what it writes.

    Hardly a word of another language has ii inside, none begins with lhr or lhn, and none is `thre`.
    """
    return _IHR.sub("Ih", _UMLAUT.sub("ü", text))
