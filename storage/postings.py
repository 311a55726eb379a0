"""The outbox: what is to be written into the ERP, and what is known of it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

from pydantic import JsonValue
from sqlalchemy import Connection, Row, insert, or_, select, update

from domain.errors import StaleStateError
from domain.ports import AuditLog, Clock
from domain.postings import Posting, PostingReceipt, PostingState
from storage.tables import postings

_KEPT_APART = ("row", "before", "after", "held_until")


class SqlPostings:
    """The outbox in one unit of work."""

    def __init__(self, connection: Connection, audit: AuditLog, clock: Clock) -> None:
        self._connection = connection
        self._audit = audit
        self._clock = clock

    def plan(self, posting: Posting) -> bool:
        """Adds it; False where a posting of that key is there already."""
        if self.get(posting.key) is not None:
            return False
        planned = posting.model_copy(update={"state": PostingState.PLANNED, "planned_at": posting.planned_at or self._clock()})
        self._connection.execute(insert(postings).values(**planned.model_dump()))
        self._note("posting planned", posting, after={"order": posting.order_number, "payload": posting.payload})
        return True

    def replan(self, posting: Posting) -> None:
        """Plans a failed posting anew under its key, with the new document, payload and order version.

        Raises:
            StaleStateError: the stored one has not failed.
        """
        failed = (postings.c.key == posting.key) & (postings.c.state == PostingState.FAILED)
        fresh = posting.model_dump(include={"document_id", "payload", "order_version", "order_number", "supplier_id"})
        fresh["planned_at"] = posting.planned_at or self._clock()
        changed = update(postings).where(failed).values(**fresh, state=PostingState.PLANNED, error=None, held_until=None)
        if self._connection.execute(changed).rowcount != 1:
            raise StaleStateError("The posting has not failed: it cannot be planned anew.")
        self._note("posting planned", posting, after={"order": posting.order_number, "payload": posting.payload})

    def get(self, key: str) -> Posting | None:
        """The posting of that key."""
        row = self._connection.execute(select(postings).where(postings.c.key == key)).first()
        return _posting(row) if row else None

    def claim(self, *, states: Collection[PostingState], now: datetime, lease_seconds: int = 60, limit: int = 50) -> Sequence[Posting]:
        """Takes postings in those states for this process; a dead process's claims lapse with the lease."""
        free = or_(postings.c.held_until.is_(None), postings.c.held_until <= now)
        query = select(postings).where(postings.c.state.in_([*states]), free).order_by(postings.c.row).limit(limit)
        claimed = [_posting(row) for row in self._connection.execute(query)]
        held = update(postings).where(postings.c.key.in_([posting.key for posting in claimed]))
        self._connection.execute(held.values(held_until=now + timedelta(seconds=lease_seconds)))
        return claimed

    def mark(
        self,
        key: str,
        *,
        to: PostingState,
        receipt: PostingReceipt | None = None,
        error: str | None = None,
        hold_until: datetime | None = None,
    ) -> None:
        """Records what became of it, with the receipt's order before and after.

        The claim is released, but kept where it is marked `sent` (the call is under way); `hold_until` lets nobody claim it before then.

        Raises:
            StaleStateError: it is confirmed, which nothing changes any more.
        """
        sent = to is PostingState.SENT
        values: dict[str, object] = {"state": to, "error": error}
        if sent:
            values["attempts"] = postings.c.attempts + 1
        if not sent or hold_until is not None:
            values["held_until"] = hold_until
        if receipt is not None:
            values |= {"receipt": receipt.reference, "before": receipt.before, "after": receipt.after}
        posting = self.get(key)
        asked_in_vain = posting is not None and posting.state is to is PostingState.UNKNOWN and posting.error == error
        unsettled = (postings.c.key == key) & (postings.c.state != PostingState.CONFIRMED)
        if posting is None or self._connection.execute(update(postings).where(unsettled).values(values)).rowcount != 1:
            raise StaleStateError("The posting is confirmed already.")
        if asked_in_vain:  # as before: an ERP that takes hours to say what became of it does not fill the log
            return
        self._note(f"posting {to}", posting, before={"order": receipt.before} if receipt else None, after=_outcome(receipt, error))

    def hold(self, document_id: str, *, until: datetime) -> int:
        """Lets none of the document's planned postings leave before then; returns how many they are."""
        planned = (postings.c.document_id == document_id) & (postings.c.state == PostingState.PLANNED)
        return self._connection.execute(update(postings).where(planned).values(held_until=until)).rowcount

    def withdraw(self, document_id: str, *, by: str, reason: str) -> int:
        """Fails the document's planned postings before they leave, with the reason; returns how many they were.

        Raises:
            StaleStateError: one of them has left, or may have.
        """
        all_of_it = self.of_document(document_id)
        if any(posting.state in (PostingState.SENT, PostingState.UNKNOWN) for posting in all_of_it):
            raise StaleStateError("It is on its way into the ERP already: what is posted is taken back by a posting of its own.")
        # One that was tried once may be in the ERP, whatever its state says now.
        waiting = [posting for posting in all_of_it if posting.state is PostingState.PLANNED]
        if any(posting.attempts for posting in waiting):
            raise StaleStateError("The ERP was asked to take it already: wait until it has answered.")
        together = {posting.planned_at for posting in waiting}
        if any(posting.state is PostingState.CONFIRMED and posting.planned_at in together for posting in all_of_it):
            raise StaleStateError("A part of it is in the ERP already: what is posted is taken back by a posting of its own.")
        for posting in waiting:
            planned = (postings.c.key == posting.key) & (postings.c.state == PostingState.PLANNED)
            changed = update(postings).where(planned).values(state=PostingState.FAILED, error=reason, held_until=None)
            if self._connection.execute(changed).rowcount != 1:
                raise StaleStateError("It has left for the ERP meanwhile.")
            named: dict[str, JsonValue] = {"posting": posting.key, "erp": posting.erp, "reason": reason}
            self._audit.append(actor=by, action="posting withdrawn", subject=document_id, after=named)
        return len(waiting)

    def of_document(self, document_id: str) -> Sequence[Posting]:
        """The postings of a document, oldest first."""
        query = select(postings).where(postings.c.document_id == document_id).order_by(postings.c.row)
        return [_posting(row) for row in self._connection.execute(query)]

    def _note(
        self,
        action: str,
        posting: Posting,
        *,
        before: dict[str, JsonValue] | None = None,
        after: dict[str, JsonValue],
    ) -> None:
        named: dict[str, JsonValue] = {"posting": posting.key, "erp": posting.erp}
        self._audit.append(actor="tallyclerk", action=action, subject=posting.document_id, before=before, after=named | after)


def _posting(row: Row[tuple[object, ...]]) -> Posting:
    values = row._asdict()
    return Posting.model_validate({name: value for name, value in values.items() if name not in _KEPT_APART})


def _outcome(receipt: PostingReceipt | None, error: str | None) -> dict[str, JsonValue]:
    outcome: dict[str, JsonValue] = {}
    if receipt is not None:
        outcome |= {"receipt": receipt.reference, "order": receipt.after}
    if error is not None:
        outcome["error"] = error
    return outcome
