"""The outbox: planned postings are carried to the ERP exactly once.

Before the ERP is called, that it will be is stored. So whatever happens then, a posting whose end is not known is looked up
in the ERP by its key before anything is sent again.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import datetime, timedelta
from functools import partial

from domain.arrivals import DocumentState
from domain.errors import (
    LedgerRefusedError,
    LedgerUnavailableError,
    OrderChangedError,
    PostingUnknownError,
    StaleStateError,
    TransientError,
)
from domain.ports import Clock, Ledger, Store, UnitOfWork
from domain.postings import Posting, PostingReceipt, PostingState

_LEASE_SECONDS = 300
"""Longer than any call to an ERP may take: after it, the process that made the call counts as dead."""
_ASK_AFTER_SECONDS = 30
_LONGEST_WAIT_SECONDS = 900

_UNSETTLED = (PostingState.SENT, PostingState.UNKNOWN)
_READY = (PostingState.PLANNED,)


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
