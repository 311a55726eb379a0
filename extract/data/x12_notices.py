"""X12 856: the ship notice. Its levels (shipment, order, package, item) stand in each other as HL segments say, and in no other way."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from domain.paper import Group, Kind, Leaf, Node, Reading
from extract.data.segments import Desk, Segment, add_lot, settle_lots, settle_orders
from extract.data.sheet import Sheet, put
from extract.data.x12_codes import HEAT, LOT, UNITS, UNREAD, items, note_others, party, reference

KILOGRAMS = {"KG": Decimal(1), "KGM": Decimal(1), "LB": Decimal("0.45359237"), "GR": Decimal("0.001"), "MP": Decimal(1000)}
_PACKAGE_LEVELS = ("T", "P")
_KNOWN = UNREAD | {"DTM"}


@dataclass(eq=False)
class _Level:
    """An HL segment with what belongs to it."""

    head: Segment
    segments: list[Segment] = field(default_factory=list)
    above: _Level | None = None

    @property
    def code(self) -> str:
        return self.head.get(3)

    def up(self, *codes: str) -> _Level | None:
        """The nearest level of one of the codes that this one stands in."""
        at, steps = self.above, 0
        while at is not None and steps < 50:
            if at.code in codes:
                return at
            at, steps = at.above, steps + 1
        return None


def read_notice(segments: Sequence[Segment], sheet: Sheet, kind: str) -> Reading:  # noqa: ARG001 - as the other readers
    """The notice's head, its items as lines, and its packages with what is in them."""
    desk = Desk(sheet, UNITS)
    levels, before = _levels(desk, segments)
    _head(desk, before, levels)
    packages = {level: _package(desk, level) for level in levels if level.code in _PACKAGE_LEVELS}
    for level in levels:
        match level.code:
            case "I":
                desk.said.lines.append(_item(desk, level, levels, packages))
            case "S" | "O" | "T" | "P":
                pass
            case _:
                sheet.note(f"its level “{level.code[:4]}” (HL03) is none of shipment, order, package and item")
    desk.said.packages.extend(packages.values())
    settle_lots(desk.said)
    settle_orders(desk.said)
    _counts(desk, segments, levels)
    note_others(desk, segments, _KNOWN)
    return sheet.reading(Kind.SHIP_NOTICE, desk.said, "en")


def _levels(desk: Desk, segments: Sequence[Segment]) -> tuple[list[_Level], list[Segment]]:
    """The levels with those that they stand in, and the segments before them."""
    before: list[Segment] = []
    levels: list[_Level] = []
    for segment in segments:
        if segment.tag == "HL":
            levels.append(_Level(segment))
        elif segment.tag != "CTT":
            (levels[-1].segments if levels else before).append(segment)
    by_id: dict[str, _Level] = {}
    for level in levels:
        parent = level.head.get(2)
        if parent and parent not in by_id:
            desk.sheet.note(f"its level {level.head.get(1)[:8]} stands in level {parent[:8]}, which is not there")
        level.above = by_id.get(parent)
        if level.head.get(1) in by_id:
            desk.sheet.note(f"it has two levels {level.head.get(1)[:8]}")
        by_id[level.head.get(1)] = level
    _without_parents(desk, levels)
    if not levels:
        desk.sheet.note("it has no levels (HL), so nothing says what is shipped")
    return levels, before


def _without_parents(desk: Desk, levels: Sequence[_Level]) -> None:
    """Levels that name no other: clear where there is one order and no package, else nobody can say what stands in what."""
    lost = [level for level in levels if level.code != "S" and level.above is None and not level.head.get(2)]
    orders = [level for level in levels if level.code == "O"]
    packed = [level for level in levels if level.code in _PACKAGE_LEVELS]
    if not lost or (len(orders) <= 1 and not packed):
        for level in lost:
            level.above = orders[0] if orders and level.code == "I" else None
        return
    desk.sheet.note(
        f"{len(lost)} of its levels do not say what they stand in (HL02), so it is open which item is of which order and package"
    )


def _head(desk: Desk, before: Sequence[Segment], levels: Sequence[_Level]) -> None:  # noqa: C901 - a case for each thing that may be said
    fields = desk.said.fields
    begin = next((each for each in before if each.tag == "BSN"), None)
    if begin is None:
        desk.sheet.note("the segment that numbers the notice (BSN) is not there")
    else:
        if begin.get(1) in ("01", "03"):
            desk.sheet.note(f"its purpose is cancellation or deletion ({begin.get(1)})")
        desk.words(fields, "document_number", begin, begin.get(2))
        desk.date(fields, "document_date", begin, begin.get(3))
    above = [*before, *(segment for level in levels if level.code == "S" for segment in level.segments)]
    party(desk, above, ("SU", "SE", "VN", "SF", "SH"))
    for each in above:
        match each.tag, each.get(1):
            case "DTM", "011":
                desk.date(fields, "ship_date", each, each.get(2))
            case "DTM", "017" | "067" | "069":
                desk.date(fields, "arrival_date", each, each.get(2))
            case "TD1", _:
                if each.get(2) and each.get(1):
                    desk.number(fields, "package_count", each, each.get(2))
                _weight(desk, each, each.get(6), each.get(7), each.get(8))
            case "TD5", _:
                put(fields, "carrier", desk.sheet.words(each.get(5) or each.get(3), each.row))
            case "MEA", "PD" | "WT":
                _weight(desk, each, each.get(2), each.get(3), each.get(4))
            case _:
                pass
    if tracking := reference(above, "CN", "2I", "BM"):
        desk.words(fields, "tracking_number", tracking, tracking.get(2))


