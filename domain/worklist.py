"""What a clerk asks the queue for, and what its rows say: enough to choose a paper, without the paper itself."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from pydantic import BaseModel, ConfigDict

from domain.arrivals import DocumentState
from domain.cases import CaseState, ReasonCode
from domain.decisions import Queue
from domain.findings import FindingCode
from domain.paper import Kind


class Sought(BaseModel):
    """The cases that are asked for; what is None is not asked. `words` may stand in a name, number, supplier or order."""

    model_config = ConfigDict(frozen=True)

    queues: list[Queue] | None = None
    whose: str | None = None
    """Who has the case before them, or whom it was handed over to."""
    words: str = ""
    supplier_id: str | None = None
    order_number: str | None = None
    kind: Kind | None = None
    finding: FindingCode | None = None
    agreed_for: ReasonCode | None = None
    """Somebody has agreed for that reason already, and another person has to."""
    opened_before: datetime | None = None


class SoughtPapers(BaseModel):
    """The documents that are asked for; what is None is not asked. `words` may stand in a name, number, supplier or order."""

    model_config = ConfigDict(frozen=True)

    words: str = ""
    state: DocumentState | None = None
    supplier_id: str | None = None
    order_number: str | None = None
    decided_as: CaseState | None = None
    """What people decided of it, and is not taken back."""
    reason_code: ReasonCode | None = None
    """Why they did."""


class WaitingPaper(BaseModel):
    """An open case as the queue shows it."""

    model_config = ConfigDict(frozen=True)

    case_id: int
    document_id: str
    name: str
    queue: Queue
    priority: int
    approvals: int
    approved_by: list[str] = []
    agreed_for: list[ReasonCode] = []
    """Why those who have agreed did."""
    corrected_by: list[str] = []
    approvals_needed: int
    claimed_by: str | None
    claimed_until: datetime | None
    assigned_to: str | None = None
    escalated_to: str | None = None
    opened_at: datetime
    due_at: datetime | None
    kind: Kind | None
    supplier_id: str | None
    order_number: str | None
    document_number: str | None
    reasons: list[str]
    arithmetic: list[str] = []
    """How its priority comes about, in steps."""


class KnownPaper(BaseModel):
    """A document as lists show it."""

    model_config = ConfigDict(frozen=True)

    document_id: str
    name: str
    state: DocumentState
    received_at: datetime
    kind: Kind | None
    supplier_id: str | None
    order_number: str | None
    document_number: str | None
    reasons: list[str]
    error: str | None
    decided_as: CaseState | None = None
    """What people decided of it last; None where nobody has, or it is before them."""
    reason_code: ReasonCode | None = None
    """Why, as a code; None where only words were given, or nothing was asked."""


class Tally(BaseModel):
    """The numbers that a clerk starts the day with."""

    model_config = ConfigDict(frozen=True)

    waiting: int
    overdue: int
    failed: int
    by_queue: Mapping[Queue, int]
