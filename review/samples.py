"""The sample at the desk: what posted by itself is keyed afterwards by a person who sees the paper alone, and what that says of the program."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

from fastapi import APIRouter, Form, Request, Response
from starlette.responses import RedirectResponse

from app import automation
from app.desk import Desk
from domain.errors import UsageError
from domain.paper import Page
from domain.people import DECIDERS
from domain.sampling import Sample, SampleState
from review.actions import Typed, places
from review.keying import layout
from review.pages import TheDesk, TheView, Visit
from review.visits import Writer, user_of
from route.sampling import says_the_same

router = APIRouter()

Version = Annotated[int, Form(ge=0)]
Paths = Annotated[list[str], Form()]


@router.get("/samples")
def samples(request: Request, desk: TheDesk, view: TheView, session: Visit) -> Response:
    """What waits to be keyed, and where somebody has to say who was right."""
    listed = automation.listed(desk.pipeline, user_of(session).name)
    share = desk.policy.sample_pct
    return view.page(request, session, "samples.html", here="samples", listed=listed, share=share, keys=user_of(session).role in DECIDERS)


@router.get("/samples/{sample_id}")
def sample(request: Request, sample_id: int, desk: TheDesk, view: TheView, session: Visit) -> Response:
    """One paper of the sample: its pages and an empty form for whoever has it, the comparison once it is keyed."""
    found = automation.sample(desk.pipeline, sample_id)
    if found.state is SampleState.WAITING and found.claimed_by == user_of(session).name:
        return _keying_page(request, desk, view, session, sample_id)
    user = user_of(session)
    differing = [each for each in found.comparisons if not says_the_same(each.posted, each.keyed)]
    settles = found.state is SampleState.DISPUTED and found.keyed_by != user.name and user.role in DECIDERS
    return view.page(
        request,
        session,
        "sample.html",
        here="samples",
        sample=found,
        differing=differing,
        alike=len(found.comparisons) - len(differing),
        wrong=[each for each in found.comparisons if not each.right],
        pages=_pages(desk, found),
        settles=settles,
        taken=found.claimed_until is not None and found.claimed_until > desk.clock(),
    )


@router.post("/samples/{sample_id}/take")
def take(sample_id: int, desk: TheDesk, user: Writer) -> Response:
    """Makes it this person's to key; from now on what was read of it is hidden from them."""
    automation.take(desk.pipeline, sample_id, user.name)
    return RedirectResponse(f"/samples/{sample_id}", status_code=303)


@router.post("/samples/{sample_id}/stay")
def stay(sample_id: int, desk: TheDesk, user: Writer) -> dict[str, int]:
    """Keeps it with whoever is keying it, and tells the version that their form is for from now on."""
    return {"version": automation.stay(desk.pipeline, sample_id, user.name).version}


@router.post("/samples/{sample_id}/give-back")
def give_back(sample_id: int, desk: TheDesk, user: Writer) -> Response:
    """Leaves it to somebody else."""
    automation.give_back(desk.pipeline, sample_id, user.name)
    return RedirectResponse("/samples?said=given-back", status_code=303)


@router.post("/samples/{sample_id}/key")
def key(  # noqa: PLR0913 - the request, who, and what the form says
    *, request: Request, sample_id: int, desk: TheDesk, view: TheView, session: Visit, user: Writer, version: Version, keyed: Typed
) -> Response:
    """Holds what was keyed against what was posted; what cannot be taken comes back with the form as it was."""
    given = places(keyed)
    try:
        automation.key(desk.pipeline, sample_id, user.name, given, version=version)
    except UsageError as error:
        return _keying_page(request, desk, view, session, sample_id, keyed=given, problem=str(error))
    return RedirectResponse(f"/samples/{sample_id}?said=keyed", status_code=303)


@router.post("/samples/{sample_id}/settle")
def settle(sample_id: int, desk: TheDesk, user: Writer, version: Version, right: Paths = []) -> Response:  # noqa: B006 - FastAPI copies it
    """Says where the posting was right and the keying was not."""
    automation.settle(desk.pipeline, sample_id, user.name, right, version=version)
    return RedirectResponse(f"/samples/{sample_id}?said=settled", status_code=303)


@router.get("/automation")
def measured(request: Request, desk: TheDesk, view: TheView, session: Visit) -> Response:
    """The measured error of what posted by itself, with its bounds."""
    measured = automation.measure(desk.pipeline)
    return view.page(request, session, "automation.html", here="samples", measured=measured, looked_at=automation.LOOKED_AT)


def _pages(desk: Desk, sample: Sample) -> Sequence[Page]:
    """The pages of a paper that is keyed; before, they are for whoever keys it."""
    reading = desk.record(sample.document_id).reading if sample.state is not SampleState.WAITING else None
    return reading.pages if reading else ()


def _keying_page(
    request: Request,
    desk: TheDesk,
    view: TheView,
    session: Visit,
    sample_id: int,
    *,
    keyed: dict[str, str] | None = None,
    problem: str | None = None,
) -> Response:
    paper = automation.keying(desk.pipeline, sample_id, user_of(session).name)
    form = layout(paper.form, paper.doctype, keyed or {})
    status = 422 if problem else 200
    return view.page(request, session, "keying.html", status=status, here="samples", paper=paper, form=form, problem=problem)
