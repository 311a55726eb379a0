"""Lots and amounts in brackets behind the heats they are of: `Heats supplied: 723849/1 (lot 476764, 105 kg), H220998 (lot 802931, 105 kg)`."""

from __future__ import annotations

import re
from collections.abc import Sequence

from domain.doctype import Shape
from extract.certificate.heat_record import HeatBook
from extract.certificate.result_cells import Cells
from extract.certificate.result_labels import ResultLabels
from extract.label.result_words import bare, looks_like_a_heat
from extract.page.layout import Line, Token
from extract.shape.values import Habits, read_value
from extract.text.units import OF_SIZES

LONGEST = 6
"""A bracket of more words says something else."""
SURE = 0.93


def enter_bracketed_lots(lines: Sequence[Line], labels: ResultLabels, habits: Habits, book: HeatBook, cells: Cells) -> None:
    """Gives the known heats the lots, and how much of them was supplied, that stand in brackets behind their numbers."""
    for line in lines:
        for place, token in enumerate(line.tokens):
            heat = next((heat for heat in book.heats if heat.number and heat.number.value == bare(token.text)), None)
            inside = _bracket(line.tokens[place + 1 :]) if heat else ()
            if heat is None or len(inside) < 2 or labels.name(inside[0].text.strip("(:")) != "lot_number":
                continue
            lot = inside[1]
            if not looks_like_a_heat(lot.text):
                continue
            heat.other.setdefault("lot_number", cells.said(bare(lot.text), (lot,), line.page, score=SURE))
            amount, unit = read_value(Shape.DECIMAL, inside[2:-1], habits), read_value(Shape.UNIT, inside[-1:], habits)
            if amount and unit and unit.value not in OF_SIZES and len(amount.tokens) == len(inside) - 3:
                heat.other.setdefault("quantity", cells.said(amount.value, amount.tokens, line.page, score=SURE))


def _bracket(tokens: Sequence[Token]) -> Sequence[Token]:
    """The words in a bracket that opens right here, up to the one that closes it; none where it goes on too long."""
    if not tokens or not tokens[0].text.startswith("("):
        return ()
    end = next((at for at, token in enumerate(tokens[:LONGEST]) if re.search(r"\)[,;.]?$", token.text)), None)
    return tokens[: end + 1] if end is not None else ()
