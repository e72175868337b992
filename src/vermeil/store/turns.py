"""Writers of one SQLite file take turns: first come, first served, without polling."""

import os
import threading
from collections import deque
from contextlib import AbstractContextManager
from pathlib import Path
from types import TracebackType

try:
    import fcntl
except ImportError:  # not POSIX: processes fall back on SQLite's busy timeout, which polls
    fcntl = None  # type: ignore[assignment]  # a missing module is None from here on


class Turns(AbstractContextManager[None]):
    """A lock for threads (in the order they came) and, through a lock on `path`, for processes.

    SQLite by itself lets a waiting writer sleep up to 100 ms between attempts, and a busy one overtake it.
    The kernel releases the file's lock when a process dies, however it dies.
    """

    def __init__(self, path: Path) -> None:
        self._guard = threading.Lock()
        self._taken = False
        self._owner = 0  # the thread whose turn it is
        self._waiting: deque[threading.Lock] = deque()
        self._file = os.open(path, os.O_CREAT | os.O_RDWR | getattr(os, "O_CLOEXEC", 0), 0o600)

    def __enter__(self) -> None:
        if self._owner == threading.get_ident():
            raise RuntimeError("a transaction is open in this thread: it would wait for itself")
        with self._guard:
            turn = threading.Lock() if self._taken else None
            self._taken = True
            if turn is not None:
                turn.acquire()
                self._waiting.append(turn)
        if turn is not None:
            turn.acquire()  # released by the one before
        if fcntl is not None:
            fcntl.flock(self._file, fcntl.LOCK_EX)
        self._owner = threading.get_ident()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._owner = 0
        if fcntl is not None:
            fcntl.flock(self._file, fcntl.LOCK_UN)
        with self._guard:
            if self._waiting:
                self._waiting.popleft().release()
            else:
                self._taken = False

    def close(self) -> None:
        """Let the file go."""
        os.close(self._file)
