"""`make bench`: what reading costs beside the bare tools, in one run and in CPU time, so that other work on the machine does not matter."""

from __future__ import annotations

import argparse
import json
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
import pypdfium2 as pdfium
from rich.console import Console
from rich.table import Table

from app.models.papers import stationery_names
from doctypes import find_doctypes
from extract.engines import Image
from extract.engines.tesseract import Tesseract
from extract.read import LANGUAGES, read_document
from extract.scan.scan import READING_DPI
from fixtures.draw import Recipe, draw_set

SEED = 20261122
REPEATS = 3
DIGITAL_FACTOR, DIGITAL_MORE = 4.0, 0.025
SCAN_FACTOR = 1.6
MOST_MEMORY = 600.0
SAMPLED_EVERY = 0.005
"""Seconds."""
MEDIA = ("scan300", "scan200", "scan150")


def main(argv: Sequence[str] | None = None) -> int:
    """The command: measures, prints a table or JSON, and leaves the judgement to whoever reads it."""
    given = _arguments(argv)
    if given.memory_of:
        read_document(Path(given.memory_of).read_bytes(), given.memory_of, find_doctypes(), Tesseract())
        return 0
    figures = {
        "seed": given.seed,
        "digital": digital(given.digital, given.seed),
        "scanned": scanned(given.scanned, given.seed),
        "memory": memory(given.seed),
    }
    if given.json:
        print(json.dumps(figures, indent=1))  # noqa: T201 - the command's output
    else:
        _print(figures)
    return 0


def _papers(*media: str) -> Recipe:
    """What is drawn: of the stationeries that models are made with, whose list stays the same, so that later figures are of the same papers."""
    return Recipe(layouts=tuple(stationery_names()), media=media or ("digital",), duplicates=0.0)


def digital(count: int, seed: int) -> dict[str, float]:
    """A page with a text layer: seconds a page for its text with boxes from PDFium alone, and through our reading."""
    doctypes = find_doctypes()
    pairs = []
    for sample in draw_set(count, seed, _papers()):
        pages = len(_bare_text(sample.content))
        bare, ours = _least(partial(_bare_text, sample.content)), _least(partial(read_document, sample.content, "", doctypes, None))
        pairs.append((bare / pages, ours / pages))
    bare, ours = (statistics.median(each) for each in zip(*pairs, strict=True))
    return {"documents": len(pairs), "bare": bare, "ours": ours, "ratio": ours / bare, "limit": DIGITAL_FACTOR * bare + DIGITAL_MORE}


def scanned(count: int, seed: int) -> dict[str, float]:
    """A scanned page: seconds for one pass of Tesseract over its picture, with all its languages and with one, and through our reading."""
    engine, doctypes = Tesseract(), find_doctypes()
    rows = []
    for sample in draw_set(count, seed, _papers(*MEDIA)):
        pictures = _pictures(sample.content)
        passes = [_least(partial(_one_pass, engine, pictures, languages), 1) for languages in (LANGUAGES, ("en",))]
        ours = _least(partial(read_document, sample.content, "", doctypes, engine), 1)
        rows.append([seconds / len(pictures) for seconds in (*passes, ours)])
    bare, english, ours = (statistics.median(each) for each in zip(*rows, strict=True))
    return {
        "documents": len(rows), "bare": bare, "bare_english": english, "ours": ours, "ratio": ours / bare,
        "ratio_english": ours / english, "limit": SCAN_FACTOR * bare,
    }  # fmt: skip


def _one_pass(engine: Tesseract, pictures: Sequence[Image], languages: Sequence[str]) -> None:
    for picture in pictures:
        engine.words(picture, languages, dpi=READING_DPI, block=False)


def memory(seed: int) -> dict[str, float]:
    """The most memory, in MB, that one document takes: the longest of a few scans, in a process of its own, OCR's included."""
    sample = max(draw_set(6, seed, _papers("scan300")), key=lambda sample: len(sample.content))
    with TemporaryDirectory(prefix="tallyclerk-bench-") as folder:
        file = Path(folder) / "longest.pdf"
        file.write_bytes(sample.content)
        return {**memory_of(file), "limit": MOST_MEMORY}


