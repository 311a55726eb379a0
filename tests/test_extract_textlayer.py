"""Glyphs of a text layer joined into words."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from domain.paper import Box
from extract.page.textlayer import GAP_IN_HEIGHTS, _Glyphs, _words

Glyph = tuple[str, Box]


def glyphs_of(drawn: list[Glyph]) -> _Glyphs:
    """The columns of glyphs that all stand level and dark."""
    chars = [char for char, _ in drawn]
    boxes = np.array([box for _, box in drawn], dtype=np.float64).reshape(-1, 4)
    no = np.zeros(len(drawn), dtype=bool)
    return _Glyphs(chars, boxes, np.zeros(len(drawn), dtype=int), no, np.array([not char.strip() for char in chars], dtype=bool))


def one_by_one(drawn: list[Glyph]) -> list[Glyph]:
    """Level words, told from each glyph and the one before it."""
    words: list[list[Glyph]] = []
    last: Glyph | None = None
    for char, box in drawn:
        if not char.strip() or char == "\u200b":
            last = None
            continue
        if last is None or apart(last[1], box):
            words.append([])
        words[-1].append((char, box))
        last = (char, box)
    return [("".join(char for char, _ in word), around([box for _, box in word])) for word in words]


def apart(a: Box, b: Box) -> bool:
    size = max(a[3] - a[1], b[3] - b[1], 1.0)
    along, across = b[0] - a[2], abs(b[1] + b[3] - a[1] - a[3]) / 2
    return across > size or along > GAP_IN_HEIGHTS * size or along < -2 * size


def around(boxes: list[Box]) -> Box:
    return min(b[0] for b in boxes), min(b[1] for b in boxes), max(b[2] for b in boxes), max(b[3] for b in boxes)


@st.composite
def pages(draw: st.DrawFn) -> list[Glyph]:
    """Glyphs in rows that mostly follow each other, with blanks, gaps, steps back and new lines between them."""
    drawn: list[Glyph] = []
    x = y = 100.0
    for _ in range(draw(st.integers(0, 30))):
        char = draw(st.sampled_from(["a", "B", "7", ",", " ", "\u00a0", "\u200b", ""]))
        x += draw(st.sampled_from([0.0, 0.0, 0.0, 0.5, 1.19, 1.21, 3.0, -1.0, -19.0, -30.0]))
        y += draw(st.sampled_from([0.0, 0.0, 0.0, 0.0, 2.0, -12.0]))
        width, height = draw(st.sampled_from([0.0, 3.0, 5.0])), draw(st.sampled_from([0.5, 8.0, 10.0]))
        drawn.append((char, (x, y, x + width, y + height)))
        x += width
    return drawn


@given(pages())
def test_glyphs_make_the_words_that_they_make_one_by_one(drawn: list[Glyph]) -> None:
    assert list(_words(glyphs_of(drawn), 0)) == one_by_one(drawn)


def test_glyphs_of_print_that_runs_up_or_down_the_page_are_joined_along_it() -> None:
    level: list[Glyph] = [("N", (10, 0, 15, 8)), ("r", (15, 0, 18, 8)), (" ", (18, 0, 20, 8)), ("7", (20, 0, 24, 8)), ("8", (30, 0, 34, 8))]
    up = [(char, (-y1, x0, -y0, x1)) for char, (x0, y0, x1, y1) in level]
    down = [(char, (y0, -x1, y1, -x0)) for char, (x0, y0, x1, y1) in level]
    over = [(char, (-x1, -y1, -x0, -y0)) for char, (x0, y0, x1, y1) in level]
    for drawn, angle in ((level, 0), (up, 90), (over, 180), (down, 270)):
        assert [text for text, _ in _words(glyphs_of(drawn), angle)] == ["Nr", "7", "8"]
