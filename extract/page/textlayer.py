"""The text layer of a PDF page: the words that a reader sees, with boxes, straight from PDFium."""

from __future__ import annotations

import ctypes
import math
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import compress

import numpy as np
import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c
from numpy.typing import NDArray

from domain.paper import Box
from extract.page.walls import rules_of
from extract.page.words import Floor, Wall, Word, turned

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
_NUMBER, _ADDRESS = ctypes.c_int, ctypes.c_void_p
# What is asked of every sign, with addresses in place of ctypes' pointers: making those took longer than PDFium's answers, which are too
# short to let other threads run meanwhile.
_unicode_of = ctypes.cast(pdfium_c.FPDFText_GetUnicode, ctypes.PYFUNCTYPE(ctypes.c_uint, _ADDRESS, _NUMBER))
_has_no_unicode = ctypes.cast(pdfium_c.FPDFText_HasUnicodeMapError, ctypes.PYFUNCTYPE(_NUMBER, _ADDRESS, _NUMBER))
_text_object_of = ctypes.cast(pdfium_c.FPDFText_GetTextObject, ctypes.PYFUNCTYPE(_ADDRESS, _ADDRESS, _NUMBER))
_loose_box_of = ctypes.cast(pdfium_c.FPDFText_GetLooseCharBox, ctypes.PYFUNCTYPE(_NUMBER, _ADDRESS, _NUMBER, _ADDRESS))
_BOX = np.dtype(pdfium_c.FS_RECTF)


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


@dataclass(frozen=True)
class _Glyphs:
    """Characters in the order of the layer, as columns: a page has thousands, and an object for each takes as long as PDFium does for all.

    `boxes` has a row for each: left, bottom, right and top in PDF user space. Of what is `blank` nothing is to be seen, as of a space.
    """

    chars: Sequence[str]
    boxes: NDArray[np.float64]
    angles: NDArray[np.int_]
    pale: NDArray[np.bool_]
    blank: NDArray[np.bool_]

    def where(self, kept: NDArray[np.bool_]) -> _Glyphs:
        """Those alone."""
        if kept.all():
            return self
        return _Glyphs([*compress(self.chars, kept.tolist())], self.boxes[kept], self.angles[kept], self.pale[kept], self.blank[kept])


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
    drawn, seen = _glyphs(page)
    glyphs = drawn.where(seen)
    if glyphs.pale.any():
        glyphs = glyphs.where(_distinct(glyphs, page))
    unseen = len(drawn.chars) - len(glyphs.chars)
    rotation = page.get_rotation()
    angles = Counter(glyphs.angles[~glyphs.blank].tolist())
    angle = angles.most_common(1)[0][0] if angles else 0
    left, bottom, right, top = page.get_bbox()
    words = [
        Word(text, (x0 - left, top - y1, x1 - left, top - y0), UNKNOWN_CONFIDENCE if has_garbage(text) else 1.0)
        for text, (x0, y0, x1, y1) in _words(glyphs.where(glyphs.angles == angle), angle)
    ]
    width, height = right - left, top - bottom
    turn = angle % 360
    if turn:
        words = [turned(word, turn, width, height) for word in words]
    if turn in (90, 270):
        width, height = height, width
    hidden = unseen / max(1, unseen + angles.total())
    return TextLayer(tuple(words), width, height, (turn - rotation) % 360, hidden, *rules_of(page, turn))


def _glyphs(page: pdfium.PdfPage) -> tuple[_Glyphs, NDArray[np.bool_]]:
    """Every character with its box, PDFium's own guesses at spaces and line ends included, and whether it is seen."""
    textpage = page.get_textpage()
    handle = ctypes.cast(textpage.raw, ctypes.c_void_p).value
    count = max(0, pdfium_c.FPDFText_CountChars(textpage.raw))
    boxes = np.zeros(count, dtype=_BOX)
    first = boxes.ctypes.data
    pieces: list[_Piece] = []
    numbers: dict[int, int] = {}  # of the pieces, by where PDFium keeps them
    piece_of: list[int] = []
    chars: list[str] = []
    inked: list[bool] = []
    generated = np.zeros(count, dtype=bool)
    for index in range(count):
        code = _unicode_of(handle, index)
        place = _text_object_of(handle, index) or 0
        number = numbers.get(place)
        if number is None:
            number = numbers[place] = len(pieces)
            pieces.append(_piece(textpage.raw, index))
        # What PDFium puts in belongs to no piece of text.
        if not place and pdfium_c.FPDFText_IsGenerated(textpage.raw, index) == 1:
            generated[index] = True
            unknown = ""
        else:
            unknown = UNKNOWN
            code = 0 if _has_no_unicode(handle, index) == 1 else code
        # PDFium marks a hyphen at the end of a line with one of these.
        char = "" if pieces[number].leans else "-" if code in (0x02, 0xFFFE) else chr(code) if code else unknown
        inked.append(bool(char.strip()))
        if inked[-1]:
            # The loose box spans the advance width and the font's height: gaps between glyphs are then real gaps.
            _loose_box_of(handle, index, first + index * _BOX.itemsize)
        piece_of.append(number)
        chars.append(char)
    textpage.close()
    edges = np.column_stack([boxes[edge] for edge in ("left", "bottom", "right", "top")]).astype(np.float64)
    blank = ~np.array(inked, dtype=bool)
    own = np.array(piece_of, dtype=int)
    seen, pale = (np.array([getattr(piece, name) for piece in pieces], dtype=bool)[own] for name in ("seen", "pale"))
    angles = np.array([piece.quarter for piece in pieces], dtype=int)[own]
    shows_nothing = blank | generated
    return _Glyphs(chars, edges, angles, pale & ~shows_nothing, blank), shows_nothing | (seen & _is_on(page, edges))


