"""Items in: streams of any size go to a file first, and from there into the store by chunks."""

from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import JSONResponse
from pydantic import AfterValidator
from starlette.concurrency import run_in_threadpool

from vermeil.flow import ingest
from vermeil.flow.accounts import Person
from vermeil.server.auth import Who
from vermeil.server.house import House, The
from vermeil.server.once import Key, Once, order_key
from vermeil.server.schemas import ingest as shapes
from vermeil.server.schemas.base import PREFIX, STORABLE, Cursor, Id, Limit, Page, kept, problems
from vermeil.server.upload import Spool

router = APIRouter(prefix=PREFIX, tags=["ingest"])

BatchName = Annotated[
    str,
    AfterValidator(kept),
    Query(max_length=200, description="A name for what arrives together", json_schema_extra=STORABLE),
]


@router.post(
    "/projects/{project}/items",
    response_model=shapes.ImportReport,
    operation_id="add_items",
    openapi_extra=shapes.UPLOAD,
    responses=problems(400, 403, 404, 409, 413, 415),
)
async def add_items(
    project: Id,
    request: Request,
    who: Who,
    house: The,
    *,
    name: BatchName = "",
    format: shapes.LabelFormat = None,  # noqa: A002 - the parameter's name over HTTP
    labels: shapes.LabelsAs = None,
    blind: shapes.Blind = False,
    key: Key = None,
) -> JSONResponse:
    """Add items (for managers). Records that cannot be used are reported; the rest goes in.

    With `format` the upload holds labels as another tool writes them, and their items. What people said there
    are answers here, with the provenance `imported`; what a model said are suggestions.

    Sending the same upload again adds nothing, so an upload that was cut off is simply sent again.
    """
    terms = ingest.Terms(form=format, labels=labels, blind=blind)
    await run_in_threadpool(_allow, house, who, project)
    with Spool(house.scratch, request.headers.get("content-type", "")) as spool:
        async for chunk in request.stream():
            spool.take(chunk)
            if spool.full:
                await run_in_threadpool(spool.flush)
        await run_in_threadpool(spool.flush)
        once = order_key(request, who, key, spool.digest)
        return await run_in_threadpool(_import, house, who, project, spool, name, terms, once)


@router.get(
    "/projects/{project}/batches",
    response_model=Page[shapes.Batch],
    operation_id="list_batches",
    responses=problems(403, 404),
)
def batches(project: Id, who: Who, house: The, cursor: Cursor = None, limit: Limit = 50) -> JSONResponse:
    """What arrived together, newest first."""
    with house.store.read() as tx:
        return JSONResponse(ingest.batches(tx, who, project, cursor=cursor, limit=limit))


@router.get(
    "/batches/{batch}/refusals",
    response_model=Page[shapes.StoredRefusal],
    operation_id="list_refusals",
    responses=problems(403, 404),
)
def refusals(batch: Id, who: Who, house: The, cursor: Cursor = None, limit: Limit = 100) -> JSONResponse:
    """The records of an upload that were left out, and why."""
    with house.store.read() as tx:
        return JSONResponse(ingest.refusals(tx, who, batch, cursor=cursor, limit=limit))


def _allow(house: House, who: Person, project: int) -> None:
    with house.store.read() as tx:
        ingest.allow(tx, who, project)


def _import(
    house: House, who: Person, project: int, spool: Spool, name: str, terms: ingest.Terms, once: Once
) -> JSONResponse:
    with house.store.read() as tx:
        if before := once.before(tx):
            return before
    with house.keeper.sharing():
        report = ingest.add_items(
            house.store,
            house.blobs,
            who,
            project,
            files=spool.files(),
            limits=house.limits,
            name=name,
            terms=terms,
            between=house.keeper.give_way,
        )
    with house.store.begin() as tx:
        return once(tx, 200, lambda: report)
