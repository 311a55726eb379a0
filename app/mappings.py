"""The life of a learned mapping: looked at with its evidence, put in force by a lead, revoked, and tried on the supplier's last papers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation

from app import learning
from app.blind import hidden_from
from app.pipeline import Examination, Pipeline
from domain.arrivals import DocumentRecord
from domain.decisions import Decision, Outcome
from domain.errors import NotAllowedError, TallyclerkError, UsageError
from domain.mappings import Evidence, Known, LearnedMapping, MappingKind, MappingState, MappingUse
from domain.people import DECIDERS, Role, User
from domain.ports import UnitOfWork
from domain.worklist import SoughtPapers

CONFIRMER = Role.LEAD
"""The role that puts a mapping in force."""
SHOWN_MAPPINGS = 50
TRIED_PAPERS = 20
MOST_TRIED = 200
_ACTIONS = {MappingState.IN_FORCE: "put in force", MappingState.REVOKED: "revoked"}


@dataclass(frozen=True)
class MappingView:
    """A mapping with what speaks for and against it, the papers that it helped to post, and what else was learned of the same words."""

    mapping: LearnedMapping
    evidence: Sequence[Evidence]
    uses: Sequence[MappingUse]
    rivals: Sequence[LearnedMapping]

    @property
    def agreeing(self) -> int:
        """How many approved papers say so."""
        return sum(each.agrees and each.stands for each in self.evidence)

    @property
    def contradicting(self) -> int:
        """How many approved papers say otherwise."""
        return sum(not each.agrees and each.stands for each in self.evidence)


@dataclass(frozen=True)
class TriedPaper:
    """One paper with the mapping in force and without it: what each line is about, findings that appear or vanish, and what is decided."""

    document_id: str
    name: str
    lines: Sequence[str]
    appear: Sequence[str]
    vanish: Sequence[str]
    without: str
    with_it: str

    @property
    def changed(self) -> bool:
        """Whether the mapping makes any difference."""
        return bool(self.lines or self.appear or self.vanish or self.without != self.with_it)


@dataclass(frozen=True)
class Trial:
    """The supplier's last papers, and those that could not be tried, with the reason."""

    papers: Sequence[TriedPaper]
    failed: Sequence[tuple[str, str]]

    @property
    def changed(self) -> Sequence[TriedPaper]:
        """The papers for which the mapping makes a difference."""
        return [each for each in self.papers if each.changed]


def listed(
    pipeline: Pipeline, *, words: str = "", supplier_id: str | None = None, state: MappingState | None = None, page: int = 1
) -> Sequence[MappingView]:
    """A page of the mappings that are asked for; one more than a page tells that there is another."""
    wanted = {"words": words, "supplier_id": supplier_id, "state": state}
    with pipeline.store.begin(reading=True) as work:
        found = work.mappings.find(offset=(page - 1) * SHOWN_MAPPINGS, limit=SHOWN_MAPPINGS + 1, **wanted)  # type: ignore[arg-type]
        return [_view(work, each, None) for each in found]


def shown(pipeline: Pipeline, mapping_id: int, viewer: User | None = None) -> MappingView:
    """The mapping with all that there is to say of it, as that person may see it. Raises KeyError where there is none."""
    with pipeline.store.begin(reading=True) as work:
        return _view(work, work.mappings.get(mapping_id), viewer)


def why_not_confirm(view: MappingView, user: User) -> str | None:
    """Why this person cannot put the mapping in force, in a sentence; None where they can."""
    mapping = view.mapping
    witnesses = {person for each in view.evidence if each.agrees and each.stands for person in each.people}
    if user.role is not CONFIRMER:
        return f"You are {user.role}: a {CONFIRMER} puts a mapping in force."
    if mapping.state is MappingState.IN_FORCE:
        return f"Mapping {mapping.mapping_id} is in force already."
    if not witnesses:
        return "No approved paper says so any more: there is nothing to confirm."
    if witnesses == {user.name}:
        return "Only papers that you approved yourself say so: another lead has to confirm it, or another person's approval has to agree."
    rival = next((each for each in view.rivals if each.state is MappingState.IN_FORCE), None)
    if rival is not None:
        return f"Mapping {rival.mapping_id} says otherwise and is in force ({rival.words}): revoke that one first."
    return None


def confirm(pipeline: Pipeline, mapping_id: int, user: User, *, version: int, reason: str, factor: str = "") -> LearnedMapping:
    """Puts the mapping in force. Of a unit, whoever confirms it says the factor themselves.

    Raises:
        UsageError: this person may not, no reason is given, or the factor is another. StaleStateError: it changed since it was shown.
    """
    with pipeline.store.begin() as work:
        view = _view(work, work.mappings.get(mapping_id), None)
        refused = why_not_confirm(view, user) or _wrong_factor(view.mapping, factor)
        if refused is not None:
            raise UsageError(refused)
        return _decided(pipeline, work, view.mapping, MappingState.IN_FORCE, user, version=version, reason=reason)


