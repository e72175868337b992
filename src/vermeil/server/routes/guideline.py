"""The guideline, and the items that are its examples."""

from typing import Annotated

from fastapi import APIRouter, Query
from fastapi.responses import JSONResponse

from vermeil.flow import guideline
from vermeil.server.auth import Who
from vermeil.server.house import The
from vermeil.server.schemas import guideline as shapes
from vermeil.server.schemas.base import MAX_COUNT, PREFIX, Id, problems

router = APIRouter(prefix=PREFIX, tags=["projects"])


@router.get(
    "/projects/{project}/guideline",
    response_model=shapes.WholeGuideline,
    operation_id="get_guideline",
    responses=problems(403, 404, 422),
)
def get_guideline(
    project: Id,
    who: Who,
    house: The,
    since: Annotated[
        int | None, Query(ge=1, le=MAX_COUNT, description="A version that was read: what has changed since?")
    ] = None,
) -> JSONResponse:
    """How to decide, in words and by examples."""
    with house.store.read() as tx:
        return JSONResponse(guideline.show(tx, who, project, since=since))


@router.put(
    "/items/{item}/example",
    response_model=shapes.WholeGuideline,
    operation_id="put_example",
    responses=problems(403, 404, 409, 422),
)
def put_example(item: Id, body: shapes.NewExample, who: Who, house: The) -> JSONResponse:
    """Make an item an example of the guideline, with its accepted answer (for managers and reviewers).

    Everybody in the project sees it from then on, so nobody is ever asked about it again. Refused (409) while
    somebody is, while a campaign runs, and where the label is not people's.
    """
    with house.store.begin() as tx:
        shown = guideline.mark(tx, who, item, about=body.about, good=body.good, why=body.why or None)
    house.forget()
    return JSONResponse(shown)


@router.delete(
    "/items/{item}/example",
    response_model=shapes.WholeGuideline,
    operation_id="remove_example",
    responses=problems(403, 404, 409),
)
def remove_example(item: Id, who: Who, house: The) -> JSONResponse:
    """Take an item out of the examples of the guideline (for managers and reviewers)."""
    with house.store.begin() as tx:
        shown = guideline.unmark(tx, who, item)
    house.forget()
    return JSONResponse(shown)
