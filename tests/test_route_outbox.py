"""The outbox: each posting reaches the ERP exactly once, whatever the ERP answers and whenever a process dies."""

import contextlib
from datetime import date
from itertools import count

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import JsonValue

from domain.arrivals import Arrival, DocumentRecord, DocumentState, document_id_of
from domain.decisions import Decision, Outcome, Queue
from domain.errors import (
    AlreadyPostedError,
    LedgerRefusedError,
    LedgerUnavailableError,
    OrderChangedError,
    PostingUnknownError,
    StaleStateError,
    UsageError,
)
from domain.orders import OrderLine, PurchaseOrder
from domain.paper import Kind
from domain.ports import Store
from domain.postings import Posting, PostingReceipt, PostingState
from erp.adapters.embedded import EmbeddedErp
from route.outbox import deliver
from route.planning import Target, plan, take_back
from tests.clock import FakeClock

_numbers = count()


class FakeLedger:
    """An ERP that answers as it is told, and keeps what it was sent."""

    def __init__(self, *answers: Exception | None, keeps: bool = True) -> None:
        self.name = "fake"
        self.answers = list(answers)
        self.keeps = keeps
        self.calls: list[str] = []
        self.kept: dict[str, PostingReceipt] = {}

    def post(self, posting: Posting) -> PostingReceipt:
        self.calls.append(posting.key)
        answer = self.answers.pop(0) if self.answers else None
        if answer is None or (isinstance(answer, PostingUnknownError) and self.keeps):
            assert posting.key not in self.kept, "posted twice"
            self.kept[posting.key] = PostingReceipt(reference=f"F{len(self.kept)}", before={"v": 1}, after={"v": 2})
        if answer is not None:
            raise answer
        return self.kept[posting.key]

    def find(self, posting: Posting) -> PostingReceipt | None:
        return self.kept.get(posting.key)


def checked(store: Store, content: bytes = b"paper", **known: object) -> DocumentRecord:
    document_id = document_id_of(content)
    matched = {"supplier_id": "S1", "order_number": "45", "document_number": "AB-1", "kind": Kind.ORDER_CONFIRMATION, **known}
    with store.begin() as work:
        received_at = FakeClock().now
        name = f"{content.decode()}.pdf"
        work.documents.add(Arrival(document_id=document_id, name=name, size=1, channel="c", source_id=name, received_at=received_at))
        return work.documents.advance(document_id, expect=[DocumentState.RECEIVED], to=DocumentState.CHECKED, by="test", **matched)


def planned(
    store: Store, clock: FakeClock, content: bytes = b"paper", *, ledger_name: str = "fake", version: str = "v1", **known: object
) -> DocumentRecord:
    document = checked(store, content, **known)
    return plan_again(store, clock, document, ledger_name=ledger_name, version=version)


def plan_again(
    store: Store, clock: FakeClock, document: DocumentRecord, *, ledger_name: str = "fake", version: str = "v2"
) -> DocumentRecord:
    payload = {"document_number": "AB-1", "document_date": "2026-08-03", "lines": [{"order_line": "10", "quantity": "5"}]}
    with store.begin() as work:
        return plan(work, document, Target(ledger_name, version), payload=payload, clock=clock)


def state_of(store: Store, document: DocumentRecord) -> tuple[DocumentState, list[PostingState]]:
    with store.begin(reading=True) as work:
        return work.documents.get(document.document_id).state, [found.state for found in work.postings.of_document(document.document_id)]


def test_a_planned_posting_is_delivered_and_the_document_is_posted(store: Store, clock: FakeClock) -> None:
    document = planned(store, clock)
    assert document.state is DocumentState.POSTING
    (delivered,) = deliver(store, FakeLedger(), clock=clock)
    assert (delivered.state, delivered.receipt, delivered.attempts) == (PostingState.CONFIRMED, "F0", 1)
    assert state_of(store, document) == (DocumentState.POSTED, [PostingState.CONFIRMED])
    assert deliver(store, FakeLedger(), clock=clock) == []
    with store.begin() as work:
        story = work.audit.of_subject(document.document_id)
    confirmed = next(entry for entry in story if entry.action == "posting confirmed")
    assert (confirmed.before["order"], confirmed.after["order"]) == ({"v": 1}, {"v": 2})