def revoke(pipeline: Pipeline, mapping_id: int, user: User, *, version: int, reason: str) -> LearnedMapping:
    """Takes the mapping out of force, or turns its proposal down: from this moment on no paper is checked by it, and none leaves for the ERP.

    Raises:
        UsageError: no reason is given, or it is revoked already. StaleStateError: it changed since it was shown.
        NotAllowedError: this person only looks.
    """
    if user.role not in DECIDERS:
        raise NotAllowedError(f"You are {user.role}, who only looks.")
    with pipeline.store.begin() as work:
        mapping = work.mappings.get(mapping_id)
        if mapping.state is MappingState.REVOKED:
            raise UsageError(f"{mapping.decided_by} has revoked mapping {mapping_id} already.")
        revoked = _decided(pipeline, work, mapping, MappingState.REVOKED, user, version=version, reason=reason)
        learning.take_back_unposted(work, revoked, by=user.name)
        return revoked


def try_out(pipeline: Pipeline, mapping_id: int, *, last: int = TRIED_PAPERS, viewer: User | None = None) -> Trial:
    """What the mapping changes on the supplier's last papers, against the orders as they are now; nothing is changed by it.

    Raises:
        KeyError: there is no such mapping.
    """
    with pipeline.store.begin(reading=True) as work:
        mapping = work.mappings.get(mapping_id)
        papers = work.worklist.papers(SoughtPapers(supplier_id=mapping.supplier_id), limit=min(last, MOST_TRIED))
        hidden = hidden_from(work, viewer)
        records = [work.documents.get(paper.document_id) for paper in papers if paper.document_id not in hidden]
    without, with_it = (replace(pipeline, known_as=_knowing(pipeline, mapping, in_force=each)) for each in (False, True))
    done: list[TriedPaper] = []
    failed: list[tuple[str, str]] = []
    for record in records:
        if record.reading is None:
            continue
        try:
            done.append(_tried(record, without, with_it))
        except TallyclerkError as error:
            failed.append((record.name, str(error)))
    return Trial(done, failed)


def _view(work: UnitOfWork, mapping: LearnedMapping, viewer: User | None) -> MappingView:
    hidden = hidden_from(work, viewer)
    evidence = [each for each in work.mappings.evidence(mapping.mapping_id) if each.document_id not in hidden]
    uses = [each for each in work.mappings.uses(mapping.mapping_id) if each.document_id not in hidden]
    rivals = [each for each in work.mappings.rivals(mapping) if each.mapping_id != mapping.mapping_id]
    return MappingView(mapping, evidence, uses, rivals)


def _wrong_factor(mapping: LearnedMapping, said: str) -> str | None:
    if mapping.kind is not MappingKind.UNIT or mapping.factor is None:
        return None
    asked = f"Say yourself how many {mapping.unit} 1 {mapping.said} is"
    try:
        same = Decimal(said.strip()) == mapping.factor
    except InvalidOperation:
        return f"{asked}, as a number like 50."
    return (
        None if same else f"{asked}: this mapping says {mapping.factor:f}, you say {said.strip()}. If yours is right, revoke the mapping."
    )


def _decided(
    pipeline: Pipeline, work: UnitOfWork, mapping: LearnedMapping, to: MappingState, user: User, *, version: int, reason: str
) -> LearnedMapping:
    if not reason.strip():
        raise UsageError("Say why.")
    said = {"state": to, "decided_by": user.name, "decided_at": pipeline.clock(), "reason": reason.strip(), "version": version}
    return work.mappings.save(mapping.model_copy(update=said), by=user.name, action=_ACTIONS[to])


def _knowing(pipeline: Pipeline, mapping: LearnedMapping, *, in_force: bool) -> Callable[[str], Known]:
    """What is in force, with that mapping or without it; what contradicts it does not hold beside it."""

    def known(supplier_id: str) -> Known:
        others = [each for each in pipeline.known(supplier_id).mappings if not each.same_question(mapping)]
        own = [mapping] if in_force and supplier_id == mapping.supplier_id else []
        return Known((*others, *own))

    return known


def _tried(record: DocumentRecord, without: Pipeline, with_it: Pipeline) -> TriedPaper:
    before, after = without.examine(record), with_it.examine(record)
    then, would = without.decide(record, before), with_it.decide(record, after)
    old, new = ([each.message for each in seen.findings] for seen in (before, after))
    return TriedPaper(
        record.document_id,
        record.name,
        lines=[*_lines(before, after), *(each.said for each in after.context.converted if each not in before.context.converted)],
        appear=[each for each in new if each not in old],
        vanish=[each for each in old if each not in new],
        without=_outcome(then),
        with_it=_outcome(would),
    )


def _lines(before: Examination, after: Examination) -> list[str]:
    """The lines that are matched otherwise."""
    said = []
    for index in range(len(after.reading.lines)):
        was, would = before.context.ordered(index), after.context.ordered(index)
        if was != would:
            lines = [f"line {each.order_line} of the order" if each else "no line of the order" for each in (was, would)]
            said.append(f"Line {index + 1} of the paper: {lines[0]} without it, {lines[1]} with it.")
    return said


def _outcome(decision: Decision) -> str:
    """Outcome, department and number of people."""
    if decision.outcome is not Outcome.REVIEW:
        return decision.outcome.value
    return f"review: {decision.queue}, {decision.approvals} {'person' if decision.approvals == 1 else 'people'}"
