"""Measurements of X12 863 and EDIFACT QALITY: those of codes that both directories define are read, every other one is a note.

The codes are those of X12 element 738 (version 4010) and EDIFACT element 6313 (D.96A); a code that means something else in one of the two
(`ZCD` is carbon dioxide, no cadmium) is in no table.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from domain.paper import Group, Leaf, Node
from extract.data.segments import Desk

CONTENTS = {
    **{f"Z{symbol.upper()}": symbol for symbol in (
        "Al", "As", "B", "Bi", "C", "Ca", "Ce", "Co", "Cr", "Cu", "Fe", "H", "Mg", "Mn", "Mo", "N", "Nb", "Ni", "O", "P", "Pb", "S", "Sb", "Se", "Si",
        "Sn", "Ta", "Te", "Ti", "V", "W", "Zn", "Zr",
    )},
    "ZCB": "Nb",
}  # fmt: skip
"""An element's content: the symbol behind a Z; columbium is niobium's other name."""
PERCENT, PER_MILLION = frozenset({"P1"}), frozenset({"59"})
MEGAPASCAL = frozenset({"MPA", "C56"})
"""Recommendation 20: megapascal, and newton per square millimetre, which is the same."""


@dataclass(frozen=True)
class Measured:
    """A measurement as a message states it: its code, unit and value, the row that it stands in, and what it is called in a note."""

    code: str
    unit: str
    text: str
    row: int
    said: str


def content(desk: Desk, measured: Measured, *, comma: bool = False) -> bool:
    """Puts an element's content, in mass %, to the heat named last; False where it is none, or of no heat."""
    symbol = CONTENTS.get(measured.code)
    if symbol is None or not desk.said.heats or measured.unit not in PERCENT | PER_MILLION | {""}:
        return False
    leaf = desk.sheet.decimal(measured.text, measured.row, f"the content of {symbol}", comma=comma)
    if leaf is None:
        return bool(measured.text)  # that it is no number is noted
    if measured.unit in PER_MILLION:
        leaf = leaf.model_copy(update={"value": f"{Decimal(leaf.value).scaleb(-4):f}", "source": "derived"})
    chemistry = desk.said.heats[-1].setdefault("chemistry", {})
    if not isinstance(chemistry, dict):
        return False
    there = chemistry.setdefault(symbol, leaf)
    if isinstance(there, Leaf) and there.value != leaf.value:
        desk.sheet.note(f"it says two things of {symbol}: {there.value} and {leaf.value}")
    return True


def strength(desk: Desk, measured: Measured, name: str, units: frozenset[str], *, comma: bool = False) -> bool:
    """Puts yield, tensile strength or elongation to the heat named last; False where its unit is another. Of a second test that is noted."""
    if measured.unit not in units or not desk.said.heats:
        return False
    leaf = desk.sheet.decimal(measured.text, measured.row, name.replace("_", " "), comma=comma)
    if leaf is None:
        return bool(measured.text)
    tests = desk.said.heats[-1].get("tensile")
    first = tests[0] if isinstance(tests, list) and tests and isinstance(tests[0], Group) else Group({})
    there = first.leaf(name)
    if there is None:
        desk.said.heats[-1]["tensile"] = [Group({**first.root, name: leaf})]
    else:
        desk.sheet.note(f"it says the {name.rpartition('_')[0]} of one heat twice ({there.value} and {leaf.value}), and not of which tests")
    return True


def hardness(desk: Desk, measured: Measured, scale: str, *, comma: bool = False) -> bool:
    """Puts a hardness of that scale to the heat named last."""
    if not desk.said.heats:
        return False
    leaf = desk.sheet.decimal(measured.text, measured.row, "the hardness", comma=comma)
    if leaf is not None:
        test: dict[str, Node] = {"scale": leaf.model_copy(update={"value": scale, "text": measured.code}), "value": leaf}
        tests = desk.said.heats[-1].setdefault("hardness", [])
        assert isinstance(tests, list)
        tests.append(Group(test))  # type: ignore[arg-type]
    return bool(measured.text)
