"""Odds of evidence: by how much it speaks for a value that the order says the same, nearly the same, another, or nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

import numpy as np
from scipy.optimize import minimize_scalar
from scipy.special import logit

from app.models.claims import KIND, Claim
from validate.evidence import SURE, UNSURE, Evidence, Odds

LOWEST, HIGHEST = -2.5, 5.0
"""No evidence weighs more: a value that truly differs stays likely enough, and one that agrees is not beyond doubt."""
SPREAD = 0.8
"""How far, in logarithmic odds, a field's factor lies from that of all fields of the same print."""
FIRST_SPREAD = 3.0

Probability = Callable[[Claim], float]
Weighed = tuple[float, bool, float]
"""A claim's probability before the order is asked, whether it is right, and how much it counts."""


def fit_odds(claims: Iterable[Claim], probability: Probability) -> Odds:
    """The factors of each field; `probability` is what its curve says of a claim."""
    cells: dict[tuple[str, Evidence], dict[tuple[str, str], list[Weighed]]] = {}
    for claim in claims:
        if claim.name != KIND:
            own = cells.setdefault((claim.medium, claim.evidence), {})
            own.setdefault((claim.kind, claim.name), []).append((probability(claim), claim.right, claim.weight))
    factors: dict[str, dict[str, dict[str, dict[Evidence, float]]]] = {}
    for medium in sorted({medium for medium, _ in cells}):
        names = sorted({name for (own, _), found in cells.items() if own == medium for name in found})
        for evidence in Evidence:
            held = cells.get((medium, evidence), {})
            common = _factor([pair for pairs in held.values() for pair in pairs], 0.0, FIRST_SPREAD)
            for kind, name in names:
                factor = _factor(held.get((kind, name), []), common, SPREAD)
                factors.setdefault(medium, {}).setdefault(kind, {}).setdefault(name, {})[evidence] = round(factor, 3)
        for fields in factors.get(medium, {}).values():
            for factor_of in fields.values():
                factor_of.update(_in_order(factor_of))
    return Odds(factors=factors)


def _in_order(found: Mapping[Evidence, float]) -> dict[Evidence, float]:
    """The factors as they must stand to each other: a paper that fits its order is not read worse than one that cannot be asked about.

    Where few papers say otherwise it is their number that speaks.
    """
    fits = max(0.0, found[Evidence.FITS])
    return {Evidence.FITS: fits, Evidence.NOTHING: min(found[Evidence.NOTHING], fits), Evidence.AGREES: max(found[Evidence.AGREES], fits)}


def _factor(held: Sequence[Weighed], expected: float, spread: float) -> float:
    """What must be added to the logarithmic odds for the claims to be as often right as they say, near what is expected of it."""
    if not held:
        return expected
    probabilities, right, weight = np.array(held, dtype=float).T
    odds = logit(np.clip(probabilities, UNSURE, SURE))

    def unlikely(shift: float) -> float:
        moved = odds + shift
        return float((weight * (np.logaddexp(0, moved) - right * moved)).sum() + ((shift - expected) / spread) ** 2 / 2)

    return float(minimize_scalar(unlikely, bounds=(LOWEST, HIGHEST), method="bounded").x)


def after(claim: Claim, probability: float, odds: Odds) -> float:
    """The claim's probability once the order was asked."""
    if claim.name == KIND:
        return probability
    return odds.weighed(probability, claim.name, claim.evidence, medium=claim.medium, kind=claim.kind)
