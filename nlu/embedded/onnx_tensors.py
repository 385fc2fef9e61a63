"""Reads the tensors that an ONNX file holds, and nothing else of it. Copies nothing it is given.

Source: protocol buffers' wire format, and `onnx.proto`: a model's field 7 is its graph, a graph's
field 5 a tensor; a tensor's fields 1, 2, 8 and 9 are its shape, type, name and bytes.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]

_GRAPH, _TENSOR = 7, 5
_SHAPE, _TYPE, _NAME, _BYTES = 1, 2, 8, 9
_TYPES: Mapping[int, np.dtype[Any]] = {1: np.dtype("<f4"), 3: np.dtype("i1")}
_VARINT, _EIGHT_BYTES, _LENGTH, _FOUR_BYTES = 0, 1, 2, 5
_FIXED = {_EIGHT_BYTES: 8, _FOUR_BYTES: 4}


def read_tensors(file: memoryview) -> Mapping[str, Array]:
    """Return the file's float and byte tensors by name, in the order they stand there.

    Raises:
        ValueError: these bytes are no ONNX file.
    """
    try:
        tensors = dict(_tensors(file))
    except (IndexError, KeyError, TypeError, UnicodeDecodeError) as error:
        raise ValueError("not an ONNX file") from error
    if not tensors:
        raise ValueError("an ONNX file without tensors")
    return tensors


def _tensors(file: memoryview) -> Iterator[tuple[str, Array]]:
    for graph in _all(file, _GRAPH):
        for tensor in _all(graph, _TENSOR):
            parts = list(_fields(tensor))
            last = dict(parts)
            kind = last[_TYPE]
            if kind in _TYPES:
                held = np.frombuffer(last[_BYTES], _TYPES[kind])
                yield str(last[_NAME], "utf-8"), held.reshape(_shape(parts))


def _shape(parts: list[tuple[int, Any]]) -> list[int]:
    """Return a tensor's sizes, written one by one or packed together."""
    sizes: list[int] = []
    for field, value in parts:
        if field == _SHAPE and isinstance(value, int):
            sizes.append(value)
        elif field == _SHAPE:
            at = 0
            while at < len(value):
                size, at = _varint(value, at)
                sizes.append(size)
    return sizes


def _all(message: memoryview, wanted: int) -> Iterator[memoryview]:
    return (value for field, value in _fields(message) if field == wanted)


def _fields(message: memoryview) -> Iterator[tuple[int, Any]]:
    at = 0
    while at < len(message):
        key, at = _varint(message, at)
        kind = key & 7
        if kind == _VARINT:
            value, at = _varint(message, at)
            yield key >> 3, value
            continue
        if kind == _LENGTH:
            size, at = _varint(message, at)
        else:
            size = _FIXED[kind]
        yield key >> 3, message[at : at + size]
        at += size


def _varint(message: memoryview, at: int) -> tuple[int, int]:
    value = shift = 0
    while True:
        byte = message[at]
        at += 1
        value |= (byte & 127) << shift
        shift += 7
        if byte < 128:
            return value, at
