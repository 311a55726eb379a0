"""A real mail server for what we send (aiosmtpd) on loopback: with TLS and passwords, and as unwilling as a test wants it."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from ssl import PROTOCOL_TLS_SERVER, SSLContext
from typing import Any, cast

import trustme
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, Envelope, LoginPassword, Session

USER, PASSWORD = "desk", "a password of the mail server"


@dataclass
class PostOffice:
    """What came, and what is said first to the next mails or recipients (`450 not now`)."""

    port: int = 0
    ca_file: str = ""
    came: list[EmailMessage] = field(default_factory=list)
    to: list[str] = field(default_factory=list)
    says: list[str] = field(default_factory=list)
    says_to_recipients: list[str] = field(default_factory=list)

    async def handle_RCPT(  # noqa: N802 - the names that aiosmtpd asks for
        self, _server: object, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        if self.says_to_recipients:
            return self.says_to_recipients.pop(0)
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server: object, _session: Session, envelope: Envelope) -> str:  # noqa: N802
        if self.says:
            return self.says.pop(0)
        self.came.append(cast("EmailMessage", message_from_bytes(cast("bytes", envelope.content), policy=default)))
        self.to += envelope.rcpt_tos
        return "250 OK"


def _fits(_server: object, _session: Session, _envelope: Envelope, _mechanism: str, given: Any) -> AuthResult:
    fits = isinstance(given, LoginPassword) and (given.login, given.password) == (USER.encode(), PASSWORD.encode())
    return AuthResult(success=fits, handled=False)


@contextmanager
def post_office(folder: Path, *, security: str = "starttls") -> Iterator[PostOffice]:
    """A server that wants STARTTLS, speaks TLS from the start, or (`none`) takes anything from anybody."""
    office = PostOffice(ca_file=str(folder / "ca.pem"))
    authority = trustme.CA()
    authority.cert_pem.write_to_path(office.ca_file)
    context = SSLContext(PROTOCOL_TLS_SERVER)
    authority.issue_cert("127.0.0.1", "localhost").configure_cert(context)
    options: dict[str, Any] = {}
    if security == "starttls":
        options = {"tls_context": context, "require_starttls": True}
    elif security == "tls":
        options = {"ssl_context": context, "auth_require_tls": False}
    if security != "none":
        options |= {"authenticator": _fits, "auth_required": True}
    controller = Controller(office, hostname="127.0.0.1", port=_free_port(), **options)
    controller.start()
    office.port = controller.port
    try:
        yield office
    finally:
        controller.stop()


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        return int(listening.getsockname()[1])
