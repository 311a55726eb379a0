"""Line by line: what becomes of each line of a confirmation, on one page, with the order beside it."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, Query, Request, Response
from starlette.responses import RedirectResponse

from app import line_choices
from domain.cases import LineChoice, LineFate
from domain.errors import UsageError
from review.actions import Version
from review.pages import TheDesk, TheView, Visit
from review.visits import Writer, user_of
from route.lines import PROPOSED, said

router = APIRouter()

SHOWN_LINES = 200
"""On one page; a form has a thousand fields at most."""
Each = Annotated[list[Annotated[str, Form(max_length=40)]], Form(max_length=SHOWN_LINES)]
Place = Annotated[int, Query(ge=0, le=1_000_000)]


@router.get("/cases/{case_id}/lines")
def lines(request: Request, case_id: int, desk: TheDesk, view: TheView, session: Visit, first: Place = 0) -> Response:
    """The lines from a place on, with what is to become of each, and the message that asks the supplier for other terms."""
    return _page(request, case_id, desk, view, session, first=first)


@router.post("/cases/{case_id}/lines")
def choose(  # noqa: PLR0913 - the columns of the form
    *,
    request: Request,
    case_id: int,
    desk: TheDesk,
    view: TheView,
    session: Visit,
    user: Writer,
    version: Version,
    first: Annotated[int, Form(ge=0, le=1_000_000)] = 0,
    fate: Each = [],  # noqa: B006 - FastAPI copies it
    quantity: Each = [],  # noqa: B006
    unit_price: Each = [],  # noqa: B006
    delivery_date: Each = [],  # noqa: B006
) -> Response:
    """Keeps what was chosen of the lines that the page showed; what cannot be taken comes back with the form as it was."""
    columns = dict(zip(PROPOSED, (quantity, unit_price, delivery_date), strict=True))
    if any(len(column) != len(fate) for column in columns.values()) or not set(fate) <= set(LineFate):
        raise UsageError("The form was not filled in as the desk needs it.")
    chosen = dict(desk.case(case_id).lines)
    for place, each in enumerate(fate):
        typed = {name: column[place].strip() for name, column in columns.items() if column[place].strip()}
        chosen[first + place] = LineChoice(fate=LineFate(each), proposed=typed if each == LineFate.PROPOSE else {})
    try:
        record = line_choices.choose(desk, case_id, user, chosen, version=version)
    except UsageError as error:
        return _page(request, case_id, desk, view, session, first=first, typed=chosen, problem=str(error))
    return RedirectResponse(f"/documents/{record}?said=lines", status_code=303)


def _page(  # noqa: PLR0913 - the request, who, and what the page shows
    request: Request,
    case_id: int,
    desk: TheDesk,
    view: TheView,
    session: Visit,
    *,
    first: int,
    typed: dict[int, LineChoice] | None = None,
    problem: str | None = None,
) -> Response:
    shown = line_choices.lines_of(desk, case_id, user_of(session))
    return view.page(
        request,
        session,
        "lines.html",
        status=422 if problem else 200,
        here="queue",
        shown=shown,
        chosen=shown.case.lines if typed is None else typed,
        fates=list(LineFate),
        first=first,
        at_once=SHOWN_LINES,
        proposed=PROPOSED,
        said=said(shown.case.lines),
        decides=shown.case.state == "open" and user_of(session).decides(shown.case.queue),
        problem=problem,
    )
