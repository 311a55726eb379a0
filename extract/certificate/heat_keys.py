"""Letters and figures that stand for heats: `Ref.  Heat` with A and B beside the numbers, and below it results with `Ref.` A, A, B."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from domain.paper import Leaf
from extract.certificate.heat_record import HeatBook
from extract.certificate.result_cells import Cells
from extract.certificate.result_head import Head
from extract.certificate.row_heats import COLUMN_REACH, Row
from extract.label.labels import squeezed
from extract.label.result_words import bare
from extract.page.grid import Heading, misalignment
from extract.page.layout import Token

KEYED = 0.97
"""What the heat of a row is worth that a key stands for."""
FEWEST = 2
"""One key alone may count anything."""
_KEY = re.compile(r"\d{1,2}|[A-Z]\d?")


def keys_of(rows: Sequence[Row], head: Head) -> Mapping[str, dict[str, Leaf]]:
    """The heat numbers of rows by their keys, by the heading of these; none unless each row has a heat and a key of its own."""
    found: dict[str, dict[str, Leaf]] = {}
    for title, column in _columns(head):
        keys = {key: row.number for row in rows if row.number and (key := _key(row, column))}
        if FEWEST <= len(keys) == len(rows) == len({number.value for number in keys.values()}):
            found[title] = keys
    return found


def told_by_keys(rows: list[Row], head: Head, book: HeatBook, cells: Cells) -> list[Row]:
    """Rows that name no heat with those that their keys stand for, where each row has a key and all keys are there: what counts the rows anew is none."""
    if any(row.number for row in rows):
        return rows
    for title, column in _columns(head):
        known = book.keys.get(title, {})
        keys = [_key(row, column) for row in rows]
        if known and set(keys) == set(known):
            return [
                replace(row, number=cells.said(known[key].value, (token,), row.page, score=KEYED), named_by=token)
                for row, key in zip(rows, keys, strict=True)
                if key and (token := next(each for each in row.tokens if _is_in(each, row, column)))
            ]
    return rows


def _columns(head: Head) -> list[tuple[str, Heading]]:
    """The columns that nobody named, each with its heading."""
    return [(squeezed(column.title), column) for column in head.columns if column.name is None and re.search(r"[^\W\d_]", column.title)]


def _key(row: Row, column: Heading) -> str | None:
    token = next((token for token in row.tokens if _is_in(token, row, column)), None)
    return bare(token.text) if token else None


def _is_in(token: Token, row: Row, column: Heading) -> bool:
    return token not in row.cells.values() and _KEY.fullmatch(bare(token.text)) is not None and misalignment(token, column) < COLUMN_REACH
