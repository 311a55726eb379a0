"""What the numbers of a line must come to: quantity × price / price unit, less the discount, is the amount."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from decimal import ROUND_HALF_UP, Decimal

from domain.paper import Leaf
from extract.page.layout import Token
from extract.shape.values import Habits
from extract.text.numbers import NumberError, parse_number

PRICE_UNITS = (1, 10, 100, 1000)
CENT = Decimal("0.01")
FACTORS = ("quantity", "unit_price", "net_amount")
TAX_RATES = tuple(map(Decimal, "2.1 2.5 2.6 3.8 4 5 5.5 6 7 7.7 8 8.1 9 10 12 13 14 15 16 17 18 19 20 21 22 23 24 25 27".split()))  # noqa: SIM905
"""Per cent that sales are taxed at somewhere in Europe."""


def units_of(numbers: Mapping[str, Decimal | None], discount: Decimal | None) -> Iterator[int]:
    """The price units for which the numbers of a line agree."""
    quantity, price, amount = (numbers[name] for name in FACTORS)
    if quantity is None or price is None or not amount:
        return
    factor = 1 - (discount or Decimal(0)) / 100
    yield from (unit for unit in PRICE_UNITS if abs((quantity * price * factor / unit).quantize(CENT, ROUND_HALF_UP) - amount) <= CENT)


def lies_in(token: Token, node: Leaf) -> bool:
    """Whether a word is, or is one of those, that a value was read in."""
    x0, top, x1, bottom = token.word.on_page
    left, upper, right, lower = node.box
    return upper - 1 < (top + bottom) / 2 < lower + 1 and left - 1 < (x0 + x1) / 2 < right + 1  # most stand in other lines


def number_of(token: Token, habits: Habits) -> Decimal | None:
    """The number that a word is, whatever signs of money or of dust are at it; None where it is none."""
    text = bare(token.text)
    if not re.fullmatch(r"\d[\d.,'\u2019\u00a0\u202f ]*", text):
        return None
    try:
        return Decimal(parse_number(text, habits.numbers))
    except NumberError:
        return None


def bare(text: str) -> str:
    """A number as printed, without such signs."""
    return text.strip("€$£¥*|:;=()%‰").rstrip(".,")


def is_tax_of(amount: Decimal, net: Decimal, printed: Collection[Decimal] = ()) -> bool:
    """Whether an amount may be the tax of a sum: naught, or its share at a rate that is printed or usual; each line's may be rounded by itself.

    What freight or packing costs is no such share: `403,80 + 65,00 = 468,80`.
    """
    return amount == 0 or any(abs(net * rate / 100 - amount) <= 3 * CENT for rate in {*TAX_RATES, *printed})


def printed_rates(text: str) -> set[Decimal]:
    """The per cents of a text: `MwSt. 19 %`, `8.25%`."""
    return {Decimal(found[1].replace(",", ".")) for found in re.finditer(r"(?<![\d.,])(\d{1,2}(?:[.,]\d{1,2})?) ?%", text)}