def memory_of(file: Path) -> dict[str, float]:
    """The most memory, in MB, of the process that reads that file, of the programs that it starts, and of all of them at one time.

    It is sampled: what the kernel says of a process that has ended (`ru_maxrss`) begins with the memory of the one that started it.
    """
    most = dict.fromkeys(("own", "ocr", "ours"), 0.0)
    with subprocess.Popen([sys.executable, "-m", "app.bench", "--memory-of", str(file)]) as reader:  # noqa: S603 - ourselves
        while reader.poll() is None:
            own, ocr = _most_of(reader.pid), sum(map(_most_of, _started_by(reader.pid)))
            most = {name: max(most[name], now) for name, now in (("own", own), ("ocr", ocr), ("ours", own + ocr))}
            time.sleep(SAMPLED_EVERY)
    if reader.returncode:
        raise subprocess.CalledProcessError(reader.returncode, reader.args)
    return most


def _started_by(pid: int) -> list[int]:
    """The programs that a process has started and that run; one that is being started still is its copy, in the same memory."""
    try:
        found = [int(child) for task in Path(f"/proc/{pid}/task").iterdir() for child in (task / "children").read_text().split()]
        program = Path(f"/proc/{pid}/exe").readlink()
        return [child for child in found if Path(f"/proc/{child}/exe").readlink() != program]
    except OSError:  # it has ended
        return []


def _most_of(pid: int) -> float:
    """The most memory, in MB, that a process has had in use since its program began."""
    try:
        status = Path(f"/proc/{pid}/status").read_text()
    except OSError:  # it has ended
        return 0.0
    return next((int(line.split()[1]) / 1024 for line in status.splitlines() if line.startswith("VmHWM:")), 0.0)


def _bare_text(content: bytes) -> list[list[tuple[float, ...]]]:
    """What one writes with pypdfium2 alone: the text of each page, and the box of every character."""
    document = pdfium.PdfDocument(content)
    pages = []
    for page in document:
        text = page.get_textpage()
        text.get_text_range()
        pages.append([text.get_charbox(index) for index in range(text.count_chars())])
    return pages


def _pictures(content: bytes) -> list[Image]:
    """The pages at the resolution that we read them at, as any OCR would be given them."""
    pages = (page.render(scale=READING_DPI / 72, grayscale=True).to_pil() for page in pdfium.PdfDocument(content))
    return [np.asarray(page.convert("L")) for page in pages]


def _least(work: Callable[[], object], repeats: int = REPEATS) -> float:
    """The least CPU time of a few runs, of this process and those that it starts: what is on top is other programs' doing."""
    times = []
    for _ in range(repeats):
        before = _cpu()
        work()
        times.append(_cpu() - before)
    return min(times)


def _cpu() -> float:
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(each.ru_utime + each.ru_stime for each in used)


def _print(figures: dict[str, Any]) -> None:
    table = Table(title=f"Reading beside the bare tools (CPU time a page, medians, seed {figures['seed']})")
    for name in ("", "documents", "bare", "ours", "ratio", "limit", ""):
        table.add_column(name, justify="right" if name else "left")
    for name, tool in (("digital", "pypdfium2"), ("scanned", "one pass of Tesseract")):
        each = figures[name]
        times = (f"{1000 * each[what]:,.0f} ms" for what in ("bare", "ours"))
        table.add_row(
            f"{name}, {tool}", str(each["documents"]), *times, f"{each['ratio']:.2f}", f"{1000 * each['limit']:,.0f} ms", _mark(each)
        )
    used = figures["memory"]
    table.add_row("memory of one document", "1", "", f"{used['ours']:,.0f} MB", "", f"{used['limit']:,.0f} MB", _mark(used))
    console = Console()
    (console if console.is_terminal else Console(width=120)).print(table)
    each = figures["scanned"]
    console.print(f"With English alone, the pass takes {1000 * each['bare_english']:,.0f} ms: a ratio of {each['ratio_english']:.2f}.")


def _mark(figures: dict[str, float]) -> str:
    return "within" if figures["ours"] <= figures["limit"] else "over"


def _arguments(argv: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m app.bench", description="Measures what reading costs beside the bare tools.")
    parser.add_argument("--seed", type=int, default=SEED, metavar="S", help=f"of the papers that are drawn ({SEED})")
    parser.add_argument("--digital", type=int, default=15, metavar="N", help="papers with a text layer (15)")
    parser.add_argument("--scanned", type=int, default=8, metavar="N", help="scans (8)")
    parser.add_argument("--json", action="store_true", help="figures as JSON in place of a table")
    parser.add_argument("--memory-of", metavar="FILE", help=argparse.SUPPRESS)
    return parser.parse_args(argv)


if __name__ == "__main__":
    raise SystemExit(main())
