"""Heads of tables of results: which lines make one, what each column holds, and by how much its figures are scaled."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from domain.doctype import Shape
from extract.certificate.lost_symbols import with_lost_symbols
from extract.certificate.result_factors import factors_of, is_factors, is_units, surely_scaled, told_surely
from extract.certificate.result_head import RESULTS, Head, head_by_units, heading
from extract.certificate.result_headings import told_apart
from extract.certificate.result_labels import ResultLabels
from extract.certificate.row_spans import explains_marks
from extract.label.labels import LabelHit, squeezed
from extract.label.result_words import (
    CODE,
    FIGURE,
    PROPERTIES,
    SYMBOL_OR_UNIT,
    SYMBOL_WORDS,
    UNIT_SIGN,
    factor_of,
    looks_like_a_heat,
    names_a_standard_among,
    names_directions,
    role_of,
    says_mean,
)
from extract.page.grid import Heading, stacked
from extract.page.layout import Line, Token
from extract.shape.elements import element_named, element_of, is_told_by_its_place, symbols_of
from extract.shape.misfits import misfit
from extract.text.folding import folded

FEWEST_ELEMENTS = 3
_FIGURES = re.compile(r"[<>]?\d+[.,]\d+|\d{2,}")
_SHARE = re.compile(r"[<>]?\d+[.,]\d+%[,;]?")
_CONDITION = re.compile(r"[\[(]?(?:RT|\+?\d{2,3}\s?°C?|\+?\d{2,3}(?=$)|in|2(?:in|[\"”])|50(?:mm)?)[\])]?", re.IGNORECASE)
"""What a heading says of how its property was found: `Rp0.2 (150°C)`, `Elong. in 2" %`."""
_DEGREES = re.compile(r"\W*°\s?C\W*")
SHORT = 4
"""A word of fewer letters beside symbols heads a column of marks."""
LIMITS_BELOW = 6
"""Rows of limits and of marks that may stand between a head and the first number of a heat."""
FEWEST_PHRASES = 3
LEVEL = 0.9
CLOSE = 1.6
_CODE_OF_FORM = re.compile(r"[BC]\d\d")
_MISREAD_UNIT = re.compile(r"\d{1,2}|Yo")
"""What the sign of per cent is read as: it is no heading of its own that figures could stand below."""
_EQUATION = re.compile(r"(?<!\w)(?:R[ep][HL]?\s?\d?[.,]?\d?|Rm|A(?:\d{1,3}|gt)?|Z|KV2?)\s?=\s?\d")
FEWEST_EQUATIONS = 2
"""So many symbols with an equals sign and a figure behind make a line one of results."""
_SECTION = re.compile(r"[ABCD]\d\d\s?[-–]\s?[ABCD]\d\d")
"""`C71 – C92 Chemical composition`: the title of a part of an EN 10168 certificate."""


OF_IMPACT = ("temperature_c", "mean_j")
"""What stands beside the single energies of an impact test."""
FEWEST_OF_TITLE, TITLE_ABOVE = 3, 3.0
"""A title has so many words, and stands at most so many print sizes above the head of its table."""


TIGHTLY = 1.3
"""OCR's boxes fit around capitals, which are so much lower than the print is high."""


