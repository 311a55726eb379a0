"""Connected pieces of ink, their boxes and areas told from the inked pixels alone: nine parts in ten of a page are paper.

OpenCV's own table of components takes four times as long as finding them, since it looks at every pixel of paper once more.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import cv2
import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, eq=False)
class _Runs:
    """The ink as runs of pixels side by side, in order: their row, their first and last column, and the piece of each."""

    row: NDArray[np.intp]
    first: NDArray[np.intp]
    last: NDArray[np.intp]
    which: NDArray[np.int32]


@dataclass(frozen=True, eq=False)
class Pieces:
    """The pieces of a picture, numbered from 1; what is told of each begins with a 0 for the paper.

    `places` are the inked pixels of the flattened picture of that shape in order, `which` the piece of each.
    """

    shape: tuple[int, int]
    count: int
    places: NDArray[np.intp]
    which: NDArray[np.int32]

    @cached_property
    def labels(self) -> NDArray[np.int32]:
        """The picture with the number of its piece at each pixel."""
        labels = np.zeros(self.shape, dtype=np.int32)
        labels.ravel()[self.places] = self.which
        return labels

    @cached_property
    def _runs(self) -> _Runs:
        return _runs_of(self.places, self.which, self.shape[1])

    @cached_property
    def area(self) -> NDArray[np.intp]:
        """Pixels of each."""
        runs = self._runs
        return np.bincount(runs.which, weights=runs.last - runs.first + 1, minlength=self.count).astype(np.intp)

    @cached_property
    def top(self) -> NDArray[np.intp]:
        """The first row of each."""
        top = np.zeros(self.count, dtype=np.intp)
        top[self._runs.which[::-1]] = self._runs.row[::-1]  # of several values for one place the last one stays
        return top

    @cached_property
    def height(self) -> NDArray[np.intp]:
        """Rows of each."""
        last = np.full(self.count, -1, dtype=np.intp)
        last[self._runs.which] = self._runs.row
        return last + 1 - self.top

    @cached_property
    def left(self) -> NDArray[np.intp]:
        """The first column of each."""
        left = np.full(self.count, self.shape[1], dtype=np.intp)
        left[0] = 0
        np.minimum.at(left, self._runs.which, self._runs.first)
        return left

    @cached_property
    def width(self) -> NDArray[np.intp]:
        """Columns of each."""
        last = np.full(self.count, -1, dtype=np.intp)
        np.maximum.at(last, self._runs.which, self._runs.last)
        return last + 1 - self.left

    @property
    def longer(self) -> NDArray[np.intp]:
        """The longer side of the box around each."""
        return np.maximum(self.width, self.height)

    @cached_property
    def centres(self) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """The column and the row of the middle of the ink of each; of the paper, nothing."""
        runs = self._runs
        length = runs.last - runs.first + 1
        sums = (np.bincount(runs.which, weights=along * length, minlength=self.count) for along in ((runs.first + runs.last) / 2, runs.row))
        x, y = (total / np.maximum(1, self.area) for total in sums)
        return x, y

    def middles(self, chosen: NDArray[np.bool_]) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
        """The column and the row of the middle of the ink of each of the chosen ones, in whole pixels."""
        x, y = (np.round(along[chosen]).astype(np.intp) for along in self.centres)
        return x, y

    def leaning(self, chosen: NDArray[np.intp]) -> NDArray[np.float64]:
        """By how much the ink of each of the chosen ones goes down from one column to the next, in the mean."""
        runs, (x, y) = self._runs, self.centres
        length = runs.last - runs.first + 1
        across, down = (runs.first + runs.last) / 2 - x[runs.which], runs.row - y[runs.which]
        both = np.bincount(runs.which, weights=length * across * down, minlength=self.count)
        alone = np.bincount(runs.which, weights=length * (across**2 + (length**2 - 1) / 12), minlength=self.count)
        return np.asarray(both[chosen] / np.maximum(1.0, alone[chosen]), dtype=np.float64)

    def mask(self, chosen: NDArray[np.bool_]) -> NDArray[np.uint8]:
        """The picture with the chosen ones alone, in 255."""
        return marked(self.shape, self.places[chosen[self.which]])


def _runs_of(places: NDArray[np.intp], which: NDArray[np.int32], width: int) -> _Runs:
    """The runs of ink: a sixth as many as its pixels, so that what is told of pieces is told of them in a sixth of the time."""
    parted = np.diff(places) != 1
    starts = np.concatenate([[0], np.flatnonzero(parted) + 1])[: len(places)]
    ends = np.concatenate([starts[1:] - 1, [len(places) - 1]])[: len(starts)]
    row = places[starts] // width
    if (row != places[ends] // width).any():  # from the last column of one row to the first of the next
        starts = np.union1d(starts, np.flatnonzero(places % width == 0))
        ends = np.concatenate([starts[1:] - 1, [len(places) - 1]])
        row = places[starts] // width
    return _Runs(row, places[starts] - row * width, places[ends] - row * width, which[starts])


def pieces_of(ink: NDArray[np.uint8], connectivity: int = 8) -> Pieces:
    """The pieces of a picture of ink (not 0) on paper (0); they are looked for in the box around all ink alone."""
    height, width = ink.shape
    left, top, across, down = cv2.boundingRect(ink) if ink.size else (0, 0, 0, 0)
    left, across, top, down = left & ~1, across + (left & 1), top & ~1, down + (top & 1)  # pieces are numbered by squares of two pixels
    part = ink[top : top + down, left : left + across]
    if not part.size:
        return Pieces((height, width), 1, np.zeros(0, dtype=np.intp), np.zeros(0, dtype=np.int32))
    count, found = cv2.connectedComponents(part, connectivity=connectivity)
    places = np.flatnonzero(part > 0)
    which = np.asarray(found, dtype=np.int32).ravel()[places]
    if across < width:
        places += (places // across) * (width - across) + left
    places += top * width
    return Pieces((height, width), count, places, which)


def marked(shape: tuple[int, ...], places: NDArray[np.intp]) -> NDArray[np.uint8]:
    """A mask of that shape, set in those places of the flattened picture."""
    mask = np.zeros(shape, dtype=np.uint8)
    mask.ravel()[places] = 255
    return mask
