"""Which lines of a table begin an entry, and whether more entries follow below a line."""

from __future__ import annotations

import re
import statistics
from collections.abc import Mapping, Sequence

from extract.label.labels import LabelHit, Vocabulary
from extract.page.columns import Column, Row
from extract.page.layout import Line, Phrase, Token
from extract.table.naming import Fits
from extract.table.table_lines import begins_alike, next_positions, position_of
from extract.table.table_words import WordPlacer
from extract.text.folding import folded

NAMING = frozenset({"order_line", "supplier_item", "buyer_item", "description"})
"""Columns of which an entry fills one at least."""
FULL, WHOLE = 3, 4
"""An entry of a scan without its number has so many of the other columns that entries begin with."""
LEAST_OF_SECOND, FITS = 3, 0.5
"""A second row has so many values, and a word that fits its column is no further from it."""
FLUSH = 3.0
"""A text goes on so near to where its heading begins, in points."""
LEAST_OF_LOT = 4
"""A row of a lot has its number, its label, the lot and the quantity."""
_BASE = re.compile(r"(?:per|par|pro|je|por|cada|ogni|les|le|za|voor|for)\.? 10{0,3} [^\W\d_][^\W\d_()]{0,10}(?:\([a-z]{1,2}\))?\.?")
"""`par 100 pièces`: a word for each, a power of ten, and a unit."""
_FIGURE = re.compile(r"\d")
_ITEM = re.compile(r"[\w./-]*\d{3}[\w./-]*")


