"""How the desk says things: deadlines, names, sizes and confidence."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from review.words import ago, confidence, due, label, plainly, size, urgency

NOW = datetime(2026, 8, 3, 9, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("left", "said"),
    [
        (timedelta(days=3, hours=1), "due in 3 days"),
        (timedelta(hours=5), "due in 5 hours"),
        (timedelta(minutes=61), "due in 61 minutes"),
        (timedelta(seconds=5), "due in 1 minute"),
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


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("order_number", "Order number"),
        ("gross_weight_kg", "Gross weight, kg"),
        ("lots[0].lot_number", "Lots 1: lot number"),
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
