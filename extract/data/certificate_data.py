"""What the JSON forms of certificates have in common: contents, properties and tests put into heats."""

from __future__ import annotations

import re
from decimal import Decimal

from domain.paper import Group, Leaf, Node
from extract.data.jsontree import JsonTree, Path
from extract.data.segments import REC20
from extract.shape.elements import ELEMENTS
from extract.text.units import UnitError, parse_unit

_FACTORS = {"%": Decimal(1), "percent": Decimal(1), "": Decimal(1), "ppm": Decimal("0.0001")}
_YIELD = re.compile(r"Re[HL]?|Rp0[.,]2|Rp1[.,]0|Rt0[.,]5")
_ELONGATION = re.compile(r"A(?:5|80|50|200)?(?:mm)?%?")
_STRESS = {"MPa", "N/mm²", "N/mm2", "N/mm^2"}
MOST_PERCENT = 100


def content(tree: JsonTree, heat: dict[str, Node], symbol: str, unit: str, value: Path) -> None:
    """Puts an element's content in mass %; a carbon equivalent under its own name; what is neither is passed over."""
    leaf = tree.number(f"the content of {symbol[:6]}", *value)
    if leaf is None:
        return
    if symbol in ("CEV", "CE", "Ceq"):
        heat.setdefault("carbon_equivalent", leaf)
        return
    factor = _FACTORS.get(unit.strip())
    if symbol not in ELEMENTS:
        return
    if factor is None:
        tree.sheet.note(f"the content of {symbol} is in a unit that is in no table ({unit[:8]})")
        return
    if factor != 1:
        leaf = leaf.model_copy(update={"value": format((Decimal(leaf.value) * factor).normalize(), "f")})
    if Decimal(leaf.value) > MOST_PERCENT:
        tree.sheet.note(f"the content of {symbol} is said to be {leaf.value} %")
        return
    chemistry = heat.setdefault("chemistry", {})
    if not isinstance(chemistry, dict):
        return
    there = chemistry.get(symbol)
    if there is not None and there.value != leaf.value:
        tree.sheet.note(f"it says two things of {symbol}: {there.value} and {leaf.value}")
    chemistry.setdefault(symbol, leaf)


def property_of(symbol: str, unit: str) -> tuple[str, str]:
    """The name of a tensile property in a reading, and its kind; empty where it is none, or in a unit of another kind."""
    plain = symbol.replace(" ", "")
    if plain == "Rm" and unit in _STRESS:
        return "tensile_mpa", ""
    if _YIELD.fullmatch(plain) and unit in _STRESS:
        return "yield_mpa", plain.replace(",", ".")
    if _ELONGATION.fullmatch(plain) and unit == "%":
        return "elongation_pct", plain.rstrip("%")
    return "", ""


def with_kind(tree: JsonTree, test: dict[str, Node], name: str, kind: str, row: Path) -> None:
    """Puts what kind of yield or elongation it is, where that is said clearly."""
    if kind and name in ("yield_mpa", "elongation_pct"):
        test["yield_kind" if name == "yield_mpa" else "elongation_kind"] = tree.sheet.leaf(kind, kind, tree.row(row))


def add_test(heat: dict[str, Node], part: str, test: dict[str, Node]) -> None:
    """Adds a test to a heat."""
    tests = heat.setdefault(part, [])
    if test and isinstance(tests, list):
        tests.append(Group(test))  # type: ignore[arg-type]
    if not tests:
        heat.pop(part)


def joined(tree: JsonTree, paths: list[Path], sign: str = ", ") -> Leaf | None:
    """Several texts as one leaf, in the row of the first."""
    said = [text for path in paths if (text := tree.text(*path))]
    return tree.sheet.words(sign.join(said), tree.row(paths[0])) if said else None


def unit_of(text: str) -> str:
    """The code of a unit in words; empty where it is not known."""
    try:
        return parse_unit(text) if text else ""
    except UnitError:
        return text if text in REC20 else ""
