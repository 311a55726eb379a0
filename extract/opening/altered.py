"""Print that looks altered: a figure in other print than its number, a result in other print than all others, something drawn over print.

Whoever changes a value in a finished PDF has rarely the file's own font at hand, sets the new figures by eye, and hides the old ones under
a white rectangle or a picture. What honest programs do as well is left alone: bold results, small raised marks of footnotes, grounds of
cells that are drawn before their print, the same print drawn twice.
"""

from __future__ import annotations

import re
import statistics
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, partial

import pypdfium2 as pdfium

from domain.paper import Box, Leaf, Mark, MarkKind, Reading
from extract.opening.pages import flat_page, open_pdf
from extract.page.covered import hidden_print
from extract.page.inked import Inked, Sign, is_opaque, read_inked

MOST_PAGES = 30
SAME_SIZE = 0.025
"""Sizes that differ by less, as a share, are one size: programs round."""
OFF_BASELINE, LEAST_OFF = 0.03, 0.2
"""A figure that stands off the baseline by more than this share of its size, and so many points, was not set with the others."""
RAISED = 0.85
"""A figure of at most this share of the size is the mark of a footnote or an exponent, if it stands higher or lower at an end."""
EXACTLY = 0.1
HALF_A_LINE = 0.3
"""Results of a line differ by less than so many sizes; what differs by more is centred in its cell."""
BELOW = 4.0
"""Results below each other are no more sizes apart."""
WORD_GAP = 0.16
PEERS, COLUMN_PEERS = 3, 2
"""So many other results of a heat, and of an element, have to agree with each other before one that does not is strange."""
_STYLE = re.compile(
    r"(?:[-,_ ]?(?:regular|roman|book|bold|semibold|demi|medium|light|heavy|black|italic|oblique|condensed|cond|narrow|mt|ps|std|pro|bd|it|reg))+$",
    re.IGNORECASE,
)
_MEASURED = re.compile(r"^chemistry\.|_(?:mpa|pct|j)(?:\[\d+\])?$|^hardness.*value$")
_NUMBER = re.compile(r"\d[\d.,]*")


@dataclass(frozen=True)
class Run:
    """Figures of one number with what parts them, as drawn."""

    signs: tuple[Sign, ...]

    @property
    def text(self) -> str:
        """As printed."""
        return "".join(sign.char for sign in self.signs)

    @cached_property
    def figures(self) -> tuple[Sign, ...]:
        """Without points and commas, which fonts borrow from each other."""
        return tuple(sign for sign in self.signs if sign.char.isdigit())

    @cached_property
    def box(self) -> Box:
        """Around the ink."""
        boxes = [sign.box for sign in self.signs]
        return min(b[0] for b in boxes), min(b[1] for b in boxes), max(b[2] for b in boxes), max(b[3] for b in boxes)

    @cached_property
    def size(self) -> float:
        """The usual size of its figures."""
        return statistics.median(sign.size for sign in self.figures)

    @cached_property
    def level(self) -> float:
        """Where it stands across the print."""
        return statistics.median(sign.baseline for sign in self.figures)

    @cached_property
    def family(self) -> str:
        """The family of the font that most of it is set in."""
        families = [family_of(sign.font) for sign in self.figures]
        return max(families, key=families.count)


def altered_marks(content: bytes, reading: Reading) -> list[Mark]:
    """What looks altered on the pages of a PDF that were read by their text layer, in reading order, each place once."""
    marks: list[Mark] = []
    document = open_pdf(content)
    for number, page in enumerate(reading.pages[:MOST_PAGES], start=1):
        if page.source == "text":
            marks += _marks_of(flat_page(document, number), number, reading)
    return marks


def _marks_of(sheet: pdfium.PdfPage, page: int, reading: Reading) -> list[Mark]:
    inked = read_inked(sheet)
    hidden = hidden_print(inked, partial(is_opaque, sheet))
    covered = {id(sign) for each in hidden for sign in each.signs}
    runs = number_runs(sign for sign in inked.signs if sign.seen and id(sign) not in covered)
    found: dict[Box, Mark] = {}
    told = [(each.box, each.text, each.why) for each in hidden]
    told += [(run.box, run.text, why) for run in runs if (why := strange_within(run))]
    told += [(run.box, run.text, why) for run, why in strange_results(inked, runs, page, reading)]
    for box, text, why in told:
        shown = inked.shown(box)
        found.setdefault(shown, Mark(kind=MarkKind.ALTERED, text=text, page=page, box=shown, why=why))
    return sorted(found.values(), key=lambda mark: (mark.box[1], mark.box[0]))


def family_of(font: str) -> str:
    """A font's family: `LiberationSans-Bold` and `LiberationSans` are one."""
    bare = _STYLE.sub("", font)
    return (bare or font).lower()


def number_runs(signs: Iterable[Sign]) -> list[Run]:
    """The numbers of a page, as their figures stand beside each other, whatever the order in which they were drawn."""
    runs: list[Run] = []
    for row in _rows(signs):
        word: list[Sign] = []
        for sign in [*row, None]:
            if sign is None or (word and sign.x0 - word[-1].x1 > WORD_GAP * max(sign.size, word[-1].size)):
                runs += _numbers(word)
                word = []
            if sign is not None:
                word.append(sign)
    return runs


def _rows(signs: Iterable[Sign]) -> Iterator[list[Sign]]:
    """Signs that stand level, from left to right; one that is a little off its row is still in it."""
    rows: list[list[Sign]] = []
    for sign in sorted(signs, key=lambda each: -each.baseline):
        home = next((row for row in reversed(rows[-4:]) if abs(row[0].baseline - sign.baseline) < 0.45 * max(row[0].size, sign.size)), None)
        if home is None:
            rows.append([sign])
        else:
            home.append(sign)
    for row in rows:
        yield sorted(row, key=lambda each: each.x0)


