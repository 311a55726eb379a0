"""Lines that begin with an element or a property, with figures behind it: which one each begins with, and where a block of them begins."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from extract.certificate.asked_results import SIGNS
from extract.certificate.heat_record import HeatBook
from extract.certificate.hot_tests import is_temperature, without_degrees
from extract.certificate.result_block import is_code_misread, of_impact
from extract.certificate.result_cells import Cells
from extract.certificate.result_columns import (
    result_columns,
)
from extract.certificate.result_heads import FEWEST_ELEMENTS
from extract.certificate.result_labels import ResultLabels
from extract.label.labels import squeezed
from extract.label.result_words import (
    CODE,
    FIGURE,
    PROPERTIES,
    names_a_standard,
    role_of,
    says_mean,
)
from extract.page.layout import Line, Token
from extract.shape.elements import element_named, element_of, symbols_down

SCRAP = 0.5
_SYMBOLS = re.compile(r"(?<!\w)(?:R[ep][HL]?\s?\d[.,]?\d?|A\d{1,3}|KV2)(?!\w)")
"""What a label may say of its property with figures that are no results: `Granica plastyczności` / `Rp0.2 [MPa]`."""
_NUMBERED = re.compile(r"(?<![^\W\d_])[^\W\d_]{4,}\.?\s(?:no\.?\s?|nr\.?\s?|n[°º]\s?)?[1-9]\W*$", re.IGNORECASE)
"""A test piece with its number, with which a label may end: `essai 1`, `(MPa) - Probe Nr. 2`."""
_SYMBOL = re.compile(r"(?:R[ep](?:[HL]|\s?\d[.,]\d)|A\s?\d{1,3})(?!\w)")
_AT_THE_END = re.compile(r"[^\W\d_]{3} (?:R[ep](?:[HL]|\s?\d[.,]\d)|R[mp]|A\d{0,3})$")
"""The end of a label that its cell broke: `d'élasticité Rp0.2`, `rupture A`."""
SIGN, _FIGURE_OR_SIGNS = re.compile(r"\w"), re.compile(r"\d|^[A-Z][A-Zl]$")
MADE_OUT, GUESSED = 0.5, 0.5
"""How sure a word is that was made out; what a content is worth whose symbol is told by its looks or another reading only."""
LOOSE = 3
"""Rows of a block beside another stand at most so many print sizes below the line before them."""
STRANGERS = 2
"""So many rows of other properties may stand between two that are read."""
CONTENTS = frozenset(
    {"content", "gehalt", "teneur", "tenore", "contenuto", "contenido", "gehalte", "zawartosc", "max", "min", "mass", "wt", "ppm"}
)
"""What may stand behind the name of an element in its label."""
FLUSH = 2.0
"""Lines of one label begin no further apart, in points, on a scan twice so far."""
ROWS = (*PROPERTIES, "energy_j", "mean_j", "hardness", "carbon_equivalent", "melt_country", "temperature_c", "direction")
STRENGTHS, ABOVE = ("yield_mpa", "tensile_mpa"), 2
MISREAD_A5 = "AS"
"""What the symbol of an elongation is read as; so many rows above it stand the strengths of its test."""
_PIECE = re.compile(r"(?:[-–−+]?\d{1,3}\s?°\s?C\b)?\s*[-–,:(]?\s*(?:No\.?\s?|Nr\.?\s?|#\s?)?([1-9]|[^\W\d]+\.?)\)?")
"""What an impact test's label may end with on a line of its own: `20 °C - 1`, `- 2`, `20 °C - Mean`."""
CELLS, LONGEST_LABEL = 3, 3
"""A row of so many cells may begin with a label of more words than one."""


def label_end(line: Line) -> float:
    """Where the label of a row ends: with its first phrase, or before the first figure of it."""
    phrase = line.phrases[0] if not CODE.fullmatch(line.phrases[0].text) or len(line.phrases) == 1 else line.phrases[1]
    return phrase.box[2] if len(line.phrases) > 1 and phrase is not line.phrases[-1] else line.tokens[0].x1


