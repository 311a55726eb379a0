"""What X12 and EDIFACT have in common: a message is segments of a tag and elements, each of which may have components."""

from __future__ import annotations

from dataclasses import dataclass

from domain.paper import Group, Leaf, Node
from extract.data.sheet import Said, Sheet, put

MOST_SEGMENTS = 100_000
REC20 = frozenset(
    [
        "C62",
        "H87",
        "EA",
        "KGM",
        "GRM",
        "MGM",
        "TNE",
        "LBR",
        "ONZ",
        "STN",
        "LTN",
        "MTR",
        "CMT",
        "MMT",
        "KMT",
        "FOT",
        "INH",
        "YRD",
        "MTK",
        "CMK",
        "MMK",
        "FTK",
        "INK",
        "MTQ",
        "CMQ",
        "DMQ",
        "LTR",
        "MLT",
        "CLT",
        "HLT",
        "GLL",
        "GLI",
        "CEN",
        "MIL",
        "SET",
        "PR",
        "DZN",
        "KT",
        "BX",
        "CT",
        "CS",
        "PK",
        "RO",
        "RL",
        "BG",
        "BA",
        "CR",
        "DR",
        "CA",
        "CY",
        "SA",
        "PX",
        "PF",
        "ST",
        "NAR",
        "NPR",
        "NPL",
        "NMP",
        "HUR",
        "DAY",
        "MIN",
        "SEC",
        "KWH",
        "LF",
        "LM",
    ]
)
"""Codes of Recommendation 20 (and its packages of Recommendation 21) that are taken as they are; others too, but with a note."""


@dataclass(frozen=True)
class Segment:
    """A segment with its row in the sheet. Elements count from 1, components too; what is not there is empty."""

    tag: str
    elements: tuple[tuple[str, ...], ...]
    row: int

    def get(self, element: int, component: int = 1) -> str:
        """A component without the blanks around it."""
        if 1 <= element <= len(self.elements) and 1 <= component <= len(self.elements[element - 1]):
            return self.elements[element - 1][component - 1].strip()
        return ""

    def whole(self, element: int) -> str:
        """An element with all its components."""
        return " ".join(part.strip() for part in self.elements[element - 1] if part.strip()) if 1 <= element <= len(self.elements) else ""


class Desk:
    """Where a message is taken apart: its sheet, what was said so far, and the segment that is at hand."""

    def __init__(self, sheet: Sheet, units: dict[str, str], *, comma: bool = False) -> None:
        """`units` maps the family's codes of units to those of Recommendation 20."""
        self.sheet, self.said, self._units, self._comma = sheet, Said(), units, comma

    def number(self, group: dict[str, Node], name: str, segment: Segment, text: str) -> bool:
        """Puts a number; a second that differs from the first is noted."""
        leaf = self.sheet.decimal(text, segment.row, f"the {name.replace('_', ' ')} in {segment.tag}", comma=self._comma)
        return self.once(group, name, leaf)

    def words(self, group: dict[str, Node], name: str, segment: Segment, text: str) -> bool:
        """Puts a text; a second that differs is noted."""
        return self.once(group, name, self.sheet.words(text, segment.row))

    def date(self, group: dict[str, Node], name: str, segment: Segment, text: str, form: str = "") -> bool:
        """Puts a date; a second that differs is noted."""
        return self.once(group, name, self.sheet.date(text, segment.row, f"the {name.replace('_', ' ')} in {segment.tag}", form))

    def unit(self, group: dict[str, Node], segment: Segment, text: str) -> None:
        """Puts a unit as a code of Recommendation 20."""
        code = text.strip().upper()
        if not code:
            return
        known = self._units.get(code, code if code in REC20 else "")
        if not known:
            self.sheet.note(f"the unit “{code[:10]}” is in no table")
        self.once(group, "unit", self.sheet.leaf(known or code, text, segment.row))

    def once(self, group: dict[str, Node], name: str, leaf: Leaf | None) -> bool:
        """Puts a leaf where none is; says so where two differ."""
        if leaf is None:
            return False
        if put(group, name, leaf):
            return True
        there = group[name]
        if isinstance(there, Leaf) and there.value != leaf.value:
            self.sheet.note(f"it says two things of {name.replace('_', ' ')}: “{there.value[:40]}” and “{leaf.value[:40]}”")
        return False


def with_price_unit(line: dict[str, Node]) -> None:
    """Where a message states no basis, its standard says that a price is for one unit."""
    price = line.get("unit_price")
    if isinstance(price, Leaf):
        put(line, "price_unit", price.model_copy(update={"value": "1", "source": "derived"}))


def settle_orders(said: Said) -> None:
    """The order of all lines is the head's; where lines are for several, each keeps its own."""
    named = {leaf.value for line in said.lines if isinstance(leaf := line.get("order_number"), Leaf)}
    head = said.fields.get("order_number")
    if isinstance(head, Leaf):
        named.add(head.value)
    if len(named) != 1:
        return
    for line in said.lines:
        leaf = line.pop("order_number", None)
        if isinstance(leaf, Leaf):
            put(said.fields, "order_number", leaf)


def settle_lots(said: Said) -> None:
    """A line's only lot, of which no quantity is said, has the line's."""
    for line in said.lines:
        lots, quantity = line.get("lots"), line.get("quantity")
        if (
            isinstance(lots, list)
            and len(lots) == 1
            and isinstance(quantity, Leaf)
            and isinstance(lots[0], Group)
            and "quantity" not in lots[0].root
        ):
            line["lots"] = [Group({**lots[0].root, "quantity": quantity.model_copy(update={"source": "derived"})})]


def add_lot(line: dict[str, Node], number: Leaf | None, quantity: Leaf | None = None) -> None:
    """Adds a lot to a line, unless it is there."""
    lots = line.setdefault("lots", [])
    if number is None or not isinstance(lots, list):
        if not lots:
            line.pop("lots")
        return
    if any(isinstance(lot, Group) and lot.text("lot_number") == number.value for lot in lots) and quantity is None:
        return
    lots.append(Group({"lot_number": number, **({"quantity": quantity} if quantity else {})}))  # type: ignore[arg-type]


def settle_schedule(line: dict[str, Node], sheet: Sheet, where: str) -> None:
    """One promise is the line's date; several are its schedule, and have to add up to its quantity."""
    promises = line.get("schedule")
    if not isinstance(promises, list):
        return
    groups = [each for each in promises if isinstance(each, Group)]
    if len(groups) == 1:
        line.pop("schedule")
        for name in ("delivery_date", "quantity"):
            if (leaf := groups[0].leaf(name)) is not None:
                line[name] = leaf
        return
    line.pop("delivery_date", None)
    quantity = line.get("quantity")
    parts = [each.decimal("quantity") for each in groups]
    if isinstance(quantity, Leaf) and all(part is not None for part in parts):
        total = sum(part for part in parts if part is not None)
        if total != Group(line).decimal("quantity"):
            sheet.note(f"{where} is promised in parts of {total:f} together, and its quantity is {quantity.value}")
