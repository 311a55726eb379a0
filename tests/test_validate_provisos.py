"""What a confirmation says beside its values brings it before a person: its answer, its lines' status, reservations, charges, substitutes."""

from __future__ import annotations

from typing import Any

import pytest

from domain.decisions import Outcome, Policy
from domain.findings import Finding, FindingCode
from domain.paper import Proviso, Reading, Remark
from route.decide import decide
from tests.clock import FakeClock
from tests.papers import CONFIRMED, FIRST_LINE, SECOND_LINE, codes, confirmation, context_of, found, leaf, order
from validate import check
from validate.rules import provisos

AS_ORDERED = [("terms_changed", "warning", "lines[0].status")]


def with_status(status: str, **changes: Any) -> list[dict[str, Any]]:
    return [{**CONFIRMED[0], "status": status, **changes}, dict(CONFIRMED[1])]


def remarked(*remarks: Remark, **fields: Any) -> Reading:
    return confirmation(fields).model_copy(update={"remarks": list(remarks)})


def remark(kind: Proviso, said: str = "printed so", **more: Any) -> Remark:
    return Remark(kind=kind, said=leaf(said), **more)


def outcome(reading: Reading) -> Outcome:
    context = context_of(reading)
    findings: list[Finding] = check(reading, context, context.doctype)
    return decide(reading, findings, policy=Policy(), doctype=context.doctype, received_at=FakeClock()()).outcome


def test_a_rejected_order_is_never_posted_though_every_line_agrees() -> None:
    assert codes(found(provisos.order_is_accepted, confirmation({"response": "rejected"}))) == [("line_missing", "warning", "response")]
    assert outcome(confirmation({"response": "rejected"})) is Outcome.REVIEW
    assert outcome(confirmation({"response": "accepted"})) is Outcome.POST


@pytest.mark.parametrize("head", ["accepted", "changed", None])
def test_a_rejected_line_is_not_confirmed_whatever_the_head_says(head: str | None) -> None:
    reading = confirmation({"response": head}, with_status("rejected"))
    assert codes(found(provisos.lines_are_accepted, reading)) == [("line_missing", "warning", "lines[0].status")]
    assert outcome(reading) is Outcome.REVIEW


def test_the_sentence_says_that_the_head_was_not_trusted() -> None:
    said = found(provisos.lines_are_accepted, confirmation({"response": "accepted"}, with_status("rejected")))[0].message
    assert "though its head says accepted" in said


def test_a_change_that_is_nowhere_seen_is_looked_for() -> None:
    assert codes(found(provisos.announced_changes_are_seen, confirmation({"response": "accepted"}, with_status("changed")))) == AS_ORDERED
    assert codes(found(provisos.announced_changes_are_seen, confirmation({"response": "changed"}))) == [
        ("terms_changed", "warning", "response")
    ]


@pytest.mark.parametrize(
    "change", [{"delivery_date": "2026-07-18"}, {"unit_price": "76.43"}, {"quantity": "251"}, {"supplier_item": "BG-1"}]
)
def test_a_change_that_is_seen_is_another_rules(change: dict[str, str]) -> None:
    assert found(provisos.announced_changes_are_seen, confirmation({"response": "changed"}, with_status("changed", **change))) == []
    assert (
        found(provisos.announced_changes_are_seen, confirmation({"response": "changed"}, [{**CONFIRMED[0], **change}, CONFIRMED[1]])) == []
    )


def test_other_terms_and_missing_lines_are_changes_that_are_seen() -> None:
    assert found(provisos.announced_changes_are_seen, confirmation({"response": "changed", "incoterm": "EXW"})) == []
    assert found(provisos.announced_changes_are_seen, confirmation({"response": "changed"}, CONFIRMED[:1])) == []


def test_an_open_price_asks_a_person_and_is_quoted() -> None:
    finding = found(provisos.prices_are_firm, remarked(remark(Proviso.PRICE_OPEN, "Preise freibleibend")))[0]
    assert (finding.code, finding.severity) == ("terms_changed", "warning")
    assert "“Preise freibleibend” (page 1)" in finding.message
    assert outcome(remarked(remark(Proviso.PRICE_OPEN))) is Outcome.REVIEW


@pytest.mark.parametrize(
    ("until", "raised"), [("2026-07-10", True), ("2026-07-23", True), (None, True), ("2026-07-24", False), ("2026-12-31", False)]
)
def test_an_end_before_the_last_promised_day_asks_a_person(until: str | None, raised: bool) -> None:
    assert bool(found(provisos.confirmation_holds, remarked(remark(Proviso.EXPIRY, until=until)))) is raised


def test_a_charge_on_top_changes_the_money() -> None:
    finding = found(provisos.nothing_is_charged_on_top, remarked(remark(Proviso.CHARGE, amount="45.00", on_top=True)))[0]
    assert (finding.code, finding.found) == ("arithmetic_mismatch", "45.00")
    assert "0.9 % of the 4939.11" in finding.message


def test_a_sum_that_the_totals_leave_out_is_part_of_the_lines() -> None:
    assert found(provisos.nothing_is_charged_on_top, remarked(remark(Proviso.CHARGE, amount="45.00"))) == []
    assert found(provisos.nothing_is_charged_on_top, remarked(remark(Proviso.CHARGE, amount="45.00"), net_total="4984.11")) != []
    assert found(provisos.nothing_is_charged_on_top, remarked(remark(Proviso.CHARGE, amount="45.00"), net_total=None)) != []


