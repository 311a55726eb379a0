"""How honest confidence is: what values claim against how many are right, and how much is wrong of what is sure enough. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from app.results import Result
from app.scoring import Check, Part
from app.tallies import DocumentScore
from domain.doctype import DocType, of_kind
from domain.paper import Group, Leaf, name_of

TENTHS = tuple(low / 10 for low in range(11))
FINE = (0.0, 0.5, 0.7, 0.8, 0.9, 0.95, 0.98, 0.99, 0.995, 1.0)
"""Bins that tell apart what matters for posting: most values are surer than 0.9."""
ERRORS = (0.001, 0.002, 0.005, 0.01)
"""The shares of wrong values for which coverage is told."""
PARTS = ("lines", "heats", "packages")


@dataclass(frozen=True)
class Judged:
    """A value that was said: what it claims, whether it is right, and what it is told apart by; `medium` is `digital` or `scanned`."""

    confidence: float
    right: bool
    medium: str
    kind: str
    group: str
    layout: str
    is_header: bool
    is_posted: bool


@dataclass(frozen=True)
class Bin:
    """Values whose confidence lies in a range: how many, what they claim on average, and the share that is right."""

    low: float
    high: float
    count: int
    claimed: float
    right: float


@dataclass(frozen=True)
class Covered:
    """From a confidence on: the share of the values that are as sure, and the share of these that is wrong."""

    confidence: float
    coverage: float
    risk: float


def judged(scores: Iterable[DocumentScore], doctypes: Sequence[DocType]) -> list[Judged]:
    """Every value that was said and of which the truth knows, over all documents."""
    return [value for each in scores for value in _of_document(each, of_kind(doctypes, each.truth.kind))]


def _of_document(each: DocumentScore, doctype: DocType | None) -> Iterator[Judged]:
    if each.result is None or doctype is None:
        return
    groups = shape_by_name(doctype)
    for check in each.checks:
        for path, leaf in _said(check, each.result):
            yield Judged(
                leaf.confidence,
                check.right,
                "digital" if each.is_digital else "scanned",
                each.truth.kind.value,
                groups.get(name_of(path), "text"),
                str(each.truth.layout),
                is_header=check.part is Part.HEADER,
                is_posted=check.is_posted,
            )


def _said(check: Check, result: Result) -> Iterator[tuple[str, Leaf]]:
    """The value that the check is about; of a line, lot or heat too many, all of its values."""
    if check.leaf:
        yield check.path, check.leaf
    elif not check.is_due:
        yield from ((path, leaf) for path, leaf in leaves_of(result) if path.startswith(f"{check.path}."))


def leaves_of(result: Result) -> Iterator[tuple[str, Leaf]]:
    """Every leaf of a result with its path."""
    yield from result.fields.leaves()
    for part in PARTS:
        groups: list[Group] = getattr(result, part)
        for index, group in enumerate(groups):
            yield from group.leaves(f"{part}[{index}].")


def bins(values: Iterable[Judged], edges: Sequence[float] = TENTHS) -> list[Bin]:
    """The values by their confidence, without empty bins."""
    return bins_of([(each.confidence, each.right) for each in values], edges)


def bins_of(values: Sequence[tuple[float, bool]], edges: Sequence[float] = TENTHS) -> list[Bin]:
    """The same for pairs of confidence and right."""
    found = []
    for low, high in pairwise(edges):
        held = [(claimed, right) for claimed, right in values if low <= claimed < high or (high == edges[-1] and claimed >= high)]
        if held:
            claimed, right = (sum(column) / len(held) for column in zip(*held, strict=True))
            found.append(Bin(low, high, len(held), claimed, right))
    return found


def calibration_error(found: Sequence[Bin]) -> float:
    """How far claims and truth are apart, by the number of values (ECE); 0 is honest."""
    total = sum(each.count for each in found)
    return sum(each.count * abs(each.right - each.claimed) for each in found) / total if total else 0.0


def header_error(values: Iterable[Judged]) -> float:
    """The calibration error of the header's values, in tenths."""
    return calibration_error(bins(each for each in values if each.is_header))


def risk_and_coverage(values: Iterable[tuple[float, bool]], *, reckoned: int = 0) -> list[Covered]:
    """The curve over pairs of confidence and right, from the highest confidence down.

    `reckoned` wrong values more than were seen are reckoned with, so that a threshold on few values is not a lucky one.
    """
    pairs = sorted(values, reverse=True)
    wrong = np.cumsum([not right for _, right in pairs])
    ends = [at for at, (confidence, _) in enumerate(pairs) if at + 1 == len(pairs) or pairs[at + 1][0] < confidence]
    return [Covered(pairs[at][0], (at + 1) / len(pairs), (int(wrong[at]) + reckoned) / (at + 1 + reckoned)) for at in ends]


def posted_curve(values: Iterable[Judged]) -> list[Covered]:
    """The curve of the posted values."""
    return risk_and_coverage((each.confidence, each.right) for each in values if each.is_posted)


def coverage_at(curve: Sequence[Covered], error: float) -> Covered | None:
    """The widest coverage with no more than that share wrong; None where there is none."""
    return max((each for each in curve if each.risk <= error), key=lambda each: each.coverage, default=None)


def grouped(values: Iterable[Judged], key: Callable[[Judged], str]) -> dict[str, list[Judged]]:
    """The values by what they have in common, in the order of the names."""
    found: dict[str, list[Judged]] = {}
    for each in values:
        found.setdefault(key(each), []).append(each)
    return dict(sorted(found.items()))


def shape_by_name(doctype: DocType) -> dict[str, str]:
    """The names of all that is read of a kind of paper, each with its group: values of one shape are read alike."""
    shapes = {f"lines.{column.name}": column.shape.value for column in doctype.columns}
    for spec in doctype.fields:
        shapes[spec.name] = spec.shape.value
        if spec.name in doctype.line_fields:
            shapes[f"lines.{spec.name}"] = spec.shape.value
    return {**shapes, **_NESTED}


_NESTED = {
    "supplier_name": "text",
    "lines.order_line": "identifier",
    "lines.lots.lot_number": "identifier",
    "lines.lots.quantity": "decimal",
    "heats.heat_number": "identifier",
    "heats.chemistry": "result",
    "heats.tensile.yield_mpa": "result",
    "heats.tensile.tensile_mpa": "result",
    "heats.tensile.elongation_pct": "result",
    "heats.tensile.direction": "symbol",
    "heats.tensile.yield_kind": "symbol",
    "heats.tensile.elongation_kind": "symbol",
    "heats.impact.temperature_c": "result",
    "heats.impact.mean_j": "result",
    "heats.impact.energy_j": "result",
    "heats.hardness.value": "result",
    "heats.hardness.scale": "symbol",
    "heats.carbon_equivalent": "result",
    "heats.quantity": "decimal",
    "heats.lot_number": "identifier",
    "heats.melt_country": "country",
    "packages.sscc": "sscc",
}
