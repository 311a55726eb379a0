"""What the lines and heads of a table are to each other: packages between entries, positions, repeated heads, copies, conditions below an amount."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from rapidfuzz import fuzz

from extract.label.labels import squeezed
from extract.page.columns import Column, Row, overlap
from extract.page.layout import Line, Token
from extract.table.heads import Head
from extract.table.naming import is_wish, speaks_of_the_order
from extract.text.wording import concepts

ALIKE = 50
"""So many entries tell how all of a table begin; a price list has thousands."""
ENTRY = frozenset({"order_line", "supplier_item", "buyer_item", "unit_price", "net_amount"})
"""Columns of entries that a table of lots has not."""
PARTS = frozenset({"quantity", "delivery_date"})
NAMED = frozenset({"order_line", "supplier_item", "buyer_item", "description", "net_amount"})
"""Of these a table of a line's partial deliveries has none."""
SPELT_ALIKE = 92.0
"""How nearly a head is spelt like the one it repeats, of 100."""
LETTER = 2.5
MOSTLY = 0.6
MOST_STACKED = 2
"""So many columns may have a heading for the entry's second line; with more of them entries have two rows of their own."""
_NTH = re.compile(r"(?:n\W|n[or]\W )?\W?\d{1,3} ?(?:/|of|von|sur|de|di|van|z) ?\d{1,3}\b", re.IGNORECASE)
_SSCC = re.compile(r"(?<!\d)\d{18}(?!\d)")
_PART_SUM = re.compile(r"(?:sous|sub)tot|zwischens|tussentot|totale?parzial|parzial|sumaparcial|sumacz|sumapos|(?:suma|razem)grupy")
_CENTS = re.compile(r"\d[.,]\d\d(?!\d)")
_MONEY = re.compile(r"[-+−–]?(\d[\d.,'’ ]*[.,]\d\d)[-+−–]?")
MOST_CONDITIONS = 6
"""So many lines of surcharges and discounts may stand between an entry's amount and what is left of it."""


def repeats(heads: Sequence[Head], position: int, lines: Sequence[Line]) -> list[int]:
    """The heads that say the same and stand on later pages, or in the same words on the same page: the table goes on below them.

    On one page a head is printed again for each package or each order; of other tables there no head is spelt like it.
    """
    found, page = [], lines[heads[position][0]].page
    for place in range(position + 1, len(heads)):
        own = lines[heads[place][0]].page
        again = own > page or (own == page and same_words(heads[place][2], heads[position][2]))
        if again and same_names(heads[place][2], heads[position][2]):
            found.append(place)
            page = own
    return found


def without_copies(rows: Sequence[Row], heads: Sequence[int], lines: Sequence[Line]) -> list[Row]:
    """The entries without those that a second copy of the paper on the same sheet prints again, word for word; two packages may hold the same."""
    groups: list[list[Row]] = [[row for row in rows if start < row.line < end] for start, end in pairwise([*heads, len(lines)])]
    kept: list[Row] = []
    told: list[tuple[str, ...]] = []
    for start, group in zip(heads, groups, strict=True):
        texts = tuple(lines[row.line].text for row in group)
        since = lines[kept[-1].line if kept else 0 : start]
        if texts in told and not any(is_package(line) or is_nth_package(line) for line in since):
            continue
        told.append(texts)
        kept.extend(group)
    return kept


def without_lots(heads: Sequence[Head]) -> list[Head]:
    """The heads without those of lots and of parts, which stand below each entry of a table and begin none.

    `Los  Menge  Haltbar bis`, `Rate  Menge  Liefertag`.
    """
    names = [{column.name for column in columns} for _, _, columns in heads]
    entries = next((place for place, own in enumerate(names) if ENTRY & own), len(heads))
    return [
        head
        for place, (head, own) in enumerate(zip(heads, names, strict=True))
        if place <= entries or not ((own >= {"lots"} and not ENTRY & own) or (own >= PARTS and not NAMED & own))
    ]


