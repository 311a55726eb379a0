"""The store as a whole: a unit of work over all that is kept, and the chain of the audit."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from typing import Protocol

from pydantic import JsonValue

from domain.ports.learned import EmbeddedOrders, Mappings, Policies, Suppliers
from domain.ports.papers import Arrivals, Cases, Documents, History, Postings, Samples, Worklist
from domain.ports.people import ApiTokens, Deliveries, Notices, Users, Visits


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


class UnitOfWork(Protocol):
    """Everything in it is written together at the end of its `with` block, or not at all."""

    documents: Documents
    arrivals: Arrivals
    cases: Cases
    worklist: Worklist
    history: History
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
