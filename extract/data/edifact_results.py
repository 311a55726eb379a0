"""EDIFACT QALITY: quality data. Its head, the heats and lots that it names and what was measured of them under known codes are read."""

from __future__ import annotations

from collections.abc import Sequence

from domain.paper import Kind, Node, Reading
from extract.data.edi_results import MEGAPASCAL, PERCENT, Measured, content, hardness, strength
from extract.data.edifact_codes import HEATS, UNITS, begin, described, groups, head_values, item, note_others
from extract.data.segments import Desk, Segment
from extract.data.sheet import Sheet

_RESULTS, _EXACT = frozenset({"CH", "TR", "AAE"}), frozenset({"", "4", "12", "13"})
"""Element 6311 of what was found, not of what was asked for; 6321 of what is no bound and no estimate."""
_STRENGTHS = {"YS": ("yield_mpa", MEGAPASCAL), "AAZ": ("tensile_mpa", MEGAPASCAL), "EA": ("elongation_pct", PERCENT)}
_DATES = {"137": "document_date", "171": "order_date"}


def read_results(segments: Sequence[Segment], sheet: Sheet) -> Reading:
    """The report's head, its goods, and of each heat what was measured under codes of the directory; the rest are notes."""
    desk = Desk(sheet, UNITS, comma=True)
    head, lines = groups(segments, "LIN", ("UNS", "CNT"))
    begin(desk, head)
    head_values(desk, head, _DATES)
    for each in lines:
        desk.said.lines.append(_line(desk, each))
    for of_no_heat in head:
        if of_no_heat.tag == "MEA":
            _measured(desk, of_no_heat)
    statistics = sum(each.tag in ("STA", "CAV") for each in segments)
    if statistics:
        sheet.note(f"its {statistics} statistics and characteristics (STA, CAV) are not read")
    note_others(desk, [each for each in segments if each.tag not in ("CCI", "STA", "TEM", "CAV")])
    return sheet.reading(Kind.CERTIFICATE, desk.said)


def _line(desk: Desk, segments: Sequence[Segment]) -> dict[str, Node]:
    line: dict[str, Node] = {}
    before = len(desk.said.heats)
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
        elif each.tag == "MEA":
            _measured(desk, each, alone=len(desk.said.heats) == before + 1)
    return line


def _heat(desk: Desk, line: dict[str, Node], segment: Segment, value: str) -> None:
    leaf = desk.sheet.words(value, segment.row)
    if leaf:
        line["heat_number"] = leaf
        desk.said.heats.append({"heat_number": leaf})


def _measured(desk: Desk, segment: Segment, *, alone: bool = False) -> None:
    """A result (6311 CH, TR, AAE) of the line's only heat; limits (SE, SV), bounds and ranges, and codes that are not read are told to a person."""
    code, value = segment.get(2).upper(), segment.get(3, 2)
    measured = Measured(code, segment.get(3).upper(), value, segment.row, f"{segment.get(1)[:3]} {code[:5]}")
    plain = alone and segment.get(1) in _RESULTS and segment.get(2, 2) in _EXACT and not (segment.get(3, 3) or segment.get(3, 4))
    if plain and (
        content(desk, measured, comma=True)
        or (code in _STRENGTHS and strength(desk, measured, *_STRENGTHS[code], comma=True))
        or (code == "RJ" and hardness(desk, measured, "HRC", comma=True))
    ):
        return
    desk.sheet.note(f"its measurement {measured.said} “{segment.whole(3)[:20]}” is not read")
