"""What stands on a scan and is no print: dust, dark bars, and the rules of tables, drawn through, faint, dotted, or torn by a fax."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from extract.engines import Image
from extract.page.words import Floor, Wall
from extract.scan.pieces import Pieces, marked, pieces_of

SPECK_SIZE, SPECK_REACH = 100, 75
"""Dust is smaller than a fiftieth of an inch, and nothing is nearer to it than about as much; points stand close to print."""
SCREEN_DOT, SCREEN, SCREEN_DOTS, RAGGED = 150, 12, 6, 0.7
"""A grey field on a fax: so many dots smaller than a full stop on a square of a sixth of an inch; several in one leave paper in their box."""
SCREEN_GAP, LEAST_FIELD = 4, 40
"""Dense parts so many squares apart are one field, higher by a fortieth of an inch than a dotted rule would make it."""
HOLE, HOLE_EDGE = (4.0, 9.0), 20.0
"""Millimetres: how large a filing hole is, and how near the edge it begins."""
FAINT = 0.55
"""How far between ink and white paper a faint rule may be: a hairline is grey once it is scanned."""
CROWDED = 0.4
"""Print stands close above or below its own strokes all along; what has less beside it over its length is a rule."""
MOSTLY = 0.7
"""A piece of ink of which so much lies on a faint rule is a piece of the rule."""
BESIDE = 60
"""How far from a rule, as a share of an inch, print is looked for that it may be a part of."""
DARK = 110
"""Darker than this, in the mean of 16 pixels, is a hole and not a grey field with print on it."""
GAP, WINDOW, UNBROKEN = 130, 4, 0.75
"""Lines torn by a copier: gaps up to two points, and so much of each two fifths of an inch is inked."""
NEXT_TO, BOTH_SIDES = 150, 0.5
LOW_CELL = 12
STRIP = 64
"""Rows of half the size that are painted at a time: they stay in the processor's cache."""
WALL = 24
"""Pieces of an upright rule are so far apart at most, as a share of an inch at half the resolution, and its height is at least as much."""
FLAT, DOT_GAP, FEWEST_DOTS = 60, 15, 6
"""A dotted rule: dots or dashes not higher than a thirtieth of an inch, no further apart than a seventh of one, and so many at least."""
BEGINS, BEGIN_NUMBERS, FEWEST_ONES, ONE_LENGTH = 25, 0.75, 4, 2
"""Strokes below each other, longer than dots and as long as each other but for two pixels, of which so much has print within a twelfth

of an inch, begin numbers: `1,41` over `1,56`. Pieces of a torn rule are of any length.
"""

FRAME, FRAME_LENGTH, FRAME_STROKE, FRAME_OFF, FRAMED = (36, 10), 15, 60, 3, 0.85
"""A frame around a word: from an eighteenth to a fifth of an inch high, its level strokes longer than a letter's and thin, all but closed."""
HAIR, SHORT, CLOSE, MANY_DOTS = 100, 36, 60, 7
"""Dots of a torn hairline: a hundredth of an inch thick, so many on two inches, none so near to print as its own dots and points."""


