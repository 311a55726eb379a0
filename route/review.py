"""Review: a paper in front of people, who claim it, correct it, and say yes or no.

Every function works in the caller's unit of work and raises StaleStateError where somebody else was quicker.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime, timedelta

from domain.arrivals import DocumentRecord, DocumentState
from domain.cases import Approval, CaseState, Draft, ReasonCode, ReviewCase
from domain.doctype import DocType
from domain.errors import StaleStateError, UsageError
from domain.paper import Leaf, Place, Reading
from domain.ports import Clock, UnitOfWork
from domain.worklist import WaitingPaper
from route.posted import misshapen

CLAIM = timedelta(minutes=15)
"""How long a case is one person's own; acting on it or looking at it renews that."""

_RENEW_BELOW = timedelta(minutes=10)
_LEAF_PATH = re.compile(r"[A-Za-z_]+(\[[0-9]+\])?(\.[A-Za-z_]+(\[[0-9]+\])?)*")


def open_case(work: UnitOfWork, document: DocumentRecord, *, clock: Clock, arithmetic: Sequence[str] = ()) -> ReviewCase:
    """Puts a checked document before a person as its decision says; `arithmetic` is how its priority comes about.

    Where a case is open already (its paper was corrected and checked again), it stays open and follows the new decision; a correction
    raises the number of people that it needs, and never lowers it. Where one was approved and the paper was not posted, the new one
    says so.
    """
    if document.state is DocumentState.CHECKED:
        document = work.documents.advance(document.document_id, expect=[DocumentState.CHECKED], to=DocumentState.IN_REVIEW, by="route")
    waiting = open_case_of(work, document.document_id)
    if waiting is None or document.decision is None:
        approved = approved_case_of(work, document.document_id)
        opened = work.cases.open(document, now=clock(), arithmetic=arithmetic, notice=_since_approved(work, document.document_id))
        if approved and approved.lines and not opened.lines:  # what was left out then stays left out, until somebody says otherwise
            return work.cases.save(opened.model_copy(update={"lines": approved.lines}), by="route", action="lines as chosen before")
        return opened
    decision = document.decision
    fewest = waiting.approvals_needed if waiting.corrected_by else 1
    follows = {
        "queue": decision.queue or waiting.queue,
        "priority": max(decision.priority, waiting.priority),
        "approvals_needed": max(fewest, decision.approvals),
        "arithmetic": list(arithmetic) if decision.priority >= waiting.priority and arithmetic else waiting.arithmetic,
    }
    fresh = waiting.model_copy(update=follows)
    return waiting if fresh == waiting else work.cases.save(fresh, by="route", action="followed the new check")


def is_claimed(case: ReviewCase | WaitingPaper, now: datetime) -> bool:
    """Whether somebody has the case before them now."""
    return case.claimed_by is not None and case.claimed_until is not None and case.claimed_until > now


def open_case_of(work: UnitOfWork, document_id: str) -> ReviewCase | None:
    """The open case of the document."""
    return next((case for case in work.cases.of_document(document_id) if case.state is CaseState.OPEN), None)


def approved_case_of(work: UnitOfWork, document_id: str) -> ReviewCase | None:
    """The document's latest case, if people have approved it."""
    latest = next(iter(work.cases.of_document(document_id)), None)
    return latest if latest and latest.state is CaseState.APPROVED else None


def _since_approved(work: UnitOfWork, document_id: str) -> str:
    """What a person has to know of an approval that did not lead to a posting; empty where there was none."""
    approved = approved_case_of(work, document_id)
    if approved is None:
        return ""
    failed = [posting.error for posting in work.postings.of_document(document_id) if posting.error]
    why = failed[-1] if failed else "It was checked again."
    return f"{' and '.join(each.user for each in approved.approvals)} approved it, and it was not posted: {why} Look at it again."


def claim(work: UnitOfWork, case_id: int, user: str, *, clock: Clock) -> ReviewCase:
    """Makes the case this person's own for 15 minutes. Whose it is already has it for longer, and their page stays good."""
    now = clock()
    case = _free_for(work.cases.get(case_id), user, now)
    if case.claimed_by == user and case.claimed_until is not None and case.claimed_until > now:
        renew = case.claimed_until - now <= _RENEW_BELOW and work.cases.extend(case_id, user, now + CLAIM)
        return work.cases.get(case_id) if renew else case
    return work.cases.save(_claimed(case, user, now), by=user, action="claimed")


def lend(work: UnitOfWork, case_id: int, user: str, *, clock: Clock) -> ReviewCase:
    """As `claim`, and the page of whoever has it before them stays good: to type into a case makes it no other version."""
    now = clock()
    case = _free_for(work.cases.get(case_id), user, now)
    if case.claimed_by == user and case.claimed_until is not None and case.claimed_until > now:
        return claim(work, case_id, user, clock=clock)
    work.cases.lend(case_id, user, now + CLAIM)
    return work.cases.get(case_id)


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


