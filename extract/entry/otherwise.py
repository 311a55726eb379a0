"""Numbers of a line as the other engine read them, where these make the line add up and the ones that were taken do not."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from domain.paper import Group, Leaf, Node
from extract.page.layout import Layout, Token
from extract.shape.candidates import leaf
from extract.shape.line_sums import FACTORS, bare, lies_in, number_of, units_of
from extract.shape.values import Habits
from extract.text.numbers import parse_number


def take_other_reading(found: dict[str, Node], discount: Decimal | None, tokens: Sequence[Token], layout: Layout, habits: Habits) -> None:
    """`41` for `1`, `120,55` for `120,5`: a stroke or a stamp at a figure that one engine took for one more, and the other did not.

    A line that adds up for another price unit than is printed, 120 at 33,49 for 10 where the paper says for 1, does not add up.
    Nothing is taken where two readings would do.
    """
    group = Group({name: node for name in (*FACTORS, "price_unit") if isinstance(node := found.get(name), Leaf)})
    printed = {name: group.decimal(name) for name in FACTORS}
    said = group.decimal("price_unit")
    if None in printed.values() or any(said in (None, unit) for unit in units_of(printed, discount)):
        return
    fitting = {
        (name, value): token
        for name, token, value in _otherwise(group, tokens, habits)
        if any(said in (None, unit) for unit in units_of({**printed, name: value}, discount))
    }
    if len(fitting) != 1:
        return
    (name, _), token = next(iter(fitting.items()))
    was = group.leaf(name)
    assert was is not None
    found[name] = leaf(parse_number(bare(token.text), habits.numbers), (token,), was.page, layout, score=0.93)


def _otherwise(group: Group, tokens: Sequence[Token], habits: Habits) -> Iterator[tuple[str, Token, Decimal]]:
    """Each number of the line as the other engine read its word."""
    for name in FACTORS:
        node = group.leaf(name)
        for token in tokens if node else ():
            if not token.word.others or not node or not lies_in(token, node):
                continue
            for read in other_readings(token):
                if (value := number_of(read, habits)) is not None:
                    yield name, read, value


def other_readings(token: Token) -> Iterator[Token]:
    """The word as another engine read it; not where that is of several words, of which this one may be a piece."""
    for other in token.word.others:
        if other.strip() and len(other.split()) == len(token.text.split()):
            word = replace(token.word, text=other, others=(token.text,))
            yield replace(token, word=word)


def without_litre(found: dict[str, Node], printed: dict[str, Decimal | None], discount: Decimal | None) -> Decimal | None:
    """The quantity; `4001` on a scan is `400 l` where the line has no unit and adds up without the last figure."""
    quantity = found.get("quantity")
    if isinstance(quantity, Leaf) and quantity.source == "ocr" and found.get("unit") is None and re.fullmatch(r"\d+1", quantity.value):
        cut = quantity.value[:-1]
        if any(True for _ in units_of({**printed, "quantity": Decimal(cut)}, discount)):
            found["quantity"] = quantity.model_copy(update={"value": cut})
            return Decimal(cut)
    return printed["quantity"]
