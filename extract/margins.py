"""Small print that runs up the edge of a page: the engine reads each of its letters as a word, and they would join the lines beside them."""

from __future__ import annotations

import statistics
from collections.abc import Sequence

from extract.words import Word

MARGIN = 0.12
"""The outer share of a page's width in which such print stands."""
NARROW = 10.0
"""Points: it is no wider."""
FEWEST, LONGEST = 8, 3
"""So many words, none of more signs."""
UNSURE, SHARE_UNSURE = 0.85, 0.4
"""So many of them the engine is less sure of; of numbers of entries, which stand below each other too, it is sure."""
HEIGHT = 0.2
"""They are spread over so much of the page's height."""
MOST_LONGER = 0.2
"""So many words of other lengths, as a share of those, may begin there: else it is where lines begin."""


def without_side_print(words: Sequence[Word], width: float, height: float) -> list[Word]:
    """The words without those of print that runs up the left or right edge of a page of that size in points."""
    gone: set[int] = set()
    for left, right in ((0.0, MARGIN * width), ((1 - MARGIN) * width, width)):
        inside = [at for at, word in enumerate(words) if word.box[0] >= left and word.box[2] <= right and len(word.text) <= LONGEST]
        if len(inside) < FEWEST:
            continue
        middle = statistics.median((words[at].box[0] + words[at].box[2]) / 2 for at in inside)
        strip = [at for at in inside if abs(words[at].box[0] - middle) < NARROW / 2 and abs(words[at].box[2] - middle) < NARROW / 2]
        others = sum(
            word.box[0] < middle + NARROW / 2 and word.box[2] > middle - NARROW / 2 for at, word in enumerate(words) if at not in strip
        )
        spread = max((words[at].box[3] for at in strip), default=0.0) - min((words[at].box[1] for at in strip), default=0.0)
        unsure = sum(words[at].confidence < UNSURE for at in strip)
        if len(strip) >= FEWEST and unsure >= SHARE_UNSURE * len(strip) and spread > HEIGHT * height and others <= MOST_LONGER * len(strip):
            gone.update(strip)
    return [word for at, word in enumerate(words) if at not in gone]
