"""The whole pipeline over named files, without a server: read side by side, checked in order, one result a line; nothing is posted."""

from __future__ import annotations

import tempfile
from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from app.bootstrap import build, import_orders, reading_pool
from app.pipeline import Pipeline
from app.results import ReadResult, Result, read_result, result
from app.settings import Settings, load_settings
from domain.arrivals import Contents, DocumentRecord, DocumentState, document_id_of
from domain.decisions import Decision, Outcome
from domain.errors import TransientError, UsageError
from domain.paper import Reading
from extract.opening.place import Asked, Placed
from extract.sandbox import ReadingPool
from ingest.walk import walk

CHANNEL = "process"
AHEAD = 3
"""How many documents per worker are read before their turn to be checked comes."""


class NamedFile:
    """A file that somebody named; it stays where it is."""

    def __init__(self, name: str, path: Path) -> None:
        """`name` is what the results call it."""
        self.name = name
        self.path = path
        self.source_id = str(path.absolute())

    def read(self) -> bytes:
        """The bytes. Raises OSError."""
        return self.path.read_bytes()

    def safe(self) -> None:
        """Nothing is to be done: the file is not ours to remove."""

    def refuse(self, reason: str) -> None:
        """Nothing is to be done: the result says the reason."""


@dataclass
class ReadAhead:
    """A reader that has begun to read what will be asked for next."""

    pool: ReadingPool
    threads: ThreadPoolExecutor
    begun: dict[str, Future[Reading]] = field(default_factory=dict)

    def begin(self, content: bytes, name: str) -> None:
        """Starts to read; a second copy of the same bytes is read once."""
        document_id = document_id_of(content)
        if document_id not in self.begun:
            self.begun[document_id] = self.threads.submit(self.pool.read, content, name)

    def read(self, content: bytes, name: str) -> Reading:
        """What the document says, as soon as it is known."""
        self.begin(content, name)
        return self.begun[document_id_of(content)].result()

    def render(self, content: bytes, name: str, page: int, turn: int) -> bytes:
        """A page as a PNG."""
        return self.pool.render(content, name, page, turn)

    def unpack(self, content: bytes, name: str) -> tuple[Contents, list[bytes]]:
        """What a message or an archive holds."""
        return self.pool.unpack(content, name)

    def part(self, content: bytes, name: str, first: int, last: int) -> bytes:
        """Those pages as a file of their own."""
        return self.pool.part(content, name, first, last)

    def place(self, content: bytes, name: str, asked: Asked) -> Placed:
        """What stands in a box of a page."""
        return self.pool.place(content, name, asked)


def process_paths(paths: Sequence[Path], orders: Path, out: Path, workers: int, store_url: str | None = None) -> int:
    """Processes the files and writes their results, in order, as they finish; returns 0 when every file has one.

    Raises:
        UsageError: a path, the orders or the place of the results is not there or not usable.
    """
    files = [NamedFile(name, path) for name, path in walk(paths)]
    if not files:
        raise UsageError("There is no file in what you named; name files, or folders that hold some.")
    try:
        results = out.open("w", encoding="utf-8")
    except OSError as error:
        raise UsageError(f"The results cannot be written to {out}: {error.strerror}.") from error
    with results, _open_pipeline(orders, workers, store_url) as (pipeline, reader), _progress() as progress:
        task = progress.add_task("documents", total=len(files))
        for each in results_of(files, pipeline, reader, ahead=AHEAD * workers):
            results.write(each.model_dump_json() + "\n")
            results.flush()
            progress.update(task, advance=1, description=each.file[-40:])
    return 0


def results_of(files: Sequence[NamedFile], pipeline: Pipeline, reader: ReadAhead, *, ahead: int) -> Iterator[Result]:
    """The result of each file, in order."""
    seen: set[str] = set()
    begun: deque[NamedFile] = deque()
    coming = iter(files)
    while True:
        while len(begun) < ahead and (following := next(coming, None)):
            begun.append(following)
            try:
                reader.begin(following.read(), following.name)
            except OSError:
                continue  # its turn will say why
        if not begun:
            return
        yield from _results_of_file(begun.popleft(), pipeline, reader, seen)


