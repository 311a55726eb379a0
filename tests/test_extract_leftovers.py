"""Print that the OCR engine passed over: it is found, read once more, and put where it stands."""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np
import pytest

from extract.engines import Image, OcrWord
from extract.scan.leftovers import with_leftovers

BODY = OcrWord("Menge", (100, 470, 240, 502), 0.95)


def page() -> np.ndarray:
    """A page with a large title over a line of smaller print."""
    paper = np.full((800, 1200), 255, np.uint8)
    cv2.putText(paper, "LIEFERSCHEIN", (100, 200), cv2.FONT_HERSHEY_DUPLEX, 3.5, (0,), 5, cv2.LINE_AA)
    cv2.putText(paper, "Menge", (100, 500), cv2.FONT_HERSHEY_DUPLEX, 1.4, (0,), 3, cv2.LINE_AA)
    return paper


class Reader:
    """Says what it is told of all the ink on a sheet, and keeps the sheets."""

    def __init__(self, said: str = "LIEFERSCHEIN", confidence: float = 0.93) -> None:
        self.said, self.confidence = said, confidence
        self.sheets: list[Image] = []

    def __call__(self, sheet: Image) -> Sequence[OcrWord]:
        self.sheets.append(sheet)
        ys, xs = np.nonzero(sheet < 128)
        return [OcrWord(self.said, (float(xs.min()), float(ys.min()), float(xs.max()), float(ys.max())), self.confidence)]


def test_a_large_title_that_was_passed_over_is_read_at_the_size_of_the_other_print() -> None:
    reader = Reader()
    body, title = with_leftovers(page(), [BODY], reader)
    assert body == BODY
    assert title.text == "LIEFERSCHEIN"
    x0, top, x1, bottom = title.box
    assert abs(x0 - 105) < 15
    assert 85 < top < 150
    assert 195 < bottom < 225
    assert 780 < x1 < 1000
    assert reader.sheets[0].shape[0] < 200


def test_a_page_whose_print_was_all_read_is_not_read_again() -> None:
    reader = Reader()
    words = [BODY, OcrWord("LIEFERSCHEIN", (90, 95, 1000, 210), 0.9)]
    assert with_leftovers(page(), words, reader) == words
    assert not reader.sheets


def test_what_nothing_was_made_of_gives_way_to_a_surer_reading() -> None:
    garbled = OcrWord("=—LIF", (100, 95, 800, 210), 0.1)
    assert [word.text for word in with_leftovers(page(), [BODY, garbled], Reader())] == ["Menge", "LIEFERSCHEIN"]
    assert with_leftovers(page(), [BODY, garbled], Reader(confidence=0.05)) == [BODY, garbled]


def test_dust_and_pictures_are_no_print_that_was_passed_over() -> None:
    paper = page()
    paper[90:215, 90:1100] = 255
    cv2.circle(paper, (300, 700), 3, (0,), -1)
    cv2.rectangle(paper, (600, 50), (900, 350), (0,), -1)
    reader = Reader()
    assert with_leftovers(paper, [BODY], reader) == [BODY]
    assert not reader.sheets


def test_a_word_that_was_passed_over_comes_behind_the_one_left_of_it() -> None:
    paper = page()
    paper[90:215, 90:1100] = 255
    cv2.putText(paper, "25,00", (400, 500), cv2.FONT_HERSHEY_DUPLEX, 1.4, (0,), 3, cv2.LINE_AA)
    below = OcrWord("Summe", (100, 570, 240, 602), 0.95)
    assert [word.text for word in with_leftovers(paper, [BODY, below], Reader("25,00"))] == ["Menge", "25,00", "Summe"]


def test_a_part_that_is_read_again_takes_no_place_of_a_whole_word() -> None:
    whole = OcrWord("LIEFERSCHEIN/5", (90, 95, 2400, 210), 0.45)
    assert [word.text for word in with_leftovers(page(), [BODY, whole], Reader())] == ["Menge", "LIEFERSCHEIN/5"]