def test_the_plan_and_the_state_are_one_step(store: Store, clock: FakeClock) -> None:
    document = checked(store)
    with store.begin() as work:
        work.documents.advance(document.document_id, expect=[DocumentState.CHECKED], to=DocumentState.REJECTED, by="ana")
    with pytest.raises(StaleStateError):
        plan_again(store, clock, document)
    assert state_of(store, document) == (DocumentState.REJECTED, [])


def test_an_erp_that_is_away_is_tried_again_later(store: Store, clock: FakeClock) -> None:
    document = planned(store, clock)
    ledger = FakeLedger(LedgerUnavailableError("The ERP is away."))
    (waiting,) = deliver(store, ledger, clock=clock)
    assert (waiting.state, waiting.error) == (PostingState.PLANNED, "The ERP is away.")
    assert deliver(store, ledger, clock=clock) == []
    clock.go_on(minutes=15)
    assert [found.state for found in deliver(store, ledger, clock=clock)] == [PostingState.CONFIRMED]
    assert state_of(store, document)[0] is DocumentState.POSTED
    assert len(ledger.calls) == 2


@pytest.mark.parametrize("keeps", [True, False])
def test_an_answer_that_never_came_is_looked_up_before_anything_is_sent_again(store: Store, clock: FakeClock, *, keeps: bool) -> None:
    document = planned(store, clock)
    ledger = FakeLedger(PostingUnknownError("No answer."), keeps=keeps)
    assert [found.state for found in deliver(store, ledger, clock=clock)] == [PostingState.UNKNOWN]
    clock.go_on(minutes=15)
    assert [found.state for found in deliver(store, ledger, clock=clock)] == [PostingState.CONFIRMED]
    assert len(ledger.calls) == (1 if keeps else 2)
    assert len(ledger.kept) == 1
    assert state_of(store, document)[0] is DocumentState.POSTED


@pytest.mark.parametrize("written", [True, False])
def test_a_process_that_died_while_it_sent_is_followed_up_after_its_lease(store: Store, clock: FakeClock, *, written: bool) -> None:
    class DyingLedger(FakeLedger):
        def post(self, posting: Posting) -> PostingReceipt:
            if written:
                super().post(posting)
            raise KeyboardInterrupt

    document = planned(store, clock)
    dying = DyingLedger()
    with pytest.raises(KeyboardInterrupt):
        deliver(store, dying, clock=clock)
    assert state_of(store, document) == (DocumentState.POSTING, [PostingState.SENT])
    survivor = FakeLedger()
    survivor.kept = dying.kept
    assert deliver(store, survivor, clock=clock) == []
    clock.go_on(minutes=6)
    assert [found.state for found in deliver(store, survivor, clock=clock)] == [PostingState.CONFIRMED]
    assert len(survivor.calls) == (0 if written else 1)


def test_a_changed_order_sends_the_document_back_to_be_checked_and_planned_again(store: Store, clock: FakeClock) -> None:
    document = planned(store, clock)
    ledger = FakeLedger(OrderChangedError("Order 45 was changed."))
    (failed,) = deliver(store, ledger, clock=clock)
    assert (failed.state, failed.error) == (PostingState.FAILED, "Order 45 was changed.")
    assert state_of(store, document)[0] is DocumentState.READ
    with store.begin() as work:
        document = work.documents.advance(document.document_id, expect=[DocumentState.READ], to=DocumentState.CHECKED, by="test")
    plan_again(store, clock, document, version="v2")
    (delivered,) = deliver(store, ledger, clock=clock)
    assert (delivered.state, delivered.order_version, delivered.key) == (PostingState.CONFIRMED, "v2", failed.key)
    assert state_of(store, document) == (DocumentState.POSTED, [PostingState.CONFIRMED])


