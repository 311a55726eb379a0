"""A document on its way in: what a channel hands over, and what the store knows of it afterwards."""

from __future__ import annotations

import hashlib
from datetime import datetime
from enum import StrEnum

from pydantic import BaseModel, ConfigDict

from domain.decisions import Decision
from domain.findings import Finding
from domain.paper import Kind, Reading
from domain.signals import Signal


class Form(StrEnum):
    """What a file is before it is any kind of paper: a message and an archive hold other files."""

    FILE = "file"
    MESSAGE = "message"
    ARCHIVE = "archive"


class Sender(BaseModel):
    """Who says that a message is theirs. Signals, never proof: anybody can write any name into a message.

    `authentication` is what our own mail server found (`{"spf": "pass", "dkim": "fail", "dmarc": "none"}`); what other servers
    claim to have found is not in it, and it is empty where ours said nothing.
    """

    model_config = ConfigDict(frozen=True)

    address: str
    name: str = ""
    reply_to: str = ""
    subject: str = ""
    sent_at: datetime | None = None
    message_id: str = ""
    authentication: dict[str, str] = {}


class Arrival(BaseModel):
    """One file as a channel delivered it; its bytes are in the archive under `document_id`.

    `within` is the document that it came in (a message, an archive, a file with several papers) and `sender` whose message that was.
    """

    model_config = ConfigDict(frozen=True)

    document_id: str
    name: str
    size: int
    channel: str
    source_id: str
    received_at: datetime
    form: Form = Form.FILE
    within: str | None = None
    sender: Sender | None = None


class Refusal(BaseModel):
    """Something that was offered and not taken, with the reason in a sentence."""

    model_config = ConfigDict(frozen=True)

    name: str
    channel: str
    source_id: str
    refused_at: datetime
    reason: str
    within: str | None = None
    minor: bool = False


class Part(BaseModel):
    """A file that was found in another one. `within` is the place of the part that holds it, None for the outermost file itself."""

    model_config = ConfigDict(frozen=True)

    name: str
    size: int
    form: Form = Form.FILE
    within: int | None = None
    sender: Sender | None = None


class LeftOut(BaseModel):
    """What was in a file and is not taken from it, with the reason; `within` as for parts. Nobody misses what is `minor`: logos, signatures."""

    model_config = ConfigDict(frozen=True)

    name: str
    reason: str
    within: int | None = None
    minor: bool = False


class Contents(BaseModel):
    """What a file holds: what it is itself, its parts in their order, and what was left out.

    `promises` is whether a message's own text says when or how something will be delivered, and not only what is attached.
    """

    model_config = ConfigDict(frozen=True)

    form: Form = Form.FILE
    sender: Sender | None = None
    promises: bool = False
    parts: list[Part] = []
    left_out: list[LeftOut] = []


class DocumentState(StrEnum):
    """The life of a document. `parted`, `posted`, `rejected` and `failed` end it; `in_review` waits for a person.

    `parted` is a message, an archive or a file of several papers: what it held went on as documents of their own.
    """

    RECEIVED = "received"
    READ = "read"
    CHECKED = "checked"
    IN_REVIEW = "in_review"
    POSTING = "posting"
    POSTED = "posted"
    REJECTED = "rejected"
    FAILED = "failed"
    PARTED = "parted"


class DocumentRecord(BaseModel):
    """A document as the store keeps it: state, reading, findings and decision so far."""

    model_config = ConfigDict(frozen=True)

    document_id: str
    name: str
    size: int
    channel: str
    received_at: datetime
    state: DocumentState
    version: int = 0
    supplier_id: str | None = None
    order_number: str | None = None
    document_number: str | None = None
    kind: Kind | None = None
    reading: Reading | None = None
    findings: list[Finding] = []
    signals: list[Signal] = []
    decision: Decision | None = None
    error: str | None = None
    sightings: int = 1
    form: Form = Form.FILE
    within: str | None = None
    sender: Sender | None = None


class Sighting(BaseModel):
    """A line of the ledger of arrivals: something that was seen, when and where, and what became of it.

    `document_id` and `state` are None where it was refused, and then there is a `reason`, which is `minor` where nobody misses it.
    `sighting_id` grows with every line.
    """

    model_config = ConfigDict(frozen=True)

    sighting_id: int
    channel: str
    source_id: str
    name: str
    seen_at: datetime
    document_id: str | None = None
    within: str | None = None
    reason: str | None = None
    minor: bool = False
    state: DocumentState | None = None
    error: str | None = None
    """Why what was taken ended without a posting, or waits for a person."""


def document_id_of(content: bytes) -> str:
    """`sha256:` and the digest of the bytes: the identity of a document."""
    return "sha256:" + hashlib.sha256(content).hexdigest()
