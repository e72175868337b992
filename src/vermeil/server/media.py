"""Files as they go out: only what was recognised, and copies of images made once."""

import os
import tempfile
from dataclasses import dataclass
from pathlib import Path

from vermeil.integrations.formats import file_type, thumbnail
from vermeil.store.blobs import Blobs

HEAD_BYTES = 64
ANYTHING = "application/octet-stream"
NOT_IN_BROWSERS = {"image/tiff"}  #: of the formats that are let in
SMALL, LARGE = 320, 16_383  #: pixels of the longer side of a copy; the most that WebP can have


@dataclass(frozen=True, slots=True)
class File:
    """A file to send, and its fixed content type."""

    path: Path
    type: str


@dataclass(frozen=True, slots=True)
class Media:
    """The files of the house."""

    blobs: Blobs
    thumbs: Path  #: folder of the copies; it can be deleted at any time

    def full(self, key: str) -> File:
        """The file as it came, or a copy of the same size where browsers cannot show an image; NotFound."""
        with self.blobs.open(key) as stream:
            _, kind = file_type(stream.read(HEAD_BYTES)) or ("", ANYTHING)
        return self._copy(key, LARGE) if kind in NOT_IN_BROWSERS else File(self.blobs.path(key), kind)

    def thumb(self, key: str) -> File:
        """A copy of at most 320 pixels; NotFound."""
        return self._copy(key, SMALL)

    def _copy(self, key: str, px: int) -> File:
        path = self.thumbs / key[:2] / f"{key}-{px}.webp"
        if not path.exists():
            copy = thumbnail(self.blobs.read(key), px)
            path.parent.mkdir(parents=True, exist_ok=True)
            descriptor, part = tempfile.mkstemp(dir=path.parent)
            with os.fdopen(descriptor, "wb") as file:
                file.write(copy)
            Path(part).replace(path)
        return File(path, "image/webp")
