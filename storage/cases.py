"""The review cases: which papers wait for a person, in which order, and who said what."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from pydantic import JsonValue
from sqlalchemy import Connection, Row, Select, insert, select, update

from domain.arrivals import DocumentRecord
from domain.cases import CaseState, ReviewCase
from domain.errors import StaleStateError
from domain.ports import AuditLog
from storage.columns import plain
from storage.tables import cases
from storage.worklist import facts

_NO_DEADLINE = datetime(9999, 12, 31, tzinfo=UTC)


class SqlCases:
    """The review cases in one unit of work."""

    def __init__(self, connection: Connection, audit: AuditLog) -> None:
        self._connection = connection
        self._audit = audit

    def open(self, document: DocumentRecord, *, now: datetime) -> ReviewCase:
        """Opens a case for the document as its decision says, or returns the one that is open."""
        of_document = cases.c.document_id == document.document_id
        waiting = self._list(select(cases).where(of_document, cases.c.state == CaseState.OPEN))
        return waiting[0] if waiting else self._insert(document, now)

    def get(self, case_id: int) -> ReviewCase:
        """The case. Raises KeyError where there is none."""
        found = self._list(select(cases).where(cases.c.case_id == case_id))
        if not found:
            raise KeyError(case_id)
        return found[0]

    def of_document(self, document_id: str) -> Sequence[ReviewCase]:
        """The cases of a document, newest first."""
        return self._list(select(cases).where(cases.c.document_id == document_id).order_by(cases.c.case_id.desc()))

    def queue(self, queue: str | None = None, *, limit: int = 200) -> Sequence[ReviewCase]:
        """The open cases, most urgent first: priority, then deadline, then age."""
        query = select(cases).where(cases.c.state == CaseState.OPEN)
        if queue is not None:
            query = query.where(cases.c.queue == queue)
        return self._list(query.order_by(cases.c.priority.desc(), cases.c.due_at, cases.c.case_id).limit(limit))

    def save(self, case: ReviewCase, *, by: str, action: str, note: str = "") -> ReviewCase:
        """Stores the changed case if its `version` is still the stored one, and raises the version by one.

        Raises:
            StaleStateError: somebody else changed the case meanwhile.
        """
        before = self.get(case.case_id)
        after = case.model_copy(update={"version": case.version + 1})
        stored = (cases.c.case_id == case.case_id) & (cases.c.version == case.version)
        if self._connection.execute(update(cases).where(stored).values(_columns(after))).rowcount != 1:
            raise StaleStateError(f"Somebody else changed the case of “{before.name}” meanwhile: look at it again.")
        was, is_ = _images(before, after)
        self._audit.append(
            actor=by, action=f"case {action}", subject=case.document_id, before=was, after={**is_, **({"note": note} if note else {})}
        )
        return after

    def _insert(self, document: DocumentRecord, now: datetime) -> ReviewCase:
        decision = document.decision
        if decision is None or decision.queue is None:
            raise StaleStateError(f"“{document.name}” has no decision that names a department.")
        case = ReviewCase(
            case_id=0,
            document_id=document.document_id,
            name=document.name,
            queue=decision.queue,
            priority=decision.priority,
            approvals_needed=max(1, decision.approvals),
            opened_at=now,
            due_at=decision.due_at,
        )
        numbers = self._connection.execute(insert(cases).values({**_columns(case), **facts(document)}).returning(cases.c.case_id))
        case = case.model_copy(update={"case_id": numbers.scalar_one()})
        image = {"case": case.case_id, **decision.model_dump(mode="json", include={"queue", "priority", "approvals", "due_at"})}
        self._audit.append(actor="tallyclerk", action="case opened", subject=case.document_id, after=image)
        return case

    def _list(self, query: Select[tuple[object, ...]]) -> list[ReviewCase]:
        return [_case(row) for row in self._connection.execute(query)]


def _columns(case: ReviewCase) -> dict[str, object]:
    plainly = case.model_dump(exclude={"case_id", "approvals", "due_at"})
    return {**plainly, "approvals": plain(case.approvals), "due_at": case.due_at or _NO_DEADLINE}


def _case(row: Row[tuple[object, ...]]) -> ReviewCase:
    values = {name: value for name, value in row._asdict().items() if name in ReviewCase.model_fields}
    return ReviewCase.model_validate({**values, "due_at": None if values["due_at"] == _NO_DEADLINE else values["due_at"]})


def _images(before: ReviewCase, after: ReviewCase) -> tuple[dict[str, JsonValue], dict[str, JsonValue]]:
    """What changed between the two, for the audit log."""
    was, is_ = before.model_dump(mode="json"), after.model_dump(mode="json")
    changed = [name for name in was if was[name] != is_[name] and name != "version"]
    case: dict[str, JsonValue] = {"case": before.case_id}
    return case | {name: was[name] for name in changed}, case | {name: is_[name] for name in changed}
