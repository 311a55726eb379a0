"""Entries that stand in no table: a card for each position, or a sentence in a letter. Labels name their values there, too."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import takewhile

from domain.doctype import DocType, Shape
from domain.paper import Group, Node
from extract.entry.blocks import beginnings, in_columns
from extract.entry.cell_entries import cell_of
from extract.entry.coil_rows import with_parts
from extract.entry.entry_runs import BULLETS, LEADING, SENTENCE, EntryRuns, is_line_of
from extract.entry.entry_words import (
    overlooked,
    parted,
    sentence_ends,
    steps,
)
from extract.entry.lot_rows import lots_under_own_head
from extract.entry.named_entries import named_above
from extract.label.label_places import BOX_NUMBER, box_numbers, is_of_boxes
from extract.label.labels import LabelHit, Vocabulary
from extract.page.columns import Row
from extract.page.layout import Layout, Line, Token
from extract.sentence.paragraphs import paragraphs
from extract.shape.misfits import misfit
from extract.shape.values import Habits
from extract.text.cues import cues

MOST_SENTENCES = 2
"""A single entry in running text has no more."""
WIDER = 1.8
"""A gap so many times the usual one ends an entry."""
MOST_LINES, MOST_OF_BLOCK = 9, 14
"""An entry has no more lines than this; one of several columns has more."""
FEWEST_OF_BLOCK = 3
"""A block of which no more values were read was not understood."""


class EntryReader:
    """Finds where entries begin, and reads each as one run of words."""

    def __init__(self, layout: Layout, doctype: DocType, habits: Habits, *, fuzzy: bool) -> None:
        """`fuzzy` lets labels be a letter off, as OCR reads them."""
        self._layout = layout
        self._columns = {column.name: column for column in doctype.columns}
        self._habits = habits
        self._fuzzy = fuzzy
        named = [column for column in doctype.columns if column.name not in ("unit", "price_unit")]
        self._vocabulary = Vocabulary(
            {column.name: column.headings for column in named}, {column.name: column.meanings for column in named}
        )
        ends = {
            spec.name: spec.labels
            for spec in doctype.fields
            if spec.name in ("net_total", "gross_total", "payment_terms", "carrier", "gross_weight_kg")
        }
        self._ends = Vocabulary(ends)
        self._runs = EntryRuns(layout, doctype, habits, self._vocabulary, fuzzy=fuzzy)
        self._numbered: list[int] = []
        self.used: set[int] = set()
        self.taken: set[Token] = set()

    def read(self) -> list[Group]:
        """The entries in order; `used` then holds their lines, and `taken` their words where they stand in sentences."""
        lines = range(len(self._layout.lines))
        starts = [index for index in lines if self._is_numbered(index)]
        if blocks := self._blocks(beginnings(starts, self._ascending(), self._layout.lines, MOST_OF_BLOCK, fuzzy=self._fuzzy)):
            return blocks
        if self._fuzzy:
            starts = sorted({*starts, *overlooked(starts, self._layout.lines)})
        if not starts and (celled := self._in_cells()):
            return celled
        if not starts:
            starts = self._numbered = self._ascending() or []
        named = [] if starts else named_above(self._layout.lines, self._hits)
        if not starts:
            starts = named or [index for index in lines if self._begins_with_quantity(index)]
        entries = self._in_sentences() if not self._numbered else []
        if len(entries) > len(starts):
            return entries
        self.taken = set()
        entries = []
        for place, start in enumerate(starts):
            end = starts[place + 1] if place + 1 < len(starts) else len(self._layout.lines)
            own = self._extent(start, end)
            of_entry = [self._layout.lines[index] for index in own]
            entry = self._runs.named_entry(of_entry) if named else self._runs.entry(of_entry, numbered=start in self._numbered)
            if "lots" in self._columns:
                self._with_lots(entry, own, end)
            if len(entry) >= 3 and "quantity" in entry:
                self.used.update(own)
                entries.append(Group(entry))
        return entries

    def _with_lots(self, entry: dict[str, Node], own: Sequence[int], end: int) -> None:
        """Gives an entry the lots that are listed below it, under headings of their own or as what was bound together."""
        inset = [*takewhile(self._follows_closely, range(own[-1] + 1, end))]
        row = Row(own[0], below=[*own[1:], *inset])
        if "lots" not in entry and (lots := lots_under_own_head(row, self._layout, self._vocabulary, self._habits, fuzzy=self._fuzzy)):
            entry["lots"] = lots
            self.used.update(inset)
        with_parts(entry, self._layout, own[1:], self._habits)

    def _follows_closely(self, index: int) -> bool:
        line, above = self._layout.lines[index], self._layout.lines[index - 1]
        return line.page == above.page and line.band[0] - above.band[1] < line.size

    def _blocks(self, starts: Sequence[int]) -> list[Group]:
        """Entries printed as blocks of several columns, each column read by itself; none where they are no such blocks."""
        lines = self._layout.lines
        if not starts:
            return []
        owns = [self._extent(start, end, MOST_OF_BLOCK) for start, end in zip(starts, [*starts[1:], len(lines)], strict=True)]
        found = [self._runs.entry(columns, block=True) for columns in in_columns([[lines[index] for index in own] for own in owns])]
        if not found or not all("quantity" in entry and len(entry) > FEWEST_OF_BLOCK for entry in found):
            return []
        self.used.update(index for own in owns for index in own)
        return [Group(entry) for entry in found]

    def _in_cells(self) -> list[Group]:
        """Entries that stand in one cell of each row, between others that say nothing of them; none where one of them was not understood."""
        lines = self._layout.lines
        cell = cell_of(lines, [(index, hit) for index in range(len(lines)) for hit in self._hits(index) if hit.name == "order_line"])
        if cell is None:
            return []
        owns = [self._extent(start, end) for start, end in zip(cell.starts, [*cell.starts[1:], len(lines)], strict=True)]
        found = [self._runs.entry([part for index in own if (part := cell.within(lines[index]))]) for own in owns]
        if not all(len(entry) >= FEWEST_OF_BLOCK and "quantity" in entry for entry in found):
            return []
        self.used.update(index for own in owns for index in own)
        return [Group(entry) for entry in found]

    def _in_sentences(self) -> list[Group]:
        """Entries that follow each other in running text: `Alla riga 10 forniremo … Alla riga 20 …`."""
        entries = []
        self.taken = set()
        for paragraph in paragraphs(self._layout, (), fewest=1):
            line = replace(paragraph, tokens=parted(paragraph.tokens))
            places = [
                hit
                for hit in self._vocabulary.hits([line], 0, fuzzy=self._fuzzy)
                if self._may_be_position(line, hit) and re.fullmatch(r"0?\d{1,5}[.:),]?", line.tokens[hit.end].text)
            ]
            for place, hit in enumerate(places):
                end = places[place + 1].start if place + 1 < len(places) else self._end_of_last(line, places)
                run = replace(line, tokens=line.tokens[hit.start : end])
                entry = self._runs.entry([run])
                if len(entry) >= 3 and "quantity" in entry:
                    entries.append(Group(entry))
                    self.taken |= set(run.tokens)
        return entries

    def _end_of_last(self, line: Line, places: Sequence[LabelHit]) -> int:
        """Where the last entry of running text ends: it has as many sentences as the one before, and none that speaks of the whole paper."""
        start = places[-1].end + 1
        most = MOST_SENTENCES
        if len(places) > 1:
            most = sum(1 for _ in sentence_ends(line.tokens, places[-2].end + 1, places[-1].start))
        ends = list(sentence_ends(line.tokens, start, len(line.tokens)))[: max(1, most)]
        whole = [hit.start for hit in self._ends.hits([line], 0, fuzzy=self._fuzzy)]
        for place, end in enumerate(ends[:-1]):
            told = [cues(token.text) for token in line.tokens[end : ends[place + 1]]]
            is_whole = any(end <= hit <= end + LEADING + 1 for hit in whole) or any({"sum", "parcel"} & words for words in told)
            if is_whole or not any({"arrives", "shipped", "delivery"} & words for words in told):
                return end
        return ends[-1] if ends else len(line.tokens)

    def _hits(self, index: int) -> list[LabelHit]:
        return self._vocabulary.hits(self._layout.lines, index, fuzzy=self._fuzzy)

    def _may_be_position(self, line: Line, hit: LabelHit) -> bool:
        """Whether a label may number an entry, and something stands behind it."""
        words = " ".join(token.text for token in line.tokens[hit.start : hit.end])
        return hit.end < len(line.tokens) and "order_line" in (hit.name, *self._vocabulary.names(words))

    def _numbers_with_a_colon(self, line: Line, hit: LabelHit) -> bool:
        """`To item 10: we shall supply …`: what may be an item's label is a position's before a short number with a colon."""
        return self._may_be_position(line, hit) and is_line_of(hit, line.tokens[hit.end :])

    def _is_numbered(self, index: int) -> bool:
        """`Pos. 10 …`, `- Itm 10: …`."""
        line = self._layout.lines[index]
        first = 1 if line.tokens[0].text in BULLETS and len(line.tokens) > 1 else 0
        hits = self._vocabulary.hits(self._layout.lines, index, fuzzy=self._fuzzy)
        hit = next((hit for hit in hits if hit.name == "order_line" or self._numbers_with_a_colon(line, hit)), None)
        if hit is None:
            return any(
                hit.start == first and is_line_of(hit, line.tokens[hit.end :])
                for hit in self._vocabulary.hits(self._layout.lines, index, fuzzy=self._fuzzy)
            )
        if hit.end >= len(line.tokens) or not re.fullmatch(r"0?\d{1,5}[.:),]?", line.tokens[hit.end].text):
            return False
        # `W pozycji 10 potwierdzamy …`: a sentence may lead up to it.
        return hit.start <= first or (hit.start <= LEADING and line.tokens[0].text[:1].isupper() and len(line.tokens) > SENTENCE)

    def _ascending(self) -> list[int]:
        """Lines that begin with positions: numbers at one place on the page, by equal steps (`10`, `20`, `30`)."""
        places: dict[int, list[tuple[int, int]]] = {}
        is_form = is_of_boxes(self._layout)
        for index, line in enumerate(self._layout.lines):
            first = line.tokens[0]
            if is_form and not any(re.search(r"\d", token.text) for token in line.tokens[1:] if not BOX_NUMBER.fullmatch(token.text)):
                continue  # `2 Odbiorca (nazwa, adres)   16 Przewoźnik`
            number = first.text.rstrip(".,:;'-–—~") if self._fuzzy else first.text  # specks behind it
            if re.fullmatch(r"\d{1,4}|0\d{4}", number) and len(line.tokens) > 1 and not box_numbers(line):
                place = next((x for x in places if abs(x - first.x0) < 3), round(first.x0))
                places.setdefault(place, []).append((index, int(number)))
        return max((steps(found, step) for found in places.values() for step in (10, 1, 5, 100)), key=len, default=[])

    def _begins_with_quantity(self, index: int) -> bool:
        """A quantity with its unit at the beginning of a line: `1.452 Stk. Rundstahl …`."""
        line = self._layout.lines[index]
        return self._runs.quantity_at(line.tokens, 0) is not None and len(line.tokens) > 4

    def _extent(self, start: int, end: int, most: int = MOST_LINES) -> list[int]:
        """The lines of an entry: until the next one, a gap, or what stands below all of them."""
        lines = self._layout.lines
        found = [start]
        for index in range(start + 1, min(end, start + most)):
            gap = lines[index].band[0] - lines[index - 1].band[1]
            usual = lines[start + 1].band[0] - lines[start].band[1] if len(found) > 1 else gap
            if lines[index].page != lines[start].page or gap > lines[index].size or gap > WIDER * max(usual, 0.2 * lines[index].size):
                break
            # A sentence that has ended, and a gap wider than between lines: what follows is another paragraph. The stop of a unit, `pz.`, ends none.
            last = lines[index - 1].tokens[-1].text
            if gap > 0.55 * lines[index].size and re.search(r"\w\.$", last) and misfit(Shape.UNIT)(last) > 0:
                break
            if self._ends_at(index):
                break
            found.append(index)
        return found

    def _goes_on_below(self, index: int) -> bool:
        """Whether more of an entry is told right below a line, flush with it: of `Totaal 870,00` over `Leverdatum 20-07-2026` it is the entry's total."""
        lines = self._layout.lines[index : index + 2]
        if len(lines) < 2 or lines[0].page != lines[1].page or abs(lines[0].tokens[0].x0 - lines[1].tokens[0].x0) > 2:
            return False
        near = lines[1].band[0] - lines[0].band[1] < lines[0].size
        hits = self._vocabulary.hits(self._layout.lines, index + 1, fuzzy=self._fuzzy)
        return near and any(hit.start == 0 and hit.end < len(lines[1].tokens) for hit in hits) and not self._ends_at(index + 1)

    def _ends_at(self, index: int) -> bool:
        """Whether a line speaks of the whole paper: it begins with such a label, which is no value of the entry."""
        lines = self._layout.lines
        own = self._vocabulary.hits(lines, index, fuzzy=self._fuzzy)
        for hit in self._ends.hits(lines, index, fuzzy=self._fuzzy):
            inside = any(other.start <= hit.start and hit.end <= other.end for other in own)
            if any(other.start <= hit.start and hit.end < other.end for other in own):
                continue  # `Net Price 1.61 USD`: the label goes on, and is the entry's
            alone = hit.start == 0 and 0 < len(lines[index].tokens) - hit.end <= 3 and not (inside and self._goes_on_below(index))
            if hit.start <= 2 and hit.end < len(lines[index].tokens) and (alone or not inside):
                return True  # with nothing behind it, it is the second line of a label: `Cena jednostkowa` / `netto:`
        return False