def test_a_refused_posting_fails_the_document_with_the_erps_words(store: Store, clock: FakeClock) -> None:
    document = planned(store, clock)
    deliver(store, FakeLedger(LedgerRefusedError("Order 45 is closed.")), clock=clock)
    assert state_of(store, document) == (DocumentState.FAILED, [PostingState.FAILED])
    with store.begin() as work:
        assert work.documents.get(document.document_id).error == "Order 45 is closed."


def test_the_same_paper_in_other_bytes_is_not_posted_again(store: Store, clock: FakeClock) -> None:
    planned(store, clock, b"first")
    with pytest.raises(AlreadyPostedError, match=r"is being posted from “first\.pdf”"):
        planned(store, clock, b"second")
    deliver(store, FakeLedger(), clock=clock)
    with pytest.raises(AlreadyPostedError, match=r"was posted from “first\.pdf”"):
        planned(store, clock, b"third")
    assert state_of(store, checked(store, b"fourth"))[1] == []


def test_the_same_paper_may_be_posted_where_the_first_one_failed(store: Store, clock: FakeClock) -> None:
    planned(store, clock, b"first")
    deliver(store, FakeLedger(LedgerRefusedError("No.")), clock=clock)
    second = planned(store, clock, b"second")
    deliver(store, FakeLedger(), clock=clock)
    assert state_of(store, second)[0] is DocumentState.POSTED


@pytest.mark.parametrize("absent", ["supplier_id", "order_number", "document_number"])
def test_what_names_no_order_supplier_or_number_cannot_be_planned(store: Store, clock: FakeClock, absent: str) -> None:
    with pytest.raises(UsageError, match=f"without a known {absent.split('_', maxsplit=1)[0]}"):
        planned(store, clock, **{absent: None})


def test_postings_for_another_erp_wait_for_it_and_hold_up_nobody(store: Store, clock: FakeClock) -> None:
    elsewhere = planned(store, clock, b"first", ledger_name="tryton")
    here = planned(store, clock, b"second", document_number="AB-2")
    assert [found.document_id for found in deliver(store, FakeLedger(), clock=clock)] == [here.document_id]
    assert state_of(store, elsewhere) == (DocumentState.POSTING, [PostingState.PLANNED])


def test_an_erp_that_fails_for_one_posting_still_gets_the_others(store: Store, clock: FakeClock) -> None:
    for number in ("1", "2", "3"):
        planned(store, clock, number.encode(), document_number=number)
    ledger = FakeLedger(LedgerUnavailableError("Try later."))
    states = [found.state for found in deliver(store, ledger, clock=clock)]
    assert states == [PostingState.PLANNED, PostingState.CONFIRMED, PostingState.CONFIRMED]


def test_the_embedded_order_book_is_checked_again_when_it_changed_and_then_written_once(store: Store, clock: FakeClock) -> None:
    line = {
        "order_line": "10",
        "buyer_item": "B",
        "description": "Bolt",
        "quantity": "250",
        "unit": "C62",
        "unit_price": "1",
        "requested_date": "2026-07-17",
    }
    order = PurchaseOrder(
        order_number="45",
        supplier_id="S1",
        supplier_name="B",
        currency="EUR",
        order_date=date(2026, 6, 1),
        lines=[OrderLine.model_validate(line)],
    )
    with store.begin() as work:
        work.orders.load([order])
    erp = EmbeddedErp(store)
    document = planned(store, clock, ledger_name="embedded", version=erp.version("45"))
    with store.begin() as work:
        work.orders.load([order.model_copy(update={"payment_terms": "net"})])
    deliver(store, erp, clock=clock)
    assert state_of(store, document)[0] is DocumentState.READ
    with store.begin() as work:
        document = work.documents.advance(document.document_id, expect=[DocumentState.READ], to=DocumentState.CHECKED, by="test")
    plan_again(store, clock, document, ledger_name="embedded", version=erp.version("45"))
    deliver(store, erp, clock=clock)
    written = erp.order("45")
    assert written is not None
    assert [said.quantity for said in written.lines[0].confirmed] == [5]
    assert state_of(store, document) == (DocumentState.POSTED, [PostingState.CONFIRMED])


