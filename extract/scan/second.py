"""A second reading of what a scan leaves doubtful: agreement makes a word surer, disagreement makes it less sure and keeps both.

Doubtful words are read again while their page is at hand; what is to be posted, once it is known where it stands.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, partial
from itertools import accumulate, pairwise

import cv2
import numpy as np

from domain.doctype import DocType, of_kind
from domain.paper import Box, Leaf, Reading
from extract.engines import Image, LineReader, OcrEngine, OcrText, OcrWord
from extract.engines.rapidocr import RapidOcr
from extract.page.open_signs import LETTER_FOR_SIGN, has_more_signs
from extract.page.words import PageWords, Word, in_one, union
from extract.scan.confirmed import with_print_asked
from extract.scan.eights import with_eights_told
from extract.scan.leftovers import read_cells
from extract.scan.own_print import Known, OwnPrint
from extract.scan.rounds import is_open, with_rounds_told
from extract.scan.scan import READING_DPI
from extract.scan.torn_print import close_together, is_better, torn_phrases

FIRST_LOOK = ("en",)
"""The languages of the first engine where a second one settles what it is unsure of: with more it takes twice the time."""
DOUBTFUL = 0.90
"""Tesseract reads three in four right of what it is less sure of; of what it is surer of, 97 in 100."""
SURE = 0.95
"""Of figures that Tesseract is so sure of, 99 in 100 are right: enough for what is not looked up by its name."""
AGREED = 0.985
"""Two engines that agree on every sign are right more than 99 times in 100, if the second one is clear about it."""
UNCLEAR = 0.93
CLEAR = 0.85
TAKEN = 0.55
"""From this certainty on the second engine is right more often than the first one where they differ and the first one is doubtful."""
TAKEN_LATER = ((0.94, 0.95), (DOUBTFUL, 0.9))
"""The surer the first engine, the surer the second one must be: of 33 differences that both were sure of it had 9 right, all above 0.95."""
REPLACED = 0.84
"""How often it is right against the first one where it is certain."""
CONTRADICTED = 0.6
"""What a word's certainty comes to at most where neither reading is to be preferred."""
MOST_PICTURES = 8
"""Pages whose pictures are kept until their values are known: 9 MB each."""
MOST_SIGNS = 600
"""Signs a page that are read again before they are posted: 2 ms each."""
TALLEST = 4.0
"""A box so many times as high as the others is no word."""
NAMES_A_THING = frozenset({"heat_number", "lot_number", "sscc", "supplier_item", "buyer_item", "quantity"})
DECIDES_NOTHING = frozenset({"description", "supplier_name", "manufacturer", "signatory", "carrier", "payment_terms"})
JOINED_GAP = 0.2
"""Doubtful words nearer than this share of their height may be pieces of one: they are read together.

A narrow blank is 0.24 of it, and the second engine leaves out most blanks: words that are read together would grow together.
"""
BESIDE_ONE = 0.36
"""In large print a 1 stands so far from its neighbours, as wide as other figures are: engines see blanks there."""
LARGE = 1.3
TOUCHING_GAP = 0.1
"""Nearer than this share of their height no two words of a code are: a blank was seen in one, where dust or a broken stroke lies."""
PARTED_GAP = 0.6
"""Paper so wide inside a word, as a share of the height of print, parts two words that the first engine ran together."""
LONGEST_UNIT = 4
"""Letters: a short word beside a figure may be its unit, and `pes` is no unit while `pcs` is one."""
UNIT_GAP = 8.0
MARGINS = (0.2, 0.3)
"""What is cut out around a word, beside it and above it, as shares of its height: closer, and first and last signs get lost."""
WIDE_MARGINS = (0.5, 0.15)
"""What is cut out where the two engines differ, and the second one looks again."""
LOOKS_AGAIN = 0.9
"""How clear the second engine must be when it agrees only at its second look."""
AGREED_LATER = 0.97
_WITH_SIGN = re.compile(r"(?=(?:\D*\d){4})(?:§[A-Z0-9]|[$€](?:[A-Z]|0\d{3}|0-\d{3}|\d\d?/20\d\d$))[A-Z0-9/.\-]*")
"""A number or a week that begins with a sign which is no letter: `$0054197`, `€C018161`, `$16/2026`. No amount of money does."""
_WITH_DECIMALS = re.compile(r"\d+[.,]\d{1,2}|0[.,]\d{3}")