def without_specks(image: Image, dpi: int) -> Image:
    """The picture without dust: dots smaller than a full stop with no print near them, which would be read as points and colons.

    Dots that lie near each other only are dust all the same.
    """
    small = _half(image)
    ink = (cv2.threshold(small, 0, 255, cv2.THRESH_BINARY_INV + cv2.THRESH_OTSU))[1]
    reach = 2 * (dpi // SPECK_REACH) + 1
    around = cv2.dilate(ink, np.ones((reach, reach), np.uint8))
    clusters, dots = pieces_of(np.asarray(around, dtype=np.uint8)), pieces_of(np.asarray(ink, dtype=np.uint8))
    print_like = dots.longer > max(1, dpi // SPECK_SIZE)
    alone = np.bincount(clusters.labels.ravel()[dots.places[print_like[dots.which]]], minlength=clusters.count) == 0
    screened, fields = _screens(dots, dpi)
    dust = clusters.mask(alone) | screened | _holes(small, dpi)
    return _without_thin(_painted(image, dust), fields) if dust.any() else image


def _without_thin(image: Image, fields: NDArray[np.uint8]) -> Image:
    """The picture without what is thinner than strokes of print where the fields of half its size are: dots that touch letters."""
    rows, columns = np.flatnonzero(fields.any(axis=1)), np.flatnonzero(fields.any(axis=0))
    if not len(rows):
        return image
    place = (slice(2 * rows[0], 2 * rows[-1] + 2), slice(2 * columns[0], 2 * columns[-1] + 2))
    part = image[place]
    within = cv2.resize(fields, None, fx=2, fy=2, interpolation=cv2.INTER_NEAREST)[place][: part.shape[0], : part.shape[1]]
    cleaned = image.copy()
    cleaned[place] = np.where(within > 0, cv2.morphologyEx(part, cv2.MORPH_CLOSE, np.ones((3, 3), np.uint8)), part)
    return cleaned


def _screens(dots: Pieces, dpi: int) -> tuple[NDArray[np.uint8], NDArray[np.uint8]]:
    """The dots that a fax or a copier makes of grey fields, many on little paper, each smaller than a full stop; and those fields."""
    tiny = dots.longer <= dpi // SCREEN_DOT
    tiny[0] = False
    seeds = np.zeros(dots.shape, dtype=np.uint8)
    seeds[dots.top[tiny], dots.left[tiny]] = 1
    side = dpi // SCREEN | 1
    many = cv2.boxFilter(seeds, cv2.CV_16U, (side, side), normalize=False) >= SCREEN_DOTS
    if not many.any():
        return np.zeros(dots.shape, dtype=np.uint8), np.zeros(dots.shape, dtype=np.uint8)
    of_field = many.ravel()[dots.places]
    joined = cv2.morphologyEx(many.astype(np.uint8), cv2.MORPH_CLOSE, np.ones((1, SCREEN_GAP * side), np.uint8))
    fields = cv2.morphologyEx(joined, cv2.MORPH_OPEN, np.ones((side + dpi // LEAST_FIELD, SCREEN_GAP * side), np.uint8))
    broken = (dots.longer <= 3 * (dpi // SCREEN_DOT)) & (dots.area < RAGGED * dots.width * dots.height)
    return marked(dots.shape, dots.places[(tiny | broken)[dots.which] & of_field]), np.asarray(fields, dtype=np.uint8)


def _holes(small: Image, dpi: int) -> NDArray[np.uint8]:
    """Filing holes: dark discs of four to nine millimetres near an edge of the page, which would be read as a sign."""
    quarter = cv2.resize(small, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA)
    dark = pieces_of(np.asarray(quarter < DARK, dtype=np.uint8))
    height, width = quarter.shape
    edge, (least, most) = dpi / 4 * HOLE_EDGE / 25.4, (dpi / 4 * size / 25.4 for size in HOLE)
    found = np.zeros(small.shape, dtype=np.uint8)
    for x, y, w, h, area in zip(*(each[1:].tolist() for each in (dark.left, dark.top, dark.width, dark.height, dark.area)), strict=True):
        near = min(x, y, width - x - w, height - y - h) < edge
        if near and least <= min(w, h) and max(w, h) <= min(most, 1.25 * min(w, h)) and 0.7 < area / (w * h) < 0.9:
            found[2 * y - 2 : 2 * (y + h) + 2, 2 * x - 2 : 2 * (x + w) + 2] = 255
    return found


@dataclass(frozen=True)
class Unruled:
    """A picture without its rules, and where they stood, in pixels: upright ones from its left, level ones from its top, each from where to where."""

    image: Image
    walls: tuple[Wall, ...] = ()
    floors: tuple[Floor, ...] = ()


def without_rules(image: Image, dpi: int) -> Unruled:
    """The picture with long straight lines painted over: ruled tables make Tesseract lose the words between them.

    They are looked for at half the resolution.
    """
    small = _half(image)
    level, black = cv2.threshold(small, 0, 255, cv2.THRESH_BINARY_INV + cv2.THRESH_OTSU)
    ink = np.asarray(black, dtype=np.uint8)
    level_lines = _thin_only(_runs(ink, dpi // 6, across=False), across=False, thickest=dpi // 50)
    # Over the rules between them, the figures of low rows would join to an upright line.
    crossed = _without(ink, np.asarray(cv2.dilate(level_lines, np.ones((3, 1), np.uint8)), dtype=np.uint8))
    uprights = _thin_only(np.maximum(_runs(ink, dpi // 6, across=True), _torn(crossed, dpi)), across=True, thickest=dpi // 50)
    rules = _apart_from_print(ink, level_lines, dpi, across=False)
    faint = _faint(small, level, dpi, across=False)
    uprights = np.maximum(_between_rules(ink, np.maximum(rules, faint), dpi), _apart_from_print(ink, uprights, dpi, across=True))
    floors = _walls(_turned(np.maximum(rules, faint)), dpi)
    rules, pale = np.maximum(rules, uprights), _faint(small, level, dpi, across=True)
    walls = _walls(np.maximum(uprights, pale), dpi)
    faint = np.maximum(faint, pale)
    rules = np.maximum(rules, _dotted(_without(ink, rules), dpi))
    rules = np.maximum(rules, _turned(_dotted(_turned(ink), dpi, upright=True)))
    left = _without(ink, rules)
    frames = _frames(left, dpi)
    rules, left = np.maximum(rules, frames), _without(left, frames)
    signs = pieces_of(left)
    rules = np.maximum(rules, _scattered(signs, dpi, across=False, longest=dpi // 6))
    rules = np.maximum(rules, _scattered(signs, dpi, across=True, longest=dpi // SHORT))
    if not faint.any():
        return Unruled(_painted(image, rules) if rules.any() else image, walls, floors)
    print_over = _reaching_out(_without(ink, rules), faint)
    return Unruled(_painted(image, rules, np.where(print_over, np.uint8(0), faint)), walls, floors)


def _walls(uprights: NDArray[np.uint8], dpi: int) -> tuple[Wall, ...]:
    """The upright rules in a mask of half the picture's size, pieces of one joined where level rules or a fax parted them."""
    if not uprights.any():
        return ()
    joined = cv2.morphologyEx(uprights, cv2.MORPH_CLOSE, np.ones((dpi // WALL | 1, 1), np.uint8))
    pieces = pieces_of(np.asarray(joined, dtype=np.uint8))
    high = pieces.height >= dpi // WALL
    high[0] = False
    found = zip(*(each[high].tolist() for each in (pieces.centres[0], pieces.top, pieces.top + pieces.height)), strict=True)
    return tuple((2.0 * x, 2.0 * top, 2.0 * bottom) for x, top, bottom in sorted(found))


def _reaching_out(ink: NDArray[np.uint8], band: NDArray[np.uint8]) -> NDArray[np.bool_]:
    """The ink of signs that stand only partly in a band: the tail of a comma on a hairline makes it a comma and no point."""
    signs = pieces_of(ink)
    within = np.bincount(signs.which[band.ravel()[signs.places] > 0], minlength=signs.count) / np.maximum(1, signs.area)
    return signs.mask(within < MOSTLY) > 0


def _without(ink: NDArray[np.uint8], mask: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """The ink (0 or 255) without what is set in the mask (255)."""
    return np.asarray(cv2.bitwise_and(ink, cv2.bitwise_not(mask)), dtype=np.uint8)


def _turned(ink: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """The picture with its rows as columns."""
    return np.asarray(cv2.transpose(ink), dtype=np.uint8)


def _half(image: Image) -> Image:
    """The picture at half its size, each pixel as dark as the darkest of its four."""
    height, width = image.shape
    rows = image[::2].copy()
    cv2.min(rows[: height // 2], image[1::2], rows[: height // 2])
    half = rows[:, ::2].copy()
    np.minimum(half[:, : width // 2], rows[:, 1::2], out=half[:, : width // 2])
    return half


def _painted(image: Image, mask: NDArray[np.uint8], closely: NDArray[np.uint8] | None = None) -> Image:
    """The picture, white where the mask of half its size is set and a pixel around, and where the other one is set; strip by strip."""
    painted = image.copy()
    for top in range(0, mask.shape[0], STRIP):
        start, there = max(0, top - 1), painted[2 * top : 2 * (top + STRIP)]
        around = mask[start : top + STRIP + 1]
        if around.any():
            _whiten(there, cv2.dilate(_doubled(around), np.ones((3, 3), np.uint8))[2 * (top - start) :])
        if closely is not None and closely[top : top + STRIP].any():
            _whiten(there, _doubled(closely[top : top + STRIP]))
    return painted


def _doubled(mask: NDArray[np.uint8]) -> NDArray[np.uint8]:
    height, width = mask.shape
    return np.asarray(cv2.resize(mask, (2 * width, 2 * height), interpolation=cv2.INTER_NEAREST), dtype=np.uint8)


def _whiten(there: Image, mask: NDArray[np.uint8] | cv2.typing.MatLike) -> None:
    """Makes a part of a picture white where the mask, which may be larger, is set."""
    cv2.max(there, mask[: there.shape[0], : there.shape[1]], there)


def _runs(ink: NDArray[np.uint8], length: int, *, across: bool) -> NDArray[np.uint8]:
    """The ink that lies in straight runs of at least that length, from left to right or (`across`) from top to bottom."""
    shape = (1, length | 1) if across else (length | 1, 1)  # an even one would move what it finds by a pixel
    kernel = cv2.getStructuringElement(cv2.MORPH_RECT, shape)
    middles = np.asarray(cv2.erode(ink, kernel), dtype=np.uint8)  # opened in two steps: most of the page is left out of the second one
    left, top, wide, high = cv2.boundingRect(middles)
    if not wide:
        return middles
    within = (slice(max(0, top - shape[1]), top + high + shape[1]), slice(max(0, left - shape[0]), left + wide + shape[0]))
    middles[within] = cv2.dilate(middles[within], kernel)
    return middles


def _torn(ink: NDArray[np.uint8], dpi: int) -> NDArray[np.uint8]:
    """The ink of upright lines that a copier or fax tore: figures below each other stand further apart than its pieces."""
    gap, window = dpi // GAP | 1, dpi // WINDOW | 1
    closed = cv2.morphologyEx(cv2.dilate(ink, np.ones((1, 3), np.uint8)), cv2.MORPH_CLOSE, np.ones((gap, 1), np.uint8))
    drawn = cv2.blur(np.asarray(closed, dtype=np.uint8), (1, window), borderType=cv2.BORDER_CONSTANT) >= 255 * UNBROKEN
    if not drawn.any():
        return np.zeros(ink.shape, dtype=np.uint8)
    reach = cv2.dilate(drawn.astype(np.uint8), np.ones((round(0.5 * window) | 1, 1), np.uint8))
    pieces = pieces_of(np.where(reach > 0, closed, np.uint8(0)).astype(np.uint8), connectivity=4)
    kept = np.bincount(pieces.which[drawn.ravel()[pieces.places]], minlength=pieces.count) > 0
    return np.asarray(pieces.mask(kept) & ink, dtype=np.uint8)


def _apart_from_print(ink: NDArray[np.uint8], lines: NDArray[np.uint8], dpi: int, *, across: bool) -> NDArray[np.uint8]:
    """The lines but for those that have print on both their sides all along: strokes of bold print that grew together are no rule."""
    if not lines.any():
        return lines
    pieces = pieces_of(lines)
    return pieces.mask(np.minimum(*_inked_beside(pieces, _without(ink, lines), dpi // NEXT_TO, across=across)) < BOTH_SIDES)


def _inked_beside(lines: Pieces, ink: NDArray[np.uint8], by: int, *, across: bool) -> list[NDArray[np.float64]]:
    """Along how much of each line there is ink so far off on the one side, and on the other."""
    shares = []
    for off in (-by, by):
        there = np.roll(ink, off, axis=1 if across else 0).ravel()[lines.places] > 0
        shares.append(np.bincount(lines.which[there], minlength=lines.count) / np.maximum(lines.area, 1))
    return shares


def _between_rules(ink: NDArray[np.uint8], rules: NDArray[np.uint8], dpi: int) -> NDArray[np.uint8]:
    """The upright lines of cells too low for a rule of their own: they reach from one rule to the next, as no letter does."""
    upright = _runs(np.maximum(ink, rules), dpi // LOW_CELL, across=True)
    upright = _without(upright, rules)
    if not upright.any():
        return upright
    pieces = pieces_of(upright)
    thin = (pieces.width <= dpi // 50) & (pieces.height >= dpi // LOW_CELL - 6)
    thin[0] = False
    kept = np.zeros(pieces.count, dtype=np.bool_)
    for index in np.flatnonzero(thin):
        x, top, width, height = (int(side[index]) for side in (pieces.left, pieces.top, pieces.width, pieces.height))
        ends = (rules[max(0, top - 3) : top, x : x + width], rules[top + height : top + height + 3, x : x + width])
        kept[index] = all(end.any() for end in ends)
    return pieces.mask(kept)


def _faint(small: Image, level: float, dpi: int, *, across: bool) -> NDArray[np.uint8]:
    """Hairlines that are paler than print and go up or down by a pixel on their way; longer than words are."""
    faint = np.asarray(small < level + FAINT * (255 - level), dtype=np.uint8) * np.uint8(255)
    beside = np.ones((1, 3) if across else (3, 1), np.uint8)
    lines = _thin_only(
        _runs(np.asarray(cv2.dilate(faint, beside), dtype=np.uint8), dpi // 3, across=across), across=across, thickest=dpi // 50
    )
    if not lines.any():
        return lines
    pieces = pieces_of(lines)
    return pieces.mask(np.maximum(*_inked_beside(pieces, faint, dpi // BESIDE, across=across)) < CROWDED)


def _dotted(ink: NDArray[np.uint8], dpi: int, *, upright: bool = False) -> NDArray[np.uint8]:
    """Dots and dashes in a row, each flatter than print: dotted rules, leaders, and hairlines that a fax tore.

    What has print within so many pixels above or below, or close beside it, belongs to that: dots of letters, decimal points. Those
    that run down the page (`upright`: it lies on its side here) are dashes only where they stand for themselves: a 1 is as thin.
    """
    apart = dpi // FLAT if upright else 2
    signs = pieces_of(ink)
    flat = signs.height <= dpi // FLAT
    flat[0] = False
    of_flat = flat[signs.which]
    low, which = signs.places[of_flat], signs.which[of_flat]
    print_ = marked(ink.shape, signs.places[~of_flat])
    beside = cv2.dilate(print_, np.ones((1, 2 * (dpi // CLOSE) + 1), np.uint8))
    near = np.maximum(beside, cv2.dilate(print_, np.ones((2 * apart + 1, 1), np.uint8)))
    flat[which[near.ravel()[low] > 0]] = False
    low = low[flat[which]]
    dots = marked(ink.shape, low)
    if not len(low):
        return dots
    rows = pieces_of(np.asarray(cv2.morphologyEx(dots, cv2.MORPH_CLOSE, np.ones((3, dpi // DOT_GAP | 1), np.uint8)), dtype=np.uint8))
    x, y = signs.middles(flat)
    dots_in = np.bincount(rows.labels[y, x], minlength=rows.count)
    rule = (rows.width >= dpi // 3) & (rows.height <= 2 * dpi // FLAT) & (dots_in >= FEWEST_DOTS)
    rule[0] = False
    if upright and rule.any():
        rule[_of_numbers(signs, flat, rows, ink, dpi)] = False
    return marked(ink.shape, low[rule[rows.labels.ravel()[low]]])


def _of_numbers(signs: Pieces, flat: NDArray[np.bool_], rows: Pieces, ink: NDArray[np.uint8], dpi: int) -> list[int]:
    """Which rows of thin signs, on a page on its side, begin numbers: strokes of one length, as all that are one figure, with print beside."""
    strokes = flat & (signs.width > dpi // FLAT)  # the dots of leaders have each other beside them
    x, y = signs.middles(strokes)
    row_of, long = rows.labels[y, x], signs.width[strokes]
    beside = _has_print_beside(signs, strokes, ink, dpi // BEGINS)
    found = []
    for row in np.unique(row_of):
        own = row_of == row
        alike = np.abs(long[own] - np.median(long[own])) <= ONE_LENGTH
        if own.sum() >= FEWEST_ONES and long[own][alike & beside[own]].sum() > BEGIN_NUMBERS * long[own].sum():
            found.append(int(row))
    return found


def _has_print_beside(signs: Pieces, these: NDArray[np.bool_], ink: NDArray[np.uint8], reach: int) -> NDArray[np.bool_]:
    """Of these signs of a page on its side, whether ink stands beside each, right or left of it on the page."""
    boxes = zip(*(side[these].tolist() for side in (signs.left, signs.top, signs.width, signs.height)), strict=True)
    return np.array([
        ink[max(0, y - reach) : y, x : x + w].any() or ink[y + h : y + h + reach, x : x + w].any() for x, y, w, h in boxes
    ], dtype=np.bool_)  # fmt: skip


def _frames(ink: NDArray[np.uint8], dpi: int) -> NDArray[np.uint8]:
    """The frames around single words, as around the codes of a form (`|A03|`): too short for rules, and read as letters.

    Two level strokes longer than letters', one below the other and as long, with ink down both their ends.
    """
    found = np.zeros(ink.shape, dtype=np.uint8)
    strokes = pieces_of(_runs(ink, dpi // FRAME_LENGTH, across=False))
    thin = strokes.height <= dpi // FRAME_STROKE
    thin[0] = False
    x0, top, x1, bottom = (each[thin] for each in (strokes.left, strokes.top, strokes.left + strokes.width, strokes.top + strokes.height))
    for upper in range(len(top)):
        high = top - top[upper]
        near = (np.abs(x0 - x0[upper]) <= FRAME_OFF) & (np.abs(x1 - x1[upper]) <= FRAME_OFF)
        for lower in np.flatnonzero(near & (high > dpi // FRAME[0]) & (high < dpi // FRAME[1])):
            left, right = int(min(x0[upper], x0[lower])), int(max(x1[upper], x1[lower]))
            down = slice(int(top[upper]), int(bottom[lower]))
            ends = [(down, slice(max(0, at - 1), at + 2)) for at in (left, right - 1)]
            if all((ink[end] > 0).any(axis=1).mean() > FRAMED for end in ends):
                level = [(slice(int(top[at]), int(bottom[at])), slice(left, right)) for at in (upper, int(lower))]
                for side in (*ends, *level):
                    found[side] = ink[side]
    return found


def _scattered(signs: Pieces, dpi: int, *, across: bool, longest: int) -> NDArray[np.uint8]:
    """What a fax leaves of a hairline: dots with wide gaps between them, but many in one row (or column), and none of them close to print."""
    thick, long = (signs.width, signs.height) if across else (signs.height, signs.width)
    low = (thick <= dpi // HAIR) & (long <= longest)
    low[0] = False
    print_ = signs.mask(~low)
    reach = 2 * (dpi // CLOSE) + 1
    close = np.maximum(cv2.dilate(print_, np.ones((reach, 1), np.uint8)), cv2.dilate(print_, np.ones((1, reach), np.uint8)))
    low[signs.which[close.ravel()[signs.places] > 0]] = False
    dots = np.zeros(signs.shape, dtype=np.uint8)
    if not low.any():
        return dots
    x, y = signs.middles(low)
    dots[y, x] = 1
    size = (3, dpi | 1) if across else (dpi | 1, 3)
    many = cv2.boxFilter(dots, cv2.CV_16U, size, normalize=False, borderType=cv2.BORDER_CONSTANT) >= MANY_DOTS
    low[low] = many[y, x]
    return signs.mask(low)


def _thin_only(lines: NDArray[np.uint8], *, across: bool, thickest: int) -> NDArray[np.uint8]:
    """Only those lines that are no thicker than a rule is: pictures, stamps and bars stay."""
    if not lines.any():
        return lines
    pieces = pieces_of(lines)
    thickness, length = (pieces.width, pieces.height) if across else (pieces.height, pieces.width)
    return pieces.mask((pieces.area / np.maximum(length, 1) <= thickest) & (thickness <= 4 * thickest))
