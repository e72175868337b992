"""The hot path: short transactions, one after the other where the database wants it so, kept together."""

import asyncio
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import TypeVar

from vermeil.store import Store, Transaction

AT_ONCE = 16  #: transactions at once where writers need not queue
USUAL_SECONDS = sys.getswitchinterval()
SHARED_SECONDS = USUAL_SECONDS / 10
GIVE_WAY_SECONDS = 0.02

T = TypeVar("T")


class Keeper:
    """Does what routes ask for in few threads: every thread more is one that waits for the interpreter.

    On SQLite writers queue anyway, so one thread does it all, and a flush to the disk serves everybody
    who waits for one; on PostgreSQL the commit itself lasts.
    """

    def __init__(self, store: Store) -> None:
        """Of one database."""
        self._store = store
        self._hands = ThreadPoolExecutor(1 if store.embedded else AT_ONCE, "hot")
        self._disk = ThreadPoolExecutor(1, "disk")
        self._used = 0.0  # the last time
        self._lock = threading.Lock()
        self._long = 0  # how many share
        self._running: asyncio.Task[None] | None = None
        self._next: asyncio.Task[None] | None = None

    async def do(self, work: Callable[[Transaction], T], *, lasting: bool) -> T:
        """Do `work` in a transaction; when it is to be `lasting`, it survives the machine's end, too."""

        def transaction() -> T:
            with self._store.begin(lasting=lasting and not self._store.embedded) as tx:
                return work(tx)

        self._used = time.monotonic()
        done = await asyncio.get_running_loop().run_in_executor(self._hands, transaction)
        if lasting and self._store.embedded:
            await self._flushed()
        return done

    async def _flushed(self) -> None:
        """Wait for a flush that began after now, together with all others who wait for one."""
        if self._next is None:
            self._next = asyncio.create_task(self._flush_after(self._running))
        await asyncio.shield(self._next)

    async def _flush_after(self, before: asyncio.Task[None] | None) -> None:
        if before is not None:
            await asyncio.wait([before])
        self._running, self._next = self._next, None
        await asyncio.get_running_loop().run_in_executor(self._disk, self._store.flush)

    @contextmanager
    def sharing(self) -> Iterator[None]:
        """While something long is done in a thread: let it pass the interpreter on ten times as often.

        A request on the hot path takes the interpreter some fifteen times, and each time waits for as long.
        """
        with self._lock:
            self._long += 1
            sys.setswitchinterval(SHARED_SECONDS)
        try:
            yield
        finally:
            with self._lock:
                self._long -= 1
                if not self._long:
                    sys.setswitchinterval(USUAL_SECONDS)

    def give_way(self) -> None:
        """Between the parts of something long: let the hot path go first, if it is in use."""
        if time.monotonic() - self._used < GIVE_WAY_SECONDS:
            time.sleep(GIVE_WAY_SECONDS)

    def close(self) -> None:
        """Finish what was begun."""
        self._hands.shutdown()
        self._disk.shutdown()
