"""The queue in the database: what is sought is found in the order of urgency, and follows the documents."""

from datetime import UTC, datetime, timedelta

import pytest

from domain.arrivals import DocumentState
from domain.decisions import Queue
from domain.findings import Finding, FindingCode, Severity
from domain.paper import Kind
from domain.ports import Store
from domain.worklist import Sought, SoughtPapers
from storage import worklist
from tests.test_storage_ports import arrival, decision

NOW = datetime(2026, 8, 3, 9, 0, tzinfo=UTC)


def waiting(store: Store, name: str, *, priority: int = 30, due: int = 5, queue: Queue = Queue.PURCHASING, **changes: object) -> int:
    """A paper in review; returns the number of its case."""
    with store.begin() as work:
        came = arrival(name.encode(), source=name, name=name)
        work.documents.add(came)
        decided = decision(priority, NOW + timedelta(hours=due), queue)
        moved = work.documents.advance(
            came.document_id, expect=[DocumentState.RECEIVED], to=DocumentState.IN_REVIEW, by="route", decision=decided, **changes
        )
        return work.cases.open(moved, now=NOW).case_id


def finding(code: FindingCode) -> Finding:
    return Finding(code=code, severity=Severity.WARNING, message="Why")


def found(store: Store, **sought: object) -> list[str]:
    with store.begin(reading=True) as work:
        rows = work.worklist.waiting(Sought.model_validate(sought))
        assert work.worklist.count(Sought.model_validate(sought)) == len(rows)
        return [row.name for row in rows]


@pytest.fixture
def four(store: Store) -> Store:
    waiting(store, "AB_1.pdf", priority=50, supplier_id="S1", order_number="4500", kind=Kind.ORDER_CONFIRMATION)
    waiting(store, "late.pdf", priority=50, due=1, queue=Queue.QUALITY, kind=Kind.CERTIFICATE, findings=[finding(FindingCode.BORDERLINE)])
    waiting(store, "100%_sure.pdf", priority=10, supplier_id="S2", document_number="D-77", findings=[finding(FindingCode.DELIVERY_LATE)])
    waiting(store, "100 sure.pdf", priority=90, supplier_id="S1")
    return store


@pytest.mark.parametrize(
    ("sought", "names"),
    [
        ({}, ["100 sure.pdf", "late.pdf", "AB_1.pdf", "100%_sure.pdf"]),
        ({"queues": [Queue.QUALITY]}, ["late.pdf"]),
        ({"queues": []}, []),
        ({"supplier_id": "S1"}, ["100 sure.pdf", "AB_1.pdf"]),
        ({"order_number": "4500"}, ["AB_1.pdf"]),
        ({"kind": Kind.CERTIFICATE}, ["late.pdf"]),
        ({"finding": FindingCode.DELIVERY_LATE}, ["100%_sure.pdf"]),
        ({"finding": FindingCode.DELIVERY_EARLY}, []),
        ({"words": "d-77"}, ["100%_sure.pdf"]),
        ({"words": "100%_"}, ["100%_sure.pdf"]),
        ({"words": "100 s1"}, ["100 sure.pdf"]),
        ({"words": "nowhere"}, []),
        ({"opened_before": NOW}, []),
        ({"opened_before": NOW + timedelta(seconds=1), "kind": Kind.CERTIFICATE}, ["late.pdf"]),
        ({"whose": "ana"}, []),
    ],
)
def test_what_is_sought_is_found_the_most_urgent_first(four: Store, sought: dict[str, object], names: list[str]) -> None:
    assert found(four, **sought) == names


@pytest.mark.parametrize("counted", [1, 2, 1000])
def test_the_order_is_the_same_however_many_there_are(four: Store, monkeypatch: pytest.MonkeyPatch, counted: int) -> None:
    monkeypatch.setattr(worklist, "COUNTED_AT_MOST", counted)
    with four.begin(reading=True) as work:
        assert [row.name for row in work.worklist.waiting(Sought(), offset=1, limit=2)] == ["late.pdf", "AB_1.pdf"]
        assert work.worklist.count(Sought()) == min(4, counted)


def test_a_case_is_found_by_what_its_paper_says_after_a_correction(store: Store) -> None:
    case_id = waiting(store, "a.pdf", supplier_id="S1", findings=[finding(FindingCode.PRICE_VARIANCE)])
    with store.begin() as work:
        work.documents.advance(
            work.cases.get(case_id).document_id,
            expect=[DocumentState.IN_REVIEW],
            to=DocumentState.IN_REVIEW,
            by="ana",
            supplier_id="S2",
            findings=[],
        )
    assert found(store, supplier_id="S1") == []
    assert found(store, finding=FindingCode.PRICE_VARIANCE) == []
    assert found(store, supplier_id="S2") == ["a.pdf"]


def test_the_tally_counts_departments_overdue_and_failed(four: Store) -> None:
    with four.begin() as work:
        came = arrival(b"broken", source="broken", name="broken.pdf")
        work.documents.add(came)
        work.documents.advance(came.document_id, expect=[DocumentState.RECEIVED], to=DocumentState.FAILED, by="test", error="Broke")
        told = work.worklist.tally(NOW + timedelta(hours=2))
    assert (told.waiting, told.overdue, told.failed) == (4, 1, 1)
    assert told.by_queue == {Queue.PURCHASING: 3, Queue.QUALITY: 1, Queue.RECEIVING: 0, Queue.COMPLIANCE: 0}


def test_papers_are_listed_newest_first_and_found_by_words_state_supplier_and_order(four: Store) -> None:
    with four.begin(reading=True) as work:
        names = [paper.name for paper in work.worklist.papers(SoughtPapers())]
        assert names == ["100 sure.pdf", "100%_sure.pdf", "late.pdf", "AB_1.pdf"]
        assert [paper.name for paper in work.worklist.papers(SoughtPapers(words="ab_1"))] == ["AB_1.pdf"]
        assert [paper.name for paper in work.worklist.papers(SoughtPapers(supplier_id="S1", order_number="4500"))] == ["AB_1.pdf"]
        assert work.worklist.papers(SoughtPapers(state=DocumentState.POSTED)) == []
        assert [paper.name for paper in work.worklist.papers(SoughtPapers(), offset=1, limit=1)] == ["100%_sure.pdf"]
