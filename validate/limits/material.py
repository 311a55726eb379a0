"""What material a line of a certificate is about: grade, standard, form, thickness and condition, from the order or else the paper."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from domain.orders import OrderLine
from domain.paper import Group
from validate.limits.designations import specifications_in, tidied
from validate.limits.selection import Limits, limits_for

THICKEST_MM = Decimal(400)
"""No limits on file reach further; a pair of sizes beyond it is the length and width of a sheet."""
MOST_SIZES = 3

_NUMBER = r"\d+(?:[.,]\d+)?"
_SIZES = re.compile(rf"(?<![\d.,])({_NUMBER}(?:\s*(?:mm)?\s*[x×*]\s*{_NUMBER})+)(?![\d.,])", re.IGNORECASE)
_DIAMETER = re.compile(
    rf"(?:[Øø⌀∅]|\b(?:dia(?:meter)?\b\.?|durchmesser|rd\b\.?|thk\b\.?|thickness|dicke|[dt]\s*=))\s*[:=]?\s*({_NUMBER})(?![\d.,])",
    re.IGNORECASE,
)
_MILLIMETRES = re.compile(rf"^\s*({_NUMBER})\s*mm\s*$", re.IGNORECASE)
_INCHES = re.compile(r"\d\s*(?:\"|″|''|in\b|inch|ft\b)", re.IGNORECASE)
_GROUPED = re.compile(r"[1-9]\d{0,2}[.,]\d{3}")
"""2.000 in sizes is two metres, not two millimetres to a thousandth."""


@dataclass(frozen=True)
class Material:
    """What limits are looked up by; None is what neither the order nor the paper says."""

    grade: str | None
    standard: str | None = None
    form: str | None = None
    thickness_mm: Decimal | None = None
    condition: str | None = None
    description: str | None = None

    def limits(self) -> Limits | None:
        """The limits on file; None where there are none, or no grade is known."""
        if self.grade is None:
            return None
        return limits_for(
            self.grade,
            standard=self.standard,
            form=self.form,
            thickness_mm=self.thickness_mm,
            condition=self.condition,
            description=self.description,
        )


def material_of(line: Group, ordered: OrderLine | None) -> Material:
    """The material that was ordered; where the order is silent, what the paper says."""
    condition = line.text("delivery_condition")
    thickness = _thickness_on(line)
    if ordered is None:
        named = line.text("product_form")
        return Material(line.text("grade"), line.text("standard"), named, thickness, condition, line.text("description"))
    return Material(
        ordered.grade or line.text("grade"),
        _standard(ordered.standard, line.text("standard")),
        ordered.product_form or line.text("product_form"),
        ordered.thickness_mm or thickness,
        condition,
        ordered.description,
    )


def _standard(ordered: str | None, on_paper: str | None) -> str | None:
    """The ordered standard; its edition as the paper says where the order leaves it open."""
    if not ordered:
        return on_paper
    asked = specifications_in(ordered)
    stated = [each for each in specifications_in(on_paper or "") if each.year is not None and any(each.is_part_of(want) for want in asked)]
    return str(stated[0]) if stated and all(each.year is None for each in asked) else ordered


def _thickness_on(line: Group) -> Decimal | None:
    found = {thickness for name in ("dimensions", "description") if (thickness := thickness_in(line.text(name) or "")) is not None}
    return found.pop() if len(found) == 1 else None


def thickness_in(text: str) -> Decimal | None:
    """The thickness or diameter in mm that a text's sizes name without doubt; None where they name none or several.

    Of sizes such as 12x2000x6000, 60.3x10 or 50x50x5 it is the least: the plate's thickness, the wall, the leg.
    """
    text = tidied(text)
    if _INCHES.search(text):
        return None
    sizes = [[_millimetres(number) for number in re.findall(_NUMBER, match[1])] for match in _SIZES.finditer(text)]
    if any(len(numbers) > MOST_SIZES for numbers in sizes):
        return None
    found = {min(numbers) for numbers in sizes} or {_millimetres(match[1]) for match in _DIAMETER.finditer(text)}
    if match := _MILLIMETRES.match(text):
        found.add(_millimetres(match[1]))
    thickness = found.pop() if len(found) == 1 else None
    return thickness if thickness is not None and 0 < thickness <= THICKEST_MM else None


def _millimetres(number: str) -> Decimal:
    return Decimal(re.sub(r"[.,]", "", number) if _GROUPED.fullmatch(number) else number.replace(",", "."))