class HeadFinder:
    """Tells which lines are heads of tables of results; `used` are lines that belong to tables already."""

    def __init__(self, lines: Sequence[Line], labels: ResultLabels, used: set[int], *, fuzzy: bool) -> None:
        """`fuzzy` lets symbols be misread, as OCR reads them."""
        self._lines = lines
        self._labels = labels
        self._used = used
        self._fuzzy = fuzzy

    def head_at(self, index: int) -> Head | None:
        """The head of a table that begins at this line, or in the line below it."""
        if self._stands_above_equations(index) or self.equates(index):
            return None
        if not self.names_columns(index):
            return self._of_heats(index) or head_by_units(self._lines, self._labels, self._used, index)
        band = [index]
        for other in (index - 1, index + 1, index + 2, index + 3, index + 4):
            if not 0 <= other < len(self._lines) or other in self._used:
                if other > index:
                    break
            elif self._belongs(other, max(band) if other > index else index):
                band.append(other)
            elif other > index and not self._is_speck(other):
                break
        band.sort()
        pieces = [piece for i in sorted(band, key=lambda i: i != index) for piece in self._pieces(i, index)]
        columns = told_apart([self._titled(column) for column in stacked(pieces)])
        if self._fuzzy:
            columns = with_lost_symbols(columns, self._lines, band[-1] + 1)
        self._used.update(range(band[0], band[-1] + 1))
        named = frozenset(column.name for column in columns if column.name)
        guessed = frozenset(column.name for column in columns if column.name and self._is_guessed(column, columns))
        return Head(
            tuple(columns),
            self._scales(columns, band),
            band[0],
            band[-1] + 1,
            self._is_of_product(band),
            guessed,
            named,
            self._others(columns),
            self._scaled(columns, band),
        )

    def _of_heats(self, index: int) -> Head | None:
        """The head of a list of heats with what was delivered of each: `Pos  Heat no.  Pieces  Weight`; it has no results."""
        if not self.lists_heats(index) or index in self._used:
            return None
        band = self._staggered(index)
        pieces = [piece for i in sorted(band, key=lambda i: i != index) for piece in self._pieces(i, index)]
        columns = told_apart([self._titled(column) for column in stacked(pieces)])
        named = frozenset(column.name for column in columns if column.name)
        return Head(tuple(columns), {}, band[0], band[-1] + 1, names=named, others=self._others(columns))

    def _staggered(self, index: int) -> list[int]:
        """The lines of a head whose cells have more lines or fewer, each set in the middle of its cell: they follow closer than lines of print do."""
        first = last = index
        while first and self._follows_closely(first - 1):
            first -= 1
        while last + 1 < len(self._lines) and self._follows_closely(last):
            last += 1
        return [*range(first, last + 1)]

    def _follows_closely(self, index: int) -> bool:
        """Whether the next line is set in the gaps of this one, half a line lower; neither has figures."""
        line, below = self._lines[index : index + 2]
        near = line.page == below.page and below.box[1] - line.box[1] < LEVEL * max(line.size, below.size)
        free = all(token.x1 < word.x0 or word.x1 < token.x0 for token in line.tokens for word in below.tokens)
        return near and free and not any(FIGURE.fullmatch(token.text) for each in (line, below) for token in each.tokens)

    def lists_heats(self, index: int) -> bool:
        """Whether a line heads a list of heats."""
        line = self._lines[index]
        names = {hit.name for hit in self._labels.hits(index)}
        listed = "heat_number" in names and names & {"quantity", "sample", "lot_number", "melt_country"} and len(line.phrases) > 2
        return bool(listed) and re.search(r"\d|:(\s|$)", line.text) is None and self._row_follows(index)

    def _others(self, columns: Sequence[Heading]) -> tuple[Heading, ...]:
        return tuple(column for column in columns if column.name is None and self._labels.is_of_lines(column.title))

    def _is_guessed(self, column: Heading, columns: Sequence[Heading]) -> bool:
        """Whether a column of contents has its name by its looks or by its place alone, and not by both or by what is printed."""
        symbol = (column.name or "").removeprefix("element:")
        read = ((element_of(token.text, fuzzy=self._fuzzy), element_named(token.text)) for token in column.tokens)
        if symbol == column.name or any(symbol in names for names in read):
            return False
        others = sorted((other for other in columns if (other.name or "").startswith("element:")), key=lambda other: other.x0)
        symbols = [(other.name or "").removeprefix("element:") for other in others]
        return not any(is_told_by_its_place(token, symbol, symbols) for token in column.tokens)

    def names_columns(self, index: int) -> bool:
        """Whether a line names the columns of a table: elements, or properties, without figures."""
        line = self._lines[index]
        tokens = line.tokens
        symbols = self._symbols(index)
        labelled = {place for hit in self._labels.hits(index) if hit.name == "heat_number" for place in range(hit.start, hit.end)}
        elements = [symbol for place, symbol in enumerate(symbols) if symbol and place not in labelled]
        names = {hit.name for hit in self._labels.hits(index)}
        if any(_DEGREES.fullmatch(phrase.text) for phrase in line.phrases):
            names.add("temperature_c")  # a column that is headed by its unit alone
        results = names & set(RESULTS)
        joules = sum(re.fullmatch(r"[\[(]?J[\])]?", token.text) is not None for token in tokens)
        if "energy_j" not in results and joules < FEWEST_ELEMENTS and not {"mean_j", "temperature_c", "heat_number"} <= names:
            results -= {"mean_j", "temperature_c"}  # a mean or a temperature may be of anything
        shares = sum(
            symbol is not None and _SHARE.fullmatch(token.text) is not None for symbol, token in zip(symbols, tokens[1:], strict=False)
        )
        values = shares + sum(
            bool(_FIGURES.fullmatch(token.text.rstrip(";,"))) and not _is_of_symbol(tokens, i) for i, token in enumerate(tokens)
        )
        told_below = self._stands_above_equations(index) or self.equates(index)
        pieces = self._numbers_pieces_of_impact(index) and not told_below
        if told_below or pieces or values > 1 or not (elements or results) or _SECTION.match(line.text):
            return pieces
        words = [token for place, token in enumerate(tokens) if squeezed(token.text) not in ("", "%") and place not in labelled]
        alone = elements and len(elements) == len(words) and (len(elements) > 1 or not self._fuzzy)  # a letter on a scan may be a speck
        if alone and self._used & {index - 1, index - 2, index - 3}:
            return True  # the rest of a row of elements that did not fit the page's width
        if elements and (squeezed(tokens[0].text) in SYMBOL_WORDS or len(elements) >= max(FEWEST_ELEMENTS, 0.4 * len(words))):
            return True
        if self._is_rest(index):
            return True
        # `Avg.` ends no sentence; `Tensile to ISO 6892-1, Charpy to ISO 148-1` says by what was tested.
        sentence = line.text.endswith(".") or names_a_standard_among([token.text for token in tokens])
        if line.text.endswith(":") or (sentence and len(line.phrases) < FEWEST_PHRASES) or values:
            return len(results & set(PROPERTIES)) > 1
        beside = names | self._names_beside(index) if results else names
        told = len(results) > 1 or (bool(results) and "heat_number" in beside and self._row_follows(index))
        return told and not self._titles_a_head(index)

    def _names_beside(self, index: int) -> set[str]:
        """What the cells left of a line name that are set a little higher, as those of two lines stand beside one of a single line."""
        line, above = self._lines[index], self._lines[max(0, index - 1)]
        level = above.page == line.page and 0 < line.box[1] - above.box[1] < LEVEL * max(line.size, above.size)
        return {hit.name for hit in self._labels.hits(index - 1)} if level and above.box[2] < line.box[0] else set()

    def _stands_above_equations(self, index: int) -> bool:
        """Whether the line below says itself what each of its figures is, `ReH = 415 MPa (≥ 355)  Rm = 537 MPa`: it is no row of a table."""
        line, below = self._lines[index], self._lines[index + 1 : index + 2]
        near = bool(below) and below[0].page == line.page and below[0].box[1] - line.box[1] < TITLE_ABOVE * line.size
        return near and self.equates(index + 1)

    def equates(self, index: int) -> bool:
        """Whether a line says of several figures with an equals sign what they are."""
        return len(_EQUATION.findall(self._lines[index].text)) >= FEWEST_EQUATIONS

    def numbers_pieces(self, index: int, *, captioned: bool = False) -> bool:
        """Whether a line heads single results of heats, each of a piece, and does not say of what test: `Coulée n°  1  2  3  Moy.`.

        Below the caption of a test (`captioned`) other words may stand beside the pieces' numbers.
        """
        line = self._lines[index]
        hits = self._labels.hits(index)
        goods = {id(token) for phrase in line.phrases if self._labels.is_of_lines(phrase.text) for token in phrase.tokens}
        first = next((place for place, token in enumerate(line.tokens) if id(token) not in goods), 0)  # `Pos. pedido  N.º colada  1  2  3`
        if not any(hit.name in ("heat_number", "temperature_c") and hit.start == first for hit in hits):
            return False
        told = {place for hit in hits if hit.name in ("heat_number", *OF_IMPACT) for place in range(hit.start, hit.end)}
        unsaid = [token for place, token in enumerate(line.tokens) if place not in told and id(token) not in goods]
        left = [token.text for token in unsaid if not says_mean(token.text) and re.search(r"\w", token.text)]
        counted = [text for text in left if not UNIT_SIGN.fullmatch(text.strip("()[]"))]
        if captioned:  # `Type  Notch` say how was tested, `Units` what the figures are
            counted = [text for text in counted if not re.fullmatch(r"[^\W\d_]{3,}[.:]?", text)]
        return counted in (["1", "2"], ["1", "2", "3"])

    def _numbers_pieces_of_impact(self, index: int) -> bool:
        """Whether such a line stands right below a caption that says that they are of an impact test: `Charpy KV2 [J]`."""
        above, line = self._lines[max(0, index - 1)], self._lines[index]
        reach = TITLE_ABOVE * (TIGHTLY if self._fuzzy else 1.0) * line.size
        near = above is not line and above.page == line.page and line.box[1] - above.box[1] < reach
        names = {hit.name for hit in self._labels.hits(index - 1)} if near else set[str]()
        return "energy_j" in names and not names & {*PROPERTIES} and self.numbers_pieces(index, captioned=True)

    def _titles_a_head(self, index: int) -> bool:
        """Whether a line is one phrase of several words, `Tensile Test at Room Temperature, Impact Test KV2`, and right below it cells name columns."""
        line, below = self._lines[index], self._lines[index + 1 : index + 2]
        if not below or len(line.phrases) > 1 or len(line.tokens) < FEWEST_OF_TITLE or below[0].page != line.page:
            return False
        near = below[0].box[1] - line.box[1] < TITLE_ABOVE * max(line.size, below[0].size)
        return (
            near and len(below[0].phrases) > FEWEST_PHRASES and line.box[0] <= below[0].box[0] + line.size and self.names_columns(index + 1)
        )

    def _symbols(self, index: int) -> list[str | None]:
        """The elements that the words of a line name; `AS` beside strengths is A5 as OCR reads it, and no arsenic."""
        tokens = self._lines[index].tokens
        texts = [token.text for token in tokens]
        found = symbols_of(texts, fuzzy=self._fuzzy, others=[token.word.others for token in tokens])
        spelt = [element_named(text) if len(text) >= SHORT else None for text in texts]  # `Carbon  Silicon  Manganese`
        if sum(name is not None for name in spelt) >= FEWEST_ELEMENTS:
            found = [name or symbol for name, symbol in zip(spelt, found, strict=True)]
        heats = {place for hit in self._labels.hits(index) if hit.name == "heat_number" for place in range(hit.start, hit.end)}
        found = [None if place in heats and len(texts[place]) >= SHORT else symbol for place, symbol in enumerate(found)]
        if "AS" in texts and {hit.name for hit in self._labels.hits(index)} & {"yield_mpa", "tensile_mpa"}:
            return [None if text == "AS" else symbol for text, symbol in zip(texts, found, strict=True)]
        return found

    def _is_rest(self, index: int) -> bool:
        """Whether a line heads the elements that a table above had no room for, beside the heats' and perhaps letters of ladle and product."""
        tokens = self._lines[index].tokens
        symbols = self._symbols(index)
        titled = {place for hit in self._labels.hits(index) if hit.name == "heat_number" for place in range(hit.start, hit.end)}
        others = [token for place, token in enumerate(tokens) if place not in titled and squeezed(token.text) not in ("", "%")]
        elements = [place for place, symbol in enumerate(symbols) if symbol and place not in titled]
        if not titled or not elements:
            return False
        if len(elements) == len(others):
            return self._row_follows(index)
        return all(len(token.text.strip(".")) < SHORT for token in others) and self._number_follows(index)

    def _number_follows(self, index: int) -> bool:
        """Whether a heat's number stands first in a line below, perhaps behind limits, in a cell of several rows."""
        below = [line for line in self._lines[index + 1 : index + 1 + LIMITS_BELOW] if line.page == self._lines[index].page]
        return any(looks_like_a_heat(line.tokens[0].text) for line in below)

    def _row_follows(self, index: int) -> bool:
        """Whether a heat with figures stands close below a line."""
        return any(
            len(line.tokens) > 1 and any(looks_like_a_heat(token.text) for token in line.tokens[:2])
            for line in self._lines[index + 1 : index + 3]
            if line.page == self._lines[index].page
        )

    def _is_speck(self, index: int) -> bool:
        """Whether a line is so little, as specks of a scan and first words of tall cells are, that a head may go on below it."""
        line = self._lines[index]
        return len(line.tokens) < 3 and not any(FIGURE.fullmatch(token.text) for token in line.tokens) and not _is_limits(line)

    def _belongs(self, index: int, neighbour: int) -> bool:
        """Whether a line is a further line of a head: close by, without figures other than codes and factors."""
        line, other = self._lines[index], self._lines[neighbour]
        apart = line.page != other.page or abs(line.box[1] - other.box[1]) > 2.4 * max(line.size, other.size)
        if apart or _SECTION.match(line.text) or line.text.endswith(":") or explains_marks(line, fuzzy=self._fuzzy):
            return False
        if is_factors(line) or is_units(line) or role_of(line.tokens[0].text) == "unit" or self._goes_between(line, other):
            return True
        names = _without_bounds(line)
        if _has_values(names) or _is_limits(line) or (index < neighbour and _names_an_analysis(line)):
            return False
        hits = self._labels.hits(index)
        of_cell = index > neighbour and _is_symbol_alone(line, other)
        # `L/T`: a cell of one line stands between the two lines of its neighbours.
        named = hits and (of_cell or not (_is_title(line, other) and (hits[0].start > 0 or hits[0].name in RESULTS)))
        if named or names_directions(line.text):
            return True
        if len(line.tokens) < 3 and index > neighbour and (self._is_rest_of_cell(line, other) or self._is_last_symbol(line, other)):
            return True
        over = line.box[2] > other.box[0] - 90 and line.box[0] < other.box[2]
        return over and len(line.tokens) >= 2 and not line.text.endswith(".") and not _is_title(line, other)

    def _goes_between(self, line: Line, other: Line) -> bool:
        """Whether symbols stand level with a head's, or nearly so, in gaps of it: a cell without a limit below its symbol is set lower."""
        level = abs(line.box[1] - other.box[1]) < LEVEL * max(line.size, other.size)
        free = all(token.x1 < word.x0 or word.x1 < token.x0 for token in line.tokens for word in other.tokens)
        symbols = [token for token in line.tokens if element_of(token.text, fuzzy=self._fuzzy)]
        return level and free and bool(symbols) and all(token in symbols or token.x1 < other.box[0] for token in line.tokens)

    def _is_last_symbol(self, line: Line, above: Line) -> bool:
        """Whether a symbol is all of a line, close below that of another element: of more than a line holds one was left for the second."""
        symbol = element_of(line.tokens[0].text, fuzzy=False) if len(line.tokens) == 1 else None
        over = [token for token in above.tokens if token.x0 < line.box[2] and line.box[0] < token.x1]
        elements = [element_of(token.text, fuzzy=False) for token in above.tokens]
        left = symbol is not None and symbol not in elements and sum(map(bool, elements)) > FEWEST_PHRASES
        return left and len(over) == 1 and element_of(over[0].text, fuzzy=False) is not None

    def _is_rest_of_cell(self, line: Line, above: Line) -> bool:
        """Whether a word or two stand close below one heading, as its second line does: in small letters, or what the first line begins."""
        near = line.box[1] - above.box[1] < CLOSE * max(line.size, above.size)
        over = sum(phrase.box[0] < line.box[2] and line.box[0] < phrase.box[2] for phrase in above.phrases)
        if not near or over != 1 or len(above.phrases) < FEWEST_PHRASES:
            return False
        begun = " ".join(token.text for token in above.tokens if token.x0 < line.box[2] and line.box[0] < token.x1)
        if any(phrase.text.endswith("/") for phrase in above.phrases if phrase.box[0] < line.box[2] and line.box[0] < phrase.box[2]):
            return True  # `Temperatura /` above `Temperature, °C`
        return line.text[:1] == line.text[:1].lower() or self._labels.name(f"{begun} {line.text}") is not None

    def _pieces(self, index: int, head: int) -> Iterator[Heading]:
        """The headings of a line; beside symbols of the head's own line, and nearly level with it, a lone capital is a symbol, too."""
        line = self._lines[index]
        level = index != head and abs(line.box[1] - self._lines[head].box[1]) < LEVEL * line.size
        level = level and sum(symbol is not None for symbol in self._symbols(head)) > 1
        taken: set[int] = set()
        symbols = self._symbols(index)
        titled = {place for hit in self._labels.hits(index) if hit.name == "heat_number" for place in range(hit.start, hit.end)}
        several = (
            sum(symbol is not None for symbol in symbols) >= FEWEST_ELEMENTS
            or all(symbol for place, symbol in enumerate(symbols) if place not in titled)
            or (squeezed(line.tokens[0].text) in SYMBOL_WORDS)
            or level
            or self._is_rest(index)
        )
        for hit in self._labels.hits(index):
            if hit.start in taken or (several and all(symbols[hit.start : hit.end])):
                continue
            if cell := self._cell_of_code(index, hit):
                taken.update(range(hit.start, cell[1]))
                yield heading(cell[0], line.tokens[hit.start : cell[1]])
                continue
            end = hit.end
            while end < len(line.tokens) and self._goes_on(line, end, hit.name) and not self._another_begins(index, hit, end):
                end += 1  # the symbol and the unit beside a name: `Dehngrenze ReH N/mm²`
                end = self._other_word(index, hit.name, end)
            taken.update(range(hit.start, end))
            yield heading(hit.name, line.tokens[hit.start : end])
        for position, symbol in enumerate(symbols):
            if symbol and several and position not in taken:
                end = position + 1
                while end < len(line.tokens) and self._is_scale_of(line, end, symbols):
                    end += 1  # `N ppm`, `P x 1000`: by how much the figures below are scaled
                taken.update(range(position, end))
                yield heading(f"element:{symbol}", line.tokens[position:end])
        for phrase in _without_bounds(line).phrases:
            rest = tuple(token for token in phrase.tokens if line.tokens.index(token) not in taken and re.search(r"[^\W_]", token.text))
            if rest:
                yield heading(self._of_impact(index, rest), rest)

    def _of_impact(self, index: int, rest: Sequence[Token]) -> str | None:
        """What the number of a piece, or a word for the mean of all, heads below the caption of an impact test."""
        if len(rest) > 1 or not self._numbers_pieces_of_impact(index):
            return None
        return "energy_j" if rest[0].text.isdigit() else "mean_j" if says_mean(rest[0].text) else None

    def _cell_of_code(self, index: int, hit: LabelHit) -> tuple[str, int] | None:
        """What the words behind a code of EN 10168 name, and where their phrase ends: `B07 Identification / Coulée` is one heading, `C00 Provetta` no heat's."""
        line = self._lines[index]
        phrase = next(phrase for phrase in line.phrases if line.tokens[hit.start] in phrase.tokens)
        if hit.end - hit.start > 1 or phrase.tokens[0] is not line.tokens[hit.start] or not _CODE_OF_FORM.fullmatch(phrase.tokens[0].text):
            return None
        end = hit.start + len(phrase.tokens)
        named = [other.name for other in self._labels.hits(index) if hit.start < other.start < end]
        return (named[0], end) if len({*named}) == 1 else None

    def _other_word(self, index: int, name: str, end: int) -> int:
        """Where a heading ends that has another word for the same behind a stroke: `Streckgrenze / Dehngrenze`."""
        if self._lines[index].tokens[end - 1].text != "/":
            return end
        return next((hit.end for hit in self._labels.hits(index) if hit.start == end and hit.name == name), end)

    def _is_scale_of(self, line: Line, place: int, symbols: Sequence[str | None]) -> bool:
        """Whether a word right behind a symbol is its unit or factor, on a scan also one read as figures: `Mo 9 %`."""
        near = line.tokens[place].x0 - line.tokens[place - 1].x1 <= line.gap * line.size
        text = line.tokens[place].text.strip("()[]")
        scale = factor_of(text) is not None or re.fullmatch(r"%|[x×*]|10{1,5}", text) is not None
        scale = scale or (self._fuzzy and _MISREAD_UNIT.fullmatch(text) is not None)
        return near and scale and symbols[place] is None

    def _another_begins(self, index: int, hit: LabelHit, place: int) -> bool:
        """Whether the heading of another column begins at a place: of another value, or of the same behind a unit: `Rp0.2 MPa Rp1.0`."""
        tokens = self._lines[index].tokens
        if tokens[place].text[0] in "([":
            return any(other.start == place and other.name != hit.name for other in self._labels.hits(index))  # `Hardness HB [HBW]`
        closed = any(UNIT_SIGN.fullmatch(token.text.strip("()[]")) for token in tokens[hit.start + 1 : place])
        return any(other.start == place and (closed or other.name != hit.name) for other in self._labels.hits(index))

    @staticmethod
    def _goes_on(line: Line, place: int, name: str) -> bool:
        """Whether a word is a symbol or a unit that stands right behind the word before it."""
        near = line.tokens[place].x0 - line.tokens[place - 1].x1 <= line.gap * line.size
        if near and name == "quantity" and misfit(Shape.UNIT)(line.tokens[place].text) == 0:
            return True
        text = line.tokens[place].text
        measured = name in PROPERTIES and _CONDITION.fullmatch(text) is not None
        return near and (measured or SYMBOL_OR_UNIT.fullmatch(text.strip("()[],:")) is not None)

    def _titled(self, column: Heading) -> Heading:
        """A heading of several lines that only all of them together name: `Pays` above `d'élaboration`, `Country of` above `melt`."""
        if len(column.tokens) < 2:
            return column
        whole = self._labels.name(column.title)
        return replace(column, name=whole if whole == "melt_country" else column.name or whole)

    def _scales(self, columns: Sequence[Heading], band: Sequence[int]) -> dict[str, int]:
        """By how many places each element's column is scaled: in its heading, in a line of factors, or in the title above."""
        first = band[0]
        titles = [first - 1] if first and self._lines[first - 1].page == self._lines[first].page else []
        titles += [index for index in band if len(self._lines[index].phrases) == 1 and not any(self._symbols(index))]  # `In 1/1000 %`
        said = [self._lines[index].text for index in titles]
        told = [factor_of(text) for text in said if not re.search(r"\d[.,]\d{2}", text.replace("0.0", ""))]
        title = next((places for places in told if places is not None), None)
        scales = {}
        for column in columns:
            own = factor_of(column.title)
            own = title if own is None else own
            if column.name and column.name.startswith("element:") and own:
                scales[column.name] = own
        for index in band:
            if is_factors(self._lines[index]) or is_units(self._lines[index]):
                scales.update(factors_of(self._lines[index].tokens, columns))
        return scales

    def _scaled(self, columns: Sequence[Heading], band: Sequence[int]) -> dict[str, float]:
        """How surely the factors were read, in a line of them or in the headings."""
        sure = {column.name or "": told_surely(column.tokens) for column in columns if (column.name or "").startswith("element:")}
        for index in band:
            if is_factors(self._lines[index]) or is_units(self._lines[index]):
                sure.update(surely_scaled(self._lines[index].tokens, columns))
        return sure

    def _is_of_product(self, band: Sequence[int]) -> bool:
        """Whether the head, or the title above it, says that the product was analysed and not the ladle."""
        lines = [*range(max(0, band[0] - 1), band[0]), *band]
        return _OF_PRODUCT.search(folded(" ".join(self._lines[index].text for index in lines))) is not None


