"""Files as they go out: only what was recognised, and pictures of images and pages made once."""

import os
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from vermeil.integrations import pdf
from vermeil.integrations.formats import file_type, thumbnail
from vermeil.store.blobs import Blobs

HEAD_BYTES = 64
ANYTHING = "application/octet-stream"
DOCUMENT = "application/pdf"
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
    thumbs: Path  #: folder of the pictures; it can be deleted at any time

    def full(self, key: str, page: int | None = None) -> File:
        """The file as it came; a copy where browsers cannot show an image; a page of a document.

        NotFound; BadInput where a page cannot be drawn.
        """
        kind = self._type(key)
        if kind == DOCUMENT and page is not None:
            return self._page(key, page)
        return self._copy(key, LARGE) if kind in NOT_IN_BROWSERS else File(self.blobs.path(key), kind)

    def thumb(self, key: str, page: int = 0) -> File:
        """A copy of at most 320 pixels, of a document that of a page; NotFound, BadInput."""
        if self._type(key) != DOCUMENT:
            return self._copy(key, SMALL)
        return self._made(
            f"{key}-p{page}-{SMALL}", lambda: thumbnail(self._page(key, page).path.read_bytes(), SMALL)
        )

    def _type(self, key: str) -> str:
        with self.blobs.open(key) as stream:
            _, kind = file_type(stream.read(HEAD_BYTES)) or ("", ANYTHING)
        return kind

    def _page(self, key: str, page: int) -> File:
        return self._made(f"{key}-p{page}", lambda: pdf.picture(self.blobs.read(key), page))

    def _copy(self, key: str, px: int) -> File:
        return self._made(f"{key}-{px}", lambda: thumbnail(self.blobs.read(key), px))

    def _made(self, name: str, make: Callable[[], bytes]) -> File:
        """The picture of that name, made once."""
        path = self.thumbs / name[:2] / f"{name}.webp"
        if not path.exists():
            picture = make()
            path.parent.mkdir(parents=True, exist_ok=True)
            descriptor, part = tempfile.mkstemp(dir=path.parent)
            with os.fdopen(descriptor, "wb") as file:
                file.write(picture)
            Path(part).replace(path)
        return File(path, "image/webp")
