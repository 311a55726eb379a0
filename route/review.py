"""Review: a paper in front of people, who claim it, correct it, and say yes or no.

Every function works in the caller's unit of work and raises StaleStateError where somebody else was quicker.
"""

from __future__ import annotations

import re
from datetime import datetime, timedelta

from domain.arrivals import DocumentRecord, DocumentState
from domain.cases import Approval, CaseState, ReviewCase
from domain.doctype import DocType
from domain.errors import StaleStateError, UsageError
from domain.paper import Leaf, Place, Reading
from domain.ports import Clock, UnitOfWork
from route.posted import misshapen

CLAIM = timedelta(minutes=15)
"""How long a case is one person's own; acting on it or looking at it renews that."""

_RENEW_BELOW = timedelta(minutes=10)
_LEAF_PATH = re.compile(r"[A-Za-z_]+(\[[0-9]+\])?(\.[A-Za-z_]+(\[[0-9]+\])?)*")


def open_case(work: UnitOfWork, document: DocumentRecord, *, clock: Clock) -> ReviewCase:
    """Puts a checked document before a person as its decision says.

    Where a case is open already (its paper was corrected and checked again), it stays open and follows the new decision.
    """
    if document.state is DocumentState.CHECKED:
        document = work.documents.advance(document.document_id, expect=[DocumentState.CHECKED], to=DocumentState.IN_REVIEW, by="route")
    waiting = open_case_of(work, document.document_id)
    if waiting is None or document.decision is None:
        return work.cases.open(document, now=clock())
    decision = document.decision
    follows = {
        "queue": decision.queue or waiting.queue,
        "priority": max(decision.priority, waiting.priority),
        "approvals_needed": max(1, decision.approvals),
    }
    fresh = waiting.model_copy(update=follows)
    return waiting if fresh == waiting else work.cases.save(fresh, by="route", action="followed the new check")


def open_case_of(work: UnitOfWork, document_id: str) -> ReviewCase | None:
    """The open case of the document."""
    return next((case for case in work.cases.of_document(document_id) if case.state is CaseState.OPEN), None)


def claim(work: UnitOfWork, case_id: int, user: str, *, clock: Clock) -> ReviewCase:
    """Makes the case this person's own for 15 minutes, or renews that."""
    now = clock()
    case = _free_for(work.cases.get(case_id), user, now)
    if case.claimed_by == user and case.claimed_until is not None and case.claimed_until - now > _RENEW_BELOW:
        return case
    return work.cases.save(_claimed(case, user, now), by=user, action="claimed")


def release(work: UnitOfWork, case_id: int, user: str) -> ReviewCase:
    """Gives a claimed case back to everybody."""
    case = work.cases.get(case_id)
    if case.claimed_by != user:
        return case
    return work.cases.save(case.model_copy(update={"claimed_by": None, "claimed_until": None}), by=user, action="released")


def approvals_needed(case: ReviewCase, document: DocumentRecord) -> int:
    """How many people must agree: as the case says, and never fewer than the document's latest decision."""
    decided = document.decision.approvals if document.decision else 0
    return max(1, case.approvals_needed, decided)


def why_not_approve(case: ReviewCase, document: DocumentRecord, user: str) -> str | None:
    """Why this person cannot approve the case, in a sentence; None where they can."""
    if case.state is not CaseState.OPEN:
        return f"“{case.name}” is decided already."
    if document.state is not DocumentState.IN_REVIEW:
        return f"“{case.name}” is being checked again: wait a moment."
    if any(approval.user == user for approval in case.approvals):
        return "You have approved it already: a second person has to look."
    if approvals_needed(case, document) > 1 and user in case.corrected_by:
        return "You have corrected it: where two people must agree, others than you have to."
    return None


def approve(work: UnitOfWork, case_id: int, user: str, *, version: int, clock: Clock, note: str = "") -> ReviewCase:
    """One person's yes to the case in the version they saw.

    The case that comes back is `approved` once enough people agree; the caller then plans the posting in the same unit of work.

    Raises:
        UsageError: this person may not approve it (the message says why).
    """
    now = clock()
    case = _seen_by(work, case_id, user, version, now)
    document = work.documents.get(case.document_id)
    reason = why_not_approve(case, document, user)
    if reason is not None:
        raise UsageError(reason)
    approvals = [*case.approvals, Approval(user=user, at=now, note=note)]
    needed = approvals_needed(case, document)
    state = CaseState.APPROVED if len(approvals) >= needed else CaseState.OPEN
    said = {"approvals": approvals, "approvals_needed": needed, "state": state, "claimed_by": None, "claimed_until": None}
    return work.cases.save(case.model_copy(update=said), by=user, action="approved", note=note)


