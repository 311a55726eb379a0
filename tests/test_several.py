"""Several cases approved at once: only plain ones of one small difference, each under every rule, and a word of what happened to each."""

import re

import pytest

from app import several
from app.several import MOST, SMALL, Asked, Outcome
from domain.arrivals import DocumentState
from domain.cases import ReasonCode, ReviewCase
from domain.decisions import Policy, Queue
from domain.errors import NotAllowedError, UsageError
from domain.findings import FindingCode
from domain.people import Role, User
from domain.policy import PolicyBook
from tests.visitor import visitor_at
from tests.world import World, change_order, confirmation, leaf, with_pipeline

CLERK, INSPECTOR, LEAD = (User(name=role.value, role=role) for role in (Role.CLERK, Role.INSPECTOR, Role.LEAD))
LATE = Asked(FindingCode.DELIVERY_LATE, Queue.PURCHASING)


def late(made: World, number: int, **others: str) -> ReviewCase:
    """The case of a paper that promises a little later, and differs in nothing else unless told so."""
    paper = confirmation(f"AB-{number}").with_leaf("lines[0].delivery_date", leaf(f"2026-09-{4 + number:02}"))
    for path, value in others.items():
        paper = paper.with_leaf(f"lines[0].{path}", leaf(value))
    return made.desk.case(made.case_id(made.put_through(paper, f"paper-{number:02}.pdf").document_id))


def shown(made: World, user: User = CLERK, asked: Asked = LATE) -> list[str]:
    return [each.case.name for each in several.candidates(made.desk, user, asked).shown]


def approve(made: World, *cases: ReviewCase, by: User = CLERK, asked: Asked = LATE) -> list[Outcome]:
    return several.approve_several(made.desk, by, [(case.case_id, case.version) for case in cases], asked)


def test_plain_papers_with_that_difference_are_approved_and_each_says_that_it_was_with_others(made: World) -> None:
    cases = [late(made, number) for number in (1, 2, 3)]
    assert sorted(shown(made)) == ["paper-01.pdf", "paper-02.pdf", "paper-03.pdf"]
    outcomes = approve(made, cases[0], cases[2], asked=Asked(FindingCode.DELIVERY_LATE, Queue.PURCHASING, "Works for us."))
    assert [(each.name, each.approved, each.said) for each in outcomes] == [
        ("paper-01.pdf", True, "Approved."),
        ("paper-03.pdf", True, "Approved."),
    ]
    assert [made.state(case.document_id) for case in cases] == [DocumentState.POSTING, DocumentState.IN_REVIEW, DocumentState.POSTING]
    note = made.desk.case(cases[0].case_id).approvals[0].note
    assert note == "Works for us. – one of 2 approved together for delivery late"
    assert shown(made) == ["paper-02.pdf"]


def test_each_can_be_taken_back_by_itself(made: World) -> None:
    cases = [late(made, number) for number in (1, 2)]
    approve(made, *cases)
    made.desk.undo(cases[0].case_id, CLERK)
    assert [made.state(case.document_id) for case in cases] == [DocumentState.IN_REVIEW, DocumentState.POSTING]


def test_what_differs_in_more_is_read_in_doubt_or_is_far_off_is_not_among_them_and_not_approved(made: World) -> None:
    plain = late(made, 1)
    dearer = late(made, 2, unit_price="2.60", net_amount="650.00")
    doubtful = (
        confirmation("AB-3")
        .with_leaf("lines[0].delivery_date", leaf("2026-09-07"))
        .with_leaf("lines[0].quantity", leaf("250", confidence=0.6))
    )
    unsure = made.desk.case(made.case_id(made.put_through(doubtful, "paper-03.pdf").document_id))
    found = several.candidates(made.desk, CLERK, LATE)
    assert [each.case.name for each in found.shown] == ["paper-01.pdf"]
    assert found.others == 2
    outcomes = approve(made, dearer, plain, unsure)
    assert [each.approved for each in outcomes] == [False, True, False]
    assert "differs in something else" in outcomes[0].said
    assert "open it" in outcomes[2].said
    assert made.state(dearer.document_id) is made.state(unsure.document_id) is DocumentState.IN_REVIEW


def needs_two(made: World, case: ReviewCase, **others: object) -> ReviewCase:
    with made.tally.pipeline.store.begin() as work:
        return work.cases.save(case.model_copy(update={"approvals_needed": 2, **others}), by="test", action="needs two")


def test_what_needs_two_is_agreed_to_by_one_and_waits_for_another(made: World) -> None:
    case = needs_two(made, late(made, 1))
    assert [each.said for each in approve(made, case)] == ["You have agreed; a second person has to look."]
    again = made.desk.case(case.case_id)
    assert [(each.approved, each.said) for each in approve(made, again)] == [
        (False, "clerk has approved it already: somebody else has to look.")
    ]
    assert shown(made) == []
    assert shown(made, LEAD) == ["paper-01.pdf"]
    assert [each.said for each in approve(made, again, by=LEAD)] == ["Approved."]
    assert made.state(case.document_id) is DocumentState.POSTING


def test_whoever_corrected_a_paper_for_two_does_not_agree_to_it_among_others(made: World) -> None:
    case = needs_two(made, late(made, 1), corrected_by=["clerk"])
    assert "has corrected it" in approve(made, case)[0].said


