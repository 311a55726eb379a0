"""Pictures of the desk over the sample paperwork, read as it is: queue, case, certificate, story and decisions, wide and narrow, light and dark.

`python -m tests.screenshots docs/screenshots`; needs Chromium.
"""

from __future__ import annotations

import argparse
import io
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from shutil import copyfile
from tempfile import TemporaryDirectory

from PIL import Image
from playwright.sync_api import Page

import fixtures
from app.bootstrap import build, import_orders
from app.settings import Settings
from tests.browser import CHROMIUM, OpenDesk, launched, served
from tests.clock import FakeClock
from tests.decided import decide_for_weeks
from tests.world import FakeReader, World, prepared, world

SAMPLES = Path(fixtures.__file__).parent / "demo"
PAPERS = (
    *("Order ZA-47610-26.pdf", "AB_4700364491.pdf", "AB_PO-869210.pdf", "4500000704.pdf", "4500050711.pdf", "4500050711_copy.pdf"),
    *("Lieferschein-PZ048979.pdf", "LS_V022129.pdf", "MTC-W078465-1.pdf", "cert_PO-785684.pdf", "scan6219.pdf"),
)
"""Papers of every kind, one of them scanned."""
CASE, CERTIFICATE = "AB_PO-869210.pdf", "MTC-W078465-1.pdf"
WIDTHS = (1440, 1024)
SCHEMES = ("light", "dark")
COLOURS = 256
"""So many keep print and make a picture half as large; they cover what is rare, as a warning's colour is by the dark and white of a page."""


@contextmanager
def sample_world(folder: Path, papers: tuple[str, ...] = PAPERS) -> Iterator[World]:
    """A program over the sample paperwork; the papers are read by the real reader and are through."""
    settings = Settings(data_dir=folder / "data", settle_seconds=0, workers=1)
    settings.data_dir.mkdir(parents=True)
    copyfile(prepared(), settings.data_dir / "tallyclerk.db")
    import_orders(settings, SAMPLES / "orders.json")
    clock = FakeClock()
    with build(settings, clock=clock) as tally:
        made = World(tally, FakeReader(), clock, Path(settings.channels["inbox"].location))
        for name in papers:
            copyfile(next(SAMPLES.rglob(name)), made.inbox / name)
            made.take_in()
            clock.go_on(minutes=7)
        for record in tally.pipeline.waiting():
            tally.pipeline.run(record.document_id)
        tally.pipeline.deliver()
        yield made


def document_of(made: World, name: str) -> str:
    """The id of the paper of that name."""
    return next(paper.document_id for paper in made.desk.documents() if paper.name == name)


def take(desk: OpenDesk, places: Mapping[str, str], target: Path) -> None:
    """Takes pictures of the places, by their names, into the folder `target`."""
    for width in WIDTHS:
        for scheme in SCHEMES:
            page = desk.signed_in("lead", width=width, scheme=scheme)
            for name, place in places.items():
                page.goto(desk.address + place)
                page.wait_for_load_state("networkidle")
                save(page, target / f"{name}-{width}-{scheme}.png")


def save(page: Page, target: Path) -> None:
    """Saves what the window shows, in few colours."""
    with Image.open(io.BytesIO(page.screenshot())) as shown:
        shown.convert("RGB").quantize(COLOURS, Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE).save(target, optimize=True)


def main() -> int:
    """Takes all pictures; returns the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, help="where the pictures go")
    target: Path = parser.parse_args().folder
    if not CHROMIUM:
        sys.stderr.write("No Chromium is installed (Debian: apt-get install chromium).\n")
        return 2
    target.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory() as folder, sample_world(Path(folder)) as made, launched() as browser, served(made, browser) as desk:
        take(
            desk,
            {
                "queue": "/?view=all",
                "case": f"/documents/{document_of(made, CASE)}",
                "certificate": f"/documents/{document_of(made, CERTIFICATE)}",
                "story": f"/documents/{document_of(made, CERTIFICATE)}/story",
            },
            target,
        )
    with TemporaryDirectory() as folder, world(Path(folder)) as made, launched() as browser:
        decide_for_weeks(made)
        with served(made, browser) as desk:
            take(desk, {"decisions": "/decisions"}, target)
    sys.stdout.write(f"{len(list(target.glob('*.png')))} pictures in {target}.\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
