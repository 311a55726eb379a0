"""What the print of a page tells of its own signs: look-alikes in codes, and numbers that two engines do not read alike."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from PIL import Image as PillowImage
from PIL import ImageDraw, ImageFont

from extract.engines import Image
from extract.page.words import Word
from extract.scan.confirmed import with_print_asked
from extract.scan.eights import with_eights_told
from extract.scan.rounds import with_rounds_told

SIZE = 40
PAGE = ("2026-08-05", "13.74", "1690", "2586", "347,05", "9.482", "SECOND", "GOODS", "BLOCK", "OFFER", "8,63", "1.257", "400")
"""Dates, amounts and words: each figure twice at least, and capitals that look like some."""


def page(code: str, *, read: str, others: tuple[str, ...] = (), one_sign: bool = False) -> tuple[Image, list[Word]]:
    """A page of print with a code last, and its words; that one as it was read. `one_sign` prints a nought for each O."""
    paper = PillowImage.new("L", (700, 80 * (len(PAGE) + 1)), 255)
    font, words = ImageFont.load_default(SIZE), []
    for row, text in enumerate([*PAGE, code]):
        x, top = 40.0, 20 + 80 * row
        for char in text.replace("O", "0") if one_sign else text:
            ImageDraw.Draw(paper).text((x, top), char, fill=0, font=font)
            x += font.getlength(char) + 2
        band = np.asarray(paper)[80 * row : 80 * (row + 1)]
        rows, columns = np.nonzero(band < 128)
        box = (float(columns.min()), float(rows.min() + 80 * row), float(columns.max() + 1), float(rows.max() + 1 + 80 * row))
        words.append(Word(text, box, 0.985, seconded=True))
    words[-1] = replace(words[-1], text=read, confidence=0.6, seconded=False, others=others, disputed="first" if others else "unclear")
    return np.asarray(paper), words


@pytest.mark.parametrize("code", ["S0071639", "SO071639", "W066857/1", "OV45362"])
def test_the_noughts_and_the_os_of_a_page_tell_which_of_them_a_code_has(code: str) -> None:
    for read in (code.replace("O", "0"), code.replace("0", "O", 1)):
        picture, words = page(code, read=read)
        word = with_rounds_told(words, picture, 1.0)[-1]
        assert (word.text, word.measured) == (code, True)


def test_print_that_has_one_sign_for_both_tells_neither() -> None:
    picture, words = page("SO71639", read="S071639", one_sign=True)
    assert not with_rounds_told(words, picture, 1.0)[-1].measured


def test_an_eight_behind_letters_looks_like_the_eights_of_its_page() -> None:
    picture, words = page("O8731", read="O8731")
    assert with_eights_told(words, picture, 1.0)[-1].eight


def asked(code: str, *, read: str, others: tuple[str, ...] = ()) -> Word:
    picture, words = page(code, read=read, others=others)
    return with_print_asked(words, [len(words) - 1], picture, 1.0)[-1]


@pytest.mark.parametrize(
    ("code", "others"),
    [
        ("565564", ("865564",)),
        ("S0097807", ("50097807",)),
        ("2026-09-14", ("2026-09-11",)),
        ("12,507", ()),
        ("LO4730", ()),
        ("L04730", ("LOO4730",)),
        ("(2480", ()),
    ],
)
def test_a_number_that_looks_like_the_signs_it_was_read_as_is_sure(code: str, others: tuple[str, ...]) -> None:
    word = asked(code, read=code, others=others)
    assert (word.text, word.seconded, word.disputed) == (code, True, "")
    assert word.confidence > 0.95


@pytest.mark.parametrize(
    ("code", "read", "others"),
    [
        ("565564", "865564", ("565564",)),
        ("S0097807", "50097807", ()),
        ("2026-09-14", "2026-09-11", ("2026-09-14",)),
        ("64,58", "64,53", ()),
        ("S071639", "SO71639", ()),
    ],
)
def test_a_number_that_looks_like_other_signs_is_not_made_sure(code: str, read: str, others: tuple[str, ...]) -> None:
    word = asked(code, read=read, others=others)
    assert (word.text, word.seconded, word.confidence) == (read, False, 0.6)


@pytest.mark.parametrize(("read", "other"), [("2480", "12480"), ("24.80", "24,80"), ("24.80", "2480"), ("2480", "24.80")])
def test_signs_that_the_print_does_not_show_are_not_told_by_it(read: str, other: str) -> None:
    """A sign that lies outside the box of a word, a point or a comma, or none."""
    assert not asked(read, read=read, others=(other,)).seconded


def test_print_of_another_make_than_the_pages_own_is_not_judged_by_it() -> None:
    picture, words = page("565564", read="565564", others=("865564",))
    x0, top, x1, bottom = (round(side) for side in words[-1].box)
    picture = picture.copy()
    crop = PillowImage.fromarray(picture[top:bottom, x0:x1]).resize(((x1 - x0) // 2, bottom - top))
    picture[top:bottom, x0:x1] = 255
    picture[top:bottom, x0 : x0 + crop.width] = np.asarray(crop)
    words[-1] = replace(words[-1], box=(x0, top, x0 + crop.width, bottom))
    assert not with_print_asked(words, [len(words) - 1], picture, 1.0)[-1].seconded


def test_a_number_whose_first_sign_lies_outside_its_box_is_not_made_sure() -> None:
    picture, words = page("12480", read="2480")
    x0, top, x1, bottom = words[-1].box
    print_ = picture[round(top) : round(bottom), round(x0) : round(x1)] < 128
    blank = np.flatnonzero(print_.sum(axis=0) == 0)
    second = next(int(column) + 1 for column in blank if column + 1 not in blank)
    assert with_print_asked([*words[:-1], replace(words[-1], text="12480")], [len(words) - 1], picture, 1.0)[-1].seconded
    words[-1] = replace(words[-1], box=(x0 + second, top, x1, bottom))
    assert not with_print_asked(words, [len(words) - 1], picture, 1.0)[-1].seconded
