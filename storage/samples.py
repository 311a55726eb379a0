"""The papers that were posted by themselves and are looked at afterwards."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Collection, Sequence
from datetime import datetime

from pydantic import JsonValue
from sqlalchemy import Connection, Row, Select, insert, select, update

from domain.arrivals import DocumentRecord
from domain.errors import StaleStateError
from domain.ports import AuditLog
from domain.sampling import Sample, SampleState
from storage.columns import plain
from storage.tables import samples, sampling_key

_KEY_BYTES = 32


class SqlSamples:
    """The samples in one unit of work."""

    def __init__(self, connection: Connection, audit: AuditLog) -> None:
        self._connection = connection
        self._audit = audit

    def key(self) -> bytes | None:
        """What the samples are drawn by; None where none was made yet."""
        kept = self._connection.execute(select(sampling_key.c.key)).scalar()
        return None if kept is None else bytes.fromhex(kept)

    def make_key(self) -> bytes:
        """The key, made now where there is none; it is never changed, and its digest is in the audit log."""
        kept = self.key()
        if kept is not None:
            return kept
        key = secrets.token_bytes(_KEY_BYTES)
        self._connection.execute(insert(sampling_key).values(only=1, key=key.hex()))
        self._audit.append(
            actor="tallyclerk", action="sampling key made", subject="sampling", after={"sha256": hashlib.sha256(key).hexdigest()}
        )
        return key

    def add(self, document: DocumentRecord, *, policy: str, now: datetime) -> Sample:
        """Puts the document among those to be keyed, or returns the sample that it is."""
        known = self.of_document(document.document_id)
        if known is not None:
            return known
        if document.kind is None:
            raise StaleStateError(f"“{document.name}” was not read: it cannot be sampled.")
        sample = Sample(sample_id=0, document_id=document.document_id, name=document.name, kind=document.kind, policy=policy, drawn_at=now)
        number = self._connection.execute(insert(samples).values(_columns(sample)).returning(samples.c.sample_id)).scalar_one()
        after: dict[str, JsonValue] = {"sample": number, "policy": policy}
        self._audit.append(actor="tallyclerk", action="sample drawn", subject=document.document_id, after=after)
        return sample.model_copy(update={"sample_id": number})

    def get(self, sample_id: int) -> Sample:
        """The sample. Raises KeyError where there is none."""
        found = self._list(select(samples).where(samples.c.sample_id == sample_id))
        if not found:
            raise KeyError(sample_id)
        return found[0]

    def of_document(self, document_id: str) -> Sample | None:
        """The sample that the document is."""
        return next(iter(self._list(select(samples).where(samples.c.document_id == document_id))), None)

    def in_states(self, states: Collection[SampleState], *, limit: int = 200) -> Sequence[Sample]:
        """The samples in those states, oldest first."""
        return self._list(select(samples).where(samples.c.state.in_([*states])).order_by(samples.c.sample_id).limit(limit))

    def latest(self, limit: int) -> Sequence[Sample]:
        """The samples that are done, the one that was keyed last first."""
        return self._list(select(samples).where(samples.c.state == SampleState.DONE).order_by(samples.c.keyed_at.desc()).limit(limit))

    def open_of(self, user: str) -> Sequence[Sample]:
        """The samples that this person has taken and not keyed, however long ago."""
        return self._list(select(samples).where(samples.c.state == SampleState.WAITING, samples.c.claimed_by == user))

    def save(self, sample: Sample, *, by: str, action: str) -> Sample:
        """Stores the changed sample if its `version` is still the stored one, and raises the version by one.

        Raises:
            StaleStateError: somebody else changed it meanwhile.
        """
        after = sample.model_copy(update={"version": sample.version + 1})
        stored = (samples.c.sample_id == sample.sample_id) & (samples.c.version == sample.version)
        if self._connection.execute(update(samples).where(stored).values(_columns(after))).rowcount != 1:
            raise StaleStateError(f"Somebody else changed the sample of “{sample.name}” meanwhile.")
        differing = [plain(each) for each in after.comparisons if not each.right]
        image: dict[str, JsonValue] = {
            "sample": after.sample_id,
            "state": after.state,
            "values": len(after.comparisons),
            "wrong": differing,
        }
        self._audit.append(actor=by, action=f"sample {action}", subject=after.document_id, after=image)
        return after

    def _list(self, query: Select[tuple[object, ...]]) -> list[Sample]:
        return [_sample(row) for row in self._connection.execute(query)]


def _columns(sample: Sample) -> dict[str, object]:
    return {**sample.model_dump(exclude={"sample_id", "comparisons"}), "comparisons": plain(sample.comparisons)}


def _sample(row: Row[tuple[object, ...]]) -> Sample:
    return Sample.model_validate(row._asdict())
