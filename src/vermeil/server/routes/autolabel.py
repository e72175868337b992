"""What models say of items, sent by whoever runs them."""

from fastapi import APIRouter
from fastapi.responses import JSONResponse

from vermeil.flow import agreement, suggest
from vermeil.server.auth import Who
from vermeil.server.house import The
from vermeil.server.schemas import autolabel as shapes
from vermeil.server.schemas.base import PREFIX, Id, problems

router = APIRouter(prefix=PREFIX, tags=["autolabel"])


@router.post(
    "/projects/{project}/suggestions",
    response_model=shapes.Taken,
    operation_id="add_suggestions",
    responses=problems(403, 404, 409),
)
def add_suggestions(project: Id, body: shapes.NewSuggestions, who: Who, house: The) -> JSONResponse:
    """Say what a model thinks of items (for managers): shown to people who are asked from now on.

    A later suggestion takes the place of an earlier one. Refused (409) while a campaign runs, which judges
    the suggestions that it began with.
    """
    given = [one.model_dump(exclude_none=True) for one in body.suggestions]
    with house.store.begin() as tx:
        return JSONResponse(suggest.put(tx, who, project, given))


@router.get(
    "/projects/{project}/suggestions/agreement",
    response_model=shapes.Agreement,
    operation_id="get_agreement",
    responses=problems(403, 404),
)
def agree(project: Id, who: Who, house: The) -> JSONResponse:
    """How often the suggestions are what people say (for managers), over the newest 5,000 items with both.

    `blind`: those people saw no suggestion; where there are none, it is told over answers of people who did,
    which flatters the model.
    """
    with house.store.read() as tx:
        return JSONResponse(agreement.view(tx, who, project))
