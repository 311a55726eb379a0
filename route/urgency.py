"""How urgent a case is: money at risk × class × certainty, and lateness, with the arithmetic in words; pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from domain.decisions import Policy
from domain.findings import Finding, FindingCode, Severity
from domain.paper import Reading
from domain.signals import Measure, Signal

_CLASS = {Severity.INFO: Decimal(0), Severity.WARNING: Decimal(30), Severity.ERROR: Decimal(50)}
_SIGNAL = {Measure.TELL: Decimal(0), Measure.ASK: Decimal(30), Measure.STOP: Decimal(80)}
"""What may be fraud comes before everything else."""
_DOUBT = Decimal(10)
_MONEY = Decimal("0.6")
"""By how much more a material value weighs than none."""
_LEAST_CERTAINTY = Decimal("0.5")
"""A deviation that may be a misreading is looked at later, but not last."""
_MOST_LATE = 20
OVERDUE = 10
"""What a case gains when it is brought before another role."""


@dataclass(frozen=True)
class Urgency:
    """A priority from 0 to 100, and how it comes about."""

    points: int
    arithmetic: list[str]


def urgency(reading: Reading, findings: Sequence[Finding], policy: Policy, signals: Sequence[Signal] = ()) -> Urgency:
    """The priority of a paper with these findings and signals.

    Class: 80 for a signal that stops, 50 for an error, 30 for a warning or a signal that asks for a person, 10 for doubt alone. Certainty: that of the value which the finding is about, at least
    one half. Money: 1 to 1.6, in proportion to the value up to what the policy calls material. Then a point for each day that a
    promise is behind the request, at most 20.
    """
    weight, certainty, about = max([_heaviest(reading, findings), *_of_signals(signals)], key=lambda each: each[0] * each[1])
    value, share = _at_risk(reading, policy)
    money = 1 + _MONEY * share
    late = min(_MOST_LATE, _days_late(findings))
    points = min(100, int((weight * certainty * money + late).to_integral_value(ROUND_HALF_UP)))
    # Of a wild misreading no more is said than that it is above what counts.
    worth = f"{value:f}" if value < policy.material_value else f"{policy.material_value:f} or more"
    steps = [
        f"{weight} for {about}",
        f"× {certainty:.2f} for the certainty of what it is about",
        f"× {money:.2f} for {worth} at risk ({policy.material_value:f} is material)",
    ]
    steps += [f"+ {late} for the days that the promise is late"] if late else []
    return Urgency(points, [*steps, f"= {points}"])


def _heaviest(reading: Reading, findings: Sequence[Finding]) -> tuple[Decimal, Decimal, str]:
    """Class, certainty and words of the finding that weighs most; those of doubt where there is none."""
    sure = {path: Decimal(repr(leaf.confidence)) for path, leaf in reading.leaves()}
    weights = [
        (_CLASS[each.severity], max(_LEAST_CERTAINTY, sure.get(each.field or "", Decimal(1))), each)
        for each in findings
        if each.severity is not Severity.INFO
    ]
    if not weights:
        return _DOUBT, Decimal(1), "doubt about what was read"
    weight, certainty, finding = max(weights, key=lambda each: (each[0] * each[1], each[2].code))
    return weight, certainty, f"{'an error' if finding.severity is Severity.ERROR else 'a warning'} ({finding.code})"


def _of_signals(signals: Sequence[Signal]) -> list[tuple[Decimal, Decimal, str]]:
    """The same of each signal, which is as certain as what it was told by."""
    return [(_SIGNAL[signal.measure], Decimal(1), f"a signal ({signal.code})") for signal in signals]


def _at_risk(reading: Reading, policy: Policy) -> tuple[Decimal, Decimal]:
    """The document's value, no more than what the policy calls material, and its share of that."""
    if policy.material_value <= 0:
        return Decimal(0), Decimal(1)
    total = reading.fields.decimal("net_total") or reading.fields.decimal("gross_total")
    amounts = [total] if total is not None else [line.decimal("net_amount") or Decimal(0) for line in reading.lines]
    # Capped before they are added: a misread amount can have any number of digits.
    value = min(sum((min(abs(amount), policy.material_value) for amount in amounts), Decimal(0)), policy.material_value)
    return value, value / policy.material_value


def _days_late(findings: Sequence[Finding]) -> int:
    return max((_days_between(item.expected, item.found) for item in findings if item.code is FindingCode.DELIVERY_LATE), default=0)


def _days_between(requested: str | None, promised: str | None) -> int:
    """Days from one ISO date to the other; one where the finding does not name both."""
    try:
        return max(0, (date.fromisoformat(promised or "") - date.fromisoformat(requested or "")).days)
    except ValueError:
        return 1
