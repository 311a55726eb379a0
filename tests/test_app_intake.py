"""Intake as people see it: what they send, the ledger of everything that came, and driving something again."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import create_engine, text

from app.intake import drive_again, ledger, receive
from domain.arrivals import DocumentState, document_id_of
from domain.errors import StaleStateError, UsageError
from ingest.channels import upload
from storage.database import open_store
from tests.flood import flood
from tests.mails import mail, pdf, zipped
from tests.world import World, confirmation, first_passwords


def test_files_that_flood_the_drop_folder_are_each_taken_once_and_none_early(tmp_path: Path) -> None:
    came = flood(tmp_path, files=120)
    assert came.early == 0
    assert came.holds


def test_what_is_sent_is_taken_by_the_same_rules_and_its_sender_hears_what_became_of_it(made: World) -> None:
    made.reader.papers[pdf(1)] = confirmation()
    sent = receive(
        made.tally.pipeline, "../mail.eml", mail(attachments={"AB.pdf": pdf(1), "x.zip": zipped({"y.zip": zipped({})})}).as_bytes()
    )
    assert (sent.name, sent.is_new, sent.refused) == ("mail.eml", True, "")
    assert [line.name for line in sent.contents] == ["mail.eml/AB.pdf", "mail.eml/x.zip"]
    assert sent.document is not None
    assert sent.document.channel == "upload"
    again = receive(made.tally.pipeline, "again.eml", made.tally.pipeline.archive.get(sent.document.document_id))
    assert (again.is_new, again.document and again.document.sightings) == (False, 2)


def test_what_is_too_large_is_not_taken_and_the_ledger_says_why(made: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(upload, "LARGEST_FILE", 1024)
    sent = receive(made.tally.pipeline, "big.pdf", pdf(1) + bytes(2000))
    assert (sent.document, "more than" in sent.refused) == (None, True)
    assert [(line.name, line.reason) for line in ledger(made.tally.pipeline, refused=True)] == [("big.pdf", sent.refused)]


def test_a_message_that_is_sent_and_cannot_be_opened_is_kept_and_its_sender_is_told(made: World) -> None:
    deep = b"".join(b'Content-Type: multipart/mixed; boundary="b%d"\r\n\r\n--b%d\r\n' % (level, level) for level in range(60))
    sent = receive(made.tally.pipeline, "deep.eml", b"From: a@x.example\r\nTo: b@x.example\r\n" + deep)
    assert "nested" in sent.refused
    assert sent.document is not None


def test_the_ledger_has_everything_that_came_with_what_became_of_it(made: World) -> None:
    made.put_through(confirmation(), "AB.pdf")
    made.drop(None, "bad.pdf")
    (made.inbox / "link.pdf").symlink_to("/etc/passwd")
    made.take_in()
    list(made.tally.pipeline.drive_waiting())
    lines = ledger(made.tally.pipeline)
    assert [(line.name, line.state, bool(line.reason)) for line in lines] == [
        ("link.pdf", None, True), ("bad.pdf", DocumentState.REJECTED, False), ("AB.pdf", DocumentState.POSTED, False),
    ]  # fmt: skip
    assert [line.name for line in ledger(made.tally.pipeline, before=lines[0].sighting_id, limit=1)] == ["bad.pdf"]
    assert ledger(made.tally.pipeline, channel="mail") == []
    assert [line.name for line in ledger(made.tally.pipeline, refused=False)] == ["bad.pdf", "AB.pdf"]


def test_what_ended_without_a_posting_can_be_driven_again(made: World) -> None:
    document_id = made.drop(None, "paper.pdf")
    made.take_in()
    made.tally.pipeline.run(document_id)
    assert made.state(document_id) is DocumentState.REJECTED
    made.reader.papers[b"paper.pdf"] = confirmation()
    assert drive_again(made.tally.pipeline, document_id, by="alice").state is DocumentState.POSTING
    with pytest.raises(StaleStateError, match="without a posting"):
        drive_again(made.tally.pipeline, document_id, by="alice")
    with pytest.raises(KeyError):
        drive_again(made.tally.pipeline, document_id_of(b"nothing"), by="alice")


def test_what_a_person_rejected_is_not_driven_again_without_one(made: World) -> None:
    document_id = made.put_through(confirmation(sure=0.5)).document_id
    user = made.desk.sign_in(*next(iter(first_passwords().items())))
    assert user is not None
    case = made.desk.paper(document_id).case
    assert case is not None
    made.desk.reject(case.case_id, user, version=case.version, reason="not ours")
    with pytest.raises(UsageError, match="rejected by a person"):
        drive_again(made.tally.pipeline, document_id, by="bob")


def test_a_message_driven_again_gives_what_was_missed_and_nothing_twice(made: World) -> None:
    holder = receive(made.tally.pipeline, "mail.eml", mail(attachments={"AB.pdf": pdf(1)}).as_bytes()).document
    assert holder is not None
    list(made.tally.pipeline.drive_waiting())
    assert made.state(holder.document_id) is DocumentState.PARTED
    drive_again(made.tally.pipeline, holder.document_id, by="alice")
    assert made.state(holder.document_id) is DocumentState.PARTED
    assert [line.name for line in ledger(made.tally.pipeline)] == ["mail.eml/AB.pdf", "mail.eml"]


def test_a_database_of_before_keeps_its_sightings(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'old.db'}"
    config = Config()
    config.set_main_option("script_location", "storage:migrations")
    engine = create_engine(url)
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0001")
        connection.execute(
            text(
                "INSERT INTO documents (document_id, name, size, channel, received_at, state, version, findings, sightings) "
                "VALUES ('sha256:1', 'a.pdf', 1, 'inbox', '2026-08-03 09:00:00', 'received', 0, '[]', 1)"
            )
        )
        connection.execute(
            text(
                "INSERT INTO sightings (document_id, channel, source_id, name, seen_at) "
                "VALUES ('sha256:1', 'inbox', '1', 'a.pdf', '2026-08-03 09:00:00')"
            )
        )
    engine.dispose()
    store = open_store(url, lambda: datetime.now(UTC))
    with store.begin(reading=True) as work:
        assert [(line.name, line.state, line.minor) for line in work.arrivals.recent()] == [("a.pdf", DocumentState.RECEIVED, False)]
        assert work.documents.get("sha256:1").within is None
    store.close()
