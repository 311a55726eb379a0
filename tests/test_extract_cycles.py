"""How often Python searches for cycles of objects while a document is read."""

from __future__ import annotations

import gc
from collections.abc import Iterator

import pytest

from extract.cycles import SELDOM, seldom_searched


@pytest.fixture(autouse=True)
def usual() -> Iterator[None]:
    """Whatever a test sets, the next one finds what was set before."""
    before = gc.get_threshold()
    yield
    gc.set_threshold(*before)


def test_searches_are_rare_while_a_document_is_read_and_as_usual_afterwards() -> None:
    gc.set_threshold(700, 10, 10)
    with seldom_searched():
        assert gc.get_threshold() == (SELDOM, 10, 10)
    assert gc.get_threshold() == (700, 10, 10)


def test_searches_are_as_usual_after_a_document_that_cannot_be_read() -> None:
    gc.set_threshold(700, 10, 10)
    with pytest.raises(ValueError, match="damaged"), seldom_searched():
        raise ValueError("damaged")
    assert gc.get_threshold() == (700, 10, 10)


@pytest.mark.parametrize("threshold", [0, 10 * SELDOM])
def test_searches_that_are_rarer_already_or_never_made_stay_so(threshold: int) -> None:
    gc.set_threshold(threshold, 10, 10)
    with seldom_searched():
        assert gc.get_threshold() == (threshold, 10, 10)
