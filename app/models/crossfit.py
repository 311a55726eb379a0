"""Fitting with stationery held out: what a claim's probability is by curves and odds that never saw its stationery."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from scipy.stats import chi2

from app.models.claims import KIND, Claim
from app.models.curves import fit_curves
from app.models.odds import after, fit_odds
from domain.doctype import DocType
from domain.paper import Kind
from extract.confidence import Calibration, Point, on_curve
from validate.evidence import Odds

TARGETS = (0.0002, 0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05)
"""The errors of posted values for which a threshold is kept."""
LOWEST = 0.92
"""No value is posted that may be wrong more often than one in twelve, however sure the others are.

Held out, of 135 values between this and 0.95 on papers that doubt alone keeps from being posted, one was wrong: where nothing else on a paper
gives offence, such a value is right far more often than values as sure are on the whole.
"""
CERTAINTY = 0.5
"""How surely the error is below the target: the median, so that the error that is expected meets it and few papers are no free pass."""


@dataclass(frozen=True)
class Fit:
    """Curves and odds of the same claims."""

    calibration: Calibration
    odds: Odds

    @classmethod
    def of(cls, claims: Sequence[Claim], doctypes: Sequence[DocType]) -> Fit:
        """Fits the curves, and then the odds to what they leave."""
        calibration = fit_curves(claims, doctypes)
        return cls(calibration, fit_odds(claims, lambda claim: by_curve(claim, calibration)))

    def probability(self, claim: Claim) -> float:
        """The claim's probability by curve and order."""
        return after(claim, by_curve(claim, self.calibration), self.odds)


def by_curve(claim: Claim, calibration: Calibration) -> float:
    """The claim's probability before the order is asked."""
    if claim.name == KIND:
        return on_curve(calibration.kinds.get(claim.medium, {}).get(Kind(claim.kind), ()), claim.score)
    return calibration.probability(claim.print_of_it, claim.kind, claim.name, claim.score, unmistakable=claim.unmistakable)


def folds(layouts: Iterable[str], count: int) -> list[set[str]]:
    """The stationeries in so many folds, each as large as the next; no more folds than there are stationeries."""
    names = sorted(set(layouts))
    return [set(names[start::count]) for start in range(min(count, len(names)))]


def held_out(claims: Sequence[Claim], doctypes: Sequence[DocType], count: int) -> Iterator[tuple[Claim, float]]:
    """Each claim with its probability by a fit without its stationery and those that share its fold."""
    for fold in folds((claim.layout for claim in claims), count):
        fit = Fit.of([claim for claim in claims if claim.layout not in fold], doctypes)
        yield from ((claim, fit.probability(claim)) for claim in claims if claim.layout in fold)


@dataclass(frozen=True)
class Postable:
    """A paper that nothing but doubt keeps from being posted: its least sure value, how many would be posted, and how many are wrong."""

    confidence: float
    values: int
    wrong: int


def postable(outside: Iterable[tuple[Claim, float]]) -> list[Postable]:
    """The papers among the claims that doubt alone decides about, the surest first."""
    papers: dict[tuple[str, str], list[tuple[Claim, float]]] = {}
    for claim, probability in outside:
        if claim.is_clear and claim.is_posted:
            papers.setdefault((claim.layout, claim.paper), []).append((claim, probability))
    found = [
        Postable(min(probability for _, probability in own), len(own), sum(not claim.right for claim, _ in own)) for own in papers.values()
    ]
    return sorted(found, key=lambda paper: -paper.confidence)


def thresholds(papers: Sequence[Postable]) -> tuple[Point, ...]:
    """For each target error the lowest confidence with no more wrong among the values of the papers that would then be posted.

    Never lower than `LOWEST`. A target that nothing meets, be it that the papers are too few to tell, gets the threshold of the
    strictest one that is met; where none is, the confidence with the least wrong.
    """
    curve: list[tuple[float, float]] = []
    values, wrong = 0, []
    for at, paper in enumerate(papers):
        values += paper.values
        wrong += [paper.wrong] if paper.wrong else []
        if paper.confidence >= LOWEST and (at + 1 == len(papers) or papers[at + 1].confidence < paper.confidence):
            curve.append((most_wrong(wrong) / values, round(paper.confidence, 4)))
    met = {target: min(enough) for target in TARGETS if (enough := [confidence for error, confidence in curve if error <= target])}
    strictest = met[min(met)] if met else min(curve, default=(1.0, 1.0))[1]
    return tuple((target, met.get(target, strictest)) for target in TARGETS)


def most_wrong(wrong: Sequence[int]) -> float:
    """How many wrong values there may well be where those were seen, by paper: values of one paper go wrong together.

    The papers are taken as rare events, of which the upper bound is meant, so that few papers do not make a threshold that was lucky.
    """
    papers = float(chi2.ppf(CERTAINTY, 2 * (len(wrong) + 1))) / 2
    return papers * (sum(wrong) / len(wrong) if wrong else 1.0)
