"""Heads of three rows or more over entries of as many: what stands in an entry's second line is below the head's second line, and so on."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from extract.page.columns import Column, Row, key_of, overlap
from extract.page.layout import Line, Token
from extract.table.headings import joined
from extract.table.naming import GOOD, Fits, is_wish, speaks_of_the_order

ROWS = 3
"""Heads of two rows are told by what their second one says (`extract.table.heads`)."""
FEWEST_NAMES = 5
"""So many values at least such a head names; fewer are what wraps in narrow cells."""
FEWEST_IN_ROW = 2
MOST_BROKEN = 2
"""So many headings of a row at most are broken over two lines by their narrow columns."""
ITEMS = frozenset({"supplier_item", "buyer_item"})
MOST_OF_CELL = 4
"""More words than this that stand together are of one column."""
MOST_OF_TEXT = 3
"""So many further lines of its text may stand between two rows of an entry."""
Assign = Callable[[Line, Sequence[Column]], Mapping[str, Sequence[Token]]]
"""Gives the words of a line to columns."""


def in_rows(
    band: Sequence[Sequence[Column]], name: Callable[[str], str | None], names: Callable[[str], tuple[str, ...]]
) -> list[list[Column]]:
    """The headings of a head by its rows, each value named once; empty where these are no rows of entries.

    Of two columns of positions the one that speaks of the order has the order's, of two of items the upper one is told; of any other value
    there is one. `name` is what a heading names, `names` what it may name.
    """
    whole = _otherwise(_unbroken(band, name), names)
    if len(whole) < ROWS or any(not any(column.name for column in row) for row in whole[:-1]):
        return []
    named = [column for row in whole for column in row if column.name]
    ordered = [column for column in named if column.name == "order_line"]
    kept = {next((column for column in ordered if speaks_of_the_order(column.title)), ordered[0])} if ordered else set()
    kept |= {next(column for column in named if column.name == item) for item in {c.name for c in named} & ITEMS}
    shared = {column for column in named if column.name in {"order_line", *ITEMS}} - kept
    rows = [
        [replace(column, level=min(level, 1), name=None if column in shared else column.name) for column in row]
        for level, row in enumerate(whole)
    ]
    told = [column.name for row in rows for column in row if column.name]
    several = sum(sum(column.name is not None for column in row) >= FEWEST_IN_ROW for row in rows) >= FEWEST_IN_ROW
    return rows if len(told) == len({*told}) >= FEWEST_NAMES and several else []


def _otherwise(rows: Sequence[Sequence[Column]], names: Callable[[str], tuple[str, ...]]) -> list[list[Column]]:
    """The rows, a heading whose name another has had above called otherwise where it may be: `Preiseinh.` below `Einzelpreis`."""
    used = {column.name for row in rows for column in row}
    found: list[list[Column]] = []
    for row in rows:
        above = {column.name for upper in found for column in upper}
        free = [next((name for name in names(column.title) if name not in used), column.name) for column in row]
        found.append([replace(column, name=other) if column.name in above else column for column, other in zip(row, free, strict=True)])
    return found


def _unbroken(band: Sequence[Sequence[Column]], name: Callable[[str], str | None]) -> list[list[Column]]:
    """The rows of a head, a line that only goes on with headings above it, `Best.-` over `Pos.`, put to those."""
    rows: list[list[Column]] = []
    for line in band:
        above = [next((upper for upper in rows[-1] if overlap(upper, column) > 0), None) for column in line] if rows else []
        whole = [name(joined(upper.title, column.title)) if upper else None for upper, column in zip(above, line, strict=False)]
        if rows and len(line) <= MOST_BROKEN < len(rows[-1]) and all(whole):
            for upper, column, called in zip(above, line, whole, strict=True):
                if upper:
                    title = joined(upper.title, column.title)
                    rows[-1][rows[-1].index(upper)] = Column(called, min(upper.x0, column.x0), max(upper.x1, column.x1), title, upper.level)
        else:
            rows.append([*line])
    return rows


def entry_at(
    lines: Sequence[Line],
    index: int,
    rows: Sequence[Sequence[Column]],
    assign: Assign,
    fits: Mapping[str, Fits],
    filled: Callable[..., int],
) -> Row | None:
    """The entry that begins with a line: each of its lines holds what the head's row of the same rank says; None where one does not."""
    cells: dict[str, list[Token]] = {}
    places: list[int] = []
    place = index
    for columns in rows:
        while places and _goes_on(lines, place, places[-1], rows[0]) and not _told_at(lines, place, columns, assign, fits):
            place += 1
        told = _told_at(lines, place, columns, assign, fits)
        if not told or lines[place].page != lines[index].page:
            return None
        cells |= told
        places.append(place)
        place += 1
    below = list(range(index + 1, place))
    words = {token for at in places[1:] for token in lines[at].tokens}
    return Row(index, cells, below, wrapped=words, filled=filled(cells))


