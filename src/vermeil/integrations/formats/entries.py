from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import BinaryIO

Opener = Callable[[], AbstractContextManager[BinaryIO]]
ARGILLA = ".argilla"  #: the folder in which Argilla keeps what a data set asks


@dataclass(frozen=True, slots=True)
class Upload:
    """One file as it was sent."""

    name: str
    stream: BinaryIO  #: can seek
    content_type: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """One file of an upload, an archive or a folder, which is opened when its turn comes."""

    name: str  #: its path inside, with `/`
    where: str  #: the name people are told
    open: Opener
    content_type: str = ""

    @property
    def suffix(self) -> str:
        """The end of its name, as `.jpg`."""
        return PurePosixPath(self.name).suffix.lower()

    @property
    def is_noise(self) -> bool:
        """Left there by an operating system or an editor, not meant by anybody."""
        parts = PurePosixPath(self.name).parts
        hidden = [part for part in parts if part.startswith((".", "__MACOSX")) and part != ARGILLA]
        return bool(hidden) or parts[-1:] == ("Thumbs.db",)
