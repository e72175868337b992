"""Zip archives, which can lie about everything: names, sizes, counts and contents."""

import lzma
import re
import stat
import zipfile
import zlib
from collections.abc import Iterator
from typing import BinaryIO, cast

from vermeil.core.errors import BadInput
from vermeil.core.ingest import Refusal, excerpt
from vermeil.integrations.formats.entries import Entry, Opener
from vermeil.integrations.formats.limits import Limits

#: What `zipfile` raises on archives that are damaged, locked or packed in a way it does not know.
ZIP_FAULTS = (
    *(zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError),
    *(NotImplementedError, RuntimeError, ValueError),
)

_SMALL = 1_000_000  # bytes: below this size a member's ratio tells nothing
_LISTING = 200  # bytes of an archive's table of contents for each file that may be in it
_END = b"PK\x05\x06"
_END64 = b"PK\x06\x06"
_SEE_64 = 2**32 - 1  # stands where a number is too large, and is in the other record
_LEADS_OUT = re.compile(r"^$|^/|^[A-Za-z]:|\\|(?:^|/)\.\.(?:/|$)|[\x00-\x1f]")


def members(stream: BinaryIO, limits: Limits, prefix: str = "") -> Iterator[Entry | tuple[str, Refusal]]:
    """The files of an archive, or why one will not be read; nothing is unpacked yet.

    `prefix`: what people are told before the name of each.

    Raises:
        BadInput: It is no archive that can be opened, or holds too many files.
    """
    archive = _opened(stream, limits)
    left = limits.unpacked_bytes
    for info in archive.infolist():
        if info.filename.endswith("/"):  # a folder; `is_dir` fails on an empty name
            continue
        where = prefix + excerpt(info.filename, 300)
        entry = Entry(info.filename, where, _opener(archive, info))
        reason = _fault(info, limits)
        left -= 0 if reason else info.file_size
        if left < 0:
            reason = f"the archive unpacks to more than {limits.unpacked_bytes:,} bytes: send it in parts"
        if reason:
            yield where, Refusal(reason, excerpt(info.filename, 100))
        elif not entry.is_noise:
            yield entry


def _opened(stream: BinaryIO, limits: Limits) -> zipfile.ZipFile:
    try:
        if _listing_size(stream) > limits.members * _LISTING:
            raise BadInput(f"the archive lists more than {limits.members:,} files: send it in parts")
        archive = zipfile.ZipFile(stream)
    except (*ZIP_FAULTS, OSError) as fault:
        raise BadInput(f"this is not a zip archive that can be read: {fault}") from fault
    if len(archive.filelist) > limits.members:
        raise BadInput(f"the archive holds {len(archive.filelist):,} files; {limits.members:,} at most")
    return archive


def _listing_size(stream: BinaryIO) -> int:
    """The size that the table of contents claims: `zipfile` reads as much into memory before all else."""
    size = stream.seek(0, 2)
    stream.seek(max(0, size - (1 << 16) - 200))
    tail = stream.read()
    end, end64 = tail.rfind(_END), tail.rfind(_END64)
    claims = [tail[end + 12 : end + 16]] * (end >= 0) + [tail[end64 + 40 : end64 + 48]] * (end64 >= 0)
    stream.seek(0)
    return max((n for n in (int.from_bytes(c, "little") for c in claims) if n != _SEE_64), default=0)


def _opener(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> Opener:
    return lambda: cast("BinaryIO", archive.open(info))  # an IO[bytes], which is as good


def _fault(info: zipfile.ZipInfo, limits: Limits) -> str | None:
    """Why a member will not be opened."""
    if _LEADS_OUT.search(info.filename):
        return "its name leads out of the archive"
    if info.flag_bits & 0x1:
        return "it is encrypted: send it without a password"
    if stat.S_ISLNK(info.external_attr >> 16):
        return "it is a link, not a file"
    if info.filename.lower().endswith((".zip", ".7z", ".rar", ".tar", ".gz", ".tgz", ".bz2", ".xz")):
        return "an archive inside an archive is not opened: send it by itself"
    if info.file_size > _SMALL and info.file_size > limits.ratio * max(info.compress_size, 1):
        return f"it unpacks to more than {limits.ratio} times its size, as only a trap does"
    return None
