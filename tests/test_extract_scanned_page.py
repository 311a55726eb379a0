"""A scanned page of a PDF is read as its picture lies in the file, unless the page shows anything else than that picture."""

from __future__ import annotations

import io
from collections.abc import Callable

import numpy as np
import pypdfium2 as pdfium
import pytest
from PIL import Image as PillowImage
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from extract.engines import Image
from extract.opening.scanned_page import scan_of, shows_pictures_plainly

SIZE = (288.0, 216.0)
"""Points: 1,200 × 900 pixels at 300 dpi."""


def scanned(wide: int, *, colour: bool = False) -> PillowImage.Image:
    """A sheet with a dark field in its upper left quarter, so many pixels wide."""
    grey = np.full((wide * 3 // 4, wide), 240, dtype=np.uint8)
    grey[wide // 16 : wide // 4, wide // 16 : wide // 3] = 20
    sheet = PillowImage.fromarray(grey)
    return sheet.convert("RGB") if colour else sheet


def pdf(sheet: PillowImage.Image, more: Callable[[Canvas], None] = lambda _: None, box: tuple[float, ...] = (0, 0, *SIZE)) -> bytes:
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=SIZE)
    canvas.drawImage(ImageReader(sheet), *box, mask="auto" if sheet.mode == "RGBA" else None)
    more(canvas)
    canvas.save()
    return buffer.getvalue()


def taken(content: bytes) -> Image | None:
    page = pdfium.PdfDocument(content)[0]
    return scan_of(page, 300) if shows_pictures_plainly(content) else None


def drawn(content: bytes) -> Image:
    page = pdfium.PdfDocument(content)[0]
    return np.asarray(page.render(scale=300 / 72, grayscale=True).to_pil().convert("L"))


def test_a_scan_of_the_resolution_that_is_read_is_taken_pixel_by_pixel() -> None:
    sheet = scanned(1201)
    assert (taken(pdf(sheet)) == np.asarray(sheet)).all()


@pytest.mark.parametrize(("wide", "colour"), [(600, False), (800, True), (1200, True), (2400, False)])
def test_a_scan_of_any_resolution_looks_as_its_page_does_when_it_is_drawn(wide: int, *, colour: bool) -> None:
    content = pdf(scanned(wide, colour=colour))
    found, page = taken(content), drawn(content)
    assert found is not None
    assert max(abs(own - there) for own, there in zip(found.shape, page.shape, strict=True)) <= 1  # of a page that ends in a pixel
    assert np.abs(found[:890, :1190].astype(int) - page[:890, :1190]).mean() < 1.0


def write_on_top(canvas: Canvas) -> None:
    canvas.drawString(100, 100, "RECEIVED")


def note_on_top(canvas: Canvas) -> None:
    canvas.textAnnotation("paid", Rect=[40, 40, 90, 60])


@pytest.mark.parametrize("more", [write_on_top, note_on_top])
def test_what_else_is_on_a_page_is_drawn_with_it(more: Callable[[Canvas], None]) -> None:
    assert taken(pdf(scanned(1200), more)) is None


@pytest.mark.parametrize("box", [(0, 0, 280, 216), (10, 10, 288, 216), (0, -8, 288, 232)])
def test_a_picture_that_does_not_lie_on_the_whole_page_is_drawn(box: tuple[float, ...]) -> None:
    assert taken(pdf(scanned(1200), box=box)) is None


def test_a_page_that_the_file_turns_is_drawn() -> None:
    assert taken(pdf(scanned(1200), lambda canvas: canvas.setPageRotation(90))) is None


def test_a_picture_with_a_mask_and_one_of_inverted_shades_are_drawn() -> None:
    see_through = scanned(1200).convert("RGBA")
    see_through.putalpha(128)
    assert taken(pdf(see_through)) is None
    plain = pdf(scanned(1200))
    inverted = plain.replace(b"/BitsPerComponent 8", b"/BitsPerComponent 8 /Decode [ 1 0 ]")
    assert inverted != plain
    assert taken(inverted) is None
    assert not shows_pictures_plainly(plain.replace(b"/BitsPerComponent 8", b"/BitsPerComponent 8 /OC 9 0 R"))


def test_a_picture_of_one_bit_a_pixel_is_drawn() -> None:
    buffer = io.BytesIO()
    scanned(1200).convert("1").save(buffer, "PDF", resolution=300)
    assert taken(buffer.getvalue()) is None
    buffer = io.BytesIO()
    scanned(1200).save(buffer, "PDF", resolution=300)
    assert taken(buffer.getvalue()) is not None
