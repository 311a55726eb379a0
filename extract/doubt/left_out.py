"""Entries that a paper labels and nobody read: more numbers behind the same label of a position or an item than there are lines."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from domain.doctype import DocType
from domain.paper import Box, Group, Leaf
from extract.label.labels import LabelHit, Vocabulary, squeezed
from extract.label.result_words import BATCHES
from extract.page.layout import Layout, Line, Phrase, Token
from extract.page.words import overlap
from extract.shape.elements import ELEMENTS
from extract.text.folding import folded

NUMBERS = ("order_line", "supplier_item", "buyer_item")
"""What is told once of each entry."""
SHORTEST = 3
"""A shorter label (`nr`) is that of anything."""

_CODE = re.compile(r"(?=\S*\d{3})(?:[A-Z]{1,3}-?\d{4,}|\d{5,}(?:[-/][A-Z0-9]{1,2})?)(?P<amount>[/=(]\d[\d.,]*\)?)?[.,;]?")
"""What a lot's number looks like, its quantity perhaps behind it, and no size, price or day does."""

LOTS = (*BATCHES, "batch", "lot", "part")
_HEAT = re.compile(r"(?=(?:\D*\d){5})[A-Z]{0,2}\d[\d/-]*")
"""What a heat's number looks like."""

ITEMS = ("buyer_item", "supplier_item")
SHORTEST_ITEM = 5
_PIECE = re.compile(r"\d[A-Z0-9-]{0,2}|\d{2,4}-[A-Z]\d?|[A-Z]\d[A-Z0-9]?|(?!X)-?[A-Z]\W?")

_BLANK = re.compile(r"[-–—./*]+|rest|reste|resto|restant|reszta|bal\.?|balance|rem\.?|remainder|base|basis|saldo")
_ELEMENT = re.compile(r"([A-Z][a-z]?) ?[\[(]? ?% ?[\])]?")

ROWS_BELOW = 4
"""Cells of a heading stand in so many lines below it."""
NEAR = 6
"""What an entry tells stands in so many lines."""
BELOW = 3
"""So many lines below a heading its first cell stands."""
CELLS, _AMOUNT = 3, re.compile(r"[(]?\d{1,3}(?:[.,]?\d{3})*(?:[.,]\d{1,3})?[)]?")
"""A row of a table has so many phrases at least; what counts a lot looks like this."""


def labelled_entries(layout: Layout, doctype: DocType, *, fuzzy: bool) -> int:
    """How many entries a paper tells by the values behind one label, each counted once; 0 where no label comes again."""
    vocabulary = _vocabulary(doctype)
    values: dict[tuple[str, str], set[str]] = {}
    for index, line in enumerate(layout.lines):
        begins = {phrase.tokens[0] for phrase in line.phrases}
        for hit in vocabulary.hits(layout.lines, index, fuzzy=fuzzy):
            label = squeezed(" ".join(token.text for token in line.tokens[hit.start : hit.end]))
            behind = line.tokens[hit.end : hit.end + 1]
            if _numbers_a_box(line, hit.end):
                continue
            if (
                hit.name in NUMBERS
                and (line.tokens[hit.start] in begins or _numbers_an_entry(hit.name, behind))
                and len(label) >= SHORTEST
                and behind
                and _is_number(behind[0].text)
            ):
                values.setdefault((hit.name, label), set()).add(squeezed(behind[0].text))
    return max((len(found) for found in values.values() if len(found) > 1), default=0)


def tells_lines_twice(layout: Layout, doctype: DocType, *, fuzzy: bool) -> bool:
    """Whether a position is named again further down, each time with a quantity of its own: one of them may be what was asked for."""
    vocabulary, said = _vocabulary(doctype), dict[str, int]()
    for index, line in enumerate(layout.lines):
        for hit in vocabulary.hits(layout.lines, index, fuzzy=fuzzy):
            number = line.tokens[hit.end].text.rstrip(".,:;)").lstrip("0") if hit.end < len(line.tokens) else ""
            if hit.name != "order_line" or not re.fullmatch(r"[1-9]\d{0,3}", number):
                continue
            counted = _next_quantity(layout, vocabulary, index, fuzzy=fuzzy)
            if counted is not None and said.setdefault(number, counted) != counted:
                return True
    return False


def _next_quantity(layout: Layout, vocabulary: Vocabulary, index: int, *, fuzzy: bool) -> int | None:
    """The line that labels a quantity, in that line or the few below it."""
    near = range(index, min(index + NEAR, len(layout.lines)))
    return next((at for at in near if any(hit.name == "quantity" for hit in vocabulary.hits(layout.lines, at, fuzzy=fuzzy))), None)


