"""X12 863: a report of test results. Heats and their analysis are read; what else was measured is left to a person."""

from __future__ import annotations

from collections.abc import Sequence

from domain.paper import Kind, Leaf, Node, Reading
from extract.elements import ELEMENTS
from extract.segments import Desk, Segment
from extract.sheet import Sheet
from extract.x12_codes import HEAT, UNITS, UNREAD, items, note_others, party, reference

_KNOWN = UNREAD | {"BTR", "CID", "MEA", "TMD"}
_OF = {element.upper(): element for element in ELEMENTS}


def read_results(segments: Sequence[Segment], sheet: Sheet, kind: str) -> Reading:  # noqa: ARG001 - as the other readers
    """The report's head, and a heat for each LIN segment that names one."""
    desk = Desk(sheet, UNITS)
    fields = desk.said.fields
    begin = next((each for each in segments if each.tag == "BTR"), None)
    if begin is None:
        sheet.note("the segment that numbers the report (BTR) is not there")
    else:
        desk.date(fields, "document_date", begin, begin.get(2))
        desk.words(fields, "document_number", begin, begin.get(4))
    party(desk, segments, ("MF", "SU", "SE", "VN"))
    for name, qualifiers in (("order_number", ("PO", "ON")), ("delivery_note_number", ("SI", "PK"))):
        if found := reference(segments, *qualifiers):
            desk.words(fields, name, found, found.get(2))
    line: dict[str, Node] | None = None
    for each in segments:
        if each.tag == "LIN":
            line = {}
            desk.said.lines.append(line)
            _heat(desk, line, each)
        elif each.tag == "PRF":
            desk.words(fields, "order_number", each, each.get(1))
        elif each.tag == "REF" and each.get(1) in HEAT and each.get(2):
            desk.said.heats.append({"heat_number": desk.sheet.leaf(each.get(2), each.get(2), each.row)})
        elif each.tag == "MEA":
            _measured(desk, each)
    note_others(desk, segments, _KNOWN)
    return sheet.reading(Kind.CERTIFICATE, desk.said, "en")


def _heat(desk: Desk, line: dict[str, Node], segment: Segment) -> None:
    desk.words(line, "order_line", segment, segment.get(1))
    for told, value in items(desk, line, segment, 2):
        leaf = desk.sheet.words(value, segment.row)
        if leaf and told in HEAT:
            line["heat_number"] = leaf
            desk.said.heats.append({"heat_number": leaf})
        elif leaf:
            desk.sheet.note(f"lot {value[:30]} is named beside no heat")


def _measured(desk: Desk, segment: Segment) -> None:
    """A content in mass %: element 738 is the symbol behind a Z (`ZMN`)."""
    code = segment.get(2).upper()
    symbol = _OF.get(code[1:]) if code.startswith("Z") else None
    heats = desk.said.heats
    if symbol is None or not heats or segment.get(4) not in ("", "P1"):
        desk.sheet.note(f"its measurement {segment.get(1)[:3]} {code[:5]} “{segment.get(3)[:20]}” is not read")
        return
    leaf = desk.sheet.decimal(segment.get(3), segment.row, f"the content of {symbol}")
    chemistry = heats[-1].setdefault("chemistry", {})
    if leaf and isinstance(chemistry, dict) and symbol not in chemistry:
        chemistry[symbol] = leaf
    elif leaf and isinstance(chemistry, dict) and isinstance(there := chemistry[symbol], Leaf) and there.value != leaf.value:
        desk.sheet.note(f"it says two things of {symbol}: {there.value} and {leaf.value}")
    if not chemistry:
        heats[-1].pop("chemistry")
