"""Print that the OCR engine passed over, or made nothing of: its rows are cut out, put below each other on a sheet and read once more.

Segmentation for one uniform block loses what is not uniform: a large title, the head of a ruled table, a word between stamps.
"""

from __future__ import annotations

import statistics
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import cv2
import numpy as np

from extract.engines import Image, OcrWord
from extract.page.words import union
from extract.scan.pieces import pieces_of

MADE_OUT = 0.5
"""A word that the engine is less sure of may be anything: its ink is looked at again."""
LOWEST, TALLEST = 0.5, 5.0
"""How high a sign may be in the usual height of words: lower is dust or a comma, higher a picture."""
WIDEST = 6.0
BLANK = 1.5
"""Signs nearer than this, in the usual height of words, stand in one row; cells of a table are further apart, and then level."""
FEWEST_SIGNS = 2
LARGE = 1.6
"""Rows so much higher than usual are made smaller: what is too large for the engine is lost again."""
LARGE_CODE, TORN, SURE = 1.3, 0.5, 0.93
"""Codes in print so many times as high as usual are read anew if they are doubtful, or have gaps of less than that share of their height."""
MOST_ROWS = 30
INK = 160
"""Darker is print."""
STRETCHED = 2.5
"""No sign is so many times as wide as it is high."""
FAR_APART, PUT_BESIDE = 3.0, 1.2
"""Where a row has more blank paper than that, in the usual height of words, it is cut, and its pieces are put so far beside each other:

of single signs far apart the engine makes nothing.
"""
READ = 0.4
"""What is read with less certainty is left out, unless it stands where something was read with less."""
REPLACED = 0.6
"""The share of a word that must have been read afresh before what is read takes its place."""
COVERED = 0.35
"""The share of a word's width that another may cover before they are the same place."""

Box = tuple[int, int, int, int]


@dataclass(frozen=True)
class _Row:
    """A row cut out of the page: where it stood and where it stands on the sheet, and how much smaller.

    `pieces` are the stretches of it that hold print: where each begins on the sheet, and where on the page.
    """

    box: Box
    top: int
    scale: float
    pieces: tuple[tuple[int, int], ...]


def with_leftovers(image: Image, words: Sequence[OcrWord], read: Callable[[Image], Sequence[OcrWord]]) -> list[OcrWord]:
    """The words of a picture with those added that stand in ink no word covers, and large codes read anew; `read` is the engine."""
    words = [word for word in words if not _is_stretched(word)]
    usual = _usual_height(words)
    codes = _large_codes(words, usual) if usual else []
    rows = [*(_rows(image, words, usual) if usual else []), *(_pixels(code) for code in codes)]
    if not rows:
        return list(words)
    sheet, placed = _sheet(image, rows, usual)
    fresh = [found for word in read(sheet) if (found := _on_page(word, placed)) and any(char.isalnum() for char in found.text)]
    return _put_together(_merged(words, fresh), codes, fresh)


def _is_stretched(word: OcrWord) -> bool:
    """Whether a word that was not made out is far too wide for its signs: `eee` over the heads `Si`, `S` and `P` of three columns."""
    x0, top, x1, bottom = word.box
    return word.confidence < MADE_OUT and x1 - x0 > STRETCHED * len(word.text) * (bottom - top)


def _large_codes(words: Sequence[OcrWord], usual: float) -> list[list[OcrWord]]:
    """The words with figures in larger print than usual, pieces that stand close together as one: blanks are seen in it where none are."""
    codes: list[list[OcrWord]] = []
    for before, word in zip([None, *words], words, strict=False):
        if not LARGE_CODE * usual <= word.box[3] - word.box[1] < TALLEST * usual or not any(char.isalnum() for char in word.text):
            continue
        if before and codes and codes[-1][-1] is before and _is_torn_off(before, word):
            codes[-1].append(word)
        else:
            codes.append([word])
    return [
        code
        for code in codes
        if any(map(str.isdigit, "".join(word.text for word in code))) and (len(code) > 1 or code[0].confidence < SURE)
    ]


def _is_torn_off(left: OcrWord, right: OcrWord) -> bool:
    return 0 <= right.box[0] - left.box[2] < TORN * (right.box[3] - right.box[1]) and _level(_pixels([left]), _pixels([right]))


def _put_together(words: Sequence[OcrWord], codes: Sequence[Sequence[OcrWord]], fresh: Sequence[OcrWord]) -> list[OcrWord]:
    """The words with a code as it was read anew, where that has fewer blanks or is surer of its signs."""
    kept = list(words)
    for code in codes:
        anew = [word for word in fresh if any(_meet(word, old) for old in code)]
        if not anew or any(old not in kept for old in code) or _share_read(replace(code[0], box=_pixels(code)), anew) < REPLACED:
            continue
        same = "".join(word.text for word in anew) == "".join(word.text for word in code)
        surer = min(word.confidence for word in anew) > min(word.confidence for word in code)
        if surer or (same and len(anew) < len(code)):
            at = kept.index(code[0])
            kept = [word for word in kept if word not in code and word not in anew]
            kept[at:at] = anew
    return kept


