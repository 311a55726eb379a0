"""Large print that the first engine tore to pieces: engines are made for the size of running text, and see words in wide-set letters."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from rapidfuzz.distance import Levenshtein

from extract.engines import OcrText
from extract.label.labels import squeezed
from extract.page.words import Word, union

LARGE = 1.3
"""Print so many times as high as that of the page is that of titles and names."""
WIDEST_BLANK = 1.2
"""Gaps between the pieces of one phrase, as shares of their height."""
TORN_GAP = 0.2
"""No blank of large print is narrower: there a word was torn, or read twice."""
READ_TWICE = -0.6
"""Words that lie over each other by more are not pieces of a phrase."""
ALIKE = 0.5
"""So much of the signs must be the same for it to be the same phrase: what is torn is misread, too."""
BLANK = 0.25
WHOLE = 0.5
"""The second engine reads a phrase of large print right although it is not sure of its least sure letter."""
LOST, CLEAR = 0.95, 0.75
"""A phrase of fewer letters than its pieces have together has lost some, or the pieces have some twice: then it must be clearer."""


def torn_phrases(words: Sequence[Word], usual: float) -> list[list[int]]:
    """The indexes of the words of each phrase in large print that is torn, from left to right. Numbers are none: they are read word by word.

    `usual` is how high the page's print is, in points.
    """
    large = [index for index, word in enumerate(words) if word.height > LARGE * usual and not any(map(str.isdigit, word.text))]
    rest = set(range(len(words))) - set(large)
    found = []
    for phrase in _phrases(words, large):
        inside = _lying_in(words, phrase, rest)
        if len(phrase) > 1 and (inside or any(_is_torn(words[left], words[right]) for left, right in pairwise(phrase))):
            found.append(sorted({*phrase, *inside}, key=lambda index: words[index].box[0]))
            rest -= set(inside)
    return found


def is_better(pieces: Sequence[Word], whole: OcrText) -> bool:
    """Whether what was read of the whole phrase can be what the pieces are of, and is rather right than what they say."""
    torn, said = squeezed("".join(word.text for word in pieces)), squeezed(whole.text)
    enough = CLEAR if len(said) < LOST * len(torn) else WHOLE
    return whole.confidence >= enough and Levenshtein.normalized_similarity(torn, said) >= ALIKE


def close_together(words: Sequence[Word]) -> list[Word]:
    """The words of a phrase with blanks no wider than those of a phrase: where exactly each ends in it is not known."""
    return [
        replace(word, box=(*word.box[:2], max(word.box[2], behind.box[0] - BLANK * word.height), word.box[3]))
        for word, behind in zip(words, [*words[1:], words[-1]], strict=True)
    ]


def _phrases(words: Sequence[Word], large: Collection[int]) -> Iterator[list[int]]:
    """The words that stand behind each other on one level."""
    left = sorted(large, key=lambda index: words[index].box[0])
    while left:
        phrase = [left.pop(0)]
        for index in list(left):
            last, word = words[phrase[-1]], words[index]
            high = max(last.height, word.height)
            if abs(word.middle - last.middle) < 0.5 * high and READ_TWICE * high < word.box[0] - last.box[2] < WIDEST_BLANK * high:
                phrase.append(index)
                left.remove(index)
        yield phrase


def _is_torn(left: Word, right: Word) -> bool:
    return right.box[0] - left.box[2] < TORN_GAP * max(left.height, right.height)


def _lying_in(words: Sequence[Word], phrase: Sequence[int], others: Collection[int]) -> list[int]:
    """What lies in a phrase, or ends it, and was read of less height: pieces of it, or specks."""
    x0, top, x1, bottom = union([words[index].box for index in phrase])
    reach = TORN_GAP * (bottom - top)
    return [
        index
        for index in others
        if top < words[index].middle < bottom and words[index].box[0] < x1 + reach and words[index].box[2] > x0 - reach
    ]
