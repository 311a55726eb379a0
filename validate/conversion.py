"""A supplier's units in the order's, by what was learned of them: 5 rolls of 50 m for 120.00 each are 250 m for 120.00 per 50.

The reading stays as read. What is checked and posted is made of it here, so that amounts stay what they are: a price is never divided,
it is for more units. A quantity is only converted where the paper's own amount tells for which of the two units its price is.
"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from domain.doctype import CheckContext
from domain.mappings import Converted, LearnedMapping
from domain.orders import OrderLine
from domain.paper import Group, Kind, Leaf, Node, Reading
from validate.comparing import plain, same_unit

CENT = Decimal("0.01")
_PARTS = ("lots", "schedule")


def with_conversions(reading: Reading, context: CheckContext) -> CheckContext:
    """The context with the lines whose quantity is in a unit that is known of the supplier and item."""
    if reading.kind is Kind.CERTIFICATE or not context.known.mappings:
        return context
    found: list[Converted] = []
    for match in context.matches:
        if match.order_line is None or match.index >= len(reading.lines):
            continue
        line = reading.lines[match.index]
        unit = line.text("unit")
        mapping = context.known.unit(unit.upper(), match.order_line.buyer_item) if unit else None
        if mapping and (converted := _converted(match.index, line, match.order_line, mapping)):
            found.append(converted)
    return replace(context, converted=tuple(found))


def _converted(index: int, line: Group, ordered: OrderLine, mapping: LearnedMapping) -> Converted | None:
    printed, factor, unit = line.decimal("quantity"), mapping.factor, line.text("unit") or ""
    if printed is None or factor is None or same_unit(unit, ordered.unit) or not same_unit(mapping.unit, ordered.unit):
        return None
    scale = price_scale(line, ordered, factor)
    if scale is None:
        return None
    quantity = printed * factor
    said = f"{plain(printed)} {mapping.said} on line {index + 1} are {plain(quantity)} {mapping.unit}: {mapping.words} {mapping.authority}."
    return Converted(index, mapping, said, printed, quantity, scale)


def price_scale(line: Group, ordered: OrderLine, factor: Decimal) -> Decimal | None:
    """How many of the order's units the price is for, for each that is printed: the factor, or 1 where it is for the order's unit already.

    None where the paper's amount does not tell, or where the price would be for a broken number of units.
    """
    quantity, price, amount = line.decimal("quantity"), line.decimal("unit_price"), line.decimal("net_amount")
    if price is None or factor == 1:
        return Decimal(1)
    if quantity is None or amount is None:
        return None
    less = 1 - (line.decimal("discount_pct") or Decimal(0)) / 100
    per = line.decimal("price_unit")
    if per is not None and per <= 0:
        return None
    for_theirs = abs(quantity * price * less / (per or Decimal(1)) - amount) <= CENT
    for_ours = abs(quantity * factor * price * less / (per or Decimal(ordered.price_unit)) - amount) <= CENT
    if for_theirs == for_ours:
        return None
    scale = factor if for_theirs else Decimal(1)
    whole = (per or Decimal(1)) * scale
    return scale if whole == whole.to_integral_value() else None


def in_ordered_units(reading: Reading, context: CheckContext) -> Reading:
    """The reading with the lines that are converted in the order's units; a value of two is as sure as the less sure one."""
    if not context.converted:
        return reading
    lines = list(reading.lines)
    for each in context.converted:
        lines[each.index] = _line(lines[each.index], each)
    return reading.model_copy(update={"lines": lines})


def _line(line: Group, converted: Converted) -> Group:
    unit, factor = line.leaf("unit"), converted.mapping.factor
    assert unit is not None, "only lines with a unit are converted"
    assert factor is not None, "a unit's mapping has a factor"

    def of(leaf: Leaf, value: Decimal) -> Leaf:
        return leaf.model_copy(update={"value": plain(value), "confidence": min(leaf.confidence, unit.confidence)})

    def times(group: Group) -> Group:
        leaf, number = group.leaf("quantity"), group.decimal("quantity")
        return Group({**group.root, "quantity": of(leaf, number * factor)}) if leaf and number is not None else group

    said: dict[str, Node] = {**times(line).root, "unit": unit.model_copy(update={"value": converted.mapping.unit})}
    said |= {name: [times(part) for part in parts] for name in _PARTS if (parts := line.groups(name))}
    price = line.leaf("price_unit") or line.leaf("unit_price")
    if price is not None and converted.scale != 1:
        said["price_unit"] = of(price, (line.decimal("price_unit") or Decimal(1)) * converted.scale)
    return Group(said)
