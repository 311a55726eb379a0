"""The measured error of automation: what blind keying of a sample says of the papers that nobody saw before they were posted."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from app.pipeline import Pipeline
from domain.arrivals import DocumentRecord, DocumentState
from domain.cases import CaseState
from domain.decisions import Outcome
from domain.doctype import DocType, of_kind
from domain.errors import StaleStateError, UsageError
from domain.paper import Page
from domain.ports import UnitOfWork
from domain.sampling import Sample, SampleState
from route import sampling
from route.sampling import BlindForm, ErrorRate, blind_form, drawn, error_rates, paper_rates

LOOKED_AT = 2000
"""How many of the latest papers are counted and drawn once more."""
_KEYED = 100_000
SHOWN_DONE = 20


@dataclass(frozen=True)
class Automation:
    """What is known of the papers that posted by themselves, and whether the sample is the one that the key draws."""

    posted: int
    sampled: int
    waiting: Sequence[Sample]
    disputed: Sequence[Sample]
    papers: Sequence[ErrorRate]
    values: Sequence[ErrorRate]
    meddled: Sequence[str]
    """What of the sample is not as its key draws it, in sentences; empty where all is."""


@dataclass(frozen=True)
class Listed:
    """What of the sample somebody has to do something about, the oldest first; `own` is what this person has taken."""

    own: Sequence[Sample]
    done: Sequence[Sample]
    """The last that were keyed and settled."""
    waiting: Sequence[Sample]
    disputed: Sequence[Sample]
    known: frozenset[int]
    """Those that are not this person's to key, as they have had to do with the paper."""


@dataclass(frozen=True)
class BlindPaper:
    """A paper for keying: its pages may be shown (`Desk.page_picture`), its reading may not."""

    sample: Sample
    form: BlindForm
    doctype: DocType
    language: str
    pages: Sequence[Page]


def measure(pipeline: Pipeline) -> Automation:
    """The error of automation as far as it was measured, by kind and by field."""
    with pipeline.store.begin(reading=True) as work:
        everything = work.samples.in_states(list(SampleState), limit=_KEYED)
        alone = _posted_alone(work)
        meddled = list(_meddled(work, pipeline, alone, everything))
    keyed = [sample for sample in everything if sample.state is not SampleState.WAITING]
    return Automation(
        posted=len(alone),
        sampled=len(everything),
        waiting=[sample for sample in everything if sample.state is SampleState.WAITING],
        disputed=[sample for sample in everything if sample.state is SampleState.DISPUTED],
        papers=paper_rates(keyed),
        values=error_rates(keyed),
        meddled=meddled,
    )


def listed(pipeline: Pipeline, user: str) -> Listed:
    """The samples that wait to be keyed or settled."""
    with pipeline.store.begin(reading=True) as work:
        own = work.samples.open_of(user)
        waiting = [sample for sample in work.samples.in_states([SampleState.WAITING]) if sample.claimed_by != user]
        disputed = work.samples.in_states([SampleState.DISPUTED])
        done = work.samples.latest(SHOWN_DONE)
        known = frozenset(sample.sample_id for sample in waiting if _has_had(work, sample, user))
    return Listed(own, done, waiting, disputed, known)


def sample(pipeline: Pipeline, sample_id: int) -> Sample:
    """The sample of that number. Raises KeyError."""
    with pipeline.store.begin(reading=True) as work:
        return work.samples.get(sample_id)


def take(pipeline: Pipeline, sample_id: int, user: str) -> BlindPaper:
    """Makes a sample this person's own, and says what of it is to be keyed; nothing of it tells what was read.

    Raises:
        UsageError: this person has had to do with the paper. StaleStateError: it is keyed, or somebody else is at it.
    """
    with pipeline.store.begin() as work:
        sample = work.samples.get(sample_id)
        if _has_had(work, sample, user):
            raise UsageError(f"You have had “{sample.name}” before you: somebody else has to key it.")
        sampling.claim(work, sample_id, user, clock=pipeline.clock)
    return keying(pipeline, sample_id, user)