def has_untold_codes(layout: Layout, lines: Sequence[Group]) -> bool:
    """Whether a code stands level with a line that has no lot, and is none of its values: below `Lotto`, of which a scan left `otto`.

    One with an amount behind it, `CH00191/1240`, is no part of a description.
    """
    for each in lines:
        quantity = each.leaf("quantity")
        if quantity is None or each.groups("lots"):
            continue
        told = [(name, leaf.box) for name, leaf in each.leaves() if leaf.page == quantity.page]
        level = _rows_of(quantity, layout)
        if any(
            (code := _CODE.fullmatch(token.text))
            and not any(overlap(token.word.on_page, box) for name, box in told if not (name == "description" and code["amount"]))
            for line in level
            for token in line.tokens
        ):
            return True
    return False


def has_untold_lots(layout: Layout, doctype: DocType, lines: Sequence[Group]) -> bool:
    """Whether a code stands behind or below a word for lots, and is no value of any line, where a line has no lot."""
    if all(line.groups("lots") for line in lines):
        return False
    vocabulary = _vocabulary(doctype)
    read = [(leaf.page, leaf.box) for line in lines for _, leaf in line.leaves()]
    for index, line in enumerate(layout.lines):
        for hit in vocabulary.hits(layout.lines, index, fuzzy=False):
            if hit.name != "lots" or line.tokens[hit.start] not in {phrase.tokens[0] for phrase in line.phrases}:
                continue
            left, right = line.tokens[hit.start].x0, line.tokens[hit.end - 1].x1
            below = [token for other in layout.lines[index + 1 : index + 1 + BELOW] if other.page == line.page for token in other.tokens]
            near = [*line.tokens[hit.end : hit.end + 2], *(token for token in below if token.x0 < right and left < token.x1)]
            if any(
                _CODE.fullmatch(token.text) and not any(page == line.page and overlap(token.word.on_page, box) for page, box in read)
                for token in near
            ):
                return True
    return False


def has_untold_amounts(layout: Layout, lines: Sequence[Group]) -> bool:
    """Whether a number in a cell of its own right of a lot that has no quantity is no value of its line: `006782  251` below a heading nobody knew."""
    for each in lines:
        boxes = [leaf.box for _, leaf in each.leaves()]
        for number in (leaf for lot in each.groups("lots") if lot.leaf("quantity") is None and (leaf := lot.leaf("lot_number"))):
            cells = (
                phrase.tokens[0]
                for line in _rows_of(number, layout)
                if len(line.phrases) >= CELLS
                for phrase in line.phrases
                if len(phrase.tokens) == 1
            )
            if any(
                token.word.on_page[0] > number.box[2]
                and _AMOUNT.fullmatch(token.text)
                and not any(overlap(token.word.on_page, box) for box in boxes)
                for token in cells
            ):
                return True
    return False


def has_untold_items(layout: Layout, lines: Sequence[Group]) -> bool:
    """Whether an item stands with those of the lines, in their column and like them in print, and is none of their values: its row was torn.

    Above them all it has other figures of a row behind it.

    Where a line lacks its item, it may be that line's.
    """
    boxes = [leaf.box for each in lines for _, leaf in each.leaves()]
    for name in ITEMS:
        items = [leaf for each in lines if (leaf := each.leaf(name)) and len(leaf.value) >= SHORTEST_ITEM]
        said, shapes = {squeezed(leaf.value) for leaf in items}, {_shape(leaf.text) for leaf in items}
        if len(items) != len(lines) or len(shapes) != 1:
            continue
        codes = [(place, token) for place, line in enumerate(layout.lines) for token in line.tokens if _shape(token.text) in shapes]
        first = next((place for place, token in codes if squeezed(token.text) in said), 0)
        for place, token in codes:
            line = layout.lines[place]
            box = token.word.on_page
            flush = [leaf for leaf in items if leaf.page == line.page and abs(leaf.box[0] - box[0]) < token.word.height]
            in_rows = any(leaf.box[1] < box[1] for leaf in flush) or (flush and _is_row(layout.lines[place:first], token))
            if in_rows and squeezed(token.text) not in said and not any(overlap(box, other) for other in boxes):
                return True
    return False


def _is_row(lines: Sequence[Line], item: Token) -> bool:
    """Whether the first of some lines is a row of a table that goes on below it: behind its item other cells, the last with figures, and no head in between."""
    behind = [phrase for line in lines[:1] for phrase in line.phrases if phrase.box[0] > item.x1]
    headed = any(len(line.phrases) >= CELLS and not any(map(str.isdigit, line.text)) for line in lines[1:])
    return len(behind) >= CELLS and any(map(str.isdigit, behind[-1].text)) and not headed


