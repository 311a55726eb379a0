"""Columns named by their headings and by what stands under them in the lines that look like entries."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from extract.label.labels import Vocabulary, squeezed
from extract.page.columns import Column, widened
from extract.page.layout import Line, Token
from extract.table.naming import BARE_MARKS, Fits, are_amounts, named_by_content, says_how_much_is_confirmed
from extract.table.table_ends import PASSING, EndFinder
from extract.table.table_lines import is_nth_package, is_package, without_translations
from extract.table.table_words import SOME_SHAPE, WordPlacer
from extract.text.wording import concepts

SAMPLE = 60
"""Lines below a head that are looked at to tell what its columns hold."""
_ASKED, _ANSWERED = frozenset({"requested"}), frozenset({"confirmed"})


class ColumnNamer:
    """Tells what the columns of a table hold."""

    def __init__(self, vocabulary: Vocabulary, fits: Mapping[str, Fits], ends: EndFinder, words: WordPlacer) -> None:
        """`fits` says what each column holds, `vocabulary` what it is called; `ends` finds where its entries end."""
        self._vocabulary = vocabulary
        self._fits = fits
        self._ends = ends
        self._words = words

    def named(self, lines: Sequence[Line], after: int, end: int, columns: tuple[Column, ...], *, fuzzy: bool) -> tuple[Column, ...]:
        """The columns named by their headings and by what stands under them in the lines that look like entries."""
        columns = _with_confirmed_counts(columns, lines[after : min(end, after + SAMPLE)])
        plain = tuple(column for column in columns if column.level == 0)
        sample: list[Line] = []
        for index in range(after, min(end, after + SAMPLE)):
            if lines[index].page != lines[after].page or (sample and self._ends.end_at(lines, index, fuzzy=fuzzy) not in (None, *PASSING)):
                break
            if len(lines[index].phrases) >= min(4, 0.6 * len(plain)) and not (is_package(lines[index]) or is_nth_package(lines[index])):
                sample.append(lines[index])  # what stands flush in the bars of packages stands under no heading
        if len(plain) == len(columns):  # where entries have two rows, the second one stands under other headings
            columns = plain = widened(plain, sample)
        cells = self._under_heads(lines, range(after, min(end, after + SAMPLE)), plain, two_rows=len(plain) < len(columns), fuzzy=fuzzy)
        if not any(cells):
            return columns
        settled = {column.name for column in columns if column.name and (column.level or not column.title)}
        headed = [place for place, column in enumerate(plain) if column.title]
        under_heads = [plain[place] for place in headed], [cells[place] for place in headed]
        named = iter(named_by_content(*under_heads, self._vocabulary.names, self._fits, settled))
        return without_translations([next(named) if column.level == 0 and column.title else column for column in columns])

    def _under_heads(
        self, lines: Sequence[Line], span: range, plain: Sequence[Column], *, two_rows: bool, fuzzy: bool
    ) -> list[list[list[Token]]]:
        """What stands under each heading in the lines that look like entries; second rows of entries, which begin further right, are none."""
        cells: list[list[list[Token]]] = [[] for _ in plain]
        margin = min(column.x1 for column in plain) if two_rows else math.inf
        # What `No.` numbers is told by what stands below it, and whether `Confirmed` is how much or when.
        bare = [squeezed(column.title) in BARE_MARKS or concepts(column.title) in (_ASKED, _ANSWERED) for column in plain]
        plain = [replace(column, name=None) if told_below else column for column, told_below in zip(plain, bare, strict=True)]
        for index in span:
            line = lines[index]
            if line.page != lines[span.start].page or (any(cells) and self._ends.end_at(lines, index, fuzzy=fuzzy) not in (None, *PASSING)):
                break
            placed = {column.title: tokens for column, tokens in self._words.placed(line, plain, SOME_SHAPE)}
            under = [placed.get(column.title, []) for column in plain]
            figures = sum(re.search(r"\d", token.text) is not None for token in line.tokens)
            filled = sum(bool(tokens) for tokens in under)
            fits = filled >= max(3, 0.6 * len(plain)) and figures >= 0.5 * filled and len(line.phrases) >= min(4, 0.6 * len(plain))
            if fits and line.box[0] < margin and not is_package(line):
                for cell, tokens in zip(cells, under, strict=True):
                    cell.append(tokens)
        return cells


def _with_confirmed_counts(columns: tuple[Column, ...], below: Sequence[Line]) -> tuple[Column, ...]:
    """The columns; of a second row, `Confirmed` is how much and not when where no number of days but amounts stand under it."""
    at = next((place for place, column in enumerate(columns) if column.level and says_how_much_is_confirmed(column.title)), None)
    if at is None or any(column.name == "quantity" for column in columns):
        return columns
    right = min((column.x0 for column in columns if column.level and column.x0 > columns[at].x1), default=math.inf)
    under = [
        phrase.tokens
        for line in below
        for phrase in line.phrases
        if phrase.box[0] < columns[at].x1 and columns[at].x0 < phrase.box[2] < right and len(line.phrases) > 1 and phrase.text[:1].isdigit()
    ]
    return tuple(replace(column, name="quantity") if place == at and are_amounts(under) else column for place, column in enumerate(columns))
