"""Write an ONNX model by hand: the few protobuf messages needed here, no ``onnx`` at run time.

Field numbers are those of ``onnx.proto3`` (https://onnx.ai/onnx/repo-docs/IR.html), version 8.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

IR_VERSION = 8
MICROSOFT = "com.microsoft"
"""Domain of ONNX Runtime's own fused operators."""

_ELEMENT = {"float32": 1, "uint8": 2, "int32": 6, "int64": 7}
_DOMAINS = (("", 17), (MICROSOFT, 1))

Shape = Sequence[int | str]
Attribute = int | float


def _varint(value: int) -> bytes:
    out = bytearray()
    value &= (1 << 64) - 1  # negative numbers are written as their 64-bit complement
    while value > 0x7F:
        out.append(value & 0x7F | 0x80)
        value >>= 7
    out.append(value)
    return bytes(out)


def _number(key: int, value: int) -> bytes:
    return _varint(key << 3) + _varint(value)


def _bytes(key: int, payload: bytes | str) -> bytes:
    data = payload.encode() if isinstance(payload, str) else payload
    return _varint(key << 3 | 2) + _varint(len(data)) + data


def _attribute(name: str, value: Attribute) -> bytes:
    if isinstance(value, float):
        body = _varint(2 << 3 | 5) + struct.pack("<f", value) + _number(20, 1)
    else:
        body = _number(3, value) + _number(20, 2)
    return _bytes(1, name) + body


def _tensor(name: str, array: npt.NDArray[np.generic]) -> bytes:
    data = np.ascontiguousarray(array)
    head = b"".join(_number(1, size) for size in data.shape)
    head += _number(2, _ELEMENT[data.dtype.name]) + _bytes(8, name)
    return head + _bytes(9, data.tobytes())


def _value(name: str, element: str, shape: Shape) -> bytes:
    sizes = (_number(1, size) if isinstance(size, int) else _bytes(2, size) for size in shape)
    dimensions = b"".join(_bytes(1, size) for size in sizes)
    tensor = _number(1, _ELEMENT[element]) + _bytes(2, dimensions)
    return _bytes(1, name) + _bytes(2, _bytes(1, tensor))


@dataclass
class Graph:
    """A graph under construction; names of values are given by the caller and must be unique."""

    nodes: list[bytes] = field(default_factory=list)
    tensors: list[bytes] = field(default_factory=list)
    inputs: list[bytes] = field(default_factory=list)
    outputs: list[bytes] = field(default_factory=list)

    def tensor(self, name: str, array: npt.NDArray[np.generic]) -> str:
        """Store a constant and return its name."""
        self.tensors.append(_tensor(name, array))
        return name

    def input(self, name: str, element: str, shape: Shape) -> str:
        """Declare an input (string sizes are free) and return its name."""
        self.inputs.append(_value(name, element, shape))
        return name

    def output(self, name: str, element: str, shape: Shape) -> None:
        """Declare a value as an output of the model."""
        self.outputs.append(_value(name, element, shape))

    def node(
        self,
        operator: str,
        inputs: Iterable[str],
        outputs: Sequence[str],
        *,
        domain: str = "",
        attributes: Mapping[str, Attribute] | None = None,
    ) -> str:
        """Add an operator and return the name of its first output; "" skips an optional input."""
        body = b"".join(_bytes(1, name) for name in inputs)
        body += b"".join(_bytes(2, name) for name in outputs)
        body += _bytes(3, f"{operator}:{outputs[0]}") + _bytes(4, operator)
        pairs = (attributes or {}).items()
        body += b"".join(_bytes(5, _attribute(name, value)) for name, value in pairs)
        self.nodes.append(body + _bytes(7, domain))
        return outputs[0]

    def model(self) -> bytes:
        """Serialise as an ONNX ModelProto."""
        parts = [
            *(_bytes(1, node) for node in self.nodes),
            _bytes(2, "encoder"),
            *(_bytes(5, tensor) for tensor in self.tensors),
            *(_bytes(11, value) for value in self.inputs),
            *(_bytes(12, value) for value in self.outputs),
        ]
        domains = (_bytes(8, _bytes(1, name) + _number(2, version)) for name, version in _DOMAINS)
        return _number(1, IR_VERSION) + _bytes(7, b"".join(parts)) + b"".join(domains)
