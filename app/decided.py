"""What people made of the papers in a span of time: decided how and why, and which values they put right; of no person by name."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TypeVar
from zoneinfo import ZoneInfo

from app.pipeline import Pipeline
from domain.cases import CaseState, ReasonCode
from domain.decided import CorrectedValue, DecidedCase, Span
from domain.findings import FindingCode
from domain.paper import Kind

DAYS = 30
"""How far back one looks who says nothing."""
MOST_DAYS = 1100
_EARLIEST = date(2000, 1, 1)
MOST_DECIDED = 200_000
MOST_CORRECTED = 20_000
_DAILY, _WEEKLY = 45, 400
"""Up to so many days a bar is a day, and up to so many a week; beyond, a month."""


Key = TypeVar("Key")
Value = TypeVar("Value")


@dataclass(frozen=True)
class Fates:
    """How many papers went which way."""

    approved: int = 0
    returned: int = 0
    rejected: int = 0
    corrected: int = 0
    """Of all of them those in which somebody had put a value right before."""

    @property
    def decided(self) -> int:
        """All of them."""
        return self.approved + self.returned + self.rejected


@dataclass(frozen=True)
class Bar:
    """The papers that were decided from that day on, until the next bar's."""

    begins: date
    fates: Fates


@dataclass(frozen=True)
class ByReason:
    """A reason and the papers that were decided for it; None where only words were given, or nothing was asked."""

    reason: ReasonCode | None
    fates: Fates


@dataclass(frozen=True)
class BySupplier:
    """A supplier and its papers; None where no supplier was recognised. `reason` is the commonest for which they did not go through."""

    supplier_id: str | None
    fates: Fates
    reason: ReasonCode | None


@dataclass(frozen=True)
class ByFinding:
    """A finding and the papers that had it when they were decided."""

    finding: FindingCode
    fates: Fates


@dataclass(frozen=True)
class ByField:
    """A field of one kind of paper (`lines.quantity`), and how many values of it people changed; one value counts once, by its last change."""

    kind: Kind | None
    field: str
    misread: int
    missed: int
    """Nothing had been read, and it is on the paper."""
    invented: int
    """Something had been read, and it is not on the paper."""
    papers: int
    supplier_id: str | None
    """The supplier of most of these papers."""


@dataclass(frozen=True)
class Decisions:
    """What was decided and corrected between the two days, both included; `cut` says that there was more than can be counted."""

    since: date
    until: date
    zone: str
    step: str
    fates: Fates
    bars: Sequence[Bar]
    by_reason: Sequence[ByReason]
    by_supplier: Sequence[BySupplier]
    by_finding: Sequence[ByFinding]
    by_field: Sequence[ByField]
    cut: bool


def decisions(
    pipeline: Pipeline, *, since: date | None = None, until: date | None = None, supplier_id: str | None = None, kind: Kind | None = None
) -> Decisions:
    """Counts what was decided from `since` to `until`, both included, by the clock of the policy's working time.

    The last 30 days where neither is said; nothing is decided after today; what is longer than three years is cut at its beginning.
    """
    working = pipeline.book().default.working_time
    zone = ZoneInfo(working.zone)
    today = pipeline.clock().astimezone(zone).date()
    last = max(min(until or today, today), _EARLIEST)
    first = max(min(since or last - timedelta(days=DAYS - 1), last), last - timedelta(days=MOST_DAYS))
    span = Span(since=_midnight(first, zone), until=_midnight(last + timedelta(days=1), zone), supplier_id=supplier_id, kind=kind)
    with pipeline.store.begin(reading=True) as work:
        decided = work.history.decided(span, limit=MOST_DECIDED)
        corrected = work.history.corrected(span, limit=MOST_CORRECTED)
    step, begins = _steps(first, last)
    return Decisions(
        since=first,
        until=last,
        zone=working.zone,
        step=step,
        fates=_fates(decided),
        bars=_bars(decided, begins, zone),
        by_reason=[ByReason(reason, _fates(cases)) for reason, cases in _grouped((case.reason_code, case) for case in decided)],
        by_supplier=[
            BySupplier(supplier, _fates(cases), _commonest(case.reason_code for case in cases if case.state is not CaseState.APPROVED))
            for supplier, cases in _grouped((case.supplier_id, case) for case in decided)
        ],
        by_finding=[
            ByFinding(finding, _fates(cases)) for finding, cases in _grouped((code, case) for case in decided for code in case.findings)
        ],
        by_field=_by_field(corrected),
        cut=len(decided) == MOST_DECIDED or len(corrected) == MOST_CORRECTED,
    )


