"""A request's body as files: streamed to disk, never held in memory."""

import hashlib
import io
import tempfile
from email.message import Message
from pathlib import Path
from types import TracebackType
from typing import IO, TYPE_CHECKING, Self

from python_multipart.exceptions import FormParserError
from python_multipart.multipart import MultipartParser
from starlette.exceptions import HTTPException

from vermeil.core.errors import BadInput, TooMuch
from vermeil.integrations.formats import Upload

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

FLUSH_BYTES = 2**20
MOST_FILES = 200_000
PLAIN = {
    "application/json": "items.json",
    "application/x-ndjson": "items.ndjson",
    "application/ndjson": "items.ndjson",
    "application/jsonl": "items.ndjson",
    "text/csv": "items.csv",
    "application/zip": "items.zip",
    "image/png": "image.png",
    "image/jpeg": "image.jpg",
    "image/webp": "image.webp",
    "image/gif": "image.gif",
}
KINDS = "application/json, application/x-ndjson, text/csv, application/zip or multipart/form-data"


class Spool:
    """Takes a body piece by piece; afterwards its files can be read."""

    def __init__(self, folder: Path, content_type: str) -> None:
        """Ready for a body of that type; a 415 refusal if it cannot be items."""
        said = Message()
        said["content-type"] = content_type or "?"
        kind = said.get_content_type() if content_type else ""
        self._hash = hashlib.sha256()
        self._waiting: list[bytes] = []
        self._size = 0
        self._parts = _Parts(said.get_param("boundary")) if kind == "multipart/form-data" else None
        if self._parts is None and kind not in PLAIN:
            raise HTTPException(
                415, f"Items are sent as {KINDS}; this is {kind or 'without a Content-Type'}."
            )
        self._kind = kind
        self._file: IO[bytes] = tempfile.TemporaryFile(dir=folder)  # noqa: SIM115 - closed by __exit__

    def __enter__(self) -> Self:
        """The file exists while the block runs."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """The file goes, whatever has happened."""
        self._file.close()

    def take(self, chunk: bytes) -> None:
        """Some more bytes."""
        self._waiting.append(chunk)
        self._size += len(chunk)

    @property
    def full(self) -> bool:
        """Whether it is time to `flush`."""
        return self._size >= FLUSH_BYTES

    def flush(self) -> None:
        """Write what was taken (blocks)."""
        data = b"".join(self._waiting)
        self._waiting, self._size = [], 0
        self._hash.update(data)
        if self._parts is None:
            self._file.write(data)
        else:
            self._parts.write(data, self._file)

    @property
    def digest(self) -> str:
        """The hash of the whole body, as it came."""
        return self._hash.hexdigest()

    def files(self) -> list[Upload]:
        """What the body holds."""
        if self._parts is None:
            size = self._file.tell()
            return [Upload(PLAIN[self._kind], _stream(self._file, 0, size), self._kind)]
        return [
            Upload(part.name, _stream(self._file, part.start, part.end), part.kind)
            for part in self._parts.found()
        ]


class _Part:
    def __init__(self, headers: dict[str, str], start: int) -> None:
        said = Message()
        said["content-disposition"] = headers.get("content-disposition", "")
        self.name = said.get_filename() or ""
        self.kind = headers.get("content-type", "")
        self.start = self.end = start


class _Parts:
    """Finds the files of a multipart body; their bytes go one after the other into one file."""

    def __init__(self, boundary: object) -> None:
        if not isinstance(boundary, str) or not boundary:
            raise BadInput("The Content-Type says multipart/form-data but names no boundary.")
        self._list: list[_Part] = []
        self._headers: dict[str, str] = {}
        self._field = self._value = b""
        self._ended = False
        self._file: IO[bytes] | None = None
        self._parser = MultipartParser(
            boundary.encode("latin-1", "replace"),
            {
                "on_part_begin": self._begin,
                "on_header_field": self._on_field,
                "on_header_value": self._on_value,
                "on_header_end": self._on_header,
                "on_headers_finished": self._open,
                "on_part_data": self._data,
                "on_end": self._end,
            },
        )

    def write(self, data: bytes, file: IO[bytes]) -> None:
        self._file = file
        try:
            self._parser.write(data)
        except FormParserError as broken:
            raise BadInput(f"The multipart body is broken: {broken}") from broken

    def found(self) -> list[_Part]:
        if not self._ended:
            raise BadInput("The multipart body ends in the middle: send the upload again.")
        if not (files := [part for part in self._list if part.name]):
            raise BadInput("The upload has no file: send files in the field `files`.")
        return files

    def _begin(self) -> None:
        self._headers = {}
        if len(self._list) >= MOST_FILES:
            raise TooMuch(
                f"An upload has {MOST_FILES:,} files at most: send the rest in another, or as a zip."
            )

    def _on_field(self, data: bytes, start: int, end: int) -> None:
        self._field += data[start:end]

    def _on_value(self, data: bytes, start: int, end: int) -> None:
        self._value += data[start:end]

    def _on_header(self) -> None:
        self._headers[self._field.decode("latin-1").lower()] = self._value.decode("utf-8", "replace")
        self._field = self._value = b""

    def _open(self) -> None:
        assert self._file is not None
        self._list.append(_Part(self._headers, self._file.tell()))

    def _data(self, data: bytes, start: int, end: int) -> None:
        assert self._file is not None
        self._list[-1].end += self._file.write(data[start:end])

    def _end(self) -> None:
        self._ended = True


class _Slice(io.RawIOBase):
    """A part of a file, as a file."""

    def __init__(self, file: IO[bytes], start: int, end: int) -> None:
        super().__init__()
        self._file, self._start, self._size = file, start, end - start
        self._at = 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._at

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        base = {io.SEEK_SET: 0, io.SEEK_CUR: self._at, io.SEEK_END: self._size}[whence]
        self._at = max(0, base + offset)
        return self._at

    def readinto(self, buffer: "WriteableBuffer") -> int:
        view = memoryview(buffer).cast("B")
        self._file.seek(self._start + self._at)
        data = self._file.read(max(0, min(len(view), self._size - self._at)))
        view[: len(data)] = data
        self._at += len(data)
        return len(data)


def _stream(file: IO[bytes], start: int, end: int) -> io.BufferedReader:
    return io.BufferedReader(_Slice(file, start, end), FLUSH_BYTES)
