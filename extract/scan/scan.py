"""Makes a scanned page fit to be read: the sheet cut out, shadows out, upright, straight; what is no print goes in `extract.scan.dirt`."""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import pairwise

import cv2
import numpy as np
from numpy.typing import NDArray

from extract.engines import Image
from extract.scan.pieces import pieces_of

READING_DPI = 300
LARGEST_SKEW = 6.0
SKEW_STEP = 0.25
LEAST_BEND = 0.004
"""Lines that drift by less than this share of the page's width are level enough."""
MOST_BENDS = 2
MIN_BARS = 8
TERMS = ((0, 0), (1, 0), (0, 1), (2, 0), (1, 1), (3, 0), (2, 1))
"""Powers of x and y in the slope of lines."""
STEEPEST, TOLERANCES = 0.1, (0.03, 0.02, 0.012)
STIFFNESS = 0.3
"""How much bars must say for a term: the higher its powers, the more, so that a page with few lines is not bent by one of them."""
STRIP = 256
DARK_EDGE = 0.5
"""A photo of a sheet on a desk is dark along at least half of its edge."""
LEAST_SHEET = 0.2
SHADES = (1.0, 0.92, 0.85, 0.78)
"""Shares of the brightness that parts sheet and desk at which a sheet with four sides is looked for."""
MOST_CORNERS, MOST_ADDED = 8, 1.25
BARE_CONTRAST, BARE_INK = 12, 0.0001
"""Less ink than a word's, and that no darker than grain, is none."""
LETTER, DOT, LETTER_GAP = 60, 8, 7
"""Sizes of letters and the gap between two of a word, on a page 1,800 pixels long: lines of print stand further apart."""
DARK_FIELD = 0.38
"""What is darker than this share of the brightest paper is printed so: no shadow is that deep."""
FIELD_GAP = 41
"""Eighths of pixels: as far apart dark fields are one, and what is between them is print."""
PROFILE_WIDTH = 900
"""Pixels that a page is scaled to for finding its direction and skew: print is then about 6 pixels high."""
NEAR = 0.1
"""A page is scaled by a whole number where that comes so near to the size that is wanted: OpenCV takes a tenth of the time for it."""


@dataclass(frozen=True)
class Bend:
    """How lines of print lean across a page: their slope at (x, y), in widths of the page, is a polynomial with these terms (y down).

    A photo taken at an angle leans more on one side than on the other, a sheet that was fed askew leans everywhere alike, and paper
    that does not lie flat leans where it rises: at its left edge, say, and less further down.
    """

    terms: tuple[float, ...]
    width: float

    def shift(self, x: NDArray[np.float32], y: NDArray[np.float32]) -> NDArray[np.float32]:
        """How far below its level place print stands at (x, y): the slope summed up from the left edge, all in pixels."""
        across, down = x / self.width, y / self.width
        along = ((term * across ** (i + 1) / (i + 1), j) for term, (i, j) in zip(self.terms, TERMS, strict=True))
        total = sum(slope * down**j if j else slope for slope, j in along)  # of a row and a column, powers are taken once each
        return np.asarray(self.width * total, dtype=np.float32)


@dataclass(frozen=True)
class Straightened:
    """A page made ready, and how a point on it leads back to the page before (upright, not straightened)."""

    image: Image
    turn_back: NDArray[np.float64]
    bends: tuple[Bend, ...]
    """In the order in which they were taken out."""

    def back(self, x: float, y: float) -> tuple[float, float]:
        """The point of the upright picture that stands at (x, y) here."""
        for bend in reversed(self.bends):
            y += float(bend.shift(np.float32(x), np.float32(y)))  # type: ignore[arg-type]  # a scalar is an array of no axes
        there = self.turn_back @ np.array([x, y, 1.0])
        return float(there[0]), float(there[1])


@dataclass(frozen=True)
class Sheet:
    """A sheet of paper cut out of a photo, seen from straight above."""

    image: Image
    back: NDArray[np.float64]
    """3 × 3: maps (x, y, 1) of the sheet to the photo, but for a factor."""

    def on_photo(self, x: float, y: float) -> tuple[float, float]:
        """The point of the photo that is at (x, y) of the sheet."""
        there = self.back @ np.array([x, y, 1.0])
        return float(there[0] / there[2]), float(there[1] / there[2])


