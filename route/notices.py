"""Tells people of their cases by e-mail: what was handed to them or escalated, several in one mail rather than a flood.

Every function works in the caller's unit of work.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import timedelta

from domain.cases import CaseState, ReviewCase
from domain.outward import Delivery, Mail, Notice, NoticeKind
from domain.people import User
from domain.ports import Clock, UnitOfWork
from route.outward import plan_mail

_LISTED = 50


def handed_over(work: UnitOfWork, case: ReviewCase, *, by: str, note: str, clock: Clock) -> None:
    """Has whoever the case was handed to told of it, if they have an address."""
    user = work.users.get(case.assigned_to) if case.assigned_to else None
    if user and user.name != by:
        _add(work, user, case, NoticeKind.HANDED_OVER, f"{by} hands it to you: “{note}”", clock)


def escalated(work: UnitOfWork, case: ReviewCase, *, clock: Clock) -> None:
    """Has everybody told of the case who has the role that it was brought before."""
    for user in work.users.all():
        if user.role == case.escalated_to:
            _add(work, user, case, NoticeKind.ESCALATED, "it is past its deadline, and comes before you", clock)


def plan_digests(work: UnitOfWork, *, address: str, every: timedelta, clock: Clock) -> list[Delivery]:
    """Plans one mail for each person who was not told anything for that long, with all that they were not told yet.

    What was settled meanwhile, or is somebody else's by now, is not worth telling any more.

    Args:
        work: the caller's unit of work.
        address: where the desk is, for the links.
        every: the least time between two mails to one person.
        clock: what time it is.
    """
    now = clock()
    of_user: dict[str, list[tuple[Notice, ReviewCase]]] = defaultdict(list)
    for notice in work.notices.untold():
        case = work.cases.get(notice.case_id)
        if _matters(notice, case):
            of_user[notice.user].append((notice, case))
        else:
            work.notices.told([notice.number], at=None)
    planned = []
    for name, waiting in of_user.items():
        user, last = work.users.get(name), work.notices.last_told(name)
        numbers = [notice.number for notice, _ in waiting]
        if user is None or user.disabled or not user.email:
            work.notices.told(numbers, at=None)
        elif last is None or now - last >= every:
            planned.append(plan_mail(work, _digest(user, waiting, address), clock=clock))
            work.notices.told(numbers, at=now)
    return planned


def forget(work: UnitOfWork) -> None:
    """Drops what nobody will be told, where no mail server is set up: it must not all come at once when one is."""
    work.notices.told([notice.number for notice in work.notices.untold()], at=None)


def _add(work: UnitOfWork, user: User, case: ReviewCase, kind: NoticeKind, words: str, clock: Clock) -> None:
    if user.email and not user.disabled:
        work.notices.add(user.name, case.case_id, kind, words, now=clock())


def _matters(notice: Notice, case: ReviewCase) -> bool:
    if case.state is not CaseState.OPEN:
        return False
    return notice.kind is NoticeKind.ESCALATED or case.assigned_to == notice.user


def _digest(user: User, waiting: Sequence[tuple[Notice, ReviewCase]], address: str) -> Mail:
    papers = list(dict.fromkeys(case.case_id for _, case in waiting))
    about = f"“{waiting[0][1].name}”" if len(papers) == 1 else f"{len(papers)} papers"
    entries = []
    for notice, case in waiting[:_LISTED]:
        due = f", due {case.due_at:%Y-%m-%d %H:%M} UTC" if case.due_at else ""
        entries.append(f"- {_line(case.name)} ({case.queue}{due}): {_line(notice.words)}\n  {address}/cases/{case.case_id}")
    if len(waiting) > _LISTED:
        entries.append(f"and {len(waiting) - _LISTED} more: {address}/")
    text = "\n".join([f"Hello {user.name},", "", "these papers wait for you at the review desk:", "", *entries, ""])
    return Mail(to=user.email, subject=f"Review desk: {about}", text=text)


def _line(text: str) -> str:
    return " ".join(text.split())