class SlowLedger(FakeLedger):
    """An ERP that takes postings in, and says later what became of them (HTTP 202)."""

    def __init__(self) -> None:
        super().__init__()
        self.verdict: PostingReceipt | Exception = PostingReceipt(reference="in tray", settled=False)

    def post(self, posting: Posting) -> PostingReceipt:
        super().post(posting)
        return PostingReceipt(reference="in tray", settled=False)

    def find(self, posting: Posting) -> PostingReceipt | None:
        if isinstance(self.verdict, Exception):
            raise self.verdict
        return self.verdict if posting.key in self.kept else None


def test_what_an_erp_has_only_accepted_is_asked_for_and_never_sent_again(store: Store, clock: FakeClock) -> None:
    document = planned(store, clock)
    ledger = SlowLedger()
    for _ in range(5):
        deliver(store, ledger, clock=clock)
        assert state_of(store, document) == (DocumentState.POSTING, [PostingState.UNKNOWN])
        clock.go_on(hours=1)
    with store.begin(reading=True) as work:
        assert [entry.action for entry in work.audit.of_subject(document.document_id)].count("posting unknown") == 1
    ledger.verdict = PostingReceipt(reference="4711", after={"v": 2})
    deliver(store, ledger, clock=clock)
    assert state_of(store, document) == (DocumentState.POSTED, [PostingState.CONFIRMED])
    assert len(ledger.calls) == 1


def test_what_an_erp_accepted_and_then_refused_fails_with_its_words(store: Store, clock: FakeClock) -> None:
    document = planned(store, clock)
    ledger = SlowLedger()
    deliver(store, ledger, clock=clock)
    ledger.verdict = LedgerRefusedError("The period is closed.")
    clock.go_on(hours=1)
    (failed,) = deliver(store, ledger, clock=clock)
    assert (failed.state, failed.error) == (PostingState.FAILED, "The period is closed.")
    assert state_of(store, document)[0] is DocumentState.FAILED


SEVERAL: dict[str, JsonValue] = {
    "document_number": "LS-1",
    "lines": [{"order_line": "10", "quantity": "5"}, {"order_number": "46", "order_line": "1", "quantity": "7"}],
}


def planned_for_two(store: Store, clock: FakeClock, document: DocumentRecord, **versions: str) -> None:
    with store.begin() as work:
        plan(work, document, Target("fake", "v45", versions), payload=SEVERAL, clock=clock)


def test_a_paper_for_two_orders_is_posted_to_each_of_them(store: Store, clock: FakeClock) -> None:
    document = checked(store)
    planned_for_two(store, clock, document, **{"46": "v46"})
    deliver(store, FakeLedger(), clock=clock)
    with store.begin(reading=True) as work:
        postings = work.postings.of_document(document.document_id)
    assert [(each.order_number, each.order_version, each.payload["lines"]) for each in postings] == [
        ("45", "v45", [{"order_line": "10", "quantity": "5"}]),
        ("46", "v46", [{"order_number": "46", "order_line": "1", "quantity": "7"}]),
    ]
    assert state_of(store, document)[0] is DocumentState.POSTED


def test_a_paper_for_two_orders_of_which_one_is_unknown_is_posted_to_none(store: Store, clock: FakeClock) -> None:
    document = checked(store)
    with pytest.raises(UsageError, match="order 46, which is not known"):
        planned_for_two(store, clock, document)
    assert state_of(store, document) == (DocumentState.CHECKED, [])


@pytest.mark.parametrize(
    ("answer", "state"), [(LedgerRefusedError("It is closed."), DocumentState.FAILED), (OrderChangedError("It moved."), DocumentState.READ)]
)
def test_a_second_order_that_fails_is_tried_again_without_the_first(
    store: Store, clock: FakeClock, answer: Exception, state: DocumentState
) -> None:
    document = checked(store)
    planned_for_two(store, clock, document, **{"46": "v46"})
    ledger = FakeLedger(None, answer)
    deliver(store, ledger, clock=clock)
    assert state_of(store, document) == (state, [PostingState.CONFIRMED, PostingState.FAILED])
    with store.begin() as work:
        known = work.documents.get(document.document_id)
        assert known.error == ("It is closed. It was posted to order 45." if state is DocumentState.FAILED else None)
        document = work.documents.advance(document.document_id, expect=[state], to=DocumentState.CHECKED, by="test")
    clock.go_on(minutes=1)
    planned_for_two(store, clock, document, **{"46": "v47"})
    deliver(store, ledger, clock=clock)
    assert state_of(store, document) == (DocumentState.POSTED, [PostingState.CONFIRMED, PostingState.CONFIRMED])
    assert len(ledger.calls) == 3


