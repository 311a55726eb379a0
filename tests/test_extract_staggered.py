"""Boxes side by side whose lines stand at different heights are read below each other, and their words stand where they are printed."""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image as PillowImage
from PIL import ImageDraw, ImageFont

from extract.engines import Image, OcrWord
from extract.engines.tesseract import Tesseract
from extract.scan.staggered import below_each_other, put_back

HEIGHT = 22
ELEMENTS = ("C", "Si", "Mn", "P", "S", "Cr", "Ni", "Mo", "N")
CONTENTS = ("0.015", "0.25", "1.60", "0.021", "0.005", "17.17", "10.53", "2.23", "0.060")


def bars(*boxes: tuple[int, int, Sequence[int]]) -> Image:
    """A page with bars of ink as words: (left, width, the tops of the lines) for each box of print."""
    paper = np.full((1200, 1600), 255, np.uint8)
    for left, width, tops in boxes:
        for top in tops:
            cv2.rectangle(paper, (left, top), (left + width, top + HEIGHT), (0,), -1)
    return paper


def test_boxes_with_lines_at_other_heights_are_parted_and_rows_of_a_table_are_not() -> None:
    narrow, wide = [200 + 31 * at for at in range(9)], [200 + 41 * at for at in range(7)]
    _, strips = below_each_other(bars((100, 80, narrow), (250, 70, narrow), (500, 300, wide), (900, 200, wide)))
    parts = {(strip.left, strip.right) for strip in strips if strip.right - strip.left < 1600}
    cuts = {left for left, _ in parts} - {0}
    assert parts == {(0, *cuts), (*cuts, 1600)}
    assert 320 < min(cuts) < 500
    table = bars((100, 80, wide), (250, 70, wide), (500, 300, wide), (900, 200, wide))
    same, none = below_each_other(table)
    assert same is table
    assert not none


def test_a_cell_that_is_centred_beside_two_lines_is_no_other_box() -> None:
    _, strips = below_each_other(bars((100, 200, [200, 232]), (500, 300, [216])))
    assert not strips


places = st.lists(st.integers(0, 25), min_size=1, max_size=12, unique=True)


@given(places, places, st.integers(24, 45), st.integers(24, 45))
@settings(max_examples=40, deadline=None)
def test_all_print_is_on_the_sheet_once_and_leads_back_to_its_place(left: list[int], right: list[int], one: int, other: int) -> None:
    printed = [(100, 60 + one * at) for at in left] + [(700, 60 + other * at) for at in right]
    page = bars(*((x, 300, [top]) for x, top in printed))
    sheet, strips = below_each_other(page)
    assert np.count_nonzero(sheet == 0) == np.count_nonzero(page == 0)
    pieces = cv2.connectedComponentsWithStats(255 - sheet)[2][1:]
    words = [OcrWord("", tuple(map(float, (x, y, x + w, y + h))), 1.0) for x, y, w, h, _ in pieces.tolist()]  # type: ignore[arg-type]
    for word in put_back(words, strips):
        x0, top, x1, bottom = map(round, word.box)
        assert not page[top:bottom, x0:x1].any()


def test_a_list_of_elements_beside_wider_spaced_print_is_read_whole() -> None:
    paper = PillowImage.new("L", (1600, 800), 255)
    pen = ImageDraw.Draw(paper)
    font = ImageFont.load_default(32)
    for at, (element, content) in enumerate(zip(ELEMENTS, CONTENTS, strict=True)):
        pen.text((100, 200 + 36 * at), element, 0, font)
        pen.text((250, 200 + 36 * at), content, 0, font)
    for at, line in enumerate(
        ("Yield Strength 281 MPa", "Tensile Strength 606 MPa", "Elongation 56.1 %", "Hardness 173 HBW", "Direction long.")
    ):
        pen.text((500, 212 + 52 * at), line, 0, font)
    sheet, strips = below_each_other(np.asarray(paper, dtype=np.uint8))
    words = put_back(Tesseract().words(sheet, ["en"], dpi=300, block=True), strips)
    assert [word.text for word in words if 240 < word.box[0] < 400] == [*CONTENTS]
