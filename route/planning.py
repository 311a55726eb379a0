"""Planning: what a decided document posts, one posting an order, and what takes it back; in the unit of work of the decision.

What is posted is never edited: it is taken back by a posting of its own, and posting it again then means something new.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import count

from pydantic import JsonValue

from domain.arrivals import DocumentRecord, DocumentState
from domain.decisions import Outcome, Queue
from domain.errors import AlreadyPostedError, UsageError
from domain.ports import Clock, UnitOfWork
from domain.postings import Posting, PostingState, posting_key


@dataclass(frozen=True)
class Target:
    """The ERP that is posted to, and the versions of its orders that were checked: the document's, and by number those that lines are for beside it."""

    ledger_name: str
    order_version: str
    other_versions: Mapping[str, str] = field(default_factory=dict)


def plan(work: UnitOfWork, document: DocumentRecord, target: Target, *, payload: dict[str, JsonValue], clock: Clock) -> DocumentRecord:
    """Plans the document's postings, one an order, and moves the document to `posting`, in the caller's unit of work.

    Args:
        work: the caller's unit of work.
        document: what is posted; its order is the one that lines without an `order_number` of their own are for.
        target: where it goes.
        payload: what the paper says, as the document's kind posts it.
        clock: what time it is.

    Raises:
        UsageError: the document names no order, supplier or number that it could be posted under, or a line is for an unknown order.
        AlreadyPostedError: another document said the same, and is posted or about to be.
        StaleStateError: somebody else moved the document.
    """
    for posting in intended(work, document, target, payload=payload, clock=clock):
        if not work.postings.plan(posting):
            _refuse_known(work, posting)
            work.postings.replan(posting)
    from_here = (DocumentState.CHECKED, DocumentState.IN_REVIEW)
    return work.documents.advance(document.document_id, expect=from_here, to=DocumentState.POSTING, by="outbox")


def intended(work: UnitOfWork, document: DocumentRecord, target: Target, *, payload: dict[str, JsonValue], clock: Clock) -> list[Posting]:
    """The postings that `plan` plans, one an order; where some of several are in the ERP already, the others. Nothing is written.

    Raises:
        UsageError, AlreadyPostedError: as `plan` says.
    """
    versions = {**target.other_versions, document.order_number or "": target.order_version}
    now = clock()
    found: list[Posting] = []
    for order_number, part in _by_order(document, payload).items():
        if order_number not in versions:
            raise UsageError(f"“{document.name}” has lines for order {order_number}, which is not known: correct or remove them.")
        posting = Posting(
            key=_key(work, document, payload, target.ledger_name, order_number),
            document_id=document.document_id,
            erp=target.ledger_name,
            kind=document.kind or "",
            order_number=order_number,
            supplier_id=document.supplier_id or "",
            payload=part,
            order_version=versions[order_number],
            planned_at=now,
        )
        earlier = work.postings.get(posting.key)
        is_there = earlier is not None and earlier.state is not PostingState.FAILED and earlier.document_id == posting.document_id
        if not (is_there and len(versions) > 1):
            _refuse_known(work, posting)
            found.append(posting)
    if not found:
        raise AlreadyPostedError(f"Everything that “{document.name}” says was posted from it before: reject it.")
    return found


