"""The sample at the desk: keyed by somebody who sees the paper alone, compared, settled by another, and told as an error with its bounds."""

import json
import re
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from app import automation
from doctypes import find_doctypes
from domain.decisions import Policy
from domain.doctype import of_kind
from domain.paper import Kind, Reading
from domain.people import Role
from domain.policy import PolicyBook
from domain.sampling import Sample, SampleState
from review.keying import layout
from review.security import IDLE
from route.sampling import _check, blind_form
from tests.browser import OpenDesk, needs_browser
from tests.test_desk_pages import faults
from tests.visitor import Visitor, visitor_at
from tests.world import World, confirmation, first_passwords, with_pipeline, world

KEYED = {
    "document_number": "ab-1",
    "document_date": "2026-07-03",
    "order_number": "4500000001",
    "lines[0].order_line": "10",
    "lines[0].quantity": "250.0",
    "lines[0].unit_price": "2.50",
    "lines[0].delivery_date": "2026-09-01",
}
"""What a careful person keys of `confirmation()`."""


@pytest.fixture
def made(tmp_path: Path) -> Iterator[World]:
    with world(tmp_path) as inside:
        yield with_pipeline(inside, fixed=PolicyBook(default=Policy(sample_pct=Decimal(100))))


def posted(made: World, reading: Reading | None = None, name: str = "paper.pdf") -> Sample:
    """A paper that posted by itself and was drawn."""
    document_id = made.put_through(reading or confirmation(), name).document_id
    with made.tally.pipeline.store.begin(reading=True) as work:
        sample = work.samples.of_document(document_id)
    assert sample is not None
    return sample


def key(here: Visitor, sample: Sample, keyed: dict[str, str]) -> str:
    """Takes the sample and keys it; the answer's page."""
    assert here.submit(f"/samples/{sample.sample_id}/take").status_code == 303
    version = re.search(r'name="version" value="(\d+)"', here.get(f"/samples/{sample.sample_id}").text)
    assert version
    answer = here.submit(f"/samples/{sample.sample_id}/key", version=version[1], keyed=json.dumps(keyed))
    return here.get(answer.headers["location"]).text if answer.status_code == 303 else answer.text


def test_whoever_keys_sees_the_paper_and_nothing_that_was_read_of_it(made: World) -> None:
    other, sample = posted(made, confirmation("AB-2"), "other.pdf"), posted(made)
    clerk = visitor_at(made, "clerk")
    clerk.submit(f"/samples/{sample.sample_id}/take")
    form = clerk.get(f"/samples/{sample.sample_id}").text
    assert f"/documents/{sample.document_id}/pages/1" in form
    assert 'data-path="lines[0].unit_price" value=""' in form
    assert not re.search(r"2\.50|AB-1|2026-07-03", form)
    places = ("", "/story", "/story.json", "/story.pdf", "/original")
    assert [clerk.get(f"/documents/{sample.document_id}{place}").status_code for place in places] == [403] * len(places)
    assert clerk.get(f"/documents/{sample.document_id}/pages/1").status_code == 200
    assert "paper.pdf" not in clerk.get("/documents").text
    assert "paper.pdf" not in clerk.get(f"/documents/{other.document_id}").text
    assert visitor_at(made, "lead").get(f"/documents/{sample.document_id}").status_code == 200


def test_a_program_with_the_tokens_of_whoever_keys_sees_no_more_than_they_do(made: World) -> None:
    sample = posted(made)
    token = made.desk.make_token("clerk", "a script", days=1, by="admin")
    headers = {"Authorization": f"Bearer {token}"}
    clerk = visitor_at(made, "clerk")
    assert clerk.get(f"/api/v1/documents/{sample.document_id}", headers=headers).status_code == 200
    clerk.submit(f"/samples/{sample.sample_id}/take")
    for place in ("", "/story"):
        assert clerk.get(f"/api/v1/documents/{sample.document_id}{place}", headers=headers).status_code == 403
    assert clerk.get("/api/v1/documents", headers=headers).json()["papers"] == []


def test_what_is_keyed_alike_is_told_and_measured(made: World) -> None:
    sample = posted(made)
    assert "All 7 values are as they were posted" in key(visitor_at(made, "clerk"), sample, KEYED)
    measured = visitor_at(made, "lead").get("/automation").text
    row = re.search(r"<tr><th scope=\"row\">Order confirmation</th><td>papers</td>(.*?)</tr>", measured, re.DOTALL)
    assert row
    assert re.findall(r"<td[^>]*>([^<]*)", row[1]) == ["1", "0", "0 %", "0 % and 98 %", ""]


