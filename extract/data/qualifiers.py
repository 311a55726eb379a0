"""Prints of messages, in which the segment that a value comes from stands in brackets behind its label: `Packages (CNT 11)`, `Batch (GIN BX)`.

Portals and translators print EDIFACT messages like that. The codes say nothing that the label does not, and their figures are no values.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from extract.page.layout import Layout, Line

TAGS = (
    "ALI APR ARD ASI BGM CAV CCI CNT COM CPS CTA CUX DLM DTM EQD FTX GIN GIR GIS HAN IMD INV LIN LOC MEA MOA NAD PAC PAT PCD PCI PIA PRI QTY QVR RFF RNG SEL"
    " SGP STS TAX TDT TOD TSR UNB UNH UNS UNT UNZ"
)  # the segments of orders, confirmations and despatch advices in EDIFACT's directories
FEWEST = 3
"""So many segments are named on a print of a message."""
_SEGMENT = re.compile(rf"\((?:{'|'.join(TAGS.split())})(?:[ +:/-]?[A-Z0-9]{{1,4}}){{0,2}}\)")
_ITEM_CODE = re.compile(r"\((?:BP|EN|IN|MF|SA|SRV|VN|UP)\)")
"""Whose number an item's is (code list 7143), where its segment is left out."""
MOST_WORDS = 3
"""`(RFF LI 10)`: a segment and its codes are no more words."""


def without_qualifiers(layout: Layout) -> Layout:
    """The layout without such codes, where it is the print of a message; the same where it is not."""
    spans = {index: found for index, line in enumerate(layout.lines) if (found := _spans(line, _SEGMENT))}
    if len({layout.lines[index].text for index in spans}) < FEWEST:
        return layout
    lines = []
    for index, line in enumerate(layout.lines):
        gone = {place for start, end in (*spans.get(index, ()), *_spans(line, _ITEM_CODE)) for place in range(start, end)}
        tokens = tuple(token for place, token in enumerate(line.tokens) if place not in gone)
        if tokens:
            lines.append(replace(line, tokens=tokens) if gone else line)
    return replace(layout, lines=tuple(lines))


def _spans(line: Line, code: re.Pattern[str]) -> Sequence[tuple[int, int]]:
    """Where such codes stand in a line, behind a word."""
    texts = [token.text for token in line.tokens]
    ends = ((start, start + wide) for start in range(1, len(texts)) if texts[start].startswith("(") for wide in range(1, MOST_WORDS + 1))
    return [(start, end) for start, end in ends if end <= len(texts) and code.fullmatch(" ".join(texts[start:end]))]
