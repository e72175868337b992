"""Archives and folders as files with names that can be trusted."""

import stat
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from vermeil.core.errors import BadInput
from vermeil.core.ingest import Refusal, excerpt
from vermeil.integrations.formats.limits import Limits

Fetch = Callable[[], bytes]
Member = tuple[str, Fetch | Refusal]  #: name, and how to get the bytes (BadInput) or why not

_HIDDEN = ("__MACOSX", "Thumbs.db", "desktop.ini")
_FAULTS = (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, OSError, ValueError)
_SMALL = 1_000_000  #: below this a high ratio harms nobody (a blank page compresses well)


def members(stream: BinaryIO, limits: Limits) -> Iterator[Member]:
    """The files of a zip archive, without folders and what file managers leave behind.

    Raises:
        BadInput: It is no zip archive, or too large in all.
    """
    try:
        archive = zipfile.ZipFile(stream)
    except _FAULTS as fault:
        raise BadInput(f"The zip archive cannot be opened: {fault}") from fault
    found = [info for info in archive.infolist() if not info.is_dir() and not hidden(info.filename)]
    if len(found) > limits.members:
        raise BadInput(f"The archive holds {len(found):,} files; {limits.members:,} at most: split it.")
    if sum(info.file_size for info in found) > limits.unpacked_bytes:
        raise BadInput(f"The archive unpacks to more than {limits.unpacked_bytes:,} bytes: split it.")
    for info in found:
        why = _unfit(info, limits)
        fetch = _fetch(archive, info, limits)
        yield info.filename, Refusal(why, excerpt=excerpt(info.filename)) if why else fetch


def folder(path: Path) -> Iterator[Member]:
    """The files below a folder, by name; links that lead out of it are refused."""
    for file in sorted(path.rglob("*")):
        name = file.relative_to(path).as_posix()
        if not file.is_file() or hidden(name):
            continue
        if not file.resolve().is_relative_to(path.resolve()):
            yield name, Refusal("it is a link that leads out of the folder")
        else:
            yield name, file.read_bytes


def hidden(name: str) -> bool:
    """Whether a file manager made it and nobody means it."""
    return any(
        part in _HIDDEN or part.startswith(".")
        for part in PurePosixPath(name).parts
        if part not in {".", ".."}
    )


def _unfit(info: zipfile.ZipInfo, limits: Limits) -> str | None:
    name = PurePosixPath(info.filename.replace("\\", "/"))
    if name.is_absolute() or ".." in name.parts or ":" in name.parts[0] or "\0" in info.filename:
        return "its name leads out of the archive"
    if stat.S_ISLNK(info.external_attr >> 16):
        return "it is a link: put the file itself into the archive"
    if info.flag_bits & 0x1:
        return "it is encrypted: make the archive without a password"
    if info.file_size > limits.image_bytes:
        return f"it unpacks to more than {limits.image_bytes:,} bytes"
    if info.file_size > max(_SMALL, limits.ratio * info.compress_size):
        return f"it unpacks to more than {limits.ratio} times its size, as no real file does"
    return None


def _fetch(archive: zipfile.ZipFile, info: zipfile.ZipInfo, limits: Limits) -> Fetch:
    def fetch() -> bytes:
        try:
            with archive.open(info) as file:
                data = file.read(limits.image_bytes + 1)
        except _FAULTS as fault:
            raise BadInput(f"it cannot be unpacked: {fault}") from fault
        if len(data) > limits.image_bytes:
            raise BadInput(f"it unpacks to more than {limits.image_bytes:,} bytes")
        return data

    return fetch
