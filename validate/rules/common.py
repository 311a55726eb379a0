"""Rules for every kind of paper: the order, the supplier, the lines, the certainty, and what was seen before."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from domain.doctype import CheckContext, LineMatch
from domain.findings import Finding, FindingCode, Severity
from domain.orders import OrderLine
from domain.paper import Group, Leaf, Reading, Rival
from validate.across import revised
from validate.comparing import bare, same_item, same_unit, unaccented
from validate.matching import is_for_another
from validate.orders import is_from_supplier

FEWEST_SIGNS = 6
"""So much of an item before the hyphen at which a scan cut it off tells that it is the ordered one; of less, the other party's item must."""


def order_is_known(reading: Reading, context: CheckContext) -> Iterator[Finding]:
    """The order number on the paper is that of one order. One that is only nearly the same is named, and never taken.

    Example: 4500017352 where there is 4500017325, no order number at all, or the number of two suppliers' orders on a paper that does not
    name one of the two. Counter-example: `PO-4500017325` and `004500017325` are that order.
    """
    if context.order is not None:
        return
    number = reading.fields.text("order_number")
    if context.rivals:
        told = ", ".join(f"{each.order_number} of {each.supplier_name} ({each.supplier_id})" for each in context.rivals)
        yield Finding(
            code=FindingCode.UNKNOWN_ORDER,
            severity=Severity.ERROR,
            field="order_number",
            found=number,
            message=f"{number} may be any of {len(context.rivals)} orders ({told}), and the paper does not tell which: "
            "if its supplier is one of these, put its number or name into supplier_name.",
        )
        return
    near = f" The nearest is {context.near_order}; if that is meant, correct the number." if context.near_order else ""
    yield Finding(
        code=FindingCode.UNKNOWN_ORDER,
        severity=Severity.ERROR,
        field="order_number",
        expected=context.near_order,
        found=number,
        message=(f"There is no order {number}." if number else "No order number was found on the paper.") + near,
    )


def order_is_open(reading: Reading, context: CheckContext) -> Iterator[Finding]:
    """Something is still expected on the order.

    Example: all lines are `closed`. Counter-example: one line is still open.
    """
    order = context.order
    if order is not None and not order.is_open:
        yield Finding(
            code=FindingCode.ORDER_CLOSED,
            severity=Severity.ERROR,
            field="order_number",
            found=reading.fields.text("order_number"),
            message=f"Order {order.order_number} is closed: nothing is expected on any of its lines.",
        )


def lines_are_open(reading: Reading, context: CheckContext) -> Iterator[Finding]:
    """What the paper confirms or announces is still expected.

    Example: line 20 is closed in an order that is open otherwise. Counter-example: a wholly closed order is said once (`order_is_open`).
    """
    if context.order is None or not context.order.is_open:
        return
    for match, _line, ordered in matched(reading, context):
        if not ordered.is_open:
            yield Finding(
                code=FindingCode.ORDER_CLOSED,
                severity=Severity.ERROR,
                field=f"lines[{match.index}].order_line",
                found=ordered.order_line,
                message=f"Line {ordered.order_line} of order {context.order.order_number} is closed: nothing more is expected on it.",
            )


def quantities_are_above_nothing(reading: Reading, context: CheckContext) -> Iterator[Finding]:
    """No quantity of a line, a lot or a part of a promise is zero or below: that is no shipment, and no promise.

    Example: −5 pieces shipped, which a return would be. Counter-example: a line without any quantity is another rule's.
    """
    for index, line in enumerate(reading.lines):
        parts = [("", line), *((f"{name}[{at}].", part) for name in ("lots", "schedule") for at, part in enumerate(line.groups(name)))]
        for path, group in parts:
            quantity = group.decimal("quantity")
            if quantity is not None and quantity <= 0:
                said = context.line_number(index, line.text("order_line")) or str(index + 1)
                yield Finding(
                    code=FindingCode.QUANTITY_VARIANCE,
                    severity=Severity.WARNING,
                    field=f"lines[{index}].{path}quantity",
                    found=str(quantity),
                    message=f"Line {said}: a quantity of {quantity} is none that could be confirmed or shipped.",
                )


