"""Items with their labels and answers, and their media."""

from typing import Annotated, Literal

from fastapi import APIRouter, Query
from fastapi.responses import FileResponse, JSONResponse

from vermeil.flow import judge, review
from vermeil.server.auth import Who
from vermeil.server.house import The
from vermeil.server.schemas import judge as shapes
from vermeil.server.schemas.ask import Answer
from vermeil.server.schemas.base import MAX_COUNT, PREFIX, Id, Page, problems
from vermeil.store.listing import Filter

router = APIRouter(prefix=PREFIX, tags=["judge"])

MEDIA_HEADERS = {
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "Content-Disposition": "inline",
    "Cache-Control": "private, max-age=31536000, immutable",
}


@router.get(
    "/projects/{project}/items",
    response_model=Page[shapes.Item],
    operation_id="list_items",
    responses=problems(403, 404),
)
def list_items(project: Id, who: Who, house: The, wanted: Annotated[shapes.Wanted, Query()]) -> JSONResponse:
    """The items of a project, in the order they came (for managers and reviewers)."""
    with house.store.read() as tx:
        page = judge.items(tx, who, project, _filter(wanted), cursor=wanted.cursor, limit=wanted.limit)
        return JSONResponse(page)


@router.get(
    "/projects/{project}/items/count",
    response_model=shapes.Count,
    operation_id="count_items",
    responses=problems(403, 404),
)
def count_items(project: Id, who: Who, house: The, which: Annotated[shapes.Which, Query()]) -> JSONResponse:
    """How many items a filter lets through, as far as that is known at once."""
    with house.store.read() as tx:
        return JSONResponse(judge.count(tx, who, project, _filter(which)))


def _filter(which: shapes.Which) -> Filter:
    return Filter(state=which.state, class_name=which.class_, text=which.q or None, batch_id=which.batch)


@router.get(
    "/items/{item}",
    response_model=shapes.ItemPage,
    operation_id="get_item",
    responses=problems(403, 404),
)
def get_item(
    item: Id,
    who: Who,
    house: The,
    names: Annotated[bool, Query(description="Who gave each answer; for managers only")] = False,
) -> JSONResponse:
    """An item with every answer; people have letters for names."""
    with house.store.read() as tx:
        return JSONResponse(judge.item(tx, who, item, names=names))


@router.get(
    "/projects/{project}/reviews",
    response_model=Page[shapes.Queued],
    operation_id="list_reviews",
    responses=problems(403, 404),
)
def list_reviews(project: Id, who: Who, house: The, wanted: Annotated[shapes.Queue, Query()]) -> JSONResponse:
    """Items that are worth a second look, by the reason why; what was decided leaves its queue."""
    with house.store.read() as tx:
        page = review.queue(
            tx,
            who,
            project,
            wanted.reason,
            apart=wanted.apart,
            cursor=wanted.cursor,
            limit=wanted.limit,
        )
        return JSONResponse(page)


@router.get(
    "/projects/{project}/reviews/count",
    response_model=shapes.ReviewCounts,
    operation_id="count_reviews",
    responses=problems(403, 404),
)
def count_reviews(project: Id, who: Who, house: The) -> JSONResponse:
    """How many items are worth a second look, by reason."""
    with house.store.read() as tx:
        return JSONResponse(review.counts(tx, who, project))


@router.post(
    "/items/{item}/reviews",
    status_code=201,
    response_model=Answer,
    operation_id="review_item",
    responses=problems(403, 404, 409) | {200: {"model": Answer, "description": "It was stored before"}},
)
def review_item(item: Id, body: shapes.NewReview, who: Who, house: The) -> JSONResponse:
    """Decide about an item: the decision is an answer that counts over those before it.

    Refused (409), with both versions as `yours` and `stored`, when somebody has answered since `seen`;
    refused, too, while a running campaign waits for an answer about the item.
    """
    with house.store.begin() as tx:
        stored, new = review.decide(tx, who, item, review.Decided(**body.model_dump()))
        return JSONResponse(stored, 201 if new else 200)


@router.get(
    "/items/{item}/media",
    response_class=FileResponse,
    operation_id="get_media",
    responses=problems(404, 422) | {200: {"content": {"image/*": {}}, "description": "The file"}},
)
def media(
    item: Id,
    who: Who,
    house: The,
    size: Annotated[
        Literal["full", "thumb"],
        Query(description="full: as it came, TIFF as WebP; thumb: at most 320 pixels"),
    ] = "full",
    page: Annotated[
        int | None, Query(ge=0, le=MAX_COUNT, description="Of a document: a picture of this page, from 0")
    ] = None,
) -> FileResponse:
    """The file of an item; annotators get those of tasks they hold or have answered."""
    with house.store.read() as tx:
        key = judge.blob_of(tx, who, item, page or 0)
    file = house.media.thumb(key, page or 0) if size == "thumb" else house.media.full(key, page)
    headers = MEDIA_HEADERS | {"ETag": f'"{file.path.name}-{size}"'}
    return FileResponse(file.path, media_type=file.type, headers=headers)
