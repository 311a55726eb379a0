"""Results and heats that stand on lines of their own: `Heat 0257638`, `C11 Yield strength ReH 377 MPa`, test pieces 1, 2, 3 beside a property."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from decimal import Decimal
from itertools import pairwise

from domain.paper import Leaf, Node
from extract.certificate.asked_results import ASKED_OF, DASHES, SIGNS, without_asked
from extract.certificate.hardness_of_each import without_standard
from extract.certificate.heat_lines import COLUMN, HeatLines
from extract.certificate.heat_record import HeatBook, HeatRecord
from extract.certificate.hot_tests import is_of_hot_tests, stands_below_hot_title, told_when_hot
from extract.certificate.piece_columns import pieces_above
from extract.certificate.result_cells import Cells, doubtful_test, is_mean_of_others
from extract.certificate.result_columns import actual_figure, result_columns
from extract.certificate.result_figures import single_values
from extract.certificate.result_labels import ResultLabels
from extract.certificate.result_pieces import add_kind
from extract.certificate.told_in_text import (
    LISTING,
    begins_phrase,
    figure_of_next_line,
    is_told_as_text,
    stands_right_behind,
    told_of_a_piece,
)
from extract.label.labels import LabelHit
from extract.label.result_words import (
    CODE,
    FIGURE,
    PROPERTIES,
    hardness_scale,
    is_of_the_surface,
    role_of,
    strength_unit,
)
from extract.page.layout import Layout, Line, Token
from extract.shape.values import Habits

SINGLES = (*PROPERTIES, "energy_j", "mean_j", "temperature_c", "hardness", "direction", "carbon_equivalent", "melt_country")
TOLD = (*PROPERTIES, "energy_j", "mean_j", "hardness", "temperature_c")
"""Of a line of which sentences told the tests, these are known."""
UNITS = {
    "yield_mpa": r"MPa|N/mm|ksi|psi|kg",
    "tensile_mpa": r"MPa|N/mm|ksi|psi|kg",
    "elongation_pct": r"%",
    "energy_j": r"J\b|ft",
    "mean_j": r"J\b|ft",
    "temperature_c": r"°|Celsius|\bC\b",
    "hardness": r"HB|HRC|HRB|HV|BHN",
}
"""A figure is a result of its label only beside a unit of it."""
SI_UNITS = {"yield_mpa": r"^\W*(MPa|N/mm)|\d(MPa|N/mm)", "tensile_mpa": r"^\W*(MPa|N/mm)|\d(MPa|N/mm)", "elongation_pct": r"%"}
UNIT = re.compile(r"(MPa|N/mm[²2]?|ksi|psi|%|J|°C?|Celsius|HBW?|HRC|HRB|HV\d*)", re.IGNORECASE)
_SYMBOL = re.compile(r"R[ep][HL]?\d?[.,]?\d?|Rm|A\d{0,3}|Agt|K[VU]2?|CVN")
_DEGREES = re.compile(r"\d\s?[°º]")
_LEADER = re.compile(r"[.·_…]+")
"""The dots that lead from a label to its value."""
MOST = {"yield_mpa": 4000, "tensile_mpa": 4000, "elongation_pct": 100, "energy_j": 1000, "mean_j": 1000}
"""What is larger stands beside the label of a result by chance, such as a telephone's number."""
BARE = {"yield_mpa": (50, 2500), "tensile_mpa": (80, 2500), "elongation_pct": (1, 80)}
"""Between these, a figure without a unit is one in MPa or per cent."""
MOST_WORDS = 6
"""A label's further words before its figure; where more stand between, the line is a sentence."""
NEAR = 1.0
"""A word that makes a limit of a figure stands no more than so much of its print's height before it."""
SHORTEST = 5
"""A word of so many letters at the beginning of a row of figures is a label and no mark of a test piece."""
STANDARD = r"EN|ISO|DIN|ASTM|JIS"


