"""Coming and going: signing in and out, and what every other page asks of a request first."""

from __future__ import annotations

import re
from typing import Annotated

from fastapi import APIRouter, Depends, Form, HTTPException, Request, Response
from starlette.responses import RedirectResponse

from app.desk import Desk
from app.people import may_decide
from domain.cases import User
from review.security import COOKIE, LONGEST_SECONDS, Session
from review.view import View

router = APIRouter()

Text = Annotated[str, Form(max_length=500)]


class SignedOutError(Exception):
    """Nobody is signed in."""


def desk_of(request: Request) -> Desk:
    """The desk behind the application."""
    desk: Desk = request.app.state.desk
    return desk


def view_of(request: Request) -> View:
    """The maker of pages."""
    view: View = request.app.state.view
    return view


def visit(request: Request) -> Session:
    """The session of somebody who is signed in. Raises SignedOutError."""
    session = _session(request)
    if session is None or session.user is None:
        raise SignedOutError
    return session


def reader(session: Annotated[Session, Depends(visit)]) -> User:
    """Whoever is signed in."""
    assert session.user is not None
    return session.user


def writer(request: Request, session: Annotated[Session, Depends(visit)], token: Text) -> User:
    """Whoever is signed in, sent this very form from one of our pages, and may decide."""
    _own_form(request, session, token)
    user = reader(session)
    if not may_decide(user):
        raise HTTPException(403, f"You may look at papers, but your role ({user.role}) may not decide them.")
    return user


def local(path: str) -> str:
    """The path if it is one of ours, else the front page."""
    return path if re.fullmatch(r"/(documents(/[A-Za-z0-9:]+)?|cases/[0-9]+)?", path) else "/"


@router.get("/login")
def sign_in_page(request: Request, next: str = "/") -> Response:  # noqa: A002 - the name in the address
    """The sign-in form."""
    session = _session(request)
    if session and session.user:
        return RedirectResponse(local(next), status_code=303)
    session = session or request.app.state.sessions.start(None)
    response = view_of(request).page(request, session, "login.html", next=local(next), name="")
    return _with_cookie(request, response, session)


@router.post("/login")
def sign_in(request: Request, name: Text, password: Text, token: Text, next: Text = "/") -> Response:  # noqa: A002
    """Signs in, with a new session."""
    session = _session(request)
    if session is None:
        return RedirectResponse(f"/login?next={local(next)}", status_code=303)
    _own_form(request, session, token)
    attempts = request.app.state.attempts
    allowed = attempts.may_try(name)
    user = desk_of(request).sign_in(name, password) if allowed else None
    if user is None:
        attempts.failed(name)
        problem = "That name and password do not fit." if allowed else "Too many wrong passwords; wait a minute."
        return view_of(request).page(request, session, "login.html", status=401, next=local(next), name=name, problem=problem)
    request.app.state.sessions.end(session)
    return _with_cookie(request, RedirectResponse(local(next), status_code=303), request.app.state.sessions.start(user))


@router.post("/logout")
def sign_out(request: Request, session: Annotated[Session, Depends(visit)], token: Text) -> Response:
    """Signs out; the cookie is worth nothing from now on."""
    _own_form(request, session, token)
    request.app.state.sessions.end(session)
    response = RedirectResponse("/login", status_code=303)
    response.delete_cookie(COOKIE, path="/", httponly=True, samesite="strict")
    return response


def _session(request: Request) -> Session | None:
    found: Session | None = request.app.state.sessions.find(request.cookies.get(COOKIE))
    return found


def _own_form(request: Request, session: Session, token: str) -> None:
    """Refuses a form that is not from one of our pages."""
    elsewhere = request.headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none")
    if elsewhere or not session.accepts(token):
        raise HTTPException(403, "The form did not come from this desk's own page, or the page is too old. Open it again.")


def _with_cookie(request: Request, response: Response, session: Session) -> Response:
    cookie = request.app.state.sessions.cookie(session)
    secure = request.url.scheme == "https"
    response.set_cookie(COOKIE, cookie, max_age=LONGEST_SECONDS, path="/", httponly=True, samesite="strict", secure=secure)
    return response
