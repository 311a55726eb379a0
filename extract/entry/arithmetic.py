"""Numbers that must agree: quantity × price = amount on a line, and lines that add up; it settles what labels and places leave open."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from decimal import Decimal

from domain.paper import Group, Leaf, Node
from extract.entry.entry_words import in_thousands
from extract.entry.otherwise import take_other_reading, without_litre
from extract.entry.price_bases import told_price_unit
from extract.page.layout import Layout, Token
from extract.shape.candidates import contested, leaf, weakened
from extract.shape.line_sums import FACTORS, bare, is_tax_of, lies_in, number_of, printed_rates, units_of
from extract.shape.values import AMBIGUOUS, Habits
from extract.text.numbers import is_ambiguous, parse_number

AGREED = 0.08
"""What is left of the doubt in prints that agree in arithmetic: they are hardly all misread."""
DECIMALS_LOST = 0.5
MARK_LOST = 0.85
"""What a price is worth whose decimal mark only arithmetic tells."""
_CENTS = re.compile(r"[.,]\d\d\D*$")
_WITHOUT_MARK = re.compile(r"(\d{3,6}|\d{1,4}/\d{2})(?:/[^\W\d_]+\.?)?")
MOST_OFF = 100
"""Per cent that no discount comes to."""
LESS_THAN_A_LOT = 0.5
"""What a quantity is worth that one of its own lots is more than: it was taken from elsewhere."""
TOO_MANY = 0.5
"""What a lot without a quantity is worth beside lots that come to the line's: it may be any number that stands there."""
TAKEN_INSTEAD = 0.4
"""What a number is worth that was taken because it makes a line add up, in place of one that does not: `1413` for the `706,000` beside it."""


def settle_line(found: dict[str, Node], tokens: Sequence[Token], layout: Layout, habits: Habits, *, further: Sequence[Token] = ()) -> None:
    """Where quantity × price / price unit = amount holds, all four are surer; where one is missing or wrong, `tokens` may hold it.

    A number of the line is taken for a missing one only where no other makes the line add up. `further` are words of the line that stand
    farther below: what the price is for may be told there.
    """
    _leave_to_price(found)
    before = {name: node for name in FACTORS if isinstance(node := found.get(name), Leaf)}
    discount = _decimal(found.get("discount_pct"))
    take_other_reading(found, discount, tokens, layout, habits)
    printed = {name: _decimal(found.get(name)) for name in FACTORS}
    if not any(True for _ in units_of(printed, discount)) and sum(value is not None for value in printed.values()) >= 2:
        printed["quantity"] = without_litre(found, printed, discount)
    if not any(True for _ in units_of(printed, discount)) and sum(value is not None for value in printed.values()) >= 2:
        _find_missing(found, printed, discount, tokens, layout, habits)
        printed = {name: _decimal(found.get(name)) for name in FACTORS}
    if found.get("discount_pct") is None and printed["unit_price"] is None and printed["quantity"] and printed["net_amount"]:
        _find_price_and_discount(found, printed, tokens, layout, habits)
        discount = _decimal(found.get("discount_pct"))
        printed = {name: _decimal(found.get(name)) for name in FACTORS}
    if printed["quantity"] is not None and found.get("unit_price") is None and found.get("net_amount") is None:
        _find_price_and_amount(found, printed["quantity"], tokens, layout, habits)
        printed = {name: _decimal(found.get(name)) for name in FACTORS}
    units = list(units_of(printed, discount))
    if len(units) == 1:
        _read_price_unit(found, units[0], (*tokens, *further), layout)
        _settle_price_unit(found, units[0])
    # What was read in its place may be what is promised, and the amount that of what was ordered: the paper itself may not add up.
    for name, node in before.items():
        if isinstance(now := found.get(name), Leaf) and now.value != node.value:
            found[name] = contested(now, TAKEN_INSTEAD)


