"""Limits and how an observed value is held against them: rounded to the limit's last digit, half to even (ASTM E29)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal


@dataclass(frozen=True)
class Bound:
    """One end of a limit: the value as the standard writes it, the standard with its edition, and the thickness band it is for."""

    value: Decimal
    specification: str
    band: str = ""
    verified: bool = True


@dataclass(frozen=True)
class Limit:
    """What a value may be; an end that is None is open."""

    minimum: Bound | None = None
    maximum: Bound | None = None

    @property
    def is_contradictory(self) -> bool:
        """Whether no value fits, because limits that exclude one another were joined."""
        return self.minimum is not None and self.maximum is not None and self.minimum.value > self.maximum.value


@dataclass(frozen=True)
class Breach:
    """A value beyond an end of its limit; `is_borderline` where rounding to the limit's last digit brings it back inside."""

    bound: Bound
    is_above: bool
    excess: Decimal
    is_borderline: bool

    @property
    def expected(self) -> str:
        """The end that was crossed, such as `<= 1.60`."""
        return f"{'<=' if self.is_above else '>='} {self.bound.value}"


def breach(value: Decimal, limit: Limit) -> Breach | None:
    """The end of the limit that a finite value lies beyond; None where it lies inside."""
    if limit.maximum is not None and value > limit.maximum.value:
        return _beyond(value, limit.maximum, is_above=True)
    if limit.minimum is not None and value < limit.minimum.value:
        return _beyond(value, limit.minimum, is_above=False)
    return None


def _beyond(value: Decimal, bound: Bound, *, is_above: bool) -> Breach:
    excess = abs(value - bound.value)
    # What is a whole digit away stays away, however it is rounded; so only values of a sane size are ever rounded.
    is_near = excess < Decimal(1).scaleb(_exponent(bound.value))
    return Breach(bound, is_above, excess, is_near and value.quantize(bound.value, ROUND_HALF_EVEN) == bound.value)


def strictest(limits: Iterable[Limit]) -> Limit:
    """The highest minimum and the lowest maximum of all, each written as finely as the finest of them.

    Written so, what passes the result passes every one of them, by rounding too.
    """
    known = list(limits)
    return Limit(
        minimum=_tightest([limit.minimum for limit in known if limit.minimum], is_maximum=False),
        maximum=_tightest([limit.maximum for limit in known if limit.maximum], is_maximum=True),
    )


def _tightest(bounds: Sequence[Bound], *, is_maximum: bool) -> Bound | None:
    if not bounds:
        return None
    choose = min if is_maximum else max
    # Of equal values, the one that somebody has verified speaks.
    tight = choose(bounds, key=lambda bound: (bound.value, bound.verified != is_maximum))
    finest = min(_exponent(bound.value) for bound in bounds)
    return Bound(tight.value.quantize(Decimal(1).scaleb(finest)), tight.specification, tight.band, tight.verified)


def _exponent(value: Decimal) -> int:
    exponent = value.as_tuple().exponent
    assert isinstance(exponent, int), "limits are finite"
    return exponent
