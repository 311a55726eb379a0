"""Messages, archives and files of several papers on their way through the pipeline: what they hold goes on, and nothing in them is lost."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from app.parting import parts_from, split_by_hand
from app.process import process_paths
from doctypes import find_doctypes
from domain.arrivals import DocumentRecord, DocumentState, Form, Sighting, document_id_of
from domain.errors import PermanentError, StaleStateError, StoreBusyError, TransientError, UnreadableError, UsageError
from domain.paper import Kind, Page, ProposedPart, Reading
from domain.people import Role, User
from extract.read import read_document
from ingest.unpack import paper_of
from tests.mails import bomb, mail, pdf, zipped
from tests.world import World, confirmation

OTHER = Reading(kind=Kind.OTHER, kind_confidence=0.99, language="de")


def drop(made: World, content: bytes, name: str = "mail.eml") -> str:
    (made.inbox / name).write_bytes(content)
    made.take_in()
    while list(made.tally.pipeline.drive_waiting()):
        pass  # what was split off waits for the next round
    return document_id_of(content)


def by_name(made: World) -> dict[str, DocumentRecord]:
    with made.tally.pipeline.store.begin(reading=True) as work:
        return {record.name: record for record in work.documents.recent()}


def ledger(made: World) -> list[Sighting]:
    with made.tally.pipeline.store.begin(reading=True) as work:
        assert work.audit.first_broken() is None
        return list(work.arrivals.recent())


def paper(made: World, reading: Reading, number: int = 1) -> bytes:
    made.reader.papers[pdf(number)] = reading
    return pdf(number)


def test_the_papers_in_a_message_go_on_by_themselves_and_the_message_ends_parted(made: World) -> None:
    holder = drop(made, mail(attachments={"AB.pdf": paper(made, confirmation()), "AGB.pdf": paper(made, OTHER, 2)}).as_bytes())
    made.tally.pipeline.deliver()
    found = by_name(made)
    assert {name: record.state for name, record in found.items()} == {
        "mail.eml": DocumentState.PARTED, "mail.eml/AB.pdf": DocumentState.POSTED, "mail.eml/AGB.pdf": DocumentState.REJECTED,
    }  # fmt: skip
    own = found["mail.eml/AB.pdf"]
    assert (own.within, own.sender and own.sender.address, found["mail.eml"].form) == (holder, "hans@brenner.example", Form.MESSAGE)
    assert list(made.inbox.glob("*.eml")) == []


def test_the_same_message_again_brings_nothing_new(made: World) -> None:
    content = mail(attachments={"AB.pdf": paper(made, confirmation())}).as_bytes()
    drop(made, content)
    drop(made, content, "again.eml")
    assert {name: record.sightings for name, record in by_name(made).items()} == {"mail.eml": 2, "mail.eml/AB.pdf": 1}
    # The same paper in another message is the same paper, seen twice.
    drop(made, mail("noch einmal", {"AB-1.pdf": pdf(1)}).as_bytes(), "third.eml")
    assert by_name(made)["mail.eml/AB.pdf"].sightings == 2
    assert by_name(made)["third.eml"].state is DocumentState.PARTED


def mailed(made: World, text: str, attachments: dict[str, bytes], subject: str = "AW: Bestellung 4500000001") -> bytes:
    """A mail whose text is read for real; what is attached reads as the world knows it."""
    content = mail(text, attachments, Subject=subject).as_bytes()
    paper_itself, name = paper_of(content, "mail.eml")
    made.reader.papers[content] = read_document(paper_itself, name, find_doctypes(), None)
    return content


def test_a_text_that_says_the_same_as_what_is_attached_is_no_paper_beside_it(made: World) -> None:
    drop(made, mailed(made, "Bestätigt wie bestellt, KW 36.", {"AB.pdf": paper(made, confirmation())}))  # 1 September is in week 36
    assert {name: record.state for name, record in by_name(made).items()} == {
        "mail.eml": DocumentState.PARTED, "mail.eml/AB.pdf": DocumentState.POSTING,
    }  # fmt: skip


def test_lines_that_a_mail_writes_out_as_what_is_attached_says_them_are_one_matter_with_it(made: World) -> None:
    text = (
        "Order confirmation\n\nPos  Item     Description  Qty      Price\n10   42-1734  Hex bolt M8  250 pcs  2.50 EUR\n\nDelivery week 36"
    )
    drop(made, mailed(made, text, {"AB.pdf": paper(made, confirmation())}))
    found = by_name(made)
    assert found["mail.eml"].reading
    assert found["mail.eml"].reading.lines[0].text("unit_price") == "2.50"
    assert {name: record.state for name, record in found.items()} == {
        "mail.eml": DocumentState.PARTED, "mail.eml/AB.pdf": DocumentState.POSTING,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Bestätigt, aber erst KW 38.", "promises the whole order for 2026-09-18 (“KW 38”), and it says 2026-09-01"),
        ("Pos. 10 kommt in KW 38.", "promises line 10 for 2026-09-18 (“KW 38”), and it says 2026-09-01"),
        ("Pos. 20 liefern wir in KW 36.", "no such line is on it"),
        ("Leider müssen wir den Auftrag ablehnen.", "refuses the order"),
        ("Anbei die AB. Statt 250 sind nur 200 Stück lieferbar.", "200 Stück lieferbar.”, and that is no quantity on it"),
        ("Anbei die AB. Preise freibleibend.", "reserves something: “Preise freibleibend.”"),
        (
            "Order confirmation\n\nPos  Item     Description  Qty      Price\n10   42-1734  Hex bolt M8  250 pcs  2.60 EUR",
            "names a price of 2.60 for one in line 10",
        ),
        (
            "Order confirmation\n\nPos  Item     Description  Qty      Price\n20   42-1735  Washer       250 pcs  2.50 EUR",
            "no line of it is that one",
        ),
        (
            "Order confirmation\n\nPos  Item     Description  Qty      Price\n10   42-1734  Hex bolt M8  200 pcs  2.50 EUR",
            "promises 200 pcs in line 10, and it says 250 pcs",
        ),
    ],
)
def test_a_person_sees_a_confirmation_whose_mail_says_otherwise(made: World, text: str, words: str) -> None:
    drop(made, mailed(made, text, {"AB.pdf": paper(made, confirmation())}))
    found = by_name(made)
    assert {name: record.state for name, record in found.items()} == {
        "mail.eml": DocumentState.PARTED, "mail.eml/AB.pdf": DocumentState.IN_REVIEW,
    }  # fmt: skip
    decision = found["mail.eml/AB.pdf"].decision
    assert decision is not None
    assert any(words in reason for reason in decision.reasons), decision.reasons


def test_a_person_sees_it_whichever_of_the_two_is_driven_first(made: World) -> None:
    content = mailed(made, "Bestätigt, aber erst KW 38.", {"AB.pdf": paper(made, confirmation())})
    (made.inbox / "mail.eml").write_bytes(content)
    made.take_in()
    assert made.tally.pipeline.run(document_id_of(pdf(1))).state is DocumentState.IN_REVIEW
    assert made.tally.pipeline.run(document_id_of(content)).state is DocumentState.PARTED


def test_a_text_beside_what_is_no_confirmation_is_a_paper_itself(made: World) -> None:
    drop(made, mailed(made, "Bestätigt wie bestellt, KW 36.", {"AGB.pdf": paper(made, OTHER)}))
    assert by_name(made)["mail.eml"].state is DocumentState.IN_REVIEW


def test_a_mail_that_confirms_the_whole_order_is_posted_once_a_person_agrees(made: World) -> None:
    document_id = drop(made, mailed(made, "Guten Tag,\n\nbestätigt wie bestellt, KW 36.\n\nMfG\n", {}))
    record, case = made.record(document_id), made.desk.paper(document_id).case
    assert (record.state, record.order_number) == (DocumentState.IN_REVIEW, "4500000001")
    assert record.decision is not None
    assert record.decision.reasons[0].startswith("The text of the mail says that order 4500000001 is accepted; the whole order is promised")
    assert case is not None
    made.desk.approve(case.case_id, User(name="ana", role=Role.LEAD), version=case.version)
    made.clock.go_on(minutes=5)  # what was approved can be taken back for two
    made.tally.pipeline.deliver()
    assert made.state(document_id) is DocumentState.POSTED
    order = made.tally.pipeline.order_book.order("4500000001")
    assert order is not None
    assert [(said.quantity, said.unit_price, str(said.delivery_date)) for said in order.lines[0].confirmed] == [(None, None, "2026-09-04")]
    assert order.lines[0].confirmed[0].document_number.startswith("mail 2026-08-03 ")


def test_a_message_without_attachments_is_the_paper_itself(made: World) -> None:
    content = mail("Bestätigt.").as_bytes()
    made.reader.papers[content] = confirmation()
    assert made.state(drop(made, content)) is DocumentState.POSTING
    assert made.state(drop(made, mail("").as_bytes(), "empty.eml")) is DocumentState.REJECTED


def test_what_is_hostile_in_a_message_costs_itself_only(made: World) -> None:
    drop(made, mail(attachments={"bomb.zip": bomb(60), "AB.pdf": paper(made, confirmation())}).as_bytes())
    found = by_name(made)
    assert (found["mail.eml/bomb.zip"].state, found["mail.eml/AB.pdf"].state) == (DocumentState.REJECTED, DocumentState.POSTING)
    assert "bomb" in (found["mail.eml/bomb.zip"].error or "")


def test_what_could_not_be_taken_from_a_message_puts_it_before_a_person_with_the_reason(made: World) -> None:
    message = mail(attachments={"AB.pdf": paper(made, confirmation())})
    message.add_attachment(b"sealed", maintype="application", subtype="pkcs7-mime", filename="smime.p7m")
    holder = made.record(drop(made, message.as_bytes()))
    assert holder.state is DocumentState.IN_REVIEW
    assert holder.decision is not None
    assert "smime.p7m" in holder.decision.reasons[0]
    assert made.desk.paper(holder.document_id).case is not None
    with made.tally.pipeline.store.begin(reading=True) as work:
        lines = work.arrivals.within(holder.document_id)
    assert [(line.name, bool(line.reason)) for line in lines] == [("mail.eml/AB.pdf", False), ("mail.eml/smime.p7m", True)]


def test_an_archive_in_a_message_in_a_message_is_opened_to_the_last_paper(made: World) -> None:
    inner = mail(attachments={"papers.zip": zipped({"2026/AB.pdf": paper(made, confirmation())})}, Subject="Ihre Bestellung")
    outer = mail("FYI", Subject="WG: Ihre Bestellung")
    outer.add_attachment(inner)
    drop(made, outer.as_bytes())
    found = by_name(made)
    assert found["mail.eml/Ihre Bestellung.eml/papers.zip/2026/AB.pdf"].state is DocumentState.POSTING
    assert {record.state for name, record in found.items() if not name.endswith(".pdf")} == {DocumentState.PARTED}


def test_a_message_that_cannot_be_opened_is_kept_rejected_and_put_aside(made: World) -> None:
    deep = "".join(f'Content-Type: multipart/mixed; boundary="b{level}"\r\n\r\n--b{level}\r\n' for level in range(60))
    content = f"From: a@x.example\r\nTo: b@x.example\r\n{deep}\r\nhi".encode()
    record = made.record(drop(made, content))
    assert (record.state, "nested" in (record.error or "")) == (DocumentState.REJECTED, True)
    assert [path.name for path in (made.inbox / ".refused").iterdir() if path.suffix == ".eml"] == ["mail.eml"]
    assert made.tally.pipeline.archive.get(record.document_id) == content


def test_where_our_own_code_fails_on_a_message_it_is_kept_and_can_be_tried_again(made: World, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise PermanentError("KeyError: 'x'")

    content = mail(attachments={"AB.pdf": paper(made, confirmation())}).as_bytes()
    with monkeypatch.context() as broken:
        broken.setattr(type(made.reader), "unpack", fail)
        holder = drop(made, content)
    assert (made.state(holder), list(by_name(made))) == (DocumentState.FAILED, ["mail.eml"])
    with made.tally.pipeline.store.begin() as work:
        work.documents.advance(holder, expect=[DocumentState.FAILED], to=DocumentState.RECEIVED, by="alice")
    list(made.tally.pipeline.drive_waiting())
    list(made.tally.pipeline.drive_waiting())
    assert (made.state(holder), made.state(document_id_of(pdf(1)))) == (DocumentState.PARTED, DocumentState.POSTING)


@pytest.mark.parametrize("failure", [TransientError("The reader could not be started."), StoreBusyError("full")])
def test_a_message_that_cannot_be_opened_now_stays_where_it_is(made: World, monkeypatch: pytest.MonkeyPatch, failure: Exception) -> None:
    def fail(*_: object) -> None:
        raise failure

    content = mail(attachments={"AB.pdf": paper(made, confirmation())}).as_bytes()
    (made.inbox / "mail.eml").write_bytes(content)
    with monkeypatch.context() as broken:
        broken.setattr(type(made.reader), "unpack", fail)
        with pytest.raises(type(failure)):
            made.take_in()
    assert ledger(made) == []
    assert (made.inbox / "mail.eml").exists()
    made.take_in()
    assert [line.name for line in ledger(made)] == ["mail.eml/AB.pdf", "mail.eml"]


def several(*parts: tuple[int, int, float]) -> Reading:
    proposed = [ProposedPart(first=first, last=last, confidence=sure) for first, last, sure in parts]
    return confirmation(sure=0.5).model_copy(update={"parts": proposed, "pages": [Page(width=595, height=842)] * parts[-1][1]})


def test_a_file_of_surely_several_papers_is_split_unseen(made: World) -> None:
    made.reader.papers[pdf(9) + b"#1-2"] = confirmation("AB-1")
    content = paper(made, several((1, 2, 1.0), (4, 5, 0.99)), 9)
    holder = drop(made, content, "scans.pdf")
    found = by_name(made)
    assert {name: record.state for name, record in found.items()} == {
        "scans.pdf": DocumentState.PARTED, "scans.pdf#pages=1-2": DocumentState.POSTING, "scans.pdf#pages=4-5": DocumentState.REJECTED,
    }  # fmt: skip
    assert {record.within for name, record in found.items() if "#" in name} == {holder}


def test_a_doubtful_split_waits_for_a_person_who_moves_the_borders(made: World) -> None:
    holder = drop(made, paper(made, several((1, 2, 1.0), (3, 5, 0.6)), 9), "scans.pdf")
    record = made.record(holder)
    assert record.state is DocumentState.IN_REVIEW
    assert record.reading is not None
    assert [(part.first, part.last) for part in record.reading.parts] == [(1, 2), (3, 5)]
    assert record.decision is not None
    assert (
        record.decision.reasons[0] == "It looks to hold 2 papers: pages 1 to 2 (100%), pages 3 to 5 (60%). Say on which pages they begin."
    )
    case = made.desk.paper(holder).case
    assert case is not None
    with pytest.raises(StaleStateError):
        split_by_hand(made.tally.pipeline, case.case_id, [4], by="alice", version=case.version + 1)
    with pytest.raises(UsageError, match="from 2 to 5"):
        split_by_hand(made.tally.pipeline, case.case_id, [9], by="alice", version=case.version)
    assert split_by_hand(made.tally.pipeline, case.case_id, [4, 5], by="alice", version=case.version).state is DocumentState.PARTED
    assert sorted(by_name(made)) == ["scans.pdf", "scans.pdf#pages=1-3", "scans.pdf#pages=4-4", "scans.pdf#pages=5-5"]
    assert made.desk.paper(holder).case is None


def test_borders_that_a_person_names_make_parts_of_all_pages() -> None:
    assert [(part.first, part.last) for part in parts_from([3, 5], 6)] == [(1, 2), (3, 4), (5, 6)]
    with pytest.raises(UsageError):
        parts_from([1], 6)


def test_process_gives_a_line_for_each_paper_in_a_message(tmp_path: Path) -> None:
    inbox = tmp_path / "in"
    inbox.mkdir()
    (inbox / "mail.eml").write_bytes(mail("Anbei.", {"scan.pdf": pdf(1), "papers.zip": zipped({"a.pdf": pdf(2)})}).as_bytes())
    (inbox / "other.eml").write_bytes(mail("We thank you for the invitation to your summer party.").as_bytes())
    (inbox / "same.eml").write_bytes(mail("Again.", {"copy.pdf": pdf(1)}).as_bytes())
    (tmp_path / "orders.json").write_text("[]")
    assert process_paths([inbox], tmp_path / "orders.json", tmp_path / "out.jsonl", 1) == 0
    lines = [json.loads(line) for line in (tmp_path / "out.jsonl").read_text().splitlines()]
    assert [line["file"] for line in lines] == ["mail.eml/scan.pdf", "mail.eml/papers.zip/a.pdf", "other.eml", "same.eml/copy.pdf"]
    assert lines[0]["document_id"] == lines[3]["document_id"] == document_id_of(pdf(1))
    assert all(line["decision"]["outcome"] in ("review", "reject") for line in lines)


def test_a_large_message_is_opened_in_a_process_that_outlives_a_hostile_one() -> None:
    from extract.sandbox import ReadingPool  # noqa: PLC0415 - starts a process

    big = b"%PDF-1.4" + bytes(8 * 1024 * 1024)
    content = mail(attachments={"big.pdf": big, "small.pdf": pdf(1)}).as_bytes()
    with ReadingPool(1, engine="none") as pool:
        contents, parts = pool.unpack(content, "big.eml")
        assert [part.name for part in contents.parts] == ["big.pdf", "small.pdf"]
        assert parts == [big, pdf(1)]
        deep = b"".join(b'Content-Type: multipart/mixed; boundary="b%d"\r\n\r\n--b%d\r\n' % (level, level) for level in range(5000))
        with pytest.raises(UnreadableError, match="nested"):
            pool.unpack(b"From: a@x.example\r\nTo: b@x.example\r\n" + deep, "deep.eml")
        assert pool.unpack(content, "big.eml")[1][1] == pdf(1)
