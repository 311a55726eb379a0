"""A clerk's day at the desk in headless Chromium: keys only, boxes drawn, two people at once, four eyes, and roles that may not."""

import re

import pytest
from playwright.sync_api import Page, expect

from app import people
from domain.arrivals import DocumentState
from domain.people import Role
from tests.browser import OpenDesk, needs_browser
from tests.world import confirmation

pytestmark = needs_browser


def late(number: int) -> str:
    return f"paper-{number:02}.pdf"


def unsure(desk: OpenDesk, number: int) -> str:
    """A paper whose line was read with little certainty: a warning, one person decides."""
    return desk.made.put_through(confirmation(f"AB-{number}", sure=0.6), late(number)).document_id


def dear(desk: OpenDesk, name: str = "dear.pdf") -> str:
    """A paper that asks for more money: an error, two people decide."""
    return desk.made.put_through(confirmation("AB-900", price="2.60"), name).document_id


def focused(page: Page) -> str:
    return str(page.evaluate("document.activeElement?.closest('[data-path]')?.dataset.path ?? document.activeElement?.textContent ?? ''"))


def test_a_first_password_is_changed_before_anything_is_seen(desk: OpenDesk) -> None:
    first = people.add_user(desk.made.tally.pipeline.store, "ana", Role.CLERK, by="admin")
    page = desk.visitor()
    page.goto(desk.address + "/documents")
    page.fill("#name", "ana")
    page.fill("#password", first)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Choose your password")).to_be_visible()
    page.fill("#old", first)
    page.fill("#new", "a hat full of rain")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Your password is changed")).to_be_visible()


def test_a_day_of_twenty_papers_needs_no_mouse(desk: OpenDesk) -> None:
    documents = [unsure(desk, number) for number in range(20)]
    page = desk.signed_in("clerk")
    page.keyboard.press("n")
    for left in range(19, -1, -1):
        page.wait_for_url(re.compile(r"/documents/sha256"))
        expect(page.locator(".cell.on")).to_have_count(1)
        assert re.match(r"lines\[0\]\.|document_number", focused(page))  # papers so alike may be copies of one another
        before = page.url  # which says already that the paper before this one was approved
        page.keyboard.press("a")
        page.wait_for_url(lambda url, before=before: url != before and "said=approved" in url)
        expect(page.get_by_role("status").first).to_contain_text("Approved")
        waiting = [each for each in documents if desk.made.state(each) is DocumentState.IN_REVIEW]
        assert len(waiting) == left
    expect(page.get_by_text("Nothing waits here.")).to_be_visible()


def test_enter_goes_from_one_doubtful_value_to_the_next_and_ends_at_the_decision(desk: OpenDesk) -> None:
    document_id = unsure(desk, 1)
    page = desk.signed_in("clerk")
    page.goto(f"{desk.address}/documents/{document_id}")
    seen = []
    while (at := focused(page)).startswith("lines[0]"):
        seen.append(at)
        page.keyboard.press("Enter")
    # What is not posted needs no look, however unsure it is.
    assert seen == [f"lines[0].{name}" for name in ("order_line", "quantity", "unit_price", "delivery_date")]
    assert "Approve" in at


def test_a_value_is_corrected_at_the_keyboard(desk: OpenDesk) -> None:
    document_id = dear(desk)
    page = desk.signed_in("clerk")
    page.goto(f"{desk.address}/documents/{document_id}")
    assert focused(page) == "lines[0].unit_price"
    page.keyboard.press("e")
    page.keyboard.type("2.50")
    page.keyboard.press("Enter")
    expect(page.get_by_text("checked again with the corrected value")).to_be_visible()
    reading = desk.made.record(document_id).reading
    assert reading
    corrected = reading.leaf("lines[0].unit_price")
    assert corrected
    assert (corrected.value, corrected.source) == ("2.50", "clerk")


def test_a_box_drawn_over_print_is_read_and_becomes_the_value(desk: OpenDesk) -> None:
    document_id = dear(desk)
    page = desk.signed_in("clerk")
    page.goto(f"{desk.address}/documents/{document_id}")
    page.locator(".cell[data-path='lines[0].unit_price'] button.value").focus()
    sheet = page.locator("figure[data-page='1'] svg")
    sheet.scroll_into_view_if_needed()
    place = sheet.bounding_box()
    assert place
    points = place["width"] / 595
    page.mouse.move(place["x"] + 300 * points, place["y"] + 60 * points)
    page.mouse.down()
    page.mouse.move(place["x"] + 340 * points, place["y"] + 72 * points, steps=4)
    page.mouse.up()
    expect(page.locator("form.correcting .placed")).to_contain_text("printed “2,50”")
    expect(page.locator("form.correcting input[name=value]")).to_have_value("2.50")
    page.keyboard.press("Enter")
    expect(page.get_by_text("checked again with the corrected value")).to_be_visible()
    reading = desk.made.record(document_id).reading
    assert reading
    corrected = reading.leaf("lines[0].unit_price")
    assert corrected
    assert (corrected.value, corrected.text, corrected.page) == ("2.50", "2,50", 1)
    assert corrected.box == pytest.approx((300, 60, 340, 72), abs=1.5)


