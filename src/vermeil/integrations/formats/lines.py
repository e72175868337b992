"""NDJSON and CSV: one record a line, read in bounded memory."""

import codecs
import csv
import json
import shutil
import tempfile
from collections.abc import Iterator
from typing import BinaryIO, cast

from vermeil.core.errors import BadInput
from vermeil.core.ingest import Record, Refusal, excerpt
from vermeil.integrations.formats.limits import Limits

Row = tuple[int, Record | Refusal]

NOT_UTF8 = "the line is not in UTF-8: save the file in that encoding"
_KNOWN = {"text", "image"}
_SAMPLE = 65_536


def read_ndjson(stream: BinaryIO, limits: Limits) -> Iterator[Row]:
    """The objects of a file with one JSON value a line; blank lines are passed over."""
    for number, line in _lines(as_utf8(stream), limits.line_bytes):
        if line is None:
            yield number, too_long(limits)
        elif line.strip():
            yield number, parse(line)


def parse(line: bytes) -> Record | Refusal:
    """One JSON value as a record; a plain string is a text."""
    try:
        return as_record(json.loads(line))
    except UnicodeDecodeError:
        return Refusal(NOT_UTF8, excerpt=excerpt(line[:200].decode("utf-8", "replace")))
    except (ValueError, RecursionError) as error:
        return Refusal(
            f"the line is not JSON: {error}", excerpt=excerpt(line[:200].decode("utf-8", "replace"))
        )


def as_record(value: object) -> Record | Refusal:
    """A JSON value as a record."""
    if isinstance(value, str):
        return {"text": value}
    if isinstance(value, dict):
        return value
    return Refusal("a record is an object or a string of text", excerpt=excerpt(repr(value)[:200]))


def read_csv(stream: BinaryIO, limits: Limits) -> Iterator[Row]:
    """The rows of a table whose first line names its columns; one of them is `text` or `image`.

    Raises:
        BadInput: There is no such header.
    """
    stream = as_utf8(stream)
    start = stream.tell()
    sample = stream.read(_SAMPLE).decode("utf-8", "replace")
    stream.seek(start)
    csv.field_size_limit(limits.line_bytes)
    rows = csv.reader(_text(stream, limits), _dialect(sample))
    header = _header(next(rows, []))
    while True:
        before = rows.line_num
        try:
            cells = next(rows)
        except StopIteration:
            return
        except csv.Error as error:
            yield before + 1, Refusal(f"the line is not CSV: {error} (is a quotation mark not closed?)")
            continue
        if cells:
            yield before + 1, _row(header, cells)


def _row(header: list[str], cells: list[str]) -> Record | Refusal:
    if cells == [TOO_LONG]:
        return Refusal("the line is too long: shorten it, or send it as a file of its own")
    if len(cells) > len(header):
        return Refusal(
            f"the line has {len(cells)} fields, the header {len(header)}: put quotation marks around fields "
            "that hold the separator",
            excerpt=excerpt(str(cells)),
        )
    if any("\udc80" <= c <= "\udcff" for cell in cells if not cell.isascii() for c in cell):
        return Refusal(NOT_UTF8, excerpt=excerpt(str(cells)))
    return {name: cell for name, cell in zip(header, cells, strict=False) if cell or name == "text"}


def _header(cells: list[str]) -> list[str]:
    names = [
        cell.strip().lower() if cell.strip().lower() in _KNOWN | {"key", "label"} else cell for cell in cells
    ]
    if not _KNOWN & set(names):
        found = ", ".join(excerpt(cell, 40) for cell in cells[:10]) or "nothing"
        raise BadInput(f"The first line must name a column `text` or `image`; it names {found}.")
    if len(set(names)) < len(names):
        raise BadInput("The first line names a column twice.")
    return names


def _dialect(sample: str) -> type[csv.Dialect]:
    try:
        return csv.Sniffer().sniff(sample.partition("\n")[0] + "\n", delimiters=",;\t|")
    except csv.Error:
        return csv.excel


TOO_LONG = "\0"  #: stands for a line that was not read: no text holds it


def _text(stream: BinaryIO, limits: Limits) -> Iterator[str]:
    for _, line in _lines(stream, limits.line_bytes):
        yield TOO_LONG if line is None else line.decode("utf-8", "surrogateescape")


def _lines(stream: BinaryIO, limit: int) -> Iterator[tuple[int, bytes | None]]:
    """Numbered lines; None for one that is longer than `limit`, which is passed over in pieces."""
    number = 0
    while line := stream.readline(limit + 1):
        number += 1
        if len(line) <= limit or line.endswith(b"\n"):
            yield number, line
            continue
        while (rest := stream.readline(_SAMPLE)) and not rest.endswith(b"\n"):
            pass
        yield number, None


def too_long(limits: Limits) -> Refusal:
    """Why a record was not read."""
    return Refusal(f"the record is longer than {limits.line_bytes:,} bytes: shorten it")


def as_utf8(stream: BinaryIO) -> BinaryIO:
    """The stream after its byte order mark; one in UTF-16 is written anew first."""
    start = stream.read(4)
    if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        stream.seek(0)
        return _transcoded(stream)
    stream.seek(3 if start.startswith(codecs.BOM_UTF8) else 0)
    return stream


def _transcoded(stream: BinaryIO) -> BinaryIO:
    out = tempfile.TemporaryFile()  # noqa: SIM115 - read by the caller; gone when nobody holds it
    try:
        shutil.copyfileobj(codecs.getreader("utf-16")(stream), codecs.getwriter("utf-8")(out))
    except UnicodeError as error:
        raise BadInput(
            "The file begins as UTF-16 but goes on as something else: save it in UTF-8."
        ) from error
    out.seek(0)
    return cast("BinaryIO", out)
