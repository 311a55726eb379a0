"""Boxes side by side whose lines stand at different heights: put below each other before they are read.

A page is read as one block (`extract.scan.ocr`), which makes one line of what stands side by side. Of a narrow table beside wider spaced
print it then reads slices of two lines, and loses both.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import cv2
import numpy as np
from numpy.typing import NDArray

from extract.engines import Image, OcrWord
from extract.scan.pieces import pieces_of

SMALLER = 0.5
"""Print is looked for at half the size."""
LEAST, MOST = 6, 40
"""Heights of print there, in pixels of a page of 300 dpi: lower is dust or a stroke, higher a title or a picture."""
GUTTER = 1.0
"""White paper between two boxes, in heights of print, at least."""
FEWEST = 2
"""Lines of a box."""
FAR = 1.5
"""Boxes go on where the next lines stand no further away, in heights of print."""
ROWS = 2
"""Level lines one below the other, on both sides of a cut, that are rows of a table."""
LEVEL = 0.3
"""Lines whose middles are no further apart, in heights of print, are level."""
MOSTLY = 0.5
"""Boxes are staggered where less than this share of the lines of the one with fewer stand level with one of the other's."""


@dataclass(frozen=True)
class Strip:
    """A stretch of the page on the sheet that is read: the rows from `top` on are those of the page from `page_top` on, between two columns."""

    top: int
    page_top: int
    page_bottom: int
    left: int
    right: int


def below_each_other(image: Image) -> tuple[Image, list[Strip]]:
    """The picture with staggered boxes below each other, and where its strips come from; the picture itself where there are none."""
    parts = _bands(image)
    if not parts:
        return image, []
    height, width = image.shape
    strips: list[Strip] = []
    at = done = 0
    for top, bottom, cuts in parts:
        if top > done:
            strips.append(Strip(at, done, top, 0, width))
            at += top - done
        for left, right in pairwise([0, *cuts, width]):
            strips.append(Strip(at, top, bottom, left, right))
            at += bottom - top
        done = bottom
    if done < height:
        strips.append(Strip(at, done, height, 0, width))
        at += height - done
    sheet = np.full((at, width), 255, dtype=np.uint8)
    for strip in strips:
        rows = slice(strip.page_top, strip.page_bottom)
        sheet[strip.top : strip.top + strip.page_bottom - strip.page_top, strip.left : strip.right] = image[rows, strip.left : strip.right]
    return sheet, strips


def put_back(words: Sequence[OcrWord], strips: Sequence[Strip]) -> list[OcrWord]:
    """The words of such a sheet where they stand on the page."""
    return [_put_back(word, strips) for word in words] if strips else list(words)


def _put_back(word: OcrWord, strips: Sequence[Strip]) -> OcrWord:
    x0, top, x1, bottom = word.box
    middle = (top + bottom) / 2
    strip = next((strip for strip in reversed(strips) if strip.top <= middle), strips[0])
    up = strip.top - strip.page_top
    return replace(word, box=(x0, top - up, x1, bottom - up))


def _bands(image: Image) -> list[tuple[int, int, list[int]]]:
    """The stretches of a page that are to be cut upright, from top to bottom, and where."""
    bars = _bars(image)
    if not len(bars):
        return []
    size = float(np.median(bars[:, 3] - bars[:, 1]))
    bands = _parted(bars, 1, 3, 0.0)
    found: list[tuple[int, int, list[int]]] = []
    done = 0
    for at, band in enumerate(bands):
        if at < done or not (cuts := _cuts(band, size)):
            continue
        first = at - _reach([band, *reversed(bands[done:at])], cuts, size)
        end = at + 1 + _reach(bands[at:], cuts, size)
        done = end
        top, bottom = min(band[:, 1].min() for band in bands[first:end]), max(band[:, 3].max() for band in bands[first:end])
        above = max((band[:, 3].max() for band in bands[:first]), default=0.0)
        below = min((band[:, 1].min() for band in bands[end:]), default=image.shape[0] * SMALLER)
        top, bottom = max((above + top) / 2, top - size), min((bottom + below) / 2, bottom + size)
        found.append((int(top / SMALLER), int(bottom / SMALLER), [int(cut / SMALLER) for cut in cuts]))
    return found


