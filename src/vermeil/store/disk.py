"""Commits reach the disk together: one flush serves every thread that waits for one."""

import os
import threading
from pathlib import Path


class Disk:
    """Flushes one file, outside of any lock that writers need.

    SQLite's own way (`synchronous = FULL`) flushes inside the commit, while every other writer waits.
    Here a commit is written (`synchronous = NORMAL`), the next writer goes on, and whoever wants to
    tell somebody that it lasts waits for a flush that began after it. The log of SQLite has checksums,
    so whatever part of it reached the disk is a valid state, commits in their order.
    """

    def __init__(self, path: Path) -> None:
        self._path, self._file = path, -1
        self._changed = threading.Condition()
        self._begun = self._ended = 0  # flushes, numbered
        self._busy = False

    def flush(self) -> None:
        """Return when all that was written to the file before this call is on the disk."""
        with self._changed:
            wanted = self._begun + 1
            self._changed.wait_for(lambda: self._ended >= wanted or not self._busy)
            if self._ended >= wanted:
                return
            self._busy = True
            self._begun += 1
            mine = self._begun
        try:
            self._sync()
        except BaseException:
            mine = 0  # the others try themselves
            raise
        finally:
            with self._changed:
                self._busy, self._ended = False, max(self._ended, mine)
                self._changed.notify_all()

    def _sync(self) -> None:
        if self._file < 0:
            self._file = os.open(self._path, os.O_RDWR | getattr(os, "O_CLOEXEC", 0))
        os.fsync(self._file)

    def close(self) -> None:
        """Let the file go."""
        if self._file >= 0:
            os.close(self._file)
            self._file = -1
