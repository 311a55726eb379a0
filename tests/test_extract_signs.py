"""The signs of a word: cut out once, told from counted greys, and looked at only where somebody asks."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays
from PIL import Image as PillowImage
from PIL import ImageDraw, ImageFont

from extract.engines import Image
from extract.page.words import Word
from extract.scan import own_print
from extract.scan.own_print import Known, OwnPrint
from extract.scan.signs import INK, PAPER, quantile


def drawn(text: str) -> tuple[Image, Word]:
    paper = PillowImage.new("L", (400, 80), 255)
    ImageDraw.Draw(paper).text((20, 20), text, fill=0, font=ImageFont.load_default(40))
    picture = np.asarray(paper)
    rows, columns = np.nonzero(picture < 128)
    return picture, Word(text, (float(columns.min()), float(rows.min()), float(columns.max() + 1), float(rows.max() + 1)), 0.99)


@given(arrays(np.uint8, array_shapes(min_dims=2, max_dims=2, max_side=12)), st.sampled_from([PAPER, INK]))
def test_a_quantile_that_is_counted_is_the_one_that_is_sorted(pixels: np.ndarray, share: float) -> None:
    assert quantile(pixels, share) == float(np.percentile(pixels, 100 * share))


def test_a_word_is_cut_up_once_a_page_and_anew_where_it_is_read_otherwise(monkeypatch: pytest.MonkeyPatch) -> None:
    picture, word = drawn("2480")
    asked: list[str] = []
    cut = own_print.signs_of
    monkeypatch.setattr(own_print, "signs_of", lambda word, *rest: [asked.append(word.text), *cut(word, *rest)][1:])
    known: Known = {}
    for text in ("2480", "2480", "2489"):
        print_ = OwnPrint([word], picture, 1.0, known)
        assert [sign.char for sign in print_.signs_of(Word(text, word.box, 0.5))] == list(text)
    assert asked == ["2480", "2489"]


def test_a_word_in_a_size_that_the_page_has_nowhere_else_is_like_none_of_its_signs() -> None:
    paper = PillowImage.new("L", (400, 200), 255)
    for top, size in ((10, 20), (100, 60)):
        ImageDraw.Draw(paper).text((20, top), "2480", fill=0, font=ImageFont.load_default(size))
    picture = np.asarray(paper)
    words = []
    for top, bottom in ((0, 60), (60, 200)):
        rows, columns = np.nonzero(picture[top:bottom] < 128)
        box = (float(columns.min()), float(rows.min() + top), float(columns.max() + 1), float(rows.max() + 1 + top))
        words.append(Word("2480", box, 0.99, seconded=True))
    print_ = OwnPrint(words, picture, 1.0)
    signs = print_.signs_of(words[1])
    assert len(signs) == 4
    assert print_.distances(signs[0], 1) == {}
