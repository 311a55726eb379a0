"""What can be looked at: the queue, all papers, one paper with its pages, and the original to take away."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Depends, Query, Request, Response
from starlette.responses import PlainTextResponse, RedirectResponse

from app.desk import SHOWN_DOCUMENTS, Desk
from app.paper_view import PaperView
from domain.arrivals import DocumentRecord, DocumentState
from domain.cases import CaseState, ReasonCode
from domain.decisions import Queue
from domain.findings import FindingCode, Severity
from domain.paper import Box, Leaf, Page, Reading
from domain.people import DECIDERS, Role
from domain.signals import Signal
from review.asking import KINDS, PapersQuery, QueueQuery
from review.security import Session
from review.view import View
from review.visits import desk_of, user_of, view_of, visit
from route.returns import Message

router = APIRouter()

TheDesk = Annotated[Desk, Depends(desk_of)]
TheView = Annotated[View, Depends(view_of)]
Visit = Annotated[Session, Depends(visit)]

PICTURE_SECONDS = 3600

_WEIGHT = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.INFO: 2}


@router.get("/health")
def health() -> Response:
    """Says that the desk answers; tells nothing else."""
    return PlainTextResponse("ok")


@router.get("/")
def queue(request: Request, desk: TheDesk, view: TheView, session: Visit, asked: Annotated[QueueQuery, Query()]) -> Response:
    """The open cases that are asked for, most urgent first; whoever looks after people begins with them."""
    user = user_of(session)
    if user.role is Role.ADMIN:
        return RedirectResponse("/people", status_code=303)
    asked = asked.in_the_view_of(user)
    shown = desk.queue(user, asked.sought(user, desk.clock()), page=asked.page)
    again = request.headers.get("HX-Target") == "cases"
    template = "cases_again.html" if again else "queue.html"
    answer = view.page(
        request,
        session,
        template,
        here="queue",
        queue=shown,
        asked=asked,
        again=again,
        queues=list(Queue),
        kinds=KINDS,
        codes=list(FindingCode),
        why=list(ReasonCode),
    )
    if again:
        # Whoever comes back to this address, or sends it to a colleague, finds the same papers.
        answer.headers["HX-Replace-Url"] = asked.address(page=asked.page)
    return answer


@router.get("/next")
def next_case(desk: TheDesk, session: Visit, after: int | None = None, said: str = "") -> Response:
    """The next paper that waits for this person, or the queue where none does."""
    found = desk.next_case(user_of(session), after=after)
    told = f"?said={quote(said)}" + (f"&undo={after}" if after else "") if said else ""
    return RedirectResponse(f"/documents/{found}{told}" if found else f"/{told}", status_code=303)


@router.get("/documents")
def documents(request: Request, desk: TheDesk, view: TheView, session: Visit, asked: Annotated[PapersQuery, Query()]) -> Response:
    """Everything that was seen, newest first."""
    found = desk.documents(asked.sought, page=asked.page)
    more = len(found) > SHOWN_DOCUMENTS
    states = list(DocumentState)
    return view.page(
        request,
        session,
        "documents.html",
        here="documents",
        documents=found[:SHOWN_DOCUMENTS],
        more=more,
        asked=asked,
        states=states,
        fates=[CaseState.APPROVED, CaseState.RETURNED, CaseState.REJECTED],
        codes=list(ReasonCode),
    )


@router.get("/documents/{document_id}")
def document(request: Request, document_id: str, desk: TheDesk, view: TheView, session: Visit) -> Response:
    """One paper: its pages beside its values, findings and story."""
    paper = desk.paper(document_id)
    decides = paper.case is not None and user_of(session).decides(paper.case.queue)
    letter = desk.drafted_return(paper.case.case_id) if paper.case and decides else None
    colleagues = desk.colleagues(paper.case, user_of(session)) if paper.case and decides else ()
    return paper_page(request, paper, view, session, letter=letter, colleagues=colleagues)


@router.get("/cases/{case_id}")
def case(case_id: int, desk: TheDesk) -> Response:
    """A case by its number: the page of its paper."""
    return RedirectResponse(f"/documents/{desk.document_of(case_id)}", status_code=303)


@router.get("/documents/{document_id}/pages/{number}")
def picture(document_id: str, number: int, desk: TheDesk) -> Response:
    """A page as a picture, drawn in the reader's sandbox; the file itself is never shown."""
    headers = {"Cache-Control": f"private, max-age={PICTURE_SECONDS}"}
    return Response(desk.page_picture(document_id, number), media_type="image/png", headers=headers)


