"""What every request needs at hand."""

import threading
from dataclasses import dataclass, field
from importlib import metadata
from pathlib import Path
from typing import Annotated

from fastapi import Depends, Request

from vermeil.flow.projects import Desk
from vermeil.integrations.formats import Limits
from vermeil.server.doors import Doors, Patience
from vermeil.server.keeper import Keeper
from vermeil.server.live import Changes
from vermeil.server.media import Media
from vermeil.server.metrics import Metrics
from vermeil.settings import Settings
from vermeil.store import Store
from vermeil.store.blobs import Blobs

VERSION = metadata.version("vermeil")
WINDOW_SECONDS = 300.0


@dataclass(frozen=True)
class House:
    """The open database, the files, and what is remembered between requests."""

    settings: Settings
    store: Store
    blobs: Blobs
    media: Media
    doors: Doors
    changes: Changes
    keeper: Keeper
    setup_code: str | None  #: what the first user must know; None: who can connect may begin
    limits: Limits
    metrics: Metrics = field(default_factory=Metrics)
    names: Patience = field(default_factory=lambda: Patience(10, WINDOW_SECONDS))
    setting_up: threading.Lock = field(default_factory=threading.Lock)
    desk: Desk = field(default_factory=Desk)
    addresses: Patience = field(default_factory=lambda: Patience(100, WINDOW_SECONDS))

    def forget(self) -> None:
        """Somebody's rights or a project have changed: what was remembered is read again."""
        self.doors.forget()
        self.desk.forget()

    @property
    def scratch(self) -> Path:
        """Folder of files that are deleted when their request ends."""
        return self.settings.home / "tmp"


async def _house(request: Request) -> House:
    house: House = request.app.state.house
    return house


The = Annotated[House, Depends(_house)]  #: the house, in a route's signature