def test_four_eyes_are_refused_to_one_person_and_passed_by_two(desk: OpenDesk) -> None:
    document_id = dear(desk)
    clerk, lead = desk.signed_in("clerk"), desk.signed_in("lead")
    clerk.goto(f"{desk.address}/documents/{document_id}")
    clerk.keyboard.press("a")
    expect(clerk.get_by_role("status").first).to_contain_text("One more person has to")
    clerk.goto(f"{desk.address}/documents/{document_id}")
    clerk.keyboard.press("a")
    expect(clerk.get_by_text("a second person has to look")).to_be_visible()
    assert desk.made.state(document_id) is DocumentState.IN_REVIEW
    lead.goto(f"{desk.address}/documents/{document_id}")
    lead.keyboard.press("a")
    expect(lead.get_by_role("status").first).to_contain_text("Approved")
    assert desk.made.state(document_id) is not DocumentState.IN_REVIEW


def test_a_case_that_somebody_has_taken_is_theirs_until_the_claim_lapses(desk: OpenDesk) -> None:
    document_id = unsure(desk, 1)
    clerk, lead = desk.signed_in("clerk"), desk.signed_in("lead")
    lead.goto(f"{desk.address}/documents/{document_id}")
    lead.keyboard.press("c")
    expect(lead.get_by_text("It is yours.")).to_be_visible()
    clerk.goto(f"{desk.address}/documents/{document_id}")
    expect(clerk.get_by_text("lead is looking at it.")).to_be_visible()
    with clerk.expect_navigation():  # it is refused before the claim lapses
        clerk.keyboard.press("a")
    expect(clerk.get_by_text("lead is looking at")).to_be_visible()
    assert desk.made.state(document_id) is DocumentState.IN_REVIEW
    desk.made.clock.go_on(minutes=16)
    clerk.goto(f"{desk.address}/documents/{document_id}")
    clerk.keyboard.press("a")
    expect(clerk.get_by_role("status").first).to_contain_text("Approved")


def test_of_two_people_on_a_page_the_second_is_told_that_it_has_changed(desk: OpenDesk) -> None:
    document_id = dear(desk)
    clerk, lead = desk.signed_in("clerk"), desk.signed_in("lead")
    for page in (clerk, lead):
        page.goto(f"{desk.address}/documents/{document_id}")
    clerk.keyboard.press("a")
    expect(clerk.get_by_role("status").first).to_contain_text("One more person")
    lead.keyboard.press("a")
    expect(lead.get_by_text("has changed since you opened it")).to_be_visible()
    assert desk.made.state(document_id) is DocumentState.IN_REVIEW


def test_a_claim_that_lapses_goes_to_another_and_what_was_typed_stays_with_whoever_typed_it(desk: OpenDesk) -> None:
    document_id = unsure(desk, 1)
    clerk, lead = desk.signed_in("clerk"), desk.signed_in("lead")
    clerk.goto(f"{desk.address}/documents/{document_id}")
    clerk.keyboard.press("c")
    expect(clerk.get_by_text("It is yours.")).to_be_visible()
    clerk.fill("#note", "I have asked on the phone")
    with clerk.expect_response(re.compile("/draft")):
        clerk.locator("#note").blur()
    desk.made.clock.go_on(minutes=16)
    lead.goto(f"{desk.address}/documents/{document_id}")
    expect(lead.get_by_text("clerk typed here")).to_contain_text("“I have asked on the phone”")
    lead.keyboard.press("c")
    expect(lead.get_by_text("It is yours.")).to_be_visible()
    clerk.fill("#note", "I have asked on the phone: it is right")
    with clerk.expect_response(re.compile("/draft")):
        clerk.locator("#note").blur()
    expect(clerk.get_by_text("Somebody else has this case before them by now")).to_be_visible()
    clerk.locator("#note").press("Enter")
    expect(clerk.get_by_text("lead is looking at")).to_be_visible()
    assert desk.made.state(document_id) is DocumentState.IN_REVIEW
    clerk.goto(f"{desk.address}/documents/{document_id}")
    expect(clerk.locator("#note")).to_have_value("I have asked on the phone: it is right")
    lead.keyboard.press("a")
    expect(lead.get_by_role("status").first).to_contain_text("Approved")


