"""Runs that fill in suggestions from a model."""

from functools import partial

from fastapi import APIRouter
from fastapi.responses import JSONResponse

from vermeil.flow import acceptance, runs
from vermeil.integrations.outbound import Outbound
from vermeil.server.auth import Who
from vermeil.server.house import The
from vermeil.server.once import Repeatable
from vermeil.server.schemas import runs as shapes
from vermeil.server.schemas.base import PREFIX, Id, Page, problems

router = APIRouter(prefix=PREFIX, tags=["autolabel"])


@router.post(
    "/projects/{project}/suggestions/runs",
    status_code=201,
    response_model=shapes.SuggestionRun,
    operation_id="start_suggestion_run",
    responses=problems(403, 404, 409),
)
def start(project: Id, body: shapes.NewRun, who: Who, house: The, once: Repeatable) -> JSONResponse:
    """Have a model suggest an answer for every item without a label (for managers).

    Refused (409) while a campaign or another run goes on, and (422) where it would cost more than `at_most`.
    """
    order = body.model_dump(by_alias=True)
    outbound = Outbound(house.settings.private_backends)
    with house.store.begin() as tx:
        return once(tx, 201, partial(runs.start, tx, who, project, order, outbound))


@router.get(
    "/projects/{project}/suggestions/runs",
    response_model=Page[shapes.SuggestionRun],
    operation_id="list_suggestion_runs",
    responses=problems(403, 404),
)
def listing(project: Id, who: Who, house: The) -> JSONResponse:
    """The runs of a project, newest first (for managers)."""
    with house.store.read() as tx:
        return JSONResponse({"items": runs.listing(tx, who, project), "next_cursor": None})


@router.get(
    "/projects/{project}/suggestions/acceptance",
    response_model=Page[shapes.Accepting],
    operation_id="list_acceptance",
    responses=problems(403, 404),
)
def acceptance_of_people(project: Id, who: Who, house: The) -> JSONResponse:
    """How often each person lets a wrong suggestion pass; some are shown on purpose (for managers)."""
    with house.store.read() as tx:
        return JSONResponse({"items": acceptance.of_people(tx, who, project), "next_cursor": None})


@router.get(
    "/suggestions/runs/{run}",
    response_model=shapes.SuggestionRun,
    operation_id="get_suggestion_run",
    responses=problems(403, 404),
)
def show(run: Id, who: Who, house: The) -> JSONResponse:
    """One run: how far it is, what did not fit, how often it is right (for managers)."""
    with house.store.read() as tx:
        return JSONResponse(runs.show(tx, who, run))


@router.post(
    "/suggestions/runs/{run}/cancel",
    response_model=shapes.SuggestionRun,
    operation_id="cancel_suggestion_run",
    responses=problems(403, 404, 409),
)
def cancel(run: Id, who: Who, house: The, once: Repeatable) -> JSONResponse:
    """Stop a run (for managers): what it has suggested stays."""
    with house.store.begin() as tx:
        return once(tx, 200, partial(runs.cancel, tx, who, run))
