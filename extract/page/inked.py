"""What is drawn on a page of a PDF, in the order in which it is drawn: signs with their print, and what may cover them."""

from __future__ import annotations

import ctypes
import math
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from domain.paper import Box
from extract.page.words import Word, turned

Matrix = tuple[float, float, float, float, float, float]
UNMOVED: Matrix = (1, 0, 0, 1, 0, 0)
DEEPEST = 12
MOST_OBJECTS = 60_000
OPAQUE = 250
SOLID = 0.5
"""Degrees that a line of print may lean; what leans more is not looked at."""
_UNSEEN = frozenset({pdfium_c.FPDF_TEXTRENDERMODE_INVISIBLE, pdfium_c.FPDF_TEXTRENDERMODE_CLIP})
_PALE = 235
_RECTANGLE = range(4, 7)
"""How many segments a path of a rectangle has."""


@dataclass(frozen=True, slots=True)
class Sign:
    """A sign as drawn. Edges and baseline are in points in the direction of the print: `x` runs along it, `y` upwards across it.

    `box` is tight around the ink, `x0` and `x1` take the blank beside it along; `size` is the height of an em, `font` the name without the
    mark of a subset; `order` counts what is drawn; `seen` is false for what is invisible or as white as paper.
    """

    char: str
    x0: float
    x1: float
    baseline: float
    box: Box
    size: float
    font: str
    order: int
    seen: bool


@dataclass(frozen=True, slots=True)
class Cover:
    """A filled rectangle or a picture, in the same direction as the signs. `pale` is whether it is as white as paper."""

    box: Box
    order: int
    picture: bool
    pale: bool
    raw: object = None


@dataclass(frozen=True)
class Inked:
    """A page's signs in the order of the file, and its covers; all in the direction that most print has."""

    signs: tuple[Sign, ...]
    covers: tuple[Cover, ...]
    angle: int
    frame: Box
    """The page's edges in PDF user space."""

    @cached_property
    def area(self) -> float:
        """Of the page, in square points."""
        left, bottom, right, top = self.frame
        return max(1.0, (right - left) * (top - bottom))

    def shown(self, box: Box) -> Box:
        """A box (x0, y0, x1, y1 along and across the print) where it stands on the page as it is shown upright."""
        x0, y0, x1, y1 = _back(box, self.angle)
        left, bottom, right, top = self.frame
        word = turned(Word("", (x0 - left, top - y1, x1 - left, top - y0), 1.0), self.angle % 360, right - left, top - bottom)
        a, b, c, d = (round(edge, 1) for edge in word.box)
        return a, b, c, d


@dataclass(frozen=True)
class _Drawn:
    """An object of the page that is no form: where it comes in order, and how forms around it move it."""

    raw: object
    order: int
    matrix: Matrix


@dataclass(frozen=True, slots=True)
class _Print:
    """How a piece of text is drawn: its font, whether in a colour that can be seen on paper, and the height of an em."""

    font: str
    seen: bool
    size: float


def read_inked(page: pdfium.PdfPage) -> Inked:
    """What is drawn on the page; a page of more than `MOST_OBJECTS` objects has nothing (such are drawings)."""
    drawn = list(_objects(page))
    if len(drawn) > MOST_OBJECTS:
        return Inked((), (), 0, page.get_bbox())
    orders = {ctypes.addressof(each.raw.contents): each for each in drawn}  # type: ignore[attr-defined]
    textpage = page.get_textpage()
    raw = textpage.raw
    count = pdfium_c.FPDFText_CountChars(raw)
    angles = [pdfium_c.FPDFText_GetCharAngle(raw, index) for index in range(count)]
    quarters = [_quarter(angle) for angle in angles]
    angle = next((quarter for quarter, _ in Counter(quarter for quarter in quarters if quarter is not None).most_common(1)), 0)
    prints: dict[int, _Print] = {}
    signs = [sign for index in range(count) if quarters[index] == angle and (sign := _sign(raw, index, angle, orders, prints))]
    textpage.close()
    covers = [cover for each in drawn if (cover := _cover(each, angle))]
    return Inked(tuple(signs), tuple(covers), angle, page.get_bbox())


