"""Messages as they travel (RFC 5322 and MIME): their text, their attachments, and the messages attached to them.

The standard library parses them; what it fails or misleads on is done here: file names that nobody quoted, blocks of base64 that
were glued together, attachments that are declared as text or as pictures of the text.
"""

from __future__ import annotations

import binascii
import mimetypes
import re
from collections.abc import Iterator, Sequence
from email import message_from_bytes, policy
from email.message import Message

from domain.errors import UnreadableError
from ingest.headers import PARSER_FAULTS, decoded, header, raw_headers, sender_of, text_of
from ingest.mailtext import Bodies
from ingest.opened import Found, Opened, attached

DEEPEST = 30
"""How deep multiparts may be nested; honest mail has five."""
MOST_LEAVES = 500

_NOT_BASE64 = re.compile(rb"[^A-Za-z0-9+/=]+")
_FILE_NAME = re.compile(r"\b(?:file)?name\s*=\s*(\"[^\"\r\n]{0,400}\"|[^;\r\n]{1,400})", re.IGNORECASE)
_SHOWN = re.compile(r"cid:([^\"'\s>)]{1,200})", re.IGNORECASE)
_TNEF = frozenset({"application/ms-tnef", "application/vnd.ms-tnef"})
_SEALED = frozenset({"application/pkcs7-mime", "application/x-pkcs7-mime", "application/pgp-encrypted"})


def open_message(content: bytes, servers: Sequence[str]) -> Opened:
    """The message.

    Args:
        content: its bytes as they travelled.
        servers: the names under which our own mail servers write Authentication-Results.

    Raises:
        UnreadableError: it is nested too deeply, or has more parts than any honest message.
    """
    try:
        message = message_from_bytes(content, policy=policy.default)
        leaves = list(_leaves(message))
    except RecursionError as error:
        raise UnreadableError("The message is nested too deeply to be opened.") from error
    plain = [_text(leaf) for leaf in leaves if _is_text(leaf, "text/plain")]
    html = [_text(leaf) for leaf in leaves if _is_text(leaf, "text/html")]
    shown = {cid.casefold() for text in html for cid in _SHOWN.findall(text)}
    found = [_found(leaf, shown) for leaf in leaves if not (_is_text(leaf, "text/plain") or _is_text(leaf, "text/html"))]
    return Opened(found, sender_of(message, servers), Bodies("\n\n".join(plain), "\n".join(html)))


def payload(leaf: Message) -> bytes:
    """The bytes of a part, decoded as it says; of broken base64 all that can be had."""
    encoding = re.sub(r"\([^)]*\)", "", header(leaf, "Content-Transfer-Encoding")).strip().lower()
    if encoding == "base64":
        raw = leaf.get_payload(decode=False)
        return _from_base64(raw.encode("ascii", "surrogateescape") if isinstance(raw, str) else b"")
    try:
        decoded_payload = leaf.get_payload(decode=True)
    except PARSER_FAULTS:
        decoded_payload = str(leaf.get_payload()).encode("utf-8", "surrogateescape")
    return decoded_payload if isinstance(decoded_payload, bytes) else b""


def _from_base64(raw: bytes) -> bytes:
    """Several blocks that were glued together are decoded one by one: the library stops at the first `=`."""
    blocks = [block for block in _NOT_BASE64.sub(b"", raw).split(b"=") if block]
    # A last single character holds six bits, which is no byte.
    return b"".join(binascii.a2b_base64(block[: len(block) - (len(block) % 4 == 1)] + b"=" * (-len(block) % 4)) for block in blocks)


def _leaves(message: Message) -> Iterator[Message]:
    """Every part that holds no multipart, in order; a message that is attached is one of them."""
    stack = [(message, 0)]
    count = 0
    while stack:
        part, depth = stack.pop()
        if depth > DEEPEST:
            raise UnreadableError(f"The message is nested more than {DEEPEST} deep: it is not opened.")
        inner = part.get_payload()
        if part.get_content_maintype() == "multipart" and isinstance(inner, list):
            stack += [(each, depth + 1) for each in reversed(inner) if isinstance(each, Message)]
            continue
        count += 1
        if count > MOST_LEAVES:
            raise UnreadableError(f"The message has more than {MOST_LEAVES} parts: it is not opened.")
        yield part


def _is_text(leaf: Message, media_type: str) -> bool:
    """Whether the part is the message's own text and no file."""
    return (
        leaf.get_content_type() == media_type
        and not header(leaf, "Content-Disposition").lower().startswith("attachment")
        and not _name(leaf)
    )


def _text(leaf: Message) -> str:
    return text_of(payload(leaf), _charset(leaf))


def _charset(leaf: Message) -> str:
    try:
        return str(leaf.get_content_charset() or "")
    except PARSER_FAULTS:
        return ""


def _found(leaf: Message, shown: set[str]) -> Found:
    media_type = leaf.get_content_type()
    name = _name(leaf)
    if media_type == "message/rfc822":
        return _attached_message(leaf, name)
    if media_type in _SEALED:
        return Found(name or "smime.p7m", problem="It is signed or encrypted so that only a mail program can open it: ask for a plain one.")
    if media_type in _TNEF:
        return Found("winmail.dat", payload(leaf))
    cid = header(leaf, "Content-ID").strip("<> ").casefold()
    is_shown = (
        leaf.get_content_maintype() == "image"
        and bool(cid)
        and (cid in shown or header(leaf, "Content-Disposition").lower().startswith("inline"))
    )
    return attached(name or _named_by(media_type), payload(leaf), media_type, shown_in_text=is_shown)


def _attached_message(leaf: Message, name: str) -> Found:
    inner = leaf.get_payload()
    held = inner[0] if isinstance(inner, list) and inner and isinstance(inner[0], Message) else None
    if held is None:
        return Found(name or "message.eml", payload(leaf))
    if not held.items() and isinstance(held.get_payload(), str):
        # Encoded in base64, which is forbidden and common: the library takes it for a message without a header.
        return Found(name or "message.eml", _from_base64(str(held.get_payload()).encode("ascii", "replace")))
    try:
        content = held.as_bytes(policy=policy.compat32)
    except PARSER_FAULTS as error:
        return Found(name or "message.eml", problem=f"The attached message cannot be put together ({type(error).__name__}).")
    return Found(name or f"{header(held, 'Subject')[:80] or 'message'}.eml", content)


def _name(leaf: Message) -> str:
    """The file's name, as the header says it or, where the library does not understand that, as it stands there."""
    try:
        name = leaf.get_filename() or ""
    except PARSER_FAULTS:
        name = ""
    for each in (*raw_headers(leaf, "Content-Disposition"), *raw_headers(leaf, "Content-Type")):
        hit = _FILE_NAME.search(each)
        loose = hit[1].strip().strip('"') if hit else ""
        # `filename=Order 4711.pdf` without quotes: the library ends the name at the blank.
        if len(loose) > len(name) and (not name or loose.startswith(name)):
            name = loose
    return decoded(text_of(name.encode("utf-8", "surrogateescape")) if name.isprintable() else name)


def _named_by(media_type: str) -> str:
    return f"unnamed{mimetypes.guess_extension(media_type) or '.bin'}"
