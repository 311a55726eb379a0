"""How the desk says things: deadlines, names, sizes and confidence."""

import re
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup, escape

from domain.cases import ReviewCase
from domain.decisions import Policy, WorkingTime
from review.telling import did, told, who
from review.words import ago, confidence, deadline, due, in_pieces, kept_whole, label, plainly, shown, size, urgency
from route import deadlines

NOW = datetime(2026, 8, 3, 9, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("left", "said"),
    [
        (timedelta(days=3, hours=1), "in 3 days"),
        (timedelta(hours=5), "in 5 hours"),
        (timedelta(minutes=61), "in 61 minutes"),
        (timedelta(seconds=5), "in 1 minute"),
        (-timedelta(hours=30), "overdue by 30 hours"),
        (-timedelta(days=2), "overdue by 2 days"),
    ],
)
def test_a_deadline_is_said_from_now(left: timedelta, said: str) -> None:
    assert due(NOW + left, NOW) == said


def test_no_deadline_and_a_moment_ago_have_words_too() -> None:
    assert due(None, NOW) == "no deadline"
    assert ago(NOW - timedelta(seconds=5), NOW) == "just now"
    assert ago(NOW - timedelta(hours=3), NOW) == "3 hours ago"


BAVARIA = WorkingTime(zone="Europe/Berlin", country="DE", subdivision="BY")


def case(**changes: object) -> ReviewCase:
    """A case of Friday, 1 May's eve, that a working day was given for: Friday is a holiday, then comes a weekend."""
    opened = datetime(2026, 4, 30, 7, 0, tzinfo=UTC)
    policy = Policy(working_time=BAVARIA)
    values = {"document_id": "sha256:0", "name": "a.pdf", "queue": "purchasing", "priority": 1, "approvals_needed": 1}
    told = {"case_id": 1, "opened_at": opened, "due_at": deadlines.due(opened, policy), **values, **changes}
    return ReviewCase.model_validate(told)


@pytest.mark.parametrize(
    ("now", "escalated", "said"),
    [
        (
            datetime(2026, 4, 30, 9, 0, tzinfo=UTC),
            None,
            (
                "To be decided by Mon 4 May 2026, 09:00 (Europe/Berlin), in 3 days. Labor Day on Fri 1 May was not counted, as nobody works then. "
                "Undecided, it goes before the lead on Mon 4 May, 13:00."
            ),
        ),
        (
            datetime(2026, 5, 4, 10, 0, tzinfo=UTC),
            None,
            (
                "It should have been decided by Mon 4 May 2026, 09:00 (Europe/Berlin), 3 hours ago. Labor Day on Fri 1 May was not counted, "
                "as nobody works then. Undecided, it goes before the lead on Mon 4 May, 13:00."
            ),
        ),
        (
            datetime(2026, 5, 6, 7, 0, tzinfo=UTC),
            "lead",
            (
                "It should have been decided by Mon 4 May 2026, 09:00 (Europe/Berlin), 2 days ago. Labor Day on Fri 1 May was not counted, "
                "as nobody works then. It was brought before the lead."
            ),
        ),
    ],
)
def test_a_deadline_is_told_with_the_days_off_and_what_comes_after(now: datetime, escalated: str | None, said: str) -> None:
    late = case(escalated_to=escalated)
    told = deadlines.deadline(late, Policy(working_time=BAVARIA, escalate_to="lead", escalate_after_hours=Decimal(4)))
    assert told
    assert deadline(told, late, now) == said


def test_a_case_without_a_deadline_has_none_to_tell() -> None:
    assert deadlines.deadline(case(due_at=None), Policy()) is None


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("order_number", "Order number"),
        ("gross_weight_kg", "Gross weight, kg"),
        ("lots[0].lot_number", "Lot 1: lot number"),
        ("lines[1].schedule[0].quantity", "Line 2: schedule 1: quantity"),
        ("heats[0].hardness[2].value", "Heat 1: hardness 3: value"),
        ("sscc", "SSCC"),
        ("in_review", "With a person"),
    ],
)
def test_names_are_said_as_people_say_them(name: str, said: str) -> None:
    assert label(name) == said


def test_a_sentence_names_fields_plainly_and_leaves_quotes_alone() -> None:
    said = plainly("lines[2].unit_price “a_b” is doubtful; order_number and heats[0].chemistry.Mn too.")
    assert said == "line 3: unit price “a_b” is doubtful; order number and heat 1: chemistry: Mn too."


@given(st.text())
def test_what_is_quoted_is_never_changed(text: str) -> None:
    quoted = "“" + text.replace("“", "").replace("”", "") + "”"
    assert quoted in plainly(f"order_number {quoted} lines[0].quantity")


def test_sizes_priorities_and_confidence_are_words_with_numbers() -> None:
    assert [size(number) for number in (12, 30_400, 1_250_000)] == ["12 bytes", "30 kB", "1.2 MB"]
    assert [urgency(priority) for priority in (100, 50, 30, 0)] == ["urgent", "high", "normal", "low"]
    assert [confidence(value, 0.9) for value in (0.99, 0.9, 0.89)] == ["sure", "fairly sure", "doubtful"]


def test_the_log_is_told_in_sentences_sizes_and_moments() -> None:
    assert (
        told([{"message": "Cu is above the limit."}, {"message": "The heat is unknown."}]) == "Cu is above the limit. The heat is unknown."
    )
    assert told(["4500000704", "4500000705"]) == "4500000704; 4500000705"
    assert told(18_555, "size") == "19 kB"
    assert told("2026-08-03T09:56:00Z", "received_at") == "2026-08-03 09:56:00 UTC"
    assert told("some day", "received_at") == "some day"


def test_steps_are_told_in_a_persons_words() -> None:
    assert (who("extract"), did("document read", "extract")) == ("Reading", "it was read")
    assert did("document checked", "validate") != did("document checked", "route")
    assert did("document in_review", "route") == "it goes before a person"
    assert (who("anna"), did("case handed over", "anna")) == ("anna", "case handed over")
    assert (told("in_review", "state"), told("order_confirmation", "kind")) == ("with a person", "order confirmation")
    assert told({"value": "KGM", "confidence": "0.99"}, "lines[0].unit") == "kg (0.99)"


def test_units_are_shown_as_they_are_written_and_nothing_else_is_changed() -> None:
    assert [shown(code, "unit") for code in ("KGM", "C62", "XYZ")] == ["kg", "pcs", "XYZ"]
    assert shown("KGM", "buyer_item") == "KGM"


def test_no_line_ends_inside_a_date_or_before_a_unit() -> None:
    assert kept_whole("Due 2026-07-10, 18.6 % more: 357.96 EUR.") == (
        'Due <span class="code">2026-07-10</span>, <span class="code">18.6 %</span> more: <span class="code">357.96 EUR</span>.'
    )


@given(st.text())
def test_what_is_kept_whole_or_in_pieces_says_the_same_and_is_never_alive(text: str) -> None:
    for marked in (kept_whole(text), in_pieces(text)):
        assert Markup(marked).striptags() == Markup(escape(text)).striptags()
        assert "<" not in re.sub(r'<span class="(?:code|piece)">|</span>|<wbr>', "", marked)


def test_a_files_name_breaks_at_its_joints() -> None:
    assert in_pieces("AB_4700.pdf") == '<span class="piece">AB_</span><wbr><span class="piece">4700.pdf</span>'
    assert in_pieces("x" * 21) == "x" * 21
