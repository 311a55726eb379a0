"""Pages of a document as words with boxes, from the text layer or by OCR; and pictures of pages for the desk."""

from __future__ import annotations

import io
import warnings
from collections.abc import Callable, Iterator, Sequence
from itertools import islice

import numpy as np
import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c
from PIL import Image as PillowImage
from PIL import ImageSequence, UnidentifiedImageError

from domain.errors import UnreadableError
from extract.engines import OcrEngine
from extract.opening.scanned_page import scan_of, shows_pictures_plainly
from extract.opening.seen import IMAGE_SHARE, is_believed, is_blank, picture_share
from extract.page.plain import draw_plain, is_plain_text, plain_pages
from extract.page.textlayer import read_text_layer
from extract.page.words import PageWords
from extract.scan.ocr import Ocr
from extract.scan.scan import READING_DPI
from extract.scan.second import SecondReading

MOST_PAGES = 200
MOST_PIXELS = 89_000_000
"""Pillow's own limit: a picture that unpacks to more is taken for a bomb."""
SCAN_PIXELS = 25_000_000
"""What a page is rendered to at most; an A4 page at 300 dpi has 8.7 million pixels."""
DRAWING_PIXELS = 9_000_000
"""The same for a page of lines without a picture: print set in outlines is on A4, and a drawing on A0 keeps Tesseract busy too long."""


def is_pdf(content: bytes) -> bool:
    """Whether the bytes are a PDF's; some have a little before its head."""
    return b"%PDF-" in content[:1024]


def read_pages(
    content: bytes,
    engine: OcrEngine | None,
    languages: Sequence[str],
    on_page: Callable[[int], None] = lambda _: None,
    second: SecondReading | None = None,
    *,
    name: str = "",
) -> list[PageWords]:
    """Every page of the document with its words; the doubtful ones of a scan are read again where there is a second engine.

    A name proves nothing, but plain text has nothing else to know it by.

    Raises:
        UnreadableError: empty, encrypted, damaged, no paper at all, or beyond the limits; the message says which.
    """
    if not content:
        raise UnreadableError("The file is empty.")
    if is_pdf(content):
        return _read_pdf(content, Ocr(engine, languages, second), on_page)
    if is_plain_text(content, name):
        return list(islice(plain_pages(content), MOST_PAGES))
    pages, ocr = [], Ocr(engine, languages, second)
    for number, (frame, dpi) in enumerate(_frames(content), start=1):
        pages.append(_read_image(frame, dpi, number, ocr))
        on_page(number)
    return pages


def render_page(content: bytes, page: int, turn: int, *, dpi: int = 110, name: str = "") -> bytes:
    """The page (from 1) as a PNG, turned clockwise by `turn`, as the boxes of its reading are drawn on it.

    Raises:
        UnreadableError: as `read_pages`, or there is no such page.
    """
    picture, own = page_picture(content, page, dpi, grey=False, name=name)
    if own != dpi:
        picture.thumbnail((1600, 1600))
    buffer = io.BytesIO()
    picture.rotate(-turn, expand=True).save(buffer, "PNG")
    return buffer.getvalue()


def page_picture(content: bytes, page: int, dpi: int, *, grey: bool, name: str = "") -> tuple[PillowImage.Image, float]:
    """The page (from 1) as it lies in the file, with its resolution: that asked for of a PDF's and of text, its own of a picture's.

    Raises:
        UnreadableError: as `read_pages`, or there is no such page.
    """
    if is_pdf(content):
        document = open_pdf(content)
        if not 1 <= page <= len(document):
            raise UnreadableError(f"The document has no page {page}.")
        return _render(document[page - 1], dpi, grey=grey), dpi
    if is_plain_text(content, name):
        return draw_plain(_plain_page(content, page), dpi), dpi
    # One frame at a time: a fax of two hundred would not fit into memory.
    found = next(islice(_frames(content), max(0, page - 1), None), None) if page >= 1 else None
    if found is None:
        raise UnreadableError(f"The document has no page {page}.")
    return found


