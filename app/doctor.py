"""`tallyclerk doctor`: what is installed, reachable and missing, and what to do about each."""

from __future__ import annotations

import os
import shutil
import socket
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from importlib import import_module
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path
from pkgutil import iter_modules

from rich.console import Console
from rich.markup import escape
from rich.table import Table

import extract.engines
from app.bootstrap import open_channels, open_erp, open_installed_store, utc_now
from app.elsewhere import provider_of
from app.outward import reachable
from app.settings import Settings
from domain.decisions import Queue
from domain.errors import TallyclerkError, UsageError
from domain.ports import Channel
from erp import adapters
from extract.engines import LineReader, OcrEngine

PAIR = 2
LEAST_FREE_BYTES = 1_000_000_000
PACKAGES = ("app", "doctypes", "domain", "erp", "extract", "fixtures", "flows", "ingest", "review", "route", "storage", "validate")
"""Our top-level packages; other people's have such names too, and would hide ours."""

GOOD, POOR, BAD = "ok", "could be better", "missing"
_COLOURS = {GOOD: "green", POOR: "yellow", BAD: "bold red"}


@dataclass(frozen=True)
class Diagnosis:
    """One line of the table."""

    part: str
    verdict: str
    found: str
    remedy: str = ""


def examine(settings: Settings) -> int:
    """Prints the table; 1 if something that is needed is missing, else 0."""
    diagnoses = list(diagnose(settings))
    table = Table(title="Tallyclerk's health", header_style="bold")
    for name in ("Part", "", "What is there", "What to do"):
        table.add_column(name, overflow="fold")
    for each in diagnoses:
        table.add_row(each.part, f"[{_COLOURS[each.verdict]}]{each.verdict}[/]", escape(each.found), escape(each.remedy))
    console = Console()
    (console if console.is_terminal else Console(width=max(140, console.width))).print(table)
    return int(any(each.verdict == BAD for each in diagnoses))


def diagnose(settings: Settings) -> Iterator[Diagnosis]:
    """Looks at one part after the other; none of them stops the next."""
    yield Diagnosis("Python", GOOD, f"{sys.version.split()[0]} in {sys.prefix}")
    yield _prefect()
    yield _shadowing()
    yield from _ocr(settings)
    yield _told("Database", partial(_database, settings), "Check database_url, and that its server runs.")
    yield _told("People", partial(_people, settings), "Check database_url, and that its server runs.")
    yield _folder("Archive of originals", settings.archive_dir, "Set archive_dir to a folder that can be written.")
    yield _told(
        "ERP",
        partial(_erp, settings),
        f"Check erp (one of {', '.join(adapters.names())}) and erp_options, and that the ERP runs: docs/erp.md says how.",
    )
    yield from _channels(settings)
    yield from _outward(settings)
    yield from _identity(settings)
    yield from _ports(settings)
    yield _disk(settings)


def _prefect() -> Diagnosis:
    if find_spec("prefect") is None:
        return Diagnosis("Prefect", BAD, "not installed", "Run make, or install the locked requirements.")
    try:
        return Diagnosis("Prefect", GOOD, version("prefect"))
    except PackageNotFoundError:
        return Diagnosis("Prefect", BAD, "its package is damaged", "Install the locked requirements again.")


def _shadowing() -> Diagnosis:
    home = Path(__file__).resolve().parent.parent
    hidden = [name for name in PACKAGES if not _is_ours(name, home)]
    if not hidden:
        return Diagnosis("Our packages", GOOD, f"all {len(PACKAGES)} in {home}")
    remedy = "Another package has that name (configobj brings a `validate`): uninstall it, or give Tallyclerk an environment of its own."
    return Diagnosis("Our packages", BAD, f"hidden by others: {', '.join(hidden)}", remedy)


def _is_ours(name: str, home: Path) -> bool:
    spec = find_spec(name)
    places = list(spec.submodule_search_locations or []) if spec else []
    return any(Path(place).resolve() == home / name for place in places)


def _ocr(settings: Settings) -> Iterator[Diagnosis]:
    names = {settings.ocr_engine, *filter(_is_engine, (module.name for module in iter_modules(extract.engines.__path__)))} - {"none"}
    for name in sorted(names):
        needed = name == settings.ocr_engine
        yield _told(f"OCR: {name}", partial(_engine, name, settings), "Run make, or set ocr_engine to another.", needed=needed)


def _is_engine(name: str) -> bool:
    """Whether the module is an engine and no part of one; of one that cannot be imported it is told why."""
    try:
        module = import_module(f"extract.engines.{name}")
    except ImportError:
        return True
    return hasattr(module, "ENGINE") or hasattr(module, "SECOND")


def _engine(name: str, settings: Settings) -> Diagnosis:
    module = import_module(f"extract.engines.{name}")
    if not hasattr(module, "ENGINE"):
        return _second_reader(name, module.SECOND())
    engine: OcrEngine = module.ENGINE()
    missing = engine.missing()
    if missing:
        verdict = BAD if name == settings.ocr_engine else POOR
        return Diagnosis(f"OCR: {name}", verdict, "cannot run", missing)
    known = engine.languages()
    absent = [language for language in settings.languages if language not in known]
    found = f"languages: {', '.join(known)}"
    if absent:
        remedy = (
            f"Without {', '.join(absent)}: scans in these are read with the others' letters. Debian: apt-get install tesseract-ocr-all."
        )
        return Diagnosis(f"OCR: {name}", POOR, found, remedy)
    return Diagnosis(f"OCR: {name}", GOOD, found)