def _pixels(words: Sequence[OcrWord]) -> Box:
    """The box around some words, in whole pixels."""
    x0, top, x1, bottom = map(round, union([word.box for word in words]))
    return x0, top, x1, bottom


def read_cells(image: Image, boxes: Sequence[Box], read: Callable[[Image], Sequence[OcrWord]]) -> list[str]:
    """What stands in each of some boxes of a picture, each by itself on a line of its own; `read` is the engine."""
    usual = statistics.median(bottom - top for _, top, _, bottom in boxes)
    sheet, placed = _sheet(image, boxes, usual)
    found: list[list[str]] = [[] for _ in boxes]
    for word in read(sheet):
        middle = (word.box[1] + word.box[3]) / 2
        at = next((at for at, row in reversed([*enumerate(placed)]) if row.top <= middle), None)
        if at is not None:
            found[at].append(word.text)
    return ["".join(words) for words in found]


def _usual_height(words: Sequence[OcrWord]) -> float:
    heights = [word.box[3] - word.box[1] for word in words if word.confidence >= MADE_OUT and any(char.isalnum() for char in word.text)]
    return statistics.median(heights) if heights else 0.0


def _rows(image: Image, words: Sequence[OcrWord], usual: float) -> list[Box]:
    """Where print stands that no word covers, level signs as one row, from top to bottom; looked for at half the size."""
    small = cv2.resize(image, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA)
    _, ink = cv2.threshold(small, 0, 255, cv2.THRESH_BINARY_INV + cv2.THRESH_OTSU)
    usual /= 2
    for word in words:
        x0, top, x1, bottom = (round(side / 2) for side in word.box)
        if word.confidence >= MADE_OUT and bottom - top < 3 * usual:
            ink[max(0, top - 1) : bottom + 2, max(0, x0 - 1) : x1 + 2] = 0
    pieces = pieces_of(np.asarray(ink, dtype=np.uint8))
    x, y, w, h = pieces.left, pieces.top, pieces.width, pieces.height
    fit = (LOWEST * usual <= h) & (h <= TALLEST * usual) & (w <= WIDEST * usual) & (pieces.area < 0.9 * w * h + usual)
    fit[0] = False
    signs = list(zip(*(side[fit].tolist() for side in (x, y, x + w, y + h)), strict=True))
    rows: list[list[Box]] = []
    for sign in sorted(signs):
        home = next((row for row in reversed(rows) if _level(row[-1], sign)), None)
        if home is None:
            rows.append([sign])
        else:
            home.append(sign)
    found = [_around(row) for row in rows if len(row) >= FEWEST_SIGNS and _is_written(row)]
    found.sort(key=lambda box: (box[1] - box[3], box[1], box[0]))
    return sorted(found[:MOST_ROWS], key=lambda box: (box[1], box[0]))


def _level(last: Box, sign: Box) -> bool:
    """Whether two signs stand on one line and are about as large as each other."""
    shared = min(last[3], sign[3]) - max(last[1], sign[1])
    one, other = last[3] - last[1], sign[3] - sign[1]
    return shared > 0.6 * min(one, other) and max(one, other) < 2.2 * min(one, other)


def _is_written(row: Sequence[Box]) -> bool:
    """Whether at least two signs of a row stand as near as letters do: dust lies further apart."""
    return any(right[0] - left[2] < BLANK * (left[3] - left[1]) for left, right in pairwise(row))


def _around(row: Sequence[Box]) -> Box:
    """The box around signs, in pixels of the whole picture."""
    return 2 * min(b[0] for b in row), 2 * min(b[1] for b in row), 2 * max(b[2] for b in row), 2 * max(b[3] for b in row)


def _sheet(image: Image, rows: Sequence[Box], usual: float) -> tuple[Image, list[_Row]]:
    """The rows below each other on white paper, large ones made smaller."""
    height, width = image.shape
    edge = round(usual)
    cut, placed, top = [], [], 2 * edge
    for x0, y0, x1, y1 in rows:
        margin = max(6, round(0.25 * (y1 - y0)))
        box = (max(0, x0 - margin), max(0, y0 - margin), min(width, x1 + margin), min(height, y1 + margin))
        scale = 1.0 if y1 - y0 < LARGE * usual else 1.2 * usual / (y1 - y0)
        left, pieces = 2 * edge, []
        for start, end in _stretches(image[box[1] : box[3], box[0] : box[2]], usual):
            piece = image[box[1] : box[3], box[0] + start : box[0] + end]
            if scale < 1:
                piece = np.asarray(cv2.resize(piece, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA), dtype=np.uint8)
            cut.append((top, left, piece))
            pieces.append((left, box[0] + start))
            left += piece.shape[1]
        placed.append(_Row(box, top, scale, tuple(pieces)))
        top += cut[-1][2].shape[0] + edge
    sheet = np.full((top + edge, max(left + piece.shape[1] for _, left, piece in cut) + 2 * edge), 255, dtype=np.uint8)
    for at, left, piece in cut:
        sheet[at : at + piece.shape[0], left : left + piece.shape[1]] = piece
    return sheet, placed


