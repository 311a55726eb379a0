"""Intake at the desk: papers that are sent, the ledger of what came, what is parted by hand, and what did not come."""

import re

from fastapi.testclient import TestClient

from app import people
from domain.arrivals import DocumentState
from domain.paper import ProposedPart
from review.app import create_app
from tests.visitor import Visitor
from tests.world import ORDER, World, confirmation, first_passwords, leaf


def token_of(visitor: Visitor) -> str:
    found = re.search(r'name="token" value="([^"]+)"', visitor.get("/password").text)
    assert found
    return found[1]


def sent(visitor: Visitor, *files: tuple[str, bytes], **headers: str) -> str:
    answer = visitor.post("/send", data={"token": token_of(visitor)}, files=[("files", file) for file in files], headers=headers)
    assert answer.status_code == 200
    return answer.text


def test_papers_that_are_sent_are_stored_before_one_hears_of_them_and_once_by_content(clerk: Visitor, made: World) -> None:
    content = b"%PDF-1.7 a paper"
    made.reader.papers[content] = confirmation()
    assert "taken" in sent(clerk, ("AB <1>.pdf", content))
    text = sent(clerk, ("again.pdf", content), ("empty.pdf", b""))
    assert "had come before" in text
    with made.tally.pipeline.store.begin(reading=True) as work:
        records = work.documents.recent()
        story = work.audit.of_subject(records[-1].document_id)
    assert made.tally.pipeline.archive.get(records[-1].document_id) == content
    assert ("clerk", "document sent") in [(entry.actor, entry.action) for entry in story]
    assert "&lt;1&gt;.pdf" in clerk.get("/arrivals").text


def test_a_script_that_sends_hears_in_json_and_a_form_of_another_site_is_refused(clerk: Visitor) -> None:
    assert sent(clerk, ("a.pdf", b"%PDF-1.7 a"), accept="application/json").startswith('[{"name":"a.pdf"')
    answer = clerk.post("/send", data={"token": "wrong"}, files=[("files", ("a.pdf", b"x"))])
    assert answer.status_code == 403


def test_the_ledger_tells_what_was_refused_and_why(clerk: Visitor, made: World) -> None:
    sent(clerk, ("big.pdf", b"%PDF-" + b"x" * (51 * 1024 * 1024)), ("fine.pdf", b"%PDF-1.7 b"))
    refused = clerk.get("/arrivals?refused=yes").text
    assert "big.pdf" in refused
    assert "are not taken" in refused
    assert "fine.pdf" not in refused
    assert "fine.pdf" in clerk.get("/arrivals?refused=no&channel=upload").text
    assert "fine.pdf" not in clerk.get("/arrivals?channel=inbox").text


def test_what_ended_without_a_posting_is_driven_again(clerk: Visitor, made: World) -> None:
    record = made.put_through(None, "secret.pdf")
    assert record.state is DocumentState.REJECTED
    assert "Read it again" in clerk.get(f"/documents/{record.document_id}").text
    made.reader.papers[b"secret.pdf"] = confirmation(price="2.60")
    assert clerk.submit(f"/documents/{record.document_id}/drive").status_code == 303
    assert made.state(record.document_id) is DocumentState.IN_REVIEW
    assert clerk.submit(f"/documents/{record.document_id}/drive").status_code == 409


def test_a_file_of_several_papers_is_parted_where_a_person_says(clerk: Visitor, made: World) -> None:
    plain = confirmation(price="2.60")
    parts = [ProposedPart(first=1, last=1, confidence=1), ProposedPart(first=2, last=3, confidence=0.6, reasons=["another number"])]
    record = made.put_through(plain.model_copy(update={"pages": plain.pages * 3, "parts": parts, "kind_confidence": 0.5}), "two.pdf")
    page = clerk.get(f"/documents/{record.document_id}").text
    assert re.search(r'name="begins" value="2" checked', page)
    assert "another number" in page
    case, version = made.case_id(record.document_id), clerk.version(record.document_id)
    assert clerk.submit(f"/cases/{case}/split", version=version, begins=["1"]).status_code == 422
    assert clerk.submit(f"/cases/{case}/split", version=version, begins=["1", "3"]).status_code == 303
    assert made.state(record.document_id) is DocumentState.PARTED
    with made.tally.pipeline.store.begin(reading=True) as work:
        names = {each.name for each in work.documents.recent()}
    assert {"two.pdf#pages=1-2", "two.pdf#pages=3-3"} <= names


def test_what_did_not_come_is_listed_with_a_draft(clerk: Visitor, made: World) -> None:
    made.clock.go_on(days=20)
    clerk.sign_in("clerk", first_passwords()["clerk"])
    text = clerk.get("/missing").text
    assert "4500000001" in text
    assert 'class="draft"' in text
    made.put_through(confirmation())
    assert "Nothing is owed" in clerk.get("/missing").text


def test_what_did_not_come_has_pages_and_is_searched(clerk: Visitor, made: World) -> None:
    orders = [ORDER.model_copy(update={"order_number": f"46{number:08}", "supplier_name": f"Werk {number}"}) for number in range(60)]
    with made.tally.pipeline.store.begin() as work:
        work.orders.load(orders)
    made.clock.go_on(days=20)
    clerk.sign_in("clerk", first_passwords()["clerk"])
    pages = [clerk.get(f"/missing?page={page}").text for page in (1, 2, 3, 4)]
    assert [page.count('class="draft"') for page in pages] == [25, 25, 11, 0]
    assert 'rel="next"' in pages[1]
    assert 'rel="next"' not in pages[2]
    found = clerk.get("/missing?words=werk+17&wanted=confirmation").text
    assert ("4600000017" in found, found.count('class="draft"')) == (True, 1)
    assert "Nothing like that is owed" in clerk.get("/missing?wanted=certificate").text


def test_a_case_shows_what_a_revision_changes(clerk: Visitor, made: World) -> None:
    made.put_through(confirmation("AB-10017"), "first.pdf")
    newer = confirmation("AB-10017").with_leaf("document_date", leaf("2026-07-20")).with_leaf("lines[0].delivery_date", leaf("2026-09-08"))
    page = clerk.get(f"/documents/{made.put_through(newer, 'second.pdf').document_id}").text
    assert "What it changes" in page
    assert re.search(r"<td>2026-09-01</td><td><strong>2026-09-08</strong></td>", page)
    assert "first.pdf" in page


def test_a_program_sends_papers_and_reads_the_ledger(made: World) -> None:
    token = people.make_token(made.tally.pipeline.store, "clerk", "portal", days=1, by="test", clock=made.clock)
    app = create_app(made.desk, secret=b"s" * 32, hosts=["127.0.0.1"])
    program = TestClient(app, base_url="http://127.0.0.1/api/v1", headers={"Authorization": f"Bearer {token}"})
    content = b"%PDF-1.7 a paper"
    made.reader.papers[content] = confirmation(price="2.60")
    answer = program.post("/documents", files={"file": ("AB.pdf", content)}).json()
    assert (answer["is_new"], answer["refused"]) == (True, None)
    assert program.get(f"/documents/{answer['document_id']}").json()["state"] == "received"
    made.tally.pipeline.run(answer["document_id"])
    assert program.get(f"/documents/{answer['document_id']}").json()["state"] == "in_review"
    assert [line["name"] for line in program.get("/arrivals").json()] == ["AB.pdf"]