def without_translations(columns: Sequence[Column]) -> tuple[Column, ...]:
    """`Produkt` and below it `Description` are one column in two languages, and no second row."""
    later = {column.name for column in columns if column.level}
    columns = [  # `Wunschtermin` over `Liefertermin`: the upper day was asked for
        replace(column, name=None) if not column.level and column.name in later and is_wish(column.title) else column for column in columns
    ]
    if any(column.level and column.name == "order_line" and speaks_of_the_order(column.title) for column in columns):
        columns = [  # `Regel` over `Uw regel`: the upper number is the paper's own
            replace(c, name=None) if c.name == "order_line" and not c.level and not speaks_of_the_order(c.title) else c for c in columns
        ]
    first = [column for column in columns if column.level == 0]
    return tuple(
        column
        for column in columns
        if column.level == 0 or not any(other.name == column.name and overlap(other, column) > 0 for other in first)
    )


def is_package(line: Line) -> bool:
    """Whether a line begins with a package's number, as `Pallet 1 SSCC: …`; in a block of notes one may stand further right."""
    first = line.tokens[:2]
    counted = any("package" in (concepts(token.text) or ()) for token in first) and (first[0].text.isdigit() or first[-1].text.isdigit())
    counted = counted or _is_one_of_several(line)
    return any(_SSCC.search(phrase.text) for phrase in (line.phrases if counted else line.phrases[:2]))  # `1  Pallet  SSCC  3426…`


def is_nth_package(line: Line) -> bool:
    """Whether a line begins with one of several packages: `COLIS 1/3`, `Packstück 2 von 3`, `Pallet no. 1 of 2`."""
    return "package" in (concepts(line.tokens[0].text) or ()) and _is_one_of_several(line)


def _is_one_of_several(line: Line) -> bool:
    """Whether behind its first word a line tells which of how many something is, whatever that word is."""
    return _NTH.match(line.text.partition(" ")[2]) is not None


def position_of(cells: Mapping[str, Sequence[Token]]) -> int | None:
    """The number of an entry, where it is a whole one."""
    words = cells.get("order_line", ())
    return int(match[1]) if len(words) == 1 and (match := re.fullmatch(r"(0?\d{1,5})\.?", words[0].text)) else None


def next_positions(rows: Sequence[Row]) -> range:
    """What the number of the next entry may be, a few left out: 30 or 40 after 10 and 20; empty where entries have no numbers."""
    numbers = [number for row in rows[-2:] if (number := position_of(row.cells)) is not None]
    step = numbers[1] - numbers[0] if len(numbers) == 2 else 10 if numbers and numbers[0] % 10 == 0 else 1
    return range(numbers[-1] + step, numbers[-1] + 4 * step, step) if numbers and step > 0 else range(0)


def is_in_foot(lines: Sequence[Line], index: int, cells: Mapping[str, Sequence[Token]], rows: Sequence[Row]) -> bool:
    """Whether a line below a sum that is carried over, on the page of the last entry, has not the number that would be the next."""
    nexts = next_positions(rows)
    return bool(nexts) and lines[rows[-1].line].page == lines[index].page and (position_of(cells) or 0) not in nexts


def begins_alike(lines: Sequence[Line], index: int, rows: Sequence[Row]) -> bool:
    """Where every entry before begins with a figure, a line that begins with a word begins none."""
    if re.search(r"\d", lines[index].tokens[0].text):
        return True
    first = [lines[row.line].tokens[0].text for row in rows[:ALIKE]]
    return not first or not all(re.search(r"\d", text) for text in first)


def called_alike(again: tuple[Column, ...], columns: Sequence[Column]) -> tuple[Column, ...]:
    """The columns of a head that is repeated in the same words: those it had before, moved to where it stands now."""
    if sorted(words_of(again)) != sorted(words_of(columns)) and not same_words(again, columns):
        return again
    moved = min(column.x0 for column in again if column.title) - min(column.x0 for column in columns if column.title)
    return tuple(replace(column, x0=column.x0 + moved, x1=column.x1 + moved) for column in columns)


