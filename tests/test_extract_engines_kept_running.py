"""Tesseract kept running for a document: the same words, one start, and what happens where it hangs, dies or has no terminal."""

from __future__ import annotations

import pty
import subprocess
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image as PillowImage
from PIL import ImageDraw, ImageFont

from app.doctor import diagnose
from app.settings import Settings
from domain.errors import TransientError, UnreadableError
from extract.engines import Image, tesseract
from extract.engines.kept_running import Ended, KeptRunning, TooLong
from extract.engines.tesseract import Tesseract

PICTURE = np.full((20, 20), 255, dtype=np.uint8)
ANSWERING = (
    'n=0; while read -r name; do n=$((n+1)); printf "1\\t%s\\n" $n; test "${name##*/}" = blank.bmp || printf "5\\t%s\\tword\\n" $n; done\n'
)


def program(folder: Path, does: str) -> str:
    script = folder / "tesseract"
    script.write_text(f"#!/bin/sh\n{does}")
    script.chmod(0o755)
    return str(script)


def printed(*lines: str) -> Image:
    paper = PillowImage.new("L", (1200, 60 + 120 * len(lines)), 255)
    for at, text in enumerate(lines):
        ImageDraw.Draw(paper).text((60, 40 + 120 * at), text, fill=0, font=ImageFont.load_default(48))
    return np.asarray(paper)


def read(engine: Tesseract, *pictures: Image) -> list[Any]:
    return [engine.words(picture, ("en",), dpi=300, block=True) for picture in pictures]


def test_pictures_of_a_document_read_as_each_does_by_itself_and_the_program_is_started_once(monkeypatch: pytest.MonkeyPatch) -> None:
    pictures = [printed("Order 4500017325", "Bolt M12 250 pcs"), PICTURE, printed("Delivery note 80012")]
    alone = read(Tesseract(), *pictures)
    assert [word.text for word in alone[0][:2]] == ["Order", "4500017325"]
    started: list[Any] = []
    start = subprocess.Popen
    monkeypatch.setattr(subprocess, "Popen", lambda *args, **more: started.append(args) or start(*args, **more))
    with Tesseract().one_document() as engine:
        assert isinstance(engine, Tesseract)
        assert read(engine, *pictures, *pictures) == [*alone, *alone]
    assert len(started) == 1


def test_without_a_terminal_the_program_is_started_for_each_picture(monkeypatch: pytest.MonkeyPatch) -> None:
    def none_left() -> tuple[int, int]:
        raise OSError("out of pty devices")

    monkeypatch.setattr(pty, "openpty", none_left)
    with Tesseract().one_document() as engine:
        [[word]] = read(engine, printed("Shipment"))
    assert word.text == "Shipment"


def test_each_picture_gets_the_rows_of_its_own_page(tmp_path: Path) -> None:
    with KeptRunning(program(tmp_path, ANSWERING)) as kept:
        assert [kept.rows((), PICTURE, 10) for _ in range(2)] == [[["1", at], ["5", at, "word"]] for at in ("1", "3")]


def test_a_program_that_hangs_is_ended_in_time_and_started_anew_for_the_next_picture(tmp_path: Path) -> None:
    told = tmp_path / "told"
    with KeptRunning(program(tmp_path, f"test -e {told} || {{ touch {told}; exec sleep 60; }}\n{ANSWERING}")) as kept:
        with pytest.raises(TooLong):
            kept.rows((), PICTURE, 0.5)
        assert kept.rows((), PICTURE, 10) == [["1", "1"], ["5", "1", "word"]]


def test_a_program_that_dies_says_why(tmp_path: Path) -> None:
    with KeptRunning(program(tmp_path, 'read -r name; echo "Image file cannot be read!" >&2; exit 1\n')) as kept:
        with pytest.raises(Ended, match="Image file cannot be read!") as ended:
            kept.rows((), PICTURE, 10)
        assert not ended.value.was_killed


@pytest.mark.parametrize(("does", "error"), [("read -r name; exit 1\n", UnreadableError), ("read -r name; kill -9 $$\n", TransientError)])
def test_a_refused_picture_is_unreadable_and_a_killed_program_is_asked_again_later(
    does: str, error: type[Exception], tmp_path: Path
) -> None:
    with KeptRunning(program(tmp_path, does)) as kept, pytest.raises(error):
        read(Tesseract(kept), PICTURE)


def test_a_page_that_takes_too_long_is_asked_again_later(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tesseract, "SECONDS_PER_PAGE", 0.2)
    with KeptRunning(program(tmp_path, "exec sleep 60\n")) as kept, pytest.raises(TransientError):
        read(Tesseract(kept), PICTURE)


def test_nothing_is_left_of_a_document(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    with Tesseract().one_document() as engine:
        read(engine, PICTURE)
        assert [*tmp_path.iterdir()]
    assert not [*tmp_path.iterdir()]


def test_the_doctor_looks_for_engines_and_not_for_parts_of_them(tmp_path: Path) -> None:
    parts = {each.part for each in diagnose(Settings(data_dir=tmp_path)) if each.part.startswith("OCR: ")}
    assert parts == {"OCR: rapidocr", "OCR: tesseract"}