def _reach(bands: Sequence[NDArray[np.float64]], cuts: Sequence[float], size: float) -> int:
    """In how many bands beyond the first the boxes go on: close by, with no print at a cut, up to the last whose lines are not level.

    One line that is level may be so by chance, two below each other are rows of a table.
    """
    reach, level = 0, 0
    for at, (before, band) in enumerate(pairwise(bands), 1):
        apart = max(float(band[:, 1].min() - before[:, 3].max()), float(before[:, 1].min() - band[:, 3].max()))
        near = GUTTER / 2 * size
        if apart > FAR * size or any(((band[:, 0] < cut + near) & (cut - near < band[:, 2])).any() for cut in cuts):
            break
        sides = [band[(band[:, 0] >= left) & (band[:, 2] <= right)] for left, right in pairwise([-np.inf, *cuts, np.inf])]
        pairs = [*pairwise(_lines(side, size) for side in sides if len(side))]
        if any(_level(one, other, size) < min(len(one), len(other)) for one, other in pairs):
            reach, level = at, 0
        elif pairs:
            level += 1
        if level == ROWS:
            break
    return reach


def _level(one: NDArray[np.float64], other: NDArray[np.float64], size: float) -> int:
    """How many lines of the box with fewer stand level with one of the other's."""
    fewer, more = sorted((one, other), key=len)
    return sum(float(np.abs(more - line).min()) < LEVEL * size for line in fewer)


def _bars(image: Image) -> NDArray[np.float64]:
    """Words and phrases as boxes (left, top, right, bottom), at half the size."""
    small = cv2.resize(image, None, fx=SMALLER, fy=SMALLER, interpolation=cv2.INTER_AREA)
    _, ink = cv2.threshold(small, 0, 255, cv2.THRESH_BINARY_INV + cv2.THRESH_OTSU)
    joined = cv2.morphologyEx(ink, cv2.MORPH_CLOSE, np.ones((1, 9), np.uint8))
    pieces = pieces_of(np.asarray(joined, dtype=np.uint8))
    fit = (pieces.height >= LEAST) & (pieces.height <= MOST) & (pieces.width >= pieces.height / 2)
    fit[0] = False
    x, y = pieces.left[fit], pieces.top[fit]
    return np.stack([x, y, x + pieces.width[fit], y + pieces.height[fit]], axis=1).astype(np.float64)


def _parted(bars: NDArray[np.float64], start: int, end: int, gap: float) -> list[NDArray[np.float64]]:
    """The bars in groups with white paper of more than that between them, along one axis."""
    ordered = bars[np.argsort(bars[:, start], kind="stable")]
    reach = np.maximum.accumulate(ordered[:, end])
    breaks = np.flatnonzero(ordered[1:, start] - reach[:-1] > gap) + 1
    return np.split(ordered, breaks)


def _cuts(band: NDArray[np.float64], size: float) -> list[float]:
    """Where staggered boxes of a band are parted; nowhere in a single line of print."""
    if float(band[:, 3].max() - band[:, 1].min()) <= FEWEST * size:
        return []
    cuts: list[float] = []
    group: list[NDArray[np.float64]] = []
    for box in _parted(band, 0, 2, GUTTER * size):
        beside = next((_lines(other, size) for other in reversed(group) if len(_lines(other, size)) >= FEWEST), None)
        own = _lines(box, size)
        if beside is not None and len(own) >= FEWEST and _level(beside, own, size) < MOSTLY * min(len(beside), len(own)):
            cuts.append(float(group[-1][:, 2].max() + box[:, 0].min()) / 2)
            group = []
        group.append(box)
    return cuts


def _lines(box: NDArray[np.float64], size: float) -> NDArray[np.float64]:
    """The middles of the lines of a box, from top to bottom."""
    middles = np.sort((box[:, 1] + box[:, 3]) / 2)
    return np.array([group.mean() for group in np.split(middles, np.flatnonzero(np.diff(middles) > size / 2) + 1)])
