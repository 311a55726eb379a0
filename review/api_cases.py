"""What a program does with a case through the JSON interface: look, claim, correct, decide it as a whole or line by line, or several at once."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Annotated

from fastapi import Query

from app import line_choices, several
from app.comparison import ComparedGroup
from app.results import stored_result
from app.several import Asked
from domain.cases import LineChoice, LineFate, ReviewCase
from domain.errors import UsageError
from domain.paper import Place
from review.api_access import TheDesk, TheUser
from review.api_shapes import (
    Approval,
    CaseId,
    CaseView,
    Correction,
    HandOver,
    LineDecisions,
    LinesView,
    LineView,
    Rejection,
    Return,
    Returned,
    SeveralApprovals,
    SeveralOutcomes,
    SeveralQuery,
)
from route.lines import said as said_of_lines
from route.returns import Message


def case(desk: TheDesk, case_id: CaseId) -> CaseView:
    """A case with its paper."""
    found = desk.case(case_id)
    record = desk.record(found.document_id)
    work = desk.case_work(case_id)
    return CaseView(case=found, obstacle=work.obstacle, reasons=work.reasons, result=stored_result(record), signals=record.signals)


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


def letter(desk: TheDesk, case_id: CaseId) -> Message:
    """The letter with which the paper would go back to its supplier, as it is drafted, in the paper's language."""
    return desk.drafted_return(case_id)


def return_to_supplier(desk: TheDesk, user: TheUser, case_id: CaseId, said: Return) -> Returned:
    """Sends the paper back to its supplier, with the message that the case keeps."""
    drafted = desk.drafted_return(case_id)
    message = said.message.strip() or drafted.text
    kept = desk.return_to_supplier(case_id, user, version=said.version, message=message, reason=said.reason, code=said.code)
    return Returned(**dict(case(desk, case_id)), letter=replace(drafted, text=kept.message))


def correct(desk: TheDesk, user: TheUser, case_id: CaseId, said: Correction) -> CaseView:
    """Puts a value right; the paper is checked again, and the case stays open."""
    place = Place(page=said.page, box=said.box, text=said.text) if said.page and said.box else None
    desk.correct(case_id, user, version=said.version, path=said.path, value=said.value, place=place)
    return case(desk, case_id)


def undo(desk: TheDesk, user: TheUser, case_id: CaseId) -> CaseView:
    """Takes this user's own decision back while its posting has not left; the case is open and theirs again."""
    desk.undo(case_id, user)
    return case(desk, case_id)


def hand_over(desk: TheDesk, user: TheUser, case_id: CaseId, said: HandOver) -> CaseView:
    """Gives the case to another person, another department, or somebody of another department."""
    desk.hand_over(case_id, user, version=said.version, to=said.to or None, queue=said.department, note=said.note)
    return case(desk, case_id)


def lines(desk: TheDesk, user: TheUser, case_id: CaseId) -> LinesView:
    """A confirmation's lines beside the order's, and what becomes of each."""
    shown = line_choices.lines_of(desk, case_id, user)
    return LinesView(
        case=shown.case, lines=list(_each(shown.case, shown.groups)), said=said_of_lines(shown.case.lines), letter=shown.letter
    )


def choose_lines(desk: TheDesk, user: TheUser, case_id: CaseId, said: LineDecisions) -> LinesView:
    """Keeps what is to become of those lines; nothing is posted by it, and earlier approvals fall."""
    chosen = {**desk.case(case_id).lines, **{each.place: each.choice for each in said.lines}}
    if len({each.place for each in said.lines}) != len(said.lines):
        raise UsageError("Say of each line once what becomes of it.")
    line_choices.choose(desk, case_id, user, chosen, version=said.version)
    return lines(desk, user, case_id)


def alike(desk: TheDesk, user: TheUser, asked: Annotated[SeveralQuery, Query()]) -> several.Candidates:
    """The cases that can be approved together because their papers differ in that finding alone, the most urgent first."""
    return several.candidates(desk, user, Asked(asked.finding, asked.department))


def approve_several(desk: TheDesk, user: TheUser, said: SeveralApprovals) -> SeveralOutcomes:
    """Says yes to each of the cases, under every rule that holds for one, and tells of each what happened."""
    asked = Asked(said.finding, said.department, said.note, said.reason)
    chosen = [(each.case_id, each.version) for each in said.cases]
    return SeveralOutcomes(outcomes=several.approve_several(desk, user, chosen, asked))


def _each(case: ReviewCase, groups: Sequence[ComparedGroup]) -> Iterator[LineView]:
    for place, group in enumerate(groups):
        choice = case.lines.get(place, LineChoice(fate=LineFate.ACCEPT))
        ordered = {value.name: value.ordered for value in group.values if value.ordered is not None}
        yield LineView(
            place=place,
            order_line=group.order_line,
            ordered=ordered,
            findings=list(group.findings),
            fate=choice.fate,
            proposed=choice.proposed,
        )


ROUTES: list[tuple[str, str, Callable[..., object]]] = [
    ("/cases/{case_id}", "GET", case),
    ("/cases/{case_id}/claim", "POST", claim),
    ("/cases/{case_id}/approve", "POST", approve),
    ("/cases/{case_id}/reject", "POST", reject),
    ("/cases/{case_id}/letter", "GET", letter),
    ("/cases/{case_id}/return", "POST", return_to_supplier),
    ("/cases/{case_id}/correct", "POST", correct),
    ("/cases/{case_id}/undo", "POST", undo),
    ("/cases/{case_id}/hand-over", "POST", hand_over),
    ("/cases/{case_id}/lines", "GET", lines),
    ("/cases/{case_id}/lines", "POST", choose_lines),
    ("/several", "GET", alike),
    ("/several", "POST", approve_several),
]
"""What `review/api.py` serves of a case, by path and method; who may what stands in `review/rights.py`."""
