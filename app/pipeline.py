"""The way of a document: take in, read, check, route, post. Each stage may run twice without harm.

Where a document stands is in the store alone, so a killed process leaves nothing half-done: `run` goes on from whatever state
it finds. A defect of the paper becomes a finding; what cannot be read is rejected with the reason; a failure of the program
is stored with the document and stops no other.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from app import each_order, learning, parting, posting
from app.likeness import looks_like
from app.provenance import Provenance, provenance_of
from domain.arrivals import Arrival, Contents, DocumentRecord, DocumentState, Form
from domain.decisions import Decision, Outcome, Policy, Queue
from domain.doctype import CheckContext, DocType, of_kind
from domain.errors import AlreadyPostedError, StaleStateError, TransientError, UnreadableError
from domain.findings import Finding, FindingCode, Severity
from domain.mappings import Known
from domain.orders import PurchaseOrder
from domain.paper import Kind, Reading
from domain.policy import DocumentFacts, PolicyBook, Ruling, ruling
from domain.ports import Archive, Clock, Incoming, Ledger, OrderBook, Store, UnitOfWork
from domain.postings import Posting
from extract.opening.place import Asked, Placed
from ingest.take_in import take_in
from route import outbox, planning, review, sampling
from route.deadlines import due
from route.decide import decide, with_other_orders
from route.facts import facts_of
from route.undo import tell_of_newer
from route.urgency import urgency
from validate import check, check_each, gather, in_ordered_units, joined, part_by_order, with_related
from validate.matching import other_orders

logger = logging.getLogger(__name__)

NOT_TAKEN = (DocumentState.REJECTED, DocumentState.FAILED, DocumentState.PARTED)
"""States of documents that say nothing of their order."""
RELATED = 2000
"""So many notices and certificates of one order, the newest, are held against each other."""
UNDECIDED = (DocumentState.RECEIVED, DocumentState.READ, DocumentState.CHECKED)
"""The states in which the next step is the program's, not a person's or the ERP's."""


class Reader(Protocol):
    """What reads documents and draws their pages; it survives whatever a document does."""

    def read(self, content: bytes, name: str) -> Reading:
        """What the document says. Raises UnreadableError with one sentence."""

    def render(self, content: bytes, name: str, page: int, turn: int) -> bytes:
        """The page as a PNG, upright. Raises UnreadableError where there is no such page."""

    def unpack(self, content: bytes, name: str) -> tuple[Contents, list[bytes]]:
        """What a message or an archive holds, and the bytes of its parts. Raises UnreadableError with one sentence."""

    def part(self, content: bytes, name: str, first: int, last: int) -> bytes:
        """Those pages (from 1) as a file of their own. Raises UnreadableError where there are no such pages."""

    def place(self, content: bytes, name: str, asked: Asked) -> Placed:
        """What stands in a box of a page. Raises UnreadableError where there is no such page."""


@dataclass(frozen=True)
class Examination:
    """A reading held against the order book as it is at this moment, with more confidence in what the order bears out.

    The store keeps the reading as it was read, so that looking twice does not make it surer.
    """

    reading: Reading
    doctype: DocType | None
    context: CheckContext
    findings: list[Finding]
    order_version: str
    other_versions: Mapping[str, str]
    """Of the other orders that lines are for; of one that is not known, by what is printed, none."""
    unchecked: Sequence[str]
    """The orders that lines name and were not held against, as papers of this kind are held against one alone."""
    posted_to: Sequence[str]
    """The orders that have their postings of it, while another one had changed before its own."""
    ruling: Ruling
    """What the policy in force asks of this document."""
    provenance: Provenance
    stated: Reading
    """The reading with quantities in the order's units, where those of the supplier are known: what is checked, decided and posted."""