def keying(pipeline: Pipeline, sample_id: int, user: str) -> BlindPaper:
    """What of a sample that this person has taken is to be keyed. Raises StaleStateError where they have not."""
    with pipeline.store.begin(reading=True) as work:
        sample = work.samples.get(sample_id)
        reading = work.documents.get(sample.document_id).reading
    if sample.state is not SampleState.WAITING or sample.claimed_by != user:
        raise StaleStateError(f"“{sample.name}” is not yours to key any more: take it again.")
    doctype = _doctype(pipeline, sample)
    return BlindPaper(sample, blind_form(doctype), doctype, reading.language if reading else "", reading.pages if reading else ())


def stay(pipeline: Pipeline, sample_id: int, user: str) -> Sample:
    """Keeps a sample with whoever is still keying it. Raises StaleStateError where it is not theirs any more."""
    with pipeline.store.begin() as work:
        if work.samples.get(sample_id).claimed_by != user:
            raise StaleStateError("Somebody else has this paper of the sample by now.")
        return sampling.claim(work, sample_id, user, clock=pipeline.clock)


def give_back(pipeline: Pipeline, sample_id: int, user: str) -> Sample:
    """Leaves a sample to somebody else; it is not this person's to take again. Raises StaleStateError where they have not taken it."""
    with pipeline.store.begin() as work:
        return sampling.give_back(work, sample_id, user)


def key(pipeline: Pipeline, sample_id: int, user: str, keyed: Mapping[str, str], *, version: int) -> Sample:
    """Holds what a person has keyed, by path as in `lines[0].quantity`, against what was posted. Raises as `route.sampling.key` does."""
    with pipeline.store.begin() as work:
        doctype = _doctype(pipeline, work.samples.get(sample_id))
        return sampling.key(work, sample_id, user, keyed, version=version, doctype=doctype, clock=pipeline.clock)


def settle(pipeline: Pipeline, sample_id: int, user: str, right: Sequence[str], *, version: int) -> Sample:
    """Another person's word on where the two differ. Raises as `route.sampling.settle` does."""
    with pipeline.store.begin() as work:
        return sampling.settle(work, sample_id, user, right, version=version)


def _has_had(work: UnitOfWork, sample: Sample, user: str) -> bool:
    """Whether this person has had to do with the paper, or has given it back and may have looked at it since."""
    had = ("case ", "value ", "sample given back")
    return any(entry.actor == user and entry.action.startswith(had) for entry in work.audit.of_subject(sample.document_id))


def _posted_alone(work: UnitOfWork) -> list[DocumentRecord]:
    settled = [record for record in work.documents.recent(limit=LOOKED_AT) if record.state in (DocumentState.POSTED, DocumentState.POSTING)]
    return [record for record in settled if record.decision and record.decision.outcome is Outcome.POST and not _seen(work, record)]


def _seen(work: UnitOfWork, record: DocumentRecord) -> bool:
    return any(case.state is CaseState.APPROVED for case in work.cases.of_document(record.document_id))


def _meddled(work: UnitOfWork, pipeline: Pipeline, alone: Sequence[DocumentRecord], samples: Sequence[Sample]) -> Iterator[str]:
    """Draws once more, by the share of the policy that each paper was decided by."""
    secret = work.samples.key()
    if secret is None:
        return
    digests = [entry.after.get("sha256") for entry in work.audit.of_subject("sampling")]
    if digests != [hashlib.sha256(secret).hexdigest()]:
        yield "The key that the sample is drawn by is not the one that the audit log tells of."
    books = [pipeline.book(), *(version.book for version in work.policies.recent(limit=LOOKED_AT))]
    shares = {book.hash: book.default.sample_pct for book in books}

    def is_due(document_id: str, policy: str) -> bool:
        return drawn(document_id, secret, shares.get(policy, pipeline.policy.sample_pct))

    sampled = {sample.document_id for sample in samples}
    for record in alone:
        if record.decision and record.document_id not in sampled and is_due(record.document_id, record.decision.policy):
            yield f"“{record.name}” should be of the sample, and is not."
    for sample in samples:
        if not is_due(sample.document_id, sample.policy):
            yield f"“{sample.name}” is of the sample, and was not drawn."


def _doctype(pipeline: Pipeline, sample: Sample) -> DocType:
    doctype = of_kind(pipeline.doctypes, sample.kind)
    if doctype is None:
        raise UsageError(f"“{sample.name}” is of no kind that is posted.")
    return doctype
