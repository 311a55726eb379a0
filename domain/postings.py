"""Postings: what a decided document writes into the ERP, and how far that has come."""

from __future__ import annotations

import hashlib
import json
from datetime import datetime
from enum import StrEnum

from pydantic import BaseModel, ConfigDict, JsonValue


class PostingState(StrEnum):
    """`unknown` means that the ERP may or may not have it: it is read back before any retry."""

    PLANNED = "planned"
    SENT = "sent"
    CONFIRMED = "confirmed"
    FAILED = "failed"
    UNKNOWN = "unknown"


class Posting(BaseModel):
    """One change to one order of the ERP, meant to happen exactly once per `key`.

    One that `reverses` another takes back what that one wrote: it has a key of its own, and the kind and payload of the other.
    """

    model_config = ConfigDict(frozen=True)

    key: str
    document_id: str
    erp: str
    kind: str
    order_number: str
    supplier_id: str = ""
    """Whose order of that number it is; empty in postings from before two suppliers' orders could have one number."""
    payload: dict[str, JsonValue]
    order_version: str
    state: PostingState = PostingState.PLANNED
    attempts: int = 0
    receipt: str | None = None
    error: str | None = None
    planned_at: datetime | None = None
    reverses: str | None = None


class PostingReceipt(BaseModel):
    """What the ERP says of a posting that it holds: its own reference, and the order before and after.

    One that is not `settled` was accepted and is not posted yet (HTTP 202, a file that nobody acknowledged): the ERP is asked
    again later, and nothing is sent again.
    """

    model_config = ConfigDict(frozen=True)

    reference: str
    before: dict[str, JsonValue] = {}
    after: dict[str, JsonValue] = {}
    settled: bool = True


def posting_key(  # noqa: PLR0913 - the meaning has this many parts
    *, erp: str, kind: str, supplier_id: str, document_number: str, revision: str = "", order_number: str, order_line: str = "", action: str
) -> str:
    """The idempotency key: a digest of what the posting *means*, so that the same meaning is never posted twice."""
    meaning = [erp, kind, supplier_id, document_number, revision, order_number, order_line, action]
    return hashlib.sha256(json.dumps(meaning, ensure_ascii=False).encode()).hexdigest()
