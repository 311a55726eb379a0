"""Why somebody decided as they did: the reasons that fit, asked for where the policy asks, chosen at the keyboard and by programs."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from hypothesis import given
from hypothesis import strategies as st
from playwright.sync_api import expect

from app import people
from domain.arrivals import DocumentState
from domain.cases import ReasonCode
from domain.decisions import Policy
from domain.findings import Finding, FindingCode, Severity
from domain.people import Role, User
from domain.policy import PolicyBook
from review.app import create_app
from route.reasons import TO_REJECT, TO_RETURN, WORDS, closing, needs_words, to_approve, unexplained
from tests.browser import OpenDesk, needs_browser
from tests.test_desk_pages import faults
from tests.world import World, confirmation, leaf, with_pipeline, world

FINDINGS = st.lists(
    st.builds(Finding, code=st.sampled_from(list(FindingCode)), severity=st.sampled_from(list(Severity)), message=st.just("It differs.")),
    max_size=6,
)


@pytest.fixture
def made(tmp_path: Path) -> Iterator[World]:
    with world(tmp_path) as here:
        yield with_pipeline(here, fixed=PolicyBook(default=Policy(ask_reasons=True)))


def late(made: World) -> str:
    """A paper that promises later: neither money nor quality moves."""
    paper = confirmation("AB-1").with_leaf("lines[0].delivery_date", leaf("2026-09-09"))
    return made.put_through(paper, "late.pdf").document_id


def dear(made: World) -> str:
    return made.put_through(confirmation("AB-2", price="2.55"), "dear.pdf").document_id


@given(FINDINGS)
def test_every_reason_that_is_offered_is_taken_and_no_other(findings: list[Finding]) -> None:
    offered = to_approve(findings)
    for reason in ReasonCode:
        assert (unexplained(findings, reason, "It was agreed on the phone.") is None) == (reason in offered)
    assert len(set(offered)) == len(offered) < 10  # a reason is chosen by one digit
    assert needs_words(findings) == [] or offered[0] != ReasonCode.READING_RIGHT


@given(st.sampled_from([None, *ReasonCode]), st.text(max_size=30), st.sampled_from([TO_REJECT, TO_RETURN]), st.booleans())
def test_a_paper_is_never_closed_without_a_word(
    reason: ReasonCode | None, words: str, fitting: tuple[ReasonCode, ...], asked: bool
) -> None:
    said, missing = closing(reason, words, fitting, asked=asked)
    assert said or missing or not (reason or words.strip())
    if missing is None and reason not in (None, ReasonCode.OTHER):
        assert said.startswith(WORDS[reason])  # type: ignore[index]


@needs_browser
def test_an_approval_whose_reason_is_asked_for_takes_three_keys(desk: OpenDesk) -> None:
    document_id = late(desk.made)
    page = desk.signed_in("clerk")
    page.goto(f"{desk.address}/documents/{document_id}")
    assert faults(page) == []
    for key in ("a", "1", "Enter"):
        page.keyboard.press(key)
    expect(page.get_by_role("status").first).to_contain_text("Approved")
    with desk.made.tally.pipeline.store.begin(reading=True) as work:
        approvals = work.cases.of_document(document_id)[0].approvals
    assert [approval.reason for approval in approvals] == [ReasonCode.AGREED_WITH_SUPPLIER]


@needs_browser
def test_words_are_asked_for_where_money_moves_and_for_another_reason(desk: OpenDesk) -> None:
    document_id = dear(desk.made)
    page = desk.signed_in("clerk")
    page.goto(f"{desk.address}/documents/{document_id}")
    for key in ("a", "1", "Enter"):
        page.keyboard.press(key)
    assert page.evaluate("document.activeElement.id") == "note"
    page.keyboard.type("Agreed with Mr Brenner")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status").first).to_contain_text("Approved")
    other = late(desk.made)
    page.goto(f"{desk.address}/documents/{other}")
    page.keyboard.press("x")
    page.select_option("#reason-code", "other")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "reason"
    assert desk.made.state(other) is DocumentState.IN_REVIEW
    page.select_option("#reason-code", "duplicate")
    page.locator("#reason-code").press("Enter")
    expect(page.get_by_role("status").first).to_contain_text("Rejected")
    assert desk.made.record(other).error == WORDS[ReasonCode.DUPLICATE]


def test_a_program_is_told_which_reasons_fit_and_is_refused_without_one(made: World) -> None:
    token = people.make_token(made.tally.pipeline.store, "clerk", "test", days=1, by="test", clock=made.clock)
    app, address = create_app(made.desk, secret=b"s" * 32, hosts=["127.0.0.1"]), "http://127.0.0.1/api/v1"
    with TestClient(app, base_url=address, headers={"Authorization": f"Bearer {token}"}) as clerk:
        case_id = made.case_id(late(made))
        seen = clerk.get(f"/cases/{case_id}").json()
        assert seen["reasons"]["asked"] is True
        assert seen["reasons"]["to_approve"][0] == "agreed_with_supplier"
        body: dict[str, object] = {"version": seen["case"]["version"]}
        refused = clerk.post(f"/cases/{case_id}/approve", json=body)
        assert (refused.status_code, refused.json()["error"]) == (422, "Say why you approve it: choose a reason.")
        misfit = clerk.post(f"/cases/{case_id}/approve", json={**body, "reason": "duplicate"})
        assert misfit.status_code == 422
        assert "choose one of agreed_with_supplier" in misfit.json()["error"]
        assert clerk.post(f"/cases/{case_id}/reject", json={**body, "reason": "No."}).status_code == 422
        assert clerk.post(f"/cases/{case_id}/approve", json={**body, "reason": "within_practice"}).status_code == 200


CLERK = User(name="clerk", role=Role.CLERK)


@pytest.mark.parametrize("deed", ["approve", "reject", "return"])
def test_the_code_of_a_decision_is_kept_told_in_the_story_and_cleared_when_it_is_taken_back(made: World, deed: str) -> None:
    document_id = late(made)
    case_id, code = made.case_id(document_id), ReasonCode.WITHIN_PRACTICE if deed == "approve" else ReasonCode.NOT_ACCEPTED
    version = made.desk.case(case_id).version
    if deed == "approve":
        made.desk.approve(case_id, CLERK, version=version, reason=code)
    elif deed == "reject":
        made.desk.reject(case_id, CLERK, version=version, code=code)
    else:
        made.desk.return_to_supplier(case_id, CLERK, version=version, message="Please confirm 2026-09-01.", code=code)
    assert made.desk.case(case_id).reason_code is code
    changes = [change for step in made.desk.story(document_id).steps for change in step.changes]
    assert ("reason_code", None, code.value) in changes
    made.desk.undo(case_id, CLERK)
    assert made.desk.case(case_id).reason_code is None


def test_of_two_who_agree_the_last_ones_code_is_the_cases_and_words_alone_are_none(made: World) -> None:
    case_id = made.case_id(made.put_through(confirmation("AB-2", price="2.60"), "dearer.pdf").document_id)
    said = [("clerk", ReasonCode.WITHIN_PRACTICE, None), ("lead", ReasonCode.AGREED_WITH_SUPPLIER, ReasonCode.AGREED_WITH_SUPPLIER)]
    for name, code, kept in said:
        user, version = User(name=name, role=Role(name)), made.desk.case(case_id).version
        made.desk.approve(case_id, user, version=version, note="Agreed on the phone.", reason=code)
        assert made.desk.case(case_id).reason_code is kept
    unasked = with_pipeline(made, fixed=PolicyBook(default=Policy()))
    other = late(unasked)
    case_id = unasked.case_id(other)
    unasked.desk.reject(case_id, CLERK, version=unasked.desk.case(case_id).version, reason="Wrong customer")
    assert unasked.desk.case(case_id).reason_code is None
