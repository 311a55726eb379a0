"""The head of a table: a line of known headings, perhaps with others above or below it, as columns."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import reduce
from itertools import pairwise

from extract.label.broken_cells import is_order_over_its_number
from extract.label.label_places import BOX_NUMBER, box_numbers
from extract.label.labels import LabelHit, Vocabulary, squeezed
from extract.page.columns import Column, is_same, overlap, room_of
from extract.page.layout import Line, Phrase, Token
from extract.table.crowded import are_one, parts_of
from extract.table.headings import (
    LEAST_OF_ROW,
    are_values,
    confirmed,
    is_second_row,
    is_title_of_table,
    joined,
    places_under,
    runs,
    with_levels,
    without_repeated_nouns,
    without_repeats,
)
from extract.table.naming import is_wish
from extract.table.spare_heads import tells_asked_from_given
from extract.table.strays import without_dust, without_strays
from extract.table.unheaded import with_numbers
from extract.text.folding import folded
from extract.text.wording import CURRENCY_CODES, concepts

FEWEST_HEADINGS = 3
FEWEST_WALLS = 3
"""A head that so many upright rules cross at least is that of a ruled table."""
SHARE_KNOWN = 0.5
SHARE_OF_MANY = 0.35
"""How much of a head's print must be headings that are known; less where there are many of them, each by itself."""
BELONGING = frozenset({"supplier", "our", "your", "maker", "number", "ref", "document", "order", "purchase"})
"""What words behind a heading may say without being one themselves."""
MONEY = frozenset({*(code.upper() for code in CURRENCY_CODES), "€", "$", "£", "ZŁ", "IN"})
"""`Betrag in EUR`, `Amount $`: what money a heading is in."""
MARKS = frozenset({"number", "ref"})
_PARTY = re.compile(r"(?:sold|ship|bill|sell|invoice|deliver)(?:ed|ped)?[- ]to\b|(?:factur|livr)er? a\b|(?:factuur|levering) aan\b")
_OF_GOODS = frozenset({"description", "unit_price", "net_amount"})
VALUES = frozenset({"quantity", "unit", "unit_price", "price_unit", "net_amount", "discount_pct", "delivery_date", "description"})
"""Columns that hold no number of anything."""
SHORTEST_MARKED = 3
LONGEST_MARK = 5
"""A word behind a mark that is no heading itself has so many letters at least; shorter ones are often cut off."""
SHORTEST = 4
"""A heading that is left of others has so many letters; `Uw` before `pos.` belongs to that."""
CODES = frozenset({"supplier_item", "buyer_item", "order_line"})
TIMES = frozenset({"×", "x", "*", "à", "/"})
"""What stands between a lot and its quantity in one cell, and in its heading."""
HIGHEST = 5
"""A head of two rows has no more lines."""
MOST_OF_ONE = 6
"""One phrase of more words is a sentence above a table and no further line of its head."""
CENTRED = 0.85
"""Words less than a line above or below a head stand in a cell of two lines, beside cells of one whose heading is in the middle."""
STACK, FLUSH = 3, 2.0
"""So many lines of one heading stand flush left, give or take so many points."""
HEAD_GAP = 1.9
"""A heading continues on the next line if that is at most this many print sizes below."""
TITLE, FRAMED = 1.6, 2.0
"""Print so many times as large as another line's is a title, and no further line of its head; a scan's word may have the frame of its cell in its box."""

SECOND_ROW_GAP = 4.2
"""The second row of a head of two is at most so many print sizes below: the rest of a broken heading may stand between the two."""

FEWEST_COLUMNS, SHARE_OF_COLUMNS, MOST_BELOW = 4, 0.6, 30
"""A head whose words are hardly known has so many headings; an entry fills so many of its columns; so many lines below it are looked at."""

HEADINGS_BEFORE = 3
"""Behind so many headings in a row a number is of what stands beside the table: `Référence  Lot  Qté    1) Palette 354123458226209839`."""
_NUMBER = re.compile(r"(?=(?:\D*\d){6})\d[\d./-]*\d")
"""A number of something, an item or an order: so many figures no heading has."""

_COUNTED = re.compile(r"(?=(?:\D*\d){4})[\w./-]+,")
"""A number of something with a comma behind it, as in a sentence."""

Head = tuple[int, int, tuple[Column, ...]]
"""First line, line after, and columns."""

ARTICLES = frozenset({"der", "des", "of", "de", "du", "della", "del", "van", "the", "la"})
LEADING = frozenset(
    {"nach", "gemass", "according", "acc", "to", "as", "per", "selon", "suivant", "secondo", "segun", "volgens", "wg", "wedlug"}
)
"""`Selon norme`, `Nach Norm`: words that lead up to what a heading names."""


