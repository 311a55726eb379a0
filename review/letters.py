"""A letter to a supplier as a message that a mail program opens as a draft: an .eml file, or a mailto address."""

from __future__ import annotations

import mimetypes
import re
from email.message import EmailMessage
from email.policy import SMTP
from urllib.parse import quote

_ADDRESS = re.compile(r"[\w.!#$%&'*+/=?^`{|}~-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*", re.ASCII)
MOST_ATTACHED = 10_000_000
"""Bytes: mail servers refuse much larger messages."""


def as_eml(*, to: str, subject: str, text: str, language: str, original: tuple[bytes, str] | None = None) -> bytes:
    """The letter as an unsent message, with the paper that it is about attached; mail programs open it to be sent.

    Nothing that is typed can begin a header of its own: line ends in `subject` are blanks, and of `to` only addresses are taken.
    """
    message = EmailMessage(policy=SMTP)
    message["X-Unsent"] = "1"
    if addresses := _ADDRESS.findall(to):
        message["To"] = ", ".join(addresses)
    message["Subject"] = _one_line(subject)
    message.set_content(text.replace("\r\n", "\n"))
    if original and len(original[0]) <= MOST_ATTACHED:
        content, name = original
        kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
        main, _, sub = kind.partition("/")
        if main in ("text", "message", "multipart"):  # as bytes, and as nothing that a mail program would show
            main, sub = "application", "octet-stream"
        message.add_attachment(content, maintype=main, subtype=sub, filename=_one_line(name))
    if language.isascii() and language.isalpha():
        message["Content-Language"] = language
    return message.as_bytes()


def mailto(*, to: str, subject: str, text: str) -> str:
    """The letter as an address that the mail program of whoever clicks it opens."""
    body = text.replace("\r\n", "\n").replace("\n", "\r\n")
    return f"mailto:{quote(_one_line(to), safe='@')}?subject={quote(_one_line(subject), safe='')}&body={quote(body, safe='')}"


def _one_line(text: str) -> str:
    return " ".join(text.split())
