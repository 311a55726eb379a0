"""A recogniser that is cut down to fewer signs: what is kept is as it was, and what is not known for sure is not touched."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from extract.engines import rapidocr
from extract.engines.fewer_signs import signs_of, with_columns
from extract.engines.rapidocr import RapidOcr

MATRIX = np.arange(6, dtype="<f4").reshape(2, 3)
ADDED = np.array([7, 8, 9], dtype="<f4")


def written(number: int, content: bytes) -> bytes:
    length = [len(content)] if len(content) < 128 else [len(content) & 127 | 128, len(content) >> 7]
    return bytes([number << 3 | 2, *length]) + content


def number(at: int, value: int) -> bytes:
    return bytes([at << 3, value])


def tensor(name: bytes, values: np.ndarray, *, kind: int = 1) -> bytes:
    return b"".join(number(1, size) for size in values.shape) + number(2, kind) + written(8, name) + written(9, values.tobytes())


def model(*tensors: bytes, characters: bytes = b"a\nb") -> bytes:
    shape = written(2, b"some shape")
    graph = written(1, b"a node") + b"".join(written(5, each) for each in tensors) + written(12, written(1, b"out") + shape)
    return number(1, 10) + written(7, graph) + written(14, written(1, b"character") + written(2, characters))


def test_the_columns_that_are_kept_are_as_they_were_and_everything_else_stays() -> None:
    other = tensor(b"other", np.zeros((3, 2), dtype="<f4"))
    cut = with_columns(model(tensor(b"w", MATRIX), other, tensor(b"b", ADDED)), [0, 2], 3)
    graph = (
        written(1, b"a node") + written(5, tensor(b"w", MATRIX[:, [0, 2]])) + written(5, other) + written(5, tensor(b"b", ADDED[[0, 2]]))
    )
    assert cut == number(1, 10) + written(7, graph + written(12, written(1, b"out"))) + written(
        14, written(1, b"character") + written(2, b"a\nb")
    )


def test_a_file_says_what_its_columns_stand_for() -> None:
    assert signs_of(model()) == ["", "a", "b", " "]
    with pytest.raises(ValueError, match="does not say"):
        signs_of(number(1, 10))


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(model(tensor(b"w", MATRIX)), id="no array that is added to the columns"),
        pytest.param(model(tensor(b"w", MATRIX, kind=10), tensor(b"b", ADDED)), id="half-precision numbers"),
        pytest.param(model(tensor(b"w", MATRIX), tensor(b"b", ADDED))[:-40], id="a file that ends too early"),
        pytest.param(b"\x0f", id="no such file at all"),
    ],
)
def test_a_model_that_is_not_known_for_sure_is_not_cut(content: bytes) -> None:
    with pytest.raises(ValueError, match="model"):
        with_columns(content, [0, 2], 3)


@pytest.mark.slow
@pytest.mark.skipif(RapidOcr().missing() is not None, reason="rapidocr is not installed")
def test_fewer_signs_change_neither_the_text_nor_its_certainty(monkeypatch: pytest.MonkeyPatch) -> None:
    random = np.random.default_rng(7)
    crops = [np.asarray(random.integers(0, 256, (48, width)), dtype=np.uint8) for width in (90, 200)]
    whole = RapidOcr()
    monkeypatch.setattr(rapidocr, "with_columns", lambda model, *_: model)
    monkeypatch.setattr(rapidocr, "_is_told", lambda _: True)
    expected = whole.lines(crops)
    monkeypatch.undo()
    for cut, full in zip(RapidOcr().lines(crops), expected, strict=True):
        assert cut.text == full.text
        assert cut.confidence == pytest.approx(full.confidence, abs=0.01)


@pytest.mark.slow
@pytest.mark.skipif(RapidOcr().missing() is not None, reason="rapidocr is not installed")
def test_a_model_that_cannot_be_cut_down_reads_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> bytes:
        raise ValueError("the model is another one")

    crop = np.full((60, 200), 255, np.uint8)
    cv2.putText(crop, "A1", (40, 44), cv2.FONT_HERSHEY_DUPLEX, 1.4, (0,), 2, cv2.LINE_AA)
    monkeypatch.setattr(rapidocr, "with_columns", refuse)
    assert [each.text for each in RapidOcr().lines([crop])] == ["A1"]
