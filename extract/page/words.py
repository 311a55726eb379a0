"""Words on a page, and the turns that bring a page upright."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from domain.paper import Box


@dataclass(frozen=True, slots=True)
class Word:
    """A word as printed: its box in points from the top left of the upright page, and how sure the reader of it is (0 to 1).

    `box` is where it stands once the page's lines are level; `on_page` is where it stands on the page as it is shown.
    `seconded` is one that a second engine read alike; `others` is what else was made of it, and `disputed` says of a word that two
    engines read differently whose reading it has, and that it is `unclear` where they read it alike and the second one was not sure; `measured` of a code that each O and 0 in it was told by its width, `eight` that the 8 behind its letters is no B by its print.
    """

    text: str
    box: Box
    confidence: float
    shown: Box | None = None
    seconded: bool = False
    others: tuple[str, ...] = ()
    disputed: Literal["", "first", "second", "unclear"] = ""
    measured: bool = False
    eight: bool = False

    @property
    def on_page(self) -> Box:
        """The box on the page as it is shown; the two differ on a scan that was straightened."""
        return self.shown or self.box

    @property
    def height(self) -> float:
        """Height of the box in points."""
        return self.box[3] - self.box[1]

    @property
    def sign(self) -> float:
        """How wide a sign of it is in points."""
        return (self.box[2] - self.box[0]) / max(1, len(self.text))

    @property
    def middle(self) -> float:
        """Vertical middle of the box."""
        return (self.box[1] + self.box[3]) / 2


Wall = tuple[float, float, float]
"""An upright rule: how far from the left of the upright page, and from where to where down it; in points."""
Floor = tuple[float, float, float]
"""A level rule: how far from the top of the upright page, and from where to where across it; in points."""


@dataclass(frozen=True)
class PageWords:
    """A page that was read: size in points as shown upright, words, where they came from, the turn that brought it upright.

    `walls` and `floors` are the rules that part its cells, as far as they are known.
    """

    number: int
    width: float
    height: float
    words: tuple[Word, ...]
    source: Literal["text", "ocr"]
    turn: int = 0
    walls: tuple[Wall, ...] = ()
    floors: tuple[Floor, ...] = ()


def turned(word: Word, turn: int, width: float, height: float) -> Word:
    """The word after its page (of that width and height before) was turned clockwise by `turn` degrees."""
    return replace(word, box=turned_box(word.box, turn, width, height)) if turn % 360 else word


def turned_box(box: Box, turn: int, width: float, height: float) -> Box:
    """The box on such a page."""
    x0, top, x1, bottom = box
    match turn % 360:
        case 90:
            return (height - bottom, x0, height - top, x1)
        case 180:
            return (width - x1, height - bottom, width - x0, height - top)
        case 270:
            return (top, width - x1, bottom, width - x0)
        case _:
            return box


def overlap(one: Box, other: Box) -> bool:
    """Whether two boxes have a place in common."""
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def union(boxes: list[Box]) -> Box:
    """The smallest box around all of them; at least one is needed."""
    if len(boxes) == 1:
        return boxes[0]
    x0, y0, x1, y1 = zip(*boxes, strict=True)
    return min(x0), min(y0), max(x1), max(y1)


def in_one(pieces: Sequence[Word]) -> Word:
    """The pieces as one word, as high as the widest of them: stamps and specks make others higher."""
    widest = max(pieces, key=lambda word: word.box[2] - word.box[0])
    spans = (union([word.box for word in pieces]), union([word.on_page for word in pieces]))
    box, shown = ((span[0], own[1], span[2], own[3]) for span, own in zip(spans, (widest.box, widest.on_page), strict=True))
    return Word("", box, min(word.confidence for word in pieces), shown, others=(" ".join(word.text for word in pieces),))
