"""The pipeline: every document gets an outcome, whatever fails and wherever a process dies; nothing is posted twice."""

import contextlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.desk import Desk
from app.sweeping import has_work, run_batch
from domain.arrivals import DocumentState
from domain.decisions import Outcome
from domain.errors import LedgerRefusedError, LedgerUnavailableError, PermanentError, StoreBusyError, UsageError
from domain.findings import FindingCode
from domain.people import Role, User
from domain.ports import UnitOfWork
from domain.worklist import Tally
from tests.world import World, change_order, confirmation, with_pipeline, world


def waiting(made: World) -> Tally:
    with made.tally.pipeline.store.begin(reading=True) as work:
        return work.worklist.tally(made.clock())


class Killed(BaseException):
    """As if the process had been killed here: nothing may catch it."""


@dataclass
class DyingStore:
    """A store in which the process dies at one unit of work: before it, or after it was written."""

    store: Any
    at: int
    after: bool
    begun: int = 0
    writes: list[str] = field(default_factory=list)

    @contextlib.contextmanager
    def begin(self, *, reading: bool = False) -> Iterator[UnitOfWork]:
        if reading:
            with self.store.begin(reading=True) as work:
                yield work
            return
        self.begun += 1
        if self.begun == self.at and not self.after:
            raise Killed
        with self.store.begin() as work:
            yield work
        if self.begun == self.at and self.after:
            raise Killed


def test_a_clean_paper_is_posted_and_a_deviating_one_waits_for_a_person(made: World) -> None:
    clean = made.put_through(confirmation("AB-1"), "clean.pdf")
    dear = made.put_through(confirmation("AB-2", price="2.60"), "dear.pdf")
    assert clean.state is DocumentState.POSTED
    assert dear.state is DocumentState.IN_REVIEW
    assert waiting(made).waiting == 1
    assert made.confirmed() == 1


def test_what_cannot_be_read_is_rejected_with_the_reason_and_kept(made: World) -> None:
    record = made.put_through(None, "secret.pdf")
    assert record.state is DocumentState.REJECTED
    assert record.error == "The PDF is encrypted: ask the supplier for one without a password."
    assert made.tally.pipeline.archive.get(record.document_id) == b"secret.pdf"
    assert not (made.inbox / "secret.pdf").exists()


def test_an_unexpected_failure_is_stored_with_its_document_and_stops_no_other(made: World) -> None:
    made.drop(confirmation("AB-1"), "a.pdf")
    made.drop(confirmation("AB-2"), "b.pdf")
    made.reader.fails = [ZeroDivisionError("by\nzero")]
    assert run_batch(made.tally, "inbox") == 2
    first, second = sorted(made.desk.documents(), key=lambda record: record.name)
    assert (first.state, second.state) == (DocumentState.FAILED, DocumentState.POSTED)
    assert first.error == "The program failed on this document (ZeroDivisionError: by zero); it can be tried again."
    assert waiting(made).failed == 1


def test_a_failure_of_our_own_in_the_reader_is_no_rejection(made: World) -> None:
    document_id = made.drop(confirmation())
    made.take_in()
    made.reader.fails = [PermanentError("our code failed")]
    assert made.tally.pipeline.run(document_id).state is DocumentState.FAILED


def test_what_may_pass_leaves_the_document_where_it_is_to_be_driven_again(made: World) -> None:
    document_id = made.drop(confirmation())
    made.reader.fails = [StoreBusyError("The database is locked.")]
    run_batch(made.tally, "inbox")
    assert made.state(document_id) is DocumentState.RECEIVED
    assert has_work(made.tally, "inbox")
    run_batch(made.tally, "inbox")
    assert made.state(document_id) is DocumentState.POSTED
    assert not has_work(made.tally, "inbox")


def steps_of(tmp_path: Path) -> int:
    with world(tmp_path / "counted") as here:
        counting = DyingStore(here.tally.pipeline.store, at=0, after=False)
        with_pipeline(here, store=counting).put_through(confirmation())
        return counting.begun


@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
def test_killed_at_any_write_it_goes_on_and_posts_once(tmp_path: Path, after: bool) -> None:
    steps = steps_of(tmp_path)
    assert steps >= 6
    for at in range(1, steps + 1):
        with world(tmp_path / f"{after}-{at}") as here:
            store = here.tally.pipeline.store
            document_id = here.drop(confirmation())
            dying = with_pipeline(here, store=DyingStore(store, at=at, after=after))
            with pytest.raises(Killed):
                run_batch(dying.tally, "inbox")
            for _ in range(3):
                here.clock.go_on(minutes=10)  # the dead process's claims lapse
                run_batch(here.tally, "inbox")
            assert here.state(document_id) is DocumentState.POSTED, f"killed at write {at}"
            assert here.confirmed() == 1
            with store.begin(reading=True) as work:
                assert work.audit.first_broken() is None
                assert len(work.postings.of_document(document_id)) == 1


def test_every_stage_may_run_twice_without_harm(made: World) -> None:
    document_id = made.drop(confirmation())
    made.take_in()
    pipeline = made.tally.pipeline
    stages: list[Callable[..., Any]] = [pipeline.read, pipeline.check, pipeline.route]
    for stage in stages:
        record = made.record(document_id)
        stage(record)
        with contextlib.suppress(PermanentError):  # the second is told that it is too late
            stage(record)
    pipeline.deliver()
    pipeline.deliver()
    assert made.state(document_id) is DocumentState.POSTED
    assert made.confirmed() == 1


