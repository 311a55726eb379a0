"""The ports: what the stages ask of the world. Adapters live in `erp/adapters`, `ingest/channels` and `storage`."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from typing import Protocol

from pydantic import JsonValue

from domain.arrivals import Arrival, Contents, DocumentRecord, DocumentState, Refusal, Sighting
from domain.cases import Draft, ReviewCase
from domain.mappings import Evidence, LearnedMapping, Lesson, MappingState, MappingUse
from domain.orders import PurchaseOrder
from domain.outward import Delivery, DeliveryState, EventType, Mail, Notice, NoticeKind, Via
from domain.people import ApiToken, Attempts, User, Visit
from domain.policy import PolicyBook, PolicyVersion
from domain.postings import Posting, PostingReceipt, PostingState
from domain.sampling import Sample, SampleState
from domain.signals import KnownSupplier
from domain.worklist import KnownPaper, Sought, Tally, WaitingPaper

Clock = Callable[[], datetime]
"""Says what time it is, in UTC with a time zone."""


class OrderBook(Protocol):
    """What the ERP knows of purchase orders. Every question raises LedgerUnavailableError where the ERP gives no usable answer.

    An order is known by its number and its supplier: companies of one group, each with numbers of its own, may use one number twice.
    """

    def orders(self, order_number: str) -> Sequence[PurchaseOrder]:
        """The orders of exactly that number, each of another supplier, open or closed, with what is received and under way."""

    def order(self, order_number: str, supplier_id: str | None = None) -> PurchaseOrder | None:
        """The order of that number and supplier; where no supplier is named the only one of that number, and none of several."""

    def order_numbers(self) -> Sequence[str]:
        """Every number that `orders` answers to, each once."""

    def version(self, order_number: str, supplier_id: str | None = None) -> str:
        """A string that changes whenever `order` would answer otherwise (an ETag, a write date, a digest); empty where it answers none."""


class Ledger(Protocol):
    """The ERP as the place that postings go to.

    No ERP in reach has idempotency keys, so an adapter keeps the posting's key where it can find it again, and writes the difference
    between what is and what should be: a call that broke off in the middle is taken up where it ended.
    """

    name: str

    def post(self, posting: Posting) -> PostingReceipt:
        """Writes it, or takes back what it `reverses`; doing so twice for one key changes nothing the second time.

        A receipt that is not settled says that the ERP has accepted it and will say later, through `find`, what became of it.
        A confirmation is always the complete set of what is promised for each line that it names, and takes the place of earlier ones.

        Raises:
            LedgerUnavailableError: certainly not written, or so that posting it again goes on from there. PostingUnknownError: perhaps
            written. LedgerRefusedError: the ERP said no. OrderChangedError: the order is not the version that was checked.
        """

    def find(self, posting: Posting) -> PostingReceipt | None:
        """The receipt of the posting, settled or not; None where the ERP does not have it, or has not all of it, and it may be sent again.

        Raises:
            LedgerUnavailableError: the ERP cannot be asked now. LedgerRefusedError: it had accepted the posting, and then said no.
        """


class Archive(Protocol):
    """The store of originals, by content. What is in it never changes."""

    def put(self, content: bytes) -> str:
        """Stores the bytes durably and returns their document id; doing so twice is harmless."""

    def get(self, document_id: str) -> bytes:
        """The bytes. Raises KeyError where there are none."""


class Incoming(Protocol):
    """A file that a channel offers: read it, then say that it is safe or why it is refused."""

    name: str
    source_id: str

    def read(self) -> bytes:
        """The bytes. Raises SourceBusyError where it changed meanwhile, OSError where it cannot be read."""

    def safe(self) -> None:
        """The bytes are stored: the file may leave the source."""

    def refuse(self, reason: str) -> None:
        """The file cannot be taken: it is put aside, with the reason beside it, and never lost."""


class Channel(Protocol):
    """Somewhere that documents come from."""

    name: str

    def incoming(self) -> Iterator[Incoming]:
        """What is ready to be taken now, in name order."""


class Unpacker(Protocol):
    """What looks into files that hold others: messages and archives. It survives whatever a file does."""

    def unpack(self, content: bytes, name: str) -> tuple[Contents, list[bytes]]:
        """What the file holds, and the bytes of its parts, in their order.

        Raises:
            UnreadableError: it is a message or an archive that cannot be looked into; the message says why.
            PermanentError: our own code failed on it. TransientError: it can be tried again.
        """


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

    def of_order(self, order_number: str, supplier_id: str, *, limit: int = 100) -> Sequence[DocumentRecord]:
        """The documents that were matched to that supplier's order of that number, oldest first."""

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


