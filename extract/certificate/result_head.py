"""The head of a table of results as data, and one that is told by its units only."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace

from extract.certificate.result_factors import is_units
from extract.certificate.result_labels import ResultLabels, code_of
from extract.label.result_words import IMPACT, PROPERTIES
from extract.page.grid import Heading, stacked
from extract.page.layout import Line, Token

RESULTS = (*PROPERTIES, *IMPACT, "hardness")
FEWEST_IN_A_ROW = 2
SAMPLE = "C00"
"""The code of EN 10168 for a sample's number, below which some print heats."""
TWO_LINES = 5.0
"""Symbols whose middles are further apart than so many points stand on two lines."""
UNITS_BELOW = 4
"""The units of a head stand no more lines below the word for heats."""
_STRENGTH = re.compile(r"N/mm[²2?*'’\"°®]?|MPa|ksi|psi|kgf?/mm[²2]?")


@dataclass(frozen=True)
class Head:
    """The head of a table: its columns, by how many places each is scaled, its lines, and whether it is of the product."""

    columns: tuple[Heading, ...]
    scales: dict[str, int]
    first: int
    after: int
    product: bool = False
    guessed: frozenset[str] = frozenset()
    """Columns of elements whose symbols were told by their looks and their order only, and of properties that were told by their units."""
    names: frozenset[str] = field(default_factory=frozenset)
    others: tuple[Heading, ...] = ()
    """Columns whose headings name what the paper's lines tell: orders, grades, sizes."""
    scaled: Mapping[str, float] = field(default_factory=dict)
    """How surely the factor of each column was read."""

    def column(self, *names: str) -> Heading | None:
        """The first column that holds one of those values."""
        return next((column for name in names for column in self.columns if column.name == name), None)

    @property
    def has_results(self) -> bool:
        """Whether any column is of results; a list of heats has none."""
        return any(column.name in RESULTS or (column.name or "").startswith("element:") for column in self.columns)

    def over(self, below: Head) -> Head | None:
        """This head and the one below as one; None where a column of each stands in the same place and they name different things."""
        for one in (column for column in self.columns if column.name):
            for other in (column for column in below.columns if column.name):
                if (one.name != other.name or one.name in PROPERTIES) and one.x0 < other.x1 and other.x0 < one.x1:
                    return None
        columns = tuple(stacked([*self.columns, *below.columns]))
        names, others = self.names | below.names, tuple(column for column in columns if column in (*self.others, *below.others))
        product, guessed = self.product or below.product, self.guessed | below.guessed
        scales, scaled = {**self.scales, **below.scales}, {**self.scaled, **below.scaled}
        return Head(columns, scales, self.first, below.after, product, guessed, names, others, scaled)

    def told_by_neighbours(self) -> Head:
        """This head of a scan with what only its other columns tell.

        A lone `C` beside energies has lost its ring, and is degrees; a unit of strengths without a symbol, left of the tensile strength
        or right of the yield strength, is the other one's.
        """
        columns, guessed = [*self.columns], set(self.guessed)
        alone = self.elements if [column.name for column in self.elements] == ["element:C"] else []
        if alone and self.column("energy_j", "mean_j") and not self.column("temperature_c"):
            columns[columns.index(alone[0])] = replace(alone[0], name="temperature_c")
        yields, tensile = self.column("yield_mpa"), self.column("tensile_mpa")
        known = yields or tensile
        if known and not (yields and tensile):
            ordered = sorted(columns, key=lambda column: column.x0)
            at = ordered.index(known) + (1 if yields else -1)
            beside = ordered[at] if 0 <= at < len(ordered) else None
            if beside and beside.name is None and _STRENGTH.fullmatch(beside.title.strip("[]()")):
                name = "tensile_mpa" if yields else "yield_mpa"
                columns[columns.index(beside)] = replace(beside, name=name)
                guessed.add(name)
        return replace(self, columns=tuple(columns), guessed=frozenset(guessed))

    @property
    def second_row(self) -> tuple[Heading, ...]:
        """The elements of a second line of symbols set below the first, column by column: each heat has two rows below such a head."""
        lines: dict[int, list[Heading]] = {}
        for column in (each for each in self.elements if each.tokens):
            lines.setdefault(round(column.tokens[0].word.middle / TWO_LINES), []).append(column)
        rows = [row for _, row in sorted(lines.items())]
        if len(rows) != 2 or len(rows[0]) < FEWEST_IN_A_ROW:
            return ()  # of the second line one symbol may be left
        below = [column for column in rows[1] if any(column.x0 < other.x1 and other.x0 < column.x1 for other in rows[0])]
        return tuple(rows[1]) if 2 * len(below) > len(rows[1]) else ()

    @property
    def foreign(self) -> list[Heading]:
        """The columns of other things: orders, grades, sizes, test pieces; no heat stands there."""
        return [column for column in self.columns if column.name == "sample" or column in self.others or column in self.pieces]

    @property
    def pieces(self) -> list[Heading]:
        """The columns below a mere C00 beside those of heats: EN 10168 has the sample's number there, be it of a test piece or of a lot."""
        heats = [column for column in self.columns if column.name == "heat_number"]
        bare = [column for column in heats if len(column.tokens) == 1 and (code_of(column.title) or column.title) == SAMPLE]
        return bare if len(bare) < len(heats) else []

    @property
    def elements(self) -> list[Heading]:
        """The columns of elements."""
        return [column for column in self.columns if (column.name or "").startswith("element:")]

    @property
    def heat_columns(self) -> list[Heading]:
        """The columns of heat numbers; where none is named so, that of lots."""
        heats = [column for column in self.columns if column.name == "heat_number" and column not in self.pieces]
        lot = self.column("lot_number")
        return heats or ([lot] if lot else [])

    @property
    def first_result(self) -> float:
        """Where the results begin: what stands to the left of it says what a row is of."""
        before = (*self.heat_columns, *self.pieces, self.column("sample"))
        return min((column.x0 for column in self.columns if column.name and column not in before), default=0.0)


