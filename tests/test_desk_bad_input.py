"""The case page under what goes wrong: decided twice, pages that cannot be drawn, five hundred lines, a page of three metres."""

import io
import re
from dataclasses import dataclass
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Browser, expect

from app.bootstrap import build
from app.settings import Settings
from domain.arrivals import DocumentState
from domain.errors import UnreadableError
from domain.paper import Group, Page
from tests.browser import OpenDesk, needs_browser, served
from tests.test_desk_pages import faults
from tests.world import FakeReader, World, confirmation, leaf, with_pipeline


@dataclass
class Undrawn(FakeReader):
    """Reads, and cannot draw any page."""

    def render(self, content: bytes, name: str, page: int, turn: int) -> bytes:  # noqa: ARG002
        raise UnreadableError("Page 1 of the PDF is damaged: ask the sender for a new copy.")


@needs_browser
def test_a_case_that_is_decided_twice_is_decided_once_and_leads_on(desk: OpenDesk) -> None:
    document_id = desk.made.put_through(confirmation("AB-1", sure=0.6), "one.pdf").document_id
    desk.made.put_through(confirmation("AB-2", sure=0.6), "two.pdf")
    first, second = desk.signed_in("clerk"), desk.signed_in("lead")
    for page in (first, second):
        page.goto(f"{desk.address}/documents/{document_id}")
    first.keyboard.press("a")
    expect(first.get_by_role("status").first).to_contain_text("Approved")
    second.keyboard.press("a")
    expect(second.get_by_text("is decided already")).to_be_visible()
    assert faults(second) == []
    expect(second.get_by_role("link", name="Next paper")).to_have_attribute("href", "/next")
    second.keyboard.press("Enter")
    expect(second.get_by_role("heading", name="one.pdf")).to_be_visible()
    expect(second.get_by_role("button", name="Approve")).to_have_count(0)
    with desk.made.tally.pipeline.store.begin(reading=True) as work:
        assert len(work.postings.of_document(document_id)) == 1


@needs_browser
def test_values_keep_their_places_on_a_page_that_cannot_be_drawn(made: World, chromium: Browser) -> None:
    reader = Undrawn(made.reader.papers)
    made = with_pipeline(World(made.tally, reader, made.clock, made.inbox), reader=reader)
    document_id = made.put_through(confirmation(price="2.60"), "dear.pdf").document_id
    with served(made, chromium) as desk:
        page = desk.signed_in("clerk")
        page.goto(f"{desk.address}/documents/{document_id}")
        expect(page.locator("figure.undrawn")).to_have_count(1)
        sheet, rect = page.locator(".sheet").bounding_box(), page.locator("rect.on").bounding_box()
        assert sheet
        assert rect
        assert sheet["height"] == pytest.approx(sheet["width"] * 842 / 595, rel=0.01)
        assert sheet["y"] < rect["y"] < sheet["y"] + sheet["height"]
        assert faults(page) == []
        page.keyboard.press("x")
        page.keyboard.press("5")
        page.keyboard.press("Enter")
        page.wait_for_url(re.compile("said=rejected"))
    assert made.state(document_id) is DocumentState.REJECTED


@needs_browser
def test_five_hundred_lines_are_walked_to_the_one_that_differs(desk: OpenDesk) -> None:
    paper = confirmation("AB-1", price="2.60")
    lines = [Group({**paper.lines[0].root, "order_line": leaf(str(10 * number))}) for number in range(1, 501)]
    long = paper.model_copy(update={"lines": lines, "pages": [Page(width=595, height=842)] * 12})
    document_id = desk.made.put_through(long, "long.pdf").document_id
    page = desk.signed_in("clerk", width=1024)
    page.set_default_timeout(60_000)
    page.goto(f"{desk.address}/documents/{document_id}")
    assert page.evaluate("document.activeElement.closest('[data-path]').dataset.path").startswith(("lines[0].", "net_total"))
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    before = page.evaluate("document.activeElement.closest('[data-path]').dataset.path")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.closest('[data-path]')?.dataset.path") != before
    box = page.locator("section.findings").bounding_box()
    assert box
    assert box["height"] < 0.5 * 900
    page.keyboard.press("x")
    page.keyboard.press("3")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("said=rejected"))


def three_metres() -> bytes:
    """A page as long as a roll of paper: 595 by 8,504 points, with a line of print near its end."""
    body = b"BT /F1 12 Tf 50 60 Td (Order confirmation AB-1) Tj ET"
    parts = (
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Count 1/Kids[3 0 R]>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 8504]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(body), body),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    )
    objects = b"".join(b"%d 0 obj%s endobj\n" % (number, part) for number, part in enumerate(parts, start=1))
    return b"%PDF-1.4\n" + objects + b"trailer<</Root 1 0 R/Size 6>>\n%%EOF"


def test_a_page_of_three_metres_is_read_and_drawn_whole(tmp_path: Path) -> None:
    settings = Settings(data_dir=tmp_path / "data", settle_seconds=0, workers=1)
    with build(settings) as tally:
        inbox = Path(settings.channels["inbox"].location)
        (inbox / "roll.pdf").write_bytes(three_metres())
        for incoming in tally.channels["inbox"].incoming():
            tally.pipeline.take_in(incoming, "inbox")
        (waiting,) = tally.pipeline.waiting()
        record = tally.pipeline.run(waiting.document_id)
        assert record.state is DocumentState.IN_REVIEW
        assert record.reading
        assert (record.reading.pages[0].width, record.reading.pages[0].height) == pytest.approx((595, 8504), abs=1)
        with Image.open(io.BytesIO(tally.pipeline.reader.render(three_metres(), "roll.pdf", 1, 0))) as drawn:
            assert drawn.height / drawn.width == pytest.approx(8504 / 595, rel=0.01)
            assert drawn.width >= 595
