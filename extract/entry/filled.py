"""A quantity that is told as so many packages or pieces of so much each: `3 drums x 100 kg`, `20 x 6,0 m`, `3 fusti da 100 kg`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from domain.paper import Leaf, Node
from extract.page.layout import Layout, Line, Token
from extract.shape.candidates import contested, leaf
from extract.shape.line_sums import lies_in, number_of
from extract.shape.values import Habits
from extract.text.numbers import NumberError, parse_number
from extract.text.units import OF_SIZES, UnitError, parse_unit

PRODUCT = 0.6
"""What a quantity is worth that nobody printed: the order, or the amount of the line, has to bear it out."""
PRINTED = 0.9
"""The same where the line prints what they come to."""
WINDOW = 5
_OF_EACH = re.compile(
    r"\(?(?P<count>\d{1,4})\s?\(?(?:[^\W\d_]{2,14}[.()]*\s(?:x|×|\*|@|à|a|of|de|da|di|zu|je|van|po|mit|with)\s?|\s?[x×*]\s?)"
    r"(?P<each>\d[\d.,]*)\s?(?P<unit>[^\W\d_]{1,6}[23²³]?)(?=[.,;:)]?(?:\s|$))",
    re.IGNORECASE,
)


def with_contents(found: dict[str, Node], line: Line, layout: Layout, habits: Habits) -> None:
    """Where a line's quantity is one of two numbers that are told to be multiplied, what they come to is its quantity, and not sure."""
    quantity = found.get("quantity")
    if not isinstance(quantity, Leaf):
        return
    for place in range(len(line.tokens)):
        words, total, unit = _product_at(line.tokens[place : place + WINDOW], habits)
        if total is None or not any(lies_in(token, quantity) for token in words):
            continue
        printed = next((token for token in line.tokens if token not in words and number_of(token, habits) == total), None)
        told, score = ((printed,), PRINTED) if printed else (words, PRODUCT)
        found["quantity"] = contested(leaf(f"{total:f}", told, quantity.page, layout, derived=printed is None), score)
        found["unit"] = leaf(unit, words[-1:], quantity.page, layout, score=0.95)
        return


def _product_at(tokens: Sequence[Token], habits: Habits) -> tuple[tuple[Token, ...], Decimal | None, str]:
    """The words that the given ones begin with, if they tell how many of how much; what that comes to, and in which unit."""
    match = _OF_EACH.match(" ".join(token.text for token in tokens))
    if match is None:
        return (), None, ""
    try:
        unit, each = parse_unit(match["unit"]), Decimal(parse_number(match["each"].rstrip(".,"), habits.numbers))
    except (UnitError, NumberError, ArithmeticError):
        return (), None, ""
    words = tuple(tokens[: match[0].count(" ") + 1])
    return (words, int(match["count"]) * each, unit) if unit not in OF_SIZES else ((), None, "")
