"""The outbox of messages: events of documents, deliveries to their receivers, and notices that are not told yet."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta
from uuid import uuid4

from pydantic import JsonValue
from sqlalchemy import ColumnElement, Connection, delete, func, insert, select, update

from domain.arrivals import DocumentRecord, DocumentState
from domain.cases import CaseState
from domain.outward import Delivery, DeliveryState, Event, EventType, Notice, NoticeKind, Via
from domain.ports import AuditLog
from storage.tables import cases, deliveries, events, notices

_OUTCOMES = {
    DocumentState.IN_REVIEW: EventType.IN_REVIEW,
    DocumentState.POSTED: EventType.POSTED,
    DocumentState.REJECTED: EventType.REJECTED,
    DocumentState.FAILED: EventType.FAILED,
}
_AT_ONCE = 500


def write_event(connection: Connection, document: DocumentRecord, *, at: datetime, told_as: EventType | None) -> None:
    """Writes the document's outcome, where its state is one and it is not what was told last (as after a correction)."""
    kind = told_as or _OUTCOMES.get(document.state)
    if kind is None:
        return
    of_document = select(events.c.type).where(events.c.document_id == document.document_id)
    if connection.execute(of_document.order_by(events.c.row.desc()).limit(1)).scalar() == kind:
        return
    body = _body(document, kind, at, _decided(connection, document.document_id))
    event = Event(event_id=f"evt_{uuid4().hex}", type=kind, document_id=document.document_id, at=at, body=body)
    connection.execute(insert(events).values(**event.model_dump(), spread=False))


class SqlDeliveries:
    """The deliveries in one unit of work."""

    def __init__(self, connection: Connection, audit: AuditLog) -> None:
        self._connection = connection
        self._audit = audit

    def due(self, now: datetime) -> bool:
        """Whether there is anything to spread, or to try now; a quick look."""
        ready = (deliveries.c.state == DeliveryState.WAITING) & (deliveries.c.not_before <= now)
        looks = (select(events.c.row).where(~events.c.spread), select(deliveries.c.row).where(ready))
        return any(self._connection.execute(look.limit(1)).first() for look in looks)

    def spread(self, receivers: Mapping[str, Collection[EventType]]) -> int:
        """Plans a delivery of each new event for each webhook that wants its type; returns how many. No event is spread twice."""
        fresh = select(events).where(~events.c.spread).order_by(events.c.row).limit(_AT_ONCE)
        planned = 0
        for row in self._connection.execute(fresh).all():
            for name, wanted in receivers.items():
                if EventType(row.type) in wanted:
                    made = {"planned_at": row.at, "not_before": row.at, "document_id": row.document_id, "body": row.body}
                    planned += self.plan(Delivery(message_id=row.event_id, via=Via.WEBHOOK, target=name, **made))
            self._connection.execute(update(events).where(events.c.row == row.row).values(spread=True))
        return planned

    def plan(self, delivery: Delivery) -> bool:
        """Adds it; False where that message is planned for that target already."""
        if self._connection.execute(select(deliveries.c.row).where(_is(delivery))).first():
            return False
        self._connection.execute(insert(deliveries).values(**delivery.model_dump()))
        return True

    def claim(self, via: Collection[Via], *, now: datetime, lease_seconds: int, but: Collection[str] = ()) -> Delivery | None:
        """Takes the longest waiting delivery to a target not in `but` for this process, and counts the attempt."""
        ready = (deliveries.c.state == DeliveryState.WAITING) & (deliveries.c.not_before <= now) & deliveries.c.via.in_([*via])
        query = select(deliveries).where(ready, deliveries.c.target.not_in([*but])).order_by(deliveries.c.not_before, deliveries.c.row)
        row = self._connection.execute(query.limit(1)).first()
        if row is None:
            return None
        taken = {"attempts": row.attempts + 1, "not_before": now + timedelta(seconds=lease_seconds)}
        self._connection.execute(update(deliveries).where(deliveries.c.row == row.row).values(taken))
        return Delivery.model_validate({**row._asdict(), **taken})

    def settle(self, delivery: Delivery, *, to: DeliveryState, error: str | None, not_before: datetime) -> None:
        """Records what became of an attempt; what was delivered meanwhile by another process stays so."""
        settled_at = not_before if to is not DeliveryState.WAITING else None
        values = {"state": to, "error": error, "not_before": not_before, "settled_at": settled_at}
        still = _is(delivery) & (deliveries.c.state != DeliveryState.DELIVERED)
        changed = self._connection.execute(update(deliveries).where(still).values(values)).rowcount
        if changed and delivery.via is Via.MAIL and delivery.document_id and to is not DeliveryState.WAITING:
            said = "message sent" if to is DeliveryState.DELIVERED else "message not sent"
            after: dict[str, JsonValue] = {"message": delivery.message_id, "to": delivery.target, **({"error": error} if error else {})}
            self._audit.append(actor="tallyclerk", action=said, subject=delivery.document_id, after=after)

    def withdraw(self, document_id: str, *, via: Via) -> int:
        """Drops what waits about a document and was never tried; returns how many."""
        untried = (deliveries.c.state == DeliveryState.WAITING) & (deliveries.c.attempts == 0) & (deliveries.c.via == via)
        return self._connection.execute(delete(deliveries).where(untried, deliveries.c.document_id == document_id)).rowcount

    def in_state(self, state: DeliveryState, *, limit: int = 200) -> Sequence[Delivery]:
        """The deliveries in that state, newest first."""
        query = select(deliveries).where(deliveries.c.state == state).order_by(deliveries.c.row.desc()).limit(limit)
        return [Delivery.model_validate(row._asdict()) for row in self._connection.execute(query)]

    def again(self, message_id: str | None, *, by: str, now: datetime) -> int:
        """Lets dead deliveries (of that message, or all) be tried anew; audited. Returns how many."""
        dead = deliveries.c.state == DeliveryState.DEAD
        chosen = dead if message_id is None else dead & (deliveries.c.message_id == message_id)
        fresh = {"state": DeliveryState.WAITING, "attempts": 0, "not_before": now, "settled_at": None}
        changed = self._connection.execute(update(deliveries).where(chosen).values(fresh)).rowcount
        if changed:
            after: dict[str, JsonValue] = {"message": message_id or "all that were dead", "deliveries": changed}
            self._audit.append(actor=by, action="deliveries sent again", subject="deliveries", after=after)
        return changed


