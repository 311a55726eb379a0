"""Rules across the papers of one order: revisions, shipped lots without a certificate, certified heats that were never shipped."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from domain.doctype import CheckContext
from domain.findings import Finding, FindingCode, Severity
from domain.paper import Reading
from validate.across import are_of_one_kind, differences, is_named, numbers_of, reconfirmed, revised

_TOLD = 4


def is_no_revision(reading: Reading, context: CheckContext) -> Iterator[Finding]:
    """No earlier paper of this supplier, kind and number has another date: of two, the newer one counts, and a person sees what changed.

    Example: AB-4711 of 3 July after AB-4711 of 1 July is its revision. Counter-example: of one date, it is the same paper again.
    """
    earlier = revised(reading, context)
    if earlier is None or earlier.reading is None:
        return
    number, issued = reading.fields.text("document_number"), reading.fields.date("document_date")
    before = earlier.reading.fields.date("document_date")
    doctype = context.doctype
    changes = differences(reading, earlier.reading, doctype.posted_fields if doctype else (), doctype.posted_line_fields if doctype else ())
    told = [f"{path}: {was} before, {is_} now" for path, (was, is_) in changes.items() if path != "document_date"]
    more = f" and {len(told) - _TOLD} more" if len(told) > _TOLD else ""
    newer = issued is not None and before is not None and issued > before
    yield Finding(
        code=FindingCode.SUPERSEDED,
        severity=Severity.WARNING,
        field="document_date",
        expected=before.isoformat() if before else None,
        found=issued.isoformat() if issued else None,
        message=(
            f"{number} of {issued} {'replaces' if newer else 'was replaced before it came by'} that of {before} ({earlier.name}); "
            f"{'; '.join(told[:_TOLD]) + more if told else 'nothing that is posted differs'}."
        ),
    )


def keeps_what_was_confirmed(reading: Reading, context: CheckContext) -> Iterator[Finding]:
    """A line that a confirmation of another number stands for is confirmed as it was: which of the two counts, a person says.

    Example: AB-1 confirmed line 10 for 1 September, AB-2 confirms it for 1 August. Counter-example: AB-2 says of it what AB-1 said.
    """
    number = reading.fields.text("document_number")
    promised = Counter(match.order_line.order_line for match in context.matches if match.order_line)
    for match in context.matches:
        if match.order_line is None or promised[match.order_line.order_line] > 1:
            continue
        for earlier, name, was, is_ in reconfirmed(reading.lines[match.index], match.order_line, number):
            yield Finding(
                code=FindingCode.SUPERSEDED,
                severity=Severity.WARNING,
                field=f"lines[{match.index}].{name}",
                expected=was,
                found=is_,
                message=f"Line {match.order_line.order_line} was confirmed by {earlier} with another {name.replace('_', ' ')}: {was} before, {is_} now.",
            )


def shipped_lots_are_certified(reading: Reading, context: CheckContext) -> Iterator[Finding]:
    """Where certificates of an order line that asks for one have come, each lot shipped for it is on one of them.

    Example: lots L1 and L2 are shipped, a certificate names L1: L2 is without. Counter-examples: no certificate of the line has come yet
    (it is asked for in the list of what did not come); the supplier numbers lots and heats apart.
    """
    for match in context.matches:
        ordered = match.order_line
        if ordered is None or not ordered.required_certificate:
            continue
        held = [heat for heat in context.certified if heat.order_line == ordered.order_line]
        numbers = {number for heat in held for number in heat.numbers}
        lots = [
            (place, number) for place, lot in enumerate(reading.lines[match.index].groups("lots")) if (number := lot.text("lot_number"))
        ]
        if not numbers or not are_of_one_kind([number for _, number in lots], numbers):
            continue
        for place, number in lots:
            if not is_named(number, numbers, scanned=reading.medium == "ocr"):
                papers = ", ".join(sorted({heat.paper for heat in held}))
                yield Finding(
                    code=FindingCode.CERTIFICATE_MISSING,
                    severity=Severity.WARNING,
                    field=f"lines[{match.index}].lots[{place}].lot_number",
                    expected=ordered.required_certificate,
                    found=number,
                    message=f"Lot {number} of line {ordered.order_line} is on no certificate; the order asks for {ordered.required_certificate}, "
                    f"and {papers} certifies {', '.join(sorted(numbers))}.",
                )


def heats_were_shipped(reading: Reading, context: CheckContext) -> Iterator[Finding]:
    """Where the goods of an order line have been announced, each heat that a certificate of it names is among the lots that were.

    Example: lots 0085219 and 0085220 are shipped, the certificate is for heat 0085221. Counter-examples: nothing was announced yet;
    the supplier numbers lots and heats apart; one of the heat's two numbers is that of a lot.
    """
    about = {match.order_line.order_line for match in context.matches if match.order_line}
    shipped = [lot for lot in context.shipped if lot.order_line in about]
    lots = {lot.number for lot in shipped}
    for index, heat in enumerate(reading.heats):
        numbers = numbers_of(heat)
        if not lots or not are_of_one_kind(numbers, lots):
            continue
        if not any(is_named(number, lots, scanned=reading.medium == "ocr") for number in numbers):
            papers = ", ".join(sorted({lot.paper for lot in shipped}))
            yield Finding(
                code=FindingCode.HEAT_MISMATCH,
                severity=Severity.ERROR,
                field=f"heats[{index}].heat_number",
                expected=", ".join(sorted(lots)),
                found=heat.text("heat_number"),
                message=f"Heat {' / '.join(sorted(numbers))} was not shipped for line {', '.join(sorted(about))}: "
                f"{papers} names {', '.join(sorted(lots))}.",
            )
