"""Steps of taking out what is no print: a short way must find what the long one does."""

from __future__ import annotations

import cv2
import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays

from extract.scan.dirt import _runs

INK = arrays(np.uint8, array_shapes(min_dims=2, max_dims=2, max_side=24), elements=st.sampled_from([0, 255, 255, 255]))


@given(INK, st.integers(2, 9), st.booleans())
def test_straight_runs_are_those_of_an_opening_of_the_whole_page(ink: np.ndarray, length: int, across: bool) -> None:
    kernel = np.ones((length | 1, 1) if across else (1, length | 1), np.uint8)
    assert np.array_equal(_runs(ink, length, across=across), cv2.morphologyEx(ink, cv2.MORPH_OPEN, kernel))
