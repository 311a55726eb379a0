"""Words put into lines and lines into phrases: what stands level, and what stands together."""

from __future__ import annotations

import re
import statistics
from bisect import bisect
from collections import defaultdict
from collections.abc import Hashable, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from itertools import pairwise
from typing import Any

from domain.paper import Box
from extract.page.glued import parted, without_touching_positions
from extract.page.halfway import with_halfway_values
from extract.page.hyphens import unbroken
from extract.page.margins import without_margin_dust
from extract.page.read_twice import without_copies
from extract.page.two_readings import doubting_torn_numbers, heeding_known_words, without_stuck_marks
from extract.page.words import PageWords, Word, union
from extract.text.folding import folded
from extract.text.wording import concepts

ALIKE_HIGH = (0.5, 1.6)
"""Shares of the usual height of a line's words that are print of one size: `ace` and `Åg()`."""
MARK = 2
"""A sign or two are as high as their line, whatever box they have: a dash, or what is left of a filing hole."""
PHRASE_GAP = 0.75
"""A gap wider than this share of the print size parts two phrases; a blank is about 0.3 wide, a typewriter's 0.6."""
_LINE = frozenset({"line"})
_GROUPS = re.compile(r"[-(]?\d{1,3}(\s\d{3})*")
_GROUP = re.compile(r"\d{3}([.,]\d*)?-?[%‰€)]?|\d{3}[.,]\d{2,4}[.,]")
"""A further group of three figures: the last one may have decimals, and a stop behind them that ends a sentence or is a speck."""
SMALL, SMALL_GAP = 0.8, 1.3
"""Print on a scan that is so much smaller than most of its page has blanks so much wider for its size: OCR's boxes fit tightly around the small letters."""
BLANK_PRINTED, BLANK_SCANNED = 0.68, 0.85
"""A blank inside a number is narrower than this share of the gap that parts phrases; OCR's boxes leave out the paper around a thin `1`."""
PAPER_OF_ONE = 0.06
"""So much of the print size is that paper on one side of a `1`: a blank beside it seems wider, `1 187`."""

STRIP = 8.0
"""Points; a word looks for its line's last one only in the strips of the page that it can reach."""
LARGE = 1.35
"""Print so many times the usual size of its line stands out."""
WIDE, MOST_LARGE = 1.5, 2.0
"""So does print whose signs are so many times as wide as most of its line; capitals are a third wider than small letters."""
MOST_LINES = 2000
"""Lines of which it is kept which labels stand in them: those of thirty pages."""


@dataclass(eq=False, slots=True)
class Token:
    """A word in its line, with its text made comparable; nothing changes it."""

    word: Word
    plain: str
    text: str = field(init=False)
    """As printed."""
    x0: float = field(init=False)
    """Left edge."""
    x1: float = field(init=False)
    """Right edge."""

    def __post_init__(self) -> None:
        self.text = self.word.text
        self.x0, _, self.x1, _ = self.word.box

    def saying(self, text: str) -> Token:
        """The same word with another text, where it is a part of what is printed, or that is read otherwise."""
        return replace(self, word=replace(self.word, text=text))


@dataclass(frozen=True, eq=False)
class Phrase:
    """Tokens of one line that stand together: a label, a cell, a sentence."""

    tokens: tuple[Token, ...]

    @cached_property
    def box(self) -> Box:
        """Around all tokens."""
        return union([token.word.box for token in self.tokens])

    @cached_property
    def text(self) -> str:
        """The tokens with blanks between them."""
        return " ".join(token.text for token in self.tokens)


