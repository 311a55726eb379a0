"""Tables that name next to nothing: `Product   Ordered   Delivered`, an item beside how much was asked for and how much was sent."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence

from extract.page.columns import Column, key_of
from extract.page.layout import Line, Token
from extract.text.wording import concepts

OF_GOODS = frozenset({"supplier_item", "buyer_item", "description"})
ASKED_FOR = frozenset({"ordered", "order", "purchase", "requested"})
FEWEST = 3


def tells_asked_from_given(line: Line, names: Collection[str]) -> bool:
    """Whether a line heads goods and two quantities of them, though these are one value to the reader; `names` are what its headings name."""
    if len(line.phrases) < FEWEST or "quantity" not in names or not OF_GOODS & {*names}:
        return False
    return all(concepts(phrase.text) for phrase in line.phrases) and any(_says_asked(phrase.text) for phrase in line.phrases)


def begins_spare_entry(cells: Mapping[str, Sequence[Token]], columns: Sequence[Column]) -> bool:
    """Whether a line of a table that names goods and two quantities alone has all three: a further one of the text has no figures there."""
    if {column.name for column in columns if column.name} != {"description", "quantity"}:
        return False
    asked = [key_of(column) for column in columns if column.name is None and _says_asked(column.title)]
    return bool(asked) and bool(cells.get("description")) and all(_is_counted(cells.get(key, ())) for key in ("quantity", *asked))


def _says_asked(title: str) -> bool:
    meant = concepts(title)
    return meant is not None and meant <= ASKED_FOR


def _is_counted(cell: Sequence[Token]) -> bool:
    """A number, or the dash of what was never ordered."""
    return bool(cell) and re.match(r"\d|[-–—]$", cell[0].text) is not None
