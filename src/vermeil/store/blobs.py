"""Files by their content: the key is the sha256 of the bytes, so nothing is stored twice or changed."""

import hashlib
import io
import os
import re
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from vermeil.core.errors import NotFound

BLOCK = 2**20
_KEY = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Blobs:
    """A folder of files, two levels deep so that no folder grows too large."""

    root: Path

    def put(self, content: bytes | BinaryIO) -> str:
        """Keep the bytes; their key. They are on the disk, whole, when this returns."""
        if isinstance(content, bytes):
            key = hashlib.sha256(content).hexdigest()
            if self.exists(key):
                return key
            content = io.BytesIO(content)
        digest = hashlib.sha256()
        self.root.mkdir(parents=True, exist_ok=True)
        descriptor, part = tempfile.mkstemp(dir=self.root, suffix=".part")
        try:
            with os.fdopen(descriptor, "wb") as file:
                while block := content.read(BLOCK):
                    digest.update(block)
                    file.write(block)
                file.flush()
                os.fsync(file.fileno())
            return self._settle(Path(part), digest.hexdigest())
        finally:
            Path(part).unlink(missing_ok=True)

    def exists(self, key: str) -> bool:
        """Whether there is such a file."""
        return bool(_KEY.fullmatch(key)) and self._where(key).is_file()

    def path(self, key: str) -> Path:
        """Where the file lies; NotFound."""
        if not self.exists(key):
            raise NotFound(f"There is no file {key[:64]!r} in {self.root}.")
        return self._where(key)

    def open(self, key: str) -> BinaryIO:
        """The file, to be read; NotFound."""
        return self.path(key).open("rb")

    def read(self, key: str) -> bytes:
        """The bytes; NotFound."""
        return self.path(key).read_bytes()

    def _where(self, key: str) -> Path:
        return self.root / key[:2] / key[2:4] / key

    def _settle(self, part: Path, key: str) -> str:
        where = self._where(key)
        where.parent.mkdir(parents=True, exist_ok=True)
        part.replace(where)
        return key
