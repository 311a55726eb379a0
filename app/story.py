"""A document's whole story: who did what, when, with the values before and after, under which policy, and the audit chain's word for it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from pydantic import JsonValue

from domain.arrivals import DocumentRecord
from domain.cases import ReviewCase
from domain.ports import AuditEntry, Store
from domain.postings import Posting


@dataclass(frozen=True)
class Step:
    """One thing that happened: what changed, value by value, as (name, before, after)."""

    sequence: int
    at: datetime
    actor: str
    action: str
    changes: Sequence[tuple[str, JsonValue, JsonValue]]
    hash: str


@dataclass(frozen=True)
class Story:
    """What happened to a document from its arrival on. `broken_at` is the first entry of the whole log that does not fit, None if all do."""

    record: DocumentRecord
    steps: Sequence[Step]
    postings: Sequence[Posting]
    cases: Sequence[ReviewCase]
    """The cases that it had, the oldest first."""
    broken_at: int | None

    @property
    def policy(self) -> str | None:
        """The hash of the policy that the document was last decided by."""
        return self.record.decision.policy if self.record.decision else None

    @property
    def proof(self) -> str:
        """What the audit chain says of it, in a sentence."""
        if self.broken_at is not None:
            return f"The audit log is broken at entry {self.broken_at}: what stands behind it proves nothing."
        last = f"{self.steps[-1].sequence} with the seal {self.steps[-1].hash}" if self.steps else "none"
        return f"The audit log is whole, from its first entry to its last; this document's last one is {last}."


_TOLD_OF_A_CASE = {
    "case_id",
    "queue",
    "opened_at",
    "state",
    "approvals",
    "corrected_by",
    "decided_at",
    "decided_by",
    "reason_code",
    "message",
}


def tell(store: Store, document_id: str) -> Story:
    """The story of a document; the whole audit log is recomputed for it. Raises KeyError where there is no such document."""
    with store.begin(reading=True) as work:
        record = work.documents.get(document_id)
        entries = work.audit.of_subject(document_id)
        cases = list(reversed(work.cases.of_document(document_id)))
        return Story(record, [_step(entry) for entry in entries], work.postings.of_document(document_id), cases, work.audit.first_broken())


def as_json(story: Story) -> dict[str, JsonValue]:
    """The story for other programs."""
    record = story.record
    return {
        "document_id": record.document_id,
        "name": record.name,
        "state": record.state.value,
        "kind": record.kind.value if record.kind else None,
        "supplier_id": record.supplier_id,
        "order_number": record.order_number,
        "document_number": record.document_number,
        "policy": story.policy,
        "steps": [
            {
                "sequence": step.sequence,
                "at": step.at.isoformat(),
                "actor": step.actor,
                "action": step.action,
                "changes": [{"name": name, "before": before, "after": after} for name, before, after in step.changes],
                "hash": step.hash,
            }
            for step in story.steps
        ],
        "cases": [case.model_dump(mode="json", include=_TOLD_OF_A_CASE) for case in story.cases],
        "postings": [posting.model_dump(mode="json") for posting in story.postings],
        "audit": {"whole": story.broken_at is None, "broken_at": story.broken_at, "says": story.proof},
    }


def _step(entry: AuditEntry) -> Step:
    return Step(entry.sequence, entry.at, entry.actor, entry.action, list(_changes(entry.before, entry.after)), entry.hash)


def _changes(before: Mapping[str, JsonValue], after: Mapping[str, JsonValue]) -> Iterator[tuple[str, JsonValue, JsonValue]]:
    """What differs, in the order in which it is told; a step that only says something has no before."""
    for name in dict.fromkeys((*after, *before)):
        was, is_ = before.get(name), after.get(name)
        if was != is_:
            yield name, was, is_
