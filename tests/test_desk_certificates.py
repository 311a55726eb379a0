"""A certificate on the desk in headless Chromium: its results against their limits, told in words, and walked at the keyboard."""

from playwright.sync_api import expect

from tests.browser import OpenDesk, needs_browser
from tests.test_app_held_results import SOUND, certificate
from tests.test_desk_pages import faults

pytestmark = needs_browser


def test_what_is_out_of_limits_is_told_in_words_and_is_where_the_keyboard_begins(desk: OpenDesk) -> None:
    heats = [SOUND, SOUND, {**SOUND, "P": "0.045"}, SOUND]
    document_id = desk.made.put_through(certificate(heats), "3.1.pdf").document_id
    page = desk.signed_in("inspector", width=1024)
    page.goto(f"{desk.address}/documents/{document_id}")
    expect(page.get_by_role("row", name="P, %").filter(has_text="above the limit")).to_contain_text("0.045")
    assert [page.locator(".heat details").nth(heat).get_attribute("open") is not None for heat in range(4)] == [False, False, True, False]
    row = page.locator("tr[data-path='heats[2].chemistry.P']")
    expect(row).to_contain_text("0.020 % above the limit")
    expect(row).to_contain_text("EN\N{NO-BREAK SPACE}10025\N{NON-BREAKING HYPHEN}2:2004")
    page.get_by_role("link", name="0.045").first.click()
    assert page.evaluate("document.activeElement.closest('tr').dataset.path") == "heats[2].chemistry.P"
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    page.keyboard.press("o")
    expect(page.locator(".heat details[open]")).to_have_count(4)
    assert faults(page) == []


def test_a_result_is_corrected_in_its_row_and_held_again(desk: OpenDesk) -> None:
    document_id = desk.made.put_through(certificate([{**SOUND, "P": "0.045"}]), "3.1.pdf").document_id
    page = desk.signed_in("inspector")
    page.goto(f"{desk.address}/documents/{document_id}")
    page.locator("tr[data-path='heats[0].chemistry.P'] button.value").focus()
    page.keyboard.press("e")
    page.keyboard.type("0.015")
    assert faults(page) == []
    page.keyboard.press("Enter")
    expect(page.locator("tr[data-path='heats[0].chemistry.P']")).to_contain_text("within, by 0.0")
