"""Two pollers on one mailbox while its connections are cut and its server is started anew: `python -m tests.siege` says what came of it."""

from __future__ import annotations

import argparse
import random
import sys
import threading
import time
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from domain.arrivals import Contents, DocumentState, document_id_of
from domain.errors import TransientError
from domain.ports import Store, Unpacker
from extract.sandbox import ReadingPool
from ingest.channels.mailbox import MailboxChannel, connect
from ingest.take_in import take_in
from ingest.unpack import unpack
from storage.archive import FolderArchive
from storage.database import open_store
from tests.mails import mail, pdf
from tests.mailserver import USER, MailServer, Wire, running


class InThisProcess:
    """Opens messages without a process of their own."""

    def unpack(self, content: bytes, name: str) -> tuple[Contents, list[bytes]]:
        return unpack(content, name)


@dataclass(frozen=True)
class Outcome:
    """What came of it: how often each attachment was recorded, how the messages lie, and what the wires and pollers went through."""

    expected: Counter[str]
    recorded: Counter[str]
    left: int
    processed: int
    cuts: int
    seconds: float

    @property
    def holds(self) -> bool:
        """Whether every attachment is there exactly once, and every message was moved."""
        return self.expected == self.recorded and self.left == 0


def channel_to(server: MailServer, port: int, **options: str) -> MailboxChannel:
    """The channel to the server's mailbox, by way of that port."""
    said = {
        "password_file": str(server.folder / "password"),
        "ca_file": str(server.ca_file),
        "poll_seconds": "0",
        "timeout_seconds": "5",
        **options,
    }
    return connect(f"imaps://{USER}@127.0.0.1:{port}/INBOX", said)


def sweep(channel: MailboxChannel, store: Store, archive: FolderArchive, unpacker: Unpacker, limit: int = 1000) -> None:
    """One look, as the program does it."""
    for number, incoming in enumerate(channel.incoming()):
        if number >= limit:
            return
        try:
            take_in(incoming, archive=archive, store=store, clock=lambda: datetime.now(UTC), channel="mail", unpacker=unpacker)
        except TransientError:
            continue


def besiege(
    server: MailServer, folder: Path, *, mails: int, cuts: int, restarts: int = 1, seed: int = 7, unpacker: Unpacker | None = None
) -> Outcome:
    """Delivers messages while two pollers take them in over wires that are cut."""
    chance = random.Random(seed)
    started = time.monotonic()
    url, archive = f"sqlite:///{folder / 'db' / 'siege.db'}", FolderArchive(folder / "archive")
    stores = [open_store(url, lambda: datetime.now(UTC)) for _ in range(2)]
    wires = [Wire(server.port) for _ in range(2)]
    channels = [channel_to(server, wire.port, spared_seconds="3", idle="no") for wire in wires]
    stop = threading.Event()

    def poll(place: int) -> None:
        while not stop.is_set():
            with suppress(TransientError):
                sweep(channels[place], stores[place], archive, unpacker or InThisProcess())
            time.sleep(0.02)

    pollers = [threading.Thread(target=poll, args=(place,), daemon=True) for place in range(2)]
    for poller in pollers:
        poller.start()
    expected = _deliver(server, wires, mails=mails, cuts=cuts, restarts=restarts, chance=chance)
    give_up = time.monotonic() + 60
    while server.messages("INBOX") and time.monotonic() < give_up:
        time.sleep(0.2)
    stop.set()
    for poller in pollers:
        poller.join(10)
    left, processed = len(server.messages("INBOX")), len(server.messages("Processed"))
    for channel in channels:
        channel.close()
    with stores[0].begin(reading=True) as work:
        assert work.audit.first_broken() is None
        papers = [record for record in work.documents.recent(limit=10_000) if record.within]
        assert all(record.state is DocumentState.RECEIVED for record in papers)
    recorded = Counter({record.document_id: record.sightings for record in papers})
    for each in (*wires, *stores):
        each.close()
    return Outcome(expected, recorded, left, processed, sum(wire.cuts for wire in wires) - 2, time.monotonic() - started)


def _deliver(server: MailServer, wires: list[Wire], *, mails: int, cuts: int, restarts: int, chance: random.Random) -> Counter[str]:
    """Delivers the messages, cuts wires and starts the server anew in between; returns what is attached to them."""
    expected: Counter[str] = Counter()
    number = 0
    disturbances = sorted(chance.sample(range(mails), cuts + restarts))
    restart = set(chance.sample(disturbances, restarts))
    for place in range(mails):
        files = {}
        for _ in range(chance.randint(1, 4)):
            number += 1
            files[f"paper {number}.pdf"] = pdf(number)
            expected[document_id_of(pdf(number))] += 1
        server.deliver(mail(f"Nr. {place}", files, Subject=f"Sendung {place}", Message_ID=f"<{place}@supplier.example>"))
        if place in restart:
            server.stop()
            server.start()
        elif place in disturbances:
            time.sleep(chance.random() / 20)
            wires[place % 2].cut()
    return expected


def main() -> int:
    """The command."""
    parser = argparse.ArgumentParser(prog="python -m tests.siege", description=__doc__)
    parser.add_argument("--mails", type=int, default=200)
    parser.add_argument("--cuts", type=int, default=15)
    given = parser.parse_args()
    with TemporaryDirectory() as folder, running() as server, ReadingPool(2, engine="none") as pool:
        came = besiege(server, Path(folder), mails=given.mails, cuts=given.cuts, unpacker=pool)
    sys.stdout.write(
        f"{given.mails} messages with {sum(came.expected.values())} attachments, two pollers, {came.cuts} cuts, one restart: "
        f"{len(came.recorded)} attachments recorded, {sum(count > 1 for count in came.recorded.values())} of them twice, "
        f"{len(came.expected - came.recorded)} lost; {came.left} messages left, {came.processed} processed; {came.seconds:.0f} s\n"
    )
    return 0 if came.holds else 1


if __name__ == "__main__":
    raise SystemExit(main())
