"""Promises in parts: `452: 2026-W23`, `Teillieferung 400,00  08/2026`, quantities with dates that add up to a line's quantity."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from domain.doctype import Shape
from domain.paper import Group, Leaf, Node
from extract.page.layout import Layout, Line, Token
from extract.page.words import in_one
from extract.shape.candidates import leaf
from extract.shape.values import Habits, Value, read_value
from extract.text.dates import may_begin_date
from extract.text.numbers import NumberError, parse_number
from extract.text.units import OF_SIZES, is_unit, parse_unit
from extract.text.wording import concepts

LONGEST_DATE = 4
"""Words that a date has at most: `15 de mayo 2026`, `semaine 14 2026`."""

LONGEST_LINE = 24
"""Words among which the next line is looked for where a day goes on in it."""
BLANK = 0.5
"""A narrow blank, as a share of the height of print."""
WORDS_BEFORE = 6
"""The first quantity stands no further before its date: `300 UN confirmé(s) (Livraison estimée : 22-07-2026)`."""
SHORTEST_NAME = 3
_BARE_WEEK = re.compile(r"(?:kw|cw|wk|week|woche|semaine|semana|sem|settimana|sett|tydzien|tydz|tyg)\.? ?\d{1,2}")
_ABOUT = frozenset(
    """bis von per fur vor ab seit til until by end mid dal del des die den der the der entre hasta do od anfang ende mitte etwa ungefahr spatestens fruhestens nach early late begin start about around latest eind einde medio rond uiterlijk debut courant
    avant apres vers inizio fine circa entro principios finales mediados antes despues poczatek koniec okolo najpozniej""".split()  # noqa: SIM905
)
"""What stands before a week that is one: `Ende KW 12`."""


@dataclass(frozen=True)
class _Part:
    quantity: str
    count: Token
    promised: Value
    page: int


def read_schedule(
    entry: Sequence[Line], cell: Sequence[Token], quantity: Node | None, layout: Layout, habits: Habits, asked: Collection[Token] = ()
) -> list[Group]:
    """The parts of a line: two or more quantities, each with its date, that add up to the line's quantity; none where they do not.

    `entry` are the lines of the entry; `cell` is what stands under the heading of the delivery date, where a part may be wrapped;
    `asked` are words that tell what was asked for and promise nothing.
    """
    ordered = Group({"quantity": quantity}).decimal("quantity") if isinstance(quantity, Leaf) else None
    if ordered is None:
        return []
    streams = [
        [(token, line.page) for line in entry for token in _column(line, cell)],
        [(token, line.page) for line in entry for token in line.tokens if token not in asked],
    ]
    for stream in streams:
        for first in ("quantity", "date"):
            parts = _parts(stream, habits, quantity_first=first == "quantity")
            if len(parts) > 1 and sum((Decimal(part.quantity) for part in parts), Decimal(0)) == ordered:
                return [_group(part, layout) for part in parts]
    return []


def find_dates(tokens: Sequence[Token], habits: Habits) -> list[Value]:
    """Every date among the words, in order."""
    return [value for _, _, value in _dates([(token, 0) for token in tokens], habits)]


def _column(line: Line, cell: Sequence[Token]) -> list[Token]:
    """The words of a line that stand level with a cell."""
    if not cell:
        return []
    x0, x1 = min(token.x0 for token in cell) - line.size, max(token.x1 for token in cell) + line.size
    return [token for token in line.tokens if x0 <= token.x0 and token.x1 <= x1]


def _dates(stream: Sequence[tuple[Token, int]], habits: Habits) -> list[tuple[int, int, Value]]:
    """First word, word after, and value of each date, in order."""
    found: list[tuple[int, int, Value]] = []
    position = 0
    while position < len(stream):
        if not may_begin_date(stream[position][0].text):
            position += 1
            continue
        window = tuple(token for token, _ in stream[position : position + LONGEST_DATE])
        value = read_value(Shape.DATE, window, habits)
        if (
            value
            and value.tokens[0] is window[0]
            and not _is_part_of_name(stream[:position], value)
            and not _leaves_its_cell(stream, position, value)
        ):
            end = position + window.index(value.tokens[-1]) + 1
            found.append((position, end, value))
            position = end
        else:
            position += 1
    return found


def _leaves_its_cell(stream: Sequence[tuple[Token, int]], start: int, value: Value) -> bool:
    """`Cinghia dentata HTD … settimana` / `8M-600 … 15/2026`: a day that goes on in the next line goes on below where it began, if anything stands there."""
    first = value.tokens[0]
    following = next((token for token in value.tokens if token.word.box[1] > first.word.box[3]), None)
    if following is None or _is_below(following, first):
        return False
    level = [
        token
        for token, _ in stream[start : start + LONGEST_LINE]
        if abs(token.word.middle - following.word.middle) < BLANK * following.word.height
    ]
    return any(_is_below(token, first) for token in level)


def _is_below(token: Token, above: Token) -> bool:
    """Whether a word stands, in a later line, where another one does."""
    return token.x0 < above.x1 and above.x0 < token.x1


def _is_part_of_name(before: Sequence[tuple[Token, int]], value: Value) -> bool:
    """`Korrosionsschutzwachs KW 10`: what looks like a week without a year, right behind a word that says nothing of time, is what goods are called."""
    if not before or not _BARE_WEEK.fullmatch(" ".join(token.plain for token in value.tokens)):
        return False
    last, first = before[-1][0], value.tokens[0]
    word = re.sub(r"[^a-z]", "", last.plain)
    near = abs(last.word.box[1] - first.word.box[1]) < first.word.height and 0 <= first.x0 - last.x1 < first.word.height
    return near and last.text[-1].isalpha() and len(word) >= SHORTEST_NAME and word not in _ABOUT and concepts(word) is None


def _parts(stream: Sequence[tuple[Token, int]], habits: Habits, *, quantity_first: bool) -> list[_Part]:
    """Each date with the number next to it, before or behind; none where a date has no number."""
    dates = _dates(stream, habits)
    parts = []
    for place, (start, end, value) in enumerate(dates):
        before = dates[place - 1][1] if place else max(0, start - WORDS_BEFORE)
        after = dates[place + 1][0] if place + 1 < len(dates) else min(len(stream), end + 4)
        around = reversed(range(before, start)) if quantity_first else range(end, after)
        count = next(((i, number) for i in around if (number := _number(stream[i][0], habits)) and not _is_size(stream, i)), None)
        if count is None:
            return []
        at, number = count
        token = stream[at][0]
        if quantity_first and at > before and (whole := _with_thousands(stream[at - 1][0], token, habits)):
            number, token = whole
        parts.append(_Part(number, token, value, stream[start][1]))
    return parts


def _is_size(stream: Sequence[tuple[Token, int]], place: int) -> bool:
    """`larghezza 30 mm`: a number that measures goods counts none of them."""
    behind = stream[place + 1][0].text.strip(",;.()") if place + 1 < len(stream) else ""
    return is_unit(behind) and parse_unit(behind) in OF_SIZES


def _with_thousands(before: Token, token: Token, habits: Habits) -> tuple[str, Token] | None:
    """`1 507:`: thousands a narrow blank before three figures, and the word that both are; None where the first belongs to nothing there."""
    near = 0 <= token.x0 - before.x1 < BLANK * token.word.height and abs(before.word.middle - token.word.middle) < BLANK * token.word.height
    if not near or not re.fullmatch(r"[1-9]\d{0,2}", before.text) or not re.fullmatch(r"\d{3}(?:[.,]\d{1,3})?[:;,]?", token.text):
        return None
    one = replace(token, word=in_one([before.word, token.word]))
    number = _number(one.saying(before.text + token.text), habits)
    return (number, one) if number else None


def _number(token: Token, habits: Habits) -> str | None:
    text = token.text.strip(":;,()")
    if not re.fullmatch(r"\d[\d.,'\u2019\u00a0\u202f ]*", text):
        return None
    try:
        return parse_number(text, habits.numbers)
    except NumberError:
        return None


def _group(part: _Part, layout: Layout) -> Group:
    return Group(
        {
            "quantity": leaf(part.quantity, (part.count,), part.page, layout, score=0.97),
            "delivery_date": leaf(part.promised.value, part.promised.tokens, part.page, layout, score=0.97 * part.promised.fit),
        }
    )
