"""What a value might have been, on the desk in headless Chromium: shown where it stands, taken as a correction that stands there."""

from playwright.sync_api import expect

from domain.paper import Rival
from tests.browser import OpenDesk, needs_browser
from tests.test_desk_pages import faults
from tests.world import confirmation

pytestmark = needs_browser


def test_a_candidate_that_lost_is_shown_at_its_place_and_taken_by_two_keys(desk: OpenDesk) -> None:
    rival = Rival(value="2.50", text="2,50", page=1, box=(300, 60, 340, 72), why="its label and place say less for it (60% to 96%)")
    paper = confirmation("AB-1", price="2.60").model_copy(update={"rivals": {"lines[0].unit_price": [rival]}})
    document_id = desk.made.put_through(paper, "dear.pdf").document_id
    page = desk.signed_in("clerk")
    page.goto(f"{desk.address}/documents/{document_id}")
    cell = page.locator(".cell[data-path='lines[0].unit_price']")
    cell.get_by_text("1 other possible").click()
    expect(cell).to_contain_text("printed “2,50”: its label and place say less for it (60% to 96%)")
    assert faults(page) == []
    cell.get_by_role("button", name="2.50").focus()
    expect(page.locator("rect.drawn")).to_have_attribute("x", "298.5")
    page.keyboard.press("Enter")
    expect(page.locator("form.correcting .placed")).to_contain_text("printed “2,50” on page 1")
    page.keyboard.press("Enter")
    expect(page.get_by_text("checked again with the corrected value")).to_be_visible()
    reading = desk.made.record(document_id).reading
    assert reading
    leaf = reading.leaf("lines[0].unit_price")
    assert leaf
    assert (leaf.value, leaf.text, leaf.box, leaf.source) == ("2.50", "2,50", (300, 60, 340, 72), "clerk")
    expect(page.get_by_text("1 other possible")).to_have_count(0)
