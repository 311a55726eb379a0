"""Documents are read in processes of their own, with limits on time and memory; one that hangs or dies costs its document only."""

from __future__ import annotations

import json
import logging
import os
import queue
import select
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Sequence
from itertools import accumulate
from types import TracebackType
from typing import IO, Self

from pydantic import TypeAdapter, ValidationError

from domain.arrivals import Contents
from domain.errors import PermanentError, TransientError, UnreadableError
from domain.paper import Reading
from extract.opening.place import Asked, Placed

logger = logging.getLogger(__name__)

SECONDS_PER_PAGE = 120.0
SECONDS_MORE = 1.0
"""What each page that was looked at adds to the time that the next sign of life may take: in the end all are read together."""
SECONDS_PER_DOCUMENT = 900.0
SECONDS_TO_START = 90.0
LARGEST_ANSWER = 64 * 1024 * 1024
LARGEST_CONTENTS = 256 * 1024 * 1024
"""The same for what a message or an archive holds."""
DOCUMENTS_PER_PROCESS = 200
"""A process is replaced after so many documents: native libraries leak."""


class _Died(Exception):  # noqa: N818 - an event inside this module
    """The process ended, answered nonsense or ran out of time; the text says which."""


class ReadingPool:
    """Processes that read documents and draw their pages. Safe to use from several threads."""

    def __init__(
        self,
        workers: int,
        *,
        engine: str = "tesseract",
        languages: Sequence[str] = (),
        doctypes: str = "doctypes:find_doctypes",
        opener: str = "ingest.unpack",
        servers: Sequence[str] = (),
    ) -> None:
        """Starts nothing yet: a process starts with the first document that needs it.

        Args:
            workers: how many documents are read at a time.
            engine: the module of `extract.engines` that does OCR.
            languages: what OCR is to expect, as ISO 639-1 codes; all that it has models for where none is named.
            doctypes: `module:function` that gives the kinds of paper to tell apart.
            opener: the module that opens messages and archives.
            servers: the names under which our own mail servers write Authentication-Results.
        """
        self._setup: dict[str, object] = {
            "engine": engine,
            "languages": list(languages),
            "doctypes": doctypes,
            "opener": opener,
            "servers": list(servers),
        }
        self._idle: queue.LifoQueue[_Worker | None] = queue.LifoQueue()
        for _ in range(max(1, workers)):
            self._idle.put(None)
        self._lock = threading.Lock()
        self._all: set[_Worker] = set()
        self._closed = False

    def read(self, content: bytes, name: str) -> Reading:
        """What the document says.

        Raises:
            UnreadableError: it cannot be read, or it hung, or it brought the reader down.
            PermanentError: our own code failed on it. TransientError: the reader could not be started.
        """
        answer = self._ask({"do": "read", "name": name}, content)
        try:
            return Reading.model_validate_json(answer)
        except ValidationError as error:
            raise UnreadableError("Reading the document gave no sense; it was put aside.") from error

    def render(self, content: bytes, name: str, page: int, turn: int) -> bytes:
        """A page (from 1) as a PNG, upright. Raises as `read`."""
        return self._ask({"do": "render", "name": name, "page": page, "turn": turn}, content)

    def unpack(self, content: bytes, name: str) -> tuple[Contents, list[bytes]]:
        """What a message or an archive holds, and the bytes of its parts, in their order. Raises as `read`."""
        answer = self._ask({"do": "unpack", "name": name}, content, largest=LARGEST_CONTENTS)
        head, _, rest = answer.partition(b"\n")
        try:
            contents = Contents.model_validate_json(head)
        except ValidationError as error:
            raise UnreadableError("Opening the file gave no sense; it was put aside.") from error
        if sum(part.size for part in contents.parts) != len(rest):
            raise UnreadableError("Opening the file gave no sense; it was put aside.")
        ends = list(accumulate(part.size for part in contents.parts))
        return contents, [rest[end - part.size : end] for part, end in zip(contents.parts, ends, strict=True)]

    def part(self, content: bytes, name: str, first: int, last: int) -> bytes:
        """Those pages (from 1) of the document as a file of their own. Raises as `read`."""
        return self._ask({"do": "part", "name": name, "first": first, "last": last}, content)

    def place(self, content: bytes, name: str, asked: Asked) -> Placed:
        """What stands in a box of a page. Raises as `read`."""
        answer = self._ask({"do": "place", "name": name, "asked": TypeAdapter(Asked).dump_python(asked, mode="json")}, content)
        return TypeAdapter(Placed).validate_json(answer)

    def close(self) -> None:
        """Ends every process."""
        self._closed = True
        with self._lock:
            workers, self._all = list(self._all), set()
        for worker in workers:
            worker.kill()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def _ask(self, question: dict[str, object], content: bytes, *, largest: int | None = None) -> bytes:
        worker = self._idle.get()
        try:
            if worker is None or worker.is_spent:
                if worker:
                    self._drop(worker)
                worker = self._start()
            return worker.ask(question, content, largest or LARGEST_ANSWER)
        except _Died as death:
            if worker:
                self._drop(worker)
            worker = None
            if self._closed:
                raise TransientError("The reader was closed while it was at work.") from death
            raise UnreadableError(f"The document could not be read: {death}.") from death
        finally:
            self._idle.put(worker)

    def _start(self) -> _Worker:
        try:
            worker = _Worker(self._setup)
        except _Died as death:
            raise TransientError(f"The reader could not be started: {death}.") from death
        with self._lock:
            self._all.add(worker)
        return worker

    def _drop(self, worker: _Worker) -> None:
        with self._lock:
            self._all.discard(worker)
        worker.kill()


