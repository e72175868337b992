"""Flat tables as Parquet, written as they come: a row group at a time, in bounded memory, without a library.

The smallest part of the format that every reader knows (apache/parquet-format 2.10): optional columns of four
types, plain encoding, one page of version 1 a column and row group, gzip. The metadata are Thrift structures
in its compact protocol. Why: docs/decisions/parquet.md.
"""

import struct
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import Any, NamedTuple

import numpy as np

_MAGIC = b"PAR1"
_PHYSICAL = {bool: 0, int: 2, float: 5, str: 6}  # BOOLEAN, INT64, DOUBLE, BYTE_ARRAY
_OPTIONAL, _UTF8, _GZIP, _PLAIN, _RLE = 1, 0, 2, 0, 3
_GZIP_HEADER = 31  # zlib's window bits for a gzip stream
_LEVEL = 2  # of compression: higher ones take longer than all the rest


class _Thrift(NamedTuple):
    kind: int
    body: bytes


def _varint(number: int) -> bytes:
    out = bytearray()
    while number >> 7:
        out.append(number & 0x7F | 0x80)
        number >>= 7
    return bytes([*out, number])


def _i32(number: int) -> _Thrift:
    return _Thrift(5, _varint(number << 1))  # no number here is negative


def _i64(number: int) -> _Thrift:
    return _Thrift(6, _varint(number << 1))


def _string(text: str) -> _Thrift:
    return _Thrift(8, _varint(len(text.encode())) + text.encode())


def _list(parts: Sequence[_Thrift]) -> _Thrift:
    head = bytes([0xF0 | parts[0].kind]) + _varint(len(parts)) if parts else b"\x0c"
    return _Thrift(9, head + b"".join(part.body for part in parts))


def _structure(fields: Mapping[int, _Thrift]) -> _Thrift:
    """Fields by their numbers, which rise by less than 16 a step."""
    out, last = bytearray(), 0
    for number, value in fields.items():
        out += bytes([(number - last) << 4 | value.kind]) + value.body
        last = number
    return _Thrift(12, bytes(out) + b"\0")


def write_parquet(
    groups: Iterable[Sequence[Mapping[str, Any]]], columns: Mapping[str, type]
) -> Iterator[bytes]:
    """The bytes of a file with one row group for each list of rows.

    `columns`: name to bool, int (64 bits), float or str; any value may be None.
    """
    yield _MAGIC
    at, rows, listed = len(_MAGIC), 0, []
    for group in groups:
        chunks, size = [], 0
        for name, kind in columns.items():
            page, chunk, unpacked = _chunk(name, kind, [row[name] for row in group], at)
            chunks.append(chunk)
            at += len(page)
            size += unpacked
            yield page
        rows += len(group)
        listed.append(_structure({1: _list(chunks), 2: _i64(size), 3: _i64(len(group))}))
    footer = _footer(columns, rows, listed)
    yield footer + struct.pack("<I", len(footer)) + _MAGIC


def _footer(columns: Mapping[str, type], rows: int, groups: Sequence[_Thrift]) -> bytes:
    schema = [_structure({4: _string("schema"), 5: _i32(len(columns))})]
    for name, kind in columns.items():
        words = {6: _i32(_UTF8)} if kind is str else {}
        column = {1: _i32(_PHYSICAL[kind]), 3: _i32(_OPTIONAL), 4: _string(name)}
        schema.append(_structure(column | words))
    whole = {1: _i32(1), 2: _list(schema), 3: _i64(rows), 4: _list(groups), 6: _string("vermeil")}
    return _structure(whole).body


def _chunk(name: str, kind: type, values: Sequence[Any], at: int) -> tuple[bytes, _Thrift, int]:
    """One column of a row group: its only page, what the footer says of it, and its size unpacked."""
    there = np.array([value is not None for value in values])
    body = _levels(there) + _plain(kind, [value for value in values if value is not None])
    packer = zlib.compressobj(_LEVEL, wbits=_GZIP_HEADER)
    packed = packer.compress(body) + packer.flush()
    encoding = {1: _i32(len(values)), 2: _i32(_PLAIN), 3: _i32(_RLE), 4: _i32(_RLE)}
    header = {1: _i32(0), 2: _i32(len(body)), 3: _i32(len(packed)), 5: _structure(encoding)}
    head = _structure(header).body
    unpacked = len(head) + len(body)
    facts = {
        1: _i32(_PHYSICAL[kind]),
        2: _list([_i32(_PLAIN), _i32(_RLE)]),
        3: _list([_string(name)]),
        4: _i32(_GZIP),
        5: _i64(len(values)),
        6: _i64(unpacked),
        7: _i64(len(head) + len(packed)),
        9: _i64(at),
    }
    return head + packed, _structure({2: _i64(at), 3: _structure(facts)}), unpacked


def _levels(there: "np.ndarray[Any, np.dtype[np.bool_]]") -> bytes:
    """Which values are not null, one bit each, as one bit-packed run of the RLE hybrid."""
    bits = np.packbits(there, bitorder="little").tobytes()
    run = _varint(len(bits) << 1 | 1) + bits
    return struct.pack("<I", len(run)) + run


def _plain(kind: type, values: Sequence[Any]) -> bytes:
    if kind is bool:
        return np.packbits(np.array(values, bool), bitorder="little").tobytes()
    if kind is str:
        data = [value.encode() for value in values]
        lengths = map(struct.Struct("<I").pack, map(len, data))
        return b"".join(chain.from_iterable(zip(lengths, data, strict=True)))
    return np.array(values, "<i8" if kind is int else "<f8").tobytes()