def test_the_sheet_of_keys_tells_every_key_of_its_page_and_no_other(desk: OpenDesk) -> None:
    document_id, posted = dear(desk), desk.made.put_through(confirmation("AB-77"), "clean.pdf").document_id
    by_scripts = {"/?view=all": set("jk"), f"/documents/{document_id}": set("eqs"), f"/documents/{posted}": set("qs")}
    places = [
        *by_scripts,
        "/documents",
        "/send",
        "/arrivals",
        "/missing",
        "/samples",
        "/automation",
        "/password",
        f"/documents/{posted}/story",
    ]
    page = desk.signed_in("lead")
    for place in places:
        page.goto(desk.address + place)
        rows = set("jk") if page.locator("[data-row]").count() else set()
        pressed = set(page.locator("[data-key]").evaluate_all("keys => keys.map(key => key.dataset.key)"))
        page.keyboard.press("Escape")  # leaves the field that a page begins in
        page.keyboard.press("?")
        expect(page.get_by_role("heading", name="Keys")).to_be_visible()
        told = {key for key in page.locator("#keys dt:visible kbd").all_inner_texts() if len(key) == 1}
        assert told == pressed | by_scripts.get(place, set()) | rows | {"?"}, place
        page.keyboard.press("Escape")
        expect(page.get_by_role("heading", name="Keys")).to_be_hidden()


def test_a_queue_that_is_narrowed_stays_so_and_its_address_says_it(desk: OpenDesk) -> None:
    for number in range(3):
        unsure(desk, number)
    page = desk.signed_in("lead")
    page.clock.install()
    page.goto(desk.address + "/?view=all")
    page.fill("#words", "paper-01")
    page.clock.run_for(1000)
    expect(page.locator("a[data-row]")).to_have_count(1)
    assert page.url.endswith("/?view=all&words=paper-01")
    with page.expect_response(re.compile("words=paper-01")):
        page.clock.run_for(31_000)
    expect(page.locator("a[data-row]")).to_have_count(1)
    assert page.url.endswith("/?view=all&words=paper-01")
    page.get_by_role("link", name="Purchasing").click()
    assert page.url.endswith("/?view=purchasing&words=paper-01")
    expect(page.locator("#words")).to_have_value("paper-01")
    page.locator("a[data-row]").click()
    page.wait_for_url(re.compile("/documents/sha256"))
    page.keyboard.press("q")
    page.wait_for_url(re.compile(r"/\?view=purchasing&words=paper-01"))
    expect(page.locator("a[data-row]")).to_have_count(1)
    page.get_by_role("link", name="Show all").click()
    expect(page.locator("a[data-row]")).to_have_count(3)


def test_how_a_priority_comes_about_is_told_to_the_pointer_and_to_the_keyboard(desk: OpenDesk) -> None:
    dear(desk)
    page = desk.signed_in("clerk")
    told = page.get_by_role("tooltip")
    expect(told).to_be_hidden()
    page.locator(".tip").hover()
    expect(told).to_contain_text("50 for an error")
    page.mouse.move(0, 0)
    expect(told).to_be_hidden()
    page.locator("a[data-row]").focus()
    page.keyboard.press("Tab")
    expect(told).to_be_visible()


def test_a_deadline_is_told_on_the_readers_clock_too(desk: OpenDesk) -> None:
    dear(desk)
    stay = desk.signed_in("clerk").context.storage_state()
    context = desk.browser.new_context(timezone_id="Asia/Tokyo", locale="de-DE", storage_state=stay)
    desk.contexts.append(context)
    reader = context.new_page()
    reader.goto(desk.address + "/?view=all")
    due = reader.get_by_role("row").nth(1).locator("time")
    expect(due).to_have_attribute("title", "2026-08-04 09:00:00 UTC")
    due.hover()
    expect(due).to_have_attribute("title", "2026-08-04 09:00:00 UTC (04.08.2026, 18:00 on your clock)")


def test_a_role_that_may_only_look_finds_nothing_to_press(desk: OpenDesk) -> None:
    document_id = dear(desk)
    page = desk.signed_in("inspector")
    page.goto(f"{desk.address}/documents/{document_id}")
    expect(page.get_by_text("What differs")).to_be_visible()
    expect(page.get_by_role("button", name="Approve")).to_have_count(0)
    page.keyboard.press("a")
    page.keyboard.press("e")
    assert desk.made.state(document_id) is DocumentState.IN_REVIEW
    expect(page.locator("form.correcting")).to_have_count(0)


