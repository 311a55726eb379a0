"""The audit log: append-only, each entry sealed by a hash over the one before it, so that a change anywhere shows."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from pydantic import JsonValue
from sqlalchemy import Connection, Row, insert, select, update

from domain.ports import AuditEntry, Clock
from storage.columns import canonical, storable
from storage.tables import audit, audit_head

_GENESIS = "0" * 64
_ROWS_AT_ONCE = 1000


@dataclass
class Entry:
    """One link of the chain as it is stored."""

    sequence: int
    at: datetime
    actor: str
    action: str
    subject: str
    before: dict[str, JsonValue]
    after: dict[str, JsonValue]
    hash: str


class SqlAudit:
    """The audit log in one unit of work."""

    def __init__(self, connection: Connection, clock: Clock) -> None:
        self._connection = connection
        self._clock = clock
        self._head: tuple[int, str] | None = None

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
        last, previous = self._head or self._stored_head()
        link = {
            "sequence": last + 1,
            "at": self._clock().astimezone(UTC),
            "actor": storable(actor),
            "action": storable(action),
            "subject": storable(subject),
            "before": canonical(before or {}),
            "after": canonical(after or {}),
        }
        seal = _seal(previous, link)
        self._connection.execute(insert(audit).values(**link, hash=seal))
        self._connection.execute(update(audit_head).values(sequence=last + 1, hash=seal))
        self._head = (last + 1, seal)

    def of_subject(self, subject: str) -> Sequence[AuditEntry]:
        """What happened to a document (its cases and postings with it), oldest first."""
        rows = self._connection.execute(select(audit).where(audit.c.subject == subject).order_by(audit.c.sequence))
        return [_entry(row) for row in rows]

    def first_broken(self) -> int | None:
        """The sequence number of the first link that does not fit or is missing; None where the chain is whole."""
        previous, sequence = _GENESIS, 0
        in_order = select(audit).order_by(audit.c.sequence).execution_options(yield_per=_ROWS_AT_ONCE)
        with self._connection.execute(in_order) as rows:
            for sequence, row in enumerate(rows, start=1):
                if row.sequence != sequence or row.hash != _seal(previous, row._asdict()):
                    return sequence
                previous = row.hash
        return None if self._ends_at(sequence, previous) else sequence + 1

    def _stored_head(self) -> tuple[int, str]:
        head = self._connection.execute(select(audit_head.c.sequence, audit_head.c.hash)).one()
        return head.sequence, head.hash

    def _ends_at(self, sequence: int, seal: str) -> bool:
        heads = self._connection.execute(select(audit_head.c.sequence, audit_head.c.hash)).all()
        return [tuple(head) for head in heads] == [(sequence, seal)]


def _seal(previous: str, link: dict[str, object]) -> str:
    at = link["at"]
    assert isinstance(at, datetime)
    sealed = [
        previous,
        link["sequence"],
        at.isoformat(timespec="microseconds"),
        *(link[part] for part in ("actor", "action", "subject", "before", "after")),
    ]
    return hashlib.sha256(json.dumps(sealed, separators=(",", ":")).encode()).hexdigest()


def _entry(row: Row[tuple[object, ...]]) -> Entry:
    values = row._asdict()
    return Entry(**{**values, "before": json.loads(values["before"]), "after": json.loads(values["after"])})
