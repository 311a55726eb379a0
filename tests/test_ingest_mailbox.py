"""The mailbox, against a real Dovecot: whatever breaks, every message is taken once, and moved only after it was stored or refused."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from app.bootstrap import build
from app.doctor import diagnose
from app.settings import ChannelSettings, Settings
from app.sweeping import has_work, run_batch
from domain.arrivals import Arrival, Contents, DocumentState, Sighting, document_id_of
from domain.errors import PermanentError, SourceBusyError, StoreBusyError, TransientError, UsageError
from domain.ports import Incoming, Store
from ingest import imap
from ingest.channels import mailbox
from ingest.channels.mailbox import MailboxChannel, connect
from ingest.take_in import take_in
from storage.archive import FolderArchive
from tests.clock import FakeClock
from tests.mails import mail, pdf
from tests.mailserver import USER, MailServer, Wire, is_installed, running, token
from tests.siege import InThisProcess, besiege, channel_to, sweep
from tests.world import FakeReader, confirmation

pytestmark = pytest.mark.skipif(not is_installed(), reason="Dovecot is not installed (Debian: apt-get install dovecot-imapd dovecot-lmtpd)")


@pytest.fixture(scope="module")
def dovecot() -> Iterator[MailServer]:
    with running() as started:
        yield started


@pytest.fixture
def server(dovecot: MailServer) -> MailServer:
    """The server with its folders empty."""
    with dovecot.client() as client:
        for folder in ("INBOX", "Processed", "Failed"):
            status, count = client.select(folder)
            if status == "OK" and count[0] != b"0":
                client.store("1:*", "+FLAGS", "\\Deleted")
                client.expunge()
    return dovecot


@pytest.fixture
def archive(tmp_path: Path) -> FolderArchive:
    return FolderArchive(tmp_path / "archive")


def take(channel: MailboxChannel, store: Store, archive: FolderArchive, clock: FakeClock, unpacker: object = None) -> list[Arrival]:
    taken = []
    for incoming in channel.incoming():
        arrival = take_in(incoming, archive=archive, store=store, clock=clock, channel="mail", unpacker=unpacker or InThisProcess())  # type: ignore[arg-type]
        taken += [arrival] if arrival else []
    return taken


def ledger(store: Store) -> list[Sighting]:
    with store.begin(reading=True) as work:
        assert work.audit.first_broken() is None
        return list(reversed(work.arrivals.recent()))


def names(store: Store) -> list[str]:
    return [line.name for line in ledger(store)]


def test_a_message_is_taken_with_all_that_is_in_it_and_then_moved(
    server: MailServer, store: Store, archive: FolderArchive, clock: FakeClock
) -> None:
    server.deliver(mail(attachments={"AB.pdf": pdf(1)}, Subject="AW: Bestellung 4500/10"))
    channel = channel_to(server, server.port)
    assert [arrival.sender and arrival.sender.address for arrival in take(channel, store, archive, clock)] == ["hans@brenner.example"]
    assert names(store) == ["AW: Bestellung 4500-10.eml", "AW: Bestellung 4500-10.eml/AB.pdf"]
    assert (len(server.messages("INBOX")), len(server.messages("Processed"))) == (0, 1)
    assert archive.get(ledger(store)[0].document_id or "") == server.messages("Processed")[0]
    channel.close()


def test_a_message_that_is_only_looked_at_is_not_marked_as_seen(
    server: MailServer, store: Store, archive: FolderArchive, clock: FakeClock
) -> None:
    server.deliver(mail(attachments={"AB.pdf": pdf(1)}))
    channel = channel_to(server, server.port)
    assert next(channel.incoming()).read() == server.messages("INBOX")[0]
    assert b"Seen" not in server.flags()
    channel.close()


def test_a_message_that_cannot_be_opened_goes_to_the_failed_and_is_not_tried_again(
    server: MailServer, store: Store, archive: FolderArchive, clock: FakeClock
) -> None:
    deep = b"".join(b'Content-Type: multipart/mixed; boundary="b%d"\r\n\r\n--b%d\r\n' % (level, level) for level in range(60))
    server.deliver(b"From: a@x.example\r\nSubject: deep\r\n" + deep + b"hi\r\n", mail(attachments={"AB.pdf": pdf(1)}))
    channel = channel_to(server, server.port)
    take(channel, store, archive, clock)
    assert [len(server.messages(folder)) for folder in ("INBOX", "Processed", "Failed")] == [0, 1, 1]
    assert take(channel, store, archive, clock) == []
    assert "deep.eml" in names(store)
    channel.close()


def test_a_message_beyond_the_limit_is_refused_unread_with_the_reason_in_the_ledger(
    server: MailServer, store: Store, archive: FolderArchive, clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(mailbox, "LARGEST_BYTES", 2000)
    server.deliver(mail("x" * 500 + "\n", {"big.pdf": bytes(4000)}), mail(attachments={"AB.pdf": pdf(1)}))
    channel = channel_to(server, server.port)
    take(channel, store, archive, clock)
    assert [line.reason for line in ledger(store) if line.reason] == ["The message has 0 MB, and more than 0 MB are not taken."]
    assert [len(server.messages(folder)) for folder in ("INBOX", "Processed", "Failed")] == [0, 1, 1]
    channel.close()


@pytest.mark.parametrize("failure", [StoreBusyError("full"), TransientError("The reader could not be started.")])
def test_a_message_that_failed_for_our_reasons_is_tried_again(
    server: MailServer, store: Store, archive: FolderArchive, clock: FakeClock, failure: Exception
) -> None:
    class Failing(InThisProcess):
        fails = True

        def unpack(self, content: bytes, name: str) -> tuple[Contents, list[bytes]]:
            if self.fails:
                raise failure
            return super().unpack(content, name)

    server.deliver(mail(attachments={"AB.pdf": pdf(1)}))
    channel, unpacker = channel_to(server, server.port), Failing()
    with pytest.raises(type(failure)):
        take(channel, store, archive, clock, unpacker)
    assert (ledger(store), len(server.messages("INBOX"))) == ([], 1)
    unpacker.fails = False
    take(channel, store, archive, clock, unpacker)
    assert (len(ledger(store)), len(server.messages("Processed"))) == (2, 1)
    channel.close()


def test_a_message_on_which_our_own_code_fails_is_kept_and_put_into_the_failed(
    server: MailServer, store: Store, archive: FolderArchive, clock: FakeClock
) -> None:
    class Broken(InThisProcess):
        def unpack(self, *_: object) -> tuple[Contents, list[bytes]]:
            raise PermanentError("KeyError: 'x'")

    server.deliver(mail(attachments={"AB.pdf": pdf(1)}))
    channel = channel_to(server, server.port)
    take(channel, store, archive, clock, Broken())
    assert [line.state for line in ledger(store)] == ["failed"]
    assert len(server.messages("Failed")) == 1
    channel.close()


def test_messages_that_were_numbered_anew_are_recognised(
    server: MailServer, store: Store, archive: FolderArchive, clock: FakeClock
) -> None:
    server.deliver(mail(attachments={"AB.pdf": pdf(1)}), mail(attachments={"AB.pdf": pdf(2)}))
    channel = channel_to(server, server.port)
    listed = list(channel.incoming())
    take_in(listed[0], archive=archive, store=store, clock=clock, channel="mail", unpacker=InThisProcess())
    # The first one comes back, as from a backup, and all get other numbers.
    server.put_back(server.messages("Processed")[0])
    server.number_anew()
    with pytest.raises((FileNotFoundError, SourceBusyError)):
        listed[1].read()
    for _ in range(3):
        try:
            take(channel, store, archive, clock)
        except SourceBusyError:
            continue
    with store.begin(reading=True) as work:
        papers = {record.document_id: record.sightings for record in work.documents.recent() if record.within}
    assert sorted(papers.values()) == [1, 1]
    assert len(server.messages("INBOX")) == 0
    channel.close()


def test_the_connection_may_break_at_every_command(server: MailServer, store: Store, archive: FolderArchive, clock: FakeClock) -> None:
    wire = Wire(server.port)
    number = 0
    for step in range(1, 22):
        number += 1
        server.deliver(mail(attachments={"AB.pdf": pdf(number)}, Subject=f"Nr. {number}"))
        wire.cut_after = [step]
        channel = channel_to(server, wire.port, idle="no", spared_seconds="0")
        for _ in range(8):
            try:
                sweep(channel, store, archive, InThisProcess())
            except SourceBusyError:
                continue
            if not channel._waiting and not server.messages("INBOX"):
                break
        channel.close()
        wire.cut()
    with store.begin(reading=True) as work:
        papers = {record.document_id: record.sightings for record in work.documents.recent() if record.within}
    assert papers == {document_id_of(pdf(each)): 1 for each in range(1, number + 1)}
    assert (len(server.messages("INBOX")), len(server.messages("Processed"))) == (0, number)
    wire.close()


def test_two_pollers_over_wires_that_are_cut_take_every_attachment_once(server: MailServer, tmp_path: Path) -> None:
    came = besiege(server, tmp_path, mails=20, cuts=4)
    assert came.holds
    assert came.cuts >= 4
    # A wire that is cut while a mail is moved may leave a second copy of it among the processed ones; its papers are taken once all the same.
    assert 20 <= came.processed <= 20 + came.cuts


def test_what_another_poller_has_just_stored_is_left_for_that_one_to_move(
    server: MailServer, store: Store, archive: FolderArchive, clock: FakeClock
) -> None:
    server.deliver(mail(attachments={"AB.pdf": pdf(1)}))
    first, second = channel_to(server, server.port), channel_to(server, server.port)
    ours, theirs = next(first.incoming()), next(second.incoming())
    ours.safe = lambda: None  # type: ignore[method-assign] # killed before it moved the message
    parts = {"archive": archive, "store": store, "clock": clock, "channel": "mail", "unpacker": InThisProcess()}
    assert take_in(ours, **parts)  # type: ignore[arg-type]
    assert take_in(theirs, **parts) is None  # type: ignore[arg-type]
    assert len(server.messages("INBOX")) == 1
    clock.go_on(seconds=mailbox.SPARED_SECONDS + 1)
    take(second, store, archive, clock)
    assert (len(server.messages("INBOX")), len(server.messages("Processed"))) == (0, 1)
    first.close()
    second.close()


def test_what_comes_is_announced_without_waiting_for_the_next_look(server: MailServer) -> None:
    channel = channel_to(server, server.port, poll_seconds="600")
    assert list(channel.incoming()) == []
    time.sleep(0.5)  # until the server has been asked to tell
    server.deliver(mail())
    give_up = time.monotonic() + 10
    while not list(channel.incoming()) and time.monotonic() < give_up:
        time.sleep(0.05)
    assert len(list(channel.incoming())) == 1
    channel.close()


def test_a_message_is_offered_once_a_look(server: MailServer) -> None:
    server.deliver(mail())
    channel = channel_to(server, server.port, poll_seconds="600", idle="no")
    assert len(list(channel.incoming())) == len(list(channel.incoming())) == 1
    next(channel.incoming()).read()
    assert list(channel.incoming()) == []
    channel.close()


def test_a_server_with_a_certificate_of_nobody_is_not_talked_to(server: MailServer, tmp_path: Path) -> None:
    channel = channel_to(server, server.port, idle="no", ca_file="")
    with pytest.raises(SourceBusyError, match="certificate"):
        list(channel.incoming())
    channel.close()


def test_a_wrong_password_is_said_once_and_not_tried_again_at_once(server: MailServer, tmp_path: Path) -> None:
    (tmp_path / "wrong").write_text("guess")
    channel = channel_to(server, server.port, idle="no", password_file=str(tmp_path / "wrong"))
    messages = []
    for _ in range(3):
        with pytest.raises(SourceBusyError, match="cannot be used now") as raised:
            list(channel.incoming())
        messages.append(str(raised.value))
    assert len(set(messages)) == 1
    assert "guess" not in messages[0]
    (tmp_path / "wrong").write_text("secret")
    channel.connection._not_before = 0
    assert list(channel.incoming()) == []
    channel.close()


def test_a_server_that_does_not_answer_is_left_alone_for_longer_each_time(server: MailServer) -> None:
    now = [0.0]
    whose = imap.account(f"imaps://{USER}@127.0.0.1:1/INBOX", {"password_variable": "HOME"})
    channel = MailboxChannel(whose, idle=False, clock=lambda: now[0])
    pauses = []
    for _ in range(5):
        with pytest.raises(SourceBusyError):
            list(channel.incoming())
        pauses.append(channel.connection._not_before - now[0])
        now[0] = channel.connection._not_before
    assert pauses == [0, 4, 8, 16, 32]


def test_a_token_comes_from_the_command_each_time(monkeypatch: pytest.MonkeyPatch) -> None:
    whose = imap.account("imaps://u%40k.example@imap.k.example", {"token_command": "printf abc"})
    assert (whose.user, whose.port, whose.folder, whose.by_token, whose.secret()) == ("u@k.example", 993, "INBOX", True, "abc")
    broken = imap.account("imaps://u@imap.k.example", {"token_command": "false"})
    with pytest.raises(SourceBusyError, match="token command"):
        broken.secret()


def test_a_mailbox_is_entered_by_token_and_not_by_one_that_is_forged_or_over(server: MailServer, tmp_path: Path) -> None:
    place = tmp_path / "token"

    def look() -> list[Incoming]:
        whose = imap.account(
            f"imaps://{USER}@127.0.0.1:{server.port}/INBOX", {"token_command": f"cat {place}", "ca_file": str(server.ca_file)}
        )
        with closing(MailboxChannel(whose, idle=False)) as channel:
            return list(channel.incoming())

    server.deliver(mail())
    place.write_text(token())
    assert len(look()) == 1
    for bad in (token(seconds=-1), token(key=b"another key")):
        place.write_text(bad)
        with pytest.raises(SourceBusyError, match="cannot be used now") as raised:
            look()
        assert bad not in str(raised.value)


@pytest.mark.parametrize(
    ("location", "options", "says"),
    [
        ("orders", {"password_file": "x"}, "is no address"),
        ("imaps://host", {"password_file": "x"}, "is no address"),
        ("imaps://u:secret@host", {"password_file": "x"}, "does not belong"),
        ("imaps://u@host", {}, "exactly one of"),
        ("imaps://u@host", {"password_file": "x", "token_command": "y"}, "exactly one of"),
        ("imaps://u@host", {"password_file": "x", "poll_seconds": "often"}, "number of seconds"),
    ],
)
def test_a_wrong_setting_is_one_sentence(location: str, options: dict[str, str], says: str) -> None:
    with pytest.raises(UsageError, match=says):
        connect(location, options)


def test_the_program_sweeps_its_mailbox_like_any_channel_and_a_dead_one_stops_no_other(server: MailServer, tmp_path: Path) -> None:
    said = {"password_file": str(server.folder / "password"), "ca_file": str(server.ca_file), "poll_seconds": "0"}
    places = {
        "orders": {"kind": "mailbox", "location": f"imaps://{USER}@127.0.0.1:{server.port}/INBOX", "options": said},
        "dead": {"kind": "mailbox", "location": f"imaps://{USER}@127.0.0.1:1/INBOX", "options": {**said, "idle": "no"}},
    }
    chosen = {name: ChannelSettings.model_validate(place) for name, place in places.items()}
    reader = FakeReader({pdf(1): confirmation()})
    server.deliver(mail(attachments={"AB.pdf": pdf(1)}))
    with build(Settings(data_dir=tmp_path, channels=chosen), reader=reader) as tally:
        assert has_work(tally, "orders")
        while has_work(tally, "orders"):
            run_batch(tally, "orders")
        with pytest.raises(SourceBusyError, match="cannot be used now"):
            has_work(tally, "dead")
        with tally.pipeline.store.begin(reading=True) as work:
            states = {record.name: record.state for record in work.documents.recent()}
    assert states == {"Bestellung 4500000001.eml": DocumentState.PARTED, "Bestellung 4500000001.eml/AB.pdf": DocumentState.IN_REVIEW}
    assert len(server.messages("Processed")) == 1


def test_the_doctor_says_whether_one_gets_into_the_mailbox(server: MailServer, tmp_path: Path) -> None:
    def found(**options: str) -> list[str]:
        said = {"password_file": str(server.folder / "password"), "ca_file": str(server.ca_file), **options}
        place = {"kind": "mailbox", "location": f"imaps://{USER}@127.0.0.1:{server.port}/INBOX", "options": said}
        health = diagnose(Settings(data_dir=tmp_path, channels={"orders": ChannelSettings.model_validate(place)}))
        return [f"{each.verdict}: {each.found}" for each in health if each.part == "Channel: orders"]

    server.deliver(mail())
    assert "1 messages wait" in found()[0]
    assert found(ca_file="/nowhere/ca.pem")[0].startswith("missing: The mailbox")


def test_closing_ends_the_threads_that_wait(server: MailServer) -> None:
    channel = channel_to(server, server.port)
    list(channel.incoming())
    channel.close()
    give_up = time.monotonic() + 8
    while any(thread.name.startswith("idle") for thread in threading.enumerate()) and time.monotonic() < give_up:
        time.sleep(0.1)
    assert not [thread for thread in threading.enumerate() if thread.name.startswith("idle")]
