"""When the quantity of an entry is promised: on one day, in parts with a day each, or not surely on any."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import combinations, pairwise

from domain.paper import Leaf, Node
from extract.entry.below_entries import is_asked
from extract.entry.line_columns import LineColumns
from extract.label.labels import Vocabulary
from extract.page.columns import Column, Row
from extract.page.layout import Line, Token
from extract.shape.candidates import contested, leaf
from extract.shape.line_sums import lies_in, number_of
from extract.shape.schedules import find_dates, read_schedule
from extract.shape.values import Habits, Value
from extract.table.naming import is_wish
from extract.table.part_rows import parts_in_rows
from extract.text.folding import folded
from extract.text.units import is_unit

_DURATION = re.compile(
    r"(?:liefer|deliver|lead ?time|delai|livr|consegna|plazo|entrega|lever|termin|dostaw)[^;]{0,25}?(?<!\d)\d{1,2} ?(?:(?:-|–|to|bis|a|tot|do|/) ?\d{1,2} ?)?"
    r"(?:weeks?|wochen?|work(?:ing)? days|days|arbeitstagen?|werktagen?|tagen?|semaines?|jours?|settiman[ae]|giorni|semanas?|dias?|weken|werkdagen|dagen|tygodni\w*|tyg|dni)(?!\w)"
)
"""`Delivery time: 6-8 weeks` below an entry with a day."""
BEFORE = 3
_EARLIEST = re.compile(
    r"(?<!\w)(?:not before|earliest|nicht vor|fruhestens|pas avant|au plus tot|non prima|no antes|niet (?:eerder|voor)|op zijn vroegst|nie wczesniej|najwczesniej)(?!\w)"
)
NEAR = 7
"""So many words before a day its drawing is named."""
_DRAWING = re.compile(
    r"zeichnung|zchg|zng|drawing|drg|dwg|plan(?!t|o?w|n)|dessin|disegn|plano|tekening|rysun|rev(?:ision|isie|isione|izja)?(?!\w)|zeichn|index(?!\w)|indice|spezifikation|specific|angebot|quotation"
)
"""What has a day of its own: a drawing, its revision, an offer."""
SEVERAL_DATES = 0.5
"""What is left of a date's score where the entry has another one."""