def _leave_to_price(found: dict[str, Node]) -> None:
    """One print is one number: what is read as the price and as the quantity is the price, and the quantity stands elsewhere."""
    quantity, price = found.get("quantity"), found.get("unit_price")
    if isinstance(quantity, Leaf) and isinstance(price, Leaf) and (quantity.page, quantity.box) == (price.page, price.box):
        del found["quantity"]


def _find_missing(
    found: dict[str, Node],
    printed: dict[str, Decimal | None],
    discount: Decimal | None,
    tokens: Sequence[Token],
    layout: Layout,
    habits: Habits,
) -> None:
    """Puts the one number of the line in place that makes it add up, where exactly one does."""
    numbers = [(token, value) for token in [*tokens, *in_thousands(tokens)] if (value := number_of(token, habits)) is not None]
    fitting = [
        (name, token, value)
        for name in FACTORS
        for token, value in numbers
        if value != printed[name]
        and (name != "net_amount" or re.search(r"[.,]\d{2}", token.text))  # `1 PZ` beside a price for 1: an amount has its cents
        and _is_free(token, found, name)
        and any(True for _ in units_of({**printed, name: value}, discount))
    ]
    if not fitting and printed["unit_price"] is None:
        _find_price_without_mark(found, printed, discount, tokens, layout)
    if len({(name, value) for name, _, value in fitting}) != 1:
        return
    name, token, _ = fitting[0]
    text = parse_number(bare(token.text), habits.numbers)
    page = next((line.page for line in layout.lines if token in line.tokens or _ends_with(token, line.tokens)), 1)
    found[name] = leaf(text, (token,), page, layout, score=0.93)


def _ends_with(whole: Token, tokens: Sequence[Token]) -> bool:
    """Whether a word of several stands among these."""
    return any(whole.text.endswith(f" {token.text}") and whole.word.box[2:] == token.word.box[2:] for token in tokens)


def _find_price_without_mark(
    found: dict[str, Node], printed: dict[str, Decimal | None], discount: Decimal | None, tokens: Sequence[Token], layout: Layout
) -> None:
    """`4 PCS   3454/PCS   138.16` on a scan: the price whose decimal mark was lost or read as a stroke (`1/23`), where the line adds up with two decimals and for one piece."""
    fitting = []
    for token in tokens:
        match = _WITHOUT_MARK.fullmatch(token.text)
        page = next((line.page for line in layout.lines if token in line.tokens), 1)
        price = Decimal(match[1].replace("/", "")) / 100 if match and layout.source(page) == "ocr" else None
        if price and _is_free(token, found, "unit_price") and next(units_of({**printed, "unit_price": price}, discount), None) == 1:
            fitting.append((price, token, page))
    if len(fitting) == 1:
        price, token, page = fitting[0]
        found["unit_price"] = leaf(str(price), (token,), page, layout, score=MARK_LOST)


def _find_price_and_discount(
    found: dict[str, Node], printed: dict[str, Decimal | None], tokens: Sequence[Token], layout: Layout, habits: Habits
) -> None:
    """`40  64,14  20  21%  2.052,48` below headings that were not understood: the price and the discount that come to the amount, where only two do."""
    taken = [node for node in found.values() if isinstance(node, Leaf)]
    numbers = [
        (token, value)
        for token in tokens
        if (value := number_of(token, habits)) and "%" not in token.text and not any(lies_in(token, node) for node in taken)
    ]
    prices = [(token, value) for token, value in numbers if re.search(r"[.,]\d{2,4}$", bare(token.text))]
    fitting = {
        (price[1], rate[1]): (price[0], rate[0])
        for price in prices
        for rate in numbers
        if 1 <= rate[1] < MOST_OFF
        and rate[0].x0 > price[0].x1
        and any(True for _ in units_of({**printed, "unit_price": price[1]}, rate[1]))
    }
    if len(fitting) == 1:
        for name, token in zip(("unit_price", "discount_pct"), next(iter(fitting.values())), strict=True):
            page = next((line.page for line in layout.lines if token in line.tokens), 1)
            found[name] = leaf(parse_number(bare(token.text), habits.numbers), (token,), page, layout, score=0.93)


