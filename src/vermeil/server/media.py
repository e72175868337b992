"""Images as they go out: only what was recognised as an image, and small copies made once."""

import os
import tempfile
from dataclasses import dataclass
from pathlib import Path

from vermeil.integrations.formats import image_type, thumbnail
from vermeil.store.blobs import Blobs

HEAD_BYTES = 64
ANYTHING = "application/octet-stream"


@dataclass(frozen=True, slots=True)
class File:
    """A file to send, and its fixed content type."""

    path: Path
    type: str


@dataclass(frozen=True, slots=True)
class Media:
    """The images of the house."""

    blobs: Blobs
    thumbs: Path  #: folder of the small copies; it can be deleted at any time

    def full(self, key: str) -> File:
        """The image as it came; NotFound."""
        with self.blobs.open(key) as stream:
            kind = image_type(stream.read(HEAD_BYTES)) or ANYTHING
        return File(self.blobs.path(key), kind)

    def thumb(self, key: str) -> File:
        """A copy of at most 320 pixels; NotFound."""
        path = self.thumbs / key[:2] / f"{key}.webp"
        if not path.exists():
            small = thumbnail(self.blobs.read(key))
            path.parent.mkdir(parents=True, exist_ok=True)
            descriptor, part = tempfile.mkstemp(dir=path.parent)
            with os.fdopen(descriptor, "wb") as file:
                file.write(small)
            Path(part).replace(path)
        return File(path, "image/webp")
