"""How far a result is from its limit, in words: what a table of results against limits says of each."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from validate.limits.comparison import breach
from validate.limits.pairing import Pair


@dataclass(frozen=True)
class Margin:
    """The verdict on a result: `within`, `borderline`, `out` or `unknown`; the room left (below zero: what it is over or short) and the sentence."""

    verdict: str
    room: Decimal | None
    words: str


def margin(pair: Pair) -> Margin:
    """The room between a result and the nearer end of its limit, in the result's unit; None where there is nothing to hold it against."""
    if pair.limit is None:
        return Margin("unknown", None, f"cannot be checked: {pair.obstacle}")
    crossed = breach(pair.value, pair.limit)
    if crossed is not None:
        side = "above" if crossed.is_above else "below"
        rounded = ", inside only when rounded" if crossed.is_borderline else ""
        verdict = "borderline" if crossed.is_borderline else "out"
        return Margin(verdict, -crossed.excess, f"{crossed.excess:f} {pair.unit} {side} the limit{rounded}")
    ends = [
        *([pair.limit.maximum.value - pair.value] if pair.limit.maximum else []),
        *([pair.value - pair.limit.minimum.value] if pair.limit.minimum else []),
    ]
    if not ends:
        return Margin("unknown", None, "cannot be checked: its limit is open at both ends")
    return Margin("within", min(ends), f"within, by {min(ends):f} {pair.unit}")