def test_an_order_that_changed_before_posting_is_checked_again(made: World) -> None:
    document_id = made.drop(confirmation())
    made.take_in()
    assert made.tally.pipeline.run(document_id).state is DocumentState.POSTING
    change_order(made, unit_price=Decimal("2.00"))
    made.tally.pipeline.deliver()
    assert made.state(document_id) is DocumentState.READ
    record = made.tally.pipeline.run(document_id)
    assert record.state is DocumentState.IN_REVIEW
    assert [finding.code for finding in record.findings] == [FindingCode.PRICE_VARIANCE]
    assert made.confirmed() == 0


def test_an_order_that_changed_between_check_and_routing_is_looked_at_as_it_is_now(made: World) -> None:
    document_id = made.drop(confirmation())
    made.take_in()
    pipeline = made.tally.pipeline
    checked = pipeline.check(pipeline.read(made.record(document_id)))
    assert checked.findings == []
    change_order(made, unit_price=Decimal("2.00"))
    assert pipeline.route(checked).state is DocumentState.IN_REVIEW


def test_the_same_number_from_other_bytes_goes_to_a_person(made: World) -> None:
    assert made.put_through(confirmation("AB-1"), "first.pdf").state is DocumentState.POSTED
    second = made.put_through(confirmation("AB-1"), "second.pdf")
    assert second.state is DocumentState.IN_REVIEW
    assert FindingCode.DUPLICATE_DOCUMENT in [finding.code for finding in second.findings]
    assert made.confirmed() == 1


def test_of_two_papers_of_one_number_checked_at_once_only_the_first_is_posted(made: World) -> None:
    pipeline = made.tally.pipeline
    first, second = made.drop(confirmation("AB-1"), "a.pdf"), made.drop(confirmation("AB-1"), "b.pdf")
    made.take_in()
    read = [pipeline.read(made.record(each)) for each in (first, second)]
    checked = [pipeline.check(each) for each in read]
    routed = [pipeline.route(each) for each in reversed(checked)]
    assert [each.state for each in routed] == [DocumentState.IN_REVIEW, DocumentState.POSTING]


def test_a_second_sighting_of_the_same_bytes_changes_nothing(made: World) -> None:
    first = made.put_through(confirmation())
    made.drop(confirmation())
    run_batch(made.tally, "inbox")
    assert made.record(first.document_id).sightings == 2
    assert made.state(first.document_id) is DocumentState.POSTED
    assert made.confirmed() == 1


def test_what_the_erp_would_refuse_goes_before_a_person_instead_of_failing(made: World) -> None:
    class Closed:
        name = "embedded"

        def rehearse(self, posting: object) -> None:  # noqa: ARG002 - the port has it
            raise LedgerRefusedError("Period 06 is closed.", remedy="Have it opened.")

    pipeline = with_pipeline(made, ledger=Closed()).tally.pipeline
    document_id = made.drop(confirmation())
    made.take_in()
    seen = pipeline.run(document_id)
    assert seen.state is DocumentState.IN_REVIEW
    assert seen.decision is not None
    assert seen.decision.reasons[-1] == "Period 06 is closed. Have it opened."
    assert made.desk.paper(document_id).obstacle is None
    with pytest.raises(UsageError, match=r"cannot be posted as it stands: Period 06 is closed\. Have it opened\."):
        Desk(pipeline).approve(made.case_id(document_id), User(name="clerk", role=Role.CLERK), version=0)


def test_an_erp_that_is_away_delays_the_posting_and_loses_nothing(made: World) -> None:
    class Away:
        name = "embedded"

        def post(self, posting: object) -> None:  # noqa: ARG002 - the port has it
            raise LedgerUnavailableError("The ERP does not answer.")

        def rehearse(self, posting: object) -> None:  # noqa: ARG002
            raise LedgerUnavailableError("The ERP does not answer.")

        def find(self, key: str) -> None:  # noqa: ARG002
            return None

    document_id = made.drop(confirmation())
    run_batch(with_pipeline(made, ledger=Away()).tally, "inbox")
    assert made.state(document_id) is DocumentState.POSTING
    made.clock.go_on(hours=1)
    made.tally.pipeline.deliver()
    assert made.state(document_id) is DocumentState.POSTED


def test_without_posting_a_document_ends_checked_with_its_decision(made: World) -> None:
    dry = with_pipeline(made, posts=False)
    record = dry.put_through(confirmation())
    assert record.state is DocumentState.CHECKED
    assert record.decision is not None
    assert record.decision.outcome is Outcome.POST
    assert dry.tally.pipeline.waiting() == []
    assert dry.confirmed() == 0


def test_looking_twice_does_not_make_a_reading_surer(made: World) -> None:
    record = made.put_through(confirmation(sure=0.7))
    stored = record.reading
    once, twice = (made.tally.pipeline.examine(record).reading for _ in range(2))
    assert once == twice
    assert stored == confirmation(sure=0.7)
    assert once.lines[0].root["quantity"].confidence > 0.7  # type: ignore[union-attr]


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(price=st.decimals("0.01", "9", places=2), sure=st.floats(0, 1), number=st.text("ABC123-", min_size=1, max_size=6))
def test_nothing_is_posted_that_differs_or_is_doubtful(made: World, price: Decimal, sure: float, number: str) -> None:
    record = made.put_through(confirmation(number, price=f"{price}", sure=sure), f"{price}-{sure}-{number}.pdf")
    assert record.state in (DocumentState.POSTED, DocumentState.IN_REVIEW)
    if record.state is DocumentState.POSTED:
        assert abs(price - Decimal("2.50")) <= Decimal("2.50") * made.tally.settings.policy.price_warning_pct / 100
        seen = made.tally.pipeline.examine(record).reading
        assert all(leaf.confidence >= 0.9 for path, leaf in seen.leaves() if path.endswith(("quantity", "unit_price", "delivery_date")))
