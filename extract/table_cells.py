"""Words of an entry that its columns did not get by place: a figure flush with the rule of its cell, a unit right behind its quantity."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise

from domain.doctype import Shape
from extract.columns import Column, key_of
from extract.layout import Line, Token
from extract.misfits import misfit

_WORDED_DAY = re.compile(r"\d{1,2}\.?(?: de)? [^\W\d_]{3,}\.?(?: de)? (?:\d{4}|\d{2})", re.IGNORECASE)


def with_whole_days(cells: dict[str, list[Token]], line: Line) -> dict[str, list[Token]]:
    """The cells, a day in words given back to the column that has its end: `15 JUL 2026`, flush right below a heading that is as wide as the year."""
    held = cells.get("delivery_date", [])
    day = next((phrase.tokens for phrase in line.phrases if {*phrase.tokens} & {*held} and _WORDED_DAY.fullmatch(phrase.text)), ())
    if not day or {*day} <= {*held}:
        return cells
    rest = {name: [token for token in tokens if token not in day] for name, tokens in cells.items() if name != "delivery_date"}
    return {name: tokens for name, tokens in rest.items() if tokens} | {"delivery_date": [*day]}


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