_OF_PRODUCT = re.compile(
    r"(product|check|stueck|stuck|stuk)[\s-]?anal|anal\w*[ -](?:(?:du|sur|sul|di|del|de|en el|op het|am)[ -])?(?:le )?"
    r"(produit|prodotto|producto|wyrobu|product|stuck|erzeugnis)"
)
_BOUND = re.compile(r"[^\W\d_]{3,4}\.?\s\d[\d.,]*")
"""`min 400`: what is asked for, in the heading of a column."""
_LOAD = re.compile(r"HBW?\W*\d[\d.,\s]*/\s?\d")
"""The ball and the load of a hardness test behind its scale: `HBW 2.5/62.5`."""


def _has_values(line: Line) -> bool:
    """Whether a line has figures other than those of units and symbols (N/mm², Rp0.2, A50) and numbers of test pieces."""
    degrees = {id(token) for token, unit in pairwise(line.tokens) if re.match(r"[°º]", unit.text)}
    degrees |= {id(token) for phrase in line.phrases if _LOAD.match(phrase.text) for token in phrase.tokens}
    figures = [
        token for token in line.tokens if re.search(r"\d", token.text) and not CODE.fullmatch(token.text) and id(token) not in degrees
    ]
    allowed = [
        token
        for token in figures
        if (re.search(r"[a-z×]", token.plain) and len(token.plain) < 9)
        or token.plain in ("0.2", "0,2", "1", "2", "3")
        or re.fullmatch(r"[\[(]\w[\])]", token.text)  # a unit in brackets, misread
        or factor_of(token.text) is not None
    ]
    return len(figures) > len(allowed) or not any(re.search(r"[^\W\d_]", token.text) for token in line.tokens)


