"""The head of a table: a line of known headings, perhaps with others above or below it, as columns."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from extract.label.broken_cells import is_order_over_its_number
from extract.label.label_places import box_numbers
from extract.label.labels import LabelHit, Vocabulary, squeezed
from extract.page.columns import Column
from extract.page.layout import Line, Phrase, Token
from extract.table.head_columns import HeadColumns
from extract.table.head_pieces import HeadPieces
from extract.table.headings import (
    LEAST_OF_ROW,
    are_values,
    confirmed,
    is_second_row,
    is_title_of_table,
    places_under,
)
from extract.table.spare_heads import tells_asked_from_given
from extract.table.strays import without_dust, without_strays
from extract.table.unheaded import with_numbers
from extract.text.folding import folded
from extract.text.wording import concepts

FEWEST_HEADINGS = 3
SHARE_KNOWN = 0.5
SHARE_OF_MANY = 0.35
"""How much of a head's print must be headings that are known; less where there are many of them, each by itself."""
_PARTY = re.compile(r"(?:sold|ship|bill|sell|invoice|deliver)(?:ed|ped)?[- ]to\b|(?:factur|livr)er? a\b|(?:factuur|levering) aan\b")
_OF_GOODS = frozenset({"description", "unit_price", "net_amount"})
HIGHEST = 5
"""A head of two rows has no more lines."""
MOST_OF_ONE = 6
"""One phrase of more words is a sentence above a table and no further line of its head."""
CENTRED = 0.85
"""Words less than a line above or below a head stand in a cell of two lines, beside cells of one whose heading is in the middle."""
HEAD_GAP = 1.9
"""A heading continues on the next line if that is at most this many print sizes below."""
SMALLER = 0.8
"""A caption is no smaller than the headings below it; the boxes of a scan's words may be so much lower."""
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
MOST_OF_HEAD = 3
"""So many lines a head may have from the one on that tells it."""


class HeadReader:
    """Finds the heads whose headings are in a vocabulary."""

    def __init__(self, vocabulary: Vocabulary, anchors: Sequence[str]) -> None:
        """`anchors` are the columns of which a head names at least one."""
        self._vocabulary = vocabulary
        self._anchors = tuple(anchors)
        self._cut = HeadPieces(vocabulary)
        self._headings = HeadColumns(vocabulary)

    def heads(self, lines: Sequence[Line], *, fuzzy: bool) -> list[Head]:
        """First line, line after, and columns of each head that its words tell."""
        return self._heads(lines, self._is_head, fuzzy=fuzzy)

    def columns_of(self, line: Line, *, fuzzy: bool) -> tuple[Column, ...]:
        """The columns that a line of a head names by itself."""
        return self._headings.columns([line], fuzzy=fuzzy)

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
            above = (
                above
                and not is_title_of_table(lines[index - 1], lines[index])
                and not self._is_caption(lines[index - 1], lines[index], fuzzy=fuzzy)
            )
            if above and (not found or found[-1][1] < index):
                first = index - 1
            over = [phrase for line in lines[first:after] for phrase in line.phrases]
            while (further := self._further(lines, after, index, over, fuzzy=fuzzy)) is not None:
                if is_order_over_its_number(lines, further):
                    break
                after = further + 1
            band = [line for line in lines[first:after] if without_dust(line)] if fuzzy else lines[first:after]
            columns = self._headings.columns(band, lines[after:], fuzzy=fuzzy)
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

    def _is_caption(self, line: Line, head: Line, *, fuzzy: bool) -> bool:
        """Whether a word above the first heading, `Inhalt` over `Ihre Bestellung / Pos.`, is none of it: both are headings by themselves, and not one."""
        phrase, first = line.phrases[0], head.phrases[0]
        if (
            len(line.phrases) > 1
            or phrase.box[0] > first.box[0] + 1
            or line.size < (SMALLER if fuzzy else 1.0) * head.size
            or phrase.text.endswith(("-", "/"))
        ):
            return False
        centred = abs(sum(phrase.box[::2]) - sum(first.box[::2])) < 2 * line.size
        columns = self._headings.columns([line, head], fuzzy=fuzzy)
        own = next((column for column in columns if column.title.split() == first.text.split()), None)
        return own is not None and own.name is not None and any(column.title == phrase.text for column in columns) and not centred

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
                upper = self._headings.columns(lines[first:cut], fuzzy=fuzzy)
                lower = self._headings.columns(lines[cut:stop], fuzzy=fuzzy)
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
        upper = self._headings.columns([above], fuzzy=fuzzy)
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
        more = self._headings.columns([line], fuzzy=fuzzy)
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
        pieces = self._cut.pieces([line], 0, fuzzy=fuzzy)
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
