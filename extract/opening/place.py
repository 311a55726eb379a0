"""What stands at one place of a page: for a person who draws a box around what was misread or passed over."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from domain.doctype import Shape
from domain.paper import Box
from extract.engines import OcrEngine
from extract.opening.pages import page_picture, printed_page
from extract.page.layout import Token
from extract.page.words import Word
from extract.scan.scan import READING_DPI
from extract.shape.values import Habits, read_value
from extract.text.dates import date_style
from extract.text.folding import folded
from extract.text.numbers import number_style

MARGIN = 2.0
"""Points around the box that OCR sees, too: letters that touch the edge are misread."""
LEAST_PIXELS = 8


@dataclass(frozen=True)
class Asked:
    """What is asked about a box: where it is, and what is expected there.

    `box` is in points from the top left of the page (from 1) as it is shown, turned clockwise by `turn` degrees. `shape` is that of the
    value, None where any words will do; `language` and `printed` (other values as printed) tell how the document writes numbers and dates.
    """

    page: int
    turn: int
    box: Box
    shape: Shape | None = None
    language: str = "en"
    printed: tuple[str, ...] = ()


@dataclass(frozen=True)
class Placed:
    """What stands there: as printed, and in the form of the contract; `value` is None where it has not the shape that was asked for."""

    text: str
    value: str | None


def read_place(content: bytes, asked: Asked, engine: OcrEngine | None, languages: Sequence[str], *, name: str = "") -> Placed:
    """The words in a box of a page, in reading order.

    Raises:
        UnreadableError: there is no such page, or the document cannot be opened.
    """
    words = _printed_in(content, asked, name)
    if words is None:
        words = _pictured_in(content, asked, engine, languages) if engine else []
    text = " ".join(word.text for word in words)
    if asked.shape is None or not words:
        return Placed(text, text or None)
    found = read_value(asked.shape, [Token(word, folded(word.text)) for word in words], _habits(asked))
    return Placed(text, found.value if found else None)


def _printed_in(content: bytes, asked: Asked, name: str) -> list[Word] | None:
    page = printed_page(content, asked.page, name=name)
    if page is None:
        return None
    inside = [word for word in page.words if _is_in(word.on_page, asked.box)]
    return sorted(inside, key=lambda word: (round(word.middle / max(1.0, word.height)), word.box[0]))


def _pictured_in(content: bytes, asked: Asked, engine: OcrEngine, languages: Sequence[str]) -> list[Word]:
    picture, dpi = page_picture(content, asked.page, READING_DPI, grey=True)
    upright = picture.rotate(-asked.turn, expand=True)
    x0, top, x1, bottom = asked.box
    edges = [round(edge * dpi / 72) for edge in (x0 - MARGIN, top - MARGIN, x1 + MARGIN, bottom + MARGIN)]
    left, above = max(0, edges[0]), max(0, edges[1])
    right, below = min(upright.width, edges[2]), min(upright.height, edges[3])
    if right - left < LEAST_PIXELS or below - above < LEAST_PIXELS:
        return []
    piece = upright.crop((left, above, right, below))
    found = engine.words(np.asarray(piece), languages, dpi=round(dpi), block=True)
    return [Word(word.text, word.box, word.confidence) for word in found]


def _habits(asked: Asked) -> Habits:
    numbers = number_style(asked.printed, fallback="." if asked.language == "en" else ",")
    return Habits(asked.language, numbers, date_style(asked.printed, month_first=False))


def _is_in(word: Box, box: Box) -> bool:
    """Whether the middle of the word is in the box."""
    x, y = (word[0] + word[2]) / 2, (word[1] + word[3]) / 2
    return box[0] <= x <= box[2] and box[1] <= y <= box[3]
