"""Intake as people see it: what they send, the ledger of everything that ever came, and driving something again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.pipeline import Pipeline
from domain.arrivals import DocumentRecord, DocumentState, Sighting, document_id_of
from domain.cases import CaseState
from domain.errors import StaleStateError, TransientError, UsageError
from ingest.channels.upload import Upload

UPLOAD = "upload"
_DRIVEN_AGAIN = (DocumentState.REJECTED, DocumentState.FAILED, DocumentState.PARTED)


@dataclass(frozen=True)
class Receipt:
    """What became of something that was sent: its document, what was in it, or why it was not taken.

    `is_new` is false for bytes that had come before; `refused` says why nothing can be made of it, and is empty else.
    """

    name: str
    document: DocumentRecord | None
    is_new: bool
    refused: str
    contents: Sequence[Sighting] = ()


def receive(pipeline: Pipeline, name: str, content: bytes) -> Receipt:
    """Takes in what somebody sends, by the same rules as all else; when this returns, it is stored or refused.

    It is read afterwards, by the next sweep. Who sent it stands in the caller's own log.

    Raises:
        TransientError: it cannot be stored now, and was not taken: it has to be sent again.
    """
    upload = Upload(name, content)
    document_id = document_id_of(content)
    arrival = pipeline.take_in(upload, UPLOAD)
    if arrival is None:
        return Receipt(name, None, is_new=False, refused=upload.refused)
    with pipeline.store.begin(reading=True) as work:
        document = work.documents.get(document_id)
        return Receipt(
            arrival.name,
            document,
            is_new=document.sightings == 1,
            refused=upload.refused,
            contents=work.arrivals.within(document_id),
        )


def ledger(
    pipeline: Pipeline, *, channel: str | None = None, refused: bool | None = None, before: int | None = None, limit: int = 200
) -> Sequence[Sighting]:
    """Everything that ever came, the newest first, with what became of it or why it was refused.

    Args:
        pipeline: the stages.
        channel: only what came by this one.
        refused: only what was refused, or only what was taken.
        before: only lines older than the one with this `sighting_id`, as for the next page.
        limit: at most so many lines.
    """
    with pipeline.store.begin(reading=True) as work:
        return work.arrivals.recent(channel=channel, refused=refused, before=before, limit=limit)


def drive_again(pipeline: Pipeline, document_id: str, *, by: str) -> DocumentRecord:
    """Drives a document that ended without being posted from the start again, as when the program has learned to read it.

    What it holds is looked for anew; what was found before is not taken twice.

    Raises:
        KeyError: there is no such document.
        StaleStateError: it has not ended, or was posted.
        UsageError: a person rejected it.
    """
    with pipeline.store.begin() as work:
        record = work.documents.get(document_id)
        if record.state not in _DRIVEN_AGAIN:
            raise StaleStateError(
                f"“{record.name}” is {record.state.replace('_', ' ')}: only what ended without a posting is driven again."
            )
        if any(case.state is CaseState.REJECTED for case in work.cases.of_document(document_id)):
            raise UsageError(f"“{record.name}” was rejected by a person: it is not driven again without one.")
        record = work.documents.advance(
            document_id,
            expect=[record.state],
            to=DocumentState.RECEIVED,
            by=by,
            reading=None,
            kind=None,
            findings=[],
            decision=None,
            error=None,
        )
    try:
        return pipeline.run(document_id)
    except TransientError:  # the next sweep drives it on
        return record
