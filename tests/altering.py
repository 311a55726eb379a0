"""Ways in which people change a value in a finished certificate, each done to a PDF by PDFium's own editing."""

from __future__ import annotations

import ctypes
import io
from collections.abc import Callable
from dataclasses import dataclass

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c
from PIL import Image, ImageDraw, ImageFont

from domain.paper import Box, Leaf, Reading

WHITE = (255, 255, 255, 255)


@dataclass
class Opened:
    """A page that is being changed, and the value on it that is to be another."""

    document: pdfium.PdfDocument
    page: pdfium.PdfPage
    box: Box
    text: str
    piece: object | None

    @property
    def height(self) -> float:
        return self.box[3] - self.box[1]

    @property
    def font(self) -> object:
        return pdfium_c.FPDFTextObj_GetFont(self.piece) if self.piece else self.standard("Helvetica")

    @property
    def size(self) -> float:
        size, matrix = ctypes.c_float(), pdfium_c.FS_MATRIX()
        if self.piece is None:
            return self.height / 1.15
        pdfium_c.FPDFTextObj_GetFontSize(self.piece, size)
        pdfium_c.FPDFPageObj_GetMatrix(self.piece, matrix)
        return size.value * abs(matrix.d or 1)

    @property
    def start(self) -> tuple[float, float]:
        """Where the print begins on its baseline."""
        matrix = pdfium_c.FS_MATRIX()
        if self.piece and pdfium_c.FPDFPageObj_GetMatrix(self.piece, matrix):
            return matrix.e, matrix.f
        return self.box[0], self.box[1] + 0.22 * self.height

    def standard(self, name: str) -> object:
        return pdfium_c.FPDFText_LoadStandardFont(self.document.raw, name.encode())

    def rectangle(self, box: Box, colour: tuple[int, int, int, int] = WHITE) -> object:
        x0, y0, x1, y1 = box
        made = pdfium_c.FPDFPageObj_CreateNewRect(x0, y0, x1 - x0, y1 - y0)
        pdfium_c.FPDFPageObj_SetFillColor(made, *colour)
        pdfium_c.FPDFPath_SetDrawMode(made, pdfium_c.FPDF_FILLMODE_WINDING, 0)
        return made

    def print(self, text: str, font: object, size: float, x: float, y: float) -> object:
        made = pdfium_c.FPDFPageObj_CreateTextObj(self.document.raw, font, size)
        encoded = (text + "\0").encode("utf-16-le")
        buffer = ctypes.create_string_buffer(encoded)
        pdfium_c.FPDFText_SetText(made, ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort)))
        pdfium_c.FPDFPageObj_Transform(made, 1, 0, 0, 1, x, y)
        return made

    def picture(self, text: str, box: Box) -> object:
        x0, y0, x1, y1 = box
        drawn = Image.new("RGB", (max(4, round((x1 - x0) * 6)), max(4, round((y1 - y0) * 6))), "white")
        ImageDraw.Draw(drawn).text((2, 0), text, fill="black", font=ImageFont.load_default(max(8, drawn.height * 0.75)))
        image = pdfium.PdfImage.new(self.document)
        image.set_bitmap(pdfium.PdfBitmap.from_pil(drawn))
        image.set_matrix(pdfium.PdfMatrix(x1 - x0, 0, 0, y1 - y0, x0, y0))
        return image

    def insert(self, *made: object) -> None:
        for each in made:
            if isinstance(each, pdfium.PdfObject):
                self.page.insert_obj(each)
            else:
                pdfium_c.FPDFPage_InsertObject(self.page.raw, each)

    def remove(self) -> bool:
        return self.piece is not None and bool(pdfium_c.FPDFPage_RemoveObject(self.page.raw, self.piece))

    def saved(self) -> bytes:
        pdfium_c.FPDFPage_GenerateContent(self.page.raw)
        out = io.BytesIO()
        self.document.save(out)
        return out.getvalue()


def open_at(content: bytes, leaf: Leaf) -> Opened:
    """The page at a value that was read off it."""
    document = pdfium.PdfDocument(content)
    page = document[leaf.page - 1]
    left, _, _, top = page.get_bbox()
    x0, y0, x1, y1 = leaf.box
    box = (x0 + left, top - y1, x1 + left, top - y0)
    return Opened(document, page, box, leaf.text, _piece_of(page, box, leaf.text))


