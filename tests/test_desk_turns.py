"""Whose turn it is: a case is handed only to whoever can decide it, and is always next for somebody; one's own comes first."""

import re

import pytest

from app.desk import Desk
from domain.cases import ReviewCase
from domain.decisions import Policy, Queue
from domain.errors import NotAllowedError, UsageError
from domain.people import Role, User
from domain.policy import PolicyBook, PolicyRule, Thresholds
from domain.worklist import Sought
from review.asking import QueueQuery
from tests.visitor import visitor_at
from tests.world import World, confirmation, leaf, with_pipeline

CLERK, INSPECTOR, LEAD = (User(name=role.value, role=role) for role in (Role.CLERK, Role.INSPECTOR, Role.LEAD))


def late(made: World, number: int, *, days: int = 1) -> ReviewCase:
    """The case of a paper that one person must see; the later it promises, the more urgent it is."""
    paper = confirmation(f"AB-{number}").with_leaf("lines[0].delivery_date", leaf(f"2026-09-{4 + days:02}"))
    return case_of(made, made.put_through(paper, f"paper-{number:02}.pdf").document_id)


def dear(made: World) -> ReviewCase:
    """The case of a paper that two people must see."""
    return case_of(made, made.put_through(confirmation("AB-900", price="2.60"), "dear.pdf").document_id)


def case_of(made: World, document_id: str) -> ReviewCase:
    return made.desk.case(made.case_id(document_id))


def hand(made: World, case: ReviewCase, by: User, to: str) -> ReviewCase:
    return made.desk.hand_over(case.case_id, by, version=made.desk.case(case.case_id).version, to=to, queue=None, note="Please look.")


def change(made: World, name: str, **changes: object) -> None:
    with made.tally.pipeline.store.begin() as work:
        known = work.users.get(name)
        assert known is not None
        work.users.save(known.model_copy(update=changes), by="test", action="user changed")


def test_only_those_are_offered_who_can_decide_the_case(made: World) -> None:
    case = late(made, 1)
    assert made.desk.colleagues(case, CLERK) == ["lead"]
    change(made, "inspector", departments=[Queue.PURCHASING])
    assert made.desk.colleagues(case, CLERK) == ["inspector", "lead"]
    change(made, "inspector", disabled=True)
    assert made.desk.colleagues(case, CLERK) == ["lead"]


def test_a_case_is_not_handed_to_whoever_may_not_decide_it(made: World) -> None:
    case = late(made, 1)
    with pytest.raises(UsageError, match="inspector does not decide what is for purchasing"):
        hand(made, case, CLERK, "inspector")
    with pytest.raises(UsageError, match="admin does not decide"):
        hand(made, case, CLERK, "admin")
    change(made, "lead", disabled=True)
    with pytest.raises(UsageError, match="lead does not decide"):
        hand(made, case, CLERK, "lead")
    assert made.desk.case(case.case_id).assigned_to is None


def test_a_case_for_two_is_not_handed_to_whoever_has_approved_or_corrected_it(made: World) -> None:
    case = dear(made)
    made.desk.approve(case.case_id, LEAD, version=case.version)
    with pytest.raises(UsageError, match="lead has approved it already"):
        hand(made, case, CLERK, "lead")
    assert made.desk.colleagues(made.desk.case(case.case_id), CLERK) == []
    version = made.desk.case(case.case_id).version
    made.desk.correct(case.case_id, LEAD, version=version, path="lines[0].unit_price", value="2.55")
    made.clock.go_on(minutes=16)
    with pytest.raises(UsageError, match="lead has corrected it"):
        hand(made, case, CLERK, "lead")
    assert made.desk.next_case(LEAD) is None
    assert made.desk.next_case(CLERK) == case.document_id


def test_what_was_handed_to_somebody_who_cannot_decide_it_any_more_is_everybodys_again(made: World) -> None:
    case = late(made, 1)
    hand(made, case, CLERK, "lead")
    assert (made.desk.next_case(CLERK), made.desk.next_case(LEAD)) == (None, case.document_id)
    change(made, "lead", departments=[Queue.QUALITY])
    assert made.desk.next_case(CLERK) == case.document_id
    change(made, "lead", departments=[], disabled=True)
    assert made.desk.next_case(CLERK) == case.document_id


