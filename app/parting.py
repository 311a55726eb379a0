"""Files that hold others: a message, an archive, a file with several papers. What they hold goes on as documents of their own."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from app.mailed import confirms_in_an_attachment, differences, words_around
from domain.arrivals import Arrival, DocumentRecord, DocumentState, Form, Sighting, document_id_of
from domain.cases import CaseState
from domain.decisions import Decision, Outcome, Queue
from domain.errors import StaleStateError, UnreadableError, UsageError
from domain.paper import Kind, MarkKind, ProposedPart, Reading
from domain.ports import UnitOfWork
from ingest.take_in import add_contents
from route import review
from route.deadlines import after_working_days
from route.decide import decide

if TYPE_CHECKING:
    from app.pipeline import Pipeline

SURE_BORDER = 0.97
"""A file is split unseen where each of its borders is at least so sure; one that is less sure goes before a person with the proposal."""
_REASONS = 5
_SPOKEN_OF = (Kind.ORDER_CONFIRMATION, Kind.SHIP_NOTICE)
"""What the text of a mail is held against."""
_HOLDS_OTHERS = Reading(kind=Kind.OTHER, kind_confidence=1.0, language="")
"""What is read of a file that only holds others."""


def read_holder(pipeline: Pipeline, record: DocumentRecord) -> DocumentRecord:
    """RECEIVED to PARTED where all that a message or archive says is in its parts; a message with words of its own is READ as they say.

    What could not be taken from it, though somebody may miss it, puts it before a person.
    """
    content = pipeline.archive.get(record.document_id)
    try:
        contents, parts = pipeline.reader.unpack(content, record.name)
    except UnreadableError as error:
        return _reject(pipeline, record, str(error))
    for part in parts if record.within is None else ():
        pipeline.archive.put(part)
    with pipeline.store.begin() as work:
        if record.within is None:  # what came in another file was opened with that, within its limits
            add_contents(work, _arrival(record), contents, parts, at=pipeline.clock())
        lines = work.arrivals.within(record.document_id)
    taken = [line for line in lines if line.document_id]
    missed = [line for line in lines if line.reason and not line.minor]
    reading: Reading | None = None
    if record.form is Form.MESSAGE:
        try:
            reading = pipeline.reader.read(content, record.name)
        except UnreadableError as error:
            problem = str(error)
        if reading and (not taken or _is_a_paper_beside(pipeline, record, reading, promises=contents.promises)):
            return _advance_to_read(pipeline, record, reading)
        if not reading and not taken and not missed:
            return _reject(pipeline, record, problem)
    if not taken:
        return _reject(pipeline, record, missed[0].reason or "" if missed else "There is nothing in it.")
    if missed:
        return _before_a_person(pipeline, record, missed, reading)
    # What it said itself stays with it: what it held is held against it.
    kept: dict[str, object] = {"reading": reading} if reading else {}
    with pipeline.store.begin() as work:
        return work.documents.advance(record.document_id, expect=[record.state], to=DocumentState.PARTED, by="ingest", **kept)


def _is_a_paper_beside(pipeline: Pipeline, record: DocumentRecord, reading: Reading, *, promises: bool) -> bool:
    """Whether a message's text is a paper beside what is attached; what it says of an order whose confirmation is attached is none.

    Its sentences and lines are held against that confirmation instead: the two are one matter, and are one case.
    """
    if reading.marked(MarkKind.BANK_CHANGE):
        return True
    if not says_something_itself(reading, promises=promises):
        return False
    return not (reading.kind is Kind.ORDER_CONFIRMATION and confirms_in_an_attachment(pipeline, record, reading))


def says_something_itself(reading: Reading, *, promises: bool) -> bool:
    """Whether a message's text is a paper beside what is attached: it has lines, an answer or a promise, and does not only announce."""
    if reading.kind is Kind.OTHER:
        return False
    return bool(reading.lines or reading.heats or reading.fields.leaf("response") or promises)


def missed_in(pipeline: Pipeline, record: DocumentRecord) -> list[Sighting]:
    """What could not be taken from a message or archive, though somebody may miss it."""
    if record.form is Form.FILE:
        return []
    with pipeline.store.begin(reading=True) as work:
        return [line for line in work.arrivals.within(record.document_id) if line.reason and not line.minor]


def with_parting(pipeline: Pipeline, record: DocumentRecord, decision: Decision) -> Decision:
    """The decision, which is a person's where something attached was not taken, the file may hold several papers, or its mail says otherwise."""
    reasons = _reasons(missed_in(pipeline, record))
    if record.within and record.reading and record.reading.kind in _SPOKEN_OF and (said := words_around(pipeline, record)):
        reasons += differences(said, record.reading)
    if record.reading and len(record.reading.parts) > 1:
        named = ", ".join(f"{_shown(part)} ({part.confidence:.0%})" for part in record.reading.parts)
        reasons.insert(0, f"It looks to hold {len(record.reading.parts)} papers: {named}. Say on which pages they begin.")
    if not reasons:
        return decision
    if decision.outcome is Outcome.REVIEW:
        return decision.model_copy(update={"reasons": [*reasons, *decision.reasons]})
    return _to_a_person(pipeline, record, reasons)


def is_surely_several(reading: Reading) -> bool:
    """Whether every border between the papers of the file is sure."""
    return len(reading.parts) > 1 and all(part.confidence >= SURE_BORDER for part in reading.parts)


