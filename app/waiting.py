"""What waits for people: a page of the queue, and whose turn is next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.pipeline import Pipeline
from domain.cases import ReviewCase
from domain.people import User
from domain.ports import Clock
from domain.worklist import Sought, Tally, WaitingPaper

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
            mine=work.worklist.count(Sought(claimed_by=user.name)),
        )


def next_case(pipeline: Pipeline, user: User, *, after: int | None = None) -> str | None:
    """The document of the most urgent case that this person can decide now, another than `after`; None where nothing waits for them."""
    sought = Sought(queues=user.own_departments)
    with pipeline.store.begin(reading=True) as work:
        for waiting in work.worklist.waiting(sought, limit=SHOWN_CASES):
            case = work.cases.get(waiting.case_id)
            theirs = (is_claimed(case, pipeline.clock) and case.claimed_by != user.name) or case.assigned_to not in (None, user.name)
            if case.case_id != after and not theirs and not any(each.user == user.name for each in case.approvals):
                return case.document_id
    return None


def is_claimed(case: ReviewCase, clock: Clock) -> bool:
    """Whether somebody has the case before them now."""
    return case.claimed_by is not None and case.claimed_until is not None and case.claimed_until > clock()
