"""Lots of an entry, each perhaps with its quantity: in a cell, behind a label, in rows of their own, or told by their sum."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from domain.doctype import Shape
from domain.paper import Group, Leaf, Node
from extract.entry.details import labels_inside
from extract.entry.makes import is_read_whole
from extract.label.labels import Vocabulary, squeezed
from extract.page.layout import Layout, Token
from extract.shape.candidates import leaf, weakened
from extract.shape.misfits import misfit
from extract.shape.schedules import find_dates
from extract.shape.values import AMBIGUOUS, Habits
from extract.text.numbers import NumberError, is_ambiguous, parse_number
from extract.text.units import is_unit
from extract.text.wording import concepts

SCORE = 0.965
SHORTEST_LOT = 3
MOST_LOT_WORDS = 5
SHARE_UNTOLD = 0.8
"""What a lot's score loses where it is one of several in its line and no quantity is its own."""
UNNAMED = 0.93
"""What a lot's score loses where nothing says that it is one but its sum."""
SIGN_LOST = 0.5
"""What a lot's number is worth of which one engine read more signs than the other."""
MOST_LISTED = 12
PAIR = 2
"""Words: a number and its unit."""
_TIMES = frozenset({"x", "×"})
_SHARES = frozenset({"/", "="})
NEAR = 0.85
"""So near, in heights of the print, groups of three figures stand that are one number."""
_BETWEEN = frozenset({"", "x"})
_AMOUNT = re.compile(r"\d{1,3}(?:\.\d{3})*,\d+|\d{1,3}(?:,\d{3})+\.\d+")
"""`2.261,5` is how much there is of a lot, whatever stands beside it."""
_GROUPED = re.compile(r"[1-9]\d{0,2}(?:\s\d{3})+")
_NO_LOT = re.compile(r"\d{1,4}[./-]\d{1,2}[./-]\d{1,4}|(?:0?[1-9]|1[0-2])[./](?:19|20)\d\d|[23]\.[1-3]")
"""A day, a month (`MHD 01.2028`), the type of a certificate."""
_LOT_AND_QUANTITY = re.compile(r"\W*([\w-]{3,})/(\d[\d.,']*)")
_NUMBER_WITH_COLON = re.compile(r"(?=.*\d)[\w/-]{4,}:")
"""`CH03329: 1.000 ST`: a lot's number, and behind it how much of the lot."""
_ONE_MAKE = re.compile(r"[A-Z]{0,3}-?0{5,}(?:-[A-Z0-9]{1,2})?")
_NO_QUANTITY = re.compile(r"(?=[A-Z0-9-]{5,}$)(?:[A-Z]{1,3}(?:\d{2}-?)?\d{4,}|0\d{4,})(?:-[A-Z0-9]{1,2})?")
"""`B26-5833`, `L003112`, `005365`: numbers of lots of any make, which are no quantities."""
_AROUND = "()[]:;,=/×x "


