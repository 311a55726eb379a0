"""Impact tests in units of other countries: foot-pounds and degrees Fahrenheit become joules and degrees Celsius; strength per area is no energy."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from domain.paper import Group, Leaf, Node
from extract.certificate.energies import energies_of
from extract.page.layout import Layout, Token
from extract.shape.candidates import weakened

FOOT_POUND, KILOGRAM_METRE = Decimal("1.355818"), Decimal("9.80665")
"""Joules (NIST SP 811, appendix B)."""
OTHER_UNIT = 0.5
"""What a value is worth where the paper prints two units, and in which it is was not told."""
PER_AREA = "its impact tests are printed as strength per area (J/cm²), which is no energy"
TWO_UNITS = "its impact tests are printed in units of two countries"
_JOULES = re.compile(r"(?<![^\W\d_/.])(?:J|Joules?)\b(?!\s?/\s?cm)")
_ENERGIES = (
    (re.compile(r"\b(?:ft|foot)[ .·*/-]{0,3}(?:lb|pound)s?f?\b", re.IGNORECASE), FOOT_POUND, "ft·lbf"),
    (re.compile(r"\bkgf?[·.*-]?m\b"), KILOGRAM_METRE, "kgf·m"),
)
_AREA = re.compile(r"J\s?/\s?cm")
_TOUGHNESS = re.compile(r"\bKC[UV]\b")
"""The symbols of strength per area; `KCV [J]` means an energy all the same."""
_FAHRENHEIT = re.compile(r"°\s?F\b|(?<![\w/.,-])[-–−]?\d{1,3}\s?F\b(?!\.\s?\d)|\bdeg\.?\s?F\b|\(F\)|Fahrenheit", re.IGNORECASE)
"""A bare letter only right behind a temperature: in `70557-1  F  längs` it is where a plate's piece was taken, in `T. 998 F. 55` the leaf of a register."""
_CELSIUS = re.compile(r"[°º]\s?C\b|\d\s?C\b|\bdeg\.?\s?C\b|\(C\)|Celsius", re.IGNORECASE)
_DEGREES = re.compile(r"°?\s?F[.,;:)]*")


@dataclass(frozen=True)
class _Units:
    """The units that a paper with impact tests prints: joules in its own unit (None: joules), and whether that and the degrees are doubtful."""

    other: tuple[Decimal, str] | None
    has_joules: bool
    per_area: bool
    fahrenheit: bool
    celsius: bool

    @property
    def are_two(self) -> bool:
        """Whether energies or temperatures are printed in two units."""
        return (self.has_joules and (self.other is not None or self.per_area)) or (self.fahrenheit and self.celsius)


def in_si_units(heats: Sequence[Group], layout: Layout) -> tuple[list[Group], list[str]]:
    """The heats with their impact tests in joules and degrees Celsius, and what a person has to know of their units."""
    if not any(heat.groups("impact") for heat in heats):
        return list(heats), []
    units = _units_of(
        "\n".join(line.text for line in layout.lines), "\n".join(phrase.text for line in layout.lines for phrase in line.phrases)
    )
    if units == _Units(None, has_joules=units.has_joules, per_area=False, fahrenheit=False, celsius=units.celsius):
        return list(heats), []
    degrees = [left for line in layout.lines for left, right in pairwise(line.tokens) if _DEGREES.fullmatch(right.text)]
    notes = [PER_AREA] if units.per_area else [TWO_UNITS] if units.are_two else []
    return [_each_test(heat, lambda test: _told(_with_degrees_apart(test, degrees), units)) for heat in heats], notes


def _units_of(text: str, phrases: str) -> _Units:
    """The units in the text of a paper by its lines, and of degrees Fahrenheit by its phrases: a letter in the next cell is no unit."""
    other = next(((joules, unit) for pattern, joules, unit in _ENERGIES if pattern.search(text)), None)
    joules, area, toughness, celsius = (pattern.search(text) is not None for pattern in (_JOULES, _AREA, _TOUGHNESS, _CELSIUS))
    fahrenheit = _FAHRENHEIT.search(phrases) is not None
    return _Units(other, has_joules=joules, per_area=area or (toughness and not joules), fahrenheit=fahrenheit, celsius=celsius)


def _told(test: Group, units: _Units) -> Group:
    """A test in joules and degrees Celsius; one whose units are open is doubtful, and one that has no energies in any is none."""
    if units.are_two:
        return _changed(test, lambda leaf: weakened(leaf, OTHER_UNIT), ("energy_j", "mean_j", "temperature_c"))
    if units.per_area:
        return Group({})
    if units.other:
        joules, unit = units.other
        test = _changed(test, lambda leaf: _derived(leaf, Decimal(leaf.value) * joules, unit), ("energy_j", "mean_j"))
    if units.fahrenheit:
        test = _changed(test, lambda leaf: _derived(leaf, (Decimal(leaf.value) - 32) * 5 / 9, "°F"), ("temperature_c",))
    return test


def _derived(leaf: Leaf, value: Decimal, unit: str) -> Leaf:
    """A value in the usual unit, to a tenth; its text keeps the one that is printed, as with strengths: `95 ft·lbf`."""
    rounded = value.quantize(Decimal("0.1"))
    plain = rounded.to_integral_value() if rounded == rounded.to_integral_value() else rounded
    return leaf.model_copy(update={"value": f"{plain:f}", "text": f"{leaf.text.rstrip(',;')} {unit}", "source": "derived"})


def _changed(test: Group, change: Callable[[Leaf], Leaf], names: Sequence[str]) -> Group:
    told: dict[str, Node] = dict(test.root)
    for name in names:
        node = told.get(name)
        if isinstance(node, Leaf):
            told[name] = change(node)
        elif isinstance(node, list):
            told[name] = [change(each) for each in node if isinstance(each, Leaf)]
    return Group(told)


def _each_test(heat: Group, change: Callable[[Group], Group]) -> Group:
    tests = [test for each in heat.groups("impact") if (test := change(each)).root]
    rest = {name: node for name, node in heat.root.items() if name != "impact"}
    return Group({**rest, "impact": tests} if tests else rest)


def _with_degrees_apart(test: Group, degrees: Sequence[Token]) -> Group:
    """The test without energies that are degrees: the `32` of `95 ft-lbs at 32 F` is its temperature."""
    energies = energies_of(test)
    apart = [each for each in energies if any(_stands_in(each, token) for token in degrees)]
    if not apart:
        return test
    return Group({"temperature_c": apart[0], **test.root, "energy_j": [each for each in energies if each not in apart]})


def _stands_in(leaf: Leaf, token: Token) -> bool:
    x0, top, x1, bottom = token.word.on_page
    x, y = (leaf.box[0] + leaf.box[2]) / 2, (leaf.box[1] + leaf.box[3]) / 2
    return x0 < x < x1 and top < y < bottom
