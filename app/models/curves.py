"""Curves from scores to probabilities: shares of right values in bins of score, drawn towards a wider curve where they are few.

A field's curve leans on that of its shape (dates, identifiers, …), which leans on that of all fields of the same print, which leans
on the scores themselves; one of what two engines read alike off a scan leans on that of the text layer's. Bins that fall are levelled (isotonic regression), so that a better score is never less probable.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import isotonic_regression

from app.models.claims import KIND, Claim
from app.reliability import shape_by_name
from domain.doctype import DocType
from domain.paper import Kind
from extract.confidence import ANY, SECONDED, Calibration, Point, on_curve
from extract.shape.candidates import SUREST_PRINT

EDGES = (0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.86, 0.9, 0.93, 0.95, 0.965, 0.98, 0.99, 1.0001)
"""Bins of score: narrow where most values are and a hundredth matters."""
LEANING = 20.0
"""As many values in a bin weigh as much as the wider curve does."""
FIRST_LEANING = 4.0
MOST = 0.9995

Cell = tuple[str, str, str]
"""Print, kind and field."""


@dataclass(frozen=True)
class Fitted:
    """A curve, drawn towards a wider one."""

    points: tuple[Point, ...]

    @classmethod
    def to(cls, claims: Sequence[Claim], wider: Fitted | None) -> Fitted:
        """The curve of those claims."""
        scores = np.array([claim.score for claim in claims])
        weight = np.array([claim.weight for claim in claims])
        right = np.array([claim.right * claim.weight for claim in claims])
        where = np.digitize(scores, EDGES[1:-1]) if len(claims) else np.zeros(0, dtype=int)
        points, weights = [], []
        for at, (low, high) in enumerate(pairwise(EDGES)):
            held: NDArray[np.bool_] = where == at
            count = float(weight[held].sum())
            score = float(np.average(scores[held], weights=weight[held])) if count else (low + min(high, 1.0)) / 2
            leaning = LEANING if wider else FIRST_LEANING
            prior = on_curve(wider.points, score) if wider else score
            points.append((score, (float(right[held].sum()) + leaning * prior) / (count + leaning)))
            weights.append(count + leaning)
        level = isotonic_regression([share for _, share in points], weights=weights).x
        return cls(tuple((round(score, 4), round(min(MOST, float(share)), 4)) for (score, _), share in zip(points, level, strict=True)))


def fit_curves(claims: Iterable[Claim], doctypes: Sequence[DocType]) -> Calibration:
    """The curves of all fields, of their shapes and of all together, by print; and those of the kinds."""
    cells: dict[Cell, list[Claim]] = {}
    for claim in claims:
        cells.setdefault((claim.print_of_it, claim.kind, claim.name), []).append(claim)
    kinds: dict[str, dict[str, tuple[Point, ...]]] = {}
    fields: dict[str, dict[str, dict[str, tuple[Point, ...]]]] = {}
    for medium in ("text", "ocr"):
        said = [claim for (own, _, name), found in cells.items() if own == medium and name == KIND for claim in found]
        any_kind = Fitted.to(said, None)
        kinds[medium] = {kind.value: Fitted.to(cells.get((medium, kind.value, KIND), []), any_kind).points for kind in Kind}
        fields[medium] = _fields(medium, cells, doctypes)
    fields[SECONDED] = _seconded(cells, doctypes, fields["text"])
    return Calibration(kinds=kinds, fields=fields)


def _fields(medium: str, cells: Mapping[Cell, list[Claim]], doctypes: Sequence[DocType]) -> dict[str, dict[str, tuple[Point, ...]]]:
    every = [claim for cell, found in cells.items() if cell[0] == medium and cell[2] != KIND for claim in found]
    widest = Fitted.to(every, None)
    shapes: dict[str, list[Claim]] = {}
    for doctype in doctypes:
        for name, shape in shape_by_name(doctype).items():
            shapes.setdefault(shape, []).extend(cells.get((medium, doctype.kind.value, name), []))
    groups = {shape: Fitted.to(found, widest) for shape, found in shapes.items()}
    curves = {ANY: {ANY: widest.points}}
    for doctype in doctypes:
        curves[doctype.kind.value] = {
            name: Fitted.to(cells.get((medium, doctype.kind.value, name), []), groups[shape]).points
            for name, shape in shape_by_name(doctype).items()
        }
    return curves


def _seconded(
    cells: Mapping[Cell, list[Claim]], doctypes: Sequence[DocType], text: Mapping[str, Mapping[str, tuple[Point, ...]]]
) -> dict[str, dict[str, tuple[Point, ...]]]:
    """The curves of what two engines read alike: each leans on that of the same field off a text layer, of which there are far more.

    What both read alike is hardly ever misread; it is wrong where the reader takes it from the wrong place, as it is off a text layer.
    """
    every = [claim for cell, found in cells.items() if cell[0] == SECONDED for claim in found]
    curves = {ANY: {ANY: Fitted.to(every, _as_off_a_scan(text[ANY][ANY])).points}}
    for doctype in doctypes:
        kind = doctype.kind.value
        curves[kind] = {
            name: Fitted.to(cells.get((SECONDED, kind, name), []), _as_off_a_scan(text[kind][name])).points
            for name in shape_by_name(doctype)
        }
    return curves


def _as_off_a_scan(curve: tuple[Point, ...]) -> Fitted:
    """A curve of text for scores of scans: no print off a scan is surer than `SUREST_PRINT`, and a little may be misread all the same."""
    return Fitted(tuple((round(score * SUREST_PRINT, 4), round(share * SUREST_PRINT, 4)) for score, share in curve))
