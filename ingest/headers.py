"""Headers of messages: read without trust in their form, and who says that a message is theirs.

The standard library's parser raises IndexError and worse on headers that real mail has (`Message-ID: <[x]>`, `To: "`), so every
header is asked for here.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, datetime
from email.errors import MessageError
from email.header import decode_header
from email.message import Message
from email.utils import parseaddr, parsedate_to_datetime

from domain.arrivals import Sender

LONGEST = 2_000
PARSER_FAULTS = (
    MessageError, ValueError, TypeError, AttributeError, LookupError, ArithmeticError, AssertionError, RecursionError, UnboundLocalError,
)  # fmt: skip
"""What the standard library's parser of mail was seen to raise on malformed headers and parts, beside the errors of its own."""
METHODS = ("spf", "dkim", "dmarc")
_RESULT = re.compile(r"\s*([a-z0-9-]{1,20})\s*=\s*([a-z]{1,20})", re.IGNORECASE)
_COMMENT = re.compile(r"\([^()]*\)")


def header(message: Message, name: str) -> str:
    """The header of that name as one line of text; empty where it is not there or makes no sense."""
    try:
        value = message.get(name)
        text = "" if value is None else str(value)
    except PARSER_FAULTS:
        text = _raw(message, name)
    return _one_line(_mended(text))


def raw_headers(message: Message, name: str) -> list[str]:
    """All headers of that name as they stand, from the top."""
    return [_one_line(_mended(str(value))) for key, value in message.raw_items() if key.lower() == name.lower()]


def sender_of(message: Message, servers: Sequence[str]) -> Sender:
    """Who says that the message is theirs, and what our own mail servers (by their names in Authentication-Results) found of it."""
    name, address = _address(header(message, "From"))
    return Sender(
        address=address,
        name=name,
        reply_to=_address(header(message, "Reply-To"))[1],
        subject=header(message, "Subject"),
        sent_at=moment(header(message, "Date")),
        message_id=header(message, "Message-ID")[:255],
        authentication=authentication([(key, str(value)) for key, value in message.raw_items()], servers),
    )


def authentication(headers: Sequence[tuple[str, str]], servers: Sequence[str]) -> dict[str, str]:
    """What our own servers found, by method.

    Each server puts its header on top, and anybody can put one of our name below: only the topmost of ours counts, with those of
    ours right below it (RFC 8601). A method with several results passed only if all of them did.
    """
    ours = {server.casefold() for server in servers}
    found: dict[str, str] = {}
    began = False
    for name, value in headers:
        own = name.lower() == "authentication-results" and _authority(value) in ours
        if began and not own:
            break
        if own:
            began = True
            for method, result in _results(value):
                if found.get(method, "pass") == "pass":
                    found[method] = result
    return found


def moment(text: str) -> datetime | None:
    """The date of a header in UTC; None where it is none."""
    try:
        when = parsedate_to_datetime(text)
        return (when if when.tzinfo else when.replace(tzinfo=UTC)).astimezone(UTC)
    except (TypeError, ValueError, IndexError, OverflowError):
        return None


def decoded(text: str) -> str:
    """Text with RFC 2047 words (`=?utf-8?q?…?=`) decoded, also where they stand in quotes."""
    if "=?" not in text:
        return text
    try:
        parts = [part if isinstance(part, str) else _decoded_part(part, charset) for part, charset in decode_header(text)]
    except PARSER_FAULTS:
        return text
    return "".join(parts)


def _decoded_part(part: bytes, charset: str | None) -> str:
    try:
        return part.decode(charset or "ascii", "replace")
    except LookupError:
        return part.decode("latin-1")


def _raw(message: Message, name: str) -> str:
    found = next((value for key, value in message.raw_items() if key.lower() == name.lower()), "")
    return decoded(str(found))


def _mended(text: str) -> str:
    """Bytes that nobody declared, which the parser keeps as half surrogates, as UTF-8 or else as Windows wrote them."""
    try:
        text.encode()
    except UnicodeEncodeError:
        raw = text.encode("utf-8", "surrogateescape") if _has_escapes_only(text) else text.encode("utf-8", "replace")
        return text_of(raw)
    return text


def _has_escapes_only(text: str) -> bool:
    return all(not 0xD800 <= ord(char) <= 0xDFFF or 0xDC80 <= ord(char) <= 0xDCFF for char in text)


def text_of(raw: bytes, charset: str = "") -> str:
    """Bytes as text: in the declared character set where it is one and fits, else UTF-8, else as Windows or a typewriter wrote them."""
    for name in (charset, "utf-8", "cp1252"):
        try:
            return raw.decode(name) if name else raw.decode("ascii")
        except (LookupError, UnicodeDecodeError, ValueError):
            continue
    return raw.decode("latin-1")


def _one_line(text: str) -> str:
    return " ".join(text.split())[:LONGEST]


def _address(text: str) -> tuple[str, str]:
    try:
        name, address = parseaddr(text)
    except PARSER_FAULTS:
        return text[:255], ""
    return decoded(name)[:255], address[:255]


def _authority(value: str) -> str:
    return _without_comments(value).partition(";")[0].strip().partition(" ")[0].casefold()


def _results(value: str) -> list[tuple[str, str]]:
    matched = (_RESULT.match(each) for each in _without_comments(value).split(";")[1:])
    return [(hit[1].lower(), hit[2].lower()) for hit in matched if hit and hit[1].lower() in METHODS]


def _without_comments(value: str) -> str:
    text = value[:LONGEST]
    while (shorter := _COMMENT.sub(" ", text)) != text:
        text = shorter
    return text
