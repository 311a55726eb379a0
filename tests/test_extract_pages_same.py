"""The same paper gives the same bytes out, in another process and with another order of hashes."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

import fixtures
from fixtures.draw import Recipe, draw_set

ASK = """
import sys
from doctypes import find_doctypes
from extract.engines.tesseract import Tesseract
from extract.read import read_document
sys.stdout.write(read_document(open(sys.argv[1], 'rb').read(), '', find_doctypes(), Tesseract()).model_dump_json())
"""


def read_afresh(file: Path, seed: str) -> bytes:
    """The reading of a file by a new process."""
    ran = subprocess.run(
        [sys.executable, "-c", ASK, str(file)],
        check=True,
        capture_output=True,
        cwd=Path(fixtures.__file__).parent.parent,
        env={**os.environ, "PYTHONHASHSEED": seed},
    )
    return ran.stdout


@pytest.mark.slow
@pytest.mark.parametrize("medium", ["digital", "scan200"])
def test_the_same_paper_is_read_to_the_same_bytes(tmp_path: Path, medium: str) -> None:
    [sample] = draw_set(1, 5, Recipe(media=(medium,), duplicates=0.0))
    file = tmp_path / "paper.pdf"
    file.write_bytes(sample.content)
    first, second = read_afresh(file, "1"), read_afresh(file, "2")
    assert first == second
    assert b'"confidence"' in first
