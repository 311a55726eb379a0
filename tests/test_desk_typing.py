"""Nothing that is typed into a case is lost: not when a page is left, not when a stay ends in the middle of a sentence."""

import json
import re
from datetime import timedelta

import pytest
from playwright.sync_api import Locator, Page, expect

from app import casework
from app.sweeping import mind_cases
from domain.arrivals import DocumentState
from domain.people import Role, User
from review.security import IDLE
from tests.browser import OpenDesk, needs_browser
from tests.visitor import Visitor
from tests.world import World, confirmation, first_passwords

CLERK, LEAD = User(name="clerk", role=Role.CLERK), User(name="lead", role=Role.LEAD)
IDLE_MINUTES = IDLE // timedelta(minutes=1)


def doubtful(made: World) -> tuple[str, int]:
    """A paper that one person must see, and its case."""
    document_id = made.put_through(confirmation("AB-1", sure=0.6), "paper.pdf").document_id
    return document_id, made.case_id(document_id)


def drafts(made: World, case_id: int) -> dict[str, dict[str, str]]:
    return {draft.user: draft.typed for draft in casework.case_work(made.tally.pipeline, case_id).drafts}


def test_what_is_typed_is_kept_and_shown_again_and_makes_the_case_no_other_version(made: World, clerk: Visitor) -> None:
    document_id, case_id = doubtful(made)
    version = clerk.version(document_id)
    typed = {"note": "asked <b>by</b> phone", "lines[0].quantity": "26"}
    answer = clerk.submit(f"/cases/{case_id}/draft", typed=json.dumps(typed))
    assert (answer.status_code, answer.json()) == (200, {"yours": True})
    assert made.desk.case(case_id).claimed_by == "clerk"
    assert clerk.version(document_id) == version
    page = clerk.get(f"/documents/{document_id}").text
    assert "asked \\u003cb\\u003eby" in page
    assert clerk.submit(f"/cases/{case_id}/approve", version=version).status_code == 303
    assert made.state(document_id) is DocumentState.POSTING


def test_a_draft_that_is_none_is_refused(made: World, clerk: Visitor) -> None:
    _, case_id = doubtful(made)
    for typed in ("", "[]", '{"note": 1}', "{", '{"note": "' + "x" * 150_000 + '"}'):
        assert clerk.submit(f"/cases/{case_id}/draft", typed=typed).status_code == 422
    assert drafts(made, case_id) == {}
    assert clerk.submit("/cases/99/draft", typed="{}").status_code == 404


def test_whoever_types_keeps_the_case_and_whoever_stops_loses_it(made: World, clerk: Visitor) -> None:
    _, case_id = doubtful(made)
    for minutes in range(0, 45, 9):
        clerk.submit(f"/cases/{case_id}/draft", typed=json.dumps({"note": f"after {minutes} minutes"}))
        assert made.desk.case(case_id).claimed_until == made.clock() + timedelta(minutes=15)
        made.clock.go_on(minutes=9)
    made.clock.go_on(minutes=7)
    mind_cases(made.tally)
    assert made.desk.case(case_id).claimed_by is None
    made.desk.claim(case_id, LEAD)
    assert clerk.submit(f"/cases/{case_id}/draft", typed=json.dumps({"note": "still there"})).json() == {"yours": False}
    assert drafts(made, case_id) == {"clerk": {"note": "still there"}}


def test_an_empty_draft_takes_no_case(made: World, clerk: Visitor) -> None:
    _, case_id = doubtful(made)
    assert clerk.submit(f"/cases/{case_id}/draft", typed="{}").json() == {"yours": True}
    assert made.desk.case(case_id).claimed_by is None