MOST_OF_HEAD = 3
"""So many lines a head may have from the one on that tells it."""


class HeadReader:
    """Finds the heads whose headings are in a vocabulary."""

    def __init__(self, vocabulary: Vocabulary, anchors: Sequence[str]) -> None:
        """`anchors` are the columns of which a head names at least one."""
        self._vocabulary = vocabulary
        self._anchors = tuple(anchors)

    def heads(self, lines: Sequence[Line], *, fuzzy: bool) -> list[Head]:
        """First line, line after, and columns of each head that its words tell."""
        return self._heads(lines, self._is_head, fuzzy=fuzzy)

    def columns_of(self, line: Line, *, fuzzy: bool) -> tuple[Column, ...]:
        """The columns that a line of a head names by itself."""
        return self._columns([line], fuzzy=fuzzy)

    def unknown_heads(self, lines: Sequence[Line], *, fuzzy: bool) -> list[Head]:
        """The heads that hardly any word tells, but that they stand over columns."""
        return self._heads(lines, self._stands_over_columns, fuzzy=fuzzy)

    def _heads(self, lines: Sequence[Line], is_head: Callable[..., bool], *, fuzzy: bool) -> list[Head]:
        found: list[Head] = []
        index = 0
        while index < len(lines):
            if not is_head(lines, index, fuzzy=fuzzy):
                index += 1
                continue
            lines = without_strays(lines, index) if fuzzy else lines
            first, after = index, index + 1
            above = index and self._belongs_to_head(lines[index - 1], lines[index]) and not are_values(lines, index - 1)
            above = above and not is_title_of_table(lines[index - 1], lines[index])
            if above and (not found or found[-1][1] < index):
                first = index - 1
            over = [phrase for line in lines[first:after] for phrase in line.phrases]
            while (further := self._further(lines, after, index, over, fuzzy=fuzzy)) is not None:
                if is_order_over_its_number(lines, further):
                    break
                after = further + 1
            band = [line for line in lines[first:after] if without_dust(line)] if fuzzy else lines[first:after]
            columns = self._columns(band, lines[after:], fuzzy=fuzzy)
            if more := self._second_half(lines, after, columns, fuzzy=fuzzy):
                after, columns = after + 1, (*columns, *more)
            elif rows := self._two_rows(lines, (first, index, after), columns, fuzzy=fuzzy):
                after, columns = rows
            if first == index and index and (not found or found[-1][1] < index or found[-1][:2] == (index - 1, index)):
                upper = self._first_row(lines, index, columns, fuzzy=fuzzy)
                if upper and found and found[-1][1] == index:
                    found.pop()  # the first row was taken for a head of its own
                first, columns = (index - 1, upper) if upper else (first, columns)
            found.append((first, after, with_numbers(columns, lines[after : after + MOST_BELOW])))
            index = after
        return found

    def _further(self, lines: Sequence[Line], after: int, head: int, over: Sequence[Phrase], *, fuzzy: bool) -> int | None:
        """The next line of a head, if it has one: on a scan also behind a line of dust alone."""
        dust = fuzzy and after < len(lines) and not without_dust(lines[after])
        for at in (after, after + 1) if dust else (after,):
            near = at < min(len(lines), head + MOST_OF_HEAD + dust)
            if near and self._belongs_to_head(lines[at], lines[after - 1], below=lines[head], over=over):
                return at
        return None

    def _stands_over_columns(self, lines: Sequence[Line], index: int, *, fuzzy: bool) -> bool:
        """Whether a line of headings, of which one at least is known, stands over two entries or more whose values are below them."""
        head = lines[index]
        if len(head.phrases) < FEWEST_COLUMNS or any(re.search(r"\d|:$", token.text) for token in head.tokens):
            return False
        if not {hit.name for hit in self._vocabulary.hits(lines, index, fuzzy=fuzzy)} & set(self._anchors):
            return False
        entries = 0
        for line in lines[index + 1 : index + MOST_BELOW]:
            under = places_under(line, head)
            figures = sum(re.search(r"\d", phrase.text) is not None for phrase in line.phrases)
            if line.page != head.page or (not figures and len(line.phrases) >= FEWEST_COLUMNS):
                break  # a further line of labels: these are values in boxes, and no entries
            entries += under >= SHARE_OF_COLUMNS * len(head.phrases) and figures >= 2
        return entries > 1

    def _two_rows(
        self, lines: Sequence[Line], head: tuple[int, int, int], columns: Sequence[Column], *, fuzzy: bool
    ) -> tuple[int, tuple[Column, ...]] | None:
        """A head of two rows, each of one or more lines, over entries of two: the line after it, and its columns; None where it has one.

        `head` is its first line, the one that tells it, and the line after. It is cut where both rows together name most, each others than the other, and more than the head taken as one row; and only
        where what the second row heads is missing in the first line of the entry below it.
        """
        first, told, after = head
        last = after
        while last < min(len(lines) - 2, told + HIGHEST) and self._goes_on(lines[last], lines[last - 1], lines[told]):
            last += 1
        best: tuple[int, int, tuple[Column, ...]] = (len({column.name for column in columns if column.name}), 0, ())
        for stop in range(max(after, first + 2), last + 1):
            for cut in range(first + 1, stop):
                if lines[cut].box[1] - lines[cut - 1].box[1] < CENTRED * max(lines[cut].size, lines[cut - 1].size):
                    continue  # words of cells of unlike height, not of two rows
                upper = self._columns(lines[first:cut], fuzzy=fuzzy)
                lower = self._columns(lines[cut:stop], fuzzy=fuzzy)
                tops, names = ({column.name for column in row if column.name} for row in (upper, lower))
                known = sum(column.name is not None or concepts(column.title) is not None for column in lower)
                fresh = names - tops
                plain = len(fresh) >= max(LEAST_OF_ROW, len(names & tops) + 1) and 2 * known > len(lower) and tops & set(self._anchors)
                if plain and len(tops | names) > best[0] and is_second_row(lines, stop, lower):
                    best = (len(tops | names), stop, (*upper, *confirmed(lower)))
        return (best[1], best[2]) if best[1] else None

    @staticmethod
    def _goes_on(line: Line, above: Line, head: Line) -> bool:
        """Whether a line may be a further one of a head: below it, without figures and values; a heading that was broken may stand between."""
        near = line.page == above.page and line.box[1] - above.box[1] <= SECOND_ROW_GAP * max(line.size, above.size)
        figures = any(re.search(r"\d|:$", token.text) for token in line.tokens)
        return near and line.box[0] >= head.box[0] - line.size and not figures

    def _first_row(self, lines: Sequence[Line], index: int, columns: Sequence[Column], *, fuzzy: bool) -> tuple[Column, ...]:
        """The columns of both rows where the line above a head names others of an entry, close by; none where it does not.

        `Pos.  Material  Bezeichnung`, and below it, further right, `Menge  Preis  Basis  Wert`: each entry has two rows.
        """
        line, above = lines[index], lines[index - 1]
        if line.page != above.page or line.box[1] - above.box[1] > HEAD_GAP * max(line.size, above.size) or any(c.level for c in columns):
            return ()
        upper = self._columns([above], fuzzy=fuzzy)
        names = [column.name for column in upper if column.name]
        digits = any(re.search(r"\d", token.text) for token in above.tokens)
        if digits or len(names) < 2 or len(names) < len(upper) / 2 or {*names} & {column.name for column in columns}:
            return ()
        return (*upper, *(replace(column, level=1) for column in columns))

    def _second_half(self, lines: Sequence[Line], after: int, columns: Sequence[Column], *, fuzzy: bool) -> tuple[Column, ...]:
        """The columns that a line right below a head adds where all of it is headings of others, further right: `Qté expédiée`.

        Only where the first line of an entry reaches there; else they are the headings of its second line.
        """
        line, above = lines[after] if after < len(lines) else None, lines[after - 1]
        entry = [each for each in lines[after + 1 : after + 4] if re.search(r"\d", each.tokens[0].text)][:1]
        if line is None or line.page != above.page or line.box[1] - above.box[1] > HEAD_GAP * max(line.size, above.size):
            return ()
        if line.box[0] < above.box[2] or not any(phrase.box[0] > line.box[0] - 3 * line.size for each in entry for phrase in each.phrases):
            return ()
        more = self._columns([line], fuzzy=fuzzy)
        names = {column.name for column in more}
        return more if names and None not in names and names.isdisjoint(column.name for column in columns) else ()

    def _is_head(self, lines: Sequence[Line], index: int, *, fuzzy: bool) -> bool:
        line = lines[index]
        hits = self._vocabulary.hits(lines, index, fuzzy=fuzzy)
        names = {hit.name for hit in hits}
        if any(_COUNTED.fullmatch(token.text) for token in line.tokens):
            return False  # `Lot 266770-A, quantité 8 UN`
        if names.isdisjoint(_OF_GOODS) and any(_PARTY.match(folded(phrase.text)) for phrase in line.phrases):
            return False  # `Sold-to  Ship-to  Confirmed`: captions over addresses and days
        few = len(names) < FEWEST_HEADINGS and not tells_asked_from_given(line, names)
        if few or not names & set(self._anchors) or _is_sentence(line, hits) or _is_sum(line):
            return False
        numbers = box_numbers(line)
        values = sum(bool(re.search(r"\d{2}", token.text)) for token in line.tokens if token not in numbers)
        if values > len(line.tokens) // 5 or sum(token.text.endswith(":") for token in line.tokens) > 1:
            return False
        printed = sum(len(squeezed(token.text)) for token in line.tokens)
        pieces = self._pieces([line], 0, fuzzy=fuzzy)
        known = sum(len(squeezed(piece.title)) for piece in pieces if piece.name or concepts(piece.title))
        share = SHARE_OF_MANY if len(names) > FEWEST_HEADINGS and len(line.phrases) > FEWEST_HEADINGS else SHARE_KNOWN
        first = next((at for at, phrase in enumerate(line.phrases) if any(_NUMBER.fullmatch(token.text) for token in phrase.tokens)), None)
        beside = first is not None and first >= HEADINGS_BEFORE and not re.search(r"\d", " ".join(p.text for p in line.phrases[:first]))
        if first is not None and not beside:
            return False  # `Vs. codice 65-1644-57  Paese d'origine IT`: two labels with their values
        told = len(line.phrases) == 1 and sum(any(map(str.isdigit, token.text)) for token in line.tokens if token not in numbers) > 1
        # `Lotto n. L000593 - quantità 4 NR`: labels in one phrase with their values
        return known >= share * printed and not told

    @staticmethod
    def _belongs_to_head(line: Line, neighbour: Line, *, below: Line | None = None, over: Sequence[Phrase] = ()) -> bool:
        """Whether a line is a further line of the head: close by, without values, inside its width, and each of its phrases at one of the head's.

        `over` are those of a line above the head with it.
        """
        head = below or neighbour
        small, large = sorted((line.size, neighbour.size))
        over_it = [phrase for phrase in head.phrases if phrase.box[0] < line.box[2] and line.box[0] < phrase.box[2]]
        framed = below is not None and len(line.tokens) == 1 and line.tokens[0].word.confidence < 1 and len(over_it) == 1
        unlike = large > (FRAMED if framed else TITLE) * small
        if line.page != neighbour.page or abs(line.box[1] - neighbour.box[1]) > HEAD_GAP * large or unlike:
            return False
        if not without_dust(line):
            return False
        numbers = _numbers_of_boxes(line) if _numbers_of_boxes(head) else ()
        if any(re.search(r"\d|:$", token.text) for token in line.tokens if token not in numbers) or len(line.tokens) > 14:
            return False
        if len(line.phrases) == 1 and len(line.tokens) > MOST_OF_ONE:
            return False
        if abs(line.box[1] - head.box[1]) < CENTRED * max(line.size, head.size):
            return True
        inside = line.box[0] >= head.box[0] - line.size and line.box[2] <= head.box[2] + 4 * line.size
        stacked = all(any(p.box[0] < q.box[2] + 1 and q.box[0] < p.box[2] + 1 for q in over or head.phrases) for p in line.phrases)
        return inside and stacked and not line.text.rstrip().endswith(":")

    def _columns(self, band: Sequence[Line], below: Sequence[Line] = (), *, fuzzy: bool) -> tuple[Column, ...]:
        """The columns that the lines of a head name: stacked words are one heading if together they are a known one."""
        pieces = self._in_high_cells([piece for level in range(len(band)) for piece in self._pieces(band, level, below, fuzzy=fuzzy)])
        pieces = [replace(piece, name=None) if _is_code_of_tax(piece) else piece for piece in self._in_stacks(pieces)]
        pieces.sort(key=lambda piece: (piece.level, piece.x0))
        columns: list[Column] = []
        for piece in pieces:
            over = next((i for i, column in enumerate(columns) if overlap(column, piece) > 0.3 and column.level < piece.level), None)
            if over is None:
                columns.append(piece)
                continue
            upper = columns[over]
            title = joined(upper.title, piece.title)
            if piece.name == "delivery_date" and is_wish(upper.title) and not is_wish(piece.title):
                columns[over] = replace(upper, name=None)  # `Request Date` over `Promise Date`: two days, one below the other
                columns.append(piece)
                continue
            if upper.title.endswith("/"):  # `Uw artikel /` over `orderregel`: one column of two values
                columns[over] = Column(
                    upper.name or piece.name, min(upper.x0, piece.x0), max(upper.x1, piece.x1), f"{upper.title} {piece.title}", piece.level
                )
                continue
            if (upper.name, piece.name) == ("supplier_item", "buyer_item"):
                columns.append(piece)  # `Artikel` over `Uw artikel`: the buyer's number stands below the supplier's
                continue
            both = upper.name is not None and piece.name is not None and upper.name != piece.name
            whose = concepts(upper.title) == frozenset({"your"})  # `Wasza` over `poz.` says whose position it is, and names no item
            name = next(iter(self._vocabulary.names(title)), None) if both and not whose else self._vocabulary.name(title, fuzzy=fuzzy)
            if name or upper.name is None or piece.name is None or piece.name == upper.name:
                columns[over] = Column(
                    name or upper.name or piece.name, min(upper.x0, piece.x0), max(upper.x1, piece.x1), title, piece.level, room=upper.room
                )
            else:
                columns.append(piece)
        return with_levels(self._with_price(self._distinct(columns)))

    def _with_price(self, columns: Sequence[Column]) -> list[Column]:
        """`Prezzo Per` where no other heading is of a price: two headings that stand close, and the price is what entries have first below them."""
        if any(column.name == "unit_price" for column in columns):
            return [*columns]
        found = []
        for column in columns:
            words = column.title.split()
            ends = [self._vocabulary.name(word, fuzzy=False) for word in (words[0], words[-1])] if len(words) > 1 else []
            both = column.name == "price_unit" and ends == ["unit_price", "price_unit"]
            found.append(replace(column, name="unit_price") if both else column)
        return found

    def _in_high_cells(self, pieces: Sequence[Column]) -> list[Column]:
        """The headings, those that are the lines of one cell (`Position` over `Ihrer` over `Bestellung`) made one where they are a known one."""
        found: list[Column] = []
        rooms = {piece.room for piece in pieces if piece.room}
        for room in sorted(rooms):
            lines = sorted((piece for piece in pieces if piece.room and is_same(piece.room, room)), key=lambda piece: piece.level)
            title = reduce(joined, (piece.title for piece in lines))
            name = self._vocabulary.name(title, fuzzy=False)
            days = {is_wish(piece.title) for piece in lines if is_wish(piece.title) or piece.name == "delivery_date"}
            upper = (lines[0].name, *self._vocabulary.names(lines[0].title))
            # `Artikel` over `Uw artikel`, `Item` over `Customer Item`: one number below the other
            both = [piece.name for piece in lines[1:]] == ["buyer_item"] and "supplier_item" in upper
            if (
                name and len(lines) > 1 and lines[0].room == room and len(days) < 2 and not both
            ):  # a day wished for over one that is promised
                left, right = min(piece.x0 for piece in lines), max(piece.x1 for piece in lines)
                found.append(Column(name, left, right, title, lines[0].level, room=room))
                pieces = [piece for piece in pieces if piece not in lines]
        return [*pieces, *found]

    def _in_stacks(self, pieces: Sequence[Column]) -> list[Column]:
        """The headings, three lines of one (`Position` over `Ihrer` over `Bestellung`) made one where all of them name what the first does."""
        found = [*pieces]
        for top in sorted(pieces, key=lambda piece: piece.level):
            below = [next((p for p in found if p.level == top.level + step and abs(p.x0 - top.x0) < FLUSH), None) for step in (1, 2)]
            stack = [top, *(piece for piece in below if piece)]
            if len(stack) < STACK or any(piece not in found for piece in stack):
                continue
            name = self._vocabulary.name(reduce(joined, (piece.title for piece in stack)), fuzzy=False)
            if name and name == top.name and name != "delivery_date":
                title, right = reduce(joined, (piece.title for piece in stack)), max(piece.x1 for piece in stack)
                found = [*(piece for piece in found if piece not in stack), Column(name, top.x0, right, title, top.level, room=top.room)]
        return found

    def _distinct(self, columns: Sequence[Column]) -> list[Column]:
        """`Line … Item No.`: of two columns with one name, the one that may be called otherwise is called so."""
        names = [column.name for column in columns]
        for place, column in reversed(list(enumerate(columns))):
            if column.name and names.count(column.name) > 1:
                free = [name for name in self._vocabulary.names(column.title) if name not in names]
                names[place] = free[0] if free else column.name
        return [replace(column, name=name) for column, name in zip(columns, names, strict=True)]

    def _pieces(self, band: Sequence[Line], level: int, below: Sequence[Line] = (), *, fuzzy: bool) -> list[Column]:
        line = band[level]
        position = {token: i for i, token in enumerate(line.tokens)}
        hits = [
            hit
            for hit in self._vocabulary.hits(band, level, fuzzy=fuzzy)
            if not self._marks_another(line, hit) and not self._marks_what_follows(line, hit)
        ]
        pieces = [
            self._part(part, [hit.name for hit in hits if position[part[0]] <= hit.start and hit.end <= position[part[-1]] + 1], level)
            for phrase in line.phrases
            if not self._vocabulary.names(phrase.text)  # `Cena netto` is one, whatever stands under its halves
            if len(parts := self._parts(phrase, hits, position, below)) > 1
            for whole in parts
            for part in self._further_parts(whole, hits, position)
        ]
        parted = {i for piece in pieces for token, i in position.items() if piece.x0 <= token.x0 and token.x1 <= piece.x1}
        taken = set(parted)
        for hit in hits:
            if parted & {*range(hit.start, hit.end)}:
                continue
            taken.update(range(hit.start, hit.end))
            for start, end in without_repeats(line.tokens, hit.start, hit.end):
                tokens = line.tokens[start:end]
                title = " ".join(token.text for token in tokens)
                whole = (start, end) == (hit.start, hit.end)
                name = hit.name if whole else self._vocabulary.name(title, fuzzy=fuzzy)
                pieces.append(Column(name, tokens[0].x0, tokens[-1].x1, title, level))
        numbered = sum(BOX_NUMBER.fullmatch(token.text) is not None for token in line.tokens) > 1
        for phrase in line.phrases:
            unknown = [
                position[token]
                for token in phrase.tokens
                if position[token] not in taken and squeezed(token.text) and not (numbered and BOX_NUMBER.fullmatch(token.text))
            ]
            for start, end in runs(unknown):
                for first, after in self._known_halves(line.tokens, start, end) or without_repeated_nouns(line.tokens, start, end):
                    pieces.append(self._named(line.tokens[first:after], pieces, line, level))
        return self._in_cells(self._led_on(pieces, line), line, fuzzy=fuzzy)

    @staticmethod
    def _parts(phrase: Phrase, hits: Sequence[LabelHit], position: Mapping[Token, int], below: Sequence[Line]) -> list[tuple[Token, ...]]:
        """The parts of a phrase by the entries below; a known heading of several words, under which one thing stands, is one (`Cena przed rabatem`)."""
        parts = parts_of(phrase, below)
        for hit in hits:
            words = tuple(token for token in phrase.tokens if hit.start <= position[token] < hit.end)
            inside = [part for part in parts if {*part} <= {*words}]
            if hit.exact and len(inside) > 1 and sum(map(len, inside)) == len(words) and are_one(words, below):
                at = parts.index(inside[0])
                parts = [*parts[:at], words, *parts[at + len(inside) :]]
        return parts

    def _in_cells(self, pieces: Sequence[Column], line: Line, *, fuzzy: bool) -> list[Column]:
        """The headings of a ruled head: what stands together in one cell is one heading, `Orig. Qty`, unless it is several known ones."""
        if len(line.walls) < FEWEST_WALLS:
            return list(pieces)
        found: list[Column] = []
        for phrase in line.phrases:
            inside = sorted(
                (piece for piece in pieces if phrase.box[0] - 1 < piece.x0 and piece.x1 < phrase.box[2] + 1), key=lambda each: each.x0
            )
            names = {piece.name for piece in inside if piece.name}
            whole = self._vocabulary.name(phrase.text, fuzzy=fuzzy)
            if len(inside) > 1 and (whole or len(names) < 2):
                inside = [Column(whole or next(iter(names), None), inside[0].x0, inside[-1].x1, phrase.text, inside[0].level)]
            alone = len(inside) == 1 and sum(line.room(other.tokens[0]) == line.room(phrase.tokens[0]) for other in line.phrases) == 1
            found += [replace(inside[0], room=room_of(line, phrase.tokens[0]))] if alone else inside
        return found

    def _marks_another(self, line: Line, hit: LabelHit) -> bool:
        """`Case No.`, `Batch Ref.`: a mark close behind the word for what is numbered is no heading of its own."""
        words, before = line.tokens[hit.start : hit.end], line.tokens[hit.start - 1] if hit.start else None
        if before is None or not (concepts(" ".join(token.text for token in words)) or {""}) <= MARKS:
            return False
        near = words[0].x0 - before.x1 < min(line.gap, 0.6) * line.size and len(squeezed(before.text)) >= SHORTEST_MARKED
        return near and before.text.isalpha() and self._vocabulary.name(before.text) not in VALUES

    def _marks_what_follows(self, line: Line, hit: LabelHit) -> bool:
        """`N° facture`, `Nr rejestracyjny`: a mark close before a word that heads nothing is of the thing that the word says."""
        if hit.end - hit.start > 1 or hit.end >= len(line.tokens):
            return False
        mark, behind = line.tokens[hit.start], line.tokens[hit.end]
        if concepts(mark.text) != frozenset({"number"}) or mark.text.endswith(":"):
            return False
        near = behind.x0 - mark.x1 < min(line.gap, 0.6) * line.size and line.room(mark) == line.room(behind)
        thing = behind.text.isalpha() and len(behind.text) >= LONGEST_MARK and self._vocabulary.name(behind.text, fuzzy=False) is None
        return (
            near
            and thing
            and self._vocabulary.cut_off(behind.text) is None
            and concepts(behind.text) not in (frozenset({"our"}), frozenset({"your"}))
        )

    def _known_halves(self, tokens: Sequence[Token], start: int, end: int) -> list[tuple[int, int]]:
        """`AUFTRAGSMEN MGEIN`: words that are two known headings, though their columns cut them off; empty where they are not."""
        for cut in range(start + 1, end):
            halves = [" ".join(token.text for token in tokens[a:b]) for a, b in ((start, cut), (cut, end))]
            if all(self._vocabulary.name(half, fuzzy=False) or self._vocabulary.cut_off(half) for half in halves):
                return [(start, cut), (cut, end)]
        return []

    def _further_parts(
        self, tokens: tuple[Token, ...], hits: Sequence[LabelHit], position: Mapping[Token, int]
    ) -> Iterator[tuple[Token, ...]]:
        """`Prijseenheid Korting %`: known headings of which one stands over nothing in most entries; together they are none that is known."""
        first, last = position[tokens[0]], position[tokens[-1]] + 1
        inside = [hit for hit in hits if first <= hit.start and hit.end <= last]
        whole = self._vocabulary.name(" ".join(token.text for token in tokens), fuzzy=False)
        cuts = [hit.start - first for hit in inside[1:]] if whole is None and len({hit.name for hit in inside}) > 1 else []
        for start, end in pairwise([0, *cuts, len(tokens)]):
            yield tokens[start:end]

    def _part(self, tokens: Sequence[Token], inside: Sequence[str], level: int) -> Column:
        """One of several headings that the entries told apart; `inside` are the names of known ones in its words."""
        title = " ".join(token.text for token in tokens)
        name = self._vocabulary.name(title, fuzzy=False) or next(iter(inside), None) or self._vocabulary.cut_off(title)
        return Column(name, tokens[0].x0, tokens[-1].x1, title, level)

    def _led_on(self, pieces: list[Column], line: Line) -> list[Column]:
        """`Gegenstand der Lieferung`: what an article leads on to belongs to the heading before it."""
        found: list[Column] = []
        counted = sum(piece.name == "quantity" for piece in pieces) > 1
        batched = sum(piece.name == "lots" for piece in pieces) > 1
        for piece in sorted(pieces, key=lambda each: each.x0):
            last = found[-1] if found else None
            words = last.title.split() if last else []
            between = [token.text for token in line.tokens if last and last.x1 <= token.x0 < piece.x0]
            if last and last.name == "lots" and piece.title in TIMES:
                continue  # read as a letter, the sign between `Lot` and `Qty` looks like a heading
            # `Lot × Qty`; where the lines have a quantity of their own, also if the sign was not read.
            crossed = (bool(between) and set(between) <= TIMES) or (counted and last is not None and 0 < piece.x0 - last.x1 < 2 * line.size)
            if last and last.name == "lots" and piece.name == "quantity" and crossed:
                found[-1] = Column("lots", last.x0, piece.x1, f"{last.title} {piece.title}", piece.level)
            elif batched and last and _is_quantity_of_lot(last, piece) and piece.x0 - last.x1 < line.gap * line.size:
                found[-1] = Column(None, last.x0, piece.x1, f"{last.title} {piece.title}", piece.level)
            elif (
                last
                and piece.x0 - last.x1 < line.gap * line.size
                and (
                    (len(words) > 1 and folded(words[-1]) in ARTICLES)
                    or (piece.name is None and folded(piece.title.split()[0]) in ARTICLES)
                )
            ):
                title = f"{last.title} {piece.title}"
                name = self._vocabulary.name(title, fuzzy=False) or last.name
                found[-1] = Column(name, last.x0, piece.x1, title, piece.level)
            else:
                found.append(piece)
        return found

    def _named(self, rest: Sequence[Token], pieces: list[Column], line: Line, level: int) -> Column:
        """What is left of a crowded head: a heading whose words are known once they stand alone, or one that is not known."""
        title = " ".join(token.text for token in rest)
        before = next((i for i, piece in enumerate(pieces) if piece.name and 0 <= rest[0].x0 - piece.x1 < line.gap * line.size), None)
        in_money = all(token.text.strip("()[]").upper() in MONEY for token in rest)
        in_brackets = rest[0].text[0] in "([" and rest[-1].text[-1] in ")]"  # `Ilość (szt.)`
        # `Cant. pendiente`; behind `Qty Delivered`, `Outstanding` is a heading of its own.
        open_yet = (
            before is not None
            and " " not in pieces[before].title
            and concepts(pieces[before].title) == frozenset({"quantity"})
            and concepts(title) == frozenset({"outstanding"})
        )
        belongs = in_money or in_brackets or open_yet or (concepts(title) or frozenset({""})) <= BELONGING or _is_abbreviation(rest)
        if before is not None and belongs:  # `Réf. fournisseur`, `Lot fabricant`, `Lot fab.`
            piece = pieces.pop(before)
            whole = f"{piece.title} {title}"
            name = self._vocabulary.name(whole, fuzzy=False) or (None if open_yet else piece.name)
            return Column(name, piece.x0, rest[-1].x1, whole, level)
        after = next((i for i, piece in enumerate(pieces) if piece.name and 0 <= piece.x0 - rest[-1].x1 < line.gap * line.size), None)
        whose = concepts(title) in (frozenset({"your"}), frozenset({"our"}))
        leads = {folded(token.text).strip(".") for token in rest} <= LEADING
        if after is not None and (
            whose or leads or self._vocabulary.name(f"{title} {pieces[after].title}", fuzzy=False) == pieces[after].name
        ):
            piece = pieces.pop(after)  # `Mill lot`, `Ihr Termin`
            return Column(piece.name, rest[0].x0, piece.x1, f"{title} {piece.title}", level)
        name = self._vocabulary.name(title, fuzzy=False) if len(squeezed(title)) >= SHORTEST else None
        return Column(name, rest[0].x0, rest[-1].x1, title, level) if name else self._cut_off(rest, pieces, line, level)

    def _cut_off(self, rest: Sequence[Token], pieces: list[Column], line: Line, level: int) -> Column:
        """Words of a head that are no label: the end of one that its column cuts off (`Extended Pri`), or a heading of its own."""
        text = " ".join(token.text for token in rest)
        before = next((i for i, piece in enumerate(pieces) if 0 <= rest[0].x0 - piece.x1 < line.gap * line.size), None)
        if before is not None:
            piece = pieces[before]
            title = f"{piece.title} {text}"
            if name := self._vocabulary.cut_off(title):
                del pieces[before]
                return Column(name, piece.x0, rest[-1].x1, title, level)
        return Column(self._vocabulary.cut_off(text), rest[0].x0, rest[-1].x1, text, level)