def _is_of_symbol(tokens: Sequence[Token], index: int) -> bool:
    """Whether a figure belongs to the symbol before it: `Rp 0.2`, `A 80`."""
    return index > 0 and re.fullmatch(r"R[pt]|A", tokens[index - 1].text) is not None


def _is_symbol_alone(line: Line, above: Line) -> bool:
    """`ReH MPa`, set lower than its neighbours' `Rm MPa` or a line below them, as the last line of a cell of three: no title is that."""
    under = sum(phrase.box[0] < line.box[2] and line.box[0] < phrase.box[2] for phrase in above.phrases) == 1 < len(above.phrases)
    near = line.box[1] - above.box[1] < (CLOSE if under else LEVEL) * max(line.size, above.size)
    return near and all(SYMBOL_OR_UNIT.fullmatch(token.text.strip("()[],:")) for token in line.tokens)


def _without_bounds(line: Line) -> Line:
    """The line without the cells that say what is asked for, `Cast  Piece  min 400  min 250  Hardness HBW`, where others name something."""
    bounds = [phrase for phrase in line.phrases if _BOUND.fullmatch(phrase.text) and role_of(phrase.tokens[0].text) == "limit"]
    kept = tuple(token for token in line.tokens if not any(token in phrase.tokens for phrase in bounds))
    named = bounds and re.search(r"[^\W\d_]{3}", line.tokens[0].text) and line.tokens[0] in kept
    return replace(line, tokens=kept) if named else line