class Policies(Protocol):
    """The versions of the policy: proposed by one person, put in force by another. Changes are audited."""

    def propose(self, book: PolicyBook, *, source: str, by: str, now: datetime) -> PolicyVersion:
        """Stores a version that is not in force; `source` is the file as it was written."""

    def put_in_force(self, number: int, *, by: str, now: datetime) -> PolicyVersion:
        """Makes the version the policy that documents are decided by. Who may is the caller's business.

        Raises:
            StaleStateError: it was put in force already.
        """

    def in_force(self) -> PolicyVersion | None:
        """The version that documents are decided by; None where none was ever put in force."""

    def recent(self, *, limit: int = 20) -> Sequence[PolicyVersion]:
        """The newest versions first."""


class Suppliers(Protocol):
    """What posted papers vouch for: a supplier's bank details, confirmed by people or not, and whence people have accepted mail of theirs."""

    def known(self, supplier_id: str) -> KnownSupplier:
        """What is known of the supplier now. What was vouched for by a paper that is taken back, or not posted after all, is not."""

    def vouch(self, supplier_id: str, document_id: str, seen: KnownSupplier, *, now: datetime) -> None:
        """Remembers what a paper says of its supplier, for as long as it is posted or about to be; doing so twice adds nothing."""


class Mappings(Protocol):
    """What was learned of suppliers' words; changes are audited, each under `mapping:NUMBER`."""

    def get(self, mapping_id: int) -> LearnedMapping:
        """The mapping. Raises KeyError where there is none."""

    def find(
        self, *, words: str = "", supplier_id: str | None = None, state: MappingState | None = None, offset: int = 0, limit: int = 50
    ) -> Sequence[LearnedMapping]:
        """The mappings that are asked for, by supplier, item and number; `words` may stand in anything that a mapping says."""

    def in_force(self, supplier_id: str) -> Sequence[LearnedMapping]:
        """The supplier's mappings that are in force."""

    def rivals(self, lesson: Lesson) -> Sequence[LearnedMapping]:
        """All that was learned of the same words, what says the same as the lesson with it."""

    def propose(self, lesson: Lesson, *, now: datetime) -> LearnedMapping:
        """Keeps the lesson as a proposal; the mapping that says so already where there is one."""

    def witness(
        self,
        document_id: str,
        case_id: int,
        people: Sequence[str],
        *,
        agreeing: Collection[int],
        contradicting: Collection[int],
        now: datetime,
    ) -> None:
        """Remembers what an approved paper says of mappings, in place of what it said before."""

    def evidence(self, mapping_id: int) -> Sequence[Evidence]:
        """The approved papers that speak for or against it, oldest first."""

    def save(self, mapping: LearnedMapping, *, by: str, action: str) -> LearnedMapping:
        """Stores the changed mapping if its `version` is still the stored one, and raises the version by one.

        Raises:
            StaleStateError: somebody else changed it meanwhile.
        """

    def use(self, document_id: str, said: Mapping[int, str], *, now: datetime) -> None:
        """Remembers with which mappings' help a paper is posted, each with a sentence, in place of what was remembered before."""

    def uses(self, mapping_id: int) -> Sequence[MappingUse]:
        """The papers that were posted with its help, newest first."""


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

    def papers(
        self,
        *,
        words: str = "",
        state: DocumentState | None = None,
        supplier_id: str | None = None,
        order_number: str | None = None,
        offset: int = 0,
        limit: int = 50,
    ) -> Sequence[KnownPaper]:
        """The documents that were ever taken in, newest first, as far as they are asked for."""


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


