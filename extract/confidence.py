"""Confidence as a probability: how often a value of that kind, field and print turned out right at its score, on stationery unseen.

The readers give each value a score from label, place, shape, rivals and print. Here a score becomes the share of values with such
a score that were right, by curves that `app.models` fits on papers whose stationery was held out. A curve never falls, so that the
order of the scores stays. What two engines read alike off a scan has curves of its own: it goes wrong by its place, not by its print.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict

from domain.paper import Leaf, Reading, name_of

MODEL = Path(__file__).parent / "models" / "confidence.json"
SECONDED = "seconded"
"""The print of what two engines read alike off a scan."""
ONCE_READ = 0.9
"""How sure the paper's own number is at most that was read once off a scan: no order knows it, so nothing else would show `VO0…` for `V00…`.

It may be surer where no sign of it may be another (`extract.page.open_signs`).
"""
ONE_OF_SEVERAL = 0.9
"""How sure a value is at most of which the paper prints several, what was ordered among them: that most such papers mean the first is no proof."""
ANY = "*"
"""Stands for every kind or field that has no curve of its own."""

Point = tuple[float, float]


def _rising(points: tuple[Point, ...]) -> tuple[Point, ...]:
    if any(later[0] <= earlier[0] or later[1] < earlier[1] for earlier, later in pairwise(points)):
        raise ValueError("a curve of confidence must not fall")
    return points


Curve = Annotated[tuple[Point, ...], AfterValidator(_rising)]
"""Scores with their probabilities, rising; between two points a straight line."""


class Calibration(BaseModel):
    """The curves: by print (`text`, `ocr`, `seconded`), then by kind, then by field; and the confidence that each target error asks for."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    kinds: Mapping[str, Mapping[str, Curve]] = {}
    fields: Mapping[str, Mapping[str, Mapping[str, Curve]]] = {}
    thresholds: tuple[Point, ...] = ()

    def applied(self, reading: Reading) -> Reading:
        """The reading with probabilities for scores; no value is ever changed."""
        if not self.fields and not self.kinds:
            return reading
        medium, kind = reading.medium, reading.kind
        told = self.kinds.get(medium, {}).get(kind, ())
        return reading.mapped(lambda path, leaf: self._surer(leaf, name_of(path), medium, kind)).model_copy(
            update={"kind_confidence": on_curve(told, reading.kind_confidence)}
        )

    def curve(self, print_of_it: str, kind: str, name: str) -> Curve:
        """The curve of a field; that of all fields of the same print where it has none, and of all scans where two engines have none."""
        curves = self.fields.get(print_of_it) or self.fields.get("ocr" if print_of_it == SECONDED else print_of_it, {})
        return curves.get(kind, {}).get(name) or curves.get(ANY, {}).get(ANY, ())

    def _surer(self, leaf: Leaf, name: str, medium: str, kind: str) -> Leaf:
        if leaf.source in ("embedded", "clerk"):  # nothing was read there
            return leaf
        sure = self.probability(SECONDED if leaf.seconded else medium, kind, name, leaf.confidence, unmistakable=leaf.unmistakable)
        return leaf.model_copy(update={"confidence": min(sure, ONE_OF_SEVERAL) if leaf.contested else sure})

    def probability(self, print_of_it: str, kind: str, name: str, score: float, *, unmistakable: bool = False) -> float:
        """How likely a value of that score is right, before the order is asked."""
        sure = on_curve(self.curve(print_of_it, kind, name), score)
        return min(sure, ONCE_READ) if (print_of_it, name) == ("ocr", "document_number") and not unmistakable else sure

    def threshold(self, target_error: float) -> float:
        """The confidence from which no more than that share of the values is wrong; of the targets tried, the next stricter one's."""
        fitting = [confidence for target, confidence in self.thresholds if target <= target_error * (1 + 1e-9)]
        return min(fitting, default=1.0)


@cache
def shipped() -> Calibration:
    """The calibration that comes with the program."""
    return Calibration.model_validate_json(MODEL.read_bytes())


def calibrated(reading: Reading, calibration: Calibration | None = None) -> Reading:
    """The reading with probabilities for scores, by default by the calibration that comes with the program."""
    return (calibration or shipped()).applied(reading)


def on_curve(curve: Curve, score: float) -> float:
    """The probability at that score; the score itself where there is no curve."""
    if not curve:
        return score
    at = bisect_right(curve, score, key=lambda point: point[0])
    if at == 0 or at == len(curve):
        return curve[min(at, len(curve) - 1)][1]
    (x0, y0), (x1, y1) = curve[at - 1], curve[at]
    return round(y0 + (y1 - y0) * (score - x0) / (x1 - x0), 4)
