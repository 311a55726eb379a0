"""Coils, bundles and rings of an entry, a row each below it: what a mill numbered when it bound them are its lots, where they come to the entry's quantity."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from domain.paper import Group, Leaf, Node
from extract.page.layout import Layout, Line, Token
from extract.shape.candidates import contested, leaf
from extract.shape.values import Habits
from extract.text.folding import folded
from extract.text.numbers import NumberError, parse_number

SCORE = 0.95
FEWEST_WORDS = 2
PARTS_UNTOLD = 0.5
"""What is left of a quantity's score where what it comes from stands below it, each part with a number that nothing says is a lot's."""
_BOUND = frozenset(
    [
        "bund",
        "bunde",
        "buende",
        "bundel",
        "ring",
        "ringe",
        "coil",
        "coils",
        "rolle",
        "rollen",
        "haspel",
        "spule",
        "bundle",
        "bundles",
        "reel",
        "reels",
        "spool",
        "drum",
        "fardeau",
        "fardeaux",
        "couronne",
        "couronnes",
        "bobine",
        "bobines",
        "touret",
        "botte",
        "bottes",
        "fascio",
        "fasci",
        "rotolo",
        "rotoli",
        "matassa",
        "matasse",
        "bobina",
        "bobine",
        "atado",
        "atados",
        "rollo",
        "rollos",
        "bobinas",
        "bundels",
        "rol",
        "rollen",
        "wiazka",
        "wiazki",
        "wiazek",
        "krag",
        "kregi",
        "kregu",
        "zwoj",
        "zwoje",
        "zwoju",
        "szpula",
        "szpuli",
    ]
)
"""What long goods, strip and wire are bound to, by the stems that headings use."""
_AMOUNT = re.compile(r"\d{1,3}(?: \d{3})*(?:[.,]\d+)?|\d[\d.,']*")
_CODE = re.compile(r"(?=.*\d)[A-Z0-9][\w/.-]{3,}")


def bound_lots(layout: Layout, below: Sequence[int], quantity: Decimal, habits: Habits) -> list[Group]:
    """The coils or bundles listed below an entry under their heading, each with the number in its row that comes to the quantity with the others'."""
    for at, index in enumerate(below):
        if _is_heading(layout.lines[index]):
            rows = [*_rows(layout, below[at + 1 :], layout.lines[index])]
            return next((lots for place in range(1, _width(rows)) if (lots := _lots(layout, rows, place, quantity, habits))), [])
    return []


def with_parts(entry: dict[str, Node], layout: Layout, below: Sequence[int], habits: Habits) -> None:
    """Gives an entry without lots those that stand below it; where nothing says that its parts are lots, its quantity is not sure."""
    quantity = entry.get("quantity")
    if "lots" in entry or not isinstance(quantity, Leaf):
        return
    whole = Decimal(quantity.value)
    if lots := bound_lots(layout, below, whole, habits):
        entry["lots"] = lots
    elif unheaded_parts(layout, below, whole, habits):
        entry["quantity"] = contested(quantity, PARTS_UNTOLD)


def unheaded_parts(layout: Layout, below: Sequence[int], quantity: Decimal, habits: Habits) -> bool:
    """Whether rows below an entry begin with a code each and have numbers that come to its quantity: parts of it, whatever their heading calls them."""
    rows = [words for index in below if (words := _row(layout.lines[index]))]
    return any(_adds_up([row[place] for row in rows], quantity, habits) for place in range(1, _width(rows)))


def _is_heading(line: Line) -> bool:
    """`Bund-Nr.   Menge KG   Gewicht kg`: words alone, the first of which say what is bound."""
    names = set(re.split(r"[^a-z]+", folded(line.phrases[0].text)))
    return len(line.phrases) >= FEWEST_WORDS and not re.search(r"\d", line.text) and bool(names & _BOUND)


def _rows(layout: Layout, indices: Sequence[int], head: Line) -> Iterator[tuple[Token, ...]]:
    """The rows under the heading, each with its code flush below it, up to the first that is none."""
    for index in indices:
        line = layout.lines[index]
        words = _row(line)
        if not words or abs(words[0].x0 - head.tokens[0].x0) > line.size:
            return
        yield words


def _row(line: Line) -> tuple[Token, ...]:
    """A code and the numbers behind it, each a phrase of its own, where the line has nothing else; `2 075` is one number."""
    first, *others = line.phrases
    told = others and len(first.tokens) == 1 and _CODE.fullmatch(first.text) and all(_AMOUNT.fullmatch(each.text) for each in others)
    return (first.tokens[0], *(_as_one(each.tokens) for each in others)) if told else ()


def _as_one(words: Sequence[Token]) -> Token:
    """The words of a number that is printed in groups, as one."""
    (x0, y0, _, _), (_, _, x1, y1) = words[0].word.box, words[-1].word.box
    return replace(words[0], word=replace(words[0].word, text="".join(word.text for word in words), box=(x0, y0, x1, y1)))


def _width(rows: Sequence[Sequence[Token]]) -> int:
    return min((len(row) for row in rows), default=0)


def _lots(layout: Layout, rows: Sequence[tuple[Token, ...]], place: int, quantity: Decimal, habits: Habits) -> list[Group]:
    if not _adds_up([row[place] for row in rows], quantity, habits):
        return []
    page = next(line.page for line in layout.lines if rows[0][0] in line.tokens)
    return [
        Group(
            {
                "lot_number": leaf(row[0].text.upper(), row[:1], page, layout, score=SCORE),
                "quantity": leaf(f"{_number(row[place], habits)}", row[place : place + 1], page, layout, score=SCORE),
            }
        )
        for row in rows
    ]


def _adds_up(amounts: Sequence[Token], quantity: Decimal, habits: Habits) -> bool:
    numbers = [_number(amount, habits) for amount in amounts]
    return bool(numbers) and None not in numbers and sum((Decimal(each) for each in numbers if each), Decimal(0)) == quantity


def _number(token: Token, habits: Habits) -> str | None:
    try:
        return parse_number(token.text, habits.numbers)
    except NumberError:
        return None