class SqlNotices:
    """What people are to be told, in one unit of work."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, user: str, case_id: int, kind: NoticeKind, words: str, *, now: datetime) -> None:
        """Keeps it until it is told."""
        self._connection.execute(insert(notices).values(user=user, case_id=case_id, kind=kind, words=words, made_at=now, open=True))

    def untold(self) -> Sequence[Notice]:
        """Everything that was not told yet, oldest first."""
        query = select(notices).where(notices.c.open).order_by(notices.c.number).limit(_AT_ONCE)
        return [Notice.model_validate(row._asdict()) for row in self._connection.execute(query)]

    def last_told(self, user: str) -> datetime | None:
        """When somebody was last told of something."""
        last: datetime | None = self._connection.execute(select(func.max(notices.c.told_at)).where(notices.c.user == user)).scalar()
        return last

    def told(self, numbers: Collection[int], *, at: datetime | None) -> None:
        """They are told, or (None) not worth telling any more."""
        self._connection.execute(update(notices).where(notices.c.number.in_([*numbers])).values(open=False, told_at=at))


def _is(delivery: Delivery) -> ColumnElement[bool]:
    columns = deliveries.c
    return (columns.message_id == delivery.message_id) & (columns.via == delivery.via) & (columns.target == delivery.target)


def _decided(connection: Connection, document_id: str) -> JsonValue:
    """What people decided of it last, when, and why as codes; None where nobody has, or it is before them."""
    query = select(cases).where(cases.c.document_id == document_id).order_by(cases.c.case_id.desc()).limit(1)
    row = connection.execute(query).first()
    if row is None or row.state == CaseState.OPEN or row.decided_at is None:
        return None
    agreed = [approval.get("reason") for approval in row.approvals] if row.state == CaseState.APPROVED else []
    codes: list[JsonValue] = [*dict.fromkeys(code for code in (*agreed, row.reason_code) if code)]
    return {"as": row.state, "at": row.decided_at.isoformat(), "reason_codes": codes}


def _body(document: DocumentRecord, kind: EventType, at: datetime, decided: JsonValue) -> str:
    """The event as its receivers get it: the shape of Standard Webhooks, with what tells the paper and why, and no figures of it."""
    reasons = [document.error] if document.error else list(document.decision.reasons) if document.decision else []
    data = {
        "document_id": document.document_id,
        "name": document.name,
        "state": document.state.value,
        "version": document.version,
        "kind": document.kind.value if document.kind else None,
        "supplier_id": document.supplier_id,
        "order_number": document.order_number,
        "document_number": document.document_number,
        "reasons": [] if kind is EventType.POSTED else reasons,
        "decided": decided,
    }
    return json.dumps({"type": kind.value, "timestamp": at.isoformat(), "data": data}, ensure_ascii=True, separators=(",", ":"))
