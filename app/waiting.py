"""What waits for people: a page of the queue, and whose turn is next."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import count

from app.pipeline import Pipeline
from domain.cases import CaseState
from domain.people import User
from domain.ports import UnitOfWork
from domain.worklist import Sought, Tally, WaitingPaper
from route.handling import why_not_for
from route.review import is_claimed

SHOWN_CASES = 50
COUNTED_CASES = 1000
"""Counting stops there: a clerk who has more before them narrows what they look for."""


@dataclass(frozen=True)
class QueueView:
    """A page of the open cases that were sought, most urgent first; `found` of a thousand stands for that many or more."""

    cases: Sequence[WaitingPaper]
    found: int
    tally: Tally
    mine: int


def queue(pipeline: Pipeline, user: User, sought: Sought, *, page: int) -> QueueView:
    """A page of the open cases that are sought, and the numbers of the day."""
    with pipeline.store.begin(reading=True) as work:
        return QueueView(
            cases=work.worklist.waiting(sought, offset=(page - 1) * SHOWN_CASES, limit=SHOWN_CASES),
            found=work.worklist.count(sought),
            tally=work.worklist.tally(pipeline.clock()),
            mine=work.worklist.count(Sought(whose=user.name)),
        )


def next_case(pipeline: Pipeline, user: User, *, after: int | None = None) -> str | None:
    """The document of the case that is this person's to decide next: their own first, then the most urgent; None where nothing is.

    With `after`, the one that follows that case; behind the last comes the first, so that whoever goes on without deciding comes past
    everything else before the same case is there again.
    """
    with pipeline.store.begin(reading=True) as work:
        people = {each.name: each for each in work.users.all()}
        first, passed = None, not _comes_up(work, user, after)
        for seen, case in enumerate(_in_turn(work, user, pipeline.clock())):
            if case.case_id == after:
                passed = True
            elif _is_theirs(case, user, people, pipeline.clock()):
                if passed:
                    return case.document_id
                first = first or case.document_id
            if first and seen > COUNTED_CASES:
                break
    return first


def _comes_up(work: UnitOfWork, user: User, case_id: int | None) -> bool:
    """Whether that case is among those that this person is led through."""
    try:
        case = work.cases.get(case_id) if case_id is not None else None
    except KeyError:
        return False
    return case is not None and case.state is CaseState.OPEN and user.decides(case.queue)


def _in_turn(work: UnitOfWork, user: User, now: datetime) -> Iterator[WaitingPaper]:
    """The open cases of this person's departments: their own, then all others, each the most urgent first."""
    whose = work.worklist.waiting(Sought(queues=user.own_departments, whose=user.name), limit=COUNTED_CASES)
    own = [case for case in whose if case.assigned_to == user.name or is_claimed(case, now)]
    yield from own
    known = {case.case_id for case in own}
    for page in count():
        found = work.worklist.waiting(Sought(queues=user.own_departments), offset=page * SHOWN_CASES, limit=SHOWN_CASES)
        yield from (case for case in found if case.case_id not in known)
        if len(found) < SHOWN_CASES:
            return


def _is_theirs(case: WaitingPaper, user: User, people: Mapping[str, User], now: datetime) -> bool:
    """Whether this person can decide it now; what was handed to another is left to them, as long as they can decide it."""
    if is_claimed(case, now) and case.claimed_by != user.name:
        return False
    other = people.get(case.assigned_to or "")
    left = other is not None and other.name != user.name and why_not_for(case, other) is None
    return not left and why_not_for(case, user) is None