class DownRows:
    """Tells of each line which element or property it begins with, and whether a block begins there."""

    def __init__(self, lines: Sequence[Line], labels: ResultLabels, book: HeatBook, cells: Cells, *, fuzzy: bool) -> None:
        """`fuzzy` lets labels be a letter off, as OCR reads them."""
        self._lines = lines
        self._labels = labels
        self._book = book
        self._cells = cells
        self._fuzzy = fuzzy
        self.symbols = symbols_down([self._words(at) for at in range(len(lines)) if not self.is_speck(at)]) if fuzzy else {}
        """The elements whose symbols a scan made something else of, by the word that stands for each."""

    def begins(self, index: int) -> bool:
        """Whether a block of lines begins here that each begin with an element or a property; `A` above `B`, each of which stands for a heat, are neither."""
        if all(self._book.is_key(line.tokens[0].text) for line in self._lines[index : index + 2]):
            return False
        names: list[str | None] = []
        read: list[int] = []
        at = index
        while at < len(self._lines) and len(names) < FEWEST_ELEMENTS:
            if at == index or not (self.is_speck(at) or self.is_beside(at, index) or self.is_rest_of_a_label(at, index)):
                names.append(self.name(at))
                read.append(at)
            at += 1
        elements = len(names) == FEWEST_ELEMENTS and all(name and name.startswith("element:") for name in names)
        elements = elements or self._begins_at_the_foot(index, names)
        if any(self.names_another(line) and not (elements and self.is_pair(line)) for line in read):
            return False
        begins = names[0] in PROPERTIES or (names[0] == "direction" and names[1] in PROPERTIES)
        begins = begins or any(self._names_a_heat(at) for at in (index - 1, index - 2) if at >= 0)
        return elements or (len(names) > 1 and all(name in ROWS for name in names[:2]) and begins)

    def _begins_at_the_foot(self, index: int, names: Sequence[str | None]) -> bool:
        """Whether fewer elements than make a block stand right below a head that says which column is the result, where the page ends."""
        ended = next((at for at, name in enumerate(names) if not (name or "").startswith("element:")), len(names))
        if (
            not ended
            or index + ended >= len(self._lines)
            or self._lines[index].page == self._lines[min(index + ended + 1, len(self._lines) - 1)].page
        ):
            return False
        return any(role == "actual" for role, _, _ in result_columns(self._lines, index, analyses=True))

    def is_rest_of_a_label(self, index: int, first: int) -> bool:
        """Whether a line is the rest of the label above it, that its cell broke: `Kerbschlagarbeit KV2 bei 20 °C,  ISO 148-1  J  62` / `Mittelwert`."""
        line, above = self._lines[index], self._lines[index - 1]
        follows = index + 1 < len(self._lines) and (self.name(index + 1) or self.is_of_another_property(index + 1))
        near = line.page == above.page and line.box[1] - above.box[1] < 2 * line.size
        flush = near and abs(line.box[0] - above.box[0]) < FLUSH * (1 + self._fuzzy)
        words = len(line.phrases) == 1 and sum(SIGN.search(token.text) is not None for token in line.tokens) <= LONGEST_LABEL
        words = words and (not re.search(r"\d", _NUMBERED.sub("", _SYMBOLS.sub("", line.text))) or is_temperature(line.text))
        if flush and index > first and self._numbers_a_piece(index):
            return True
        return index > first and bool(follows) and flush and words and len(above.phrases) >= CELLS

    def with_rest_of_label(self, index: int, line: Line) -> Line:
        """A row with the temperature or the symbol that its cell broke off its label: `Kerbschlagarbeit KV bei  ISO 148-1  J  69 / 77 / 59` / `20 °C`."""
        below = index + 1
        if below >= len(self._lines) or not self.is_rest_of_a_label(below, index):
            return line
        own = (
            is_temperature(self._lines[below].text) or _SYMBOL.match(self._lines[below].text) or _AT_THE_END.search(self._lines[below].text)
        )
        if not (own or self._numbers_a_piece(below)):
            return line
        label = len(line.phrases[0].tokens)
        return replace(line, tokens=(*line.tokens[:label], *self._lines[below].tokens, *line.tokens[label:]))

    def ends_with_mean(self, line: Line, index: int) -> bool:
        """Whether the rest of its label, which its cell broke off, says that a row of an impact test is of the mean."""
        added = line.tokens[len(self._lines[index].phrases[0].tokens) :][: len(line.tokens) - len(self._lines[index].tokens)]
        return any(says_mean(token.text) for token in added)

    def _numbers_a_piece(self, index: int) -> bool:
        """Whether a line is all that is left of the label of an impact test above it, its piece or its mean: `Impact energy KV [J]  99  118` / `20 °C - 1`."""
        match = _PIECE.fullmatch(self._lines[index].text)
        told = match is not None and (match[1].isdigit() or says_mean(match[1]))
        return told and self.name(index - 1) == "energy_j"

    def _names_a_heat(self, index: int) -> bool:
        """Whether the number of a heat that was met before stands in a line by itself: it heads a column, and is in no sentence."""
        return any(self._book.numbered(phrase.text) for phrase in self._lines[index].phrases if len(phrase.tokens) == 1)

    def names_another(self, index: int) -> bool:
        """Whether another label stands behind the first figure of a line, with its own behind it: pairs of labels and values."""
        phrases = self._lines[index].phrases
        figures = [place for place, phrase in enumerate(phrases) if place and FIGURE.fullmatch(phrase.tokens[0].text)]
        between = phrases[figures[0] + 1 : figures[-1]] if figures else ()
        return any(
            re.match(r"[^\W\d_]{5}", phrase.text) and role_of(phrase.tokens[0].text) is None and not names_a_standard(phrase.tokens[0].text)
            for phrase in between
        )

    def has_lost_its_symbol(self, index: int) -> bool:
        """Whether a row of contents goes without its symbol on a scan, between rows that have theirs; its contents are nobody's."""
        if not self._fuzzy or index + 1 >= len(self._lines):
            return False
        line = self._lines[index]
        figures = [token for token in line.tokens if re.search(r"\d[.,]\d", token.text)]
        words = [token for token in line.tokens if re.search(r"[^\W\d_]{4}", token.text) and token.word.confidence >= MADE_OUT]
        following = next((at for at in range(index + 1, len(self._lines)) if not self.is_speck(at)), None)
        name = self.name(following) if following is not None and self._lines[following].page == line.page else None
        return bool(figures) and not words and ((name or "").startswith("element:") or name == "carbon_equivalent")

    def is_pair(self, index: int) -> bool:
        """Whether a line begins with a symbol and its content, or with what is asked of it; what stands to the right of them may be another block's."""
        tokens = [token for token in self._lines[index].tokens[:3] if token.text not in SIGNS]
        return len(tokens) > 1 and FIGURE.fullmatch(tokens[1].text) is not None

    def is_beside(self, index: int, first: int) -> bool:
        """Whether a line stands wholly to the right of a block's first column of contents: a row of the block beside it."""
        line, begin = self._lines[index], self._lines[first]
        near = line.page == begin.page and self.is_pair(first) and line.box[1] - self._lines[index - 1].box[1] < LOOSE * begin.size
        return near and line.box[0] > begin.tokens[1].x1 + begin.size

    def is_speck(self, index: int) -> bool:
        """Whether a line holds next to nothing, as specks of a scan do, or scraps level with a line of print, as what is left of a rule does."""
        if not self._fuzzy:
            return False
        line = self._lines[index]
        if sum(char.isalnum() for token in line.tokens for char in token.text) < 3:
            return True
        near = [self._lines[at] for at in (index - 1, index + 1) if 0 <= at < len(self._lines) and self._lines[at].page == line.page]
        level = any(abs(other.box[1] - line.box[1]) < SCRAP * line.size for other in near)
        return level and not any(re.search(r"\d{2}", token.text) for token in line.tokens) and len(line.tokens) > 2

    def _words(self, index: int) -> list[Token]:
        """The words of a line without the code of EN 10168, or the number of its row (`0010 Kohlenstoff C (%)`), that it begins with."""
        tokens = [token for token in self._lines[index].tokens if not CODE.fullmatch(token.text) and SIGN.search(token.text)]
        first = self._lines[index].phrases[0].tokens
        if len(first) > 1 and re.fullmatch(r"\d{1,4}", first[0].text) and re.match(r"[^\W\d_]{2}", first[1].text):
            tokens = [token for token in tokens if token is not first[0]]
        return tokens[1:] if self._fuzzy and is_code_misread(tokens) else tokens

    def name(self, index: int) -> str | None:
        """The element or property that a line begins with, with figures behind it."""
        tokens = self._words(index)
        if self._says_directions(index):
            return "direction"
        if len(tokens) < 2 or not any(_FIGURE_OR_SIGNS.search(token.text) for token in tokens[1:]) or self._names_a_heat(index):
            return None
        figures = any(FIGURE.fullmatch(token.text) for token in tokens[1:])
        told = any(FIGURE.fullmatch(token.text) for token in without_degrees(tokens[1:]))
        led = self.symbols.get(tokens[0]) or element_of(tokens[0].text, fuzzy=self._fuzzy) or self._element_by_name(index, tokens[0])
        symbol = led if figures and not self._numbers_what_is_tested(index) else None
        if symbol == "As" and tokens[0].text == MISREAD_A5 and self._is_below_strengths(index):
            return "elongation_pct"
        if symbol:
            return f"element:{symbol}"
        label = self._label_words(index)
        hits = self._labels.hits(index)
        name = next((hit.name for hit in hits if hit.start <= label and hit.name in ROWS and (figures or hit.name == "melt_country")), None)
        # `Tensile test at 20 °C`, `Tensile test 1: ReH = 409 MPa, Rm = 529 MPa`
        no_row = (name in PROPERTIES and not told) or self._tells_several(index)
        return None if no_row else of_impact(tokens) if name == "energy_j" else name

    def _numbers_what_is_tested(self, index: int) -> bool:
        """Whether a line begins with the label of a number: `N. colata  0521822` and `N. lotto` are of no nitrogen."""
        named = ("heat_number", "lot_number", "sample")
        return any(hit.name in named and hit.start == 0 and hit.end > 1 for hit in self._labels.hits(index))

    def _tells_several(self, index: int) -> bool:
        """Whether a line names several properties, each with its figure behind it: a list of results and no row of one property."""
        tokens = self._lines[index].tokens
        own = [hit for hit in self._labels.hits(index) if hit.name in PROPERTIES]
        return any(
            one.name != other.name and any(FIGURE.fullmatch(token.text.strip(";,()")) for token in tokens[one.end : other.start])
            for one, other in pairwise(own)
        )

    def _element_by_name(self, index: int, word: Token) -> str | None:
        """The element whose name a row begins with; `Zinc thickness  µm  10.3` is of a coat, and no content."""
        phrase = self._lines[index].phrases[0].tokens
        behind = phrase[phrase.index(word) + 1 :] if word in phrase else ()
        others = [each for each in behind if re.fullmatch(r"[^\W\d_]{3,}[.,:;]?", each.text)]
        return element_named(word.text) if all(element_named(each.text) or squeezed(each.text) in CONTENTS for each in others) else None

    def _is_below_strengths(self, index: int) -> bool:
        """Whether the rows right above are of strengths."""
        return any(
            hit.name in STRENGTHS and hit.start < CELLS for at in range(max(0, index - ABOVE), index) for hit in self._labels.hits(at)
        )

    def _says_directions(self, index: int) -> bool:
        """Whether a line begins with the label of a direction and says nothing but directions behind it: `C02 Direction  long.  long.`."""
        line = self._lines[index]
        begins = len(line.phrases[0].tokens) if len(line.phrases) > 1 else 2
        if not any(hit.name == "direction" and hit.start < max(2, begins) for hit in self._labels.hits(index)):
            return False
        label = label_end(line)
        standards = {id(token) for phrase in line.phrases if names_a_standard(phrase.tokens[0].text) for token in phrase.tokens}
        said = [token for token in line.tokens if token.x0 >= label and SIGN.search(token.text) and id(token) not in standards]
        return bool(said) and all(self._cells.direction(token, line.page) for token in said)

    def _label_words(self, index: int) -> int:
        """How many words may stand before the one that tells a row's property: in a cell of its own a label may have several, `Stress at yield, Rp0.2`."""
        phrases = self._lines[index].phrases
        words = [token.text for token in phrases[0].tokens]
        in_a_cell = len(phrases) >= CELLS and not any(re.match(r"\d", word) for word in words)
        return min(len(words) - 1, LONGEST_LABEL) if in_a_cell and len(words) > 1 else 1

    def is_of_another_property(self, index: int) -> bool:
        """Whether a row of a table with a head is of a property that nobody asks for, `Reduction of area Z  ISO 6892-1  %  -  54`, and others follow it."""
        for at in range(index, min(index + 1 + STRANGERS, len(self._lines))):
            line = self._lines[at]
            cells = len(line.phrases) >= CELLS and re.match(r"[^\W\d_]{3}", line.text) is not None and line.page == self._lines[index].page
            if not cells or self._names_a_heat(at) or any(hit.name in ("heat_number", "lot_number") for hit in self._labels.hits(at)):
                return False  # `Batch 515382  Heat 586350/2  Batch Quantity 100 EA`: what follows is of the next
            if at > index and self.name(at) is not None:
                return line.box[1] - self._lines[at - 1].box[1] < LOOSE * line.size
        return False
