"""A narrow column of facts left of the tables, each below its caption: put above the page's other print, with whose lines it stands level by chance."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from statistics import median_low

from extract.page.layout import Layout, Line, Phrase

FROM, TO = 0.15, 0.45
"""The shares of the page's width between which the print beside a panel begins."""
GUTTER, FLUSH = 6.0, 3.0
"""So many points wide at least is the blank between both; lines that begin no further apart are flush."""
FEWEST_CELLS, FEWEST_CAPTIONS, FEWEST_LINES = 4, 3, 8
"""A row of a table beside a panel has so many cells; a panel has so many captions that are known with a figure right below them, and so many lines."""
LEVEL = 0.15
"""The bases of words that stand level are no further apart, in print sizes."""
MOSTLY, BY_CHANCE = 0.8, 0.7
"""The share of a panel's lines that are one phrase each, flush left; that of the lines beside it which stand level with one of them, at most."""

Names = Callable[[str], str | None]
"""What a caption names, if it is known."""


def with_panels_above(layout: Layout, captions: Names) -> Layout:
    """The layout in which the lines of each such panel stand above all others of its page; they are shown where they are printed."""
    lines: list[Line] = []
    for page in layout.pages:
        own = [line for line in layout.lines if line.page == page.number]
        panels = ((span, left) for span, left in _beside_tables(own, page.width) if _is_panel(own[span], left, captions))
        span, left = next(panels, (slice(0, 0), 0.0))
        bottom = max((line.box[3] for line in own[span]), default=0.0)
        lines += [_lifted(part, bottom) for line in own[span] if (part := _part(line, left, panel=True)).tokens]
        lines += own[: span.start]
        lines += [part for line in own[span] if (part := _part(line, left, panel=False)).tokens]
        lines += own[span.stop :]
    return replace(layout, lines=tuple(lines))


def _beside_tables(lines: Sequence[Line], width: float) -> Iterator[tuple[slice, float]]:
    """Where a row of a table begins, and the lines above and below it of which no phrase reaches across."""
    for index, line in enumerate(lines):
        for phrase in line.phrases[: max(0, len(line.phrases) - FEWEST_CELLS + 1)]:
            left = phrase.box[0]
            if FROM * width < left < TO * width and not _crosses(line, left):
                first = next((at + 1 for at in range(index, -1, -1) if _crosses(lines[at], left)), 0)
                last = next((at for at in range(index, len(lines)) if _crosses(lines[at], left)), len(lines))
                yield slice(first, last), left


def _is_panel(lines: Sequence[Line], left: float, captions: Names) -> bool:
    """Whether what stands left of the tables is captions and facts, a phrase a line, at other heights than the print beside it."""
    panel = [(line, phrases) for line in lines if (phrases := _phrases(line, left, panel=True))]
    rows = [line for line in lines if len(_phrases(line, left, panel=False)) >= FEWEST_CELLS - 1]  # a cell of a row may be empty
    if len(panel) < FEWEST_LINES or not rows:
        return False
    level = {id(line) for line in rows if _is_level(line, left)}
    edge = median_low(phrases[0].box[0] for _, phrases in panel)
    plain = [(line, phrases[0]) for line, phrases in panel if len(phrases) == 1 and abs(phrases[0].box[0] - edge) < FLUSH]
    told = sum(
        _names(caption, captions) and any(map(str.isdigit, fact.text)) and id(line) not in level  # a row of a form has its captions level
        for (line, caption), (_, fact) in pairwise(plain)
    )
    return len(plain) > MOSTLY * len(panel) and len(level) < BY_CHANCE * len(rows) and told >= FEWEST_CAPTIONS


def _names(phrase: Phrase, captions: Names) -> bool:
    """Whether a phrase is a caption that is known, perhaps in two languages, and no more."""
    return not any(map(str.isdigit, phrase.text)) and any(captions(half) for half in phrase.text.split("/"))


def _is_level(line: Line, left: float) -> bool:
    """Whether what a line has in the panel and beside it stands on one base."""
    bases = [phrases[0].tokens[0].word.box[3] for panel in (True, False) if (phrases := _phrases(line, left, panel=panel))]
    return len(bases) > 1 and abs(bases[0] - bases[1]) < LEVEL * line.size


def _crosses(line: Line, left: float) -> bool:
    return any(phrase.box[0] < left - FLUSH and phrase.box[2] > left - GUTTER for phrase in line.phrases)


def _phrases(line: Line, left: float, *, panel: bool) -> list[Phrase]:
    return [phrase for phrase in line.phrases if (phrase.box[2] < left) == panel]


def _part(line: Line, left: float, *, panel: bool) -> Line:
    """What a line has in the panel, or beside it."""
    return replace(line, tokens=tuple(token for token in line.tokens if (token.x1 < left) == panel))


def _lifted(line: Line, bottom: float) -> Line:
    """The line above the top of its page, where a panel of that bottom ends."""
    boxes = (token.word.box for token in line.tokens)
    moved = ((box[0], box[1] - bottom, box[2], box[3] - bottom) for box in boxes)
    words = (replace(token.word, box=box, shown=token.word.on_page) for token, box in zip(line.tokens, moved, strict=True))
    return replace(line, tokens=tuple(replace(token, word=word) for token, word in zip(line.tokens, words, strict=True)), walls=())