def _numbers(word: Sequence[Sign]) -> Iterator[Run]:
    text = "".join(sign.char if len(sign.char) == 1 else " " for sign in word)
    for match in _NUMBER.finditer(text):
        run = Run(tuple(word[match.start() : match.end()]))
        if run.figures:
            yield run


def strange_within(run: Run) -> str | None:
    """How the figures of one number differ from each other; None where they do not."""
    figures = _without_marks(run.figures)
    if len(figures) < 2:
        return None
    fonts = {sign.font for sign in figures}
    if len(fonts) > 1:
        return f"is set in more than one font ({', '.join(sorted(fonts))})"
    sizes = sorted(sign.size for sign in figures)
    if sizes[-1] - sizes[0] > SAME_SIZE * sizes[-1]:
        return f"has figures of more than one size ({sizes[0]:.1f} and {sizes[-1]:.1f} points)"
    level = statistics.median_low(sign.baseline for sign in figures)
    off = max(abs(sign.baseline - level) for sign in figures)
    return f"has a figure that stands {off:.1f} points off its line" if off > max(LEAST_OFF, OFF_BASELINE * sizes[-1]) else None


def _without_marks(figures: Sequence[Sign]) -> list[Sign]:
    """The figures without small raised or lowered ones at the ends, as of footnotes, exponents and formulas."""
    most = max((sign.size for sign in figures), default=0.0)
    level = statistics.median([sign.baseline for sign in figures if sign.size > RAISED * most] or [0.0])

    def is_mark(sign: Sign) -> bool:
        return sign.size <= RAISED * most and abs(sign.baseline - level) > 0.1 * most

    kept = list(figures)
    while kept and is_mark(kept[-1]):
        kept.pop()
    while kept and is_mark(kept[0]):
        kept.pop(0)
    return kept


def strange_results(inked: Inked, runs: Sequence[Run], page: int, reading: Reading) -> Iterator[tuple[Run, str]]:
    """The results of a heat that are set in another font or size, or stand off the line, where all others of the heat agree.

    An element that is so in every heat is how the paper looks.
    """
    placed = [_placed(inked, runs, page, heat) for heat in _result_rows(reading)]
    for heat in placed:
        for name, run in heat.items():
            others = [other for each, other in heat.items() if each != name and other is not run]
            column = [other[name] for other in placed if other is not heat and name in other]
            why = _stands_out(run, others) or _off_row(run, others)
            if why and not (len(column) >= COLUMN_PEERS and all(not _differs(run, other) for other in column)):
                yield run, why


def _result_rows(reading: Reading) -> list[dict[str, Leaf]]:
    """Of each heat its measured values by name, where they were read off print."""
    return [{path: leaf for path, leaf in heat.leaves() if _MEASURED.search(path) and leaf.source == "text"} for heat in reading.heats]


def _placed(inked: Inked, runs: Sequence[Run], page: int, leaves: dict[str, Leaf]) -> dict[str, Run]:
    """The number that stands in the box of each value."""
    shown = [(run, inked.shown(run.box)) for run in runs]
    found: dict[str, Run] = {}
    for name, leaf in leaves.items():
        inside = [run for run, box in shown if leaf.page == page and _is_within(box, leaf.box)]
        if len(inside) == 1:
            found[name] = inside[0]
    return found


def _is_within(box: Box, outer: Box) -> bool:
    x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    return outer[0] - 1 <= x <= outer[2] + 1 and outer[1] - 1 <= y <= outer[3] + 1


def _stands_out(run: Run, others: Sequence[Run]) -> str | None:
    row = [other for other in others if abs(other.level - run.level) < HALF_A_LINE * run.size]
    if len(row) >= PEERS:
        others = row  # each table of a certificate may have print of its own
    if len(others) < PEERS or any(_differs(others[0], other) for other in others[1:]):
        return None
    if not any(_beside(run, other) for other in others):
        return None  # what stands by itself may be no result at all
    return _differs(run, others[0])


def _beside(run: Run, other: Run) -> bool:
    """Whether two numbers stand in one row, or right below each other."""
    apart = abs(run.level - other.level) / max(run.size, other.size)
    return apart < HALF_A_LINE or (apart < BELOW and other.box[0] < run.box[2] and run.box[0] < other.box[2])


def _off_row(run: Run, others: Sequence[Run]) -> str | None:
    """How far a number stands off the line that the heat's other results stand on exactly."""
    close = [other for other in others if abs(other.level - run.level) < BELOW * run.size]
    if any(other.box[0] < run.box[2] and run.box[0] < other.box[2] for other in close):
        return None  # they stand below each other: what is level with it is another list's
    near = [other for other in others if abs(other.level - run.level) < HALF_A_LINE * run.size]
    if len(near) < PEERS or max(other.level for other in near) - min(other.level for other in near) > EXACTLY:
        return None
    off = abs(run.level - near[0].level)
    return f"stands {off:.1f} points off the line of the other results" if off > max(LEAST_OFF, OFF_BASELINE * run.size) else None


def _differs(run: Run, other: Run) -> str | None:
    """How the print of two numbers differs; bold alone does not count."""
    if run.family != other.family:
        return f"is set in {run.figures[0].font}, and the other results in {other.figures[0].font}"
    if abs(run.size - other.size) > SAME_SIZE * max(run.size, other.size):
        return f"is set in {run.size:.1f} points, and the other results in {other.size:.1f}"
    return None