class Sender(Protocol):
    """What carries deliveries out of the house, one kind of them."""

    def send(self, delivery: Delivery) -> None:
        """Sends it; when this returns, the receiver has said that it has it. The receiver may get it twice, with the same id.

        Raises:
            NotDeliveredError: it may be tried again. DeliveryRefusedError: the receiver will never take it.
        """


class Mailer(Protocol):
    """Sends e-mail at once. To send one as surely as the decision that it follows from is stored, plan it (`route.outward.plan_mail`)."""

    def send_mail(self, mail: Mail, *, message_id: str) -> None:
        """Hands the mail to the mail server; `message_id` is in its Message-ID, the same at each attempt.

        Raises:
            NotDeliveredError: it may be tried again. DeliveryRefusedError: the server will never take it.
        """


class Deliveries(Protocol):
    """The outbox of messages: events that wait to be spread over receivers, and what is on its way to each."""

    def due(self, now: datetime) -> bool:
        """Whether there is anything to spread, or to try now; a quick look."""

    def spread(self, receivers: Mapping[str, Collection[EventType]]) -> int:
        """Plans a delivery of each new event for each webhook that wants its type; returns how many. No event is spread twice."""

    def plan(self, delivery: Delivery) -> bool:
        """Adds it; False where that message is planned for that target already."""

    def claim(self, via: Collection[Via], *, now: datetime, lease_seconds: int, but: Collection[str] = ()) -> Delivery | None:
        """Takes the longest waiting delivery to a target not in `but` for this process, and counts the attempt."""

    def settle(self, delivery: Delivery, *, to: DeliveryState, error: str | None, not_before: datetime) -> None:
        """Records what became of an attempt; what was delivered meanwhile by another process stays so."""

    def withdraw(self, document_id: str, *, via: Via) -> int:
        """Drops what waits about a document and was never tried; returns how many."""

    def in_state(self, state: DeliveryState, *, limit: int = 200) -> Sequence[Delivery]:
        """The deliveries in that state, newest first."""

    def again(self, message_id: str | None, *, by: str, now: datetime) -> int:
        """Lets dead deliveries (of that message, or all) be tried anew; audited. Returns how many."""


class Notices(Protocol):
    """What people are to be told of their cases and were not yet."""

    def add(self, user: str, case_id: int, kind: NoticeKind, words: str, *, now: datetime) -> None:
        """Keeps it until it is told."""

    def untold(self) -> Sequence[Notice]:
        """Everything that was not told yet, oldest first."""

    def last_told(self, user: str) -> datetime | None:
        """When somebody was last told of something."""

    def told(self, numbers: Collection[int], *, at: datetime | None) -> None:
        """They are told, or (None) not worth telling any more."""


class AuditEntry(Protocol):
    """One link of the chain."""

    sequence: int
    at: datetime
    actor: str
    action: str
    subject: str
    before: dict[str, JsonValue]
    after: dict[str, JsonValue]
    hash: str


class AuditLog(Protocol):
    """The append-only, hash-chained log of everything that happened."""

    def append(
        self,
        *,
        actor: str,
        action: str,
        subject: str,
        before: dict[str, JsonValue] | None = None,
        after: dict[str, JsonValue] | None = None,
    ) -> None:
        """Adds a link in this unit of work; `subject` is a document id where it is about one."""

    def of_subject(self, subject: str) -> Sequence[AuditEntry]:
        """What happened to a document (its cases and postings with it), oldest first."""

    def first_broken(self) -> int | None:
        """The sequence number of the first link that does not fit; None where the chain is whole."""


