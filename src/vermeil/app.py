"""Wires the parts together: the one place where a running server is made."""

import contextlib
import secrets
import signal
import threading
from collections.abc import AsyncIterator, Iterator
from types import FrameType

from fastapi import FastAPI

from vermeil.flow import monitor
from vermeil.flow.clock import DAY_MS
from vermeil.integrations.formats import Limits
from vermeil.server.api import serve
from vermeil.server.doors import Doors
from vermeil.server.house import House
from vermeil.server.keeper import Keeper
from vermeil.server.live import Changes
from vermeil.server.media import Media
from vermeil.settings import Settings
from vermeil.store import Store, idempotency
from vermeil.store.blobs import Blobs


def create_app(settings: Settings | None = None) -> FastAPI:
    """The server, with its database brought up to date; `app.state.house` holds its parts.

    `app.state.house.setup_code` is what the first user must type where others can connect too (else None).
    """
    house = open_house(settings or Settings())
    return serve(house, lifespan)


def open_house(settings: Settings) -> House:
    """The database and the files of `settings`, opened."""
    settings.ready()
    store = Store.open(settings.database_url)
    store.migrate()
    blobs = Blobs(settings.home / "blobs")
    (settings.home / "tmp").mkdir(exist_ok=True)
    return House(
        settings=settings,
        store=store,
        blobs=blobs,
        media=Media(blobs, settings.home / "thumbs"),
        doors=Doors(store),
        changes=Changes(lambda projects: monitor.versions(store, projects)),
        keeper=Keeper(store),
        setup_code=None if settings.local_only else secrets.token_urlsafe(9),
        limits=Limits(
            line_bytes=int(settings.max_line_mb * 1_000_000), image_pixels=settings.max_image_pixels
        ),
    )


@contextlib.asynccontextmanager
async def lifespan(app: FastAPI) -> AsyncIterator[None]:
    """While the server runs."""
    house: House = app.state.house
    with house.store.begin() as tx:
        idempotency.forget(tx, tx.now_ms - DAY_MS)
    with ending_streams(house.changes):
        yield
    house.changes.close()
    house.keeper.close()
    house.store.close()


@contextlib.contextmanager
def ending_streams(changes: Changes) -> Iterator[None]:
    """End live streams at the first signal to stop, which would otherwise wait for them to end."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}

    def stop(number: int, frame: FrameType | None) -> None:
        changes.close()
        if callable(then := before[signal.Signals(number)]):
            then(number, frame)

    served = {number for number, handler in before.items() if callable(handler)}
    for number in served:
        signal.signal(number, stop)
    try:
        yield
    finally:
        for number in served:
            if signal.getsignal(number) is stop:
                signal.signal(number, before[number])
