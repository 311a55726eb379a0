"""Plain text as pages: each character in a cell of its own, as a typewriter sets it, so that columns stand below each other."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator
from functools import lru_cache
from importlib.resources import as_file, files

from PIL import Image, ImageDraw, ImageFont

from extract.page.words import PageWords, Word

CELL = 5.4
"""Width of a character in points; with lines of 12 points a page has about 95 by 63 characters."""
LEADING = 12.0
MARGIN = 40.0
WIDTH, HEIGHT = 595.0, 842.0
WRAPPED = 95
WIDEST = 300
"""A row of a table is not broken before so many characters; the page grows with it."""
_PRINTABLE_SHARE = 0.97
_COLUMNS = re.compile(r"\S {2,}\S")


def is_plain_text(content: bytes, name: str) -> bool:
    """Whether it is text that somebody calls text, with hardly a control character in it."""
    if not name.lower().endswith(".txt") or b"\0" in content:
        return False
    text = _text(content)
    return bool(text.strip()) and sum(char.isprintable() or char in "\r\n\t\f" for char in text) >= _PRINTABLE_SHARE * len(text)


def plain_pages(content: bytes) -> Iterator[PageWords]:
    """The pages of a text."""
    lines = [piece for line in _text(content).splitlines() for piece in _wrapped(line.expandtabs(8).rstrip())]
    rows = int((HEIGHT - 2 * MARGIN) // LEADING)
    for number, start in enumerate(range(0, len(lines), rows), start=1):
        sheet = lines[start : start + rows]
        width = max(WIDTH, 2 * MARGIN + CELL * max(len(line) for line in sheet))
        yield PageWords(number, width, HEIGHT, tuple(_words(sheet)), "text")


def draw_plain(page: PageWords, dpi: int) -> Image.Image:
    """A picture of such a page."""
    scale = dpi / 72
    picture = Image.new("RGB", (round(page.width * scale), round(page.height * scale)), "white")
    pen = ImageDraw.Draw(picture)
    for word in page.words:
        x0, top, x1, bottom = (each * scale for each in word.box)
        font = _font(round(bottom - top))
        if (long := pen.textlength(word.text, font=font)) > x1 - x0:
            font = _font(int((bottom - top) * (x1 - x0) / long))
        pen.text((x0, bottom), word.text, fill="black", font=font, anchor="ls")
    return picture


@lru_cache(maxsize=64)
def _font(size: int) -> ImageFont.FreeTypeFont:
    """Roboto, which has the letters of all our languages; Pillow's own has no umlauts."""
    with as_file(files("font_roboto") / "files" / "Roboto-Regular.ttf") as path:
        return ImageFont.truetype(str(path), max(6, size))


def _text(content: bytes) -> str:
    """UTF-8, or as Windows writes it."""
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")


def _wrapped(line: str) -> list[str]:
    if len(line) <= WRAPPED:
        return [line]
    if _COLUMNS.search(line.strip()) and len(line) <= WIDEST:
        return [line]
    return textwrap.wrap(line, WRAPPED) or [""]


def _words(lines: list[str]) -> Iterator[Word]:
    for row, line in enumerate(lines):
        top = MARGIN + row * LEADING
        for hit in re.finditer(r"\S+", line):
            yield Word(hit[0], (MARGIN + CELL * hit.start(), top, MARGIN + CELL * hit.end(), top + 0.75 * LEADING), 1.0)
