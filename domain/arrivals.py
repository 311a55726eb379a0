"""A document on its way in: what a channel hands over, and what the store knows of it afterwards."""

from __future__ import annotations

import hashlib
from datetime import datetime
from enum import StrEnum

from pydantic import BaseModel, ConfigDict

from domain.decisions import Decision
from domain.findings import Finding
from domain.paper import Kind, Reading


class Arrival(BaseModel):
    """One file as a channel delivered it; its bytes are in the archive under `document_id`."""

    model_config = ConfigDict(frozen=True)

    document_id: str
    name: str
    size: int
    channel: str
    source_id: str
    received_at: datetime


class DocumentState(StrEnum):
    """The life of a document. `posted`, `rejected` and `failed` end it; `in_review` waits for a person."""

    RECEIVED = "received"
    READ = "read"
    CHECKED = "checked"
    IN_REVIEW = "in_review"
    POSTING = "posting"
    POSTED = "posted"
    REJECTED = "rejected"
    FAILED = "failed"


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
    decision: Decision | None = None
    error: str | None = None
    sightings: int = 1


def document_id_of(content: bytes) -> str:
    """`sha256:` and the digest of the bytes: the identity of a document."""
    return "sha256:" + hashlib.sha256(content).hexdigest()
