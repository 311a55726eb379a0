"""Evaluation: a folder of papers whose truth is known goes through the pipeline, and what came out is scored and printed."""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, TypeAdapter, ValidationError
from rich.console import Console

from app import reliability, tallies
from app.accuracy import Measured, report
from app.picture import draw
from app.process import process_paths
from app.reliability import Judged
from app.results import Result
from app.scoring import Truth
from app.settings import load_settings
from app.show import groups, show, show_asked
from app.tallies import Accuracy, DocumentScore
from doctypes import find_doctypes
from domain.errors import UsageError
from domain.orders import PurchaseOrder

Model = TypeVar("Model", bound=BaseModel)
PICTURE = "evaluation.svg"


@dataclass(frozen=True)
class Outputs:
    """Where the figures go beside the terminal: as JSON, as a picture (SVG), and as a report (Markdown)."""

    json: Path | None = None
    picture: Path | None = None
    report: Path | None = None

    def with_picture_in(self, folder: Path) -> Outputs:
        """With a place for the picture where none was named: beside the report or the figures, else in that folder if it takes files."""
        if self.picture:
            return self
        if beside := self.report or self.json:
            return replace(self, picture=beside.with_suffix(".svg"))
        return replace(self, picture=folder / PICTURE) if os.access(folder, os.W_OK) else self


def evaluate(folder: Path, outputs: Outputs) -> int:
    """Runs `folder/inbox` with `folder/orders.json`, scores it against `folder/truth.jsonl` and prints the figures; returns 0.

    Raises:
        UsageError: the folder is no such set, or a file that is asked for cannot be written.
    """
    truths = read_truths(folder / "truth.jsonl")
    orders = read_orders(folder / "orders.json")
    settings = load_settings()
    with tempfile.TemporaryDirectory(prefix="tallyclerk-") as place:
        out = Path(place) / "results.jsonl"
        process_paths([folder / "inbox"], folder / "orders.json", out, settings.workers)
        results = _parsed(Result, out)
    scores = tallies.score(truths, results, orders, find_doctypes(), material_value=settings.policy.material_value)
    values = reliability.judged(tallies.original(scores), find_doctypes())
    own = Measured(scores, values, f"tallyclerk evaluate {folder}", f"{len(scores)} papers of {folder.name}.")
    console = Console()
    show(scores, values, console)
    if any(truth.layout is not None for truth in truths):
        show_asked(own, console)
    hand_out(own, outputs.with_picture_in(folder), settings.policy.target_error)
    return 0


def hand_out(measured: Measured, outputs: Outputs, target_error: float) -> None:
    """Writes the figures to where they are asked for. Raises UsageError where one cannot be written."""
    if outputs.json:
        write(outputs.json, json.dumps(figures(measured.scores, measured.values), ensure_ascii=False, indent=1) + "\n")
    if outputs.picture:
        by_medium = reliability.grouped(measured.values, lambda each: each.medium)
        write(outputs.picture, draw(by_medium, "How honest confidence is", target_error))
    if outputs.report:
        write(outputs.report, report(measured, outputs.picture))


def read_truths(path: Path) -> list[Truth]:
    """The lines of a `truth.jsonl`. Raises UsageError where it is not there or says something else."""
    found = _parsed(Truth, path)
    if not found:
        raise UsageError(f"{path} is empty: there is nothing to score against.")
    return found


def _parsed(model: type[Model], path: Path) -> list[Model]:
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except OSError as error:
        raise UsageError(f"{path} cannot be read: {error.strerror}.") from error
    found = []
    for number, line in enumerate(lines, start=1):
        try:
            found.append(model.model_validate_json(line))
        except ValidationError as error:
            raise UsageError(f"Line {number} of {path} is not as it should be: {error.errors()[0]['msg']}.") from error
    return found


def read_orders(path: Path) -> dict[str, PurchaseOrder]:
    """The orders of a set by number. Raises UsageError where they are not there or are something else."""
    try:
        orders = TypeAdapter(list[PurchaseOrder]).validate_json(path.read_bytes())
    except OSError as error:
        raise UsageError(f"{path} cannot be read: {error.strerror}.") from error
    except ValidationError as error:
        raise UsageError(f"{path} holds no purchase orders: {error.errors()[0]['msg']}.") from error
    return {order.order_number: order for order in orders}


def write(path: Path, content: str) -> None:
    """Writes a file that was asked for. Raises UsageError where that is not possible."""
    try:
        path.write_text(content, encoding="utf-8")
    except OSError as error:
        raise UsageError(f"{path} cannot be written: {error.strerror}.") from error


def figures(scores: Sequence[DocumentScore], values: Sequence[Judged]) -> dict[str, object]:
    """All figures as plain data, for a program to compare one run with the next."""
    posted = tallies.posts(scores)
    return {
        "documents": len(scores),
        "kind_right": sum(each.kind_is_right for each in scores),
        "accuracy": {name: {part.value: _plain(a) for part, a in tallies.by_part(own).items()} for name, own in groups(scores).items()},
        "by_field": {name: _plain(accuracy) for name, accuracy in tallies.by_field(tallies.original(scores)).items()},
        "findings": _plain(tallies.findings(scores)),
        "by_finding": {code: _plain(accuracy) for code, accuracy in tallies.by_finding(scores).items()},
        "calibration_error": round(reliability.header_error(values), 4),
        "calibration_error_by_medium": {
            medium: round(reliability.header_error(own), 4) for medium, own in reliability.grouped(values, lambda each: each.medium).items()
        },
        "coverage": {
            medium: {str(error): _covered(own, error) for error in reliability.ERRORS}
            for medium, own in reliability.grouped(values, lambda each: each.medium).items()
        },
        "posts": {"could": posted.could, "did": posted.did, "posted": posted.posted, "false": posted.false},
        "wrong": {each.truth.file: each.wrong for each in scores if each.wrong},
        "missing": {each.truth.file: each.missing for each in scores if each.missing},
        "false_posts": [each.truth.file for each in scores if each.is_false_post],
    }


def _plain(accuracy: Accuracy) -> dict[str, float]:
    shares = {"precision": round(accuracy.precision, 4), "recall": round(accuracy.recall, 4), "f1": round(accuracy.f1, 4)}
    return {"right": accuracy.right, "said": accuracy.said, "due": accuracy.due, **shares}


def _covered(values: Sequence[Judged], error: float) -> dict[str, float] | None:
    """The share of posted values that are sure enough for no more than that share to be wrong, and from which confidence on."""
    widest = reliability.coverage_at(reliability.posted_curve(values), error)
    return {"coverage": round(widest.coverage, 4), "confidence": widest.confidence} if widest else None