def _second_reader(name: str, reader: LineReader) -> Diagnosis:
    missing = reader.missing()
    if missing:
        return Diagnosis(f"OCR: {name}", POOR, missing, "Run make, or install the locked requirements: without it scans go to a person.")
    return Diagnosis(f"OCR: {name}", GOOD, "reads a second time what is doubtful on scans")


def _database(settings: Settings) -> Diagnosis:
    with open_installed_store(settings).begin() as work:
        count = len(work.orders.numbers())
    where = settings.database_url.rpartition("@")[2]  # never the password
    remedy = "" if count or settings.erp != "embedded" else "It knows no orders yet: tallyclerk orders import FILE."
    return Diagnosis("Database", GOOD if not remedy else POOR, f"{where}, {count} purchase orders", remedy)


def _people(settings: Settings) -> Diagnosis:
    """Whether a paper that two people must see finds two in its department: whatever stops a posting always asks for two of compliance."""
    with open_installed_store(settings).begin(reading=True) as work:
        users = [user for user in work.users.all() if not user.disabled]
    if not users:
        return Diagnosis("People", GOOD, "none yet: the first start makes them")
    short = [f"{queue.value} ({count})" for queue in Queue if (count := sum(user.decides(queue) for user in users)) < PAIR]
    if not short:
        return Diagnosis("People", GOOD, f"{len(users)}, and two or more who decide in every department")
    remedy = (
        "A paper that two must approve stays there undecided. Add people or departments: tallyclerk users add, tallyclerk users change."
    )
    return Diagnosis("People", POOR, f"fewer than two decide in: {', '.join(short)}", remedy)


def _erp(settings: Settings) -> Diagnosis:
    return Diagnosis("ERP", GOOD, open_erp(settings).reach())


def _channels(settings: Settings) -> Iterator[Diagnosis]:
    try:
        opened = open_channels(settings)
    except (TallyclerkError, OSError) as error:
        yield Diagnosis("Channels", BAD, str(error), "Check the channels in the settings.")
        return
    for name in opened:
        each = settings.channels[name]
        if each.kind == "folder":
            yield _folder(f"Channel: {name}", Path(each.location), "Make the folder, mount the share, or change its location.")
        elif each.kind == "mailbox":
            part = f"Channel: {name}"
            yield _told(part, partial(_mailbox, part, each.location, opened[name]), "Check its address, secret and ca_file.")
        else:
            yield Diagnosis(f"Channel: {name}", GOOD, f"{each.kind} {each.location}")
        if close := getattr(opened[name], "close", None):
            close()


def _mailbox(part: str, location: str, channel: Channel) -> Diagnosis:
    """Whether one gets in; nothing is read or moved."""
    waiting = sum(1 for _ in channel.incoming())
    return Diagnosis(part, GOOD, f"mailbox {location}, {waiting} messages wait")


def _outward(settings: Settings) -> Iterator[Diagnosis]:
    for part, found, wrong in reachable(settings, utc_now):
        setting = "mail" if part == "Mail server" else "webhooks"
        yield Diagnosis(part, BAD if wrong else GOOD, found, f"{wrong} Check [{setting}] in the settings." if wrong else "")


def _identity(settings: Settings) -> Iterator[Diagnosis]:
    provider = provider_of(settings)
    if provider is None:
        return
    try:
        yield Diagnosis("Identity provider", GOOD, provider.reach())
    except UsageError as error:
        yield Diagnosis("Identity provider", BAD, "nobody can sign in there", f"{error} See docs/signing-in.md.")


def _ports(settings: Settings) -> Iterator[Diagnosis]:
    for part, port, setting in (
        ("Desk's port", settings.desk_port, "desk_port"),
        ("Prefect's port", settings.prefect_port, "prefect_port"),
    ):
        try:
            with socket.create_server((settings.host, port)):
                yield Diagnosis(part, GOOD, f"{settings.host}:{port} is free")
        except OSError as error:
            yield Diagnosis(
                part,
                POOR,
                f"{settings.host}:{port}: {os.strerror(error.errno or 0)}",
                f"Tallyclerk runs already, or another {setting} has to be set.",
            )


def _disk(settings: Settings) -> Diagnosis:
    place = next(folder for folder in (settings.data_dir, *settings.data_dir.parents) if folder.exists())
    free = shutil.disk_usage(place).free
    enough = free >= LEAST_FREE_BYTES
    return Diagnosis(
        "Free disk", GOOD if enough else BAD, f"{free / 1e9:.1f} GB at {place}", "" if enough else "Make room: nothing is taken in without."
    )


def _folder(part: str, folder: Path, remedy: str) -> Diagnosis:
    if not folder.is_dir():
        parent = next((each for each in folder.parents if each.exists()), None)
        if parent and os.access(parent, os.W_OK) and part.startswith("Archive"):
            return Diagnosis(part, GOOD, f"{folder}, made when it is needed")
        return Diagnosis(part, BAD, f"{folder} is not there", remedy)
    try:
        with tempfile.TemporaryFile(dir=folder):
            return Diagnosis(part, GOOD, str(folder))
    except OSError as error:
        return Diagnosis(part, BAD, f"{folder} cannot be written: {error.strerror}", remedy)


def _told(part: str, look: Callable[[], Diagnosis], remedy: str, *, needed: bool = True) -> Diagnosis:
    """What a look says; what it cannot do is the finding."""
    try:
        return look()
    except (TallyclerkError, OSError, ImportError, AttributeError) as error:
        return Diagnosis(part, BAD if needed else POOR, str(error), remedy)
