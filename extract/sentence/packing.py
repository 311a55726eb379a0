"""Two weights of a sentence that calls neither gross nor net: which is with the packing, and which of the goods alone."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from extract.sentence.sentence import Sentence
from extract.shape.values import Value

NEAR = 4
"""So many words before a weight it may be said to be of the goods alone."""
Weight = tuple[int, Value]
"""Its place in the sentence, and what it is."""


def by_packing(sentence: Sentence, weights: Sequence[Weight]) -> tuple[dict[str, Weight], bool]:
    """`The 2 cartons weigh 89 kg together (goods alone 62 kg)`: the net weight is that of the goods alone, be it printed right or wrong; and whether it is sure.

    Where no word says so, a thing is heavier with its packing; that is no more than likely where the heavier one is not told first.
    """
    first, second = weights
    alone = [weight for weight in weights if any("alone" in told for told in sentence.before(weight[0], stops={first[0]})[:NEAR])]
    if len(alone) == 1:
        return {"gross_weight_kg": second if alone[0] is first else first, "net_weight_kg": alone[0]}, True
    as_told = Decimal(first[1].value) >= Decimal(second[1].value)
    gross, net = (first, second) if as_told else (second, first)
    return {"gross_weight_kg": gross, "net_weight_kg": net}, as_told
