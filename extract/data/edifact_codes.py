"""Codes and segments of EDIFACT that ORDRSP, DESADV and QALITY share."""

from __future__ import annotations

from collections.abc import Sequence

from domain.paper import Leaf, Node
from extract.data.segments import Desk, Segment
from extract.data.sheet import put

UNITS = {"PCE": "C62", "PC": "C62", "EA": "C62", "KG": "KGM", "TN": "TNE"}
"""Codes that were struck off Recommendation 20 and are sent all the same."""
ITEMS = {"IN": "buyer_item", "BP": "buyer_item", "SA": "supplier_item", "VP": "supplier_item", "VN": "supplier_item"}
"""Element 7143."""
LOTS = frozenset({"NB", "BX", "BB"})
HEATS = frozenset({"HN", "AP"})
FUNCTIONS = {"1": "a cancellation", "3": "a deletion", "31": "a copy"}
"""Element 1225 of what is no new message."""
SHORTEST_NAME = 4
UNREAD = frozenset(
    [
        "CTA",
        "COM",
        "IMD",
        "NAD",
        "DTM",
        "RFF",
        "BGM",
        "UNS",
        "CUX",
        "LOC",
        "TDT",
        "PAC",
        "PCI",
        "HAN",
        "MEA",
        "EQD",
        "SEL",
        "GIN",
        "QTY",
        "PIA",
        "LIN",
        "CPS",
        "CNT",
        "MOA",
        "PRI",
        "TAX",
        "ALI",
        "GIR",
        "QVR",
        "TOD",
        "PAT",
        "PCD",
        "STS",
        "PGI",
        "AJT",
        "DGS",
        "HYN",
        "PSD",
        "DOC",
        "FII",
        "RCS",
        "SCC",
    ]
)


def begin(desk: Desk, head: Sequence[Segment]) -> Segment | None:
    """The document's number and date; says where it is a cancellation."""
    found = next((each for each in head if each.tag == "BGM"), None)
    if found is None:
        desk.sheet.note("the segment that numbers it (BGM) is not there")
        return None
    desk.words(desk.said.fields, "document_number", found, found.get(2))
    if told := FUNCTIONS.get(found.get(3)):
        desk.sheet.note(f"it is {told}")
    return found


def head_values(desk: Desk, head: Sequence[Segment], dates: dict[str, str]) -> None:  # noqa: C901, PLR0912 - a case for each thing that may be said
    """Dates by their qualifiers, references, parties, currency and terms; a date behind a reference is that reference's."""
    fields = desk.said.fields
    reference = ""
    for each in head:
        match each.tag:
            case "RFF":
                reference = each.get(1)
                if reference == "ON":
                    desk.words(fields, "order_number", each, each.get(1, 2))
            case "DTM":
                name = dates.get(each.get(1))
                if each.get(1) in ("171", "4", "3") and reference:
                    name = "order_date" if reference == "ON" else None
                if name:
                    desk.date(fields, name, each, each.get(1, 2), each.get(1, 3) or "102")
            case "NAD":
                reference = "" if each.get(1) in ("BY", "SU") else "party"
                if each.get(1) in ("SU", "SE"):
                    said = each.whole(4) or each.whole(3)
                    if len(said) > SHORTEST_NAME or each.whole(4):  # some put the agency of the code there
                        desk.words(fields, "supplier_name", each, said)
                        desk.said.names.append(said[:120])
            case "CUX":
                desk.words(fields, "currency", each, each.get(1, 2))
            case "TOD":
                code = each.get(3).upper()
                if len(code) == 3 and code.isalpha():
                    desk.words(fields, "incoterm", each, code)
            case "LOC" if each.get(1) == "1" and "incoterm" in fields:
                desk.words(fields, "incoterm_place", each, each.get(2, 4) or each.get(2))
            case "PAT" if each.get(3, 3) == "D" and each.get(3, 4):
                desk.once(fields, "payment_terms", desk.sheet.leaf(f"{each.get(3, 4)} days", each.get(3, 4), each.row))
            case _:
                pass


def item(desk: Desk, line: dict[str, Node], segment: Segment) -> None:
    """The line's number and its items, from LIN and PIA."""
    if segment.tag == "LIN":
        desk.words(line, "order_line", segment, segment.get(1))
        pairs = [(segment.get(3), segment.get(3, 2))]
    else:
        pairs = [(segment.get(at), segment.get(at, 2)) for at in range(2, len(segment.elements) + 1)]
    for value, told in pairs:
        if value and told in ITEMS:
            put(line, ITEMS[told], desk.sheet.words(value, segment.row))


def described(desk: Desk, line: dict[str, Node], segment: Segment) -> None:
    """The description of IMD, in one or two pieces."""
    said = " ".join(part for part in (segment.get(3, 4), segment.get(3, 5)) if part)
    if said:
        put(line, "description", desk.sheet.words(said, segment.row))


def order_of(desk: Desk, line: dict[str, Node], segment: Segment) -> None:
    """The order and its line that a line is about (RFF+ON, RFF+LI); what the message calls a line and is the order's number is none."""
    number, at = segment.get(1, 2), segment.get(1, 3)
    if segment.get(1) == "ON" and number:
        desk.words(line, "order_number", segment, number)
        if at:
            line["order_line"] = desk.sheet.leaf(at, at, segment.row)
    elif segment.get(1) == "LI" and (number or at):
        line["order_line"] = desk.sheet.leaf(at or number, at or number, segment.row)


def check_counts(desk: Desk, segments: Sequence[Segment], total: object) -> None:
    """CNT+2 counts lines, CNT+1 adds up quantities."""
    for each in segments:
        if each.tag == "CNT":
            said = desk.sheet.decimal(each.get(1, 2), each.row, "the control total", comma=True)
            mine = {"2": len(desk.said.lines), "1": total}.get(each.get(1))
            if said and mine is not None and float(said.value) != float(str(mine)):
                desk.sheet.note(f"its control total is {said.value}, and its lines come to {mine}")


def note_others(desk: Desk, segments: Sequence[Segment]) -> None:
    """Says which segments nobody reads."""
    for each in segments:
        if each.tag == "FTX":
            if said := each.whole(4) or each.whole(3):
                desk.sheet.note(f"it says in words “{said[:80]}”")
        elif each.tag == "ALC":
            desk.sheet.note("it states a charge or allowance (ALC) that is not read")
        elif each.tag not in UNREAD:
            desk.sheet.note(f"its segment {each.tag[:6]} is not known here")


def groups(segments: Sequence[Segment], first: str, last: Sequence[str] = ("UNS", "CNT")) -> tuple[list[Segment], list[list[Segment]]]:
    """The segments before the first of that tag, and those from each on."""
    head: list[Segment] = []
    found: list[list[Segment]] = []
    open_ = True
    for each in segments:
        if each.tag in last:
            open_ = False
        if each.tag == first:
            open_ = True
            found.append([each])
        elif found and open_:
            found[-1].append(each)
        else:
            head.append(each)
    return head, found


def same(one: Node | None, other: Node | None) -> bool:
    """Whether two leaves say the same."""
    return isinstance(one, Leaf) and isinstance(other, Leaf) and one.value == other.value