def test_a_large_code_with_blanks_in_it_is_read_anew_in_one_piece() -> None:
    paper = np.full((800, 1200), 255, np.uint8)
    cv2.putText(paper, "0011492", (100, 200), cv2.FONT_HERSHEY_DUPLEX, 2.5, (0,), 5, cv2.LINE_AA)
    torn = [OcrWord("001", (100, 140, 240, 202), 0.96), OcrWord("1492", (262, 140, 460, 202), 0.9)]
    body = [OcrWord("Menge", (100 + 200 * at, 470, 240 + 200 * at, 502), 0.95) for at in range(3)]
    assert [word.text for word in with_leftovers(paper, [*torn, *body], Reader("0011492", 0.9))] == ["0011492", *["Menge"] * 3]
    assert [word.text for word in with_leftovers(paper, [*torn, *body], Reader("O011492", 0.5))] == ["001", "1492", *["Menge"] * 3]


def test_heads_of_one_sign_or_two_far_apart_are_brought_near_each_other_and_read_where_they_stand() -> None:
    paper = np.full((800, 1200), 255, np.uint8)
    places = {"Si": 300, "Mn": 640, "Cu": 980}
    for symbol, x in places.items():
        cv2.putText(paper, symbol, (x, 600), cv2.FONT_HERSHEY_DUPLEX, 1.4, (0,), 3, cv2.LINE_AA)
    made_nothing_of = OcrWord("eee", (300, 570, 1050, 602), 0.25)

    def read(sheet: Image) -> Sequence[OcrWord]:
        ys, xs = np.nonzero(sheet < 128)
        assert np.ptp(xs) < 350
        inked = np.unique(xs)
        symbols = np.split(inked, np.flatnonzero(np.diff(inked) > 20) + 1)
        return [OcrWord(name, (at.min(), ys.min(), at.max(), ys.max()), 0.93) for name, at in zip(places, symbols, strict=True)]

    _, *fresh = with_leftovers(paper, [BODY, made_nothing_of], read)
    assert [word.text for word in fresh] == ["Si", "Mn", "Cu"]
    assert all(abs(word.box[0] - places[word.text]) < 12 for word in fresh)


def test_the_end_of_a_word_that_was_made_out_gives_way_to_the_whole_word_read_afresh() -> None:
    garbled, end = OcrWord("=—LIF", (100, 95, 590, 210), 0.1), OcrWord("SCHEIN", (600, 95, 1000, 150), 0.95)
    assert [word.text for word in with_leftovers(page(), [BODY, garbled, end], Reader())] == ["Menge", "LIEFERSCHEIN"]
    other = OcrWord("4711", (600, 95, 1000, 150), 0.95)
    assert with_leftovers(page(), [BODY, garbled, other], Reader()) == [BODY, garbled, other]


@pytest.mark.parametrize(("sure", "found"), [(0.2, ["Menge", "°22613"]), (0.9, ["Menge", "2", "2613"])])
def test_a_reading_that_loses_a_figure_takes_no_numbers_place(sure: float, found: list[str]) -> None:
    paper = np.full((800, 1200), 255, np.uint8)
    cv2.putText(paper, "22613", (300, 600), cv2.FONT_HERSHEY_DUPLEX, 1.4, (0,), 3, cv2.LINE_AA)

    def read(sheet: Image) -> Sequence[OcrWord]:
        ys, xs = np.nonzero(sheet < 128)
        left = xs.min() + 0.2 * np.ptp(xs)
        first = OcrWord("2", (float(xs.min()), float(ys.min()), left, float(ys.max())), sure)
        return [first, OcrWord("2613", (left, float(ys.min()), float(xs.max()), float(ys.max())), 0.96)]

    garbled = OcrWord("°22613", (298, 568, 430, 602), 0.45)
    assert [word.text for word in with_leftovers(paper, [BODY, garbled], read)] == found
