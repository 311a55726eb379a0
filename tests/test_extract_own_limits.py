"""A certificate of analysis against itself: results outside the limits that are printed beside them are told, and nothing else is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.paper import Property
from extract.certificate.own_limits import holds, outside


@pytest.mark.parametrize(
    ("limits", "result", "verdict"),
    [
        ("0.94 - 0.96", "0.953", True),
        ("0,94 – 0,96", "0,97", False),
        ("15 - 35", "31 g/10min", True),
        ("< 0.05", "0.01", True),
        ("max. 0,05", "0,06", False),
        ("≥ 4", "3.9", False),
        ("min 4.0", "4.0", True),
        ("10 ± 0.5", "10.6", False),
        ("4 to 6", "< 3", False),
        ("4 to 6", "< 5", None),
        ("< 0.05", "< 0.01", True),
        ("natural", "natural", None),
        ("15 - 35", "pass", None),
        ("", "12", None),
        ("1.000 - 2.000", "1.500", True),
        ("0.9 - 1.2", "1,000", None),
        ("900 - 1200", "1,000", None),
        ("35 - 15", "20", None),
    ],
)
def test_a_result_is_within_its_own_limits_outside_or_nothing_is_said(limits: str, result: str, verdict: bool | None) -> None:
    assert holds(limits, result, "g/10min") is verdict


def test_what_is_outside_is_told_with_both_figures() -> None:
    row = Property(name="Water", unit="%", limits="≤ 0.2", result="0.3", page=1, box=(0, 0, 1, 1))
    assert list(outside([row])) == ["Water is 0.3, outside of the ≤ 0.2 that it prints beside it"]


@given(st.decimals(-999, 999, places=2), st.decimals(-999, 999, places=2), st.decimals(-999, 999, places=2))
def test_plain_numbers_are_told_as_they_compare(low: object, value: object, high: object) -> None:
    a, b = sorted((low, high))  # type: ignore[type-var]
    assert holds(f"{a} to {b}", str(value)) is (a <= value <= b)  # type: ignore[operator]


@given(st.text(max_size=30), st.text(max_size=30), st.text(max_size=6))
def test_whatever_is_printed_it_is_never_more_than_a_verdict(limits: str, result: str, unit: str) -> None:
    assert holds(limits, result, unit) in (True, False, None)
