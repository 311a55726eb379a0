"""The headings of a head as columns: stacked ones are one, those of high cells stand where their cell does, each name is given once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from functools import reduce

from extract.label.labels import Vocabulary, squeezed
from extract.page.columns import Column, is_same, overlap
from extract.page.layout import Line
from extract.table.head_pieces import HeadPieces
from extract.table.headings import (
    joined,
    with_levels,
)
from extract.table.naming import is_wish, speaks_of_the_order
from extract.text.wording import concepts

CODES = frozenset({"supplier_item", "buyer_item", "order_line"})
_WHICH = (frozenset({"ordered"}), frozenset({"confirmed"}))
"""Words that head several columns each: of what was ordered, and of what is confirmed."""
STACK, FLUSH = 3, 2.0
"""So many lines of one heading stand flush left, give or take so many points."""


class HeadColumns:
    """Makes columns of the headings of a head: stacked ones are one, those of high cells stand where their cell does, and each name is given once."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        """`vocabulary` knows what headings are called."""
        self._vocabulary = vocabulary
        self._cut = HeadPieces(vocabulary)

    def columns(self, band: Sequence[Line], below: Sequence[Line] = (), *, fuzzy: bool) -> tuple[Column, ...]:
        """The columns that the lines of a head name: stacked words are one heading if together they are a known one."""
        pieces = self._in_groups([piece for level in range(len(band)) for piece in self._cut.pieces(band, level, below, fuzzy=fuzzy)])
        pieces = self._in_high_cells(pieces)
        pieces = [replace(piece, name=None) if _is_code_of_tax(piece) else piece for piece in self._in_stacks(pieces)]
        pieces.sort(key=lambda piece: (piece.level, piece.x0))
        columns: list[Column] = []
        for piece in pieces:
            over = next((i for i, column in enumerate(columns) if overlap(column, piece) > 0.3 and column.level < piece.level), None)
            if over is None:
                columns.append(piece)
                continue
            upper = columns[over]
            title = joined(upper.title, piece.title)
            if piece.name == "delivery_date" and is_wish(upper.title) and not is_wish(piece.title):
                columns[over] = replace(upper, name=None)  # `Request Date` over `Promise Date`: two days, one below the other
                columns.append(piece)
                continue
            if upper.title.endswith("/"):  # `Uw artikel /` over `orderregel`: one column of two values
                columns[over] = Column(
                    upper.name or piece.name, min(upper.x0, piece.x0), max(upper.x1, piece.x1), f"{upper.title} {piece.title}", piece.level
                )
                continue
            if (upper.name, piece.name) == ("supplier_item", "buyer_item"):
                columns.append(piece)  # `Artikel` over `Uw artikel`: the buyer's number stands below the supplier's
                continue
            if upper.name == piece.name == "order_line" and speaks_of_the_order(piece.title) and not speaks_of_the_order(upper.title):
                columns[over] = replace(upper, name=None)  # `Regel` over `Uw regel`: the line of the order stands below the paper's own
                columns.append(piece)
                continue
            both = upper.name is not None and piece.name is not None and upper.name != piece.name
            whose = concepts(upper.title) == frozenset({"your"})  # `Wasza` over `poz.` says whose position it is, and names no item
            name = next(iter(self._vocabulary.names(title)), None) if both and not whose else self._vocabulary.name(title, fuzzy=fuzzy)
            if name or upper.name is None or piece.name is None or piece.name == upper.name:
                columns[over] = Column(
                    name or upper.name or piece.name, min(upper.x0, piece.x0), max(upper.x1, piece.x1), title, piece.level, room=upper.room
                )
            else:
                columns.append(piece)
        return with_levels(self._with_price(self._distinct(columns)))

    def _with_price(self, columns: Sequence[Column]) -> list[Column]:
        """`Prezzo Per` where no other heading is of a price: two headings that stand close, and the price is what entries have first below them."""
        if any(column.name == "unit_price" for column in columns):
            return [*columns]
        found = []
        for column in columns:
            words = column.title.split()
            ends = [self._vocabulary.name(word, fuzzy=False) for word in (words[0], words[-1])] if len(words) > 1 else []
            both = column.name == "price_unit" and ends == ["unit_price", "price_unit"]
            found.append(replace(column, name="unit_price") if both else column)
        return found

    def _in_groups(self, pieces: Sequence[Column]) -> list[Column]:
        """The headings that come again below `Ordered | Confirmed`, `Qty | Date | Qty | Date`, each with the word that it stands below."""
        groups = sorted((piece for piece in pieces if concepts(piece.title) in _WHICH), key=lambda piece: piece.x0)
        if len({concepts(group.title) for group in groups}) < len(_WHICH) or len(groups) != len(_WHICH):
            return [*pieces]
        titles = Counter(squeezed(piece.title) for piece in pieces if piece.level > groups[0].level)
        again = [piece for piece in pieces if piece.level > groups[0].level and titles[squeezed(piece.title)] == len(groups)]
        found = [piece for piece in pieces if piece not in again and (piece not in groups or not again)]
        for title in {squeezed(piece.title) for piece in again}:
            alike = sorted((piece for piece in again if squeezed(piece.title) == title), key=lambda piece: piece.x0)
            for group, piece in zip(groups, alike, strict=True):
                whole = f"{group.title} {piece.title}"
                asked = concepts(group.title) == frozenset({"ordered"})
                found.append(replace(piece, name=None if asked else self._vocabulary.name(whole) or piece.name, title=whole))
        return found

    def _in_high_cells(self, pieces: Sequence[Column]) -> list[Column]:
        """The headings, those that are the lines of one cell (`Position` over `Ihrer` over `Bestellung`) made one where they are a known one."""
        found: list[Column] = []
        rooms = {piece.room for piece in pieces if piece.room}
        for room in sorted(rooms):
            lines = sorted((piece for piece in pieces if piece.room and is_same(piece.room, room)), key=lambda piece: piece.level)
            title = reduce(joined, (piece.title for piece in lines))
            name = self._vocabulary.name(title, fuzzy=False)
            days = {is_wish(piece.title) for piece in lines if is_wish(piece.title) or piece.name == "delivery_date"}
            upper = (lines[0].name, *self._vocabulary.names(lines[0].title))
            # `Artikel` over `Uw artikel`, `Item` over `Customer Item`: one number below the other
            both = [piece.name for piece in lines[1:]] == ["buyer_item"] and "supplier_item" in upper
            if (
                name and len(lines) > 1 and lines[0].room == room and len(days) < 2 and not both
            ):  # a day wished for over one that is promised
                left, right = min(piece.x0 for piece in lines), max(piece.x1 for piece in lines)
                found.append(Column(name, left, right, title, lines[0].level, room=room))
                pieces = [piece for piece in pieces if piece not in lines]
        return [*pieces, *found]

    def _in_stacks(self, pieces: Sequence[Column]) -> list[Column]:
        """The headings, three lines of one (`Position` over `Ihrer` over `Bestellung`) made one where all of them name what the first does."""
        found = [*pieces]
        for top in sorted(pieces, key=lambda piece: piece.level):
            below = [next((p for p in found if p.level == top.level + step and abs(p.x0 - top.x0) < FLUSH), None) for step in (1, 2)]
            stack = [top, *(piece for piece in below if piece)]
            if len(stack) < STACK or any(piece not in found for piece in stack):
                continue
            name = self._vocabulary.name(reduce(joined, (piece.title for piece in stack)), fuzzy=False)
            if name and name == top.name and name != "delivery_date":
                title, right = reduce(joined, (piece.title for piece in stack)), max(piece.x1 for piece in stack)
                found = [*(piece for piece in found if piece not in stack), Column(name, top.x0, right, title, top.level, room=top.room)]
        return found

    def _distinct(self, columns: Sequence[Column]) -> list[Column]:
        """`Line … Item No.`: of two columns with one name, the one that may be called otherwise is called so."""
        names = [column.name for column in columns]
        for place, column in reversed(list(enumerate(columns))):
            if column.name and names.count(column.name) > 1:
                free = [name for name in self._vocabulary.names(column.title) if name not in names]
                names[place] = free[0] if free else column.name
        return [replace(column, name=name) for column, name in zip(columns, names, strict=True)]


def _is_code_of_tax(column: Column) -> bool:
    """`Cod. IVA`, `Code TVA`: a number of a rate of tax and of no item."""
    meant = concepts(column.title) or frozenset()
    return column.name in CODES and "tax" in meant and meant <= {"tax", "number"}