def _weight(desk: Desk, segment: Segment, qualifier: str, text: str, unit: str) -> None:
    """A weight of the shipment in kilograms."""
    name = {"G": "gross_weight_kg", "N": "net_weight_kg"}.get(qualifier)
    if name is None or not text:
        return
    said = desk.sheet.decimal(text, segment.row, "the weight")
    factor = KILOGRAMS.get(unit)
    if said is None or factor is None:
        desk.sheet.note(f"its weight is in a unit that is in no table ({unit[:4] or 'none'})")
        return
    if factor != 1:
        said = said.model_copy(update={"value": format((Decimal(said.value) * factor).quantize(Decimal("0.001")), "f")})
    desk.once(desk.said.fields, name, said)


def _package(desk: Desk, level: _Level) -> dict[str, Node]:
    package: dict[str, Node] = {}
    for each in level.segments:
        if each.tag == "MAN" and each.get(1) in ("GM", "AA", "SM"):
            digits = each.get(2)
            if each.get(1) == "GM":
                desk.once(
                    package,
                    "sscc",
                    desk.sheet.leaf(digits[2:] if len(digits) == 20 and digits.startswith("00") else digits, digits, each.row),
                )
        if each.tag in ("TD1", "PKG") and each.tag == "TD1":
            desk.words(package, "type", each, each.get(1))
    if not package:
        package["type"] = desk.sheet.leaf(level.code, level.code, level.head.row)
    return package


def _item(desk: Desk, level: _Level, levels: Sequence[_Level], packages: dict[_Level, dict[str, Node]]) -> dict[str, Node]:  # noqa: C901 - a case for each thing that may be said
    line: dict[str, Node] = {}
    found: list[tuple[Leaf | None, Leaf | None]] = []
    loads: Leaf | None = None
    for each in level.segments:
        match each.tag:
            case "LIN":
                put(line, "order_line", desk.sheet.words(each.get(1), each.row))
                found += [(desk.sheet.words(value, each.row), None) for _, value in items(desk, line, each, 2)]
            case "SN1":
                put(line, "order_line", desk.sheet.words(each.get(1), each.row))
                desk.number(line, "quantity", each, each.get(2))
                desk.unit(line, each, each.get(3))
            case "PRF":
                desk.words(line, "order_number", each, each.get(1))
            case "PID" if each.get(5):
                put(line, "description", desk.sheet.words(each.get(5), each.row))
            case "CLD":
                loads = _loads(desk, each)
            case "REF" if each.get(1) in LOT | HEAT:
                found.append((desk.sheet.words(each.get(2), each.row), loads))
            case "REF" if each.get(1) == "LI" and each.get(2):
                line["order_line"] = desk.sheet.leaf(each.get(2), each.get(2), each.row)
            case "REF" if each.get(1) == "LS":
                _container(desk, line, each)
            case _:
                pass
    order = level.up("O")
    if order and (named := next((each for each in order.segments if each.tag == "PRF"), None)):
        desk.words(line, "order_number", named, named.get(1))
    for number, quantity in found:
        add_lot(line, number, quantity)
    _pack(desk, level, line, levels, packages)
    return line


def _loads(desk: Desk, segment: Segment) -> Leaf | None:
    """Containers times what is in each."""
    count, each = (desk.sheet.decimal(segment.get(at), segment.row, "the number of loads") for at in (1, 2))
    if count is None or each is None:
        return None
    product = format(Decimal(count.value) * Decimal(each.value), "f")
    return each if Decimal(count.value) == 1 else each.model_copy(update={"value": product, "source": "derived"})


def _container(desk: Desk, line: dict[str, Node], segment: Segment) -> None:
    """A bar-coded serial number (REF*LS) is a container's, no lot."""
    serial = desk.sheet.words(segment.get(2), segment.row)
    if serial:
        desk.said.packages.append({"serial_number": serial, "contents": [Group(_named(line))]})


def _pack(desk: Desk, level: _Level, line: dict[str, Node], levels: Sequence[_Level], packages: dict[_Level, dict[str, Node]]) -> None:
    """Notes in each package what of the line is in it: in the one that the item stands in, or in those that stand in the item."""
    around = level.up(*_PACKAGE_LEVELS)
    for package in [around] if around else [each for each in levels if each.code in _PACKAGE_LEVELS and each.above is level]:
        inside = _named(line)
        if package is around:
            inside |= {name: line[name] for name in ("quantity", "lots") if name in line}
        for each in package.segments if package is not around else ():
            if each.tag == "SN1":
                desk.number(inside, "quantity", each, each.get(2))
            if each.tag == "REF" and each.get(1) in LOT | HEAT:
                number = desk.sheet.words(each.get(2), each.row)
                add_lot(inside, number)
                add_lot(line, number)
        contents = packages[package].setdefault("contents", [])
        if isinstance(contents, list):
            contents.append(Group(inside))  # type: ignore[arg-type]


def _named(line: dict[str, Node]) -> dict[str, Node]:
    return {name: line[name] for name in ("order_line", "buyer_item", "supplier_item") if name in line}


def _counts(desk: Desk, segments: Sequence[Segment], levels: Sequence[_Level]) -> None:
    quantities = sum((Group(line).decimal("quantity") or Decimal(0) for line in desk.said.lines), Decimal(0))
    for each in segments:
        if each.tag != "CTT":
            continue
        if each.get(1).lstrip("0") not in (str(len(levels)), str(len(desk.said.lines))):
            desk.sheet.note(f"it counts {each.get(1)[:8] or 'no'} levels or lines, and has {len(levels)} and {len(desk.said.lines)}")
        hashed = desk.sheet.decimal(each.get(2), each.row, "the sum of quantities")
        if hashed and Decimal(hashed.value) != quantities:
            desk.sheet.note(f"its quantities add up to {quantities:f}, and it says {hashed.value}")
