"""Rules for ship notices: quantities against what is open, lots, packages and weights."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from domain.doctype import CheckContext
from domain.findings import Finding, FindingCode, Severity
from domain.identifiers import sscc_is_valid
from domain.paper import Reading
from validate.comparing import plain, unit_word
from validate.matching import lines_of

_QUANTITY = re.compile(r"[1-9]\d{0,3}|\d+[.,]\d+")
"""What a lot is hardly called, and a quantity is printed like."""


def shipped_is_open(reading: Reading, context: CheckContext) -> Iterator[Finding]:
    """No more is shipped than is open with the line's tolerance (the policy's, where the line names none); less is only said.

    Example: 120 shipped where 100 are open and 10 % over may come. Counter-example: 108 shipped there.
    """
    if context.order is None:
        return
    for ordered in context.order.lines:
        indices = lines_of(ordered, context.matches)
        amounts = [reading.lines[index].decimal("quantity") for index in indices]
        if not indices or any(amount is None for amount in amounts):
            continue
        shipped = sum((amount for amount in amounts if amount is not None), Decimal(0))
        tolerance = ordered.over_delivery_pct if ordered.over_delivery_pct is not None else context.policy.over_delivery_pct
        most = ordered.open_quantity * (1 + tolerance / 100)
        if shipped > most:
            over, code, severity = (
                f"more than the {plain(most)} that may come ({plain(ordered.open_quantity)} open + {plain(tolerance)} %)",
                FindingCode.OVER_DELIVERY,
                Severity.WARNING,
            )
        elif shipped < ordered.open_quantity:
            over, code, severity = (
                f"{plain(ordered.open_quantity - shipped)} fewer than the {plain(ordered.open_quantity)} that are open",
                FindingCode.UNDER_DELIVERY,
                Severity.INFO,
            )
        else:
            continue
        yield Finding(
            code=code,
            severity=severity,
            field=f"lines[{indices[0]}].quantity",
            expected=str(ordered.open_quantity),
            found=str(shipped),
            message=f"Line {ordered.order_line}: {plain(shipped)} {unit_word(ordered.unit)} shipped, {over}.",
        )


def lots_add_up(reading: Reading, context: CheckContext) -> Iterator[Finding]:  # noqa: ARG001
    """Where every lot of a line says its quantity, they add up to the line's; where some do, these hold no more than the line.

    Examples: lots of 40 and 50 on a line of 100; lots of 90, 40 and one that does not say its quantity on a line of 100. Counter-example: lots
    of 40 and one that does not say its quantity.
    """
    for index, line in enumerate(reading.lines):
        quantity, lots = line.decimal("quantity"), line.groups("lots")
        parts = [part for lot in lots if (part := lot.decimal("quantity")) is not None]
        total = sum(parts, Decimal(0))
        if quantity is not None and parts and (total > quantity or (total < quantity and len(parts) == len(lots))):
            yield Finding(
                code=FindingCode.LOTS_MISMATCH,
                severity=Severity.WARNING,
                field=f"lines[{index}].lots",
                expected=str(quantity),
                found=str(total),
                message=f"Line {line.text('order_line') or index + 1}: the lots add up to {plain(total)} ({' + '.join(map(plain, parts))}), the line says {plain(quantity)}.",
            )


def lots_say_how_much(reading: Reading, context: CheckContext) -> Iterator[Finding]:  # noqa: ARG001
    """Of several lots of a line all say how much of it there is, or none: where some do not, or one looks like a quantity, one may be none.

    Example: lots L1, 40 and L2 on a line of 80. Counter-examples: the only lot of a line, which is all of it; `Lots: L001895, L007210`.
    """
    for index, line in enumerate(reading.lines):
        lots = line.groups("lots")
        silent = [lot.text("lot_number") or "?" for lot in lots if lot.decimal("quantity") is None]
        if len(lots) > 1 and silent and (len(silent) < len(lots) or any(_QUANTITY.fullmatch(number) for number in silent)):
            yield Finding(
                code=FindingCode.LOW_CONFIDENCE,
                severity=Severity.WARNING,
                field=f"lines[{index}].lots",
                found=", ".join(silent),
                message=f"Line {line.text('order_line') or index + 1} is shipped in {len(lots)} lots, and of {', '.join(silent)} "
                "no quantity could be found: look whether these are lots, and how much each holds.",
            )


def packages_are_numbered_right(reading: Reading, context: CheckContext) -> Iterator[Finding]:  # noqa: ARG001
    """The last figure of each SSCC is its check digit (GS1 General Specifications: weights 3 and 1, modulo 10).

    Example: an SSCC with two of its figures changed about. Counter-example: a package without an SSCC.
    """
    for index, package in enumerate(reading.packages):
        code = package.text("sscc")
        if code and not sscc_is_valid(code):
            yield Finding(
                code=FindingCode.SSCC_INVALID,
                severity=Severity.WARNING,
                field=f"packages[{index}].sscc",
                found=code,
                message=f"The check digit of SSCC {code} is wrong{_should_be(code)}: a figure is misread, or misprinted.",
            )


def _should_be(code: str) -> str:
    """The check digit by the other figures, where there are as many as there should be."""
    right = next((str(figure) for figure in range(10) if sscc_is_valid(f"{code[:-1]}{figure}")), None)
    return f", by its other figures it is {right}" if right else ""


def gross_is_not_below_net(reading: Reading, context: CheckContext) -> Iterator[Finding]:  # noqa: ARG001
    """A shipment with its packing weighs no less than without.

    Example: 980 kg gross and 1000 kg net. Counter-example: both are 1000 kg.
    """
    gross, net = reading.fields.decimal("gross_weight_kg"), reading.fields.decimal("net_weight_kg")
    if gross is not None and net is not None and gross < net:
        yield Finding(
            code=FindingCode.WEIGHT_MISMATCH,
            severity=Severity.WARNING,
            field="gross_weight_kg",
            expected=f">= {net}",
            found=str(gross),
            message=f"The gross weight of {gross} kg is below the net weight of {net} kg.",
        )


def days_follow_the_order(reading: Reading, context: CheckContext) -> Iterator[Finding]:
    """Goods leave no earlier than they were ordered, and arrive no earlier than they left.

    Example: an arrival on 2 May of goods that leave on 4 May. Counter-example: goods that leave and arrive on the day of the order.
    """
    left, arrives = reading.fields.date("ship_date"), reading.fields.date("arrival_date")
    placed = context.order.order_date if context.order else None
    steps = (
        ("ship_date", left, placed, "leave", "they were ordered"),
        ("arrival_date", arrives, left or placed, "arrive", "they leave" if left else "they were ordered"),
    )
    for field, day, earliest, do, event in steps:
        if day is not None and earliest is not None and day < earliest:
            yield Finding(
                code=FindingCode.DELIVERY_EARLY,
                severity=Severity.WARNING,
                field=field,
                expected=f">= {earliest}",
                found=day.isoformat(),
                message=f"The goods {do} on {day}, which is before {event} on {earliest}.",
            )
