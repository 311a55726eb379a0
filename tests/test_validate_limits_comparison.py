"""Values against limits: rounded to the limit's last digit, and joined limits that are never looser than their members."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from validate.limits import Bound, Limit, breach, strictest

CONTENTS = st.decimals(min_value=0, max_value=100, allow_nan=False, allow_infinity=False, places=5)


@st.composite
def bounds(draw: st.DrawFn) -> Bound:
    places = draw(st.integers(0, 3))
    return Bound(Decimal(draw(st.integers(0, 3 * 10**places))).scaleb(-places), "EN 1:2000")


@st.composite
def limits(draw: st.DrawFn) -> Limit:
    return Limit(draw(st.none() | bounds()), draw(st.none() | bounds()))


def at_most(value: str) -> Limit:
    return Limit(maximum=Bound(Decimal(value), "EN 10025-2:2004"))


def at_least(value: str) -> Limit:
    return Limit(minimum=Bound(Decimal(value), "EN 10025-2:2004"))


def grading(value: Decimal, limit: Limit) -> int:
    """0 inside, 1 inside by rounding only, 2 outside."""
    crossed = breach(value, limit)
    return 0 if crossed is None else 1 if crossed.is_borderline else 2


@pytest.mark.parametrize(
    ("value", "limit", "expected"),
    [
        ("0.025", at_most("0.025"), 0),
        ("0.0254", at_most("0.025"), 1),
        ("0.0255", at_most("0.025"), 2),
        ("0.026", at_most("0.025"), 2),
        ("0.204", at_most("0.20"), 1),
        ("0.205", at_most("0.20"), 1),  # half to even: 0.205 is 0.20
        ("0.215", at_most("0.21"), 2),  # and 0.215 is 0.22
        ("0.21", at_most("0.20"), 2),
        ("0.034", at_most("0.03"), 1),
        ("0.034", at_most("0.030"), 2),
        ("355", at_least("355"), 0),
        ("354.6", at_least("355"), 1),
        ("354.5", at_least("355"), 2),
        ("354", at_least("355"), 2),
        ("0", at_least("0.02"), 2),
        ("9" * 40, at_most("1"), 2),
    ],
)
def test_a_value_is_rounded_to_the_limits_last_digit(value: str, limit: Limit, expected: int) -> None:
    assert grading(Decimal(value), limit) == expected


def test_a_breach_says_which_end_was_crossed_and_by_how_much() -> None:
    crossed = breach(Decimal("1.72"), at_most("1.60"))
    assert crossed is not None
    assert (crossed.expected, crossed.excess, crossed.is_above) == ("<= 1.60", Decimal("0.12"), True)


def test_joined_limits_that_exclude_one_another_are_contradictory() -> None:
    assert strictest([at_least("1100"), at_most("900")]).is_contradictory
    assert not strictest([at_least("900"), at_most("900")]).is_contradictory


@given(CONTENTS, st.lists(limits(), min_size=1, max_size=4))
def test_the_strictest_is_never_looser_than_a_member(value: Decimal, members: list[Limit]) -> None:
    joined = strictest(members)
    if not joined.is_contradictory:
        assert grading(value, joined) >= max(grading(value, member) for member in members)


@given(st.lists(limits(), min_size=1, max_size=4))
def test_the_order_of_the_members_does_not_matter(members: list[Limit]) -> None:
    assert strictest(members) == strictest(reversed(members))


@given(CONTENTS, limits())
def test_a_value_strictly_inside_is_never_a_breach(value: Decimal, limit: Limit) -> None:
    low, high = limit.minimum, limit.maximum
    is_inside = (low is None or low.value <= value) and (high is None or value <= high.value)
    assert (breach(value, limit) is None) == is_inside or limit.is_contradictory


@given(CONTENTS, bounds(), st.integers(-3, 3))
def test_scaling_value_and_limit_alike_changes_no_verdict(value: Decimal, bound: Bound, power: int) -> None:
    scaled = Bound(bound.value.scaleb(power), bound.specification)
    assert grading(value, Limit(maximum=bound)) == grading(value.scaleb(power), Limit(maximum=scaled))
