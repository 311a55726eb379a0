"""What a paper that people approved teaches of its supplier's words. Whether it is ever used is decided elsewhere, by people."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from domain.doctype import CheckContext
from domain.mappings import Lesson, MappingKind
from domain.orders import OrderLine
from domain.paper import Group, Kind, Reading
from validate.comparing import bare, same_item, same_unit
from validate.conversion import price_scale
from validate.learned import is_sure
from validate.matching import is_of_whole_order, lines_of
from validate.rules.common import matched

_WORD = re.compile(r"[^\W\d_]+\.?")
MOST_DECIMALS = 6
"""Of a factor: what does not come out exactly is none."""


def lessons(reading: Reading, context: CheckContext, printed: Reading) -> list[Lesson]:
    """The lessons of the lines that are matched to the order by what they say themselves.

    `reading` is what people approved, `printed` the same before they put values into it: whoever writes 250 m where 5 rolls are
    printed says what a roll is. Nothing in either is converted.

    Item numbers that the order knows itself, or that differ from those that it names, teach nothing: such a line is a substitute.
    """
    if context.order is None or is_of_whole_order(reading):
        return []
    told, found = {each.index for each in context.told}, []
    for match, line, ordered in matched(reading, context):
        if match.index not in told:
            found += list(_item(line, ordered, context))
        if (
            len(printed.lines) == len(reading.lines)
            and reading.kind is Kind.ORDER_CONFIRMATION
            and lines_of(ordered, context.matches) == [match.index]
        ):
            found += list(_unit(printed.lines[match.index], ordered, context))
    return list(dict.fromkeys(found))


def _item(line: Group, ordered: OrderLine, context: CheckContext) -> Iterator[Lesson]:
    leaf, ours = line.leaf("supplier_item"), line.leaf("buyer_item")
    assert context.order is not None
    if leaf is None or ordered.supplier_item or not is_sure(leaf, context.policy.confidence_threshold):
        return
    if not bare(leaf.value) or same_item(leaf, ordered.buyer_item) or (ours is not None and not same_item(ours, ordered.buyer_item)):
        return
    yield Lesson(
        supplier_id=context.order.supplier_id, kind=MappingKind.ITEM, said=leaf.value, key=bare(leaf.value), item=ordered.buyer_item
    )


def _unit(line: Group, ordered: OrderLine, context: CheckContext) -> Iterator[Lesson]:
    """A factor is what quantity and money say alike: 5 for 250, at 50 times the ordered price."""
    leaf, quantity, price = line.leaf("unit"), line.decimal("quantity"), line.decimal("unit_price")
    assert context.order is not None
    if leaf is None or same_unit(leaf.value, ordered.unit) or not is_sure(leaf, context.policy.confidence_threshold):
        return
    if quantity is None or price is None or quantity <= 0:
        return
    factor = _exact(ordered.quantity, quantity)
    scale = price_scale(line, ordered, factor) if factor else None
    if factor is None or scale is None:
        return
    less = 1 - (line.decimal("discount_pct") or Decimal(0)) / 100
    per = (line.decimal("price_unit") or Decimal(1 if scale != 1 else ordered.price_unit)) * scale
    if price * less * ordered.price_unit != ordered.unit_price * per:
        return
    yield Lesson(
        supplier_id=context.order.supplier_id,
        kind=MappingKind.UNIT,
        said=leaf.text if _WORD.fullmatch(leaf.text) else leaf.value,
        key=leaf.value.upper(),
        item=ordered.buyer_item,
        unit=ordered.unit,
        factor=factor,
    )


def _exact(ordered: Decimal, said: Decimal) -> Decimal | None:
    """How many of ours one of theirs is; None where that is no decimal with few places."""
    factor = round(ordered / said, MOST_DECIMALS).normalize()
    return factor if factor > 0 and factor * said == ordered else None
