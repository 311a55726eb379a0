"""A review case: a document in front of a person, who claims it, corrects it and decides it."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from pydantic import BaseModel, ConfigDict

from domain.decisions import Queue


class CaseState(StrEnum):
    """An open case waits for a person; a decided one is history."""

    OPEN = "open"
    APPROVED = "approved"
    REJECTED = "rejected"


class Approval(BaseModel):
    """One person's yes, with the words they gave."""

    model_config = ConfigDict(frozen=True)

    user: str
    at: datetime
    note: str = ""


class ReviewCase(BaseModel):
    """A document that a person has to look at."""

    model_config = ConfigDict(frozen=True)

    case_id: int
    document_id: str
    name: str
    queue: Queue
    priority: int
    approvals_needed: int
    approvals: list[Approval] = []
    corrected_by: list[str] = []
    claimed_by: str | None = None
    claimed_until: datetime | None = None
    opened_at: datetime
    due_at: datetime | None = None
    state: CaseState = CaseState.OPEN
    version: int = 0
