"""E-mail over SMTP, by the standard library: plain text, TLS with a proved certificate, one message a recipient.

aiosmtplib would do the same for asyncio, which nothing here is; smtplib knows STARTTLS, TLS and logins, and is kept with Python.
"""

from __future__ import annotations

import smtplib
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP as SMTP_POLICY
from email.utils import format_datetime, parseaddr

from pydantic import ValidationError

from domain.errors import DeliveryRefusedError, NotDeliveredError, UsageError
from domain.outward import Delivery, Mail
from domain.ports import Clock

_PERMANENT = 500
_LONGEST_SUBJECT = 200


@dataclass(frozen=True)
class SmtpAccount:
    """The mail server and how to get in. `security` is `tls`, `starttls` or `none`; `secret` is asked at each login."""

    host: str
    port: int
    security: str
    sender: str
    user: str = ""
    secret: Callable[[], str] | None = None
    ca_file: str | None = None
    timeout: float = 30.0


@dataclass(frozen=True)
class SmtpMailer:
    """Sends mails, planned or at once."""

    account: SmtpAccount
    clock: Clock

    def send(self, delivery: Delivery) -> None:
        """Sends the planned mail. Raises NotDeliveredError, DeliveryRefusedError."""
        try:
            mail = Mail.model_validate_json(delivery.body)
        except ValidationError:
            raise DeliveryRefusedError("What is planned is no mail.") from None
        self.send_mail(mail, message_id=delivery.message_id)

    def send_mail(self, mail: Mail, *, message_id: str) -> None:
        """Hands the mail to the mail server; `message_id` is in its Message-ID, the same at each attempt.

        Raises:
            NotDeliveredError: it may be tried again. DeliveryRefusedError: the server will never take it.
        """
        message = self._message(mail, message_id)
        with _failures(), self._session() as server:
            server.send_message(message, from_addr=parseaddr(self.account.sender)[1], to_addrs=[mail.to])

    def reach(self) -> str:
        """Signs in and out, and sends nothing; says what was found. Raises NotDeliveredError, DeliveryRefusedError, UsageError."""
        with _failures(), self._session() as server:
            server.noop()
        how = {"tls": "over TLS", "starttls": "with STARTTLS", "none": "without encryption"}[self.account.security]
        signed_in = f", signed in as {self.account.user}" if self.account.user else ""
        return f"{self.account.host}:{self.account.port} {how}{signed_in}"

    def _message(self, mail: Mail, message_id: str) -> EmailMessage:
        message = EmailMessage(policy=SMTP_POLICY)
        try:
            message["From"] = self.account.sender
            message["To"] = Address(addr_spec=mail.to)
            if mail.reply_to:
                message["Reply-To"] = Address(addr_spec=mail.reply_to)
        except (ValueError, IndexError, MessageError) as error:  # what the library raises for what is no address
            raise DeliveryRefusedError(f"{mail.to!r} is no address for mail.") from error
        # Names of files and suppliers are in it: none of them may begin a header of its own.
        message["Subject"] = " ".join(mail.subject.split())[:_LONGEST_SUBJECT]
        message["Date"] = format_datetime(self.clock())
        message["Message-ID"] = f"<{message_id}@{parseaddr(self.account.sender)[1].rpartition('@')[2]}>"
        if mail.automatic:
            message["Auto-Submitted"] = "auto-generated"
        message.set_content(mail.text)
        message["Content-Language"] = mail.language  # setting the content takes earlier headers about it away
        return message

    @contextmanager
    def _session(self) -> Iterator[smtplib.SMTP]:
        account = self.account
        if account.security == "tls":
            server: smtplib.SMTP = smtplib.SMTP_SSL(account.host, account.port, timeout=account.timeout, context=self._context())
        else:
            server = smtplib.SMTP(account.host, account.port, timeout=account.timeout)
        with server:
            if account.security == "starttls":
                server.starttls(context=self._context())
            if account.user and account.secret:
                server.login(account.user, account.secret())
            yield server

    def _context(self) -> ssl.SSLContext:
        return ssl.create_default_context(cafile=self.account.ca_file)


@contextmanager
def _failures() -> Iterator[None]:
    """What can become of a session, as our errors. What a server says is shown; a password never is."""
    try:
        yield
    except smtplib.SMTPAuthenticationError as error:  # a password that is mended later is no reason to lose a mail
        raise NotDeliveredError(f"The mail server did not let us in ({error.smtp_code}): check user and password.") from None
    except smtplib.SMTPRecipientsRefused as error:
        code, said = next(iter(error.recipients.values()))
        raise _refusal(code, said) from None
    except smtplib.SMTPResponseException as error:
        raise _refusal(error.smtp_code, error.smtp_error) from None
    except UsageError as error:
        raise NotDeliveredError(f"The mail server's password cannot be had: {error}") from None
    except (smtplib.SMTPException, OSError) as error:
        raise NotDeliveredError(f"The mail server cannot be used now ({type(error).__name__}: {error}).") from None


def _refusal(code: int, said: bytes | str) -> NotDeliveredError | DeliveryRefusedError:
    words = said.decode("utf-8", "replace") if isinstance(said, bytes) else said
    sentence = f"The mail server said {code} {' '.join(words.split())[:200]}."
    return DeliveryRefusedError(sentence) if code >= _PERMANENT else NotDeliveredError(sentence)
