"""The blind form as a page lays it out: what is keyed of a paper, in blocks; nothing of it tells what was read."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from domain.doctype import DocType, Shape
from extract.shape.elements import ELEMENTS
from route.posted import shape_of
from route.sampling import BlindForm

USUAL = 12
"""So many elements stand open: those that nearly every analysis has. The others are folded away."""

_NESTED: Mapping[str, Sequence[str]] = {
    "schedule": ("quantity", "delivery_date"),
    "lots": ("lot_number", "quantity"),
    "tensile": ("yield_mpa", "yield_kind", "tensile_mpa", "elongation_pct", "elongation_kind", "direction"),
    "impact": ("temperature_c", "energy_j[0]", "energy_j[1]", "energy_j[2]", "mean_j"),
    "hardness": ("scale", "value"),
}
_PARTS: Mapping[str, Sequence[str]] = {
    "heats": ("heat_number", "lot_number", "quantity", "melt_country", "carbon_equivalent"),
    "packages": ("sscc", "type"),
}
_WITHIN: Mapping[str, Sequence[str]] = {"lines": ("schedule", "lots"), "heats": ("tensile", "impact", "hardness")}
_NUMBERS = frozenset({Shape.DECIMAL, Shape.AMOUNT, Shape.COUNT, Shape.WEIGHT})
_COUNTED = ("chemistry.", "energy_j", "mean_j", "temperature_c", "_mpa", "_pct", "carbon_equivalent")
"""Numbers that no doctype names as a column."""
_EXAMPLES = {
    "certificate_type": "3.1",
    "melt_country": "DE",
    "yield_kind": "Rp0.2, ReH",
    "elongation_kind": "A, A50mm",
    "direction": "longitudinal",
    "scale": "HB, HRC, HV10",
}


@dataclass(frozen=True)
class Field:
    """One empty field: the path of what it is for, its name, how a value of it is written, and what was keyed if the form comes back."""

    path: str
    name: str
    example: str = ""
    value: str = ""

    @property
    def is_number(self) -> bool:
        """Whether it takes a number; the keys of a phone follow."""
        return self.example == _NUMBER


@dataclass(frozen=True)
class Block:
    """Fields that belong together, as one line or one heat; `within` are the rows that may stand in it, `folded` what is seldom there."""

    fields: Sequence[Field]
    elements: Sequence[Field] = ()
    folded: Sequence[Field] = ()
    within: Sequence[Rows] = ()


@dataclass(frozen=True)
class Rows:
    """Blocks of one sort; `another` is the one that a person adds, whose number in its paths is written as `mark`."""

    name: str
    blocks: Sequence[Block]
    another: Block
    mark: str

    @property
    def one(self) -> str:
        """What one of them is called."""
        return _ONE.get(self.name, self.name)


@dataclass(frozen=True)
class Layout:
    """The whole form: the head of the paper, and its lines, heats and packages."""

    head: Block
    rows: Sequence[Rows]


_NUMBER = "1234.50"
_DATE = "2026-08-07"
_ONE = {
    "lines": "line",
    "heats": "heat",
    "packages": "package",
    "schedule": "part delivery",
    "lots": "lot",
    "tensile": "tensile test",
    "impact": "impact test",
    "hardness": "hardness test",
}


def layout(form: BlindForm, doctype: DocType, keyed: Mapping[str, str]) -> Layout:
    """The form as it is shown, with what was keyed already; of lines and parts there is one, and more where more were keyed."""
    draw = _Drawing(doctype, keyed)
    names = {"lines": form.line_fields, **{part: _PARTS[part] for part in form.parts}}
    rows = [draw.rows(name, name, fields, mark="@0", within=draw.may_have(name)) for name, fields in names.items()]
    return Layout(Block([draw.field("", name, name) for name in form.fields]), rows)


@dataclass(frozen=True)
class _Drawing:
    doctype: DocType
    keyed: Mapping[str, str]

    def may_have(self, name: str) -> Sequence[str]:
        """The rows that stand in a block of that name; only confirmations promise in parts, only other papers have lots in their lines."""
        confirms = "delivery_date" in self.doctype.posted_line_fields
        return [each for each in _WITHIN.get(name, ()) if name != "lines" or (each == "schedule") == confirms]

    def rows(self, name: str, at: str, fields: Sequence[str], *, mark: str, within: Sequence[str] = ()) -> Rows:
        numbers = [int(found[1]) for path in self.keyed if (found := re.match(rf"{re.escape(at)}\[(\d+)\]", path))]
        least = 0 if mark == "@1" else 1
        blocks = [self.block(f"{at}[{number}]", fields, within) for number in range(max([least, *(number + 1 for number in numbers)]))]
        return Rows(name, blocks, self.block(f"{at}[{mark}]", fields, within), mark)

    def block(self, at: str, fields: Sequence[str], within: Sequence[str]) -> Block:
        elements = [self.field(at, f"chemistry.{symbol}", symbol) for symbol in ELEMENTS] if "heat_number" in fields else []
        inner = [self.rows(name, f"{at}.{name}", _NESTED[name], mark="@1") for name in within]
        return Block([self.field(at, name, name) for name in fields], elements[:USUAL], elements[USUAL:], inner)

    def field(self, at: str, name: str, said: str) -> Field:
        path = f"{at}.{name}" if at else name
        return Field(path, said, self.example(path, name), self.keyed.get(path, ""))

    def example(self, path: str, name: str) -> str:
        shape = shape_of(re.sub(r"@\d", "0", path), self.doctype)
        if shape is Shape.DATE:
            return _DATE
        if shape in _NUMBERS or any(part in name for part in _COUNTED):
            return _NUMBER
        return _EXAMPLES.get(name, "")
