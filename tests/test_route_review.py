"""Review: claims, approvals, corrections and rejections by people, under version checks and four eyes."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.arrivals import Arrival, DocumentState, document_id_of
from domain.cases import CaseState, ReviewCase
from domain.decisions import Decision, Outcome, Queue
from domain.doctype import ColumnSpec, DocType, FieldSpec, Shape
from domain.errors import StaleStateError, UsageError
from domain.paper import Group, Kind, Leaf, Reading
from domain.ports import Store
from route import review
from route.deadlines import after_working_days, overdue
from tests.clock import FakeClock

OLD = Leaf(value="250", text="2S0", confidence=0.6, page=2, box=(1, 2, 3, 4), source="ocr")
READING = Reading(
    kind=Kind.CERTIFICATE,
    kind_confidence=0.9,
    language="de",
    fields=Group({"document_number": OLD}),
    lines=[Group({"quantity": OLD})],
    heats=[Group({"chemistry": {"C": OLD}})],
)
DOCTYPE = DocType(
    kind=Kind.CERTIFICATE,
    queue=Queue.QUALITY,
    titles={},
    fields=(FieldSpec("document_date", Shape.DATE),),
    columns=(ColumnSpec("quantity", Shape.DECIMAL),),
    rules=(),
    posted_fields=(),
    posted_line_fields=("quantity",),
    required=(),
    posting=lambda _: {},
)


def decision(approvals: int = 1, **changes: object) -> Decision:
    made = Decision(outcome=Outcome.REVIEW, queue=Queue.PURCHASING, approvals=approvals, priority=30, reasons=["Why"], policy="sha256:0")
    return made.model_copy(update=changes)


@pytest.fixture
def document_id(store: Store) -> str:
    document_id = document_id_of(b"paper")
    with store.begin() as work:
        work.documents.add(Arrival(document_id=document_id, name="AB.pdf", size=5, channel="c", source_id="1", received_at=FakeClock().now))
    return document_id


def opened(store: Store, clock: FakeClock, document_id: str, approvals: int = 1) -> ReviewCase:
    with store.begin() as work:
        document = work.documents.advance(
            document_id, expect=[DocumentState.RECEIVED], to=DocumentState.CHECKED, by="test", reading=READING, decision=decision(approvals)
        )
        return review.open_case(work, document, clock=clock)


def checked_again(store: Store, clock: FakeClock, document_id: str, decided: Decision) -> ReviewCase:
    with store.begin() as work:
        document = work.documents.advance(document_id, expect=[DocumentState.READ], to=DocumentState.CHECKED, by="test", decision=decided)
        return review.open_case(work, document, clock=clock)


def approve(store: Store, clock: FakeClock, case: ReviewCase, user: str) -> ReviewCase:
    with store.begin() as work:
        return review.approve(work, case.case_id, user, version=case.version, clock=clock)


def correct(store: Store, clock: FakeClock, case: ReviewCase, user: str, path: str = "lines[0].quantity", value: str = "260") -> ReviewCase:
    with store.begin() as work:
        return review.correct(work, case.case_id, user, path=path, value=value, version=case.version, clock=clock, doctype=DOCTYPE)


def state_of(store: Store, document_id: str) -> DocumentState:
    with store.begin(reading=True) as work:
        return work.documents.get(document_id).state


def test_one_yes_is_enough_for_a_warning(store: Store, clock: FakeClock, document_id: str) -> None:
    case = approve(store, clock, opened(store, clock, document_id), "ana")
    assert case.state is CaseState.APPROVED
    assert [approval.user for approval in case.approvals] == ["ana"]
    with pytest.raises(StaleStateError, match="decided already"):
        approve(store, clock, case, "bo")


def test_an_error_needs_two_different_people(store: Store, clock: FakeClock, document_id: str) -> None:
    case = approve(store, clock, opened(store, clock, document_id, approvals=2), "ana")
    assert case.state is CaseState.OPEN
    with pytest.raises(UsageError, match="a second person"):
        approve(store, clock, case, "ana")
    assert approve(store, clock, case, "bo").state is CaseState.APPROVED


def test_a_case_that_was_opened_for_one_follows_a_decision_that_needs_two(store: Store, clock: FakeClock, document_id: str) -> None:
    case = opened(store, clock, document_id)
    with store.begin() as work:
        work.documents.advance(document_id, expect=[DocumentState.IN_REVIEW], to=DocumentState.IN_REVIEW, by="test", decision=decision(2))
    assert approve(store, clock, case, "ana").state is CaseState.OPEN


def test_who_corrected_cannot_be_one_of_two(store: Store, clock: FakeClock, document_id: str) -> None:
    correct(store, clock, opened(store, clock, document_id, approvals=2), "ana")
    case = checked_again(store, clock, document_id, decision(2))
    with store.begin() as work:
        review.release(work, case.case_id, "ana")
        case = work.cases.get(case.case_id)
    with pytest.raises(UsageError, match="You have corrected it"):
        approve(store, clock, case, "ana")
    assert approve(store, clock, approve(store, clock, case, "bo"), "cy").state is CaseState.APPROVED


def test_who_corrected_may_approve_where_one_is_enough(store: Store, clock: FakeClock, document_id: str) -> None:
    correct(store, clock, opened(store, clock, document_id), "ana")
    case = checked_again(store, clock, document_id, decision(0, outcome=Outcome.POST, queue=None))
    assert (case.state, case.approvals_needed) == (CaseState.OPEN, 1)
    assert approve(store, clock, case, "ana").state is CaseState.APPROVED


def test_a_correction_keeps_the_place_and_print_and_counts_as_certain(store: Store, clock: FakeClock, document_id: str) -> None:
    case = correct(store, clock, opened(store, clock, document_id), "ana")
    assert case.corrected_by == ["ana"]
    with store.begin() as work:
        document = work.documents.get(document_id)
        entry = next(entry for entry in work.audit.of_subject(document_id) if entry.action == "value corrected")
    assert document.state is DocumentState.READ
    assert document.reading is not None
    assert document.reading.leaf("lines[0].quantity") == OLD.model_copy(update={"value": "260", "confidence": 1.0, "source": "clerk"})
    assert document.reading.leaf("document_number") == OLD
    assert (entry.actor, entry.before["leaf"], entry.after["field"]) == ("ana", OLD.model_dump(mode="json"), "lines[0].quantity")


def test_approvals_fall_with_a_correction(store: Store, clock: FakeClock, document_id: str) -> None:
    case = approve(store, clock, opened(store, clock, document_id, approvals=2), "ana")
    assert correct(store, clock, case, "bo").approvals == []


def test_nothing_is_approved_before_it_is_checked_again(store: Store, clock: FakeClock, document_id: str) -> None:
    case = correct(store, clock, opened(store, clock, document_id), "ana")
    with pytest.raises(UsageError, match="checked again"):
        approve(store, clock, case, "ana")


def test_the_case_follows_the_new_check_and_stays_the_persons(store: Store, clock: FakeClock, document_id: str) -> None:
    first = correct(store, clock, opened(store, clock, document_id), "ana")
    case = checked_again(store, clock, document_id, decision(2, queue=Queue.QUALITY, priority=70))
    assert case.case_id == first.case_id
    assert (case.queue, case.approvals_needed, case.priority, case.claimed_by) == (Queue.QUALITY, 2, 70, "ana")
    assert state_of(store, document_id) is DocumentState.IN_REVIEW


@pytest.mark.parametrize(
    ("path", "value", "words"),
    [
        ("lines[0].quantity", "1.234,50", "no number"),
        ("document_date", "3 May", "no date"),
        ("lines[7].quantity", "1", "no place"),
        ("../x", "1", "no place"),
        ("heats[0].chemistry", "1", "no single value"),
        ("lines", "1", "no single value"),
    ],
)
def test_a_correction_that_makes_no_sense_is_refused(
    store: Store, clock: FakeClock, document_id: str, path: str, value: str, words: str
) -> None:
    case = opened(store, clock, document_id)
    with pytest.raises(UsageError, match=words):
        correct(store, clock, case, "ana", path, value)
    assert state_of(store, document_id) is DocumentState.IN_REVIEW


def test_a_value_that_is_not_on_the_paper_is_taken_out_and_a_missed_one_put_in(store: Store, clock: FakeClock, document_id: str) -> None:
    case = correct(store, clock, opened(store, clock, document_id), "ana", value="  ")
    checked_again(store, clock, document_id, decision())
    with store.begin() as work:
        case = work.cases.get(case.case_id)
    correct(store, clock, case, "ana", "document_date", "2026-08-03")
    with store.begin() as work:
        reading = work.documents.get(document_id).reading
    assert reading is not None
    assert reading.leaf("lines[0].quantity") is None
    assert reading.fields.text("document_date") == "2026-08-03"


def test_a_claimed_case_is_one_persons_own_until_the_claim_lapses(store: Store, clock: FakeClock, document_id: str) -> None:
    case = opened(store, clock, document_id)
    with store.begin() as work:
        case = review.claim(work, case.case_id, "ana", clock=clock)
        assert review.claim(work, case.case_id, "ana", clock=clock).version == case.version
    with pytest.raises(StaleStateError, match=r"ana is looking at “AB\.pdf” until 09:15"):
        approve(store, clock, case, "bo")
    clock.go_on(minutes=6)
    with store.begin() as work:
        renewed = review.claim(work, case.case_id, "ana", clock=clock)
    assert renewed.claimed_until == clock() + timedelta(minutes=15)
    clock.go_on(minutes=16)
    assert approve(store, clock, renewed, "bo").state is CaseState.APPROVED


def test_an_old_page_decides_nothing(store: Store, clock: FakeClock, document_id: str) -> None:
    case = opened(store, clock, document_id)
    correct(store, clock, case, "ana")
    checked_again(store, clock, document_id, decision())
    with pytest.raises(StaleStateError, match="changed since you opened it"):
        approve(store, clock, case, "ana")


def test_a_rejection_needs_a_reason_and_ends_the_document(store: Store, clock: FakeClock, document_id: str) -> None:
    case = opened(store, clock, document_id)
    with pytest.raises(UsageError, match="Say why"), store.begin() as work:
        review.reject(work, case.case_id, "ana", reason=" ", version=case.version, clock=clock)
    with store.begin() as work:
        closed = review.reject(work, case.case_id, "ana", reason="Not ours.", version=case.version, clock=clock)
        document = work.documents.get(document_id)
        story = work.audit.of_subject(document_id)
    assert closed.state is CaseState.REJECTED
    assert (document.state, document.error) == (DocumentState.REJECTED, "Not ours.")
    assert [entry.after["note"] for entry in story if entry.action == "case rejected"] == ["Not ours."]


def test_overdue_cases_are_named_longest_first_in_working_days(store: Store, clock: FakeClock, document_id: str) -> None:
    case = opened(store, clock, document_id)
    friday = after_working_days(clock(), 4)
    late = [case.model_copy(update={"case_id": 2, "due_at": friday}), case.model_copy(update={"case_id": 1, "due_at": clock()})]
    closed = case.model_copy(update={"due_at": clock(), "state": CaseState.APPROVED})
    clock.go_on(days=7)
    assert [(item.case.case_id, item.working_days) for item in overdue([*late, closed, case], clock())] == [(1, 5), (2, 1)]


@given(st.datetimes(), st.integers(0, 40))
def test_working_days_end_on_a_weekday_and_count_no_weekend(start: datetime, days: int) -> None:
    end = after_working_days(start, days)
    weekdays = sum((start + timedelta(days=day)).weekday() < 5 for day in range(1, (end - start).days + 1))
    assert end.weekday() < 5
    assert weekdays == days or (days == 0 and start.weekday() >= 5)
