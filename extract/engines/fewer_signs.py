"""A recogniser in an ONNX file cut down to some of the signs that it tells apart: its last matrix has a column for each of them.

Nothing but that matrix is touched. The file is a Protocol Buffers message, of which the few fields that are needed are read here: the
package for ONNX files would be loaded, with 50 MB of its own, for two arrays.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from math import prod

import numpy as np

GRAPH, METADATA = 7, 14
"""Fields of a model."""
INITIALIZER, OUTPUT = 5, 12
"""Fields of a graph."""
DIMS, DATA_TYPE, TENSOR_NAME, RAW_DATA = 1, 2, 8, 9
"""Fields of a tensor."""
KEY, VALUE = 1, 2
VALUE_NAME = 1
FLOAT = 1
VARINT, EIGHT_BYTES, WITH_LENGTH, FOUR_BYTES = 0, 1, 2, 5
"""How a field is written."""
BOTH = 2
"""The matrix and what is added to its columns."""


@dataclass(frozen=True)
class _Field:
    number: int
    value: int
    """Of a number, the number."""
    content: memoryview
    """Of bytes, text and messages, their bytes."""
    whole: memoryview
    """The field as it stands in the file."""


def signs_of(model: bytes) -> list[str]:
    """What each column of a recogniser by PaddleOCR stands for; the first is the gap between signs, the last the blank.

    Raises:
        ValueError: the file does not say.
    """
    for field in _fields(memoryview(model)):
        if field.number == METADATA:
            entry = {part.number: bytes(part.content) for part in _fields(field.content)}
            if entry.get(KEY) == b"character":
                return ["", *entry[VALUE].decode().splitlines(), " "]
    raise ValueError("the model does not say what its columns stand for")


def with_columns(model: bytes, kept: Sequence[int], of: int) -> bytes:
    """The model with those columns alone of a last matrix that has so many.

    Raises:
        ValueError: it has no such matrix, or not in the form that is known here.
    """
    found = 0

    def changed(field: _Field) -> bytes | memoryview:
        nonlocal found
        if field.number == INITIALIZER and (tensor := _with_columns(field.content, kept, of)) is not None:
            found += 1
            return _written(INITIALIZER, tensor)
        if field.number == OUTPUT:  # without its shape, which is another one now
            return _written(OUTPUT, _changed(field.content, lambda part: part.whole if part.number == VALUE_NAME else b""))
        return field.whole

    parts = _changed(
        memoryview(model), lambda field: _written(GRAPH, _changed(field.content, changed)) if field.number == GRAPH else field.whole
    )
    if found != BOTH:
        raise ValueError(f"the model has {found} arrays with a column for each of its {of} signs")
    return parts


def _with_columns(tensor: memoryview, kept: Sequence[int], of: int) -> bytes | None:
    """A tensor of which only those columns are left; None where it has another number of columns."""
    parts = list(_fields(tensor))
    dims = [part.value for part in parts if part.number == DIMS]
    if not dims or dims[-1] != of:
        return None
    raw = next((part.content for part in parts if part.number == RAW_DATA), None)
    if raw is None or len(raw) != 4 * prod(dims) or not any(part.number == DATA_TYPE and part.value == FLOAT for part in parts):
        raise ValueError("the model's last matrix is written in a form that is not known here")
    columns = np.frombuffer(raw, dtype="<f4").reshape(-1, of)[:, kept]
    shape = b"".join(_varint(DIMS << 3 | VARINT) + _varint(size) for size in (*dims[:-1], len(kept)))
    rest = b"".join(part.whole for part in parts if part.number in (DATA_TYPE, TENSOR_NAME))
    return shape + rest + _written(RAW_DATA, columns.tobytes())


def _changed(message: memoryview, change: Callable[[_Field], bytes | memoryview]) -> bytes:
    return b"".join(change(field) for field in _fields(message))


def _fields(message: memoryview) -> Iterator[_Field]:
    at = 0
    while at < len(message):
        start = at
        tag, at = _number(message, at)
        kind, value, content = tag & 7, 0, message[:0]
        if kind == VARINT:
            value, at = _number(message, at)
        elif kind == WITH_LENGTH:
            length, at = _number(message, at)
            content, at = message[at : at + length], at + length
        elif kind in (EIGHT_BYTES, FOUR_BYTES):
            at += 8 if kind == EIGHT_BYTES else 4
        else:
            raise ValueError(f"the model has a field of kind {kind}")
        if at > len(message):
            raise ValueError("the model ends in the middle of a field")
        yield _Field(tag >> 3, value, content, message[start:at])


def _number(message: memoryview, at: int) -> tuple[int, int]:
    """A number written in sevens of bits, the lowest first, and where it ends."""
    value = shift = 0
    while at < len(message):
        byte = message[at]
        value, at, shift = value | (byte & 127) << shift, at + 1, shift + 7
        if byte < 128:
            return value, at
    raise ValueError("the model ends in the middle of a number")


def _varint(value: int) -> bytes:
    written = bytearray()
    while value > 127:
        written.append(value & 127 | 128)
        value >>= 7
    written.append(value)
    return bytes(written)


def _written(number: int, content: bytes) -> bytes:
    return _varint(number << 3 | WITH_LENGTH) + _varint(len(content)) + content
