"""Documents that hang, crash, eat memory or lie: each costs itself only, says so in a sentence, and the next one is read."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from domain.errors import PermanentError, TransientError, UnreadableError
from extract import sandbox
from extract.sandbox import ReadingPool
from tests.misbehaving import GOOD


@pytest.fixture(scope="module")
def pool() -> Iterator[ReadingPool]:
    with ReadingPool(1, engine="none", doctypes="tests.misbehaving:doctypes") as opened:
        yield opened


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sandbox, "SECONDS_PER_PAGE", 1.0)


def is_alive(process: int) -> bool:
    try:
        state = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return False
    return state != "Z"


@pytest.mark.parametrize(
    ("what", "error", "says"),
    [
        ("be_unreadable", UnreadableError, "It is upside down."),
        ("wait", TransientError, "Tesseract was killed."),
        ("fail", PermanentError, "ValueError: the third page has no words"),
        ("recurse", UnreadableError, "nested too deeply"),
        ("eat_memory", UnreadableError, "more memory than a document may take"),
        ("crash", UnreadableError, "broke down over it"),
        ("leave", UnreadableError, r"broke down over it \(exit 3\)"),
    ],
)
def test_a_bad_document_is_one_sentence_and_the_next_one_is_read(pool: ReadingPool, what: str, error: type[Exception], says: str) -> None:
    with pytest.raises(error, match=says) as raised:
        pool.read(what.encode(), "bad.pdf")
    assert type(raised.value) is error
    assert "\n" not in str(raised.value)
    assert pool.read(b"good", "next.pdf") == GOOD


@pytest.mark.usefixtures("impatient")
def test_a_document_that_hangs_is_given_up_and_the_next_one_is_read(pool: ReadingPool) -> None:
    began = time.monotonic()
    with pytest.raises(UnreadableError, match="it took too long"):
        pool.read(b"hang", "bad.pdf")
    assert time.monotonic() - began < 5
    assert pool.read(b"good", "next.pdf") == GOOD


@pytest.mark.usefixtures("impatient")
def test_what_a_hanging_reader_has_started_dies_with_it(pool: ReadingPool, tmp_path: Path) -> None:
    note = tmp_path / "child"
    with pytest.raises(UnreadableError):
        pool.read(b"hang_with_a_child " + os.fsencode(note), "bad.pdf")
    child = int(note.read_text())
    until = time.monotonic() + 5
    while is_alive(child) and time.monotonic() < until:
        time.sleep(0.05)
    assert not is_alive(child)


@pytest.mark.usefixtures("impatient")
def test_a_long_document_has_time_as_long_as_its_pages_come(pool: ReadingPool) -> None:
    assert pool.read(b"take_its_time", "long.pdf") == GOOD


@pytest.mark.parametrize("what", [b"chatter", b"write_to_descriptor_one"])
def test_what_a_library_prints_is_no_answer(pool: ReadingPool, what: bytes) -> None:
    assert pool.read(what, "loud.pdf") == GOOD
    assert pool.read(b"good", "next.pdf") == GOOD


def test_a_page_that_cannot_be_drawn_is_an_error_and_the_next_document_is_read(pool: ReadingPool) -> None:
    with pytest.raises(UnreadableError):
        pool.render(b"%PDF-1.4 no", "bad.pdf", 1, 0)
    assert pool.read(b"good", "next.pdf") == GOOD


def test_more_readers_than_processes_wait_for_their_turn(pool: ReadingPool) -> None:
    with ThreadPoolExecutor(6) as threads:
        found = list(threads.map(lambda number: pool.read(f"good {number}".encode(), "a.pdf"), range(12)))
    assert found == [GOOD] * 12


def test_a_process_is_replaced_after_so_many_documents(pool: ReadingPool, monkeypatch: pytest.MonkeyPatch) -> None:
    pool.read(b"good", "a.pdf")
    [before] = pool._all
    monkeypatch.setattr(sandbox, "DOCUMENTS_PER_PROCESS", 1)
    pool.read(b"good", "b.pdf")
    [after] = pool._all
    assert after is not before
    assert not is_alive(before._process.pid)


def test_a_reader_that_cannot_start_is_a_transient_error() -> None:
    with (
        ReadingPool(1, engine="none", doctypes="tests.misbehaving:nothing_of_that_name") as pool,
        pytest.raises(TransientError, match="started"),
    ):
        pool.read(b"good", "a.pdf")


def test_closing_while_a_document_is_read_blames_the_closing_and_not_the_document() -> None:
    pool = ReadingPool(1, engine="none", doctypes="tests.misbehaving:doctypes")
    pool.read(b"good", "a.pdf")
    closing = threading.Timer(0.5, pool.close)
    closing.start()
    with pytest.raises(TransientError, match="closed"):
        pool.read(b"hang", "b.pdf")
    closing.join()
