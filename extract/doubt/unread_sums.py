"""Money that no line tells: a row that multiplies a quantity by a price and is no entry that was read, a discount on all of it, a charge beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import combinations

from domain.paper import Group, Leaf
from extract.page.layout import Layout, Line, Token
from extract.shape.line_sums import bare, is_tax_of, lies_in, number_of, printed_rates
from extract.shape.values import Habits
from extract.text.folding import folded
from extract.text.numbers import NumberError, parse_number
from extract.text.wording import CURRENCY_CODES, meant_singly

FEWEST = 4
"""Words of a row that is an entry: something is named in it beside its three numbers."""
LEAST = Decimal(1)
_DISCOUNT = re.compile(
    r"(?<!\w)(?:rabatt|nachlass|abschlag|discount|rebate|remise|ristourne|rabais|sconto|abbuono|descuento|dto|bonificacion|korting|rabat|upust|bonifikata)"
)
_EARLY = re.compile(
    r"skonto|cash|early|settlement|prompt|escompte|comptant|pagamento|pronto|betaling|platnosci|tage|days|jours|giorni|dias|dagen|dni(?!\w)"
)
_CENTS = re.compile(r"\d[.,]\d{2}")
_PRICED = re.compile(r"(?<![A-Z])([A-Z]{3}) ?\d[\d.,' ]*[.,]\d{2}(?![\d.,])|(?<![\d.,])\d[\d.,']*[.,]\d{2} ?([A-Z]{3})(?![A-Z])")
"""An amount with the code of a currency before or behind it."""
_AMOUNT = re.compile(r"(?<![\d.,])\d{1,3}(?:[ .,'’\u00a0\u202f]?\d{3})*[.,]\d{2}(?![\d.,]*\d|\s?%)")


def untold_sums(layout: Layout, lines: Sequence[Group], fields: Mapping[str, Leaf], habits: Habits) -> Iterator[str]:
    """Why a person has to look at what the lines of a confirmation do not say of its money."""
    if _has_unread_sum(layout, lines, fields, habits):
        yield "a row has a quantity, a price and an amount, and is no entry that was read"
    if _has_discount_on_all(layout, lines, habits):
        yield "a discount is taken off all of it, and the prices of its lines are not what is paid"
    if _has_charge_on_all(layout, lines, fields, habits):
        yield "something is charged beside its lines, and they are not all that is to be paid"
    if _has_another_currency(layout, fields.get("currency")):
        yield "amounts on it stand in more than one currency"


def _has_another_currency(layout: Layout, currency: Leaf | None) -> bool:
    """Whether the code of another currency stands right beside an amount: `TOTAL EUR   USD 6.941,21` leaves open what is to be paid."""
    codes = {code for line in layout.lines for pair in _PRICED.findall(line.text) for code in pair if code.casefold() in CURRENCY_CODES}
    return currency is not None and bool(codes - {currency.value})


def _has_unread_sum(layout: Layout, lines: Sequence[Group], fields: Mapping[str, Leaf], habits: Habits) -> bool:
    """Whether a line of print between the first entry and the last sum has a quantity, a price and what they come to, and is none of an entry's own.

    What an entry or the whole comes to may be printed twice, and is known.
    """
    amounts = [leaf for line in lines if (leaf := line.leaf("net_amount"))]
    if not amounts or len(amounts) < len(lines):
        return False
    known = {Decimal(leaf.value) for leaf in (*amounts, *(leaf for name, leaf in fields.items() if name.endswith("_total")))}
    read = [leaf for line in lines for name in ("quantity", "unit_price", "net_amount") if (leaf := line.leaf(name))]
    first = min((leaf.page, leaf.box[1]) for leaf in amounts)
    return any(
        (line.page, line.box[1]) > first and len(line.tokens) >= FEWEST and _multiplies(line, known, read, habits) for line in layout.lines
    )


def _has_discount_on_all(layout: Layout, lines: Sequence[Group], habits: Habits) -> bool:
    """Whether a discount is taken off the sum of all lines: what is left is printed, too, and no line's price tells of it.

    What is off for paying early is none of it.
    """
    amounts = [line.decimal("net_amount") for line in lines]
    off = {line for line in layout.lines if _DISCOUNT.search(text := folded(line.text)) and not _EARLY.search(text)}
    if not off or not amounts or None in amounts:
        return False
    whole = sum((amount for amount in amounts if amount is not None), Decimal(0))
    sums = [(line, value) for line in layout.lines for token in line.tokens if (value := _sum_of(token, habits)) is not None]
    printed = {value for _, value in sums}
    return any(
        0 < value < whole and whole - value in printed and whole - value not in amounts and value not in amounts
        for line, value in sums
        if line in off
    )


def _has_charge_on_all(layout: Layout, lines: Sequence[Group], fields: Mapping[str, Leaf], habits: Habits) -> bool:
    """Whether an amount that is no tax is added below the lines to the sum of all: what both come to is printed, be it with the tax, and was not read as the net total.

    Where that was read the lines do not add up to it, which is told elsewhere.
    """
    amounts = [line.decimal("net_amount") for line in lines]
    if not amounts or None in amounts:
        return False
    whole = sum((amount for amount in amounts if amount is not None), Decimal(0))
    told = {Decimal(leaf.value) for name in ("net_total", "tax_total") if (leaf := fields.get(name))}
    last = max((leaf.page, leaf.box[3]) for line in lines if (leaf := line.leaf("net_amount")))
    sums = [(line, value) for line in layout.lines if (line.page, line.box[1]) > last for value in _amounts_of(line, habits)]
    printed = {value for _, value in sums}
    rates = {rate for line in layout.lines if "%" in line.text for rate in printed_rates(line.text)}
    return any(
        0 < value < whole
        and value not in told
        and whole + value not in told
        and (whole + value in printed or any(is_tax_of(tax, whole + value, rates) and whole + value + tax in printed for tax in printed))
        and value not in amounts
        and not is_tax_of(value, whole, rates)
        and "tax" not in meant_singly(line.text)
        for line, value in sums
    )


def _amounts_of(line: Line, habits: Habits) -> Iterator[Decimal]:
    """The amounts of a line with their cents, be their thousands parted by blanks."""
    for found in (found for phrase in line.phrases for found in _AMOUNT.finditer(" ".join(token.text for token in phrase.tokens))):
        try:
            yield Decimal(parse_number(found[0], habits.numbers))
        except NumberError:
            continue


def _sum_of(token: Token, habits: Habits) -> Decimal | None:
    """An amount with its cents, whatever its sign."""
    if not _CENTS.search(token.text):
        return None
    return number_of(token.saying(token.text.strip("-–−+")), habits)


def _multiplies(line: Line, known: set[Decimal], read: Sequence[Leaf], habits: Habits) -> bool:
    """Whether the last of three numbers of a line, in the order in which entries have them, is the product of the others."""
    if "%" in line.text or any(leaf.page == line.page and lies_in(token, leaf) for leaf in read for token in line.tokens):
        return False
    numbers = [(token, value) for token in line.tokens if (value := number_of(token, habits)) is not None and value >= LEAST]
    return any(
        quantity * price == amount and amount not in known and price > LEAST and quantity > LEAST
        for (_, quantity), (one, price), (other, amount) in combinations(numbers, 3)
        if _CENTS.fullmatch(bare(one.text)[-4:]) and _CENTS.search(bare(other.text))
    )