def test_what_is_sent_is_typed_no_more_and_the_rest_is_kept(made: World, clerk: Visitor) -> None:
    document_id, case_id = doubtful(made)
    typed = {"lines[0].quantity": "26", "hand-note": "Please look", "to": "lead", "note": "hm"}
    clerk.submit(f"/cases/{case_id}/draft", typed=json.dumps(typed))
    version = clerk.version(document_id)
    assert clerk.submit(f"/cases/{case_id}/correct", version=version, path="lines[0].quantity", value="26").status_code == 303
    assert set(drafts(made, case_id)["clerk"]) == {"hand-note", "to", "note"}
    version = clerk.version(document_id)
    assert clerk.submit(f"/cases/{case_id}/hand-over", version=version, to="lead", note="Please look").status_code == 303
    assert drafts(made, case_id) == {"clerk": {"note": "hm"}}


def test_a_colleague_sees_what_somebody_else_has_typed_and_not_sent(made: World, clerk: Visitor) -> None:
    document_id, case_id = doubtful(made)
    made.desk.keep_draft(case_id, LEAD, {"return-reason": "<i>Wrong</i> price"})
    page = clerk.get(f"/documents/{document_id}").text
    assert "return reason “&lt;i&gt;Wrong&lt;/i&gt; price”" in page
    assert 'data-typed="{}"' in page


def sign_in(page: Page, name: str) -> None:
    page.fill("#name", name)
    page.fill("#password", first_passwords()[name])
    page.keyboard.press("Enter")


def wait_for_draft(desk: OpenDesk, page: Page, case_id: int, typed: dict[str, str]) -> None:
    """Until the desk holds just that of the clerk's, and the page remembers nothing more."""
    for _ in range(100):
        if drafts(desk.made, case_id) == {"clerk": typed} and not page.evaluate(f"sessionStorage.getItem('typed:{case_id}')"):
            return
        page.wait_for_timeout(50)
    assert drafts(desk.made, case_id) == {"clerk": typed}
    pytest.fail("the page still remembers what the desk holds")


def press_slowly(page: Page, link: Locator) -> None:
    """As a hand does: what the press sets going at the desk (a field is left, so it is sent) is answered before the button is let go."""
    link.hover()
    with page.expect_response(re.compile("/draft$")):
        page.mouse.down()
    page.wait_for_timeout(100)
    page.mouse.up()


@needs_browser
def test_a_stay_that_ends_in_the_middle_of_typing_costs_nothing(desk: OpenDesk) -> None:
    document_id, case_id = doubtful(desk.made)
    page = desk.signed_in("clerk")
    page.goto(f"{desk.address}/documents/{document_id}")
    page.locator(".cell[data-path='lines[0].delivery_date'] button.value").focus()
    page.keyboard.press("e")
    page.keyboard.type("2026-09-02")
    page.keyboard.press("Tab")
    expect(page.get_by_text("typed “2026-09-02”, not saved")).to_be_visible()
    page.fill("#note", "The supplier said so ")
    desk.made.clock.go_on(minutes=IDLE_MINUTES + 1)
    page.locator("#note").press_sequentially("on the phone")
    page.keyboard.press("Enter")
    expect(page.get_by_text("You are not signed in any more")).to_be_visible()
    expect(page.locator("#note")).to_have_value("The supplier said so on the phone")
    assert desk.made.state(document_id) is DocumentState.IN_REVIEW
    press_slowly(page, page.get_by_role("link", name="Sign in"))
    sign_in(page, "clerk")
    page.wait_for_url(re.compile(f"/documents/{document_id}"))
    expect(page.locator("#note")).to_have_value("The supplier said so on the phone")
    expect(page.get_by_text("typed “2026-09-02”, not saved")).to_be_visible()
    expect(page.locator(".notice.typing")).to_have_count(0)
    typed = {"note": "The supplier said so on the phone", "lines[0].delivery_date": "2026-09-02"}
    wait_for_draft(desk, page, case_id, typed)
    page.locator("#note").press("Enter")
    page.wait_for_url(re.compile("said=approved"))
    assert desk.made.state(document_id) is DocumentState.POSTING