class LotReader:
    """Finds lots. Where their quantities add up to the line's they are hardly anything else, whatever stands between."""

    def __init__(self, layout: Layout, habits: Habits, labels: Vocabulary, *, fuzzy: bool) -> None:
        """`labels` are the headings of all columns, of which one is `lots`."""
        self._layout, self._habits, self._labels, self._fuzzy = layout, habits, labels, fuzzy

    def adding_up(self, cell: Sequence[Token], below: Sequence[int], quantity: Decimal) -> list[Group]:
        """The lots among the words of an entry's cell and of the lines below it; none where they do not come to that quantity."""
        beside, under = self._split([cell]), self._split(self._below(below))
        for rows in ([*beside, *under], beside, under):
            for chosen in (rows, _cut_at_strokes(rows)):
                if found := self._by_column(chosen, quantity) or self._by_turns([word for row in chosen for word in row], quantity):
                    return found
        return []

    def beside(self, cell: Sequence[Token], indices: Sequence[int], quantity: Decimal) -> list[Group]:
        """The lots of a cell, each with the figure right of it in its line, where these are flush and come to that quantity: `Lotto | Q.tà lotto`."""
        pairs: list[tuple[Token, Token]] = []
        for token in cell:
            line = next((self._layout.lines[index] for index in indices if token in self._layout.lines[index].tokens), None)
            behind = [other for other in line.tokens if other.x0 > token.x1 and other not in cell] if line else []
            counts = [other for other in behind if self._number(other.text)]
            if not counts:
                return []
            pairs.append((token, counts[0]))
        flush = {round(amount.x1) for _, amount in pairs}
        return self._pairs(pairs, quantity) if flush and max(flush) - min(flush) <= 1 else []

    def each(self, tokens: Sequence[Token], page: int) -> Iterator[Group]:
        """Lots, each perhaps with its quantity: `006972, L007210`, `0002460 (2.261,500)`, `0008745 = 1,256.00 KG`."""
        lot: dict[str, Node] = {}
        words = [*_rejoined(tokens)]
        times = {
            id(behind)
            for i, (token, behind) in enumerate(pairwise(words))
            if token.text in ("x", "×", "=", "à")
            or (token.text == "/" and i and _is_share(words[i - 1].text, behind.text))
            or (_NUMBER_WITH_COLON.fullmatch(token.text) and _is_share(token.text, behind.text))
        }
        torn = {id(word) for word, beside in _side_by_side(words) if _may_go_on(word, beside)}
        for token, part in ((word, piece) for word in words for piece in _lot_parts(word.text)):
            bare = part.strip("()[]:;.,= ")
            amount = (
                self._number(bare)
                if id(token) in times or part.startswith(("(", "=")) or re.fullmatch(r"\d[\d.,' ]*[.,]\d{2,3}", bare)
                else None
            )
            if amount and lot:
                lot.setdefault("quantity", leaf(amount, (token,), page, self._layout, score=self._told(bare, 0.95)))
            elif re.search(r"\d", bare) and len(bare) >= SHORTEST_LOT and not amount and not _NO_LOT.fullmatch(bare):
                if lot:
                    yield Group(lot)
                told = self._if_whole(leaf(bare.upper(), (token,), page, self._layout, score=0.97), token)
                lot = {"lot_number": weakened(told, SIGN_LOST) if id(token) in torn or _are_two_of_a_make(bare) else told}
        if lot:
            yield Group(lot)

    def labelled(self, tokens: Sequence[Token], page: int) -> list[Group]:
        """The lots behind a label, where one alone may have its quantity apart."""
        words, quantity = self.with_quantity(_without_places(tokens))
        lots = list(self.each(words, page))
        if quantity is None and len(lots) == 1 and not lots[0].leaf("quantity"):
            quantity = self._counted(words, lots[0])
        if quantity and len(lots) == 1 and (number := self._number(quantity.text)):
            return [
                Group({**lots[0].root, "quantity": leaf(number, (quantity,), page, self._layout, score=self._told(quantity.text, 0.95))})
            ]
        return lots

    def _counted(self, words: Sequence[Token], lot: Group) -> Token | None:
        """The number before the unit that ends the words behind a label: `Lot fab. 267797-A   Fabriqué le 28/05/2026   7 pce`."""
        if len(words) <= PAIR:
            return None
        figure, unit = words[-PAIR:]
        counted = misfit(Shape.UNIT)(unit.text) == 0 and re.fullmatch(r"\d[\d.,' ]*", figure.text) is not None
        return figure if counted and figure.text.strip("., ") != lot.text("lot_number") else None

    def with_quantity(self, tokens: Sequence[Token]) -> tuple[Sequence[Token], Token | None]:
        """`Los-Nr. 263570-A   1.667,00`: two words, the second a number that stands apart, is a lot with its quantity."""
        words = [token for token in tokens if re.search(r"\w", token.text)]
        while len(words) > 2 and not re.search(r"\d", words[0].text):
            words = words[1:]  # `Lot de fab. L009616`
        if len(words) == 3 and misfit(Shape.UNIT)(words[2].text) == 0:
            words = words[:2]
        if len(words) == 2 and self._number(words[1].text) and words[1].x0 - words[0].x1 > words[0].word.height:
            return words[:1], words[1]
        return tokens, None

    def named_otherwise(self, below: Sequence[int], quantity: Decimal | None) -> list[Group]:
        """Identifiers with quantities that add up to the line's are its lots, whatever they are called.

        `Seria 263431-A  1 884` twice below 3 768, a lot a line, or `Part. L004228 x 314; Part. L000163 x 314`, several in one.
        """
        if not quantity:
            return []
        rows = []
        for index in below:
            tokens = self._layout.lines[index].tokens
            words = [token for token in _rejoined(tokens) if re.search(r"\d", token.text)]
            names = {squeezed(token.text) for token in tokens if not re.search(r"\d", token.text)} - _BETWEEN
            listed = 2 < len(words) <= MOST_LISTED and len(names) <= 1 and words[0] is not tokens[0]
            if (len(words) == 2 and len(tokens) <= MOST_LOT_WORDS and len(words[0].text) > SHORTEST_LOT) or listed:
                rows.append(words)
        if any(len(row) % 2 for row in rows):
            return []
        lots = self._by_turns([word for row in rows for word in row], quantity)
        return [_less_sure(lot, UNNAMED) for lot in lots]

    def total_among(self, tokens: Sequence[Token], lots: Sequence[Group], page: int) -> Leaf | None:
        """The number among the words that the lots add up to, where every lot says its quantity."""
        parts = [lot.decimal("quantity") for lot in lots]
        total = sum((part for part in parts if part is not None), Decimal(0))
        for token in tokens if parts and None not in parts else ():
            if (number := self._number(token.text)) and Decimal(number) == total:
                return leaf(number, (token,), page, self._layout, score=0.93)
        return None

    def _below(self, indices: Sequence[int]) -> Iterator[Sequence[Token]]:
        """The words behind a label of lots, and those of rows below one that is a heading."""
        headed = False
        for index in indices:
            line = self._layout.lines[index]
            hits = labels_inside(self._labels, self._layout.lines, index, fuzzy=self._fuzzy)
            hit = next((hit for hit in hits if hit.name == "lots"), None)
            if hit and not any(re.search(r"\d", token.text) for token in line.tokens[hit.end :]):
                headed = True
            elif hit:
                headed = False
                until = next((other.start for other in hits if other.start >= hit.end and other.name != "lots"), len(line.tokens))
                yield line.tokens[hit.end : until]
            elif hits and headed and hits[0].start == 0:
                headed = False
            elif headed:
                yield line.tokens

    def _split(self, rows: Sequence[Sequence[Token]] | Iterator[Sequence[Token]]) -> list[list[Token]]:
        """The words of each row that may be a lot or a quantity: no dates, no units, no bare words."""
        found = []
        for tokens in rows:
            dated = {id(token) for value in find_dates(tokens, self._habits) for token in value.tokens}
            words = [
                token for token in _rejoined(tokens) if id(token) not in dated and re.search(r"\d", token.text) and not is_unit(token.text)
            ]
            if words:
                found.append(words)
        return found

    def _by_column(self, rows: Sequence[Sequence[Token]], quantity: Decimal) -> list[Group]:
        """A lot a row, its quantity in the same place of each."""
        width = min((len(row) for row in rows), default=0)
        for place in range(1, width):
            if found := self._pairs([(row[0], row[place]) for row in rows], quantity):
                return found
        return []

    def _by_turns(self, words: Sequence[Token], quantity: Decimal) -> list[Group]:
        """Lot and quantity by turns, however the rows break."""
        return self._pairs(list(zip(words[::2], words[1::2], strict=True)), quantity) if words and len(words) % 2 == 0 else []

    def _pairs(self, pairs: Sequence[tuple[Token, Token]], quantity: Decimal) -> list[Group]:
        numbers = [self._number(amount.text) for _, amount in pairs]
        names = [lot.text.strip(_AROUND).upper() for lot, _ in pairs]
        if None in numbers or any(len(name) < SHORTEST_LOT or _AMOUNT.fullmatch(name) for name in names):
            return []
        if sum((Decimal(number) for number in numbers if number), Decimal(0)) != quantity:
            return []
        return [
            Group(
                {
                    "lot_number": self._if_whole(self._leaf(name, lot), lot, amount),
                    "quantity": self._leaf(number, amount, self._told(amount.text, SCORE)),
                }
            )
            for (lot, amount), name, number in zip(pairs, names, numbers, strict=True)
            if number
        ]

    def _told(self, text: str, score: float) -> float:
        """What a quantity is worth: less where it can be read in two ways and nothing tells how the paper writes numbers."""
        doubtful = is_ambiguous(text.strip(_AROUND)) and not self._habits.numbers.certain
        return AMBIGUOUS * score if doubtful else score

    def _if_whole(self, number: Leaf, token: Token, amount: Token | None = None) -> Leaf:
        """A lot's number, doubted where the other engine read a sign more or less (`CH0191` and `CHO1916`): no sum and no order tells which.

        `amount` is how much there is of it.
        """
        whole = token.word.seconded or is_read_whole(token.text, token.word.others, self._layout)
        return number if whole and not self._goes_on_behind(token, amount) else weakened(number, SIGN_LOST)

    def _goes_on_behind(self, token: Token, amount: Token | None) -> bool:
        """Whether what may be more of a lot's number stands close behind it in its line, whatever its quantity says."""
        line = next((line.tokens for line in self._layout.lines if any(other.word.box == token.word.box for other in line.tokens)), ())
        known = amount.word.box if amount else None
        behind = (right for left, right in _side_by_side(line) if left.word.box == token.word.box and right.x0 > left.x0)
        return any(word.word.box != known and _may_go_on(token, word) for word in behind)

    def _leaf(self, value: str, token: Token, score: float = SCORE) -> Leaf:
        box = token.word.box  # a word that was put together is in no line
        page = next((line.page for line in self._layout.lines if any(other.word.box == box for other in line.tokens)), 1)
        return leaf(value, (token,), page, self._layout, score=score)

    def _number(self, text: str) -> str | None:
        try:
            return parse_number(text.strip(_AROUND), self._habits.numbers)
        except NumberError:
            return None