def printed_page(content: bytes, page: int, *, name: str = "") -> PageWords | None:
    """The page (from 1) by its text layer; None where it has none that is what a reader sees. Raises as `read_pages`."""
    if is_pdf(content):
        document = open_pdf(content)
        return _printed(document, page) if 1 <= page <= len(document) else None
    return _plain_page(content, page) if is_plain_text(content, name) else None


def printed_pages(content: bytes) -> list[PageWords]:
    """Every page of a PDF by its text layer, empty where that is not what a reader sees. Raises as `read_pages`."""
    document = open_pdf(content)
    found = []
    for number in range(1, len(document) + 1):
        try:
            page = document[number - 1]
            size = page.get_width(), page.get_height()
            found.append(_printed(document, number) or PageWords(number, *size, (), "text"))
        except pdfium.PdfiumError as error:
            raise UnreadableError(f"Page {number} of the PDF is damaged: ask the sender for a new copy.") from error
    return found


def _plain_page(content: bytes, page: int) -> PageWords:
    sheet = next(islice(plain_pages(content), max(0, page - 1), None), None) if page >= 1 else None
    if sheet is None:
        raise UnreadableError(f"The document has no page {page}.")
    return sheet


def part_of(content: bytes, first: int, last: int) -> bytes:
    """The pages from `first` to `last` (from 1) as a file of their own: of a PDF a PDF, of a picture file a TIFF.

    Raises:
        UnreadableError: as `read_pages`, or there are no such pages.
    """
    out = io.BytesIO()
    if is_pdf(content):
        document = open_pdf(content)
        if not 1 <= first <= last <= len(document):
            raise UnreadableError(f"The document has no pages {first} to {last}.")
        part = pdfium.PdfDocument.new()
        part.import_pages(document, list(range(first - 1, last)))
        part.save(out)
        return out.getvalue()
    frames = [frame for frame, _ in islice(_frames(content), first - 1, last)] if 1 <= first <= last else []
    if len(frames) != last - first + 1:
        raise UnreadableError(f"The document has no pages {first} to {last}.")
    frames[0].save(out, "TIFF", save_all=True, append_images=frames[1:], compression="tiff_deflate", dpi=_dpi_of(content, first))
    return out.getvalue()


def _dpi_of(content: bytes, page: int) -> tuple[float, float]:
    _, dpi = next(islice(_frames(content), page - 1, None))
    return dpi, dpi


def open_pdf(content: bytes) -> pdfium.PdfDocument:
    """The PDF. Raises UnreadableError where it is encrypted, damaged, empty or too long."""
    try:
        document = pdfium.PdfDocument(content)
    except pdfium.PdfiumError as error:
        if pdfium_c.FPDF_GetLastError() == pdfium_c.FPDF_ERR_PASSWORD or "password" in str(error).lower():
            raise UnreadableError("The PDF is encrypted: ask the sender for a copy without a password.") from error
        raise UnreadableError("The PDF is damaged and cannot be opened: ask the sender for a new copy.") from error
    if not len(document):
        raise UnreadableError("The PDF has no pages.")
    if len(document) > MOST_PAGES:
        raise UnreadableError(f"The PDF has {len(document):,} pages; at most {MOST_PAGES} are read.")
    if document.get_formtype() != pdfium_c.FORMTYPE_NONE:
        document.init_forms()  # some leave it to the viewer to draw what is typed into their fields
    return document


def _read_pdf(content: bytes, ocr: Ocr, on_page: Callable[[int], None]) -> list[PageWords]:
    document = open_pdf(content)
    pages, plain = [], shows_pictures_plainly(content)
    for number in range(1, len(document) + 1):
        try:
            pages.append(_printed(document, number) or _pictured(document[number - 1], number, ocr, plain=plain))
        except pdfium.PdfiumError as error:
            raise UnreadableError(f"Page {number} of the PDF is damaged: ask the sender for a new copy.") from error
        on_page(number)
    return pages


def _printed(document: pdfium.PdfDocument, number: int) -> PageWords | None:
    """The page by its text layer; None where that is not what a reader sees."""
    page = flat_page(document, number)
    layer = read_text_layer(page)
    believed = is_believed(layer, page)
    page.close()
    return PageWords(number, layer.width, layer.height, layer.words, "text", layer.turn, layer.walls, layer.floors) if believed else None


