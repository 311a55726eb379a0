"""What the scanner does to a page, it does every time, and the page stays a page."""

from __future__ import annotations

import io
from collections.abc import Callable
from random import Random

import numpy as np
import pypdfium2
import pytest
from PIL import Image

from fixtures import desk
from fixtures.draw import Wish, draw_sample
from fixtures.model import Genre
from fixtures.scanner import MEDIA, photograph, scan, skew, speckle, stamp

SCANS = [medium for medium in MEDIA if medium != "digital"]


@pytest.fixture(scope="module")
def paper() -> bytes:
    return draw_sample(Wish("scanner", Genre.CONFIRMATION, "dinletter", "de-DE", lines=6), set()).content


def _images(content: bytes, ending: str) -> list[Image.Image]:
    if ending == ".pdf":
        document = pypdfium2.PdfDocument(io.BytesIO(content))
        assert all(not page.get_textpage().get_text_range().strip() for page in document)
        return [page.render(scale=0.5).to_pil().convert("L") for page in document]
    image = Image.open(io.BytesIO(content))
    pages = []
    for frame in range(getattr(image, "n_frames", 1)):
        image.seek(frame)
        pages.append(image.convert("L"))
    return pages


@pytest.mark.parametrize("medium", SCANS)
def test_every_medium_gives_an_image_of_each_page_and_no_text(paper: bytes, medium: str) -> None:
    content, ending = scan(paper, medium, Random(1))
    pages = _images(content, ending)
    assert len(pages) == len(pypdfium2.PdfDocument(paper))
    assert all(np.asarray(page).std() > 5 for page in pages)
    assert all((page.width > page.height) == (medium == "sideways") for page in pages)


@pytest.mark.parametrize("medium", ["scan150", "fax", "photo"])
def test_a_scan_is_the_same_for_the_same_seed_and_another_for_another(paper: bytes, medium: str) -> None:
    first, again, other = (scan(paper, medium, Random(seed))[0] for seed in (7, 7, 8))
    assert first == again
    assert first != other


def test_a_page_that_lies_upside_down_has_its_letterhead_below(paper: bytes) -> None:
    digital = np.asarray(pypdfium2.PdfDocument(paper)[0].render(scale=0.5).to_pil().convert("L"))
    (scanned, *_) = _images(*scan(paper, "upside", Random(2)))
    turned = np.asarray(scanned.rotate(180).resize((digital.shape[1], digital.shape[0])))
    straight = np.asarray(scanned.resize((digital.shape[1], digital.shape[0])))
    ink = (255 - digital.astype(float)).mean(axis=1)
    assert (
        np.corrcoef(ink, (255 - turned.astype(float)).mean(axis=1))[0, 1]
        > np.corrcoef(ink, (255 - straight.astype(float)).mean(axis=1))[0, 1]
    )


def test_faults_leave_the_size_of_the_page_alone() -> None:
    page = np.full((400, 300), 255, np.uint8)
    for faulty in (skew(page, 1.5), speckle(page, 0.001, Random(1)), stamp(page, 100, Random(1))):
        assert faulty.shape == page.shape
    assert stamp(page, 100, Random(1)).min() < 255
    assert photograph(page, Random(1)).shape > page.shape


@pytest.mark.parametrize("befall", [desk.fold, desk.date_stamp, desk.signature, desk.marker, desk.cup, desk.holes])
def test_what_befalls_a_sheet_leaves_its_print_where_it_is(befall: Callable[[desk.Pixels, int, Random], desk.Pixels]) -> None:
    page = np.full((1600, 1100), 255, np.uint8)
    page[::40, 100:1000] = 0
    stained = befall(desk.in_colour(page), 100, Random(5))
    assert stained.shape == (1600, 1100, 3)
    assert (stained != 255).sum() > (page != 255).sum() * 3
    held = stained[::40, 120:1000] if befall is not desk.holes else stained[::40, 300:1000]
    assert held.max() < 60