class Users(Protocol):
    """Who may sign in; changes are audited, and never say a password or its hash."""

    def get(self, name: str) -> User | None:
        """The user of that name."""

    def of_subject(self, subject: str) -> User | None:
        """Who that is at the identity provider (`ISSUER SUBJECT`)."""

    def all(self) -> Sequence[User]:
        """Everybody, by name."""

    def save(self, user: User, *, by: str, action: str) -> None:
        """Adds or replaces the user. Where the role, departments, password or right to come in changed, all their visits end."""

    def attempts(self, name: str) -> Attempts:
        """Wrong passwords of late for a name, whether or not anybody has it."""

    def remember(self, name: str, tried: Attempts | None) -> None:
        """Stores the wrong passwords of a name; None forgets them."""


class Visits(Protocol):
    """Who is signed in, by the SHA-256 of what the browser holds."""

    def start(self, visit: Visit) -> None:
        """Remembers a visit, and forgets all that nobody was seen in for a day."""

    def find(self, key_hash: str) -> Visit | None:
        """The visit of that key."""

    def seen(self, key_hash: str, at: datetime) -> None:
        """Somebody was there."""

    def end(self, key_hash: str) -> None:
        """Signs out."""

    def end_all(self, user: str) -> int:
        """Signs somebody out everywhere; returns how many visits ended."""


class ApiTokens(Protocol):
    """The tokens of other programs; making and revoking is audited."""

    def add(self, token: ApiToken, *, by: str) -> None:
        """Stores a new token."""

    def find(self, token_id: str) -> ApiToken | None:
        """The token of that id, revoked ones excepted."""

    def all(self) -> Sequence[ApiToken]:
        """Every token that is not revoked, oldest first."""

    def revoke(self, token_id: str, *, by: str) -> bool:
        """Takes it away for good; False where there is none."""


class EmbeddedOrders(Protocol):
    """The tables of the embedded order book; only `erp/adapters/embedded.py` uses them."""

    def load(self, orders: Sequence[PurchaseOrder]) -> int:
        """Adds or replaces the orders, all or none; returns how many."""

    def of_number(self, order_number: str) -> Sequence[tuple[PurchaseOrder, str]]:
        """The orders of that number, each with its version, by supplier."""

    def get(self, order_number: str, supplier_id: str | None = None) -> tuple[PurchaseOrder, str] | None:
        """The order of that number and supplier, with its version; where no supplier is named the only one of that number."""

    def numbers(self) -> Sequence[str]:
        """All order numbers, each once."""

    def apply(self, posting: Posting, order: PurchaseOrder) -> PostingReceipt:
        """Records the posting as applied together with the changed order, if the version is still `posting.order_version`.

        Raises:
            OrderChangedError: it is not.
        """

    def applied(self, key: str) -> PostingReceipt | None:
        """The receipt of an applied posting."""


class UnitOfWork(Protocol):
    """Everything in it is written together at the end of its `with` block, or not at all."""

    documents: Documents
    arrivals: Arrivals
    cases: Cases
    worklist: Worklist
    postings: Postings
    deliveries: Deliveries
    notices: Notices
    audit: AuditLog
    policies: Policies
    samples: Samples
    suppliers: Suppliers
    mappings: Mappings
    users: Users
    visits: Visits
    tokens: ApiTokens
    orders: EmbeddedOrders


class Store(Protocol):
    """The database. `begin` opens a unit of work: commit at a clean end, roll back at an exception."""

    def begin(self, *, reading: bool = False) -> AbstractContextManager[UnitOfWork]:
        """A unit of work; one for `reading` waits for no writer and may change nothing.

        Raises:
            StoreBusyError: the database cannot be written (or reached) now.
        """

    def close(self) -> None:
        """Gives all connections back; the store is used no more."""
