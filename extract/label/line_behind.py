"""The line of an order that stands behind the order's number, with what leads to it, a stroke, or nothing where a scan lost the stroke."""

from __future__ import annotations

import re
from collections.abc import Sequence

from domain.doctype import Shape
from domain.paper import Leaf
from extract.page.layout import Layout, Line, Token
from extract.shape.candidates import leaf
from extract.shape.misfits import misfit
from extract.text.wording import concepts, is_said_of_the_buyer, meant_singly

LED, BARE = 0.95, 0.8
"""What a line is worth that a stroke or a word leads to, and one with nothing before it."""
STROKE = 2.5
"""A stroke between two blanks takes so many heights of the figures beside it at most."""
_STROKE_AND_LINE = re.compile(r"[-–/]0*([1-9]\d{0,3})")
LONGEST_LABEL = 6
"""The label of an order has no more words."""
MOST_OF_DAY = 7
"""A day with what leads to it has no more words."""
LEADS_TO_DAY = frozenset({"vom", "of", "dated", "du", "del", "de", "van", "dd", "d.d", "dnia", "le", "il", "den"})
_DAY = re.compile(r"\d{1,4}[./-]\d{1,2}[./-]\d{1,4}")
_FIGURE = re.compile(r"\d")
_ORDER = re.compile(r"(?=(?:\D*\d){5})[\w./-]+,?")
_LINE = re.compile(r"0*[1-9]\d{0,3}[.,;)]?")
_TENS = re.compile(r"0*([1-9]\d{0,2}0)")
"""Orders are mostly numbered in tens; any other bare figure may be the beginning or the end of something else."""


def line_behind(order: Leaf, layout: Layout) -> Leaf | None:
    """`4500258918 - 00040`, `PO-430007, Pos. 20`, `B0026517 /50`, `4500017325 000020 / 16.02.2026`; on a scan `4700182183 10` too. A figure with a unit is none."""
    for line in layout.lines:
        place = next((at for at, token in enumerate(line.tokens) if line.page == order.page and ends_at(order, token)), None)
        if place is None:
            continue
        behind = [token for token in line.tokens[place + 1 : place + 5] if token.text not in (",", "(")]
        if behind and (match := _STROKE_AND_LINE.fullmatch(behind[0].text)):
            return leaf(match[1], (behind[0],), line.page, layout, score=LED)
        named = len(behind) > 1 and concepts(behind[0].text) is not None and (concepts(behind[0].text) or frozenset()) <= {"line", "item"}
        number = behind[1] if len(behind) > 1 and (named or behind[0].text in "-–/") else None
        unit = misfit(Shape.UNIT)(behind[2].text) == 0 if len(behind) > 2 else False
        if number and not unit and (match := re.fullmatch(r"0*([1-9]\d{0,3})\)?", number.text)):
            return leaf(match[1], (number,), line.page, layout, score=LED)
        if (before := _before_day(behind)) is not None:
            return leaf(before, (behind[0],), line.page, layout, score=LED)
        if order.source == "ocr" and behind and (match := _TENS.fullmatch(behind[0].text)) and _has_room_behind(line.tokens, place):
            return leaf(match[1], (behind[0],), line.page, layout, score=BARE)
    return None


def _before_day(behind: Sequence[Token]) -> str | None:
    """The line in `4500017325 000020 / 16.02.2026`: a bare number between an order's and a stroke with its day."""
    if len(behind) <= len(("line", "stroke")) or behind[1].text != "/" or not _DAY.fullmatch(behind[2].text):
        return None
    match = re.fullmatch(r"0*([1-9]\d{0,3})", behind[0].text)
    return match[1] if match else None


def order_before(tokens: Sequence[Token], place: int) -> int | None:
    """Where the label of the buyer's order begins whose number stands before a word: `V/cde 4500523600` before `ligne 10`.

    Between them may stand the order's day: `Ihre Bestellung 4500866038 vom 03.08.2026, Position 70`. None where no number of so many figures
    stands there, or what leads to it says nothing of an order of the buyer's.
    """
    number = number_before(tokens, place)
    if not number:
        return None
    first = number
    while first and number - first <= LONGEST_LABEL and not re.search(r"\d", tokens[first - 1].text):
        first -= 1
    label = " ".join(token.text for token in tokens[first:number])
    meant = meant_singly(label)
    return first if is_said_of_the_buyer(label) and {"order", "purchase"} & meant and "our" not in meant else None


def number_before(tokens: Sequence[Token], place: int) -> int | None:
    """Where the number of an order stands right before a word, or before the day that does."""
    if place and _ORDER.fullmatch(tokens[place - 1].text) and not _DAY.match(tokens[place - 1].text):
        return place - 1
    lead = next((at for at in range(place - 2, max(0, place - MOST_OF_DAY), -1) if tokens[at].plain.strip(".") in LEADS_TO_DAY), 0)
    dated = lead and any(_FIGURE.search(token.text) for token in tokens[lead + 1 : place])
    return lead - 1 if dated and _ORDER.fullmatch(tokens[lead - 1].text) else None


def names_order_and_line(line: Line) -> bool:
    """Whether a line of print tells the buyer's order and its line: `Rif. Vs. ord. 4500246012 riga 10`."""
    tokens = line.tokens
    return any(
        concepts(tokens[place].text) == frozenset({"line"})
        and _LINE.fullmatch(tokens[place + 1].text)
        and order_before(tokens, place) is not None
        for place in range(len(tokens) - 1)
    )


def ends_at(value: Leaf, token: Token) -> bool:
    """Whether that word is the last one of a value."""
    box = token.word.on_page
    return abs(box[2] - value.box[2]) < 0.2 and abs(box[3] - value.box[3]) < 2 and re.search(r"\d", token.text) is not None


def _has_room_behind(tokens: Sequence[Token], place: int) -> bool:
    """Whether the next word is no further away than a lost stroke would leave it, and nothing goes on behind it."""
    number, after = tokens[place + 1], tokens[place + 2 : place + 3]
    reach = STROKE * number.word.height
    return number.x0 - tokens[place].x1 <= reach and not any(token.x0 - number.x1 <= reach for token in after)