def test_a_posting_is_taken_back_by_one_of_its_own_and_goes_before_a_person(store: Store, clock: FakeClock) -> None:
    decided = Decision(outcome=Outcome.POST, policy="sha256:0")
    document = planned(store, clock, decision=decided)
    ledger = FakeLedger()
    deliver(store, ledger, clock=clock)
    clock.go_on(minutes=5)
    with store.begin() as work:
        (reversal,) = take_back(
            work, document.document_id, versions={"45": "v9"}, queue=Queue.PURCHASING, by="ana", reason="Misread", clock=clock
        )
    assert reversal.reverses is not None
    assert (reversal.key != reversal.reverses, reversal.order_version) == (True, "v9")
    deliver(store, ledger, clock=clock)
    assert state_of(store, document) == (DocumentState.IN_REVIEW, [PostingState.CONFIRMED, PostingState.CONFIRMED])
    with store.begin() as work:
        (case,) = work.cases.of_document(document.document_id)
        assert case.queue == Queue.PURCHASING
        document = work.documents.get(document.document_id)
    clock.go_on(minutes=5)
    plan_again(store, clock, document)
    deliver(store, ledger, clock=clock)
    assert state_of(store, document)[0] is DocumentState.POSTED
    assert len(set(ledger.calls)) == 3, "posting it anew means something new"


def test_what_cannot_be_taken_back_stays_posted_with_the_reason(store: Store, clock: FakeClock) -> None:
    document = planned(store, clock)
    deliver(store, FakeLedger(), clock=clock)
    clock.go_on(minutes=5)
    again = {"versions": {"45": "v9"}, "queue": Queue.PURCHASING, "by": "ana", "reason": "Misread", "clock": clock}
    with store.begin() as work:
        take_back(work, document.document_id, **again)
    deliver(store, FakeLedger(LedgerRefusedError("The goods have come.")), clock=clock)
    with store.begin() as work:
        known = work.documents.get(document.document_id)
        assert (known.state, known.error) == (DocumentState.POSTED, "It could not be taken back: The goods have come.")
        take_back(work, document.document_id, **again)
    with pytest.raises(UsageError, match="Say why"), store.begin() as work:
        take_back(work, document.document_id, **again | {"reason": " "})


answers = st.lists(
    st.sampled_from([None, LedgerUnavailableError("away"), PostingUnknownError("silent"), LedgerRefusedError("no"), KeyboardInterrupt()]),
    max_size=6,
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(answers=answers, keeps=st.booleans())
def test_whatever_the_erp_answers_nothing_is_posted_twice_or_forgotten(
    store: Store, clock: FakeClock, answers: list[Exception | None], keeps: bool
) -> None:
    number = str(next(_numbers))
    document = planned(store, clock, number.encode(), document_number=number)
    ledger = FakeLedger(*answers, keeps=keeps)  # it asserts by itself that nothing comes twice
    for _ in range(len(answers) + 2):
        with contextlib.suppress(KeyboardInterrupt):
            deliver(store, ledger, clock=clock)
        clock.go_on(hours=1)
    state, (posting,) = state_of(store, document)
    refused = any(isinstance(answer, LedgerRefusedError) for answer in answers)
    assert (state, posting) in [
        (DocumentState.POSTED, PostingState.CONFIRMED),
        *([(DocumentState.FAILED, PostingState.FAILED)] if refused else []),
    ]
    assert len(ledger.kept) == (1 if state is DocumentState.POSTED else 0)
