"""The text layer of a PDF page: the words that a reader sees, with boxes, straight from PDFium."""

from __future__ import annotations

import ctypes
import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from extract.walls import rules_of
from extract.words import Floor, Wall, Word, turned

GAP_IN_HEIGHTS = 0.12
"""A gap of more than this share of the print's height ends a word even where the file has no space."""
LEAST_HEIGHT = 1.5
"""Print of fewer points cannot be read on paper."""
PALE = 200
"""Print of which every colour is at least so bright is seen only on something darker."""
LEAST_CONTRAST = 24
LEAST_OPAQUE = 26
LARGEST_LEAN = 25.0
"""Degrees that print may lean off the page's edges, as italics do that a file makes by slanting; `COPY` across a page leans more."""
UNKNOWN = "\ufffd"
"""Stands for a glyph of which the file does not say what sign it is."""
UNKNOWN_CONFIDENCE = 0.3
_UNSEEN_MODES = frozenset({pdfium_c.FPDF_TEXTRENDERMODE_INVISIBLE, pdfium_c.FPDF_TEXTRENDERMODE_CLIP})


@dataclass(frozen=True)
class TextLayer:
    """The words of a page as it is shown upright, and its width and height in points.

    `turn` is what has to be added, clockwise, to the page as a viewer shows it: text that is printed sideways on the page counts,
    the file's own /Rotate does not. `hidden` is the share of the layer's glyphs that nobody sees; their words are left out. `walls` and `floors` are its rules.
    """

    words: tuple[Word, ...]
    width: float
    height: float
    turn: int
    hidden: float = 0.0
    walls: tuple[Wall, ...] = ()
    floors: tuple[Floor, ...] = ()


@dataclass(slots=True)
class _Glyph:
    char: str
    x0: float
    y0: float
    x1: float
    y1: float
    angle: int
    pale: bool = False


@dataclass(frozen=True, slots=True)
class _Piece:
    """How a piece of text is drawn: whether at all, whether pale, turned counter-clockwise by how many degrees, and askew."""

    seen: bool
    pale: bool
    quarter: int
    leans: bool


def is_garbage(char: str) -> bool:
    """Whether a sign is none that people write: no character, a control character, or one of a font's own."""
    return not char.isprintable() or char == UNKNOWN or "\ue000" <= char <= "\uf8ff"


def has_garbage(text: str) -> bool:
    """Whether one of its signs is none; most text is of plain letters, of which none is asked."""
    return not (text.isascii() and text.isprintable()) and any(map(is_garbage, text))


def read_text_layer(page: pdfium.PdfPage) -> TextLayer:
    """The text layer of a page without what nobody sees: invisible, outside the page, too small, or as pale as what it stands on."""
    drawn = _glyphs(page)
    glyphs = [glyph for glyph in drawn if glyph is not None]
    if any(glyph.pale for glyph in glyphs):
        glyphs = _distinct(glyphs, page)
    unseen = len(drawn) - len(glyphs)
    rotation = page.get_rotation()
    angles = Counter([glyph.angle for glyph in glyphs if glyph.char.strip()])
    angle = angles.most_common(1)[0][0] if angles else 0
    left, bottom, right, top = page.get_bbox()
    words = [
        Word(text, (x0 - left, top - y1, x1 - left, top - y0), UNKNOWN_CONFIDENCE if has_garbage(text) else 1.0)
        for text, x0, y0, x1, y1 in _words([glyph for glyph in glyphs if glyph.angle == angle], angle)
    ]
    width, height = right - left, top - bottom
    turn = angle % 360
    words = [turned(word, turn, width, height) for word in words]
    if turn in (90, 270):
        width, height = height, width
    hidden = unseen / max(1, unseen + angles.total())
    return TextLayer(tuple(words), width, height, (turn - rotation) % 360, hidden, *rules_of(page, turn))