def _midnight(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time(), zone)


def _fates(cases: Sequence[DecidedCase]) -> Fates:
    states = Counter(case.state for case in cases)
    corrected = sum(case.corrected for case in cases)
    return Fates(states[CaseState.APPROVED], states[CaseState.RETURNED], states[CaseState.REJECTED], corrected)


def _grouped(pairs: Iterable[tuple[Key, DecidedCase]]) -> list[tuple[Key, list[DecidedCase]]]:
    """The cases by what they have in common: first what stood most often in the way, by papers that did not go through as they were."""
    groups: dict[Key, list[DecidedCase]] = {}
    for key, case in pairs:
        groups.setdefault(key, []).append(case)

    def weight(cases: list[DecidedCase]) -> tuple[int, int]:
        return sum(case.state is not CaseState.APPROVED or case.corrected for case in cases), len(cases)

    return sorted(groups.items(), key=lambda each: (*(-number for number in weight(each[1])), str(each[0])))


def _steps(first: date, last: date) -> tuple[str, list[date]]:
    """The length of a bar in a word, and the day on which each begins; weeks begin on Mondays, months on their first."""
    days = (last - first).days + 1
    every = [first + timedelta(days=number) for number in range(days)]
    if days <= _DAILY:
        return "day", every
    if days <= _WEEKLY:
        return "week", [day for day in every if day == first or day.weekday() == 0]
    return "month", [day for day in every if day == first or day.day == 1]


def _bars(decided: Sequence[DecidedCase], begins: Sequence[date], zone: ZoneInfo) -> list[Bar]:
    bars: list[list[DecidedCase]] = [[] for _ in begins]
    waiting = sorted(decided, key=lambda case: case.decided_at)
    place = 0
    borders = [_midnight(day, zone) for day in begins[1:]]
    for case in waiting:
        while place < len(borders) and case.decided_at >= borders[place]:
            place += 1
        bars[place].append(case)
    return [Bar(day, _fates(cases)) for day, cases in zip(begins, bars, strict=True)]


def _commonest(values: Iterable[Value | None]) -> Value | None:
    counted = Counter(value for value in values if value is not None)
    return counted.most_common(1)[0][0] if counted else None


def _by_field(corrected: Sequence[CorrectedValue]) -> list[ByField]:
    """By field what the program had read and what people said last; whoever says the same as it was read has changed nothing."""
    values: dict[tuple[str, str], tuple[CorrectedValue, CorrectedValue]] = {}
    for each in corrected:  # the latest first
        last = values.get((each.document_id, each.path), (each, each))[1]
        values[each.document_id, each.path] = (each, last)
    fields: dict[tuple[Kind | None, str], list[tuple[CorrectedValue, CorrectedValue]]] = {}
    for first, last in values.values():
        if first.was != last.is_now:
            fields.setdefault((first.kind, re.sub(r"\[\d+\]", "", first.path)), []).append((first, last))
    told = [
        ByField(
            kind=kind,
            field=field,
            misread=sum(first.was is not None and last.is_now is not None for first, last in changed),
            missed=sum(first.was is None for first, _ in changed),
            invented=sum(last.is_now is None for _, last in changed),
            papers=len({first.document_id for first, _ in changed}),
            supplier_id=_commonest(first.supplier_id for first, _ in changed),
        )
        for (kind, field), changed in fields.items()
    ]
    return sorted(told, key=lambda each: (-(each.misread + each.missed + each.invented), each.field, str(each.kind)))
