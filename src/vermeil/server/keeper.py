"""The hot path: short transactions, one after the other where the database wants it so, kept together."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from vermeil.store import Store, Transaction

AT_ONCE = 16  #: transactions at once where writers need not queue

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
        self._running: asyncio.Task[None] | None = None
        self._next: asyncio.Task[None] | None = None

    async def do(self, work: Callable[[Transaction], T], *, lasting: bool) -> T:
        """Do `work` in a transaction; when it is to be `lasting`, it survives the machine's end, too."""

        def transaction() -> T:
            with self._store.begin(lasting=lasting and not self._store.embedded) as tx:
                return work(tx)

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

    def close(self) -> None:
        """Finish what was begun."""
        self._hands.shutdown()
        self._disk.shutdown()