def test_the_queue_is_narrowed_while_one_types_and_walked_by_keys(desk: OpenDesk) -> None:
    for number in range(3):
        unsure(desk, number)
    page = desk.signed_in("clerk")
    expect(page.locator("a[data-row]")).to_have_count(3)
    page.keyboard.press("/")
    page.keyboard.type("paper-01")
    expect(page.locator("a[data-row]")).to_have_count(1)
    page.keyboard.press("Escape")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/documents/sha256"))
    expect(page.get_by_role("heading", name=late(1))).to_be_visible()
    page.keyboard.press("?")
    expect(page.get_by_role("heading", name="Keys")).to_be_visible()
    page.keyboard.press("Escape")
    page.keyboard.press("q")
    expect(page.get_by_role("heading", name="Papers that need a person")).to_be_visible()


def test_the_page_grows_turns_and_keeps_its_boxes_on_the_print(desk: OpenDesk) -> None:
    document_id = dear(desk)
    page = desk.signed_in("clerk")
    page.goto(f"{desk.address}/documents/{document_id}")
    sheet, rect = page.locator(".sheet"), page.locator("rect[data-path='lines[0].unit_price']")

    def share() -> tuple[float, float]:
        whole, part = sheet.bounding_box(), rect.bounding_box()
        assert whole
        assert part
        return round((part["x"] - whole["x"]) / whole["width"], 2), round((part["y"] - whole["y"]) / whole["height"], 2)

    before, width = share(), (sheet.bounding_box() or {})["width"]
    page.keyboard.press("+")
    assert (sheet.bounding_box() or {})["width"] > width * 1.2
    assert share() == before
    page.keyboard.press("0")
    page.keyboard.press("t")
    turned = sheet.bounding_box()
    assert turned
    assert turned["width"] > turned["height"]
    pane = page.locator(".pages").bounding_box()
    assert pane
    assert turned["y"] >= pane["y"] - 1


def test_a_decision_is_taken_back_before_it_leaves_and_not_afterwards(desk: OpenDesk) -> None:
    document_id = unsure(desk, 1)
    page = desk.signed_in("clerk")
    page.goto(f"{desk.address}/documents/{document_id}")
    page.keyboard.press("a")
    expect(page.get_by_role("status").first).to_contain_text("Approved")
    page.keyboard.press("u")
    expect(page.get_by_role("status").first).to_contain_text("It is yours again")
    assert desk.made.state(document_id) is DocumentState.IN_REVIEW
    page.keyboard.press("a")
    expect(page.get_by_role("button", name="Undo")).to_be_visible()
    desk.made.clock.go_on(minutes=3)
    desk.made.tally.pipeline.deliver()
    assert desk.made.state(document_id) is DocumentState.POSTED
    page.reload()
    expect(page.get_by_role("button", name="Undo")).to_have_count(0)


def test_what_is_posted_is_taken_back_with_a_reason(desk: OpenDesk) -> None:
    document_id = desk.made.put_through(confirmation("AB-77"), "clean.pdf").document_id
    page = desk.signed_in("clerk")
    page.goto(f"{desk.address}/documents/{document_id}")
    page.get_by_text("Take it back in the ERP").click()
    page.fill("#take-back", "It was another supplier's.")
    page.get_by_role("button", name="Take it back").click()
    expect(page.get_by_role("status").first).to_contain_text("being taken back")
    desk.made.tally.pipeline.deliver()
    assert desk.made.state(document_id) is DocumentState.IN_REVIEW
    assert desk.made.confirmed() == 0


def test_a_paper_is_returned_with_a_letter_in_its_language(desk: OpenDesk) -> None:
    document_id = dear(desk)
    page = desk.signed_in("clerk")
    page.goto(f"{desk.address}/documents/{document_id}")
    page.keyboard.press("r")
    assert page.evaluate("document.activeElement.id") == "return-code"
    page.keyboard.press("3")
    page.keyboard.press("Tab")
    assert page.locator("#message").get_attribute("lang") == "de"
    page.keyboard.type("The price was not agreed.")
    page.get_by_role("button", name="Return it").click()
    expect(page.get_by_role("status").first).to_contain_text("Returned")
    assert desk.made.state(document_id) is not DocumentState.IN_REVIEW


def test_a_case_that_is_handed_over_is_next_for_that_person_alone(desk: OpenDesk) -> None:
    document_id = unsure(desk, 1)
    clerk, lead = desk.signed_in("clerk"), desk.signed_in("lead")
    clerk.goto(f"{desk.address}/documents/{document_id}")
    clerk.keyboard.press("h")
    clerk.select_option("#to", "lead")
    clerk.fill("#hand-note", "Is the price agreed?")
    clerk.get_by_role("button", name="Hand over", exact=True).click()
    expect(clerk.get_by_role("status").first).to_contain_text("Handed over")
    expect(clerk.get_by_text("It was handed to")).to_have_count(0)
    lead.goto(f"{desk.address}/next")
    expect(lead.get_by_text("It was handed to")).to_be_visible()
