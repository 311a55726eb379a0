"""EDIFACT ORDRSP: the supplier's answer to an order."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from domain.paper import Group, Kind, Node, Reading
from extract.data.edifact_codes import UNITS, begin, check_counts, described, groups, head_values, item, note_others, order_of
from extract.data.segments import Desk, Segment, settle_orders, settle_schedule, with_price_unit
from extract.data.sheet import Sheet, put

_DATES = {"137": "document_date", "171": "order_date", "4": "order_date"}
_PROMISED = {"69": 0, "67": 1, "358": 2, "17": 3, "361": 4}
"""Element 2005: promised, scheduled, estimated delivery, the surest first. What was asked for (2) is no promise."""
_DISPATCH = frozenset({"10", "11", "68", "79", "200"})
_CONFIRMED = {"113": 0, "12": 1, "21": 2}
"""Element 6063: to be delivered, despatched, ordered."""
_LINE_STATUS = {"1": "changed", "3": "changed", "5": "accepted", "6": "changed", "2": "rejected", "7": "rejected", "10": "rejected"}
"""Element 1229."""
_ANSWERS = {"29": "accepted", "28": "changed", "30": "changed", "4": "changed", "27": "rejected"}
"""Element 1225; `AP`, `AC` and `RE` are the same in element 4343."""
_RESPONSES = {"AP": "accepted", "AD": "accepted", "AC": "changed", "CA": "changed", "RE": "rejected"}
_SUMS = {"79": "net_total", "125": "net_total", "124": "tax_total", "176": "tax_total", "77": "gross_total", "128": "gross_total"}
_NO_MATTER = frozenset({"59", "192", "52", "53", "54", "61", "11", "48"})


def read_answer(segments: Sequence[Segment], sheet: Sheet) -> Reading:
    """The answer's head and its lines."""
    desk = Desk(sheet, UNITS, comma=True)
    head, lines = groups(segments, "LIN", ("UNS",))
    for each in lines:
        desk.said.lines.append(_line(desk, each))
    _head(desk, head)
    settle_orders(desk.said)
    total = sum((Group(line).decimal("quantity") or Decimal(0) for line in desk.said.lines), Decimal(0))
    check_counts(desk, segments, total)
    note_others(desk, segments)
    return sheet.reading(Kind.ORDER_CONFIRMATION, desk.said)


def _head(desk: Desk, head: Sequence[Segment]) -> None:
    fields = desk.said.fields
    first = begin(desk, head)
    head_values(desk, head, _DATES)
    if first is not None:
        code = first.get(4) or first.get(3)
        told = {answer for answer in (_RESPONSES.get(first.get(4)), _ANSWERS.get(first.get(3))) if answer}
        answer = next((worse for worse in ("rejected", "changed", "accepted") if worse in told), None)
        if answer:
            put(fields, "response", desk.sheet.leaf(answer, code, first.row))
        if answer == "rejected" or code in ("12", "AB", "NA"):
            desk.sheet.note(f"its answer is “{code[:4]}”, which is no yes")
    for each in head:
        if each.tag == "DTM" and each.get(1) in _PROMISED:
            for line in desk.said.lines:
                if "delivery_date" not in line and "schedule" not in line:
                    desk.date(line, "delivery_date", each, each.get(1, 2), each.get(1, 3) or "102")
        if each.tag == "MOA" and (name := _SUMS.get(each.get(1))):
            desk.number(fields, name, each, each.get(1, 2))


def _line(desk: Desk, segments: Sequence[Segment]) -> dict[str, Node]:  # noqa: C901 - a case for each thing that may be said
    line: dict[str, Node] = {}
    where = f"line {segments[0].get(1)[:20] or '?'}"
    status = segments[0].get(2)
    if status in _LINE_STATUS:
        put(line, "status", desk.sheet.leaf(_LINE_STATUS[status], status, segments[0].row))
    if status and _LINE_STATUS.get(status, "rejected") == "rejected" and status != "4":
        desk.sheet.note(f"{where} is not accepted, or has a status that is in no table ({status[:4]})")
    for each in segments:
        match each.tag:
            case "LIN" | "PIA":
                item(desk, line, each)
            case "IMD":
                described(desk, line, each)
            case "RFF":
                order_of(desk, line, each)
            case "PRI":
                _price(desk, line, each, where)
            case "MOA" if each.get(1) == "203":
                desk.number(line, "net_amount", each, each.get(1, 2))
            case "QTY" if each.get(1) not in _CONFIRMED and each.get(1) not in _NO_MATTER:
                desk.sheet.note(f"the quantity {each.get(1)[:4]} “{each.get(1, 2)[:20]}” of {where} is not read")
            case "DTM" if each.get(1) in _DISPATCH:
                desk.sheet.note(f"of {where} it says when it is dispatched ({each.get(1, 2)[:8]}), not when it is delivered")
            case _:
                pass
    _quantities(desk, line, segments)
    settle_schedule(line, desk.sheet, where)
    with_price_unit(line)
    return line


def _price(desk: Desk, line: dict[str, Node], segment: Segment, where: str) -> None:
    """The net price; a gross one only where there is no net one, and then a person looks."""
    kind = segment.get(1)
    if kind not in ("AAA", "CAL", "CON", "AAB", "INV"):
        desk.sheet.note(f"the price {kind[:4]} of {where} is in no table")
        return
    if kind == "AAB" and "unit_price" in line:
        return
    if kind == "AAA":
        line.pop("unit_price", None)
        line.pop("price_unit", None)
    desk.number(line, "unit_price", segment, segment.get(1, 2))
    if segment.get(1, 5):
        desk.number(line, "price_unit", segment, segment.get(1, 5))


def _quantities(desk: Desk, line: dict[str, Node], segments: Sequence[Segment]) -> None:
    """The confirmed quantity with its date; several, each with a date behind it, are a schedule."""
    best = min((_CONFIRMED[each.get(1)] for each in segments if each.tag == "QTY" and each.get(1) in _CONFIRMED), default=None)
    promises: list[dict[str, Node]] = []
    loose: list[Segment] = []
    for each in segments:
        if each.tag == "QTY" and each.get(1) in _CONFIRMED and _CONFIRMED[each.get(1)] == best:
            part: dict[str, Node] = {}
            desk.number(part, "quantity", each, each.get(1, 2))
            desk.unit(line, each, each.get(1, 3))
            promises.append(part)
        elif each.tag == "QTY" and each.get(1) in _CONFIRMED:
            desk.unit(line, each, each.get(1, 3))
        elif each.tag == "DTM" and each.get(1) in _PROMISED:
            if promises and "delivery_date" not in promises[-1]:
                desk.date(promises[-1], "delivery_date", each, each.get(1, 2), each.get(1, 3) or "102")
            else:
                loose.append(each)
    if len(promises) == 1:
        line.update(promises[0])
    elif promises:
        parts = [Group(part) for part in promises]
        total = sum((part.decimal("quantity") or Decimal(0) for part in parts), Decimal(0))
        first = parts[0].leaf("quantity")
        if first:
            line["quantity"] = first.model_copy(update={"value": format(total, "f"), "source": "derived"})
        line["schedule"] = list(parts)
    for each in loose:
        desk.date(line, "delivery_date", each, each.get(1, 2), each.get(1, 3) or "102")
