"""X12 855 and 865: the supplier's answer to an order, or to its change."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from domain.paper import Group, Kind, Leaf, Node, Reading
from extract.data.segments import Desk, Segment, settle_schedule, with_price_unit
from extract.data.sheet import Sheet, put
from extract.data.x12_codes import (
    ANSWER,
    ASKED,
    BASIS,
    DISPATCH,
    HELD,
    KINDS_OF_PRICE,
    LINE_STATUS,
    PROMISED,
    UNITS,
    UNREAD,
    items,
    note_others,
    party,
    reference,
)

_KNOWN = UNREAD | {"PO1", "POC", "ACK", "SCH", "CTT"}
_CHANGES = {
    "AI": "is added",
    "DI": "is deleted",
    "NC": "",
    "CA": "",
    "PC": "",
    "QD": "",
    "QI": "",
    "RQ": "",
    "PQ": "",
    "RS": "",
    "CT": "",
    "CE": "",
}
"""Element 670: what happened to the line of a change."""


def read_answer(segments: Sequence[Segment], sheet: Sheet, kind: str) -> Reading:
    """The answer's head and its lines."""
    desk = Desk(sheet, UNITS)
    starts = [at for at, segment in enumerate(segments) if segment.tag in ("PO1", "POC")]
    head = segments[: starts[0]] if starts else segments
    ends = [*starts[1:], next((at for at, each in enumerate(segments) if each.tag == "CTT"), len(segments))]
    for start, end in zip(starts, ends, strict=False):
        desk.said.lines.append(_line(desk, segments[start : max(end, start + 1)]))
    _head(desk, head, kind)
    _sums(desk, segments)
    note_others(desk, segments, _KNOWN)
    return sheet.reading(Kind.ORDER_CONFIRMATION, desk.said, "en")


def _head(desk: Desk, head: Sequence[Segment], kind: str) -> None:  # noqa: C901, PLR0912 - a case for each thing that may be said
    fields = desk.said.fields
    begin = next((each for each in head if each.tag in ("BAK", "BCA")), None)
    if begin is None:
        desk.sheet.note("the segment that names the order (BAK, BCA) is not there")
    else:
        if begin.get(1) in ("01", "03"):
            desk.sheet.note(f"its purpose is cancellation or deletion ({begin.get(1)})")
        desk.words(fields, "order_number", begin, begin.get(3))
        ordered, number, issued = (4, 8, 9) if begin.tag == "BAK" else (6, 9, 10)
        desk.date(fields, "order_date", begin, begin.get(ordered))
        desk.words(fields, "document_number", begin, begin.get(number))
        desk.date(fields, "document_date", begin, begin.get(issued))
        answer = ANSWER.get(begin.get(2))
        if answer:
            desk.once(fields, "response", desk.sheet.leaf(answer, begin.get(2), begin.row))
        if answer not in ("accepted", "changed"):
            desk.sheet.note(f"its answer is “{begin.get(2)[:4]}”, which is no yes")
    if number_of := reference(head, "VN", "ACK", "SO"):
        put(fields, "document_number", desk.sheet.words(number_of.get(2), number_of.row))
    party(desk, head, ("SE", "VN", "SU"))
    for each in head:
        match each.tag:
            case "CUR":
                desk.words(fields, "currency", each, each.get(2))
            case "ITD" if each.get(12):
                desk.words(fields, "payment_terms", each, each.get(12))
            case "ITD" if each.get(7):
                desk.once(fields, "payment_terms", desk.sheet.leaf(f"{each.get(7)} days", each.get(7), each.row))
            case "FOB" if each.get(4) == "01" and each.get(5):
                desk.words(fields, "incoterm", each, each.get(5))
                desk.words(fields, "incoterm_place", each, each.get(7))
            case "DTM" if each.get(1) in PROMISED:
                for line in desk.said.lines:
                    if "delivery_date" not in line and "schedule" not in line:
                        desk.date(line, "delivery_date", each, each.get(2))
            case _:
                pass
    if begin is not None and kind == "855" and begin.tag != "BAK":
        desk.sheet.note("it begins as another message than it says it is")