def _side_by_side(words: Sequence[Token]) -> Iterator[tuple[Token, Token]]:
    """Each word with the one before it and the one behind it that stand as near as the signs of one number in groups."""
    for left, right in pairwise(words):
        if 0 <= right.x0 - left.x1 < NEAR * left.word.height and abs(left.word.middle - right.word.middle) < left.word.height / 2:
            yield left, right
            yield right, left


def _may_go_on(word: Token, beside: Token) -> bool:
    """Whether a lot's number may go on in a word beside it that is too short for a lot and no unit: `A 123 45`, `26925 7-A:`."""
    rest = beside.text.rstrip(":")
    short = re.fullmatch(r"\d{1,2}|[A-Z]|[A-Z]\d|\d[A-Z]|\d{1,2}[-/][A-Z\d]|[-/][A-Z\d]{1,2}", rest) is not None and not is_unit(rest)
    return short and re.search(r"\d{2}", word.text) is not None


def _are_two_of_a_make(number: str) -> bool:
    """Whether what stands on both sides of a stroke looks alike: `L005989/L005990` may be two lots."""
    one, stroke, other = number.partition("/")
    return bool(stroke) and len(one) > SHORTEST_LOT and re.sub(r"\d", "0", one) == re.sub(r"\d", "0", other)