def _is_code_of_tax(column: Column) -> bool:
    """`Cod. IVA`, `Code TVA`: a number of a rate of tax and of no item."""
    meant = concepts(column.title) or frozenset()
    return column.name in CODES and "tax" in meant and meant <= {"tax", "number"}


def _is_sum(line: Line) -> bool:
    """`Total livré poste 10      3  unité`: what begins with a word for a sum and has figures is a sum, and heads nothing."""
    return "total" in (concepts(line.tokens[0].text) or ()) and any(re.search(r"\d", token.text) for token in line.tokens)


def _numbers_of_boxes(line: Line) -> tuple[Token, ...]:
    """The numbers of a form's boxes, `(14) Sach-Nr. Kunde`, each where words begin."""
    return tuple(
        phrase.tokens[0] for phrase in line.phrases if len(phrase.tokens) > 1 and re.fullmatch(r"\(\d{1,2}\)", phrase.tokens[0].text)
    )


def _is_sentence(line: Line, hits: Sequence[LabelHit]) -> bool:
    """Whether known words stand in running text: `Article géré par lot – quantité au conditionnement`; headings begin with capitals or stand apart."""
    capitals = sum(line.tokens[hit.start].text[:1].isupper() for hit in hits)
    return len(without_dust(line)) == 1 and capitals < min(2, len(hits))


def _is_abbreviation(tokens: Sequence[Token]) -> bool:
    """Whether one short word with a point is left, as in `Lot fab.`: a heading of its own is a word or begins with a capital."""
    return len(tokens) == 1 and re.fullmatch(r"[a-zà-ž]{2,5}\.", tokens[0].text) is not None


def _is_quantity_of_lot(first: Column, second: Column) -> bool:
    """`Cant. lote`, `Qté lot` beside the heading of the lots themselves: how much is of each, and no quantity of the line's."""
    return second.name == "lots" and concepts(first.title) == frozenset({"quantity"}) and " " not in first.title
