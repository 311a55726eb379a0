"""What is kept of papers: their arrivals, their states, the cases that people decide, what is posted, sampled and waited for."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Protocol

from domain.arrivals import Arrival, DocumentRecord, DocumentState, Refusal, Sighting
from domain.cases import Draft, ReviewCase
from domain.decided import CorrectedValue, DecidedCase, Span
from domain.paper import Kind
from domain.postings import Posting, PostingReceipt, PostingState
from domain.sampling import Sample, SampleState
from domain.worklist import KnownPaper, Sought, SoughtPapers, Tally, WaitingPaper


class Arrivals(Protocol):
    """The ledger of arrivals: everything that was ever seen, taken or refused."""

    def refuse(self, refusal: Refusal) -> bool:
        """Writes down what was not taken, and why; False where that line is there already."""

    def sighted(self, channel: str, source_id: str) -> Sighting | None:
        """The line about that very thing of that channel."""

    def within(self, document_id: str) -> Sequence[Sighting]:
        """What came in that document, taken or refused, in its order."""

    def recent(
        self, *, channel: str | None = None, refused: bool | None = None, before: int | None = None, limit: int = 200
    ) -> Sequence[Sighting]:
        """The newest lines first: of one channel, only what was refused (or taken), before a line that was shown."""


class Documents(Protocol):
    """The documents of the store. Every change writes its audit entry in the same unit of work."""

    def add(self, arrival: Arrival) -> bool:
        """Records it; True if these bytes were never seen before, False if only the sighting is new or nothing is."""

    def seen(self, channel: str, source_id: str) -> bool:
        """Whether this very file of that channel was recorded before."""

    def get(self, document_id: str) -> DocumentRecord:
        """The document. Raises KeyError where there is none."""

    def advance(
        self, document_id: str, *, expect: Collection[DocumentState], to: DocumentState, by: str, **changes: object
    ) -> DocumentRecord:
        """Moves it from one of the expected states; `changes` are fields of `DocumentRecord`.

        Where the new state is an outcome, its event is written in the same unit of work, once for each time that it comes about.

        Raises:
            StaleStateError: it is in none of the expected states.
        """

    def send_back(self, document_id: str, *, expect: Collection[DocumentState], by: str, error: str) -> DocumentRecord:
        """Ends it as rejected, because it goes back to its supplier: other programs are told that, and not that it was rejected.

        Raises:
            StaleStateError: it is in none of the expected states.
        """

    def in_states(self, states: Collection[DocumentState], *, limit: int = 1000) -> Sequence[DocumentRecord]:
        """The documents in those states, oldest first."""

    def recent(self, *, limit: int = 200) -> Sequence[DocumentRecord]:
        """The newest documents first."""

    def of_order(
        self,
        order_number: str,
        supplier_id: str,
        *,
        kinds: Collection[Kind],
        but: Collection[DocumentState] = (),
        before: str | None = None,
        limit: int = 500,
    ) -> Sequence[DocumentRecord]:
        """The newest documents of those kinds that were matched to that supplier's order of that number, oldest first.

        Those in the states `but` are left out, and with `before` that document and all that were taken in after it.
        """

    def of_supplier(self, supplier_id: str, *, limit: int) -> Sequence[DocumentRecord]:
        """The documents that were matched to the supplier's orders, newest first."""

    def settled_of(self, supplier_id: str, *, but: str, limit: int) -> int:
        """How many other documents of the supplier are posted, or about to be; counting stops at the limit."""

    def with_number(self, supplier_id: str, document_number: str) -> Sequence[DocumentRecord]:
        """The documents of that supplier and number, oldest first."""


