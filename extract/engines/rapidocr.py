"""RapidOCR's recogniser (PP-OCR on ONNX Runtime): reads a cut-out of print once more. It is too slow for whole pages.

Only the model in the rapidocr wheel is used, not the package's own code: finding print is Tesseract's part, and this is all the rest.
"""

from __future__ import annotations

import logging
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from extract.engines import Image, OcrText
from extract.engines.fewer_signs import signs_of, with_columns

HEIGHT = 48
"""Pixels that the model wants a line of print to be high."""
NARROWEST = 24
WIDEST = 3200
PIXELS_A_BATCH = 500
"""Widths of one batch added up: more at a time save nothing, as what is worked on no longer fits the processor's cache."""
AS_WIDE = (1.05, 8)
"""A batch's widest cut-out is wider than its narrowest by no more than that share and so many pixels: what is added to a cut-out is worked on, too."""
ALPHABET_END = 0x250
"""Letters of European languages lie below; the model knows 18,000 signs, most of them Chinese."""
SIGNS = frozenset("€‰–—’‘“”„…•′″≤≥−")  # noqa: RUF100
EAST = 0x2E80
"""From here on letters are those of East Asia."""
COMMONEST = range(0xB0, 0xD8)
"""The first bytes of the commonest 3,755 Chinese signs in GB 2312, its first level."""


logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class _Recogniser:
    """A loaded model, the columns of its answer that are looked at, and the signs that they stand for; the first is the gap between signs."""

    session: Any
    columns: NDArray[np.intp]
    signs: tuple[str, ...]


class RapidOcr:
    """Reads lines of print with one thread; the model is loaded with the first line."""

    name = "rapidocr"

    def missing(self) -> str | None:
        """What is missing to run it; None where it can run."""
        if find_spec("onnxruntime") is None:
            return "onnxruntime is not installed: doubtful print on scans gets no second reading"
        return None if self._model else "rapidocr is not installed: doubtful print on scans gets no second reading"

    def lines(self, crops: Sequence[Image]) -> list[OcrText]:
        """What each cut-out of a line says, with the certainty of its least certain sign."""
        found = [OcrText("", 0.0)] * len(crops)
        widths = [_width(crop) for crop in crops]
        for batch in _batches(widths):
            for index, text in zip(batch, self._recognised([crops[i] for i in batch], [widths[i] for i in batch]), strict=True):
                found[index] = text
        return found

    @cached_property
    def _model(self) -> Path | None:
        spec = find_spec("rapidocr")
        folders = [Path(place) / "models" for place in (spec.submodule_search_locations or [])] if spec else []
        return next((model for folder in folders for model in sorted(folder.glob("*_rec_*.onnx"))), None)

    @cached_property
    def _recogniser(self) -> _Recogniser:
        """The model without the signs that print of ours is never taken for: a fifth of the time went into them.

        Those that are left out of a text but are told apart make it less sure, as they would with all of them.
        """
        model = self._model.read_bytes() if self._model else b""
        signs = signs_of(model)
        told = [at for at, sign in enumerate(signs) if _is_told(sign)]
        try:
            model, signs = with_columns(model, told, len(signs)), [signs[at] for at in told]
        except ValueError:
            logger.warning("The second engine's model cannot be cut down to the signs that are needed: it is used as it is.", exc_info=True)
        written = [at for at, sign in enumerate(signs) if _is_written(sign)]
        return _Recogniser(_session(model), np.array(written), tuple(signs[at] for at in written))

    def _recognised(self, crops: Sequence[Image], widths: Sequence[int]) -> list[OcrText]:
        batch = np.zeros((len(crops), 3, HEIGHT, max(widths)), dtype=np.float32)
        for at, (crop, width) in enumerate(zip(crops, widths, strict=True)):
            shrinks = crop.shape[0] > HEIGHT
            line = cv2.resize(crop, (width, HEIGHT), interpolation=cv2.INTER_AREA if shrinks else cv2.INTER_CUBIC)
            batch[at, :, :, :width] = line.astype(np.float32) / 127.5 - 1
        recogniser = self._recogniser
        session = recogniser.session
        answer = session.run(None, {session.get_inputs()[0].name: batch})[0][:, :, recogniser.columns]
        return [_decoded(steps, recogniser.signs) for steps in answer]


def _session(model: bytes) -> Any:
    onnxruntime = import_module("onnxruntime")  # half a second, which papers with a text layer do not need

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.enable_cpu_mem_arena = False
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])


def _is_written(sign: str) -> bool:
    """Whether a text may have that sign: European ones, and the gap between signs."""
    return not sign or ord(sign[0]) < ALPHABET_END or sign in SIGNS


def _is_told(sign: str) -> bool:
    """Whether that sign is told from others: all but the rarer letters of East Asia, as which the model takes nothing of ours."""
    if not sign or ord(sign[0]) < EAST or unicodedata.category(sign[0]) != "Lo":
        return True
    return sign.encode("gb2312", "replace")[0] in COMMONEST


def _width(crop: Image) -> int:
    height, width = crop.shape
    return int(min(WIDEST, max(NARROWEST, width * HEIGHT // max(1, height))))


def _batches(widths: Sequence[int]) -> list[list[int]]:
    """Indexes of cut-outs that are about equally wide: each batch is as wide as its widest."""
    batches: list[list[int]] = []
    for index in sorted(range(len(widths)), key=lambda i: widths[i]):
        last = batches[-1] if batches else None
        if last and widths[index] <= AS_WIDE[0] * widths[last[0]] + AS_WIDE[1] and (len(last) + 1) * widths[index] <= PIXELS_A_BATCH:
            last.append(index)
        else:
            batches.append([index])
    return batches


def _decoded(steps: NDArray[np.float32], signs: Sequence[str]) -> OcrText:
    """The best sign of every step; one that lasts for several steps is one sign, and gaps are none."""
    best = steps.argmax(axis=1)
    fresh = (best != 0) & (np.diff(best, prepend=0) != 0)
    text = "".join(signs[at] for at in best[fresh])
    return OcrText(text.strip(), float(steps.max(axis=1)[fresh].min()) if fresh.any() else 0.0)


SECOND = RapidOcr
