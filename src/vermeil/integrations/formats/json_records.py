"""JSON and NDJSON, read a record at a time."""

import json
import re
from collections.abc import Iterator
from itertools import chain
from typing import Any, BinaryIO

from vermeil.core.errors import BadInput
from vermeil.core.ingest import Record, Refusal, excerpt
from vermeil.integrations.formats.limits import Limits
from vermeil.integrations.formats.lines import lines, not_utf8, pieces, too_long

Rows = Iterator[tuple[int, Record | Refusal]]

_LIST = re.compile(rb'\s*(?:\{\s*"items"\s*:\s*)?\[')
_OUTSIDE = re.compile(rb'"[^"\\\n]*(?:\\.[^"\\\n]*)*"|["{}\[\],]', re.DOTALL)  # a whole string, or a mark
_INSIDE = re.compile(rb'["\\\n]')
_OPENING = {ord("}"): b"{", ord("]"): b"["}


def read_ndjson(stream: BinaryIO, limits: Limits) -> Rows:
    """One record a line, with its line number; blank lines are passed over."""
    for number, line in lines(stream, limits.line_bytes):
        if line is None:
            yield number, Refusal(too_long(limits.line_bytes))
        elif line.strip():
            yield number, record_of(line)


def read_json(stream: BinaryIO, limits: Limits) -> Rows:
    """The records of a list, of `{"items": [...]}`, or one alone, each with its place from 1.

    Raises:
        BadInput: The file is nothing of the kind, or is cut off; what came before is good.
    """
    parts = pieces(stream)
    head = b""
    for part in parts:
        head += part
        if len(head.lstrip()) >= 64 or len(head) > limits.line_bytes:  # noqa: PLR2004  # enough to see the bracket
            break
    start = _LIST.match(head)
    found: Iterator[Record | Refusal]
    if start:
        elements = _elements(chain([head[start.end() :]], parts), limits.line_bytes)
        found = (element if isinstance(element, Refusal) else record_of(element) for element in elements)
    else:
        found = _alone(head, parts, limits.line_bytes)
    yield from enumerate(found, 1)


def record_of(data: bytes) -> Record | Refusal:
    """One JSON value as a record: an object, or a string, which is a text."""
    try:
        value: Any = json.loads(data.decode())
    except UnicodeDecodeError as error:
        reason = not_utf8(error)
    except json.JSONDecodeError as error:
        reason = f"this is not JSON: {error.msg} at character {error.pos + 1}"
    except RecursionError:
        reason = "this is not JSON that can be read: it is nested too deep"
    except ValueError:
        reason = "a number has too many digits"
    else:
        if isinstance(value, str):
            return {"text": value}
        if isinstance(value, dict):
            return value
        reason = "a record must be an object or a string"
    return Refusal(reason, excerpt=excerpt(data[:800].decode(errors="replace")))


def _alone(head: bytes, parts: Iterator[bytes], limit: int) -> Iterator[Record]:
    """The file as one record; BadInput where it is none, for then all of it is unreadable."""
    for part in parts:
        if len(head) > limit:
            raise BadInput("The file is neither a JSON list nor an object with a list `items`.")
        head += part
    if head.strip():
        record = record_of(head)
        if isinstance(record, Refusal):
            raise BadInput(f"The file cannot be read: {record.reason}.")
        if record.keys() == {"items"}:
            raise BadInput("`items` must be a list.")
        yield record


def _elements(parts: Iterator[bytes], limit: int) -> Iterator[bytes | Refusal]:
    """The text of each element of a list whose opening bracket has been read."""
    scanner = _Scanner(limit)
    for part in parts:
        yield from scanner.feed(part)
        if scanner.ended:
            if scanner.after.strip().strip(b"}"):
                raise BadInput("There is something after the end of the JSON list, which was not read.")
            return
    yield from scanner.flush()
    raise BadInput("The JSON list has no end: the file is cut off.")


class _Scanner:
    """Finds where elements end by brackets and strings alone, so that a broken one costs only itself."""

    def __init__(self, limit: int) -> None:
        self.limit = limit
        self.ended, self.after = False, b""
        self._open = b""  # the brackets that are open
        self._string = self._escaped = self._long = False
        self._parts: list[bytes] = []
        self._size = 0

    def feed(self, part: bytes) -> Iterator[bytes | Refusal]:
        """The elements that end in `part`."""
        start = at = 0
        if self._escaped and part:  # the backslash was the last of the part before
            at, self._escaped = 1, False
        while found := (_INSIDE if self._string else _OUTSIDE).search(part, at):
            at, token = found.end(), part[found.start()]
            if token in b'"' and at - found.start() > 1:
                continue  # a whole string: nothing in it is a mark
            if self._string:
                at = self._in_string(token, at, len(part))
            elif not self._open and token in b",]":
                self._keep(part[start : at - 1])
                yield from self.flush()
                start = at
                if token in b"]":
                    self.ended, self.after = True, part[at:]
                    return
            else:
                self._outside(token)
        self._keep(part[start:])

    def flush(self) -> Iterator[bytes | Refusal]:
        """The element that has been gathered, if there is one."""
        element, long = b"".join(self._parts).strip(), self._long
        self._parts, self._size, self._long = [], 0, False
        if long:
            yield Refusal(too_long(self.limit))
        elif element:
            yield element

    def _in_string(self, token: int, at: int, end: int) -> int:
        if token in b"\\":
            self._escaped = at == end
            return at + 1
        self._string = False  # a quote; or a line feed, which no JSON string holds: this one was not closed
        return at

    def _outside(self, token: int) -> None:
        if token in b'"':
            self._string = True
        elif token in b"{[":
            self._open += bytes([token])
        elif token in b"}]":
            opening = self._open.rfind(_OPENING[token])
            self._open = self._open[: max(opening, 0)] if opening >= 0 else self._open

    def _keep(self, part: bytes) -> None:
        self._size += len(part)
        self._long = self._long or self._size > self.limit
        self._parts = [] if self._long else [*self._parts, part]
