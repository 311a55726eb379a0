"""A mailbox over IMAP: each message in the folder is offered once a look, and moved when it is stored or refused.

A message is known by the folder's UIDVALIDITY and its UID, and by its content: where the server numbers its messages anew, the same
message is recognised by its bytes. It is read without a mark (`BODY.PEEK`), and moved to `processed` or `failed` only after everything
in it is stored. What another poller has just stored is left for that one to move: two that move a message at once double it.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from email.parser import BytesHeaderParser

from imap_tools.errors import MailboxMoveError

from domain.errors import TransientError, UnreadableError, UsageError
from domain.ports import Incoming
from ingest.headers import decoded, text_of
from ingest.imap import Account, Connection, account
from ingest.names import shown_name

LARGEST_BYTES = 75 * 1024 * 1024
SPARED_SECONDS = 120.0
"""So long a message that another process stored is left for that process to move."""
_IDLE_SECONDS = 240.0
_HEAD = 32_768
_LONGEST_SUBJECT = 120

logger = logging.getLogger(__name__)


def connect(location: str, options: Mapping[str, str]) -> MailboxChannel:
    """The channel for the mailbox; the options are those of `ingest.imap.account`, and `processed`, `failed`, `poll_seconds`, `idle`.

    Raises:
        UsageError: the address or an option is wrong.
    """
    try:
        poll_seconds = float(options.get("poll_seconds", "60"))
        spared_seconds = float(options.get("spared_seconds", str(SPARED_SECONDS)))
        whose = account(location, options)
    except ValueError as error:
        raise UsageError(f"An option of the mailbox {location} has to be a number of seconds: {error}.") from error
    return MailboxChannel(
        whose,
        processed=options.get("processed", "Processed"),
        failed=options.get("failed", "Failed"),
        poll_seconds=poll_seconds,
        spared_seconds=spared_seconds,
        idle=options.get("idle", "yes") == "yes",
    )


class MailboxChannel:
    """The folder of a mailbox. It is looked into every `poll_seconds`, and at once when the server says that something came."""

    def __init__(
        self,
        whose: Account,
        *,
        processed: str = "Processed",
        failed: str = "Failed",
        poll_seconds: float = 60.0,
        spared_seconds: float = SPARED_SECONDS,
        idle: bool = True,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.name = "mailbox"
        self.processed, self.failed = processed, failed
        self.spared_seconds = spared_seconds
        self.connection = Connection(whose, (processed, failed), clock)
        self._poll_seconds = poll_seconds
        self._clock = clock
        self._looked_at = float("-inf")
        self._waiting: dict[str, Message] = {}
        self._push = Push(whose) if idle else None

    def incoming(self) -> Iterator[Incoming]:
        """What waits in the folder, oldest first. What could not be taken comes again with the next look.

        Raises:
            SourceBusyError: the mailbox cannot be reached now.
        """
        if self._push:
            self._push.start()
        pushed = self._push is not None and self._push.came.is_set()
        if pushed or (not self._waiting and self._clock() - self._looked_at >= self._poll_seconds):
            self._look()
        yield from list(self._waiting.values())

    def close(self) -> None:
        """Ends the sessions."""
        if self._push:
            self._push.stop()
        self.connection.close()

    def tried(self, uid: str) -> None:
        """The message was asked for; whatever becomes of it, it is not offered again before the next look."""
        self._waiting.pop(uid, None)

    def _look(self) -> None:
        if self._push:
            self._push.came.clear()
        with self.connection.session() as box:
            box.client.noop()  # else a search may miss what came a moment ago
            validity = self.connection.uidvalidity
            found = sorted(box.uids("UNDELETED"), key=int)
        self._waiting = {uid: Message(self, validity, uid) for uid in found}
        self._looked_at = self._clock()


class Message:
    """A message in the folder."""

    def __init__(self, channel: MailboxChannel, validity: str, uid: str) -> None:
        self.name = f"message {uid}.eml"
        self.source_id = f"{channel.connection.account.name}-{validity}-{uid}"
        self.spared_seconds = channel.spared_seconds
        self._channel = channel
        self._validity = validity
        self._uid = uid

    def read(self) -> bytes:
        """The bytes as they travelled.

        Raises:
            SourceBusyError: the mailbox cannot be reached now. FileNotFoundError: it is gone.
            UnreadableError: it is too large.
        """
        self._channel.tried(self._uid)
        with self._channel.connection.session() as box:
            self._must_be_there()
            size = _size(box.client.uid("FETCH", self._uid, "(RFC822.SIZE)")[1])
            if size is None:
                raise FileNotFoundError(self.name)
            if size > LARGEST_BYTES:
                raise UnreadableError(
                    f"The message has {size / 1024**2:.0f} MB, and more than {LARGEST_BYTES // 1024**2} MB are not taken."
                )
            fetched = box.client.uid("FETCH", self._uid, "(BODY.PEEK[])")[1]
        content = next((bytes(part[1]) for part in fetched if isinstance(part, tuple)), None)
        if content is None:
            raise FileNotFoundError(self.name)
        self.name = _named(content)
        return content

    def safe(self) -> None:
        """Moves it to the processed. Raises SourceBusyError where that cannot be done now."""
        self._move(self._channel.processed)

    def refuse(self, reason: str) -> None:
        """Moves it to the failed; the reason stands in the ledger of arrivals. Raises as `safe`."""
        logger.warning("“%s” from %s is put into “%s”: %s", self.name, self._channel.connection.account.name, self._channel.failed, reason)
        self._move(self._channel.failed)

    def _move(self, folder: str) -> None:
        with self._channel.connection.session() as box:
            try:
                self._must_be_there()
            except FileNotFoundError:
                return
            # One that was moved meanwhile is no failure: servers say OK or that there is no such message.
            with suppress(MailboxMoveError):
                box.move(self._uid, folder)

    def _must_be_there(self) -> None:
        if self._channel.connection.uidvalidity != self._validity:
            raise FileNotFoundError(self.name)  # numbered anew: it is found again by the next look


class Push:
    """Waits in a session of its own for the server to say that something came (IDLE)."""

    def __init__(self, whose: Account) -> None:
        self.came = threading.Event()
        self._connection = Connection(whose)
        self._stopped = threading.Event()
        self._thread: threading.Thread | None = None

    def start(self) -> None:
        """Starts to wait, if it does not yet."""
        if self._thread is None:
            self._thread = threading.Thread(target=self._wait, name=f"idle {self._connection.account.name}", daemon=True)
            self._thread.start()

    def stop(self) -> None:
        """Ends waiting; the thread ends with its session."""
        self._stopped.set()
        self._connection.interrupt()

    def _wait(self) -> None:
        try:
            self._wait_for_mail()
        finally:
            self._connection.close()

    def _wait_for_mail(self) -> None:
        while not self._stopped.is_set():
            try:
                with self._connection.session() as box:
                    # Asked within the session: from here on an interruption finds one to break.
                    if self._stopped.is_set() or "IDLE" not in box.client.capabilities:
                        break
                    said = box.idle.wait(timeout=_IDLE_SECONDS)
            except TransientError:  # the look itself will say so
                self._stopped.wait(5)
                continue
            if any(b"EXISTS" in line for line in said):
                self.came.set()


def _size(fetched: list[object]) -> int | None:
    for part in fetched:
        text = part[0] if isinstance(part, tuple) else part
        if isinstance(text, bytes) and b"RFC822.SIZE" in text:
            return int(text.partition(b"RFC822.SIZE")[2].split()[0].rstrip(b")"))
    return None


def _named(content: bytes) -> str:
    """The message's name by its subject, as people know it."""
    head = BytesHeaderParser().parsebytes(content[:_HEAD])
    raw = str(head.get("Subject", "") or "")
    subject = decoded(text_of(raw.encode("utf-8", "surrogateescape")))
    return shown_name(" ".join(subject.replace("/", "-").split())[:_LONGEST_SUBJECT] or "message") + ".eml"
