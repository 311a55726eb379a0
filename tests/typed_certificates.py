"""Certificates as a typewriter sets them, printed or scanned, and what was read of their heats, for tests of many small ones."""

from __future__ import annotations

from typing import Literal

from domain.paper import Group, Leaf, Reading
from tests.press import Row, read, sheet, typed

Source = Literal["text", "ocr"]
MEDIA: tuple[Source, ...] = ("text", "ocr")
HEAD: list[Row] = [
    (50.0, {50.0: "Northfield Alloys Ltd"}),
    (80.0, {50.0: "Inspection certificate 3.1 EN 10204"}),
    (110.0, {50.0: "Certificate No.: W080110", 300.0: "Your order: 4500017325"}),
]


def reading_of(text: str, source: Source = "text") -> Reading:
    """What a certificate says that is typed so below its head."""
    return read(sheet([*HEAD, *typed(text)], source=source))


def heats_of(text: str, source: Source = "text") -> list[Group]:
    """The heats of such a certificate."""
    return reading_of(text, source).heats


def chemistry(heat: Group) -> dict[str, str]:
    """The contents of a heat."""
    return {symbol: leaf.value for symbol, leaf in heat.table("chemistry").items()}


def strengths(heat: Group) -> list[tuple[str | None, ...]]:
    """Yield, tensile strength and elongation of each tensile test."""
    return [tuple(test.text(name) for name in ("yield_mpa", "tensile_mpa", "elongation_pct")) for test in heat.groups("tensile")]


def impacts(heat: Group) -> list[tuple[str | None, list[str], str | None]]:
    """Temperature, single values and mean of each impact test."""
    return [(test.text("temperature_c"), _values(test, "energy_j"), test.text("mean_j")) for test in heat.groups("impact")]


def hardnesses(heat: Group) -> list[tuple[str | None, str | None]]:
    """Value and scale of each hardness."""
    return [(test.text("value"), test.text("scale")) for test in heat.groups("hardness")]


def _values(test: Group, name: str) -> list[str]:
    listed = test.root.get(name)
    return [leaf.value for leaf in listed if isinstance(leaf, Leaf)] if isinstance(listed, list) else []