@needs_browser
def test_what_was_typed_is_there_when_the_case_is_opened_again_elsewhere(desk: OpenDesk) -> None:
    document_id, case_id = doubtful(desk.made)
    page = desk.signed_in("clerk")
    page.goto(f"{desk.address}/documents/{document_id}")
    version = page.locator("form.approve input[name=version]").get_attribute("value")
    page.keyboard.press("x")
    page.keyboard.press("Tab")
    page.keyboard.type("Not our customer")
    with page.expect_response(re.compile("/draft")):
        page.keyboard.press("Escape")
    assert drafts(desk.made, case_id) == {"clerk": {"reason": "Not our customer"}}
    elsewhere = desk.signed_in("clerk")
    elsewhere.goto(f"{desk.address}/documents/{document_id}")
    expect(elsewhere.locator("#reason")).to_be_visible()
    expect(elsewhere.locator("#reason")).to_have_value("Not our customer")
    assert elsewhere.locator("form.approve input[name=version]").get_attribute("value") == version
    lead = desk.signed_in("lead")
    lead.goto(f"{desk.address}/documents/{document_id}")
    expect(lead.get_by_text("clerk typed here")).to_contain_text("reason “Not our customer”")
    expect(lead.locator("#reason")).to_have_value("")


@needs_browser
def test_a_correction_that_is_given_up_is_not_kept_and_one_that_is_passed_over_is(desk: OpenDesk) -> None:
    document_id, case_id = doubtful(desk.made)
    page = desk.signed_in("clerk")
    page.goto(f"{desk.address}/documents/{document_id}")
    page.locator(".cell[data-path='lines[0].quantity'] button.value").focus()
    page.keyboard.press("e")
    page.keyboard.type("26")
    page.locator(".cell[data-path='lines[0].unit_price'] button.value").dblclick()
    expect(page.locator("form.correcting")).to_have_count(1)
    page.keyboard.type("2.55")
    page.keyboard.press("Escape")  # what is left may have been kept already: then nothing more is sent
    expect(page.get_by_text("typed “26”, not saved")).to_be_visible()
    wait_for_draft(desk, page, case_id, {"lines[0].quantity": "26"})
    page.locator(".cell[data-path='lines[0].quantity'] button.value").focus()
    page.keyboard.press("e")
    expect(page.locator("form.correcting input[name=value]")).to_have_value("26")
    page.keyboard.press("Enter")
    expect(page.get_by_text("checked again with the corrected value")).to_be_visible()
    assert drafts(desk.made, case_id) == {}


@needs_browser
def test_whoever_works_at_a_case_without_typing_keeps_it(desk: OpenDesk) -> None:
    document_id, case_id = doubtful(desk.made)
    page = desk.signed_in("clerk")
    page.clock.install()
    page.goto(f"{desk.address}/documents/{document_id}")
    page.keyboard.press("c")
    expect(page.get_by_text("It is yours.")).to_be_visible()
    desk.made.clock.go_on(minutes=9)
    page.keyboard.press("Tab")
    with page.expect_response(re.compile("/draft")):
        page.clock.run_for(181_000)
    assert desk.made.desk.case(case_id).claimed_until == desk.made.clock() + timedelta(minutes=15)
    page.clock.run_for(600_000)
    assert desk.made.desk.case(case_id).claimed_until == desk.made.clock() + timedelta(minutes=15)


@needs_browser
def test_signed_in_again_beside_the_page_what_it_holds_is_sent(desk: OpenDesk) -> None:
    document_id, case_id = doubtful(desk.made)
    page = desk.signed_in("clerk")
    page.goto(f"{desk.address}/documents/{document_id}")
    desk.made.clock.go_on(minutes=IDLE_MINUTES + 1)
    page.fill("#note", "kept on the page")
    page.locator("#note").blur()
    expect(page.get_by_text("You are not signed in any more")).to_be_visible()
    beside = page.context.new_page()
    beside.goto(desk.address + "/login")
    sign_in(beside, "clerk")
    beside.wait_for_url(lambda url: "/login" not in url)
    beside.close()
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    expect(page.locator(".notice.typing")).to_have_count(0)
    expect(page.locator("#note")).to_have_value("kept on the page")
    wait_for_draft(desk, page, case_id, {"note": "kept on the page"})
