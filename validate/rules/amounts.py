"""Rules for how much a certificate covers: no more of a heat is shipped than is certified, be it for one order or for several."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeVar

from domain.doctype import CertifiedHeat, CheckContext, ShippedLot
from domain.findings import Finding, FindingCode, Severity
from domain.paper import Reading
from validate.across import are_of_one_kind, is_named, lots_of, numbers_of, own_heats
from validate.comparing import PIECES, bare, lookalike, unit_word

IN_KG = {"KGM": Decimal(1), "TNE": Decimal(1000), "GRM": Decimal("0.001"), "LBR": Decimal("0.45359237")}
WEIGHED = Decimal("0.01")
"""Two scales, or one and a mass by dimensions, do not agree by more; what is counted or measured out must."""


_Named = TypeVar("_Named", ShippedLot, CertifiedHeat)


@dataclass(frozen=True)
class _Amount:
    """How much, in kg where it is a mass."""

    value: Decimal
    unit: str

    @property
    def said(self) -> str:
        return f"{self.value.normalize():f} {unit_word(self.unit)}"


def no_more_is_shipped_than_certified(reading: Reading, context: CheckContext) -> Iterator[Finding]:
    """Of no heat that certificates cover is more shipped, with what was shipped before, than they certify; a mass may differ by 1 %.

    Example: 1,500 kg of a heat of which 1,000 kg are certified. Counter-examples: a paper that does not say how much of each lot, or in
    what unit; a line of the order that asks for no certificate.
    """
    scanned = reading.medium == "ocr"
    same = lookalike if scanned else bare
    shipped: dict[str, list[ShippedLot]] = {}
    for each in (*lots_of(reading, context.matches, "this paper"), *_before((*context.shipped, *context.shipped_elsewhere), reading)):
        shipped.setdefault(same(each.number), []).append(each)
    certified_for = _by_line(context.certified)
    for match in context.matches:
        ordered = match.order_line
        if ordered is None or not ordered.required_certificate:
            continue
        for place, lot in enumerate(reading.lines[match.index].groups("lots")):
            number = lot.text("lot_number") or ""
            held = [heat for heat in certified_for.get(ordered.order_line, ()) if is_named(number, heat.numbers, scanned=scanned)]
            certified = _certified(held)
            if certified is None:
                continue
            names = {same(name) for heat in held for name in heat.numbers}
            lots = [each for name in sorted(names) for each in shipped.get(name, ())]
            yield from _over(lots, certified, number, sorted({heat.paper for heat in held}), f"lines[{match.index}].lots[{place}].quantity")


def certificate_covers_what_was_shipped(reading: Reading, context: CheckContext) -> Iterator[Finding]:
    """What was shipped of a heat before its certificate came, for this order and for others that it was sent for, is no more than is certified.

    Example: C-5 certifies 1,000 kg, was sent for another order, of which 700 kg were shipped, and 600 kg were shipped for this one.
    Counter-examples: the same where 300 kg were shipped for the other; an order that asks for no certificate.
    """
    if not any(match.order_line and match.order_line.required_certificate for match in context.matches):
        return
    scanned = reading.medium == "ocr"
    own = own_heats(reading, "this certificate")
    told: set[frozenset[str]] = set()
    for index, heat in enumerate(reading.heats):
        names = numbers_of(heat)
        if not names or names in told:
            continue
        told.add(names)
        also = [each for each in context.certified if each.document != reading.fields.text("document_number")]
        held = [each for each in (*own, *also) if any(is_named(name, each.numbers, scanned=scanned) for name in names)]
        lots = [each for each in (*context.shipped, *context.shipped_elsewhere) if is_named(each.number, names, scanned=scanned)]
        if certified := _certified(held):
            papers = list(dict.fromkeys(each.paper for each in held))
            yield from _over(lots, certified, " / ".join(sorted(names)), papers, f"heats[{index}].quantity")


def certified_heats_are_shipped(reading: Reading, context: CheckContext) -> Iterator[Finding]:
    """Once all of an order line is shipped, each heat that its certificates name is among the lots that were.

    Example: the certificate names 0085219 and 0085221, the notice that completes the line only 0085219. Counter-examples: more of the line
    is to come; the supplier numbers lots and heats apart.
    """
    scanned = reading.medium == "ocr"
    shipped_for = _by_line([*lots_of(reading, context.matches, "this paper"), *_before(context.shipped, reading)])
    certified_for = _by_line(context.certified)
    for ordered in {match.order_line.order_line: match.order_line for match in context.matches if match.order_line}.values():
        lots = shipped_for.get(ordered.order_line, [])
        shipped = _sum(_amount(lot.quantity, lot.unit) for lot in lots)
        wanted = _amount(ordered.quantity, ordered.unit)
        if shipped is None or wanted is None or shipped.unit != wanted.unit or shipped.value < wanted.value:
            continue
        numbers = {lot.number for lot in lots}
        for heat in certified_for.get(ordered.order_line, ()):
            if not are_of_one_kind(heat.numbers, numbers):
                continue
            if not any(is_named(number, numbers, scanned=scanned) for number in heat.numbers):
                yield Finding(
                    code=FindingCode.HEAT_MISMATCH,
                    severity=Severity.ERROR,
                    field=f"lines[{next(match.index for match in context.matches if match.order_line == ordered)}].lots",
                    expected=" / ".join(sorted(heat.numbers)),
                    found=", ".join(sorted(numbers)),
                    message=f"All of line {ordered.order_line} is shipped ({', '.join(sorted(numbers))}), and heat "
                    f"{' / '.join(sorted(heat.numbers))}, which {heat.paper} certifies for it, is not among it.",
                )


def _by_line(each_of: Iterable[_Named]) -> dict[str, list[_Named]]:
    found: dict[str, list[_Named]] = {}
    for each in each_of:
        found.setdefault(each.order_line, []).append(each)
    return found


def _before(lots: Iterable[ShippedLot], reading: Reading) -> Iterator[ShippedLot]:
    """What other notices say was shipped; an earlier one of this paper's number is this paper."""
    own = reading.fields.text("document_number")
    yield from (lot for lot in lots if own is None or lot.document != own)


