"""The whole of HTTP, put together."""

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager

from fastapi import FastAPI

from vermeil.server import describe, errors
from vermeil.server.guard import Carry, Guard
from vermeil.server.house import VERSION, House
from vermeil.server.metrics import Measured
from vermeil.server.pages import Pages
from vermeil.server.routes import (
    accounts,
    ask,
    autolabel,
    certify,
    export,
    guideline,
    ingest,
    judge,
    monitor,
    plan,
    projects,
    runs,
)

#: The hot path first: routes are tried in this order.
GROUPS = (ask, accounts, projects, guideline, ingest, plan, autolabel, runs, judge, certify, export, monitor)
DESCRIPTION = (
    "Label a whole data set to a proven accuracy at the least cost: people and models share the work."
)

Lifespan = Callable[[FastAPI], AbstractAsyncContextManager[None]]


def serve(house: House, lifespan: Lifespan) -> FastAPI:
    """The API and the page of `house`."""
    app = FastAPI(
        title="Vermeil",
        version=VERSION,
        description=DESCRIPTION,
        docs_url=None,
        redoc_url=None,
        lifespan=lifespan,
        redirect_slashes=False,
    )
    app.state.house = house
    for group in GROUPS:
        app.router.routes.extend(group.router.routes)  # not included one in the other: found faster
    app.router.routes.extend(monitor.health.routes)
    app.openapi = lambda: describe.describe(app)  # type: ignore[method-assign]  # FastAPI's own way to extend it
    app.router.default = Pages()
    errors.speak(app)
    app.add_middleware(Guard, settings=house.settings)
    app.add_middleware(Carry)
    app.add_middleware(Measured, metrics=house.metrics, log_json=house.settings.log_json)
    return app
