"""Print that is hidden: under a rectangle or a picture that was drawn over it later, or under other print."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from domain.paper import Box
from extract.page.inked import Cover, Inked, Sign

HIDDEN = 0.6
"""A sign of which so much is covered is not read any more."""
LARGE = 0.2
"""What covers more of the page is its ground, or a scan over the words that were read from it."""
MOST_HIDDEN = 0.3
"""Where more of a page's print is covered, the page is a picture of itself."""
AS_HIGH = 4.0
"""A picture so many times as high as the print under it is a stamp or a signature, unless print was set on it again."""
OVERLAP = 0.4


@dataclass(frozen=True)
class Hidden:
    """Figures that were hidden, and what took their place."""

    signs: tuple[Sign, ...]
    box: Box
    text: str
    why: str


def hidden_print(inked: Inked, opaque: Callable[[Cover], bool]) -> list[Hidden]:
    """Figures that were drawn and then covered, or drawn over with others; the same print drawn twice is one."""
    figures = [sign for sign in inked.signs if sign.char.isdigit()]
    under: list[Hidden] = []
    for cover in inked.covers:
        if _area(cover.box) > LARGE * inked.area:
            continue
        covered = [sign for sign in figures if sign.seen and sign.order < cover.order and _share(sign.box, cover.box) >= HIDDEN]
        if covered and (found := _patch(cover, covered, inked.signs)) and opaque(cover):
            under.append(found)
    if sum(len(each.signs) for each in under) > MOST_HIDDEN * max(1, len(figures)):
        return []
    taken = {id(sign) for each in under for sign in each.signs}
    return [*under, *_overprinted([sign for sign in figures if id(sign) not in taken])]


def _patch(cover: Cover, covered: Sequence[Sign], signs: Sequence[Sign]) -> Hidden | None:
    on_top = [sign for sign in signs if sign.seen and sign.order > cover.order and _share(sign.box, cover.box) >= HIDDEN]
    was, became = _text(covered), _text(on_top)
    if _figures(was) == _figures(became):
        return None
    if not on_top and not cover.picture and not cover.pale:
        return None  # blackened, for everybody to see
    if not on_top and cover.picture and cover.box[3] - cover.box[1] > AS_HIGH * max(sign.size for sign in covered):
        return None
    what = "a picture" if cover.picture else "a filled rectangle"
    why = f"stands on {what} that covers “{was}”" if became else f"is covered by {what}"
    return Hidden(tuple(covered), cover.box if became else _around(covered), became or was, why)


def _overprinted(figures: Sequence[Sign]) -> list[Hidden]:
    """Figures on top of other ones, seen or not: pairs whose ink would lie on each other."""
    found: list[Hidden] = []
    ordered = sorted(figures, key=lambda sign: sign.box[0])
    for place, sign in enumerate(ordered):
        for other in ordered[place + 1 :]:
            if other.box[0] >= sign.box[2]:
                break
            if (
                sign.char != other.char
                and sign.box[1] < other.box[3]
                and other.box[1] < sign.box[3]
                and (sign.seen or other.seen)
                and min(_share(sign.box, other.box), _share(other.box, sign.box)) >= OVERLAP
            ):
                below, above = sorted((sign, other), key=lambda each: (each.seen, each.order))
                found.append(Hidden((below,), _around([sign, other]), above.char, f"is printed over “{below.char}”"))
    return found


def _text(signs: Sequence[Sign]) -> str:
    """The signs as they stand: rows from the top, each from left to right, with blanks where there are gaps."""
    ordered = sorted(signs, key=lambda sign: (-round(sign.baseline / max(1.0, sign.size)), sign.x0))
    text = ""
    for place, sign in enumerate(ordered):
        last = ordered[place - 1] if place else None
        text += " " if last and not -0.5 * sign.size < sign.x0 - last.x1 < 0.16 * sign.size else ""
        text += sign.char
    return text


def _figures(text: str) -> str:
    return re.sub(r"\D", "", text)


def _around(signs: Sequence[Sign]) -> Box:
    boxes = [sign.box for sign in signs]
    return min(b[0] for b in boxes), min(b[1] for b in boxes), max(b[2] for b in boxes), max(b[3] for b in boxes)


def _area(box: Box) -> float:
    return max(0.0, box[2] - box[0]) * max(0.0, box[3] - box[1])


def _share(box: Box, cover: Box) -> float:
    """How much of a box lies within another."""
    across = min(box[2], cover[2]) - max(box[0], cover[0])
    down = min(box[3], cover[3]) - max(box[1], cover[1])
    return max(0.0, across) * max(0.0, down) / max(1e-6, _area(box))
