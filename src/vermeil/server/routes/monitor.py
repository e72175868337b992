"""Live updates, health and figures."""

from fastapi import APIRouter
from fastapi.responses import PlainTextResponse, Response, StreamingResponse
from starlette.concurrency import run_in_threadpool

from vermeil.flow import accounts, monitor, projects
from vermeil.flow.accounts import Person
from vermeil.server.auth import Who
from vermeil.server.errors import problem
from vermeil.server.house import House, The
from vermeil.server.schemas.base import PREFIX, Id, problems

router = APIRouter(prefix=PREFIX, tags=["monitor"])
health = APIRouter(tags=["monitor"])

FIGURES = "text/plain; version=0.0.4; charset=utf-8"


@router.get(
    "/projects/{project}/events",
    response_class=StreamingResponse,
    operation_id="listen",
    responses=problems(403, 404) | {200: {"description": "Events", "content": {"text/event-stream": {}}}},
)
async def listen(project: Id, who: Who, house: The) -> StreamingResponse:
    """Server-sent events: `change` with {"version": n} whenever something in the project has changed."""
    await run_in_threadpool(_allow, house, who, project)
    return StreamingResponse(
        house.changes.listen(project),
        media_type="text/event-stream",
        headers={"Cache-Control": "no-store", "X-Accel-Buffering": "no"},
    )


@health.get("/healthz", response_class=PlainTextResponse, operation_id="alive")
async def alive() -> PlainTextResponse:
    """The process answers."""
    return PlainTextResponse("ok\n")


@health.get("/readyz", response_class=PlainTextResponse, operation_id="ready", responses=problems(503))
def ready(house: The) -> Response:
    """The database can be reached and has this version's tables."""
    missing = monitor.not_ready(house.store)
    return PlainTextResponse("ready\n") if missing is None else problem(503, missing, title="Not ready")


@health.get(
    "/metrics",
    response_class=PlainTextResponse,
    operation_id="metrics",
    responses=problems(403),
)
def metrics(who: Who, house: The) -> Response:
    """Figures for Prometheus (for admins: with a token)."""
    accounts.need(who, "admin")
    with house.store.read() as tx:
        now = monitor.now(tx)
    return Response(house.metrics.text(now), media_type=FIGURES)


def _allow(house: House, who: Person, project: int) -> None:
    with house.store.read() as tx:
        projects.allow(tx, who, project, "reviewer")