def cut_out(image: Image) -> Sheet | None:
    """The bright sheet that lies on something darker; None where the picture is the sheet itself."""
    if _lies_on_desk(_blurred(_scaled(image, PROFILE_WIDTH))) is None:
        return None
    scale = PROFILE_WIDTH / max(image.shape)  # exactly: a corner that is a pixel off bends every line of the page
    small = _blurred(cv2.resize(image, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA))
    if (bright := _lies_on_desk(small)) is None:
        return None
    for share in SHADES:  # a shadow on the sheet may be as dark as the desk in light
        corners = _sheet_corners(np.asarray(small > share * bright, dtype=np.uint8))
        if corners is not None:
            return _from_above(image, corners / scale)
    return None


def _blurred(small: cv2.typing.MatLike) -> Image:
    return np.asarray(cv2.GaussianBlur(small, (7, 7), 0), dtype=np.uint8)


def _lies_on_desk(small: Image) -> float | None:
    """The brightness that parts a sheet in a blurred picture from what it lies on; None where the edge of the picture is as bright as the sheet."""
    edge = np.concatenate([small[:6].ravel(), small[-6:].ravel(), small[:, :6].ravel(), small[:, -6:].ravel()])
    bright, _ = cv2.threshold(small, 0, 255, cv2.THRESH_BINARY + cv2.THRESH_OTSU)
    return None if np.mean(edge < bright) < DARK_EDGE else float(bright)


