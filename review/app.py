"""The review desk as a web application: who may come in, what every answer carries, and what goes wrong in words."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from pathlib import Path

from fastapi import Depends, FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.staticfiles import StaticFiles
from starlette.exceptions import HTTPException
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.responses import RedirectResponse

from app.desk import Desk
from app.elsewhere import Elsewhere
from domain.errors import NotAllowedError, PermanentError, TransientError, UsageError
from review import actions, decided, intake, lines, mappings, pages, people, samples, several, story, visits
from review import elsewhere as signing_in
from review.api import create_api
from review.rights import ROUTES, served
from review.security import HEADERS, STRICT_TRANSPORT, Sessions
from review.view import View

HERE = Path(__file__).parent


def create_app(desk: Desk, *, secret: bytes, hosts: list[str], secure: bool = False, elsewhere: Elsewhere | None = None) -> FastAPI:
    """The desk's application.

    Args:
        desk: what it shows and does.
        secret: signs the session cookies.
        hosts: the names it answers to; requests for any other are refused.
        secure: whether people come by https, as behind a proxy: then cookies are tied to it.
        elsewhere: the identity provider that people may sign in at, if there is one.
    """
    gate = [Depends(visits.admitted)]
    app = FastAPI(title="Tallyclerk review desk", docs_url=None, redoc_url=None, openapi_url=None, dependencies=gate)
    app.state.desk = desk
    app.state.sessions = Sessions(secret, desk.pipeline.store, desk.clock, secure)
    app.state.view = View(desk)
    app.state.elsewhere = elsewhere
    app.mount("/api/v1", create_api(desk), name="api")
    app.mount("/static", StaticFiles(directory=HERE / "static"), name="static")
    app.include_router(visits.router)
    app.include_router(signing_in.router)
    app.include_router(pages.router)
    app.include_router(actions.router)
    app.include_router(several.router)
    app.include_router(lines.router)
    app.include_router(people.router)
    app.include_router(story.router)
    app.include_router(intake.router)
    app.include_router(samples.router)
    app.include_router(decided.router)
    app.include_router(mappings.router)
    if served(app) != set(ROUTES):
        raise RuntimeError(f"Routes and rights differ: {sorted(served(app) ^ set(ROUTES))}.")
    app.middleware("http")(_with_headers)
    app.add_middleware(TrustedHostMiddleware, allowed_hosts=hosts)
    for kind, handler in _PROBLEMS.items():
        app.add_exception_handler(kind, handler)
    return app


async def _with_headers(request: Request, call_next: Callable[[Request], Awaitable[Response]]) -> Response:
    secure = request.app.state.sessions.secure  # asked before: an application that is mounted here puts itself in our place
    response = await call_next(request)
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    if request.url.path.startswith("/static/"):
        response.headers["Cache-Control"] = "private, max-age=300"
    if secure:
        response.headers["Strict-Transport-Security"] = STRICT_TRANSPORT
    return response


def _away(request: Request, _error: Exception) -> Response:
    """Not signed in: to the sign-in page, and back here afterwards."""
    if request.method != "GET":
        return _said(request, 401, "Signed out", "You are not signed in any more. Sign in and do it again.")
    return RedirectResponse(f"/login?next={visits.local(request.url.path)}", status_code=303)


def _choose(_request: Request, _error: Exception) -> Response:
    """A first password was only for coming in."""
    return RedirectResponse("/password", status_code=303)


def _forbidden(request: Request, error: Exception) -> Response:
    return _said(request, 403, "Not allowed", str(error))


def _http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    title = {403: "Not allowed", 404: "Not here"}.get(error.status_code, "That did not work")
    return _said(request, error.status_code, title, str(error.detail))


def _missing(request: Request, _error: Exception) -> Response:
    return _said(request, 404, "Not here", "There is no such paper or page; it may be a mistyped address.")


def _permanent(request: Request, error: Exception) -> Response:
    return _said(request, 409, "That did not work", str(error))


def _unusable(request: Request, error: Exception) -> Response:
    return _said(
        request,
        422,
        "That did not work",
        str(error) if isinstance(error, UsageError) else "The form was not filled in as the desk needs it.",
    )


def _busy(request: Request, error: Exception) -> Response:
    return _said(request, 503, "Not now", f"{error} Nothing was changed; try again in a moment.")


def _failed(request: Request, _error: Exception) -> Response:
    """A fault of the program: logged by the server, and said without its insides."""
    response = _said(request, 500, "The program failed", "That is not your doing, and nothing was half done. The program's log says more.")
    response.headers.update(HEADERS)
    return response


def _said(request: Request, status: int, title: str, sentence: str) -> Response:
    view: View = request.app.state.view
    about = re.match(r"/cases/\d{1,9}(?=/)|/documents/[\w:-]+(?=/)", request.url.path) if request.method == "POST" else None
    again = about[0] if about else None
    return view.page(request, visits.session_of(request), "missing.html", status=status, title=title, sentence=sentence, again=again)


_PROBLEMS: dict[type[Exception], Callable[[Request, Exception], Response]] = {
    visits.SignedOutError: _away,
    visits.MustChangeError: _choose,
    NotAllowedError: _forbidden,
    HTTPException: _http,
    KeyError: _missing,
    PermanentError: _permanent,
    UsageError: _unusable,
    RequestValidationError: _unusable,
    TransientError: _busy,
    Exception: _failed,
}
