"""Further lines of a table's entry: what stands under the second row of headings, and cells that go on in the line below."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from extract.label.labels import Vocabulary
from extract.page.columns import Column, Row, key_of
from extract.page.layout import Line, Phrase, Token
from extract.table.naming import GOOD, Fits
from extract.table.table_lines import stacked, under_stacked
from extract.table.table_words import SHAPE, WordPlacer
from extract.text.wording import concepts

SECOND_ROOM = 4.0
"""How many print sizes left or right of the second row's headings its cells may begin."""
WRAPS = frozenset({"delivery_date", "lots", "supplier_item", "buyer_item"})
"""Columns whose cells may go on in the line below; descriptions are put together by the reader of lines."""
ITEMS = frozenset({"supplier_item", "buyer_item"})
TORN_AT = "-/."
"""Signs after which a narrow cell breaks an item's number."""
FLUSH = 0.3
"""How far, in heights of a line, the rest of a torn number may stand from the left edge of its cell."""
SURE = 0.1
"""What stands below an item's number goes on with it only if it is one word with a figure in it."""
MOST_OF_LABEL = 5
"""A label and the first word of its value are no more words."""
_FIGURE = re.compile(r"\d")


class RowReader:
    """Adds to an entry what its further lines say."""

    def __init__(self, vocabulary: Vocabulary, fits: Mapping[str, Fits], words: WordPlacer) -> None:
        """`fits` says what each column holds, `vocabulary` what it is called."""
        self._vocabulary = vocabulary
        self._fits = fits
        self._words = words

    def go_on(self, row: Row, line: Line, columns: Sequence[Column]) -> None:
        """A further line of an entry: the second row of headings, or what was wrapped in a cell (`KW` / `23/2026`)."""
        line = _without_torn(row, line)
        if not line.tokens:
            return
        second = [column for column in columns if column.level == 1]
        if second and not _goes_on_with_text(row, line, second):
            over = stacked(second, columns)
            self._second_row(row, under_stacked(line, second, over) if over else line, second)
            # `tydzień` over `34/2026`; beside stacked headings the other columns go on as they do without them
            columns = [c for c in columns if (c.level == 0 and c not in over if over else c.name == "delivery_date")]
        described = any(column.name == "description" for column in columns)
        for phrase in line.phrases:
            if row.wrapped & set(phrase.tokens) or "total" in (concepts(phrase.tokens[0].text) or ()):
                continue  # `Total livré poste 10` below lots is none of them
            spread = [column for column in columns if _stands_under(phrase, column, row)]
            name = (spread[0].name or "") if len(spread) == 1 else ""
            if name in WRAPS and row.cells.get(name) and (described or name == "delivery_date") and self._wraps(name, phrase, row):
                row.cells[name].extend(phrase.tokens)
                row.wrapped.update(phrase.tokens)

    def _wraps(self, name: str, phrase: Phrase, row: Row) -> bool:
        """Whether words below a cell go on with it; behind a hyphen even `87` does, the rest of `15-5423-`."""
        if name not in ITEMS:
            return self._fits[name](phrase.tokens[0].text) < GOOD
        torn = row.cells[name][-1].text[-1] in TORN_AT and phrase.tokens[0].text[0].isalnum()
        return len(phrase.tokens) == 1 and (torn or self._fits[name](phrase.tokens[0].text) < SURE)

    def _second_row(self, row: Row, line: Line, columns: Sequence[Column]) -> None:
        """What stands under the second row of headings; words further off, such as labels in between, are none of it."""
        under: list[tuple[Column, list[Token]]] = []
        rest: list[Token] = []
        for phrase in line.phrases:
            if self._names_its_value(phrase, columns):
                continue
            over = [column for column in columns if phrase.box[0] < column.x1 and column.x0 < phrase.box[2]]
            if len(over) == 1 and over[0].name == "lots":  # lots may be wider than their heading
                under.append((over[0], list(phrase.tokens)))
            else:
                rest.extend(phrase.tokens)
        under += self._words.placed(replace(line, tokens=tuple(rest)), columns, SHAPE) if rest else []
        for column, tokens in under:
            fits = self._fits.get(column.name) if column.name else None
            room = SECOND_ROOM * line.size  # `2026` below `Week 43`, far right of the heading of positions, is no position
            near = tokens[0].x0 < column.x1 + room and all(token.x1 > column.x0 - room for token in tokens)
            flush_right = abs(tokens[-1].x1 - column.x1) < line.size
            key, held = key_of(column), row.cells.get(key_of(column))
            if held and column.name in WRAPS and _goes_under(tokens, held, column.name):
                held.extend(tokens)
                row.wrapped.update(tokens)
            elif (
                (near or flush_right or column.name == "lots")
                and _may_be(column.name, tokens)
                and (fits is None or min(fits(token.text) for token in tokens) < GOOD)
                and not held
            ):
                row.cells[key] = tokens
                row.wrapped.update(tokens)

    def _names_its_value(self, phrase: Phrase, columns: Sequence[Column]) -> bool:
        """`Kd.-Pos. 10`, between two rows of an entry: what has its own label, that of another column, is under no heading."""
        words = [token.text for token in phrase.tokens[:MOST_OF_LABEL]]
        own = {column.name for column in columns}
        ends = (end for end in range(1, len(words)) if self._vocabulary.name(" ".join(words[:end])) not in (None, *own))
        return not _FIGURE.search(words[0]) and any(_FIGURE.search(words[end]) for end in ends)


