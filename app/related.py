"""The other papers about a paper's order lines: what was confirmed, shipped and certified of each, side by side."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from domain.arrivals import DocumentRecord
from domain.paper import Group, Kind, Reading
from domain.ports import UnitOfWork
from domain.worklist import KnownPaper, SoughtPapers
from validate.comparing import unit_word

RELATED = 10
LAST_PAPERS = 5
MOST_LINES = 20
"""So many lines of an order are told side by side; a clerk who needs more opens the papers."""

KINDS = (Kind.ORDER_CONFIRMATION, Kind.SHIP_NOTICE, Kind.CERTIFICATE)


@dataclass(frozen=True)
class Told:
    """What a paper says of an order line, in a few words."""

    paper: KnownPaper
    words: str


@dataclass(frozen=True)
class RelatedLine:
    """An order line of the paper, with what other papers say of it by kind; `order_line` is its number, or our item where none is printed."""

    order_line: str
    told: dict[Kind, list[Told]]


@dataclass(frozen=True)
class Neighbours:
    """The papers around one: by its order lines, the others of its order, and its supplier's last ones that are of other orders."""

    lines: Sequence[RelatedLine] = ()
    of_order: Sequence[KnownPaper] = ()
    of_supplier: Sequence[KnownPaper] = ()


def neighbours(work: UnitOfWork, record: DocumentRecord, hidden: frozenset[str]) -> Neighbours:
    """What else is known about the order lines, the order and the supplier of a document; nothing that is in `hidden`."""
    here = {record.document_id, *hidden}
    found = work.worklist.papers(SoughtPapers(order_number=record.order_number), limit=RELATED + len(here)) if record.order_number else []
    related = [paper for paper in found if paper.document_id not in here][:RELATED]
    apart = {*here, *(paper.document_id for paper in found)}
    others = (
        work.worklist.papers(SoughtPapers(supplier_id=record.supplier_id), limit=LAST_PAPERS + len(apart)) if record.supplier_id else []
    )
    lines = _by_line(work, record.reading, related) if record.reading else []
    told = {each.paper.document_id for line in lines for some in line.told.values() for each in some}
    return Neighbours(
        lines=lines,
        of_order=[paper for paper in related if paper.document_id not in told],
        of_supplier=[paper for paper in others if paper.document_id not in apart][:LAST_PAPERS],
    )


def _by_line(work: UnitOfWork, reading: Reading, related: Sequence[KnownPaper]) -> list[RelatedLine]:
    known = [(paper, work.documents.get(paper.document_id).reading) for paper in related]
    papers = [(paper, other, _lines_of(other)) for paper, other in known if other and other.kind in KINDS]
    lines: list[RelatedLine] = []
    for own in reading.lines:
        told: dict[Kind, list[Told]] = {}
        for paper, other, theirs in papers:
            if line := _same(own, theirs):
                told.setdefault(other.kind, []).append(Told(paper, ", ".join(_words(other, line))))
        if told:
            lines.append(RelatedLine(_number(own) or own.text("buyer_item") or "–", told))
    return lines[:MOST_LINES]


def _lines_of(reading: Reading) -> dict[tuple[str, str], Group]:
    """A paper's lines by what they can be told by; the first of each."""
    found: dict[tuple[str, str], Group] = {}
    for line in reading.lines:
        for key in _keys(line):
            found.setdefault(key, line)
    return found


def _keys(line: Group) -> list[tuple[str, str]]:
    """What a line can be told by: its number, our item."""
    told = (("line", _number(line)), ("item", line.text("buyer_item")))
    return [(name, value) for name, value in told if value]


def _same(own: Group, theirs: Mapping[tuple[str, str], Group]) -> Group | None:
    """The line about the same order line: by its number, or by our item where one of the two prints no number."""
    number, item = _number(own), own.text("buyer_item")
    numbered = theirs.get(("line", number)) if number else None
    line = theirs.get(("item", item)) if item else None
    return numbered or (line if line and not (number and _number(line)) else None)


def _number(line: Group) -> str | None:
    said = line.text("order_line")
    return said.lstrip("0") or said if said else None


def _words(reading: Reading, line: Group) -> Iterator[str]:
    """`250 pcs at 2.50`, `for 2026-09-01`; of a certificate its type and heats."""
    quantity = " ".join(filter(None, (line.text("quantity"), unit_word(line.text("unit") or ""))))
    if reading.kind is Kind.CERTIFICATE:
        if certified := reading.fields.text("certificate_type"):
            yield certified
        heats = list(dict.fromkeys(heat for group in reading.heats if (heat := group.text("heat_number"))))
        if heats:
            yield f"heat{'s' if len(heats) > 1 else ''} {', '.join(heats[:4])}{' …' if len(heats) > 4 else ''}"
        return
    if quantity:
        price = line.text("unit_price")
        yield f"{quantity} at {price}" if price else quantity
    if day := line.text("delivery_date"):
        yield f"for {day}"
    elif shipped := reading.fields.text("document_date"):
        yield f"of {shipped}"