def take_back(
    work: UnitOfWork, document_id: str, *, versions: Mapping[str, str], queue: Queue, by: str, reason: str, clock: Clock
) -> list[Posting]:
    """Plans, for each confirmed posting of a posted document, one that takes it back; the ERP's history keeps both.

    Args:
        work: the caller's unit of work.
        document_id: the document, which must be `posted`; it goes back before a person once all is taken back.
        versions: the versions of the orders as they are now, by number.
        queue: the department that then looks at it.
        by: who decided that.
        reason: why, in words that the audit log keeps.
        clock: what time it is.

    Raises:
        UsageError: no reason is given, or nothing of it is in the ERP.
        StaleStateError: the document is not posted.
    """
    if not reason.strip():
        raise UsageError("Say why the posting is taken back.")
    words = f"Taken back from the ERP by {by}: {reason.strip()}"
    decision = work.documents.get(document_id).decision
    if decision is not None:
        told = {"outcome": Outcome.REVIEW, "queue": queue, "approvals": max(1, decision.approvals), "reasons": [words]}
        decision = decision.model_copy(update=told)
    work.documents.advance(document_id, expect=[DocumentState.POSTED], to=DocumentState.POSTING, by=by, decision=decision)
    now = clock()
    planned: list[Posting] = []
    for posting in standing(work, document_id):
        named = {"state": PostingState.PLANNED, "attempts": 0, "receipt": None, "error": None, "planned_at": now}
        meant = {"key": _reversal_of(posting.key), "reverses": posting.key, "order_version": versions.get(posting.order_number, "")}
        reversal = posting.model_copy(update=named | meant)
        if not work.postings.plan(reversal):
            work.postings.replan(reversal)
        planned.append(reversal)
    if not planned:
        raise UsageError("Nothing of this document is in the ERP.")
    return planned


def _by_order(document: DocumentRecord, payload: dict[str, JsonValue]) -> dict[str, dict[str, JsonValue]]:
    """The payload cut by the orders that its lines are for; what stands above the lines is said of each."""
    lines = payload.get("lines")
    if not isinstance(lines, list):
        return {document.order_number or "": payload}
    parts: dict[str, list[JsonValue]] = {}
    for line in lines:
        named = line.get("order_number") if isinstance(line, dict) else None
        parts.setdefault(str(named or document.order_number or ""), []).append(line)
    if not parts:
        return {document.order_number or "": payload}
    return {order_number: {**payload, "lines": part} for order_number, part in parts.items()}


def _key(work: UnitOfWork, document: DocumentRecord, payload: dict[str, JsonValue], ledger_name: str, order_number: str) -> str:
    """What the posting means; once it was posted and taken back, posting it again means something new."""
    named = {
        "order": order_number,
        "supplier": document.supplier_id,
        "document number": document.document_number,
        "kind": document.kind,
    }
    absent = [name for name, value in named.items() if not value]
    if absent:
        raise UsageError(f"“{document.name}” cannot be posted without a known {' and '.join(absent)}: correct it, or reject the document.")
    # A revision carries the number of the paper that it replaces, and a date of its own.
    revision = payload.get("document_date")
    for time in count(1):
        key = posting_key(
            erp=ledger_name,
            kind=document.kind or "",
            supplier_id=document.supplier_id or "",
            document_number=document.document_number or "",
            revision=revision if isinstance(revision, str) else "",
            order_number=order_number,
            action="post" if time == 1 else f"post {time}",
        )
        reversal = work.postings.get(_reversal_of(key))
        if reversal is None or reversal.state is not PostingState.CONFIRMED:
            return key
    raise AssertionError("counting has no end")


def _reversal_of(key: str) -> str:
    return hashlib.sha256(f"reverse {key}".encode()).hexdigest()


def _refuse_known(work: UnitOfWork, posting: Posting) -> None:
    """Refuses a posting whose key is there already: it is right only where the earlier one failed, and so is not in the ERP."""
    earlier = work.postings.get(posting.key)
    if earlier is None or earlier.state is PostingState.FAILED:
        return
    other = work.documents.get(earlier.document_id)
    done = "was posted" if earlier.state is PostingState.CONFIRMED else "is being posted"
    raise AlreadyPostedError(
        f"The same paper (same supplier, number {other.document_number}, date and order) {done} from “{other.name}”: reject this one as a duplicate."
    )


def standing(work: UnitOfWork, document_id: str) -> list[Posting]:
    """The document's postings that are in the ERP and were not taken back."""
    confirmed = [posting for posting in work.postings.of_document(document_id) if posting.state is PostingState.CONFIRMED]
    gone = {posting.reverses for posting in confirmed}
    return [posting for posting in confirmed if posting.reverses is None and posting.key not in gone]