def _without_places(tokens: Sequence[Token]) -> tuple[Token, ...]:
    """The words without places in a store: `Empl. A17-44-2` behind a lot is none."""
    return tuple(
        token
        for place, token in enumerate(tokens)
        if not any("store" in (concepts(word.text) or ()) for word in tokens[max(0, place - 1) : place + 1])
    )


def _lot_parts(text: str) -> list[str]:
    """`001895,L007210` names two lots; `1,256.00` is one number, and `L006816/5,00` a lot with its quantity."""
    if (glued := _LOT_AND_QUANTITY.fullmatch(text)) and re.search(r"[.,]\d{2,3}$", glued[2]):
        return list(glued.groups())
    parts = re.split(r"[,;](?=\w{3})", text)
    return (
        parts
        if all(len(part.strip("(),;")) >= 4 and not re.fullmatch(r"\d{1,3}", part.strip("(),;")) for part in parts)
        and len(parts) > 1
        and "." not in text
        else [text]
    )


def _cut_at_strokes(rows: Sequence[Sequence[Token]]) -> list[list[Token]]:
    """The rows with `0006997/30,00` cut into lot and quantity: OCR leaves out the blanks around a stroke."""
    return [[piece for token in row for piece in _cut_at_stroke(token)] for row in rows]


def _cut_at_stroke(token: Token) -> list[Token]:
    found = _LOT_AND_QUANTITY.fullmatch(token.text)
    return [token.saying(part) for part in found.groups()] if found else [token]


