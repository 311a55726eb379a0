"""The letter with which a paper goes back: what it names and in whose numbers, and how it reaches a mail program."""

from email import message_from_bytes
from email.policy import default
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st
from playwright.sync_api import expect

from domain.findings import Finding, FindingCode, Severity
from domain.paper import Group, Kind
from review.letters import as_eml, mailto
from route.returns import draft_message
from tests.browser import OpenDesk, needs_browser
from tests.test_desk_pages import faults
from tests.world import confirmation, leaf

WRITTEN = st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"], include_characters="\n\r\t"), max_size=200)


def found(code: FindingCode, field: str, expected: str, said: str) -> Finding:
    return Finding(code=code, severity=Severity.ERROR, field=field, expected=expected, found=said, message="Ours.")


def written(language: str, *findings: Finding) -> str:
    heats = [Group({"heat_number": leaf("B85820"), "chemistry": {"Cu": leaf("0.24")}})]
    reading = confirmation().model_copy(update={"language": language, "kind": Kind.CERTIFICATE, "heats": heats})
    return draft_message(reading, findings, name="x.pdf", order_number="4500000001").text


@pytest.mark.parametrize(
    ("language", "amount", "day"),
    [
        *(("en", "0.10", "2026-09-01"), ("de", "0,10", "01.09.2026"), ("fr", "0,10", "01/09/2026"), ("it", "0,10", "01/09/2026")),
        *(("es", "0,10", "01/09/2026"), ("nl", "0,10", "01-09-2026"), ("pl", "0,10", "01.09.2026")),
    ],
)
def test_numbers_and_days_are_written_as_the_supplier_writes_them(language: str, amount: str, day: str) -> None:
    text = written(
        language,
        found(FindingCode.CHEMISTRY_OUT_OF_LIMITS, "heats[0].chemistry.Cu", "<= 0.10", "0.24"),
        found(FindingCode.DELIVERY_LATE, "lines[0].delivery_date", "2026-09-01", "2026-09-20"),
    )
    assert "4500000001" in text
    assert f"<= {amount}" in text
    assert "B85820, Cu: " in text
    assert day in text
    assert "(42-1734): " in text


def test_what_only_looks_like_a_number_is_left_as_it_is() -> None:
    text = written(
        "de",
        found(FindingCode.GRADE_MISMATCH, "lines[0].grade", "1.4404", "1.4301"),
        found(FindingCode.CERTIFICATE_TYPE_INSUFFICIENT, "certificate_type", "3.1", "2.2"),
        found(FindingCode.PRICE_VARIANCE, "lines[0].unit_price", "1.234.567", "EN 10025-2:2004"),
    )
    for kept in ("1.4404", "1.4301", "3.1", "2.2", "1.234.567", "10025-2:2004"):
        assert kept in text


@given(to=WRITTEN, subject=WRITTEN, text=WRITTEN, name=WRITTEN.filter(str.strip))
def test_a_letter_survives_as_a_message_and_nothing_typed_becomes_a_header(to: str, subject: str, text: str, name: str) -> None:
    content = as_eml(to=to, subject=subject, text=text, language="de", original=(b"%PDF-1.4 \xff\x00", name))
    message = message_from_bytes(content, policy=default)
    assert {header.lower() for header in message} - {"to"} == {"x-unsent", "subject", "content-language", "mime-version", "content-type"}
    body, attached = message.get_body(), list(message.iter_attachments())
    assert body is not None
    assert body.get_content().split() == text.split()
    assert [each.get_content() for each in attached] == [b"%PDF-1.4 \xff\x00"]


@given(subject=WRITTEN, text=WRITTEN)
def test_a_letter_survives_as_an_address(subject: str, text: str) -> None:
    address = urlsplit(mailto(to="sales@supplier.example", subject=subject, text=text))
    assert unquote(address.path) == "sales@supplier.example"
    asked = parse_qs(address.query, keep_blank_values=True)
    assert asked["body"][0].replace("\r\n", "\n") == text.replace("\r\n", "\n")
    assert "\n" not in asked["subject"][0]


@needs_browser
def test_a_letter_is_changed_copied_opened_in_the_mail_program_and_saved_with_the_paper(desk: OpenDesk) -> None:
    document_id = desk.made.put_through(confirmation("AB-9", price="2.60"), "dear.pdf").document_id
    page = desk.signed_in("clerk")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(f"{desk.address}/documents/{document_id}")
    page.keyboard.press("r")
    expect(page.locator("#message")).to_be_visible()
    assert faults(page) == []
    page.fill("#letter-to", "verkauf@brenner.example")
    page.fill("#message", "Der Preis ist 2,50 €, nicht 2,60 €.")
    page.get_by_role("button", name="Copy").click()
    expect(page.get_by_text("Copied.")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == "Der Preis ist 2,50 €, nicht 2,60 €."
    address = page.get_by_role("link", name="Open in mail").get_attribute("href") or ""
    assert unquote(address).startswith("mailto:verkauf@brenner.example?subject=Bitte berichtigen")
    assert unquote(address).endswith("nicht 2,60 €.")
    with page.expect_download() as saved:
        page.get_by_role("button", name="Save as .eml").click()
    message = message_from_bytes(saved.value.path().read_bytes(), policy=default)
    body = message.get_body()
    assert body is not None
    assert (message["To"], message["X-Unsent"]) == ("verkauf@brenner.example", "1")
    assert body.get_content().strip() == "Der Preis ist 2,50 €, nicht 2,60 €."
    assert [each.get_filename() for each in message.iter_attachments()] == ["dear.pdf"]
    page.select_option("#return-code", "not_accepted")
    page.get_by_role("button", name="Return it").click()
    expect(page.get_by_role("status").first).to_contain_text("Returned")
    with desk.made.tally.pipeline.store.begin(reading=True) as work:
        assert work.cases.of_document(document_id)[0].message == "Der Preis ist 2,50 €, nicht 2,60 €."