def _stretches(row: Image, usual: float) -> list[tuple[int, int]]:
    """From where to where a row holds print, each with half the paper that is left between two."""
    inked = np.flatnonzero((row < INK).any(axis=0))
    far = np.flatnonzero(np.diff(inked) > FAR_APART * usual)
    if not len(far):
        return [(0, row.shape[1])]
    beside = round(PUT_BESIDE * usual / 2)
    starts = [0, *(int(inked[at + 1]) - beside for at in far)]
    ends = [*(int(inked[at]) + beside for at in far), row.shape[1]]
    return list(zip(starts, ends, strict=True))


def _on_page(word: OcrWord, rows: Sequence[_Row]) -> OcrWord | None:
    """A word of the sheet where it stands on the page."""
    middle = (word.box[1] + word.box[3]) / 2
    row = next((row for row in reversed(rows) if row.top <= middle), None)
    if row is None or middle > row.top + (row.box[3] - row.box[1]) * row.scale:
        return None
    x0, top, x1, bottom = word.box
    on_sheet, on_page = next((piece for piece in reversed(row.pieces) if piece[0] <= (x0 + x1) / 2), row.pieces[0])
    place = (
        on_page + (x0 - on_sheet) / row.scale,
        row.box[1] + (top - row.top) / row.scale,
        on_page + (x1 - on_sheet) / row.scale,
        row.box[1] + (bottom - row.top) / row.scale,
    )
    return OcrWord(word.text, place, word.confidence)


def _merged(words: Sequence[OcrWord], fresh: Sequence[OcrWord]) -> list[OcrWord]:
    """The words with the fresh ones that stand where nothing was made out, in place of what was read there with less certainty."""
    kept = list(words)
    read = [word for word in fresh if word.confidence >= READ]
    for word in read:
        there = [other for other in kept if _meet(word, other)]
        parts = [other for other in there if _is_part(other, word)]
        rest = [other for other in there if other not in parts]
        if any(other.confidence >= MADE_OUT or _share_read(other, read) < REPLACED for other in rest) or (parts and not rest):
            continue
        if any(_loses_figures(other, read) for other in rest):
            continue
        if word.confidence >= max([0.0, *(other.confidence for other in rest)]):
            kept = [other for other in kept if other not in there]
            kept.insert(_place(kept, word), word)
    return kept


def _is_part(other: OcrWord, word: OcrWord) -> bool:
    """Whether a word that was made out is the beginning or the end of one read afresh: the `26` of `ZS-16590/26`."""
    ends = word.text.startswith(other.text) or word.text.endswith(other.text)
    ends = ends and len(other.text) >= FEWEST_SIGNS  # one figure begins many a number: `2 261,50` is no `261,50`
    return other.confidence >= MADE_OUT and ends and _share_read(other, [word]) > REPLACED


def _loses_figures(word: OcrWord, fresh: Sequence[OcrWord]) -> bool:
    """Whether what is read afresh in a word's place has fewer figures: of `2 261,50` the thousands may be too faint to be sure of."""
    surer = [other.text for other in fresh if other.confidence >= word.confidence and _meet(word, other)]
    return _figures("".join(surer)) < _figures(word.text)


def _figures(text: str) -> int:
    return sum(map(str.isdigit, text))


def _share_read(word: OcrWord, fresh: Sequence[OcrWord]) -> float:
    """How much of a word's width is read afresh: `5,00` alone takes no place of `L003457/5,00`."""
    shares = (min(word.box[2], other.box[2]) - max(word.box[0], other.box[0]) for other in fresh if _meet(word, other))
    return sum(shares) / max(1.0, word.box[2] - word.box[0])


def _place(words: Sequence[OcrWord], word: OcrWord) -> int:
    """Where a word comes in the order of reading: behind the one that stands left of it on its line, else last."""
    middle = (word.box[1] + word.box[3]) / 2
    left = [at for at, other in enumerate(words) if other.box[1] < middle < other.box[3] and other.box[0] < word.box[0]]
    return max(left, key=lambda at: words[at].box[0]) + 1 if left else len(words)


def _meet(one: OcrWord, other: OcrWord) -> bool:
    """Whether two words stand in the same place."""
    left, top, right, bottom = one.box
    x0, y0, x1, y1 = other.box
    across, down = min(right, x1) - max(left, x0), min(bottom, y1) - max(top, y0)
    if across <= 0 or down <= 0:  # as nearly all do
        return False
    return across > COVERED * min(right - left, x1 - x0) and down > COVERED * min(bottom - top, y1 - y0)
