"""Makes `extract/models/confidence.json` and `validate/models/evidence.json`: curves, odds and thresholds, fitted on drawn papers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from pydantic import BaseModel
from rich.console import Console

from app.models.claims import Claim, claims_of, orders_of, read_all
from app.models.crossfit import Fit, held_out, postable, thresholds
from app.models.papers import draw_papers, stacks, stationery_names
from app.reliability import bins_of, calibration_error, coverage_at, risk_and_coverage
from doctypes import find_doctypes
from extract import confidence
from validate import evidence

SEED = 20260701
DIGITAL, SCANNED = 12, 8
"""Papers on each stationery."""
DEVIATIONS = 0.15
"""Few papers have something wrong: only those without tell what would be posted unseen."""
FOLDS = 8


def make(kept: Path | None, workers: int, console: Console) -> None:
    """Draws and reads papers, fits with stationery held out, says how honest that is, and writes both models."""
    papers = draw_papers(stacks(stationery_names(), digital=DIGITAL, scanned=SCANNED, seed=SEED, deviations=DEVIATIONS), kept, workers)
    claims = claims_of(papers, read_all(papers, workers), orders_of(papers))
    doctypes = find_doctypes()
    outside = list(held_out(claims, doctypes, FOLDS))
    whole = Fit.of(claims, doctypes)
    candidates = postable(outside)
    found = thresholds(candidates)
    for line in _said(outside):
        console.print(line)
    console.print(
        f"{len(candidates)} papers that doubt alone decides about, {sum(paper.wrong > 0 for paper in candidates)} with a wrong value"
    )
    console.print("thresholds:", ", ".join(f"{target:.2%} wrong → {confidence:.4f}" for target, confidence in found))
    _write(confidence.MODEL, whole.calibration.model_copy(update={"thresholds": found}))
    _write(evidence.MODEL, whole.odds)


def _said(outside: Sequence[tuple[Claim, float]]) -> list[str]:
    """How honest the scores are, and the probabilities of stationery held out."""
    said = []
    for medium in ("text", "ocr"):
        for what in ("header", "posted"):
            held = [(claim, probability) for claim, probability in outside if claim.medium == medium and getattr(claim, f"is_{what}")]
            before = calibration_error(bins_of([(claim.score, claim.right) for claim, _ in held]))
            pairs = [(probability, claim.right) for claim, probability in held]
            widest = coverage_at(risk_and_coverage(pairs), 0.002)
            coverage = widest.coverage if widest else 0.0
            said.append(
                f"{medium}, {what} values: {len(held)}, ECE of scores {before:.4f}, of probabilities {calibration_error(bins_of(pairs)):.4f}, "
                f"{coverage:.1%} covered at 0.2 % wrong"
            )
    return said


def _write(file: Path, model: BaseModel) -> None:
    """One field a line, so that a change shows where it is."""
    file.parent.mkdir(exist_ok=True)
    text = re.sub(r"(?<=[\]}]),(?=\")", ",\n", model.model_dump_json())
    file.write_text(text + "\n", encoding="utf-8")