def _results_of_file(file: NamedFile, pipeline: Pipeline, reader: ReadAhead, seen: set[str]) -> Iterator[Result]:
    try:
        document_id = document_id_of(file.read())
        pipeline.take_in(file, CHANNEL)
    except OSError as error:
        yield _not_taken(file.name, f"The file cannot be read: {error.strerror}.", pipeline)
    except TransientError as error:
        yield _not_taken(file.name, str(error), pipeline)
    else:
        yield from _results_of(file.name, document_id, pipeline, reader, seen)


def _results_of(name: str, document_id: str, pipeline: Pipeline, reader: ReadAhead, seen: set[str]) -> Iterator[Result]:
    """The result of the document, unless it only holds others, and the results of what it holds."""
    try:
        record = pipeline.run(document_id)
    except TransientError as error:
        yield _not_taken(name, str(error), pipeline)
        return
    if record.state is not DocumentState.PARTED:
        yield _result_of(name, record, pipeline, seen)
    with pipeline.store.begin(reading=True) as work:
        held = [(line.name, line.document_id) for line in work.arrivals.within(document_id) if line.document_id]
        inner = [work.documents.get(part) for _, part in held]
    for part in inner:
        if part.state is DocumentState.RECEIVED:
            reader.begin(pipeline.archive.get(part.document_id), part.name)
    for part_name, part_id in held:
        # As it is named here: the same bytes may have come in another file before.
        yield from _results_of(name + part_name.removeprefix(record.name), part_id, pipeline, reader, seen)


def _result_of(name: str, record: DocumentRecord, pipeline: Pipeline, seen: set[str]) -> Result:
    document_id = record.document_id
    twin, reading, findings, decision = document_id in seen, record.reading, record.findings, record.decision
    seen.add(document_id)
    if reading is not None and record.state is not DocumentState.FAILED:
        looked = pipeline.examine(record, seen_before=twin)
        reading, findings, decision = looked.reading, looked.findings, pipeline.decide(record, looked)
        if decision.outcome is Outcome.REJECT:
            record = record.model_copy(update={"error": None})
    return result(name, record, reading=reading, findings=findings, decision=decision, policy=pipeline.book().hash)


def _not_taken(name: str, reason: str, pipeline: Pipeline) -> Result:
    decision = Decision(outcome=Outcome.REVIEW, approvals=1, reasons=[reason], policy=pipeline.book().hash)
    return Result(file=name, document_id="", decision=decision, error=reason)


@contextmanager
def _open_pipeline(orders: Path, workers: int, store_url: str | None) -> Iterator[tuple[Pipeline, ReadAhead]]:
    with tempfile.TemporaryDirectory(prefix="tallyclerk-") as folder, ThreadPoolExecutor(workers) as threads:
        settings = _settings(Path(folder), workers, store_url)
        import_orders(settings, orders)
        pool = reading_pool(settings, workers)
        reader = ReadAhead(pool, threads)
        try:
            yield replace(build(settings, reader=reader).pipeline, posts=False), reader
        finally:
            pool.close()


def _settings(folder: Path, workers: int, store_url: str | None) -> Settings:
    """The installation's own settings, with a throw-away store where none is named; orders always come from the given file."""
    own = load_settings()
    places: dict[str, object] = {"workers": workers, "erp": "embedded", "erp_options": {}, "channels": {}}
    if store_url:
        return own.model_copy(update={**places, "database_url": store_url})
    return own.model_copy(update={**places, "database_url": f"sqlite:///{folder / 'process.db'}", "archive_dir": folder / "archive"})


def _progress() -> Progress:
    return Progress(
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        TextColumn("{task.description}", markup=False),
        console=Console(stderr=True),
    )


def read_file(path: Path) -> ReadResult:
    """One document's reading.

    Raises:
        UsageError: the file is not there. UnreadableError: it cannot be read.
    """
    settings = load_settings()
    try:
        content = path.read_bytes()
    except OSError as error:
        raise UsageError(f"{path} cannot be read: {error.strerror}.") from error
    with reading_pool(settings, 1) as pool:
        return read_result(str(path), document_id_of(content), pool.read(content, path.name))
