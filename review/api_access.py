"""Who comes to the JSON interface: the user of a bearer token, with the rights of their role, and the desk as they may see it."""

from __future__ import annotations

from typing import Annotated

from fastapi import Depends, Request
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from starlette.exceptions import HTTPException

from app.desk import Desk
from domain.people import User
from review.rights import API_ROUTES, has

_bearer = HTTPBearer(auto_error=False, description="A token that an admin made at the desk or with `tallyclerk users token`.")
Bearer = Annotated[HTTPAuthorizationCredentials | None, Depends(_bearer)]


def admitted(request: Request, bearer: Bearer) -> User:
    """The token's user, if their role has the right that the route needs."""
    user = _desk(request).user_of_token(bearer.credentials) if bearer else None
    if user is None:
        raise HTTPException(401, "Send a token that is good, as 'Authorization: Bearer …'.", {"WWW-Authenticate": "Bearer"})
    right = API_ROUTES[request.method if request.method != "HEAD" else "GET", request.scope["route"].path]
    if user.must_change or not has(user.role, right):
        raise HTTPException(403, f"The token's user ({user.role}) may not do that.")
    return user


def _desk(request: Request) -> Desk:
    desk: Desk = request.app.state.desk
    return desk


TheUser = Annotated[User, Depends(admitted)]


def _desk_of(request: Request, user: TheUser) -> Desk:
    """The desk as the token's user may see it."""
    return _desk(request).seen_by(user)


TheDesk = Annotated[Desk, Depends(_desk_of)]
