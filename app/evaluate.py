"""Evaluation: a folder of papers whose truth is known goes through the pipeline, and what came out is scored and printed."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, TypeAdapter, ValidationError
from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from app import tallies
from app.process import process_paths
from app.results import Result
from app.scoring import Part, Truth
from app.settings import load_settings
from app.tallies import Accuracy, DocumentScore
from doctypes import find_doctypes
from domain.errors import UsageError
from domain.orders import PurchaseOrder

Model = TypeVar("Model", bound=BaseModel)

PARTS = (Part.HEADER, Part.LINES, Part.VALUES, Part.FURTHER)
NAMED_AT_MOST = 4


def evaluate(folder: Path, json_file: Path | None = None) -> int:
    """Runs `folder/inbox` with `folder/orders.json`, scores it against `folder/truth.jsonl` and prints the figures; returns 0.

    Raises:
        UsageError: the folder is no such set, or `json_file` cannot be written.
    """
    truths = read_truths(folder / "truth.jsonl")
    orders = _read_orders(folder / "orders.json")
    settings = load_settings()
    with tempfile.TemporaryDirectory(prefix="tallyclerk-") as place:
        out = Path(place) / "results.jsonl"
        process_paths([folder / "inbox"], folder / "orders.json", out, settings.workers)
        results = _parsed(Result, out)
    scores = tallies.score(truths, results, orders, find_doctypes(), material_value=settings.policy.material_value)
    if json_file:
        _write(json_file, figures(scores))
    show(scores, Console())
    return 0


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


def _read_orders(path: Path) -> dict[str, PurchaseOrder]:
    try:
        orders = TypeAdapter(list[PurchaseOrder]).validate_json(path.read_bytes())
    except OSError as error:
        raise UsageError(f"{path} cannot be read: {error.strerror}.") from error
    except ValidationError as error:
        raise UsageError(f"{path} holds no purchase orders: {error.errors()[0]['msg']}.") from error
    return {order.order_number: order for order in orders}


def _write(path: Path, content: Mapping[str, object]) -> None:
    try:
        path.write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    except OSError as error:
        raise UsageError(f"The figures cannot be written to {path}: {error.strerror}.") from error


def groups(scores: Sequence[DocumentScore]) -> dict[str, list[DocumentScore]]:
    """The scores that are looked at together: all, by medium, and by kind and medium."""
    own = tallies.original(scores)
    return {
        "all": own,
        **tallies.grouped(own, _medium),
        **tallies.grouped(own, lambda each: f"{each.truth.kind.removeprefix('order_')} · {_medium(each)}"),
    }


def _medium(each: DocumentScore) -> str:
    return "digital" if each.is_digital else "scanned"


def figures(scores: Sequence[DocumentScore]) -> dict[str, object]:
    """All figures as plain data, for a program to compare one run with the next."""
    bins = tallies.reliability(tallies.original(scores))
    posted = tallies.posts(scores)
    return {
        "documents": len(scores),
        "kind_right": sum(each.kind_is_right for each in scores),
        "accuracy": {name: {part.value: _plain(a) for part, a in tallies.by_part(own).items()} for name, own in groups(scores).items()},
        "by_field": {name: _plain(accuracy) for name, accuracy in tallies.by_field(tallies.original(scores)).items()},
        "findings": _plain(tallies.findings(scores)),
        "by_finding": {code: _plain(accuracy) for code, accuracy in tallies.by_finding(scores).items()},
        "calibration_error": round(tallies.calibration_error(bins), 4),
        "posts": {"could": posted.could, "did": posted.did, "posted": posted.posted, "false": posted.false},
        "wrong": {each.truth.file: each.wrong for each in scores if each.wrong},
        "missing": {each.truth.file: each.missing for each in scores if each.missing},
        "false_posts": [each.truth.file for each in scores if each.is_false_post],
    }


def _plain(accuracy: Accuracy) -> dict[str, float]:
    shares = {"precision": round(accuracy.precision, 4), "recall": round(accuracy.recall, 4), "f1": round(accuracy.f1, 4)}
    return {"right": accuracy.right, "said": accuracy.said, "due": accuracy.due, **shares}


def show(scores: Sequence[DocumentScore], console: Console) -> None:
    """Prints the figures, from the overview to what was posted and should not have been."""
    for table in (
        _by_group(scores),
        _by_accuracy("Fields", "field", tallies.by_field(tallies.original(scores))),
        _by_accuracy("Findings", "code", {"all": tallies.findings(scores), **tallies.by_finding(scores)}),
        _by_confidence(scores),
        _by_medium(scores),
        _wrong_documents(scores),
    ):
        console.print(table)
        console.print()
    for sentence in _in_short(scores):
        console.print(Text(sentence))


def _table(title: str, *columns: str) -> Table:
    table = Table(title=title, title_justify="left", title_style="bold", box=box.SIMPLE_HEAD, collapse_padding=True, pad_edge=False)
    for place, column in enumerate(columns):
        table.add_column(column, justify="right" if place else "left", no_wrap=True)
    return table


def _share(value: float) -> str:
    """`100` only where it is all: 99.96 % is shown as 99.9."""
    return f"{int(value * 1000) / 10:.1f}"


def _by_group(scores: Sequence[DocumentScore]) -> Table:
    table = _table("Accuracy (F1, %), and papers right in their kind and in every posted field", "", "papers", "kind", *PARTS, "whole")
    for name, own in groups(scores).items():
        parts = tallies.by_part(own)
        shown = [_share(parts[part].f1) if parts[part].due else "–" for part in PARTS]
        right = sum(not each.wrong and not each.missing for each in own)
        table.add_row(name, str(len(own)), str(sum(each.kind_is_right for each in own)), *shown, f"{right}/{len(own)}")
    return table


def _by_accuracy(title: str, what: str, accuracies: Mapping[str, Accuracy]) -> Table:
    table = _table(title, what, "due", "said", "right", "precision %", "recall %", "F1 %")
    for name, each in accuracies.items():
        shares = (_share(each.precision), _share(each.recall), _share(each.f1))
        table.add_row(name, str(each.due), str(each.said), str(each.right), *shares)
    return table


def _by_confidence(scores: Sequence[DocumentScore]) -> Table:
    bins = tallies.reliability(tallies.original(scores))
    table = _table(f"Confidence of header values (ECE {tallies.calibration_error(bins):.3f})", "confidence", "values", "said %", "right %")
    for each in bins:
        table.add_row(f"{each.low:.1f} – {each.low + 0.1:.1f}", str(each.count), _share(each.claimed), _share(each.right))
    return table


def _by_medium(scores: Sequence[DocumentScore]) -> Table:
    table = _table("Posted unseen", "medium", "could be", "were", "straight through %", "posted in all", "false posts")
    for name, own in (("all", list(scores)), *tallies.grouped(scores, _medium).items()):
        posted = tallies.posts(own)
        table.add_row(
            name, str(posted.could), str(posted.did), _share(posted.straight_through), str(posted.posted), str(posted.false)
        )  # fmt: skip
    return table


def _wrong_documents(scores: Sequence[DocumentScore]) -> Table:
    table = Table(
        title="Posted fields that are wrong or missing (in brackets: not needed)",
        title_justify="left",
        title_style="bold",
        box=box.SIMPLE_HEAD,
    )
    for column in ("file", "medium", "outcome", "fields"):
        table.add_column(column, overflow="fold")
    for each in scores:
        if each.wrong or each.missing:
            outcome = each.result.decision.outcome.value if each.result else "no answer"
            table.add_row(
                Text(each.truth.file), each.truth.medium, outcome, Text(_some([*each.wrong, *(f"({place})" for place in each.missing)]))
            )
    return table


def _some(places: Sequence[str]) -> str:
    more = len(places) - NAMED_AT_MOST
    return ", ".join(places[:NAMED_AT_MOST]) + (f" and {more} more" if more > 0 else "")


def _in_short(scores: Sequence[DocumentScore]) -> Iterator[str]:
    false = [each for each in scores if each.is_false_post]
    posted = tallies.posts(scores)
    right = sum(each.kind_is_right for each in scores)
    yield f"{len(scores)} papers, the kind of {right} right; {posted.did} of {posted.could} sound papers went straight through."
    if unanswered := [each.truth.file for each in scores if each.result is None]:
        yield f"No answer: {', '.join(unanswered)}."
    if not false:
        yield f"No false post among {posted.posted} papers posted."
    for each in false:
        why = each.truth.expected_findings or each.wrong or ["a person had to look at it"]
        yield f"FALSE POST {each.truth.file}: {_some(why)}."
