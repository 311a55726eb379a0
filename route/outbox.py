"""The outbox: a decided document is planned as a posting, and planned postings are carried to the ERP exactly once.

Before the ERP is called, that it will be is stored. So whatever happens then, a posting whose end is not known is looked up
in the ERP by its key before anything is sent again. What is posted is never edited: it is taken back by a posting of its own.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Mapping
from datetime import datetime, timedelta
from functools import partial
from itertools import count

from pydantic import JsonValue

from domain.arrivals import DocumentRecord, DocumentState
from domain.decisions import Outcome, Queue
from domain.errors import (
    AlreadyPostedError,
    LedgerRefusedError,
    LedgerUnavailableError,
    OrderChangedError,
    PostingUnknownError,
    StaleStateError,
    TransientError,
    UsageError,
)
from domain.ports import Clock, Ledger, Store, UnitOfWork
from domain.postings import Posting, PostingReceipt, PostingState, posting_key

_LEASE_SECONDS = 300
"""Longer than any call to an ERP may take: after it, the process that made the call counts as dead."""
_ASK_AFTER_SECONDS = 30
_LONGEST_WAIT_SECONDS = 900

_UNSETTLED = (PostingState.SENT, PostingState.UNKNOWN)
_READY = (PostingState.PLANNED,)


def plan(
    work: UnitOfWork,
    document: DocumentRecord,
    *,
    payload: dict[str, JsonValue],
    order_version: str,
    ledger_name: str,
    clock: Clock,
    other_versions: Mapping[str, str] | None = None,
) -> DocumentRecord:
    """Plans the document's postings, one an order, and moves the document to `posting`, in the caller's unit of work.

    Args:
        work: the caller's unit of work.
        document: what is posted; its order is the one that lines without an `order_number` of their own are for.
        payload: what the paper says, as the document's kind posts it.
        order_version: the version of the document's order that was checked.
        ledger_name: the ERP.
        clock: what time it is.
        other_versions: the checked versions of the other orders that lines are for, by number.

    Raises:
        UsageError: the document names no order, supplier or number that it could be posted under, or a line is for an unknown order.
        AlreadyPostedError: another document said the same, and is posted or about to be.
        StaleStateError: somebody else moved the document.
    """
    versions = {**(other_versions or {}), document.order_number or "": order_version}
    now = clock()
    planned = 0
    for order_number, part in _by_order(document, payload).items():
        if order_number not in versions:
            raise UsageError(f"“{document.name}” has lines for order {order_number}, which is not known: correct or remove them.")
        posting = Posting(
            key=_key(work, document, payload, ledger_name, order_number),
            document_id=document.document_id,
            erp=ledger_name,
            kind=document.kind or "",
            order_number=order_number,
            payload=part,
            order_version=versions[order_number],
            planned_at=now,
        )
        planned += work.postings.plan(posting) or _plan_again(work, posting, several=len(versions) > 1)
    if not planned:
        raise AlreadyPostedError(f"Everything that “{document.name}” says was posted from it before: reject it.")
    from_here = (DocumentState.CHECKED, DocumentState.IN_REVIEW)
    return work.documents.advance(document.document_id, expect=from_here, to=DocumentState.POSTING, by="outbox")


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
    for posting in _standing(work, document_id):
        named = {"state": PostingState.PLANNED, "attempts": 0, "receipt": None, "error": None, "planned_at": now}
        meant = {"key": _reversal_of(posting.key), "reverses": posting.key, "order_version": versions.get(posting.order_number, "")}
        reversal = posting.model_copy(update=named | meant)
        if not work.postings.plan(reversal):
            work.postings.replan(reversal)
        planned.append(reversal)
    if not planned:
        raise UsageError("Nothing of this document is in the ERP.")
    return planned


def deliver(store: Store, ledger: Ledger, *, clock: Clock) -> list[Posting]:
    """Carries to the ERP what is planned, after it has asked there for all whose end is not known; returns what it touched.

    Raises:
        StoreBusyError: the database cannot be written now; what was sent is looked up in the ERP next time.
    """
    touched: dict[str, Posting] = {}
    for states, step in ((_UNSETTLED, _look_up), (_READY, _send)):
        while posting := _take(store, ledger, states, clock):
            touched[posting.key] = _settle(store, posting, step, ledger, clock)
    return list(touched.values())


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


def _plan_again(work: UnitOfWork, posting: Posting, *, several: bool) -> bool:
    """Plans a posting whose key is there already: that is right only where the earlier one failed, and so is not in the ERP.

    Where a document has several, those of it that are in the ERP stay as they are.
    """
    earlier = work.postings.get(posting.key)
    assert earlier is not None
    if earlier.state is PostingState.FAILED:
        work.postings.replan(posting)
        return True
    if several and earlier.document_id == posting.document_id:
        return False
    other = work.documents.get(earlier.document_id)
    done = "was posted" if earlier.state is PostingState.CONFIRMED else "is being posted"
    raise AlreadyPostedError(
        f"The same paper (same supplier, number {other.document_number}, date and order) {done} from “{other.name}”: reject this one as a duplicate."
    )


def _standing(work: UnitOfWork, document_id: str) -> list[Posting]:
    """The document's postings that are in the ERP and were not taken back."""
    confirmed = [posting for posting in work.postings.of_document(document_id) if posting.state is PostingState.CONFIRMED]
    gone = {posting.reverses for posting in confirmed}
    return [posting for posting in confirmed if posting.reverses is None and posting.key not in gone]


