"""For how many a price is, told in words of its line: `prijs per 100 Stuk`, `Prix les 1000 PCE`, `7,87 PLN 100 Szt.`."""

from __future__ import annotations

import re
from collections.abc import Sequence

from domain.doctype import Shape
from domain.paper import Leaf
from extract.page.layout import Layout, Token
from extract.shape.candidates import leaf
from extract.shape.line_sums import lies_in
from extract.shape.misfits import misfit

WIDE = 1.0
"""Of its height: so much blank before a word begins another phrase."""
_PRICE = re.compile(r"\(?(?:\w*preis|price|pri[xj]s?|\w+prijs|prezzo|precio|cena|pr|px|prz|p\.?u)\.?:?", re.IGNORECASE)
_FOR = re.compile(r"\(?(?:je|per|pro|par|for|za|al|por|ogni|cada|pour|na|voor|für|fur|les|le|di|de|op|x)", re.IGNORECASE)
_MONEY = re.compile(r"[A-Z]{3}|[€$£]|zł|kr\.?")


def told_price_unit(unit: int, price: Leaf, others: Sequence[Leaf], tokens: Sequence[Token], layout: Layout) -> Leaf | None:
    """The words that say that a price is for so many; `others` are numbers of the line that they are none of.

    They stand right behind the price, or in a phrase that begins with the price or with `per`: of goods that are packed by the hundred
    (`verpakt per 100 stuks`) something else is told.
    """
    for place, number in enumerate(tokens):
        if number.text.rstrip(".,;:)") != str(unit) or any(lies_in(number, other) for other in others):
            continue
        unit_word, before = tokens[place + 1 : place + 2], tokens[max(0, place - 2) : place]
        if not unit_word or misfit(Shape.UNIT)(unit_word[0].text.rstrip(".,;:)")) != 0 or not _is_beside(number, unit_word[0]):
            continue
        if (first := _begins(before, number, price)) is not None:
            page = next((line.page for line in layout.lines if number in line.tokens), 1)
            return leaf(str(unit), (*first, number, *unit_word), page, layout, score=0.95)
    return None


def _begins(before: Sequence[Token], number: Token, price: Leaf) -> tuple[Token, ...] | None:
    """The word between a price and the number that it is for, or none of it; None where something else is told there."""
    last, ahead = before[-1:], before[-2:-1]
    if not last:
        return None
    if _FOR.fullmatch(last[0].text) and _is_beside(last[0], number):
        alone = not ahead or not _is_beside(ahead[0], last[0]) or lies_in(ahead[0], price) or _MONEY.fullmatch(ahead[0].text)
        return (last[0],) if alone or _PRICE.fullmatch(ahead[0].text) else None
    behind = lies_in(last[0], price) or (_MONEY.fullmatch(last[0].text) and bool(ahead) and lies_in(ahead[0], price))
    return () if behind else None


def _is_beside(left: Token, right: Token) -> bool:
    """Whether a word stands on the same line, with no more than a blank between them."""
    level = left.word.box[1] < (right.word.box[1] + right.word.box[3]) / 2 < left.word.box[3]
    return level and right.x0 - left.x1 <= WIDE * max(left.word.height, right.word.height)