class LineResults:
    """Reads what single lines say of the heat whose sheet the page has come to."""

    def __init__(
        self, layout: Layout, labels: ResultLabels, habits: Habits, book: HeatBook, cells: Cells, *, told: Collection[int] = ()
    ) -> None:
        """`labels` are those of the layout's lines; what is found goes into the book. Of lines in `told` the tests are known."""
        self._lines = layout.lines
        self._labels = labels
        self._book = book
        self._cells = cells
        self._told = told
        self._temperature: Leaf | None = None
        self._firsts: dict[tuple[int, int], int] = {}
        """Which of a heat's tests is that of the first piece below a head that numbers them."""
        self._directions_lead: bool | None = None
        self._begins_piece = False
        """Whether a line that names its test piece is read of which nothing was entered yet."""
        self.heats = HeatLines(layout.lines, labels, habits, book, cells)
        """What names the heats that the lines are of."""

    def read(self, index: int, begin: int = 0) -> bool:
        """Takes in what the line says from that word on; whether it says anything. In `Oberflächenhärte  HV 0.3  349` the scale alone is a label."""
        hits = [hit for hit in self._labels.hits(index) if hit.start >= begin]
        of_piece = told_of_a_piece(self._lines[index], hits) if index not in self._told else set()
        said: set[str] = set()
        self._begins_piece = bool(of_piece)
        for position, hit in enumerate(hits):
            behind = [later for later in hits[position + 1 :] if later.name != hit.name and not self._ends_label(index, hit, later)]
            until = next((later.start for later in behind), len(self._lines[index].tokens))
            known = (hit.name in TOLD and index in self._told) or (
                hit.name == "hardness" and is_of_the_surface(self._lines[index].phrases[0].text)
            )
            follows = bool(said) or self._is_mean_of_energies(index, hit)
            if hit.name in SINGLES and not known and hit.name not in said and self._single(index, hit, until, follows=follows):
                said.add(hit.name)
        if said & {*PROPERTIES}:
            self._led_by_a_direction(index, hits[0])
        self._book.torn |= bool(of_piece - said)  # what a scan lost of one piece is no other's, nor nobody's
        self._begins_piece = False
        return bool(said)

    def _is_mean_of_energies(self, index: int, hit: LabelHit) -> bool:
        """Whether a word for a mean stands in the label of an impact test, which begins the line: `KV at 20 °C, mean (J)`."""
        line, first = self._lines[index], self._labels.hits(index)[0]
        label = line.phrases[0].tokens
        return hit.name == "mean_j" and first.name == "energy_j" and first.start == 0 and line.tokens[hit.start] in label[1:]

    def _ends_label(self, index: int, hit: LabelHit, later: LabelHit) -> bool:
        """Whether what may be the label of a quantity is the last word of a result's own label: `Härte am Stück: 333 HBW`."""
        tokens = self._lines[index].tokens
        own = tokens[hit.start : later.end]
        alone = later.name == "quantity" and hit.name in UNITS and self._leads_to_a_colon(tokens, later)
        return alone and not any(re.search(r"\d", token.text) or token.text.endswith(":") for token in own[:-1])

    @staticmethod
    def _leads_to_a_colon(tokens: Sequence[Token], hit: LabelHit) -> bool:
        """Whether no figure stands between a label's last word and a colon: `Hardness on pieces (ISO 6506-1): 310 HBW`."""
        for token in tokens[hit.end - 1 :]:
            if token.text.endswith(":"):
                return True
            if FIGURE.fullmatch(token.text):
                return False
        return False

    def _led_by_a_direction(self, index: int, first: LabelHit) -> None:
        """Takes in the direction that ends what leads the results of a test: `Test 2 transverse:  Rp0.2 = 995 MPa, Rm = 1,198 MPa`."""
        line, heat = self._lines[index], self._book.only()
        leads = line.tokens[: first.start]
        if heat is None or not heat.tests["tensile"] or not 0 < len(leads) <= MOST_WORDS or not leads[-1].text.endswith(":"):
            return
        if said := self._cells.direction(leads[-1], line.page):
            heat.tests["tensile"][-1].setdefault("direction", said)

    # ---- `Heat 0257638` above the tables of one heat

    def names(self, index: int) -> bool:
        """Whether the line names the heat that what stands below it is of, or begins with the label of another result."""
        first = next(iter(self._labels.hits(index)), None)
        tokens = self._lines[index].tokens
        begins = first is not None and (first.start == 0 or self._is_behind_its_word(index, first))
        result = begins and first is not None and first.name in UNITS and len(tokens[0].text) >= SHORTEST
        told = result and self._has_unit(first.name if first else "", tokens)
        return bool(self.heats.heat_tokens(index)) or told or self._tells_directions(index)

    def _tells_directions(self, index: int) -> bool:
        """Whether the line is a row of a block of tests: `Test piece, direction  ISO 6892-1  L  T`."""
        line = self._lines[index]
        own = len(line.phrases[0].tokens)
        label = any(hit.name == "direction" and hit.end <= own for hit in self._labels.hits(index))
        return label and len(line.phrases) > 1 and self._cells.direction(line.tokens[-1], line.page) is not None

    def _is_behind_its_word(self, index: int, hit: LabelHit) -> bool:
        """Whether a symbol stands behind the one word that it explains: `Limite Rp0.2 (MPa)`."""
        line = self._lines[index]
        own = line.phrases[0].tokens
        return hit.start == 1 < len(own) and _SYMBOL.fullmatch(own[1].text) is not None and own[0].text.isalpha()

    # ---- one label, one value

    def _single(self, index: int, hit: LabelHit, until: int, *, follows: bool) -> bool:
        line = self._lines[index]
        heat = self._book.only()
        first = self._labels.hits(index)[0].start
        of_results = any(role_of(token.text) == "actual" for token in line.tokens[1:first])  # `Valeurs obtenues`
        asked = role_of(line.tokens[0].text) == "limit" and first > 0 and not of_results
        if (heat is None and self._book.heats) or asked or (hit.name in PROPERTIES and self._is_hot(index, hit, until)):
            return False
        behind = self._behind(line, hit, until)
        if hit.name == "direction":
            return heat is not None and (self._directions(index, heat, behind) or self._direction(index, hit, heat, behind))
        if hit.start > 1 and not (follows or self._leads(index, hit)):
            return False
        if hit.name == "melt_country":
            return heat is not None and self.heats.country(heat, behind, line.page)
        behind = without_standard(behind) if hit.name == "hardness" else behind
        columns = [] if follows and hit.name == "mean_j" and stands_right_behind(line, hit.end) else self._columns(index, behind)
        begins = {id(phrase.tokens[0]) for phrase in line.phrases}
        if hit.name == "energy_j":  # `KV -20°C: 95/90/99 J`
            behind = [value for token in behind if not _DEGREES.search(token.text) for value in single_values(token)]
        told = behind if columns or hit.name not in ASKED_OF else without_asked(behind, hit.name)
        figures = self._figures(without_spans(told) if hit.name in PROPERTIES else told, columns, begins)
        figures, with_unit = (figures, False) if figures else self._on_next_line(index, hit, behind)
        is_mean = follows and hit.name == "mean_j"  # `KV (J): 72 - 78 - 75  Mean 75`
        told_unit = with_unit or self._has_unit(hit.name, line.tokens[hit.start : until + 1])
        has_unit = is_mean or told_unit or self._is_barely_told(index, hit, figures)
        if not figures or not has_unit:
            return False
        pieces = pieces_above(self._lines, index) if hit.name in PROPERTIES else None
        figures = _in_own_unit(hit.name, pieces.found(figures) if pieces else figures, behind)
        if heat is None:
            heat = self._book.nameless(0, 1)
        # The symbol stands before the figure, the unit before or behind it.
        place = line.tokens.index(figures[0]) if figures[0] in line.tokens else until
        after = re.sub(r"\bA\b|[\d.,]", "", " ".join(token.text for token in line.tokens[place:until]))
        title = " ".join(token.text for token in line.tokens[hit.start : place]) + " | " + after
        if re.search(SI_UNITS.get(hit.name, r"$^"), after.removeprefix(" "), re.IGNORECASE):
            title = re.sub(r"\b[kp]si\b", "", title, flags=re.IGNORECASE)  # the figure is the one in MPa beside another
        own = line.tokens[hit.start : until]
        return (
            self._enter_each(hit.name, heat, each, pieces.line, title, line.page)
            if pieces and (each := pieces.each(figures))
            else self._enter(hit.name, heat, figures, own, title, line.page)
        )

    def _leads(self, index: int, hit: LabelHit) -> bool:
        """Whether a label in the middle of a line is the first word of what it tells, and not of a sentence."""
        line = self._lines[index]
        first = self._labels.hits(index)[0]
        return (
            CODE.fullmatch(line.tokens[0].text) is not None
            or line.tokens[hit.start - 1].text.endswith(":")
            or begins_phrase(line.phrases, line.tokens[hit.start])
            or (self._begins_piece and hit.start <= first.end + 1)
            or (
                hit.start < MOST_WORDS
                and hit.name in (*PROPERTIES, "energy_j")
                and _SYMBOL.fullmatch(line.tokens[hit.start].text) is not None
            )
        )

    def _is_hot(self, index: int, hit: LabelHit, until: int) -> bool:
        """Whether a strength or an elongation was found when hot, by its own words, by what leads its line or by the title above it."""
        line = self._lines[index]
        own = line.tokens[hit.start : until]
        leads = line.tokens[: self._labels.hits(index)[0].start]
        return told_when_hot(own) or told_when_hot(leads) or is_of_hot_tests(line) or stands_below_hot_title(self._lines, index)

    def _behind(self, line: Line, hit: LabelHit, until: int) -> list[Token]:
        """The words behind a label, without the dots that lead to its value and, on a scan, its last figure once more."""
        behind = [token for token in line.tokens[hit.end : until] if not _LEADER.fullmatch(token.text)]
        twice = bool(behind) and self._cells.scanned and _ends_twice(line.tokens[hit.end - 1], behind[0])
        return behind[1:] if twice else behind

    def _columns(self, index: int, behind: Sequence[Token]) -> list[tuple[str, float, float]]:
        """The columns of the head above a line; of none is `Hardness: 170 HBW` below a table, which ends before they begin, nor what is told as text."""
        line, columns = self._lines[index], result_columns(self._lines, index)
        before = len(line.phrases) == 1 and columns and line.box[2] < min(x0 for _, x0, _ in columns)
        return [] if before or told_of_a_piece(line, self._labels.hits(index)) or is_told_as_text(line, behind) else columns

    def _phrase(self, index: int, hit: LabelHit) -> int:
        """Which phrase of its line a label stands in."""
        line = self._lines[index]
        return next(place for place, phrase in enumerate(line.phrases) if line.tokens[hit.start] in phrase.tokens)

    def _on_next_line(self, index: int, hit: LabelHit, behind: Sequence[Token]) -> tuple[list[Token], bool]:
        """The figure of a result that stands on the line below its label, and whether its unit stands behind it."""
        below = self._figure_below(index, hit) if self._book.only() else None  # its caption names the scale
        wrapped = figure_of_next_line(self._lines, index, behind, UNITS[hit.name]) if hit.name in PROPERTIES else None
        figure = below or wrapped
        return [figure] if figure else [], below is None and wrapped is not None

    def _figure_below(self, index: int, hit: LabelHit) -> Token | None:
        """The figure right below the caption of a hardness with its scale, in a row of cells with captions: `Hardness HBW  Visual`, below it `156  good`."""
        line, place = self._lines[index], self._phrase(index, hit)
        below = self._lines[index + 1] if index + 1 < len(self._lines) else None
        caption = line.phrases[place]
        near = below is not None and below.page == line.page and below.box[1] - line.box[3] < line.size
        if hit.name != "hardness" or below is None or not near or len(below.phrases) != len(line.phrases) or re.search(r"\d", line.text):
            return None
        value = below.phrases[place]
        level = abs(value.box[0] - caption.box[0]) < COLUMN or abs(sum(value.box[::2]) - sum(caption.box[::2])) < 2 * COLUMN
        alone = len(value.tokens) == 1 and FIGURE.fullmatch(value.text) is not None
        return value.tokens[0] if level and alone and hardness_scale(caption.text) else None

    @staticmethod
    def _figures(tokens: Sequence[Token], columns: Sequence[tuple[str, float, float]], begins: Collection[int]) -> list[Token]:
        """The figures behind a label that are results, up to a word that says that limits follow."""
        tokens = _behind_its_standard(tokens)
        found: list[Token] = []
        in_a_standard = False
        for place, token in enumerate(tokens):
            if id(token) in begins:
                in_a_standard = bool(re.match(STANDARD, token.text)) and any(id(later) in begins for later in tokens[place + 1 :])
            if in_a_standard:
                continue  # a cell that says by what was tested: `ISO 148-1`
            if role_of(token.text) == "limit" and not columns and (found or id(token) in begins):
                break
            if place and (tokens[place - 1].text in SIGNS or _is_called_limit(tokens[place - 1], token)):
                continue  # what is asked
            if FIGURE.fullmatch(re.sub(UNIT, "", token.text).strip(",;/") or "x") and (place <= MOST_WORDS or found or id(token) in begins):
                found.append(token)
            elif re.match(STANDARD, token.text):
                break
            if found and found[-1] is token and place + 1 < len(tokens) and re.match(r"[°º]|Celsius", tokens[place + 1].text):
                found.pop()  # the temperature of the test
        if columns:
            actual = actual_figure(found, columns)
            return _going_on(actual, tokens) if actual else []
        return found

    def _is_barely_told(self, index: int, hit: LabelHit, figures: Sequence[Token]) -> bool:
        """Whether a line tells strengths and elongation without units, each right behind its label and a colon: `Streckgrenze: 355  Zugfestigkeit: 545`."""
        line = self._lines[index]
        own = {
            other.name for other in self._labels.hits(index) if other.name in PROPERTIES and line.tokens[other.end - 1].text.endswith(":")
        }
        right_behind = bool(figures) and figures[0] in line.tokens and line.tokens.index(figures[0]) == hit.end
        least, most = BARE.get(hit.name, (0, 0))
        value = self._cells.number(figures[0], line.page) if right_behind and hit.name in own and len(own) > 1 else None
        return value is not None and least <= Decimal(value.value) <= most and not self._prints_other_units

    @property
    def _prints_other_units(self) -> bool:
        """Whether the paper has strengths in another unit than MPa anywhere."""
        return any(strength_unit(line.text) for line in self._lines)

    @staticmethod
    def _has_unit(name: str, tokens: Sequence[Token]) -> bool:
        return name not in UNITS or re.search(UNITS[name], " ".join(token.text for token in tokens), re.IGNORECASE) is not None

    def _direction(self, index: int, hit: LabelHit, heat: HeatRecord, behind: Sequence[Token]) -> bool:
        """Takes in the direction of a test piece: `Direction: transverse`, `TEST 2  ORIENTATION: T`, `Piece 454 - Direction ..... long.`.

        Where the first stands above the strengths of its piece, so do the others; else it is that of the first test.
        """
        line = self._lines[index]
        phrase = next(phrase for phrase in line.phrases if line.tokens[hit.start] in phrase.tokens)
        before = phrase.tokens[: phrase.tokens.index(line.tokens[hit.start])]
        of_piece = len(before) <= MOST_WORDS and any(re.search(r"\d", token.text) for token in before)
        said = self._cells.first_direction(behind, line.page)
        if said is None or not (not before or of_piece or CODE.fullmatch(before[0].text) or before[-1].text.endswith(":")):
            return False
        tests = heat.tests["tensile"]
        if self._directions_lead is None:
            self._directions_lead = not tests
        if self._directions_lead:
            heat.ahead = {"direction": said}
        elif not self._begins_with_impact(index + 1):
            for test in tests[:1]:
                test.setdefault("direction", said)
        return True

    def _begins_with_impact(self, index: int) -> bool:
        """Whether a line begins with the label of an impact test: the direction above it is of its pieces."""
        first = next(iter(self._labels.hits(index)), None) if index < len(self._lines) else None
        return first is not None and first.name in ("energy_j", "mean_j", "temperature_c")

    def _enter(self, name: str, heat: HeatRecord, figures: Sequence[Token], tokens: Sequence[Token], title: str, page: int) -> bool:
        if name in PROPERTIES:
            return self._enter_property(name, heat, figures[0], title, page)
        values = [value for token in figures if (value := self._cells.number(token, page))]
        values = [value for value in values if Decimal(value.value) <= MOST.get(name, 10_000)]
        if not values:
            return False
        if name == "temperature_c":
            self._temperature = values[0]
        elif name == "energy_j":
            heat.ahead = {}  # what was said of its piece is of no tensile test
            degrees = self._cells.temperature(tokens, page) or self._temperature
            mean = {"mean_j": values.pop()} if is_mean_of_others(values) else {}
            heat.tests["impact"].append({**({"temperature_c": degrees} if degrees else {}), "energy_j": values, **mean})
        elif name == "mean_j" and heat.tests["impact"]:
            heat.tests["impact"][-1].setdefault("mean_j", values[0])
        elif name == "hardness":
            hardness = self._cells.hardness(values[0], title, (figures[0],), page)
            if hardness is None or any(
                isinstance(told := each["value"], Leaf) and told.box == values[0].box for each in heat.tests["hardness"]
            ):
                return False  # a figure that a sentence told is no second test
            heat.tests["hardness"].append(hardness)
        elif name == "carbon_equivalent":
            heat.other.setdefault(name, values[0])
        return True

    def _enter_property(self, name: str, heat: HeatRecord, token: Token, title: str, page: int) -> bool:
        value = self._cells.number(token, page) if name == "elongation_pct" else self._cells.strength(token, page, title)
        if value is None or Decimal(value.value) > MOST[name]:
            return False
        tests = heat.tests["tensile"]
        if not tests or name in tests[-1] or (self._begins_piece and not tests[-1].keys().isdisjoint(PROPERTIES)):
            tests.append(heat.begun())
        self._begins_piece = False  # what follows on the line is of the same piece
        tests[-1][name] = value
        add_kind(self._cells, name, title, (token,), page, tests[-1])
        tests[-1] = doubtful_test(tests[-1])
        return True

    def _enter_each(self, name: str, heat: HeatRecord, tokens: Sequence[Token], head: int, title: str, page: int) -> bool:
        """What was found on each of several numbered pieces, each a test of its own below that head."""
        read = [self._cells.number(t, page) if name == "elongation_pct" else self._cells.strength(t, page, title) for t in tokens]
        if any(value is None or Decimal(value.value) > MOST[name] for value in read):
            return False
        for test, value, token in zip(self._tests_below(head, heat, len(read)), read, tokens, strict=True):
            if value is not None:
                test.setdefault(name, value)
                add_kind(self._cells, name, title, (token,), page, test)
        return True

    def _directions(self, index: int, heat: HeatRecord, tokens: Sequence[Token]) -> bool:
        """Takes in how each of several numbered pieces was taken: `Direction  L  T` below a head that numbers them."""
        pieces = pieces_above(self._lines, index)
        page = self._lines[index].page
        each = pieces.each([token for token in tokens if self._cells.direction(token, page)]) if pieces else []
        for test, token in zip(self._tests_below(pieces.line, heat, len(each)) if pieces and each else (), each, strict=True):
            if said := self._cells.direction(token, page):
                test.setdefault("direction", said)
        return bool(each)

    def _tests_below(self, head: int, heat: HeatRecord, count: int) -> list[dict[str, Node]]:
        """The tests of a heat's pieces that a head numbers; they begin with the first row below it."""
        tests = heat.tests["tensile"]
        first = self._firsts.setdefault((id(heat), head), len(tests))
        tests += [heat.begun() for _ in range(first + count - len(tests))]
        return tests[first : first + count]


