"""The JSON interface for portals and other systems: the same cases, rules and rights as the desk, under `/api/v1`, with bearer tokens.

Answers are of the contract's shapes; a problem is `{"error": "one sentence"}` with the status that says whose it is.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated

from fastapi import Depends, FastAPI, Query, Request, Response, UploadFile
from fastapi.exceptions import RequestValidationError
from pydantic import JsonValue
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse

from app import mappings
from app.decided import Decisions, decisions
from app.desk import Desk
from app.results import stored_result
from app.story import as_json
from domain.arrivals import DocumentRecord, Sighting
from domain.errors import NotAllowedError, PermanentError, TransientError, UsageError
from review import api_cases
from review.api_access import TheDesk, TheUser, admitted
from review.api_shapes import Cases, Document, Learned, Papers, Problem, Sent
from review.asking import DecisionsQuery, LedgerQuery, MappingsQuery, PapersQuery, QueueQuery
from review.intake import told
from review.rights import API_ROUTES, served


def create_api(desk: Desk) -> FastAPI:
    """The interface as an application of its own, to be mounted under `/api/v1`."""
    said = {401: "No token, or one that is not good.", 403: "The token's user may not.", 404: "Not here.", 409: "Not as it was seen."}
    responses: dict[int | str, dict[str, object]] = {code: {"model": Problem, "description": words} for code, words in said.items()}
    responses |= {422: {"model": Problem, "description": "Not understood."}, 503: {"model": Problem, "description": "Not now."}}
    api = FastAPI(title="Tallyclerk", version="1", docs_url=None, redoc_url=None, dependencies=[Depends(admitted)], responses=responses)
    api.state.desk = desk
    for path, method, function in (*_ROUTES, *api_cases.ROUTES):
        api.add_api_route(path, function, methods=[method])
    if served(api) != set(API_ROUTES):
        raise RuntimeError(f"Routes and rights differ: {sorted(served(api) ^ set(API_ROUTES))}.")
    for kind, (status, sentence) in _PROBLEMS.items():
        api.add_exception_handler(kind, _handler(status, sentence))
    return api


def queue(desk: TheDesk, user: TheUser, asked: Annotated[QueueQuery, Query()]) -> Cases:
    """The open cases that are asked for, most urgent first."""
    shown = desk.queue(user, asked.in_the_view_of(user).sought(user, desk.clock()), page=asked.page)
    return Cases(found=shown.found, cases=list(shown.cases))


def documents(desk: TheDesk, asked: Annotated[PapersQuery, Query()]) -> Papers:
    """Everything that was seen, newest first."""
    found = desk.documents(asked.sought, page=asked.page)
    return Papers(papers=list(found[: desk.page_size]), more=len(found) > desk.page_size)


def document(desk: TheDesk, document_id: str) -> Document:
    """Where a document stands."""
    return _document(desk, desk.record(document_id))


def send(desk: TheDesk, user: TheUser, file: UploadFile) -> Sent:
    """Takes in a paper; when this answers, it is stored, or refused with the reason. It is read by the next sweep."""
    return Sent.model_validate(told(desk.receive(file.filename or "paper", file.file.read(), by=user.name)))


def arrivals(desk: TheDesk, asked: Annotated[LedgerQuery, Query()]) -> list[Sighting]:
    """Everything that ever came, the newest first, with what became of it or why it was refused."""
    return list(desk.ledger(channel=asked.channel.strip() or None, refused=asked.is_refused, before=asked.before))


def decided(desk: TheDesk, asked: Annotated[DecisionsQuery, Query()]) -> Decisions:
    """What people approved, returned, rejected and put right in a span of time, and why; the last 30 days where none is said."""
    return decisions(desk.pipeline, since=asked.since, until=asked.until, supplier_id=asked.supplier.strip() or None, kind=asked.kind)


def learned(desk: TheDesk, asked: Annotated[MappingsQuery, Query()]) -> Learned:
    """What suppliers call our items and units, by supplier and item."""
    supplier = asked.supplier.strip() or None
    found = mappings.listed(desk.pipeline, words=asked.words, supplier_id=supplier, state=asked.state, page=asked.page)
    said = [each.mapping for each in found]
    return Learned(mappings=said[: mappings.SHOWN_MAPPINGS], more=len(said) > mappings.SHOWN_MAPPINGS)


def story(desk: TheDesk, document_id: str) -> dict[str, JsonValue]:
    """Who did what to a document, when, before and after, under which policy, and the audit chain's word for it."""
    return as_json(desk.story(document_id))


def _document(desk: Desk, record: DocumentRecord) -> Document:
    case_id = desk.open_case_of(record.document_id)
    return Document(
        document_id=record.document_id,
        name=record.name,
        state=record.state,
        case_id=case_id,
        result=stored_result(record),
        signals=record.signals,
    )


_ROUTES: list[tuple[str, str, Callable[..., object]]] = [
    ("/queue", "GET", queue),
    ("/documents", "GET", documents),
    ("/documents", "POST", send),
    ("/documents/{document_id}", "GET", document),
    ("/documents/{document_id}/story", "GET", story),
    ("/arrivals", "GET", arrivals),
    ("/decisions", "GET", decided),
    ("/mappings", "GET", learned),
]


def _handler(status: int, sentence: str | None) -> Callable[[Request, Exception], Response]:
    def answer(_request: Request, error: Exception) -> Response:
        if isinstance(error, HTTPException):
            return JSONResponse({"error": str(error.detail)}, error.status_code, error.headers)
        if isinstance(error, RequestValidationError):
            first = error.errors()[0]
            return JSONResponse({"error": f"{'.'.join(str(part) for part in first['loc'])}: {first['msg']}."}, status)
        return JSONResponse({"error": sentence or str(error)}, status)

    return answer


_PROBLEMS: dict[type[Exception], tuple[int, str | None]] = {
    HTTPException: (400, None),
    RequestValidationError: (422, None),
    KeyError: (404, "There is no such case or document."),
    NotAllowedError: (403, None),
    PermanentError: (409, None),
    UsageError: (422, None),
    TransientError: (503, None),
}
