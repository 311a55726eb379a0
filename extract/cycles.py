"""Python's search for cycles of objects, put off while a document is read: reading makes next to none, and each search goes through what it made."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

SELDOM = 20_000
"""So many objects more than before begin a search; a page of print makes some thousands, and frees them by itself."""


@contextmanager
def seldom_searched() -> Iterator[None]:
    """Searches for cycles are rare meanwhile."""
    usual, *older = gc.get_threshold()
    gc.set_threshold(max(usual, SELDOM) if usual else usual, *older)  # none: there is no search at all
    try:
        yield
    finally:
        gc.set_threshold(usual, *older)


def keep_for_good() -> None:
    """What is loaded by now, such as models and their libraries, is as long-lived as the process: no search goes through it again.

    A whole one of all that a reader has loaded takes four times as long as a page.
    """
    gc.freeze()