def begins_at(lines: Sequence[Line], index: int, rows: Sequence[Sequence[Column]], assign: Assign, fits: Mapping[str, Fits]) -> bool:
    """Whether a line may be the first of an entry, whatever stands below it."""
    return bool(_told(lines[index], rows[0], assign, fits))


def _told_at(
    lines: Sequence[Line], place: int, columns: Sequence[Column], assign: Assign, fits: Mapping[str, Fits]
) -> dict[str, list[Token]]:
    return _told(lines[place], columns, assign, fits) if place < len(lines) else {}


def _goes_on(lines: Sequence[Line], place: int, last: int, first: Sequence[Column]) -> bool:
    """Whether a line between two rows of an entry goes on with its text: it stands below the text's heading alone."""
    text = next((column for column in first if column.name == "description"), None)
    if text is None or place >= len(lines) or place - last > MOST_OF_TEXT or len(lines[place].phrases) != 1:
        return False
    return abs(lines[place].box[0] - text.x0) < lines[place].size


def _told(line: Line, columns: Sequence[Column], assign: Assign, fits: Mapping[str, Fits]) -> dict[str, list[Token]]:
    """The cells of a line below a row of headings; empty where a word stands below none of them, or is not what its heading says."""
    if not any(letter.isdigit() for letter in line.text):
        return {}  # the firm and the title on top of the next page
    cells = assign(line, columns)
    named = [column for column in columns if column.name and column.name in cells]
    wanted = [column for column in columns if column.name]
    if any(len(phrase.tokens) > MOST_OF_CELL and _is_spread(phrase.tokens, cells) for phrase in line.phrases):
        return {}  # a sentence
    if 2 * len(named) < len(wanted) or not all(_is_below(cells[key_of(c)], c, line.size) for c in columns if key_of(c) in cells):
        return {}
    for column in named:
        fit = fits.get(column.name or "")
        if fit and column.name != "description" and min(fit(token.text) for token in cells[column.name or ""]) >= GOOD:
            return {}
    return {name: list(tokens) for name, tokens in cells.items()}


def with_days(columns: Sequence[Column], rows: Sequence[Row], fits: Mapping[str, Fits]) -> tuple[Column, ...]:
    """The columns, one whose heading is not known the promised days' where it holds a day in each entry and no other column is that."""
    fit = fits.get("delivery_date")
    dated = [
        column
        for column in columns
        if column.name is None
        and fit
        and not is_wish(column.title)
        and all(_is_day(row.cells.get(key_of(column), ()), fit) for row in rows)
    ]
    if len(dated) != 1 or any(column.name == "delivery_date" for column in columns):
        return tuple(columns)
    for row in rows:
        row.cells["delivery_date"] = row.cells.pop(key_of(dated[0]))
    return tuple(replace(column, name="delivery_date", told=False) if column is dated[0] else column for column in columns)


def _is_day(tokens: Sequence[Token], fit: Callable[[str], float]) -> bool:
    return bool(tokens) and all(fit(token.text) < GOOD for token in tokens) and any(re.search(r"\d", token.text) for token in tokens)


def _is_spread(tokens: Sequence[Token], cells: Mapping[str, Sequence[Token]]) -> bool:
    """Whether words that stand together were given to several columns."""
    return sum(any(token in cell for token in tokens) for cell in cells.values()) > 1


def _is_below(tokens: Sequence[Token], column: Column, size: float) -> bool:
    """Whether words stand below a heading, over it or with one of their edges at one of its."""
    over = tokens[0].x0 < column.x1 and column.x0 < tokens[-1].x1
    return over or min(abs(tokens[0].x0 - column.x0), abs(tokens[-1].x1 - column.x1)) < size
