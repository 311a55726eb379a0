"""The page that says what people made of the papers, and why: for whoever leads, and for whoever sets the policy."""

from __future__ import annotations

from datetime import timedelta
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from app.decided import Decisions, decisions
from review.asking import KINDS, DecisionsQuery
from review.pages import TheDesk, TheView, Visit

router = APIRouter()

SPANS = ((7, "7 days"), (30, "30 days"), (90, "3 months"), (365, "a year"))
SHOWN_ROWS = 15
_LABELS = 8
"""So many days stand below the bars: more would run into each other."""


@router.get("/decisions")
def decided(request: Request, desk: TheDesk, view: TheView, session: Visit, asked: Annotated[DecisionsQuery, Query()]) -> Response:
    """What was approved, returned, rejected and corrected in a span of time: by day, reason, supplier, finding and field."""
    told = decisions(desk.pipeline, since=asked.since, until=asked.until, supplier_id=asked.supplier.strip() or None, kind=asked.kind)
    today = desk.clock().date()
    spans = [(said, today - timedelta(days=days - 1)) for days, said in SPANS]
    return view.page(
        request,
        session,
        "decisions.html",
        here="decisions",
        told=told,
        asked=asked,
        kinds=KINDS,
        spans=spans,
        highest=max([each.fates.decided for each in told.bars], default=0),
        labelled=_labelled(told),
        rows=SHOWN_ROWS,
    )


def _labelled(told: Decisions) -> set[int]:
    """The places of the bars that have their day written below them."""
    every = max(1, -(-len(told.bars) // _LABELS))
    return set(range(0, len(told.bars), every))