def _certified(heats: Iterable[CertifiedHeat]) -> _Amount | None:
    """How much certificates cover; each counts once, however often it came; None where one of them does not say it."""
    once = {(heat.document or heat.paper, heat.numbers, heat.quantity): _amount(heat.quantity, heat.unit) for heat in heats}
    return _sum(once.values())


def _over(lots: Iterable[ShippedLot], certified: _Amount, number: str, papers: list[str], field: str) -> Iterator[Finding]:
    """A finding where the lots that say how much they are come to more than is certified; a notice that came twice counts once."""
    once = {(lot.document or lot.paper, lot.order_number, lot.order_line, lot.number, lot.quantity): lot for lot in lots}.values()
    told = [(lot, amount) for lot in once if (amount := _amount(lot.quantity, lot.unit)) and amount.unit == certified.unit]
    shipped = _sum(amount for _, amount in told)
    slack = 1 + WEIGHED if certified.unit == "KGM" else Decimal(1)
    if shipped is None or shipped.value <= certified.value * slack:
        return
    parts = " + ".join(f"{amount.said} ({lot.paper})" for lot, amount in told)
    more = _Amount(shipped.value - certified.value, certified.unit)
    yield Finding(
        code=FindingCode.CERTIFICATE_MISSING,
        severity=Severity.WARNING,
        field=field,
        expected=str(certified.value),
        found=str(shipped.value),
        message=f"{more.said} of {number} have no certificate: {parts} were shipped, {certified.said} are certified ({', '.join(papers)}).",
    )


def _amount(quantity: Decimal | None, unit: str | None) -> _Amount | None:
    if quantity is None or unit is None or quantity <= 0:
        return None
    if unit in IN_KG:
        return _Amount(quantity * IN_KG[unit], "KGM")
    return _Amount(quantity, "C62" if unit in PIECES else unit)


def _sum(amounts: Iterable[_Amount | None]) -> _Amount | None:
    """Amounts of one unit together; None where there are none, one is not known or units differ."""
    known = list(amounts)
    units = {amount.unit for amount in known if amount}
    if not known or None in known or len(units) != 1:
        return None
    return _Amount(sum((amount.value for amount in known if amount), Decimal(0)), units.pop())
