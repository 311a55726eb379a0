"""A connection to a mailbox: TLS with a proved certificate, a password or a token, made anew whenever it broke."""

from __future__ import annotations

import contextlib
import imaplib
import os
import shlex
import socket
import ssl
import subprocess
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

from imap_tools import BaseMailBox, MailBox
from imap_tools.errors import ImapToolsError, MailboxLoginError
from imap_tools.mailbox import MailBoxStartTls

from domain.errors import SourceBusyError, UsageError

BROKEN = (OSError, imaplib.IMAP4.error, ImapToolsError)
"""Whatever can become of a connection; imaplib's `abort` is one of them."""
_TOKEN_SECONDS = 30
_LONGEST_PAUSE = 300.0
_SECRETS = ("password_file", "password_variable", "token_command")


@dataclass(frozen=True)
class Account:
    """Where a mailbox is and how to get in. `secret` is asked at each login, so that a new password or token needs no restart."""

    host: str
    port: int
    starttls: bool
    user: str
    folder: str
    secret: Callable[[], str]
    by_token: bool
    ca_file: str | None = None
    timeout: float = 30.0

    @property
    def name(self) -> str:
        """The mailbox as it is called in messages and sightings; without any secret."""
        return f"{self.user}@{self.host}/{self.folder}"


def account(location: str, options: Mapping[str, str]) -> Account:
    """The account that the settings describe.

    Args:
        location: `imaps://USER@HOST[:PORT][/FOLDER]`, or `imap://…` for STARTTLS; an @ in the user is written %40.
        options: one of `password_file`, `password_variable`, `token_command`; and `ca_file`, `timeout_seconds`.

    Raises:
        UsageError: something is missing or no address.
    """
    try:
        place = urlsplit(location)
        port = place.port
    except ValueError as error:
        raise UsageError(f"The mailbox {location} is no address: {error}.") from error
    if place.scheme not in ("imaps", "imap") or not place.hostname or not place.username:
        raise UsageError(f"The mailbox {location} is no address: write it like imaps://orders%40firm.example@imap.firm.example/INBOX.")
    if place.password:
        raise UsageError("A password does not belong into the mailbox's address: name a password_file.")
    named = [name for name in _SECRETS if options.get(name)]
    if len(named) != 1:
        raise UsageError(f"The mailbox {place.hostname} needs exactly one of {', '.join(_SECRETS)}.")
    return Account(
        host=place.hostname,
        port=port or (993 if place.scheme == "imaps" else 143),
        starttls=place.scheme == "imap",
        user=unquote(place.username),
        folder=unquote(place.path.strip("/")) or "INBOX",
        secret=lambda: _secret(named[0], options[named[0]]),
        by_token=named[0] == "token_command",
        ca_file=options.get("ca_file"),
        timeout=float(options.get("timeout_seconds", "30")),
    )


class Connection:
    """One session with the folder selected. Not shared between threads without `lock`."""

    def __init__(self, to: Account, folders: Sequence[str] = (), clock: Callable[[], float] = time.monotonic) -> None:
        """Connects to nothing yet; `folders` are made where they are missing."""
        self.account = to
        self.lock = threading.RLock()
        self.uidvalidity = ""
        self._folders = folders
        self._clock = clock
        self._box: BaseMailBox | None = None
        self._failures = 0
        self._not_before = 0.0
        self._trouble = ""

    @contextlib.contextmanager
    def session(self) -> Iterator[BaseMailBox]:
        """The mailbox with its folder selected. Whatever breaks in the block ends the session; the next one is a new one.

        Raises:
            SourceBusyError: it cannot be reached or broke, or it was tried in vain a moment ago.
        """
        with self.lock:
            if self._box is None and self._clock() < self._not_before:
                raise SourceBusyError(self._trouble)
            try:
                box = self._box or self._connect()
                self._box = box
                yield box
            except BROKEN as error:
                self.close()
                self._failures += 1
                self._not_before = self._clock() + self._pause(error)
                self._trouble = f"The mailbox {self.account.name} cannot be used now ({_words(error)}): it is tried again."
                raise SourceBusyError(self._trouble) from error
            self._failures = 0

    def close(self) -> None:
        """Ends the session, whatever the server says to that."""
        with self.lock:
            box, self._box = self._box, None
            if box is not None:
                with contextlib.suppress(*BROKEN):
                    box.client.shutdown()

    def interrupt(self) -> None:
        """Has whoever waits in a session of another thread find it broken."""
        box = self._box
        if box is not None:
            with contextlib.suppress(OSError):
                # Only the line below TLS: an SSLSocket's own shutdown takes the state away that the other thread is reading with.
                socket.socket.shutdown(box.client.sock, socket.SHUT_RDWR)

    def _pause(self, error: BaseException) -> float:
        """A session that broke is made anew at once; a server that does not answer or refuses us is left alone for longer each time."""
        if self._failures <= 1 and not isinstance(error, MailboxLoginError):
            return 0.0
        return float(min(_LONGEST_PAUSE, 2.0 ** min(self._failures, 10)))

    def _connect(self) -> BaseMailBox:
        to = self.account
        trust = ssl.create_default_context(cafile=to.ca_file)  # without it, imap-tools accepts any certificate
        kind = MailBoxStartTls if to.starttls else MailBox
        box = kind(to.host, port=to.port, timeout=to.timeout, ssl_context=trust)
        try:
            if to.by_token:
                box.xoauth2(to.user, to.secret(), initial_folder=None)
            else:
                box.login(to.user, to.secret(), initial_folder=None)
            # imaplib keeps what the server said before the login, when it does not tell that it can MOVE.
            box.client.capabilities = tuple(box.client.capability()[1][-1].decode().upper().split())
            for folder in self._folders:
                if not box.folder.exists(folder):
                    box.folder.create(folder)
            box.folder.set(to.folder)
            self.uidvalidity = box.client.response("UIDVALIDITY")[1][-1].decode()
        except BaseException:  # also when the program is stopped: no half-open connection stays; whatever it was goes on up
            with contextlib.suppress(*BROKEN):
                box.client.shutdown()
            raise
        return box


def _secret(kind: str, value: str) -> str:
    match kind:
        case "password_file":
            return Path(value).read_text(encoding="utf-8").rstrip("\r\n")
        case "password_variable":
            if value not in os.environ:
                raise SourceBusyError(f"The variable {value}, which holds a mailbox's password, is not set.")
            return os.environ[value]
    try:
        said = subprocess.run(shlex.split(value), capture_output=True, check=True, timeout=_TOKEN_SECONDS)  # noqa: S603 - the installation's own command
    except subprocess.SubprocessError as error:
        raise SourceBusyError(f"The token command gave no token ({type(error).__name__}): run it by hand to see why.") from error
    return said.stdout.decode().strip()


def _words(error: BaseException) -> str:
    said = error.args[0] if error.args else type(error).__name__
    text = said.decode("utf-8", "replace") if isinstance(said, bytes) else str(error)
    return " ".join(text.split())[:200] or type(error).__name__