def same_words(a: Sequence[Column], b: Sequence[Column]) -> bool:
    """Whether two heads are spelt alike, a letter off here and there as OCR reads them."""
    one, other = (squeezed("".join(column.title for column in sorted(head, key=lambda column: column.x0))) for head in (a, b))
    return fuzz.ratio(one, other) >= SPELT_ALIKE


def words_of(columns: Sequence[Column]) -> list[str]:
    """All words of the headings."""
    return [word for column in columns for word in column.title.split()]


def same_names(a: Sequence[Column], b: Sequence[Column]) -> bool:
    """Whether two heads name mostly the same values."""
    first, second = {c.name for c in a if c.name}, {c.name for c in b if c.name}
    return len(first & second) >= 0.7 * max(len(first), len(second))


def far_below(lines: Sequence[Line], index: int) -> bool:
    """Whether a line stands clearly apart from the one before."""
    line, last = lines[index], lines[index - 1]
    return line.page == last.page and line.box[1] - last.box[3] > 2.2 * max(line.size, last.size)


def is_part_sum(line: Line) -> bool:
    """Whether a line sums up a part of the entries, `Sous-total  2 356,51`, and has no more than that one amount."""
    amounts = sum(_CENTS.search(token.text) is not None for token in line.tokens)
    return amounts == 1 and _PART_SUM.match(squeezed(line.text)) is not None


def is_word_of_text(line: Line, start: int) -> bool:
    """`vat 200 l` below `Koudreiniger KR 200,`: a small letter and no amount behind it go on with a text, where a sum would begin with a label."""
    return line.tokens[start].text.islower() and not any(_CENTS.search(token.text) for token in line.tokens)


def leaves_less(lines: Sequence[Line], index: int, row: Row) -> bool:
    """Whether a line tells what conditions leave of the entry's amount: `Nettowert 1.941,19` below `2.588,25` and `Rabatt 25 %  647,06-`."""
    amount = row.cells.get("net_amount") or next(
        ([line.tokens[-1]] for line in reversed(lines[row.line : min(index, row.line + 2)]) if _cents(line.tokens[-1:]) is not None), []
    )
    before, left = _cents(amount[-1:]), _cents(lines[index].tokens[-1:])
    if before is None or left is None or index - row.line > MOST_CONDITIONS:
        return False
    between = [lines[place] for place in range(row.line + 1, index) if not set(amount) & set(lines[place].tokens)]
    return left < before and before - left == sum(_cents(line.tokens[-1:]) or 0 for line in between)


def _cents(tokens: Sequence[Token]) -> int | None:
    """Money in hundredths, whatever its signs; None where it is none."""
    match = _MONEY.fullmatch(tokens[0].text) if tokens else None
    return int(re.sub(r"\D", "", match[1])) if match else None


def stacked(second: Sequence[Column], columns: Sequence[Column]) -> list[Column]:
    """The headings that those of the second row stand right under, `Ordered Item` over `Customer Item`; none where entries have two rows of their own."""
    first = [column for column in columns if column.level == 0 and column.title]
    over = [next((upper for upper in first if _is_flush(upper, column)), None) for column in second]
    found = [upper for upper in over if upper]
    return found if len(found) == len(second) <= MOST_STACKED else []


def under_stacked(line: Line, second: Sequence[Column], over: Sequence[Column]) -> Line:
    """What of a second line of an entry stands in the columns whose headings are stacked: what stands in the others goes on with those."""
    spans = [(min(upper.x0, column.x0), max(upper.x1, column.x1)) for upper, column in zip(over, second, strict=True)]
    kept = {
        token for phrase in line.phrases if any(phrase.box[0] < x1 and x0 < phrase.box[2] for x0, x1 in spans) for token in phrase.tokens
    }
    return replace(line, tokens=tuple(token for token in line.tokens if token in kept))


def _is_flush(upper: Column, lower: Column) -> bool:
    """Whether a heading stands under another, most of the narrower or with one edge, give or take the width of a letter."""
    return overlap(upper, lower) > MOSTLY or (
        overlap(upper, lower) > 0 and (abs(upper.x0 - lower.x0) < LETTER or abs(upper.x1 - lower.x1) < LETTER)
    )
