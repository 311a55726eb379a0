"""The print of a page held against itself: whether a sign is drawn like those that the same page surely has.

Engines know every font a little. A page shows its own: the noughts of its dates and amounts beside the letter O of its words tell which of
the two a code has, and a figure that one engine reads as another looks like one of them.
"""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Collection, Mapping, MutableMapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from domain.paper import Box
from extract.engines import Image
from extract.page.words import Word
from extract.scan.signs import Sign, signs_of

Known = MutableMapping[tuple[Box, str], list[Sign]]
"""The signs of words that were looked at already, by their box and their text."""
SURE = 0.95
"""A word that one engine alone has read shows what its signs look like from here on."""
AS_HIGH = 0.15
"""Natural logarithm: examples are no smaller or larger by more, as print of another size is cut otherwise."""
MOST_ALIKE = 12
"""Examples of a sign of one size: more tell nothing new."""
NEAREST = 2
"""So many examples are asked, as one of them may be misread itself."""
LIKE = 0.15
"""How far a sign is from those that it is one of, at most. Measured on codes of 284 drawn scans: 95 in 100 noughts are within 0.09 of their like, and no O within 0.22."""
APART = 0.1
"""By how much the nearest of any other sign must be farther."""
FARTHER = 1.6
"""And by how many times."""
SURELY_LIKE = {**dict.fromkeys("S5", 0.06), **dict.fromkeys("O0", 0.1), **dict.fromkeys("Z2B8G6", 0.12)}
"""So near, a sign needs no examples of its look-alike: no font draws S and 5 so much alike (0.12 at the least), nor
Z and 2, B and 8, G and 6 (0.18), and none that makes a difference O and 0 (0.22)."""
UNLIKE = (0.2, 0.7)
"""So far from all noughts, and wider than they, a sign that is either is an O; what is farther was cut wrong."""
WIDER = 1.15
"""A font whose round capitals are so much wider than its noughts has an O that is no nought."""
FEWEST_ALIKE = 2
"""Figures of a word that must look like the page's own, to tell that it is set in the same print."""
LOOK_ALIKES: Mapping[str, str] = {
    "O": "0",
    "0": "O",
    "S": "5",
    "5": "S",
    "Z": "2",
    "2": "Z",
    "B": "8",
    "8": "B",
    "G": "6",
    "6": "G",
    "I": "1",
    "1": "I",
}
ONE_SHAPE = frozenset("O0I1")
"""Look-alikes of which some fonts make no difference."""
ROUND = "CDGQ"
_FIGURES = re.compile(r"\d+(?:[.,/:\-]\d+)*[.,:;%]?")
_LETTERS = re.compile(r"[^\W\d_]{3,}[.,:;]?")
_SAME_SHAPE = {low: low.upper() for low in "cosvwxzpuk"}


@dataclass(frozen=True)
class _Examples:
    """All examples of one sign, with the word that each is of."""

    signs: Sequence[Sign]
    of_words: Sequence[int]

    @cached_property
    def looks(self) -> NDArray[np.float32]:
        """What they look like; told only where that sign is asked for."""
        return np.array([sign.looks for sign in self.signs])

    @cached_property
    def slimness(self) -> NDArray[np.float64]:
        """How wide they are for their height."""
        return np.array([math.log(sign.width / float(sign.height)) for sign in self.signs])

    @cached_property
    def heights(self) -> NDArray[np.float64]:
        """Their heights, as logarithms."""
        return np.array([math.log(sign.height) for sign in self.signs])

    @cached_property
    def widths(self) -> NDArray[np.int64]:
        """Their widths."""
        return np.array([sign.width for sign in self.signs])

    @cached_property
    def words(self) -> NDArray[np.intp]:
        """The words that they are of."""
        return np.array(self.of_words)


