"""What happens to a case between opening and deciding: typing is kept, claims lapse, people hand over, deadlines escalate.

Every function works in the caller's unit of work.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from domain.cases import CaseState, Draft, ReviewCase
from domain.decisions import Policy, Queue
from domain.errors import StaleStateError, UsageError
from domain.people import User
from domain.ports import Clock, UnitOfWork
from domain.worklist import WaitingPaper
from route import notices, review
from route.deadlines import to_escalate
from route.urgency import OVERDUE

_LOOKED_AT = 1000
_MOST_TYPED = 100_000


def keep_draft(work: UnitOfWork, case_id: int, user: str, typed: Mapping[str, str], *, clock: Clock) -> bool:
    """Keeps what this person has typed so far, and makes the case theirs for longer; that makes it no other version.

    Whoever has typed nothing keeps the claim that they have, and gets none. What was typed is kept even where the claim has lapsed and somebody else has the case; False says that it has.

    Raises:
        StaleStateError: the case is decided. UsageError: it is more than anybody types.
    """
    case = work.cases.get(case_id)
    if case.state is not CaseState.OPEN:
        raise StaleStateError(f"“{case.name}” is decided already.")
    if sum(len(name) + len(value) for name, value in typed.items()) > _MOST_TYPED:
        raise UsageError("That is more than can be kept; send some of it.")
    work.cases.keep_draft(case_id, Draft(user=user, typed=dict(typed), saved_at=clock()))
    if not typed and case.claimed_by in (None, user) and not review.is_claimed(case, clock()):
        return True
    try:
        review.lend(work, case_id, user, clock=clock)
    except StaleStateError:
        return False
    return True


def forget_typed(work: UnitOfWork, case_id: int, user: str, names: Collection[str], *, clock: Clock) -> None:
    """Forgets what this person had typed at those places: it is sent. What else they have typed is kept."""
    own = next((draft for draft in work.cases.drafts(case_id) if draft.user == user), None)
    if own is not None:
        left = {name: value for name, value in own.typed.items() if name not in names}
        work.cases.keep_draft(case_id, Draft(user=user, typed=left, saved_at=clock()))


def drafts_of(work: UnitOfWork, case_id: int) -> Sequence[Draft]:
    """What anybody has typed into the case and not sent, the latest first: one's own comes back, another's is shown with their name."""
    return work.cases.drafts(case_id)


def release_lapsed(work: UnitOfWork, *, clock: Clock) -> list[ReviewCase]:
    """Gives back the cases whose claim has run out; what was typed into them is kept."""
    free = {"claimed_by": None, "claimed_until": None}
    return [
        work.cases.save(case.model_copy(update=free), by="tallyclerk", action="claim lapsed", note=case.claimed_by or "")
        for case in work.cases.lapsed(clock())
    ]


def hand_over(  # noqa: PLR0913 - who, to whom, of what they had seen, and why
    work: UnitOfWork, case_id: int, user: str, *, to: str | None = None, queue: Queue | None = None, version: int, clock: Clock, note: str
) -> ReviewCase:
    """Gives the case to another person, another department, or both, with words that say why; it is nobody's claim then.

    Raises:
        UsageError: there is no such person, they cannot decide it, nothing changes, or no word says why.
    """
    case = review.seen_by(work, case_id, user, version, clock())
    if not note.strip():
        raise UsageError("Say what the other one should look at.")
    other = work.users.get(to) if to is not None else None
    if to is not None and other is None:
        raise UsageError(f"There is nobody called {to}.")
    refused = why_not_for(case, other, queue) if other is not None else None
    if refused is not None:
        raise UsageError(refused)
    if (to or case.assigned_to) == case.assigned_to and (queue or case.queue) == case.queue:
        raise UsageError("Say to whom, or to which department, the case goes.")
    given = {"claimed_by": None, "claimed_until": None, "assigned_to": to, "queue": queue or case.queue}
    given_case = work.cases.save(case.model_copy(update=given), by=user, action="handed over", note=note.strip())
    notices.handed_over(work, given_case, by=user, note=note.strip(), clock=clock)
    return given_case


def why_not_for(case: ReviewCase | WaitingPaper, person: User, queue: Queue | None = None) -> str | None:
    """Why that person cannot decide the case (in that department, where it goes there), in a sentence; None where they can."""
    if person.disabled or not person.decides(queue or case.queue):
        return f"{person.name} does not decide what is for {queue or case.queue}: choose somebody who does."
    if person.name in case.approved_by:
        return f"{person.name} has approved it already: somebody else has to look."
    if case.approvals_needed > 1 and person.name in case.corrected_by:
        return f"{person.name} has corrected it: where two people must agree, others have to look."
    return None


def escalate(work: UnitOfWork, *, policy: Policy, clock: Clock) -> list[ReviewCase]:
    """Brings the cases that are past their deadline before the policy's role, and nearer to the top of the queue."""
    late = to_escalate(work.cases.queue(limit=_LOOKED_AT), clock(), policy)
    brought = [_escalated(work, case, policy.escalate_to) for case in late]
    for case in brought:
        notices.escalated(work, case, clock=clock)
    return brought


def _escalated(work: UnitOfWork, case: ReviewCase, role: str) -> ReviewCase:
    points = min(100, case.priority + OVERDUE)
    step = [f"+ {points - case.priority} as it is past its deadline", f"= {points}"]
    higher = {"escalated_to": role, "priority": points, "arithmetic": [*case.arithmetic, *step]}
    return work.cases.save(case.model_copy(update=higher), by="tallyclerk", action=f"escalated to {role}")
