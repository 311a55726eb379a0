"""Papers whose truth is known, as words: drawn on each stationery or taken from a set, and kept between runs, as OCR takes long."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict, dataclass
from functools import cache
from multiprocessing import get_context
from pathlib import Path
from pkgutil import resolve_name
from typing import Any

from pydantic import BaseModel, ConfigDict
from rich.console import Console
from rich.progress import track

from app.scoring import Truth
from app.settings import load_settings
from doctypes import find_doctypes
from domain.errors import UnreadableError, UsageError
from domain.orders import PurchaseOrder
from extract.page.words import PageWords
from extract.read import pages_of
from extract.worker import open_engine

ROOT = Path(__file__).parents[2]
DRAWING = ("fixtures", "domain")
READING = (
    "extract/engines",
    "extract/scan",
    "extract/opening/pages.py",
    "extract/opening/seen.py",
    "extract/page/margins.py",
    "extract/page/textlayer.py",
    "extract/page/walls.py",
    "extract/page/words.py",
)
"""What decides about the words of a paper; when it changes, what was kept is of no use.

Which boxes the second engine looks at also hangs on the whole reader; what is kept has those of the day it was made.
"""
SCANNED = ("scan300", "scan200", "scan150", "fax", "photo", "upside", "sideways")
BATCH = 4
"""Papers a task: few enough for the progress bar to move."""


class Known(BaseModel):
    """A paper with its truth, the order that it was drawn for, and its words; no pages where it cannot be read."""

    model_config = ConfigDict(frozen=True)

    truth: Truth
    order: PurchaseOrder | None = None
    further_orders: list[PurchaseOrder] = []
    """The others that some of its lines are for."""
    pages: list[PageWords] = []


class Batch(BaseModel):
    """The papers of one task, as they are kept."""

    papers: list[Known]


@dataclass(frozen=True)
class Stack:
    """Papers to draw: so many on one stationery, of those media; `part` tells stacks of the same kind apart."""

    layout: str
    media: tuple[str, ...]
    count: int
    seed: int
    part: int
    deviations: float = 0.3


def stacks(layouts: Iterable[str], *, digital: int, scanned: int, seed: int, deviations: float = 0.3) -> list[Stack]:
    """The stacks for so many digital and so many scanned papers on each stationery, that share of them with something wrong."""
    return [
        Stack(layout, media, min(BATCH, count - start), seed, start // BATCH, deviations)
        for layout in layouts
        for count, media in ((digital, ("digital",)), (scanned, SCANNED))
        for start in range(0, count, BATCH)
    ]


KEPT_APART = (
    "office",
    "mill",
    "foundry",
    "bureau",
    "harbour",
    "assayer",
    "counter",
    "workshop",
    "depot",
    "rolling",
    "quay",
    "canal",
    "ferry",
    "crucible",
    "haulage",
    "viaduct",
    "junction",
    "siding",
    "sluice",
    "hearth",
    "anvil",
    "towpath",
    "tollhouse",
    "weighbridge",
    "kiln",
    "jetty",
    "lockgate",
    "boatyard",
    "slipway",
)
"""Houses whose papers no model ever sees: what is measured on them is as on a supplier who is new."""


def stationery_names() -> list[str]:
    """The names of the stationeries that models are made and measured with: those of the houses that are kept apart are none of them.

    Raises:
        UsageError: what the generator draws with is not installed.
    """
    try:
        known = resolve_name("fixtures.stationery:stationeries")()
    except ImportError as error:
        raise UsageError(
            f"The generator draws with the Python package {error.name!r}, which is for development only; "
            "'make test' installs it, or name a set that is drawn already."
        ) from error
    return [name for name, stationery in known.items() if stationery.house not in KEPT_APART]


def draw_papers(wanted: Sequence[Stack], kept: Path | None, workers: int) -> list[Known]:
    """The papers of the stacks, in their order. `kept` is the folder in which words are kept between runs, if any."""
    return _side_by_side(_drawn, [(stack, kept) for stack in wanted], workers)


def papers_of(folder: Path, truths: Sequence[Truth], kept: Path | None, workers: int) -> list[Known]:
    """The papers of a set (`inbox` below the folder), in the order of the truth."""
    return _side_by_side(_taken, [(folder / "inbox" / truth.file, truth, kept) for truth in truths], workers)


def _side_by_side(work: Callable[..., Batch], tasks: Sequence[tuple[Any, ...]], workers: int) -> list[Known]:
    os.environ.setdefault("OMP_THREAD_LIMIT", "1")
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        batches = track(pool.map(work, *zip(*tasks, strict=True)), "words", len(tasks), console=Console(stderr=True))
        return [paper for batch in batches for paper in batch.papers]


def _drawn(stack: Stack, kept: Path | None) -> Batch:
    return _kept(kept, [repr(asdict(stack)).encode(), _digest(*DRAWING)], lambda: _draw(stack))


def _draw(stack: Stack) -> Batch:
    recipe = resolve_name("fixtures.draw:Recipe")(layouts=(stack.layout,), media=stack.media, deviations=stack.deviations, duplicates=0.0)
    seed = int.from_bytes(hashlib.sha256(f"{stack.seed}/{stack.layout}/{stack.media[0]}/{stack.part}".encode()).digest()[:4], "big")
    samples = resolve_name("fixtures.draw:draw_set")(stack.count, seed, recipe)
    return Batch(papers=[_known(each) for each in samples])


def _known(sample: Any) -> Known:
    return Known(truth=_truth(sample), order=sample.order, further_orders=sample.further_orders, pages=_words(sample.content))


def _truth(sample: Any) -> Truth:
    record = sample.record()
    return Truth.model_validate({**record, "file": f"{sample.layout}/{sample.medium}/{sample.file}"})


def _taken(file: Path, truth: Truth, kept: Path | None) -> Batch:
    try:
        content = file.read_bytes()
    except OSError as error:
        raise UsageError(f"{file} cannot be read: {error.strerror}.") from error
    return _kept(kept, [content, truth.model_dump_json().encode()], lambda: Batch(papers=[Known(truth=truth, pages=_words(content))]))


def _words(content: bytes) -> list[PageWords]:
    settings = load_settings()
    try:
        return pages_of(content, find_doctypes(), open_engine(settings.ocr_engine), settings.languages)
    except UnreadableError:
        return []


def _kept(folder: Path | None, about: Sequence[bytes], make: Callable[[], Batch]) -> Batch:
    """What was kept of the same task under the same sources, else made anew and kept."""
    if folder is None:
        return make()
    file = folder / f"{hashlib.sha256(b'/'.join([*about, _digest(*READING)])).hexdigest()[:32]}.json"
    if file.is_file():
        return Batch.model_validate_json(file.read_bytes())
    batch = make()
    folder.mkdir(parents=True, exist_ok=True)
    unfinished = file.with_suffix(f".{os.getpid()}")
    unfinished.write_text(batch.model_dump_json(), encoding="utf-8")
    unfinished.replace(file)
    return batch


@cache
def _digest(*places: str) -> bytes:
    """Of every source file in those places."""
    digest = hashlib.sha256()
    for place in places:
        found = sorted((ROOT / place).rglob("*")) if (ROOT / place).is_dir() else [ROOT / place]
        for file in found:
            if file.suffix in (".py", ".typ", ".toml", ".json") and file.is_file():
                digest.update(file.read_bytes())
    return digest.digest()
