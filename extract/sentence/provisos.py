"""What a confirmation reserves beside its values: an open price, an end of its validity, charges on top, a substitute. Read, never posted.

No library knows such sentences, and the trained pipeline was not taught them; patterns that can be read are enough, for what is
found only sends a paper before a person. What is printed on every paper of a house would send all of them there: general terms, small print,
the foot of a letter and pages without a value do not count, but for the day on which this confirmation ends.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Collection, Iterator, Sequence
from decimal import Decimal

from domain.doctype import Shape
from domain.paper import Group, Leaf, Proviso, Remark
from extract.kind.paperwork import usual_size
from extract.page.layout import Layout, Line, Token
from extract.sentence.answers import SMALL
from extract.sentence.beside_entries import reach_of_entries, remarks_beside_entries
from extract.shape.candidates import leaf
from extract.shape.values import Habits, read_value
from extract.text.caveat_words import AS_STATED, CHANGED, CONDITION, EARLY, EX_WORKS, OPEN, PLUS, PREPAID, USUAL, told_change
from extract.text.folding import folded
from extract.text.numbers import NumberError, parse_number
from extract.text.proviso_words import (
    CHARGE,
    CONDITIONS,
    EXPIRY,
    EXTRA,
    FIRM,
    FREE,
    IMPRINT,
    NO_END,
    OF_OTHER_THINGS,
    OF_PAPERS,
    OF_THIS_ORDER,
    ONLY_BELOW,
    PRICE_OPEN,
    SHARE,
    STANDING,
    SUBSTITUTE,
)

MOST = 12
"""More are not told of one paper."""
LONGEST_HEADING = 8
SAME_BLOCK = 1.1
"""Lines with less white between them than this share of the print size are one block."""
MARKS_OF_IMPRINT = 2
NEAR = 160
"""A sentence no further away than so many signs is of the same paragraph."""
DENIALS = frozenset("nicht not non no pas niet nie".split())  # noqa: SIM905
_SUM = re.compile(r"[-+]?(?:\d[\d.,' ]*)?\d[.,]\d{2}-?|\d+(?:[.,]\d+)?")
_CAVEATS = (
    (Proviso.CHANGED, CHANGED),
    (Proviso.CONDITION, CONDITION),
    (Proviso.CONDITION, USUAL),
    (Proviso.CONDITION, OPEN),
    (Proviso.PREPAID, PREPAID),
    (Proviso.EX_WORKS, EX_WORKS),
)
_MONEY = frozenset("eur usd gbp chf pln € $ £ zl euro".split())  # noqa: SIM905


def read_provisos(layout: Layout, lines: Sequence[Group], fields: Group, habits: Habits) -> list[Remark]:
    """The remarks of an order confirmation, in the order of the page."""
    lowest = {each.page: 0.0 for group in (fields, *lines) for _, each in group.leaves()}
    for each in (each for line in lines for _, each in line.leaves()):
        lowest[each.page] = max(lowest[each.page], each.box[3])
    found: list[Remark] = []
    reach = reach_of_entries(layout, lines)
    own_print: set[Line] = set()
    for page in sorted(lowest):
        usual, small = _print_of(layout, page, lowest[page])
        own_print.update(usual)
        first, last = reach.get(page, (0, -1))
        entries = {token for line in layout.lines[first : last + 1] for token in line.tokens}
        for text in map(_Text, _blocks(usual)):
            found += [*_sentences_of(text, layout, entries), *_ends(text, layout, habits), *_charges(text, layout, habits)]
        for text in map(_Text, _blocks(small)):
            found += _ends(text, layout, habits)
    found += remarks_beside_entries(layout, lines, reach, found, own_print)
    return list({(each.kind, each.said.value, each.amount): each for each in found}.values())[:MOST]


class _Text:
    """A block of one page as one folded text, with the word that each sign is of."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self.page = lines[0].page
        self.tokens = [token for line in lines for token in line.tokens]
        self.ends = [sum(len(line.tokens) for line in lines[: place + 1]) for place in range(len(lines))]
        starts, length = [], 0
        for token in self.tokens:
            starts.append(length)
            length += len(token.text) + 1
        self._starts = starts
        self.plain = " ".join(folded(token.text) for token in self.tokens)

    def place(self, at: int) -> int:
        """Which word the sign at that place is of."""
        return max(0, bisect_right(self._starts, at) - 1)

    def words(self, start: int, end: int) -> tuple[Token, ...]:
        return tuple(self.tokens[self.place(start) : self.place(max(start, end - 1)) + 1])

    def sentence(self, start: int, end: int) -> tuple[int, int]:
        """From where to where the sentence around a place goes; a point inside a word or number ends none."""
        before = [match.end() for match in re.finditer(NO_END + r"[.!?;](?=\s)", self.plain[:start])]
        behind = re.compile(NO_END + r"[.!?;](?=\s|$)").search(self.plain, end)
        return (before[-1] if before else 0), behind.start() if behind else len(self.plain)

    def is_standing(self, start: int, end: int) -> bool:
        """Whether a sentence, or the one before or behind it, speaks as general terms do and it does not speak of this order."""
        if OF_THIS_ORDER.search(self.plain, start, end):
            return False
        first, _ = self.sentence(max(0, start - 2), max(0, start - 2))
        _, last = self.sentence(end, min(len(self.plain), end + 2))
        first, last = max(first, start - NEAR), min(last, end + NEAR)
        return any(words.search(self.plain, first, last) for words in (STANDING, CONDITIONS))