@dataclass(frozen=True)
class _Picture:
    image: Image
    points: float
    """Points a pixel."""
    signs: Known = field(default_factory=dict)

    def print_of(self, words: Sequence[Word]) -> OwnPrint:
        """What signs look like in these words of it; what was cut out before is not cut out again."""
        return OwnPrint(words, self.image, self.points, self.signs)


@dataclass
class SecondReading:
    """The second reading of one document."""

    reader: LineReader
    first: Callable[[Image], Sequence[OcrWord]] | None = None
    """The first engine: it looks again at what the second one read otherwise."""
    _pictures: dict[int, _Picture] = field(default_factory=dict)

    def of_page(self, page: PageWords, image: Image, dpi: int) -> PageWords:
        """The page with its doubtful words read again off its straightened picture, which is kept for `of_values`."""
        picture = _Picture(image, 72 / dpi)
        if len(self._pictures) < MOST_PICTURES:
            self._pictures[page.number] = picture
        words: Sequence[Word] = self._mended(picture, page.words)
        doubtful = {
            index for index, word in enumerate(words) if word.confidence < DOUBTFUL and _is_print(word.text) and not _is_settled(word)
        }
        doubtful |= _beside_figures(words)
        doubtful |= _pieces_of(words, doubtful, _usual_height(words))
        words = _read_again(self.reader, picture, words, doubtful)
        return replace(page, words=tuple(_with_signs_told(words, picture)))

    def _mended(self, picture: _Picture, words: Sequence[Word]) -> list[Word]:
        """The words with each torn phrase of large print as the second engine reads it whole, where that can be the same phrase."""
        phrases = torn_phrases(words, _usual_height(words))
        texts = self.reader.lines([_crop(picture, union([words[index].box for index in phrase])) for phrase in phrases]) if phrases else []
        whole: dict[int, list[Word]] = {}
        for phrase, text in zip(phrases, texts, strict=True):
            pieces = [words[index] for index in phrase]
            if not is_better(pieces, text):
                continue
            told = replace(in_one(pieces), text=text.text, confidence=REPLACED * text.confidence, disputed="second")
            whole |= {phrase[0]: close_together(_cut(told, text.text))} | {index: [] for index in phrase[1:]}
        return [word for index, each in enumerate(words) for word in whole.get(index, [each])]

    def of_values(
        self, pages: Sequence[PageWords], read: Callable[[Sequence[PageWords]], Reading], doctypes: Sequence[DocType]
    ) -> list[PageWords]:
        """The pages with those words read again that values come from; `read` tells where values stand."""
        if not self._pictures:
            return list(pages)
        wanted: dict[int, list[tuple[Box, float]]] = {}
        for leaf, enough in _by_weight(read(pages), doctypes):
            wanted.setdefault(leaf.page, []).append((leaf.box, enough))
        return [self._values_of(page, wanted.get(page.number, ())) if page.number in self._pictures else page for page in pages]

    def _values_of(self, page: PageWords, boxes: Sequence[tuple[Box, float]]) -> PageWords:
        """The page with the words in the boxes read again, but for those that are sure enough for what they say."""
        open_ones = [(at, word) for at, word in enumerate(page.words) if not _is_settled(word) and _is_print(word.text)]
        order = [at for box, enough in boxes for at, word in open_ones if word.confidence < enough and _inside(word.on_page, box)]
        order = list(dict.fromkeys(order))
        signs = accumulate(len(page.words[index].text) for index in order)
        chosen = {index for index, so_far in zip(order, signs, strict=True) if so_far <= MOST_SIGNS}
        picture = self._pictures[page.number]
        inside = _standing_in(page.words, boxes)
        words = self._looked_at_again(picture, page.words, inside)
        words = _read_again(self.reader, picture, words, chosen)
        own = picture.print_of(words)
        words = _with_signs_told(words, picture, own)
        valued = _standing_in(words, boxes)
        return replace(page, words=tuple(with_print_asked(words, valued, picture.image, picture.points, own)))

    def _looked_at_again(self, picture: _Picture, words: Sequence[Word], chosen: Collection[int]) -> list[Word]:
        """All the words; the chosen ones that the engines read differently are settled where the one that was overruled now agrees.

        So are those that both read alike and the second one was not clear about. A cut-out that ends in the middle of a sign, or a line
        with a stamp in it, is read wrong by an engine that knows better.
        """
        disputed = [index for index in sorted(chosen) if words[index].disputed and any(map(str.isdigit, words[index].text))]
        by_first = [index for index in disputed if words[index].disputed != "second"]
        by_second = [index for index in disputed if words[index].disputed == "second"]
        wider = self.reader.lines([_crop(picture, words[index].box, WIDE_MARGINS) for index in by_first]) if by_first else []
        # What it has read alike twice it need not be clear about.
        enough = {index: TAKEN if words[index].disputed == "unclear" else LOOKS_AGAIN for index in by_first}
        told = {index: text.text for index, text in zip(by_first, wider, strict=True) if text.confidence >= enough[index]}
        if self.first and by_second:
            boxes = [_pixels(words[index].box, picture) for index in by_second]
            told |= dict(zip(by_second, read_cells(picture.image, boxes, self.first), strict=True))
        agreed = {
            index
            for index, text in told.items()
            if _plain(text) == _plain(words[index].text) and not any(has_more_signs(other, text) for other in words[index].others)
        }
        return [
            replace(word, confidence=AGREED_LATER, seconded=True, disputed="") if index in agreed else word
            for index, word in enumerate(words)
        ]


