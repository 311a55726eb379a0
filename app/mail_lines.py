"""The lines that a mail writes out beside a confirmation that came with it: each value that is not on that paper, as a sentence for a person."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from app.mail_figures import is_line
from domain.paper import Group, Leaf, Reading
from validate.comparing import bare, bare_number, same_unit, terms_numbers, unit_word

_ITEMS = ("buyer_item", "supplier_item")
_HEAD = {"currency": "currency", "incoterm": "incoterm", "document_number": "number"}
_THE_TEXT = "The text of the mail that it came with"
MOST = 8
"""So many sentences are enough to see what is the matter."""


def lines_otherwise(said: Reading, paper: Reading) -> list[str]:
    """What the mail's own lines and the head above them say otherwise; their days are compared where all days are."""
    found = list(_head(said.fields, paper.fields))
    for line in said.lines:
        if any(line.leaf(name) for name in (*_ITEMS, "quantity", "unit_price", "net_amount", "description")):
            found += _line(line, said, paper)
    return found[:MOST]


def _head(said: Group, paper: Group) -> Iterator[str]:
    orders = {bare_number(group.text("order_number") or "") for group in (said, paper)}
    for name, words in _HEAD.items():
        one, other = said.text(name), paper.text(name)
        if name == "document_number" and one and bare_number(one) in orders:
            continue  # a mail without a number of its own, about that order
        if one and bare(one) != bare(other or ""):
            yield f"{_THE_TEXT} has the {words} “{one}”, and it {f'has “{other}”' if other else 'has none'}."
    one, other = said.text("payment_terms"), paper.text("payment_terms")
    if one and terms_numbers(one) != terms_numbers(other or ""):
        yield f"{_THE_TEXT} says “{one}” of the payment, and it says {f'“{other}”' if other else 'nothing'}."
    total, printed = said.decimal("net_total"), [paper.decimal(name) for name in ("net_total", "gross_total")]
    if total is not None and total not in printed:
        yield f"{_THE_TEXT} comes to {total:f}, and it does not."


def _line(line: Group, said: Reading, paper: Reading) -> Iterator[str]:
    """One line of the mail beside the one of the paper that has its number, else its item, else beside the only one."""
    named = _name_of(line)
    found = _same_lines(line, paper.lines, alone=len(said.lines) == len(paper.lines) == 1)
    if len(found) != 1:
        yield f"{_THE_TEXT} writes out {named}, and {'no line of it is that one' if not found else 'several lines of it may be that one'}."
        return
    other = found[0]
    items = [leaf.text for leaf in (line.leaf(name) for name in _ITEMS) if leaf]
    printed = [bare(leaf.text) for leaf in (other.leaf(name) for name in _ITEMS) if leaf]
    if items and printed and not any(bare(item) in printed for item in items):
        yield f"{_THE_TEXT} has the item {items[0]} in {named}, and it has another."
    quantity, there = line.decimal("quantity"), other.decimal("quantity")
    unit, unit_there = line.text("unit") or "", other.text("unit") or ""
    if quantity is not None and (quantity != there or (unit and unit_there and not same_unit(unit, unit_there))):
        yield f"{_THE_TEXT} promises {quantity:f} {unit_word(unit)} in {named}, and it {_shown(there, unit_there)}."
    if (price := _price(line)) is not None and price != (price_there := _price(other)):
        yield f"{_THE_TEXT} names a price of {price:f} for one in {named}, and it {_shown(price_there)}."
    amount, amount_there = line.decimal("net_amount"), other.decimal("net_amount")
    if amount is not None and amount_there is not None and amount != amount_there:
        yield f"{_THE_TEXT} comes to {amount:f} in {named}, and it {_shown(amount_there)}."


def _same_lines(line: Group, others: Sequence[Group], *, alone: bool) -> list[Group]:
    number = line.text("order_line")
    if number and any(other.text("order_line") for other in others):
        return [other for other in others if is_line(other, number)]
    items = {bare_number(leaf.text) for leaf in _items(line)}
    if items and (found := [other for other in others if items & {bare_number(leaf.text) for leaf in _items(other)}]):
        return found
    return list(others) if alone else []


def _items(line: Group) -> Iterator[Leaf]:
    yield from (leaf for name in _ITEMS if (leaf := line.leaf(name)))


def _name_of(line: Group) -> str:
    if number := line.text("order_line"):
        return f"line {number}"
    shown = next(iter(_items(line)), None) or line.leaf("description")
    return f"“{shown.text}”" if shown else "a line"


def _price(line: Group) -> Decimal | None:
    price, per = line.decimal("unit_price"), line.decimal("price_unit") or Decimal(1)
    return price / per if price is not None and per else None


def _shown(number: Decimal | None, unit: str = "") -> str:
    return "says none" if number is None else f"says {number.normalize():f} {unit_word(unit)}".rstrip()
