"""`tallyclerk demo`: everything with embedded parts in a fresh folder, and the sample paperwork put through it."""

from __future__ import annotations

import os
import shutil
import threading
import time
from importlib.resources import files
from pathlib import Path
from textwrap import shorten

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table
from rich.text import Text

from app.bootstrap import import_orders
from app.settings import Settings
from domain.arrivals import DocumentRecord, DocumentState
from domain.errors import UsageError
from flows.desk import free_port
from flows.operation import Operation
from flows.report import LONGEST_WHY, outcome, summary
from flows.serve import addresses, say, stop_on_signals

MARK = ".tallyclerk-demo"
LONGEST_SECONDS = 900.0
LOOK_SECONDS = 0.5
NARROWEST = 150
OUTCOMES = frozenset({DocumentState.POSTED, DocumentState.IN_REVIEW, DocumentState.REJECTED, DocumentState.PARTED})
COLOURS = {"Posted": "green", "Review": "yellow", "Rejected": "red", "Failed": "bold red"}


def demo(data: Path, *, once: bool, samples: Path | None = None) -> int:
    """Puts sample paperwork through (the shipped one by default); then stays up, or ends with exit 0 if all of it has an outcome.

    Raises:
        UsageError: the folder is in use or is not a demo's, or the samples are not there.
    """
    stop = stop_on_signals()
    samples = samples or shipped_samples()
    settings = fresh_settings(data)
    count = import_orders(settings, samples / "orders.json")
    say(f"A fresh demo in {settings.data_dir}: {count} purchase orders are in the embedded order book.")
    with Operation(settings, stop, say) as operation:
        operation.start()
        worker = threading.Thread(target=operation.run, name="work")
        worker.start()
        dropped = drop(samples / "inbox", Path(settings.channels["inbox"].location))
        watch(operation, dropped)
        records = everything(operation)
        show(records, operation)
        if once:
            stop.set()
        else:
            say("\n".join(addresses(operation)))
        stop.wait()
        say("Stopping …")
        worker.join()
    return 0 if all_through(records, dropped) else 1


def shipped_samples() -> Path:
    """The shipped paperwork. Raises UsageError where it is not there."""
    folder = Path(str(files("fixtures"))) / "demo"
    if not (folder / "orders.json").is_file():
        raise UsageError(f"The sample paperwork is not in {folder}; take a complete checkout.")
    return folder


def fresh_settings(data: Path) -> Settings:
    """Settings of an empty folder; an earlier demo's is emptied, any other is left alone. Nothing is taken from the environment."""
    data = data.resolve()
    mark = data / MARK
    if data.exists() and not mark.is_file() and any(data.iterdir()):
        raise UsageError(f"{data} holds something else than a demo; name another folder with --data.")
    if mark.is_file() and _runs(mark.read_text(encoding="ascii")):
        raise UsageError(f"A demo is running in {data} already; end it first, or name another folder with --data.")
    shutil.rmtree(data, ignore_errors=True)
    data.mkdir(parents=True)
    mark.write_text(str(os.getpid()), encoding="ascii")
    plain = Settings(data_dir=data)
    return Settings(
        data_dir=data,
        sweep_seconds=1.0,
        settle_seconds=1.0,
        desk_port=free_port(plain.host, plain.desk_port),
        prefect_port=free_port(plain.host, plain.prefect_port),
    )


def drop(source: Path, target: Path) -> int:
    """Puts the files of one folder into another; returns how many."""
    names = sorted(path for path in source.rglob("*") if path.is_file())
    for path in names:
        place = target / path.relative_to(source)
        place.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, place)
    return len(names)


def watch(operation: Operation, dropped: int) -> None:
    """Shows how far the paperwork is until every dropped file has an outcome; gives up after a quarter of an hour."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    until = time.monotonic() + LONGEST_SECONDS
    settled = OUTCOMES | {DocumentState.FAILED}
    with Progress(*columns, console=_console()) as progress:
        task = progress.add_task("Paperwork", total=dropped)
        while not operation.stop.wait(LOOK_SECONDS) and time.monotonic() < until:
            done = sum(record.sightings for record in everything(operation) if record.state in settled)
            progress.update(task, completed=done)
            if done >= dropped:
                return


def everything(operation: Operation) -> list[DocumentRecord]:
    """Every document, in the order of the names."""
    with operation.tally.pipeline.store.begin(reading=True) as work:
        return sorted(work.documents.recent(limit=10_000), key=lambda record: record.name)


def all_through(records: list[DocumentRecord], dropped: int) -> bool:
    """Whether every file was taken in and every document reached an outcome."""
    return sum(record.sightings for record in records) == dropped and all(record.state in OUTCOMES for record in records)


def show(records: list[DocumentRecord], operation: Operation) -> None:
    """Prints what became of each document."""
    table = Table(title="What became of the paperwork", header_style="bold", expand=False)
    for name in ("Document", "Kind", "Supplier", "Order", "Outcome", "Why", "Where"):
        table.add_column(name, overflow="fold", no_wrap=name in ("Document", "Outcome", "Where"))
    for record in records:
        table.add_row(*_row(record, operation))
    _console().print(table)


def _row(record: DocumentRecord, operation: Operation) -> list[Text]:
    word = outcome(record)
    with operation.tally.pipeline.store.begin(reading=True) as work:
        case = next(iter(work.cases.of_document(record.document_id)), None)
    desk = operation.settings.desk_url
    where = f"{desk}/cases/{case.case_id}" if case else ""
    name = f"{record.name} (x{record.sightings})" if record.sightings > 1 else record.name
    return [
        Text(name, style=f"link {desk}/documents/{record.document_id}"),
        Text((record.kind or "-").replace("_", " ")),
        Text(record.supplier_id or "-"),
        Text(record.order_number or "-"),
        Text(word, style=COLOURS.get(word, "")),
        Text(shorten(summary(record), LONGEST_WHY, placeholder=" …")),
        Text(where, style=f"link {where}" if where else ""),
    ]


def _console() -> Console:
    plain = Console()
    return plain if plain.is_terminal else Console(width=max(NARROWEST, plain.width))


def _runs(process: str) -> bool:
    if not process.isdecimal() or int(process) == os.getpid():
        return False
    try:
        os.kill(int(process), 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