def _is_limits(line: Line) -> bool:
    return any(role_of(token.text) == "limit" for token in line.tokens[:2])


_OF_AN_ANALYSIS = re.compile(r"(zusammensetz|composi|samenstelling|sklad chem|analys|analis|analiz)")


def _names_an_analysis(line: Line) -> bool:
    """Whether a line says that what follows is an analysis, and in which unit: `Composición química (% peso)` heads no column of weights."""
    plain = [token for token in line.tokens if re.search(r"[^\W\d_]{3}", token.text)]
    titled = _OF_AN_ANALYSIS.search(folded(line.text)) is not None and factor_of(line.text) is None
    return titled and len(line.tokens) > 1 and bool(plain) and not any(role_of(token.text) in ("product", "ladle") for token in plain)


def _is_title(line: Line, head: Line) -> bool:
    """A title above a table stands over its left half only, as one phrase; or it begins where the table does, over several of its headings."""
    left = line.box[2] < (head.box[0] + head.box[2]) / 2 and len(head.tokens) > 4
    over = sum(phrase.box[0] < line.box[2] and line.box[0] < phrase.box[2] for phrase in head.phrases)
    leads = over >= FEWEST_PHRASES - 1 and line.box[1] < head.box[1] and line.box[0] <= head.box[0] + head.size
    return len(line.phrases) == 1 and (left or leads or line.box[2] < head.box[0])