def supplier_is_the_orders(reading: Reading, context: CheckContext) -> Iterator[Finding]:
    """The paper comes from the supplier of the order, under its name or one of its other names.

    Where all that was read of a name is the carrier's (`Spedition Dachser SE`) or a title, whom it is from is not known, and a person looks.

    Example: a paper of Nordstahl GmbH for an order placed with Brenner AG. Counter-examples: the letterhead names one of the supplier's other names,
    or its mail domain; a mail of two sentences, which names nobody, from a supplier of whom no domain is known.
    """
    order = context.order
    if order is None or not reading.names or is_from_supplier(reading, order):
        return
    names = _senders(reading, context)
    if reading.understood and not order.supplier_domains and all(_is_domain(name) for name in names):
        return
    said = reading.fields.leaf("supplier_name")
    if not names:
        yield Finding(
            code=FindingCode.LOW_CONFIDENCE,
            severity=Severity.WARNING,
            field="supplier_name",
            expected=order.supplier_name,
            found=reading.names[0],
            message=f"Whom the paper is from could not be read (only “{reading.names[0]}”); order {order.order_number} was placed with "
            f"{order.supplier_name}: look whose letterhead it is.",
        )
        return
    found = said.value if said and (said.source == "clerk" or said.value in names) else names[0]
    yield Finding(
        code=FindingCode.SUPPLIER_MISMATCH,
        severity=Severity.ERROR,
        field="supplier_name",
        expected=order.supplier_name,
        found=found,
        message=f"The paper is from {found}, but order {order.order_number} was placed with {order.supplier_name}.",
    )


def _senders(reading: Reading, context: CheckContext) -> list[str]:
    """Whom the paper may be from: no carrier with its label before it, and no title; what a person typed in any case."""
    said = reading.fields.leaf("supplier_name")
    typed = [said.value] if said and said.source == "clerk" else []
    carrier = bare(unaccented(reading.fields.text("carrier") or ""))
    titles = {bare(title) for known in context.doctype.titles.values() for title in known} if context.doctype else set()
    named = {name: bare(unaccented(name)) for name in reading.names}
    return [
        *typed,
        *(
            name
            for name, plain in named.items()
            if plain not in titles and (plain == carrier or not carrier or not plain.endswith(carrier))
        ),
    ]


def _is_domain(name: str) -> bool:
    return "." in name and " " not in name


def items_are_ordered(reading: Reading, context: CheckContext) -> Iterator[Finding]:
    """Each line's item is the ordered one: a substitute or another revision is a person's decision.

    Example: BX-200 where BX-100 was ordered. Counter-example: the buyer's item in a column that is headed like the supplier's.
    """
    for match, line, ordered in matched(reading, context):
        for name, expected in (("supplier_item", ordered.supplier_item), ("buyer_item", ordered.buyer_item)):
            leaf = line.leaf(name)
            if leaf and expected and not same_item(leaf, expected) and not _is_the_other(leaf, ordered):
                path = f"lines[{match.index}].{name}"
                if _may_be_meant(leaf, reading.rivals.get(path, ()), expected) or _is_cut(leaf, line, ordered):
                    continue
                yield Finding(
                    code=FindingCode.ITEM_MISMATCH,
                    severity=Severity.WARNING,
                    field=path,
                    expected=expected,
                    found=leaf.value,
                    message=f"Line {ordered.order_line}: the item is {leaf.value}, ordered was {expected} ({ordered.description}).",
                )
                break


def _may_be_meant(leaf: Leaf, rivals: Sequence[Rival], ordered: str) -> bool:
    """Whether the other engine has read the ordered item off a scan: hardly any misreading is what was ordered."""
    return leaf.source == "ocr" and any(same_item(leaf.model_copy(update={"value": rival.value}), ordered) for rival in rivals)


def _is_cut(leaf: Leaf, line: Group, ordered: OrderLine) -> bool:
    """Whether an ordered item is cut off at its hyphen, by a stamp or where its cell ends: `39-2216-` of `39-2216-47`."""
    said = bare(leaf.value)
    if leaf.source != "ocr" or not leaf.text.endswith("-"):
        return False
    items = [item for item in (ordered.buyer_item, ordered.supplier_item) if item]
    told = any(same_item(other, item) for name in ("supplier_item", "buyer_item") if (other := line.leaf(name)) for item in items)
    return any(bare(item).startswith(said) for item in items) and (told or len(said) >= FEWEST_SIGNS)


