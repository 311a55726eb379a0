"""Who may what at the desk: every route with the right it needs, and the roles that have it. A route that is not here is not served."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from fastapi import FastAPI
from fastapi.routing import APIRoute
from starlette.routing import BaseRoute

from domain.people import Role


class Right(StrEnum):
    """What a request needs. `come` is anybody who is signed in."""

    OPEN = "open"
    COME = "come"
    LOOK = "look"
    DECIDE = "decide"
    ADMINISTER = "administer"


ROLES: dict[Right, frozenset[Role]] = {
    Right.COME: frozenset(Role),
    Right.LOOK: frozenset({Role.CLERK, Role.INSPECTOR, Role.LEAD, Role.AUDITOR}),
    Right.DECIDE: frozenset({Role.CLERK, Role.INSPECTOR, Role.LEAD}),
    Right.ADMINISTER: frozenset({Role.ADMIN}),
}
"""Whoever decides is told apart further by department: a clerk does not settle what is the quality department's (`domain/people.py`)."""

ROUTES: dict[tuple[str, str], Right] = {
    ("GET", "/health"): Right.OPEN,
    ("GET", "/login"): Right.OPEN,
    ("POST", "/login"): Right.OPEN,
    ("GET", "/login/oidc"): Right.OPEN,
    ("GET", "/login/oidc/callback"): Right.OPEN,
    ("POST", "/logout"): Right.COME,
    ("GET", "/password"): Right.COME,
    ("POST", "/password"): Right.COME,
    ("GET", "/"): Right.COME,
    ("GET", "/next"): Right.DECIDE,
    ("GET", "/cases/{case_id}/lines"): Right.LOOK,
    ("POST", "/cases/{case_id}/lines"): Right.DECIDE,
    ("GET", "/several"): Right.DECIDE,
    ("POST", "/several"): Right.DECIDE,
    ("GET", "/documents"): Right.LOOK,
    ("GET", "/documents/{document_id}"): Right.LOOK,
    ("GET", "/documents/{document_id}/pages/{number}"): Right.LOOK,
    ("GET", "/documents/{document_id}/original"): Right.LOOK,
    ("GET", "/documents/{document_id}/story"): Right.LOOK,
    ("GET", "/documents/{document_id}/story.json"): Right.LOOK,
    ("GET", "/documents/{document_id}/story.pdf"): Right.LOOK,
    ("POST", "/documents/{document_id}/place"): Right.DECIDE,
    ("GET", "/cases/{case_id}"): Right.LOOK,
    ("POST", "/cases/{case_id}/claim"): Right.DECIDE,
    ("POST", "/cases/{case_id}/approve"): Right.DECIDE,
    ("POST", "/cases/{case_id}/reject"): Right.DECIDE,
    ("POST", "/cases/{case_id}/correct"): Right.DECIDE,
    ("POST", "/documents/{document_id}/again"): Right.DECIDE,
    ("POST", "/cases/{case_id}/undo"): Right.DECIDE,
    ("POST", "/cases/{case_id}/return"): Right.DECIDE,
    ("POST", "/cases/{case_id}/letter"): Right.DECIDE,
    ("POST", "/cases/{case_id}/hand-over"): Right.DECIDE,
    ("POST", "/cases/{case_id}/draft"): Right.DECIDE,
    ("POST", "/documents/{document_id}/take-back"): Right.DECIDE,
    ("POST", "/cases/{case_id}/split"): Right.DECIDE,
    ("GET", "/send"): Right.DECIDE,
    ("POST", "/send"): Right.DECIDE,
    ("GET", "/arrivals"): Right.LOOK,
    ("POST", "/documents/{document_id}/drive"): Right.DECIDE,
    ("GET", "/missing"): Right.LOOK,
    ("GET", "/samples"): Right.LOOK,
    ("GET", "/samples/{sample_id}"): Right.LOOK,
    ("POST", "/samples/{sample_id}/take"): Right.DECIDE,
    ("POST", "/samples/{sample_id}/stay"): Right.DECIDE,
    ("POST", "/samples/{sample_id}/give-back"): Right.DECIDE,
    ("POST", "/samples/{sample_id}/key"): Right.DECIDE,
    ("POST", "/samples/{sample_id}/settle"): Right.DECIDE,
    ("GET", "/automation"): Right.LOOK,
    ("GET", "/decisions"): Right.LOOK,
    ("GET", "/mappings"): Right.LOOK,
    ("GET", "/mappings/{mapping_id}"): Right.LOOK,
    ("POST", "/mappings/{mapping_id}/confirm"): Right.DECIDE,
    ("POST", "/mappings/{mapping_id}/revoke"): Right.DECIDE,
    ("GET", "/people"): Right.ADMINISTER,
    ("POST", "/people"): Right.ADMINISTER,
    ("POST", "/people/{name}"): Right.ADMINISTER,
    ("POST", "/people/{name}/password"): Right.ADMINISTER,
    ("POST", "/people/{name}/tokens"): Right.ADMINISTER,
    ("POST", "/people/tokens/{token_id}/revoke"): Right.ADMINISTER,
}

API_ROUTES: dict[tuple[str, str], Right] = {
    ("GET", "/queue"): Right.LOOK,
    ("GET", "/cases/{case_id}"): Right.LOOK,
    ("POST", "/cases/{case_id}/claim"): Right.DECIDE,
    ("POST", "/cases/{case_id}/approve"): Right.DECIDE,
    ("POST", "/cases/{case_id}/reject"): Right.DECIDE,
    ("GET", "/cases/{case_id}/letter"): Right.LOOK,
    ("POST", "/cases/{case_id}/return"): Right.DECIDE,
    ("POST", "/cases/{case_id}/correct"): Right.DECIDE,
    ("POST", "/cases/{case_id}/undo"): Right.DECIDE,
    ("POST", "/cases/{case_id}/hand-over"): Right.DECIDE,
    ("GET", "/cases/{case_id}/lines"): Right.LOOK,
    ("POST", "/cases/{case_id}/lines"): Right.DECIDE,
    ("GET", "/several"): Right.DECIDE,
    ("POST", "/several"): Right.DECIDE,
    ("GET", "/documents"): Right.LOOK,
    ("POST", "/documents"): Right.DECIDE,
    ("GET", "/documents/{document_id}"): Right.LOOK,
    ("GET", "/documents/{document_id}/story"): Right.LOOK,
    ("GET", "/arrivals"): Right.LOOK,
    ("GET", "/decisions"): Right.LOOK,
    ("GET", "/mappings"): Right.LOOK,
}
"""The same under `/api/v1`, for programs that come with a token. What the interface is like (`openapi.json`) anybody may know."""


def has(role: Role, right: Right) -> bool:
    """Whether the role has the right."""
    return right is Right.OPEN or role in ROLES[right]


def served(app: FastAPI) -> set[tuple[str, str]]:
    """Every method and path that the application answers to by itself; static files are another application's."""
    return {(method, route.path) for route in _flat(app.routes) for method in (route.methods or set()) - {"HEAD"}}


def _flat(routes: Iterable[BaseRoute]) -> Iterable[APIRoute]:
    for route in routes:
        # FastAPI keeps an included router as one route of its own.
        inner = getattr(getattr(route, "original_router", None), "routes", None)
        if inner is not None:
            yield from _flat(inner)
        elif isinstance(route, APIRoute):
            yield route
