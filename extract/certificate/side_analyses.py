"""Two analyses side by side under one head, the ladle's and the product's: symbols stand twice in a row below words that say which is which.

The contents of the product are left out before results are read, whichever of the two stands first; only those of the ladle are the heat's.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from extract.certificate.limit_columns import with_tokens
from extract.label.labels import squeezed
from extract.label.result_words import Role, role_of
from extract.page.layout import Layout, Line, Phrase, Token
from extract.shape.elements import ELEMENTS

FEWEST_TWICE = 3
"""So many symbols stand twice where there are two analyses, be it not told of what."""
FEWEST = 2
"""So many symbols at least stand in each of two analyses."""
LONGEST = 4
"""What heads an analysis has no more words."""
ABOVE = 2
"""It stands so few lines above the symbols."""
FARTHEST = 4.0
"""No row of a table stands so many print sizes below the one before it."""


@dataclass(frozen=True)
class _Side:
    """The symbols of one of two analyses, and whether it is the product's."""

    symbols: tuple[Token, ...]
    product: bool

    def holds(self, token: Token, other: _Side) -> bool:
        """Whether a word stands nearer to a symbol of this analysis than to any of the other's, and within the former."""
        middle = (token.x0 + token.x1) / 2
        own = min(abs(middle - (symbol.x0 + symbol.x1) / 2) for symbol in self.symbols)
        return own < min(abs(middle - (symbol.x0 + symbol.x1) / 2) for symbol in other.symbols)


def without_product_beside_ladle(layout: Layout) -> Layout:
    """The layout without the product's analysis wherever the ladle's stands beside it."""
    lines = list(layout.lines)
    for index in range(len(lines)):
        sides = _sides(lines, index)
        if sides:
            ladle, product = sides
            left = min(symbol.x0 for symbol in (*ladle.symbols, *product.symbols))
            for at in _table(lines, index):
                kept = [token for token in lines[at].tokens if token.x1 < left or not product.holds(token, ladle)]
                lines[at] = with_tokens(lines[at], kept)
            for at in range(max(0, index - ABOVE), index):
                lines[at] = _without_title(lines[at])
    return replace(layout, lines=tuple(lines))


def has_untold_analyses(layout: Layout) -> bool:
    """Whether two analyses stand side by side with contents below both, and no word says which of them is the ladle's."""
    lines = layout.lines
    return any(
        len(_twice(line)) >= FEWEST_TWICE
        and _sides(lines, index) is None
        and index + 1 < len(lines)
        and sum(re.search(r"\d", token.text) is not None for token in lines[index + 1].tokens) >= 2 * FEWEST_TWICE
        and len({squeezed(phrase.text) for phrase in line.phrases if phrase.text.strip("%()[] ") not in ELEMENTS}) < FEWEST
        for index, line in enumerate(lines)
    )


def _twice(line: Line) -> set[str]:
    """The symbols that stand twice in a line."""
    names = [token.text.strip("%()[] ") for token in line.tokens]
    return {name for name in names if name in ELEMENTS and names.count(name) > 1}


def _sides(lines: Sequence[Line], index: int) -> tuple[_Side, _Side] | None:
    """The ladle's and the product's symbols in a line in which the same ones stand twice, where the lines above say which are which."""
    symbols = [token for token in lines[index].tokens if token.text.strip("%()[] ") in ELEMENTS]
    names = [token.text.strip("%()[] ") for token in symbols]
    turn = next((place for place, name in enumerate(names) if name in names[:place]), 0)
    first, second = symbols[:turn], symbols[turn:]
    if min(len(first), len(second)) < FEWEST or len({*names[turn:]}) < len(second):
        return None
    called = _called(lines, index)
    if [product for _, product in called] not in ([True, False], [False, True]):
        return None
    (_, product), _ = called
    sides = _Side(tuple(first), product), _Side(tuple(second), not product)
    return (sides[1], sides[0]) if product else sides


def _called(lines: Sequence[Line], index: int) -> list[tuple[Token, bool]]:
    """The words right above a line of symbols that say whose analyses stand there, from left to right, and whether each says the product's."""
    for at in range(index - 1, max(-1, index - 1 - ABOVE), -1):
        if lines[at].page != lines[index].page:
            break
        found = [(phrase.tokens[0], role == "product") for phrase in lines[at].phrases if (role := _role(phrase))]
        if len(found) > 1:
            return found
    return []


def _role(phrase: Phrase) -> Role | None:
    """Whose analysis a heading says that it is, be it the ladle's or the product's."""
    roles = (role_of(token.text.strip("()[]:")) for token in phrase.tokens)
    return next((role for role in roles if role in ("ladle", "product")), None) if len(phrase.tokens) <= LONGEST else None


def _table(lines: Sequence[Line], index: int) -> list[int]:
    """The line of symbols and the rows below it, up to a gap or a line that has symbols again."""
    rows = [index]
    for at in range(index + 1, len(lines)):
        line, before = lines[at], lines[at - 1]
        apart = line.page != before.page or line.box[1] - before.box[3] > FARTHEST * line.size
        again = sum(token.text.strip("%()[] ") in ELEMENTS for token in line.tokens) >= FEWEST
        if apart or again or len(line.phrases) == 1 < len(line.tokens):
            break
        rows.append(at)
    return rows


def _without_title(line: Line) -> Line:
    """The line without what says that the product was analysed."""
    gone = {id(token) for phrase in line.phrases if _role(phrase) == "product" for token in phrase.tokens}
    return with_tokens(line, [token for token in line.tokens if id(token) not in gone]) if gone else line
