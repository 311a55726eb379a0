"""The page on which an admin looks after people: who may come, as what, with which tokens."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, Request, Response
from starlette.responses import RedirectResponse

from domain.decisions import Queue
from domain.people import Role
from review.pages import TheDesk, TheView, Visit
from review.visits import Text, Writer

router = APIRouter()

Departments = Annotated[list[Queue], Form()]
TOKEN_DAYS = 90


@router.get("/people")
def people(request: Request, desk: TheDesk, view: TheView, session: Visit) -> Response:
    """Everybody, and the tokens of other programs."""
    return _page(request, desk, view, session)


@router.post("/people")
def add(
    request: Request, desk: TheDesk, view: TheView, session: Visit, user: Writer, name: Text, role: Annotated[Role, Form()]
) -> Response:
    """Adds somebody; their first password is shown once."""
    password = desk.add_user(name, role, by=user.name)
    return _page(request, desk, view, session, told=f"The first password of {name.strip()} is", secret=password)


@router.post("/people/{name}")
def change(
    desk: TheDesk,
    user: Writer,
    name: str,
    role: Annotated[Role, Form()],
    departments: Departments = [],  # noqa: B006 - FastAPI copies it
    may_come: Text = "",
    email: Text | None = None,
) -> Response:
    """Changes what somebody is at the desk for, or whether they may come in at all."""
    desk.change_user(name, by=user.name, role=role, departments=departments, disabled=not may_come, email=email)
    return RedirectResponse("/people?said=changed", status_code=303)


@router.post("/people/{name}/password")
def reset(request: Request, desk: TheDesk, view: TheView, session: Visit, user: Writer, name: str) -> Response:
    """A new first password, shown once."""
    password = desk.reset_password(name, by=user.name)
    return _page(request, desk, view, session, told=f"The new first password of {name} is", secret=password)


@router.post("/people/{name}/tokens")
def make_token(request: Request, desk: TheDesk, view: TheView, session: Visit, user: Writer, name: str, label: Text) -> Response:
    """A token for another program, shown once."""
    token = desk.make_token(name, label, days=TOKEN_DAYS, by=user.name)
    return _page(request, desk, view, session, told=f"The token of {label} (good for {TOKEN_DAYS} days) is", secret=token)


@router.post("/people/tokens/{token_id}/revoke")
def revoke(desk: TheDesk, user: Writer, token_id: str) -> Response:
    """Takes a token away."""
    desk.revoke_token(token_id, by=user.name)
    return RedirectResponse("/people?said=revoked", status_code=303)


def _page(
    request: Request, desk: TheDesk, view: TheView, session: Visit, *, told: str | None = None, secret: str | None = None
) -> Response:
    users, tokens = desk.people()
    return view.page(
        request,
        session,
        "people.html",
        here="people",
        people=users,
        tokens=tokens,
        roles=list(Role),
        queues=list(Queue),
        told=told,
        secret=secret,
    )
