"""Everything people send, as records: tables, archives, folders and single images, also mixed."""

import base64
import binascii
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from functools import partial
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from vermeil.core.errors import BadInput
from vermeil.core.ingest import FILES, WORDS, Record, Refusal, Where, excerpt
from vermeil.core.ingest import refusal as refuse
from vermeil.integrations.formats.archive import ZIP_FAULTS, members
from vermeil.integrations.formats.csv_records import read_csv
from vermeil.integrations.formats.entries import Entry, Upload
from vermeil.integrations.formats.files import check_file, file_type
from vermeil.integrations.formats.json_records import read_json, read_ndjson
from vermeil.integrations.formats.limits import Limits

Rows = Iterator[tuple[Where, Record | Refusal]]
_Reader = Callable[[BinaryIO, Limits], Iterator[tuple[int, Record | Refusal]]]

_TABLES: dict[str, _Reader] = {
    ".csv": read_csv,
    ".tsv": read_csv,
    ".json": read_json,
    ".jsonl": read_ndjson,
    ".ndjson": read_ndjson,
}
_TYPES = {
    "text/csv": ".csv",
    "text/tab-separated-values": ".csv",
    "application/json": ".json",
    "application/x-ndjson": ".jsonl",
    "application/jsonl": ".jsonl",
}
PICTURES = (".png", ".jpg", ".jpeg", ".webp", ".gif", ".bmp", ".tif", ".tiff")
_OTHERPICTURES = (".svg", ".heic", ".heif", ".avif")  # refused in words of their own
_OTHER_FILES = (".pdf", ".wav", ".flac", ".mp3", ".ogg", ".opus", ".m4a")
_NAMELESS = ("image.png", "image.jpg", "image.webp", "image.gif")  # a body sent without a file name
_OFFICE = (".xlsx", ".xls", ".ods", ".docx", ".doc", ".odt")
_DATA_URI = re.compile(r"data:(?:image|audio|application)/[\w.+-]+;base64,", re.ASCII)
_UNKNOWN = "this kind of file is not read: send JSON, JSONL, CSV, images, sound or PDF, also in a zip"
FAULTS = (*ZIP_FAULTS, OSError)


def read_upload(files: Sequence[Upload], limits: Limits = Limits()) -> Rows:  # noqa: B008 - frozen
    """Every record of one upload with its place, or why it is left out, one at a time.

    The place is a line number (in a JSON list: which record) where one table was sent alone, else a name
    with it. A record of a table may name as its `image`, `audio` or `document` a file of the same upload;
    every other file is a record of its own, whose key is its name.

    Raises:
        BadInput: The only file that was sent cannot be read, or no further; what came before is good.
    """
    entries: list[Entry] = []
    yield from gathered(files, limits, entries)
    yield from _records(entries, limits, files[0].name if len(files) == 1 else None)


def gathered(files: Sequence[Upload], limits: Limits, entries: list[Entry]) -> Rows:
    """Add the files, and those inside archives, to `entries`; what comes out are the refusals."""
    alone = files[0].name if len(files) == 1 else None
    for file in files:
        if _is_archive(file):
            yield from _unpack(file, limits, entries, alone)
        else:
            entries.append(Entry(file.name, file.name, partial(_rewound, file.stream), file.content_type))


def read_folder(folder: Path, limits: Limits = Limits()) -> Rows:  # noqa: B008 - frozen
    """The same of a folder and all below it, in the order of the names; links are not followed out of it."""
    root = folder.resolve()
    entries = []
    for path in sorted(p for p in folder.rglob("*") if p.is_file()):
        name = path.relative_to(folder).as_posix()
        entry = Entry(name, name, partial(_opened, path))
        if not path.resolve().is_relative_to(root):
            yield name, Refusal("it is a link to a file outside the folder", excerpt(name, 100))
        elif not entry.is_noise:
            entries.append(entry)
    yield from _records(entries, limits, None)


def read(stream: BinaryIO, name: str, content_type: str = "", limits: Limits = Limits()) -> Rows:  # noqa: B008 - frozen
    """The same of one file."""
    return read_upload([Upload(name, stream, content_type)], limits)


def _is_archive(file: Upload) -> bool:
    with _rewound(file.stream) as stream:
        start = stream.read(4)
    suffix = PurePosixPath(file.name).suffix.lower()
    return suffix not in _OFFICE and (start == b"PK\x03\x04" or suffix == ".zip")


def _unpack(file: Upload, limits: Limits, entries: list[Entry], alone: str | None) -> Rows:
    """Add the archive's files to `entries`; what comes out are the refusals."""
    try:
        for member in members(file.stream, limits, "" if alone else f"{file.name}: "):
            if isinstance(member, Entry):
                entries.append(member)
            else:
                yield member
    except BadInput as bad:
        if alone:
            raise
        yield file.name, Refusal(str(bad), excerpt(file.name, 100))


