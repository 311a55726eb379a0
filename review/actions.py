"""What a person decides at the desk: take, approve, correct, reject, try again. Each is a form of our own pages."""

from __future__ import annotations

from math import isfinite
from typing import Annotated

from fastapi import APIRouter, Form, Response
from pydantic import BeforeValidator, TypeAdapter, ValidationError
from starlette.responses import RedirectResponse

from domain.cases import ReasonCode
from domain.decisions import Queue
from domain.errors import UsageError
from domain.paper import Box, Place
from review.letters import as_eml
from review.pages import TheDesk, attachment
from review.visits import Text, Writer

router = APIRouter()

LARGEST_PAGE = 100_000.0
"""Points: a page of 35 metres."""
MOST_PAGES = 10_000

Version = Annotated[int, Form(ge=0)]
Typed = Annotated[str, Form(max_length=200_000)]
Code = Annotated[ReasonCode | None, Form(), BeforeValidator(lambda said: said or None)]
Letter = Annotated[str, Form(max_length=10_000)]

_PLACES = TypeAdapter(dict[str, str])


@router.post("/cases/{case_id}/claim")
def claim(case_id: int, desk: TheDesk, user: Writer) -> Response:
    """Takes the case, for a while."""
    return _back(desk.claim(case_id, user), "claimed")


@router.post("/cases/{case_id}/approve")
def approve(case_id: int, desk: TheDesk, user: Writer, version: Version, note: Text = "", code: Code = None) -> Response:
    """Says yes to what the page showed."""
    record = desk.approve(case_id, user, version=version, note=note, reason=code)
    return _on(case_id, "approved" if record.state != "in_review" else "agreed")


@router.post("/cases/{case_id}/reject")
def reject(case_id: int, desk: TheDesk, user: Writer, version: Version, reason: Text = "", code: Code = None) -> Response:
    """Says no, with the reason."""
    desk.reject(case_id, user, version=version, reason=reason, code=code)
    return _on(case_id, "rejected")


@router.post("/cases/{case_id}/undo")
def undo(case_id: int, desk: TheDesk, user: Writer) -> Response:
    """Takes one's own decision back, while its posting has not left."""
    return _back(desk.undo(case_id, user).document_id, "undone")


@router.post("/cases/{case_id}/return")
def return_to_supplier(
    case_id: int, desk: TheDesk, user: Writer, version: Version, message: Letter, *, reason: Text = "", code: Code = None
) -> Response:
    """Sends the paper back to its supplier, with the message that the case keeps."""
    desk.return_to_supplier(case_id, user, version=version, message=message, reason=reason, code=code)
    return _on(case_id, "returned")


@router.post("/cases/{case_id}/letter")
def letter(
    case_id: int,
    desk: TheDesk,
    user: Writer,  # noqa: ARG001 - whoever is not let in gets none
    *,
    message: Letter,
    to: Text = "",
    subject: Text = "",
    language: Text = "",
) -> Response:
    """The letter to the supplier as it is typed, as a file that a mail program opens as a draft, with the paper attached."""
    content, name = desk.original(desk.document_of(case_id))
    made = as_eml(to=to, subject=subject, text=message, language=language, original=(content, name))
    return Response(made, media_type="message/rfc822", headers={"Content-Disposition": attachment(f"{name}.eml")})


@router.post("/cases/{case_id}/hand-over")
def hand_over(case_id: int, desk: TheDesk, user: Writer, version: Version, to: Text, note: Text) -> Response:
    """Gives the case to another person, or to a department."""
    queue = next((each for each in Queue if to == f"department:{each}"), None)
    desk.hand_over(case_id, user, version=version, to=None if queue else to, queue=queue, note=note)
    desk.forget_typed(case_id, user, "to", "hand-note")
    return _on(case_id, "handed")


@router.post("/cases/{case_id}/draft")
def keep_draft(case_id: int, desk: TheDesk, user: Writer, typed: Typed) -> dict[str, bool]:
    """Keeps what is typed into the page of a case and not sent; says whether the case is still this person's to go on with."""
    return {"yours": desk.keep_draft(case_id, user, places(typed))}


@router.post("/documents/{document_id}/take-back")
def take_back(document_id: str, desk: TheDesk, user: Writer, reason: Text) -> Response:
    """Takes back what is in the ERP, by a posting of its own."""
    return _back(desk.take_back_posting(document_id, user, reason=reason).document_id, "taken-back")


@router.post("/cases/{case_id}/correct")
def correct(  # noqa: PLR0913 - the fields of the form
    case_id: int,
    desk: TheDesk,
    user: Writer,
    *,
    version: Version,
    path: Text,
    value: Text = "",
    page: Text = "",
    box: Text = "",
    text: Text = "",
) -> Response:
    """Says what the paper really says at one place, and where that is printed, if a box was drawn."""
    place = Place(page=_page(page), box=_box(box), text=text) if box else None
    record = desk.correct(case_id, user, version=version, path=path, value=value, place=place)
    desk.forget_typed(case_id, user, path)
    return _back(record.document_id, "corrected")


@router.post("/documents/{document_id}/place")
def read_place(document_id: str, desk: TheDesk, user: Writer, page: Text, box: Text, path: Text = "") -> dict[str, str | None]:  # noqa: ARG001
    """What stands in a box of a page, as printed and as a value of the field of that path."""
    found = desk.read_place(document_id, _page(page), _box(box), path)
    return {"text": found.text, "value": found.value}


@router.post("/cases/{case_id}/split")
def split(case_id: int, desk: TheDesk, user: Writer, version: Version, begins: Annotated[list[int], Form()]) -> Response:
    """Says on which pages papers begin; the parts are papers of their own from now on."""
    record = desk.split(case_id, user, version=version, begins=begins)
    return _back(record.document_id, "split")


@router.post("/documents/{document_id}/again")
def again(document_id: str, desk: TheDesk, user: Writer) -> Response:
    """Drives a document on which the program failed once more."""
    return _back(desk.try_again(document_id, user).document_id, "again")


def places(text: str) -> dict[str, str]:
    """What a form says by the places that it is for. Raises UsageError where it is nothing of the kind."""
    try:
        return _PLACES.validate_json(text)
    except ValidationError:
        raise UsageError("What is typed is told by the names of its fields.") from None


def _back(document_id: str, said: str) -> Response:
    return RedirectResponse(f"/documents/{document_id}?said={said}", status_code=303)


def _on(case_id: int, said: str) -> Response:
    """Decided is decided: on to the next paper, with a word about this one, and a way back for a while."""
    return RedirectResponse(f"/next?after={case_id}&said={said}", status_code=303)


def _page(text: str) -> int:
    if not text.isascii() or not text.isdecimal() or not 1 <= int(text) <= MOST_PAGES:
        raise UsageError("A box is on a page of the paper.")
    return int(text)


def _box(text: str) -> Box:
    try:
        x0, top, x1, bottom = (float(edge) for edge in text.split(","))
    except ValueError:
        raise UsageError("A box has four edges.") from None
    if not all(isfinite(edge) and abs(edge) < LARGEST_PAGE for edge in (x0, top, x1, bottom)) or x0 >= x1 or top >= bottom:
        raise UsageError("A box has four edges, left before right and top above bottom.")
    return x0, top, x1, bottom
