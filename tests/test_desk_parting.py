"""Borders between the papers of one file in a real browser: dragged, clicked, and moved with the arrow keys."""

import io
import re

from playwright.sync_api import Page, expect
from reportlab.pdfgen.canvas import Canvas

from domain.arrivals import DocumentState, document_id_of
from domain.paper import ProposedPart
from tests.browser import OpenDesk, needs_browser
from tests.world import confirmation

pytestmark = needs_browser


def five_pages(desk: OpenDesk) -> str:
    """A file of five pages that may be three papers, before a person."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(595, 842))
    for number in range(1, 6):
        canvas.setFont("Helvetica", 60)
        canvas.drawString(60, 600, f"Page {number}")
        canvas.showPage()
    canvas.save()
    plain = confirmation(price="2.60")
    parts = [ProposedPart(first=first, last=last, confidence=0.6) for first, last in ((1, 1), (2, 3), (4, 5))]
    reading = plain.model_copy(update={"pages": plain.pages * 5, "parts": parts, "kind_confidence": 0.5})
    (desk.made.inbox / "batch.pdf").write_bytes(out.getvalue())
    desk.made.reader.papers[out.getvalue()] = reading
    desk.made.take_in()
    return desk.made.tally.pipeline.run(document_id_of(out.getvalue())).document_id


def begins(page: Page) -> list[str]:
    return [border.get_attribute("aria-label") or "" for border in page.locator('.border[aria-pressed="true"]').all()]


def test_a_person_drags_the_borders_and_the_file_is_parted_there(desk: OpenDesk) -> None:
    document_id = five_pages(desk)
    page = desk.signed_in("clerk", width=1600)
    page.goto(f"{desk.address}/documents/{document_id}")
    expect(page.locator(".strip img")).to_have_count(5)
    assert begins(page) == ["A paper begins on page 2", "A paper begins on page 4"]
    page.locator(".strip").scroll_into_view_if_needed()
    page.get_by_label("A paper begins on page 2", exact=True).drag_to(page.get_by_label("A paper begins on page 3", exact=True))
    assert begins(page) == ["A paper begins on page 3", "A paper begins on page 4"]
    page.get_by_label("A paper begins on page 4", exact=True).press("ArrowRight")
    assert begins(page) == ["A paper begins on page 3", "A paper begins on page 5"]
    page.get_by_label("A paper begins on page 5", exact=True).click()
    assert begins(page) == ["A paper begins on page 3"]
    page.get_by_role("button", name="Part it").click()
    page.wait_for_url(re.compile("said="))
    assert desk.made.state(document_id) is DocumentState.PARTED
    with desk.made.tally.pipeline.store.begin(reading=True) as work:
        names = {each.name for each in work.documents.recent()}
    assert {"batch.pdf#pages=1-2", "batch.pdf#pages=3-5"} <= names
    assert desk.complaints == []