def heading(name: str | None, tokens: tuple[Token, ...]) -> Heading:
    """The heading that some words are."""
    return Heading(name, tokens[0].x0, tokens[-1].x1, " ".join(token.text for token in tokens), tokens)


def head_by_units(lines: Sequence[Line], labels: ResultLabels, used: Collection[int], index: int) -> Head | None:
    """A head of which only the units can be told, below the word for heats: two strengths side by side are yield and tensile strength.

    What a scan has lost of a head, or a language that is not known, leaves the units; contents of elements cannot be told by them.
    """
    line = lines[index]
    units = [token.text.strip("()[]") for token in line.tokens]
    strengths = [place for place, unit in enumerate(units) if _STRENGTH.fullmatch(unit)]
    if not is_units(line) or len(strengths) != 2 or strengths[1] != strengths[0] + 1 or index in used:
        return None
    names: dict[int, str] = {strengths[0]: "yield_mpa", strengths[1]: "tensile_mpa"}
    share = next((place for place in range(strengths[1] + 1, min(strengths[1] + 3, len(units))) if units[place] == "%"), None)
    names |= {share: "elongation_pct"} if share is not None else {}
    above = [at for at in range(max(0, index - UNITS_BELOW), index) if lines[at].page == line.page]
    heats = [(at, hit) for at in above for hit in labels.hits(at) if hit.name == "heat_number"]
    if not heats:
        return None
    at, hit = heats[-1]
    columns = [heading("heat_number", lines[at].tokens[hit.start : hit.end])]
    columns += [heading(names.get(place), line.tokens[place : place + 1]) for place in range(len(units))]
    found = frozenset(column.name for column in columns if column.name)
    return Head(tuple(columns), {}, at, index + 1, guessed=frozenset(names.values()), names=found)
