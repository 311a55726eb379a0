"""Whether the text layer of a page is what its reader sees; where it is not, the page is read as a scan is."""

from __future__ import annotations

import ctypes
import math
import re
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache

import numpy as np
import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c
from numpy.typing import NDArray

from extract.kind.kinds import STOP_WORDS
from extract.page.textlayer import TextLayer, has_garbage, is_garbage
from extract.page.walls import objects_of
from extract.page.words import Word
from extract.text.folding import folded
from extract.text.wording import WORDS

FEWEST_WORDS = 4
FEW_WORDS = 40
"""So few words beside a large picture may be no more than the frame around what the paper says."""
HIDDEN_SHARE = 0.5
IMAGE_SHARE = 0.6
LARGE_PICTURE = 0.25
GARBAGE_SHARE = 0.05
LEAST_LIKELY = -4.9
"""Pairs of letters in words of any European language are likelier than this (binary logarithm, mean: -4.6 at the least, usually -3.7);
in words whose letters were exchanged for others they are not (-5.3 at the most)."""
FEWEST_PAIRS = 60
DARK = 0.6
"""Print is darker than so much of its paper's brightness; watermarks are paler."""
PRINT_UNDER = 0.03
"""Of the places of words of a layer that copies a picture, more than this share is ink of the picture."""
PRINT_BETWEEN = 0.01
_RUN = re.compile(r"[a-z]{3,}")
_CID = re.compile(r"\(cid:\d+\)")


def is_believed(layer: TextLayer, page: pdfium.PdfPage) -> bool:
    """Whether a layer can be read in place of its page: enough words that people see, in letters that mean themselves, no copy of a picture.

    May leave the page's own text invisible: a page is drawn anew from a fresh handle.
    """
    words = layer.words
    if len(words) < FEWEST_WORDS or layer.hidden > HIDDEN_SHARE or _garbage(words) > GARBAGE_SHARE or is_gibberish(words):
        return False
    share = picture_share(page)
    if share > IMAGE_SHARE:
        return layer.turn == 0 and _is_background(layer, page)
    return share <= LARGE_PICTURE or len(words) >= FEW_WORDS


def picture_share(page: pdfium.PdfPage) -> float:
    """How much of the page pictures cover; a scan covers all of it."""
    area = 0.0
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    for picture in objects_of(page, pdfium_c.FPDF_PAGEOBJ_IMAGE, depth=3):
        if not pdfium_c.FPDFPageObj_GetBounds(picture, left, bottom, right, top):
            raise pdfium.PdfiumError("A picture has no place.")
        area += max(0.0, right.value - left.value) * max(0.0, top.value - bottom.value)
    return float(area / max(1.0, page.get_width() * page.get_height()))


def is_blank(page: pdfium.PdfPage) -> bool:
    """Whether nothing at all is drawn on the page."""
    picture = np.asarray(page.render(scale=0.5, grayscale=True).to_numpy())
    return bool(picture.min() == picture.max())


def _garbage(words: Sequence[Word]) -> float:
    """The share of signs that are none. A lone one is a bullet or a tick of a font of symbols, and no harm."""
    strange = sum(sum(map(is_garbage, word.text)) for word in words if len(word.text) > 1 and has_garbage(word.text))
    strange += sum(len(cid) for word in words if "(cid:" in word.text for cid in _CID.findall(word.text))
    return strange / max(1, sum(len(word.text) for word in words))


def is_gibberish(words: Sequence[Word]) -> bool:
    """Whether letters stand for others, as where a font's table of signs is wrong: their pairs are those of no language.

    A text that is short or in other letters than Latin ones is not judged.
    """
    likely = _likelihoods()
    pairs = [likely[pair] for word in words for pair in _pairs(word.text)]
    return len(pairs) >= FEWEST_PAIRS and sum(pairs) / len(pairs) < LEAST_LIKELY


@lru_cache(maxsize=20_000)
def _pairs(text: str) -> tuple[str, ...]:
    return tuple(run[i : i + 2] for run in _RUN.findall(folded(text)) for i in range(len(run) - 1))


@lru_cache(maxsize=1)
def _likelihoods() -> dict[str, float]:
    """How likely a letter is to follow another in the small words and the labels of seven languages, as a binary logarithm."""
    words = set().union(*STOP_WORDS.values(), *(text.split() for text in WORDS.values()))
    pairs = Counter(pair for word in words for pair in _pairs(word))
    letters = "abcdefghijklmnopqrstuvwxyz"
    firsts = {a: sum(pairs[a + b] for b in letters) for a in letters}
    return {a + b: math.log2((pairs[a + b] + 0.5) / (firsts[a] + 13)) for a in letters for b in letters}


def _is_background(layer: TextLayer, page: pdfium.PdfPage) -> bool:
    """Whether the picture of the page is a letterhead or a watermark that the words are printed on, and not what they were copied from.

    Then the words' places show nothing of print once the text is taken out, and something with it.
    """
    full = _dark(page)
    for item in page.get_objects(filter=(pdfium_c.FPDF_PAGEOBJ_TEXT,), max_depth=15):
        pdfium_c.FPDFTextObj_SetTextRenderMode(item.raw, pdfium_c.FPDF_TEXTRENDERMODE_INVISIBLE)
    bare = _dark(page)
    height, width = bare.shape
    places = np.zeros(bare.shape, dtype=bool)
    sx, sy = width / layer.width, height / layer.height
    for word in layer.words:
        x0, top, x1, bottom = word.box
        places[max(0, int(top * sy)) : int(bottom * sy) + 1, max(0, int(x0 * sx)) : int(x1 * sx) + 1] = True
    rows, columns = np.flatnonzero(places.any(axis=1)), np.flatnonzero(places.any(axis=0))
    if not rows.size:
        return False
    body = np.s_[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
    added = full & ~bare
    return (
        float(bare[places].mean()) < PRINT_UNDER < float(added[places].mean())
        and float(bare[body].mean()) < PRINT_BETWEEN
        and bare.sum() < added.sum()
    )


def _dark(page: pdfium.PdfPage) -> NDArray[np.bool_]:
    """Where the page as shown is much darker than its paper."""
    grey = np.asarray(page.render(grayscale=True).to_numpy()).squeeze()
    return np.asarray(grey < DARK * np.median(grey), dtype=bool)
