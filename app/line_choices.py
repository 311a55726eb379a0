"""What becomes of single lines of a confirmation, for the desk: the lines beside the order's, the choices, and the letter that follows from them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.comparison import ComparedGroup
from app.desk import Desk
from app.paper_view import view_of_paper
from domain.cases import LineChoice, ReviewCase
from domain.doctype import of_kind
from domain.errors import NotAllowedError, UsageError
from domain.paper import Kind
from domain.people import User
from route import lines
from route.returns import Message, draft_proposal


@dataclass(frozen=True)
class Lines:
    """A confirmation's case with its lines, and the message to the supplier where other terms are proposed."""

    case: ReviewCase
    groups: Sequence[ComparedGroup]
    letter: Message | None


def lines_of(desk: Desk, case_id: int, user: User) -> Lines:
    """The lines of the case's paper. Raises KeyError where there is no such case, UsageError where it is no confirmation."""
    case = desk.case(case_id)
    paper = view_of_paper(desk.pipeline, case.document_id, user)
    if paper.reading is None or paper.reading.kind is not Kind.ORDER_CONFIRMATION:
        raise UsageError("Only the lines of an order confirmation are decided one by one.")
    letter = draft_proposal(paper.reading, case.lines, name=paper.record.name, order_number=paper.record.order_number)
    return Lines(case, [group for group in paper.groups if group.name == "line"], letter)


def choose(desk: Desk, case_id: int, user: User, choices: Mapping[int, LineChoice], *, version: int) -> str:
    """Keeps the choices; returns the document's id. Raises as `route.lines.choose`, and NotAllowedError for another department's case."""
    pipeline = desk.pipeline
    with pipeline.store.begin() as work:
        case = work.cases.get(case_id)
        if not user.decides(case.queue):
            raise NotAllowedError(f"“{case.name}” lies with {case.queue}: it is theirs to decide.")
        reading = work.documents.get(case.document_id).reading
        doctype = of_kind(pipeline.doctypes, reading.kind) if reading else None
        lines.choose(work, case_id, user.name, choices, version=version, doctype=doctype, clock=pipeline.clock)
    return case.document_id
