"""Words of narrow cells that end a line and go on in the next one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from extract.label.labels import LabelHit, Vocabulary
from extract.label.line_behind import LEADS_TO_DAY
from extract.page.layout import Line
from extract.text.wording import concepts, is_said_of_the_buyer

LEAST_FIGURES = 5
"""An order's number has so many figures."""
CLOSE = 1.7
"""Lines of one cell are no further apart, in print sizes."""
_WORD = re.compile(r"[^\W\d]+[.'’]?[^\W\d]*[.:°]?")
FLUSH = 2.0
"""The lines of a cell begin within so many points of each other."""


def goes_on_with_day(lines: Sequence[Line], index: int, hit: LabelHit) -> bool:
    """`Su pedido nº 4500947103 de` / `fecha 04/05/2026`: broken before the word for a day, which is of what the line above names."""
    line = lines[index]
    above = lines[index - 1] if index and lines[index - 1].page == line.page else None
    phrase = next((phrase for phrase in line.phrases if phrase.tokens[0] is line.tokens[hit.start]), None)
    if above is None or phrase is None or line.box[1] - above.box[3] > line.size or "date" not in (concepts(phrase.tokens[0].text) or ()):
        return False
    over = next((each for each in above.phrases if abs(each.box[0] - phrase.box[0]) < FLUSH), None)
    return over is not None and over.tokens[-1].plain in LEADS_TO_DAY and any(letter.isdigit() for letter in over.text)


def with_broken_labels(lines: Sequence[Line], index: int, hits: Sequence[LabelHit], vocabulary: Vocabulary) -> list[LabelHit]:
    """The labels of a line, of which one that a narrow cell broke is told by both of its lines: `Zamówienie` over `sprzedaży`, the number beside them.

    What stands below is a label's own where it is flush with it, of letters alone, and nothing stands beside it; and both together are known.
    """
    line, below = lines[index], lines[index + 1] if index + 1 < len(lines) else None
    if below is None or below.page != line.page or not 0 < below.box[1] - line.box[1] < CLOSE * line.size:
        return list(hits)
    found = list(hits)
    for phrase, value in pairwise(line.phrases):
        rest = next((each for each in below.phrases if abs(each.box[0] - phrase.box[0]) < FLUSH), None)
        if rest is None or not all(_WORD.fullmatch(token.text) for token in (*phrase.tokens, *rest.tokens)):
            continue
        beside = any(rest.box[2] < each.box[0] < value.box[2] for each in below.phrases)
        start, end = (line.tokens.index(token) for token in (phrase.tokens[0], phrase.tokens[-1]))
        own = [hit for hit in found if hit.start <= end and start < hit.end]
        name = None if beside else vocabulary.name(f"{phrase.text} {rest.text}")
        if name and all(start <= hit.start and hit.end <= end + 1 and hit.name != name for hit in own):
            found = [*(hit for hit in found if hit not in own), LabelHit(name, index, start, end + 1)]
    return sorted(found, key=lambda hit: hit.start)


def is_order_over_its_number(lines: Sequence[Line], index: int) -> bool:
    """`Votre commande n°` / `4500155728 du 12/01/2026`: the first row of a table that tells the order, and no heading of one."""
    line = lines[index]
    below = lines[index + 1] if index + 1 < len(lines) else line
    if len(line.phrases) > 1 or below.page != line.page or below is line or not is_said_of_the_buyer(line.text):
        return False
    flush = abs(below.box[0] - line.box[0]) < FLUSH
    of_order = not {"order", "purchase"}.isdisjoint(concepts(line.text) or ())
    return flush and of_order and sum(letter.isdigit() for letter in below.tokens[0].text) >= LEAST_FIGURES
