"""Deadlines in working days, and the cases that have missed theirs; pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from domain.cases import CaseState, ReviewCase

_SATURDAY = 5


@dataclass(frozen=True)
class Overdue:
    """An open case past its deadline, and by how many begun working days."""

    case: ReviewCase
    working_days: int


def after_working_days(start: datetime, days: int) -> datetime:
    """The same time of day, that many working days (Monday to Friday) later; never on a weekend."""
    moment = start
    left = days
    while left > 0 or moment.weekday() >= _SATURDAY:
        moment += timedelta(days=1)
        if moment.weekday() < _SATURDAY:
            left -= 1
    return moment


def overdue(cases: Iterable[ReviewCase], now: datetime) -> Sequence[Overdue]:
    """The open cases past their deadline, the longest overdue first."""
    late = [case for case in cases if case.state is CaseState.OPEN and case.due_at is not None and case.due_at < now]
    late.sort(key=lambda case: (case.due_at, case.case_id))
    return [Overdue(case, _working_days_begun(case.due_at.date(), now.date())) for case in late if case.due_at is not None]


def _working_days_begun(first: date, last: date) -> int:
    """Monday-to-Friday days after `first` up to and with `last`, at least one."""
    weeks, rest = divmod((last - first).days, 7)
    extra = sum((first + timedelta(days=day)).weekday() < _SATURDAY for day in range(1, rest + 1))
    return max(1, weeks * 5 + extra)
