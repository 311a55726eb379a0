"""The outbox: a decided document is planned as a posting, and planned postings are carried to the ERP exactly once.

Before the ERP is called, that it will be is stored. So whatever happens then, a posting whose end is not known is looked up
in the ERP by its key before anything is sent again.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import datetime, timedelta

from pydantic import JsonValue

from domain.arrivals import DocumentRecord, DocumentState
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
) -> DocumentRecord:
    """Plans the document's posting and moves the document to `posting`, in the caller's unit of work.

    Raises:
        UsageError: the document names no order, supplier or number that it could be posted under.
        AlreadyPostedError: another document said the same, and is posted or about to be.
        StaleStateError: somebody else moved the document.
    """
    posting = Posting(
        key=_key(document, payload, ledger_name),
        document_id=document.document_id,
        erp=ledger_name,
        kind=document.kind or "",
        order_number=document.order_number or "",
        payload=payload,
        order_version=order_version,
        planned_at=clock(),
    )
    if not work.postings.plan(posting):
        _plan_again(work, posting)
    from_here = (DocumentState.CHECKED, DocumentState.IN_REVIEW)
    return work.documents.advance(document.document_id, expect=from_here, to=DocumentState.POSTING, by="outbox")


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


def _key(document: DocumentRecord, payload: dict[str, JsonValue], ledger_name: str) -> str:
    named = {
        "order": document.order_number,
        "supplier": document.supplier_id,
        "document number": document.document_number,
        "kind": document.kind,
    }
    absent = [name for name, value in named.items() if not value]
    if absent:
        raise UsageError(f"“{document.name}” cannot be posted without a known {' and '.join(absent)}: correct it, or reject the document.")
    # A revision carries the number of the paper that it replaces, and a date of its own.
    revision = payload.get("document_date")
    return posting_key(
        erp=ledger_name,
        kind=document.kind or "",
        supplier_id=document.supplier_id or "",
        document_number=document.document_number or "",
        revision=revision if isinstance(revision, str) else "",
        order_number=document.order_number or "",
        action="post",
    )


def _plan_again(work: UnitOfWork, posting: Posting) -> None:
    """Plans a posting whose key is there already: that is right only where the earlier one failed, and so is not in the ERP."""
    earlier = work.postings.get(posting.key)
    assert earlier is not None
    if earlier.state is PostingState.FAILED:
        work.postings.replan(posting)
        return
    other = work.documents.get(earlier.document_id)
    done = "was posted" if earlier.state is PostingState.CONFIRMED else "is being posted"
    raise AlreadyPostedError(
        f"The same paper (same supplier, number {other.document_number}, date and order) {done} from “{other.name}”: reject this one as a duplicate."
    )


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
        return PostingState.CONFIRMED, ledger.post(posting), None
    except LedgerUnavailableError as error:
        return PostingState.PLANNED, None, error
    except PostingUnknownError as error:
        return PostingState.UNKNOWN, None, error
    except (OrderChangedError, LedgerRefusedError) as error:
        return PostingState.FAILED, None, error


def _look_up(posting: Posting, ledger: Ledger) -> tuple[PostingState, PostingReceipt | None, Exception | None]:
    try:
        receipt = ledger.find(posting.key)
    except TransientError as error:
        return PostingState.UNKNOWN, None, error
    # The ERP does not have it: it may be sent again.
    return (PostingState.CONFIRMED, receipt, None) if receipt else (PostingState.PLANNED, None, None)


def _settle(store: Store, posting: Posting, step: Step, ledger: Ledger, clock: Clock) -> Posting:
    state, receipt, error = step(posting, ledger)
    hold_until = _wait(posting, clock()) if error and state is not PostingState.FAILED else None
    words = str(error) if error else None
    try:
        with store.begin() as work:
            work.postings.mark(posting.key, to=state, receipt=receipt, error=words, hold_until=hold_until)
            if state is PostingState.CONFIRMED:
                work.documents.advance(posting.document_id, expect=[DocumentState.POSTING], to=DocumentState.POSTED, by="outbox")
            elif isinstance(error, OrderChangedError):
                # The paper was held against an order that is no more: check it again.
                work.documents.advance(posting.document_id, expect=[DocumentState.POSTING], to=DocumentState.READ, by="outbox")
            elif state is PostingState.FAILED:
                work.documents.advance(
                    posting.document_id, expect=[DocumentState.POSTING], to=DocumentState.FAILED, by="outbox", error=words
                )
            return work.postings.get(posting.key) or posting
    except StaleStateError:
        # This process was slow, and another one has settled it.
        with store.begin(reading=True) as work:
            return work.postings.get(posting.key) or posting


def _wait(posting: Posting, now: datetime) -> datetime:
    """Until when nobody tries again: twice as long after each attempt."""
    seconds = min(_LONGEST_WAIT_SECONDS, _ASK_AFTER_SECONDS * 2 ** min(posting.attempts, 10))
    return now + timedelta(seconds=seconds)
