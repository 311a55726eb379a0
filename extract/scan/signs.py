"""The signs of a word one by one, in the picture of its page: what no engine tells is told by how a sign is drawn."""

from __future__ import annotations

import statistics
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import cv2
import numpy as np
from numpy.typing import NDArray

from extract.engines import Image
from extract.page.words import Word

DARKNESS = (1.0, 0.85, 0.7, 0.55, 0.4)
"""Shares of the grey that parts ink and paper at which signs are looked for: in pale print they run together."""
TALL = 0.6
"""Signs are so high at least, as a share of the highest: hyphens and points are not."""
LARGER = 2
MARGIN = 3
WIDER = 1.5
"""A sign so many times as wide as half of the others may be two."""

BESIDE = 0.5
"""So near, as a share of its height, a sign beside a word that is in no other may be one of it: a 1 has much paper around it."""
HIGH = 0.5
"""What is so high, as a share of a word, is a sign; what goes far beyond it above and below is a rule."""
SIZE = (20, 28)
"""Width and height that every sign is brought to."""
BLUR = 0.8
PAPER, INK = 0.9, 0.05
"""Shares of a word's pixels that are darker than its paper, and of a sign's that are darker than its ink."""


@dataclass(frozen=True)
class Sign:
    """One sign: where it stands in the word, its left edge and its width in pixels of the enlarged picture, and what it looks like there."""

    place: int
    char: str
    left: int
    width: int
    pixels: NDArray[np.uint8]
    paper: float
    """How light the paper of its word is."""

    @property
    def centre(self) -> float:
        """The middle of its width."""
        return self.left + self.width / 2

    @property
    def height(self) -> int:
        """Its height in pixels of the enlarged picture."""
        return int(self.pixels.shape[0])

    @property
    def ink(self) -> NDArray[np.float64]:
        """How dark each of its pixels is, from paper (0) to ink (1); most signs of a page nobody asks, and it is too large to be kept."""
        darkest = quantile(self.pixels, INK)
        return np.asarray((self.paper - self.pixels) / max(1.0, self.paper - darkest), dtype=np.float64)

    @cached_property
    def looks(self) -> NDArray[np.float32]:
        """Its ink brought to one size, so that the product of two tells how alike they are."""
        ink = cv2.resize(self.ink.astype(np.float32), SIZE, interpolation=cv2.INTER_AREA)
        ink = cv2.GaussianBlur(np.minimum(np.maximum(ink, 0.0), 1.0), (3, 3), BLUR)
        flat = (ink - ink.mean()).ravel()
        length = float(np.linalg.norm(flat))
        return np.asarray(flat / length if length else flat, dtype=np.float32)


def signs_of(word: Word, image: Image, points: float) -> list[Sign]:
    """The letters, figures, strokes and brackets of a word from left to right; none where they are not as many as were read.

    `points` is the size of a pixel of the picture.
    """
    large, places = _enlarged(word, image, points), _places(word)
    for boxes in _shapes(large) if large.size else ():
        if len(boxes) == len(places):
            paper = _paper(large)
            return [_sign(word, place, large, box, paper) for place, box in zip(places, boxes, strict=True)]
    return []


def last_signs_of(word: Word, image: Image, points: float) -> list[Sign]:
    """The signs at the end of a word, as far back as none is so wide that it may be two which touch."""
    large, found = _enlarged(word, image, points), []
    boxes = next(_shapes(large), []) if large.size else []
    widest = WIDER * statistics.median(width for _, _, width, _ in boxes) if boxes else 0.0
    paper = _paper(large) if boxes else 0.0
    for place, box in zip(reversed(_places(word)), reversed(boxes), strict=False):
        if box[2] > widest:
            break
        found.append(_sign(word, place, large, box, paper))
    return found[::-1]


def is_whole(word: Word, at: int, words: Sequence[Word], image: Image, points: float) -> bool:
    """Whether nothing as high as a sign stands close beside the word that no word has: a sign that its box cut off."""
    x0, top, x1, bottom = (round(side / points) for side in word.box)
    high = bottom - top
    left, above = max(0, x0 - round(BESIDE * high)), max(0, top - round(HIGH * high / 2))
    band = image[above : bottom + round(HIGH * high / 2), left : x1 + round(BESIDE * high)]
    level, _ = cv2.threshold(band, 0, 255, cv2.THRESH_BINARY + cv2.THRESH_OTSU)
    _, _, stats, centres = cv2.connectedComponentsWithStats(np.asarray(band <= level, dtype=np.uint8), connectivity=8)
    beside = [
        (centre[0] + left) * points
        for (_, _, _, height, _), centre in zip(stats[1:], centres[1:], strict=True)
        if HIGH * high < height < len(band) and not x0 <= centre[0] + left <= x1
    ]
    level_words = [other.box for place, other in enumerate(words) if place != at and _is_level(other, word)]
    return all(any(box[0] <= x <= box[2] for box in level_words) for x in beside)


def _is_level(one: Word, other: Word) -> bool:
    return one.box[1] < other.middle < one.box[3]


def _places(word: Word) -> list[int]:
    return [at for at, char in enumerate(word.text) if char.isalnum() or char in "/()"]


def _enlarged(word: Word, image: Image, points: float) -> NDArray[np.uint8]:
    x0, top, x1, bottom = (round(side / points) for side in word.box)
    crop = image[max(0, top - MARGIN) : bottom + MARGIN, max(0, x0 - MARGIN) : x1 + MARGIN]
    if not crop.size:
        return np.zeros((0, 0), dtype=np.uint8)
    return np.asarray(cv2.resize(crop, None, fx=LARGER, fy=LARGER, interpolation=cv2.INTER_CUBIC), dtype=np.uint8)


def _shapes(large: NDArray[np.uint8]) -> Iterator[list[tuple[int, int, int, int]]]:
    """The boxes of what is dark, from left to right, at each share of darkness."""
    level, _ = cv2.threshold(large, 0, 255, cv2.THRESH_BINARY + cv2.THRESH_OTSU)
    for share in DARKNESS:
        dark = np.asarray(large <= np.uint8(share * level), dtype=np.uint8)  # a whole number is compared in a fifth of the time
        stats = cv2.connectedComponentsWithStats(dark, connectivity=8)[2][1:].tolist()
        tallest = max((height for _, _, _, height, _ in stats), default=0)
        yield sorted((x, y, w, h) for x, y, w, h, _ in stats if h > TALL * tallest)


def _paper(large: NDArray[np.uint8]) -> float:
    """How light the paper is."""
    return quantile(large, PAPER)


def _sign(word: Word, place: int, large: NDArray[np.uint8], box: tuple[int, int, int, int], paper: float) -> Sign:
    x, y, width, height = box
    return Sign(place, word.text[place], x, width, large[y : y + height, x : x + width], paper)


def quantile(pixels: NDArray[np.uint8], share: float) -> float:
    """The grey that so much of a picture is darker than, as numpy's percentile has it, but counted and not sorted: in a tenth of the time."""
    darker = np.cumsum(cv2.calcHist([pixels], [0], None, [256], [0, 256]))
    place = share * (pixels.size - 1)
    below = int(place)
    low, high = (int(np.searchsorted(darker, at, side="right")) for at in (below, min(below + 1, pixels.size - 1)))
    between = place - below
    return low + (high - low) * between if between < 0.5 else high - (high - low) * (1 - between)
