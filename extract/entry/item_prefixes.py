"""Item numbers that a supplier prints in two words, `BN 03885`: the letters before the figures belong to them, wherever they stand."""

from __future__ import annotations

import re
from collections.abc import Sequence

from domain.paper import Group, Leaf
from extract.page.layout import Layout, Line, Token
from extract.page.words import union
from extract.shape.line_sums import lies_in
from extract.text.norms import NORMS
from extract.text.units import is_unit
from extract.text.wording import concepts

ITEMS = ("supplier_item", "buyer_item")
_PREFIX = re.compile(r"[A-Z]{2,4}")
_NO_PREFIX = NORMS | {"DN", "NR", "NO", "REF", "ART", "POS", "EUR", "USD", "GBP", "CHF", "PLN"}
BLANK = 1.0
"""A blank within a number is no wider than this share of the print's height."""


def with_prefixes(lines: Sequence[Group], layout: Layout) -> list[Group]:
    """The lines with the letters before their item numbers, where all lines of the paper have such letters before or in them.

    Letters are a prefix where nothing or a label stands before them, or a line's position: `unsere Artikelnummer BN 03885`.
    """
    lines = list(lines)
    for name in ITEMS:
        items = [line.leaf(name) for line in lines]
        found = {at: _prefix(item, layout) for at, item in enumerate(items) if item is not None and item.value[:1].isdigit()}
        if not found or None in found.values():
            continue
        for at, prefix in found.items():
            item = items[at]
            if item is not None and prefix is not None:
                lines[at] = Group({**lines[at].root, name: _joined(prefix, item)})
    return lines


def _prefix(item: Leaf, layout: Layout) -> Token | None:
    """The word of capitals right before an item number that begins with a figure, if it has nothing but a label or a position before it."""
    if item.source not in ("text", "ocr"):
        return None
    line, at = next(
        ((line, at) for line in layout.lines if line.page == item.page for at, token in enumerate(line.tokens) if lies_in(token, item)),
        (None, 0),
    )
    if line is None or not at:
        return None
    before = line.tokens[at - 1]
    if not _PREFIX.fullmatch(before.text) or before.text in _NO_PREFIX or line.tokens[at].x0 - before.word.box[2] > BLANK * line.size:
        return None
    is_word = is_unit(before.text) or concepts(before.text) is not None  # `ITEM 55-7559-67`
    return before if not is_word and _begins(line, at - 1) else None


def _begins(line: Line, at: int) -> bool:
    """Whether a word begins what stands there: it is the first of its phrase, or behind a label or a position."""
    token = line.tokens[at]
    phrase = next(phrase for phrase in line.phrases if token in phrase.tokens)
    if phrase.tokens[0] is token:
        return True
    last = line.tokens[at - 1].text
    return last.endswith(":") or last.isdigit() or concepts(last) is not None


def _joined(prefix: Token, item: Leaf) -> Leaf:
    box = union([prefix.word.on_page, item.box])
    return item.model_copy(
        update={
            "value": f"{prefix.text} {item.value}",
            "text": f"{prefix.text} {item.text}",
            "box": tuple(round(side, 1) for side in box),
            "seconded": item.seconded and prefix.word.seconded,
            "confidence": min(item.confidence, prefix.word.confidence) if item.source == "ocr" else item.confidence,
        }
    )
