"""A paper as the desk shows it: its values beside the order's, what a person has to look at, its results, its neighbours, its story."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from app import casework, posting
from app.blind import hidden_from, refuse_hidden
from app.comparison import ComparedGroup, compare
from app.held_results import HeldHeat, held_results
from app.pipeline import Examination, Pipeline
from app.related import Neighbours, neighbours
from app.revisions import Revision, revision_of
from domain.arrivals import DocumentRecord, Sighting
from domain.cases import CaseState, Draft, ReviewCase
from domain.decisions import Policy, Queue
from domain.doctype import DocType, of_kind
from domain.errors import TransientError, UsageError
from domain.findings import Finding, Severity
from domain.paper import Reading
from domain.people import User
from domain.ports import AuditEntry
from domain.postings import Posting
from route import handling, review
from route.deadlines import Deadline, deadline
from route.posted import misshapen, missing, posted_leaves
from route.reasons import Reasons, reasons_for


@dataclass(frozen=True)
class PaperView:
    """A document with everything that is known about it."""

    record: DocumentRecord
    reading: Reading | None
    case: ReviewCase | None
    claimed: bool
    groups: Sequence[ComparedGroup]
    postings: Sequence[Posting]
    story: Sequence[AuditEntry]
    neighbours: Neighbours = field(default_factory=Neighbours)
    order_problem: str | None = None
    look: frozenset[str] = frozenset()
    """The paths of the values that a person has to look at: what a finding is about, and what would be posted but is doubtful or missing."""
    queue: Queue = Queue.PURCHASING
    """The department whose paper it is, also where no case is open."""
    sure: float = 1.0
    """From which confidence on a value of this paper is sure, by the policy."""
    held: Mapping[int, HeldHeat] = field(default_factory=dict)
    """The heats whose results are held against limits, by their place on the paper."""
    revision: Revision | None = None
    """The other paper of the same number and another date, and what the two say otherwise."""
    drafts: Sequence[Draft] = ()
    """What was typed into the open case and not sent, the latest first."""
    reasons: Reasons | None = None
    """Which reasons fit a decision on the open case, and whether one is asked for."""
    mappings: Sequence[int] = ()
    """What was learned of the supplier and helps with the paper as it stands now."""
    deadline: Deadline | None = None
    """When the open case has to be decided."""
    obstacle: str | None = None
    """Why the open case's paper cannot be posted as it stands, so that nobody can approve it, and what to do about it."""
    decided: ReviewCase | None = None
    """The last case, where people have decided it and no other is open."""
    inside: Sequence[Sighting] = ()
    """What was in it, taken or refused: the papers of a message or archive, the parts of a scan."""


def view_of_paper(pipeline: Pipeline, document_id: str, viewer: User | None) -> PaperView:
    """Everything about one document, as `viewer` may see it. Raises KeyError where there is none."""
    with pipeline.store.begin(reading=True) as work:
        refuse_hidden(work, document_id, viewer)
        record = work.documents.get(document_id)
        latest = next(iter(work.cases.of_document(document_id)), None)
        case = latest if latest and latest.state is CaseState.OPEN else None
        postings = work.postings.of_document(document_id)
        story = work.audit.of_subject(document_id)
        drafts = handling.drafts_of(work, case.case_id) if case else ()
        hidden = hidden_from(work, viewer)
        around = neighbours(work, record, hidden)
        inside = [line for line in work.arrivals.within(document_id) if line.document_id not in hidden]
        queue = casework.department(pipeline, work, record)
    seen, problem = _examined(pipeline, record)
    reading = seen.reading if seen else record.reading
    policy = seen.ruling.thresholds if seen else pipeline.book().default
    doctype = of_kind(pipeline.doctypes, reading.kind) if reading else None
    return PaperView(
        record,
        reading,
        case,
        claimed=bool(case and review.is_claimed(case, pipeline.clock())),
        groups=compare(reading, doctype, seen.context if seen else None, record.findings) if reading else [],
        postings=postings,
        story=story,
        neighbours=around,
        order_problem=problem,
        look=_to_be_looked_at(reading, doctype, record.findings, policy) if reading else frozenset(),
        queue=queue,
        sure=policy.confidence_threshold,
        held=held_results(seen.reading, seen.context, record.findings) if seen else {},
        revision=revision_of(seen.reading, seen.context) if seen else None,
        mappings=sorted({each.mapping.mapping_id for each in seen.context.mapped}) if seen else (),
        drafts=drafts,
        reasons=reasons_for(record.findings, asked=policy.ask_reasons) if case else None,
        deadline=deadline(case, pipeline.book().default) if case else None,
        obstacle=posting.obstacle(pipeline, record, seen) if case and seen else None,
        decided=latest if case is None else None,
        inside=inside,
    )


def _examined(pipeline: Pipeline, record: DocumentRecord) -> tuple[Examination | None, str | None]:
    """How the reading stands against the order now; where the order book cannot be asked, a sentence that says so."""
    if record.reading is None:
        return None, None
    try:
        return pipeline.examine(record), None
    except (TransientError, UsageError) as error:
        return None, f"The order cannot be shown now: {error}"


def _to_be_looked_at(reading: Reading, doctype: DocType | None, findings: Sequence[Finding], policy: Policy) -> frozenset[str]:
    found = {finding.field for finding in findings if finding.field and finding.severity is not Severity.INFO}
    if doctype:
        found |= set(missing(reading, doctype))
        for path, leaf in posted_leaves(reading, doctype):
            if leaf.source != "clerk" and (leaf.confidence < policy.confidence_threshold or misshapen(path, leaf.value, doctype)):
                found.add(path)
    return frozenset(found)