def _behind_its_standard(tokens: Sequence[Token]) -> Sequence[Token]:
    """The words behind a label without the standard in it, where a colon ends the label and nothing is said of limits: `ISO 148-1 KV (J): 79 - 57 - 69`."""
    standard = next((place for place, token in enumerate(tokens) if re.match(STANDARD, token.text)), len(tokens))
    before, behind = tokens[:standard], tokens[standard + 2 :]
    figures = any(FIGURE.fullmatch(token.text) for token in before)
    colon = any(token.text.endswith(":") for token in behind)
    asked = any(role_of(token.text) == "limit" or token.text in SIGNS for token in tokens)
    return [*before, *behind] if colon and not figures and not asked else tokens


def _ends_twice(symbol: Token, behind: Token) -> bool:
    """Whether the figure behind a symbol is its own once more, as OCR gives what it has cut in two: `A5 5 (%)`."""
    return re.fullmatch(r"A\d{1,2}|R[pt]\d[.,]\d", symbol.text) is not None and behind.text.strip("()") in (
        symbol.text[1:],
        symbol.text[2:],
    )


def _going_on(first: Token, tokens: Sequence[Token]) -> list[Token]:
    """A figure with those that are listed behind it: `72 / 71 / 54`."""
    listed = [first]
    behind = list(tokens[tokens.index(first) + 1 :])
    while len(behind) > 1 and behind[0].text in LISTING and FIGURE.fullmatch(behind[1].text):
        listed.append(behind[1])
        behind = behind[2:]
    return listed