def test_ones_own_comes_first_and_whoever_goes_on_comes_past_everything(made: World) -> None:
    cases = [late(made, number, days=days) for number, days in ((1, 20), (2, 15), (3, 10), (4, 5))]
    hand(made, cases[3], CLERK, "lead")
    made.desk.claim(cases[2].case_id, LEAD)
    order = [cases[number].document_id for number in (2, 3, 0, 1)]
    assert made.desk.next_case(LEAD) == order[0]
    for number, here in enumerate(order):
        assert made.desk.next_case(LEAD, after=made.case_id(here)) == order[(number + 1) % 4]
    assert made.desk.next_case(CLERK) == cases[0].document_id
    made.desk.approve(cases[2].case_id, LEAD, version=made.desk.case(cases[2].case_id).version)
    assert made.desk.next_case(LEAD, after=cases[2].case_id) == order[1]
    assert made.desk.next_case(LEAD, after=999) == order[1]


def test_the_next_case_is_found_behind_any_number_that_others_have_before_them(made: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.waiting.SHOWN_CASES", 2)
    cases = [late(made, number, days=20 - number) for number in range(5)]
    for case in cases[:4]:
        made.desk.claim(case.case_id, LEAD)
    assert made.desk.next_case(CLERK) == cases[4].document_id
    assert made.desk.next_case(CLERK, after=cases[4].case_id) is None


def test_what_was_handed_to_me_is_mine(made: World) -> None:
    case, other = late(made, 1), late(made, 2)
    hand(made, case, CLERK, "lead")
    made.desk.claim(other.case_id, LEAD)
    asked = QueueQuery(view="mine")
    mine = made.desk.queue(LEAD, asked.sought(LEAD, made.clock()))
    assert {each.case_id for each in mine.cases} == {case.case_id, other.case_id}
    assert (mine.found, mine.mine) == (2, 2)
    assert made.desk.queue(CLERK, asked.sought(CLERK, made.clock())).cases == []


def test_the_queue_says_how_a_priority_comes_about(made: World) -> None:
    case = late(made, 1)
    (row,) = made.desk.queue(CLERK, Sought()).cases
    assert row.arithmetic == case.arithmetic
    visitor = visitor_at(made, "clerk")
    page = visitor.get("/").text
    assert re.search(r"30 for a warning \(delivery late\)</span><span>× (?:0\.9\d|1\.00) for the certainty", page)
    assert "of 100" not in page


def test_what_is_the_quality_departments_is_not_the_clerks_to_take_back(made: World) -> None:
    document_id = made.put_through(confirmation("AB-1"), "clean.pdf").document_id
    desk: Desk = made.desk
    assert made.state(document_id) == "posted"
    with pytest.raises(NotAllowedError, match="for purchasing"):
        desk.take_back_posting(document_id, INSPECTOR, reason="Mine now.")
    assert made.state(document_id) == "posted"
    desk.take_back_posting(document_id, CLERK, reason="It was another supplier's.")
    assert made.state(document_id) == "posting"


def test_what_a_rule_asks_of_a_paper_is_what_its_page_shows_as_doubtful(made: World) -> None:
    strict = PolicyRule(name="new supplier", suppliers=frozenset({"S1"}), thresholds=Thresholds(confidence_threshold=0.9))
    made = with_pipeline(made, fixed=PolicyBook(default=Policy(confidence_threshold=0.5), rules=(strict,)))
    document_id = made.put_through(confirmation("AB-1", sure=0.6)).document_id
    paper = made.desk.paper(document_id)
    assert {"lines[0].delivery_date", "lines[0].unit_price"} <= paper.look
    assert paper.sure == 0.9
    visitor = visitor_at(made, "clerk")
    assert re.search(r"\b[1-8]\d % sure", visitor.get(f"/documents/{document_id}").text)


@pytest.mark.parametrize("decision", ["approve", "reject", "return"])
def test_the_time_for_taking_a_decision_back_is_the_one_that_held_when_it_was_made(made: World, decision: str) -> None:
    made = with_pipeline(made, fixed=PolicyBook(default=Policy(undo_seconds=300)))
    case = late(made, 1)
    match decision:
        case "approve":
            made.desk.approve(case.case_id, CLERK, version=case.version)
        case "reject":
            made.desk.reject(case.case_id, CLERK, version=case.version, reason="No.")
        case _:
            made.desk.return_to_supplier(case.case_id, CLERK, version=case.version, message="Wrong.", reason="Wrong.")
    other = with_pipeline(made, fixed=PolicyBook(default=Policy(undo_seconds=0)))
    made.clock.go_on(seconds=299)
    assert other.desk.undoable(case.case_id)
    assert other.desk.undo(case.case_id, CLERK).state == "in_review"
    assert made.desk.case(case.case_id).undo_until is None
