"""Rules for ship notices: what may still come, lots, packages and weights."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.decisions import Policy
from domain.findings import Finding, FindingCode
from domain.identifiers import sscc_is_valid
from domain.paper import Kind, Reading
from tests.papers import FIRST_LINE, SECOND_LINE, codes, found, order, paper
from validate.rules import ship_notice as rules

LINE = {"order_line": "10", "supplier_item": "BG-6852", "quantity": "250", "unit": "C62"}


def notice(*lines: dict[str, Any], packages: tuple[str, ...] = (), **fields: str) -> Reading:
    return paper(Kind.SHIP_NOTICE, fields, lines or (LINE,), packages=[{"sscc": code} for code in packages])


def shipped(*quantities: str, policy: Policy | None = None, **line: Any) -> list[Finding]:
    lines = [{**LINE, "quantity": quantity} for quantity in quantities]
    more = {"policy": policy} if policy else {}
    return found(rules.shipped_is_open, notice(*lines), order({**FIRST_LINE, **line}, SECOND_LINE), **more)


def test_what_was_ordered_may_come() -> None:
    assert shipped("250") == []


def test_five_per_cent_more_may_come_where_the_line_says_nothing() -> None:
    assert shipped("262") == []
    assert codes(shipped("263")) == [(FindingCode.OVER_DELIVERY, "warning", "lines[0].quantity")]
    assert shipped("300", policy=Policy(over_delivery_pct=Decimal(20))) == []


def test_the_lines_own_tolerance_goes_before_the_policys() -> None:
    assert shipped("275", over_delivery_pct="10") == []
    assert len(shipped("251", over_delivery_pct="0")) == 1


def test_what_came_before_or_is_under_way_may_not_come_again() -> None:
    assert shipped("100", received_quantity="100", in_transit_quantity="50") == []
    [finding] = shipped("250", received_quantity="100", in_transit_quantity="50")
    assert (finding.code, finding.expected) == (FindingCode.OVER_DELIVERY, "100")
    assert "105 that may come" in finding.message


def test_parts_of_a_line_count_together() -> None:
    assert shipped("150", "100") == []
    assert codes(shipped("150", "150"))[0][0] is FindingCode.OVER_DELIVERY


def test_fewer_are_only_said() -> None:
    [finding] = shipped("200")
    assert codes([finding]) == [(FindingCode.UNDER_DELIVERY, "info", "lines[0].quantity")]
    assert "50 fewer than the 250" in finding.message


def test_a_line_that_is_not_shipped_is_no_deviation() -> None:
    assert found(rules.shipped_is_open, notice()) == []


@given(st.integers(0, 600), st.integers(0, 100), st.integers(0, 250))
def test_more_than_open_and_its_tolerance_is_an_over_delivery(quantity: int, tolerance: int, received: int) -> None:
    findings = shipped(str(quantity), over_delivery_pct=str(tolerance), received_quantity=str(received))
    still_open = 250 - received
    over = quantity * 100 > still_open * (100 + tolerance)
    expected = [FindingCode.OVER_DELIVERY] if over else [FindingCode.UNDER_DELIVERY] if quantity < still_open else []
    assert [finding.code for finding in findings] == expected


def lots(*quantities: str | None) -> list[Finding]:
    each = [{"lot_number": f"L{i}", **({"quantity": q} if q else {})} for i, q in enumerate(quantities)]
    return found(rules.lots_add_up, notice({**LINE, "lots": each}))


def test_lots_that_do_not_add_up_are_said_with_the_arithmetic() -> None:
    [finding] = lots("100", "140")
    assert codes([finding]) == [(FindingCode.LOTS_MISMATCH, "warning", "lines[0].lots")]
    assert "240 (100 + 140), the line says 250" in finding.message
    assert lots("100", "150") == []
    assert lots("100.0", "150.00") == []


@pytest.mark.parametrize("quantities", [(), (None, None), ("100", None)])
def test_lots_without_quantities_are_not_added_up(quantities: tuple[str | None, ...]) -> None:
    assert lots(*quantities) == []


def test_lots_of_which_some_hold_more_than_the_line_do_not_add_up_whatever_the_others_hold() -> None:
    [finding] = lots("200", None, "60")
    assert "add up to 260 (200 + 60), the line says 250" in finding.message


@pytest.mark.parametrize(
    ("numbers", "quantities", "silent"),
    [
        (("L0", "L1"), (None, None), ""),
        (("L0", "40"), (None, None), "L0, 40"),
        (("L0", "12,5"), (None, None), "L0, 12,5"),
        (("L0", "L1"), ("100", None), "L1"),
        (("L0", "L1"), ("100", "150"), ""),
        (("L0",), (None,), ""),
        ((), (), ""),
    ],
)
def test_of_several_lots_all_say_how_much_there_is_or_none(numbers: Sequence[str], quantities: Sequence[str | None], silent: str) -> None:
    each = [{"lot_number": name, **({"quantity": q} if q else {})} for name, q in zip(numbers, quantities, strict=True)]
    findings = found(rules.lots_say_how_much, notice({**LINE, "lots": each}))
    assert [(finding.code, finding.found) for finding in findings] == ([(FindingCode.LOW_CONFIDENCE, silent)] if silent else [])


def test_a_wrong_check_digit_is_said_of_its_package() -> None:
    reading = notice(packages=("340123450000000017", "340123450000000018"))
    [finding] = found(rules.packages_are_numbered_right, reading)
    assert codes([finding]) == [(FindingCode.SSCC_INVALID, "warning", "packages[1].sscc")]
    assert finding.message.endswith("is wrong, by its other figures it is 7: a figure is misread, or misprinted.")


@given(st.text("0123456789", min_size=17, max_size=17), st.integers(0, 16), st.integers(1, 9))
def test_one_digit_has_the_check_digit_right_and_any_other_digit_makes_it_wrong(digits: str, place: int, change: int) -> None:
    right = [digits + str(check) for check in range(10) if sscc_is_valid(digits + str(check))]
    assert len(right) == 1
    [code] = right
    other = str((int(code[place]) + change) % 10)
    assert not sscc_is_valid(code[:place] + other + code[place + 1 :])


@pytest.mark.parametrize("code", ["", "34012345000000001", "3401234500000000170", "34012345000000001x", "٣٤0123450000000017"])
def test_what_is_no_code_of_18_figures_is_not_valid(code: str) -> None:
    assert not sscc_is_valid(code)


@pytest.mark.parametrize(
    ("gross", "net", "wrong"),
    [("100", "90", False), ("100", "100.0", False), ("90", "100", True), ("99.9", "100", True), ("1000", "999.5", False)],
)
def test_packing_weighs_something_or_nothing_and_never_less(gross: str, net: str, wrong: bool) -> None:
    findings = found(rules.gross_is_not_below_net, notice(gross_weight_kg=gross, net_weight_kg=net))
    assert codes(findings) == ([(FindingCode.WEIGHT_MISMATCH, "warning", "gross_weight_kg")] if wrong else [])


def test_one_weight_alone_says_nothing() -> None:
    assert found(rules.gross_is_not_below_net, notice(net_weight_kg="100")) == []


@pytest.mark.parametrize(
    ("days", "early"),
    [
        ({"ship_date": "2026-05-04", "arrival_date": "2026-05-02"}, ["arrival_date"]),
        ({"ship_date": "2023-05-04", "arrival_date": "2026-05-06"}, ["ship_date"]),
        ({"arrival_date": "2025-05-06"}, ["arrival_date"]),
        ({"ship_date": "2027-05-04", "arrival_date": "2027-05-04"}, []),
        ({}, []),
    ],
)
def test_goods_that_leave_before_they_were_ordered_or_arrive_before_they_leave_bring_a_person(
    days: dict[str, str], early: list[str]
) -> None:
    placed = order().model_copy(update={"order_date": date(2026, 4, 30)})
    findings = found(rules.days_follow_the_order, notice(**days), placed)
    assert codes(findings) == [(FindingCode.DELIVERY_EARLY, "warning", field) for field in early]
