"""Tells pages that something in a project has changed: one look at the database for all who listen."""

import asyncio
import contextlib
from collections import Counter
from collections.abc import AsyncIterator, Callable, Collection, Mapping

from starlette.concurrency import run_in_threadpool

LOOK_SECONDS = 0.5
KEEP_ALIVE_SECONDS = 15.0

Look = Callable[[Collection[int]], Mapping[int, int]]


class Changes:
    """The newest change of every project that somebody listens to."""

    def __init__(self, look: Look) -> None:
        """`look` answers the versions of some projects; it may block."""
        self._look = look
        self._versions: dict[int, int] = {}
        self._listeners: Counter[int] = Counter()
        self._news = asyncio.Condition()
        self._closing = False
        self._watch: asyncio.Task[None] | None = None

    async def listen(self, project: int) -> AsyncIterator[bytes]:
        """Server-sent events until the listener goes or the server ends."""
        self._listeners[project] += 1
        try:
            told = (await run_in_threadpool(self._look, [project])).get(project, 0)
            self._versions[project] = max(told, self._versions.get(project, 0))
            yield event(told)
            while not self._closing:
                version = await self._newer(project, told)
                if version is None:
                    yield b": still here\n\n"
                elif not self._closing:
                    told = version
                    yield event(told)
        finally:
            self._leave(project)

    def close(self) -> None:
        """End every stream now; from any thread or a signal."""
        self._closing = True
        if self._watch is not None and not self._watch.done():
            self._watch.get_loop().call_soon_threadsafe(self._watch.cancel)

    async def _newer(self, project: int, told: int) -> int | None:
        if self._watch is None or self._watch.done():
            self._watch = asyncio.create_task(self._watching())
        async with self._news:
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(KEEP_ALIVE_SECONDS):
                    await self._news.wait_for(lambda: self._closing or self._versions.get(project, 0) > told)
                    return self._versions.get(project, 0)
        return None

    async def _watching(self) -> None:
        try:
            while self._listeners and not self._closing:
                await asyncio.sleep(LOOK_SECONDS)
                self._versions.update(await run_in_threadpool(self._look, list(self._listeners)))
                await self._tell()
        finally:
            await self._tell()

    async def _tell(self) -> None:
        async with self._news:
            self._news.notify_all()

    def _leave(self, project: int) -> None:
        self._listeners[project] -= 1
        if self._listeners[project] <= 0:
            del self._listeners[project]
            self._versions.pop(project, None)


def event(version: int) -> bytes:
    """One event, as text/event-stream writes it."""
    return b'id: %d\nevent: change\ndata: {"version": %d}\n\n' % (version, version)