def _find_price_and_amount(found: dict[str, Node], quantity: Decimal, tokens: Sequence[Token], layout: Layout, habits: Habits) -> None:
    """`3,768 kgs priced at 1.46 USD, which comes to 5,501.28`: the two numbers that agree with the quantity, where only two do."""
    numbers = [(token, value) for token in tokens if re.search(r"[.,]\d{2,4}\D*$", token.text) and (value := number_of(token, habits))]
    pairs = [
        (price, amount)
        for place, price in enumerate(numbers)
        for amount in numbers[place + 1 :]
        if any(True for _ in units_of({"quantity": quantity, "unit_price": price[1], "net_amount": amount[1]}, None))
    ]
    if len({(price[1], amount[1]) for price, amount in pairs}) != 1:
        return
    for name, (token, _) in zip(("unit_price", "net_amount"), pairs[0], strict=True):
        page = next((line.page for line in layout.lines if token in line.tokens), 1)
        found[name] = leaf(parse_number(bare(token.text), habits.numbers), (token,), page, layout, score=0.93)


def _is_free(token: Token, found: dict[str, Node], name: str) -> bool:
    """Whether the word is not read as something else already: a price of 100 for 100 agrees with any amount taken for the quantity."""
    return not any(
        isinstance(node, Leaf) and other != name and (lies_in(token, node) if other in FACTORS else token.text in node.text.split())
        for other, node in found.items()
    )


def _read_price_unit(found: dict[str, Node], unit: int, tokens: Sequence[Token], layout: Layout) -> None:
    """The price unit by which the line adds up, where words of the line tell it; they are surer than a number in a cell that says another."""
    price, printed = found["unit_price"], found.get("price_unit")
    if unit == 1 or not isinstance(price, Leaf) or (isinstance(printed, Leaf) and printed.value == str(unit)):
        return
    others = [node for name in ("quantity", "net_amount") if isinstance(node := found.get(name), Leaf)]
    if told := told_price_unit(unit, price, others, tokens, layout):
        found["price_unit"] = told


def _settle_price_unit(found: dict[str, Node], unit: int) -> None:
    """The price unit by which a line adds up is the one, whatever its print was taken for.

    Where a plain number is printed that is another one (a price of `31` for 1, amounts that make it 0.31), or where none is printed on a
    scan, the price may as well have lost its decimals: then nothing of it is sure.
    """
    printed, price = found.get("price_unit"), found["unit_price"]
    assert isinstance(price, Leaf)
    holds = isinstance(printed, Leaf) and printed.value == str(unit)
    contradicted = isinstance(printed, Leaf) and not holds and re.fullmatch(r"\d+", printed.text.strip()) is not None
    unprinted = printed is None and unit != 1 and price.source == "ocr"
    if contradicted or unprinted:
        found["unit_price"] = price.model_copy(update={"confidence": round(DECIMALS_LOST * price.confidence, 4)})
    else:
        for name in (*FACTORS, "price_unit") if holds else FACTORS:
            node = found[name]
            assert isinstance(node, Leaf)
            found[name] = _agreed(node)
    if not holds:
        where = printed if isinstance(printed, Leaf) else price
        sure = DECIMALS_LOST if contradicted or unprinted else 0.96
        found["price_unit"] = Leaf(value=str(unit), text=where.text, confidence=sure, page=where.page, box=where.box, source="derived")