def _line(desk: Desk, segments: Sequence[Segment]) -> dict[str, Node]:
    line: dict[str, Node] = {}
    first = segments[0]
    change = first.tag == "POC"
    shift = 2 if change else 0
    where = f"line {first.get(1)[:20] or '?'}"
    desk.words(line, "order_line", first, first.get(1))
    desk.number(line, "quantity", first, first.get(3 if change else 2))
    desk.unit(line, first, first.get(3 + shift))
    desk.number(line, "unit_price", first, first.get(4 + shift))
    basis = first.get(5 + shift)
    if basis in BASIS:
        desk.once(line, "price_unit", desk.sheet.leaf(BASIS[basis], basis, first.row))
    elif basis not in KINDS_OF_PRICE:
        desk.sheet.note(f"for how many units the price of {where} is ({basis[:4]}) is in no table")
    if change and (told := _CHANGES.get(first.get(2), f"has a change that is in no table ({first.get(2)[:4]})")):
        desk.sheet.note(f"{where} {told}")
    for told, value in items(desk, line, first, 6 + shift):
        desk.sheet.note(f"{where} names a lot or heat ({told} {value[:30]}) that a confirmation has no place for")
    _answers(desk, line, segments, where)
    for each in segments:
        match each.tag:
            case "PID" if each.get(5) and "description" not in line:
                desk.words(line, "description", each, each.get(5))
            case "DTM" if each.get(1) in PROMISED and "schedule" not in line:
                desk.date(line, "delivery_date", each, each.get(2))
            case "DTM" if each.get(1) in DISPATCH:
                desk.sheet.note(f"of {where} it says when it is dispatched ({each.get(2)[:8]}), not when it is delivered")
            case "DTM" if each.get(1) not in ASKED and each.get(1) not in PROMISED:
                desk.sheet.note(f"the date {each.get(1)[:3]} of {where} is in no table")
            case _:
                pass
    settle_schedule(line, desk.sheet, where)
    with_price_unit(line)
    return line


def _answers(desk: Desk, line: dict[str, Node], segments: Sequence[Segment], where: str) -> None:  # noqa: C901, PLR0912 - a case for each thing that may be said
    """What is acknowledged, and in which parts: ACK and SCH segments."""
    promises: list[Group] = []
    states: list[Leaf] = []
    for each in segments:
        if each.tag not in ("ACK", "SCH"):
            continue
        at = (2, 3, 4, 5) if each.tag == "ACK" else (1, 2, 5, 6)
        state = each.get(1) if each.tag == "ACK" else ""
        if state in LINE_STATUS:
            states.append(desk.sheet.leaf(LINE_STATUS[state], state, each.row))
        if each.tag == "ACK" and LINE_STATUS.get(state, "rejected") == "rejected":
            told = HELD.get(state) or (
                "is rejected or deleted" if state in LINE_STATUS else f"has a status that is in no table ({state[:4]})"
            )
            desk.sheet.note(f"{where} {told}")
        part: dict[str, Node] = {}
        desk.number(part, "quantity", each, each.get(at[0]))
        unit = UNITS.get(each.get(at[1]).upper(), each.get(at[1]).upper())
        own = line.get("unit")
        if unit and isinstance(own, Leaf) and own.value != unit:
            desk.sheet.note(f"{where} is confirmed in another unit ({each.get(at[1])[:4]}) than it is listed in")
        if each.get(at[2]) in PROMISED:
            desk.date(part, "delivery_date", each, each.get(at[3]))
        elif each.get(at[2]) in DISPATCH:
            desk.sheet.note(f"of {where} it says when it is dispatched ({each.get(at[3])[:8]}), not when it is delivered")
        elif each.get(at[2]) and each.get(at[2]) not in ASKED:
            desk.sheet.note(f"the date {each.get(at[2])[:3]} of {where} is in no table")
        if part:
            promises.append(Group(part))
        if each.tag == "ACK":
            for told, value in items(desk, line, each, 7):
                desk.sheet.note(f"{where} names a lot or heat ({told} {value[:30]}) that a confirmation has no place for")
    if states and all(state.value == states[0].value for state in states):
        line["status"] = states[0]
    elif states:
        line["status"] = states[0].model_copy(update={"value": "changed"})
    if promises:
        line["schedule"] = list(promises)


def _sums(desk: Desk, segments: Sequence[Segment]) -> None:
    """The message's own sums: lines, quantities and amount."""
    quantities = [Group(line).decimal("quantity") or Decimal(0) for line in desk.said.lines]
    listed = [
        desk.sheet.decimal(each.get(3 if each.tag == "POC" else 2), each.row, "quantity") for each in segments if each.tag in ("PO1", "POC")
    ]
    for each in segments:
        if each.tag != "CTT":
            continue
        if each.get(1).lstrip("0") != str(len(quantities)):
            desk.sheet.note(f"it counts {each.get(1)[:8] or 'no'} lines, and has {len(quantities)}")
        hashed = desk.sheet.decimal(each.get(2), each.row, "the sum of quantities")
        if hashed and Decimal(hashed.value) not in (sum(quantities), sum(Decimal(leaf.value) for leaf in listed if leaf)):
            desk.sheet.note(f"its quantities add up to {sum(quantities):f}, and it says {hashed.value}")
    prices = [Group(line).decimal("unit_price") for line in desk.said.lines]
    for each in segments:
        if each.tag == "AMT" and each.get(1) == "TT" and quantities and all(price is not None for price in prices):
            units = [Group(line).decimal("price_unit") or Decimal(1) for line in desk.said.lines]
            total = sum(quantity * (price or Decimal(0)) / unit for quantity, price, unit in zip(quantities, prices, units, strict=True))
            said = desk.sheet.decimal(each.get(2), each.row, "the total")
            if said and abs(Decimal(said.value) - total) > Decimal("0.01") * len(quantities):
                desk.sheet.note(f"its lines come to {total:f}, and it says {said.value}")
