"""A small press: sheets of words as a text layer or OCR would give them, set at given places in print of a given size."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Literal

from doctypes import find_doctypes
from domain.paper import Group, Reading
from extract.page.layout import Layout, lay_out
from extract.page.words import PageWords, Word
from extract.read import read_words

SIZE = 10.0
A4 = (595.0, 842.0)
PITCH = 14.0
TYPED = 5.2
"""How wide a sign is that a typewriter sets."""

Row = tuple[float, Mapping[float, str]]
"""How far from the top, and the texts by how far from the left."""

CONFIRMED: list[Row] = [
    (50.0, {50.0: "Brenner Stahl GmbH"}),
    (80.0, {50.0: "Auftragsbestätigung"}),
    (110.0, {50.0: "Belegnummer: AB-4711", 300.0: "Ihre Bestellung: 4500017325"}),
    (124.0, {50.0: "Datum: 03.07.2026"}),
]
"""The head of a confirmation, and below that of a notice, as many tests of tables begin."""
SHIPPED: list[Row] = [
    (50.0, {50.0: "Brenner Stahl GmbH"}),
    (80.0, {50.0: "Lieferschein"}),
    (110.0, {50.0: "Lieferschein-Nr.: LS-4711", 300.0: "Ihre Bestellung: 4500017325"}),
    (124.0, {50.0: "Datum: 03.07.2026"}),
]


def words(text: str, x: float, top: float, *, size: float = SIZE, confidence: float = 1.0) -> list[Word]:
    """The words of a text, every letter half as wide as the print is high, with narrow blanks between them."""
    found = []
    for word in text.split():
        width = 0.5 * size * len(word)
        found.append(Word(word, (x, top, x + width, top + size), confidence))
        x += width + 0.3 * size
    return found


def sheet(
    rows: Sequence[Row], *, number: int = 1, source: Literal["text", "ocr"] = "text", slope: float = 0.0, size: float = SIZE
) -> PageWords:
    """A page with those rows; with a slope every word stands as much lower as it stands further right, as on a skewed scan."""
    confidence = 1.0 if source == "text" else 0.95
    placed = [word for top, cells in rows for x, text in cells.items() for word in words(text, x, top, size=size, confidence=confidence)]
    return PageWords(number, *A4, tuple(leaning(word, slope) for word in placed), source)


def leaning(word: Word, slope: float) -> Word:
    """The word on a page that leans."""
    x0, top, x1, bottom = word.box
    down = slope * (x0 + x1) / 2
    return replace(word, box=(x0, top + down, x1, bottom + down))


def rows_of(table: Sequence[Sequence[str]], places: Sequence[float], top: float, *, pitch: float = PITCH) -> list[Row]:
    """A table as rows, one below the other; an empty text is an empty cell."""
    return [(top + pitch * i, {x: text for x, text in zip(places, row, strict=True) if text}) for i, row in enumerate(table)]


def typed(text: str, top: float = 180.0) -> list[Row]:
    """The lines of a text as rows, as a typewriter sets them: cells are parted by two blanks or more, and stand where they begin."""
    lines = text.strip("\n").splitlines()
    cells = [{50.0 + TYPED * cell.start(): cell[0] for cell in re.finditer(r"\S+(?: \S+)*", line)} for line in lines]
    return [(top + PITCH * place, row) for place, row in enumerate(cells) if row]


def lines_of(*pages: PageWords) -> list[str]:
    """The texts of the lines of those pages."""
    return [line.text for line in lay_out(pages).lines]


def laid_out(rows: Sequence[Row]) -> Layout:
    """One page of those rows, in lines."""
    return lay_out([sheet(rows)])


def read(*pages: PageWords) -> Reading:
    """What the pages say, as any kind of paper."""
    return read_words(pages, find_doctypes())


def values(group: Group, *names: str) -> list[str | None]:
    """The values of those names."""
    return [group.text(name) for name in names]
