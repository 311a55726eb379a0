"""Deadlines in working time: nights, weekends, public holidays and the nights in which the clocks change do not count."""

from datetime import UTC, datetime, time, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.decisions import Policy, Weekday, WorkingTime
from domain.findings import Finding, FindingCode, Severity
from domain.paper import Group
from route.deadlines import after_working_days, after_working_hours, due, problem, works_on
from route.urgency import urgency
from tests.papers import confirmation, leaf

BERLIN = ZoneInfo("Europe/Berlin")
BAVARIA = WorkingTime(zone="Europe/Berlin", country="DE", subdivision="BY", opens=time(8), closes=time(16))


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=BERLIN)


@pytest.mark.parametrize(
    ("start", "hours", "end"),
    [
        ("2026-08-07 15:00", "1", "2026-08-07 16:00"),  # to the last minute of a Friday
        ("2026-08-07 15:00", "2", "2026-08-10 09:00"),  # over the weekend
        ("2026-08-07 22:00", "0.5", "2026-08-10 08:30"),  # came at night
        ("2026-08-14 12:00", "8", "2026-08-17 12:00"),  # Assumption Day, a Saturday
        ("2026-12-24 12:00", "8", "2026-12-28 12:00"),  # Christmas Eve is worked, Christmas and Boxing Day are not
        ("2026-03-27 15:00", "9", "2026-03-30 16:00"),  # the clocks change on Sunday
        ("2026-06-03 16:00", "1", "2026-06-05 09:00"),  # Corpus Christi, in Bavaria
    ],
)
def test_working_hours_pass_only_while_people_work(start: str, hours: str, end: str) -> None:
    assert after_working_hours(at(start), Decimal(hours), BAVARIA) == at(end)


def test_a_holiday_of_one_state_is_a_working_day_of_another() -> None:
    corpus_christi = at("2026-06-04 10:00").date()
    assert not works_on(corpus_christi, BAVARIA)
    assert works_on(corpus_christi, BAVARIA.model_copy(update={"subdivision": "BE"}))
    assert works_on(corpus_christi, WorkingTime())


def test_working_days_leave_out_holidays_where_a_country_is_named() -> None:
    assert after_working_days(at("2026-12-24 10:00"), 1, BAVARIA) == at("2026-12-28 10:00")
    assert after_working_days(at("2026-12-24 10:00"), 1) == at("2026-12-25 10:00")


def test_a_policy_without_hours_or_country_counts_as_the_contract_does() -> None:
    friday = datetime(2026, 8, 7, 15, 0, tzinfo=UTC)
    assert due(friday, Policy()) == datetime(2026, 8, 10, 15, 0, tzinfo=UTC)
    assert due(friday, Policy(review_hours=Decimal(4), working_time=BAVARIA)) == datetime(2026, 8, 10, 10, 0, tzinfo=UTC)


@settings(deadline=None)  # a year's holidays are looked up once
@given(
    st.integers(0, 10 * 366 * 24 * 60).map(lambda minutes: datetime(2020, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)),
    st.decimals("0.1", 100, places=1),
    st.sets(st.sampled_from(Weekday), min_size=1).map(lambda days: tuple(sorted(days))),
)
def test_a_deadline_lies_in_working_time_and_more_hours_end_no_sooner(start: datetime, hours: Decimal, days: tuple[Weekday, ...]) -> None:
    working = BAVARIA.model_copy(update={"weekdays": days})
    end = after_working_hours(start, hours, working)
    local = end.astimezone(BERLIN)
    assert end - start >= timedelta(hours=float(hours))
    assert works_on(local.date(), working)
    assert working.opens < local.time() <= working.closes
    assert after_working_hours(start, hours + 1, working) > end


@pytest.mark.parametrize(
    ("working", "words"),
    [
        (BAVARIA, None),
        (WorkingTime(zone="Mars/Olympus"), "no time zone"),
        (WorkingTime(zone="../etc/passwd"), "no time zone"),
        (WorkingTime(country="XX"), "no holidays are known of 'XX'"),
        (WorkingTime(country="DE", subdivision="XX"), "no holidays are known of 'DE' 'XX'"),
        (WorkingTime(subdivision="BY"), "needs its country"),
    ],
)
def test_what_the_calendar_does_not_know_is_named(working: WorkingTime, words: str | None) -> None:
    found = problem(working)
    assert found is None if words is None else words in (found or "")


values = st.text("0123456789.-eEN", max_size=8) | st.just("1e99999")


@given(
    st.lists(
        st.builds(
            Finding,
            code=st.sampled_from(FindingCode),
            severity=st.sampled_from(Severity),
            field=st.sampled_from([None, "lines[0].unit_price"]),
            message=st.just("x"),
        ),
        max_size=3,
    ),
    st.decimals(-5, 10**6, places=2),
    values,
)
def test_a_priority_is_between_0_and_100_and_ends_its_own_arithmetic(found: list[Finding], material: Decimal, total: str) -> None:
    reading = confirmation({"net_total": leaf(total)})
    urgent = urgency(reading, found, Policy(material_value=material))
    assert 0 <= urgent.points <= 100
    assert urgent.arithmetic[-1] == f"= {urgent.points}"
    assert all(len(step) < 200 for step in urgent.arithmetic)


def test_what_is_about_a_doubtful_value_waits_behind_what_is_sure() -> None:
    dear = Finding(code=FindingCode.PRICE_VARIANCE, severity=Severity.ERROR, field="lines[0].unit_price", message="x")
    unsure = Group({**confirmation().lines[0].root, "unit_price": leaf("82.53", 0.7)})
    sure, doubtful = (urgency(confirmation().model_copy(update=parts), [dear], Policy()) for parts in ({}, {"lines": [unsure]}))
    assert sure.points > doubtful.points > urgency(confirmation(), [], Policy()).points
