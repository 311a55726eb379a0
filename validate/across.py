"""What the papers of one order say of each other: lots that were shipped, heats that were certified, revisions of one paper."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from domain.arrivals import DocumentRecord
from domain.doctype import CertifiedHeat, CheckContext, LineMatch, ShippedLot
from domain.orders import OrderLine, PurchaseOrder
from domain.paper import Group, Kind, Reading
from validate.comparing import bare, lookalike
from validate.matching import match_lines


def shipped_lots(papers: Iterable[DocumentRecord], order: PurchaseOrder) -> Iterator[ShippedLot]:
    """Every lot that the order's ship notices name, with the order line it is for."""
    for paper, reading in _read(papers, Kind.SHIP_NOTICE):
        for lot in lots_of(reading, match_lines(_about(reading, paper, order), order), paper.name):
            yield replace(lot, order_number=order.order_number)


def _about(reading: Reading, paper: DocumentRecord, order: PurchaseOrder) -> Reading:
    """The paper with the lines blank that name no order, where it is filed under another one: these are for that."""
    if paper.order_number in (None, order.order_number):
        return reading
    return reading.model_copy(update={"lines": [line if line.leaf("order_number") else Group({}) for line in reading.lines]})


def lots_of(reading: Reading, matches: Iterable[LineMatch], paper: str) -> Iterator[ShippedLot]:
    """Every lot of a ship notice's lines that are the order's; the only lot of a line has the line's quantity where it says none."""
    for match in matches:
        if match.order_line is None:
            continue
        line = reading.lines[match.index]
        lots = line.groups("lots")
        for lot in lots:
            if number := lot.text("lot_number"):
                amount = lot.decimal("quantity") or (line.decimal("quantity") if len(lots) == 1 else None)
                document = reading.fields.text("document_number")
                yield ShippedLot(paper, match.order_line.order_line, number, amount, line.text("unit"), document)


def certified_heats(papers: Iterable[DocumentRecord], order: PurchaseOrder) -> Iterator[CertifiedHeat]:
    """Every heat that the order's certificates name, for each order line that the certificate is about."""
    for paper, reading in _read(papers, Kind.CERTIFICATE):
        yield from heats_of(reading, match_lines(reading, order), paper.name)


def heats_of(reading: Reading, matches: Iterable[LineMatch], paper: str) -> Iterator[CertifiedHeat]:
    """Every heat of a certificate for each line that it is about."""
    about = sorted({match.order_line.order_line for match in matches if match.order_line})
    for heat in own_heats(reading, paper):
        yield from (replace(heat, order_line=line) for line in about)


def own_heats(reading: Reading, paper: str) -> list[CertifiedHeat]:
    """The heats of a certificate, of no line yet; an only heat of an only line has the line's quantity where it says none."""
    line = reading.lines[0] if len(reading.lines) == 1 else None
    found = []
    for heat in reading.heats:
        if numbers := numbers_of(heat):
            amount = heat.decimal("quantity") or (line.decimal("quantity") if line and len(reading.heats) == 1 else None)
            unit, document = line.text("unit") if line else None, reading.fields.text("document_number")
            found.append(CertifiedHeat(paper, "", numbers, amount, unit, document))
    return found


def numbers_of(heat: Group) -> frozenset[str]:
    """The numbers that a heat goes by."""
    return frozenset(number for name in ("heat_number", "lot_number") if (number := heat.text(name)))


def is_named(number: str, others: Iterable[str], *, scanned: bool) -> bool:
    """Whether a number is among others, blanks and hyphens aside; off a scan, signs that scanners confuse are one."""
    same = lookalike if scanned else bare
    return same(number) in {same(other) for other in others}


def are_of_one_kind(numbers: Iterable[str], others: Iterable[str]) -> bool:
    """Whether two papers speak of the same kind of number: some of them look alike (`L006536`, `L004450`).

    A supplier may number lots and heats apart; then that one is not among the others says nothing.
    """
    return bool({_look(number) for number in numbers} & {_look(other) for other in others})


def revised(reading: Reading, context: CheckContext) -> DocumentRecord | None:
    """The earlier paper of the same supplier, number and kind that this one, of another date, stands against; None where there is none."""
    issued = reading.fields.date("document_date")
    for earlier in reversed(context.earlier):
        before = _date_of(earlier)
        if issued and before and issued != before and earlier.kind is reading.kind:
            return earlier
    return None


def _read(papers: Iterable[DocumentRecord], kind: Kind) -> Iterator[tuple[DocumentRecord, Reading]]:
    for paper in papers:
        if paper.reading is not None and paper.kind is kind:
            yield paper, paper.reading


def _date_of(paper: DocumentRecord) -> date | None:
    return paper.reading.fields.date("document_date") if paper.reading else None


def _look(number: str) -> str:
    """`L006536` is a letter and six figures."""
    return re.sub(r"[^\W\d_]", "A", re.sub(r"\d", "9", bare(number)))


def differences(reading: Reading, earlier: Reading, names: Sequence[str], line_names: Sequence[str]) -> Mapping[str, tuple[str, str]]:
    """What a revision says otherwise, by path, as (before, now); lines are held together by their order line, else by their place."""
    found = {}
    for name in names:
        was, is_ = earlier.fields.text(name), reading.fields.text(name)
        if was != is_:
            found[name] = (was or "–", is_ or "–")
    before = {line.text("order_line") or str(index): line for index, line in enumerate(earlier.lines)}
    for index, line in enumerate(reading.lines):
        other = before.get(line.text("order_line") or str(index))
        for name in line_names:
            was, is_ = other.text(name) if other else None, line.text(name)
            if was != is_:
                found[f"lines[{index}].{name}"] = (was or "–", is_ or "–")
    now = {line.text("order_line") or str(index) for index, line in enumerate(reading.lines)}
    for number in [number for number in before if number not in now]:
        found[f"order line {before[number].text('order_line')}" if before[number].text("order_line") else f"line {int(number) + 1}"] = (
            "on it",
            "not on it",
        )
    return found


def reconfirmed(line: Group, ordered: OrderLine, number: str | None) -> Iterator[tuple[str, str, str, str]]:
    """What a confirmation says otherwise of a line than the one of another number that stands: (number, name, before, now).

    Only lines that both promise as a whole are held together; parts of a line may come in several papers.
    """
    if len(ordered.confirmed) != 1 or line.groups("schedule"):
        return
    stands = ordered.confirmed[0]
    if number is None or bare(stands.document_number) == bare(number):
        return
    for name, was, is_ in (
        ("quantity", stands.quantity, line.decimal("quantity")),
        ("unit_price", stands.unit_price, line.decimal("unit_price")),
        ("delivery_date", stands.delivery_date, line.date("delivery_date")),
    ):
        if name == "unit_price" and line.decimal("price_unit") != stands.price_unit:
            continue
        if was is not None and is_ is not None and was != is_:
            yield stands.document_number, name, str(was), str(is_)
