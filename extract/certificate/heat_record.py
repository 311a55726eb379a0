"""The heats of a certificate while they are put together, and how a row of results finds the heat that it is of."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from rapidfuzz.distance import Levenshtein

from domain.paper import Group, Leaf, Node
from extract.label.result_words import bare

TWO_READINGS = 0.5
"""What a heat number is worth that was read in two ways."""
OF_SEVERAL = 0.5
"""How sure one lot or quantity of a heat is at most of which rows show several."""
BELOW = 15.0
"""Cells of one column begin no further apart, in points."""
SHORTEST_LOT = 4
SHORTEST_PIECE = 4
"""What a stamp left of a heat number has so many signs at least, and is half of it."""
_LISTS = ("tensile", "impact", "hardness")


@dataclass(eq=False)
class HeatRecord:
    """A heat with the results that were found so far; `samples` are the numbers of its test pieces."""

    number: Leaf | None = None
    chemistry: dict[str, Leaf] = field(default_factory=dict)
    by_product: bool = False
    tests: dict[str, list[dict[str, Node]]] = field(default_factory=lambda: {name: [] for name in _LISTS})
    other: dict[str, Node] = field(default_factory=dict)
    samples: set[str] = field(default_factory=set)
    ahead: dict[str, Node] = field(default_factory=dict)
    """What was said of a test piece above the strengths of its tensile test."""

    @property
    def is_empty(self) -> bool:
        """Whether nothing at all is known of it."""
        return self.number is None and not self.has_results

    @property
    def has_results(self) -> bool:
        """Whether any result of it was found."""
        return bool(self.chemistry) or any(self.tests.values())

    def analyse(self, contents: dict[str, Leaf], *, product: bool) -> None:
        """Takes in an analysis: the first counts, and one of the ladle before one of the product."""
        if self.chemistry and self.by_product and not product:
            self.chemistry = {}
        if not product:
            self.by_product = False
        elif not self.chemistry:
            self.by_product = True
        if product == self.by_product:
            for element, content in contents.items():
                self.chemistry.setdefault(element, content)

    def tell(self, name: str, value: Leaf, *, named: bool = True) -> None:
        """Takes in its lot or its quantity; of several that rows that name the heat show below each other, which the paper means is not known."""
        before = self.other.setdefault(name, value)
        if not named or not isinstance(before, Leaf) or before.value == value.value or before.page != value.page:
            return
        if abs(before.box[0] - value.box[0]) < BELOW and before.confidence > OF_SEVERAL:
            self.other[name] = before.model_copy(update={"confidence": OF_SEVERAL})

    def begun(self, test: Mapping[str, Node] | None = None) -> dict[str, Node]:
        """A tensile test that begins, with what was said of its piece above it."""
        said, self.ahead = self.ahead, {}
        return {**said, **(test or {})}

    def group(self) -> Group:
        """The heat as a group of the reading."""
        found: dict[str, Node] = {"heat_number": self.number} if self.number else {}
        found.update(self.other)
        if self.chemistry:
            found["chemistry"] = dict(self.chemistry)
        for name, tests in self.tests.items():
            if tests:
                found[name] = [Group(test) for test in tests]
        return Group(found)


class HeatBook:
    """All heats of a paper in its order; `heading` is the one whose sheet the page has come to."""

    def __init__(self) -> None:
        """No heats yet."""
        self.heats: list[HeatRecord] = []
        self.heading: HeatRecord | None = None
        self.listed: HeatRecord | None = None
        """The heat that the last table without results names, where it is the only one in it: results below it are its own."""
        self.marks: set[str] = set()
        """Numbers by which the product is marked (B07 of EN 10168): of heats where nothing else names them, else of pieces."""
        self.untold = False
        """Whether a content stands in an analysis whose element could not be told: on a scan its symbol was misread or lost."""
        self.torn = False
        """Whether a line that names its test piece tells a result of it that could not be read."""
        self.keys: dict[str, dict[str, Leaf]] = {}
        """Heat numbers by the letter or figure that stands for each in a table, by the heading of these: results below the same heading name heats by them."""
        self.lost: set[str] = set()
        """Elements that a scan's analysis has a column for, and a row in which no content was read."""

    def numbered(self, text: str) -> HeatRecord | None:
        """The heat of which that is the number."""
        word = bare(text)
        return next((heat for heat in self.heats if heat.number and heat.number.value == word), None) or self._of_lot(word)

    def _of_lot(self, word: str) -> HeatRecord | None:
        """The only heat whose lot has that number: tests are often told by lots, analyses by heats."""
        found = [heat for heat in self.heats if isinstance(lot := heat.other.get("lot_number"), Leaf) and lot.value == word]
        return found[0] if len(found) == 1 and len(word) >= SHORTEST_LOT else None

    def sampled(self, text: str) -> HeatRecord | None:
        """The heat of which that is the number of a test piece; where several heats have a piece of that number it tells nothing."""
        word = bare(text)
        found = [heat for heat in self.heats if word in heat.samples]
        return found[0] if len(found) == 1 else None

    def is_key(self, text: str) -> bool:
        """Whether a letter or figure stands for a heat."""
        return any(bare(text) in keys for keys in self.keys.values())

    def named(self, number: Leaf) -> HeatRecord:
        """The heat of that number; it is entered where it is new."""
        for heat in self.heats:
            if heat.number and heat.number.value == number.value:
                return heat
        nameless = [heat for heat in self.heats if heat.number is None]
        heat = HeatRecord(number)
        if len(nameless) == 1 and len(self.heats) == 1 and not nameless[0].chemistry:
            nameless[0].number = number  # results that stood before the number of the only heat
            return nameless[0]
        self.heats.append(heat)
        return heat

    def waits_for(self, named: Collection[str]) -> bool:
        """Whether those are the numbers of all heats that were analysed and have no strengths yet: among rows that name them none was lost."""
        waiting = [heat.number and heat.number.value for heat in self.heats if heat.chemistry and not heat.tests["tensile"]]
        return len(waiting) > 1 and set(waiting) == set(named)

    def nameless(self, order: int, rows: int, known: int | None = None) -> HeatRecord:
        """The heat of a row that names none: the one whose sheet this is, the only one, or the one in that place of as many.

        `known` heats there were before the rows: one that the first of them began is in nobody's place. Where nothing is said, all are.
        """
        if (told := self._told()) is not None:
            return told
        if len(self.heats) == 1 and (rows == 1 or self.heats[0].number is not None):
            return self.heats[0]
        if (len(self.heats) if known is None else known) == rows and order < rows:
            return self.heats[order]
        heat = HeatRecord()
        self.heats.append(heat)
        return heat

    def all(self) -> list[HeatRecord]:
        """Every heat of which something is known; marks of pieces that have no results are no heats beside those that have."""
        known = [heat for heat in reunited(self.heats) if not heat.is_empty]
        plain = [heat for heat in known if not (heat.number and heat.number.value in self.marks and not heat.has_results)]
        return plain or known

    def only(self) -> HeatRecord | None:
        """The heat whose sheet this is, or the only one of the paper."""
        told = self._told()
        return self.heats[0] if told is None and len(self.heats) == 1 else told

    def _told(self) -> HeatRecord | None:
        """The heat whose sheet or block of print this is; a list of one tells it only where every heat before it has its results."""
        if self.heading is None and all(heat.has_results for heat in self.heats if heat is not self.listed):
            return self.listed
        return self.heading


