"""The JSON interface for portals and other systems: the same cases, rules and rights as the desk, under `/api/v1`, with bearer tokens.

Answers are of the contract's shapes; a problem is `{"error": "one sentence"}` with the status that says whose it is.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated

from fastapi import Depends, FastAPI, Query, Request, Response, UploadFile
from fastapi.exceptions import RequestValidationError
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, JsonValue, WithJsonSchema
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse

from app import mappings
from app.desk import Desk
from app.results import Result, stored_result
from app.story import as_json
from domain.arrivals import DocumentRecord, DocumentState, Sighting
from domain.cases import ReasonCode, ReviewCase
from domain.errors import NotAllowedError, PermanentError, TransientError, UsageError
from domain.mappings import LearnedMapping
from domain.paper import Box, Place
from domain.people import User
from domain.signals import Signal
from domain.worklist import KnownPaper, WaitingPaper
from review.asking import LedgerQuery, MappingsQuery, PapersQuery, QueueQuery
from review.intake import told
from review.rights import API_ROUTES, has, served
from route.reasons import TO_REJECT, Reasons

_bearer = HTTPBearer(auto_error=False, description="A token that an admin made at the desk or with `tallyclerk users token`.")
Bearer = Annotated[HTTPAuthorizationCredentials | None, Depends(_bearer)]

Sentence = Annotated[str, Field(max_length=500)]
Version = Annotated[int, Field(ge=0, le=2**31)]
CaseId = Annotated[int, Field(ge=1, le=2**31)]


def _fitting(code: ReasonCode) -> ReasonCode:
    if code not in TO_REJECT:
        raise ValueError(f"rejected for one of {', '.join(TO_REJECT)}")
    return code


RejectionCode = Annotated[
    ReasonCode, AfterValidator(_fitting), WithJsonSchema({"type": "string", "enum": [str(code) for code in TO_REJECT]})
]


class Problem(BaseModel):
    """What went wrong, in one sentence."""

    error: str


class Cases(BaseModel):
    """A page of open cases, most urgent first; `found` of a thousand stands for that many or more."""

    found: int
    cases: list[WaitingPaper]


class Papers(BaseModel):
    """A page of papers, newest first."""

    papers: list[KnownPaper]
    more: bool


class Learned(BaseModel):
    """A page of what suppliers call our items and units, by supplier and item; only what is `in_force` is used."""

    mappings: list[LearnedMapping]
    more: bool


class CaseView(BaseModel):
    """A case, which reasons fit a decision on it, its paper as the contract writes results, and what speaks for fraud of it."""

    case: ReviewCase
    reasons: Reasons
    result: Result | None
    signals: list[Signal]


class Document(BaseModel):
    """Where a document stands, its result as far as it is known, and what speaks for fraud of it."""

    document_id: str
    name: str
    state: DocumentState
    case_id: int | None
    result: Result | None
    signals: list[Signal]


class SentPart(BaseModel):
    """Something that was in what was sent."""

    name: str
    document_id: str | None
    refused: str | None


class Sent(BaseModel):
    """What became of a paper that was sent; `is_new` is false for bytes that had come before."""

    name: str
    document_id: str | None
    is_new: bool
    refused: str | None
    contents: list[SentPart]


class Approval(BaseModel):
    """A yes to the case in the version that was seen; `reason` is one of the case's `reasons.to_approve`, if any is asked for."""

    model_config = ConfigDict(extra="forbid")

    version: Version
    note: Sentence = ""
    reason: ReasonCode | None = None