def test_where_the_two_differ_somebody_else_says_who_was_right(made: World) -> None:
    sample = posted(made)
    clerk, lead = visitor_at(made, "clerk"), visitor_at(made, "lead")
    page = key(clerk, sample, KEYED | {"lines[0].unit_price": "2.05", "lines[0].quantity": "25"})
    assert "2 of 7 values differ" in page
    assert "Settle it" not in page
    assert "Settle it" in lead.get(f"/samples/{sample.sample_id}").text
    disputed = automation.sample(made.tally.pipeline, sample.sample_id)
    own = clerk.submit(f"/samples/{sample.sample_id}/settle", version=disputed.version, right=["lines[0].quantity"])
    assert own.status_code == 422
    lead.submit(f"/samples/{sample.sample_id}/settle", version=disputed.version, right=["lines[0].quantity", "-"])
    settled = automation.sample(made.tally.pipeline, sample.sample_id)
    assert (settled.state, settled.settled_by) == (SampleState.DONE, "lead")
    assert [each.path for each in settled.comparisons if not each.right] == ["lines[0].unit_price"]
    told = clerk.get(f"/samples/{sample.sample_id}").text
    assert "1 of 7 values were posted wrong" in told
    assert "put right from" in told


def test_a_value_of_the_wrong_form_comes_back_with_all_that_was_keyed(made: World) -> None:
    page = key(visitor_at(made, "clerk"), posted(made), KEYED | {"lines[2].quantity": "1.234,50"})
    assert "is no number as in 1234.50" in page
    assert 'data-path="lines[0].unit_price" value="2.50"' in page
    assert 'data-path="lines[2].quantity" value="1.234,50"' in page


def test_whoever_gives_a_paper_back_does_not_get_it_again(made: World) -> None:
    sample, clerk = posted(made), visitor_at(made, "clerk")
    clerk.submit(f"/samples/{sample.sample_id}/take")
    assert clerk.submit(f"/samples/{sample.sample_id}/give-back").status_code == 303
    assert clerk.get(f"/documents/{sample.document_id}").status_code == 200
    assert clerk.submit(f"/samples/{sample.sample_id}/take").status_code == 422
    assert "you have had it before you" in clerk.get("/samples").text


def test_a_paper_that_nobody_keys_goes_to_another_after_a_quarter_of_an_hour(made: World) -> None:
    sample, clerk, lead = posted(made), visitor_at(made, "clerk"), visitor_at(made, "lead")
    clerk.submit(f"/samples/{sample.sample_id}/take")
    assert lead.submit(f"/samples/{sample.sample_id}/take").status_code == 409
    made.clock.go_on(minutes=9)
    assert clerk.submit(f"/samples/{sample.sample_id}/stay").status_code == 200
    made.clock.go_on(minutes=14)
    assert lead.submit(f"/samples/{sample.sample_id}/take").status_code == 409
    made.clock.go_on(minutes=2)
    assert lead.submit(f"/samples/{sample.sample_id}/take").status_code == 303
    assert clerk.submit(f"/samples/{sample.sample_id}/stay").status_code == 409


def test_an_auditor_looks_and_keys_nothing(made: World) -> None:
    sample = posted(made)
    with made.tally.pipeline.store.begin() as work:
        known = work.users.get("lead")
        assert known
        work.users.save(known.model_copy(update={"role": Role.AUDITOR}), by="test", action="user changed")
    auditor = visitor_at(made, "lead")
    assert "Key it" not in auditor.get("/samples").text + auditor.get(f"/samples/{sample.sample_id}").text
    assert auditor.submit(f"/samples/{sample.sample_id}/take").status_code == 403
    assert auditor.get("/automation").status_code == 200


@pytest.mark.parametrize("keyed", [{}, {"heats[1].impact[0].energy_j[2]": "27", "heats[1].chemistry.W": "0.01"}])
def test_the_form_of_a_certificate_asks_for_its_heats_and_opens_what_was_keyed(keyed: dict[str, str]) -> None:
    doctype = of_kind(find_doctypes(), Kind.CERTIFICATE)
    assert doctype
    heats = next(rows for rows in layout(blind_form(doctype), doctype, keyed).rows if rows.name == "heats")
    assert len(heats.blocks) == (2 if keyed else 1)
    last = heats.blocks[-1]
    impact = next(rows for rows in last.within if rows.name == "impact")
    values = {field.path: field.value for each in [last, *impact.blocks] for field in (*each.fields, *each.elements, *each.folded)}
    assert {path: value for path, value in values.items() if value} == keyed
    for path in values:  # raises where the form asks for what cannot be compared
        _check(path, "1", doctype)


def keyed_at(page: Page, path: str, value: str) -> None:
    page.locator(f"[data-path='{path}']").fill(value)