class EntryFinder:
    """Tells the lines that begin an entry from those that go on with one."""

    def __init__(self, vocabulary: Vocabulary, fits: Mapping[str, Fits], anchors: Sequence[str], words: WordPlacer) -> None:
        """`anchors` say which columns begin an entry, `fits` what each column holds, `vocabulary` what it is called."""
        self._vocabulary = vocabulary
        self._fits = fits
        self._anchors = tuple(anchors)
        self._words = words

    def begins_entry(self, cells: Mapping[str, Sequence[Token]], rows: Sequence[Row] = ()) -> bool:
        """Whether a line starts an entry: enough of the anchor columns hold what they should, as in the entries before."""
        good = self.filled(cells)
        usual = statistics.median([row.filled for row in rows]) if rows else 2
        return good >= 2 and good > 0.5 * usual

    def filled(self, cells: Mapping[str, Sequence[Token]]) -> int:
        """How many anchor columns hold what they should."""
        return sum(
            min(self._fits[name](token.text) for token in tokens) < 0.5 and not (name == "order_line" and len(tokens) > 2)
            for name in self._anchors
            if (tokens := cells.get(name))
        )

    def lacks_its_number(self, cells: Mapping[str, Sequence[Token]], rows: Sequence[Row], *, fuzzy: bool) -> bool:
        """Whether a line without a number stands below entries that have theirs; on a scan, all of an entry but its number is one."""
        if rows and "lots" in cells and not NAMING & cells.keys() and all(NAMING & row.cells.keys() for row in rows):
            return True  # a lot with its quantity, below the heading of entries
        if not rows or "order_line" in cells or not all(_is_numbered(row) for row in rows):
            return False
        enough = min(row.filled for row in rows) - 1
        named = {"description", "quantity"} <= cells.keys() and any(len(token.text) > 1 for token in cells["quantity"])
        return not (fuzzy and self.filled(cells) >= (enough if named else max(enough, FULL)))

    def is_whole(self, cells: Mapping[str, Sequence[Token]], rows: Sequence[Row]) -> bool:
        """Whether a line holds as much as the entries before but its number, which a scan may have made letters: `O  AS46515  Plate …`."""
        items = [token.text for name in ("supplier_item", "buyer_item") for token in cells.get(name, ())]
        numbered = any(_ITEM.fullmatch(item) for item in items)
        return bool(rows) and numbered and self.filled(cells) >= max(WHOLE, min(row.filled for row in rows) - 1)

    def names_a_value(self, lines: Sequence[Line], index: int, columns: Sequence[Column], *, fuzzy: bool) -> bool:
        """Whether a line begins with a label and its value (`Vs. articolo: 23-9206-77`): it goes on an entry and begins none.

        With its number so may an entry (`Pos. 10`), but not where numbers have no column and another label follows: `Vs. pos. 10 – Vs. cod. …`.
        Behind a second figure a word is no label but a unit, whatever it means elsewhere: `Your Line 10  4,000 Nos.`.
        """
        hits = self._vocabulary.hits(lines, index, fuzzy=fuzzy)
        if _is_lot_by_its_number(lines[index], hits) or _says_what_a_price_is_for(lines[index]):
            return True
        if not hits or hits[0].start or hits[0].end >= len(lines[index].tokens):
            return False
        if hits[0].name != "order_line":
            return True
        labelled = len(hits) > 1 and hits[1].start <= hits[0].end + 2 and hits[1].end < len(lines[index].tokens)
        labelled = labelled and not any(_FIGURE.search(token.text) for token in lines[index].tokens[hits[0].end + 1 : hits[1].start])
        return labelled and all(column.name != "order_line" for column in columns)

    def is_second_row(self, line: Line, columns: Sequence[Column], rows: Sequence[Row]) -> bool:
        """Whether a line below an entry's first is its second: under headings of the second row stand values that fit them, and else its text goes on."""
        second = [column for column in columns if column.level and column.name]
        told = {column.name for column in second}
        text = next((column for column in columns if column.name == "description" and not column.level), None)
        phrases = [phrase for phrase in line.phrases if not (text and _goes_on_under(phrase, text, second))]
        if not rows or len(phrases) < max(LEAST_OF_SECOND, len(second) - 1) or told & rows[-1].cells.keys():
            return False
        under = [
            next((c for c in second if phrase.box[0] < c.x1 and c.x0 < phrase.box[2] and self._fit(c, phrase)), None) for phrase in phrases
        ]
        return None not in under and len({*under}) == len(under)

    def _fit(self, column: Column, phrase: Phrase) -> bool:
        """Whether words are what a column holds; dates are no amounts and amounts no dates."""
        return min(self._fits[column.name or ""](token.text) for token in phrase.tokens) < FITS

    def goes_on(self, lines: Sequence[Line], index: int, end: int, columns: Sequence[Column]) -> bool:
        """Whether entries follow on a later page: what stands here is then a carried-over sum or a footer."""
        plain = [column for column in columns if column.level == 0]
        later = [i for i in range(index + 1, end) if lines[i].page > lines[index].page]
        return any(self.begins_entry(self._words.assign(lines[i], plain)) for i in later)

    def is_inside(self, lines: Sequence[Line], index: int, end: int, columns: Sequence[Column], rows: Sequence[Row]) -> bool:
        """Whether the first entry, or the one with the next number, follows on the same page: a weight that stands here is then a detail."""
        plain = [column for column in columns if column.level == 0]
        if not rows:  # nothing ends before it has begun: the pallet that the first entries are on is said above them
            return any(
                lines[i].page == lines[index].page and self.begins_entry(self._words.assign(lines[i], plain)) for i in range(index + 1, end)
            )
        nexts = next_positions(rows)
        below = (i for i in range(index + 1, end) if nexts and lines[i].page == lines[index].page)
        cells = ((i, self._words.assign(lines[i], plain)) for i in below)
        return any(
            (position_of(found) or 0) in nexts and begins_alike(lines, i, rows) and self.begins_entry(found, rows) for i, found in cells
        )

    def full_entry_follows(self, lines: Sequence[Line], index: int, end: int, columns: Sequence[Column], rows: Sequence[Row]) -> bool:
        """Whether an entry as full as those above begins below a line on its page, for a part of the entries has been summed up in between."""
        plain = [column for column in columns if column.level == 0]
        fewest = max(FULL, min(row.filled for row in rows))
        below = (i for i in range(index + 1, end) if lines[i].page == lines[index].page)
        return any(self.filled(self._words.assign(lines[i], plain)) >= fewest and begins_alike(lines, i, rows) for i in below)


def _goes_on_under(phrase: Phrase, text: Column, second: Sequence[Column]) -> bool:
    """Whether words begin flush with a text's heading, and below no heading of the second row."""
    return abs(phrase.box[0] - text.x0) < FLUSH and not any(phrase.box[0] < other.x1 and other.x0 < phrase.box[2] for other in second)


def _is_lot_by_its_number(line: Line, hits: Sequence[LabelHit]) -> bool:
    """`900001  Charge  0000934  160 kg`: a number of its own, what lots are called by itself, a lot; it splits the entry above and is none."""
    if len(line.phrases) < LEAST_OF_LOT or not hits or hits[0].name != "lots" or len(line.phrases[0].tokens) > 1:
        return False
    label = line.tokens[hits[0].start : hits[0].end]
    return label == line.phrases[1].tokens and line.tokens[0].text.isdigit() and _FIGURE.search(line.phrases[2].text) is not None


def _says_what_a_price_is_for(line: Line) -> bool:
    """`M10x80 8.8 zinguée   par 100 Unité(s)`: the rest of a text, and how many the price above is for; no amount ends the line."""
    return len(line.phrases) > 1 and _BASE.fullmatch(folded(line.phrases[-1].text)) is not None


def _is_numbered(row: Row) -> bool:
    """Whether an entry's first line has its number; where a head of two rows names it in the second, first lines have none."""
    number = row.cells.get("order_line")
    return bool(number) and row.wrapped.isdisjoint(number or ())