def _rejoined(tokens: Sequence[Token]) -> Iterator[Token]:
    """Lots whose number is torn at a hyphen by a narrow column (`266842-` / `A (3.334)`), quantities at their blank (`(1 750)`, `x 1 884`)."""
    words, last = [*tokens], ""
    while words:
        token = words.pop(0)
        below = bool(words) and words[0].word.box[1] > token.word.box[3] - 2
        torn = below and token.text.endswith("-") and re.fullmatch(r"\w{1,4}[.,;]?", words[0].text)
        near = bool(words) and 0 <= words[0].x0 - token.x1 < NEAR * token.word.height
        counted = last in _TIMES or (
            near and (last in _SHARES or _NUMBER_WITH_COLON.fullmatch(last))
        )  # `0001593 / 1 884`, `CH03666: 1 038`
        begins = re.fullmatch(r"[(=]\d{1,3}", token.text) or (counted and re.fullmatch(r"\d{1,3}", token.text))
        parted_number = bool(words) and begins and re.fullmatch(r"\d{3}([.,]\d+)?\)?[,;]?", words[0].text)
        last = token.text
        if torn or parted_number:
            token = token.saying(token.text + words.pop(0).text)
        yield token


def _is_share(lot: str, text: str) -> bool:
    """Whether what stands behind a stroke is a lot's quantity and no other lot: `L008494 / 25`, but not `0001234 / 0001235`."""
    return re.fullmatch(r"[1-9][\d.,'\s]*;?", text) is not None and len(squeezed(text)) < len(squeezed(lot)) - 1


def doubting_shares(lines: Sequence[Group]) -> list[Group]:
    """Of several lots in one line, one without a quantity may be any number in the cell: drawn papers have half of them wrong.

    Where none has one and all are of one make (`L004387, L001631 and L004864`), they are a list of lots and nothing else. Figures parted
    into threes, `2 500`, are how much there is of one.
    """
    return [
        Group({**line.root, "lots": [lot if lot.leaf("quantity") else _of_several(lot) for lot in lots]})
        if len(lots := line.groups("lots")) > 1 and not _is_list(lots)
        else line
        for line in lines
    ]


def _of_several(lot: Group) -> Group:
    number = lot.leaf("lot_number")
    if number is None:
        return lot
    share = SIGN_LOST if _GROUPED.fullmatch(number.value) or number.value.endswith("-") else SHARE_UNTOLD
    return Group({**lot.root, "lot_number": weakened(number, share)})


def _is_list(lots: Sequence[Group]) -> bool:
    """Whether lots without a quantity are of one make, letters where the others have letters, figures where they have figures, as many; or none can be one.

    Of one that only one engine read off a scan, what makes it unlike the others may be misread.
    """
    numbers = [lot.text("lot_number") or "" for lot in lots]
    first, *others = (re.sub(r"\d", "0", number) for number in numbers)
    one_make = _ONE_MAKE.fullmatch(first) is not None and all(other == first for other in others)
    told = all((leaf := lot.leaf("lot_number")) and (leaf.source != "ocr" or leaf.seconded) for lot in lots)
    return (one_make or (told and all(map(_NO_QUANTITY.fullmatch, numbers)))) and not any(map(_has_quantity, lots))


def _has_quantity(lot: Group) -> bool:
    return lot.leaf("quantity") is not None


def _less_sure(lot: Group, share: float) -> Group:
    number = lot.leaf("lot_number")
    return Group({**lot.root, "lot_number": weakened(number, share)}) if number else lot
