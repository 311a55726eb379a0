"""What every database must do for the stages: states, sightings, cases, users, and nothing half-written."""

import json
import subprocess
import sys
import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import create_engine, inspect

from domain.arrivals import Arrival, DocumentRecord, DocumentState, document_id_of
from domain.cases import CaseState
from domain.decisions import Decision, Outcome, Queue
from domain.errors import StaleStateError, StoreBusyError, UsageError
from domain.findings import Finding, FindingCode, Severity
from domain.paper import Group, Kind, Leaf, Reading
from domain.people import Attempts, Role, User, Visit
from domain.ports import Store
from storage.database import open_store
from storage.tables import metadata
from tests.clock import FakeClock

LEAF = Leaf(value="250", text="250,00", confidence=0.93, page=1, box=(1.5, 2, 3, 4), source="ocr")
READING = Reading(
    kind=Kind.CERTIFICATE,
    kind_confidence=0.98,
    language="de",
    fields=Group({"document_number": LEAF}),
    lines=[Group({"quantity": LEAF, "lots": [Group({"lot_number": LEAF})]})],
    heats=[Group({"chemistry": {"C": LEAF}, "impact": [Group({"energy_j": [LEAF, LEAF]})]})],
)


def arrival(content: bytes = b"paper", source: str = "1", name: str = "AB.pdf") -> Arrival:
    return Arrival(
        document_id=document_id_of(content),
        name=name,
        size=len(content),
        channel="folder",
        source_id=source,
        received_at=datetime(2026, 8, 3, 9, 0, tzinfo=UTC),
    )


def decision(priority: int = 30, due_at: datetime | None = None, queue: Queue = Queue.PURCHASING) -> Decision:
    return Decision(outcome=Outcome.REVIEW, queue=queue, approvals=1, priority=priority, reasons=["Why"], due_at=due_at, policy="sha256:0")


def received(store: Store, content: bytes = b"paper", **changes: str) -> DocumentRecord:
    with store.begin() as work:
        work.documents.add(arrival(content, **changes))
        return work.documents.get(document_id_of(content))


def in_review(store: Store, content: bytes, decided: Decision) -> DocumentRecord:
    document = received(store, content, source=content.decode(), name=f"{content.decode()}.pdf")
    with store.begin() as work:
        moved = work.documents.advance(
            document.document_id, expect=[DocumentState.RECEIVED], to=DocumentState.IN_REVIEW, by="route", decision=decided
        )
        work.cases.open(moved, now=decided.due_at or datetime(2026, 8, 3, tzinfo=UTC))
        return moved


def test_the_same_bytes_are_one_document_with_many_sightings(store: Store) -> None:
    with store.begin() as work:
        assert work.documents.add(arrival(source="1"))
        assert not work.documents.add(arrival(source="1"))
        assert not work.documents.add(arrival(source="2"))
        assert work.documents.seen("folder", "2")
        assert not work.documents.seen("mailbox", "2")
        assert work.documents.get(arrival().document_id).sightings == 2


def test_what_was_read_comes_back_as_it_was(store: Store) -> None:
    finding = Finding(code=FindingCode.PRICE_VARIANCE, severity=Severity.ERROR, field="lines[0].unit_price", message="Zu teuer: 5 €")
    document = received(store)
    with store.begin() as work:
        stored = work.documents.advance(
            document.document_id,
            expect=[DocumentState.RECEIVED],
            to=DocumentState.READ,
            by="extract",
            kind=READING.kind,
            reading=READING,
            findings=[finding],
            decision=decision(),
            supplier_id="S1",
            document_number="AB-1",
        )
    with store.begin(reading=True) as work:
        assert work.documents.get(document.document_id) == stored
        assert stored.reading == READING
        assert stored.findings == [finding]
        assert stored.version == 1
        assert work.documents.with_number("S1", "AB-1") == [stored]
        assert work.documents.with_number("S2", "AB-1") == []


def test_any_text_from_outside_can_be_stored(store: Store) -> None:
    document = received(store, name="a\0b\ud800\n“😀”.pdf")
    with store.begin() as work:
        moved = work.documents.advance(
            document.document_id,
            expect=[DocumentState.RECEIVED],
            to=DocumentState.FAILED,
            by="x",
            error="bad\0 \udcff",
            document_number="\0",
        )
        assert work.documents.get(document.document_id).state is moved.state
        assert work.audit.first_broken() is None
        assert len(work.audit.of_subject(document.document_id)) == 2


