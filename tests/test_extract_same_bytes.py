"""The same paper gives the same reading, byte for byte, in whatever process it is read."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pypdfium2 as pdfium
import pytest

import fixtures

DEMO = Path(fixtures.__file__).parent / "demo"
MEDIA = [json.loads(line) for line in (DEMO / "truth.jsonl").read_text(encoding="utf-8").splitlines()]


def one_of(*media: str) -> Path:
    name = next(record["file"] for record in MEDIA if record["medium"] in media)
    return next(DEMO.rglob(name))


def several_scans(folder: Path) -> Path:
    """Two scanned papers as the pages of one file."""
    whole = pdfium.PdfDocument.new()
    for media in (("scan200",), ("scan150", "fax")):
        whole.import_pages(pdfium.PdfDocument(one_of(*media)))
    whole.save(folder / "scans.pdf")
    return folder / "scans.pdf"


READ = "import sys; from app.cli import main; raise SystemExit(max(main(['read', file]) for file in sys.argv[1:]))"


def read_in_a_process(files: list[Path], seed: str) -> list[str]:
    """What is read in the files, one after the other, in a process whose sets and dictionaries of strings are ordered by that seed."""
    command = [sys.executable, "-c", READ, *map(str, files)]
    said = subprocess.run(command, check=True, capture_output=True, text=True, env={**os.environ, "PYTHONHASHSEED": seed}).stdout
    return parted(said)


def parted(said: str) -> list[str]:
    """The JSON texts that stand one after the other, each as it was written."""
    decoder, found, place = json.JSONDecoder(), [], 0
    while place < len(said):
        _, end = decoder.raw_decode(said, place)
        found.append(said[place:end])
        place = end + len(said[end:]) - len(said[end:].lstrip())
    return found


@pytest.mark.slow
def test_papers_of_every_medium_are_read_alike_in_processes_of_their_own(tmp_path: Path) -> None:
    files = [one_of("digital"), one_of("scan300", "scan200", "scan150", "fax"), several_scans(tmp_path), one_of("photo")]
    first = read_in_a_process(files, "1")
    assert len(first) == len(files)
    assert all(json.loads(each)["fields"] for each in first)
    # In another order too: what was read before leaves nothing behind.
    assert read_in_a_process(files[::-1], "4711")[::-1] == first
