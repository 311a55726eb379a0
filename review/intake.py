"""What comes in and what does not, at the desk: sending papers, the ledger of arrivals, and what suppliers still owe us."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response, UploadFile
from starlette.responses import JSONResponse, RedirectResponse

from app.desk import OWED_A_PAGE
from app.intake import Receipt
from app.missing import WORKING_DAYS
from review.asking import LedgerQuery, OwedQuery
from review.pages import TheDesk, TheView, Visit
from review.visits import Writer

router = APIRouter()

MOST_FILES = 100


@router.get("/send")
def send_page(request: Request, view: TheView, session: Visit) -> Response:
    """Where papers are dropped onto the desk."""
    return view.page(request, session, "send.html", here="send", receipts=[])


@router.post("/send")
def send(request: Request, desk: TheDesk, view: TheView, session: Visit, user: Writer, files: list[UploadFile]) -> Response:
    """Takes in what was dropped, by the same rules as all else; a script that sends one file after the other gets JSON."""
    receipts = [desk.receive(file.filename or "paper", file.file.read(), by=user.name) for file in files[:MOST_FILES]]
    if request.headers.get("accept") == "application/json":
        return JSONResponse([told(receipt) for receipt in receipts])
    return view.page(request, session, "send.html", here="send", receipts=receipts)


@router.get("/arrivals")
def arrivals(request: Request, desk: TheDesk, view: TheView, session: Visit, asked: Annotated[LedgerQuery, Query()]) -> Response:
    """Everything that ever came, the newest first, with what became of it."""
    lines = desk.ledger(channel=asked.channel.strip() or None, refused=asked.is_refused, before=asked.before)
    return view.page(request, session, "arrivals.html", here="arrivals", lines=lines, asked=asked, channels=desk.channels)


@router.post("/documents/{document_id}/drive")
def drive_again(document_id: str, desk: TheDesk, user: Writer) -> Response:
    """Drives a document that ended without a posting from the start again."""
    return RedirectResponse(f"/documents/{desk.drive_again(document_id, user).document_id}?said=again", status_code=303)


@router.get("/missing")
def missing(request: Request, desk: TheDesk, view: TheView, session: Visit, asked: Annotated[OwedQuery, Query()]) -> Response:
    """What suppliers owe us, owed longest first, with drafts that ask for it."""
    found, total = desk.missing(asked.wanted, asked.words.strip(), asked.page)
    more = asked.page * OWED_A_PAGE < total
    return view.page(
        request, session, "owed.html", here="missing", missing=found, total=total, asked=asked, more=more, working_days=WORKING_DAYS
    )


def told(receipt: Receipt) -> dict[str, object]:
    """What became of something that was sent, for a program."""
    return {
        "name": receipt.name,
        "document_id": receipt.document.document_id if receipt.document else None,
        "is_new": receipt.is_new,
        "refused": receipt.refused or None,
        "contents": [{"name": part.name, "document_id": part.document_id, "refused": part.reason} for part in receipt.contents],
    }
