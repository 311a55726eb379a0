"""Paper beside order: which values are compared, and how the difference is said."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.comparison import ComparedValue, compare, unplaced
from doctypes import find_doctypes
from domain.decisions import Policy
from domain.doctype import CheckContext, DocType, LineMatch, of_kind
from domain.findings import Finding, FindingCode, Severity
from domain.orders import OrderLine
from domain.paper import Group, Kind, Reading
from tests.world import ORDER, confirmation, leaf

CONFIRMATION = of_kind(find_doctypes(), Kind.ORDER_CONFIRMATION)
assert isinstance(CONFIRMATION, DocType)


def context(line: OrderLine = ORDER.lines[0]) -> CheckContext:
    return CheckContext(policy=Policy(), order=ORDER.model_copy(update={"lines": [line]}), matches=(LineMatch(0, line),))


def values(reading: Reading, against: CheckContext | None = None, *findings: Finding) -> dict[str, ComparedValue]:
    groups = compare(reading, CONFIRMATION, against or context(), findings)
    return {value.path: value for group in groups for value in group.values}


@pytest.mark.parametrize(
    ("name", "said", "difference"),
    [
        ("quantity", "250", ""),
        ("quantity", "250.00", ""),
        ("quantity", "240", "-10"),
        ("quantity", "1200.5", "+950.5"),
        ("unit", "KGM", "differs"),
        ("delivery_date", "2026-09-05", "4 days later"),
        ("delivery_date", "2026-08-31", "1 day earlier"),
        ("buyer_item", "42-9999", "differs"),
        ("description", "Sechskantschraube", None),
    ],
)
def test_a_lines_value_is_held_against_the_order_line(name: str, said: str, difference: str | None) -> None:
    line = Group({**confirmation().lines[0].root, name: leaf(said)})
    assert values(confirmation().model_copy(update={"lines": [line]}))[f"lines[0].{name}"].difference == difference


def test_a_price_is_compared_per_one_unit() -> None:
    per_thousand = ORDER.lines[0].model_copy(update={"unit_price": Decimal(2500), "price_unit": 1000})
    same = values(confirmation(price="2.50"), context(per_thousand))["lines[0].unit_price"]
    assert (same.ordered, same.difference) == ("2500 per 1000", "")
    assert values(confirmation(price="2.75"), context(per_thousand))["lines[0].unit_price"].difference == "+10.0 %"


def test_without_an_order_the_paper_is_shown_alone() -> None:
    compared = values(confirmation(), CheckContext(policy=Policy()))
    assert compared["order_number"].leaf is not None
    assert all(value.ordered is None and value.difference is None for value in compared.values())


def test_what_should_be_on_the_paper_and_is_not_is_shown_as_absent() -> None:
    line = {name: node for name, node in confirmation().lines[0].root.items() if name != "delivery_date"}
    absent = values(confirmation().model_copy(update={"lines": [Group(line)]}))["lines[0].delivery_date"]
    assert (absent.leaf, absent.ordered, absent.difference) == (None, "2026-09-01", None)


def test_a_finding_stands_at_its_value_and_any_other_is_not_lost() -> None:
    at_price = Finding(code=FindingCode.PRICE_VARIANCE, severity=Severity.WARNING, field="lines[0].unit_price", message="dear")
    anywhere = Finding(code=FindingCode.LINE_MISSING, severity=Severity.WARNING, message="line 20 is missing")
    assert values(confirmation(), None, at_price, anywhere)["lines[0].unit_price"].findings == (at_price,)
    groups = compare(confirmation(), CONFIRMATION, context(), [at_price, anywhere])
    assert unplaced([at_price, anywhere], groups) == [anywhere]


@given(st.text(max_size=12), st.sampled_from(["quantity", "unit_price", "price_unit", "delivery_date", "unit", "currency"]))
def test_any_value_whatever_can_be_compared(said: str, name: str) -> None:
    line = Group({**confirmation().lines[0].root, name: leaf(said)})
    assert values(confirmation().model_copy(update={"lines": [line]}))[f"lines[0].{name}"].leaf == leaf(said)
