"""Where a paper came from: the messages around it, and what its posting vouches for of its supplier."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from domain.arrivals import DocumentRecord, DocumentState, Form
from domain.orders import PurchaseOrder
from domain.paper import MarkKind, Reading
from domain.ports import UnitOfWork
from domain.signals import KnownSupplier, MailOrigin, Measure, Signal, SignalCode
from route import review
from validate import signals_of
from validate.lookalike import domain_of, is_free_mail, is_of, owned

if TYPE_CHECKING:
    from app.pipeline import Pipeline
    from domain.decisions import Policy

DEEPEST = 8
"""More messages and archives around a paper than are ever opened."""


@dataclass(frozen=True)
class Provenance:
    """The messages that a paper came in, what was known of its supplier, and what that says together."""

    origins: Sequence[MailOrigin]
    known: KnownSupplier
    signals: Sequence[Signal]


def weighty(signals: Sequence[Signal]) -> list[tuple[SignalCode, str | None]]:
    """The signals that bring a paper before people, with what was found."""
    return [(signal.code, signal.found) for signal in signals if signal.measure is not Measure.TELL]


def provenance_of(pipeline: Pipeline, record: DocumentRecord, reading: Reading, order: PurchaseOrder | None, policy: Policy) -> Provenance:
    """Where the paper came from, as it is known now."""
    known = KnownSupplier()
    if order is not None:
        with pipeline.store.begin(reading=True) as work:
            known = work.suppliers.known(order.supplier_id)
    origins = origins_of(pipeline, record)
    told = signals_of(reading, order=order, known=known, origins=origins, policy=policy, own_domains=pipeline.own_domains)
    return Provenance(origins, known, told)


def origins_of(pipeline: Pipeline, record: DocumentRecord) -> list[MailOrigin]:
    """The messages that the paper is, or came in, the innermost first.

    One that was not read yet is read first, so that no paper is decided before the words that it came with.
    """
    return [_origin(holder) for holder in _messages(pipeline, record)]


def _messages(pipeline: Pipeline, record: DocumentRecord) -> Iterator[DocumentRecord]:
    if record.form is Form.MESSAGE:
        yield record
    for _ in range(DEEPEST):
        if record.within is None:
            return
        with pipeline.store.begin(reading=True) as work:
            record = work.documents.get(record.within)
        if record.form is not Form.MESSAGE:
            continue
        yield pipeline.run(record.document_id) if record.state is DocumentState.RECEIVED else record


def _origin(message: DocumentRecord) -> MailOrigin:
    sender, marks = message.sender, message.reading.marks if message.reading else ()
    if sender is None:
        return MailOrigin(marks=marks)
    return MailOrigin(sender.address, sender.reply_to, sender.authentication, marks)


def vouch(pipeline: Pipeline, work: UnitOfWork, record: DocumentRecord, origins: Sequence[MailOrigin]) -> None:
    """Remembers, with the posting of a paper, its bank details, and whence it came; in the caller's unit of work.

    Only what people approved counts as confirmed. A free mailbox is remembered as an address, and our own people's mail not at all.
    """
    if record.supplier_id is None or record.reading is None:
        return
    marks = [*record.reading.marks, *(mark for origin in origins for mark in origin.marks)]
    accounts = frozenset(mark.text for mark in marks if mark.kind is MarkKind.ACCOUNT)
    if review.approved_case_of(work, record.document_id):
        senders = [(origin.address, domain) for origin in origins if (domain := domain_of(origin.address))]
        strangers = [(address, domain) for address, domain in senders if not is_of(domain, pipeline.own_domains)]
        addresses = frozenset(address.casefold() for address, domain in strangers if is_free_mail(domain))
        domains = frozenset(owned(domain) for _, domain in strangers if not is_free_mail(domain))
        seen = KnownSupplier(accounts=accounts, domains=domains, addresses=addresses)
    else:
        seen = KnownSupplier(unconfirmed=accounts)
    work.suppliers.vouch(record.supplier_id, record.document_id, seen, now=pipeline.clock())
