"""Taking in: whatever fails or is killed, every file ends up stored exactly once or stays where it was."""

import contextlib
import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from domain.arrivals import document_id_of
from domain.errors import SourceBusyError, StoreBusyError, UnreadableError
from domain.ports import Archive, Store, UnitOfWork
from ingest.channels.folder import FolderChannel
from ingest.take_in import take_in
from storage.archive import FolderArchive
from tests.clock import FakeClock

SWEEPER = """
import os
import sys
from datetime import UTC, datetime
from pathlib import Path
from domain.errors import TransientError
from ingest.channels.folder import FolderChannel
from ingest.take_in import take_in
from storage.archive import FolderArchive
from storage.database import open_store

url, archive, drop = sys.argv[1:]

def sweep():
    clock = lambda: datetime.now(UTC)
    store = open_store(url, clock)
    for incoming in FolderChannel(Path(drop), settle_seconds=0).incoming():
        try:
            taken = take_in(incoming, archive=FolderArchive(Path(archive)), store=store, clock=clock, channel="folder")
        except TransientError:
            continue
        if taken is not None:
            os.write(1, f"took {os.getpid()} {taken.name}\\n".encode())

for line in sys.stdin:
    children = []
    for _ in range(int(line)):
        child = os.fork()
        if not child:
            sweep()
            os._exit(0)
        children.append(child)
    os.write(1, f"started {' '.join(map(str, children))}\\n".encode())
    statuses = [os.waitpid(child, 0)[1] for child in children]
    os.write(1, f"ended {' '.join(map(str, statuses))}\\n".encode())
"""
"""Starts as many sweeping processes at once as each line of its input says, and says how they ended."""


class Killed(BaseException):
    """Stands for a kill: nothing catches it."""


class FakeIncoming:
    """A file that keeps count of what is done to it."""

    def __init__(self, content: bytes = b"paper", name: str = "AB.pdf", error: Exception | None = None) -> None:
        self.name = name
        self.source_id = f"1-{name}"
        self.content = content
        self.error = error
        self.gone = False
        self.refused: list[str] = []
        self.die_before_safe = False

    def read(self) -> bytes:
        if self.error:
            raise self.error
        return self.content

    def safe(self) -> None:
        if self.die_before_safe:
            raise Killed
        self.gone = True

    def refuse(self, reason: str) -> None:
        self.refused.append(reason)
        self.gone = True


class FailingArchive:
    """Fails before or after it has done its work, once."""

    def __init__(self, archive: Archive, failure: BaseException, *, late: bool) -> None:
        self.archive = archive
        self.failure: BaseException | None = failure
        self.late = late

    def put(self, content: bytes) -> str:
        if self.late:
            self.archive.put(content)
        if self.failure is not None:
            failure, self.failure = self.failure, None
            raise failure
        return self.archive.put(content)

    def get(self, document_id: str) -> bytes:
        return self.archive.get(document_id)


class FailingStore:
    """Fails before or after the unit of work is written, once."""

    def __init__(self, store: Store, failure: BaseException, *, late: bool) -> None:
        self.store = store
        self.failure: BaseException | None = failure
        self.late = late

    @contextmanager
    def begin(self, *, reading: bool = False) -> Iterator[UnitOfWork]:
        failure, self.failure = self.failure, None
        if failure is not None and not self.late:
            raise failure
        with self.store.begin(reading=reading) as work:
            yield work
        if failure is not None:
            raise failure

    def close(self) -> None:
        self.store.close()


@pytest.fixture
def archive(tmp_path: Path) -> FolderArchive:
    return FolderArchive(tmp_path / "archive")


def documents(store: Store) -> dict[str, int]:
    """The documents by name, with the times that they were seen."""
    with store.begin(reading=True) as work:
        assert work.audit.first_broken() is None
        return {document.document_id: document.sightings for document in work.documents.recent(limit=10_000)}