def test_a_document_moves_only_from_where_it_is_expected(store: Store) -> None:
    document = received(store)
    with pytest.raises(StaleStateError, match="received by now"), store.begin() as work:
        work.documents.advance(document.document_id, expect=[DocumentState.CHECKED], to=DocumentState.POSTING, by="x")
    with pytest.raises(ValueError, match="size"), store.begin() as work:
        work.documents.advance(document.document_id, expect=[DocumentState.RECEIVED], to=DocumentState.READ, by="x", size=3)
    with store.begin() as work:
        assert work.documents.get(document.document_id) == document
        assert len(work.audit.of_subject(document.document_id)) == 1


def test_an_exception_leaves_nothing_of_a_unit_of_work(store: Store) -> None:
    with pytest.raises(ZeroDivisionError), store.begin() as work:
        assert work.documents.add(arrival()) / 0
    with store.begin() as work, pytest.raises(KeyError):
        work.documents.get(arrival().document_id)


def test_every_move_is_in_the_story_of_the_document_with_before_and_after(store: Store) -> None:
    moved = in_review(store, b"story", decision())
    with store.begin() as work:
        case = work.cases.of_document(moved.document_id)[0]
        work.cases.save(case.model_copy(update={"claimed_by": "ana"}), by="ana", action="claimed", note="mine")
        story = work.audit.of_subject(moved.document_id)
    assert [entry.action for entry in story] == ["document received", "document in_review", "case opened", "case claimed"]
    assert story[1].before["state"] == "received"
    assert story[1].after["decision"] == decision().model_dump(mode="json")
    assert (story[3].before["claimed_by"], story[3].after["claimed_by"]) == (None, "ana")
    assert (story[3].actor, story[3].after["note"]) == ("ana", "mine")


def test_documents_are_listed_by_state_and_by_age(store: Store) -> None:
    for content in (b"1", b"2", b"3"):
        received(store, content, source=content.decode())
    with store.begin() as work:
        work.documents.advance(document_id_of(b"2"), expect=[DocumentState.RECEIVED], to=DocumentState.FAILED, by="x")
        ids = [document_id_of(content) for content in (b"1", b"2", b"3")]
        assert [found.document_id for found in work.documents.in_states([DocumentState.RECEIVED])] == [ids[0], ids[2]]
        assert [found.document_id for found in work.documents.recent(limit=2)] == [ids[2], ids[1]]


def test_the_queue_is_ordered_by_priority_then_deadline_then_age(store: Store, clock: FakeClock) -> None:
    tomorrow = datetime(2026, 8, 4, tzinfo=UTC)
    in_review(store, b"no-deadline", decision(50))
    in_review(store, b"older", decision(50, tomorrow))
    in_review(store, b"newer", decision(50, tomorrow))
    in_review(store, b"urgent", decision(90, tomorrow, Queue.QUALITY))
    with store.begin() as work:
        assert [case.name for case in work.cases.queue()] == ["urgent.pdf", "older.pdf", "newer.pdf", "no-deadline.pdf"]
        assert [case.name for case in work.cases.queue("purchasing", limit=2)] == ["older.pdf", "newer.pdf"]
        assert work.cases.queue()[3].due_at is None


def test_a_document_has_one_open_case(store: Store, clock: FakeClock) -> None:
    moved = in_review(store, b"one", decision())
    with store.begin() as work:
        case = work.cases.open(moved, now=clock())
        assert [found.case_id for found in work.cases.of_document(moved.document_id)] == [case.case_id]
        work.cases.save(case.model_copy(update={"state": CaseState.APPROVED}), by="ana", action="approved")
        second = work.cases.open(moved, now=clock())
        assert [found.case_id for found in work.cases.of_document(moved.document_id)] == [second.case_id, case.case_id]


def test_of_two_people_who_save_a_case_the_second_is_told(store: Store) -> None:
    moved = in_review(store, b"both", decision())
    with store.begin() as work:
        case = work.cases.of_document(moved.document_id)[0]
        work.cases.save(case.model_copy(update={"claimed_by": "ana"}), by="ana", action="claimed")
    with pytest.raises(StaleStateError, match="Somebody else changed"), store.begin() as work:
        work.cases.save(case.model_copy(update={"claimed_by": "bo"}), by="bo", action="claimed")


