"""The rules of a PDF page, which part the cells of its tables and boxes: from its paths, pieces of one rule joined."""

from __future__ import annotations

import ctypes
import math
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c
from pdfplumber.table import merge_edges

from domain.paper import Box
from extract.page.words import Floor, Wall, turned_box

STRAIGHT = 0.5
"""A line that leans by no more points is upright."""
SAME = 0.3
"""Pieces of one rule stand no more points apart."""
THICK = 1.5
"""Edges so many points apart are the two sides of one rule, or those of two cells."""
TORN = 3.0
"""Pieces of a rule that are so many points apart go on with each other: dashes, and the gaps where level rules cross."""
SHORTEST = 5.0
"""A rule of fewer points parts no words."""
MOST_PIECES, MOST_WALLS = 20_000, 600
"""A page whose paths have more pieces is a drawing, and one with more upright lines is hatched: their rules part nothing."""


def objects_of(page: pdfium.PdfPage, kind: int, *, depth: int) -> Iterator[Any]:
    """What is drawn on a page of that kind, in forms within forms up to so many levels, too.

    Raises:
        PdfiumError: PDFium does not know what an object is. pypdfium2's own `get_objects` makes an object of each, whatever its kind.
    """
    inner: list[tuple[Any, int]] = [(None, 1)]
    while inner:
        form, level = inner.pop()
        count = pdfium_c.FPDFFormObj_CountObjects(form) if form else pdfium_c.FPDFPage_CountObjects(page.raw)
        for index in range(count):
            drawn = pdfium_c.FPDFFormObj_GetObject(form, index) if form else pdfium_c.FPDFPage_GetObject(page.raw, index)
            found = pdfium_c.FPDFPageObj_GetType(drawn)
            if found == kind:
                yield drawn
            elif found == pdfium_c.FPDF_PAGEOBJ_FORM and level < depth:
                inner.append((drawn, level + 1))
            elif found == pdfium_c.FPDF_PAGEOBJ_UNKNOWN:
                raise pdfium.PdfiumError("An object of the page is of no known kind.")


def rules_of(page: pdfium.PdfPage, turn: int) -> tuple[tuple[Wall, ...], tuple[Floor, ...]]:
    """The upright and the level rules of the page as it is shown once it was turned clockwise by `turn` degrees.

    None where PDFium cannot tell them: a page is read without them, too.
    """
    bounds = page.get_bbox()
    try:
        pieces = list(islice(_lines(page), MOST_PIECES))
    except pdfium.PdfiumError:
        return (), ()
    known = [piece for piece in pieces if piece] if len(pieces) < MOST_PIECES else []
    left, bottom, right, top = bounds
    height = top - bottom if turn % 180 == 0 else right - left
    # What is level stands upright once the page is turned by a quarter more.
    floors = sorted((height - y, start, end) for y, start, end in _upright(known, bounds, turn + 90))
    return _upright(known, bounds, turn), tuple(floors)


def _upright(pieces: Sequence[Box], bounds: Box, turn: int) -> tuple[Wall, ...]:
    left, bottom, right, top = bounds
    edges = []
    for x0, y0, x1, y1 in pieces:
        box = (min(x0, x1) - left, top - max(y0, y1), max(x0, x1) - left, top - min(y0, y1))
        edge = turned_box(box, turn, right - left, top - bottom)
        if edge[2] - edge[0] <= STRAIGHT < edge[3] - edge[1]:
            edges.append(_edge(edge))
    # pdfplumber's own search for tables takes ten times as long as all of PDFium's text; how it joins pieces of rules is what is needed here.
    joined = merge_edges(edges, snap_x_tolerance=SAME, snap_y_tolerance=0, join_x_tolerance=0, join_y_tolerance=TORN)
    walls = sorted((edge["x0"], edge["top"], edge["bottom"]) for edge in joined if edge["bottom"] - edge["top"] >= SHORTEST)
    return tuple(_once(walls)) if len(walls) <= MOST_WALLS else ()


def _once(walls: Sequence[Wall]) -> Iterator[Wall]:
    """The walls without the second sides of thick rules and of cells that stand side by side."""
    kept: list[Wall] = []
    for wall in walls:
        near = (other for other in kept if wall[0] - other[0] < THICK)
        if not any(other[1] <= wall[1] + THICK and wall[2] <= other[2] + THICK for other in near):
            kept.append(wall)
            yield wall


def _edge(box: Box) -> dict[str, float | str]:
    x0, top, x1, bottom = box
    return {"x0": x0, "x1": x1, "top": top, "bottom": bottom, "width": x1 - x0, "height": bottom - top, "orientation": "v"}


def _lines(page: pdfium.PdfPage) -> Iterator[Box | None]:
    """Every piece of every path that is drawn, from end to end, in PDF user space; None for one that is not straight."""
    x, y, matrix = ctypes.c_float(), ctypes.c_float(), pdfium_c.FS_MATRIX()
    for path in objects_of(page, pdfium_c.FPDF_PAGEOBJ_PATH, depth=1):
        if not pdfium_c.FPDFPageObj_GetMatrix(path, matrix):
            raise pdfium.PdfiumError("A path has no matrix.")
        a, b, c, d, e, f = matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f
        first = last = (math.nan, math.nan)
        for index in range(pdfium_c.FPDFPath_CountSegments(path)):
            segment = pdfium_c.FPDFPath_GetPathSegment(path, index)
            pdfium_c.FPDFPathSegment_GetPoint(segment, x, y)
            point = a * x.value + c * y.value + e, b * x.value + d * y.value + f
            kind = pdfium_c.FPDFPathSegment_GetType(segment)
            first = point if kind == pdfium_c.FPDF_SEGMENT_MOVETO else first
            yield (*last, *point) if kind == pdfium_c.FPDF_SEGMENT_LINETO else None
            last = point
            if pdfium_c.FPDFPathSegment_GetClose(segment):
                yield (*last, *first)
