"""What people do with a case beside approving, correcting and rejecting it, each as one unit of work; for the desk and the API.

Whoever is not of the department that the case lies with is refused with NotAllowedError.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from app import posting
from app.pipeline import Examination, Pipeline
from domain.arrivals import DocumentRecord
from domain.cases import CaseState, Draft, ReasonCode, ReviewCase
from domain.decisions import Policy, Queue
from domain.doctype import of_kind
from domain.errors import NotAllowedError, TransientError, UsageError
from domain.people import User
from domain.policy import DocumentFacts, ruling
from domain.ports import UnitOfWork
from route import handling, review, undo
from route.reasons import TO_REJECT, TO_RETURN, Reasons, closing, reasons_for
from route.returns import Message, draft_message


@dataclass(frozen=True)
class CaseWork:
    """What the desk shows of a case beside the paper."""

    case: ReviewCase
    drafts: Sequence[Draft]
    """What was typed and not sent, the latest first; `case.notice` and `case.arithmetic` are in the case."""
    undoable_until: datetime | None
    """Until when the decision can be taken back; None where there is none."""
    reasons: Reasons
    obstacle: str | None
    """Why the paper cannot be posted as it stands, so that nobody can approve it, and what to do about it."""


def case_work(pipeline: Pipeline, case_id: int) -> CaseWork:
    """What there is to show of the case. Raises KeyError where there is none."""
    with pipeline.store.begin(reading=True) as work:
        case = work.cases.get(case_id)
        record = work.documents.get(case.document_id)
        drafts = handling.drafts_of(work, case_id)
    seen = _examined(pipeline, record)
    obstacle = posting.obstacle(pipeline, record, seen) if seen and case.state is CaseState.OPEN else None
    reasons = reasons_for(record.findings, asked=_thresholds(pipeline, record, seen).ask_reasons)
    return CaseWork(case, drafts, undo.undoable_until(case), reasons, obstacle)


def thresholds(pipeline: Pipeline, record: DocumentRecord) -> Policy:
    """What the policy in force asks of this very paper; where the order book cannot be asked which rules fit it, the policy's default."""
    return _thresholds(pipeline, record, _examined(pipeline, record))


def _thresholds(pipeline: Pipeline, record: DocumentRecord, seen: Examination | None) -> Policy:
    if seen is not None:
        return seen.ruling.thresholds
    return pipeline.book().default if record.reading else ruling(pipeline.book(), DocumentFacts()).thresholds


def _examined(pipeline: Pipeline, record: DocumentRecord) -> Examination | None:
    """How the paper stands now; None where it could not be read, or the order book cannot be asked."""
    try:
        return pipeline.examine(record) if record.reading else None
    except (TransientError, UsageError):
        return None


def department(pipeline: Pipeline, work: UnitOfWork, record: DocumentRecord) -> Queue:
    """Whose a paper is: the department's that decided it last, or that decides papers of its kind."""
    latest = next(iter(work.cases.of_document(record.document_id)), None)
    doctype = of_kind(pipeline.doctypes, record.kind) if record.kind else None
    if latest is not None:
        return latest.queue
    return doctype.queue if doctype else Queue.PURCHASING


def keep_draft(pipeline: Pipeline, case_id: int, user: User, typed: Mapping[str, str]) -> bool:
    """Keeps what was typed and renews the claim; False where somebody else has the case by now. Raises StaleStateError, UsageError."""
    with pipeline.store.begin() as work:
        _allow(work, case_id, user)
        return handling.keep_draft(work, case_id, user.name, typed, clock=pipeline.clock)


def forget_typed(pipeline: Pipeline, case_id: int, user: User, names: Collection[str]) -> None:
    """Forgets what this person had typed at those places, as it is sent."""
    with pipeline.store.begin() as work:
        handling.forget_typed(work, case_id, user.name, names, clock=pipeline.clock)


def hand_over(pipeline: Pipeline, case_id: int, user: User, *, to: str | None, queue: Queue | None, version: int, note: str) -> ReviewCase:
    """Gives the case to another person or department. Raises StaleStateError, UsageError."""
    with pipeline.store.begin() as work:
        _allow(work, case_id, user)
        return handling.hand_over(work, case_id, user.name, to=to, queue=queue, version=version, clock=pipeline.clock, note=note)


def draft_return(pipeline: Pipeline, case_id: int) -> Message:
    """A message to the supplier about the case's paper, in the paper's language, for the clerk to change and send."""
    with pipeline.store.begin(reading=True) as work:
        record = work.documents.get(work.cases.get(case_id).document_id)
    to = record.sender.address if record.sender else ""
    return draft_message(record.reading, record.findings, name=record.name, order_number=record.order_number, to=to)


def return_to_supplier(
    pipeline: Pipeline, case_id: int, user: User, *, message: str, reason: str, version: int, code: ReasonCode | None = None
) -> ReviewCase:
    """Sends the paper back with that message, which the case keeps. Raises StaleStateError, UsageError."""
    reason, undo_seconds = _closing(pipeline, case_id, code, reason, TO_RETURN)
    with pipeline.store.begin() as work:
        _allow(work, case_id, user)
        return review.return_to_supplier(
            work,
            case_id,
            user.name,
            message=message,
            reason=reason,
            code=code,
            version=version,
            clock=pipeline.clock,
            undo_seconds=undo_seconds,
        )


def reject(pipeline: Pipeline, case_id: int, user: User, *, reason: str, version: int, code: ReasonCode | None = None) -> DocumentRecord:
    """This person's no, with the reason as a code, words or both. Raises StaleStateError, UsageError."""
    reason, undo_seconds = _closing(pipeline, case_id, code, reason, TO_REJECT)
    with pipeline.store.begin() as work:
        _allow(work, case_id, user)
        case = review.reject(
            work, case_id, user.name, reason=reason, code=code, version=version, clock=pipeline.clock, undo_seconds=undo_seconds
        )
        return work.documents.get(case.document_id)


def take_back(pipeline: Pipeline, case_id: int, user: User) -> DocumentRecord:
    """Undoes this person's decision while its posting has not left; the case is theirs again. Raises as `route.undo.undo`."""
    with pipeline.store.begin() as work:
        _allow(work, case_id, user)
        case = undo.undo(work, case_id, user.name, clock=pipeline.clock)
        return work.documents.get(case.document_id)


def _closing(pipeline: Pipeline, case_id: int, code: ReasonCode | None, words: str, fitting: Sequence[ReasonCode]) -> tuple[str, int]:
    """Why the case is closed, as it is kept, and for how many seconds that can be taken back. Raises UsageError where it is not explained."""
    with pipeline.store.begin(reading=True) as work:
        record = work.documents.get(work.cases.get(case_id).document_id)
    policy = thresholds(pipeline, record)
    said, missing = closing(code, words, fitting, asked=policy.ask_reasons)
    if missing is not None:
        raise UsageError(missing)
    return said, policy.undo_seconds


def _allow(work: UnitOfWork, case_id: int, user: User) -> None:
    case = work.cases.get(case_id)
    if not user.decides(case.queue):
        raise NotAllowedError(f"“{case.name}” lies with {case.queue}: it is theirs to decide.")