def test_freight_that_is_a_line_of_the_paper_is_that_lines_business() -> None:
    lines = [*CONFIRMED, {"description": "Freight", "net_amount": "45.00"}]
    reading = confirmation({"net_total": "4984.11"}, lines).model_copy(update={"remarks": [remark(Proviso.CHARGE, amount="45.00")]})
    assert found(provisos.nothing_is_charged_on_top, reading) == []


def test_freight_without_a_sum_is_the_buyers_where_the_order_says_so() -> None:
    freight = remarked(remark(Proviso.CHARGE, "Fracht wird gesondert berechnet", on_top=True))
    alloy = remarked(remark(Proviso.CHARGE, "zzgl. Legierungszuschlag", on_top=True))
    ex_works = order(FIRST_LINE, SECOND_LINE, incoterm="EXW")
    assert codes(found(provisos.nothing_is_charged_on_top, freight)) == [("terms_changed", "warning", None)]
    assert found(provisos.nothing_is_charged_on_top, freight, ex_works) == []
    assert found(provisos.nothing_is_charged_on_top, alloy, ex_works) != []


def test_a_substitute_asks_a_person() -> None:
    assert codes(found(provisos.nothing_takes_an_items_place, remarked(remark(Proviso.SUBSTITUTE)))) == [("item_mismatch", "warning", None)]


@pytest.mark.parametrize(
    ("ordered", "said", "raised"),
    [
        ("Bracket Rev. B", "Bracket Rev. C", True),
        ("Bracket, drawing index 02", "Bracket Index 2", False),
        ("Halter Rev B", "Halter Revision: B", False),
        ("Bracket Rev. B", "Bracket", False),
        ("Bracket", "Bracket Rev. C", False),
        ("Reverse gear B", "Reverse gear C", False),
    ],
)
def test_another_revision_asks_a_person(ordered: str, said: str, raised: bool) -> None:
    reading = confirmation(None, [{**CONFIRMED[0], "description": said}, CONFIRMED[1]])
    book = order({**FIRST_LINE, "description": ordered}, SECOND_LINE)
    assert bool(found(provisos.nothing_takes_an_items_place, reading, book)) is raised


def test_a_change_that_a_sentence_tells_is_looked_for_where_no_value_shows_it() -> None:
    told = remark(Proviso.CHANGED, "the price has changed")
    assert [code for code, *_ in codes(found(provisos.told_changes_are_seen, remarked(told)))] == ["terms_changed"]
    assert outcome(remarked(told)) is Outcome.REVIEW
    shown = confirmation({}, [{**CONFIRMED[0], "unit_price": "99.00"}, dict(CONFIRMED[1])]).model_copy(update={"remarks": [told]})
    assert found(provisos.told_changes_are_seen, shown) == []


def test_a_change_of_a_named_line_is_looked_for_in_that_line() -> None:
    shown = [{**CONFIRMED[0], "delivery_date": "2026-12-01"}, dict(CONFIRMED[1])]
    first, second = (
        remark(Proviso.CHANGED, f"position {number} two weeks later") for number in (FIRST_LINE["order_line"], SECOND_LINE["order_line"])
    )
    assert found(provisos.told_changes_are_seen, confirmation({}, shown).model_copy(update={"remarks": [first]})) == []
    assert found(provisos.told_changes_are_seen, confirmation({}, shown).model_copy(update={"remarks": [second]})) != []


def test_a_condition_asks_a_person() -> None:
    assert outcome(remarked(remark(Proviso.CONDITION, "after drawing approval"))) is Outcome.REVIEW


@pytest.mark.parametrize(
    ("said", "described", "raised"),
    [
        ("Lieferbar erst wieder ab Oktober", "Plate", True),
        ("ohne Dichtung", "Flansch ohne Dichtung DN80", False),
        ("ohne Zeugnis", "Flansch ohne Dichtung DN80", True),
    ],
)
def test_what_is_said_beside_a_line_asks_a_person_unless_the_ordered_item_is_called_so(said: str, described: str, *, raised: bool) -> None:
    reading = remarked(remark(Proviso.BESIDE, said))
    ordered = order({**FIRST_LINE, "description": described}, SECOND_LINE)
    told = [finding.code for finding in found(provisos.what_is_said_beside_lines_is_seen, reading, ordered)]
    assert told == ([FindingCode.LOW_CONFIDENCE] if raised else [])


@pytest.mark.parametrize(
    ("kind", "terms", "raised"),
    [
        (Proviso.PREPAID, {"payment_terms": "30 days net"}, True),
        (Proviso.PREPAID, {"payment_terms": "prepayment"}, False),
        (Proviso.PREPAID, {}, False),
        (Proviso.EX_WORKS, {"incoterm": "DAP"}, True),
        (Proviso.EX_WORKS, {"incoterm": "EXW"}, False),
    ],
)
def test_terms_in_words_are_held_against_the_orders(kind: Proviso, terms: dict[str, str], raised: bool) -> None:
    reading = remarked(remark(kind), payment_terms=None, incoterm=None)
    book = order(**{"payment_terms": None, "incoterm": None, **terms})
    assert bool(found(provisos.terms_in_words_are_the_orders, reading, book)) is raised
