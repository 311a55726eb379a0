"""Evaluation on stationery held out: what is calibrated without a stationery is measured on it, for each in turn."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from rich.console import Console

from app import reliability, tallies
from app.accuracy import Measured
from app.evaluate import Outputs, hand_out, read_orders, read_truths
from app.models.claims import Claim, Orders, claims_of, orders_of, read_all
from app.models.crossfit import Fit, folds, held_out, postable, thresholds
from app.models.papers import Known, draw_papers, papers_of, stacks, stationery_names
from app.results import Result
from app.settings import Settings, load_settings
from app.show import show, show_asked
from app.tallies import DocumentScore
from doctypes import find_doctypes
from domain.decisions import Policy
from domain.doctype import of_kind
from domain.errors import UsageError
from domain.orders import PurchaseOrder
from domain.paper import Reading
from extract.confidence import Calibration
from route.decide import decide, with_other_orders
from validate import check, check_each, corroborate, corroborate_each, gather, part_by_order
from validate.matching import other_orders

FOLDS = 8
RECEIVED = datetime(2026, 7, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Papers:
    """Papers that were read, with scores in place of probabilities, and the orders that they are held against."""

    known: Sequence[Known]
    readings: Sequence[Reading | None]
    orders: Mapping[str, PurchaseOrder]

    def of(self, layouts: set[str]) -> Papers:
        """Those on some stationeries, against all orders."""
        chosen = [(known, reading) for known, reading in zip(self.known, self.readings, strict=True) if str(known.truth.layout) in layouts]
        return Papers([known for known, _ in chosen], [reading for _, reading in chosen], self.orders)


def evaluate_unseen(given: argparse.Namespace, outputs: Outputs) -> int:
    """Draws papers or takes those of a set, measures each with its stationery held out, prints the figures; returns 0.

    Raises:
        UsageError: the set tells no layouts, the generator cannot draw here, or a file that is asked for cannot be written.
    """
    settings, console = load_settings(), Console()
    papers = _set(given, settings) if given.folder else _drawn(given, settings)
    count = given.folds or FOLDS
    scores = list(_scores(papers, settings.policy, count))
    values = reliability.judged(scores, find_doctypes())
    measured = Measured(scores, values, _command(given), _told(given, papers, count))
    show(scores, values, console)
    show_asked(measured, console)
    hand_out(measured, outputs.with_picture_in(given.folder or Path()), settings.policy.target_error)
    return 0


def _drawn(given: argparse.Namespace, settings: Settings) -> Papers:
    scanned = given.count // 3
    wanted = stacks(stationery_names(), digital=given.count - scanned, scanned=scanned, seed=given.seed)
    known = draw_papers(wanted, given.cache, settings.workers)
    return Papers(known, read_all(known, settings.workers), orders_of(known))


def _set(given: argparse.Namespace, settings: Settings) -> Papers:
    folder: Path = given.folder
    truths = read_truths(folder / "truth.jsonl")
    if len({truth.layout for truth in truths}) < 2 or any(truth.layout is None for truth in truths):
        raise UsageError(f"The truth of {folder} tells no two layouts apart; without DIR, papers are drawn on all stationeries.")
    known = papers_of(folder, [truth for truth in truths if not truth.is_copy], given.cache, settings.workers)
    return Papers(known, read_all(known, settings.workers), read_orders(folder / "orders.json"))


def _scores(papers: Papers, policy: Policy, count: int) -> Iterator[DocumentScore]:
    """Every paper's score by curves, odds and threshold that never saw its stationery."""
    doctypes = find_doctypes()
    claims = claims_of(papers.known, papers.readings, papers.orders)
    for fold in folds((str(known.truth.layout) for known in papers.known), count):
        seen = [claim for claim in claims if claim.layout not in fold]
        fit = Fit.of(seen, doctypes)
        own = policy.model_copy(update={"confidence_threshold": _threshold(seen, policy, count)})
        held = papers.of(fold)
        results = [
            _result(known, reading, fit, own, Orders(papers.orders)) for known, reading in zip(held.known, held.readings, strict=True)
        ]
        truths = [known.truth for known in held.known]
        yield from tallies.score(truths, results, papers.orders, doctypes, material_value=policy.material_value)


def _threshold(seen: Sequence[Claim], policy: Policy, count: int) -> float:
    """The threshold for the target error, from the stationeries that are not held out alone."""
    found = thresholds(postable(held_out(seen, find_doctypes(), count)))
    return Calibration(thresholds=found).threshold(policy.target_error)


def _result(known: Known, scored: Reading | None, fit: Fit, policy: Policy, book: Orders) -> Result:
    if scored is None:
        decision = decide(None, [], policy=policy, doctype=None, received_at=RECEIVED)
        return Result(file=known.truth.file, document_id="", decision=decision)
    doctype = of_kind(find_doctypes(), scored.kind)
    reading = fit.calibration.applied(scored)
    context = gather(reading, order_book=book, earlier=(), policy=policy, doctype=doctype)
    parts = part_by_order(reading, context, order_book=book)
    reading = corroborate_each(reading, parts, fit.odds) if parts else corroborate(reading, context, fit.odds)
    found = check_each(reading, parts, doctype) if parts else check(reading, context, doctype)
    decision = decide(reading, found, policy=policy, doctype=doctype, received_at=RECEIVED)
    others = other_orders(reading, context.order)
    return Result(
        file=known.truth.file,
        document_id="",
        findings=found,
        decision=with_other_orders(decision, () if parts else others, others, doctype),
        **{name: getattr(reading, name) for name in ("kind", "kind_confidence", "language", "fields", "lines", "heats", "packages")},
    )


def _command(given: argparse.Namespace) -> str:
    parts = ["tallyclerk evaluate", str(given.folder) if given.folder else "", "--leave-one-layout-out"]
    if not given.folder:
        parts.append(f"--count {given.count} --seed {given.seed}")
    parts.append(f"--folds {given.folds or FOLDS}")
    parts.append(f"--write {given.write}" if given.write else "")
    return " ".join(part for part in parts if part)


def _told(given: argparse.Namespace, papers: Papers, count: int) -> str:
    layouts = {str(known.truth.layout) for known in papers.known}
    source = f"of {given.folder.name}" if given.folder else f"drawn by the project's own generator with seed {given.seed}"
    return (
        f"{len(papers.known)} papers on {len(layouts)} stationeries, {source}. Confidence and threshold were fitted in {min(count, len(layouts))} turns, "
        "each without the stationeries that it was then measured on; the rules of the reader themselves were written with most of them in sight."
    )