class OwnPrint:
    """What the signs of one page look like."""

    def __init__(self, words: Sequence[Word], image: Image, points: float, known: Known | None = None) -> None:
        """`points` is the size of a pixel of the picture of the page; `known` are signs of that picture, to which those are added that are cut out."""
        self._words, self._image, self._points = words, image, points
        self._known: Known = {} if known is None else known

    def signs_of(self, word: Word) -> list[Sign]:
        """As `extract.scan.signs.signs_of`; a word is cut up once."""
        key = (word.box, word.text)
        if key not in self._known:
            self._known[key] = signs_of(word, self._image, self._points)
        return self._known[key]

    @cached_property
    def _examples(self) -> Mapping[str, _Examples]:
        """The signs of words that are figures or letters alone, and are read surely: no O is taken for a 0 there."""
        found: dict[str, list[tuple[Sign, int]]] = defaultdict(list)
        counts: dict[tuple[str, int], int] = defaultdict(int)
        for at, word in enumerate(self._words):
            sure = word.seconded or (word.confidence >= SURE and not word.others)
            if not sure or not (_FIGURES.fullmatch(word.text) or _LETTERS.fullmatch(word.text)):
                continue
            if all(counts[char, round(word.height)] >= MOST_ALIKE for char in word.text):
                continue
            for sign in self.signs_of(word):
                counts[sign.char, round(word.height)] += 1
                found[_SAME_SHAPE.get(sign.char, sign.char)].append((sign, at))
        return {char: _Examples(*zip(*examples, strict=True)) for char, examples in found.items()}

    def distance(self, sign: Sign, char: str, word: int) -> float | None:
        """How far a sign of that word is from the nearest examples of a sign in other words; None where the page has none of that size."""
        examples = self._examples.get(_SAME_SHAPE.get(char, char))
        return self._distance(sign, examples, word) if examples else None

    def _distance(self, sign: Sign, examples: _Examples, word: int) -> float | None:
        height = math.log(sign.height)
        fit = (np.abs(examples.heights - height) < AS_HIGH) & (examples.words != word)
        if not fit.any():
            return None
        slim = math.log(sign.width) - height
        apart = 1.0 - examples.looks[fit] @ sign.looks + np.abs(examples.slimness[fit] - slim)
        return float(np.sort(apart)[:NEAREST].mean())

    def distances(self, sign: Sign, word: int, rivals: Collection[str] = ()) -> dict[str, float]:
        """The distances to all figures and capitals that the page has examples of, and to those rivals."""
        small = (
            (char, self._distance(sign, self._examples[char], word)) for char in sorted(rivals) if char.islower() and char in self._examples
        )
        return self._distances_to_large(sign, word) | {char: apart for char, apart in small if apart is not None}

    def _distances_to_large(self, sign: Sign, word: int) -> dict[str, float]:
        """Those to figures and capitals, told of all their examples at once: one by one they took twenty times as long."""
        chars, of_chars, examples = self._large
        if not chars:
            return {}
        height = math.log(sign.height)
        fit = np.flatnonzero((np.abs(examples.heights - height) < AS_HIGH) & (examples.words != word))
        if not fit.size:
            return {}  # no other word of the page is printed in that size
        apart = 1.0 - examples.looks[fit] @ sign.looks + np.abs(examples.slimness[fit] - (math.log(sign.width) - height))
        order = np.lexsort((apart, of_chars[fit]))
        found, starts = np.unique(of_chars[fit][order], return_index=True)
        ends = (*starts[1:].tolist(), len(order))
        ranked = apart[order]
        return {
            chars[char]: float(ranked[start : min(end, start + NEAREST)].mean())
            for char, start, end in zip(found.tolist(), starts.tolist(), ends, strict=True)
        }

    @cached_property
    def _large(self) -> tuple[list[str], NDArray[np.intp], _Examples]:
        """The figures and capitals that the page has examples of, which of them each example is of, and the examples of all of them."""
        chars = [char for char in self._examples if not char.islower()]
        each = [self._examples[char] for char in chars]
        of_chars = np.repeat(np.arange(len(chars)), [len(examples.signs) for examples in each])
        signs = [sign for examples in each for sign in examples.signs]
        return chars, of_chars, _Examples(signs, [word for examples in each for word in examples.of_words])

    def told(self, sign: Sign, signs: Sequence[Sign], word: int) -> str:
        """Which of two look-alikes a sign of a word is; empty where the page does not tell. `signs` are all signs of the word."""
        own, other = sign.char, LOOK_ALIKES[sign.char]
        here, there = self.distance(sign, own, word), self.distance(sign, other, word)
        if here is not None and there is not None:
            (near, char), (far, _) = sorted(((here, own), (there, other)))
            return char if near <= LIKE and far >= max(near + APART, FARTHER * near) else ""
        if here is None and there is None:
            return ""
        apart, char = (here, own) if here is not None else (there, other)
        assert apart is not None
        if not self.is_own([each for each in signs if each is not sign], word):
            return ""
        if apart <= SURELY_LIKE.get(char, 0.0) and (char not in ONE_SHAPE or (char == "0" and self._has_wide_rounds(sign, word))):
            return char
        return "O" if char == "0" and UNLIKE[0] <= apart <= UNLIKE[1] and self._is_wider(sign, word) else ""

    def is_own(self, signs: Sequence[Sign], word: int) -> bool:
        """Whether a word is set in print of which the page has enough: its figures look like others."""
        apart = [self.distance(sign, sign.char, word) for sign in signs if sign.char.isdigit()]
        return sum(each is not None and each <= LIKE for each in apart) >= FEWEST_ALIKE

    def _has_wide_rounds(self, sign: Sign, word: int) -> bool:
        """Whether round capitals of that size are wider than the noughts: so is the O, then, of which there is no example."""
        nought = self._width("0", sign, word)
        return nought > 0 and any(self._width(char, sign, word) >= WIDER * nought for char in ROUND)

    def _is_wider(self, sign: Sign, word: int) -> bool:
        """Whether a sign is wider than the noughts of its size are."""
        return sign.width >= WIDER * self._width("0", sign, word)

    def _width(self, char: str, sign: Sign, word: int) -> float:
        """How wide that sign is in other words, where it is as high as the one given; 0 where there is none."""
        examples = self._examples.get(_SAME_SHAPE.get(char, char))
        fit = (np.abs(examples.heights - math.log(sign.height)) < AS_HIGH) & (examples.words != word) if examples else None
        return float(np.median(examples.widths[fit])) if examples and fit is not None and fit.any() else 0.0
