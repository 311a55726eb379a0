"""Quantities that are none, parts that do not add up, lines that are closed, numbers that are nearly an order's, and whole currencies."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.findings import FindingCode
from domain.paper import Kind
from tests.papers import CONFIRMED, FIRST_LINE, SECOND_LINE, codes, confirmation, context_of, found, order, paper
from validate.rules import common
from validate.rules import confirmation as rules

SHIPPED = {"order_line": "10", "supplier_item": "BG-6852", "unit": "C62"}


@given(st.decimals(-10_000, 0, places=2))
def test_nothing_and_less_than_nothing_is_never_shipped_unseen(quantity: Decimal) -> None:
    reading = paper(Kind.SHIP_NOTICE, {}, [{**SHIPPED, "quantity": str(quantity)}])
    assert codes(found(common.quantities_are_above_nothing, reading)) == [(FindingCode.QUANTITY_VARIANCE, "warning", "lines[0].quantity")]


def test_a_lot_or_a_part_below_nothing_is_said_at_its_place() -> None:
    reading = paper(Kind.SHIP_NOTICE, {}, [{**SHIPPED, "quantity": "250", "lots": [{"lot_number": "L1", "quantity": "-250"}]}])
    assert [finding.field for finding in found(common.quantities_are_above_nothing, reading)] == ["lines[0].lots[0].quantity"]
    assert found(common.quantities_are_above_nothing, confirmation()) == []


def test_a_closed_line_of_an_open_order_is_not_expected() -> None:
    closed = order({**FIRST_LINE, "status": "closed"}, SECOND_LINE)
    assert codes(found(common.lines_are_open, confirmation(), closed)) == [(FindingCode.ORDER_CLOSED, "error", "lines[0].order_line")]
    assert found(common.lines_are_open, confirmation()) == []
    everything = order({**FIRST_LINE, "status": "closed"}, {**SECOND_LINE, "status": "closed"})
    assert found(common.lines_are_open, confirmation(), everything) == []


@pytest.mark.parametrize(("parts", "fits"), [(("100", "150"), True), (("100", "100"), False), (("100", None), True)])
def test_parts_of_a_promise_come_to_the_line(parts: tuple[str | None, ...], *, fits: bool) -> None:
    schedule = [{"delivery_date": "2026-07-17", **({"quantity": part} if part else {})} for part in parts]
    findings = found(rules.parts_add_up, confirmation(lines=[{**CONFIRMED[0], "schedule": schedule}]))
    assert (findings == []) is fits


@pytest.mark.parametrize(
    ("printed", "near"), [("4500017352", "4500017325"), ("4500017324", "4500017325"), ("4599917325", None), ("17325", None)]
)
def test_an_order_that_is_nearly_the_printed_one_is_offered_and_never_taken(printed: str, near: str | None) -> None:
    reading = confirmation({"order_number": printed})
    context = context_of(reading)
    assert (context.order, context.near_order) == (None, near)
    [finding] = found(common.order_is_known, reading)
    assert finding.expected == near
    assert (near is not None) == ("The nearest is" in finding.message)


def test_yen_are_rounded_to_one() -> None:
    line = {**CONFIRMED[1], "quantity": "3", "unit_price": "33.33", "net_amount": "100"}
    assert found(rules.sums_add_up, confirmation({"currency": "JPY", "net_total": "100"}, [line])) == []
    assert found(rules.sums_add_up, confirmation({"currency": "JPY", "net_total": "102"}, [line])) != []
    assert found(rules.sums_add_up, confirmation({"currency": "EUR", "net_total": "100"}, [{**line, "net_amount": "100.9"}])) != []
