"""Words of an entry that its columns did not get by place: a figure flush with the rule of its cell, a unit right behind its quantity."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise

from domain.doctype import Shape
from extract.page.columns import Column, key_of
from extract.page.layout import Line, Token
from extract.shape.misfits import misfit

_WORDED_DAY = re.compile(r"\d{1,2}\.?(?: de)? [^\W\d_]{3,}\.?(?: de)? (?:\d{4}|\d{2})", re.IGNORECASE)

_PRICE, _COUNT = re.compile(r"\d[\d.,' ]*[.,]\d{2,4}"), re.compile(r"1[.,' ]?0{0,3}")
_PER = frozenset("per je pro par par. les pour por cada ogni per. for each every voor za na à p. /".split())  # noqa: SIM905
_BOTH = (_COUNT, re.compile(r"\d{1,2}(?:[.,]\d{1,2})?%?"))
"""A price unit, and a discount in per cent."""


def with_whole_days(cells: dict[str, list[Token]], line: Line) -> dict[str, list[Token]]:
    """The cells, a day in words given back to the column that has its end: `15 JUL 2026`, flush right below a heading that is as wide as the year."""
    held = cells.get("delivery_date", [])
    day = next((phrase.tokens for phrase in line.phrases if {*phrase.tokens} & {*held} and _WORDED_DAY.fullmatch(phrase.text)), ())
    if not day or {*day} <= {*held}:
        return cells
    rest = {name: [token for token in tokens if token not in day] for name, tokens in cells.items() if name != "delivery_date"}
    return {name: tokens for name, tokens in rest.items() if tokens} | {"delivery_date": [*day]}


def with_whole_price(cells: dict[str, list[Token]], line: Line, columns: Sequence[Column]) -> dict[str, list[Token]]:
    """The cells, a price given back what it is for: of `34,37 par 1000 pcs`, wider than its heading, parts stand below those beside it."""
    if not any(column.name == "unit_price" for column in columns):
        return cells
    whole = next((found for phrase in line.phrases if (found := _price_and_what_for(phrase.tokens))), ())
    held = {*cells.get("unit_price", ())}
    if not held & {*whole} or {*whole} & {*cells.get("price_unit", ())} or {*whole} <= held:
        return cells
    rest = {name: [token for token in tokens if token not in whole] for name, tokens in cells.items()}
    rest["unit_price"] = [*whole, *(token for token in rest["unit_price"] if token.x0 > whole[-1].x0)]
    return {name: tokens for name, tokens in rest.items() if tokens}


def _price_and_what_for(tokens: Sequence[Token]) -> tuple[Token, ...]:
    """The words of a phrase that are a price and what it is for; none where there are two."""
    found = []
    for at, (price, per, count) in enumerate(zip(tokens, tokens[1:], tokens[2:], strict=False)):
        if _PRICE.fullmatch(price.text) and per.plain in _PER and _COUNT.fullmatch(count.text):
            unit = tokens[at + 3 : at + 4]
            found.append((price, per, count, *(unit if unit and misfit(Shape.UNIT)(unit[0].text) == 0 else ())))
    return found[0] if len(found) == 1 else ()


def give_discount(cells: dict[str, list[Token]], columns: Sequence[Column]) -> None:
    """Parts `1  10` under one of two headings that stand side by side, of what a price is for and of a discount: each has one figure."""
    ordered = sorted((column for column in columns if column.level == 0), key=lambda column: column.x0)
    for left, right in pairwise(ordered):
        if (left.name, right.name) != ("price_unit", "discount_pct") or (left.name in cells and right.name in cells):
            continue
        held = cells.get("price_unit") or cells.get("discount_pct") or []
        if len(held) == len(_BOTH) and all(form.fullmatch(token.text) for form, token in zip(_BOTH, held, strict=True)):
            cells |= {"price_unit": held[:1], "discount_pct": held[1:]}


def with_quantity(cells: dict[str, list[Token]], columns: Sequence[Column]) -> dict[str, list[Token]]:
    """The cells, a figure between the headings of quantities and lots given to the first, which else is empty: it is flush with its right rule."""
    place = {column.name: column for column in columns if column.level == 0}
    lots = cells.get("lots", [])
    if len(lots) < 2 or "quantity" in cells or not {"quantity", "lots"} <= place.keys():
        return cells
    between = place["quantity"].x1 < lots[0].x0 and lots[0].x1 < place["lots"].x0
    if not between or not re.fullmatch(r"\d[\d.,]*", lots[0].text):
        return cells
    return {**cells, "quantity": [lots[0]], "lots": lots[1:]}


def give_unit(cells: Mapping[str, list[Token]], line: Line, columns: Sequence[Column]) -> None:
    """Gives a unit right behind a quantity back to it, where units have no heading: `485,5  KG  1.4301` below `Qté   Nuance`."""
    quantity = cells.get("quantity", [])
    if not quantity or "unit" in cells or any(column.name == "unit" for column in columns):
        return
    behind = next((token for token in line.tokens if token.x0 > quantity[-1].x1), None)
    for name, tokens in cells.items():
        if behind and tokens[0] is behind and len(tokens) > 1 and name != "description" and misfit(Shape.UNIT)(behind.text) == 0:
            quantity.append(tokens.pop(0))
            return


def give_quantity(cells: dict[str, list[Token]], columns: Sequence[Column]) -> None:
    """Parts `1  pc`, nearer to an unknown `U` than to `Qté` left of it: figures are flush with the right rule of their column."""
    ordered = sorted((column for column in columns if column.level == 0), key=lambda column: column.x0)
    for left, right in pairwise(ordered):
        held = cells.get(key_of(right), [])
        if left.name == "quantity" and "quantity" not in cells and right.name in (None, "unit") and len(held) == 2:
            figure, unit = held
            if re.fullmatch(r"\d[\d.,]*", figure.text) and figure.x1 < right.x0 and misfit(Shape.UNIT)(unit.text) == 0:
                del cells[key_of(right)]
                cells |= {"quantity": [figure], "unit": [unit]}
