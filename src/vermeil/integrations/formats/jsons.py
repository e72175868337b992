"""A JSON list, read value by value in bounded memory."""

import codecs
import json
import re
from collections.abc import Iterator
from typing import BinaryIO

from vermeil.core.errors import BadInput
from vermeil.core.ingest import Record, Refusal, excerpt
from vermeil.integrations.formats.limits import Limits
from vermeil.integrations.formats.lines import Row, as_record, as_utf8, too_long

_BLOCK = 65_536
_OPENING = re.compile(r'\s*(?:\[|\{\s*"items"\s*:\s*\[)')
_BETWEEN = re.compile(r"[\s,]*")
_MARKS = re.compile(r'\\.|["\[\]{},]', re.DOTALL)


def read_json(stream: BinaryIO, limits: Limits) -> Iterator[Row]:
    """The elements of a list, or of the list `items` of an object, numbered from 1; or one object.

    Raises:
        BadInput: The file is neither, or not in UTF-8.
    """
    text = _Text(as_utf8(stream))
    text.fill(_BLOCK)
    if not text.left.strip():
        return
    opening = _OPENING.match(text.left)
    if opening is None:
        yield 1, _single(text, limits)
        return
    text.drop(opening.end())
    yield from _elements(text, limits)


class _Text:
    """The part of a file that was read and not used yet."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._decoder = codecs.getincrementaldecoder("utf-8")()
        self.left = ""
        self.ended = False

    def fill(self, size: int) -> None:
        """Read on until there are `size` characters more, or no more at all."""
        wanted = len(self.left) + size
        while len(self.left) < wanted and not self.ended:
            block = self._stream.read(_BLOCK)
            self.ended = not block
            try:
                self.left += self._decoder.decode(block, final=self.ended)
            except UnicodeDecodeError as error:
                raise BadInput("The file is not in UTF-8: save it in that encoding.") from error

    def drop(self, size: int) -> None:
        self.left = self.left[size:]


def _single(text: _Text, limits: Limits) -> Record | Refusal:
    text.fill(limits.line_bytes + 1)
    if len(text.left) > limits.line_bytes:
        raise BadInput("The file is neither a JSON list nor an object with a list `items`.")
    try:
        return as_record(json.loads(text.left))
    except (ValueError, RecursionError) as error:
        raise BadInput(f"The file is not JSON: {error}") from error


def _elements(text: _Text, limits: Limits) -> Iterator[Row]:
    number, at = 0, 0
    decoder = json.JSONDecoder()
    while True:
        at = _to_value(text, at)
        if at >= len(text.left):
            raise BadInput("The JSON list has no end: the file is cut off.")
        if text.left[at] == "]":
            return
        number += 1
        try:
            value, end = decoder.raw_decode(text.left, at)
        except RecursionError:
            raise BadInput(f"Record {number} is nested too deeply to be read.") from None
        except ValueError as error:
            text.drop(at)
            at = 0
            if _grown(text, limits):
                number -= 1
                continue
            yield number, _skipped(text, limits, error)
            continue
        yield number, as_record(value) if end - at <= limits.line_bytes else too_long(limits)
        at = end


def _to_value(text: _Text, at: int) -> int:
    """Where the next value starts (or the end of the list)."""
    while True:
        at = _BETWEEN.match(text.left, at).end()  # type: ignore[union-attr]  # matches the empty string, too
        if at < len(text.left) or text.ended:
            return at
        text.drop(at)
        at = 0
        text.fill(_BLOCK)


def _grown(text: _Text, limits: Limits) -> bool:
    """Whether more of a record that could not be read was fetched; not beyond what one may be long."""
    if text.ended or len(text.left) > limits.line_bytes:
        return False
    text.fill(len(text.left))  # doubled each time: a long record is not parsed over and over
    return True


def _skipped(text: _Text, limits: Limits, error: ValueError) -> Refusal:
    """Pass over a record that is too long or broken, to the comma after it."""
    start = excerpt(text.left[:200])
    long = len(text.left) > limits.line_bytes
    depth, quoted = 0, False
    while not text.ended or text.left:
        at = 0
        for found in _MARKS.finditer(text.left):
            at = found.end()
            mark = found.group()
            if mark == '"':
                quoted = not quoted
            elif not quoted:
                depth += (mark in "[{") - (mark in "]}")
                if depth < 0 or (depth == 0 and mark in ",}"):
                    text.drop(at - (depth < 0))
                    words = f"the record is not JSON: {error}"
                    return too_long(limits) if long else Refusal(words, excerpt=start)
        torn = text.left.endswith("\\") and at < len(
            text.left
        )  # an escape whose second half is still to come
        text.drop(len(text.left) - (torn and not text.ended))
        text.fill(_BLOCK)
    raise BadInput(f"The JSON cannot be read any further: {error}")
