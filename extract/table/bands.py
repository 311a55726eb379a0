"""Tables of lots in which each entry is a band of labelled words across the page, and below it a row a lot.

`Bestellung 4500123456 Position 10  Material 007903`, and below that `Bund 915449  Charge 002017  128 kg`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from extract.label.labels import Vocabulary
from extract.label.line_behind import number_before
from extract.page.columns import Column, Row
from extract.page.layout import Line, Token
from extract.text.units import is_unit
from extract.text.wording import concepts

ENTRY = frozenset({"order_line", "supplier_item", "buyer_item", "description", "unit_price", "net_amount"})
"""A table of nothing but lots has none of these columns."""
MOST_OF_BAND = 4
"""A band has no more lines above its first lot."""
_NUMBER = re.compile(r"0{0,4}[1-9]\d{0,3}[.,:;]?")


def under_bands(
    rows: Sequence[Row], after: int, columns: Sequence[Column], lines: Sequence[Line], headings: Vocabulary, *, fuzzy: bool
) -> tuple[list[Row], frozenset[int]]:
    """The lots below each band as one entry, and the lines of these; the rows as they are where not all of them stand below one.

    An entry's first lot is its own line, the bands' words are above it, and further lots and their sum below.
    """
    names = {column.name for column in columns}
    if not rows or not {"lots", "quantity"} <= names or names & (ENTRY - {"supplier_item", "description"}):
        return list(rows), frozenset()
    last = max([rows[-1].line, *rows[-1].below])
    bands = [index for index in range(after, last + 1) if _is_band(lines, index, headings, fuzzy=fuzzy)]
    lots = [row for row in rows if row.line not in bands]  # a band may look like a row, with what it says under their headings
    if not bands or not lots or bands[0] > lots[0].line or ("description" in names and not _say_nothing(lots, columns)):
        return list(rows), frozenset()
    groups = [[row for row in lots if band < row.line < end] for band, end in zip(bands, [*bands[1:], len(lines)], strict=True)]
    items = all(_names_item(lines, band, headings, fuzzy=fuzzy) for band in bands)
    if "supplier_item" in names and not items:
        return list(rows), frozenset()  # a bare `Nr` over bundles' numbers is taken for the items' where no band names these
    near = all(group and group[0].line - band <= MOST_OF_BAND for band, group in zip(bands, groups, strict=True))
    if not near or any("lots" not in row.cells for row in lots):
        return list(rows), frozenset()
    found = []
    for band, group, end in zip(bands, groups, [*bands[1:], last + 1], strict=True):
        first = group[0]
        words = {token for index in range(band, end) for token in lines[index].tokens} - {*lines[first.line].tokens}
        told = {name: cell for name, cell in first.cells.items() if name not in ("supplier_item", "description")}
        cells = {name: [token for token in cell if token not in words] for name, cell in told.items()}
        below = [index for index in range(first.line + 1, end) if lines[index].page == lines[group[-1].line].page]
        text = next((text for index in range(band, first.line) if (text := _text(lines, index, headings, fuzzy=fuzzy))), [])
        cells |= {"description": text} if text else {}
        rest = {token for index in below for token in lines[index].tokens}  # lots and sums go on with no text
        order = _order(lines, band, headings, fuzzy=fuzzy)
        found.append(Row(first.line, cells, below, wrapped=rest, filled=first.filled, above=[*range(band, first.line)], order=order))
    return found, frozenset(range(bands[0], last + 1))


def _say_nothing(lots: Sequence[Row], columns: Sequence[Column]) -> bool:
    """Whether what was taken for a column of descriptions holds remarks: the same few words in each row of a lot, `bez uwag`."""
    column = next(column for column in columns if column.name == "description")
    said = {tuple(token.plain for token in row.cells.get("description", ()) if token.x0 < column.x1 + 1) for row in lots}
    return len(said) == 1 and not any(re.search(r"\d", word) for words in said for word in words)


def _is_band(lines: Sequence[Line], index: int, headings: Vocabulary, *, fuzzy: bool) -> bool:
    """Whether a line names a position with its number and says no sum: `Summe Position 10  128  KG` stands below the lots."""
    tokens = lines[index].tokens
    if "total" in (concepts(tokens[0].text) or ()):
        return False
    hits = headings.hits(lines, index, fuzzy=fuzzy)
    named = [hit for hit in hits if hit.name == "order_line" and hit.end < len(tokens) and _NUMBER.fullmatch(tokens[hit.end].text)]
    return any(not (hit.start and _counts(tokens[hit.start - 1], tokens[hit.start])) for hit in named)


def _counts(before: Token, word: Token) -> bool:
    """`17 NR   23`: a unit behind its quantity is no mark of a position, whatever number the next column holds."""
    return re.fullmatch(r"\d[\d.,']*", before.text) is not None and is_unit(word.text)


def _names_item(lines: Sequence[Line], index: int, headings: Vocabulary, *, fuzzy: bool) -> bool:
    return any(hit.name in ("supplier_item", "buyer_item") for hit in headings.hits(lines, index, fuzzy=fuzzy))


def _text(lines: Sequence[Line], index: int, headings: Vocabulary, *, fuzzy: bool) -> list[Token]:
    """What stands before the first label of a line of a band, or all of it."""
    hits = headings.hits(lines, index, fuzzy=fuzzy)
    words = [*lines[index].phrases[0].tokens]
    labelled = {*lines[index].tokens[hits[0].start :]} if hits else set[Token]()
    return (
        [] if labelled & {words[0]} or _is_band(lines, index, headings, fuzzy=fuzzy) else [word for word in words if word not in labelled]
    )


def _order(lines: Sequence[Line], index: int, headings: Vocabulary, *, fuzzy: bool) -> tuple[Token, ...]:
    """The number of the order that a band names before its line, unless that is the supplier's own."""
    tokens = lines[index].tokens
    hit = next((hit for hit in headings.hits(lines, index, fuzzy=fuzzy) if hit.name == "order_line"), None)
    number = number_before(tokens, hit.start) if hit else None
    meant = concepts(" ".join(token.text for token in tokens[:number])) or frozenset() if number else frozenset[str]()
    return (tokens[number],) if number and {"order", "purchase"} & meant and "our" not in meant else ()