@router.get("/documents/{document_id}/original")
def original(document_id: str, desk: TheDesk) -> Response:
    """The original, only ever as a download."""
    content, name = desk.original(document_id)
    headers = {"Content-Disposition": attachment(name), "Content-Security-Policy": "sandbox; default-src 'none'"}
    return Response(content, media_type="application/octet-stream", headers=headers)


def paper_page(
    request: Request,
    paper: PaperView,
    view: View,
    session: Session,
    *,
    letter: Message | None = None,
    colleagues: Sequence[str] = (),
) -> Response:
    """The page of one paper."""
    user = user_of(session)
    decides = paper.case is not None and user.decides(paper.case.queue)
    return view.page(
        request,
        session,
        "document.html",
        letter=letter,
        colleagues=colleagues,
        queues=list(Queue),
        can_take_back=user.decides(paper.queue) and paper.record.state is DocumentState.POSTED,
        record=paper.record,
        threshold=paper.sure,
        view=paper,
        case=paper.case,
        findings=sorted(paper.record.findings, key=lambda finding: _WEIGHT[finding.severity]),
        extra_reasons=_reasons(paper.record),
        drafts=[draft for draft in paper.drafts if draft.user != user.name],
        typed=next((draft.typed for draft in paper.drafts if draft.user == user.name), {}),
        claimed_by_other=bool(paper.case and paper.claimed and paper.case.claimed_by != user.name),
        can_decide=decides,
        can_correct=decides,
        can_drive=user.role in DECIDERS and paper.record.state in (DocumentState.REJECTED, DocumentState.PARTED),
        can_retry=user.role in DECIDERS and paper.record.state is DocumentState.FAILED,
        pages=marked_pages(paper.reading, paper.record.signals) if paper.reading else [],
    )


def _reasons(record: DocumentRecord) -> list[str]:
    """The decision's reasons that no finding and no signal says already."""
    said = {finding.message for finding in record.findings} | {signal.message for signal in record.signals}
    return [reason for reason in record.decision.reasons if reason not in said] if record.decision and not record.error else []


def attachment(name: str) -> str:
    """A Content-Disposition for a file of any name."""
    plain = re.sub(r"[^A-Za-z0-9._-]", "_", name)[-100:] or "original"
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"


class MarkedPage:
    """A page with the values that stand on it, and the places that signals tell of: what a link names, the signal, the box."""

    def __init__(self, page: Page, leaves: list[tuple[str, Leaf]], signals: list[tuple[str, str, Box]]) -> None:
        self.width = page.width
        self.height = page.height
        self.leaves = leaves
        self.signals = signals


def marked_pages(reading: Reading, signals: Sequence[Signal] = ()) -> list[MarkedPage]:
    """The pages in order; a value without a place of its own, as one that a clerk added, stands on none."""
    leaves = [(path, leaf) for path, leaf in reading.leaves() if leaf.box[2] > leaf.box[0]]
    places = [(f"signal-{each.code}-{at}", each.code.value, place) for each in signals for at, place in enumerate(each.places)]
    return [
        MarkedPage(
            page,
            [each for each in leaves if each[1].page == number],
            [(name, code, place.box) for name, code, place in places if place.page == number],
        )
        for number, page in enumerate(reading.pages, 1)
    ]
