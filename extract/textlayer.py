"""The text layer of a PDF page: words with boxes, straight from PDFium, ten times faster than a full layout analysis."""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from extract.words import Word, turned

GAP_IN_HEIGHTS = 0.12
"""A gap of more than this share of the print's height ends a word even where the file has no space."""


@dataclass(frozen=True)
class _Glyph:
    char: str
    x0: float
    y0: float
    x1: float
    y1: float
    angle: int


def read_text_layer(page: pdfium.PdfPage) -> tuple[list[Word], float, float, int]:
    """The words of the page as it is shown upright, its width and height in points, and the turn that was needed.

    The turn is what has to be added, clockwise, to the page as a viewer shows it: text that is printed sideways on the page
    counts, the file's own /Rotate does not.
    """
    glyphs = _glyphs(page)
    rotation = page.get_rotation()
    angles = Counter(glyph.angle for glyph in glyphs if glyph.char.strip())
    angle = angles.most_common(1)[0][0] if angles else 0
    left, bottom, right, top = page.get_bbox()
    words = [
        Word(text, (x0 - left, top - y1, x1 - left, top - y0), 1.0)
        for text, x0, y0, x1, y1 in _words([glyph for glyph in glyphs if glyph.angle == angle], angle)
    ]
    width, height = right - left, top - bottom
    turn = angle % 360
    words = [turned(word, turn, width, height) for word in words]
    if turn in (90, 270):
        width, height = height, width
    return words, width, height, (turn - rotation) % 360


def _glyphs(page: pdfium.PdfPage) -> list[_Glyph]:
    """Every character with its box in PDF user space; PDFium's own guesses at spaces and line ends included."""
    textpage = page.get_textpage()
    handle = textpage.raw
    box = pdfium_c.FS_RECTF()
    glyphs = []
    for index in range(pdfium_c.FPDFText_CountChars(handle)):
        code = pdfium_c.FPDFText_GetUnicode(handle, index)
        # PDFium marks a hyphen at the end of a line with one of these.
        char = "-" if code in (0x02, 0xFFFE) else chr(code) if code else ""
        # The loose box spans the advance width and the font's height: gaps between glyphs are then real gaps.
        pdfium_c.FPDFText_GetLooseCharBox(handle, index, box)
        angle = pdfium_c.FPDFText_GetCharAngle(handle, index)
        # PDFium counts clockwise; here the angle is counter-clockwise, as PDF's own coordinates turn.
        quarter = -round(math.degrees(angle) / 90) * 90 % 360 if angle >= 0 else 0
        glyphs.append(_Glyph(char, box.left, box.bottom, box.right, box.top, quarter))
    textpage.close()
    return glyphs


def _words(glyphs: list[_Glyph], angle: int) -> list[tuple[str, float, float, float, float]]:
    """Glyphs joined into words: a blank, a jump to another line, or a wide gap ends one."""
    words: list[list[_Glyph]] = []
    current: list[_Glyph] = []
    for glyph in glyphs:
        if not glyph.char.strip() or glyph.char in "\u00a0\u200b":
            current = []
            continue
        if not current or _apart(current[-1], glyph, angle):
            current = []
            words.append(current)
        current.append(glyph)
    return [
        (
            "".join(glyph.char for glyph in word),
            min(glyph.x0 for glyph in word),
            min(glyph.y0 for glyph in word),
            max(glyph.x1 for glyph in word),
            max(glyph.y1 for glyph in word),
        )
        for word in words
    ]


def _apart(last: _Glyph, glyph: _Glyph, angle: int) -> bool:
    """Whether two glyphs in a row belong to different words."""
    if angle in (90, 270):
        along = (glyph.y0 - last.y1) if angle == 90 else (last.y0 - glyph.y1)
        across = abs(glyph.x0 + glyph.x1 - last.x0 - last.x1) / 2
        size = max(last.x1 - last.x0, glyph.x1 - glyph.x0, 1.0)
    else:
        along = (glyph.x0 - last.x1) if angle == 0 else (last.x0 - glyph.x1)
        across = abs(glyph.y0 + glyph.y1 - last.y0 - last.y1) / 2
        size = max(last.y1 - last.y0, glyph.y1 - glyph.y0, 1.0)
    return across > size or along > GAP_IN_HEIGHTS * size or along < -2 * size
