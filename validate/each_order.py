"""Each part of a paper for several orders held against its own order: what that says for the reading, and what is wrong, by the paper's own lines."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from domain.doctype import DocType
from domain.findings import Finding, FindingCode, Severity
from domain.paper import Group, Leaf, Reading
from validate.by_order import OrderPart
from validate.check import check
from validate.comparing import same_item
from validate.evidence import Evidence, Odds, corroborate, has_lost_letters, shipped

_OF_OPEN = frozenset({FindingCode.OVER_DELIVERY, FindingCode.ORDER_CLOSED})
"""What is found of lines that are in the ERP by this very paper, as they are not open any more."""


def corroborate_each(reading: Reading, parts: Sequence[OrderPart], odds: Odds | None = None) -> Reading:
    """The reading with more or less confidence in each line by its own order, and in what stands beside the lines by all orders together.

    What is said of every order is as sure as the order that says least for it leaves it.
    """
    used = odds or shipped()
    seen = [(part, dict(corroborate(part.of(reading), part.context, used).leaves())) for part in parts]

    def moved(path: str, leaf: Leaf) -> Leaf:
        place = line_of(path)
        if place is not None:
            part, said = next(each for each in seen if place in each[0].places)
            return said[path] if path != f"lines[{place}].order_number" else _of_number(leaf, place, part, used, reading)
        if path == "order_number":
            part, said = next(each for each in seen if not each[0].is_named)
            return _of_head(said[path], part, [moved(f"lines[{place}].{path}", leaf) for place, leaf in _numbers(reading, part)])
        return min((said[path] for _, said in seen), key=lambda each: each.confidence)

    return reading.mapped(moved)


def _numbers(reading: Reading, part: OrderPart) -> list[tuple[int, Leaf]]:
    """The numbers that lines of the part name their order by, with the lines' places."""
    return [(place, leaf) for place in sorted(part.places) if (leaf := reading.lines[place].leaf("order_number"))]


def _of_head(number: Leaf, part: OrderPart, named: Sequence[Leaf]) -> Leaf:
    """The number of the head as sure as that of a line that says the same: beside other orders' numbers, it may be the head's for no other reason."""
    same = [leaf for leaf in named if part.order and leaf.value == number.value]
    return max([number, *(number.model_copy(update={"confidence": leaf.confidence}) for leaf in same)], key=lambda each: each.confidence)


def _of_number(leaf: Leaf, place: int, part: OrderPart, odds: Odds, reading: Reading) -> Leaf:
    """The number of a line's order, surer where there is such an order and the line fits one of its own."""
    if part.order is None or part.context.ordered(place) is None:
        told = Evidence.NOTHING
    else:
        lost = leaf.source == "ocr" and has_lost_letters(leaf.value, part.order.order_number)
        told = Evidence.DIFFERS if lost else Evidence.AGREES
    return odds.moved(leaf, "lines.order_number", told, medium=reading.medium, kind=reading.kind)


def check_each(reading: Reading, parts: Sequence[OrderPart], doctype: DocType | None) -> list[Finding]:
    """What is wrong with the lines of each part by its own order, once what is wrong with the whole paper, and where a line's order is not sure."""
    found: list[Finding] = []
    told: set[tuple[FindingCode, str | None, Severity]] = set()
    for part in parts:
        of_head = []
        for finding in check(part.of(reading), part.context, doctype):
            place = line_of(finding.field or "")
            if part.is_posted and finding.code in _OF_OPEN:
                continue
            if place is not None:
                found += [_of_the_order(finding, part)] if place in part.places else []
            elif finding.field == "order_number" and part.is_named:
                found += _of_the_lines(finding, part)
            elif (finding.code, finding.field, finding.severity) not in told:
                of_head.append(finding)
        told |= {(finding.code, finding.field, finding.severity) for finding in of_head}
        found += of_head
    return [*found, *_unsure(reading, parts)]