def test_what_somebody_else_looks_at_was_handed_over_changed_or_is_decided_stays_as_it_is(made: World) -> None:
    taken, handed, changed, decided, plain = (late(made, number) for number in range(1, 6))
    made.desk.claim(taken.case_id, LEAD)
    made.desk.hand_over(handed.case_id, CLERK, version=handed.version, to="lead", queue=None, note="Please look.")
    made.desk.claim(changed.case_id, CLERK)
    made.desk.reject(decided.case_id, CLERK, version=decided.version, reason="not ours")
    outcomes = approve(made, taken, handed, changed, decided, plain)
    assert [each.approved for each in outcomes] == [False, False, False, False, True]
    for said, each in zip(
        ("lead is looking at it", "handed to lead", "has changed since you opened it", "decided already"), outcomes, strict=False
    ):
        assert said in each.said
    assert approve(made, ReviewCase.model_validate({**plain.model_dump(), "case_id": 999}))[0].said == "There is no such case."


def test_an_order_that_changed_meanwhile_is_checked_again_and_not_approved(made: World) -> None:
    case = late(made, 1)
    change_order(made, unit_price="2.40")
    outcome = approve(made, case)[0]
    assert not outcome.approved
    assert "changed since" in outcome.said
    assert made.state(case.document_id) is DocumentState.IN_REVIEW


def test_another_department_s_cases_and_other_differences_are_not_approved_at_once(made: World) -> None:
    case = late(made, 1)
    with pytest.raises(NotAllowedError, match="not yours"):
        approve(made, case, by=INSPECTOR)
    for code in set(FindingCode) - set(SMALL):
        with pytest.raises(UsageError, match="one by one"):
            approve(made, case, asked=Asked(code, Queue.PURCHASING))
    assert "something else" in approve(made, case, asked=Asked(FindingCode.DELIVERY_EARLY, Queue.PURCHASING))[0].said
    assert "lies with purchasing" in approve(made, case, by=LEAD, asked=Asked(FindingCode.DELIVERY_LATE, Queue.RECEIVING))[0].said
    assert made.state(case.document_id) is DocumentState.IN_REVIEW


def test_none_and_more_than_anybody_looks_at_are_refused(made: World) -> None:
    for many in (0, MOST + 1):
        with pytest.raises(UsageError, match="Choose 1 to"):
            several.approve_several(made.desk, CLERK, [(number, 0) for number in range(many)], LATE)


def test_where_the_policy_asks_for_reasons_one_stands_for_all_and_being_many_is_none(made: World) -> None:
    cases = [late(made, number) for number in (1, 2)]
    asking = with_pipeline(made, fixed=PolicyBook(default=Policy(ask_reasons=True)))
    outcomes = approve(asking, *cases, asked=Asked(FindingCode.DELIVERY_LATE, Queue.PURCHASING))
    assert [each.said for each in outcomes] == ["Say why you approve it: choose a reason."] * 2
    outcomes = approve(asking, *cases, asked=Asked(FindingCode.DELIVERY_LATE, Queue.PURCHASING, "", ReasonCode.OTHER))
    assert [each.said for each in outcomes] == ["Say in a few words what the other reason is."] * 2
    asked = Asked(FindingCode.DELIVERY_LATE, Queue.PURCHASING, "", ReasonCode.WITHIN_PRACTICE)
    assert [each.approved for each in approve(asking, *cases, asked=asked)] == [True, True]
    assert made.desk.case(cases[0].case_id).approvals[0].reason is ReasonCode.WITHIN_PRACTICE


def test_the_queue_leads_to_a_page_with_nothing_chosen_and_the_result_says_what_happened(made: World) -> None:
    cases = [late(made, number) for number in (1, 2)]
    clerk = visitor_at(made, "clerk")
    assert 'href="/several?finding=delivery_late"' in clerk.get("/?finding=delivery_late").text
    page = clerk.get("/several?finding=delivery_late").text
    assert "2026-09-05" in page
    values = re.findall(r'name="chosen" value="([^"]+)"', page)
    assert len(values) == 2
    assert "checked" not in page
    none = clerk.submit("/several", finding="delivery_late", department="purchasing")
    assert none.status_code == 422
    assert "Choose 1 to" in none.text
    with made.tally.pipeline.store.begin() as work:
        work.cases.save(work.cases.get(cases[1].case_id).model_copy(update={"notice": "<b>News</b> about it."}), by="test", action="news")
    done = clerk.submit("/several", finding="delivery_late", department="purchasing", chosen=values, note="fine")
    assert done.status_code == 200
    assert "1 of 2 approved" in done.text
    assert "&lt;b&gt;News" in done.text
    assert made.state(cases[0].document_id) is DocumentState.POSTING


@pytest.mark.parametrize("chosen", ["1", "x:1", "1:x", "1:-1", "١:1", "1:1:1", "9" * 30 + ":1", ""])
def test_a_form_that_is_not_ours_is_told_so(made: World, chosen: str) -> None:
    answer = visitor_at(made, "clerk").submit("/several", finding="delivery_late", department="purchasing", chosen=[chosen])
    assert answer.status_code == 422


def test_another_departments_cases_are_not_approved_by_a_form_either(made: World) -> None:
    answer = visitor_at(made, "inspector").submit("/several", finding="delivery_late", department="purchasing", chosen=["1:1"])
    assert (answer.status_code, "not yours to decide" in answer.text) == (403, True)