def is_opaque(page: pdfium.PdfPage, cover: Cover) -> bool:
    """Whether a picture lets nothing through: stamps and signatures mostly have paper that is not there."""
    if not cover.picture:
        return True
    found = pdfium_c.FPDFImageObj_GetRenderedBitmap(page.pdf.raw, page.raw, cover.raw)
    if not found:
        return False
    picture = pdfium.PdfBitmap.from_raw(found).to_numpy()
    return picture.ndim < 3 or picture.shape[2] < 4 or float(picture[:, :, 3].mean()) >= OPAQUE


def _quarter(radians: float) -> int | None:
    """The quarter turn of a sign, counter-clockwise; None for one that leans."""
    degrees = -math.degrees(radians) if radians >= 0 else 0.0
    return round(degrees / 90) * 90 % 360 if abs((degrees + 45) % 90 - 45) <= SOLID else None


def _objects(page: pdfium.PdfPage) -> Iterator[_Drawn]:
    """Everything that is drawn, what stands in forms at its place; no more than one above what is looked at."""
    order = 0
    stack = [
        (pdfium_c.FPDFPage_GetObject(page.raw, index), UNMOVED, 0) for index in reversed(range(pdfium_c.FPDFPage_CountObjects(page.raw)))
    ]
    while stack and order <= MOST_OBJECTS:
        raw, matrix, depth = stack.pop()
        if pdfium_c.FPDFPageObj_GetType(raw) == pdfium_c.FPDF_PAGEOBJ_FORM:
            if depth < DEEPEST:
                inner = _times(_matrix(raw), matrix)
                count = pdfium_c.FPDFFormObj_CountObjects(raw)
                stack += [(pdfium_c.FPDFFormObj_GetObject(raw, index), inner, depth + 1) for index in reversed(range(max(0, count)))]
            continue
        order += 1
        yield _Drawn(raw, order, matrix)


def _sign(raw: object, index: int, angle: int, orders: dict[int, _Drawn], prints: dict[int, _Print]) -> Sign | None:
    code = pdfium_c.FPDFText_GetUnicode(raw, index)
    piece = pdfium_c.FPDFText_GetTextObject(raw, index)
    if not code or not chr(code).strip() or not piece or pdfium_c.FPDFText_IsGenerated(raw, index) == 1:
        return None
    place = ctypes.addressof(piece.contents)
    if place not in prints:
        prints[place] = _print(raw, index, piece)
    own = prints[place]
    left, right, bottom, top = ctypes.c_double(), ctypes.c_double(), ctypes.c_double(), ctypes.c_double()
    pdfium_c.FPDFText_GetCharBox(raw, index, left, right, bottom, top)
    loose = pdfium_c.FS_RECTF()
    pdfium_c.FPDFText_GetLooseCharBox(raw, index, loose)
    x, y = ctypes.c_double(), ctypes.c_double()
    pdfium_c.FPDFText_GetCharOrigin(raw, index, x, y)
    wide = _along((loose.left, loose.bottom, loose.right, loose.top), angle)
    known = orders.get(place)
    return Sign(
        chr(code),
        wide[0],
        wide[2],
        _along((x.value, y.value, x.value, y.value), angle)[1],
        _along((left.value, bottom.value, right.value, top.value), angle),
        own.size,
        own.font,
        known.order if known else 0,
        own.seen,
    )


def _print(raw: object, index: int, piece: object) -> _Print:
    """How the piece of text is drawn that a sign is of."""
    matrix = pdfium_c.FS_MATRIX()
    pdfium_c.FPDFText_GetMatrix(raw, index, matrix)
    size = pdfium_c.FPDFText_GetFontSize(raw, index) * math.hypot(matrix.c, matrix.d)
    font = pdfium_c.FPDFTextObj_GetFont(piece)
    length = pdfium_c.FPDFFont_GetBaseFontName(font, None, 0) if font else 0
    name = ""
    if length:
        buffer = ctypes.create_string_buffer(length)
        pdfium_c.FPDFFont_GetBaseFontName(font, buffer, length)
        name = buffer.value.decode("utf-8", "replace")
    seen = pdfium_c.FPDFTextObj_GetTextRenderMode(piece) not in _UNSEEN
    colour = _colour(piece)
    return _Print(name.partition("+")[2] or name, seen and (colour is None or (min(colour[:3]) < _PALE and colour[3] > 0)), size)


