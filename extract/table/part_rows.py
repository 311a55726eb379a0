"""A small table of its own below an entry that is promised in parts: `Rate  Menge  Liefertag  Wunschtermin`, and a row for each part."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

from domain.doctype import Shape
from domain.paper import Group, Leaf, Node
from extract.label.labels import Vocabulary, squeezed
from extract.page.columns import Column
from extract.page.layout import Layout, Line, Token
from extract.shape.candidates import leaf
from extract.shape.schedules import find_dates
from extract.shape.values import Habits, Value, read_value
from extract.table.naming import is_wish
from extract.text.wording import concepts

INDENTED = 1.0
"""So many print sizes right of its entry such a table begins at least, and its rows begin where its head does give or take as much."""
FEWEST_FIGURES = 2
PARTS = frozenset({"quantity", "delivery_date"})


def heads_parts(lines: Sequence[Line], index: int, entry: Line, vocabulary: Vocabulary, columns: Sequence[Column], *, fuzzy: bool) -> bool:
    """Whether a line below an entry heads its parts: further right than the entry, without figures, a quantity and a day and nothing else that is known."""
    line = lines[index]
    if line.page != entry.page or line.box[0] < entry.box[0] + INDENTED * line.size or any(c.isdigit() or c == ":" for c in line.text):
        return False
    names = {column.name for column in _headings(lines, index, vocabulary, columns, fuzzy=fuzzy)} - {None}
    return len(line.tokens) > len(PARTS) and names >= PARTS and not names - PARTS - {"unit"}


def end_of_parts(lines: Sequence[Line], index: int, entry: Line, vocabulary: Vocabulary, columns: Sequence[Column], *, fuzzy: bool) -> int:
    """The line after the last row of such a table, where a line heads one; that line itself where it does not."""
    if not heads_parts(lines, index, entry, vocabulary, columns, fuzzy=fuzzy):
        return index
    return next((place for place in range(index + 1, len(lines)) if not is_part(lines[place], lines[index])), len(lines))


def is_part(line: Line, head: Line) -> bool:
    """Whether a line below such a head is a row of it: it begins where the head does, with a figure, and has others."""
    figures = sum(any(c.isdigit() for c in token.text) for token in line.tokens)
    flush = abs(line.box[0] - head.box[0]) < INDENTED * head.size
    return line.page == head.page and flush and line.tokens[0].text[0].isdigit() and figures >= FEWEST_FIGURES


def parts_in_rows(  # noqa: PLR0913
    indices: Sequence[int],
    entry: Line,
    quantity: Node | None,
    vocabulary: Vocabulary,
    columns: Sequence[Column],
    layout: Layout,
    habits: Habits,
    *,
    fuzzy: bool,
) -> list[Group]:
    """The parts of an entry that such a table among the lines below it tells, one or several; none where they do not come to its quantity."""
    ordered = Group({"quantity": quantity}).decimal("quantity") if isinstance(quantity, Leaf) else None
    at = next(
        (place for place, index in enumerate(indices) if heads_parts(layout.lines, index, entry, vocabulary, columns, fuzzy=fuzzy)), None
    )
    if ordered is None or at is None:
        return []
    head = layout.lines[indices[at]]
    headings = _headings(layout.lines, indices[at], vocabulary, columns, fuzzy=fuzzy)
    found: list[tuple[Value, Value, int]] = []
    for line in (layout.lines[index] for index in indices[at + 1 :]):
        if not is_part(line, head):
            break
        part = _part(line, headings, habits)
        if part is None:
            return []
        found.append((*part, line.page))
    if not found or sum((Decimal(count.value) for count, _, _ in found), Decimal(0)) != ordered:
        return []
    return [
        Group(
            {
                "quantity": leaf(count.value, count.tokens, page, layout, score=0.97),
                "delivery_date": leaf(day.value, day.tokens, page, layout, score=0.97 * day.fit),
            }
        )
        for count, day, page in found
    ]


def _part(line: Line, headings: Sequence[Column], habits: Habits) -> tuple[Value, Value] | None:
    """The one quantity and the one day of a row that stand below the headings of what is promised; None where there is another number of them."""
    days = find_dates(line.tokens, habits)
    dated = {token for day in days for token in day.tokens}
    promised = [day for day in days if _over(day.tokens, headings).name == "delivery_date"]
    figures = [token for token in line.tokens if token not in dated and re.match(r"\d", token.text)]
    counts = [token for token in figures if _over((token,), headings).name == "quantity"]
    count = read_value(Shape.DECIMAL, counts, habits) if len(counts) == 1 else None
    return (count, promised[0]) if count and len(promised) == 1 else None


def _over(tokens: Sequence[Token], headings: Sequence[Column]) -> Column:
    """The heading that stands nearest above words: over them, or with the nearest edge."""
    x0, x1 = tokens[0].x0, tokens[-1].x1
    return min(headings, key=lambda each: (max(0.0, each.x0 - x1, x0 - each.x1), min(abs(each.x0 - x0), abs(each.x1 - x1))))


def _headings(lines: Sequence[Line], index: int, vocabulary: Vocabulary, columns: Sequence[Column], *, fuzzy: bool) -> list[Column]:
    """The headings of a line, cut where labels begin; they are called as those of the entries above are, and a day that was only wished for has no name.

    What the first one numbers are the parts.
    """
    line = lines[index]
    named = {squeezed(column.title): column.name for column in columns}
    hits = {hit.start: hit.name for hit in vocabulary.hits(lines, index, fuzzy=fuzzy)}
    found: list[Column] = []
    position = 0
    for phrase in line.phrases:
        starts = [place for place in range(position + 1, position + len(phrase.tokens)) if place in hits]
        for start, end in pairwise([position, *starts, position + len(phrase.tokens)]):
            words = line.tokens[start:end]
            title = " ".join(token.text for token in words)
            inside = (hits[place] for place in range(start, end) if place in hits)
            name = named.get(squeezed(title)) or vocabulary.name(title, fuzzy=fuzzy) or next(inside, None)
            found.append(Column(name if found and not is_wish(title) else None, words[0].x0, words[-1].x1, title))
        position += len(phrase.tokens)
    return _without_departures(found)


def _without_departures(headings: Sequence[Column]) -> list[Column]:
    """Beside the day when goods arrive, `Due At Dock`, the one when they leave, `Ship By`, is none that is promised."""
    days = [each for each in headings if each.name == "delivery_date"]
    leaving = [each for each in days if {"ship", "delivery"} & (concepts(each.title) or set()) == {"ship"}]  # goods are due at a dock
    if len(leaving) == len(days):
        return [*headings]
    return [replace(each, name=None) if each in leaving else each for each in headings]
