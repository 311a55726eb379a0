"""What people do with a case beside approving, correcting and rejecting it, each as one unit of work; for the desk and the API.

Whoever is not of the department that the case lies with is refused with NotAllowedError.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from app.pipeline import Pipeline
from domain.arrivals import DocumentRecord
from domain.cases import Draft, ReviewCase
from domain.decisions import Queue
from domain.errors import NotAllowedError
from domain.findings import FindingCode
from domain.people import User
from domain.ports import UnitOfWork
from route import handling, review, undo
from route.reasons import needs_words
from route.returns import Message, draft_message


@dataclass(frozen=True)
class CaseWork:
    """What the desk shows of a case beside the paper."""

    case: ReviewCase
    drafts: Sequence[Draft]
    """What was typed and not sent, the latest first; `case.notice` and `case.arithmetic` are in the case."""
    undoable_until: datetime | None
    """Until when the decision can be taken back; None where there is none."""
    needs_reason: bool
    """Whether an approval needs a reason code, by the policy."""
    needs_words: Sequence[FindingCode]
    """The findings that an approval has to explain in words, where reasons are asked for."""


def case_work(pipeline: Pipeline, case_id: int) -> CaseWork:
    """What there is to show of the case. Raises KeyError where there is none."""
    policy = pipeline.book().default
    with pipeline.store.begin(reading=True) as work:
        case = work.cases.get(case_id)
        record = work.documents.get(case.document_id)
        drafts = handling.drafts_of(work, case_id)
    words = needs_words(record.findings) if policy.ask_reasons else []
    return CaseWork(case, drafts, undo.undoable_until(case, policy), policy.ask_reasons, words)


def keep_draft(pipeline: Pipeline, case_id: int, user: User, typed: Mapping[str, str]) -> bool:
    """Keeps what was typed and renews the claim; False where somebody else has the case by now. Raises StaleStateError, UsageError."""
    with pipeline.store.begin() as work:
        _allow(work, case_id, user)
        return handling.keep_draft(work, case_id, user.name, typed, clock=pipeline.clock)


def hand_over(pipeline: Pipeline, case_id: int, user: User, *, to: str | None, queue: Queue | None, version: int, note: str) -> ReviewCase:
    """Gives the case to another person or department. Raises StaleStateError, UsageError."""
    with pipeline.store.begin() as work:
        _allow(work, case_id, user)
        return handling.hand_over(work, case_id, user.name, to=to, queue=queue, version=version, clock=pipeline.clock, note=note)


def draft_return(pipeline: Pipeline, case_id: int) -> Message:
    """A message to the supplier about the case's paper, in the paper's language, for the clerk to change and send."""
    with pipeline.store.begin(reading=True) as work:
        record = work.documents.get(work.cases.get(case_id).document_id)
    return draft_message(record.reading, record.findings, name=record.name, order_number=record.order_number)


def return_to_supplier(pipeline: Pipeline, case_id: int, user: User, *, message: str, reason: str, version: int) -> ReviewCase:
    """Sends the paper back with that message, which the case keeps. Raises StaleStateError, UsageError."""
    with pipeline.store.begin() as work:
        _allow(work, case_id, user)
        return review.return_to_supplier(work, case_id, user.name, message=message, reason=reason, version=version, clock=pipeline.clock)


def take_back(pipeline: Pipeline, case_id: int, user: User) -> DocumentRecord:
    """Undoes this person's decision while its posting has not left; the case is theirs again. Raises StaleStateError, UsageError."""
    policy = pipeline.book().default
    with pipeline.store.begin() as work:
        _allow(work, case_id, user)
        case = undo.undo(work, case_id, user.name, policy=policy, clock=pipeline.clock)
        return work.documents.get(case.document_id)


def _allow(work: UnitOfWork, case_id: int, user: User) -> None:
    case = work.cases.get(case_id)
    if not user.decides(case.queue):
        raise NotAllowedError(f"“{case.name}” lies with {case.queue}: it is theirs to decide.")