def _print_of(layout: Layout, page: int, entries_end: float) -> tuple[list[Line], list[Line]]:
    """What a page says of this order, and what it prints small, both without general terms and the foot of the letter."""
    lines = [line for line in layout.lines if line.page == page]
    beneath = next((place for place, line in enumerate(lines) if line.box[1] >= entries_end), len(lines))
    terms = next((place for place in range(beneath, len(lines)) if _is_heading_of_terms(lines[place])), len(lines))
    own = [*lines[:beneath], *(line for block in _blocks(lines[beneath:terms]) if not _is_imprint(block) for line in block)]
    limit = SMALL * usual_size(layout.lines)
    return [line for line in own if line.size >= limit], [line for line in own if line.size < limit]


def _is_heading_of_terms(line: Line) -> bool:
    plain = folded(line.text)
    return len(line.tokens) <= LONGEST_HEADING and not plain.endswith(".") and ":" not in plain and CONDITIONS.match(plain) is not None


def _blocks(lines: Sequence[Line]) -> list[list[Line]]:
    """Lines that stand close below each other: paragraphs, tables."""
    blocks: list[list[Line]] = []
    for line in lines:
        if blocks and line.box[1] - blocks[-1][-1].box[3] < SAME_BLOCK * line.size:
            blocks[-1].append(line)
        else:
            blocks.append([line])
    return blocks


def _is_imprint(block: Sequence[Line]) -> bool:
    """Whether it says where the house is registered and banks."""
    return len(IMPRINT.findall(folded(" ".join(line.text for line in block)))) >= MARKS_OF_IMPRINT


def _sentences_of(text: _Text, layout: Layout, entries: Collection[Token]) -> Iterator[Remark]:
    """Open prices, substitutes, changes and conditions."""
    yield from _caveats_of(text, layout, entries)
    for match in PRICE_OPEN.finditer(text.plain):
        start, end = text.sentence(match.start(), match.end())
        if not FIRM.search(text.plain, start, end) and not text.is_standing(start, end):
            yield Remark(kind=Proviso.PRICE_OPEN, said=_said(text, match.start(), match.end(), layout))
    for match in SUBSTITUTE.finditer(text.plain):
        start, _ = text.sentence(match.start(), match.end())
        if not OF_PAPERS.search(text.plain, max(start, match.start() - 40), match.end() + 25):
            yield Remark(kind=Proviso.SUBSTITUTE, said=_said(text, match.start(), min(len(text.plain), match.end() + 25), layout))


def _caveats_of(text: _Text, layout: Layout, entries: Collection[Token]) -> Iterator[Remark]:
    """Changes that are told beside the table, and conditions; what only general terms speak of in the same sentence is none.

    What is printed on every paper counts where it is said of this order, or of an entry among the entries.
    """
    for kind, words in _CAVEATS:
        for match in words.finditer(text.plain):
            start, end = text.sentence(match.start(), match.end())
            if any(terms.search(text.plain, start, end) for terms in (STANDING, CONDITIONS)) or PRICE_OPEN.search(text.plain, start, end):
                continue
            is_of_entry = text.words(match.start(), match.end())[0] in entries
            if words in (USUAL, OPEN) and not is_of_entry and not (words is USUAL and OF_THIS_ORDER.search(text.plain, start, end)):
                continue
            unlike = {Proviso.CONDITION: AS_STATED, Proviso.PREPAID: EARLY}.get(kind)
            if unlike and unlike.search(text.plain, start, end):
                continue
            if kind is not Proviso.CHANGED or told_change(text.plain, start, match):
                yield Remark(kind=kind, said=_said(text, max(start, match.start() - NEAR), min(end, match.end() + NEAR), layout))