def _goes_on_with_text(row: Row, line: Line, second: Sequence[Column]) -> bool:
    """Whether a line by itself, flush below the text of an entry's first line, goes on with that: the second row has several values.

    `PN16` below `Welding neck flange EN 1092-1 DN50` is no item's number, nor is `8` below `Nut DIN 985 M10 cl.` the order's line.
    """
    text = row.cells.get("description", [])
    beside = [column for column in second if column.name and not (column.x0 < line.box[2] and line.box[0] < column.x1)]
    return len(line.phrases) == 1 and bool(text and beside) and abs(text[0].x0 - line.box[0]) < FLUSH * line.size


def _may_be(name: str | None, tokens: Sequence[Token]) -> bool:
    """Whether words of a second row may be that value: a position is one number, an item's number has a figure in it."""
    if name == "order_line":
        return len(tokens) == 1 and _FIGURE.search(tokens[0].text) is not None
    return name not in ITEMS or any(_FIGURE.search(token.text) for token in tokens)


def _without_torn(row: Row, line: Line) -> Line:
    """The line without the rest of a number that its narrow cell tore (`15-5423-`, flush left below it `87`), which goes to its cell."""
    for name in ITEMS & set(row.cells):
        held = row.cells[name]
        if held[-1].text[-1] not in TORN_AT:
            continue
        under = [token for token in line.tokens if abs(token.x0 - held[0].x0) < FLUSH * line.size and token.text[0].isalnum()]
        if len(under) == 1:
            held.extend(under)
            row.wrapped.update(under)
            line = replace(line, tokens=tuple(token for token in line.tokens if token not in under))
    return line


def _goes_under(tokens: Sequence[Token], held: Sequence[Token], name: str) -> bool:
    """Whether words go on with what a cell of the line above them holds: the rest of a torn number, more lots behind a comma."""
    below = tokens[0].x0 < held[-1].x1 and held[0].x0 < tokens[-1].x1 + tokens[0].word.height
    torn = held[-1].text[-1] in TORN_AT if name in ITEMS else held[-1].text[-1] == ","
    return below and torn


def _stands_under(phrase: Phrase, column: Column, row: Row) -> bool:
    """Whether words stand under a heading, or under what stands in its column: lots may be wider than their heading."""
    cell = row.cells.get("lots", []) if column.name == "lots" else []
    x0, x1 = min([column.x0, *(token.x0 for token in cell)]), max([column.x1, *(token.x1 for token in cell)])
    return phrase.box[0] < x1 and x0 < phrase.box[2]