def without_spans(tokens: Sequence[Token]) -> list[Token]:
    """The words behind a property's label without the span that is asked for where more figures follow it: `520 – 720  631`."""
    for place in range(len(tokens) - 2):
        first, sign, last = tokens[place : place + 3]
        spans = FIGURE.fullmatch(first.text) and sign.text in DASHES and FIGURE.fullmatch(last.text)
        if spans and any(FIGURE.fullmatch(token.text) for token in tokens[place + 3 :]):
            return [*tokens[:place], *tokens[place + 3 :]]
    return list(tokens)


def _in_own_unit(name: str, figures: list[Token], tokens: Sequence[Token]) -> list[Token]:
    """Of a property's figures the one with its unit right behind it: `Elongation (A50, 2 in.) 29.5 %`; of two units, `49.5 KSI 341 MPA`, the SI one."""
    if name not in PROPERTIES:
        return figures
    behind = {id(token): following.text for token, following in pairwise(tokens)}
    for unit in (SI_UNITS[name], UNITS[name]):
        found = [token for token in figures if re.search(unit, behind.get(id(token), "") + token.text, re.IGNORECASE)]
        if found:
            return found
    return figures


def _is_called_limit(word: Token, figure: Token) -> bool:
    """Whether a word right before a figure says that it is asked: `min. 220`."""
    return role_of(word.text) == "limit" and figure.x0 - word.x1 < NEAR * (figure.word.box[3] - figure.word.box[1])
