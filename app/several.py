"""Several cases of one kind of small difference, approved at once: each is looked at and decided by itself, under every rule that holds for one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from app.desk import Desk
from app.paper_view import PaperView, view_of_paper
from app.provenance import weighty
from domain.arrivals import DocumentState
from domain.cases import ReasonCode, ReviewCase
from domain.decisions import Queue
from domain.errors import NotAllowedError, TallyclerkError, UsageError
from domain.findings import Finding, FindingCode, Severity
from domain.people import User
from domain.worklist import Sought
from route import review
from route.handling import why_not_for
from route.reasons import unexplained

SMALL = (
    FindingCode.DELIVERY_LATE,
    FindingCode.DELIVERY_EARLY,
    FindingCode.PRICE_VARIANCE,
    FindingCode.QUANTITY_VARIANCE,
    FindingCode.OVER_DELIVERY,
    FindingCode.UNDER_DELIVERY,
    FindingCode.TERMS_CHANGED,
)
"""Differences that can be seen in one line each. What is about the goods, the supplier, the order or the reading needs the paper itself."""

MOST = 50
"""So many at once: a longer list is not looked at any more."""
_SOUGHT = 200


@dataclass(frozen=True)
class Candidate:
    """A case that can be approved beside others, with what differs on its paper."""

    case: ReviewCase
    supplier: str
    order_number: str | None
    document_number: str | None
    findings: Sequence[Finding]


@dataclass(frozen=True)
class Asked:
    """What is approved: papers that differ in that alone, of that department; with words and, where the policy asks, a reason for all of them."""

    finding: FindingCode
    department: Queue
    note: str = ""
    reason: ReasonCode | None = None


@dataclass(frozen=True)
class Outcome:
    """What became of one of them, in a sentence; `approved` is True also where a second person has to agree."""

    case_id: int
    document_id: str
    name: str
    approved: bool
    said: str


@dataclass(frozen=True)
class Candidates:
    """The most urgent cases of that kind, and how many others have the difference and need their own page."""

    shown: Sequence[Candidate]
    others: int


def candidates(desk: Desk, user: User, asked: Asked) -> Candidates:
    """What this person could approve at once. Raises UsageError where that difference is none for it, NotAllowedError for another department's."""
    _checked(user, asked.finding, asked.department)
    with desk.pipeline.store.begin(reading=True) as work:
        waiting = work.worklist.waiting(Sought(queues=[asked.department], finding=asked.finding), limit=_SOUGHT)
    shown: list[Candidate] = []
    others = 0
    for each in waiting:
        if len(shown) == MOST:
            break
        try:
            paper = view_of_paper(desk.pipeline, each.document_id, user)
        except (KeyError, TallyclerkError):  # decided meanwhile, or not theirs to see
            continue
        if paper.case is None or why_not(desk, paper, user, asked) is not None:
            others += 1
            continue
        record = paper.record
        shown.append(Candidate(paper.case, record.supplier_id or "", record.order_number, record.document_number, _differences(paper)))
    return Candidates(shown, others)


def why_not(desk: Desk, paper: PaperView, user: User, asked: Asked) -> str | None:
    """Why the paper cannot be approved beside others, in a sentence; None where it can. Anything that is not plain needs its own page."""
    if paper.case is None or paper.record.state is not DocumentState.IN_REVIEW:
        return "It is decided already, or is being checked again."
    return _not_theirs(desk, paper.case, user, asked.department) or _not_plain(desk, paper, paper.case, asked.finding)


def _not_theirs(desk: Desk, case: ReviewCase, user: User, department: Queue) -> str | None:
    if case.queue is not department:
        return f"It lies with {case.queue} by now."
    if review.is_claimed(case, desk.clock()) and case.claimed_by != user.name:
        return f"{case.claimed_by} is looking at it."
    if case.assigned_to not in (None, user.name):
        return f"It was handed to {case.assigned_to}."
    return why_not_for(case, user)


def _not_plain(desk: Desk, paper: PaperView, case: ReviewCase, finding: FindingCode) -> str | None:
    if case.notice or paper.order_problem or paper.obstacle:
        return case.notice or paper.order_problem or paper.obstacle
    if case.lines:
        return "Some of its lines are decided by themselves: open it."
    differences = _differences(paper)
    if not differences or any(each.code is not finding or each.severity is Severity.ERROR for each in differences):
        return "It differs in something else, or in more than a little: open it."
    if paper.look - {each.field for each in differences}:
        return "Something that would be posted was read in doubt, or not at all: open it."
    if weighty(paper.record.signals):
        return "Something about where it comes from needs a look: open it."
    told = {each.message for each in paper.record.findings} | {*desk.pipeline.examine(paper.record).ruling.reasons}
    other = [reason for reason in (paper.record.decision.reasons if paper.record.decision else []) if reason not in told]
    return f"{other[0]} Open it." if other else None


def approve_several(desk: Desk, user: User, chosen: Sequence[tuple[int, int]], asked: Asked) -> list[Outcome]:
    """Approves each of the cases (by number, with the version that was shown); says of each what happened, and none stops another.

    Raises:
        UsageError: none or too many are chosen, or the difference is none for it. NotAllowedError: it is another department's.
    """
    _checked(user, asked.finding, asked.department)
    wanted = list(dict(chosen).items())
    if not 1 <= len(wanted) <= MOST:
        raise UsageError(f"Choose 1 to {MOST} papers.")
    together = f"one of {len(wanted)} approved together for {asked.finding.replace('_', ' ')}" if len(wanted) > 1 else ""
    return [_approved(desk, user, case_id, version, asked, together) for case_id, version in wanted]


def _approved(desk: Desk, user: User, case_id: int, version: int, asked: Asked, together: str) -> Outcome:
    try:
        case = desk.case(case_id)
    except KeyError:
        return Outcome(case_id, "", f"Case {case_id}", approved=False, said="There is no such case.")
    told = partial(Outcome, case_id, case.document_id, case.name)
    try:
        paper = view_of_paper(desk.pipeline, case.document_id, user)
        refused = why_not(desk, paper, user, asked) or _unexplained(desk, paper, asked)
        if refused is not None:
            return told(approved=False, said=refused)
        note = " – ".join(part for part in (asked.note.strip(), together) if part)
        record = desk.approve(case_id, user, version=version, note=note, reason=asked.reason)
    except KeyError:
        return told(approved=False, said="It is not there any more.")
    except TallyclerkError as error:
        return told(approved=False, said=str(error))
    second = record.state is DocumentState.IN_REVIEW
    return told(approved=True, said="You have agreed; a second person has to look." if second else "Approved.")


def _unexplained(desk: Desk, paper: PaperView, asked: Asked) -> str | None:
    """What the paper's policy asks for beside a yes; that it was approved with others, which is in its note, explains nothing."""
    asks = desk.pipeline.examine(paper.record).ruling.thresholds.ask_reasons
    return unexplained(paper.record.findings, asked.reason, asked.note) if asks else None


def _checked(user: User, finding: FindingCode, department: Queue) -> None:
    if finding not in SMALL:
        raise UsageError(f"Papers with {finding.replace('_', ' ')} are decided one by one.")
    if not user.decides(department):
        raise NotAllowedError(f"What is for {department} is not yours to decide.")


def _differences(paper: PaperView) -> list[Finding]:
    return [each for each in paper.record.findings if each.severity is not Severity.INFO]