def split(
    pipeline: Pipeline, record: DocumentRecord, parts: Sequence[ProposedPart], *, by: str = "extract", reading: Reading | None = None
) -> DocumentRecord:
    """Makes documents of those pages; the file itself is PARTED. Doing so twice adds nothing.

    Raises:
        UnreadableError: the pages cannot be taken out of the file.
    """
    content = pipeline.archive.get(record.document_id)
    pieces = [pipeline.reader.part(content, record.name, part.first, part.last) for part in parts]
    for piece in pieces:
        pipeline.archive.put(piece)
    with pipeline.store.begin() as work:
        for part, piece in zip(parts, pieces, strict=True):
            work.documents.add(_part_arrival(pipeline, record, part, piece))
        changes: dict[str, object] = {"reading": reading, "kind": None, "error": None} if reading else {"error": None}
        return work.documents.advance(record.document_id, expect=[record.state], to=DocumentState.PARTED, by=by, **changes)


def split_by_hand(pipeline: Pipeline, case_id: int, borders: Sequence[int], *, by: str, version: int) -> DocumentRecord:
    """Splits the file of an open case where a person says, and closes the case.

    Args:
        pipeline: the stages.
        case_id: the case.
        borders: the pages (from 1) on which papers begin; the first page always is one.
        by: who says so.
        version: the case as that person saw it.

    Raises:
        UsageError: the borders are no pages of the file. StaleStateError: somebody else was quicker.
    """
    with pipeline.store.begin(reading=True) as work:
        case = work.cases.get(case_id)
        record = work.documents.get(case.document_id)
    if case.version != version or case.state is not CaseState.OPEN or record.state is not DocumentState.IN_REVIEW:
        raise StaleStateError(f"The case of “{case.name}” has changed since you opened it: look at it again.")
    parts = parts_from(borders, len(record.reading.pages) if record.reading else 0)
    split(pipeline, record, parts, by=by)
    with pipeline.store.begin() as work:
        closed = case.model_copy(update={"state": CaseState.APPROVED, "claimed_by": None, "claimed_until": None})
        work.cases.save(closed, by=by, action="split", note=", ".join(_pages(part) for part in parts))
        return work.documents.get(record.document_id)


def parts_from(borders: Sequence[int], pages: int) -> list[ProposedPart]:
    """The papers that begin on those pages, as a person says.

    Raises:
        UsageError: they are not at least two pages of the file.
    """
    begins = sorted({1, *borders})
    if len(begins) < 2 or begins[0] < 1 or begins[-1] > pages:
        raise UsageError(f"Name the pages on which papers begin, from 2 to {pages}.")
    return [ProposedPart(first=first, last=following - 1, confidence=1.0) for first, following in pairwise([*begins, pages + 1])]


def _part_arrival(pipeline: Pipeline, record: DocumentRecord, part: ProposedPart, piece: bytes) -> Arrival:
    return Arrival(
        document_id=document_id_of(piece),
        name=f"{record.name}#{_pages(part)}",
        size=len(piece),
        channel=record.channel,
        # Without the digest: a PDF that is written twice need not have the same bytes.
        source_id=f"{record.document_id}#{_pages(part)}",
        received_at=pipeline.clock(),
        within=record.document_id,
        sender=record.sender,
    )


def _pages(part: ProposedPart) -> str:
    return str(part.first) if part.message else f"pages={part.first}-{part.last}"


def _shown(part: ProposedPart) -> str:
    return f"pages {part.first} to {part.last}" if part.last > part.first else f"page {part.first}"


def _arrival(record: DocumentRecord) -> Arrival:
    kept = record.model_dump(include={"document_id", "name", "size", "channel", "received_at", "form", "within"})
    return Arrival(**kept, source_id="", sender=record.sender)


def _reject(pipeline: Pipeline, record: DocumentRecord, reason: str) -> DocumentRecord:
    decision = decide(None, [], policy=pipeline.policy, doctype=None, received_at=record.received_at, error=reason)
    with pipeline.store.begin() as work:
        return work.documents.advance(
            record.document_id, expect=[record.state], to=DocumentState.REJECTED, by="ingest", decision=decision, error=reason
        )


def _advance_to_read(pipeline: Pipeline, record: DocumentRecord, reading: Reading) -> DocumentRecord:
    with pipeline.store.begin() as work:
        return work.documents.advance(
            record.document_id, expect=[record.state], to=DocumentState.READ, by="extract", kind=reading.kind, reading=reading, error=None
        )


def _before_a_person(pipeline: Pipeline, record: DocumentRecord, missed: Sequence[Sighting], read: Reading | None) -> DocumentRecord:
    with pipeline.store.begin() as work:
        record = work.documents.advance(
            record.document_id,
            expect=[record.state],
            to=DocumentState.CHECKED,
            by="ingest",
            reading=_holds_others(read),
            kind=Kind.OTHER,
            decision=_to_a_person(pipeline, record, _reasons(missed)),
        )
        return _with_case(work, pipeline, record) if pipeline.posts else record


def _holds_others(read: Reading | None) -> Reading:
    """The same with what stands in a message's own text."""
    return _HOLDS_OTHERS.model_copy(update={"marks": read.marks}) if read else _HOLDS_OTHERS


def _with_case(work: UnitOfWork, pipeline: Pipeline, record: DocumentRecord) -> DocumentRecord:
    review.open_case(work, record, clock=pipeline.clock)
    return work.documents.get(record.document_id)


def _to_a_person(pipeline: Pipeline, record: DocumentRecord, reasons: list[str]) -> Decision:
    return Decision(
        outcome=Outcome.REVIEW,
        queue=Queue.PURCHASING,
        approvals=1,
        priority=50,
        reasons=reasons,
        due_at=after_working_days(record.received_at, pipeline.policy.review_working_days),
        policy=pipeline.policy.hash,
    )


def _reasons(missed: Sequence[Sighting]) -> list[str]:
    said = [f"“{line.name.rpartition('/')[2]}” in it was not taken: {line.reason}" for line in missed[:_REASONS]]
    return [*said, f"{len(missed) - _REASONS} more were not taken."] if len(missed) > _REASONS else said
