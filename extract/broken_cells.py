"""Words of narrow cells that end a line and go on in the next one."""

from __future__ import annotations

from collections.abc import Sequence

from extract.labels import LabelHit
from extract.layout import Line
from extract.line_behind import LEADS_TO_DAY
from extract.wording import concepts, is_said_of_the_buyer

LEAST_FIGURES = 5
"""An order's number has so many figures."""
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


def is_order_over_its_number(lines: Sequence[Line], index: int) -> bool:
    """`Votre commande n°` / `4500155728 du 12/01/2026`: the first row of a table that tells the order, and no heading of one."""
    line = lines[index]
    below = lines[index + 1] if index + 1 < len(lines) else line
    if len(line.phrases) > 1 or below.page != line.page or below is line or not is_said_of_the_buyer(line.text):
        return False
    flush = abs(below.box[0] - line.box[0]) < FLUSH
    of_order = not {"order", "purchase"}.isdisjoint(concepts(line.text) or ())
    return flush and of_order and sum(letter.isdigit() for letter in below.tokens[0].text) >= LEAST_FIGURES
