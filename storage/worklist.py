"""The queue as the desk shows it: open cases with what tells their papers apart, found, counted and turned over in the database."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Text, and_, func, or_, select, type_coerce, union

from domain.arrivals import DocumentRecord, DocumentState
from domain.cases import CaseState, ReasonCode
from domain.decisions import Queue
from domain.worklist import KnownPaper, Sought, SoughtPapers, Tally, WaitingPaper
from storage.tables import cases, documents

_NO_DEADLINE = datetime(9999, 12, 31, tzinfo=UTC)
_URGENCY = (cases.c.priority, cases.c.due_at, cases.c.case_id)
_URGENT = (cases.c.priority.desc(), cases.c.due_at, cases.c.case_id)
_OPEN = cases.c.state == CaseState.OPEN
_SHOWN = (documents.c.document_id, documents.c.kind, documents.c.supplier_id, documents.c.order_number, documents.c.document_number)
_SEARCHED = (documents.c.name, documents.c.document_number, documents.c.order_number, documents.c.supplier_id)
MOST_WORDS = 8
COUNTED_AT_MOST = 1000


def facts(document: DocumentRecord) -> dict[str, str | None]:
    """What the queue is searched by, as columns of a case."""
    codes = sorted({finding.code.value for finding in document.findings})
    return {
        "kind": document.kind,
        "supplier_id": document.supplier_id,
        "order_number": document.order_number,
        "codes": f" {' '.join(codes)} ",
        "words": "\n".join(filter(None, (document.name, document.document_number, document.order_number, document.supplier_id))).casefold(),
    }


class SqlWorklist:
    """Open cases and known papers in one unit of work; it only looks."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def waiting(self, sought: Sought, *, offset: int = 0, limit: int = 50) -> Sequence[WaitingPaper]:
        """The open cases that are sought, most urgent first: priority, then deadline, then age."""
        few = self._few(sought)
        query = select(cases, documents.c.document_number, documents.c.decision, documents.c.error)
        query = query.join(documents, documents.c.document_id == cases.c.document_id)
        if len(few) < COUNTED_AT_MOST:
            # Left to itself SQLite would follow the order of urgency through all cases until it has found these.
            chosen = sorted(few, key=lambda row: (-row.priority, row.due_at, row.case_id))[offset : offset + limit]
            query = query.where(cases.c.case_id.in_([row.case_id for row in chosen]))
        else:
            query = query.where(*_sought(sought)).offset(offset).limit(limit)
        return [_waiting(row) for row in self._connection.execute(query.order_by(*_URGENT))]

    def count(self, sought: Sought) -> int:
        """How many open cases are sought; counting ends at `COUNTED_AT_MOST`."""
        return len(self._few(sought))

    def tally(self, now: datetime) -> Tally:
        """How many wait, by department, how many are overdue, and on how many papers the program failed."""
        counted = self._connection.execute(select(cases.c.queue, func.count()).where(_OPEN).group_by(cases.c.queue)).all()
        by_queue = {Queue(row[0]): int(row[1]) for row in counted}
        overdue = select(func.count()).select_from(cases).where(_OPEN, cases.c.due_at < now)
        failed = select(func.count()).select_from(documents).where(documents.c.state == DocumentState.FAILED)
        return Tally(
            waiting=sum(by_queue.values()),
            overdue=int(self._connection.execute(overdue).scalar_one()),
            failed=int(self._connection.execute(failed).scalar_one()),
            by_queue={queue: by_queue.get(queue, 0) for queue in Queue},
        )

    def papers(self, sought: SoughtPapers, *, offset: int = 0, limit: int = 50) -> Sequence[KnownPaper]:
        """The documents that were ever taken in, newest first, as far as they are sought."""
        wanted = [documents.c[name] == value for name in ("state", "supplier_id", "order_number") if (value := getattr(sought, name))]
        asked = (("state", sought.decided_as), ("reason_code", sought.reason_code))
        closed = [cases.c[name] == value for name, value in asked if value is not None]
        if closed:
            wanted.append(documents.c.document_id.in_(select(cases.c.document_id).where(~_OPEN, *closed)))
        columns = (*_SHOWN, documents.c.name, documents.c.state, documents.c.received_at, documents.c.decision, documents.c.error)
        query = select(*columns).where(*wanted, *([_in_words(sought.words)] if sought.words.strip() else []))
        rows = self._connection.execute(query.order_by(documents.c.row.desc()).offset(offset).limit(limit)).all()
        decided = self._decided(row.document_id for row in rows)
        return [
            KnownPaper.model_validate({**row._asdict(), "reasons": _reasons(row._asdict()), **decided.get(row.document_id, {})})
            for row in rows
        ]

    def _decided(self, document_ids: Iterable[str]) -> dict[str, dict[str, str | None]]:
        """Of each of these documents what people decided last, and why; an open case is no decision."""
        query = select(cases.c.document_id, cases.c.state, cases.c.reason_code).where(cases.c.document_id.in_([*document_ids]))
        latest = {row.document_id: row for row in self._connection.execute(query.order_by(cases.c.case_id))}
        return {
            each: {"decided_as": row.state, "reason_code": row.reason_code} for each, row in latest.items() if row.state != CaseState.OPEN
        }

    def _few(self, sought: Sought) -> Sequence[Any]:
        """Number and urgency of what is sought, in no order, up to `COUNTED_AT_MOST`."""
        return self._connection.execute(select(*_URGENCY).where(*_sought(sought)).limit(COUNTED_AT_MOST)).all()