def _sheet_corners(bright: NDArray[np.uint8]) -> NDArray[np.float64] | None:
    """The four corners of the largest bright field, if it has four sides: what a shadow or a thumb takes of a corner is added."""
    mask = cv2.morphologyEx(bright, cv2.MORPH_CLOSE, np.ones((25, 25), np.uint8))
    contours, _ = cv2.findContours(mask, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    largest = max(contours, key=cv2.contourArea, default=None)
    if largest is None or cv2.contourArea(largest) < LEAST_SHEET * mask.size:
        return None
    corners = cv2.approxPolyDP(largest, 0.03 * cv2.arcLength(largest, closed=True), closed=True)
    if len(corners) == 4 and cv2.isContourConvex(corners):
        return corners.reshape(4, 2).astype(np.float64)
    hull = cv2.convexHull(largest)
    around = cv2.approxPolyDP(hull, 0.015 * cv2.arcLength(hull, closed=True), closed=True).reshape(-1, 2).astype(np.float64)
    return _four_sides(around, cv2.contourArea(largest), mask.shape)


def _four_sides(around: NDArray[np.float64], area: float, shape: tuple[int, ...]) -> NDArray[np.float64] | None:
    """Where the four longest sides of a field with more corners meet; None where that is no sheet a little larger than the field."""
    if not 5 <= len(around) <= MOST_CORNERS:
        return None
    sides = np.stack([around, np.roll(around, -1, axis=0)], axis=1)
    longest = sorted(np.argsort(-np.linalg.norm(sides[:, 1] - sides[:, 0], axis=1))[:4])
    corners = [_meeting(sides[one], sides[other]) for one, other in pairwise([*longest, longest[0]])]
    if any(corner is None for corner in corners):
        return None
    found = np.array(corners)
    within = (found > -0.02 * max(shape)).all() and (found < np.array(shape[::-1]) + 0.02 * max(shape)).all()
    whole = cv2.contourArea(found.astype(np.float32))
    return found if within and cv2.isContourConvex(found.astype(np.float32)) and area < whole < MOST_ADDED * area else None


def _meeting(one: NDArray[np.float64], other: NDArray[np.float64]) -> NDArray[np.float64] | None:
    """Where the lines through two sides meet; None where they run alike."""
    (along, across), turned = (one[1] - one[0], other[1] - other[0]), other[0] - one[0]
    spread = along[0] * across[1] - along[1] * across[0]
    if abs(spread) < 0.5 * np.linalg.norm(along) * np.linalg.norm(across):
        return None
    return np.asarray(one[0] + along * (turned[0] * across[1] - turned[1] * across[0]) / spread, dtype=np.float64)


def _from_above(image: Image, corners: NDArray[np.float64]) -> Sheet:
    total, difference = corners.sum(axis=1), corners[:, 0] - corners[:, 1]
    order = corners[[total.argmin(), difference.argmax(), total.argmax(), difference.argmin()]]  # clockwise from the top left
    width = round(max(np.linalg.norm(order[1] - order[0]), np.linalg.norm(order[2] - order[3])))
    height = round(max(np.linalg.norm(order[3] - order[0]), np.linalg.norm(order[2] - order[1])))
    target = np.array([[0, 0], [width, 0], [width, height], [0, height]], dtype=np.float32)
    matrix = cv2.getPerspectiveTransform(order.astype(np.float32), target)
    flat = cv2.warpPerspective(image, matrix, (width, height), flags=cv2.INTER_CUBIC, borderValue=(255,))
    return Sheet(np.asarray(flat, dtype=np.uint8), np.asarray(np.linalg.inv(matrix), dtype=np.float64))


def without_shadow(image: Image) -> Image:
    """The page with its paper made evenly white: each pixel over the brightness of the paper around it."""
    small = cv2.resize(image, None, fx=0.125, fy=0.125, interpolation=cv2.INTER_AREA)
    paper = cv2.medianBlur(cv2.dilate(small, np.ones((5, 5), np.uint8)), 11)
    if paper.min() > 235:
        return image
    fields = np.asarray(paper < DARK_FIELD * paper.max(), dtype=np.uint8)
    joined = cv2.morphologyEx(fields, cv2.MORPH_CLOSE, np.ones((FIELD_GAP, FIELD_GAP), np.uint8))  # light print on them looks like paper
    paper = np.where(joined > 0, paper.max(), paper)
    paper = cv2.resize(paper, (image.shape[1], image.shape[0]), interpolation=cv2.INTER_LINEAR)
    return np.asarray(cv2.divide(image, np.maximum(paper, 32), scale=255), dtype=np.uint8)


def _scaled(image: Image, longest: int) -> Image:
    """The picture with its longer side about so many pixels long."""
    scale = longest / max(image.shape)
    whole = max(1, round(1 / scale))
    if abs(whole * scale - 1) < NEAR:
        scale = 1 / whole
    return np.asarray(cv2.resize(image, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA), dtype=np.uint8)


def is_sideways(image: Image) -> bool:
    """Whether lines of print run from top to bottom: letters then stand nearer to those above and below them than to those beside.

    Shaded fields and columns of a form, of which profiles of ink make much, count for nothing here.
    """
    small = _scaled(image, 2 * PROFILE_WIDTH)
    ink = (cv2.adaptiveThreshold(small, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, 35, 12)).astype(np.uint8)
    signs = pieces_of(ink)
    print_ = signs.mask((signs.longer < LETTER) & (signs.area > DOT))
    beside, above = (
        cv2.connectedComponents(cv2.morphologyEx(print_, cv2.MORPH_CLOSE, np.ones(gap, np.uint8)))[0]
        for gap in ((1, LETTER_GAP), (LETTER_GAP, 1))
    )
    return above < beside


def turn_clockwise(image: Image, degrees: int) -> Image:
    """The picture turned by a multiple of 90 degrees."""
    return np.ascontiguousarray(np.rot90(image, k=-(degrees // 90) % 4))


def straighten(image: Image) -> Straightened:
    """The picture with its lines of print level: turned by its skew, then unbent where they still lean."""
    angle = _skew(image)
    height, width = image.shape
    back = np.array([[1.0, 0, 0], [0, 1, 0]])
    if abs(angle) >= SKEW_STEP:
        turn = cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1.0)
        image = np.asarray(cv2.warpAffine(image, turn, (width, height), flags=cv2.INTER_CUBIC, borderValue=(255,)), dtype=np.uint8)
        back = np.asarray(cv2.invertAffineTransform(turn), dtype=np.float64)
    bends: list[Bend] = []
    while len(bends) < MOST_BENDS and (bend := _bend(image)):  # what leans much is not told apart well until it leans less
        image = _unbent(image, bend)
        bends.append(bend)
    return Straightened(image, back, tuple(bends))


def _unbent(image: Image, bend: Bend) -> Image:
    """The picture with its lines level; strip by strip, as the maps of a whole page would take 0.1 GB."""
    height, width = image.shape
    flat = np.empty_like(image)
    x = np.arange(width, dtype=np.float32)[np.newaxis]
    for top in range(0, height, STRIP):
        y = np.arange(top, min(top + STRIP, height), dtype=np.float32)[:, np.newaxis]
        flat[top : top + STRIP] = cv2.remap(
            image, np.tile(x, (len(y), 1)), y + bend.shift(x, y), cv2.INTER_LINEAR, borderMode=cv2.BORDER_CONSTANT, borderValue=(255,)
        )
    return flat


def _bend(image: Image) -> Bend | None:
    """The lean of the print, from how words and lines lie, smeared into bars; None where it is level enough."""
    small = _scaled(image, 2 * PROFILE_WIDTH)
    ink = (cv2.adaptiveThreshold(small, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, 35, 12)).astype(np.uint8)
    bars = cv2.morphologyEx(ink, cv2.MORPH_CLOSE, np.ones((1, 15), np.uint8))
    pieces = pieces_of(np.asarray(bars, dtype=np.uint8))
    wide, high = pieces.width, pieces.height
    long = np.flatnonzero((wide > 60) & (high > 4) & (high < wide / 3) & (pieces.area > 0.25 * wide * high))
    if len(long) < MIN_BARS:
        return None
    slope, x, y = pieces.leaning(long), pieces.left[long] + wide[long] / 2, pieces.top[long] + high[long] / 2
    weight = wide[long].astype(np.float64)
    across, down = x / small.shape[1], y / small.shape[1]
    basis = np.stack([across**i * down**j for i, j in TERMS], axis=1)
    lean = np.median(slope)
    keep = np.abs(slope - lean) < STEEPEST
    for tolerance in TOLERANCES:  # the few bars that are no print fall out
        if keep.sum() < MIN_BARS:
            return None
        root = np.sqrt(weight[keep])
        held = np.array([STIFFNESS * (i + j) ** 2 for i, j in TERMS]) * root.sum() / len(root)
        matrix = np.concatenate([basis[keep] * root[:, None], np.diag(held)])
        fit = np.linalg.lstsq(matrix, np.concatenate([slope[keep] * root, np.zeros(len(TERMS))]), rcond=None)[0]
        keep = np.abs(slope - basis @ fit) < tolerance
    height, width = image.shape
    bend = Bend(tuple(float(term) for term in fit), float(width))
    across = np.linspace(0, width, 9, dtype=np.float32)
    drift = max(float(np.ptp(bend.shift(across, np.full_like(across, down)))) for down in (0, height / 2, height))
    return bend if drift > width * LEAST_BEND else None


def is_bare(image: Image) -> bool:
    """Whether nothing is printed on a page made ready: the back of a sheet, whose grain alone keeps Tesseract busy for minutes.

    Pixels are averaged over a fiftieth of an inch or so, which grain does not outlive and the thinnest print does.
    """
    small = cv2.resize(image, None, fx=0.2, fy=0.2, interpolation=cv2.INTER_AREA)
    ink = small < np.median(small) - BARE_CONTRAST
    return bool(ink.mean() < BARE_INK)


def _ink(image: Image) -> NDArray[np.float32]:
    """The page small and black on white turned to 1 on 0, long rules taken out."""
    small = _scaled(image, PROFILE_WIDTH)
    ink = (cv2.adaptiveThreshold(small, 1, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, 25, 12)).astype(np.uint8)
    for shape in ((60, 1), (1, 60)):
        ink[cv2.morphologyEx(ink, cv2.MORPH_OPEN, cv2.getStructuringElement(cv2.MORPH_RECT, shape)) > 0] = 0
    return ink.astype(np.float32)


def _raggedness(profile: NDArray[np.float32]) -> float:
    """How sharply a profile of ink goes up and down from one pixel to the next."""
    return float(np.square(np.diff(profile)).sum())


def _skew(image: Image) -> float:
    """By how many degrees, counter-clockwise, the picture must be turned for its lines to be level; coarse, then fine."""
    ink = _ink(image)
    rows, columns = np.nonzero(ink)
    if not len(rows):
        return 0.0
    height = ink.shape[0]
    y, x = rows - height / 2, columns - ink.shape[1] / 2

    def sharpness(angle: float) -> float:
        # Only the ink is turned, and only down to its profile: a tenth of the time of turning the picture.
        lean = math.radians(angle)
        there = y * math.cos(lean) - x * math.sin(lean) + height / 2
        there = there[(there >= 0) & (there < height - 1)]
        upper = there.astype(np.intp)
        share = there - upper
        profile = np.bincount(upper, 1 - share, height) + np.bincount(upper + 1, share, height)
        return _raggedness(profile.astype(np.float32))

    coarse = max(np.arange(-LARGEST_SKEW, LARGEST_SKEW + 0.1, 1.0), key=sharpness)
    return float(max(np.arange(coarse - 1, coarse + 1.01, SKEW_STEP), key=sharpness))
