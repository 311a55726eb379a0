"""The ledger of arrivals: everything that was ever seen, by source, with the document that it became or the reason for refusing it."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, Row, Select, insert, select

from domain.arrivals import DocumentState, Refusal, Sighting
from domain.ports import AuditLog
from storage.tables import documents, sightings

_LINE = (
    sightings.c.row.label("sighting_id"),
    *(sightings.c[name] for name in ("channel", "source_id", "name", "seen_at", "document_id", "within", "reason", "minor")),
    documents.c.state,
    documents.c.error,
    documents.c.decision,
)
_WAIT_OR_ENDED = (DocumentState.IN_REVIEW, DocumentState.REJECTED)


class SqlArrivals:
    """The ledger in one unit of work. What is taken is written by `SqlDocuments.add`, together with its document."""

    def __init__(self, connection: Connection, audit: AuditLog) -> None:
        self._connection = connection
        self._audit = audit

    def refuse(self, refusal: Refusal) -> bool:
        """Writes down what was not taken, and why; False where that line is there already."""
        if self.sighted(refusal.channel, refusal.source_id):
            return False
        line = refusal.model_dump(include={"channel", "source_id", "name", "within", "reason", "minor"})
        self._connection.execute(insert(sightings).values(**line, seen_at=refusal.refused_at))
        subject = refusal.within or f"file:{refusal.name}"
        self._audit.append(
            actor=refusal.channel, action="file refused", subject=subject, after={"name": refusal.name, "reason": refusal.reason}
        )
        return True

    def sighted(self, channel: str, source_id: str) -> Sighting | None:
        """The line about that very thing of that channel."""
        row = self._connection.execute(_lines().where(sightings.c.channel == channel, sightings.c.source_id == source_id)).first()
        return _sighting(row) if row else None

    def within(self, document_id: str) -> Sequence[Sighting]:
        """What came in that document, taken or refused, in its order."""
        query = _lines().where(sightings.c.within == document_id).order_by(sightings.c.row)
        return [_sighting(row) for row in self._connection.execute(query)]

    def recent(
        self, *, channel: str | None = None, refused: bool | None = None, before: int | None = None, limit: int = 200
    ) -> Sequence[Sighting]:
        """The newest lines first: of one channel, only what was refused (or taken), before a line that was shown."""
        query = _lines().order_by(sightings.c.row.desc()).limit(limit)
        if channel is not None:
            query = query.where(sightings.c.channel == channel)
        if refused is not None:
            query = query.where(sightings.c.document_id.is_(None) if refused else sightings.c.document_id.is_not(None))
        if before is not None:
            query = query.where(sightings.c.row < before)
        return [_sighting(row) for row in self._connection.execute(query)]


def _lines() -> Select[tuple[object, ...]]:
    return select(*_LINE).select_from(sightings.outerjoin(documents, documents.c.document_id == sightings.c.document_id))


def _sighting(row: Row[tuple[object, ...]]) -> Sighting:
    """The line; what waits or was rejected without having failed says the first reason of its decision."""
    values = row._asdict()
    decided = values.pop("decision") or {}
    if values["error"] is None and values["state"] in _WAIT_OR_ENDED:
        values["error"] = next(iter(decided.get("reasons", ())), None)
    return Sighting.model_validate(values)
