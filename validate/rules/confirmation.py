"""Rules for order confirmations: price, quantity, date, terms, completeness and sums."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from domain.doctype import CheckContext
from domain.findings import Finding, FindingCode, Severity
from domain.orders import OrderLine
from domain.paper import Group, Reading
from validate.comparing import plain, same_unit, terms_numbers, unit_word
from validate.matching import lines_of
from validate.rules.common import matched


def currency_is_ordered(reading: Reading, context: CheckContext) -> Iterator[Finding]:
    """The paper is in the currency of the order.

    Example: USD where EUR was ordered. Counter-example: no currency is printed.
    """
    found = reading.fields.text("currency")
    if context.order and found and found != context.order.currency:
        yield Finding(
            code=FindingCode.CURRENCY_MISMATCH,
            severity=Severity.ERROR,
            field="currency",
            expected=context.order.currency,
            found=found,
            message=f"The confirmation is in {found}, the order in {context.order.currency}.",
        )


def ordered_lines_are_confirmed(reading: Reading, context: CheckContext) -> Iterator[Finding]:
    """Every open line of the order is confirmed. A paper without any lines confirms the order as a whole and raises nothing.

    Example: lines 10 and 30 are confirmed, 20 is open and is not. Counter-example: line 20 is closed.
    """
    if context.order is None or not reading.lines:
        return
    for ordered in context.order.lines:
        if ordered.is_open and not lines_of(ordered, context.matches):
            yield Finding(
                code=FindingCode.LINE_MISSING,
                severity=Severity.WARNING,
                expected=ordered.order_line,
                message=f"Line {ordered.order_line} ({ordered.quantity} {unit_word(ordered.unit)} {ordered.description}) is ordered and not confirmed.",
            )


def prices_are_ordered(reading: Reading, context: CheckContext) -> Iterator[Finding]:
    """The price of one unit, after discount, is the ordered one within the policy's per cent; above the higher limit it is an error.

    Example: 82.53 per 1000 against 76.42 per 1000 is 8.0 % more. Counter-example: 7.642 per 100 is the same price.
    """
    for match, line, ordered in matched(reading, context):
        found, expected = price_of_one(line, ordered), ordered.unit_price / ordered.price_unit
        if found is None or found == expected:
            continue
        off = (found - expected) / expected * 100 if expected else Decimal(100)
        if abs(off) <= context.policy.price_warning_pct:
            continue
        leaf = line.leaf("unit_price")
        yield Finding(
            code=FindingCode.PRICE_VARIANCE,
            severity=Severity.ERROR if abs(off) > context.policy.price_error_pct else Severity.WARNING,
            field=f"lines[{match.index}].unit_price",
            expected=f"{ordered.unit_price}",
            found=leaf.value if leaf else None,
            message=(
                f"Line {ordered.order_line}: price {leaf.value if leaf else '?'}{_per(line.text('price_unit') or ordered.price_unit)} is {abs(off):.1f} % "
                f"{'more' if off > 0 else 'less'} than the ordered {ordered.unit_price}{_per(ordered.price_unit)}"
                f"{_in_money(found - expected, line, ordered, context)}."
            ),
        )


def _in_money(off: Decimal, line: Group, ordered: OrderLine, context: CheckContext) -> str:
    """What the difference of one unit's price comes to; nothing where the paper's quantity is in another unit, or has no currency."""
    if context.order is None or not same_unit(line.text("unit") or ordered.unit, ordered.unit):
        return ""
    quantity = line.decimal("quantity") or ordered.quantity
    amount = f"{abs(off * quantity):.2f} {context.order.currency} {'more' if off > 0 else 'less'}"
    return f": {amount} for {plain(quantity)} {unit_word(ordered.unit)}"


def _per(price_unit: str | int) -> str:
    """What a price is for, where that is not one."""
    return "" if str(price_unit) == "1" else f" per {price_unit}"


def price_of_one(line: Group, ordered: OrderLine) -> Decimal | None:
    """What one unit costs by the paper: price over price unit, less the discount; a price unit that is not printed is the ordered one."""
    price = line.decimal("unit_price")
    if price is None:
        return None
    unit = line.decimal("price_unit") or Decimal(ordered.price_unit)
    discount = line.decimal("discount_pct") or Decimal(0)
    return price / unit * (1 - discount / 100) if unit > 0 else None


def quantities_are_ordered(reading: Reading, context: CheckContext) -> Iterator[Finding]:
    """What is confirmed for an order line, all parts together, is what was ordered or is still open, within the line's tolerance.

    Example: 90 confirmed, 100 ordered and open, no tolerance. Counter-example: two lines of 60 and 40 for 100 ordered.
    """
    if context.order is None:
        return
    for ordered in context.order.lines:
        indices = lines_of(ordered, context.matches)
        amounts = [reading.lines[index].decimal("quantity") for index in indices]
        if not indices or any(amount is None for amount in amounts):
            continue
        total = sum((amount for amount in amounts if amount is not None), Decimal(0))
        if total <= 0 or any(_within(total, wanted, ordered) for wanted in {ordered.quantity, ordered.open_quantity}):
            continue  # nothing is said of zero by `quantities_are_above_nothing`
        parts = f" ({' + '.join(plain(amount) for amount in amounts if amount is not None)})" if len(amounts) > 1 else ""
        yield Finding(
            code=FindingCode.QUANTITY_VARIANCE,
            severity=Severity.WARNING,
            field=f"lines[{indices[0]}].quantity",
            expected=str(ordered.quantity),
            found=str(total),
            message=f"Line {ordered.order_line}: {plain(total)}{parts} confirmed, {plain(ordered.quantity)} {unit_word(ordered.unit)} ordered, "
            f"{plain(abs(total - ordered.quantity))} {'more' if total > ordered.quantity else 'fewer'}.",
        )


def parts_add_up(reading: Reading, context: CheckContext) -> Iterator[Finding]:
    """Where a line is promised in parts, they come to its quantity.

    Example: 250 confirmed, 100 in week 30 and 100 in week 32. Counter-example: a part without a quantity leaves the sum open.
    """
    for index, line in enumerate(reading.lines):
        quantity, parts = line.decimal("quantity"), [part.decimal("quantity") for part in line.groups("schedule")]
        known = [part for part in parts if part is not None]
        if quantity is None or not parts or len(known) < len(parts) or sum(known, Decimal(0)) == quantity:
            continue
        said = context.line_number(index, line.text("order_line")) or str(index + 1)
        yield Finding(
            code=FindingCode.QUANTITY_VARIANCE,
            severity=Severity.WARNING,
            field=f"lines[{index}].quantity",
            expected=str(quantity),
            found=str(sum(known, Decimal(0))),
            message=f"Line {said}: the parts come to {sum(known, Decimal(0))} ({' + '.join(str(part) for part in known)}), the line says {quantity}.",
        )


def _within(total: Decimal, wanted: Decimal, ordered: OrderLine) -> bool:
    over = wanted * (ordered.over_delivery_pct or Decimal(0)) / 100
    under = wanted * (ordered.under_delivery_pct or Decimal(0)) / 100
    return wanted - under <= total <= wanted + over


def promises_are_in_time(reading: Reading, context: CheckContext) -> Iterator[Finding]:
    """Each promised date is no later and not much earlier than requested, by the policy's days, and none is before the order itself.

    Example: 12 July where 5 July was requested. Counter-example: later by no more days than the policy lets pass.
    """
    for match, line, ordered in matched(reading, context):
        dates = [("delivery_date", line.date("delivery_date"))]
        dates += [(f"schedule[{i}].delivery_date", part.date("delivery_date")) for i, part in enumerate(line.groups("schedule"))]
        for name, promised in dates:
            if promised:
                yield from _late_or_early(f"lines[{match.index}].{name}", promised, ordered, context)


def _late_or_early(field: str, promised: date, ordered: OrderLine, context: CheckContext) -> Iterator[Finding]:
    days = (promised - ordered.requested_date).days
    if -context.policy.early_days <= days <= context.policy.late_days:
        return
    late = days > 0
    placed = context.order.order_date if context.order else promised
    unheard_of = f", and before the order of {placed} was placed" if promised < placed else ""  # a day that was misread
    yield Finding(
        code=FindingCode.DELIVERY_LATE if late else FindingCode.DELIVERY_EARLY,
        severity=Severity.WARNING if late or unheard_of else Severity.INFO,
        field=field,
        expected=ordered.requested_date.isoformat(),
        found=promised.isoformat(),
        message=f"Line {ordered.order_line} is promised for {promised}, {abs(days)} days {'after' if late else 'before'} the requested {ordered.requested_date}{unheard_of}.",
    )


def terms_are_ordered(reading: Reading, context: CheckContext) -> Iterator[Finding]:
    """Incoterm and payment terms are those of the order; payment terms are compared by their figures, in whatever language.

    Example: EXW where DAP was ordered, or 14 days where 30 were. Counter-example: `30 Tage netto` where `30 days net` was ordered.
    """
    order = context.order
    if order is None:
        return
    incoterm = reading.fields.text("incoterm")
    if incoterm and order.incoterm and incoterm != order.incoterm.upper()[:3]:
        yield _terms("incoterm", order.incoterm, incoterm, f"The Incoterm is {incoterm}, ordered was {order.incoterm}.")
    terms = reading.fields.leaf("payment_terms")
    if terms and order.payment_terms:
        found, expected = terms_numbers(terms.value), terms_numbers(order.payment_terms)
        if expected and found != expected:
            yield _terms(
                "payment_terms", order.payment_terms, terms.value, f"Payment is “{terms.value}”, ordered was “{order.payment_terms}”."
            )


def _terms(field: str, expected: str, found: str, message: str) -> Finding:
    return Finding(code=FindingCode.TERMS_CHANGED, severity=Severity.WARNING, field=field, expected=expected, found=found, message=message)


WHOLE_CURRENCIES = frozenset(
    {"BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG", "RWF", "UGX", "VND", "VUV", "XAF", "XOF", "XPF"}
)
"""Currencies without a smaller unit (ISO 4217, minor unit 0)."""


def sums_add_up(reading: Reading, context: CheckContext) -> Iterator[Finding]:
    """Quantity × price is each line's amount, the amounts add up to the net total, and net and tax to the gross, but for rounding.

    Where a line has no amount, its quantity × price is added.
    Example: 3 × 10.00 on a line of 33.00. Counter-example: a cent of rounding on a line.
    """
    slack = context.policy.rounding_per_line
    if reading.fields.text("currency") in WHOLE_CURRENCIES:
        slack = max(slack, Decimal(1))  # amounts are rounded to one
    printed, amounts = [], []
    for index, line in enumerate(reading.lines):
        quantity, price, amount = line.decimal("quantity"), line.decimal("unit_price"), line.decimal("net_amount")
        printed.append(amount)
        if quantity is None or price is None:
            amounts.append(amount)
            continue
        unit = line.decimal("price_unit") or Decimal(1)
        exact = quantity * price / (unit or Decimal(1)) * (1 - (line.decimal("discount_pct") or Decimal(0)) / 100)
        due = Decimal(f"{exact:.2f}")  # a misread figure can have any number of digits, which cannot be rounded in place
        amounts.append(due if amount is None else amount)
        if amount is not None and abs(exact - amount) > slack:
            told = f"{quantity} × {price} / {unit} is {due}, but the line says {amount}."
            yield _sum(f"lines[{index}].net_amount", due, amount, told)
    net, tax, gross = (reading.fields.decimal(name) for name in ("net_total", "tax_total", "gross_total"))
    added = sum((amount for amount in amounts if amount is not None), Decimal(0))
    rounding = slack * len(amounts)
    if net is not None and amounts and None not in amounts and abs(added - net) > rounding:
        yield _sum("net_total", added, net, f"The {len(amounts)} lines add up to {added}, but the net total is {net}.")
    if net is None and gross is not None and printed and None not in printed and abs(added + (tax or 0) - gross) > rounding:
        due = added + (tax or 0)
        yield _sum("gross_total", due, gross, f"The {len(amounts)} lines make {due} with tax, but the total is {gross}.")
    if net is not None and tax is not None and gross is not None and abs(net + tax - gross) > slack:
        yield _sum("gross_total", net + tax, gross, f"Net {net} and tax {tax} make {net + tax}, but the total is {gross}.")


def _sum(field: str, expected: Decimal, found: Decimal, message: str) -> Finding:
    return Finding(
        code=FindingCode.ARITHMETIC_MISMATCH,
        severity=Severity.WARNING,
        field=field,
        expected=str(expected),
        found=str(found),
        message=message,
    )


def value_is_immaterial(reading: Reading, context: CheckContext) -> Iterator[Finding]:
    """The confirmation is worth less than what the policy wants a person to see. Where no total is printed, the lines count.

    Example: 30,000 where a person looks from 25,000 on. Counter-example: 24,999.
    """
    totals = [reading.fields.decimal(name) for name in ("gross_total", "net_total")]
    known = [total for total in totals if total is not None]
    lines = sum((line.decimal("net_amount") or Decimal(0) for line in reading.lines), Decimal(0))
    worth = max([*known, lines])
    if worth >= context.policy.material_value:
        currency = reading.fields.text("currency") or ""
        yield Finding(
            code=FindingCode.MATERIAL_VALUE,
            severity=Severity.WARNING,
            field="gross_total" if totals[0] is not None else None,
            expected=f"< {context.policy.material_value}",
            found=str(worth),
            message=f"It is worth {worth} {currency}; from {context.policy.material_value} on a person looks at it.".replace("  ", " "),
        )
