"""What the review desk shows and does: the queue, a paper with everything about it, and a person's decisions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from threading import Lock

from app import people
from app.comparison import ComparedGroup, compare
from app.pipeline import Examination, Pipeline
from domain.arrivals import DocumentRecord, DocumentState
from domain.cases import CaseState, ReasonCode, ReviewCase, User
from domain.decisions import Policy, Queue
from domain.doctype import of_kind
from domain.errors import StaleStateError, TransientError, UsageError
from domain.paper import Reading
from domain.ports import AuditEntry, Clock
from domain.postings import Posting
from route import review, undo
from route.deadlines import overdue
from route.reasons import unexplained

SHOWN_CASES = 100
COUNTED_CASES = 1000
SHOWN_DOCUMENTS = 200
KEPT_PICTURES = 48


@dataclass(frozen=True)
class Waiting:
    """An open case with its document."""

    case: ReviewCase
    document: DocumentRecord


@dataclass(frozen=True)
class QueueView:
    """The open cases, most urgent first, with the numbers that a clerk starts the day with."""

    cases: Sequence[Waiting]
    more: int
    waiting: int
    overdue: int
    failed: int
    departments: Mapping[Queue, int]


@dataclass(frozen=True)
class PaperView:
    """A document with everything that is known about it."""

    record: DocumentRecord
    reading: Reading | None
    case: ReviewCase | None
    claimed: bool
    groups: Sequence[ComparedGroup]
    postings: Sequence[Posting]
    story: Sequence[AuditEntry]
    order_problem: str | None = None


@dataclass
class Desk:
    """The desk over a pipeline; every decision of a person is one unit of work, audited under that person's name."""

    pipeline: Pipeline
    _pictures: dict[tuple[str, int], bytes] = field(default_factory=dict)
    _lock: Lock = field(default_factory=Lock)

    @property
    def clock(self) -> Clock:
        """What time it is."""
        return self.pipeline.clock

    @property
    def policy(self) -> Policy:
        """The policy that papers are decided by."""
        return self.pipeline.book().default

    def sign_in(self, name: str, password: str) -> User | None:
        """The user, if the password is theirs."""
        return people.sign_in(self.pipeline.store, name, password)

    def queue(self, department: Queue | None = None) -> QueueView:
        """The open cases of one department, or of all."""
        with self.pipeline.store.begin(reading=True) as work:
            everything = work.cases.queue(limit=COUNTED_CASES)
            chosen = [case for case in everything if department in (None, case.queue)]
            cases = [Waiting(case, work.documents.get(case.document_id)) for case in chosen[:SHOWN_CASES]]
            failed = len(work.documents.in_states([DocumentState.FAILED]))
        counted = Counter(case.queue for case in everything)
        return QueueView(
            cases=cases,
            more=len(chosen) - len(cases),
            waiting=len(everything),
            overdue=len(overdue(everything, self.clock())),
            failed=failed,
            departments={name: counted[name] for name in Queue},
        )

    def documents(self, state: DocumentState | None = None) -> Sequence[DocumentRecord]:
        """Everything that was seen, newest first; in one state, if one is named."""
        with self.pipeline.store.begin(reading=True) as work:
            if state is None:
                return work.documents.recent(limit=SHOWN_DOCUMENTS)
            return list(reversed(work.documents.in_states([state], limit=SHOWN_DOCUMENTS)))

    def paper(self, document_id: str) -> PaperView:
        """Everything about one document. Raises KeyError where there is none."""
        with self.pipeline.store.begin(reading=True) as work:
            record = work.documents.get(document_id)
            case = review.open_case_of(work, document_id)
            postings = work.postings.of_document(document_id)
            story = work.audit.of_subject(document_id)
        seen, problem = self._examined(record)
        reading = seen.reading if seen else record.reading
        groups: list[ComparedGroup] = []
        if reading:
            doctype = of_kind(self.pipeline.doctypes, reading.kind)
            groups = compare(reading, doctype, seen.context if seen else None, record.findings)
        return PaperView(record, reading, case, bool(case and self._is_claimed(case)), groups, postings, story, problem)

    def document_of(self, case_id: int) -> str:
        """The id of the document that a case is about. Raises KeyError where there is no such case."""
        return self._of_case(case_id).document_id

    def page_picture(self, document_id: str, number: int) -> bytes:
        """A page as PNG, upright, drawn where a hostile file can do no harm. Raises KeyError where there is no such page."""
        with self._lock:
            known = self._pictures.get((document_id, number))
        if known is not None:
            return known
        with self.pipeline.store.begin(reading=True) as work:
            record = work.documents.get(document_id)
        if record.reading is None or not 1 <= number <= len(record.reading.pages):
            raise KeyError(number)
        turn = record.reading.pages[number - 1].turn
        drawn = self.pipeline.reader.render(self.pipeline.archive.get(document_id), record.name, number, turn)
        with self._lock:
            self._pictures[document_id, number] = drawn
            while len(self._pictures) > KEPT_PICTURES:
                del self._pictures[next(iter(self._pictures))]
        return drawn

    def original(self, document_id: str) -> tuple[bytes, str]:
        """The bytes as they came, and the name they came under. Raises KeyError where there is no such document."""
        with self.pipeline.store.begin(reading=True) as work:
            record = work.documents.get(document_id)
        return self.pipeline.archive.get(document_id), record.name

    def claim(self, case_id: int, user: User) -> str:
        """Makes the case this person's own for a while; returns the document's id."""
        with self.pipeline.store.begin() as work:
            return review.claim(work, case_id, user.name, clock=self.clock).document_id

    def approve(self, case_id: int, user: User, *, version: int, note: str = "", reason: ReasonCode | None = None) -> DocumentRecord:
        """This person's yes to the case in the version that they saw; with enough of them, the posting is planned.

        Raises:
            UsageError: this person may not approve it, or it cannot be posted.
            StaleStateError: what was shown is not how it is now.
            AlreadyPostedError: another document said the same.
        """
        record = self._of_case(case_id)
        seen = self.pipeline.examine(record)
        if seen.findings != record.findings:
            self._check_again(record)
            raise StaleStateError(
                f"The order changed since “{record.name}” was checked, so it was checked again: look at what differs now."
            )
        policy = seen.ruling.thresholds
        missing = unexplained(seen.findings, reason, note) if policy.ask_reasons else None
        if missing is not None:
            raise UsageError(missing)
        with self.pipeline.store.begin() as work:
            case = review.approve(work, case_id, user.name, version=version, clock=self.clock, note=note, reason=reason)
            if case.state is CaseState.APPROVED:
                planned = self.pipeline.plan(work, work.documents.get(record.document_id), seen)
                undo.hold(work, record.document_id, policy=policy, clock=self.clock)
                return planned
            return work.documents.get(record.document_id)

    def reject(self, case_id: int, user: User, *, version: int, reason: str) -> DocumentRecord:
        """This person's no, with the reason."""
        with self.pipeline.store.begin() as work:
            case = review.reject(work, case_id, user.name, reason=reason, version=version, clock=self.clock)
            return work.documents.get(case.document_id)

    def correct(self, case_id: int, user: User, *, version: int, path: str, value: str) -> DocumentRecord:
        """What the paper really says at one place; the document is checked again and stays with the person."""
        record = self._of_case(case_id)
        doctype = of_kind(self.pipeline.doctypes, record.kind) if record.kind else None
        with self.pipeline.store.begin() as work:
            review.correct(work, case_id, user.name, path=path, value=value, version=version, clock=self.clock, doctype=doctype)
        return self._drive(record.document_id)

    def try_again(self, document_id: str, user: User) -> DocumentRecord:
        """Drives a document on which the program failed once more.

        Raises:
            StaleStateError: it has not failed.
        """
        with self.pipeline.store.begin() as work:
            record = work.documents.get(document_id)
            to = DocumentState.RECEIVED if record.reading is None else DocumentState.READ
            work.documents.advance(document_id, expect=[DocumentState.FAILED], to=to, by=user.name, error=None)
        return self._drive(document_id)

    def _of_case(self, case_id: int) -> DocumentRecord:
        with self.pipeline.store.begin(reading=True) as work:
            return work.documents.get(work.cases.get(case_id).document_id)

    def _check_again(self, record: DocumentRecord) -> None:
        with self.pipeline.store.begin() as work:
            work.documents.advance(record.document_id, expect=[DocumentState.IN_REVIEW], to=DocumentState.READ, by="validate")
        self._drive(record.document_id)

    def _drive(self, document_id: str) -> DocumentRecord:
        """Takes it as far as it goes; what has to wait is driven on by the next sweep."""
        try:
            return self.pipeline.run(document_id)
        except TransientError:
            with self.pipeline.store.begin(reading=True) as work:
                return work.documents.get(document_id)

    def _examined(self, record: DocumentRecord) -> tuple[Examination | None, str | None]:
        """How the reading stands against the order now; where the order book cannot be asked, a sentence that says so."""
        if record.reading is None:
            return None, None
        try:
            return self.pipeline.examine(record), None
        except (TransientError, UsageError) as error:
            return None, f"The order cannot be shown now: {error}"

    def _is_claimed(self, case: ReviewCase) -> bool:
        return case.claimed_by is not None and case.claimed_until is not None and case.claimed_until > self.clock()
