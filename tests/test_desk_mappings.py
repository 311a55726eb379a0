"""What suppliers call things, at the desk: looked at with its evidence, put in force and revoked by whoever may, tried out, without a mouse."""

import re

import pytest
from fastapi.testclient import TestClient
from playwright.sync_api import expect

from app import mappings, people
from domain.mappings import MappingState
from domain.people import Role
from review.app import create_app
from tests.browser import OpenDesk, needs_browser
from tests.test_desk_pages import faults
from tests.test_learned_mappings import CLERK, LEAD, ROLLS, approved, approved_in_metres, by_number, in_rolls, only, settle, unnumbered
from tests.visitor import HOST, Visitor
from tests.world import World, change_order, first_passwords


def visitor(made: World, name: str) -> Visitor:
    here = Visitor(create_app(made.desk, secret=b"s" * 32, hosts=["127.0.0.1"]), base_url=HOST)
    assert here.sign_in(name, first_passwords()[name]).status_code == 303
    return here


def state_of(made: World) -> MappingState:
    return only(made).state


def test_a_lead_puts_a_mapping_in_force_and_a_clerk_takes_it_out_again_each_with_words(made: World) -> None:
    approved(made, by_number(), "first.pdf")
    number = only(made).mapping_id
    clerk, lead = visitor(made, Role.CLERK), visitor(made, Role.LEAD)
    page = clerk.get(f"/mappings/{number}").text
    assert "a lead puts a mapping in force" in page
    assert "/confirm" not in page
    assert clerk.submit(f"/mappings/{number}/confirm", version="0", reason="price list").status_code == 422
    assert lead.submit(f"/mappings/{number}/confirm", version="0", reason=" ").status_code == 422
    assert state_of(made) is MappingState.PROPOSED
    assert lead.submit(f"/mappings/{number}/confirm", version="0", reason="price list").status_code == 303
    assert state_of(made) is MappingState.IN_FORCE
    assert clerk.submit(f"/mappings/{number}/revoke", version="0", reason="stale page").status_code == 409
    assert clerk.submit(f"/mappings/{number}/revoke", version="1", reason="renumbered").status_code == 303
    assert state_of(made) is MappingState.REVOKED
    assert "by clerk" in lead.get(f"/mappings/{number}").text


def test_a_mapping_is_changed_only_by_a_form_of_our_own(made: World) -> None:
    approved(made, by_number(), "first.pdf")
    lead = visitor(made, Role.LEAD)
    answer = lead.post(f"/mappings/{only(made).mapping_id}/confirm", data={"token": "forged", "version": "0", "reason": "x"})
    assert answer.status_code == 403
    assert state_of(made) is MappingState.PROPOSED


def test_what_is_learned_is_found_by_words_supplier_and_state_and_an_unknown_number_is_said(made: World) -> None:
    approved(made, by_number(), "first.pdf")
    clerk = visitor(made, Role.CLERK)
    for query, found in (
        ("words=bx-1", True),
        ("words=zz", False),
        ("supplier=S1", True),
        ("supplier=S2", False),
        ("state=revoked", False),
    ):
        assert ("BX-100 is 42-1734" in clerk.get(f"/mappings?{query}").text) is found, query
    assert clerk.get("/mappings/99").status_code == 404
    assert clerk.get("/mappings/0").status_code == 422


def test_programs_read_what_was_learned_and_change_nothing_of_it(made: World) -> None:
    approved(made, by_number(), "first.pdf")
    token = people.make_token(made.tally.pipeline.store, "clerk", "ERP", days=1, by="admin", clock=made.clock)
    program = TestClient(
        create_app(made.desk, secret=b"s" * 32, hosts=["127.0.0.1"]), base_url=HOST, headers={"Authorization": f"Bearer {token}"}
    )
    told = program.get("/api/v1/mappings", params={"supplier": "S1", "state": "proposed"}).json()
    assert [(each["said"], each["item"], each["state"]) for each in told["mappings"]] == [("BX-100", "42-1734", "proposed")]
    assert program.post(f"/api/v1/mappings/{only(made).mapping_id}/confirm").status_code == 404


@needs_browser
def test_a_unit_is_confirmed_at_the_keyboard_by_saying_its_factor(desk: OpenDesk) -> None:
    change_order(desk.made, **ROLLS)
    approved_in_metres(desk.made, in_rolls(), "first.pdf")
    page = desk.signed_in("lead")
    page.goto(f"{desk.address}/mappings")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("1 RO of 42-1734 is 50 MTR")
    page.get_by_label("1 RO is how many MTR?").focus()
    page.keyboard.type("50")
    page.keyboard.press("Tab")
    page.keyboard.type("price list")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("In force.")
    assert state_of(desk.made) is MappingState.IN_FORCE


@needs_browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_pages_have_no_accessibility_fault_and_say_what_a_mapping_would_change(desk: OpenDesk, scheme: str) -> None:
    approved(desk.made, by_number(), "first.pdf")
    settle(desk.made)
    second = desk.made.put_through(unnumbered(), "second.pdf")
    page = desk.signed_in("lead", scheme=scheme)
    page.goto(f"{desk.address}/mappings")
    assert faults(page) == []
    page.goto(f"{desk.address}/mappings/{only(desk.made).mapping_id}")
    page.get_by_role("button", name="Try it out").click()
    expect(page.get_by_role("status")).to_contain_text("it makes a difference for 1")
    expect(page.get_by_role("cell", name=re.compile("no line of the order without it, line 10 of the order with it"))).to_be_visible()
    assert faults(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    mapping = only(desk.made)
    mappings.confirm(desk.made.tally.pipeline, mapping.mapping_id, LEAD, version=mapping.version, reason="price list")
    third = desk.made.put_through(unnumbered("AB-3"), "third.pdf")
    page.goto(f"{desk.address}/documents/{third.document_id}")
    expect(page.get_by_role("link", name=f"mapping {mapping.mapping_id}", exact=True)).to_be_visible()
    assert faults(page) == []
    case_id = desk.made.case_id(third.document_id)
    desk.made.desk.approve(case_id, CLERK, version=desk.made.desk.case(case_id).version)
    page.goto(f"{desk.address}/mappings/{mapping.mapping_id}?last=5")
    assert faults(page) == []
    expect(page.locator(f'section[aria-labelledby="uses"] a[href="/documents/{third.document_id}"]')).to_be_visible()
    assert second.document_id != third.document_id
