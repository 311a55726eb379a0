"""Orders that make no sense, and papers about them: a finding or one sentence, and nothing posted."""

from __future__ import annotations

from typing import Any

import pytest

from domain.decisions import Decision, Outcome, Policy
from domain.findings import Finding
from domain.orders import PurchaseOrder
from domain.paper import Kind, Reading
from route.decide import decide
from tests.clock import FakeClock
from tests.papers import CONFIRMED, FIRST_LINE, SECOND_LINE, confirmation, context_of, order, paper
from validate import check

EMPTY = order().model_copy(update={"lines": []})
SHIPPED = {"order_line": "10", "supplier_item": "BG-6852", "quantity": "250", "unit": "C62"}


def judged(reading: Reading, book: PurchaseOrder) -> tuple[Decision, list[Finding]]:
    context = context_of(reading, book)
    findings = check(reading, context, context.doctype)
    return decide(reading, findings, policy=Policy(), doctype=context.doctype, received_at=FakeClock()()), findings


def first(**changes: str) -> Reading:
    return confirmation({"net_total": None}, [{**CONFIRMED[0], **changes}, CONFIRMED[1]])


@pytest.mark.parametrize(
    "reading",
    [confirmation(), paper(Kind.SHIP_NOTICE, {"ship_date": "2026-07-10"}, [SHIPPED]), paper(Kind.CERTIFICATE, {"certificate_type": "3.1"})],
)
def test_of_an_order_without_lines_nothing_is_posted(reading: Reading) -> None:
    decision, findings = judged(reading, EMPTY)
    assert decision.outcome is Outcome.REVIEW
    assert any(finding.severity != "info" for finding in findings) or decision.reasons


@pytest.mark.parametrize("wrong", [{"quantity": "0"}, {"quantity": "-250"}, {"unit_price": "-76.42"}])
def test_a_paper_that_confirms_nothing_or_less_is_never_posted(wrong: dict[str, str]) -> None:
    decision, findings = judged(first(**wrong), order())
    assert decision.outcome is Outcome.REVIEW
    assert [finding for finding in findings if finding.severity != "info" and finding.field and finding.field.startswith("lines[0]")]


@pytest.mark.parametrize("wrong", [{"quantity": "0"}, {"quantity": "-250"}, {"unit_price": "0"}, {"unit_price": "-1"}])
def test_an_order_that_asks_for_nothing_or_less_posts_nothing_and_stops_nothing(wrong: dict[str, str]) -> None:
    decision, findings = judged(confirmation(), order({**FIRST_LINE, **wrong}, SECOND_LINE))
    assert decision.outcome is Outcome.REVIEW
    assert all(finding.message.endswith(".") for finding in findings)


def test_a_unit_without_conversion_is_an_error_in_one_sentence() -> None:
    decision, findings = judged(first(unit="KGM"), order())
    [finding] = [each for each in findings if each.code == "unit_mismatch"]
    assert decision.outcome is Outcome.REVIEW
    assert finding.severity == "error"
    assert finding.message.count(".") == 1


YEN: Any = ({**FIRST_LINE, "unit_price": "1234", "price_unit": 1, "quantity": "3"},)


@pytest.mark.parametrize(("amount", "outcome"), [("3702", Outcome.POST), ("3701", Outcome.POST), ("3690", Outcome.REVIEW)])
def test_yen_have_no_decimals_and_are_added_up_all_the_same(amount: str, outcome: Outcome) -> None:
    line = {**CONFIRMED[0], "unit_price": "1234", "price_unit": "1", "quantity": "3", "net_amount": amount}
    decision, _ = judged(confirmation({"currency": "JPY", "net_total": amount}, [line]), order(*YEN, currency="JPY"))
    assert decision.outcome is outcome