def _by_weight(reading: Reading, doctypes: Sequence[DocType]) -> list[tuple[Leaf, float]]:
    """The values of a reading with how sure is enough, first those that are posted, which are always read twice.

    Names and descriptions are left out: nothing is decided by them.
    """
    doctype = of_kind(doctypes, reading.kind)
    posted = (*doctype.posted_fields, *doctype.posted_line_fields) if doctype else ()
    weighed = []
    for path, leaf in reading.leaves():
        name = path.rpartition(".")[2]
        weight = 0 if name in posted else 1 if name in NAMES_A_THING else 2
        if name not in DECIDES_NOTHING:
            weighed.append((weight, leaf))
    return [(leaf, SURE if weight == 2 else 1.1) for weight, leaf in sorted(weighed, key=lambda each: each[0])]


@cache
def _reader() -> LineReader | None:
    reader = RapidOcr()
    return None if reader.missing() else reader


def second_reading(first: OcrEngine | None = None) -> SecondReading | None:
    """A second reading for one document, with the engine that read it first; None where no engine for it is installed."""
    reader = _reader()
    again = partial(first.words, languages=FIRST_LOOK, dpi=READING_DPI, block=True) if first else None
    return SecondReading(reader, again) if reader else None


def _with_signs_told(words: Sequence[Word], picture: _Picture, own: OwnPrint | None = None) -> list[Word]:
    """The words with what no engine tells as their print does."""
    own = own or picture.print_of(words)
    return with_eights_told(with_rounds_told(words, picture.image, picture.points, own), picture.image, picture.points, own)


def _is_settled(word: Word) -> bool:
    """Whether a second engine has read a word already."""
    return word.seconded or bool(word.others) or bool(word.disputed)