def _sought(sought: Sought) -> list[ColumnElement[bool]]:
    wanted = [_OPEN]
    if sought.queues is not None:
        wanted.append(cases.c.queue.in_(sought.queues))
    if sought.opened_before is not None:
        wanted.append(cases.c.opened_at < sought.opened_before)
    if sought.whose is not None:
        # Each by an index of its own; an OR of the two would look through all that is open.
        theirs = (select(cases.c.case_id).where(_OPEN, column == sought.whose) for column in (cases.c.claimed_by, cases.c.assigned_to))
        wanted.append(cases.c.case_id.in_(union(*theirs)))
    asked = {name: getattr(sought, name) for name in ("supplier_id", "order_number", "kind")}
    wanted += [cases.c[name] == value for name, value in asked.items() if value is not None]
    if sought.finding is not None:
        wanted.append(cases.c.codes.contains(f" {sought.finding.value} ", autoescape=True))
    if sought.agreed_for is not None:
        wanted.append(type_coerce(cases.c.approvals, Text).contains(_agreed_for(sought.agreed_for), autoescape=True))
    wanted += [cases.c.words.contains(word, autoescape=True) for word in sought.words.casefold().split()[:MOST_WORDS]]
    return wanted


def _agreed_for(code: ReasonCode) -> str:
    """How the approvals of a case, which are JSON, say that reason; in what people typed the quotes would be escaped."""
    return json.dumps({"reason": code.value})[1:-1]


def _in_words(words: str) -> ColumnElement[bool]:
    """Each word stands somewhere in a document's name or numbers."""
    return and_(*(or_(*(column.icontains(word, autoescape=True) for column in _SEARCHED)) for word in words.split()[:MOST_WORDS]))


def _waiting(row: Any) -> WaitingPaper:
    values = row._asdict()
    due = None if values["due_at"] == _NO_DEADLINE else values["due_at"]
    approved_by = [approval["user"] for approval in values["approvals"]]
    why = [approval["reason"] for approval in values["approvals"] if approval.get("reason")]
    told = {"due_at": due, "approvals": len(approved_by), "approved_by": approved_by, "agreed_for": why, "reasons": _reasons(values)}
    return WaitingPaper.model_validate({**values, **told})


def _reasons(values: dict[str, Any]) -> list[str]:
    decision = json.loads(values["decision"]) if isinstance(values["decision"], str) else values["decision"]
    return [values["error"]] if values["error"] else list((decision or {}).get("reasons", []))
