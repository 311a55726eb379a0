"""Notched bar impact tests against their limit: mean and single values at the temperature asked for, specimens narrower than 10 mm."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_EVEN, Decimal

from domain.paper import Group
from validate.limits.comparison import Bound, Limit
from validate.limits.pairing import number_of
from validate.limits.selection import Limits
from validate.limits.tables import IMPACT

FULL_WIDTH_MM = Decimal(10)
NARROWEST_MM = Decimal(5)
"""EN 10025-1 has no results of narrower specimens."""
LEAST_SINGLE = Decimal("0.7")
"""Of three single values one may be below the mean asked for, and none below this share of it (EN 10025-1, 9.2.2.3.2; EN ISO 404)."""
SET = 3
_TENTH = Decimal("0.1")


@dataclass(frozen=True)
class Tested:
    """An impact test, at `impact[index]` of its heat: °C, J, and the specimen's width in mm; None is what the paper does not say."""

    index: int
    celsius: Decimal | None
    energies: tuple[Decimal, ...]
    stated_mean: Decimal | None
    width_mm: Decimal | None

    @property
    def is_loose(self) -> bool:
        """Whether it is a part of a set: some single values and no mean."""
        return 0 < len(self.energies) < SET and self.stated_mean is None

    @property
    def mean(self) -> Decimal | None:
        """The lower of the stated mean and that of a whole set of single values; None where there is neither."""
        own = (sum(self.energies, Decimal(0)) / len(self.energies)).quantize(_TENTH, ROUND_HALF_EVEN) if len(self.energies) >= SET else None
        # Works round their means to whole joules.
        if own is None or (self.stated_mean is not None and abs(own - self.stated_mean) <= 1):
            return self.stated_mean
        return min(value for value in (own, self.stated_mean) if value is not None)


@dataclass(frozen=True)
class Asked:
    """The least mean energy that a grade must have at a temperature, in J of full-size specimens."""

    celsius: Decimal
    bound: Bound
    symbol: str

    def for_width(self, width_mm: Decimal | None) -> Bound:
        """The limit of specimens of that width: in proportion to it, to a tenth of a joule (EN 10025-1, EN ISO 148-1)."""
        if width_mm is None or width_mm >= FULL_WIDTH_MM:
            return self.bound
        least = (self.bound.value * width_mm / FULL_WIDTH_MM).quantize(_TENTH, ROUND_HALF_EVEN)
        return Bound(least, self.bound.specification, self.bound.band, self.bound.verified)

    def for_singles(self, width_mm: Decimal | None) -> Limit:
        """What no single value may be below."""
        whole = self.for_width(width_mm)
        return Limit(Bound((whole.value * LEAST_SINGLE).quantize(_TENTH), whole.specification, whole.band, whole.verified))


def asked_for(limits: Limits) -> Iterator[Asked]:
    """What the grade must withstand, by temperature."""
    for symbol, limit in limits.impact.items():
        match = IMPACT.fullmatch(symbol)
        if match and limit.minimum:
            yield Asked(Decimal(match["celsius"]), limit.minimum, symbol)


def tests_of(heat: Group) -> list[Tested]:
    """The impact tests of a heat that have a value; single values of one temperature that stand in tests of their own are one set."""
    found: list[Tested] = []
    for index, test in enumerate(heat.groups("impact")):
        singles = (number_of(leaf) for path, leaf in test.leaves() if path.startswith("energy_j"))
        energies = tuple(value for value in singles if value is not None)
        mean = test.leaf("mean_j")
        stated = number_of(mean) if mean else None
        one = Tested(index, test.decimal("temperature_c"), energies, stated, test.decimal("specimen_width_mm"))
        last = found[-1] if found else None
        if last and one.is_loose and last.is_loose and (last.celsius, last.width_mm) == (one.celsius, one.width_mm):
            found[-1] = replace(last, energies=last.energies + one.energies)
        elif energies or stated is not None:
            found.append(one)
    return found
