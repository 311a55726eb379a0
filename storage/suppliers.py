"""What posted papers vouch for of their suppliers: bank details, mail domains, single addresses."""

from __future__ import annotations

from datetime import datetime

from pydantic import JsonValue
from sqlalchemy import Connection, insert, select

from domain.arrivals import DocumentState
from domain.ports import AuditLog
from domain.signals import KnownSupplier
from storage.tables import documents, vouched

_STANDS = (DocumentState.POSTING, DocumentState.POSTED)
_KINDS = ("accounts", "unconfirmed", "domains", "addresses")


class SqlSuppliers:
    """What is known of suppliers in one unit of work."""

    def __init__(self, connection: Connection, audit: AuditLog) -> None:
        self._connection = connection
        self._audit = audit

    def known(self, supplier_id: str) -> KnownSupplier:
        """What is known of the supplier now. What was vouched for by a paper that is taken back, or not posted after all, is not."""
        query = select(vouched.c.kind, vouched.c.value).distinct().join(documents, documents.c.document_id == vouched.c.document_id)
        rows = self._connection.execute(query.where(vouched.c.supplier_id == supplier_id, documents.c.state.in_(_STANDS))).all()
        return KnownSupplier(*(frozenset(row.value for row in rows if row.kind == kind) for kind in _KINDS))

    def vouch(self, supplier_id: str, document_id: str, seen: KnownSupplier, *, now: datetime) -> None:
        """Remembers what a paper says of its supplier, for as long as it is posted or about to be; doing so twice adds nothing."""
        here = (vouched.c.supplier_id == supplier_id) & (vouched.c.document_id == document_id)
        before = {(row.kind, row.value) for row in self._connection.execute(select(vouched.c.kind, vouched.c.value).where(here))}
        new = sorted({(kind, value) for kind in _KINDS for value in getattr(seen, kind)} - before)
        if not new:
            return
        rows = [
            {"supplier_id": supplier_id, "document_id": document_id, "kind": kind, "value": value, "seen_at": now} for kind, value in new
        ]
        self._connection.execute(insert(vouched), rows)
        after: dict[str, JsonValue] = {"supplier_id": supplier_id}
        after |= {kind: sorted(value for each, value in new if each == kind) for kind in _KINDS if any(each == kind for each, _ in new)}
        self._audit.append(actor="tallyclerk", action="supplier vouched for", subject=document_id, after=after)