def _piece_of(page: pdfium.PdfPage, box: Box, text: str) -> object | None:
    """The piece of text that is the value and nothing else."""
    textpage = page.get_textpage()
    for item in page.get_objects(filter=(pdfium_c.FPDF_PAGEOBJ_TEXT,), max_depth=1):
        x0, y0, x1, y1 = item.get_bounds()
        if box[0] - 2 <= (x0 + x1) / 2 <= box[2] + 2 and box[1] - 2 <= (y0 + y1) / 2 <= box[3] + 2:
            length = pdfium_c.FPDFTextObj_GetText(item.raw, textpage.raw, None, 0)
            buffer = (ctypes.c_ushort * max(1, length // 2))()
            pdfium_c.FPDFTextObj_GetText(item.raw, textpage.raw, buffer, length)
            if bytes(buffer).decode("utf-16-le").strip("\0 ") == text:
                return item.raw
    return None


def other(text: str) -> str:
    """The value with one figure changed, to one that is on the paper already."""
    figures = [place for place, sign in enumerate(text) if sign.isdigit()]
    place = figures[-1]
    return text[:place] + str((int(text[place]) + 1) % 10) + text[place + 1 :]


def patch_and_helvetica(at: Opened) -> bool:
    at.insert(at.rectangle(at.box), at.print(other(at.text), at.standard("Helvetica"), at.size, *at.start))
    return True


def patch_and_own_font(at: Opened) -> bool:
    if at.piece is None:
        return False
    at.insert(at.rectangle(at.box), at.print(other(at.text), at.font, at.size, *at.start))
    return True


def patch_in_the_colour_of_its_cell(at: Opened) -> bool:
    at.insert(at.rectangle(at.box, (225, 232, 240, 255)), at.print(other(at.text), at.standard("Helvetica"), at.size, *at.start))
    return True


def patch_and_picture(at: Opened) -> bool:
    at.insert(at.rectangle(at.box), at.picture(other(at.text), at.box))
    return True


def picture_over_it(at: Opened) -> bool:
    at.insert(at.picture(other(at.text), at.box))
    return True


def erased(at: Opened) -> bool:
    at.insert(at.rectangle(at.box))
    return True


def one_figure_patched(at: Opened) -> bool:
    x0, y0, x1, y1 = at.box
    share = (x1 - x0) / len(at.text)
    last = (x1 - share, y0, x1, y1)
    at.insert(at.rectangle(last), at.print(other(at.text)[-1], at.standard("Helvetica"), at.size, last[0], at.start[1]))
    return True


def set_anew_in_another_font(at: Opened) -> bool:
    x, y = at.start
    if not at.remove():
        return False
    at.insert(at.print(other(at.text), at.standard("Times-Roman"), at.size, x, y))
    return True


def set_anew_smaller(at: Opened) -> bool:
    font, size, (x, y) = at.font, at.size, at.start
    if not at.remove():
        return False
    at.insert(at.print(other(at.text), font, 0.94 * size, x, y))
    return True


def set_anew_lower(at: Opened) -> bool:
    font, size, (x, y) = at.font, at.size, at.start
    if not at.remove():
        return False
    at.insert(at.print(other(at.text), font, size, x, y - 0.7))
    return True


def one_figure_in_another_font(at: Opened) -> bool:
    return _with_last(at, lambda size, x, y: at.print(other(at.text)[-1], at.standard("Courier"), size, x, y))


def one_figure_off_its_line(at: Opened) -> bool:
    font = at.font
    return _with_last(at, lambda size, x, y: at.print(other(at.text)[-1], font, size, x, y - 0.6))


def one_figure_larger(at: Opened) -> bool:
    font = at.font
    return _with_last(at, lambda size, x, y: at.print(other(at.text)[-1], font, 1.08 * size, x, y))


def _with_last(at: Opened, last: Callable[[float, float, float], object]) -> bool:
    """The value set anew in its own font but for the last figure."""
    font, size, (x, y) = at.font, at.size, at.start
    if not at.remove():
        return False
    share = (at.box[2] - at.box[0]) / len(at.text)
    at.insert(at.print(at.text[:-1], font, size, x, y), last(size, at.box[2] - share, y))
    return True


def white_and_overprinted(at: Opened) -> bool:
    if at.piece is None:
        return False
    pdfium_c.FPDFPageObj_SetFillColor(at.piece, *WHITE)
    at.insert(at.print(other(at.text), at.font, at.size, *at.start))
    return True


def typed_note(at: Opened) -> bool:
    """As a viewer's editing tools do it: a note on top of the page, with a white ground."""
    note = pdfium_c.FPDFPage_CreateAnnot(at.page.raw, pdfium_c.FPDF_ANNOT_STAMP)
    x0, y0, x1, y1 = at.box
    pdfium_c.FPDFAnnot_SetRect(note, pdfium_c.FS_RECTF(x0, y1, x1, y0))
    pdfium_c.FPDFAnnot_SetFlags(note, pdfium_c.FPDF_ANNOT_FLAG_PRINT)
    for made in (at.rectangle(at.box), at.print(other(at.text), at.standard("Helvetica"), at.size, *at.start)):
        pdfium_c.FPDFAnnot_AppendObject(note, made)
    pdfium_c.FPDFPage_CloseAnnot(note)
    return True


WAYS: dict[str, Callable[[Opened], bool]] = {
    way.__name__: way
    for way in (
        patch_and_helvetica, patch_and_own_font, patch_in_the_colour_of_its_cell, patch_and_picture, picture_over_it, erased, one_figure_patched,
        set_anew_in_another_font, set_anew_smaller, set_anew_lower, one_figure_in_another_font, one_figure_off_its_line, one_figure_larger,
        white_and_overprinted, typed_note,
    )
}  # fmt: skip


def results_of(reading: Reading) -> list[Leaf]:
    """The values that somebody would want to change, where they were read as they are printed."""
    return [
        leaf
        for heat in reading.heats
        for path, leaf in heat.leaves()
        if path.startswith(("chemistry.", "tensile")) and len(leaf.text) > 1 and leaf.text.replace(",", "").replace(".", "").isdigit()
    ]


def altered(content: bytes, leaf: Leaf, way: str) -> bytes | None:
    """The certificate with that value changed that way; None where this file cannot be changed so."""
    at = open_at(content, leaf)
    return at.saved() if WAYS[way](at) else None