def settled(first: Word, second: OcrText) -> list[Word]:
    """One word in the light of its second reading; several where the second reading has blanks in it."""
    if _WITH_SIGN.fullmatch(first.text) or _WITH_SIGN.fullmatch(second.text):
        return _with_letter(first, second)
    if _same_number(_plain(first.text), _plain(second.text)):
        second = OcrText(first.text, second.confidence)
    if _plain(first.text) == _plain(second.text):
        return _agreed(first, second)
    if _differ_by_accents(first.text, second.text):
        accented = second.text if not second.text.isascii() else first.text
        return _agreed(replace(first, text=accented), OcrText(accented, second.confidence))
    if _plain(first.text).casefold() == _plain(second.text).casefold():  # it cannot tell `Uw` from `UW`
        is_code = first.text.isupper() and any(map(str.isdigit, first.text))
        text = first.text if is_code or first.confidence >= DOUBTFUL or second.confidence < CLEAR or " " in first.text else second.text
        return [replace(first, text=text, others=(second.text if text == first.text else first.text,))]
    needed = next((taken for sure, taken in TAKEN_LATER if first.confidence >= sure), TAKEN)
    if second.confidence < needed or _plain(second.text) in _plain(first.text):  # a sign lost at the edge is no other reading
        said = (second.text,) if second.text else ()
        doubted = replace(first, confidence=min(first.confidence, CONTRADICTED), others=said, disputed="first" if said else "")
        return _cut(doubted, first.text)
    taken = replace(first, text=second.text, confidence=REPLACED * second.confidence, others=(first.text,), disputed="second")
    return _cut(taken, second.text)


def _agreed(first: Word, second: OcrText) -> list[Word]:
    """What both read alike, surer than the first engine was alone."""
    clear = second.confidence >= CLEAR
    sure = AGREED if clear else UNCLEAR
    agreed = replace(first, confidence=max(first.confidence, sure), seconded=clear, disputed="" if clear else "unclear")
    if _bare(second.text) != _bare(first.text):
        return [agreed]
    # A number that one engine saw no blank in has none: the second engine sees blanks in wide figures.
    return _cut(replace(agreed, text=first.text.replace(" ", "")), re.sub(r"(?<=\d) (?=\d)", "", second.text))


def _with_letter(first: Word, second: OcrText) -> list[Word]:
    """A number whose first letter one engine took for a sign, with the letter: both agree if the rest is alike.

    Where an O may stand for a nought in it, its print has to tell (`extract.scan.rounds`), as it has misled one of the two already.
    """
    lettered, said = first.text.translate(LETTER_FOR_SIGN), second.text.translate(LETTER_FOR_SIGN)
    if is_open(lettered) or _plain(lettered) != _plain(said):
        text = said if second.confidence >= TAKEN and " " not in said else lettered
        others = tuple(dict.fromkeys((lettered, first.text)))
        return [replace(first, text=text, confidence=REPLACED * second.confidence, others=others, disputed="second")]
    return _agreed(replace(first, text=lettered), OcrText(said, second.confidence))


def _differ_by_accents(first: str, second: str) -> bool:
    """Whether two readings differ by accents alone: the first engine knows those of few languages (`tydzien` for `tydzień`)."""
    return _bare_of_accents(first) == _bare_of_accents(second) and _plain(first) != _plain(second)


def _same_number(first: str, second: str) -> bool:
    """Whether two readings are one number with a comma in one and a point in the other: no figures but three behind it are thousands."""
    found = _WITH_DECIMALS.fullmatch(first)
    return found is not None and first != second and first.replace(",", ".") == second.replace(",", ".")


def _bare_of_accents(text: str) -> str:
    return "".join(
        char for char in unicodedata.normalize("NFD", _plain(text).replace("ł", "l").replace("Ł", "L")) if not unicodedata.combining(char)
    )


def _beside_figures(words: Sequence[Word]) -> set[int]:
    """The short words right of a figure: however sure the first engine is of them, what is counted hangs on them."""
    return {
        index
        for index, (figure, word) in enumerate(pairwise(words), start=1)
        if len(word.text.strip(".,:;")) <= LONGEST_UNIT
        and word.text.strip(".,:;").isalpha()
        and figure.text[-1:].isdigit()
        and abs(figure.middle - word.middle) < 0.5 * word.height
        and -0.5 < (word.box[0] - figure.box[2]) / max(1.0, word.height) < UNIT_GAP
    }


