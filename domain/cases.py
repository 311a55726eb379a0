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
    RETURNED = "returned"
    """Sent back to the supplier, with a message."""


class ReasonCode(StrEnum):
    """Why a person decided as they did."""

    READING_RIGHT = "reading_right"
    """The paper says so: only the program was unsure."""
    AGREED_WITH_SUPPLIER = "agreed_with_supplier"
    AGREED_WITH_REQUESTER = "agreed_with_requester"
    WITHIN_PRACTICE = "within_practice"
    ORDER_IS_WRONG = "order_is_wrong"
    CONCESSION = "concession"
    """Quality accepts what is out of limits, for this delivery."""
    PAPER_IS_WRONG = "paper_is_wrong"
    PAPER_IS_INCOMPLETE = "paper_is_incomplete"
    NOT_ACCEPTED = "not_accepted"
    DUPLICATE = "duplicate"
    NOT_OURS = "not_ours"
    OTHER = "other"


class LineFate(StrEnum):
    """What becomes of one line of a confirmation."""

    ACCEPT = "accept"
    """It is posted as the supplier confirms it."""
    PROPOSE = "propose"
    """It is not posted; the supplier is asked for other terms."""
    SKIP = "skip"
    """It is not posted: whoever asks for what is missing asks for it again."""


class LineChoice(BaseModel):
    """What a person wants done with a line; `proposed` are terms by field (`quantity`, `unit_price`, `delivery_date`)."""

    model_config = ConfigDict(frozen=True)

    fate: LineFate
    proposed: dict[str, str] = {}


class Approval(BaseModel):
    """One person's yes, with the words they gave."""

    model_config = ConfigDict(frozen=True)

    user: str
    at: datetime
    note: str = ""
    reason: ReasonCode | None = None


class Draft(BaseModel):
    """What somebody has typed into a case and not sent yet, by place (`lines[0].quantity`) or by the name of an input."""

    model_config = ConfigDict(frozen=True)

    user: str
    typed: dict[str, str]
    saved_at: datetime


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
    decided_at: datetime | None = None
    decided_by: str | None = None
    reason_code: ReasonCode | None = None
    """Why it was decided as it was, of several approvals the last one's; None where it is open, or only words were given."""
    undo_until: datetime | None = None
    """Until when whoever decided can take that back, by the policy that held for the paper then."""
    assigned_to: str | None = None
    """Whom it was handed over to; others may still take it."""
    escalated_to: str | None = None
    """The role that it was brought before, once it was past its deadline."""
    arithmetic: list[str] = []
    """How its priority comes about, in steps."""
    notice: str = ""
    """What a person has to know before anything else, such as that the order changed since the case was decided."""
    lines: dict[int, LineChoice] = {}
    """The lines, by their place on the paper, that are not simply accepted; those are not posted."""
    message: str = ""
    """The message to the supplier, where the paper was returned."""

    @property
    def approved_by(self) -> list[str]:
        """Who has said yes to it."""
        return [approval.user for approval in self.approvals]
