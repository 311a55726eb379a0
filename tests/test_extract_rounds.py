"""Whether a round sign is an O or a 0 is told by its print: its width beside figures, or the point that some prints set into a 0."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image as PillowImage
from PIL import ImageDraw, ImageFont

from extract.engines import Image
from extract.page.words import Word
from extract.scan.rounds import is_open, with_rounds_told

SIZE = 40
TOP = 20


def printed(text: str, *, typewritten: bool = False, pointed: bool = False) -> tuple[Image, tuple[float, float, float, float]]:
    """The text drawn, and its box; typewritten, each sign is drawn as wide as the figure 8, and with `pointed` a 0 has a point inside."""
    paper = PillowImage.new("L", (900, 90), 255)
    font = ImageFont.load_default(SIZE)
    pitch, x = 32, 20.0
    for char in text:
        left, top, right, bottom = font.getbbox(char)
        if typewritten:
            drawn = "0" if char == "O" else char
            left, top, right, bottom = font.getbbox(drawn)
            ImageDraw.Draw(paper).text((x + (pitch - (right - left)) / 2 - left, TOP), drawn, fill=0, font=font)
            if pointed and char == "0":
                middle = x + pitch / 2, TOP + (top + bottom) / 2
                ImageDraw.Draw(paper).ellipse((middle[0] - 4, middle[1] - 5, middle[0] + 4, middle[1] + 5), fill=0)
            x += pitch
        else:
            ImageDraw.Draw(paper).text((x, TOP), char, fill=0, font=font)
            x += font.getlength(char) + 2
    picture = np.asarray(paper)
    rows, columns = np.nonzero(picture < 128)
    return picture, (float(columns.min()), float(rows.min()), float(columns.max() + 1), float(rows.max() + 1))


def told(read: str, text: str, *, typewritten: bool = False, pointed: bool = False) -> Word:
    picture, box = printed(text, typewritten=typewritten, pointed=pointed)
    return with_rounds_told([Word(read, box, 0.9)], picture, 1.0)[0]


@pytest.mark.parametrize("text", ["OC702841", "W066857/1", "WO66857/1", "CH05775"])
def test_an_o_is_wider_than_the_figures_beside_it_and_a_nought_is_not(text: str) -> None:
    for read in (text.replace("O", "0"), text.replace("0", "O", 1)):
        word = told(read, text)
        assert (word.text, word.measured) == (text, True)


def test_engines_that_differ_by_that_sign_alone_agree_once_the_print_has_told_it() -> None:
    picture, box = printed("OC702841")
    alike = Word("0C702841", box, 0.6, others=("OC702841",), disputed="first")
    other = Word("0C702841", box, 0.6, others=("OC702847",), disputed="first")
    sure, unsure = with_rounds_told([alike, other], picture, 1.0)
    assert (sure.text, sure.confidence, sure.seconded) == ("OC702841", 0.97, True)
    assert (unsure.text, unsure.confidence, unsure.seconded) == ("OC702841", 0.6, False)


def test_they_agree_too_where_one_of_them_took_a_sign_for_the_first_letter() -> None:
    picture, box = printed("SOC702841")
    word = Word("S0C702841", box, 0.84, others=("$0C702841",), disputed="second")
    (sure,) = with_rounds_told([word], picture, 1.0)
    assert (sure.text, sure.confidence, sure.seconded) == ("SOC702841", 0.97, True)


def test_an_o_that_ends_the_letters_before_a_number_is_told_and_never_taken_for_a_nought() -> None:
    picture, box = printed("SO-702843")
    (sure,) = with_rounds_told([Word("SO-702843", box, 0.84, others=("$0-702843",), disputed="second")], picture, 1.0)
    assert (sure.text, sure.confidence, sure.seconded) == ("SO-702843", 0.97, True)
    (behind,) = with_rounds_told(
        [Word("57028/0C", printed("57028/OC")[1], 0.6, others=("57028/OC",), disputed="first")], printed("57028/OC")[0], 1.0
    )
    assert (behind.text, behind.confidence, behind.seconded) == ("57028/OC", 0.97, True)
    left = told("57028/0C", "57028/0C")
    assert (left.text, left.measured) == ("57028/0C", False)
    narrow = told("SO-702843", "S0-702843")
    assert (narrow.text, narrow.measured) == ("SO-702843", False)


def test_in_typewritten_print_the_point_inside_tells_a_nought() -> None:
    for read in ("S0008094", "SO008094"):
        assert told(read, "SO008094", typewritten=True, pointed=True).text == "SO008094"


def test_where_both_are_one_shape_nothing_is_said() -> None:
    for read in ("P0-245646", "PO-245646"):
        word = told(read, "PO-245646", typewritten=True)
        assert (word.text, word.measured) == (read, False)


def test_signs_that_do_not_fit_what_was_read_are_left_as_they_are() -> None:
    assert told("0C702841", "0C70284").text == "0C702841"


@pytest.mark.parametrize(("text", "may"), [("S0-551425", True), ("WO66857/1", True), ("4500017325", False), ("OFFER", False)])
def test_only_codes_of_letters_and_figures_are_looked_at(text: str, *, may: bool) -> None:
    assert is_open(text) is may