def test_a_changed_user_is_signed_out_everywhere_and_no_password_is_told(store: Store) -> None:
    at = datetime(2026, 8, 3, 9, 0, tzinfo=UTC)
    old, new = User(name="clerk", role=Role.CLERK, password_hash="old"), User(name="clerk", role=Role.LEAD, password_hash="new")
    with store.begin() as work:
        assert work.users.all() == []
        work.users.save(old, by="admin", action="user added")
        for key in ("a", "b"):
            work.visits.start(Visit(key_hash=key, user="clerk", started_at=at, seen_at=at))
        work.users.save(old, by="admin", action="user changed")
        assert work.visits.find("a")
        work.users.save(new, by="admin", action="user changed")
        assert work.visits.find("a") is None
        assert work.users.get("clerk") == new
        assert work.users.get("nobody") is None
        told = [(entry.actor, entry.before, entry.after) for entry in work.audit.of_subject("user:clerk")]
    assert told[2] == ("admin", {"role": "clerk"}, {"role": "lead"})
    assert "new" not in json.dumps(told)


def test_visits_are_seen_ended_and_forgotten(store: Store) -> None:
    at = datetime(2026, 8, 3, 9, 0, tzinfo=UTC)
    with store.begin() as work:
        work.visits.start(Visit(key_hash="a", user="clerk", started_at=at, seen_at=at))
        work.visits.seen("a", at + timedelta(minutes=5))
        assert work.visits.find("a") == Visit(key_hash="a", user="clerk", started_at=at, seen_at=at + timedelta(minutes=5))
        work.visits.start(Visit(key_hash="b", user="lead", started_at=at, seen_at=at))
        work.visits.end("b")
        assert work.visits.find("b") is None
        assert work.visits.end_all("clerk") == 1
        work.visits.start(Visit(key_hash="c", user="clerk", started_at=at, seen_at=at))
        later = at + timedelta(days=2)
        work.visits.start(Visit(key_hash="d", user="clerk", started_at=later, seen_at=later))
        assert work.visits.find("c") is None
        assert work.visits.find("d")


def test_wrong_passwords_are_kept_by_name_without_the_name_and_for_a_day(store: Store, clock: FakeClock) -> None:
    with store.begin() as work:
        work.users.remember("my secret typed here", Attempts(failed=3))
        assert work.users.attempts("my secret typed here") == Attempts(failed=3)
        clock.go_on(days=2)
        work.users.remember("other", Attempts(failed=1, locked_until=clock()))
        assert work.users.attempts("my secret typed here") == Attempts()
        assert work.users.attempts("other").locked_until == clock()
        work.users.remember("other", None)
        assert work.users.attempts("other") == Attempts()


def test_a_reading_unit_of_work_changes_nothing_and_waits_for_nobody(store: Store) -> None:
    with store.begin() as writing:
        writing.documents.add(arrival())
        with store.begin(reading=True) as work:
            assert work.documents.recent() == []
    with pytest.raises(StoreBusyError), store.begin(reading=True) as work:
        work.documents.add(arrival(source="2"))
    assert received(store).sightings == 1


def test_a_unit_of_work_inside_another_is_refused_at_once(store: Store) -> None:
    with store.begin(), pytest.raises(RuntimeError, match="open already"):
        store.begin().__enter__()


def test_two_threads_never_write_at_once(store: Store) -> None:
    document = received(store)
    moved: list[bool] = []

    def move() -> None:
        try:
            with store.begin() as work:
                work.documents.advance(document.document_id, expect=[DocumentState.RECEIVED], to=DocumentState.READ, by="x")
            moved.append(True)
        except StaleStateError:
            moved.append(False)

    threads = [threading.Thread(target=move) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(moved) == [False] * 5 + [True]


_OPEN_AND_ADD = """
import sys
from datetime import UTC, datetime, timedelta
from domain.arrivals import Arrival, document_id_of
from storage.database import open_store

url, name = sys.argv[1:]
store = open_store(url, lambda: datetime.now(UTC))
with store.begin() as work:
    work.documents.add(Arrival(
        document_id=document_id_of(name.encode()), name=name, size=1, channel="folder", source_id=name, received_at=datetime.now(UTC)
    ))
"""


def test_processes_that_start_at_once_share_one_new_database(store_url: str) -> None:
    command = [sys.executable, "-c", _OPEN_AND_ADD, store_url]
    processes = [subprocess.Popen([*command, name]) for name in ("1", "2", "3")]
    assert [process.wait(60) for process in processes] == [0, 0, 0]
    store = open_store(store_url, lambda: datetime.now(UTC))
    with store.begin(reading=True) as work:
        assert len(work.documents.recent()) == 3
        assert work.audit.first_broken() is None
    store.close()


def test_the_migrations_make_the_tables_that_the_code_uses(store: Store, store_url: str) -> None:
    engine = create_engine(store_url.replace("postgresql://", "postgresql+psycopg://"))
    with engine.connect() as connection:
        differences = compare_metadata(MigrationContext.configure(connection, opts={"compare_type": True}), metadata)
        indexes = {index["name"] for index in inspect(connection).get_indexes("cases")}
    engine.dispose()
    # SQLite cannot say in which direction an index is sorted, so Alembic takes those for other ones.
    assert [item for item in differences if "urgency" not in str(item)] == []
    assert {"ix_cases_urgency", "ix_cases_queue_urgency", "uq_cases_open"} <= indexes


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("nonsense", "write it like"),
        ("sqlite://", "name a file"),
        ("mysql://localhost/x", "not in mysql"),
        ("sqlite:////proc/x/y.db", "choose another"),
    ],
)
def test_a_wrong_address_is_one_sentence(url: str, words: str, clock: FakeClock) -> None:
    with pytest.raises(UsageError, match=words):
        open_store(url, clock)


