"""X12 863: a report of test results. Heats, their analysis, elongation and hardness are read; what else was measured is left to a person."""

from __future__ import annotations

from collections.abc import Sequence

from domain.paper import Kind, Node, Reading
from extract.data.edi_results import PERCENT, Measured, content, hardness, strength
from extract.data.segments import Desk, Segment
from extract.data.sheet import Sheet
from extract.data.x12_codes import HEAT, UNITS, UNREAD, items, note_others, party, reference

_KNOWN = UNREAD | {"BTR", "CID", "MEA", "TMD"}
_RESULTS, _EXACT = frozenset({"", "CH", "TR"}), frozenset({"", "04", "4", "22", "96"})
"""MEA01 (element 737) of what was found, not of what was asked for (SE, PS, TS, PM); MEA07 (935) of what is no bound and no estimate."""
_SCALES = {"BF": "HB", "RJ": "HRC", "RK": "HRB"}


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
    party(desk, segments, ("MF", "SU", "SE", "VN", "SF"))
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
    for at in range(2, len(segment.elements), 2):
        if segment.get(at) == "PO" and segment.get(at + 1):  # where mills and processors name it, beside the heat
            desk.words(desk.said.fields, "order_number", segment, segment.get(at + 1))
    for told, value in items(desk, line, segment, 2):
        leaf = desk.sheet.words(value, segment.row)
        if leaf and told in HEAT:
            line["heat_number"] = leaf
            desk.said.heats.append({"heat_number": leaf})
        elif leaf:
            desk.sheet.note(f"lot {value[:30]} is named beside no heat")


def _measured(desk: Desk, segment: Segment) -> None:
    """A result (MEA01 CH, TR or nothing); limits, estimates, ranges, and what is of a code that is not read are told to a person."""
    purpose, code = segment.get(1), segment.get(2).upper()
    measured = Measured(code, segment.get(4).upper(), segment.get(3), segment.row, f"{purpose[:3]} {code[:5]}")
    plain = purpose in _RESULTS and segment.get(7) in _EXACT and not (segment.get(5) or segment.get(6))
    if plain and (
        content(desk, measured)
        or (code == "EA" and strength(desk, measured, "elongation_pct", PERCENT))
        or (code in _SCALES and hardness(desk, measured, _SCALES[code]))
    ):
        return
    desk.sheet.note(f"its measurement {measured.said} “{(measured.text or segment.whole(5) or segment.whole(6))[:20]}” is not read")
