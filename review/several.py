"""Several cases with the same small difference, approved at once, and what happened to each."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, Request, Response

from app import several
from app.several import Asked, Candidates
from domain.cases import ReasonCode
from domain.decisions import Queue
from domain.errors import UsageError
from domain.findings import FindingCode
from domain.people import User
from review.pages import TheDesk, TheView, Visit
from review.visits import Text, Writer, user_of

router = APIRouter()

Chosen = Annotated[list[str], Form(max_length=several.MOST)]


@router.get("/several")
def choose(
    request: Request, desk: TheDesk, view: TheView, session: Visit, finding: FindingCode | None = None, department: Queue | None = None
) -> Response:
    """The cases that can be approved at once: with what differs, and none chosen yet."""
    user = user_of(session)
    asked = Asked(finding if finding in several.SMALL else several.SMALL[0], _department(user, department))
    return _page(request, desk, view, session, asked, several.candidates(desk, user, asked))


@router.post("/several")
def approve(  # noqa: PLR0913 - the fields of the form
    *,
    request: Request,
    desk: TheDesk,
    view: TheView,
    session: Visit,
    user: Writer,
    finding: Annotated[FindingCode, Form()],
    department: Annotated[Queue, Form()],
    chosen: Chosen = [],  # noqa: B006 - FastAPI copies it
    note: Text = "",
    reason: Text = "",
) -> Response:
    """Approves what was chosen, in the versions that were shown; the page says of each what happened."""
    asked = Asked(finding, department, note, next((code for code in ReasonCode if code == reason), None))
    found = several.candidates(desk, user, asked)
    try:
        outcomes = several.approve_several(desk, user, [_numbers(each) for each in chosen], asked)
    except UsageError as error:
        return _page(request, desk, view, session, asked, found, problem=str(error))
    return view.page(request, session, "several_done.html", here="queue", outcomes=outcomes, asked=asked)


def _page(
    request: Request, desk: TheDesk, view: TheView, session: Visit, asked: Asked, found: Candidates, *, problem: str | None = None
) -> Response:
    return view.page(
        request,
        session,
        "several.html",
        status=422 if problem else 200,
        here="queue",
        found=found,
        asked=asked,
        codes=several.SMALL,
        departments=user_of(session).own_departments,
        reasons=list(ReasonCode),
        asks=desk.policy.ask_reasons,
        most=several.MOST,
        problem=problem,
    )


def _department(user: User, asked: Queue | None) -> Queue:
    return asked if asked and user.decides(asked) else user.own_departments[0]


def _numbers(chosen: str) -> tuple[int, int]:
    case_id, _, version = chosen.partition(":")
    if not (case_id + version).isascii() or not case_id.isdecimal() or not version.isdecimal() or len(chosen) > 20:
        raise UsageError("The form was not filled in as the desk needs it.")
    return int(case_id), int(version)