def has_torn_lots(lines: Sequence[Group], layout: Layout) -> bool:
    """Whether a few signs stand between a lot's number and its quantity that are of neither: `L00828 31 (942)`, `261310 A = 50`, where a scan has parted the number."""
    for lot in (lot for each in lines for lot in each.groups("lots")):
        number, amount = lot.leaf("lot_number"), lot.leaf("quantity")
        if not (number and amount and number.page == amount.page and number.box[1] < _middle(amount.box) < number.box[3]):
            continue
        between = (
            token
            for line in layout.lines
            if line.page == number.page
            for token in line.tokens
            if number.box[2] <= (token.word.on_page[0] + token.word.on_page[2]) / 2 <= amount.box[0]
            if number.box[1] < _middle(token.word.on_page) < number.box[3]
        )
        if any(_PIECE.fullmatch(token.text) for token in between):
            return True
    return False


def has_untold_heats(layout: Layout, doctype: DocType, heats: Sequence[Group]) -> bool:
    """Whether a label of heats names a number, `Schmelze 725906`, that is none of those that were read: its results went to another, or to none.

    What batches go by in one language heats do in another: `Charge` alone tells nothing.
    """
    told = {squeezed(said) for heat in heats for name in ("heat_number", "lot_number") if (said := heat.text(name))}
    vocabulary = _vocabulary(doctype)
    for index, line in enumerate(layout.lines if told else ()):
        hits = (hit for hit in vocabulary.hits(layout.lines, index, fuzzy=False) if hit.name == "heat_number")
        if any(number and squeezed(number) not in told for number in (_heat_behind(line, hit) for hit in hits)):
            return True
    return False


def _heat_behind(line: Line, hit: LabelHit) -> str:
    """The number behind a label of heats that begins a phrase; empty where there is none, or it may be a batch's."""
    label, behind = line.tokens[hit.start], [token for token in line.tokens[hit.end : hit.end + 2] if token.text not in (":", "=")]
    begins = any(phrase.tokens[0] is label for phrase in line.phrases)
    number = behind[0].text.strip(".,;:()") if begins and behind and not folded(label.text).startswith(LOTS) else ""
    return number if _HEAT.fullmatch(number) else ""


def unread_elements(layout: Layout, heats: Sequence[Group]) -> list[str]:
    """The elements that a heading `Mo [%]` of their own names and of which no heat has a content, where others of them were read."""
    read = {symbol for heat in heats for symbol in heat.table("chemistry")}
    named = {
        found[1]
        for index, line in enumerate(layout.lines)
        for phrase in line.phrases
        if (found := _ELEMENT.fullmatch(phrase.text)) and found[1] in ELEMENTS and not _is_blank_below(layout.lines, index, phrase)
    }
    return sorted(named - read) if read else []


def _is_blank_below(lines: Sequence[Line], index: int, heading: Phrase) -> bool:
    """Whether nothing but a dash, or the word for the rest, stands where a content would; below `min  max  act.` it may stand beside the heading."""
    for line in lines[index + 1 : index + 1 + ROWS_BELOW]:
        own = [token for token in line.tokens if token.x0 < heading.box[2] and heading.box[0] < token.x1]
        if own and line.page == lines[index].page:
            return all(_BLANK.fullmatch(token.plain) for token in own)
    return False


def _shape(text: str) -> str:
    """What kinds of signs a code is made of."""
    return re.sub(r"[A-Za-z]", "A", re.sub(r"\d", "9", text.strip(".,;:")))


def _rows_of(value: Leaf, layout: Layout) -> list[Line]:
    """The lines that a value stands in: those with its words; where it leans no word of theirs need be as high on the page as the others."""
    own = [line for line in layout.lines if line.page == value.page]
    return [line for line in own if any(overlap(token.word.on_page, value.box) for token in line.tokens)] or [
        line for line in own if line.box[1] < _middle(value.box) < line.box[3]
    ]


def _middle(box: Box) -> float:
    return (box[1] + box[3]) / 2


def _numbers_an_entry(name: str, behind: Sequence[Token]) -> bool:
    """`… z dnia 3 marca. Pozycja 10 …`: in running text an entry begins anywhere on a line."""
    return name == "order_line" and bool(behind) and re.fullmatch(r"0{0,3}[1-9]\d{0,3}[:,]?", behind[0].text) is not None


def _numbers_a_box(line: Line, place: int) -> bool:
    """Whether a word is the number of a form's next box, `COD. CLIENTE   6. FOGLIO`: it begins a phrase, and words go on behind it."""
    number, behind = line.tokens[place : place + 1], line.tokens[place + 1 : place + 2]
    return (
        bool(behind)
        and number[0] in {phrase.tokens[0] for phrase in line.phrases}
        and re.fullmatch(r"\d{1,2}[a-z]?[.)]", number[0].text) is not None
        and behind[0].text[0].isalpha()
    )


def _is_number(text: str) -> bool:
    return re.fullmatch(r"[A-Z]{0,4}[-. ]?\d[\w./-]*[,;]?", text) is not None


@lru_cache(maxsize=8)
def _vocabulary(doctype: DocType) -> Vocabulary:
    return Vocabulary(
        {column.name: column.headings for column in doctype.columns}, {column.name: column.meanings for column in doctype.columns}
    )
