"""EDIFACT QALITY: quality data. Its head and the heats and lots that it names are read; what was measured is left to a person."""

from __future__ import annotations

from collections.abc import Sequence

from domain.paper import Kind, Node, Reading
from extract.edifact_codes import HEATS, UNITS, begin, described, groups, head_values, item, note_others
from extract.segments import Desk, Segment
from extract.sheet import Sheet

_DATES = {"137": "document_date", "171": "order_date"}


def read_results(segments: Sequence[Segment], sheet: Sheet) -> Reading:
    """The report's head and its goods. QALITY has no table of properties that senders share, so each measurement is a note."""
    desk = Desk(sheet, UNITS, comma=True)
    head, lines = groups(segments, "LIN", ("UNS", "CNT"))
    begin(desk, head)
    head_values(desk, head, _DATES)
    for each in lines:
        desk.said.lines.append(_line(desk, each))
    measured = sum(each.tag in ("MEA", "CCI", "STA", "TEM", "PSD") for each in segments)
    if measured:
        sheet.note(f"its {measured} measurements are not read")
    note_others(desk, [each for each in segments if each.tag not in ("CCI", "STA", "TEM", "CAV")])
    return sheet.reading(Kind.CERTIFICATE, desk.said)


def _line(desk: Desk, segments: Sequence[Segment]) -> dict[str, Node]:
    line: dict[str, Node] = {}
    for each in segments:
        if each.tag in ("LIN", "PIA"):
            item(desk, line, each)
            for at in range(2, len(each.elements) + 1) if each.tag == "PIA" else ():
                if each.get(at, 2) in HEATS:
                    _heat(desk, line, each, each.get(at))
        elif each.tag == "IMD":
            described(desk, line, each)
        elif each.tag == "RFF" and each.get(1) in HEATS:
            _heat(desk, line, each, each.get(1, 2))
    return line


def _heat(desk: Desk, line: dict[str, Node], segment: Segment, value: str) -> None:
    leaf = desk.sheet.words(value, segment.row)
    if leaf:
        line["heat_number"] = leaf
        desk.said.heats.append({"heat_number": leaf})
