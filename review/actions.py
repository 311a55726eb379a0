"""What a person decides at the desk: take, approve, correct, reject, try again. Each is a form of our own pages."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Form, Response
from starlette.responses import RedirectResponse

from domain.people import User
from review.pages import TheDesk
from review.visits import Text, writer

router = APIRouter()

Writer = Annotated[User, Depends(writer)]
Version = Annotated[int, Form(ge=0)]


@router.post("/cases/{case_id}/claim")
def claim(case_id: int, desk: TheDesk, user: Writer) -> Response:
    """Takes the case, for a while."""
    return _back(desk.claim(case_id, user), "claimed")


@router.post("/cases/{case_id}/approve")
def approve(case_id: int, desk: TheDesk, user: Writer, version: Version, note: Text = "") -> Response:
    """Says yes to what the page showed."""
    record = desk.approve(case_id, user, version=version, note=note)
    return _back(record.document_id, "approved" if record.state != "in_review" else "agreed")


@router.post("/cases/{case_id}/reject")
def reject(case_id: int, desk: TheDesk, user: Writer, version: Version, reason: Text) -> Response:
    """Says no, with the reason."""
    return _back(desk.reject(case_id, user, version=version, reason=reason).document_id, "rejected")


@router.post("/cases/{case_id}/correct")
def correct(case_id: int, desk: TheDesk, user: Writer, version: Version, path: Text, value: Text) -> Response:
    """Says what the paper really says at one place."""
    return _back(desk.correct(case_id, user, version=version, path=path, value=value).document_id, "corrected")


@router.post("/documents/{document_id}/again")
def again(document_id: str, desk: TheDesk, user: Writer) -> Response:
    """Drives a document on which the program failed once more."""
    return _back(desk.try_again(document_id, user).document_id, "again")


def _back(document_id: str, said: str) -> Response:
    return RedirectResponse(f"/documents/{document_id}?said={said}", status_code=303)