def _glyphs(page: pdfium.PdfPage) -> list[_Glyph | None]:
    """Every character with its box in PDF user space, PDFium's own guesses at spaces and line ends included; None for one nobody sees."""
    textpage = page.get_textpage()
    handle = textpage.raw
    box = pdfium_c.FS_RECTF()
    left, bottom, right, top = page.get_bbox()
    pieces: dict[int, _Piece] = {}
    glyphs: list[_Glyph | None] = []
    for index in range(pdfium_c.FPDFText_CountChars(handle)):
        code = pdfium_c.FPDFText_GetUnicode(handle, index)
        found = pdfium_c.FPDFText_GetTextObject(handle, index)
        # What PDFium puts in belongs to no piece of text.
        generated = not found and pdfium_c.FPDFText_IsGenerated(handle, index) == 1
        # PDFium marks a hyphen at the end of a line with one of these.
        char = "-" if code in (0x02, 0xFFFE) else chr(code) if code else "" if generated else UNKNOWN
        if pdfium_c.FPDFText_HasUnicodeMapError(handle, index) == 1:
            char = UNKNOWN
        # The loose box spans the advance width and the font's height: gaps between glyphs are then real gaps.
        pdfium_c.FPDFText_GetLooseCharBox(handle, index, box)
        place = ctypes.addressof(found.contents) if found else 0
        piece = pieces.get(place)
        if piece is None:
            piece = pieces[place] = _piece(handle, index, found)
        if piece.leans:
            char = ""
        blank = generated or not char.strip()
        x0, y0, x1, y1 = box.left, box.bottom, box.right, box.top
        seen = blank or (
            piece.seen
            and left <= (x0 + x1) / 2 <= right
            and bottom <= (y0 + y1) / 2 <= top
            and (y1 - y0 >= LEAST_HEIGHT or x1 - x0 >= LEAST_HEIGHT)
        )
        glyphs.append(_Glyph(char, x0, y0, x1, y1, piece.quarter, piece.pale and not blank) if seen else None)
    textpage.close()
    return glyphs


def _piece(handle: pdfium_c.FPDF_TEXTPAGE, index: int, piece: Any) -> _Piece:
    """How the piece of text is drawn that a character belongs to; `piece` is false for one of none."""
    angle = pdfium_c.FPDFText_GetCharAngle(handle, index)
    # PDFium counts clockwise; here the angle is counter-clockwise, as PDF's own coordinates turn.
    degrees = -math.degrees(angle) if angle >= 0 else 0.0
    leans = abs((degrees + 45) % 90 - 45) > LARGEST_LEAN
    seen, pale = True, False
    if piece:
        red, green, blue, opaque = (ctypes.c_uint() for _ in range(4))
        seen = pdfium_c.FPDFTextObj_GetTextRenderMode(piece) not in _UNSEEN_MODES
        if pdfium_c.FPDFPageObj_GetFillColor(piece, red, green, blue, opaque):
            pale = min(red.value, green.value, blue.value) >= PALE
            seen = seen and opaque.value >= LEAST_OPAQUE
    return _Piece(seen, pale, round(degrees / 90) * 90 % 360, leans)


def _distinct(glyphs: Sequence[_Glyph], page: pdfium.PdfPage) -> list[_Glyph]:
    """The glyphs without pale ones that do not stand out from what is behind them: white print on a bar stays, on white it goes."""
    picture = np.asarray(page.render(grayscale=True, rotation=-page.get_rotation() % 360).to_numpy()).squeeze()
    left, _, _, top = page.get_bbox()

    def stands_out(glyph: _Glyph) -> bool:
        y0, y1 = (max(0, round(top - y)) for y in (glyph.y1, glyph.y0))
        x0, x1 = (max(0, round(x - left)) for x in (glyph.x0, glyph.x1))
        patch = picture[y0 : max(y1, y0 + 1), x0 : max(x1, x0 + 1)]
        return bool(patch.size) and int(patch.max()) - int(patch.min()) >= LEAST_CONTRAST

    return [glyph for glyph in glyphs if not glyph.pale or not glyph.char.strip() or stands_out(glyph)]


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
            min([glyph.x0 for glyph in word]),
            min([glyph.y0 for glyph in word]),
            max([glyph.x1 for glyph in word]),
            max([glyph.y1 for glyph in word]),
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