class DateReader:
    """Reads the promised days of entries."""

    def __init__(self, columns: LineColumns, headings: Vocabulary) -> None:
        """`headings` name the columns of a table of parts below an entry."""
        self._columns, self._layout, self._habits = columns, columns.layout, columns.habits
        self._headings = headings

    def leave_wish(self, row: Row, column: Column | None) -> None:
        """Takes a day that was only wished for out of an entry below which one is labelled (`Est. delivery: …`): the column says so (`Need By`), or the cell (`Req: …`)."""
        cell = row.cells.get("delivery_date")
        if column is None or not cell:
            return
        called = _is_called_a_wish(cell, self._layout.lines[row.line])
        if not (called or is_wish(column.title)):
            return
        lines = [self._layout.lines[index] for index in row.below]
        other = [day for line in lines for day in find_dates(line.tokens, self._habits) if not _is_of_a_drawing(line, day)]
        if (other and called) or any(told for index in row.below for told, _ in self._labelled(index)):
            row.asked |= {*cell}
            del row.cells["delivery_date"]

    def leave_labelled_wishes(self, row: Row, column: Column | None) -> None:
        """Takes the days that labels below an entry say were asked for out of it where another is promised there: `Wunschtermin: 28.09.   Zugesagter Termin: 25.09.`.

        So it is where the `column` of days holds one, and does not say that it was only wished for.
        """
        days = [day for index in row.below for day in self._labelled(index)]
        headed = (
            column is not None
            and column.told
            and not is_wish(column.title)
            and find_dates(row.cells.get("delivery_date", ()), self._habits)
        )
        if headed or any(told for told, _ in days):
            row.asked |= {token for told, tokens in days if not told for token in tokens}

    def _labelled(self, index: int) -> Iterator[tuple[bool, tuple[Token, ...]]]:
        """The days of delivery that a line labels: whether each is promised, and not what was asked for, and its words."""
        tokens = self._layout.lines[index].tokens
        hits = [hit for hit in self._columns.labels_inside(index) if hit.name == "delivery_date"]
        ends = [*(hit.start for hit in hits), len(tokens)][1:]
        for hit, end in zip(hits, ends, strict=True):
            days = find_dates(tokens[hit.end : end], self._habits) or self._over_the_end(index, hit.end)
            if days:
                yield not is_asked(self._layout.lines[index], hit), tuple(days[0].tokens)

    def _over_the_end(self, index: int, end: int) -> list[Value]:
        """`Su línea: 10 · F. solicitada:` / `10-07-2026`: the day that stands below a label with which a narrow cell broke its line, alone and flush with that."""
        lines = self._layout.lines
        line, after = lines[index], lines[index + 1] if index + 1 < len(lines) else None
        if after is None or after.page != line.page or end < len(line.tokens) or not line.tokens[-1].text.endswith(":"):
            return []
        days = find_dates(after.tokens, self._habits)
        flush = abs(after.box[0] - line.box[0]) < line.size
        return days if flush and len(days) == 1 and len(days[0].tokens) == len(after.tokens) else []

    def read(self, row: Row, found: dict[str, Node], places: Mapping[str, Column]) -> None:
        """A line that is promised in parts; where dates are printed that make no parts of it, its one date is not sure."""
        if "delivery_date" not in self._columns.specs:
            return
        quantity, promised = found.get("quantity"), found.get("delivery_date")
        entry = [self._layout.lines[index] for index in (row.line, *row.below)]
        told = parts_in_rows(
            row.below, entry[0], quantity, self._headings, list(places.values()), self._layout, self._habits, fuzzy=self._columns.fuzzy
        )
        if len(told) == 1 and promised is None:  # a table of releases that has but one
            found["delivery_date"] = told[0].root["delivery_date"]
            return
        parts = (
            told
            if len(told) > 1
            else read_schedule(entry, row.cells.get("delivery_date", ()), quantity, self._layout, self._habits, row.asked)
        )
        if parts:
            found["schedule"] = parts
            found.pop("delivery_date", None)
        elif promised is None and len(dates := self._dates(entry, row)) == 1:
            only = leaf(dates[0].value, dates[0].tokens, entry[0].page, self._layout, score=0.85 * dates[0].fit)
            # What stands under the heading of the promised date and is no date says something else about it.
            found["delivery_date"] = contested(only, SEVERAL_DATES) if row.cells.get("delivery_date") else only
        elif isinstance(promised, Leaf) and len({date.value for date in self._dates(entry, row)}) > 1:
            found["delivery_date"] = contested(promised, SEVERAL_DATES)
        day = found.get("delivery_date")
        if isinstance(day, Leaf) and (
            any(_is_the_earliest(line, day) for line in entry)
            or any(_DURATION.search(folded(line.text)) for line in entry[1:])
            or _has_untold_parts(entry[1:], quantity, self._habits)
        ):
            found["delivery_date"] = contested(day, SEVERAL_DATES)

    def _dates(self, entry: Sequence[Line], row: Row) -> list[Value]:
        """The dates of an entry, but those that a column says were only asked for, and those of a drawing or another paper."""
        return [
            date
            for line in entry
            for date in find_dates([token for token in line.tokens if token not in row.asked], self._habits)
            if line is entry[0] or not _is_of_a_drawing(line, date)
        ]


def _is_called_a_wish(cell: Sequence[Token], line: Line) -> bool:
    """`Req: 17/07/2026`, `Gewünscht 17.07.`: a word for asking leads up to the day, in its own cell or, taken for the end of another one, close before it."""
    first = cell[0]
    if not any(map(str.isdigit, first.text)):
        return is_wish(first.text)
    before = next((token for token, after in pairwise(line.tokens) if after is first), None)
    return before is not None and first.x0 - before.x1 < line.size and is_wish(before.text)


def _has_untold_parts(below: Sequence[Line], quantity: Node | None, habits: Habits) -> bool:
    """`80 PCS immediately, balance 20 PCS end of May`: two amounts in the words below an entry that come to its quantity, and no schedule."""
    if not isinstance(quantity, Leaf):
        return False
    amounts = [
        value
        for line in below
        for token, unit in pairwise(line.tokens)
        if (value := number_of(token, habits)) is not None and is_unit(unit.text.strip(",;."))
    ]
    return any(one + other == Decimal(quantity.value) for one, other in combinations(amounts, 2))


def _is_the_earliest(line: Line, day: Leaf) -> bool:
    """`Not before 17.04.2026`: the day is promised by nobody."""
    place = next((place for place, token in enumerate(line.tokens) if line.page == day.page and lies_in(token, day)), 0)
    before = " ".join(folded(token.text) for token in line.tokens[max(0, place - BEFORE) : place + 1])
    return _EARLIEST.search(before) is not None


def _is_of_a_drawing(line: Line, date: Value) -> bool:
    """`Drawing 4711-0815 Rev. C dated 11.11.2025` below an entry tells no day of delivery."""
    place = line.tokens.index(date.tokens[0])
    return any(_DRAWING.match(folded(token.text)) for token in line.tokens[max(0, place - NEAR) : place])
