"""Arrays and plain values as one block of bytes, to be kept in a file.

It is read without copying, and never runs anything: the arrays are of plain numbers, all else is
JSON. A checksum tells whether it is whole.
"""

from __future__ import annotations

import json
import zlib
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping

MAGIC = b"factdesk kept 1\n"
_PART = 64  # bytes: each part begins at a multiple of it
_NUMBER = 8  # bytes of the checksum, and of the length of what follows


def pack(values: Mapping[str, object]) -> bytes:
    """The bytes of named values: arrays of numbers, tuples of such, and what JSON can hold."""
    plain: dict[str, object] = {}
    arrays: dict[str, list[object]] = {}
    parts: list[bytes] = []
    end = 0
    for name, value in values.items():
        several = isinstance(value, tuple) and all(isinstance(v, np.ndarray) for v in value)
        if not several and not isinstance(value, np.ndarray):
            plain[name] = value
            continue
        described: list[object] = []
        for array in value if isinstance(value, tuple) else (value,):
            part = _padded(np.ascontiguousarray(array).tobytes())
            described.append([array.dtype.str, array.shape, end])
            parts.append(part)
            end += len(part)
        arrays[name] = [several, described]
    header = json.dumps({"plain": plain, "arrays": arrays}, separators=(",", ":")).encode()
    header = _padded(len(header).to_bytes(_NUMBER, "little") + header)
    body = header + b"".join(parts)
    return _padded(MAGIC + zlib.crc32(body).to_bytes(_NUMBER, "little")) + body


def unpack(content: bytes) -> dict[str, Any]:
    """The values that `pack` made the bytes of.

    Raises:
        ValueError: these are no such bytes, or not all of them.
    """
    begin = len(MAGIC)
    checksum = int.from_bytes(content[begin : begin + _NUMBER], "little")
    body = memoryview(content)[_PART:]
    if content[:begin] != MAGIC or zlib.crc32(body) != checksum or len(body) < _NUMBER:
        raise ValueError("it is not what was kept")
    length = int.from_bytes(body[:_NUMBER], "little")
    header = json.loads(bytes(body[_NUMBER : _NUMBER + length]))
    arrays = body[-(-(_NUMBER + length) // _PART) * _PART :]
    values: dict[str, Any] = header["plain"]
    for name, (several, described) in header["arrays"].items():
        found = [_array(arrays, *one) for one in described]
        values[name] = tuple(found) if several else found[0]
    return values


def _array(content: memoryview, dtype: str, shape: list[int], begin: int) -> np.ndarray[Any, Any]:
    kind = np.dtype(dtype)
    if kind.hasobject:
        raise ValueError("it holds no plain numbers")
    count = int(np.prod(shape, dtype=np.int64))
    return (
        np.frombuffer(content, kind, count, begin).reshape(shape)
        if count
        else np.zeros(shape, kind)
    )


def _padded(content: bytes) -> bytes:
    return content + bytes(-len(content) % _PART)
