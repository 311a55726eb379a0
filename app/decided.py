"""What people made of the papers in a span of time: decided how and why, and which values they put right; of no person by name."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
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
    counted = _Counted([_midnight(day, zone) for day in begins[1:]])
    for case in decided:
        counted.add(case)
    return Decisions(
        since=first,
        until=last,
        zone=working.zone,
        step=step,
        fates=counted.all.fates,
        bars=[Bar(day, counted.bars[place].fates) for place, day in enumerate(begins)],
        by_reason=[ByReason(reason, each.fates) for reason, each in _heaviest(counted.reasons)],
        by_supplier=[BySupplier(supplier, each.fates, each.reason) for supplier, each in _heaviest(counted.suppliers)],
        by_finding=[ByFinding(finding, each.fates) for finding, each in _heaviest(counted.findings)],
        by_field=_by_field(corrected),
        cut=len(decided) == MOST_DECIDED or len(corrected) == MOST_CORRECTED,
    )


@dataclass
class _Tally:
    """Papers that have something in common, by how they went; `standing` are those that did not go through as they were."""

    by_state: Counter[CaseState] = field(default_factory=Counter)
    corrected: int = 0
    standing: int = 0
    reasons: Counter[ReasonCode] = field(default_factory=Counter)

    def add(self, case: DecidedCase) -> None:
        self.by_state[case.state] += 1
        self.corrected += case.corrected
        if case.state is not CaseState.APPROVED:
            self.standing += 1
            if case.reason_code is not None:
                self.reasons[case.reason_code] += 1
        elif case.corrected:
            self.standing += 1

    @property
    def fates(self) -> Fates:
        by = self.by_state
        return Fates(by[CaseState.APPROVED], by[CaseState.RETURNED], by[CaseState.REJECTED], self.corrected)

    @property
    def reason(self) -> ReasonCode | None:
        """The commonest for which they did not go through."""
        return self.reasons.most_common(1)[0][0] if self.reasons else None


@dataclass
class _Counted:
    """All that is counted of the cases in one pass; `borders` are the moments at which the bars behind the first begin."""

    borders: Sequence[datetime]
    all: _Tally = field(default_factory=_Tally)
    bars: defaultdict[int, _Tally] = field(default_factory=lambda: defaultdict(_Tally))
    reasons: defaultdict[ReasonCode | None, _Tally] = field(default_factory=lambda: defaultdict(_Tally))
    suppliers: defaultdict[str | None, _Tally] = field(default_factory=lambda: defaultdict(_Tally))
    findings: defaultdict[FindingCode, _Tally] = field(default_factory=lambda: defaultdict(_Tally))

    def add(self, case: DecidedCase) -> None:
        tallies = [self.all, self.bars[bisect_right(self.borders, case.decided_at)], self.reasons[case.reason_code]]
        for tally in (*tallies, self.suppliers[case.supplier_id], *(self.findings[code] for code in case.findings)):
            tally.add(case)


def _midnight(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time(), zone)


def _heaviest(tallies: Mapping[Key, _Tally]) -> list[tuple[Key, _Tally]]:
    """First what stood most often in the way: by papers that did not go through as they were."""
    return sorted(tallies.items(), key=lambda each: (-each[1].standing, -each[1].fates.decided, str(each[0])))


def _steps(first: date, last: date) -> tuple[str, list[date]]:
    """The length of a bar in a word, and the day on which each begins; weeks begin on Mondays, months on their first."""
    days = (last - first).days + 1
    every = [first + timedelta(days=number) for number in range(days)]
    if days <= _DAILY:
        return "day", every
    if days <= _WEEKLY:
        return "week", [day for day in every if day == first or day.weekday() == 0]
    return "month", [day for day in every if day == first or day.day == 1]


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