@dataclass(frozen=True)
class Pipeline:
    """The stages with what they need. `posts` is false where nothing may leave: documents then end `checked`, with the decision."""

    store: Store
    archive: Archive
    reader: Reader
    order_book: OrderBook
    ledger: Ledger
    doctypes: Sequence[DocType]
    policy: Policy
    clock: Clock
    posts: bool = True
    own_domains: Sequence[str] = ()
    """Our own mail domains: who writes from there is no stranger."""
    fixed: PolicyBook | None = None
    """What is decided by, whatever is in force: to see what another policy would do."""
    items_after: int = 0
    """After how many approvals an item mapping comes into force by itself; 0 for never."""
    known_as: Callable[[str], Known] | None = None
    """What is known of suppliers' words, whatever is in force: to see what a mapping would do."""

    def take_in(self, incoming: Incoming, channel: str) -> Arrival | None:
        """Stores what the channel of that name offers, durably; None where there is nothing new in it."""
        return take_in(incoming, archive=self.archive, store=self.store, clock=self.clock, channel=channel, unpacker=self.reader)

    def run(self, document_id: str) -> DocumentRecord:
        """Takes a document as far as it goes by itself.

        Raises:
            TransientError: it stays where it is, to be driven again.
        """
        record = self._get(document_id)
        try:
            while stage := self._next(record):
                record = stage(record)
        except TransientError:
            raise
        except StaleStateError:  # another process has moved it meanwhile
            return self._get(document_id)
        except Exception as error:  # noqa: BLE001 - the one edge per document: whatever fails is stored with it
            return self._fail(document_id, error)
        return record

    def drive_waiting(self, *, limit: int = 1000) -> Iterator[DocumentRecord]:
        """Drives what was left undecided, as by a killed process; one that has to wait again stops no other."""
        for waiting in self.waiting(limit=limit):
            try:
                yield self.run(waiting.document_id)
            except TransientError as error:
                logger.warning("%s has to wait: %s", waiting.document_id, error)

    def waiting(self, *, limit: int = 1000) -> Sequence[DocumentRecord]:
        """The documents whose next step is the program's, oldest first."""
        with self.store.begin(reading=True) as work:
            found = work.documents.in_states(UNDECIDED, limit=limit)
        return [record for record in found if self._next(record)]

    def book(self) -> PolicyBook:
        """The policy in force; the settings' thresholds where none was ever put in force."""
        if self.fixed is not None:
            return self.fixed
        with self.store.begin(reading=True) as work:
            version = work.policies.in_force()
        return version.book if version else PolicyBook(default=self.policy)

    def known(self, supplier_id: str) -> Known:
        """What was learned of the supplier's words, and is in force."""
        if self.known_as is not None:
            return self.known_as(supplier_id)
        with self.store.begin(reading=True) as work:
            return Known(tuple(work.mappings.in_force(supplier_id)))

    def undelivered(self) -> Sequence[DocumentRecord]:
        """The documents whose postings are not settled."""
        with self.store.begin(reading=True) as work:
            return work.documents.in_states([DocumentState.POSTING])

    def deliver(self) -> list[Posting]:
        """Carries planned postings to the ERP; returns those that it touched."""
        return outbox.deliver(self.store, self.ledger, clock=self.clock)

    def read(self, record: DocumentRecord) -> DocumentRecord:
        """RECEIVED to READ, to PARTED where it holds papers that go on by themselves, or to REJECTED where it cannot be read."""
        if record.form is not Form.FILE:
            return parting.read_holder(self, record)
        try:
            reading = self.reader.read(self.archive.get(record.document_id), record.name)
        except UnreadableError as error:
            ruled = ruling(self.book(), DocumentFacts())
            decision = decide(None, [], policy=ruled, doctype=None, received_at=record.received_at, error=str(error))
            with self.store.begin() as work:
                return _advance(work, record, DocumentState.REJECTED, by="extract", decision=decision, error=str(error))
        if parting.is_surely_several(reading):
            return parting.split(self, record, reading.parts, reading=reading)
        with self.store.begin() as work:
            return _advance(work, record, DocumentState.READ, by="extract", kind=reading.kind, reading=reading, error=None)

    def check(self, record: DocumentRecord) -> DocumentRecord:
        """READ to CHECKED, with the findings and what the document was matched to."""
        seen = self.examine(record)
        with self.store.begin() as work:
            return _advance(work, record, DocumentState.CHECKED, by="validate", **_matched(record, seen), decision=None)

    def route(self, record: DocumentRecord) -> DocumentRecord:
        """CHECKED to POSTING, IN_REVIEW or REJECTED; the order is looked at once more, as it may have changed since the check."""
        seen = self.examine(record)
        try:
            return self._hand_on(record, seen)
        except AlreadyPostedError as error:
            return self._hand_on(record, replace(seen, findings=[*seen.findings, _duplicate(error)]))

    def examine(self, record: DocumentRecord, *, seen_before: bool = False) -> Examination:
        """Holds the document's reading against the order book and the earlier documents, as they are now."""
        reading = _reading(record)
        doctype = of_kind(self.doctypes, reading.kind)
        book = self.book()
        context = gather(
            reading,
            order_book=self.order_book,
            earlier=(),
            policy=book.default,
            doctype=doctype,
            seen_before=seen_before,
            known_of=self.known,
        )
        order = context.order
        parts = part_by_order(reading, context, order_book=self.order_book, known_of=self.known)
        context = joined(context, parts, len(reading.lines))
        version = self.order_book.version(order.order_number, order.supplier_id) if order else ""
        versions = each_order.versions_of(self, reading, order, parts)
        orders = [each for each in (order, *(part.order for part in parts if part.order != order)) if each]
        if any(self.order_book.order(each.order_number, each.supplier_id) != each for each in orders):
            return self.examine(record, seen_before=seen_before)  # one changed between the two questions
        papers = self._papers_before(record, order.supplier_id if order else None, book)
        ruled = ruling(book, facts_of(reading, context, supplier_papers=papers))
        context = replace(context, policy=ruled.thresholds)
        if order:
            context = replace(context, earlier=self._earlier(record, order.supplier_id))
            related = self.related(record, order)
            context = with_related(context, related, self.sharing(record, order, related))
        parts = each_order.with_papers(self, record, context, parts)
        stated = each_order.corroborated(in_ordered_units(reading, context), context, parts)
        reading = each_order.corroborated(reading, context, parts) if context.converted else stated
        findings = check_each(stated, parts, doctype) if parts and not seen_before else check(stated, context, doctype)
        alike = [paper for each in orders for paper in self.alike(record, each)] if not context.earlier else []
        if again := looks_like(_reading(record), record.document_id, alike):
            findings.append(again)
        unchecked = other_orders(reading, order) if not parts else ()
        posted_to = [part.order.order_number for part in parts if part.order and part.is_posted]
        came = provenance_of(self, record, reading, order, ruled.thresholds)
        return Examination(reading, doctype, context, ruled.raised(findings), version, versions, unchecked, posted_to, ruled, came, stated)

    def decide(self, record: DocumentRecord, seen: Examination) -> Decision:
        """What is to become of it; lines that were checked against no order are never posted unseen."""
        signals = seen.provenance.signals
        decision = decide(
            seen.stated, seen.findings, policy=seen.ruling, doctype=seen.doctype, received_at=record.received_at, signals=signals
        )
        decision = learning.with_sentences(decision, seen.context)
        decision = parting.with_parting(self, record, decision)
        decision = with_other_orders(decision, seen.unchecked, [*seen.other_versions], seen.doctype)
        if seen.posted_to:
            said = f"What it says for order {', '.join(seen.posted_to)} was posted before: what is decided now is for its other lines."
            decision = decision.model_copy(update={"reasons": [*decision.reasons, said]})
        return decision

    def plan(self, work: UnitOfWork, record: DocumentRecord, seen: Examination) -> DocumentRecord:
        """Plans the document's posting in that unit of work.

        Raises:
            AlreadyPostedError: another document said the same.
            UsageError: it cannot be posted without something that is not known.
            StaleStateError: a mapping that helped is not in force any more.
        """
        return posting.plan(self, work, record, seen)

    def take_back(self, document_id: str, *, by: str, reason: str) -> list[Posting]:
        """Plans postings that take back what was posted of a document, which then goes before a person again.

        Raises:
            UsageError: no reason is given, or nothing of it is in the ERP. StaleStateError: it is not posted.
            TransientError: the ERP cannot be asked now.
        """
        with self.store.begin(reading=True) as work:
            record = work.documents.get(document_id)
            orders = {each.order_number: each.supplier_id or None for each in work.postings.of_document(document_id)}
        doctype = of_kind(self.doctypes, _reading(record).kind)
        queue = doctype.queue if doctype else Queue.PURCHASING
        versions = {order: self.order_book.version(order, supplier) for order, supplier in orders.items()}
        with self.store.begin() as work:
            return planning.take_back(work, document_id, versions=versions, queue=queue, by=by, reason=reason, clock=self.clock)

    def _hand_on(self, record: DocumentRecord, seen: Examination) -> DocumentRecord:
        decision = self.decide(record, seen)
        if (
            decision.outcome is Outcome.POST
            and self.posts
            and (why := posting.refused(self, record.model_copy(update=_matched(record, seen)), seen))
        ):
            decision = _before_people(decision, seen, record, why)
        with self.store.begin() as work:
            waiting = review.open_case_of(work, record.document_id)
            if decision.outcome is Outcome.POST and not waiting and review.approved_case_of(work, record.document_id):
                # People have approved something else than what is there now: they look again.
                decision = _before_people(decision, seen, record, "It was approved before, and was not posted: somebody has to look again.")
            record = _advance(work, record, DocumentState.CHECKED, by="route", **_matched(record, seen), decision=decision)
            if not self.posts:
                return record
            # What a person has touched stays with that person, whatever the new check says.
            tell_of_newer(work, record)
            if decision.outcome is Outcome.REVIEW or waiting:
                steps = urgency(seen.reading, seen.findings, seen.ruling.thresholds, seen.provenance.signals).arithmetic
                review.open_case(work, record, clock=self.clock, arithmetic=steps)
                return work.documents.get(record.document_id)
            if decision.outcome is Outcome.REJECT:
                return _advance(work, record, DocumentState.REJECTED, by="route")
            if record.supplier_id and work.suppliers.known(record.supplier_id) != seen.provenance.known:
                raise StaleStateError("Another paper of the supplier was posted meanwhile: this one is looked at again.")
            sampling.draw(work, record, pct=seen.ruling.thresholds.sample_pct, policy=decision.policy, clock=self.clock)
            return self.plan(work, record, seen)

    def _next(self, record: DocumentRecord) -> Callable[[DocumentRecord], DocumentRecord] | None:
        match record.state:
            case DocumentState.RECEIVED:
                return self.read
            case DocumentState.READ:
                return self.check
            case DocumentState.CHECKED if self.posts or record.decision is None:
                return self.route
            case _:
                return None

    def _get(self, document_id: str) -> DocumentRecord:
        with self.store.begin(reading=True) as work:
            return work.documents.get(document_id)

    def _earlier(self, record: DocumentRecord, supplier_id: str | None) -> tuple[DocumentRecord, ...]:
        """The documents of the same supplier and number that came before this one."""
        number = _reading(record).fields.text("document_number")
        if supplier_id is None or number is None:
            return ()
        with self.store.begin(reading=True) as work:
            same = work.documents.with_number(supplier_id, number)
        own = next((place for place, other in enumerate(same) if other.document_id == record.document_id), None)
        # Before its first check the document itself is not among them, and all that are came before it.
        return tuple(same if own is None else same[:own])

    def alike(self, record: DocumentRecord, order: PurchaseOrder) -> Sequence[DocumentRecord]:
        """The documents of its kind about the order that came before this one, oldest first."""
        settled = (DocumentState.REJECTED, DocumentState.PARTED)
        with self.store.begin(reading=True) as work:
            return work.documents.of_order(
                order.order_number, order.supplier_id, kinds=[_reading(record).kind], but=settled, before=record.document_id
            )

    def related(self, record: DocumentRecord, order: PurchaseOrder) -> list[DocumentRecord]:
        """The order's other papers that name lots and heats, but those that nobody took for good."""
        with self.store.begin(reading=True) as work:
            papers = work.documents.of_order(
                order.order_number, order.supplier_id, kinds=[Kind.SHIP_NOTICE, Kind.CERTIFICATE], but=NOT_TAKEN, limit=RELATED
            )
        return [paper for paper in papers if paper.document_id != record.document_id]

    def sharing(
        self, record: DocumentRecord, order: PurchaseOrder, related: Sequence[DocumentRecord]
    ) -> list[tuple[PurchaseOrder, Sequence[DocumentRecord]]]:
        """The supplier's other orders for which a certificate of this order was sent, too, with their papers."""
        papers = [reading for paper in related if (reading := paper.reading) and reading.kind is Kind.CERTIFICATE]
        own = _reading(record)
        numbers = {reading.fields.text("document_number") for reading in [*papers, *([own] if own.kind is Kind.CERTIFICATE else [])]}
        with self.store.begin(reading=True) as work:
            same = [paper for number in sorted(filter(None, numbers)) for paper in work.documents.with_number(order.supplier_id, number)]
        taken = {paper.order_number for paper in same if paper.kind is Kind.CERTIFICATE and paper.state not in NOT_TAKEN}
        others = [self.order_book.order(number, order.supplier_id) for number in sorted(filter(None, taken - {order.order_number}))]
        return [(other, self.related(record, other)) for other in others if other]

    def _papers_before(self, record: DocumentRecord, supplier_id: str | None, book: PolicyBook) -> int | None:
        """How many papers of the supplier came before and were settled; None where no rule asks."""
        asks = max([book.default.new_supplier_papers, *(rule.thresholds.new_supplier_papers or 0 for rule in book.rules)])
        if not asks or supplier_id is None:
            return None
        with self.store.begin(reading=True) as work:
            return work.documents.settled_of(supplier_id, but=record.document_id, limit=asks)

    def _fail(self, document_id: str, error: Exception) -> DocumentRecord:
        logger.error("%s failed", document_id, exc_info=error)
        said = f"The program failed on this document ({type(error).__name__}: {' '.join(str(error).split())[:300]}); it can be tried again."
        try:
            with self.store.begin() as work:
                return work.documents.advance(document_id, expect=UNDECIDED, to=DocumentState.FAILED, by="tallyclerk", error=said)
        except StaleStateError:  # another process got further
            return self._get(document_id)