def correct(  # noqa: PLR0913 - a correction says who, where, what, and what they had seen
    work: UnitOfWork,
    case_id: int,
    user: str,
    *,
    path: str,
    value: str,
    version: int,
    clock: Clock,
    doctype: DocType | None = None,
    place: Place | None = None,
) -> ReviewCase:
    """Puts a value right (an empty one takes it out); `place` is where it is printed, if the person showed it. Earlier approvals fall, and the document goes back to be checked again.

    The caller drives the document on; its case stays open, and `open_case` makes it follow the new decision.

    Raises:
        UsageError: there is no such place on the paper, or the value has not the form that its field needs.
    """
    now = clock()
    case = _seen_by(work, case_id, user, version, now)
    document = work.documents.get(case.document_id)
    if document.reading is None:
        raise UsageError(f"“{case.name}” could not be read: there is nothing to correct.")
    old = document.reading.leaf(path)
    if place and place.page > len(document.reading.pages):
        raise UsageError(f"The paper has no page {place.page}.")
    new = _clerk_leaf(path, value.strip(), old, doctype, place)
    reading = _with(document.reading, path, new)
    work.documents.advance(document.document_id, expect=[DocumentState.IN_REVIEW], to=DocumentState.READ, by=user, reading=reading)
    work.audit.append(
        actor=user,
        action="value corrected",
        subject=document.document_id,
        before={"field": path, "leaf": old.model_dump(mode="json") if old else None},
        after={"field": path, "leaf": new.model_dump(mode="json") if new else None},
    )
    by = [*case.corrected_by, user] if user not in case.corrected_by else case.corrected_by
    changed = _claimed(case, user, now).model_copy(update={"corrected_by": by, "approvals": []})
    return work.cases.save(changed, by=user, action="corrected", note=path)


def reject(work: UnitOfWork, case_id: int, user: str, *, reason: str, version: int, clock: Clock) -> ReviewCase:
    """Sends the paper back, with the reason; the original is kept.

    Raises:
        UsageError: no reason is given.
    """
    if not reason.strip():
        raise UsageError("Say why the document is rejected.")
    case = _seen_by(work, case_id, user, version, clock())
    may_reject = (DocumentState.IN_REVIEW, DocumentState.READ, DocumentState.CHECKED)
    work.documents.advance(case.document_id, expect=may_reject, to=DocumentState.REJECTED, by=user, error=reason.strip())
    closed = {"state": CaseState.REJECTED, "claimed_by": None, "claimed_until": None}
    return work.cases.save(case.model_copy(update=closed), by=user, action="rejected", note=reason.strip())


def _seen_by(work: UnitOfWork, case_id: int, user: str, version: int, now: datetime) -> ReviewCase:
    case = _free_for(work.cases.get(case_id), user, now)
    if case.version != version:
        raise StaleStateError(f"The case of “{case.name}” has changed since you opened it: look at it again.")
    return case


def _free_for(case: ReviewCase, user: str, now: datetime) -> ReviewCase:
    if case.state is not CaseState.OPEN:
        raise StaleStateError(f"“{case.name}” is decided already.")
    if case.claimed_by not in (None, user) and case.claimed_until is not None and case.claimed_until > now:
        raise StaleStateError(f"{case.claimed_by} is looking at “{case.name}” until {case.claimed_until:%H:%M} UTC.")
    return case


def _claimed(case: ReviewCase, user: str, now: datetime) -> ReviewCase:
    return case.model_copy(update={"claimed_by": user, "claimed_until": now + CLAIM})


def _clerk_leaf(path: str, value: str, old: Leaf | None, doctype: DocType | None, place: Place | None) -> Leaf | None:
    """The leaf as the clerk says it, where the old one stood; None where the value is not on the paper."""
    if not value:
        return None
    wrong_form = misshapen(path, value, doctype) if doctype else None
    if wrong_form:
        raise UsageError(f"“{value}” {wrong_form}.")
    if place is not None:
        return Leaf(value=value, text=place.text, confidence=1.0, page=place.page, box=place.box, source="clerk")
    if old is not None:
        return old.model_copy(update={"value": value, "confidence": 1.0, "source": "clerk"})
    return Leaf(value=value, text="", confidence=1.0, page=1, box=(0, 0, 0, 0), source="clerk")


def _with(reading: Reading, path: str, leaf: Leaf | None) -> Reading:
    if not _LEAF_PATH.fullmatch(path):
        raise UsageError(f"“{path}” is no place on the paper.")
    if any(below.startswith((f"{path}.", f"{path}[")) for below, _ in reading.leaves()):
        raise UsageError(f"“{path}” is no single value on this paper.")
    try:
        return reading.with_leaf(path, leaf)
    except (KeyError, ValueError) as error:
        raise UsageError(f"“{path}” is no place on this paper.") from error
