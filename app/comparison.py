"""What the paper says beside what was ordered: every value with its place, its order value and the difference between them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from domain.doctype import CheckContext, DocType
from domain.findings import Finding
from domain.orders import OrderLine, PurchaseOrder
from domain.paper import Group, Kind, Leaf, Reading, Rival
from validate import in_ordered_units
from validate.comparing import terms_numbers

SAME = ""
"""The difference of values that agree."""


@dataclass(frozen=True)
class ComparedValue:
    """A value of the paper; `leaf` is None where the paper should have it and has not, `difference` is None where nothing was ordered."""

    path: str
    name: str
    leaf: Leaf | None
    ordered: str | None = None
    difference: str | None = None
    findings: tuple[Finding, ...] = ()
    rivals: tuple[Rival, ...] = ()
    """What else it might have been."""


@dataclass(frozen=True)
class ComparedGroup:
    """Values that belong together: the head of the paper, a line, a heat, a package."""

    name: str
    number: int | None
    order_line: str | None
    values: tuple[ComparedValue, ...]

    @property
    def findings(self) -> tuple[Finding, ...]:
        """The findings about any of its values."""
        return tuple(finding for value in self.values for finding in value.findings)


def compare(reading: Reading, doctype: DocType | None, context: CheckContext | None, findings: Sequence[Finding]) -> list[ComparedGroup]:
    """Every value of the reading, in the paper's order, with the order beside it where there is one."""
    order = context.order if context else None
    about = _by_path(findings)
    head = [_of_head(name, reading.fields.leaf(name), order, about) for name in _head_names(reading, doctype)]
    groups = [ComparedGroup("paper", None, None, tuple(head))]
    stated = (
        in_ordered_units(reading, context).lines if context else reading.lines
    )  # a roll is shown as printed, and compared as its metres
    for index, line in enumerate(reading.lines):
        ordered = context.ordered(index) if context else None
        compared = tuple(_of_line(f"lines[{index}].", (line, stated[index]), ordered, reading.kind, doctype, about))
        compared = _of_order(compared, context.other_order(index) if context else None)
        groups.append(ComparedGroup("line", index + 1, ordered.order_line if ordered else None, compared))
    for name in ("heats", "packages"):
        for index, group in enumerate(getattr(reading, name)):
            groups.append(_unordered(name, index, group, about))
    return [_with_rivals(group, reading.rivals) for group in groups] if reading.rivals else groups


def unplaced(findings: Iterable[Finding], groups: Sequence[ComparedGroup]) -> list[Finding]:
    """The findings that are about no value on the page."""
    placed = {value.path for group in groups for value in group.values}
    return [finding for finding in findings if finding.field not in placed]


def _with_rivals(group: ComparedGroup, rivals: Mapping[str, Sequence[Rival]]) -> ComparedGroup:
    """With what each value might have been; what it is by now, as after a correction, is none of them."""
    values = (
        replace(each, rivals=tuple(rival for rival in rivals.get(each.path, ()) if not each.leaf or rival.value != each.leaf.value))
        for each in group.values
    )
    return replace(group, values=tuple(values))


def _unordered(name: str, index: int, group: Group, about: dict[str, tuple[Finding, ...]]) -> ComparedGroup:
    prefix = f"{name}[{index}]."
    values = (ComparedValue(prefix + path, path, leaf, findings=about.get(prefix + path, ())) for path, leaf in group.leaves())
    return ComparedGroup(name.removesuffix("s"), index + 1, None, tuple(values))


def _by_path(findings: Sequence[Finding]) -> dict[str, tuple[Finding, ...]]:
    about: dict[str, tuple[Finding, ...]] = {}
    for finding in findings:
        if finding.field:
            about[finding.field] = (*about.get(finding.field, ()), finding)
    return about


def _head_names(reading: Reading, doctype: DocType | None) -> list[str]:
    known = [spec.name for spec in doctype.fields] if doctype else []
    wanted = set(doctype.required) | set(doctype.posted_fields) if doctype else set()
    shown = [name for name in known if name in wanted or reading.fields.leaf(name)]
    return shown + [name for name in reading.fields.root if name not in shown]


def _of_head(name: str, leaf: Leaf | None, order: PurchaseOrder | None, about: dict[str, tuple[Finding, ...]]) -> ComparedValue:
    ordered = _HEAD[name](order) if order and name in _HEAD else None
    difference = None if leaf is None or ordered is None else _verdict(name, leaf.value, ordered)
    if leaf and ordered and name == "payment_terms" and terms_numbers(leaf.value) == terms_numbers(ordered):
        difference = SAME  # the same terms in another language
    return ComparedValue(name, name, leaf, ordered, difference, about.get(name, ()))


