"""Sheets that only part the papers of a batch scan: hardly a word on them, and a barcode or a word that says so."""

from __future__ import annotations

from collections.abc import Sequence

import pypdfium2 as pdfium
import zxingcpp

from extract.kind.borders import FEW_WORDS
from extract.opening.pages import page_picture
from extract.page.words import PageWords
from extract.text.folding import folded

_DPI = 120
_SAYS_SO = (
    "trennblatt",
    "trennseite",
    "separator",
    "patch",
    "document separator",
    "intercalaire",
    "separatore",
    "separador",
    "scheidingsblad",
    "przekladka",
)


def separators(content: bytes, pages: Sequence[PageWords]) -> frozenset[int]:
    """The numbers (from 1) of such sheets."""
    bare = [page for page in pages if len(page.words) <= FEW_WORDS] if len(pages) > 2 else []
    return frozenset(page.number for page in bare if _says_so(page) or _has_barcode(content, page.number))


def _says_so(page: PageWords) -> bool:
    text = folded(" ".join(word.text for word in page.words))
    return any(word in text for word in _SAYS_SO)


def _has_barcode(content: bytes, number: int) -> bool:
    try:
        return bool(zxingcpp.read_barcodes(page_picture(content, number, _DPI, grey=True)[0]))
    except (ValueError, RuntimeError, pdfium.PdfiumError):
        return False