class _Worker:
    """One process: a question with its bytes goes in, heartbeats and one answer come out."""

    def __init__(self, setup: dict[str, object]) -> None:
        self._errors = tempfile.TemporaryFile()  # noqa: SIM115 - it lives as long as the process
        self._process = subprocess.Popen(  # noqa: S603 - our own module
            [sys.executable, "-m", "extract.worker", json.dumps(setup)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._errors,
            start_new_session=True,  # so that an OCR program it started dies with it
            env={**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)},
        )
        assert self._process.stdin
        assert self._process.stdout
        self._in: IO[bytes] = self._process.stdin
        self._out = self._process.stdout.fileno()
        self._buffer = bytearray()
        self._asked = 0
        try:
            self._line(time.monotonic() + SECONDS_TO_START)
        except _Died:
            self.kill()
            raise

    @property
    def is_spent(self) -> bool:
        """Whether it is time for a new one."""
        return self._asked >= DOCUMENTS_PER_PROCESS or self._process.poll() is not None

    def ask(self, question: dict[str, object], content: bytes, largest: int) -> bytes:
        """The answer. Raises UnreadableError as the process says, _Died where it does not say anything sensible."""
        self._asked += 1
        try:
            self._in.write(json.dumps({**question, "size": len(content)}).encode() + b"\n" + content)
            self._in.flush()
        except OSError as error:
            raise _Died("the reader had died") from error
        end = time.monotonic() + SECONDS_PER_DOCUMENT
        pages = 0
        while True:
            head = self._line(min(end, time.monotonic() + SECONDS_PER_PAGE + SECONDS_MORE * pages))
            if "page" in head:
                pages += 1
                continue
            if "unreadable" in head:
                raise UnreadableError(str(head["unreadable"]))
            if "failed" in head:
                raise PermanentError(str(head["failed"]))
            if "transient" in head:
                raise TransientError(str(head["transient"]))
            size = head.get("size")
            if not isinstance(size, int) or not 0 <= size <= largest:
                raise _Died("the reader's answer is too large")
            return self._bytes(size, end)

    def kill(self) -> None:
        """Ends the process and whatever it started."""
        try:
            os.killpg(self._process.pid, signal.SIGKILL)
        except (ProcessLookupError, PermissionError):
            self._process.kill()
        self._process.wait()
        for stream in (self._process.stdin, self._process.stdout, self._errors):
            if stream:
                try:
                    stream.close()
                except OSError:  # what was not written yet has nowhere to go
                    logger.debug("a pipe to a dead reader was closed")

    def _line(self, end: float) -> dict[str, object]:
        while b"\n" not in self._buffer:
            self._more(end)
        line, _, rest = self._buffer.partition(b"\n")
        self._buffer = bytearray(rest)
        try:
            head = json.loads(line)
        except ValueError as error:
            raise _Died("the reader answered nonsense") from error
        if not isinstance(head, dict):
            raise _Died("the reader answered nonsense")
        return head

    def _bytes(self, size: int, end: float) -> bytes:
        while len(self._buffer) < size:
            self._more(end)
        answer = bytes(self._buffer[:size])
        del self._buffer[:size]
        return answer

    def _more(self, end: float) -> None:
        try:
            ready, _, _ = select.select([self._out], [], [], max(0.0, end - time.monotonic()))
            if not ready:
                raise _Died("it took too long")
            piece = os.read(self._out, 1 << 20)
        except OSError as error:  # the pool was closed meanwhile, by another thread
            raise _Died("the reader was closed") from error
        if not piece:
            raise _Died(self._last_words())
        self._buffer += piece

    def _last_words(self) -> str:
        code = self._process.wait()
        try:
            self._errors.seek(0)
            said = self._errors.read()[-2000:].decode(errors="replace").strip().splitlines()
        except ValueError:  # closed meanwhile, by another thread
            return "the reader was closed"
        if code == -signal.SIGKILL or any("MemoryError" in line for line in said[-1:]):
            return "it needs more memory than a document may take"
        logger.warning("a reader ended with %s: %s", code, said[-1:] or "no word")
        return f"the reader broke down over it (exit {code})"
