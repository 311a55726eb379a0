"""A paper that names several of the buyer's orders in its head: `Your orders: 4500017325 and 4500017399`."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence

from domain.paper import Group, Leaf
from extract.page.layout import Layout, Token
from extract.shape.candidates import Candidate
from extract.shape.line_sums import lies_in

SHORTEST = 5
"""Figures and letters of a number that tells its make."""
ALIKE = 2
"""So many signs at their head are the same in all numbers of one buyer's orders."""
AS_GOOD = 0.9
"""Another number is as good as the order's if its label and place say so much for it, as a share of what they say for the order's."""
_AND = frozenset({",", ";", "&", "+", "/", "und", "and", "sowie", "et", "e", "y", "en", "i", "oraz"})


def several_orders(
    fields: Mapping[str, Leaf], lines: Sequence[Group], candidates: Mapping[str, Sequence[Candidate]], layout: Layout
) -> Iterator[str]:
    """Why a person has to look at a paper for several orders."""
    if _names_several(fields, lines, candidates, layout):
        yield "it names several orders, and which of its lines are for which is not told"


def _names_several(
    fields: Mapping[str, Leaf], lines: Sequence[Group], candidates: Mapping[str, Sequence[Candidate]], layout: Layout
) -> bool:
    """Whether another number of the order's very make is named as the order, too, and no line says which of them it is for."""
    order = fields.get("order_number")
    if order is None or any(line.leaf("order_number") for line in lines):
        return False
    taken = {_bare(leaf.value) for name, leaf in fields.items() if name != "order_number"}
    return _goes_on(order, taken, layout) or _is_labelled_twice(order, taken, candidates.get("order_number", ()))


def _goes_on(order: Leaf, taken: Collection[str], layout: Layout) -> bool:
    """Whether a word of enumeration and another such number stand right behind the order's."""
    for line in layout.lines:
        places = [place for place, token in enumerate(line.tokens) if line.page == order.page and lies_in(token, order)]
        if not places:
            continue
        last = line.tokens[places[-1]]
        parted = last.text.endswith((",", ";", "/", "&", "+"))
        for token in line.tokens[places[-1] + 1 : places[-1] + 3]:
            if _is_another(token, order, taken) and parted:
                return True
            parted = parted or token.text.casefold() in _AND
    return False


def _is_labelled_twice(order: Leaf, taken: Collection[str], candidates: Sequence[Candidate]) -> bool:
    mine = [each.score * each.value.fit for each in candidates if _bare(each.value.value) == _bare(order.value)]
    return bool(mine) and any(
        each.score * each.value.fit >= AS_GOOD * max(mine)
        and _is_alike(each.value.value, order.value)
        and _bare(each.value.value) not in taken
        for each in candidates
    )


def _is_another(token: Token, order: Leaf, taken: Collection[str]) -> bool:
    text = token.text.strip(".,;:()")
    return _is_alike(text, order.value) and _bare(text) not in taken


def _is_alike(text: str, order: str) -> bool:
    """Whether that is another number of the order's make: as many figures and letters in the same places, and the same at its head."""
    one, other = _bare(text), _bare(order)
    same_form = re.sub(r"\d", "9", one) == re.sub(r"\d", "9", other)
    return one != other and same_form and len(one) >= SHORTEST and one[:ALIKE] == other[:ALIKE]


def _bare(text: str) -> str:
    return re.sub(r"\W", "", text).upper()
