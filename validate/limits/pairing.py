"""Puts each value of a heat beside the limit that it can be held against, or says why it can be held against none."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from domain.paper import Group, Leaf
from validate.limits.comparison import Limit, strictest
from validate.limits.selection import Limits
from validate.limits.tables import CARBON_EQUIVALENT

MPA_PER_KSI = Decimal("6.894757")
THICK_FLAT, THICK_ROUND = Decimal("6.3"), Decimal(10)
"""From this thickness in mm a proportional test piece is at least 50 mm long."""
UNHEARD_OF = Decimal(1_000_000)
"""No content, strength or elongation in mass %, MPa or % comes near this."""

_QUANTITIES = {"yield_mpa": "Yield strength", "tensile_mpa": "Tensile strength", "elongation_pct": "Elongation"}
_KIND_FIELDS = {"yield_mpa": "yield_kind", "elongation_pct": "elongation_kind"}
# What a stated kind may be held against. A kind that is not stated is taken for the usual ones: nobody leaves Rp1.0 unnamed.
_SYMBOLS: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "yield_mpa": {
        **dict.fromkeys(("", "RE", "YS", "YIELD"), ("ReH", "Re", "Rp0.2")),
        **dict.fromkeys(("REH", "YP"), ("ReH", "Re")),
        "RP02": ("Rp0.2", "Re"),
        "RT05": ("Re",),
        "RP1": ("Rp1.0",),
        "RP10": ("Rp1.0",),
    },
    "tensile_mpa": {"": ("Rm",)},
    "elongation_pct": {
        **dict.fromkeys(("", "EL"), ("A", "A50", "A80", "A200")),
        **dict.fromkeys(("A", "A5", "A565"), ("A",)),
        **dict.fromkeys(("A50", "A50MM", "A2IN"), ("A50",)),
        **dict.fromkeys(("A80", "A80MM"), ("A80",)),
        **dict.fromkeys(("A200", "A200MM", "A8IN"), ("A200",)),
    },
}
_EQUIVALENT_DIVISORS = {"C": 1, "Mn": 6, "Cr": 5, "Mo": 5, "V": 5, "Ni": 15, "Cu": 15}


@dataclass(frozen=True)
class Pair:
    """A value of the paper, at `path` below its heat, and its limit; `obstacle` says why there is none to hold it against."""

    path: str
    name: str
    printed: str
    value: Decimal
    unit: str
    limit: Limit | None
    obstacle: str = ""


def chemistry_pairs(heat: Group, limits: Limits) -> Iterator[Pair]:
    """The contents in mass % that have a limit; an element that is not on the paper is unknown, not zero, and yields nothing."""
    contents = heat.table("chemistry")
    for name, limit in limits.chemistry.items():
        leaf = heat.leaf("carbon_equivalent") if name == CARBON_EQUIVALENT else contents.get(name)
        path = "carbon_equivalent" if name == CARBON_EQUIVALENT else f"chemistry.{name}"
        if leaf is not None:
            yield _pair(path, name, leaf, "%", limit)
        elif "+" in name:
            yield from _sum_pair(name, contents, limit)


def _sum_pair(name: str, contents: Mapping[str, Leaf], limit: Limit) -> Iterator[Pair]:
    parts = [number_of(contents[element]) for element in name.split("+") if element in contents]
    known = [part for part in parts if part is not None]
    if len(known) == len(name.split("+")):
        total = sum(known, Decimal(0))
        yield Pair("chemistry", name, str(total), total, "%", limit)


def mechanical_pairs(heat: Group, limits: Limits) -> Iterator[Pair]:
    """Yield strength, tensile strength and elongation of every tensile test; ReH and Rp0.2, A and A80 never stand for one another."""
    for index, test in enumerate(heat.groups("tensile")):
        for field, name in _QUANTITIES.items():
            leaf = test.leaf(field)
            if leaf is not None:
                yield _mechanical_pair(f"tensile[{index}].{field}", field, name, leaf, test, limits)


def _mechanical_pair(path: str, field: str, name: str, leaf: Leaf, test: Group, limits: Limits) -> Pair:
    stated = test.text(_KIND_FIELDS.get(field, "")) or ""
    kinds = _SYMBOLS[field]
    symbols = kinds.get("".join(each for each in stated.upper() if each.isalnum()), ())
    if "A" in symbols and _is_transverse(test) and "A transverse" in limits.mechanical:
        symbols = ("A transverse", *(symbol for symbol in symbols if symbol != "A"))
    label = f"{name} {stated}".strip()
    unit = "%" if field == "elongation_pct" else "MPa"
    printed_ksi = _printed_ksi(leaf)
    if printed_ksi is not None and (in_ksi := _joined(limits, [f"{symbol} ksi" for symbol in symbols])):
        return Pair(path, label, str(printed_ksi), printed_ksi, "ksi", in_ksi)
    limit = _joined(limits, symbols)
    if limit is not None:
        return _pair(path, label, leaf, unit, limit)
    if symbols == ("A",) and (longer := _on_fifty(limits, leaf)):
        return _pair(path, label, leaf, unit, longer)
    others = sorted({symbol for group in kinds.values() for symbol in group} & set(limits.mechanical))
    why = f"the limits on file are for {' and '.join(others)}, which is not the same" if others else "no limit for it is on file"
    return Pair(path, label, leaf.value, Decimal(0), unit, None, why)


def _on_fifty(limits: Limits, leaf: Leaf) -> Limit | None:
    """The limit of the elongation on 50 mm, where one on a proportional length (A, A5) that reaches it bears it out; else None.

    A proportional length is 5.65 times the root of the section, so from 78.5 mm² on it is no shorter than 50 mm, and on the longer
    of two lengths of one piece the elongation is the smaller one (ISO 2566-1:2021, clause 5: A of one length is that of another times
    the ratio of lengths to the power of 0.4). A flat piece 12.5 mm wide has that section from 6.3 mm, a round one from 10 mm. A value
    that falls short says nothing, as the other way round: no finding is ever made of one kind by the other.
    """
    limit, value = limits.mechanical.get("A50"), number_of(leaf)
    if limit is None or limit.minimum is None or value is None or limits.thickness_mm is None:
        return None
    least = THICK_FLAT if limits.is_flat else THICK_ROUND
    return limit if limits.thickness_mm >= least and value >= limit.minimum.value else None


def _pair(path: str, name: str, leaf: Leaf, unit: str, limit: Limit) -> Pair:
    value = number_of(leaf)
    if value is None:
        return Pair(path, name, leaf.value, Decimal(0), unit, None, "it is no number that such a value can be")
    if limit.is_contradictory:
        return Pair(path, name, leaf.value, value, unit, None, "the limits on file exclude one another unless thickness and form are known")
    return Pair(path, name, leaf.value, value, unit, limit)


def _joined(limits: Limits, symbols: list[str] | tuple[str, ...]) -> Limit | None:
    found = [limits.mechanical[symbol] for symbol in symbols if symbol in limits.mechanical]
    return strictest(found) if found else None


def _is_transverse(test: Group) -> bool:
    return (test.text("direction") or "").lower().startswith(("trans", "quer"))


def _printed_ksi(leaf: Leaf) -> Decimal | None:
    """The value in ksi where the paper prints ksi and the reading turned it into MPa.

    The two systems are to be used each for itself: 58 ksi are 399.9 MPa, which a limit of 400 MPa would refuse.
    """
    printed, value = _decimal(leaf.text.replace(",", ".")), number_of(leaf)
    if leaf.source != "derived" or printed is None or value is None or printed <= 0:
        return None
    return printed if abs(value - printed * MPA_PER_KSI) <= Decimal("0.1") else None


def number_of(leaf: Leaf) -> Decimal | None:
    """The leaf's value as a number that a content, a strength or an elongation can be; None for others."""
    value = _decimal(leaf.value)
    return value if value is not None and 0 <= value < UNHEARD_OF else None


def _decimal(text: str) -> Decimal | None:
    try:
        value = Decimal(text)
    except InvalidOperation:
        return None
    return value if value.is_finite() else None


def carbon_equivalent(contents: Mapping[str, Leaf]) -> tuple[Decimal, bool] | None:
    """C + Mn/6 + (Cr+Mo+V)/5 + (Ni+Cu)/15 of the elements on the paper, and whether it is complete; None without C and Mn.

    Without some of its elements it is a lower bound.
    """
    known = {
        element: value for element in _EQUIVALENT_DIVISORS if element in contents and (value := number_of(contents[element])) is not None
    }
    if not {"C", "Mn"} <= known.keys():
        return None
    total = sum((value / _EQUIVALENT_DIVISORS[element] for element, value in known.items()), Decimal(0))
    return total, len(known) == len(_EQUIVALENT_DIVISORS)
