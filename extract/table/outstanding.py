"""What was ordered, what is shipped and what is still to come side by side, under headings that do not say it: told by sums, and by bare words."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from decimal import Decimal
from itertools import permutations

from extract.label.labels import squeezed
from extract.page.columns import Column
from extract.page.layout import Token
from extract.text.wording import concepts

_BARE = frozenset(
    "qty quantity quant menge mng mge anzahl anz stueckzahl quantite qte qtes nombre quantita qta pezzi cantidad cant ctd cdad uds piezas aantal hoeveelheid hvh aant "  # noqa: SIM905
    "stuks ilosc il liczba sztuk".split()
)
"""Headings that say how much, and not of what."""
_ASKED = frozenset({"ordered", "order", "purchase", "requested", "origin", "outstanding"})
_FIGURES = re.compile(r"\d[\d.,'’ \u00a0]*")


def sums_with_rests(cells: Sequence[Sequence[Sequence[Token]]], counting: Collection[int]) -> list[tuple[int, int, int]]:
    """The columns of which one is another and a rest in each entry, and in one of them a rest that is not nothing: `200 | 140 | 60`.

    `cells` are, for each column, the words of its entries; `counting` are the columns whose headings speak of quantities, as that of the part does.
    """
    numbers = [[_number(cell) for cell in column] for column in cells]
    return [
        (whole, part, rest)
        for whole, part, rest in permutations(range(len(cells)), 3)
        if part in counting and _adds_up([*_entries(numbers, (whole, part, rest))])
    ]


def bare_beside_sent(columns: Sequence[Column], counting: Collection[int]) -> Iterator[int]:
    """The columns with a bare heading beside one that says of which quantity: of `Menge` and `Geliefert` the first may be what was ordered."""
    bare = [row for row in counting if squeezed(columns[row].title) in _BARE]
    if any(row not in bare and not _ASKED & (concepts(columns[row].title) or frozenset()) for row in counting):
        yield from bare


def differ(one: Sequence[Sequence[Token]], other: Sequence[Sequence[Token]]) -> bool:
    """Whether two columns say another number in an entry."""
    return any(a != b for a, b in zip(map(_number, one), map(_number, other), strict=False) if a is not None and b is not None)


def _entries(numbers: Sequence[Sequence[Decimal | None]], columns: Sequence[int]) -> Iterator[tuple[Decimal, Decimal, Decimal]]:
    for whole, part, rest in zip(*(numbers[column] for column in columns), strict=False):
        if whole is not None and part is not None and rest is not None:
            yield whole, part, rest


def _adds_up(entries: Sequence[tuple[Decimal, Decimal, Decimal]]) -> bool:
    return any(rest and part for _, part, rest in entries) and all(whole == part + rest for whole, part, rest in entries)


def _number(cell: Sequence[Token]) -> Decimal | None:
    """The number that a cell begins with, its thousands told by their three figures: what is compared is printed alike."""
    match = _FIGURES.match(" ".join(token.text for token in cell))
    if match is None:
        return None
    plain = re.sub(r"[.,'’ \u00a0](?=\d{3}(?!\d))|[ '’\u00a0]", "", match[0].rstrip(".,' ’\u00a0"))
    return Decimal(plain.replace(",", ".")) if re.fullmatch(r"\d+(?:[.,]\d+)?", plain) else None
