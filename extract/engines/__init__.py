"""OCR engines, one module each: `ENGINE` reads pages (`OcrEngine`, named as the setting names it), `SECOND` lines (`LineReader`)."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Image = NDArray[np.uint8]
"""A grey picture of a page: height by width, 0 black to 255 white."""


@dataclass(frozen=True)
class OcrWord:
    """One recognised word: box in pixels (x0, top, x1, bottom), certainty from 0 to 1."""

    text: str
    box: tuple[float, float, float, float]
    confidence: float


@dataclass(frozen=True)
class OcrText:
    """What a second engine read in a cut-out, and how sure it is of the least certain sign."""

    text: str
    confidence: float


class OcrEngine(Protocol):
    """Something that reads words off a picture of a page."""

    name: str

    def missing(self) -> str | None:
        """What is missing to run it and what to do about it; None where it can run."""

    def languages(self) -> Collection[str]:
        """The languages that are installed, as ISO 639-1 codes."""

    def one_document(self) -> AbstractContextManager[OcrEngine]:
        """The engine for the pictures of one document; what it needs to keep running for them ends with it."""

    def words(self, image: Image, languages: Sequence[str], *, dpi: int, block: bool) -> Sequence[OcrWord]:
        """The words of an upright page. `block` asks for a segmentation that assumes one uniform block of text."""


class LineReader(Protocol):
    """Something that reads cut-outs of print, for a second opinion."""

    name: str

    def missing(self) -> str | None:
        """What is missing to run it and what to do about it; None where it can run."""

    def lines(self, crops: Sequence[Image]) -> Sequence[OcrText]:
        """What each cut-out says: a word or several words of one line."""
