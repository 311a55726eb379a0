"""Learning what suppliers call things: what approved papers teach is kept as proposals, and what is used is told and kept.

Every function that changes anything works in the caller's unit of work: a lesson is there if and only if its approval is.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from domain.arrivals import DocumentRecord, DocumentState
from domain.cases import ReviewCase
from domain.decisions import Decision
from domain.doctype import CheckContext
from domain.errors import StaleStateError
from domain.mappings import LearnedMapping, MappingKind, MappingState
from domain.paper import Leaf, Reading
from domain.ports import UnitOfWork
from route import undo
from validate import lessons

PROGRAM = "tallyclerk"
FEWEST_PEOPLE = 2
"""Nobody alone brings a mapping into force by approving papers."""


def with_sentences(decision: Decision, context: CheckContext) -> Decision:
    """The decision with a sentence for each mapping that it rests on."""
    said = [each.said for each in context.mapped]
    return decision.model_copy(update={"reasons": [*decision.reasons, *said]}) if said else decision


def keep_uses(work: UnitOfWork, document_id: str, context: CheckContext, *, now: datetime) -> None:
    """Remembers which mappings help to post the paper, so that those papers can be found when one is revoked.

    Raises:
        StaleStateError: one of them is not in force any more, or has changed.
    """
    said: dict[int, str] = {}
    for each in context.mapped:
        if work.mappings.get(each.mapping.mapping_id) != each.mapping:
            raise StaleStateError(f"Mapping {each.mapping.mapping_id} has changed since the paper was checked: it is looked at again.")
        said[each.mapping.mapping_id] = " ".join(filter(None, [said.get(each.mapping.mapping_id), each.said]))
    work.mappings.use(document_id, said, now=now)


def learn(work: UnitOfWork, record: DocumentRecord, case: ReviewCase, context: CheckContext, *, items_after: int, now: datetime) -> None:
    """Keeps what a paper that enough people have approved says of its supplier's words.

    What is new is a proposal, and what is known has one more witness. A mapping in force that the paper contradicts is out of force at once.
    """
    if record.reading is None:
        return
    agreeing: list[LearnedMapping] = []
    contradicted: dict[int, LearnedMapping] = {}
    for lesson in lessons(record.reading, context, _as_printed(work, record.document_id, record.reading)):
        mapping = work.mappings.propose(lesson, now=now)
        agreeing.append(mapping)
        contradicted |= {each.mapping_id: each for each in work.mappings.rivals(lesson) if each.mapping_id != mapping.mapping_id}
    numbers = [each.mapping_id for each in agreeing]
    work.mappings.witness(record.document_id, case.case_id, case.approved_by, agreeing=numbers, contradicting=contradicted, now=now)
    for rival in contradicted.values():
        if rival.state is MappingState.IN_FORCE:
            why = f"“{record.name}” was approved by {' and '.join(case.approved_by)} and says otherwise."
            changed = {"state": MappingState.DISPUTED, "decided_by": PROGRAM, "decided_at": now, "reason": why}
            work.mappings.save(rival.model_copy(update=changed), by=PROGRAM, action="disputed")
            take_back_unposted(work, rival, by=PROGRAM, but=record.document_id)
    for mapping in agreeing:
        if mapping.mapping_id not in contradicted and _has_proved(work, mapping, items_after):
            why = f"{items_after} approved papers say so, and none says otherwise."
            changed = {"state": MappingState.IN_FORCE, "decided_by": PROGRAM, "decided_at": now, "reason": why}
            work.mappings.save(mapping.model_copy(update=changed), by=PROGRAM, action="put in force")


def take_back_unposted(work: UnitOfWork, mapping: LearnedMapping, *, by: str, but: str = "") -> list[str]:
    """Holds back the papers that the mapping helped with and that have not left for the ERP; returns their names.

    Called in the unit of work that takes it out of force. What is posted is told by `work.mappings.uses`, for people to decide.
    """
    notice = f"Mapping {mapping.mapping_id} helped with it and is out of force by now ({mapping.words}): look at it again."
    uses = [use for use in work.mappings.uses(mapping.mapping_id) if use.document_id != but]
    return [use.name for use in uses if undo.reopen_unposted(work, use.document_id, by=by, notice=notice)]


def _as_printed(work: UnitOfWork, document_id: str, reading: Reading) -> Reading:
    """The reading before people put values into it, as the audit log has them."""
    for entry in reversed(work.audit.of_subject(document_id)):
        if entry.action != "value corrected":
            continue
        try:
            was = entry.before.get("leaf")
            reading = reading.with_leaf(str(entry.before["field"]), Leaf.model_validate(was) if was else None)
        except (KeyError, ValueError):  # the paper was read anew since, and has no such place any more
            continue
    return reading


def _has_proved(work: UnitOfWork, mapping: LearnedMapping, items_after: int) -> bool:
    """Whether an item mapping comes into force by itself: by papers of several people that are posted, so that nobody can undo them any more."""
    if not items_after or mapping.kind is not MappingKind.ITEM or mapping.state is not MappingState.PROPOSED:
        return False
    others: Collection[LearnedMapping] = [each for each in work.mappings.rivals(mapping) if each.mapping_id != mapping.mapping_id]
    evidence = [each for each in work.mappings.evidence(mapping.mapping_id) if each.state is DocumentState.POSTED]
    people = {person for each in evidence for person in each.people}
    whole = all(each.agrees for each in evidence) and all(each.state is MappingState.REVOKED for each in others)
    return whole and len(evidence) >= items_after and len(people) >= FEWEST_PEOPLE
