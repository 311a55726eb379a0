"""EDIFACT DESADV: the ship notice. Packages stand in each other as CPS segments say, and lines in the package that was named last."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from domain.paper import Group, Kind, Node, Reading
from extract.data.edifact_codes import (
    HEATS,
    LOTS,
    UNITS,
    begin,
    check_counts,
    described,
    groups,
    head_values,
    item,
    note_others,
    order_of,
    same,
)
from extract.data.segments import Desk, Segment, add_lot, settle_lots, settle_orders
from extract.data.sheet import Sheet, put

_DATES = {
    "137": "document_date",
    "11": "ship_date",
    "132": "arrival_date",
    "17": "arrival_date",
    "358": "arrival_date",
    "171": "order_date",
}
_WEIGHTS = {"AAD": "gross_weight_kg", "G": "gross_weight_kg", "AAC": "net_weight_kg", "N": "net_weight_kg"}
_TO_KILOGRAMS = {"KGM": Decimal(1), "GRM": Decimal("0.001"), "TNE": Decimal(1000), "LBR": Decimal("0.45359237")}
_NO_MATTER = frozenset({"59", "21", "52", "53", "192", "61"})


def read_notice(segments: Sequence[Segment], sheet: Sheet) -> Reading:
    """The notice's head, its lines and its packages with what is in them."""
    desk = Desk(sheet, UNITS, comma=True)
    head, packing = groups(segments, "CPS", ("CNT", "UNS"))
    if not packing:  # some leave the packing out
        head, lines = groups(segments, "LIN", ("CNT", "UNS"))
        packing = lines
    _head(desk, head)
    known: dict[str, int] = {}
    for group in packing:
        _packing(desk, group, known)
    settle_lots(desk.said)
    settle_orders(desk.said)
    for line in desk.said.lines:
        if same(line.get("order_line"), desk.said.fields.get("order_number")) or same(line.get("order_line"), line.get("order_number")):
            line.pop("order_line")
            sheet.note("it gives the order's number where the line's should stand")
    total = sum((Group(line).decimal("quantity") or Decimal(0) for line in desk.said.lines), Decimal(0))
    check_counts(desk, segments, total)
    note_others(desk, [each for each in segments if each.tag != "FTX"])
    return sheet.reading(Kind.SHIP_NOTICE, desk.said)


def _head(desk: Desk, head: Sequence[Segment]) -> None:
    fields = desk.said.fields
    begin(desk, head)
    head_values(desk, head, _DATES)
    for each in head:
        match each.tag:
            case "TDT":
                if said := each.get(5, 4) or each.get(5):
                    put(fields, "carrier", desk.sheet.words(said, each.row))
            case "MEA" if each.get(2) in _WEIGHTS and each.get(3, 2):
                _weight(desk, each)
            case "RFF" if each.get(1) in ("CN", "AAS", "BM"):
                put(fields, "tracking_number", desk.sheet.words(each.get(1, 2), each.row))
            case _:
                pass


def _weight(desk: Desk, segment: Segment) -> None:
    said = desk.sheet.decimal(segment.get(3, 2), segment.row, "the weight", comma=True)
    factor = _TO_KILOGRAMS.get(segment.get(3))
    if said is None or factor is None:
        desk.sheet.note(f"its weight is in a unit that is in no table ({segment.get(3)[:4] or 'none'})")
        return
    value = said.value if factor == 1 else format((Decimal(said.value) * factor).quantize(Decimal("0.001")), "f")
    desk.once(desk.said.fields, _WEIGHTS[segment.get(2)], said.model_copy(update={"value": value}))


def _packing(desk: Desk, group: Sequence[Segment], known: dict[str, int]) -> None:
    """One CPS with its packages, and the lines that are in them."""
    first = group[0]
    if first.tag == "CPS":
        within = first.get(2)
        if within and within not in known:
            desk.sheet.note(f"its packing level {first.get(1)[:8]} stands in level {within[:8]}, which is not there")
        known[first.get(1)] = len(desk.said.packages)
    before, lines = groups(group, "LIN", ())
    packages = _packages(desk, before)
    desk.said.packages.extend(packages)
    for segments in lines:
        line = _line(desk, segments)
        desk.said.lines.append(line)
        inside = {name: line[name] for name in ("order_line", "buyer_item", "supplier_item", "quantity", "lots") if name in line}
        if len(packages) > 1:  # how much of it is in which is not said
            inside.pop("quantity", None)
        for package in packages:
            contents = package.setdefault("contents", [])
            if isinstance(contents, list):
                contents.append(Group(inside))  # type: ignore[arg-type]


def _packages(desk: Desk, segments: Sequence[Segment]) -> list[dict[str, Node]]:
    """A package for each SSCC; the first PAC of the notice counts them."""
    found: list[dict[str, Node]] = []
    kind: Segment | None = None
    for each in segments:
        if each.tag == "PAC":
            kind = each
            if each.get(1) and "package_count" not in desk.said.fields and not each.get(3):
                desk.number(desk.said.fields, "package_count", each, each.get(1))
        elif each.tag == "GIN" and each.get(1) == "BJ":
            for at in range(2, len(each.elements) + 1):
                if each.get(at, 2):
                    desk.sheet.note(f"it names SSCCs from {each.get(at)[:20]} to {each.get(at, 2)[:20]}, and not those between")
                for component in (1, 2):
                    if code := each.get(at, component):
                        package: dict[str, Node] = {
                            "sscc": desk.sheet.leaf(code.removeprefix("00") if len(code) == 20 else code, code, each.row)
                        }
                        if kind and kind.get(3):
                            package["type"] = desk.sheet.leaf(kind.get(3), kind.get(3), kind.row)
                        found.append(package)
    return found


def _line(desk: Desk, segments: Sequence[Segment]) -> dict[str, Node]:  # noqa: C901, PLR0912 - a case for each thing that may be said
    line: dict[str, Node] = {}
    where = f"line {segments[0].get(1)[:20] or '?'}"
    for each in segments:
        match each.tag:
            case "LIN":
                item(desk, line, each)
            case "PIA":
                item(desk, line, each)
                for at in range(2, len(each.elements) + 1):
                    if each.get(at, 2) in LOTS | HEATS:
                        add_lot(line, desk.sheet.words(each.get(at), each.row))
            case "IMD":
                described(desk, line, each)
            case "RFF" if each.get(1) in ("BT", "HN") and each.get(1, 2):
                add_lot(line, desk.sheet.words(each.get(1, 2), each.row))
            case "RFF":
                order_of(desk, line, each)
            case "GIN" if each.get(1) in LOTS:
                for at in range(2, len(each.elements) + 1):
                    add_lot(line, desk.sheet.words(each.get(at), each.row))
            case "QTY" if each.get(1) == "12":
                desk.number(line, "quantity", each, each.get(1, 2))
                desk.unit(line, each, each.get(1, 3))
            case "QTY" if each.get(1) not in _NO_MATTER:
                desk.sheet.note(f"the quantity {each.get(1)[:4]} “{each.get(1, 2)[:20]}” of {where} is not read")
            case "ALI" if each.get(1):
                put(line, "country_of_origin", desk.sheet.words(each.get(1), each.row))
            case "GIN" if each.get(1) == "BJ":
                desk.sheet.note(f"{where} names SSCCs behind its goods, which are not read")
            case _:
                pass
    return line
