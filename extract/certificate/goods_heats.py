"""Which heats a certificate's lines are of: those printed in a line's block, or those whose rows of results begin with the line's number."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise

from domain.doctype import Shape
from domain.paper import Group, Leaf, Node
from extract.label.result_words import bare
from extract.page.layout import Layout, Line, Token
from extract.page.words import overlap
from extract.shape.candidates import Candidate
from extract.shape.values import Habits, read_value
from extract.text.wording import concepts

FEWEST_SHARES = 2
CLOSE, FLUSH = 2.5, 3.0
"""An amount stands no more print sizes below its caption, and begins no more points beside it."""
SUMMED = 0.9
"""How surely the sum below a list of heats is the quantity of the paper's line."""


def heats_in(printed: Sequence[Line], heats: Sequence[Group]) -> dict[str, Node]:
    """The heats whose numbers a block prints; where several do, as one text, for each of them is for these goods."""
    words = _words_of(printed)
    numbers = [number for heat in heats if (number := heat.leaf("heat_number")) and number.value in words]
    return {"heat_number": _together(numbers)} if numbers else {}


def with_heats_of_rows(lines: list[Group], heats: Sequence[Group], results: Sequence[Line]) -> list[Group]:
    """The lines, each with the heats whose rows of results begin with its number, where all rows of every heat tell one line.

    `Pos. 20 | 21-9031 | 0,45 | 0,26 …`: one table of analyses for all items of a delivery.
    """
    numbers = {number.value: at for at, line in enumerate(lines) if (number := line.leaf("order_line"))}
    if len(lines) == 1 or len(numbers) < len(lines) or any(line.leaf("heat_number") for line in lines):
        return lines
    named: dict[int, list[Leaf]] = {}
    for number in (number for heat in heats if (number := heat.leaf("heat_number"))):
        told = {numbers.get(line.tokens[0].text.lstrip("0").rstrip(".")) for line in results if number.value in _words_of([line])}
        if len(told) != 1:
            return lines
        for at in told:
            if at is None:
                return lines
            named.setdefault(at, []).append(number)
    return [Group({**line.root, "heat_number": _together(named[at])}) if at in named else line for at, line in enumerate(lines)]


def without_shares(offers: Sequence[Candidate], heats: Sequence[Group]) -> list[Candidate]:
    """The candidates of a line's quantity without those that say how much there is of one of several heats."""
    shares = [share for heat in heats if (share := heat.leaf("quantity"))]
    if len(shares) < FEWEST_SHARES:
        return list(offers)
    return [offer for offer in offers if not any(_is_printed_at(share, offer) for share in shares)]


def captioned_sum(layout: Layout, habits: Habits) -> list[Candidate]:
    """The amount with its unit flush below a mere word for a sum: `Totaal` over `1.884 kg`."""
    return [
        Candidate(value, line.page, SUMMED)
        for above, line in pairwise(layout.lines)
        if above.page == line.page and line.box[1] - above.box[1] < CLOSE * above.size
        for caption in above.phrases
        if concepts(caption.text) == frozenset({"total"})
        for amount in line.phrases
        if abs(amount.box[0] - caption.box[0]) < FLUSH and len(amount.tokens) == len(("amount", "unit"))
        if (value := read_value(Shape.DECIMAL, amount.tokens[:1], habits)) and read_value(Shape.UNIT, amount.tokens[1:], habits)
    ]


def summed_below_heats(heats: Sequence[Group], layout: Layout, habits: Habits) -> list[Candidate]:
    """The amount with its unit behind a mere word for a sum, `Summe / Total  2.075 kg`, right below a row that bears a heat's number."""
    numbers = {number for heat in heats if (number := heat.text("heat_number"))}
    return [
        Candidate(value, line.page, SUMMED)
        for above, line in pairwise(layout.lines)
        if above.page == line.page and numbers & _words_of([above])
        for label, *amount in [_label_and_amount(line)]
        if len(amount) == len(("amount", "unit")) and concepts(label) == frozenset({"total"})
        if (value := read_value(Shape.DECIMAL, amount[:1], habits)) and read_value(Shape.UNIT, amount[1:], habits)
    ]


def _label_and_amount(line: Line) -> tuple[str, *tuple[Token, ...]]:
    """The words of a line before its first figure, and what begins with it."""
    first = next((place for place, token in enumerate(line.tokens) if token.text[0].isdigit()), len(line.tokens))
    return " ".join(token.text for token in line.tokens[:first]), *line.tokens[first:]


def amounts_do_not_add_up(lines: Sequence[Group], heats: Sequence[Group]) -> bool:
    """Whether what there is of each heat does not come to the whole of the one line: pieces beside metres, or decimals that a scan lost (`122` for `122,1`)."""
    shares = [Decimal(share.value) for heat in heats if (share := heat.leaf("quantity"))]
    whole = lines[0].decimal("quantity") if len(lines) == 1 else None
    if not whole or not shares or len(shares) < len(heats):
        return False
    finest = min(int(share.as_tuple().exponent) for share in shares)
    rounded = len(shares) * Decimal(5).scaleb(min(0, finest) - 1)
    return abs(sum(shares, Decimal(0)) - whole) > rounded


def _is_printed_at(share: Leaf, offer: Candidate) -> bool:
    return share.page == offer.page and any(overlap(token.word.on_page, share.box) for token in offer.value.tokens)


def _words_of(lines: Sequence[Line]) -> set[str]:
    return {bare(token.text) for line in lines for token in line.tokens}


def _together(numbers: Sequence[Leaf]) -> Leaf:
    """Several heat numbers as one leaf, as sure as the least sure of them."""
    if len(numbers) == 1:
        return numbers[0]
    return numbers[0].model_copy(
        update={
            "value": ", ".join(number.value for number in numbers),
            "text": ", ".join(number.text for number in numbers),
            "confidence": min(number.confidence for number in numbers),
        }
    )
