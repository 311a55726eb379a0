"""The picture that a scanned page of a PDF is, as it lies in the file: drawing the page would blur it, and takes a tenth of a pass of OCR."""

from __future__ import annotations

import re

import cv2
import numpy as np
import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from extract.engines import Image

NEAR = 0.5
"""Points that the edges of a picture may be off those of its page."""
SAME = 2
"""Pixels that a picture may be larger or smaller than its page drawn: scanners round, and so do we."""
GREY, COLOUR = 8, 24
"""Bits of a pixel."""
_SHOWN_OTHERWISE = re.compile(rb"/(?:SMask|Mask|ImageMask|Decode|OC)(?![A-Za-z])")
"""What makes a picture look other than its pixels: masks, inverted shades, layers. The entries of a picture are never packed in a PDF."""
_PACKED = re.compile(rb"stream\r?\n.*?endstream", re.DOTALL)


def shows_pictures_plainly(content: bytes) -> bool:
    """Whether no picture of a PDF looks other than its pixels say."""
    return not any(map(_SHOWN_OTHERWISE.search, _PACKED.split(content)))


def scan_of(page: pdfium.PdfPage, dpi: float) -> Image | None:
    """The grey picture that covers a page and is all that is on it, as large as the page at that resolution; None where it is no such page.

    Of a PDF that shows pictures plainly.
    """
    if page.get_rotation() or pdfium_c.FPDFPage_GetAnnotCount(page.raw) or pdfium_c.FPDFPage_CountObjects(page.raw) != 1:
        return None
    picture = next(iter(page.get_objects(max_depth=1)))
    if not isinstance(picture, pdfium.PdfImage) or not _covers(picture, page) or _is_cut(picture):
        return None
    if picture.get_metadata().bits_per_pixel not in (GREY, COLOUR):
        return None
    pixels = picture.get_bitmap().to_numpy()
    grey = pixels if pixels.ndim == 2 else pixels[..., 0] if pixels.shape[2] == 1 else cv2.cvtColor(pixels[..., :3], cv2.COLOR_BGR2GRAY)
    wide, high = (int(np.ceil(side * dpi / 72)) for side in (page.get_width(), page.get_height()))
    height, width = grey.shape
    if max(abs(height - high), abs(width - wide)) <= SAME:
        return np.array(grey, dtype=np.uint8)
    enlarged = height < high
    return np.asarray(cv2.resize(grey, (wide, high), interpolation=cv2.INTER_LINEAR if enlarged else cv2.INTER_AREA), dtype=np.uint8)


def _covers(picture: pdfium.PdfImage, page: pdfium.PdfPage) -> bool:
    """Whether a picture lies upright and square on the whole page."""
    across, lean, slant, up, left, bottom = picture.get_matrix().get()
    x0, y0, x1, y1 = page.get_bbox()
    edges = zip((left, bottom, left + across, bottom + up), (x0, y0, x1, y1), strict=True)
    return lean == slant == 0 and all(abs(own - asked) < NEAR for own, asked in edges)


def _is_cut(picture: pdfium.PdfImage) -> bool:
    """Whether only a part of the picture shows, or what is below shines through."""
    path = pdfium_c.FPDFPageObj_GetClipPath(picture.raw)
    return bool(pdfium_c.FPDFPageObj_HasTransparency(picture.raw)) or (bool(path) and pdfium_c.FPDFClipPath_CountPaths(path) > 0)
