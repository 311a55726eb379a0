"""How far a result is from its limit, in words."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from validate.limits import Limit, Pair, breach
from validate.limits.comparison import Bound
from validate.limits.margin import margin

BAND = Limit(Bound(Decimal(470), "EN 10025-2:2019"), Bound(Decimal(630), "EN 10025-2:2019"))


def result(value: str, limit: Limit | None = BAND, obstacle: str = "") -> Pair:
    return Pair("tensile[0].tensile_mpa", "Tensile strength", value, Decimal(value), "MPa", limit, obstacle)


def test_the_nearer_end_gives_the_room() -> None:
    assert (margin(result("480")).room, margin(result("480")).words) == (Decimal(10), "within, by 10 MPa")
    assert margin(result("625")).room == Decimal(5)
    assert margin(result("630")).verdict == "within"


def test_what_is_out_says_on_which_side_and_by_how_much() -> None:
    assert (margin(result("460")).verdict, margin(result("460")).words) == ("out", "10 MPa below the limit")
    assert (margin(result("630.4")).verdict, margin(result("630.4")).words) == (
        "borderline",
        "0.4 MPa above the limit, inside only when rounded",
    )


def test_what_cannot_be_checked_says_why() -> None:
    told = margin(result("480", None, "no limit for it is on file"))
    assert (told.verdict, told.room, told.words) == ("unknown", None, "cannot be checked: no limit for it is on file")


@given(st.decimals(0, 2000, places=2))
def test_room_is_below_zero_exactly_where_the_rules_see_a_breach(value: Decimal) -> None:
    told = margin(result(str(value)))
    assert told.room is not None
    assert (told.room < 0) == (breach(value, BAND) is not None)
