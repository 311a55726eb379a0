"""The back of a scanned sheet: grain, shadow and dust alone are no print, and a page number is."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from PIL import Image as PillowImage
from PIL import ImageDraw, ImageFont

from extract.engines import Image, OcrWord
from extract.scan.dirt import without_specks
from extract.scan.ocr import Ocr
from extract.scan.scan import is_bare, without_shadow
from tests.test_extract_pages import FakeOcrEngine

DPI = 300


def sheet(grain: float, *, shadow: bool = False) -> PillowImage.Image:
    light = np.random.default_rng(4).normal(240, grain, (int(11.7 * DPI), int(8.27 * DPI)))
    if shadow:
        light *= np.linspace(0.6, 1.0, light.shape[1])
    return PillowImage.fromarray(light.clip(0, 255).astype(np.uint8))


def ready(paper: PillowImage.Image) -> Image:
    return without_specks(without_shadow(np.asarray(paper)), DPI)


@pytest.mark.parametrize("grain", [0, 2, 8])
@pytest.mark.parametrize("shadow", [False, True])
def test_grain_shadow_and_dust_are_no_print(grain: float, shadow: bool) -> None:
    paper = sheet(grain, shadow=shadow)
    for x in range(200, 2000, 400):
        ImageDraw.Draw(paper).ellipse((x, x, x + 3, x + 3), fill=60)
    assert is_bare(ready(paper))


@pytest.mark.parametrize(("grain", "grey", "shadow"), [(0, 20, False), (2, 120, False), (8, 120, False), (2, 120, True), (2, 185, False)])
def test_a_page_number_alone_is_print_however_faint(grain: float, grey: int, shadow: bool) -> None:
    paper = sheet(grain, shadow=shadow)
    ImageDraw.Draw(paper).text((1500, 3300), "Page 2 of 2", fill=grey, font=ImageFont.load_default(9 * DPI / 72))
    assert not is_bare(ready(paper))


def test_a_bare_page_is_a_page_without_words_that_no_engine_is_asked_about() -> None:
    engine = FakeOcrEngine()
    page = Ocr(engine, ["en"]).read(np.asarray(sheet(3)), DPI, 2)
    assert (page.words, page.source, page.number, round(page.width), engine.shown) == ((), "ocr", 2, 595, [])


class Silent(FakeOcrEngine):
    """Finds no word, as on a sheet with a drawn line, a barcode or a stain alone."""

    def words(self, image: Image, languages: Sequence[str], *, dpi: int, block: bool) -> list[OcrWord]:  # noqa: ARG002
        return []


def test_a_page_on_which_the_engine_finds_no_word_is_a_page_without_words() -> None:
    paper = sheet(2)
    ImageDraw.Draw(paper).rectangle((600, 900, 1800, 2400), fill=40)
    assert Ocr(Silent(), ["en"]).read(np.asarray(paper), DPI, 2).words == ()
