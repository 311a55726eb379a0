"""Which order a paper is about: the one of its number; where two suppliers' orders have that number, the supplier decides or nobody does."""

from __future__ import annotations

from collections.abc import Sequence

from rapidfuzz.distance import Levenshtein

from domain.orders import PurchaseOrder
from domain.paper import Reading
from domain.ports import OrderBook
from validate.comparing import are_two_names, bare, bare_number, lookalike, name_likeness, names_order

MOST_OFF, SHORTEST_NEAR = 2, 6
"""Two signs off, as figures that changed places are, in a number of six or more."""
THE_SAME_NAME = 82.0
"""Company names that are this much alike (0 to 100) are one company's; scanners misread a letter or two."""


def fitting_orders(reading: Reading, book: OrderBook) -> Sequence[PurchaseOrder]:
    """The orders that the paper may be about: one is it, of several none is taken.

    Prefixes, blanks and leading zeros of the number do not matter. On a scan, the only number that looks alike is taken for finding the
    paper's place; the value stays as it was read, and a doubtful reading goes before a person. Where several orders have the number, as
    those of two companies may, the one whose supplier the paper is from is it.
    """
    leaf = reading.fields.leaf("order_number")
    if leaf is None:
        return ()
    fitting = list(book.orders(leaf.value))
    numbers = book.order_numbers() if not fitting else ()
    for same in (bare, bare_number):
        if not fitting:
            fitting = [order for number in numbers if same(number) == same(leaf.value) for order in book.orders(number)]
    if not fitting and leaf.source == "ocr":
        alike = [number for number in numbers if lookalike(number) == lookalike(leaf.value)]
        fitting = list(book.orders(alike[0])) if len(alike) == 1 else []
    if len(fitting) < 2:
        return fitting
    own = [order for order in fitting if is_from_supplier(reading, order)]
    return own if len(own) == 1 else fitting


def find_order(reading: Reading, book: OrderBook) -> PurchaseOrder | None:
    """The order that the paper is about; None where there is none, or it may be one of several."""
    fitting = fitting_orders(reading, book)
    return fitting[0] if len(fitting) == 1 else None


def orders_named(text: str, book: OrderBook, own: PurchaseOrder | None, reading: Reading) -> Sequence[PurchaseOrder]:
    """The orders that a line of the paper may name, beside the paper's `own`: those of exactly that number, be it with a line behind it.

    None that only looks alike is taken, as nothing but its number tells a line's order. Of several suppliers' that of the own order's is meant.
    """
    fitting = list(book.orders(text))
    if not fitting:
        numbers = book.order_numbers()
        same = [number for number in numbers if bare_number(number) == bare_number(text)]
        begun = same or [number for number in numbers if bare_number(text).startswith(bare_number(number))]
        named = [order for number in begun for order in book.orders(number)]
        fitting = [each for each in named if names_order(text, each.order_number, [line.order_line for line in each.lines])]
    if len(fitting) < 2:
        return fitting
    preferred = [each for each in fitting if (each.supplier_id == own.supplier_id if own else is_from_supplier(reading, each))]
    return preferred if len(preferred) == 1 else fitting


def near_order(reading: Reading, book: OrderBook) -> str | None:
    """The only order whose number is within two signs of the printed one; to be offered to a person, never to be taken."""
    printed = reading.fields.text("order_number")
    if not printed or len(bare(printed)) < SHORTEST_NEAR:
        return None
    near = [
        (distance, number)
        for number in book.order_numbers()
        if (distance := Levenshtein.distance(bare_number(number), bare_number(printed), score_cutoff=MOST_OFF)) <= MOST_OFF
    ]
    best = [number for distance, number in near if distance == min(near)[0]]
    return best[0] if len(best) == 1 else None


def is_from_supplier(reading: Reading, order: PurchaseOrder) -> bool:
    """Whether the paper names the order's supplier, by one of its names or its mail domain; what a person typed counts alone."""
    leaf = reading.fields.leaf("supplier_name")
    typed = leaf.value if leaf and leaf.source == "clerk" else None
    if typed is not None and typed.strip() == order.supplier_id:
        return True
    names = [typed] if typed is not None else reading.names
    known = [order.supplier_name, *order.supplier_aliases]
    if any(name_likeness(name, own) >= THE_SAME_NAME and not are_two_names(name, own) for name in names for own in known):
        return True
    return any(_is_of_domain(name, domain) for name in names for domain in order.supplier_domains)


def _is_of_domain(printed: str, domain: str) -> bool:
    """Whether a mail or web domain is the supplier's or one below it; `not-brenner.example` is another's."""
    name, own = printed.lower().rpartition("@")[2], domain.lower()
    return name == own or name.endswith("." + own)
