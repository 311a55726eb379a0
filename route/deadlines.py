"""Deadlines in working days and hours, with weekends and public holidays, and the cases that have missed theirs; pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from decimal import Decimal
from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import holidays

from domain.cases import CaseState, ReviewCase
from domain.decisions import Policy, Weekday, WorkingTime

_DAYS = tuple(Weekday)
_UNSET = WorkingTime()
"""Monday to Friday without holidays, as the contract's default has it."""


@dataclass(frozen=True)
class Overdue:
    """An open case past its deadline, and by how many begun working days."""

    case: ReviewCase
    working_days: int


@dataclass(frozen=True)
class Deadline:
    """When a case has to be decided and what comes after, on the clock of those who work; `days_off` are the holidays that were not counted.

    `escalates_at` is None where it goes before nobody, or already has.
    """

    due_at: datetime
    zone: str
    days_off: tuple[tuple[date, str], ...]
    escalates_at: datetime | None
    escalates_to: str = ""


def deadline(case: ReviewCase, policy: Policy) -> Deadline | None:
    """The deadline of a case with what it is made of; None where it has none."""
    if case.due_at is None:
        return None
    working = policy.working_time
    begins, ends = (moment.astimezone(_zone(working)) for moment in (case.opened_at, case.due_at))
    days = (begins.date() + timedelta(days=day) for day in range((ends.date() - begins.date()).days + 1))
    off = tuple((day, name) for day in days if _DAYS[day.weekday()] in working.weekdays and (name := _holiday(day, working)))
    escalates = policy.escalate_to and case.escalated_to != policy.escalate_to
    return Deadline(
        ends, working.zone, off, _patience_ends(case.due_at, policy).astimezone(_zone(working)) if escalates else None, policy.escalate_to
    )


def due(received_at: datetime, policy: Policy) -> datetime:
    """When a case of a paper that came then has to be decided."""
    if policy.review_hours is not None:
        return after_working_hours(received_at, policy.review_hours, policy.working_time)
    return after_working_days(received_at, policy.review_working_days, policy.working_time)


def after_working_days(start: datetime, days: int, working: WorkingTime = _UNSET) -> datetime:
    """The same time of day, that many working days later; never on a day off."""
    zone = start.tzinfo
    moment = start.astimezone(_zone(working)) if zone is not None else start
    left = days
    while left > 0 or not works_on(moment.date(), working):
        moment += timedelta(days=1)
        if works_on(moment.date(), working):
            left -= 1
    return moment.astimezone(zone) if zone is not None else moment


def after_working_hours(start: datetime, hours: Decimal, working: WorkingTime) -> datetime:
    """When people have worked that many hours since then; at the last minute of a working day rather than the first of the next."""
    zone = _zone(working)
    day = start.astimezone(zone).date()
    left = timedelta(hours=float(hours))
    while True:
        opens, closes = _at(day, working.opens, zone), _at(day, working.closes, zone)
        begins = max(opens, start.astimezone(zone))
        # In UTC, so that a night in which the clocks change is as long as it is.
        there_is = _between(begins, closes) if works_on(day, working) else timedelta()
        if there_is >= left and there_is > timedelta():
            return (begins.astimezone(_UTC) + left).astimezone(start.tzinfo)
        left -= max(there_is, timedelta())
        day += timedelta(days=1)


def works_on(day: date, working: WorkingTime) -> bool:
    """Whether people work on that day."""
    return _DAYS[day.weekday()] in working.weekdays and not _holiday(day, working)


def problem(working: WorkingTime) -> str | None:
    """What of the working time is unknown to the calendar, in words; None where all is well."""
    try:
        _zone(working)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return f"there is no time zone {working.zone!r}; write one like 'Europe/Berlin'"
    if working.subdivision and not working.country:
        return f"the subdivision {working.subdivision!r} needs its country"
    try:
        _holiday(date(2026, 1, 1), working)
    except NotImplementedError:  # what `holidays` raises for a country that it does not know
        return f"no holidays are known of {working.country!r}{f' {working.subdivision!r}' if working.subdivision else ''}; write codes like 'DE' and 'BY'"
    return None


def overdue(cases: Iterable[ReviewCase], now: datetime, working: WorkingTime = _UNSET) -> Sequence[Overdue]:
    """The open cases past their deadline, the longest overdue first."""
    late = [case for case in cases if case.state is CaseState.OPEN and case.due_at is not None and case.due_at < now]
    late.sort(key=lambda case: (case.due_at, case.case_id))
    return [Overdue(case, _working_days_begun(case.due_at.date(), now.date(), working)) for case in late if case.due_at is not None]


def to_escalate(cases: Iterable[ReviewCase], now: datetime, policy: Policy) -> Sequence[ReviewCase]:
    """The open cases that have been past their deadline for longer than the policy allows, and were not brought before its role yet."""
    if not policy.escalate_to:
        return []
    late = [each.case for each in overdue(cases, now, policy.working_time) if each.case.escalated_to != policy.escalate_to]
    return [case for case in late if case.due_at is not None and _patience_ends(case.due_at, policy) <= now]


def _patience_ends(due_at: datetime, policy: Policy) -> datetime:
    hours = policy.escalate_after_hours
    return after_working_hours(due_at, hours, policy.working_time) if hours > 0 else due_at


def _working_days_begun(first: date, last: date, working: WorkingTime) -> int:
    """Working days after `first` up to and with `last`, at least one."""
    return max(1, sum(works_on(first + timedelta(days=day), working) for day in range(1, (last - first).days + 1)))


_UTC = ZoneInfo("UTC")


def _zone(working: WorkingTime) -> ZoneInfo:
    return ZoneInfo(working.zone)


def _at(day: date, clock: time, zone: tzinfo) -> datetime:
    return datetime.combine(day, clock, tzinfo=zone)


def _between(first: datetime, last: datetime) -> timedelta:
    return last.astimezone(_UTC) - first.astimezone(_UTC)


def _holiday(day: date, working: WorkingTime) -> str:
    """The holiday's name; empty where it is none."""
    return _holidays(working.country, working.subdivision, day.year).get(day, "") if working.country else ""


@lru_cache(maxsize=256)
def _holidays(country: str, subdivision: str, year: int) -> Mapping[date, str]:
    # A whole year at once: the library's own calendars grow while they are asked, which two threads must not do.
    return dict(holidays.country_holidays(country, subdiv=subdivision or None, years=year, expand=False, language="en_US"))
