"""Everything that can arrive, as one stream of records: what cannot be read is told, and the rest goes on."""

import base64
import binascii
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from vermeil.core.errors import BadInput
from vermeil.core.ingest import Record, Refusal, Where
from vermeil.integrations.formats import archive
from vermeil.integrations.formats.images import check_image
from vermeil.integrations.formats.jsons import read_json
from vermeil.integrations.formats.limits import Limits
from vermeil.integrations.formats.lines import read_csv, read_ndjson

Row = tuple[Where, Record | Refusal]

_READERS = {
    ".json": read_json,
    ".ndjson": read_ndjson,
    ".jsonl": read_ndjson,
    ".csv": read_csv,
    ".tsv": read_csv,
}
_KINDS = {
    "application/json": ".json",
    "application/x-ndjson": ".ndjson",
    "application/jsonl": ".jsonl",
    "text/csv": ".csv",
    "application/zip": ".zip",
}
_ANONYMOUS = frozenset({"", "image.png", "image.jpg", "image.webp", "image.gif"})  #: no name that tells apart


@dataclass(frozen=True, slots=True)
class Upload:
    """One file of an upload; its stream can seek."""

    name: str
    stream: BinaryIO = field(repr=False)
    content_type: str = ""


def read(stream: BinaryIO, name: str, content_type: str = "", limits: Limits = Limits()) -> Iterator[Row]:  # noqa: B008 - frozen
    """The records of one file; see `read_upload`."""
    return read_upload([Upload(name, stream, content_type)], limits)


def read_folder(path: Path, limits: Limits = Limits()) -> Iterator[Row]:  # noqa: B008 - frozen
    """The records of the files below a folder; an image's key is its path below it."""
    return _bundle(dict(archive.folder(path)), limits, "")


def read_upload(files: Sequence[Upload], limits: Limits = Limits()) -> Iterator[Row]:  # noqa: B008 - frozen
    """Every record of an upload, or why it was left out.

    Tables and lists may name images of the same upload in their column `image`; images that none of them
    names are items by themselves, under their file name as key.

    Raises:
        BadInput: A file cannot be read any further; what came before it is good.
    """
    loose: dict[str, archive.Fetch | Refusal] = {}
    several = len(files) > 1
    for number, file in enumerate(files):
        kind = _kind(file)
        if kind == ".zip":
            yield from _bundle(
                dict(archive.members(file.stream, limits)), limits, f"{file.name}: " if several else ""
            )
        elif kind in _READERS and not several:
            yield from _resolved(_READERS[kind](file.stream, limits), _Images({}, limits), "")
        else:
            name = file.name if file.name not in loose else f"{number + 1}/{file.name}"
            loose[name] = _bounded(file.stream, None if kind in _READERS else limits.image_bytes)
    yield from _bundle(loose, limits, "")


def _bundle(files: dict[str, archive.Fetch | Refusal], limits: Limits, prefix: str) -> Iterator[Row]:
    """Tables first, for they say which images belong to their records."""
    images = _Images(files, limits)
    for name, fetch in files.items():
        reader = _READERS.get(PurePosixPath(name).suffix.lower())
        if reader is None or isinstance(fetch, Refusal):
            continue
        images.used.add(name)
        try:
            yield from _resolved(reader(io.BytesIO(fetch()), limits), images, f"{prefix}{name}: ")
        except BadInput as broken:
            yield f"{prefix}{name}", Refusal(str(broken))
    for name, fetch in files.items():
        if name not in images.used:
            yield f"{prefix}{name}", fetch if isinstance(fetch, Refusal) else images.item(name)


def _resolved(rows: Iterator[tuple[int, Record | Refusal]], images: "_Images", prefix: str) -> Iterator[Row]:
    for number, row in rows:
        where = f"{prefix}{number}" if prefix else number
        try:
            yield where, row if isinstance(row, Refusal) else images.resolve(row)
        except BadInput as fault:
            assert not isinstance(row, Refusal)
            key = row.get("key")
            yield where, Refusal(str(fault), None if key is None else str(key)[:100])


class _Images:
    """The files of an upload, as the images of its records."""

    def __init__(self, files: dict[str, archive.Fetch | Refusal], limits: Limits) -> None:
        self._files = files
        self._limits = limits
        self.used: set[str] = set()

    def resolve(self, record: Record) -> Record:
        """The record with the bytes of its image in the place of its name; BadInput."""
        named = record.get("image")
        if not isinstance(named, str):
            return record
        data = _from_uri(named) if named.startswith("data:") else self._named(named)
        check_image(data, self._limits)
        return {**record, "image": data}

    def item(self, name: str) -> Record | Refusal:
        """An image that is an item by itself."""
        try:
            data = self._named(name)
            check_image(data, self._limits)
        except BadInput as fault:
            return Refusal(str(fault))
        return {"image": data} if name in _ANONYMOUS else {"key": name, "image": data}

    def _named(self, name: str) -> bytes:
        fetch = self._files.get(name.removeprefix("./"))
        if fetch is None:
            raise BadInput(f"`image` names the file {name[:100]!r}, which is not in this upload")
        if isinstance(fetch, Refusal):
            raise BadInput(fetch.reason)
        self.used.add(name.removeprefix("./"))
        return fetch()


def _from_uri(uri: str) -> bytes:
    head, comma, body = uri.partition(",")
    if not comma or not head.endswith(";base64"):
        raise BadInput("`image` is not a data: URI in base64")
    try:
        return base64.b64decode(body, validate=True)
    except (binascii.Error, ValueError) as fault:
        raise BadInput(f"`image` is broken base64: {fault}") from fault


def _kind(file: Upload) -> str:
    suffix = PurePosixPath(file.name).suffix.lower()
    if suffix in _READERS or suffix == ".zip":
        return suffix
    return _KINDS.get(file.content_type.partition(";")[0].strip().lower(), "")


def _bounded(stream: BinaryIO, limit: int | None) -> archive.Fetch:
    def fetch() -> bytes:
        stream.seek(0)
        data = stream.read() if limit is None else stream.read(limit + 1)
        if limit is not None and len(data) > limit:
            raise BadInput(f"the file is larger than {limit:,} bytes")
        return data

    return fetch
