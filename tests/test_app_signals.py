"""What may be fraud on its way through the program: before compliance, two people, and what their yes teaches of a supplier."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.bootstrap import build
from domain.arrivals import DocumentRecord, DocumentState, Form
from domain.cases import CaseState
from domain.decisions import Queue
from domain.errors import PermanentError, UsageError
from domain.paper import Mark, MarkKind, Reading
from domain.people import Role, User
from domain.signals import KnownSupplier, Measure, SignalCode
from tests.mails import mail, pdf
from tests.world import ORDER, World, confirmation, with_pipeline, world

OURS, OTHER = "DE89370400440532013000", "GB82WEST12345698765432"
ONE, TWO = User(name="lena", role=Role.LEAD), User(name="lars", role=Role.LEAD)


@pytest.fixture
def made(tmp_path: Path) -> Iterator[World]:
    with world(tmp_path) as opened:
        with opened.tally.pipeline.store.begin() as work:
            work.orders.load([ORDER.model_copy(update={"supplier_domains": ["brenner.example"]})])
        yield with_pipeline(opened, own_domains=["kunde.example"])


def with_account(reading: Reading, *accounts: str) -> Reading:
    marks = [Mark(kind=MarkKind.ACCOUNT, text=each, page=1, box=(40, 800, 200, 810)) for each in accounts]
    return reading.model_copy(update={"marks": marks})


def known(made: World) -> KnownSupplier:
    with made.tally.pipeline.store.begin(reading=True) as work:
        return work.suppliers.known("S1")


def confirm(made: World, document_id: str, *users: User) -> None:
    for user in users:
        case_id = made.case_id(document_id)
        version = made.desk.case(case_id).version
        made.desk.approve(case_id, user, version=version)
    made.clock.go_on(minutes=5)
    made.tally.pipeline.deliver()


def send(made: World, content: bytes, name: str = "mail.eml") -> dict[str, DocumentRecord]:
    (made.inbox / name).write_bytes(content)
    made.take_in()
    while list(made.tally.pipeline.drive_waiting()):
        pass
    made.tally.pipeline.deliver()
    with made.tally.pipeline.store.begin(reading=True) as work:
        return {record.name: record for record in work.documents.recent()}


def codes(record: DocumentRecord) -> list[SignalCode]:
    return [signal.code for signal in record.signals]


def test_the_first_bank_details_post_by_themselves_and_are_not_confirmed_by_that(made: World) -> None:
    record = made.put_through(with_account(confirmation("AB-1"), OURS))
    assert (record.state, codes(record)) == (DocumentState.POSTED, [SignalCode.BANK_FIRST_SEEN])
    assert record.decision
    assert any(OURS in reason for reason in record.decision.reasons)
    assert known(made) == KnownSupplier(unconfirmed=frozenset({OURS}))


def test_other_bank_details_go_to_compliance_and_post_only_when_two_people_have_agreed(made: World) -> None:
    made.put_through(with_account(confirmation("AB-1"), OURS))
    record = made.put_through(with_account(confirmation("AB-2"), OTHER), "second.pdf")
    assert (record.state, codes(record)) == (DocumentState.IN_REVIEW, [SignalCode.BANK_CHANGED])
    assert record.decision
    assert (record.decision.queue, record.decision.approvals, record.findings) == (Queue.COMPLIANCE, 2, [])
    case = made.desk.case(made.case_id(record.document_id))
    assert (case.queue, case.approvals_needed) == (Queue.COMPLIANCE, 2)
    with pytest.raises(PermanentError):
        made.desk.approve(case.case_id, User(name="clerk", role=Role.CLERK), version=case.version)
    confirm(made, record.document_id, ONE)
    assert made.state(record.document_id) is DocumentState.IN_REVIEW
    with pytest.raises(UsageError, match="second person"):
        confirm(made, record.document_id, ONE)
    confirm(made, record.document_id, TWO)
    assert made.state(record.document_id) is DocumentState.POSTED
    assert known(made).accounts == {OTHER}


def test_bank_details_that_two_people_confirmed_are_known_and_the_others_are_not_any_more(made: World) -> None:
    made.put_through(with_account(confirmation("AB-1"), OURS))
    confirm(made, made.put_through(with_account(confirmation("AB-2"), OTHER), "2.pdf").document_id, ONE, TWO)
    assert made.put_through(with_account(confirmation("AB-3"), OTHER), "3.pdf").signals == []
    assert codes(made.put_through(with_account(confirmation("AB-4"), OURS), "4.pdf")) == [SignalCode.BANK_CHANGED]


def test_what_is_rejected_teaches_nothing(made: World) -> None:
    made.put_through(with_account(confirmation("AB-1"), OURS))
    record = made.put_through(with_account(confirmation("AB-2"), OTHER), "2.pdf")
    case = made.desk.case(made.case_id(record.document_id))
    made.desk.reject(case.case_id, ONE, version=case.version, reason="It is forged: the supplier knows nothing of it.")
    assert known(made) == KnownSupplier(unconfirmed=frozenset({OURS}))


def test_bank_details_that_change_while_a_case_is_open_are_seen_before_it_is_approved(made: World) -> None:
    record = made.put_through(with_account(confirmation("AB-1", price="2.60"), OTHER))
    case = made.desk.case(made.case_id(record.document_id))
    made.put_through(with_account(confirmation("AB-2"), OURS), "2.pdf")
    with pytest.raises(PermanentError, match="known details changed"):
        made.desk.approve(case.case_id, ONE, version=case.version)
    record = made.record(record.document_id)
    assert record.decision
    assert (codes(record), record.decision.queue, record.decision.approvals) == ([SignalCode.BANK_CHANGED], Queue.COMPLIANCE, 2)
    case = made.desk.case(case.case_id)
    assert (case.queue, case.approvals_needed, case.state) == (Queue.COMPLIANCE, 2, CaseState.OPEN)


def test_a_clean_paper_from_a_look_alike_domain_goes_to_compliance(made: World) -> None:
    made.reader.papers[pdf(1)] = confirmation()
    forged = mail(attachments={"AB.pdf": pdf(1)}, From="Hans Brenner <hans@brenmer.example>", Reply_To="hans@elsewhere.example")
    record = send(made, forged.as_bytes())["mail.eml/AB.pdf"]
    assert codes(record) == [SignalCode.LOOKALIKE_SENDER, SignalCode.REPLY_ELSEWHERE]
    assert record.decision
    assert (record.state, record.decision.queue, record.decision.approvals) == (DocumentState.IN_REVIEW, Queue.COMPLIANCE, 2)


def test_a_domain_that_two_people_accepted_is_the_suppliers_from_then_on(made: World) -> None:
    made.reader.papers |= {pdf(1): confirmation("AB-1"), pdf(2): confirmation("AB-2")}
    first = send(made, mail(attachments={"AB.pdf": pdf(1)}, From="hans@brenner-group.example").as_bytes())["mail.eml/AB.pdf"]
    assert codes(first) == [SignalCode.LOOKALIKE_SENDER]
    confirm(made, first.document_id, ONE, TWO)
    assert known(made).domains == {"brenner-group.example"}
    again = mail("zweite", {"AB-2.pdf": pdf(2)}, From="hans@brenner-group.example").as_bytes()
    assert send(made, again, "again.eml")["again.eml/AB-2.pdf"].state is DocumentState.POSTED


def test_new_bank_details_in_the_words_of_a_mail_stop_the_clean_paper_in_it(made: World) -> None:
    made.reader.papers[pdf(1)] = confirmation()
    content = mail("Anbei die AB. Bitte beachten Sie unsere neue Bankverbindung.", {"AB.pdf": pdf(1)}).as_bytes()
    said = Mark(kind=MarkKind.BANK_CHANGE, text="unsere neue Bankverbindung", page=1, box=(0, 0, 9, 9))
    made.reader.papers[content] = confirmation("", sure=0.5).model_copy(update={"lines": [], "marks": [said]})
    found = send(made, content)
    assert codes(found["mail.eml/AB.pdf"]) == [SignalCode.BANK_CHANGE_ANNOUNCED]
    assert found["mail.eml/AB.pdf"].state is DocumentState.IN_REVIEW
    assert codes(found["mail.eml"]) == [SignalCode.BANK_CHANGE_ANNOUNCED]
    assert (found["mail.eml"].form, found["mail.eml"].state) == (Form.MESSAGE, DocumentState.IN_REVIEW)


@pytest.mark.parametrize(
    "headers",
    [
        b"Subject: AB\r\n",
        b"From: \r\nReply-To: \r\n",
        b'From: "\r\nReply-To: <[x]>\r\nAuthentication-Results: ;;;=\r\n',
        b"From: \xff\xfe@\x00\r\nReply-To: =?x?q?=zz?=\r\n",
        b"From: a@b@c.example, <d@e>\r\nReply-To: undisclosed-recipients:;\r\n",
        b"From: @@@@\r\nSender: <>\r\nAuthentication-Results: mx; dmarc=\r\n",
    ],
)
def test_a_mail_with_garbled_headers_or_no_sender_is_taken_like_any_other(made: World, headers: bytes) -> None:
    made.reader.papers[pdf(1)] = confirmation()
    plain = mail(attachments={"AB.pdf": pdf(1)}, From="", Subject="", To="", Date="").as_bytes()
    found = send(made, headers + b"Message-ID: <x@y>\r\n" + plain)
    assert found["mail.eml/AB.pdf"].state in (DocumentState.POSTED, DocumentState.IN_REVIEW)
    assert not any(signal.measure is Measure.STOP for signal in found["mail.eml/AB.pdf"].signals)


def test_signals_outlive_a_restart(made: World) -> None:
    made.put_through(with_account(confirmation("AB-1"), OURS))
    record = made.put_through(with_account(confirmation("AB-2"), OTHER), "2.pdf")
    with build(made.tally.settings, clock=made.clock, reader=made.reader) as again:
        (found,) = again.records([record.document_id])
    assert found.signals == record.signals != []
