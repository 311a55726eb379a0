"""Cells of two values or more with strokes between them, or below each other: `Kundenartikel / Best.-Pos.` over `91-3979-31 / 10`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise, product

from extract.label.labels import Vocabulary
from extract.page.columns import Column, Row
from extract.page.layout import Line, Token, between_strokes
from extract.table.naming import GOOD, Fits
from extract.text.wording import concepts

ROOM = 9.0
"""Two headings with a stroke between them are no further apart, in points."""
NUMBERS = frozenset({"order_line", "buyer_item", "supplier_item", None})
NEAR = 4.0
"""A stroke stands so many points from the words that it parts, give or take its own width."""
MOST_OF_PART, MOST_PARTS = 3, 4
"""A number has no more words, and a heading names no more of them."""
PAIR = 2
MOSTLY = 0.5
"""Where more than this share of the entries have all of three values or more, the others have them, too, though a scan hides where."""
FLUSH = 2.0
"""What stands below another with its left edge so many points from the other's is flush with it."""
_OF_THE_ORDER = frozenset({"order", "purchase", "your"})


def told_by_strokes(
    columns: Sequence[Column], rows: Sequence[Row], lines: Sequence[Line], vocabulary: Vocabulary, fits: Mapping[str, Fits]
) -> None:
    """Gives every row the two values of such a cell, where each row has one; a line of the order goes before the supplier's own number."""
    for column in (*columns, *_rejoined(columns)):
        halves = [half.strip() for half in column.title.split(" / ")]
        names = _all_named(halves, vocabulary) if len(halves) > 1 else ()
        if not names:
            continue
        shapes = [fits[name] for name in names]
        entries = [[lines[index] for index in (row.line, *row.below)] for row in rows]
        cells = [_parts(entry, column, shapes) for entry in entries]
        most = len(halves) > len("ab") and sum(map(bool, cells)) > MOSTLY * len(rows)
        if not all(cells) and not most and {*names} <= NUMBERS:
            cells = [_stack(entry, column, shapes) for entry in entries]
        for row, cell in zip(rows, cells, strict=True) if most or all(cells) else ():
            if not cell:  # what these columns were taken to hold is none of it, and a number in front may be the paper's own
                row.cells = {name: tokens for name, tokens in row.cells.items() if name not in names or name == "order_line"}
                row.doubted |= {"order_line"} & {*names}
                continue
            told = {token for tokens in cell for token in tokens}
            for name, half, tokens in zip(names, halves, cell, strict=True):
                if name not in row.cells or told & {*row.cells[name]} or _is_rather(name, half, names, column, columns):
                    row.cells[name] = list(tokens)
                    row.wrapped.update(tokens)
                    row.whole.add(name)


def stroked(head: Sequence[Line]) -> list[Column]:
    """The headings of three values or more with strokes between them, `Art.-Nr. / Kd.-Mat. / Kd.-Pos.`, which are taken for several."""
    phrases = [phrase for line in head for phrase in line.phrases if sum(token.text == "/" for token in phrase.tokens) > 1]
    return [Column(None, phrase.box[0], phrase.box[2], phrase.text) for phrase in phrases]


def _rejoined(columns: Sequence[Column]) -> list[Column]:
    """Headings that a stroke between them makes one, or that leave room for one: it may have been taken for no heading."""
    ordered = sorted((column for column in columns if column.title), key=lambda column: column.x0)
    by_stroke = [
        Column(None, left.x0, right.x1, f"{left.title} / {right.title}")
        for stroke in ordered
        if stroke.title == "/"
        for left in ordered
        for right in ordered
        if 0 <= stroke.x0 - left.x1 < stroke.x1 - stroke.x0 + NEAR and 0 <= right.x0 - stroke.x1 < stroke.x1 - stroke.x0 + NEAR
    ]
    beside = [
        Column(None, left.x0, right.x1, f"{left.title} / {right.title}")
        for left, right in pairwise(ordered)
        if left.level == right.level and 0 < right.x0 - left.x1 < ROOM and {left.name, right.name} <= NUMBERS
    ]
    return [*by_stroke, *beside]


def _all_named(halves: Sequence[str], vocabulary: Vocabulary) -> tuple[str, ...]:
    """What the parts of a heading name, each something else: beside `Indeks`, `Indeks obcy` is the other one's number; none where one names nothing."""
    named = product(*(_named(half, vocabulary) for half in halves[:MOST_PARTS]))
    return next((names for names in named if len({*names}) == len(halves)), ())


def _named(half: str, vocabulary: Vocabulary) -> tuple[str, ...]:
    """What a half of a heading names, that of a line above it left out: `Bezeichnung` over `Kundenartikel / Best.-Pos.`."""
    words = half.split()
    parts = [*(words[first:] for first in range(len(words))), *(words[:end] for end in range(len(words) - 1, 0, -1))]
    called = next((" ".join(part) for part in parts if vocabulary.name(" ".join(part))), "")
    name = vocabulary.name(called)
    return (name, *(other for other in vocabulary.names(called) if other != name)) if name else ()


def _parts(entry: Sequence[Line], column: Column, fits: Sequence[Fits]) -> tuple[tuple[Token, ...], ...]:
    """The words with strokes between them that stand under a heading and fit its parts; none where several do."""
    found = [
        parts
        for line in entry
        for phrase in line.phrases
        if len(parts := _by_strokes(phrase.tokens)) == len(fits) and phrase.box[0] < column.x1 and column.x0 < phrase.box[2]
    ]
    fitting = [parts for parts in found if _all_fit(parts, fits)]
    return fitting[0] if len(fitting) == 1 else ()


def _by_strokes(tokens: Sequence[Token]) -> tuple[tuple[Token, ...], ...]:
    """Words parted at the strokes between them; a number may be two words of three parts or more, `034335 50 / 96-5605-78 / 10`."""
    parts = between_strokes(tokens)
    most = MOST_OF_PART if len(parts) > PAIR else 1
    return tuple(parts) if all(0 < len(part) <= most for part in parts) else ()


def _stack(entry: Sequence[Line], column: Column, fits: Sequence[Fits]) -> tuple[tuple[Token, ...], ...]:
    """Below a heading of two values, each in a line of its own: `GS.01950.N`, and flush below it `47-4297-57`."""
    found: list[tuple[Token, ...]] = []
    for line in entry[: len(fits)]:
        under = [phrase for phrase in line.phrases if phrase.box[0] < column.x1 and column.x0 < phrase.box[2]]
        if len(under) != 1 or len(under[0].tokens) != 1 or (found and abs(under[0].box[0] - found[0][0].x0) > FLUSH):
            return ()
        found.append(under[0].tokens)
    return tuple(found) if len(found) == len(fits) and _all_fit(found, fits) else ()


def _all_fit(parts: Sequence[tuple[Token, ...]], fits: Sequence[Fits]) -> bool:
    return all(min(fit(token.text) for token in part) < GOOD for fit, part in zip(fits, parts, strict=True))


def _is_rather(name: str, half: str, names: Sequence[str], column: Column, columns: Sequence[Column]) -> bool:
    """Whether a half of a heading says that it is the order's number (`poz. zam.`), which the other column of that name does not (`Lp.`).

    Beside the buyer's item it is the buyer's line.
    """
    others = [other.title for other in columns if other.name == name and not column.x0 <= other.x0 < column.x1]
    said = "buyer_item" in names or bool(_OF_THE_ORDER & (concepts(half) or frozenset()))
    return name == "order_line" and said and not any(_OF_THE_ORDER & (concepts(title) or frozenset()) for title in others)
