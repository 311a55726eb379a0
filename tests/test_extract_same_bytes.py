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


def reading_of(file: Path, seed: str) -> bytes:
    command = [sys.executable, "-c", "from app.cli import main; raise SystemExit(main())", "read", str(file)]
    return subprocess.run(command, check=True, capture_output=True, env={**os.environ, "PYTHONHASHSEED": seed}).stdout


def several_scans(folder: Path) -> Path:
    """Two scanned papers as the pages of one file."""
    whole = pdfium.PdfDocument.new()
    for media in (("scan200",), ("scan150", "fax")):
        whole.import_pages(pdfium.PdfDocument(one_of(*media)))
    whole.save(folder / "scans.pdf")
    return folder / "scans.pdf"


@pytest.mark.slow
def test_scans_of_several_pages_and_photos_are_read_alike_twice(tmp_path: Path) -> None:
    for file in (several_scans(tmp_path), one_of("photo")):
        first = reading_of(file, "1")
        assert json.loads(first)["fields"]
        assert reading_of(file, "4711") == first


@pytest.mark.parametrize("media", [("digital",), ("scan300", "scan200", "scan150", "fax")])
def test_a_paper_read_twice_in_processes_of_their_own_gives_the_same_bytes(media: tuple[str, ...]) -> None:
    file = one_of(*media)
    first = reading_of(file, "1")
    assert json.loads(first)["fields"]
    assert reading_of(file, "4711") == first