def _opened(path: Path) -> BinaryIO:
    return path.open("rb")


def _rewound(stream: BinaryIO) -> AbstractContextManager[BinaryIO]:
    stream.seek(0)
    return nullcontext(stream)  # whoever sent the stream closes it


def _records(entries: Iterable[Entry], limits: Limits, alone: str | None) -> Rows:
    """Tables first, for the images that they name are not records of their own."""
    tables: list[tuple[Entry, _Reader]] = []
    others: dict[str, Entry] = {}
    namesakes: list[Entry] = []
    for entry in entries:
        reader = _reader(entry)
        if reader:
            tables.append((entry, reader))
        elif others.setdefault(entry.name, entry) is not entry:
            namesakes.append(entry)
    shelf = Shelf(others, limits)
    for table, reader in tables:
        yield from _rows(table, reader, shelf, alone)
    for entry in others.values():
        if entry.name not in shelf.named:
            keyless = entry.name == alone and entry.name in _NAMELESS
            yield entry.where, shelf.file({} if keyless else {"key": entry.name}, entry)
    for entry in namesakes:
        yield entry.where, shelf.file({}, entry)  # two files of one name: the second has none


def _reader(entry: Entry) -> _Reader | None:
    kind = entry.content_type.partition(";")[0].strip().lower()
    return _TABLES.get(entry.suffix) or _TABLES.get(_TYPES.get(kind, ""))


def _rows(table: Entry, reader: _Reader, shelf: "Shelf", alone: str | None) -> Rows:
    only = table.where == alone
    try:
        with table.open() as stream:
            for line, row in reader(stream, shelf.limits):
                where = line if only else f"{table.where}: {line}"
                yield where, row if isinstance(row, Refusal) else shelf.with_file(row, table)
    except (BadInput, *FAULTS) as fault:
        reason = str(fault) if isinstance(fault, BadInput) else f"the file cannot be read further: {fault}"
        if only:
            raise BadInput(reason) from fault
        yield table.where, Refusal(reason, excerpt(table.name, 100))


class Shelf:
    """The files of an upload by name; remembers which were asked for."""

    def __init__(self, entries: Mapping[str, Entry], limits: Limits) -> None:
        self._entries, self.limits = entries, limits
        self.named: set[str] = set()

    def name_of(self, address: str) -> str:
        """What a file of this upload is called that another tool knows by its `address`."""
        last = address.replace("\\", "/").rpartition("/")[2]
        return address if address in self._entries or last not in self._entries else last

    def with_file(self, record: Record, table: Entry | None = None) -> Record | Refusal:
        """The record with the bytes of its file in the place of a name or a data: URI.

        The name may be that of a file beside the `table` that holds the record.
        """
        under = next((name for name in FILES if isinstance(record.get(name), str)), None)
        if under is None and record.keys().isdisjoint((*WORDS, *FILES)):
            under = "file_name"  # as in the metadata.jsonl of a folder of images
        source = record.get(under or "")
        if not isinstance(source, str):
            return record
        rest = {name: value for name, value in record.items() if name != under or under == "file_name"}
        if source[:5].lower() == "data:":
            return self._from_uri(rest, source)
        beside = (PurePosixPath(table.name if table else "").parent / source).as_posix()
        entry = self._entries.get(source) or self._entries.get(beside)
        if entry is None:
            return refuse(f"no file `{excerpt(source, 100)}` came with this upload", record)
        self.named.add(entry.name)
        return self.file({"key": source, **rest}, entry)

    def file(self, record: Record, entry: Entry) -> Record | Refusal:
        """The record with the file of `entry`, which has been looked at."""
        try:
            with entry.open() as stream:
                data = stream.read(self.limits.file_bytes + 1)
        except FAULTS as fault:
            return refuse(f"the file cannot be read: {fault}", record)
        if entry.suffix not in PICTURES + _OTHERPICTURES + _OTHER_FILES and file_type(data) is None:
            return refuse(_UNKNOWN, record)
        return self._checked(record, data)

    def _from_uri(self, record: Record, uri: str) -> Record | Refusal:
        head = _DATA_URI.match(uri)
        try:
            if head is None:
                return refuse("a data: URI must be of an image, a sound or a PDF, in base64", record)
            return self._checked(record, base64.b64decode(uri[head.end() :], validate=True))
        except (binascii.Error, ValueError):
            return refuse("the data: URI is not base64", record)

    def _checked(self, record: Record, data: bytes) -> Record | Refusal:
        try:
            return {**record, check_file(data, self.limits): data}
        except BadInput as bad:
            return refuse(str(bad), record)
