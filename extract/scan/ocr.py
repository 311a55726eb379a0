"""A picture of a page becomes words: brought upright and straight, read, and where the reader is unsure, read again."""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial

import cv2

from domain.errors import UnreadableError
from domain.paper import Box
from extract.engines import Image, OcrEngine, OcrWord
from extract.page.margins import without_side_print
from extract.page.words import PageWords, Wall, Word, turned
from extract.scan.bars import without_bars
from extract.scan.dirt import Unruled, without_rules, without_specks
from extract.scan.leftovers import with_leftovers
from extract.scan.marks import cleaned
from extract.scan.scan import (
    Sheet,
    Straightened,
    cut_out,
    is_bare,
    is_sideways,
    straighten,
    turn_clockwise,
    without_shadow,
)
from extract.scan.second import FIRST_LOOK, SecondReading
from extract.scan.staggered import below_each_other, put_back

FEWEST_WORDS = 4
UPRIGHT_CONFIDENCE = 0.72
"""OCR of print that stands on its head is far less sure than this, of upright print surer."""
HOPELESS = 0.45
"""Upright print reads better than this even off a bad fax."""
BAND = 0.25
"""The share of a page's height that tells whether it stands on its head."""
OVERLAP = 0.3
"""Boxes of words in one line overlap by less than this share of their height."""
SIDE = 0.3
"""How far inside a word, in heights of it, a line goes through it and does not stand beside it."""
cv2.setNumThreads(1)  # pages are what runs side by side: threads within one take more time than they save
_Attempt = tuple[Straightened, Unruled, Sequence[OcrWord]]
"""A page made straight, its picture without rules, and what was read off that."""


@dataclass(frozen=True)
class Ocr:
    """What reads pictures of pages: the engine with its languages, and a second opinion where there is one."""

    engine: OcrEngine | None
    languages: Sequence[str]
    second: SecondReading | None = None

    def read(self, image: Image, dpi: int, number: int) -> PageWords:
        """The words of a picture; boxes are of the upright page before straightening.

        Raises:
            UnreadableError: there is no engine.
        """
        if self.engine is None:
            raise UnreadableError("The page is a picture and no OCR engine is set: see `tallyclerk doctor`.")
        photo = image.shape
        sheet = cut_out(image)
        image = without_specks(without_shadow(sheet.image if sheet else image), dpi)
        if is_bare(image):
            return PageWords(number, photo[1] * 72 / dpi, photo[0] * 72 / dpi, (), "ocr")
        (page, bare, found), turn = self._upright(image, dpi, self.engine)
        found = with_leftovers(bare.image, _clipped(found), partial(self._words, self.engine, dpi))
        height, width = photo if turn in (0, 180) else photo[::-1]
        points = 72 / dpi
        words = []
        for word in cleaned(found):
            shown = _shown(word, page)
            if sheet:
                shown = _on_photo(shown, sheet, turn, photo)
            words.append(Word(word.text, _scaled(word.box, points), word.confidence, _scaled(shown, points)))
        words = without_side_print(words, width * points, height * points)
        walls = [(x * points, top * points, bottom * points) for x, top, bottom in bare.walls]
        parting = tuple(wall for wall in walls if not any(_is_across(wall, word.box) for word in words))
        floors = tuple((y * points, left * points, right * points) for y, left, right in bare.floors)
        read = PageWords(number, width * points, height * points, tuple(words), "ocr", turn, parting, floors)
        return self.second.of_page(read, page.image, dpi) if self.second else read

    def _upright(self, image: Image, dpi: int, engine: OcrEngine) -> tuple[_Attempt, int]:
        """The page read, and the turn that brought it upright: one that reads badly is tried on its head, a band of it first."""
        turn = 90 if is_sideways(image) else 0
        found = self._attempt(turn_clockwise(image, turn), dpi, engine)
        if _sureness(found[2]) < UPRIGHT_CONFIDENCE and self._may_stand_on_its_head(found, dpi, engine):
            other = self._attempt(turn_clockwise(image, turn + 180), dpi, engine)
            if _sureness(other[2]) > _sureness(found[2]):
                return other, (turn + 180) % 360
        return found, turn

    def _may_stand_on_its_head(self, attempt: _Attempt, dpi: int, engine: OcrEngine) -> bool:
        """Whether a band of the page, in the midst of its print, reads better turned around, or has too few words to tell."""
        _, bare, words = attempt
        if _sureness(words) < HOPELESS:
            return True
        middle = statistics.median([(word.box[1] + word.box[3]) / 2 for word in words] or [0.0])
        top, bottom = (round(middle + side * BAND * bare.image.shape[0] / 2) for side in (-1, 1))
        band = bare.image[max(0, top) : bottom]
        here = _sureness([word for word in words if top <= (word.box[1] + word.box[3]) / 2 < bottom])
        there = _sureness(self._words(engine, dpi, turn_clockwise(band, 180))) if here and band.size else 0.0
        return not here or not there or there > here

    def _attempt(self, image: Image, dpi: int, engine: OcrEngine) -> _Attempt:
        page = straighten(image)
        page = replace(page, image=without_bars(page.image, dpi))
        bare = without_rules(page.image, dpi)
        sheet, strips = below_each_other(bare.image)
        return page, bare, put_back(self._words(engine, dpi, sheet), strips)

    def _words(self, engine: OcrEngine, dpi: int, image: Image) -> Sequence[OcrWord]:
        return engine.words(image, FIRST_LOOK if self.second else self.languages, dpi=dpi, block=True)