def _pieces_of(words: Sequence[Word], doubtful: Collection[int], usual: float) -> set[int]:
    """The pieces of codes that a blank was seen in: `H270 037`, `Oo B72427`; near a doubtful one, or so near each other that none is there."""
    found = set()
    for index, (left, right) in enumerate(pairwise(words)):
        both = left.text + right.text
        code = any(map(str.isdigit, both)) and _is_print(left.text) and _is_print(right.text)
        touching = right.box[0] - left.box[2] < TOUCHING_GAP * max(left.height, right.height) or _is_gap_of_one(left, right, usual)
        if code and _are_pieces(left, right, usual) and (touching or index in doubtful or index + 1 in doubtful):
            found |= {index, index + 1}
    return found


def _read_again(reader: LineReader, picture: _Picture, words: Sequence[Word], chosen: Collection[int]) -> list[Word]:
    """All the words, the chosen ones settled by their second reading."""
    height = _usual_height(words)
    groups = [group for group in _groups(words, chosen, height) if words[group[0]].height < TALLEST * height]
    boxes = [union([words[index].box for index in group]) for group in groups]
    places = [
        _parted(picture, box, max(height, min(words[index].height for index in group))) for box, group in zip(boxes, groups, strict=True)
    ]
    texts = iter(reader.lines([_crop(picture, place) for parts in places for place in parts]) if groups else [])
    answers = {}
    for group, parts in zip(groups, places, strict=True):
        first = _joined([words[index] for index in group])
        found = [next(texts) for _ in parts]
        answers[group[0]] = settled(first, found[0]) if len(parts) == 1 else _run_together(first, parts, found)
    within = {index for group in groups for index in group[1:]}
    return [new for index, word in enumerate(words) if index not in within for new in answers.get(index, [word])]


def _parted(picture: _Picture, box: Box, height: float) -> list[Box]:
    """The box cut where paper lies between its print, so wide that it parts two words."""
    x0, top, x1, bottom = (max(0, round(side / picture.points)) for side in box)
    crop = picture.image[top:bottom, x0:x1]
    if crop.size == 0 or box[2] - box[0] < 2 * height:
        return [box]
    level, _ = cv2.threshold(crop, 0, 255, cv2.THRESH_BINARY + cv2.THRESH_OTSU)
    inked = np.flatnonzero((crop <= level).any(axis=0))
    wide = np.flatnonzero(np.diff(inked) * picture.points > PARTED_GAP * height)
    if not len(wide):
        return [box]
    starts, ends = [inked[0], *inked[wide + 1]], [*inked[wide], inked[-1]]
    return [
        (box[0] + float(start) * picture.points, box[1], box[0] + float(end + 1) * picture.points, box[3])
        for start, end in zip(starts, ends, strict=True)
    ]


def _run_together(first: Word, parts: Sequence[Box], texts: Sequence[OcrText]) -> list[Word]:
    """What the first engine read as one word, in the words of the second one; one that is not clear about each part only casts doubt."""
    if any(text.confidence < TAKEN or not _is_print(text.text) for text in texts):
        said = " ".join(text.text for text in texts).strip()
        return [replace(first, confidence=min(first.confidence, CONTRADICTED), others=(said,), disputed="first")]
    agreed = _plain("".join(text.text for text in texts)) == _plain(first.text)
    whole = max(1.0, first.box[2] - first.box[0])
    words = []
    for part, text in zip(parts, texts, strict=True):
        shown = _share(first.on_page, (part[0] - first.box[0]) / whole, (part[2] - first.box[0]) / whole)
        word = replace(first, text=text.text, box=part, shown=shown)
        words += (
            settled(word, text) if agreed else _cut(replace(word, confidence=REPLACED * text.confidence, others=(first.text,)), text.text)
        )
    return words


