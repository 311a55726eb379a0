"""How wide the specimens of impact tests were and how warm, where a certificate prints it away from the results: `10 x 7.5`, `sub-size 5 mm`, `-20 °C`.

A limit is for specimens of 10 x 10 mm; narrower ones absorb less in proportion.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal

from domain.paper import Group, Leaf
from extract.page.layout import Layout, Line
from extract.shape.candidates import leaf
from extract.text.folding import folded

FULL = Decimal(10)
_IMPACT = re.compile(
    r"impact|charpy|notch|\bkv|\bcvn\b|iso-?v|kerbschlag|resilien|kerfslag|udarno|flexion par choc|specimen|test ?piece|\bprobe|eprouvette|provett|probeta"
)
_NUMBER = r"\d{1,2}(?:[.,]\d{1,2})?"
_TESTED_AT = re.compile(
    r"test temp|pruftemperatur|temperature d'essai|temp\w*\.? (?:di prova|de ensayo)|proeftemperatuur|temp\w*\.? (?:badania|proby)"
)
_DEGREES = re.compile(r"(?<![\d.,])([-–−+]?\s?\d{1,3})\s?[°º]\s?C\b")
_SIZE = re.compile(rf"(?<![\d.,x])(?:55\s*x\s*)?({_NUMBER})\s*(?:mm)?\s*x\s*({_NUMBER})(?:\s*(?:mm)?\s*x\s*55)?(?:\s*mm)?(?![\d.,]|\s*x)")
_NARROW = re.compile(rf"(?:sub-?\s?size|untermass\w*|specimen width|probenbreite|largeur (?:de l')?eprouvette)\D{{0,12}}({_NUMBER})\s*mm")


def with_specimens(heats: Sequence[Group], layout: Layout) -> list[Group]:
    """The heats with the specimens' width and the temperature in each impact test that lacks it, where the paper prints one of them and no other."""
    if not any(heat.groups("impact") for heat in heats):
        return list(heats)
    widths = [each for line in layout.lines if (each := _width(line, layout))]
    degrees = [each for line in layout.lines for each in _degrees(line, layout)]
    said = {
        name: found[0]
        for name, found in (("specimen_width_mm", widths), ("temperature_c", degrees))
        if len({Decimal(each.value) for each in found}) == 1
    }
    return [_told(heat, said) for heat in heats] if said else list(heats)


def _told(heat: Group, said: Mapping[str, Leaf]) -> Group:
    tests = [Group({**said, **test.root}) for test in heat.groups("impact")]
    return Group({**heat.root, "impact": tests}) if tests else heat


def _degrees(line: Line, layout: Layout) -> list[Leaf]:
    """The temperatures on a line that speaks of impact tests or names the temperature of a test."""
    plain = folded(line.text)
    if not (_IMPACT.search(plain) or _TESTED_AT.search(plain)):
        return []
    said = leaf(line.text, line.tokens, line.page, layout)
    return [
        said.model_copy(update={"value": re.sub(r"^\+|\s", "", degrees).replace("–", "-").replace("−", "-")})
        for degrees in _DEGREES.findall(line.text)
    ]


def _width(line: Line, layout: Layout) -> Leaf | None:
    """The width on a line that speaks of impact tests; one side of a specimen is 10 mm, the other no more."""
    plain = folded(line.text).replace("×", "x").replace("*", "x")
    if not _IMPACT.search(plain):
        return None
    narrow, size = _NARROW.search(plain), _SIZE.search(plain)
    sides = [Decimal(each.replace(",", ".")) for each in (size.groups() if size else ())]
    if sides and FULL in sides and max(sides) == FULL and min(sides) > 0:
        width = min(sides)
    elif narrow:
        width = Decimal(narrow[1].replace(",", "."))
    else:
        return None
    said = leaf(line.text, line.tokens, line.page, layout)
    return said.model_copy(update={"value": f"{width.normalize():f}"}) if 0 < width <= FULL else None