def test_a_file_is_archived_and_recorded_before_it_may_go(store: Store, archive: FolderArchive, clock: FakeClock) -> None:
    incoming = FakeIncoming(name="../a\nb.pdf")
    arrival = take_in(incoming, archive=archive, store=store, clock=clock, channel="folder")
    assert arrival is not None
    assert (arrival.name, arrival.size, arrival.received_at) == ("a b.pdf", 5, clock())
    assert archive.get(arrival.document_id) == b"paper"
    assert incoming.gone
    assert documents(store) == {document_id_of(b"paper"): 1}


def test_the_same_file_is_taken_once_and_the_same_bytes_are_seen_again(store: Store, archive: FolderArchive, clock: FakeClock) -> None:
    def take(name: str) -> bool:
        return take_in(FakeIncoming(name=name), archive=archive, store=store, clock=clock, channel="folder") is not None

    assert [take("a.pdf"), take("a.pdf"), take("b.pdf")] == [True, False, True]
    assert documents(store) == {document_id_of(b"paper"): 2}


def test_another_file_under_a_number_used_again_is_taken(store: Store, archive: FolderArchive, clock: FakeClock) -> None:
    for content in (b"one", b"two"):
        assert take_in(FakeIncoming(content), archive=archive, store=store, clock=clock, channel="folder")
    assert len(documents(store)) == 2


@pytest.mark.parametrize("late", [False, True])
@pytest.mark.parametrize("failure", [Killed(), StoreBusyError("full")])
@pytest.mark.parametrize("where", ["archive", "store"])
def test_a_failure_at_any_step_loses_nothing_and_takes_nothing_twice(
    store: Store, archive: FolderArchive, clock: FakeClock, where: str, failure: BaseException, *, late: bool
) -> None:
    incoming = FakeIncoming()
    failing_archive = FailingArchive(archive, failure, late=late) if where == "archive" else archive
    failing_store = FailingStore(store, failure, late=late) if where == "store" else store
    with pytest.raises(type(failure)):
        take_in(incoming, archive=failing_archive, store=failing_store, clock=clock, channel="folder")
    assert not incoming.gone
    take_in(incoming, archive=archive, store=store, clock=clock, channel="folder")
    assert incoming.gone
    assert documents(store) == {document_id_of(b"paper"): 1}
    assert archive.get(document_id_of(b"paper")) == b"paper"


def test_killed_before_the_file_leaves_it_is_recognised_next_time(store: Store, archive: FolderArchive, clock: FakeClock) -> None:
    incoming = FakeIncoming()
    incoming.die_before_safe = True
    with pytest.raises(Killed):
        take_in(incoming, archive=archive, store=store, clock=clock, channel="folder")
    incoming.die_before_safe = False
    assert take_in(incoming, archive=archive, store=store, clock=clock, channel="folder") is None
    assert incoming.gone
    assert documents(store) == {document_id_of(b"paper"): 1}


def test_a_file_stored_by_a_killed_process_is_let_go_by_one_whose_clock_is_behind(
    store: Store, archive: FolderArchive, clock: FakeClock
) -> None:
    incoming = FakeIncoming()
    incoming.die_before_safe = True
    clock.go_on(days=100)
    with pytest.raises(Killed):
        take_in(incoming, archive=archive, store=store, clock=clock, channel="folder")
    incoming.die_before_safe = False
    clock.go_on(days=-100)
    assert take_in(incoming, archive=archive, store=store, clock=clock, channel="folder") is None
    assert incoming.gone


def test_a_busy_file_stays_and_a_vanished_one_is_nobodys(store: Store, archive: FolderArchive, clock: FakeClock) -> None:
    busy = FakeIncoming(error=SourceBusyError("still growing"))
    with pytest.raises(SourceBusyError):
        take_in(busy, archive=archive, store=store, clock=clock, channel="folder")
    vanished = FakeIncoming(error=FileNotFoundError())
    assert take_in(vanished, archive=archive, store=store, clock=clock, channel="folder") is None
    assert not busy.gone
    assert documents(store) == {}