def _pictured(page: pdfium.PdfPage, number: int, ocr: Ocr, *, plain: bool) -> PageWords:
    """The page by OCR, unless nothing is on it; of a PDF that shows its pictures `plain`ly, a scan is read as it lies in the file."""
    is_scan = picture_share(page) > IMAGE_SHARE
    if not is_scan and is_blank(page):
        return PageWords(number, page.get_width(), page.get_height(), (), "text")
    most = SCAN_PIXELS if is_scan else DRAWING_PIXELS
    dpi = min(READING_DPI, int((most / max(1.0, page.get_width() * page.get_height())) ** 0.5 * 72))
    scan = scan_of(page, dpi) if is_scan and plain else None
    grey = np.asarray(_render(page, dpi, grey=True)) if scan is None else scan
    page.close()
    return ocr.read(grey, dpi, number)


def flat_page(document: pdfium.PdfDocument, number: int) -> pdfium.PdfPage:
    """A page (from 1) with what a viewer shows on top of it made part of it: values of forms, typed notes, stamps."""
    page = document[number - 1]
    if (
        pdfium_c.FPDFPage_GetAnnotCount(page.raw)
        and pdfium_c.FPDFPage_Flatten(page.raw, pdfium_c.FLAT_NORMALDISPLAY) == pdfium_c.FLATTEN_SUCCESS
    ):
        page.close()
        page = document[number - 1]
    return page


def _render(page: pdfium.PdfPage, dpi: int, *, grey: bool) -> PillowImage.Image:
    scale = dpi / 72
    if page.get_width() * page.get_height() * scale * scale > SCAN_PIXELS:
        scale = (SCAN_PIXELS / (page.get_width() * page.get_height())) ** 0.5
    picture: PillowImage.Image = page.render(scale=scale, grayscale=grey).to_pil()
    return picture.convert("L" if grey else "RGB")


def _frames(content: bytes) -> Iterator[tuple[PillowImage.Image, float]]:
    """The pages of a picture file with their resolution in dpi."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", PillowImage.DecompressionBombWarning)
            picture = PillowImage.open(io.BytesIO(content), formats=("PNG", "JPEG", "TIFF"))
            if getattr(picture, "n_frames", 1) > MOST_PAGES:
                raise UnreadableError(f"The picture has {picture.n_frames:,} pages; at most {MOST_PAGES} are read.")  # type: ignore[attr-defined]
            for frame in ImageSequence.Iterator(picture):
                if frame.width * frame.height > MOST_PIXELS:
                    raise UnreadableError(f"The picture has {frame.width:,} × {frame.height:,} pixels; that is too large to be read.")
                dpi = float(frame.info.get("dpi", (0, 0))[0])
                yield frame.convert("L"), dpi if 70 <= dpi <= 1200 else _guessed_dpi(frame)
    except UnidentifiedImageError as error:
        raise UnreadableError("The file is no PDF, PNG, JPEG or TIFF, whatever its name says.") from error
    except (PillowImage.DecompressionBombWarning, PillowImage.DecompressionBombError) as error:
        raise UnreadableError("The picture unpacks to more pixels than are read: it is too large.") from error
    except (OSError, SyntaxError, ValueError, EOFError) as error:
        raise UnreadableError("The picture is damaged and cannot be opened: ask the sender for a new copy.") from error


def _guessed_dpi(frame: PillowImage.Image) -> float:
    """The resolution that makes the picture as wide as an A4 page: photos do not say theirs."""
    return min(frame.width, frame.height) / 8.27


def _read_image(frame: PillowImage.Image, dpi: float, number: int, ocr: Ocr) -> PageWords:
    scale = min(READING_DPI / dpi, (SCAN_PIXELS / (frame.width * frame.height)) ** 0.5)
    if not 0.9 < scale < 1.1:
        frame = frame.resize((max(1, round(frame.width * scale)), max(1, round(frame.height * scale))), PillowImage.Resampling.BICUBIC)
        dpi *= scale
    return ocr.read(np.asarray(frame), round(dpi), number)