def line_of(path: str) -> int | None:
    """The place of the line that a path leads into; None where it leads into none."""
    name, _, rest = path.partition("[")
    return int(rest.partition("]")[0]) if name == "lines" else None


def _of_the_lines(finding: Finding, part: OrderPart) -> list[Finding]:
    """What is found of the order's number, at each line that names it; how surely each was read is told for each by itself."""
    if finding.code is FindingCode.LOW_CONFIDENCE:
        return []
    return [finding.model_copy(update={"field": f"lines[{place}].order_number"}) for place in sorted(part.places)]


def _of_the_order(finding: Finding, part: OrderPart) -> Finding:
    """The finding with the order of its line in its words: several orders have a line 10."""
    if part.order is None or part.order.order_number in finding.message or (finding.field or "-") in finding.message:
        return finding
    return finding.model_copy(update={"message": f"Order {part.order.order_number}: {finding.message}"})


def _unsure(reading: Reading, parts: Sequence[OrderPart]) -> Iterator[Finding]:
    """Why it is not sure which order a line is for, or may be posted with the others."""
    own = next((part.order for part in parts if part.order), None)
    for part in parts:
        if part.order and own and part.order.supplier_id != own.supplier_id:
            yield from (_of_another_supplier(place, part, own.supplier_name, own.order_number) for place in sorted(part.places))
        if not part.places and not part.is_named:
            said = reading.fields.text("order_number")
            yield _low("order_number", f"The paper names order {said}, and each of its lines another one: look what it is for.", said)
        for place in sorted(part.places):
            yield from _unsure_of(reading, place, part, parts)


def _unsure_of(reading: Reading, place: int, part: OrderPart, parts: Sequence[OrderPart]) -> Iterator[Finding]:
    line, asked = reading.lines[place], part.context.policy.confidence_threshold
    leaf, path = line.leaf("order_number"), f"lines[{place}].order_number"
    if leaf is None:
        if len(parts) > 1 and _may_be_anothers(reading, line, part, parts):
            words = f"Line {line.text('order_line') or place + 1} of the paper names no order, and others are for several: look for which it is."
            yield _low(path, words, None)
    elif not leaf.confidence >= asked:
        words = f"“{leaf.value}” ({path}) was read with a certainty of {leaf.confidence:.1%}; {asked:.1%} is asked for."
        yield _low(path, words, f"{leaf.confidence:.2f}").model_copy(update={"expected": f"{asked:.2f}"})


def _may_be_anothers(reading: Reading, line: Group, part: OrderPart, parts: Sequence[OrderPart]) -> bool:
    """Whether a line that names no order may be for one that other lines name: a scan may have lost its number, or more than one orders its item."""
    if reading.medium == "ocr":
        return True
    said = [leaf for name in ("buyer_item", "supplier_item") if (leaf := line.leaf(name))]
    if said and all(leaf.source == "embedded" for leaf in said):
        return False  # in a message of data, a line without an order of its own is for that of its head
    ordered = [row for each in parts if each is not part and each.order for row in each.order.lines]
    items = [item for row in ordered for item in (row.buyer_item, row.supplier_item) if item]
    return not said or any(same_item(leaf, item) for leaf in said for item in items)


def _of_another_supplier(place: int, part: OrderPart, supplier: str, order_number: str) -> Finding:
    assert part.order is not None, "only an order has a supplier"
    return Finding(
        code=FindingCode.SUPPLIER_MISMATCH,
        severity=Severity.ERROR,
        field=f"lines[{place}].order_number",
        expected=supplier,
        found=part.order.supplier_name,
        message=f"Order {part.order.order_number} was placed with {part.order.supplier_name}, order {order_number} of the same paper with {supplier}: "
        "one paper is of one supplier.",
    )


def _low(path: str, words: str, said: str | None) -> Finding:
    return Finding(code=FindingCode.LOW_CONFIDENCE, severity=Severity.WARNING, field=path, found=said, message=words)