@dataclass(frozen=True, eq=False)
class Line:
    """Words that stand level on a page, from left to right; `size` is the height of the print in points."""

    page: int
    tokens: tuple[Token, ...]
    size: float
    gap: float = PHRASE_GAP
    walls: tuple[float, ...] = ()
    """Where upright rules cross it, from left to right."""
    told: dict[Hashable, Any] = field(default_factory=dict, init=False, repr=False)
    """What is told of it once, kept as long as the line is."""

    @cached_property
    def labels(self) -> dict[Hashable, Any]:
        """The labels that vocabularies found in its print. Lines that are printed alike share them, as those of a scan are, which is read twice."""
        printed = tuple((token.text, token.word.box, token.word.shown is None) for token in self.tokens)
        return _labels_of(printed, self.size, self.gap, self.walls)

    def size_at(self, left: Token, right: Token) -> float:
        """The size of the print between two words: a title on a line with small print has wider blanks."""
        smaller = min(left.word.height, right.word.height)
        if smaller > LARGE * self.size:
            return smaller
        # Where OCR's boxes were made level, how wide the signs are tells large print from small.
        wider = min(left.word.sign, right.word.sign) / self.sign if left.word.shown and right.word.shown else 1.0
        return min(MOST_LARGE, wider) * self.size if wider > WIDE else self.size

    def is_wide(self, blank: float, share: float, left: Token, right: Token) -> bool:
        """Whether a blank between two words is wider than that share of the print's size there, which is never less than the line's own."""
        return blank > share * self.size and blank > share * self.size_at(left, right)

    @cached_property
    def sign(self) -> float:
        """How wide a sign usually is, in points."""
        return statistics.median(token.word.sign for token in self.tokens) or 1.0

    @cached_property
    def lettered(self) -> int:
        """How many of its words have letters or figures, and more than one sign: others may be specks."""
        return sum(len(token.text) > 1 and any(map(str.isalnum, token.text)) for token in self.tokens)

    @cached_property
    def middle(self) -> float:
        """How far down its print stands: by most of its words, as one that OCR took with a speck above it is higher than the others."""
        return statistics.median(token.word.middle for token in self.tokens)

    @cached_property
    def band(self) -> tuple[float, float]:
        """Its top and bottom by most of its words: OCR draws one box or another around a speck as well."""
        boxes = [token.word.box for token in self.tokens]
        return statistics.median(box[1] for box in boxes), statistics.median(box[3] for box in boxes)

    @cached_property
    def box(self) -> Box:
        """Around all tokens."""
        return union([token.word.box for token in self.tokens])

    @cached_property
    def text(self) -> str:
        """The tokens with blanks between them."""
        return " ".join(token.text for token in self.tokens)

    def room(self, token: Token) -> int:
        """In which of the rooms that rules part the word stands: by its middle, as cells are sometimes too narrow for what is in them."""
        return bisect(self.walls, (token.x0 + token.x1) / 2) if self.walls else 0

    @cached_property
    def phrases(self) -> tuple[Phrase, ...]:
        """The line cut where the gaps are wide, or a rule stands in them."""
        groups: list[list[Token]] = []
        for token in self.tokens:
            last = groups[-1][-1] if groups else None
            if (
                last
                and not self.is_wide(token.x0 - last.x1, self.gap, last, token)
                and not (self.walls and self.room(last) != self.room(token))
            ):
                groups[-1].append(token)
            else:
                groups.append([token])
        return tuple(Phrase(tuple(group)) for group in groups)


@lru_cache(maxsize=MOST_LINES)
def _labels_of(_printed: Hashable, _size: float, _gap: float, _walls: tuple[float, ...]) -> dict[Hashable, Any]:
    """Where it is kept what vocabularies found in a line of that print: names and places alone, nothing of how surely its words were read."""
    return {}


@dataclass(frozen=True, eq=False)
class Layout:
    """A whole document as lines in reading order."""

    pages: tuple[PageWords, ...]
    lines: tuple[Line, ...]

    @cached_property
    def text(self) -> str:
        """All lines, one below the other."""
        return "\n".join(line.text for line in self.lines)

    def width(self, page: int) -> float:
        """The width of a page in points."""
        return self.pages[page - 1].width

    def source(self, page: int) -> str:
        """Where the words of a page come from: its text layer or OCR."""
        return self.pages[page - 1].source


def between_strokes(tokens: Sequence[Token]) -> list[tuple[Token, ...]]:
    """The words before, between and behind the strokes that stand alone among them; empty where two strokes follow each other."""
    parts: list[list[Token]] = [[]]
    for token in tokens:
        if token.text == "/":
            parts.append([])
        else:
            parts[-1].append(token)
    return [tuple(part) for part in parts]