class Rejection(BaseModel):
    """A no, with the reason: a code of the case's `reasons.to_reject`, words, or both; `other` needs words."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "anyOf": [
                {"required": ["reason"], "properties": {"reason": {"minLength": 1}}},
                {"required": ["code"], "properties": {"code": {"enum": [str(code) for code in TO_REJECT if code is not ReasonCode.OTHER]}}},
            ]
        },
    )

    version: Version
    reason: Sentence = ""
    code: RejectionCode | None = None


class Correction(BaseModel):
    """What the paper really says at one place; an empty value says that it is not on the paper."""

    model_config = ConfigDict(extra="forbid")

    version: Version
    path: Annotated[str, Field(min_length=1, max_length=200)]
    value: Sentence
    page: Annotated[int, Field(ge=1, le=10_000)] | None = None
    box: Box | None = None
    text: Sentence = ""


def create_api(desk: Desk) -> FastAPI:
    """The interface as an application of its own, to be mounted under `/api/v1`."""
    said = {401: "No token, or one that is not good.", 403: "The token's user may not.", 404: "Not here.", 409: "Not as it was seen."}
    responses: dict[int | str, dict[str, object]] = {code: {"model": Problem, "description": words} for code, words in said.items()}
    responses |= {422: {"model": Problem, "description": "Not understood."}, 503: {"model": Problem, "description": "Not now."}}
    api = FastAPI(title="Tallyclerk", version="1", docs_url=None, redoc_url=None, dependencies=[Depends(_admitted)], responses=responses)
    api.state.desk = desk
    for path, method, function in _ROUTES:
        api.add_api_route(path, function, methods=[method])
    if served(api) != set(API_ROUTES):
        raise RuntimeError(f"Routes and rights differ: {sorted(served(api) ^ set(API_ROUTES))}.")
    for kind, (status, sentence) in _PROBLEMS.items():
        api.add_exception_handler(kind, _handler(status, sentence))
    return api


def _admitted(request: Request, bearer: Bearer) -> User:
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


TheUser = Annotated[User, Depends(_admitted)]


def _desk_of(request: Request, user: TheUser) -> Desk:
    """The desk as the token's user may see it."""
    return _desk(request).seen_by(user)


TheDesk = Annotated[Desk, Depends(_desk_of)]


def queue(desk: TheDesk, user: TheUser, asked: Annotated[QueueQuery, Query()]) -> Cases:
    """The open cases that are asked for, most urgent first."""
    shown = desk.queue(user, asked.in_the_view_of(user).sought(user, desk.clock()), page=asked.page)
    return Cases(found=shown.found, cases=list(shown.cases))


def case(desk: TheDesk, case_id: CaseId) -> CaseView:
    """A case with its paper."""
    found = desk.case(case_id)
    record = desk.record(found.document_id)
    return CaseView(case=found, reasons=desk.reasons(case_id), result=stored_result(record), signals=record.signals)


def claim(desk: TheDesk, user: TheUser, case_id: CaseId) -> CaseView:
    """Makes the case this user's own for a quarter of an hour."""
    desk.claim(case_id, user)
    return case(desk, case_id)


def approve(desk: TheDesk, user: TheUser, case_id: CaseId, said: Approval) -> CaseView:
    """Says yes; with enough of them the posting is planned."""
    desk.approve(case_id, user, version=said.version, note=said.note, reason=said.reason)
    return case(desk, case_id)


def reject(desk: TheDesk, user: TheUser, case_id: CaseId, said: Rejection) -> CaseView:
    """Says no."""
    desk.reject(case_id, user, version=said.version, reason=said.reason, code=said.code)
    return case(desk, case_id)


def correct(desk: TheDesk, user: TheUser, case_id: CaseId, said: Correction) -> CaseView:
    """Puts a value right; the paper is checked again, and the case stays open."""
    place = Place(page=said.page, box=said.box, text=said.text) if said.page and said.box else None
    desk.correct(case_id, user, version=said.version, path=said.path, value=said.value, place=place)
    return case(desk, case_id)


def documents(desk: TheDesk, asked: Annotated[PapersQuery, Query()]) -> Papers:
    """Everything that was seen, newest first."""
    found = desk.documents(words=asked.words, state=asked.state, page=asked.page)
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
    ("/cases/{case_id}", "GET", case),
    ("/cases/{case_id}/claim", "POST", claim),
    ("/cases/{case_id}/approve", "POST", approve),
    ("/cases/{case_id}/reject", "POST", reject),
    ("/cases/{case_id}/correct", "POST", correct),
    ("/documents", "GET", documents),
    ("/documents", "POST", send),
    ("/documents/{document_id}", "GET", document),
    ("/documents/{document_id}/story", "GET", story),
    ("/arrivals", "GET", arrivals),
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
