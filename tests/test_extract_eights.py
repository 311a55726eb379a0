"""Whether the first figure of a code is an 8 or a B is told by its print: a B is straight on its left."""

from __future__ import annotations

import numpy as np
import pytest

from extract.page.words import Word
from extract.scan.eights import with_eights_told
from tests.test_extract_rounds import printed


def told(read: str, text: str) -> Word:
    picture, box = printed(text)
    return with_eights_told([Word(read, box, 0.98, seconded=True)], picture, 1.0)[0]


@pytest.mark.parametrize("text", ["OC879112", "MTC86116", "S8004711"])
def test_an_8_that_its_print_tells_is_one(text: str) -> None:
    word = told(text, text)
    assert (word.text, word.eight, word.seconded) == (text, True, True)


@pytest.mark.parametrize("text", ["OB006327", "MTCB6116"])
def test_a_b_that_was_read_as_an_8_is_a_b_again_and_nobody_agreed_on_it(text: str) -> None:
    read = text.replace("B", "8")
    word = told(read, text)
    assert (word.text, word.eight, word.seconded, word.others) == (text, False, False, (read,))


def test_what_is_no_first_figure_behind_letters_is_left_as_it_is() -> None:
    for text in ("4500877", "20-1587-35", "M8x25"):
        picture, box = printed(text)
        word = Word(text, box, 0.98)
        assert with_eights_told([word], picture, 1.0) in ([word], [Word(text, box, 0.98, eight=True)])


def test_signs_that_cannot_be_parted_say_nothing() -> None:
    word = Word("OC879112", (10.0, 10.0, 90.0, 30.0), 0.98)
    assert with_eights_told([word], np.full((60, 200), 255, np.uint8), 1.0) == [word]