@needs_browser
def test_a_paper_is_keyed_at_the_keyboard_compared_and_settled_by_another(desk: OpenDesk) -> None:
    sample = posted(desk.made)
    clerk = desk.signed_in("clerk")
    clerk.get_by_role("link", name="Sample").click()
    clerk.get_by_role("button", name="Key paper.pdf").click()
    expect(clerk.locator("[data-path='document_number']")).to_be_focused()
    for value in ("AB-1", "2026-07-03", "4500000001", "10", "250", "2.05", "", "2026-09-01"):
        clerk.keyboard.type(value)
        clerk.keyboard.press("Enter")
    expect(clerk.get_by_role("button", name="Compare")).to_be_focused()
    clerk.keyboard.press("Enter")
    expect(clerk.get_by_role("heading", name="1 of 7 values differ")).to_be_visible()
    lead = desk.signed_in("lead")
    lead.goto(f"{desk.address}/samples/{sample.sample_id}")
    lead.get_by_label("What was posted for Line 1: unit price is").select_option("right")
    lead.get_by_role("button", name="Settle it").click()
    expect(lead.get_by_role("heading", name="What was posted was right; the keying was not")).to_be_visible()
    lead.get_by_role("link", name="Back to the sample").click()
    lead.get_by_role("link", name="Measured error").click()
    expect(lead.get_by_role("row", name="Order confirmation papers")).to_contain_text("0 % and 98 %")


@needs_browser
def test_a_stay_that_ends_in_the_middle_of_keying_costs_nothing(desk: OpenDesk) -> None:
    sample = posted(desk.made)
    page = desk.signed_in("clerk")
    page.goto(f"{desk.address}/samples/{sample.sample_id}")
    page.get_by_role("button", name="Key it").click()
    keyed_at(page, "document_number", "AB-1")
    page.get_by_role("button", name="Another line").click()
    keyed_at(page, "lines[1].quantity", "7")
    page.locator("[data-path='lines[1].quantity']").locator("xpath=ancestor::fieldset[1]").get_by_role("button", name="Add a part").click()
    keyed_at(page, "lines[1].schedule[0].quantity", "3")
    desk.made.clock.go_on(minutes=IDLE.total_seconds() / 60 + 1)
    page.get_by_role("button", name="Compare").click()
    expect(page.get_by_text("You are not signed in any more")).to_be_visible()
    expect(page.locator("[data-path='lines[1].quantity']")).to_have_value("7")
    page.get_by_role("alert").get_by_role("link", name="Sign in").click()
    page.fill("#name", "clerk")
    page.fill("#password", first_passwords()["clerk"])
    page.keyboard.press("Enter")
    expect(page.locator("[data-path='lines[1].schedule[0].quantity']")).to_have_value("3")
    expect(page.locator("[data-path='document_number']")).to_have_value("AB-1")
    page.get_by_role("button", name="Compare").click()
    expect(page.get_by_role("heading", name=re.compile("values differ"))).to_be_visible()


@needs_browser
def test_what_is_no_date_is_said_at_the_field_before_it_is_sent(desk: OpenDesk) -> None:
    sample = posted(desk.made)
    page = desk.signed_in("clerk")
    page.goto(f"{desk.address}/samples/{sample.sample_id}")
    page.get_by_role("button", name="Key it").click()
    expect(page.locator("[data-path='document_number']")).to_be_focused()
    keyed_at(page, "document_date", "3 May")
    page.get_by_role("button", name="Compare").click()
    expect(page.locator("[data-path='document_date']")).to_be_focused()
    assert page.evaluate("document.activeElement.validity.patternMismatch")


@needs_browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_pages_of_the_sample_have_no_accessibility_fault_and_fit_the_window(desk: OpenDesk, scheme: str) -> None:
    empty = desk.signed_in("lead", scheme=scheme, width=1024)
    for place in ("/samples", "/automation"):
        empty.goto(desk.address + place)
        assert faults(empty) == [], place
    open_, done, mine = (posted(desk.made, confirmation(f"AB-{number}"), f"{number}.pdf") for number in range(3))
    clerk = visitor_at(desk.made, "clerk")
    key(clerk, done, KEYED)
    lead = desk.signed_in("lead", scheme=scheme, width=1024)
    with desk.made.tally.pipeline.store.begin() as work:
        work.samples.save(work.samples.get(mine.sample_id).model_copy(update={"claimed_by": "lead"}), by="lead", action="claimed")
    numbers = (open_.sample_id, done.sample_id, mine.sample_id)
    for place in ("/samples", "/automation", *(f"/samples/{number}" for number in numbers)):
        lead.goto(desk.address + place)
        assert faults(lead) == [], place
        assert lead.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), place
    lead.keyboard.press("Escape")
    lead.keyboard.press("?")
    expect(lead.get_by_role("heading", name="Keys")).to_be_visible()
    assert faults(lead) == []