def _is_the_other(leaf: Leaf, ordered: OrderLine) -> bool:
    """A column that is headed like one party's item and holds the other's is no deviation."""
    return same_item(leaf, ordered.buyer_item) or (ordered.supplier_item is not None and same_item(leaf, ordered.supplier_item))


def lines_are_known(reading: Reading, context: CheckContext) -> Iterator[Finding]:
    """Each line of the paper is about a line of the order.

    Example: a line of freight that no line of the order fits. Counter-example: two lines of the paper about one line of the order.
    """
    if context.order is None:
        return
    for index, line in enumerate(reading.lines):
        if context.ordered(index) is None and not is_for_another(line, context.order):
            said = line.text("order_line") or str(index + 1)
            what = line.text("description") or line.text("supplier_item") or "no description"
            yield Finding(
                code=FindingCode.LINE_UNKNOWN,
                severity=Severity.WARNING,
                field=f"lines[{index}]",
                found=said,
                message=f"Line {said} ({what}) fits no line of order {context.order.order_number}.",
            )


def units_are_ordered(reading: Reading, context: CheckContext) -> Iterator[Finding]:
    """Quantities are in the ordered unit; nothing is converted without the item's own conversion.

    Example: kg where pieces were ordered. Counter-example: `Stk` where PCE was ordered.
    """
    for match, line, ordered in matched(reading, context):
        leaf = line.leaf("unit")
        if leaf and not same_unit(leaf.value, ordered.unit):
            yield Finding(
                code=FindingCode.UNIT_MISMATCH,
                severity=Severity.ERROR,
                field=f"lines[{match.index}].unit",
                expected=ordered.unit,
                found=leaf.value,
                message=f"Line {ordered.order_line} is in {leaf.value} (“{leaf.text}”), ordered in {ordered.unit}, and the item has no conversion.",
            )


def is_no_duplicate(reading: Reading, context: CheckContext) -> Iterator[Finding]:
    """Neither these bytes nor another paper of this supplier and number were seen before.

    Example: AB-4711 of the same date comes a second time. Counter-example: AB-4711 of another date, which is a revision. The very same bytes are
    not checked again: what is wrong with them was told when they came first.
    """
    number = reading.fields.text("document_number")
    if context.seen_before:
        yield Finding(
            code=FindingCode.DUPLICATE_DOCUMENT,
            severity=Severity.WARNING,
            found=number,
            message="The very same file was taken in before: what is wrong with it was told then.",
        )
    elif context.earlier and not revised(reading, context):
        first = context.earlier[0]
        yield Finding(
            code=FindingCode.DUPLICATE_DOCUMENT,
            severity=Severity.WARNING,
            field="document_number",
            found=number,
            message=f"{number} of this supplier came before, as {first.name} on {first.received_at:%Y-%m-%d}.",
        )


def posted_values_are_sure(reading: Reading, context: CheckContext) -> Iterator[Finding]:
    """Every value that would be posted is read with enough confidence.

    Examples: a quantity read with 0.71 where the policy asks for 0.90; one of two dates that may be what was ordered rather than what is promised. Counter-example: the same certainty in a field that is not posted.
    """
    doctype, threshold = context.doctype, context.policy.confidence_threshold
    if doctype is None:
        return
    for path, leaf in reading.leaves():
        if _is_posted(path, doctype.posted_fields, doctype.posted_line_fields) and not leaf.confidence >= threshold:
            yield Finding(
                code=FindingCode.LOW_CONFIDENCE,
                severity=Severity.WARNING,
                field=path,
                expected=f"{threshold:.2f}",
                found=f"{leaf.confidence:.2f}",
                message=f"“{leaf.value}” ({path}) was read with a certainty of {leaf.confidence:.1%}; {threshold:.1%} is asked for"
                f"{': ' if (why := reading.why_doubted(path)) else ''}{why}.",
            )


def _is_posted(path: str, fields: tuple[str, ...], line_fields: tuple[str, ...]) -> bool:
    if path.startswith("lines["):
        name = path.partition("].")[2]
        return name in line_fields or name.startswith(("lots[", "schedule["))
    return path in fields or path.startswith(("heats[", "packages["))


def matched(reading: Reading, context: CheckContext) -> Iterator[tuple[LineMatch, Group, OrderLine]]:
    """The lines of the paper with the order lines they are about."""
    for match in context.matches:
        if match.order_line is not None and match.index < len(reading.lines):
            yield match, reading.lines[match.index], match.order_line
