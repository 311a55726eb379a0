"""Connected pieces of ink: what is told of them from runs of ink is what every pixel of them says."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays

from extract.scan.pieces import Pieces, pieces_of

INK = arrays(np.uint8, array_shapes(min_dims=2, max_dims=2, max_side=12), elements=st.sampled_from([0, 255]))


def each(pieces: Pieces) -> list[tuple[np.ndarray, np.ndarray]]:
    return [np.nonzero(pieces.labels == at) for at in range(1, pieces.count)]


@given(INK)
def test_boxes_areas_and_middles_are_those_of_the_pixels(ink: np.ndarray) -> None:
    pieces = pieces_of(ink)
    expected = [(x.min(), y.min(), np.ptp(x) + 1, np.ptp(y) + 1, len(x)) for y, x in each(pieces)]
    told = zip(pieces.left, pieces.top, pieces.width, pieces.height, pieces.area, strict=True)
    assert list(told) == [(0, 0, 0, 0, 0), *expected]
    for along, pixels in zip(pieces.centres, zip(*((x, y) for y, x in each(pieces)), strict=True), strict=False):
        assert along[1:] == pytest.approx([axis.mean() for axis in pixels])


@given(INK)
def test_a_piece_leans_as_a_line_through_its_pixels_does(ink: np.ndarray) -> None:
    pieces = pieces_of(ink)
    wide = np.flatnonzero(pieces.width > 2)
    expected = [np.polyfit(x, y, 1)[0] for at, (y, x) in enumerate(each(pieces), start=1) if at in wide]
    assert pieces.leaning(wide) == pytest.approx(expected, abs=1e-9)


@given(INK, st.tuples(*[st.integers(0, 5)] * 4), st.sampled_from([4, 8]))
def test_paper_around_the_ink_changes_no_piece_nor_its_number(ink: np.ndarray, around: tuple[int, ...], connectivity: int) -> None:
    top, bottom, left, right = around
    wide = np.pad(ink, ((top, bottom), (left, right)))
    count, labels = cv2.connectedComponents(wide, connectivity=connectivity)
    pieces = pieces_of(wide, connectivity)
    assert pieces.count == count
    assert np.array_equal(pieces.labels, labels)
    assert pieces.places.tolist() == np.flatnonzero(wide).tolist()


def test_ink_that_goes_on_at_the_other_edge_of_the_next_row_is_another_run() -> None:
    ink = np.zeros((4, 5), np.uint8)
    ink[0, 3:] = ink[1, :2] = 255
    pieces = pieces_of(ink)
    assert pieces.width.tolist() == [0, 2, 2]
    assert sorted(pieces.left.tolist()) == [0, 0, 3]