def _take(store: Store, ledger: Ledger, states: Collection[PostingState], clock: Clock) -> Posting | None:
    """The next posting in those states, held for this process; one to be sent is stored as sent before anybody calls the ERP."""
    while True:
        with store.begin() as work:
            claimed = work.postings.claim(states=states, now=clock(), lease_seconds=_LEASE_SECONDS, limit=1)
            if not claimed:
                return None
            posting = claimed[0]
            if posting.erp == ledger.name:
                if posting.state is PostingState.PLANNED:
                    work.postings.mark(posting.key, to=PostingState.SENT)
                return posting
            _put_back(work, posting, ledger.name, clock())


def _put_back(work: UnitOfWork, posting: Posting, configured: str, now: datetime) -> None:
    to = PostingState.PLANNED if posting.state is PostingState.PLANNED else PostingState.UNKNOWN
    reason = f"It was planned for the ERP {posting.erp}, but {configured} is set up."
    work.postings.mark(posting.key, to=to, error=reason, hold_until=now + timedelta(seconds=_LONGEST_WAIT_SECONDS))


Step = Callable[[Posting, Ledger], tuple[PostingState, PostingReceipt | None, Exception | None]]


def _send(posting: Posting, ledger: Ledger) -> tuple[PostingState, PostingReceipt | None, Exception | None]:
    try:
        return _answered(ledger.post(posting))
    except LedgerUnavailableError as error:
        return PostingState.PLANNED, None, error
    except PostingUnknownError as error:
        return PostingState.UNKNOWN, None, error
    except (OrderChangedError, LedgerRefusedError) as error:
        return PostingState.FAILED, None, error


def _look_up(posting: Posting, ledger: Ledger) -> tuple[PostingState, PostingReceipt | None, Exception | None]:
    try:
        receipt = ledger.find(posting)
    except TransientError as error:
        return PostingState.UNKNOWN, None, error
    except LedgerRefusedError as error:
        return PostingState.FAILED, None, error
    # The ERP does not have it: it may be sent again.
    return _answered(receipt) if receipt else (PostingState.PLANNED, None, None)


def _answered(receipt: PostingReceipt) -> tuple[PostingState, PostingReceipt | None, Exception | None]:
    """What was only accepted is not known to be posted: it is asked for again, and never sent again."""
    return (PostingState.CONFIRMED, receipt, None) if receipt.settled else (PostingState.UNKNOWN, receipt, None)


def _settle(store: Store, posting: Posting, step: Step, ledger: Ledger, clock: Clock) -> Posting:
    state, receipt, error = step(posting, ledger)
    settled = state is PostingState.FAILED or (error is None and (receipt is None or receipt.settled))
    hold_until = None if settled else _wait(posting, clock())
    words = str(error) if error else None
    if receipt is not None and not receipt.settled:
        words, receipt = f"The ERP has accepted it as {receipt.reference}, and has not said yet what became of it.", None
    try:
        with store.begin() as work:
            work.postings.mark(posting.key, to=state, receipt=receipt, error=words, hold_until=hold_until)
            if state in (PostingState.CONFIRMED, PostingState.FAILED):
                _conclude(work, posting, error, clock())
            return work.postings.get(posting.key) or posting
    except StaleStateError:
        # This process was slow, and another one has settled it.
        with store.begin(reading=True) as work:
            return work.postings.get(posting.key) or posting


def _conclude(work: UnitOfWork, posting: Posting, error: Exception | None, now: datetime) -> None:
    """Moves the document on once the last of the postings that were planned together is settled."""
    together = [each for each in work.postings.of_document(posting.document_id) if each.planned_at == posting.planned_at]
    if any(each.state not in (PostingState.CONFIRMED, PostingState.FAILED) for each in together):
        return
    failed = [each for each in together if each.state is PostingState.FAILED]
    move = partial(work.documents.advance, posting.document_id, expect=[DocumentState.POSTING], by="outbox")
    if posting.reverses is not None:
        # Whatever could not be taken back is still in the ERP.
        words = " ".join(f"It could not be taken back: {each.error}" for each in failed)
        if failed:
            move(to=DocumentState.POSTED, error=words)
        else:
            # Whether and how it is posted again is for a person to say.
            work.cases.open(move(to=DocumentState.IN_REVIEW), now=now)
    elif not failed:
        move(to=DocumentState.POSTED)
    elif isinstance(error, LedgerRefusedError):
        elsewhere = [each.order_number for each in together if each.state is PostingState.CONFIRMED]
        posted = f" It was posted to order {', '.join(elsewhere)}." if elsewhere else ""
        move(to=DocumentState.FAILED, error=f"{error}{posted}")
    else:
        # The paper was held against an order that is no more: check it again.
        move(to=DocumentState.READ)


def _wait(posting: Posting, now: datetime) -> datetime:
    """Until when nobody tries again: twice as long after each attempt, and the longer the longer it has taken already."""
    age = (now - posting.planned_at).total_seconds() if posting.planned_at else 0
    seconds = min(_LONGEST_WAIT_SECONDS, max(age / 4, _ASK_AFTER_SECONDS * 2 ** min(posting.attempts, 5)))
    return now + timedelta(seconds=seconds)
