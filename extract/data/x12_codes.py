"""Codes of X12 that are read: units, items, statuses, dates, and segments that say nothing we read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from domain.paper import Node
from extract.data.segments import Desk, Segment

UNITS = {
    "EA": "C62", "PC": "C62", "UN": "C62", "LB": "LBR", "KG": "KGM", "GR": "GRM", "OZ": "ONZ", "TN": "STN", "MP": "TNE", "FT": "FOT", "IN": "INH",
    "YD": "YRD", "MR": "MTR", "CM": "CMT", "MM": "MMT", "LF": "LF", "SF": "FTK", "SM": "MTK", "LT": "LTR", "ML": "MLT", "GA": "GLL", "HU": "CEN",
    "TH": "MIL", "DZ": "DZN", "PR": "PR", "ST": "SET", "KT": "KT", "BX": "BX", "CT": "CT", "CA": "CS", "RL": "RO", "RO": "RO", "BG": "BG",
}  # fmt: skip
"""Element 355 to Recommendation 20; the two share letters for different things (`ST` is a set here, a sheet there)."""
BASIS = {"PE": "1", "TE": "1", "LE": "1", "QE": "1", "HP": "100", "TP": "1000"}
"""Element 639, those that say for how many units a price is."""
KINDS_OF_PRICE = frozenset({"", "CA", "CT", "QT", "NT", "CP", "NC", "ST", "WH", "FB"})
"""Element 639, those that say what kind of price it is, and nothing of its basis."""
BUYER_ITEM, SUPPLIER_ITEM = ("BP", "IN", "PI", "CB"), ("VP", "VN", "VC", "VA", "SN")
LOT, HEAT = frozenset({"LT", "B8", "BT"}), frozenset({"HN", "HC"})
KNOWN_ITEMS = frozenset(
    [
        "UP",
        "UK",
        "EN",
        "UI",
        "UA",
        "EC",
        "SK",
        "MG",
        "MF",
        "MN",
        "PD",
        "ND",
        "N4",
        "CG",
        "IT",
        "ZZ",
        "VS",
        "RC",
        "BL",
        "CH",
        "GE",
        "GI",
        "GN",
        "ZB",
        "F8",
        "VE",
        "VO",
        "VM",
        "BO",
        "IZ",
        "SZ",
        "EM",
        "PO",
        "PL",
    ]
)

LINE_STATUS = {
    **dict.fromkeys(("AC", "AR", "IA", "AA"), "accepted"), **dict.fromkeys(("IC", "IP", "IQ", "DR", "IS"), "changed"),
    **dict.fromkeys(("IR", "ID", "R1", "R2", "R3", "R4", "R5", "R6", "R7", "R8"), "rejected"),
}  # fmt: skip
"""Element 668 (domain.md 1.2). What is on hold, pending or on back order is none of the three, and goes before a person."""
HELD = {
    "BP": "is shipped in part, the balance back-ordered", "IB": "is on back order", "IE": "is accepted with the price pending",
    "IF": "is on hold, its description incomplete", "IH": "is on hold", "IW": "is on hold, waiting for a waiver", "SP": "is accepted with the date pending",
}  # fmt: skip
ANSWER = {
    **dict.fromkeys(("AT", "AD", "AK", "AP"), "accepted"), **dict.fromkeys(("AC", "AE", "CE"), "changed"),
    **dict.fromkeys(("RD", "RF", "RJ", "RN", "RO", "RV"), "rejected"),
}  # fmt: skip
"""Element 587: `AC` and `AE` speak of changes, so they are no plain yes."""
PROMISED, DISPATCH = frozenset({"067", "069", "017"}), frozenset({"068", "079", "011", "038", "118", "370"})
ASKED = frozenset({"002", "010", "001", "003", "004", "006", "036", "037", "050", "074", "077", "081", "097", "106", "405", "511"})
UNREAD = frozenset(
    [
        "N2",
        "N3",
        "N4",
        "PER",
        "REF",
        "TD1",
        "TD3",
        "TD4",
        "TD5",
        "TDX",
        "PWK",
        "PKG",
        "PO4",
        "LDT",
        "INC",
        "N9",
        "G62",
        "N1",
        "DTM",
        "LIN",
        "MEA",
        "TXI",
        "AMT",
        "CTT",
        "TAX",
        "CTP",
        "CTB",
        "LM",
        "LQ",
        "SI",
        "SDQ",
        "FOB",
        "ITD",
        "NM1",
        "CSH",
        "DIS",
        "CUR",
        "IT8",
        "PID",
        "BAK",
        "BCA",
        "BSN",
        "HL",
        "SN1",
        "PRF",
        "CLD",
        "MAN",
        "SLN",
        "YNQ",
        "FA1",
        "FA2",
        "V1",
        "R4",
        "PAL",
        "UIT",
        "E1",
        "E4",
        "E5",
        "MS3",
        "SLS",
        "CN1",
        "SC",
        "SR",
    ]
)
"""Segments that are read elsewhere, or hold addresses, contacts, routing and packing that nothing is posted of."""


def items(desk: Desk, group: dict[str, Node], segment: Segment, first: int) -> Iterator[tuple[str, str]]:
    """Puts items by their qualifiers; gives the pairs that are none of them."""
    pairs = [(segment.get(at), segment.get(at + 1)) for at in range(first, len(segment.elements) + 1, 2)]
    for qualifiers, name in ((BUYER_ITEM, "buyer_item"), (SUPPLIER_ITEM, "supplier_item")):
        for qualifier in qualifiers:
            for told, value in pairs:
                if told == qualifier and value and name not in group:
                    desk.words(group, name, segment, value)
    for told, value in pairs:
        if told in LOT or told in HEAT:
            yield told, value
        elif told and value and told not in (*BUYER_ITEM, *SUPPLIER_ITEM) and told not in KNOWN_ITEMS:
            desk.sheet.note(f"what “{value[:30]}” is in {segment.tag} (qualifier {told[:4]}) is in no table")


def party(desk: Desk, segments: Sequence[Segment], roles: Sequence[str]) -> None:
    """Puts the supplier by the first of the roles that is there."""
    for role in roles:
        for segment in segments:
            if segment.tag == "N1" and segment.get(1) == role and segment.get(2):
                desk.words(desk.said.fields, "supplier_name", segment, segment.get(2))
                desk.said.names.append(segment.get(2)[:120])
                return


def reference(segments: Sequence[Segment], *qualifiers: str) -> Segment | None:
    """The first reference with one of the qualifiers, those first named first."""
    return next((each for told in qualifiers for each in segments if each.tag == "REF" and each.get(1) == told and each.get(2)), None)


def note_others(desk: Desk, segments: Sequence[Segment], known: frozenset[str] = UNREAD) -> None:
    """Says which segments nobody reads."""
    for segment in segments:
        if segment.tag in ("MSG", "NTE", "MTX") and (
            said := " ".join(segment.whole(at) for at in range(1, len(segment.elements) + 1)).strip()
        ):
            desk.sheet.note(f"it says in words “{said[:80]}”")
        elif segment.tag in ("SAC", "ITA"):
            desk.sheet.note(f"it states a charge or allowance ({segment.tag}) that is not read")
        elif segment.tag not in known and segment.tag not in ("MSG", "NTE", "MTX"):
            desk.sheet.note(f"its segment {segment.tag[:6]} is not known here")
