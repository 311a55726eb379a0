"""What a line says is asked beside what was found: `min 27 J: 95 / 90 / 99`, `>= 355 MPa  402`, `Elongation on 50 mm: 28 %`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from extract.label.result_words import FIGURE, PROPERTIES, role_of
from extract.page.layout import Token

ASKED_OF = (*PROPERTIES, "energy_j", "hardness")
"""Of these, what is asked stands in one line with what was found."""
SIGNS = ("≥", "≤", ">=", "<=", ">", "<", "≧", "≦")
DASHES = ("-", "–", "—", "÷", "~", "...", "…", "to", "bis", "à", "a", "tot", "do")
_SIGNED = re.compile(r"\(?[≥≤≧≦<>]=?\s?(?=\d)")
OTHER_PROPERTY = re.compile(
    r"Z|(?i:R\.?(?:O\.?)?A\.?|reduction|(?:bruch)?einschn\S*|striction|strizione|estricci\S*|insnoering|przewężenie)"
)
"""The reduction of area, which stands beside the elongation and is none."""
_LENGTH = re.compile(r"mm\W*|in(?:ch(?:es)?|\.)?\W*|[\"”]\W*")
"""Behind a figure, what a strain was measured on: no elongation."""


def without_asked(tokens: Sequence[Token], name: str) -> list[Token]:
    """The words behind the label of that result without the figures that a limit's word or sign stands before.

    Strengths and elongations are no spans either, and what an elongation was measured on is none.
    """
    plain = sum(FIGURE.fullmatch(token.text) is not None for token in tokens)
    tokens = [token for token in tokens if not (plain and re.fullmatch(r"\([\d.,]+\)", token.text))]  # `A5 = 27 (22) %`
    kept: list[Token] = []
    asked = False
    place = 0
    while place < len(tokens):
        token = tokens[place]
        text = token.text.strip("():,;")
        if role_of(text) == "limit" and kept and _is_of_figure_before(tokens, place):
            kept.pop()  # `355 min   381`
        elif role_of(text) == "limit" or token.text in SIGNS:
            if name in PROPERTIES and kept and _stands_between_figures(tokens, place):
                kept.pop()  # `355 min 381` and `381 min 355` are both printed: neither is known to be the result
            asked = True
        elif _SIGNED.match(token.text):
            asked = False
        elif FIGURE.fullmatch(text) and (asked or (_is_no_span(name, plain) and _begins_span(tokens, place))):
            place += 2 if _begins_span(tokens, place) else 0
            asked = False
        elif name in PROPERTIES and OTHER_PROPERTY.fullmatch(text):
            break  # `Elongation: 26% in 2"   ROA: 61%`
        elif (
            name == "elongation_pct"
            and re.fullmatch(r"\d+", text)
            and place + 1 < len(tokens)
            and _LENGTH.fullmatch(tokens[place + 1].text)
        ):
            place += 1
        else:
            kept.append(token)
            asked = False  # a limit's word stands right before its figure; `Límite de fluencia` names the strength itself
        place += 1
    return kept


def _is_no_span(name: str, figures: int) -> bool:
    """Whether a result of that name is never a span: a strength, an elongation, and a hardness beside which other figures stand."""
    return name in PROPERTIES or (name == "hardness" and figures > len(("from", "to")))


def _is_of_figure_before(tokens: Sequence[Token], place: int) -> bool:
    """Whether a limit's word stands right behind a figure, and nearer to it than to what follows: `355 min   381`."""
    before, behind = tokens[place - 1 : place], tokens[place + 1 : place + 2]
    if not before or not FIGURE.fullmatch(before[0].text) or tokens[place].text.startswith("("):
        return False
    near = tokens[place].x0 - before[0].x1
    return near < before[0].word.height and (not behind or behind[0].x0 - tokens[place].x1 > 2 * near)


def _stands_between_figures(tokens: Sequence[Token], place: int) -> bool:
    """Whether a limit's word has a bare figure right before it and another right behind it."""
    around = [*tokens[place - 1 : place], *tokens[place + 1 : place + 2]] if place else []
    # `545 (min 510)`: what is asked begins with the bracket
    return (
        len(around) > 1
        and not tokens[place].text.startswith("(")
        and role_of(tokens[place].text) == "limit"
        and all(FIGURE.fullmatch(token.text) for token in around)
    )


def _begins_span(tokens: Sequence[Token], place: int) -> bool:
    """Whether a span begins there: `510 - 680`. A dash far from both is an empty cell between two results."""
    three = tokens[place : place + 3]
    close = all(right.x0 - left.x1 < left.word.height for left, right in pairwise(three))
    figures = all(FIGURE.fullmatch(token.text.strip("():,;")) for token in three[::2])
    goes_on = len(tokens) > place + 3 and tokens[place + 3].text in DASHES  # `545 - 551 - 548` are three results
    return len(three) == 3 and close and figures and three[1].text in DASHES and not goes_on
