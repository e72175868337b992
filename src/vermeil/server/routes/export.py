"""Labels out, and frozen versions of them."""

import json
from contextlib import ExitStack

from fastapi import APIRouter
from fastapi.responses import JSONResponse, StreamingResponse
from starlette.types import Receive, Scope, Send

from vermeil.flow import export
from vermeil.flow.formats import Sent
from vermeil.integrations.formats import MEDIA_TYPES
from vermeil.integrations.formats import labels as labels_of
from vermeil.server.auth import Who
from vermeil.server.house import The
from vermeil.server.once import Repeatable
from vermeil.server.schemas import export as shapes
from vermeil.server.schemas.base import PREFIX, Id, Page, Responses, problems

router = APIRouter(prefix=PREFIX, tags=["export"])

KINDS = MEDIA_TYPES | labels_of.MEDIA_TYPES
LOST = "Vermeil-Lost"
TOLD = 20  #: reasons in a header: more would not pass every proxy
FILE: Responses = {
    200: {
        "description": "The file, as a stream; several files come as one zip archive",
        "headers": {
            LOST: {
                "description": "What the format could not hold, as JSON: [{question, why, count}]",
                "schema": {"type": "string"},
            }
        },
        "content": {
            kind: {"schema": {"type": "string", "format": "binary"}} for kind in sorted(set(KINDS.values()))
        },
    }
}


@router.get(
    "/projects/{project}/labels",
    response_class=StreamingResponse,
    operation_id="export_labels",
    responses=FILE | problems(403, 404),
)
def labels(project: Id, who: Who, house: The, format: shapes.Format = "jsonl") -> StreamingResponse:  # noqa: A002 - the parameter's name over HTTP
    """The labels as they are now, with where each came from; duplicates have that of their original."""
    with ExitStack() as stack:
        stack.enter_context(house.keeper.sharing())
        tx = stack.enter_context(house.store.read())
        sent = export.current(tx, who, project, format, house.scratch)
        return Download(sent, f"project-{project}-labels", stack.pop_all())


@router.get(
    "/projects/{project}/formats",
    response_model=Page[shapes.Fitting],
    operation_id="list_formats",
    responses=problems(403, 404),
)
def formats(project: Id, who: Who, house: The) -> JSONResponse:
    """The formats of other tools that hold something of this project, those that lose least first."""
    with house.store.read() as tx:
        return JSONResponse({"items": export.formats(tx, who, project), "next_cursor": None})


@router.post(
    "/projects/{project}/releases",
    status_code=201,
    response_model=shapes.Release,
    operation_id="create_release",
    responses=problems(403, 404, 409),
)
def create(project: Id, body: shapes.NewRelease, who: Who, house: The, once: Repeatable) -> JSONResponse:
    """Freeze the labels as they are now: a version that never changes (for the project's managers)."""
    with house.store.read() as tx:
        export.allow_release(tx, who, project)
        if before := once.before(tx):
            return before
    with house.keeper.sharing():
        frozen = export.freeze(house.store, house.blobs, project, house.scratch)
    with house.store.begin() as tx:
        return once(tx, 201, lambda: export.release(tx, who, project, frozen, note=body.note))


@router.get(
    "/projects/{project}/releases",
    response_model=Page[shapes.Release],
    operation_id="list_releases",
    responses=problems(403, 404),
)
def releases(project: Id, who: Who, house: The) -> JSONResponse:
    """The versions of a project, newest first."""
    with house.store.read() as tx:
        return JSONResponse({"items": export.releases(tx, who, project), "next_cursor": None})


@router.get(
    "/releases/{release}",
    response_model=shapes.Release,
    operation_id="get_release",
    responses=problems(403, 404),
)
def get_release(release: Id, who: Who, house: The) -> JSONResponse:
    """One version."""
    with house.store.read() as tx:
        return JSONResponse(export.shown(tx, who, release))


@router.get(
    "/releases/{release}/export",
    response_class=StreamingResponse,
    operation_id="export_release",
    responses=FILE | problems(403, 404),
)
def export_release(release: Id, who: Who, house: The, format: shapes.Format = "jsonl") -> StreamingResponse:  # noqa: A002 - as above
    """The file of a version: the same bytes every time."""
    with house.store.read() as tx:
        blob, schema = export.kept(tx, who, release)
    with ExitStack() as stack:
        stack.enter_context(house.keeper.sharing())
        file = stack.enter_context(house.blobs.open(blob))
        sent = export.thawed(file, schema, format, house.scratch)
        return Download(sent, f"release-{release}", stack.pop_all())


class Download(StreamingResponse):
    """A stream as a file to keep; what it reads from is let go when it ends, however it ends."""

    def __init__(self, sent: Sent, name: str, held: ExitStack) -> None:
        """Send it, then close `held`."""
        headers = {"Content-Disposition": f'attachment; filename="{name}.{sent.ending}"'}
        headers |= {LOST: json.dumps(sent.lost[:TOLD])} if sent.lost else {}
        super().__init__(sent.stream, media_type=KINDS[sent.ending], headers=headers)
        self._held = held

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send it."""
        with self._held:
            await super().__call__(scope, receive, send)
