"""The review cases: which papers wait for a person, in which order, and who said what."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from pydantic import JsonValue
from sqlalchemy import Connection, Row, Select, delete, insert, select, update

from domain.arrivals import DocumentRecord
from domain.cases import CaseState, Draft, ReviewCase
from domain.errors import StaleStateError
from domain.ports import AuditLog
from storage.columns import plain
from storage.tables import cases, drafts
from storage.worklist import facts

_NO_DEADLINE = datetime(9999, 12, 31, tzinfo=UTC)


class SqlCases:
    """The review cases in one unit of work."""

    def __init__(self, connection: Connection, audit: AuditLog) -> None:
        self._connection = connection
        self._audit = audit

    def open(self, document: DocumentRecord, *, now: datetime, arithmetic: Sequence[str] = (), notice: str = "") -> ReviewCase:
        """Opens a case for the document as its decision says, or returns the one that is open.

        Who corrected the paper in an earlier case has corrected it in this one, too. `arithmetic` and `notice` are fields of the case.
        """
        of_document = cases.c.document_id == document.document_id
        waiting = self._list(select(cases).where(of_document, cases.c.state == CaseState.OPEN))
        return waiting[0] if waiting else self._insert(document, now, list(arithmetic), notice)

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

    def extend(self, case_id: int, user: str, until: datetime) -> bool:
        """Lets a person's claim last until then, without making the case another version; False where it is not theirs any more."""
        theirs = (cases.c.case_id == case_id) & (cases.c.claimed_by == user) & (cases.c.state == CaseState.OPEN)
        return self._connection.execute(update(cases).where(theirs).values(claimed_until=until)).rowcount == 1

    def lend(self, case_id: int, user: str, until: datetime) -> bool:
        """Makes an open case this person's until then, without making it another version; whether it is free is the caller's business."""
        before = self.get(case_id)
        opened = (cases.c.case_id == case_id) & (cases.c.state == CaseState.OPEN)
        claimed = before.model_copy(update={"claimed_by": user, "claimed_until": until})
        if self._connection.execute(update(cases).where(opened).values(claimed_by=user, claimed_until=until)).rowcount != 1:
            return False
        was, is_ = _images(before, claimed)
        self._audit.append(actor=user, action="case claimed", subject=before.document_id, before=was, after=is_)
        return True

    def lapsed(self, now: datetime) -> Sequence[ReviewCase]:
        """The open cases whose claim has run out."""
        query = select(cases).where(cases.c.state == CaseState.OPEN, cases.c.claimed_by.is_not(None), cases.c.claimed_until <= now)
        return self._list(query.order_by(cases.c.case_id))

    def keep_draft(self, case_id: int, draft: Draft) -> None:
        """Keeps what somebody has typed, in place of what they had typed before; nothing typed is no draft."""
        own = (drafts.c.case_id == case_id) & (drafts.c.user == draft.user)
        self._connection.execute(delete(drafts).where(own))
        if draft.typed:
            self._connection.execute(insert(drafts).values(case_id=case_id, **draft.model_dump()))

    def drafts(self, case_id: int) -> Sequence[Draft]:
        """What was typed into the case and not sent, the latest first."""
        query = select(drafts).where(drafts.c.case_id == case_id).order_by(drafts.c.saved_at.desc(), drafts.c.user)
        return [Draft.model_validate(row._asdict()) for row in self._connection.execute(query)]

    def drop_drafts(self, case_id: int) -> None:
        """Forgets what was typed: the case is decided."""
        self._connection.execute(delete(drafts).where(drafts.c.case_id == case_id))

    def _insert(self, document: DocumentRecord, now: datetime, arithmetic: list[str], notice: str) -> ReviewCase:
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
            corrected_by=list(dict.fromkeys(name for case in self.of_document(document.document_id) for name in case.corrected_by)),
            opened_at=now,
            due_at=decision.due_at,
            arithmetic=arithmetic,
            notice=notice,
        )
        numbers = self._connection.execute(insert(cases).values({**_columns(case), **facts(document)}).returning(cases.c.case_id))
        case = case.model_copy(update={"case_id": numbers.scalar_one()})
        image = {"case": case.case_id, **decision.model_dump(mode="json", include={"queue", "priority", "approvals", "due_at"})}
        image |= {"arithmetic": arithmetic, **({"notice": notice} if notice else {})}
        self._audit.append(actor="tallyclerk", action="case opened", subject=case.document_id, after=image)
        return case

    def _list(self, query: Select[tuple[object, ...]]) -> list[ReviewCase]:
        return [_case(row) for row in self._connection.execute(query)]


def _columns(case: ReviewCase) -> dict[str, object]:
    plainly = case.model_dump(exclude={"case_id", "approvals", "lines", "due_at"})
    lines = case.model_dump(mode="json", include={"lines"})
    return {**plainly, **lines, "approvals": plain(case.approvals), "due_at": case.due_at or _NO_DEADLINE}


def _case(row: Row[tuple[object, ...]]) -> ReviewCase:
    values = {name: value for name, value in row._asdict().items() if name in ReviewCase.model_fields}
    return ReviewCase.model_validate({**values, "due_at": None if values["due_at"] == _NO_DEADLINE else values["due_at"]})


def _images(before: ReviewCase, after: ReviewCase) -> tuple[dict[str, JsonValue], dict[str, JsonValue]]:
    """What changed between the two, for the audit log."""
    was, is_ = before.model_dump(mode="json"), after.model_dump(mode="json")
    changed = [name for name in was if was[name] != is_[name] and name != "version"]
    case: dict[str, JsonValue] = {"case": before.case_id}
    return case | {name: was[name] for name in changed}, case | {name: is_[name] for name in changed}