def _advance(work: UnitOfWork, record: DocumentRecord, to: DocumentState, *, by: str, **changes: object) -> DocumentRecord:
    """Moves the document from the state it is known in."""
    return work.documents.advance(record.document_id, expect=[record.state], to=to, by=by, **changes)


def _matched(record: DocumentRecord, seen: Examination) -> dict[str, object]:
    """What the document was matched to, and what was found; its own number is as the paper says."""
    order = seen.context.order
    return {
        "supplier_id": order.supplier_id if order else None,
        "order_number": order.order_number if order else None,
        "document_number": _reading(record).fields.text("document_number"),
        "findings": seen.findings,
        "signals": list(seen.provenance.signals),
    }


def _before_people(decision: Decision, seen: Examination, record: DocumentRecord, why: str) -> Decision:
    queue = seen.doctype.queue if seen.doctype else Queue.PURCHASING
    said = {
        "outcome": Outcome.REVIEW,
        "queue": queue,
        "approvals": 1,
        "priority": urgency(seen.reading, seen.findings, seen.ruling.thresholds, seen.provenance.signals).points,
        "reasons": [*decision.reasons, why],
        "due_at": due(record.received_at, seen.ruling.thresholds),
    }
    return decision.model_copy(update=said)


def _reading(record: DocumentRecord) -> Reading:
    assert record.reading is not None, "a document that was read has a reading"
    return record.reading


def _duplicate(error: AlreadyPostedError) -> Finding:
    return Finding(code=FindingCode.DUPLICATE_DOCUMENT, severity=Severity.WARNING, field="document_number", message=str(error))
