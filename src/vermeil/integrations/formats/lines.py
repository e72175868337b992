"""Bytes of a stream as UTF-8, in pieces and in lines, in bounded memory whatever the stream holds."""

import codecs
from collections.abc import Iterator
from typing import BinaryIO

_PIECE = 1 << 16
_UTF16 = {codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}
_NEVER_UTF8 = b"\xff"  # so that what reads the line says that it is not UTF-8


def pieces(stream: BinaryIO) -> Iterator[bytes]:
    """The stream without its byte order mark; UTF-16, which must have one, comes out as UTF-8."""
    first = stream.read(_PIECE)
    encoding = _UTF16.get(first[:2])
    if encoding:
        yield from _recoded(first[2:], stream, encoding)
        return
    yield first.removeprefix(codecs.BOM_UTF8)
    while piece := stream.read(_PIECE):
        yield piece


def _recoded(first: bytes, stream: BinaryIO, encoding: str) -> Iterator[bytes]:
    decoder = codecs.getincrementaldecoder(encoding)(
        "surrogatepass"
    )  # half a pair stays, and is refused later
    piece = first
    while piece:
        yield decoder.decode(piece).encode("utf-8", "surrogatepass")
        piece = stream.read(_PIECE)
    if decoder.getstate()[0]:  # an odd byte is left: the file was cut off
        yield _NEVER_UTF8


def lines(stream: BinaryIO, limit: int) -> Iterator[tuple[int, bytes | None]]:
    """Each line with its number from 1, without its line feed; None for one of more than `limit` bytes."""
    number, rest, skipping = 1, b"", False
    for piece in pieces(stream):
        *whole, rest = (rest + piece).split(b"\n")
        for line in whole:
            yield number, None if skipping or len(line) > limit else line
            number, skipping = number + 1, False
        if len(rest) > limit:
            rest, skipping = b"", True
    if rest or skipping:
        yield number, None if skipping else rest


def not_utf8(error: UnicodeDecodeError) -> str:
    """What to tell the user about bytes that are not UTF-8."""
    return (
        f"the byte 0x{error.object[error.start]:02X} is not UTF-8: save the file as UTF-8 and send it again"
    )


def too_long(limit: int) -> str:
    """What to tell the user about a record that is too long."""
    return f"the record is longer than {limit:,} bytes"
