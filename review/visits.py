"""Coming and going: signing in and out, one's own password, and what every request is asked first."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Depends, Form, HTTPException, Request, Response
from starlette.responses import RedirectResponse

from app.desk import Desk
from app.elsewhere import Elsewhere
from app.people import SignInRefusedError
from domain.errors import UsageError
from domain.people import User
from review.rights import ROUTES, Right, has
from review.security import LONGEST, Session, Sessions
from review.view import View

router = APIRouter()

Text = Annotated[str, Form(max_length=500)]

_NEVER_MIND = ("/password", "/logout")
"""What somebody whose password must be changed may do before they have."""


class SignedOutError(Exception):
    """Nobody is signed in."""


class MustChangeError(Exception):
    """Whoever is signed in has to choose a password first."""


@dataclass(frozen=True)
class WaysIn:
    """What an identity provider is called, where there is one, and whether passwords of ours let anybody in."""

    elsewhere: str = ""
    passwords: bool = True


def desk_of(request: Request) -> Desk:
    """The desk behind the application, as whoever is signed in may see it."""
    desk: Desk = request.app.state.desk
    session = session_of(request)
    return desk.seen_by(session.user) if session and session.user else desk


def view_of(request: Request) -> View:
    """The maker of pages."""
    view: View = request.app.state.view
    return view


def admitted(request: Request) -> Session | None:
    """The gate before every route: lets through whom `rights.ROUTES` lets through.

    Raises:
        SignedOutError: nobody is signed in. MustChangeError: a password has to be chosen first.
        HTTPException: the role may not do that.
    """
    right = ROUTES[request.method if request.method != "HEAD" else "GET", request.scope["route"].path]
    session = session_of(request)
    if right is Right.OPEN:
        return session
    if session is None or session.user is None:
        raise SignedOutError
    if session.user.must_change and request.url.path not in _NEVER_MIND:
        raise MustChangeError
    if not has(session.user.role, right):
        doing = "look at papers" if right is Right.LOOK else f"{right} here"
        raise HTTPException(403, f"Your role ({session.user.role}) may not {doing}.")
    return session


def visit(session: Annotated[Session | None, Depends(admitted)]) -> Session:
    """The session of somebody who is signed in."""
    if session is None or session.user is None:
        raise SignedOutError
    return session


def user_of(session: Session) -> User:
    """Who is signed in. Raises SignedOutError."""
    if session.user is None:
        raise SignedOutError
    return session.user


def writer(request: Request, session: Annotated[Session, Depends(visit)], token: Text) -> User:
    """Whoever is signed in and sent this very form from one of our pages."""
    _own_form(request, session, token)
    return user_of(session)


Writer = Annotated[User, Depends(writer)]


def local(path: str) -> str:
    """The path if it is one of ours, else the front page."""
    return path if re.fullmatch(r"/(documents(/[A-Za-z0-9:]+)?|cases/[0-9]+|samples(/[0-9]+)?|people)?", path) else "/"


@router.get("/login")
def sign_in_page(request: Request, next: str = "/") -> Response:  # noqa: A002 - the name in the address
    """The sign-in form."""
    session = session_of(request)
    if session and session.user:
        return RedirectResponse(local(next), status_code=303)
    session = session or sessions_of(request).start(None)
    response = view_of(request).page(request, session, "login.html", next=local(next), name="", ways=ways_in(request))
    return with_cookie(request, response, session)


@router.post("/login")
def sign_in(request: Request, name: Text, password: Text, token: Text, next: Text = "/") -> Response:  # noqa: A002
    """Signs in, with a new session."""
    session = session_of(request)
    if session is None:
        return RedirectResponse(f"/login?next={local(next)}", status_code=303)
    _own_form(request, session, token)
    ways = ways_in(request)
    if not ways.passwords:
        raise HTTPException(403, f"Passwords let nobody in here; sign in with {ways.elsewhere}.")
    try:
        user = desk_of(request).sign_in(name, password)
    except SignInRefusedError as refused:
        values = {"next": local(next), "name": name, "ways": ways}
        return view_of(request).page(request, session, "login.html", status=401, problem=str(refused), **values)
    sessions_of(request).end(session)
    return with_cookie(request, RedirectResponse(local(next), status_code=303), sessions_of(request).start(user))


@router.post("/logout")
def sign_out(request: Request, session: Annotated[Session, Depends(visit)], token: Text) -> Response:
    """Signs out; the cookie is worth nothing from now on."""
    _own_form(request, session, token)
    sessions_of(request).end(session)
    response = RedirectResponse("/login", status_code=303)
    secure = sessions_of(request).secure
    response.delete_cookie(sessions_of(request).cookie_name, path="/", httponly=True, samesite="strict", secure=secure)
    return response


@router.get("/password")
def password_page(request: Request, session: Annotated[Session, Depends(visit)]) -> Response:
    """The form for a new password."""
    return view_of(request).page(request, session, "password.html", here="password")


@router.post("/password")
def change_password(request: Request, session: Annotated[Session, Depends(visit)], token: Text, old: Text, new: Text) -> Response:
    """Changes one's own password: every other visit of this person ends, this one goes on under a new key."""
    _own_form(request, session, token)
    assert session.user is not None
    try:
        user = desk_of(request).change_password(session.user, old, new)
    except UsageError as error:
        return view_of(request).page(request, session, "password.html", status=422, here="password", problem=str(error))
    return with_cookie(request, RedirectResponse("/?said=password", status_code=303), sessions_of(request).start(user))


def ways_in(request: Request) -> WaysIn:
    """What the sign-in page offers."""
    elsewhere: Elsewhere | None = request.app.state.elsewhere
    return WaysIn(elsewhere.settings.label, passwords=elsewhere.settings.local_login) if elsewhere else WaysIn()


def sessions_of(request: Request) -> Sessions:
    """The visits of the application."""
    sessions: Sessions = request.app.state.sessions
    return sessions


def session_of(request: Request) -> Session | None:
    """The session that the request's cookie stands for, looked up once a request."""
    if not hasattr(request.state, "session"):
        sessions = sessions_of(request)
        request.state.session = sessions.find(request.cookies.get(sessions.cookie_name))
    found: Session | None = request.state.session
    return found


def _own_form(request: Request, session: Session, token: str) -> None:
    """Refuses a form that is not from one of our pages."""
    elsewhere = request.headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none")
    if elsewhere or not session.accepts(token):
        raise HTTPException(403, "The form did not come from this desk's own page, or the page is too old. Open it again.")


def with_cookie(request: Request, response: Response, session: Session) -> Response:
    """The answer with the stay's cookie."""
    sessions = sessions_of(request)
    response.set_cookie(
        sessions.cookie_name,
        sessions.cookie(session),
        max_age=int(LONGEST.total_seconds()),
        path="/",
        httponly=True,
        samesite="strict",
        secure=sessions.secure,
    )
    return response