def test_a_file_that_is_no_database_of_ours_is_one_sentence(tmp_path: Path, clock: FakeClock) -> None:
    (tmp_path / "letter.db").write_text("Dear Sir or Madam, " * 100)
    with pytest.raises(UsageError, match="is no SQLite database"):
        open_store(f"sqlite:///{tmp_path / 'letter.db'}", clock)
    open_store(f"sqlite:///{tmp_path / 'newer.db'}", clock).close()
    engine = create_engine(f"sqlite:///{tmp_path / 'newer.db'}")
    with engine.begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    engine.dispose()
    with pytest.raises(UsageError, match="newer Tallyclerk"):
        open_store(f"sqlite:///{tmp_path / 'newer.db'}", clock)


def test_a_locked_database_is_busy_and_not_broken(tmp_path: Path, clock: FakeClock, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("storage.database._WAIT_SECONDS", 0.1)
    store = open_store(f"sqlite:///{tmp_path / 'locked.db'}", clock)
    other = create_engine(f"sqlite:///{tmp_path / 'locked.db'}")
    with other.connect() as blocking:
        blocking.exec_driver_sql("BEGIN IMMEDIATE")
        with pytest.raises(StoreBusyError, match="locked"), store.begin() as work:
            work.documents.recent()
    other.dispose()
    assert received(store).state is DocumentState.RECEIVED


def test_an_unreachable_server_is_busy_and_not_broken(clock: FakeClock) -> None:
    with pytest.raises(StoreBusyError, match="cannot be used now"):
        open_store("postgresql://nobody@127.0.0.1:1/none", clock)


def test_the_newest_papers_of_an_order_are_told_oldest_first_and_by_kind(store: Store) -> None:
    kinds = (Kind.SHIP_NOTICE, Kind.CERTIFICATE, Kind.SHIP_NOTICE, Kind.SHIP_NOTICE, Kind.ORDER_CONFIRMATION, Kind.SHIP_NOTICE)
    ids = []
    for number, kind in enumerate(kinds):
        document = received(store, b"paper %d" % number, source=str(number))
        to = DocumentState.REJECTED if number == 3 else DocumentState.READ
        said = {"kind": kind, "order_number": "45", "supplier_id": "S1" if number else "S2"}
        with store.begin() as work:
            work.documents.advance(document.document_id, expect=[DocumentState.RECEIVED], to=to, by="test", **said)
        ids.append(document.document_id)
    with store.begin(reading=True) as work:
        told = [
            [ids.index(each.document_id) for each in work.documents.of_order("45", "S1", kinds=wanted, **more)]  # type: ignore[arg-type]
            for wanted, more in (
                ([Kind.SHIP_NOTICE], {}),
                ([Kind.SHIP_NOTICE, Kind.CERTIFICATE], {"limit": 2}),
                ([Kind.SHIP_NOTICE], {"but": [DocumentState.REJECTED]}),
                ([Kind.SHIP_NOTICE, Kind.CERTIFICATE], {"before": ids[3]}),
                ([], {}),
            )
        ]
        last = [ids.index(each.document_id) for each in work.documents.of_supplier("S1", limit=2)]
    assert told == [[2, 3, 5], [3, 5], [2, 5], [1, 2], []]
    assert last == [5, 4]
