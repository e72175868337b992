"""CSV with a header, read a record at a time; quoted fields may hold line breaks."""

import csv
import json
from collections import deque
from collections.abc import Iterator
from typing import Any, BinaryIO

from vermeil.core.errors import BadInput
from vermeil.core.ingest import FIELDS, Record, Refusal, excerpt
from vermeil.integrations.formats.limits import Limits
from vermeil.integrations.formats.lines import lines, not_utf8, too_long

Rows = Iterator[tuple[int, Record | Refusal]]

_DELIMITERS = ",;\t|"
_CONTENT = {"text", "image", "file_name"}


_OPEN_QUOTE = "; if it begins a quoted field, the quote is not closed"


class _TooLong(Exception):
    """A line, or a quoted field over many lines, is longer than a record may be."""


class _Feed:
    """Lines for `csv.reader`, which can be given back when a quoted field turns out never to end."""

    def __init__(self, stream: BinaryIO, limit: int) -> None:
        self.limit = limit
        self.first = 0  #: number of the line where this record began
        self._lines = lines(stream, limit)
        self._back: deque[tuple[int, bytes | None]] = deque()
        self._taken: list[tuple[int, bytes | None]] = []
        self._size = 0

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        number, line = self._back.popleft() if self._back else next(self._lines)
        self.first = self.first if self._taken else number
        self._taken.append((number, line))
        self._size += len(line or b"")
        if line is None or self._size > self.limit:
            raise _TooLong
        # Bytes that are not UTF-8 travel on as lone surrogates: the record is refused when it is whole.
        return line.decode("utf-8", "surrogateescape") + "\n"

    def peek(self) -> str:
        """The first line that is not blank, which stays to be read."""
        for number, line in self._lines:
            if line is None or line.strip():
                self._back.append((number, line))
                return (line or b"").decode("utf-8", "replace")
        return ""

    def done(self) -> None:
        """The record was read: forget its lines."""
        self._taken, self._size = [], 0

    def give_back(self) -> None:
        """Only the first line of this record is lost: the others are read again, as records of their own."""
        self._back.extendleft(reversed(self._taken[1:]))
        self.done()


def read_csv(stream: BinaryIO, limits: Limits) -> Rows:
    """The rows under the header, each with the number of its first line; an empty field is a missing one.

    Raises:
        BadInput: The first line is no header that names a column `text` or `image`.
    """
    csv.field_size_limit(max(csv.field_size_limit(), limits.line_bytes))  # of the process: only ever raised
    rows = _rows(_Feed(stream, limits.line_bytes))
    names = _header(next(rows, (0, []))[1])
    for line, fields in rows:
        yield line, fields if isinstance(fields, Refusal) else _record(names, fields)


def _rows(feed: _Feed) -> Iterator[tuple[int, list[str] | Refusal]]:
    delimiter = _delimiter(feed.peek())
    while True:
        try:
            for fields in csv.reader(feed, delimiter=delimiter, strict=True):
                feed.done()
                if any(fields):
                    yield feed.first, fields
        except _TooLong:
            yield feed.first, Refusal(too_long(feed.limit) + _OPEN_QUOTE)
        except csv.Error as error:
            yield feed.first, Refusal(f"this is not CSV: {error}")
        else:
            return
        feed.give_back()


def _delimiter(header: str) -> str:
    """The one that splits the header into the most columns, a column of content among them."""
    split = {d: next(csv.reader([header.replace("\r", " ")], delimiter=d), []) for d in _DELIMITERS}
    fit = [d for d, names in split.items() if _CONTENT & set(map(_known, names))]
    return max(fit, key=lambda d: len(split[d]), default=",")


def _header(fields: list[str] | Refusal) -> list[str]:
    if isinstance(fields, Refusal):
        raise BadInput(f"The first line, which names the columns, cannot be read: {fields.reason}.")
    names = [_known(name) for name in fields]
    if not _CONTENT & set(names):
        found = excerpt(", ".join(names), 80) or "nothing"
        raise BadInput(f"The first line must name a column `text` or `image`; it names {found}.")
    if len(set(filter(None, names))) < len(list(filter(None, names))):
        raise BadInput("The first line names a column twice: rename one of them.")
    return names


def _known(name: str) -> str:
    """A column's name without white space; `Text` and `TEXT` are `text`, other names stay as they are."""
    plain = name.strip()
    return plain.lower() if plain.lower() in FIELDS | _CONTENT else plain


def _record(names: list[str], fields: list[str]) -> Record | Refusal:
    if len(fields) != len(names):
        return Refusal(
            f"the row has {len(fields)} fields, the header {len(names)}", excerpt=excerpt(str(fields))
        )
    try:
        "".join(fields).encode("utf-8")
    except UnicodeEncodeError as error:
        byte = UnicodeDecodeError("utf-8", bytes([ord(error.object[error.start]) & 0xFF]), 0, 1, "")
        return Refusal(not_utf8(byte), excerpt=excerpt(str(fields)))
    record: dict[str, Any] = {
        name: value for name, value in zip(names, fields, strict=True) if name and value
    }
    return record | _metadata(record.get("metadata"))


def _metadata(value: str | None) -> dict[str, Any]:
    """A column `metadata` holds a JSON object; whatever else it holds is refused with the record."""
    try:
        return {} if value is None else {"metadata": json.loads(value)}
    except (ValueError, RecursionError):
        return {}
