"""The unit right behind a quantity that no column told: `50,00 kg` below `Hoeveelhei Eenh.`, found by the amount that it comes to."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from domain.doctype import Shape
from domain.paper import Leaf, Node
from extract.page.layout import Layout, Token
from extract.shape.candidates import leaf
from extract.shape.line_sums import lies_in
from extract.shape.misfits import misfit
from extract.shape.values import Habits, read_value

CLOSE = 1.5
"""In heights of the print, how near a unit stands behind its quantity."""
READ = 0.95


def add_unit_behind(found: dict[str, Node], tokens: Sequence[Token], layout: Layout, habits: Habits) -> None:
    """What a quantity is counted in must not be left unread where it is printed: it may be another unit than was ordered."""
    quantity = found.get("quantity")
    if "unit" in found or not isinstance(quantity, Leaf):
        return
    for token, behind in pairwise(tokens):
        level = abs(token.word.middle - behind.word.middle) < token.word.height
        near = level and -1 < behind.x0 - token.x1 < CLOSE * token.word.height
        if near and lies_in(token, quantity) and not lies_in(behind, quantity) and misfit(Shape.UNIT)(behind.text) == 0:
            page = next((line.page for line in layout.lines if behind in line.tokens), quantity.page)
            if page == quantity.page and (unit := read_value(Shape.UNIT, (behind,), habits)):
                found["unit"] = leaf(unit.value, unit.tokens, page, layout, score=READ)
            return