class Cases(Protocol):
    """The review cases of the store; changes are audited."""

    def open(self, document: DocumentRecord, *, now: datetime, arithmetic: Sequence[str] = (), notice: str = "") -> ReviewCase:
        """Opens a case for the document as its decision says, or returns the one that is open.

        Who corrected the paper in an earlier case has corrected it in this one, too. `arithmetic` and `notice` are fields of the case.
        """

    def get(self, case_id: int) -> ReviewCase:
        """The case. Raises KeyError where there is none."""

    def of_document(self, document_id: str) -> Sequence[ReviewCase]:
        """The cases of a document, newest first."""

    def queue(self, queue: str | None = None, *, limit: int = 200) -> Sequence[ReviewCase]:
        """The open cases, most urgent first: priority, then deadline, then age."""

    def save(self, case: ReviewCase, *, by: str, action: str, note: str = "") -> ReviewCase:
        """Stores the changed case if its `version` is still the stored one, and raises the version by one.

        Raises:
            StaleStateError: somebody else changed the case meanwhile.
        """

    def extend(self, case_id: int, user: str, until: datetime) -> bool:
        """Lets a person's claim last until then, without making the case another version; False where it is not theirs any more."""

    def lend(self, case_id: int, user: str, until: datetime) -> bool:
        """Makes an open case this person's until then, without making it another version; whether it is free is the caller's business."""

    def lapsed(self, now: datetime) -> Sequence[ReviewCase]:
        """The open cases whose claim has run out."""

    def keep_draft(self, case_id: int, draft: Draft) -> None:
        """Keeps what somebody has typed, in place of what they had typed before; nothing typed is no draft."""

    def drafts(self, case_id: int) -> Sequence[Draft]:
        """What was typed into the case and not sent, the latest first."""

    def drop_drafts(self, case_id: int) -> None:
        """Forgets what was typed: the case is decided."""


class Postings(Protocol):
    """The outbox."""

    def plan(self, posting: Posting) -> bool:
        """Adds it; False where a posting of that key is there already."""

    def claim(self, *, states: Collection[PostingState], now: datetime, lease_seconds: int = 60, limit: int = 50) -> Sequence[Posting]:
        """Takes postings in those states for this process; a dead process's claims lapse with the lease."""

    def get(self, key: str) -> Posting | None:
        """The posting of that key."""

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

    def hold(self, document_id: str, *, until: datetime) -> int:
        """Lets none of the document's planned postings leave before then; returns how many they are."""

    def withdraw(self, document_id: str, *, by: str, reason: str) -> int:
        """Fails the document's planned postings before they leave, with the reason; returns how many they were.

        Raises:
            StaleStateError: one of them has left, or may have.
        """

    def replan(self, posting: Posting) -> None:
        """Plans a failed posting anew under its key, with the new document, payload and order version.

        Raises:
            StaleStateError: the stored one has not failed.
        """

    def of_document(self, document_id: str) -> Sequence[Posting]:
        """The postings of a document, oldest first."""


class Samples(Protocol):
    """The papers that were posted by themselves and are looked at afterwards; changes are audited."""

    def key(self) -> bytes | None:
        """What the samples are drawn by; None where none was made yet."""

    def make_key(self) -> bytes:
        """The key, made now where there is none; it is never changed, and its digest is in the audit log."""

    def add(self, document: DocumentRecord, *, policy: str, now: datetime) -> Sample:
        """Puts the document among those to be keyed, or returns the sample that it is."""

    def get(self, sample_id: int) -> Sample:
        """The sample. Raises KeyError where there is none."""

    def of_document(self, document_id: str) -> Sample | None:
        """The sample that the document is."""

    def in_states(self, states: Collection[SampleState], *, limit: int = 200) -> Sequence[Sample]:
        """The samples in those states, oldest first."""

    def latest(self, limit: int) -> Sequence[Sample]:
        """The samples that are done, the one that was keyed last first."""

    def open_of(self, user: str) -> Sequence[Sample]:
        """The samples that this person has taken and not keyed, however long ago."""

    def save(self, sample: Sample, *, by: str, action: str) -> Sample:
        """Stores the changed sample if its `version` is still the stored one, and raises the version by one.

        Raises:
            StaleStateError: somebody else changed it meanwhile.
        """


class Worklist(Protocol):
    """The queue and the list of papers as the desk shows them; it only looks."""

    def waiting(self, sought: Sought, *, offset: int = 0, limit: int = 50) -> Sequence[WaitingPaper]:
        """The open cases that are sought, most urgent first: priority, then deadline, then age."""

    def count(self, sought: Sought) -> int:
        """How many open cases are sought; a thousand stands for that many or more."""

    def tally(self, now: datetime) -> Tally:
        """How many wait, by department, how many are overdue, and on how many papers the program failed."""

    def papers(self, sought: SoughtPapers, *, offset: int = 0, limit: int = 50) -> Sequence[KnownPaper]:
        """The documents that were ever taken in, newest first, as far as they are sought."""


class History(Protocol):
    """What people decided and put right; it only looks."""

    def decided(self, span: Span, *, limit: int) -> Sequence[DecidedCase]:
        """The cases that were decided in that span and are not open again, the latest first."""

    def corrected(self, span: Span, *, limit: int) -> Sequence[CorrectedValue]:
        """The values that people put right in that span, the latest first."""
