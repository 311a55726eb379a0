"""The documents: what was received, from where, and how far each one has come."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Mapping, Sequence

from pydantic import JsonValue
from sqlalchemy import Connection, Row, Select, insert, select, update

from domain.arrivals import Arrival, DocumentRecord, DocumentState
from domain.cases import CaseState
from domain.errors import StaleStateError
from domain.outward import EventType
from domain.paper import Kind, Reading
from domain.ports import AuditLog, Clock
from storage.columns import canonical, plain
from storage.outward import write_event
from storage.tables import cases, documents, postings, sightings
from storage.worklist import facts

_STORED = frozenset(DocumentRecord.model_fields)
_FIXED = frozenset({"document_id", "state", "version", "sightings", "size", "channel", "received_at", "form", "within", "sender"})


class SqlDocuments:
    """The documents in one unit of work."""

    def __init__(self, connection: Connection, audit: AuditLog, clock: Clock) -> None:
        self._connection = connection
        self._audit = audit
        self._clock = clock

    def add(self, arrival: Arrival) -> bool:
        """Records it; True if these bytes were never seen before, False if only the sighting is new or nothing is."""
        if self.seen(arrival.channel, arrival.source_id):
            return False
        new = not self._row(arrival.document_id)
        if new:
            self._insert(arrival)
        else:
            again = update(documents).where(documents.c.document_id == arrival.document_id)
            self._connection.execute(again.values(sightings=documents.c.sightings + 1))
        self._sight(arrival)
        return new

    def seen(self, channel: str, source_id: str) -> bool:
        """Whether this very file of that channel was recorded before."""
        query = select(sightings.c.row).where(sightings.c.channel == channel, sightings.c.source_id == source_id)
        return self._connection.execute(query).first() is not None

    def get(self, document_id: str) -> DocumentRecord:
        """The document. Raises KeyError where there is none."""
        row = self._row(document_id)
        if row is None:
            raise KeyError(document_id)
        return _record(row)

    def advance(
        self, document_id: str, *, expect: Collection[DocumentState], to: DocumentState, by: str, **changes: object
    ) -> DocumentRecord:
        """Moves it from one of the expected states; `changes` are fields of `DocumentRecord`.

        Where the new state is an outcome, its event is written in the same unit of work, once for each time that it comes about.

        Raises:
            StaleStateError: it is in none of the expected states.
        """
        return self._move(document_id, expect, to, by, changes)

    def send_back(self, document_id: str, *, expect: Collection[DocumentState], by: str, error: str) -> DocumentRecord:
        """Ends it as rejected, because it goes back to its supplier: other programs are told that, and not that it was rejected.

        Raises:
            StaleStateError: it is in none of the expected states.
        """
        return self._move(document_id, expect, DocumentState.REJECTED, by, {"error": error}, told_as=EventType.RETURNED)

    def _move(
        self,
        document_id: str,
        expect: Collection[DocumentState],
        to: DocumentState,
        by: str,
        changes: Mapping[str, object],
        *,
        told_as: EventType | None = None,
    ) -> DocumentRecord:
        unknown = changes.keys() - (_STORED - _FIXED)
        if unknown:
            raise ValueError(f"A document's {', '.join(sorted(unknown))} cannot be changed.")
        before = self.get(document_id)
        if before.state not in expect:
            raise StaleStateError(f"“{before.name}” is {before.state.replace('_', ' ')} by now: somebody else moved it.")
        after = DocumentRecord.model_validate({**dict(before), **changes, "state": to, "version": before.version + 1})
        self._swap(before, after, changes)
        self._audit.append(
            actor=by,
            action=f"document {to}",
            subject=document_id,
            before=_image(before, changes),
            after=_image(after, changes),
        )
        write_event(self._connection, after, at=self._clock(), told_as=told_as)
        return after

    def in_states(self, states: Collection[DocumentState], *, limit: int = 1000) -> Sequence[DocumentRecord]:
        """The documents in those states, oldest first."""
        # State by state, as that is how the index has them; for several at once SQLite would look at every document.
        rows: list[Row[tuple[object, ...]]] = []
        for state in set(states):
            query = select(documents).where(documents.c.state == state).order_by(documents.c.row).limit(limit)
            rows += self._connection.execute(query)
        return [_record(row) for row in sorted(rows, key=lambda row: row.row)[:limit]]

    def recent(self, *, limit: int = 200) -> Sequence[DocumentRecord]:
        """The newest documents first."""
        return self._list(select(documents).order_by(documents.c.row.desc()).limit(limit))

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
        """The newest documents of those kinds that were matched to that supplier's order, or of which a part was posted to it, oldest first."""
        same = (documents.c.order_number == order_number) & (documents.c.supplier_id == supplier_id)
        parts = select(postings.c.document_id).where(postings.c.order_number == order_number, postings.c.supplier_id == supplier_id)
        same |= documents.c.document_id.in_(parts)
        wanted = same & documents.c.kind.in_(kinds) & documents.c.state.not_in(but)
        if before is not None:
            wanted &= documents.c.row < select(documents.c.row).where(documents.c.document_id == before).scalar_subquery()
        newest = self._list(select(documents).where(wanted).order_by(documents.c.row.desc()).limit(limit))
        return newest[::-1]

    def of_supplier(self, supplier_id: str, *, limit: int) -> Sequence[DocumentRecord]:
        """The documents that were matched to the supplier's orders, newest first."""
        same = documents.c.supplier_id == supplier_id
        return self._list(select(documents).where(same).order_by(documents.c.row.desc()).limit(limit))

    def settled_of(self, supplier_id: str, *, but: str, limit: int) -> int:
        """How many other documents of the supplier are posted, or about to be; counting stops at the limit."""
        settled = documents.c.state.in_([DocumentState.POSTED, DocumentState.POSTING])
        others = (documents.c.supplier_id == supplier_id) & (documents.c.document_id != but) & settled
        return len(self._connection.execute(select(documents.c.row).where(others).limit(limit)).all())

    def with_number(self, supplier_id: str, document_number: str) -> Sequence[DocumentRecord]:
        """The documents of that supplier and number, oldest first."""
        same = (documents.c.supplier_id == supplier_id) & (documents.c.document_number == document_number)
        return self._list(select(documents).where(same).order_by(documents.c.row))

    def _row(self, document_id: str) -> Row[tuple[object, ...]] | None:
        return self._connection.execute(select(documents).where(documents.c.document_id == document_id)).first()

    def _list(self, query: Select[tuple[object, ...]]) -> list[DocumentRecord]:
        return [_record(row) for row in self._connection.execute(query)]

    def _insert(self, arrival: Arrival) -> None:
        kept = arrival.model_dump(include={"document_id", "name", "size", "channel", "received_at", "form", "within"})
        sender = plain(arrival.sender)
        self._connection.execute(
            insert(documents).values(**kept, sender=sender, state=DocumentState.RECEIVED, version=0, findings=[], sightings=1)
        )

    def _sight(self, arrival: Arrival) -> None:
        named = arrival.model_dump(include={"document_id", "channel", "source_id", "name", "within"})
        self._connection.execute(insert(sightings).values(**named, seen_at=arrival.received_at))
        self._audit.append(
            actor=arrival.channel, action="document received", subject=arrival.document_id, after=arrival.model_dump(mode="json")
        )

    def _swap(self, before: DocumentRecord, after: DocumentRecord, changes: Collection[str]) -> None:
        unmoved = (
            (documents.c.document_id == before.document_id) & (documents.c.state == before.state) & (documents.c.version == before.version)
        )
        values = {name: _column(getattr(after, name)) for name in (*changes, "state", "version")}
        if self._connection.execute(update(documents).where(unmoved).values(values)).rowcount != 1:
            raise StaleStateError(f"“{before.name}” was moved by somebody else meanwhile.")
        if facts(before) != facts(after):
            waiting = (cases.c.document_id == before.document_id) & (cases.c.state == CaseState.OPEN)
            self._connection.execute(update(cases).where(waiting).values(facts(after)))


def _record(row: Row[tuple[object, ...]]) -> DocumentRecord:
    values = row._asdict()
    del values["row"]
    text = values["reading"]
    return DocumentRecord.model_validate({**values, "reading": Reading.model_validate_json(text) if text else None})


def _column(value: object) -> JsonValue:
    """A field's value as its column takes it."""
    return json.dumps(plain(value), allow_nan=False) if isinstance(value, Reading) else plain(value)


def _image(record: DocumentRecord, changes: Mapping[str, object]) -> dict[str, JsonValue]:
    """State and changed fields for the audit log; a reading, which can be long, by its digest."""
    image: dict[str, JsonValue] = {"state": record.state.value}
    for name in sorted(changes):
        value = getattr(record, name)
        image[name] = _digest(value) if isinstance(value, Reading) else plain(value)
    return image


def _digest(reading: Reading) -> str:
    return "sha256:" + hashlib.sha256(canonical(plain(reading)).encode()).hexdigest()