def _of_line(
    prefix: str,
    lines: tuple[Group, Group],
    ordered: OrderLine | None,
    kind: Kind,
    doctype: DocType | None,
    about: dict[str, tuple[Finding, ...]],
) -> Iterator[ComparedValue]:
    """The values of a line as printed, held against the order as it is stated in the order's units."""
    line, stated = lines
    missing = [name for name in (doctype.posted_line_fields if doctype else ()) if name not in line.root]
    leaves: list[tuple[str, Leaf | None]] = [*line.leaves(), *((name, None) for name in missing)]
    for name, leaf in sorted(leaves, key=lambda named: _LINE_ORDER.get(named[0], len(_LINE_ORDER))):
        wanted, difference = _line_order(name, stated, ordered, kind) if ordered else (None, None)
        yield ComparedValue(prefix + name, name, leaf, wanted, difference if leaf else None, about.get(prefix + name, ()))


def _of_order(values: tuple[ComparedValue, ...], number: str | None) -> tuple[ComparedValue, ...]:
    """With the number of the order that the line is for beside what the paper calls it, where that is another than the paper's own."""
    if number is None:
        return values
    return tuple(replace(each, ordered=number, difference=SAME) if each.name == "order_number" and each.leaf else each for each in values)


def _line_order(name: str, line: Group, ordered: OrderLine, kind: Kind) -> tuple[str | None, str | None]:
    if name == "unit_price":
        wanted = f"{ordered.unit_price:f}" + (f" per {ordered.price_unit}" if ordered.price_unit != 1 else "")
        return wanted, _price_difference(line, ordered)
    value = _LINE[name](ordered, kind) if name in _LINE else None
    said = line.text(name)
    if value is None or said is None:
        return value, None
    return value, _verdict(name, said, value)


def _price_difference(line: Group, ordered: OrderLine) -> str | None:
    price, per = line.decimal("unit_price"), line.decimal("price_unit") or Decimal(1)
    if price is None or not per or not ordered.unit_price:
        return None
    wanted = ordered.unit_price / ordered.price_unit
    share = (price / per - wanted) / wanted * 100
    return SAME if not share else f"{share:+.1f} %"


def _verdict(name: str, said: str, ordered: str) -> str | None:
    """How the two differ; none where they do and are told in many ways anyhow."""
    if name not in _LOOSE:
        return _in_words(said, ordered)
    return SAME if " ".join(said.casefold().split()) == " ".join(ordered.casefold().split()) else None


def _in_words(said: str, ordered: str) -> str:
    """How the paper's value differs from the order's: days, an amount, or that it does."""
    if said.casefold() == ordered.casefold():
        return SAME
    days = _days_between(ordered, said)
    if days is not None:
        return f"{abs(days)} day{'s' if abs(days) != 1 else ''} {'later' if days > 0 else 'earlier'}" if days else SAME
    amount = _amount_between(ordered, said)
    if amount is not None:
        return f"{amount:+f}" if amount else SAME
    return "differs"


def _days_between(first: str, second: str) -> int | None:
    try:
        return (date.fromisoformat(second) - date.fromisoformat(first)).days
    except ValueError:
        return None


def _amount_between(first: str, second: str) -> Decimal | None:
    numbers = [Decimal(text) for text in (first, second) if text.replace(".", "", 1).isdecimal() and text.isascii()]
    return (numbers[1] - numbers[0]).normalize() if len(numbers) == len((first, second)) else None


def _shipped(line: OrderLine, kind: Kind) -> str | None:
    if kind is Kind.CERTIFICATE:
        return None
    return f"{line.open_quantity if kind is Kind.SHIP_NOTICE else line.quantity:f}"


_LINE_ORDER = {
    name: place
    for place, name in enumerate(
        (
            *("order_line", "buyer_item", "supplier_item", "description", "quantity", "unit", "unit_price", "price_unit", "discount_pct"),
            *("net_amount", "delivery_date", "status", "grade", "standard", "product_form", "dimensions", "delivery_condition"),
        )
    )
}
"""How a clerk goes through a line: what it is, how many, at what price, when."""

_LOOSE = frozenset({"description", "supplier_name", "incoterm_place"})
"""Values that are told in many ways: shown side by side, with no verdict unless they are the same."""

_HEAD: dict[str, Callable[[PurchaseOrder], str | None]] = {
    "order_number": lambda order: order.order_number,
    "order_date": lambda order: order.order_date.isoformat(),
    "supplier_name": lambda order: order.supplier_name,
    "currency": lambda order: order.currency,
    "incoterm": lambda order: order.incoterm,
    "payment_terms": lambda order: order.payment_terms,
}

_LINE: dict[str, Callable[[OrderLine, Kind], str | None]] = {
    "quantity": _shipped,
    "unit": lambda line, _: line.unit,
    "delivery_date": lambda line, _: line.requested_date.isoformat(),
    "buyer_item": lambda line, _: line.buyer_item,
    "supplier_item": lambda line, _: line.supplier_item,
    "description": lambda line, _: line.description,
    "grade": lambda line, _: line.grade,
    "standard": lambda line, _: line.standard,
    "product_form": lambda line, _: line.product_form,
}
