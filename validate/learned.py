"""What is known of a supplier's item numbers, held against a paper: which lines of the order its lines are about, where print does not tell.

A mapping is evidence beside the print. It tells a line's place only where nothing printed does, and where it contradicts the paper that
is a finding (`learned_items_fit`).
"""

from __future__ import annotations

from dataclasses import replace

from domain.doctype import CheckContext, LineMatch
from domain.mappings import Known, LearnedMapping, MappedLine
from domain.orders import OrderLine, PurchaseOrder
from domain.paper import Group, Leaf, Reading
from validate.comparing import bare
from validate.matching import is_for_another


def is_sure(leaf: Leaf, threshold: float) -> bool:
    """Whether a value is read surely enough to be taken by its very signs: what may be misread would be another's number."""
    return leaf.source in ("clerk", "embedded") or leaf.confidence >= threshold


def meant(line: Group, known: Known, threshold: float) -> LearnedMapping | None:
    """The mapping of the supplier's item number that a line prints."""
    leaf = line.leaf("supplier_item")
    return known.item(bare(leaf.value)) if leaf and is_sure(leaf, threshold) else None


def told_lines(reading: Reading, context: CheckContext, known: Known) -> CheckContext:
    """The context with what is known, and with the order lines that it tells, of lines that nothing printed ties to the order.

    None is told where the line prints our own item number, where not exactly one line of the order has the item, or where the order
    itself names another number of the supplier's.
    """
    context = replace(context, known=known)
    if context.order is None or not known.mappings:
        return context
    threshold = context.policy.confidence_threshold
    found = {
        match.index: told
        for match in context.matches
        if match.order_line is None and match.index < len(reading.lines)
        if (told := _told(reading.lines[match.index], context.order, known, threshold))
    }
    matches = tuple(LineMatch(each.index, found[each.index][1]) if each.index in found else each for each in context.matches)
    lines = tuple(MappedLine(index, mapping, _sentence(index, mapping, ordered)) for index, (mapping, ordered) in found.items())
    return replace(context, matches=matches, told=lines)


def _told(line: Group, order: PurchaseOrder, known: Known, threshold: float) -> tuple[LearnedMapping, OrderLine] | None:
    mapping = meant(line, known, threshold)
    if mapping is None or line.leaf("buyer_item") is not None or is_for_another(line, order):
        return None
    fitting = [ordered for ordered in order.lines if ordered.buyer_item == mapping.item]
    return (mapping, fitting[0]) if len(fitting) == 1 and not fitting[0].supplier_item else None


def _sentence(index: int, mapping: LearnedMapping, ordered: OrderLine) -> str:
    return f"Line {index + 1} of the paper is about line {ordered.order_line} of the order: {mapping.words} {mapping.authority}."