def approve(  # noqa: PLR0913 - who, what of it they had seen, and why
    work: UnitOfWork,
    case_id: int,
    user: str,
    *,
    version: int,
    clock: Clock,
    note: str = "",
    reason: ReasonCode | None = None,
    undo_seconds: int = 0,
) -> ReviewCase:
    """One person's yes to the case in the version they saw; whether a reason is asked for is `route.reasons`' business.

    For `undo_seconds` the last yes can be taken back (`route.undo`). The case that comes back is `approved` once enough people agree; the caller then plans the posting in the same unit of work.

    Raises:
        UsageError: this person may not approve it (the message says why).
    """
    now = clock()
    case = seen_by(work, case_id, user, version, now)
    document = work.documents.get(case.document_id)
    refused = why_not_approve(case, document, user)
    if refused is not None:
        raise UsageError(refused)
    approvals = [*case.approvals, Approval(user=user, at=now, note=note, reason=reason)]
    needed = approvals_needed(case, document)
    state = CaseState.APPROVED if len(approvals) >= needed else CaseState.OPEN
    said = {"approvals": approvals, "approvals_needed": needed, "state": state, "claimed_by": None, "claimed_until": None}
    work.cases.keep_draft(case_id, Draft(user=user, typed={}, saved_at=now))
    if state is CaseState.APPROVED:
        said |= {"decided_at": now, "decided_by": user, "reason_code": reason, "undo_until": now + timedelta(seconds=undo_seconds)}
        work.cases.drop_drafts(case_id)
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
    case = seen_by(work, case_id, user, version, now)
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


def reject(  # noqa: PLR0913 - who, what of it they had seen, and why
    work: UnitOfWork,
    case_id: int,
    user: str,
    *,
    reason: str,
    version: int,
    clock: Clock,
    code: ReasonCode | None = None,
    undo_seconds: int = 0,
) -> ReviewCase:
    """Sends the paper back, with the reason in words and as a code where one was chosen; the original is kept, and for `undo_seconds` it can be undone.

    Raises:
        UsageError: no reason is given.
    """
    if not reason.strip():
        raise UsageError("Say why the document is rejected.")
    now = clock()
    case = seen_by(work, case_id, user, version, now).model_copy(update={"reason_code": code})
    until = now + timedelta(seconds=undo_seconds)
    return _closed(work, case, CaseState.REJECTED, user, (now, until), reason.strip())


def return_to_supplier(  # noqa: PLR0913 - who, what of it they had seen, why, and what the supplier is told
    work: UnitOfWork,
    case_id: int,
    user: str,
    *,
    message: str,
    reason: str,
    version: int,
    clock: Clock,
    code: ReasonCode | None = None,
    undo_seconds: int = 0,
) -> ReviewCase:
    """Sends the paper back to the supplier with that message (`route.returns` drafts one), which the case keeps.

    Raises:
        UsageError: no reason or no message is given.
    """
    if not reason.strip() or not message.strip():
        raise UsageError("Say why the document goes back, and what the supplier is told.")
    now = clock()
    case = seen_by(work, case_id, user, version, now)
    told = case.model_copy(update={"message": message.strip(), "reason_code": code})
    until = now + timedelta(seconds=undo_seconds)
    return _closed(work, told, CaseState.RETURNED, user, (now, until), f"Returned to the supplier: {reason.strip()}")


def _closed(work: UnitOfWork, case: ReviewCase, to: CaseState, user: str, span: tuple[datetime, datetime], reason: str) -> ReviewCase:
    """Ends the case and the document with it, to be undone within that span; the original is kept."""
    may_end = (DocumentState.IN_REVIEW, DocumentState.READ, DocumentState.CHECKED)
    closed = {"state": to, "claimed_by": None, "claimed_until": None, "decided_at": span[0], "decided_by": user, "undo_until": span[1]}
    # The case first: other programs are told of the document with what was decided of it.
    saved = work.cases.save(case.model_copy(update=closed), by=user, action=to.value, note=reason)
    work.cases.drop_drafts(case.case_id)
    if to is CaseState.RETURNED:
        work.documents.send_back(case.document_id, expect=may_end, by=user, error=reason)
    else:
        work.documents.advance(case.document_id, expect=may_end, to=DocumentState.REJECTED, by=user, error=reason)
    return saved


def seen_by(work: UnitOfWork, case_id: int, user: str, version: int, now: datetime) -> ReviewCase:
    """The case, if it is free for this person and still in the version that they saw. Raises StaleStateError."""
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
