"""What speaks for fraud on a case's page, in a browser: told before what differs, shown on the paper, and alive in nothing."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from domain.paper import Mark, MarkKind, Reading
from tests.browser import OpenDesk, needs_browser
from tests.world import confirmation

pytestmark = needs_browser

LIVE = "<img src=x onerror=\"document.title='ALIVE'\"><script>document.title='ALIVE'</script>{{7*7}}"
ACCOUNT = "DE89370400440532013000"


def suspicious(text: str = "417") -> Reading:
    marks = [
        Mark(kind=MarkKind.ALTERED, text=text, page=1, box=(100, 700, 160, 710), why="is set in more than one font (Arial, Helvetica)"),
        Mark(kind=MarkKind.ALTERED, text="0.17", page=1, box=(300, 760, 330, 770), why="stands on a filled rectangle that covers “0.11”"),
        Mark(kind=MarkKind.ACCOUNT, text=ACCOUNT, page=1, box=(40, 820, 200, 828)),
    ]
    return confirmation().model_copy(update={"marks": marks})


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_signals_are_told_first_and_lead_to_their_places_on_the_paper(desk: OpenDesk, scheme: str) -> None:
    record = desk.made.put_through(suspicious(), "altered.pdf")
    page = desk.signed_in("lead", scheme=scheme)
    page.goto(f"{desk.address}/documents/{record.document_id}")
    told = page.locator(".signals")
    expect(told.locator("h2")).to_have_text("It may not be what it seems")
    expect(told.locator("li").first).to_contain_text("“417” is set in more than one font")
    expect(told.locator("li").nth(1)).to_contain_text(ACCOUNT)
    expect(told).to_contain_text("two people of compliance")
    expect(page.locator(".findings li.finding")).to_have_count(0)
    assert page.evaluate("document.querySelector('.signals').compareDocumentPosition(document.querySelector('.findings'))") == 4
    expect(page.locator("rect.signal")).to_have_count(3)
    told.get_by_role("link", name="2", exact=True).click()
    expect(page.locator("rect.signal.on")).to_be_in_viewport()
    expect(told).to_be_in_viewport()
    assert [fault["id"] for fault in Axe().run(page).response["violations"]] == []


def test_whoever_is_not_of_compliance_sees_the_signals_and_cannot_decide(desk: OpenDesk) -> None:
    record = desk.made.put_through(suspicious(), "altered.pdf")
    page = desk.signed_in("clerk")
    page.goto(f"{desk.address}/documents/{record.document_id}")
    expect(page.locator(".signals")).to_be_visible()
    expect(page.get_by_role("button", name="Approve")).to_have_count(0)


def test_a_paper_without_any_signal_has_no_such_part(desk: OpenDesk) -> None:
    record = desk.made.put_through(confirmation(price="2.60"), "dear.pdf")
    page = desk.signed_in("lead")
    page.goto(f"{desk.address}/documents/{record.document_id}")
    expect(page.locator(".findings")).to_be_visible()
    expect(page.locator(".signals, rect.signal")).to_have_count(0)


def test_nothing_that_a_signal_quotes_is_alive(desk: OpenDesk) -> None:
    record = desk.made.put_through(suspicious(LIVE), "altered.pdf")
    page = desk.signed_in("lead")
    for place in (f"/documents/{record.document_id}", f"/documents/{record.document_id}/story", "/?view=all"):
        page.goto(desk.address + place)
        assert page.title() != "ALIVE"
        assert page.evaluate("document.querySelectorAll('script:not([src^=\"/static/\"]), [onerror]').length") == 0
    page.goto(f"{desk.address}/documents/{record.document_id}")
    expect(page.locator(".signals")).to_contain_text(LIVE)
