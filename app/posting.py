"""What a paper would post: tried before anybody says yes to it, and planned once they have."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydantic import JsonValue

from app import learning
from app.mailed import mail_number
from app.provenance import vouch
from domain.arrivals import DocumentRecord, Form
from domain.errors import AlreadyPostedError, LedgerRefusedError, TransientError, UsageError
from domain.ports import UnitOfWork
from route import lines, planning
from validate import in_ordered_units

if TYPE_CHECKING:
    from app.pipeline import Examination, Pipeline


def plan(pipeline: Pipeline, work: UnitOfWork, record: DocumentRecord, seen: Examination) -> DocumentRecord:
    """Plans the document's posting in that unit of work. Raises as `Pipeline.plan` says."""
    record, payload = _said(work, record, seen)
    learning.keep_uses(work, record.document_id, seen.context, now=pipeline.clock())
    vouch(pipeline, work, record, seen.provenance.origins)
    return planning.plan(work, record, _target(pipeline, seen), payload=payload, clock=pipeline.clock)


def obstacle(pipeline: Pipeline, record: DocumentRecord, seen: Examination) -> str | None:
    """Why the paper cannot be posted as it stands, and what to do about it; None where nothing that can be known beforehand speaks against it."""
    try:
        return refused(pipeline, record, seen)
    except AlreadyPostedError as error:
        return str(error)


def refused(pipeline: Pipeline, record: DocumentRecord, seen: Examination) -> str | None:
    """As `obstacle`, for a paper that would be posted unseen; one that says what was posted before is a duplicate, and another matter.

    Raises:
        AlreadyPostedError: another document said the same.
    """
    try:
        _rehearse(pipeline, record, seen)
    except (LedgerRefusedError, UsageError, TransientError) as error:
        return _told(error)
    return None


def _rehearse(pipeline: Pipeline, record: DocumentRecord, seen: Examination) -> None:
    """Goes the way of the posting up to the ERP, which looks whether it fits; nothing is written."""
    with pipeline.store.begin(reading=True) as work:
        record, payload = _said(work, record, seen)
        intended = planning.intended(work, record, _target(pipeline, seen), payload=payload, clock=pipeline.clock)
    for posting in intended:
        pipeline.ledger.rehearse(posting)


def _told(error: Exception) -> str | None:
    match error:
        case TransientError():  # the outbox waits until the ERP can be asked, and so does the paper
            return None
        case LedgerRefusedError():
            return f"{error} {error.remedy}".strip()
        case _:
            return str(error)


def _said(work: UnitOfWork, record: DocumentRecord, seen: Examination) -> tuple[DocumentRecord, dict[str, JsonValue]]:
    """What is posted of the paper, less the lines that people left out, and the record with the number that it is posted under."""
    reading = record.reading
    if seen.doctype is None or reading is None:
        raise UsageError(f"“{record.name}” is of no kind that can be posted; reject it.")
    payload = seen.doctype.posting(in_ordered_units(reading, seen.context), seen.context)
    if record.form is Form.MESSAGE and not record.document_number:  # two sentences in a mail have no number of their own
        payload["document_number"] = mail_number(record)
        record = record.model_copy(update={"document_number": mail_number(record)})
    return record, lines.without(payload, lines.left_out(work, record.document_id), len(reading.lines))


def _target(pipeline: Pipeline, seen: Examination) -> planning.Target:
    """The ERP with the versions of the orders that were looked at; an order that lines name and that does not exist has none."""
    others = {number: version for number, version in seen.other_versions.items() if version}
    return planning.Target(pipeline.ledger.name, seen.order_version, others)
