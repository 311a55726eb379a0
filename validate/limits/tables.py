"""The shape of a limits file: a grade, the names it goes by, and tables of limits by standard, edition, form and thickness."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from validate.limits.designations import FORMS, Specification, specifications_in

Values = Literal["chemistry", "mechanical", "impact"]
Analysis = Literal["heat", "product"]

ELEMENTS = frozenset((
    "C", "Si", "Mn", "P", "S", "Cr", "Ni", "Mo", "Cu", "Al", "N", "V", "Nb", "Ti", "B", "Co", "W", "Sn", "As", "Sb",
    "Pb", "Ca", "Fe", "Mg", "Zn", "Zr", "Bi", "Ta", "Ce", "H", "O", "Te", "Se", "Be", "Li", "Na", "Sr", "Ga", "Cd", "Hg",
))  # fmt: skip
CARBON_EQUIVALENT = "CEV"
MECHANICAL = frozenset({"ReH", "Re", "Rp0.2", "Rp1.0", "Rm", "A", "A transverse", "A50", "A80", "A200", "Re ksi", "Rp0.2 ksi", "Rm ksi"})
"""`Re` is ReH where the material yields visibly, else Rp0.2 or Rt0.5, for standards that leave it so. MPa and per cent, but for ksi.

`A transverse` relaxes `A` for transverse tests; a file that has it has it for every thickness that `A` is for.
"""

IMPACT = re.compile(r"KV (?P<celsius>[+-]\d{1,3})")
"""`KV -20` is the least mean energy in J of three full-size (10 x 10 mm) specimens with a V notch at -20 °C."""

_NUMBER = r"\d+(?:\.\d+)?"
_RANGE = re.compile(rf"(?:<= (?P<most>{_NUMBER})|>= (?P<least>{_NUMBER})|(?P<low>{_NUMBER}) - (?P<high>{_NUMBER}))")


class Range(BaseModel):
    """What a value may be, with the digits that the standard prints: they say to which digit one rounds."""

    model_config = ConfigDict(frozen=True)

    minimum: Decimal | None = None
    maximum: Decimal | None = None

    @model_validator(mode="after")
    def _low_before_high(self) -> Range:
        if self.minimum is not None and self.maximum is not None and self.minimum > self.maximum:
            raise ValueError(f"the minimum {self.minimum} is above the maximum {self.maximum}")
        return self


def _range(written: object) -> object:
    """Reads `<= 1.60`, `>= 355` or `0.17 - 0.24`; a bare number would lose its trailing zeros in YAML."""
    match = _RANGE.fullmatch(written) if isinstance(written, str) else None
    if match is None:
        raise ValueError(f"{written!r} is not written like '<= 1.60', '>= 355' or '0.17 - 0.24', in quotes")
    return {"minimum": match["least"] or match["low"], "maximum": match["most"] or match["high"]}


class Band(BaseModel):
    """Limits for a nominal thickness or diameter over `over` and up to `up_to` mm; an end that is not given is open.

    Where a standard says "3 mm and more" and "below 3 mm", `at_least` and `below` do.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    over: Annotated[Decimal, Field(ge=0)] | None = None
    at_least: Annotated[Decimal, Field(gt=0)] | None = None
    up_to: Annotated[Decimal, Field(gt=0)] | None = None
    below: Annotated[Decimal, Field(gt=0)] | None = None
    limits: Annotated[dict[str, Annotated[Range, BeforeValidator(_range)]], Field(min_length=1)]

    @model_validator(mode="after")
    def _has_an_inside(self) -> Band:
        lower = max((end for end in (self.over, self.at_least) if end is not None), default=Decimal(0))
        if any(end is not None and lower >= end for end in (self.up_to, self.below)):
            raise ValueError(f"the band '{self}' holds no thickness")
        return self

    def holds(self, thickness_mm: Decimal) -> bool:
        """Whether a thickness is in the band."""
        return (
            (self.over is None or thickness_mm > self.over)
            and (self.at_least is None or thickness_mm >= self.at_least)
            and (self.up_to is None or thickness_mm <= self.up_to)
            and (self.below is None or thickness_mm < self.below)
        )

    def __str__(self) -> str:
        """Says the band in words; empty where it holds every thickness."""
        ends = (("over", self.over), ("from", self.at_least), ("up to", self.up_to), ("below", self.below))
        words = " ".join(f"{word} {end.normalize():f}" for word, end in ends if end is not None)
        return f"{words} mm" if words else ""


class Table(BaseModel):
    """Limits of one standard, edition and group of forms. `verified` says whether two sources or a person confirmed them."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    values: Values
    standard: str
    edition: str
    since: int | None = None
    until: int | None = None
    cited_by: tuple[str, ...] = ()
    forms: tuple[str, ...] = ()
    conditions: tuple[str, ...] = ()
    analysis: Analysis = "heat"
    always_tested: bool = False
    """Whether the standard has it tested at every specific inspection (EN 10204: 3.1, 3.2), not only where that was agreed."""
    source: Annotated[str, Field(min_length=3)]
    verified: bool
    bands: Annotated[tuple[Band, ...], Field(min_length=1)]

    @model_validator(mode="after")
    def _names_are_known(self) -> Table:
        for standard in (self.standard, *self.cited_by):
            if len(specifications_in(standard)) != 1:
                raise ValueError(f"{standard!r} is not one EN, ISO or ASTM standard")
        known = {"mechanical": MECHANICAL, "chemistry": ELEMENTS | {CARBON_EQUIVALENT}}.get(
            self.values, frozenset(name for band in self.bands for name in band.limits if IMPACT.fullmatch(name))
        )
        parts = {part for band in self.bands for name in band.limits for part in ([name] if name in known else name.split("+"))}
        if strange := sorted(parts - known) or sorted(set(self.forms) - FORMS):
            raise ValueError(f"{strange[0]!r} is not a name that {self.values} tables know")
        if self.since is None and self.until is None and not re.fullmatch(r"(19|20)\d\d", self.edition):
            raise ValueError(f"the edition {self.edition!r} is no year, so 'since' or 'until' has to say which years it is for")
        return self

    @property
    def specification(self) -> Specification:
        """The standard by its number alone."""
        return specifications_in(self.standard)[0]

    @property
    def dated_standard(self) -> str:
        """The standard with its edition, as messages name it."""
        return f"{self.standard}{':' if self.edition[0].isdigit() else ' '}{self.edition}"

    def is_of(self, wanted: Specification) -> bool:
        """Whether it belongs to that standard, whatever the edition."""
        return any(specifications_in(standard)[0].is_part_of(wanted) for standard in (self.standard, *self.cited_by))

    def is_edition_of(self, wanted: Specification) -> bool:
        """Whether it holds for the edition that is named; a year named of a standard that only cites this one says nothing of it."""
        if wanted.year is None or not self.specification.is_part_of(wanted):
            return True
        if self.since is None and self.until is None:
            return wanted.year == int(self.edition)
        return (self.since or wanted.year) <= wanted.year <= (self.until or wanted.year)


class GradeLimits(BaseModel):
    """A limits file."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    grade: str
    aliases: tuple[str, ...] = ()
    tables: Annotated[tuple[Table, ...], Field(min_length=1)]
