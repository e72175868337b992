"""The few ONNX operators that an encoder is made of, written as the protocol buffer that ONNX is.

A model file needs seven message types and a dozen fields (onnx/onnx.proto, IR version 8, opset 17): fewer
lines than the 32 MB the `onnx` package and its needs take.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

_FLOAT, _UINT8, _INT64 = 1, 2, 7
_TYPES = {np.dtype("float32"): _FLOAT, np.dtype("uint8"): _UINT8, np.dtype("int64"): _INT64}


def _varint(number: int) -> bytes:
    out = bytearray()
    number &= (1 << 64) - 1
    while number >> 7:
        out.append(number & 0x7F | 0x80)
        number >>= 7
    return bytes([*out, number])


def _field(number: int, value: int | str | bytes) -> bytes:
    if isinstance(value, int):
        return _varint(number << 3) + _varint(value)
    data = value.encode() if isinstance(value, str) else value
    return _varint(number << 3 | 2) + _varint(len(data)) + data


def _tensor(name: str, array: NDArray[Any]) -> bytes:
    dims = b"".join(_field(1, size) for size in array.shape)
    return dims + _field(2, _TYPES[array.dtype]) + _field(8, name) + _field(9, array.tobytes())


def _attribute(name: str, value: int | str | Sequence[int]) -> bytes:
    if isinstance(value, int):
        return _field(1, name) + _field(3, value) + _field(20, 2)
    if isinstance(value, str):
        return _field(1, name) + _field(4, value) + _field(20, 3)
    return _field(1, name) + b"".join(_field(8, v) for v in value) + _field(20, 7)


def _port(name: str, element: int, shape: Sequence[int | str]) -> bytes:
    """A graph's input or output; a size that is a string is free."""
    sizes = (_field(1, size) if isinstance(size, int) else _field(2, size) for size in shape)
    dims = b"".join(_field(1, size) for size in sizes)
    tensor = _field(1, _field(1, element) + _field(2, dims))
    return _field(1, name) + _field(2, tensor)


class Graph:
    """A graph under construction: each method adds one operator and gives the name of its output."""

    def __init__(self) -> None:
        self._nodes: list[bytes] = []
        self._weights: list[bytes] = []

    def constant(self, array: NDArray[Any]) -> str:
        """A weight; its array is copied."""
        name = f"w{len(self._weights)}"
        self._weights.append(_field(5, _tensor(name, array)))
        return name

    def node(self, kind: str, inputs: Sequence[str], **attributes: int | str | Sequence[int]) -> str:
        """Any operator with one output."""
        name = f"n{len(self._nodes)}"
        body = b"".join(_field(1, source) for source in inputs) + _field(2, name) + _field(4, kind)
        body += b"".join(_field(5, _attribute(key, value)) for key, value in attributes.items())
        self._nodes.append(_field(1, body))
        return name

    def model(self, source: str, result: str, width: int) -> bytes:
        """The model file: `source` (n, height, width, 3) uint8 to `result` (n, width) float32."""
        image = _port(source, _UINT8, ("n", "height", "width", 3))
        graph = b"".join(self._nodes) + _field(2, "encoder") + b"".join(self._weights)
        graph += _field(11, image) + _field(12, _port(result, _FLOAT, ("n", width)))
        opset = _field(1, "") + _field(2, 17)
        return _field(1, 8) + _field(2, "vermeil") + _field(7, graph) + _field(8, opset)