def lay_out(pages: Sequence[PageWords]) -> Layout:
    """The lines of all pages, top to bottom; what an e-mail quotes of an earlier one (`> …`) is not what the sender says."""
    lines = [line for page in pages for line in with_halfway_values(_lines(page))]
    return Layout(tuple(pages), tuple(line for line in lines if not line.tokens[0].text.startswith(">")))


def _lines(page: PageWords) -> list[Line]:
    """Words chained from left to right: each joins the line whose last word stands most nearly level with it.

    Chaining follows lines that bend or slope a little, as on a photo; a fixed height for a line would not.
    """
    chains: list[list[Word]] = []
    printed = without_copies(page.words) if page.source == "ocr" else page.words
    known = [without_stuck_marks(word) for word in unbroken(printed) if word.text.strip().strip("|¦│")]
    words = without_touching_positions([part for word in known for part in parted(word)])
    ends: list[tuple[float, float, float]] = []  # of each chain's last word: middle, height, right edge
    near: dict[int, set[int]] = defaultdict(set)  # the chains by the strip of the page that their last word stands in
    tallest_of_page = max((word.height for word in words), default=0.0)
    for word in sorted(words, key=lambda word: word.box[0]):
        best, offset = -1, 0.0
        middle, height, left = word.middle, word.height, word.box[0]
        farthest = 0.6 * (height if height > 4 else tallest_of_page)  # no reach is longer
        strips = range(int((middle - farthest) // STRIP), int((middle + farthest) // STRIP) + 1)
        for index in sorted(set().union(*(near[strip] for strip in strips))):
            last_middle, last_height, right = ends[index]
            gap = abs(last_middle - middle)
            if gap > farthest:
                continue
            tallest, lowest = (last_height, height) if last_height > height else (height, last_height)
            reach = 0.45 * lowest if lowest > 4 else 0.6 * tallest
            if gap <= reach and left >= right - 0.95 * last_height and (best < 0 or gap < offset):
                best, offset = index, gap
        if best < 0:
            best = len(chains)
            chains.append([word])
            ends.append((middle, height, word.box[2]))
        else:
            chains[best].append(word)
            near[int(ends[best][0] // STRIP)].discard(best)
            ends[best] = (middle, height, word.box[2])
        near[int(middle // STRIP)].add(best)
    chains.sort(key=lambda chain: (_height_of(chain), chain[0].box[0]))
    chains = _joined(chains)
    if page.source == "ocr":
        chains = [heeding_known_words(doubting_torn_numbers(_levelled(chain))) for chain in without_margin_dust(chains)]
    sizes = [_print_size(chain, page.source) for chain in chains]
    gap = max(PHRASE_GAP, 1.5 * _usual_gap(chains, sizes))
    widest = BLANK_SCANNED if page.source == "ocr" else BLANK_PRINTED
    chains = [_with_thousands(chain, size, gap, widest, _walls_at(page, chain)) for chain, size in zip(chains, sizes, strict=True)]
    usual = statistics.median(sizes) if sizes and page.source == "ocr" else 0.0
    return [
        Line(
            page.number,
            tuple(Token(word, folded(word.text)) for word in chain),
            size,
            SMALL_GAP * gap if size < SMALL * usual else gap,
            _walls_at(page, chain),
        )
        for chain, size in zip(chains, sizes, strict=True)
    ]


def _walls_at(page: PageWords, chain: Sequence[Word]) -> tuple[float, ...]:
    """Where the page's upright rules cross a line of words."""
    if not page.walls:
        return ()
    height = _height_of(chain)
    return tuple(x for x, top, bottom in page.walls if top < height < bottom)


def _with_thousands(chain: Sequence[Word], size: float, gap: float, widest: float, walls: Sequence[float]) -> list[Word]:
    """`3 768,000` is one number: a group of three figures close behind one to three figures; closer in a sentence (`line 20 140 ea.`)."""
    merged: list[Word] = []
    scanned = widest == BLANK_SCANNED
    for word in chain:
        last = merged[-1] if merged else None
        if last is None or not (last.text[:1].isdigit() or last.text[:1] in "-("):  # no group of figures
            merged.append(word)
            continue
        in_sentence = len(merged) > 1 and merged[-1].box[0] - merged[-2].box[2] <= gap * size
        reach = gap * (BLANK_PRINTED if in_sentence else widest)
        if scanned and not in_sentence and len(last.text) < 3:  # three and three are as often a telephone's
            reach += PAPER_OF_ONE * (last.text.endswith("1") + word.text.startswith("1"))
        numbered = len(merged) > 1 and concepts(merged[-2].text) == _LINE  # `Ln 10 126 M`
        if (
            not numbered
            and ((_GROUPS.fullmatch(last.text) and _GROUP.fullmatch(word.text)) or (scanned and _is_torn_at_mark(last.text, word.text)))
            and -0.1 < (word.box[0] - last.box[2]) / size < reach
            and bisect(walls, word.box[0] + 1) == bisect(walls, last.box[2] - 1)
        ):
            shown = union([last.on_page, word.on_page])
            sure, twice = min(last.confidence, word.confidence), last.seconded and word.seconded
            blank = "" if last.text[-1] in ".," or word.text[0] in ".," else " "
            merged[-1] = Word(f"{last.text}{blank}{word.text}", union([last.box, word.box]), sure, shown, twice, last.others + word.others)
        else:
            merged.append(word)
    return merged


def _is_torn_at_mark(last: str, text: str) -> bool:
    """`3 233,` and `95`, `1` and `.10`: a number that goes on behind its decimal mark, or at it; neither is how one ends or begins."""
    if re.fullmatch(r"\d{1,3}", last) and re.fullmatch(r"[.,]\d{2,4}", text):
        return True
    return re.fullmatch(r"\d{1,3}(\s\d{3})+[.,]", last) is not None and re.fullmatch(r"\d{2}", text) is not None


def _height_of(chain: Sequence[Word]) -> float:
    """Where a chain stands on the page: the median middle of its words."""
    return statistics.median([word.middle for word in chain]) if len(chain) > 1 else chain[0].middle


def _levelled(chain: list[Word]) -> list[Word]:
    """The words of a scanned line with boxes that are level and as high as each other, as a text layer has them.

    OCR draws them around the ink, so that a comma, a bracket or a speck makes a line seem nearer to the next one than it is.
    """
    middle, height = _height_of(chain), statistics.median(word.height for word in chain)
    top, bottom = middle - height / 2, middle + height / 2
    lowest, highest = ALIKE_HIGH
    own = [word for word in chain if len(word.text) <= MARK or lowest < word.height / height < highest]
    level = {word: replace(word, box=(word.box[0], top, word.box[2], bottom), shown=word.on_page) for word in own}
    return [level.get(word, word) for word in chain]


def _joined(chains: list[list[Word]]) -> list[list[Word]]:
    """Chains that stand level and fill each other's gaps are one line: a word with an odd box had parted them."""
    lines: list[list[Word]] = []
    above = 0.0
    for chain in chains:
        last, height = lines[-1] if lines else None, _height_of(chain)
        if last and abs(above - height) < 0.3 * statistics.median(word.height for word in last) and not _collide(last, chain):
            lines[-1] = sorted([*last, *chain], key=lambda word: word.box[0])
            above = _height_of(lines[-1])
        else:
            lines.append(chain)
            above = height
    return lines


def _collide(a: Sequence[Word], b: Sequence[Word]) -> bool:
    return any(x.box[0] < y.box[2] - 1 and y.box[0] < x.box[2] - 1 for x in a for y in b)


def _usual_gap(chains: Sequence[Sequence[Word]], sizes: Sequence[float]) -> float:
    """The blank of a page in print sizes: a typewriter's is twice that of other print, and OCR's boxes fit tightly."""
    gaps = [(b.box[0] - a.box[2]) / size for chain, size in zip(chains, sizes, strict=True) for a, b in pairwise(chain)]
    return statistics.quantiles(gaps, n=4)[0] if len(gaps) > 8 else 0.0


def _print_size(words: Sequence[Word], source: str) -> float:
    """The em of a line in points: PDFium's boxes are as high as the font, OCR's as high as the letters that are there."""
    height = statistics.median(word.height for word in words)
    return max(4.0, height / (1.15 if source == "text" else 0.9))