def _usual_height(words: Sequence[Word]) -> float:
    return sorted(word.height for word in words)[len(words) // 2] if words else 0.0


def _groups(words: Sequence[Word], chosen: Collection[int], usual: float) -> list[list[int]]:
    """The chosen words, pieces that stand close together as one."""
    groups: list[list[int]] = []
    for index in sorted(chosen):
        before = words[index - 1] if index and groups and groups[-1][-1] == index - 1 else None
        if before and _are_pieces(before, words[index], usual):
            groups[-1].append(index)
        else:
            groups.append([index])
    return groups


def _is_gap_of_one(left: Word, right: Word, usual: float) -> bool:
    high = max(left.height, right.height)
    return "1" in (left.text[-1:], right.text[:1]) and high > LARGE * usual and right.box[0] - left.box[2] < BESIDE_ONE * high


def _are_pieces(left: Word, right: Word, usual: float) -> bool:
    high = max(left.height, right.height)
    level = abs(left.box[1] + left.box[3] - right.box[1] - right.box[3]) / 2 < 0.4 * high
    near = right.box[0] - left.box[2] < JOINED_GAP * high or _is_gap_of_one(left, right, usual)
    return level and near and right.box[0] - left.box[2] > -0.3 * high and left.height < 2.5 * right.height < 6 * left.height


def _joined(words: Sequence[Word]) -> Word:
    """Pieces as one word, not surer than its weakest piece."""
    if len(words) == 1:
        return words[0]
    return Word(
        " ".join(word.text for word in words),
        union([word.box for word in words]),
        min(word.confidence for word in words),
        union([word.on_page for word in words]),
    )


def _cut(word: Word, text: str) -> list[Word]:
    """The word as the words of a text, each with its share of the box."""
    parts = text.split()
    if len(parts) < 2:
        return [replace(word, text=text)]
    cut, start = [], 0
    for part in parts:
        ends = (start / len(text), (start + len(part)) / len(text))
        cut.append(replace(word, text=part, box=_share(word.box, *ends), shown=_share(word.on_page, *ends)))
        start += len(part) + 1
    return cut


def _share(box: Box, start: float, end: float) -> Box:
    x0, top, x1, bottom = box
    return (x0 + start * (x1 - x0), top, x0 + end * (x1 - x0), bottom)


def _pixels(box: Box, picture: _Picture) -> tuple[int, int, int, int]:
    x0, top, x1, bottom = (round(side / picture.points) for side in box)
    return x0, top, x1, bottom


def _crop(picture: _Picture, box: Box, margins: tuple[float, float] = MARGINS) -> Image:
    x0, top, x1, bottom = _pixels(box, picture)
    beside, above = (round(margin * (bottom - top)) + 2 for margin in margins)
    height, width = picture.image.shape
    top, left = min(max(0, top - above), height - 1), min(max(0, x0 - beside), width - 1)
    return picture.image[top : max(top + 1, bottom + above), left : max(left + 1, x1 + beside)]


def _inside(inner: Box, outer: Box) -> bool:
    return inner[0] >= outer[0] - 0.5 and inner[1] >= outer[1] - 0.5 and inner[2] <= outer[2] + 0.5 and inner[3] <= outer[3] + 0.5


def _standing_in(words: Sequence[Word], boxes: Sequence[tuple[Box, float]]) -> set[int]:
    """The indexes of the words that stand in one of the boxes."""
    if not words or not boxes:
        return set()
    inner, outer = np.array([word.on_page for word in words])[:, np.newaxis], np.array([box for box, _ in boxes])
    begins, ends = inner[..., :2] >= outer[:, :2] - 0.5, inner[..., 2:] <= outer[:, 2:] + 0.5
    within = np.all(begins & ends, axis=2)
    return set(np.flatnonzero(np.any(within, axis=1)).tolist())


def _is_print(text: str) -> bool:
    return any(char.isalnum() for char in text)


def _bare(text: str) -> str:
    return re.sub(r"\s", "", text)


def _plain(text: str) -> str:
    """The signs that matter: dashes and quotes of all kinds are alike, what ends a word says little."""
    return re.sub(r"[–—−]", "-", re.sub(r"[’‘“”\"']", "'", _bare(text))).rstrip(".,:;|/·_")