def _colour(raw: object) -> tuple[int, int, int, int] | None:
    values = [ctypes.c_uint() for _ in range(4)]
    if not pdfium_c.FPDFPageObj_GetFillColor(raw, *values):
        return None
    red, green, blue, opaque = (each.value for each in values)
    return red, green, blue, opaque


def _cover(drawn: _Drawn, angle: int) -> Cover | None:
    """The object as something that hides what was drawn before it; None for what lets it through, or has no plain shape."""
    kind = pdfium_c.FPDFPageObj_GetType(drawn.raw)
    if kind == pdfium_c.FPDF_PAGEOBJ_IMAGE:
        return Cover(_along(_bounds(drawn), angle), drawn.order, picture=True, pale=False, raw=drawn.raw)
    if kind != pdfium_c.FPDF_PAGEOBJ_PATH or pdfium_c.FPDFPath_CountSegments(drawn.raw) not in _RECTANGLE:
        return None
    mode, stroked = ctypes.c_int(), pdfium_c.FPDF_BOOL()
    pdfium_c.FPDFPath_GetDrawMode(drawn.raw, mode, stroked)
    colour = _colour(drawn.raw)
    if mode.value == pdfium_c.FPDF_FILLMODE_NONE or colour is None or colour[3] < OPAQUE or not _is_square(drawn.raw):
        return None
    return Cover(_along(_bounds(drawn), angle), drawn.order, picture=False, pale=min(colour[:3]) >= _PALE)


def _is_square(raw: object) -> bool:
    """Whether every edge of a path runs level or upright."""
    points = []
    for index in range(pdfium_c.FPDFPath_CountSegments(raw)):
        segment = pdfium_c.FPDFPath_GetPathSegment(raw, index)
        if pdfium_c.FPDFPathSegment_GetType(segment) == pdfium_c.FPDF_SEGMENT_BEZIERTO:
            return False
        x, y = ctypes.c_float(), ctypes.c_float()
        pdfium_c.FPDFPathSegment_GetPoint(segment, x, y)
        points.append((x.value, y.value))
    return all(abs(a[0] - b[0]) < 0.1 or abs(a[1] - b[1]) < 0.1 for a, b in pairwise(points))


def _bounds(drawn: _Drawn) -> Box:
    edges = [ctypes.c_float() for _ in range(4)]
    pdfium_c.FPDFPageObj_GetBounds(drawn.raw, *edges)
    left, bottom, right, top = (edge.value for edge in edges)
    a, b, c, d, e, f = drawn.matrix
    corners = [(a * x + c * y + e, b * x + d * y + f) for x in (left, right) for y in (bottom, top)]
    xs, ys = [x for x, _ in corners], [y for _, y in corners]
    return min(xs), min(ys), max(xs), max(ys)


def _matrix(raw: object) -> Matrix:
    found = pdfium_c.FS_MATRIX()
    return (found.a, found.b, found.c, found.d, found.e, found.f) if pdfium_c.FPDFPageObj_GetMatrix(raw, found) else UNMOVED


def _times(one: Matrix, then: Matrix) -> Matrix:
    a, b, c, d, e, f = one
    g, h, i, j, k, m = then
    return a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m


def _along(box: Box, angle: int) -> Box:
    """A box of PDF user space with its first axis in the direction of the print."""
    x0, y0, x1, y1 = box
    match angle:
        case 90:
            return y0, -x1, y1, -x0
        case 180:
            return -x1, -y1, -x0, -y0
        case 270:
            return -y1, x0, -y0, x1
        case _:
            return box


def _back(box: Box, angle: int) -> Box:
    return _along(box, -angle % 360)
