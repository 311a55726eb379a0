"""Running text put together from its lines: sentences go on over line ends, beside columns, and in lines that are spread to the margin."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from extract.label.labels import once_a_line
from extract.page.layout import Layout, Line, Token

FEWEST_WORDS = 5
"""A line of prose has at least this many words."""
ONE_GAP = 1000.0
"""Wider than any gap: what is joined is one phrase."""
SPREAD = 4
"""A line of at least so many phrases may be one that is spread to the margin."""
EDGE = 0.3
"""Lines set from margin to margin end so near to each other, in print sizes."""
WIDEST_BLANK = 4.0
"""Blanks of a spread line are at most so many print sizes wide."""

ALIKE, ALIKE_SCANNED = 0.15, 0.3
"""By how much of its size the print of two lines that go on may differ."""
ALONE, ALIKE_ALONE = 2, 0.9
"""The same off a scan where the second line has no more words than these."""


@dataclass
class _Run:
    """Lines that go on, so far."""

    lines: list[Line]
    last: int
    right: float = field(init=False)

    def __post_init__(self) -> None:
        self.right = self.lines[-1].box[2]

    def add(self, line: Line, index: int) -> None:
        self.lines.append(line)
        self.last = index
        self.right = max(self.right, line.box[2])


def paragraphs(layout: Layout, skip: Collection[int], *, fewest: int = 2) -> Iterator[Line]:
    """Lines of prose that go on, each as one long line, if there are at least `fewest` of them."""
    open_runs: list[_Run] = []
    done: list[_Run] = []
    for index, line in enumerate(layout.lines):
        if index in skip:
            continue
        spread = any(run.last == index - 1 and _is_as_wide(run.lines[-1], line) for run in open_runs)
        for piece in [line] if spread else _pieces(line):
            run = next((run for run in open_runs if run.last < index and _goes_on(run, piece)), None)
            if run:
                run.add(piece, index)
            elif _is_prose(piece):
                open_runs.append(_Run([piece], index))
        far = [run for run in open_runs if run.lines[-1].page != line.page or line.box[1] - run.lines[-1].box[1] > 4 * line.size]
        done += far
        open_runs = [run for run in open_runs if run not in far]
    for run in sorted(done + open_runs, key=lambda run: (run.lines[0].page, run.lines[0].box[1])):
        if len(run.lines) >= fewest:
            yield _joined(run.lines)


@once_a_line
def _pieces(line: Line) -> list[Line]:
    """A line as it is, where it is of one column; else each of its phrases."""
    if len(line.phrases) == 1 or _is_spread(line) or _is_list(line) or len(line.phrases[0].tokens) >= 0.8 * len(line.tokens):
        return [line]
    return [Line(line.page, phrase.tokens, line.size, line.gap, line.walls) for phrase in line.phrases]


def _is_spread(line: Line) -> bool:
    """Whether blanks are wide because the line is spread to the margin: then they are all about as wide."""
    gaps = [right.x0 - left.x1 for left, right in pairwise(line.tokens)]
    return len(line.phrases) >= SPREAD and max(gaps) < WIDEST_BLANK * line.size and max(gaps) < 1.5 * min(gaps)


def _is_prose(line: Line) -> bool:
    return len(line.tokens) >= FEWEST_WORDS


def _is_as_wide(before: Line, line: Line) -> bool:
    """Whether a line reaches from edge to edge of the line of prose above it: one blank in it that is wide is the printer's, too."""
    wide = max(right.x0 - left.x1 for left, right in pairwise(line.tokens)) if len(line.tokens) > 1 else 0.0
    level = abs(line.box[0] - before.box[0]) < EDGE * line.size and abs(line.box[2] - before.box[2]) < EDGE * line.size
    return level and _is_prose(line) and wide < WIDEST_BLANK * line.size


def _is_list(line: Line) -> bool:
    """`Date: 15/05/2026 | Transporteur: DSV | N° d'expédition:` whose last value stands in the next line."""
    return line.text.rstrip().endswith(":") and line.text.count(":") >= 2


def _goes_on(run: _Run, following: Line) -> bool:
    """Whether a run goes on in a line below: level with it at the left, close under it, in the same print, and full itself."""
    line = run.lines[-1]
    if following.page != line.page or abs(following.box[0] - line.box[0]) > line.size:
        return False
    scanned = min(token.word.confidence for token in following.tokens) < 1  # a word alone is as high as its letters, and the specks at it
    alike = ALIKE if not scanned else ALIKE_ALONE if len(following.tokens) <= ALONE else ALIKE_SCANNED
    size = max(line.size, following.size) if scanned else line.size
    close = 0 < following.middle - line.middle < 2.1 * size and abs(following.size - line.size) < alike * line.size
    first_word = following.tokens[0].x1 - following.tokens[0].x0
    if not close or line.box[2] + first_word < max(following.box[2], run.right if len(run.lines) > 1 else 0.0) - line.size:
        return False
    # A last line may be short; under a single line it may be anything.
    return _is_prose(following) or len(run.lines) > 1 or _is_open(line)


def _is_open(line: Line) -> bool:
    """Whether a line breaks off inside a sentence."""
    return len(line.tokens) >= 2 * FEWEST_WORDS - 2 and line.tokens[-1].text[-1] not in ".:;!?"


def _joined(lines: Sequence[Line]) -> Line:
    tokens: tuple[Token, ...] = tuple(token for line in lines for token in line.tokens)
    return Line(lines[0].page, tokens, lines[0].size, ONE_GAP if len(lines) > 1 or _is_spread(lines[0]) else lines[0].gap)
