"""What suppliers call our items and units, at the desk: what was learned, what speaks for it, confirming, revoking, and trying it out."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, Path, Query, Request, Response
from starlette.responses import RedirectResponse

from app import mappings
from domain.mappings import MappingState
from domain.people import DECIDERS
from review.asking import MappingsQuery
from review.pages import TheDesk, TheView, Visit
from review.visits import Text, Writer, user_of

router = APIRouter()

MappingId = Annotated[int, Path(ge=1, le=2**31)]
Version = Annotated[int, Form(ge=0)]


@router.get("/mappings")
def learned(request: Request, desk: TheDesk, view: TheView, session: Visit, asked: Annotated[MappingsQuery, Query()]) -> Response:
    """What was learned, by supplier and item."""
    supplier = asked.supplier.strip() or None
    found = mappings.listed(desk.pipeline, words=asked.words, supplier_id=supplier, state=asked.state, page=asked.page)
    shown, more = found[: mappings.SHOWN_MAPPINGS], len(found) > mappings.SHOWN_MAPPINGS
    return view.page(request, session, "mappings.html", here="mappings", found=shown, more=more, asked=asked, states=list(MappingState))


@router.get("/mappings/{mapping_id}")
def one(
    request: Request,
    mapping_id: MappingId,
    desk: TheDesk,
    view: TheView,
    session: Visit,
    *,
    last: Annotated[int, Query(ge=0, le=mappings.MOST_TRIED)] = 0,
) -> Response:
    """One mapping with its evidence; with `last`, also what it changes on so many of the supplier's papers."""
    user = user_of(session)
    shown = mappings.shown(desk.pipeline, mapping_id, user)
    trial = mappings.try_out(desk.pipeline, mapping_id, last=last, viewer=user) if last else None
    return view.page(
        request,
        session,
        "mapping.html",
        here="mappings",
        shown=shown,
        trial=trial,
        last=last or mappings.TRIED_PAPERS,
        most=mappings.MOST_TRIED,
        why_not=mappings.why_not_confirm(shown, user),
        may_revoke=user.role in DECIDERS and shown.mapping.state is not MappingState.REVOKED,
    )


@router.post("/mappings/{mapping_id}/confirm")
def confirm(mapping_id: MappingId, desk: TheDesk, user: Writer, version: Version, reason: Text = "", factor: Text = "") -> Response:
    """Puts a mapping in force; of a unit, whoever does says the factor."""
    mappings.confirm(desk.pipeline, mapping_id, user, version=version, reason=reason, factor=factor)
    return RedirectResponse(f"/mappings/{mapping_id}?said=mapping-confirmed", status_code=303)


@router.post("/mappings/{mapping_id}/revoke")
def revoke(mapping_id: MappingId, desk: TheDesk, user: Writer, version: Version, reason: Text = "") -> Response:
    """Takes a mapping out of force at once, or turns its proposal down."""
    mappings.revoke(desk.pipeline, mapping_id, user, version=version, reason=reason)
    return RedirectResponse(f"/mappings/{mapping_id}?said=mapping-revoked", status_code=303)