def with_lots_adding_up(line: Group) -> Group:
    """The line, surer of its quantity and of those of its lots where these, printed elsewhere, come to it; a lot without one is then too many.

    Of a quantity that is less than one lot's it is less sure, and on a scan of that lot's: `201` may be `20 l`.
    """
    quantity, lots = line.leaf("quantity"), line.groups("lots")
    parts = [lot.leaf("quantity") for lot in lots]
    told = [part for part in parts if part is not None]
    if quantity is None or not told or any(part.page == quantity.page and part.box == quantity.box for part in told):
        return line
    total = sum((Decimal(part.value) for part in told), Decimal(0))
    if any(Decimal(part.value) > Decimal(quantity.value) for part in told):  # `6 m` of a description beside lots of 65
        doubted = [_weakened_above(lot, Decimal(quantity.value)) for lot in lots]
        return Group({**line.root, "quantity": weakened(quantity, LESS_THAN_A_LOT), "lots": doubted})
    scaled_alike = all(is_ambiguous(part.text.strip("()[]=:;, ")) for part in (quantity, *told))
    if total != Decimal(quantity.value) or (scaled_alike and quantity.confidence < AMBIGUOUS):
        return line  # of `2.500` and twice `1.250` the sum holds whether they are thousands or not
    agreed = [
        Group({**lot.root, "quantity": _agreed(part)}) if part else lot.mapped(lambda _, leaf: weakened(leaf, TOO_MANY))
        for lot, part in zip(lots, parts, strict=True)
    ]
    return Group({**line.root, "quantity": _agreed(quantity), "lots": agreed})


def _weakened_above(lot: Group, most: Decimal) -> Group:
    """A lot, less sure of a quantity off a scan that is more than that."""
    part = lot.leaf("quantity")
    misread = part is not None and part.source == "ocr" and Decimal(part.value) > most
    return Group({**lot.root, "quantity": weakened(part, LESS_THAN_A_LOT)}) if part and misread else lot


def _agreed(node: Leaf) -> Leaf:
    return node.model_copy(update={"confidence": round(1 - (1 - node.confidence) * AGREED, 4)})


def settle_totals(fields: dict[str, Leaf], lines: Sequence[Group], layout: Layout, habits: Habits, *, skip: Collection[int]) -> None:
    """Net, tax and gross total by their sums: an amount below the lines that is their sum is the net, and net + tax = gross.

    Only where no label named them: a total that is printed wrong must be read as it is printed. What is added must be a tax by its share:
    freight that is charged beside the lines makes such a sum, too, and would go unseen as one.
    """
    named = [node for name in ("net_total", "tax_total", "gross_total") if isinstance(node := fields.get(name), Leaf)]
    amounts = [
        (token, value, line.page)
        for index, line in enumerate(layout.lines)
        if index not in skip
        for token in line.tokens
        if _CENTS.search(token.text) and (value := number_of(token, habits)) is not None
    ]
    sums = [amount for line in lines if (amount := line.decimal("net_amount")) is not None]
    net = _decimal(fields.get("net_total"))
    if net is None and sums and len(sums) == len(lines):
        net = sum(sums, Decimal(0))
        same = [item for item in amounts if item[1] == net and not any(_stands_at(node, item) for node in named)]
        if not same:
            return
        _put(fields, "net_total", same[0], layout, habits)
    if net is None:
        return
    tax, gross = _decimal(fields.get("tax_total")), _decimal(fields.get("gross_total"))
    rates = {rate for line in layout.lines if "%" in line.text for rate in printed_rates(line.text)} if tax is None else set()
    pairs = [
        (first, second)
        for first in amounts
        if tax is not None or is_tax_of(first[1], net, rates)
        for second in amounts
        if first[0] is not second[0] and second[1] == net + first[1] and tax in (None, first[1]) and gross in (None, second[1])
    ]
    if pairs and len({(first[1], second[1]) for first, second in pairs}) == 1:
        if tax is None:
            _put(fields, "tax_total", pairs[0][0], layout, habits)
        if gross is None:
            _put(fields, "gross_total", pairs[0][1], layout, habits)


def _stands_at(node: Leaf, amount: tuple[Token, Decimal, int]) -> bool:
    token, _, page = amount
    box = token.word.on_page
    return node.page == page and abs(node.box[0] - box[0]) < 2 and abs(node.box[1] - box[1]) < 2


def _put(fields: dict[str, Leaf], name: str, amount: tuple[Token, Decimal, int], layout: Layout, habits: Habits) -> None:
    token, _, page = amount
    fields[name] = leaf(parse_number(bare(token.text), habits.numbers), (token,), page, layout, score=0.95)


def _decimal(node: Node | None) -> Decimal | None:
    return Group({"x": node}).decimal("x") if isinstance(node, Leaf) else None
