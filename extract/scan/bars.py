"""Fields of a scan that are printed on in colour or grey, as the heads of tables are: their print becomes dark on white."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from extract.engines import Image

SHADED = 215
"""Darker than this, in the mean of 16 pixels, is a field and no paper: what is lighter hides no print."""
DARK = 110
"""Darker than this, in the mean of 16 pixels, is a bar that only light print can be read on."""
LONG_BAR, HIGH_BAR = (2.5, 25), 10
"""A bar is dark over two fifths of an inch at least, a millimetre thick above or below its print, and a tenth of an inch high."""
DARK_SHARE, LIGHT_SHARE = 0.5, 0.02
"""Of a bar with print on it, so much is dark and so much is not."""
STANDS_OUT, LEAST_PRINT = 45, 0.004
"""Print on a grey field is so much darker or lighter than the field, and so much of it is print."""
STROKE = 20
"""Thicker than a twentieth of an inch is no stroke: a hole that dust left."""
HOLE = 7
"""Dust that was taken out of a field leaves holes of up to a seventh of an inch."""
EDGE = 40
"""What is nearer to the edge of a field than a fortieth of an inch may be paper, and does not tell its print."""
DOTTED, GRAIN = 12.0, 180
"""A field whose pixels differ so much from those around them is made of dots, as a fax makes it: they are blurred over so many parts of an inch."""
LETTERS, WHITE, MOST_WHITE, MOST_UNEVEN = 75, 232, 0.1, 18.0
"""Blurred over so many parts of an inch, so much of a field is brighter than this at most, and half of it is so near to its usual brightness."""
CRUMB = 25
"""Smaller than a twenty-fifth of an inch is no letter on such a field."""
INK, PAPER = 0.2, 0.5
"""Shares of the brightness of a dotted field below which is ink and above which is none."""

Place = tuple[slice, slice]


def without_bars(image: Image, dpi: int) -> Image:
    """The picture with print on dark, grey and dotted fields dark on white; fields are looked for at a quarter of the size.

    Tesseract parts ink from paper by one brightness for the whole page: all of a grey field may be ink to it.
    """
    small = cv2.resize(image, None, fx=0.25, fy=0.25, interpolation=cv2.INTER_AREA)
    cleared = image.copy()
    dark = np.asarray(small < DARK, dtype=np.uint8)
    for field in _long(dark, dpi):
        if DARK_SHARE < dark[field].mean() < 1 - LIGHT_SHARE and not _is_dotted(image[_full(field)], dpi):
            light = 255 - cleared[_full(field)]
            cleared[_full(field)] = _over(light, float(np.median(light)))
    even = cv2.GaussianBlur(small, (5, 5), 0)
    side = round(dpi / 4 / HIGH_BAR) | 1
    ground = cv2.morphologyEx(even, cv2.MORPH_CLOSE, np.ones((side, side), np.uint8))  # print is thinner than this, and gone
    shaded = np.asarray(ground < SHADED, dtype=np.uint8)
    for field in _long(shaded, dpi, across=round(dpi / 4 / HOLE) | 1):
        level = float(np.median(even[field][shaded[field] > 0]))
        part = image[_full(field)]
        if shaded[field].mean() > DARK_SHARE and _is_even(part, dpi) and (level >= DARK or _is_dotted(part, dpi)):
            cleared[_full(field)] = _on_white(cleared[_full(field)], level, dpi)
    return cleared


def _long(shaded: NDArray[np.uint8], dpi: int, *, across: int = 3) -> list[Place]:
    """Where the long and high fields of a picture of a quarter of the size are; pieces of one that are nearer than `across` are joined."""
    length, thickness = round(dpi / 4 / LONG_BAR[0]), max(2, dpi // 4 // LONG_BAR[1])
    solid = cv2.morphologyEx(shaded, cv2.MORPH_OPEN, np.ones((thickness, length), np.uint8))
    if not solid.any():
        return []
    joined = cv2.morphologyEx(solid, cv2.MORPH_CLOSE, np.ones((dpi // 4 // 5 | 1, across), np.uint8))
    _, _, stats, _ = cv2.connectedComponentsWithStats(np.asarray(joined, dtype=np.uint8), connectivity=8)
    return [(slice(int(y), int(y + h)), slice(int(x), int(x + w))) for x, y, w, h, _ in stats[1:] if h >= dpi // 4 // HIGH_BAR]


def _full(field: Place) -> Place:
    """The place of a field in the picture of full size."""
    y, x = field
    return slice(4 * y.start, 4 * y.stop), slice(4 * x.start, 4 * x.stop)


def _grain(part: Image, dpi: int) -> Image:
    """The field with its dots blurred to grey."""
    return np.asarray(cv2.GaussianBlur(part, (0, 0), dpi / GRAIN), dtype=np.uint8)


def _is_dotted(part: Image, dpi: int) -> bool:
    return float(np.median(cv2.absdiff(part, _grain(part, dpi)))) > DOTTED


def _is_even(part: Image, dpi: int) -> bool:
    """Whether a field is mostly of one brightness once letters and dots are blurred, and no paper shows: a bold line alone is no field."""
    edge = min(dpi // EDGE, min(part.shape) // 4)
    blurred = cv2.GaussianBlur(part, (0, 0), dpi / LETTERS)[edge:-edge, edge:-edge]
    uneven = float(np.median(cv2.absdiff(blurred, np.full_like(blurred, np.median(blurred)))))
    return uneven < MOST_UNEVEN and float(np.mean(blurred > WHITE)) < MOST_WHITE


def _on_white(part: Image, level: float, dpi: int) -> Image:
    """A field of that brightness as white with dark print; one on which nothing stands out is all white: the engine would read it as words."""
    dotted = _is_dotted(part, dpi)
    seen = _grain(part, dpi) if dotted else part
    side, edge = dpi // STROKE, min(dpi // EDGE, min(part.shape) // 4)
    inside = seen[edge:-edge, edge:-edge]
    light = np.asarray(inside > level + STANDS_OUT, dtype=np.uint8)
    lighter = float(np.mean(light)) - float(np.mean(cv2.morphologyEx(light, cv2.MORPH_OPEN, np.ones((side, side), np.uint8))))
    darker = float(np.mean(inside < level - STANDS_OUT))
    if darker < LEAST_PRINT and lighter < LIGHT_SHARE:
        return np.full_like(part, 255)
    if lighter > max(darker, LIGHT_SHARE):
        seen, level = 255 - seen, 255 - level
    return _without_crumbs(_spread(seen, level), dpi) if dotted else _over(seen, level)


def _over(part: Image, level: float) -> Image:
    """Each pixel as a share of the field's brightness."""
    return np.asarray(cv2.divide(part, np.full_like(part, max(1.0, level)), scale=255), dtype=np.uint8)


def _spread(part: Image, level: float) -> Image:
    """Each pixel from ink to no ink: what is left of the dots is none."""
    shares = (part.astype(np.float32) / max(1.0, level) - INK) / (PAPER - INK)
    return np.asarray(np.clip(255 * shares, 0, 255), dtype=np.uint8)


def _without_crumbs(part: Image, dpi: int) -> Image:
    """The field without what is smaller than a letter: dots that stood so near each other that blurring did not part them."""
    _, labels, stats, _ = cv2.connectedComponentsWithStats(np.asarray(part < 255, dtype=np.uint8), connectivity=8)
    small = np.maximum(stats[:, cv2.CC_STAT_WIDTH], stats[:, cv2.CC_STAT_HEIGHT]) < dpi // CRUMB
    return np.where(small[labels], np.uint8(255), part)