def reunited(heats: Sequence[HeatRecord]) -> list[HeatRecord]:
    """The heats, one whose number OCR has read in two ways made one again: one reading has the analysis, the other the tests.

    Which of the two is right is not known, so neither is sure; of a number and what an edge or a stamp left of it (`14/2` of `894514/2`)
    it is the longer one.
    """
    kept: list[HeatRecord] = []
    for heat in heats:
        other = next((earlier for earlier in kept if _is_other_half(earlier, heat)), None)
        if other is None or other.number is None or heat.number is None:
            kept.append(heat)
            continue
        whole = max(len(other.number.value), len(heat.number.value)) if _is_torn(other.number.value, heat.number.value) else 0
        numbers = [number for number in (other.number, heat.number) if len(number.value) >= whole]
        better = max(numbers, key=lambda number: (number.value.isalnum(), number.confidence))
        other.number = better.model_copy(update={"confidence": round(TWO_READINGS * better.confidence, 4)})
        other.chemistry = other.chemistry or heat.chemistry
        for name, tests in heat.tests.items():
            other.tests[name] += tests
        other.other = {**heat.other, **other.other}
    return kept


def _is_other_half(a: HeatRecord, b: HeatRecord) -> bool:
    if a.number is None or b.number is None or "ocr" not in (a.number.source, b.number.source):
        return False
    halves = (
        bool(a.chemistry) != bool(b.chemistry)
        and any(a.tests.values()) != any(b.tests.values())
        and bool(a.chemistry) != any(a.tests.values())
    )
    alike = len(a.number.value) > SHORTEST_PIECE and Levenshtein.distance(a.number.value, b.number.value, score_cutoff=1) == 1
    return halves and (alike or _is_torn(a.number.value, b.number.value))


def _is_torn(one: str, other: str) -> bool:
    """Whether one number is what is left of the other, at its beginning or its end."""
    piece, whole = sorted((one, other), key=len)
    return (
        len(whole) // 2 <= len(piece) < len(whole) and len(piece) >= SHORTEST_PIECE and (whole.startswith(piece) or whole.endswith(piece))
    )
