"""The value of each field of the head from its candidates: the best one, less sure the nearer its rivals are."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from domain.paper import Leaf
from extract.field.settling import LESSER, WEIGHTS
from extract.page.layout import Layout
from extract.shape.candidates import Candidate, contested, leaf_of, own_number, weakened

NEARLY_AS_SURE = 0.85
"""How sure a greater weight must be, as a share of the surest, to be that of all packages."""
HEAVIEST = Decimal("1.5")
"""Of the net weight: so much goods and their packages weigh at most where another gross weight than the first is taken."""
FEWEST_PARTS = 2
"""Of so many packages at least, weights that come to another one are parts of it."""
LETTERS_LOST = 0.3
"""What a number is worth whose first letters its label may have taken."""
AS_GOOD = 0.02
"""How much less speaks for another value at most that may as well be the one."""
UNPROVEN = frozenset({"document_number", "document_date", "ship_date", "arrival_date", "delivery_date"})
"""What no order tells: nothing would show that another of the paper's values is the one."""
LEAST_SCORE = 0.35
"""What has less to speak for it than this is not taken for a value at all."""


def choose_all(found: Mapping[str, Sequence[Candidate]], layout: Layout) -> dict[str, Leaf]:
    """The best candidate of each field; what another field's label says better (a customer's number) is no rival of its value."""
    found = {name: _whole_first(candidates) if name in WEIGHTS else candidates for name, candidates in found.items()}
    found = _gross_above_net(found)
    best = {name: candidates[0] for name, candidates in found.items() if candidates}
    chosen: dict[str, Leaf] = {}
    for name, candidates in found.items():
        others = [each for other, each in best.items() if other != name]
        rivals = [each for each in candidates if each is best[name] or not any(_says_better(other, each) for other in others)]
        if value := choose(rivals, layout, of_several=name in UNPROVEN):
            value = _without_its_letters(value, best[name]) if name.endswith("_number") else value
            chosen[name] = _own_number(value, candidates, best[name]) if name == "document_number" else value
    if "document_number" in chosen and "order_number" in best and _is_one_print(best["document_number"], best["order_number"]):
        chosen["document_number"] = weakened(chosen["document_number"], SHARED)
    return chosen


SHARED = 0.3
"""What is left of the score of a paper's own number whose print is the order's as well: on a scan the title stands above both."""


def _is_one_print(one: Candidate, other: Candidate) -> bool:
    """Whether two values are the same words of the paper."""
    return [token.word.box for token in one.value.tokens] == [token.word.box for token in other.value.tokens]


OF_WHOLE = 0.6
"""So much of the first weight's score another one has that may be of the whole."""


def _own_number(number: Leaf, candidates: Sequence[Candidate], best: Candidate) -> Leaf:
    """The paper's own number; off a scan one that stands elsewhere with letters before it, `13207/2026` and `ZS 13207/2026`, is never sure."""
    led = any(re.fullmatch(r"[A-Z]{1,4}[-/ ]?" + re.escape(best.value.value), each.value.value) for each in candidates)
    number = own_number(number, best.value.tokens)
    return weakened(number, LETTERS_LOST) if led and number.source == "ocr" else number


def _without_its_letters(number: Leaf, best: Candidate) -> Leaf:
    """The number; never sure where a hyphen begins it on a scan: of `PO-370410` a stamp or the label has taken the letters."""
    led = best.value.tokens[0].text.startswith("-") and number.value[:1].isdigit()
    return weakened(number, LETTERS_LOST) if led and number.source == "ocr" else number


def _whole_first(offers: Sequence[Candidate]) -> list[Candidate]:
    """Weights under one label, of packages and of all of them, with the greatest first: no package weighs more than all."""
    if total := _sum_of_others(offers):
        return [
            replace(total, value=replace(total.value, fit=1.0)),
            *(replace(each, score=LESSER * each.score) for each in offers if each is not total),
        ]
    sure = [each for each in offers if each.score * each.value.fit > NEARLY_AS_SURE * offers[0].score * offers[0].value.fit]
    whole = max(sure, key=lambda each: Decimal(each.value.value), default=None)
    return [*(each for each in offers if each is whole), *(each for each in offers if each is not whole)]


def _gross_above_net(found: dict[str, Sequence[Candidate]]) -> dict[str, Sequence[Candidate]]:
    """The gross weight of the whole, where a package's stands first that is less than all weigh net: `Gross (kg)` heads a column of packages, too.

    What weighs as much as the net weight may be that itself, and far more something else: then it is read as it stands, for a person to look at.
    """
    gross, net = found.get("gross_weight_kg", ()), found.get("net_weight_kg", ())
    if not gross or not net or Decimal(gross[0].value.value) >= (least := Decimal(net[0].value.value)):
        return found
    plain = [
        each for each in gross if each.score > OF_WHOLE * gross[0].score
    ]  # beside a package's own number stands no weight of the whole
    above = next((each for each in plain if least < Decimal(each.value.value) <= HEAVIEST * least), None)
    return found if above is None else {**found, "gross_weight_kg": [above, *(each for each in gross if each is not above)]}


def _sum_of_others(offers: Sequence[Candidate]) -> Candidate | None:
    """The weight that all the others come to, each printed at a place of its own: `2.231` above packages of 737, 747 and 747 is no 2.2 kg."""
    places: dict[tuple[float, ...], Candidate] = {}
    for each in offers:
        places.setdefault((each.page, *each.value.tokens[0].word.box), each)
    weights = [Decimal(each.value.value) for each in places.values()]
    if len(weights) <= FEWEST_PARTS or sum(weights) != 2 * max(weights):
        return None
    return max(places.values(), key=lambda each: Decimal(each.value.value))


def choose(candidates: Sequence[Candidate], layout: Layout, *, of_several: bool = False) -> Leaf | None:
    """The best candidate as a leaf, less sure the nearer the best one with another value comes; never sure beside one as good where `of_several`."""
    if not candidates or candidates[0].score * candidates[0].value.fit < LEAST_SCORE:
        return None
    best = candidates[0]
    others = (each.score * each.value.fit for each in candidates if each.value.value != best.value.value and not _is_with_label(each, best))
    rivals = max(others, default=0.0)
    chosen = leaf_of(best, layout, rivals=rivals)
    return contested(chosen, 1.0) if of_several and rivals > best.score * best.value.fit - AS_GOOD else chosen


def _says_better(one: Candidate, other: Candidate) -> bool:
    """Whether one candidate has the other's value, and more to speak for it."""
    return one.value.value == other.value.value and one.score * one.value.fit > other.score * other.value.fit


def _is_with_label(candidate: Candidate, best: Candidate) -> bool:
    """Whether a candidate is the best one and words before it: `Beleg-Nr. 70015151`."""
    before, said, _ = candidate.value.value.rpartition(best.value.value)
    return bool(said) and set(best.value.tokens) < set(candidate.value.tokens) and not any(map(str.isdigit, before))
