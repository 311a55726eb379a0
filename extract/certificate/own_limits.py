"""A certificate of analysis against itself: whether a result lies within the limits that the supplier prints beside it.

Those limits are not what was agreed, and a result within them proves nothing. One outside of them is no result to accept unseen.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from domain.paper import Property
from extract.text.folding import folded
from extract.text.numbers import NumberError, NumberStyle, parse_number

_NUMBER = r"[-+]?\d[\d.,]*"
_SPAN = re.compile(rf"(?P<low>{_NUMBER})\s*(?:-|–|—|\.\.\.|…|to|bis|a|à|al|hasta|tot|do)\s*(?P<high>{_NUMBER})")
_ABOUT = re.compile(rf"(?P<mid>{_NUMBER})\s*(?:±|\+/-|\+-)\s*(?P<by>{_NUMBER})")
_LEAST = re.compile(rf"(?:≥|>=|>|min(?:\.|imum|imo|imal)?:?)\s*(?P<low>{_NUMBER})|(?P<before>{_NUMBER})\s*min\.?")
_MOST = re.compile(rf"(?:≤|<=|<|max(?:\.|imum|imo|imal)?:?|maks\.?)\s*(?P<high>{_NUMBER})|(?P<before>{_NUMBER})\s*max\.?")
_BOUND = "<>≤≥"


def holds(limits: str, result: str, unit: str = "") -> bool | None:
    """Whether the result is within the limits, both as printed; None where one is no plain number, or can be read in two ways that differ."""
    told = {
        verdict
        for sign in (",", ".")
        if (verdict := _holds(_bare(limits, unit), _bare(result, unit), NumberStyle(sign, certain=True))) is not None
    }
    return told.pop() if len(told) == 1 else None


def outside(properties: Sequence[Property]) -> Iterator[str]:
    """A note for each result that is outside its own limits, the end of “Somebody has to look because …”."""
    for each in properties:
        if holds(each.limits, each.result, each.unit) is False:
            yield f"{each.name[:60]} is {each.result[:30]}, outside of the {each.limits[:40]} that it prints beside it"


def _bare(text: str, unit: str) -> str:
    plain = folded(text).strip()
    return plain.removesuffix(folded(unit).strip()).strip() if unit.strip() else plain


def _holds(limits: str, result: str, style: NumberStyle) -> bool | None:
    bounds = _bounds(limits, style)
    sign, value = (result[:1], _number(result[1:], style)) if result[:1] in tuple(_BOUND) else ("", _number(result, style))
    if bounds is None or value is None:
        return None
    low, high = bounds
    if (sign in ("", "<", "≤") and low is not None and value < low) or (sign in ("", ">", "≥") and high is not None and value > high):
        return False
    if sign and not (sign in "<≤" and low is None) and not (sign in ">≥" and high is None):
        return None  # less than a number that is within says nothing of the lower limit
    within = (low is None or value >= low) and (high is None or value <= high)
    return True if within else None


def _bounds(limits: str, style: NumberStyle) -> tuple[Decimal | None, Decimal | None] | None:
    if hit := _SPAN.fullmatch(limits):
        low, high = _number(hit["low"], style), _number(hit["high"], style)
        return (low, high) if low is not None and high is not None and low <= high else None
    if hit := _ABOUT.fullmatch(limits):
        middle, by = _number(hit["mid"], style), _number(hit["by"], style)
        return (middle - by, middle + by) if middle is not None and by is not None else None
    if hit := _LEAST.fullmatch(limits):
        low = _number(hit["low"] or hit["before"], style)
        return (low, None) if low is not None else None
    if hit := _MOST.fullmatch(limits):
        high = _number(hit["high"] or hit["before"], style)
        return (None, high) if high is not None else None
    return None


def _number(text: str, style: NumberStyle) -> Decimal | None:
    try:
        return Decimal(parse_number(text.strip(), style))
    except (NumberError, ArithmeticError):
        return None
