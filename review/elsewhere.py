"""Signing in at the firm's identity provider: away, and back.

The browser comes back from another site, so the stay's own cookie (SameSite=Strict) is not sent with that request. What was begun is in a
cookie of its own, signed, for ten minutes and one answer; and the stay begins on a page of ours that leads on, because a redirect would
still count as coming from the other site.
"""

from __future__ import annotations

import hashlib
from dataclasses import asdict

from fastapi import APIRouter, HTTPException, Request, Response
from itsdangerous import BadSignature, URLSafeTimedSerializer
from starlette.responses import RedirectResponse

from app.elsewhere import CALLBACK, Elsewhere
from app.oidc import Begun
from app.people import SignInRefusedError
from review.visits import local, sessions_of, view_of, with_cookie

router = APIRouter()

BEGUN_SECONDS = 600


def elsewhere_of(request: Request) -> Elsewhere | None:
    """The way in by a provider; None where there is none."""
    found: Elsewhere | None = request.app.state.elsewhere
    return found


@router.get("/login/oidc")
def away(request: Request, next: str = "/") -> Response:  # noqa: A002 - the name in the address
    """Begins a sign-in, and sends the browser to the provider."""
    provider = _asked(request)
    try:
        begun = provider.begin()
    except SignInRefusedError as refused:
        return _refused(request, refused, 503)
    response = RedirectResponse(begun.url, status_code=303)
    kept = _signer(request).dumps({**asdict(begun), "url": "", "next": local(next)})
    _set_cookie(request, response, kept, BEGUN_SECONDS)
    return response


@router.get(CALLBACK)
def back(request: Request) -> Response:
    """Whoever comes back from the provider, in the browser that was sent there."""
    provider = _asked(request)
    try:
        kept = _signer(request).loads(request.cookies.get(_cookie_name(request), ""), max_age=BEGUN_SECONDS)
    except BadSignature:
        return _refused(request, SignInRefusedError("That sign-in was begun too long ago, or in another browser; begin again."), 401)
    leads_to = kept.pop("next")
    try:
        user = provider.finish(dict(request.query_params), Begun(**kept))
    except SignInRefusedError as refused:
        return _refused(request, refused, 401)
    session = sessions_of(request).start(user)
    response = view_of(request).page(request, None, "signed_in.html", next=leads_to, name=user.name)
    _set_cookie(request, response, "", 0)
    return with_cookie(request, response, session)


def _asked(request: Request) -> Elsewhere:
    provider = elsewhere_of(request)
    if provider is None:
        raise HTTPException(404, "This desk has no identity provider.")
    return provider


def _refused(request: Request, refused: SignInRefusedError, status: int) -> Response:
    response = view_of(request).page(request, None, "missing.html", status=status, title="You are not signed in", sentence=str(refused))
    _set_cookie(request, response, "", 0)
    return response


def _signer(request: Request) -> URLSafeTimedSerializer:
    secret = sessions_of(request).secret
    return URLSafeTimedSerializer(secret, salt="tallyclerk.elsewhere", signer_kwargs={"digest_method": hashlib.sha256})


def _cookie_name(request: Request) -> str:
    return "__Host-tallyclerk-away" if sessions_of(request).secure else "tallyclerk_away"


def _set_cookie(request: Request, response: Response, value: str, seconds: int) -> None:
    secure = sessions_of(request).secure
    response.set_cookie(_cookie_name(request), value, max_age=seconds, path="/", httponly=True, samesite="lax", secure=secure)
