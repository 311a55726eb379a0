"""Entries printed as cards: small labels above their values in several rows, and the same labels again for each entry.

`Pos. | Producto / Product | Importe / Value`, below it `10 | Chapa 10x2000 | 2.336,16`, below that `Cantidad / Quantity | Precio / Price`
over `1.884 kg | 1,24 / kg`. Read as tables these are as many tables of one row; here the rows of labels of a card are one head.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from rapidfuzz import fuzz

from extract.page.columns import Column, Row
from extract.page.layout import Line, Phrase, Token
from extract.table.cells import parted
from extract.table.naming import named_by_content
from extract.table.tables import Table, TableReader
from extract.text.wording import concepts

LEVEL = 3.0
"""A value begins, ends or is centred within so many points of its label."""
BELOW, FURTHER = 1.2, 0.6
"""How far below its label a value stands at most, and a further line of it below the first, in print sizes."""
MOST_LINES = 6
"""A value has no more lines."""
ALIKE, ALIKE_TEXT = 0.7, 80.0
"""The share of labels that two rows of the same labels have in common, and how nearly these are spelt alike, of 100."""
LOOKS_ALIKE = 62.0
"""How nearly two lines of labels off a scan are read alike, of 100: small print is read badly, and nothing else has so much in common."""
NEAR = 2.0
"""Words of one label stand no further apart, in print sizes."""
FEWEST_ROWS, FEWEST_NAMES = 2, 4
"""A card has so many rows of labels, and names so many values of an entry."""
IN_SINGLE_ROW = 2
"""Each row of labels of a single card names so many values."""
ASKED = frozenset({"requested", "ordered", "order", "purchase", "outstanding"})
"""Of two labels for one value, the one that says this is not what is confirmed or shipped."""
IDENTIFYING = frozenset({"order_line", "supplier_item", "buyer_item", "description"})
BEGINNING = frozenset({"order_line", "supplier_item", "description"})
"""What the first row of labels of a single card names one of."""
IN_WORDS = frozenset({"description", "unit", "status"})
"""What has no figure in it."""
_PER = re.compile(r"\(?10{0,4}\)?")
"""A figure that a label may have: prices are for one or a hundred."""


@dataclass(frozen=True)
class _LabelRow:
    """A line of labels, and below it, for each of them, the words of its value; `end` is the line after the last of these."""

    index: int
    end: int
    line: Line
    labels: tuple[Column, ...]
    values: tuple[tuple[Token, ...], ...]


def read_cards(reader: TableReader, lines: Sequence[Line], *, fuzzy: bool) -> Table | None:
    """The cards of a paper as one table, a row for each; None where it has none.

    Two cards with two rows of labels each are enough, or a single one whose rows of labels stand right below each other. What a label
    names is told by its words and by what stands below it in all cards.
    """
    rows = _label_rows(reader, lines, fuzzy=fuzzy)
    cards = _repeated(rows) or _single(rows)
    if not cards:
        return None
    places = [(row, _agreed(row, label, cards)) for row in _fullest(cards) for label in row.labels]
    places = [(row, label) for row, label in places if label in _distinct([label for _, label in places])]
    labels = [label for _, label in places]
    under = [[_value_of(row, label, card) for card in cards] for row, label in places]
    columns = named_by_content(labels, under, reader.vocabulary.names, reader.fits)
    columns = [
        replace(column, name=None) if column.name == "delivery_date" != label.name else column
        for column, label in zip(columns, labels, strict=True)
    ]  # a date is promised only where its label says so: beside it may stand the one that was asked for
    names = {column.name for column in columns if column.name}
    if len(names) < FEWEST_NAMES or "quantity" not in names or not names & IDENTIFYING:
        return None
    found = [_entry(card, columns, [cells[place] for cells in under]) for place, card in enumerate(cards)]
    parted(columns, found)
    used = frozenset(index for card in cards for index in range(card[0].index, max(row.end for row in card)))
    return Table(tuple(columns), tuple(found), used, cards[0][0].index)


def _label_rows(reader: TableReader, lines: Sequence[Line], *, fuzzy: bool) -> list[_LabelRow]:
    """The lines of labels that have values below them, from top to bottom."""
    labelled = [_labels(reader, lines, index, fuzzy=fuzzy) for index in range(len(lines))]
    if fuzzy:
        labelled = _blurred(reader, lines, labelled)
    found = []
    for index, labels in enumerate(labelled):
        if not labels:
            continue
        end = index + 1
        while end < min(len(lines), index + MOST_LINES) and not labelled[end] and _goes_on(lines, index, end, labels):
            end += 1
        values = _values(labels, lines[index + 1 : end])
        if any(character.isdigit() for tokens in values for token in tokens for character in token.text):
            found.append(_LabelRow(index, end, lines[index], labels, values))
    return found


def _labels(reader: TableReader, lines: Sequence[Line], index: int, *, fuzzy: bool) -> tuple[Column, ...]:
    """The phrases of a line as labels; none where it has figures in it, half of it means nothing, or none names a value."""
    line = lines[index]
    if any(re.search(r"\d", token.text) and not _PER.fullmatch(token.text) for token in line.tokens):
        return ()
    labels = _named(reader, lines, index, fuzzy=fuzzy)
    known = sum(label.name is not None or concepts(label.title) is not None for label in labels)
    return labels if 2 * known >= len(labels) and any(label.name for label in labels) else ()


def _named(reader: TableReader, lines: Sequence[Line], index: int, *, fuzzy: bool) -> tuple[Column, ...]:
    """The phrases of a line with what they name; OCR parts a label where it misses a stroke (`Precio  Price (EUR)`): they are one again."""
    line, below = lines[index], lines[index + 1].phrases if index + 1 < len(lines) else ()
    groups: list[list[Phrase]] = []
    for phrase in line.phrases:
        near = bool(groups) and phrase.box[0] - groups[-1][-1].box[2] < NEAR * line.size
        if fuzzy and near and all(abs(other.box[0] - phrase.box[0]) > LEVEL for other in below):
            groups[-1].append(phrase)
        else:
            groups.append([phrase])
    return tuple(_label(reader, group, fuzzy=fuzzy) for group in groups)


def _blurred(reader: TableReader, lines: Sequence[Line], labelled: Sequence[tuple[Column, ...]]) -> list[tuple[Column, ...]]:
    """The labels of a scan, with those of lines that were misread but look like a line of labels at the same place."""
    told = [lines[index] for index, labels in enumerate(labelled) if labels]
    return [
        labels or (_named(reader, lines, index, fuzzy=True) if any(_look_alike(lines[index], other) for other in told) else ())
        for index, labels in enumerate(labelled)
    ]


def _look_alike(one: Line, other: Line) -> bool:
    """Whether two lines off a scan are the same, read differently."""
    return one is not other and abs(one.box[0] - other.box[0]) < LEVEL and fuzz.ratio(one.text, other.text) >= LOOKS_ALIKE


def _label(reader: TableReader, phrases: Sequence[Phrase], *, fuzzy: bool) -> Column:
    """Phrases as one label; one in two languages is named by its whole or by the half that is known."""
    text = " ".join(phrase.text for phrase in phrases).rstrip(" :")
    texts = (text, *re.split(r"\s[/|·–-]\s", text), *(phrase.text for phrase in phrases if len(phrases) > 1))
    name = next((name for each in texts if (name := reader.vocabulary.name(each, fuzzy=fuzzy))), None)
    return Column(name, phrases[0].box[0], phrases[-1].box[2], text)


def _goes_on(lines: Sequence[Line], head: int, index: int, labels: Sequence[Column]) -> bool:
    """Whether a line is the first below labels, or a further one, that has something level with one of them in its every part."""
    line, above = lines[index], lines[index - 1]
    reach = BELOW if index == head + 1 else FURTHER
    if line.page != above.page or line.box[1] - above.box[3] > reach * max(line.size, above.size):
        return False
    level = [any(_is_level(phrase, label) for label in labels) for phrase in line.phrases]
    return 2 * sum(level) >= len(level) if index == head + 1 else all(level)


def _is_level(phrase: Phrase, label: Column) -> bool:
    """Whether a value begins or ends with its label, or is centred below it."""
    (x0, _, x1, _) = phrase.box
    return min(abs(x0 - label.x0), abs(x1 - label.x1), abs(x0 + x1 - label.x0 - label.x1) / 2) < LEVEL


def _values(labels: Sequence[Column], lines: Sequence[Line]) -> tuple[tuple[Token, ...], ...]:
    """For each label the words below it; what is level with none is of the one that it stands under, or right of."""
    found: list[list[Token]] = [[] for _ in labels]
    for line in lines:
        for phrase in line.phrases:
            level = [place for place, label in enumerate(labels) if _is_level(phrase, label)]
            under = [place for place, label in enumerate(labels) if phrase.box[0] < label.x1 and label.x0 < phrase.box[2]]
            left = [place for place, label in enumerate(labels) if label.x0 <= phrase.box[0] + LEVEL]
            for place in (level or under or left[-1:])[:1]:
                found[place].extend(phrase.tokens)
    return tuple(tuple(tokens) for tokens in found)


def _is_same(one: Column, other: Column) -> bool:
    """Whether two labels are one that is printed again at the same place; OCR may spell it a little off."""
    return abs(one.x0 - other.x0) < LEVEL and fuzz.ratio(one.title, other.title) >= ALIKE_TEXT


def _are_alike(one: _LabelRow, other: _LabelRow) -> bool:
    """Whether two lines hold the same labels; off a scan, where OCR may have read them differently, whether they look alike."""
    if all(token.word.confidence < 1 for row in (one, other) for token in row.line.tokens) and _look_alike(one.line, other.line):
        return True
    common = sum(any(_is_same(label, also) for also in other.labels) for label in one.labels)
    return common >= ALIKE * max(len(one.labels), len(other.labels))


def _repeated(rows: Sequence[_LabelRow]) -> list[list[_LabelRow]]:
    """The rows of each card, where the same rows of labels come again and again; none where fewer than two come again.

    A card begins with the row that comes most often, the first of those; rows that come only once belong to no card.
    """
    kinds: list[list[_LabelRow]] = []
    for row in rows:
        home = next((kind for kind in kinds if _are_alike(kind[0], row)), None)
        if home is None:
            kinds.append([row])
        else:
            home.append(row)
    again = [kind for kind in kinds if len(kind) > 1]
    if len(again) < FEWEST_ROWS:
        return []
    starts = {row.index for row in max(again, key=len)}
    cards: list[list[_LabelRow]] = []
    for row in sorted((row for kind in again for row in kind), key=lambda row: row.index):
        if row.index in starts:
            cards.append([row])
        elif cards and cards[-1][0].line.page == row.line.page and not any(_are_alike(other, row) for other in cards[-1]):
            cards[-1].append(row)
    return cards if len(_fullest(cards)) >= FEWEST_ROWS else []


def _single(rows: Sequence[_LabelRow]) -> list[list[_LabelRow]]:
    """The rows of a paper's only card: each begins right below the values of the one before and names several values that those do not.

    It begins with the number or the name of its goods: boxes of a head, with a customer's code and a date, stand above the labels as well.
    """
    best: list[_LabelRow] = []
    run: list[_LabelRow] = []
    for row in rows:
        names = _named_and_told(row)
        before = {label.name for other in run for label in other.labels}
        if len(names) < IN_SINGLE_ROW:
            run = []
        elif run and run[-1].end == row.index and 2 * len(names - before) >= len(names):
            run = [*run, row]
        else:
            run = [row] if names & BEGINNING else []
        best = max(best, run, key=len)
    return [best] if len(best) >= FEWEST_ROWS else []


def _named_and_told(row: _LabelRow) -> set[str]:
    """What a row of labels names and has a value for: an item, a quantity and a day have figures, `Condición de entrega` over `FCA Pamplona` is no day."""
    told = zip(row.labels, row.values, strict=True)
    return {
        label.name
        for label, tokens in told
        if label.name and (label.name in IN_WORDS or any(character.isdigit() for token in tokens for character in token.text))
    }


def _fullest(cards: Sequence[Sequence[_LabelRow]]) -> Sequence[_LabelRow]:
    return max(cards, key=len)


def _distinct(labels: Sequence[Column]) -> list[Column]:
    """The labels without those for what was asked for: a requested date is no confirmed one, nor is an ordered quantity beside another."""
    names = [label.name for label in labels]

    def is_asked(label: Column) -> bool:
        meant = {concept for word in label.title.split() for concept in concepts(word) or ()}
        return "requested" in meant or (label.name in {"delivery_date", "quantity"} and names.count(label.name) > 1 and bool(ASKED & meant))

    return [label for label in labels if not is_asked(label)]


def _agreed(row: _LabelRow, label: Column, cards: Sequence[Sequence[_LabelRow]]) -> Column:
    """A label with the name that most cards give what is printed in its place."""
    same = [
        own
        for card in cards
        for other in card
        if other is row or _are_alike(row, other)
        for own in other.labels
        if _is_level_with(own, label)
    ]
    names = [own.name for own in same if own.name]
    best = max(names, key=names.count, default=None)
    return next((replace(own, x0=label.x0, x1=label.x1) for own in same if own.name == best), label)


def _is_level_with(one: Column, other: Column) -> bool:
    return abs(one.x0 - other.x0) < LEVEL


def _value_of(row: _LabelRow, label: Column, card: Sequence[_LabelRow]) -> list[Token]:
    """The words below a label of such a row in one card."""
    for other in card:
        if other is row or _are_alike(row, other):
            for own, tokens in zip(other.labels, other.values, strict=True):
                if _is_level_with(own, label):
                    return list(tokens)
    return []


def _entry(card: Sequence[_LabelRow], columns: Sequence[Column], values: Sequence[list[Token]]) -> Row:
    """A card as the row of a table; lines of it that are neither labels nor the first line of values stand below."""
    cells = {column.name: tokens for column, tokens in zip(columns, values, strict=True) if column.name and tokens}
    heads = {row.index for row in card} | {row.index + 1 for row in card}
    below = [index for index in range(card[0].index, max(row.end for row in card)) if index not in heads]
    wrapped = {token for row in card for tokens in row.values for token in tokens}
    return replace(Row(card[0].index + 1), cells=cells, below=below, wrapped=wrapped)