def _is_on(page: pdfium.PdfPage, boxes: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Which boxes stand on the page and are large enough to be read."""
    left, bottom, right, top = page.get_bbox()
    x0, y0, x1, y1 = boxes.T
    x, y = (x0 + x1) / 2, (y0 + y1) / 2
    within = (left <= x) & (x <= right) & (bottom <= y) & (y <= top)
    return np.asarray(within & ((y1 - y0 >= LEAST_HEIGHT) | (x1 - x0 >= LEAST_HEIGHT)))


def _piece(handle: pdfium_c.FPDF_TEXTPAGE, index: int) -> _Piece:
    """How the piece of text is drawn that a character belongs to; there may be none."""
    piece = pdfium_c.FPDFText_GetTextObject(handle, index)
    angle = pdfium_c.FPDFText_GetCharAngle(handle, index)
    # PDFium counts clockwise; here the angle is counter-clockwise, as PDF's own coordinates turn.
    degrees = -math.degrees(angle) if angle >= 0 else 0.0
    leans = abs((degrees + 45) % 90 - 45) > LARGEST_LEAN
    seen, pale = True, False
    if piece:
        red, green, blue, opaque = ctypes.c_uint(), ctypes.c_uint(), ctypes.c_uint(), ctypes.c_uint()
        seen = pdfium_c.FPDFTextObj_GetTextRenderMode(piece) not in _UNSEEN_MODES
        if pdfium_c.FPDFPageObj_GetFillColor(piece, red, green, blue, opaque):
            pale = min(red.value, green.value, blue.value) >= PALE
            seen = seen and opaque.value >= LEAST_OPAQUE
    return _Piece(seen, pale, round(degrees / 90) * 90 % 360, leans)


def _distinct(glyphs: _Glyphs, page: pdfium.PdfPage) -> NDArray[np.bool_]:
    """Which glyphs are not pale or stand out from what is behind them: white print on a bar stays, on white it goes."""
    picture = np.asarray(page.render(grayscale=True, rotation=-page.get_rotation() % 360).to_numpy()).squeeze()
    left, _, _, top = page.get_bbox()

    def stands_out(glyph: int) -> bool:
        x0, y0, x1, y1 = glyphs.boxes[glyph].tolist()
        y0, y1 = (max(0, round(top - y)) for y in (y1, y0))
        x0, x1 = (max(0, round(x - left)) for x in (x0, x1))
        patch = picture[y0 : max(y1, y0 + 1), x0 : max(x1, x0 + 1)]
        return bool(patch.size) and int(patch.max()) - int(patch.min()) >= LEAST_CONTRAST

    kept = ~glyphs.pale
    for glyph in np.flatnonzero(glyphs.pale).tolist():
        kept[glyph] = stands_out(glyph)
    return kept


def _words(glyphs: _Glyphs, angle: int) -> Iterator[tuple[str, Box]]:
    """Glyphs joined into words: a blank, a jump to another line, or a wide gap ends one."""
    printed = ~(glyphs.blank | np.array([char == "\u200b" for char in glyphs.chars], dtype=bool))
    if not printed.any():
        return
    begins = printed.copy()
    begins[1:] &= ~printed[:-1] | _apart(glyphs.boxes, angle)
    # Without the blanks between them, each word goes up to where the next one begins.
    starts = np.flatnonzero(begins[printed])
    chars, boxes = [*compress(glyphs.chars, printed.tolist())], glyphs.boxes[printed]
    least, most = np.minimum.reduceat(boxes, starts), np.maximum.reduceat(boxes, starts)
    around = np.column_stack([least[:, :2], most[:, 2:]]).tolist()
    for start, end, (x0, y0, x1, y1) in zip(starts.tolist(), [*starts[1:].tolist(), len(chars)], around, strict=True):
        yield "".join(chars[start:end]), (x0, y0, x1, y1)


def _apart(boxes: NDArray[np.float64], angle: int) -> NDArray[np.bool_]:
    """Whether each glyph but the first is too far from the one before it to be of one word with it."""
    x0, y0, x1, y1 = boxes.T
    if angle in (90, 270):
        x0, y0, x1, y1 = y0, x0, y1, x1
    backwards = angle not in (0, 90)
    along = x0[:-1] - x1[1:] if backwards else x0[1:] - x1[:-1]
    heights = y1 - y0
    across = np.abs(y0[1:] + y1[1:] - y0[:-1] - y1[:-1]) / 2
    size = np.maximum(np.maximum(heights[:-1], heights[1:]), 1.0)
    return np.asarray((across > size) | (along > GAP_IN_HEIGHTS * size) | (along < -2 * size))