def test_a_refused_file_is_put_aside_and_told_of(store: Store, archive: FolderArchive, clock: FakeClock) -> None:
    incoming = FakeIncoming(error=UnreadableError("It is a link."))
    assert take_in(incoming, archive=archive, store=store, clock=clock, channel="folder") is None
    assert incoming.refused == ["It is a link."]
    with store.begin() as work:
        (entry,) = work.audit.of_subject("file:AB.pdf")
    assert (entry.actor, entry.action, entry.after["reason"]) == ("folder", "file refused", "It is a link.")


def test_a_folder_that_cannot_be_changed_keeps_its_files_and_they_are_taken_once(
    store: Store, archive: FolderArchive, clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    def denied() -> None:
        raise PermissionError(13, "Permission denied")

    incoming = FakeIncoming()
    monkeypatch.setattr(incoming, "safe", denied)
    assert take_in(incoming, archive=archive, store=store, clock=clock, channel="folder")
    assert take_in(incoming, archive=archive, store=store, clock=clock, channel="folder") is None
    assert documents(store) == {document_id_of(b"paper"): 1}


class Sweeper:
    """Sweeps the drop folder in processes of their own."""

    def __init__(self, store_url: str, tmp_path: Path) -> None:
        command = [sys.executable, "-c", SWEEPER, store_url, str(tmp_path / "archive"), str(tmp_path / "drop")]
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.took: list[tuple[str, str]] = []

    def start(self, processes: int) -> list[int]:
        assert self.process.stdin is not None
        self.process.stdin.write(f"{processes}\n")
        self.process.stdin.flush()
        return [int(pid) for pid in self._until("started")]

    def end(self) -> list[int]:
        return [int(status) for status in self._until("ended")]

    def _until(self, word: str) -> list[str]:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            first, *rest = line.split()
            if first == word:
                return rest
            self.took.append((rest[0], rest[1]))
        raise AssertionError("The sweeper died.")


@pytest.fixture
def sweeper(store: Store, store_url: str, tmp_path: Path) -> Iterator[Sweeper]:
    started = Sweeper(store_url, tmp_path)
    yield started
    started.process.communicate(timeout=60)


def fill(drop: Path, files: int) -> Counter[str]:
    """Drops files, every third with bytes that another one has too; returns how often each content is there."""
    drop.mkdir(exist_ok=True)
    contents: Counter[str] = Counter()
    for number in range(files):
        content = f"paper {number if number % 3 else number % 9}".encode()
        folder = drop / f"box{number % 4}"
        folder.mkdir(exist_ok=True)
        (folder / f"{number:04}.pdf").write_bytes(content)
        contents[document_id_of(content)] += 1
    return contents


def left_in(drop: Path) -> list[Path]:
    return [path for path in drop.rglob("*") if path.is_file()]


def test_two_processes_that_sweep_one_folder_at_once_take_each_file_once(store: Store, sweeper: Sweeper, tmp_path: Path) -> None:
    contents = fill(tmp_path / "drop", 300)
    sweeper.start(2)
    assert sweeper.end() == [0, 0]
    names = [name for _, name in sweeper.took]
    assert len(names) == len(set(names)) == 300
    assert documents(store) == contents
    assert left_in(tmp_path / "drop") == []


def test_processes_killed_at_any_moment_lose_nothing_and_take_nothing_twice(
    store: Store, sweeper: Sweeper, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    contents = fill(tmp_path / "drop", 150)
    chance = random.Random(7)
    for _ in range(12):
        pids = sweeper.start(2)
        time.sleep(0.05 + chance.random() / 4)
        for pid in pids:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        sweeper.end()
    monkeypatch.setattr("ingest.channels.folder._LEFT_BEHIND_SECONDS", -1)
    archive = FolderArchive(tmp_path / "archive")
    for incoming in FolderChannel(tmp_path / "drop", settle_seconds=0).incoming():
        take_in(incoming, archive=archive, store=store, clock=FakeClock(), channel="folder")
    assert documents(store) == contents
    assert all(document_id_of(archive.get(document_id)) == document_id for document_id in contents)
    assert left_in(tmp_path / "drop") == []