def _ends(text: _Text, layout: Layout, habits: Habits) -> Iterator[Remark]:
    """Days until which the confirmation or its prices hold."""
    for match in EXPIRY.finditer(text.plain):
        start, _ = text.sentence(match.start(), match.end())
        if OF_OTHER_THINGS.search(text.plain, max(start, match.start() - 40), match.end()):
            continue
        day = read_value(Shape.DATE, text.words(match.start("date"), match.end("date")), habits)
        yield Remark(kind=Proviso.EXPIRY, said=_said(text, match.start(), match.end(), layout), until=day.value if day else None)


def _charges(text: _Text, layout: Layout, habits: Habits) -> Iterator[Remark]:
    """Charges with a sum behind them on their line, or that come on top without one."""
    for match in CHARGE.finditer(text.plain):
        first, last = text.place(match.start()), text.place(match.end() - 1)
        end = next(each for each in text.ends if each > last)
        behind = text.tokens[last + 1 : end]
        words = " ".join(folded(token.text) for token in behind)
        if _is_free(words):
            continue
        start, stop = text.sentence(match.start(), match.end())
        near = (max(start, match.start() - 45), min(stop, match.end() + 60))
        below = ONLY_BELOW.search(text.plain, start, stop) is not None
        extra = EXTRA.search(text.plain, *near) is not None and not below
        amount = _sum_in(behind, habits)
        if amount is not None and amount > 0:
            said = leaf(" ".join(token.text for token in text.tokens[first:end]), tuple(text.tokens[first:end]), text.page, layout)
            yield Remark(kind=Proviso.CHARGE, said=said, amount=str(amount), on_top=extra)
        elif amount is None and (extra or SHARE.search(text.plain, match.start(), near[1])) and not text.is_standing(start, stop):
            yield Remark(kind=Proviso.CHARGE, said=_said(text, *near, layout), on_top=True)
    yield from _pluses(text, layout, habits)


def _pluses(text: _Text, layout: Layout, habits: Habits) -> Iterator[Remark]:
    """Whatever comes on top with a sum on its line, under a name that nobody listed."""
    for match in PLUS.finditer(text.plain):
        first = text.place(match.start())
        end = next(each for each in text.ends if each > first)
        amount = _sum_in(text.tokens[first:end], habits)
        if amount is not None and amount > 0 and CHARGE.search(text.plain, match.start(), match.end() + 60) is None:
            said = leaf(" ".join(token.text for token in text.tokens[first:end]), tuple(text.tokens[first:end]), text.page, layout)
            yield Remark(kind=Proviso.CHARGE, said=said, amount=str(amount), on_top=True)


def _is_free(words: str) -> bool:
    """Whether the words behind a charge say that there is none: `Fracht frei`, `Fracht: inklusive`, not `Fracht nicht inklusive`."""
    first, _, rest = words.partition(" ")
    return FREE.match(words) is not None or (first.strip(".,:") not in DENIALS and FREE.match(rest) is not None)


def _sum_in(tokens: Sequence[Token], habits: Habits) -> Decimal | None:
    """The last sum of money among words: one with cents, or beside a currency."""
    found = None
    for place, token in enumerate(tokens):
        plain = token.text.strip("()€$£:*")
        beside = {folded(tokens[at].text).strip(".,") for at in (place - 1, place + 1) if 0 <= at < len(tokens)}
        marked = plain != token.text.strip("():*") or bool(beside & _MONEY)
        if not _SUM.fullmatch(plain) or not (marked or re.search(r"[.,]\d{2}-?$", plain)):
            continue
        try:
            found = Decimal(parse_number(plain, habits.numbers))
        except (NumberError, ArithmeticError):
            continue
    return found


def _said(text: _Text, start: int, end: int, layout: Layout) -> Leaf:
    tokens = text.words(start, end)
    return leaf(" ".join(token.text for token in tokens), tokens, text.page, layout)
