"""Taking a person's decision back: by that person before its posting leaves, or by what has come meanwhile.

Every function works in the caller's unit of work. What is in the ERP already is taken back by a posting of its own, never here.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from domain.arrivals import DocumentRecord, DocumentState
from domain.cases import CaseState, ReviewCase
from domain.decisions import Policy
from domain.errors import NotAllowedError, StaleStateError
from domain.outward import Via
from domain.ports import Clock, UnitOfWork
from route import review

_DECIDED = (CaseState.APPROVED, CaseState.REJECTED, CaseState.RETURNED)


def hold(work: UnitOfWork, document_id: str, *, policy: Policy, clock: Clock) -> datetime:
    """Keeps the document's planned postings back for as long as the decision can be undone; returns until when.

    Called in the unit of work that plans them.
    """
    until = clock() + timedelta(seconds=policy.undo_seconds)
    if policy.undo_seconds:
        work.postings.hold(document_id, until=until)
    return until


def undoable_until(case: ReviewCase) -> datetime | None:
    """Until when the decision can be taken back, as was settled when it was made; None where it is not decided, or nobody may."""
    return case.undo_until if case.state in _DECIDED else None


def undo(work: UnitOfWork, case_id: int, user: str, *, clock: Clock) -> ReviewCase:
    """Takes this person's own decision back: its posting is withdrawn, and the case is open and theirs again.

    Of two approvals only this person's falls.

    Raises:
        NotAllowedError: somebody else has decided it.
        StaleStateError: it is not decided, the time for it is over, or the posting has left.
    """
    case = work.cases.get(case_id)
    until = undoable_until(case)
    if until is None:
        raise StaleStateError(f"“{case.name}” is not decided: there is nothing to take back.")
    own = any(approval.user == user for approval in case.approvals) if case.state is CaseState.APPROVED else case.decided_by == user
    if not own:
        raise NotAllowedError(f"{case.decided_by} has decided “{case.name}”: only who decided can take it back.")
    now = clock()
    if now >= until:
        raise StaleStateError(f"“{case.name}” could be taken back until {until:%H:%M:%S} UTC; by now its decision stands.")
    approvals = [approval for approval in case.approvals if approval.user != user]
    return _reopened(
        work, case, by=user, action="decision taken back", approvals=approvals, claimed_by=user, claimed_until=now + review.CLAIM
    )


def tell_of_newer(work: UnitOfWork, newer: DocumentRecord) -> list[ReviewCase]:
    """Reopens the decided cases of earlier papers of the same supplier and number whose postings have not left, and tells the open ones.

    Where a posting has left, the newer paper's own findings say what was posted before.
    """
    if newer.supplier_id is None or newer.document_number is None:
        return []
    same = work.documents.with_number(newer.supplier_id, newer.document_number)
    own = next((place for place, each in enumerate(same) if each.document_id == newer.document_id), len(same))
    notice = f"A newer paper of the same number has come: “{newer.name}”. Look at both."
    told: list[ReviewCase] = []
    for earlier in same[:own]:
        case = next(iter(work.cases.of_document(earlier.document_id)), None)
        if case is None or case.notice == notice:
            continue
        if case.state is CaseState.OPEN:
            told.append(work.cases.save(case.model_copy(update={"notice": notice}), by="route", action="told of a newer paper"))
        elif case.state is CaseState.APPROVED and earlier.state is DocumentState.POSTING and not _has_left(work, earlier.document_id):
            told.append(_reopened(work, case, by="route", action="reopened", approvals=[], notice=notice))
    return told


def reopen_unposted(work: UnitOfWork, document_id: str, *, by: str, notice: str) -> bool:
    """Takes a paper back whose posting has not left: before the people who approved it, with the notice, or to be checked anew.

    Returns whether it did; what has left, or may have, stays.
    """
    document = work.documents.get(document_id)
    if document.state is not DocumentState.POSTING or _has_left(work, document_id):
        return False
    case = review.approved_case_of(work, document_id)
    if case is not None:
        _reopened(work, case, by=by, action="reopened", approvals=[], notice=notice)
        return True
    work.postings.withdraw(document_id, by=by, reason=notice)
    work.documents.advance(document_id, expect=[DocumentState.POSTING], to=DocumentState.READ, by=by, error=None)
    return True


def _has_left(work: UnitOfWork, document_id: str) -> bool:
    return any(posting.attempts for posting in work.postings.of_document(document_id))


def _reopened(work: UnitOfWork, case: ReviewCase, *, by: str, action: str, **changes: object) -> ReviewCase:
    """The case open again and its document before a person, with nothing of it planned any more."""
    if review.open_case_of(work, case.document_id) is not None:
        raise StaleStateError(f"“{case.name}” has another open case by now.")
    from_here = DocumentState.POSTING if case.state is CaseState.APPROVED else DocumentState.REJECTED
    if case.state is CaseState.APPROVED:
        work.postings.withdraw(case.document_id, by=by, reason=f"Its approval did not stand: {action}.")
    work.deliveries.withdraw(case.document_id, via=Via.MAIL)  # a letter that was held back while the decision could be undone
    undecided = dict.fromkeys(("decided_at", "decided_by", "reason_code", "undo_until"))
    open_again = {"state": CaseState.OPEN, **undecided, "message": "", **changes}
    saved = work.cases.save(case.model_copy(update=open_again), by=by, action=action)
    work.documents.advance(case.document_id, expect=[from_here], to=DocumentState.IN_REVIEW, by=by, error=None)
    return saved