def _is_across(wall: Wall, box: Box) -> bool:
    """Whether an upright line goes through a word: a copier's streak, or a rule that is drawn over print."""
    x, top, bottom = wall
    inside = SIDE * (box[3] - box[1])
    return box[0] + inside < x < box[2] - inside and top < (box[1] + box[3]) / 2 < bottom


def _clipped(words: Sequence[OcrWord]) -> list[OcrWord]:
    """The words, a box that holds the next words of its line too ended where the next begins: the engine says so now and then."""
    clipped = []
    for word, following in zip(words, [*words[1:], None][: len(words)], strict=True):
        x0, top, x1, bottom = word.box
        if following and x0 < following.box[0] < x1 - OVERLAP * (bottom - top) and following.box[2] <= x1 + (bottom - top):
            level = min(bottom, following.box[3]) - max(top, following.box[1]) > 0.5 * (following.box[3] - following.box[1])
            clipped.append(replace(word, box=(x0, top, following.box[0], bottom)) if level else word)
        else:
            clipped.append(word)
    return clipped


def _shown(word: OcrWord, page: Straightened) -> Box:
    """The box on the page before it was straightened: around the same middle, so that it stays as high as the print."""
    x0, top, x1, bottom = word.box
    x, y = page.back((x0 + x1) / 2, (top + bottom) / 2)
    return (x - (x1 - x0) / 2, y - (bottom - top) / 2, x + (x1 - x0) / 2, y + (bottom - top) / 2)


def _on_photo(box: Box, sheet: Sheet, turn: int, photo: tuple[int, ...]) -> Box:
    """The box on the photo that the sheet was cut out of, turned as the page is shown."""
    height, width = sheet.image.shape
    turned_width, turned_height = (width, height) if turn in (0, 180) else (height, width)
    lying = turned(Word("", box, 1.0), -turn, turned_width, turned_height).box
    corners = [sheet.on_photo(x, y) for x in (lying[0], lying[2]) for y in (lying[1], lying[3])]
    around = (min(x for x, _ in corners), min(y for _, y in corners), max(x for x, _ in corners), max(y for _, y in corners))
    return turned(Word("", around, 1.0), turn, photo[1], photo[0]).box


def _sureness(words: Sequence[OcrWord]) -> float:
    """How sure the engine is of the page, by length of print: words of one sign say little."""
    weights = [(len(word.text), word.confidence) for word in words if len(word.text) > 1]
    return sum(n * c for n, c in weights) / sum(n for n, _ in weights) if len(weights) >= FEWEST_WORDS else 0.0


def _scaled(box: Box, points: float) -> Box:
    x0, top, x1, bottom = box
    return (x0 * points, top * points, x1 * points, bottom * points)
