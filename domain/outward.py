"""What leaves for other programs and people: outcomes of documents, notices, and the deliveries that carry them."""

from __future__ import annotations

import re
from datetime import datetime
from enum import StrEnum

from pydantic import BaseModel, ConfigDict

_ADDRESS = re.compile(r"[^\s@<>,;:\"()\[\]\\]+@[^\s@<>,;:\"()\[\]\\]+")
_LONGEST_ADDRESS = 254


def is_address(text: str) -> bool:
    """Whether that looks like one e-mail address and nothing else; whether anybody has it, only mail tells."""
    return len(text) <= _LONGEST_ADDRESS and text.isprintable() and _ADDRESS.fullmatch(text) is not None


class EventType(StrEnum):
    """What became of a document, as other programs are told."""

    IN_REVIEW = "document.in_review"
    POSTED = "document.posted"
    REJECTED = "document.rejected"
    RETURNED = "document.returned"
    FAILED = "document.failed"
    """The program failed on it; it can be tried again."""


class Event(BaseModel):
    """An outcome, written in the unit of work that it came about in. `body` is the JSON that every receiver gets, byte for byte."""

    model_config = ConfigDict(frozen=True)

    event_id: str
    type: EventType
    document_id: str
    at: datetime
    body: str


class Via(StrEnum):
    """How a delivery leaves."""

    WEBHOOK = "webhook"
    MAIL = "mail"


class DeliveryState(StrEnum):
    """`waiting` is tried, or tried again; `delivered` was taken by its receiver; `dead` is tried no more unless an operator says so."""

    WAITING = "waiting"
    DELIVERED = "delivered"
    DEAD = "dead"


class Delivery(BaseModel):
    """One message for one receiver; every attempt carries the same `message_id`, so that a receiver can tell that it has it already.

    `target` is the name of a webhook in the settings, or an address; `body` the JSON of the event, or of a `Mail`.
    """

    model_config = ConfigDict(frozen=True)

    message_id: str
    via: Via
    target: str
    body: str
    document_id: str | None = None
    state: DeliveryState = DeliveryState.WAITING
    attempts: int = 0
    error: str | None = None
    planned_at: datetime
    not_before: datetime
    """Nobody tries before then: it is held back, was tried in vain, or another process is at it."""
    settled_at: datetime | None = None


class Mail(BaseModel):
    """An e-mail in plain text to one address. `automatic` mails say so, so that nobody's out-of-office answers them."""

    model_config = ConfigDict(frozen=True)

    to: str
    subject: str
    text: str
    language: str = "en"
    reply_to: str = ""
    automatic: bool = True


class NoticeKind(StrEnum):
    """Why somebody is told of a case."""

    HANDED_OVER = "handed_over"
    ESCALATED = "escalated"


class Notice(BaseModel):
    """Something that one person is to be told; several make one e-mail."""

    model_config = ConfigDict(frozen=True)

    number: int
    user: str
    case_id: int
    kind: NoticeKind
    words: str
    made_at: datetime
