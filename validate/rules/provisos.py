"""Rules for what a confirmation says beside its values: its answer, the status of its lines, open prices, charges, its end, substitutes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from domain.doctype import CheckContext, Rule
from domain.findings import Finding, FindingCode, Severity
from domain.orders import OrderLine
from domain.paper import Group, Leaf, Proviso, Reading
from validate.comparing import same_item, same_unit, terms_numbers
from validate.rules.common import matched
from validate.rules.confirmation import price_of_one

FREIGHT_IS_THE_BUYERS = frozenset({"EXW", "FCA", "FAS", "FOB"})
"""Incoterms 2020 under which the buyer pays the main carriage: that freight comes on top is what was ordered."""
_FREIGHT = re.compile(
    r"fracht|freight|carriage|haulage|transport|shipping|port|spedizion|trasporto|envio|vracht|verzend|dostaw|wysylk|versand", re.IGNORECASE
)
_REVISION = re.compile(
    r"\b(?:rev(?:ision|isione|isi[oó]n|\.)?|index|indeks|[aä]nderungsindex|ind\.)[\s.:]*(?:n[ro°]?\.?\s*)?(?P<rev>[A-Z]{1,2}\d?|\d{1,3})\b",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W\d_]{3,}")
_LINES = re.compile(
    r"(?<!\w)(?:pos(?:ition(?:en|s)?|ten|iciones|icion|izion[ei]|itie)?\.?|poz(?:ycj\w+)?\.?|zeilen?|lines?|items?|postes?|lignes?|righ?[ae]|l[ií]neas?|regels?)\s?"
    r"(?:n[ro°]?\.?\s?)?(?P<numbers>\d{1,6}(?:(?:\s?[,/&+]\s?|\s(?:und|and|et|e|y|en|i)\s)\d{1,6})*)(?!\w)",
    re.IGNORECASE,
)


def order_is_accepted(reading: Reading, context: CheckContext) -> Iterator[Finding]:  # noqa: ARG001
    """The supplier does not reject the order as a whole; the code is that of lines that nobody confirms, the contract having no other.

    Example: a letter that declines the order and has no lines. Counter-example: a paper that says nothing of its answer.
    """
    said = reading.fields.leaf("response")
    if said is not None and said.value == "rejected":
        yield Finding(
            code=FindingCode.LINE_MISSING,
            severity=Severity.WARNING,
            field="response",
            expected="accepted",
            found=said.value,
            message=f"The supplier rejects the order: “{said.text}”.",
        )


def lines_are_accepted(reading: Reading, context: CheckContext) -> Iterator[Finding]:
    """No line is rejected, whatever the head of the paper answers: “accepted” in the head is never trusted over a line.

    Example: the head says accepted, line 20 says rejected. Counter-example: every line is accepted.
    """
    for index, line in enumerate(reading.lines):
        status = line.leaf("status")
        if status is None or status.value != "rejected":
            continue
        said = context.line_number(index, line.text("order_line")) or str(index + 1)
        over = ", though its head says accepted" if reading.fields.text("response") == "accepted" else ""
        yield Finding(
            code=FindingCode.LINE_MISSING,
            severity=Severity.WARNING,
            field=f"lines[{index}].status",
            expected="accepted",
            found=status.value,
            message=f"Line {said} is rejected by the paper (“{status.text}”){over}: it is ordered and not confirmed.",
        )


def announced_changes_are_seen(reading: Reading, context: CheckContext) -> Iterator[Finding]:
    """What head or line call changed does differ from the order in a value that was read; else the change is not known.

    Example: line 10 is “changed”, and its price, quantity, date, unit and item are those of the order. Counter-example: “changed”, and the date is another.
    """
    if context.order is None:
        return
    changed = [index for index, line in enumerate(reading.lines) if line.text("status") == "changed"]
    for match, line, ordered in matched(reading, context):
        status = line.leaf("status")
        if match.index in changed and status and not _differs(line, ordered):
            over = ", while its head says accepted" if reading.fields.text("response") == "accepted" else ""
            yield _unseen(f"lines[{match.index}].status", f"Line {ordered.order_line}", status, over)
    said = reading.fields.leaf("response")
    if said is None or said.value != "changed" or changed:
        return
    about = {match.order_line.order_line for match in context.matches if match.order_line}
    whole = {line.order_line for line in context.order.lines if line.is_open} == about and all(
        match.order_line for match in context.matches
    )
    if whole and not any(_differs(line, ordered) for _, line, ordered in matched(reading, context)) and not _other_terms(reading, context):
        yield _unseen("response", "The order", said, "")


def _unseen(field: str, what: str, said: Leaf, over: str) -> Finding:
    return Finding(
        code=FindingCode.TERMS_CHANGED,
        severity=Severity.WARNING,
        field=field,
        expected="accepted",
        found=said.value,
        message=f"{what} is confirmed with a change (“{said.text}”){over}, and no value that was read differs from the order: look for what was changed.",
    )


def _differs(line: Group, ordered: OrderLine) -> bool:
    """Whether anything that was read of a line is not as ordered, by however little; a promise in parts is a change, too."""
    price = price_of_one(line, ordered)
    quantity, promised, unit = line.decimal("quantity"), line.date("delivery_date"), line.text("unit")
    items = [(leaf, wanted) for name in ("supplier_item", "buyer_item") if (leaf := line.leaf(name)) and (wanted := getattr(ordered, name))]
    return (
        (price is not None and price != ordered.unit_price / ordered.price_unit)
        or (quantity is not None and quantity != ordered.quantity)
        or (promised is not None and promised != ordered.requested_date)
        or (unit is not None and not same_unit(unit, ordered.unit))
        or any(not same_item(leaf, wanted) for leaf, wanted in items)
        or bool(line.groups("schedule"))
    )


def _other_terms(reading: Reading, context: CheckContext) -> bool:
    order = context.order
    incoterm, terms = reading.fields.text("incoterm"), reading.fields.text("payment_terms")
    return order is not None and bool(
        (incoterm and order.incoterm and incoterm != order.incoterm.upper()[:3])
        or (terms and order.payment_terms and terms_numbers(terms) != terms_numbers(order.payment_terms))
    )


def prices_are_firm(reading: Reading, context: CheckContext) -> Iterator[Finding]:  # noqa: ARG001
    """The confirmed prices hold: the paper does not say that they may still change.

    Example: “Preise freibleibend”, “prices subject to change”. Counter-examples: “Festpreis”; such words in general terms or small print.
    """
    for remark in reading.remarks:
        if remark.kind is Proviso.PRICE_OPEN:
            yield _terms(f"The price may still change: the paper says “{remark.said.value}” (page {remark.said.page}).", remark.said.value)


def confirmation_holds(reading: Reading, context: CheckContext) -> Iterator[Finding]:  # noqa: ARG001
    """The confirmation holds without an end; one whose end is after the last promised day does no harm.

    Example: “gültig bis 10.07.2026”, promised is 17 July. Counter-example: “prices valid until 31.12.2026”, promised is 17 July.
    """
    promised = [day for line in reading.lines for part in (line, *line.groups("schedule")) if (day := part.date("delivery_date"))]
    for remark in reading.remarks:
        if remark.kind is not Proviso.EXPIRY:
            continue
        end = date.fromisoformat(remark.until) if remark.until else None
        if end is not None and promised and end >= max(promised):
            continue
        last = f", before the last promised day {max(promised)}" if end and promised else ""
        yield _terms(
            f"What is confirmed ends {f'on {end}' if end else 'on a day that could not be read'}{last}: the paper says "
            f"“{remark.said.value}” (page {remark.said.page}).",
            remark.until or remark.said.value,
        )


def nothing_is_charged_on_top(reading: Reading, context: CheckContext) -> Iterator[Finding]:
    """No freight, packing, surcharge or charge for a small order changes the money beside the lines; of which code depends on whether it has a sum.

    Example: “zzgl. Legierungszuschlag 12,50 EUR” below lines that agree with the order. Counter-examples: freight that is a line of the
    paper (other rules look at it); freight on top where the order is EXW; “Fracht frei”.
    """
    amounts = {amount for line in reading.lines if (amount := line.decimal("net_amount")) is not None}
    ordered = (context.order.incoterm or "").upper()[:3] if context.order else ""
    for remark in reading.remarks:
        if remark.kind is not Proviso.CHARGE:
            continue
        amount = Decimal(remark.amount) if remark.amount else None
        if amount is None:
            if not (ordered in FREIGHT_IS_THE_BUYERS and _FREIGHT.search(remark.said.value)):
                yield _terms(
                    f"Something is charged on top: the paper says “{remark.said.value}” (page {remark.said.page}).", remark.said.value
                )
        elif amount not in amounts and (remark.on_top or not _sums_hold_without(reading)):
            goods = sum(amounts, Decimal(0))
            share = f", {amount / goods * 100:.1f} % of the {goods} of the lines" if goods > 0 else ""
            yield Finding(
                code=FindingCode.ARITHMETIC_MISMATCH,
                severity=Severity.WARNING,
                field="net_total" if reading.fields.leaf("net_total") else None,
                expected="0",
                found=str(amount),
                message=f"{amount} is charged beside the lines{share}, and was not ordered: “{remark.said.value}” (page {remark.said.page}).",
            )


def _sums_hold_without(reading: Reading) -> bool:
    """Whether the net total is that of the lines, and the gross total that and the tax: then a sum printed elsewhere is in none of them."""
    net, tax, gross = (reading.fields.decimal(name) for name in ("net_total", "tax_total", "gross_total"))
    lines = [line.decimal("net_amount") for line in reading.lines]
    if net is None or not lines or None in lines:
        return False
    slack = Decimal("0.01") * len(lines)
    added = sum((amount for amount in lines if amount is not None), Decimal(0))
    return abs(added - net) <= slack and (tax is None or gross is None or abs(net + tax - gross) <= slack)


def nothing_takes_an_items_place(reading: Reading, context: CheckContext) -> Iterator[Finding]:
    """No other item is delivered in an ordered one's place, and no other revision of it.

    Example: “ersetzt durch BX-200”; “Rev. C” where “Rev. B” was ordered. Counter-example: a confirmation that takes an earlier one's place.
    """
    for remark in reading.remarks:
        if remark.kind is Proviso.SUBSTITUTE:
            yield _item(
                None,
                None,
                remark.said.value,
                f"Another item may be delivered: the paper says “{remark.said.value}” (page {remark.said.page}).",
            )
    for match, line, ordered in matched(reading, context):
        was, is_ = _revision(ordered.description), _revision(line.text("description") or "")
        if was and is_ and was != is_:
            yield _item(
                f"lines[{match.index}].description",
                was,
                is_,
                f"Line {ordered.order_line} is of revision {is_}, ordered was revision {was}.",
            )


def told_changes_are_seen(reading: Reading, context: CheckContext) -> Iterator[Finding]:
    """What a sentence says has changed is what the values show; where they are all as ordered, or those of the line that it names, it is not known.

    Example: “Position 20 two weeks later”, and line 20 shows the day that was asked for. Counter-example: “the price has changed”, and it has.
    """
    shown = list(matched(reading, context))
    for remark in reading.remarks:
        if remark.kind is not Proviso.CHANGED:
            continue
        named = {number.lstrip("0") for said in _LINES.finditer(remark.said.value) for number in re.findall(r"\d+", said["numbers"])}
        about = [(line, ordered) for _, line, ordered in shown if not named or ordered.order_line.lstrip("0") in named]
        if not any(_differs(line, ordered) for line, ordered in about):
            yield _terms(f"Something has changed: the paper says “{remark.said.value}”, and no value shows it.", remark.said.value)


def nothing_hangs_on_a_condition(reading: Reading, context: CheckContext) -> Iterator[Finding]:  # noqa: ARG001
    """What is confirmed is confirmed, whatever else comes.

    Examples: “4 weeks after drawing approval”, “subject to prior sale”, “this order is on hold”. Counter-example: “as per approved drawing”.
    """
    for remark in reading.remarks:
        if remark.kind is Proviso.CONDITION:
            yield _terms(
                f"What is confirmed hangs on a condition: the paper says “{remark.said.value}” (page {remark.said.page}).",
                remark.said.value,
            )


def what_is_said_beside_lines_is_seen(reading: Reading, context: CheckContext) -> Iterator[Finding]:
    """No words beside a line say that something is not as its row shows it, unless the ordered item is called so, or another rule tells it.

    Examples: “Lieferbar erst wieder ab Oktober”, “retard de deux semaines”. Counter-example: “ohne Dichtung” in the description of the ordered item.
    """
    if context.order is None:
        return
    called = {word for line in context.order.lines for word in _WORD.findall(line.description.casefold())}
    for remark in reading.remarks:
        said = remark.said
        if remark.kind is Proviso.BESIDE and not {*_WORD.findall(said.value.casefold())} <= called:
            yield Finding(
                code=FindingCode.LOW_CONFIDENCE,
                severity=Severity.WARNING,
                field="lines",
                found=said.value,
                message=f"The paper says “{said.value}” (page {said.page}) beside its values: look whether something is not as they show it.",
            )


def terms_in_words_are_the_orders(reading: Reading, context: CheckContext) -> Iterator[Finding]:
    """Where neither payment nor delivery terms were read as such, words of trade do not say others than were ordered.

    Examples: “nur gegen Vorkasse”, ordered was 30 days net; “ab Werk”, ordered was DAP. Counter-example: “ab Werk”, ordered was EXW.
    """
    order = context.order
    if order is None:
        return
    for remark in reading.remarks:
        said = remark.said.value
        if (
            remark.kind is Proviso.PREPAID
            and reading.fields.leaf("payment_terms") is None
            and order.payment_terms
            and re.search(r"[1-9]", order.payment_terms)
        ):
            yield _terms(f"The order says “{order.payment_terms}”, the paper “{said}” (page {remark.said.page}).", said)
        if (
            remark.kind is Proviso.EX_WORKS
            and reading.fields.leaf("incoterm") is None
            and order.incoterm
            and order.incoterm.upper()[:3] not in FREIGHT_IS_THE_BUYERS
        ):
            yield _terms(f"The order says “{order.incoterm}”, the paper “{said}” (page {remark.said.page}).", said)


def _revision(text: str) -> str | None:
    found = _REVISION.search(text)
    return found["rev"].upper().lstrip("0") or "0" if found else None


def _item(field: str | None, expected: str | None, found: str, message: str) -> Finding:
    return Finding(code=FindingCode.ITEM_MISMATCH, severity=Severity.WARNING, field=field, expected=expected, found=found, message=message)


def _terms(message: str, found: str) -> Finding:
    return Finding(code=FindingCode.TERMS_CHANGED, severity=Severity.WARNING, found=found, message=message)


PROVISO_RULES: tuple[Rule, ...] = (
    order_is_accepted,
    lines_are_accepted,
    announced_changes_are_seen,
    prices_are_firm,
    confirmation_holds,
    nothing_is_charged_on_top,
    nothing_takes_an_items_place,
    told_changes_are_seen,
    nothing_hangs_on_a_condition,
    what_is_said_beside_lines_is_seen,
    terms_in_words_are_the_orders,
)
